"""Word files (ISO/IEC 29500) read with python-docx: paragraphs with their numbering as Word would print it, tables with spans.

Pages are made by the program that prints, so no block has one. What is deleted in a tracked change is left out, what is
inserted is text. Text in drawn boxes has no place in the order of the text: it is counted in an issue.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from extract import captions, grids, prose
from extract.content import Block, Cell, Content, ReadIssue
from extract.errors import Unreadable
from extract.sniff import DOCX

LARGEST = 512 * 1024 * 1024
"""Bytes that the parts of a file may unpack to."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_APART = {qn(f"w:{name}") for name in ("txbxContent", "del", "moveFrom", "rt")}
_DIGITS = "零一二三四五六七八九"


def read(data: bytes) -> Content:
    """Read a Word file. Raises `Unreadable` where it is damaged, holds nothing, or unpacks to more than `LARGEST`."""
    try:
        if sum(part.file_size for part in zipfile.ZipFile(BytesIO(data)).infolist()) > LARGEST:
            raise Unreadable("The file unpacks to more than can be read.", "Save it as PDF and register that file.")
        document = Document(BytesIO(data))
    except (KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        raise Unreadable(
            f"The Word file is damaged ({error}).", "Open it in Word and save it anew, or as PDF."
        ) from None
    issues: list[ReadIssue] = []
    styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
    numbers = _Numbers(document, styles, issues)
    blocks: list[Block] = []
    for item in _items(document.element.body):
        if item.tag == qn("w:tbl"):
            table = grids.tidy(*_cells(item, numbers))
            if table is not None:
                blocks.append(Block("table", "", table=table))
                continue
            blocks += [Block("paragraph", text) for p in item.iter(qn("w:p")) if (text := _text(p))]
        elif text := _text(item):
            blocks.append(_block(item, numbers.label(item) + text, styles))
    boxes = sum(1 for box in document.element.body.iter(qn("w:txbxContent")) if _text(box, inside=True))
    if boxes:
        issues.append(ReadIssue("text_box", "warning", f"{boxes} drawn boxes hold text that was left out"))
    blocks = captions.attach(blocks)
    if not blocks:
        raise Unreadable("The Word file holds no text.", "If its pages are pictures, save it as PDF and read that.")
    prose.list_annexes(blocks)
    core = document.core_properties
    metadata = {"author": core.author} if core.author and core.author != "python-docx" else {}
    return Content(DOCX, "docx", blocks, metadata=metadata, issues=issues)


def _items(parent: Any) -> Iterator[Any]:
    """Give the paragraphs and tables in their order, also those inside content controls and tracked insertions."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _items(child)


def _text(node: Any, *, inside: bool = False) -> str:
    """Give the text as it shows; a drawn box is passed over unless it is the node itself."""
    out: list[str] = []
    waiting = list(reversed(node)) if inside or node.tag not in _APART else []
    while waiting:
        child = waiting.pop()
        if child.tag == qn("w:t"):
            out.append(child.text or "")
        elif isinstance(child.tag, str) and child.tag not in _APART and not child.tag.endswith("}Fallback"):
            in_run = child.getparent().tag == qn("w:r")
            out.append(_SIGNS.get(child.tag.rpartition("}")[2], "") if in_run else "")
            waiting.extend(reversed(child))
    return re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(out)).strip()


def _block(item: Any, text: str, styles: Mapping[str, Any]) -> Block:
    style = _style(styles, item)
    level = _outline(item, style)
    align = _attribute(item, "w:pPr/w:jc") or next((a for s in style if (a := _attribute(s, "w:pPr/w:jc"))), None)
    side: Any = {"center": "center", "right": "right", "end": "right"}.get(align or "")
    if level is not None or prose.looks_like_heading(text):
        return Block("heading", text, level=level, align=side)
    return Block("list_item" if prose.starts_item(text) else "paragraph", text, align=side)


def _attribute(node: Any, path: str) -> str | None:
    found = node.find(path, {"w": qn("w:x")[1:-2]})
    return None if found is None else found.get(qn("w:val"))


def _style(styles: Mapping[str, Any], item: Any) -> list[Any]:
    """Give the paragraph's style and those that it is based on."""
    name = _attribute(item, "w:pPr/w:pStyle")
    chain: list[Any] = []
    while name is not None and name in styles and styles[name] not in chain:
        chain.append(styles[name])
        name = _attribute(chain[-1], "w:basedOn")
    return chain


def _outline(item: Any, style: list[Any]) -> int | None:
    """Give the heading depth that the paragraph or its styles say, outermost 1; None for body text."""
    for node in [item, *style]:
        said = _attribute(node, "w:pPr/w:outlineLvl")
        if said is not None:
            return int(said) + 1 if int(said) < 9 else None
        if (_attribute(node, "w:name") or "").lower() == "title":
            return 1
    return None


def _cells(table: Any, numbers: _Numbers) -> tuple[list[Cell], set[int]]:
    """Give the cells of a table with their spans, and the rows that repeat as header."""
    cells: list[Cell] = []
    above: dict[int, Cell] = {}
    heads: set[int] = set()
    for r, row in enumerate(table.tr_lst):
        if row.find("w:trPr/w:tblHeader", {"w": qn("w:x")[1:-2]}) is not None:
            heads.add(r)
        for tc in row.tc_lst:
            column = tc.grid_offset
            if tc.vMerge == "continue" and column in above:
                above[column].row_span += 1
                continue
            text = ""
            for p in tc.iter(qn("w:p")):
                own = _text(p)
                text = prose.glue(text, numbers.label(p) + own if own else "")
            cell = Cell(r, column, text, 1, tc.grid_span)
            cells.append(cell)
            above[column] = cell
    return cells, heads


class _Numbers:
    """Counts the numbered paragraphs as Word does, and gives the label that it would print before each."""

    def __init__(self, document: Any, styles: Mapping[str, Any], issues: list[ReadIssue]) -> None:
        self.styles, self.issues = styles, issues
        self.counts: dict[str, list[int]] = {}
        self.abstract: dict[str, Any] = {}
        self.number: dict[str, str] = {}
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        for node in part.element if part is not None else ():
            if node.tag == qn("w:abstractNum"):
                self.abstract[node.get(qn("w:abstractNumId"))] = node
            elif node.tag == qn("w:num"):
                self.number[node.get(qn("w:numId"))] = _attribute(node, "w:abstractNumId") or ""

    def label(self, item: Any) -> str:
        """Give the label of a paragraph and count it; empty where it has none or only a bullet."""
        nodes = [item, *_style(self.styles, item)]
        number = next((n for node in nodes if (n := _attribute(node, "w:pPr/w:numPr/w:numId"))), None)
        abstract = self.number.get(number or "", "")
        levels = {
            int(node.get(qn("w:ilvl"))): node for node in self.abstract.get(abstract, ()) if node.tag == qn("w:lvl")
        }
        depth = int(next((d for node in nodes if (d := _attribute(node, "w:pPr/w:numPr/w:ilvl"))), "0"))
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(abstract, [])
        del counts[depth + 1 :]
        while len(counts) < depth:
            counts.append(self._start(levels, len(counts)))
        if len(counts) == depth:
            counts.append(self._start(levels, depth))
        else:
            counts[depth] += 1
        return self._printed(levels, depth, counts)

    @staticmethod
    def _start(levels: dict[int, Any], depth: int) -> int:
        return int(_attribute(levels[depth], "w:start") or 1) if depth in levels else 1

    def _printed(self, levels: dict[int, Any], depth: int, counts: list[int]) -> str:
        if _attribute(levels[depth], "w:numFmt") == "bullet":
            return ""

        def one(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = _attribute(levels[place], "w:numFmt") if place in levels else None
            label = numeral(counts[place], form or "decimal") if place <= depth else None
            if label is None:
                message = (
                    f"A list is numbered in a way that is not known here ({form}); its numbers are shown as digits"
                )
                if not any(issue.message == message for issue in self.issues):
                    self.issues.append(ReadIssue("list_numbering", "warning", message))
                return str(counts[place]) if place <= depth else ""
            return label

        text = re.sub(r"%(\d)", one, _attribute(levels[depth], "w:lvlText") or "")
        return text + " " if text[-1:].isascii() and text else text


def numeral(number: int, form: str) -> str | None:
    """Print a number as a list does (ST_NumberFormat); None for a form or a number that is not known here."""
    if form == "decimal":
        return str(number)
    if form in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographTraditional"):
        if form == "ideographTraditional":
            return "甲乙丙丁戊己庚辛壬癸"[number - 1] if 1 <= number <= 10 else None
        tens, ones = divmod(number, 10)
        if not 1 <= number <= 99:
            return None
        return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr((65 if form == "upperLetter" else 97) + number - 1)
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return None
