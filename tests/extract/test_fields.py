"""What is printed over a PDF page is text, where it stands: what is filled into its form, and text that is set on it."""

from __future__ import annotations

import pytest

from tests.extract import papers
from tests.extract.conftest import Reading

FIELD = "<</Type/Annot/Subtype/Widget/P 10 0 R/F 4/Rect[{rect}]{more}>>"


def form(fields: list[str], rotate: int = 0, words: str = "申报金额（万元）：") -> bytes:
    """Write a page with words at its top and a form, whose fields have no picture of their own."""
    coded = words.encode("utf-16-be").hex()
    data = f"BT /F 12 Tf 72 700 Td <{coded}> Tj ET BT /F 12 Tf 72 600 Td <{'本表一式两份。'.encode('utf-16-be').hex()}> Tj ET"
    objects = {
        1: f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{' '.join(f'{20 + n} 0 R' for n in range(len(fields)))}]>>>>",
        2: "<</Type/Pages/Kids[10 0 R]/Count 1>>",
        3: "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        4: "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
        10: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/Resources<</Font<</F 3 0 R>>>>"
        f"/Contents 11 0 R/Annots[{' '.join(f'{20 + n} 0 R' for n in range(len(fields)))}]>>",
        11: f"<</Length {len(data)}>>stream\n{data}\nendstream",
        **{20 + n: field for n, field in enumerate(fields)},
    }
    return papers.raw({number: body.encode("latin-1") for number, body in objects.items()})


def text(value: str, rect: str = "190 695 290 715", more: str = "") -> str:
    coded = "FEFF" + value.encode("utf-16-be").hex()
    return FIELD.format(rect=rect, more=f"/FT/Tx/T(a{rect})/V<{coded}>{more}")


def box(state: str, rect: str = "190 697 202 709") -> str:
    return FIELD.format(rect=rect, more=f"/FT/Btn/T(b{rect})/V/{state}/AS/{state}/AP<</N<</Yes 11 0 R/Off 11 0 R>>>>")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ([text("1280")], "申报金额（万元）： 1280"),
        ([text("一千二百")], "申报金额（万元）：一千二百"),
        ([box("Yes")], "申报金额（万元）：☑"),
        ([box("Off")], "申报金额（万元）：□"),
        (
            [FIELD.format(rect="190 695 290 715", more="/FT/Ch/Ff 131072/T(c)/V(1280)/Opt[(960)(1280)]")],
            "申报金额（万元）： 1280",
        ),
        # What is empty, hidden, secret, pressed or signed is no text.
        ([text("")], "申报金额（万元）："),
        ([text("1280", more="/Ff 8192")], "申报金额（万元）："),
        ([text("1280").replace("/F 4", "/F 2")], "申报金额（万元）："),
        ([FIELD.format(rect="190 695 290 715", more="/FT/Btn/Ff 65536/T(d)/V(1280)")], "申报金额（万元）："),
        ([FIELD.format(rect="190 695 290 715", more="/FT/Sig/T(e)")], "申报金额（万元）："),
    ],
)
def test_the_value_of_a_field_stands_where_the_field_is(reading: Reading, fields: list[str], shown: str) -> None:
    content = reading(form(fields), "a.pdf")
    texts = [b.text.replace("： ", "：") for b in content.blocks]
    assert texts == [shown.replace("： ", "："), "本表一式两份。"]


def test_a_field_of_several_lines(reading: Reading) -> None:
    content = reading(form([text("建成书屋\r改造厂房", "190 640 290 715", "/Ff 4096")]), "a.pdf")
    joined = "".join(b.text for b in content.blocks)
    assert joined.index("建成书屋") < joined.index("改造厂房")


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_field_of_a_page_that_is_turned(reading: Reading, rotate: int) -> None:
    content = reading(form([text("1280")], rotate), "a.pdf")
    assert "1280" in "".join(b.text for b in content.blocks)


def test_a_file_whose_form_is_broken_is_read(reading: Reading) -> None:
    data = form([text("1280")]).replace(b"/FT/Tx", b"/FT/Zz")
    assert "本表一式两份。" in [b.text for b in reading(data, "a.pdf").blocks]


def note(value: str, kind: str = "FreeText", rect: str = "190 695 290 715", more: str = "/DA(0 g /Helv 12 Tf)") -> str:
    coded = "FEFF" + value.encode("utf-16-be").hex()
    return f"<</Type/Annot/Subtype/{kind}/P 10 0 R/F 4/Rect[{rect}]/Contents<{coded}>{more}>>"


@pytest.mark.parametrize(
    ("annotation", "shown"),
    [
        (note("1280"), ["申报金额（万元）： 1280", "本表一式两份。"]),
        (note("1280", more=""), ["申报金额（万元）： 1280", "本表一式两份。"]),
        (note("1280").replace("/F 4", "/F 2"), ["申报金额（万元）：", "本表一式两份。"]),
        (note("1280", "Text"), ["申报金额（万元）：", "本表一式两份。"]),
        (note("1280", "Popup"), ["申报金额（万元）：", "本表一式两份。"]),
        # A long one runs over lines of its box.
        (
            note("市商务局初审，市财政局复核。", rect="72 610 168 660"),
            ["申报金额（万元）：", "市商务局初审，市财政局复核。", "本表一式两份。"],
        ),
    ],
)
def test_text_that_is_set_on_a_page_is_its_text(reading: Reading, annotation: str, shown: list[str]) -> None:
    blocks = reading(form([annotation]), "a.pdf").blocks
    assert [block.text for block in blocks] == shown
