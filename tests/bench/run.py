"""What a run costs: `make bench` publishes a register into an empty home, then again, and prints what was measured.

Usage: `make bench BENCH=run`, or `make bench BENCH="run --register ../my/sources.csv"`. How exact the readers are is not measured here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).parent / "gongbao"


def publish(register: Path, home: Path) -> tuple[float, dict[str, Any]]:
    """Publish; give the seconds on the wall and what the command said."""
    began = time.monotonic()
    arguments = [COMMAND, "publish", "--register", register, "--home", home, "--json"]
    said = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    return time.monotonic() - began, json.loads(said)


def size(path: Path) -> int:
    """Give the bytes of a file, or of the files below a folder."""
    return path.stat().st_size if path.is_file() else sum(x.stat().st_size for x in path.rglob("*") if x.is_file())


def by_kind(read: list[dict[str, Any]], parsed: list[dict[str, Any]], taken: list[dict[str, Any]]) -> str:
    """Give as a table what a document costs, by what read it: means of CPU seconds, pages, bytes and rows of facts."""
    rows = {row["source_id"]: row for row in parsed}
    raw = {row["source_id"]: row["bytes"] or 0 for row in taken}
    lines = [
        f"{'kind':<12}{'documents':>10}{'pages':>8}{'kB raw':>8}{'kB content':>11}{'kB facts':>9}"
        f"{'read CPU s':>11}{'again':>7}{'parse CPU s':>12}{'rows':>7}"
    ]
    for kind in sorted({row["reader"] for row in read if row["status"] == "read"}):
        own = [row for row in read if row["reader"] == kind and row["source_id"] in rows]
        of = [rows[row["source_id"]] for row in own]
        means = [
            sum(values) / len(own)
            for values in (
                [row["page_count"] or 0 for row in own],
                [raw[row["source_id"]] / 1024 for row in own],
                [size(Path(row["path"])) / 1024 for row in own],
                [size(Path(row["path"])) / 1024 for row in of],
                [row["cpu_seconds"] for row in own],
                [row["second_cpu_seconds"] for row in own],
                [row["cpu_seconds"] for row in of],
                [sum(row["rows"].values()) for row in of],
            )
        ]
        widths = (8, 8, 11, 9, 11, 7, 12, 7)
        digits = (1, 0, 1, 1, 2, 2, 2, 0)
        cells = "".join(f"{mean:>{w}.{d}f}" for mean, w, d in zip(means, widths, digits, strict=True))
        lines.append(f"{kind:<12}{len(own):>10}{cells}")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Publish a register twice and print what it cost.")
    parser.add_argument("--register", type=Path, default=Path("seeds/sources.csv"))
    register = parser.parse_args().register
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        first, said = publish(register, home)
        again, _ = publish(register, home)
        read = json.loads((home / "state" / "content.json").read_text("utf-8"))
        parsed = json.loads((home / "state" / "facts.json").read_text("utf-8"))
        taken = json.loads((home / "state" / "snapshots.json").read_text("utf-8"))
        sizes = {name: size(home / name) for name in ("raw", "content", "facts", "warehouse.duckdb", "dist")}
        kinds = by_kind(read, parsed, taken)
        releases = sum(size(folder) for folder in (home / "dist").glob("*/[0-9]*"))
    print(f"{'source':<36}{'pages':>6}{'blocks':>8}{'tables':>8}{'CPU s':>8}{'MB':>6}")
    for row in read:
        print(
            f"{row['source_id']:<36}{row['page_count'] or '':>6}{row['n_blocks']:>8}{row['n_tables']:>8}"
            f"{row['cpu_seconds']:>8.2f}{row['peak_memory'] / 1024**2:>6.0f}"
        )
    pages, cpu = (
        sum(row["page_count"] or 0 for row in read),
        sum(row["cpu_seconds"] for row in read if row["page_count"]),
    )
    if cpu:
        print(f"{pages} pages, {pages / cpu:.0f} a CPU-second")
    print(kinds)
    print(", ".join(f"{name} {bytes_ / 1024**2:.2f} MB" for name, bytes_ in sizes.items()), end=" ")
    print(f"(releases {releases / 1024**2:.2f} MB, the rest site and catalogue)")
    print(f"first run {first:.1f} s, {said['sources']['read']} read; second run {again:.1f} s, nothing read")


if __name__ == "__main__":
    main()
