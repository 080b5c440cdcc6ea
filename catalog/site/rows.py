"""The released rows that pages are made of, loaded from CSV into a DuckDB file that lives only while the site is built.

Everything stays text as it was read; an empty cell is None. Rows of one document are handed out in runs, in the
order of document ids, so that memory is bounded by the largest document. How a page looks does not live here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from catalog.escape import unescape_sql
from catalog.package import facts
from catalog.site import history
from catalog.site.made import MADE
from catalog.site.releases import Release, Table
from catalog.sql import connect, identifier, literal

Row = dict[str, str | None]
SHA256 = re.compile("[0-9a-f]{64}")

QUOTED = {
    resource.name: (kind, package, resource) for kind, (package, resource) in facts().items() if resource.is_quoted
}
"""The tables of facts with their evidence: what a row is called, the package, the definition. All of them is read."""

NEEDED: dict[str, dict[str, str]] = {
    "policies": {
        "sources": "source_id collection media_type url sha256 retrieved_at publisher licence page_count status",
        "documents": "document_id source_id kind title notice_title document_number issued_on published_on "
        "effective_from effective_to status page_start page_end printed_page_start printed_page_end title_en "
        "language character_count has_full_text text_basis genre speech status_reason area area_code",
        "document_sources": "document_id source_id position page_start page_end",
        "document_issuers": "document_id position printed_name organisation_id",
        "organisations": "organisation_id name short_name kind area_code parent_id",
        "organisation_aliases": "alias organisation_id",
        "sections": "section_id document_id parent_id position level numbering heading text page char_start",
        "measures": "measure_id document_id section_id position number title path is_safeguard page",
        "issues": "issue_id source_id document_id table row_id type severity message page",
    },
    "targets": {
        "indicators": "indicator_id name name_en unit_base definition is_registered",
        "commitments": "commitment_id indicator_id scope area area_code kind stat comparator value_base value_max_base "
        "unit_base deadline per owner organisation_id document_id target_id mentions baseline_value baseline_period status "
        "status_period status_value status_observation_id basis",
        "series": "point_id indicator_id scope area area_code stat is_real period value_base unit_base observation_id "
        "sources disagree",
        "progress": "target_id commitment_id observation_id period expected ratio status basis",
        "coverage": "document_id target_id agrees difference page char_start char_end quote rule is_ocr certainty",
        "quantities": "quantity_id document_id role",
    },
    "tables": {
        "tables": "table_id document_id number caption page_start page_end header_rows n_rows n_columns unit_note "
        "source_note is_ocr kind rule",
        "cells": "table_id row column text row_span column_span is_header value page is_ocr",
    },
    "reference": {"areas": "code name parent"},
}
"""What the pages read of tables other than facts, by package and table. A column that a release lacks is empty."""

DOCUMENTS = """
    SELECT d.*, coalesce(d.issued_on, d.published_on) AS date, i.issuers,
        coalesce(m.n, 0)::VARCHAR AS measures, coalesce(t.n, 0)::VARCHAR AS targets,
        coalesce(c.n, 0)::VARCHAR AS incentives, coalesce(o.n, 0)::VARCHAR AS observations,
        coalesce(x.n, 0)::VARCHAR AS issues, (v.document_id IS NOT NULL)::VARCHAR AS is_divided
    FROM policies.documents d
    LEFT JOIN (
        SELECT document_id,
            string_agg(printed_name, '、' ORDER BY try_cast(position AS INTEGER), printed_name) AS issuers
        FROM policies.document_issuers GROUP BY document_id
    ) i USING (document_id)
    LEFT JOIN (SELECT document_id, count(*) n FROM policies.measures GROUP BY 1) m USING (document_id)
    LEFT JOIN (SELECT document_id, count(*) n FROM targets.targets GROUP BY 1) t USING (document_id)
    LEFT JOIN (SELECT document_id, count(*) n FROM policies.incentives GROUP BY 1) c USING (document_id)
    LEFT JOIN (SELECT document_id, count(*) n FROM targets.observations GROUP BY 1) o USING (document_id)
    LEFT JOIN (SELECT document_id, count(*) n FROM policies.issues GROUP BY 1) x USING (document_id)
    LEFT JOIN made.divided v USING (document_id)
"""


class Library:
    """The rows of the newest releases."""

    def __init__(self, database: Path, releases: list[Release], raw: Path | None = None) -> None:
        """Load what the pages need from the releases into a new database file; `raw` holds sources by their hash."""
        self._connection = connect(database)
        held = {release.package: release for release in releases}
        needed = {(package, name): columns.split() for package in NEEDED for name, columns in NEEDED[package].items()}
        needed |= {(of.name, name): [f.name for f in resource.fields] for name, (_, of, resource) in QUOTED.items()}
        for package in sorted({package for package, _ in needed}):
            self._connection.execute(f"CREATE SCHEMA {identifier(package)}")
        for (package, name), columns in needed.items():
            release = held.get(package)
            self._load(package, name, columns, release.table(name) if release else None)
        self._connection.execute("CREATE SCHEMA made")
        history.load(self._connection, held.get("targets"))
        self._connection.execute("CREATE TABLE made.files (sha256 VARCHAR, path VARCHAR)")
        for (sha256,) in self._connection.execute("SELECT DISTINCT sha256 FROM policies.sources").fetchall():
            if raw and SHA256.fullmatch(sha256 or "") and (file := raw / sha256[:2] / sha256).is_file():
                self._connection.execute("INSERT INTO made.files VALUES ($1, $2)", [sha256, str(file.resolve())])
        for name, sql in MADE.items():
            self._connection.execute(f"CREATE TABLE made.{identifier(name)} AS {sql}")

    def _load(self, package: str, name: str, columns: list[str], table: Table | None) -> None:
        given = set(table.names) if table else set()
        chosen = ", ".join(_column(c) if c in given else f"NULL::VARCHAR AS {identifier(c)}" for c in columns)
        source = f"FROM {_csv(table)}" if table else "WHERE false"
        place = f"{identifier(package)}.{identifier(name)}"
        self._connection.execute(f"CREATE TABLE {place} AS SELECT {chosen} {source}")

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The database that the rows are in."""
        return self._connection

    def print(self) -> str:
        """Give a hash of all rows that were loaded, in whatever order."""
        places = [f"{package}.{name}" for package in NEEDED for name in NEEDED[package]]
        places += [f"{of.name}.{name}" for name, (_, of, _) in QUOTED.items()]
        parts = " UNION ALL ".join(
            f"SELECT '{place}' AS place, count(*) AS n, sum(hash(t)) AS h FROM {place} t"
            for place in sorted(set(places))
        )
        return str(
            self.one(
                f"SELECT string_agg(place || ' ' || n || ' ' || coalesce(h, 0), ';' ORDER BY place) AS p FROM ({parts})"
            )["p"]
        )

    def close(self) -> None:
        """Close the database; its file can be deleted then."""
        self._connection.close()

    def rows(self, sql: str) -> Iterator[Row]:
        """Give a query's rows one by one; a cursor of its own lets several be read side by side."""
        cursor = self._connection.cursor()
        cursor.execute(sql)
        names = [column[0] for column in cursor.description or []]
        while batch := cursor.fetchmany(1024):
            for values in batch:
                yield dict(zip(names, values, strict=True))

    def tuples(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Give a query's rows one by one as they are."""
        cursor = self._connection.cursor()
        cursor.execute(sql)
        while batch := cursor.fetchmany(1024):
            yield from batch

    def one(self, sql: str) -> Row:
        """Give the first row of a query that has one."""
        return next(self.rows(sql))

    @contextmanager
    def holding(self, table: Table) -> Iterator[str]:
        """Load a released table for as long as it is asked about; gives its name in queries."""
        chosen = ", ".join(map(_column, table.names))
        self._connection.execute(f"CREATE OR REPLACE TABLE made.held AS SELECT {chosen} FROM {_csv(table)}")
        try:
            yield "made.held"
        finally:
            self._connection.execute("DROP TABLE made.held")

    def missing_documents(self) -> set[str]:
        """Give the documents that rows name and that have no page: a link to one is left out wherever it would stand."""
        named = [
            f"SELECT document_id FROM {place}"
            for place in (
                "targets.targets",
                "targets.observations",
                "targets.coverage",
                "policies.issues",
                "tables.tables",
            )
        ] + ["SELECT cited_document_id FROM policies.citations"]
        sql = " UNION ".join(named)
        return {
            id
            for (id,) in self.tuples(
                f"SELECT document_id FROM ({sql}) ANTI JOIN policies.documents USING (document_id)"
            )
            if id
        }

    def preview(self, table: Table, limit: int) -> list[Row]:
        """Give the first rows of a released table."""
        chosen = ", ".join(map(_column, table.names))
        return list(self.rows(f"SELECT {chosen} FROM {_csv(table)} LIMIT {limit}"))


def _column(name: str) -> str:
    """Give a column's text without the apostrophe that keeps spreadsheets from running it."""
    return f"{unescape_sql(identifier(name))} AS {identifier(name)}"


def _csv(table: Table) -> str:
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in table.names)
    return (
        f"read_csv({literal(table.file)}, columns = {{{columns}}}, auto_detect = false, header = true, "
        "delim = ',', quote = '\"', escape = '\"', max_line_size = 33554432)"
    )


class Runs:
    """The rows of a query that is ordered by a key, handed out a document (or what the key names) at a time."""

    def __init__(self, rows: Iterator[Row], key: str = "document_id") -> None:
        """Begin before the first row."""
        self._rows = rows
        self._key = key
        self._next = next(rows, None)

    def take(self, id: str) -> list[Row]:
        """Give the rows of an id; ids must be asked for in ascending order, rows of ids passed over are gone."""
        taken: list[Row] = []
        while self._next is not None and (self._next[self._key] or "") <= id:
            if self._next[self._key] == id:
                taken.append(self._next)
            self._next = next(self._rows, None)
        return taken
