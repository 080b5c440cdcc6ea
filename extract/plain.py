"""Plain text: paragraphs by blank lines, by line ends, or by the ideographic spaces that start them inside one line."""

from __future__ import annotations

import re

from extract import furniture, prose
from extract.content import Block, Content
from extract.running import Chunk, assemble
from extract.sniff import PLAIN, decode

_INDENT = re.compile(r"　{2,}[ \t　]*|(?<=[。！？；”])　[ \t　]*")


def read(data: bytes) -> Content:
    """Read plain text of any encoding that `sniff.decode` knows."""
    text, issues = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    web = any(len(_INDENT.findall(line)) >= 3 for line in text.split("\n"))
    if web:
        text = _INDENT.sub("\n\n", text)
    chunks: list[Chunk] = []
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            lines.append(line)
        elif lines:
            chunks.append(Chunk(lines))
            lines = []
    blocks = assemble(chunks, issues, web=web)
    metadata = _page_head(blocks) if web else {}
    return Content(PLAIN, "plain", blocks, metadata=metadata, issues=issues)


def _page_head(blocks: list[Block]) -> dict[str, str]:
    """Find the headline of a page whose text starts with one: a short line without a sentence end above them."""
    if not blocks or blocks[0].kind == "furniture":
        return {}
    first = blocks[0]
    if len(first.text) > 60 or prose.ends_sentence(first.text) or "。" in first.text or furniture.is_byline(first.text):
        return {}
    if len(blocks) < 2 or prose.starts_item(first.text):
        return {}
    first.kind, first.level = "heading", 1
    return {"title": first.text}
