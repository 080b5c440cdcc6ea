"""One paragraph read once for all modules of the grammar: its times, quantities, sentences, and what is spoken for.

What governs it (headings, openings, the paragraphs before) comes from `transform.grammar.course`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise

from transform.document import genre
from transform.document.model import Document, Paragraph
from transform.grammar import compared, course, roles
from transform.grammar.course import Governed
from transform.language import clauses
from transform.language.clauses import Span
from transform.language.periods import Time
from transform.language.quantities import Lexicon, Quantity

_OF_PLANS = frozenset(["five_year_plan", "counted_plan"])
_MOST = re.compile(r"[^,。;]{0,10}(?:最[一-龥]|首[个座条批次]|第[一二三四五六七八九十\d]+)[^,。;]{0,6}的")
"""How the years of a plan stand inside a noun (“十六五”期间投资最大的项目)."""
_YEARS = re.compile(r"\d{4}/\d{4}")
"""A span of years: what grew over one is not taken apart by it."""
_PART_OF_IT = re.compile(r"其中|分[^,。;]{1,8}看,|从[^,。;]{1,8}看,")
"""How a sentence begins that takes apart what the one before it told."""
_MEANT = re.compile(r"[^。;]{0,20}?(?:将|计划|力争)")
"""What stands behind the horizon of what somebody means to do (十六五期间,云川将…)."""


@dataclass(slots=True, kw_only=True)
class Reading(Governed):
    """A paragraph with what was found in it; all offsets count in `text`, the paragraph's folded text."""

    paragraph: Paragraph
    index: int
    text: str
    quantities: list[Quantity]
    claims: list[roles.Claim]
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
        return compared.is_base(self.text, self.times, time)

    def is_measure(self, time: Time) -> bool:
        """Say whether a number is told as so much of what a time had (是2029年的1.2倍, 恢复到2029年同期的98%)."""
        return compared.is_measure(self.text, time)

    def governing(self, position: int, *, carry: bool = False) -> Time | None:
        """Give the time that governs a number: of its sentence before it, else the paragraph's opening.

        With `carry`, also the last time of the sentences before, as running prose about the past has it.
        """
        sentence = self.sentence_at(position)
        goes_on = _PART_OF_IT.match(self.text, sentence.start, sentence.end) is not None
        start = (
            0 if carry else self.sentence_at(sentence.start - 1).start if goes_on and sentence.start else sentence.start
        )
        before = [
            t
            for t in self.times
            if start <= t.start
            and t.end <= position
            and t.value is not None
            and t.kind != "span"
            and not self.is_base(t)
            and self._same_bracket(t, position)
            and not (t.start < sentence.start and self._ends_with_sentence(t))
            and not (goes_on and t.start < sentence.start and _YEARS.fullmatch(t.value))
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

    def _ends_with_sentence(self, time: Time) -> bool:
        """Say whether a time speaks for no sentence behind its own: one of several, 上年, the years of a plan inside a noun.

        临澜“十六五”期间投资最大的项目竣工: its years open nothing.
        """
        if self._is_one_of_several(time) or self.text.startswith("上年", time.start):
            return True
        inside = time.rule in _OF_PLANS and time.start > self.clause_at(time.start).start
        return inside and _MOST.match(self.text, time.end) is not None

    def looking_back(self, position: int) -> course.Turn:
        """Give what the text looks back on at a position: the turn that came last."""
        return next((turn for turn in reversed(self.turns) if turn.position <= position), course.Turn(0, None))

    def listed_horizon(self, position: int) -> Time | None:
        """Give the horizon that opens a list of aims which semicolons part (到2033年,…;…), if no other time was told since."""
        told = [t for t in self.times if t.end <= position and t.value]
        if not told or told[-1].kind != "until":
            return None
        begins = self.clause_at(told[-1].start).start == self.sentence_at(told[-1].start).start
        between = self.text[told[-1].end : position]
        return told[-1] if begins and ";" in between and "。" not in between else None

    def told_horizon(self, position: int) -> Time | None:
        """Give the horizon that a paper's aims were told with before in the paragraph, if no other time was told since."""
        told = [t for t in self.times if t.end <= position and t.value]
        if not told or told[-1].kind != "until":
            return None
        said = course.SAID.search(self.text, 0, told[-1].start) or _MEANT.match(self.text, told[-1].end)
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
        if len(times) > len(told) > 1 and self._are_listed(times[-len(told) :]):
            times = times[-len(told) :]  # 据前三季度的数据,第一、第二和第三季度分别为…
        if len(times) < 2 or len(times) != len(told) or quantity not in told:
            return None
        return times[told.index(quantity)]

    def _are_listed(self, times: list[Time]) -> bool:
        """Say whether times stand right behind one another in a list."""
        return all(self.text[a.end : b.start] in ("、", "和", "及", "与") for a, b in pairwise(times))

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
    frame, context = course.frame_of(document), course.Context()
    reported = genre.is_reported(document)
    for index, paragraph in ((i, part) for i, whole in enumerate(document.paragraphs) for part in _parts(whole)):
        given, context = course.step(frame, context, paragraph)
        quantities = lexicon.find(paragraph.text)
        readings.append(
            Reading(
                **{part.name: getattr(given, part.name) for part in fields(given)},
                paragraph=paragraph,
                index=index,
                text=paragraph.text,
                quantities=quantities,
                claims=roles.beside(roles.claims(paragraph.text, given.times), quantities),
                last_year=frame.years.last,
                is_reported=reported,
            )
        )
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
