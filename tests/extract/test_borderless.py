"""Tables that white parts: which rows are one, and which are none. A row is written as its cells, each at its tab stop."""

from __future__ import annotations

import itertools

import pytest

from extract.pages.shapes import Line
from extract.sure import Way
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


def test_rules_are_another_way_than_none() -> None:
    (bare,) = borderless.find([], lines([HEADER, *BODY]), 1, 595.0)
    (ruled,) = borderless.find([(95.0 + 20 * n, 75.0, 500.0) for n in (0, 1, 4)], lines([HEADER, *BODY]), 1, 595.0)
    assert (bare.way, ruled.way) == ("white", "three rules")


def printed(text: str, x0: float, top: float, x1: float | None = None) -> Line:
    """Set a line of 10 points, as wide as its signs where nothing else is said."""
    return Line(text, x0, top, x0 + 10 * len(text) if x1 is None else x1, top + 10, top + 9, 10.0)


Edges = list[tuple[float, float, float]]
RULES: Edges = [(95.0, 75.0, 500.0), (115.0, 75.0, 500.0), (175.0, 75.0, 500.0)]


def ways(rules: Edges, text: list[Line]) -> list[Way]:
    """Give how each table was found."""
    return [table.way for table in borderless.find(rules, text, 1, 595.0)]


def texts(rules: Edges, text: list[Line]) -> list[list[Row]]:
    return [
        [[c.text for c in table.cells if c.row == r] for r in range(table.n_rows)]
        for table in borderless.find(rules, text, 1, 595.0)
    ]


def test_places_of_a_table_between_rules() -> None:
    (table,) = borderless.find(RULES, lines([HEADER, *BODY]), 4, 595.0)
    # The middles of the white between 商户 and 1200 and between 1200 and 35.
    assert table.xs == [75.0, 160.0, 290.0, 500.0]
    assert table.ys == [95.0, 120.0, 140.0, 160.0, 175.0]
    assert (table.page, table.bold, {c.page for c in table.cells}) == (4, {0}, {4})
    assert [(c.row, c.column) for c in table.cells] == [(r, c) for r in range(4) for c in range(3)]


def test_places_of_a_table_without_rules() -> None:
    (table,) = borderless.find([], lines([HEADER, *BODY]), 4, 595.0)
    assert table.xs == [80.0, 160.0, 290.0, 340.0]
    assert table.ys == [100.0, 120.0, 140.0, 160.0, 170.0]
    assert (table.page, table.bold, {c.page for c in table.cells}) == (4, {0}, {4})


def test_places_of_a_header_of_two_levels() -> None:
    head = [title("指标", 80, 100), title("产值", 270, 100), title("增幅", 420, 100)]
    lower = [title("甲县", 220, 120), title("乙县", 320, 120)]
    (table,) = borderless.find(three_rules(2), [*head, *lower, *lines(FIGURES, top=140.0)], 1, 595.0)
    assert table.ys == [95.0, 115.0, 140.0, 160.0, 175.0]
    assert table.bold == {0, 1}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(79.9, 500.0, "three rules", id="starts nearly there"),
        pytest.param(80.1, 500.0, "two rules", id="starts elsewhere"),
        pytest.param(70.1, 500.0, "three rules", id="starts nearly there, left"),
        pytest.param(69.9, 500.0, "two rules", id="starts elsewhere, left"),
        pytest.param(75.0, 504.9, "three rules", id="ends nearly there"),
        pytest.param(75.0, 505.1, "two rules", id="ends elsewhere"),
        pytest.param(75.0, 495.1, "three rules", id="ends nearly there, left"),
        pytest.param(75.0, 494.9, "two rules", id="ends elsewhere, left"),
    ],
)
def test_rules_of_one_table_start_and_end_together(start: float, end: float, expected: Way) -> None:
    rules = [RULES[0], (115.0, start, end), RULES[2]]
    assert ways(rules, lines([HEADER, *BODY])) == [expected]


@pytest.mark.parametrize(("end", "found"), [(195.1, True), (194.9, False)])
def test_the_narrowest_table_between_rules(end: float, found: bool) -> None:
    text = [
        printed(cell, 80 + 40 * c, 100 + 20 * r) for r in range(3) for c, cell in enumerate("县甲" if r < 1 else "商3")
    ]
    assert bool(ways([(y, 75.0, end) for y in (95.0, 115.0, 155.0)], text)) is found


@pytest.mark.parametrize(("place", "top"), [(100.9, 95.0), (101.1, 101.1)])
def test_two_rules_close_together_are_one_drawn_double(place: float, top: float) -> None:
    text = lines([HEADER, *BODY], top=103.0)
    (table,) = borderless.find(
        [RULES[0], (place, 75.0, 500.0), (116.0, 75.0, 500.0), (180.0, 75.0, 500.0)], text, 1, 595.0
    )
    assert table.ys[0] == pytest.approx(top)


@pytest.mark.parametrize(
    ("cell", "inside"),
    [
        pytest.param(printed("新", 70.1, 140), True, id="a little left of the rules"),
        pytest.param(printed("新", 69.9, 140), False, id="left of the rules"),
        pytest.param(printed("新", 494.9, 140), True, id="a little right of them"),
        pytest.param(printed("新", 495.1, 140), False, id="right of them"),
        pytest.param(printed("新", 420.0, 85), False, id="above them"),
        pytest.param(printed("新", 420.0, 175), False, id="below them"),
    ],
)
def test_what_stands_between_rules_is_in_the_table(cell: Line, inside: bool) -> None:
    text = [line for line in lines([HEADER, *BODY]) if line.text != "网点" or cell.x0 > 100]
    found = [c for table in texts(RULES, [*text, cell]) for row in table for c in row]
    assert ("新" in found) is inside


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        pytest.param(1, 3, [], id="one row of three cells"),
        pytest.param(2, 3, ["three rules"], id="two rows"),
        pytest.param(1, 4, ["three rules"], id="one row of four cells"),
        pytest.param(0, 4, [], id="only a header"),
    ],
)
def test_the_fewest_cells_between_rules(rows: int, columns: int, expected: list[Way]) -> None:
    body = [row[:columns] for row in FIGURES[:rows]]
    rules = [(95.0, 75.0, 500.0), (115.0, 75.0, 500.0), (120.0 + 20 * rows + 8, 75.0, 500.0)]
    assert ways(rules, lines([["指标", "甲县", "乙县", "增幅"][:columns], *body])) == expected


ALONE = ["其中：", "", ""]


@pytest.mark.parametrize(
    ("alone", "expected"),
    [pytest.param(2, ["three rules"], id="two thirds hold cells"), pytest.param(3, [], id="fewer hold cells")],
)
def test_most_rows_between_rules_hold_cells(alone: int, expected: list[Way]) -> None:
    rows = [HEADER, BODY[0], ALONE, BODY[1], ALONE, BODY[2], *[ALONE] * (alone - 2)]
    rules = [*RULES[:2], (95.0 + 20 * len(rows), 75.0, 500.0)]
    assert ways(rules, lines(rows)) == expected


@pytest.mark.parametrize(
    ("row", "away", "rule", "merged"),
    [
        pytest.param(["", "续", ""], 22.9, False, True, id="close under its row"),
        pytest.param(["", "续", ""], 23.1, False, False, id="further down"),
        pytest.param(["", "续", ""], 22.0, True, False, id="under a rule"),
        pytest.param(["新", "续", ""], 20.0, False, False, id="its first cell filled"),
    ],
)
def test_a_line_close_under_a_row_goes_on_with_it(row: Row, away: float, rule: bool, merged: bool) -> None:
    text = [*lines([HEADER, *BODY[:2]]), *lines([row], top=140 + away), *lines([BODY[2]], top=200)]
    rules = [*RULES[:2], (215.0, 75.0, 500.0)]
    if rule:
        rules.insert(2, (155.0, 75.0, 500.0))
    (table,) = texts(rules, text)
    assert (table[2] == ["网点", "980续", "27"]) is merged
    assert len(table) == (4 if merged else 5)


@pytest.mark.parametrize(
    ("x0", "x1", "other", "column", "span"),
    [
        pytest.param(
            230.0, 293.9, title("增幅", 391, 100), 1, 1, id="not into the next column: one title over two lines"
        ),
        pytest.param(230.0, 294.1, title("增幅", 391, 100), 1, 2, id="into the next column"),
        pytest.param(
            286.1, 350.0, title("户数", 200, 100), 2, 1, id="not into the one before: one title over two lines"
        ),
        pytest.param(285.9, 350.0, title("户数", 200, 100), 1, 3, id="into the one before"),
    ],
)
def test_a_title_stands_over_the_columns_that_it_reaches_into(
    x0: float, x1: float, other: Line, column: int, span: int
) -> None:
    # The columns part at 160, 290 and 390; a title below without one above belongs to the nearest.
    head = [title("指标", 80, 100), printed("产值", x0, 100, x1), other]
    lower = [title("甲县", 220, 120), title("乙县", 335, 120), title("丙县", 420, 120)]
    (table,) = borderless.find(three_rules(2), [*head, *lower, *lines(FIGURES, top=140.0)], 1, 595.0)
    assert [(c.column, c.column_span) for c in table.cells if c.text.startswith("产值")] == [(column, span)]


def test_titles_of_three_levels() -> None:
    head = [
        [title("指标", 80, 100), title("产值", 380, 100)],
        [title("全部", 220, 120), title("入库", 380, 120)],
        [title("甲县", 320, 140), title("乙县", 420, 140)],
    ]
    rules = [(95.0, 75.0, 500.0), (155.0, 75.0, 500.0), (195.0, 75.0, 500.0)]
    (table,) = borderless.find(rules, [*itertools.chain(*head), *lines(FIGURES, top=160.0)], 1, 595.0)
    found = sorted((c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells if c.row < 3)
    assert found == [
        (0, 0, 3, 1, "指标"),
        (0, 1, 1, 3, "产值"),
        (1, 1, 1, 1, "全部"),
        (1, 2, 1, 2, "入库"),
        (2, 1, 1, 1, ""),
        (2, 2, 1, 1, "甲县"),
        (2, 3, 1, 1, "乙县"),
    ]


def test_two_titles_part_the_columns_under_them_by_nearness() -> None:
    head = [title("指标", 80, 100), title("产值", 240, 100), title("户数", 420, 100)]
    lower = [title("甲县", 220, 120), title("乙县", 320, 120), title("丙县", 420, 120)]
    rules = [(95.0, 75.0, 600.0), (135.0, 75.0, 600.0), (175.0, 75.0, 600.0)]
    body = [
        printed(cell, x, 140 + 20 * r)
        for r in range(2)
        for cell, x in zip(["商户", "12", "13", "14", "15"], (80, 220, 320, 420, 520), strict=True)
    ]
    (table,) = borderless.find(rules, [*head, *lower, title("丁县", 520, 120), *body], 1, 700.0)
    found = sorted((c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells if c.row < 2)
    assert found[:4] == [(0, 0, 2, 1, "指标"), (0, 1, 1, 2, "产值"), (0, 3, 1, 2, "户数"), (1, 1, 1, 1, "甲县")]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        pytest.param(printed("商户", 115.1, 120), 100.0, id="a title over columns"),
        pytest.param(printed("商户", 115.0, 120), 140.0, id="as far in as a paragraph may start"),
        pytest.param(printed("字" * 24, 220, 120, 400), 100.0, id="as long as a title may be"),
        pytest.param(printed("字" * 25, 220, 120, 400), 140.0, id="longer"),
        pytest.param(printed("商户", 220, 120, 504.9), 100.0, id="to the end of the rules"),
        pytest.param(printed("商户", 220, 120, 505.1), 140.0, id="beyond the end of the rules"),
    ],
)
def test_what_stands_over_a_table_that_the_page_begins_with(line: Line, first: float) -> None:
    text = [printed("公报", 80, 60), line, *lines([HEADER, *BODY], top=140.0)]
    (table,) = borderless.find([(155.0, 75.0, 500.0), (215.0, 75.0, 500.0)], text, 1, 595.0)
    assert (table.ys[0] < 130.0) is (first < 130.0)
    assert table.way == "three rules"


@pytest.mark.parametrize(
    ("x", "expected"),
    [(70.1, "three rules"), (69.9, "white")],
)
def test_what_begins_left_of_the_rules_is_none_of_their_table(x: float, expected: Way) -> None:
    text = [printed("指标", x, 100), *lines([["", *HEADER[1:]], *BODY])]
    assert ways([(115.0, 75.0, 500.0), (175.0, 75.0, 500.0)], text) == [expected]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param([["甲县", "3", "有"], ["乙县", "4", "无"]], ["three rules"], id="a figure a row"),
        pytest.param([["甲县", "3", "有"], ["乙县", "无", "无"]], [], id="fewer"),
    ],
)
def test_a_table_that_the_page_cut_has_figures(body: list[Row], expected: list[Way]) -> None:
    header = ["县", "户数", "网点"]
    assert ways([(95.0, 75.0, 500.0), (115.0, 75.0, 500.0)], lines([header, *body])) == expected


def test_a_cut_table_ends_where_its_words_do() -> None:
    (begun,) = borderless.find([(115.0, 75.0, 500.0), (175.0, 75.0, 500.0)], lines([HEADER, *BODY]), 1, 595.0)
    (ended,) = borderless.find(RULES[:2], [*lines([HEADER, *BODY]), printed("9", 280, 780)], 1, 595.0)
    assert (begun.box, ended.box) == ((75.0, 100.0, 500.0, 175.0), (75.0, 95.0, 500.0, 170.0))


@pytest.mark.parametrize(("top", "rows"), [(168.0, 4), (168.1, 3)])
def test_an_empty_line_ends_a_table_without_rules(top: float, rows: int) -> None:
    (table,) = borderless.find([], [*lines([HEADER, *BODY[:2]]), *lines([BODY[2]], top=top)], 1, 595.0)
    assert table.n_rows == rows


@pytest.mark.parametrize(("x", "found"), [(104.9, True), (105.1, False), (55.1, True), (54.9, False)])
def test_a_cell_alone_begins_where_the_first_column_does(x: float, found: bool) -> None:
    text = [*lines([HEADER, ["商户总数", "1200", "35"]]), printed("其中", x, 140), *lines([BODY[1]], top=160)]
    assert bool(ways([], text)) is found


@pytest.mark.parametrize(("x", "found"), [(225.0, False), (225.1, True)])
def test_half_a_sign_of_white_parts_two_columns(x: float, found: bool) -> None:
    text = [
        printed(cell, x0, 100 + 20 * r, x1)
        for r, row in enumerate([HEADER, *BODY])
        for cell, x0, x1 in zip(row, (80.0, 160.0, x), (100.0, 220.0, 300.0), strict=True)
    ]
    assert bool(ways([], text)) is found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([["甲县", "1", "2", ""], ["乙县", "3", "4", ""], ["丙县", "5", "", "6"], ["丁县", "7", "8", ""]], True, id="four fifths"),
        pytest.param([["甲县", "1", "2", ""], ["乙县", "3", "4", ""], ["丙县", "5", "", "6"], ["丁县", "7", "", ""]], False, id="fewer"),
    ],
)  # fmt: skip
def test_most_cells_without_rules_are_filled(rows: list[Row], found: bool) -> None:
    assert bool(ways([], lines([["县", "户数", "网点", "仓库"], *rows]))) is found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([BODY[0], ALONE, BODY[1]], True, id="three of four hold cells"),
        pytest.param([BODY[0], ALONE, BODY[1], ALONE, BODY[2]], False, id="four of six"),
    ],
)
def test_most_rows_without_rules_hold_cells(rows: list[Row], found: bool) -> None:
    assert bool(ways([], lines([HEADER, *rows]))) is found


@pytest.mark.parametrize(
    ("column", "found"),
    [
        pytest.param(["1", "2", "3", "缺", "无"], True, id="three of five"),
        pytest.param(["1", "2", "待定", "缺", "无"], False, id="two of five"),
        pytest.param(["1", "", "", "", ""], False, id="one alone"),
        pytest.param(["1", "2"], True, id="two"),
        pytest.param(["缺", "无"], False, id="none"),
        pytest.param(["1", "2", "3", "4", "缺", "无", "待定"], False, id="four of seven"),
    ],
)
def test_a_table_without_rules_has_a_column_of_figures(column: list[str], found: bool) -> None:
    rows = [[f"{name}县", "商务局", cell] for name, cell in zip("甲乙丙丁戊己庚", column, strict=False)]
    assert bool(ways([], lines([["县", "单位", "户数"], *rows]))) is found


@pytest.mark.parametrize(
    ("length", "beside", "found"),
    [
        pytest.param(24, ["", "有", "9"], True, id="24 signs"),
        pytest.param(25, ["", "有", "9"], True, id="25 signs, beside a figure"),
        pytest.param(25, ["", "有", "无"], False, id="25 signs, beside words"),
    ],
)
def test_long_cells_are_columns_of_text(length: int, beside: Row, found: bool) -> None:
    text = [*lines([HEADER, *BODY[:2]]), printed("字" * length, 80, 160, 100), *lines([beside], top=160)]
    (table,) = borderless.find([], text, 1, 595.0)
    assert (table.n_rows == 4) is found


def test_a_unit_names_a_table_too() -> None:
    two = [["县", "商户"], ["甲县", "1200"], ["乙县", "980"]]
    for above, tables in ((["单位：户"], [two]), (["单位：户", "注"], []), (["表1所示如下"], [])):
        assert found([above, *two]) == tables


def test_more_lines_than_columns_are_no_table_row() -> None:
    text = [*lines([HEADER, *BODY]), printed("5", 245, 140)]
    assert texts([], text) == []


@pytest.mark.parametrize(("rows", "tables"), [(4, 1), (5, 0)])
def test_columns_of_a_page_are_no_table(rows: int, tables: int) -> None:
    text = [printed("表1 商户", 180, 80), printed("县", 180, 100), printed("户数", 270, 100)]
    text += [
        printed(cell, x, 120 + 20 * r) for r in range(rows) for cell, x in (("云川市推进商务", 180), ("1234567", 270))
    ]
    assert len(ways([], text)) == tables


def test_two_tables_without_rules_on_one_page() -> None:
    second = [["县", "户数", "网点"], ["甲县", "1", "2"], ["乙县", "3", "4"]]
    assert found([HEADER, *BODY, [LONG], *second, ["", "下表", ""]]) == [[HEADER, *BODY], second]


def test_a_table_between_rules_is_not_found_again() -> None:
    assert found([HEADER, *BODY, [LONG], HEADER, *BODY], [0, 1, 4]) == [[HEADER, *BODY], [HEADER, *BODY]]


@pytest.mark.parametrize("rules", [[0, 1], [1, 3]], ids=["no rule below", "no rule above"])
def test_a_cut_table_of_two_columns(rules: list[float]) -> None:
    rows = [["县", "户数"], ["甲县", "3"], ["乙县", "4"]]
    assert found(rows, rules) == [rows]


def test_a_line_alone_right_above_a_cut_table_is_none_of_its_header() -> None:
    # Two rules remain, and the words below are found for their white strips alone.
    text = [printed("公报", 80, 80), *lines([HEADER], top=100), printed("各项", 280, 120), *lines(BODY, top=140)]
    assert ways([(135.0, 75.0, 500.0), (195.0, 75.0, 500.0)], text) == []


def test_other_tables_of_the_page_stay_beside_one_between_rules() -> None:
    text = [*lines([HEADER, *BODY]), printed(LONG, 80, 180), *lines([HEADER, *BODY], top=220.0)]
    assert [t.way for t in borderless.find(RULES, text, 1, 595.0)] == ["three rules", "white"]
    (only,) = borderless.find([], text[len(HEADER) * 4 :], 1, 595.0)
    assert (only.box[1], only.way) == (220.0, "white")


def test_rules_of_another_extent_are_another_table() -> None:
    left = [
        printed(c, x, 100 + 20 * r)
        for r, row in enumerate([["县", "户数"], ["甲县", "3"], ["乙县", "4"]])
        for c, x in zip(row, (80, 180), strict=True)
    ]
    right = [printed(line.text, line.x0 + 240, line.top) for line in left]
    rules = [(y, a, b) for y in (95.0, 115.0, 155.0) for a, b in ((75.0, 260.0), (315.0, 500.0))]
    assert [(t.way, t.xs[0], t.xs[-1]) for t in borderless.find(rules, left + right, 1, 595.0)] == [
        ("three rules", 75.0, 260.0),
        ("three rules", 315.0, 500.0),
    ]


def test_second_lines_of_some_titles_go_on_with_these() -> None:
    head = [title("指标", 80, 100), title("产值", 220, 100), title("户数", 320, 100), title("增幅", 420, 100)]
    under = [title("名称", 80, 115), title("亿元", 220, 115)]
    (table,) = borderless.find(three_rules(2), [*head, *under, *lines(FIGURES, top=140.0)], 1, 595.0)
    assert [c.text for c in table.cells if c.row == 0] == ["指标名称", "产值亿元", "户数", "增幅"]
    assert table.bold == {0}


def test_one_row_under_a_caption_is_no_table_without_rules() -> None:
    assert found([["表1 分工"], ["县", "牵头", "配合"], ["甲县", "商务局", "财政局"]]) == []


def test_a_title_over_white_beside_a_later_column_is_its_own() -> None:
    # The title of the second column stands right of its figures, that of the third over them.
    names = [
        printed(c, x, 120 + 20 * r) for r in range(3) for c, x in zip(("商户", "12", "35"), (80, 200, 400), strict=True)
    ]
    heads = [title("指标", 80, 100), title("甲县", 300, 100), title("乙县", 400, 100)]
    (table,) = texts(RULES, heads + names)
    assert table == [["指标", "甲县", "乙县"], *[["商户", "12", "35"]] * 3]


def test_what_stands_alone_under_the_last_cells_is_text() -> None:
    assert found([HEADER, *BODY, ["说明"], ["附注"]]) == [[HEADER, *BODY]]


EACH = [HEADER, ["中心城区", "", ""], BODY[0], BODY[1], ["各县", "", ""], BODY[2]]


def test_a_rule_under_each_row_parts_rows_and_a_name_alone_between_two_heads_rows() -> None:
    assert found([*EACH, [LONG]], rules=[0, 1, 2, 3, 4, 5, 6]) == [EACH]


def test_the_name_of_the_next_table_between_two_rules_heads_no_rows() -> None:
    tables = [[HEADER, *BODY[:2]], [HEADER, *BODY[1:]]]
    assert found([*tables[0], ["表2 商户"], *tables[1]], rules=[0, 1, 2, 3, 4, 5, 6, 7]) == tables


def test_a_row_between_two_rules_may_have_a_name_of_two_lines() -> None:
    text = [
        *lines([HEADER, BODY[0]]),
        title("规模以上", 80, 137),
        title("服务业", 80, 148),
        *lines([["", "980", "27"]], top=140.0),
    ]
    text += lines([BODY[2]], top=160.0)
    rules = [(y, 75.0, 500.0) for y in (95.0, 115.0, 135.0, 159.0, 175.0)]
    (table,) = borderless.find(rules, text, 1, 595.0)
    assert [c.text for c in table.cells if c.row == 2] == ["规模以上服务业", "980", "27"]


def test_a_rule_between_the_levels_of_a_head_is_not_its_foot() -> None:
    head = [title("全市", 310, 100), title("产值", 270, 120), title("户数", 400, 120)]
    lower = [
        title("指标", 80, 140),
        *(title(year, x, 140) for year, x in (("甲年", 220), ("乙年", 310), ("丙年", 400))),
    ]
    rules = [(y, 75.0, 500.0) for y in (95.0, 155.0, 175.0, 195.0)] + [(y, 215.0, 500.0) for y in (115.0, 135.0)]
    (table,) = borderless.find(rules, [*head, *lower, *lines(FIGURES, top=160.0)], 1, 595.0)
    assert {c.text for c in table.cells if c.row in table.bold and c.text} == {
        "全市",
        "产值",
        "户数",
        "指标",
        "甲年",
        "乙年",
        "丙年",
    }
    assert [c.text for c in table.cells if c.row == 3] == FIGURES[0]


def test_a_title_over_all_columns_but_the_first_is_of_the_table() -> None:
    top = title("全市合计", 255, 84)
    (table,) = borderless.find([], [top, *lines([HEADER, *BODY])], 1, 595.0)
    assert [(c.column, c.column_span) for c in table.cells if c.text == "全市合计"] == [(1, 2)]
    (bare,) = borderless.find([], [title("云川市情况", 190, 84), *lines([HEADER, *BODY])], 1, 595.0)
    assert [c.text for c in bare.cells if c.row == 0] == HEADER


def test_lines_of_a_long_name_under_its_figures_are_rows_of_cells() -> None:
    """A band between two rules may hold one row alone, whose name runs over three lines."""
    text = [*lines([HEADER, BODY[0]]), title("规模以上", 80, 132), title("服务业", 80, 143), title("收入", 80, 154)]
    rules = [(y, 75.0, 500.0) for y in (95.0, 115.0, 166.0, 185.0, 205.0)]
    (table,) = borderless.find(rules, [*text, *lines([BODY[1], BODY[2]], top=170.0)], 1, 595.0)
    assert [c.text for c in table.cells if c.row == 1] == ["商户规模以上服务业收入", "1200", "35"]


@pytest.mark.parametrize("at", [100, 111, 122])
def test_a_long_name_between_two_rules_has_its_figures_at_any_of_its_lines(at: int) -> None:
    name = [title(text, 80, 100 + 11 * n) for n, text in enumerate(("规模以上", "服务业", "收入"))]
    figures = [title("1200", 220, at), title("35", 320, at)]
    rules = [(y, 75.0, 500.0) for y in (75.0, 95.0, 136.0, 155.0, 175.0)]
    text = [*lines([HEADER], top=80.0), *name, *figures, *lines([BODY[1], BODY[2]], top=140.0)]
    (table,) = borderless.find(rules, text, 1, 595.0)
    assert [c.text for c in table.cells if c.row == 1] == ["规模以上服务业收入", "1200", "35"]


def test_titles_may_leave_the_corner_empty() -> None:
    head = [title(year, x, 100) for year, x in (("2029年", 190), ("2030年", 290), ("增幅", 395))]
    names = [["规模以上服务业企业收入", "1200", "1300", "8.3"], ["网点", "980", "990", "1.0"]]
    (table,) = borderless.find(three_rules(2), [*head, *lines(names, top=140.0)], 1, 595.0)
    assert [c.text for c in table.cells if c.row == 0] == ["", "2029年", "2030年", "增幅"]


def test_a_title_over_titles_over_titles_spans_them_all() -> None:
    """Also where it stands, centred, over the strip between two of them."""
    head = [title("全市", 355, 100), title("产值", 240, 115), title("户数", 440, 115)]
    lower = [
        title("指标", 80, 130),
        *(title(year, x, 130) for year, x in zip("甲乙丙丁", (225, 325, 425, 525), strict=True)),
    ]
    body = [
        title(text, x, 140 + 20 * r)
        for r in range(2)
        for x, text in zip((80, 225, 325, 425, 525), "商1234", strict=True)
    ]
    rules = [(y, 75.0, 560.0) for y in (95.0, 142.0, 178.0)]
    (table,) = borderless.find(rules, [*head, *lower, *body], 1, 595.0)
    found = {c.text: (c.row, c.column, c.column_span) for c in table.cells if c.row in table.bold and c.text}
    assert (found["全市"], found["产值"], found["户数"]) == ((0, 1, 4), (1, 1, 2), (1, 3, 2))


@pytest.mark.parametrize(
    ("rules", "rows", "head"),
    [
        pytest.param([0, 2, 3, 4], [HEADER, *BODY], HEADER, id="colours part the rows, none the head"),
        pytest.param([0, 2, 4], [HEADER, *BODY], ["指标商户", "甲县1200", "乙县35"], id="a rule under the head"),
        pytest.param([0, 2, 3, 4], [HEADER, ["", "5%", "10%"], *BODY[:2]], ["指标", "甲县5%", "乙县10%"], id="rates"),
        pytest.param([0, 1, 2, 3, 4], [HEADER, *BODY], HEADER, id="a rule under each row"),
    ],
)
def test_a_row_of_figures_is_none_of_the_head(rules: list[float], rows: list[Row], head: Row) -> None:
    assert found(rows, rules)[0][0] == head


def test_dots_that_found_no_room_beside_their_name_are_no_row() -> None:
    dots = [printed(". .", 80, 131), printed(".", 80, 151)]
    assert texts(RULES, [*lines([HEADER, *BODY]), *dots]) == [[HEADER, *BODY]]
    # A sign that there is nothing stands in its column.
    assert texts(RULES, lines([HEADER, BODY[0], ["网点", "..", "27"], BODY[2]])) == [
        [HEADER, BODY[0], ["网点", "..", "27"], BODY[2]]
    ]


@pytest.mark.parametrize(
    ("second", "rows"),
    [
        pytest.param(
            ["Shops", "Depots", "Stores"], ["商户Shops", "网点Depots", "仓库Stores"], id="each name has two lines"
        ),
        pytest.param(["Shops", "", "Stores"], ["商户Shops", "网点", "仓库"], id="not each"),
        pytest.param(["", "", "以上均为初步数"], ["商户", "网点", "仓库"], id="a line of text under the last row"),
    ],
)
def test_the_second_line_of_the_last_name_is_in_a_table_without_rules(second: list[str], rows: list[str]) -> None:
    text = lines([HEADER])
    for n, (row, name) in enumerate(zip(BODY, second, strict=True)):
        text += lines([row], top=115.0 + 26 * n)
        text += [printed(name, 80, 127 + 26 * n)] if name else []
    (table,) = borderless.find([], text, 1, 595.0)
    assert [c.text for c in table.cells if c.column == 0 and c.row] == rows


def test_columns_of_losses_in_brackets_are_figures() -> None:
    losses = [["商户", "(1.2)", "(35)"], ["网点", "(0.8)", "27a"], ["仓库", "(12)", "(9)"]]
    (table,) = borderless.find([], lines([HEADER, *losses]), 1, 595.0)
    assert [c.text for c in table.cells if c.row == 1] == losses[0]
    assert borderless.find([], lines([HEADER, *[[a, f"（{a}）", f"（{a}）"] for a, *_ in losses]]), 1, 595.0) == []


@pytest.mark.parametrize(("x", "row"), [(270, 0), (330, None)])
def test_a_title_stands_over_the_middle_of_the_titles_below_it(x: float, row: int | None) -> None:
    """Also where figures stand at the right of their columns, which moves the middle of all that is printed there."""
    body = [printed(f"{r}{n}", 285 + 120 * n, 120 + 20 * r) for r in range(3) for n in range(2)]
    names = [printed(name, 80, 120 + 20 * r) for r, (name, *_) in enumerate(BODY)]
    heads = [printed("指标", 80, 100), printed("甲县", 220, 100), printed("乙县", 340, 100)]
    (table,) = borderless.find([], [printed("全市", x, 86), *heads, *names, *body], 1, 595.0)
    assert next((c.row for c in table.cells if c.text == "全市"), None) == row
