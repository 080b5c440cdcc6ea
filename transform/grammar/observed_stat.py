"""What a measured number states: a level, a growth, a share, an average growth, a change; and whether it is a fall."""

from __future__ import annotations

import re
from typing import Literal

from transform.language.clauses import Span
from transform.language.quantities import Quantity

Stat = Literal["level", "growth_yoy", "average_growth", "share", "rank", "change"]
_BETTERED = re.compile(r"(?:浓度|能耗|强度|消耗)[^,;。]{0,16}改善")
"""What gets better by falling."""
_REACHED = re.compile(
    r"(?:到|至|为)(?:了|约)?(?:(?:(?:19|20)\d{2}|去|今|上)年[底末]?的?|现在的?|目前的?|当前的?|人均|每人每[年月])?$"
)
"""Words right before the number that a change ends with (提升到2030年的 | 57.7%)."""
_TO_TO = re.compile(r"环比|(?:比|较|与|和|同)[^,。;]{0,8}(?:(?:上|前)一?(?:季度|月)|(?:19|20)\d{2}年同期)")
"""What compares with the month or quarter before, or with the same part of a year further back."""
_GROWN = re.compile(r"增长|下降|下滑|减少|增加|上涨|下跌|回落|增产|减产|增收|减收|压减|压降|缩减|增速|萎缩")
_TIMES_MORE = re.compile(r"(?:增长|增加|提高|提升)(?:了|近|约|超过?)*$")
NEWLY = re.compile(r"(?:新增(?!长|值)|净增)[^,;。\d]{0,20}$")
"""What makes a number an addition (新增境内上市公司 | 29家), not a level."""
_MORE = re.compile(r"(?:比|较)[^,]*(?:增长|增加|减少|下降|增产|减产|缩小|多|少)(?:了|近|约)*$")
_BY = re.compile(r"(?:增加|减少|净增|缩小|增产|减产|增收|减收|提升|提高|上升|下降|压降|前移)(?:了|近|约|超过?)*$")
_LIFTED = re.compile(r"(?:提升|提高|改善)(?:了|近|约|超过?)*$")
_PART_OF = re.compile(
    r"的(?!速度|增长|增速|增幅|比[例重])[一-龥A-Z]|用于|(?!的|以|左右|上下|和|与|及|并|且|而|后|时|为|至|到|[升降提增减扣回下上改收]|左|或|由|从|比|较|水平|达)[一-龥]{3}"
)
"""What stands behind a percentage that is a part of it (40%的居民, 覆盖80%以上村卫生室, 87%用于…)."""
_CHANGES = re.compile(
    r"(?:增长|下降|下滑|减少|增加|上涨|下跌|回落|提高|提升|上升|降低|压减|压降|[升降增][至到])(?:了|近|约|超过?)*$"
)
_OVER_A_YEAR = re.compile(r"同比|比上年|较上年|增速|增长率|增长速度|[增涨降跌减]幅")
_RUN = re.compile(r"(?:\d[\d.,]*[^\d、,;。]{0,8}[、和及与])+(?:\d[\d.,]*)?$")
"""The numbers of a list before its last."""
_VIEWED_BY = re.compile(r"环比(?:来|上)?看,$")
_FACE = re.compile(r"(?:增长|上升|上涨|回升|下降|下跌|盈利|亏损)面")
"""How many of those that were counted grow: no growth."""
SPAN_OF_YEARS = re.compile(r"\d{4}/\d{4}")
CONTINUES = re.compile(
    r"[、和及与](?:(?!达|稳定|保持|占|为|超|突破|[改扩]|新(?!一代|材料|能源|型|兴|业态|技术|产品)|增|降|成|举办|实现|开展|培[育训]|完|引|推|发)[^,;。、和及与]){0,16}$"
)
"""What goes on with the list of the number before."""
SIGNED: frozenset[Stat] = frozenset(("growth_yoy", "average_growth", "change"))
"""What a fall makes negative."""

AVERAGE = re.compile(
    r"(?:[一二两三四五六七八九十\d]+年)?平均(?:增长|下降|增速|增幅)|(?<!全)年均(?!浓度|值|气温|水平|降水|降雨)|平均增长率|复合(?:年均)?增长"
)
SHARE = re.compile(r"占(?!地|用|据)|占据|比重|份额|占有率|占比|比例")
FALLING = re.compile(
    r"(?:负增长|下降|下跌|降低|减低|减少|下滑|缩减|缩小|回落|放缓|缩短|减亏|压减|压降|压缩(?![机空天气包])|精简|降价|萎缩|减产|减收|减速)(?!到|至|为)"
    r"|[降跌减]幅"
)
"""Words of a fall, unless they lead to what was fallen to (下降到); 降幅为5% says how far."""
_LOWER = re.compile(r"(?:比|较)[^,;。\d]{1,14}[低少](?:[了约近]*)$")
_BELOW = re.compile(r"低于[^,;。\d]{1,12}$")
"""What is less than what it is compared with (比上年低 | 0.2个百分点, 低于全国 | 0.5个百分点)."""
STATING = re.compile(r"占|比重|份额|占比|增|降|减|升|提高|扩大|高于|压缩(?![机空天气包])|精简")
GROWS_BY = re.compile(r"的[^,。;]{0,4}(?:增长速度|增速|[增涨降跌减]幅|增长)")
"""What makes the percentage before it growth (保持9.7%的较高增长速度)."""


def stat_of(text: str, clause: Span, quantity: Quantity, start: int, before: str) -> Stat:
    """Tell what a number states, from the words of its clause behind `start`, else of all of it.

    `before` is the clause before where it holds the subject, empty where the sentence has named its own.
    """
    near = text[start : quantity.end]
    if not STATING.search(near):
        near = text[clause.start : quantity.end]
    if not STATING.search(near):
        near = before + near
    grows = GROWS_BY.match(text, quantity.end)
    behind = grows is None and _PART_OF.match(text, quantity.end) is not None
    behind = behind and _CHANGES.search(text, start, quantity.outer_start) is None
    left = text[start : quantity.start]
    if re.fullmatch(r"[、和及与]?", text[start : quantity.outer_start]):
        left = _RUN.sub("", text[clause.start : quantity.start])  # 分别提升至95%、96%: one word leads to all of a run.
    if _LIFTED.search(left) and re.match(r"(?!以上|左右|多|和|与|及|以)[一-龥]", text[quantity.end : quantity.end + 2]):
        return "level"  # 提升60公里道路通行效率: what is lifted stands behind its number.
    if quantity.base == "%" and _VIEWED_BY.search(text, 0, clause.start):
        return "change"
    if _FACE.search(left):
        near = left = _FACE.sub("", left)
    return _stat(near + (grows[0] if grows else ""), quantity, left, behind)


def falls(text: str, start: int, quantity: Quantity) -> bool:
    """Say whether the words from `start` on, or those of growing right behind the number, tell of a fall."""
    near = text[start : quantity.end]
    grows = GROWS_BY.match(text, quantity.end)
    fell = FALLING.search(near + (grows[0] if grows else "")) or _BETTERED.search(near)
    lower = _LOWER.search(text, start, quantity.outer_start)
    if quantity.base in ("个百分点", "百分点"):
        lower = lower or _BELOW.search(text, start, quantity.outer_start)
    return (fell is not None and "收窄" not in near) or lower is not None


def _stat(near: str, quantity: Quantity, left: str, behind: bool) -> Stat:
    """Tell what a number states; `behind` says that it is a part of what stands behind it (40%的居民)."""
    reached = _REACHED.search(left) is not None
    if quantity.base in ("%", "成"):
        if "贡献率" in near:
            return "share"
        if AVERAGE.search(near):
            return "average_growth"
        if _TO_TO.search(near) and not reached:
            return "change"
        if _OVER_A_YEAR.search(near):
            return "growth_yoy"
        if SHARE.search(near) or (quantity.chinese and quantity.base == "%") or behind:
            return "share"
        if _GROWN.search(near) and not reached:
            return "growth_yoy"
        if re.search(r"提升|提高|降低|上升|改善|降价|(?:压缩|精简)(?:了|近|约|超过?)*(?=\d|$)", near) and not reached:
            return "change"
        return "level"
    if quantity.base in ("个百分点", "百分点"):
        return "change"
    if quantity.base == "倍":
        return "growth_yoy" if _TIMES_MORE.search(left) else "level"
    if NEWLY.search(left) or _MORE.search(left) or _BY.search(left):
        return "change"
    return "level"


def settled(
    stat: Stat, quantity: Quantity, period: str | None, base: int | None, *, is_rate: bool, raised: bool
) -> Stat:
    """Give the stat of a number once its period is known.

    What has grown over a span of years, or against another year than the one before (`base`, where the text names one), has
    changed, but not where a yearly rate is told (`is_rate`: 年增速30%); a standard that was `raised` by so many percent of
    itself in a year has grown.
    """
    if period is None:
        return stat
    if stat == "growth_yoy" and SPAN_OF_YEARS.fullmatch(period) and not is_rate:
        return "change"
    if stat == "growth_yoy" and base is not None and base != int(period[:4]) - 1:
        return "change"
    if stat == "change" and quantity.base == "%" and base is None and raised and not SPAN_OF_YEARS.fullmatch(period):
        return "growth_yoy"
    return stat
