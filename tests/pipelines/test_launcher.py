"""A run whose process is gone is found and marked failed, and what it held is free; a living one is left alone."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import dagster as dg
import pytest
from dagster._daemon.monitoring import execute_run_monitoring_iteration

from pipelines.home import PROJECT, Home
from pipelines.instance import prepare
from pipelines.launcher import RunLauncher, _is_running, clear_dead_runs, is_alive

# As homes were before: a pool with one slot, which the step holds while it works.
RUN = """
import time
import dagster as dg
@dg.op(pool="duckdb")
def work():
    print("in", flush=True)
    time.sleep(60)
@dg.job
def publish():
    work()
with dg.DagsterInstance.get() as instance:
    instance.event_log_storage.set_concurrency_slots("duckdb", 1)
    publish.execute_in_process(instance=instance)
"""


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    monkeypatch.setenv("DAGSTER_HOME", str(prepare(Home(tmp_path))))
    with dg.DagsterInstance.get() as found:
        yield found


@pytest.fixture
def at_work(instance: dg.DagsterInstance) -> Iterator[subprocess.Popen[str]]:
    """The process of a run that is in the middle of a step."""
    with subprocess.Popen(
        [sys.executable, "-c", RUN], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
        yield process
        process.kill()


def test_a_killed_run_is_marked_failed_and_its_slot_is_free(
    instance: dg.DagsterInstance, at_work: subprocess.Popen[str]
) -> None:
    [run] = instance.get_runs()
    slots = instance.event_log_storage.get_concurrency_run_ids
    assert is_alive(instance, run)
    assert clear_dead_runs(instance) == []
    assert (instance.get_runs()[0].status, slots()) == (dg.DagsterRunStatus.STARTED, {run.run_id})
    at_work.kill()
    at_work.wait()
    assert clear_dead_runs(instance) == [run.run_id]
    assert (instance.get_runs()[0].status, slots()) == (dg.DagsterRunStatus.FAILURE, set())
    assert clear_dead_runs(instance) == []


def test_run_monitoring_of_dagster_finds_it_too(instance: dg.DagsterInstance, at_work: subprocess.Popen[str]) -> None:
    assert isinstance(instance.run_launcher, RunLauncher)
    assert instance.run_monitoring_enabled
    workspace = cast(Any, SimpleNamespace(instance=instance, create_request_context=lambda: None))

    def look() -> dg.DagsterRunStatus:
        assert list(execute_run_monitoring_iteration(workspace, logging.getLogger("test"))) == [None]
        return instance.get_runs()[0].status

    assert look() is dg.DagsterRunStatus.STARTED
    at_work.kill()
    at_work.wait()
    assert look() is dg.DagsterRunStatus.FAILURE


def test_a_number_of_a_process_that_was_given_again_is_not_that_process() -> None:
    with subprocess.Popen(["sleep", "60"]) as other:
        assert _is_running(other.pid, time.time())
        assert not _is_running(other.pid, time.time() - 3600)
        other.kill()
        time.sleep(0.2)
        # Ended, though nobody has asked for its end yet.
        assert not _is_running(other.pid, time.time())
    assert not _is_running(other.pid, time.time())
