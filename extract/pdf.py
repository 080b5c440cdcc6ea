"""PDF by geometry: pdfium gives characters with their boxes and what is drawn; lines, paragraphs and tables are made here.

Pages are taken one at a time, so memory is bounded by one page and the text. How lines become paragraphs lives in
`paragraphs`, how rules become tables in `ruled` and `spread`.
"""

from __future__ import annotations

import ctypes
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract import (
    borderless,
    captions,
    furniture,
    glyphs,
    labels,
    layout,
    ocr,
    paragraphs,
    prose,
    ruled,
    spread,
    stacked,
    standin,
)
from extract.content import Block, Content, ReadIssue
from extract.errors import Unreadable
from extract.layout import Char, Line, Page
from extract.rebuild import rebuild
from extract.running import cut_tail
from extract.sniff import PDF

MOST_PAGES = 5000
_MOST_CHARS = 200_000
"""More characters than this on one page are no page of text."""
_MOST_OBJECTS = 60_000
_DEEPEST = 6
_NOTHING = (0, 2, 10, 13, 0xFFFE, 0xFFFF)
"""Code points that pdfium gives where nothing is printed."""


@dataclass(slots=True)
class _Read:
    """What one page gave: its lines outside tables, its tables, and whether it has pictures but no text."""

    page: Page
    grids: list[ruled.Grid] = field(default_factory=list)
    is_scan: bool = False
    figures: list[layout.Box] = field(default_factory=list)


def read(path: Path) -> Content:
    """Read a PDF file. Raises `Unreadable` where it is encrypted, broken beyond repair, or has no pages."""
    issues: list[ReadIssue] = []
    document, shapes = _open(path, issues)
    try:
        count = len(document)
        if count == 0:
            raise Unreadable(f"{path.name} has no pages.", "Open it elsewhere and save it anew.")
        if count > MOST_PAGES:
            issues.append(ReadIssue("pages_left_out", "error", f"Of {count} pages the first {MOST_PAGES} were read"))
        pages = [_page(document, shapes, number, issues) for number in range(1, min(count, MOST_PAGES) + 1)]
    finally:
        document.close()
    scans = [p.page.number for p in pages if p.is_scan]
    if not any(p.page.lines or p.grids for p in pages) and not scans:
        raise Unreadable(f"{path.name} has {len(pages)} pages without any text or picture.", "Check the file.")
    blocks = _blocks(pages)
    blocks = stacked.part(captions.attach(blocks))
    prose.list_annexes(blocks)
    for block in blocks:
        if block.kind in ("paragraph", "heading") and prose.FIGURE.match(block.text) and len(block.text) <= 80:
            block.kind, block.role = "furniture", "figure_caption"
    metadata = _web_head(blocks)
    if metadata:
        blocks = cut_tail(blocks)
    reader = "pdf+ocr" if any(issue.type == "ocr" for issue in issues) else "pdf"
    return Content(PDF, reader, blocks, page_count=count, metadata=metadata, issues=issues)


def _open(path: Path, issues: list[ReadIssue]) -> tuple[Any, Callable[[], Any]]:
    """Open with pdfium; where it refuses, rebuild the file first. Gives what is read, and what opens it with its fonts."""
    standin.install()
    try:
        bare = standin.without_outlines(path)
        if bare is not None:
            return pdfium.PdfDocument(bare), cache(lambda: pdfium.PdfDocument(path))
        whole = pdfium.PdfDocument(path)
        return whole, lambda: whole
    except pdfium.PdfiumError as error:
        # pdfium also asks for a password where a file has no pages at all.
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        if locked and b"/Encrypt" in path.read_bytes():
            raise Unreadable(
                f"{path.name} is encrypted and asks for a password.",
                "Ask the publisher for a free copy, or open it with the password and save it without.",
            ) from None
    try:
        again = rebuild(path.read_bytes())
        document = pdfium.PdfDocument(again) if again else None
    except MemoryError:
        raise
    except Exception:
        # A parser that a broken file has broken says no more than that nothing can be rebuilt.
        document = None
    if document is None:
        raise Unreadable(
            f"{path.name} is damaged: no page can be read, and none can be rebuilt from what is left.",
            "Fetch it again; if it stays so, ask the publisher for a whole copy.",
        )
    message = f"The file is damaged; {len(document)} pages were rebuilt from what is left, others may be missing"
    issues.append(ReadIssue("rebuilt", "warning", message))
    return document, lambda: document


def _page(document: Any, shapes: Callable[[], Any], number: int, issues: list[ReadIssue]) -> _Read:
    try:
        handle = document[number - 1]
    except pdfium.PdfiumError:
        issues.append(ReadIssue("page_unreadable", "error", f"Page {number} is damaged and was left out", number))
        return _Read(Page(number, 0, 0, []))
    try:
        width, height = handle.get_size()
        drawn = _Drawn()
        _walk(handle.raw, handle, None, drawn, height, 0)
        if drawn.objects >= _MOST_OBJECTS:
            message = f"Page {number} draws more than {_MOST_OBJECTS} objects; its rules were not all looked at"
            issues.append(ReadIssue("page_too_complex", "warning", message, number))
        text = handle.get_textpage()
        try:
            chars = _chars(text, width, height, number, shapes, issues)
        finally:
            text.close()
        is_scan = drawn.pictures > 0.3 * width * height and sum(not c.text.isspace() for c in chars) < 5
        read_by_ocr = _scan(handle, number, issues) if is_scan else []
    finally:
        handle.close()
    grids = ruled.find(drawn.horizontal, drawn.vertical, chars, number)
    if len(drawn.horizontal) >= 3:
        grids += borderless.find(drawn.horizontal, chars, number, grids)
        grids.sort(key=lambda grid: grid.box[1])
    boxes = [grid.box for grid in grids]
    outside = [c for c in chars if not any(_inside(c, box) for box in boxes)] if boxes else chars
    lines = read_by_ocr or [layout.line_of(run, number) for run in layout.runs(outside)]
    figures = _figures(drawn, grids)
    return _Read(Page(number, width, height, lines), grids, is_scan, figures)


def _scan(handle: Any, number: int, issues: list[ReadIssue]) -> list[Line]:
    """Read a page that is a picture, as far as that can be done here; say so either way."""
    if not ocr.is_installed():
        message = f"Page {number} is a picture without text; install the extra `ocr` to have it read"
        issues.append(ReadIssue("no_text_layer", "error", message, number))
        return []
    lines, sure = ocr.read_page(handle, number)
    if lines:
        message = f"Page {number} is a picture; its text was read by OCR with a confidence of {sure:.2f}"
        issues.append(ReadIssue("ocr", "warning", message, number))
    else:
        issues.append(
            ReadIssue("no_text_layer", "error", f"Page {number} is a picture in which OCR finds no text", number)
        )
    return lines


def _figures(drawn: _Drawn, grids: list[ruled.Grid]) -> list[layout.Box]:
    """Give the places of charts: what is drawn close together outside tables, with more in it than straight rules."""
    if not drawn.shapes or len(drawn.shapes) > 2000:
        return []
    edges = [(x0, y, x1, y) for y, x0, x1 in drawn.horizontal] + [(x, y0, x, y1) for x, y0, y1 in drawn.vertical]
    parts = [
        box
        for box in drawn.shapes + edges[:2000]
        if not any(
            g.box[0] - 2 <= box[0] and box[2] <= g.box[2] + 2 and g.box[1] - 2 <= box[1] <= g.box[3] + 2 for g in grids
        )
    ]
    clusters: list[tuple[layout.Box, int]] = []
    for box in sorted(parts, key=lambda b: b[1]):
        near = [c for c in clusters if _near(c[0], box)]
        clusters = [c for c in clusters if c not in near]
        boxes = [box, *(c[0] for c in near)]
        around = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
        clusters.append((around, 1 + sum(c[1] for c in near)))
    return [b for b, n in clusters if n >= 4 and b[2] - b[0] > 50 and b[3] - b[1] > 30]


def _near(a: layout.Box, b: layout.Box, gap: float = 14.0) -> bool:
    return a[0] - gap <= b[2] and b[0] - gap <= a[2] and a[1] - gap <= b[3] and b[1] - gap <= a[3]


def _is_label(line: Line, figures: list[layout.Box], body: float) -> bool:
    """Say whether a line is lettering of a chart: close to it, small or only numbers, and no sentence."""
    if not any(_near(box, line.box, 26.0) for box in figures) or prose.FIGURE.match(line.text):
        return False
    numbers = re.fullmatch(r"[\d０-９\s.,，．%％年月万亿元+-]+", line.text) is not None
    return numbers or (line.size < 0.85 * body and not re.search("[。；]", line.text))


def _inside(char: Char, box: layout.Box) -> bool:
    x, y = (char.x0 + char.x1) / 2, char.middle
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _chars(
    text: Any, width: float, height: float, page: int, shapes: Callable[[], Any], issues: list[ReadIssue]
) -> list[Char]:
    """Give the characters of a page in drawing order; those outside the page are left out."""
    handle = text.raw
    count = min(raw.FPDFText_CountChars(handle), _MOST_CHARS)
    points = _code_points(handle, count)
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pointer = ctypes.byref(box)
    get_box = raw.FPDFText_GetLooseCharBox
    found: list[Char] = []
    strange: list[int] = []
    bold = gap = False
    base = last_top = last_bottom = last_x = 0.0
    for index, point in enumerate(points):
        if point == 32 and raw.FPDFText_IsGenerated(handle, index) == 1:
            # pdfium puts a space where it sees a gap; only between two Latin words is one printed.
            gap = bool(found) and found[-1].text.isascii() and not found[-1].text.isspace()
            continue
        if point in _NOTHING or not get_box(handle, index, pointer):
            gap = gap and point not in (10, 13)
            last_x = 0.0
            continue
        x0, x1, top, bottom = box.left, box.right, height - box.top, height - box.bottom
        if x1 < 0 or x0 > width or bottom < 0 or top > height or bottom <= top:
            continue
        if top != last_top or bottom != last_bottom or not last_x or x0 - last_x > bottom - top:
            # Font and base line are asked for once a run: each question costs as much as the box itself.
            bold = raw.FPDFText_GetFontWeight(handle, index) >= 600
            raw.FPDFText_GetCharOrigin(handle, index, x, y)
            base, last_top, last_bottom = height - y.value, top, bottom
        if gap and 33 < point < 127:
            found.append(Char(" ", found[-1].x1, top, found[-1].x1, bottom, base, bold))
        gap, last_x = False, x1
        if _is_strange(point):
            strange.append(len(found))
        found.append(Char(chr(point), x0, top, x1, bottom, base, bold))
    if strange:
        drawn = shapes()[page - 1].get_textpage()
        inks = _inks(drawn.raw, height)
        glyphs.repair(found, strange, lambda place: inks.get(_spot(found[place])), page, issues)
        drawn.close()
    return found


def _code_points(handle: Any, count: int) -> list[int]:
    """Give the code points of a page's characters, in one call where each is one UTF-16 unit."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if count and raw.FPDFText_GetText(handle, 0, count, buffer) == count + 1:
        points = list(buffer[:count])
        if not any(0xD800 <= point < 0xE000 for point in points):
            return points
    points = [raw.FPDFText_GetUnicode(handle, index) for index in range(count)]
    return [0xFFFD if 0xD800 <= point < 0xE000 or point > 0x10FFFF else point for point in points]


def _is_strange(point: int) -> bool:
    return 0xE000 <= point <= 0xF8FF or point == 0xFFFD


def _spot(char: Char) -> tuple[str, int, int]:
    """Give what a character is found again by in the file with its fonts, where the count of characters may differ."""
    return char.text, round(char.x0), round(char.base)


def _inks(text: Any, height: float) -> dict[tuple[str, int, int], layout.Box]:
    """Give the boxes of what the strange characters of a page leave on the paper."""
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    out: dict[tuple[str, int, int], layout.Box] = {}
    for index, point in enumerate(_code_points(text, min(raw.FPDFText_CountChars(text), _MOST_CHARS))):
        if not _is_strange(point) or not raw.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        spot = chr(point), round(x.value), round(height - y.value)
        out[spot] = left.value, height - top.value, right.value, height - bottom.value
    return out


@dataclass(slots=True)
class _Drawn:
    """What is drawn on a page besides text: rules, and the area that pictures take."""

    horizontal: list[ruled.Edge] = field(default_factory=list)
    vertical: list[ruled.Edge] = field(default_factory=list)
    shapes: list[layout.Box] = field(default_factory=list)
    pictures: float = 0.0
    objects: int = 0


Matrix = tuple[float, float, float, float, float, float]


def _walk(holder: Any, page: Any, matrix: Matrix | None, drawn: _Drawn, height: float, depth: int) -> None:
    """Collect rules and pictures of a page or of a form on it."""
    form = matrix is not None
    count = raw.FPDFFormObj_CountObjects(holder) if form else raw.FPDFPage_CountObjects(holder)
    for index in range(count):
        drawn.objects += 1
        if drawn.objects >= _MOST_OBJECTS:
            return
        item = raw.FPDFFormObj_GetObject(holder, index) if form else raw.FPDFPage_GetObject(holder, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _path(item, matrix, drawn, height)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = _bounds(item, matrix)
            drawn.pictures += abs(x1 - x0) * abs(y1 - y0)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(item, own)
            inner = (own.a, own.b, own.c, own.d, own.e, own.f)
            _walk(item, page, _times(inner, matrix) if matrix else inner, drawn, height, depth + 1)


def _times(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _at(x: float, y: float, matrix: Matrix | None) -> tuple[float, float]:
    if matrix is None:
        return x, y
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def _bounds(item: Any, matrix: Matrix | None) -> layout.Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    x0, y0 = _at(left.value, bottom.value, matrix)
    x1, y1 = _at(right.value, top.value, matrix)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


_THIN = 3.2


def _rule(x0: float, y0: float, x1: float, y1: float, drawn: _Drawn, height: float) -> bool:
    """Keep a thin rectangle or a straight line as a rule; say whether it was one."""
    if y1 - y0 <= _THIN < x1 - x0:
        drawn.horizontal.append((height - (y0 + y1) / 2, x0, x1))
    elif x1 - x0 <= _THIN < y1 - y0:
        drawn.vertical.append(((x0 + x1) / 2, height - y1, height - y0))
    else:
        return False
    return True


def _path(item: Any, matrix: Matrix | None, drawn: _Drawn, height: float) -> None:
    x0, y0, x1, y1 = _bounds(item, matrix)
    if max(x1 - x0, y1 - y0) <= _THIN or _rule(x0, y0, x1, y1, drawn, height):
        return
    if len(drawn.shapes) < _MOST_OBJECTS:
        drawn.shapes.append((x0, height - y1, x1, height - y0))
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    count = raw.FPDFPath_CountSegments(item)
    if count > 4000 or not (stroke.value or count > 5):
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, own)
    here = (own.a, own.b, own.c, own.d, own.e, own.f)
    here = _times(here, matrix) if matrix else here
    for points, closed in _subpaths(item, count, here):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        if stroke.value:
            ends = [*points[1:], points[0]] if closed else points[1:]
            for (ax, ay), (bx, by) in zip(points, ends, strict=False):
                _rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by), drawn, height)
        elif max(xs) - min(xs) > _THIN or max(ys) - min(ys) > _THIN:
            _rule(min(xs), min(ys), max(xs), max(ys), drawn, height)


def _subpaths(item: Any, count: int, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    points: list[tuple[float, float]] = []
    closed = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points, closed
            points, closed = [], False
        points.append(_at(x.value, y.value, matrix))
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if points:
        yield points, closed


def _blocks(pages: list[_Read]) -> list[Block]:
    """Put pages together: furniture, paragraphs and tables in reading order, each with its file page and printed page."""
    layout.set_apart_bands([p.page for p in pages])
    orders = layout.reading_orders([p.page for p in pages])
    ordered = {p.page.number: lines for p, lines in zip(pages, orders, strict=True)}
    _steady_edges(list(ordered.values()))
    lines = [line for own in ordered.values() for line in own]
    contents = furniture.contents_lines([line.text for line in lines])
    marked = {id(lines[n]) for n in contents}
    flow = paragraphs.Flow([line for line in lines if id(line) not in marked])
    tables: list[tuple[Block, ruled.Grid, int]] = []
    """Tables so far: the block, its grid, and its first page; the last may go on on the next page."""
    printed = _printed_pages(pages)
    for part in pages:
        page = part.page
        grids = list(part.grids)
        first = True
        for line in [*ordered[page.number], None]:
            while grids and (line is None or grids[0].box[1] < line.top):
                grid = grids.pop(0)
                last = tables[-1] if tables else None
                if last and first and last[0] is flow.blocks[-1] and spread.goes_on(last[1], grid):
                    tables[-1] = (last[0], spread.join(last[1], grid), last[2])
                    continue
                flow.stop()
                block = Block("table", "", page=page.number, box=_rounded(grid.box))
                flow.blocks.append(block)
                tables.append((block, grid, page.number))
                first = False
            if line is None:
                break
            if furniture.is_ornament(line.text):
                continue
            if _is_label(line, part.figures, flow.size):
                flow.blocks.append(paragraphs.furniture_block(line, "figure", None))
                continue
            if id(line) in marked:
                flow.stop()
                flow.blocks.append(paragraphs.furniture_block(line, "contents", None))
            elif first and _continued(line.text) and tables and flow.blocks[-1] is tables[-1][0]:
                continue
            else:
                first = False
                flow.add(line)
    flow.stop()
    for block, grid, start in tables:
        block.table = spread.table_of(grid, start, grid.page)
        if block.table is None:
            block.kind = "paragraph"
            block.text = " ".join(cell.text for cell in grid.cells if cell.text)
    paragraphs.label_levels(flow.blocks)
    blocks = [b for b in flow.blocks if b.table is not None or b.text]
    for block in blocks:
        block.printed_page = printed.get(block.page or 0)
    return _with_furniture(blocks, pages, printed)


def _rounded(box: layout.Box) -> layout.Box:
    return round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1)


def _continued(text: str) -> bool:
    """Say whether a line only says that the table above it goes on (续表, 表3（续）)."""
    return len(text) <= 24 and re.match(r"\s*(?:续\s*表|表\s*\S{1,6}\s*[（(]\s*续)", text) is not None


def _steady_edges(columns: list[list[Line]]) -> None:
    """Give pages with too little text to show their edges those of the other pages of one column."""
    wide = [(line.left, line.right) for own in columns for line in own[:1] if len(own) >= 12]
    if not wide:
        return
    left = sorted(edge[0] for edge in wide)[len(wide) // 2]
    right = sorted(edge[1] for edge in wide)[len(wide) // 2]
    for own in columns:
        if len(own) < 12 and all(line.x0 > left - 3 and line.x1 < right + 12 for line in own):
            for line in own:
                line.left, line.right = left, right


def _printed_pages(pages: list[_Read]) -> dict[int, int]:
    """Give the printed number of each page, also of those between two numbered ones that count on."""
    known = {p.page.number: p.page.printed for p in pages if p.page.printed is not None}
    out = dict(known)
    numbers = sorted(known)
    for a, b in itertools.pairwise(numbers):
        if known[b] - known[a] == b - a:
            out.update({n: known[a] + n - a for n in range(a, b)})
    return out


def _with_furniture(blocks: list[Block], pages: list[_Read], printed: dict[int, int]) -> list[Block]:
    """Put the furniture of each page before the first block that starts on it."""
    out: list[Block] = []
    waiting = [
        paragraphs.furniture_block(line, role, printed.get(part.page.number))
        for part in pages
        for line, role in part.page.furniture
    ]
    position = 0
    for block in blocks:
        while position < len(waiting) and (waiting[position].page or 0) <= (block.page or 0):
            out.append(waiting[position])
            position += 1
        out.append(block)
    return out + waiting[position:]


_PLACE = re.compile(r"(?:当前|您(?:现在|当前|所在)?的?)\s*位置\s*[:：是]?|所在位置\s*[:：]")


def _web_head(blocks: list[Block]) -> dict[str, str]:
    """Recognise the print of a web page: its navigation becomes furniture, its head of labels metadata.

    Gives the metadata; empty where nothing says that the file is a web page's print.
    """
    metadata: dict[str, str] = {}
    first = [b for b in blocks if b.page == 1][:16]
    place = next((n for n, b in enumerate(first) if _PLACE.search(b.text) and len(b.text) < 120), -1)
    for number, block in enumerate(first):
        found: dict[str, str] = {}
        if block.table is not None and sum(1 for c in block.table.cells if labels.label_in(c.text)) >= 3:
            _read_labels(block, found)
        elif block.kind != "heading" and block.table is None and len(block.text) < 160:
            labels.read_pairs(block.text, found)
            found = found if len(found) > 1 else {}
        if found:
            metadata = found | metadata
            block.kind, block.role = "furniture", "metadata"
        elif number <= place:
            block.kind, block.role = "furniture", "navigation"
    if metadata or place >= 0:
        title = [b.text for b in first if b.kind == "heading" and b.level == 1]
        if title:
            metadata.setdefault("title", "".join(title[:3]))
        for block in blocks:
            if block.kind == "paragraph" and furniture.is_page_control(block.text):
                block.kind, block.role = "furniture", "navigation"
    return metadata


def _read_labels(block: Block, found: dict[str, str]) -> None:
    """Read a table of labels and values, and leave its text in the block."""
    assert block.table is not None
    rows = block.table.grid()
    for row in rows:
        for cell, value in zip(row, [*row[1:], ""], strict=True):
            label = labels.is_label(cell)
            if label and (key := labels.KEY_OF.get(label)) and not labels.is_label(value):
                labels.put(found, key, value)
            else:
                labels.read_pairs(cell, found)
    block.text = " ".join(cell for row in rows for cell in row if cell)
    block.table = None
