"""The site in a real browser: no error, nothing against its own policy, nothing off the page, and both scripts work."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from catalog.site import make_server

from .conftest import PAPER, PLAN, serious_faults

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = [
    "index.html",
    "documents/index.html",
    f"documents/{PLAN}/index.html",
    f"documents/{PAPER}/index.html",
    "tracker/index.html",
    "issues/index.html",
    "policies/index.html",
    "policies/responsibilities/index.html",
    "search/index.html?q=%E8%A1%97%E5%8C%BA",
    "id/c-000000000001/index.html",
    "id/yunchuan-shangwuju/index.html",
    "bodies/index.html",
    "indicators/index.html",
    "places/index.html",
    "method/index.html",
    "no/such/page",
]


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    server = make_server(built)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_pages_load_clean_and_fit(new_page: Callable[..., Page], address: str, width: int, scheme: str) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(address + path, wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    # A browser notes the answer 404 itself; that page is asked for on purpose.
    assert [text for text in said if "404" not in text] == []
    assert [url for url in asked if not url.startswith(address)] == []
    page.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_no_serious_fault_for_those_who_cannot_see_or_point(
    new_page: Callable[..., Page], address: str, width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    faults = []
    for path in PAGES:
        page.goto(address + path, wait_until="networkidle")
        faults += [(path, *fault) for fault in serious_faults(page)]
    assert faults == []
    page.close()


def test_search_finds_chinese_words(new_page: Callable[..., Page], address: str) -> None:
    page = new_page()
    page.goto(address)
    page.fill("form.find input", "数字街区")
    page.press("form.find input", "Enter")
    page.wait_for_selector("#results li")
    page.click("#facets [data-kind=document]")
    assert page.locator("#results li a").all_inner_texts()[0] == "云川市数字街区建设行动计划"
    page.fill("#query", "没有这样的词")
    page.wait_for_selector("#results[data-done=没有这样的词]", state="attached")
    assert page.locator("#results li").count() == 0
    assert page.locator("#missed a").count() > 0
    page.fill("#query", "培育直播基地")
    page.wait_for_selector("#results[data-done=培育直播基地]", state="attached")
    page.click("#results li[data-kind=measure] a")
    assert page.url.endswith(f"/documents/{PLAN}/index.html#m-00000002")
    page.close()


def test_a_list_is_filtered_and_the_choice_stands_in_the_address(new_page: Callable[..., Page], address: str) -> None:
    page = new_page()
    page.goto(f"{address}tracker/index.html")
    shown = page.locator("#list tbody tr:visible")
    assert shown.count() == 3
    page.fill("form.filter input[name=q]", "零售额")
    assert shown.count() == 1
    page.fill("form.filter input[name=q]", "")
    page.select_option("form.filter select[name=status]", "on_track")
    assert shown.count() == 1
    assert page.inner_text("form.filter output") == "1 / 3"
    page.goto(page.url)
    assert shown.count() == 1
    page.close()


def test_lists_stand_whole_without_scripts(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{address}tracker/index.html")
    assert page.locator("#list tbody tr").count() == 3
    assert not page.locator("form.filter").is_visible()
    page.close()


def test_following_a_quote_shows_its_words(new_page: Callable[..., Page], address: str) -> None:
    page = new_page()
    page.goto(f"{address}documents/{PLAN}/index.html")
    page.click("#t-00000001 .quote a")
    assert page.evaluate("document.querySelector(':target').textContent") == "到2033年，建成数字街区12个"
    assert page.locator("mark:target").is_visible()
    page.close()
