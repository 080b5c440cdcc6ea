"""From when and until when a document says that it holds: in its text, in its page's head, in its title.

Only what is said of the document itself counts (本办法自…起施行, 现予公布,自…起施行), not of a certificate, a standard or another
document. What follows from it for a day, and from what other documents repeal, is left to the models.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from transform.document import metadata
from transform.document.model import Kind, State, Validity
from transform.language import periods
from transform.language.numbers import parse
from transform.language.text import folded


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Where text and page contradict each other: `field` by the name of the column, and which of the two was taken."""

    field: Literal["effective_from", "effective_to"]
    text: str
    page: str
    taken: Literal["text", "page"]


_DATE = re.sub(r"\?P<.>", "?:", metadata.DATE)
_ACT = (
    "办法|规定|条例|细则|法|规则|意见|通知|通告|公告|决定|方案|规划|计划|纲要|措施|政策|要点|标准|规范|规程|准则|导则|指引|指南|"
    "目录|清单|章程|制度|预案|批复|函|文件|令|协定|安排|通则|守则"
)
_OWN = rf"(?:本(?![省市区县州旗镇乡级])(?:(?!的)[一-龥]){{0,8}}?(?:{_ACT})|[上以][述上](?:政策|措施|规定))(?:[(][^()]*[)])?"
"""How a document calls itself."""
_NUMBERING = r"(?:第[一二三四五六七八九十百零\d]{1,6}[条章款]|[(]?[一二三四五六七八九十\d]{1,3}(?:\.\d{1,2})*(?:[)、.]|(?=本|\s)))?\s*"
_VERB = r"(?:正式)?(?:施行|实施|执行|生效|试行|实行|有效)"
_CLOSED = r"(?=[,;:。)]|$|之?日?[至到]|并|[(]|有效|试行|暂行|[一二两三四五六七八九十\d]{1,3}年)"
"""What may stand behind the verb: nothing that is put into force (施行新标准)."""
_PERIOD = r"(?:有效期|(?:执行|实施|施行|试行|政策|适用)期)(?:限|间)?"
_END = rf"(?:{_DATE}|{metadata.YEAR}年(?:年?[底末])?)"

_BEGUN = re.compile(
    r"(?:自|从)(?:本[一-龥]{2,10}|该[一-龥]{2,6})?(?:正式)?(?:公布|发布|印发|颁布|下发|发文|公开发布|签发|签署|批准|公告)之?日"
    r"(?:起|后|的)?,?(?:满|第)?(?:(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<u>个?工作日|日|天|个月|年)(?:之?后)?|(?P<next>[次下]个?月1日))?"
    rf"(?:起|开始)?{_VERB}{_CLOSED}"
)
_DATED = re.compile(
    rf"(?:(?P<since>自|从|于))?{metadata.DATE}(?:零时|0时)?(?(since)(?:起|开始)?|(?:起|开始)){_VERB}{_CLOSED}"
)
_SPANNED = re.compile(
    rf"{_PERIOD}(?:为|:|是)?自?(?P<s>{_DATE})起?(?:至|到|-|—)(?P<e>{_END})"
    rf"|自?(?P<s2>{_DATE})起?(?:至|到)(?P<e2>{_END})止?(?:期间)?,?{_VERB}{_CLOSED}"
)
_UNTIL = re.compile(
    rf"(?:{_PERIOD}|{_VERB}|期限|时间)(?:暂定|调整|延长|延续|顺延|截止|截至)?(?:为|自{_DATE}起)?,?(?:至|到|截止到?|截至)(?P<e>{_END})"
    rf"|(?:^|,)(?:至|到)(?P<e2>{_END})(?=止|结束|失效|废止|自动|有效)"
    rf"|(?:^|,)(?P<e3>{_DATE})(?=止|结束|失效|废止|自动)"
)
_TERM = re.compile(
    rf"(?:{_PERIOD}|试行|暂行期?|有效)(?:暂定)?(?:为|是|:)?(?P<n>\d{{1,2}}|[一二两三四五六七八九十]{{1,3}})(?P<u>年|个月)(?![内前度])"
)
_ANNOUNCED = re.compile(r"公布|发布|印发|颁布|通过|同意|批准|转发|(?:遵照|贯彻|认真)[^,。]{0,6}(?:执行|落实)")
_SUBJECT = re.compile(rf"{_NUMBERING}{_OWN}(?=由|经|自|从|于|有效|暂定|试行|(?:施行|实施|执行)(?:期|至|到|时间))")
_LEAD = re.compile(
    rf"{_NUMBERING}(?:{_OWN}|其|[(]?[^()]{{0,60}}(?:公布|发布|通过|颁布|印发|批准))(?:应|均|统一|暂定|定|的)?"
)
_TITLED = re.compile(rf"{_NUMBERING}(?:现将?)?(?:[一-龥]{{0,4}})?《(?P<title>.+)》(?:[(][^()]*[)])?")
_BARE = re.compile(_NUMBERING)
_SENTENCE = re.compile(r"(?<=。)")
_CLAUSE = re.compile(r"(?<=[,;])")
_FIVE_YEARS = re.compile(
    r"“[一二三四五六七八九十]{1,2}五”(?!期|时|末)|第[一二三四五六七八九十]{1,3}个五年(?:规划|计划)(?!期|时|末)"
)
"""A five-year plan in a title, where it has no word that says when."""
_LONGEST_TITLE = 90
"""Characters of a title that is one; a page's menu may stand where none was found."""
_FIRST_ISSUED = re.compile(rf"[(](?P<day>{_DATE})[^()。]{{0,60}}?(?:公布|发布|通过|批准)[^()]*?(?:修订|修正|修改)")
"""What a revised act tells of its first issue: from that its 自公布之日 is reckoned."""
_LONGEST_WORDS = 120
"""Characters of the words that are quoted: a sentence on entry into force has 20 to 60."""
_LIKE = 0.93
"""Likeness from which on two prints are one title, as for citations: a bracket or a sign may be lost."""

_STATES: tuple[tuple[State, re.Pattern[str]], ...] = (
    ("repealed", re.compile(r"(?:已|全文)?(?:宣布)?(?:被)?(?:废止|作废|停止执行)(?:失效)?")),
    ("expired", re.compile(r"(?:已|全文)?(?:宣布)?(?:失效|过期|无效|期满)|否")),
    ("not_yet", re.compile(r"(?:尚)?未(?:生效|施行|实施)|即将(?:生效|施行|实施)")),
    (
        "in_force",
        re.compile(r"(?:现行|继续|长期|持续)?有效|现行|生效|是|(?:已|部分)?(?:修改|修订|修正|失效)|部分(?:有效|废止)"),
    ),
)
_DAYS_APART = 31
"""Days by which a page's day may differ from one that is reckoned from the date of issue: publication follows the signature."""


def find(
    paragraphs: Iterable[str],
    titles: Sequence[str],
    meta: Mapping[str, str],
    kind: Kind,
    issued_on: str | None,
    published_on: str | None,
) -> tuple[Validity, list[Mismatch]]:
    """Give the life of a document, and where its text and its page contradict each other.

    `paragraphs` are the folded texts of its body, `titles` its own titles, `meta` what the page's head says
    (`effective_from`, `effective_to`, `status`). A day that the text prints wins over the page's, save for the end, which the page
    keeps up to date; a day that is only reckoned from the issue gives way to the page's.
    """
    told = _told(paragraphs, titles, issued_on or published_on)
    start, end = (_day(meta.get(key)) for key in ("effective_from", "effective_to"))
    mismatches: list[Mismatch] = []
    printed = told.words is not None and told.start is not None and not told.is_reckoned_start
    if start and told.start and start != told.start and (printed or _apart(start, told.start)):
        mismatches.append(Mismatch("effective_from", told.start, start, "text" if printed else "page"))
    begin = told.start if printed or not start else start
    until = told.until or _after(begin or "", told.count, told.unit)
    if end and until and end != until and (told.until or _apart(end, until)):
        mismatches.append(Mismatch("effective_to", until, end, "page"))
    stated = folded(meta.get("status")).strip()
    state = next((state for state, words in _STATES if words.fullmatch(stated)), None)
    horizon = None
    if told.count and begin is None and issued_on:
        horizon = f"{issued_on}/{_after(issued_on, told.count, told.unit)}" if len(issued_on) == 10 else None
    return (
        Validity(
            start=begin,
            end=end or until,
            words=told.words,
            on_issue=told.on_issue and begin is None,
            horizon=horizon or _horizon(titles, kind),
            stated=state,
            stated_words=stated if state else None,
        ),
        mismatches,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What the text says: a start, printed or reckoned from the issue, an end, or how long from the start on."""

    start: str | None = None
    is_reckoned_start: bool = False
    on_issue: bool = False
    until: str | None = None
    count: int = 0
    unit: str = "年"
    words: str | None = None


def _told(paragraphs: Iterable[str], titles: Sequence[str], issued_on: str | None) -> _Told:
    told = _Told()
    for paragraph in paragraphs:
        first = _FIRST_ISSUED.search(paragraph)
        issued_on = metadata.iso_date(first["day"]) if first else issued_on
        spoke = False
        for place, sentence in enumerate(_SENTENCE.split(paragraph)):
            before = told
            told, spoke = _sentence(told, sentence, titles, issued_on, spoke, place == 0)
            if told != before and told.words is None:
                told = replace(told, words=sentence.rstrip("。")[:_LONGEST_WORDS])
    return told


def _sentence(
    told: _Told, sentence: str, titles: Sequence[str], issued_on: str | None, spoke: bool, opens: bool
) -> tuple[_Told, bool]:
    """Read one sentence; `spoke` says whether the one before spoke of the document's life, and is given for this one."""
    announced = speaks = False
    for place, clause in enumerate(_CLAUSE.split(sentence)):
        speaks = speaks or _SUBJECT.match(clause) is not None
        found = _BEGUN.search(clause) or _SPANNED.search(clause) or _DATED.search(clause)
        if found and _begins_own(
            clause[: found.start()].strip(), found, titles, announced or speaks, opens and place == 0
        ):
            speaks = True
            told = _begin(told, found, issued_on)
        told, speaks = _finish(told, clause, titles, speaks, spoke and place == 0)
        announced = announced or _ANNOUNCED.search(clause) is not None
    return told, speaks


def _begins_own(lead: str, found: re.Match[str], titles: Sequence[str], spoken: bool, opens: bool) -> bool:
    """Say whether words on a beginning are of the document: by what stands before them in the clause, else by the context.

    Without a subject 施行 opens a sentence of its own; 执行 and spans of time only what was announced (现予公布,自…起施行).
    """
    if not _BARE.fullmatch(lead):
        return _is_own(lead, titles)
    return spoken or (opens and found.re is not _SPANNED)


def _is_own(lead: str, titles: Sequence[str]) -> bool:
    """Say whether what stands before the words on a beginning or an end names the document itself."""
    titled = _TITLED.fullmatch(lead)
    if titled:
        return any(metadata.same_title(titled["title"], title) >= _LIKE for title in titles if title)
    return _LEAD.fullmatch(lead) is not None


def _begin(told: _Told, found: re.Match[str], issued_on: str | None) -> _Told:
    if found.re is _SPANNED:
        start, until = metadata.iso_date(found["s"] or found["s2"]), _end_of(found["e"] or found["e2"])
        return replace(told, start=told.start or start, until=told.until or until)
    if found.re is _DATED:
        # A printed day wins over one that the covering notice lets begin on its issue.
        return (
            told
            if told.start and not told.is_reckoned_start
            else replace(told, start=metadata.iso_date(found[0]), is_reckoned_start=False, on_issue=False)
        )
    if told.start or told.on_issue:
        return told
    start = _reckoned(issued_on, found["n"], found["u"], found["next"])
    return replace(told, start=start, is_reckoned_start=start is not None, on_issue=start is None)


def _finish(told: _Told, clause: str, titles: Sequence[str], speaks: bool, spoke: bool) -> tuple[_Told, bool]:
    """Read an end or a term out of a clause that speaks of the document, or goes on with what did."""
    until, term = _UNTIL.search(clause), _TERM.search(clause)
    found = until or term
    if found is None or told.until or told.count:
        return told, speaks
    lead = clause[: found.start()].strip()
    goes_on = speaks or (spoke and _BARE.fullmatch(lead) is not None)
    if not goes_on and not _is_own(lead, titles):
        return told, speaks
    if until:
        return replace(told, until=_end_of(until["e"] or until["e2"] or until["e3"])), True
    assert term is not None
    return replace(told, count=int(parse(term["n"]) or 0), unit=term["u"]), True


def _end_of(text: str) -> str | None:
    """Give the last day of a printed date; a year alone, or its end, is its last day."""
    day = metadata.iso_date(text)
    if day:
        return day
    year = parse(text[:4])
    return f"{int(year):04}-12-31" if year else None


def _reckoned(issued_on: str | None, count: str | None, unit: str | None, following: str | None) -> str | None:
    """Give the day so long after the issue; None where the issue has no day, or work days would have to be counted."""
    if issued_on is None or len(issued_on) != 10 or (unit and "工作" in unit):
        return None
    begin = date.fromisoformat(issued_on)
    if following:
        return (begin.replace(day=1) + timedelta(days=32)).replace(day=1).isoformat()
    if not count:
        return issued_on
    number = int(parse(count) or 0)
    if unit in ("日", "天"):
        return (begin + timedelta(days=number)).isoformat()
    return _months_on(begin, number * 12 if unit == "年" else number).isoformat()


def _after(start: str, count: int, unit: str) -> str | None:
    """Give the last day of a term that begins on a day: a year from 1 July on ends on 30 June."""
    if len(start) != 10 or not count:
        return None
    end = _months_on(date.fromisoformat(start), count * 12 if unit == "年" else count)
    return (end - timedelta(days=1)).isoformat()


def _months_on(begin: date, count: int) -> date:
    months = begin.month - 1 + count
    year, month = begin.year + months // 12, months % 12 + 1
    return date(year, month, min(begin.day, calendar.monthrange(year, month)[1]))


def _apart(left: str, right: str) -> bool:
    if len(left) != 10 or len(right) != 10:
        return not (left.startswith(right) or right.startswith(left))
    return abs((date.fromisoformat(left) - date.fromisoformat(right)).days) > _DAYS_APART


def _day(text: str | None) -> str | None:
    """Give the day that a page's head prints, `YYYY-MM-DD`; None for what is none."""
    match = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text or "")
    return metadata.iso_day(match[1], match[2], match[3]) if match else None


def _horizon(titles: Sequence[str], kind: Kind) -> str | None:
    """Give the years that the title of a plan speaks for, from the first to the last that it names."""
    if kind not in ("plan", "measures", "key_points"):
        return None
    for title in titles:
        if len(title) > _LONGEST_TITLE:
            continue
        times = periods.find(_FIVE_YEARS.sub(r"\g<0>期间", title), None)
        years = [year for time in times if time.value for year in time.value.split("/") if year.isdigit()]
        if years:
            return "/".join(dict.fromkeys((min(years), max(years))))
    return None
