"""Finding things as people type them, in a browser over the site of the published specimens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from catalog.site import make_server

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FIRST = 8
"""How far down a reader looks."""

# What is typed, the kind and a part of what must stand among the first results.
QUERIES: list[tuple[str, str, str]] = [
    # Titles and subjects, whole and in part.
    ("云川市数字消费提质行动方案", "document", "数字消费提质行动方案"),
    ("智慧养老 行动方案", "document", "智慧养老服务提升行动方案"),
    ("白皮书", "document", "数字消费发展白皮书"),
    ("数字消费三年行动方案 晨报", "news", "云川发布数字消费三年行动方案"),
    ("云川", "place", "云川市"),
    ("临澜区", "place", "临澜区"),
    # Document numbers: as printed, without brackets, with other signs.
    ("云商发〔2024〕12号", "document", "数字消费提质行动方案"),
    ("云商发2024 12号", "document", "数字消费提质行动方案"),
    ("云商发202412号", "document", "数字消费提质行动方案"),
    ("云民发[2025]21", "document", "智慧养老服务提升行动方案"),
    # Numbers in any print.
    ("620亿元", "commitment", "数字消费额"),
    ("62000000000", "commitment", "数字消费额"),
    ("六百二十亿", "commitment", "数字消费额"),
    ("0.062万亿元", "commitment", "数字消费额"),
    ("1.5万只", "commitment", "智能手环"),
    ("15000只", "commitment", "智能手环"),
    ("１.５ 万只", "commitment", "智能手环"),
    ("智能算力 320", "observation", "算力"),
    ("300万元 配套", "incentive", "300万元"),
    ("数字消费额 2024", "commitment", "数字消费额 ＞620"),
    # Bodies, by their names, short names and together with a matter.
    ("市商务局", "body", "云川市商务局"),
    ("云川市商务局", "body", "云川市商务局"),
    ("经信局", "body", "云川市经济和信息化局"),
    ("市网信办", "body", "网络安全和信息化委员会办公室"),
    ("商务局 直播", "measure", "发展品质直播电商"),
    # Promises, measures, incentives, observations, tables, datasets, text.
    ("直播电商基地", "commitment", "直播电商基地 8"),
    ("护理型床位占比", "commitment", "护理型床位占比"),
    ("夜游航线", "measure", "夜游航线开行"),
    ("网络安全保险", "measure", "网络安全保险"),
    ("房租补贴", "incentive", "租金"),
    ("移动通信收入 2023", "observation", "移动通信收入 49.7"),
    ("重点任务分工表", "table", "重点任务分工表"),
    ("产业代码对照表", "table", "数字消费产业代码对照表"),
    ("责任分工", "dataset", "Responsibilities"),
    ("样例文件 内容虚构", "text", "白皮书"),
    # English.
    ("online retail sales", "indicator", "网上零售额"),
    ("5G base stations", "indicator", "5G基站数"),
    ("action plan digital consumption", "document", "数字消费提质行动方案"),
    ("observations", "dataset", "Observations"),
    # Pinyin, in one word and apart.
    ("zhibodianshang", "commitment", "直播电商"),
    ("shangwuju", "body", "云川市商务局"),
    ("wang shang ling shou e", "indicator", "网上零售额"),
    # Traditional signs.
    ("數字消費額", "indicator", "数字消费额"),
    ("養老護理員", "commitment", "养老护理员"),
]


@pytest.fixture(scope="module")
def address(first: tuple[Path, Any]) -> Iterator[str]:
    server = make_server(first[0] / "dist")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def results(page: Page, address: str, query: str, **more: str) -> list[tuple[str, str]]:
    """Give the kind and the words of each result that is shown."""
    page.goto(f"{address}search/index.html?{urlencode({'q': query, **more})}")
    page.wait_for_selector("#results[data-done]", state="attached")
    read = "list => list.map(li => [li.dataset.kind, li.textContent])"
    return [(kind, text) for kind, text in page.locator("#results li[data-kind]").evaluate_all(read)]


def stands_high(page: Page, address: str, query: str, kind: str, part: str) -> bool:
    """Say whether a result stands among the first, of all kinds or of its own."""
    for more in ({}, {"kind": kind}):
        found = results(page, address, query, **more)[:FIRST]
        if any(k == kind and part in text.replace("\N{NO-BREAK SPACE}", " ") for k, text in found):
            return True
    return False


def test_what_people_type_is_found(new_page: Callable[..., Page], address: str) -> None:
    page = new_page()
    assert len(QUERIES) == 44
    missed = [query for query, kind, part in QUERIES if not stands_high(page, address, query, kind, part)]
    assert missed == []
    page.close()


def test_a_miss_says_so_and_names_what_there_is(new_page: Callable[..., Page], address: str) -> None:
    page = new_page()
    assert results(page, address, "量子火星") == []
    assert page.locator("#missed a").count() > 3
    assert "没有找到" in page.inner_text("#found")
    page.close()


def test_part_of_a_query_is_found_best_first_and_said_to_be_part(new_page: Callable[..., Page], address: str) -> None:
    page = new_page()
    found = results(page, address, "直播电商基地 火星")
    assert "直播电商基地" in found[0][1]
    assert "部分相符" in page.inner_text("#found")
    page.close()


def test_a_promise_and_what_came_of_it_in_two_clicks(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    page.click("main a:text-is('云川市')")
    page.locator("#list tr", has_text="2025").locator("a:text-is('直播电商基地')").first.click()
    assert "到2025年" in page.inner_text(".statement")
    assert "已达到" in page.inner_text(".statement")
    page.close()


def test_all_duties_of_a_body_in_two_clicks(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address)
    page.click("nav a[href='bodies/index.html']")
    page.click("main a:text-is('云川市商务局')")
    assert page.locator("#duties-list tbody tr").count() == 20
    page.close()
