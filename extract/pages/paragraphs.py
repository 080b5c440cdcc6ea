"""Lines to paragraphs by geometry: first-line indent, right edge, size, spacing; over columns and pages.

The text decides only where geometry leaves it open (a full line with the next one indented alike).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Literal

from extract.content import Block
from extract.pages.shapes import Box, Line
from extract.text import furniture, parted, prose

Align = Literal["left", "center", "right"] | None

_NO_BREAK_BEFORE = "，。、；：！？）》”’〉】〕％,.;:!?)]}%·…-–"
_NO_BREAK_BEHIND = "（《“‘〈【〔([{"
_WORD = re.compile(r"[A-Za-z0-9０-９Ａ-Ｚａ-ｚ.,/:_%％+\-–—@&#·．]")
_DATE = re.compile(
    r"[\d０-９〇○零一二三四五六七八九十]{2,4}\s*年\s*[\d０-９一二三四五六七八九十]{1,2}\s*月(?:.{1,4}日)?"
)

_NUMERALS = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
    "十九",
    "二十",
]
_ITEM = re.compile(rf"([（(]?)({'|'.join(sorted(_NUMERALS, key=len, reverse=True))})([、)）])")
"""How an item begins that is counted in characters."""
_DIGIT = 0.7
"""Ems of room that are too few for one more digit, and what spacing adds: a line with more was not full."""

_PLAIN_SIZE = 10.5
"""Points: the size of print (五号) that a document without any line is taken to have."""
_SAME_SIZE = 0.6
"""Points by which sizes of one kind of text differ at most: half a point is the smallest step, and sizes are rounded."""
_ONE_SIZE = 0.12
"""The share of its size by which a line of the same paragraph may differ: 10.5 beside 12 points is another text."""
_INDENT = 2.0
"""Ems by which the first line of a paragraph is set in (GB/T 9704: two characters)."""
_INDENTED, _FURTHER = _INDENT - 0.7, _INDENT + 0.7
"""Ems from which a line is set in, and from which it is set in further than a first line: half a character is either's, and
a fifth more what spacing adds."""
_EXACT = 0.3
"""Ems within which two lines start at one place: a letter is at least as wide."""
_FRAME = 1.5
"""Ems that are free on both sides of a line set in the middle; punctuation at the end of a full line leaves one."""
_EVEN = _INDENT + 0.2
"""Ems by which the white beside a line set in the middle may differ: where it keeps the indent of a first line."""
_TITLE_SIZE = 1.1
"""How much larger than the text a line is that may be set in the middle though it is nearly full."""
_AT_EDGE = 0.4
"""Ems within which a line reaches the right edge: the white inside of a full stop is half a character."""
_SET_RIGHT, _REACHED = 0.4, 0.3
"""The share of the column that is free before a signature, and the most that is free behind it (GB/T 9704: four characters)."""
_PART = 1.3
"""How much wider than the usual step the one to a new paragraph is, where nothing but space parts paragraphs."""
_PART_INDENTED = 1.7
"""The same where indents part them, so that only a space of its own ends one."""
_CLOSEST = 1.25
"""Ems from line to line that are usual at least: what is set closer is not measured by its own step."""
_STEPS = 0.8, 3.5
"""Ems from one line to the next inside a paragraph: less is another run of the same line, more a new part of the page."""
_QUARTER_FROM = 4
"""Steps that make quarters."""
_ROOM, _ROOM_BEHIND_SENTENCE = 1.2, 0.2
"""Ems that a full line may leave beside what was too wide for it: one sign that may not end or start a line, and its spacing.
Behind a sentence any character that had room would stand there, so only spacing is allowed for."""
_WIDEST_WORD = 0.6
"""The share of a column that what cannot be parted takes at most: a longer one (an address of a page) is parted anywhere."""
_CAPITAL, _LETTER = 0.7, 0.55
"""The widths of Latin capitals, and of small letters, figures and signs, in ems, of the fonts that documents use."""
_FLUSH = 30
"""One line of so many may be set in though paragraphs begin at the edge: a list, a quotation."""
_HEADING_SIZE, _HEADING_POINTS = 1.15, 1.0
"""How much larger than the text headings are: by this share and by this many points, so that no rounding makes one."""
_HEADING_LINES, _HEADING_TEXT = 4, 100
"""Lines and signs of a heading at most: titles of documents are the longest."""
_BOLD_LINES, _BOLD_TEXT = 3, 60
"""The same for one that is told by bold type alone, as words within the text are too."""
_DEEPEST = 6
"""Levels of headings, as in HTML."""


@dataclass(slots=True)
class _Open:
    """A paragraph that may still go on."""

    lines: list[Line] = field(default_factory=list)
    align: Align = None


def body_size(lines: Sequence[Line]) -> float:
    """Give the size that most characters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else _PLAIN_SIZE


class Flow:
    """Takes lines in reading order, and gives blocks. `stop` ends the open paragraph (before a table, say)."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.size = body_size(lines)
        self.is_flush = _is_flush(lines, self.size)
        self.pitch = _pitch(lines, self.is_flush)
        self.body_bold = sum(len(li.text) for li in lines if li.bold) * 2 > sum(len(li.text) for li in lines)
        self.blocks: list[Block] = []
        self._open: _Open | None = None

    def beside(self, lines: Sequence[Line]) -> Flow:
        """Give a flow for lines that stand beside this one's: of the same measure, and into the same blocks."""
        other = Flow(lines)
        other.size, other.body_bold, other.blocks = self.size, self.body_bold, self.blocks
        return other

    def add(self, line: Line) -> None:
        """Take the next line."""
        align = self._align(line)
        if self._open and self._goes_on(self._open, line, align):
            self._open.lines.append(line)
            return
        self.stop()
        self._open = _Open([line], align)

    def ends_with(self, block: Block) -> bool:
        """Say whether nothing has come after a block."""
        return self._open is None and self.blocks[-1] is block

    def stop(self) -> None:
        """End the open paragraph."""
        if self._open:
            self.blocks.append(self._block(self._open))
            self._open = None

    def _align(self, line: Line) -> Align:
        em = line.size
        before, behind = line.x0 - line.left, line.right - line.x1
        if min(before, behind) > _FRAME * em and abs(before - behind) < _EVEN * em:
            special = line.size > _TITLE_SIZE * self.size or (line.bold and not self.body_bold)
            if before > _FURTHER * em or special:
                return "center"
        column = line.right - line.left
        if before > _FURTHER * em and behind < _AT_EDGE * em:
            return "right"
        return "right" if before > _SET_RIGHT * column and behind < _REACHED * column else None

    def _goes_on(self, paragraph: _Open, line: Line, align: Align) -> bool:
        last = paragraph.lines[-1]
        em = min(last.size, line.size)
        if abs(last.size - line.size) > _ONE_SIZE * em or (last.bold != line.bold and (align or paragraph.align)):
            return False
        if paragraph.align in ("center", "right") and align is None and len(paragraph.lines) == 1:
            # What seemed set in the middle was a first line: the next one starts two characters to the left of it.
            whole = line.x1 > last.x1 - _INDENT * em or (line.text[-1:] in "。；" and last.text[-1:] not in "。；：")
            if abs(last.x0 - line.x0 - _INDENT * em) < _EXACT * em and whole:
                paragraph.align = None
        if align in ("center", "right") or paragraph.align in ("center", "right"):
            return False
        same_column = last.page == line.page and line.top > last.top and abs(last.left - line.left) < _INDENT * em
        pitch = self.pitch.get(round(em), 0)
        widest = _PART * pitch if self.is_flush and pitch else _PART_INDENTED * max(pitch, _CLOSEST * em)
        if same_column and line.top - last.top > widest:
            return False
        ends = self.is_flush and prose.ends_sentence(last.text)
        closed = ends or (self.is_flush and last.text[-1:] in ")）")
        if (closed and prose.starts_item(line.text)) or (ends and not same_column) or _counts_on(paragraph, line):
            # Over a page's end no space shows; two halves of a paragraph say less amiss than two paragraphs in one.
            return False
        indent = line.x0 - line.left
        if same_column and last.text[-1:] in "，、" and not prose.starts_item(line.text):
            return True
        needed = _room_needed(line, prose.ends_sentence(last.text))
        if last.right - last.x1 > needed + (_ROOM_BEHIND_SENTENCE if ends else _ROOM) * em:
            # The last line had room for what comes now, so it was the paragraph's last.
            return False
        if indent < _INDENTED * em:
            return not (last.bold and not line.bold and len(paragraph.lines) == 1 and not self.body_bold)
        # Indented after a full line: a new paragraph, unless the whole paragraph is set in.
        set_in = same_column and abs(line.x0 - last.x0) < _EXACT * em
        return (
            set_in
            and not prose.ends_sentence(last.text)
            and not prose.starts_item(line.text)
            and len(paragraph.lines) > 1
        )

    def _block(self, paragraph: _Open) -> Block:
        lines = paragraph.lines
        text = lines[0].text
        for last, line in itertools.pairwise(lines):
            text = text.rstrip() + line.text if _cuts_number(last, line) else prose.glue(text, line.text)
        first = lines[0]
        bold = all(line.bold for line in lines) and not self.body_bold
        block = Block(
            "paragraph",
            text,
            page=first.page,
            box=_around([line for line in lines if line.page == first.page]),
            align=paragraph.align,
            font_size=first.size,
            bold=bold,
            ocr=any(line.ocr for line in lines),
        )
        if self._is_heading(block, len(lines)):
            block.kind = "heading"
            block.level = None
        return block

    def _is_heading(self, block: Block, lines: int) -> bool:
        text = block.text
        if len(text) > _HEADING_TEXT or "。" in text or prose.ends_sentence(text) or _DATE.fullmatch(text):
            return False
        size = block.font_size or self.size
        if size >= max(_HEADING_SIZE * self.size, self.size + _HEADING_POINTS) and lines <= _HEADING_LINES:
            return True
        if block.bold and lines <= _BOLD_LINES and len(text) <= _BOLD_TEXT:
            return True
        return prose.looks_like_heading(text)


def _counts_on(paragraph: _Open, line: Line) -> bool:
    """Say whether a line begins with the number that follows the one its paragraph begins with, written alike (一、 二、)."""
    first, second = _ITEM.match(paragraph.lines[0].text), _ITEM.match(line.text)
    if first is None or second is None or (first[1], first[3]) != (second[1], second[3]):
        return False
    return all(item[2] in _NUMERALS for item in (first, second)) and (
        _NUMERALS.index(second[2]) == _NUMERALS.index(first[2]) + 1
    )


def _cuts_number(last: Line, line: Line) -> bool:
    """Say whether the end of a full line has parted the digits of one number."""
    return last.right - last.x1 <= _DIGIT * last.size and parted.is_one(last.text, line.text)


def _around(lines: Sequence[Line]) -> Box:
    """Give the rectangle around lines on the page as it is shown."""
    boxes = [line.shown for line in lines]
    return (
        round(min(box[0] for box in boxes), 1),
        round(min(box[1] for box in boxes), 1),
        round(max(box[2] for box in boxes), 1),
        round(max(box[3] for box in boxes), 1),
    )


def _is_flush(lines: Sequence[Line], size: float) -> bool:
    """Say whether paragraphs begin at the left edge, as in prints of web pages: then space alone parts them."""
    body = [line for line in lines if abs(line.size - size) < _SAME_SIZE]
    return sum(_INDENTED * size < line.x0 - line.left < _FURTHER * size for line in body) * _FLUSH < len(body)


def _pitch(lines: Sequence[Line], is_flush: bool) -> dict[int, float]:
    """Give the usual distance from line to line inside a paragraph, for each size of type."""
    steps: dict[int, list[float]] = {}
    for last, line in itertools.pairwise(lines):
        step = line.top - last.top
        least, most = (share * line.size for share in _STEPS)
        if last.page == line.page and abs(last.size - line.size) < _SAME_SIZE and least < step < most:
            steps.setdefault(round(line.size), []).append(step)
    # Where space parts the paragraphs, short ones make the wider steps many: the usual one is among the lower.
    return {
        size: quantiles(values, n=4)[0] if is_flush and len(values) >= _QUARTER_FROM else median(values)
        for size, values in steps.items()
    }


def _room_needed(line: Line, after_sentence: bool) -> float:
    """Give the width of what cannot be parted at the start of a line: a word, a bracket with what it holds on to.

    Some producers part no Latin word or number from the Chinese sign before it either.
    """
    text = line.text
    count = 1
    while count < len(text) and (
        _holds_on(text[count - 1], text[count])
        or (not after_sentence and text[count - 1] in _NO_BREAK_BEFORE and _WORD.match(text[count]))
    ):
        count += 1
    share = sum(map(_advance, text[:count])) / sum(map(_advance, text))
    return min(share * (line.x1 - line.x0), _WIDEST_WORD * (line.right - line.left))


def _advance(char: str) -> float:
    """Give about how wide a character is, in ems."""
    return 1.0 if not char.isascii() else _CAPITAL if char.isupper() else _LETTER


def _holds_on(before: str, after: str) -> bool:
    """Say whether no line may end between two characters."""
    quotes = "“”‘’\"'"
    if after in _NO_BREAK_BEFORE or before in _NO_BREAK_BEHIND or before in quotes or after in quotes:
        return True
    return _WORD.match(before) is not None and _WORD.match(after) is not None


def label_levels(blocks: Sequence[Block]) -> None:
    """Give headings without a level one by their size, where a document uses several: the largest is 1."""
    sizes = sorted({round(b.font_size or 0) for b in blocks if b.kind == "heading" and b.font_size}, reverse=True)
    for block in blocks:
        if block.kind == "heading" and block.level is None and block.font_size and len(sizes) > 1:
            block.level = min(sizes.index(round(block.font_size)) + 1, _DEEPEST)


def furniture_block(line: Line, role: str, printed: int | None) -> Block:
    """Make a block of a line that is not the document's own text."""
    number = furniture.is_page_number(line.text) if role == "page_number" else None
    return Block(
        "furniture",
        line.text,
        page=line.page,
        printed_page=number if number is not None else printed,
        box=_around([line]),
        font_size=line.size,
        role=role,
        ocr=line.ocr,
    )
