"""What must be met for an offer: the clauses before it that ask, that tell what is reached, or what its receiver does."""

from __future__ import annotations

import re

from transform.grammar import receiver_phrases
from transform.language import clauses
from transform.language.clauses import Span

_LEAD = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]+[)）、.．]|第[一二三四五六七八九十百\d]+条|其中|[①-⑳])+\s*")
_MARKS = re.compile(r"^[,:;。、\s]+|[,:;。、\s]+$")
PROCEDURE = re.compile(r"经[^,]*(?:审[核定批查计]|评[审估选定]|认定|批准|同意|核[准定实查]|研究|公示|验收)$")
"""How an offer is decided on (经专家评审): no condition of a grade."""


def asked(words: str) -> str | None:
    """Give the clauses before an offer that say what must be met: those up to the last that ends in 的."""
    kept: list[str] = []
    spans = list(clauses.clauses(words, Span(0, len(words))))
    last = max((i for i, s in enumerate(spans) if words[s.start : s.end].endswith("的")), default=-1)
    if last < 0:
        return None
    for span in spans[: last + 1]:
        clause = clean(words[span.start : span.end])
        if _MAIN.match(clause) and not clause.endswith("的"):
            kept.clear()  # 支持…发放算力券,使用…服务的: what is done anyhow is no condition.
            continue
        kept.append(TOWARDS.sub("", clause).removesuffix("的"))
    return ",".join(k for k in kept if k) or None


def reached(words: str) -> str | None:
    """Give the clauses before an offer by which something must be reached, where none says so with 的 (订单达到1000万元,给予…)."""
    spans = [words[span.start : span.end] for span in clauses.clauses(words, Span(0, len(words)))]
    if not any(_REACHES.search(said) for said in spans) or any(GIFT.search(said) for said in spans):
        return None
    kept = [said for said in map(clean, spans) if said and not _MAIN.match(said)]
    return ",".join(kept) or None


def done(words: str) -> str | None:
    """Give the clauses before an offer that tell what its receiver does, where none says so with 的 (企业招用…,签订合同,给予…).

    They begin with a party and its verb, with a verb of what only receivers do, or tell what must be over (验收合格后).
    """
    kept: list[str] = []
    spans = [s for s in clauses.clauses(words, Span(0, len(words))) if clean(words[s.start : s.end])]
    decided = bool(spans) and PROCEDURE.match(clean(words[spans[-1].start : spans[-1].end])) is not None
    for span in spans:
        said = clean(words[span.start : span.end])
        if decided and span == spans[-2:][0] and len(spans) > 1 and not (GIFT.search(said) or _MAIN.match(said)):
            kept.append(said)  # 举办赛事,|经审核给予…
        elif GIFT.search(said) or _MAIN.match(said):
            kept.clear()
        elif over := _OVER.fullmatch(said):
            kept.append(over["what"])
        elif (receiver_phrases.does(said) or _APPLIES.match(said)) and not _SPENT.search(said):
            kept.append(said)
    return ",".join(kept) or None


_OVER = re.compile(
    r"(?!经)(?P<what>[^,;。]{0,30}(?:完成|竣工|验收|合格|投[产用]|建成|到位|达标|结题|上市|开业)[^,;。]{0,6}?)(?:之|以)?后"
)
_SPENT = re.compile(r"的[^,的]*(?:费用?|支出|利息|收入|所得|税款?|价款|金额|保费)$")
"""What a clause ends in that is the phrase of a sum (企业发生的费用): a share is given of it."""
_APPLIES = re.compile(
    r"(?:并|且|同时|首次|新|当年)*(?:招[用聘录]|吸纳|签订|缴纳|取得|获得|获评|获批|入选|参加|购买|购置|报废|租赁|租用|入驻|创办|承办|举办|通过[^,]{0,8}(?:认定|认证|验收|评审))"
)
"""Verbs that begin a clause of what those do who ask for something."""
_REACHES = re.compile(
    r"(?:达到?|(?<!不)超过|突破|不低于|不少于|满|累计|增长)[^,;。]{0,6}\d[^,;。]*$|\d[^,;。]{0,8}以上$"
)
GIFT = re.compile(r"给予|予以|补[贴助]|奖励|资助|扣除|贴息|标准|返还|减免")
_MAIN = re.compile(r"(?:支持|鼓励|引导|推动|推进|加强|开展|建立|设立|落实|每年(?:发放|安排|评选|认定))")
"""What begins a clause that says what is done by itself."""
TOWARDS = re.compile(r"^对于?(?![接标照应口比象]|外(?!省|地|市|县|籍|资|商|来|国|贸企))")


def clean(words: str) -> str:
    """Give a clause without the number of its item and the signs around it."""
    return _MARKS.sub("", _LEAD.sub("", _MARKS.sub("", words)))
