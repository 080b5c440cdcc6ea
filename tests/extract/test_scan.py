"""Scans: rules found in pictures, words put into the cells that they draw, layers of text that a scanner has added."""

from __future__ import annotations

import io
import math
import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from extract.content import Content, Table
from extract.guard.process import read_guarded
from extract.pages import ocr, scan
from extract.pages.ocr import Words
from extract.pages.scan import Picture
from extract.read import read
from tests.extract import papers
from tests.extract.conftest import Reading
from tests.extract.papers import HEIGHT, WIDTH, Sheet

DPI = 150
SPECIMENS = Path(__file__).parents[2] / "seeds" / "specimens"


@dataclass
class Paper:
    """A page as a scanner sees it, at 150 dots an inch: what is drawn in points lies askew by so many degrees."""

    skew: float = 0.0
    scale: float = DPI / 72
    grey: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.across, self.down = round(WIDTH * self.scale), round(HEIGHT * self.scale)
        self.grey = bytearray([244]) * (self.across * self.down)

    def dot(self, x: float, y: float, level: int = 30) -> None:
        angle = math.radians(self.skew)
        dx, dy = x - WIDTH / 2, y - HEIGHT / 2
        across = round((WIDTH / 2 + dx * math.cos(angle) - dy * math.sin(angle)) * self.scale)
        down = round((HEIGHT / 2 + dx * math.sin(angle) + dy * math.cos(angle)) * self.scale)
        if 0 <= across < self.across and 0 <= down < self.down:
            self.grey[down * self.across + across] = level

    def bar(self, x0: float, top: float, x1: float, bottom: float, level: int = 30) -> None:
        step = 0.45 / self.scale
        for row in range(max(1, round((bottom - top) / step))):
            for column in range(max(1, round((x1 - x0) / step))):
                self.dot(x0 + column * step, top + row * step, level)

    def table(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        for y in ys:
            self.bar(xs[0], y, xs[-1], y + 0.9)
        for x in xs:
            self.bar(x, ys[0], x + 0.9, ys[-1] + 0.9)

    def words(self, x0: float, top: float, count: int, size: float = 10.0) -> None:
        """Print boxes where a line of characters would be."""
        for n in range(count):
            left = x0 + n * size
            self.bar(left + 0.1 * size, top + 0.1 * size, left + 0.9 * size, top + 0.25 * size)
            self.bar(left + 0.45 * size, top + 0.1 * size, left + 0.6 * size, top + 0.9 * size)

    def specks(self, count: int) -> None:
        dice = random.Random(7)
        for _ in range(count):
            self.grey[dice.randrange(len(self.grey))] = dice.randrange(256)

    @property
    def picture(self) -> tuple[int, int, bytes]:
        return self.across, self.down, bytes(self.grey)


XS, YS = [80.0, 200.0, 320.0, 500.0], [300.0, 324.0, 348.0, 372.0]


def page_of(paper: Paper) -> pdfium.PdfPage:
    return pdfium.PdfDocument(papers.pdf([Sheet(picture=paper.picture)]))[0]


def rules_of(paper: Paper) -> tuple[list[float], list[float]]:
    page = page_of(paper)
    horizontal, vertical = scan.take_rules(scan.draw(page, scan.skew(page)))
    return sorted(y for y, _, _ in horizontal), sorted(x for x, _, _ in vertical)


@pytest.mark.parametrize("skew", [-2.0, -0.7, 0.0, 0.3, 1.5])
def test_the_rules_of_a_page_that_lies_askew(skew: float) -> None:
    paper = Paper(skew)
    paper.table(XS, YS)
    for line in range(12):
        paper.words(80, 80 + 16 * line, 40)
    paper.specks(4000)
    assert math.degrees(scan.skew(page_of(paper))) == pytest.approx(skew, abs=0.1)
    down, across = rules_of(paper)
    assert down == pytest.approx([y + 0.5 for y in YS], abs=1.0)
    assert across == pytest.approx([x + 0.5 for x in XS], abs=1.0)


def test_a_rule_with_gaps_is_one_edge_of_its_cells() -> None:
    paper = Paper()
    paper.table(XS, YS)
    for x in range(90, 490, 40):
        paper.bar(x, 323, x + 2.5, 326, level=244)
    picture = Picture(paper.grey, paper.across, paper.down, paper.scale)
    horizontal, _ = scan.take_rules(picture)
    covered = sum(x1 - x0 for y, x0, x1 in horizontal if abs(y - 324.5) < 1)
    assert covered > 0.9 * (XS[-1] - XS[0])


def test_strokes_of_letters_shades_and_pictures_are_no_rules() -> None:
    paper = Paper()
    paper.words(80, 80, 12, size=30)
    paper.bar(80, 200, 300, 240, level=210)
    paper.bar(80, 300, 300, 380)
    picture = Picture(paper.grey, paper.across, paper.down, paper.scale)
    before = bytes(picture.data)
    assert scan.take_rules(picture) == ([], [])
    assert bytes(picture.data) == before


def test_strokes_of_a_title_are_no_broken_rule() -> None:
    paper = Paper()
    for n in range(12):
        paper.bar(80 + 20 * n, 100, 80 + 20 * n + 17, 101.2)
    picture = Picture(paper.grey, paper.across, paper.down, paper.scale)
    before = bytes(picture.data)
    assert scan.take_rules(picture) == ([], [])
    assert bytes(picture.data) == before


def test_rules_are_wiped_off_and_words_stay() -> None:
    paper = Paper()
    paper.table(XS, YS)
    alone = Paper()
    for page in (paper, alone):
        page.words(90, 306, 5)
    picture = Picture(paper.grey, paper.across, paper.down, paper.scale)
    scan.take_rules(picture)
    assert picture.ink() == Picture(alone.grey, alone.across, alone.down, alone.scale).ink()


def seen(text: str, x0: float, top: float, *, gaps: dict[int, float] | None = None, size: float = 10.0) -> Words:
    """Give a line as the engine would, at what `scan` draws: `gaps` are points of white before a character."""
    middles, x = [], x0
    for index, char in enumerate(text):
        x += (gaps or {}).get(index, 0.0)
        width = size if char > "\u2e80" else size / 2
        middles.append((x + width / 2) * scan.SCALE)
        x += width
    box = (x0 * scan.SCALE, (top - 2) * scan.SCALE, x * scan.SCALE, (top + size + 2) * scan.SCALE)
    return Words(text, middles, box, 0.98)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[Words]:
    """Stand in for the engine: it sees the lines that a test puts into this list."""
    lines: list[Words] = []
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "recognise", lambda picture: list(lines))
    return lines


def texts(content: Content) -> list[str]:
    return [b.text for b in content.blocks if b.table is None and b.kind != "furniture"]


def grid(table: Table) -> list[str]:
    return ["|".join(row) for row in table.grid()]


def test_lines_of_a_scan_become_paragraphs(reading: Reading, engine: list[Words]) -> None:
    engine += [
        seen("云川市推进数字商务发展，支持商户上线经营，建设服务", 80, 100),
        seen("网点，由市商务局负责。", 80, 118),
    ]
    content = reading(papers.pdf([Sheet(picture=Paper().picture)]), "a.pdf")
    assert texts(content) == ["云川市推进数字商务发展，支持商户上线经营，建设服务网点，由市商务局负责。"]
    assert content.reader == "pdf+ocr"
    assert all(block.ocr for block in content.blocks)
    assert [(i.type, i.severity, i.page) for i in content.issues] == [("ocr", "info", 1)]


def test_a_page_that_was_hard_to_read_is_a_warning(reading: Reading, engine: list[Words]) -> None:
    engine.append(seen("云川市推进数字商务发展。", 80, 100))
    engine[0].score = 0.7
    content = reading(papers.pdf([Sheet(picture=Paper().picture)]), "a.pdf")
    assert [(i.type, i.severity) for i in content.issues] == [("ocr", "warning")]


def test_a_scan_without_ocr_is_an_issue_of_its_page(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    text = Sheet()
    text.text(80, 100, "云川市推进数字商务发展。")
    content = reading(papers.pdf([text, Sheet(picture=Paper().picture)]), "a.pdf")
    assert [(i.type, i.severity, i.page) for i in content.issues] == [("no_text_layer", "error", 2)]
    assert texts(content) == ["云川市推进数字商务发展。"]


def test_words_go_into_the_cells_of_a_scan(reading: Reading, engine: list[Words]) -> None:
    paper = Paper(0.7)
    paper.table(XS, YS)
    for line in range(12):
        paper.words(80, 80 + 16 * line, 40)
    engine += [
        # The engine sees one line over two cells, and one that is set over two lines.
        seen("区县网点数", 85, 306, gaps={2: 100.0}),
        seen("负责单位", 325, 306),
        seen("东岭县", 85, 330),
        seen("120", 205, 330),
        seen("东岭县商务", 325, 325, size=9),
        seen("局", 325, 336, size=9),
        seen("西浦县35", 85, 354, gaps={3: 95.0}),
        seen("西浦县商务局", 325, 354),
        seen("表1网点分布", 240, 280),
    ]
    for line in engine:
        top, bottom = line.box[1] / scan.SCALE + 3, line.box[3] / scan.SCALE - 3
        for middle in line.middles:
            paper.bar(middle / scan.SCALE - 2, top, middle / scan.SCALE + 2, bottom)
    content = reading(papers.pdf([Sheet(picture=paper.picture)]), "a.pdf")
    (table,) = content.tables()
    assert grid(table) == ["区县|网点数|负责单位", "东岭县|120|东岭县商务局", "西浦县|35|西浦县商务局"]
    assert (table.number, table.caption) == ("表1", "网点分布") or (table.number, table.caption) == ("1", "网点分布")
    assert [b.ocr for b in content.blocks if b.table is not None] == [True]


def test_a_layer_of_text_is_used_and_marked(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    paper = Paper()
    paper.table(XS, YS)
    sheet = Sheet(picture=paper.picture)
    sheet.hide()
    sheet.text(80, 100, "云川市推进数字商务发展。")
    for r, row in enumerate((("区县", "网点数", "单位"), ("东岭县", "120", "商务局"), ("西浦县", "35", "财政局"))):
        for x, words in zip(XS, row, strict=False):
            sheet.text(x + 4, YS[r] + 16, words, 10)
    content = reading(papers.pdf([sheet]), "a.pdf")
    assert texts(content) == ["云川市推进数字商务发展。"]
    (table,) = content.tables()
    assert grid(table) == ["区县|网点数|单位", "东岭县|120|商务局", "西浦县|35|财政局"]
    assert [(i.type, i.severity, i.page) for i in content.issues] == [("ocr_layer", "info", 1)]
    assert all(block.ocr for block in content.blocks)


def set_in(paper: Paper) -> bytes:
    """Print a page of text with the picture between its two paragraphs."""
    sheet = Sheet(picture=paper.picture, place=(80, 300, 80 + WIDTH / 2, 300 + HEIGHT / 2))
    sheet.text(80, 100, "云川市推进数字商务发展，网点分布见下表。")
    sheet.text(80, 760, "各县抓好落实。")
    return papers.pdf([sheet])


def test_a_table_that_is_a_picture_in_a_page_of_text(reading: Reading, engine: list[Words]) -> None:
    paper = Paper()
    paper.table(XS, YS)
    # The picture is set at half its size, and the engine is shown it alone.
    for row, words in enumerate((("区县", "网点数"), ("东岭县", "120"), ("西浦县", "35"))):
        engine += [seen(word, x, 152 + 12 * row, size=8) for x, word in zip((44, 104), words, strict=True)]
    content = reading(set_in(paper), "a.pdf")
    assert [(b.ocr, b.table is not None) for b in content.blocks] == [(False, False), (True, True), (False, False)]
    assert [(i.type, i.page) for i in content.issues] == [("ocr", 1)]


def test_a_photograph_in_a_page_of_text_is_left_alone(reading: Reading, engine: list[Words]) -> None:
    paper = Paper()
    paper.bar(80, 80, 500, 400, level=90)
    paper.words(100, 500, 12)
    engine.append(seen("云川市", 20, 20))
    content = reading(set_in(paper), "a.pdf")
    assert texts(content) == ["云川市推进数字商务发展，网点分布见下表。", "各县抓好落实。"]
    assert content.issues == []


needs_engine = pytest.mark.skipif(not ocr.is_installed(), reason="the extra `ocr` is not installed")


def scanned(source: Path, pages: Sequence[int], *, dpi: int, skew: float, noise: float = 5.0) -> bytes:
    """Print pages of a PDF, lay them askew on a scanner, and give the file that it makes: pictures in JPEG, no text."""
    import numpy
    from PIL import Image

    dice = numpy.random.default_rng(5)
    document, made = pdfium.PdfDocument(source), pdfium.PdfDocument.new()
    for number in pages:
        page = document[number - 1]
        drawn = page.render(scale=dpi / 72, grayscale=True).to_pil()
        drawn = drawn.rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
        grey = numpy.asarray(drawn) * 0.92 + 12 + dice.normal(0, noise, (drawn.height, drawn.width))
        jpeg = io.BytesIO()
        Image.fromarray(grey.clip(0, 255).astype("uint8")).save(jpeg, "JPEG", quality=70)
        image = pdfium.PdfImage.new(made)
        image.load_jpeg(jpeg, inline=True)
        width, height = page.get_size()
        image.set_matrix(pdfium.PdfMatrix().scale(width, height))
        sheet = made.new_page(width, height)
        sheet.insert_obj(image)
        sheet.gen_content()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def folded(text: str) -> str:
    """Give text as far as it is to be compared: OCR takes wide signs for narrow ones, and one dash for another."""
    return re.sub(r"[-—–]+", "-", re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))


@needs_engine
@pytest.mark.parametrize(("dpi", "skew"), [(150, 0.7), (200, -0.4)])
def test_a_scan_reads_as_the_print_does(tmp_path: Path, dpi: int, skew: float) -> None:
    source = SPECIMENS / "yunchuan-white-paper-2025.pdf"
    (tmp_path / "scan.pdf").write_bytes(scanned(source, (4, 5), dpi=dpi, skew=skew))
    printed, content = read(source), read(tmp_path / "scan.pdf")
    expected = "".join(
        folded(b.text) for b in printed.blocks if b.page in (4, 5) and b.kind in ("paragraph", "heading")
    )
    got = "".join(folded(text) for text in texts(content))
    same = sum(block.size for block in SequenceMatcher(None, expected, got, autojunk=False).get_matching_blocks())
    assert same >= 0.995 * len(expected)
    assert len(got) <= 1.005 * len(expected)
    (table,) = content.tables()
    (truth,) = (t for t in printed.tables() if t.page_start == 4)
    cells = {(c.row, c.column, c.row_span, c.column_span, folded(c.text)) for c in table.cells}
    wanted = {(c.row, c.column, c.row_span, c.column_span, folded(c.text)) for c in truth.cells}
    assert 2 * len(cells & wanted) >= 0.985 * (len(cells) + len(wanted))
    assert (table.page_start, table.page_end, table.header_rows) == (1, 2, truth.header_rows)


@needs_engine
def test_a_long_scan_has_the_time_that_its_pages_need(tmp_path: Path) -> None:
    data = scanned(SPECIMENS / "yunchuan-white-paper-2025.pdf", (4, 4, 4), dpi=150, skew=0.5)
    (tmp_path / "scan.pdf").write_bytes(data)
    outcome = read_guarded(tmp_path / "scan.pdf", tmp_path / "out.parquet", seconds=0.5)
    assert (outcome.status, outcome.reader) == ("read", "pdf+ocr"), outcome.reason
