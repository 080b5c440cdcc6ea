"""One run at a time in a home, however it was started, and none goes on from the state of another."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import dagster as dg
import pytest

from pipelines.home import Home
from pipelines.lock import Holder, HomeIsHeld, StateOfAnotherRun, hold, holder
from pipelines.resources import RETRIES_FAILED_STEPS, Settings

HOLDING = """
import pathlib, sys, time
from pipelines.home import Home
from pipelines.lock import hold
with hold(Home(pathlib.Path(sys.argv[1])), "11111111-aaaa", "command line"):
    print("in", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def elsewhere(home: Home, project: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run in a process of its own that holds the home until it is killed."""
    with subprocess.Popen([sys.executable, "-c", HOLDING, home.root], cwd=project, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"in\n"
        yield run
        run.kill()


def test_who_does_not_wait_is_told_who_holds_the_home(home: Home, elsewhere: subprocess.Popen[bytes]) -> None:
    with pytest.raises(HomeIsHeld) as raised, hold(home, "22222222-bbbb", "Dagster"):
        pytest.fail("two runs hold one home")
    assert f"another run is publishing in {home.root}: run 11111111 (command line, process {elsewhere.pid} on " in str(
        raised.value
    )


def test_who_waits_is_told_once_for_whom_and_goes_on_when_that_run_is_killed(
    home: Home, elsewhere: subprocess.Popen[bytes]
) -> None:
    told: list[str] = []

    def tell(words: str) -> None:
        told.append(words)
        elsewhere.kill()

    with hold(home, "22222222-bbbb", "Dagster", tell=tell):
        now = holder(home)
    assert now is not None
    assert (now.run_id, now.pid) == ("22222222-bbbb", os.getpid())
    assert holder(home) is None
    assert len(told) == 1
    assert told[0].startswith(f"Waiting for run 11111111 (command line, process {elsewhere.pid} on ")


def test_a_run_that_holds_the_home_has_it_wherever_it_asks_again(home: Home) -> None:
    with hold(home, "one", "Dagster"), hold(home, "one", "Dagster"):
        with pytest.raises(HomeIsHeld), hold(home, "other", "Dagster"):
            pass
        assert isinstance(holder(home), Holder)
    with hold(home, "other", "Dagster"):
        pass


def test_what_another_run_has_left_is_refused(home: Home) -> None:
    with hold(home, "one", "Dagster"):
        pass
    with hold(home, "one", "Dagster", owner=lambda: "one"):
        pass
    with hold(home, "other", "Dagster"):
        pass
    with pytest.raises(StateOfAnotherRun, match="Launch this run again"), hold(home, "one", "x", owner=lambda: "one"):
        pass
    assert holder(home) is None


def test_a_sensor_that_looks_holds_nothing(home: Home, elsewhere: subprocess.Popen[bytes]) -> None:
    with dg.build_resources({"settings": Settings(home=str(home.root))}) as resources:
        assert resources.settings.folders == home


def test_every_asset_and_check_is_given_the_settings_that_hold_the_home() -> None:
    from pipelines.definitions import defs

    job = defs.resolve_job_def("publish")
    without = [node.name for node in job.nodes if "settings" not in node.definition.required_resource_keys]  # type: ignore[attr-defined]
    assert without == []


def test_the_buttons_of_an_asset_run_in_one_process_which_holds_the_home_throughout() -> None:
    from pipelines.definitions import defs

    assert {job.executor_def.name for job in defs.get_repository_def().get_all_jobs()} == {"in_process"}


@dg.asset
def one_asset(settings: Settings) -> None:
    settings.folders.remember("seen", str(holder(settings.folders)))


def test_one_asset_alone_waits_for_its_turn_and_goes_on_from_what_stands_there(
    home: Home, elsewhere: subprocess.Popen[bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    killer = subprocess.Popen(["/bin/sh", "-c", f"sleep 2; kill -9 {elsewhere.pid}"])
    done = dg.materialize([one_asset], resources={"settings": Settings(home=str(home.root))})
    killer.wait()
    assert done.success
    assert time.monotonic() - began >= 2
    assert "Waiting for run 11111111 (command line, process" in capfd.readouterr().err
    assert home.recall("seen").startswith(f"run {done.run_id[:8]} (")


def later_step(
    settings: Settings, instance: dg.DagsterInstance, run: dg.DagsterRun
) -> AbstractContextManager[Settings]:
    """Give the settings to one more step of a run, as in a process of its own."""
    return settings.yield_for_execution(cast(Any, SimpleNamespace(run=run, instance=instance, log=None)))


def test_where_every_step_has_a_process_no_step_goes_on_from_what_another_run_left(home: Home) -> None:
    settings = Settings(home=str(home.root))
    with dg.DagsterInstance.ephemeral() as instance:
        run = dg.materialize([one_asset], instance=instance, resources={"settings": settings}).dagster_run
        with later_step(settings, instance, run) as given:
            assert given.folders == home
        dg.materialize([one_asset], instance=instance, resources={"settings": settings})
        with pytest.raises(StateOfAnotherRun, match="Launch this run again"), later_step(settings, instance, run):
            pass


def test_failed_steps_are_done_again_only_on_the_state_of_the_run_that_they_failed_in(home: Home) -> None:
    settings = Settings(home=str(home.root))
    with dg.DagsterInstance.ephemeral() as instance:
        run = dg.materialize([one_asset], instance=instance, resources={"settings": settings}).dagster_run
        again = dg.DagsterRun(
            "publish", parent_run_id=run.run_id, root_run_id=run.run_id, tags={RETRIES_FAILED_STEPS: "true"}
        )
        with later_step(settings, instance, again):
            pass
        dg.materialize([one_asset], instance=instance, resources={"settings": settings})
        with pytest.raises(StateOfAnotherRun), later_step(settings, instance, again):
            pass
