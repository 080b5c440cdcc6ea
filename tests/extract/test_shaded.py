"""Fills that stand for a table's cells, and fills that do not. A fill is written as the columns and rows that it covers."""

from __future__ import annotations

import pytest

from extract.pages.drawn import Drawn
from extract.pages.layout import Char
from extract.tables import ruled, shaded

XS = [80.0, 200.0, 290.0, 380.0]
ROW = 20.0


def fill(columns: tuple[int, int], rows: tuple[int, int]) -> tuple[float, float, float, float]:
    return XS[columns[0]], 100 + ROW * rows[0], XS[columns[1]], 100 + ROW * rows[1]


def row(number: int) -> list[tuple[float, float, float, float]]:
    return [fill((c, c + 1), (number, number + 1)) for c in range(3)]


def words(*rows: list[str]) -> list[Char]:
    """Set the cells of some rows, each at the left of its column."""
    return [
        Char(char, XS[c] + 4 + 10 * n, 104 + ROW * r, XS[c] + 14 + 10 * n, 116 + ROW * r, 114 + ROW * r)
        for r, cells in enumerate(rows)
        for c, text in enumerate(cells)
        for n, char in enumerate(text)
    ]


TABLE = [["指标", "产值", ""], ["", "甲县", "乙县"], ["商户", "1200", "35"], ["网点", "980", "27"], ["仓库", "12", "9"]]
HEADER = [fill((0, 1), (0, 2)), fill((1, 3), (0, 1)), fill((1, 2), (1, 2)), fill((2, 3), (1, 2))]


def found(
    shapes: list[tuple[float, float, float, float]], chars: list[Char]
) -> list[list[tuple[int, int, int, int, str]]]:
    across, down = shaded.rules(Drawn(shapes=shapes), chars)
    return [
        [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]
        for grid in ruled.find(across, down, chars, 1)
    ]


@pytest.mark.parametrize(
    "shapes",
    [
        pytest.param(HEADER + row(3), id="every second row, the last of no colour"),
        pytest.param(HEADER + row(2) + row(4), id="the last row coloured"),
        pytest.param(HEADER + row(2) + row(3) + row(4), id="every row"),
        pytest.param(HEADER + row(3) + row(3), id="a fill drawn twice"),
    ],
)
def test_fills_side_by_side_are_cells(shapes: list[tuple[float, float, float, float]]) -> None:
    (cells,) = found(shapes, words(*TABLE))
    assert cells[:4] == [(0, 0, 2, 1, "指标"), (0, 1, 1, 2, "产值"), (1, 1, 1, 1, "甲县"), (1, 2, 1, 1, "乙县")]
    assert [text for *_, text in cells[4:]] == [text for line in TABLE[2:] for text in line]


def test_text_below_a_table_is_none_of_its_rows() -> None:
    sentence = [Char("云", 82 + 10.0 * n, 204, 92 + 10.0 * n, 216, 214) for n in range(30)]
    (cells,) = found(HEADER + row(3), words(*TABLE[:4]) + sentence)
    assert max(r for r, *_ in cells) == 3


@pytest.mark.parametrize(
    "shapes",
    [
        pytest.param(
            [(80, 100, 150, 112), (150, 100, 380, 112), (80, 130, 290, 142), (290, 130, 380, 142)], id="bars of parts"
        ),
        pytest.param([(80 + 40 * n, 200 - 15 * n, 100 + 40 * n, 240) for n in range(6)], id="bars that stand"),
        pytest.param(row(0), id="one row"),
    ],
)
def test_fills_of_a_chart_are_no_table(shapes: list[tuple[float, float, float, float]]) -> None:
    assert shaded.rules(Drawn(shapes=shapes), words(*TABLE)) == ([], [])
