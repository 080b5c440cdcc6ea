"""What no current document refers to goes."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import pytest

from pipelines.home import Home
from pipelines.leftovers import Removed, remove
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


def test_the_catalogue_counts_what_it_took_away(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.metadata.write", lambda dist, *_: dist.mkdir())
    done = dg.materialize([catalogue], resources={"settings": Settings(home=str(home.root))})
    [event] = done.get_asset_materialization_events()
    metadata = event.materialization.metadata
    assert metadata["files_removed"].value == 2 * len(OLD)
    assert metadata["bytes_removed"].value == 2 * len(OLD) * 5
    assert left(home) == [set(CURRENT)] * 2
