"""What the UI is told of assets: columns of every published table, owners, rooms, code versions, pages, what follows by itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import dagster as dg
import pytest

from catalog.package import packages
from pipelines.definitions import defs
from pipelines.shown import CODE, page

GRAPH = defs.resolve_asset_graph()


def test_every_published_table_is_an_asset_with_its_columns() -> None:
    for package in packages().values():
        for resource in package.resources:
            node = GRAPH.get(dg.AssetKey([package.name, resource.name]))
            schema = node.metadata["dagster/column_schema"]
            assert [column.name for column in schema.columns] == [field.name for field in resource.fields]
            assert node.parent_keys == {dg.AssetKey(f"{package.name}_package")}
    key = next(column for column in schema.columns if column.name == "licence")
    assert key.description is not None and key.constraints.unique


def test_every_step_has_an_owner_a_room_and_kinds_and_a_code_version_where_a_key_holds_its_code() -> None:
    steps = {node.key.to_user_string(): node for node in GRAPH.asset_nodes if node.is_executable}
    assert steps.keys() == CODE.keys()
    for name, node in steps.items():
        assert node.owners and node.kinds
        assert node.tags["gongbao/room"] == CODE[name][0]
        assert (node.code_version is None) == (CODE[name][1] is None)


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        ("", dg.MetadataValue.path(Path("dist/targets/index.html"))),
        ("https://yunchuan.example/data/", dg.MetadataValue.url("https://yunchuan.example/data/targets/")),
    ],
)
def test_a_page_is_an_address_where_the_site_has_one(base_url: str, expected: object) -> None:
    assert page(Path("dist"), base_url, "targets/") == expected


def report(instance: dg.DagsterInstance, names: Iterable[str]) -> None:
    for name in names:
        instance.report_runless_asset_event(dg.AssetMaterialization(name))


def asked(result: dg.EvaluateAutomationConditionsResult) -> set[str]:
    return {
        key.to_user_string()
        for key in GRAPH.materializable_asset_keys
        if result.get_num_requested(key)  # type: ignore[arg-type]
    }


def test_after_a_whole_run_nothing_is_asked_for_and_what_hangs_on_one_asset_follows_it() -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        report(instance, CODE)
        first = dg.evaluate_automation_conditions(defs, instance)
        assert asked(first) == set()
        report(instance, CODE)
        second = dg.evaluate_automation_conditions(defs, instance, cursor=first.cursor)
        assert asked(second) == set()
        report(instance, ["content"])
        third = dg.evaluate_automation_conditions(defs, instance, cursor=second.cursor)
        packages_ = {f"{name}_package" for name in packages()}
        assert asked(third) == {
            "facts",
            "sources_health",
            "staging",
            "warehouse",
            "releases",
            "catalogue",
            "site",
            *packages_,
        }
