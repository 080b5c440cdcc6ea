"""Whatever text a table holds: its CSV gives it back, a spreadsheet runs none of it, and old and delta make new."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, TextIO

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.csvtable import Dialect, load
from catalog.difference import CHANGE, compare
from catalog.escape import escape, escape_sql, unescape, unescape_sql
from catalog.sql import connect
from catalog.version import Step

# Neither a half of a pair nor the mark that ends a text in C: no document gives them, and UTF-8 or DuckDB holds none.
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
AWKWARD = st.text(st.sampled_from("=+-@'\"\t\r\n,;|＝＋－＠0123456789.%云川 "), max_size=8)
TEXT = ANY | AWKWARD

Table = dict[str, tuple[str, str]]


@cache
def database() -> duckdb.DuckDBPyConnection:
    return connect()


def writer(out: TextIO, rows: list[tuple[str, ...]], **dialect: Any) -> Any:
    """Give a writer of CSV that quotes a bare carriage return, which Python's leaves to be taken for the end of a line."""
    bare = any("\r" in cell for row in rows for cell in row)
    return csv.writer(out, quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL, **dialect)


@given(st.lists(TEXT, min_size=1, max_size=20))
def test_escaped_text_comes_back_in_python_and_in_sql(texts: list[str]) -> None:
    written = [escape(text) for text in texts]
    assert [unescape(text) for text in written] == texts
    con = database()
    one = con.execute(f"SELECT {escape_sql('t')} FROM (SELECT unnest(?) AS t)", [texts]).fetchall()
    back = con.execute(f"SELECT {unescape_sql('t')} FROM (SELECT unnest(?) AS t)", [written]).fetchall()
    assert [row[0] for row in one] == written
    assert [row[0] for row in back] == texts


@given(TEXT)
def test_nothing_but_a_lone_sign_or_a_number_may_begin_like_a_formula(text: str) -> None:
    written = escape(text)
    assert written in (text, f"'{text}")
    if written[:1] in tuple("=+-@\t\r＝＋－＠"):
        assert len(written) == 1 or set(written[1:]) <= set("0123456789.,%％")


DIALECTS = st.sampled_from(
    [
        Dialect(),
        Dialect(delimiter=";"),
        Dialect(delimiter="\t"),
        Dialect(delimiter="|", quote="'"),
        Dialect(double_quote=False, escape="\\"),
    ]
)


@given(st.lists(st.tuples(TEXT, TEXT, TEXT).filter(any), max_size=12), DIALECTS, st.sampled_from(["\n", "\r\n"]))
def test_a_csv_of_any_dialect_gives_its_cells_back(rows: list[tuple[str, ...]], dialect: Dialect, end: str) -> None:
    out = io.StringIO(newline="")
    writer(
        out,
        rows,
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        doublequote=dialect.double_quote,
        escapechar=dialect.escape,
        lineterminator=end,
    ).writerows([("a", "b", "c"), *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(out.getvalue().encode())
        con = database()
        loaded = load(con, path, "t", 3, dialect)
    assert (loaded.faults, loaded.labels) == ([], ["a", "b", "c"])
    # An empty cell is a missing value.
    found = con.execute("SELECT * FROM t ORDER BY _row").fetchall()
    assert found == [(n, *(cell or None for cell in row)) for n, row in enumerate(rows, 2)]


KEYS = st.text("abc云", min_size=1, max_size=3)
TABLES = st.dictionaries(KEYS, st.tuples(TEXT, TEXT), max_size=8)


def write(folder: Path, table: Table) -> None:
    folder.mkdir()
    fields = [{"name": name, "type": "string"} for name in ("key", "one", "other")]
    schema = {"fields": fields, "primaryKey": ["key"], "missingValues": [""]}
    descriptor = {"name": "trial", "resources": [{"name": "facts", "path": "facts.csv", "schema": schema}]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    with (folder / "facts.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [(key, *values) for key, values in sorted(table.items())]
        writer(file, rows, lineterminator="\n").writerows([("key", "one", "other"), *rows])


@settings(max_examples=20)  # each opens a database
@given(TABLES, TABLES)
def test_the_old_table_and_the_delta_make_the_new(old: Table, fresh: Table) -> None:
    # Half of the rows stay as they are, so that there are rows of every kind.
    new = fresh | {key: values for n, (key, values) in enumerate(sorted(old.items())) if n % 2}
    with tempfile.TemporaryDirectory() as folder:
        before, after, delta = (Path(folder) / name for name in ("old", "new", "delta"))
        write(before, old)
        write(after, new)
        difference = compare(before, after, delta=delta)
        changes: list[dict[str, str]] = []
        if (path := delta / "facts.csv").exists():
            with path.open(encoding="utf-8", newline="") as file:
                changes = list(csv.DictReader(file))
    rows = Counter((key, *values) for key, values in old.items())
    for row in changes:
        values = (row["key"], row["one"], row["other"])
        rows[values] += 1 if row[CHANGE] in ("added", "after") else -1
    assert +rows == Counter((key, *values) for key, values in new.items())
    assert min(rows.values(), default=0) >= 0
    (table,) = difference.tables
    kinds = Counter(row[CHANGE] for row in changes)
    assert (table.added, table.removed, table.changed) == (kinds["added"], kinds["removed"], kinds["after"])
    same = old == new
    assert difference.step == (Step.NONE if same else difference.step)
    assert table.is_same == same == (not changes)
    if new.keys() - old.keys():
        assert difference.step >= Step.MINOR


def test_a_table_is_read_however_wide_it_is(tmp_path: Path) -> None:
    path, width = tmp_path / "wide.csv", 1_500
    cells = ['"a,b"', *("1" for _ in range(width - 1))]
    path.write_text("\n".join([",".join(f"c{i}" for i in range(width)), ",".join(cells)]) + "\n", "utf-8")
    loaded = load(database(), path, "wide", width)
    assert (len(loaded.labels), loaded.rows, loaded.faults) == (width, 1, [])
