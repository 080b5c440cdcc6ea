"""From an element of a web page to blocks: lines as a page shows them, how they are set, tables of data where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString

from extract.content import Block, ReadIssue
from extract.files import htmltables
from extract.tables import captions
from extract.text import furniture, labels, prose
from extract.text.raised import raised

BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure"
        " footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul",
    )
)
_SET_BOLD = re.compile(r"(?:^|[\s-])(?:strong|bold)(?:[\s-]|$)", re.I)
"""Names of classes that say how a text is set."""
_NUMBERED = re.compile(r"^\s*(?:\d+[.．、]|[（(]|[一二三四五六七八九十]+、)")
LONGEST_HEADING = 120
"""Characters of a headline; a paragraph set in bold type is longer."""
_POINTS_OF_PIXEL = 0.75
"""Points a pixel (CSS: 96 pixels and 72 points an inch)."""
_LARGE = 17.0
"""Points from which type is that of a title; text of pages is set in up to 16."""
_LONGEST_LINK = 40
"""Characters of a link that leads elsewhere; a title that is one is longer."""
_SHORT_LEAD = 12
"""Characters of a line that says only that no page comes before or behind (下一篇：没有了)."""
_LONGEST_CAPTION = 60
"""Characters under a picture."""


@dataclass(slots=True)
class _Line:
    """Text that a page shows as one line, with how it is set."""

    text: str = ""
    bold: int = 0
    linked: int = 0
    large: bool = False


@dataclass(slots=True)
class Walker:
    """Walks down an element and turns what it meets into blocks."""

    issues: list[ReadIssue]
    out: list[Block] = field(default_factory=list)
    line: _Line = field(default_factory=_Line)

    def blocks(self, *parts: Tag) -> list[Block]:
        """Give the blocks of elements that follow each other."""
        for part in parts:
            self._tag(part, None, None, False, 0)
            self._close(None, None)
        return self.out

    def _children(self, tag: Tag, align: str | None, kind: str | None, bold: bool) -> None:
        number = 0
        for child in tag.children:
            if isinstance(child, Tag):
                if child.name == "li" and tag.name == "ol":
                    number += 1
                self._tag(child, align, kind, bold, number if tag.name == "ol" else 0)
            elif isinstance(child, NavigableString) and type(child) is NavigableString:
                self._text(str(child), align, kind, bold, tag)

    def _tag(self, tag: Tag, align: str | None, kind: str | None, bold: bool, number: int) -> None:
        name = tag.name
        if name == "br":
            self._close(align, kind)
            return
        if name == "img":
            return
        if name == "sup":
            self._text(raised(tag.get_text()), align, kind, bold, tag)
            return
        if name == "table" and htmltables.is_data(tag):
            self._close(align, kind)
            self._table(tag)
            return
        style = str(tag.get("style") or "")
        weight = re.search(r"font-weight\s*:\s*(\w+)", style, re.I)
        bold = bold or name in ("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6")
        if _SET_BOLD.search(f"{' '.join(tag.get('class') or [])} {tag.get('cms-style') or ''}"):
            bold = True
        if weight:
            bold = weight[1].lower() in ("bold", "bolder", "600", "700", "800", "900")
        if name not in BLOCKS:
            size = re.search(r"font-size\s*:\s*([\d.]+)\s*(pt|px)", style, re.I)
            if (
                size
                and tag.get_text(strip=True)
                and float(size[1]) * (_POINTS_OF_PIXEL if size[2].lower() == "px" else 1) >= _LARGE
            ):
                self.line.large = True
            self._children(tag, align, kind, bold)
            return
        self._close(align, kind)
        if _is_picture(tag):
            self.out.append(Block("furniture", labels.squash(tag.get_text(" ")), role="figure_caption"))
            return
        where = re.search(r"text-align\s*:\s*(\w+)", style, re.I)
        here = (where[1] if where else str(tag.get("align") or "")).lower()
        align = (
            here if here in ("left", "center", "right") else "center" if name == "center" else None if here else align
        )
        kind = name if re.fullmatch(r"h[1-6]|li", name) else kind
        if number and not _NUMBERED.match(tag.get_text()):
            self.line.text = f"{number}. "
        self._children(tag, align, kind, bold)
        self._close(align, kind)

    def _text(self, text: str, align: str | None, kind: str | None, bold: bool, parent: Tag) -> None:
        # Source line ends are white space; ideographic spaces are how a page indents a paragraph.
        text = re.sub(r"[ \t\r\n\xa0]+", " ", text)
        parts = re.split(r"(?:(?<=[。！？；：”）])|(?<=^)) ?　{2,}|　{4,}", text) if "　　" in text else [text]
        linked = parent.name == "a" or parent.find_parent("a") is not None
        for position, part in enumerate(parts):
            if position and self.line.text.strip():
                self._close(align, kind)
            shown = len(part.strip(" 　"))
            self.line.text += part
            self.line.bold += shown if bold else 0
            self.line.linked += shown if linked else 0

    def _close(self, align: str | None, kind: str | None) -> None:
        line, self.line = self.line, _Line()
        text = _join_spaces(line.text)
        if not text:
            return
        size = len(re.sub(r"[ 　]", "", text))
        all_bold = line.bold >= size
        where = align if align in ("center", "right") else None
        block = Block("paragraph", text, bold=all_bold, align=where)  # type: ignore[arg-type]
        if furniture.is_page_control(text):
            block.kind, block.role = "furniture", "navigation"
        elif furniture.is_byline(text):
            block.kind, block.role = "furniture", "byline"
        elif (furniture.leads_on(text) and (line.linked or size <= _SHORT_LEAD)) or (
            line.linked >= size
            and size < _LONGEST_LINK
            and not prose.ends_sentence(text)
            and not _ATTACHED.search(text)
        ):
            block.kind, block.role = "furniture", "navigation"
        elif kind and kind.startswith("h"):
            block.kind, block.level = "heading", int(kind[1])
        elif kind == "li":
            block.kind = "list_item"
        elif _is_heading(text, all_bold, where == "center", line.large):
            block.kind = "heading"
        self.out.append(block)

    def _table(self, tag: Tag) -> None:
        table = htmltables.grid_of(tag)
        if table is None:
            return
        caption = tag.find("caption", recursive=False)
        if caption is not None:
            captions.name(table, labels.squash(caption.get_text(" ")))
        self.out.append(Block("table", "", table=table))


def _is_picture(tag: Tag) -> bool:
    """Say whether a part of a page holds a picture and the few words under it."""
    if tag.name not in ("figure", "figcaption", "div") or (tag.name != "figcaption" and tag.find("img") is None):
        return False
    words = len(re.sub(r"\s", "", tag.get_text()))
    return 0 < words <= _LONGEST_CAPTION and tag.find([name for name in BLOCKS if name != "figcaption"]) is None


_ATTACHED = re.compile(r"附件|\.(?:pdf|docx?|xlsx?|ofd|wps|zip|rar)\b", re.I)


def _is_heading(text: str, bold: bool, centred: bool, large: bool) -> bool:
    if len(text) > LONGEST_HEADING or prose.ends_sentence(text) or "。" in text:
        return False
    return (
        (bold and (centred or len(text) <= prose.BOLD_HEADING)) or (centred and large) or prose.looks_like_heading(text)
    )


def _join_spaces(text: str) -> str:
    """Give the text of a line without the white space of the source next to Chinese characters and at its ends."""
    return re.sub(r" +", " ", text).strip(" 　")
