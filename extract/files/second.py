"""The second reader: pdfplumber reads the pages with tables again, and where it reads otherwise that is said.

It shares nothing with the first reader but the file: another parser, another way to put characters and rules together. Which
of the two is right it does not say; a person looks (`gongbao show FILE --page 7 --draw page.png`).
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract import sure
from extract.content import Block, Content, ReadIssue, Table
from extract.files.sniff import PDF

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_UPRIGHT = 0.9
"""The part of a page's characters that stand upright where pdfplumber reads it: what is on its side it reads letter by letter."""
_SHOWN = 6
"""Numbers that a message tells of each reading."""
_SAME_PLACE = 0.5
"""The part of a table's area that it shares with the one that the other reader found in its place."""
SECONDS = 30.0
"""Seconds that reading a document again may take; pages that are left are not compared."""


@dataclass(slots=True)
class Compared:
    """What a comparison gave: a page for each issue, and how many pages were read again."""

    issues: list[ReadIssue] = field(default_factory=list)
    pages: int = 0


def compare(path: Path, content: Content, seconds: float = SECONDS) -> Compared:
    """Read the pages with tables of a PDF file again and say of each table whether both readers agree.

    Sets `readers_agree` of the tables that were compared, and adds the issues to the content. Tables read from pictures, and
    those that no page holds, are left alone.
    """
    out = Compared()
    by_page = _tables_by_page(content) if content.media_type == PDF else {}
    if not by_page:
        return out
    import pdfplumber

    end = time.process_time() + seconds
    pages: dict[int, _Differences] = {}
    with pdfplumber.open(path) as document:
        for number in sorted(by_page):
            if time.process_time() > end or number > len(document.pages):
                break
            page = document.pages[number - 1]
            found = _differences(page, number, by_page[number], content)
            page.close()
            if found is not None:
                pages[number] = found
    for number, differences in pages.items():
        # A row that a page end has cut is a row of the first page to us.
        if number + 1 in pages:
            differences.added -= pages[number + 1].theirs
        if number - 1 in pages:
            differences.lost -= _numbers(
                cell.text for b in by_page[number] if b.table for cell in b.table.cells if cell.page == number - 1
            )
    for number, differences in pages.items():
        message = differences.told(number)
        for block in by_page[number]:
            if block.table is not None:
                block.table.readers_agree = block.table.readers_agree is not False and not message
        if message:
            out.issues.append(ReadIssue("readers_disagree", "warning", message, number))
    out.pages = len(pages)
    content.issues += out.issues
    return out


@dataclass(slots=True)
class _Differences:
    """What a page has in one reading only: numbers in our cells, numbers of theirs, and tables of another shape."""

    theirs: Counter[str]
    added: Counter[str]
    lost: Counter[str]
    shapes: list[str]

    def told(self, number: int) -> str:
        """Give the message, empty where there is no difference."""
        told = list(self.shapes)
        if self.added or self.lost:
            told.insert(0, f"numbers: we read {_shown(self.added)}, pdfplumber {_shown(self.lost)}")
        return f"On page {number} two readers differ; {'; '.join(told)}. Compare with the page" if told else ""


def _tables_by_page(content: Content) -> dict[int, list[Block]]:
    out: dict[int, list[Block]] = {}
    for block in content.blocks:
        if block.table is not None and not block.ocr and block.table.page_start:
            for number in range(block.table.page_start, (block.table.page_end or block.table.page_start) + 1):
                out.setdefault(number, []).append(block)
    return out


def _differences(page: Any, number: int, blocks: Sequence[Block], content: Content) -> _Differences | None:
    """Compare a page; None where it cannot be compared."""
    chars = page.chars
    if not chars or sum(char["upright"] for char in chars) < _UPRIGHT * len(chars):
        return None
    theirs = _numbers(word["text"] for word in page.extract_words())
    cells = _numbers(cell.text for block in blocks if block.table for cell in block.table.cells if cell.page == number)
    around = list(_around(content, number))
    lost = theirs - cells - _numbers(around)
    # Outside tables only the digits count: where words part there is no column to slide into.
    beside = _squeezed("".join(around))
    for found in [found for found in lost if found in beside]:
        del lost[found]
    return _Differences(theirs, cells - theirs, lost, _shapes(page, number, blocks))


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _numbers(texts: Iterable[str]) -> Counter[str]:
    return Counter(found for text in texts for found in _NUMBER.findall(unicodedata.normalize("NFKC", text)))


def _around(content: Content, number: int) -> Iterable[str]:
    """Give what else we read on a page; what began on the page before may go on here."""
    for block in content.blocks:
        if block.table is not None:
            around = (block.table.number, block.table.caption, block.table.unit_note, block.table.source_note)
            yield from (text for text in around if text)
            # A head that is printed again is left out of the table that goes on.
            yield from (cell.text for cell in block.table.cells if cell.is_header and cell.page != number)
        elif block.page is not None and number - 1 <= block.page <= number:
            yield block.text


def _shown(numbers: Counter[str]) -> str:
    every = sorted(numbers.elements())
    return " ".join(every[:_SHOWN]) + (" …" if len(every) > _SHOWN else "") if every else "none"


def _shapes(page: Any, number: int, blocks: Sequence[Block]) -> list[str]:
    """Compare rows and columns of tables that rules draw and one page holds whole."""
    ours = [
        (block.box, block.table)
        for block in blocks
        if block.table is not None and block.box is not None and _is_counted(block.table, number)
    ]
    boxes = Counter(box for box, _ in ours)
    out = []
    found = page.find_tables() if ours else []
    for box, table in ours:
        if boxes[box] > 1:
            continue  # One frame that held several tables.
        same = [other for other in found if _shared(box, other.bbox) > _SAME_PLACE]
        shapes = [_shape(other.extract()) for other in same]
        if len(shapes) == 1 and shapes[0] != (table.n_rows, table.n_columns):
            rows, columns = shapes[0]
            out.append(
                f"a table of {table.n_rows} × {table.n_columns} cells is one of {rows} × {columns} to pdfplumber"
            )
    return out


def _is_counted(table: Table, number: int) -> bool:
    """Say whether the cells are drawn: only their rows and columns can be counted by another reader of rules."""
    return table.way in sure.DRAWN and table.page_start == table.page_end == number


def _shared(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    """Give the part of the larger of two boxes that both share."""
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    larger = max((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
    return width * height / larger if width > 0 and height > 0 and larger else 0.0


def _shape(rows: list[list[str | None]]) -> tuple[int, int]:
    """Give rows and columns of a table, those that hold nothing left out."""
    filled = [[(text or "").strip() for text in row] for row in rows]
    columns = max(map(len, filled), default=0)
    used = [c for c in range(columns) if any(c < len(row) and row[c] for row in filled)]
    return sum(any(row) for row in filled), len(used)
