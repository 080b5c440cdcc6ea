"""Tables with no rule at all: rows of short cells on the same white strips, under titles.

Nothing but white says that they are tables, so what is not plainly one stays text. How lines become columns and rows lives
in `laying`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from extract.pages.shapes import Line
from extract.tables import captions, laying
from extract.tables.measures import LONGEST_CELL, breadth
from extract.tables.ruled import Grid

_ROWS = 3
"""Rows of a table without rules: a header and two more, so that its columns are there twice under their titles."""
_COLUMNS = 3
"""Columns of a table without rules and caption; labels with their values stand in two."""
_SAME_START = 0.4
"""Ems within which two lines start at one place."""
_NEXT_ROW = 1.8
"""Ems of white between two rows of a table without rules: less than an empty line, which ends it (2)."""
_OVER = 1.5
"""Ems by which a title may miss the middle of the columns that it stands over: their outer figures may be short."""
_OUTDENT = 2.5
"""Ems between the starts of the first column and of a cell that heads a group of rows: the indent of a paragraph (2) or less."""
_ROWS_OF_CELLS = 3 / 4
"""Share of the rows that must have two cells or more, with no rule to say that all is one table."""
_FILLED = 0.8
"""Share of the cells that are filled in the rows of a table without rules: lines of text beside each other leave more empty."""


def find(ordered: Sequence[Sequence[Line]], page: int) -> Iterator[Grid]:
    """Give the tables among rows that have no rules: three rows or more of short cells on the same white strips."""
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and _goes_on(ordered, start, end):
            end += 1
        end = _end(ordered, start, end)
        if end - start >= _ROWS:
            start -= start > 0 and _is_title_over(ordered[start - 1], ordered[start:end])
            captioned = start > 0 and len(ordered[start - 1]) == 1 and _names_table(ordered[start - 1][0].text)
            grid = _grid(ordered[start:end], captioned, page)
            if grid is not None:
                yield grid
        start = max(end, start + 1)


def _end(ordered: Sequence[Sequence[Line]], start: int, end: int) -> int:
    """Give where a table ends: what stands alone in a row under the last cells is text again, but where each name has two lines."""
    last = end
    while last > start and len(ordered[last - 1]) < 2:
        last -= 1
    counted = [n for n in range(start, last) if laying.has_figures(ordered[n])]
    second = [n + 1 for n in counted if n + 1 < end and len(ordered[n + 1]) == 1]
    if len(counted) < _ROWS or len(second) < len(counted) or counted[-1] + 1 != last:
        return last
    return last + all(abs(ordered[n][0].x0 - ordered[n - 1][0].x0) < _SAME_START * ordered[n][0].size for n in second)


def _goes_on(ordered: Sequence[Sequence[Line]], start: int, here: int) -> bool:
    """Say whether a row belongs to a table that started above it."""
    row = ordered[here]
    # A name may be long where figures stand beside it.
    if any(breadth(line.text) > LONGEST_CELL for line in row[laying.has_figures(row) :]):
        return False
    if here == start:
        return len(row) >= 2
    last = ordered[here - 1]
    if row[0].top - last[0].bottom > _NEXT_ROW * row[0].size:
        return False
    # One cell alone may head a group of rows, if it begins where the first column does, or go on with the name above it.
    first = min(above[0].x0 for above in ordered[start:here])
    near = abs(row[0].x0 - first) < _OUTDENT * row[0].size or abs(row[0].x0 - last[0].x0) < _SAME_START * row[0].size
    return len(row) >= 2 or near


def _is_title_over(row: Sequence[Line], below: Sequence[Sequence[Line]]) -> bool:
    """Say whether a line alone over rows is the title of all columns but that of the names: set over their middle, close above."""
    if len(row) != 1 or breadth(row[0].text) > LONGEST_CELL or _names_table(row[0].text):
        return False
    line, columns = row[0], [cell for cells in below for cell in cells[1:]]
    whole = (min(cell.x0 for cells in below for cell in cells) + max(cell.x1 for cell in columns)) / 2
    # The lowest titles tell the middle of their columns better than figures that stand at one side.
    first = next((n for n, cells in enumerate(below) if laying.has_figures(cells)), 0)
    titles = next((cells[1:] for cells in reversed(below[:first]) if len(cells) > 1), [])
    middle = (line.x0 + line.x1) / 2
    middles = [(min(c.x0 for c in own) + max(c.x1 for c in own)) / 2 for own in (columns, titles) if own]
    near = below[0][0].top - line.bottom < _NEXT_ROW / 2 * line.size
    return near and min(abs(middle - other) for other in middles) < min(_OVER * line.size, abs(middle - whole))


def _names_table(text: str) -> bool:
    return captions.caption_of(text) is not None or captions.unit_of(text) is not None


def _grid(lines: Sequence[Sequence[Line]], captioned: bool, page: int) -> Grid | None:
    every = [line for row in lines for line in row]
    first = next((n for n, row in enumerate(lines) if n and laying.has_figures(row)), 1)
    # A line alone over the first figures heads their group.
    while first > 1 and len(lines[first - 1]) == 1:
        first -= 1
    sides = min(line.x0 for line in every), max(line.x1 for line in every)
    laid = laying.laid(lines[:first], lines[first:], sides, (), page)
    if laid is None:
        return None
    strips, titles, below = laid
    body = [row.cells for row in below]
    columns = len(strips) - 1
    if (columns < _COLUMNS and not captioned) or any(len(row) > columns for row in lines):
        return None
    several = [row for row in body if sum(map(bool, row)) >= 2]
    filled = (columns + sum(map(bool, itertools.chain(*several)))) / ((len(several) + 1) * columns)
    if filled < _FILLED or len(several) + 1 < _ROWS_OF_CELLS * (len(body) + 1):
        return None
    # A header names its columns; a row of figures on top is a chart, a list of contents or the rest of something.
    named = {cell.column + n for cell in titles if cell.text for n in range(cell.column_span)}
    figures = any(laying.is_figure(cell.text) and not laying.YEAR.fullmatch(cell.text) for cell in titles)
    if figures or len(named | {0}) < columns:
        return None
    counted = sum(laying.is_column_of_figures([row[c] for row in body if row[c]]) for c in range(1, columns))
    if not counted and not (captioned and columns >= _COLUMNS):
        return None
    header = 1 + max(cell.row + cell.row_span - 1 for cell in titles)
    top, under = min(line.top for line in lines[0]), below[0].top
    ys = [top + (under - top) * n / header for n in range(header)] + [row.top for row in below]
    cells = titles + laying.placed(body, header, page)
    ys.append(max(line.bottom for line in lines[-1]))
    grid = Grid(page, strips, ys, cells, bold=set(range(header)), way="white")
    grid.starts = laying.starts(below, header, strips[0])
    return grid
