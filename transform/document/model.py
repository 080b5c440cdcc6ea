"""A document as the grammar sees it: paragraphs of folded text with their place, their headings and their measure.

`transform.document.issue` builds it from blocks; the modules of `transform.grammar` read it. Offsets count characters of the
document's normalised text, which is the texts of its paragraphs joined by a line feed; `sections` reproduce it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from transform.language.areas import NO_AREAS, Areas
from transform.language.text import Folded

Role = Literal["title", "notice", "body", "signature", "contact", "annex"]
"""The part a paragraph plays: `notice` is the covering notice with its own title, number and salutation."""

Kind = Literal[
    "plan",
    "measures",
    "provisions",
    "opinions",
    "key_points",
    "notice",
    "white_paper",
    "bulletin",
    "report",
    "news",
    "other",
]

State = Literal["not_yet", "in_force", "expired", "repealed"]
"""What a page's head says of its document (有效性:有效)."""


@dataclass(frozen=True, slots=True)
class Validity:
    """What a document says of its own life: ISO dates, None where it says nothing.

    `words` are the words of the text that say so. `on_issue` says that it holds from its issue on, whose day is not known.
    `horizon` is the span that the text or title gives without a day on which it begins: ISO 8601, `2031/2033`.
    `stated` and `stated_words` are the page's word for its state.
    """

    start: str | None = None
    end: str | None = None
    words: str | None = None
    on_issue: bool = False
    horizon: str | None = None
    stated: State | None = None
    stated_words: str | None = None


@dataclass(slots=True, frozen=True)
class SourceInfo:
    """What the register says of the source that a document is read from; what it leaves open is None."""

    source_id: str
    collection: str | None = None
    title: str | None = None
    publisher: str | None = None
    published_on: str | None = None
    area: str | None = None
    url: str | None = None
    media_type: str | None = None


@dataclass(slots=True)
class Paragraph:
    """One paragraph: a heading, a running paragraph, or a list item."""

    kind: Literal["heading", "paragraph", "list_item"]
    role: Role
    source: Folded
    start: int
    page: int | None = None
    printed_page: int | None = None
    is_ocr: bool = False
    """Whether some of it was read from a picture."""
    section: int = 0
    measure: int | None = None
    headings: tuple[str, ...] = ()
    """Headings above, outermost first, without numbering; the measure's own title is the last where it has one."""

    @property
    def text(self) -> str:
        """The folded text."""
        return self.source.text

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.source.text)


@dataclass(slots=True)
class Section:
    """A run of paragraphs under one heading (or before the first). `first`/`last` index paragraphs, `last` included."""

    position: int
    level: int
    numbering: str | None
    heading: str | None
    parent: int | None
    first: int
    last: int
    page: int | None = None
    id: str = ""


@dataclass(slots=True)
class Measure:
    """A numbered work item that an official would be asked about.

    An item of the text is the paragraphs `first` to `last`; a row of a task table has none, `last` lies before `first`.
    """

    position: int
    number: str
    title: str
    path: tuple[str, ...]
    is_safeguard: bool
    section: int
    first: int
    last: int
    page: int | None = None
    id: str = ""
    text: str | None = None
    """What a row of a task table says; None for an item of the text, whose paragraphs say it."""


@dataclass(slots=True)
class PlacedTable:
    """A table where it stands: after paragraph `after` (-1: before the first), under `headings`.

    `table` is the table as the reader gives it: number, caption, unit_note, source_note, page_start, page_end,
    header_rows, n_rows, n_columns, confidence, readers_agree, cells.
    """

    table: dict[str, Any]
    after: int
    role: Role
    is_ocr: bool = False
    section: int = 0
    measure: int | None = None
    headings: tuple[str, ...] = ()
    id: str = ""
    tasks: dict[int, int] = field(default_factory=dict)
    """By row of a task table the position of the measure that the row speaks of."""
    bodies: tuple[tuple[int, Literal["lead", "support", "unspecified"]], ...] = ()
    """The columns of a task table that name bodies, with the part that each column says."""
    first_leads: bool = False
    """Whether the head of a task table says that the first body of a cell leads."""

    def grid(self) -> list[list[str]]:
        """Give the logical grid, `n_rows` × `n_columns`, a merged cell repeated into every cell that it spans."""
        rows = [[""] * self.table["n_columns"] for _ in range(self.table["n_rows"])]
        for cell in self.table["cells"]:
            for row in rows[cell["row"] : cell["row"] + cell["row_span"]]:
                for column in range(cell["column"], min(cell["column"] + cell["column_span"], len(row))):
                    row[column] = cell["text"]
        return rows


@dataclass(slots=True)
class Document:
    """One logical document: what it is, what it says, in order. Dates are ISO 8601, as coarse as they are printed."""

    document_id: str
    source_id: str
    kind: Kind
    title: str
    notice_title: str | None = None
    document_number: str | None = None
    issued_on: str | None = None
    published_on: str | None = None
    validity: Validity = Validity()
    page_start: int | None = None
    page_end: int | None = None
    printed_page_start: int | None = None
    printed_page_end: int | None = None
    title_en: str | None = None
    language: str = "zh"
    area: str | None = None
    areas: Areas = NO_AREAS
    """The register of areas, whose names a text may speak of."""
    issuers: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    tables: list[PlacedTable] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The normalised text that all offsets count in."""
        return "\n".join(p.text for p in self.paragraphs)

    @property
    def year(self) -> int | None:
        """The year that the document speaks in: of its date of issue, else of publication."""
        date = self.issued_on or self.published_on
        return int(date[:4]) if date else None

    def within(self, start: int, end: int) -> Iterator[Paragraph]:
        """Give the paragraphs with any of the document's characters `start` to `end`."""
        first = bisect_right(self.paragraphs, start, key=lambda p: p.start) - 1
        for paragraph in islice(self.paragraphs, max(first, 0), None):
            if paragraph.start >= end:
                break
            if paragraph.end > start:
                yield paragraph

    def quote(self, start: int, end: int) -> str:
        """Give the print of the document's characters `start` to `end`; a span over paragraphs is joined."""
        parts = [
            p.source.quote(max(start, p.start) - p.start, min(end, p.end) - p.start) for p in self.within(start, end)
        ]
        return "".join(parts)
