"""Tables of a web page: which of them hold data and which only place what is in them, and their grids with spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from extract.content import Cell, Table
from extract.tables import grids, levels
from extract.text import labels, prose
from extract.text.raised import raised

_PARAGRAPHS, _ARTICLE = 4, 400
"""Paragraphs and characters in a cell that make it an article, and its table a means to set a page."""
_LONGEST_CELL = 200
"""Characters of the middle cell of a table of data."""
_LABELLED = 4
"""One cell of so many may be a label of the page's head in a table of data."""
_FEWEST_CELLS = 3
"""Cells with text in a table of data."""
_MOST_SPANNED = 1000
"""Columns that a cell spans at most (HTML)."""
_SET_IN = re.compile(
    r"(?:padding-left|margin-left|text-indent)\s*:\s*(?P<size>\d{1,3}(?:\.\d{1,3})?)(?P<unit>em|px|pt)"
)
_EMS = {"em": 1.0, "px": 14.0, "pt": 10.5}
"""How much an em is in each unit: pages set tables at 14 pixels, office programs at 10.5 points (五号)."""
_MOST_CELLS = 500_000
"""Places of a table: one with more is a fault of its spans, and would not fit into memory."""


def _rows(tag: Tag) -> Iterator[Tag]:
    """Give the rows of a table, not those of tables inside it."""
    for row in tag.find_all("tr"):
        if row.find_parent("table") is tag:
            yield row


def is_data(tag: Tag) -> bool:
    """Say whether a table holds data: no table nor article inside, two rows and columns or more, mostly short cells."""
    if tag.find("table") is not None:
        return False
    rows = [row.find_all(["td", "th"], recursive=False) for row in _rows(tag)]
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max((len(row) for row in rows), default=0) < 2:
        return False
    filled = [cell for cell in cells if cell.get_text(strip=True)]
    if len(filled) < _FEWEST_CELLS:
        return False
    if tag.find("th") is not None or tag.find("caption") is not None:
        return True
    lengths = sorted(len(cell.get_text(strip=True)) for cell in filled)
    articles = [c for c in filled if len(c.find_all("p")) >= _PARAGRAPHS and len(c.get_text(strip=True)) > _ARTICLE]
    pairs = [c for c in filled if labels.is_label(c.get_text())]
    return not articles and lengths[len(lengths) // 2] <= _LONGEST_CELL and len(pairs) * _LABELLED < len(filled)


def _span(cell: Tag, name: str) -> int:
    """Give a span as printed in the source, at least 1; browsers cap it at 1000 columns and 65534 rows."""
    match = re.match(r"\s*(\d{1,4})", str(cell.get(name) or ""))
    return max(1, min(int(match[1]), _MOST_SPANNED)) if match else 1


def _cell_text(cell: Tag) -> str:
    text = ""
    for tag in cell.find_all("sup"):
        tag.replace_with(raised(tag.get_text()))
    cell.smooth()
    for part in cell.get_text("\n").replace("\xa0", " ").split("\n"):
        text = prose.glue(text, part.strip(" \t\r　")) if part.strip() else text
    return re.sub(r"\s+", " ", text).strip()


def _indent(cell: Tag) -> float:
    """Give the ems by which the styles of a cell, or of the paragraph in it, set its words in."""
    styles = [str(part.get("style") or "") for part in (cell, *cell.find_all(["p", "span", "div"], limit=1))]
    found = (match for style in styles for match in _SET_IN.finditer(style))
    return sum(float(match["size"]) / _EMS[match["unit"]] for match in found)


def grid_of(tag: Tag) -> Table | None:
    """Read a table with its spans; empty rows and columns are dropped."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    rows = list(_rows(tag))
    heads: set[int] = set()
    starts: dict[tuple[int, int], levels.Start] = {}
    for r, row in enumerate(rows):
        c = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while (r, c) in taken:
                c += 1
            height, width = min(_span(cell, "rowspan"), len(rows) - r), _span(cell, "colspan")
            if len(taken) + height * width > _MOST_CELLS:
                return None
            taken.update((y, x) for y in range(r, r + height) for x in range(c, c + width))
            starts[r, c] = levels.said(_indent(cell), cell.get_text().lstrip("\n\t\r "))
            cells.append(Cell(r, c, _cell_text(cell), height, width))
            c += width
        if row.find_parent("thead") or (row.find("th", recursive=False) and not row.find("td", recursive=False)):
            heads.add(r)
    return grids.tidy(cells, heads, starts)
