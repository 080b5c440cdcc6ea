"""Characters that fonts have lost: read as a point where nothing else can be printed, else kept and said."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.content import ReadIssue
from extract.pages.glyphs import is_garbled, repair
from extract.pages.shapes import Box, Char
from tests.extract import papers
from tests.extract.conftest import Reading

LOST = "\ue001"
TOP = 100.0
"""The top of the characters' boxes, which are 20 points high; the base line is four above their foot."""


def signs(text: str, *, gap: float = 0.0, lower: float = 0.0) -> list[Char]:
    """Set a line of signs 10 points wide, the last behind a gap and lower than the others."""
    last = len(text) - 1
    return [
        Char(
            c,
            10.0 * n + gap * (n == last),
            TOP,
            10.0 * n + 10 + gap * (n == last),
            TOP + 20,
            TOP + 16 + lower * (n == last),
        )
        for n, c in enumerate(text)
    ]


POINT: Box = (12.0, 14.0, 14.0, 16.0)
"""Where a point leaves its ink, from the top of the line."""


def read(chars: list[Char], mark: Box | None = POINT) -> tuple[str, list[ReadIssue]]:
    issues: list[ReadIssue] = []
    shape = (mark[0], TOP + mark[1], mark[2], TOP + mark[3]) if mark else None
    repair(chars, [n for n, c in enumerate(chars) if c.text == LOST], lambda place: shape, 7, issues)
    return "".join(c.text for c in chars), issues


@pytest.mark.parametrize(
    ("mark", "is_point"),
    [
        pytest.param(POINT, True, id="a dot on the base line"),
        pytest.param((12, 10.1, 17.9, 16), True, id="nearly a third of the height"),
        pytest.param((12, 10.1, 18.1, 16), False, id="wider"),
        pytest.param((12, 11, 17, 17.1), False, id="higher"),
        pytest.param((12, 14, 13.1, 16), True, id="nearly twice as high as wide"),
        pytest.param((12, 14, 12.9, 16), False, id="a stroke"),
        pytest.param((12, 14, 15.9, 16), True, id="nearly twice as wide as high"),
        pytest.param((12, 14, 16.1, 16), False, id="a dash"),
        pytest.param((12, 10.2, 14, 12.1), True, id="a little above the base line"),
        pytest.param((12, 10.1, 14, 11.9), False, id="in the middle of the line"),
        pytest.param((12, 18, 14, 19.9), True, id="a little below the base line"),
        pytest.param((12, 18, 14, 20.1), False, id="far below it"),
        pytest.param((12, 9.9, 14, 12.5), False, id="reaches into the upper half"),
        pytest.param((12, 16, 12, 16), False, id="no ink"),
        pytest.param(None, False, id="no shape is known"),
    ],
)
def test_the_shape_of_a_decimal_point(mark: Box | None, is_point: bool) -> None:
    text, (issue,) = read(signs(f"3{LOST}5"), mark)
    assert text == ("3.5" if is_point else f"3{LOST}5")
    assert (issue.type, issue.severity, issue.page) == ("private_use_glyph", "info" if is_point else "warning", 7)
    assert "U+E001" in issue.message and "3▯5" in issue.message


@pytest.mark.parametrize(
    ("chars", "text"),
    [
        pytest.param(signs(f"３{LOST}５"), "３．５", id="between wide digits"),
        pytest.param(signs(f"3 {LOST}5"), "3 .5", id="over a space before it"),
        pytest.param(signs(f"3{LOST} 5"), "3. 5", id="over a space behind it"),
        pytest.param(signs(f"3{LOST}5", gap=19.9), "3.5", id="digits apart by a character"),
        pytest.param(signs(f"3{LOST}5", gap=20.1), f"3{LOST}5", id="digits further apart"),
        pytest.param(signs(f"3{LOST}5", lower=2.3), "3.5", id="base lines hardly apart"),
        pytest.param(signs(f"3{LOST}5", lower=2.5), f"3{LOST}5", id="on another base line"),
        pytest.param(signs(f"3{LOST}5", lower=-2.5), f"3{LOST}5", id="an exponent behind"),
        pytest.param(signs(f"云{LOST}5"), f"云{LOST}5", id="behind a word"),
        pytest.param(signs(f"3{LOST}云"), f"3{LOST}云", id="before a word"),
        pytest.param(signs(f"3{LOST}"), f"3{LOST}", id="at the end"),
        pytest.param(signs(f"{LOST}5"), f"{LOST}5", id="at the start"),
        pytest.param(signs(f" {LOST} "), f" {LOST} ", id="alone"),
    ],
)
def test_what_stands_around_a_decimal_point(chars: list[Char], text: str) -> None:
    assert read(chars)[0] == text


@pytest.mark.parametrize(
    ("lost", "last"), [(5, "stands in the text: ▯▯"), (6, "6 glyphs without meaning stand on this page")]
)
def test_of_many_lost_glyphs_five_are_named(lost: int, last: str) -> None:
    chars: Sequence[Char] = signs("云" + LOST * lost)
    text, issues = read(list(chars))
    assert text == "云" + LOST * lost
    assert len(issues) == lost
    assert last.rstrip("▯") in issues[-1].message
    assert {issue.severity for issue in issues} == {"warning"}
    assert ("first 5 are named" in issues[-1].message) is (lost > 5)
    assert "云▯" in issues[0].message


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        pytest.param("云川市建成商场二十座，绿地三公顷", False, id="a text"),
        pytest.param("Le marché de la région est très animé cet été", False, id="accents"),
        pytest.param("\x8b¢y\x81小µj\x83\x05方Û3\x13\x11\x13", True, id="numbers of glyphs"),
        pytest.param("云川市建成商场二十座绿地三公顷\x02", False, id="one stray sign"),
        pytest.param("\x13\x11", False, id="too few signs"),
    ],
)
def test_numbers_of_glyphs_are_no_text(text: str, garbled: bool) -> None:
    assert is_garbled(signs(text)) is garbled


def unmapped(codes: str, words: str, kind: str = "CIDFontType2") -> bytes:
    """Set a page of words in a Chinese font, and a line whose font has glyphs by their numbers and no map to characters."""
    lines = [
        f"BT /F 12 Tf 72 {700 - 20 * n} Td <{words.encode('utf-16-be').hex()}> Tj ET" for n in range(8 if words else 0)
    ]
    lines.append(f"BT /G 12 Tf 72 740 Td <{codes}> Tj ET")
    data = "\n".join(lines)
    described = "/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Kids[10 0 R]/Count 1>>",
        3: "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        4: "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R>>",
        5: f"<</Type/FontDescriptor/FontName/STSong-Light{described}",
        6: "<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Song/Encoding/Identity-H/DescendantFonts[7 0 R]>>",
        7: f"<</Type/Font/Subtype/{kind}/BaseFont/ABCDEF+Song/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 8 0 R>>",
        8: f"<</Type/FontDescriptor/FontName/ABCDEF+Song{described}",
        10: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R/G 6 0 R>>>>/Contents 11 0 R>>",
        11: f"<</Length {len(data)}>>stream\n{data}\nendstream",
    }
    return papers.raw({number: body.encode() for number, body in objects.items()})


@pytest.mark.parametrize("kind", ["CIDFontType0", "CIDFontType2"])
@pytest.mark.parametrize("codes", ["00410042004300610062006300780079", "4E0012345678123456784E014E024E03"])
def test_a_font_without_a_map_is_told_and_nothing_of_it_is_text(reading: Reading, codes: str, kind: str) -> None:
    content = reading(unmapped(codes * 2, "", kind), "a.pdf")
    assert "".join(b.text for b in content.blocks) == ""
    assert [(issue.type, issue.severity) for issue in content.issues] == [("text_layer_garbled", "error")]


def test_a_few_signs_without_a_map_cost_only_themselves(reading: Reading) -> None:
    content = reading(unmapped("00410042", "全市建成书屋十二个，培训讲解员二百人。"), "a.pdf")
    text = "".join(b.text for b in content.blocks)
    assert text.count("全市建成书屋十二个") == 8 and "AB" not in text
    assert {issue.type for issue in content.issues} == {"private_use_glyph"}
