"""The place or body that a number speaks of: what its clause is about, what governs it, else the document's own area.

A name counts only where a clause is *about* it (`topics`): at its beginning, behind times and words that lead in (其中, 截至…, 力争, 支持).
What a number is compared with, sent to or counted among is no place of its own (高于全国, 对美国出口, 创建全国文明城市).
A part of the document's area speaks for its own clause and for what goes on telling of the same thing (…, 增长5%); another's
area, the nation and the world for the rest of the sentence. Where a name is several (甲、乙分别…), each number has its own.

What a name is, `named_places` knows; which code it has, the models.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from transform.document.model import Document
from transform.grammar import named_places, topics
from transform.grammar.named_places import UNNAMED, Place
from transform.grammar.reading import Reading
from transform.grammar.topics import Topic
from transform.language import clauses
from transform.language.clauses import Span
from transform.language.quantities import Quantity

_GOES_ON = re.compile(r"造成|导致|致使?|其中|同比|环比|[比较]上?年|比\d|较\d|增长|下降|占|达到?|[位稳]?居")
"""How a clause begins that tells more of the same."""
_ACTS = re.compile(r"[一-龥]?年?内?(?:就|已|将|累计)?(?:实现|完成|达到)")
_FEW = frozenset("个家项件名位部处条款种座所人张块枚支只")
_COUNTED = 1000
"""Under it, so many of something with the nation's or the world's name are bearers of a title (中国好人12名), not all there are."""
_STATED = re.compile(r"共有|已有|现有|拥有|总数|达|超|约|近|逾|已|[共有]$")
"""Words of a number that measures how many there are."""
_BACK = 12
"""Clauses or sentences that are looked back over: who tells longer names the place again, and a list must not cost squares."""
_WIDER = re.compile("全球|世界|国际")
_RESPECTIVELY = "分别"


def of_number(document: Document, reading: Reading, position: int, metric: str, *, is_rank: bool = False) -> str | None:
    """Give the place that the number at a position of a paragraph speaks of; the document's own where no other is told.

    Where the clause does not name the metric, it goes on telling of what the clause before was about. `UNNAMED` where
    it means a place that the text does not name; None where none is told and the document has none.
    """
    behind = _all_over(document, reading, position)
    if behind is not None:
        return behind.name
    topic = _topic_of(document, reading, position, metric)
    if topic is None or topic.is_own:
        return document.area
    if topic.is_unknown:
        return UNNAMED
    place = _one_of(reading, topic, position)
    if place is None:
        return "、".join(p.name for p in topic.places)
    if place.kind in ("nation", "world"):
        among = is_rank and _WIDER.search(reading.text, place.end, reading.clause_at(position).end) is None
        if among or _is_titled(document, reading, place, position):
            return document.area
    return document.area if topics.is_own(document, place) else place.name


def _all_over(document: Document, reading: Reading, position: int) -> Place | None:
    """Give the nation or the world right behind a share of what it holds (覆盖90%全球企业)."""
    number = _number_at(reading, position)
    if number is None or number.unit != "%":
        return None
    place = named_places.at(document, reading.text, number.end)
    return place if place is not None and place.kind in ("nation", "world") else None


def of_words(document: Document, words: str) -> str | None:
    """Give the place that the name of a row or a column of a table begins with or consists of, None where there is none."""
    place = named_places.at(document, words, 0)
    if place is None or topics.MARK.match(words, place.end):
        return None
    return document.area if topics.is_own(document, place) else place.name


def is_name(document: Document, metric: str) -> bool:
    """Say whether a metric is the name of a place and nothing else, so that it says where and not what."""
    place = named_places.at(document, metric, 0)
    return place is not None and place.end == len(metric) and place.kind in ("area", "state", "region", "zone")


def is_of_place(document: Document, metric: str, whole: str) -> bool:
    """Say whether a metric is those of a place among what was counted before it (示范企业248家,云川企业5家)."""
    place = named_places.at(document, metric, 0)
    rest = metric[place.end :] if place is not None and place.kind == "area" else ""
    # What has a place of its own is another's, or the same that goes on (云川市产值…,增长5%).
    is_of_all = named_places.at(document, whole, 0) is None
    return is_of_all and len(rest) > 1 and whole.endswith(rest) and whole != rest


def with_noun(document: Document, metrics: list[str]) -> list[str]:
    """Give to names of places in a list the noun that the last of them has (甲区、乙区产值分别为…)."""
    last = named_places.at(document, metrics[-1], 0) if len(metrics) > 1 else None
    if last is None or last.end == len(metrics[-1]) or not all(is_name(document, metric) for metric in metrics[:-1]):
        return metrics
    return [metric + metrics[-1][last.end :] for metric in metrics[:-1]] + metrics[-1:]


_OF_WHICH = "其中"


def _topic_of(document: Document, reading: Reading, position: int, metric: str) -> Topic | None:
    here = reading.clause_at(position)
    found = topics.of_clause(document, reading, here, position)
    if found:
        return found[-1]
    text, sentence = reading.text, reading.sentence_at(position)
    named = _of_metric(document, metric)
    if named is not None:
        return named
    goes_on = not _names(metric, text[here.start : here.end]) or _GOES_ON.match(text, here.start) is not None
    plan = topics.planned(document, reading, sentence, position)
    spans: Sequence[Span] = clauses.clauses(text, sentence)
    if text.startswith(_OF_WHICH, sentence.start):
        # …地区产值3亿元。其中,出口1亿元: it goes on with what the sentence before is about.
        former = next(_before(reading.sentences, sentence.start), None)
        spans = [*clauses.clauses(text, former), *spans] if former is not None else spans
        goes_on = True
    for clause in _before(spans, here.start):
        found = topics.of_clause(document, reading, clause, clause.end)
        if found:
            last = found[-1]
            acts = (
                clause.end + 1 == here.start and _ACTS.match(text, topics.behind_times(reading, here.start)) is not None
            )
            goes_on = goes_on or (acts and all(place.kind == "body" for place in last.places))
            if last.is_own or (not last.is_setting and (goes_on or _holds_on(document, reading, last, clause))):
                return last
            break
    return plan or _governing(document, reading, position)


def _of_metric(document: Document, metric: str) -> Topic | None:
    """Give the place that a metric begins with, of those that a sentence listed before (前两位为甲、乙,分别为…)."""
    place = named_places.at(document, metric, 0)
    if place is None or place.kind != "area" or topics.MARK.match(metric, place.end):
        return None
    return Topic((place,), 0, is_own=topics.is_own(document, place)) if place.end < len(metric) else None


def _number_at(reading: Reading, position: int) -> Quantity | None:
    return next(iter(topics.numbers(reading, position, position + 1)), None)


def _before(spans: Sequence[Span], position: int) -> Iterator[Span]:
    """Give the last clauses or sentences before a place, the nearest first."""
    last = bisect_right(spans, position, key=lambda span: span.end)
    return reversed(spans[max(0, last - _BACK) : last])


def _holds_on(document: Document, reading: Reading, topic: Topic, clause: Span) -> bool:
    """Say whether the rest of a sentence is about what one of its clauses was: another's, told with a number of it.

    A region or an area needs none: a state may only be where somebody comes from (某国歌手举办演唱会,吸引…).
    """
    if not topic.places or not all(topics.is_anothers(document, place) for place in topic.places):
        return False
    has_number = bool(topics.numbers(reading, topic.start + 1, clause.end))
    return has_number or all(place.kind in ("area", "region") for place in topic.places)


def _one_of(reading: Reading, topic: Topic, position: int) -> Place | None:
    """Give the place of a list that a number goes with (甲、乙分别为…), None where it goes with all of them."""
    if len(topic.places) == 1:
        return topic.places[0]
    sentence = reading.sentence_at(position)
    cue = reading.text.rfind(_RESPECTIVELY, topic.start, position)
    if cue < 0:
        return None
    of_clause = reading.clause_at(cue)
    told = [q.start for q in topics.numbers(reading, cue, min(of_clause.end, sentence.end))]
    if len(told) != len(topic.places) or position not in told:
        return None
    return topic.places[told.index(position)]


def _governing(document: Document, reading: Reading, position: int) -> Topic | None:
    """Give the place that stands alone over a paragraph or opens it with a colon (临澜市:…)."""
    opening = named_places.at(document, reading.text, 0)
    if opening is not None and reading.text[opening.end : opening.end + 1] == ":" and opening.end < position:
        return Topic((opening,), 0, is_own=topics.is_own(document, opening))
    for heading in reversed(reading.paragraph.headings):
        place = named_places.only(document, heading)
        if place is not None:
            return Topic((place,), 0, is_own=topics.is_own(document, place))
    if document.area is None:
        # Nobody's own paper: the place that the paragraph told of last.
        sentences = _before(reading.sentences, position)
        before = (c for s in sentences for c in reversed(clauses.clauses(reading.text, s)[-_BACK:]))
        told = (
            topic for clause in before for topic in reversed(topics.of_clause(document, reading, clause, clause.end))
        )
        return next((topic for topic in told if topic.places and not topic.is_setting), None)
    return None


def _is_titled(document: Document, reading: Reading, place: Place, position: int) -> bool:
    """Say whether a few of something with the nation's name are counted: they bear it as a title."""
    number = _number_at(reading, position)
    if number is None or place.end >= position or not _is_few(number):
        return False
    return _STATED.search(reading.text, place.end, position) is None


def _is_few(number: Quantity) -> bool:
    return (number.unit or "")[-1:] in _FEW and len(number.unit or "") == 1 and number.value < _COUNTED


def _names(metric: str, words: str) -> bool:
    """Say whether words hold a metric, or how it begins."""
    return bool(metric) and (metric in words or metric[:2] in words)
