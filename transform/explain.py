"""A document with its facts laid over its text: which rule read what, where, and which numbers no rule understood.

Made from the rows alone (`transform.schema`), so it shows what was read just now as well as what is stored. How it
looks on a terminal or a page does not live here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal, get_args

from transform.schema import Row, Rows

Kind = Literal["measure", "responsibility", "target", "observation", "incentive", "citation", "number"]
KINDS: tuple[Kind, ...] = get_args(Kind)

TOLD: dict[Kind, tuple[str, str | None, tuple[str, ...]]] = {
    "measure": ("measures", "measure_id", ("number", "title", "path", "is_safeguard")),
    "responsibility": ("responsibilities", None, ("printed_name", "role", "is_group")),
    "target": (
        "targets",
        "target_id",
        ("metric", "kind", "comparator", "value", "value_max", "unit", "deadline", "per", "area"),
    ),
    "observation": (
        "observations",
        "observation_id",
        ("metric", "stat", "comparator", "value", "value_max", "unit", "period", "area", "is_forecast"),
    ),
    "incentive": (
        "incentives",
        "incentive_id",
        ("instrument", "rate_pct", "rate_is_cap", "cap", "cap_unit", "threshold", "threshold_unit", "per", "years_max"),
    ),
    "citation": ("citations", None, ("cited_title", "cited_number", "relation")),
    "number": ("quantities", "quantity_id", ("text", "role", "value", "unit")),
}
"""Of each kind its table, its id and the fields that say what was read, in the order of telling."""


@dataclass(slots=True, frozen=True)
class Fact:
    """One fact. `start` and `end` count in the document's text, None for the cell of a table (`place` says which).

    `says` holds the fields that are filled in; a field that is merely false is left out. `rule` is None where no
    rule read it: a measure comes from the outline, and a number that nobody understood has none.
    """

    kind: Kind
    id: str | None
    start: int | None
    end: int | None
    rule: str | None
    says: tuple[tuple[str, str], ...]
    page: int | None = None
    place: str | None = None

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
    counts: dict[Kind, int] = field(default_factory=dict)
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


def explain(rows: Rows) -> Iterator[Explained]:
    """Lay the facts of each document of one source over its text, in the documents' order."""
    for document in rows["documents"]:
        name = document["document_id"]
        own: Rows = {table: [r for r in found if r.get("document_id") == name] for table, found in rows.items()}
        facts = [_fact(kind, row, rows) for kind in KINDS if kind != "measure" for row in own[TOLD[kind][0]]]
        facts += _measures(own)
        placed = sorted((f for f in facts if f.start is not None), key=_by_place)
        yield Explained(
            document,
            tuple(str(row["printed_name"]) for row in own["document_issuers"]),
            tuple(_lines(own["sections"], placed)),
            tuple(f for f in facts if f.start is None),
            tuple(own["issues"]),
            {kind: sum(f.kind == kind for f in facts) for kind in KINDS},
            sum(f.is_unexplained for f in facts),
        )


def legible(text: str) -> str:
    """Give text without control and direction signs, a replacement character for each: it may stand on a terminal.

    >>> legible("云川\\x1b[2J市")
    '云川\N{REPLACEMENT CHARACTER}[2J市'
    """
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)


def _by_place(fact: Fact) -> tuple[int, int, int]:
    return (fact.start or 0, -(fact.end or 0), KINDS.index(fact.kind))


def _says(kind: Kind, row: Row) -> tuple[tuple[str, str], ...]:
    told: list[tuple[str, str]] = []
    for name in (*TOLD[kind][2], "is_ocr"):
        value = row.get(name)
        if value not in (None, "", False):
            told.append((name, "true" if value is True else str(value)))
    return tuple(told)


def _fact(kind: Kind, row: Row, rows: Rows) -> Fact:
    place = None
    if row.get("table_id"):
        table = next((t for t in rows["tables"] if t["table_id"] == row["table_id"]), {})
        named = " ".join(str(x) for x in (table.get("number"), table.get("caption")) if x) or str(row["table_id"])
        place = f"{named} [{row['row']}, {row['column']}]"
    rule = row.get("rule")
    return Fact(
        kind,
        _id(kind, row),
        _count(row, "char_start"),
        _count(row, "char_end"),
        str(rule) if rule else None,
        _says(kind, row),
        _count(row, "page"),
        place,
    )


def _count(row: Row, name: str) -> int | None:
    value = row.get(name)
    return value if isinstance(value, int) else None


def _id(kind: Kind, row: Row) -> str | None:
    field_name = TOLD[kind][1]
    return str(row[field_name]) if field_name else None


def _measures(own: Rows) -> Iterator[Fact]:
    """Give the measures where their titles stand; their rows tell only the section and the text."""
    starts = {row["section_id"]: (row["char_start"], str(row["text"])) for row in own["sections"]}
    for row in own["measures"]:
        begin, text = starts.get(row["section_id"], (None, ""))
        inside = max(0, text.find(str(row["text"])))
        title = text.find(str(row["title"]), inside)
        at = begin + (title if title >= 0 else inside) if isinstance(begin, int) else None
        end = at + len(str(row["title"])) if at is not None and title >= 0 else at
        yield Fact("measure", _id("measure", row), at, end, None, _says("measure", row), _count(row, "page"))


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
    spans.sort(key=lambda s: (s[1] - s[0], KINDS.index(s[2].kind)))
    cuts = sorted(edges)
    for low, high in pairwise(cuts):
        yield Piece(text[low:high], tuple(f for begin, end, f in spans if begin <= low and high <= end))
