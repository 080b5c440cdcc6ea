"""OFD (GB/T 33190): the same paragraphs and tables as from a PDF, the forms of text, what lies beside it, hostile files."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from extract.content import Content, Table
from extract.errors import Unreadable
from extract.files import archive
from extract.guard.process import read_guarded
from extract.pages import ocr
from tests.extract import ofds, papers
from tests.extract.conftest import Reading
from tests.extract.ofds import MM, page, text
from tests.extract.papers import LEFT, SIZE, Setter

BODY = [
    "云川市推进夜间经济发展，支持商户延长营业时间，完善夜间公交线路和停车设施，" * 3 + "各县抓好落实。",
    "市商务局负责统筹协调。",
    "到二〇三三年，全市夜间商户达到两千户，街区达到三十个，" * 4 + "形成比较完善的体系。",
    "各县政府负责本县街区建设，" * 7 + "确保按期完成。",
] * 4


def read_both(reading: Reading, make: Callable[[papers.Sheet], list[papers.Sheet]]) -> tuple[Content, Content]:
    """Set the same pages as PDF and as OFD, and read both."""
    return (
        reading(papers.pdf(make(papers.Sheet())), "a.pdf"),
        reading(ofds.ofd(make(ofds.Sheet())), "a.ofd"),
    )


def without_places(
    content: Content,
) -> list[tuple[str, str, str | None, int | None, int | None, str | None, Table | None]]:
    return [(b.kind, b.text, b.role, b.page, b.printed_page, b.align, b.table) for b in content.blocks]


def one(reading: Reading, objects: str, head: str = "", **parts: str | bytes) -> Content:
    return reading(ofds.package({"OFD.xml": ofds.entry(), **ofds.document([page(objects, head)]), **parts}), "a.ofd")


def texts(content: Content) -> list[str]:
    return [b.text for b in content.blocks]


def paragraphs_over_pages(sheet: papers.Sheet) -> list[papers.Sheet]:
    setter = Setter([sheet])
    setter.title("云川市夜间经济促进办法")
    for words in BODY:
        setter.paragraph(words)
    for number, own in enumerate(setter.sheets, 7):
        own.centred(50, "云川市人民政府公报", 9)
        own.footer(number)
    return setter.sheets


def two_columns(sheet: papers.Sheet) -> list[papers.Sheet]:
    for column, words in ((LEFT, BODY[:5]), (LEFT + 20 * SIZE, BODY[5:9])):
        setter = Setter([sheet], left=column, columns=17)
        for paragraph in words:
            setter.paragraph(paragraph)
    return [sheet]


HEADER = ["序号", "指标", "单位"]


def a_table_over_two_pages(sheet: papers.Sheet) -> list[papers.Sheet]:
    first, widths = Setter([sheet]), [60.0, 160.0, 100.0]
    for words in BODY[:3]:
        first.paragraph(words)
    first.sheet.centred(615, "表2 主要指标", 10)
    papers.ruled(first.sheet, 640, [HEADER, ["1", "夜间商户", "户"], ["2", "", "家"]], widths, merged=[(2, 1)])
    last = Setter([type(sheet)()])
    last.y = papers.ruled(last.sheet, papers.TOP, [HEADER, ["3", "街区", "个"], ["4", "公交线路", "条"]], widths) + 40
    for words in BODY[:3]:
        last.paragraph(words)
    return first.sheets + last.sheets


@pytest.mark.parametrize("make", [paragraphs_over_pages, two_columns, a_table_over_two_pages])
def test_what_is_read_is_what_a_pdf_of_the_same_print_gives(
    reading: Reading, make: Callable[[papers.Sheet], list[papers.Sheet]]
) -> None:
    pdf, ofd = read_both(reading, make)
    assert without_places(ofd) == without_places(pdf)
    assert (ofd.media_type, ofd.reader, ofd.page_count, ofd.issues) == ("application/ofd", "ofd", pdf.page_count, [])
    for here, there in zip(ofd.blocks, pdf.blocks, strict=True):
        assert here.box == pytest.approx(there.box, abs=1.5)
        assert (here.font_size or 0) == pytest.approx(there.font_size or 0, abs=0.15)


def test_a_table_over_two_pages_is_one_with_its_spans(reading: Reading) -> None:
    _, content = read_both(reading, a_table_over_two_pages)
    (table,) = content.tables()
    assert [row[1] for row in table.grid()] == ["指标", "夜间商户", "夜间商户", "街区", "公交线路"]
    assert (table.number, table.caption, table.page_start, table.page_end) == ("2", "主要指标", 1, 2)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ('<TextCode X="0" Y="5" DeltaX="g 4 5">夜间经济街</TextCode>', "夜间经济街"),
        ('<TextCode X="0" Y="5" DeltaX="5 5 g 2 5">夜间经济街</TextCode>', "夜间经济街"),
        ('<TextCode X="0" Y="5">夜间经济街</TextCode>', "夜间经济街"),
        ('<TextCode X="0" Y="5">夜间</TextCode><TextCode X="10" DeltaX="5 5">经济街</TextCode>', "夜间经济街"),
        ('<TextCode X="0" Y="5" DeltaX="g 999999999 5">夜间经济街</TextCode>', "夜间经济街"),
        ('<TextCode X="0" Y="5" DeltaX="g 4 5">\n      夜间经济街\n    </TextCode>', "夜间经济街"),
        ('<TextCode X="0" Y="5">Open</TextCode><TextCode X="15">data</TextCode>', "Open data"),
        ('<TextCode X="0" Y="5" DeltaX="3 3 3">Open</TextCode><TextCode X="12.2">data</TextCode>', "Opendata"),
    ],
)
def test_forms_of_steps(reading: Reading, said: str, printed: str) -> None:
    content = one(reading, f'<TextObject ID="8" Boundary="40 40 60 8" Font="1" Size="5">{said}</TextObject>')
    assert texts(content) == [printed]


@pytest.mark.parametrize(
    ("more", "inside", "code"),
    [
        # The object's own coordinates are points, from a corner of their own.
        (
            ' Size="14.1732" CTM="0.352778 0 0 0.352778 -40 -20"',
            "",
            '<TextCode X="113.39" Y="70.87" DeltaX="g 3 14.1732">夜间经济</TextCode>',
        ),
        (' Size="5" HScale="0.5"', "", '<TextCode X="0" Y="5">夜间经济</TextCode>'),
        (' Size="5" Weight="700"', "", '<TextCode X="0" Y="5">夜间经济</TextCode>'),
        # Two characters that one glyph draws, and one step behind it.
        (
            ' Size="5"',
            '<CGTransform CodePosition="0" CodeCount="2" GlyphCount="1"><Glyphs>7</Glyphs></CGTransform>'
            '<CGTransform CodePosition="2" CodeCount="2" GlyphCount="2"><Glyphs>8 9</Glyphs></CGTransform>',
            '<TextCode X="0" Y="5" DeltaX="10 5">夜间经济</TextCode>',
        ),
    ],
)
def test_forms_of_text_objects(reading: Reading, more: str, inside: str, code: str) -> None:
    content = one(reading, f'<TextObject ID="8" Boundary="40 40 60 8" Font="1"{more}>{inside}{code}</TextObject>')
    (block,) = content.blocks
    assert block.text == "夜间经济"
    assert block.box and block.box[0] == pytest.approx(40 / MM, abs=1)
    em = 2.5 if "HScale" in more else 5
    assert block.box[2] == pytest.approx((40 + 4 * em) / MM, abs=3)


def test_bold_by_the_name_of_the_font(reading: Reading) -> None:
    plain, bold = text(30, 40, "云川市加快街区建设和改造，完善公交线路。", 5), text(30, 60, "总体要求", 5)
    content = one(reading, plain + bold.replace('Font="1"', 'Font="2"'))
    assert [(b.kind, b.bold) for b in content.blocks] == [("paragraph", False), ("heading", True)]


@pytest.mark.parametrize("prefix", ["ofd:", ""])
def test_parts_are_found_from_the_root_from_where_they_are_named_and_in_other_capitals(
    reading: Reading, prefix: str
) -> None:
    parts = ofds.document([page(text(30, 40, "夜间经济。", 5))])
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace("Pages/Page_0", "/doc_0/Pages/Page_0")
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(">PublicRes", ">Doc_0\\PublicRes")
    content = reading(ofds.package({"OFD.xml": ofds.entry(), **parts}, prefix), "a.ofd")
    assert texts(content) == ["夜间经济。"] and not content.issues


def test_the_template_of_a_page_is_printed_with_it(reading: Reading) -> None:
    pages = [
        page(text(30, 40 + 10 * n, f"第{n}条街区要求如下，县要抓好落实。", 5), '<Template TemplateID="50"/>')
        for n in range(4)
    ]
    parts = ofds.document(pages, more='<TemplatePage ID="50" BaseLoc="Tpls/Tpl_0/Content.xml"/>')
    parts["Doc_0/Tpls/Tpl_0/Content.xml"] = page(text(80, 15, "云川市人民政府公报", 4))
    content = reading(ofds.package({"OFD.xml": ofds.entry(), **parts}), "a.ofd")
    assert [b.text for b in content.blocks if b.role == "running_head"] == ["云川市人民政府公报"] * 4
    del parts["Doc_0/Tpls/Tpl_0/Content.xml"]
    content = reading(ofds.package({"OFD.xml": ofds.entry(), **parts}), "a.ofd")
    assert {issue.type for issue in content.issues} == {"template_unreadable"} and content.page_count == 4


def test_composite_units_and_blocks_of_a_page_hold_objects(reading: Reading) -> None:
    unit = f'<CompositeGraphicUnit ID="60" Width="90" Height="9"><Content>{text(0, 0, "夜间经济", 1)}</Content></CompositeGraphicUnit>'
    parts = ofds.document(
        [
            page(
                '<CompositeObject ID="61" Boundary="40 40 60 9" CTM="5 0 0 5 0 0" ResourceID="60"/>'
                f"<PageBlock>{text(40, 60, '公交线路。', 5)}</PageBlock>"
            )
        ],
        resources=ofds.FONTS + f"<CompositeGraphicUnits>{unit}</CompositeGraphicUnits>",
    )
    content = reading(ofds.package({"OFD.xml": ofds.entry(), **parts}), "a.ofd")
    assert texts(content) == ["夜间经济", "公交线路。"]
    assert content.blocks[0].box and content.blocks[0].box[0] == pytest.approx(40 / MM, abs=1)


def test_units_that_hold_themselves_come_to_an_end(reading: Reading) -> None:
    unit = '<CompositeGraphicUnit ID="60"><Content><CompositeObject ID="61" Boundary="0 0 9 9" ResourceID="60"/></Content></CompositeGraphicUnit>'
    parts = ofds.document(
        [page('<CompositeObject ID="62" Boundary="0 0 9 9" ResourceID="60"/>' + text(30, 40, "夜间经济。", 5))],
        resources=f"<CompositeGraphicUnits>{unit}</CompositeGraphicUnits>",
    )
    assert texts(reading(ofds.package({"OFD.xml": ofds.entry(), **parts}), "a.ofd")) == ["夜间经济。"]


@pytest.mark.parametrize("unseen", [' Visible="false"', ' Alpha="0"', ' Fill="false"'])
def test_what_is_not_shown_is_no_text(reading: Reading, unseen: str) -> None:
    content = one(reading, text(30, 40, "夜间经济。", 5) + text(30, 60, "草稿", 5, more=unseen))
    assert texts(content) == ["夜间经济。"]


def test_text_outside_the_page_or_its_object_is_no_text(reading: Reading) -> None:
    away = text(30, 60, "页外", 5).replace('X="0"', 'X="400"')
    hidden = text(30, 80, "框外", 5).replace('X="0"', 'X="80"')
    assert texts(one(reading, text(30, 40, "夜间经济。", 5) + away + hidden)) == ["夜间经济。"]


def test_a_mark_across_the_page_is_furniture(reading: Reading) -> None:
    aslant = (
        '<TextObject ID="8" Boundary="60 100 90 90" CTM="0.7 -0.7 0.7 0.7 0 60" Font="1" Size="20">'
        '<TextCode X="0" Y="20">内部资料</TextCode></TextObject>'
    )
    content = one(reading, text(30, 40, "夜间经济街区建设，要抓好落实。", 5) + aslant)
    assert [(b.kind, b.role, b.text) for b in content.blocks] == [
        ("furniture", "aslant", "内部资料"),
        ("paragraph", None, "夜间经济街区建设，要抓好落实。"),
    ]


@pytest.mark.parametrize(
    ("turn", "corner"), [("0 1 -1 0", (180, 30)), ("0 -1 1 0", (30, 250)), ("-1 0 0 -1", (180, 250))]
)
def test_a_page_on_its_side_is_turned(reading: Reading, turn: str, corner: tuple[int, int]) -> None:
    x, y = corner
    turned = f'<TextObject ID="8" Boundary="{x} {y} 0 0" CTM="{turn} 0 0" Font="1" Size="5">'
    content = one(reading, f'{turned}<TextCode X="0" Y="0">一、完善公交线路，</TextCode></TextObject>')
    assert texts(content) == ["一、完善公交线路，"]
    assert content.blocks[0].kind != "furniture"


def test_documents_of_one_file_follow_each_other(reading: Reading) -> None:
    parts: dict[str, str] = {"OFD.xml": ofds.entry("Doc_0", "Doc_1")}
    for folder, words in (("Doc_0", "夜间经济街区建设，"), ("Doc_1", "公交线路。")):
        parts |= ofds.document([page(text(30, 40, words, 5))], folder)
    content = reading(ofds.package(parts), "a.ofd")
    assert [(b.page, b.text) for b in content.blocks] == [(1, "夜间经济街区建设，"), (2, "公交线路。")]
    assert content.page_count == 2 and [issue.type for issue in content.issues] == ["several_documents"]


def test_the_version_that_is_current_is_read(reading: Reading) -> None:
    parts = ofds.document([page(text(30, 40, "旧稿。", 5))]) | ofds.document([page(text(30, 40, "新稿。", 5))], "Doc_1")
    versions = '<Versions><Version ID="1" Index="1" Current="true" BaseLoc="Doc_0/V.xml"/></Versions></DocBody>'
    parts["OFD.xml"] = ofds.entry().replace("</DocBody>", versions)
    parts["Doc_0/V.xml"] = "<DocVersion><DocRoot>/Doc_1/Document.xml</DocRoot></DocVersion>"
    assert texts(reading(ofds.package(parts), "a.ofd")) == ["新稿。"]


def test_what_the_file_says_of_itself(reading: Reading) -> None:
    said = (
        "<Title>文件1.docx</Title><Author>云川市商务局</Author><CreationDate>2033-01-09</CreationDate><CustomDatas>"
        '<CustomData Name="发文字号">云商发〔2033〕8号</CustomData><CustomData Name="发文机关">云川市商务局</CustomData>'
        '<CustomData Name="成文日期">2033年1月8日</CustomData><CustomData Name="密钥">无</CustomData></CustomDatas>'
    )
    sheet = ofds.Sheet()
    sheet.text(LEFT, 100, "夜间经济。")
    assert reading(ofds.ofd([sheet], said), "a.ofd").metadata == {
        "document_number": "云商发〔2033〕8号",
        "issuer": "云川市商务局",
        "issued_on": "2033-01-08",
        "author": "云川市商务局",
    }


PICTURE = '<ImageObject ID="70" Boundary="0 0 210 297" CTM="210 0 0 297 0 0" ResourceID="71"/>'


def test_a_seal_is_no_text_and_no_scan(reading: Reading) -> None:
    seal = '<ImageObject ID="70" Boundary="120 200 42 42" CTM="42 0 0 42 0 0" ResourceID="71"/>'
    content = one(
        reading,
        text(30, 40, "夜间经济。", 5) + seal,
        **{"Doc_0/Signs/Signatures.xml": "<Signatures/>", "Doc_0/Signs/Sign_0/SignedValue.dat": b"\x30\x82"},
    )
    assert texts(content) == ["夜间经济。"] and not content.issues


def test_a_page_that_is_a_picture_is_an_issue(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    content = one(reading, PICTURE)
    assert [(i.type, i.severity, i.page) for i in content.issues] == [("no_text_layer", "error", 1)]


def scan(rows: list[list[str]]) -> dict[str, str | bytes]:
    """Write a page whose picture shows the rules of a table, with text that is not shown in its cells."""
    picture = Image.new("L", (840, 1188), 255)
    pen = ImageDraw.Draw(picture)
    for n in range(len(rows) + 1):
        pen.line((120, 200 + 48 * n, 120 + 240 * len(rows[0]), 200 + 48 * n), 0, 2)
    for n in range(len(rows[0]) + 1):
        pen.line((120 + 240 * n, 200, 120 + 240 * n, 200 + 48 * len(rows)), 0, 2)
    file = BytesIO()
    picture.save(file, "PNG")
    words = "".join(
        text(32 + 60 * c, 52 + 12 * r, cell, 5, more=' Alpha="0"')
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    )
    resources = f'{ofds.FONTS}<MultiMedias><MultiMedia ID="71" Type="Image"><MediaFile>p.png</MediaFile></MultiMedia></MultiMedias>'
    return {
        "OFD.xml": ofds.entry(),
        **ofds.document([page(PICTURE + words)], resources=resources),
        "Doc_0/Res/p.png": file.getvalue(),
    }


def test_a_scan_takes_its_words_from_unseen_text_and_its_rules_from_the_picture(reading: Reading) -> None:
    rows = [["县", "街区", "商户"], ["甲县", "八个", "二百户"], ["乙县", "六个", "九十户"]]
    content = reading(ofds.package(scan(rows)), "a.ofd")
    (table,) = content.tables()
    assert table.grid() == rows
    assert [(i.type, i.page) for i in content.issues] == [("ocr_layer", 1)]
    assert all(block.ocr for block in content.blocks)


def test_a_picture_that_cannot_be_read_is_said(reading: Reading) -> None:
    content = reading(ofds.package(scan([["县", "街区"], ["甲县", "八个"]]) | {"Doc_0/Res/p.png": b"\x89PNG"}), "a.ofd")
    assert {issue.type for issue in content.issues} == {"picture_unreadable", "ocr_layer"}
    assert "甲县" in "".join(texts(content))


def test_what_is_attached_or_stuck_on_is_said(reading: Reading) -> None:
    parts = ofds.document([page(text(30, 40, "夜间经济。", 5))])
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(
        "</Document>", "<Annotations>Annots/A.xml</Annotations><Attachments>Attachs/B.xml</Attachments></Document>"
    )
    parts["Doc_0/Attachs/B.xml"] = '<Attachments><Attachment ID="1" Name="附表.et"/></Attachments>'
    parts["Doc_0/Annots/A.xml"] = '<Annotations><Page PageID="100"><FileLoc>Page_0/N.xml</FileLoc></Page></Annotations>'
    parts["Doc_0/Annots/Page_0/N.xml"] = (
        "<PageAnnot>"
        + "".join(
            f'<Annot ID="{n}" Type="{kind}"><Appearance Boundary="0 0 9 9">{text(0, 0, "章", 5)}</Appearance></Annot>'
            for n, kind in enumerate(("Stamp", "Watermark", "Path"))
        )
        + "</PageAnnot>"
    )
    content = reading(ofds.package({"OFD.xml": ofds.entry(), **parts}), "a.ofd")
    assert texts(content) == ["夜间经济。"]
    assert [(i.type, i.message[:1]) for i in content.issues] == [("attachment", "1"), ("annotation", "1")]
    assert "附表.et" in content.issues[0].message


def test_a_damaged_page_is_left_out_and_said(reading: Reading) -> None:
    parts = ofds.document([page(text(30, 40, f"第{n}页。", 5)) for n in range(3)])
    parts["Doc_0/Pages/Page_1/Content.xml"] = "<?xml version='1.0'?><Page><Content>"
    del parts["Doc_0/Pages/Page_2/Content.xml"]
    content = reading(ofds.package({"OFD.xml": ofds.entry(), **parts}), "a.ofd")
    assert texts(content) == ["第0页。"] and content.page_count == 3
    assert [(i.type, i.page) for i in content.issues] == [("page_unreadable", 2), ("page_unreadable", 3)]


def good(**more: str | bytes) -> dict[str, str | bytes]:
    return {"OFD.xml": ofds.entry(), **ofds.document([page(text(30, 40, "夜间经济。", 5))]), **more}


def entities() -> bytes:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE OFD [<!ENTITY e0 "夜间">{lines}]><OFD><DocBody><DocRoot>&e11;</DocRoot></DocBody></OFD>'
    return ofds.package(good(**{"OFD.xml": bomb}))


def test_more_characters_than_a_page_can_have_are_said(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.files.ofdpage.MOST_CHARS", 8)
    content = one(reading, text(30, 40, "夜间经济街区建设要求", 5))
    assert texts(content) == ["夜间经济街区建设"]
    assert [issue.type for issue in content.issues] == ["page_too_complex"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            ofds.package(good(**{"Doc_0/Pages/Page_0/Content.xml": "<?xml version='1.0'?><Page>"})),
            "no page that can be",
        ),
        (ofds.package(good(**{"Encryptions.xml": "<Encryptions/>"})), "encrypted"),
        (ofds.package({"Encryptions.xml": "<Encryptions/>", "OFD.dat": b"\x01"}), "encrypted"),
        (ofds.package(good())[:700], "damaged or cut short"),
        (ofds.package(good(**{"OFD.xml": "<?xml version='1.0'?><OFD><DocBody>"})), "no XML"),
        (entities(), "declares entities"),
        (ofds.package(good(**{"OFD.xml": ofds.entry("../../etc")})), "names a document that it does not hold"),
        (ofds.package({"OFD.xml": "<OFD/>"}), "0 pages"),
        (ofds.package({"OFD.xml": ofds.entry(), **ofds.document([page("")])}), "without any text or picture"),
    ],
)
def test_files_that_cannot_be_read_say_why(reading: Reading, data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason) as raised:
        reading(data, "a.ofd")
    assert raised.value.advice


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 1_000_000)
    with pytest.raises(Unreadable, match="unpacks to more"):
        reading(ofds.package(good(**{"Doc_0/Res/a.bin": b"\0" * 2_000_000})), "a.ofd")


def test_an_absurd_number_of_objects_is_said(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.files.ofd.MOST_OBJECTS", 50)
    monkeypatch.setattr("extract.files.ofdpage.MOST_OBJECTS", 50)
    content = one(reading, text(30, 40, "夜间经济。", 5) * 90)
    assert [issue.type for issue in content.issues] == ["page_too_complex"]


def test_the_bytes_say_what_a_file_is(reading: Reading, tmp_path: Path) -> None:
    content = reading(ofds.package(good()), "a.zip")
    assert content.media_type == "application/ofd"
    (tmp_path / "b.ofd").write_bytes(ofds.package(good()))
    outcome = read_guarded(tmp_path / "b.ofd", tmp_path / "b.parquet")
    assert (outcome.status, outcome.media_type, outcome.reader) == ("read", "application/ofd", "ofd")


def test_objects_of_one_character_each_are_words_and_paragraphs(reading: Reading) -> None:
    objects, size = [], 4.2
    for n, line in enumerate(
        ["　　到2031年，全市建成书屋12个，培训讲解员240人，改造", "旧厂房3处，安排资金5000万元。"]
    ):
        x = 25.0
        for char in line:
            objects.append(ofds.text(x, 50 + 8 * n, char, size))
            x += size if char > "\x7f" else size / 2
    content = one(reading, "".join(objects))
    assert texts(content) == ["到2031年，全市建成书屋12个，培训讲解员240人，改造旧厂房3处，安排资金5000万元。"]
