"""Paragraph under its heading and title → by when its targets shall be reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]
PLAN = {"kind": "plan", "issued_on": "2031-02-01"}
REPORT = {"kind": "report", "issued_on": "2031-01-20", "title": "2031年云川市政府工作报告"}


@pytest.mark.parametrize(
    ("title", "heading", "deadline"),
    [
        ("云川市行动方案(2031—2033年)", "主要目标", "2033"),
        ("云川市行动方案(2031-2033年)", "工作目标", "2033"),
        ("云川市行动方案(2031~2033年)", "主要指标", "2033"),
        ("云川市行动方案2031至2033年", "主要目标", "2033"),
        ("云川市行动方案2031到2033年", "主要目标", "2033"),
        ("云川市行动方案(2031—2033年)", "重点任务", None),
        ("云川市行动方案(2031—2033年)", "目标任务", None),
        ("云川市行动方案", "主要目标", None),
    ],
)
def test_the_horizon_of_a_title_holds_under_its_aims(
    read: Read, title: str, heading: str, deadline: str | None
) -> None:
    found = read(f"# {heading}\n建成驿站12个。", title=title, **PLAN)["targets"]
    assert [row["deadline"] for row in found] == [deadline]


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("到2032年,建成驿站12个。", ["2032"]),
        ("到2032年底,建成驿站12个。", ["2032"]),
        ("2032年6月底前,建成驿站12个。", ["2032-06"]),
        ("2032年6月30日前,建成驿站12个。", ["2032-06-30"]),
        ("2031—2032年,建成驿站12个。", ["2032"]),
        ("到2032年,建成驿站12个。公园达到6个。", ["2032", "2032"]),
        # What is told each year is not due by what an earlier sentence is.
        ("到2032年,建成驿站12个。每年新建公园3个。", ["2032", "2033"]),
        ("到2032年,建成驿站12个。产值逐年提高2%。", ["2032", "2033"]),
        # A time without an end has no year, whatever the chapter is for.
        ("今后一个时期,建成驿站12个。", [None]),
        ("今后一个较长时期,建成驿站12个。", [None]),
        ("未来一段时间,建成驿站12个。", [None]),
        ("未来一个阶段,建成驿站12个。", [None]),
    ],
)
def test_the_time_of_the_sentence_goes_before_the_horizon(read: Read, text: str, deadlines: list[str | None]) -> None:
    found = read(f"# 主要目标\n{text}", title="云川市行动方案(2031—2033年)", **PLAN)["targets"]
    assert [row["deadline"] for row in found] == deadlines


@pytest.mark.parametrize(
    ("heading", "text", "deadlines"),
    [
        ("工作安排", "今年主要预期目标是:生产总值增长5%;城镇新增就业12万人;居民收入增长6%。", ["2031", "2031", "2031"]),
        ("工作安排", "全年主要预期目标为:生产总值增长5%;城镇新增就业12万人。", ["2031", "2031"]),
        ("工作安排", "2032年主要目标:生产总值增长5%;城镇新增就业12万人。", ["2032", "2032"]),
        ("工作安排", "全年主要预期目标:生产总值增长5%;到2033年,新建驿站12座。", ["2031", "2033"]),
        ("“十七五”时期主要目标任务", "今后五年,生产总值年均增长5%。", ["2040"]),
        ("“十七五”时期主要目标任务", "未来五年新建驿站12座。", ["2040"]),
        ("2031年工作安排", "未来五年,新建驿站12座。", ["2035"]),
    ],
)
def test_the_year_of_a_list_and_the_years_of_a_plan(
    read: Read, heading: str, text: str, deadlines: list[str | None]
) -> None:
    assert [row["deadline"] for row in read(f"# {heading}\n{text}", **REPORT)["targets"]] == deadlines
