"""A CSV as a DuckDB table of text, with all that DuckDB's own reader hides.

A well-made file (UTF-8, LF, every row as wide as the header, quotes only where needed) is read by DuckDB; any other goes
through Python's reader, which names each blank line, each missing or extra cell and the row where it stands. What a
cell means is not decided here.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from catalog.sql import identifier, literal

CHUNK = 1 << 20
LARGEST_LINE = 16 << 20
"""Bytes of the longest row that DuckDB reads here; a longer one goes through Python."""

BATCH = 20_000
UNREAD = {
    "headerRows",
    "headerJoin",
    "commentRows",
    "property",
    "itemType",
    "itemKeys",
    "sheetNumber",
    "sheetName",
    "table",
}
"""Properties of Table Dialect of files that are no delimited text, or whose head is more than its first row."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the file itself. `row` counts as frictionless does, the header being row 1."""

    code: str
    message: str
    row: int | None = None
    position: int | None = None


@dataclass(slots=True)
class Loaded:
    """What stands in the database now: labels of the header, number of rows, and the faults of the file's form."""

    labels: list[str] = field(default_factory=list)
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    is_table: bool = False
    """Whether the table was made at all."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the file is written: Table Dialect's properties that a delimited file needs."""

    delimiter: str = ","
    quote: str = '"'
    double_quote: bool = True
    escape: str | None = None
    header: bool = True
    skip_initial_space: bool = False
    comment: str | None = None
    null: str | None = None
    encoding: str = "utf-8"

    @classmethod
    def of(cls, descriptor: Mapping[str, Any], encoding: str = "utf-8") -> Dialect:
        """Read a Table Dialect descriptor of either version; ValueError where it asks for what is not read here."""
        properties = {**descriptor, **descriptor.get("csv", {})}
        if unread := sorted(UNREAD & properties.keys()):
            raise ValueError(f"the dialect has {', '.join(unread)}, which is not read here")
        return cls(
            delimiter=properties.get("delimiter", ","),
            quote=properties.get("quoteChar", '"'),
            double_quote=properties.get("doubleQuote", True),
            escape=properties.get("escapeChar"),
            header=properties.get("header", True),
            skip_initial_space=properties.get("skipInitialSpace", False),
            comment=properties.get("commentChar"),
            null=properties.get("nullSequence"),
            encoding=encoding,
        )

    @property
    def is_plain(self) -> bool:
        """Whether it is the dialect of our releases, which DuckDB reads as it is meant."""
        return self == Dialect()


def load(con: duckdb.DuckDBPyConnection, path: Path, table: str, width: int, dialect: Dialect | None = None) -> Loaded:
    """Read a CSV into `table`: `_row` (the first row below the header is 2), then `c0` … of text, empty cells NULL.

    `width` is the number of columns that the schema names: the table has that many whatever the file holds.
    Structural faults are reported, never raised.
    """
    dialect = dialect or Dialect()
    loaded = Loaded()
    broken, has_mark = _look(path, dialect.encoding)
    if broken:
        loaded.faults.append(Fault("encoding-error", broken))
        return loaded
    if has_mark:
        loaded.faults.append(Fault("encoding-error", "the file starts with a byte order mark"))
    elif dialect.is_plain:
        labels = first_row(path, dialect)
        if len(labels) == width and all(labels) and _load_fast(con, path, table, width, labels):
            count = con.execute(f"SELECT count(*) FROM {identifier(table)}").fetchall()[0][0]
            return Loaded(labels, count, [], True)
    return _load_exact(con, path, table, width, dialect, loaded)


def _look(path: Path, encoding: str) -> tuple[str | None, bool]:
    """Scan the bytes: what breaks the encoding, and whether a byte order mark leads."""
    if not is_text_encoding(encoding):
        return f'encoding "{encoding[:60]}" is not known', False
    decoder = codecs.getincrementaldecoder(encoding)()
    has_mark, offset = False, 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                has_mark = has_mark or (offset == 0 and chunk.startswith(codecs.BOM_UTF8))
                decoder.decode(chunk)
                offset += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return f"not {encoding} near byte {offset + error.start}: {error.reason}", has_mark
    except UnicodeError as error:
        return f"not {encoding} near byte {offset}: {error}", has_mark
    return None, has_mark


def is_text_encoding(name: str) -> bool:
    """Say whether there is an encoding of texts of this name: Python calls zlib and base64 encodings, too."""
    try:
        found = codecs.lookup(name)
        # Private, but what open() itself asks.
        return bool(found._is_text_encoding) and found.incrementaldecoder is not None
    except (LookupError, ValueError, UnicodeError):
        return False


def _reader(path: Path, dialect: Dialect) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 31)
    encoding = "utf-8-sig" if dialect.encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else dialect.encoding
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = (line for line in file if not (dialect.comment and line.startswith(dialect.comment)))
        rows = csv.reader(
            lines,
            delimiter=dialect.delimiter,
            quotechar=dialect.quote or None,
            doublequote=dialect.double_quote,
            escapechar=dialect.escape,
            skipinitialspace=dialect.skip_initial_space,
            quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        )
        for row in rows:
            yield [("" if cell == dialect.null else cell) for cell in row] if dialect.null is not None else row


def first_row(path: Path, dialect: Dialect) -> list[str]:
    """Give the cells of the first row, none of an empty file; what breaks the encoding is a sign of its own."""
    return next(_reader(path, dialect), [])


def _load_fast(con: duckdb.DuckDBPyConnection, path: Path, table: str, width: int, labels: list[str]) -> bool:
    """Let DuckDB read the file strictly; say whether what it gives is all that the file holds.

    DuckDB says nothing of blank lines, of an empty cell too many, of what follows a closing quote or of other line
    ends. So the sizes are added up: if the cells, written in the shortest way, take as many bytes as the file has,
    then nothing else is in it.
    """
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
    options = (
        f"header = false, skip = 1, auto_detect = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n', "
        f"nullstr = '', strict_mode = true, null_padding = false, max_line_size = {LARGEST_LINE}, "
        f"columns = {{{columns}}}"
    )
    try:
        con.execute(
            f"CREATE OR REPLACE TABLE {identifier(table)} AS SELECT row_number() OVER () + 1 AS _row, * "
            f"FROM read_csv({literal(path)}, {options})"
        )
    except duckdb.Error:
        return False
    blank = " AND ".join(f"c{i} IS NULL" for i in range(width))
    # A sum of a list: a chain of plus signs is as deep as the table is wide, and DuckDB takes a depth of 1,000.
    plain = ", ".join(f"strlen(c{i})" for i in range(width))
    rows, blanks, cells = con.execute(
        f"SELECT count(*), count(*) FILTER (WHERE {blank}), coalesce(sum(list_sum([{plain}])), 0) FROM {identifier(table)}"
    ).fetchall()[0]
    if blanks:
        return False
    size, frame = path.stat().st_size, len(",".join(map(_quoted, labels)).encode()) + 1 + rows * width
    if size - frame - cells not in {0, -1}:
        quoted = ", ".join(_size(f"c{i}") for i in range(width))
        cells = con.execute(f"SELECT coalesce(sum(list_sum([{quoted}])), 0) FROM {identifier(table)}").fetchall()[0][0]
    # The last line may end without a line feed.
    return size - frame - cells in {0, -1}


def _size(column: str) -> str:
    """Give SQL of the bytes that a cell takes in the shortest way to write it."""
    needs_quotes = " OR ".join(f"contains({column}, {mark})" for mark in ("','", "'\"'", "chr(10)", "chr(13)"))
    quotes = f"strlen({column}) - strlen(replace({column}, '\"', ''))"
    return f"coalesce(strlen({column}) + CASE WHEN {needs_quotes} THEN 2 + {quotes} ELSE 0 END, 0)"


def _quoted(label: str) -> str:
    return '"' + label.replace('"', '""') + '"' if any(c in label for c in ',"\n\r') else label


def _load_exact(
    con: duckdb.DuckDBPyConnection, path: Path, table: str, width: int, dialect: Dialect, loaded: Loaded
) -> Loaded:
    """Read with Python, naming every row that is not as wide as the header."""
    schema = pa.schema([("_row", pa.int64()), *((f"c{i}", pa.string()) for i in range(width))])
    columns = ", ".join(f"c{i} VARCHAR" for i in range(width))
    con.execute(f"CREATE OR REPLACE TABLE {identifier(table)} (_row BIGINT{', ' if columns else ''}{columns})")
    loaded.is_table = True
    rows = _reader(path, dialect)
    try:
        if dialect.header:
            loaded.labels = next(rows, [])
        numbered = _whole_rows(enumerate(rows, start=2 if dialect.header else 1), width, loaded)
        while batch := list(islice(numbered, BATCH)):
            arrays = [pa.array(values, type=f.type) for values, f in zip(zip(*batch, strict=True), schema, strict=True)]
            con.register("_batch", pa.Table.from_arrays(arrays, schema=schema))
            con.execute(f"INSERT INTO {identifier(table)} SELECT * FROM _batch")
            con.unregister("_batch")
    except csv.Error as error:
        loaded.faults.append(Fault("source-error", f"the file cannot be read as CSV: {error}"))
    loaded.rows = con.execute(f"SELECT count(*) FROM {identifier(table)}").fetchall()[0][0]
    return loaded


def _whole_rows(rows: Iterator[tuple[int, list[str]]], width: int, loaded: Loaded) -> Iterator[Sequence[Any]]:
    """Give the rows, padded or cut to `width`; blank ones are named and left out."""
    for number, cells in rows:
        if not any(cells):
            loaded.faults.append(Fault("blank-row", "the row is completely blank", number))
            continue
        for position in range(len(cells), width):
            loaded.faults.append(Fault("missing-cell", "the row has no such cell", number, position))
        for position in range(width, len(cells)):
            loaded.faults.append(
                Fault("extra-cell", f"the row has one cell more: {cells[position]!r}", number, position)
            )
        yield [number, *(cell or None for cell in cells[:width]), *[None] * (width - len(cells))]
