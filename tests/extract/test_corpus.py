"""The readers on the documents beside the checkout: tables against their labels, two conversions of one text."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from pathlib import Path

import pytest

from extract.content import Content
from extract.read import read

pytestmark = pytest.mark.corpus


def fold(text: str) -> str:
    text = re.sub(r"[“”„\"「」『』]", '"', unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", re.sub(r"[-‐‑–—―−]+", "-", text))


def f1(want: list[list[str]], got: list[list[str]]) -> float:
    """Give the share of equal cells, rows aligned in order."""
    best = [[0] * (len(got) + 1) for _ in range(len(want) + 1)]
    for i in reversed(range(len(want))):
        for j in reversed(range(len(got))):
            hit = sum(a == b for a, b in zip(want[i], got[j], strict=False))
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + hit)
    return 2 * best[0][0] / (sum(map(len, want)) + sum(map(len, got)))


def mean_f1(content: Content, gold: Path) -> float:
    grids = [[[fold(cell) for cell in row] for row in table.grid()] for table in content.tables()]
    scores = []
    for line in (gold / "tables" / "tables.jsonl").read_text("utf-8").splitlines():
        with (gold / "tables" / f"{json.loads(line)['table']}.csv").open(encoding="utf-8-sig", newline="") as file:
            want = [[fold(cell) for cell in row] for row in csv.reader(file)]
        scores.append(max(f1(want, got) for got in grids))
    return sum(scores) / len(scores)


def one(folder: Path, pattern: str) -> Content:
    (path,) = folder.glob(pattern)
    return read(path)


@pytest.mark.parametrize(("pattern", "least"), [("text/002*.txt", 0.99), ("typeset/white-paper-2021.pdf", 0.99)])
def test_cells_of_the_white_paper(corpus: Path, shared: Path, pattern: str, least: float) -> None:
    assert mean_f1(one(corpus, pattern), shared / "gold") >= least


def test_paragraphs_of_the_typeset_paper_are_those_of_the_text(corpus: Path) -> None:
    kinds = ("paragraph", "heading", "list_item")
    text = {fold(b.text) for b in one(corpus, "text/002*.txt").blocks if b.kind in kinds}
    printed = [fold(b.text) for b in one(corpus, "typeset/white-paper-2021.pdf").blocks if b.kind in kinds]
    assert sum(paragraph in text for paragraph in printed) / len(printed) >= 0.98


@pytest.mark.parametrize("folder", ["text", "typeset", "real"])
def test_every_document_is_read(corpus: Path, folder: str) -> None:
    for path in sorted((corpus / folder).iterdir()):
        if path.suffix in (".txt", ".pdf", ".html"):
            content = read(path)
            assert any(block.kind == "paragraph" for block in content.blocks), path.name
            assert not [issue for issue in content.issues if issue.severity == "error"], path.name
