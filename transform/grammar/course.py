"""The course of a document: what its headings, openings and earlier paragraphs say of the time of each paragraph.

One fold: `step` takes the context that the paragraphs before leave and a paragraph, and gives what governs the paragraph
and the context that it leaves. Nothing is remembered elsewhere. What a heading says is known by `chapters`; which of these a number goes by,
by `observed_period`, `deadlines` and `ahead`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transform.document import outline
from transform.document.model import Document, Paragraph
from transform.grammar import chapters, compared
from transform.grammar.chapters import Part, Years
from transform.grammar.titled import PART, titled_part
from transform.language import clauses, periods
from transform.language.clauses import Span
from transform.language.periods import Time

_PLAN_OPENS = re.compile(
    r"(?:回[望顾首眸]|过去的?)?[“\"]?(?P<plan>(?:二?十)?[一二三四五六七八九]五)[”\"]?(?:时期|期间|以来|规划期)"
)
_LOOKS_AHEAD = re.compile(
    r"今年(?!以来)|新的一年|今后(?=[,的一几三五])|未来(?=[,几一二三五]|的)|下一步|下一阶段|明年|展望(?=[,“\d未新])"
)
_ADDRESS = re.compile(
    r"(?:[^,。;:]{2,16}(?:表示|介绍|指出|说)[,:]|[—–\-]{1,2}|各位(?:代表|委员)[!,:]?|同志们[!,]?|\([一二三四五六七八九十]+\)|[一二三四五六]是|总的看,?|可以说,?)*"
)
"""What stands before the opening of a sentence."""
_HALVED = frozenset(["report", "other"])
"""What is told in two halves; the last chapter of a white paper is an outlook, and what follows it is anything."""
_GOING_ON = frozenset(["report", "bulletin", "news", "other"])
"""Whose paragraphs go on under the time of one before."""
_LINE = re.compile(
    r"(?:过去|这)[一两三四五六七八九十]年|[^,。;:!?]{0,12}(?:回顾|总结|目标|安排|打算|任务|重点工作)[^,。;:!?]{0,4}"
)
"""A line of its own that heads what follows it where a page lost the marks of its headings (2031年工作回顾)."""
_AIMING = re.compile(r"目标|力争|争取|确保|预期|计划|将|推动|推进|开工")
"""Words of a paragraph whose 全年 may be the running year."""
_ITEM = re.compile(r"[—–\-]{1,2}[^\d]")
_ASPECT = re.compile(r"[在从][^,。;]{2,16}(?:方面|领域)[,:]")
"""How a paragraph begins that tells one side of what the one before it told (在绿色转型方面,…)."""
SAID = re.compile(r"[^。;]{0,40}(?:提出|提到|明确|指出|要求)[,:]?(?:力争|争取)?到?")
"""What stands before the horizon that a report gives another's aims (方案提出,到2034年…)."""
_PHRASE = re.compile(r"(?:[(（]?[一二三四五六七八九十\d]+[)）、.．])?[^,。;:\d]{2,24}。")
"""The heading phrase of an item, before its text."""
_NO_STOP = re.compile(r"[^,。;]*$")
_TERM = 5
"""Years of a term of office, and of a plan."""
_BY_ITSELF = re.compile(r"[当单][月季]")
_DAY = re.compile(r"-\d{2}-\d{2}")
_PART_OF_YEAR = re.compile(
    r"((?:19|20)\d{2})年(?:[上下]半年|第?[一二三四1-4]季度|前[一二三]季度|\d{1,2}(?:[—–\-~至]\d{1,2})?月)"
)
"""What a title tells of that is a part of a year: of it the text says 今年."""
_LEARNT = re.compile(
    r"[^。;]{0,40}?(?:获悉|了解到|得知|悉|消息|显示|介绍|核算|测算|审定|公布|发布|统计)[,:](?:[^。;,]{0,24}(?:核算|审定|反馈|统计|测算)[,:])?"
)
"""From whom a paragraph has what it tells (记者3日从市统计局获悉,经核算,…): the time of that is not the time of what it tells."""
_SENTENCE_OPENS = re.compile(r"(?:^|[。;])((?:19|20)\d{2})年(?!以来|前|底前|起|代|至|—|-)")
_IN_TITLE = re.compile(r"((?:19|20)\d{2})年(?!以来|前)")
_OPENS_WITH = re.compile(r"[^,。;]{0,6}?((?:19|20)\d{2})年")


@dataclass(frozen=True, slots=True)
class Turn:
    """From `position` of a paragraph on the text looks back on `period` (2030, 2026/2030), on nothing where it is None."""

    position: int
    period: str | None
    is_ahead: bool = False
    """Whether it looks ahead: what is told there is still to be done, unless it is dated back."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all of a document."""

    kind: str
    title: str
    years: Years
    told: int | None
    """The year that a report tells of, where its title or its first words say one."""
    titled: str | None
    """The part of a year (2031H1, 2031-01/2031-07) that its title tells of."""
    since: int | None
    """The last year that is over in a report to a session."""
    matters: int
    """How many paragraphs a report has before the part that looks ahead: there a heading of a matter ends no review."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the paragraphs before leave to those behind them."""

    seen: int = 0
    line: tuple[str, ...] = ()
    """The last line that heads without a mark of its own."""
    above: Paragraph | None = None
    chapter: str = ""
    running: Part | None = None
    """The half that a chapter without a word goes on with."""
    has_looked_back: bool = False
    head: str | None = None
    top: tuple[str, ...] = ()
    now: str | None = None
    """What is looked back on."""
    behind: str | None = None
    """What a part headed so goes on with behind a paragraph that looked ahead in it."""
    named: int | None = None
    """The year that was named last."""
    carried: tuple[Time, tuple[str, ...]] | None = None
    """The time that the last dated paragraph opened with, and the headings over it."""
    listed: tuple[Time | None, int] = (None, -1)
    """The time that a paragraph gives the items of its list, and the section that it stands in."""


@dataclass(slots=True, kw_only=True)
class Governed:
    """What governs a paragraph; offsets count in its text."""

    headings: tuple[str, ...]
    """The paragraph's headings, before them the last line that heads without a mark of its own."""
    sentences: list[Span]
    times: list[Time]
    opening: Time | None
    """The time that the paragraph opens with; it governs all of it."""
    inherited: Time | None
    """The time of the paragraph that introduces this one as an item of its list."""
    carried: Time | None
    """The time that the last dated paragraph before opens with, in a report whose paragraphs go on under it."""
    lead: str
    """The paragraph right before where it ends in a colon: what this one begins to list."""
    part: Part | None
    """The half of a report that the paragraph stands in."""
    by: str | None
    """The year by which its headings, or the chapter that runs, say that it is to be done."""
    turns: tuple[Turn, ...]
    """What the paragraph looks back on, from its start and from where it turns to something else on."""
    told: int | None
    """The year that the document, or what it looks back on here, tells of."""
    titled: str | None
    """The part of a year that the document's title tells of."""
    named: int | None
    """The year that was named last in the paragraphs before."""


def frame_of(document: Document) -> Frame:
    """Give what holds for all of a document."""
    last = chapters.last_year(document)
    planned = chapters.plan_year(document)
    own = int(planned) if planned else document.year
    years = _undated(document, last) if own is None else Years(own, last)
    told, since = _told(document), chapters.session_year(document)
    titled = titled_part(document) if document.kind in _GOING_ON else None
    return Frame(document.kind, document.title, years, told, titled, since, _before_outlook(document, years))


def _undated(document: Document, last: int | None) -> Years:
    """Give the years that a text without a date is reckoned from: of the part of a year that its title tells, else of its headings.

    What a report looks back on as one year (2030年工作回顾) is the last that is over, and the next is its own.
    """
    titled = _PART_OF_YEAR.search(document.title)
    if titled is not None:
        return Years(int(titled[1]), last)
    parts = [p for p in (chapters.nearest(_over(p), Years(None, last)) for p in document.paragraphs) if p]
    aimed = next((int(part.by) for part in parts if part.by and not part.is_plan), None)
    told = next((int(part.period) for part in parts if part.period and len(part.period) == len("2030")), None)
    if told is not None and document.kind in _HALVED and aimed in (None, told + 1):
        return Years(told + 1, last or told)
    return Years(aimed, last)


def step(frame: Frame, context: Context, paragraph: Paragraph) -> tuple[Governed, Context]:
    """Give what governs a paragraph behind a context, and the context behind the paragraph."""
    text = paragraph.text
    line = (text,) if _heads_alone(frame, paragraph) else context.line
    context = replace(context, seen=context.seen + 1, line=line)
    sentences = list(clauses.sentences(text))
    part, context = _half(frame, context, paragraph)
    turns, context = _looked_back(frame, context, (*line, *_over(paragraph)), text, sentences)
    reviewed = int(turns[0].period[-4:]) if turns[0].period else None
    told = reviewed or frame.told
    carried = context.carried[0] if context.carried and context.carried[1] == paragraph.headings else None
    whole = carried.year if carried is not None and not _AIMING.search(text) else None
    times = periods.find(text, frame.years.own, told, whole, context.named, frame.since, frame.years.last)
    above = context.above
    is_below = above is not None and above.section == paragraph.section and above.text.endswith(":")
    lead = above.text if above is not None and is_below else ""
    opening = _opening(text, [t for t in times if not compared.is_base(text, times, t)])
    nearest = chapters.nearest((*line, *paragraph.headings), frame.years)
    given = Governed(
        headings=(*line, *paragraph.headings),
        sentences=sentences,
        times=times,
        opening=opening,
        inherited=None,
        carried=carried if frame.kind in _GOING_ON and paragraph.kind != "heading" else None,
        lead=lead,
        part=part,
        by=(nearest.by if nearest else None) or (part.by if part else None),
        turns=turns,
        told=told,
        titled=frame.titled,
        named=context.named,
    )
    return _listed(frame, context, paragraph, given)


def _heads_alone(frame: Frame, paragraph: Paragraph) -> bool:
    """Say whether a paragraph is a line that heads what follows, be it the first of the text under a title from elsewhere."""
    if _LINE.fullmatch(paragraph.text) is None or outline.mark(paragraph.source) is not None:
        return False
    return paragraph.role == "body" or (paragraph.role == "title" and paragraph.text not in frame.title)


def _listed(frame: Frame, context: Context, paragraph: Paragraph, given: Governed) -> tuple[Governed, Context]:
    """Give a paragraph the time of the list that it is an item of, and leave what it gives to those behind it."""
    time, section = context.listed
    if paragraph.section == section and (_ITEM.match(paragraph.text) or _details_aims(paragraph, given, time)):
        given = replace(given, inherited=time)
    elif paragraph.kind != "heading":
        context = replace(context, listed=(given.opening or _announced(paragraph, given), paragraph.section))
    named = next((t.year for t in reversed(given.times) if t.kind == "point" and t.value), context.named)
    return given, replace(context, named=named, above=paragraph, carried=_carried(frame, context, paragraph, given))


def _announced(paragraph: Paragraph, given: Governed) -> Time | None:
    """Give the horizon that a paragraph's last sentence sets for the aims behind its colon (建议“十七五”期间的目标是:), else None."""
    if not paragraph.text.endswith(":") or not given.sentences:
        return None
    told = [t for t in given.times if t.kind == "until" and t.value and t.start >= given.sentences[-1].start]
    return told[-1] if told else None


def _carried(
    frame: Frame, context: Context, paragraph: Paragraph, given: Governed
) -> tuple[Time, tuple[str, ...]] | None:
    """Give the time that goes on behind a paragraph: not the month that one opens with while more is looked back on."""
    if frame.kind not in _GOING_ON or paragraph.kind == "heading":
        return context.carried
    if given.turns[-1].period is not None:
        return None
    aside = frame.told is not None and given.opening is not None and given.opening.year != frame.told
    # 8月当月增长9%: a month by itself, told beside what all the months were.
    aside = aside or (given.opening is not None and _BY_ITSELF.match(paragraph.text, given.opening.end) is not None)
    if (
        given.opening is not None
        and context.carried is not None
        and _is_so_far(context.carried[0], given.opening, paragraph)
    ):
        return context.carried
    if given.opening is None or not _carries(given.opening) or aside:
        return context.carried
    return given.opening, paragraph.headings


def _is_so_far(carried: Time, opening: Time, paragraph: Paragraph) -> bool:
    """Say whether a paragraph opens with the running year, of which a part goes on (上半年… 今年以来,…)."""
    if carried.value is None or opening.value is None or not paragraph.text.startswith("今年", opening.start):
        return False
    return PART.fullmatch(carried.value) is not None and carried.value.startswith(opening.value)


def _half(frame: Frame, context: Context, paragraph: Paragraph) -> tuple[Part | None, Context]:
    """Give the half that a paragraph stands in: of its headings, else the one that the chapters before run on with."""
    if frame.kind not in _HALVED:
        return None, context
    headings = paragraph.headings or context.line
    if headings and headings[0] != context.chapter:
        own = chapters.part_of(headings[0], frame.years)
        context = replace(context, chapter=headings[0])
        if own is not None:
            goes_on = own.looks == "ahead" and own.by and context.has_looked_back
            context = replace(
                context,
                running=own if goes_on else None,
                has_looked_back=context.has_looked_back or own.looks == "back",
            )
    return chapters.nearest(headings, frame.years) or (context.running if headings else None), context


def _looked_back(
    frame: Frame, context: Context, headings: tuple[str, ...], text: str, sentences: Sequence[Span]
) -> tuple[tuple[Turn, ...], Context]:
    """Give what a paragraph looks back on, from its start and from the openings of its sentences on."""
    head = next((h for h in reversed(headings) if chapters.is_head(h)), None)
    part = chapters.part_of(head, frame.years) if head is not None else None
    looks_back = head is not None and chapters.looks_back(head, frame.years)
    turned = head is None and headings[:1] != context.top and context.seen > frame.matters
    now = context.now
    if head != context.head or turned:
        now = part.period if part is not None else None
    elif head is not None and not looks_back:
        now = None  # 过去一年 in a part that sets tasks speaks for its paragraph alone.
    elif now is None and head is not None:
        now = context.behind
    behind = now
    is_ahead = head is not None and now is None and not looks_back
    turns = [Turn(0, now, is_ahead)]
    stays = None
    for sentence in sentences:
        address = _ADDRESS.match(text, sentence.start, sentence.end)
        start = address.end() if address else sentence.start
        opened = _opened(frame, text, start, sentence.end)
        if opened is not None:
            now = opened or None
            behind = now or behind
            ahead = now is None and (is_ahead or not text.startswith("今年", start))
            turns.append(Turn(sentence.start, now, ahead))
            within = sentence.start > 0 and part is not None and part.period is not None
            stays = turns[0].period if within and opened and _is_short(opened) else None
    # 两年来,… in the middle of a paragraph of 2030年工作回顾 speaks for its paragraph alone; 五年来 is what a term looks back on.
    left = (stays, stays) if stays else (now, behind)
    return tuple(turns), replace(context, head=head, top=headings[:1], now=left[0], behind=left[1])


def _is_short(period: str) -> bool:
    """Say whether a period is a span of less years than a term or a plan has."""
    first, *last = period.split("/")
    return bool(last) and int(last[0]) - int(first) + 1 < _TERM


def _opened(frame: Frame, text: str, start: int, end: int) -> str | None:
    """Give what a sentence begins to look back on: empty where it looks ahead, None where it goes on."""
    opening = _PLAN_OPENS.match(text, start, end)
    if opening is not None:
        period = chapters.five_years(opening["plan"])
        return period if chapters.is_over(period, frame.years) else ""
    near = text[start : min(end, start + 24)].split(",")[0]
    if years := chapters.YEARS.match(near):
        return chapters.span_of(years, frame.years)
    if frame.years.last and chapters.ONE.match(text[start : start + 16]):
        return str(frame.years.last)
    return "" if _LOOKS_AHEAD.match(text, start, end) else None


def _details_aims(paragraph: Paragraph, given: Governed, horizon: Time | None) -> bool:
    """Say whether a paragraph spells out the aims that one before it set a horizon for (到2034年,…。产业更强。…)."""
    return (
        given.opening is None
        and horizon is not None
        and horizon.kind == "until"
        and outline.mark(paragraph.source) is None
        and (
            any("目标" in heading for heading in paragraph.headings[-1:])
            or "目标" in given.lead
            or _ASPECT.match(paragraph.text) is not None
        )
    )


def _opening(text: str, times: list[Time]) -> Time | None:
    """Give the time that a paragraph opens with, also behind the item's own heading phrase ((三)发展目标。到2034年,…)."""
    heading = _PHRASE.match(text)
    begin = heading.end() if heading else 0
    learnt = _LEARNT.match(text, begin)
    begin = learnt.end() if learnt else begin
    for time in times:
        if time.start < begin:
            continue
        if time.start <= begin + 8 and time.value is not None and time.kind != "span":
            return time
        if time.kind == "until" and time.start <= begin + 14 and _NO_STOP.match(text[begin : time.start]):
            return time
        if time.kind == "until" and SAID.fullmatch(text[begin : time.start]):
            return time
        break
    return None


def _carries(time: Time) -> bool:
    """Say whether a time speaks for the paragraphs behind it too: a month, a quarter, a year, no day and no horizon."""
    return time.kind == "point" and time.value is not None and _DAY.search(time.value) is None


def _over(paragraph: Paragraph) -> tuple[str, ...]:
    """Give the headings that a paragraph stands under, its own words among them where it is one."""
    return (*paragraph.headings, paragraph.text) if paragraph.kind == "heading" else paragraph.headings


def _told(document: Document) -> int | None:
    """Give the year that a report tells of: the one in its title, else, undated, the one that its text opens with."""
    if document.kind not in {*_GOING_ON, "white_paper"} or "政府工作报告" in document.title:
        return None  # What a report to a session tells of stands in its headings.
    titled = _IN_TITLE.search(document.title)
    if titled is None and document.year is None:
        opening = next((p.text for p in document.paragraphs if p.role == "body" and p.kind != "heading"), "")
        titled = _OPENS_WITH.match(opening)
    year = int(titled[1]) if titled else None
    if year is None and document.year is None and document.kind in ("report", "bulletin"):
        # 全年…增长7%。 2030年,…: a text that opens its sentences with one year only tells of it.
        opened = {int(m[1]) for p in document.paragraphs if p.role == "body" for m in _SENTENCE_OPENS.finditer(p.text)}
        return opened.pop() if len(opened) == 1 else None
    return year if year and (document.year is None or year <= document.year) else None


def _before_outlook(document: Document, years: Years) -> int:
    """Give the number of paragraphs of a report before the first under a heading that looks ahead, none where there is no such."""
    if document.kind != "report":
        return 0
    over = (_over(p) for p in document.paragraphs)
    return next(
        (i for i, hs in enumerate(over) if any(chapters.is_head(h) and not chapters.looks_back(h, years) for h in hs)),
        0,
    )
