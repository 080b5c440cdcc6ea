"""The forms of a release: CSV, and beside it Parquet and zip, each the same bytes for the same rows.

CSV is the master: UTF-8 without byte order mark, LF, `""` the only missing value, `true`/`false`, plain decimals, rows
in the total order of the resource. The other forms are made from the CSV that was written. The workbook is in
`catalog.workbook`; what a row holds is not decided here.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from catalog.csvtable import load
from catalog.escape import escape_sql, unescape_sql
from catalog.package import DECIMAL, DUCKDB_TYPES, Field, Resource
from catalog.rules import published_text
from catalog.sql import identifier, literal

ROW_GROUP = 10_000
"""Rows of a Parquet row group at most: few, so that a page can read one over HTTP ranges."""

GROUP_TEXT = 4 << 20
"""Bytes of text after which a row group ends, before compression: long texts make shorter groups."""

GROUP_STEP = 250
"""Rows that a group grows by; its end is looked for between steps, so it is the same however rows are handed over."""

PACKED_ALREADY = {".parquet", ".xlsx"}
"""What a zip holds as it is: to pack it once more costs time and saves little."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of a zip: the oldest that the format knows."""

ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.decimal128(*DECIMAL),
    "boolean": pa.bool_(),
    "datetime": pa.timestamp("us", tz="UTC"),
}
CASTS = {name: kind for name, kind in DUCKDB_TYPES.items() if name != "string"}


class FormatError(ValueError):
    """A value that a form cannot hold; the message names resource and field."""


def ordered(field: Field) -> str:
    """Give SQL that sorts a text column by the field's type; text by code point, empty first."""
    name = identifier(field.name)
    return f"{f'TRY_CAST({name} AS {CASTS[field.type]})' if field.type in CASTS else name} NULLS FIRST"


def write_csv(con: duckdb.DuckDBPyConnection, resource: Resource, path: Path) -> None:
    """Write a resource from the DuckDB relation that it is selected from.

    Raises
    ------
    FormatError
        Where a number column is a binary float, which holds no exact decimals.
    duckdb.Error
        Where the relation or a column is not there.
    """
    rows = published_text(resource)
    names = ", ".join(identifier(f.name) for f in resource.fields)
    # A printed table is selected from the texts of its cells, and they are many.
    is_query = resource.source.startswith("(")
    for name, kind, *_ in [] if is_query else con.execute(f"DESCRIBE SELECT {names} FROM {resource.source}").fetchall():
        if kind in {"FLOAT", "DOUBLE"}:
            raise FormatError(f"{resource.name}.{name} is {kind}: numbers are published as exact decimals")
    columns = ", ".join(
        f"{escape_sql(identifier(f.name)) if f.is_free_text else identifier(f.name)} AS {identifier(f.name)}"
        for f in resource.fields
    )
    order = ", ".join(ordered(resource.field(name)) for name in resource.sort_key)
    con.execute(
        f"COPY (SELECT {columns} FROM (SELECT * FROM ({rows}) ORDER BY {order})) TO {literal(path)} "
        f"(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')"
    )


def load_csv(con: duckdb.DuckDBPyConnection, resource: Resource, path: Path, table: str) -> int:
    """Read a CSV of ours into `table` (columns `c0` … of text, escapes still in place) and give the number of rows."""
    loaded = load(con, path, table, len(resource.fields))
    if loaded.faults:
        raise FormatError(f"{resource.name}: {loaded.faults[0].message} (row {loaded.faults[0].row})")
    return loaded.rows


def arrow_schema(resource: Resource) -> pa.Schema:
    """Give the Arrow schema of a resource, titles and units as metadata of the fields."""
    return pa.schema(
        [
            pa.field(
                f.name,
                ARROW_TYPES[f.type],
                nullable=not (f.required or f.name in resource.primary_key),
                metadata={"title": f.title, "title_en": f.title_en, **({"unit": f.unit} if f.unit else {})},
            )
            for f in resource.fields
        ]
    )


def write_parquet(con: duckdb.DuckDBPyConnection, resource: Resource, table: str, path: Path) -> None:
    """Write a loaded CSV (see `load_csv`) as Parquet, in its order, with the compiled schema.

    Raises
    ------
    FormatError
        Where a text is no value of its type, or a number has more digits than `DECIMAL`.
    """
    schema = arrow_schema(resource)
    columns, exact = [], []
    for index, f in enumerate(resource.fields):
        text = f"c{index}"
        if f.type in CASTS:
            value = f"TRY_CAST({text} AS {CASTS[f.type]})"
            lost = f"{text} IS NOT NULL AND {value} IS NULL"
            if f.type == "number":
                lost += rf" OR length(regexp_extract({text}, '\.([0-9]*)', 1)) > {DECIMAL[1]}"
            exact.append((f, lost))
        else:
            value = unescape_sql(text) if f.is_free_text else text
        columns.append(f"{value} AS {identifier(f.name)}")
    if exact:
        counts = ", ".join(f"count(*) FILTER (WHERE {lost})" for _, lost in exact)
        for (f, _), count in zip(exact, con.execute(f"SELECT {counts} FROM {table}").fetchall()[0], strict=True):
            if count:
                raise FormatError(
                    f"{resource.name}.{f.name}: {count} values are no {f.type} that {CASTS[f.type]} holds"
                )
    reader = con.sql(f"SELECT {', '.join(columns)} FROM {table} ORDER BY _row").to_arrow_reader(ROW_GROUP)
    tables = (pa.Table.from_batches([batch]).cast(_plain(schema)).cast(schema) for batch in reader)
    with pq.ParquetWriter(path, schema, compression="snappy", version="2.6", store_schema=True) as writer:
        for group in _groups(tables):
            writer.write_table(group, row_group_size=ROW_GROUP)


def _groups(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Cut rows, in whatever pieces they come, into row groups of at most `ROW_GROUP` rows and about `GROUP_TEXT`."""
    steps: list[pa.Table] = []
    text = 0
    for step in _steps(tables):
        steps.append(step)
        text += _text(step)
        if text >= GROUP_TEXT or sum(map(len, steps)) >= ROW_GROUP:
            yield pa.concat_tables(steps).combine_chunks()
            steps, text = [], 0
    if steps:
        yield pa.concat_tables(steps).combine_chunks()


def _steps(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    pending: list[pa.Table] = []
    for table in tables:
        whole = pa.concat_tables([*pending, table])
        last = len(whole) - len(whole) % GROUP_STEP
        yield from (whole.slice(start, GROUP_STEP) for start in range(0, last, GROUP_STEP))
        pending = [whole.slice(last)]
    yield from (rest for rest in pending if len(rest))


def _text(table: pa.Table) -> int:
    """Count the bytes of a table's text."""
    texts = (column for column in table.columns if pa.types.is_string(column.type))
    return sum(pc.sum(pc.binary_length(column)).as_py() or 0 for column in texts)


def _plain(schema: pa.Schema) -> pa.Schema:
    """Give the schema as DuckDB hands it over: points in time without a zone."""
    return pa.schema([f.with_type(pa.timestamp("us")) if pa.types.is_timestamp(f.type) else f for f in schema])


def write_zip(folder: Path, files: Sequence[str], path: Path, *, root: str) -> None:
    """Pack files of a folder under `root/`, in the given order, without dates or modes of this machine."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in files:
            entry = zipfile.ZipInfo(f"{root}/{name}", EPOCH)
            is_packed = Path(name).suffix in PACKED_ALREADY
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            with (folder / name).open("rb") as source, archive.open(entry, "w") as target:
                while chunk := source.read(1 << 20):
                    target.write(chunk)
