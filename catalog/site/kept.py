"""What an earlier build wrote and this one need not write again.

Pages are made in units (a document with its parts, a promise with its downloads, one page of a list). A unit has a print:
a hash of all that its files show and of the code that makes them. Where the print is that of the earlier build and the
files stand as they were written, the unit is not rendered. Prints are worked out by DuckDB over whole tables, so that
nothing is held for each page in Python.

The record lies beside `dist`, not in it: it holds the times of files on this disk. Without it everything is rendered, and
what then has the same bytes is left where it is. What a page looks like does not live here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from catalog.sql import literal

BATCH = 5_000
"""Rows that are handed to the database at once."""
FILE = {
    "unit": "VARCHAR", "path": "VARCHAR", "size": "BIGINT", "mtime": "BIGINT", "digest": "VARCHAR", "number": "BIGINT",
}  # fmt: skip
"""A file that was made: its unit, its path below `dist`, what a look at the disk tells of it, the hash of its bytes, and
where it is staged."""


def digest(content: bytes) -> str:
    """Give the hash by which bytes of the site are compared: 128 bits."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def print_of(*parts: object) -> str:
    """Give the print of what a unit was made of, where that is known in Python."""
    return digest(repr(parts).encode())


class Kept:
    """The units of the earlier build beside those of this one, as tables of the schema `kept`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, dist: Path, state: Path, salt: str) -> None:
        """Read the record in `state` and look which of its files stand; `salt` names the code and what all pages share."""
        self._connection = connection
        self._dist = dist
        self.state = state
        self._salt = salt
        self._kinds = 0
        run = connection.execute
        run("CREATE SCHEMA kept")
        run(
            "CREATE TABLE kept.old (unit VARCHAR, print VARCHAR, path VARCHAR, size BIGINT, mtime BIGINT, digest VARCHAR)"
        )
        run("CREATE TABLE kept.units (unit VARCHAR, print VARCHAR)")
        self._load()

    def _load(self) -> None:
        run = self._connection.execute
        try:
            run(f"INSERT INTO kept.old SELECT unit, print, path, size, mtime, digest FROM {literal(self.state)}")
        except duckdb.Error:
            # There is none, or it is damaged: everything is rendered.
            run("DELETE FROM kept.old")
        self.make("kept.changed", {"path": "VARCHAR"})
        self.make("kept.touched", {"path": "VARCHAR", "mtime": "BIGINT"})
        for rows in self._batches("SELECT path, size, mtime, digest FROM kept.old WHERE path IS NOT NULL"):
            found = [(path, mtime, self._look(path, size, mtime, old)) for path, size, mtime, old in rows]
            self.add("kept.changed", [(path,) for path, _, now in found if now is None])
            self.add("kept.touched", [(path, now) for path, mtime, now in found if now not in (None, mtime)])
        run("UPDATE kept.old SET mtime = t.mtime FROM kept.touched t WHERE t.path = old.path")
        run("DELETE FROM kept.old WHERE unit IN (SELECT unit FROM kept.old JOIN kept.changed USING (path))")
        run("CREATE TABLE kept.known AS SELECT DISTINCT unit, print FROM kept.old")

    def _look(self, path: str, size: int, mtime: int, old: str) -> int | None:
        """Give the time of a file that stands as it was written, None for one that does not."""
        try:
            # Of texts: to make a path of each of a hundred thousand takes longer than to look at it.
            found = os.stat(f"{self._dist}/{path}")  # noqa: PTH116
        except OSError:
            return None
        if found.st_size != size:
            return None
        if found.st_mtime_ns != mtime and digest((self._dist / path).read_bytes()) != old:
            return None
        return found.st_mtime_ns

    def make(self, table: str, columns: Mapping[str, str]) -> None:
        """Make an empty table, columns by name with their types."""
        described = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        self._connection.execute(f"CREATE OR REPLACE TABLE {table} ({described})")

    def add(self, table: str, rows: Sequence[Sequence[object]]) -> None:
        """Add rows from Python to a table; as lists, for row by row would take a hundred times as long."""
        if rows:
            columns = [list(column) for column in zip(*rows, strict=True)]
            unnested = ", ".join(f"unnest(${n})" for n in range(1, len(columns) + 1))
            self._connection.execute(f"INSERT INTO {table} SELECT {unnested}", columns)

    def plan(self, kind: str, prints: str) -> str:
        """Plan the units of a kind from a query of `key` and `print`; give the table of the keys that must be rendered."""
        self._kinds += 1
        table = f"kept.todo_{self._kinds}"
        self._connection.execute(
            f"CREATE TABLE {table}_all AS SELECT key, {literal(kind + '/')} || key AS unit, "
            f"md5({literal(self._salt)} || print) AS print FROM ({prints})"
        )
        self._connection.execute(
            f"CREATE TABLE {table} AS SELECT key FROM {table}_all ANTI JOIN kept.known USING (unit, print)"
        )
        self._connection.execute(f"INSERT INTO kept.units SELECT unit, print FROM {table}_all")
        self._connection.execute(f"DROP TABLE {table}_all")
        return table

    def plan_these(self, kind: str, prints: Iterable[tuple[str, str]]) -> set[str]:
        """Plan units whose keys and prints are given; give the keys that must be rendered."""
        self.make("kept.given", {"key": "VARCHAR", "print": "VARCHAR"})
        self.add("kept.given", list(prints))
        todo = self.plan(kind, "SELECT key, print FROM kept.given")
        return {key for (key,) in self.rows(f"SELECT key FROM {todo}")}

    def standing(self, kind: str) -> Iterator[str]:
        """Give the keys of the units of a planned kind that stand with a file."""
        for (unit,) in self.rows(
            "SELECT unit FROM kept.old SEMI JOIN kept.units USING (unit, print) "
            f"WHERE path IS NOT NULL AND starts_with(unit, {literal(kind + '/')})"
        ):
            yield unit.removeprefix(f"{kind}/")

    def finish(self) -> None:
        """Work out which files stand now, as `kept.now`, from the units and from what was staged as `kept.staged`."""
        self._connection.execute(
            """CREATE TABLE kept.now AS
            SELECT o.unit, o.print, o.path, o.size, o.mtime, o.digest, NULL::BIGINT AS number
            FROM kept.old o JOIN kept.units u ON u.unit = o.unit AND u.print = o.print
            UNION ALL
            SELECT s.unit, coalesce(u.print, s.digest) AS print, s.path, s.size, s.mtime, s.digest, s.number
            FROM kept.staged s LEFT JOIN kept.units u ON u.unit = s.unit"""
        )
        # A unit without a file (a picture that could not be drawn) is remembered as one.
        self._connection.execute(
            "INSERT INTO kept.now SELECT unit, print, NULL, NULL, NULL, NULL, NULL FROM kept.units ANTI JOIN kept.now USING (unit)"
        )

    def remember(self) -> None:
        """Write the record of the files that stand now."""
        self.state.parent.mkdir(parents=True, exist_ok=True)
        aside = self.state.with_name(f".{self.state.name}")
        self._connection.execute(
            "COPY (SELECT unit, print, path, size, mtime, digest FROM kept.now ORDER BY path, unit) "
            f"TO {literal(aside)} (FORMAT parquet, COMPRESSION zstd)"
        )
        aside.replace(self.state)

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query over these tables one by one."""
        for batch in self._batches(sql):
            yield from batch

    def _batches(self, sql: str) -> Iterator[list[tuple[Any, ...]]]:
        cursor = self._connection.cursor()
        cursor.execute(sql)
        while batch := cursor.fetchmany(BATCH):
            yield batch
