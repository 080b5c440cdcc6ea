"""Whatever the grid, its rules give back its rows, its columns and the cells that run over several of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from extract.pages.shapes import Char
from extract.tables import ruled

Cell = tuple[int, int, int, int]
"""Row, column, rows and columns that it takes."""


@dataclass(frozen=True)
class Drawn:
    """A table on paper: where its rules can stand, and its cells."""

    xs: list[float]
    ys: list[float]
    cells: list[Cell]

    def rules(self) -> tuple[list[ruled.Edge], list[ruled.Edge]]:
        """Give the horizontal and the vertical rules, those around each cell."""
        horizontal, vertical = set(), set()
        for row, column, height, width in self.cells:
            x0, x1, y0, y1 = self.xs[column], self.xs[column + width], self.ys[row], self.ys[row + height]
            horizontal |= {(y0, x0, x1), (y1, x0, x1)}
            vertical |= {(x0, y0, y1), (x1, y0, y1)}
        return sorted(horizontal), sorted(vertical)

    def words(self) -> list[Char]:
        """Give one character in each cell, another in each."""
        chars = []
        for number, (row, column, height, width) in enumerate(self.cells):
            x = (self.xs[column] + self.xs[column + width]) / 2
            y = (self.ys[row] + self.ys[row + height]) / 2
            chars.append(char(chr(0x4E00 + number), x - 4, y - 4))
        return chars


def char(text: str, x: float, top: float) -> Char:
    return Char(text, x, top, x + 8, top + 8, 8.0)


@st.composite
def tables(draw: st.DrawFn, *, merged: bool) -> Drawn:
    """Give a table whose first row and first column are whole; elsewhere cells may be merged into rectangles."""
    lengths = st.floats(14, 90)
    xs = list(accumulate(draw(st.lists(lengths, min_size=2, max_size=6)), initial=60.0))
    ys = list(accumulate(draw(st.lists(lengths, min_size=2, max_size=8)), initial=80.0))
    rows, columns = len(ys) - 1, len(xs) - 1
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells: list[Cell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in free:
                continue
            height = width = 1
            if merged and row and column:
                width = draw(st.integers(1, columns - column))
                height = draw(st.integers(1, rows - row))
                while any((row, c) not in free for c in range(column, column + width)):
                    width -= 1
            free -= {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
            cells.append((row, column, height, width))
    return Drawn(xs, ys, cells)


def read(table: Drawn) -> list[tuple[Cell, str]]:
    (grid,) = ruled.find(*table.rules(), table.words(), 1)
    return [((c.row, c.column, c.row_span, c.column_span), c.text) for c in grid.cells]


def printed(table: Drawn) -> list[tuple[Cell, str]]:
    return [(cell, word.text) for cell, word in zip(table.cells, table.words(), strict=True)]


@given(tables(merged=False))
def test_a_plain_grid_is_read_cell_by_cell(table: Drawn) -> None:
    assert read(table) == printed(table)


@given(tables(merged=True))
def test_merged_cells_are_read_as_they_are_merged(table: Drawn) -> None:
    assert read(table) == printed(table)


@given(tables(merged=True), st.floats(-1, 1), st.floats(-1, 1))
def test_rules_that_miss_each_other_by_a_hair_are_one(table: Drawn, aside: float, below: float) -> None:
    horizontal, vertical = table.rules()
    shaken = [(y + below * (n % 2), x0 + aside, x1) for n, (y, x0, x1) in enumerate(horizontal)]
    (grid,) = ruled.find(shaken, vertical, table.words(), 1)
    assert [((c.row, c.column, c.row_span, c.column_span), c.text) for c in grid.cells] == printed(table)


@given(tables(merged=True), tables(merged=True))
def test_two_tables_on_a_page_stay_two(upper: Drawn, lower: Drawn) -> None:
    down = upper.ys[-1] - lower.ys[0] + 30
    lower = Drawn(lower.xs, [y + down for y in lower.ys], lower.cells)
    rules = [one + other for one, other in zip(upper.rules(), lower.rules(), strict=True)]
    grids = ruled.find(*rules, [*upper.words(), *lower.words()], 1)
    assert [(grid.n_rows, grid.n_columns) for grid in grids] == [
        (len(table.ys) - 1, len(table.xs) - 1) for table in (upper, lower)
    ]
