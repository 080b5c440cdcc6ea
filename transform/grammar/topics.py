"""What a clause is about: places at its beginning, behind times and what leads in, or the document's own area.

What a name is, `named_places` knows; which clause speaks for a number, `places`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from transform.document.model import Document
from transform.grammar import named_places
from transform.grammar.named_places import Place
from transform.grammar.reading import Reading
from transform.language.clauses import Span
from transform.language.periods import Time
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
_AMIDST = "在"
_JOINT = re.compile(r"、|和|与|及|以及|,")
MARK = re.compile(
    r"的?(?:占比|份额|排名|平均|水平|同类(?=城市|地区|[省市区县]|[^,;。\d]{0,4}(?:平均|水平|第|前))|同期|前列|第|首|居|位|至|到|—|-|~|向|对|与|和|同(?!类)|签署|签订|签约|合作|“|[一-龥]{0,2}(?:间|之间))"
)
"""Behind a name: then it is a mark to compare with, an end of a line, a partner, or the head of a title in quotation marks."""
_AND_MORE = re.compile(r"[^,;。\d]*?等(?!级|候|于|值|待)")
_READ_BACK = 400
"""Characters that are read back for the area that 全市 or 该县 means: some three sentences."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a clause or a part of one is about: places, or nothing but the document's own area."""

    places: tuple[Place, ...]
    start: int
    is_own: bool = False
    is_unknown: bool = False
    """全市 in a province's paper that names no city."""
    is_setting: bool = False
    """It says in what midst (在全球832家企业中): nothing behind the clause is about it."""


def behind_times(reading: Reading, start: int) -> int:
    """Give the place behind the times that stand at a place of a paragraph."""
    while (time := _time_at(reading, start)) is not None:
        start = time.end
    return start


def _time_at(reading: Reading, position: int) -> Time | None:
    index = bisect_right(reading.times, position, key=lambda time: time.start) - 1
    return reading.times[index] if index >= 0 and position < reading.times[index].end else None


def numbers(reading: Reading, start: int, end: int) -> Sequence[Quantity]:
    """Give the quantities that begin between two places."""
    found = reading.quantities
    first, last = (bisect_left(found, place, key=lambda quantity: quantity.start) for place in (start, end))
    return found[first:last]


def planned(document: Document, reading: Reading, sentence: Span, position: int) -> Topic | None:
    """Give the place whose plan a sentence tells before a number, where it is another's (《乙市规划》提出,到2035年…)."""
    for found in reversed(list(_PLANNED.finditer(reading.text, sentence.start, position))):
        place = named_places.at(document, reading.text, found.start("title"))
        if (
            place is not None
            and place.kind == "area"
            and is_anothers(document, place)
            and not _is_above(document, place)
        ):
            return Topic((place,), place.start)
    return None


def of_clause(document: Document, reading: Reading, clause: Span, until: int) -> list[Topic]:
    """Give what a clause is about, and behind each of its numbers what the rest is about, from left to right."""
    starts = [clause.start]
    for quantity in numbers(reading, clause.start, until):
        if joint := _JOINT.match(reading.text, quantity.end):
            starts.append(joint.end())
    found = [_topic(document, reading, start, min(until, clause.end)) for start in starts if start < until]
    return [topic for topic in found if topic is not None]


def _topic(document: Document, reading: Reading, begin: int, until: int) -> Topic | None:
    """Read what words are about from their beginning on: behind times and what leads in stands a place, or none does."""
    text = reading.text
    while begin < until:
        around = _AROUND.match(text, begin)
        if around is not None:
            plan = planned(document, reading, reading.sentence_at(begin), begin)
            if plan is not None and plan.places[0].name.endswith(around["sign"]):
                return plan
            return _around(document, reading, around)
        places = named_places.listed(document, text, begin, until)
        if places:
            return _about(document, text, places, until, is_amidst=text.startswith(_AMIDST, begin - 1))
        time = _time_at(reading, begin)
        lead = _LEAD.match(text, begin) or _SOURCE.match(text, begin, until)
        if time is None and lead is None:
            return None
        begin = time.end if time is not None else lead.end() if lead is not None else until
    return None


def _about(document: Document, text: str, places: tuple[Place, ...], until: int, *, is_amidst: bool) -> Topic | None:
    end = named_places.behind(text, places)
    if len(places) == 1 and MARK.match(text, end):
        return None
    is_wide = all(place.kind in ("nation", "world") for place in places)
    if is_amidst and is_wide and end != until:
        return None  # 在全国率先实现, 在全球经济放缓的背景下.
    if len(places) == 1 and _joins(places[0], named_places.at(document, text, end)):
        return None  # 甲地乙地第二回线路: what lies between them.
    if _AND_MORE.match(text, end, until):
        return None  # 甲电厂、乙电厂等: some of many.
    owns = all(is_own(document, place) for place in places)
    return Topic(places, places[0].start, is_own=owns, is_setting=is_amidst)


def _joins(place: Place, behind: Place | None) -> bool:
    """Say whether a name stands right before another of its level: the ends of a line."""
    return behind is not None and {area.level for area in place.areas} & {area.level for area in behind.areas} != set()


def _is_above(document: Document, place: Place) -> bool:
    """Say whether the document's own area lies in a place: whose plan it carries out."""
    own = named_places.own(document)
    return own is not None and any(document.areas.lies_in(own, area) for area in place.areas)


def _around(document: Document, reading: Reading, found: re.Match[str]) -> Topic:
    """Say which area 全市 or 该县 means: the document's own, one around it, else the last that the paragraph named."""
    sign, area = found["sign"], document.area
    own = named_places.own(document)
    if found["which"] != "该":
        if area is None or area.endswith(sign) or (own is not None and own.sign == sign):
            return Topic((), found.start(), is_own=True)
        outer = next((a for a in document.areas.above(own) if a.sign == sign), None) if own is not None else None
        if outer is not None:
            return Topic((Place(found.start(), found.end(), outer.name, "area", (outer,)),), found.start())
    said = "。".join((*reading.headings, reading.text[max(0, found.start() - _READ_BACK) : found.start()]))
    meant = named_places.last_of_sign(document.areas, said, sign)
    if meant is None:
        # Of an area that the register does not know its level is not known either.
        meant_own = own is None and area != "全国"
        return Topic((), found.start(), is_own=meant_own, is_unknown=not meant_own)
    return Topic((meant,), found.start())


def is_own(document: Document, place: Place) -> bool:
    """Say whether a name is that of the document's own area, in full or in short."""
    if document.area is None:
        return False
    own = named_places.own(document)
    if place.kind == "nation":
        return document.area == "全国"
    return place.name == document.area or (own is not None and own in place.areas)


def is_anothers(document: Document, place: Place) -> bool:
    """Say whether a place lies outside the document's own area; of the whole state's papers no area does."""
    if place.kind == "area":
        own = named_places.own(document)
        return own is not None and bool(place.areas) and not any(document.areas.lies_in(a, own) for a in place.areas)
    return place.kind in ("nation", "world", "state", "region") and document.area != place.name
