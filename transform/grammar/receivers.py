"""Whom money is offered to: the places where an offer prints its receiver, and where it is named before.

`WAYS` are those of an offer's own sentence, each with examples, the surest first; `carried` looks before the sentence. The
phrase of a party is `receiver_phrases`; what must be met, and the grades of a list, are `grades`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from transform.grammar import receiver_phrases, receiver_words
from transform.grammar.receiver_phrases import (
    LONGEST_CLAUSE,
    PARTIES,
    PARTIES_AND_THINGS,
    SIGN,
    Who,
    addressed,
    ends_in_party,
    related,
    subject,
)


@dataclass(frozen=True, slots=True)
class Way:
    """A place where an offer prints whom it is made to; `examples` are clauses → the receiver that is read in them."""

    name: str
    read: Callable[[str], Who | None]
    examples: Mapping[str, str]


_GIVING = re.compile(r"(?:给予|给与|予以|奖励|补贴|补助|资助|发给|奖补)(?!对象)(?:给)?(?:每一?[名个家户位])?")
_BEHIND_GIVEN = re.compile(
    r"$|[,;。(\d]|最高|不超过|一次性|每|各|按|定额|全额|相应|[一-龥]{0,8}(?:补|奖|资助|贴|津贴|支持|费|金|款|\d)"
)
_GIVE = re.compile(r"给予|予以")
_UP_TO = re.compile(r"[,;。]|一次性|最高")
_PAYING = re.compile(r"(?<![供补交发方导倾面])[向给为](?!予|期|主|限|基|了)")
_PAID_OUT = re.compile(r"发放|支付|给予|拨付")
_BEHIND_PAID = re.compile(r"(?:一次性|按月|按年|按季|免费|统一)*(?:发放|支付|提供|给予|拨付|兑付|核拨|补|奖|按|每)")
_EACH = re.compile(r"(?:每一?|单|同一)(?:个|家|户|名|位|件|项|台|套|辆|处|所|条|张|床|次|场)?")
_LABEL = re.compile(r"(?:标准|津贴|补[贴助]|奖励|资助|额度|金额|限额|奖学金|助学金)")


def given(text: str) -> Who | None:
    """Give the party that stands behind the verb of giving (给予建设单位…补助)."""
    for match in _GIVING.finditer(text):
        rest = text[match.end() :][:LONGEST_CLAUSE]
        cut = receiver_words.cut(rest)
        if not cut:
            continue
        phrase = receiver_phrases.phrase_at(cut, 0, PARTIES)
        if phrase.name > phrase.begin and not _GIVE.match(match[0]):
            continue  # 奖励办法规定的…团队
        found = receiver_phrases.named(rest, cut, phrase) or (
            related(_UP_TO.split(rest)[0]) if _GIVE.match(match[0]) else None
        )
        if found is not None and phrase.last is not None and _BEHIND_GIVEN.match(rest, cut[phrase.last].end):
            return found
        if found is not None and phrase.last is None:
            return found
    return None


def paid(text: str) -> Who | None:
    """Give the party that something is paid or done to (向承办机构支付, 为企业提供)."""
    for match in _PAYING.finditer(text):
        rest = text[match.end() :][:LONGEST_CLAUSE]
        cut = receiver_words.cut(rest)
        phrase = receiver_phrases.phrase_at(cut, 0, PARTIES) if cut else None
        found = receiver_phrases.named(rest, cut, phrase) if phrase is not None else None
        if found is not None and phrase is not None and phrase.last is not None:
            if match[0] == "为" and not _PAID_OUT.match(rest, cut[phrase.last].end):
                continue  # 为老年人提供服务 says what is done for money.
            if _BEHIND_PAID.match(rest, cut[phrase.last].end):
                return found
    return None


def each(text: str) -> Who | None:
    """Give the party of each of which something is told (每家企业, 单个项目)."""
    for match in _EACH.finditer(text):
        rest = text[match.end() :][:12]
        cut = receiver_words.cut(rest)
        if cut:
            phrase = receiver_phrases.phrase_at(cut, 0, PARTIES_AND_THINGS)
            if phrase.last is not None:
                end = next(i for i in range(len(cut)) if cut[i].kind in PARTIES_AND_THINGS)
                name = rest[: cut[end].end]
                if not any(sign.isdigit() for sign in name):
                    return Who(name, None)
    return None


def helped(text: str) -> Who | None:
    """Give the party that a document helps to do something (鼓励企业开展…)."""
    cut = receiver_words.cut(text[:LONGEST_CLAUSE])
    for at, word in enumerate(cut[:-1]):
        if word.kind != "help":
            continue
        phrase = receiver_phrases.phrase_at(cut, at + 1, PARTIES)
        found = receiver_phrases.named(text, cut, phrase)
        if (
            found is not None
            and found.told is None
            and phrase.last == phrase.end - 1
            and cut[phrase.end :][:1]
            and cut[phrase.end].kind != "sign"
        ):
            return found
    return None


def _opening(text: str) -> Who | None:
    """Read the clause that opens a sentence: its subject, else whom it is told of."""
    return subject(text) or related(text)


def _labels(text: str) -> Who | None:
    """Give the party in the name of what is given (特困人员基本生活标准)."""
    named = _LABEL.search(text)
    return _opening(text[: named.start()]) if named is not None else None


def enjoys(text: str) -> Who | None:
    """Give the party of the clause that says who may have something (长者饭堂可享受运营补贴)."""
    for clause in SIGN.split(text):
        if _ENJOYS.search(clause):
            found = subject(clause) or related(clause)
            if found is not None:
                return Who(found.name, None) if found.told is None else found
    return None


_ENJOYS = re.compile(r"享受|可(?:以)?(?:申[请领]|领取|获得)")


def meant(text: str) -> Who | None:
    """Give the party that a sentence says is meant (资助对象为困难学生); what is said of it goes with it."""
    said = _MEANT.search(text)
    return addressed(said["who"]) if said is not None else None


_MEANT = re.compile(
    r"(?:补[贴助]|奖励|资助|支持|扶持|救助|发放|申[请领报]|享受|奖补)?对象(?:是|为|:|包括)(?P<who>[^,;。]{2,60})"
)


def takes(text: str) -> Who | None:
    """Give the party that takes what is given itself (由纳税人在汇算时扣除)."""
    taken = _TAKEN.search(text)
    return subject(taken["who"]) if taken is not None else None


_TAKEN = re.compile(r"(?<![自经理])由(?P<who>[^,;。]{2,40})[^;。]*?(?:扣除|申[请领]|领取)")
WAYS = (
    Way(
        "given_to",
        given,
        {"给予建设单位不超过总投资30%的补助": "建设单位", "按每人3000元给予用人单位留用补贴": "用人单位"},
    ),
    Way("object", meant, {"资助标准为每人2000元,资助对象为家庭困难学生": "家庭困难学生"}),
    Way("paid_to", paid, {"由财政按每人800元标准向承办机构支付培训补助": "承办机构"}),
    Way("takes", takes, {"由承租人在每年汇算时按3万元扣除": "承租人"}),
    Way("enjoys", enjoys, {"长者饭堂可享受运营补贴,其中老年人送餐补贴标准为每次2元": "长者饭堂"}),
    Way("founded", receiver_phrases.founded, {"在校大学生创办的小微企业": "小微企业"}),
    Way("labelled", _labels, {"市属特困人员基本生活标准为每月2000元": "市属特困人员"}),
    Way("opening", _opening, {"见习基地留用见习人员": "见习基地", "从事支教、支医的大学生": "大学生"}),
    Way("each", each, {"每家企业最高500万元": "企业"}),
    Way("helped", helped, {"鼓励企业参与标准制定": "企业"}),
)
"""The ways by which an offer's own sentence names its receiver, the surest first; what stands behind 对 goes before all."""


def carried(sentence: str, earlier: Sequence[str], above: Sequence[str]) -> Who | None:
    """Give the receiver that is named before an offer which names none, the nearest first.

    `sentence` is what its own sentence says before it, `earlier` the sentences before that, the last first, `above` the
    lines under which its paragraph stands (the line that opens a list, the heading).
    """
    found = _told_in(sentence)
    for said in earlier[:REACH] if found is None else ():
        found = _told_in(said) if _GIFT.search(said) else helped(said)
        if found is not None:
            break
    for line in above if found is None else ():
        found = _told_in(line) or helped(line)
        if found is not None:
            break
    return found


REACH = 8
"""Sentences before an offer that may name its receiver."""
_GIFT = re.compile(r"享受|可申|给予|予以|补[贴助]|奖励|资助|扣除|贴息|返还|津贴|优惠|免费|贷款|[：:]$")
_TO = re.compile(r"(?:^|可)对于?(?P<who>[^,]{2,80}?)(?:,|给予|予以|按|(?:同样)?(?:实行|进行)|$)")


def _told_in(said: str) -> Who | None:
    """Give whom a sentence names: whom it addresses with 对 or gives to, else the first party that does something in it."""
    parts = SIGN.split(said)
    to = (addressed(to["who"]) for part in parts if (to := _TO.search(part)) is not None)
    found = (
        next((who for who in to if who is not None and ends_in_party(who.name)), None)
        or meant(said)
        or given(said)
        or paid(said)
    )
    opens = (subject(part) or related(part) for part in parts) if found is None else ()
    return found or next((who for who in opens if who is not None and ends_in_party(who.name)), None)
