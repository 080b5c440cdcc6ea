"""Pages that are pictures: read with rapidocr where the extra `ocr` is installed. Its models come in its package.

What it gives is lines with boxes, as the PDF reader has them; everything after that is the same as for other pages.
"""

from __future__ import annotations

import importlib.util
import logging
from functools import cache
from typing import Any

from extract.layout import Line

SCALE = 200 / 72
"""Pixels per point: 200 dots an inch reads small print well and stays within memory."""
LARGEST_SIDE = 3200
"""Pixels of the longer side of a picture that is looked at; a page that is larger is shown smaller."""


def is_installed() -> bool:
    """Say whether pictures can be read here."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR()


def read_page(handle: Any, number: int) -> tuple[list[Line], float]:
    """Read one page of a PDF: its lines in points, and how sure the engine is of them on the whole (0 to 1)."""
    width, height = handle.get_size()
    scale = min(SCALE, LARGEST_SIDE / max(width, height, 1.0))
    bitmap = handle.render(scale=scale, grayscale=False)
    found = _engine()(bitmap.to_numpy()[:, :, :3])
    if found.boxes is None or found.txts is None:
        return [], 0.0
    lines: list[Line] = []
    for corners, text in zip(found.boxes, found.txts, strict=True):
        xs, ys = [float(x) / scale for x, _ in corners], [float(y) / scale for _, y in corners]
        tall = max(ys) - min(ys)
        size = round(tall * 0.86, 1)
        lines.append(Line(text.strip(), min(xs), min(ys), max(xs), max(ys), max(ys) - 0.15 * tall, size, page=number))
    _even_sizes(lines)
    scores = [float(score) for score in found.scores]
    return [line for line in lines if line.text], sum(scores) / max(len(scores), 1)


def _even_sizes(lines: list[Line]) -> None:
    """Give lines of nearly one size that size: boxes around pixels differ by what is in a line."""
    common = sorted(line.size for line in lines)[len(lines) // 2] if lines else 0.0
    for line in lines:
        if abs(line.size - common) < 0.15 * common:
            line.size = common
