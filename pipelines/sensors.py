"""When a run starts by itself: on a schedule, and when a register or document changes. Both begin stopped."""

from pathlib import Path

import dagster as dg

from pipelines.home import digest
from pipelines.resources import Settings

publish_job = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="The whole pipeline: register → releases, catalogue and site. What has not changed is not done again.",
)

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=publish_job,
    cron_schedule="0 3 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.STOPPED,
    description="Asks every address whether it changed, and publishes what did.",
)


def state_of(registers: list[Path]) -> str:
    """Give a hash over names, sizes and times of all files below the registers' folders, without reading them."""
    files = sorted({path for register in registers for path in register.parent.rglob("*") if path.is_file()})
    return digest(*((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files))


@dg.sensor(
    name="register_folder",
    job=publish_job,
    minimum_interval_seconds=60,
    default_status=dg.DefaultSensorStatus.STOPPED,
    description="Publishes when a register, its collections or a document beside them changed.",
)
def register_folder(context: dg.SensorEvaluationContext, settings: Settings) -> dg.SensorResult | dg.SkipReason:
    """Ask for a run when the registers' folders are not as they were; the first look only remembers them."""
    state = state_of(settings.register_files)
    if state == context.cursor:
        return dg.SkipReason("Nothing changed beside the registers.")
    requests = [dg.RunRequest()] if context.cursor else []
    return dg.SensorResult(run_requests=requests, cursor=state)
