"""The noun phrase of a number's clause, as a constituent: taken from the words before the number, or from those behind it.

The rules are `phrase_rules`, the words `phrase_words`; here a reading of the chart becomes words of the text. A stretch that
cannot be read whole is read from the first word on from which it can.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from transform.grammar import phrase_words, verbs
from transform.grammar.phrase_rules import GRAMMAR
from transform.grammar.phrase_words import Token
from transform.language.chart import Node

_LONGEST = 24
"""Words that are read at once, the nearest to the number: a noun phrase is shorter, and the work grows with their cube."""
_NUMBERED = re.compile(
    r"^(?:[①-⑳■●▲◆★•▪]|\d{1,2}[、.)](?!\d)|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,2}(?:是|、))\s*"
)
"""The number of an item before its words: 1、, ①, (二), 三是."""
_MARK = re.compile(r"\[\d{1,3}\]|[⁰-⁹¹²³①-⑳]+$")
_REPORTED = re.compile(r"^.*?(?:目前|期间|以来|显示(?![器屏终技面产设])|表明|指出|透露|公布|宣布|提出了)[,、]?")
"""Who reports and until when, before what is reported."""
_BOUND = re.compile(r"(?:超过?|突破|达到?|过|不低于|不少于)?[\d.,]+[^\d,;、]{1,6}的$")
"""What says which right before their number (营收超90亿元的 | 3个)."""
_YEARS = re.compile(
    r"^(?:今明两年|[两三四五六七八九十]年(?:来|间|中(?!央)|共|累计)?)(?=[一-龥]{2})(?!规划|计划|行动|[期级制内后前以义一])|[两三四五六七八九十]年(?:累计|共)?$"
)
"""A span of so many years before a noun or behind it (五年新增…, 支出五年累计…)."""
TERRITORY = re.compile(
    r"^(?:全市|本市|我市|全省|本省|我省|全区|本区|我区|全县|全国(?!知名|领先|一流|性|统一|首|重点|文明|示范|先进)|我国|全域|全自治区)(?=.)"
)
STEP = r"(?:[十百千万]*亿元?级?|新|整数)?(?:大关|台阶|关口)"
"""What a number reaches or how many of them it takes (突破3万亿元大关, 连跨4个万亿级台阶)."""
_GAPS = re.compile(r"、{2,}|^、+[和及与]?的|^[和及与]的")
"""What times that were taken out leave behind (该平台2029年、2030年、2031年产值)."""
_STEPS = re.compile(r"[连跨迈跃][^、,]*?(?:大关|台阶|关口)[、,]?(?:双双|达到?)*$")
_REALISED = re.compile(r"(?<=[一-龥]{2})实现(?=[一-龥]{2})")
_CHANGED = "提高|增加|提升|扩大|上升|上调|下降|降低|减少|调整|降"
_PER = re.compile(
    rf"(?:(?:{_CHANGED})?[到至]|达到|达|拥有|有|由|为)?(?P<per>(?<=.)(?:人均|户均)(?:每[年月])?|(?:每[十百千万]*[人户亩生]){{1,2}}(?:每[年月])?)"
    rf"(?:再?(?:新增|{_CHANGED}))?$"
)
_LASTING = re.compile(
    r"(?:已)?(?:连续(?:第?[\d一二两三四五六七八九十]+(?:个?年|届|次|个月|个季度|轮))?|第[\d一二三四五六七八九十]+年)"
    r"|分[\d两二三四五六]+[轮批期步次](?=[一-龥]{2})"
)
"""How long in a row, or in how many steps, something has been so (产量连续9年保持在)."""
_EVER = re.compile(
    r"(?:近[年几]?[年来]{0,2})?(?:历史性|首次|再|屡|屡次|连续)?(?:[创刷]出?新?(?:历史)?新?[高低]|出现双|跃|迈|稳|跻|晋|(?<=[量值额力模])历史性)$"
    r"|(?<=[一-龥]{2})统一(?=[由从]?$)"
)
"""How a number or a rank is come to, behind what has it (产量历史性跃|居第一, 规模迈|上万亿)."""
_REAL = re.compile(r"(?<=[一-龥]{2})(?:实际|名义)$")
"""How growth is reckoned, behind what grows (收入实际 | 增长)."""
_RECKONED = re.compile(
    r"(?<=[一-龥]{2})[(,]?(?:按|扣除)(?:可比|不变|现行|当年|同)?(?:价格|口径|价)?(?:因素)?(?:计算|计)?\)?(?=(?:同比|比上年|较上年|年均|实际|名义)*(?:增长|下降)?$)"
)
"""By which prices growth is reckoned, behind what grows (增加值 | 按可比价格计算)."""
_TITLE = re.compile(r"^《[^《》]{4,}》(?:\([^()]*\))?(?:共有?|收录|包含|纳入|涵盖)")
"""A paper that holds what is counted."""
_BY_SO_MUCH = re.compile(rf"每[\d.,]+[^\d,;。]{{1,4}}?(?:再|各|均|分别)?(?:{_CHANGED}|增长|补贴|补助)?$")
"""By what a change is reckoned, between what changes and its number (收购价 | 每50公斤提高)."""
_FROM_START = re.compile(
    rf"(?:由|从)[^,;。由从\d]{{0,12}}\d[\d.,]*[^\d,;。]{{0,6}}?(?:的)?(?:逐步|稳步|分步|统一)?(?:{_CHANGED}|增长|压缩|压减|缩短)[到至][^,;。\d]{{0,6}}$"
)
"""The number that a change begins with, before the one that it ends with (补助标准 | 由每人每年50元提高到)."""
_FROM_AMIDST = re.compile(r"^.{0,8}?从[^,。;从]{1,8}中(?=[一-龥]{2})")
"""What something is taken out of (从洪水中 | 转移群众)."""
_ON_BASIS = re.compile(rf"^(?:在[^,。;在]*|的?)基础上(?:再|又)*(?:增产|增长|{_CHANGED})?$")
"""A base that is gone on from, which names nothing."""


class Reading(NamedTuple):
    """The words of a stretch, and the constituent over those of them that it ends in."""

    tokens: list[Token]
    node: Node


@lru_cache(maxsize=4096)
def before(words: str) -> str:
    """Give the noun phrase that the words before a number end in, without what leads to the number; empty where none does.

    >>> before("力争全市新增退税商店达到")
    '退税商店'
    """
    words = _EVER.sub("", _LASTING.sub("", _REPORTED.sub("", _BOUND.sub("", words))))
    words = _RECKONED.sub("", _BY_SO_MUCH.sub("", _TITLE.sub("", words)))
    words = _FROM_AMIDST.sub("", _ON_BASIS.sub("", _FROM_START.sub("", words)))
    words = _STEPS.sub("", _GAPS.sub("", words).lstrip("》"))
    words = _YEARS.sub("", _NUMBERED.sub("", _MARK.sub("", words)))
    per = _PER.search(words)
    reading = read(words[: per.start()] if per else words)
    found = metric(reading.node) if reading is not None else None
    if reading is None or found is None:
        return ""
    names = _NAMES | {"NA"} if reading.node.rule == "object_of" else _NAMES
    if found.end - found.start == 1 and not reading.tokens[found.start].categories.keys() & names:
        return ""
    phrase = _REALISED.sub("", _told(words, reading, found))
    planned = next((n for n in reading.node.walk() if n.rule == "leads_by_planned"), None)
    if planned is not None and _PAYER.search(phrase):
        return phrase + _text(words, reading.tokens, planned.children[1].children[1])
    budget = next((n for n in reading.node.walk() if n.rule == "plans"), None)
    if budget is not None and _BUDGET.search(payer := _text(words, reading.tokens, budget.children[0])):
        phrase = payer + (_spending(words, reading, budget) if phrase in _SUMS else phrase)
    phrase = _REAL.sub("", TERRITORY.sub("", phrase))
    if phrase in _VERBS or phrase in _OF_YEARS:
        return ""
    phrase = (
        "经济增长" if phrase == "经济" and "经济增长" in words else phrase
    )  # It names what grows: all that is made.
    if phrase in _BARE and reading.node.rule == "object_of":
        phrase = _with_deed(words, reading)
    if per is None or (per["per"] == "人均" and phrase.endswith("标准")):
        return phrase  # A standard is one of each as it is.
    return per["per"] + phrase


def _text(words: str, tokens: list[Token], node: Node) -> str:
    return words[tokens[node.start].start : tokens[node.end - 1].end].strip("、,:; ")


def _told(words: str, reading: Reading, found: Node) -> str:
    """Give the words of a noun phrase, with the nouns before it that a cut for want of a rule took off."""
    begin = found.start
    if begin == reading.node.start:
        while begin and reading.tokens[begin - 1].categories.keys() & _NOMINAL:
            begin -= 1
    return words[reading.tokens[begin].start : reading.tokens[found.end - 1].end].strip("、,:; ")


def _with_deed(words: str, reading: Reading) -> str:
    """Give an object that names no more than a kind of things with what is done to it (新引进项目)."""
    deed = next(node for node in reading.node.walk() if node.rule in _DEEDS)
    said = _text(words, reading.tokens, deed)
    before = words[: reading.tokens[deed.start].start]
    return "新" + said if before.endswith("新") else said


_DEEDS = frozenset(("done_to", "verb_to", "added_to", "helps"))
_BARE = frozenset(
    (
        "项目",
        "机构",
        "平台",
        "活动",
        "案件",
        "问题",
        "事项",
        "任务",
        "单位",
        "设施",
        "服务",
        "成果",
        "案例",
        "产品",
        "人员",
    )
)
"""Nouns of a kind of things, of which a number says nothing until it is told which."""


def _spending(words: str, reading: Reading, budget: Node) -> str:
    """Give what a budget does where it is a bare sum: its verb and the sum (安排资金)."""
    will = budget.children[1].children[1]
    return _text(words, reading.tokens, will)


_NAMES = frozenset("NHGW")
_NOMINAL = frozenset("NHJ")
_SUMS = frozenset(("资金", "经费", "支出", "投入", "补助", "专项资金"))
_PAYER = re.compile(r"(?:财政|预算|政府|国债)$")
_BUDGET = re.compile(r"财政|预算|国债")
"""Who sets money aside: what for is told with it."""
_OF_YEARS = frozenset("前后近")
"""What is left of so many years (后两年分别 | 增长3%)."""
_VERBS = frozenset((*verbs.DOING, *verbs.ADDING, *verbs.FALLING, *verbs.REACHING))


def read(words: str) -> Reading | None:
    """Give the words of a stretch and the constituent over all of them, else over the most that end it; None without one."""
    tokens = phrase_words.tokens(words)
    tokens = tokens[max(0, len(tokens) - _LONGEST) :]
    chart = GRAMMAR.parse([token.categories for token in tokens])
    for start in range(len(tokens)):
        node = chart.get((start, len(tokens)), {}).get("S")
        if node is not None:
            return Reading(tokens, node)
    return None


def _object(node: Node) -> Node:
    """Give what is done something to, of a verb with its object and what says how."""
    while node.category == "DOES":
        node = node.children[1]
    return node


_NOTHING = frozenset(("compared_alone", "place_alone"))
_SECOND = frozenset(("done_to", "verb_to", "added_to", "plans", "will", "will_each"))
"""Rules of which the second part holds the noun phrase; of those that are named led_… too."""
_WHOLE = frozenset(("doer_does", "share_alone", "each_has"))


def metric(node: Node) -> Node | None:
    """Give the noun phrase in what stands before a number; None where it only compares (快于经济增速) or places (在…领域)."""
    while node.category in ("S", "SU", "SUG", "O", "WILL"):
        if node.rule in _NOTHING:
            return None
        if node.rule in _WHOLE:
            return node
        if node.rule == "helps":
            return _object(node.children[1])
        node = node.children[node.rule in _SECOND or node.rule.startswith("led_")]
    return node


_DRIVEN = re.compile(r"(?P<by>[^()、,]{3,24}?(?:拉动|带动|撬动))(?P<what>[一-龥“”]{2,})")


def driven(metric: str) -> str:
    """Give what is driven before what drives it (换新补贴拉动消费 → 消费(换新补贴拉动)): it is the first that has the number."""
    found = _DRIVEN.fullmatch(metric)
    return f"{found['what']}({found['by']})" if found is not None else metric


@lru_cache(maxsize=4096)
def behind(words: str) -> str:
    """Give the noun phrase that the words behind a number begin with, without what is told of it (示范点全部建成 → 示范点)."""
    tokens = phrase_words.tokens(words)
    if len(tokens) > _LONGEST:
        return words
    chart = GRAMMAR.parse([token.categories for token in tokens])
    node = chart.get((0, len(tokens)), {}).get("SU")
    found = metric(node) if node is not None else None
    if found is None or found.start or found.end > len(tokens) - 2 or "D" not in tokens[found.end].categories:
        return words
    return words[: tokens[found.end - 1].end].strip("、,:; ")
