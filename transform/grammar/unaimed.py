"""Numbers that look ahead and state nothing to be reached: money given out, routines, where a change begins, conditions."""

from __future__ import annotations

import re

from transform.document.model import Document
from transform.grammar import ahead, incentives, thresholds, verbs
from transform.grammar.reading import Reading
from transform.grammar.roles import Taken
from transform.language.clauses import Span
from transform.language.quantities import Quantity

ROUTINE = re.compile(r"每(?:季度|半年|月|周|年|两年)[^,。;]{0,10}$")
GIVEN_OUT = re.compile(
    r"发放|补贴|奖励|奖补|补助|资助|扶持|安排[^,;。]{0,12}(?:资金|经费)|(?:引导|专项|扶持)资金|(?:资金|经费)总额|每[家户]企业(?:不超过|最高)"
)
"""What tells money that is given out or set aside (安排专项资金5000万元), not a state to be reached."""
RAISED = re.compile(
    r"(?:标准|水平|经费|待遇|补[助贴]|养老金|投入)[^,;。]*(?:提高|增加|提升|增长|调整|上调|达)[到至](?:人均|每人每[年月])?$"
)
"""A standard or a level of what is given out that is raised to a number: a state to be reached, nothing given."""
BUDGETED = re.compile(r"财政|预算|国债|赤字|政府投资")
"""Whose money a report tells of: what a government sets aside for a year is its aim for that year."""
COVERED = re.compile(
    r"(?:覆盖|惠及|(?:覆盖|扩大|推广|延伸|拓展|扩展|普及)[到至])(?:全[国省市区县]|[一-龥]{1,3}[省市区县])?(?:的)?$"
)
"""What reaches so many of a noun behind the number (覆盖90%以上的乡镇): the bound says how far, not which."""
_COUNTS = re.compile(r"[十百千万]*[个家座所处条项]")
_MADE = re.compile(r"(?:建成|建设|新建|培育|打造|形成|创建|引进|建立|布局|推出|集聚)(?:\d[^,;。]*、)?$")
SHARED_COST = re.compile(
    r"(?:承担|负担|分担(?!率)|列支|拨付|支付)(?![^,;。]*(?:[提升增降][高升加低长][到至]|达到))[^,;。]*$"
)
"""Who pays what part (市财政负担支持资金的60%)."""
STANDING = re.compile(r"(?:现有|原有|已有|已建)")
"""What is there already, behind its number (60个现有产粮大县)."""
CAPACITY = re.compile(r"吨|千瓦|千瓦时|立方米|平方米|公里|兆瓦")
UNDERTAKING = re.compile(r"[一-龥]{1,12}?(?:项目|工程|装置|生产线|机组)")
_HAS = re.compile(r"^(?:我国|全[国省市区县]|我[省市区县])(?:现|共)?有$")
"""What there is, told before what is made of it."""
SHUT = re.compile(r"(?:关停|关闭|淘汰|压减|退出|拆除|化解|并网|新增)$")
"""What is done to works by their size: so much of it is counted."""
_AND_SUCH = re.compile(r"等$")
_SIZE = re.compile(r"吨|千瓦|兆瓦|MW")
_OF_WORKS = re.compile(
    r"(?!以上|左右)[一-龥][^,;。]{0,40}?(?:等?(?:项目|工程|装置|生产线|机组))(?![一-龥]{0,4}(?:产能|装机|能力))"
)
"""What a size right before a noun belongs to: the name of works, be it one of a list."""
PUSHED = re.compile(r"(?:抓好|抓紧|推进|加快|推动|做好|服务|保障|开展|实施|启动|谋划|争取|支持)$")
"""A size that names the undertaking that is pushed (抓好60万吨改扩建项目)."""
_LENGTHS = frozenset(("米", "公里", "千米"))
_WITHIN = re.compile(r"内(?![部地陆环资需外])")
_AND = re.compile("[、和与及]")
_BASE_BEFORE = re.compile(
    r"(?:由|从)(?:目前|现有|现在|原来|上年|去年|(?:19|20)\d{2}年)?的?(?:人均|平均|每人每[年月]|每[人户][年月]?|不足|不到|约|近)?$"
)
_BASE_BEHIND = re.compile(r"(?:逐步)?(?:提高|提升|增加|增长|扩大|上升|下降|降低|压缩|压减|缩短|减少|拓展)(?:到|至)")


def base_of(text: str, clause: Span, quantity: Quantity) -> int | None:
    """Give where the words begin that make a number the start of a change (…标准 | 由每人每年50元提高到), None where none do."""
    before = _BASE_BEFORE.search(text, clause.start, quantity.start)
    return before.start() if before is not None and _BASE_BEHIND.match(text, quantity.end) is not None else None


def is_of_a_name(text: str, clause: Span, quantity: Quantity) -> bool:
    """Say whether a number belongs to the name of what another counts: how far it reaches, or by what it is reckoned.

    50米内换乘比例, 收购价每50公斤提高5元
    """
    if text.endswith("每", clause.start, quantity.start):
        return True
    return quantity.base in _LENGTHS and _WITHIN.match(text, quantity.end) is not None


def states_nothing(text: str, sentence: Span, clause: Span, quantity: Quantity, *, tells: bool) -> bool:
    """Say whether a number tells money given out or a routine, or names something (两项运动, 二次污染).

    `tells`: the document reports; the budget that it tells is an aim, where one that decides only gives money out.
    """
    before, behind = text[clause.start : quantity.outer_start], text[quantity.end : clause.end]
    if incentives.is_money(quantity) and GIVEN_OUT.search(text, clause.start, clause.end):
        budgeted = tells and BUDGETED.search(text, sentence.start, quantity.start) is not None
        if not budgeted and RAISED.search(before) is None:
            return True  # 发放消费券5000万元: money given out, not a state to be reached.
    if quantity.base == "%" and (re.match(r"的?(?:优惠)?税率", behind) or SHARED_COST.search(before)):
        return True
    if _HAS.search(before):
        return True  # 我国有13亿人口
    if tells and _AND_SUCH.search(before) and quantity.comparator == "=" and _COUNTS.fullmatch(quantity.unit or ""):
        return True  # 钢铁、煤炭等10个产业: it counts what is listed.
    led = verbs.ENDS_IN_VERB.search(before) or SHUT.search(before)
    sized = led is None and quantity.comparator == "=" and _SIZE.fullmatch(quantity.base) is not None
    if sized and _OF_WORKS.match(behind):
        return True  # 青石20万吨铝板带、北屏10万吨再生铝等项目建设
    if STANDING.match(behind) or (
        CAPACITY.fullmatch(quantity.base) and UNDERTAKING.match(behind) and PUSHED.search(before)
    ):
        return True
    if quantity.base in ("次", "期") and ROUTINE.search(text[clause.start : quantity.start]):
        return True
    if (
        not quantity.chinese
        or quantity.value >= 10
        or quantity.value_max
        or quantity.base in ("%", "成")
        or len(quantity.unit or "") > 1
    ):
        return False
    if _counts_names(before, quantity):
        return True
    return quantity.comparator == "=" and not verbs.ENDS_IN_VERB.search(text[clause.start : quantity.start])


def _counts_names(before: str, quantity: Quantity) -> bool:
    """Say whether a number in words counts the names before it (把好土地审批和信贷投放 | 两个闸门): as many as it says."""
    names = _AND.split(before.rsplit("的", 1)[-1])
    return (
        len(names) == quantity.value > 1
        and all(len(name) > 1 for name in names)
        and not any(map(str.isdecimal, before))
    )


def _is_made(text: str, clause: Span, quantity: Quantity) -> bool:
    """Say whether a number counts what a deed makes, though 的 stands between (建成10个以上的园区、20个以上的站点)."""
    counted = _COUNTS.fullmatch(quantity.unit or "") is not None and text.startswith("的", quantity.end)
    made = _MADE.search(text, clause.start, quantity.outer_start)
    return counted and made is not None and thresholds.RECEIVER.search(text[quantity.end + 1 : clause.end]) is None


def is_condition(document: Document, reading: Reading, sentence: Span, quantity: Quantity) -> bool:
    """Say whether a number that looks ahead is a condition, and mark it; a report rules nothing, but says which."""
    clause = reading.clause_at(quantity.start)
    text = reading.text
    if COVERED.search(text, clause.start, quantity.outer_start) or _is_made(text, clause, quantity):
        return False
    if ahead.reports(document):
        named = thresholds.ATTRIBUTE.search(text, clause.start, quantity.outer_start) is not None
        if named and re.match(r"的[一-龥]", text[quantity.end : clause.end]):
            reading.used[quantity.start] = Taken("threshold", "thresholds.condition")
            return True  # 总投资35亿元的大桥: it says which.
        if quantity.comparator in ("=", "~") or thresholds.is_part(reading.text, clause, quantity):
            return False
        behind = (thresholds.WHICH_BEHIND, thresholds.NAMED_BY)
        if not any(pattern.match(reading.text, quantity.end) for pattern in behind):
            return False
    elif not thresholds.is_condition(reading, sentence, clause, quantity):
        return False
    reading.used[quantity.start] = Taken("threshold", "thresholds.condition")
    return True
