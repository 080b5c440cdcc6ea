"""What is told of the noun behind a number (12个村 | 获评示范村, 使600户家庭 | 住上了新房): a predicate is no part of a noun.

It is told apart by what cannot stand inside a name: a verb that takes an object and begins none (入选, 纳入), a verb that has
been done (住上了), a passive, an adverb before a verb (全部, 首次). Behind a word that leads to who does something (使, 让, 组织) any verb
with an object will do. How far a thing has come (建成通车, 投入运行) is told of no more than the thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from transform.grammar import phrase_words
from transform.grammar.phrase_words import Token

_TAKING = re.compile(
    r"已?(?:获得|获批|获评|获|荣获|入选|纳入|列入|享受|享有|接受|参加|加入|升格|划转|免征|免除|解决|配备|追回|晋升|落户|实现|通过|达到|进入|成为"
    r"|取得|用于|用上|住上|喝上|吃上|入住|引入|启动|迁入|搬进|评为|当选|被|建成|完成|减轻|摆脱|签订|投向|提供|搬进|带动|拉动|撬动|设[立置]在|集中[在于]|来[自源]于?|分布[在于]|布局在)了?"
)
"""Verbs that take an object and begin no name: what stands before them does it."""
_DRIVES = re.compile("带动|拉动|撬动")
_ASPECT = "了"
_ADVERBS = re.compile(
    "全部|首次|均|都|率先|普遍|得以|免费|已|已经|陆续|正式|成功|全面|顺利|先后|相继|双双|未|也|初步|分别|整县|整村|整乡"
)
"""Adverbs that part a noun from its verb."""
_SAID_HOW = re.compile(
    r"(?:全部|首次|[均都]能?|率先|普遍|得以|已经?|陆续|正式|成功|全面|顺利|先后|相继|双双|也|初步|分别|基本|大力"
    r"|加快|加速|稳步|持续|显著|明显|进一步|高效|深入|不断|整[县村乡]|将在[一-龥]{1,4}|、|,)+$"
)
"""What of them says nothing of what is told, at the end of the words before it."""
_LEADS_TO_DOER = re.compile(r"(?:使得?|让|给|为|组织|选派|带动|帮助|引导|支持|鼓励)(?:[^,;。、]{0,8}[省市县区村])?$")
"""What stands before the number of those who do or get something (使 | 600万户)."""
_LEADS_TO_PLACE = "在"
_AND_MORE = re.compile(
    r"、?(?:位居|稳居|跃居|位列|居|排名|排|列)(?=全|第|世|亚|中|东|西|前|首|同)|、(?=总(?:投资|产能|装机|里程|面积)|新增|年产)"
)
"""What else is told behind a noun, a rank or a sum, which is a fact of its own (产品产量 | 居全国第一)."""
_PREPOSITIONS = {
    "到": "开展|参加|服务|支援",
    "对": "进行|开展|给予|实施",
    "与": "建立|签订|签署|结成|达成",
    "向": "公开|开放|征求",
    "在": "进入|设立|举办|建立|成立|开展|完成",
    "就": "达成|形成|签署|开展",
}
"""Prepositions right behind a noun, and the verbs one of which must follow for a predicate."""
_STAGES = (
    r"建成|建设|完成|完工|竣工|开工|投产|投用|启用|运行|运营|试?运转|试运行|通车|发电|揭牌|实施|推进|启动|落地|完成(?:年度)?投资"
    r"|投入(?:使用|运行|运营)|开诊|起势|见效|下线|签约|开放|交付|举办|举行|展出|用好|用活|进展(?:总体)?(?:顺利|良好|较快)"
)
_MERE_STAGE = re.compile(
    rf"(?:(?:基本|全部|顺利|全面|如期|陆续|加快|稳步|加速|高效|深入|正式|成功|圆满|集中|抓紧)*(?:{_STAGES}))+"
)
"""How far a thing has come."""
_NO_NAME = re.compile(
    r"(?:基本|全部|全面|顺利|如期|陆续)?(?:投入|启用|揭牌|开诊|试运|建成|竣工|完工|投产|投用|落地|完成投资|进展)"
)
"""How a stage begins that no name of works ends in (运行 and 建设 may: 平台运行, 小区建设)."""
_GAINS = re.compile(r"(?:就业|创业)?(?:受益|获益|增收|参保|脱贫|获批上市|上市)")
"""What becomes of those who are counted, without an object."""
_HEADS = re.compile(
    r"(?:项目|工程|基地|中心|任务|工作|平台|试点|行动|设施|建设|改造|治理|整治|服务|机构|企业|岗位|计划|资金|能力|问题)$"
)
"""What a name of works or of an institution ends in, in which a verb may stand (小区改造项目)."""
_NOMINAL = frozenset(("N", "H", "G", "NA"))
_VERBAL = frozenset("VUA")
_RELATIVE = re.compile(r"(?:可以|能够|已|有|受|通过|具有|符合|列入|纳入|获|达到|参加|享受)")
"""How a relative clause before the noun begins (列入名录的场馆 | 全部开放)."""


@lru_cache(maxsize=4096)
def split(words: str, left: str = "") -> tuple[str, str]:
    """Give the noun that the words behind a number begin with and what is told of it, empty where nothing is.

    `left` is what stands before the number in its clause.

    >>> split("村获评市级示范村")
    ('村', '获评市级示范村')
    """
    more = _AND_MORE.search(words, 2)
    words = words[: more.start()] if more is not None else words
    tokens = phrase_words.tokens(words)
    begin = 0
    if _RELATIVE.match(words) and "的" in words:
        begin = next((i for i, t in enumerate(tokens) if "E" in t.categories), 0) + 1
    for at in range(begin + 1, len(tokens)):
        before = tokens[at - 1].categories
        if "E" in before or not any(t.categories.keys() & _NOMINAL for t in tokens[begin:at]):
            continue
        told = _told(words, tokens, at, left)
        if told is not None:
            noun = _SAID_HOW.sub("", words[: tokens[at].start])
            return noun.removesuffix("发展") if told.startswith("成为") else noun, told
    return words, ""


def _told(words: str, tokens: Sequence[Token], at: int, left: str) -> str | None:
    """Give the predicate that begins with a word, empty where it names no more than a stage; None where none begins there."""
    word, rest = words[tokens[at].start : tokens[at].end], words[tokens[at].start :]
    if _ADVERBS.fullmatch(word):
        verb = next((t for t in tokens[at:] if _ADVERBS.fullmatch(words, t.start, t.end) is None), None)
        if verb is None or not (verb.categories.keys() & _VERBAL or _takes(words, verb, tokens)):
            return None
        return _unless_stage(rest if word in ("未", "免费") else words[verb.start :])
    if word in _PREPOSITIONS:
        if re.search(_PREPOSITIONS[word], rest):
            return rest
        return "" if word in ("在", "就") else None
    to_place = left.endswith(_LEADS_TO_PLACE)
    if _MERE_STAGE.fullmatch(rest) and (to_place or _NO_NAME.match(rest)):
        return ""
    if _GAINS.fullmatch(rest):
        return rest
    has_object = at + 1 < len(tokens)
    verbal = tokens[at].categories.keys() & _VERBAL
    if has_object and _DRIVES.match(rest) and "的" in rest:
        return None  # 带动面广的场景
    if has_object and (_takes(words, tokens[at], tokens) or (verbal and words.startswith(_ASPECT, tokens[at].end))):
        return _unless_stage(rest)
    if (
        has_object
        and "V" in tokens[at].categories
        and (to_place or (_LEADS_TO_DOER.search(left) and not _HEADS.search(words)))
    ):
        return rest
    return None


def _takes(words: str, first: Token, tokens: Sequence[Token]) -> bool:
    """Say whether such a verb begins with a word and ends with one (住|上|了)."""
    verb = _TAKING.match(words, first.start)
    return verb is not None and any(token.end == verb.end() for token in tokens)


def _unless_stage(predicate: str) -> str:
    return "" if _MERE_STAGE.fullmatch(predicate) else predicate
