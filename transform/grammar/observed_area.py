"""The place that a measured number speaks of."""

from __future__ import annotations

import re

_COMPARED = (
    "".join(f"(?<!{sign})" for sign in "占于居列在到至达为持")
    + "(?<!入选)(?<!跻身)(?<!获批)(?<!建设)(?<!创建)(?<!建成)(?<!新建)(?<!荣获)(?<!获评)"
)
"""Not behind these: what follows is what a place is compared with, or a title that it has (居全国第二, 创建全国文明城市)."""
_NOT_A_TITLE = (
    r"(?!首|第|前列|领先|先进|一流|重点|文明|示范|统一|性|知名|百强|[一-龥]{0,6}(?:示范|试点|称号|先进|之最))"
)
_WORLD = re.compile(rf"{_COMPARED}(?:全球|世界(?!级|[A-Za-z])){_NOT_A_TITLE}(?!\d+强)")
_NATION = re.compile(
    rf"{_COMPARED}全国{_NOT_A_TITLE}|我国|中国(?![一-龥]{0, 8}(?:公司|集团|银行|协会|学会|联盟|研究院|大学))"
)
_DISTRICT = re.compile(
    r"(?:^|[,、,:;和与及在市省州年末底,])(?P<name>[一-龥]{1,2}(?:区(?!域|间|位)|县(?!域|级|城|乡|市|区|镇|委|处|以)))(?=[一-龥])"
)
_KIND_OF_DISTRICT = re.compile(
    r"(?:[全园地社赛各该本我两三市省特郊城山库景林牧灾片学军校厂小老矿新专辖街农几多][区县]|.*(?:地|小|社|户|牧|库|林|景|省|国家|级|新|发|功能|示范|试验|合作|保护|保税|自治|城|园|老|山|矿|片|贫困)[区县])"
)
"""What is no district by its name, but a kind of them (各区, 高新区, 棚户区)."""


def area(metric: str, words: str, own: str | None, *, is_rank: bool = False) -> str | None:
    """Give the place that a statement speaks of: the widest named in it, else the document's own.

    `metric` is what is measured, `words` are those of the number's phrase. What a rank is told of (居全国第二) is no place of
    its own.
    """
    said = (metric,) if is_rank else (metric, words)
    for pattern, name in ((_WORLD, "全球"), (_NATION, "全国")):
        if any(pattern.search(part) for part in said):
            return name
    for part in said:
        named = next((m["name"] for m in _DISTRICT.finditer(part) if not _KIND_OF_DISTRICT.fullmatch(m["name"])), None)
        if named:
            return named
    return own
