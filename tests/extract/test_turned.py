"""Pages that a viewer turns, text that is printed on its side, and pages that mix directions: all read as if upright."""

from __future__ import annotations

import math

import pypdfium2 as pdfium
import pytest

from extract.content import Content
from extract.pages import turned
from extract.pages.shapes import Turn
from tests.extract import papers
from tests.extract.conftest import Reading
from tests.extract.papers import HEIGHT, LEFT, WIDTH, Setter, Sheet

ROWS = [
    ["序号", "任务", "责任单位", "时限"],
    ["1", "新建样板书屋12个", "云川市文旅局", "2031年6月"],
    ["2", "改造旧厂房3处", "云川市工信局", "2031年9月"],
    ["3", "培训讲解员240人", "云川市人社局", "2031年12月"],
]
WIDTHS = [50.0, 150.0, 120.0, 100.0]
TITLE = "云川市书屋建设任务表"
WORDS = "本表列出二〇三一年各项任务、责任单位和完成时限，请各县认真组织实施。"
BODY = [
    "云川市推进全民阅读，支持街道建设书屋，完善覆盖城乡的服务网点，" * 3 + "各县抓好落实。",
    "市文旅局负责统筹协调。",
    "各县政府负责本县书屋建设，" * 7 + "确保按期完成。",
] * 5


def table_page(sheet: Sheet) -> None:
    """Set a title, a sentence and a ruled table that needs a page on its side."""
    sheet.text(LEFT, 150, TITLE, 16)
    sheet.text(LEFT, 180, WORDS)
    papers.ruled(sheet, 200, ROWS, WIDTHS)


def shown(content: Content) -> list[str | list[list[str]]]:
    return [b.table.grid() if b.table else b.text for b in content.blocks if b.kind != "furniture"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_a_viewer_turns_is_read_as_it_is_shown(reading: Reading, degrees: int) -> None:
    sheet = Sheet(rotate=degrees)
    sheet.lay(degrees // 90)
    table_page(sheet)
    content = reading(papers.pdf([sheet]), "a.pdf")
    assert shown(content) == [TITLE, WORDS, ROWS]
    # The box of a block is that on the page as a viewer shows it.
    end = LEFT + sum(WIDTHS)
    assert content.blocks[-1].box == (LEFT, 200.0, end, 288.0)


@pytest.mark.parametrize(
    ("quarters", "box"),
    [
        (1, (200.0, HEIGHT - LEFT - sum(WIDTHS), 288.0, HEIGHT - LEFT)),
        (2, (WIDTH - LEFT - sum(WIDTHS), HEIGHT - 288.0, WIDTH - LEFT, HEIGHT - 200.0)),
        (3, (WIDTH - 288.0, LEFT, WIDTH - 200.0, LEFT + sum(WIDTHS))),
    ],
)
def test_text_on_its_side_is_read_upright(
    reading: Reading, quarters: int, box: tuple[float, float, float, float]
) -> None:
    sheet = Sheet()
    sheet.lay(quarters)
    table_page(sheet)
    content = reading(papers.pdf([sheet]), "a.pdf")
    assert shown(content) == [TITLE, WORDS, ROWS]
    assert content.blocks[-1].box == box


def test_a_turned_page_with_text_on_its_side_is_read_upright(reading: Reading) -> None:
    sheet = Sheet(rotate=90)
    table_page(sheet)
    assert shown(reading(papers.pdf([sheet]), "a.pdf")) == [TITLE, WORDS, ROWS]


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("matrix", [f"0 1 -1 0 {HEIGHT:g} 0", f"0 0.7 -0.7 0 {0.7 * HEIGHT:g} 0"])
def test_a_page_on_its_side_in_a_form_is_read_upright(reading: Reading, matrix: str, rotate: int) -> None:
    sheet = Sheet(form=matrix, rotate=rotate)
    table_page(sheet)
    assert shown(reading(papers.pdf([sheet]), "a.pdf")) == [TITLE, WORDS, ROWS]


def test_a_page_whose_corner_is_not_at_zero(reading: Reading) -> None:
    sheet = Sheet(origin=(700.0, -900.0))
    sheet.text(LEFT, 70, TITLE, 16)
    papers.ruled(sheet, 120, [row[:2] for row in ROWS], WIDTHS[:2])
    content = reading(papers.pdf([sheet]), "a.pdf")
    assert shown(content) == [TITLE, [row[:2] for row in ROWS]]
    assert content.blocks[-1].box == (LEFT, 120.0, LEFT + 200, 208.0)


def test_an_upright_heading_over_a_table_on_its_side(reading: Reading) -> None:
    sheet = Sheet()
    sheet.text(LEFT, 60, "附件：云川市书屋建设任务表", 16)
    sheet.lay(1)
    papers.ruled(sheet, 120, ROWS, WIDTHS)
    sheet.rise()
    sheet.text(LEFT, 790, "各县可以提前完成上述任务。")
    content = reading(papers.pdf([sheet]), "a.pdf")
    assert shown(content) == ["附件：云川市书屋建设任务表", ROWS, "各县可以提前完成上述任务。"]
    assert content.blocks[0].box == (LEFT, 45.9, LEFT + 13 * 16, 61.9)


@pytest.mark.parametrize("quarters", [1, 3])
def test_a_table_on_its_side_between_paragraphs(reading: Reading, quarters: int) -> None:
    setter = Setter()
    for words in BODY[:3]:
        setter.paragraph(words)
    top = setter.y
    setter.sheet.lay(quarters)
    # It takes 200 points of the height of the page, which run across once it lies on its side.
    left = HEIGHT - top - 200 if quarters == 1 else top
    setter.sheet.operators.append(f"1 0 0 1 {left - LEFT:g} 0 cm")
    papers.ruled(setter.sheet, 200, [row[:2] for row in ROWS], [60.0, 140.0])
    setter.sheet.rise()
    setter.y = top + 230
    for words in BODY[:3]:
        setter.paragraph(words)
    content = reading(papers.pdf(setter.sheets), "a.pdf")
    assert shown(content) == [*BODY[:3], [row[:2] for row in ROWS], *BODY[:3]]


@pytest.mark.parametrize("quarters", [1, 3])
def test_a_page_number_on_its_side_is_furniture(reading: Reading, quarters: int) -> None:
    setter = Setter()
    for words in BODY:
        setter.paragraph(words)
    assert len(setter.sheets) > 1
    for number, sheet in enumerate(setter.sheets, 7):
        sheet.lay(quarters)
        # At the foot of the page as it lies when its binding is at the top.
        sheet.text(HEIGHT / 2, WIDTH - 25, f"— {number} —", 10)
        sheet.rise()
    content = reading(papers.pdf(setter.sheets), "a.pdf")
    assert shown(content) == BODY
    assert [b.text for b in content.blocks if b.role == "page_number"] == [
        f"— {n} —" for n in range(7, 7 + len(setter.sheets))
    ]
    assert content.blocks[-1].printed_page == 6 + len(setter.sheets)


def test_upright_page_numbers_of_pages_on_their_side(reading: Reading) -> None:
    sheets = []
    for number in (3, 4, 5):
        sheet = Sheet()
        sheet.footer(number)
        sheet.lay(1)
        table_page(sheet)
        sheets.append(sheet)
    content = reading(papers.pdf(sheets), "a.pdf")
    assert shown(content) == [TITLE, WORDS, ROWS] * 3
    assert [b.printed_page for b in content.blocks if b.table] == [3, 4, 5]


def test_a_watermark_is_furniture_and_parts_no_text(reading: Reading) -> None:
    setter = Setter()
    for words in BODY:
        setter.paragraph(words)
    for sheet in setter.sheets:
        for place in ((120, 700), (250, 500), (320, 300)):
            sheet.slant(*place, "内部资料")
    content = reading(papers.pdf(setter.sheets), "a.pdf")
    assert shown(content) == BODY
    assert [(b.role, b.text) for b in content.blocks if b.kind == "furniture"] == [("slanted", "内部资料")] * len(
        setter.sheets
    )


def test_a_label_on_its_side_in_the_margin_parts_no_paragraph(reading: Reading) -> None:
    setter = Setter()
    for words in BODY:
        setter.paragraph(words)
    setter.sheets[0].lay(1)
    setter.sheets[0].text(HEIGHT / 2, 40, "云川市书屋读本")
    content = reading(papers.pdf(setter.sheets), "a.pdf")
    assert [words for words in shown(content) if words != "云川市书屋读本"] == BODY
    assert "云川市书屋读本" in shown(content)


def test_a_cell_with_its_words_on_the_side_belongs_to_its_table(reading: Reading) -> None:
    sheet = Sheet()
    rows = [["", "样板书屋", "12个"], ["", "旧厂房", "3处"], ["", "讲解员", "240人"]]
    papers.ruled(sheet, 200, rows, [30, 160, 100], merged=[(1, 0), (2, 0)])
    sheet.lay(1)
    sheet.text(HEIGHT - 262, LEFT + 20, "建设任务", 12)
    (table,) = reading(papers.pdf([sheet]), "a.pdf").tables()
    assert table.grid() == [["建设任务", *row[1:]] for row in rows]


def test_a_table_that_goes_on_over_a_turned_page_is_one(reading: Reading) -> None:
    first, second = Sheet(rotate=90), Sheet()
    for sheet, rows in ((first, ROWS[:3]), (second, [ROWS[0], *ROWS[3:]])):
        sheet.lay(1)
        papers.ruled(sheet, 120 if sheet is second else 480, rows, WIDTHS)
    (table,) = reading(papers.pdf([first, second]), "a.pdf").tables()
    assert table.grid() == ROWS
    assert (table.page_start, table.page_end) == (1, 2)


def test_slanted_letters_on_a_straight_line_are_text(reading: Reading) -> None:
    sheet = Sheet()
    words = "到2031年，全市建成书屋120个。"
    coded = words.encode("utf-16-be").hex()
    sheet.operators.append(f"BT /F 12 Tf 1 0 0.33 1 80 700 Tm <{coded}> Tj ET")
    assert shown(reading(papers.pdf([sheet]), "a.pdf")) == [words]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_box_goes_there_and_back(quarters: int) -> None:
    sides = (HEIGHT, WIDTH) if quarters % 2 else (WIDTH, HEIGHT)
    turn = Turn(quarters, *sides)
    box = (10.0, 20.0, 60.0, 50.0)
    assert turn.shown(turn.taken(box)) == box


@pytest.mark.parametrize(("degrees", "is_text"), [(14, True), (16, False), (-14, True), (-16, False)])
@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_text_within_fifteen_degrees_of_a_straight_line_runs_along_it(
    reading: Reading, quarters: int, degrees: int, is_text: bool
) -> None:
    sheet = Sheet()
    sheet.lay(quarters)
    angle = math.radians(degrees)
    a, b = math.cos(angle), math.sin(angle)
    coded = "云川市书屋".encode("utf-16-be").hex()
    sheet.operators.append(f"BT /F 12 Tf {a:.5f} {b:.5f} {-b:.5f} {a:.5f} 250 450 Tm <{coded}> Tj ET")
    sheet.rise()
    sheet.text(LEFT, 700, WORDS)
    sheet.text(LEFT, 720, WORDS)
    content = reading(papers.pdf([sheet]), "a.pdf")
    roles = {block.role for block in content.blocks}
    assert ("slanted" in roles) is not is_text


def test_a_page_turned_again_stands_as_it_was_asked_for() -> None:
    sheet = Sheet()
    sheet.text(LEFT, 100, TITLE)
    page = pdfium.PdfDocument(papers.pdf([sheet]))[0]
    turned_page = turned.Sheet(page)
    sizes, first = [], []
    for quarters in (1, 1, 3, 0, 2):
        turned_page.turn(quarters)
        sizes.append(page.get_size())
        text = page.get_textpage()
        first.append(tuple(round(value) for value in text.get_charbox(0, loose=True)))
        text.close()
    side, upright = (HEIGHT, WIDTH), (WIDTH, HEIGHT)
    assert sizes == [side, side, side, upright, upright]
    left, low, right, high = first[3]
    # A quarter clockwise puts the left of the page at its top.
    assert first[0] == first[1] == (low, WIDTH - right, high, WIDTH - left)
    assert first[2] == (HEIGHT - high, left, HEIGHT - low, right)
    assert first[4] == (WIDTH - right, HEIGHT - high, WIDTH - left, HEIGHT - low)
