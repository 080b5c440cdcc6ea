"""Parts of a table on two pages: rows that the page's end has cut, and rows that only look so."""

from __future__ import annotations

import pytest

from extract.content import Cell
from extract.tables.ruled import Grid
from extract.tables.spread import goes_on, join

HEADER = ["序号", "工作任务", "责任单位"]


def grid(rows: list[list[str]], page: int = 1) -> Grid:
    cells = [Cell(r, c, text, page=page) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(page, [0.0, 40.0, 240.0, 340.0], [20.0 * n for n in range(len(rows) + 1)], cells)


def joined(above: list[list[str]], below: list[list[str]]) -> list[list[str]]:
    whole = join(grid(above), grid(below, page=2))
    return [[c.text for c in whole.cells if c.row == r] for r in range(whole.n_rows)]


ONE = ["1", "建设服务网点，数量达到", "市商务局"]
TWO = ["2", "完善物流体系。", "市交通运输局、市农业"]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        pytest.param(
            [HEADER, ONE], [HEADER, ["", "4479个。", ""], TWO], [HEADER, ["1", "建设服务网点，数量达到4479个。", "市商务局"], TWO],
            id="a number alone goes on with the row above",
        ),
        pytest.param(
            [HEADER, ONE, TWO], [HEADER, ["", "", "农村局"]], [HEADER, ONE, ["2", "完善物流体系。", "市交通运输局、市农业农村局"]],
            id="a name cut in two",
        ),
        pytest.param(
            [HEADER, ["甲组", "建设网点", "市商务局"]], [HEADER, ["", "完善物流", "市交通局"]],
            [HEADER, ["甲组", "建设网点", "市商务局"], ["", "完善物流", "市交通局"]],
            id="one row above whose first cell may be a group's name is too little",
        ),
        pytest.param(
            [HEADER, ONE, ["2", "仓库", "3"]], [HEADER, ["", "网点", "9"]], [HEADER, ONE, ["2", "仓库", "3"], ["", "网点", "9"]],
            id="a figure starts a row of its own",
        ),
    ],
)  # fmt: skip
def test_rows_at_a_page_end(above: list[list[str]], below: list[list[str]], whole: list[list[str]]) -> None:
    assert joined(above, below) == whole


@pytest.mark.parametrize(
    ("confidence", "shift", "first", "expected"),
    [
        pytest.param(1.0, 3.0, ONE, True, id="rules at the same places"),
        pytest.param(1.0, 12.0, ONE, False, id="rules elsewhere"),
        pytest.param(0.6, 12.0, ONE, True, id="white strips nearly at the same places"),
        pytest.param(0.6, 40.0, ONE, False, id="white strips elsewhere"),
        pytest.param(0.6, 40.0, HEADER, True, id="white strips elsewhere under the same header"),
    ],
)
def test_which_parts_are_one_table(confidence: float, shift: float, first: list[str], expected: bool) -> None:
    above, below = grid([HEADER, ONE]), grid([first, TWO], page=2)
    below.xs[1] += shift
    above.confidence = below.confidence = confidence
    assert goes_on(above, below) is expected
