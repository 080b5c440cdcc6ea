"""The sensor asks for a run when what a run reads has changed, by its bytes, and never because a run has written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines import sensors
from pipelines.home import Home
from pipelines.resources import Settings
from pipelines.sensors import INPUTS, register_folder
from pipelines.sources import RegisterError

REGISTER = "source_id,collection,path\nplan,yunchuan,papers/plan.txt\nnotice,yunchuan,notice.txt\n"
START = dg.DagsterRunStatus


class Look:
    """A sensor that is looked through again and again, as Dagster's daemon does, over a register in `my/`."""

    def __init__(self, settings: Settings, instance: dg.DagsterInstance) -> None:
        self.instance = instance
        self._settings = settings
        self._cursor: str | None = None

    def __call__(self) -> list[dg.RunRequest]:
        with dg.build_sensor_context(
            instance=self.instance, cursor=self._cursor, resources={"settings": self._settings}
        ) as context:
            said = register_folder(context)
        if isinstance(said, dg.SkipReason):
            return []
        assert isinstance(said, dg.SensorResult)
        self._cursor = said.cursor
        return list(said.run_requests or [])

    def ends(self, request: dg.RunRequest, status: dg.DagsterRunStatus) -> None:
        """Let the run that was asked for end so."""

        @dg.job
        def publish() -> None:
            pass

        self.instance.create_run_for_job(publish, tags=dict(request.tags), status=status)


@pytest.fixture
def my(tmp_path: Path) -> Path:
    folder = tmp_path / "my"
    (folder / "papers").mkdir(parents=True)
    (folder / "sources.csv").write_text(REGISTER, "utf-8")
    (folder / "papers" / "plan.txt").write_text("云川市行动计划", "utf-8")
    return folder


@pytest.fixture
def look(my: Path, seeds: Path, tmp_path: Path) -> Iterator[Look]:
    copied = tmp_path / "seeds"
    for part in ("reference", "corrections", "schemas"):
        shutil.copytree(seeds / part, copied / part)
    # README's own layout: the home below the register's folder.
    settings = Settings(home=str(my / "data"), registers=[str(my / "sources.csv")], seeds=str(copied))
    with dg.DagsterInstance.ephemeral() as instance:
        found = Look(settings, instance)
        assert found() == []
        yield found


def test_what_a_run_writes_into_a_home_below_the_register_is_no_change(look: Look, my: Path) -> None:
    home = Home(my / "data")
    for folder in (*home.made, home.root):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "written.csv").write_text("by a run", "utf-8")
    home.remember("snapshots", [])
    home.warehouse.touch()
    assert look() == []


CHANGES: dict[str, tuple[Callable[[Path], object], int]] = {
    "the register": (lambda my: (my / "sources.csv").write_text(REGISTER + "more,yunchuan,more.txt\n", "utf-8"), 1),
    "a file that it names": (lambda my: (my / "papers/plan.txt").write_text("云川市工作要点", "utf-8"), 1),
    "a file that it names arrives": (lambda my: (my / "notice.txt").write_text("通知", "utf-8"), 1),
    "a file that it names goes": (lambda my: (my / "papers/plan.txt").unlink(), 1),
    "collections beside it": (lambda my: (my / "collections.yaml").write_text("yunchuan: {title: 云川}", "utf-8"), 1),
    "corrections beside it": (lambda my: write(my / "corrections/corrections.csv", "table\n"), 1),
    "corrections of the seeds": (lambda my: write(my.parent / "seeds/corrections/more.csv", "table\n"), 1),
    "reference registers": (lambda my: write(my.parent / "seeds/reference/units.csv", "unit\n"), 1),
    "a file that it does not name": (lambda my: (my / "papers/draft.txt").write_text("草稿", "utf-8"), 0),
    "a time": (lambda my: os.utime(my / "papers/plan.txt", (0, 0)), 0),
    "the same bytes again": (lambda my: (my / "papers/plan.txt").write_text("云川市行动计划", "utf-8"), 0),
}


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_asked_for_once(look: Look, my: Path, change: str) -> None:
    make, asked = CHANGES[change]
    make(my)
    assert len(look()) == asked
    assert look() == []


def test_other_bytes_of_the_same_size_and_time_are_a_change(look: Look, my: Path) -> None:
    plan = my / "papers" / "plan.txt"
    before = plan.stat()
    plan.write_text("云川市行动方案", "utf-8")
    os.utime(plan, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert plan.stat().st_size == before.st_size
    assert len(look()) == 1


@pytest.mark.parametrize("status", [START.STARTED, START.SUCCESS, START.CANCELED])
def test_a_run_that_waits_works_is_done_or_was_cancelled_is_not_asked_for_again(
    look: Look, my: Path, status: dg.DagsterRunStatus
) -> None:
    (my / "notice.txt").write_text("通知", "utf-8")
    [request] = look()
    look.ends(request, status)
    assert look() == []


def test_a_failed_run_is_asked_for_again_and_then_less_and_less_often(
    look: Look, my: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (my / "notice.txt").write_text("通知", "utf-8")
    [first] = look()
    look.ends(first, START.FAILURE)
    [second] = look()
    assert second.tags[INPUTS] == first.tags[INPUTS]
    assert second.run_key != first.run_key
    look.ends(second, START.FAILURE)
    now = 0.0
    monkeypatch.setattr(sensors.time, "time", lambda: now)
    for record in look.instance.get_run_records():
        monkeypatch.setattr(type(record), "end_time", 0.0, raising=False)
    now = sensors.FIRST_PAUSE - 1
    assert look() == []
    now = sensors.FIRST_PAUSE
    [third] = look()
    look.ends(third, START.SUCCESS)
    assert look() == []


def test_files_that_come_back_to_what_they_were_are_asked_for_again(look: Look, my: Path) -> None:
    plan = my / "papers" / "plan.txt"
    keys = []
    for text in ("甲", "乙", "甲"):
        plan.write_text(text, "utf-8")
        [request] = look()
        look.ends(request, START.SUCCESS)
        keys.append(request.run_key)
    assert len(set(keys)) == 3


def test_a_register_with_a_fault_is_a_failed_tick_that_says_so(look: Look, my: Path) -> None:
    (my / "sources.csv").write_text("source_id,collection,path\nPlan 1,yunchuan,plan.txt\n", "utf-8")
    with pytest.raises(RegisterError, match="Use lower-case ASCII"):
        look()
    (my / "sources.csv").write_text(REGISTER + "more,yunchuan,more.txt\n", "utf-8")
    assert len(look()) == 1
