"""PDF: paragraphs by geometry, furniture, contents, tables over pages, lost glyphs, damaged files."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.content import Content
from extract.errors import Unreadable
from extract.read import read
from tests.extract import papers
from tests.extract.conftest import Reading
from tests.extract.papers import LEFT, SIZE, Setter, Sheet

BODY = [
    "云川市推进数字商务发展，支持商户上线经营，建设覆盖城乡的服务网点，完善物流配送体系，" * 3 + "各县抓好落实。",
    "市商务局负责统筹协调。",
    "到二〇三五年，全市网点达到一千个，商户达到三万户，" * 4 + "形成比较完善的体系。",
    "各县政府负责本县网点建设，" * 7 + "确保按期完成。",
] * 6


def set_out(paragraphs: list[str]) -> Setter:
    setter = Setter()
    setter.title("云川市数字商务促进办法")
    for words in paragraphs:
        setter.paragraph(words)
    for number, sheet in enumerate(setter.sheets, 7):
        if len(setter.sheets) > 1:
            sheet.centred(50, "云川市人民政府公报", 9)
        sheet.footer(number)
    return setter


def running(content: Content) -> list[str]:
    return [b.text for b in content.blocks if b.kind in ("paragraph", "heading")]


def test_paragraphs_over_pages(reading: Reading) -> None:
    content = reading(papers.pdf(set_out(BODY).sheets), "a.pdf")
    assert content.page_count and content.page_count > 1
    assert running(content) == ["云川市数字商务促进办法", *BODY]
    assert content.blocks[-1].printed_page == 6 + content.page_count


def test_bands_are_furniture(reading: Reading) -> None:
    content = reading(papers.pdf(set_out(BODY).sheets), "a.pdf")
    roles = [b.role for b in content.blocks if b.kind == "furniture"]
    assert roles.count("page_number") == roles.count("running_head") == content.page_count


def test_title_signature_and_date_keep_their_place(reading: Reading) -> None:
    setter = set_out(BODY[:4])
    setter.sheet.text(LEFT + 26 * SIZE, setter.y, "云川市商务局")
    setter.sheet.text(LEFT + 25 * SIZE, setter.y + 20, "2031年5月6日")
    blocks = [b for b in reading(papers.pdf(setter.sheets), "a.pdf").blocks if b.kind != "furniture"]
    assert (blocks[0].kind, blocks[0].align, blocks[0].font_size) == ("heading", "center", 18)
    assert [(b.kind, b.align, b.text) for b in blocks[-2:]] == [
        ("paragraph", "right", "云川市商务局"),
        ("paragraph", "right", "2031年5月6日"),
    ]


def test_two_columns_are_read_one_after_the_other(reading: Reading) -> None:
    sheet = Sheet()
    left, right = BODY[:5], BODY[5:9]
    for column, words in ((LEFT, left), (LEFT + 20 * SIZE, right)):
        setter = Setter([sheet], left=column, columns=17)
        for text in words:
            setter.paragraph(text)
    assert running(reading(papers.pdf([sheet]), "a.pdf")) == [*left, *right]


def test_contents_are_furniture_line_by_line(reading: Reading) -> None:
    setter = Setter()
    setter.title("目录")
    for line in ("云川市商务局关于印发消费办法的通知……………………（3）", "云川市财政局关于预算管理的通知……………………（9）"):
        setter.sheet.text(LEFT, setter.y, line)
        setter.y += 20
    setter.turn()
    setter.paragraph(BODY[0])
    blocks = reading(papers.pdf(setter.sheets), "a.pdf").blocks
    assert [b.role for b in blocks] == ["contents"] * 3 + [None]


ROWS = [["序号", "指标", "单位"], ["1", "商户", "户"], ["2", "", "家"], ["3", "网点", "个"]]


def test_a_ruled_table_with_a_merged_cell(reading: Reading) -> None:
    setter = set_out(BODY[:3])
    setter.sheet.centred(setter.y, "表2 主要指标", 10)
    end = papers.ruled(setter.sheet, setter.y + 10, ROWS, [60, 160, 100], merged=[(2, 1)])
    setter.sheet.text(LEFT, end + 20, "数据来源：云川市统计局", 9)
    content = reading(papers.pdf(setter.sheets), "a.pdf")
    (table,) = content.tables()
    assert table.grid() == [["序号", "指标", "单位"], ["1", "商户", "户"], ["2", "商户", "家"], ["3", "网点", "个"]]
    assert [(c.row, c.column) for c in table.cells if c.row_span == 2] == [(1, 1)]
    assert (table.number, table.caption, table.source_note) == ("2", "主要指标", "数据来源：云川市统计局")
    assert running(content) == ["云川市数字商务促进办法", *BODY[:3]]


@pytest.mark.parametrize("printed", [" ", "  ", "\u3000", "\xa0"])
def test_a_ruled_cell_that_holds_only_printed_spaces_is_empty(reading: Reading, printed: str) -> None:
    sheet = Sheet()
    papers.ruled(sheet, 100, [*ROWS[:2], ["2", printed, "家"], ["3", "网点", printed]], [60, 160, 100])
    (table,) = reading(papers.pdf([sheet]), "a.pdf").tables()
    assert table.grid() == [*ROWS[:2], ["2", "", "家"], ["3", "网点", ""]]


def test_a_ruled_table_of_printed_spaces_alone_is_none(reading: Reading) -> None:
    setter = set_out(BODY[:2])
    papers.ruled(setter.sheet, setter.y, [[" ", " ", " "]] * 3, [60, 160, 100])
    content = reading(papers.pdf(setter.sheets), "a.pdf")
    assert list(content.tables()) == []
    assert running(content)[1:] == BODY[:2]


def over_pages(second: list[list[str]], widths: list[float]) -> bytes:
    first, last = Setter(), Setter()
    for words in BODY[:3]:
        first.paragraph(words)
    papers.ruled(first.sheet, 640, [*ROWS[:1], ["1", "商户", "户"], ["2", "网点建设", "个"]], [60, 160, 100])
    end = papers.ruled(last.sheet, papers.TOP, second, widths)
    last.y = end + 40
    for words in BODY[:3]:
        last.paragraph(words)
    return papers.pdf(first.sheets + last.sheets)


def test_a_table_over_two_pages_is_one_and_its_header_stands_once(reading: Reading) -> None:
    content = reading(over_pages([ROWS[0], ["3", "物流", "条"], ["4", "仓库", "座"]], [60, 160, 100]), "a.pdf")
    (table,) = content.tables()
    assert [row[0] for row in table.grid()] == ["序号", "1", "2", "3", "4"]
    assert (table.page_start, table.page_end) == (1, 2)


def test_tables_of_other_columns_stay_apart(reading: Reading) -> None:
    content = reading(over_pages([["县", "商户", "户"], ["甲县", "3", "户"]], [100, 100, 120]), "a.pdf")
    assert [table.n_rows for table in content.tables()] == [3, 2]


def three_lines(setter: Setter, rows: list[list[str]]) -> None:
    """Set a table with three rules and no others."""
    top = setter.y
    for n, row in enumerate(rows):
        for column, words in zip((0, 140, 280), row, strict=True):
            setter.sheet.text(LEFT + column + 4, top + 18 + 22 * n, words, 10)
    setter.y = top + 22 * len(rows) + 4
    for y in (top, top + 24, setter.y):
        setter.sheet.line(LEFT, y, LEFT + 400, y)
    setter.y += 40


def test_a_table_of_three_rules(reading: Reading) -> None:
    setter = set_out(BODY[:2])
    setter.sheet.centred(setter.y, "表1 主要指标", 10)
    setter.y += 10
    rows = [["县", "商户（户）", "网点（个）"], ["甲县", "1200", "35"], ["乙县", "980", "27"], ["丙县", "", "9"]]
    three_lines(setter, rows)
    setter.paragraph(BODY[2])
    content = reading(papers.pdf(setter.sheets), "a.pdf")
    (table,) = content.tables()
    assert table.grid() == rows
    assert (table.header_rows, table.number) == (1, "1")
    assert table.way == "three rules"
    assert running(content)[1:] == BODY[:3]


def test_rules_around_paragraphs_are_no_table(reading: Reading) -> None:
    setter = Setter()
    for words in BODY[:3]:
        setter.sheet.line(LEFT, setter.y - 16, LEFT + 400, setter.y - 16)
        setter.paragraph(words)
    content = reading(papers.pdf(setter.sheets), "a.pdf")
    assert list(content.tables()) == []
    assert running(content) == BODY[:3]


def test_a_frame_around_text_is_no_table(reading: Reading) -> None:
    setter = Setter()
    setter.paragraph(BODY[0])
    top = setter.y
    papers.ruled(setter.sheet, top, [["提示：本办法自印发之日起施行"]], [300])
    setter.y = top + 60
    setter.paragraph(BODY[2])
    content = reading(papers.pdf(setter.sheets), "a.pdf")
    assert list(content.tables()) == []
    assert "提示：本办法自印发之日起施行" in running(content)


def test_a_lost_glyph_is_an_issue(reading: Reading) -> None:
    sheet = Sheet()
    sheet.text(LEFT, 100, "全市产值１\ue010２亿元，增长较快。")
    content = reading(papers.pdf([sheet]), "a.pdf")
    assert [issue.type for issue in content.issues] == ["private_use_glyph"]
    assert content.issues[0].page == 1


def test_a_file_without_a_table_of_places_is_read(reading: Reading) -> None:
    data = papers.pdf(set_out(BODY[:4]).sheets)
    whole = running(reading(data, "a.pdf"))
    assert running(reading(data[: data.rindex(b"xref\n0")], "b.pdf")) == whole
    assert running(reading(b"junk\n" * 400 + data, "c.pdf")) == whole


def test_a_file_cut_off_keeps_its_first_pages(reading: Reading) -> None:
    data = papers.pdf(set_out(BODY).sheets)
    content = reading(data[: int(len(data) * 0.7)], "a.pdf")
    assert content.blocks
    assert running(content)[1] == BODY[0]


def test_encrypted(reading: Reading) -> None:
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[]/Count 0>>",
        3: b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
    }
    data = papers.raw(objects, b"/Encrypt 3 0 R/ID[<00><00>]")
    with pytest.raises(Unreadable, match="encrypted"):
        reading(data, "a.pdf")


def test_no_pages(reading: Reading) -> None:
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}
    with pytest.raises(Unreadable, match="no page can be read"):
        reading(papers.raw(objects), "a.pdf")


def test_places_do_not_depend_on_the_fonts_of_the_machine(reading: Reading) -> None:
    sheet = papers.Sheet()
    for n, words in enumerate(("县", "1", "一行有，标点的字")):
        sheet.text(100, 100 + 60 * n, words)
    content = reading(papers.pdf([sheet]), "named-font.pdf")
    # A character is one em wide, and as high as the font's descriptor says: what stands in for the font adds nothing.
    assert [(b.text, b.box) for b in content.blocks] == [
        ("县", (100.0, 89.4, 112.0, 101.4)),
        ("1", (100.0, 149.4, 112.0, 161.4)),
        ("一行有，标点的字", (100.0, 209.4, 196.0, 221.4)),
    ]


def test_a_raised_sign_on_the_first_line_is_no_page_number(reading: Reading) -> None:
    sheet = Sheet()
    sheet.text(LEFT, 90, "全市水域面积达到五十万m")
    sheet.text(LEFT + 12 * 12, 85, "2", 7)
    sheet.text(LEFT + 12 * 12 + 7, 90, "，比上年增长。")
    content = reading(papers.pdf([sheet]), "a.pdf")
    assert running(content) == ["全市水域面积达到五十万m²，比上年增长。"]


@pytest.mark.parametrize(("foot", "is_number"), [("3", True), ("— 3 —", True), ("第3页", True)])
def test_a_number_alone_in_the_margin_of_one_page_is_its_number(reading: Reading, foot: str, is_number: bool) -> None:
    sheet = set_out(BODY[:2]).sheets[0]
    sheet.centred(800, foot, 10)
    content = reading(papers.pdf([sheet]), "a.pdf")
    assert any(b.role == "page_number" for b in content.blocks) is is_number


def test_a_number_beside_other_words_in_the_margin_of_one_page_is_text(reading: Reading) -> None:
    sheet = set_out(BODY[:2]).sheets[0]
    sheet.text(LEFT, 790, "申报金额（万元）：")
    sheet.text(LEFT + 200, 790, "1280")
    assert "1280" in "".join(running(reading(papers.pdf([sheet]), "a.pdf")))


@pytest.mark.parametrize(
    ("second", "tables"),
    [
        pytest.param(["指标", "甲县", "乙县"], [(5, "户")], id="the table goes on"),
        pytest.param(["时间", "部门"], [(3, "户"), (3, "元")], id="another table"),
    ],
)
def test_a_unit_over_the_next_page_goes_on_or_is_another_tables(
    second: list[str], tables: list[tuple[int, str]], tmp_path: Path
) -> None:
    sheets = [papers.Sheet(), papers.Sheet()]
    sheets[0].text(papers.LEFT, 80, "表1 云川市各县商户")
    rows = [["指标", "甲县", "乙县"], ["商户", "12", "35"], ["网点", "98", "27"]]
    for sheet, unit, head, body in (
        (sheets[0], "单位：户", rows[0], rows[1:]),
        (sheets[1], "单位：户" if len(second) == 3 else "单位：元", second, [["仓库", "7", "5"], ["车辆", "3", "4"]]),
    ):
        sheet.text(papers.LEFT, 100, unit)
        papers.ruled(sheet, 110, [row[: len(head)] for row in [head, *body]], [120.0, 80.0, 80.0][: len(head)])
    path = tmp_path / "a.pdf"
    path.write_bytes(papers.pdf(sheets))
    assert [(t.n_rows, t.unit_note) for t in read(path).tables()] == tables


def test_rows_without_rules_between_them_are_rows(tmp_path: Path) -> None:
    """The usual form of a statistical table, over two pages: its head printed again, no rule under the last row of a page."""
    sheets = [papers.Sheet(), papers.Sheet()]
    head, body = ["指标", "2030年", "2031年"], [[f"第{n}项指标名称", f"{n}1.5", f"{n}2"] for n in range(1, 9)]
    for sheet, rows in zip(sheets, (body[:5], body[5:]), strict=True):
        foot = 130 + 20 * len(rows)
        for y in (100, 122, foot):
            sheet.line(papers.LEFT, y, papers.LEFT + 300, y)
        for x in (140, 220):
            sheet.line(papers.LEFT + x, 100, papers.LEFT + x, foot)
        for n, row in enumerate([head, *rows]):
            for x, words in zip((4, 150, 230), row, strict=True):
                sheet.text(papers.LEFT + x, 115 + 20 * n + (4 if n else 0), words, 9)
    path = tmp_path / "a.pdf"
    path.write_bytes(papers.pdf(sheets))
    (table,) = read(path).tables()
    assert table.grid() == [head, *body]
    assert (table.header_rows, table.way) == (1, "lines")


@pytest.mark.parametrize(
    ("pages", "caption", "again", "found"),
    [
        pytest.param(4, "表3 云川市工业情况", "表3 云川市工业情况", ("3", "云川市工业情况"), id="on every page"),
        pytest.param(4, "表3 云川市工业情况", "表3 云川市工业情况（续）", ("3", "云川市工业情况"), id="that goes on"),
        pytest.param(4, "云川市工业情况", "云川市工业情况", (None, "云川市工业情况"), id="without a number"),
        pytest.param(2, "表3 云川市工业情况", "表3 云川市工业情况", ("3", "云川市工业情况"), id="on two pages"),
    ],
)
def test_a_caption_that_is_printed_over_each_part_of_a_table_is_its_caption(
    reading: Reading, pages: int, caption: str, again: str, found: tuple[str | None, str]
) -> None:
    sheets = [papers.Sheet() for _ in range(8)]
    for n, sheet in enumerate(sheets):
        sheet.footer(n + 1)
        if n < pages:
            sheet.centred(90, again if n else caption, 10.5)
            rows = [["指标", "本年", "上年"], *([f"第{n}类{r}", str(90 + r), str(80 + r)] for r in range(4))]
            papers.ruled(sheet, 110, rows, [160, 100, 100])
        else:
            sheet.text(papers.LEFT, 200, f"第{n}部分说明。")
    (table,) = reading(papers.pdf(sheets), "a.pdf").tables()
    assert (table.number, table.caption) == found
    assert table.n_rows == 1 + 4 * pages


def test_the_head_of_a_publication_over_a_table_is_no_caption(reading: Reading) -> None:
    sheets = [papers.Sheet() for _ in range(4)]
    for n, sheet in enumerate(sheets):
        sheet.centred(60, "云川市经济统计", 9)
        if n < 2:
            papers.ruled(sheet, 110, [["指标", "本年"], [f"第{n}类", "90"]], [160, 100])
        else:
            sheet.text(papers.LEFT, 200, "说明。")
    assert {table.caption for table in reading(papers.pdf(sheets), "a.pdf").tables()} == {None}
