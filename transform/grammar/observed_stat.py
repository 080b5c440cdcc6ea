"""What a measured number states: a level, a growth, a share, an average growth, a change; and whether it is a fall."""

from __future__ import annotations

import re
from typing import Literal

from transform.language.clauses import Span
from transform.language.quantities import Quantity

Stat = Literal["level", "growth_yoy", "average_growth", "share", "rank", "change"]
SIGNED: frozenset[Stat] = frozenset(("growth_yoy", "average_growth", "change"))
"""What a fall makes negative."""

AVERAGE = re.compile(
    r"(?:[一二两三四五六七八九十\d]+年)?平均(?:增长|下降|增速|增幅)|(?<!全)年均|平均增长率|复合(?:年均)?增长"
)
SHARE = re.compile(r"占(?!地|用|据)|占据|比重|份额|占有率|占比|比例")
FALLING = re.compile(
    r"(?:负增长|下降|下跌|降低|减低|减少|下滑|缩减|缩小|回落|放缓|降幅|缩短|减亏|减产|减收|减速)(?!到|至|为)"
)
STATING = re.compile(r"占|比重|份额|占比|增|降|减|升|提高|扩大|高于")
GROWS_BY = re.compile(r"的[^,。;]{0,4}(?:增长速度|增速|增幅|涨幅|增长)")
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
    behind = grows is None and (
        re.match(r"的(?!速度|增长|增速|增幅|比[例重])[一-龥A-Z]", text[quantity.end : quantity.end + 4]) is not None
    )
    return _stat(near + (grows[0] if grows else ""), quantity, text[start : quantity.start], behind)


def falls(text: str, start: int, quantity: Quantity) -> bool:
    """Say whether the words from `start` on, or those of growing right behind the number, tell of a fall."""
    near = text[start : quantity.end]
    grows = GROWS_BY.match(text, quantity.end)
    return FALLING.search(near + (grows[0] if grows else "")) is not None and "收窄" not in near


def _stat(near: str, quantity: Quantity, left: str, behind: bool) -> Stat:
    """Tell what a number states; `behind` says that it is a part of what stands behind it (40%的居民)."""
    percent = quantity.base == "%" or quantity.base == "成"
    if percent:
        if "贡献率" in near:
            return "share"
        if AVERAGE.search(near):
            return "average_growth"
        if re.search(r"同比|比上年|较上年|增速|增长率|增长速度|增幅|涨幅|降幅", near):
            return "growth_yoy"
        if SHARE.search(near) or (quantity.chinese and quantity.base == "%") or behind:
            return "share"
        if re.search(r"增长|下降|下滑|减少|增加|上涨|下跌|回落", near) and not re.search(r"(?:到|至|为)$", left):
            return "growth_yoy"
        if re.search(r"提升|提高|降低|上升", near) and not re.search(r"(?:到|至|为)$", left):
            return "change"
        return "level"
    if quantity.base in ("个百分点", "百分点"):
        return "change"
    if re.search(r"(?:比|较)[^,]*(?:增长|增加|减少|下降|增产|减产|缩小|多|少)(?:了|近|约)*$", left) or re.search(
        r"(?:增加|减少|净增|缩小|增产|减产|增收|减收|提升|提高|上升|下降|前移)(?:了|近|约)*$", left
    ):
        return "change"
    return "level"
