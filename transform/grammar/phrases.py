"""The noun phrase that a number counts: found around the number, without verb, time and comparing words.

Two shapes cover policy prose: *verb + number + noun* (打造30个示范场景) and *noun + verb + number* (收入超过3500亿元,
新增退税商店100户). Whether the number is a target or an observation is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from transform.grammar import constituents, joint, predicates, verbs
from transform.grammar.constituents import STEP
from transform.language import words
from transform.language.clauses import Span
from transform.language.periods import Time
from transform.language.quantities import Quantity

_JOINT = re.compile(rf"(?:以及|并且|或者|[、和及与并或,;]|{verbs.VERB.pattern})+$")
_NOT_A_NOUN = re.compile(
    r"^(?:等[一-龥]{0,4}目标|的(?:[正负]增长|资金|标准|比例|速度|幅度|[一-龥]{0,4}目标)|[、,;)》”和及与并或至到减增降占比较为是并且\-—~]|以(?![一-龥][换代促带][一-龥])|在(?![^,;。]{1,6}具?有[^,;。]{1,8}的)|下(?![岗属辖游乡沉])|同比|环比|可比|上升|同步|减少|增长|左右|[一-龥]{2}[到至](?=\d|去年|今年|上年|现在|目前|当前|人均|每)|(?:整合|合并|精简|压缩|调整|归并|优化|扩大|变|增|减|改)为)"
)
CHANGING = re.compile(r"[一-龥]{1,4}[到至](?:\d{4}年的?)?")
"""What leads from the number that a change begins with to the one that it ends with (从2.37缩小到1.94)."""
BECOMES = re.compile(
    r"(?:逐步|稳步|分步|统一)?(?:(?:提高|提升|增加|增长|扩大|上升|上调|下降|降低|减少|缩小|压缩|压减|调整|拓展)[到至]|(?:整合|合并|精简|压缩|归并|优化|调整)[为到至成]|[增减变改]为)"
)
"""The same, of words that are no part of a name (由162个 | 整合为 | 123个)."""
SPENT_ON = re.compile(r"(?:主要|重点|专项|全部)?(?:用于|用来|投向|支持|帮助|实施)(?![一-龥]{0,2}(?:资金|经费))")
"""What money is spent on, behind its sum: no noun that the number counts."""
_RATE_REACHED = re.compile(
    r"(?:率|比重|占比|比例|覆盖面|强度)[^,。;]{0,2}(?:达到?|超过?|为|[一-龥]{2}[到至在]|[升降增减]至)[约近]?$"
)
"""How a rate leads to its share: what stands behind the share is no noun that it counts (覆盖率达到26%储备资源)."""
_RANKED_BEHIND = re.compile(r"(?:名列|位列|位居|排名?|居)[^,。;]{0,6}第")
"""A rank behind the number that it is of (以52.6%名列第一)."""
_OWN = re.compile(r"(?:[我全本][国省市区县州镇乡]|各地)?")
"""Who speaks: nothing that money or anything else is counted of."""
_GIVEN_FOR = re.compile(r"(?P<verb>投入|安排|筹措|筹集|拨付)(?:资金)?$")
_STARTS = re.compile(r"[由从][^,;。\d]{0,12}$")
_VERB_ALONE = re.compile(
    r"安排|出货|入选|参与|参加|加入|亮相|入驻|销售|完成|投产|运营|左右|之间|的市场|不等|(?:的)?(?:规模|水平)|" + STEP
)
_PREDICATE = re.compile(
    r"(?:将?在[一-龥]{1,4})?(?:首次集中|同步)?(?:入选|参与|参加|加入|亮相|出货|入驻|展出|参展|落户|投产|陆续.*)$"
)


@dataclass(slots=True, frozen=True)
class Phrase:
    """What is counted: `metric`, and the span of text that holds phrase and number."""

    metric: str
    start: int
    end: int
    from_right: bool


_KINDS = frozenset("类座家所项个台套处条")
"""What counts things whose noun another number may stand before."""
_HEADLESS = re.compile(r"(?P<first>[存贷])、(?P<last>[存贷])款(?P<rest>余额)?")
"""Two heads that share what stands behind the second (存、贷款余额)."""


def around(text: str, clause: Span, row: Sequence[Quantity], index: int, times: Sequence[Time] = ()) -> Phrase:
    """Give the phrase that `row[index]` counts; `row` holds the quantities of the clause in order."""
    quantity = row[index]
    first = index == 0
    left_start = clause.start if first else row[index - 1].end
    right_end = clause.end if index + 1 == len(row) else row[index + 1].outer_start
    left, right = text[left_start : quantity.outer_start], text[quantity.end : right_end]
    if (_STARTS.search(left) and BECOMES.match(right)) or ("元" in (quantity.unit or "") and SPENT_ON.match(right)):
        purpose, right = right, ""
    elif (quantity.base == "%" and _RATE_REACHED.search(left) and right[:1] != "的") or _RANKED_BEHIND.match(right):
        purpose, right = "", ""
    else:
        purpose = ""
    right = _JOINT.sub("", right) if index + 1 < len(row) else right
    if not right and quantity.base in _KINDS and index + 1 < len(row) and row[index + 1].outer_start == quantity.end:
        # 12类45件民生实事, 2座35万千瓦发电站: both are told of what stands behind the second.
        right_end = clause.end if index + 2 >= len(row) else row[index + 2].outer_start
        right = text[row[index + 1].end : right_end]
    if any(t.start == quantity.end for t in times) or CHANGING.fullmatch(text, quantity.end, right_end):
        right = ""
    noun = right_noun(right, left)
    if shared := _SHARED.fullmatch(noun):
        noun = shared["rank"]
        head = re.search(r"级(?P<head>[^,。;、级]{2,})$", text[quantity.end : clause.end])
        noun += predicates.split(head["head"])[0] if head else ""
    if quantity.base in _PERSONS and (whose := _WHOSE.fullmatch(noun)):
        deed = _DEED_LAST.search(left)
        noun = f"{whose['who']}({deed[0] if deed else ''}{whose['what']})"
    if noun and quantity.base == "级":
        noun = constituents.before(left) + noun  # 生物医药500亿级产业集群: the rank stands inside the noun phrase.
    if noun:
        return Phrase(noun, _segment_start(text, clause, row, index), quantity.end + len(right.rstrip()), True)
    start = _segment_start(text, clause, row, index)
    metric = constituents.before(without_times(text, left_start, quantity.outer_start, times))
    given = _GIVEN_FOR.search(left)
    if given and purpose and _OWN.fullmatch(metric):
        # 我市将投入3亿元实施城市更新: who speaks is no name of it.
        return Phrase(f"{given['verb']}({constituents.behind(purpose) or purpose})", start, quantity.end, False)
    if purpose and not metric and first:
        return Phrase(purpose.rstrip(",、的"), start, quantity.end + len(purpose), True)  # 3亿元用于建设驿站
    if not metric:
        start = clause.start  # 分别达到90%和65%, 道路30条200公里: what is counted stands before the number before.
    return Phrase(metric, start, quantity.end, False)


_PERSONS = frozenset("人名户")
_WHOSE = re.compile(
    r"(?P<who>[^(),的]{0,16}(?:学生|人口|农民|居民|群众|职工|人员|村民|儿童|老年人|家庭|困难户))的?(?P<what>[^(),、]{0,10}(?:费|问题|负担|债务))"
)
"""Persons, and what of theirs is done something about (免除3000万名 | 学生住宿费): the number counts the persons."""
_DEED_LAST = re.compile(r"(?:免除|减免|解决|化解|减轻|补助|资助|承担|缓解|发放)")

MEMBERS = re.compile(r"、|以及|(?<![总共平饱])和(?![谐美平睦])|(?<!参)与|(?<![普涉波顾])及(?![时格])")
"""What joins the members of a list, but no sign inside a word (普及率, 参与率)."""


def respective(text: str, clause: Span, row: Sequence[Quantity], times: Sequence[Time]) -> list[str]:
    """Give the subjects of a list of numbers told 分别, one a number (甲和乙分别达到65%和55%); empty where there is none."""
    cue = text.find("分别", clause.start, clause.end)
    if cue < 0 and len(row) > 1 and all(joint.JOINS.fullmatch(text, a.end, b.outer_start) for a, b in pairwise(row)):
        # 游客、花费增长5%、7%: as many numbers as subjects, one for each.
        subject = constituents.before(without_times(text, clause.start, row[0].outer_start, times))
        parts = [part for part in MEMBERS.split(subject) if part]
        return joint.lent(parts) if len(parts) == len(row) else joint.members(subject, len(row))
    told = [q for q in row if q.start > cue >= 0]
    if len(told) < 2 or len(told) != len(row):
        return []
    subject = constituents.before(without_times(text, clause.start, cue, times))
    subject = _HEADLESS.sub(r"\g<first>款\g<rest>、\g<last>款\g<rest>", subject)
    listed, _, shared = subject.partition("等")
    parts = [p for p in MEMBERS.split(listed) if p]
    if len(parts) == len(told):
        return joint.lent([part + shared for part in parts])
    if len(parts) == 1 and subject:
        return joint.members(subject, len(told)) or [subject] * len(told)
    return []


def joined(noun: str, count: int) -> list[str]:
    """Give the members of a joined noun phrase where there are as many as numbers (肉类、禽蛋和蔬菜), else nothing."""
    members = [part for part in MEMBERS.split(noun) if part]
    return joint.lent(members) if len(members) == count > 1 else []


_COMPARES = re.compile(r"(?:相?比于?|相?较于?)$")
"""What compares with the time behind it."""


_BEHIND_TIME = re.compile("[当单][月季]|前|以来|来|期间|间|中(?![央心小学等期药医国西部东南北欧高低])")
"""What belongs to a time before it (五年中, 十年来)."""


def without_times(text: str, start: int, end: int, times: Sequence[Time]) -> str:
    """Give `text[start:end]` without the expressions of time in it."""
    kept: list[str] = []
    for time in times:
        if start <= time.start and time.end <= end:
            # 排放比2005年: what is compared with goes with the time.
            kept.append(_COMPARES.sub("", text[start : time.start]))
            behind = _BEHIND_TIME.match(text, time.end, end)
            start = behind.end() if behind is not None else time.end
    return "".join([*kept, text[start:end]])


SHARED_HEAD = re.compile(r"(?:国家|省|市|区|县|部|[一二两三四五六七八九十百千万]*亿)级")
"""A rank whose noun stands at the end of the list: 1个国家级、5个省级创新平台, 4个万亿级、一批千亿级产业集群."""

_COUNTED_BY = re.compile(
    r"(?P<who>[^的,;。、\d]{0,8}?(?:乡镇|[县区市镇村户站]|乡(?!镇)|街道|社区|企业|行业|学校|医院|机构|单位|家庭|省份|产品|公司|农场))"
    r"(?P<rate>[^的,;。\d]{2,12}?(?:率|占比|比重)(?:均|都|已|也)*(?:超过?|突破|高于|大于|不低于|达到?)\d[\d.]*%(?:以上)?)"
)
"""What is counted, and the rate that says which (3个 | 县覆盖率超过50%)."""
_SHARED = re.compile(rf"(?P<rank>{SHARED_HEAD.pattern})(?:、(?:一批|若干)[^,]*)?")


def right_noun(right: str, left: str = "") -> str:
    """Give the noun phrase behind a number, empty where none begins there; what is told of it stands in brackets behind it.

    `left` is what stands before the number.

    >>> right_noun("村获评市级示范村")
    '村(获评市级示范村)'
    """
    right = re.sub(r"^(?:\[\d{1,3}\]|[⁰-⁹¹²³①-⑳])+", "", re.sub(r"^\([^()]*\)", "", right))
    if not right or right[0] == "(" or _NOT_A_NOUN.match(right):
        return ""
    noun = re.sub(r"[\s,、;:的]+$", "", re.sub(r"^的", "", right))
    by = _COUNTED_BY.fullmatch(noun)
    if by is not None:
        return f"{by['who']}({by['rate']})"
    if _VERB_ALONE.fullmatch(noun):
        return ""
    noun, told = predicates.split(
        re.sub(r"的(?:总体|整体|发展)?目标$|(?<=值)(?:预期)?增长(?:预期)?目标$", "", noun), left
    )
    if told:
        return f"{noun}({told})"
    noun = re.split(r"(?<=[一-龥]{2})(?:实现再|建有|得到|正在|相继|陆续|先后)", noun)[0]
    trimmed = _PREDICATE.sub("", noun)
    return constituents.behind(trimmed) if len(trimmed) >= 2 else noun


def noun_and_purpose(phrase: str) -> tuple[str, str]:
    """Split a noun from the purpose said behind it: 区打造直播基地 → 区, 打造直播基地."""
    match = re.match(rf"(?P<noun>[一-龥]{{1,2}})(?P<rest>(?P<verb>作为重点|{verbs.ALTERNATION['doing']}).*)?$", phrase)
    if (
        match is not None
        and match["verb"]
        and match.end("verb") not in {w.end for w in words.lexicon().segment(phrase)}
    ):
        return phrase, ""  # 国内生产总值
    if match is None or (match["rest"] and len(match["rest"]) < 4):
        return phrase, ""
    return match["noun"], purpose(match["rest"] or "")


def purpose(clause: str) -> str:
    """Give a clause that says what something is done for (打造高质量直播基地), empty where it does not."""
    match = re.match(rf"(?P<verb>{verbs.ALTERNATION['doing']})(?P<rest>.+)$", clause)
    if match is None:
        return ""
    return match["verb"] + match["rest"].rsplit("的", 1)[-1]


def _segment_start(text: str, clause: Span, row: Sequence[Quantity], index: int) -> int:
    """The start of the shortest stretch that holds the number's own words: behind the conjunct before it."""
    if index == 0:
        return clause.start
    previous = row[index - 1]
    between = text[previous.end : row[index].outer_start]
    joint = _JOINT.search(between)
    separator = re.compile(r"(?:以及|并且|或者|[、和及与并或,;])").match(text, previous.end)
    if separator is None and joint is not None:
        separator = re.compile(r"以及|并且|或者|[、和及与并或,;]").match(text, previous.end + joint.start())
        return separator.end() if separator else previous.end + joint.start()
    return separator.end() if separator else previous.end
