"""Writing SQL by program: quoted names and literals, and a connection that gives the same answer on every machine."""

from __future__ import annotations

from pathlib import Path

import duckdb


def identifier(name: str) -> str:
    """Quote a name."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str | Path) -> str:
    """Quote a text."""
    return "'" + str(text).replace("'", "''") + "'"


def connect(database: Path | None = None, *, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """Open a scratch database, in memory or in a file, without extensions from elsewhere and in UTC.

    A file keeps memory bounded where the data is large; what does not fit spills beside it.
    """
    con = duckdb.connect(str(database) if database else ":memory:")
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET autoinstall_known_extensions = false")
    con.execute("SET autoload_known_extensions = false")
    con.execute("SET preserve_insertion_order = true")
    if database:
        con.execute("SET memory_limit = '2GB'")
        con.execute(f"SET temp_directory = {literal(database.parent / 'spill')}")
    if threads:
        con.execute(f"SET threads = {threads}")
    return con
