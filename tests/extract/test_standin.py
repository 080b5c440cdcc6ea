"""The stand-in for outlines of fonts: what is read with it is what is read with the fonts themselves."""

from __future__ import annotations

import itertools
import json
import os
import re
import struct
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


def tables(font: bytes) -> dict[bytes, bytes]:
    """Take a font apart by its directory (ISO/IEC 14496-22)."""
    version, count, search, selector, shift = struct.unpack_from(">I4H", font)
    power = 1 << (count.bit_length() - 1)
    assert (version, search, selector, shift) == (0x10000, 16 * power, power.bit_length() - 1, 16 * (count - power))
    entries = [struct.unpack_from(">4s3I", font, 12 + 16 * n) for n in range(count)]
    assert [name for name, *_ in entries] == sorted(name for name, *_ in entries)
    ends = [12 + 16 * count]
    for _, _, start, length in entries:
        assert start == ends[-1]
        ends.append(start + length + -length % 4)
    assert ends[-1] == len(font)
    return {name: font[start : start + length] for name, _, start, length in entries}


def test_the_font_has_one_box_for_every_character() -> None:
    parts = tables(standin.font())
    assert struct.unpack_from(">2H", parts[b"cmap"]) == (0, 1)
    platform, encoding, start = struct.unpack_from(">2HI", parts[b"cmap"], 4)
    assert (platform, encoding, start) == (3, 10, 12)
    # Format 13: one group, in which every character has glyph 1.
    assert struct.unpack_from(">2H6I", parts[b"cmap"], 12) == (13, 0, 28, 0, 1, 0, 0x10FFFF, 1)
    assert len(parts[b"cmap"]) == 12 + 28
    assert struct.unpack(">3I", parts[b"loca"]) == (0, 0, len(parts[b"glyf"]))
    assert struct.unpack(">H2h", parts[b"hmtx"]) == (1000, 100, 100)
    contours, x0, y0, x1, y1, last, hints = struct.unpack_from(">5h2H", parts[b"glyf"])
    assert (contours, x0, y0, x1, y1, last, hints) == (1, 100, 100, 300, 600, 3, 0)
    assert parts[b"glyf"][14:18] == b"\x01" * 4
    steps = struct.unpack_from(">8h", parts[b"glyf"], 18)
    corners = list(zip(itertools.accumulate(steps[:4]), itertools.accumulate(steps[4:]), strict=True))
    assert corners == [(100, 100), (100, 600), (300, 600), (300, 100)]
    assert len(parts[b"glyf"]) == 34
    head = struct.unpack(">4I2H2q4h2H3h", parts[b"head"])
    assert (head[0], head[3], head[5]) == (0x10000, 0x5F0F3CF5, 1000)
    assert head[8:12] == (100, 100, 300, 600)
    assert head[15] == 1  # Long offsets in loca.
    hhea = struct.unpack(">I3hH11hH", parts[b"hhea"])
    assert (hhea[0], hhea[1], hhea[2], hhea[4], hhea[-1]) == (0x10000, 880, -120, 1000, 1)
    maxp = struct.unpack(">I14H", parts[b"maxp"])
    assert maxp == (0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8)


def program(kind: str, length: int = 100) -> bytes:
    """Write an object with a font program of a kind."""
    return (
        b"7 0 obj\n<</Length %d/Subtype/%s>>\nstream\r\n" % (length, kind.encode()) + b"P" * length + b"\nendstream\n"
    )


@pytest.mark.parametrize(
    ("data", "starts"),
    [
        pytest.param(program("CIDFontType0C"), 1, id="two bytes a character"),
        pytest.param(program("Type1C"), 0, id="one byte a character"),
        pytest.param(program("OpenType", 20_500), 1, id="an OpenType program, large"),
        pytest.param(program("OpenType", 19_500), 0, id="an OpenType program that may have one byte a character"),
        pytest.param(program("Type1C") + program("CIDFontType0C") + program("CIDFontType0C"), 2, id="several"),
    ],
)
def test_outlines_of_chinese_fonts_are_hidden_in_place(tmp_path: Path, data: bytes, starts: int) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    bare = standin.without_outlines(path)
    if not starts:
        assert bare is None
        return
    assert bare is not None and len(bare) == len(data)
    assert [len(run) for run in re.findall(rb"(?<=stream\r\n)\0+", bare)] == [16] * starts
    assert bare.replace(b"\0", b"P") == data


def test_a_file_too_large_for_memory_keeps_its_outlines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(program("CIDFontType0C"))
    size = path.stat().st_size
    monkeypatch.setattr(standin, "LARGEST", size)
    assert standin.without_outlines(path) is not None
    monkeypatch.setattr(standin, "LARGEST", size - 1)
    assert standin.without_outlines(path) is None
    monkeypatch.setattr(standin, "LARGEST", size)
    monkeypatch.setenv(standin.SWITCH, "off")
    assert standin.without_outlines(path) is None
    assert standin.is_off()
