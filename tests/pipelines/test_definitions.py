"""What Dagster is told: the whole graph at a glance, and that it loads fast."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import dagster as dg

from pipelines.definitions import defs

GRAPH = """
collection                   sources      ← facts
content                      reading      ← snapshots
facts                        facts        ← content, registers
registers                    facts        ← source_register
catalogue                    publication  ← releases
policies_package             publication  ← warehouse
reference_package            publication  ← warehouse
releases                     publication  ← policies_package, reference_package, tables_package, targets_package
site                         publication  ← catalogue
tables_package               publication  ← warehouse
targets_package              publication  ← warehouse
staging                      models       ← facts, registers
warehouse                    models       ← staging
snapshots                    sources      ← source_register
source_register              sources      ←
sources_health               sources      ← facts
"""

CHECKS = {
    "every_source_accounted_for": True,
    "texts_are_withheld": True,
    "licences_govern": True,
    "policies_conform": True,
    "reference_conform": True,
    "rows_are_publishable": False,
    "tables_conform": True,
    "targets_conform": True,
}
"""Name of a check on `staging`, and whether it blocks the promotion."""
BEFORE = {
    ("snapshots", "sources_are_had"),
    ("content", "documents_are_read"),
    ("content", "readers_agree"),
    ("facts", "grammar_holds"),
    ("sources_health", "collections_are_fresh"),
}
BEHIND = {("catalogue", "releases_are_whole")}
"""The check on what is published, before the site is built of it; it fails the run."""
"""The checks that judge each step before staging; none blocks, for the other documents go on."""


def test_the_graph() -> None:
    graph = defs.resolve_asset_graph()
    drawn = {
        f"{key.to_user_string():<29}{graph.get(key).group_name:<13}"
        f"← {', '.join(sorted(parent.to_user_string() for parent in graph.get(key).parent_keys))}".rstrip()
        for key in graph.get_all_asset_keys()
        # Published tables, each behind its package: tests/pipelines/test_shown.py.
        if graph.get(key).group_name != "tables"
    }
    assert drawn == set(GRAPH.strip().splitlines())


def test_every_asset_says_what_it_is_and_where_its_code_stands() -> None:
    for spec in defs.resolve_all_asset_specs():
        assert spec.description, spec.key
        assert spec.kinds, spec.key
        # What a run only tells of is made by no code of its own.
        is_told_of = spec.key.path == ["collection"] or spec.group_name == "tables"
        assert ("dagster/code_references" in spec.metadata) != is_told_of, spec.key


def test_checks_stand_between_staging_and_the_warehouse() -> None:
    graph = defs.resolve_asset_graph()
    keys = graph.asset_check_keys
    staged = {key for key in keys if key.asset_key == dg.AssetKey("staging")}
    assert {key.name: graph.get(key).blocking for key in staged} == CHECKS
    others = {(key.asset_key.to_user_string(), key.name): graph.get(key).blocking for key in keys - staged}
    assert others == dict.fromkeys(BEFORE, False) | dict.fromkeys(BEHIND, True)


def test_the_jobs_and_that_nothing_starts_them_by_itself() -> None:
    repository = defs.get_repository_def()
    jobs = [job.name for job in repository.get_all_jobs() if not job.name.startswith("__")]
    assert jobs == ["publish", "publish_collection"]
    made = defs.resolve_job_def("publish").asset_layer.executable_asset_keys
    assert set(made) == set(defs.resolve_asset_graph().executable_asset_keys)
    assert [s.default_status for s in repository.schedule_defs] == [dg.DefaultScheduleStatus.STOPPED]
    sensors = {sensor.name: sensor.default_status for sensor in repository.sensor_defs}
    assert sensors == dict.fromkeys(
        ("register_folder", "default_automation_condition_sensor"), dg.DefaultSensorStatus.STOPPED
    )


def test_nothing_waits_for_a_pool_whose_slot_could_outlive_its_run() -> None:
    graph = defs.resolve_asset_graph()
    assert {pool for key in graph.executable_asset_keys for pool in graph.get(key).pools} == set()
    nodes = defs.resolve_job_def("publish").nodes
    assert {pool for node in nodes for pool in node.definition.pools} == set()


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
