"""Incentives: money or relief that a document offers to those it addresses, with rate, cap, terms and grades.

A row is one grade of one offer. What is given is read by `giving`, gathered by `offers`; `terms` tells for each of what
and how long, `grades` to whom and under which condition. Offers without a number are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transform.document import outline
from transform.document.genre import Sort
from transform.document.model import Document
from transform.document.records import Evidence, Fact
from transform.grammar import beforehand, giving, grades, offers, terms
from transform.grammar.anchor import anchor
from transform.grammar.offers import Offer, Rate, is_money
from transform.grammar.reading import Reading
from transform.grammar.roles import Taken
from transform.grammar.terms import Instrument
from transform.identity import Ids
from transform.language import clauses, numbers
from transform.language.clauses import Span
from transform.language.numbers import Plain
from transform.language.quantities import Quantity

__all__ = ["Incentive", "find", "is_money"]

_YEARLY_CHOICE = re.compile(r"每年[^,;。]{0,6}(?:评选|遴选|认定|评定|培育|选树|选拔|资助)[^,;。]{0,6}$")
_CONDITION = re.compile(r"的$|^对(?![接标照应口外象])|达到|超过|满|以上|不低于|不少于|以下|以内")
_LINE = 40
"""Signs of a line of a list without marks (一等奖:10万元)."""
_REACH = 300
"""How many signs before a sentence can say what kind of support a paragraph is about."""
_BARE = 3
"""Signs before an amount that stands alone in its clause."""
_NAMED = 12
"""Signs of the longest name of what is given before its verb."""
_KIND = re.compile(r"补[贴助]|奖励|资助|贴息")
_GIFT_NAMES = re.compile(r"[一-龥]{2,6}(?:补[贴助]|贴息|优惠券|消费券)")
_SAID = re.compile(r"[的对]|企业|单位")
_ASKS = re.compile(r"的$|^对(?![接标照应口外象])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incentive(Fact):
    """Money or relief that is offered, one grade of it; `threshold` is what must be reached for the grade.

    `recipient` and `condition` are words of the text; `is_pool` marks a sum for all receivers together.
    """

    TABLE = "incentives"
    KEY = ("incentive_id",)

    incentive_id: str
    document_id: str
    measure_id: str | None
    instrument: Instrument
    rate_pct: Plain | None
    rate_is_cap: bool
    cap: Plain | None
    cap_unit: str | None
    threshold: Plain | None
    threshold_unit: str | None
    per: str | None
    years_max: Plain | None
    recipient: str | None
    condition: str | None
    is_pool: bool


class _Grade(NamedTuple):
    """One row to be: an amount, a share or both, what it is for, and where its quote and its number begin."""

    amount: Quantity | None
    rate: Rate | None
    threshold: Quantity | None
    recipient: str | None
    condition: str | None
    start: int
    end: int
    place: int


def find(document: Document, sort: Sort, readings: list[Reading], ids: Ids) -> list[Incentive]:
    """Give the rows of `incentives`; amounts and conditions are marked in their readings. A report offers nothing."""
    rows: list[Incentive] = []
    if sort.speech == "reports":
        return rows
    lead, above, meant = "", "", None
    for reading in readings:
        if reading.paragraph.kind == "heading":
            above = ""
        meant = beforehand.audience(reading) or meant
        if reading.paragraph.kind == "heading" or reading.paragraph.role not in ("body", "annex"):
            continue
        goes_on = outline.mark(reading.paragraph.source) is not None or len(reading.text) < _LINE
        if reading.lead or not goes_on:
            lead = reading.lead if offers.opens_list(reading.lead) else ""
        found = offers.collect(reading, listed=bool(lead))
        alone = _graded_alone(found)
        last: tuple[Offer, str | None] | None = None
        for offer in found:
            graded = _grades(reading.text, offer, alone.get(offer.start))
            shared = last[1] if last is not None and beforehand.goes_on(reading.text, last[0], offer) else None
            told = grades.Terms(None, shared) if shared else beforehand.announced(reading, offer)
            for grade in graded:
                if grade.recipient is None or shared:
                    grade = grade._replace(
                        recipient=grade.recipient or told.recipient, condition=grade.condition or told.condition
                    )
                rows.append(_row(document, reading, offer, grade, (lead, above, meant), ids))
            last = offer, graded[0].condition if len(graded) == 1 else None
        for offer in found:
            _conditions(reading, offer)
        above = above if beforehand.LABELLED.match(reading.text) else reading.text
    return rows


def _graded_alone(found: Sequence[Offer]) -> dict[int, Quantity]:
    """Give the threshold of offers that are the grades of one list, each told by itself, by their start.

    Each of several neighbours must ask for one amount of money, and for no other.
    """
    single = {o.start: money[0] for o in found if len(money := [q for q in o.asked if is_money(q)]) == 1}
    kept = {o.start: single[o.start] for o in found if o.start in single and max(len(o.amounts), len(o.rates)) == 1}
    return kept if len({(q.value, q.unit) for q in kept.values()}) > 1 else {}


def _grades(text: str, offer: Offer, alone: Quantity | None) -> list[_Grade]:
    """Give the rows of an offer: a row an amount, or a share where no amount is given, paired in printed order."""
    pairs = _pairs(text, offer)
    number = len(pairs)
    first = min([q.start for q in offer.amounts] + [r.start for r in offer.rates])
    opening = offers.clause_of(text, offer.sentence, first)
    till = _said_till(text, offer) if number == 1 else offers.clause_of(text, offer.sentence, first).end
    told = grades.terms(text, offer.scope, offer.start, max(first, offer.start), till=till)
    shared = grades.terms(text, offer.scope, opening.start, opening.start) if offer.scope < opening.start else None
    start, bounds, members = offer.start, None, []
    listed = number > 1 and "分别" in text[offer.scope : offer.end]
    own_grade = False
    if listed:
        money = [q for q in offer.asked if is_money(q) and q.start < first]
        bounds = grades.lower_bounds(money, text, number)
        members = grades.graded(text, Span(max(offer.scope, offer.sentence.start), first), number)
        start = min([start, *(place.start for _, place in members[:1])])
        if bounds:
            start = min(start, offers.clause_of(text, offer.sentence, money[0].start).start)
    start = _told_from(text, offer, start, first)
    result: list[_Grade] = []
    begin = 0
    for index, (amount, rate) in enumerate(pairs):
        place = amount.start if amount is not None else rate.start if rate is not None else first
        recipient, condition = told
        quote = Span(start, offer.end)
        if members:
            own = grades.terms(text, offer.scope, offer.start, max(first, offer.start), members[index][0])
            recipient, condition = own.recipient or recipient, own.condition
        elif (
            rate is not None
            and amount is None
            and (graded := grades.graded_share(text, offers.clause_of(text, offer.sentence, place).start, place))
        ):
            condition = ",".join(filter(None, (condition, graded)))
        elif amount is not None and not listed and (number > 1 or not any(told)):
            clause = offers.clause_of(text, offer.sentence, place)
            item = grades.item(text, max(begin, clause.start), amount.outer_start)
            if item is not None and (index or told.condition is None or _goes_with(text, offer, item, amount)):
                recipient = item.recipient or told.recipient
                if item.condition or item.recipient:
                    condition = ",".join(filter(None, ((shared.condition if shared else None), item.condition))) or None
            if index and own_grade and item is None:
                recipient, condition = shared or (None, None)
            own_grade = own_grade or (item is not None and bool(item.condition))
            if item is not None and number > 1 and rate is None:
                quote = Span(min(item.start, amount.outer_start), _item_end(text, offer, amount))
            begin = amount.end
        threshold = bounds[index] if bounds else (_floor(text, offer) or alone) if number == 1 else None
        result.append(_Grade(amount, rate, threshold, recipient, condition, quote.start, quote.end, place))
    return result


def _goes_with(text: str, offer: Offer, first: grades.Item, amount: Quantity) -> bool:
    """Say whether the first of several sums has a grade of its own beside what all ask for (初级…1000元、中级…2000元)."""
    return (
        len(offer.amounts) > 1
        and (first.condition is not None or first.recipient is not None)
        and offer.start <= first.start
        and text[amount.end : amount.end + 1] == "、"
    )


def _said_till(text: str, offer: Offer) -> int:
    """Give where an offer of one sum has said to whom: with the clause behind it where its own gives nothing (按100%,奖励给个人)."""
    if _KIND.search(text, offer.start, offer.end) or giving.GIVE.search(text, offer.start, offer.end):
        return offer.end
    return next((c.end for c in clauses.clauses(text, offer.sentence) if c.start >= offer.end), offer.end)


def _told_from(text: str, offer: Offer, start: int, first: int) -> int:
    """Give where the quote of an offer begins: an amount alone says nothing without the clause before it (…的,100万元)."""
    opening = offers.clause_of(text, offer.sentence, start)
    if start == opening.start and first - start < _BARE:
        before = [c for c in clauses.clauses(text, offer.sentence) if c.end < start]
        start = before[-1].start if before else start
    elif (
        start - opening.start <= _NAMED
        and _KIND.match(text, start)
        and _SAID.search(text, opening.start, start) is None
    ):
        start = opening.start  # 保费补助70%: the name of what is given goes with it.
    marked = beforehand.MARK.match(text, start)
    return marked.end() if marked is not None and marked.end() < first else start


def _floor(text: str, offer: Offer) -> Quantity | None:
    """Give the amount from which on something is given (超过15000元的部分)."""
    return next(
        (q for q in offer.asked if is_money(q) and re.match(r"(?:以上)?的(?:部分|超出)", text[q.end : q.end + 8])), None
    )


def _pairs(text: str, offer: Offer) -> list[tuple[Quantity | None, Rate | None]]:
    amounts, rates = offer.amounts, offer.rates
    paired: list[tuple[Quantity | None, Rate | None]]
    if not amounts:
        # 按50%给予贴息,且不超过3%: a share and its own bound are one.
        bound = len(rates) > 1 and "分别" not in text[offer.scope : offer.end]
        kept = [r for i, r in enumerate(rates) if i == 0 or not (bound and r.is_cap and not rates[0].is_cap)]
        return [(None, rate) for rate in kept]
    if len(rates) == len(amounts) > 1:
        return list(zip(amounts, rates, strict=True))
    if len(amounts) == 1 and len(rates) > 1:
        return [(amounts[0], rate) for rate in rates]
    # A share goes with the ceilings behind it, not with another sum that is given beside it.
    bounded = [giving.is_ceiling(text, offers.clause_of(text, offer.sentence, q.start), q) for q in amounts]
    paired = [(q, rates[0] if rates and bound else None) for q, bound in zip(amounts, bounded, strict=True)]
    return paired if not rates or any(bounded) else [(None, rates[0]), *paired]


def _item_end(text: str, offer: Offer, amount: Quantity) -> int:
    """Give where the quote of an item of a list ends: before the next item, or with its clause."""
    clause = offers.clause_of(text, offer.sentence, amount.start)
    following = next((q.outer_start for q in offer.amounts if q.start > amount.start), clause.end)
    listed = re.search(r"[、]", text[amount.end : min(following, clause.end)])
    return amount.end + listed.start() if listed else min(clause.end, max(clause.end, amount.end))


def _row(
    document: Document, reading: Reading, offer: Offer, grade: _Grade, around: tuple[str, str, str | None], ids: Ids
) -> Incentive:
    text = reading.text
    lead, above, meant = around
    recipient = grade.recipient or (None if offer.is_pool else beforehand.carried(reading, offer, lead, above) or meant)
    amount, rate = grade.amount, grade.rate
    clause = offers.clause_of(text, offer.sentence, offer.start)
    kind = (
        "pool"
        if offer.is_pool
        else "graded"
        if grade.threshold is not None
        else "rate"
        if rate is not None
        else "amount"
    )
    rule = f"incentives.{kind}"
    evidence = Evidence.of_text(document, reading.paragraph, grade.start, grade.end, rule)
    measure = document.measures[reading.paragraph.measure].id if reading.paragraph.measure is not None else None
    percent = numbers.plain(rate.value) if rate is not None else None
    most = numbers.plain(amount.value_max or amount.value) if amount is not None else None
    each = _per(text, offer, grade)
    unit = terms.priced_by(amount.unit, each) if amount is not None else None
    incentive_id = ids.fact("i", anchor(reading, grade.place), beside=(evidence.quote, percent, most, measure))
    reading.used[grade.place] = Taken("incentive", rule, incentive_id)
    for other in offer.rates:
        reading.used.setdefault(other.start, Taken("incentive", rule, incentive_id))
    longest = terms.years(
        text, [Span(grade.start, grade.end), Span(clause.start, offer.end), Span(offer.scope, clause.start)]
    )
    # What is asked names no form of support (按规定缴纳社会保险费的).
    named = _KIND.search(text, clause.start, grade.end) is not None
    own = max(grade.start, clause.start) if named and grade.start < clause.start < grade.end else grade.start
    whole = Span(offer.sentence.start, max(offer.sentence.end, offer.end))
    said = "".join(
        text[c.start : c.end] + ","
        for c in clauses.clauses(text, whole)
        if _ASKS.search(text, c.start, c.end) is None or giving.GIVING.search(text, c.start, c.end - 1)
    )
    headed = (reading.headings[-1] if reading.headings else "") + lead
    if beforehand.LABELLED.match(text):
        headed += ",".join(_GIFT_NAMES.findall(above))
    return Incentive(
        incentive_id=incentive_id,
        document_id=document.document_id,
        measure_id=measure,
        instrument=terms.instrument(
            text[own : grade.end],
            text[offer.start : offer.end],
            said,
            text[whole.start : whole.end],
            text[max(0, offer.sentence.start - _REACH) : offer.sentence.start],
            headed,
        ),
        rate_pct=percent,
        rate_is_cap=rate.is_cap if rate is not None else False,
        cap=most,
        cap_unit=unit,
        threshold=numbers.plain(grade.threshold.value) if grade.threshold is not None else None,
        threshold_unit=grade.threshold.unit if grade.threshold is not None else None,
        per=each,
        years_max=numbers.plain(longest) if longest is not None else None,
        recipient=recipient,
        condition=grade.condition,
        is_pool=offer.is_pool,
        evidence=evidence,
    )


def _per(text: str, offer: Offer, grade: _Grade) -> str | None:
    """Give what an amount is given for each of: of its own clause, else of the clauses of its offer before it."""
    number = grade.amount or grade.rate
    assert number is not None
    clause = offers.clause_of(text, offer.sentence, number.start)
    end = grade.amount.end if grade.amount is not None else number.start
    unit_end = grade.amount.unit_end if grade.amount is not None else number.start
    before = [q.end for q in offer.amounts if clause.start <= q.start < number.start]
    own = terms.per(text, max([clause.start, *before]), number.start, unit_end, max(end, clause.end))
    if own is not None or (not before and number.start < offer.start):
        return own
    if any(q.start < number.start for q in offer.amounts):
        listed = "分别" in text[clause.start : number.start]
        return terms.per(text, clause.start, number.start, number.start, number.start) if listed else None
    for said in reversed(clauses.clauses(text, offer.sentence)):
        if offer.scope <= said.start < clause.start and not _ASKS.search(text, said.start, said.end):
            each = terms.per(text, said.start, said.end, said.end, said.end)
            if each is not None:
                return each
    return None


def _conditions(reading: Reading, offer: Offer) -> None:
    """Mark what an offer asks as thresholds, other conditions of its sentence too; aims beside it stay free."""
    text = reading.text
    for quantity in offer.asked:
        reading.used.setdefault(quantity.start, Taken("threshold", "thresholds.of_an_offer"))
    for quantity in reading.free(offer.sentence):
        clause = offers.clause_of(text, offer.sentence, quantity.start)
        if _YEARLY_CHOICE.search(text, clause.start, quantity.outer_start):
            continue  # 每年评选不超过10个项目,每个奖励…: how many there shall be is no condition.
        if clause.start < offer.end or _CONDITION.search(text, clause.start, clause.end):
            reading.used.setdefault(quantity.start, Taken("threshold", "thresholds.of_an_offer"))
