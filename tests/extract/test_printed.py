"""Rows told by lines of print: which lines of a name go with which figures. A column is its lines by height and text."""

from __future__ import annotations

import pytest

from extract.pages.shapes import Line
from extract.tables import printed

EDGES = [80.0, 180.0, 260.0, 340.0]
Column = list[tuple[float, str]]


def lines(column: Column, left: float) -> list[Line]:
    """Set lines of 10 points; a space in front sets a line in by a sign."""
    out = []
    for base, text in column:
        x = left + 4 + 10 * (len(text) - len(text.lstrip()))
        words = text.strip()
        out.append(Line(words, x, base - 9, x + 10.0 * len(words), base + 1, base, 10.0))
    return out


def rows(*columns: Column, by_white: bool = False) -> list[list[str]] | None:
    found = printed.part(
        [lines(column, left) for column, left in zip(columns, EDGES, strict=False)],
        EDGES[: len(columns) + 1],
        by_white=by_white,
    )
    return found and [["".join(line.text for line in cell) for cell in record] for record in found]


def down(*texts: str, first: float = 100.0, step: float = 20.0) -> Column:
    return [(first + step * n, text) for n, text in enumerate(texts) if text]


FIGURES = down("120", "98", "7")


def test_a_line_of_figures_is_a_row() -> None:
    assert rows(down("商户", "网点", "仓库"), FIGURES) == [["商户", "120"], ["网点", "98"], ["仓库", "7"]]


@pytest.mark.parametrize(
    ("names", "figures", "expected"),
    [
        pytest.param(
            [(100, "规模以上服务业企业"), (112, "营业收入"), (132, "网点")],
            [(100, "120"), (132, "98")],
            ["规模以上服务业企业营业收入", "网点"],
            id="figures at the first line",
        ),
        pytest.param(
            [(100, "规模以上服务业企业"), (112, "营业收入"), (132, "网点")],
            [(106, "120"), (132, "98")],
            ["规模以上服务业企业营业收入", "网点"],
            id="in the middle",
        ),
        pytest.param(
            [(100, "规模以上服务业企业"), (112, "营业收入"), (132, "网点")],
            [(112, "120"), (132, "98")],
            ["规模以上服务业企业营业收入", "网点"],
            id="at the last line",
        ),
        pytest.param(
            [(100, "规模以上服务业企业"), (120, "营业收入"), (140, "网点")],
            [(100, "120"), (140, "98")],
            ["规模以上服务业企业营业收入", "网点"],
            id="lines as far apart as rows",
        ),
        pytest.param(
            [(100, "工业"), (120, "其中："), (140, " 网点")],
            [(100, "120"), (140, "98")],
            ["工业", "其中：", "网点"],
            id="a head without figures",
        ),
        pytest.param(
            [(100, "工业"), (120, "规模以上服务业企业"), (140, " 网点"), (160, " 仓库")],
            [(100, "120"), (140, "98"), (160, "7")],
            ["工业", "规模以上服务业企业", "网点", "仓库"],
            id="a full head, and what is set in under it",
        ),
        pytest.param(
            [(100, "规模以上服务业企业"), (120, "其中：网点"), (140, "仓库")],
            [(120, "98"), (140, "7")],
            ["规模以上服务业企业", "其中：网点", "仓库"],
            id="a full head, and a part of it",
        ),
    ],
)
def test_lines_of_names_go_with_their_figures(names: Column, figures: Column, expected: list[str]) -> None:
    found = rows(names, figures)
    assert found is not None
    assert [name for name, _ in found] == expected
    assert [figure for _, figure in found if figure] == [text for _, text in figures]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param([down("商户", "网点")], id="no figures"),
        pytest.param([down("商户"), down("120")], id="one row"),
        pytest.param(
            [down("一项很长的任务内容分成", "两行"), down("2031"), down("年底前", "完成")], id="a cell of two lines"
        ),
        pytest.param([down("商户", "网点"), down("1,234,", "567")], id="a number broken over lines"),
        pytest.param([[], down("120", "98"), []], id="figures in one column only"),
    ],
)
def test_one_row_stays_one(columns: list[Column]) -> None:
    assert rows(*columns) is None


def test_a_row_may_lack_a_figure() -> None:
    assert rows(down("商户", "网点", "仓库"), FIGURES, down("3", "", "5")) == [
        ["商户", "120", "3"],
        ["网点", "98", ""],
        ["仓库", "7", "5"],
    ]


def test_units_stand_beside_their_rows() -> None:
    assert rows(down("商户", "网点"), down("户", "个"), down("120", "98")) == [
        ["商户", "户", "120"],
        ["网点", "个", "98"],
    ]


WORDS: list[Column] = [[(100, "开放公交时刻表"), (130, "培训教师")], [(100, "交通"), (112, "部门"), (130, "教育")]]


@pytest.mark.parametrize(
    ("by_white", "expected"), [(True, [["开放公交时刻表", "交通部门"], ["培训教师", "教育"]]), (False, None)]
)
def test_rows_of_words_are_parted_by_white(by_white: bool, expected: list[list[str]] | None) -> None:
    assert rows(*WORDS, by_white=by_white) == expected


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1,234.5", True),
        ("-3.2%", True),
        ("(12)", True),
        ("…", True),
        ("n.a.", True),
        ("持平", True),
        ("12①", True),
        ("1,234,", False),
        ("2031年", False),
        ("第3", False),
        ("", False),
    ],
)
def test_figures(text: str, is_one: bool) -> None:
    assert printed.is_figure(text) is is_one


def test_a_capital_begins_a_name_behind_one_that_seems_full() -> None:
    names = [
        (100, "Northern provinces"),
        (112, "Forestry"),
        (124, "Fishing"),
        (136, "Southern provinces"),
        (148, "Mining"),
    ]
    figures = [(112, "12"), (124, "9"), (148, "7")]
    found = rows(names, figures)
    assert found == [
        ["Northern provinces", ""],
        ["Forestry", "12"],
        ["Fishing", "9"],
        ["Southern provinces", ""],
        ["Mining", "7"],
    ]


def test_a_line_that_says_a_name_again_in_latin_letters_belongs_to_it() -> None:
    names = [(100, "粮食"), (112, "Grain"), (128, "水泥"), (140, "Cement"), (156, "货运"), (168, "Freight")]
    assert rows(names, [(100, "12"), (128, "9"), (156, "7")]) == [
        ["粮食Grain", "12"],
        ["水泥Cement", "9"],
        ["货运Freight", "7"],
    ]


def test_a_small_letter_goes_on_with_a_word_that_the_line_cuts() -> None:
    names = [(100, "Telecomm"), (112, "unications"), (128, "Trade"), (144, "Forestr"), (156, "y")]
    assert rows(names, [(100, "12"), (128, "9"), (144, "7")]) == [
        ["Telecommunications", "12"],
        ["Trade", "9"],
        ["Forestry", "7"],
    ]


def test_a_figure_that_a_line_end_has_parted_is_one() -> None:
    names = [(100, "商户"), (128, "网点"), (144, "仓库")]
    found = rows(names, [(100, "(12,345."), (112, "6)"), (128, "98"), (144, "7.5")])
    assert found == [["商户", "(12,345.6)"], ["网点", "98"], ["仓库", "7.5"]]
