"""To whom and under which condition money is offered: the addressee, what must be met, and one grade for each row of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from transform.grammar import conditions, receiver_phrases, receiver_words, receivers
from transform.grammar.receiver_phrases import Who
from transform.language import clauses
from transform.language.clauses import Span
from transform.language.quantities import Quantity
from transform.language.words import Word, segment

_TOWARDS = ("对", "对于")
_INSIDE = frozenset("其应比")
"""Signs before a 对 that it belongs to where the segmenter parts them (其对…的投资, 数据比|对)."""
_OUTSIDERS = re.compile(r"对外(?:[省地市县籍资商来国]|贸企)")
"""Here 对外 is no word: those from outside are addressed (对|外地企业)."""
_MAY = tuple(f"可{verb}" for verb in ("按", "以", "申", "享", "给", "获", "一次"))
_WHAT_IS_DONE = (
    "进行", "实行", "给予", "予以", "给与", "分别", "按", "一次性", "每", "最高", "奖励", "补助", "补贴", "资助", "配套奖励", "发放",
)  # fmt: skip
"""What words begin with that follow those who are addressed."""
_LONGEST_ADDRESS = 90
"""Signs of the longest phrase behind 对."""
_RANKS = frozenset("一二三四五六七八九十特优金银铜国省市区县甲乙丙秀胜励围名")
_GRADES = ("等奖", "等", "级", "档", "类", "奖", "星", "年")
_LONGEST_GRADE = 7
"""Signs of a grade before what it is a grade of (国家技术创新示|…)."""


class Terms(NamedTuple):
    """Whom an offer is made to and what must be met, in words of the text; None where nothing says so."""

    recipient: str | None
    condition: str | None


class Item(NamedTuple):
    """What an item of a list is for, in words of the text, and where it begins."""

    recipient: str | None
    condition: str | None
    start: int


_ITEM_END = re.compile(
    r"(?:(?:每|单)[^,;。\d]{1,10})?(?:奖励|奖金|补贴|补助|资助|给予|分别|最高|不超过|可申请|申请|可享受|享受|可|为|按照?|发放|标准|各|一次性|再|平均|增加|(?:补[贴助]|奖励|资助|返还)(?:标准|金额|额度)|是|在|原则上|定额|:)*$"
)
_LEADS_ON = re.compile(r"(?:(?:补[贴助]|奖励|资助)?标准)?(?:按照?|为|是|由|提高[到至]|调整[为到]|增加[到至])?$")
"""What stands between the name of an item and its amount."""
_NAMES_GIFT = re.compile(r"^[^,;。]{0,12}(?:补[贴助]|奖励|资助)(?:标准)?(?:按照?|为|:)|[和及与、]$")
_GIVES = re.compile(r"(?:一次性)?(?:发放|给予|享受|领取)")
_ITEM_BEGIN = re.compile(
    r"^(?:[,:;、()\s]|其中|[和及对]|按照?(?=(?:小学|初中|高中|中职|本科|专科)$)|可?按照?(?=[初中高特一二三四五六七八九][级等档类]))+"
)
_NO_GRADE = re.compile(
    r"^(?:补[贴助]|奖励|资助|贴息|支持)?(?:单价|总额|金额|额度|期限|资金|标准|累计|合计|企业|项目|同一[一-龥]{0,4}|年度|全年|最多|总计|以后|此后|之后|其后|按|可|每[一-龥]{1,4}|且|但|并)*$"
)


def item(text: str, begin: int, number: int) -> Item | None:
    """Give what an item of a list is for (二等奖, 博士), told between `begin` and its number; None where nothing is."""
    words = text[begin:number]
    cut = _ITEM_END.search(words)
    named = words[: cut.start()] if cut else words
    who = _LEADS_ON.sub("", named)
    opened = _ITEM_BEGIN.sub("", who)
    offset = begin + len(who) - len(opened)
    who = conditions.clean(opened)
    who = _GIVES.split(_NAMES_GIFT.sub("", who))[0]
    if _KIND.search(who):
        return Item(None, None, offset)
    labelled = "标准" in words[len(who) :] and not re.search(r"[\d级类档区市县省]", who)
    if labelled and not receiver_phrases.ends_in_party(who):
        party = receiver_phrases.subject(who)
        return Item(party.name if party is not None else None, None, offset)
    if who.startswith("按") and receiver_phrases.ends_in_party(who):
        who = who.removeprefix("按").removeprefix("照")
    if conditions.PROCEDURE.match(who) or _BY_SHARE.match(who):
        return None
    if receiver_words.STAGE.fullmatch(who) and "每生" in words:
        return Item(None, who, offset)
    if not who or who.startswith("每") or _NO_GRADE.match(who) or len(who) > _LONGEST_ITEM:
        return None
    if receiver_phrases.ends_in_party(who):
        party = receiver_phrases.addressed(who)
        if party is not None:
            return Item(party.name, party.told, offset)
    return Item(None, who.removesuffix("的"), offset)


def graded_share(text: str, begin: int, number: int) -> str | None:
    """Give the grade that a clause begins with before its share (四星级按80%返还); None where it names no grade."""
    found = _SHARE_OF.fullmatch(text[begin:number])
    return found["grade"] if found is not None else None


_SHARE_OF = re.compile(
    r"(?P<grade>(?:国家|省|市|区|县|[一二三四五六七八九特甲乙丙ABC\d]+)A?星?[级类档等])(?:的|企业|项目|单位)?(?:按照?|给予|奖励|补[贴助]|返还|减免|为)*"
)
_BY_SHARE = re.compile(r"按照?[^,]*\d[%‰]$")
"""A share before the ceiling of what is given (按投入的10%给予最高200万元)."""
_KIND = re.compile(
    r"(?:面积|上限|中央安排|财政安排|保障|补[贴助]|奖励|津贴|奖金|费用?|奖学金|助学金|资助|慰问金|标准|限额|额度)$"
)
"""A name of what is given is no condition."""
_LONGEST_ITEM = 40
"""An item of a list that is named at greater length is a sentence of its own."""


_REACH = 600
"""Signs on either side of an offer's beginning in which it says to whom."""


def terms(text: str, scope: int, start: int, end: int, member: str | None = None, till: int | None = None) -> Terms:
    """Give recipient and condition of an offer in `text[start:end]`, told from `scope` on; up to `till` it may say to whom.

    A noun phrase with a clause before its head (年产值2亿元以上的企业) is both: the head is the recipient, the clause
    the condition. `member` is the clause before the offer with one grade for the list that it prints.
    """
    scope, reach = max(scope, start - _REACH), start + _REACH
    lead, offer = member if member is not None else text[scope:start], text[start : min(end, reach)]
    must: list[str | None] = []
    given = text[start : min(till or end, reach)]
    found = receivers.given(given) or receivers.paid(lead + given)
    before = [found for found in _addressed(lead) if not _BASE.match(lead, found.behind)]
    to = before[-1] if before else next(_addressed(offer), None) if conditions.asked(lead) is None else None
    if to is not None:
        is_before = bool(before)
        end = _goes_on(lead, to) if is_before else to.end
        behind = lead[max(end, to.behind) :] if is_before else ""
        again = _told_last(behind)
        if again is not None and not conditions.GIFT.search(lead[to.who : to.end] + behind):
            whole = f"{conditions.clean(lead[to.who :]).removesuffix(again.name).removesuffix('的')}"
            return Terms(again.name, whole or None)  # 对招用毕业生,并为其缴费的企业
        if again is not None:
            return Terms(again.name, again.told)  # 对地接企业进行奖励,接待游客1万人以上的市内企业,…
        who = conditions.clean((lead if is_before else offer)[to.who : end])
        addressed = receiver_phrases.addressed(who)
        told = addressed.told if addressed is not None else who.removesuffix("的")
        around = (lead[: to.start], behind) if is_before else ("", "")
        must += [conditions.asked(around[0]), told, conditions.asked(around[1]) or conditions.reached(around[1])]
        if found is not None and addressed is not None and addressed.name != found.name:
            must[1] = who.removesuffix("的")  # 对获批项目,给予牵头单位…
        found = found or (addressed and Who(addressed.name, None))
    else:
        asked = conditions.asked(lead)
        last = _last_clause(lead)
        related = _told_last(lead) if asked is None else None
        if related is not None:
            found, asked = found or Who(related.name, None), related.told
        elif asked is None:
            asked = _grade(last)
        must.append(
            (conditions.reached(lead) or conditions.done(lead) or receiver_phrases.place(last))
            if asked is None
            else None
        )
        must.append(asked)
    if found is None:
        found = _named(lead, offer)
    if found is not None and found.told and not any(must):
        must.append(found.told)
    condition = ",".join(dict.fromkeys(c for c in must if c))
    return Terms(found.name if found is not None else None, condition or None)


_BASE = re.compile(r"(?:补[贴助]|奖励|资助)[^,;。]{0,4}基础上")
"""What a 对 says that others give already (在省对摊位费补贴的基础上)."""
_GOES_ON = re.compile(r",(?:并|且|或|同时)[^,;。]*的[^,;。的]{2,30}?(?=,|$)")


class _Addressee(NamedTuple):
    """Whom 对 addresses: where it stands, where the phrase behind it begins and ends, and what follows (its comma is passed)."""

    start: int
    who: int
    end: int
    behind: int


def _addressed(text: str) -> Iterator[_Addressee]:
    """Give those whom a text addresses by 对, up to a comma or to what is done for them (对认定的企业|给予…)."""
    cut = segment(text)
    behind = 0
    for at, word in enumerate(cut):
        if word.start < behind or not word.word.startswith(_TOWARDS):
            continue
        outside = _OUTSIDERS.match(text, word.start) is not None
        if not outside and (word.word not in _TOWARDS or text[max(0, word.start - 1) : word.start] in _INSIDE):
            continue
        who = word.start + 1 if outside else word.end
        end = next((later.start for later in cut[at + 1 :] if _ends_address(text, who, later)), len(text))
        if who < end <= who + _LONGEST_ADDRESS and text[end : end + 1] not in tuple(";。"):
            behind = end + text.startswith(",", end)
            yield _Addressee(word.start, who, end - len("同样") * _is_alike(text, end), behind)


def _ends_address(text: str, who: int, word: Word) -> bool:
    if word.word in (";", "。") or word.start > who + _LONGEST_ADDRESS:
        return True
    return word.start > who and (
        word.word == "," or word.word.startswith(_WHAT_IS_DONE) or text.startswith(_MAY, word.start)
    )


def _is_alike(text: str, end: int) -> bool:
    return text.startswith("进行", end) and text.endswith("同样", 0, end)


def _grade(clause: str) -> str | None:
    """Give the grade that stands by itself before what is given for it, without how many (一等奖1名); None where none does."""
    name = _HOW_MANY.sub("", clause)
    stems = (name.removesuffix(kind) for kind in _GRADES if name.endswith(kind))
    return name if any(0 < len(stem) <= _LONGEST_GRADE and stem[-1] in _RANKS for stem in stems) else None


_HOW_MANY = re.compile(r"\d+[名个项家]$")


def _goes_on(lead: str, to: _Addressee) -> int:
    """Give where the phrase behind 对 ends: with the clause behind it where that has its noun (对完成任务,并获得资金的|企业)."""
    following = _GOES_ON.match(lead, to.end)
    who = lead[to.who : to.end]
    ended = who.endswith("的") or receiver_phrases.ends_in_party(who)
    return following.end() if following is not None and not ended else to.end


_COMMA = re.compile(r"[,:]")
_TRAILS = re.compile(r"[,:、 各均再可即则]+$")


def _last_clause(words: str) -> str:
    return conditions.clean(_COMMA.split(_TRAILS.sub("", words))[-1])


def _told_last(behind: str) -> Who | None:
    """Give the party of the last clause behind what is addressed, where it is nothing but its phrase."""
    last = _last_clause(behind)
    found = receiver_phrases.related(last)
    return found if found is not None and last.endswith(found.name) else None


def _named(lead: str, offer: str) -> Who | None:
    """Give whom an offer's own words name: what it was asked of first, then its own clause, by the first way that tells."""
    own = _COMMA.split(lead)[-1] + offer
    for way in receivers.WAYS:
        for words in (own, lead) if way.name in _OPENS else (lead + offer,):
            found = way.read(words)
            if found is not None:
                return found
    return None


_OPENS = ("opening", "labelled")
"""Ways that look at how a clause begins."""


_JOINED = re.compile(r"[、和及与或]|以及")
_BEGINS = re.compile(
    r".*(?:获评|获得|获|评为|评定为|认定为|确定为|列入|入选|通过|参与|对|达到|突破|超过|首次|为|是|的|得|含)(?=.)"
)


def graded(text: str, scope: Span, number: int) -> list[tuple[str, Span]]:
    """Give the members of the last list of `number` members in a stretch: the stretch told for each, and where it stands.

    对获评国家级、省级、市级的企业 gives three conditions: 获评国家级的企业, 获评省级的企业, 获评市级的企业.
    """
    best: list[tuple[str, Span]] = []
    for clause in clauses.clauses(text, scope):
        words = re.sub(r"(?:[再均各每][年人]?)*分别[^、]*$", "", text[clause.start : clause.end])
        levels = _LEVELS.search(words)
        named = re.findall(_LEVEL, levels[0]) if levels is not None else []
        if levels is not None and len(named) == number:
            before, behind = words[: levels.start()], words[levels.end() :]
            best = [(before + level + behind, clause) for level in named]
            continue
        bounds = list(re.finditer(r"[、]|(?:以及|[和与或]|及(?!以[上下]))(?=[^、]*$)", words))
        if "、" not in words and number == 2:
            bounds = list(re.finditer(r"[和与或]|及(?!以[上下])", words))
        if len(bounds) < number - 1 or len(words) > _LONGEST_LIST:
            continue
        bounds = bounds[-(number - 1) :]
        first = words[: bounds[0].start()]
        last = words[bounds[-1].end() :]
        second = words[bounds[0].end() : bounds[1].start()] if number > 2 else re.sub(r"的[^、]*$", "", last)
        begin = _first_of_list(first, second)
        tail = _end_of_list(second if number > 2 else first[begin:], last)
        members = [first[begin:]]
        members += [words[a.end() : b.start()] for a, b in pairwise(bounds)]
        members.append(last[: len(last) - tail])
        prefix, suffix = first[:begin], last[len(last) - tail :]
        if all(members):
            best = [(prefix + member + suffix, clause) for member in members]
    return best


_LEVEL = r"(?:国家|世界|全国|省|市|区|县|部|[ABC一二三四五六七八九\d]{1,2})[级星]级?"
_LEVELS = re.compile(rf"{_LEVEL}(?:(?:[、和及与或]|以及){_LEVEL})+")
"""Levels in a row before what all of them are of (国家级及省级|创新中心、示范企业)."""
_LONGEST_LIST = 200
"""Signs of the longest clause that lists grades."""


def _first_of_list(first: str, second: str) -> int:
    """Give where the first member of a list begins in the words before its first mark: as the second one, or behind a verb."""
    figure = re.search(r"\d", second)
    if figure is not None and (mine := re.search(r"\d[^、]*$", first)):
        at = mine.start()
        found = re.search(r"(?<!\d)\d+(?:\.\d+)?[^\d]*$", first)
        ranged = (
            re.search(r"\d[\d.]*[^\d、]{1,8}\d[^、]*$", first)
            if len(re.findall(r"\d+(?:\.\d+)?", second)) > 1
            else _RANGE.search(first)
        )
        return ranged.start() if ranged else found.start() if found else at
    begins = _BEGINS.match(first)
    at = begins.end() if begins is not None and begins.end() < len(first) else 0
    opened = receiver_words.cut(first[at:])
    if len(opened) > 1 and opened[0].kind == "new":
        at += opened[0].end  # 新建|高级赛道、中级赛道
    if at:
        return at
    return len(first) - len(second) if 0 < len(second) <= len(first) else 0


_RANGE = re.compile(r"\d[\d.]*[^\d、,]{0,6}(?:至|到|—|-|~)\d[^、]*$")


def _end_of_list(second: str, last: str) -> int:
    """Give how many signs behind the last member of a list speak of all of them (国家级、省级|绿色工厂的企业)."""
    kind = re.search(r"[级类档等星强]$", second)
    begin = 0
    if kind is not None and (alike := re.match(rf"[^{kind[0]}的]{{0,8}}{kind[0]}", last)):
        begin = alike.end()
    elif last[len(second) : len(second) + 1] in tuple("级类档等"):
        begin = len(second)
    if begin:
        return len(last) - begin
    common = "" if re.search(r"以[上下]", second) or _RANGE.search(second) else "(?:以上|及以上)?"
    tail = re.search(rf"{common}(?:等级|级别|称号|资质|认证|认定)?的[^、]*$", last)
    return len(last) - tail.start() if tail is not None and tail.start() > 0 else 0


def lower_bounds(asked: Sequence[Quantity], text: str, number: int) -> list[Quantity | None] | None:
    """Give the lower bound of each grade, where what is asked lists `number` of them by amounts, single or as ranges.

    1000万元以上2000万元以下、2000万元以上 has the bounds 1000万元 and 2000万元; a grade with an upper bound alone has none.
    """
    groups: list[list[Quantity]] = []
    for quantity in asked:
        between = text[groups[-1][-1].end : quantity.start] if groups else "、"
        if groups and not _JOINED.search(between) and not re.search(r"[,;。]", between):
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    if len(groups) != number:
        return None
    return [next((q for q in group if q.comparator not in ("<=", "<")), None) for group in groups]
