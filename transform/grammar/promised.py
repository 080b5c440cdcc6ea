"""What a target's number says: kind, comparator, value, unit, and what it is reckoned by (每个区)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from transform.grammar import phrases, verbs
from transform.language import clauses, numbers, words
from transform.language.clauses import Span
from transform.language.numbers import Plain
from transform.language.quantities import Comparator, Quantity

TargetKind = Literal["level", "increase", "multiple"]
NEWLY = re.compile(
    r"(?:[^,;。]{0,14}?(?:年|力争|年内|累计|拟|将|全[市省区县国]|计划|再))?(?:新增|净增|增加)(?!值|及|和|的)"
)
"""Words that make every number of their list an addition; the others of adding do so right before the number."""
_BEFORE_NUMBER = r"(?:的?(?:主要|预期)?目标(?:值)?(?:拟?定?(?:为|是|在))?)?(?:速度|幅度)?(?:保持在|稳定在|维持在)?(?:了|约|近|超过?|不少于|不低于|\s)*$"
_BEFORE_IN_LIST = re.compile(r"(?:\d+(?:\.\d+)?(?:%|个百分点)?(?:[、和及与]|以及))+$")
"""The numbers that a verb governs before the last of its list (分别下降8%、6%和 | 9%)."""
NEW_ONES = re.compile(r"新增(?!值)[一-龥]{1,12}(?:约|近|超过?|不少于|不低于)?$")
"""新增 with its noun right before the number (城镇新增就业5万人)."""
LESS = ("减少", "压减", "缩减", "削减", "降低", "减轻")
FEWER = re.compile(
    rf"(?:{'|'.join(LESS)})(?![量率幅])(?:(?!的)[一-龥“”]){{1,14}}(?<![到至为达])(?:约|近|超过?|不少于|不低于)?$"
)
"""The noun that there shall be less of right before the number (减少贫困人口10万人)."""
ADDS = re.compile(rf"(?:{'|'.join(verbs.ADDING)}|(?<!自然)增长率){_BEFORE_NUMBER}")
FALLS = re.compile(rf"(?:{'|'.join(verbs.FALLING)}){_BEFORE_NUMBER}")
LISTED_ADDS, LISTED_FALLS = (
    re.compile(rf"分别(?:年均|平均)?(?:{'|'.join(words)})(?![到至])") for words in (verbs.ADDING, verbs.FALLING)
)
_BETTERED = re.compile(rf"(?:提高|提升|扩大){_BEFORE_NUMBER}")
"""Deeds whose object stands behind its number; what stands before one is more or less by it (收入提高5%)."""
REACHED = re.compile(r"达到|达(?!成)|控制在|保持在|稳定在|(?:增加|提高|增长|提升|扩大)[到至]")
DOUBLING = re.compile(
    r"(?<![个大项])(?:翻(?P<times>[一两二三])?番|(?P<comparator>超过|超)?(?:实现)?倍增(?!效|作用|器|[^,。;]{0,4}(?:行动|计划|工程)))(?P<bound>以上)?"
)
"""A doubling, but none that is counted itself (四个翻番), nor the name of an effect or of a programme (倍增效应, 倍增计划)."""
_AREA = (
    r"(?:设区的?市|区县|县区|县市区|市县|县级市|地级市|地市|市州|行政村|自然村|区|县|市|省|州|旗|街道|乡镇|镇街|镇|乡|村)"
    r"(?:\([市、区县州盟旗街道乡镇及和]+\))?(?:、(?:县级市|县|市|区|旗|镇|街道))*"
)
"""Areas of a kind, as each of them is named: 区, 县(市、区), 区、县."""
PER = re.compile(
    r"每[人户名生亩辆套床]每(?:年|月|天|日|学年|学期)"
    rf"|每个?{_AREA}|县县(?=[一-龥])|每个?(?:社区|园区|学校|城市|年|季度|月)"
    r"|每[个家所座处][一-龥]{1,6}?(?=至少|不少于|配备|建设|建有|打造|培育|设立)"
    rf"|各(?:{_AREA}|地)(?=[一-龥\d])"
)

RATIO = re.compile(
    r"每隔?(?:\d{1,5}|[一二两三四五六七八九十百千万]{1,6})[十百千万]{0,2}"
    r"(?:(?:常住|户籍|在校|参保)?人口?|名(?:[一-龥]{2,8}?(?=拥有|配备|配置|至少|不少于|不低于|有))?|户(?:居民|家庭|住户)?"
    r"|平方(?:公里|米)|平米|公里|亩|公顷|辆|个|家|床|张|吨|台|元)(?!次)"
)
"""So many of what a number is reckoned by (每10万人口拥有, 每50公里设置)."""
_RECKONED = re.compile(
    rf"(?P<per>{RATIO.pattern})(?:配建|配备|配置|设置|设立|建设|建成|建有|设有|布局|布设|安装|至少)?"
)


class Number(NamedTuple):
    """What of a target its number says."""

    kind: TargetKind
    comparator: Comparator
    value: Plain
    value_max: Plain | None
    unit: str | None


def of_quantity(quantity: Quantity, phrase: phrases.Phrase, text: str, clause: Span) -> Number:
    """Give what a quantity says as a target; `phrase` is what it counts, in `clause` of `text`. A fall is negative."""
    value, value_max = quantity.value, quantity.value_max
    near = _BEFORE_IN_LIST.sub("", text[phrase.start : quantity.outer_start])
    kind: TargetKind = "level"
    if quantity.base == "倍":
        if ADDS.search(near):
            value, value_max = value + 1, value_max + 1 if value_max else None  # 增长1倍 is twice as much.
        most = numbers.plain(value_max) if value_max else None
        return Number("multiple", quantity.comparator, numbers.plain(value), most, None)
    adding, falling = ADDS.search(near), FALLS.search(near)
    cue = text.rfind("分别", clause.start, quantity.start)
    if cue >= 0 and not (adding or falling):
        # 分别增长8%左右和8.5%左右: the verb before the first speaks for all of the list.
        adding, falling = LISTED_ADDS.match(text, cue), LISTED_FALLS.match(text, cue)
    if adding and phrase.from_right and _BETTERED.search(near):
        adding = None  # 改造提升25个站点: they are made better, not more.
    reached = REACHED.search(near) is not None
    falling = falling or (None if reached else FEWER.search(near))
    newly = NEW_ONES.search(near) or NEWLY.match(near) or NEWLY.match(text, clause.start)
    if adding or falling or (newly and not reached):
        kind = "increase"
        if falling:
            value, value_max = -value, -value_max if value_max else None
    elif quantity.base == "个百分点":
        kind = "increase"
    over = quantity.comparator == "=" and (quantity.unit or "").startswith("亿") and re.search(r"(?<![通经])过$", near)
    at_least = quantity.comparator == "=" and re.search(r"[至最]少[一-龥]{1,4}$", near)
    comparator: Comparator = ">=" if at_least else ">" if over else quantity.comparator
    most = numbers.plain(value_max) if value_max is not None else None
    return Number(kind, comparator, numbers.plain(value), most, quantity.unit)


_LISTED_NOUN = re.compile(r"[、和及与](?!.*(?:[率比重额量]|占|份额|覆盖面|达到?|为|控制|保持|稳定)$)[一-龥“”]{2,20}")
"""The next of a list of nouns with their numbers, without a verb (城镇居民收入增长8%、 | 农村居民收入 | 9%)."""


def grows_too(text: str, grown: Quantity, quantity: Quantity, number: Number) -> bool:
    """Say whether a percentage goes on with a list of growth (收入增长8%左右、支出9%以上); a rate or a share is a level."""
    if number.kind != "level" or quantity.base != "%" or grown.base != "%":
        return False
    return _LISTED_NOUN.fullmatch(text, grown.end, quantity.outer_start) is not None


def per(text: str, sentence: Span, clause: Span, position: int) -> str | None:
    """Give the "each" phrase of a number's own clause, or of the clause before where that has no number."""
    found = [m.span() for pattern in (PER, RATIO) for m in pattern.finditer(text, clause.start, position)]
    if found:
        start, end = found[-1]
        before = next((s for s, e in found if e == start), start)
        return text[before:end]  # 每区每年: for each of both.
    earlier = [c for c in clauses.clauses(text, sentence) if c.end < clause.start]
    if not earlier or re.search(r"\d", text[earlier[-1].start : earlier[-1].end]):
        return None
    told = [m[0] for m in PER.finditer(text, earlier[-1].start, earlier[-1].end)]
    return told[-1] if told else None


_EACH_AREA = re.compile(rf"(?:平均)?(?:在)?(?:每个?|各){_AREA}(?:每年|每月|每季度)?|县县")
_EACH_BEHIND = re.compile(r"(?:内|里|都|均|各|分别|至少|最少|要|应|需|有)*")


def without_area(metric: str, per: str | None) -> str:
    """Give a metric without the areas that its number holds for each of (每区各建成驿站 is 驿站, per 每区); empty where nothing is left.

    So the promise for each and that for all are one metric, told apart by `per`.
    """
    found = _EACH_AREA.match(metric)
    if found is None or per is None or per not in found[0]:
        return metric
    rest = _EACH_BEHIND.match(metric, found.end())
    begin = rest.end() if rest else found.end()
    deed = next(
        (m for m in words.classes(metric) if m.start == begin and m.word_class in ("deed", "done", "add")), None
    )
    return metric[deed.end if deed is not None and deed.end < len(metric) else begin :]


def without_ratio(metric: str, per: str | None) -> str:
    """Give a metric without what its number is reckoned by (每50公里设置服务区 is 服务区).

    What is reckoned by people, or what each has, is an indicator of that name (每千人口床位数, 每百户拥有汽车) and stays whole.
    """
    found = _RECKONED.search(metric)
    if (
        found is None
        or found["per"] != per
        or re.search(r"人口?$|名", found["per"])
        or metric.startswith("拥有", found.end())
    ):
        return metric
    return metric[: found.start()] + metric[found.end() :] or metric
