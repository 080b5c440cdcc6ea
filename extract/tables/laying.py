"""Lines of print to columns and rows where only white parts the cells: white strips, titles over them, rows by what all columns do.

Which lines are a table, and where its head ends, is for `borderless` (between rules) and `bare` (with no rule) to say.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from extract.content import Cell
from extract.pages.lines import joined
from extract.pages.shapes import TOUCH, Edge, Line
from extract.tables import grids, heads, printed
from extract.tables.levels import Start
from extract.text.prose import glue

_SAME_ROW = 1.15
"""Pitches of the closest rows within which a line goes on with the one above; rows of their own are set a fifth wider."""
_BANDS = 3
"""Bands between rules, each with one line of figures at most, that are a row each: two may be a body and its total."""
_RIGHT_OF = 4.0
"""Ems from where names begin to a title that is not theirs: a title of theirs stands at their left or over their middle."""
_STRIP = 0.5
"""Ems of white that part two columns; between words of one cell a space is narrower."""
_FIGURES = 0.6
"""Share of the cells of a column of figures that are figures; the others say why there is none."""
YEAR = re.compile(r"(?:19|20)\d\d\s*年?")


class Row(NamedTuple):
    """A row of the body: its top, the text of each cell, the first line of its name, None where it has no name."""

    top: float
    cells: list[str]
    name: Line | None


Laid = tuple[list[float], list[Cell], list[Row]]
"""Where the columns part, the cells of the header, and the rows under it."""


def laid(
    head: Sequence[Sequence[Line]],
    body: Sequence[Sequence[Line]],
    sides: tuple[float, float],
    rules: Sequence[float],
    page: int,
    pieces: Sequence[Edge] = (),
) -> Laid | None:
    """Lay the lines of a header and of a body out in columns and rows; None where there is but one column."""
    # What stands alone in its line heads a group of rows, and may reach over white.
    own = [line for row in body if len(row) > 1 for line in row]
    strips = _columns(own or [line for row in body for line in row], *sides)
    titles = heads.titles_of(head, strips, pieces)
    stacks = heads.stacks(head)
    has_corner = len(stacks) == len(strips) - 1
    if has_corner or (len(stacks) == len(strips) - 2 and _leave_corner(stacks, body, strips)):
        # A title over each column, in one line or in several; over that of the names there may be none.
        flat = [functools.reduce(glue, (line.text for line in stack), "") for stack in stacks]
        flat = flat if has_corner else ["", *flat]
        return strips, placed([flat], 0, page), _records(body, strips, rules)
    if not heads.has_levels(titles):
        # Titles as wide as their columns say where these part better than a column of short figures.
        strips = _columns([*own, *(line for row in head for line in row)], *sides)
        titles = []
        strips = _without_gaps(strips, head, body)
    columns = len(strips) - 1
    if columns < 2:
        return None
    if titles:
        cells = heads.cells_of(titles, columns, page)
    else:
        first = [_cells(head[0], strips)]
        for titled in (_cells(row, strips) for row in head[1:]):
            # A line with something over every column is a row of its own; another goes on with the titles above it.
            if all(titled):
                first.append(titled)
            else:
                first[-1] = [glue(a, b) for a, b in zip(first[-1], titled, strict=True)]
        cells = placed(first, 0, page)
    return strips, cells, _records(body, strips, rules)


def _leave_corner(stacks: Sequence[Sequence[Line]], body: Sequence[Sequence[Line]], strips: Sequence[float]) -> bool:
    """Say whether titles begin to the right of where the names do, and end over the last column: one is over each other column."""
    if len(stacks) < 2:
        return False
    first = stacks[0][0]
    names = min(line.x0 for row in body for line in row)
    begins = min(line.x0 for line in stacks[0]) - names > _RIGHT_OF * first.size
    return begins and heads.column_of(stacks[-1][-1], strips) == len(strips) - 2


def _records(lines: Sequence[Sequence[Line]], strips: Sequence[float], rules: Sequence[float]) -> list[Row]:
    """Give the rows of cells, in the parts that rules cut."""
    out: list[Row] = []
    bands = [
        list(own) for _, own in itertools.groupby(lines, key=lambda row: sum(rule < middle(row) for rule in rules))
    ]
    are_rows = len(bands) >= _BANDS and all(sum(map(has_figures, own)) <= 1 for own in bands)
    for own in bands:
        rows_of_print = [_in_columns(row, strips) for row in own]
        columns = [[line for row in rows_of_print for line in row[c]] for c in range(len(strips) - 1)]
        records = [columns] if are_rows else printed.part(columns, strips, by_white=True)
        for record in records or _line_by_line(rows_of_print):
            texts = [functools.reduce(glue, (line.text for line in cell), "") for cell in record]
            top = min(line.top for cell in record for line in cell)
            out.append(Row(top, texts, record[0][0] if record[0] else None))
    return out


def _in_columns(row: Sequence[Line], strips: Sequence[float]) -> printed.Record:
    """Give what stands in each column of one line of print, as one line at most."""
    cells: printed.Record = [[] for _ in strips[1:]]
    for line in row:
        cells[heads.column_of(line, strips) if len(row) > 1 else _start(line, strips)].append(line)
    return [[joined(cell)] if cell else [] for cell in cells]


def _start(line: Line, strips: Sequence[float]) -> int:
    """Give the column that a line begins in."""
    return max(0, min(len(strips) - 2, sum(edge <= line.x0 + TOUCH for edge in strips) - 1))


def _line_by_line(lines: Sequence[printed.Record]) -> list[printed.Record]:
    """Take each line for a row: one close under a row, with nothing in the first column, goes on with it."""
    bases = [min(line.base for cell in row for line in cell) for row in lines]
    pitch = min((b - a for a, b in itertools.pairwise(bases)), default=0.0)
    out: list[printed.Record] = []
    for n, row in enumerate(lines):
        close = n > 0 and bases[n] - bases[n - 1] < _SAME_ROW * pitch
        if close and not row[0] and not all(row):
            out[-1] = [a + b for a, b in zip(out[-1], row, strict=True)]
        else:
            out.append(row)
    return out


def middle(row: Sequence[Line]) -> float:
    """Give the height of the middle of a line of print."""
    return (row[0].top + row[0].bottom) / 2


def has_figures(row: Sequence[Line]) -> bool:
    """Say whether a row has figures that are no years."""
    return any(printed.is_figure(line.text) and not YEAR.fullmatch(line.text) for line in row[1:])


def is_figure(text: str) -> bool:
    """Say whether a text is one figure, or a sign that there is none."""
    return grids.VALUE.fullmatch(text) is not None


def is_column_of_figures(cells: Sequence[str]) -> bool:
    """Say whether most cells of a column are figures, those in brackets (losses) and with the mark of a note too."""
    return len(cells) >= 2 and sum(map(printed.is_figure, cells)) >= _FIGURES * len(cells)


def _columns(lines: Sequence[Line], left: float, right: float) -> list[float]:
    """Give the edges of the columns: the middles of the white strips that no line of text crosses."""
    size = median(line.size for line in lines)
    covered: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda item: item.x0):
        if covered and line.x0 <= covered[-1][1] + _STRIP * size:
            covered[-1] = (covered[-1][0], max(covered[-1][1], line.x1))
        else:
            covered.append((line.x0, line.x1))
    edges = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(covered)]
    return [left, *edges, right]


def _without_gaps(strips: list[float], head: Sequence[Sequence[Line]], body: Sequence[Sequence[Line]]) -> list[float]:
    """Take a title that stands beside its column, over white, for the column's: one has no words below, the other none above."""
    titled = {heads.column_of(line, strips) for row in head for line in row}
    filled = {heads.column_of(line, strips) for row in body for line in row}
    out = [strips[0]]
    alone: set[int] = set()
    for n in range(len(strips) - 2):
        if n not in alone and {n, n + 1} <= titled ^ filled and (n in titled) != (n + 1 in titled):
            alone.add(n + 1)
        else:
            out.append(strips[n + 1])
    return [*out, strips[-1]]


def _cells(row: Sequence[Line], strips: Sequence[float]) -> list[str]:
    """Give the text of each column in a row of lines."""
    cells = [""] * (len(strips) - 1)
    for line in row:
        column = heads.column_of(line, strips)
        cells[column] = glue(cells[column], line.text)
    return cells


def starts(rows: Sequence[Row], first: int, left: float) -> dict[tuple[int, int], Start]:
    """Give where the names of rows begin, the first row counted so, from the left side of their table."""
    named = ((n, row.name) for n, row in enumerate(rows, first) if row.name is not None)
    return {(n, 0): Start(name.x0 - left, name.x1 - left, name.size) for n, name in named}


def placed(table: Sequence[Sequence[str]], first: int, page: int) -> list[Cell]:
    """Give the cells of rows, the first of them counted so."""
    return [Cell(r, c, text, page=page) for r, row in enumerate(table, first) for c, text in enumerate(row)]
