"""A printed table as the rows of an HTML table, each merged cell once, with a fragment for each cell that a fact names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.site.rows import Row


@dataclass(slots=True)
class Cell:
    """A cell at its upper left corner; `id` is empty where nothing links to it."""

    row: int
    column: int
    text: str
    rows: int
    columns: int
    is_header: bool
    is_number: bool
    id: str = ""


class Grid:
    """The cells of one table: `header` and `body` are its rows of cells as HTML wants them."""

    def __init__(self, id: str, table: Row, cells: Iterable[Row]) -> None:
        """Lay out the logical grid of `cells`, where a merged cell is repeated into all that it spans."""
        self.id = id
        self.table = table
        height, width = int(table["n_rows"] or 0), int(table["n_columns"] or 0)
        split = min(int(table["header_rows"] or 0), height)
        rows: list[list[Cell]] = [[] for _ in range(height)]
        self._at: dict[tuple[int, int], Cell] = {}
        for released in cells:
            row, column = int(released["row"] or 0), int(released["column"] or 0)
            if (row, column) in self._at or not (row < height and column < width):
                continue
            # HTML cuts a cell at the end of its row group; a span that ran on would push the rows below aside.
            limit = split if row < split else height
            cell = Cell(
                row,
                column,
                released["text"] or "",
                max(1, min(int(released["row_span"] or 1), limit - row)),
                max(1, min(int(released["column_span"] or 1), width - column)),
                released["is_header"] == "true",
                released["value"] is not None,
            )
            covered = [(r, c) for r in range(row, row + cell.rows) for c in range(column, column + cell.columns)]
            self._at.update(dict.fromkeys(covered, cell))
            rows[row].append(cell)
        self.header, self.body = rows[:split], rows[split:]

    def place(self, row: str | None, column: str | None) -> str | None:
        """Give the fragment of the cell that covers a row and column (from 0), None where there is none."""
        cell = self._at.get((int(row), int(column))) if row and column else None
        return self._named(cell) if cell else None

    def find(self, quote: str) -> str | None:
        """Give the fragment of the first cell that holds the quote; white space does not count."""
        wanted = "".join(quote.split())
        for cell in self._at.values():
            if wanted and wanted in "".join(cell.text.split()):
                return self._named(cell)
        return None

    def named(self) -> list[str]:
        """Give the fragments of the cells that something links to."""
        return [cell.id for cell in self._at.values() if cell.id]

    def _named(self, cell: Cell) -> str:
        cell.id = f"{self.id}-{cell.row}-{cell.column}"
        return cell.id
