"""The place or body that a number speaks of: what its clause is about, what governs it, else the document's own area.

A name counts only where a clause is *about* it: at its beginning, behind times and words that lead in (其中, 截至…, 力争, 支持).
What a number is compared with, sent to or counted among is no place of its own (高于全国, 对美国出口, 创建全国文明城市).
A part of the document's area speaks for its own clause and for what goes on telling of the same thing (…, 增长5%); another's
area, the nation and the world for the rest of the sentence. Where a name is several (甲、乙分别…), each number has its own.

What a name is, `named_places` knows; which code it has, the models.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from transform.document.model import Document
from transform.grammar import named_places
from transform.grammar.named_places import UNNAMED, Place
from transform.grammar.reading import Reading
from transform.language import clauses
from transform.language.clauses import Span
from transform.language.quantities import Quantity

_AROUND = re.compile(r"(?P<which>全|本|我|该)(?P<sign>自治区|省|市|州|盟|县|区|旗)(?!级|属|直|管|域[^内])")
"""全市, 我省, 该县: an area by its level, the document's own or the one spoken of."""
_LEAD = re.compile(
    r"[,、:“(\s]|其中|同时|此外|另外|目前|当前|日前|近日|今年|去年|明年|上年|全年|年初|年底|年末|年|月|日|底|末|累计|预计|预期|估计|初步核算|截至|截止|[到至](?=\d|“|本世纪|今年|明年|那时)|"
    r"随着|特别是|尤其是|例如|比如|据|仅|单|而|且|但|也|还|力争|争取|确保|努力|积极|全力|加快|实现|完成|推动|推进|促进|带动|支持|指导|鼓励|引导|帮助|助力|"
    r"统筹|使|让|在|从|期间|以来|方面|看|统计|近年来|季度|上半年|前三季度|已经?|将|又|再|共"
)
"""What may stand between the beginning of a clause and the name of what it is about."""
_SOURCE = re.compile(
    r"[^,;。:《》\d]{2,30}?(?:显示|表明|预测|指出)|[^,;。:]{0,40}《[^《》]+》[一-龥]{0,8}?(?:显示|表明|预测|指出)"
)
"""Who tells it."""
_PLANNED = re.compile(r"《(?P<title>[^《》]+)》[^。;《》]{0,24}?(?:提出|明确|指出|要求|规定|计划|目标)")
"""A plan whose aims are told: of another's it is that other's."""
_GOES_ON = re.compile(r"造成|导致|致使?|其中|同比|环比|[比较]上?年|比\d|较\d|增长|下降|占|达到?|[位稳]?居")
"""How a clause begins that tells more of the same."""
_ACTS = re.compile(r"[一-龥]?年?内?(?:就|已|将|累计)?(?:实现|完成|达到)")
_AMIDST = "在"
_JOINT = re.compile(r"、|和|与|及|以及|,")
_MARK = re.compile(
    r"的?(?:占比|份额|排名|平均|水平|同类|同期|前列|第|首|居|位|至|到|—|-|~|向|对|与|和|同|签署|签订|签约|合作|“|[一-龥]{0,2}(?:间|之间))"
)
"""Behind a name: then it is a mark to compare with, an end of a line, a partner, or the head of a title in quotation marks."""
_AND_MORE = re.compile(r"[^,;。\d]*?等(?!级|候|于|值|待)")
_FEW = frozenset("个家项件名位部处条款种座所人张块枚支只")
_COUNTED = 1000
"""Under it, so many of something with the nation's or the world's name are bearers of a title (中国好人12名), not all there are."""
_STATED = re.compile(r"共有|已有|现有|拥有|总数|达|超|约|近|逾|已|[共有]$")
"""Words of a number that measures how many there are."""
_WIDER = re.compile("全球|世界|国际")
_RESPECTIVELY = "分别"


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a clause or a part of one is about: places, or nothing but the document's own area."""

    places: tuple[Place, ...]
    start: int
    is_own: bool = False
    is_unknown: bool = False
    """全市 in a province's paper that names no city."""
    is_setting: bool = False
    """It says in what midst (在全球832家企业中): nothing behind the clause is about it."""


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
    return document.area if _is_own(document, place) else place.name


def _all_over(document: Document, reading: Reading, position: int) -> Place | None:
    """Give the nation or the world right behind a share of what it holds (覆盖90%全球企业)."""
    number = next((q for q in reading.quantities if q.start == position and q.unit == "%"), None)
    place = named_places.at(document, reading.text, number.end) if number is not None else None
    return place if place is not None and place.kind in ("nation", "world") else None


def of_words(document: Document, words: str) -> str | None:
    """Give the place that the name of a row or a column of a table begins with or consists of, None where there is none."""
    place = named_places.at(document, words, 0)
    if place is None or _MARK.match(words, place.end):
        return None
    return document.area if _is_own(document, place) else place.name


def is_name(document: Document, metric: str) -> bool:
    """Say whether a metric is the name of a place and nothing else, so that it says where and not what."""
    place = named_places.at(document, metric, 0)
    return place is not None and place.end == len(metric) and place.kind in ("area", "state", "region", "zone")


def with_noun(document: Document, metrics: list[str]) -> list[str]:
    """Give to names of places in a list the noun that the last of them has (甲区、乙区产值分别为…)."""
    last = named_places.at(document, metrics[-1], 0) if len(metrics) > 1 else None
    if last is None or last.end == len(metrics[-1]) or not all(is_name(document, metric) for metric in metrics[:-1]):
        return metrics
    return [metric + metrics[-1][last.end :] for metric in metrics[:-1]] + metrics[-1:]


def _topic_of(document: Document, reading: Reading, position: int, metric: str) -> _Topic | None:
    here = reading.clause_at(position)
    topics = _topics(document, reading, here, position)
    if topics:
        return topics[-1]
    text, sentence = reading.text, reading.sentence_at(position)
    named = _of_metric(document, metric)
    if named is not None:
        return named
    goes_on = not _names(metric, text[here.start : here.end]) or _GOES_ON.match(text, here.start) is not None
    planned = _planned(document, reading, sentence, position)
    for clause in reversed([c for c in clauses.clauses(text, sentence) if c.end <= here.start]):
        topics = _topics(document, reading, clause, clause.end)
        if topics:
            last = topics[-1]
            acts = clause.end + 1 == here.start and _ACTS.match(text, _behind_times(reading, here.start)) is not None
            goes_on = goes_on or (acts and all(place.kind == "body" for place in last.places))
            if last.is_own or (not last.is_setting and (goes_on or _holds_on(document, reading, last, clause))):
                return last
            break
    return planned or _governing(document, reading, position)


def _of_metric(document: Document, metric: str) -> _Topic | None:
    """Give the place that a metric begins with, of those that a sentence listed before (前两位为甲、乙,分别为…)."""
    place = named_places.at(document, metric, 0)
    if place is None or place.kind != "area" or _MARK.match(metric, place.end):
        return None
    return _Topic((place,), 0, is_own=_is_own(document, place)) if place.end < len(metric) else None


def _behind_times(reading: Reading, start: int) -> int:
    while (time := next((t for t in reading.times if t.start <= start < t.end), None)) is not None:
        start = time.end
    return start


def _holds_on(document: Document, reading: Reading, topic: _Topic, clause: Span) -> bool:
    """Say whether the rest of a sentence is about what one of its clauses was: another's, told with a number of it.

    A region or an area needs none: a state may only be where somebody comes from (某国歌手举办演唱会,吸引…).
    """
    if not topic.places or not all(_is_anothers(document, place) for place in topic.places):
        return False
    has_number = any(topic.start < q.start < clause.end for q in reading.quantities)
    return has_number or all(place.kind in ("area", "region") for place in topic.places)


def _planned(document: Document, reading: Reading, sentence: Span, position: int) -> _Topic | None:
    """Give the place whose plan a sentence tells before a number, where it is another's (《乙市规划》提出,到2035年…)."""
    for found in reversed(list(_PLANNED.finditer(reading.text, sentence.start, position))):
        place = named_places.at(document, reading.text, found.start("title"))
        if (
            place is not None
            and place.kind == "area"
            and _is_anothers(document, place)
            and not _is_above(document, place)
        ):
            return _Topic((place,), place.start)
    return None


def _topics(document: Document, reading: Reading, clause: Span, until: int) -> list[_Topic]:
    """Give what a clause is about, and behind each of its numbers what the rest is about, from left to right."""
    starts = [clause.start]
    for quantity in reading.quantities:
        if clause.start <= quantity.start < until and (joint := _JOINT.match(reading.text, quantity.end)):
            starts.append(joint.end())
    found = [_topic(document, reading, start, min(until, clause.end)) for start in starts if start < until]
    return [topic for topic in found if topic is not None]


def _topic(document: Document, reading: Reading, begin: int, until: int) -> _Topic | None:
    """Read what words are about from their beginning on: behind times and what leads in stands a place, or none does."""
    text = reading.text
    while begin < until:
        around = _AROUND.match(text, begin)
        if around is not None:
            planned = _planned(document, reading, reading.sentence_at(begin), begin)
            if planned is not None and planned.places[0].name.endswith(around["sign"]):
                return planned
            return _around(document, reading, around)
        places = named_places.listed(document, text, begin, until)
        if places:
            return _about(document, text, places, until, is_amidst=text.startswith(_AMIDST, begin - 1))
        time = next((t for t in reading.times if t.start <= begin < t.end), None)
        lead = _LEAD.match(text, begin) or _SOURCE.match(text, begin, until)
        if time is None and lead is None:
            return None
        begin = time.end if time is not None else lead.end() if lead is not None else until
    return None


def _about(document: Document, text: str, places: tuple[Place, ...], until: int, *, is_amidst: bool) -> _Topic | None:
    end = named_places.behind(text, places)
    if len(places) == 1 and _MARK.match(text, end):
        return None
    is_wide = all(place.kind in ("nation", "world") for place in places)
    if is_amidst and is_wide and end != until:
        return None  # 在全国率先实现, 在全球经济放缓的背景下.
    if len(places) == 1 and _joins(places[0], named_places.at(document, text, end)):
        return None  # 甲地乙地第二回线路: what lies between them.
    if _AND_MORE.match(text, end, until):
        return None  # 甲电厂、乙电厂等: some of many.
    is_own = all(_is_own(document, place) for place in places)
    return _Topic(places, places[0].start, is_own=is_own, is_setting=is_amidst)


def _joins(place: Place, behind: Place | None) -> bool:
    """Say whether a name stands right before another of its level: the ends of a line."""
    return behind is not None and {area.level for area in place.areas} & {area.level for area in behind.areas} != set()


def _is_above(document: Document, place: Place) -> bool:
    """Say whether the document's own area lies in a place: whose plan it carries out."""
    own = named_places.own(document)
    return own is not None and any(document.areas.lies_in(own, area) for area in place.areas)


def _around(document: Document, reading: Reading, found: re.Match[str]) -> _Topic:
    """Say which area 全市 or 该县 means: the document's own, one around it, else the last that the paragraph named."""
    sign, area = found["sign"], document.area
    own = named_places.own(document)
    if found["which"] != "该":
        if area is None or area.endswith(sign) or (own is not None and own.sign == sign):
            return _Topic((), found.start(), is_own=True)
        outer = next((a for a in document.areas.above(own) if a.sign == sign), None) if own is not None else None
        if outer is not None:
            return _Topic((Place(found.start(), found.end(), outer.name, "area", (outer,)),), found.start())
    said = "。".join((*reading.headings, reading.text[: found.start()]))
    meant = named_places.last_of_sign(document.areas, said, sign)
    if meant is None:
        # Of an area that the register does not know its level is not known either.
        is_own = own is None and area != "全国"
        return _Topic((), found.start(), is_own=is_own, is_unknown=not is_own)
    return _Topic((meant,), found.start())


def _one_of(reading: Reading, topic: _Topic, position: int) -> Place | None:
    """Give the place of a list that a number goes with (甲、乙分别为…), None where it goes with all of them."""
    if len(topic.places) == 1:
        return topic.places[0]
    sentence = reading.sentence_at(position)
    cue = reading.text.rfind(_RESPECTIVELY, topic.start, position)
    if cue < 0:
        return None
    of_clause = reading.clause_at(cue)
    told = [q.start for q in reading.quantities if cue < q.start < min(of_clause.end, sentence.end)]
    if len(told) != len(topic.places) or position not in told:
        return None
    return topic.places[told.index(position)]


def _governing(document: Document, reading: Reading, position: int) -> _Topic | None:
    """Give the place that stands alone over a paragraph or opens it with a colon (临澜市:…)."""
    opening = named_places.at(document, reading.text, 0)
    if opening is not None and reading.text[opening.end : opening.end + 1] == ":" and opening.end < position:
        return _Topic((opening,), 0, is_own=_is_own(document, opening))
    for heading in reversed(reading.paragraph.headings):
        place = named_places.only(document, heading)
        if place is not None:
            return _Topic((place,), 0, is_own=_is_own(document, place))
    if document.area is None:
        # Nobody's own paper: the place that the paragraph told of last.
        before = [c for s in reading.sentences if s.end <= position for c in clauses.clauses(reading.text, s)]
        told = (
            topic for clause in reversed(before) for topic in reversed(_topics(document, reading, clause, clause.end))
        )
        return next((topic for topic in told if topic.places and not topic.is_setting), None)
    return None


def _is_own(document: Document, place: Place) -> bool:
    """Say whether a name is that of the document's own area, in full or in short."""
    if document.area is None:
        return False
    own = named_places.own(document)
    if place.kind == "nation":
        return document.area == "全国"
    return place.name == document.area or (own is not None and own in place.areas)


def _is_anothers(document: Document, place: Place) -> bool:
    """Say whether a place lies outside the document's own area; of the whole state's papers no area does."""
    if place.kind == "area":
        own = named_places.own(document)
        return own is not None and bool(place.areas) and not any(document.areas.lies_in(a, own) for a in place.areas)
    return place.kind in ("nation", "world", "state", "region") and document.area != place.name


def _is_titled(document: Document, reading: Reading, place: Place, position: int) -> bool:
    """Say whether a few of something with the nation's name are counted: they bear it as a title."""
    number = next((q for q in reading.quantities if q.start == position), None)
    if number is None or place.end >= position or not _is_few(number):
        return False
    return _STATED.search(reading.text, place.end, position) is None


def _is_few(number: Quantity) -> bool:
    return (number.unit or "")[-1:] in _FEW and len(number.unit or "") == 1 and number.value < _COUNTED


def _names(metric: str, words: str) -> bool:
    """Say whether words hold a metric, or how it begins."""
    return bool(metric) and (metric in words or metric[:2] in words)
