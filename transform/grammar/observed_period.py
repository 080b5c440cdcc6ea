"""The period that a measured number is told of: what its clause dates, else what governs the sentence."""

from __future__ import annotations

import re

from transform.document.model import Document
from transform.grammar.reading import Reading
from transform.language.clauses import Span
from transform.language.quantities import Quantity

CHANGED_TO = re.compile(r"(?:增长|提高|提升|上升|扩大|增加|下降|降低|减少|缩短|发展)?[到至]")
NEXT_TO = re.compile(r"的?[^,;。增减降升长涨跌高低多少快慢收扩缩回落放提]{0,8}")
UNDATED = re.compile(r"目前|当前|迄今|至今|现有|现已")


def period_of(document: Document, reading: Reading, sentence: Span, clause: Span, quantity: Quantity) -> str | None:
    """Give the period of a number, None where the text leaves it undated."""
    text = reading.text
    for time in reading.times:
        between = text[time.end : quantity.outer_start]
        if (
            quantity.base != "倍"
            and clause.start <= time.start
            and time.end <= quantity.outer_start
            and reading.is_base(time)
            and NEXT_TO.fullmatch(between)
        ):
            return time.value
        if (
            re.fullmatch(r"(?:[一-龥]{1,8})?\((?:截止?至?到?)", text[quantity.end : time.start])
            and time.start > quantity.end
        ):
            return time.value
    governing = reading.governing(quantity.start)
    if governing is None and not UNDATED.search(text, sentence.start, quantity.start):
        governing = reading.governing(quantity.start, carry=True) or reading.carried
    if governing is not None and governing.value is not None:
        first, _, last = governing.value.partition("/")
        before, behind = text[clause.start : quantity.start], text[quantity.end : clause.end]
        if last and len(first) == 4 and re.search(r"[从由][^,]*$", before):
            # 2031—2033年,…从320亿元增长到610亿元: the span's first year, then its last.
            return (
                last
                if re.search(r"[到至](?:了|约)*$", before)
                else first
                if CHANGED_TO.match(behind)
                else governing.value
            )
        return governing.value
    # 同比, 较去年: what is compared with last year is of this one; a report of a year tells of it.
    yearly = re.search(r"同比|去年|比上年|较上年", text[sentence.start : sentence.end])
    year = reading.told or document.year
    told = reading.told is not None and not UNDATED.search(text, sentence.start, quantity.start)
    return str(year) if (yearly or told) and year else None


def lies_ahead(period: str | None, date: str | None) -> bool:
    """Say whether a period begins after the document's date, as far as both are told: nothing is measured ahead."""
    if period is None or date is None:
        return False
    first = period.split("/")[0]
    shared = min(len(first), len(date)) if re.fullmatch(r"[\d-]+", first) else 4
    return first[:shared] > date[:shared]
