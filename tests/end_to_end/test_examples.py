"""The example registers: real pages by their addresses, taken, read and published as with a network.

The saved pages stand in `../shared/corpus`; a server on loopback gives them under their own names, and nothing else of a
run knows that it is no network.
"""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpcore
import pytest

from extract import manners, snapshot
from pipelines.home import Home
from pipelines.issues import read_issues
from pipelines.run import run_publish

HOST = "www.gov.cn"


@pytest.fixture
def register(seeds: Path) -> Path:
    return seeds / "examples" / "state-council.csv"


@pytest.fixture
def pages(corpus: Path, register: Path) -> dict[str, Path]:
    """The saved pages of the register, by their paths on the host."""
    saved = {
        row["url"]: folder / row["path"]
        for folder in (corpus / "wild", corpus / "places")
        for row in csv.DictReader((folder / "sources.csv").open(encoding="utf-8"))
        if row.get("url")
    }
    with register.open(encoding="utf-8") as file:
        return {row["url"].removeprefix(f"http://{HOST}"): saved[row["url"]] for row in csv.DictReader(file)}


@pytest.fixture
def asked(pages: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """Give what the host is asked, as (path, status), while it answers on loopback under its own name."""
    said: list[tuple[str, str]] = []

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path) if self.headers["Host"] == HOST else None
            body = page.read_bytes() if page else b""
            tag = f'"{len(body)}"'
            status = 404 if page is None else 304 if self.headers.get("If-None-Match") == tag else 200
            said.append((self.path, str(status)))
            self.send_response(status)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body) if status == 200 else 0))
            self.end_headers()
            self.wfile.write(body if status == 200 else b"")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connect = httpcore.SyncBackend.connect_tcp

    def to_loopback(self: httpcore.SyncBackend, host: str, port: int, *rest: Any) -> httpcore.NetworkStream:
        assert (host, port) == ("203.0.114.1", 80)
        return connect(self, "127.0.0.1", server.server_address[1], *rest)

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", to_loopback)
    # A public address that nobody is asked at: the name is looked up nowhere, and all checks of addresses stay.
    monkeypatch.setattr(snapshot, "look_up", lambda host, port, budget: ["203.0.114.1"])
    monkeypatch.setattr(manners.Manners.__init__, "__defaults__", (0.0,))  # no pause between requests
    yield said
    server.shutdown()


def test_the_pages_of_the_state_council(
    register: Path,
    pages: dict[str, Path],
    asked: list[tuple[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DAGSTER_HOME", "")
    home = Home(tmp_path)
    settings = {"home": str(tmp_path), "registers": [str(register)]}
    first = run_publish(home, settings)
    assert first.failures == []
    assert len(pages) >= 40
    assert sorted(asked) == sorted([("/robots.txt", "404"), *((path, "200") for path in pages)])
    content = first.steps["content"]
    assert (content["documents_read"], content["documents_quarantined"]) == (len(pages), 0)
    assert [row for row in read_issues(home) if row["severity"] == "error"] == []
    # Every document has its title, and what is found in it is published.
    rows = list(csv.DictReader((home.dist / "policies/1.0.0/data/documents.csv").open(encoding="utf-8")))
    assert len(rows) >= len(pages)
    assert all(row["title"] for row in rows)
    targets = list(csv.DictReader((home.dist / "targets/1.0.0/data/targets.csv").open(encoding="utf-8")))
    assert targets
    # Asked again, the host says that nothing changed, and nothing is released.
    asked.clear()
    second = run_publish(home, settings)
    assert second.failures == []
    assert sorted(asked) == sorted([("/robots.txt", "404"), *((path, "304") for path in pages)])
    assert {step["version"] for step in second.steps.values() if "version" in step} == {"1.0.0"}
