"""A run that is started while another is at work in the same home waits for it, and both are published."""

from __future__ import annotations

import csv
import shutil
import sys
from pathlib import Path

from tests.end_to_end.conftest import COMMAND, SECONDS, start, wait_for


def register_of(folder: Path, name: str) -> Path:
    """A register of one document."""
    folder.mkdir()
    text = f"云川市{name}行动方案\n\n一、总体要求\n到2031年，建成{name}示范区5个。\n"
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    register = folder / "sources.csv"
    register.write_text(f"source_id,collection,path\n{folder.name},yunchuan,plan.txt\n", encoding="utf-8")
    return register


def test_a_run_of_dagster_waits_for_the_command_line_and_each_releases_its_own(project: Path, tmp_path: Path) -> None:
    ours, theirs = register_of(tmp_path / "ours", "养老"), register_of(tmp_path / "theirs", "托育")
    home, log, log_of_dagster = tmp_path / "home", tmp_path / "log", tmp_path / "log-of-dagster"
    (home / "dagster").mkdir(parents=True)
    shutil.copy(project / "dagster.yaml", home / "dagster")
    line = start([COMMAND, "publish", "--register", ours, "--home", home], project, log)
    wait_for(lambda: (home / "state" / "source_register.json").exists(), line, log)
    dagster = start(
        [sys.executable, "-m", "dagster", "asset", "materialize", "-m", "pipelines.definitions", "--select", "*"],
        project,
        log_of_dagster,
        DAGSTER_HOME=str(home / "dagster"),
        GONGBAO_HOME=str(home),
        GONGBAO_REGISTER=str(theirs),
    )
    assert line.wait(SECONDS) == 0, log.read_text("utf-8")
    assert dagster.wait(SECONDS) == 0, log_of_dagster.read_text("utf-8")
    assert "Waiting for run " in log_of_dagster.read_text("utf-8")
    released = {
        version: {row["source_id"] for row in csv.DictReader((folder / "data/sources.csv").open(encoding="utf-8"))}
        for folder in (home / "dist" / "policies").glob("[0-9]*")
        for version in [folder.name]
    }
    assert released["1.0.0"] == {"ours"}
    assert sorted(released.values(), key=str) == [{"ours"}, {"theirs"}]
