"""Tables of tabs in text conversions: merged cells refilled, cut rows made whole, cells put back by their codes."""

from __future__ import annotations

import pytest

from extract.content import Table
from extract.tables import tabbed
from tests.extract.conftest import Reading


def table(reading: Reading, *lines: str) -> Table:
    (found,) = reading("云川市有关情况如下。\n\n" + "\n".join(lines) + "\n\n下一步加强统计。\n").tables()
    return found


def test_a_merged_group_fills_the_blanks_under_it(reading: Reading) -> None:
    found = table(reading, "序号\t大类\t中类", "1\t制造\t整机", "\t\t零件", "2\t服务\t零售", "\t\t租赁")
    assert found.grid() == [
        ["序号", "大类", "中类"],
        ["1", "制造", "整机"],
        ["1", "制造", "零件"],
        ["2", "服务", "零售"],
        ["2", "服务", "租赁"],
    ]
    assert [(c.row, c.column, c.row_span) for c in found.cells if c.row_span > 1] == [
        (1, 0, 2),
        (1, 1, 2),
        (3, 0, 2),
        (3, 1, 2),
    ]


def test_a_title_over_all_columns_and_a_header_under_it(reading: Reading) -> None:
    found = table(reading, "各县企业分布\t\t", "\t甲县\t乙县", "工业\t3\t4", "商业\t5\t6")
    assert found.header_rows == 2
    assert found.grid()[:2] == [["各县企业分布"] * 3, ["", "甲县", "乙县"]]


def test_a_header_over_two_lines(reading: Reading) -> None:
    found = table(reading, "县\t企业\t\t比例", "\t全部\t入库\t", "甲县\t9\t3\t33%", "乙县\t8\t4\t50%")
    assert found.header_rows == 2
    assert found.grid()[0] == ["县", "企业", "企业", "比例"]
    assert found.grid()[1] == ["县", "全部", "入库", "比例"]


def test_a_total_over_two_columns(reading: Reading) -> None:
    found = table(reading, "序号\t方向\t数量", "1\t教育\t4", "2\t医疗\t5", "合计\t\t9")
    assert found.grid()[-1] == ["合计", "合计", "9"]


def test_rules_and_page_ends_inside_a_table(reading: Reading) -> None:
    found = table(reading, "年份\t数量", "----\t----", "2031\t5", "", "2032\t6", "----\t----")
    assert found.grid() == [["年份", "数量"], ["2031", "5"], ["2032", "6"]]


def test_a_row_cut_by_a_page_end(reading: Reading) -> None:
    found = table(
        reading,
        "文号\t名称\t内容",
        "云商发〔2031〕1号\t消费办法\t支持商户上线，建设网点，由市商",
        "",
        "\t\t务局负责实施。",
        "云商发〔2031〕2号\t物流办法\t建设分拨中心。",
    )
    assert found.n_rows == 3
    assert found.grid()[1][2] == "支持商户上线，建设网点，由市商务局负责实施。"


CODED = (
    "分类\t行业",
    "101:整机制造\t3911:整机制造",
    "\t3912:零件制造",
    "102:设备制造\t3921:设备制造",
    "\t3922:终端制造",
    "103:媒体制造\t3931:媒体制造",
)


@pytest.mark.parametrize("shifted", ["3940:其他制造\t", "\t3940:其他制造"])
def test_codes_put_a_cell_back_that_has_slipped(reading: Reading, shifted: str) -> None:
    assert table(reading, *CODED, shifted).grid()[-1] == ["103:媒体制造", "3940:其他制造"]


def test_a_table_that_only_spaces_part(reading: Reading) -> None:
    lines = ["产品名称 产 量 比上年增长%", "粮 食 199008.5 6.3", "#夏 粮 89005.4 0.5", "水 果 68869.03 -1.1"]
    found = table(reading, "表2：主要产品产量", *lines)
    assert (found.number, found.caption, found.header_rows) == ("2", "主要产品产量", 1)
    assert found.grid() == [
        ["产品名称", "产量", "比上年增长%"],
        ["粮食", "199008.5", "6.3"],
        ["#夏粮", "89005.4", "0.5"],
        ["水果", "68869.03", "-1.1"],
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("云川 30", "澜江 40", "海川 50"),
        ("名称 数量", "云川 30", "澜江 40"),
        ("全市稳步增长", "云川 30", "澜江 40", "海川 50"),
        ("名称 数量", "云川产值达 30", "澜江增长；产值达 40", "海川 50"),
    ],
)
def test_lines_that_end_in_figures_are_no_table_by_themselves(reading: Reading, lines: tuple[str, ...]) -> None:
    assert list(reading("云川市有关情况如下。\n\n" + "\n".join(lines) + "\n\n下一步加强统计。\n").tables()) == []


def test_equal_tables_side_by_side_stay_apart(reading: Reading) -> None:
    text = "县\t企业数\n甲县\t3\n乙县\t4\n\n行业\t就业人数\n工业\t30\n商业\t40\n"
    assert [t.n_rows for t in reading(text).tables()] == [3, 3]


def test_captions_units_and_notes_go_into_the_table(reading: Reading) -> None:
    text = (
        "分布见下表。\n\n表 4：云川市企业分布\n\n单位：亿元\n\n县\t产值\n甲县\t3\n乙县\t4\n\n数据来源：云川市统计局\n\n"
        "注：按注册地统计。\n\n企业分布较为均衡。\n"
    )
    content = reading(text)
    (found,) = content.tables()
    assert (found.number, found.caption, found.unit_note) == ("4", "云川市企业分布", "亿元")
    assert found.source_note == "数据来源：云川市统计局\n注：按注册地统计。"
    assert [b.text for b in content.blocks if b.table is None] == ["分布见下表。", "企业分布较为均衡。"]


def test_a_sentence_about_a_table_is_no_caption(reading: Reading) -> None:
    content = reading("表4所示企业均已入库。\n\n县\t产值\n甲县\t3\n乙县\t4\n")
    (found,) = content.tables()
    assert found.caption is None
    assert content.blocks[0].text == "表4所示企业均已入库。"


def test_an_annex_names_its_table_and_stays_a_heading(reading: Reading) -> None:
    content = reading("附录2 云川市商户名单\n\n县\t商户\n甲县\t百货店\n乙县\t便民店\n")
    (found,) = content.tables()
    assert (found.number, found.caption) == ("附录2", "云川市商户名单")
    assert content.blocks[0].kind == "heading"


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("2031年云川市主要指标完成情况", "2031年云川市主要指标完成情况"),
        ("分行业数据如下：", None),
        ("二、企业分布", None),
    ],
)
def test_a_title_without_a_number_names_the_table_below(reading: Reading, line: str, caption: str | None) -> None:
    content = reading(f"{line}\n\n县\t产值\n甲县\t3\n乙县\t4\n")
    assert [found.caption for found in content.tables()] == [caption]
    assert content.blocks[0].text == line


def test_tables_of_bars_are_read_alike(reading: Reading) -> None:
    text = (
        "# 办法\n\n# 附表\n\n表1 商户\n\n| 县 | 类别 | 户数 |\n| --- | --- | --- |\n| 甲县 | 零售 | 3 |\n|  | 餐饮 | 4 |\n\n"
        "| 乙县 | 零售 | 5 |\n| --- | --- | --- |\n|  | 餐饮 | 6 |\n"
    )
    (found,) = reading(text, "a.md").tables()
    assert found.grid()[1:] == [
        ["甲县", "零售", "3"],
        ["甲县", "餐饮", "4"],
        ["乙县", "零售", "5"],
        ["乙县", "餐饮", "6"],
    ]
    assert (found.number, found.caption) == ("1", "商户")


@pytest.mark.parametrize(
    ("header", "rows"),
    [("<tr><td>序号</td><td>商户</td></tr>", 5), ("", 5)],
    ids=["header printed again", "numbers count on"],
)
def test_html_tables_of_two_pages_are_one(reading: Reading, header: str, rows: int) -> None:
    text = (
        "# 办法\n\n# 附表\n\n<table><tr><td>序号</td><td>商户</td></tr><tr><td>1</td><td>甲店</td></tr><tr><td>2</td><td>乙店</td></tr></table>\n\n"
        f"<table>{header}<tr><td>3</td><td>丙店</td></tr><tr><td>4</td><td>丁店</td></tr></table>\n"
    )
    (found,) = reading(text, "a.md").tables()
    assert [row[0] for row in found.grid()] == ["序号", "1", "2", "3", "4"]
    assert found.n_rows == rows


Span = tuple[int, int, str, int, int]


def built(*lines: str) -> Table:
    """Rebuild the one table of some lines of tabs."""
    (rows,) = tabbed.split_rows(list(lines))
    found = tabbed.build(rows)
    assert found is not None
    return found


def merged(found: Table) -> list[Span]:
    cells = ((c.row, c.column, c.text, c.row_span, c.column_span) for c in found.cells)
    return [cell for cell in cells if cell[3:] != (1, 1)]


@pytest.mark.parametrize(
    ("cell", "clean"),
    [
        ("<p>甲县</p> ", "甲县"),
        ("甲 县", "甲县"),
        ("甲  3", "甲 3"),
        ("a  b", "a b"),
        ("<总额>", "<总额>"),
    ],
)
def test_cells_are_cleaned(cell: str, clean: str) -> None:
    assert tabbed.clean(cell) == clean


NAMES = ["云川 30", "澜江 40", "海川 50"]


@pytest.mark.parametrize(
    ("lines", "tabs"),
    [
        pytest.param(["名称 数量", *NAMES], 4, id="three rows"),
        pytest.param(["名称 数量", *NAMES[:2]], 0, id="two rows"),
        pytest.param(["名称 数量", *NAMES, "合计"], 4, id="a line without figures ends it"),
        pytest.param(["名称 数量", *NAMES, "溪县 60 70"], 4, id="a line of more figures ends it"),
        pytest.param(["名称 数量 备注", *NAMES], 0, id="more titles than cells"),
        pytest.param(["名称 30", *NAMES], 0, id="a figure in the header"),
        pytest.param(["各县", "名称 数量", *NAMES], 4, id="a line above"),
        pytest.param(["名称 数量", *NAMES, "", "名称 数量", *NAMES], 8, id="two tables"),
        pytest.param(["名称 数量", *NAMES[:2], "海川。 50"], 0, id="a sentence"),
        pytest.param(["名称 数量", *NAMES[:2], "海川\t50"], 0, id="tabs"),
        pytest.param(["名称 数量", *NAMES[:2], "海" * 57 + " 50"], 4, id="60 signs"),
        pytest.param(["名称 数量", *NAMES[:2], "海" * 58 + " 50"], 0, id="61 signs"),
        pytest.param(["名称 数量", *NAMES[:2], "50"], 0, id="a figure without a name"),
    ],
)
def test_which_lines_only_spaces_part(lines: list[str], tabs: int) -> None:
    found = tabbed.with_tabs(lines)
    assert sum("\t" in new and "\t" not in old for old, new in zip(lines, found, strict=True)) == tabs
    assert [line for line in found if "\t" not in line] == [
        old for old, new in zip(lines, found, strict=True) if old == new and "\t" not in old
    ]


def test_names_with_a_space_inside_stay_whole() -> None:
    lines = ["产 品 产量 增长", "粮 食 30 5", "夏 粮 作物 40 6", "水　果 50 -7%"]
    assert tabbed.with_tabs(lines) == ["产品\t产量\t增长", "粮食\t30\t5", "夏粮 作物\t40\t6", "水果\t50\t-7%"]


@pytest.mark.parametrize(
    ("lines", "sizes"),
    [
        pytest.param(["县\t户数", "甲\t3", "乙\t4"], [3], id="one table"),
        pytest.param(["县\t户数", "甲\t3", "", "乙\t4"], [3], id="a page end"),
        pytest.param(["县\t户数", "甲\t3", "", "县\t户数", "乙\t4"], [4], id="the header again"),
        pytest.param(["县\t户数", "甲\t3", "", "县\t网点", "乙\t4"], [2, 2], id="the key column again"),
        pytest.param(["县\t单位", "甲\t局", "", "县\t部门", "乙\t所"], [2, 2], id="the key column again over words"),
        pytest.param(["县\t户数", "甲\t3", "县\t网点", "乙\t4"], [4], id="the same without a page end"),
        pytest.param(["县\t户数", "甲\t3", "", "行业\t人数", "工业\t4"], [2, 2], id="another header over figures"),
        pytest.param(["县\t户数", "甲\t三", "", "行业\t人数", "工业\t4"], [4], id="no column of figures"),
        pytest.param(["县\t户数", "甲\t3", "", "行业\t", "工业\t4"], [4], id="a row with a blank"),
        pytest.param(["县\t户数", "甲\t3", "", "行业\t人数\t增长", "工业\t4\t5"], [2, 2], id="another width"),
        pytest.param(["县\t户数\t", "甲\t3", "", "乙\t4"], [3], id="as wide as the row above"),
        pytest.param(["县\t户数\t额", "甲\t3", "", "行业\t人数\t比", "工业\t4\t5"], [2, 2], id="a short row above"),
        pytest.param(["", "县\t户数", "甲\t3"], [2], id="a blank line above"),
        pytest.param(["---\t---", "县\t户数", "=====\t", "甲\t3", "| --- | ---"], [2], id="rules"),
        pytest.param(["县\t户数", "甲\t-", "乙\t4"], [3], id="a dash is no rule"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_runs_of_lines_are_parted_into_tables(lines: list[str], sizes: list[int]) -> None:
    assert [len(rows) for rows in tabbed.split_rows(lines)] == sizes


@pytest.mark.parametrize(
    ("lines", "size"),
    [
        pytest.param(["县\t户数", "甲县\t3"], (2, 2), id="two by two"),
        pytest.param(["县\t户数"], None, id="one row"),
        pytest.param(["县", "甲县"], None, id="one column"),
        pytest.param(["县\t户数", "甲县\t3\t4"], (2, 3), id="a longer row"),
        pytest.param(["县\t\t户数", "甲县\t\t3"], (2, 2), id="an empty column"),
        pytest.param(["县\t户数", "甲县\t3", "县\t户数", "乙县\t4"], (3, 2), id="the header again"),
    ],
)
def test_the_size_of_a_table_of_tabs(lines: list[str], size: tuple[int, int] | None) -> None:
    (rows,) = tabbed.split_rows(lines)
    found = tabbed.build(rows)
    assert (found and (found.n_rows, found.n_columns)) == size


def test_very_many_cells_are_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabbed, "_MOST_CELLS", 4)
    assert tabbed.build(tabbed.split_rows(["县\t户数", "甲县\t3"])[0]) is not None
    assert tabbed.build(tabbed.split_rows(["县\t户数", "甲县\t3", "乙县\t4"])[0]) is None


def test_cells_that_were_merged_are_another_way() -> None:
    plain, guessed = built("县\t户数", "甲县\t3"), built("县\t户数\t", "甲县\t3\t4")
    assert (plain.way, guessed.way) == ("tabs", "tabs merged")
    assert merged(guessed) == [(0, 1, "户数", 1, 2)]
    assert [(c.row, c.is_header) for c in plain.cells] == [(0, True), (0, True), (1, False), (1, False)]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        pytest.param(["县\t户数", "甲县\t3", "乙县\t4"], 1, id="one"),
        pytest.param(["各县\t\t", "县\t户数\t人数", "甲县\t3\t4"], 2, id="a title over all"),
        pytest.param(["各县\t\t", "县\t户数\t人数"], 1, id="two rows in all"),
        pytest.param(["\t各县\t", "县\t户数\t人数", "甲县\t三\t四"], 1, id="a title that does not start the row"),
        pytest.param(["县\t户数\t", "\t全部\t入库", "甲县\t3\t4"], 2, id="names under a merged cell"),
        pytest.param(["县\t户数\t", "\t5\t入库", "甲县\t3\t4"], 1, id="a figure under it"),
        pytest.param(["县\t户数\t", "\t全部\t入库", "甲县\t三\t四"], 1, id="no figures below"),
        pytest.param(["县\t户数\t", "\t全部\t入库", "甲县\t三\t四", "乙县\t3\t4"], 2, id="figures in the fourth row"),
        pytest.param(
            ["县\t户数\t", "\t全部\t入库", "甲县\t三\t四", "乙县\t三\t四", "丙县\t3\t4"], 1, id="figures later"
        ),
        pytest.param(["\t户数\t", "\t全部\t入库", "甲县\t3\t4"], 1, id="a column with no title"),
    ],
)
def test_how_deep_a_header_of_tabs_is(lines: list[str], rows: int) -> None:
    assert built(*lines).header_rows == rows


@pytest.mark.parametrize(
    ("lines", "spans"),
    [
        pytest.param(
            ["县\t户数\t\t比例", "\t全部\t入库\t", "甲\t9\t3\t33%"],
            [(0, 0, "县", 2, 1), (0, 1, "户数", 1, 2), (0, 3, "比例", 2, 1)], id="two levels",
        ),
        pytest.param(["县\t户数\t\t", "甲\t9\t3\t3"], [(0, 1, "户数", 1, 3)], id="one level"),
        pytest.param(["县\t户数\t\t人数\t", "甲\t9\t3\t3\t1"], [(0, 1, "户数", 1, 2), (0, 3, "人数", 1, 2)], id="two titles"),
        pytest.param(["\t户数\t人数", "甲\t9\t3"], [], id="an empty corner"),
        pytest.param(["县\t户数", "各类\t", "甲\t3", "乙\t4"], [(1, 0, "各类", 1, 2)], id="a title between rows"),
        pytest.param(["类\t县\t户数", "一\t甲\t3", "\t乙\t4", "\t丙\t5"], [(1, 0, "一", 3, 1)], id="a group of three"),
        pytest.param(["类\t县\t户数", "\t甲\t3", "\t乙\t4"], [], id="no group to begin"),
        pytest.param(["类\t县\t户数", "一\t甲\t3", "二\t乙\t", "三\t\t5"], [], id="a blank beside a key of its own"),
        pytest.param(["类\t县\t户数\t备注", "一\t甲\t3\t有", "\t\t4\t无"], [(1, 0, "一", 2, 1), (1, 1, "甲", 2, 1)], id="two groups"),
        pytest.param(["类\t户数\t县\t备注", "一\t3\t甲\t有", "\t\t乙\t无"], [(1, 0, "一", 2, 1), (1, 1, "3", 2, 1)], id="a figure before the first cell"),
        pytest.param(["类\t县\t户数\t备注", "一\t甲\t3\t有", "\t乙\t\t无"], [(1, 0, "一", 2, 1)], id="a figure is not merged behind it"),
        pytest.param(["类\t县\t单位\t备注", "一\t甲\t局\t有", "\t乙\t\t无"], [(1, 0, "一", 2, 1), (1, 2, "局", 2, 1)], id="words are"),
    ],
)  # fmt: skip
def test_merged_cells_of_tabs(lines: list[str], spans: list[Span]) -> None:
    assert merged(built(*lines)) == spans


@pytest.mark.parametrize(
    ("total", "spans"),
    [
        pytest.param("合计\t\t9\t8", [(3, 0, "合计", 1, 2)], id="to the first figure"),
        pytest.param("合计\t\t\t8", [(3, 0, "合计", 1, 2)], id="not over a column of figures"),
        pytest.param("总 计\t7\t\t8", [], id="a figure beside it"),
        pytest.param("合计数\t\t9\t8", [], id="another word"),
    ],
)
def test_a_total_over_columns(total: str, spans: list[Span]) -> None:
    found = built("序号\t方向\t数量\t金额", "1\t教育\t4\t3", "2\t医疗\t5\t5", total)
    assert [span for span in merged(found) if span[0] == 3] == spans


def test_a_total_over_columns_of_words() -> None:
    found = built("序号\t方向\t单位\t金额", "1\t教育\t局\t3", "2\t医疗\t局\t5", "合计\t\t\t8")
    assert merged(found) == [(3, 0, "合计", 1, 3)]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        pytest.param("\t\t由市局实施。", ["一号", "消费办法", "建设网点，由市局实施。"], id="the end of a sentence"),
        pytest.param("\t细则\t", ["一号", "消费办法细则", "建设网点，"], id="another cell"),
        pytest.param("\t\t30", None, id="a figure"),
        pytest.param("二号\t\t由市局实施。", None, id="a key"),
    ],
)
def test_rows_cut_by_a_page_end(cut: str, whole: list[str] | None) -> None:
    found = built("文号\t名称\t内容", "一号\t消费办法\t建设网点，", "", cut, "三号\t物流办法\t建设分拨中心。")
    assert found.n_rows == (3 if whole else 4)
    assert whole is None or found.grid()[1] == whole


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        pytest.param(["一号\t消费\t", "", "\t\t由市局实施。"], 3, id="nothing above to go on with"),
        pytest.param(
            ["一号\t消费\t建设。", "", "\t\t由市局实施。"], 2, id="a sentence has ended, but every row has a key"
        ),
        pytest.param(["一号\t消费\t建设。", "\t消费\t建设。", "", "\t\t由市局实施。"], 4, id="rows have no key here"),
        pytest.param(["一号\t消费\t建设，", "\t消费\t建设，", "", "\t\t由市局实施。"], 3, id="the sentence goes on"),
        pytest.param(["一号\t消费\t建设，", "\t\t由市局实施。"], 3, id="no page end"),
    ],
)
def test_which_rows_a_page_end_has_cut(lines: list[str], rows: int) -> None:
    assert built("文号\t名称\t内容", *lines).n_rows == rows


def test_a_header_is_not_gone_on_with() -> None:
    assert built("文号\t名称\t内容", "", "\t\t由市局实施。", "一号\t消费\t建设。").n_rows == 3


CODES = [f"{n}:制造\t{n}1:整机" for n in (3, 4, 5)]


@pytest.mark.parametrize(
    ("rows", "slipped", "found"),
    [
        pytest.param(CODES, "52:零件\t", ["5:制造", "52:零件"], id="put back under its column"),
        pytest.param(CODES, "6:制造\t", ["6:制造", "6:制造"], id="at home where it stands"),
        pytest.param(CODES, "611:零件\t", ["611:零件", "611:零件"], id="at home nowhere"),
        pytest.param(CODES, "零件\t", ["零件", "零件"], id="no code"),
        pytest.param(CODES[:1], "61:零件\t", ["61:零件", "61:零件"], id="too few codes to say"),
    ],
)
def test_codes_say_where_a_cell_belongs(rows: list[str], slipped: str, found: list[str]) -> None:
    # A cell that stays alone in its row is a title over all columns.
    assert built("分类\t行业", *rows, slipped).grid()[-1] == found


@pytest.mark.parametrize(
    ("others", "home"),
    [pytest.param(10, True, id="a sixth of the codes"), pytest.param(11, False, id="less than a sixth")],
)
def test_a_shape_is_at_home_where_it_is_common(others: int, home: bool) -> None:
    # Two codes of two figures among others of three.
    rows = [f"9:大\t{code}:小" for code in [11, 12, *range(101, 101 + others)]]
    assert (built("分类\t行业", *rows, "31:零\t").grid()[-1][0] != "31:零") is home


@pytest.mark.parametrize(
    ("third", "nested"),
    [pytest.param("3:丙\t31:己", False, id="nested in three rows"), pytest.param("丙\t31:己", True, id="in two")],
)
def test_a_group_takes_only_codes_of_its_own(third: str, nested: bool) -> None:
    found = built("大类\t中类\t户数", "1:甲\t11:丁\t5", "2:乙\t21:戊\t6", third + "\t7", "\t41:庚\t8")
    assert (found.grid()[-1][0] != "") is nested
    own = built("大类\t中类\t户数", "1:甲\t11:丁\t5", "2:乙\t21:戊\t6", "3:丙\t31:己\t7", "\t32:庚\t8")
    assert own.grid()[-1][0] == "3:丙"


def test_nested_codes_stand_in_any_two_columns_side_by_side() -> None:
    rows = ["甲县\t1:甲\t11:丁\t5", "甲县\t2:乙\t21:戊\t6", "甲县\t3:丙\t31:己\t7"]
    for item, group in (("32:庚", "3:丙"), ("41:庚", "")):
        found = built("县\t大类\t中类\t户数", *rows, f"\t\t{item}\t8")
        assert found.grid()[-1][1] == group


def test_a_letter_is_another_code_than_a_figure() -> None:
    rows = [f"{letter}:大\t{n}:小" for n, letter in enumerate("ABC", 1)]
    assert built("门类\t大类", *rows, "4:零\t").grid()[-1] == ["C:大", "4:零"]
    assert built("门类\t大类", *rows, "\tD:零").grid()[-1] == ["D:零", "D:零"]


def test_cells_that_have_slipped_keep_their_order() -> None:
    rows = [f"{n}:大\t{n}1:中\t{n}2:小" for n in (1, 2, 3)]
    assert built("大类\t中类\t小类", *rows, "34:中\t35:小\t").grid()[-1] == ["3:大", "34:中", "35:小"]
