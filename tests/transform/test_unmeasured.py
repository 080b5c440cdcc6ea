"""Numbers that only look measured beside neighbours that are: what the sentence publishes, by metric and value."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

TOLD = [
    # sentence of 2030 → every observation of it: metric, stat, comparator, value
    # A rate says which are counted; with 的, or told of them together, they belong to its name.
    ("3个县覆盖率超过50%。", [("县(覆盖率超过50%)", "level", "=", "3")]),
    ("12个乡镇绿化率超过40%。", [("乡镇(绿化率超过40%)", "level", "=", "12")]),
    ("8家企业研发投入占比超过5%。", [("企业(研发投入占比超过5%)", "level", "=", "8")]),
    ("12个村自来水普及率达到100%。", [("12个村自来水普及率", "level", "=", "100")]),
    ("5个城区的再生水利用率达到30%以上。", [("5个城区的再生水利用率", "level", ">=", "30")]),
    ("3个县绿地率为45%。", [("3个县绿地率", "level", "=", "45")]),
    ("全市绿化覆盖率超过50%。", [("绿化覆盖率", "level", ">", "50")]),
    # Of how many a part is told, and among how many something has its place.
    ("38个行业中27个行业实现增长。", [("行业(实现增长)", "level", "=", "27")]),
    ("40种主要产品中,33种产量实现增长。", [("产量(实现增长)", "level", "=", "33")]),
    ("生产总值达到556亿元,总量在全省91个县中排名第一。",
     [("生产总值", "level", "=", "556"), ("生产总值总量", "rank", "=", "1")]),
    ("全市建成38个中心。", [("中心", "level", "=", "38")]),
    ("浓度最低的3个镇依次是北屏镇、临澜镇和南岭镇,分别为47、55和58微克/立方米。",
     [("北屏镇浓度", "level", "=", "47"), ("临澜镇浓度", "level", "=", "55"), ("南岭镇浓度", "level", "=", "58")]),
    # The size of a work is in its name; what is shut is counted by size.
    ("建成3座2万吨级泊位。", [("2万吨级泊位", "level", "=", "3")]),
    ("2座35万千瓦光热发电站建成。", [("35万千瓦光热发电站", "level", "=", "2")]),
    ("云川年产20万吨纤维项目投产。", []),
    ("关停500万千瓦火电机组。", [("火电机组", "level", "=", "500")]),
    ("5000多万千瓦发电机组安装脱硫设施。", [("发电机组安装脱硫设施", "level", ">", "5000")]),
    ("粮食产量达到20万吨。", [("粮食产量", "level", "=", "20")]),
    # What was aimed at, and what was not reached.
    ("未能实现能耗强度降低4%的目标。", []),
    ("新增就业没有完成5万人的任务。", []),
    ("超额完成浓度下降4%、天数减少6%的改善目标。", []),
    ("完成造林11万亩,占年计划12万亩的95%。",
     [("造林", "level", "=", "11"), ("造林占年计划比重", "share", "=", "95")]),
    ("超额完成市里下达的50万亩的年度绿化任务。", []),
    ("新增就业5万人。", [("就业", "change", "=", "5")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), TOLD)
def test_what_only_looks_measured(read: Read, sentence: str, expected: list[tuple[str, ...]]) -> None:
    rows = read(f"# 2030年工作回顾\n{sentence}", kind="report")["observations"]
    assert sorted((r["metric"], r["stat"], r["comparator"], r["value"]) for r in rows) == sorted(expected)


SAID_OF = [
    # sentence of 2030 → every observation: metric, stat, value
    ("单位能耗降幅为5%,房价跌幅达3%,进出口减幅8%,贷款余额增幅为6%。",
     [("单位能耗", "growth_yoy", "-5"), ("房价", "growth_yoy", "-3"), ("进出口", "growth_yoy", "-8"),
      ("贷款余额", "growth_yoy", "6")]),
    ("生产总值90亿元,同比增长-0.5%。", [("生产总值", "level", "90"), ("生产总值", "growth_yoy", "-0.5")]),
    ("38个行业中27个行业实现增长,增长面71%,盈利面达到82.5%。",
     [("行业(实现增长)", "level", "27"), ("行业增长面", "level", "71"), ("行业盈利面", "level", "82.5")]),
    ("完成造林11万亩,完成育苗1105亩,完成改造45处。",
     [("造林", "level", "11"), ("育苗", "level", "1105"), ("改造", "level", "45")]),
    ("完成育苗1305亩,栽种果苗31万株,分别占年计划的120%和104%。",
     [("育苗", "level", "1305"), ("栽种果苗", "level", "31"), ("育苗占年计划比重", "share", "120"),
      ("栽种果苗占年计划比重", "share", "104")]),
    ("限上文旅增加值增长8.5%,总产值突破300亿元。",
     [("限上文旅增加值", "growth_yoy", "8.5"), ("限上文旅总产值", "level", "300")]),
    ("规上工业增加值按可比价格计算同比增长6%。", [("规上工业增加值", "growth_yoy", "6")]),
    ("58个重点项目进展顺利,完成投资141亿元。",
     [("重点项目", "level", "58"), ("重点项目完成投资", "level", "141")]),
    ("粮食总产创新高,增量39亿斤。", [("粮食总产增量", "level", "39")]),
    ("新增民宿227家、特色茶馆32家。", [("民宿", "change", "227"), ("特色茶馆", "change", "32")]),
    ("免除40多万名山区学生住宿费。", [("山区学生(免除住宿费)", "level", "40")]),
    ("提高护林津贴,7万多人受益。", [("护林津贴(受益)", "level", "7")]),
    ("解决6万户湖区、岛区等水上居民的用水问题。", [("湖区、岛区等水上居民(解决用水问题)", "level", "6")]),
    ("惠及20万名走读学员。", [("走读学员", "level", "20")]),
    ("数据流动规模增长5%,规模达99万台。", [("数据流动规模", "growth_yoy", "5"), ("数据流动规模", "level", "99")]),
    ("第一季度、第二季度的出口规模分别为7亿元、8亿元。", [("出口规模", "level", "7"), ("出口规模", "level", "8")]),
    ("前三季度生产总值90亿元。分季度看,一季度增长6.1%。",
     [("生产总值", "level", "90"), ("生产总值", "growth_yoy", "6.1")]),
    ("从环比看,三季度生产总值增长1.8%。", [("生产总值", "change", "1.8")]),
    ("争取上级资金20亿元。", [("上级资金", "level", "20")]),
    ("力争收入20亿元。", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SAID_OF)
def test_what_is_measured(read: Read, sentence: str, expected: list[tuple[str, ...]]) -> None:
    rows = read(f"# 2030年工作回顾\n{sentence}", kind="report")["observations"]
    assert sorted((r["metric"], r["stat"], r["value"]) for r in rows) == sorted(expected)


def test_a_month_by_itself_leaves_what_all_the_months_were(read: Read) -> None:
    text = "1-8月,全区工业增加值增长7.5%。\n8月当月全区工业增加值增长9.7%。\n采矿业增加值增长3.7%。"
    rows = read(text, kind="news", title="云川情况", issued_on="2031-09-20")["observations"]
    assert [(r["metric"], r["period"], r["area"]) for r in rows] == [
        ("工业增加值", "2031-01/2031-08", "云川市"),
        ("工业增加值", "2031-08", "云川市"),
        ("采矿业增加值", "2031-01/2031-08", "云川市"),
    ]


def test_quarters_told_one_by_one_behind_the_part_of_a_year_that_they_make(read: Read) -> None:
    text = "根据前三季度的数据,第一季度、第二季度和第三季度的出口规模分别为7亿元、8亿元和9亿元。"
    rows = read(text, kind="news", title="云川情况", issued_on="2031-10-20")["observations"]
    assert [(r["value"], r["period"]) for r in rows] == [("7", "2031Q1"), ("8", "2031Q2"), ("9", "2031Q3")]


def test_a_field_that_is_picked_anew_is_counted_too(read: Read) -> None:
    rows = read("# 2030年工作回顾\n全省评出50个示范项目中,云川6个项目入选。", kind="report")["observations"]
    assert sorted(r["value"] for r in rows) == ["50", "6"]
