"""The rows of a table as SpreadsheetML (ECMA-376, 18.3.1.73), text inline, made of its CSV in DuckDB.

A row is one text that the database puts together: a million rows take seconds. What only a few cells need (a text that
is too long for one, signs that XML has none for) is done here, cell by cell. How a sheet looks is in
`catalog.workbook`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb

from catalog.escape import unescape, unescape_sql
from catalog.formats import load_csv
from catalog.package import DECIMAL, Field, Resource
from catalog.sql import literal

MOST = 20_000
"""Rows of a table that a sheet has: a workbook is for people, who look through no more; Excel itself holds 1,048,576."""

CHARACTERS = 32_767
DIGITS = 15
"""What Excel holds: UTF-16 units of a cell, digits of a number."""

AT_A_TIME = 2_000
"""Rows that are in memory at a time."""

NUMBERS = {"integer", "number"}

_ESCAPE = r"_(?=x[0-9A-Fa-f]{4}_)"
_UNPRINTABLE = "[\\x00-\\x08\\x0b-\\x1f\\ufffe\\uffff]"
_RARE = r"[\x00-\x08\x0b-\x1f\x{fffe}\x{ffff}]|_x[0-9A-Fa-f]{4}_"
"""For RE2: what has no sign in XML, and what looks as Excel writes such a sign."""


def sheet_rows(con: duckdb.DuckDBPyConnection, resource: Resource, path: Path, styles: Sequence[int]) -> Iterator[str]:
    """Give the rows of a CSV of ours, the first under the head as row 2, some at a time, each `<row>…</row>`.

    `styles` are the numbers of the workbook's formats: of text, then of numbers with 0, 1 … decimals. Of more rows than
    a sheet has a last one says where the others are.
    """
    load_csv(con, resource, path, "sheet")
    parts, texts = [], []
    for place, (f, name) in enumerate(zip(resource.fields, columns(len(resource.fields)), strict=True)):
        text = unescape_sql(f"c{place}") if f.is_free_text else f"c{place}"
        parts.append(_cell_sql(f, name, f"c{place}", text, styles))
        if f.type == "string":
            texts.append(f"c{place}")
    is_rare = _is_rare(texts) if texts else "false"
    every = ", ".join(f"c{place}" for place in range(len(resource.fields)))
    found = con.execute(
        f"SELECT _row, CASE WHEN NOT {is_rare} THEN concat('<row r=\"', _row, '\">', {', '.join(parts)}, '</row>') END, "
        f"CASE WHEN {is_rare} THEN [{every}] END FROM sheet WHERE _row <= {MOST + 1} ORDER BY _row"
    )
    while batch := found.fetchmany(AT_A_TIME):
        yield "".join(text or _row(resource, number, cells, path, styles) for number, text, cells in batch)
    if con.execute(f"SELECT count(*) > {MOST} FROM sheet").fetchall()[0][0]:
        last = MOST + 2
        note = f"其余各行见 {path.name} (for the other rows see {path.name})"
        yield f'<row r="{last}">{_inline(f"A{last}", styles[0], note)}</row>'
    con.execute("DROP TABLE sheet")


def _is_rare(texts: Sequence[str]) -> str:
    """Give SQL that says whether a row has a cell that is made here. All of a row is looked at in one go: cells are many."""
    row = f"concat_ws(' ', {', '.join(texts)})"
    # An astral sign counts two for Excel; what may be too long is looked at closely.
    longest = CHARACTERS // 2
    is_long = (
        f"strlen({row}) > {longest} AND coalesce({' OR '.join(f'length({text}) > {longest}' for text in texts)}, false)"
    )
    return f"({is_long} OR regexp_matches({row}, {literal(_RARE)}))"


def columns(count: int) -> list[str]:
    """Give the names of the first columns of a sheet: A … Z, AA …"""
    from xlsxwriter.utility import xl_col_to_name

    return [xl_col_to_name(place) for place in range(count)]


def _cell_sql(f: Field, name: str, cell: str, text: str, styles: Sequence[int]) -> str:
    """Give SQL of a cell, an empty text where there is none; the same as `_cell` of whatever is not rare."""
    signs = f"replace(replace(replace({text}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"
    spaced = rf"regexp_matches({text}, '^\s|\s$|\n')"
    space = f"CASE WHEN {spaced} THEN ' xml:space=\"preserve\"' ELSE '' END"
    inline = f"'<c r=\"{name}' || _row || '\" s=\"{styles[0]}\" t=\"inlineStr\"><is><t' || {space} || '>' || {signs} || '</t></is></c>'"
    if f.type in NUMBERS:
        # Published numbers are digits, one point, a sign before them: a pattern for each of so many cells takes its time.
        decimals = f"CASE WHEN contains({cell}, '.') THEN strlen({cell}) - strpos({cell}, '.') ELSE 0 END"
        digits = f"strlen(replace(ltrim({cell}, '-'), '.', ''))"
        number = f"'<c r=\"{name}' || _row || '\" s=\"' || {list(styles[1:])}[{decimals} + 1] || '\"><v>' || {cell} || '</v></c>'"
        return f"CASE WHEN {cell} IS NULL THEN '' WHEN {digits} <= {DIGITS} THEN {number} ELSE {inline} END"
    if f.type == "boolean":
        truth = f"CASE WHEN {cell} = 'true' THEN '1' ELSE '0' END"
        return f"CASE WHEN {cell} IS NULL THEN '' ELSE '<c r=\"{name}' || _row || '\" t=\"b\"><v>' || {truth} || '</v></c>' END"
    return f"CASE WHEN {cell} IS NULL THEN '' ELSE {inline} END"


def _row(resource: Resource, number: int, cells: Sequence[str | None], path: Path, styles: Sequence[int]) -> str:
    names = columns(len(cells))
    made = (
        _cell(f, f"{name}{number}", cell, path, styles)
        for f, name, cell in zip(resource.fields, names, cells, strict=True)
    )
    return f'<row r="{number}">{"".join(made)}</row>'


def _cell(f: Field, place: str, cell: str | None, path: Path, styles: Sequence[int]) -> str:
    if not cell:
        return ""
    if f.type in NUMBERS and sum(c.isdigit() for c in cell) <= DIGITS:
        decimals = min(len(cell.partition(".")[2]), DECIMAL[1])
        return f'<c r="{place}" s="{styles[1 + decimals]}"><v>{cell}</v></c>'
    if f.type == "boolean":
        return f'<c r="{place}" t="b"><v>{int(cell == "true")}</v></c>'
    return _inline(place, styles[0], fitting(unescape(cell) if f.is_free_text else cell, path))


def _inline(place: str, style: int, text: str) -> str:
    """Give a cell of text; signs that XML has none for, and what looks like Excel's own escape, in Excel's escape."""
    text = re.sub(_ESCAPE, "_x005F_", text)
    text = re.sub(_UNPRINTABLE, lambda sign: f"_x{ord(sign[0]):04X}_", text)
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'


def fitting(text: str, path: Path) -> str:
    """Give a text that a cell holds; what is cut says so, and where the whole stands."""
    if len(text) <= CHARACTERS // 2 or len(text.encode("utf-16-le")) // 2 <= CHARACTERS:
        return text
    note = f" … 全文见 {path.name} (cut: see {path.name})"
    return text[: CHARACTERS // 2 - len(note)] + note
