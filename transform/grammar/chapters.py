"""What the heading of a part says of time: whether the part looks back or ahead, on which years, by which year.

2031年工作回顾, 过去五年的工作, 2032年工作总体部署, “十七五”时期的主要目标和任务. A heading that names a matter (巩固农业基础) says
nothing; what a part without a word goes on with is known by `transform.grammar.course`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from transform.document.model import Document
from transform.language import numbers, periods

_BACK_WORDS = r"回顾|总结|成就|成绩|成效|历程|(?:完成|工作|执行|发展|主要)情况|发展基础|现状"
_BACK = re.compile(_BACK_WORDS)
_PLAIN = re.compile(
    r"回顾|总结|成就|历程|(?:完成|工作|执行|主要)情况|(?:主要|总体|发展|预期|工作|行动|总)目标|目标任务|总体(?:要求|部署|思路|安排)"
    r"|工作(?:安排|部署|任务|打算|重点|思路)|(?:重点|主要)任务|重点工作|下一步|展望"
)
"""What heads a part of a report that looks back or ahead, without a time too."""
_RESULTS = re.compile(r"(?<!取得)(?<![新大])(?:成绩|成效|成就|进展)")
"""What heads a matter and tells that it has been done (国际合作进展)."""
_DATED = re.compile(
    rf"(?=.*(?:年|[一二三四五六七八九]五[”\"]?)).*(?:{_BACK_WORDS}|目标|安排|任务|部署|重点|打算|要求|建议|思路|措施|计划|工作)"
)
"""The same with a time; without one these words head a matter (巩固农业基础, 防灾重点)."""
_AHEAD = re.compile(
    r"目标|任务|部署|安排|工作重点|重点工作|总体要求|打算|思路|举措|措施|建议|展望|下一步|愿景|(?:预期|主要)指标|计划(?!执行|完成)"
)
_STATES = re.compile(r"\d[\d.]*(?:[万亿千]|%|个百分点)")
_NEUTRAL = re.compile(r"年(?:政府|主要|重点|全[市省县区])*(?:的)?工作$")
"""What heads either half: 2031年主要工作 tells of a year that is over, and sets the work of one that is not."""
_YEAR = re.compile(r"((?:19|20)\d{2})年(?!底|末|前|以来)|(今年|全年|本年度?|新的?一年)")
_FIVE = r"((?:二?十)?[一二三四五六七八九]|二?十)五"
_PLAN = re.compile(rf"[“\"]{_FIVE}[”\"]|{_FIVE}(?:时期|期间|规划|发展)")
_COMING = re.compile(r"(?:今后|未来)(?:的)?五年")
"""The years of the plan that has just begun, or is about to."""
_PAST = re.compile(r"过去|去年|上年|[年届]来(?:的|工作)")
_N = r"[两三四五六七八九十]|\d{1,2}"
YEARS = re.compile(
    rf"(?:过去|刚刚过去|走过)的?(?:这)?(?P<past>{_N})年|(?<![第近前每])这(?P<these>{_N})年|(?<![第近前每续])(?P<since>{_N})年(?:来|间)"
    rf"|(?:回[望顾首眸])[^,。;!]{{0,16}}?(?<![第近前每续])(?P<looked>{_N})年|这是[^,。;!]{{2,30}}的(?P<is>{_N})年"
)
"""A span of so many years that has just ended."""
_ALONE = re.compile(r"(?:刚刚)?(?:过去|走过)的?(?:这)?[一两三四五六七八九十\d]{1,2}年|这[两三四五六七八九十]年")
"""A span that is a heading by itself (过去五年)."""
ONE = re.compile(
    r"(?:刚刚)?(?:过去|走过)的?(?:这)?一年|(?<![第近前每])(?:这)?一年来?(?=,|我们)|一年来|去年是|(?:刚刚)?过去的20\d\d年"
)
"""The year that has just ended."""
_LAST = re.compile(r"去年|上年")
_TITLED = re.compile(r"((?:19|20)\d{2})年?[^,。;]{0,12}?政府工作报告|政府工作报告[^\d]{0,4}((?:19|20)\d{2})")
_ONE_YEAR_TITLE = re.compile(
    r"((?:19|20)\d{2}|二[〇零][一二三四五六七八九〇零]{2})年(?:度)?(?:[一-龥《》〈〉]{0,16})"
    r"(?:工作要点|工作计划|(?:重点|目标)任务|工作安排|行动计划|实施计划|任务(?:清单|分工|分解)|工作方案|重点工作|计划|要点)"
)
_YEARS_TITLED = re.compile(r"(?:19|20)\d{2}[—–\-~至]+(?:19|20)?\d{2}")
PLAN_YEARS = 5
"""Years of a five-year plan; the first of one is a year after a multiple of five."""
_EARLY = 4
"""The last month in which a report is of the year before; later ones are of the running year."""


class Years(NamedTuple):
    """The years that the words of a document are reckoned from."""

    own: int | None
    """The year that 今年 means."""
    last: int | None
    """The last whole year that it can look back on."""


class Part(NamedTuple):
    """What a heading says of its part.

    `looks` is None where it names both halves; `period` is what it looks back on (2030, 2026/2030), `by` the year (ISO) by which
    what stands in it is to be done, `is_plan` whether that is the last of a five-year plan.
    """

    looks: Literal["ahead", "back"] | None
    period: str | None = None
    by: str | None = None
    is_plan: bool = False
    is_dated: bool = False


def is_head(heading: str) -> bool:
    """Say whether a heading is that of a part of a report, which looks back or ahead, and not of a matter.

    The first sentence of an item that states an amount is none (截止10月底,造林11万亩,占年计划的95%).
    """
    return _STATES.search(heading) is None and any(
        (_PLAIN.search(heading), _DATED.match(heading), _ALONE.fullmatch(heading))
    )


def part_of(heading: str, years: Years) -> Part | None:
    """Give what a heading says of its part, None where it heads a matter."""
    if not is_head(heading):
        return Part("back") if _RESULTS.search(heading) else None
    is_dated = any(pattern.search(heading) for pattern in (_YEAR, _PLAN, _PAST, _COMING, YEARS))
    back, ahead = _BACK.search(heading) or _ALONE.fullmatch(heading), _AHEAD.search(heading)
    if back is None and ahead is None and (neutral := _NEUTRAL.search(heading)) is not None:
        named = _YEAR.search(heading)
        is_over = _PAST.search(heading) or (named and named[1] and years.last and int(named[1]) <= years.last)
        back, ahead = (neutral, None) if is_over else (None, neutral)
    if back is not None:
        # “十六五”时期发展成就和“十七五”时期主要目标: both halves in one chapter.
        both = _AHEAD.search(heading, back.end()) is not None
        return Part(None if both else "back", _looked_back_on(heading, back.end(), years), is_dated=is_dated)
    if ahead is None:
        return Part(None, is_dated=is_dated)
    return _ahead(heading, years, is_dated=is_dated)


def looks_back(heading: str, years: Years) -> bool:
    """Say whether a heading looks back, be it on what it looks ahead from."""
    part = part_of(heading, years)
    return _BACK.search(heading) is not None or (part is not None and part.looks == "back")


def nearest(headings: Sequence[str], years: Years) -> Part | None:
    """Give the part that the nearest heading with a time says, else the outermost that says one: 任务 alone names no half."""
    told = [part for heading in headings if (part := part_of(heading, years)) is not None and part.looks is not None]
    dated = [part for part in told if part.is_dated]
    return dated[-1] if dated else told[0] if told else None


def span_of(match: re.Match[str], years: Years) -> str | None:
    """Give the years that a match of `YEARS` counts, which end with the last that is over."""
    count = numbers.parse(next(n for n in match.groups() if n))
    return f"{years.last - int(count) + 1}/{years.last}" if years.last and count else None


def is_over(period: str | None, years: Years) -> bool:
    """Say whether a period has ended by the last year that is over, or nothing says when that was."""
    return period is not None and (years.last is None or int(period[-4:]) <= years.last)


def five_years(words: str) -> str:
    """Give the years of a five-year plan (十六五 → 2031/2035)."""
    return "{}/{}".format(*periods.five_year_plan(words[:-1]))


def session_year(document: Document) -> int | None:
    """Give the year that a report to a session tells of, the one before the year in its title; None for what is none."""
    titled = _TITLED.search(document.title)
    return int(titled[1] or titled[2]) - 1 if titled else None


def last_year(document: Document) -> int | None:
    """Give the last whole year that a text can look back on.

    A report to a session is of the year before the one in its title or date; what is issued later in a year counts that
    year in (五年来 in a paper of September).
    """
    told = session_year(document)
    if told is not None:
        return told
    date = document.issued_on or document.published_on
    if date is None:
        return None
    month = int(date[5:7]) if len(date) >= len("2031-05") else 1
    return int(date[:4]) - (month <= _EARLY)


def plan_year(document: Document) -> str | None:
    """Give the year of a one-year plan (云川市2031年工作要点), which governs all of it."""
    match = _ONE_YEAR_TITLE.search(document.title)
    if match is None or _YEARS_TITLED.search(document.title):
        return None
    year = numbers.parse(match[1])
    return str(int(year)) if year else None


def _looked_back_on(heading: str, end: int, years: Years) -> str | None:
    """Give what a heading looks back on, of two that it names the first (2031年和“十六五”时期工作回顾)."""
    year, plan = _YEAR.search(heading, 0, end), _PLAN.search(heading, 0, end)
    if year is not None and year[1] and (plan is None or year.start() < plan.start()):
        return year[1] if is_over(year[1], years) else None
    if plan is not None:
        period = five_years(f"{plan[1] or plan[2]}五")
        return period if is_over(period, years) else None
    if span := YEARS.search(heading):
        return span_of(span, years)
    is_last = ONE.search(heading + ",") or _LAST.search(heading)
    return str(years.last) if years.last and is_last else None


def _ahead(heading: str, years: Years, *, is_dated: bool) -> Part:
    named = _YEAR.search(heading)
    if named is not None:
        return Part("ahead", by=named[1] or (str(years.own) if years.own else None), is_dated=is_dated)
    planned = _PLAN.search(heading)
    if planned is None:
        by = _end_of_coming(years) if _COMING.search(heading) else None
        return Part("ahead", by=by, is_plan=by is not None, is_dated=is_dated)
    last = periods.five_year_plan(planned[1] or planned[2])[1]
    return Part("ahead", by=str(last), is_plan=True, is_dated=is_dated)


def _end_of_coming(years: Years) -> str | None:
    """Give the last year of the five-year plan that 今后五年 means: said in its first year, or late in the year before it.

    A congress counts five years from any year; of those nothing is known, and None is given.
    """
    if years.own is None:
        return None
    if years.own % PLAN_YEARS == 1:
        return str(years.own + PLAN_YEARS - 1)
    is_late = years.own % PLAN_YEARS == 0 and years.last == years.own
    return str(years.own + PLAN_YEARS) if is_late else None
