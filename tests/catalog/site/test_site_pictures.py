"""Pictures of the place in a PDF that a promise was read from: only of words that are there, and may be shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from catalog.site import build, pictures

from .test_site_subjects import complete

LINES = ["Plan of Yunchuan", "By 2033 there are to be twelve", "digital streets in the city.", "Nothing else."]
QUOTE = "to be twelve digital streets"
PNG = b"\x89PNG"


def pdf(lines: list[str]) -> bytes:
    """Write a PDF of one page; the reader finds its objects without a table of them."""
    shown = "".join(f"BT /F 14 Tf 40 {450 - 24 * n} Td ({line}) Tj ET\n" for n, line in enumerate(lines))
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 500]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        f"4 0 obj<</Length {len(shown)}>>stream\n{shown}endstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    ).encode()


def test_words_over_two_lines_have_a_box_on_each() -> None:
    document = pypdfium2.PdfDocument(pdf(LINES))
    first, second = pictures.boxes(document[0].get_textpage(), QUOTE)
    assert first[1] > second[1]
    assert first[0] > 100 > second[0]
    assert pictures.boxes(document[0].get_textpage(), "thirteen") == []
    assert pictures.boxes(document[0].get_textpage(), "") == []
    drawn = pictures.picture(document, pictures.Wanted(1, QUOTE, ""))
    assert drawn is not None
    assert drawn.startswith(PNG)
    assert len(drawn) <= pictures.MOST_BYTES


def test_a_file_that_is_broken_costs_its_pictures_alone(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    pictures.draw(tmp_path / "broken.pdf", [pictures.Wanted(1, QUOTE, str(tmp_path / "0.png"))])
    (tmp_path / "whole.pdf").write_bytes(pdf(LINES))
    wanted = [pictures.Wanted(n, QUOTE, str(tmp_path / f"{n}.png")) for n in (7, 1)]
    pictures.draw(tmp_path / "whole.pdf", wanted)
    assert [file.name for file in tmp_path.glob("*.png")] == ["1.png"]


@pytest.mark.parametrize(("has_full_text", "pictured"), [("true", 1), ("false", 0)])
def test_a_promise_shows_the_page_where_its_text_may_be_released(
    make_dist: Callable[[Any], Path], tmp_path: Path, has_full_text: str, pictured: int
) -> None:
    content = pdf(LINES)
    sha256 = hashlib.sha256(content).hexdigest()
    raw = tmp_path / "raw"
    (raw / sha256[:2]).mkdir(parents=True)
    (raw / sha256[:2] / sha256).write_bytes(content)
    rows = complete()
    rows["policies"]["sources"][0] |= {"sha256": sha256, "media_type": "application/pdf"}
    rows["policies"]["documents"][0]["has_full_text"] = has_full_text
    rows["policies"]["document_sources"][0] |= {"page_start": "1", "page_end": "1"}
    rows["targets"]["targets"][0] |= {"page": "1", "quote": QUOTE}
    dist = make_dist(rows)
    build(dist, raw=raw)
    folder = dist / "id" / "c-000000000001"
    page = (folder / "index.html").read_text("utf-8")
    assert page.count('<img src="source.png"') == pictured
    assert [file.read_bytes()[:4] for file in folder.glob("*.png")] == [PNG] * pictured
    assert build(dist, raw=raw).changed == 0
