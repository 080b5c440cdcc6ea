"""The specimens are marked, small, nobody's text but ours, and the same bytes whenever they are set."""

from __future__ import annotations

import csv
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest
from bs4 import BeautifulSoup

SEEDS = Path(__file__).parents[2] / "seeds"
SPECIMENS = SEEDS / "specimens"
LONGEST = 27
"""No longer run of characters may be one of a source's, white space and leaders aside."""


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        text = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
    else:
        text = path.read_bytes().decode("utf-8", errors="ignore")
        if path.suffix == ".html":
            text = BeautifulSoup(text, "lxml").get_text()
    return re.sub(r"\s+|[.…]{3,}", "", text)


def runs(text: str) -> Iterator[str]:
    return (text[start : start + LONGEST + 1] for start in range(len(text) - LONGEST))


def sources() -> list[Path]:
    with (SEEDS / "sources.csv").open(encoding="utf-8", newline="") as handle:
        return [SEEDS / row["path"] for row in csv.DictReader(handle)]


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_a_specimen_says_that_it_is_one(path: Path) -> None:
    assert "样例文件，内容虚构" in text_of(path)


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.name)
def test_a_specimen_is_small(path: Path) -> None:
    assert path.stat().st_size < 400_000


def test_every_page_of_the_pdfs_between_the_covers_is_marked() -> None:
    for path in SPECIMENS.glob("*.pdf"):
        document = pypdfium2.PdfDocument(path)
        texts = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]
        document.close()
        contents = [index for index, text in enumerate(texts) if "...." in text]
        assert all("样例文件，内容虚构" in text for text in texts[max(contents) + 1 :]), path.name


@pytest.mark.corpus
def test_seeds_hold_no_text_of_a_source(corpus: Path) -> None:
    kinds = (".txt", ".html", ".pdf")
    theirs = {run for path in corpus.glob("*/*") if path.suffix in kinds for run in runs(text_of(path))}
    ours: Iterable[Path] = (path for path in SEEDS.rglob("*") if path.is_file() and path.suffix != ".pyc")
    shared = {path.name: sorted(theirs.intersection(runs(text_of(path)))) for path in ours}
    assert {name: found for name, found in shared.items() if found} == {}


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_specimens", SPECIMENS / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_setting_the_specimens_again_gives_the_same_bytes(build: ModuleType, tmp_path: Path) -> None:
    committed = json.loads((SPECIMENS / "toolchain.json").read_text(encoding="utf-8"))
    try:
        here = build.toolchain()
    except RuntimeError as error:
        pytest.skip(str(error))
    if here != committed:
        pytest.skip(f"the specimens were set with {committed}; this machine has {here}")
    build.build(tmp_path)
    built = sorted(path.name for path in tmp_path.iterdir())
    assert built == sorted([*build.PDFS.values(), build.PAGE])
    assert [name for name in built if (tmp_path / name).read_bytes() != (SPECIMENS / name).read_bytes()] == []
