"""What the Dagster UI shows of an asset beside its outcome: owner, room, version of its code, pages; and each published table.

A published table is an asset of its own, with its columns: made by the asset of its package, which tells of it at every
release. Columns come from the definitions of the packages, code versions from `pipelines.unchanged`; nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import dagster as dg

from catalog.package import Package, Resource, packages
from pipelines import unchanged

OWNERS = ("team:gongbao",)
ROOM = "gongbao/room"
"""The tag that names the room whose code an asset runs."""
CODE: Mapping[str, tuple[str, unchanged.Code | None]] = {
    "source_register": ("pipelines", None),
    "snapshots": ("extract", None),
    "content": ("extract", unchanged.READ),
    "registers": ("transform", None),
    "facts": ("transform", unchanged.PARSE),
    "sources_health": ("pipelines", None),
    "staging": ("transform", unchanged.BUILD),
    "warehouse": ("transform", unchanged.BUILD),
    **{f"{name}_package": ("catalog", unchanged.RELEASE) for name in packages()},
    "releases": ("catalog", None),
    "catalogue": ("catalog", unchanged.CATALOGUE),
    "site": ("catalog", unchanged.SITE),
}
"""The room of an asset, and the code whose change makes its outcome another, where a key holds it."""


ROOTS = ("source_register", "snapshots", "registers")
"""What nothing here comes before: asked for by a person, the schedule or the sensor."""
FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=48), warn_window=timedelta(hours=26))
"""Of the asset that every whole run makes: a night was left out, then two. How fresh a collection is, is a check of its own."""


def described(assets: Iterable[dg.AssetsDefinition]) -> list[dg.AssetsDefinition]:
    """Give assets with their owners, tags, code versions, freshness, and the condition on which Dagster asks for them.

    The condition counts where the sensor of automation conditions is switched on: who materializes one asset alone then
    has what hangs on it follow, with its checks.
    """
    return [asset.map_asset_specs(_described) for asset in assets]


def _described(spec: dg.AssetSpec) -> dg.AssetSpec:
    room, code = CODE[spec.key.to_user_string()]
    version = unchanged.fingerprint(code)[:12] if code is not None else None
    return spec.replace_attributes(
        owners=OWNERS,
        tags={**spec.tags, ROOM: room},
        code_version=version,
        automation_condition=None if spec.key.to_user_string() in ROOTS else dg.AutomationCondition.eager(),
        freshness_policy=FRESH if spec.key.to_user_string() == "sources_health" else None,
    )


def page(dist: Path, base_url: str, path: str = "") -> dg.MetadataValue[Any]:
    """Give a page of the site to look at: its address where the site has one, else its file on this machine."""
    if base_url:
        return dg.MetadataValue.url(f"{base_url.rstrip('/')}/{path}")
    return dg.MetadataValue.path(dist / path / "index.html")


def columns(resource: Resource) -> dg.TableSchema:
    """Give the fields of a table as Dagster shows columns: type, what they mean in both languages, constraints."""
    return dg.TableSchema(
        [
            dg.TableColumn(
                name=field.name,
                type=field.type,
                description=f"{field.title} — {field.description_en}",
                constraints=dg.TableColumnConstraints(
                    nullable=not field.required,
                    unique=resource.primary_key == (field.name,),
                    other=[f"{name}: {value}" for name, value in field.constraints.items() if name in OTHER],
                ),
            )
            for field in resource.fields
        ]
    )


OTHER = ("enum", "pattern", "minimum", "maximum")
"""Constraints that Dagster has no place of its own for."""

TABLES = [
    dg.AssetSpec(
        dg.AssetKey([package.name, resource.name]),
        group_name="tables",
        kinds={"csv", "parquet"},
        owners=OWNERS,
        tags={ROOM: "catalog"},
        deps=[f"{package.name}_package"],
        description=f"{resource.title_en}\n\n{resource.title}。{resource.description_en}",
        metadata={"dagster/column_schema": columns(resource)},
    )
    for package in packages().values()
    for resource in package.resources
]
"""Every published table, with its columns."""


def tell_tables(
    context: dg.AssetExecutionContext,
    package: Package,
    rows: Mapping[str, int],
    version: str,
    dist: Path,
    base_url: str,
) -> None:
    """Tell of each table of a package: how many rows it has in this version, and where its page is."""
    for resource in package.resources:
        context.log_event(
            dg.AssetMaterialization(
                dg.AssetKey([package.name, resource.name]),
                metadata={
                    "dagster/row_count": rows[resource.name],
                    "version": version,
                    "page": page(dist, base_url, f"{package.name}/{resource.name}/"),
                },
            )
        )
