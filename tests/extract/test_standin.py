"""The stand-in for outlines of fonts: what is read with it is what is read with the fonts themselves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from extract.pages import standin
from tests.extract import papers
from tests.extract.conftest import Reading
from tests.extract.papers import Sheet

ROWS = [
    ["Measure", "2029", "2030", "2031"],
    ["Visitors", "12,400.50", "13,810.25", "15,002.75"],
    ["Open rooms", "1,024", "1,188", "1,203"],
]


def latin(font: str, rows: Sequence[Sequence[str]], *, step: float = 80, rules: bool = True) -> bytes:
    """Set a table in a font that the file only names, without widths."""
    sheet = Sheet()
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            sheet.operators.append(f"BT /F 10 Tf {76 + step * c:g} {700 - 20 * r} Td ({words}) Tj ET")
    for n in range(len(rows) + 1) if rules else ():
        sheet.line(72, 128 + 20 * n, 72 + step * len(rows[0]), 128 + 20 * n)
    for n in range(len(rows[0]) + 1) if rules else ():
        sheet.line(72 + step * n, 128, 72 + step * n, 128 + 20 * len(rows))
    data = "\n".join(sheet.operators).encode()
    return papers.raw(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
            3: f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>".encode(),
            10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 11 0 R>>",
            11: b"<</Length %d>>stream\n" % len(data) + data + b"\nendstream",
        }
    )


@pytest.mark.parametrize(
    ("font", "points"),
    [
        # Widths of Adobe's metrics: 7 figures, a comma, a point, at 10 points.
        ("Helvetica", 44.48),
        ("Helvetica-Bold", 44.48),
        ("Times-Roman", 40.0),
        ("Times-BoldItalic", 40.0),
        ("Courier", 54.0),
        ("ArialMT", 44.48),
        ("TimesNewRomanPSMT", 40.0),
    ],
)
def test_a_standard_font_without_widths_has_its_own(reading: Reading, font: str, points: float) -> None:
    (block,) = reading(latin(font, [["12,400.50"]], rules=False), "a.pdf").blocks
    assert block.text == "12,400.50"
    assert block.box is not None and abs(block.box[2] - block.box[0] - points) < 0.5


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Courier-Bold"])
def test_figures_in_a_standard_font_stay_in_their_column(reading: Reading, font: str) -> None:
    (table,) = reading(latin(font, ROWS), "a.pdf").tables()
    assert table.grid() == ROWS


def read_with(switch: str, path: Path) -> list[dict[str, Any]]:
    code = (
        "import json, sys; from pathlib import Path; from extract.read import read; from dataclasses import asdict;"
        "print(json.dumps([asdict(block) for block in read(Path(sys.argv[1])).blocks]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        env=os.environ | {standin.SWITCH: switch},
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(run.stdout)  # type: ignore[no-any-return]


def same(path: Path) -> None:
    """Assert that text, tables and places are equal with the stand-in and without it.

    A character's box is drawn around its ink, where that is known, so heights and right edges may differ by some ink.
    """
    plain, real = read_with("on", path), read_with("off", path)
    places = [[block.pop("box") for block in blocks] for blocks in (plain, real)]
    assert plain == real
    for ours, theirs in zip(*places, strict=True):
        assert abs(ours[0] - theirs[0]) < 0.5
        assert abs(ours[2] - theirs[2]) < 2
        assert abs(ours[3] - theirs[3]) < 2


def chinese() -> bytes:
    sheet = Sheet()
    sheet.centred(100, "云川市书屋建设方案", 18)
    sheet.text(papers.LEFT + 24, 140, "到2031年，全市建成书屋120个，培训讲解员240人。")
    papers.ruled(sheet, 180, [["序号", "任务", "数量"], ["1", "样板书屋", "12个"]], [60, 160, 100])
    return papers.pdf([sheet])


@pytest.mark.parametrize("data", [latin("Helvetica", ROWS), latin("Times-Roman", ROWS), chinese()])
def test_text_and_places_are_those_of_the_fonts_themselves(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    same(path)


def test_text_and_places_of_the_specimens_are_those_of_the_fonts_themselves(seeds: Path) -> None:
    same(seeds / "specimens" / "yunchuan-gazette-2024-9.pdf")


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["huaian-disclosure-2024", "zhejiang-ai-measures-2025", "zhejiang-open-source-2025"])
def test_text_and_places_of_real_documents_are_those_of_the_fonts_themselves(corpus: Path, name: str) -> None:
    same(corpus / "real" / f"{name}.pdf")
