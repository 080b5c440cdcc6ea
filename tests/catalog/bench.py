"""Validation and difference at size: `python tests/catalog/bench.py [ROWS] [--referee]`.

Makes a package of five linked tables with ROWS rows in all (1,000,000 by default), validates it with our rules and, if
asked, with frictionless, and compares it with a release in which of a thousand rows of each table one is changed, two
are gone and one is new. Prints seconds on the wall and of the processor, and the peak memory of our part.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from catalog.difference import compare
from catalog.validate import referee, validate_package

T = TypeVar("T")


def field(name: str, kind: str = "string", **constraints: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "constraints": constraints}


def key(fields: str, target: str) -> dict[str, Any]:
    return {"fields": [fields], "reference": {"resource": target, "fields": [fields]}}


ID = "^[a-z]+-[0-9]+$"
TABLES: dict[str, tuple[float, str, list[dict[str, Any]], list[dict[str, Any]]]] = {
    "sources": (
        0.05,
        "'s-' || i AS source_id, '来源 ' || i AS title, i * 7 AS bytes, '2031-0' || (1 + i % 9) || '-15' AS day",
        [
            field("source_id", required=True, pattern=ID),
            field("title", required=True),
            field("bytes", "integer", minimum=0),
            field("day", "date"),
        ],
        [],
    ),
    "documents": (
        0.10,
        "'d-' || i AS document_id, 's-' || (i % (n * 0.05)::BIGINT) AS source_id, '关于第 ' || i || ' 项工作的通知' AS title, "
        "CASE i % 3 WHEN 0 THEN 'plan' WHEN 1 THEN 'notice' ELSE 'measures' END AS kind, 1 + i % 90 AS page",
        [
            field("document_id", required=True, pattern=ID),
            field("source_id", required=True),
            field("title", required=True),
            field("kind", enum=["plan", "notice", "measures"]),
            field("page", "integer", minimum=1),
        ],
        [key("source_id", "sources")],
    ),
    "measures": (
        0.25,
        "'m-' || i AS measure_id, 'd-' || (i % (n * 0.10)::BIGINT) AS document_id, '建设第 ' || i || ' 个数字街区，形成示范' AS text, "
        "CASE WHEN i % 5 = 0 THEN 'true' ELSE 'false' END AS is_safeguard",
        [
            field("measure_id", required=True, pattern=ID),
            field("document_id", required=True),
            field("text", required=True, minLength=3),
            field("is_safeguard", "boolean", required=True),
        ],
        [key("document_id", "documents")],
    ),
    "targets": (
        0.35,
        "'t-' || i AS target_id, 'm-' || (i % (n * 0.25)::BIGINT) AS measure_id, (i % 1000) || '.5' AS value, "
        "CASE i % 2 WHEN 0 THEN '>=' ELSE '=' END AS comparator, '20' || (20 + i % 20) AS deadline, '到期限，建成 ' || i || ' 个' AS quote",
        [
            field("target_id", required=True, pattern=ID),
            field("measure_id", required=True),
            field("value", "number", minimum=0, maximum=1000),
            field("comparator", enum=[">=", "="]),
            field("deadline", pattern="^[0-9]{4}$"),
            field("quote", required=True),
        ],
        [key("measure_id", "measures")],
    ),
    "observations": (
        0.25,
        "'o-' || i AS observation_id, 't-' || (i % (n * 0.35)::BIGINT) AS target_id, '-' || (i % 77) AS value, '2031-01-01' AS day",
        [
            field("observation_id", required=True, pattern=ID),
            field("target_id", required=True),
            field("value", "number"),
            field("day", "date"),
        ],
        [key("target_id", "targets")],
    ),
}


def make(folder: Path, rows: int) -> Path:
    folder.mkdir(parents=True)
    resources = []
    for name, (share, columns, fields, keys) in TABLES.items():
        query = f"SELECT {columns} FROM (SELECT i, {rows} AS n FROM range({int(rows * share)}) AS t(i))"
        duckdb.execute(f"COPY ({query}) TO '{folder / name}.csv' (HEADER)")
        schema = {"fields": fields, "primaryKey": [fields[0]["name"]], "missingValues": [""]}
        if keys:
            schema["foreignKeys"] = keys
        resources.append({"name": name, "type": "table", "path": f"{name}.csv", "schema": schema})
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "bench",
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    return folder


def follow(old: Path, new: Path) -> None:
    """Make the next release: of a thousand rows of each table one is changed, two are gone and one is new."""
    shutil.copytree(old, new)
    for name, (_, _, fields, _) in TABLES.items():
        key, last = fields[0]["name"], fields[-1]["name"]
        rows = f"SELECT *, row_number() OVER () AS n FROM read_csv('{old / name}.csv', all_varchar = true)"
        duckdb.execute(
            f"COPY (WITH r AS ({rows}) SELECT * EXCLUDE n REPLACE "
            f"(if(n % 1000 = 21, {key} || '-new', {key}) AS {key}, if(n % 1000 = 7, {last} || '0', {last}) AS {last}) "
            f"FROM r WHERE n % 1000 <> 13 ORDER BY n) TO '{new / name}.csv' (HEADER)"
        )


def measured(label: str, work: Callable[[], T]) -> tuple[T, tuple[float, float]]:
    """Do the work and print what it took; give what it gave, and the seconds on the wall and of the processor."""
    wall, processor = time.perf_counter(), time.process_time()
    done = work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"{label}: {wall:.2f} s, {processor:.2f} s of the processor")
    return done, (wall, processor)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--referee", action="store_true", help="run frictionless too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        package = make(Path(scratch) / "old", options.rows)
        follow(package, other := Path(scratch) / "new")
        report, own = measured("validation", lambda: validate_package(package))
        print(f"  {sum(t.rows for t in report.tables)} rows, valid {report.valid}")
        difference, _ = measured("difference", lambda: compare(package, other))
        for reason in difference.reasons():
            print(f"  {reason}")
        print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        if options.referee:
            verdict, seconds = measured("frictionless", lambda: referee(package))
            wall, processor = (theirs / ours for theirs, ours in zip(seconds, own, strict=True))
            print(f"  valid {verdict.valid}, {wall:.1f} times as long, {processor:.1f} times the processor's time")


if __name__ == "__main__":
    main()
