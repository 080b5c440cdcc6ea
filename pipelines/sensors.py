"""When a run starts by itself: on a schedule, and when a register or what it names changes. Both begin stopped."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.health import COLLECTIONS
from pipelines.home import Home, digest, hash_of_file
from pipelines.resources import Settings
from pipelines.sources import read_registers

INPUTS = "gongbao/inputs"
"""Tag of a run that the sensor asked for: the hash of the files that it was asked for."""
FIRST_PAUSE, LONGEST_PAUSE = 120, 86_400
"""Seconds between a failed run and the next for the same files, from the second failure on: doubled each time, to a day."""

publish_job = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="The whole pipeline: register → releases, catalogue and site. What has not changed is not done again.",
)


class OneCollection(dg.Config):
    """What `publish_collection` is launched with."""

    collection: str


def _ask_for(collection: str) -> dict[str, Any]:
    return {"ops": {"publish_one": {"config": {"collection": collection}}}}


def publish_collection_job(publish: Callable[[], dg.JobDefinition]) -> dg.JobDefinition:
    """Give the job that publishes one collection, its partition; `publish` gives the job that it runs, once it is there.

    A job of assets would do, but the UI offers partitions only where the assets themselves have them; then it would ask
    for one before every run, of which a new home has none.
    """

    @dg.op(description="Runs the job `publish`: the sources of the collection taken and read, the others as they were.")
    def publish_one(context: dg.OpExecutionContext, config: OneCollection) -> None:
        """Run `publish` in this process, as a run of its own with its steps, log and checks."""
        result = publish().execute_in_process(
            run_config={"resources": {"settings": {"config": {"collections": [config.collection]}}}},
            instance=context.instance,
            raise_on_error=False,
            tags={"gongbao/started_by": "publish_collection", "gongbao/collection": config.collection},
        )
        link = {"run": dg.MetadataValue.dagster_run(result.run_id)}
        if not result.success:
            raise dg.Failure(
                f"Run {result.run_id[:8]} of publish failed: its page says why.", link, allow_retries=False
            )
        context.add_output_metadata(link)

    @dg.job(
        name="publish_collection",
        executor_def=dg.in_process_executor,
        config=dg.PartitionedConfig(COLLECTIONS, run_config_for_partition_key_fn=_ask_for),
        description="The job publish for one collection, which is chosen on the tab Partitions: its sources are taken and "
        "read, the others stay as they were.",
    )
    def publish_collection() -> None:
        publish_one()

    return publish_collection


nightly = dg.ScheduleDefinition(
    name="nightly",
    job=publish_job,
    cron_schedule="0 3 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Asks every address whether it changed, and publishes what did.",
)


def watched(settings: Settings) -> Iterator[Path]:
    """Give the files that a run reads: registers, what lies beside them for them, and what they name; none it has made.

    Raises `pipelines.sources.RegisterError` where a register cannot be used: a run would stop at it.
    """
    made = Home(Path(settings.home).resolve()).made
    registers = settings.register_files
    sources = read_registers(registers, settings.register_schema, allow_outside=settings.allow_outside)
    folders = {*settings.corrections_folders, settings.seeds_folder / "reference"}
    folders |= {Path(source.reference) for source in sources if source.reference}
    yield from registers
    for register in registers:
        yield register.parent / "collections.yaml"
    named = {Path(source.path) for source in sources if source.path and not source.is_withdrawn}
    named |= {path for folder in folders for path in folder.rglob("*.csv")}
    yield from (path for path in named if not any(path.is_relative_to(folder) for folder in made))


def state_of(settings: Settings) -> str:
    """Give a hash over names and bytes of the files that are watched; a file that is not there has none."""
    return digest(*((str(path), hash_of_file(path)) for path in sorted(set(watched(settings)))))


@dg.sensor(
    name="register_folder",
    job=publish_job,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.STOPPED,
    description="Publishes when the bytes of a register, its collections or corrections, or a file that it names changed.",
)
def register_folder(context: dg.SensorEvaluationContext, settings: Settings) -> dg.SensorResult | dg.SkipReason:
    """Ask once for a run when what a run reads is not as it was, and again when that run failed.

    The first look only remembers. After a second failure it waits, longer each time: what fails twice needs a person.
    A run that a person cancelled is not asked for again.
    """
    state = state_of(settings)
    if context.cursor is None:
        return dg.SensorResult(cursor=state, skip_reason="First look: what is there now is remembered.")
    if state != context.cursor:
        return _ask(context, state, len(_asked(context, state)))
    asked = _asked(context, state)
    if not asked or asked[0].dagster_run.status is not dg.DagsterRunStatus.FAILURE:
        return dg.SkipReason("Nothing changed in the registers and what they name.")
    failures = len(asked)
    pause = 0 if failures == 1 else min(FIRST_PAUSE * 2 ** (failures - 2), LONGEST_PAUSE)
    left = (asked[0].end_time or 0) + pause - time.time()
    if left > 0:
        return dg.SkipReason(
            f"Run {asked[0].dagster_run.run_id[:8]} failed for these files; asked for again in {left:.0f} s."
        )
    return _ask(context, state, failures)


def _asked(context: dg.SensorEvaluationContext, state: str) -> list[dg.RunRecord]:
    """Give the runs that were asked for these files, the newest first."""
    return list(context.instance.get_run_records(dg.RunsFilter(tags={INPUTS: state})))


def _ask(context: dg.SensorEvaluationContext, state: str, earlier: int) -> dg.SensorResult:
    # Files may come back to what they were before: that is a change again, and a key that was used asks for nothing.
    request = dg.RunRequest(run_key=f"{state}-{earlier}", tags={INPUTS: state})
    return dg.SensorResult(run_requests=[request], cursor=state)
