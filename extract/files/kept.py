"""How much of what a file shows was kept: a content that is far shorter than its file is told of.

A reader counts the signs that its file holds as text before it sorts them; what became of them is counted here.
"""

from __future__ import annotations

from collections.abc import Callable

from extract.content import Block, Content, ReadIssue

_HALF = 0.5
"""The share of a file's signs of which at least so much is kept where nothing went wrong: text may be set twice for its shadow."""
_LEAST = 100
"""Signs that are lost at least: a few are ornaments, and signs outside the page."""


def tell(content: Content, shown: int, exactly: Callable[[], int] | None = None) -> None:
    """Add an issue where less than half of the signs that a file shows were kept.

    `shown` counts them without white space; `exactly` counts them again where that seems so, each sign at one place once.
    """
    kept = sum(signs(block) for block in content.blocks)
    if not _is_short(kept, shown) or (exactly is not None and not _is_short(kept, shown := exactly())):
        return
    message = (
        f"Of about {shown} signs that the file holds as text, {kept} were kept: compare the text with the original"
    )
    content.issues.append(ReadIssue("text_lost", "warning", message))


def _is_short(kept: int, shown: int) -> bool:
    return shown - kept >= _LEAST and kept < _HALF * shown


def signs(block: Block) -> int:
    """Count the signs of a block with its table, without white space."""
    table = block.table
    texts = [block.text]
    if table is not None:
        texts += [cell.text for cell in table.cells]
        texts += [text for text in (table.caption, table.unit_note, table.source_note) if text]
    return sum(len(text) - sum(map(str.isspace, text)) for text in texts)
