"""What a text looks back on: the year or the span of years that its headings and the openings of its sentences name.

A fold over paragraphs: a heading (过去五年工作回顾, 2031年工作总结) and a sentence that opens with a span (五年来,
这五年, 过去一年, “十六五”时期) speak for all behind them, until another heading or opening does, or one that
looks ahead (今年, 今后五年).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transform.document.model import Document
from transform.language import numbers
from transform.language.clauses import Span
from transform.language.periods import five_year_plan

BACK = r"回顾|总结|成就|成绩|成效|历程|(?:完成|工作|执行|发展)情况|发展基础|现状"
_PLAIN = re.compile(
    r"回顾|总结|成就|历程|(?:完成|工作|执行)情况|(?:主要|总体|发展|预期)目标|目标任务|总体(?:要求|部署|思路|安排)|工作(?:安排|任务|打算|重点|思路)"
    r"|(?:重点|主要)任务|重点工作|下一步|展望"
)
"""What heads a part of a report that looks back or ahead."""
_DATED = re.compile(
    rf"(?=.*(?:年|[一二三四五六七八九]五[”\"]?)).*(?:{BACK}|目标|安排|任务|部署|重点|打算|要求|建议|思路|措施|计划|工作)"
)
"""The same with a time; without one these words head a matter (巩固农业基础, 防灾重点)."""
_N = r"[两三四五六七八九十]|\d{1,2}"
_YEARS = re.compile(
    rf"(?:过去|刚刚过去|走过)的?(?:这)?(?P<past>{_N})年|(?<![第近前每])这(?P<these>{_N})年|(?<![第近前每续])(?P<since>{_N})年(?:来|间)"
    rf"|(?:回[望顾首眸])[^,。;!]{{0,16}}?(?<![第近前每续])(?P<looked>{_N})年|这是[^,。;!]{{2,30}}的(?P<is>{_N})年"
)
"""A span of so many years that has just ended."""
_ONE = re.compile(
    r"(?:刚刚)?(?:过去|走过)的?(?:这)?一年|(?<![第近前每])(?:这)?一年来?(?=,|我们)|一年来|去年是|(?:刚刚)?过去的20\d\d年"
)
"""The year that has just ended."""
_PLAN_OPENS = re.compile(
    r"(?:回[望顾首眸]|过去的?)?[“\"]?(?P<plan>(?:二?十)?[一二三四五六七八九]五)[”\"]?(?:时期|期间|以来|规划期)"
)
_LOOKS_AHEAD = re.compile(
    r"今年(?!以来)|新的一年|今后(?=[,的一几三五])|未来(?=[,几一二三五]|的)|下一步|下一阶段|明年|展望(?=[,“\d未新])"
)
_ADDRESS = re.compile(
    r"(?:[—–\-]{1,2}|各位(?:代表|委员)[!,:]?|同志们[!,]?|\([一二三四五六七八九十]+\)|[一二三四五六]是|总的看,?|可以说,?)*"
)
"""What stands before the opening of a sentence."""
_EARLY = 4
"""The last month in which a report is of the year before; later ones are of the running year."""


@dataclass(frozen=True, slots=True)
class Turn:
    """From `position` of a paragraph on the text looks back on `period` (2030, 2026/2030), on nothing where it is None."""

    position: int
    period: str | None
    is_ahead: bool = False
    """Whether it looks ahead: what is told there is still to be done, unless it is dated back."""


class Review:
    """The fold over the paragraphs of one document."""

    def __init__(self, document: Document) -> None:
        """Begin before the first paragraph, looking back on nothing."""
        self.year = last_year(document)
        self._now: str | None = None
        self._behind: str | None = None
        """What a part headed so goes on with behind a paragraph that looked ahead in it."""
        self._matters = _before_outlook(document)
        """How many paragraphs a report has before the part that looks ahead: there a heading of a matter ends no review."""
        self._seen = 0
        self._head: str | None = None
        self._top: tuple[str, ...] = ()

    def over(self, headings: tuple[str, ...], text: str, sentences: Sequence[Span]) -> tuple[Turn, ...]:
        """Go over a paragraph under its headings: what it looks back on from its start and from its openings on."""
        head = next((h for h in reversed(headings) if heads(h)), None)
        self._seen += 1
        turned = head is None and headings[:1] != self._top and self._seen > self._matters
        if head != self._head or turned:
            self._now = self._of_heading(head) if head is not None else None
        elif head is not None and not re.search(BACK, head):
            self._now = None  # 过去一年 in a part that sets tasks speaks for its paragraph alone.
        elif self._now is None and head is not None:
            self._now = self._behind
        self._head, self._top = head, headings[:1]
        self._behind = self._now
        is_ahead = head is not None and self._now is None and re.search(BACK, head) is None
        turns = [Turn(0, self._now, is_ahead)]
        for sentence in sentences:
            address = _ADDRESS.match(text, sentence.start, sentence.end)
            start = address.end() if address else sentence.start
            opened = self._opened(text, start, sentence.end)
            if opened is not None:
                self._now = opened or None
                self._behind = self._now or self._behind
                turns.append(
                    Turn(
                        sentence.start,
                        self._now,
                        self._now is None and (is_ahead or not text.startswith("今年", start)),
                    )
                )
        return tuple(turns)

    def _of_heading(self, heading: str) -> str | None:
        """Give what a heading looks back on, of two that it names the first (2031年和“十六五”时期工作回顾)."""
        back = re.search(BACK, heading)
        if back is None:
            return None
        named = re.search(
            r"(?P<year>(?:19|20)\d{2})年|[“\"](?P<plan>(?:二?十)?[一二三四五六七八九]五)[”\"]", heading[: back.start()]
        )
        if named and named["year"]:
            return named["year"] if not self.year or int(named["year"]) <= self.year else None
        if named:
            return self._past(_plan(named["plan"]))
        if years := _YEARS.search(heading):
            return self._span(years)
        return str(self.year) if self.year and _ONE.search(heading + ",") else None

    def _opened(self, text: str, start: int, end: int) -> str | None:
        """Give what a sentence begins to look back on: empty where it looks ahead, None where it goes on."""
        opening = _PLAN_OPENS.match(text, start, end)
        if opening is not None:
            return self._past(_plan(opening["plan"])) or ""
        near = text[start : min(end, start + 24)].split(",")[0]
        if years := _YEARS.match(near):
            return self._span(years)
        if self.year and _ONE.match(text[start : start + 16]):
            return str(self.year)
        return "" if _LOOKS_AHEAD.match(text, start, end) else None

    def _past(self, period: str | None) -> str | None:
        """Give a period that has ended, nothing for another."""
        return period if period and (self.year is None or int(period[-4:]) <= self.year) else None

    def _span(self, match: re.Match[str]) -> str | None:
        count = numbers.parse(next(n for n in match.groups() if n))
        if not self.year or not count:
            return None
        return f"{self.year - int(count) + 1}/{self.year}"


def _before_outlook(document: Document) -> int:
    """Give the number of paragraphs of a report before the first under a heading that looks ahead, none where there is no such."""
    if document.kind != "report":
        return 0
    over = ((*p.headings, p.text) if p.kind == "heading" else p.headings for p in document.paragraphs)
    return next((i for i, hs in enumerate(over) if any(heads(h) and not re.search(BACK, h) for h in hs)), 0)


def heads(heading: str) -> bool:
    """Say whether a heading is that of a part of a report, which looks back or ahead, and not of a matter."""
    return _PLAIN.search(heading) is not None or _DATED.match(heading) is not None


def session_year(document: Document) -> int | None:
    """Give the year that a report to a session tells of, the one before the year in its title; None for what is none."""
    titled = re.search(
        r"((?:19|20)\d{2})年?[^,。;]{0,12}?政府工作报告|政府工作报告[^\d]{0,4}((?:19|20)\d{2})", document.title
    )
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


def _plan(words: str) -> str:
    return "{}/{}".format(*five_year_plan(words[:-1]))
