"""The job launched from the Dagster UI, by its button, in a real browser."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalog.package import packages

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
RUNS = "{ runsOrError { ... on Runs { results { runId status jobName } } } }"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def ask(address: str, query: str) -> Any:
    request = urllib.request.Request(
        f"{address}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        said = json.load(response)
    assert "errors" not in said, said
    return said["data"]


@pytest.fixture(scope="module")
def ui(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `dagster dev` over an empty home, as `make dev` starts it."""
    home = tmp_path_factory.mktemp("home")
    dagster_home = home / "dagster"
    dagster_home.mkdir()
    (dagster_home / "dagster.yaml").write_bytes((project / "dagster.yaml").read_bytes())
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    log = home / "dagster.log"
    with log.open("w") as stream:
        server = subprocess.Popen(
            [
                Path(sys.executable).parent / "dagster",
                "dev",
                "--workspace",
                "workspace.yaml",
                "--host",
                "127.0.0.1",
                "--port",
                str(port),
            ],
            cwd=project,
            env=os.environ | {"DAGSTER_HOME": str(dagster_home), "GONGBAO_HOME": str(home)},
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            for _ in range(240):
                try:
                    ask(address, "{ version }")
                    break
                except (urllib.error.URLError, ConnectionError):
                    assert server.poll() is None, log.read_text()
                    time.sleep(0.5)
            else:
                pytest.fail(f"dagster dev did not answer\n{log.read_text()}")
            yield address
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def test_the_job_is_launched_by_its_button_and_every_asset_is_green(ui: str, chromium: str) -> None:
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1600, "height": 1000})
        page.goto(f"{ui}/jobs")
        page.get_by_role("link", name="publish").first.click(timeout=60_000)
        page.get_by_role("button", name="Materialize all").click(timeout=60_000)
        for _ in range(600):
            runs = ask(ui, RUNS)["runsOrError"]["results"]
            if runs and runs[0]["status"] in ("SUCCESS", "FAILURE", "CANCELED"):
                break
            time.sleep(0.5)
        assert [(run["jobName"], run["status"]) for run in runs] == [("publish", "SUCCESS")]
        page.goto(f"{ui}/runs/{runs[0]['runId']}")
        expect(page.get_by_text("Success", exact=True).first).to_be_visible(timeout=60_000)
        page.goto(f"{ui}/asset-groups")
        for group in ("sources", "reading", "facts", "models", "publication"):
            expect(page.get_by_text(group, exact=True).first).to_be_visible(timeout=60_000)
        for trouble in ("Never materialized", "Failed", "Execution failed", "Missing"):
            expect(page.get_by_text(trouble, exact=True)).to_have_count(0)
        browser.close()
    nodes = ask(ui, HEALTH)["assetNodes"]
    assert len(nodes) == 16 + sum(len(package.resources) for package in packages().values())
    assert {node["assetMaterializations"][0]["runId"] for node in nodes} == {runs[0]["runId"]}
    assert {node["staleStatus"] for node in nodes} == {"FRESH"}
    checks = ask(ui, CHECKS)["assetNodeOrError"]["assetChecksOrError"]["checks"]
    assert {check["executionForLatestMaterialization"]["status"] for check in checks} == {"SUCCEEDED"}
    assert {check["name"] for check in checks} == {
        "every_source_accounted_for",
        "texts_are_withheld",
        "licences_govern",
        "rows_are_publishable",
        *(f"{package}_conform" for package in ("policies", "reference", "tables", "targets")),
    }
