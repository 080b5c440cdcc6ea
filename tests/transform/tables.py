"""Printed tables made of lines with bars, for tests of what a table is and what its cells state."""

from __future__ import annotations

from collections.abc import Sequence

from tests.transform.conftest import document, lexicon
from transform.document import tablekind
from transform.document.model import Document, PlacedTable
from transform.document.tablekind import KnownSheet


def with_table(
    rows: Sequence[str],
    *,
    caption: str | None = None,
    unit: str | None = None,
    headings: tuple[str, ...] = (),
    header_rows: int = 1,
    levels: dict[int, int] | None = None,
    **what: str | None,
) -> tuple[Document, list[KnownSheet]]:
    """Give a document with one table, a row a line, its cells parted by bars, and the table with its kind."""
    made = document("表前的话。", **what)  # type: ignore[arg-type]
    grid = [row.split("|") for row in rows]
    cells = [
        {
            "row": r,
            "column": c,
            "row_span": 1,
            "column_span": 1,
            "text": text,
            "page": None,
            "level": (levels or {}).get(r, 0) if c == 0 else 0,
        }
        for r, row in enumerate(grid)
        for c, text in enumerate(row)
    ]
    shape = {"header_rows": header_rows, "n_rows": len(grid), "n_columns": len(grid[0]), "confidence": 1.0}
    said = {"page_start": None, "caption": caption, "unit_note": unit, "cells": cells}
    made.tables.append(PlacedTable(shape | said, 0, "body", headings=headings, id="t"))
    return made, tablekind.known(made, lexicon())
