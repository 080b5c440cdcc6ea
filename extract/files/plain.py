"""Plain text: paragraphs by blank lines, by line ends, or by the ideographic spaces that start them inside one line."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.content import Block, Content
from extract.files.running import Chunk, assemble
from extract.files.sniff import PLAIN, decode
from extract.text import furniture, labels, prose

_HEAD_LINES = 24
_LONGEST_VALUE = 30
"""In characters, of what a byline says: a name, a day with its time."""
_LONGEST_LABELS, _LONGEST_ALONE = 200, 60
"""Characters of a line with labels and values, and of a value on the line below its label."""
_LONGEST_TITLE = 60
"""Characters of a headline."""
_BULLET = re.compile(r"^[•·●▪\-]\s*")
_ROLLED = 500
_MET = re.compile(r"[。；：:）)] +(?=[一-龥（(《])")
_SPACE = re.compile(r"(?<=[一-龥。；：:）)》]) +(?=[一-龥（(《])|(?<=[一-龥]) +(?=\d{4}年)")
_BETWEEN = re.compile(r"\s*[|｜；;。]\s*")
"""What stands between labels and values beside white space: the rules of a table that became signs, semicolons."""
_ORIGINAL = re.compile(r"[（(]?原标?题[:：]\s*(.+?)[)）]?")
"""The title that a page says its text had at first."""
_INDENT = re.compile(r"　{2,}[ \t　]*|(?<=[。！？；”])　[ \t　]*")


def read(data: bytes) -> Content:
    """Read plain text of any encoding that `sniff.decode` knows."""
    text, issues = decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    text = "\n".join(_unrolled(line) for line in text.split("\n"))
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
    _join_bylines(blocks)
    _masthead(blocks)
    metadata = _page_head(blocks) if web else {}
    metadata |= _labelled(blocks)
    bylines = [block.text for block in blocks[:_HEAD_LINES] if block.role == "byline"]
    labels.read_bylines(bylines, metadata)
    for original in filter(None, map(_ORIGINAL.fullmatch, bylines)):
        labels.put(metadata, "title", original[1])
    return Content(PLAIN, "plain", blocks, metadata=metadata, issues=issues)


def _unrolled(line: str) -> str:
    """Break a line that holds a whole document at the spaces where its paragraphs met; Chinese prose has none inside."""
    if len(line) < _ROLLED or len(_MET.findall(line)) < 3:
        return line
    return _SPACE.sub("\n\n", line)


def _labelled(blocks: list[Block]) -> dict[str, str]:
    """Read the labels and values that a page prints over its document (文号:… 发布机构:…), and set their lines apart.

    They are labels where lines with at least two of them stand among the first, before any running text.
    """
    lines: list[Block] = []
    found: dict[str, str] = {}
    alone: str | None = None
    for block in blocks[:_HEAD_LINES]:
        text = _BULLET.sub("", block.text)
        label = labels.is_label(text)
        if label or (labels.label_in(text) and len(text) <= _LONGEST_LABELS):
            lines.append(block)
            labels.read_pairs(_BETWEEN.sub(" ", text), found)
            alone = labels.KEY_OF.get(label) if label else None
        elif alone and len(text) <= _LONGEST_ALONE:
            # A label on a line of its own has its value on the next.
            lines.append(block)
            labels.put(found, alone, text)
            alone = None
        elif furniture.is_page_control(text):
            lines.append(block)
        elif "。" in text or block.kind == "heading":
            break
    if not {"document_number", "issuer", "issued_on", "index_number"} & set(found) or len(found) < 2:
        return {}
    for block in lines:
        block.kind, block.role = "furniture", block.role or "metadata"
    return found


def _join_bylines(blocks: list[Block]) -> None:
    """Join the label of a byline that stands on a line of its own (来源：) with its value on the next."""
    for block, value in pairwise(blocks[:_HEAD_LINES]):
        is_label = block.role == "byline" and re.fullmatch(r"[一-龥]{2,4}[:：]", block.text)
        if is_label and value.kind != "table" and len(value.text) <= _LONGEST_VALUE and "。" not in value.text:
            block.text += value.text
            blocks.remove(value)


def _masthead(blocks: list[Block]) -> None:
    """Set apart what a page prints over its text: all down to the line that tells its place in the site, and buttons."""
    first = blocks[:_HEAD_LINES]
    running = next((n for n, block in enumerate(first) if "。" in block.text), len(first))
    lines = [block.text for block in first[:running]]
    place = max((n for n, line in enumerate(lines) if furniture.is_place(line)), default=-1)
    place = max(place, furniture.crumbs_end(lines))
    for number, block in enumerate(first):
        if block.kind != "table" and (number <= place or furniture.is_page_control(block.text)):
            block.kind, block.role = "furniture", block.role or "navigation"


def _page_head(blocks: list[Block]) -> dict[str, str]:
    """Find the headline of a page whose text starts with one: a short line without a sentence end above them."""
    if not blocks or blocks[0].kind == "furniture":
        return {}
    first = blocks[0]
    if (
        len(first.text) > _LONGEST_TITLE
        or prose.ends_sentence(first.text)
        or "。" in first.text
        or furniture.is_byline(first.text)
    ):
        return {}
    if len(blocks) < 2 or prose.starts_item(first.text):
        return {}
    first.kind, first.level = "heading", 1
    return {"title": first.text}
