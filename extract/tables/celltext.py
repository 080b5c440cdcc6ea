"""The text of a cell: its lines from top to bottom as one, without what leads on from it.

Which characters are a cell's is for `ruled` to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.pages.lines import LEADER, joined, line_of, rows, runs
from extract.pages.shapes import Char, Line
from extract.text import parted
from extract.text.prose import glue

_FULL = 1.9
"""Ems left free at the end of a full line: less than one more sign (1) and the margin of a cell (5.4 points in office
programs: half an em of the usual text, 0.9 em of one of 6 points)."""
_LED = re.compile(rf"(?<=\w)(?:{LEADER.pattern})$")
_MARGIN = 5.4
"""Points of white that office programs leave beside the text of a cell."""
_DIGIT = 0.5
"""Ems that a digit takes."""


def read(chars: Sequence[Char], sides: tuple[float, float]) -> tuple[str, bool, int]:
    """Give the text of a cell between its sides, whether it is bold, and how many lines it has if the last is full."""
    return told(lines_of(chars), sides)


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """Give the lines of a cell from top to bottom."""
    parts = [line_of(run) for run in runs(chars)]
    return [joined(row) for row in rows(parts)] if len(parts) > 1 else parts


def told(lines: Sequence[Line], sides: tuple[float, float]) -> tuple[str, bool, int]:
    """Give the same of a cell's lines."""
    if not lines:
        return "", False, 0
    text = lines[0].text
    for before, line in pairwise(lines):
        text = text + line.text if _cuts_figure(before, line, text, sides) else glue(text, line.text)
    last, right = lines[-1], sides[1]
    full = right - last.x1 < _FULL * last.size
    return _LED.sub("", text), all(line.bold for line in lines), len(lines) if full else 0


def _cuts_figure(above: Line, line: Line, text: str, sides: tuple[float, float]) -> bool:
    """Say whether the end of a line has parted the figure that a narrow cell holds: no other digit had room beside it."""
    white = sides[1] - sides[0] - (above.x1 - above.x0)
    return white < 2 * _MARGIN + _DIGIT * above.size and parted.is_figure(text, line.text)
