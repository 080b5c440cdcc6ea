"""Targets: a number with its metric, kind, comparator and deadline, in the document's own voice about what shall be.

What makes a number a target: it is neither claimed (`roles`) nor money offered (`incentives`) nor a condition, and
the sentence looks ahead — by its verb in a plan, by its time in a report or on a news page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from transform.document.model import Document
from transform.document.records import Evidence, Fact
from transform.grammar import incentives, phrases, thresholds
from transform.grammar.reading import Reading, plan_year
from transform.grammar.roles import Taken
from transform.identity import Ids
from transform.language import clauses, numbers
from transform.language.clauses import Span
from transform.language.numbers import Plain
from transform.language.periods import Time
from transform.language.quantities import Comparator, Quantity

REPORTING = frozenset(["white_paper", "report", "bulletin", "news", "other"])
"""Kinds that tell and do not decide; of a document without a genre nothing says that it decides."""
BACKGROUND = re.compile(r"现状|发展基础|工作基础|回顾|成效|成就|形势|背景|情况|历程|经验|进展")
OUTLOOK = re.compile(
    r"展望|下一步|目标|思路|愿景|打算|工作安排|重点任务|工作任务|对策建议|未来(?:发展|工作|规划|几年|[一二三四五]年)"
)
RULES = re.compile(r"条件|范围|材料|程序|流程|附则|联系|禁止|情形|义务|责任追究|申报|申请|标准和|罚则|对象|保障$|说明")
AIM = re.compile(r"力争|争取|确保|努力|目标(?!群|客|人)|力求|全力|冲刺")
"""Words that make all of their sentence an aim; those of `INTENT` speak for their clause."""
MET = re.compile(r"(?:比|较|超(?:额|出|过)?|完成|高于|低于)[^,。;]{0,6}目标")
"""What has been met or compared with is no aim (比预期目标多3万人, 完成全年目标的95%)."""
PLANNED = r"计划(?=[于在到将用投建新开引招培推打])"
INTENT = re.compile(
    rf"{PLANNED}|(?<![模虚])拟(?=[建新投用在于发安引开出])|将(?!近|其|把|对|为)|(?<![主重需必不概纪摘纲])要(?!求|素|点|闻|约|塞)"
)
PAST = re.compile(r"已(?!有)|截至|同比|环比|比上年|较上年|以来|共有|现有|目前|先后|印发|了(?!解)|去年|上年|此前|曾")
PROPOSED = re.compile(
    r"(?:报告|规划|方案|计划|意见|会议|文件|政策|措施|通知)[^,。]{0,4}(?:提出|明确|要求),"
    r"|预期(?:增长)?目标"
)
"""What a paper or a meeting sets for the year that is running."""
LISTED_AIMS = re.compile(r"目标(?:是|为)?:[^。]*$")
"""What opens a list of aims that semicolons part (主要预期目标是:…;…;…)."""
YEAR_LISTED = re.compile(
    r"(?:(20\d{2})年(?!底|末|前|以来)|全年|今年)[^,。;]{0,20}目标(?:是|为)?:(?:(?!20\d{2}年|五年|期间)[^。])*$"
)
"""The year that opens such a list: it is that of every aim in it, until another time is told."""
DONE = re.compile(r"^.*[一-龥]了(?!解)[^,。;]*,")
"""What a sentence has told as done: the aims in it are behind it (为实现目标…完成了任务,…)."""
SET = re.compile(r"(?:^|,)[一-龥]{0,4}提出(?![的了过])[^,。;]*$")
"""What a paper, told of before, puts forward with nothing between (提出空气优良天数达到90%)."""
BOUNDED = re.compile(
    r"(?:以上|以内|左右)(?=[,。;]|$)|不低于|不少于|不高于|控制在|(?<=[,。;])在\d[^,]*(?:形成|取得|实现)"
)
"""What makes a clause go on with what was intended before, though no deed opens it."""
PART_DONE = re.compile(r"(?:已|实际)?完成(?:率|进度|投资|计划|年度计划)?(?:为|达到?)?\d+(?:\.\d+)?%")
"""How much of a plan is done: it and the plan's own figure before it are told, not aimed at (计划投资60亿元,完成70%)."""
TOLD = re.compile(r"近年|相继|跻身|拥有|位[居列]|蝉联")
"""What is told though the heading looks ahead (未来五年再翻番 over 近年,…)."""
FORECAST = re.compile(r"预计|预测|有望|估计|据.{0,12}(?:测算|估算)")
NEWLY = re.compile(r"(?:[^,;。]{0,14}?(?:年|力争|年内|累计|全[市省区县国]|计划|再))?(?:新增|净增|增加)(?!值|及|和|的)")
"""Words that make every number of their list an addition; the others of adding do so right before the number."""
_BEFORE_NUMBER = r"(?:目标(?:为|是|定为)?)?(?:了|约|近|超过?|不少于|不低于|\s)*$"
_BEFORE_IN_LIST = re.compile(r"(?:\d+(?:\.\d+)?(?:%|个百分点)?(?:[、和及与]|以及))+$")
"""The numbers that a verb governs before the last of its list (分别下降8%、6%和 | 9%)."""
NEW_ONES = re.compile(r"新增(?!值)[一-龥]{1,12}(?:约|近|超过?|不少于|不低于)?$")
"""新增 with its noun right before the number (城镇新增就业5万人)."""
ADDS = re.compile(rf"(?:{'|'.join(phrases.ADDING)}|(?<!自然)增长率){_BEFORE_NUMBER}")
FALLS = re.compile(rf"(?:{'|'.join(phrases.FALLING)}){_BEFORE_NUMBER}")
LISTED_ADDS, LISTED_FALLS = (
    re.compile(rf"分别(?:年均|平均)?(?:{'|'.join(words)})(?![到至])") for words in (phrases.ADDING, phrases.FALLING)
)
REACHED = re.compile(r"达到|达(?!成)|控制在|保持在|稳定在|(?:增加|提高|增长|提升|扩大)[到至]")
ROUTINE = re.compile(r"每(?:季度|半年|月|周|年|两年)[^,。;]{0,10}$")
YEAR_OF_AIMS = re.compile(
    r"(?:(20\d{2})年(?!底|末|前|以来)|全年|今年)[^,。;]{0,20}"
    r"(?:目标|工作安排|重点工作|工作任务|重点任务|工作重点|总体要求)"
)
GIVEN_OUT = re.compile(
    r"发放|补贴|奖励|奖补|补助|资助|扶持|安排[^,;。]{0,12}(?:资金|经费)|(?:引导|专项|扶持)资金|(?:资金|经费)总额|每[家户]企业(?:不超过|最高)"
)
"""What tells money that is given out or set aside (安排专项资金5000万元), not a state to be reached."""
SHARED_COST = re.compile(r"(?:承担|负担|分担(?!率)|列支|拨付|支付)[^,;。]*$")
"""Who pays what part (市财政负担支持资金的60%)."""
STANDING = re.compile(r"(?:现有|原有|已有|已建)")
"""What is there already, behind its number (60个现有产粮大县)."""
CAPACITY = re.compile(r"吨|千瓦|千瓦时|立方米|平方米|公里|兆瓦")
UNDERTAKING = re.compile(r"[一-龥]{1,12}?(?:项目|工程|装置|生产线|机组)")
PUSHED = re.compile(r"(?:抓好|抓紧|推进|加快|推动|做好|服务|保障|开展|实施|启动|谋划|争取|支持)$")
"""A size that names the undertaking that is pushed (抓好60万吨改扩建项目)."""
_BASE_BEFORE = re.compile(r"(?:由|从)(?:目前|现有|现在|原来|上年|去年|(?:19|20)\d{2}年)?的?$")
_BASE_BEHIND = re.compile(r"(?:逐步)?(?:提高|提升|增加|增长|扩大|上升|下降|降低|压缩|压减|缩短|减少|拓展)(?:到|至)")
DOUBLING = re.compile(
    r"(?<![个大项])(?:翻(?P<times>[一两二三])?番|(?P<comparator>超过|超)?(?:实现)?倍增(?!效|作用|器))"
)
"""A doubling, but none that is counted itself (四个翻番), nor the name of an effect (倍增效应)."""
PER = re.compile(
    r"每个?(?:区县|县区|区|县|市|省|街道|乡镇|镇|村|社区|园区|学校|城市|地市|州|年|季度|月)"
    r"|每[个家所座处][一-龥]{1,6}?(?=至少|不少于|配备|建设|建有|打造|培育|设立)"
    r"|各(?:区县|县区|区|县|市|省|街道|乡镇|地市|地)(?=[一-龥])"
)


TargetKind = Literal["level", "increase", "multiple"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Fact):
    """A number that shall be reached: a level, an increase, or a multiple (翻一番 is 2)."""

    TABLE = "targets"
    KEY = ("target_id",)

    target_id: str
    document_id: str
    measure_id: str | None
    metric: str
    kind: TargetKind
    comparator: Comparator
    value: Plain
    value_max: Plain | None
    unit: str | None
    deadline: str | None
    per: str | None
    area: str | None
    table_id: str | None = None
    row: int | None = None
    column: int | None = None


class _Number(NamedTuple):
    """What of a target its number says."""

    kind: TargetKind
    comparator: Comparator
    value: Plain
    value_max: Plain | None
    unit: str | None


def find(document: Document, readings: list[Reading], ids: Ids) -> list[Target]:
    """Give the rows of `targets` of one document; the numbers that became targets are marked in their readings."""
    rows: list[Target] = []
    year = plan_year(document)
    for reading in readings:
        if not _may_hold(document, reading):
            continue
        for sentence in reading.sentences:
            rows += _sentence(document, reading, sentence, year, ids)
    return rows


def _may_hold(document: Document, reading: Reading) -> bool:
    paragraph = reading.paragraph
    if paragraph.kind == "heading" or paragraph.role not in ("body", "annex"):
        return False
    assigned = paragraph.measure is not None and not document.measures[paragraph.measure].number.startswith("第")
    if document.kind == "provisions" and not assigned and not any(t.kind == "until" for t in reading.times):
        return False
    headings = [h for h in reading.headings if h]
    if any(RULES.search(h) for h in headings) and not any("目标" in h for h in headings):
        return False
    return _reports(document) or not any(BACKGROUND.search(h) for h in headings)


def _sentence(document: Document, reading: Reading, sentence: Span, year: str | None, ids: Ids) -> list[Target]:
    text = reading.text
    rows: list[Target] = []
    subject = ""
    free = [q for q in reading.free(sentence) if not _is_condition(document, reading, sentence, q)]
    events: list[tuple[int, Quantity | re.Match[str]]] = [(q.start, q) for q in free]
    doubled = DOUBLING.finditer(text, sentence.start, sentence.end)
    events += [(m.start(), m) for m in doubled if (clauses.bracketed(text, m.start()) or "(")[0] not in "“‘"]
    for position, event in sorted(events, key=lambda e: e[0]):
        clause = reading.clause_at(position)
        if isinstance(event, Quantity) and _starts_from(text, clause, event):
            subject = phrases.left_noun(phrases.without_times(text, clause.start, event.start, reading.times))
            continue
        if isinstance(event, Quantity) and _states_nothing(text, clause, event):
            continue
        time = reading.respective(free, event) if isinstance(event, Quantity) else None
        time = time or reading.governing(position)
        if time is None and _reports(document):
            time = _horizon_told(reading, sentence, clause, position)
        if not _looks_ahead(document, reading, sentence, clause, position, time):
            continue
        if isinstance(event, Quantity):
            row = [q for q in free if clause.start <= q.start < clause.end]
            phrase = phrases.around(text, clause, row, row.index(event), reading.times)
            subjects = phrases.respective(text, clause, row, reading.times)
            if subjects and not phrase.from_right:
                phrase = replace(phrase, metric=subjects[row.index(event)])
            number = _quantity(event, phrase, text, clause)
        else:
            left = phrases.without_times(text, clause.start, event.start(), reading.times)
            phrase = phrases.Phrase(phrases.left_noun(left), clause.start, event.end(), False)
            times = {"一": 2, "两": 4, "二": 4, "三": 8}.get(event["times"] or "一", 2)
            number = _Number("multiple", ">" if event["comparator"] else "=", Plain(str(times)), None, None)
        metric = _metric(reading, phrase, clause, sentence)
        if metric.startswith("占") and subject:
            metric = subject + metric
        metric = metric or subject or _said_before(reading, sentence, clause)
        if not metric:
            continue
        subject = subject if metric.startswith(subject or "占") else metric
        rule = f"targets.{number.kind}.{'object' if phrase.from_right else 'subject'}"
        evidence = Evidence.of_text(document, reading.paragraph, phrase.start, phrase.end, rule)
        deadline = (
            _deadline(time) or year or _year_listed(document, reading, position) or _year_of_aims(document, reading)
        )
        target_id = ids.fact("t", _measure(document, reading), evidence.quote, number.value, number.unit)
        reading.used[position] = Taken("target", rule, target_id)
        rows.append(
            Target(
                target_id=target_id,
                document_id=document.document_id,
                measure_id=_measure(document, reading),
                metric=metric,
                kind=number.kind,
                comparator=number.comparator,
                value=number.value,
                value_max=number.value_max,
                unit=number.unit,
                deadline=deadline,
                per=_per(text, sentence, clause, position),
                area=document.area,
                evidence=evidence,
            )
        )
    return rows


def _starts_from(text: str, clause: Span, quantity: Quantity) -> bool:
    """Say whether a number is where a change starts from (由10个提高到26个)."""
    before = _BASE_BEFORE.search(text, clause.start, quantity.start)
    return before is not None and _BASE_BEHIND.match(text, quantity.end) is not None


def _states_nothing(text: str, clause: Span, quantity: Quantity) -> bool:
    """Say whether a number tells money given out or a routine, or names something (两项运动, 二次污染)."""
    if incentives.is_money(quantity) and GIVEN_OUT.search(text, clause.start, clause.end):
        return True  # 发放消费券5000万元: money given out, not a state to be reached.
    before, behind = text[clause.start : quantity.outer_start], text[quantity.end : clause.end]
    if quantity.base == "%" and (re.match(r"的?(?:优惠)?税率", behind) or SHARED_COST.search(before)):
        return True
    if STANDING.match(behind) or (
        CAPACITY.fullmatch(quantity.base) and UNDERTAKING.match(behind) and PUSHED.search(before)
    ):
        return True
    if quantity.base in ("次", "期") and ROUTINE.search(text[clause.start : quantity.start]):
        return True
    if (
        not quantity.chinese
        or quantity.value >= 10
        or quantity.value_max
        or quantity.base == "%"
        or len(quantity.unit or "") > 1
    ):
        return False
    return quantity.comparator == "=" and not phrases.ENDS_IN_VERB.search(text[clause.start : quantity.start])


def _is_condition(document: Document, reading: Reading, sentence: Span, quantity: Quantity) -> bool:
    """Say whether a number that looks ahead is a condition, and mark it; a report rules nothing, but says which."""
    clause = reading.clause_at(quantity.start)
    if _reports(document):
        if quantity.comparator in ("=", "~") or thresholds.is_part(reading.text, clause, quantity):
            return False
        behind = (thresholds.WHICH_BEHIND, thresholds.NAMED_BY)
        if not any(pattern.match(reading.text, quantity.end) for pattern in behind):
            return False
    elif not thresholds.is_condition(reading, sentence, clause, quantity):
        return False
    reading.used[quantity.start] = Taken("threshold", "thresholds.condition")
    return True


def _reports(document: Document) -> bool:
    """Say whether a document tells and does not decide; one without a genre that lists work to be done decides."""
    return document.kind in REPORTING and not (document.kind == "other" and document.measures)


def _measure(document: Document, reading: Reading) -> str | None:
    index = reading.paragraph.measure
    return document.measures[index].id if index is not None else None


def _looks_ahead(
    document: Document, reading: Reading, sentence: Span, clause: Span, position: int, time: Time | None
) -> bool:
    text = reading.text
    before = text[sentence.start : position]
    own = document.year or 0
    year = time.year if time else None
    words = text[clause.start : clause.end]
    if FORECAST.search(before[-40:]):
        return False
    if _reports(document):
        if AIM.search(before) is None and (PART_DONE.match(words) or PART_DONE.match(text, clause.end + 1)):
            return False
        goes_on = _goes_on(text, sentence, clause, position)
        return _reported(document, reading, reading.lead + text[: sentence.start], before, words, time, goes_on)
    if year is not None and year < own:
        return False
    if time is not None and time.kind == "as_of":
        return False
    return not (year is None and PAST.search(before))


def _horizon_told(reading: Reading, sentence: Span, clause: Span, position: int) -> Time | None:
    """Give the horizon told before that an undated number of a report goes on with: in its list, in a deed, as an aim."""
    time, text = reading.told_horizon(position), reading.text
    if time is None or "。" not in text[time.end : position] or AIM.search(text, sentence.start, position):
        return time
    return time if _goes_on(text, sentence, clause, position) else None


def _goes_on(text: str, sentence: Span, clause: Span, position: int) -> bool:
    """Say whether a number stands in a deed or under a bound: what was intended before goes on in those."""
    before = text[sentence.start : position]
    deed = phrases.DEED.match(before[before.rfind(",") + 1 :])
    return deed is not None or BOUNDED.search(text, clause.start, clause.end) is not None


def _reported(
    document: Document, reading: Reading, earlier: str, before: str, words: str, time: Time | None, goes_on: bool
) -> bool:
    """Say whether a report or a news page looks ahead: by a time that is still to come, or by words of intent."""
    if PAST.search(words) or (time is not None and time.kind == "as_of"):
        return False
    if time is not None and time.kind == "until" and re.search(r"提出|明确|目标", earlier + before):
        return True  # 规划提出,到2030年…: an aim, also where its time has passed.
    before = DONE.sub("", MET.sub("", before))
    # A whole year that is running looks both ways; a plan told of before decides (将分三步推进, 今年建成…).
    open_ended = time is not None and (time.kind == "until" or len(time.value or "") == 4)
    told = INTENT.search(before if open_ended else words)
    intends = told is not None or AIM.search(before) is not None or SET.search(before) is not None
    if time is not None and time.year == document.year and PROPOSED.search(before):
        intends = True
    if LISTED_AIMS.search(earlier):
        intends = True
    # 我市将推动项目落地。开工建设5个…,投资增长12%以上: what a paragraph intends goes on in its deeds and bounds.
    if goes_on and INTENT.search(earlier) and not PAST.search(earlier + before):
        intends = True
    if time is not None and time.value is not None:
        date = document.issued_on or document.published_on or ""
        if not date:
            # 十五五期间 may be told or planned: a span of years is no horizon by itself.
            return intends or (time.kind == "until" and "/" not in time.value)
        last = time.value.split("/")[-1]
        shared = min(len(last), len(date)) if re.fullmatch(r"[\d-]+", last) else 4
        if last[:shared] != date[:shared]:
            return last[:shared] > date[:shared]
        return intends
    # 本市将推动集聚,选取3个区…: the deeds of a sentence go on with what its first clause intends.
    if goes_on and INTENT.search(before):
        return True
    ahead = any(OUTLOOK.search(h) or YEAR_OF_AIMS.search(h) for h in reading.headings)
    return intends or (ahead and not TOLD.search(earlier + words))


def _quantity(quantity: Quantity, phrase: phrases.Phrase, text: str, clause: Span) -> _Number:
    value, value_max = quantity.value, quantity.value_max
    near = _BEFORE_IN_LIST.sub("", text[phrase.start : quantity.outer_start])
    kind: TargetKind = "level"
    if quantity.base == "倍":
        most = numbers.plain(value_max) if value_max else None
        return _Number("multiple", quantity.comparator, numbers.plain(value), most, None)
    adding, falling = ADDS.search(near), FALLS.search(near)
    cue = text.rfind("分别", clause.start, quantity.start)
    if cue >= 0 and not (adding or falling):
        # 分别增长8%左右和8.5%左右: the verb before the first speaks for all of the list.
        adding, falling = LISTED_ADDS.match(text, cue), LISTED_FALLS.match(text, cue)
    newly = NEW_ONES.search(near)
    if (
        adding
        or falling
        or newly
        or ((NEWLY.match(near) or NEWLY.match(text, clause.start)) and not REACHED.search(near))
    ):
        kind = "increase"
        if falling:
            value, value_max = -value, -value_max if value_max else None
    elif quantity.base == "个百分点":
        kind = "increase"
    over = quantity.comparator == "=" and (quantity.unit or "").startswith("亿") and re.search(r"(?<![通经])过$", near)
    at_least = quantity.comparator == "=" and re.search(r"至少[一-龥]{1,4}$", near)
    comparator: Comparator = ">=" if at_least else ">" if over else quantity.comparator
    most = numbers.plain(value_max) if value_max is not None else None
    return _Number(kind, comparator, numbers.plain(value), most, quantity.unit)


def _metric(reading: Reading, phrase: phrases.Phrase, clause: Span, sentence: Span) -> str:
    """Give the metric; a bare noun (区, 家) gets what it is for: the purpose behind it, else the item's title."""
    metric = phrase.metric
    noun, purpose = phrases.noun_and_purpose(metric)
    if not phrase.from_right or len(noun) > 2:
        return metric
    behind = next((c for c in clauses.clauses(reading.text, sentence) if c.start > clause.start), None)
    if not purpose and behind is not None:
        purpose = phrases.purpose(reading.text[behind.start : behind.end])
    if not purpose and reading.paragraph.headings:
        purpose = reading.paragraph.headings[-1]
    return f"{noun}({purpose})" if purpose else metric


def _said_before(reading: Reading, sentence: Span, clause: Span) -> str:
    """Give what the clause before speaks of, where it has no number of its own (经济稳步增长,年均增长6%)."""
    before = [c for c in clauses.clauses(reading.text, sentence) if c.end < clause.start][-1:]
    words = [phrases.without_times(reading.text, c.start, c.end, reading.times) for c in before]
    return "".join(phrases.left_noun(w) for w in words if not re.search(r"\d", w))


def _deadline(time: Time | None) -> str | None:
    if time is None or time.value is None:
        return None
    return time.value.split("/")[-1]


def _year_listed(document: Document, reading: Reading, position: int) -> str | None:
    """Give the year that opens the list of aims that a number stands in (今年的主要目标是:…;…;…), None where none does."""
    found = YEAR_LISTED.search(reading.lead + reading.text[:position])
    if found is None:
        return None
    return found[1] or (str(document.year) if document.year else None)


def _year_of_aims(document: Document, reading: Reading) -> str | None:
    """Give the year whose aims a heading announces (落实2031年主要目标, 全年目标), None where none does."""
    own = str(document.year) if document.year else None
    found = [m[1] or own for h in reading.headings if (m := YEAR_OF_AIMS.search(h))]
    return found[-1] if found else None


def _per(text: str, sentence: Span, clause: Span, position: int) -> str | None:
    """Give the "each" phrase of a number's own clause, or of the clause before where that has no number."""
    found = [m[0] for m in PER.finditer(text, clause.start, position)]
    if found:
        return found[-1]
    before = [c for c in clauses.clauses(text, sentence) if c.end < clause.start]
    if not before or re.search(r"\d", text[before[-1].start : before[-1].end]):
        return None
    found = [m[0] for m in PER.finditer(text, before[-1].start, before[-1].end)]
    return found[-1] if found else None
