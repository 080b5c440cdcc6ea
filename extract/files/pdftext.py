"""The text layer of a PDF page: its characters with their places, as pdfium tells them, and what it tells amiss put right.

How a page is turned, what is drawn on it and which parts it has lives in `pdf`.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from extract.content import ReadIssue
from extract.files.paged import MOST_CHARS
from extract.pages import glyphs, turned
from extract.pages.lines import line_of
from extract.pages.shapes import BOLD, Box, Char, Line, Turn
from extract.text import symbols

Spot = tuple[str, int, int]
Inks = dict[Spot, Box]
_get_box = ctypes.cast(
    raw.FPDFText_GetLooseCharBox, ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
)
"""pdfium's own function with its arguments as plain addresses: to check what it is given, once a character, costs more than its work."""
_SIDES = struct.Struct("4f").unpack_from
"""Left, top, right and bottom of a box at once: to ask a structure for each costs as much."""
_NOTHING = frozenset((0, 2, 10, 13, 0xFFFE, 0xFFFF))
"""Code points that pdfium gives where nothing is printed."""
_HYPHENS = (2, 0xFFFE)
"""What pdfium gives for a hyphen, also a soft one, that ends a line within a word, one by one and all at once: it is printed."""
_OF_SYMBOLS = frozenset(map(ord, "lnoqrtuvPQRST*")) | frozenset(range(0xA1, 0x100))
"""Code points that may be signs of a symbol font, which a file without a map of it gives as letters."""
_LONGEST_NAME = 256
"""Bytes of the name of a font."""
_LATIN = 0x2E7F
"""The last code point before those of Chinese writing."""
_PRIVATE = 0xE000
"""The first code point to which a file gives a meaning of its own."""
_APART = 4.0
"""Points within which a sign is set twice: a shadow stands nearer than the next sign of the smallest print."""
_TOUCHES = 1.0
"""Points by which a box may reach over the one before it."""
_ASTRAY = 1.0
"""Points by which a character's origin may miss its matrix: less than any stroke's breadth matters to a reader."""
_ASCENT = 0.88
"""The part of a Chinese character's square that stands over its base line, as in the usual fonts."""
_NEAR = 2.0
"""Ems within which characters of a slanted text follow each other."""


@dataclass(slots=True)
class Text:
    """The characters of a page that stand upright, how many stand otherwise by the quarters to turn, and the slanted ones.

    `shown` counts all that are no white space.
    """

    chars: list[Char] = field(default_factory=list)
    turned: dict[int, int] = field(default_factory=dict)
    slanted: list[Char] = field(default_factory=list)
    shown: int = 0

    def slanted_lines(self, page: int, turn: Turn | None) -> list[Line]:
        """Give each text that runs over the page at a slant once: watermarks, labels of charts."""
        runs: list[list[Char]] = []
        for char in self.slanted:
            last = runs[-1][-1] if runs else None
            step = max(char.x1 - char.x0, char.bottom - char.top)
            if last and abs(char.x0 - last.x0) < _NEAR * step and abs(char.middle - last.middle) < _NEAR * step:
                runs[-1].append(char)
            else:
                runs.append([char])
        lines = {line.text: line for line in (line_of(run, page) for run in reversed(runs)) if line.text}
        for line in lines.values():
            line.turn = turn
        return list(reversed(lines.values()))


def read(text: Any, page: Any, number: int, inks: Callable[[], Inks], issues: list[ReadIssue]) -> Text:
    """Give the characters of a page in drawing order; those outside the page are left out."""
    handle = text.raw
    width, height = page.get_size()
    out = Text()
    count = min(raw.FPDFText_CountChars(handle), MOST_CHARS)
    points = _code_points(handle, count)
    out.shown = count - sum(map(points.count, (*_NOTHING, ord(" "))))
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pointer, textpage = ctypes.addressof(box), ctypes.cast(handle, ctypes.c_void_p).value
    get_origin, at_x, at_y = raw.FPDFText_GetCharOrigin, ctypes.byref(x), ctypes.byref(y)
    found = out.chars
    strange: list[int] = []
    matrix = raw.FS_MATRIX()
    bold = gap = is_symbolic = is_unmapped = is_plain = False
    base = last_top = last_bottom = last_x = 0.0
    for index, point in enumerate(points):
        if point == 32 and raw.FPDFText_IsGenerated(handle, index) == 1:
            # pdfium puts a space where it sees a gap; only between two Latin words is one printed.
            gap = bool(found) and found[-1].text.isascii() and not found[-1].text.isspace()
            continue
        if point in _NOTHING or not _get_box(textpage, index, pointer):
            gap = gap and point not in (10, 13)
            last_x = 0.0
            continue
        x0, high, x1, low = _SIDES(box)
        top, bottom = height - high, height - low
        if (
            top == last_top
            and bottom == last_bottom
            and last_x
            and is_plain
            and not gap
            and x0 - last_x <= bottom - top
            and point < _PRIVATE
            and x1 >= 0
            and x0 <= width
        ):
            # Most characters go on with the run that their neighbour is in.
            last_x = x1
            found.append(Char(chr(point), x0, top, x1, bottom, base, bold))
            continue
        is_asked = point > _LATIN and top != last_top
        stands: int | None = 0
        moved = None
        if is_asked:
            stands = turned.quarters_to_upright(handle, index, matrix)
            get_origin(handle, index, at_x, at_y)
            moved = _moved(handle, index, height, matrix, y.value, found) if stands == 0 else None
        if moved:
            x0, x1, top, bottom = moved
        if x1 < 0 or x0 > width or bottom < 0 or top > height or bottom <= top:
            continue
        if top != last_top or bottom != last_bottom or not last_x or x0 - last_x > bottom - top:
            # Font, base line and direction are asked for once a run: each question costs as much as the box itself.
            if not is_asked:
                get_origin(handle, index, at_x, at_y)
            # What goes on along a level base line runs upright; where boxes are drawn around their ink, each differs.
            goes_on = not moved and last_x and height - y.value == base and 0 <= x0 - last_x + _TOUCHES <= bottom - top
            way = 0 if goes_on else stands if is_asked else turned.quarters_to_upright(handle, index, matrix)
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
            is_plain = not is_symbolic and not is_unmapped and bottom > top
            base, last_top, last_bottom = height - (matrix.f if moved else y.value), top, bottom
        if gap and 33 < point < 127:
            found.append(Char(" ", found[-1].x1, top, found[-1].x1, bottom, base, bold))
        gap, last_x = False, x1
        sign = chr(point)
        if is_unmapped or is_symbolic or (_PRIVATE <= point <= 0xFFFD and _is_strange(point)):
            sign = symbols.meaning(_font(handle, index), point) or (glyphs.UNMAPPED if is_unmapped else sign)
            if _is_strange(ord(sign)):
                strange.append(len(found))
        found.append(Char(sign, x0, top, x1, bottom, base, bold))
    if strange and not glyphs.is_garbled(found):
        on_paper = inks()
        glyphs.repair(found, strange, lambda place: on_paper.get(_spot(found[place])), number, issues)
    return out


def _moved(
    handle: Any, index: int, height: float, matrix: Any, origin: float, before: Sequence[Char]
) -> tuple[float, float, float, float] | None:
    """Give left, right, top and bottom of an upright character that pdfium says stands elsewhere than it does, else None.

    What a page says beside a glyph of its text (ActualText: ⼆ is 二) pdfium moves by the matrix of its form a second
    time; the character's own `matrix` still holds the line on which it stands. `origin` is where pdfium says that it does.
    """
    if abs(origin - matrix.f) <= _ASTRAY or not matrix.a:
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
    return _PRIVATE <= point <= 0xF8FF or point == 0xFFFD


def _spot(char: Char) -> Spot:
    """Give what a character is found again by in the file with its fonts, where the count of characters may differ."""
    return char.text, round(char.x0), round(char.base)


def inks_of(page: Any, height: float) -> Inks:
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


def signs_of(page: Any) -> int:
    """Count the signs that stand straight on a page as pdfium opens it, those that are set twice at one place once; close it."""
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
