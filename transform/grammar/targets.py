"""Targets: a number with its metric, kind, comparator and deadline, in the document's own voice about what shall be.

What makes a number a target: it is neither claimed (`roles`) nor money offered (`incentives`) nor a condition, and
the sentence looks ahead — by its verb in a plan, by its time in a report or on a news page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from transform.document.model import Document
from transform.document.records import Evidence, Fact
from transform.grammar import ahead, constituents, deadlines, metrics, phrases, places, promised, unaimed
from transform.grammar.anchor import anchor
from transform.grammar.chapters import plan_year
from transform.grammar.promised import TargetKind
from transform.grammar.reading import Reading
from transform.grammar.roles import Taken
from transform.grammar.voice import Voice, voice_of
from transform.identity import Ids
from transform.language import clauses
from transform.language.clauses import Span
from transform.language.numbers import Plain
from transform.language.quantities import Comparator, Quantity

_EACH_ONE = re.compile("人均|户均")
_AREA_ALONE = re.compile(r"[全本我](?:国|省|市|区|县|州|域|自治区)")
"""Where, and not what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Fact):
    """A number that shall be reached: a level, an increase, or a multiple (翻一番 is 2)."""

    TABLE = "targets"
    KEY = ("target_id",)

    target_id: str
    voice: Voice
    document_id: str
    measure_id: str | None
    metric: str
    kind: TargetKind
    comparator: Comparator
    value: Plain
    value_max: Plain | None
    unit: str | None
    deadline: str | None
    per: str | None
    area: str | None
    table_id: str | None = None
    row: int | None = None
    column: int | None = None


def find(document: Document, readings: list[Reading], ids: Ids) -> list[Target]:
    """Give the rows of `targets` of one document; the numbers that became targets are marked in their readings."""
    rows: list[Target] = []
    year = plan_year(document)
    for reading in readings:
        if not ahead.may_hold(document, reading):
            continue
        for sentence in reading.sentences:
            rows += _sentence(document, reading, sentence, year, ids)
    return rows


def _sentence(document: Document, reading: Reading, sentence: Span, year: str | None, ids: Ids) -> list[Target]:
    text = reading.text
    rows: list[Target] = []
    subject = ""
    within: list[Quantity] = []
    grown: Quantity | None = None
    free = [q for q in reading.free(sentence) if not unaimed.is_condition(document, reading, sentence, q)]
    events: list[tuple[int, Quantity | re.Match[str]]] = [(q.start, q) for q in free]
    doubled = promised.DOUBLING.finditer(text, sentence.start, sentence.end)
    events += [(m.start(), m) for m in doubled if (clauses.bracketed(text, m.start()) or "(")[0] not in "“‘"]
    for position, event in sorted(events, key=lambda e: e[0]):
        clause = reading.clause_at(position)
        base = unaimed.base_of(text, clause, event) if isinstance(event, Quantity) else None
        if base is not None:
            subject = metrics.tidy(constituents.before(phrases.without_times(text, clause.start, base, reading.times)))
            each = _EACH_ONE.search(text, base, position)
            if each is not None and subject and not subject.endswith(("标准", "率", "水平")) and each[0] not in subject:
                subject = each[0] + subject  # 补助从人均40元提高到45元
            continue
        if isinstance(event, Quantity) and unaimed.states_nothing(
            text, sentence, clause, event, tells=ahead.reports(document)
        ):
            continue
        if isinstance(event, Quantity) and unaimed.is_of_a_name(text, clause, event):
            within.append(event)
            continue
        time = reading.respective(free, event) if isinstance(event, Quantity) else None
        time = time or ahead.governing(document, reading, sentence, position) or reading.listed_horizon(position)
        if time is None and ahead.reports(document):
            time = ahead.horizon_told(reading, sentence, clause, position)
        if not ahead.looks_ahead(document, reading, sentence, clause, position, time):
            continue
        if isinstance(event, Quantity):
            row = [q for q in free if clause.start <= q.start < clause.end and q not in within]
            phrase = phrases.around(text, clause, row, row.index(event), reading.times)
            subjects = phrases.respective(text, clause, row, reading.times)
            if subjects and not phrase.from_right:
                phrase = replace(phrase, metric=subjects[row.index(event)])
            number = promised.of_quantity(event, phrase, text, clause)
            if grown is not None and grown.start >= clause.start and promised.grows_too(text, grown, event, number):
                number = number._replace(kind="increase")
            grown = event if number.kind == "increase" else None
            outer = event.outer_start
        else:
            behind = max((q.end for q in free if clause.start <= q.start < event.start()), default=clause.start)
            left = phrases.without_times(text, behind, event.start(), reading.times)
            phrase = phrases.Phrase(constituents.before(left), clause.start, event.end(), False)
            outer = event.start()
            times = {"一": 2, "两": 4, "二": 4, "三": 8}.get(event["times"] or "一", 2)
            comparator: Comparator = ">" if event["comparator"] else ">=" if event["bound"] else "="
            number = promised.Number("multiple", comparator, Plain(str(times)), None, None)
        per = promised.per(text, sentence, clause, position)
        metric = metrics.of_target(reading, sentence, clause, phrase, number, outer, subject)
        metric = promised.without_area(promised.without_ratio(metric, per), per) or subject
        area = places.of_number(document, reading, position, metric)
        if subject and (metric == area or _AREA_ALONE.fullmatch(metric)):
            metric = subject  # 其中某区10座, 全市达到16座: of what the clause before counts.
        if metric in ("", "数"):
            continue  # What is left of 预计数 names nothing.
        subject = subject if metric.startswith(subject or "占") else metric
        rule = f"targets.{number.kind}.{'object' if phrase.from_right else 'subject'}"
        evidence = Evidence.of_text(document, reading.paragraph, phrase.start, phrase.end, rule)
        deadline = (
            deadlines.of_plan(reading, time)
            or deadlines.of_time(time, text, sentence, position)
            or year
            or deadlines.inherited(document, reading, sentence, position)
        )
        target_id = ids.fact("t", anchor(reading, position), beside=(evidence.quote, _measure(document, reading)))
        reading.used[position] = Taken("target", rule, target_id)
        rows.append(
            Target(
                target_id=target_id,
                voice=voice_of(document, reading, sentence, position),
                document_id=document.document_id,
                measure_id=_measure(document, reading),
                metric=constituents.driven(metric),
                kind=number.kind,
                comparator=number.comparator,
                value=number.value,
                value_max=number.value_max,
                unit=number.unit,
                deadline=deadline,
                per=per,
                area=area,
                evidence=evidence,
            )
        )
    return rows


def _measure(document: Document, reading: Reading) -> str | None:
    index = reading.paragraph.measure
    return document.measures[index].id if index is not None else None
