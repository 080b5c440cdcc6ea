"""The metric of a target, where the phrase around its number is no name of a thing: what the sentence gives it instead.

A bare verb (完工200个), a sum that a budget sets aside (财政安排30亿元), a share without its whole (占比重的6%), a bare
measure word's noun (3个区): what is counted stands in the clause before, in the number before, or in the purpose behind.
"""

from __future__ import annotations

import re
from dataclasses import replace

from transform.grammar import chapters, constituents, phrases, unaimed, verbs
from transform.grammar.promised import LESS, Number
from transform.grammar.reading import Reading
from transform.language import clauses
from transform.language.clauses import Span

_IDLE = re.compile(
    r"(?:每?年|年?平均|年均|实际|名义|其中|总?规模|总[量数]|[一二三四五两\d]+年(?:累计)?|目标|预期目标|力度|预算|决算|同口径|分别)"
)
"""What stands before a number and names nothing (年平均增长6%)."""
_EACH_ONE = ("人均", "户均")
"""What says by what it is reckoned, and not what (人均每年增长10%)."""
_GROWTH_AIM = re.compile(r"(?:^|[,;。把将])(?:经济)?增长(?:预期|速度)?(?:目标|速度)")
"""An aim of growth that names nothing: what all that is made grows by."""
_WORK = r"新开工|开工|完工|竣工|投产|交付|入库|出栏|达产|投用|供地|续建|在建|复工"
"""Stages of works: what a number behind one counts stands before it (小区改造新开工3个、完工2个)."""
_BARE = re.compile(
    rf"(?:再|新(?!开工)|拟|将|要|可|计划|继续|力争)*(?P<verb>{_WORK}|安排|引导|动员|{verbs.VERB.pattern})"
)
_KEPT = re.compile(_WORK)
_STAGE_BEHIND = re.compile(rf"(?:{_WORK})$")
_BUDGET = re.compile(
    r"[一-龥“”、]*(?:财政|预算|国债)[一-龥]{0,6}?(?:安排|投入|拨付|筹措|筹集|下达|拨款|支出)(?:资金|经费|补助)*"
)
"""Who sets a sum aside, without what for (市级财政拟投入)."""
_PURPOSE = re.compile(r"(?:重点|主要|专项|全部|优先)?(?:用于|支持|用来|投向)(?P<purpose>[^,。;]{2,})")
_FOR = re.compile(r"为了?(?P<purpose>[^,。;]{4,}),")
_SETTING = re.compile(r"(?:在|为了?|按照?|根据|依托|围绕|通过)[^,。;]*$|[^,。;]*(?:前提下|基础上|同时)$")
"""A clause that says in which setting something is done (在确保质量的前提下), not what of."""
_STRENGTH = re.compile(
    r"^(?:继续|进一步|切实|加大|加快|加强|实施|推进|开展|抓好|做好|扎实|大力|深入)+|(?:力度|步伐|工作)$"
)
_SOMEWHERE = re.compile(r"在(?P<rest>[^,。;]{2,})")
_AIM_OF = re.compile(r"(?:的?(?:主要|预期|(?<!经济)增长|发展)*目标(?:值|拟?定)*)$")
"""What is aimed at, not what of (就业增长预期目标定为)."""
_DONE_TO = re.compile(r"[^,。;\d]*对\d[^,。;]*、\d[^,。;]*的(?P<what>[一-龥]{2,8})$")
"""What is done to all of a list (完成对30个乡镇、500个村的网络覆盖)."""
_SET_IN = re.compile(
    r"(?:是|为)?(?:[均都])?在(?:[^,。;在]{2,})?的?(?:基础上|前提下|条件下|水平上)$|以(?:数据|水平)?为基[期数准年]$"
)
"""In which setting a number is aimed at (增长目标是 | 在提高质量的基础上)."""
_LEVEL_OF = re.compile(
    r"^.*于水平、|(?:不[低高少]于?|[低高少]于|不?超过|(?:稳定|保持|维持)?在)水平$|不[低高少]于?$|[与同和](?:基本|大体)?(?:持平|相当)$"
)
"""An aim told by what it is compared with (粮食产量不低于上年水平): its own words, or the aim before this one."""
_OPENED = re.compile(r"^(?:提出|实现(?=[一-龥]{4})|把|将|使|对|为此|其中|[一二三四五两\d]年(?:内|来)?(?=[一-龥]{2}))+")
"""What opens a clause before its noun (提出 | 物价涨幅控制在, 把 | 赤字率保持在)."""
_FALLING = "|".join(sorted({*verbs.FALLING, *LESS}))
_LESS = re.compile(rf"^(?:{_FALLING})(?=[一-龥“]{{2}})")
_CHANGED = re.compile(
    r"(?:(?:缩小|收窄|优化|压降|压缩|控制)[到至]?|(?:下降|上升|增长|提高|降低)(?:幅度|速度)"
    r"|(?:提高|提升|增加|增长|上调|调整|降低|下降)[到至](?:人均?|每人(?:每[年月])?)?)$"
)
"""A change right before its end (收入比缩小到1.8)."""
_MEANS_TO = re.compile(r"[将拟](?=安排|投入|拨付|筹|下达)")
_PART_OF_ALL = re.compile(r"^(?:包含|包括|含|其中)(?=[一-龥]{4})(?![一-龥]?(?:量|率|税))")
"""What says that a number is a part of the one before (含中小企业800家), but no quality (含水率, 含沙量)."""
_SCOPE_ALONE = re.compile(r"(?:试点|推广|实施|覆盖|开展)?的?(?:范围|覆盖面)")
"""How far something reaches, without what (试点范围扩大到)."""
_CLAUSE_BEFORE = re.compile(r"(?P<words>[^,。;:]+)[,。;]$")
_WORKED_ON = re.compile(r"^(?:推行|推进|推广|建立|健全|完善|实行|试行|开展)+")
_SCOPE_OF = re.compile(r"(?:制度(?:建设|改革)|建设|试点)(?:工作)?$|工作$")
"""What is done about a thing, behind its name (养老制度建设, 养老试点)."""
_REAL = re.compile(r"(?:年均|平均|实际|名义|同比|同口径|可比口径)+$")
"""How a change is reckoned, not what of (人均收入实际增长6%)."""

_DESCRIBES = re.compile(
    "绿色|数字|智能|智慧|创新|高端|现代|特色|重点|重大|优质|国际|文化|旅游|科技|产业|农村|城市|城乡|基层|低碳|安全"
)
"""What begins a name and is none by itself (绿色 | 发展基金): no purpose stands behind it."""
_INVESTED = re.compile(r"完成(?:年度)?投资$")
_SUM_OF = re.compile(r"总(?P<measure>(?:投资|产能|装机|里程|建筑面积|市值|长度|面积|营收|产值|库容|容量)额?|数)")
"""The sum of what the sentence has counted (重大项目50个、总投资200亿元)."""
_NUMBER_OF = re.compile(r"(?:[条个家户人件座]数|数量?)$")
_MEASURED = re.compile(r"(?:[率额量值度数]|规模|里程|面积|收入|投资|支出|装机|水平|能力|价格|人口|比重)$")
"""What has a measure of its own: no other is its sum (算力规模扩大到3倍,总产值翻番)."""
_ADDED = re.compile(r"^新增(?=[一-龥]{4})")
_OF_COUNTED = re.compile(r"的\d[\d.,]*[多余]?[个项家](?P<what>[^,;。\d]{2,})")
"""What a sum is of, behind it (总投资30亿元的20个项目)."""


def sum_of(counted: str, left: str) -> str:
    """Give the name of a sum that only says of what measure it is, with what was counted before it; empty where it says more.

    >>> sum_of("新增公路里程", "总里程")
    '公路总里程'
    """
    found = _SUM_OF.fullmatch(left)
    if found is None or not counted:
        return ""
    whole = _NUMBER_OF.sub("", _ADDED.sub("", counted.rpartition("、")[2]))
    of_it = whole.removesuffix(found["measure"])
    return "" if of_it == whole and _MEASURED.search(whole) else of_it + left


def of_target(
    reading: Reading,
    sentence: Span,
    clause: Span,
    phrase: phrases.Phrase,
    number: Number,
    number_start: int,
    subject: str,
) -> str:
    """Give the metric of a number that looks ahead, empty where nothing names one.

    `phrase` is what stands around the number at `number_start` in `clause`; `subject` is the metric of the number before in `sentence`.
    """
    metric = phrase.metric
    if phrase.from_right:
        if metric.count("(") > metric.count(")"):
            phrase = replace(phrase, metric=metric[: metric.rindex("(")])
            metric = phrase.metric
        done = _DONE_TO.match(reading.text, clause.start, clause.end)
        if done is not None and "的" not in metric:
            return f"{metric}的{done['what']}"
        reached = unaimed.COVERED.search(reading.text, clause.start, number_start)
        end = reached.start() if reached is not None else clause.start
        covers = constituents.before(phrases.without_times(reading.text, clause.start, end, reading.times))
        covers = scope_of(_OPENED.sub("", covers), reading.text, clause.start)
        return f"{covers}({metric})" if covers else _with_purpose(reading, phrase, clause, sentence)
    if metric.count("(") > metric.count(")"):
        # 300张床位(其中护理床位不低于60%), 企业900家(含中小企业800家)
        metric = metric[metric.rindex("(") + 1 :]
    metric = _PART_OF_ALL.sub("", metric)
    metric = tidy(metric)
    if number.kind == "increase":
        metric = _REAL.sub("", _LESS.sub("", metric))
    if not metric and _GROWTH_AIM.search(reading.text, clause.start, number_start):
        return "经济增长"  # 把增长预期目标定在5%左右
    idle = metric if _IDLE.fullmatch(metric) else ""
    metric = "" if idle else metric
    if metric in _EACH_ONE:
        named = subject or _STRENGTH.sub("", _said_before(reading, sentence, clause))
        return metric + named if named else ""
    if metric.startswith("占") and subject:
        return subject + metric
    if _BUDGET.fullmatch(metric):
        purpose = _purpose(reading, sentence, clause)
        metric = _MEANS_TO.sub("", metric)
        return f"{metric}({purpose})" if purpose else metric
    metric = _CHANGED.sub("", metric) or metric
    counted = _OF_COUNTED.match(reading.text, phrase.end, clause.end) if _SUM_OF.fullmatch(metric) else None
    if counted is not None:
        return phrases.right_noun(counted["what"]) + metric
    summed = sum_of(subject, metric)
    if summed:
        return summed
    if metric == "投资" and subject and _INVESTED.search(reading.text, clause.start, number_start):
        return f"{subject}完成投资"  # 实施项目640个、完成投资3500亿元
    bare = _BARE.fullmatch(metric)
    if bare is not None:
        behind = _SOMEWHERE.match(reading.text, phrase.end, clause.end)
        if behind is not None:
            return behind["rest"]  # 引导5万人在县城安家: what is counted is who does it.
        named = _STAGE_BEHIND.sub("", subject) or _said_before(reading, sentence, clause)
        named = _STRENGTH.sub("", _STRENGTH.sub("", named))
        kept = bare["verb"] if _KEPT.fullmatch(bare["verb"]) else ""
        return named + kept if named else metric
    return metric or subject or _said_before(reading, sentence, clause) or (idle if len(idle) > 1 else "")


def scope_of(scope: str, text: str, begin: int) -> str:
    """Give a bare scope (试点范围) with what the words right before its clause, which begins at `begin`, speak of."""
    if _SCOPE_ALONE.fullmatch(scope) is None:
        return scope
    before = _CLAUSE_BEFORE.search(text, 0, begin)
    if before is None or re.search(r"\d", before["words"]):
        return scope
    named = _WORKED_ON.sub("", tidy(constituents.before(before["words"])))
    whole = _SCOPE_OF.sub("", named)
    return whole + scope if len(whole) > 3 else scope


def tidy(noun: str) -> str:
    """Give a noun phrase without what opens its clause, and without the words for the aim that it names."""
    noun = _LEVEL_OF.sub("", noun)
    return _OPENED.sub("", _AIM_OF.sub("", _SET_IN.sub("", noun)))


def _with_purpose(reading: Reading, phrase: phrases.Phrase, clause: Span, sentence: Span) -> str:
    """Give the noun behind a number; a bare one (区, 家) with what it is for: the purpose behind it, else the item's title."""
    metric = phrase.metric
    noun, purpose = phrases.noun_and_purpose(metric)
    if len(noun) > 2 or (len(noun) > 1 and _DESCRIBES.fullmatch(noun)):
        return metric
    if not purpose:
        purpose = phrases.purpose(reading.text[phrase.start : phrase.end].rpartition(noun)[2])
    behind = next((c for c in clauses.clauses(reading.text, sentence) if c.start > clause.start), None)
    if not purpose and behind is not None:
        purpose = phrases.purpose(reading.text[behind.start : behind.end])
    headings = reading.paragraph.headings
    if not purpose and headings and not chapters.is_head(headings[-1]):
        purpose = headings[-1]
    return f"{noun}({purpose})" if purpose else metric


def _purpose(reading: Reading, sentence: Span, clause: Span) -> str:
    """Give what a sum is for: what a clause behind it says (…,用于促进就业), or the one before (为加快建设,…)."""
    for behind in clauses.clauses(reading.text, sentence):
        found = _PURPOSE.match(reading.text, behind.start, behind.end) if behind.start > clause.start else None
        if found is not None:
            return found["purpose"]
    here = _PURPOSE.search(reading.text, clause.start, clause.end)
    if here is not None:
        return here["purpose"]
    before = _FOR.match(reading.text, sentence.start, clause.start)
    return before["purpose"] if before is not None else ""


def _said_before(reading: Reading, sentence: Span, clause: Span) -> str:
    """Give what the clause before speaks of, where it has no number of its own (经济稳步增长,年均增长6%)."""
    before = [
        c
        for c in clauses.clauses(reading.text, sentence)
        if c.end < clause.start and not _SETTING.match(reading.text, c.start, c.end)
    ][-1:]
    words = [phrases.without_times(reading.text, c.start, c.end, reading.times) for c in before]
    return "".join(tidy(constituents.before(w)) for w in words if not re.search(r"\d", w))
