"""A document with its facts laid over its text: which rule read what, where, and which numbers no rule understood.

Made from the rows alone (`transform.schema`), so it shows what was read just now as well as what is stored. Which of their
fields say what was read is told by who asks. With the lexicon of units a fact has its derivation too: the words that gave
each part of it, by which rule. How it looks on a terminal or a page does not live here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from transform.grammar import derivation, slots
from transform.grammar.slots import Slot

if TYPE_CHECKING:
    from transform.language.quantities import Lexicon
    from transform.schema import Row, Rows


class Told(NamedTuple):
    """Of a kind of fact: its table, the column that is its id, and those that say what was read, in order of telling."""

    table: str
    key: str | None
    says: tuple[str, ...]


@dataclass(slots=True, frozen=True)
class Fact:
    """One fact. `start` and `end` count in the document's text, None for the cell of a table (`place` says which).

    `says` holds the fields that are filled in; a field that is merely false is left out. `rule` is None where no
    rule read it: a measure comes from the outline, and a number that nobody understood has none. `derivation` says which
    words gave which part, `instead` what its number nearly was and why it is not, as (role, reason).
    """

    kind: str
    id: str | None
    start: int | None
    end: int | None
    rule: str | None
    says: tuple[tuple[str, str], ...]
    page: int | None = None
    place: str | None = None
    derivation: tuple[Slot, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()

    @property
    def is_candidate(self) -> bool:
        """Whether it is a number that nearly became something else than it is taken for."""
        return self.kind == "number" and any(name == "candidate" for name, _ in self.says)

    @property
    def is_unexplained(self) -> bool:
        """Whether it is a number that no rule understood."""
        return self.kind == "number" and not any(name == "role" for name, _ in self.says)


@dataclass(slots=True, frozen=True)
class Piece:
    """A stretch of a line over which the same facts stand, shortest span first; none where the text is bare."""

    text: str
    facts: tuple[Fact, ...]


@dataclass(slots=True, frozen=True)
class Line:
    """One paragraph: its pieces in order, and the facts that begin in it; `page` is None where nothing tells it."""

    start: int
    page: int | None
    is_heading: bool
    pieces: tuple[Piece, ...]
    facts: tuple[Fact, ...]

    @property
    def text(self) -> str:
        """The paragraph's folded text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True, frozen=True)
class Explained:
    """One document: what it is (its row), its text with the facts, the facts of its tables, and what is open."""

    document: Row
    issuers: tuple[str, ...]
    lines: tuple[Line, ...]
    in_tables: tuple[Fact, ...]
    issues: tuple[Row, ...]
    counts: dict[str, int] = field(default_factory=dict)
    unexplained: int = 0

    def only(self, keep: Callable[[Fact], bool]) -> Explained:
        """Give the document with the facts that `keep` wants, and of its paragraphs those over which one stands."""
        lines = (
            replace(
                line,
                pieces=tuple(Piece(p.text, tuple(filter(keep, p.facts))) for p in line.pieces),
                facts=tuple(filter(keep, line.facts)),
            )
            for line in self.lines
        )
        return replace(
            self,
            lines=tuple(line for line in lines if line.facts or any(piece.facts for piece in line.pieces)),
            in_tables=tuple(filter(keep, self.in_tables)),
        )


def explain(rows: Rows, told: Mapping[str, Told], lexicon: Lexicon | None = None) -> Iterator[Explained]:
    """Lay the facts of each document of one source over its text, in the documents' order.

    `told` are the kinds of facts. A `measure` has no place of its own, it stands over its title; a `number` without a
    role is one that no rule understood. With a `lexicon` of units, facts and numbers that are open have a derivation.
    """
    for document in rows["documents"]:
        name = document["document_id"]
        own: Rows = {table: [r for r in found if r.get("document_id") == name] for table, found in rows.items()}
        text = slots.text_of(document, own["sections"], lexicon) if lexicon is not None else None
        facts = [fact for kind in told for fact in _facts(kind, told[kind], own, rows, text)]
        placed = sorted((f for f in facts if f.start is not None), key=_by_place)
        yield Explained(
            document,
            tuple(str(row["printed_name"]) for row in own["document_issuers"]),
            tuple(_lines(own["sections"], placed)),
            tuple(f for f in facts if f.start is None),
            tuple(own["issues"]),
            {kind: sum(f.kind == kind for f in facts) for kind in told},
            sum(f.is_unexplained for f in facts),
        )


def _by_place(fact: Fact) -> tuple[int, int]:
    return (fact.start or 0, -(fact.end or 0))


def _says(names: Iterable[str], row: Row) -> Iterator[tuple[str, str]]:
    for name in names:
        value = row.get(name)
        if value not in (None, "", False):
            yield name, "true" if value is True else str(value)


def _facts(kind: str, told: Told, own: Rows, rows: Rows, text: slots.Text | None) -> Iterator[Fact]:
    became: dict[object, list[Row]] = {}
    for number in own["quantities"] if kind != "number" else ():
        became.setdefault(number.get("fact_id"), []).append(number)
    for row in own[told.table]:
        numbers = became.get(row[told.key], []) if told.key else []
        start, end = (
            _span_of_measure(row, own) if kind == "measure" else (_count(row, "char_start"), _count(row, "char_end"))
        )
        rules = [str(r) for r in (row.get("rule"), *(n.get("rule") for n in numbers[:1])) if r]
        fact = Fact(
            kind,
            str(row[told.key]) if told.key else None,
            start,
            end,
            derivation.joined(*rules) or None,
            tuple(_says(told.says, row)),
            _count(row, "page"),
            _place(row, rows),
            instead=tuple((str(n["candidate"]), str(n.get("reason") or "")) for n in numbers if n.get("candidate")),
        )
        if text is not None and kind != "number" and told.key and row.get("quote"):
            fact = replace(fact, derivation=slots.of_fact(row, numbers, text))
        elif text is not None and (fact.is_candidate or fact.is_unexplained):
            fact = replace(fact, derivation=slots.of_number(row, text))
        yield fact


def _place(row: Row, rows: Rows) -> str | None:
    """Say which cell of which table a fact was read from, None where it stands in the text."""
    if not row.get("table_id"):
        return None
    table = next((t for t in rows["tables"] if t["table_id"] == row["table_id"]), {})
    named = " ".join(str(x) for x in (table.get("number"), table.get("caption")) if x) or str(row["table_id"])
    return f"{named} [{row['row']}, {row['column']}]"


def _count(row: Row, name: str) -> int | None:
    value = row.get(name)
    return value if isinstance(value, int) else None


def _span_of_measure(row: Row, own: Rows) -> tuple[int | None, int | None]:
    """Give where the title of a measure stands; its row tells only the section and the text."""
    section = next((s for s in own["sections"] if s["section_id"] == row["section_id"]), {})
    begin, text = _count(section, "char_start"), str(section.get("text", ""))
    if begin is None:
        return None, None
    inside = max(0, text.find(str(row["text"])))
    title = text.find(str(row["title"]), inside)
    at = begin + (title if title >= 0 else inside)
    return at, at + len(str(row["title"])) if title >= 0 else at


def _lines(sections: list[Row], facts: list[Fact]) -> Iterator[Line]:
    for section in sections:
        start = _count(section, "char_start")
        if start is None:
            continue
        for index, text in enumerate(str(section["text"]).split("\n")):
            end = start + len(text)
            over = [f for f in facts if f.start is not None and f.end is not None and f.start < end and start < f.end]
            beginning = tuple(f for f in facts if f.start is not None and start <= f.start <= end)
            first = _count(section, "page") if index == 0 else None
            yield Line(
                start,
                beginning[0].page if beginning else first,
                index == 0 and bool(section["heading"]) and text.rstrip("。").endswith(str(section["heading"])),
                tuple(_pieces(text, start, over)),
                beginning,
            )
            start = end + 1


def _pieces(text: str, start: int, facts: list[Fact]) -> Iterator[Piece]:
    """Cut a paragraph wherever a fact begins or ends, so that facts may overlap in any way."""
    edges = {0, len(text)}
    spans: list[tuple[int, int, Fact]] = []
    for fact in facts:
        assert fact.start is not None and fact.end is not None
        low, high = max(0, fact.start - start), min(len(text), fact.end - start)
        edges |= {low, high}
        spans.append((low, high, fact))
    spans.sort(key=lambda s: s[1] - s[0])
    cuts = sorted(edges)
    for low, high in pairwise(cuts):
        yield Piece(text[low:high], tuple(f for begin, end, f in spans if begin <= low and high <= end))
