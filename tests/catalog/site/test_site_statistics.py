"""What columns hold, counted for a table's page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.site import statistics
from catalog.site.assets import STATIC, assets, hashes
from catalog.site.releases import releases
from catalog.site.rows import Library

from .conftest import Rows, example


def counted(dist: Path, package: str, name: str) -> dict[str, statistics.Column]:
    found = releases(dist)
    library = Library(dist / "rows.duckdb", found)
    table = next(t for release in found if release.package == package for t in release.tables if t.name == name)
    columns = statistics.columns(library, table)
    library.close()
    assert [c.field.name for c in columns] == list(table.names)
    return {c.field.name: c for c in columns}


def units(count: int) -> Rows:
    rows = example()
    names = [f"单位{i:03}" for i in range(count)]
    rows["reference"]["units"] = [
        {
            "unit": name,
            "unit_base": "元" if i % 3 else "-个",
            "factor": f"{10 ** (i % 4)}",
            "dimension": "" if i % 2 else "money",
        }
        for i, name in enumerate(names)
    ]
    return rows


@pytest.mark.parametrize("cells", [1, statistics.CELLS])
def test_values_are_counted_however_many_columns_at_once(
    make_dist: Callable[[Rows], Path], monkeypatch: pytest.MonkeyPatch, cells: int
) -> None:
    monkeypatch.setattr(statistics, "CELLS", cells)
    columns = counted(make_dist(units(100)), "reference", "units")
    unit, factor, dimension = columns["unit"], columns["factor"], columns["dimension"]
    assert (unit.filled, unit.empty, unit.distinct, unit.frequent, unit.kind) == (100, 0, 100, (), "text")
    assert (unit.least, unit.greatest) == ("单位000", "单位099")
    # By value, not by sign; values that come equally often in their own order.
    assert (factor.least, factor.greatest, factor.kind) == ("1", "1000", "number")
    assert factor.frequent == (("1", 25), ("10", 25), ("100", 25), ("1000", 25))
    assert (dimension.filled, dimension.empty, dimension.frequent) == (50, 50, (("money", 50),))
    # What stands in the table, not what keeps a spreadsheet from running it.
    assert columns["unit_base"].frequent == (("元", 66), ("-个", 34))
    assert columns["unit_base"].kind == "choice"


def test_a_table_without_rows_has_nothing_to_count(dist: Path) -> None:
    columns = counted(dist, "targets", "progress")
    assert {(c.filled, c.empty, c.distinct, c.least, c.frequent) for c in columns.values()} == {(0, 0, 0, None, ())}


def test_a_period_is_filtered_from_and_to_however_few_there_are(dist: Path) -> None:
    assert counted(dist, "targets", "targets")["deadline"].kind == "date"


def test_vendored_files_are_those_that_are_noted() -> None:
    noted = (STATIC / "table" / "vendor" / "README.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", noted, re.MULTILINE))
    scripts = {path.name: path for path in (STATIC / "table" / "vendor").glob("*.js")}
    assert listed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in scripts.items()}


def test_modules_of_a_folder_share_a_hash_that_each_of_them_changes() -> None:
    files = assets()
    before = hashes(files)["assets/table"]
    for path in (p for p in files if p.startswith("assets/table/")):
        assert hashes(files | {path: files[path] + b" "})["assets/table"] != before
