"""A dry run does everything but the release, and says what would be released; then the release is what it said."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines.cli import main

TEXT = "云川市商贸工作方案\n\n一、主要目标\n\n到2031年，全市建成便民网点600个。\n"


@pytest.fixture
def publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("DAGSTER_HOME", os.environ.get("DAGSTER_HOME", ""))
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sources.csv").write_text("source_id,collection,path\nplan,plans,plan.txt\n", encoding="utf-8")

    def run(*options: str) -> str:
        where = ("--register", str(tmp_path / "sources.csv"), "--home", str(tmp_path / "home"))
        done = CliRunner().invoke(main, ["publish", *where, *options])
        assert done.exit_code == 0, done.output
        return done.output

    return run


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def releases(said: str) -> dict[str, dict[str, Any]]:
    return {row["package"]: row for row in json.loads(said)["releases"]}


def test_what_would_be_released_is_told_and_then_is(publish: Any, tmp_path: Path) -> None:
    dist = tmp_path / "home" / "dist"
    first = releases(publish("--dry-run", "--json"))
    assert {row["version"] for row in first.values()} == {"1.0.0"}
    assert all(row["would_be_released"] and not row["released"] for row in first.values())
    assert files(dist) == {}
    publish()
    before = files(dist)
    (tmp_path / "plan.txt").write_text(TEXT.replace("600", "700"), encoding="utf-8")
    said = publish("--dry-run")
    assert "targets 1.1.0 would be released: " in said or "targets 1.0.1 would be released: " in said
    assert said.rstrip().endswith("Dry run: nothing was released.")
    assert files(dist) == before
    would_be = {name: row["version"] for name, row in releases(publish("--dry-run", "--json")).items()}
    assert {name: row["version"] for name, row in releases(publish("--json")).items()} == would_be
    unchanged = releases(publish("--dry-run", "--json"))
    assert not any(row["would_be_released"] for row in unchanged.values())
