"""Tables over several pages: the parts joined, a row that a page end cut made whole, repeated headers dropped.

Two tables of equal width that follow each other stay apart: a part is only joined when nothing stands between, the
columns stand at the same places, and it does not start with another header.
"""

from __future__ import annotations

import unicodedata

from extract import sure
from extract.content import Cell, Table
from extract.tables import grids
from extract.tables.ruled import Grid
from extract.text.prose import ends_sentence, glue, starts_item

_NEAR = 4.0
"""Points by which the columns of two parts may differ where rules draw them: each end is snapped to one place on its own
page. The narrowest column, of one sign and its margins, is five times as wide."""
_NEAR_IN_WHITE = 15.0
"""The same where only white parts them, whose middle moves by half of what the longest cell differs: two or three signs."""


def same_columns(above: Grid, below: Grid) -> bool:
    """Say whether two parts have their columns at the same places (pages may be shifted to one side)."""
    if above.n_columns != below.n_columns:
        return False
    shift = below.xs[0] - above.xs[0]
    near = _NEAR if {above.way, below.way} <= sure.DRAWN else _NEAR_IN_WHITE
    return all(abs(b - a - shift) < near for a, b in zip(above.xs, below.xs, strict=True))


def goes_on(above: Grid, below: Grid) -> bool:
    """Say whether `below`, first on its page, goes on with `above`, last on the page before."""
    if (
        above.n_columns == below.n_columns
        and sure.DRAWN.isdisjoint((above.way, below.way))
        and _row(below, 0) == _row(above, 0)
    ):
        return True  # White parts the columns of every page by its own words.
    if not same_columns(above, below):
        return False
    if _row(below, 0) == _row(above, 0):
        return True
    # Another header starts another table: bold over a body that is not.
    header_bold = 0 in above.bold and len(above.bold) < above.n_rows
    return not (header_bold and 0 in below.bold and len(below.bold) < below.n_rows)


def _row(grid: Grid, row: int) -> list[tuple[int, int, str]]:
    """Give what makes a row the same on another page; OCR takes wide brackets for narrow ones now and then."""
    words = ((c, unicodedata.normalize("NFKC", c.text)) for c in grid.cells if c.row == row)
    return [(c.column, c.column_span, "".join(text.split())) for c, text in words]


def join(above: Grid, below: Grid) -> Grid:
    """Give both parts as one grid. `ys` of the whole only count rows; `xs` are those of the last page."""
    repeated = 0
    while repeated < below.n_rows - 1 and repeated < above.n_rows and _row(below, repeated) == _row(above, repeated):
        repeated += 1
    rest = [c for c in below.cells if c.row >= repeated]
    cut = (above.open_bottom and below.open_top and not repeated) or _cut_row(above, rest, repeated)
    offset = above.n_rows - repeated - (1 if cut else 0)
    cells = list(above.cells)
    at = {(c.row, c.column): c for c in cells}
    for cell in rest:
        row = cell.row + offset
        if cut and cell.row == repeated:
            last = _covering(at, above.n_rows - 1, cell.column)
            if last is not None:
                last.text = glue(last.text, cell.text)
                last.row_span = max(last.row_span, row + cell.row_span - last.row)
                continue
        upper = _covering(at, above.n_rows - 1, cell.column) if cell.row == repeated and not cut else None
        if upper is not None and _is_group(above, cell, upper):
            upper.text = glue(upper.text, cell.text)
            upper.row_span = row + cell.row_span - upper.row
            continue
        cells.append(Cell(row, cell.column, cell.text, cell.row_span, cell.column_span, page=cell.page))
    n_rows = below.n_rows + offset
    whole = Grid(below.page, below.xs, [float(y) for y in range(n_rows + 1)], cells)
    whole.open_bottom = below.open_bottom
    whole.way = sure.less(above.way, below.way)
    whole.ocr = above.ocr or below.ocr
    whole.bold = above.bold | {r + offset for r in below.bold if r >= repeated}
    whole.starts = above.starts | {
        (r + offset, c): start for (r, c), start in below.starts.items() if r >= repeated + cut
    }
    whole.full = above.full | {(r + offset, c): full for (r, c), full in below.full.items() if r >= repeated}
    return whole


def _covering(at: dict[tuple[int, int], Cell], row: int, column: int) -> Cell | None:
    """Find the cell that covers a place."""
    for cell in at.values():
        if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span:
            return cell
    return None


def _is_group(above: Grid, cell: Cell, upper: Cell) -> bool:
    """Say whether two cells at a page end are one that is merged over rows, with its text in one of the halves."""
    if upper.column_span != cell.column_span:
        return False
    if upper.text and cell.text:
        # Words on both sides of the cut: one cell if its column numbers its cells and the lower half has no number.
        column = [c.text for c in above.cells if c.column == cell.column and c.text and not c.is_header]
        numbered = sum(starts_item(text) for text in column) * 2 >= len(column)
        merged = upper.row_span > 1 or cell.row_span > 1
        return merged and numbered and starts_item(upper.text) and not starts_item(cell.text)
    text = upper.text or cell.text
    if upper.row_span > 1 or cell.row_span > 1:
        return bool(text)
    merged = any(c.column == cell.column and c.row_span > 1 for c in above.cells)
    return bool(text) and merged and not grids.VALUE.fullmatch(text)


def _cut_row(above: Grid, rest: list[Cell], first: int) -> bool:
    """Say whether the first row of the new page is the rest of the last row: some cells empty, others mid-sentence."""
    cells = [c for c in rest if c.row == first]
    filled = [c for c in cells if c.text]
    if not filled:
        return False
    at = {(c.row, c.column): c for c in above.cells}
    last_row = above.n_rows - 1
    going_on = several = 0
    for cell in filled:
        last = _covering(at, last_row, cell.column)
        if last is None or last.column_span != cell.column_span or grids.VALUE.fullmatch(cell.text):
            return False
        if _starts_record(above, cell):
            if last.text or len(filled) == len(cells):
                return False
            # The text of a merged cell, set in its middle, has come onto the new page.
            going_on += 1
            continue
        full = above.full.get((last.row, last.column), 0)
        several += full > 1
        going_on += not last.text or (full > 0 and not ends_sentence(last.text))
    if len(filled) == len(cells):
        return going_on == len(filled) and several > 0
    return going_on >= 1 or _lacks_key(above, cells)


def _lacks_key(above: Grid, row: list[Cell]) -> bool:
    """Say whether a row has nothing in the first column, where every row before it has something of its own."""
    keys = [c for c in above.cells if c.column == 0]
    filled = all(c.text and c.row_span == 1 for c in keys[1:])
    numbered = len(keys) == 2 and keys[1].text.isdigit()
    return (len(keys) > 2 or numbered) and filled and any(c.column == 0 and not c.text for c in row)


def _starts_record(above: Grid, cell: Cell) -> bool:
    """Say whether a cell starts with a code or a number as most cells of its column do."""
    column = [c.text for c in above.cells if c.column == cell.column and c.text]
    coded = [text for text in column if grids.CODE.match(text)]
    return grids.CODE.match(cell.text) is not None and len(coded) * 2 > len(column)


def table_of(grid: Grid, first_page: int, last_page: int) -> Table | None:
    """Make the table of a whole grid."""
    bold = {r for r in range(grid.n_rows) if r in grid.bold}
    heads: set[int] = set()
    while len(heads) in bold and len(bold) < grid.n_rows:
        heads.add(len(heads))
    table = grids.tidy(grid.cells, heads, grid.starts)
    if table is not None:
        table.page_start, table.page_end = first_page, last_page
        table.way = grid.way
    return table
