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
from typing import NamedTuple

import duckdb

from catalog.package import Package, Resource
from catalog.sql import identifier

LONGEST_RUN = 20
"""Characters of a withheld text that may stand together where texts do: shorter runs are names and turns of phrase."""

LONGEST_NAME = 60
"""The same for what facts name (a metric, a condition) and for the cell of a table, and the length of a heading."""

TEXTS = {"sections", "measures", "tables", "issues", "quantities"}
"""Tables whose columns hold what the document says, other than as fact and quote."""

HEADINGS = {("sections", "heading"), ("measures", "title"), ("measures", "path"), ("tables", "caption")}
HEADINGS |= {("tables", "unit_note"), ("tables", "source_note")}
SENTENCE_ENDS = "。\n"
LEFT_OUT = "……"
"""Stands where something of a text is left out, as in print."""
BREAK = "\0"
"""Stands for what is left out where texts are compared: no run goes over it."""


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
    found: dict[tuple[str, str, str], int] = {}
    for document_id, value, spans in _found(con, packages, texts):
        key = (document_id, value.resource.name, value.field)
        found[key] = max(found.get(key, 0), *(end - start for start, end in spans))
    return [Leak(*key, run) for key, run in sorted(found.items())]


def cut(con: duckdb.DuckDBPyConnection, packages: Iterable[Package], texts: Mapping[str, str]) -> list[Leak]:
    """Cut every value that gives too much of a withheld text after the characters that it may give; say what was cut.

    One document that was cut down too little costs that document some words, and no release.
    """
    resources = list(packages)
    found = leaks(con, resources, texts)
    for document_id, value, spans in list(_found(con, resources, texts)):
        places = [place for place, _ in _signs(value.text)]
        shorter, at = "", 0
        for start, end in spans:
            shorter += value.text[at : places[start + _limit(value.resource)]] + LEFT_OUT
            at = places[end - 1] + 1
        shorter += value.text[at:]
        name = identifier(value.field)
        con.execute(
            f"UPDATE {value.resource.source} SET {name} = $2 WHERE {name} = $3 AND {value.condition}",
            [document_id, shorter, value.text],
        )
    return found


class _Value(NamedTuple):
    """One text that would be published, where it stands, and the condition for the rows of its document (`$1`)."""

    resource: Resource
    field: str
    text: str
    condition: str


def _found(
    con: duckdb.DuckDBPyConnection, packages: Iterable[Package], texts: Mapping[str, str]
) -> Iterator[tuple[str, _Value, list[tuple[int, int]]]]:
    """Give each value that gives too much, and where, in its folded signs."""
    resources = {resource.name: (package, resource) for package in packages for resource in package.resources}
    for document_id, text in texts.items():
        values = list(_values(con, resources.values(), document_id))
        spans = [span for _, resource in resources.values() for span in _quoted(con, resource, document_id)]
        allowed = [_bare(value) for value in _allowed(values, text, spans)]
        withheld = [_bare(part) for part in _rest(text, spans)]
        judges = {limit: Judge(withheld, allowed, limit) for limit in (LONGEST_RUN, LONGEST_NAME)}
        for value in values:
            if value.resource.name == "documents" or value.field == "quote":
                continue
            if over := judges[_limit(value.resource)].runs(_bare(value.text)):
                yield document_id, value, over


def _limit(resource: Resource) -> int:
    return LONGEST_RUN if resource.name in TEXTS else LONGEST_NAME


class Judge:
    """Tells the runs of more than `limit` signs that stand in a withheld text and are no part of what is allowed.

    It looks up runs of `limit` + 1 signs, so a text costs its length, whatever it is compared with.
    """

    def __init__(self, withheld: Iterable[str], allowed: Iterable[str], limit: int) -> None:
        """Take folded texts without white space (`_bare`)."""
        pieces = set(allowed) - {""}
        self._size = limit + 1
        self._withheld = self._grams(withheld)
        self._allowed = self._grams(pieces)
        self._names = [piece for piece in pieces if len(piece) <= limit]

    def _grams(self, texts: Iterable[str]) -> set[str]:
        grams = (text[at : at + self._size] for text in texts for at in range(len(text) - self._size + 1))
        return {gram for gram in grams if BREAK not in gram}

    def runs(self, value: str) -> list[tuple[int, int]]:
        """Give the runs of a value that give too much, in order."""
        size = self._size
        starts = range(len(value) - size + 1)
        given = bytearray(len(value))
        for at in starts:
            if value[at : at + size] in self._withheld:
                given[at : at + size] = b"\1" * size
        if not any(given):
            return []
        for name in self._names:
            at = value.find(name)
            while at >= 0:
                given[at : at + len(name)] = bytes(len(name))
                at = value.find(name, at + 1)
        for at in starts:
            if value[at : at + size] in self._allowed:
                given[at : at + size] = bytes(size)
        return [match.span() for match in re.finditer(rb"\x01{%d,}" % size, given)]


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """Give the signs of a text, folded and without white space, each with its place there; `BREAK` for what is left out."""
    for place, char in enumerate(text):
        folded = BREAK if char == LEFT_OUT[0] else unicodedata.normalize("NFKC", char)
        yield from ((place, sign) for sign in folded if not sign.isspace())


def _bare(text: str) -> str:
    """Fold a text and take its white space out, so that prints of it compare."""
    return "".join(sign for _, sign in _signs(text))


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
) -> Iterator[_Value]:
    """Give all free text that would be published of a document."""
    for package, resource in resources:
        names = [field.name for field in resource.fields if field.is_free_text]
        if (condition := _of_document(package, resource)) is None or not names:
            continue
        columns = ", ".join(map(identifier, names))
        sql = f"SELECT DISTINCT {columns} FROM {resource.source} WHERE {condition}"
        for row in con.execute(sql, [document_id]).fetchall():
            yield from (_Value(resource, name, text, condition) for name, text in zip(names, row, strict=True) if text)


def _quoted(con: duckdb.DuckDBPyConnection, resource: Resource, document_id: str) -> list[tuple[int, int]]:
    """Give where the quotes of a table's facts lie in the text of their document."""
    if not {"document_id", "char_start", "char_end", "quote"} <= {field.name for field in resource.fields}:
        return []
    sql = f"""SELECT DISTINCT char_start, char_end FROM {resource.source}
        WHERE document_id = $1 AND char_start IS NOT NULL AND char_end > char_start"""
    return con.execute(sql, [document_id]).fetchall()


def _allowed(values: Sequence[_Value], text: str, spans: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Give what may be published of a document's words: titles, headings, quotes and the sentences around them."""
    for value in values:
        if value.resource.name == "documents" or value.field == "quote":
            yield value.text
        elif (value.resource.name, value.field) in HEADINGS:
            yield from (part for part in value.text.split(" / ") if len(part) <= LONGEST_NAME)
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
