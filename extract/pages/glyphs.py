"""Characters that a PDF's fonts have lost: private-use code points, repaired where the print leaves no doubt.

Only the shape on the paper counts here. What stays unclear keeps its code point and becomes an issue: a number that is
wrong is worse than one that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extract.content import ReadIssue
from extract.pages.shapes import Box, Char
from extract.text import symbols

_MOST_NAMED = 5
"""Glyphs of a page that are named one by one; a page in a lost font has hundreds."""
_LEVEL = 0.12
"""How far base lines of neighbours lie apart at most, of the height of a box: an exponent stands twice as high."""
_SMALL = 0.3
"""How wide and high a point is at most, of the height of a box: in bold type a fifth."""
_ROUND = 2.0
"""How many times as long as it is wide a point is at most, and the other way round: a comma or a dash is longer."""
_ON_BASE = 0.2
"""How far from the base line a point ends, of the height of a box: points of full width stand a little above it."""
_LOW = 0.5
"""A point is in the lower part of its line: a point in the middle of it multiplies."""
_NEAR = 1.5
"""How far apart the digits are, of the height of a box: a point of full width, and a space, stand between."""

_GARBLED = 0.1
"""The share of signs of no writing from which a page's text is not what is printed: a language with accents has a third of it."""
UNMAPPED = "\ufffd"
"""A sign of which a file does not tell the character."""
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
"""Control signs, which no text has, but for those that are white space."""
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f]|[\xc0-\xd6\xd8-\xf6\xf8-\xff]")
_FEW = 10
"""Signs of a page that are too few to judge it by."""


def is_garbled(chars: Sequence[Char]) -> bool:
    """Say whether the text of a page is not what its print shows: its fonts do not tell which characters their glyphs are.

    What then comes out are signs of which the file itself tells no character, or the glyphs' own numbers: control signs,
    which no text has, and accented letters at random.
    """
    signs = "".join([char.text for char in chars if not char.ocr])
    unmapped = signs.count(UNMAPPED)
    has_controls = _CONTROL.search(signs) is not None
    if not unmapped and not has_controls:
        return False
    signs = _SPACE.sub("", signs)
    strange = unmapped + (len(_STRANGE.findall(signs)) if has_controls else 0)
    return len(signs) >= _FEW and strange > _GARBLED * len(signs)


def repair(
    chars: list[Char], strange: Sequence[int], ink: Callable[[int], Box | None], page: int, issues: list[ReadIssue]
) -> None:
    """Replace the characters at the places `strange` where their shape and place say what they are.

    A small mark on the base line between two digits is a decimal point. Everything else becomes an issue.
    """
    unclear = 0
    _read_boxes(chars, strange)
    for place in strange:
        char = chars[place]
        if not _is_private(char.text):
            continue
        before, after = _neighbour(chars, place, -1), _neighbour(chars, place, 1)
        around = f"{before.text if before else ''}▯{after.text if after else ''}"
        mark = ink(place)
        name = f"U+{ord(char.text):04X}"
        if before and after and mark and _is_point(before, after, mark):
            char.text = "．" if before.text > "\x7f" else "."
            message = f"A glyph without meaning ({name}) between digits is read as a point: {around}"
            issues.append(ReadIssue("private_use_glyph", "info", message, page))
            continue
        unclear += 1
        if unclear <= _MOST_NAMED:
            message = f"A glyph without meaning ({name}) stands in the text: {around}"
            issues.append(ReadIssue("private_use_glyph", "warning", message, page))
    if unclear > _MOST_NAMED:
        message = f"{unclear} glyphs without meaning stand on this page; the first {_MOST_NAMED} are named"
        issues.append(ReadIssue("private_use_glyph", "warning", message, page))


def _is_private(sign: str) -> bool:
    return sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff"


def _read_boxes(chars: list[Char], strange: Sequence[int]) -> None:
    """Read the signs of a line that offers a choice as boxes, ticked or not."""
    lines: dict[int, list[int]] = {}
    for place in strange:
        start = place
        while start and abs(chars[start - 1].base - chars[place].base) < _LEVEL * (
            chars[place].bottom - chars[place].top
        ):
            start -= 1
        lines.setdefault(start, []).append(place)
    for start, places in lines.items():
        end = places[-1]
        while end + 1 < len(chars) and chars[end + 1].text.isspace():
            end += 1
        run = chars[start : end + 2]
        text = "".join(char.text[:1] for char in run)
        for char, sign in zip(run, symbols.with_boxes(text), strict=True):
            char.text = sign if _is_private(char.text) else char.text


def _neighbour(chars: Sequence[Char], place: int, step: int) -> Char | None:
    """Give the next character that is no space on the same line."""
    here = place + step
    while 0 <= here < len(chars) and chars[here].text.isspace():
        here += step
    if 0 <= here < len(chars) and abs(chars[here].base - chars[place].base) < _LEVEL * (
        chars[place].bottom - chars[place].top
    ):
        return chars[here]
    return None


def _is_point(before: Char, after: Char, mark: Box) -> bool:
    """Say whether a mark is a decimal point: between digits, small, round, low in the line."""
    height = before.bottom - before.top
    across, down = mark[2] - mark[0], mark[3] - mark[1]
    small = max(across, down) < _SMALL * height
    round_mark = max(across, down) < _ROUND * min(across, down)
    low = abs(mark[3] - before.base) < _ON_BASE * height and mark[1] > before.top + _LOW * height
    near = after.x0 - before.x1 < _NEAR * height
    return before.text.isdigit() and after.text.isdigit() and small and round_mark and low and near
