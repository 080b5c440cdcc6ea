"""A page as a picture, with what each of the two readers saw on it: for a person who looks which of them is right.

On the left our lines, rules, cells and blocks, on the right pdfplumber's words, rules and cells. Not part of any run.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from extract.content import Content
from extract.errors import Unreadable
from extract.files import pdf, sniff
from extract.pages.shapes import Box
from extract.tables.ruled import Grid

_SCALE = 2.0
"""Pixels of a point: print of 9 points is then as high as on a usual screen."""
_GAP = 20
"""Pixels between the two readings."""
_WORD, _RULE, _CELL, _BLOCK = (70, 130, 230), (220, 40, 40), (20, 150, 60), (240, 150, 20)
"""Colours: lines or words, rules, cells of tables, blocks."""


def draw(path: Path, number: int, content: Content, out: Path) -> None:
    """Write page `number` (from 1) of a PDF file as a picture; `content` is what was read from the file.

    Raises `Unreadable` where the file is no PDF or has no such page.
    """
    with path.open("rb") as file:
        if sniff.media_type(file.read(64 * 1024)) != sniff.PDF:
            raise Unreadable(f"{path.name} is no PDF.", "Only pages of a PDF can be drawn.")
    import pdfplumber

    document = pdfium.PdfDocument(path)
    try:
        if not 1 <= number <= len(document):
            raise Unreadable(f"{path.name} has no page {number}.", f"It has {len(document)}.")
        bare = document[number - 1].render(scale=_SCALE).to_pil().convert("RGB")
    finally:
        document.close()
    ours, theirs = bare.copy(), bare.copy()
    parts, drawn = pdf.look(path, number)
    pen = ImageDraw.Draw(ours)
    lines = [line for part in parts for line in part.page.lines]
    _boxes(pen, (line.turn.shown(line.box) if line.turn else line.box for line in lines), _WORD)
    _boxes(pen, ((x0, y, x1, y) for y, x0, x1 in drawn.horizontal), _RULE)
    _boxes(pen, ((x, y0, x, y1) for x, y0, y1 in drawn.vertical), _RULE)
    _boxes(pen, (box for part in parts for grid in part.grids for box in _cells(grid)), _CELL)
    _boxes(pen, (block.box for block in content.blocks if block.page == number and block.box), _BLOCK)
    with pdfplumber.open(path) as other:
        page: Any = other.pages[number - 1]
        pen = ImageDraw.Draw(theirs)
        _boxes(pen, ((w["x0"], w["top"], w["x1"], w["bottom"]) for w in page.extract_words()), _WORD)
        _boxes(pen, ((e["x0"], e["top"], e["x1"], e["bottom"]) for e in page.edges), _RULE)
        _boxes(pen, (cell for table in page.find_tables() for cell in table.cells), _CELL)
    both = Image.new("RGB", (2 * bare.width + _GAP, bare.height), "white")
    both.paste(ours, (0, 0))
    both.paste(theirs, (bare.width + _GAP, 0))
    both.save(out)


def _boxes(pen: ImageDraw.ImageDraw, boxes: Iterable[Box], colour: tuple[int, int, int]) -> None:
    for box in boxes:
        x0, top, x1, bottom = (round(side * _SCALE) for side in box)
        pen.rectangle((min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)), outline=colour)


def _cells(grid: Grid) -> Iterable[Box]:
    """Give the boxes of a table's cells on the page as it is shown."""
    for cell in grid.cells:
        box = (
            grid.xs[cell.column],
            grid.ys[cell.row],
            grid.xs[cell.column + cell.column_span],
            grid.ys[cell.row + cell.row_span],
        )
        yield grid.turn.shown(box) if grid.turn else box
