"""The cells of a table of statistics → observations: metric, unit, period from head, row, column of units and title."""

from __future__ import annotations

import pytest

from tests.transform.conftest import lexicon
from tests.transform.tables import with_table
from transform.grammar import cells, cellwords, table_subject
from transform.identity import Ids

Fact = tuple[str | None, ...]

REPORT = {"kind": "report", "issued_on": "2031-04-18"}


def observations(rows: list[str], **what: object) -> list[Fact]:
    """Give (metric, stat, value, unit, period) of a table whose rows are lines with bars."""
    made, tables = with_table(rows, **what)  # type: ignore[arg-type]
    return [(r.metric, r.stat, r.value, r.unit, r.period) for r in cells.find(made, tables, lexicon(), Ids("d"))]


@pytest.mark.parametrize(("rows", "title", "expected"), [
    (["指标名称|单位|指标值|增速(%)", "地区生产总值|亿元|553.8|9.2", "城镇居民收入|元|20809|10"], "2030年云川市经济运行情况",
     [("地区生产总值", "level", "553.8", "亿元", "2030"), ("地区生产总值 增速", "growth_yoy", "9.2", "%", "2030"),
      ("城镇居民收入", "level", "20809", "元", "2030"), ("城镇居民收入 增速", "growth_yoy", "10", "%", "2030")]),
    (["行业|绝对额(亿元)|同比增长(%)", "工业|88|6.1", "建筑业|13|-3.8"], "2031年一季度云川市生产总值核算结果",
     [("工业", "level", "88", "亿元", "2031Q1"), ("工业 同比增长", "growth_yoy", "6.1", "%", "2031Q1"),
      ("建筑业", "level", "13", "亿元", "2031Q1"), ("建筑业 同比增长", "growth_yoy", "-3.8", "%", "2031Q1")]),
    (["县|2029年|2030年", "甲县|3.5|4.2"], "云川市企业名录", [("甲县", "level", "3.5", None, "2029"), ("甲县", "level", "4.2", None, "2030")]),
    # The unit stands in the head of the names, and what groups them names no row.
    (["领域|指标(个)|2029年|2030年", "养老|养老院|12|15", "托育|托育点|6|8"], "云川市民生情况",
     [("养老院", "level", "12", "个", "2029"), ("养老院", "level", "15", "个", "2030"),
      ("托育点", "level", "6", "个", "2029"), ("托育点", "level", "8", "个", "2030")]),
    # Growth is in per cent though no head says so; a number before a name is none of it.
    (["指标|2030年|比上年增长", "1.用电量(亿千瓦时)|33|5.2"], "2030年云川市电力统计",
     [("用电量", "level", "33", "亿千瓦时", "2030"), ("用电量 比上年增长", "growth_yoy", "5.2", "%", "2030")]),
    # What grew is what the column before measures, where that says it.
    (["区县|货运量(万吨)|比上年增长(%)|客运量(万人次)|增速(%)", "东岭区|30|4.1|12|-2.2"], "2030年云川市交通统计",
     [("货运量", "level", "30", "万吨", "2030"), ("货运量 比上年增长", "growth_yoy", "4.1", "%", "2030"),
      ("客运量", "level", "12", "万人次", "2030"), ("客运量 增速", "growth_yoy", "-2.2", "%", "2030")]),
    (["指标|2025—2030年年均增长(%)", "工业产值|7.1"], "云川市2030年工业统计",
     [("工业产值 年均增长", "average_growth", "7.1", "%", "2025/2030")]),
    # Blocks side by side: each number is named by the nearest.
    (["区县|户数(户)|区县|户数(户)", "东岭区|30|西湾县|20"], "2030年云川市统计",
     [("户数", "level", "30", "户", "2030"), ("户数", "level", "20", "户", "2030")]),
])  # fmt: skip
def test_cells(rows: list[str], title: str, expected: list[Fact]) -> None:
    assert observations(rows, title=title, **REPORT) == expected


def test_a_part_of_the_row_above_is_named_by_it() -> None:
    rows = [
        "指标|2030年|比上年增长(%)",
        "商品房销售面积(万平方米)|88|6.1",
        "其中:住宅|70|5",
        "#办公楼|9|-2",
        "其中:工业增加值|12|3",
    ]
    assert [fact[0] for fact in observations(rows, title="2030年云川市统计", **REPORT)] == [
        "商品房销售面积",
        "商品房销售面积 比上年增长",
        "商品房销售面积中住宅",
        "商品房销售面积中住宅 比上年增长",
        "商品房销售面积中办公楼",
        "商品房销售面积中办公楼 比上年增长",
        "工业增加值",
        "工业增加值 比上年增长",
    ]
    # A head that says what it measures says it of the part too.
    rows = ["行业|增加值(亿元)", "第二产业|88", "其中:工业|70"]
    assert [fact[0] for fact in observations(rows, title="2030年云川市统计", **REPORT)][1] == "工业 增加值"


def test_a_row_that_is_set_in_is_named_by_what_it_stands_under() -> None:
    rows = [
        "指标|2030年",
        "合计|100",
        "商品房销售面积|88",
        "1.住宅|70",
        "高层|50",
        "工业增加值|9",
        "旅客人数|5",
        "按方式分|",
        "公路|4",
    ]
    levels = {2: 1, 3: 2, 4: 3, 5: 2, 6: 1, 8: 1}
    told = [fact[0] for fact in observations(rows, title="2030年云川市统计", unit="亿元", levels=levels, **REPORT)]
    assert told[1:] == [
        "商品房销售面积",
        "商品房销售面积中住宅",
        "商品房销售面积中住宅中高层",
        "工业增加值",
        "旅客人数",
        "公路",
    ]
    # The same rows without indentation are rows of their own.
    assert [fact[0] for fact in observations(rows, title="2030年云川市统计", unit="亿元", **REPORT)][2:4] == [
        "住宅",
        "高层",
    ]


@pytest.mark.parametrize(("confidence", "found"), [(0.9, 1), (0.89, 0)])
def test_a_table_that_is_too_unsure_states_nothing(confidence: float, found: int) -> None:
    made, tables = with_table(["指标|2030年", "户数(户)|5"], title="2030年云川市统计", **REPORT)
    made.tables[0].table["confidence"] = confidence
    assert len(cells.find(made, tables, lexicon(), Ids("d"))) == found


def test_a_head_that_only_names_a_measure_gets_what_the_title_is_about() -> None:
    rows = ["名次|国家|2030|2030|2029|2029", "名次|国家|出口额|增速|出口额|增速", "1|甲国|92.6|2.9|90|-4.7"]
    told = {"caption": "2029—2030年全球远程教育服务出口前10大经济体", "unit": "亿美元,%", **REPORT}
    assert observations(rows, title="云川市服务贸易报告", header_rows=2, **told) == [
        ("远程教育服务出口额", "level", "92.6", "亿美元", "2030"),
        ("远程教育服务出口额 增速", "growth_yoy", "2.9", "%", "2030"),
        ("远程教育服务出口额", "level", "90", "亿美元", "2029"),
        ("远程教育服务出口额 增速", "growth_yoy", "-4.7", "%", "2029"),
    ]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("2030年云川市各区县快递业务规模及增速", "快递业务"),
        ("2025—2030年我国远程教育进出口规模与增速", "远程教育"),
        ("云川市主要行业用电量情况", "用电量"),
        ("2030年云川市统计", ""),
        ("各省市可再生能源装机排名", "可再生能源装机"),
    ],
)
def test_what_a_title_is_about(title: str, told: str) -> None:
    assert table_subject.of_title(title) == told


def test_a_title_of_a_field_or_a_head_of_its_own_names_nothing() -> None:
    assert table_subject.told("增速", "云川市主要经济指标") == "增速"
    assert table_subject.told("货运量", "2030年云川市快递业务规模") == "货运量"


def test_the_title_in_the_first_row_is_no_head() -> None:
    rows = ["附表1 云川市工业产值|附表1 云川市工业产值", "行业|2030年(亿元)", "纺织业|12"]
    assert observations(rows, title="云川市统计", header_rows=2, **REPORT) == [
        ("纺织业", "level", "12", "亿元", "2030")
    ]


def test_statistics_of_a_plan_are_read_where_they_are_dated() -> None:
    rows = ["区县|工业总产值(亿元)", "东岭区|820"]
    plan = {"title": "云川市工业方案", "kind": "plan", "issued_on": "2031-02-01"}
    assert observations(rows, caption="2030年各区工业产值", **plan) == [("工业总产值", "level", "820", "亿元", "2030")]
    assert observations(rows, caption="各区工业产值", **plan) == []


@pytest.mark.parametrize(
    ("note", "units"),
    [
        pytest.param("亿美元，%", ["亿美元", "%"], id="a unit for amounts and one for rates"),
        pytest.param("%、亿美元", ["亿美元", "%"], id="the other way round"),
        pytest.param("单位：亿美元", ["亿美元", "亿美元"], id="one for all"),
    ],
)
def test_each_column_has_its_unit_of_those_over_the_table(note: str, units: list[str]) -> None:
    _, tables = with_table(
        ["国别|出口额|增速", "甲国|12|3.5", "乙国|7|-1"], caption="2031年出口情况", unit=note, kind="report"
    )
    ((sheet, _),) = tables
    found = [cellwords.unit(cellwords.units_named(sheet, sheet.rows[0], c), lexicon()) for c in (1, 2)]
    assert found == units


@pytest.mark.parametrize(
    ("head", "body", "measures"),
    [
        ("产值", ["9", "8", "甲"], True),
        ("产值", ["9", "甲"], False),
        ("产值", ["9", "8", "", "甲"], True),
        ("产值", ["", ""], False),
        ("", ["9"], False),
        ("2030", ["9", "甲", "乙"], True),
        ("1998", ["9"], True),
        ("2030", ["甲"], False),
        ("1798", ["9"], True),
    ],
)
def test_which_columns_measure(head: str, body: list[str], measures: bool) -> None:
    assert cells._is_measure(head, body) is measures
