"""The check that a text which may not be released is not: the longest run of it in what would be published.

Of a document whose `has_full_text` is false there may be published: its titles, headings, the sentences in which the
quotes of facts lie, and the facts. How a text is cut down does not live here, and nothing of it is used: the check
reads the text at its source and the rows to be published, and compares.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from catalog.package import Package, Resource
from catalog.sql import identifier

LONGEST_RUN = 20
"""Characters of a withheld text that may stand together where texts do: shorter runs are names and turns of phrase."""

LONGEST_NAME = 60
"""The same for what facts name (a metric, a condition), and the length up to which a heading is one."""

TEXTS = {"sections", "measures", "tables", "cells", "issues", "quantities"}
"""Tables whose columns hold what the document says, other than as fact and quote."""

HEADINGS = {("sections", "heading"), ("measures", "title"), ("measures", "path"), ("tables", "caption")}
HEADINGS |= {("tables", "unit_note"), ("tables", "source_note")}
SENTENCE_ENDS = "。\n"


@dataclass(frozen=True, slots=True)
class Leak:
    """A value that gives more of a withheld text than it may: where it stands, and how many characters on end."""

    document_id: str
    table: str
    field: str
    run: int


def leaks(con: duckdb.DuckDBPyConnection, packages: Iterable[Package], texts: Mapping[str, str]) -> list[Leak]:
    """Give what of the tables of `con` would publish a withheld text, the longest run of each table's field.

    `texts` are the withheld texts at their sources, by document; `char_start` and `char_end` of facts count in them.
    """
    resources = {resource.name: (package, resource) for package in packages for resource in package.resources}
    found: dict[tuple[str, str, str], int] = {}
    for document_id, text in texts.items():
        values = list(_values(con, resources.values(), document_id))
        spans = [span for table in resources for span in _quoted(con, resources[table][1], document_id)]
        allowed = "\0".join(_bare(value) for value in _allowed(values, text, spans))
        withheld = "\0".join(_bare(part) for part in _rest(text, spans))
        for table, field, value in values:
            if table == "documents" or field == "quote":
                continue
            limit = LONGEST_RUN if table in TEXTS else LONGEST_NAME
            run = longest(_bare(value), withheld, allowed, limit)
            if run > limit:
                key = (document_id, table, field)
                found[key] = max(run, found.get(key, 0))
    return [Leak(*key, run) for key, run in sorted(found.items())]


def longest(value: str, withheld: str, allowed: str, limit: int) -> int:
    """Give the length of the longest run of `value`, of more than `limit`, that stands in one text and not the other."""
    most = start = 0
    while (end := start + limit + 1) <= len(value):
        if value[start:end] not in withheld or value[start:end] in allowed:
            start += 1
            continue
        while end < len(value) and value[start : end + 1] in withheld:
            end += 1
        most = max(most, end - start)
        start = end
    return most


def _bare(text: str) -> str:
    """Fold a text and take its white space out, so that prints of it compare."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _of_document(package: Package, resource: Resource) -> str | None:
    """Give the condition under which a row is of the document `$1`, None for a table whose rows are of none."""
    if any(field.name == "document_id" for field in resource.fields):
        return "document_id = $1"
    for key in resource.foreign_keys:
        target = package.resource(key.resource or resource.name)
        if target is not resource and any(field.name == "document_id" for field in target.fields):
            [own], [theirs] = key.fields, key.reference
            return f"{identifier(own)} IN (SELECT {identifier(theirs)} FROM {target.source} WHERE document_id = $1)"
    return None


def _values(
    con: duckdb.DuckDBPyConnection, resources: Iterable[tuple[Package, Resource]], document_id: str
) -> Iterator[tuple[str, str, str]]:
    """Give table, field and value of all free text that would be published of a document."""
    for package, resource in resources:
        names = [field.name for field in resource.fields if field.is_free_text]
        if (condition := _of_document(package, resource)) is None or not names:
            continue
        columns = ", ".join(map(identifier, names))
        sql = f"SELECT DISTINCT {columns} FROM {resource.source} WHERE {condition}"
        for row in con.execute(sql, [document_id]).fetchall():
            for name, value in zip(names, row, strict=True):
                if value:
                    yield resource.name, name, value


def _quoted(con: duckdb.DuckDBPyConnection, resource: Resource, document_id: str) -> list[tuple[int, int]]:
    """Give where the quotes of a table's facts lie in the text of their document."""
    if not {"document_id", "char_start", "char_end", "quote"} <= {field.name for field in resource.fields}:
        return []
    sql = f"""SELECT DISTINCT char_start, char_end FROM {resource.source}
        WHERE document_id = $1 AND char_start IS NOT NULL AND char_end > char_start"""
    return con.execute(sql, [document_id]).fetchall()


def _allowed(values: Sequence[tuple[str, str, str]], text: str, spans: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Give what may be published of a document's words: titles, headings, quotes and the sentences around them."""
    for table, field, value in values:
        if table == "documents" or field == "quote":
            yield value
        elif (table, field) in HEADINGS:
            yield from (part for part in value.split(" / ") if len(part) <= LONGEST_NAME)
    for start, end in spans:
        begin, behind = _sentence(text, start, end)
        yield text[begin:behind]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    begin = max(text.rfind(sign, 0, start) for sign in SENTENCE_ENDS) + 1
    ends = [at for sign in SENTENCE_ENDS if (at := text.find(sign, max(end - 1, start))) >= 0]
    return begin, min(ends, default=len(text) - 1) + 1


def _rest(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Give the parts of a text between the sentences in which quotes lie."""
    at = 0
    for begin, end in sorted(_sentence(text, *span) for span in spans):
        if begin > at:
            yield text[at:begin]
        at = max(at, end)
    yield text[at:]
