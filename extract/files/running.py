"""From the chunks of a text file to blocks: contents, tables of tabs, wrapped lines, paragraphs cut by a page end.

Plain text and Markdown meet here. A chunk is what blank lines or markup set apart; how a file is cut into chunks
lives in the readers.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from extract.content import Block, ReadIssue
from extract.tables import captions, grids, stacked, tabbed
from extract.text import furniture, parted, prose

_TITLE_BYLINE = re.compile(r"(?P<title>[^。]{4,80})(?P<byline>[（(](?:信息|稿件|文章)?来源[:：][^（()）]{2,60}[)）])")
_DATE = re.compile(r"[\d０-９〇零一二三四五六七八九十]{2,4}\s*年")

_NARROW = 0.5
"""The width of a Latin character, in Chinese ones, as editors of text set it."""
_WRAPPED = 18
"""Chinese characters: a line that is shorter was not broken for its width."""
_FEWEST_WRAPPED = 6
"""Lines that show at what width a text is broken."""
_HANGING = 20
"""One line of so many may be wider than that: punctuation that may not start a line."""
_FULL, _OVER, _OTHER = 3, 2, 4
"""Characters that a full line may lack (a word that did not fit) and exceed; a line that is wider yet was not broken at all."""
_PAGES = 1000
"""A bare number from here on is a year or an amount, no page."""
_LONGEST_HEAD, _FEWEST_HEADS = 30, 3
"""Signs of a publication's name, and how often it stands alone where it heads pages."""


@dataclass(slots=True)
class Chunk:
    """A run of lines that the file sets apart. `blocks` is for a part that another reader has already read."""

    lines: list[str] = field(default_factory=list)
    kind: Literal["text", "heading", "list_item", "blocks", "link"] = "text"
    level: int | None = None
    bold: bool = False
    blocks: list[Block] = field(default_factory=list)


def assemble(chunks: list[Chunk], issues: list[ReadIssue], *, web: bool = False) -> list[Block]:
    """Turn chunks into blocks in reading order. `web` says that the text was taken from a page of a web site."""
    flat = [(number, line) for number, chunk in enumerate(chunks) for line in chunk.lines]
    contents = furniture.contents_lines([line for _, line in flat])
    wrap = _wrap([line for chunk in chunks if chunk.kind == "text" for line in chunk.lines])
    blocks: list[Block] = []
    tabs: list[str] = []
    position = 0

    def close_table() -> None:
        if tabs:
            blocks.extend(_tables(tabs, issues))
            tabs.clear()

    for chunk in chunks:
        if chunk.kind == "text":
            chunk.lines = tabbed.with_tabs(chunk.lines)
        if chunk.lines and tabs:
            tabs.append("")
        rest: list[str] = []
        for line in chunk.lines:
            if position in contents:
                close_table()
                text = re.sub(r"\s*\t\s*", " ", line).strip()
                blocks.append(Block("furniture", text, role="contents", level=chunk.level))
            elif "\t" in line.strip("\n") and chunk.kind == "text":
                blocks.extend(_running(rest, chunk, wrap))
                rest = []
                tabs.append(line)
            elif line.strip():
                close_table()
                rest.append(line)
            position += 1
        if rest or chunk.kind == "blocks":
            close_table()
            blocks.extend(_running(rest, chunk, wrap))
    close_table()
    return finish(blocks, issues, web=web)


def finish(blocks: list[Block], issues: list[ReadIssue], *, web: bool) -> list[Block]:
    """Do what needs the whole text: running heads, cut paragraphs, captions, the site's words at the end."""
    for number in furniture.button_lines([block.text for block in blocks]):
        blocks[number].kind, blocks[number].role = "furniture", "navigation"
    _mark_running_heads(blocks)
    blocks = prose.join_cut(_part_byline(blocks), issues)
    blocks = stacked.part(captions.attach(grids.join_parts(blocks)))
    prose.list_annexes(blocks)
    prose.list_bullets(blocks)
    for block in blocks:
        is_numbered = prose.is_figure(block.text) and "。" not in block.text
        if block.kind == "paragraph" and (is_numbered or prose.CREDITED.fullmatch(block.text)):
            block.kind, block.role = "furniture", "figure_caption"
    return cut_foot(blocks, issues) if web else blocks


def _part_byline(blocks: list[Block]) -> list[Block]:
    """Part the source in brackets from a title that it stands behind (某某情况(来源:云川市统计局2031年4月16日发布))."""
    first = next((b for b in blocks if b.kind in ("heading", "paragraph")), None)
    match = _TITLE_BYLINE.fullmatch(first.text) if first else None
    if first is None or match is None:
        return blocks
    first.text = match["title"].rstrip()
    at = next(n for n, b in enumerate(blocks) if b is first) + 1
    return [*blocks[:at], Block("furniture", match["byline"], role="byline", page=first.page), *blocks[at:]]


def _running(lines: list[str], chunk: Chunk, wrap: _Wrap | None) -> list[Block]:
    if chunk.kind == "blocks":
        return chunk.blocks
    if not lines:
        return []
    if chunk.kind == "link":
        return [Block("furniture", " ".join(line.strip() for line in lines), role="navigation")]
    if chunk.kind == "heading":
        return [Block("heading", " ".join(line.strip() for line in lines), level=chunk.level, bold=chunk.bold)]
    return [_block(text, chunk) for text in _paragraphs(lines, wrap)]


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How a text is broken into lines: at what width, and whether paragraphs start with spaces."""

    width: float
    indented: bool


def _width(line: str) -> float:
    """Give the width of a line in Chinese characters."""
    return sum(_NARROW if char.isascii() else 1.0 for char in line.strip())


def _wrap(lines: list[str]) -> _Wrap | None:
    """Find the width at which the lines of a text are broken, None where each line is a paragraph."""
    widths = sorted(w for line in lines if "\t" not in line and (w := _width(line)) >= _WRAPPED)
    if len(widths) < _FEWEST_WRAPPED:
        return None
    width = widths[-1 - len(widths) // _HANGING]
    full = sum(width - _FULL <= w <= width + _OVER for w in widths)
    if full * 2 < len(widths) or widths[-1] > width + _OTHER:
        return None
    return _Wrap(width, any(re.match("[ 　]{2,}", line) for line in lines))


def _paragraphs(lines: list[str], wrap: _Wrap | None) -> list[str]:
    """Join the lines of a chunk that are one paragraph: full lines of a wrapped text, an open bracket, a comma."""
    out: list[str] = []
    before = ""
    for number, line in enumerate(lines):
        text = line.strip()
        new = number == 0 or re.match(r"[ 　\t]{2,}", line) is not None or prose.starts_item(text)
        if wrap and not new:
            full = _width(before) >= wrap.width - _FULL
            goes_on = full and (wrap.indented or not prose.ends_sentence(before))
        else:
            goes_on = not new and (prose.continues(out[-1], text) is True or _title_goes_on(out[-1]))
        if goes_on:
            cut = wrap is not None and wrap.width - _width(before) < _NARROW and parted.is_one(before, text)
            out[-1] = out[-1] + text if cut else prose.glue(out[-1], text)
        else:
            out.append(text)
        before = text
    return out


def _title_goes_on(before: str) -> bool:
    """Say whether a title that is broken over lines goes on: its 《 is open still."""
    return prose.unclosed(before) in ("》", "〉") and not re.search("[。；]", before)


def _block(text: str, chunk: Chunk) -> Block:
    if "|" in text and not re.search(r"[^|\s:\-—]", text):
        return Block("furniture", text, role="navigation")  # The rule of a table without one.
    text = re.sub(r"^([^|]*[^|\s])\s*\|+\s*$", r"\1", text)
    page = furniture.is_page_number(text)
    if page is not None and (page < _PAGES or not text.strip().isdigit()):
        return Block("furniture", text, role="page_number", printed_page=page)
    if furniture.is_byline(text):
        return Block("furniture", text, role="byline")
    if chunk.kind == "list_item":
        return Block("list_item", text, bold=chunk.bold)
    if prose.looks_like_heading(text) or (
        chunk.bold and len(text) <= prose.BOLD_HEADING and not prose.ends_sentence(text)
    ):
        return Block("heading", text, bold=chunk.bold, level=chunk.level)
    return Block("paragraph", text, bold=chunk.bold)


def _tables(lines: list[str], issues: list[ReadIssue]) -> list[Block]:
    out: list[Block] = []
    for rows in tabbed.split_rows(lines):
        table = tabbed.build(rows)
        if table is not None:
            out.append(Block("table", "", table=table))
            continue
        for row in rows:
            text = " ".join(cell for cell in row.cells if cell)
            out.append(Block("paragraph", text))
        issues.append(
            ReadIssue(
                "table_unreadable", "warning", f"A line with tabs is no table and is kept as text: {lines[0][:30]}"
            )
        )
    return out


def _mark_running_heads(blocks: list[Block]) -> None:
    """Mark the publication's name where it stands again, alone, between paragraphs: the head of a page."""
    heads = {b.text for b in blocks if b.kind == "heading" and b.level == 1 and len(b.text) <= _LONGEST_HEAD}
    counts = Counter(b.text for b in blocks if b.kind in ("heading", "paragraph"))
    for number, block in enumerate(blocks):
        if block.kind != "paragraph" or block.text not in heads or counts[block.text] < _FEWEST_HEADS:
            continue
        after = blocks[number + 1].text if number + 1 < len(blocks) else ""
        # A signature of the same words has its date beneath.
        if not _DATE.match(after):
            block.kind, block.role = "furniture", "running_head"


def cut_foot(blocks: list[Block], issues: list[ReadIssue]) -> list[Block]:
    """Set apart the foot of a site's page: the lines at the very end that say only what a site says of itself.

    Nothing but such lines stands behind one, and one of them at least leaves no doubt. A number to call that stands
    before them may be the document's own. What is set apart becomes an issue, with its words.
    """
    foot: list[tuple[int, furniture.Foot]] = []
    last = None
    for number in reversed(range(len(blocks))):
        block = blocks[number]
        if block.kind == "furniture":
            continue
        kind = None if block.kind == "table" else furniture.foot(block.text)
        if kind is None or 0 < furniture.foot_start(block.text) < len(block.text):
            last = number
            break
        foot.append((number, kind))
    while foot and foot[-1][1] == "contact":
        last = foot.pop()[0]
    if not any(kind == "site" for _, kind in foot):
        last, foot = foot[0][0] if foot else last, []
    if last is None:
        return blocks  # All of the text is such lines, so it is what the page was made for.
    words = [blocks[number].text for number, _ in reversed(foot)]
    for number, _ in foot:
        blocks[number].kind, blocks[number].role = "furniture", "boilerplate"
    block = blocks[last]
    cut = furniture.foot_start(block.text) if block.kind == "paragraph" else len(block.text)
    if 0 < cut < len(block.text):
        rest = block.text[cut:].strip()
        block.text = block.text[:cut].rstrip()
        blocks = [
            *blocks[: last + 1],
            Block("furniture", rest, page=block.page, role="boilerplate"),
            *blocks[last + 1 :],
        ]
        words.insert(0, rest)
    if words:
        message = f"The site's own words at the end are set apart from the text: “{' / '.join(words)}”"
        issues.append(ReadIssue("boilerplate", "info", message, blocks[last].page))
    return blocks
