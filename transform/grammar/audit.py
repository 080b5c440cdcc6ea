"""The audit of numbers: every number of a document with the role that it was taken for.

What became a fact says which; what a claim speaks for has the claim's role; what nobody understood has no role and is
an issue with its sentence, so that a new way of speaking shows itself without labels.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from transform.document.model import Document
from transform.document.records import Fact, Issue, Record
from transform.grammar import derivation, doubts, numberwords, reasons, roles
from transform.grammar.anchor import anchor
from transform.grammar.reading import Reading
from transform.grammar.roles import Role, Taken
from transform.identity import Ids
from transform.language import numbers
from transform.language.covered import Covered
from transform.language.numbers import Plain
from transform.language.quantities import Quantity

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_NUMERAL = re.compile(rf"[\d{numbers.NUMERAL}]")
_WORDED = frozenset(
    [
        *("article", "figure_or_table", "ordinals", "ordinal", "school_or_unit", "best_of", "top_of_list"),
        *("circle", "set_of_measures", "works_of_a_plan", "issuing_bodies", "sum_of_parts", "rank_of_size"),
    ]
)
"""Claims whose numeral is a number though it is written in words (第三条); those of titles and set phrases hold none."""
_DATED = frozenset(["time", "ordinal"])
"""Claims that say a number without a numeral too (今年, 上半年)."""
_YEAR_OF_A_NAME = re.compile(r"(?:19|20)\d{2}(?=[一-龥]{2})")
_REQUIRED = re.compile(r"(?:至少(?:有|符合|具备)?|符合|具备|满足)(?:下列|以下)?$")
_LISTED = re.compile(
    r"^(?:第[一二三四五六七八九十百]+[条章节]|\d{1,2}(?:\.\d{1,2}){2,4}(?![\d.])|[(（]?(?:\d+|[一二三四五六七八九十]+)[)）、.．](?!\d))"
)


class _Span(NamedTuple):
    """`text[start:end]`, the quantity that it is, what it was taken for, and the rule that its number was read by."""

    start: int
    end: int
    quantity: Quantity | None
    taken: Taken | None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Record):
    """A number of the text and what it was taken for; `fact_id` is the fact that it became.

    `candidate` is the role that it nearly got and `reason` why it did not; both are None where nothing else was proposed.
    """

    TABLE = "quantities"
    KEY = ("quantity_id",)

    quantity_id: str
    document_id: str
    page: int | None
    char_start: int
    char_end: int
    text: str
    value: Plain | None
    unit: str | None
    role: Role | None
    rule: str | None
    fact_id: str | None
    candidate: Role | None
    reason: str | None
    certainty: Plain | None


def find(document: Document, readings: list[Reading], ids: Ids, facts: Sequence[Fact] = ()) -> Iterator[Number | Issue]:
    """Give the rows of `quantities`, before those of a paragraph its days that there are not, behind each number
    without a role its issue, behind each paragraph what is in doubt.

    Of `facts`, those that were read from these readings, come the doubts about their words, last.
    """
    for reading in readings:
        yield from _impossible(document, reading)
        placed: list[doubts.Placed] = []
        for span in sorted(_spans(document, reading), key=lambda s: (s.start, s.end)):
            number = _row(document, reading, span, ids)
            yield number
            placed.append(doubts.Placed(span.start, span.end, number.quantity_id, span.taken))
            if number.role is None:
                sentence = reading.sentence_at(span.start)
                yield Issue(
                    source_id=document.source_id,
                    document_id=document.document_id,
                    table=Number.TABLE,
                    row_id=number.quantity_id,
                    type="number_without_role",
                    severity="info",
                    message=f"“{number.text}” 没有规则能说明: {reading.text[sentence.start : sentence.end][:120]}",
                    page=reading.paragraph.page,
                )
        yield from doubts.of_numbers(document, reading, placed)
    yield from doubts.of_metrics(document, readings, facts)


def _impossible(document: Document, reading: Reading) -> Iterator[Issue]:
    """Give an issue for each day that its month has not; the time is taken as the month."""
    for time in reading.times:
        if time.impossible:
            sentence = reading.sentence_at(time.start)
            yield Issue(
                source_id=document.source_id,
                document_id=document.document_id,
                table="documents",
                row_id=document.document_id,
                type="impossible_date",
                severity="warning",
                message=f"“{reading.text[time.start : time.end]}” 没有这一天,按 {time.value} 计:"
                f" {reading.text[sentence.start : sentence.end][:120]}",
                page=reading.paragraph.page,
            )


def _spans(document: Document, reading: Reading) -> Iterator[_Span]:
    """Give every number of a paragraph once: claims before the item's own number, then quantities, then bare digits."""
    text = reading.text
    covered = Covered(len(text))
    starts = sorted(q.start for q in reading.quantities)
    used = sorted(reading.used.items(), key=lambda item: item[0])
    places = [start for start, _ in used]

    def became(start: int, end: int) -> Taken | None:
        """Give the fact that a number inside a longer stretch became: a rate told as 1:1, a rank told as 第一."""
        within = used[bisect_left(places, start) : bisect_left(places, end)]
        return within[0][1] if within else None

    for claim in reading.claims:
        if claim.rule == "fraction":
            continue
        is_number = bisect_left(starts, claim.start) < bisect_left(starts, claim.end)
        words = text[claim.start : claim.end]
        told = claim.rule in _DATED or (claim.rule in _WORDED and _NUMERAL.search(words))
        if is_number or told or re.search(r"\d", words):
            covered.take(claim.start, claim.end)
            yield _Span(claim.start, claim.end, None, became(claim.start, claim.end) or claim.taken, claim.taken.rule)
    numbering = _LISTED.match(text)
    if numbering and covered.take(0, numbering.end()):
        yield _Span(0, numbering.end(), None, Taken("reference", "audit.numbering"))
    for quantity in reading.quantities:
        if covered.take(quantity.start, quantity.end):
            taken = _decided(document, reading, quantity)
            yield _Span(quantity.start, quantity.end, quantity, taken, derivation.of_number(quantity))
    for word in numberwords.fractions(text):
        if word.quantity is not None and covered.take(word.start, word.end):
            yield _Span(*word[:3], _decided(document, reading, word.quantity), word.rule)
    for match in _DIGITS.finditer(text):
        if covered.take(*match.span()):
            yield _Span(*match.span(), None, None)
    for word in numberwords.find(text):
        if covered.take(word.start, word.end):
            taken = became(word.start, word.end) or word.taken
            if taken is None and word.quantity is not None:
                taken = _decided(document, reading, word.quantity)
            yield _Span(*word[:3], taken, word.rule)


def _decided(document: Document, reading: Reading, quantity: Quantity) -> Taken | None:
    """Give what a number was decided to be: a fact, what the gate found instead, else what stands around it says."""
    refused = reading.refused.get(quantity.start)
    taken = reading.used.get(quantity.start) or refused or _taken(document, reading, quantity)
    return reasons.with_candidate(taken, refused) if taken is not None else None


def _taken(document: Document, reading: Reading, quantity: Quantity) -> Taken | None:
    """Take a number that became no fact for what its words say, else for what the part of the document says."""
    by_words = roles.by_words(reading.text, quantity)
    if by_words is not None and (by_words.role != "other" or quantity.vague):
        return by_words
    if reading.paragraph.kind == "heading" or reading.paragraph.role == "title":
        return Taken("name", "audit.heading")
    if reading.text[quantity.start - 1 : quantity.start] in tuple("≥≤<>"):
        return Taken("threshold", "audit.sign_of_comparison")
    if reading.paragraph.role in ("contact", "signature"):
        return Taken("contact", f"audit.{reading.paragraph.role}")
    if document.kind == "provisions" and (
        quantity.comparator != "=" or _REQUIRED.search(reading.text[: quantity.outer_start])
    ):
        return Taken("threshold", "audit.provision")
    if quantity.chinese and quantity.value < 10:
        return Taken("list_count", "audit.small_numeral")
    if quantity.unit is None:
        # 2031北京某展: a year without 年 that begins a name.
        return Taken("name", "audit.year_of_a_name") if _YEAR_OF_A_NAME.match(reading.text, quantity.start) else None
    decides = document.kind in ("provisions", "measures", "plan", "opinions", "key_points", "notice")
    return Taken("other", "audit.stated_without_aim") if decides else None


def _row(document: Document, reading: Reading, span: _Span, ids: Ids) -> Number:
    start, end, quantity, taken, rule = span
    text = reading.text[start:end]
    value = (
        (None if quantity.vague else quantity.value)
        if quantity
        else (numbers.parse(text) if _DIGITS.fullmatch(text) else None)
    )
    return Number(
        quantity_id=ids.fact("q", anchor(reading, start), beside=(text,)),
        document_id=document.document_id,
        page=reading.paragraph.page,
        char_start=reading.paragraph.start + start,
        char_end=reading.paragraph.start + end,
        text=text,
        value=numbers.plain(value) if value is not None else None,
        unit=quantity.unit if quantity else None,
        role=taken.role if taken else None,
        rule=derivation.joined(taken.rule, rule) if taken else None,
        fact_id=taken.fact_id if taken else None,
        candidate=cast("Role | None", taken.candidate) if taken else None,
        reason=taken.reason if taken else None,
        certainty=Plain(taken.certainty) if taken and taken.certainty else None,
    )
