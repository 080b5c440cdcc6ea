"""The rows that a document itself makes: what it is, its issuers, sections, measures, and its printed tables."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from transform.document.model import Document, PlacedTable
from transform.identity import Ids
from transform.language.text import folded
from transform.schema import Row, Rows

_NUMBER = re.compile(r"[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")


def rows(document: Document, ids: Ids) -> Rows:
    """Give the rows of `documents`, `document_issuers`, `sections`, `measures`, `tables` and `cells`."""
    made: Rows = {
        "documents": [_document(document)],
        "document_issuers": [
            {"document_id": document.document_id, "position": position, "printed_name": name}
            for position, name in enumerate(document.issuers, 1)
        ],
        "sections": _sections(document),
        "measures": _measures(document),
        "tables": [],
        "cells": [],
    }
    for placed in document.tables:
        if placed.table["n_rows"]:
            _table(document, placed, ids, made)
    return made


def table_id(placed: PlacedTable, ids: Ids) -> str:
    """Give the id of a table: over its number, caption and header, which name it."""
    grid = placed.grid()
    header = "|".join(cell for row in grid[: max(1, placed.table["header_rows"])] for cell in row)
    return ids.fact("x", placed.table["number"], placed.table["caption"], header)


def cell_value(text: str) -> str | None:
    """Give the number that a cell is, exact and plain; None where it is not just a number. Percent stays percent."""
    plain = folded(text).replace(" ", "").replace("−", "-")
    if not _NUMBER.fullmatch(plain):
        return None
    try:
        return format(Decimal(plain.rstrip("%").replace(",", "")), "f")
    except InvalidOperation:
        return None


def _document(document: Document) -> Row:
    return {
        "document_id": document.document_id,
        "source_id": document.source_id,
        "kind": document.kind,
        "title": document.title,
        "notice_title": document.notice_title,
        "document_number": document.document_number,
        "issued_on": document.issued_on,
        "published_on": document.published_on,
        "effective_from": document.effective_from,
        "effective_to": document.effective_to,
        "page_start": document.page_start,
        "page_end": document.page_end,
        "printed_page_start": document.printed_page_start,
        "printed_page_end": document.printed_page_end,
        "title_en": document.title_en,
        "language": document.language,
        "area": document.area,
        "character_count": len(document.text),
    }


def _sections(document: Document) -> list[Row]:
    made: list[Row] = []
    for section in document.sections:
        members = document.paragraphs[section.first : section.last + 1]
        made.append(
            {
                "section_id": section.id,
                "document_id": document.document_id,
                "parent_id": document.sections[section.parent].id if section.parent is not None else None,
                "position": section.position,
                "level": section.level,
                "numbering": section.numbering,
                "heading": section.heading,
                "text": "\n".join(p.text for p in members),
                "char_start": members[0].start if members else None,
                "page": section.page,
            }
        )
    return made


def _measures(document: Document) -> list[Row]:
    return [
        {
            "measure_id": measure.id,
            "document_id": document.document_id,
            "section_id": document.sections[measure.section].id,
            "position": measure.position,
            "number": measure.number,
            "title": measure.title,
            "path": " / ".join(measure.path),
            "is_safeguard": measure.is_safeguard,
            "text": "\n".join(p.text for p in document.paragraphs[measure.first : measure.last + 1]),
            "page": measure.page,
        }
        for measure in document.measures
    ]


def _table(document: Document, placed: PlacedTable, ids: Ids, made: Rows) -> None:
    table = placed.table
    name = placed.id = table_id(placed, ids)
    made["tables"].append(
        {
            "table_id": name,
            "document_id": document.document_id,
            "number": folded(table["number"]) or None,
            "caption": folded(table["caption"]) or None,
            "page_start": table["page_start"],
            "page_end": table["page_end"],
            "header_rows": table["header_rows"],
            "n_rows": table["n_rows"],
            "n_columns": table["n_columns"],
            "unit_note": folded(table["unit_note"]) or None,
            "source_note": folded(table["source_note"]) or None,
            "confidence": f"{table['confidence']:.2g}",
            "is_ocr": placed.is_ocr,
        }
    )
    filled: dict[tuple[int, int], Row] = {}
    for cell in table["cells"]:
        for r in range(cell["row"], min(cell["row"] + cell["row_span"], table["n_rows"])):
            for c in range(cell["column"], min(cell["column"] + cell["column_span"], table["n_columns"])):
                filled[r, c] = {
                    "table_id": name,
                    "row": r,
                    "column": c,
                    "text": folded(cell["text"]),
                    "row_span": cell["row_span"],
                    "column_span": cell["column_span"],
                    "is_header": cell["is_header"] or r < table["header_rows"],
                    "value": None if r < table["header_rows"] else cell_value(cell["text"]),
                    "page": cell["page"],
                    "is_ocr": placed.is_ocr,
                }
    for r in range(table["n_rows"]):
        for c in range(table["n_columns"]):
            empty: Row = {"table_id": name, "row": r, "column": c, "text": "", "row_span": 1, "column_span": 1}
            empty |= {"is_header": r < table["header_rows"], "value": None, "page": None, "is_ocr": placed.is_ocr}
            made["cells"].append(filled.get((r, c)) or empty)
