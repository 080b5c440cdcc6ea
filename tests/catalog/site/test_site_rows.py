"""All rows of a table in a real browser: filters, order, paging and downloads, held to what DuckDB gives for the same."""

from __future__ import annotations

import csv
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import duckdb
import pytest

from catalog import formats
from catalog.escape import escape_sql
from catalog.package import Resource, packages
from catalog.site import build, make_server
from catalog.sql import connect, identifier, literal

from .conftest import example, serious_faults, write_dist

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MILLION = 1_000_000
MOST_PER_PAGE = 4_000_000
"""Bytes that a page of the long table may load: its foot and one row group."""

ODD = [
    "=cmd|' /C calc'!A0",
    "-1+1",
    "-3.5%",
    'a "quoted", cell',
    "two\nlines",
    "\N{CJK UNIFIED IDEOGRAPH-20000}街",
    "街区",
    "Élan",
]
SMALL = f"""
    SELECT 'yunshangzi-2031-6.q-' || lpad(i::VARCHAR, 8, '0') AS quantity_id, 'yunshangzi-2031-6' AS document_id,
        CASE WHEN i % 7 > 0 THEN i // 3 END AS page, i * 10 AS char_start, i * 10 + 4 AS char_end,
        [{", ".join(map(literal, ODD))}][1 + i % {len(ODD)}] AS "text",
        CASE WHEN i % 5 > 0 THEN ((i - 150) * 125000000000.5)::DECIMAL(38, 1) END AS value_base,
        nullif(['元', '个', ''][1 + i % 3], '') AS unit_base,
        ['target', 'observation', 'date'][1 + i % 3] AS role, 'a < b' AS rule
    FROM range(400) AS r(i)"""
LONG = """
    SELECT 'yunshangzi-2031-6.q-' || lpad(i::VARCHAR, 8, '0') AS quantity_id, 'yunshangzi-2031-6' AS document_id,
        i // 100 AS page, i * 10 AS char_start, i * 10 + 4 AS char_end, '约' || i || '个街区' AS "text",
        ((i * 7919) % 1000003)::DECIMAL(38, 10) AS value_base, '个' AS unit_base,
        ['target', 'observation', 'date'][1 + i % 3] AS role, 'a < b' AS rule
    FROM range(1000000) AS r(i)"""


def resource(name: str = "quantities") -> Resource:
    return next(r for r in packages()["targets"].resources if r.name == name)


def write_rows(dist: Path, rows: str) -> Path:
    """Put rows into the table of quantities, as CSV and Parquet of a release; give the Parquet file."""
    of = resource()
    con = connect()
    con.execute(f"CREATE TABLE given AS {rows}")
    given = {name for name, *_ in con.execute("DESCRIBE given").fetchall()}
    shown = [
        (escape_sql(f'"{f.name}"::VARCHAR') if f.is_free_text else f'"{f.name}"') if f.name in given else "NULL"
        for f in of.fields
    ]
    chosen = ", ".join(f"{sql} AS {identifier(f.name)}" for sql, f in zip(shown, of.fields, strict=True))
    folder = dist / "targets" / "1.0.0"
    path = folder / of.path
    con.execute(f"COPY (SELECT {chosen} FROM given) TO {literal(path)} (HEADER, NULLSTR '')")
    count = formats.load_csv(con, of, path, "held")
    formats.write_parquet(con, of, "held", path.with_suffix(".parquet"))
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    next(r for r in descriptor["resources"] if r["name"] == of.name)["rows"] = count
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), "utf-8")
    return path.with_suffix(".parquet")


@contextmanager
def shown(dist: Path) -> Iterator[str]:
    build(dist)
    server = make_server(dist)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/targets/quantities/index.html"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Give the address and the file of a table with odd cells in eight row groups."""
    dist = tmp_path_factory.mktemp("small")
    write_dist(dist, example())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formats, "ROW_GROUP", 50)
        patch.setattr(formats, "GROUP_STEP", 50)
        file = write_rows(dist, SMALL)
    with shown(dist) as address:
        yield address, file


def ready(page: Page) -> None:
    page.wait_for_selector("p.loaded:not([hidden])", state="attached")
    page.wait_for_selector("form.rows:not([aria-busy])")


def query(page: Page, file: Path) -> str:
    """Give the query that the page names for its rows, over the file on disk."""
    sql = page.text_content("details.as-sql code") or ""
    start, end = sql.index("'http"), sql.index(".parquet'") + len(".parquet'")
    return (sql[:start] + literal(file) + sql[end:]).rstrip(";")


WANTED: list[list[tuple[str, str]]] = [
    [("where", "text:has:街")],
    [("where", "text:has:ÉLAN"), ("where", "page:from:20")],
    [("where", "value_base:is:"), ("sort", "-text")],
    [
        ("where", "value_base:from:-2 500 000 000 000"),
        ("where", "value_base:to:3125000000000.0"),
        ("sort", "value_base"),
    ],
    [("where", "value_base:is:125000000000.5")],
    [("where", "role:is:date"), ("where", "unit_base:is:")],
    [("where", "quantity_id:is:yunshangzi-2031-6.q-00000123")],
    [("where", "quantity_id:has:no such")],
    [("where", "page:to:3"), ("sort", "-value_base")],
    [("sort", "text")],
]


@pytest.mark.parametrize("wanted", WANTED, ids=urlencode)
def test_a_download_holds_the_rows_that_duckdb_gives(
    new_page: Callable[..., Page], small: tuple[str, Path], tmp_path: Path, wanted: list[tuple[str, str]]
) -> None:
    address, file = small
    page = new_page()
    page.goto(f"{address}?{urlencode(wanted)}")
    ready(page)
    with page.expect_download() as download:
        page.click("button.take")
    taken = tmp_path / "taken.csv"
    download.value.save_as(taken)
    expected = tmp_path / "expected.csv"
    columns = ", ".join(
        f"{escape_sql(identifier(f.name)) if f.is_free_text else _plain(f.name, f.type)} AS {identifier(f.name)}"
        for f in resource().fields
    )
    duckdb.sql(f"COPY (SELECT {columns} FROM ({query(page, file)})) TO '{expected}' (HEADER, NULLSTR '')")
    assert taken.read_bytes() == expected.read_bytes()
    rows = list(csv.reader(expected.open(encoding="utf-8", newline="")))[1:]
    assert page.inner_text("form.rows output") == f"{len(rows)} / 400"
    assert page.locator("table.preview tbody tr").count() == min(25, len(rows))
    page.close()


def _plain(name: str, kind: str) -> str:
    """Give SQL that writes a number as a release does, without zeros at its end."""
    if kind != "number":
        return identifier(name)
    return rf"regexp_replace({identifier(name)}::VARCHAR, '\.?0+$', '')"


def test_row_groups_that_hold_nothing_are_not_read(new_page: Callable[..., Page], small: tuple[str, Path]) -> None:
    page = new_page()
    page.goto(f"{small[0]}?{urlencode({'where': 'char_start:from:3950'})}")
    ready(page)
    assert page.inner_text("form.rows output") == "5 / 400"
    page.close()


@pytest.mark.parametrize(("status", "length"), [(200, None), (200, 100), (404, None)])
def test_a_server_without_ranges_is_read_whole_and_another_file_is_none(
    new_page: Callable[..., Page], small: tuple[str, Path], status: int, length: int | None
) -> None:
    address, file = small
    page = new_page()
    page.route("**/*.parquet", lambda route: route.fulfill(status=status, body=file.read_bytes()[:length]))
    page.goto(f"{address}?{urlencode({'where': 'role:is:date'})}")
    page.wait_for_selector("form.rows output:text-matches('.')")
    said = page.inner_text("form.rows output")
    assert said == "133 / 400" if (status, length) == (200, None) else "Could not be read" in said
    # The first rows stay where nothing can be read.
    assert page.locator("table.preview tbody tr").count() in (20, 25)
    page.close()


def test_what_is_chosen_stands_in_the_address_and_comes_back(
    new_page: Callable[..., Page], small: tuple[str, Path]
) -> None:
    page = new_page()
    page.goto(small[0])
    assert page.locator("table.preview tbody tr").count() == 20
    page.select_option("select.add", "role")
    assert page.locator(".where select option").all_inner_texts()[1] == "target 目标 (134)"
    page.select_option(".where select", "=target")
    page.wait_for_selector("form.rows output:text-is('134 / 400')")
    page.select_option("select.add", "value_base")
    page.fill(".where input[data-operator=from]", "zwölf")
    page.wait_for_selector(".where input[aria-invalid=true]")
    page.fill(".where input[data-operator=from]", "0")
    page.wait_for_selector(".where input[aria-invalid=false]")
    page.click("th:has-text('value_base') button")
    page.wait_for_selector("th[aria-sort=ascending]")
    page.click("nav.rows button[aria-label*=Next]")
    page.wait_for_url("**&page=2")
    ready(page)
    cells = page.locator("table.preview tbody").inner_text()
    again = new_page()
    again.goto(page.url)
    ready(again)
    assert again.locator("table.preview tbody").inner_text() == cells
    assert again.input_value(".where select") == "=target"
    again.click(".where:first-child .gone")
    again.wait_for_url(re.compile(r"\?(?!.*role)"))
    again.close()
    page.close()


def test_a_frequent_value_leads_to_its_rows(new_page: Callable[..., Page], small: tuple[str, Path]) -> None:
    page = new_page()
    page.goto(small[0])
    page.click("table.statistics a:text-is('-1+1')")
    ready(page)
    assert page.inner_text("form.rows output") == "50 / 400"
    page.close()


def test_a_million_rows_are_paged_through_by_ranges(
    new_page: Callable[..., Page], tmp_path_factory: pytest.TempPathFactory
) -> None:
    dist = tmp_path_factory.mktemp("long")
    write_dist(dist, example())
    file = write_rows(dist, LONG)
    with shown(dist) as address:
        page = new_page()
        page.goto(address)
        for button, number in (("Next", 25), ("Last", MILLION - 25), ("Previous", MILLION - 50)):
            page.click(f"nav.rows button[aria-label*={button}]")
            page.wait_for_selector(f"td:text-is('yunshangzi-2031-6.q-{number:08}')")
            ready(page)
        loaded = page.locator("p.loaded")
        paged = int(loaded.get_attribute("data-bytes") or 0)
        assert paged < MOST_PER_PAGE < file.stat().st_size
        # One page lies in one row group, which its bounds name.
        page.goto(f"{address}?{urlencode({'where': 'page:is:5000'})}")
        ready(page)
        assert page.inner_text("form.rows output") == "100 / 1\N{NARROW NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}000"
        found = int(loaded.get_attribute("data-bytes") or 0)
        assert found < MOST_PER_PAGE
        print(f"{file.stat().st_size} bytes, paging {paged}, a page's rows {found}")
        page.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_filters_have_no_serious_fault_and_fit(
    new_page: Callable[..., Page], small: tuple[str, Path], width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{small[0]}?{urlencode(WANTED[3] + [('where', 'role:is:date'), ('where', 'rule:has:a')])}")
    ready(page)
    page.click("details.as-sql summary")
    assert serious_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    page.close()


def test_without_scripts_the_first_rows_and_the_statistics_stand_there(
    new_page: Callable[..., Page], small: tuple[str, Path]
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(small[0])
    assert page.locator("table.preview tbody tr").count() == 20
    assert not page.locator("form.rows").is_visible()
    row = page.locator("table.statistics tbody tr", has_text="value_base").first
    assert row.locator("td").all_inner_texts()[:5] == ["320", "80", "320", "-18625000000074.5", "31125000000124.5"]
    page.close()
