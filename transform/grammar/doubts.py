"""What was read and may be wrong: the audit's doubts, each an issue of its own type with the sentence that it is about.

A doubt changes nothing of what was read. It is raised where a person who looks finds a fault more often than not, so
each has its bounds here: a list that cries wolf is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from transform.document.model import Document
from transform.document.records import Fact, Issue, Severity
from transform.grammar.reading import Reading
from transform.grammar.roles import Taken
from transform.language import words
from transform.language.clauses import Span

FACTS = frozenset(["target", "observation", "incentive"])
EVEN = Decimal("0.55")
"""What another role reached before the number became a fact of its own: as likely as not, so a person should look."""
SAID = 120
"""Characters of a sentence that a message quotes; what it is about stands near."""
_OPENING = re.compile(r"(?:(?:力争|争取|确保|计划)?(?:到|至)|[一-龥]{0,4}[,:])?$")
"""What may stand before the horizon that opens a sentence (力争到)."""
_FORECAST = re.compile(r"预计|预测|预估|有望|估计|测算")
"""A forecast sets no aim, whatever its horizon."""
_UNCOUNTED = frozenset(["date", "limit_of_time", "name", "reference", "contact", "list_count"])
"""Roles of numbers that no aim could be made of."""
_LIST_NUMBER = re.compile(r"(?:^|[^\d.,])\d{1,2}\.$")
_YEAR = re.compile(r"(?:19|20)\d{2}年")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*,$")
_THREE = re.compile(r"\d{3}(?!\d)")


_CHANGES = frozenset(["add", "fall", "reach"])
"""Classes of the verbs that the segmenter's dictionary writes together with their nouns (价格上涨)."""
_LONGEST_VERB = 4
"""Characters of a verb of the lexicon that goes on behind such a word: 控制在, 不低于."""


class Placed(NamedTuple):
    """A number of a paragraph, `text[start:end]`: the id of its row, and what it was taken for."""

    start: int
    end: int
    id: str
    taken: Taken | None


class _Doubt(NamedTuple):
    type: str
    severity: Severity
    table: str
    row_id: str | None
    says: str
    place: int


def of_numbers(document: Document, reading: Reading, placed: Sequence[Placed]) -> Iterator[Issue]:
    """Give what may be wrong with the numbers of a paragraph, in the order of the text.

    `number_cut_in_two`: a digit stands right before or behind what was read as a number. `two_readings`: another role was
    as likely. `aim_without_target`: a sentence opens with a horizon and has a number, and none of it became a target.
    """
    for found in sorted(
        [*_cut(reading, placed), *_even(reading, placed), *_aims(reading, placed)], key=lambda d: d.place
    ):
        yield _issue(document, reading, found)


def of_metrics(document: Document, readings: Sequence[Reading], facts: Sequence[Fact]) -> Iterator[Issue]:
    """Give `metric_cuts_word` for each fact of a text whose metric begins or ends inside a word (代产业学院 in 现代产业学院).

    A metric that stands in the sentence in no one piece was put together, and its edges are not looked at.
    """
    for fact in facts:
        start, metric = fact.evidence.char_start, getattr(fact, "metric", None)
        reading = _around(readings, start) if start is not None and metric else None
        if reading is None or start is None:
            continue
        begin, end = start - reading.paragraph.start, (fact.evidence.char_end or start) - reading.paragraph.start
        places = [place for place in _places_of(str(metric), reading.text, end) if place[1] > begin]
        if places and all(_cuts_word(reading.text, *place) for place in places):
            [key] = fact.KEY
            says = f"计量内容“{metric}”在词语中间断开"
            row_id = str(getattr(fact, key))
            yield _issue(
                document, reading, _Doubt("metric_cuts_word", "warning", fact.TABLE, row_id, says, places[-1][0])
            )


def _places_of(words_said: str, text: str, end: int) -> Iterator[tuple[int, int]]:
    """Give where words stand in `text[:end]`, from left to right and apart (by hand: a pattern for each metric costs more to make than to use)."""
    start = text.find(words_said, 0, end)
    while start >= 0:
        yield start, start + len(words_said)
        start = text.find(words_said, start + len(words_said), end)


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Say whether a stretch begins or ends inside a word; the verb or the bound in a word of the dictionary may go (价格|上涨, 约|占)."""
    borders = words.borders(text)
    if borders[start] and borders[end]:
        return False
    entries = words.lexicon().entries
    for word in words.segment(text):
        outside = ""
        if word.start < start < word.end:
            outside = text[word.start : start]
        elif word.start < end < word.end:
            # 总量控制 is a word, and 控制在 that goes on behind it one of ours.
            longer = (text[end : end + n] for n in range(_LONGEST_VERB, word.end - end, -1))
            outside = next((verb for verb in longer if verb in entries), text[end : word.end])
        if not outside:
            continue
        entry = entries.get(outside)
        known = entry is not None and (
            entry.word_class == "bound" or (entry.word_class in _CHANGES and len(outside) > 1)
        )
        if not known:
            return True
    return False


def _cut(reading: Reading, placed: Sequence[Placed]) -> Iterator[_Doubt]:
    seen: set[int] = set()
    for number in placed:
        for edge in (number.start, number.end):
            if not {edge - 1, edge, edge + 1} & seen and _splits(reading.text, edge):
                seen.add(edge)
                near = reading.text[max(0, edge - 8) : edge] + "|" + reading.text[edge : edge + 8]
                says = f"“{near}” 处的数可能被拆成两个"
                yield _Doubt("number_cut_in_two", "warning", "quantities", number.id, says, number.start)


def _splits(text: str, edge: int) -> bool:
    """Say whether an edge of a number stands inside a run of digits: with its point, or its comma of thousands."""
    before, behind = text[max(0, edge - 12) : edge], text[edge : edge + 12]
    if before[-1:].isdigit():
        if behind[:1] == ",":
            return _THOUSANDS.search(before + ",") is not None and _THREE.match(behind[1:]) is not None
        return behind[:1].isdigit() or (behind[:1] == "." and behind[1:2].isdigit())
    if not behind[:1].isdigit() or not before[-2:-1].isdigit():
        return False
    if before[-1] == ",":
        return _THOUSANDS.search(before) is not None and _THREE.match(behind) is not None
    # 3.2031年…: an item's number and the year that it begins with.
    return before[-1] == "." and not (_LIST_NUMBER.search(before) and _YEAR.match(behind))


def _even(reading: Reading, placed: Sequence[Placed]) -> Iterator[_Doubt]:
    for number in placed:
        taken, nearly = number.taken, reading.refused.get(number.start)
        if taken is None or taken.fact_id is None or nearly is None or nearly.candidate in (None, taken.role):
            continue
        if nearly.certainty is not None and Decimal(nearly.certainty) >= EVEN:
            says = f"读作 {taken.role}，读作 {nearly.candidate} 的依据几乎相当（确信度 {nearly.certainty}）：{nearly.reason or ''}"
            yield _Doubt("two_readings", "warning", "quantities", number.id, says, number.start)


def _aims(reading: Reading, placed: Sequence[Placed]) -> Iterator[_Doubt]:
    for sentence in reading.sentences if reading.paragraph.kind != "heading" else ():
        time = next((t for t in reading.times if sentence.start <= t.start < sentence.end), None)
        if time is None or time.kind != "until" or _is_day(time.value):
            continue
        if not _OPENING.fullmatch(reading.text[sentence.start : time.start]):
            continue
        if _FORECAST.search(reading.text, sentence.start, sentence.end):
            continue
        within = [p for p in placed if time.end <= p.start < sentence.end]
        if any(p.taken is not None and p.taken.role == "target" for p in within):
            continue
        left = [p for p in within if p.taken is None or p.taken.role not in _UNCOUNTED]
        if left:
            told = "、".join(f"“{reading.text[p.start : p.end]}”" for p in left[:3])
            yield _Doubt(
                "aim_without_target",
                "info",
                "quantities",
                left[0].id,
                f"以期限开头的句子没有读出目标，其中有 {told}",
                left[0].start,
            )


def _is_day(value: str | None) -> bool:
    """Say whether a horizon is a day (到6月10日): by then something was counted, or is to be handed in."""
    return value is not None and re.search(r"-\d{2}-\d{2}$", value) is not None


def _around(readings: Sequence[Reading], position: int) -> Reading | None:
    """Give the paragraph that holds a character of the document."""
    return next((r for r in readings if r.paragraph.start <= position < r.paragraph.end), None)


def _issue(document: Document, reading: Reading, doubt: _Doubt) -> Issue:
    sentence: Span = reading.sentence_at(doubt.place)
    return Issue(
        source_id=document.source_id,
        document_id=document.document_id,
        table=doubt.table,
        row_id=doubt.row_id,
        type=doubt.type,
        severity=doubt.severity,
        message=f"{doubt.says}：{reading.text[sentence.start : sentence.end][:SAID]}",
        page=reading.paragraph.page,
    )
