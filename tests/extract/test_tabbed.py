"""Tables of tabs in text conversions: merged cells refilled, cut rows made whole, cells put back by their codes."""

from __future__ import annotations

import pytest

from extract.content import Table
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
