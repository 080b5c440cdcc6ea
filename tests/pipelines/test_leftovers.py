"""What no current document refers to goes, unless somebody is at work on it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from pipelines.home import Home
from pipelines.leftovers import Removed, in_use, remove
from pipelines.publication import catalogue
from pipelines.resources import Settings

CURRENT = ("aa.json", "aa.parquet", "bb.json")
"""`bb` was quarantined: its record says why, and there is nothing to store."""
OLD = ("cc.json", "cc.parquet", ".aa.json.4711", "aa.tmp")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home(tmp_path)
    for folder, name in ((found.content, "content"), (found.facts, "facts")):
        folder.mkdir()
        for file in (*CURRENT, *OLD):
            (folder / file).write_bytes(b"12345")
        found.remember(name, [{"key": "aa"}, {"key": "bb"}])
    return found


def left(home: Home) -> list[set[str]]:
    return [{path.name for path in folder.iterdir()} for folder in (home.content, home.facts)]


def test_what_the_state_does_not_name_goes(home: Home) -> None:
    assert remove(home) == Removed(files=2 * len(OLD), bytes=2 * len(OLD) * 5)
    assert left(home) == [set(CURRENT)] * 2
    assert remove(home) == Removed()


def test_where_nothing_is_remembered_nothing_goes(home: Home) -> None:
    (home.root / "state" / "facts.json").unlink()
    assert remove(home).files == len(OLD)
    assert left(home) == [set(CURRENT), {*CURRENT, *OLD}]
    assert remove(Home(home.root / "facts")) == Removed()


def test_while_a_step_is_at_work_everything_stays(home: Home) -> None:
    with in_use(home), in_use(home):
        assert remove(home) == Removed(is_left=True)
        assert left(home) == [{*CURRENT, *OLD}] * 2
    assert remove(home).files == 2 * len(OLD)


def test_a_killed_run_holds_nothing(home: Home, project: Path) -> None:
    code = (
        "import pathlib, sys, time; from pipelines.home import Home; from pipelines.leftovers import in_use\n"
        "with in_use(Home(pathlib.Path(sys.argv[1]))): print('in', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, home.root], cwd=project, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"in\n"
        assert remove(home).is_left
        run.kill()
    assert remove(home).files == 2 * len(OLD)


def test_the_catalogue_counts_what_it_took_away(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.metadata.write", lambda dist, _: dist.mkdir())
    done = dg.materialize([catalogue], resources={"settings": Settings(home=str(home.root))})
    [event] = done.get_asset_materialization_events()
    metadata = event.materialization.metadata
    assert metadata["files_removed"].value == 2 * len(OLD)
    assert metadata["bytes_removed"].value == 2 * len(OLD) * 5
    assert metadata["left_to_another_run"].value is False
    assert left(home) == [set(CURRENT)] * 2
