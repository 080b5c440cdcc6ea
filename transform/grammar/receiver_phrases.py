"""A receiver's phrase: the noun phrase of a party as a constituent of a clause, and what is said of it.

The words and their kinds are `receiver_words`; a party heads a phrase of nouns, qualities and numbers before it, up to a verb,
a preposition or a sign. Where an offer prints its receiver is `receivers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from transform.grammar import receiver_words
from transform.grammar.receiver_words import Word


class Who(NamedTuple):
    """A receiver in words of the text, and what is said of it, None where nothing is."""

    name: str
    told: str | None


class Phrase(NamedTuple):
    """A noun phrase over `words[begin:end]`: where its party's name begins, and behind which word it ends (None: no party)."""

    begin: int
    name: int
    last: int | None
    end: int


_NOMINAL = frozenset(
    ("noun", "measure", "measured", "name", "quality", "described", "single", "sized", "number", "limit", "who", "thing", "manner", "bracket", "intended")
)  # fmt: skip
"""Kinds of words that a party's phrase is made of."""
_LEADS = re.compile(
    r"^(?:[,:;。、)\s]|其中|同时|此外|另外|另|凡|对于?|作为|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十百\d]{1,4}[条款]|自?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|至|—)?|[①-⑳])+"
)
_SINGLE = re.compile(r"^(?:每一?|单|同一)(?:个|家|户|名|位|所)")
SIGN = re.compile(r"[,:;。]")
_BRACKET = re.compile(r"^\([^)]*\)")
_MANNER = re.compile(r"(?:分阶段|一次性|分年度|逐年|贴息|补[贴助]|奖励|资助)+$")
_LONGEST_NAME = 60
_LONGEST_REMARK = 14
"""Signs of a remark in brackets that goes with a name (毕业5年内的); a longer one is a sentence of its own."""
LONGEST_CLAUSE = 200
"""Signs of a name and of a clause that are read; a longer one is no clause."""


def phrase_at(cut: Sequence[Word], begin: int, heads: frozenset[str]) -> Phrase:
    """Read the longest noun phrase from a word on, up to a verb, a preposition or a sign."""
    at, name, last = begin, begin, None
    while at < len(cut):
        kind = cut[at].kind
        following = cut[at + 1].kind if at + 1 < len(cut) else ""
        if kind == "and_so_on":
            last = last if following not in _NOMINAL else None  # 工程研究中心等|资质 is no centre.
        elif kind in _NOMINAL:
            if kind in heads:
                last = at
        elif kind in ("modifying", "state", "new") and (
            following in _NOMINAL or following in (*_ATTRIBUTES, "join", "bracket")
        ):
            if last == at - 1 and kind != "state" and following not in heads:
                break  # 企业|建设重点实验室
        elif kind == "join" and at > begin and (following in _NOMINAL or following in _ATTRIBUTES):
            pass
        elif kind == "of" and at > begin and last is None and following in _NOMINAL | _ATTRIBUTES:
            name = at + 1
        else:
            break
        at += 1
    return Phrase(begin, name, last, at)


_ATTRIBUTES = frozenset(("modifying", "state", "new"))
PARTIES_AND_THINGS = frozenset(("who", "thing"))
PARTIES = frozenset(("who",))


def named(text: str, cut: Sequence[Word], phrase: Phrase) -> Who | None:
    """Give the party of a noun phrase, and what stands before it with 的."""
    if phrase.last is None:
        return None
    behind = cut[phrase.last + 1 : phrase.last + 2]
    remarked = bool(behind) and behind[0].kind == "bracket" and behind[0].end - behind[0].start <= _LONGEST_REMARK
    end = behind[0] if remarked else cut[phrase.last]
    name = text[cut[phrase.name].start : end.end]
    newly = _NEWLY.match(name)
    name = name[newly.end() :] if newly is not None else name
    name = _OPENING.sub("", name)
    told = (
        text[cut[phrase.begin].start : cut[phrase.name].start].removesuffix("的")
        if phrase.name > phrase.begin
        else None
    )
    told = ",".join(filter(None, (told, newly[0] if newly is not None else None)))
    return Who(name, told or None) if 1 < len(name) <= _LONGEST_NAME else None


_OPENING = re.compile(r"^(?:该|其|上述|各类?|部分|所有|全部|相关|有关|同一|符合条件的?|、|和|及)+")
_NEWLY = re.compile(
    r"(?:当年|每年|年度|首次|新)*(?:获评|评定为?|认定为?|引进|入选|入库|招用|招募|(?<=新)增|设立|成立|注册|上规|纳规)(?=[一-龥]{2})"
)
"""What one must have become, before the name of what one is (新认定|示范企业)."""


def _clause(text: str) -> str:
    return _LEADS.sub("", text)[:LONGEST_CLAUSE]


def subject(text: str) -> Who | None:
    """Give the party that a clause begins with (企业招用人员…; 设施服务评估为…)."""
    text = _clause(text)
    cut = receiver_words.cut(text)
    if not cut:
        return None
    return named(text, cut, phrase_at(cut, 0, PARTIES))


def does(text: str) -> bool:
    """Say whether a clause begins with a party and the verb of what it does (企业招用毕业生); no body of government is one."""
    text = _clause(text)
    cut = receiver_words.cut(text)
    phrase = phrase_at(cut, 0, PARTIES)
    if phrase.last is None or phrase.end >= len(cut) or phrase.last != phrase.end - 1:
        return False
    return cut[phrase.end].kind in _DOING and _GOVERNS.search(text[: cut[phrase.last].end]) is None


_DOING = frozenset(("deed", "done", "add", "new", "verb", "name", "modifying"))
_GOVERNS = re.compile(r"财政|政府|部门|主管|[委局厅]$")
_MAKING = frozenset(("deed", "done", "add", "new", "light", "verb"))


def related(text: str) -> Who | None:
    """Give the party of which a clause is told with 的 (从事支教的大学生), the last; what stands before it is told."""
    text = _clause(text)
    cut = receiver_words.cut(text)
    for at in range(len(cut) - 2, 0, -1):
        if cut[at].kind != "of" or (at == 1 and cut[0].kind in _MAKING):
            continue  # 设置的医疗机构: it is what is made.
        phrase = phrase_at(cut, at + 1, PARTIES)
        found = named(text, cut, phrase)
        if found is not None and phrase.last is not None:
            does = (
                text[cut[phrase.last].end :]
                if phrase.last + 1 < len(cut) and cut[phrase.last + 1].kind == "verb"
                else ""
            )
            does = SIGN.split(does)[0] if SIGN.search(does) else ""
            return Who(found.name, ",".join(filter(None, (text[: cut[at].start], _CAN.sub("", does)))) or None)
    return None


def founded(text: str) -> Who | None:
    """Give the party that a clause says was made or is run by others (大学生创办的|小微企业): it is given to, not they."""
    for clause in SIGN.split(text[:LONGEST_CLAUSE]):
        cut = receiver_words.cut(clause)
        for at in range(1, len(cut) - 1):
            if cut[at].kind == "of" and _FOUNDS.search(clause[: cut[at].start]):
                phrase = phrase_at(cut, at + 1, PARTIES)
                found = named(clause, cut, phrase)
                if found is not None and phrase.last is not None and phrase.end >= len(cut) - 1:
                    return Who(found.name, clause[: cut[at].start])
    return None


_FOUNDS = re.compile(r"(?:创办|领办|开办|兴办|举办|设立|成立|建立|组建|经营|创建)$")
_CAN = re.compile(r"(?:可(?:以)?(?:申[请领]|享受|领取|获得?|按)|享受|给予|按照?|[^,]*?(?:补[贴助]|奖励|资助)).*$")
"""What a clause says of the gift itself, and no longer of whom it goes to."""


_PLACE = re.compile(r"(?:城市|地区|县|[镇乡市区]|街道|县城)$")


def place(text: str) -> str | None:
    """Give a clause that is nothing but the phrase of a place (人口超过100万的城市): it says where, not to whom."""
    text = _clause(text)
    cut = receiver_words.cut(text)
    of = next((i for i in range(len(cut) - 1, 0, -1) if cut[i].kind == "of"), None)
    return (
        text
        if of is not None and _PLACE.search(text) and phrase_at(cut, of + 1, PARTIES_AND_THINGS).end == len(cut)
        else None
    )


def addressed(phrase: str) -> Who | None:
    """Give the receiver of what stands behind 对, with what is said of it; None where it only tells what for.

    >>> addressed("年产值2亿元以上的企业")
    Who(name='企业', told='年产值2亿元以上')
    """
    phrase = _SINGLE.sub("", phrase)
    cut = receiver_words.cut(phrase[:LONGEST_CLAUSE])
    if not cut:
        return None
    if cut[-1].kind == "of":
        found = subject(phrase) or _before_deed(phrase, cut)
        return Who(found.name, phrase.removesuffix("的")) if found is not None else None
    last = next((i for i in range(len(cut) - 1, -1, -1) if cut[i].kind == "of"), -1)
    if last < 0 and cut[0].kind in _ADDING:
        skip = next((i for i, word in enumerate(cut) if word.kind not in _ADDING), len(cut))
        added = named(phrase, cut, phrase_at(cut, skip, PARTIES_AND_THINGS))
        return Who(added.name, phrase[: cut[skip].start]) if added is not None else None
    behind = phrase_at(cut, last + 1, PARTIES_AND_THINGS)
    head = named(phrase, cut, behind)
    opened = phrase_at(cut, 0, PARTIES)
    if opened.last is not None and opened.end <= last and (behind.last is None or cut[behind.last].kind != "who"):
        does = named(phrase, cut, opened)
        return Who(does.name, phrase) if does is not None else None  # 企业采购的产品
    told = phrase[: cut[last].start] if last >= 0 else None
    if head is not None and behind.last is not None:
        rest = _BRACKET.sub("", phrase[cut[behind.last].end :])
        rest = _MANNER.sub("", rest)
        return Who(head.name, ",".join(filter(None, (told, head.told if told is None else None, rest))) or None)
    opening = subject(phrase)
    return Who(opening.name, phrase) if opening is not None else _last_of(phrase, cut)


def _last_of(phrase: str, cut: Sequence[Word]) -> Who | None:
    """Give the party that a phrase without 的 ends in, after what it does (首次来云川就业|人员, 联合培养等|合作项目)."""
    last = len(cut) - 1 - (cut[-1].kind == "bracket")
    begin = last
    while begin > 0 and cut[begin - 1].kind in _NAMING:
        begin -= 1
    found = named(phrase, cut, phrase_at(cut, begin, PARTIES_AND_THINGS)) if begin else None
    told = phrase[: cut[begin].start].removesuffix("等")
    return Who(found.name, told) if found is not None and cut[last].kind in PARTIES_AND_THINGS else None


_NAMING = frozenset(("noun", "name", "quality", "described", "modifying", "state"))
"""Words right before a party that are of its name."""

_ADDING = frozenset(("each", "add", "new"))


def _before_deed(phrase: str, cut: Sequence[Word]) -> Who | None:
    """Give the party of a relative clause that does something itself (符合条件的人员自主创业的)."""
    for at, word in enumerate(cut[:-1]):
        if word.kind == "of":
            inner = phrase_at(cut, at + 1, PARTIES)
            found = named(phrase, cut, inner)
            if found is not None and inner.last is not None and inner.last + 1 < len(cut) - 1:
                return found
    return None


def ends_in_party(name: str) -> bool:
    """Say whether a name's last word is a party that may be given something by itself."""
    cut = receiver_words.cut(name[:LONGEST_CLAUSE])
    cut = cut[:-1] if cut and cut[-1].kind == "bracket" else cut
    return bool(cut) and (cut[-1].kind == "who" or name.endswith("组织"))
