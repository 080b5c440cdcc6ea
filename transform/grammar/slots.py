"""Which words of a text gave which part of a fact: made again from its row and the text, so that nothing more is stored.

The text is read once more by the rules that read it first, and what they give is held against the row: the words of a
deadline are those of the time whose value the row has. What stands nowhere is told as such. For a person who wants to
know why a row says what it says; no fact is made here.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from transform.document.model import Document, Kind, Paragraph, Section
from transform.grammar import derivation, reading
from transform.grammar.reading import Reading
from transform.language import periods, quantities, words
from transform.language.clauses import Span
from transform.language.periods import Time
from transform.language.quantities import Lexicon
from transform.language.text import Folded

Row = Mapping[str, object]

NOWHERE = "—"
"""Stands for words where no words gave a part."""
SIGNS = (
    *("aim", "plan", "horizon", "deed", "add", "fall", "reach", "bound", "share", "rate", "compared"),
    *("past", "done", "forecast", "offer", "receiver", "condition", "duty", "denial", "sanction", "price", "quota"),
)
"""Classes of words that a decision may rest on, in the order in which a derivation lists them."""
_REACHING, _CHANGING = frozenset(["reach", "deed", "done"]), frozenset(["add", "fall"])
_VERBS = {"level": _REACHING, "increase": _CHANGING, "growth_yoy": _CHANGING, "average_growth": _CHANGING}
_VERBS |= {"change": _CHANGING, "share": frozenset(["share"])}
"""What a number is (`kind` of a target, `stat` of an observation) → the classes of the verbs that say so."""
_TO, _BY = re.compile(r"(?:力争|争取|确保)?(?:到|至)$|截至$"), re.compile(r"[底末]?(?:之)?前")
"""What belongs to the words of a horizon: 到2033年, 2033年底前."""
_LEAST = 2
"""Characters that a piece of a metric has to have to be looked for by itself."""


class Slot(NamedTuple):
    """A part of a fact, the words that gave it, and the rule that read them there."""

    name: str
    words: str
    rule: str


@dataclass(frozen=True)
class Text:
    """A document read again: its paragraphs, its title, the year that it speaks in."""

    readings: tuple[Reading, ...]
    title: str
    year: int | None

    def at(self, position: int) -> Reading | None:
        """Give the paragraph that holds a character of the document."""
        return next((r for r in self.readings if r.paragraph.start <= position < r.paragraph.end), None)


def text_of(row: Row, sections: Sequence[Row], lexicon: Lexicon) -> Text:
    """Read a document again from its row and its sections (`transform.schema`), which hold all of its text."""
    document = Document(
        str(row["document_id"]),
        str(row.get("source_id")),
        cast(Kind, row.get("kind") or "other"),
        str(row.get("title") or ""),
        issued_on=cast("str | None", row.get("issued_on")),
        published_on=cast("str | None", row.get("published_on")),
        area=cast("str | None", row.get("area")),
    )
    above: dict[object, tuple[str, ...]] = {None: ()}
    for index, section in enumerate(sections):
        start, heading = section.get("char_start"), str(section.get("heading") or "")
        headings = above.get(section.get("parent_id"), ())
        above[section.get("section_id")] = headings = (*headings, heading) if heading else headings
        document.sections.append(Section(index, 1, None, heading or None, None, 0, 0))
        if not isinstance(start, int):
            continue
        for number, line in enumerate(str(section["text"]).split("\n")):
            is_heading = number == 0 and bool(heading) and line.rstrip("。").endswith(heading)
            source = Folded(line, line, array("I", range(len(line))))
            own = headings[:-1] if is_heading else headings
            document.paragraphs.append(
                Paragraph("heading" if is_heading else "paragraph", "body", source, start, section=index, headings=own)
            )
            start += len(line) + 1
    return Text(tuple(reading.read(document, lexicon)), document.title, document.year)


def of_fact(row: Row, numbers_of: Sequence[Row], text: Text) -> tuple[Slot, ...]:
    """Give the parts of a fact of the text: its numbers, comparator, verb, time, metric, whom it holds for, other signs.

    `numbers_of` are the rows of `quantities` that became it. Empty for a fact of a table's cell.
    """
    start, end = row.get("char_start"), row.get("char_end")
    here = text.at(start) if isinstance(start, int) else None
    if here is None or not isinstance(start, int) or not isinstance(end, int):
        return ()
    position = next((_start(n, here) for n in numbers_of), start - here.paragraph.start)
    found = [slot for number in numbers_of for slot in _number(number, here)]
    if row.get("comparator") not in (None, "=") and not any(slot.name == "comparator" for slot in found):
        found += _bound(str(row["comparator"]), here, position)
    verb = _verb(row, here, position)
    found += [verb] if verb else []
    for name in ("deadline", "period"):
        if row.get(name):
            found.append(Slot(name, *_time(str(row[name]), text, here, position)))
    if row.get("metric"):
        found.append(Slot("metric", *_metric(str(row["metric"]), here, position)))
    for name in ("per", "recipient", "condition", "area"):
        said = _verbatim(str(row[name]), here, position) if row.get(name) else None
        if said is not None:
            found.append(Slot(name, *said))
    return (*found, *_signs(here, position))


def of_number(row: Row, text: Text) -> tuple[Slot, ...]:
    """Give what is known of a number that became no fact: how it is read, the time that governs it, the signs around it."""
    start = row.get("char_start")
    here = text.at(start) if isinstance(start, int) else None
    if here is None:
        return ()
    position = _start(row, here)
    time = here.governing(position)
    found = [*_number(row, here)]
    if time is not None and time in here.times:
        found.append(Slot("time", _words(here, time), derivation.joined("reading.governing", _pattern(time))))
    return (*found, *_signs(here, position))


def _start(number: Row, here: Reading) -> int:
    start = number.get("char_start")
    return start - here.paragraph.start if isinstance(start, int) else 0


def _number(row: Row, here: Reading) -> Iterator[Slot]:
    """Give the number with its unit as it is written, and the words that compare it."""
    rule = derivation.steps(cast("str | None", row.get("rule")))
    quantity = next((q for q in here.quantities if q.start == _start(row, here)), None)
    written = (derivation.of_number(quantity) if quantity is not None else None) or NOWHERE
    yield Slot("number", str(row["text"]), rule[-1] if rule else written)
    if quantity is None or quantity.comparator == "=":
        return
    around = [here.text[quantity.outer_start : quantity.start], here.text[quantity.unit_end : quantity.end]]
    for said, name in zip(around, ("before", "after"), strict=True):
        if said:
            yield Slot("comparator", said, f"quantities.{name}")
    if not any(around):
        inside = next((w for w in quantities.INSIDE if w in here.text[quantity.start : quantity.unit_end]), NOWHERE)
        yield Slot("comparator", inside, "quantities.inside")


def _bound(comparator: str, here: Reading, position: int) -> list[Slot]:
    """Give the word of a bound that stands apart from its number (约占全省的12%)."""
    clause = here.clause_at(position)
    near = [m for m in words.classes(here.text) if clause.start <= m.start < clause.end and m.word_class == "bound"]
    return [Slot("comparator", m.word, "words.bound") for m in near if words.value(m.word) == comparator][-1:]


def _verb(row: Row, here: Reading, position: int) -> Slot | None:
    """Give the verb that says whether a level is meant, a change or a share: the nearest before the number, else behind it."""
    name = "kind" if row.get("kind") else "stat"
    classes = _VERBS.get(str(row.get(name)), frozenset())
    clause = here.clause_at(position)
    near = [m for m in words.classes(here.text) if clause.start <= m.start < clause.end and m.word_class in classes]
    if not near:
        return None
    before = [m for m in near if m.end <= position]
    verb = before[-1] if before else near[0]
    return Slot(name, verb.word, f"words.{verb.word_class}")


def _time(value: str, text: Text, here: Reading, position: int) -> tuple[str, str]:
    """Give the words of a deadline or a period: the time that governs the number if it has the value, else the nearest that has."""
    governing = here.governing(position)
    if governing is not None and _gives(governing, value) and governing in here.times:
        return _words(here, governing), derivation.joined("reading.governing", _pattern(governing))
    inside = [t for t in here.times if _gives(t, value)]
    if inside:
        near = min(inside, key=lambda t: (t.start > position, abs(position - t.start)))
        return _words(here, near), derivation.joined("reading.paragraph", _pattern(near))
    for index, heading in enumerate(reversed(here.headings)):
        if (found := _told(heading, value, text.year)) is not None:
            return found, f"reading.heading_{index + 1}_above"
    if (found := _told(text.title, value, text.year)) is not None:
        return found, "reading.title"
    for before in reversed([r for r in text.readings if r.index < here.index]):
        for time in reversed(before.times):
            if _gives(time, value):
                return _words(before, time), derivation.joined("reading.paragraph_before", _pattern(time))
    return NOWHERE, "reading.year_of_document" if str(text.year) == value[:4] else "reading"


def _words(here: Reading, time: Time) -> str:
    """Give the words of a time, of a horizon with what makes it one (到2033年)."""
    start, end = time.start, time.end
    if time.kind in ("until", "as_of"):
        to, by = _TO.search(here.text[:start]), _BY.match(here.text, end)
        start, end = to.start() if to else start, by.end() if by else end
    return here.text[start:end]


def _gives(time: Time, value: str) -> bool:
    return time.value is not None and value in (time.value, time.value.split("/")[-1])


def _told(line: str, value: str, year: int | None) -> str | None:
    found = next((t for t in periods.find(line, year) if _gives(t, value)), None)
    return line[found.start : found.end] if found is not None else None


def _pattern(time: Time) -> str | None:
    """Give the name of the printed form that a time was read by."""
    return f"periods.{time.rule}" if time.rule else None


def _metric(metric: str, here: Reading, position: int) -> tuple[str, str]:
    """Give the words of a metric: in one piece beside the number, else the pieces that it was put together of."""
    sentence = here.sentence_at(position)
    place = _nearest(metric, here.text, sentence, position)
    if place is not None:
        return metric, "phrases.right_noun" if place > position else "constituents.before"
    noun, _, purpose = metric.removesuffix(")").partition("(")
    pieces = [*_pieces(noun, here), *_pieces(purpose, here)]
    return " + ".join(pieces) or NOWHERE, "phrases.composed"


def _pieces(phrase: str, here: Reading) -> Iterator[str]:
    """Give the longest parts of a phrase that stand in the paragraph or are a heading above it, from left to right."""
    if phrase and (phrase in here.text or phrase in here.headings):
        yield phrase
        return
    while phrase:
        length = next((n for n in range(len(phrase), _LEAST - 1, -1) if phrase[:n] in here.text), 0)
        if length:
            yield phrase[:length]
        phrase = phrase[length or 1 :]


def _verbatim(said: str, here: Reading, position: int) -> tuple[str, str] | None:
    """Give words that a row has as they are printed, where the sentence or the paragraph has them; else the document gave them."""
    if _nearest(said, here.text, here.sentence_at(position), position) is not None:
        return said, "reading.sentence"
    if said in here.text:
        return said, "reading.paragraph"
    return None


def _nearest(said: str, text: str, sentence: Span, position: int) -> int | None:
    places = [m.start() for m in re.finditer(re.escape(said), text[: sentence.end]) if m.start() >= sentence.start]
    return min(places, key=lambda place: abs(place - position), default=None)


def _signs(here: Reading, position: int) -> Iterator[Slot]:
    """Give what else of the sentence up to the end of the clause a decision may rest on, by class."""
    sentence, clause = here.sentence_at(position), here.clause_at(position)
    found: dict[str, list[str]] = {}
    for match in words.classes(here.text):
        if sentence.start <= match.start < clause.end and match.word_class in SIGNS:
            found.setdefault(match.word_class, []).append(match.word)
    for name in SIGNS:
        if name in found:
            yield Slot("sign", "、".join(dict.fromkeys(found[name])), f"words.{name}")
