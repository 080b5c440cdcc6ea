"""Word files (ISO/IEC 29500) read with python-docx: paragraphs with their numbering as Word would print it, tables with spans.

Pages are made by the program that prints, so no block has one. What is deleted in a tracked change is left out, what is
inserted is text; what is struck out is left out too, and raised digits are exponents or marks of notes. Contents, heads
and feet of pages and footnotes are furniture. Text in drawn boxes has no place in the order of the text: it is counted
in an issue. How the labels of lists are counted lives in `numbering`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from extract.content import Block, Cell, Content, ReadIssue
from extract.errors import Unreadable
from extract.files.archive import Archive
from extract.files.numbering import Numbers, attribute, style_of
from extract.files.sniff import DOCX
from extract.tables import captions, grids, stacked
from extract.text import prose
from extract.text.raised import raised

_SPACE = {"w": qn("w:x")[1:-2]}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_UNSHOWN = ("vanish", "strike", "dstrike")
"""Properties of a run that is no text of the document: hidden, or struck out with one line or two."""
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_APART = {qn(f"w:{name}") for name in ("txbxContent", "del", "moveFrom", "rt")}
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
    blocks = list(_blocks(document.element.body, styles, _numbers(document, styles, issues)))
    boxes = sum(1 for box in document.element.body.iter(qn("w:txbxContent")) if _text(box, inside=True))
    if boxes:
        issues.append(ReadIssue("text_box", "warning", f"{boxes} drawn boxes hold text that was left out"))
    blocks = stacked.part(captions.attach(captions.join_continued(blocks)))
    if not blocks:
        raise Unreadable("The Word file holds no text.", "If its pages are pictures, save it as PDF and read that.")
    prose.list_annexes(blocks)
    blocks += _beside(document)
    core = document.core_properties
    metadata = {"author": core.author} if core.author and core.author != "python-docx" else {}
    return Content(DOCX, "docx", blocks, metadata=metadata, issues=issues)


def _numbers(document: Any, styles: Mapping[str, Any], issues: list[ReadIssue]) -> Numbers:
    part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
    return Numbers(part.element if part is not None else (), styles, issues)


def _blocks(parent: Any, styles: Mapping[str, Any], numbers: Numbers) -> Iterator[Block]:
    """Give what stands in the body, or in the cells of a table that only places what is in it."""
    open_text = ""
    for item in _within(parent, "p", "tbl"):
        if item.tag == qn("w:tbl"):
            table = grids.tidy(*_cells(item, numbers))
            if table is not None:
                yield Block("table", "", table=table)
                continue
            for row in _rows(item):
                for cell in _within(row, "tc"):
                    yield from _blocks(cell, styles, numbers)
            continue
        text = open_text + _text(item)
        mark = item.find("w:pPr/w:rPr/w:del", _SPACE)
        open_text = text if mark is not None else ""
        if text and mark is None:
            yield _block(item, numbers.label(item) + text, styles)
    if open_text:
        yield Block("paragraph", open_text)


def _beside(document: Any) -> Iterator[Block]:
    """Give the heads and feet of pages and the notes, each text once."""
    met: set[str] = set()
    for relation in document.part.rels.values():
        role = _BESIDE.get(relation.reltype.rpartition("/")[2])
        if role is None or relation.is_external:
            continue
        part = relation.target_part
        root = part.element if hasattr(part, "element") else parse_xml(part.blob)
        for item in root.iter(qn("w:p")):
            text = _text(item)
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


def _rows(table: Any) -> Iterator[Any]:
    """Give the rows of a table that no tracked change has deleted."""
    return (row for row in _within(table, "tr") if row.find("w:trPr/w:del", _SPACE) is None)


def _text(node: Any, *, inside: bool = False) -> str:
    """Give the text as it shows; a drawn box is passed over unless it is the node itself."""
    out: list[str] = []
    waiting = list(reversed(node)) if inside or node.tag not in _APART else []
    while waiting:
        child = waiting.pop()
        if child.tag == qn("w:t"):
            run = child.getparent()
            high = run.tag == qn("w:r") and attribute(run, "w:rPr/w:vertAlign") == "superscript"
            out.append(raised(child.text or "") if high else child.text or "")
        elif child.tag == qn("w:r") and any(_is_on(child, name) for name in _UNSHOWN):
            continue
        elif isinstance(child.tag, str) and child.tag not in _APART and not child.tag.endswith("}Fallback"):
            in_run = child.getparent().tag == qn("w:r")
            out.append(_SIGNS.get(child.tag.rpartition("}")[2], "") if in_run else "")
            waiting.extend(reversed(child))
    return re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(out)).strip()


def _is_on(run: Any, name: str) -> bool:
    """Say whether a run has a property that is on where it stands, unless its value says off."""
    found = run.find(f"w:rPr/w:{name}", _SPACE)
    return found is not None and (found.get(qn("w:val")) or "1") not in ("0", "false", "off")


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


def _cells(table: Any, numbers: Numbers) -> tuple[list[Cell], set[int]]:
    """Give the cells of a table with their spans, and the rows that repeat as header."""
    cells: list[Cell] = []
    above: dict[int, Cell] = {}
    heads: set[int] = set()
    for r, row in enumerate(_rows(table)):
        if row.find("w:trPr/w:tblHeader", _SPACE) is not None:
            heads.add(r)
        column = int(attribute(row, "w:trPr/w:gridBefore") or 0)
        for tc in _within(row, "tc"):
            here, column = column, column + tc.grid_span
            if tc.vMerge == "continue" and here in above:
                above[here].row_span += 1
                continue
            text = ""
            for p in tc.iter(qn("w:p")):
                own = _text(p)
                text = prose.glue(text, numbers.label(p) + own if own else "")
            above[here] = Cell(r, here, text, 1, tc.grid_span)
            cells.append(above[here])
    return cells, heads
