"""Numbers whose digits a line end has parted, as programs do that break Latin words anywhere: told by the digits alone.

Whether a line was full is for those to say who know how wide it is.
"""

from __future__ import annotations

import re

_AT_END = re.compile(r"(?<![\dA-Za-z.,/\-—–])\d+(?:,\d{3})*[.,]?\d*$")
_AT_START = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?=[^\x00-\x7f]|%)")
"""The digits of a number at the end of a line, and those at the start of the next with what is counted behind them."""
_GROUP_AT_END = re.compile(r"(?<![\dA-Za-z.,/\-—–])\d{1,3}(?:,\d{3})*,\d{1,2}$")
_GROUP_AT_START = re.compile(r"\d{1,2}(?:,\d{3})*(?:\.\d+)?(?![\d.])")
"""The same where a group of digits behind a comma is not whole: it can be no number without the other part."""
_WHOLE = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d{2}(?!\d)")
_YEARS_CUT = re.compile(r"(?:19|20)\d{2}(?:年)?[-—–~～至](\d{1,3})$")
"""A span of years whose second year a line end has parted."""
_LONGEST = 9
"""Signs of a number that a line end may have parted: longer runs are telephone numbers and codes beside each other."""
_CELL = re.compile(r"[-+−－(（]?[\d,]+\.?\d*")
_REST = re.compile(r"[\d,]*\.?\d+[)）]?[%％‰]?")
_FEWEST = 4
"""Signs that the first part of a figure fills in a narrow cell; fewer are two short figures, one under the other."""


def is_one(before: str, after: str) -> bool:
    """Say whether a full line's digits and those that begin the next are of one number. Two years are two numbers."""
    first, second = _AT_END.search(before), _AT_START.match(after)
    if second is None:
        return False
    years = _YEARS_CUT.search(before)
    if years is not None:
        return _YEAR.fullmatch(years[1] + second[0]) is not None
    if first is None or _WHOLE.fullmatch(first[0] + second[0]) is None:
        return False
    return len(first[0]) + len(second[0]) <= _LONGEST and not (_YEAR.match(first[0]) and _YEAR.match(second[0]))


def is_certain(before: str, after: str) -> bool:
    """Say whether the digits themselves tell that they are of one number, however long the line was: 12,3 and 45.6."""
    first, second = _GROUP_AT_END.search(before), _GROUP_AT_START.match(after)
    return first is not None and second is not None and _WHOLE.fullmatch(first[0] + second[0]) is not None


def is_figure(before: str, after: str) -> bool:
    """Say whether two full lines are all that a cell holds and make one figure, the second the shorter: 1234.5 and 6."""
    first, second = _CELL.fullmatch(before), _REST.fullmatch(after)
    if first is None or second is None or not _FEWEST <= len(before) > len(after):
        return False
    whole = (before + after).strip("-+−－(（)）%％‰")
    return _WHOLE.fullmatch(whole) is not None and not (_YEAR.match(before) and _YEAR.match(after))
