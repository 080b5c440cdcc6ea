"""One look at every source: what became of it, since when it is well, why not, what to do; and checks that count it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from pipelines.definitions import defs
from pipelines.facts import facts, registers
from pipelines.health import CHECKS, COLLECTIONS, collection, sources_health
from pipelines.home import Home
from pipelines.reading import content, snapshots, source_register
from pipelines.resources import Settings, Workers

TEXT = "云川市商贸工作方案\n\n一、主要目标\n\n到2031年，全市建成便民网点600个。\n"
REGISTER = """\
source_id,collection,path,url,sha256
well,plans,well.txt,,
lost,plans,lost.txt,,
broken,news,broken.pdf,,
other,news,other.txt,,{wrong}
"""


def look(folder: Path, **settings: Any) -> dict[str, dict[str, Any]]:
    """Take, read and parse what a register names; give by asset and by check what the UI shows of it."""
    given = Settings(home=str(folder / "home"), registers=[str(folder / "sources.csv")], **settings)
    result = dg.materialize(
        [source_register, snapshots, content, registers, facts, sources_health, *CHECKS],
        resources={"settings": given, "workers": Workers.from_environment()},
        instance=dg.DagsterInstance.ephemeral(),
    )
    shown = {
        event.asset_key.to_user_string(): {
            name: value.value for name, value in event.step_materialization_data.materialization.metadata.items()
        }
        for event in result.all_events
        if event.is_step_materialization and event.asset_key
    }
    for check in result.get_asset_check_evaluations():
        shown[check.check_name] = {"passed": check.passed, "severity": check.severity, "says": check.description} | {
            name: value.value for name, value in check.metadata.items()
        }
    return shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("well.txt", "other.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    (tmp_path / "sources.csv").write_text(REGISTER.format(wrong="0" * 64), encoding="utf-8")
    return tmp_path


def rows_of(folder: Path) -> dict[str, dict[str, Any]]:
    return {row["source_id"]: row for row in Home(folder / "home").recall("sources_health")}


def test_every_source_has_its_state_its_reason_and_what_to_do(folder: Path) -> None:
    shown = look(folder)
    rows = rows_of(folder)
    assert {name: row["state"] for name, row in rows.items()} == {
        "well": "well",
        "lost": "quarantined",
        "broken": "quarantined",
        "other": "quarantined",
    }
    assert [name for name, row in rows.items() if row["last_success"]] == ["well"]
    assert "lost.txt" in rows["lost"]["reason"]
    assert "SHA-256" in rows["other"]["reason"]
    assert "broken.pdf" in rows["broken"]["reason"]
    assert all(rows[name]["what_to_do"] for name in ("lost", "broken", "other"))
    health = shown["sources_health"]
    assert (health["quarantined"], health["well"], health["stale"]) == (3, 1, 0)
    assert "news | 2" in health["collections"]
    # The reason stands there to its end.
    assert rows["other"]["reason"].split()[-1] in health["not_well"]


def test_the_checks_count_what_arose_at_each_step(folder: Path) -> None:
    shown = look(folder)
    assert (shown["sources_are_had"]["passed"], shown["sources_are_had"]["says"]) == (
        False,
        "1 missing_file, 1 wrong_hash",
    )
    assert shown["sources_are_had"]["severity"] is dg.AssetCheckSeverity.WARN
    assert (shown["sources_are_had"]["errors"], shown["sources_are_had"]["of_missing_file"]) == (2, 1)
    assert (shown["documents_are_read"]["passed"], shown["documents_are_read"]["of_not_read"]) == (False, 1)
    assert (shown["grammar_holds"]["passed"], shown["grammar_holds"]["errors"]) == (True, 0)


def test_a_success_is_remembered_and_one_that_comes_again_is_well(folder: Path) -> None:
    look(folder)
    since = rows_of(folder)["well"]["last_success"]
    (folder / "well.txt").unlink()
    (folder / "lost.txt").write_text(TEXT, encoding="utf-8")
    look(folder)
    rows = rows_of(folder)
    assert (rows["well"]["state"], rows["well"]["last_success"]) == ("quarantined", since)
    assert (rows["lost"]["state"], rows["lost"]["reason"]) == ("well", "")


def test_a_source_that_was_not_asked_for_yet_is_not_ill(folder: Path) -> None:
    look(folder, sources=["well"])
    assert {name: row["state"] for name, row in rows_of(folder).items()} == {
        "well": "well",
        "lost": "never asked for",
        "broken": "never asked for",
        "other": "never asked for",
    }


def test_a_run_tells_of_every_collection_and_one_is_read_by_itself(folder: Path) -> None:
    given = Settings(home=str(folder / "home"), registers=[str(folder / "sources.csv")])
    resources = {"settings": given, "workers": Workers.from_environment()}
    everything = [source_register, snapshots, content, registers, facts, sources_health]
    with dg.DagsterInstance.ephemeral() as instance:
        assert dg.materialize(everything, resources=resources, instance=instance).success
        assert instance.get_dynamic_partitions(COLLECTIONS.name or "") == ["news", "plans"]
        assert instance.get_materialized_partitions(collection.key) == {"news", "plans"}

        def metadata(name: str) -> dict[str, Any]:
            [record] = instance.fetch_materializations(
                dg.AssetRecordsFilter(collection.key, asset_partitions=[name]), limit=1
            ).records
            assert record.asset_materialization is not None
            return {key: value.value for key, value in record.asset_materialization.metadata.items()}

        assert (metadata("news")["sources"], metadata("news")["quarantined"]) == (2, 2)
        assert "broken.pdf" in metadata("news")["not_well"]
        # Both are mended, and one of the collections is asked for.
        (folder / "lost.txt").write_text(TEXT, encoding="utf-8")
        (folder / "broken.pdf").write_bytes((folder / "well.txt").read_bytes())
        asked = resources | {"settings": Settings(**given.model_dump() | {"collections": ["news"]})}
        assert dg.materialize(everything, resources=asked, instance=instance).success
        assert metadata("news")["quarantined"] == 1
        assert rows_of(folder)["broken"]["state"] == "complained"
        assert rows_of(folder)["lost"]["state"] == "quarantined"
        # A collection that goes has no partition any more.
        lines = (folder / "sources.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / "sources.csv").write_text("".join(line for line in lines if ",news," not in line), encoding="utf-8")
        assert dg.materialize(everything, resources=resources, instance=instance).success
        assert instance.get_dynamic_partitions(COLLECTIONS.name or "") == ["plans"]
        assert rows_of(folder)["lost"]["state"] == "well"


def test_collections_are_asked_for_by_name(folder: Path) -> None:
    look(folder, collections=["plans"])
    assert {name for name, row in rows_of(folder).items() if row["state"] != "never asked for"} == {"well", "lost"}


def test_the_job_of_a_collection_asks_for_its_sources() -> None:
    config = defs.resolve_job_def("publish_collection").partitioned_config
    assert config is not None
    assert config.get_run_config_for_partition_key("news") == {
        "ops": {"publish_one": {"config": {"collection": "news"}}}
    }
