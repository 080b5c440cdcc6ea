"""The check that the licence of each source governs what is released of it, over the tables to be published.

It asks the rows alone, and nothing of what decided them: `documents` (kind, licence, whether the text is whole and why)
and `licences` (which of them allow it). That a text which is withheld does not stand there all the same is the check of
`catalog.withheld`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import duckdb

from catalog.package import Package

GROUNDS = ("licence", "official_document")
"""Of `text_basis`: what a text is released whole on."""

AROUND = re.compile(r"^https?://(www\.)?|/?((deed|legalcode)[.a-z_-]*)?/?$")
"""What is printing of a licence's address: its scheme, its last stroke, the page of its words."""


@dataclass(frozen=True, slots=True)
class Offence:
    """A document, or the rows of a table, that no licence allows to be released as they stand."""

    table: str
    row: str
    reason: str


def key(licence: str | None) -> str:
    """Give what two prints of the same licence, its name or its address, have in common."""
    return AROUND.sub("", (licence or "").strip().lower())


def offences(con: duckdb.DuckDBPyConnection, packages: Iterable[Package]) -> Iterator[Offence]:
    """Give what would be released against a licence, or without one, of the tables of `con`."""
    allowed = {
        key(name): full_text
        for licence, url, full_text in con.execute("SELECT licence, url, full_text FROM licences").fetchall()
        for name in (licence, url)
        if name
    }
    documents = con.execute(
        "SELECT document_id, kind, licence, has_full_text, text_basis FROM documents ORDER BY document_id"
    ).fetchall()
    for document_id, kind, licence, is_whole, basis in documents:
        allows = allowed.get(key(licence))
        if not key(licence):
            yield Offence("documents", document_id, "has no licence")
        elif is_whole and kind == "news":
            yield Offence("documents", document_id, "is a news page and has its full text")
        elif is_whole and basis not in GROUNDS:
            yield Offence("documents", document_id, f"has its full text on the ground of {basis}")
        elif is_whole and allows is False:
            yield Offence("documents", document_id, f"has its full text, which {licence} does not allow")
        elif is_whole and basis == "licence" and allows is None:
            yield Offence(
                "documents", document_id, f"has its full text by {licence}, which no register of licences holds"
            )
    for package in packages:
        for resource in package.resources:
            if not any(field.name == "document_id" for field in resource.fields):
                continue
            lost = con.execute(
                f"""SELECT document_id, count(*) FROM {resource.source} AS r
                WHERE document_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM documents AS d WHERE d.document_id = r.document_id)
                GROUP BY document_id ORDER BY document_id"""
            ).fetchall()
            for document_id, rows in lost:
                yield Offence(resource.name, document_id, f"{rows} rows lead to no document, and so to no licence")


def is_traced(package: Package, name: str) -> bool:
    """Say whether the rows of a resource lead to a document or a source, by their own columns or those of what they name."""
    resource = package.resource(name)
    if {"document_id", "source_id"} & {field.name for field in resource.fields}:
        return True
    return any(
        is_traced(package, foreign.resource)
        for foreign in resource.foreign_keys
        if foreign.resource not in ("", name) and all(resource.field(own).required for own in foreign.fields)
    )
