"""Three-line tables: rules above, under the header and below, and nothing between the columns but white.

Columns are the white strips that run through all rows. Less is certain here than where rules draw the cells, so the
tables carry a lower confidence, and anything that is not plainly a table stays text.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extract.content import Cell
from extract.layout import Char, Line, line_of, rows, runs
from extract.prose import glue
from extract.ruled import Edge, Grid

CONFIDENCE = 0.6
_SAME = 5.0


def find(horizontal: Sequence[Edge], chars: Sequence[Char], page: int, taken: Sequence[Grid]) -> list[Grid]:
    """Find the tables between three or more rules of the same extent that no vertical rule crosses."""
    out: list[Grid] = []
    for group in _groups(horizontal):
        top, bottom = group[0][0], group[-1][0]
        if any(grid.box[1] < bottom and top < grid.box[3] for grid in taken):
            continue
        left, right = group[0][1], group[0][2]
        inside = [c for c in chars if top < c.middle < bottom and left - 5 < c.x0 and c.x1 < right + 5]
        grid = _grid(group, inside, page)
        if grid is not None:
            out.append(grid)
    return out


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


def _grid(rules: Sequence[Edge], chars: Sequence[Char], page: int) -> Grid | None:
    lines = rows([line_of(run) for run in runs(chars)])
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
        cells = [""] * columns
        for line in row:
            cells[_place(line, strips)] = glue(cells[_place(line, strips)], line.text)
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
    ys = [rules[0][0], *tops[1:], rules[-1][0]]
    header = {r for r, top in enumerate(tops) if top < rules[1][0]}
    if len(header) == len(table):
        return None
    placed = [Cell(r, c, text, page=page) for r, row in enumerate(table) for c, text in enumerate(row)]
    return Grid(page, strips, ys, placed, bold=header, confidence=CONFIDENCE)


def _columns(lines: Sequence[Line], left: float, right: float) -> list[float]:
    """Give the edges of the columns: the middles of the white strips that no line of text crosses."""
    size = max(sorted(line.size for line in lines)[len(lines) // 2], 1.0)
    covered: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda item: item.x0):
        if covered and line.x0 <= covered[-1][1] + 0.5 * size:
            covered[-1] = (covered[-1][0], max(covered[-1][1], line.x1))
        else:
            covered.append((line.x0, line.x1))
    edges = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(covered)]
    return [left, *edges, right]


def _place(line: Line, strips: Sequence[float]) -> int:
    middle = (line.x0 + line.x1) / 2
    return max(0, min(len(strips) - 2, sum(edge <= middle for edge in strips) - 1))
