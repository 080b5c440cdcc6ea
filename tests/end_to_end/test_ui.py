"""The Dagster UI as a person uses it, in a real browser: launched by a button, asked for by the sensor, and found wanting."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from catalog.package import packages
from tests.campaign.served import ENDED, SECONDS, Served, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HEALTH = "{ assetNodes { assetKey { path } assetMaterializations(limit: 1) { runId } staleStatus } }"
CHECKS = (
    '{ assetNodeOrError(assetKey: {path: ["staging"]}) { ... on AssetNode { assetChecksOrError {'
    " ... on AssetChecks { checks { name executionForLatestMaterialization { status } } } } } } }"
)
RUNS = "{ runsOrError { ... on Runs { results { runId status jobName tags { key value } } } } }"
SENSOR = """mutation ($on: Boolean!, $sensor: SensorSelector!, $id: String) {
  startSensor(sensorSelector: $sensor) @include(if: $on) { __typename ... on PythonError { message } }
  stopSensor(id: $id) @skip(if: $on) { __typename ... on PythonError { message } }
}"""
TICKS = """query ($sensor: SensorSelector!) {
  sensorOrError(sensorSelector: $sensor) { ... on Sensor { id sensorState { ticks { status } } } }
}"""
REPOSITORY = {"repositoryLocationName": "gongbao", "repositoryName": "__repository__"}
REGISTER_FOLDER = REPOSITORY | {"sensorName": "register_folder"}
PLAN = "云川市便民网点工作方案\n\n一、主要目标\n\n到2031年，全市建成便民网点600个。\n"
BRIEF = "云川市渡口驿站工作简报\n\n一、主要目标\n\n到2031年，全市建成渡口驿站70个。\n"
HEADER = "source_id,collection,path,published_on\n"
ROWS = ("plan,plans,plan.txt,2030-01-01\n", "brief,briefs,brief.txt,2030-02-01\n")
COLLECTIONS = "".join(
    f"{name}: {{publisher: 云川市人民政府, area: 云川市, licence: CC0-1.0}}\n" for name in ("plans", "briefs")
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of one document; the file of another lies beside it."""
    folder = tmp_path_factory.mktemp("register")
    (folder / "plan.txt").write_text(PLAN, "utf-8")
    # An archive that was cut short.
    (folder / "brief.txt").write_bytes(b"PK\x03\x04" + bytes(40))
    (folder / "collections.yaml").write_text(COLLECTIONS, "utf-8")
    (folder / "sources.csv").write_text(HEADER + ROWS[0], "utf-8")
    return folder / "sources.csv"


@pytest.fixture(scope="module")
def ui(register: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`dagster dev` over an empty home, as `make dev` starts it, with the sensor switched on."""
    home = tmp_path_factory.mktemp("home")
    with served(home, home / "dagster.log", {"GONGBAO_REGISTER": str(register)}) as found:
        found.ask(SENSOR, on=True, sensor=REGISTER_FOLDER)
        yield found


@pytest.fixture(scope="module")
def page(chromium: str) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        # So high that no list is cut: to scroll is no click.
        page = browser.new_page(viewport={"width": 1600, "height": 3600})
        page.set_default_timeout(120_000)
        yield page
        browser.close()


def run_of(ui: Served, job: str, number: int) -> dict[str, Any]:
    """Wait until so many runs of a job have ended, and give the newest."""
    end = time.monotonic() + SECONDS
    while True:
        runs = [run for run in ui.ask(RUNS)["runsOrError"]["results"] if run["jobName"] == job]
        if len(runs) >= number and runs[0]["status"] in ENDED:
            return dict(runs[0], tags={tag["key"]: tag["value"] for tag in runs[0]["tags"]})
        assert time.monotonic() < end, ui.log.read_text("utf-8")
        time.sleep(0.5)


def test_the_job_is_launched_by_its_button_and_every_asset_is_green(ui: Served, page: Page) -> None:
    from playwright.sync_api import expect

    page.goto(f"{ui.address}/locations/gongbao/jobs/publish")
    page.get_by_role("button", name="Materialize all").click()
    run = run_of(ui, "publish", 1)
    assert run["status"] == "SUCCESS"
    page.goto(f"{ui.address}/runs/{run['runId']}")
    expect(page.get_by_text("Success", exact=True).first).to_be_visible(timeout=60_000)
    page.goto(f"{ui.address}/asset-groups")
    for group in ("sources", "reading", "facts", "models", "publication"):
        expect(page.get_by_text(group, exact=True).first).to_be_visible(timeout=60_000)
    for trouble in ("Never materialized", "Failed", "Execution failed", "Missing"):
        expect(page.get_by_text(trouble, exact=True)).to_have_count(0)
    nodes = ui.ask(HEALTH)["assetNodes"]
    assert len(nodes) == 16 + sum(len(package.resources) for package in packages().values())
    assert {node["assetMaterializations"][0]["runId"] for node in nodes} == {run["runId"]}
    assert {node["staleStatus"] for node in nodes} == {"FRESH"}
    checks = ui.ask(CHECKS)["assetNodeOrError"]["assetChecksOrError"]["checks"]
    assert {check["executionForLatestMaterialization"]["status"] for check in checks} == {"SUCCEEDED"}
    assert {check["name"] for check in checks} == {
        "every_source_accounted_for",
        "texts_are_withheld",
        "licences_govern",
        "rows_are_publishable",
        *(f"{package}_conform" for package in ("policies", "reference", "tables", "targets")),
    }


def test_the_sensor_asks_a_reason_is_two_clicks_away_and_only_its_collection_is_run_again(
    ui: Served, page: Page, register: Path
) -> None:
    from playwright.sync_api import expect

    # The sensor's first look was while the job ran; its daemon launches what it asks for.
    register.write_text(HEADER + "".join(ROWS), "utf-8")
    run = run_of(ui, "publish", 2)
    assert (run["status"], run["tags"]["dagster/sensor_name"]) == ("SUCCESS", "register_folder")
    sensor = ui.ask(TICKS, sensor=REGISTER_FOLDER)["sensorOrError"]
    assert "SUCCESS" in {tick["status"] for tick in sensor["sensorState"]["ticks"]}
    ui.ask(SENSOR, on=False, sensor=REGISTER_FOLDER, id=sensor["id"])
    page.goto(f"{ui.address}/automation")
    for name in ("register_folder", "nightly"):
        expect(page.get_by_text(name, exact=True).first).to_be_visible()

    page.goto(ui.address)
    page.get_by_role("link", name="Catalog").click()
    page.locator('a[href="/assets/sources_health"]').click()
    expect(page.get_by_text("brief.txt", exact=False).first).to_be_visible()

    # What is mended in the other collection is not asked for.
    register.with_name("brief.txt").write_text(BRIEF, "utf-8")
    register.with_name("plan.txt").write_text(PLAN.replace("600", "900"), "utf-8")
    page.goto(f"{ui.address}/locations/gongbao/jobs/publish_collection/partitions")
    page.get_by_role("button", name="Launch backfill").click()
    page.get_by_role("dialog").get_by_text("Select a partition").click()
    page.get_by_role("menuitem", name="briefs").click()
    page.get_by_role("dialog").get_by_role("button", name="Submit 1 run").click()
    assert run_of(ui, "publish_collection", 1)["status"] == "SUCCESS"
    run = run_of(ui, "publish", 3)
    assert (run["status"], run["tags"]["gongbao/collection"]) == ("SUCCESS", "briefs")
    latest = ui.log.parent / "dist" / "targets" / "latest" / "data" / "targets.csv"
    with latest.open(encoding="utf-8") as file:
        assert {row["value"] for row in csv.DictReader(file)} == {"600", "70"}
    health = json.loads((ui.log.parent / "state" / "sources_health.json").read_text("utf-8"))
    assert "quarantined" not in {row["state"] for row in health}
