"""Tables whose columns only white parts: between three rules (above, under the header, below), or with no rule at all.

Columns are the white strips that run through all rows. Less is certain here than where rules draw the cells, so the
tables carry a lower confidence, and anything that is not plainly a table stays text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from statistics import median

from extract import captions, grids
from extract.content import Cell
from extract.layout import Line, gutter, rows
from extract.prose import glue
from extract.ruled import Edge, Grid

BETWEEN_RULES = 0.6
BARE = 0.4
"""How sure a table is that has three rules, and one that has none (1 where rules draw its cells)."""
_SAME = 5.0
_LONGEST = 24
"""Characters of a cell in a table without rules; longer ones are columns of text."""
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?")


def find(horizontal: Sequence[Edge], lines: Sequence[Line], page: int, width: float) -> list[Grid]:
    """Find the tables in the lines of a page of this width (points) that no rule or horizontal rules only go through."""
    ordered = rows(lines)
    out: list[Grid] = []
    for group in _groups(horizontal) if len(horizontal) >= 3 else []:
        left, right = group[0][1] - 5, group[0][2] + 5
        inside = [[line for line in row if left < line.x0 and line.x1 < right] for row in ordered]
        for rules in _framed(group, [row for row in inside if row]):
            between = [row for row in inside if row and rules[0][0] < _middle(row) < rules[-1][0]]
            grid = _grid(rules, between, page)
            if grid is not None:
                out.append(grid)
    left_over = [row for row in ordered if not any(g.box[1] < _middle(row) < g.box[3] for g in out)]
    bare = list(_bare(left_over, page))
    if bare and gutter(lines, width) is None:
        out += bare
    return out


def _middle(row: Sequence[Line]) -> float:
    return (row[0].top + row[0].bottom) / 2


def _groups(horizontal: Sequence[Edge]) -> list[list[Edge]]:
    """Give runs of three or more rules, one under the other, that start and end at the same places."""
    groups: list[list[Edge]] = []
    for edge in sorted(horizontal):
        if edge[2] - edge[1] < 120:
            continue
        for group in groups:
            last = group[-1]
            if abs(last[1] - edge[1]) < _SAME and abs(last[2] - edge[2]) < _SAME:
                if edge[0] - last[0] > 6:
                    group.append(edge)
                break
        else:
            groups.append([edge])
    return [group for group in groups if len(group) >= 3]


def _framed(rules: Sequence[Edge], ordered: Sequence[Sequence[Line]]) -> Iterator[list[Edge]]:
    """Part rules into those of one table each: between two of its rules stand rows of cells, between two tables text or nothing."""
    current = [rules[0]]
    for upper, lower in itertools.pairwise(rules):
        between = [row for row in ordered if upper[0] < _middle(row) < lower[0]]
        if not between or sum(len(row) >= 2 for row in between) * 3 < len(between) * 2:
            if len(current) >= 3:
                yield current
            current = []
        current.append(lower)
    if len(current) >= 3:
        yield current


def _grid(rules: Sequence[Edge], lines: Sequence[Sequence[Line]], page: int) -> Grid | None:
    if len(lines) < 2:
        return None
    strips = _columns([line for row in lines for line in row], rules[0][1], rules[0][2])
    columns = len(strips) - 1
    if columns < 2:
        return None
    table: list[list[str]] = []
    tops: list[float] = []
    last_base = None
    pitch = min((b[0].base - a[0].base for a, b in itertools.pairwise(lines)), default=0.0)
    for row in lines:
        cells = _cells(row, strips)
        parted = last_base is None or any(last_base < rule[0] < row[0].base for rule in rules)
        close = last_base is not None and row[0].base - last_base < 1.15 * pitch
        if table and not parted and not cells[0] and close and len([c for c in cells if c]) < columns:
            table[-1] = [glue(a, b) for a, b in zip(table[-1], cells, strict=True)]
        else:
            table.append(cells)
            tops.append(min(line.top for line in row))
        last_base = row[0].base
    several = sum(len([cell for cell in cells if cell]) >= 2 for cells in table)
    if len(table) < 2 or several * 3 < len(table) * 2:
        return None
    header = {r for r, top in enumerate(tops) if top < rules[1][0]}
    if len(header) == len(table):
        return None
    ys = [rules[0][0], *tops[1:], rules[-1][0]]
    return Grid(page, strips, ys, _placed(table, page), bold=header, confidence=BETWEEN_RULES)


def _bare(ordered: Sequence[Sequence[Line]], page: int) -> Iterator[Grid]:
    """Give the tables among rows that have no rules: three rows or more of short cells on the same white strips."""
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and _goes_on(ordered, start, end):
            end += 1
        # What stands alone in a row under the last cells is text again.
        while end > start and len(ordered[end - 1]) < 2:
            end -= 1
        if end - start >= 3:
            captioned = start > 0 and len(ordered[start - 1]) == 1 and _names_table(ordered[start - 1][0].text)
            grid = _bare_grid(ordered[start:end], captioned, page)
            if grid is not None:
                yield grid
        start = max(end, start + 1)


def _goes_on(ordered: Sequence[Sequence[Line]], start: int, here: int) -> bool:
    """Say whether a row belongs to a table that started above it."""
    row = ordered[here]
    if any(len(line.text) > _LONGEST for line in row):
        return False
    if here == start:
        return len(row) >= 2
    last = ordered[here - 1]
    if row[0].top - last[0].bottom > 1.8 * row[0].size:
        return False
    # One cell alone may head a group of rows, if it begins where the first column does.
    return len(row) >= 2 or abs(row[0].x0 - ordered[start][0].x0) < 2.5 * row[0].size


def _names_table(text: str) -> bool:
    return captions.caption_of(text) is not None or captions.unit_of(text) is not None


def _bare_grid(lines: Sequence[Sequence[Line]], captioned: bool, page: int) -> Grid | None:
    every = [line for row in lines for line in row]
    strips = _columns(every, min(line.x0 for line in every) - 1, max(line.x1 for line in every) + 1)
    table = [_cells(row, strips) for row in lines]
    body = table[1:]
    columns = len(strips) - 1
    if columns < (2 if captioned else 3) or any(len(row) > columns for row in lines):
        return None
    several = [row for row in table if sum(map(bool, row)) >= 2]
    filled = sum(map(bool, itertools.chain(*several))) / (len(several) * columns)
    if filled < 0.8 or len(several) * 4 < len(table) * 3:
        return None
    # A header names its columns; a row of figures on top is a chart, a list of contents or the rest of something.
    if sum(map(bool, table[0])) < columns - 1 or any(
        _is_figure(cell) and not _YEAR.fullmatch(cell) for cell in table[0]
    ):
        return None
    figures = sum(_is_column_of_figures([row[c] for row in body if row[c]]) for c in range(1, columns))
    if not figures and not (captioned and columns >= 3):
        return None
    size = median(line.size for line in every)
    tops = [min(line.top for line in row) for row in lines]
    ys = [*tops, max(line.bottom for line in lines[-1]) + 0.1 * size]
    return Grid(page, strips, ys, _placed(table, page), bold={0}, confidence=BARE)


def _is_figure(text: str) -> bool:
    return grids.VALUE.fullmatch(text) is not None


def _is_column_of_figures(cells: Sequence[str]) -> bool:
    return len(cells) >= 2 and sum(map(_is_figure, cells)) * 5 >= len(cells) * 3


def _columns(lines: Sequence[Line], left: float, right: float) -> list[float]:
    """Give the edges of the columns: the middles of the white strips that no line of text crosses."""
    size = max(median(line.size for line in lines), 1.0)
    covered: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda item: item.x0):
        if covered and line.x0 <= covered[-1][1] + 0.5 * size:
            covered[-1] = (covered[-1][0], max(covered[-1][1], line.x1))
        else:
            covered.append((line.x0, line.x1))
    edges = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(covered)]
    return [left, *edges, right]


def _cells(row: Sequence[Line], strips: Sequence[float]) -> list[str]:
    """Give the text of each column in a row of lines."""
    cells = [""] * (len(strips) - 1)
    for line in row:
        middle = (line.x0 + line.x1) / 2
        column = max(0, min(len(strips) - 2, sum(edge <= middle for edge in strips) - 1))
        cells[column] = glue(cells[column], line.text)
    return cells


def _placed(table: Sequence[Sequence[str]], page: int) -> list[Cell]:
    return [Cell(r, c, text, page=page) for r, row in enumerate(table) for c, text in enumerate(row)]
