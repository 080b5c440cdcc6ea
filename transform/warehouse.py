"""The warehouse: loads what was read and the registers into DuckDB, and runs the models in the order that they imply.

A model is `models/<table>.sql`, one SELECT, which becomes the table of that name. What a model reads is taken from its
SQL, so there is no list of models or of their order to keep. The functions that they share are in `functions.sql`.
What the tables mean is in the models; which of them are published is the catalogue's business.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from transform import corrections as corrected
from transform import registers as registered
from transform.aside import SET_ASIDE
from transform.schema import KEYS, TABLES, Row

MODELS = Path(__file__).parent / "models"
FUNCTIONS = Path(__file__).parent / "functions.sql"

SOURCES = {
    "source_id": "VARCHAR",
    "collection": "VARCHAR",
    "media_type": "VARCHAR",
    "url": "VARCHAR",
    "sha256": "VARCHAR",
    "bytes": "BIGINT",
    "retrieved_at": "VARCHAR",
    "publisher": "VARCHAR",
    "licence": "VARCHAR",
    "page_count": "INTEGER",
    "reader": "VARCHAR",
    "status": "VARCHAR",
    "area": "VARCHAR",
    "position": "INTEGER",
}
"""Columns of `read_sources`; `area` is what the collection speaks of by default, `position` the register's order."""


class WarehouseError(ValueError):
    """The facts or the models are not what they must be; the message says which and what to do."""


def build(
    con: duckdb.DuckDBPyConnection,
    *,
    facts: Sequence[Path],
    sources: Sequence[Row],
    issues: Sequence[Row] = (),
    registers: Sequence[Path],
    corrections: Sequence[Path] = (),
    threads: int | None = None,
) -> dict[str, int]:
    """Load everything and run all models; give the row count of every model's table, in the order they ran.

    Parameters
    ----------
    facts
        Parquet files as `transform.facts` writes them, one a source.
    sources, issues
        Rows of `SOURCES` and of the issues that reading met (columns of `schema.TABLES["issues"]`).
    registers, corrections
        Folders with the CSV files of the registers, and with the corrections.
    threads
        How many threads DuckDB may use; the tables are the same for any number.
    """
    if threads is not None:
        con.execute(f"SET threads = {threads:d}")
    load(con, facts=facts, sources=sources, issues=issues, registers=registers, corrections=corrections)
    con.execute(FUNCTIONS.read_text(encoding="utf-8"))
    counts: dict[str, int] = {}
    for table in order():
        try:
            con.execute(f'CREATE OR REPLACE TABLE "{table}" AS {_model(MODELS / f"{table}.sql")}')
        except duckdb.Error as error:
            raise WarehouseError(f"models/{table}.sql: {error}") from error
        counts[table] = _count(con, f'"{table}"')
    return counts


def note(con: duckdb.DuckDBPyConnection, issues: Iterable[Row]) -> None:
    """Add to the table `issues` what was met behind the models, in the connection that built it.

    A document or source that is not published itself is not named, for it would be a reference to nothing.
    """
    columns = TABLES["issues"]
    typed = ", ".join(f"CAST(fields ->> '{name}' AS {kind}) AS \"{name}\"" for name, kind in columns.items())
    con.execute(
        f"""INSERT INTO issues BY NAME
        WITH met AS (SELECT {typed} FROM (SELECT unnest($1::JSON[]) AS fields)),
        placed AS (
            SELECT DISTINCT m.* REPLACE (d.document_id AS document_id, s.source_id AS source_id)
            FROM met AS m
            LEFT JOIN documents AS d ON d.document_id = m.document_id
            LEFT JOIN document_lookup AS l ON l.document_id = m.document_id AND l.position = 1
            LEFT JOIN sources AS s ON s.source_id = coalesce(m.source_id, l.source_id)
        )
        SELECT issue_key(source_id, document_id, "table", row_id, type, severity, message, page) AS issue_id, * FROM placed""",
        [[json.dumps(row, ensure_ascii=False) for row in issues]],
    )


def load(
    con: duckdb.DuckDBPyConnection,
    *,
    facts: Sequence[Path],
    sources: Sequence[Row],
    issues: Sequence[Row] = (),
    registers: Sequence[Path],
    corrections: Sequence[Path] = (),
) -> None:
    """Create `read_<table>` for all facts, sources, issues and corrections, and `register_<name>` for all registers.

    Every table is there with its declared types, also without rows. A table of facts also says by `source_id` which
    source each row was read from: the same document may have been read from several.

    Raises
    ------
    WarehouseError
        A file holds a table or column that the contract does not know, or the documents of several sources.
    RegisterError
        See `transform.registers.read`.
    """
    con.execute('CREATE OR REPLACE TEMP TABLE staged (origin VARCHAR, "table" VARCHAR, "row" VARCHAR)')
    if facts:
        con.execute(
            'INSERT INTO staged SELECT filename, "table", "row" FROM read_parquet($1, filename = true)',
            [[str(path) for path in facts]],
        )
    _check_staged(con)
    _stage(con, "issues", issues)
    con.execute(
        """CREATE OR REPLACE TEMP TABLE origins AS
        SELECT origin, min("row" ->> 'source_id') AS source_id FROM staged WHERE origin IS NOT NULL GROUP BY origin"""
    )
    for table, columns in TABLES.items():
        _create_facts(con, table, columns)
    for table in TABLES:
        _drop_mistyped(con, table)
    for table in KEYS:
        _drop_duplicates(con, table)
    for table, columns in TABLES.items():
        if table not in ("documents", "issues"):
            _drop_orphans(con, table, "documents" if "document_id" in columns else "tables")
    _stage(con, "sources", sources)
    _create(con, "read_sources", "sources", SOURCES)
    for name, rows in registered.read(registers).items():
        _stage(con, f"register_{name}", rows)
        _create(
            con, f"register_{name}", f"register_{name}", dict.fromkeys(registered.REGISTERS[name].columns, "VARCHAR")
        )
    done = list(corrected.read(corrections))
    for correction in done:
        corrected.apply(con, correction)
    _stage(con, "corrections", [correction.row() for correction in done])
    _create(con, "read_corrections", "corrections", corrected.SCHEMA)
    con.execute("DROP TABLE staged")
    con.execute("DROP TABLE origins")


def order(models: Path = MODELS) -> list[str]:
    """Give the models' tables so that each comes behind all that it reads (by name where the order is free).

    Raises
    ------
    WarehouseError
        A file is not one SELECT, reads a table that nobody makes, or models read one another in a circle.
    """
    inputs = lineage(models)
    loaded = {f"read_{table}" for table in (*TABLES, "sources", "corrections")}
    loaded |= {f"register_{name}" for name in registered.REGISTERS}
    for table, names in inputs.items():
        unknown = sorted(names - inputs.keys() - loaded)
        if unknown:
            raise WarehouseError(f"models/{table}.sql reads {', '.join(unknown)}: no model and no loaded table")
    sorter = TopologicalSorter({table: sorted(names & inputs.keys()) for table, names in sorted(inputs.items())})
    try:
        sorter.prepare()
    except CycleError as error:
        raise WarehouseError(f"models read one another in a circle: {' ← '.join(error.args[1])}") from error
    ordered: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        ordered += ready
        sorter.done(*ready)
    return ordered


def lineage(models: Path = MODELS) -> dict[str, set[str]]:
    """Give for each model's table the tables that its SQL reads, loaded ones included."""
    with duckdb.connect() as con:
        return {path.stem: _tables_read(con, path) for path in sorted(models.glob("*.sql"))}


def _model(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip().removesuffix(";")


def _tables_read(con: duckdb.DuckDBPyConnection, path: Path) -> set[str]:
    """Find the tables in the parsed SQL: unlike a bound query, it needs none of them to exist."""
    parsed = json.loads(con.execute("SELECT json_serialize_sql($1)", [_model(path)]).fetchall()[0][0])
    if parsed["error"]:
        raise WarehouseError(f"models/{path.name} is not a SELECT: {parsed['error_message']}")
    if len(parsed["statements"]) != 1:
        raise WarehouseError(f"models/{path.name} holds {len(parsed['statements'])} statements instead of one SELECT")
    tables: set[str] = set()
    expressions: set[str] = set()
    nodes: list[Any] = [parsed]
    while nodes:
        node = nodes.pop()
        if isinstance(node, list):
            nodes += node
        elif isinstance(node, dict):
            if node.get("type") == "BASE_TABLE":
                tables.add(node["table_name"])
            expressions |= {entry["key"] for entry in node.get("cte_map", {}).get("map", [])}
            nodes += node.values()
    return tables - expressions


def _stage(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, object]]) -> None:
    texts = [json.dumps(row, ensure_ascii=False, default=str) for row in rows]
    con.execute("INSERT INTO staged SELECT NULL, $1, unnest($2::VARCHAR[])", [table, texts])


def _create(con: duckdb.DuckDBPyConnection, name: str, staged: str, columns: Mapping[str, str]) -> None:
    """Make a table of staged rows: a missing field is NULL, one that is not of its type an error."""
    typed = [f'CAST(fields."{column}" AS {kind}) AS "{column}"' for column, kind in columns.items()]
    _select_staged(con, name, staged, columns, typed)


def _create_facts(con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str]) -> None:
    """Make a table of facts; values that are not of their type are named in `mistyped`, in words."""
    typed = [f'TRY_CAST(fields."{column}" AS {kind}) AS "{column}"' for column, kind in columns.items()]
    if "source_id" not in columns:
        typed.insert(0, "source_id")
    # A cast rounds 1.5 to a whole number: of the type is only what is printed again as it was.
    faults = [
        f"""CASE WHEN coalesce(CAST(TRY_CAST(fields."{column}" AS {kind}) AS VARCHAR), '') <> fields."{column}"
            THEN format('{column}（{kind}）为“{{}}”', fields."{column}"[:80]) END"""
        for column, kind in columns.items()
        if kind != "VARCHAR"
    ]
    typed.append(f"nullif(concat_ws('；', {', '.join(faults) or 'NULL'}), '') AS mistyped")
    _select_staged(con, f"read_{table}", table, columns, typed)


def _select_staged(
    con: duckdb.DuckDBPyConnection, name: str, staged: str, columns: Iterable[str], selected: Iterable[str]
) -> None:
    fields = json.dumps(dict.fromkeys(columns, "VARCHAR"))
    con.execute(
        f"""CREATE OR REPLACE TABLE "{name}" AS SELECT {", ".join(selected)}
        FROM (SELECT origin, from_json("row", '{fields}') AS fields FROM staged WHERE "table" = $1)
        LEFT JOIN origins USING (origin)""",
        [staged],
    )


def _check_staged(con: duckdb.DuckDBPyConnection) -> None:
    keys = con.execute(
        """SELECT "table", field, min(origin) AS origin
        FROM (SELECT origin, "table", unnest(json_keys("row")) AS field FROM staged)
        GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    for table, field, origin in keys:
        if field not in TABLES.get(table, {}):
            raise WarehouseError(f"{origin}: {table}.{field} is not in transform.schema; were the facts made anew?")
    mixed = con.execute(
        """SELECT origin, string_agg(DISTINCT "row" ->> 'source_id', ', ' ORDER BY "row" ->> 'source_id') AS sources
        FROM staged WHERE "table" = 'documents' GROUP BY origin HAVING count(DISTINCT "row" ->> 'source_id') > 1
        ORDER BY origin"""
    ).fetchall()
    for origin, sources in mixed:
        raise WarehouseError(f"{origin}: holds documents of several sources ({sources}); it must be one file a source")


def _drop_mistyped(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Set aside rows with a value that is not of its type, and say so."""
    key = corrected.row_id(table) if table in KEYS else "NULL"
    there = ("document_id", "page")
    place = ", ".join(name if name in TABLES[table] else f"NULL AS {name}" for name in there)
    con.execute(
        f"""INSERT INTO read_issues (source_id, document_id, page, "table", row_id, type, severity, message)
        SELECT source_id, {place}, '{table}', nullif({key}, ''), '{SET_ASIDE}', 'error',
            format('字段值不合类型，本行未发布：{{}}', mistyped)
        FROM read_{table} WHERE mistyped IS NOT NULL"""
    )
    if con.fetchall()[0][0]:
        con.execute(f"DELETE FROM read_{table} WHERE mistyped IS NOT NULL")
    con.execute(f"ALTER TABLE read_{table} DROP COLUMN mistyped")


def _drop_orphans(con: duckdb.DuckDBPyConnection, table: str, parents: str) -> None:
    """Set aside rows of a document or printed table that their source does not hold, and say so once for each."""
    [key] = KEYS[parents]
    there = f"SELECT 1 FROM read_{parents} AS p WHERE p.source_id = f.source_id AND p.{key} = f.{key}"
    row_id = corrected.row_id(table)
    con.execute(
        f"""INSERT INTO read_issues (source_id, "table", row_id, type, severity, message)
        SELECT source_id, '{table}', CASE WHEN count(*) = 1 THEN min({row_id}) END, '{SET_ASIDE}', 'error',
            format('{key} 为“{{}}”，同一来源的 {parents} 中没有这一行：{{}} 行未发布', coalesce({key}, ''), count(*))
        FROM read_{table} AS f WHERE NOT EXISTS ({there}) GROUP BY source_id, {key}"""
    )
    if con.fetchall()[0][0]:
        con.execute(f"DELETE FROM read_{table} AS f WHERE NOT EXISTS ({there})")


def _drop_duplicates(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Keep one row of each key that a source yields, and say so: an id that names two facts would break every join."""
    key = corrected.row_id(table)
    con.execute(
        f"""INSERT INTO read_issues (source_id, "table", row_id, type, severity, message)
        SELECT source_id, '{table}', {key} AS row_id, 'duplicate_row', 'error',
            format('同一来源中有 {{}} 行使用同一标识，只保留一行', count(*))
        FROM read_{table} GROUP BY source_id, row_id HAVING count(*) > 1"""
    )
    if not con.fetchall()[0][0]:
        return
    columns = ", ".join(f'"{column}"' for column in TABLES[table])
    con.execute(
        f"""CREATE OR REPLACE TABLE read_{table} AS SELECT * FROM read_{table}
        QUALIFY row_number() OVER (PARTITION BY source_id, {key} ORDER BY {columns}) = 1"""
    )


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
