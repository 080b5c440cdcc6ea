"""The released rows that pages are made of, loaded from CSV into a DuckDB file that lives only while the site is built.

Everything stays text as it was read; an empty cell is None. Rows of one document are handed out in runs, in the
order of document ids, so that memory is bounded by the largest document. How a page looks does not live here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catalog.escape import unescape_sql
from catalog.package import facts
from catalog.site.made import MADE
from catalog.site.releases import Release, Table
from catalog.sql import connect, identifier, literal

Row = dict[str, str | None]

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

TARGETS = """
    SELECT t.*, nullif(regexp_extract(t.deadline, '^[0-9]{4}'), '') AS year, i.name AS indicator,
        d.title AS document_title, d.kind AS document_kind,
        coalesce(d.issued_on, d.published_on) AS document_date,
        m.number AS measure_number, m.title AS measure_title, r.organisations,
        c.status AS progress, c.status_period AS progress_period, c.status_value AS progress_value,
        c.unit_base AS progress_unit, c.basis, c.status_observation_id AS observation_id,
        o.document_id AS observation_document_id
    FROM targets.targets t
    LEFT JOIN targets.indicators i USING (indicator_id)
    LEFT JOIN policies.documents d ON d.document_id = t.document_id
    LEFT JOIN policies.measures m ON m.measure_id = t.measure_id
    LEFT JOIN (
        SELECT measure_id, string_agg(printed_name, '、' ORDER BY try_cast(position AS INTEGER), printed_name)
            AS organisations
        FROM policies.responsibilities GROUP BY measure_id
    ) r ON r.measure_id = t.measure_id
    LEFT JOIN targets.commitments c ON c.commitment_id = t.commitment_id
    LEFT JOIN targets.observations o ON o.observation_id = c.status_observation_id
"""
"""Each target with its document, its measure's organisations and what the data say of its commitment, nothing reckoned
beside it: status, the period and the value that decide, basis."""

COVERAGE = """
    SELECT {owner}.document_id AS document_id, c.document_id AS news_id, n.title AS news_title,
        coalesce(n.published_on, n.issued_on) AS news_date,
        t.document_id AS plan_id, d.title AS plan_title, t.target_id, t.metric, t.kind, t.comparator, t.value,
        t.value_max, t.unit, t.deadline, c.agrees, c.difference, c.quote
    FROM targets.coverage c
    JOIN targets.targets t USING (target_id)
    LEFT JOIN policies.documents n ON n.document_id = c.document_id
    LEFT JOIN policies.documents d ON d.document_id = t.document_id
    ORDER BY 1, c.document_id, t.target_id, try_cast(c.char_start AS INTEGER)
"""

IN_TEXT = "try_cast(char_start AS INTEGER)"

OF_DOCUMENT: dict[str, str] = {
    name: f"SELECT * FROM {identifier(package.name)}.{identifier(name)} ORDER BY document_id, {IN_TEXT}, "
    + ", ".join(map(identifier, resource.primary_key))
    for name, (_, package, resource) in QUOTED.items()
}
"""Queries whose rows belong to one document each, in ascending order of `document_id`; of facts in that of the text."""
OF_DOCUMENT |= {
    "issuers": """
        SELECT i.document_id, i.printed_name, o.name FROM policies.document_issuers i
        LEFT JOIN policies.organisations o USING (organisation_id)
        ORDER BY 1, try_cast(i.position AS INTEGER), 2""",
    "sources": """
        SELECT p.document_id, p.page_start AS first_page, p.page_end AS last_page, s.*
        FROM policies.document_sources p LEFT JOIN policies.sources s USING (source_id)
        ORDER BY 1, try_cast(p.position AS INTEGER), p.source_id""",
    "sections": "SELECT * FROM policies.sections ORDER BY document_id, try_cast(position AS INTEGER), section_id",
    "measures": "SELECT * FROM policies.measures ORDER BY document_id, try_cast(position AS INTEGER), measure_id",
    "responsibilities": """
        SELECT r.* REPLACE (m.document_id AS document_id), o.name
        FROM policies.responsibilities r JOIN policies.measures m USING (measure_id)
        LEFT JOIN policies.organisations o USING (organisation_id)
        ORDER BY m.document_id, try_cast(m.position AS INTEGER), r.measure_id, try_cast(r.position AS INTEGER),
            r.printed_name""",
    "targets": f"""SELECT * FROM ({TARGETS}) ORDER BY document_id, {IN_TEXT}, table_id, try_cast("row" AS INTEGER),
        try_cast("column" AS INTEGER), target_id""",
    "observations": f"""
        SELECT o.*, i.name AS indicator FROM targets.observations o LEFT JOIN targets.indicators i USING (indicator_id)
        ORDER BY o.document_id, {IN_TEXT}, o.table_id, try_cast("row" AS INTEGER), try_cast("column" AS INTEGER),
            observation_id""",
    "citations": """
        SELECT * FROM policies.citations
        ORDER BY document_id, try_cast(position AS INTEGER), cited_title, char_start""",
    "cited_by": """
        SELECT DISTINCT c.cited_document_id AS document_id, c.document_id AS citing_id, d.title, c.relation
        FROM policies.citations c JOIN policies.documents d ON d.document_id = c.document_id
        WHERE c.cited_document_id IS NOT NULL ORDER BY 1, 2, 4""",
    "tables": "SELECT * FROM tables.tables ORDER BY document_id, try_cast(page_start AS INTEGER), table_id",
    "cells": """
        SELECT t.document_id, c.* FROM tables.cells c JOIN tables.tables t USING (table_id)
        ORDER BY 1, c.table_id, try_cast(c."row" AS INTEGER), try_cast(c."column" AS INTEGER)""",
    "reported": COVERAGE.format(owner="t"),
    "reports": COVERAGE.format(owner="c"),
    "numbers": """
        SELECT document_id, role, count(*)::VARCHAR AS n FROM targets.quantities GROUP BY ALL
        ORDER BY 1, count(*) DESC, 2""",
    "issues": "SELECT * FROM policies.issues WHERE document_id IS NOT NULL ORDER BY document_id, severity, issue_id",
}

DOCUMENTS = """
    SELECT d.*, coalesce(d.issued_on, d.published_on) AS date, i.issuers,
        coalesce(m.n, 0)::VARCHAR AS measures, coalesce(t.n, 0)::VARCHAR AS targets,
        coalesce(c.n, 0)::VARCHAR AS incentives, coalesce(o.n, 0)::VARCHAR AS observations,
        coalesce(x.n, 0)::VARCHAR AS issues
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
"""


class Library:
    """The rows of the newest releases."""

    def __init__(self, database: Path, releases: list[Release]) -> None:
        """Load what the pages need from the releases into a new database file."""
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
        for name, sql in MADE.items():
            self._connection.execute(f"CREATE TABLE made.{identifier(name)} AS {sql}")

    def _load(self, package: str, name: str, columns: list[str], table: Table | None) -> None:
        given = set(table.names) if table else set()
        chosen = ", ".join(_column(c) if c in given else f"NULL::VARCHAR AS {identifier(c)}" for c in columns)
        source = f"FROM {_csv(table)}" if table else "WHERE false"
        place = f"{identifier(package)}.{identifier(name)}"
        self._connection.execute(f"CREATE TABLE {place} AS SELECT {chosen} {source}")

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
