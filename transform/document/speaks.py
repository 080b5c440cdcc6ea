"""In the name of which area a document speaks: its issuers, its titles, what a news page tells of.

Names of areas come from the register; where it has none, a place shows by its generic part in front of an office
(临澜市商务局). What a single fact speaks of is decided in `transform.grammar.places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from transform.language.areas import Area, Areas, Named

_CENTRAL = re.compile(r"国务院|中共中央|中央|全国|国家|中国|中华人民共和国|最高人民")
_MINISTRY = re.compile(r"[一-龥]{2,10}(?:部|总局|总署)(?:办公厅)?$")
_REGION = re.compile(r"[一-龥]{2,7}?(?:省|自治区|自治州|地区|盟|市|县|区|旗|州)")
_NO_REGION = re.compile(r"(?:开发|试验|示范|保税|园|合作|功能|度假|保护|自贸|先行|社|小|辖)区$|(?:城|都|门户)市$")
_NO_NAME = re.compile(
    r"网站|链接|机构|办事|国家|中央|部门|单位|推荐|首页|^(?:驻|援|赴|各|全|本|我|省|市|县|区|州|盟|旗)"
)
_OFFICE = re.compile(r"[一-龥]{0,12}(?:政府|局|委|办|厅|会|院|署|部|中心|海关)")
_SENT = re.compile(r"市?(?:\d{1,2}月)?\d{1,2}日(?:电|讯|消息)|市?[电讯](?=[(\s])")
_PAPER = re.compile(
    r"(?:中共中央|国务院)(?![^《]{0,30}(?:批复|同意|批准|督查|表扬|通报))[^《。]{0,30}(?:印发|发布|公布|出台)《[^》]+》$"
)
"""A headline that tells of a central body's paper."""
_OUTWARD = re.compile(r"(?:驻|援|赴|对口)$")
"""What makes an area the one that a body is sent to."""


def area_of(names: Iterable[str], areas: Areas) -> str | None:
    """Give the area in whose name bodies or titles speak, the first that shows one; central bodies give 全国."""
    return next((area for name in names if (area := _of_name(name, areas))), None)


def told_of(texts: Iterable[str], areas: Areas) -> str | None:
    """Give the place that texts name first, in their order: what a news page speaks of.

    A province may go by its short name, a city only by its full one; a city right behind its province is meant itself. Where a
    page was sent from (云川3月5日电) is no place of what it tells; a headline of a central body's paper speaks of 全国.
    """
    for text in texts:
        for named in areas.within(text):
            if _SENT.match(text, named.end):
                continue
            area = _widest(named)
            if area is None or area.level == "county" or not (named.is_full or area.level == "province"):
                continue
            return _innermost(text, named, area, areas, ("city",)).name
        if _PAPER.match(text):
            return "全国"
    return None


def _of_name(name: str, areas: Areas) -> str | None:
    if _CENTRAL.match(name):
        return "全国"
    first = next((n for n in areas.within(name) if n.start == 0 or n.is_full), None)
    if first is not None and not (first.start and _OUTWARD.search(name, 0, first.start)):
        area = _widest(first)
        is_city = area is not None and area.level == "city" and not first.start and _OFFICE.match(name, first.end)
        if area is not None and (first.is_full or area.level == "province" or is_city):
            return _innermost(name, first, area, areas, ("city", "county")).name
        if area is None and first.start == 0 and first.is_full:
            return first.name  # 朝阳区: which one is told by nothing.
    inner = _REGION.match(name)
    if inner and not _NO_REGION.search(inner[0]) and not _NO_NAME.search(inner[0]):
        return inner[0]
    return "全国" if _MINISTRY.fullmatch(name) else None


def _widest(named: Named) -> Area | None:
    for level in ("province", "city", "county"):
        found = [area for area in named.areas if area.level == level]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _innermost(text: str, named: Named, area: Area, areas: Areas, levels: tuple[str, ...]) -> Area:
    """Follow the names that stand right behind one another, each inside the one before (澜江省云川市)."""
    behind = areas.at(text, named.end)
    inner = (
        [a for a in behind.areas if a.level in levels and areas.lies_in(a, area)]
        if behind is not None and behind.is_full
        else []
    )
    # A body sits in a district only where its name goes on behind it (云川市北岭区教育局, not 云川市北岭区).
    if behind is None or len(inner) != 1 or (inner[0].level == "county" and not _OFFICE.match(text, behind.end)):
        return area
    return _innermost(text, behind, inner[0], areas, levels)
