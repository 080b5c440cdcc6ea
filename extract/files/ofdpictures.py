"""The pictures of an OFD page, set on a page that pdfium draws, so that scans are read as those of a PDF are."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from extract.content import ReadIssue
from extract.errors import Unreadable
from extract.files.archive import Archive
from extract.pages.drawn import Matrix

_MOST_PIXELS = 100_000_000
"""A picture with more pixels than this is no page."""


@contextmanager
def page_of(
    size: tuple[float, float],
    pictures: Sequence[tuple[str, Matrix]],
    archive: Archive,
    number: int,
    issues: list[ReadIssue],
) -> Iterator[Any]:
    """Give a page of pdfium of that size (points) with the pictures on it: the part of each, and what puts the unit square in place.

    One that cannot be read is left out, with an issue.
    """
    document = pdfium.PdfDocument.new()
    try:
        page = document.new_page(*size)
        for part, (a, b, c, d, e, f) in pictures:
            bitmap = _bitmap(part, archive)
            if bitmap is None:
                message = f"A picture of page {number} cannot be read; what it shows was left out"
                issues.append(ReadIssue("picture_unreadable", "warning", message, number))
                continue
            image = pdfium.PdfImage.new(document)
            image.set_bitmap(bitmap)
            # Here y counts from the top, on the page and in the picture; in a PDF both count from the foot.
            image.set_matrix(pdfium.PdfMatrix(a, -b, -c, d, c + e, size[1] - d - f))
            page.insert_obj(image)
            bitmap.close()
        page.gen_content()
        yield page
    finally:
        document.close()


def _bitmap(part: str, archive: Archive) -> Any:
    try:
        with Image.open(io.BytesIO(archive.read(part))) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            return pdfium.PdfBitmap.from_pil(image.convert("L"))
    except (Unreadable, OSError, ValueError, SyntaxError, KeyError, Image.DecompressionBombError):
        return None
