"""On what terms money is offered: for each of what (per), for how many years, by which instrument."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from transform.language import numbers, words
from transform.language.clauses import Span

Instrument = Literal[
    "grant",
    "matching",
    "reward",
    "rent_subsidy",
    "interest_subsidy",
    "insurance_subsidy",
    "voucher",
    "service_subsidy",
    "tax_relief",
    "investment",
    "other",
]

# The first that fits names the instrument: the more particular stand before the more general.
_INSTRUMENTS: tuple[tuple[Instrument, re.Pattern[str]], ...] = (
    ("investment", re.compile(r"股权(?:投资|方式|形式)|直投|跟投|参股|投资入股|(?:基金|资本金)[^,;。]{0,10}(?:出资|投资|注资)")),
    (
        "tax_relief",
        re.compile(r"加计扣除|减按[^,;。]{0,12}税|税[^,;。]{0,10}减按|税额?[^,;。]{0,16}(?:抵免|减征|减半|减免|扣减)|(?:抵免|减征|减半征收|减免|扣减)[^,;。]{0,14}税"),
    ),
    ("interest_subsidy", re.compile(r"贴息|贴补利息|利息补[贴助]")),
    ("other", re.compile(r"返还|(?:申请|提供|发放|获得?|享受)[^,;。]{0,24}(?:贷款|授信)(?![^,;。]{0,6}(?:补|奖|贴))")),
    ("insurance_subsidy", re.compile(r"(?<!担)保(?:险|费)|社保补贴|贴费")),
    ("rent_subsidy", re.compile(r"房租|租金|租赁补|租房|租用|免租")),
    ("voucher", re.compile(r"券|抵扣")),
    ("matching", re.compile(r"配套")),
    (
        "service_subsidy",
        re.compile(r"服务费[^,;。]*补|(?:检测|测试|认证|咨询|物流|运输|测控|服务)费用?[^,;。]{0,12}(?:补|资助)|(?:养老|护理|居家)服务(?:资助|补[贴助])|护理资助"),
    ),
    ("reward", re.compile(r"奖励|奖补|奖金|以奖代补|[一二三]等奖|奖(?=\d)")),
    ("grant", re.compile(r"支持|资助|补助|补贴|扶持|补偿|给予|予以|救助|供养|津贴|基本生活|助学金|奖学金|安家费|慰问|养育")),
)  # fmt: skip
_RENTED = re.compile(r"(?<!融资|金融)租(?!赁(?:公司|企业|机构|业))")
_OTHER_KIND = re.compile(r"(?:安家|购房|生活|创业|岗位|培训|求职|就业|技能|交通)(?:补[贴助]|津贴|费)")
"""Support for something else than a rent, by its name."""
_VOUCHER = re.compile(r"[一-龥]券")


def instrument(offer: str, whole: str, said: str, sentence: str, before: str, above: str) -> Instrument:
    """Give the form of support: by the words of the offer, of what its sentence says, of the paragraph before and the heading.

    `offer` is one grade of the `whole`, `said` the sentence without what it asks of the receiver, `sentence` all of it.

    What the offer only calls a grant (给予最高80万元补助) is a voucher or a rent subsidy where those words say so.
    """
    named = _first(offer)
    if named in (None, "grant"):
        named = _first(whole) or named or _first(said)
    if named == "insurance_subsidy" and "返还" in said and re.search(r"补[贴助]|贴费|资助|支持", whole) is None:
        return "other"
    if named in (None, "grant") and re.search(r"返还|贷款|扣除|半[价票]", offer) is None:
        if _RENTED.search(sentence) and _OTHER_KIND.search(offer) is None:
            return "rent_subsidy"
        if _VOUCHER.search(before) and "项目" not in sentence:
            return "voucher"
        # A label alone (补贴标准为每年6000元) leaves it to the heading what the subsidy is for.
        headed = _first(above)
        if headed in _FOR_COSTS and _LABEL.search(sentence):
            return headed
        return named or headed or _first(before) or "other"
    return named or "other"


def _first(words: str) -> Instrument | None:
    return next((name for name, pattern in _INSTRUMENTS if pattern.search(words)), None)


_FOR_COSTS = ("rent_subsidy", "interest_subsidy", "insurance_subsidy", "voucher", "service_subsidy")
_LABEL = re.compile(r"(?:^|[,:;。、])(?:补[贴助]|资助|奖励)?(?:标准|金额|额度)(?:为|:|如下)")


_COUNTED = (
    r"标准箱|标箱|标准展位|展位|TEU|班列|趟|条|人次|车次|航班|晚|夜|机|车|千瓦时|立方米|平方米|平米|公斤|千克|千瓦|公顷|公里|床位|课时|学时|标准煤|个|家|户|名|位|人|生|孩|件|项|台|套|辆|艘|架|亩|吨|度|米|张|次|场|届|部|集|篇|本|笔|单|头|只"
    r"|块|栋|幢|艇|对|口|盏|册|首|轮|处所|节|羽|株|座|处|间|床|桩|发|款|门|期|班|学年|学期|季度|年度|小时|工作日|天|日|周|月|季|年"
)
_TIMES = r"学年|学期|季度|年度|小时|工作日|天|日|周|月|季|年"
_NAME_ENDS = (
    r"每|单|最|分别|不|给予|予以|奖|补|资助|支[持付]|累计|总额|贴息|可|按|为|增加|发放|享|领取|抵扣|扣除|一次|合计"
    r"|租金|限|投资(?!机构|企业|基金|主体|人)|金额|平均|全年|年度|原则"
)
"""What stands behind the name of what is given for (每个研发项目|最高)."""
_NAME_ENDED = re.compile(rf"{_NAME_ENDS}|期限")
_NO_NAME = re.compile(r"的|以|再|达|超|在|和|用于|新增|获|申|约|保险|费")
"""Words that are of no name: what stands before them is no noun by itself (每个|获批项目)."""
_NAME_SIGNS = re.compile(r"[\d,;:。]")
_EACH_HEAD = re.compile(rf"(?:每一?|单(?!位))(?:(?P<time>{_TIMES})|{_COUNTED})")
_LONGEST_NAME = 8
"""Signs of the name of what is counted (每个|研发项目)."""


def eaches(text: str, begin: int, end: int) -> list[Span]:
    """Give where a stretch says for each of what something is given: 每个项目, 单个企业, 每平方米, 每年.

    It begins where a word does (单 in 清单项目 says nothing), and has the name of what is counted where that ends at a
    sign, at a number or at what is given.
    """
    said = text[begin:end]
    cut = words.segment(said) if "每" in said or "单" in said else ()
    found: list[Span] = []
    behind = 0
    for at, word in enumerate(cut):
        head = _EACH_HEAD.match(said, word.start) if word.start >= behind else None
        while head is not None:
            behind = head.end() if head["time"] else _name_end(said, cut[at:], head.end())
            found.append(Span(begin + head.start(), begin + behind))
            head = _EACH_HEAD.match(said, behind) if behind < word.end else None  # 每人|每年 is one word.
    return found


def _name_end(said: str, cut: Sequence[words.Word], begin: int) -> int:
    """Give where the name ends that begins behind a measure word, or where it would begin if there is none."""
    end = begin
    for word in cut:
        start = max(word.start, begin)
        if word.end <= begin:
            continue
        if start > begin + _LONGEST_NAME or _NO_NAME.match(said, start):
            return begin
        if _NAME_ENDED.match(said, start) or _NAME_SIGNS.match(said, start):
            break
        if not word.word[-1].isalpha():
            return begin
        end = word.end
    return end if end - begin <= _LONGEST_NAME else begin


_BEFORE_STEP = 5
"""Words between 每 and the number of a step (每|新|建成|1…)."""
_STEP_ENDS = re.compile(
    rf"{_NAME_ENDS}|[,:;。()/、]|标准|再|扶持|返还|贴|(?:就业|创业|生活|社保|岗位|培训|租房|购房|交通)补"
)


def step(text: str, begin: int, number: int) -> str | None:
    """Give the step by which an offer grows, the last before its number: 每, what is done, a number and what is counted.

    >>> step("每新建1个站点给予5万元", 0, 9)
    '每新建1个站点'
    """
    for opened in reversed(list(_EVERY.finditer(text, begin, number))):
        end, counted = opened.start(), False
        for at, word in enumerate(words.segment(text[opened.start() : number])):
            stands = opened.start() + word.start
            if (
                _STEP_ENDS.match(text, stands)
                and at
                and not (not counted and at <= _BEFORE_STEP and _DONE.match(word.word))
            ):
                break
            if not counted and at > _BEFORE_STEP:
                break
            counted = counted or word.word[0].isdigit() or (word.word[0] in _FEW and len(word.word) <= len("一家"))
            end = opened.start() + word.end
        if counted and not text[opened.start() : end][-1].isdigit():
            return text[opened.start() : end]
    return None


_EVERY = re.compile("每(?![年月人日天季周个名家户])")
_FEW = "一两"
_DONE = re.compile(r"新增|增加|增长|购买|达到?|获得?|满|超过?|投资")
_BRACKETED = re.compile(r"\([^)]*\)")


def per(text: str, begin: int, number: int, unit_end: int, end: int) -> str | None:
    """Give what an amount is given for each of, as printed, from the words before it or right behind its unit.

    `begin` is where the words that may say so begin, `number` where the number does, `unit_end` and `end` where its unit
    and its clause end. Several stand together in printed order (每人每月), also where words stand between them.
    """
    behind = re.match(rf"(?:/|每)(?:{_COUNTED})(?:(?:/|每|·)(?:{_COUNTED}))*", text[unit_end:end])
    inside = [(m.start(), m.end()) for m in _BRACKETED.finditer(text, begin, number)]
    grows = step(text, begin, number)
    told = text.rindex(grows, begin, number) if grows is not None else 0
    if grows is not None and any(a <= told < b for a, b in inside):
        grows = None
    if grows is not None and not eaches(text, told + len(grows), number):
        return grows
    found = [span for span in eaches(text, begin, number) if not any(a <= span.start < b for a, b in inside)]
    kept: list[Span] = []
    for span in reversed(found):
        if kept and kept[0].start != span.end and any(_is_time(text, k) == _is_time(text, span) for k in kept):
            break
        kept.insert(0, span)
    said = "".join(text[span.start : span.end] for span in kept) + (
        behind[0] if behind and behind[0][0] == "每" else ""
    )
    if said:
        return said
    printed = re.search(r"/[^\d,;。]+$", text[number:unit_end])
    if behind is not None or printed is not None:
        return (printed[0] if printed is not None else "") + (behind[0] if behind is not None else "")
    by_time = re.search(r"按(?:月|年|季度?|学[年期])(?=发|给|补|奖|领|支)", text[begin:end])
    return by_time[0] if by_time else None


def _is_time(text: str, span: Span) -> bool:
    head = _EACH_HEAD.match(text, span.start)
    return head is not None and head["time"] is not None


def priced_by(unit: str | None, each: str | None) -> str | None:
    """Give the unit of a rent that is printed by area and time before its number (每平方米每天不超过1.5元): 元/平方米/天."""
    parts = re.fullmatch(rf"每(平方米|平米)每({_TIMES})", each or "")
    return f"{unit}/{parts[1]}/{parts[2]}" if unit and parts and "/" not in unit else unit


_N = r"(?:\d+|[一二两三四五六七八九十]{1,3})"
_SPAN = rf"(?P<n>{_N})(?P<n_unit>年|个月)(?!期)"
_YEARS = (
    re.compile(
        r"(?:期限|时间|年限|周期|连续|最长|为期|(?:补贴|补助|贴息|资助|支持|奖励|扶持|发放|扣除|免租)期)(?:原则上)?[^,;。\d]{0,8}?"
        + _SPAN
        + r"(?!(?:以上|及以上|的|前|后)(?!补|奖|资|租))"
    ),
    re.compile(
        r"(?:(?<=[,:;。起])|^|[前首头后]|连续|在|共)"
        + _SPAN
        + r"(?:之|以)?内?(?=每年|每月|每[一-龥]|累计|合计|按|给予|最高|共|,|给|可|免|分|不超过|的?(?:房|场地)?租|按月|予以|补|享受|奖)"
    ),
    re.compile(_SPAN + r"(?:之|以)?内(?=每年|累计|合计|按|给予|最高|共|可)"),
    re.compile(
        r"(?:不超过|最[长多]|为期|连续)" + _SPAN + r"的[一-龥]{0,6}(?:补[贴助]|津贴|奖励|资助|贴息|扶持|支持|优惠)"
    ),
    re.compile(
        r"(?:补[贴助]|发放|享受|贴息|奖励|资助)(?:最[长多]|不超过|总?期)*(?:不超过)?" + _SPAN + r"(?=$|[,;。(])"
    ),
)
_LIVED = re.compile(
    r"(?:近|毕业|离校|成立|注册|满|登记|服务期|有效期|合同|取得|入职|引进|落户|工作|缴[费纳]|经营|持有|建成|运营|用工|投产|贷款|参保)[^,;。]{0,6}$"
)


def years(text: str, spans: list[Span]) -> Decimal | None:
    """Give for how many years at most something is offered, told in one of the stretches of a text; months are parts.

    How long somebody must have been something (毕业2年内, 满3年) is a condition.
    """
    for span in spans:
        for pattern in _YEARS:
            for match in pattern.finditer(text, span.start, span.end):
                if _LIVED.search(text, span.start, match.start("n")):
                    continue
                number = numbers.parse(match["n"])
                if number is None or (match["n_unit"] == "年" and number > _LONGEST):
                    continue
                return number if match["n_unit"] == "年" else number / 12
    return None


_LONGEST = 50
"""No support runs for more years; 2031年 is a date."""
