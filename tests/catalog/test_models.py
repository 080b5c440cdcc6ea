"""The definitions and the SQL models say the same: what a package publishes is there, of its type, and keeps the rules.

Here the three rooms meet as the pipelines let them meet: the specimens are read, parsed and modelled.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from catalog import rules
from catalog.package import Package, packages
from catalog.rules import published_text
from extract.read import read
from transform import facts, warehouse
from transform.document.model import SourceInfo

HOLDS = {
    "string": ("VARCHAR",),
    "integer": ("INTEGER", "BIGINT"),
    "number": ("DECIMAL", "INTEGER", "BIGINT"),
    "boolean": ("BOOLEAN",),
    "datetime": ("TIMESTAMP", "VARCHAR"),
}
"""DuckDB types, without their parameters, that hold a type without loss. A point in time may be ISO text."""


@pytest.fixture(scope="module")
def modelled(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("facts")
    registers = [seeds / "reference", seeds / "specimens" / "registers"]
    sources, parsed = [], []
    with (seeds / "sources.csv").open(encoding="utf-8", newline="") as register:
        for position, row in enumerate(csv.DictReader(register), start=1):
            content, out = folder / f"{row['source_id']}.content", folder / f"{row['source_id']}.facts"
            read(seeds / row["path"]).write(content)
            said = {key: row[key] or None for key in ("source_id", "collection", "title", "publisher", "published_on")}
            facts.write(facts.parse(content, SourceInfo(**said), registers), out)
            parsed.append(out)
            known = {key: said[key] for key in ("source_id", "collection", "publisher")}
            at = {"retrieved_at": "2031-04-02T08:30:00Z", "media_type": "text/plain", "status": "read"}
            size = (seeds / row["path"]).stat().st_size
            sources.append({**known, **at, "sha256": "0" * 64, "bytes": size, "position": position})
    with duckdb.connect() as con:
        warehouse.build(con, facts=parsed, sources=sources, registers=registers)
        yield con


@pytest.mark.parametrize("package", packages().values(), ids=lambda p: p.name)
def test_every_published_field_is_a_column_that_holds_its_type(
    modelled: duckdb.DuckDBPyConnection, package: Package
) -> None:
    faults = []
    for resource in package.resources:
        described = modelled.execute(f"DESCRIBE SELECT * FROM {resource.source}").fetchall()
        columns = {name: kind.partition("(")[0] for name, kind, *_ in described}
        for f in resource.fields:
            if (kind := columns.get(f.name, "no column")) not in HOLDS[f.type]:
                faults.append(f"{resource.name}.{f.name}: {f.type} is {kind}")
    assert faults == []


@pytest.mark.parametrize("package", packages().values(), ids=lambda p: p.name)
def test_no_value_is_lost_on_the_way_out(modelled: duckdb.DuckDBPyConnection, package: Package) -> None:
    """Every filled value is filled in the published form too, and every table has rows but those of issues and corrections."""
    for resource in package.resources:
        texts = ", ".join(f"count(nullif(CAST(\"{f.name}\" AS VARCHAR), ''))" for f in resource.fields)
        names = ", ".join(f'count("{f.name}")' for f in resource.fields)
        before = modelled.execute(f"SELECT {texts} FROM {resource.source}").fetchall()
        assert modelled.execute(f"SELECT {names} FROM ({published_text(resource)})").fetchall() == before
        assert resource.name in ("issues", "corrections") or before[0][0] > 0, resource.name


@pytest.mark.parametrize("package", packages().values(), ids=lambda p: p.name)
def test_what_the_models_make_keeps_every_rule(modelled: duckdb.DuckDBPyConnection, package: Package) -> None:
    assert [found for check in rules.checks(package) if (found := check.failures(modelled))] == []
