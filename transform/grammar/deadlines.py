"""By when a target shall be reached, where no expression of time beside its number says so: the year of its list, of its heading."""

from __future__ import annotations

import re

from transform.document.model import Document
from transform.grammar import ahead
from transform.grammar.reading import Reading
from transform.language.clauses import Span
from transform.language.periods import Time

YEAR_LISTED = re.compile(
    r"(?:(20\d{2})年(?!底|末|前|以来)|全年|今年)[^,。;]{0,20}目标(?:是|为)?:(?:(?!20\d{2}年|五年|期间)[^。])*$"
)
"""The year that opens such a list: it is that of every aim in it, until another time is told."""
OPEN = re.compile(r"(?:今后|未来)(?:一个|一段)(?:较长)?(?:时期|时间|阶段)")
"""A time to come without an end: what it governs has no year, whatever the chapter is for."""


def inherited(document: Document, reading: Reading, sentence: Span, position: int) -> str | None:
    """Give the year that governs a number without a time of its own: of its list, its heading, its half of a report."""
    listed = year_listed(document, reading, position)
    if listed is not None or OPEN.search(reading.text, sentence.start, position):
        return listed
    return reading.by or _horizon(document, reading)


_TITLED = re.compile(r"20\d{2}年?\s*[—–\-~至到]+\s*(20\d{2})年")
_AIMS = re.compile(r"目标(?!任务)|主要指标")
FIVE_YEARS = re.compile(r"(?:今后|未来|这)五年")
"""In the chapter of a five-year plan: the years of the plan."""


def of_plan(reading: Reading, time: Time | None) -> str | None:
    """Give the last year of the five-year plan that a chapter is for, where a time counts its years (今后五年)."""
    part = reading.part
    if part is None or part.by is None or time is None or not part.is_plan:
        return None
    return part.by if FIVE_YEARS.match(reading.text, time.start) else None


_YEARLY = re.compile(r"每年|逐年(?!代)")


def _horizon(document: Document, reading: Reading) -> str | None:
    """Give the last year that a plan's title names, for what stands under its aims (行动方案(2031—2033年), 工作目标)."""
    titled = _TITLED.search(document.title)
    headed = any(_AIMS.search(h) for h in reading.headings[-2:])
    return titled[1] if titled is not None and headed else None


def of_time(time: Time | None, text: str, sentence: Span, position: int) -> str | None:
    """Give the last day, month or year of the time that governs a number, in ISO form, None where it is not dated.

    What is told each year (每年提高1个百分点) is not due by what an earlier sentence is.
    """
    if time is None or time.value is None:
        return None
    if time.start < sentence.start and _YEARLY.search(text, sentence.start, position):
        return None
    return time.value.split("/")[-1]


_LISTED = re.compile(r"(?<!\d年)(?:预期|奋斗)目标(?:是|为)?:(?:(?!20\d{2}年|五年|期间)[^。])*$")
"""A list of aims that opens without a year: such are set for one year."""
_TITLED_AIMS = re.compile(r"(20\d{2})年[^,。;:—–\-]{0,20}目标")


def year_listed(document: Document, reading: Reading, position: int) -> str | None:
    """Give the year that opens the list of aims that a number stands in (今年的主要目标是:…;…;…), None where none does.

    What is expected without a year (主要预期目标是:…) is expected for the year that the title names for it, or that a report
    named last where that is its own.
    """
    before = reading.lead + reading.text[:position]
    found = YEAR_LISTED.search(before)
    if found is None:
        if document.kind not in ahead.REPORTING or _LISTED.search(before) is None:
            return None
        titled = _TITLED_AIMS.search(document.title)
        is_running = document.year is not None and reading.named == document.year
        return titled[1] if titled else str(document.year) if is_running else None
    return found[1] or (str(document.year) if document.year else None)
