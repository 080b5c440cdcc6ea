"""One plain box for every character, in place of the outlines of fonts: those a PDF only names, and Chinese ones it holds.

A character's code comes from the file's dictionaries, and so does its width; the shape is of no use to a reader of text.
With the fonts of the machine, boxes would differ from one machine to the next; and pdfium would hint each outline
twice, which takes most of the time of a page. TrueType programs load fast, and fonts of one byte a character may say
what a code means, so those stay as they are. So do the 14 standard fonts (ISO 32000-1, 9.6.2.2): a file may leave their
widths to the reader, and pdfium has them in itself, the same on every machine.
"""

from __future__ import annotations

import ctypes
import os
import re
import struct
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2.raw as raw

_EM = 1000
"""Units of the font in an em."""
_ASCENT, _DESCENT = 880, -120
"""How far characters reach above and below the base line, in those units, as in Chinese fonts."""
_BOX = (100, 100, 300, 600)
"""x0, y0, x1, y1 of the one glyph: within the narrowest character, since a character's box holds its glyph."""
_HANDLE = 1
"""What pdfium is given for a font: any number but 0, which says that there is none."""
_STANDARD = re.compile(
    rb"(?:Helvetica|Times|Courier)(?:-(?:Roman|Bold|Italic|Oblique|BoldItalic|BoldOblique))?|Symbol|ZapfDingbats"
)
"""The names of the standard fonts, which pdfium also gives to their like (Arial, TimesNewRoman, CourierNew)."""
SWITCH = "GONGBAO_STANDIN"
"""Set to `off`, pages are read with the fonts that they hold and those of the machine: slower, text and places the same."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is taken into memory to hide outlines in it."""
_CFF = re.compile(rb"<<(?=[^<>]{0,300}/Subtype\s*/(CIDFontType0C|OpenType)\b)[^<>]{0,400}>>\s*stream\r?\n")
_SMALL = 20_000
"""Bytes of a compressed OpenType program that may be a font of one byte a character."""
_UNREADABLE = bytes(16)
"""What the start of a program is overwritten with; the header of one has no fewer bytes."""


def without_outlines(path: Path) -> bytes | None:
    """Give a PDF with its CFF programs of two bytes a character made unreadable, every offset kept; None where it has none."""
    if is_off() or path.stat().st_size > LARGEST:
        return None
    data = bytearray(path.read_bytes())
    starts = [
        match.end()
        for match in _CFF.finditer(data)
        if match[1] == b"CIDFontType0C" or data.find(b"endstream", match.end(), match.end() + _SMALL) < 0
    ]
    for start in starts:
        data[start : start + len(_UNREADABLE)] = _UNREADABLE
    return bytes(data) if starts else None


def font() -> bytes:
    """Make a TrueType font that has one glyph (ISO/IEC 14496-22)."""
    x0, y0, x1, y1 = _BOX
    across, up = x1 - x0, y1 - y0
    corners = struct.pack(">8h", x0, 0, across, 0, y0, up, 0, -up)
    glyph = struct.pack(">5h2H", 1, x0, y0, x1, y1, 3, 0) + b"\x01" * 4 + corners
    head = (0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, x0, y0, x1, y1, 0, 8, 2, 1, 0)
    tables = {
        # One group of format 13: every character has glyph 1. Glyph 0 would say that the character is missing.
        b"cmap": struct.pack(">4HI2H6I", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, 0, 0x10FFFF, 1),
        b"glyf": glyph,
        b"head": struct.pack(">4I2H2q4h2H3h", *head),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, _ASCENT, _DESCENT, 0, _EM, *[0] * 11, 1),
        b"hmtx": struct.pack(">H2h", _EM, x0, x0),
        b"loca": struct.pack(">3I", 0, 0, len(glyph)),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 1, *[0] * 8),
    }
    place = 12 + 16 * len(tables)
    directory, body = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64), b""
    for name, table in tables.items():
        directory += name + struct.pack(">3I", 0, place + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body


def is_off() -> bool:
    """Say whether the environment asks for the fonts themselves."""
    return os.environ.get(SWITCH) == "off"


@cache
def install() -> Any:
    """Tell pdfium, once a process, that this is the only font there is; it keeps a pointer to what is given back."""
    if is_off():
        return None
    data = font()

    def fill(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0
        if buffer and size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    def choose(_info: Any, _weight: int, _slant: int, _charset: int, _pitch: int, face: Any, _exact: Any) -> int | None:
        name = ctypes.cast(face, ctypes.c_char_p).value or b""
        return None if _STANDARD.fullmatch(name) else _HANDLE

    info = raw.FPDF_SYSFONTINFO()
    kinds = dict(info._fields_)
    info.version = 2
    info.MapFont = kinds["MapFont"](choose)
    info.GetFontData = kinds["GetFontData"](fill)
    raw.FPDF_SetSystemFontInfo(info)
    return info
