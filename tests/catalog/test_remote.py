"""Packages at an address, and packages whose data are: fetched within bounds, from where they may be, and validated whole."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from catalog.report import Report
from catalog.validate import validate
from pipelines import fetching
from pipelines.cli import main

SCHEMA = {"fields": [{"name": "code", "type": "string"}, {"name": "count", "type": "integer"}], "primaryKey": "code"}
DATA = "code,count\n甲,1\n乙,2\n"
TICKS = 40
"""Tenths of a second over which the slow file drips."""


class Server(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.endswith("slow.csv"):
            self.send_response(200)
            self.end_headers()
            for _ in range(TICKS):
                self.wfile.write(b"a")
                time.sleep(0.1)
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and its address."""
    root = tmp_path / "web"
    root.mkdir()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(root))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield root, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def describe(folder: Path, path: Any, schema: Any = SCHEMA) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    resource = {"name": "places", "type": "table", "path": path, "schema": schema, "format": "csv"}
    descriptor = {"name": "trial", "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def checked(source: str | Path, folder: Path, *hosts: str) -> Report:
    asked = source if isinstance(source, str) else ""
    return validate(source, fetch=fetching.fetcher(folder, hosts, asked=asked))


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("data/places.csv", SCHEMA),
        ("{at}/data/places.csv", SCHEMA),
        (["{at}/data/places.csv", "{at}/data/more.csv"], SCHEMA),
        ("{at}/data/places.csv?v=2", "{at}/schema.json"),
        ("data/places.csv", "schema.json"),
    ],
)
@pytest.mark.parametrize("place", ["at an address", "on this disk"])
def test_data_are_validated_wherever_they_are(
    web: tuple[Path, str], tmp_path: Path, path: Any, schema: Any, place: str
) -> None:
    root, at = web
    path = [one.format(at=at) for one in path] if isinstance(path, list) else path.format(at=at)
    schema = schema.format(at=at) if isinstance(schema, str) else schema
    package = root if place == "at an address" else tmp_path / "here"
    for folder in (root, package):
        describe(folder, path, schema)
        (folder / "data").mkdir(exist_ok=True)
        (folder / "data" / "places.csv").write_text(DATA, encoding="utf-8")
        (folder / "data" / "more.csv").write_text("code,count\n丙,3\n", encoding="utf-8")
        (folder / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    source = at if package == root else package
    rows = 3 if isinstance(path, list) else 2
    report = checked(source, tmp_path / "store", "127.0.0.1")
    assert (report.valid, [table.rows for table in report.tables]) == (True, [rows]), report.render()
    for folder in (root, package):
        (folder / "data" / "places.csv").write_text(DATA.replace("2", "two"), encoding="utf-8")
    [problem] = checked(source, tmp_path / "store", "127.0.0.1").problems
    assert (problem.code, problem.resource, problem.row, problem.field) == ("type-error", "places", 3, "count")


def test_what_is_not_there_is_named(web: tuple[Path, str], tmp_path: Path) -> None:
    root, at = web
    describe(root, f"{at}/gone.csv")
    [problem] = checked(at, tmp_path / "store").problems
    assert (problem.code, problem.resource) == ("scheme-error", "places")
    assert "gone.csv answers 404" in problem.message
    [problem] = checked(f"{at}/none/", tmp_path / "store").problems
    assert problem.code == "package-error" and "answers 404" in problem.message


def test_bytes_and_seconds_are_bounded(web: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, at = web
    describe(root, f"{at}/slow.csv")
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    began = time.monotonic()
    [problem] = checked(at, tmp_path / "store").problems
    assert "was not there within 0.5 seconds" in problem.message
    assert time.monotonic() - began < TICKS / 10
    monkeypatch.undo()
    describe(root, f"{at}/large.csv")
    (root / "large.csv").write_text("code,count\n" + "甲,1\n" * 1000, encoding="utf-8")
    monkeypatch.setattr(fetching, "LARGEST", 1000)
    [problem] = checked(at, tmp_path / "store").problems
    assert "has more than 1000 bytes" in problem.message


def test_a_package_does_not_lead_into_a_private_network(web: tuple[Path, str], tmp_path: Path) -> None:
    root, at = web
    (root / "places.csv").write_text(DATA, encoding="utf-8")
    # The host that a person names may be private; another that the package names may not.
    describe(root, f"{at.replace('127.0.0.1', 'localhost')}/places.csv")
    [problem] = checked(at, tmp_path / "store").problems
    assert "localhost leads to" in problem.message and "no public address" in problem.message
    assert checked(at, tmp_path / "store", "localhost").valid


def test_the_command(web: tuple[Path, str], tmp_path: Path) -> None:
    root, at = web
    (root / "places.csv").write_text(DATA, encoding="utf-8")
    describe(tmp_path / "here", f"{at}/places.csv")
    refused = CliRunner().invoke(main, ["validate", str(tmp_path / "here")])
    assert refused.exit_code == 1 and "no public address" in refused.output
    done = CliRunner().invoke(main, ["validate", str(tmp_path / "here"), "--allow-host", "127.0.0.1"])
    assert done.exit_code == 0, done.output
    describe(root, "places.csv")
    assert CliRunner().invoke(main, ["validate", at]).exit_code == 0
