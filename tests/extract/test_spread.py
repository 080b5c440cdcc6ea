"""Parts of a table on two pages: rows that the page's end has cut, and rows that only look so."""

from __future__ import annotations

import pytest

from extract import sure
from extract.content import Cell
from extract.sure import Way
from extract.tables.ruled import Grid
from extract.tables.spread import goes_on, join, same_columns, table_of

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
    ("way", "shift", "first", "expected"),
    [
        pytest.param("rules", 3.0, ONE, True, id="rules at the same places"),
        pytest.param("rules", 12.0, ONE, False, id="rules elsewhere"),
        pytest.param("white", 12.0, ONE, True, id="white strips nearly at the same places"),
        pytest.param("white", 40.0, ONE, False, id="white strips elsewhere"),
        pytest.param("white", 40.0, HEADER, True, id="white strips elsewhere under the same header"),
    ],
)
def test_which_parts_are_one_table(way: Way, shift: float, first: list[str], expected: bool) -> None:
    above, below = grid([HEADER, ONE]), grid([first, TWO], page=2)
    below.xs[1] += shift
    above.way = below.way = way
    assert goes_on(above, below) is expected


@pytest.mark.parametrize(
    ("ways", "moved", "expected"),
    [
        pytest.param(("rules", "rules"), 3.9, True, id="rules nearly at one place"),
        pytest.param(("rules", "rules"), 4.1, False, id="rules elsewhere"),
        pytest.param(("rules", "rules"), -3.9, True, id="rules nearly at one place, left"),
        pytest.param(("rules", "rules"), -4.1, False, id="rules elsewhere, left"),
        pytest.param(("white", "three rules"), 14.9, True, id="white nearly at one place"),
        pytest.param(("white", "three rules"), 15.1, False, id="white elsewhere"),
        pytest.param(("rules", "lines"), 14.9, True, id="rules, then white"),
        pytest.param(("white", "rules"), 14.9, True, id="white, then rules"),
    ],
)
def test_columns_at_the_same_places(ways: tuple[Way, Way], moved: float, expected: bool) -> None:
    above, below = grid([ONE]), grid([TWO], page=2)
    above.way, below.way = ways
    below.xs = [x + 30 for x in below.xs]  # The other page is bound at its other side.
    below.xs[2] += moved
    assert same_columns(above, below) is expected


def test_another_number_of_columns_is_another_table() -> None:
    above, below = grid([HEADER, ONE]), grid([HEADER, TWO], page=2)
    for xs in ([0.0, 40.0, 340.0], [0.0, 40.0, 240.0, 340.0, 400.0]):
        below.xs = xs
        assert not same_columns(above, below)
        assert not goes_on(above, below)
        below.way = "white"
        assert not goes_on(above, below)


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        pytest.param({0}, {0}, False, id="bold headers over bodies"),
        pytest.param({0}, set(), True, id="nothing bold below"),
        pytest.param(set(), {0}, True, id="nothing bold above"),
        pytest.param({0, 1}, {0}, True, id="all bold above"),
        pytest.param({0}, {0, 1}, True, id="all bold below"),
        pytest.param({1}, {0}, True, id="another row bold above"),
        pytest.param({0}, {1}, True, id="another row bold below"),
    ],
)
def test_another_bold_header_starts_another_table(above: set[int], below: set[int], expected: bool) -> None:
    first, second = grid([HEADER, ONE]), grid([["县", "户数", "备注"], TWO], page=2)
    first.bold, second.bold = above, below
    assert goes_on(first, second) is expected
    second.cells[:3] = grid([HEADER], page=2).cells
    assert goes_on(first, second)


def test_a_header_is_the_same_with_other_brackets_and_spaces() -> None:
    first, second = grid([["序号", "产值（亿元）", "备注"], ONE]), grid([["序 号", "产值(亿元)", "备注"], TWO], page=2)
    first.bold = second.bold = {0}
    assert goes_on(first, second)
    second.cells[0].column_span = 2
    assert not goes_on(first, second)


def test_a_header_printed_again_is_dropped() -> None:
    under = ["号", "内容。", "局"]
    assert joined([HEADER, under, ONE], [HEADER, under, TWO]) == [HEADER, under, ONE, TWO]
    assert joined([HEADER, ONE], [HEADER, under, TWO]) == [HEADER, ONE, under, TWO]
    # Never all of a part, nor more than there is above.
    assert joined([HEADER, ONE], [HEADER, ONE]) == [HEADER, ONE, ONE]
    assert joined([HEADER], [HEADER, TWO]) == [HEADER, TWO]


def test_what_is_known_of_both_parts_is_kept() -> None:
    above, below = grid([HEADER, ONE]), grid([HEADER, TWO, ONE], page=2)
    above.bold, below.bold = {0}, {0, 2}
    above.full, below.full = {(1, 1): 2}, {(0, 1): 9, (1, 1): 1}
    above.way, below.ocr, below.open_bottom, above.open_top = "three rules", True, True, True
    whole = join(above, below)
    assert (whole.n_rows, whole.page, whole.xs, whole.ys) == (4, 2, below.xs, [0.0, 1.0, 2.0, 3.0, 4.0])
    assert (whole.bold, whole.full) == ({0, 3}, {(1, 1): 2, (2, 1): 1})
    assert (whole.way, whole.ocr, whole.open_bottom) == (sure.less("three rules", "rules"), True, True)
    assert [(c.row, c.page) for c in whole.cells if c.column == 0] == [(0, 1), (1, 1), (2, 2), (3, 2)]
    above.ocr, below.ocr, below.open_bottom, below.way = True, False, False, "white"
    whole = join(above, below)
    assert (whole.ocr, whole.open_bottom, whole.way) == (True, False, sure.less("three rules", "white"))
    above.ocr = False
    assert not join(above, below).ocr


Placed = tuple[int, int, str, int, int]
THREE = ["3", "完善停车设施。", "市交通局"]


def placed(n_rows: int, *cells: Placed, page: int = 1) -> Grid:
    """Make a part of three columns of cells that span rows and columns."""
    own = [Cell(*cell, page=page) for cell in cells]
    return Grid(page, [0.0, 40.0, 240.0, 340.0], [20.0 * n for n in range(n_rows + 1)], own)


def spans(whole: Grid) -> list[Placed]:
    return sorted((c.row, c.column, c.text, c.row_span, c.column_span) for c in whole.cells)


@pytest.mark.parametrize(
    ("open_bottom", "open_top", "rows"),
    [(True, True, 2), (True, False, 3), (False, True, 3)],
)
def test_a_row_that_no_rule_closes_at_the_page_end_goes_on(open_bottom: bool, open_top: bool, rows: int) -> None:
    above, below = grid([HEADER, ONE]), grid([["7", "完", "市"], TWO], page=2)
    above.open_bottom, below.open_top = open_bottom, open_top
    whole = join(above, below)
    assert whole.n_rows == rows + 1
    if rows == 2:
        assert [c.text for c in whole.cells if c.row == 1] == ["1 7", "建设服务网点，数量达到完", "市商务局市"]
    repeated = grid([HEADER, ["7", "完", "市"]], page=2)
    repeated.open_top = open_top
    assert join(above, repeated).n_rows == 3


def test_a_cut_row_of_merged_cells_is_as_high_as_both_its_parts() -> None:
    above = placed(
        2, (0, 0, "1", 2, 1), (0, 1, "建设网点", 1, 1), (0, 2, "甲局", 1, 1), (1, 1, "完善", 1, 1), (1, 2, "乙", 1, 1)
    )
    below = placed(3, (0, 0, "", 2, 1), (0, 1, "物流", 1, 1), (0, 2, "局", 1, 1), (1, 1, "丙", 1, 1), (1, 2, "丁", 1, 1),
                   (2, 0, "2", 1, 1), (2, 1, "戊", 1, 1), (2, 2, "己", 1, 1), page=2)  # fmt: skip
    above.open_bottom = below.open_top = True
    assert spans(join(above, below)) == [
        (0, 0, "1", 3, 1),
        (0, 1, "建设网点", 1, 1),
        (0, 2, "甲局", 1, 1),
        (1, 1, "完善物流", 1, 1),
        (1, 2, "乙局", 1, 1),
        (2, 1, "丙", 1, 1),
        (2, 2, "丁", 1, 1),
        (3, 0, "2", 1, 1),
        (3, 1, "戊", 1, 1),
        (3, 2, "己", 1, 1),
    ]


GROUP = [(0, 0, "类", 1, 1), (0, 1, "任务", 1, 1), (0, 2, "单位", 1, 1)]


@pytest.mark.parametrize(
    ("upper", "lower", "first"),
    [
        pytest.param(("甲组", 2), ("", 1), [("甲组", 3)], id="the lower half empty"),
        pytest.param(("", 2), ("甲组", 1), [("甲组", 3)], id="the upper half empty"),
        pytest.param(("甲组", 2), ("", 2), [("甲组", 4)], id="both high"),
        pytest.param(("", 2), ("", 1), [("", 1), ("", 2)], id="both empty"),
        pytest.param(("甲组", 2), ("乙组", 1), [("乙组", 1), ("甲组", 2)], id="two names"),
        pytest.param(("一、甲组的", 2), ("任务", 1), [("一、甲组的任务", 3)], id="a numbered name cut in two"),
        pytest.param(("一、甲组的", 2), ("二、任务", 1), [("一、甲组的", 2), ("二、任务", 1)], id="two numbered names"),
    ],
)
def test_a_group_over_a_page_end(upper: tuple[str, int], lower: tuple[str, int], first: list[tuple[str, int]]) -> None:
    above = placed(3, *GROUP, (1, 0, upper[0], 2, 1), *[(r, c, "事。", 1, 1) for r in (1, 2) for c in (1, 2)])
    below = placed(2, (0, 0, lower[0], lower[1], 1), *[(r, c, "物。", 1, 1) for r in (0, 1) for c in (1, 2)], page=2)
    above.cells[0].is_header = True
    whole = join(above, below)
    found = sorted((c.text, c.row_span) for c in whole.cells if c.column == 0 and c.row)
    assert found == first
    assert whole.n_rows == 5


def test_a_cell_over_other_columns_is_no_half_of_a_group() -> None:
    rest = [(r, c, "事。", 1, 1) for r in (1, 2, 3) for c in (1, 2)]
    above = placed(4, *GROUP, (1, 0, "一、甲", 1, 1), (2, 0, "二、乙", 2, 1), *rest)
    below = placed(1, (0, 0, "丙", 1, 2), (0, 2, "物。", 1, 1), page=2)
    assert [c.text for c in join(above, below).cells if c.column == 0] == ["类", "一、甲", "二、乙", "丙"]


@pytest.mark.parametrize(
    ("high", "text", "one"),
    [
        pytest.param(2, "甲组", True, id="other cells of the column are merged"),
        pytest.param(1, "甲组", False, id="no cell of the column is"),
        pytest.param(2, "30", False, id="a figure"),
        pytest.param(2, "", False, id="nothing"),
    ],
)
def test_a_cell_without_words_at_the_page_end_may_be_half_of_one(high: int, text: str, one: bool) -> None:
    above = placed(3 + high, *GROUP, (1, 0, "乙组", high, 1), (1 + high, 0, "", 1, 1), (2 + high, 0, text, 1, 1),
                   *[(r, c, "事。", 1, 1) for r in range(1, 3 + high) for c in (1, 2)])  # fmt: skip
    below = placed(1, (0, 0, "", 1, 1), (0, 1, "物。", 1, 1), (0, 2, "物。", 1, 1), page=2)
    whole = join(above, below)
    assert [c.row_span for c in whole.cells if c.column == 0 and c.text == text][-1] == (2 if one else 1)


@pytest.mark.parametrize(
    ("last", "full", "first", "cut"),
    [
        pytest.param(["1", "建设网点，数量达", "市商务局"], {1: 2}, ["9", "到十", "局"], False, id="two cells end early"),
        pytest.param(["1", "建设网点，数量达", "市商务"], {0: 1, 1: 2, 2: 1}, ["甲", "到十", "局"], True, id="all full"),
        pytest.param(["1", "建设网点，数量达", "市商务"], {0: 1, 1: 1, 2: 1}, ["甲", "到十", "局"], False, id="one line each"),
        pytest.param(["1", "建设网点。", "市商务"], {0: 1, 1: 2, 2: 1}, ["甲", "到十", "局"], False, id="a sentence ends"),
        pytest.param(["1", "建设网点，数量达", "市商务局"], {1: 1}, ["", "到十个", ""], True, id="one goes on"),
        pytest.param(["1", "建设网点。", "市商务局"], {1: 1}, ["", "另建仓库。", "市财政局"], True, id="no key, unlike all above"),
        pytest.param(["1", "建设网点。", "市商务局"], {}, ["", "", ""], False, id="nothing"),
        pytest.param(["1", "建设网点，数量达", "市商务局"], {1: 1}, ["", "30", ""], False, id="a figure"),
        pytest.param(["甲", "", "市商务局"], {}, ["乙", "到十个", ""], True, id="nothing above"),
    ],
)  # fmt: skip
def test_the_first_row_of_a_page_may_be_the_rest_of_one(
    last: list[str], full: dict[int, int], first: list[str], cut: bool
) -> None:
    above, below = grid([HEADER, last]), grid([first, TWO], page=2)
    above.full = {(1, column): lines for column, lines in full.items()}
    assert join(above, below).n_rows == (3 if cut else 4)


@pytest.mark.parametrize(
    ("keys", "first", "cut"),
    [
        pytest.param(["1"], "", True, id="one row with a number"),
        pytest.param(["甲"], "", False, id="one row with a name"),
        pytest.param(["甲", "乙"], "", True, id="two rows with names"),
        pytest.param(["甲", ""], "", False, id="a row without one"),
        pytest.param(["甲", "乙"], "丙", False, id="a key"),
    ],
)
def test_a_row_that_lacks_its_key_goes_on(keys: list[str], first: str, cut: bool) -> None:
    above = grid([["", "工作任务", "责任单位"], *[[key, "建设网点。", "市商务局"] for key in keys]])
    below = grid([[first, "另建仓库。", "市财政局"], TWO], page=2)
    assert join(above, below).n_rows == len(keys) + (2 if cut else 3)
    above.cells[-3].row_span = 2
    assert join(above, below).n_rows == len(keys) + 3


def test_a_code_starts_a_record_where_most_cells_have_one() -> None:
    coded = [["类", "1:甲", "局"], ["类", "2:乙", "局"]]
    assert joined([HEADER, *coded], [["", "3:丙", "局"]]) == [HEADER, *coded, ["", "3:丙", "局"]]
    # Half of the cells are not most: here a code is a word like others.
    few = [["类", "1:甲", "局"]]
    assert joined([["", "名", "位"], *few, ["类", "乙", "局"], ["类", "丙", "局"]], [["", "3:丁", "局"]])[-1] == [
        "类",
        "丙3:丁",
        "局局",
    ]


def test_a_merged_cell_whose_text_came_onto_the_new_page() -> None:
    above = [["类", "1:甲", "2:乙"], ["类", "3:丙", "4:丁"], ["类", "5:戊", ""]]
    assert joined([HEADER, *above], [["", "", "6:己"]])[-1] == ["类", "5:戊", "6:己"]
    assert joined([HEADER, *above], [["类", "7:庚", "6:己"]])[-1] == ["类", "7:庚", "6:己"]


@pytest.mark.parametrize("span", [1, 2])
def test_a_cell_over_other_columns_starts_a_row(span: int) -> None:
    above = placed(
        2, *GROUP, (1, 0, "1", 1, 1), (1, 1, "建设网点，", 1, span), *([(1, 2, "局", 1, 1)] if span == 1 else [])
    )
    above.full = {(1, 1): 1}
    below = placed(1, (0, 0, "", 1, 1), (0, 1, "到十个", 1, 1), (0, 2, "", 1, 1), page=2)
    assert join(above, below).n_rows == (2 if span == 1 else 3)


def test_the_table_of_a_grid() -> None:
    whole = grid([HEADER, ["", "内容", "单位"], ONE, TWO], page=2)
    whole.way = "white"
    for bold, rows in (({0, 1}, 2), ({0}, 1), ({1}, 1), (set(), 1), ({0, 1, 2, 3}, 1), ({0, 2}, 1), ({0, 1, 2}, 3)):
        whole.bold = bold
        found = table_of(whole, 1, 2)
        assert found is not None
        assert (found.header_rows, found.page_start, found.page_end, found.way) == (rows, 1, 2, "white")
    assert table_of(grid([HEADER]), 1, 1) is None
