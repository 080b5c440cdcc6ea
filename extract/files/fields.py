"""What is printed over a PDF's page and belongs to its text: the fields of a form that are filled in, and text set on the page.

A box to tick is read as one, ticked or not; signatures, buttons and remarks that open on a click are no text.
"""

from __future__ import annotations

import ctypes
import re
from contextlib import suppress
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pages.drawn import Matrix, at
from extract.pages.shapes import ASCENT, DESCENT, WIDE, Box, Char
from extract.text import symbols

Value = tuple[list[str], Box]
"""Lines of a field and its box."""
_BOXES = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_TEXTS = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX)
_PASSWORD = 1 << 13
"""The flag of a text field whose value is not shown (ISO 32000-1, 12.7.4.3)."""
_SIZE = 12.0
"""Points of the type in a field at most; a field that is lower has it smaller."""
_OF_HEIGHT = 0.75
"""The size of type as a share of the height of the field it fills."""
_NARROW = 0.5
"""Ems that a Latin character takes."""
_LINE = 1.2
"""Ems from line to line of a text that is set on a page."""
_FONT_SIZE = re.compile(r"([\d.]+)\s+Tf\b")
"""The size of type in what a file says of a text's appearance (0 g /Helv 10 Tf)."""


def started(document: Any) -> Any:
    """Give a document that tells of its fields, before any of its pages is opened; one without a form stays as it is."""
    # A form that pdfium cannot set up is one without values that it could tell.
    with suppress(pdfium.PdfiumError):
        document.init_forms()
    return document


def values(document: Any, page: Any) -> list[Value]:
    """Give what is filled into a page or set on it: the lines of each, with its box in the page's own coordinates (y upwards)."""
    out: list[Value] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            found = _value(document.formenv, annotation)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
        if found is not None:
            out.append(found)
    return out


def _value(form: Any, annotation: Any) -> Value | None:
    unseen = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
    rect = raw.FS_RECTF()
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    is_seen = not raw.FPDFAnnot_GetFlags(annotation) & unseen and raw.FPDFAnnot_GetRect(annotation, rect)
    if is_seen and kind == raw.FPDF_ANNOT_WIDGET and form is not None:
        return _field(form.raw, annotation, rect)
    return _set_on(annotation, rect) if is_seen and kind == raw.FPDF_ANNOT_FREETEXT else None


def _set_on(annotation: Any, rect: Any) -> Value | None:
    """Give a text that is set on the page, in lines as wide as its box, from its top."""
    size = _FONT_SIZE.search(_string(annotation, b"DA"))
    em = (float(size[1]) if size else 0.0) or _SIZE
    lines = [
        part
        for line in _string(annotation, b"Contents").splitlines()
        if line.strip()
        for part in _wrapped(line.strip(), max(rect.right - rect.left, em) / em)
    ]
    height = min(rect.top - rect.bottom, _LINE * em * len(lines))
    return (lines, (rect.left, rect.top - height, rect.right, rect.top)) if lines else None


def _string(annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "replace").rstrip("\0")


def _wrapped(text: str, room: float) -> list[str]:
    """Break a line where it is wider than the room (ems)."""
    out, used = [""], 0.0
    for char in text:
        used += _advance(char)
        if used > room and out[-1]:
            out.append("")
            used = _advance(char)
        out[-1] += char
    return out


def _advance(char: str) -> float:
    return 1.0 if char > WIDE else _NARROW


def _field(form: Any, annotation: Any, rect: Any) -> Value | None:
    box = rect.left, rect.bottom, rect.right, rect.top
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _BOXES:
        return [symbols.CHECKED if raw.FPDFAnnot_IsChecked(form, annotation) else symbols.EMPTY], box
    if kind not in _TEXTS or raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return None
    size = raw.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size)
    text = bytes(buffer)[:size].decode("utf-16-le", "replace").rstrip("\0")
    return (text.splitlines(), box) if text.strip() else None


def placed(filled: list[Value], matrix: Matrix, height: float) -> list[Char]:
    """Set values into their fields as viewers do: from the left, one line under the other, no larger than the field.

    `matrix` brings the page's own coordinates to those in which it is read; there its height is `height`.
    """
    found: list[Char] = []
    for lines, box in filled:
        corners = [at(box[0], box[1], matrix), at(box[2], box[3], matrix)]
        (left, right), (low, high) = (sorted(side) for side in zip(*corners, strict=True))
        pitch = (high - low) / len(lines)
        em = min(_SIZE, _OF_HEIGHT * pitch)
        for number, line in enumerate(lines):
            widths = [em * _advance(char) for char in line]
            fit = min(1.0, (right - left) / (sum(widths) or 1.0))
            x, base = left, height - high + pitch * (number + 0.5) + (ASCENT - 0.5) * em
            for char, width in zip(line, widths, strict=True):
                found.append(Char(char, x, base - ASCENT * em, x + fit * width, base + DESCENT * em, base))
                x += fit * width
    return found
