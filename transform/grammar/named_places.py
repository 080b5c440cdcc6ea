"""Names in a text that say where or whose: areas, zones, states, regions, the nation, the world, companies and other bodies.

A name is read where it begins; whether a clause is about it is decided in `transform.grammar.places`. A kind is no name:
各区, 老工业区, 上市公司, 省级开发区.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal

from transform.document.model import Document
from transform.language import words
from transform.language.areas import Area, Areas

Kind = Literal["area", "zone", "region", "state", "nation", "world", "body"]

_NATION = re.compile(r"全国|我国|中国(?:大陆|内地)?")
_WORLD = re.compile(r"全球|全世界|世界")
_NOT_A_TITLE = re.compile(
    r"(?!首|第|最|前列|领先|先进|一流|重点|文明|示范|统一|性|级|知名|百强|千强|十强|卫生|双拥|模范|劳动|绿化|五一|巾帼|青年|优秀|驰名|名牌|品牌|质量|地理标志|"
    r"政协|人大|人民代表|总工会|妇联|工商联|运动会|知识|碳|\d+强|五百强|遗产|杯|[A-Z]"
    r"|[一-龥]{0,8}最|[一-龥]{0,8}(?:示范|试点|称号|先进|之最|公司|集团|银行|协会|学会|联盟|研究院|科学院|大学|奖|大赛|锦标赛|冠军|市场体系|大市场|会$))"
)
"""Not behind the nation or the world: then it is a title, a contest, a body of the state (全国文明城市, 中国好人, 世界乒联)."""
_TITLED = re.compile(
    r"[一-龥]{0,10}?(?:精神|标准|品牌|指数|论坛|峰会|博览会|交易会|博会|大会|大赛|联赛|锦标赛|文化节|艺术节|购物节"
    r"|协定|宣言|共识|倡议|合作组织|样本|经验|模式)"
)
"""What a place only lends its name to (云川品牌, 临澜论坛)."""
_BODY = re.compile(
    r"[一-龥A-Za-z()·]{0,14}?(?:有限责任公司|(?:股份)?有限公司|公司|集团(?!\)|公司|有限|股份)|银行|大学|学院|医院|交易所|海关|机场|实验室"
    r"|港(?!口|区|澳|股|资|商|湾|航))(?![一-龥]?区|群|股份|公司|化|融资)"
)
_NAMED_BODY = re.compile(
    r"(?!某|各|本|该|其)[一-龥A-Za-z]{2,16}?(?:集团)?(?:股份)?有限(?:责任)?公司|中国[一-龥]{1,10}?(?:集团|公司)(?!化)"
)
_ZONE_TAIL = (
    r"(?:经济技术开发区|高新技术产业开发区|高技术产业开发区|经济开发区|产业开发区|开发区|经开区|高新区|自由贸易试验区|自贸试验区|自贸区|自由贸易港|自贸港|"
    r"综合保税区|综保区|保税港?区|临空经济区|航空港(?:经济)?(?:实验)?区|合作区|示范区|试验区|先行区|科学城|科技城|新区|新城|都市圈|城市群|经济圈|经济带|"
    r"(?:大)?湾区|商务区|度假区|工业园区?|产业园区?|科技园区?)"
)
_ZONE_BEHIND = re.compile(
    rf"(?!新增|建设|打造|创建)(?:(?![和与及等在对向的为成入有获获支推])[一-龥()“”]){{0,10}}?{_ZONE_TAIL}"
)
_FREE_TRADE = re.compile(r"中国\([一-龥]{2,4}\)自(?:由)?贸(?:易)?(?:试验区|区|港)")
_ZONE = re.compile(
    r"(?P<stem>[一-龥]{2,3})(?:国家级?|省级)?(?:新区|经济技术开发区|高新技术产业开发区|经开区|高新区|综合保税区|临空经济区|科学城)(?![一-龥]?级)"
)
_PARK = re.compile(
    r"(?P<stem>[一-龥]{2,6}?)(?:产业园区?|工业园区?|科技园区?|物流园区?)(?=规上|规模以上|工业|总?产值|营收|营业收入|实现|完成|入驻)"
)
"""A park that something is told of: the kind is counted (产业园达到12家), its parks have an output."""
_STEM_OF_A_KIND = re.compile(
    r"[级家各类批个点全省市县区国等的产业技术工商贸综济特重先未来老旧新建海农城乡内外上下大小多两几实推增扩支加把将由在和与及其现有成立]|功能|核心|示范|自主|创新"
)
"""What a stem of a kind of zones holds (省级高新区, 产业新区): a zone by its own name has none of them."""
_FALLBACK = re.compile(
    r"(?P<name>[一-龥]{2,3}(?:区(?!域|间|位|块|级|别|划)|县(?!域|级|城|乡|市|区|镇|委|处|以|内)"
    r"|市(?!场|民|级|政|区|县|值|域|辖|直|属|委)))(?=[一-龥,、\d]|$)"
)
_KIND_OF_AREA = re.compile(
    r"(?:[全园地社赛各该本我两三市省特郊城山库景林牧灾险片学军校厂小老矿新专辖街农几多主核][区县市]"
    r"|.*(?:全|地|小|社|户|牧|库|林|景|省|国家|级|新|发|功能|示范|试验|合作|保护|保税|自治|城|园|老|山|矿|片|贫困|核心|对|个|每|万|由|各"
    r"|区|都|上|超|门店|夜|菜|楼|股|债|车|早)[区县市])"
)
"""What is no place by its name, but a kind of them (各区, 高新区, 棚户区, 楼市)."""
_JOINT = re.compile(r"、|和|与|及|以及")
_SEVERAL = re.compile(r"[两二三四五六七八九十]+(?:省区市|省|市|县区|县|区|州|地)")
"""What sums up a list of names behind it (甲、乙两市)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name, `text[start:end]`, and of an area of the register which it may be."""

    start: int
    end: int
    name: str
    kind: Kind
    areas: tuple[Area, ...] = ()


def listed(document: Document, text: str, start: int, until: int) -> tuple[Place, ...]:
    """Give the names of a list that begins at a place of a text; () where no name does. A list that goes on with 等 is none."""
    found: list[Place] = []
    place = at(document, text, start)
    while place is not None and place.end <= until:
        found.append(place)
        joint = _JOINT.match(text, place.end)
        place = at(document, text, joint.end(), in_list=True) if joint else None
    return tuple(found)


def behind(text: str, places: tuple[Place, ...]) -> int:
    """Give where a list of names ends, with what sums it up."""
    end = places[-1].end
    several = _SEVERAL.match(text, end) if len(places) > 1 else None
    return several.end() if several else end


def at(document: Document, text: str, start: int, *, in_list: bool = False) -> Place | None:
    """Give the name that begins at a place of a folded text, the longest of its kinds; None where none does.

    A short name of a county is one only in a list (`in_list`) or within the document's own area and before a list's sign:
    many are words too.
    """
    free_trade = _FREE_TRADE.match(text, start)
    if free_trade is not None:
        return Place(start, free_trade.end(), free_trade[0], "zone")
    nation = _NATION.match(text, start)
    if nation is not None:
        company = _NAMED_BODY.match(text, start)
        if company is not None:
            return Place(start, company.end(), company[0], "body")
        return Place(start, nation.end(), "全国", "nation") if _NOT_A_TITLE.match(text, nation.end()) else None
    world = _WORLD.match(text, start)
    if world is not None:
        return Place(start, world.end(), "全球", "world") if _NOT_A_TITLE.match(text, world.end()) else None
    known = _classed(text, start)
    if known is not None:
        zone = _ZONE_BEHIND.match(text, known.end)
        if zone is not None:
            return Place(start, zone.end(), text[start : zone.end()], "zone")
        return None if _TITLED.match(text, known.end) else Place(start, known.end, known.word, _KINDS[known.word_class])
    area = _area(document, text, start, in_list)
    if area is not None:
        return area
    company = _NAMED_BODY.match(text, start)
    if company is not None:
        return Place(start, company.end(), company[0], "body")
    zone = _ZONE.match(text, start) or _PARK.match(text, start)
    if zone is not None and not _STEM_OF_A_KIND.search(zone["stem"]):
        return Place(start, zone.end(), zone[0], "zone")
    return _unregistered(document, text, start)


UNNAMED = ""
"""The place of what is told of another area that the text does not name."""
UNNAMED = ""
"""The place of what is told of an area that a text means and does not name."""
_KINDS: dict[str, Kind] = {"state": "state", "region": "region"}


def _classed(text: str, start: int) -> words.Match | None:
    """Give the state or region of the lexicon that begins at a place of a text."""
    found = words.classes(text)
    at = bisect_left(found, start, key=lambda match: match.start)
    match = found[at] if at < len(found) and found[at].start == start else None
    return match if match is not None and match.word_class in _KINDS else None


def own(document: Document) -> Area | None:
    """Give the area of the register that a document speaks from."""
    return document.areas.widest(document.area)


def _area(document: Document, text: str, start: int, in_list: bool) -> Place | None:
    areas = document.areas
    named = areas.at(text, start)
    if named is None or not words.borders(text)[start]:
        return None
    here = own(document)
    inside = tuple(a for a in named.areas if here is None or areas.lies_in(a, here))
    if not named.is_full:
        wide = any(a.level == "province" for a in named.areas) or (here is not None and here in named.areas)
        city = any(a.level == "city" for a in (inside if here is not None else named.areas))
        spoken = any(area.name in text for area in named.areas if area.level == "city")
        joint = None if in_list else _JOINT.match(text, named.end)
        beside = joint is not None and _area(document, text, joint.end(), True) is not None
        after = areas.at(text, named.end)
        nests = after is not None and any(areas.lies_in(a, b) for a in after.areas for b in named.areas)
        is_word = words.borders(text)[named.end] or nests
        has_zone = _PARK.match(text, named.end - 1) or _ZONE_BEHIND.match(text, named.end)
        if not (wide or ((city or spoken) and is_word) or (inside and (in_list or beside or has_zone))):
            return None
    end, found = named.end, inside or named.areas
    inner = areas.at(text, end)
    while inner is not None and inner.is_full and any(areas.lies_in(a, b) for a in inner.areas for b in found):
        # 云川市北岭区: the innermost of names right behind one another.
        found = tuple(a for a in inner.areas if any(areas.lies_in(a, b) for b in found))
        named, end = inner, inner.end
        inner = areas.at(text, end)
    body = _BODY.match(text, end)
    if body is not None:
        return Place(start, body.end(), text[start : body.end()], "body")
    zone = _ZONE_BEHIND.match(text, end)
    if zone is not None:
        return Place(start, zone.end(), text[start : zone.end()], "zone")
    if _TITLED.match(text, end):
        return None
    return Place(start, end, named.name, "area", found)


def _unregistered(document: Document, text: str, start: int) -> Place | None:
    """Read a place by its generic part where the register does not know the document's own area, so hardly its parts."""
    if document.area == "全国" or own(document) is not None:
        return None
    found = _FALLBACK.match(text, start)
    if found is None or _KIND_OF_AREA.fullmatch(found["name"]):
        return None
    mask = words.borders(text)
    if mask[start] and mask[found.end()] and not any(mask[start + 1 : found.end()]):
        return None  # 建成区, 重灾区: the dictionary knows kinds of areas, and no area that the register does not.
    return Place(start, found.end(), found["name"], "area")


def last_of_sign(areas: Areas, text: str, sign: str) -> Place | None:
    """Give the last full name in a text of an area whose people call it 全市, 全县 … by `sign`."""
    found = None
    for named in areas.within(text):
        if named.is_full and (of_sign := tuple(a for a in named.areas if a.sign == sign)):
            found = Place(named.start, named.end, named.name, "area", of_sign)
    return found


def only(document: Document, text: str) -> Place | None:
    """Give the place that a line consists of (a heading over what is told of it), None where it says anything else."""
    place = at(document, text, 0)
    return (
        place
        if place is not None and place.kind not in ("nation", "world") and _TOLD.fullmatch(text, place.end)
        else None
    )


_TOLD = re.compile(r"(?:地区|片区|基本|总体)?(?:情况|概况|篇|经验|做法)?[:。]?")
