"""A content that is far shorter than its file is told of; one that is short for a reason is not."""

from __future__ import annotations

import pytest

from extract.content import Block, Cell, Content, ReadIssue, Table
from extract.files import kept
from tests.extract import papers
from tests.extract.conftest import Reading
from tests.extract.papers import LEFT, Sheet

LINE = "全市建成书屋十二个，培训讲解员二百四十人，改造旧厂房三处。"


def lost(content: Content) -> list[ReadIssue]:
    return [issue for issue in content.issues if issue.type == "text_lost"]


@pytest.mark.parametrize(("shown", "is_told"), [(300, True), (201, True), (199, False), (100, False)])
def test_less_than_half_of_the_signs_is_told(shown: int, is_told: bool) -> None:
    table = Table([Cell(0, 0, "书 屋"), Cell(0, 1, "12")], 1, 2)
    content = Content("text/plain", "a", [Block("paragraph", "　" + "字" * 96), Block("table", "", table=table)])
    kept.tell(content, shown)
    assert bool(lost(content)) is is_told
    assert not is_told or (f"{shown} signs" in lost(content)[0].message and "100 were kept" in lost(content)[0].message)


def test_what_is_counted_again_decides() -> None:
    content = Content("text/plain", "a", [Block("paragraph", "字" * 100)])
    kept.tell(content, 1000, lambda: 110)
    assert lost(content) == []
    kept.tell(content, 1000, lambda: 900)
    assert "900 signs" in lost(content)[0].message


@pytest.mark.parametrize("kind", ["bold", "shadow", "outside", "watermark"])
def test_signs_that_are_no_other_text_are_not_lost(reading: Reading, kind: str) -> None:
    sheet = Sheet()
    for n in range(8):
        y = 100 + 30 * n
        sheet.text(LEFT, y, LINE)
        for k in range(1, 4):
            if kind == "bold":
                sheet.text(LEFT + 0.2 * k, y, LINE)
            if kind == "shadow" and k == 1:
                sheet.text(LEFT + 1, y + 1, LINE)
            if kind == "outside":
                sheet.text(LEFT, y + 2000 + 10 * k, LINE)
            if kind == "watermark":
                sheet.slant(100 + 40 * n, 300 + 100 * k, "内部资料注意保存" * 2, 8)
    content = reading(papers.pdf([sheet]), "a.pdf")
    assert lost(content) == []
    assert "".join(b.text for b in content.blocks if b.kind != "furniture").count(LINE) == 8


def test_a_selector_that_leaves_most_of_a_page_out_is_told(reading: Reading) -> None:
    rest = "".join(f"<p>{n}、{LINE}</p>" for n in range(12))
    page = f"<html><body><div id='a'><p>{LINE}</p></div><div>{rest}</div></body></html>"
    assert lost(reading(page, "a.html", selectors={"body": "#a"}))
    assert not lost(reading(page, "a.html"))


def test_links_and_lists_around_a_short_article_are_not_lost(reading: Reading) -> None:
    items = "".join(f"<li>关于第{n}期阅读活动的公告，请读者相互转告，谢谢大家的支持。</li>" for n in range(30))
    page = f"<html><body><div><h1>书屋建成</h1><p>{LINE}</p></div><ul>{items}</ul></body></html>"
    assert not lost(reading(page, "a.html"))
