"""What every table has whatever it was read from: rows and columns that hold something, and a header of some depth."""

from __future__ import annotations

import re

from extract.content import Cell, Table

VALUE = re.compile(r"[-+−－]?[\d０-９][\d０-９,，.．%％\s]*|[-—/]+")
CODE = re.compile(r"[\d０-９]+\*?\s*[:：]")


def tidy(cells: list[Cell], heads: set[int] | None = None) -> Table | None:
    """Drop the rows and columns in which no cell with text starts, and say how many rows are header.

    `heads` are the rows that the source marks as header. None where fewer than two rows and columns are left.
    """
    rows = sorted({c.row for c in cells if c.text})
    columns = sorted({c.column for c in cells if c.text})
    if len(rows) < 2 or len(columns) < 2:
        return None
    kept: list[Cell] = []
    for cell in cells:
        inside_rows = [r for r in rows if cell.row <= r < cell.row + cell.row_span]
        inside_columns = [c for c in columns if cell.column <= c < cell.column + cell.column_span]
        if inside_rows and inside_columns:
            row, column = rows.index(inside_rows[0]), columns.index(inside_columns[0])
            kept.append(Cell(row, column, cell.text, len(inside_rows), len(inside_columns), page=cell.page))
    marked = [r for r in rows if r in (heads or set())]
    if marked and marked == rows[: len(marked)] and len(marked) < len(rows):
        count = len(marked)
    else:
        count = header_rows(kept, len(rows))
    for cell in kept:
        cell.is_header = cell.row < count
    return Table(kept, len(rows), len(columns), count)


def header_rows(cells: list[Cell], n_rows: int) -> int:
    """Say how many rows a header has: as deep as its merged cells go, and one more under a cell that spans columns."""
    count = 1
    while count < n_rows - 1:
        deep = max((c.row + c.row_span for c in cells if c.row < count), default=count)
        wide = any(c.column_span > 1 and c.row + c.row_span == count for c in cells)
        below = [c for c in cells if c.row == count]
        filled = [c for c in below if c.text]
        body = any(VALUE.fullmatch(c.text) or CODE.match(c.text) or len(c.text) > 24 for c in filled)
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
