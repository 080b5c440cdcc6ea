"""One run of the job in this process, recorded where the Dagster UI finds it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from pipelines.home import Home, log
from pipelines.instance import prepare
from pipelines.lock import hold

STARTED_BY = "command line"
INTERRUPTED = "interrupted; what is published is whole, and the next run goes on from here"


@dataclass(frozen=True, slots=True)
class RunResult:
    """How a run ended: `failures` names the step or check and says why; `steps` holds the metadata of each asset.

    `cleared` holds the ids of earlier runs that had died and were marked failed before this one began.
    """

    run_id: str
    failures: list[tuple[str, str]]
    steps: dict[str, dict[str, Any]]
    cleared: list[str]


def run_publish(home: Home, settings: dict[str, Any]) -> RunResult:
    """Run the job `publish` with these settings (fields of `pipelines.resources.Settings`).

    Raises
    ------
    pipelines.lock.HomeIsHeld
        Another run is at work in the home.
    pipelines.instance.InstanceError
        The history of runs is to be kept where it cannot be.
    """
    run_id = str(uuid4())
    home.root.mkdir(parents=True, exist_ok=True)
    with hold(home, run_id, STARTED_BY):
        return _run(home, run_id, settings)


def _run(home: Home, run_id: str, settings: dict[str, Any]) -> RunResult:
    prepare(home)
    if logging.lastResort is not None:
        # Dagster takes into the run's log what this logger tells; standard error has it as well, as without Dagster.
        log.addHandler(logging.lastResort)
    # Here, not above: the command line answers --help and register faults without Dagster's second of imports.
    import dagster as dg

    from pipelines.definitions import defs
    from pipelines.launcher import clear_dead_runs

    config = {
        "resources": {"settings": {"config": settings}},
        "loggers": {"steps": {"config": {}}},
    }
    with dg.DagsterInstance.get() as instance:
        cleared = clear_dead_runs(instance)
        result = defs.resolve_job_def("publish").execute_in_process(
            run_config=config,
            instance=instance,
            raise_on_error=False,
            run_id=run_id,
            tags={"gongbao/started_by": STARTED_BY},
        )
    failures = [
        (event.step_key or "", _reason(event.step_failure_data.error))
        for event in result.all_events
        if event.is_step_failure and not _is_check_failure(event.step_failure_data.error)
    ]
    failures += [
        (check.check_name, check.description or "the check failed")
        for check in result.get_asset_check_evaluations()
        if not check.passed and check.severity is dg.AssetCheckSeverity.ERROR
    ]
    steps = {
        event.step_key or "": {
            name: value.value for name, value in event.step_materialization_data.materialization.metadata.items()
        }
        for event in result.all_events
        if event.is_step_materialization
    }
    return RunResult(result.run_id, failures if not result.success else [], steps, cleared)


def _is_check_failure(error: Any) -> bool:
    """Say whether a step failed only because its check did; the check says why."""
    return error.cls_name == "DagsterAssetCheckFailedError"


def _reason(error: Any) -> str:
    """Give the message of the error that a step raised, without the traces around it."""
    if error.cls_name in ("DagsterExecutionInterruptedError", "KeyboardInterrupt"):
        return INTERRUPTED
    while error.cause is not None:
        error = error.cause
    # The message begins with the full name of the class, which says nothing to the person at the terminal.
    return re.sub(rf"^[\w.]*\b{error.cls_name}: ", "", str(error.message)).strip()
