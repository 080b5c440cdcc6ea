"""Pages that a file turns, and text that is printed on its side: pdfium's page is turned until it stands upright.

Everything on a page is moved by one matrix, so what comes behind — boxes, rules, pictures — knows upright pages only.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw

from extract.pages.drawn import Matrix, times

_SLANT = 0.27
"""The tangent of 15°: text this near to a straight line across or down the page runs along it (a scan put in askew)."""


class Sheet:
    """A page of pdfium whose own coordinates are those in which it is shown: /Rotate done, the lower left corner at 0, 0."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.matrix: Matrix = (1, 0, 0, 1, 0, 0)
        """What brings the page's first coordinates to those that it has now: what is kept beside its objects stays in the first."""
        self._quarters = 0
        box = _box(page)
        shown = raw.FPDFPage_GetRotation(page.raw) % 4
        if shown or box.left or box.bottom:
            self.matrix = _move(page, box, shown)

    def turn(self, quarters: int) -> None:
        """Turn the page so that it lies clockwise by a number of quarters (1 is 90°) from how it is shown."""
        step = (quarters - self._quarters) % 4
        if step:
            self.matrix = times(self.matrix, _move(self.page, _box(self.page), step))
        self._quarters = quarters


def _box(page: Any) -> Any:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    return box


def _move(page: Any, box: Any, quarters: int) -> Matrix:
    matrix: Matrix = (
        (1, 0, 0, 1, -box.left, -box.bottom),
        (0, -1, 1, 0, -box.bottom, box.right),
        (-1, 0, 0, -1, box.right, box.top),
        (0, 1, -1, 0, box.top, -box.left),
    )[quarters]
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        raw.FPDFPageObj_Transform(item, *matrix)
        raw.FPDFPageObj_TransformClipPath(item, *matrix)
    width, height = box.right - box.left, box.top - box.bottom
    corners = (0, 0, height, width) if quarters % 2 else (0, 0, width, height)
    raw.FPDFPage_SetRotation(page.raw, 0)
    raw.FPDFPage_SetMediaBox(page.raw, *corners)
    raw.FPDFPage_SetCropBox(page.raw, *corners)
    return matrix


def quarters_to_upright(text: Any, index: int, matrix: Any) -> int | None:
    """Say by how many quarters a page must be turned clockwise so that a character stands upright; None where it is slanted.

    What counts is where its base line runs; slanted letters on a straight line are upright.
    """
    if not raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        return 0
    right, up = matrix.a, matrix.b
    if abs(up) <= _SLANT * abs(right):
        return 0 if right >= 0 else 2
    if abs(right) <= _SLANT * abs(up):
        return 1 if up > 0 else 3
    return None
