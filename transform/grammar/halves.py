"""The two halves of a report: what it looks back on, and what it sets out to do, with the year by which.

The chapters of a report say which half they are (2031年工作回顾, 2032年工作总体部署, “十七五”时期的主要目标和任务). A
chapter that says nothing goes on with the half that is running, as those behind the general part of a plan of work do.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from transform.document.model import Document
from transform.language import periods

_BACK = re.compile(
    r"回顾|总结|(?<!取得)(?<![新大])(?:成绩|成效|成就|进展)|(?:完成|执行|工作|主要)情况|历程|过去[一二三四五\d]+年"
)
_AHEAD = re.compile(
    r"目标|任务|部署|安排|工作重点|重点工作|总体要求|打算|思路|举措|建议|展望|下一步|愿景|年(?:政府|主要)?的?工作$"
)
_YEAR = re.compile(r"((?:19|20)\d{2})年(?!底|末|前|以来)|(今年|全年|本年度?)")
_FIVE = r"((?:二?十)?[一二三四五六七八九]|二?十)五"
_PLAN = re.compile(rf"[“\"]{_FIVE}[”\"]|{_FIVE}(?:时期|期间|规划|发展)")
_PAST = re.compile(r"过去|去年|上年")
_KINDS = frozenset(["report", "other"])
"""What is told in two halves; the last chapter of a white paper is an outlook, and what follows it is anything."""


class Half(NamedTuple):
    """Where a paragraph stands: `ahead` or `back`; `by` is the year (ISO) that its chapter is to be done by, where one is told."""

    looks: Literal["ahead", "back"]
    by: str | None
    plan: bool = False
    """Whether the chapter is for the years of a five-year plan."""


def halves(document: Document) -> list[Half | None]:
    """Give the half of each paragraph in order, None where neither its headings nor the chapters before say one."""
    found: list[Half | None] = []
    running: Half | None = None
    looked_back = False
    chapter = ""
    for paragraph in document.paragraphs:
        if document.kind not in _KINDS:
            found.append(None)
            continue
        headings = paragraph.headings
        said = _of_headings(headings, document.year)
        if headings and headings[0] != chapter:
            chapter = headings[0]
            own = of_heading(chapter, document.year)
            if own is not None:
                running = own if own.looks == "ahead" and own.by and looked_back else None
                looked_back = looked_back or own.looks == "back"
        found.append(said or (running if headings else None))
    return found


def _of_headings(headings: tuple[str, ...], year: int | None) -> Half | None:
    """Give the half that the nearest heading with a time says, else the outermost that says one: 任务 alone names no half."""
    told = [(h, half) for h in headings if (half := of_heading(h, year)) is not None]
    timed = [half for h, half in told if any(pattern.search(h) for pattern in (_YEAR, _PLAN, _PAST))]
    if timed:
        return timed[-1]
    return told[0][1] if told else None


def of_heading(heading: str, year: int | None) -> Half | None:
    """Give the half that a heading says, None where it says none; `year` is the year that 今年 means."""
    back, ahead = _BACK.search(heading), _AHEAD.search(heading)
    if back is not None:
        # “十六五”时期发展成就和“十七五”时期主要目标: both halves in one chapter.
        return None if _AHEAD.search(heading, back.end()) else Half("back", None)
    if ahead is None:
        return None
    named = _YEAR.search(heading)
    if named is not None:
        return Half("ahead", named[1] or (str(year) if year else None))
    planned = _PLAN.search(heading)
    if planned is None:
        return Half("ahead", None)
    return Half("ahead", str(periods.five_year_plan(planned[1] or planned[2])[1]), plan=True)
