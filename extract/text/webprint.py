"""The print of a web page: its navigation and its head of labels and values, told from the document's own text."""

from __future__ import annotations

from extract.content import Block
from extract.text import furniture, labels

_HEAD_BLOCKS = 16
"""Blocks of the first page among which its head stands."""
_LABELS_OF_TABLE, _LABELS_OF_LINE = 3, 2
"""Labels that make a table, and a line, the head of a page rather than text in which one occurs."""
_LINES_OF_FOOT = 2
"""Lines with several labels that make a box of them below a document."""
_LONGEST_LINE = 160
"""Signs of a line of labels; a paragraph that names some is longer."""
_TITLE_LINES = 3
"""Lines of a title at most."""


def head(blocks: list[Block]) -> dict[str, str]:
    """Recognise the print of a web page: its navigation becomes furniture, its head of labels metadata.

    Gives the metadata; empty where nothing says that the file is a web page's print.
    """
    metadata: dict[str, str] = {}
    first = [b for b in blocks if b.page == 1][:_HEAD_BLOCKS]
    place = next((n for n, b in enumerate(first) if furniture.is_place(b.text)), -1)
    for number, block in enumerate(first):
        found: dict[str, str] = {}
        if block.table is not None and sum(1 for c in block.table.cells if labels.label_in(c.text)) >= _LABELS_OF_TABLE:
            _read_labels(block, found)
        elif block.kind != "heading" and block.table is None and len(block.text) < _LONGEST_LINE:
            labels.read_pairs(block.text, found)
            found = found if len(found) >= _LABELS_OF_LINE else {}
        if found:
            metadata = found | metadata
            block.kind, block.role = "furniture", "metadata"
        elif number <= place:
            block.kind, block.role = "furniture", "navigation"
    metadata = metadata | {key: value for key, value in _foot(blocks).items() if key not in metadata}
    if metadata or place >= 0:
        title = [b.text for b in first if b.kind == "heading" and b.level == 1]
        if title:
            metadata.setdefault("title", "".join(title[:_TITLE_LINES]))
        for block in blocks:
            if block.kind == "paragraph" and furniture.is_page_control(block.text):
                block.kind, block.role = "furniture", "navigation"
    return metadata


def _foot(blocks: list[Block]) -> dict[str, str]:
    """Read the box of labels and values that some sites print below a document: two lines of labels on the last page at least."""
    last = max((block.page or 0 for block in blocks), default=0)
    lines = [b for b in blocks if last > 1 and b.page == last and b.table is None and len(b.text) < _LONGEST_LINE]
    found: dict[str, str] = {}
    boxes = 0
    for block in lines:
        pairs: dict[str, str] = {}
        labels.read_pairs(block.text, pairs)
        boxes += len(pairs) >= _LABELS_OF_LINE
        found = pairs | found
    return found if boxes >= _LINES_OF_FOOT else {}


def _read_labels(block: Block, found: dict[str, str]) -> None:
    """Read a table of labels and values, and leave its text in the block."""
    assert block.table is not None
    rows = block.table.grid()
    for row in rows:
        for cell, value in zip(row, [*row[1:], ""], strict=True):
            label = labels.is_label(cell)
            if label and (key := labels.KEY_OF.get(label)) and not labels.is_label(value):
                labels.put(found, key, value)
            else:
                labels.read_pairs(cell, found)
    block.text = " ".join(cell for row in rows for cell in row if cell)
    block.table = None
