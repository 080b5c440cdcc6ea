"""Runs that are killed, interrupted, or started while another is at work: what is published stays whole."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.end_to_end.conftest import COMMAND, Ended, Gongbao, bytes_of

SECONDS = 300.0
"""For a process to get somewhere, on a machine that is busy with other tests."""


def start(command: list[str | Path], project: Path, log: Path, **environment: str) -> subprocess.Popen[bytes]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GONGBAO_", "DAGSTER_"))}
    with log.open("wb") as stream:
        return subprocess.Popen(
            command, cwd=project, env=kept | environment, stdout=stream, stderr=stream, start_new_session=True
        )


def wait_for(what: Callable[[], object], process: subprocess.Popen[bytes], log: Path) -> None:
    began = time.monotonic()
    while not what():
        assert process.poll() is None, log.read_text("utf-8")
        assert time.monotonic() - began < SECONDS, log.read_text("utf-8")
        time.sleep(0.02)


def test_after_a_kill_the_next_run_goes_on_and_an_interrupt_ends_a_run(
    gongbao: Gongbao, project: Path, specimens: Path, first: tuple[Path, Ended], tmp_path: Path
) -> None:
    """Both come while a package is being written."""
    home, log = tmp_path / "home", tmp_path / "log"
    shutil.copytree(first[0], home)
    published = bytes_of(home / "dist")
    command: list[str | Path] = [COMMAND, "publish", "--register", specimens, "--home", home]

    releases = home / "state" / "releases.json"
    releases.unlink()  # as if they had never been written: the packages are made, and found to stand already
    killed = start(command, project, log)
    wait_for(lambda: list((home / "dist").glob("*/.staging-*")), killed, log)
    killed.kill()
    assert killed.wait(SECONDS) == -signal.SIGKILL

    shutil.rmtree(next((home / "dist").glob("*/.staging-*")))
    releases.unlink(missing_ok=True)
    ended = start(command, project, log)
    wait_for(lambda: list((home / "dist").glob("*/.staging-*")), ended, log)
    ended.send_signal(signal.SIGTERM)
    assert ended.wait(SECONDS) == 1
    assert "interrupted; what is published is whole" in log.read_text("utf-8")
    assert " had died; it is marked failed now." in log.read_text("utf-8")
    # The run ended there: no package after the one that was being written.
    assert sum("_package" in line and " s  " in line for line in log.read_text("utf-8").splitlines()) == 1

    again = gongbao("publish", "--register", specimens, "--home", home, "--json")
    assert again.code == 0, again.err + again.out
    assert again.json()["cleared_runs"] == []
    assert bytes_of(home / "dist") == published


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
