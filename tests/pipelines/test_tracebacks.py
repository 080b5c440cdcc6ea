"""Where the grammar fails, the log says where: with the source, its file, and the lines of code."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from pipelines.home import Home
from pipelines.resources import Workers
from pipelines.run import run_publish
from pipelines.work import ParseTask, parse_source
from transform import facts


def forget_a_case(*_: Any) -> Any:
    raise KeyError("云川市")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "parse", forget_a_case)


@pytest.fixture
def dagster_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run sets DAGSTER_HOME for its process; it is put back."""
    monkeypatch.setenv("DAGSTER_HOME", os.environ.get("DAGSTER_HOME", ""))


@pytest.mark.usefixtures("failing")
def test_the_record_of_a_parse_that_failed_says_where(tmp_path: Path) -> None:
    record = parse_source(ParseTask.of(tmp_path, "0" * 64, "content", {"source_id": "plan"}, []))
    assert [found["message"] for found in record["issues"]] == [
        "The grammar failed on this document (KeyError: '云川市'). `--force --source plan` tries again."
    ]
    assert record["traceback"].startswith("Traceback (most recent call last):\n")
    assert "in forget_a_case\n" in record["traceback"]
    assert record["traceback"].endswith("KeyError: '云川市'\n")


@pytest.mark.usefixtures("failing", "dagster_home")
def test_the_log_of_a_run_holds_the_traceback_and_names_the_source(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    @contextmanager
    def here(self: Workers, *, guarded: bool) -> Iterator[ThreadPoolExecutor]:
        """Work in this process, where the grammar fails."""
        with ThreadPoolExecutor(1) as executor:
            yield executor

    monkeypatch.setattr(Workers, "open", here)
    (tmp_path / "plan.txt").write_text("云川市便民方案\n\n到2031年，建成网点6个。\n", encoding="utf-8")
    register = tmp_path / "sources.csv"
    register.write_text("source_id,collection,path\nyunchuan-plan,yunchuan,plan.txt\n", encoding="utf-8")
    home = Home(tmp_path / "home")
    done = run_publish(home, {"home": str(home.root), "registers": [str(register)]})
    assert done.failures == []
    grave = [record for record in caplog.records if record.name == "gongbao" and record.levelno >= logging.ERROR]
    [message] = [record.getMessage() for record in grave]
    # Dagster puts job, run and step before it.
    before, said, lines = message.partition("The grammar failed on yunchuan-plan (plan.txt).\n")
    assert before.endswith(" - facts - ")
    assert lines.startswith("Traceback (most recent call last):\n")
    assert "in forget_a_case\n" in lines
    told = said + lines
    # In Dagster's own log of the run, and on the terminal.
    with dg.DagsterInstance.from_ref(dg.DagsterInstance.get().get_ref()) as instance:
        logged = [entry.user_message for entry in instance.all_logs(done.run_id)]
    assert told in logged
    assert told in capfd.readouterr().err
    # What is kept of the run is the issue, and no code.
    [row] = home.recall("facts")
    assert "traceback" not in row
    assert [found["type"] for found in row["issues"]] == ["parse_failed"]
