"""The evidence around a number that was proposed as a fact: named signs, each there or not.

A sign names what stands where (`before:aim`, `at:bound`, `speech=rules`, `instead:sanction`), never a word of its own:
the lexicon (`seeds/grammar/words.csv`) says which words are of which class. What the signs weigh is no business of this
file: that is learnt, and stands in `transform.grammar.decision`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from transform.document.genre import Sort
from transform.document.model import Document
from transform.document.records import Fact
from transform.grammar import gate
from transform.grammar.reading import Reading
from transform.language import clauses, words
from transform.language.clauses import Span
from transform.language.quantities import Quantity

_NEAR = 6
"""Within so many characters of a number a word stands at it."""
_SMALL = 10
"""Under it a number may count what the sentence lists."""
_MANY_IN_CLAUSE = 3
_LEAD = 60
"""Of a paragraph that introduces a list its end says what is listed."""
_KINDS_OF_UNIT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("percent", re.compile(r"[%‰成]$")),
    ("points", re.compile(r"百分点$")),
    ("money", re.compile(r"元")),
    ("extent", re.compile(r"米|公里|公顷|亩|里$|[mck]m|㎡|m")),
    ("weight", re.compile(r"吨|公斤|千克|斤|克|g$|t$")),
    ("energy", re.compile(r"千瓦|瓦|kW|焦")),
    ("time", re.compile(r"[年月日天时分秒周]$|小时|分钟|工作日")),
    ("persons", re.compile(r"[人名户位]$|人次|人口")),
    ("times", re.compile(r"倍|番|次$|场次?$|期$")),
    ("counted", re.compile(r"[个家所座项条种类件处片省市县区镇乡村套台辆批户张支只艘架篇册幢栋间株]$")),
)


class Company(NamedTuple):
    """How many numbers are proposed as the same kind of fact: in the document, a thousand characters of it, the paragraph.

    One figure in a long text of rules is seldom measured; among thirty of a report it nearly always is.
    """

    document: int
    density: float
    paragraph: int

    def signs(self) -> Iterator[str]:
        """Give the signs of it."""
        yield "company=" + ("one" if self.document < 4 else "few" if self.document < 12 else "many")
        yield "density=" + ("thin" if self.density < 1 else "some" if self.density < 4 else "thick")
        yield "beside=" + ("alone" if self.paragraph < 2 else "two" if self.paragraph < 4 else "many")


def signs(
    kind: str, sort: Sort, document: Document, reading: Reading, position: int, row: Fact, company: Company
) -> frozenset[str]:
    """Give the signs around the number that starts at `position` of a paragraph's text, proposed as `row` of a kind.

    `kind` is target, observation or incentive.
    """
    text, sentence, clause = reading.text, reading.sentence_at(position), reading.clause_at(position)
    quantity = next((q for q in reading.quantities if q.start == position), None)
    start, end = (position, quantity.end if quantity else position + len("翻番"))
    return frozenset(
        [
            *company.signs(),
            *_of_document(document, sort, reading),
            *_of_proposal(reading, position, row),
            *gate.signs(kind, sort, document, reading, position, row),
            *_of_number(quantity),
            *_of_place(text, clause, reading, quantity, position),
            *_of_time(document, reading, sentence, clause, position),
            *_of_words(text, sentence, clause, start, end),
        ]
    )


def _of_document(document: Document, sort: Sort, reading: Reading) -> Iterator[str]:
    yield f"genre={sort.genre}"
    yield f"speech={sort.speech}"
    yield f"kind={document.kind}"
    yield f"part={reading.paragraph.role}"
    if reading.paragraph.kind == "list_item":
        yield "list_item"
    places = [("title", document.title), ("lead", reading.lead[-_LEAD:])]
    places += [("heading", heading) for heading in reading.headings[-2:]]
    for place, text in places:
        for word in words.classes(text):
            yield f"{place}:{word.word_class}"
    if not reading.headings:
        yield "no_heading"


def _of_proposal(reading: Reading, position: int, row: Fact) -> Iterator[str]:
    yield f"rule={row.evidence.rule}"
    for name in ("stat", "kind", "instrument"):
        if getattr(row, name, None):
            yield f"{name}={getattr(row, name)}"
    for name in ("deadline", "period", "per", "value_max", "is_forecast"):
        if getattr(row, name, None):
            yield f"has:{name}"
    if position in reading.refused:
        yield f"was={reading.refused[position].candidate}"


def _of_number(quantity: Quantity | None) -> Iterator[str]:
    if quantity is None:
        yield "doubling"
        return
    base = quantity.base
    yield "unit=" + (next((name for name, like in _KINDS_OF_UNIT if like.search(base)), "other") if base else "none")
    yield f"comparator={quantity.comparator}"
    if quantity.chinese:
        yield "chinese"
    if quantity.value < _SMALL:
        yield "small"
    if quantity.unit != base:
        yield "multiplied"
    if quantity.value_max is not None:
        yield "range"


def _of_place(text: str, clause: Span, reading: Reading, quantity: Quantity | None, position: int) -> Iterator[str]:
    around = clauses.bracketed(text, position)
    if around is not None:
        yield "bracketed=" + around[0]
    if quantity is None:
        return
    if not text[clause.start : quantity.outer_start].strip():
        yield "opens_clause"
    behind = text[quantity.end : clause.end]
    if not behind:
        yield "ends_clause"
    elif behind.startswith("的"):
        yield "attribute"
    elif re.match(r"[一-龥]", behind):
        yield "goes_on"
    beside = sum(clause.start <= q.start < clause.end for q in reading.quantities)
    if beside > 1:
        yield "beside"
    if beside > _MANY_IN_CLAUSE:
        yield "many_beside"


def _of_time(document: Document, reading: Reading, sentence: Span, clause: Span, position: int) -> Iterator[str]:
    time = reading.governing(position)
    if time is None:
        yield "time=none"
        return
    own = document.year
    relation = "undated"
    if time.year is not None and own is not None:
        relation = "past" if time.year < own else "future" if time.year > own else "own"
    yield f"time={time.kind}"
    yield f"time={time.kind}.{relation}"
    yield f"time.{relation}"
    where = "clause" if time.start >= clause.start else "sentence" if time.start >= sentence.start else "above"
    yield f"time_in={where}"
    yield f"time_in={where}.{time.kind}.{relation}"
    if time.value and len(time.value.split("/")[-1]) > len("2034-12"):
        yield "time=day"


def _of_words(text: str, sentence: Span, clause: Span, start: int, end: int) -> Iterator[str]:
    for word in words.classes(text):
        if word.end <= sentence.start or word.start >= sentence.end:
            continue
        if word.start >= end and word.end <= clause.end:
            yield f"behind:{word.word_class}"
            if word.start - end <= _NEAR:
                yield f"next:{word.word_class}"
        elif word.start < start and word.start >= clause.start:
            yield f"before:{word.word_class}"
            if start - word.end <= _NEAR:
                yield f"at:{word.word_class}"
        elif word.start < clause.start:
            yield f"earlier:{word.word_class}"
        elif word.start >= clause.end:
            yield f"later:{word.word_class}"
