"""The facts of a register as the pipeline reads them, before the models: rows by table, in one order, as JSON Lines.

Run as a script, it prints the facts that the code on PYTHONPATH reads: `python reading.py REGISTER HOME`. So it holds
to what every commit has: the assets' names, and the state that they leave in a home.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Facts = dict[str, list[Row]]
"""Rows by table; a field without a value is left out."""

ASSETS = ("source_register", "snapshots", "content", "registers", "facts")
PLACE = ("source_id", "document_id", "char_start", "char_end", "table_id", "row", "column", "position", "page")
"""What rows are sorted by: where they stand. What stands in one place is sorted by all that it says."""


def read(register: Path, home: Path) -> Facts:
    """Read and parse the sources of a register; what the home holds of the same bytes and code is not done again.

    `sources` tells of each whether it was read, and what its reader remarked; the other tables are those of
    `transform.schema.TABLES`.
    """
    # Here: what is read from a file, or compared, needs neither.
    import dagster as dg
    import pyarrow.parquet as pq

    from pipelines.definitions import defs

    job = defs.resolve_job_def("publish")
    job.execute_in_process(
        run_config={
            "resources": {"settings": {"config": {"home": str(home), "registers": [str(register.resolve())]}}},
            "loggers": {"steps": {"config": {}}},
        },
        asset_selection=[dg.AssetKey(name) for name in ASSETS],
    )

    def state(name: str) -> list[Row]:
        rows: list[Row] = json.loads((home / "state" / f"{name}.json").read_text(encoding="utf-8"))
        return rows

    facts: Facts = {"sources": []}
    contents = {row["source_id"]: row for row in state("content")}
    parsed = {row["source_id"]: row for row in state("facts")}
    for taken in state("snapshots"):
        name = taken["source_id"]
        content, outcome = contents.get(name, {}), parsed.get(name, {})
        issues = [*taken["issues"], *content.get("issues", []), *outcome.get("issues", [])]
        facts["sources"].append(
            {
                "source_id": name,
                "status": outcome.get("status", "quarantined"),
                "reason": content.get("reason"),
                "issues": [f"{issue['type']}: {issue['message']}" for issue in issues] or None,
            }
        )
        if outcome.get("status") == "read":
            for stored in pq.read_table(outcome["path"]).to_pylist():
                facts.setdefault(stored["table"], []).append(json.loads(stored["row"]))
    return {table: in_order(rows) for table, rows in facts.items()}


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Give rows in the order of their places, without the fields that have no value."""
    told = [{name: value for name, value in row.items() if value is not None} for row in rows]
    return sorted(told, key=lambda row: ([_rank(row.get(name)) for name in PLACE], line(row)))


def _rank(value: str | int | None) -> tuple[bool, int, str]:
    return value is not None, value if isinstance(value, int) else 0, value if isinstance(value, str) else ""


def line(row: Row) -> str:
    """Give a row as one line of JSON, its fields in their own order."""
    return json.dumps(row, ensure_ascii=False)


def load(folder: Path) -> Facts:
    """Give the facts that `store` wrote."""
    return {
        path.stem: [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
        for path in sorted(folder.glob("*.jsonl"))
    }


def store(facts: Facts, folder: Path) -> None:
    """Write the facts, a file a table and a line a row; a table without rows has no file."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.jsonl"):
        path.unlink()
    for table, rows in facts.items():
        if rows:
            (folder / f"{table}.jsonl").write_text("".join(f"{line(row)}\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")
    json.dump(read(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout, ensure_ascii=False)
