"""All that Dagster is told, built eagerly: assets, checks, the job, when it runs, and what assets are given."""

import warnings

import dagster as dg

from pipelines.checks import CHECKS
from pipelines.facts import facts, registers
from pipelines.health import CHECKS as HEALTH_CHECKS
from pipelines.health import collection, sources_health
from pipelines.models import promoted, staging
from pipelines.progress import steps_logger
from pipelines.publication import PACKAGE_ASSETS, catalogue, releases, releases_are_whole, site
from pipelines.reading import content, snapshots, source_register
from pipelines.resources import Settings, Warehouse, Workers
from pipelines.sensors import nightly, publish_collection_job, publish_job, register_folder
from pipelines.shown import TABLES, described

settings = Settings.at_launch()

with warnings.catch_warnings():
    # The link from an asset to its code is worth a beta function; its warning a dozen times is not.
    warnings.simplefilter("ignore", dg.BetaWarning)
    ASSETS = dg.with_source_code_references(
        described(
            [
                source_register,
                snapshots,
                content,
                registers,
                facts,
                sources_health,
                staging,
                promoted,
                *PACKAGE_ASSETS,
                releases,
                catalogue,
                site,
            ]
        )
    )

defs: dg.Definitions = dg.Definitions(
    assets=[*ASSETS, collection, *TABLES],
    asset_checks=[*HEALTH_CHECKS, *CHECKS, releases_are_whole],
    jobs=[publish_job, publish_collection_job(lambda: defs.resolve_job_def("publish"))],
    schedules=[nightly],
    sensors=[register_folder],
    # Also for the buttons on an asset's page: a process for each step costs seconds of imports and brings nothing.
    executor=dg.in_process_executor,
    resources={
        "settings": settings,
        "warehouse": Warehouse(settings=settings),
        "workers": Workers.from_environment(),
    },
    loggers={"console": dg.colored_console_logger, "steps": steps_logger},
)
