"""Whether a number looks ahead: by its verb in a plan, by its time or by words of intent in a report or on a news page."""

from __future__ import annotations

import re

from transform.document.model import Document
from transform.grammar import verbs
from transform.grammar.reading import Reading
from transform.language.clauses import Span
from transform.language.periods import Time

REPORTING = frozenset(["white_paper", "report", "bulletin", "news", "other"])
"""Kinds that tell and do not decide; of a document without a genre nothing says that it decides."""
BACKGROUND = re.compile(r"现状|发展基础|工作基础|回顾|(?<!取得)(?<![新大])(?:成效|成就|进展)|形势|背景|情况|历程|经验")
OUTLOOK = re.compile(
    r"展望|下一步|目标|思路|愿景|打算|工作安排|重点任务|工作任务|对策建议|未来(?:发展|工作|规划|几年|[一二三四五]年)"
)
RULES = re.compile(r"条件|范围|材料|程序|流程|附则|联系|禁止|情形|义务|责任追究|申报|申请|标准和|罚则|对象|保障$|说明")
AIM = re.compile(
    r"力争|(?<![共已])争取(?!到|中央|上级|[一-龥]{0,4}(?:资金|投入|补助))|确保|努力|目标(?!群|客|人)|力求|全力|冲刺"
)
"""Words that make all of their sentence an aim; those of `INTENT` speak for their clause."""
MET = re.compile(r"(?:比|较|超(?:额|出|过)?|完成|高于|低于)[^,。;]{0,6}目标")
"""What has been met or compared with is no aim (比预期目标多3万人, 完成全年目标的95%)."""
PLANNED = r"(?<=\d年)规划(?=造林|建设|新建|实施|投资|改造|绿化)|计划(?=[于在到将用投建新开引招培推打])|(?<![年月季]度)计划(?=完成(?![率情进比额的了任]))"
INTENT = re.compile(
    rf"{PLANNED}|(?<![模虚])拟(?![合定人态订稿任制])|将(?!近|其|把|对|为)|(?<![主重需必不概纪摘纲])要(?!求|素|点|闻|约|塞)"
)
PAST = re.compile(
    r"已(?!有)|(?:近|最近)[一两二三四五六七八九十\d]{1,2}年来?(?=,|[全我本共已累])|截至|同比|环比|比上年|较上年|以来|共有|(?<!在)现有|目前|先后|印发|了(?!解)|去年|上年(?!均)|此前|曾"
)
_COMPARED = re.compile(
    r"(?:比|较|由|从|与|和|在|[低高少多]于|超过|达到)(?:上年|去年|前一年)(?:度|底|末|同期|预算|决算|实际)?(?:的?基础上)?的?"
)
"""What an aim is compared with, or begins from: told as past, it dates nothing (比上年增加5亿元, 由去年的3%提高到)."""
_BACK = re.compile(r"(?:过去|近|这|最近)[一两二三四五\d]{1,2}年|[一两二三四五\d]年来|目前|截至|截止")
"""What turns back in the half of a report that looks ahead (过去一年,…), until a word looks ahead again."""
_PUT_FORWARD = re.compile(r"(?:》|规划|纲要|方案|计划|意见)[^。;]{0,4}(?:提出|明确)")
"""A paper that puts forward: what it expects (预计到2034年达到) is its aim."""
_FROM = re.compile(r"(?:起|开始)(?!草|步)")
"""What makes a time one from which something begins (从2031年起)."""
PROPOSED = re.compile(
    r"(?:报告|规划|方案|计划|意见|会议|文件|政策|措施|通知)[^,。]{0,4}(?:提出|明确|要求),"
    r"|预期(?:增长)?目标"
)
"""What a paper or a meeting sets for the year that is running."""
LISTED_AIMS = re.compile(r"目标(?:(?:是|为)?:|[是为])[^。]*$")
"""What opens a list of aims that semicolons part (主要预期目标是:…;…;…)."""
DONE = re.compile(r"^.*[一-龥]了(?!解)(?:(?!目标)[^,。;])*,")
"""What a sentence has told as done: the aims in it are behind it (为实现目标…完成了任务,…), unless aims are what was done (提出了发展目标:…)."""
SET = re.compile(r"(?:^|,)[一-龥]{0,4}提出(?![的了过])[^,。;]*$")
"""What a paper, told of before, puts forward with nothing between (提出空气优良天数达到90%)."""
_SET_FOR = re.compile(r"(?:提出|确定|明确|制定)了[^。;]*$")
"""The same as done: what is aimed at lies ahead all the same."""
BOUNDED = re.compile(
    r"(?:以上|以内|左右)(?=[,。;]|$)|不低于|不少于|不高于|控制在|(?<=[,。;])在\d[^,]*(?:形成|取得|实现)"
)
"""What makes a clause go on with what was intended before, though no deed opens it."""
PART_DONE = re.compile(r"(?:已|实际)?完成(?:率|进度|投资|计划|年度计划)?(?:为|达到?)?\d+(?:\.\d+)?%")
"""How much of a plan is done: it and the plan's own figure before it are told, not aimed at (计划投资60亿元,完成70%)."""
_MEASURE_ALONE = re.compile(
    r"(?:其中|\(|项目)*[^,;。\d]{0,10}(?:总(?:投资|里程|规模|长度|面积|产能|装机)|建设规模|项目)[^,;。\d]{0,3}\d|\(?(?:其中)?(?!\d{4}年)\d"
)
"""How a clause goes on that only measures what the one before it told of."""
TOLD = re.compile(r"近年|相继|跻身|拥有|位[居列]|蝉联")
"""What is told though the heading looks ahead (未来五年再翻番 over 近年,…)."""
FORECAST = re.compile(r"预计(?!数)|预测|有望|估计|将高达|据.{0,12}(?:测算|估算)")


def may_hold(document: Document, reading: Reading) -> bool:
    """Say whether a paragraph may hold targets: it is text that decides or tells, and no list of rules or of the past."""
    paragraph = reading.paragraph
    if paragraph.kind == "heading" or paragraph.role not in ("body", "annex"):
        return False
    assigned = paragraph.measure is not None and not document.measures[paragraph.measure].number.startswith("第")
    if document.kind == "provisions" and not assigned and not any(t.kind == "until" for t in reading.times):
        return False
    headings = [h for h in reading.headings if h]
    if any(RULES.search(h) for h in headings) and not any("目标" in h for h in headings):
        return False
    goes_ahead = reading.part is not None and reading.part.looks == "ahead"
    return reports(document) or goes_ahead or not any(BACKGROUND.search(h) for h in headings)


def reports(document: Document) -> bool:
    """Say whether a document tells and does not decide; one without a genre that lists work to be done decides."""
    return document.kind in REPORTING and not (document.kind == "other" and document.measures)


def looks_ahead(
    document: Document, reading: Reading, sentence: Span, clause: Span, position: int, time: Time | None
) -> bool:
    """Say whether the number at a position, governed by a time, is told as one that shall be."""
    text = reading.text
    before = text[sentence.start : position]
    own = document.year or 0
    year = time.year if time else None
    words = text[clause.start : clause.end]
    put_forward = time is not None and time.kind == "until" and _PUT_FORWARD.search(text, 0, position) is not None
    if FORECAST.search(before) and not put_forward and not AIM.search(before):
        return False
    if reports(document):
        if AIM.search(before) is None and (PART_DONE.match(words) or PART_DONE.match(text, clause.end + 1)):
            return False
        goes_on = _goes_on(text, sentence, clause, position)
        return _reported(document, reading, reading.lead + text[: sentence.start], before, words, time, goes_on)
    if year is not None and year < own:
        return False
    if time is not None and time.kind == "as_of":
        return False
    if AIM.search(before):
        before = _COMPARED.sub("", before)  # 力争投资比上年增长8%
    # 近三年,投入9亿元。治理河道80公里: what a paragraph turned back to goes on in its sentences.
    return not (year is None and (PAST.search(before) or _turned_back(text[:position])))


def governing(document: Document, reading: Reading, sentence: Span, position: int) -> Time | None:
    """Give the time that governs a number: no day from which something begins, nor what a paragraph recalled at first."""
    time = reading.governing(position)
    if time is None or _FROM.match(reading.text, time.end):
        return None
    if time.start >= sentence.start:
        return time
    if reading.part is None or reading.part.looks == "back":
        return time
    return None if time.year is not None and time.year < (document.year or 0) else time


def horizon_told(reading: Reading, sentence: Span, clause: Span, position: int) -> Time | None:
    """Give the horizon told before that an undated number of a report goes on with: in its list, in a deed, as an aim."""
    time, text = reading.told_horizon(position), reading.text
    if time is None or "。" not in text[time.end : position] or AIM.search(text, sentence.start, position):
        return time
    return time if _goes_on(text, sentence, clause, position) else None


def _goes_on(text: str, sentence: Span, clause: Span, position: int) -> bool:
    """Say whether a number stands in a deed or under a bound: what was intended before goes on in those."""
    before = text[sentence.start : position]
    deed = verbs.DEED.match(before[before.rfind(",") + 1 :])
    return deed is not None or BOUNDED.search(text, clause.start, clause.end) is not None


def _reported(
    document: Document, reading: Reading, earlier: str, before: str, words: str, time: Time | None, goes_on: bool
) -> bool:
    """Say whether a report or a news page looks ahead: by a time that is still to come, or by words of intent."""
    if reading.part is not None and reading.part.looks == "back" and (time is None or time.kind != "until"):
        return False
    turned_back = _turned_back(earlier + before)
    goes_ahead = reading.part is not None and reading.part.looks == "ahead" and not turned_back
    intended = goes_ahead or INTENT.search(before) or AIM.search(before)
    if _ends_later(document, time) and _SET_FOR.search(before) and "目标" in words:
        return True  # 提出了“十六五”期间能耗降低20%等目标
    if PAST.search(_COMPARED.sub("", words) if intended else words) or (time is not None and time.kind == "as_of"):
        return False
    if time is not None and time.kind == "until" and re.search(r"提出|明确|目标", earlier + before):
        return True  # 规划提出,到2030年…: an aim, also where its time has passed.
    if not intended and _MEASURE_ALONE.match(words) and PAST.search(_told_with(earlier, before)):
        return False  # 共有27个项目列入规划,建设规模1085公里,总投资850亿元
    before = DONE.sub("", MET.sub("", before))
    # A whole year that is running looks both ways; a plan told of before decides (将分三步推进, 今年建成…).
    open_ended = time is not None and (time.kind == "until" or len(time.value or "") == 4)
    told = INTENT.search(before if open_ended else words)
    intends = told is not None or AIM.search(before) is not None or SET.search(before) is not None
    if time is not None and time.year == document.year and PROPOSED.search(before):
        intends = True
    if LISTED_AIMS.search(earlier):
        intends = True
    if goes_ahead and not TOLD.search(words):
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
    ahead = reading.by is not None or any(OUTLOOK.search(h) for h in reading.headings)
    return intends or (ahead and not turned_back and not TOLD.search(earlier + words))


def _told_with(earlier: str, before: str) -> str:
    """Give what is told with a number, semicolons apart; a sentence that opens with 其中 goes on with the one before it."""
    rest, _, opening = earlier.rpartition("。")
    told = opening + before
    return rest.rpartition("。")[2] + told if told.startswith("其中") else told


def _ends_later(document: Document, time: Time | None) -> bool:
    """Say whether a time ends in a year after that of the document."""
    if time is None or time.value is None or document.year is None:
        return False
    last = time.value.split("/")[-1][:4]
    return last.isdigit() and int(last) > document.year


def _turned_back(told: str) -> bool:
    """Say whether what is told before a number turned back to the past, and no word has looked ahead since."""
    turn = [m.end() for m in _BACK.finditer(told)][-1:]
    return bool(turn) and not re.search(rf"今年|{INTENT.pattern}|{AIM.pattern}", told[turn[0] :])
