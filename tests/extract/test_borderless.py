"""Tables that white parts: which rows are one, and which are none. A row is written as its cells, each at its tab stop."""

from __future__ import annotations

import itertools

import pytest

from extract.pages.layout import Line
from extract.tables import borderless

Row = list[str]
STOPS = (80.0, 220.0, 320.0, 420.0)
LONG = "云川市推进数字商务发展，支持商户上线经营，建设服务网点。"


def lines(rows: list[Row], top: float = 100.0, pitch: float = 20.0) -> list[Line]:
    """Set rows; a row of one string is a line of text, an empty string an empty cell."""
    out: list[Line] = []
    for n, row in enumerate(rows):
        for x, text in zip(STOPS, row, strict=False):
            if text:
                y = top + pitch * n
                out.append(Line(text, x, y, x + 10.0 * len(text), y + 10, y + 9, 10.0))
    return out


def found(rows: list[Row], rules: list[float] = ()) -> list[list[Row]]:  # type: ignore[assignment]
    """Give the tables, each as its rows; `rules` are counted in rows (0 above the first)."""
    horizontal = [(95.0 + 20 * n, 75.0, 500.0) for n in rules]
    tables = borderless.find(horizontal, lines(rows), 1, 595.0)
    return [[[c.text for c in table.cells if c.row == r] for r in range(table.n_rows)] for table in tables]


HEADER = ["指标", "甲县", "乙县"]
BODY = [["商户", "1200", "35"], ["网点", "980", "27"], ["仓库", "12", "9"]]
FOUR = ["", "2030年", "2031年", "增长率"]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param([HEADER, *BODY], id="header and figures"),
        pytest.param(
            [FOUR, ["商户", "1200", "1300", "8.3%"], ["网点", "980", "", "-"]], id="years, an empty corner and cell"
        ),
        pytest.param([HEADER, BODY[0], ["其中：", "", ""], *BODY[1:]], id="a line that heads a group of rows"),
    ],
)
def test_rows_on_common_strips_with_figures_are_a_table(table: list[Row]) -> None:
    assert found([[LONG], *table, [LONG], [LONG]]) == [table]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([HEADER, BODY[0]], id="two rows are too few"),
        pytest.param(
            [["张三", "李四", "王五"], ["赵六", "钱七", "孙八"], ["周九", "吴十", "郑一"]], id="names in columns"
        ),
        pytest.param([["2.1", "3.5", "4.7"], ["10", "20", "30"], ["40", "50", "60"]], id="labels of a chart"),
        pytest.param([["一、总则", "……", "1"], ["二、分则", "……", "3"], ["三、附则", "……", "9"]], id="contents"),
        pytest.param([["联系人", "张三"], ["电话", "12345"], ["邮编", "100000"]], id="labels and values"),
        pytest.param([["甲" * 25, "2030年", "乙县"], *BODY], id="no header that names columns"),
    ],
)
def test_what_is_not_plainly_a_table_stays_text(rows: list[Row]) -> None:
    assert found([[LONG], *rows, [LONG]]) == []


def test_under_a_caption_two_columns_and_words_are_enough() -> None:
    two = [["县", "商户（户）"], ["甲县", "1200"], ["乙县", "980"]]
    words = [["县", "牵头", "配合"], ["甲县", "商务局", "财政局"], ["乙县", "农业局", "商务局"]]
    assert found([["表1 主要指标"], *two]) == [two]
    assert found([["表2 分工"], *words]) == [words]
    assert found([[LONG], *two]) == found([[LONG], *words]) == []


def test_two_tables_between_rules_of_one_extent_are_two() -> None:
    first, second = [HEADER, *BODY[:2]], [HEADER, *BODY[1:]]
    rows = [*first, [LONG], [LONG], *second, [LONG]]
    assert found(rows, rules=[0, 1, 3, 5, 6, 8]) == [first, second]


def title(text: str, x: float, y: float) -> Line:
    return Line(text, x, y, x + 10.0 * len(text), y + 10, y + 9, 10.0)


def three_rules(body_rows: int) -> list[tuple[float, float, float]]:
    """Give rules above, under two levels of header, and below, each drawn in a piece a column."""
    stops = [75.0, 215.0, 315.0, 415.0, 500.0]
    heights = (95.0, 135.0, 135.0 + 20 * body_rows)
    return [(y, a - 1, b + 1) for y in heights for a, b in itertools.pairwise(stops)]


FIGURES = [["商户", "1200", "1300", "8.3%"], ["网点", "980", "990", "1.0%"]]
SPANNED = [(0, 0, 2, 1, "指标"), (0, 1, 1, 2, "产值"), (0, 3, 2, 1, "增幅"), (1, 1, 1, 1, "甲县"), (1, 2, 1, 1, "乙县")]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(
            [title("指标", 80, 100), title("产值", 270, 100), title("增幅", 420, 100)],
            id="set on top, over the strip between",
        ),
        pytest.param(
            [title("指标", 80, 110), title("产值", 270, 100), title("增幅", 420, 110)], id="in the middle of its levels"
        ),
        pytest.param(
            [title("指标", 80, 100), title("产值", 320, 100), title("增幅", 420, 100)], id="over the second column only"
        ),
    ],
)
def test_titles_over_titles_span_them(head: list[Line]) -> None:
    lower = [title("甲县", 220, 120), title("乙县", 320, 120)]
    (table,) = borderless.find(three_rules(2), [*head, *lower, *lines(FIGURES, top=140.0)], 1, 595.0)
    header = [c for c in table.cells if c.row in table.bold]
    assert sorted((c.row, c.column, c.row_span, c.column_span, c.text) for c in header) == SPANNED
    assert [c.text for c in table.cells if c.row == 2] == FIGURES[0]


def test_a_title_over_two_lines_is_one() -> None:
    head = [title("指标", 80, 100), title("产值", 220, 100), title("户数", 320, 100), title("增幅", 420, 100)]
    (table,) = borderless.find(
        three_rules(2), [*head, title("（亿元）", 220, 115), *lines(FIGURES, top=140.0)], 1, 595.0
    )
    assert [c.text for c in table.cells if c.row == 0] == ["指标", "产值（亿元）", "户数", "增幅"]


@pytest.mark.parametrize(
    ("rows", "rules", "table"),
    [
        pytest.param([[LONG], HEADER, *BODY], [1, 2], [HEADER, *BODY], id="no rule below: the page ends in the table"),
        pytest.param([HEADER, *BODY, [LONG]], [1, 4], [HEADER, *BODY], id="no rule above: the page begins in it"),
        pytest.param([["公报"], HEADER, *BODY, [LONG]], [2, 5], [HEADER, *BODY], id="a running head stands alone"),
        pytest.param([HEADER, *BODY], [1], [HEADER, *BODY], id="a page that it fills"),
        pytest.param(
            [["", "表1 商户情况"], HEADER, *BODY, [LONG]], [1, 2, 5], [HEADER, *BODY], id="a caption alone above"
        ),
    ],
)
def test_a_table_that_a_page_end_has_cut(rows: list[Row], rules: list[float], table: list[Row]) -> None:
    assert found(rows, rules) == [table]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["甲乡", "乙镇"], *([["云川市推进数字商务", "支持商户上线经营"]] * 9)], id="columns of text"),
        pytest.param([[LONG], [LONG], HEADER], id="text"),
        pytest.param([["第9期", "2031年5月15日"], ["云川市主办", "内部资料"]], id="the head of a gazette"),
    ],
)
def test_two_rules_over_what_is_no_table(rows: list[Row]) -> None:
    assert found(rows, [0, 1, 2]) == []


def test_a_title_set_over_white_belongs_to_its_column() -> None:
    names = lines([["商户", "1200", "35"], ["网点", "980", "27"], ["仓", "12", "9"]], top=120)
    for line in names[::3]:
        line.x1 = line.x0 + 60
    heads = [title("指标", 160, 100), title("甲县", 220, 100), title("乙县", 320, 100)]
    (table,) = borderless.find(
        [(95.0, 75.0, 500.0), (115.0, 75.0, 500.0), (180.0, 75.0, 500.0)], heads + names, 1, 595.0
    )
    assert [c.text for c in table.cells] == [
        "指标",
        "甲县",
        "乙县",
        "商户",
        "1200",
        "35",
        "网点",
        "980",
        "27",
        "仓",
        "12",
        "9",
    ]


def test_a_title_wider_than_its_figures_has_its_column() -> None:
    body = lines([["商户", "3", "5"], ["网点", "8", "7"]], top=120)
    heads = [title("指标", 80, 100), title("比上年增长（%）以上", 190, 100), title("乙县", 320, 100)]
    (table,) = borderless.find(
        [(95.0, 75.0, 500.0), (115.0, 75.0, 500.0), (160.0, 75.0, 500.0)], heads + body, 1, 595.0
    )
    assert all(c.column_span == 1 for c in table.cells)


def test_less_is_certain_without_rules() -> None:
    (bare,) = borderless.find([], lines([HEADER, *BODY]), 1, 595.0)
    (ruled,) = borderless.find([(95.0 + 20 * n, 75.0, 500.0) for n in (0, 1, 4)], lines([HEADER, *BODY]), 1, 595.0)
    assert bare.confidence < ruled.confidence < 1
