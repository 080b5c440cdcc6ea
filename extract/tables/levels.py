"""Levels of the names in a table, told by how far they are set in under each other.

Only what is drawn plainly counts: names that begin at the same few places again and again. Names that stand in the middle of
their column, or at its right side, begin anywhere and have no levels. What a name is a part of is not told here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from extract.content import Cell

_SAME = 0.3
"""Ems within which two names begin at one place: fonts leave less white than that before a sign."""
_STEP, _FARTHEST = 0.7, 4.0
"""Ems by which one level is set in under another: the ten points of office programs are less than an em of large type; what
stands further away than four signs is a column of its own."""
_DEEPEST = 3
"""Levels of a table; where names begin at more places, these say nothing."""
_OFTEN = 2
"""Names that begin at one place: one alone may have slipped."""
_OTHER_WIDTH = 0.5
"""Ems by which two names of one place differ in width: those that a middle or a right side places are as wide as each other."""


_EM_SPACES = "\u3000\u2003"
"""Spaces of one em; others take about half of one."""


class Start(NamedTuple):
    """Where the first line of a name begins and ends, from the left side of its table, and its em; all in one unit.

    `right` is None where the file itself says how far the name is set in, so that no middle or right side can have done it.
    """

    left: float
    right: float | None
    em: float


def said(indent: float, text: str) -> Start:
    """Give the start of a name that its file says to be set in by so many ems, besides the spaces that it begins with."""
    white = text[: len(text) - len(text.lstrip())]
    return Start(indent + sum(1.0 if sign in _EM_SPACES else 0.5 for sign in white), None, 1.0)


def tell(names: Iterable[tuple[Cell, Start]]) -> None:
    """Set `level` of the names in the columns of a table's body where indentation says it."""
    columns: dict[int, list[tuple[Cell, Start]]] = defaultdict(list)
    for cell, start in names:
        if cell.column_span == 1:
            columns[cell.column].append((cell, start))
    for own in columns.values():
        levels = _levels([start for _, start in own])
        for (cell, _), level in zip(own, levels, strict=True):
            cell.level = level


def _levels(starts: list[Start]) -> list[int]:
    """Give the level of each name, from 0; 0 for all where they do not show any."""
    none = [0] * len(starts)
    places: list[list[Start]] = []
    for start in sorted(starts, key=lambda start: start.left):
        if places and start.left - places[-1][-1].left < _SAME * start.em:
            places[-1].append(start)
        else:
            places.append([start])
    if not 1 < len(places) <= _DEEPEST:
        return none
    steps = [(below[0].left - above[0].left) / below[0].em for above, below in pairwise(places)]
    if not all(_STEP <= step <= _FARTHEST for step in steps) or any(len(own) < _OFTEN for own in places[1:]):
        return none
    widths = [[(start.right - start.left) / start.em for start in own if start.right is not None] for own in places]
    if not any(not own or max(own) - min(own) > _OTHER_WIDTH for own in widths):
        return none
    return [next(n for n, own in enumerate(places) if start in own) for start in starts]
