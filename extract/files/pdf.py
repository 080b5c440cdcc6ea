"""PDF by geometry: pdfium gives characters with their boxes and what is drawn.

Pages are taken one at a time, so memory is bounded by one page and the text. A page with text on its side is turned
(`turned`) and read once for each way that its text stands. Its characters are told by `pdftext`; what is made of them and
of rules lives in `pages`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.content import Content, ReadIssue
from extract.errors import Unreadable
from extract.files import fields, kept, paged, pdftext, pictures
from extract.files.paged import MOST_PAGES, Read
from extract.files.rebuild import rebuild
from extract.files.sniff import PDF
from extract.pages import glyphs, standin, turned
from extract.pages.drawn import FRAME, MOST_OBJECTS, MOST_POINTS, Drawn, Matrix, Point, at, times
from extract.pages.shapes import Box, Page, Turn

_DEEPEST = 6
"""Levels of forms in forms whose rules are looked at."""


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
        return sum(pdftext.signs_of(page) for page in islice(document, MOST_PAGES))
    finally:
        document.close()


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

    def found(way: int) -> pdftext.Text:
        sheet.turn(way)
        text = handle.get_textpage()

        def inks() -> pdftext.Inks:
            if shapes() is document:
                return pdftext.inks_of(text, handle.get_height())
            whole().turn(way)
            drawn = whole().page.get_textpage()
            try:
                return pdftext.inks_of(drawn, handle.get_height())
            finally:
                drawn.close()

        try:
            return pdftext.read(text, handle, number, inks, issues)
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


def _part(
    handle: Any, text: pdftext.Text, number: int, way: int, main: Read | None, issues: list[ReadIssue]
) -> list[Read]:
    """Read what stands upright on a page that has been turned `way` quarters; `main` is what most of the page gave."""
    width, height = handle.get_size()
    turn = Turn(way, width, height) if way else None
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


def _bounds(item: Any, matrix: Matrix | None, height: float) -> Box:
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
