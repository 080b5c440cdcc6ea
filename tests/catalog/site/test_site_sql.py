"""SQL in the browser: only where an operator gives DuckDB-WASM, loaded only when asked for, and no other host is asked."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import tarfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from catalog.site import SiteError, build, console, make_server

from .conftest import Rows, example, serious_faults, write_dist

if TYPE_CHECKING:
    from playwright.sync_api import Page

VERSION = "1.32.0"
"""The version of the npm package that docs/site.md names."""

SECONDS = 120


@pytest.fixture(scope="module")
def wasm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the files of DuckDB-WASM: those that an operator named, else the package from npm."""
    if given := os.environ.get("GONGBAO_SQL"):
        return Path(given)
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, and GONGBAO_SQL names no folder of DuckDB-WASM")
    folder = tmp_path_factory.mktemp("npm")
    try:
        subprocess.run(
            [npm, "pack", f"{console.PACKAGE}@{VERSION}", "--silent"],
            cwd=folder, check=True, capture_output=True, timeout=SECONDS,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"npm could not fetch {console.PACKAGE}: {error}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder


@pytest.fixture(scope="module")
def address(wasm: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    dist = tmp_path_factory.mktemp("sql")
    rows = example()
    rows["targets"]["targets"][0]["metric"] = "=1+1<b>"
    write_dist(dist, rows)
    build(dist, sql=wasm)
    server = make_server(dist)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sql/index.html"
    server.shutdown()
    server.server_close()


def test_there_is_no_page_without_the_files(dist: Path) -> None:
    build(dist)
    assert not (dist / "sql").exists()
    assert "wasm" not in (dist / "index.html").read_text("utf-8")
    with pytest.raises(SiteError, match=console.PACKAGE):
        build(dist, sql=dist)


@pytest.mark.parametrize("inside", console.INSIDE)
def test_the_files_are_found_in_the_package_and_in_what_holds_it(tmp_path: Path, inside: str) -> None:
    write_parts(tmp_path / inside)
    assert console.files(tmp_path) == [tmp_path / inside / name for name in console.PARTS]


def test_only_the_page_itself_may_compile(dist: Path, tmp_path: Path) -> None:
    write_parts(tmp_path / "given")
    build(dist, sql=tmp_path / "given")
    pages = {path for path in dist.rglob("*.html") if "wasm-unsafe-eval" in path.read_text("utf-8")}
    assert pages == {dist / "sql" / "index.html"}
    assert (dist / "sql" / console.PARTS[0]).read_bytes() == b"x"
    tables = json.loads((dist / "sql" / "tables.json").read_text("utf-8"))["tables"]
    assert all((dist / table["path"]).stat().st_size == table["size"] for table in tables)


def write_parts(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in console.PARTS:
        (folder / name).write_bytes(b"x")


def ask(page: Page, query: str) -> list[list[str]]:
    """Run a query and give the cells that are shown, none after an error."""
    page.fill("#query", query)
    page.click("#sql .run")
    page.wait_for_selector("#sql .stop[disabled]", timeout=SECONDS * 1000)
    read = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
    return page.locator("#result ~ .scroll tbody tr:visible").evaluate_all(read)  # type: ignore[no-any-return]


@pytest.mark.browser
def test_a_query_is_answered_and_taken(new_page: Callable[..., Page], address: str, tmp_path: Path) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert [url for url in asked if ".wasm" in url or "worker" in url or "/data/" in url] == []
    query = "SELECT metric, value_base, voice FROM targets.targets ORDER BY value_base"
    assert ask(page, query) == [
        ["改造街区", "2", "own"],
        ["=1+1<b>", "12", "own"],
        ["网上零售额", "1200000000000", "own"],
    ]
    assert [url.split("/")[-1] for url in asked if "/data/" in url] == ["targets.csv"]
    with page.expect_download() as download:
        page.click("#sql .take")
    download.value.save_as(tmp_path / "result.csv")
    with (tmp_path / "result.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream))[2] == ["'=1+1<b>", "12", "own"]
    # A value that a CSV could lose, and a statement that is no query by itself.
    odd = "SELECT NULL AS a, '' AS b, 'x\"y,z' AS c, 'two' || chr(10) || 'lines' AS d, 1.50::DECIMAL(9, 2) AS e, NULL AS f"
    assert ask(page, odd) == [["", "", 'x"y,z', "two\nlines", "1.5", ""]]
    assert len(ask(page, "DESCRIBE targets.targets;")) > 20
    assert ask(page, "selec 1") == []
    assert 'at or near "selec"' in page.inner_text("#sql .error")
    # What was asked stands in the address, and is not run by itself.
    page.goto(f"{address}?{urlencode({'q': 'SELECT 1 AS n'})}")
    assert page.input_value("#query") == "SELECT 1 AS n"
    assert not page.locator("#result").is_visible()
    page.close()


@pytest.mark.browser
def test_no_other_host_is_asked_whatever_a_query_says(
    new_page: Callable[..., Page], address: str, make_dist: Callable[[Rows], Path]
) -> None:
    other = make_server(make_dist(example()))
    asked: list[str] = []
    answer = other.RequestHandlerClass.do_GET  # type: ignore[attr-defined]

    def noted(handler: object) -> None:
        asked.append("GET")
        answer(handler)

    for method in ("do_GET", "do_HEAD"):
        setattr(other.RequestHandlerClass, method, noted)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    page = new_page()
    page.goto(address)
    elsewhere = f"http://127.0.0.1:{other.server_port}/targets/1.0.0/data/targets.csv"
    assert ask(page, f"FROM read_csv('{elsewhere}')") == []
    assert "Failed to load" in page.inner_text("#sql .error")
    assert asked == []
    other.shutdown()
    other.server_close()
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_page_has_no_serious_fault_and_fits(
    new_page: Callable[..., Page], address: str, width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(address)
    page.click("section[aria-labelledby=tables] summary >> nth=0")
    assert serious_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.browser
def test_without_scripts_the_page_says_what_to_do(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    assert not page.locator("#sql").is_visible()
    assert page.locator("noscript .notice-box").is_visible()
    page.close()
