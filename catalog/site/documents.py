"""The pages of a document: what was read from it, its printed tables, its text with the facts marked in it.

A document that would make one long page is divided: tables of facts onto pages of their own (`made.placed` says which
row stands where, for other pages link to it), the text by paragraphs. Every part has the list of contents, and an anchor
is found wherever it stands. How a part looks is in `document.html`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from catalog.package import Field
from catalog.site import words
from catalog.site.grid import Grid
from catalog.site.kept import Kept
from catalog.site.made import IN_TEXT, ORDERS, PAGE_BYTES
from catalog.site.rows import DOCUMENTS, QUOTED, Library, Row
from catalog.site.text import Mark, Text, merge
from catalog.site.units import Query, each
from catalog.sql import identifier

COVERAGE = """
    SELECT {owner}.document_id AS document_id, c.document_id AS news_id, n.title AS news_title,
        coalesce(n.published_on, n.issued_on) AS news_date,
        t.document_id AS plan_id, d.title AS plan_title, t.target_id, t.metric, t.kind, t.comparator, t.value,
        t.value_max, t.unit, t.deadline, c.agrees, c.difference, c.quote, c.char_start, w.file
    FROM targets.coverage c
    JOIN targets.targets t USING (target_id)
    LEFT JOIN policies.documents n ON n.document_id = c.document_id
    LEFT JOIN policies.documents d ON d.document_id = t.document_id
    LEFT JOIN made.placed w ON w.id = t.target_id
"""
BY_COVERAGE = f"news_id, target_id, {IN_TEXT}, quote"


def _placed(rows: str, key: str) -> str:
    return f"SELECT r.*, w.file FROM ({rows}) r LEFT JOIN made.placed w ON w.id = r.{key}"


OF_DOCUMENT: dict[str, Query] = {
    name: Query(
        f"SELECT * FROM {identifier(package.name)}.{identifier(name)}",
        f"{IN_TEXT}, {', '.join(map(identifier, resource.primary_key))}",
    )
    for name, (_, package, resource) in QUOTED.items()
}
"""The rows that belong to one document each; of facts in the order of the text."""
OF_DOCUMENT |= {
    "issuers": Query(
        "SELECT i.document_id, i.position, i.printed_name, o.name FROM policies.document_issuers i "
        "LEFT JOIN policies.organisations o USING (organisation_id)",
        "try_cast(position AS INTEGER), printed_name",
    ),
    "sources": Query(
        "SELECT p.document_id, p.position, p.page_start AS first_page, p.page_end AS last_page, s.* "
        "FROM policies.document_sources p LEFT JOIN policies.sources s USING (source_id)",
        "try_cast(position AS INTEGER), source_id",
    ),
    "sections": Query("SELECT * FROM policies.sections", "try_cast(position AS INTEGER), section_id"),
    "measures": Query(_placed("FROM policies.measures", "measure_id"), ORDERS["measures"]),
    "incentives": Query(_placed("FROM policies.incentives", "incentive_id"), ORDERS["incentives"]),
    "responsibilities": Query(
        """SELECT r.* REPLACE (m.document_id AS document_id), o.name, m.position AS of_measure
        FROM policies.responsibilities r JOIN policies.measures m USING (measure_id)
        LEFT JOIN policies.organisations o USING (organisation_id)""",
        "try_cast(of_measure AS INTEGER), measure_id, try_cast(position AS INTEGER), printed_name",
    ),
    "targets": Query("SELECT * FROM made.aims", ORDERS["targets"]),
    "observations": Query(
        _placed(
            "SELECT o.*, i.name AS indicator FROM targets.observations o LEFT JOIN targets.indicators i USING (indicator_id)",
            "observation_id",
        ),
        ORDERS["observations"],
    ),
    "citations": Query("SELECT * FROM policies.citations", "try_cast(position AS INTEGER), cited_title, char_start"),
    "cited_by": Query(
        """SELECT DISTINCT c.cited_document_id AS document_id, c.document_id AS citing_id, d.title, c.relation
        FROM policies.citations c JOIN policies.documents d ON d.document_id = c.document_id
        WHERE c.cited_document_id IS NOT NULL""",
        "citing_id, relation",
    ),
    "tables": Query(_placed("FROM tables.tables", "table_id"), ORDERS["tables"]),
    "cells": Query(
        "SELECT t.document_id, c.* FROM tables.cells c JOIN tables.tables t USING (table_id)",
        'table_id, try_cast("row" AS INTEGER), try_cast("column" AS INTEGER)',
    ),
    "reported": Query(COVERAGE.format(owner="t"), BY_COVERAGE),
    "reports": Query(COVERAGE.format(owner="c"), BY_COVERAGE),
    "numbers": Query("SELECT document_id, role, count(*) AS n FROM targets.quantities GROUP BY ALL", "n DESC, role"),
    "issues": Query("SELECT * FROM policies.issues", "severity, issue_id"),
}
LAID_OUT = ("targets", "incentives", "observations", "responsibilities", "citations", "coverage")
"""Tables of facts with a layout of their own on a document's page; the others stand there field by field, see `plain`."""
PLACED = ("targets", "measures", "incentives", "observations", "tables")
"""Parts whose rows other pages link to."""
BYTES = {"reported": 800, "citations": 400, "issues": 260}
"""What a row of another part takes on a page, roughly; a row of a plain table takes `PLAIN_BYTES`."""
PLAIN_BYTES = 700
MARK_BYTES, SIGN_BYTES = 420, 3
"""What a mark and a sign of the text take on a page, roughly."""
SHORT = 40
"""Citations that a divided document still has on its first page."""
FRONT = ""
"""The first page of a document, `index.html`."""


class Documents:
    """Writes the pages of the documents of one build."""

    def __init__(self, library: Library, kept: Kept, page: Callable[..., None]) -> None:
        """Take the rows, what stands, and what renders a template to a path."""
        self._library = library
        self._kept = kept
        self._page = page
        self.unplaced = 0

    def write(self) -> None:
        """Stage the pages of all documents that must be rendered."""
        queries = {"document": Query(DOCUMENTS, "document_id"), **OF_DOCUMENT}
        for document_id, rows in each(self._library, self._kept, "documents", "document_id", queries):
            self._document(document_id, rows.pop("document")[0], rows)

    def _document(self, document_id: str, document: Row, rows: dict[str, list[Row]]) -> None:
        text = Text.of(rows["sections"], is_whole=document["has_full_text"] != "false")
        by_measure: dict[str, list[Row]] = defaultdict(list)
        for row in rows["responsibilities"]:
            by_measure[row["measure_id"] or ""].append(row)
        marks = merge(_marks(document_id, rows, text))
        places = {fact: mark.id for mark in marks for fact in mark.facts}
        grids = _grids(document_id, rows)
        places |= dict(_in_tables(document_id, rows, grids, places))
        facts = [fact_anchor(document_id, table, row) for table in QUOTED for row in rows[table]]
        facts += [words.anchor(document_id, row["measure_id"] or "") for row in rows["measures"]]
        self.unplaced += sum(fact not in places for fact in facts)
        is_divided = document["is_divided"] == "true"
        rows["reported"] = rows.pop("reports") + rows["reported"]
        pages = _divided(rows) if is_divided else {FRONT: {name: rows[name] for name in _sections()}}
        lines = _text_pages(text, marks, is_divided)
        where = _where(document_id, pages, grids, by_measure, text, marks, lines)
        files = [*pages, *(file for file in dict.fromkeys(lines) if file not in pages)]
        parts: dict[str, list[Any]] = defaultdict(list)
        for file, part in text.parts(document_id, marks, lines, partial(_link, where)):
            parts[file].append(part)
        totals = {name: len(rows[name]) for name in _sections()}
        totals["citations"] += len(rows["cited_by"])
        firsts = {name: next((f for f, held in pages.items() if held.get(name)), FRONT) for name in _sections()}
        outline = [part for file in parts for part in parts[file] if part.heading and part.level <= 2]
        for number, file in enumerate(files):
            here = pages.get(file, {})
            self._page(
                f"documents/{document_id}/{file or 'index.html'}",
                "document.html",
                f"documents/{document_id}",
                document=document,
                file=file,
                is_whole=text.is_whole,
                is_first=number == 0,
                is_divided=is_divided,
                totals=totals,
                firsts=firsts,
                text_at=(lines or [FRONT])[0],
                has_text=bool(outline or parts or not text.is_whole),
                starts_text=file == (lines or [FRONT])[0],
                numbering={"number": number + 1, "last": len(files), "files": files},
                rows={name: here.get(name, []) for name in _sections()}
                | {name: rows[name] for name in ("issuers", "sources")}
                | {name: rows[name] if number == 0 else [] for name in ("numbers",)},
                cited_by=rows["cited_by"] if file == firsts["citations"] else [],
                responsible=by_measure,
                grids=[grids[row["table_id"] or ""] for row in here.get("tables", [])],
                outline=outline,
                parts=parts[file],
                place=places.get,
                to=partial(_link, where, file),
                fact=partial(fact_anchor, document_id),
            )


def _link(where: Mapping[str, str], here: str, anchor: str) -> str:
    """Give the address of an anchor of the document from one of its pages."""
    file = where.get(anchor, FRONT)
    return f"#{anchor}" if file == here else f"{file or 'index.html'}#{anchor}"


def plain() -> list[str]:
    """Give the tables of facts that are printed field by field."""
    return [table for table in QUOTED if table not in LAID_OUT]


def _sections() -> tuple[str, ...]:
    """Give the parts of a document in their order, but for its text."""
    return ("targets", "measures", "incentives", "observations", *plain(), "reported", "tables", "citations", "issues")


def _divided(rows: Mapping[str, list[Row]]) -> dict[str, dict[str, list[Row]]]:
    """Give what stands on each page of a divided document, page by page in the order of the parts."""
    pages: dict[str, dict[str, list[Row]]] = {FRONT: {}}
    for name in _sections():
        fits = PAGE_BYTES // BYTES.get(name, PLAIN_BYTES)
        for index, row in enumerate(rows[name]):
            if name in PLACED:
                file = row["file"] or FRONT
            elif name == "citations" and len(rows[name]) <= SHORT:
                file = FRONT
            else:
                file = f"{name}{f'-{index // fits + 1}' if index >= fits else ''}.html"
            pages.setdefault(file, {}).setdefault(name, []).append(row)
    if rows["cited_by"] and not rows["citations"]:
        pages[FRONT]["citations"] = []
    return pages


def _text_pages(text: Text, marks: list[Mark], is_divided: bool) -> list[str]:
    """Give the page of each line of the text."""
    starts = sorted(mark.start for mark in marks)
    files: list[str] = []
    number, size = 1, 0
    for offset, line in text.lines():
        held = bisect_left(starts, offset + len(line)) - bisect_left(starts, offset)
        weight = SIGN_BYTES * len(line) + MARK_BYTES * held
        if size and size + weight > PAGE_BYTES:
            number, size = number + 1, 0
        size += weight
        files.append(f"text{f'-{number}' if number > 1 else ''}.html" if is_divided else FRONT)
    return files


def _where(
    document_id: str,
    pages: Mapping[str, Mapping[str, list[Row]]],
    grids: Mapping[str, Grid],
    by_measure: Mapping[str, list[Row]],
    text: Text,
    marks: list[Mark],
    lines: list[str],
) -> dict[str, str]:
    """Give the page of each anchor that does not stand on the first."""
    where: dict[str, str] = {}
    for file, held in pages.items():
        for name, rows in held.items():
            for row in rows:
                if name in QUOTED:
                    where[fact_anchor(document_id, name, row)] = file
                elif name == "measures":
                    where[words.anchor(document_id, row["measure_id"] or "")] = file
                    for body in by_measure[row["measure_id"] or ""]:
                        where[fact_anchor(document_id, "responsibilities", body)] = file
                elif name == "tables":
                    grid = grids[row["table_id"] or ""]
                    where[grid.id] = file
                    where |= dict.fromkeys(grid.named(), file)
    offsets = [offset for offset, _ in text.lines()]
    if lines:
        for mark in marks:
            where[mark.id] = lines[max(0, bisect_left(offsets, mark.start + 1) - 1)]
        for section, start in zip(text.sections, text.starts, strict=True):
            where[words.anchor(document_id, section["section_id"] or "")] = lines[bisect_left(offsets, start)]
        where["text"] = lines[0]
    return {anchor: file for anchor, file in where.items() if file}


def fact_anchor(document_id: str, table: str, row: Row) -> str:
    """Give the fragment of a fact's row on its document's page."""
    kind, _, resource = QUOTED[table]
    if len(resource.primary_key) == 1:
        return words.anchor(document_id, row[resource.primary_key[0]] or "")
    if table == "responsibilities":
        return f"{words.anchor(document_id, row['measure_id'] or '')}-r{row['position']}"
    return f"{kind}-{row['position']}"


def _marks(document_id: str, rows: Mapping[str, list[Row]], text: Text) -> Iterator[Mark]:
    for row in rows["measures"]:
        span = text.find(row["title"] or "", row["section_id"])
        if span:
            yield Mark(*span, "measure", [words.anchor(document_id, row["measure_id"] or "")], row["title"] or "")
    for table, (kind, _, _) in QUOTED.items():
        for row in rows[table]:
            start, end = int(row["char_start"] or -1), int(row["char_end"] or -1)
            if span := text.span(start, end, row["quote"] or ""):
                yield Mark(*span, kind, [fact_anchor(document_id, table, row)], _name(table, row))


def _grids(document_id: str, rows: Mapping[str, list[Row]]) -> dict[str, Grid]:
    """Give the document's printed tables by their ids."""
    cells: dict[str, list[Row]] = defaultdict(list)
    for cell in rows["cells"]:
        cells[cell["table_id"] or ""].append(cell)
    ids = [(table["table_id"] or "", table) for table in rows["tables"]]
    return {id: Grid(words.anchor(document_id, id), table, cells[id]) for id, table in ids}


def _in_tables(
    document_id: str, rows: Mapping[str, list[Row]], grids: Mapping[str, Grid], known: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give each fact without a place in the text the cell that it was read from, by row and column or by its words."""
    for table in QUOTED:
        for row in rows[table]:
            fact = fact_anchor(document_id, table, row)
            if fact in known:
                continue
            grid = grids.get(row.get("table_id") or "")
            places = (
                [grid.place(row["row"], row["column"])]
                if grid
                else [g.find(row["quote"] or "") for g in grids.values()]
            )
            place = next(filter(None, places), None)
            if place:
                yield fact, place


def _name(table: str, row: Row) -> str:
    """Say in a few words what a mark was read as."""
    match table:
        case "responsibilities":
            return f"{row['printed_name']}（{words.word('role', row['role']).zh}）"
        case "citations":
            return f"{words.word('relation', row['relation']).zh}《{row['cited_title']}》"
        case "incentives":
            return words.word("instrument", row["instrument"]).zh
        case "targets" | "observations":
            return f"{row['metric']} {words.amount(row)}"
        case _:
            return " ".join(filter(None, (words.said(field, row) for field in columns(table))))


def columns(table: str) -> list[Field]:
    """Give the fields of a fact's table that are printed one by one: what it says, an amount as one."""
    says = QUOTED[table][2].says
    apart = ("is_ocr", *(words.PARTS_OF_AMOUNT if any(f.name == "value" for f in says) else ()))
    return [field for field in says if field.name not in apart]
