"""The job of one collection runs the job `publish` for it, as a run of its own, and fails where that one does."""

from __future__ import annotations

import dagster as dg
import pytest

from pipelines.health import COLLECTIONS
from pipelines.sensors import publish_collection_job


class Asked(dg.ConfigurableResource):  # type: ignore[type-arg]
    collections: list[str] = []  # noqa: RUF012


@pytest.mark.parametrize("fails", [False, True])
def test_the_collection_is_asked_for_in_a_run_of_its_own(fails: bool) -> None:
    seen = []

    @dg.op
    def work(settings: dg.ResourceParam[Asked]) -> None:
        seen.append(settings.collections)
        if fails:
            raise dg.Failure("no room", allow_retries=False)

    @dg.job(name="publish", resource_defs={"settings": Asked.configure_at_launch()})
    def publish() -> None:
        work()

    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions(COLLECTIONS.name or "", ["news", "plans"])
        job = publish_collection_job(lambda: publish)
        done = job.execute_in_process(partition_key="news", instance=instance, raise_on_error=False)
        runs = {run.job_name: run for run in instance.get_runs()}
    assert seen == [["news"]]
    assert runs["publish"].tags["gongbao/collection"] == "news"
    assert {name: run.is_success for name, run in runs.items()} == dict.fromkeys(("publish", job.name), not fails)
    assert done.success is not fails
    if fails:
        [failed] = [event for event in done.all_events if event.is_step_failure]
        assert runs["publish"].run_id[:8] in str(failed.step_failure_data.error)
