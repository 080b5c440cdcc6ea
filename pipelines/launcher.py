"""Runs whose process is gone: found, marked failed, and the pool slots that they hold freed.

Dagster writes down that a run started, and learns that it ended from the run itself. A run that was killed, or whose
machine went down, stays “started”, and what waits for its end waits for ever. Here a run is asked for its process: at
the start of `gongbao publish`, and by Dagster's run monitoring through the launcher that `dagster.yaml` names.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from dagster import DagsterEventType, DagsterInstance, DagsterRun, DagsterRunStatus, DefaultRunLauncher, RunsFilter
from dagster._core.launcher import CheckRunHealthResult, WorkerStatus

from pipelines.home import Home
from pipelines.lock import holder

LATE = 2.0
"""Seconds by which a process may seem to start after what it wrote: the start is told in ticks, and clocks are set."""

UNFINISHED = [
    DagsterRunStatus.NOT_STARTED,
    DagsterRunStatus.STARTING,
    DagsterRunStatus.STARTED,
    DagsterRunStatus.CANCELING,
]


class RunLauncher(DefaultRunLauncher):
    """Dagster's own launcher, which also knows whether a run that it or the command line started is still alive."""

    @property
    def supports_check_run_worker_health(self) -> bool:
        """Say that run monitoring may ask."""
        return True

    def check_run_worker_health(self, run: DagsterRun) -> CheckRunHealthResult:
        """Tell run monitoring whether the process of a started run is there."""
        if is_alive(self._instance, run):
            return CheckRunHealthResult(WorkerStatus.RUNNING)
        return CheckRunHealthResult(WorkerStatus.FAILED, "Its process is gone.")


def is_alive(instance: DagsterInstance, run: DagsterRun) -> bool:
    """Say whether a run that has started is still running: it holds the home, or its process is there."""
    held_by = holder(Home(Path(instance.root_directory).parent))
    if held_by is not None and held_by.run_id == run.run_id:
        return True
    for record in instance.get_records_for_run(run.run_id, of_type=DagsterEventType.RUN_START, limit=1).records:
        event = record.event_log_entry
        if event.dagster_event is not None and event.dagster_event.pid is not None:
            return _is_running(event.dagster_event.pid, event.timestamp)
    return True


def instance_of(home: Home) -> DagsterInstance:
    """Give Dagster's storage of this home, to look at and to clear; nothing is launched with it."""
    return DagsterInstance.from_config(str(home.dagster))


def dead_runs(instance: DagsterInstance) -> Iterator[DagsterRun]:
    """Give the runs that count as under way and whose process is gone."""
    for record in instance.get_run_records(RunsFilter(statuses=UNFINISHED)):
        run = record.dagster_run
        if run.status in (DagsterRunStatus.NOT_STARTED, DagsterRunStatus.STARTING):
            # No process to ask yet: what takes longer to start than run monitoring waits has not started.
            age = time.time() - record.update_timestamp.timestamp()
            if age < instance.run_monitoring_start_timeout_seconds:
                continue
        elif is_alive(instance, run):
            continue
        yield run


def clear_dead_runs(instance: DagsterInstance) -> list[str]:
    """Mark runs as failed whose process is gone, free the pool slots of runs that ended, and give the dead runs' ids."""
    dead = []
    for run in list(dead_runs(instance)):
        said = "The process of this run is gone: it was killed, or the machine went down."
        if run.status == DagsterRunStatus.CANCELING:
            instance.report_run_canceled(run, said)
        else:
            instance.report_run_failed(run, said)
        dead.append(run.run_id)
    storage = instance.event_log_storage
    for run_id in storage.get_concurrency_run_ids() if storage.supports_global_concurrency_limits else ():
        ended = instance.get_run_by_id(run_id)
        if ended is None or ended.is_finished:
            storage.free_concurrency_slots_for_run(run_id)
    return dead


def _is_running(pid: int, at: float) -> bool:
    """Say whether the process that had this number at a time (seconds of the epoch) is there; numbers are given again."""
    began = _start_of(pid)
    if began is not None:
        return began <= at + LATE
    if Path("/proc/self/stat").exists():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _start_of(pid: int) -> float | None:
    """Give when a process began (seconds of the epoch), None where it is not there or the system does not tell.

    After proc(5): of `/proc/<pid>/stat`, behind the name in brackets, the 1st field is the state and the 20th the ticks
    between the start of the system (`btime` of `/proc/stat`) and its own.
    """
    try:
        state, *fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        system = Path("/proc/stat").read_text(encoding="utf-8").split()
    except OSError:
        return None
    if state in "ZX":
        return None
    return int(system[system.index("btime") + 1]) + int(fields[18]) / os.sysconf("SC_CLK_TCK")
