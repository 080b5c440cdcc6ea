"""What speaks against a number that is proposed as a fact: evidence that is missing, and words that say what it is instead.

What a document mainly does (`transform.document.genre`) says how much a number must bring: in a plan a deed, a bound or
a time to come makes an aim; a rule, a reply, an award or a service page sets none unless it says so by a word of aiming or
a horizon. Nothing is decided here: what the rules say is evidence among other evidence (`transform.grammar.decision`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from transform.document.genre import Sort
from transform.document.model import Document
from transform.document.records import Fact
from transform.grammar import ahead, giving, incentives, receiver_words, thresholds, verbs
from transform.grammar.reading import Reading
from transform.grammar.roles import Role, Taken
from transform.language import clauses
from transform.language.clauses import Span
from transform.language.periods import Time
from transform.language.quantities import Quantity

AIMING = re.compile(
    r"力争|(?<![共已])争取(?!到|中央|上级|[一-龥]{0,4}(?:资金|投入|补助))|确保|努力|目标(?!群|客|人)|力求|冲刺|逐步(?=[降提增扩达实])|预期"
)
"""Words that make what their sentence says behind them an aim."""
VERB = re.compile(rf"{verbs.VERB.pattern}|[升降增减提][到至]|上升|控制|稳定|保有|用于")
"""What leads to the number of a state: deeds, changes, reaching, holding."""
BOUND = re.compile(r"不低于|不少于|不高于|不超过|超过|至少|控制在|以上|以下|以内")
MEASURE = re.compile(r"[率比重值额量数积度]$")
"""What a noun ends in that is measured: a number right behind it tells its state."""
RULES = re.compile(
    r"应当|(?<![效反供对适响相感顺])应(?!用|急|对|届|收|税|答)|须|不得|方可|可以|严禁|禁止|处以|视为|按照?"
)
"""Words of allowing and forbidding: what they govern is a limit."""
FORBIDDING = re.compile(r"不得|严禁|禁止")
"""Words of a limit, which is one whoever tells of it."""
PAST = re.compile(
    r"(?:近|最近|过去)[一两二三四五六七八九十\d]{1,2}年(?!内)|截至|截止|目前|同比|环比|比上年|较上年|较?去年|上年(?!均)|以来|近年|历年|实际(?=完成|发生|收入|支出)"
)
"""Words that date a measurement before the day of the text."""
MEASURED = re.compile(
    rf"{verbs.VERB.pattern}|[升降增减][至到]|约?为|排名?|位[居列]|居|接待|同比|环比|[共了](?!解)|落实|发生|记录|投资|涉及|受损|约"
)
"""Verbs behind which a number was measured or counted."""
GIVING = re.compile(
    r"给予|予以|给与|奖励|奖补|奖金|补助|补贴|贴补|津贴|补偿|资助|贴息|贴费|减免|减半|半价|半票|优惠|抵扣|抵免|配套|发放|发给|领取|享受|最高|支持|兑付"
    r"|标准[^,;。]{0,4}每|定额扣除|扣除标准"
)
"""Words of giving, relieving and paying out."""
RECEIVER = re.compile(
    r"对|向|给|每[人户家个名位生亩辆台套场件次月年]|单个|的(?=[,给予按可])|者|人(?![民均数次])|毕业生|企业|单位|机构|个人|职工|家庭|居民|学生|户|申请人|群众|农民|项目"
)
"""Whom something is given to, or what it is given for."""


class Against(NamedTuple):
    """Words that say what a number is instead: right before it, right behind it, in its clause; all of those given."""

    name: str
    role: Role
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    clause: re.Pattern[str] | None
    unit: re.Pattern[str] | None

    def speaks(self, text: str, clause: Span, quantity: Quantity) -> bool:
        """Say whether the words stand around a number."""
        return (
            (self.unit is None or self.unit.match(quantity.base) is not None)
            and (self.behind is None or self.behind.match(text, quantity.end, clause.end) is not None)
            and (self.before is None or self.before.search(text[clause.start : quantity.outer_start]) is not None)
            and (self.clause is None or self.clause.search(text, clause.start, clause.end) is not None)
        )


def _is(name: str, role: Role, *, before: str = "", behind: str = "", clause: str = "", unit: str = "") -> Against:
    said = (f"(?:{before})$" if before else "", behind, clause, unit)
    return Against(name, role, *(re.compile(words) if words else None for words in said))


_BOUNDED = r"(?:为|约|在|达|不?超过|不[小大低高少]于)?"
_MONEY = r"元|[美欧]元|港元"
_EXTENT = r"(?:平方|立方)?(?:毫|厘|分|千)?米|公[里分顷]|平方公里|亩|英?寸|[mck]?m|度"
_EXTENT_OF = r"(?<!造林|还林|治理|修复|种植|播种)"
"""The area of what was planted or mended is a result, not a size."""
_COUNTED = re.compile(r"[个家所项座条名位种类件处片省市县区镇乡村人部]$")
_NEAR = r"[^,;。]{0,10}"
_NOT_GIVEN = r"(?![^,;。]{0,6}(?:给予|予以|补[贴助]|奖励|资助|返还|标准确定))"
ALWAYS: tuple[Against, ...] = (
    _is("contact", "contact", before=r"(?:电话|热线|专线|传真|手机|QQ|邮编|邮箱|账号|帐号|代码|证号|信箱|拨打|微信)(?:号码?)?[:为是]?"),
    _is("sanction", "other", clause=r"罚款|罚金|滞纳金|没收|违约金|赔偿金|拘留|徒刑|处以?\d|[处并]罚|[记扣]\d+分|[处纪]分"),
    _is("committee", "other", before=r"由", behind=r"(?:[委成]员|人|专家)[^,;。]{0,8}组成"),
    _is("committee", "other", behind=r"(?:委员|副?主任|理事|监事|副?组长|秘书长)"),
    _is("count_of_list", "list_count", before=r"^\([^()]*共|[(:]共"),
    _is("parts_of_text", "list_count", clause=r"[\d一二三四五六七八九十]章"),
    _is("instalment", "other", before=r"分(?:[一二两三四五六]|\d{1,2})[年次期批]?[^,;。]{0,6}[按以](?:\d{1,3}%[、和])*", unit="%"),
    _is("kinds", "list_count", before=r"(?:是|分为|为|属于)", behind=r"[^,;。]{0,6}(?:类型|级别|等级|方式|情形)"),
)  # fmt: skip
"""What is none of the facts in any document."""
UNAIMED: tuple[Against, ...] = (
    _is("step_of_service", "other", before=r"(?:填报|提交|上传|递交|携带|出示|填写)[^,;。]{0,6}"),
    _is("price", "other", unit=_MONEY, before=rf"(?:票价|单价|售价|[定水电气步拍底限标]价|价格|租金|学费|押金|保证金){_NEAR}"),
    _is("price", "other", unit=_MONEY, before=rf"(?:收费|费用|[本续名务理治]费|收取|[缴交]纳){_NEAR}"),
    _is("wage", "other", unit=_MONEY, before=rf"(?:工资|[月年]薪|薪酬|薪资){_NEAR}"),
    _is("rate_in_force", "other", before=rf"(?:税率|费率|利率|(?:缴费|缴存|提取|扣除|计提)(?:比例)?){_NEAR}"),
    _is("rate_in_force", "other", clause=r"缴[费存]基数|计[税发]依据"),
    _is("formula", "other", before=r"按照?(?!.*(?:增长|提高))[^,;。]{0,30}(?:的|金额|总量|总额|价格|标准|比例)(?:约|近)?"),
)  # fmt: skip
"""What is no aim unless a word of aiming or a horizon makes it one (到2034年,电价降至…)."""
RULED: tuple[Against, ...] = (
    _is("size", "other", unit=_EXTENT, before=rf"(?:(?<![增成])[长宽高厚深]度?|[直半]径|间距|坡度|尺寸|规格|口径|{_EXTENT_OF}面积){_BOUNDED}"),
    _is("size", "other", unit=_EXTENT, before=r"(?:[东西南北相]距|海拔|距离)[^,;。]{0,16}"),
    _is("quota", "other", before=rf"(?:名额|计划数|招生|招收|招聘|招录|录取|编制|限报|限额|推荐){_NEAR}"),
    _is("quota", "other", before=r"计划", behind=r"[,;。、(]|$"),
    _is("quota", "other", behind=r"[^,;。]{0,4}(?:名额|学位|岗位)"),
    _is("award", "other", clause=r"授予|表彰|命名|评为|荣获|称号|表扬|嘉奖|奖章"),
    _is("count_of_list", "list_count", before=r"等|以下|下列|如下"),
    _is("count_of_list", "list_count", behind=r"[^,;。]{0,12}(?:如下|名单)"),
)  # fmt: skip
"""What rules, grants and service pages count and measure."""
_GIVEN_BACK = r".*(?:返还|退还|减免|减按|减征|补[贴助]|奖励|资助|给予|优惠|市场|评估价)"
INSURED = re.compile(
    r"失业保险金|基础养老金|养老金|保险待遇|报销(?!后)|统筹基金|支付限额|纳入支付范围|长护险|长期护理保险|丧葬补助金|生育津贴|伤残津贴|保险金"
)
"""What insurances pay."""
_LEVIED = r"(?:[缴收]费|缴存|缴纳|费率|税率|[征计收]征|收取)"
_BOUND_OF_ALL = r"(?:金额|总额|额度|资金)?(?:最高|不超过|不高于|上限|封顶|至多)"
_PAID_OUT = r"(?:发放|补贴|补助|奖励|减免|拨付|安排|下达)"
NO_OFFER: tuple[Against, ...] = (
    _is("sanction", "other", clause=r"罚款(?![金数总]额的)|罚金|滞纳金|没收|违约金|追回|退回|扣减(?![^,;。]{0,16}税)"),
    _is("between_governments", "other", clause=r"转移支付|财政[^,;。]{0,10}(?:承担|分担|负担|列支|拨付|下达)|(?:承担|分担|负担)[^,;。]{0,6}%"),
    _is("between_governments", "other", clause=r"中央(?:财政|预算内)[^,;。]{0,24}(?:补助|补贴|支持)"),
    _is("between_governments", "other", clause=r"对(?:地方(?!特|标)|各地|各省|各市|[区县市]县?(?![级内属域]))(?:财政|政府)?[^,;。企]{0,6}给予"),
    _is("insurance_benefit", "other", clause=r"报销|支付比例|基金[^,;。]{0,8}支付|起付|封顶线|给付|赔付|理赔|养老金|保险金"),
    _is("contribution", "other", before=rf"^(?!{_GIVEN_BACK}).*{_LEVIED}(?:(?![减免返退])[^,;。]){{0,10}}", behind=_NOT_GIVEN),
    _is("contribution", "other", before=r"财政(?:人均)?补[助贴](?:标准)?[^,;。]{0,10}", clause=r"缴费|参保|医保|保险|筹资"),
    _is("contribution", "other", before=rf"^(?!{_GIVEN_BACK}).*", behind=r"[^,;。]{0,4}(?:计租|计算(?!补|奖)|计收|计征|缴纳|收取|征收)"),
    _is("obligation", "threshold", clause=r"(?:单位|企业|机构|公司|雇主)应(?!用|急)当?[^,;。]{0,16}(?:提供|支付|发放)"),
    _is("condition", "threshold", clause=r"的$"),
    _is("given_out", "other", clause=rf"(?:已|共|累计)(?:累计|共)?{_PAID_OUT}(?!{_BOUND_OF_ALL})|(?:发放|减免|下达)了|截至"),
    _is("set_aside", "other", clause=r"安排[^,;。]{0,14}(?:资金|经费)"),
)  # fmt: skip
"""What is money, but none that is offered to those whom a document addresses."""


_REACH = 200
"""How many characters of a clause can speak for a number: no printed clause is longer."""
_LEAST_LISTED = 3
"""Two things joined are as many as any two by chance (新增驿站和书屋2个)."""


def signs(kind: str, sort: Sort, document: Document, reading: Reading, position: int, row: Fact) -> Iterator[str]:
    """Give what the rules say against a number proposed as a fact of a kind, as signs for the decision.

    `gate` where they would take it for something else, with the rule; `instead:…` for all words around it that name
    what else a number may be.
    """
    verdict = _JUDGES[kind](sort, document, reading, position, row)
    if verdict is not None:
        yield "gate"
        yield f"gate={verdict.rule.removeprefix('gate.')}"
    quantity = _quantity_at(reading, position)
    if quantity is None:
        return
    text, clause = reading.text, _clause(reading, position)
    for against in (*ALWAYS, *UNAIMED, *RULED, *NO_OFFER):
        if against.speaks(text, clause, quantity):
            yield f"instead:{against.name}"
    if _is_listed(text, clause, quantity):
        yield "instead:count_of_names"
    if _is_restated(reading, quantity):
        yield "instead:restated"


def instead(kind: str, sort: Sort, document: Document, reading: Reading, position: int, row: Fact) -> Taken:
    """Give what a number that is no fact of a kind is: what the rules take it for, else anything."""
    verdict = _JUDGES[kind](sort, document, reading, position, row)
    return verdict or Taken(_bound_or(_quantity_at(reading, position)), f"decide.{kind}")


def sets_aims(sort: Sort) -> bool:
    """Say whether a document of this sort sets aims by what it orders, without saying so number by number."""
    return sort.speech in ("plans", "orders") and sort.genre not in ("函", "公告", "通告", "命令", "批复")


def _target(sort: Sort, document: Document, reading: Reading, position: int, row: Fact) -> Taken | None:
    text, sentence, clause = reading.text, reading.sentence_at(position), _clause(reading, position)
    quantity = _quantity_at(reading, position)
    time = reading.governing(position)
    here = time is not None and (time.start >= sentence.start or time is reading.opening)
    horizon = time is not None and here and time.kind == "until" and _is_far(time.value)
    aimed = AIMING.search(text, sentence.start, position) is not None or horizon
    told = _told(sort, document)
    if quantity is None:
        return None if aimed or told or sets_aims(sort) else Taken("other", "gate.target.no_aim")
    if _is_listed(text, clause, quantity):
        return Taken("list_count", "gate.target.count_of_list")
    against = _against(text, clause, quantity, (*ALWAYS, *(() if aimed else UNAIMED)))
    if against is not None:
        return Taken(against.role, f"gate.target.{against.name}")
    if told:
        return None
    before = text[clause.start : quantity.outer_start]
    stated = VERB.search(before) is not None or BOUND.search(text, clause.start, clause.end) is not None
    measured = MEASURE.search(before) is not None
    if sets_aims(sort):
        to_come = time is not None and time.year is not None and time.year >= (document.year or 0)
        headed = any(re.search(r"目标|任务|指标", heading) for heading in reading.headings)
        behind = VERB.search(text, quantity.end, clause.end) is not None
        evident = aimed or stated or to_come or headed or measured or behind
    else:
        against = _against(text, clause, quantity, RULED)
        if against is not None:
            return Taken(against.role, f"gate.target.{against.name}")
        evident = aimed and (stated or measured) and RULES.search(text, clause.start, clause.end) is None
    return None if evident else Taken(_bound_or(quantity), "gate.target.no_aim")


def _observation(sort: Sort, document: Document, reading: Reading, position: int, row: Fact) -> Taken | None:
    text, sentence, clause = reading.text, reading.sentence_at(position), _clause(reading, position)
    quantity = _quantity_at(reading, position)
    told = _told(sort, document)
    if told and position in reading.refused:
        return reading.refused[position]  # What a report looks ahead to it has not measured.
    if quantity is not None:
        if _is_listed(text, clause, quantity):
            return Taken("list_count", "gate.observation.count_of_list")
        ruled = () if told or sets_aims(sort) else (*UNAIMED, *RULED)
        against = _against(text, clause, quantity, (*ALWAYS, *ruled))
        if against is not None:
            return Taken(against.role, f"gate.observation.{against.name}")
    if told:
        # What a page tells of a rule is a limit still.
        limited = FORBIDDING.search(text, clause.start, clause.end) is not None
        return Taken("threshold", "gate.observation.limit") if limited else None
    # Where a document decides only what is past is proposed.
    past = document.kind not in ahead.REPORTING or sets_aims(sort)
    past = past or PAST.search(text, sentence.start, clause.end) is not None
    past = past or any(
        t.start >= sentence.start and (t.kind == "as_of" or _is_past(document, t))
        for t in reading.times
        if t.end <= position and not reading.is_base(t)
    )
    measured = (
        sets_aims(sort) or sort.speech == "reports" or MEASURED.search(text, clause.start, clause.end) is not None
    )
    if measured and past and thresholds.MODAL.search(text, clause.start, clause.end) is None:
        return None
    return Taken(_bound_or(quantity), "gate.observation.not_measured")


def _incentive(sort: Sort, document: Document, reading: Reading, position: int, row: Fact) -> Taken | None:
    text, sentence, clause = reading.text, reading.sentence_at(position), _clause(reading, position)
    if sort.genre in ("决定", "命令", "通报", "批复") and sort.speech == "grants":
        return Taken("other", "gate.incentive.award")
    quantity = _quantity_at(reading, position)
    if quantity is not None:
        if _is_restated(reading, quantity):
            return Taken("other", "gate.incentive.restated")
        against = _against(text, clause, quantity, NO_OFFER)
        pooled = isinstance(row, incentives.Incentive) and row.is_pool
        if against is not None and not (pooled and against.name == "set_aside"):
            return Taken(against.role, f"gate.incentive.{against.name}")
    if _is_of_insurance(document, reading, sentence):
        return Taken("other", "gate.incentive.insurance_benefit")
    if sets_aims(sort):
        return None
    assert isinstance(row, incentives.Incentive)
    # A list under a heading, a label or a first item that gives goes on without the word.
    above = (*reading.headings[-1:], reading.lead)
    words = (text[: sentence.end], *above)
    gives = any(said.search(part) for said in (GIVING, giving.GIVING) for part in words)
    receives = bool(row.per or row.recipient) or RECEIVER.search(text, sentence.start, sentence.end) is not None
    if gives and receives:
        return None
    return Taken("other", "gate.incentive.no_offer")


def _is_of_insurance(document: Document, reading: Reading, sentence: Span) -> bool:
    """Say whether a sum is what an insurance pays, or what a budget pays into it: by its sentence, else by what is above it.

    What is above speaks for a sentence that names no support of its own (失业保险金…。发放标准为每月1900元).
    """
    text = reading.text
    above = (
        document.title,
        *reading.headings[-1:],
        reading.lead,
        text[max(0, sentence.start - _REACH) : sentence.start],
    )
    if INSURED.search(text, sentence.start, sentence.end):
        return re.search(r"补贴|奖励|资助|扣除|返还", text[sentence.start : sentence.end]) is None
    if re.search(r"财政补[助贴]", text[sentence.start : sentence.end]):
        return any(re.search(r"医保|医疗保险|养老保险", words) for words in above)
    names = re.search(
        r"补[贴助]|奖励|资助|津贴|救助|扣除|供养|养育|奖学金|助学金|给予|优惠|半价", text[sentence.start : sentence.end]
    )
    return names is None and any(INSURED.search(words) for words in above)


Judge = Callable[[Sort, Document, Reading, int, Fact], Taken | None]
_JUDGES: dict[str, Judge] = {"target": _target, "observation": _observation, "incentive": _incentive}


def _clause(reading: Reading, position: int) -> Span:
    """Give the clause around a number, of a list without end the part that is near."""
    clause = reading.clause_at(position)
    return Span(max(clause.start, position - _REACH), min(clause.end, position + _REACH))


def _against(text: str, clause: Span, quantity: Quantity, words: Sequence[Against]) -> Against | None:
    return next((against for against in words if against.speaks(text, clause, quantity)), None)


def _is_listed(text: str, clause: Span, quantity: Quantity) -> bool:
    """Say whether a number counts the names that stand before it (甲、乙、丙和丁4个城市): as many as it says."""
    before = text[clause.start : quantity.outer_start]
    names = re.split(r"[、和及与]", before)
    if _COUNTED.search(quantity.base) is None or "分别" in before:
        return False
    is_list = all(names) and not any(re.search(r"\d", name) for name in names)
    return quantity.comparator == "=" and is_list and len(names) == quantity.value >= _LEAST_LISTED


def _is_restated(reading: Reading, quantity: Quantity) -> bool:
    """Say whether an amount in brackets tells the one right before them again (每年6000元(每月500元))."""
    around = clauses.bracketed(reading.text, quantity.start)
    before = around[1].start - 1 if around is not None and around[0] == "(" else None
    if around is not None and any(
        w.kind == "who" for w in receiver_words.cut(reading.text[around[1].start : quantity.start])
    ):
        return False  # 本科2万元(专科1万元)
    return any(q.end == before and incentives.is_money(q) for q in reading.quantities)


def _told(sort: Sort, document: Document) -> bool:
    """Say whether a document reports: what it aims at and what it measures is told apart by its words and times."""
    return sort.speech == "reports" and document.kind in ahead.REPORTING


def _is_past(document: Document, time: Time) -> bool:
    return time.kind == "point" and time.year is not None and document.year is not None and time.year < document.year


def _bound_or(quantity: Quantity | None) -> Role:
    """Give the role of a number that is no fact: a bound limits something, others are anything."""
    return "threshold" if quantity is not None and quantity.comparator not in ("=", "~") else "other"


def _quantity_at(reading: Reading, position: int) -> Quantity | None:
    return next((q for q in reading.quantities if q.start == position), None)


def _is_far(value: str | None) -> bool:
    """Say whether a horizon is a month or a year: by a day something is handed in, not reached."""
    return value is not None and len(value.split("/")[-1]) <= len("2034-12")
