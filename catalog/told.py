"""What a release brings, by name: which documents are new or gone, what of each is new, and what was corrected and why.

It is told of the delta that was written, and of the corrections as they were applied. Counting and deciding the step
is in `catalog.difference`, setting it into CHANGELOG.md in `catalog.changelog`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from catalog.difference import CHANGE, TableDifference
from catalog.package import Package, Resource
from catalog.sql import identifier, literal

MANY = 200
"""Documents and corrections that are told by name; of more the number is told. The delta holds all."""

COUNTED = {"added": 0, "removed": 1, "after": 2}


def told(
    con: duckdb.DuckDBPyConnection, package: Package, tables: Iterable[TableDifference], delta: Path
) -> dict[str, Any]:
    """Tell what changed: `documents` and `corrections`, each a list of at most `MANY`, and how many `more` there are.

    A document has its `document_id`, `title`, `change` (`added`, `removed`, None where only rows of it changed) and
    `rows`: by table how many are new, gone, changed. A correction has `table`, `row_id`, `field`, `from`, `to`, `why`.
    """
    written = [table.name for table in tables if (delta / f"{table.name}.csv").is_file()]
    resources = {r.name: r for r in package.resources}
    rows: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for name in written:
        if name in resources:
            for document_id, change, count in _by_document(con, resources[name], delta / f"{name}.csv"):
                rows[document_id][name][COUNTED[change]] = count
    titles, whole = _titles(con, delta / "documents.csv" if "documents" in written else None)
    documents = [
        {
            "document_id": document_id,
            "title": titles.get(document_id, document_id),
            "change": whole.get(document_id),
            "rows": {name: counts for name, counts in sorted(of.items()) if name != "documents"},
        }
        for document_id, of in sorted(rows.items())
    ]
    # What is new comes first, then what is gone.
    documents.sort(key=lambda one: ["added", "removed", None].index(whole.get(str(one["document_id"]))))
    corrections = [
        one
        for name in written
        if name in resources
        for one in _corrections(con, resources[name], delta / f"{name}.csv")
    ]
    out: dict[str, Any] = {}
    for name, found in (("documents", documents), ("corrections", corrections)):
        if found:
            out[name] = found[:MANY]
        if len(found) > MANY:
            out[f"more_{name}"] = len(found) - MANY
    return out


def _read(file: Path) -> str:
    return f"read_csv({literal(file)}, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"


def _by_document(con: duckdb.DuckDBPyConnection, resource: Resource, file: Path) -> list[tuple[str, str, int]]:
    """Give how many rows of a table came, went and changed, by document."""
    names = {f.name for f in resource.fields}
    if "document_id" in names:
        document = "document_id"
    elif own := next((n for n in ("table_id", "measure_id", "target_id") if n in names), None):
        # An id begins with that of its document.
        document = rf"regexp_replace({identifier(own)}, '\.[^.]*$', '')"
    else:
        return []
    return con.execute(
        f"""SELECT {document} AS document_id, {identifier(CHANGE)}, count(*) FROM {_read(file)}
        WHERE {identifier(CHANGE)} <> 'before' AND document_id IS NOT NULL GROUP BY ALL ORDER BY ALL"""
    ).fetchall()


def _titles(con: duckdb.DuckDBPyConnection, file: Path | None) -> tuple[dict[str, str], Mapping[str, str]]:
    """Give the titles of documents, and which of them came or went."""
    titles = dict(con.execute("SELECT document_id, title FROM documents").fetchall())
    if file is None:
        return titles, {}
    rows = con.execute(
        f"SELECT document_id, title, {identifier(CHANGE)} FROM {_read(file)} WHERE {identifier(CHANGE)} IN ('added', 'removed')"
    ).fetchall()
    gone = {document_id: title or document_id for document_id, title, change in rows if change == "removed"}
    return {**gone, **titles}, {document_id: change for document_id, _, change in rows}


def _corrections(con: duckdb.DuckDBPyConnection, resource: Resource, file: Path) -> list[dict[str, Any]]:
    """Give the corrections by hand that show in the delta of a table: the field changed so, or the row is gone."""
    key = "concat_ws('/', " + ", ".join(f"d.{identifier(name)}" for name in resource.primary_key) + ")"
    found = con.execute(
        "SELECT row_id, field, expect, value, why FROM corrections WHERE \"table\" = ? AND status = 'applied' ORDER BY row_id, field",
        [resource.name],
    ).fetchall()
    if not found:
        return []
    rows = con.execute(
        f"SELECT {key} AS _key, d.* FROM {_read(file)} AS d WHERE {key} IN (SELECT unnest(?::VARCHAR[]))",
        [sorted({row_id for row_id, *_ in found})],
    )
    names = [column[0] for column in rows.description or []]
    sides = {(row[0], row[names.index(CHANGE)]): dict(zip(names, row, strict=True)) for row in rows.fetchall()}

    def shows(row_id: str, field: str) -> bool:
        """Whether this release is the first with it: an older correction stands on both sides."""
        if field == "*":
            return (row_id, "removed") in sides
        before, after = (sides.get((row_id, side), {}) for side in ("before", "after"))
        return before.get(field) != after.get(field)

    return [
        {"table": resource.name, "row_id": row_id, "field": field, "from": expect, "to": value, "why": why}
        for row_id, field, expect, value, why in found
        if shows(row_id, field)
    ]
