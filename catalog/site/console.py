"""SQL in the browser, where an operator gives the files of DuckDB-WASM: what its page needs of them and of the tables.

The files come from the npm package `@duckdb/duckdb-wasm` and are no part of this project. That build of DuckDB reads
Parquet and JSON only through extensions from another host, so tables are loaded from their CSV. Which rows the rest of
the site shows does not live here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from catalog.escape import unescape_sql
from catalog.site.browse import is_free_text
from catalog.site.releases import Release, SiteError

PARTS = ("duckdb-eh.wasm", "duckdb-browser-eh.worker.js")
"""The build with exceptions, which every browser of the last years runs; of the package's other files none is needed."""

PACKAGE = "@duckdb/duckdb-wasm"
INSIDE = ("", "dist", "package/dist", f"node_modules/{PACKAGE}/dist")
"""Where the files lie in what somebody may name: the files' own folder, the package, its unpacked archive, a project."""

CELL = "\x00"
"""Stands for a column in SQL that the script fills in."""


def files(folder: Path) -> list[Path]:
    """Give the files of DuckDB-WASM in a folder. Raise SiteError where they are not there."""
    for inside in INSIDE:
        found = [folder / inside / name for name in PARTS]
        if all(path.is_file() for path in found):
            return found
    raise SiteError(f"{folder} has no {' and '.join(PARTS)} of the npm package {PACKAGE}")


def tables(found: Iterable[Release]) -> str:
    """Give as JSON what the script must know of each table: where it lies, its columns and how a cell is read."""
    return json.dumps(
        {
            "cell": CELL,
            "unescape": unescape_sql(CELL),
            "tables": [
                {
                    "package": release.package,
                    "name": table.name,
                    "path": table.downloads[0].path,
                    "size": table.downloads[0].size,
                    "columns": [[field.name, field.type, int(is_free_text(field))] for field in table.fields],
                }
                for release in found
                for table in release.tables
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
