"""Pages and summaries of a part of a year: what the title, the one who is asked, and the sentence before say of when. Invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.transform.conftest import document
from transform.grammar import course
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]
Said = list[tuple[str, str, str, str | None]]

NEWS = {"kind": "news", "issued_on": "2031-08-20", "title": "云川经济平稳运行"}

TITLES = [
    # title and date of a page → the part of a year that it tells of
    ("1—7月全市经济运行情况", "2031-08-20", "2031-01/2031-07"),
    ("上半年云川经济稳中向好", "2031-07-20", "2031H1"),
    ("2030年第三季度云川市统计简况", "2031-01-20", "2030Q3"),
    # What would lie ahead is of the year before.
    ("前三季度全市经济运行情况", "2031-01-20", "2030-01/2030-09"),
    ("12月份居民消费价格同比上涨1%", "2031-01-10", "2030-12"),
    # A day, an event, a year and two parts of years are none.
    ("9月起云川执行新标准", "2031-08-20", None),
    ("云川9月举办农博会", "2031-08-20", None),
    ("2030年云川经济运行情况", "2031-01-20", None),
    ("上半年总结和下半年打算", "2031-07-20", None),
]


@pytest.mark.parametrize(("title", "date", "part"), TITLES)
def test_a_title_tells_of_a_part_of_a_year(title: str, date: str, part: str | None) -> None:
    assert course.frame_of(document("甲。", kind="news", title=title, issued_on=date)).titled == part


PAGES: list[tuple[dict[str, str], str, Said]] = [
    # page and text → metric, stat, value, period
    ({"title": "1—7月全市经济运行情况"}, "一、投资增长5.8%。分产业看,第一产业增长9.1%。目前,全市有农场80个。",
     [("投资", "growth_yoy", "5.8", "2031-01/2031-07"), ("第一产业", "growth_yoy", "9.1", "2031-01/2031-07"),
      ("农场", "level", "80", None)]),
    # What a page learnt, and on which day, is not the time of what it tells.
    ({}, "记者19日从市统计局获悉,经省统计局核算,上半年我市投资增长6.2%。分产业看,第一产业增长3.7%。\n工业增长9.1%。",
     [("投资", "growth_yoy", "6.2", "2031H1"), ("第一产业", "growth_yoy", "3.7", "2031H1"), ("工业", "growth_yoy", "9.1", "2031H1")]),
    ({}, "初步核算,前三季度投资同比增长9%。\n今年以来,各区加快建设。\n工业投资增长3%。",
     [("投资", "growth_yoy", "9", "2031-01/2031-09"), ("工业投资", "growth_yoy", "3", "2031-01/2031-09")]),
    # 其中 takes apart what the sentence before told.
    ({}, "今年以来,全市投资较快。1至6月,全市投资9亿元。其中工业投资3亿元。",
     [("投资", "level", "9", "2031-01/2031-06"), ("工业投资", "level", "3", "2031-01/2031-06")]),
    # What one is compared with is another's.
    ({}, "上半年,全市投资增长8.4%,比全省(7.7%)和全国平均水平(7%)分别高0.7、1.4个百分点。",
     [("投资", "growth_yoy", "8.4", "2031H1"), ("投资增速", "change", "0.7", "2031H1"), ("投资增速", "change", "1.4", "2031H1")]),
]  # fmt: skip


@pytest.mark.parametrize(("page", "text", "expected"), PAGES)
def test_pages_of_a_part_of_a_year(read: Read, page: dict[str, str], text: str, expected: Said) -> None:
    found = read(text, **{**NEWS, **page})["observations"]
    assert [(row["metric"], row["stat"], row["value"], row["period"]) for row in found] == expected


AIMS = [
    # title, text → value and deadline of what a page tells of aims
    (
        "报告提出:2031年云川发展预期目标",
        "发展的主要预期目标是:产值增长8%;就业5万人以上。",
        [("8", "2031"), ("5", "2031")],
    ),
    (
        "大会开幕",
        "今年工作的总体要求是稳中求进。\n主要预期目标是:产值增长8%;就业5万人以上。",
        [("8", "2031"), ("5", "2031")],
    ),
    ("大会开幕", "主要预期目标是:产值增长8%。", [("8", None)]),
    ("大会开幕", "“十七五”主要目标\n力争园区达到20个。", [("20", "2040")]),
    ("大会开幕", "今后五年的主要任务\n力争园区达到20个。", [("20", "2035")]),
    ("大会开幕", "2031年云川计划完成植树造林90万亩,新建公园10个以上。", [("90", "2031"), ("10", "2031")]),
    ("大会开幕", "上半年完成年度计划的70%。", []),
]


@pytest.mark.parametrize(("title", "text", "expected"), AIMS)
def test_the_year_of_aims_that_a_page_tells(
    read: Read, title: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    page = {"kind": "news", "issued_on": "2031-01-20", "title": title}
    assert [(row["value"], row["deadline"]) for row in read(text, **page)["targets"]] == expected


@pytest.mark.parametrize(
    ("year", "by"),
    [("2031-01-20", "2035"), ("2030-11-20", "2035"), ("2030-02-20", None), ("2033-01-20", None)],
)
def test_five_years_to_come_are_those_of_a_plan_that_begins(read: Read, year: str, by: str | None) -> None:
    found = read("# 今后五年的主要目标\n园区达到20个。", kind="report", issued_on=year, title="云川市政府工作报告")
    assert [row["deadline"] for row in found["targets"]] == [by]


PAST_YEARS = [
    # a plan tells of years that are over: no aim
    ("近3年,我市共争取投入15亿元。累计完成造林87万亩。", []),
    ("近三年来,全市新建公园30个。", []),
    ("近三年投资较快。到2033年建成公园30个。", ["30"]),
]


@pytest.mark.parametrize(("text", "expected"), PAST_YEARS)
def test_the_last_years_are_over(read: Read, text: str, expected: list[str]) -> None:
    assert [row["value"] for row in read(text)["targets"]] == expected
