"""A news page on its way to the release: facts and quotes pass, its text does not, and an issue says so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from catalog import rules
from catalog.package import packages
from catalog.withheld import LONGEST_RUN, leaks
from extract.read import read
from transform import facts
from transform.document.model import SourceInfo
from transform.excerpts import withheld_texts, withhold
from transform.warehouse import build, note

SEEDS = Path(__file__).parents[2] / "seeds"
REGISTERS = [SEEDS / "reference", SEEDS / "specimens" / "registers"]
OWN = "街上的老店主说起三十年前的集市，那时候天不亮就有人挑着担子从江边走来。"
PAGE = f"""<html><body><article><h1>云川发布数字街区计划</h1>
<p>云川晨报 2024-03-26</p>
<p>记者从市商务局获悉，到2026年，全市数字消费额达到900亿元左右。{OWN}</p>
<h2>今年新增基站</h2><p>{OWN}按照计划，今年新增5G基站1800个。</p>
<h2>集市旧事</h2><p>{OWN}{OWN}</p>
</article></body></html>"""


@pytest.fixture
def built(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    read(tmp_path / "page.html").write(tmp_path / "content")
    said = SourceInfo("news-page", "yunchuan-news", publisher="云川晨报", url="https://news.yunchuan.example/1.html")
    facts.write(facts.parse(tmp_path / "content", said, REGISTERS), tmp_path / "facts")
    row: dict[str, Any] = {"source_id": "news-page", "collection": "c", "status": "read", "position": 1}
    with duckdb.connect() as con:
        build(con, facts=[tmp_path / "facts"], sources=[row], registers=REGISTERS)
        yield con


def bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def test_its_text_stays_behind(built: duckdb.DuckDBPyConnection) -> None:
    texts = withheld_texts(built)
    assert [(document, bare(OWN) in bare(text)) for document, text in texts.items()] == [("news-page", True)]
    # Uncut, the check would stop the release.
    before = leaks(built, packages().values(), texts)
    assert [(leak.table, leak.field) for leak in before] == [("sections", "text")] and before[0].run >= len(OWN)
    [told] = withhold(built)
    assert (told["source_id"], told["document_id"], told["severity"]) == ("news-page", "news-page", "info")
    assert re.fullmatch(
        r"新闻页面不发布全文：共 \d+ 字，只发布标题和事实所引的句子（\d+ 字），全文见来源", str(told["message"])
    )
    note(built, [told])
    assert leaks(built, packages().values(), texts) == []
    for package in packages().values():
        assert [check.name for check in rules.checks(package) if check.failures(built)] == []
        for resource in package.resources:
            for row in built.execute(f"SELECT * FROM {resource.source}").fetchall():
                for value in row:
                    assert not isinstance(value, str) or bare(OWN)[: LONGEST_RUN + 1] not in bare(value)


def test_every_quote_stands_in_what_is_left(built: duckdb.DuckDBPyConnection) -> None:
    withhold(built)
    sections = built.execute("SELECT heading, text FROM sections ORDER BY position").fetchall()
    text = bare("\n".join(text or "" for _, text in sections))
    quotes = built.execute("SELECT quote FROM targets UNION SELECT quote FROM observations").fetchall()
    assert len(quotes) >= 2 and [quote for (quote,) in quotes if bare(quote) not in text] == []
    assert ("集市旧事", "集市旧事\n……") in sections
