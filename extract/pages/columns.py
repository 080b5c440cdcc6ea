"""Columns of a page: the gutter between two, the order in which lines and tables are read, the edges that lines have.

How lines come about lives in `lines`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Protocol, TypeVar

from extract.pages.lines import joined, rows
from extract.pages.shapes import TOUCH, Box, Line, Page

PAGE_WITH_COLUMNS = 10
"""Lines: a page with fewer shows no columns of its own; five beside five are the fewest that no list has by chance."""
_GUTTERS = tuple(0.35 + 0.015 * step for step in range(21))
"""Where a gutter is looked for, as shares of the page's width: over its middle third, in steps (9 points of A4) that no gutter is narrower than."""
_LINE_OF_TEXT = 6
"""Signs of a line that counts for a gutter: page numbers and cells are shorter."""
_FEWEST_BESIDE = PAGE_WITH_COLUMNS // 2
"""Lines on each side of a gutter, and lines of one side that stand beside lines of the other."""
_CROSSING = 1 / 4
"""The share of lines that may run over a gutter: titles and headings across both columns."""
_CROSSING_USUAL = 1 / 3
"""The same on a page that is asked only whether it has the gutter of the others: it may be a short one, with a large title."""
_NEAR = 4.0
"""Ems from a gutter within which the lines beside it end and start: columns are filled to their edges."""
_LONG = 0.6
"""The share of the widest line of a column from which a line is long: those show its edges, last lines and titles do not."""
_EDGE = 2.0
"""Points within which lines start at one place: less than half a sign of the smallest print."""
_OFTEN = 2
"""Lines that start at one place: one alone may be chance."""
_HANGING = 20
"""One line of so many may reach over the right edge: punctuation that hangs in the margin."""


def gutter(lines: Sequence[Line], width: float, usual: float | None = None) -> float | None:
    """Find the white strip between two columns, None where the page has one column.

    It lies in the middle third; on each side stand at least five lines beside lines of the other side, and few cross.
    A page that does not show it has its columns where most pages have them (`usual`), if little crosses there.
    """
    usual = usual if usual and _parted_at(usual, lines) else None
    long = [line for line in lines if len(line.text) >= _LINE_OF_TEXT]
    if len(long) < PAGE_WITH_COLUMNS:
        return usual
    strips: dict[int, list[float]] = defaultdict(list)
    for share in _GUTTERS:
        x = width * share
        left, right = _sides(x, long)
        crossing = len(long) - len(left) - len(right)
        if crossing > _CROSSING * len(long):
            continue
        beside = sum(any(a.top < b.bottom and b.top < a.bottom for b in right) for a in left)
        if min(len(left), len(right), beside) < _FEWEST_BESIDE:
            continue
        # Columns are filled to their edges; what stands beside a tab stop is not.
        full = sum(line.x1 > x - _NEAR * line.size for line in left)
        near = sum(line.x0 < x + _NEAR * line.size for line in right)
        if full * 2 < len(left) or near * 2 < len(right):
            continue
        strips[crossing].append(x)
    return median(strips[min(strips)]) if strips else usual


def _parted_at(x: float, lines: Sequence[Line]) -> bool:
    """Say whether lines stand close to a strip, on one side of it or both, and few over it."""
    left, right = _sides(x, lines)
    near = any(line.x1 > x - _NEAR * line.size for line in left) or any(
        line.x0 < x + _NEAR * line.size for line in right
    )
    return len(lines) - len(left) - len(right) <= _CROSSING_USUAL * len(lines) and near


def _sides(x: float, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Give the lines that end left of a strip, and those that start right of it."""
    return [line for line in lines if line.x1 <= x + TOUCH], [line for line in lines if line.x0 >= x - TOUCH]


class Boxed(Protocol):
    """What takes a rectangle of a page: a line, a table."""

    @property
    def box(self) -> Box:
        """The rectangle around it."""


Table = TypeVar("Table", bound=Boxed)


def reading_orders(pages: Sequence[Page], tables: Sequence[Sequence[Table]]) -> list[list[Line | Table]]:
    """Put the lines of each page into reading order, and its tables where they stand among them."""
    found = [middle for page in pages if (middle := gutter(page.lines, page.width)) is not None]
    usual = median(found) if found else None
    if usual and len(found) <= sum(
        len(page.lines) >= PAGE_WITH_COLUMNS and not _parted_at(usual, page.lines) for page in pages
    ):
        usual = None
    return [reading_order(page.lines, page.width, usual, own) for page, own in zip(pages, tables, strict=True)]


def reading_order(
    lines: Sequence[Line], width: float, usual: float | None = None, tables: Sequence[Table] = ()
) -> list[Line | Table]:
    """Put the lines and tables of a page into reading order and tell each line the edges of its column."""
    middle = gutter(lines, width, usual)
    if middle is None:
        single = [joined(row) for row in rows(lines)]
        _edges(single)
        return _downwards([*single, *tables])
    out: list[Line | Table] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    columns: tuple[list[Line | Table], list[Line | Table]] = ([], [])
    across: list[Line] = []

    def flush() -> None:
        for side, column in zip(sides, columns, strict=True):
            out.extend(_downwards(column))
            side.extend(item for item in column if isinstance(item, Line))
            column.clear()

    def crosses(what: Boxed) -> bool:
        return what.box[0] < middle - TOUCH and what.box[2] > middle + TOUCH

    waiting = sorted(tables, key=lambda table: table.box[1], reverse=True)
    for row in [*rows(lines), []]:
        while waiting and (not row or waiting[-1].box[1] < row[0].top):
            table = waiting.pop()
            if crosses(table):
                flush()
                out.append(table)
            else:
                columns[table.box[0] + table.box[2] > 2 * middle].append(table)
        if any(map(crosses, row)):
            flush()
            across.append(joined(row))
            out.append(across[-1])
            continue
        for column, right in zip(columns, (False, True), strict=True):
            own = [line for line in row if (line.x0 + line.x1 >= 2 * middle) is right]
            if own:
                column.append(joined(own))
    flush()
    for side in sides:
        _edges(side)
    for line in across:
        line.left = min(item.box[0] for item in out)
        line.right = max(item.box[2] for item in out)
    return out


def _downwards(items: Sequence[Line | Table]) -> list[Line | Table]:
    """Put what stands in one column from top to bottom."""
    return sorted(items, key=lambda item: item.box[1])


def _edges(lines: Sequence[Line]) -> None:
    """Find the left and right edge of the column that these lines stand in."""
    if not lines:
        return
    widest = max(line.x1 - line.x0 for line in lines)
    long = [line for line in lines if line.x1 - line.x0 > _LONG * widest]
    # The edge is the leftmost place where lines start again and again; a sign hung out to the left is not.
    often = [place for place, count in Counter(round(line.x0 / _EDGE) for line in long).items() if count >= _OFTEN]
    left = min(often) * _EDGE if often else min(line.x0 for line in long)
    rights = sorted(line.x1 for line in long)
    right = rights[-1 - len(rights) // _HANGING]
    for line in lines:
        line.left, line.right = left, right
