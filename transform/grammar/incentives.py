"""Incentives: money or relief that a document offers to those it addresses, with rate, cap, years and thresholds.

A sentence is an offer when it gives (给予, 奖励, 补贴, 贴息, 抵扣 …) and names a rate or an amount. Its clauses before the
giving are conditions: their numbers are thresholds. Offers without a number are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from transform.document.genre import Sort
from transform.document.model import Document
from transform.document.records import Evidence, Fact
from transform.grammar.reading import Reading
from transform.grammar.roles import Taken
from transform.identity import Ids
from transform.language import clauses, numbers
from transform.language.clauses import Span
from transform.language.numbers import Plain
from transform.language.quantities import Quantity

GIVING = re.compile(
    r"给予|予以|给与|奖励|奖补|补助|补贴|贴补|资助|贴息|贴费|抵扣|抵免|配套(?:资金|补助|支持|奖励|经费)|资金配套|资金支持|扶持资金|减免|补偿|兑付|奖金|半价|半票|减半"
    r"|定额扣除|扣除标准|(?:保障|救助|供养|抚恤|基本生活|护理|津贴)[^,;。]{0,6}标准[^,;。]{0,4}每"
    r"|(?:支持|奖励)(?:比例|标准|额度|金额)|按[^,;。]{0,20}发放[^,;。]{0,10}券|(?:最高|不超过)(?:可)?(?:支持|领取|享受|获得)|支持[^,;。]{0,8}(?:最高|不超过)|优惠"
)
GIVING_VERB = re.compile(r"给予|予以|给与|奖励|奖补|补助|补贴|资助|抵扣|支持|领取")
CAPPING = re.compile(r"最高|不超过|不高于|上限|累计|最长|最多|(?<!结构|主体)封顶|单价|期限|年限|贴息率|总额")
RATES = frozenset(["%", "个百分点", "百分点"])
HALF = re.compile(r"半价|半票|减半")
RATIO = re.compile(r"(?<![\d.:])(?P<a>\d+(?:\.\d+)?)\s*:\s*(?P<b>(?=[\d.]*[1-9])\d+(?:\.\d+)?)(?![\d.:])")
PER = re.compile(
    r"(?:每|单)[个家户项位名件场次](?:(?!最高|最多|分别|不超过|给予)[一-龥]){1,8}?(?=最高|最多|补助|补贴|奖励|不超过|给予|年度|每年|支持|资助|累计|总额|贴息)(?:每年)?"
    r"|(?:每|单)(?:个|家|户|项|件|次|届|场|发|款|台|套|辆|人|笔|张|名|年|月|季度)?(?:单个)?"
    r"(?:(?:(?<=[个家项])[一-龥]{2,4}?)?(?:项目|企业|单位|机构|平台|园区|产品|活动|团队|个人|店铺|门店|品牌|赛事|标准|课题|年度?))?(?:每(?:年|月|学年|学期|次))?"
)
_N = r"(?:\d+|[一二两三四五六七八九十])"
YEARS = re.compile(
    rf"(?:期限|时间|年限|周期|连续|最长|不超过)[^,;。]{{0,8}}?(?P<n>{_N})年"
    rf"|(?P<within>{_N})年(?:之|以)?内(?=每年|累计|合计|按|给予|最高|共)"
)
GIVEN_BEHIND = re.compile(
    r"(?:的(?:比例|标准|额度))?(?:一次性|分阶段|进行|定额|的)*(?:给予|予以|奖励|补贴|补助|资助|资金|支持|扣除)"
    r"|的[一-龥]{2,8}(?:补贴|补助|津贴|奖励|资助)"
)
STEP = re.compile(r"每(?:新?增加?|超过?|满)?$")
"""What stands before the step by which an offer grows (每6万元给予…)."""
ADDRESSEE = re.compile(r"对(?![^,;。对]{0,10}贡献)")
"""对 before those whom an offer addresses, not before what they contribute to (按其对财政的贡献…)."""
RENTED = re.compile(r"(?<!融资|金融)租(?!赁(?:公司|企业|机构|业))")
YEARLY_CHOICE = re.compile(r"每年[^,;。]{0,6}(?:评选|遴选|认定|评定|培育|选树|选拔|资助)[^,;。]{0,6}$")
OFFERING = re.compile(r"一次性给予|分别给予|给予|予以|减免|按照?|最高|每次|每家|单个|单家|单人|可按|奖励|补贴|抵扣")
CONDITION_END = re.compile(
    r"的(?:[^,;。]{0,30}(?:企业|项目|单位|机构|平台|园区|团队|人才|个人|店铺|门店|品牌|产品|地区|主体|公司|中心|基地|活动|人员))?$"
)

Instrument = Literal[
    "grant",
    "matching",
    "reward",
    "rent_subsidy",
    "interest_subsidy",
    "insurance_subsidy",
    "voucher",
    "service_subsidy",
    "other",
]

# The first that fits names the instrument: the more particular stand before the more general.
INSTRUMENTS: tuple[tuple[Instrument, re.Pattern[str]], ...] = (
    ("interest_subsidy", re.compile(r"贴息")),
    ("insurance_subsidy", re.compile(r"(?<!担)保(?:险|费)|贴费")),
    ("rent_subsidy", re.compile(r"房租|租金|租赁补|租房|租用")),
    ("voucher", re.compile(r"券|抵扣")),
    ("matching", re.compile(r"配套")),
    (
        "service_subsidy",
        re.compile(r"服务费[^,;。]*补|(?:检测|测试|认证|咨询|物流|运输|测控|服务)费用?[^,;。]{0,12}(?:补|资助)"),
    ),
    ("reward", re.compile(r"奖励|奖补|奖金")),
    ("grant", re.compile(r"支持|资助|补助|补贴|扶持|补偿|给予|予以|救助|供养|津贴|基本生活")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incentive(Fact):
    """Money or relief that is offered, one grade of it; `threshold` is what must be reached for the grade."""

    TABLE = "incentives"
    KEY = ("incentive_id",)

    incentive_id: str
    document_id: str
    measure_id: str | None
    instrument: Instrument
    rate_pct: Plain | None
    rate_is_cap: bool
    cap: Plain | None
    cap_unit: str | None
    threshold: Plain | None
    threshold_unit: str | None
    per: str | None
    years_max: Plain | None


@dataclass(slots=True)
class _Offer:
    start: int
    end: int
    rates: list[tuple[Decimal, bool, int]] = field(default_factory=list)
    amounts: list[Quantity] = field(default_factory=list)
    gives: bool = False
    lists: bool = False


def find(document: Document, sort: Sort, readings: list[Reading], ids: Ids) -> list[Incentive]:
    """Give the rows of `incentives`; amounts and conditions are marked in their readings. A report offers nothing."""
    rows: list[Incentive] = []
    if sort.speech == "reports":
        return rows
    for reading in readings:
        if reading.paragraph.kind == "heading" or reading.paragraph.role not in ("body", "annex"):
            continue
        for sentence in reading.sentences:
            if GIVING.search(reading.text, sentence.start, sentence.end):
                rows += _sentence(document, reading, sentence, ids)
    return rows


def is_money(quantity: Quantity) -> bool:
    """Say whether a quantity is an amount of money, alone or by something (元/平方米/天, 万元/项)."""
    return re.match(r"(?:元|美元|欧元|港元)", quantity.base) is not None


def _sentence(document: Document, reading: Reading, sentence: Span, ids: Ids) -> list[Incentive]:
    text = reading.text
    offers: list[_Offer] = []
    conditions: list[Quantity] = []
    current: _Offer | None = None
    for clause in clauses.clauses(text, sentence):
        words = text[clause.start : clause.end]
        giving = GIVING_VERB.search(words)
        row = [q for q in reading.free(clause) if is_money(q) or q.base in RATES]
        ratios = list(RATIO.finditer(text, clause.start, clause.end))
        halved = HALF.search(text, clause.start, clause.end)
        given: list[Quantity] = []
        for quantity in row:
            (given if _is_given(text, clause, quantity, giving is not None, current) else conditions).append(quantity)
        if not given and not ratios and halved is None:
            if giving and current is None and re.search(r"给予|予以", words):
                current = _Offer(clause.start + giving.start(), clause.end, gives=True)
                # 给予奖励:甲级50万元,乙级20万元: what follows the colon is given, each to its own.
                current.lists = text[clause.end : clause.end + 1] == ":"
            elif current is not None and YEARS.search(words) and (CAPPING.search(words) or giving):
                current.end = clause.end
            continue
        fresh = current is None or (
            (current.amounts or current.rates) and current.gives and re.search(r"给予|予以|^对", words) is not None
        )
        if fresh:
            current = _Offer(_offer_start(text, clause, given, [*ratios, *([halved] if halved else [])]), clause.end)
            offers.append(current)
        elif current is not None and current not in offers:
            offers.append(current)
        assert current is not None
        current.end = clause.end
        current.gives = current.gives or re.search(r"给予|予以|奖励|补贴|补助|资助", words) is not None
        for match in ratios:
            value = Decimal(match["a"]) * 100 / Decimal(match["b"])
            current.rates.append((value, _capped(text, clause, match.start()), match.start()))
        if halved is not None:
            current.rates.append((Decimal(50), False, halved.start()))
        for quantity in given:
            if quantity.base in RATES:
                current.rates.append(
                    (
                        quantity.value,
                        quantity.comparator == "<=" or _capped(text, clause, quantity.start),
                        quantity.start,
                    )
                )
            else:
                current.amounts.append(quantity)
    rows: list[Incentive] = []
    for offer in offers:
        made = _rows(document, reading, sentence, offer, conditions, ids)
        rows += made
    if rows:
        for quantity in conditions:
            reading.used.setdefault(quantity.start, Taken("threshold", "thresholds.of_an_offer"))
        for quantity in reading.free(sentence):
            if YEARLY_CHOICE.search(text, reading.clause_at(quantity.start).start, quantity.outer_start):
                continue  # 每年评选不超过10个项目,每个奖励…: how many there shall be is no condition.
            reading.used.setdefault(quantity.start, Taken("threshold", "thresholds.of_an_offer"))
    return rows


def _is_given(text: str, clause: Span, quantity: Quantity, giving: bool, current: _Offer | None) -> bool:
    """Say whether a number of an offering sentence is what is given, not what is asked of the receiver."""
    before = text[clause.start : quantity.start]
    after = text[quantity.end : clause.end]
    verbs = list(
        re.finditer(
            r"给予|予以|奖励|补贴|补助|资助|抵扣|贴息|减免|按照?|配套|发放|(?:支持|奖励)(?:比例|标准|额度|金额)|最高(?:可)?(?:支持|领取|享受|获得)"
            r"|标准(?:提高|调整)?(?:为|[到至])?",
            before,
        )
    )
    if STEP.search(before):
        return False
    addressed = [match.start() for match in ADDRESSEE.finditer(before)]
    if verbs and (not addressed or addressed[-1] < verbs[-1].start()):
        return True
    if giving and GIVEN_BEHIND.match(after):
        return True
    if current is not None and text[clause.start - 1 : clause.start] in (":", ",") and current.lists:
        return True
    if current is None or CONDITION_END.search(text[clause.start : clause.end]):
        return False
    return quantity.comparator == "<=" or CAPPING.search(before[-14:]) is not None


def _capped(text: str, clause: Span, position: int) -> bool:
    return re.search(r"最高|不超过|不高于|至多|不得超过", text[clause.start : position]) is not None


def _offer_start(text: str, clause: Span, given: Sequence[Quantity], ratios: Sequence[re.Match[str]]) -> int:
    first = min([q.outer_start for q in given] + [m.start() for m in ratios])
    cue = OFFERING.search(text, clause.start, first)
    return cue.start() if cue else clause.start


def _rows(
    document: Document, reading: Reading, sentence: Span, offer: _Offer, conditions: Sequence[Quantity], ids: Ids
) -> list[Incentive]:
    text = reading.text
    start, end = offer.start, offer.end
    words = text[start:end]
    whole = text[sentence.start : sentence.end]
    clause = next((c for c in clauses.clauses(text, sentence) if c.start <= start < c.end), sentence)
    years = YEARS.search(text, clause.start, end)
    first_rate, rate_cap = (offer.rates[0][0], offer.rates[0][1]) if offer.rates else (None, False)
    thresholds = [q for q in conditions if is_money(q) and q.start < start]
    graded = len(offer.amounts) > 1 and len(thresholds) == len(offer.amounts) and "分别" in whole
    if graded:
        clause_start = next(c.start for c in clauses.clauses(text, sentence) if c.start <= thresholds[0].start < c.end)
        start = min(start, max(clause_start, sentence.start))
    named = (name for said in (words, whole) for name, pattern in INSTRUMENTS if pattern.search(said))
    instrument: Instrument = next(named, "other")
    if instrument == "grant" and RENTED.search(whole[: max(0, start - sentence.start)]):
        instrument = "rent_subsidy"
    measure = document.measures[reading.paragraph.measure].id if reading.paragraph.measure is not None else None
    caps: list[tuple[Quantity | None, Decimal | None, bool, int]] = [
        (q, first_rate, rate_cap, q.start) for q in offer.amounts
    ]
    if not caps:
        caps = [(None, value, capped, place) for value, capped, place in offer.rates]
    rows: list[Incentive] = []
    for position, (amount, percent, capped, start_of_number) in enumerate(caps):
        rule = f"incentives.{'graded' if graded else 'rate' if percent is not None else 'amount'}"
        evidence = Evidence.of_text(document, reading.paragraph, start, end, rule)
        rate = numbers.plain(percent) if percent is not None else None
        most = numbers.plain(amount.value_max or amount.value) if amount else None
        unit = amount.unit if amount else None
        incentive_id = ids.fact("i", measure, evidence.quote, rate, most, unit)
        reading.used[start_of_number] = Taken("incentive", rule, incentive_id)
        if amount is not None:
            for _, _, place in offer.rates:
                reading.used.setdefault(place, Taken("incentive", rule, incentive_id))
        rows.append(
            Incentive(
                incentive_id=incentive_id,
                document_id=document.document_id,
                measure_id=measure,
                instrument=instrument,
                rate_pct=rate,
                rate_is_cap=capped,
                cap=most,
                cap_unit=unit,
                threshold=numbers.plain(thresholds[position].value) if graded else None,
                threshold_unit=thresholds[position].unit if graded else None,
                per=_per(text, sentence, amount),
                years_max=numbers.plain(numbers.parse(years["n"] or years["within"]) or Decimal(0)) if years else None,
                evidence=evidence,
            )
        )
    return rows


def _per(text: str, sentence: Span, amount: Quantity | None) -> str | None:
    if amount is None:
        return None
    clause = next((c for c in clauses.clauses(text, sentence) if c.start <= amount.start < c.end), sentence)
    found = [m[0] for m in PER.finditer(text, clause.start, amount.start) if len(m[0]) > 1]
    return found[-1] if found else None
