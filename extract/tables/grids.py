"""What every table has whatever it was read from: rows and columns that hold something, and a header of some depth."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace

from extract.content import Block, Cell, Table
from extract.tables import levels
from extract.tables.levels import Start
from extract.tables.measures import LONGEST_CELL

VALUE = re.compile(r"[-+−－]?[\d０-９][\d０-９,，.．%％\s]*|[-—/]+")
CODE = re.compile(r"[\d０-９]+\*?\s*[:：]")


def tidy(
    cells: list[Cell], heads: set[int] | None = None, starts: Mapping[tuple[int, int], Start] | None = None
) -> Table | None:
    """Drop the rows and columns in which no cell with text starts, and say how many rows are header.

    `heads` are the rows that the source marks as header, `starts` where the words of a cell begin, by row and column: names
    that are set in under others get their levels. None where fewer than two rows and columns are left.
    """
    rows = sorted({c.row for c in cells if c.text})
    columns = sorted({c.column for c in cells if c.text})
    if len(rows) < 2 or len(columns) < 2:
        return None
    kept: list[Cell] = []
    names: list[tuple[Cell, Start]] = []
    for cell in cells:
        row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        height = bisect_left(rows, cell.row + cell.row_span) - row
        width = bisect_left(columns, cell.column + cell.column_span) - column
        if height > 0 and width > 0:
            kept.append(Cell(row, column, cell.text, height, width, page=cell.page, level=cell.level))
            start = starts.get((cell.row, cell.column)) if starts else None
            if start and cell.text and not VALUE.fullmatch(cell.text):
                names.append((kept[-1], start))
    marked = [r for r in rows if r in (heads or set())]
    if marked and marked == rows[: len(marked)] and len(marked) < len(rows):
        count = len(marked)
    else:
        count = header_rows(kept, len(rows))
    for cell in kept:
        cell.is_header = cell.row < count
    levels.tell((cell, start) for cell, start in names if not cell.is_header)
    return Table(kept, len(rows), len(columns), count)


def header_rows(cells: list[Cell], n_rows: int) -> int:
    """Say how many rows a header has: as deep as its merged cells go, and one more under a cell that spans columns."""
    count = 1
    while count < n_rows - 1:
        deep = max((c.row + c.row_span for c in cells if c.row < count), default=count)
        wide = any(c.column_span > 1 and c.row + c.row_span == count for c in cells)
        below = [c for c in cells if c.row == count]
        filled = [c for c in below if c.text]
        body = any(VALUE.fullmatch(c.text) or CODE.match(c.text) or len(c.text) > LONGEST_CELL for c in filled)
        figures = any(VALUE.fullmatch(c.text) for c in cells if c.row > count)
        if deep > count:
            count = deep
        elif count == 1 and wide and len([c for c in cells if c.row == 0]) == 1 and len(filled) > 1:
            # A title over the whole table, and the header under it.
            count += 1
        elif wide and len(filled) > 1 and not body and figures:
            count += 1
        else:
            break
    return min(count, max(1, n_rows - 1))


def goes_on(table: Table, after: Table) -> bool:
    """Say whether a table goes on in the next: the header is printed again, or the running numbers count on."""
    if table.n_columns != after.n_columns or after.caption is not None:
        return False
    first, last, upper = after.grid()[0], table.grid()[-1], table.grid()[0]
    if first == upper:
        return True
    return last[0].isdigit() and first[0].isdigit() and int(first[0]) == int(last[0]) + 1


def joined(table: Table, after: Table) -> Table:
    """Give both parts as one table, a header that is printed again left out."""
    drop = after.header_rows if after.grid()[0] == table.grid()[0] else 0
    offset = table.n_rows - drop
    cells = list(table.cells)
    for cell in after.cells:
        if cell.row >= drop:
            cells.append(replace(cell, row=cell.row + offset, is_header=False))
    return replace(table, cells=cells, n_rows=offset + after.n_rows, page_end=after.page_end)


def join_parts(blocks: list[Block]) -> list[Block]:
    """Join the tables of a running order that follow each other with nothing between and go on in each other."""
    out: list[Block] = []
    for block in blocks:
        last = out[-1].table if out else None
        if last is not None and block.table is not None and goes_on(last, block.table):
            out[-1].table = joined(last, block.table)
        else:
            out.append(block)
    return out
