"""What Dagster is told: the whole graph at a glance, and that it loads fast."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from pipelines.definitions import defs

GRAPH = """
content                      reading      ← snapshots
facts                        facts        ← content, registers
registers                    facts        ← source_register
catalogue                    publication  ← policies_package, reference_package, tables_package, targets_package
policies_package             publication  ← warehouse
reference_package            publication  ← warehouse
site                         publication  ← catalogue
tables_package               publication  ← warehouse
targets_package              publication  ← warehouse
staging                      models       ← facts, registers
warehouse                    models       ← staging
snapshots                    sources      ← source_register
source_register              sources      ←
"""

CHECKS = {
    "every_source_accounted_for": True,
    "policies_conform": True,
    "reference_conform": True,
    "rows_are_publishable": False,
    "sources_are_read": False,
    "tables_conform": True,
    "targets_conform": True,
}
"""Name of a check on `staging`, and whether it blocks the promotion."""


def test_the_graph() -> None:
    graph = defs.resolve_asset_graph()
    drawn = {
        f"{key.to_user_string():<29}{graph.get(key).group_name:<13}"
        f"← {', '.join(sorted(parent.to_user_string() for parent in graph.get(key).parent_keys))}".rstrip()
        for key in graph.get_all_asset_keys()
    }
    assert drawn == set(GRAPH.strip().splitlines())


def test_every_asset_says_what_it_is_and_where_its_code_stands() -> None:
    for spec in defs.resolve_all_asset_specs():
        assert spec.description, spec.key
        assert spec.kinds, spec.key
        assert "dagster/code_references" in spec.metadata, spec.key


def test_checks_stand_between_staging_and_the_warehouse() -> None:
    graph = defs.resolve_asset_graph()
    keys = graph.asset_check_keys
    assert {key.asset_key for key in keys} == {dg.AssetKey("staging")}
    assert {key.name: graph.get(key).blocking for key in keys} == CHECKS


def test_one_job_that_nothing_starts_by_itself() -> None:
    repository = defs.get_repository_def()
    assert [job.name for job in repository.get_all_jobs() if not job.name.startswith("__")] == ["publish"]
    assert [s.default_status for s in repository.schedule_defs] == [dg.DefaultScheduleStatus.STOPPED]
    assert [s.default_status for s in repository.sensor_defs] == [dg.DefaultSensorStatus.STOPPED]


def test_what_writes_to_duckdb_waits_for_its_turn() -> None:
    writers = {"staging", "warehouse", *(f"{name}_package" for name in ("policies", "targets", "tables", "reference"))}
    graph = defs.resolve_asset_graph()
    assert {key.to_user_string() for key in graph.get_all_asset_keys() if "duckdb" in graph.get(key).pools} == writers


HEAVY = ("frictionless", "lxml", "pandas", "pdfplumber", "pyarrow", "pypdfium2", "rapidocr", "trafilatura")
LOADING = """
import sys
import pipelines.definitions
print(*(name for name in sys.argv[1:] if name in sys.modules))
"""


def test_the_code_location_loads_no_reader_and_no_library_of_data(project: Path) -> None:
    command = [sys.executable, "-c", LOADING, *HEAVY]
    said = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    assert said.stdout.split() == []
    assert said.stderr == ""


def test_the_sensor_asks_for_a_run_when_something_beside_the_register_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.resources import Settings
    from pipelines.sensors import register_folder

    register = tmp_path / "sources.csv"
    register.write_text("source_id\n")
    settings = Settings(registers=[str(register)])

    def look(cursor: str | None) -> dg.SensorResult | dg.SkipReason:
        context = dg.build_sensor_context(cursor=cursor, resources={"settings": settings})
        result = register_folder(context)
        assert isinstance(result, dg.SensorResult | dg.SkipReason)
        return result

    first = look(None)
    assert isinstance(first, dg.SensorResult)
    assert first.run_requests == []
    assert isinstance(look(first.cursor), dg.SkipReason)
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    changed = look(first.cursor)
    assert isinstance(changed, dg.SensorResult)
    assert len(changed.run_requests or []) == 1
