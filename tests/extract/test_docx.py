"""Word files, built with the library that reads them."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from extract.docx import numeral
from extract.errors import Unreadable
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
