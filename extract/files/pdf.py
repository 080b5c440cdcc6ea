"""PDF by geometry: pdfium gives characters with their boxes and what is drawn.

Pages are taken one at a time, so memory is bounded by one page and the text. A page with text on its side is turned
(`turned`) and read once for each way that its text stands. What is made of characters and rules lives in `pages`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.content import Content, ReadIssue
from extract.errors import Unreadable
from extract.files import fields, kept, paged, pictures
from extract.files.paged import MOST_CHARS, MOST_PAGES, Read
from extract.files.rebuild import rebuild
from extract.files.sniff import PDF
from extract.pages import glyphs, layout, standin, turned
from extract.pages.drawn import FRAME, MOST_OBJECTS, MOST_POINTS, Drawn, Matrix, Point, at, times
from extract.pages.layout import BOLD, Char, Page
from extract.text import symbols

Spot = tuple[str, int, int]
Inks = dict[Spot, layout.Box]
_DEEPEST = 6
_NOTHING = (0, 2, 10, 13, 0xFFFE, 0xFFFF)
"""Code points that pdfium gives where nothing is printed."""
_HYPHENS = (2, 0xFFFE)
"""What pdfium gives for a hyphen, also a soft one, that ends a line within a word, one by one and all at once: it is printed."""
_OF_SYMBOLS = frozenset(map(ord, "lnoqrtuvPQRST*")) | frozenset(range(0xA1, 0x100))
"""Code points that may be signs of a symbol font, which a file without a map of it gives as letters."""
_LONGEST_NAME = 256
"""Bytes of the name of a font."""
_LATIN = 0x2E7F
"""The last code point before those of Chinese writing."""
_APART = 4.0
"""Points within which a sign is set twice: a shadow stands nearer than the next sign of the smallest print."""
_ASTRAY = 1.0
"""Points by which a character's origin may miss its matrix: less than any stroke's breadth matters to a reader."""
_ASCENT = 0.88
"""The part of a Chinese character's square that stands over its base line, as in the usual fonts."""
_NEAR = 2.0
"""Ems within which characters of a slanted text follow each other."""


def read(path: Path) -> Content:
    """Read a PDF file. Raises `Unreadable` where it is encrypted, broken beyond repair, or has no pages."""
    issues: list[ReadIssue] = []
    document, shapes = _open(path, issues)
    try:
        count = len(document)
        if count == 0:
            raise Unreadable("The file has no pages.", "Open it elsewhere and save it anew.")
        if count > MOST_PAGES:
            issues.append(ReadIssue("pages_left_out", "error", f"Of {count} pages the first {MOST_PAGES} were read"))
        parts = [
            part for number in range(1, min(count, MOST_PAGES) + 1) for part in _page(document, shapes, number, issues)
        ]
    finally:
        document.close()
    if not any(part.page.lines or part.grids or part.is_scan for part in parts):
        raise Unreadable(f"The file has {count} pages without any text or picture.", "Check the file.")
    content = paged.content(PDF, "pdf", parts, count, issues)
    kept.tell(content, sum(part.shown for part in parts), lambda: _signs_at_places(path))
    return content


def _signs_at_places(path: Path) -> int:
    """Count the signs that stand straight on a file's pages, those that are set twice (for a shadow, to look bold) once."""
    document = pdfium.PdfDocument(path)
    try:
        return sum(_signs_of(page) for page in islice(document, MOST_PAGES))
    finally:
        document.close()


def _signs_of(page: Any) -> int:
    text = page.get_textpage()
    x0, y0, x1, y1 = page.get_bbox()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    places: set[tuple[int, int, int]] = set()
    for index in range(min(raw.FPDFText_CountChars(text.raw), MOST_CHARS)):
        point = raw.FPDFText_GetUnicode(text.raw, index)
        if point <= ord(" ") or not raw.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top):
            continue
        is_straight = turned.quarters_to_upright(text.raw, index, raw.FS_MATRIX()) is not None
        if is_straight and x0 <= left.value <= x1 and y0 <= bottom.value <= y1:
            places.add((point, round(left.value / _APART), round(bottom.value / _APART)))
    text.close()
    page.close()
    return len(places)


def look(path: Path, number: int) -> tuple[list[Read], Drawn]:
    """Give what a page (from 1) is read as, and what is drawn on it as it is shown: to look at one page, not to read a file."""
    drawn = Drawn()
    document, shapes = _open(path, [])
    # A page that was turned is half turned when it is opened again.
    again, _ = _open(path, [])
    try:
        parts = _page(document, shapes, number, [])
        handle = again[number - 1]
        turned.Sheet(handle)
        _walk(handle.raw, handle, None, drawn, handle.get_height(), 0)
    finally:
        again.close()
        document.close()
    return parts, drawn


def _open(path: Path, issues: list[ReadIssue]) -> tuple[Any, Callable[[], Any]]:
    """Open with pdfium; where it refuses, rebuild the file first. Gives what is read, and what opens it with its fonts."""
    standin.install()
    try:
        bare = standin.without_outlines(path)
        if bare is not None:
            return fields.started(pdfium.PdfDocument(bare)), cache(lambda: pdfium.PdfDocument(path))
        whole = fields.started(pdfium.PdfDocument(path))
        return whole, lambda: whole
    except pdfium.PdfiumError as error:
        # pdfium also asks for a password where a file has no pages at all.
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        if locked and b"/Encrypt" in path.read_bytes():
            raise Unreadable(
                "The file is encrypted and asks for a password.",
                "Ask the publisher for a free copy, or open it with the password and save it without.",
            ) from None
    try:
        again = rebuild(path.read_bytes())
        document = fields.started(pdfium.PdfDocument(again)) if again else None
    except MemoryError:
        raise
    except Exception:
        # A parser that a broken file has broken says no more than that nothing can be rebuilt.
        document = None
    if document is None:
        raise Unreadable(
            "The file is damaged: no page can be read, and none can be rebuilt from what is left.",
            "Fetch it again; if it stays so, ask the publisher for a whole copy.",
        )
    message = f"The file is damaged; {len(document)} pages were rebuilt from what is left, others may be missing"
    issues.append(ReadIssue("rebuilt", "warning", message))
    return document, lambda: document


def _page(document: Any, shapes: Callable[[], Any], number: int, issues: list[ReadIssue]) -> list[Read]:
    """Read a page: first the text that stands as most of it does, then what stands another way, part by part."""
    try:
        handle = document[number - 1]
    except pdfium.PdfiumError:
        issues.append(ReadIssue("page_unreadable", "error", f"Page {number} is damaged and was left out", number))
        return [Read(Page(number, 0, 0, []))]

    filled = fields.values(document, handle)
    sheet = turned.Sheet(handle)
    # pdfium gives a page that was turned before half turned when it is opened again, so it is opened once.
    whole = cache(lambda: turned.Sheet(shapes()[number - 1]))

    def found(way: int) -> _Text:
        sheet.turn(way)
        text = handle.get_textpage()

        def inks() -> Inks:
            if shapes() is document:
                return _inks(text, handle.get_height())
            whole().turn(way)
            drawn = whole().page.get_textpage()
            try:
                return _inks(drawn, handle.get_height())
            finally:
                drawn.close()

        try:
            return _text(text, handle, number, inks, issues)
        finally:
            text.close()

    try:
        upright = found(0)
        upright.chars += fields.placed(filled, sheet.matrix, handle.get_height())
        ways = {0: len(upright.chars)} | upright.turned
        most = max(ways, key=lambda way: ways[way])
        parts: list[Read] = []
        for way in [most, *(way for way in sorted(ways) if way != most and ways[way])]:
            text = found(way) if way else upright
            sheet.turn(way)
            parts += _part(handle, text, number, way, parts[0] if parts else None, issues)
        if not any(issue.type == "text_layer_garbled" and issue.page == number for issue in issues):
            parts[0].shown = upright.shown + len(filled)
    finally:
        handle.close()
    return parts


def _part(handle: Any, text: _Text, number: int, way: int, main: Read | None, issues: list[ReadIssue]) -> list[Read]:
    """Read what stands upright on a page that has been turned `way` quarters; `main` is what most of the page gave."""
    width, height = handle.get_size()
    turn = layout.Turn(way, width, height) if way else None
    drawn = Drawn()
    _walk(handle.raw, handle, None, drawn, height, 0)
    if main is not None:
        chars = paged.beside(main, text.chars, turn)
        return [paged.page(number, width, height, chars, drawn, turn=turn)] if chars else []
    if drawn.objects >= MOST_OBJECTS:
        message = f"Page {number} draws more than {MOST_OBJECTS} objects; its rules were not all looked at"
        issues.append(ReadIssue("page_too_complex", "warning", message, number))
    if glyphs.is_garbled(text.chars):
        chars, is_scan = pictures.instead(handle, drawn, number, issues), True
    else:
        chars, is_scan = pictures.read(handle, text.chars, drawn, number, issues)
    read = paged.page(number, width, height, chars, drawn, is_scan, turn)
    read.page.furniture += [(line, "slanted") for line in text.slanted_lines(number, turn)]
    return [read]


@dataclass(slots=True)
class _Text:
    """The characters of a page that stand upright, how many stand otherwise by the quarters to turn, and the slanted ones.

    `shown` counts all that are no white space.
    """

    chars: list[Char] = field(default_factory=list)
    turned: dict[int, int] = field(default_factory=dict)
    slanted: list[Char] = field(default_factory=list)
    shown: int = 0

    def slanted_lines(self, page: int, turn: layout.Turn | None) -> list[layout.Line]:
        """Give each text that runs over the page at a slant once: watermarks, labels of charts."""
        runs: list[list[Char]] = []
        for char in self.slanted:
            last = runs[-1][-1] if runs else None
            step = max(char.x1 - char.x0, char.bottom - char.top)
            if last and abs(char.x0 - last.x0) < _NEAR * step and abs(char.middle - last.middle) < _NEAR * step:
                runs[-1].append(char)
            else:
                runs.append([char])
        lines = {line.text: line for line in (layout.line_of(run, page) for run in reversed(runs)) if line.text}
        for line in lines.values():
            line.turn = turn
        return list(reversed(lines.values()))


def _text(text: Any, page: Any, number: int, inks: Callable[[], Inks], issues: list[ReadIssue]) -> _Text:
    """Give the characters of a page in drawing order; those outside the page are left out."""
    handle = text.raw
    width, height = page.get_size()
    out = _Text()
    count = min(raw.FPDFText_CountChars(handle), MOST_CHARS)
    points = _code_points(handle, count)
    out.shown = count - sum(map(points.count, (*_NOTHING, ord(" "))))
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pointer = ctypes.byref(box)
    get_box = raw.FPDFText_GetLooseCharBox
    found = out.chars
    strange: list[int] = []
    matrix = raw.FS_MATRIX()
    bold = gap = is_symbolic = is_unmapped = False
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
        moved = _moved(handle, index, height, matrix, found) if point > _LATIN and top != last_top else None
        if moved:
            x0, x1, top, bottom = moved
        if x1 < 0 or x0 > width or bottom < 0 or top > height or bottom <= top:
            continue
        if top != last_top or bottom != last_bottom or not last_x or x0 - last_x > bottom - top:
            # Font, base line and direction are asked for once a run: each question costs as much as the box itself.
            way = turned.quarters_to_upright(handle, index, matrix)
            if way != 0:
                gap, last_x = False, 0.0
                if way is None:
                    out.slanted.append(Char(chr(point), x0, top, x1, bottom, bottom))
                elif point > 32:
                    out.turned[way] = out.turned.get(way, 0) + 1
                continue
            is_symbolic = point in _OF_SYMBOLS and symbols.is_symbolic(_font(handle, index))
            is_unmapped = raw.FPDFText_HasUnicodeMapError(handle, index) == 1
            bold = raw.FPDFText_GetFontWeight(handle, index) >= BOLD
            raw.FPDFText_GetCharOrigin(handle, index, x, y)
            base, last_top, last_bottom = height - (matrix.f if moved else y.value), top, bottom
        if gap and 33 < point < 127:
            found.append(Char(" ", found[-1].x1, top, found[-1].x1, bottom, base, bold))
        gap, last_x = False, x1
        sign = chr(point)
        if is_unmapped or is_symbolic or (0xE000 <= point <= 0xFFFD and _is_strange(point)):
            sign = symbols.meaning(_font(handle, index), point) or (glyphs.UNMAPPED if is_unmapped else sign)
            if _is_strange(ord(sign)):
                strange.append(len(found))
        found.append(Char(sign, x0, top, x1, bottom, base, bold))
    if strange and not glyphs.is_garbled(found):
        on_paper = inks()
        glyphs.repair(found, strange, lambda place: on_paper.get(_spot(found[place])), number, issues)
    return out


def _moved(
    handle: Any, index: int, height: float, matrix: Any, before: Sequence[Char]
) -> tuple[float, float, float, float] | None:
    """Give left, right, top and bottom of a character that pdfium says stands elsewhere than it does, else None.

    What a page says beside a glyph of its text (ActualText: ⼆ is 二) pdfium moves by the matrix of its form a second
    time; the character's own matrix still holds the line on which it stands. It is left in `matrix`.
    """
    y = ctypes.c_double()
    if turned.quarters_to_upright(handle, index, matrix) != 0:
        return None
    raw.FPDFText_GetCharOrigin(handle, index, ctypes.c_double(), ctypes.byref(y))
    if abs(y.value - matrix.f) <= _ASTRAY or not matrix.a:
        return None
    size = raw.FPDFText_GetFontSize(handle, index) * abs(matrix.a)
    base, left = height - matrix.f, matrix.e
    if before and abs(before[-1].base - base) <= _ASTRAY:
        return max(left, before[-1].x1), max(left, before[-1].x1) + size, before[-1].top, before[-1].bottom
    return left, left + size, base - _ASCENT * size, base + (1 - _ASCENT) * size


def _code_points(handle: Any, count: int) -> list[int]:
    """Give the code points of a page's characters, in one call where each is one UTF-16 unit."""
    buffer = (ctypes.c_ushort * (count + 1))()
    if count and raw.FPDFText_GetText(handle, 0, count, buffer) == count + 1:
        points = _with_hyphens(handle, list(buffer[:count]))
        if not any(0xD800 <= point < 0xE000 for point in points):
            return points
    points = [raw.FPDFText_GetUnicode(handle, index) for index in range(count)]
    points = _with_hyphens(handle, points)
    return [0xFFFD if 0xD800 <= point < 0xE000 or point > 0x10FFFF else point for point in points]


def _with_hyphens(handle: Any, points: list[int]) -> list[int]:
    if not any(hyphen in points for hyphen in _HYPHENS):
        return points
    return [
        ord("-") if point in _HYPHENS and raw.FPDFText_IsHyphen(handle, index) == 1 else point
        for index, point in enumerate(points)
    ]


def _font(handle: Any, index: int) -> str:
    """Give the name of the font of a character."""
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    raw.FPDFText_GetFontInfo(handle, index, name, _LONGEST_NAME, None)
    return name.value.decode("utf-8", "replace")


def _is_strange(point: int) -> bool:
    return 0xE000 <= point <= 0xF8FF or point == 0xFFFD


def _spot(char: Char) -> Spot:
    """Give what a character is found again by in the file with its fonts, where the count of characters may differ."""
    return char.text, round(char.x0), round(char.base)


def _inks(page: Any, height: float) -> Inks:
    """Give the boxes of what the strange characters of a page leave on the paper."""
    text = page.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    out: Inks = {}
    for index, point in enumerate(_code_points(text, min(raw.FPDFText_CountChars(text), MOST_CHARS))):
        if not _is_strange(point) or not raw.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        spot = chr(point), round(x.value), round(height - y.value)
        out[spot] = left.value, height - top.value, right.value, height - bottom.value
    return out


def _walk(holder: Any, page: Any, matrix: Matrix | None, drawn: Drawn, height: float, depth: int) -> None:
    """Collect rules and pictures of a page or of a form on it."""
    form = matrix is not None
    count = raw.FPDFFormObj_CountObjects(holder) if form else raw.FPDFPage_CountObjects(holder)
    for index in range(count):
        drawn.objects += 1
        if drawn.objects >= MOST_OBJECTS:
            return
        item = raw.FPDFFormObj_GetObject(holder, index) if form else raw.FPDFPage_GetObject(holder, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _path(item, matrix, drawn, height)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            drawn.images.append(_bounds(item, matrix, height))
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            drawn.texts += 1
            drawn.hidden += raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(item, own)
            inner = (own.a, own.b, own.c, own.d, own.e, own.f)
            _walk(item, page, times(inner, matrix) if matrix else inner, drawn, height, depth + 1)


def _bounds(item: Any, matrix: Matrix | None, height: float) -> layout.Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    x0, y0 = at(left.value, bottom.value, matrix)
    x1, y1 = at(right.value, top.value, matrix)
    return min(x0, x1), height - max(y0, y1), max(x0, x1), height - min(y0, y1)


def _path(item: Any, matrix: Matrix | None, drawn: Drawn, height: float) -> None:
    if not drawn.whole(_bounds(item, matrix, height)):
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    count = raw.FPDFPath_CountSegments(item)
    if count > MOST_POINTS or not (stroke.value or count > FRAME):
        return
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, own)
    here = (own.a, own.b, own.c, own.d, own.e, own.f)
    here = times(here, matrix) if matrix else here
    drawn.parts(_subpaths(item, count, here, height), bool(stroke.value))


def _subpaths(item: Any, count: int, matrix: Matrix, height: float) -> Iterator[tuple[list[Point], bool]]:
    points: list[Point] = []
    closed = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points, closed
            points, closed = [], False
        right, up = at(x.value, y.value, matrix)
        points.append((right, height - up))
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if points:
        yield points, closed
