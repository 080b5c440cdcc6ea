"""The period that a measured number is told of: what its clause dates, else what governs the sentence, else the review.

A span that governs (五年来, “十六五”时期) is the period of what was done in it; a state that was reached is one of its last
year, and the number that a change began with is one of the year before it.
"""

from __future__ import annotations

import re

from transform.document.model import Document
from transform.grammar import compared, verbs
from transform.grammar.observed_stat import SPAN_OF_YEARS as SPAN
from transform.grammar.observed_stat import Stat
from transform.grammar.reading import Reading
from transform.language import numbers
from transform.language.clauses import Span
from transform.language.periods import Time, five_year_plan
from transform.language.quantities import Quantity

CHANGED_TO = re.compile(
    r"(?:增长|提高|提升|上升|扩大|增加|下降|降低|减少|缩短|发展|缩小|压缩|压减|[升降增减涨跌])?[到至]"
)
NEXT_TO = re.compile(r"的?[^,;。增减降升长涨跌高低多少快慢收扩缩回落放提]{0,8}")
UNDATED = re.compile(r"目前|当前|迄今|至今|现有|现已")
_N = r"(?:[两三四五六七八九十]|(?<!\d)\d{1,2})"
_IN_YEARS = re.compile(
    rf"(?:^|(?<=[,:、(;]))(?P<open>{_N})年(?=[一-龥])(?![内后前规计以级期一制多左平义])|(?<![第近前每续一二三四五六七八九十])(?P<sum>{_N})年(?:累计|共(?![同和])|间|来)"
)
"""A span of so many years in the clause itself (五年新增…, 支出五年累计…)."""
_LAST_YEARS = re.compile(rf"(?:近|过去|最近)({_N})年(?:来?累计|共)")
_RECENT = re.compile(rf"(?:近|最近)({_N})年来?,")
"""Years that have just ended, told in the middle of a sentence (着力加强卫生工作,近三年,投入105亿元)."""
_FIRST_YEARS = re.compile(rf"[“\"]?(?P<plan>(?:二?十)?[一二三四五六七八九])五[”\"]?(?:时期|期间|规划)?前(?P<n>{_N})年")
_ONE_BY_ONE = re.compile(rf"(?:(?P<near>近|过去|最近)|(?P<first>前)|后)(?P<n>{_N})年(?:来|间)?,?[^,。;\d]{{0,12}}分别")
"""How so many years are told one by one (近三年分别增长…, 前两年分别为…)."""
_SUMMED = re.compile(r"累计|共计|合计|总计|平均每年|每年|年均|用于")
"""What makes a number that of all the span, whatever it reached."""
_ADDED = re.compile(r"新增|净增|新建|改建|扩建|增加了?$|减少了?$|增长了?$|下降了?$")
_REACHED = re.compile(
    r"达到?|突破|增[至到]|[升降提扩长减低高加大少][至到]|(?<=[一-龥])(?<![成因])为(?:了|约)?$|(?<=[一-龥])是$|占|居|保持|稳定在|覆盖|拥有|现有|已有|共有|积累|跨[过越]|迈[上过]|跃[上升]|入选|余额|保有量|在岗|在校|在建"
)
"""How a state is told."""
_RATE = re.compile(r"(?:率|比重|占比|强度|指数|系数|覆盖面|资助面|水平)[^,;。\d]{0,4}$")
_COMPARING = re.compile(r"(?:同期|年初|预算|水平|执行数|基数)")
_BACKDATED = re.compile(r"目前|截至|已经?(?=[一-龥])|累计|现有|共有|[一-龥]了(?!解|$)|同比|环比|至今|以来|近年")
"""What tells of the past in a part of a text that looks ahead."""
_DEED = re.compile(
    rf"(?:[、,]|[和及与并还也共全已再先后]|累计)*(?:{verbs.VERB.pattern}|改善|解决|转移|帮助|减免|投入|争取|化解|处置|查处|审议|清理|拆除|关停|压减|实施|开工|投资|下达|拨付|签约|承接)"
)
"""How what was done begins; a state that is over a number begins with its noun (外汇储备超过…)."""
_YEARLY = re.compile(r"同比|去年|比上年|较上年|上年")


def period_of(
    document: Document, reading: Reading, sentence: Span, clause: Span, quantity: Quantity, start: int, stat: Stat
) -> str | None:
    """Give the period of a number, None where the text leaves it undated.

    `start` is where the number's own words begin in the clause, behind the number before.
    """
    text = reading.text
    own = _own_time(reading, clause, quantity)
    if own is not None:
        return own.value
    first = _begins_change(text, clause, quantity)
    each = _ONE_BY_ONE.search(text, sentence.start, quantity.start)
    if (
        each is not None
        and each.end() > clause.start
        and (years := _one_by_one(reading, sentence, clause, quantity, each)) is not None
    ):
        return years or None
    span = _in_years(reading, sentence, clause, quantity)
    if span is not None:
        return span if not first else _year_before(reading, sentence, clause, quantity, span)
    recent = _recent(reading, sentence, quantity)
    if recent is not None:
        return _of_span(reading, clause, quantity, start, stat, recent, first)
    turn = reading.looking_back(quantity.start)
    period = _governing(reading, sentence, quantity.start)
    if period is None and not UNDATED.search(text, sentence.start, quantity.start):
        period = _carried(reading, quantity.start)
    if (
        turn.period
        and SPAN.fullmatch(turn.period)
        and first
        and (period is None or len(period) == 4 or period == turn.period)
    ):
        return _year_before(reading, sentence, clause, quantity, turn.period)
    if period is not None and SPAN.fullmatch(period):
        return _of_span(reading, clause, quantity, start, stat, period, first)
    if period is not None:
        lasting = turn.period and SPAN.fullmatch(turn.period) and turn.period.endswith(period)
        if lasting and stat == "average_growth":
            return turn.period  # 2030年产值达到9亿元,年均增长5%: of the years that are looked back on.
        return period
    # 同比, 较去年: what is compared with last year is of this one; a report of a year tells of it.
    yearly = re.search(r"同比|去年|比上年|较上年", text[sentence.start : sentence.end])
    year = reading.told or document.year
    undated = UNDATED.search(text, sentence.start, quantity.start) is not None
    if reading.titled is not None and not undated:
        return reading.titled
    told = reading.told is not None and not undated
    return str(year) if (yearly or told) and year else None


def _own_time(reading: Reading, clause: Span, quantity: Quantity) -> Time | None:
    """Give the time that stands right at a number: 比2029年的806亿元, 9亿元(截至2030年底)."""
    text = reading.text
    for time in reading.times:
        between = text[time.end : quantity.outer_start]
        if (
            quantity.base != "倍"
            and clause.start <= time.start
            and time.end <= quantity.outer_start
            and reading.is_base(time)
            and not reading.is_measure(time)
            and not compared.is_left_over(text, time)
            and NEXT_TO.fullmatch(between)
        ):
            return time
        if (
            re.fullmatch(r"(?:[一-龥]{1,8})?\((?:截止?至?到?)", text[quantity.end : time.start])
            and time.start > quantity.end
        ):
            return time
    return None


def _governing(reading: Reading, sentence: Span, position: int) -> str | None:
    """Give the time of the sentence, of the paragraph's opening or of its list, unless the text turned back since."""
    time = reading.governing(position)
    turn = reading.looking_back(position)
    if time is None:
        return None
    if turn.period is not None and time.value != turn.period:
        if time is reading.inherited and SPAN.fullmatch(turn.period):
            return None
        if time is reading.opening and time.start < turn.position and turn.position > 0:
            return None
        if time is reading.opening and time.start < sentence.start and SPAN.fullmatch(turn.period):
            return None
    return time.value


def _carried(reading: Reading, position: int) -> str | None:
    """Give the time that goes on from the sentences before, or what the text looks back on."""
    turn = reading.looking_back(position)
    if turn.period is not None and SPAN.fullmatch(turn.period):
        return turn.period
    time = reading.governing(position, carry=True)
    if time is not None and (turn.position == 0 or time.start >= turn.position):
        return time.value
    if turn.position > 0 and turn.period is not None:
        return turn.period
    return reading.carried.value if reading.carried is not None else turn.period


def _begins_change(text: str, clause: Span, quantity: Quantity) -> bool:
    """Say whether a number is the one that a change begins with (由320亿元 | 增加到610亿元)."""
    before, behind = text[clause.start : quantity.start], text[quantity.end : clause.end]
    from_it = re.search(r"(?:^|[^自])[从由](?:(?:19|20)\d{2}年的?)?[^,从由]{0,12}$", before) is not None
    return from_it and CHANGED_TO.match(behind) is not None


def _year_before(reading: Reading, sentence: Span, clause: Span, quantity: Quantity, span: str) -> str | None:
    """Give the year that a change over a span began from: the one that the sentence names for it, else the last before."""
    named = [
        t
        for t in reading.times
        if sentence.start <= t.start < quantity.start
        and t.value
        and reading.text[t.start - 1 : t.start] in ("从", "由", "自")
    ]
    return named[-1].value if named else str(int(span[:4]) - 1)


def _in_years(reading: Reading, sentence: Span, clause: Span, quantity: Quantity) -> str | None:
    """Give the span that the sentence itself says in years (五年累计…), ending with the last year looked back on.

    The first years of a plan (“十五五”前三年) are those of the plan.
    """
    text = reading.text
    first = _FIRST_YEARS.search(text, sentence.start, quantity.start)
    if first is not None:
        begins = five_year_plan(first["plan"])[0]
        count = numbers.parse(first["n"])
        return f"{begins}/{begins + int(count) - 1}" if count else None
    found = list(_IN_YEARS.finditer(text, clause.start, quantity.start))
    found = found or list(_LAST_YEARS.finditer(text, sentence.start, quantity.start))
    turn = reading.looking_back(quantity.start)
    last = int(turn.period[-4:]) if turn.period else reading.last_year
    count = numbers.parse(next(n for n in found[-1].groups() if n)) if found else None
    return f"{last - int(count) + 1}/{last}" if count and last else None


def _one_by_one(reading: Reading, sentence: Span, clause: Span, quantity: Quantity, each: re.Match[str]) -> str | None:
    """Give the year of one of as many numbers as years are told: empty where nothing says which years, None for other numbers.

    近三年 are the last ones that are over; 前三年 those of the plan or the span that the text looks back on.
    """
    told = [q.start for q in reading.quantities if each.end() <= q.start < clause.end]
    count = numbers.parse(each["n"])
    if count is None or len(told) != int(count) or quantity.start not in told:
        return None
    turn, index = reading.looking_back(quantity.start), told.index(quantity.start)
    if each["near"]:
        last = int(turn.period[-4:]) if turn.period else reading.last_year
        return str(last - int(count) + 1 + index) if last else ""
    plan = _FIRST_YEARS.search(reading.text, sentence.start, quantity.start)
    governing = reading.governing(quantity.start)
    spans = [governing.value if governing else None, turn.period]
    span = next((s for s in spans if s and SPAN.fullmatch(s)), None)
    if plan is not None and each["first"]:
        return str(five_year_plan(plan["plan"])[0] + index)
    if reading.text.endswith(("由", "从"), 0, each.start()) and each["first"] and reading.last_year:
        return str(reading.last_year - int(count) + index)  # 由前三年分别上升4%、5%、1%,转为下降1%
    return str(int(span[:4]) + index) if span is not None and each["first"] else ""


def _recent(reading: Reading, sentence: Span, quantity: Quantity) -> str | None:
    """Give the years that the sentence says have just ended (近三年,…), unless it names another time since."""
    found = list(_RECENT.finditer(reading.text, sentence.start, quantity.start))
    if not found or any(found[-1].end() <= t.start < quantity.start and t.value for t in reading.times):
        return None
    turn = reading.looking_back(quantity.start)
    last = int(turn.period[-4:]) if turn.period else reading.last_year
    count = numbers.parse(found[-1][1])
    return f"{last - int(count) + 1}/{last}" if count and last else None


def _of_span(reading: Reading, clause: Span, quantity: Quantity, start: int, stat: Stat, span: str, first: bool) -> str:
    """Give the period of a number that a span governs: the span of what was done, its last year of what was reached."""
    text = reading.text
    before, last = text[clause.start : quantity.start], span[-4:]
    printed = _is_printed(reading, span, quantity.start)
    if re.search(r"[从由][^,]*$", before):
        # 2031—2033年,…从320亿元增长到610亿元: the span's first year, then its last.
        if re.search(r"[到至](?:了|约)*$", before):
            return last
        if first:
            return span[:4] if printed else str(int(span[:4]) - 1)
        return span
    if printed:
        return span
    if stat in ("average_growth", "change", "growth_yoy"):
        return last if _YEARLY.search(before) else span
    own = text[start : quantity.start]
    if "分别" in before or (re.search(r"[、和及与]", own) and not _DEED.match(own)):
        own = before  # 增至37所、14所: what leads to the first number of a list leads to all.
    if _SUMMED.search(own) or text.startswith("用于", quantity.end) or _ADDED.search(own):
        return span
    if stat in ("share", "rank") or _REACHED.search(own) or _RATE.search(own) or quantity.base == "%":
        return last
    if re.search(r"(?:超过?|近|逾)$", text[start : quantity.start]) and not _DEED.match(own):
        return last
    return span


def compared_year(reading: Reading, sentence: Span, quantity: Quantity) -> int | None:
    """Give the year that a sentence compares the number with (比2029年, 与2029年同期相比), None where it names none."""
    bases = [
        t
        for t in reading.times
        if sentence.start <= t.start and t.end <= quantity.start and t.value and reading.is_base(t)
    ]
    if not bases or reading.text[bases[-1].start : bases[-1].end].startswith(("去年", "上年")):
        return None
    between = reading.text[bases[-1].end : quantity.start]
    told = any(bases[-1].end <= q.start < quantity.start for q in reading.quantities) and "," in between
    return None if told or _YEARLY.search(between) else bases[-1].year


def rank_period(reading: Reading, sentence: Span, position: int, *, begins: bool = False) -> str | None:
    """Give the period of a rank that stands at a position: of a span its last year, unless it prints both (2028—2030年).

    A rank that a change begins with is of the year before the span; of which, where no span is told, is not said.
    """
    period = _governing(reading, sentence, position) or _carried(reading, position)
    if begins:
        turn = reading.looking_back(position)
        span = next((s for s in (period, turn.period) if s and SPAN.fullmatch(s)), None)
        return str(int(span[:4]) - 1) if span else None
    if period is None and not UNDATED.search(reading.text, sentence.start, position):
        return reading.titled or (str(reading.told) if reading.told else None)
    spans = period is not None and SPAN.fullmatch(period) is not None
    return period[-4:] if period and spans and not _is_printed(reading, period, position) else period


def _is_printed(reading: Reading, span: str, position: int) -> bool:
    """Say whether both years of a span are printed before a position (2028—2030年); 2028年以来 prints one."""
    return any(
        t.value == span and reading.text[t.start].isdigit() and t.rule != "since_year"
        for t in reading.times
        if t.end <= position
    )


def is_still_to_be(document: Document, reading: Reading, sentence: Span, clause: Span) -> bool:
    """Say whether a clause stands where a text looks ahead, and nothing dates it back (今年安排资金9亿元,比上年增加1亿元)."""
    if not reading.looking_back(clause.end).is_ahead:
        return False
    dated = any(
        t.year is not None
        and document.year is not None
        and (t.year < document.year or t.kind == "as_of")
        and not reading.is_base(t)
        and not _COMPARING.match(reading.text, t.end)
        for t in reading.times
        if sentence.start <= t.start < clause.end
    )
    return not dated and _BACKDATED.search(reading.text, sentence.start, clause.end) is None


def lies_ahead(period: str | None, date: str | None) -> bool:
    """Say whether a period begins after the document's date, as far as both are told: nothing is measured ahead."""
    if period is None or date is None:
        return False
    first = period.split("/")[0]
    shared = min(len(first), len(date)) if re.fullmatch(r"[\d-]+", first) else 4
    return first[:shared] > date[:shared]


def lies_back(period: str | None, date: str | None) -> bool:
    """Say whether a period has ended before the document's date, as far as both are told."""
    if period is None or date is None:
        return False
    last = period.split("/")[-1]
    shared = min(len(last), len(date)) if re.fullmatch(r"[\d-]+", last) else 4
    return last[:shared] < date[:shared]
