"""Five good sources alone, then the same five beside all hostile files: their facts are the same, and nothing hangs or dies.

Prints what became of each hostile file, the wall time of both runs, the memory of the parent and of the worst reader.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.attack.hostile import kinds

SEEDS = Path(__file__).parents[2] / "seeds"
COMMAND = Path(sys.executable).parent / "gongbao"
HEADER = ("source_id", "collection", "path", "url", "title", "publisher", "published_on", "licence", "sha256", "status")
MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended: exit code, wall seconds, megabytes of the parent and of the worst reader, and what was remembered."""

    code: int
    seconds: float
    parent: float
    reader: float
    facts: dict[str, str]
    content: dict[str, dict[str, Any]]
    said: str


def register(folder: Path, names: Iterable[str] = ()) -> Path:
    """Write a register of the five specimens and of the hostile files that are named, with all of them beside it."""
    shutil.copytree(SEEDS / "specimens", folder / "specimens")
    shutil.copy(SEEDS / "collections.yaml", folder)
    with (SEEDS / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (folder / "hostile").mkdir()
    makes = kinds()
    for number, name in enumerate(names):
        (folder / "hostile" / name).write_bytes(makes[name]())
        rows.append({"source_id": f"hostile-{number}", "collection": "hostile", "path": f"hostile/{name}"})
    # The good ones stand among the others.
    rows.sort(key=lambda row: row["source_id"][-3:])
    path = folder / "sources.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(path: Path, home: Path) -> Run:
    """Publish; the memory of the parent is the most that it held at once."""
    began = time.monotonic()
    log = home.with_suffix(".log")
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [COMMAND, "publish", "--register", path, "--home", home], stdout=stream, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)

    def state(name: str) -> list[dict[str, Any]]:
        file = home / "state" / f"{name}.json"
        return json.loads(file.read_text("utf-8")) if file.exists() else []

    content = {row["source_id"]: row for row in state("content")}
    return Run(
        process.returncode,
        time.monotonic() - began,
        used.ru_maxrss * 1024 / MB,
        max((row["peak_memory"] for row in content.values()), default=0) / MB,
        {row["source_id"]: row["hash"] for row in state("facts") if row["status"] == "read"},
        content,
        log.read_text("utf-8", errors="replace"),
    )


def campaign(names: Iterable[str]) -> int:
    """Run both, print the table, and give 0 where the five good ones lost nothing."""
    names = list(names)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "alone").mkdir()
        (root / "beside").mkdir()
        alone = run(register(root / "alone"), root / "home-alone")
        beside = run(register(root / "beside", names), root / "home-beside")
    by_source = {f"hostile-{number}": name for number, name in enumerate(names)}
    for source, name in sorted(by_source.items(), key=lambda pair: pair[1]):
        row = beside.content.get(source, {"status": "not taken", "reason": "see the log"})
        print(f"{name:<44}{row['status']:<13}{row.get('cpu_seconds', 0):7.2f} s  {(row.get('reason') or '')[:90]}")
    good = [source for source in alone.facts if source not in by_source]
    same = [source for source in good if alone.facts[source] == beside.facts.get(source)]
    states = Counter(row["status"] for source, row in beside.content.items() if source in by_source)
    traces = beside.said.count("Traceback (most recent call last)")
    print(f"{len(names)} hostile kinds: {dict(states)}; tracebacks {traces}; exit {beside.code}")
    print(f"good sources with the same facts: {len(same)} of {len(good)}")
    print(f"{'':<8}{'wall s':>8}{'parent MB':>11}{'reader MB':>11}")
    for title, one in (("alone", alone), ("beside", beside)):
        print(f"{title:<8}{one.seconds:8.1f}{one.parent:11.0f}{one.reader:11.0f}")
    is_well = len(same) == len(good) == 5 and not traces and beside.code == 0
    if not is_well:
        print(beside.said[-3000:])
    return int(not is_well)
