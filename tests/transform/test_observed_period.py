"""Printed text → which period its numbers are told of, and what they state. Places and bodies are fictional."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

REPORT = {"kind": "report", "issued_on": "2031-01-20", "title": "2031年云川市政府工作报告"}
Said = list[tuple[str, str, str, str | None]]

UNDER_A_SPAN: list[tuple[str, Said]] = [
    # sentence under 过去五年工作回顾 → metric, stat, value, period
    ("全市生产总值达到5200亿元,年均增长6.1%。",
     [("生产总值", "level", "5200", "2030"), ("生产总值", "average_growth", "6.1", "2026/2030")]),
    ("转移农村劳动力120万人。", [("转移农村劳动力", "level", "120", "2026/2030")]),
    ("新增公路1900公里,其中高速公路280公里。",
     [("公路", "change", "1900", "2026/2030"), ("高速公路", "level", "280", "2026/2030")]),
    ("市级财政投入累计近300亿元。", [("市级财政投入", "level", "300", "2026/2030")]),
    ("单位产值能耗下降15.2%。", [("单位产值能耗", "change", "-15.2", "2026/2030")]),
    ("2030年产值比上年下降3.2%。", [("产值", "growth_yoy", "-3.2", "2030")]),
    ("农村居民人均收入由1.2万元增加到1.9万元。",
     [("农村居民人均收入", "level", "1.2", "2025"), ("农村居民人均收入", "level", "1.9", "2030")]),
    ("城镇化率从2026年的61.5%提高到2030年的66.4%。",
     [("城镇化率", "level", "61.5", "2026"), ("城镇化率", "level", "66.4", "2030")]),
    ("高速公路里程突破900公里。", [("高速公路里程", "level", "900", "2030")]),
    ("外汇储备超过70亿美元。", [("外汇储备", "level", "70", "2030")]),
    ("改善农村住房超5万户。", [("改善农村住房", "level", "5", "2026/2030")]),
    ("港口吞吐量居全省第二位。", [("港口吞吐量", "rank", "2", "2030")]),
    ("全市普通小学和中学分别增至370所、140所。",
     [("普通小学", "level", "370", "2030"), ("中学", "level", "140", "2030")]),
    ("低保标准提高了24%。", [("低保标准", "change", "24", "2026/2030")]),
    ("“十五五”前三年,整治河道累计60公里。", [("河道", "level", "60", "2026/2028")]),
    ("“十五五”前三年,财政收入分别增长5%、6%和7%。",
     [("财政收入", "growth_yoy", "5", "2026"), ("财政收入", "growth_yoy", "6", "2027"),
      ("财政收入", "growth_yoy", "7", "2028")]),
    ("财政收入近两年分别为12亿元和13亿元。",
     [("财政收入", "level", "12", "2029"), ("财政收入", "level", "13", "2030")]),
    ("财政收入前两年分别增长5%和6%。", [("财政收入", "growth_yoy", "5", "2026"), ("财政收入", "growth_yoy", "6", "2027")]),
    ("财政收入、税收近三年分别增长20%和8%。", [("财政收入", "change", "20", "2026/2030"), ("税收", "change", "8", "2026/2030")]),
    ("近两年累计,单位产值能耗下降6.2%。", [("单位产值能耗", "change", "-6.2", "2029/2030")]),
    ("教育支出五年累计779亿元,2030年占生产总值比例达到4%。",
     [("教育支出", "level", "779", "2026/2030"), ("教育支出占生产总值比重", "share", "4", "2030")]),
    ("三年累计建成公园36个。", [("公园", "level", "36", "2028/2030")]),
    ("经济稳步发展。2030年产值达到9亿元,年均增长5%。",
     [("产值", "level", "9", "2030"), ("产值", "average_growth", "5", "2026/2030")]),
    ("产值从2024年的9亿元增长到30亿元。", [("产值", "level", "9", "2024"), ("产值", "level", "30", "2030")]),
]  # fmt: skip


def _said(rows: list[Row]) -> Said:
    return [(row["metric"], row["stat"], row["value"], row["period"]) for row in rows]


@pytest.mark.parametrize(("text", "expected"), UNDER_A_SPAN)
def test_under_a_span_what_was_done_is_of_all_of_it_and_what_was_reached_of_its_last_year(
    read: Read, text: str, expected: Said
) -> None:
    assert _said(read(f"# 一、过去五年工作回顾\n{text}", **REPORT)["observations"]) == expected


OPENED: list[tuple[str, Said]] = [
    # paragraphs under a heading that names a year and a span → who governs what
    ("过去一年,全市生产总值增长5.6%。\n五年来,新建学校86所。",
     [("生产总值", "growth_yoy", "5.6", "2030"), ("学校", "level", "86", "2026/2030")]),
    ("“十五五”时期,全市发展很不平凡。\n整治河道320公里。", [("河道", "level", "320", "2026/2030")]),
    ("2030年产值达到9亿元。近三年,累计建成公园36个。",
     [("产值", "level", "9", "2030"), ("公园", "level", "36", "2028/2030")]),
    ("2030年任务全面完成。回望这五年,治理沙地42万亩。\n造林31万亩。",
     [("沙地", "level", "42", "2026/2030"), ("造林", "level", "31", "2026/2030")]),
    ("这五年,帮扶困难家庭2.1万户。\n刚刚过去的一年,城镇新增就业6.3万人。\n粮食产量210万吨。",
     [("困难家庭", "level", "2.1", "2026/2030"), ("城镇新增就业", "change", "6.3", "2030"), ("粮食产量", "level", "210", "2030")]),
    ("五年来,修复湿地9万亩。2028年5月,举办展会3场。\n新增床位2600张。",
     [("湿地", "level", "9", "2026/2030"), ("展会", "level", "3", "2028-05"), ("床位", "change", "2600", "2026/2030")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OPENED)
def test_the_opening_that_came_last_governs(read: Read, text: str, expected: Said) -> None:
    assert _said(read(f"# 一、2030年和“十五五”时期工作回顾\n{text}", **REPORT)["observations"]) == expected


HEADED: list[tuple[str, str, str | None]] = [
    # heading → period of what stands under it
    ("一、2030年工作回顾", "接待游客800万人次。", "2030"),
    ("一、2030年政府工作总结", "接待游客800万人次。", "2030"),
    ("一、过去的五年主要成就", "接待游客累计3800万人次。", "2026/2030"),
    ("一、“十五五”规划完成情况", "接待游客累计3800万人次。", "2026/2030"),
    ("(一)巩固和加强农业基础", "目前,全市有农场800个。", None),
]


@pytest.mark.parametrize(("heading", "text", "period"), HEADED)
def test_a_heading_says_what_is_looked_back_on(read: Read, heading: str, text: str, period: str | None) -> None:
    assert [row["period"] for row in read(f"# {heading}\n{text}", **REPORT)["observations"]] == [period]


AHEAD = [
    # what a part of tasks says of the year to come is not measured; what it dates back is
    ("赤字规模比上年预算减少15亿元。", []),
    ("今年小麦收购价每50公斤提高5元。", []),
    ("去年全市财政超收72亿元。", [("财政超收", "level", "72", "2030")]),
]


@pytest.mark.parametrize(("text", "expected"), AHEAD)
def test_a_part_that_sets_tasks_measures_only_what_it_dates_back(read: Read, text: str, expected: Said) -> None:
    assert _said(read(f"# 三、2031年重点工作\n{text}", **REPORT)["observations"]) == expected


BULLETIN = {"kind": "bulletin", "issued_on": "2031-03-18", "title": "云川市2030年国民经济和社会发展统计公报"}
COMPARED: list[tuple[str, Said]] = [
    ("全年接待游客720万人次,恢复到2025年同期的104.2%。",
     [("游客", "level", "720", "2030"), ("游客", "level", "104.2", "2030")]),
    ("城镇新增就业13万人,高于上年。居民消费价格上涨2%。",
     [("城镇新增就业", "change", "13", "2030"), ("居民消费价格", "growth_yoy", "2", "2030")]),
    ("在上年高增长的基础上,粮食增产29万吨。", [("粮食", "change", "29", "2030")]),
    ("货运量为2029年的1.08倍。", [("货运量", "level", "1.08", "2030")]),
    ("全年接待游客恢复到2025年同期的104.2%。全年旅客发送量恢复至2025年的96.3%。",
     [("接待游客", "level", "104.2", "2030"), ("旅客发送量", "level", "96.3", "2030")]),
    ("2月至9月,技改投资同比增长4.3%。", [("技改投资", "growth_yoy", "4.3", "2030-02/2030-09")]),
    ("旅客发送量比2025年同期增长3.5%。", [("旅客发送量", "change", "3.5", "2030")]),
    ("12月居民消费价格环比下降0.2%。", [("居民消费价格", "change", "-0.2", "2030-12")]),
    ("四季度,新签合同64份,比上一季度增加9份。",
     [("新签合同", "level", "64", "2030Q4"), ("新签合同", "change", "9", "2030Q4")]),
    ("全年薯类产量56.3万吨,减产2.4%,其中红薯减产3.6%,山药增产1.7%。",
     [("薯类产量", "level", "56.3", "2030"), ("薯类产量", "growth_yoy", "-2.4", "2030"),
      ("红薯", "growth_yoy", "-3.6", "2030"), ("山药", "growth_yoy", "1.7", "2030")]),
    ("建材库存压减7.4%。", [("建材库存", "growth_yoy", "-7.4", "2030")]),
    ("事故起数和死亡人数分别比2025年下降4.1%和2.6%。",
     [("事故起数", "change", "-4.1", "2030"), ("死亡人数", "change", "-2.6", "2030")]),
    ("养老金水平提高10%。", [("养老金水平", "growth_yoy", "10", "2030")]),
    ("技术合同成交额增长1.1倍。", [("技术合同成交额", "growth_yoy", "1.1", "2030")]),
    ("新增上市公司29家、孵化器6家。", [("上市公司", "change", "29", "2030"), ("孵化器", "change", "6", "2030")]),
    ("PM2.5年均浓度改善6.5%。", [("PM2.5年均浓度", "change", "-6.5", "2030")]),
    ("居民消费价格涨幅控制在2.6%。", [("居民消费价格", "growth_yoy", "2.6", "2030")]),
    ("覆盖80%以上村卫生室。", [("村卫生室", "share", "80", "2030")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), COMPARED)
def test_what_is_compared_with_dates_nothing(read: Read, text: str, expected: Said) -> None:
    assert _said(read(text, **BULLETIN)["observations"]) == expected


EACH: list[tuple[str, Said]] = [
    ("规模居前三位的区为甲城、乙城和丙城,金额分别为9亿元、8亿元和7亿元。",
     [("甲城规模", "level", "9", "2030"), ("乙城规模", "level", "8", "2030"), ("丙城规模", "level", "7", "2030")]),
    ("铁路、公路通车里程均超过800公里。",
     [("铁路通车里程", "level", "800", "2030"), ("公路通车里程", "level", "800", "2030")]),
    ("论文发表量和专利授权量均居全省第二位。", [("论文发表量", "rank", "2", "2030"), ("专利授权量", "rank", "2", "2030")]),
    ("入选智能工厂2家、数字车间41个,均居全省第一。",
     [("智能工厂", "level", "2", "2030"), ("数字车间", "level", "41", "2030"),
      ("智能工厂", "rank", "1", "2030"), ("数字车间", "rank", "1", "2030")]),
    ("人均预期寿命从2025年的78.2岁提升至2030年的79.6岁。",
     [("人均预期寿命", "level", "78.2", "2025"), ("人均预期寿命", "level", "79.6", "2030")]),
    ("建成过江通道4座、在建8座。", [("过江通道", "level", "4", "2030"), ("过江通道在建", "level", "8", "2030")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EACH)
def test_each_of_several_is_measured(read: Read, text: str, expected: Said) -> None:
    assert _said(read(text, **BULLETIN)["observations"]) == expected


AREAS = [
    # sentence → the place that it speaks of
    ("全国粮食产量达到6.5亿吨。", "全国"),
    ("全球数字贸易额增长8%。", "全球"),
    ("创新能力升至全国第二。", "云川市"),
    ("创建全国文明城市3个。", "云川市"),
    ("实施棚户区改造1.2万户。", "云川市"),
    ("建设国家区域医疗中心5个。", "云川市"),
    ("北岭区完成投资36亿元。", "北岭区"),
    ("绿电外送到22个省区市。", "云川市"),
    ("改造老旧社区36个。", "云川市"),
]


@pytest.mark.parametrize(("text", "area"), AREAS)
def test_the_place_that_a_number_speaks_of(read: Read, text: str, area: str) -> None:
    assert [row["area"] for row in read(text, **BULLETIN)["observations"]] == [area]


def test_a_year_before_school_is_no_year(read: Read) -> None:
    [row] = read("# 2030年工作回顾\n实施学前一年免费教育。新增学位3.5万个。", **REPORT)["observations"]
    assert row["period"] == "2030"


MATTERS = "各位代表!刚刚过去的2030年,是云川发展史上不平凡的一年。\n# 经济运行稳中有进\n装备制造业增加值增长9.4%。\n"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        # Headings of matters end no review where the part that looks ahead is still to come.
        (MATTERS + "# 2031年重点工作\n推进园区建设。", "2030"),
        (MATTERS, None),
    ],
)
def test_a_review_goes_on_over_headings_of_matters(read: Read, text: str, period: str | None) -> None:
    [row] = read(text, **REPORT)["observations"]
    assert (row["value"], row["period"]) == ("9.4", period)


UNDATED: list[tuple[str, str, Said]] = [
    # title and text of a page without a date → what it tells, and of which year
    ("云川区社会发展情况", "全年生产总值295亿元,比上年增长7.7%。\n2030年全区新增岗位6000个。",
     [("生产总值", "level", "295", "2030"), ("生产总值", "growth_yoy", "7.7", "2030"), ("岗位", "change", "6000", "2030")]),
    ("云川区社会发展情况", "全年生产总值295亿元。\n2030年新增岗位6000个。2029年新增岗位5000个。",
     [("生产总值", "level", "295", None), ("岗位", "change", "6000", "2030"), ("岗位", "change", "5000", "2029")]),
    ("云川市政府工作报告", "# 2030年工作回顾\n五年来,新建学校86所。", [("学校", "level", "86", "2026/2030")]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), UNDATED)
def test_a_page_without_a_date_is_of_the_one_year_that_it_tells(
    read: Read, title: str, text: str, expected: Said
) -> None:
    assert _said(read(text, kind="report", issued_on=None, title=title)["observations"]) == expected


def test_this_year_of_a_half_year_summary_without_a_date(read: Read) -> None:
    title = "云川市农业局2031年上半年工作总结和下半年工作打算"
    found = read("今年确保新建粮仓19座。", kind="report", issued_on=None, title=title)
    assert [row["deadline"] for row in found["targets"]] == ["2031"]


SINCE: list[tuple[str, Said]] = [
    ("2026年以来,累计建成公园36个,绿化覆盖率达到41%。",
     [("公园", "level", "36", "2026/2030"), ("绿化覆盖率", "level", "41", "2030")]),
    ("2026年来,港口吞吐量居全省第二位。", [("港口吞吐量", "rank", "2", "2030")]),
    ("负责人表示,五年来,建成公园36个。", [("公园", "level", "36", "2026/2030")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SINCE)
def test_what_has_been_since_a_year_lasts_until_the_last_that_is_over(read: Read, text: str, expected: Said) -> None:
    assert _said(read(text, **REPORT)["observations"]) == expected


def test_the_years_of_a_plan_inside_a_noun_open_nothing(read: Read) -> None:
    text = "# 2030年工作回顾\n全省“十五五”期间投资最大的水库竣工。5个园区获评绿色园区。"
    assert [row["period"] for row in read(text, **REPORT)["observations"]] == ["2030"]


def test_an_aim_that_is_named_is_not_measured(read: Read) -> None:
    assert read("# 2030年工作回顾\n聚焦生产总值增长6%目标任务,加强调度。", **REPORT)["observations"] == []


def test_what_is_left_over_from_a_year_is_counted_in_this_one(read: Read) -> None:
    text = "# 2030年工作情况\n2030年,收到申请120件,含上年度结转申请34件,另有10件顺延答复。"
    assert {row["period"] for row in read(text, **REPORT)["observations"]} == {"2030"}


ASIDE: list[tuple[str, Said]] = [
    ("着力加强卫生工作,近三年,市级财政投入10亿元,床位达到6万张。", [("市级财政投入", "level", "10", "2028/2030"), ("床位", "level", "6", "2030")]),
    ("继续改善校舍。两年来新建学校24所。\n低保补助资金达到7亿元。",
     [("学校", "level", "24", "2029/2030"), ("低保补助资金", "level", "7", "2030")]),
    ("继续改善校舍。五年来,新建学校24所。\n新建公园36个。", [("学校", "level", "24", "2026/2030"), ("公园", "level", "36", "2026/2030")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ASIDE)
def test_a_few_years_told_by_the_way_speak_for_their_paragraph(read: Read, text: str, expected: Said) -> None:
    assert _said(read(f"# 去年工作回顾\n{text}", **REPORT)["observations"]) == expected


def test_years_that_a_change_turns_from_are_those_before(read: Read) -> None:
    rows = read("# 2030年工作回顾\n单位能耗由前三年分别上升4%、5%、1%,转为下降2%。", **REPORT)["observations"]
    assert [(r["value"], r["period"]) for r in rows] == [("4", "2027"), ("5", "2028"), ("1", "2029"), ("-2", "2030")]
