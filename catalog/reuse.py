"""What a new release takes from the one that stands: files that are the same, and what was judged of rows that are the same.

A file that is byte for byte that of the standing release is a hard link to it where the file system has them: a folder
still holds all of its release, and its space is taken once. No release is ever written into, so no link is. Rows that
stood there were judged there under the same schema: the second judge is asked about what is new.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

import duckdb

from catalog.descriptor import NAME
from catalog.difference import CHANGE, Difference
from catalog.seal import sha256, sums
from catalog.sql import connect, identifier, literal

SHAPE = ("name", "type", "title", "title_en", "unit", "constraints")
"""What of a field stands in a Parquet file, or decides how it is written."""


def link(standing: Path | None, folder: Path, name: str) -> bool:
    """Make a file of a new release the one that stands, where they are the same; say whether they are."""
    if standing is None or sums(standing).get(name) != sha256(folder / name):
        return False
    beside = folder / f"{name}.link"
    try:
        os.link(standing / name, beside)
    except OSError:
        return True
    beside.replace(folder / name)
    return True


def parquet(standing: Path | None, folder: Path, name: str) -> bool:
    """Take over the Parquet file of a table whose CSV and fields are those of the standing release; say whether it is done."""
    if standing is None or not (standing / name).is_file():
        return False
    try:
        os.link(standing / name, folder / name)
    except OSError:
        return False
    return True


def workbook(
    standing: Path, package: str, tables: Sequence[str], same: AbstractSet[str]
) -> tuple[Path, dict[str, int]] | None:
    """Give the workbook of the standing release, and the places there of those of its tables that are the same."""
    path = standing / f"{package}-{standing.name}.xlsx"
    return (path, {name: place for place, name in enumerate(tables) if name in same}) if path.is_file() else None


def shape(resource: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Give what of a resource's schema its Parquet file hangs on."""
    schema = resource["schema"]
    return [(schema.get("primaryKey"), *(field.get(key) for key in SHAPE)) for field in schema["fields"]]


def trial(folder: Path, difference: Difference, target: Path) -> None:
    """Write into `target` a package of what a release in `folder` has that the standing one had not.

    Of a table whose schema is the same there are the rows that are new or changed, of any other all; foreign keys are
    left out, for their other side may be old.
    """
    descriptor = json.loads((folder / NAME).read_text(encoding="utf-8"))
    redefined = {change.resource for change in difference.schema}
    same = {table.name for table in difference.tables if table.is_same}
    (target / "data").mkdir()
    kept = []
    with connect() as con:
        for resource in descriptor["resources"]:
            name = resource["name"]
            resource["schema"].pop("foreignKeys", None)
            if name in redefined:
                os.link(folder / resource["path"], target / resource["path"])
            elif name in same:
                continue
            else:
                _new_rows(con, resource, folder / "delta" / f"{name}.csv", target / resource["path"])
                for key in ("hash", "bytes", "rows"):
                    resource.pop(key)
            kept.append(resource)
    # A package has a table; where only words changed, one without rows that is.
    if not kept:
        first = descriptor["resources"][0]
        os.link(folder / first["path"], target / first["path"])
        kept.append(first)
    (target / NAME).write_text(json.dumps({**descriptor, "resources": kept}), encoding="utf-8")


def _new_rows(con: duckdb.DuckDBPyConnection, resource: Mapping[str, Any], delta: Path, target: Path) -> None:
    names = [field["name"] for field in resource["schema"]["fields"]]
    columns = ", ".join(map(identifier, names))
    read = f"read_csv({literal(delta)}, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"
    con.execute(
        f"COPY (SELECT {columns} FROM {read} WHERE {identifier(CHANGE)} IN ('added', 'after')) TO {literal(target)} "
        f"(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')"
    )
