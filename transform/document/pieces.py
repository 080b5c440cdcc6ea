"""A source's blocks as the finding of documents sees them: folded lines and tables, in reading order.

Whether a line can be part of a title is known here; what its words say is known by `transform.document.metadata`.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transform.document import metadata, outline
from transform.language import numbers
from transform.language.text import Folded, fold

TITLE_LENGTH = 90
TITLE_LINES = 8
LONGEST_PARAGRAPH = 3000
"""In characters; three times the longest that was met in print."""
_NUMERALS = string.ascii_letters + string.digits + "." + numbers.NUMERAL
CONTACT = re.compile(
    r"\(?(?:联系人|联系电话|联系方式|联系单位|抄送|抄报|主送|主题词|信息公开|公开方式|公开属性|\(?此件|责任编辑|校对|打印)[一-龥]{0,6}[:)]?"
)


_BYLINE = re.compile(r"(?:主持人|发布人|发言人|出席|作者|记者|通讯员|供稿|来源|编辑)[一-龥]{0,4}:")


@dataclass(slots=True)
class Piece:
    """A block of text or a table, folded once."""

    source: Folded
    kind: str
    page: int | None
    printed_page: int | None
    is_ocr: bool = False
    table: dict[str, Any] | None = None
    is_contents: bool = False
    is_furniture: bool = False
    is_after_contents: bool = False
    rows: str = ""

    @property
    def text(self) -> str:
        """The folded text; empty for a table."""
        return self.source.text

    @property
    def is_title_like(self) -> bool:
        """Whether the piece can be a line of a title."""
        text = self.text
        return (
            self.table is None
            and (2 if self.kind != "heading" else 1) <= len(text) <= TITLE_LENGTH
            and not re.search(r"[。;]|:$|\d:\d", text)
            and metadata.is_date(text) is None
            and metadata.is_number(text) is None
            and not CONTACT.match(text)
            and not _BYLINE.match(text)
            and not re.match(r"附(?:件|录|表)|[●■◆▪•]", text)
            and (outline.mark(self.source) is None)
        )


def pieces_of(block: Mapping[str, Any]) -> list[Piece]:
    """Fold a row of the reader's schema, into more than one piece where it is longer than any paragraph.

    `rows` holds a table's cells as lines with tabs, for the contents pages.
    """
    table = block.get("table")
    rows = ""
    if table is not None:
        grid: dict[int, list[str]] = {}
        for cell in sorted(table["cells"], key=lambda cell: (cell["row"], cell["column"])):
            grid.setdefault(cell["row"], []).append(cell["text"])
        rows = "\n".join("\t".join(row) for row in grid.values())
    role = block.get("role")
    return [
        Piece(
            source=fold(printed),
            kind=block["kind"],
            page=block.get("page"),
            printed_page=block.get("printed_page"),
            is_ocr=bool(block.get("ocr")),
            table=dict(table) if table is not None else None,
            is_contents=role == "contents",
            is_furniture=block["kind"] == "furniture" and role != "contents",
            rows=rows,
        )
        for printed in stretches("" if table is not None else block["text"] or "")
    ]


def stretches(printed: str) -> list[str]:
    """Cut what no paragraph is as long as, behind a sentence, else a clause, else where no number or word stands.

    The grammar looks back as far as a paragraph goes, so its cost would else grow with the square of the length.
    """
    found: list[str] = []
    start = 0
    while len(printed) - start > LONGEST_PARAGRAPH:
        window = printed[start : start + LONGEST_PARAGRAPH]
        cut = max(map(window.rfind, "。！？；")) + 1 or max(map(window.rfind, "，,、：:;\t ")) + 1
        cut = cut or len(window.rstrip(_NUMERALS)) or len(window)
        found.append(window[:cut])
        start += cut
    return [*found, printed[start:]]


def while_title(pieces: Sequence[Piece], start: int) -> list[Piece]:
    """Give the pieces from `start` on for as long as they can be lines of a title."""
    out: list[Piece] = []
    for piece in pieces[start : start + TITLE_LINES]:
        if not piece.is_title_like:
            break
        out.append(piece)
    return out
