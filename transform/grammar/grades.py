"""To whom and under which condition money is offered: the addressee, what must be met, and one grade for each row of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from transform.language import clauses
from transform.language.clauses import Span
from transform.language.quantities import Quantity

_RECEIVER = (
    r"(?:企业|公司|单位|机构|平台|园区|团队|人才|个人|店铺|门店|商户|品牌|主体|中心|基地|人员|学生|学员|毕业生|职工|员工|家庭|居民|农户|农民|老年人|老人|残疾人|儿童|孤儿|妇女|者|人|户"
    r"|学校|院校|高校|医院|银行|合作社|农场|社区|组织|社会组织|协会|联盟|劳动力|青年|博士|硕士|本科生|研究生|博士后|专家|教师|医生|军人|士兵|消费者|车主|用户|运营商|运营方|研发方"
    r"|设施|项目|孵化器|工厂|实验室|景区|酒店|民宿|剧目|作品|产品|活动|赛事|展会|车辆|商场|市场|街区|楼宇|城市|地区|县|乡镇|街道|市民|游客|旅行社|承办方|主办方|小学|初中|高中|大专|本科)"
)
_ENDS_IN_RECEIVER = re.compile(rf"{_RECEIVER}$")
_TO = re.compile(
    r"(?<![应相针面绝核校成派结配比])对于?(?![接标照应口外比象])(?P<who>[^;。]{1,90}?)(?:,|(?=给予|予以|给与|分别|按照?|一次性|每|最高|奖励|补助|补贴|资助|发放|(?<![许认不])可(?:按|以|申|享|给|获|一次)|最高|$))"
)
_GIVEN_TO = re.compile(
    rf"(?:给予|奖励|补贴|补助|资助|发给)(?P<who>[^,;。\d每]{{0,18}}?{_RECEIVER})(?=\d|最高|不超过|一次性|每|各|$)"
)
_PAID_TO = re.compile(
    rf"(?<![供补交发方导倾])[向给](?!予)(?P<who>[^,;。\d]{{1,24}}?{_RECEIVER})(?=发放|支付|提供|给予|拨付|兑付|按|每|补)"
)
_MAY = re.compile(
    r"(?:^|[,:;。])(?P<who>[^,:;。]{1,60}?)(?:,)?(?:均|都|还|即|也)?(?:可(?:以|按规定)?(?:一次性|同时|按)?(?:申请|申领|享受|领取|获得?|按|凭|在)|享受|享有|有权)"
)
_HELPED = re.compile(
    r"(?:支持|鼓励|引导|推动)(?P<who>[^,;。\d]{0,16}?(?:企业|机构|单位|平台|园区|高校|院所|社会资本|组织|团队|人才|农户|合作社|主体|商户|家庭|毕业生|个人|人员))(?=[一-龥])"
)
_EACH_ONE = re.compile(
    rf"(?:每|单)(?:个|家|户|名|位|件|项|台|套|辆|处|所|条|张|床|次|场)?(?P<who>[一-龥]{{0,6}}{_RECEIVER})"
)
_BEFORE_EACH = re.compile(r"(?:^|[,:;、])(?:其中)?(?P<who>[^,:;。、\d]{1,24}?)(?:每[人生户名孩])")
_PARTY = (
    r"(?:用人单位|企业|公司|单位|机构|平台|园区|团队|消费者|毕业生|人员|农户|农民|居民|个人|职工|员工|学校|高校|医院|合作社|纳税人|个体工商户"
    r"|业主|家庭|学生|老年人|残疾人|劳动者|购房者|车主)"
)
_DOES = re.compile(rf"(?P<who>[^,;。\d]{{0,12}}?{_PARTY}+)(?P<does>[一-龥][^,;。]{{1,40}})$")
_WITHIN = re.compile(rf"(?:^|[,、的])(?P<who>[^,;。、的\d]{{0,10}}?{_PARTY}+)(?=[一-龥])")
_SUBJECT = re.compile(
    rf"^(?:新?引进|支持|鼓励|引导|组织)?(?P<who>(?:\d+周?岁(?:及?以上|以下)?的?|(?:毕业|离校)\d+年内(?:的|未就业)*)?[^,;。:\d的对]{{0,10}}?{_PARTY}+)(?=[一-龥,]|$)"
)
_GRADE = re.compile(
    r"(?P<name>[^,;。]{0,6}?[一二三四五六七八九十特优金银铜国省市区县甲乙丙秀胜励围名](?:等奖|等|级|档|类|奖|星|年))(?:\d+[名个项家])?"
)
"""A grade that stands by itself before what is given for it (一等奖1名)."""
_NO_ONE = re.compile(
    r"标准|比例|金额|额度|补[贴助]|奖励|资金|费用?$|^每|^给?予|^[人户者]$|^部分$|^(?:按|其|该|上述|符合条件的?$|由|根据|依据)|年$|月$"
)
_LEAD = re.compile(r"^(?:[(（]?[一二三四五六七八九十\d]+[)）、.．]|第[一二三四五六七八九十百\d]+条|其中|[①-⑳])+\s*")
_MARKS = re.compile(r"^[,:;。、\s]+|[,:;。、\s]+$")


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
_NO_GRADE = re.compile(
    r"^(?:补[贴助]|奖励|资助|贴息|支持)?(?:单价|总额|金额|额度|期限|资金|标准|累计|合计|企业|项目|同一[一-龥]{0,4}|年度|全年|最多|总计|以后|此后|之后|其后|按|可|每[一-龥]{1,4}|且|但|并)*$"
)


def item(text: str, begin: int, number: int) -> Item | None:
    """Give what an item of a list is for (二等奖, 博士), told between `begin` and its number; None where nothing is."""
    words = text[begin:number]
    cut = _ITEM_END.search(words)
    named = words[: cut.start()] if cut else words
    who = re.sub(r"(?:(?:补[贴助]|奖励|资助)?标准)?(?:按照?|为|是|由|提高[到至]|调整[为到])?$", "", named)
    offset = begin + len(who) - len(re.sub(r"^(?:[,:;、\s]|其中|[和及对])+", "", who))
    who = _clean(re.sub(r"^(?:[,:;、\s]|其中|[和及对])+", "", who))
    who = re.sub(r"^[^,;。]{0,12}(?:补[贴助]|奖励|资助)(?:标准)?(?:按照?|为|:)|[和及与、]$", "", who)
    who = re.split(r"(?:一次性)?(?:发放|给予|享受|领取)", who)[0]
    if _KIND.search(who):
        return Item(None, None, offset)
    labelled = "标准" in words[len(who) :] and not re.search(r"[\d级类档区市县省]", who)
    if labelled and not _ENDS_IN_RECEIVER.search(who) and _DOES.match(who) is None:
        return Item(None, None, offset)
    if not who or who.startswith("每") or _NO_GRADE.match(who) or len(who) > _LONGEST_ITEM:
        return None
    head, told = _split(who)
    if head is not None and _ENDS_IN_RECEIVER.search(head):
        return Item(head, told, offset)
    return Item(None, who.removesuffix("的"), offset)


_KIND = re.compile(r"(?:补[贴助]|奖励|津贴|奖金|费用?|奖学金|助学金|资助|慰问金|标准|限额|额度)$")
"""A name of what is given is no condition."""
_LONGEST_ITEM = 40
"""An item of a list that is named at greater length is a sentence of its own."""


def terms(text: str, scope: int, start: int, end: int, member: str | None = None) -> Terms:
    """Give recipient and condition of an offer in `text[start:end]`, told from `scope` on.

    A noun phrase with a clause before its head (年产值2亿元以上的企业) is both: the head is the recipient, the clause
    the condition. `member` is the clause before the offer with one grade for the list that it prints.
    """
    lead, offer = member if member is not None else text[scope:start], text[start:end]
    conditions: list[str | None] = []
    recipient: str | None = None
    to = next(reversed(list(_TO.finditer(lead))), None)
    if to is not None:
        recipient, told = _split(to["who"])
        conditions += [_asked(lead[: to.start()]), told, _asked(lead[to.end() :])]
    else:
        asked = _asked(lead)
        conditions.append(asked)
        last = re.sub(r"[,:、 各均再可即则]+$", "", lead)
        last = re.split(r"[,:]", last)[-1]
        head, told = _split(last)
        named = (
            head is not None and _ENDS_IN_RECEIVER.search(head) and last.endswith(head) and not re.search(r"\d", last)
        )
        if asked is None and named and len(last) - len(told or "") < _LONGEST_NAME:
            recipient, conditions = head, [told]
        elif asked is None and (grade := _GRADE.fullmatch(_clean(last))):
            conditions.append(grade["name"])
        elif (within := _TO.search(offer)) is not None:
            recipient, told = _split(within["who"])
            conditions.append(told)
    if recipient is None:
        recipient, told = _named(lead, offer)
        conditions.append(told)
    condition = ",".join(dict.fromkeys(c for c in conditions if c))
    return Terms(recipient, condition or None)


def _named(lead: str, offer: str) -> tuple[str | None, str | None]:
    """Give whom an offer is made to where no 对 addresses them, and what is said of them: by the first way that tells."""
    for pattern, words in (
        (_GIVEN_TO, offer),
        (_PAID_TO, lead + offer),
        (_MAY, lead + offer),
        (_BEFORE_EACH, offer),
        (_BEFORE_EACH, lead),
        (_HELPED, lead),
        (_EACH_ONE, lead + offer),
        (_SUBJECT, _clean(lead + offer)),
        (_SUBJECT, _clean(re.split(r"[,:;]", lead)[-1] + offer)),
    ):
        for match in pattern.finditer(words):
            if _NO_ONE.search(match["who"]):
                continue
            head, told = _split(_clean(match["who"]))
            if head is not None and (pattern is _BEFORE_EACH or _ENDS_IN_RECEIVER.search(head)):
                return head, told
    return None, None


def _split(phrase: str) -> tuple[str | None, str | None]:
    """Split a noun phrase into whom it means and what is said of them; a phrase that ends in 的 means nobody by itself.

    年产值2亿元以上的企业 → 企业, 年产值2亿元以上; 企业购置设备 → 企业, 购置设备.
    """
    phrase = re.sub(r"(?:分阶段|一次性|分年度|逐年)+$", "", _clean(phrase)).removeprefix("作为")
    head = phrase[phrase.rfind("的") + 1 :]
    told = _clean(phrase[: -len(head) - 1]) if "的" in phrase else None
    if not head or head == "部分":
        return None, told or None
    if _ENDS_IN_RECEIVER.search(head) and len(head) <= _LONGEST_NAME:
        return _clean(head), told
    does = _DOES.match(head)
    if does is not None:
        done = re.sub(r"(?:贴息|补[贴助]|奖励|资助)+$", "", does["does"])
        return does["who"], ",".join(filter(None, (told, done))) or None
    within = next((m for m in _WITHIN.finditer(phrase)), None)
    if within is not None:
        return within["who"], phrase
    return (head, told) if len(head) <= _SHORT_NAME and told is not None else (None, phrase)


_LONGEST_NAME = 30
_SHORT_NAME = 10
"""Signs of a name that no receiver's word ends: a longer one is a clause."""


def _asked(words: str) -> str | None:
    """Give the clauses before an offer that say what must be met: those up to the last that ends in 的."""
    kept: list[str] = []
    spans = list(clauses.clauses(words, Span(0, len(words))))
    last = max((i for i, s in enumerate(spans) if words[s.start : s.end].endswith("的")), default=-1)
    if last < 0:
        return None
    for span in spans[: last + 1]:
        kept.append(_clean(words[span.start : span.end]).removesuffix("的"))
    return ",".join(k for k in kept if k) or None


def _clean(words: str) -> str:
    return _MARKS.sub("", _LEAD.sub("", _MARKS.sub("", words)))


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
        bounds = list(re.finditer(r"[、]|(?:以及|[和及与或])(?=[^、]*$)", words))
        if "、" not in words and number == 2:
            bounds = list(re.finditer(r"[和及与或]", words))
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
            else None
        )
        return ranged.start() if ranged else found.start() if found else at
    begins = _BEGINS.match(first)
    if begins is not None and begins.end() < len(first):
        return begins.end()
    return len(first) - len(second) if 0 < len(second) <= len(first) else 0


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
    common = "" if re.search(r"以[上下]", second) else "(?:以上|及以上)?"
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
