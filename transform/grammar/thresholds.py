"""Conditions: numbers that say who may, must or shall not, not what is to be reached."""

from __future__ import annotations

import re

from transform.grammar import roles, verbs
from transform.grammar.reading import Reading
from transform.language import clauses
from transform.language.clauses import Span
from transform.language.quantities import Quantity

RULING = re.compile(
    r"可(?:直接|以|优先|申请|享受|认定|推荐|纳入|按|出具|采取|同等|不经)|应当|(?<![效反供对适响相感顺])应(?!用|急|对|届|收|税|答)|须|不得|方可"
    r"|严禁|禁止|申领|申报|提交|视为|属于|免(?:予|费)|征收|处罚|罚款|不予|暂停"
)
MODAL = re.compile(r"应当|须|不得|方可|严禁|禁止|可(?:直接|以|优先|享受|认定)")
HEAD_BEHIND = re.compile(r"(?:\([^)]*\))?的(?!标准|比例|速度|[一-龥]{0,4}目标|规模|水平|成绩)[一-龥A-Za-z“\"]")
PART_OF = re.compile(
    r"[%成]以上的[^,。;]{2,}(?:得到|实现|达到|完成|建成|建有|配备|开展|通过|接入|纳入"
    r"|消除|设[立在有]|集中在|来[自源]|落户|入驻|参[与加]|享有|使用|拥有)"
)
"""A share whose noun does something (80%以上的村建有驿站): what is reached, not which is meant."""
WHICH_BEHIND = re.compile(rf"{HEAD_BEHIND.pattern}|的\d")
"""What a bound stands before that says which: a noun (1000万元以上的企业) or how many of them (超10亿元的20家)."""
NAMED_BY = re.compile(
    r"[一-龥]{0,6}(?:项目|企业|公司|集群|园区|平台|基地|工程|品牌|产品|村|镇|县|[农商大]户)(?:\d|取得|实现|达|突破)"
)
"""A noun that a bound before it names and another number counts (超30亿元项目40个): the bound says which."""
COMPARED = re.compile(r"不低于|不高于|不超过|不少于|超过|低于|高于|大于|小于|达到|满|(?<![通经])过$")
RECEIVER = re.compile(r"的(?:企业|项目|单位|机构|平台|园区|团队|人才|个人|主体|公司|中心|基地)$")
SCOPE = re.compile(r"^(?:范围内|区域内|以内|之内|范围)")
ATTRIBUTE = re.compile(r"(?:总投资|投资额?|占地|建筑面积|用地面积|年产值?|全长|总长)(?:约|超过?|近|达)?$")
"""What a number right before 的 and a noun belongs to (总投资50亿元的工程): it says which."""
LISTED = re.compile(r"(?:以下|下列|下述)(?:任一|其中之?一)?(?:基本)?(?:条件|情形|标准|要求)")
"""What opens a list of conditions that runs to the paragraph's end."""
ADDRESSED = re.compile(r"(?:[(]?[一二三四五六七八九十\d]+[)、.])?\s*对(?!标|接|照|外|口)")
GIVEN = re.compile(r"给予|予以|奖励|补贴|补助|资助|支持")


def is_condition(reading: Reading, sentence: Span, clause: Span, quantity: Quantity) -> bool:
    """Say whether a free number is a condition: it limits a noun behind it (1000万元以上的企业) or rules what may be done."""
    text = reading.text
    behind = text[quantity.end : clause.end]
    if is_part(text, clause, quantity):
        return False
    compared = quantity.comparator not in ("=", "~") or COMPARED.search(text, clause.start, quantity.start) is not None
    if compared and (WHICH_BEHIND.match(behind) or NAMED_BY.match(behind)):
        return True
    if ATTRIBUTE.search(text, clause.start, quantity.outer_start) and re.match(r"的[一-龥]", behind):
        return True
    if behind in ("的", "及以上的", "的,") or (compared and behind.endswith("的")):
        return True
    if SCOPE.match(behind):
        return True
    beside = [other for other in reading.quantities if other.end == quantity.outer_start]
    if compared and any(roles.claimed(other, reading.claims) is None for other in beside):
        return True  # 500个20户以上村庄: it says which, the number before it says how many.
    opens = not text[clause.start : quantity.outer_start].strip() and re.match(r"[一-龥]", behind)
    if compared and opens and any(quantity.end < other.start < clause.end for other in reading.quantities):
        return True  # 50户以上自然村通达率95%
    if LISTED.search(text, 0, quantity.start) or _in_remark(text, quantity, compared):
        return True
    if ADDRESSED.match(text, sentence.start) and GIVEN.search(text, quantity.end, sentence.end):
        return True
    before = text[clause.start : quantity.outer_start]
    if compared and re.search(r"对[^,]*$", before) and RECEIVER.search(behind):
        return True
    ruled = MODAL.search(text, clause.start, clause.end) is not None
    if not ruled and not behind and verbs.DEED.search(before):
        return False  # 支持高校申报学位点10个以上: a deed, whatever its object does.
    if RULING.search(before) or ruled:
        return True
    if verbs.DEED.search(before):
        return False  # 每年引进10名以上…: a deed of its own, whatever the rest of the sentence rules.
    rules = RULING.search(text, sentence.start, sentence.end) is not None
    return rules and (compared or re.match(r"对(?!标|接|照|外|口)", text[sentence.start :]) is not None)


def is_part(text: str, clause: Span, quantity: Quantity) -> bool:
    """Say whether a clause opens with the share of a noun that does something behind it."""
    opens = text[clause.start : quantity.outer_start].strip()[-1:] in ("", "、")
    return opens and PART_OF.match(text, quantity.unit_end - len(quantity.base)) is not None


def _in_remark(text: str, quantity: Quantity, compared: bool) -> bool:
    """Say whether a number stands in brackets that limit what they follow: (总投资不低于5000万元), (不含6亩).

    What is a part of what they follow (含高新企业30家) is told as it would be without brackets.
    """
    around = clauses.bracketed(text, quantity.start)
    if around is None or around[0] != "(":
        return False
    inner = text[around[1].start : around[1].end]
    return re.match(r"不含|含(?![一-龥]{2})", inner) is not None or (
        compared
        and not inner.startswith(("其中", "含"))
        and not re.search(r"[,。;、]", inner)
        and inner.endswith(text[quantity.start : quantity.end])
    )
