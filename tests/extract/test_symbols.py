"""Boxes to tick and signs of symbol fonts, in every format that can hold them."""

from __future__ import annotations

import zlib

import pytest

from extract.text import symbols
from tests.extract import papers
from tests.extract.conftest import Reading
from tests.extract.papers import HEIGHT, LEFT, Sheet


def with_font(lines: list[list[tuple[str, str]]], name: str, *, simple: bool = False) -> bytes:
    """Set lines of (font, words): F is a Chinese font, W the one that is named so, of one byte a character or two."""
    operators: list[str] = []
    for n, line in enumerate(lines):
        x = LEFT
        for font, words in line:
            is_simple = simple and font == "W"
            coded = bytes(map(ord, words)).hex() if is_simple else words.encode("utf-16-be").hex()
            operators.append(f"BT /{font} 12 Tf {x:g} {HEIGHT - 100 - 20 * n:g} Td <{coded}> Tj ET")
            x += 12 * len(words)
    data = zlib.compress("\n".join(operators).encode())
    chinese = b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/UniGB-UCS2-H/DescendantFonts[%d 0 R]>>"
    inner = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/%s/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor %d 0 R>>"
    )
    described = (
        b"<</Type/FontDescriptor/FontName/%s/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    )
    bare = b"<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[%s]>>"
    coded_name = name.encode()
    widths = b" ".join([b"1000"] * 224)
    return papers.raw(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
            3: chinese % (b"STSong-Light", 4),
            4: inner % (b"STSong-Light", 5),
            5: described % b"STSong-Light",
            6: bare % (coded_name, widths) if simple else chinese % (coded_name, 7),
            7: inner % (coded_name, 8),
            8: described % coded_name,
            10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            b"/Resources<</Font<</F 3 0 R/W 6 0 R>>>>/Contents 11 0 R>>",
            11: b"<</Length %d/Filter/FlateDecode>>stream\n" % len(data) + data + b"\nendstream",
        }
    )


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", 0xFE, "☑"),
        ("ABCDEF+Wingdings-Regular", 0xF0FE, "☑"),
        ("Wingdings", 0xA8, "□"),
        ("Wingdings", 0x6F, "□"),
        ("Wingdings2", 0xF052, "☑"),
        ("Wingdings 2", 0xA3, "□"),
        ("Symbol", 0xB3, "≥"),
        ("SymbolMT", 0xF0B1, "±"),
        ("SymbolMT", 0x25, "%"),
        # Letters are letters in a font of letters, also in one whose name says little.
        ("SimSun", 0xF052, None),
        ("ArialMT", 0xA8, None),
        ("SymbolaText", 0xB3, None),
        ("Wingdings 3", 0x52, None),
        ("Wingdings", 0x41, None),
    ],
)
def test_what_a_code_of_a_symbol_font_prints(font: str, code: int, sign: str | None) -> None:
    assert symbols.meaning(font, code) == sign


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("\uf052适用 \uf0a3不适用", "☑适用 □不适用"),
        ("\uf0a8 是  \uf0fe 否", "□ 是  ☑ 否"),
        ("是否重点项目：\uf0fe是\uf0a8否\uf0a8不详", "是否重点项目：☑是□否□不详"),
        # One sign alone is no choice, and what stands before a figure is none.
        ("\uf052适用", "\uf052适用"),
        ("\uf0a3100 \uf0a3200", "\uf0a3100 \uf0a3200"),
        ("\ue010适用 \ue011不适用", "\ue010适用 \ue011不适用"),
    ],
)
@pytest.mark.parametrize(
    "form", ["<html><body><p>{}</p><p>本办法自2031年7月1日起施行，请各县区、各部门遵照执行。</p></body></html>", "{}\n"]
)
def test_boxes_of_a_choice_whose_font_is_not_told(reading: Reading, form: str, printed: str, read: str) -> None:
    content = reading(form.format(printed), "a.html" if "<" in form else "a.txt")
    assert " ".join(read.split()) in [" ".join(b.text.split()) for b in content.blocks]


def test_boxes_of_a_choice_in_a_pdf(reading: Reading) -> None:
    sheet = Sheet()
    sheet.text(LEFT, 100, "\uf052适用　\uf0a3不适用")
    content = reading(papers.pdf([sheet]), "a.pdf")
    assert [b.text for b in content.blocks] == ["☑适用　□不适用"]
    assert content.issues == []


@pytest.mark.parametrize("name", ["Wingdings2", "ABCDEF+Wingdings2"])
def test_a_symbol_font_of_a_pdf_says_what_its_codes_print(reading: Reading, name: str) -> None:
    lines = [[("W", "\uf052"), ("F", "项目已经完成验收。")], [("W", "\uf0a3"), ("F", "资金尚未到位。")]]
    content = reading(with_font(lines, name), "a.pdf")
    assert "".join(b.text for b in content.blocks) == "☑项目已经完成验收。□资金尚未到位。"
    assert content.issues == []


@pytest.mark.parametrize(("codes", "signs"), [("\xfe\xa8", "☑□"), ("ol", "□●")])
def test_a_symbol_font_of_one_byte_a_character(reading: Reading, codes: str, signs: str) -> None:
    lines = [[("W", codes[0]), ("F", "项目已经完成验收。")], [("W", codes[1]), ("F", "资金尚未到位。")]]
    content = reading(with_font(lines, "Wingdings-Regular", simple=True), "a.pdf")
    assert "".join(b.text for b in content.blocks) == f"{signs[0]}项目已经完成验收。{signs[1]}资金尚未到位。"


def test_letters_of_a_plain_font_of_one_byte_stay(reading: Reading) -> None:
    content = reading(with_font([[("W", "o\xa8l"), ("F", "项目已经完成验收。")]], "Arial", simple=True), "a.pdf")
    assert content.blocks[0].text.startswith("o")
