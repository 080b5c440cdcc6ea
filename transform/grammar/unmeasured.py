"""Numbers in a sentence that tells of the past, and yet measure nothing: parts of a name, a field of counting, aims told.

Each is known by the words right around it. What is a condition, a price, a name in any sentence is told by `thresholds`, `gate` and `roles`.
"""

from __future__ import annotations

import re

from transform.grammar import unaimed, verbs
from transform.grammar.reading import Reading
from transform.grammar.roles import Taken
from transform.language.clauses import Span
from transform.language.quantities import Quantity

_OF_IT = r"中(?![央心小学等期药医国西部东南北欧高低型])"
_KINDS = r"(?:行业|大类|门类|产品|商品|药品|品种|成员国|指标|测评点|城市|[县市区州镇乡]|省份|国家|经济体|园区|港口)"
"""What there are as many of each time, so that their number measures nothing."""
_AMONG = re.compile(
    rf"[^,;。、\d]{{0,12}}?{_KINDS}(?:\([^()]*\))?(?:大类|门类)?{_OF_IT}(?:,?(?:仍|还|已|共)?有?(?=\d)|(?=[,、]|$))"
)
"""What a number counts of which another is a part (38个行业中 | 27个行业…)."""
_FIELD = re.compile(
    rf"[^,;。、\d]{{1,16}}?{_OF_IT}[^,;。、\d]{{0,6}}?(?:排名|[排居列]|位|第)|[^,;。、\d]{{0,12}}?{_KINDS}(?:\([^()]*\))?{_OF_IT}"
)
_IN_FIELD = re.compile(
    r"在(?:全[国省市区县球]|[我本][国省市区县])?[^,;。\d]{0,6}$|位?[居列](?:全[国省市球]|[我本][省市])$"
)
"""Among how many something has its place (在全省90个县中 | 排名第一)."""
_COUNTS = re.compile(r"[个家种项类所座户市县区镇村州省]")
_LEVEL = "级"
_CAPACITY = re.compile(r"吨|千瓦|兆瓦|MW|千伏安|立方米|公里")
"""Units of how much a work holds or makes."""
_MADE = re.compile(r"(?:吨|千瓦|兆瓦|MW|千伏安)")
_WORK = re.compile(
    r"(?:级)?[一-龥]{1,14}?(?:项目|工程|装置|生产线|机组|泊位|电站|发电站)(?![一-龥]{0,4}(?:产能|装机|能力))"
)
_RATE = r"(?:率|比重|占比)"
_OF_COUNTED = re.compile(
    rf"[^的,;。、\d]{{0,8}}的[^,;。、\d]{{1,14}}?{_RATE}(?:均|都|已|也)*(?:达到?|为|是|超过?|提高到|提升至|[升降][到至])?$"
    rf"|[^的,;。、\d]{{2,16}}?{_RATE}(?:均|都|已|也)*(?:[为是]|达到?)"
)
"""What is measured of so many things together (5个城区的再生水利用率 | 30%): they belong to its name."""
_OVER = re.compile(
    rf"\d[\d.]*[余多]?[万千]?[{_COUNTS.pattern[1:-1]}][^的,;。\d]{{1,14}}?{_RATE}(?:均|都|已|也)*(?:超过?|突破|高于|大于|不低于|达到?)?$"
)
"""A rate that says which of so many things are counted (3个县覆盖率超过 | 50%)."""
_DENIED = re.compile(r"(?:未能?|没有?能?|尚未)(?:如期|全面|按期|按时|很好地?)*(?:完成|实现|达到|落实)[^,;。]*$")
"""What has not come about: a number behind it is what was aimed at."""
_AIM_BEHIND = re.compile(
    r"(?:(?:[、和及]|以及)[^,;。的]{2,24}(?:的[一-龥]{0,6}|年度|预期)|(?:的[一-龥]{0,6}|年度|预期)?)目标"
)
"""What makes a number an aim that is told of (提出了占比超45%的目标), also that of a list (浓度下降4%、天数减少6%的改善目标)."""
_PLANNED = re.compile(r"(?:年度?|全年|总)?(?:计划|任务|目标|指标)(?:任务|目标)?数?(?:的|为)?$")
_SET = re.compile(r"下达[^,;。\d]{0,8}$")
"""Who sets a task, before its figure (市里下达的 | 50万亩的绿化任务)."""
_TASK = re.compile(r"[^,;。\d]{0,8}(?:任务|计划|目标)")
_PART_DONE = re.compile(r"的?\d[\d.]*%")
"""A plan's own figure before the part of it that is done (占年计划 | 12万亩 | 的95%)."""
_NAMED_MOST = re.compile(r"最[一-龥]{1,3}的$")
_ARE = re.compile(r"[^,;。\d]{0,8}?(?:依次|分别)?(?:是|为)[^,;。\d]{2,}")
"""Names of as many as the number says (最低的 | 3个 | 城市依次是甲、乙和丙)."""


def instead(reading: Reading, clause: Span, quantity: Quantity) -> Taken | None:
    """Give what a number is that only looks measured, None where it may be."""
    text = reading.text
    before, behind = text[clause.start : quantity.outer_start], text[quantity.end : clause.end]
    counts = _COUNTS.fullmatch((quantity.unit or "").lstrip("十百千万亿")) is not None
    if counts:
        if _AMONG.match(text, quantity.end) or (_IN_FIELD.search(before) and _FIELD.match(behind)):
            return Taken("list_count", "unmeasured.field")
        if _NAMED_MOST.search(before) and _ARE.match(behind):
            return Taken("list_count", "unmeasured.named")
        if _behind_to_next(reading, clause, quantity, _OF_COUNTED):
            return Taken("name", "unmeasured.of_counted")
    if quantity.base == "%" and quantity.comparator in (">", ">=") and _OVER.search(before):
        return Taken("threshold", "unmeasured.over")
    if _MADE.fullmatch(quantity.base) or _CAPACITY.fullmatch(quantity.base):
        if behind.startswith(_LEVEL) and len(behind) > 1:
            return Taken("name", "unmeasured.class_of_work")
        led = verbs.ENDS_IN_VERB.search(before) or unaimed.SHUT.search(before)
        sized = quantity.comparator == "=" and _MADE.fullmatch(quantity.base) is not None
        if sized and _WORK.match(behind) and led is None and not unaimed.PUSHED.search(before):
            return Taken("name", "unmeasured.size_of_work")
    planned = _PLANNED.search(before) is not None and _PART_DONE.match(behind) is not None
    planned = planned or (_SET.search(before) is not None and _TASK.match(behind) is not None)
    is_aim = planned or _DENIED.search(before) is not None or _AIM_BEHIND.match(behind) is not None
    return Taken("reference", "unmeasured.aim") if is_aim else None


def _behind_to_next(reading: Reading, clause: Span, quantity: Quantity, words: re.Pattern[str]) -> bool:
    """Say whether such words stand between a number and a percentage that follows it in the clause."""
    following = next((q for q in reading.quantities if quantity.end <= q.start < clause.end), None)
    if following is None or following.base != "%":
        return False
    return words.fullmatch(reading.text, quantity.end, following.outer_start) is not None
