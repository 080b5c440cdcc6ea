"""The offers of a paragraph: clauses are walked in order, and what is given is gathered until another offer begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from transform.grammar import giving
from transform.grammar.reading import Reading
from transform.grammar.roles import Taken
from transform.language import clauses
from transform.language.clauses import Span
from transform.language.quantities import Quantity


class Rate(NamedTuple):
    """A share that is given, in per cent, whether it is an upper bound, and where its number begins."""

    value: Decimal
    is_cap: bool
    start: int


@dataclass(slots=True)
class Offer:
    """What is given in `text[start:end]`, and what was asked for it in the words from `scope` on."""

    sentence: Span
    scope: int
    start: int
    end: int
    rates: list[Rate] = field(default_factory=list)
    amounts: list[Quantity] = field(default_factory=list)
    is_pool: bool = False
    asked: list[Quantity] = field(default_factory=list)
    gives: bool = False


@dataclass(slots=True)
class _State:
    offers: list[Offer] = field(default_factory=list)
    current: Offer | None = None
    asked: list[Quantity] = field(default_factory=list)
    listing: bool = False
    scope: int = 0
    fresh: bool = True
    """Whether what is given next belongs to another offer than what was given last."""


_TOPIC = re.compile(
    r"(?:奖励|奖补|补助|补贴|资助|扶持|支持|救助|津贴|奖金|贴息|助学金|奖学金|慰问|扣除|优惠|奖项)[^,;。:\d]{0,8}(?:标准|金额|额度|比例|限额|设置|方式)(?:及[一-龥]{2,6}|如下|为|分为|和[一-龥]{2,6}|\([^)]*\)){0,4}$"
)
"""A heading or a label under which amounts are given (补贴标准, 资助额度如下)."""
_OPENS_LIST = re.compile(
    r"(?:(?:给予|发放|享受|按|奖励|补贴|补助|资助)[^,;。\d]{0,24}|(?:津贴|补贴|补助|奖励|奖金|资助|助学金|奖学金|慰问金|救助金)|(?:标准|金额|额度|比例|奖金|档次|限额)(?:如下|为|分别为|分[一-龥\d]{1,4}档|具体为)?)$"
)
"""A clause before a colon that what follows is given under (给予一次性奖励:, 补贴标准为:)."""
_ANNOUNCES = re.compile(r"(?:给予|予以|进行|发放|享受)[^,;。\d]{0,10}(?:奖励|奖补|补[贴助]|资助|支持|扶持|贴息)$")
"""A clause that says that something is given, before one that says how much (给予奖励,单人最高10万元)."""
_IN_GRADES = re.compile(
    r"(?:奖励|奖补|补助|补贴|资助|救助|津贴|奖金|助学金|奖学金)[^,;。\d]{0,10}(?:标准|金额|额度|比例)?(?:如下|分为[一-龥\d]{1,3}[个档类级]+|分[一-龥\d]{1,3}[档类级])$"
)
"""A clause that says in how many grades something is given (资助标准分为两档)."""
_NEW = re.compile(r"(?:\([^)]*\))?(?:其中|对(?![接标照应口外象])|另|再|同时|在此基础上|此外)")
_CAP_ONLY = re.compile(
    r"(?:同一|单[个家户项笔台辆人]|每[个家户项笔台辆人年]|年度|全年|累计|总额|合计|最高|补[贴助]|奖励|资助|支持|贴息|企业|项目|不超过|最多)[^,;。\d]{0,24}"
)
_TOLD_YEARS = re.compile(r"(?:期限|时间|年限|周期|连续|最长|为期|期)[^,;。]{0,10}(?:年|个月)")
_STANDARD = re.compile(
    r"(?:奖励|奖补|补助|补贴|资助|救助|供养|津贴|扣除|养育|生活|护理|照料|就餐|购置|安家|租房|求职|创业)[^,;。:\d]{0,6}标准(?=为|是|:|按|每|提高|调整|[^,;。]{0,20}每)"
)
"""The name of what is given, before each of its sums."""
_JOINER = re.compile(r"[、和及与]|以及|(?:、|和)(?:最高|不超过)")
_GIVES = re.compile(r"给予|予以|返还|奖励|补[贴助]|资助|减免|减半|救助|抵扣|扣除")
_CHANGES = re.compile(r"给予|予以|奖励|补贴|补助|资助")
_BEGINS_OFFER = re.compile(
    r"一次性给予|分别给予|给予|予以|减免|减按|加计|按照?|(?:每|单(?!位))(?=[^,;。]{1,12}(?:给予|予以|奖励|补贴|补助|资助|可|按))|可按|可申[请领]|可享受|(?:奖励|补贴|补助|资助|抵扣|贴息|享受|返还)(?=(?:一次性|最高|不超过|不高于|标准|金额|额度|每|各|总额|比例|[为按给:共到])*\d|[^,;。\d]{0,10}(?:最高|不超过)\d|[^,;。\d]{2,20}的?\d+(?:\.\d+)?%)"
)


def opens_list(words: str) -> bool:
    """Say whether a paragraph that ends in a colon gives to what the paragraphs behind it list (给予一次性奖励:)."""
    return words.endswith(":") and (_OPENS_LIST.search(words[:-1]) or _TOPIC.search(words[:-1])) is not None


def collect(reading: Reading, *, listed: bool) -> list[Offer]:
    """Give the offers of a paragraph in order; money that is only moved is marked as such in the reading.

    `listed` says that the paragraph is an item of a list that a paragraph before it opened.
    """
    state = _State()
    topic = listed or any(_TOPIC.search(heading) for heading in reading.headings[-1:])
    for sentence in reading.sentences:
        text = reading.text
        opened = topic or _is_labelled(text, sentence)
        if not (state.listing or opened or giving.GIVING.search(text, sentence.start, sentence.end)):
            capped = state.current is not None and _CAP_ONLY.match(text, sentence.start, sentence.end)
            if not capped:
                state.current, state.scope, state.fresh, state.listing = None, sentence.end, True, opened
                state.asked = []
                continue
        state.listing = state.listing or opened
        _sentence(reading, sentence, state)
        goes_on = text[sentence.end : sentence.end + 1] == ";"
        state.listing = opened or (goes_on and state.current is not None and bool(state.offers))
        state.fresh, state.asked, state.scope = True, [], sentence.end
    return state.offers


def _is_labelled(text: str, sentence: Span) -> bool:
    """Say whether the sentence before is a label alone (补贴标准。每户500元), or tells in how many grades is given."""
    before = re.split(r"[。;]", text[max(0, sentence.start - 1 - _LABEL) : max(0, sentence.start - 1)])[-1]
    return _IN_GRADES.search(before) is not None or (len(before) < _LABEL and _TOPIC.search(before) is not None)


_LABEL = 24
"""Signs of a label before a list: a longer one is a sentence."""


def _sentence(reading: Reading, sentence: Span, state: _State) -> None:
    text = reading.text
    announced = False
    for clause in clauses.clauses(text, sentence):
        words = text[clause.start : clause.end]
        opens = (text[clause.end : clause.end + 1] == ":" and _OPENS_LIST.search(words) is not None) or (
            _IN_GRADES.search(words) is not None
        )
        if _NEW.match(words):
            state.fresh = state.fresh or bool(state.current and (state.current.amounts or state.current.rates))
        given: list[Quantity] = []
        parts: list[tuple[Quantity, giving.Part | None]] = []
        for quantity in reading.free(clause):
            if not (is_money(quantity) or quantity.base in giving.RATES):
                continue
            part = giving.part_of(
                text, sentence, clause, quantity,
                offered=announced or (state.current is not None and bool(state.current.amounts or state.current.rates)),
                listing=state.listing or announced or _lists_on(text, clause, given, state, quantity),
            )  # fmt: skip
            parts.append((quantity, part))
            if part == "given":
                given.append(quantity)
        for quantity, part in _alike(text, parts):
            if part == "given" and quantity not in given:
                given.append(quantity)
            elif part == "pool" and is_money(quantity):
                begin = _begin(text, clause, quantity.start)
                state.offers.append(Offer(sentence, state.scope, begin, clause.end, amounts=[quantity], is_pool=True))
            elif part == "asked":
                state.asked.append(quantity)
            elif part == "moved":
                reading.used.setdefault(quantity.start, Taken("other", "giving.moved"))
        given.sort(key=lambda q: q.start)
        ratios = [m for m in giving.RATIO.finditer(text, clause.start, clause.end) if _is_matched(text, clause, m)]
        halves = [] if any(q.base in giving.RATES for q in given) else _halves(text, clause)
        if given or ratios or halves:
            _take(reading, sentence, clause, state, given, ratios, halves)
            state.fresh = words.endswith("的")
        elif state.current is not None and _TOLD_YEARS.search(words) and not words.endswith("的"):
            state.current.end = clause.end
        elif words.endswith("的"):
            state.fresh = True
        state.listing = state.listing or opens
        announced = announced or _ANNOUNCES.search(words) is not None


def _alike(text: str, parts: list[tuple[Quantity, giving.Part | None]]) -> list[tuple[Quantity, giving.Part | None]]:
    """Give the members of each list of numbers (40万元、30万元、20万元) the same part: given, where one of them is."""
    result = list(parts)
    for step in (1, -1):
        order = range(1, len(result)) if step == 1 else range(len(result) - 2, -1, -1)
        for index in order:
            this, beside = result[index], result[index - step]
            first, second = (beside[0], this[0]) if step == 1 else (this[0], beside[0])
            if beside[1] == "given" and _joins(text, first, second):
                result[index] = (this[0], "given")
    return result


def _joins(text: str, first: Quantity, second: Quantity) -> bool:
    """Say whether two numbers are members of one list: a sign between them alone, or each for one of the same (每生…、每生…)."""
    between = text[first.end : second.start]
    if _JOINER.fullmatch(between):
        return True
    each = _EACH_ENDS.search(between)
    return (
        each is not None
        and first.unit == second.unit
        and re.fullmatch(r"[、和及与][^,;。、\d]{1,24}", between) is not None
        and text[: first.start].endswith(each[0])
    )


_EACH_ENDS = re.compile(r"(?:每[一-龥]{1,2})+$")


def _lists_on(text: str, clause: Span, given: list[Quantity], state: _State, quantity: Quantity) -> bool:
    """Say whether a clause goes on with grades after one that gave (一等奖10万元,二等奖5万元): shares behind shares only."""
    if quantity.base in giving.RATES and not (state.current is not None and state.current.rates):
        return False
    if given:
        return True
    current = state.current
    return current is not None and bool(current.amounts) and text[clause.start - 1 : clause.start] in (",", ":")


def _take(
    reading: Reading,
    sentence: Span,
    clause: Span,
    state: _State,
    given: list[Quantity],
    ratios: list[re.Match[str]],
    halves: list[re.Match[str]],
) -> None:
    text = reading.text
    words = text[clause.start : clause.end]
    first = min([q.outer_start for q in given] + [m.start() for m in (*ratios, *halves)])
    current = state.current
    complete = current is not None and bool(current.amounts or current.rates)
    said = text[clause.start : first]
    says_again = current is not None and (
        (current.gives and giving.GIVE.search(words) is not None)
        or (bool(current.amounts) and _STANDARD.search(said) is not None)
        or (bool(current.rates) and not current.amounts and _gives_share(text, clause, given))
    )
    if current is not None and complete and state.fresh and _caps_last(text, sentence, clause, current, given, ratios):
        current.amounts += given
        current.end = clause.end
        return
    if current is None or (complete and (state.fresh or says_again)):
        current = Offer(sentence, state.scope, _begin(text, clause, first), clause.end)
        state.offers.append(current)
        state.current = current
    current.end = clause.end
    current.asked += [q for q in state.asked if q.start < first]
    state.asked = [q for q in state.asked if q.start >= first]
    current.gives = current.gives or _CHANGES.search(words) is not None
    for match in ratios:
        value = Decimal(match["a"]) * 100 / Decimal(match["b"])
        current.rates.append(Rate(value, giving.is_capped(text, clause.start, match.start()), match.start()))
    current.rates += [Rate(Decimal(50), False, match.start()) for match in halves]
    for quantity in given:
        if quantity.base in giving.RATES:
            capped = quantity.comparator == "<=" or giving.is_capped(text, clause.start, quantity.start)
            value = quantity.value / 10 if quantity.base == "‰" else quantity.value
            current.rates.append(Rate(value, capped, quantity.start))
        else:
            current.amounts.append(quantity)
    if _GIVES.search(text, clause.start, clause.end) is None:
        behind = next((c for c in clauses.clauses(text, sentence) if c.start >= clause.end), None)
        if behind is not None and giving.GIVE.match(text, behind.start):
            current.end = behind.end  # 按每人3000元标准,给予…补贴
    state.scope = current.end


def _gives_share(text: str, clause: Span, given: list[Quantity]) -> bool:
    """Say whether a clause gives a share of its own to somebody (中小企业按60%返还), no bound of the share before it."""
    shares = [q for q in given if q.base in giving.RATES]
    free = [q for q in shares if q.comparator != "<=" and not giving.is_capped(text, clause.start, q.start)]
    return bool(free) and _GIVES.search(text, clause.start, clause.end) is not None


def _begin(text: str, clause: Span, first: int) -> int:
    """Give where an offer begins in its clause: at the first word of giving, or with the clause where it names what is given."""
    cue = _BEGINS_OFFER.search(text, clause.start, clause.end)
    named = _STANDARD.search(text, clause.start, first)
    if cue is None or cue.start() >= first or (named is not None and named.start() < cue.start()):
        return clause.start
    return cue.start()


def _caps_last(
    text: str, sentence: Span, clause: Span, current: Offer, given: list[Quantity], ratios: list[re.Match[str]]
) -> bool:
    """Say whether a sentence only tells the ceiling of the share that the sentence before gave."""
    opens = not text[sentence.start : clause.start].strip() and sentence != current.sentence
    capped = all(is_money(q) and giving.CAPPING.search(text, clause.start, q.start) for q in given) and not ratios
    bare = giving.GIVE.search(text, clause.start, clause.end) is None and text[clause.end - 1] != "的"
    follows = current.sentence.end + 1 >= sentence.start
    return (
        opens and follows and capped and bare and bool(current.rates) and not current.amounts
        and _CAP_ONLY.match(text, clause.start, clause.end) is not None
    )  # fmt: skip


def _is_matched(text: str, clause: Span, match: re.Match[str]) -> bool:
    """Say whether a ratio is one of matching (1:1配套), not one by which bodies share a cost."""
    words = text[clause.start : clause.end]
    return (
        re.search(r"配套|匹配|给予|奖励|补[贴助]|资助|支持", words) is not None
        and re.search(r"分担|承担|负担|出资比例", words) is None
    )


def _halves(text: str, clause: Span) -> list[re.Match[str]]:
    return list(giving.HALF.finditer(text, clause.start, clause.end))[:1]


def is_money(quantity: Quantity) -> bool:
    """Say whether a quantity is an amount of money, alone or by something (元/平方米/天, 万元/项)."""
    return re.match(r"(?:元|美元|欧元|港元)", quantity.base) is not None


def clause_of(text: str, sentence: Span, position: int) -> Span:
    """Give the clause around a place of a text, seen from a sentence; another sentence's clause where it lies there."""
    if not sentence.start <= position < sentence.end:
        sentence = next((s for s in clauses.sentences(text) if s.start <= position < s.end), sentence)
    return next((c for c in clauses.clauses(text, sentence) if c.start <= position < c.end), sentence)
