"""Word files, built with the library that reads them."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from extract.errors import Unreadable
from extract.files.numbering import numeral
from tests.extract.conftest import Reading


def saved(document: object) -> bytes:
    file = BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def test_headings_paragraphs_and_tables_with_spans(reading: Reading) -> None:
    document = docx.Document()
    document.add_heading("云川市夜间经济三年方案", 1)
    document.add_paragraph("到2028年，建成示范街区12个。")
    table = document.add_table(3, 3)
    for r, row in enumerate((("县", "商户（户）", "网点（个）"), ("北河县", "120", "8"), ("", "95", "6"))):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("各县每季度报送进展。")
    content = reading(saved(document), "方案.docx")
    assert [(b.kind, b.level, b.text) for b in content.blocks] == [
        ("heading", 1, "云川市夜间经济三年方案"),
        ("paragraph", None, "到2028年，建成示范街区12个。"),
        ("table", None, ""),
        ("paragraph", None, "各县每季度报送进展。"),
    ]
    (grid,) = content.tables()
    assert grid.grid() == [["县", "商户（户）", "网点（个）"], ["北河县", "120", "8"], ["北河县", "95", "6"]]
    assert [(c.row, c.column, c.row_span) for c in grid.cells if c.row_span > 1] == [(1, 0, 2)]
    assert content.page_count is None and not content.issues


def test_numbers_that_word_sets_before_a_list_are_text(reading: Reading) -> None:
    document = docx.Document()
    for words in ("补贴夜间班车。", "延长场馆开放时间。"):
        document.add_paragraph(words, style="List Number")
    assert [b.text for b in reading(saved(document), "清单.docx").blocks] == [
        "1. 补贴夜间班车。",
        "2. 延长场馆开放时间。",
    ]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (3, "decimal", "3"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (2, "upperLetter", "B"),
        (7, "decimalEnclosedCircleChinese", "⑦"),
        (3, "ideographTraditional", "丙"),
        (3, "decimalEnclosedParen", "⑶"),
        (3, "decimalFullWidth", "３"),
        (3, "decimalZero", "03"),
        (4, "hebrew1", None),
    ],
)
def test_forms_of_numbers(number: int, form: str, printed: str | None) -> None:
    assert numeral(number, form) == printed


def test_an_inserted_text_counts_and_a_deleted_one_does_not(reading: Reading) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("奖励")
    for tag, words in (("ins", "五十万元"), ("del", "三十万元")):
        run = paragraph.add_run(words)._r
        change = run.makeelement(docx.oxml.ns.qn(f"w:{tag}"))
        paragraph._p.append(change)
        change.append(run)
    assert [b.text for b in reading(saved(document), "稿.docx").blocks] == ["奖励五十万元"]


def test_a_cut_file_says_what_is_wrong(reading: Reading) -> None:
    with pytest.raises(Unreadable):
        reading(saved(docx.Document())[:9000], "半.docx")
    with pytest.raises(Unreadable, match="no text"):
        reading(saved(docx.Document()), "空.docx")


def xml(element: str) -> object:
    """Parse an element of a Word file, with its namespace bound."""
    return parse_xml(re.sub(r"(?<=<w:)\w+", lambda name: f"{name[0]} {nsdecls('w')}", element, count=1))


LEVELS = """<w:abstractNum w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum>"""


def numbered(lines: list[tuple[str, int, int]], more: str = "") -> bytes:
    """Write paragraphs of lists: the text, the list, and the level."""
    document = docx.Document()
    definitions = document.part.numbering_part.element
    definitions.insert(0, xml(LEVELS))
    definitions.append(xml('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    definitions.append(xml(f'<w:num w:numId="78"><w:abstractNumId w:val="77"/>{again}</w:num>'))
    definitions.append(xml('<w:num w:numId="79"><w:abstractNumId w:val="77"/></w:num>'))
    for words, number, level in lines:
        paragraph = document.add_paragraph(words)._p
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        paragraph.get_or_add_pPr().append(xml(properties))
    return saved(document)


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        ([(77, 0), (77, 1), (77, 1), (77, 0), (77, 1)], ["一、", "（一）", "（二）", "二、", "（一）"]),
        # A level that no paragraph has used counts as begun; numbers of other levels print as digits where said so.
        ([(77, 0), (77, 2), (77, 2)], ["一、", "1.1.1 ", "1.1.2 "]),
        # A list that starts anew, and one that goes on with the same definition.
        ([(77, 0), (77, 0), (78, 0), (78, 0)], ["一、", "二、", "一、", "二、"]),
        ([(77, 0), (79, 0), (0, 0)], ["一、", "二、", ""]),
    ],
)
def test_lists_of_several_levels(reading: Reading, lines: list[tuple[int, int]], printed: list[str]) -> None:
    content = reading(numbered([("完善夜间公交。", number, level) for number, level in lines]), "a.docx")
    assert [b.text.removesuffix("完善夜间公交。") for b in content.blocks] == printed


def test_headings_that_their_style_numbers(reading: Reading) -> None:
    document = docx.Document()
    definitions = document.part.numbering_part.element
    linked = LEVELS.replace('<w:lvlText w:val="（%2）"/>', '<w:pStyle w:val="Heading2"/><w:lvlText w:val="（%2）"/>')
    definitions.insert(0, xml(linked))
    definitions.append(xml('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for style in document.styles.element.iter(qn("w:style")):
        if style.get(qn("w:styleId")) in ("Heading1", "Heading2"):
            style.find(qn("w:pPr")).append(xml('<w:numPr><w:numId w:val="77"/></w:numPr>'))
    for words, level in (("总体要求", 1), ("基本原则", 2), ("主要任务", 1), ("公交", 2)):
        document.add_heading(words, level)
    content = reading(saved(document), "a.docx")
    assert [(b.level, b.text) for b in content.blocks] == [
        (1, "一、总体要求"),
        (2, "（一）基本原则"),
        (1, "二、主要任务"),
        (2, "（一）公交"),
    ]


def test_a_deleted_end_of_a_paragraph_joins_and_a_deleted_row_goes(reading: Reading) -> None:
    document = docx.Document()
    first = document.add_paragraph("延长场馆")
    first._p.get_or_add_pPr().append(xml('<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'))
    document.add_paragraph("开放时间。")
    table = document.add_table(3, 2)
    for r, row in enumerate((("县", "网点"), ("甲县", "8"), ("乙县", "6"))):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    table.rows[1]._tr.get_or_add_trPr().append(xml('<w:del w:id="2" w:author="a"/>'))
    content = reading(saved(document), "a.docx")
    assert content.blocks[0].text == "延长场馆开放时间。"
    assert [grid.grid() for grid in content.tables()] == [[["县", "网点"], ["乙县", "6"]]]


def test_what_stands_beside_the_text_is_furniture(reading: Reading) -> None:
    document = docx.Document()
    document.add_paragraph("一、总体要求\t3").style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("延长场馆开放时间。")
    document.sections[0].header.paragraphs[0].text = "云川市人民政府公报"
    content = reading(saved(document), "a.docx")
    assert [(b.kind, b.role, b.text) for b in content.blocks] == [
        ("furniture", "contents", "一、总体要求\t3"),
        ("paragraph", None, "延长场馆开放时间。"),
        ("furniture", "running_head", "云川市人民政府公报"),
    ]


def box(*lines: str) -> str:
    inner = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return f"<w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict>"


def test_hidden_text_and_text_in_boxes(reading: Reading) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("延长开放时间。")
    paragraph.add_run("草稿").font.hidden = True
    for words in ("图中文字", "另一框中文字"):
        paragraph._p.append(xml(f"<w:r>{box(words, '第二行')}</w:r>"))
    document.add_paragraph("下一段。")
    content = reading(saved(document), "a.docx")
    assert [b.text for b in content.blocks] == [
        "延长开放时间。",
        "图中文字",
        "第二行",
        "另一框中文字",
        "第二行",
        "下一段。",
    ]
    assert [(issue.type, issue.message[:1]) for issue in content.issues] == [("text_box", "2")]


@pytest.mark.parametrize("where", ["body", "cell"])
def test_a_box_in_two_forms_is_read_once(reading: Reading, where: str) -> None:
    document = docx.Document()
    cell = document.add_table(2, 2).cell(0, 0)
    for other in ((0, 1), (1, 0), (1, 1)):
        document.tables[0].cell(*other).text = "网点"
    paragraph = cell.paragraphs[0] if where == "cell" else document.add_paragraph()
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    forms = f"<mc:Choice>{box('框中文字')}</mc:Choice><mc:Fallback>{box('框中文字')}</mc:Fallback>"
    run = f"<w:r {names}><mc:AlternateContent>{forms}</mc:AlternateContent></w:r>"
    paragraph._p.append(xml(run))
    content = reading(saved(document), "a.docx")
    (table,) = content.tables()
    assert [table.grid()[0][0], *(b.text for b in content.blocks if b.table is None)] == (
        ["框中文字"] if where == "cell" else ["", "框中文字"]
    )


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "□"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\u00fe</w:t></w:r>', "☑"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>o</w:t></w:r>', "o"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>',
            "☑",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/><w:checked w:val="0"/>'
            "</w:checkBox></w:ffData></w:fldChar></w:r>",
            "□",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/>'
            '<w:listEntry w:val="乙"/></w:ddList></w:ffData></w:fldChar></w:r>',
            "乙",
        ),
        ('<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>', ""),
    ],
)
def test_symbols_and_fields_of_forms(reading: Reading, run: str, shown: str) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("重点项目：")
    paragraph._p.append(xml(run))
    paragraph.add_run("已完成。")
    assert [b.text for b in reading(saved(document), "a.docx").blocks] == [f"重点项目：{shown}已完成。"]


def test_a_table_in_a_table_that_only_places_it(reading: Reading) -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "各县网点如下。"
    inner = cell.add_table(2, 2)
    for r, row in enumerate((("县", "网点"), ("甲县", "8"))):
        for c, words in enumerate(row):
            inner.cell(r, c).text = words
    content = reading(saved(document), "a.docx")
    assert [b.text for b in content.blocks if b.table is None] == ["各县网点如下。"]
    assert [grid.grid() for grid in content.tables()] == [[["县", "网点"], ["甲县", "8"]]]


def test_tables_under_each_other_in_one_frame_are_parted(reading: Reading) -> None:
    rows = [("甲县", "甲县"), ("项目", "数量"), ("网点", "8"), ("乙县", "乙县"), ("项目", "数量"), ("网点", "6")]
    document = docx.Document()
    table = document.add_table(len(rows), 2)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            table.cell(r, c).text = words
    for r in (0, 3):
        table.cell(r, 1).text = ""
        table.cell(r, 0).merge(table.cell(r, 1))
    content = reading(saved(document), "a.docx")
    assert [(grid.caption, grid.grid()) for grid in content.tables()] == [
        ("甲县", [["项目", "数量"], ["网点", "8"]]),
        ("乙县", [["项目", "数量"], ["网点", "6"]]),
    ]


def test_an_old_binary_file_is_refused_with_what_to_do(reading: Reading) -> None:
    with pytest.raises(Unreadable, match=r"\.docx"):
        reading(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc")


def test_what_is_struck_out_is_left_out_and_raised_digits_are_raised(reading: Reading) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("蓄水")
    for words, what in (
        ("30", "strike"),
        ("45", "double_strike"),
        ("60万m", ""),
        ("3", "superscript"),
        ("，CO", ""),
        ("2", "subscript"),
    ):
        run = paragraph.add_run(words)
        if what:
            setattr(run.font, what, True)
    paragraph.add_run("下降").font.strike = False
    content = reading(saved(document), "a.docx")
    assert [b.text for b in content.blocks] == ["蓄水60万m³，CO2下降"]
    assert [(i.type, "“30 / 45”" in i.message) for i in content.issues] == [("struck_out", True)]


def test_formulas_are_text(reading: Reading) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("菌落低于")
    base, power = (f"<m:r><m:t>{words}</m:t></m:r>" for words in ("10", "5"))
    names = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    paragraph._p.append(
        parse_xml(f"<m:oMath {names}><m:sSup><m:e>{base}</m:e><m:sup>{power}</m:sup></m:sSup></m:oMath>")
    )
    paragraph.add_run("个。")
    assert [b.text for b in reading(saved(document), "a.docx").blocks] == ["菌落低于10⁵个。"]


@pytest.mark.parametrize(("name", "shown"), [("strike", "全市新建个书屋。"), ("superscript", "全市新建¹²个书屋。")])
def test_a_style_strikes_out_and_raises_too(reading: Reading, name: str, shown: str) -> None:
    document = docx.Document()
    style = document.styles.add_style("改", WD_STYLE_TYPE.CHARACTER)
    setattr(style.font, name, True)
    paragraph = document.add_paragraph("全市新建")
    paragraph.add_run("12", style="改")
    paragraph.add_run("个书屋。")
    assert [b.text for b in reading(saved(document), "a.docx").blocks] == [shown]


@pytest.mark.parametrize(
    ("line", "head", "rows"),
    [("续表", "任务", [3]), ("表2（续）", "任务", [3]), ("续表", "县区", [4]), ("下面是另一张表", "任务", [2, 2])],
)
def test_a_table_goes_on_behind_the_line_that_says_so(reading: Reading, line: str, head: str, rows: list[int]) -> None:
    document = docx.Document()
    for first, text in (("任务", "修桥"), (head, "铺路")):
        table = document.add_table(2, 2)
        for cell, words in zip(
            (c for row in table.rows for c in row.cells), (first, "单位", text, "云川市交通局"), strict=True
        ):
            cell.text = words
        if first == "任务" and text == "修桥":
            document.add_paragraph(line)
    blocks = reading(saved(document), "a.docx").blocks
    assert [b.table.n_rows for b in blocks if b.table] == rows
    assert all(len(b.table.grid()) == b.table.n_rows for b in blocks if b.table)
