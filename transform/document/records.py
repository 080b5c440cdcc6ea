"""The typed rows of facts as they are read: what a row is, what it rests on, and those that a document itself makes.

A class is a table: its name, its key, its columns with their types (`transform.schema` makes the DuckDB tables of them).
A row that a rule reads stands in the file of its rule. Numbers are exact decimals in text form; names, units and
phrases are as printed (folded).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar, Literal

from transform.document.genre import Genre, Sort, Speech
from transform.document.model import Document, Kind, Paragraph, PlacedTable, State
from transform.document.tablekind import KnownSheet, Sorted, TableKind
from transform.identity import Ids
from transform.language.numbers import Plain
from transform.language.text import folded

_NUMBER = re.compile(r"[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")


class Record:
    """A row of `TABLE`; `KEY` are the columns that name it there, none where nothing refers to it."""

    __slots__ = ()
    TABLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a fact rests on: its words as printed and their place, the rule that read them, whether by OCR, how sure it is.

    `char_start` and `char_end` count in the document's text; they are None for the cell of a table. `certainty` is the
    share of facts with like evidence that were right on labelled documents, 0 to 1; None where nothing measured it.
    """

    page: int | None
    char_start: int | None
    char_end: int | None
    quote: str
    rule: str
    is_ocr: bool
    certainty: Plain | None = None

    @classmethod
    def of_text(cls, document: Document, paragraph: Paragraph, start: int, end: int, rule: str) -> Evidence:
        """Give the evidence of `paragraph.text[start:end]`."""
        start, end = paragraph.start + start, paragraph.start + end
        is_ocr = any(part.is_ocr for part in document.within(start, end))
        return cls(paragraph.page, start, end, document.quote(start, end), rule, is_ocr)

    @classmethod
    def of_cell(cls, placed: PlacedTable, page: int | None, quote: str, rule: str) -> Evidence:
        """Give the evidence of a cell of a printed table."""
        return cls(page, None, None, quote, rule, placed.is_ocr)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Record):
    """A row that a rule read; the columns of its evidence come behind its own."""

    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow(Record):
    """What a document is. Dates are ISO 8601, as coarse as they are printed."""

    TABLE = "documents"
    KEY = ("document_id",)

    document_id: str
    source_id: str
    kind: Kind
    title: str
    notice_title: str | None
    document_number: str | None
    issued_on: str | None
    published_on: str | None
    effective_from: str | None
    effective_to: str | None
    validity_words: str | None
    holds_on_issue: bool
    horizon: str | None
    stated_status: State | None
    stated_words: str | None
    page_start: int | None
    page_end: int | None
    printed_page_start: int | None
    printed_page_end: int | None
    title_en: str | None
    language: str
    area: str | None
    character_count: int
    genre: Genre
    speech: Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerRow(Record):
    """A body that signs a document."""

    TABLE = "document_issuers"
    KEY = ("document_id", "position")

    document_id: str
    position: int
    printed_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow(Record):
    """A heading with its text, without what stands under lower headings."""

    TABLE = "sections"
    KEY = ("section_id",)

    section_id: str
    document_id: str
    parent_id: str | None
    position: int
    level: int
    numbering: str | None
    heading: str | None
    text: str
    char_start: int | None
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow(Record):
    """A numbered work item."""

    TABLE = "measures"
    KEY = ("measure_id",)

    measure_id: str
    document_id: str
    section_id: str
    position: int
    number: str
    title: str
    path: str
    is_safeguard: bool
    text: str
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow(Record):
    """A printed table."""

    TABLE = "tables"
    KEY = ("table_id",)

    table_id: str
    document_id: str
    number: str | None
    caption: str | None
    page_start: int | None
    page_end: int | None
    header_rows: int
    n_rows: int
    n_columns: int
    unit_note: str | None
    source_note: str | None
    confidence: Plain
    is_ocr: bool
    kind: TableKind
    rule: str
    readers_agree: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow(Record):
    """A cell of a printed table's logical grid; `value` is the number that it is."""

    TABLE = "cells"
    KEY = ("table_id", "row", "column")

    table_id: str
    row: int
    column: int
    text: str
    row_span: int
    column_span: int
    is_header: bool
    value: Plain | None
    page: int | None
    is_ocr: bool


Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Record):
    """What could not be read, resolved or trusted: what, where, and what to do."""

    TABLE = "issues"

    source_id: str
    document_id: str | None
    table: str
    row_id: str | None
    type: str
    severity: Severity
    message: str
    page: int | None


def find(document: Document, sort: Sort, tables: Iterable[KnownSheet], ids: Ids) -> Iterator[Record]:
    """Give the rows of `documents`, `document_issuers`, `sections`, `measures`, `tables` and `cells`."""
    yield _document(document, sort)
    for position, name in enumerate(document.issuers, 1):
        yield IssuerRow(document_id=document.document_id, position=position, printed_name=name)
    yield from _sections(document)
    yield from _measures(document)
    for sheet, kind in tables:
        yield from _table(document, sheet.placed, kind, ids)


def table_id(placed: PlacedTable, ids: Ids) -> str:
    """Give the id of a table: over its caption and header, which name it; its number tells equals apart."""
    grid = placed.grid()
    header = "|".join(cell for row in grid[: max(1, placed.table["header_rows"])] for cell in row)
    return ids.fact("x", placed.table["caption"], header, beside=(placed.table["number"],))


def cell_value(text: str) -> Plain | None:
    """Give the number that a cell is, exact and plain; None where it is not just a number. Percent stays percent."""
    plain = folded(text).replace(" ", "").replace("−", "-")
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        return Plain(format(Decimal(plain.rstrip("%").replace(",", "")), "f"))
    except InvalidOperation:
        return None


def _document(document: Document, sort: Sort) -> DocumentRow:
    held = document.validity
    return DocumentRow(
        document_id=document.document_id,
        source_id=document.source_id,
        kind=document.kind,
        title=document.title,
        notice_title=document.notice_title,
        document_number=document.document_number,
        issued_on=document.issued_on,
        published_on=document.published_on,
        effective_from=held.start,
        effective_to=held.end,
        validity_words=held.words,
        holds_on_issue=held.on_issue,
        horizon=held.horizon,
        stated_status=held.stated,
        stated_words=held.stated_words,
        page_start=document.page_start,
        page_end=document.page_end,
        printed_page_start=document.printed_page_start,
        printed_page_end=document.printed_page_end,
        title_en=document.title_en,
        language=document.language,
        area=document.area,
        character_count=len(document.text),
        genre=sort.genre,
        speech=sort.speech,
    )


def _sections(document: Document) -> Iterator[SectionRow]:
    for section in document.sections:
        members = document.paragraphs[section.first : section.last + 1]
        yield SectionRow(
            section_id=section.id,
            document_id=document.document_id,
            parent_id=document.sections[section.parent].id if section.parent is not None else None,
            position=section.position,
            level=section.level,
            numbering=section.numbering,
            heading=section.heading,
            text="\n".join(p.text for p in members),
            char_start=members[0].start if members else None,
            page=section.page,
        )


def _measures(document: Document) -> Iterator[MeasureRow]:
    for measure in document.measures:
        yield MeasureRow(
            measure_id=measure.id,
            document_id=document.document_id,
            section_id=document.sections[measure.section].id,
            position=measure.position,
            number=measure.number,
            title=measure.title,
            path=" / ".join(measure.path),
            is_safeguard=measure.is_safeguard,
            text=measure.text
            if measure.text is not None
            else "\n".join(p.text for p in document.paragraphs[measure.first : measure.last + 1]),
            page=measure.page,
        )


def _table(document: Document, placed: PlacedTable, sort: Sorted, ids: Ids) -> Iterator[Record]:
    table = placed.table
    name = placed.id = table_id(placed, ids)
    yield TableRow(
        table_id=name,
        document_id=document.document_id,
        number=folded(table["number"]) or None,
        caption=folded(table["caption"]) or None,
        page_start=table["page_start"],
        page_end=table["page_end"],
        header_rows=table["header_rows"],
        n_rows=table["n_rows"],
        n_columns=table["n_columns"],
        unit_note=folded(table["unit_note"]) or None,
        source_note=folded(table["source_note"]) or None,
        confidence=Plain(f"{table['confidence']:.2g}"),
        is_ocr=placed.is_ocr,
        kind=sort.kind,
        rule=sort.rule,
        readers_agree=table.get("readers_agree"),
    )
    filled: dict[tuple[int, int], CellRow] = {}
    for cell in table["cells"]:
        for r in range(cell["row"], min(cell["row"] + cell["row_span"], table["n_rows"])):
            for c in range(cell["column"], min(cell["column"] + cell["column_span"], table["n_columns"])):
                filled[r, c] = CellRow(
                    table_id=name,
                    row=r,
                    column=c,
                    text=folded(cell["text"]),
                    row_span=cell["row_span"],
                    column_span=cell["column_span"],
                    is_header=cell["is_header"] or r < table["header_rows"],
                    value=None if r < table["header_rows"] else cell_value(cell["text"]),
                    page=cell["page"],
                    is_ocr=placed.is_ocr,
                )
    for r in range(table["n_rows"]):
        for c in range(table["n_columns"]):
            yield filled.get((r, c)) or CellRow(
                table_id=name,
                row=r,
                column=c,
                text="",
                row_span=1,
                column_span=1,
                is_header=r < table["header_rows"],
                value=None,
                page=None,
                is_ocr=placed.is_ocr,
            )
