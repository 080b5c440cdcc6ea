"""Word files (ISO/IEC 29500) read with python-docx: paragraphs with their numbering as Word would print it, tables with spans.

Pages are made by the program that prints, so no block has one. What is deleted in a tracked change is left out, what is
inserted is text. Contents, heads and feet of pages and footnotes are furniture. Text in drawn boxes has no place in the
order of the text: it follows the paragraph that the box hangs on, and an issue says so. What a paragraph shows
lives in `docxtext`, how the labels of lists are counted in `numbering`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from extract.content import Block, Cell, Content, ReadIssue
from extract.errors import Unreadable
from extract.files import kept
from extract.files.archive import Archive
from extract.files.docxtext import SPACE, Texts
from extract.files.numbering import Numbers, attribute, style_of
from extract.files.sniff import DOCX
from extract.tables import captions, grids, levels, stacked
from extract.text import prose

_NOT_LEFT = ("center", "right", "end", "distribute")
_HUNDREDTHS, _EM = 100, 210
"""An em in the units of indents: hundredths of a sign, twentieths of a point of the usual text in tables (五号, 10.5)."""
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_BESIDE = {"header": "running_head", "footer": "running_head", "footnotes": "footnote", "endnotes": "footnote"}
"""Parts that stand beside the text, by the kind of relation that leads to them, and what they are."""


def read(data: bytes) -> Content:
    """Read a Word file. Raises `Unreadable` where it is damaged, locked, holds nothing, or unpacks to too much."""
    Archive(data, "Word")
    try:
        document = Document(BytesIO(data))
    except (KeyError, ValueError, SyntaxError) as error:
        raise Unreadable(
            f"The Word file is damaged ({error}).", "Open it in Word and save it anew, or as PDF."
        ) from None
    issues: list[ReadIssue] = []
    styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
    walker = _Walker(styles, _numbers(document, styles, issues), Texts(styles))
    blocks = list(walker.blocks(document.element.body))
    if walker.boxes:
        message = f"{walker.boxes} drawn boxes hold text; it is read behind the paragraph that each hangs on"
        issues.append(ReadIssue("text_box", "info", message))
    blocks = stacked.part(captions.attach(captions.join_continued(blocks)))
    if not blocks:
        raise Unreadable("The Word file holds no text.", "If its pages are pictures, save it as PDF and read that.")
    prose.list_annexes(blocks)
    blocks += _beside(document, walker.texts)
    if walker.texts.struck:
        message = f"What the file strikes out is left out: “{' / '.join(dict.fromkeys(walker.texts.struck))}”"
        issues.append(ReadIssue("struck_out", "info", message))
    core = document.core_properties
    metadata = {"author": core.author} if core.author and core.author != "python-docx" else {}
    content = Content(DOCX, "docx", blocks, metadata=metadata, issues=issues)
    texts = (item.text or "" for item in document.element.body.iter(qn("w:t")) if not _is_second(item))
    kept.tell(content, sum(len(text) for text in texts) - sum(map(len, walker.texts.struck)))
    return content


def _numbers(document: Any, styles: Mapping[str, Any], issues: list[ReadIssue]) -> Numbers:
    part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
    return Numbers(part.element if part is not None else (), styles, issues)


@dataclass(slots=True)
class _Walker:
    """Goes through the parts of a file in their order; `boxes` counts the drawn boxes that hold text."""

    styles: Mapping[str, Any]
    numbers: Numbers
    texts: Texts
    boxes: int = 0

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Give what stands in the body, in a drawn box, or in the cells of a table that only places what is in it."""
        open_text = ""
        for item in _within(parent, "p", "tbl"):
            if item.tag == qn("w:tbl"):
                table = grids.tidy(*self._cells(item))
                if table is not None:
                    yield Block("table", "", table=table)
                    continue
                for row in _rows(item):
                    for cell in _within(row, "tc"):
                        yield from self.blocks(cell)
                continue
            text = open_text + self.texts.of(item)
            mark = item.find("w:pPr/w:rPr/w:del", SPACE)
            open_text = text if mark is not None else ""
            if text and mark is None:
                yield _block(item, self.numbers.label(item) + text, self.styles)
            yield from self._drawn(item)
        if open_text:
            yield Block("paragraph", open_text)

    def _drawn(self, item: Any) -> Iterator[Block]:
        """Give what stands in the drawn boxes that hang on a paragraph, each once; a box in a box is read with it."""
        for box in item.iter(qn("w:txbxContent")):
            if _is_second(box) or next(box.iterancestors(qn("w:txbxContent")), None) is not None:
                continue
            found = list(self.blocks(box))
            self.boxes += bool(found)
            yield from found

    def _cells(self, table: Any) -> tuple[list[Cell], set[int], dict[tuple[int, int], levels.Start]]:
        """Give the cells of a table with their spans, the rows that repeat as header, and where the words of cells begin."""
        starts: dict[tuple[int, int], levels.Start] = {}
        cells: list[Cell] = []
        above: dict[int, Cell] = {}
        heads: set[int] = set()
        for r, row in enumerate(_rows(table)):
            if row.find("w:trPr/w:tblHeader", SPACE) is not None:
                heads.add(r)
            column = int(attribute(row, "w:trPr/w:gridBefore") or 0)
            for tc in _within(row, "tc"):
                here, column = column, column + tc.grid_span
                if tc.vMerge == "continue" and here in above:
                    above[here].row_span += 1
                    continue
                text = ""
                for n, p in enumerate(_paragraphs(tc)):
                    if n == 0 and attribute(p, "w:pPr/w:jc") not in _NOT_LEFT:
                        starts[r, here] = levels.said(_indent(p), "".join(t.text or "" for t in p.iter(qn("w:t"))))
                    own = self.texts.of(p)
                    text = prose.glue(text, self.numbers.label(p) + own if own else "")
                above[here] = Cell(r, here, text, 1, tc.grid_span)
                cells.append(above[here])
        return cells, heads, starts


def _beside(document: Any, texts: Texts) -> Iterator[Block]:
    """Give the heads and feet of pages and the notes, each text once."""
    met: set[str] = set()
    for relation in document.part.rels.values():
        role = _BESIDE.get(relation.reltype.rpartition("/")[2])
        if role is None or relation.is_external:
            continue
        part = relation.target_part
        root = part.element if hasattr(part, "element") else parse_xml(part.blob)
        for item in root.iter(qn("w:p")):
            text = texts.of(item)
            if text and text not in met:
                met.add(text)
                yield Block("furniture", text, role=role)


def _within(parent: Any, *names: str) -> Iterator[Any]:
    """Give the elements of those names in their order, also those inside content controls and tracked insertions."""
    tags = {qn(f"w:{name}") for name in names}
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, *names)


def _paragraphs(cell: Any) -> Iterator[Any]:
    """Give the paragraphs of a cell, also those of tables and drawn boxes in it, each once."""
    return (p for p in cell.iter(qn("w:p")) if not _is_second(p))


def _indent(paragraph: Any) -> float:
    """Give the ems by which a paragraph says that its first line is set in."""
    found = paragraph.find("w:pPr/w:ind", SPACE)
    out = 0.0
    for names in (("left", "start"), ("firstLine",)) if found is not None else ():
        signs = next((v for name in names if (v := found.get(qn(f"w:{name}Chars"))) is not None), None)
        points = next((v for name in names if (v := found.get(qn(f"w:{name}"))) is not None), None)
        value, one = (signs, _HUNDREDTHS) if signs is not None else (points, _EM)
        out += int(value) / one if value is not None and re.fullmatch(r"-?\d{1,6}", value) else 0.0
    return out


def _is_second(node: Any) -> bool:
    """Say whether a part is deleted, or is another form of what stands before it, for programs that cannot show that."""
    above = (item.tag for item in node.iterancestors() if isinstance(item.tag, str))
    return any(tag.endswith("}Fallback") or tag in _DELETED for tag in above)


def _rows(table: Any) -> Iterator[Any]:
    """Give the rows of a table that no tracked change has deleted."""
    return (row for row in _within(table, "tr") if row.find("w:trPr/w:del", SPACE) is None)


def _block(item: Any, text: str, styles: Mapping[str, Any]) -> Block:
    style = style_of(styles, item)
    names = [attribute(item, "w:pPr/w:pStyle"), *(attribute(node, "w:name") for node in style)]
    if any(re.fullmatch(r"toc ?\d+", (name or "").lower()) for name in names):
        return Block("furniture", text, role="contents")
    level = _outline(item, style)
    align = attribute(item, "w:pPr/w:jc") or next((a for s in style if (a := attribute(s, "w:pPr/w:jc"))), None)
    side: Any = {"center": "center", "right": "right", "end": "right"}.get(align or "")
    if level is not None or prose.looks_like_heading(text):
        return Block("heading", text, level=level, align=side)
    return Block("list_item" if prose.starts_item(text) else "paragraph", text, align=side)


def _outline(item: Any, style: list[Any]) -> int | None:
    """Give the heading depth that the paragraph or its styles say, outermost 1; None for body text."""
    for node in [item, *style]:
        said = attribute(node, "w:pPr/w:outlineLvl")
        if said is not None:
            return int(said) + 1 if int(said) < 9 else None
        if (attribute(node, "w:name") or "").lower() == "title":
            return 1
    return None
