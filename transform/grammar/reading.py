"""One paragraph read once for all modules of the grammar: its times, quantities, sentences, and what is spoken for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from transform.document import genre, outline
from transform.document.model import Document, Paragraph
from transform.grammar import review, roles
from transform.grammar.halves import Half, halves
from transform.language import clauses, numbers, periods
from transform.language.clauses import Span
from transform.language.periods import Time
from transform.language.quantities import Lexicon, Quantity

COMPARED = re.compile(r"(?:[高低多少好快慢优]于|比|较|相较于|相比于?|对比|自|由|从|(?:与|同|和))$")
_COMPARED_BEHIND = re.compile(r"(?:的)?(?:同期|水平|年?底|年?末)?(?:相比|(?:基本|大体)?(?:持平|相当))")
_FOR_BASIS = re.compile(r"(?:度|的)?(?:数据|水平|数)?(?:为|作为?)(?:基[期数准年]|起点)")
"""What makes a year the one that a multiple is reckoned from (以2029年为基期)."""
_PART_OF = re.compile(r"(?:同期|全年|末|底|水平)*的?(?:约|近)?\d+(?:\.\d+)?(?P<unit>倍|%)")
_BASIS = re.compile(r"[^,。;\d]{0,14}基础上")
"""What makes a time the one that something builds on (在2029年基础上, 在上年高增长的基础上)."""
_RECOVERED = re.compile(r"(?:恢复[到至]?|相当于|达到?|为|是|超过)$")
_ONE_YEAR_TITLE = re.compile(
    r"((?:19|20)\d{2}|二[〇零][一二三四五六七八九〇零]{2})年(?:度)?(?:[一-龥《》〈〉]{0,16})"
    r"(?:工作要点|工作计划|(?:重点|目标)任务|工作安排|行动计划|实施计划|任务(?:清单|分工|分解)|工作方案|重点工作|计划|要点)"
)

_HEADED = re.compile(
    r"((?:19|20)\d{2})年(?:度)?(?!底|末|前)[^,。;]{0,14}?"
    r"(?:(?P<told>回顾|总结|成绩|成效|完成情况|工作情况|进展)|目标|安排|任务|重点|要求|打算)"
)
"""A heading that gives the year of what stands under it: told (2031年工作回顾) or to be done (2032年工作安排)."""
_SAID = re.compile(r"[^。;]{0,40}(?:提出|提到|明确|指出|要求)[,:]?(?:力争|争取)?到?")
"""What stands before the horizon that a report gives another's aims (方案提出,到2034年…)."""
_MEANT = re.compile(r"[^。;]{0,20}?(?:将|计划|力争)")
"""What stands behind the horizon of what somebody means to do (十六五期间,云川将…)."""
_ASPECT = re.compile(r"[在从][^,。;]{2,16}(?:方面|领域)[,:]")
"""How a paragraph begins that tells one side of what the one before it told (在绿色转型方面,…)."""
_LINE = re.compile(r"[^,。;:!?]{0,12}(?:回顾|总结|目标|安排|打算|任务|重点工作)[^,。;:!?]{0,4}")
"""A line of its own that heads what follows it where a page lost the marks of its headings (2031年工作回顾)."""
_AIMING = re.compile(r"目标|力争|争取|确保|预期|计划|将|推动|推进|开工")
"""Words of a paragraph whose 全年 may be the running year."""


@dataclass(slots=True)
class Reading:
    """A paragraph with what was found in it; all offsets count in `text`, the paragraph's folded text."""

    paragraph: Paragraph
    index: int
    headings: tuple[str, ...]
    """The paragraph's headings, before them the last line that heads without a mark of its own."""
    text: str
    times: list[Time]
    quantities: list[Quantity]
    claims: list[roles.Claim]
    sentences: list[Span]
    opening: Time | None = None
    """The time that the paragraph opens with; it governs all of it."""
    inherited: Time | None = None
    """The time of the paragraph that introduces this one as an item of its list."""
    carried: Time | None = None
    """The time that the last dated paragraph before opens with, in a report whose paragraphs go on under it."""
    lead: str = ""
    """The paragraph right before where it ends in a colon: what this one begins to list."""
    half: Half | None = None
    """The half of a report that the paragraph stands in."""
    told: int | None = None
    """The year that a report tells of, where its title or its first words say one."""
    turns: tuple[review.Turn, ...] = ()
    """What the paragraph looks back on, from its start and from where it turns to something else on."""
    last_year: int | None = None
    """The last whole year that the document can look back on."""
    is_reported: bool = False
    """Whether the page tells what others promised or measured."""
    used: dict[int, roles.Taken] = field(default_factory=dict)
    """Number start → what it was taken for, filled by the modules of the facts."""
    refused: dict[int, roles.Taken] = field(default_factory=dict)
    """Number start → what the gate found it to be instead of the fact that was proposed first."""

    def sentence_at(self, position: int) -> Span:
        """Give the sentence around a position."""
        index = bisect_right(self.sentences, position, key=lambda span: span.start) - 1
        if index >= 0 and position < self.sentences[index].end:
            return self.sentences[index]
        return Span(0, len(self.text))

    def clause_at(self, position: int) -> Span:
        """Give the clause around a position."""
        sentence = self.sentence_at(position)
        return next((c for c in clauses.clauses(self.text, sentence) if c.start <= position < c.end), sentence)

    def free(self, span: Span) -> list[Quantity]:
        """Give the quantities of a span that no claim speaks for and that have a unit."""
        return [
            q
            for q in self.quantities
            if span.start <= q.start < span.end
            and q.start not in self.used
            and roles.claimed(q, self.claims) is None
            and roles.by_words(self.text, q) is None
        ]

    def is_base(self, time: Time) -> bool:
        """Say whether a time is only what something is compared with (比2031年增长, 与2031年相比, 较2031年上年)."""
        if self.text[time.start - 1 : time.start] == "(" and re.match(r"\)(?!:)", self.text[time.end :]):
            return True  # 方案(2031—2033年)实施以来: the years are part of a name.
        if self.is_measure(time) or _BASIS.match(self.text, time.end):
            return True
        if self.text.startswith("上", time.start - 1) and time.start:
            return True  # 比上一季度增加: its own quarter is another.
        if re.match(r"(?:度|的)?(?:实际|平均)?(?:水平|实绩)", self.text[time.end :]):
            return True  # 不低于去年水平
        if self.text.startswith("以", time.start - 1) and _FOR_BASIS.match(self.text, time.end):
            return True
        before = COMPARED.search(self.text[max(0, time.start - 3) : time.start])
        if before is None:
            return any(t.end == time.start and self.is_base(t) for t in self.times)
        if before[0] in ("与", "同", "和"):
            return _COMPARED_BEHIND.match(self.text, time.end) is not None
        return True

    def is_measure(self, time: Time) -> bool:
        """Say whether a number is told as so much of what a time had (是2029年的1.2倍, 恢复到2029年同期的98%)."""
        times_or_part = _PART_OF.match(self.text, time.end)
        if times_or_part is None:
            return False
        return (
            times_or_part["unit"] == "倍"
            or _RECOVERED.search(self.text, max(0, time.start - 4), time.start) is not None
        )

    def governing(self, position: int, *, carry: bool = False) -> Time | None:
        """Give the time that governs a number: of its sentence before it, else the paragraph's opening.

        With `carry`, also the last time of the sentences before, as running prose about the past has it.
        """
        sentence = self.sentence_at(position)
        start = 0 if carry else sentence.start
        before = [
            t
            for t in self.times
            if start <= t.start
            and t.end <= position
            and t.value is not None
            and t.kind != "span"
            and not self.is_base(t)
            and self._same_bracket(t, position)
            and not (t.start < sentence.start and (self._is_one_of_several(t) or self.text.startswith("上年", t.start)))
        ]
        if before:
            last = before[-1]
            # 5月,2031年某展: the month that opens the sentence is finer than the year inside a name behind it.
            finer = [t for t in before if t.value and last.value and t.value.startswith(last.value + "-")]
            is_finer = (
                finer
                and last.kind != "until"
                and last.value
                and len(last.value) == 4
                and finer[-1].start >= sentence.start
            )
            return finer[-1] if is_finer else last
        horizon = self._horizon(sentence)
        if horizon is not None:
            return horizon
        opening = self.opening
        if opening is not None and opening.end <= position:
            ends = opening.start < sentence.start and self._is_one_of_several(opening)
            return self.inherited if ends else opening
        return self.inherited

    def looking_back(self, position: int) -> review.Turn:
        """Give what the text looks back on at a position: the turn that came last."""
        return next((turn for turn in reversed(self.turns) if turn.position <= position), review.Turn(0, None))

    def told_horizon(self, position: int) -> Time | None:
        """Give the horizon that a paper's aims were told with before in the paragraph, if no other time was told since."""
        told = [t for t in self.times if t.end <= position and t.value]
        if not told or told[-1].kind != "until":
            return None
        said = _SAID.search(self.text, 0, told[-1].start) or _MEANT.match(self.text, told[-1].end)
        return told[-1] if said else None

    def _is_one_of_several(self, time: Time) -> bool:
        """Say whether a sentence tells of several parts of years: the last speaks for no sentence behind it."""
        sentence = self.sentence_at(time.start)
        parts = {
            t.value
            for t in self.times
            if sentence.start <= t.start < sentence.end and t.kind == "point" and len(t.value or "") > 4
        }
        return len(parts) > 2 and time.value in parts

    def _horizon(self, sentence: Span) -> Time | None:
        """Give the last horizon that opens a sentence before, where a paragraph spells out aims (…。到2034年,…。产业更强…)."""
        if not any("目标" in heading for heading in self.paragraph.headings[-1:]):
            return None
        starts = [s.start for s in self.sentences if s.end <= sentence.start]
        horizons = [t for t in self.times if t.kind == "until" and t.value]
        opening = [t for t in horizons if any(0 <= t.start - start <= len("力争到") for start in starts)]
        return opening[-1] if opening else None

    def _same_bracket(self, time: Time, position: int) -> bool:
        """Say whether a time may govern a number: in brackets only a date of record (截至…) speaks for what is outside."""
        if time.kind == "as_of":
            return True
        around = clauses.bracketed(self.text, time.start)
        if around is not None and self.text.startswith("):", around[1].end):
            return True  # 近期目标(2031—2033年):… speaks of what follows.
        return around is None or around[1].start <= position < around[1].end

    def respective(self, row: list[Quantity], quantity: Quantity) -> Time | None:
        """Give the time that a number goes with in a list (2033年和2035年…分别达到…和…), None where there is none."""
        sentence = self.sentence_at(quantity.start)
        cue = self.text.rfind("分别", sentence.start, quantity.start)
        if cue < 0:
            return None
        told = [q for q in row if cue < q.start < sentence.end]
        times = [
            t for t in self.times if sentence.start <= t.start and t.end <= cue and t.value and not self.is_base(t)
        ]
        if not times:
            times = self._listed_before(sentence)
        if len(times) < 2 or len(times) != len(told) or quantity not in told:
            return None
        return times[told.index(quantity)]

    def _listed_before(self, sentence: Span) -> list[Time]:
        """Give the times that the last sentence before lists (7、8、9月,…分别为…。其中,…分别为…), if it lists any."""
        before = [t for t in self.times if t.end <= sentence.start and t.value]
        listed = before[-1:]
        for time in reversed(before[:-1]):
            if self.text[time.end : listed[0].start] not in ("、", "和", "及"):
                break
            listed.insert(0, time)
        return listed


def read(document: Document, lexicon: Lexicon) -> list[Reading]:
    """Read the paragraphs of a document in order."""
    readings: list[Reading] = []
    planned = plan_year(document)
    year = int(planned) if planned else document.year
    list_time: Time | None = None
    list_section = -1
    told = told_year(document)
    if year is None:
        year = next((y for p in document.paragraphs if (y := _headed(_over(p), told=False)) is not None), None)
    carried: tuple[Time, tuple[str, ...]] | None = None
    line: tuple[str, ...] = ()
    back = review.Review(document)
    since = review.session_year(document)
    named: int | None = None
    half_of = halves(document)
    reported = genre.is_reported(document)
    for index, paragraph in ((i, part) for i, whole in enumerate(document.paragraphs) for part in _parts(whole)):
        text = paragraph.text
        if paragraph.role == "body" and _LINE.fullmatch(text) and outline.mark(paragraph.source) is None:
            line = (text,)
        headings = (*line, *paragraph.headings)
        sentences = list(clauses.sentences(text))
        turns = back.over((*line, *_over(paragraph)), text, sentences)
        reviewed = int(turns[0].period[-4:]) if turns[0].period else None
        before = carried[0] if carried is not None and carried[1] == paragraph.headings else None
        whole = before.year if before is not None and not _AIMING.search(text) else None
        times = periods.find(text, year, reviewed or told, whole, named, since)
        quantities = lexicon.find(text)
        named = next((t.year for t in reversed(times) if t.kind == "point" and t.value), named)
        reading = Reading(
            paragraph,
            index,
            headings,
            text,
            times,
            quantities,
            roles.beside(roles.claims(text, times), quantities),
            sentences,
            turns=turns,
            last_year=back.year,
            is_reported=reported,
        )
        reading.half = half_of[index]
        reading.opening = _opening(text, [t for t in times if not reading.is_base(t)])
        above = document.paragraphs[index - 1] if index else None
        if above is not None and above.section == paragraph.section and above.text.endswith(":"):
            reading.lead = above.text
        reading.told = reviewed or told
        if document.kind in _GOING_ON and paragraph.kind != "heading":
            reading.carried = before
            aside = told is not None and reading.opening is not None and reading.opening.year != told
            if turns[-1].period is not None:
                carried = None  # What is looked back on goes on, not the month that one of its paragraphs opens with.
            elif reading.opening is not None and _carries(reading.opening) and not aside:
                carried = (reading.opening, paragraph.headings)
        if paragraph.section == list_section and (
            re.match(r"[—–\-]{1,2}[^\d]", text) or _details_aims(reading, list_time)
        ):
            reading.inherited = list_time
        elif paragraph.kind != "heading":
            list_time, list_section = reading.opening, paragraph.section
        readings.append(reading)
    return readings


_LONGEST = 8_000
"""Characters that are read at once. What is compared within a paragraph grows with the square of its length, and no printed
one is so long: a longer one is a page that lost its line ends, or made to cost."""


def _parts(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Give a paragraph, one that is too long in parts that end where sentences do, or else where they must."""
    text, begin = paragraph.text, 0
    while len(text) - begin > _LONGEST:
        end = max(text.rfind(mark, begin, begin + _LONGEST) + 1 for mark in "。;!?") or begin + _LONGEST
        yield replace(paragraph, source=paragraph.source.part(begin, end), start=paragraph.start + begin)
        begin = end
    yield (
        replace(paragraph, source=paragraph.source.part(begin, len(text)), start=paragraph.start + begin)
        if begin
        else paragraph
    )


_GOING_ON = frozenset(["report", "bulletin", "news", "other"])


def _carries(time: Time) -> bool:
    """Say whether a time speaks for the paragraphs behind it too: a month, a quarter, a year, no day and no horizon."""
    return time.kind == "point" and time.value is not None and re.search(r"-\d{2}-\d{2}", time.value) is None


def told_year(document: Document) -> int | None:
    """Give the year that a report tells of: the one in its title, else, undated, the one that its text opens with."""
    if document.kind not in {*_GOING_ON, "white_paper"} or "政府工作报告" in document.title:
        return None  # What a report to a session tells of stands in its headings.
    titled = re.search(r"((?:19|20)\d{2})年(?!以来|前)", document.title)
    if titled is None and document.year is None:
        opening = next((p.text for p in document.paragraphs if p.role == "body" and p.kind != "heading"), "")
        titled = re.match(r"[^,。;]{0,6}?((?:19|20)\d{2})年", opening)
    year = int(titled[1]) if titled else None
    return year if year and (document.year is None or year <= document.year) else None


def _over(paragraph: Paragraph) -> tuple[str, ...]:
    """Give the headings that a paragraph stands under, its own words among them where it is one."""
    return (*paragraph.headings, paragraph.text) if paragraph.kind == "heading" else paragraph.headings


def _headed(headings: tuple[str, ...], *, told: bool) -> int | None:
    """Give the year that the nearest heading with one gives a paragraph, where it tells of it, or else aims at it."""
    found = next((m for heading in reversed(headings) if (m := _HEADED.search(heading))), None)
    return int(found[1]) if found is not None and (found["told"] is not None) == told else None


def _details_aims(reading: Reading, horizon: Time | None) -> bool:
    """Say whether a paragraph spells out the aims that one before it set a horizon for (到2034年,…。产业更强。…)."""
    return (
        reading.opening is None
        and horizon is not None
        and horizon.kind == "until"
        and outline.mark(reading.paragraph.source) is None
        and (
            any("目标" in heading for heading in reading.paragraph.headings[-1:])
            or "目标" in reading.lead
            or _ASPECT.match(reading.text) is not None
        )
    )


def _opening(text: str, times: list[Time]) -> Time | None:
    """Give the time that a paragraph opens with, also behind the item's own heading phrase ((三)发展目标。到2034年,…)."""
    heading = re.match(r"(?:[(（]?[一二三四五六七八九十\d]+[)）、.．])?[^,。;:\d]{2,24}。", text)
    begin = heading.end() if heading else 0
    for time in times:
        if time.start < begin:
            continue
        if time.start <= begin + 8 and time.value is not None and time.kind != "span":
            return time
        if time.kind == "until" and time.start <= begin + 14 and re.match(r"[^,。;]*$", text[begin : time.start]):
            return time
        if time.kind == "until" and _SAID.fullmatch(text[begin : time.start]):
            return time
        break
    return None


def plan_year(document: Document) -> str | None:
    """Give the year of a one-year plan (云川市2031年工作要点), which governs all of it."""
    match = _ONE_YEAR_TITLE.search(document.title)
    if match is None or re.search(r"(?:19|20)\d{2}[—–\-~至]+(?:19|20)?\d{2}", document.title):
        return None
    year = numbers.parse(match[1])
    return str(int(year)) if year else None
