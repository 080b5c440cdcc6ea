"""The fields of a PDF's form: what is filled in is printed over the page, and belongs to its text.

A box to tick is read as one, ticked or not; signatures and buttons are no text.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pages.drawn import Matrix, at
from extract.pages.layout import ASCENT, DESCENT, WIDE, Box, Char
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


def started(document: Any) -> Any:
    """Give a document that tells of its fields, before any of its pages is opened; one without a form stays as it is."""
    # A form that pdfium cannot set up is one without values that it could tell.
    with suppress(pdfium.PdfiumError):
        document.init_forms()
    return document


def values(document: Any, page: Any) -> list[Value]:
    """Give what is filled into a page: the lines of each field, with its box in the page's own coordinates (y upwards)."""
    form = document.formenv
    out: list[Value] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw) if form is not None else 0):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            found = _value(form.raw, annotation)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
        if found is not None:
            out.append(found)
    return out


def _value(form: Any, annotation: Any) -> Value | None:
    unseen = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
    rect = raw.FS_RECTF()
    if (
        raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET
        or raw.FPDFAnnot_GetFlags(annotation) & unseen
        or not raw.FPDFAnnot_GetRect(annotation, rect)
    ):
        return None
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
            widths = [em if char > WIDE else _NARROW * em for char in line]
            fit = min(1.0, (right - left) / (sum(widths) or 1.0))
            x, base = left, height - high + pitch * (number + 0.5) + (ASCENT - 0.5) * em
            for char, width in zip(line, widths, strict=True):
                found.append(Char(char, x, base - ASCENT * em, x + fit * width, base + DESCENT * em, base))
                x += fit * width
    return found
