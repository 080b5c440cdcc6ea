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
    print(f"first run {first:.1f} s, {said['sources']['read']} read; second run {again:.1f} s, nothing read")


if __name__ == "__main__":
    main()
