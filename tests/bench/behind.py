"""What lies behind the reading, by the number of documents: staging, checks, packages and releases, of facts that are copied.

Usage: `make bench BENCH="behind 1000 10000"`. A city's papers (`tests.bench.scale`) are taken, read and parsed in
earnest, and its facts given to one city after the other under other names and numbers; then the job runs from `staging`
on. So neither reading nor parsing is paid for a hundred thousand times. Prints processor seconds by step, peak memory
and sizes. The site is left out: it has a bench of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
if Path(sys.path[0]).resolve() == Path(__file__).parent:
    # Its neighbour `extract` would stand for the room of that name.
    sys.path[0] = str(ROOT)

PAPERS = 40
"""Of one city."""
READING = ("source_register", "snapshots", "content", "registers", "facts")
BEHIND = ("staging", "warehouse", "policies_package", "targets_package", "tables_package", "reference_package")
LAST = ("releases",)


def seconds() -> float:
    """Give the processor seconds of this process and of those that it waited for."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def run(home: Path, register: Path, steps: Sequence[str]) -> dict[str, float]:
    """Run some steps of the job in this process; give the processor seconds of each, its checks added."""
    import dagster as dg

    from pipelines import progress
    from pipelines.definitions import defs
    from pipelines.home import Home
    from pipelines.instance import prepare

    class Meter(progress.Display):
        def __init__(self) -> None:
            self.began: dict[str, float] = {}
            self.took: dict[str, float] = {}

        def start(self, step: str) -> None:
            self.began[step] = seconds()

        def finish(self, step: str, summary: str, *, failed: bool = False) -> None:
            self.took[step] = seconds() - self.began[step]

    progress._current = meter = Meter()
    prepare(Home(home))
    with dg.DagsterInstance.get() as instance:
        done = defs.resolve_job_def("publish").execute_in_process(
            run_config={
                "resources": {"settings": {"config": {"home": str(home), "registers": [str(register)]}}},
                "loggers": {"steps": {"config": {}}},
            },
            asset_selection=[dg.AssetKey(step) for step in steps],
            instance=instance,
        )
    assert done.success
    return meter.took


def copies(city: Path, documents: int) -> Iterator[tuple[int, dict[str, dict[str, Any]], list[tuple[str, str]]]]:
    """Give (number, state, what is put in the place of what) for each document, the state of one of the city's papers."""
    from pipelines.home import Home

    states: dict[str, dict[str, dict[str, Any]]] = {
        name: {row["source_id"]: row for row in Home(city).recall(name)}
        for name in ("source_register", "snapshots", "content", "facts")
    }
    papers = sorted(states["source_register"])
    for number in range(1, documents + 1):
        paper = papers[(number - 1) % len(papers)]
        own = int(paper.removeprefix("paper-"))
        names = [
            (paper, f"paper-{number:06}"),
            *(
                (f"{left}{own}{right}", f"{left}{number}{right}")
                for left, right in (("〕", "号"), ("第", "号"), ("第", "期"))
            ),
            *((f"yunzi-{year}-{own}", f"yunzi-{year}-{number}") for year in range(2020, 2032)),
            ("云川市", f"云川{(number - 1) // len(papers)}市"),
        ]
        yield number, {name: rows[paper] for name, rows in states.items()}, names


def multiply(city: Path, home: Path, documents: int) -> int:
    """Make a home in which so many documents have been taken, read and parsed; give how many rows of facts they have."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from pipelines.home import Home

    (home / "facts").mkdir(parents=True)
    tables: dict[str, Any] = {}
    states: dict[str, list[dict[str, Any]]] = {}
    count = 0
    for number, state, names in copies(city, documents):
        source_id = names[0][1]
        path = state["facts"]["path"]
        table = tables.setdefault(path, pq.read_table(path))
        rows = table.column("row").to_pylist()
        for old, new in names:
            rows = [row.replace(old, new) for row in rows]
        count += len(rows)
        made = home / "facts" / f"{number}.parquet"
        at = table.schema.get_field_index("row")
        pq.write_table(table.set_column(at, table.schema.field(at), pa.array(rows, pa.string())), made)
        hashed = {"sha256": hashlib.sha256(str(number).encode()).hexdigest(), "hash": f"{number:064x}"}
        for name, row in state.items():
            kept = {key: hashed.get(key, value) for key, value in row.items()} | {"source_id": source_id}
            kept |= {"path": str(made)} if name == "facts" else {}
            if "publisher" in kept:
                kept["publisher"] = f"云川{(number - 1) // PAPERS}市人民政府"
            states.setdefault(name, []).append(kept)
    for name, found in states.items():
        Home(home).remember(name, found)
    return count


def measured(folder: Path, documents: int) -> dict[str, Any]:
    """Multiply and run; give what it took."""
    city, home = folder / "city" / "home", folder / f"{documents}"
    rows = multiply(city, home, documents)
    began = time.monotonic()
    took = run(home, folder / "city" / "sources.csv", (*BEHIND, *LAST))
    return {
        "rows": rows,
        "steps": took,
        "wall": time.monotonic() - began,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "warehouse": (home / "warehouse.duckdb").stat().st_size / 1e6,
        "releases": sum(path.stat().st_size for path in (home / "dist").rglob("*") if path.is_file()) / 1e6,
    }


def main() -> None:
    """Measure each number of documents, and print the exponent of the cost from each to the next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="*", default=[1000])
    parser.add_argument("--keep", type=Path, help="empty folder to leave homes in")
    parser.add_argument("--child", nargs=2, metavar=("FOLDER", "DOCUMENTS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(measured(Path(options.child[0]), int(options.child[1]))))
        return
    from tests.bench.scale import make

    before: tuple[int, float] | None = None
    with tempfile.TemporaryDirectory() as scratch:
        folder = (options.keep or Path(scratch)).resolve()
        run(folder / "city" / "home", make(folder / "city", PAPERS), READING)
        for documents in options.documents:
            command = [sys.executable, __file__, "--child", str(folder), str(documents)]
            said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ})
            found = json.loads(said.stdout)
            cpu = sum(found["steps"].values())
            print(
                f"\n{documents} documents, {found['rows']} rows of facts: {cpu:.1f} CPU s, {found['wall']:.1f} s, "
                f"{found['memory']:.0f} MB; warehouse {found['warehouse']:.1f} MB, dist {found['releases']:.1f} MB"
            )
            for step, took in sorted(found["steps"].items(), key=lambda one: -one[1]):
                if took > 0.01 * cpu:
                    print(f"  {step:<32}{took:>9.1f}{took / cpu:>10.1%}")
            if before is not None:
                print(f"  exponent from {before[0]}: {math.log(cpu / before[1]) / math.log(documents / before[0]):.2f}")
            before = (documents, cpu)


if __name__ == "__main__":
    main()
