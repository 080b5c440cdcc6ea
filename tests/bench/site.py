"""What the site costs: `python tests/bench/site.py DIST --times 286` copies the releases in DIST so many times and builds.

DIST is the `dist` of a home over the specimens (seven documents). Each copy has documents, promises and printed tables of
its own; every `PER_PLACE` copies share a place and its bodies, all share the indicators. The site is built from nothing,
again, and over a next version in which one document was changed; printed are seconds of the processor (user and system)
and the peak memory of each build, which runs in a process of its own.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PER_PLACE = 5
OWN = ("commitment_id", "point_id", "issue_id", "source_id")
"""Columns of ids that do not begin with a document's."""
SHARED = ("reference", "indicators", "organisations", "organisation_aliases")
"""A package or tables that are not multiplied by document."""
MARK = "（改）"
Rows = Iterator[dict[str, str]]
BUILD = """
import resource, sys
from pathlib import Path
from catalog.site import build
done = build(Path(sys.argv[1]))
used = resource.getrusage(resource.RUSAGE_SELF)
print(done.pages, done.changed, done.removed, round(used.ru_utime + used.ru_stime, 1), used.ru_maxrss // 1024)
"""


def main() -> None:
    """Make the copies, build three times, print a line for each."""
    parser = argparse.ArgumentParser(description="Measure the site over copies of a release.")
    parser.add_argument("dist", type=Path)
    parser.add_argument("--times", type=int, default=286)
    parser.add_argument("--keep", type=Path, help="where the copies are made and left")
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="gongbao-site-"))
    try:
        dist = folder / "dist"
        multiply(given.dist, dist, given.times, "1.0.0", changed=None)
        print("build, pages, files changed, files removed, CPU seconds, peak MB")
        print("first", _build(dist), flush=True)
        print("again", _build(dist), flush=True)
        multiply(given.dist, dist, given.times, "1.0.1", changed=given.times // 2)
        print("one document changed", _build(dist), flush=True)
    finally:
        if not given.keep:
            shutil.rmtree(folder)


def _build(dist: Path) -> str:
    done = subprocess.run([sys.executable, "-c", BUILD, dist], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def multiply(source: Path, dist: Path, times: int, version: str, changed: int | None) -> None:
    """Write each package of `source` with its rows `times` over as a version; of one copy a document is `changed`."""
    documents = {row["document_id"] for row in _rows(source / "policies/latest/data/documents.csv")}
    for package in ("policies", "targets", "tables", "reference"):
        old = source / package / "latest"
        new = dist / package / version
        (new / "data").mkdir(parents=True)
        described = json.loads((old / "datapackage.json").read_text("utf-8")) | {"version": version}
        resources = []
        for resource_ in described["resources"]:
            name = resource_["name"]
            csv_file = old / resource_["path"]
            copies: list[tuple[str, Rows]]
            if name.startswith("t-"):
                copies = [(f"{name}-{n}", _rows(csv_file)) for n in range(times)]
            else:
                copies = [(name, _copied(csv_file, name, package, documents, times, changed))]
            for copy, rows in copies:
                path = f"data/{copy}.csv"
                resources.append(resource_ | {"name": copy, "path": path, "rows": _write(new / path, rows)})
        described["resources"] = resources
        (new / "datapackage.json").write_text(json.dumps(described, ensure_ascii=False), "utf-8")
        shutil.rmtree(dist / package / "latest", ignore_errors=True)
        shutil.copytree(new, dist / package / "latest")
        versions = [{"version": version, "date": "2026-11-27", "step": "FIRST", "reasons": ["a copy"]}]
        index = dist / package / "index.json"
        if index.exists():
            versions += json.loads(index.read_text("utf-8"))["versions"]
        index.write_text(json.dumps({"versions": versions}), "utf-8")


def _copied(path: Path, name: str, package: str, documents: set[str], times: int, changed: int | None) -> Rows:
    rows = list(_rows(path))
    if package in SHARED or name == "indicators":
        yield from rows
        return
    if name in SHARED:
        for place in range(-(-times // PER_PLACE)):
            for row in rows:
                yield _placed(row, place)
        return
    for n in range(times):
        for index, row in enumerate(rows):
            made = {key: _own(key, value, n, documents) for key, value in _placed(row, n // PER_PLACE).items()}
            if name == "documents":
                made["title"] += f"（{n}）"
                for day in ("issued_on", "published_on"):
                    if len(row[day]) == 10:
                        made[day] = f"{2016 + n % 10}-{1 + n // 10 % 12:02}-{1 + n // 120 % 28:02}"
            if n == changed and index == 0 and name in ("targets", "observations", "measures"):
                column = "title" if name == "measures" else "metric"
                made[column] += MARK
            yield made


def _placed(row: dict[str, str], place: int) -> dict[str, str]:
    made = dict(row)
    for key in ("organisation_id", "parent_id"):
        if made.get(key) and "organisation_id" in made and "section_id" not in made:
            made[key] += f"-{place}"
    if made.get("area_code"):
        made["area_code"] = f"{int(made['area_code']) - 990000 + 1000 * place + 10**6}"
        made["area"] = f"{made['area']}{place}" if made.get("area") else ""
    for key in ("alias", "name"):
        if key in made and "organisation_id" in made:
            made[key] += f"{place}"
    return made


def _own(key: str, value: str, n: int, documents: set[str]) -> str:
    if value and (key in OWN or value.partition(".")[0] in documents):
        return f"{value.partition('.')[0]}-{n}.{value.partition('.')[2]}" if "." in value else f"{value}-{n}"
    return value


def _rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _write(path: Path, rows: Rows) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = None
        for count, row in enumerate(rows, start=1):
            writer = writer or csv.DictWriter(stream, row, lineterminator="\n")
            if count == 1:
                writer.writeheader()
            writer.writerow(row)
    return count


if __name__ == "__main__":
    main()
