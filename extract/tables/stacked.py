"""Tables that one frame holds one under the other: each has its title across all columns, and the same header again.

The parts become tables of their own, with the title as caption. A title that a page end has left alone at the foot goes
to the table on the next page.
"""

from __future__ import annotations

from dataclasses import replace

from extract.content import Block, Cell, Table
from extract.tables import grids


def part(blocks: list[Block]) -> list[Block]:
    """Give the blocks with such tables parted, in their order."""
    out: list[Block] = []
    waiting: Block | None = None
    for block in blocks:
        table = block.table
        if table is not None and waiting is not None and table.caption is None:
            table.caption = waiting.text
            out = [other for other in out if other is not waiting]
        if block.kind != "furniture":
            waiting = None
        parts = _parts(table) if table is not None else None
        if table is None or parts is None:
            out.append(block)
            continue
        pieces: list[Table] = []
        alone: Block | None = None
        for title, cells in parts:
            piece = grids.tidy(cells)
            if cells and piece is None:
                break
            if piece is None:
                alone = Block("heading", title or "", page=table.page_end, ocr=block.ocr)
                continue
            pages = [cell.page for cell in cells if cell.page is not None]
            piece.caption, piece.way = title, table.way
            piece.page_start = min(pages, default=table.page_start)
            piece.page_end = max(pages, default=table.page_end)
            pieces.append(piece)
        else:
            pieces[0].caption = pieces[0].caption or table.caption
            pieces[0].number = table.number
            for piece in pieces:
                piece.unit_note = table.unit_note
            pieces[-1].source_note = table.source_note
            out += [replace(block, table=piece, page=piece.page_start or block.page) for piece in pieces]
            if alone is not None:
                out.append(alone)
            waiting = alone
            continue
        # A part that is no table of its own: the frame stays as it is printed.
        out.append(block)
    return out


def _parts(table: Table) -> list[tuple[str | None, list[Cell]]] | None:
    """Give each part's title and cells, rows from 0; None where no title is followed by the header of the first part."""
    titles = {c.row: c.text for c in table.cells if c.column_span == table.n_columns and c.row_span == 1 and c.text}
    first = {c.row: c.text for c in table.cells if c.column == 0 and c.row not in titles}
    if not first:
        return None
    key = first[min(first)]
    starts = [row for row in sorted(titles) if first.get(row + 1) == key]
    if not key or sum(text == key for text in first.values()) < 2 or not starts:
        return None
    if table.n_rows - 1 in titles and len(titles) == len(starts) + 1:
        starts.append(table.n_rows - 1)
    bounds = ([-1] if starts[0] else []) + starts
    out: list[tuple[str | None, list[Cell]]] = []
    for start, end in zip(bounds, [*bounds[1:], table.n_rows], strict=True):
        cells = [replace(cell, row=cell.row - start - 1) for cell in table.cells if start < cell.row < end]
        out.append((titles.get(start), cells))
    return out
