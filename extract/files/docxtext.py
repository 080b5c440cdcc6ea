"""The text of a paragraph of a Word file as it shows: its runs with what their properties say, fields of forms, symbols.

What is struck out or hidden is no text; what was struck out is kept in a list for who reads the file to tell. Where
paragraphs, tables and boxes stand lives in `docx`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from extract.files.numbering import attribute, style_of
from extract.text import symbols
from extract.text.raised import raised

SPACE = {"w": qn("w:x")[1:-2]}
APART = {qn(f"w:{name}") for name in ("txbxContent", "del", "moveFrom", "rt")}
"""Elements whose text is not that of the paragraph they stand in."""
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_STRUCK = ("strike", "dstrike")
_OFF = ("0", "false", "off")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_HEX = 16


@dataclass(slots=True)
class Texts:
    """Gives texts of paragraphs; `styles` are the file's by their ids, `struck` is what was left out as struck out."""

    styles: Mapping[str, Any]
    struck: list[str] = field(default_factory=list)

    def of(self, node: Any, *, inside: bool = False) -> str:
        """Give the text as it shows; a drawn box is passed over unless it is the node itself (`inside`)."""
        out: list[str] = []
        waiting = list(reversed(node)) if inside or node.tag not in APART else []
        while waiting:
            child = waiting.pop()
            if not isinstance(child.tag, str) or child.tag in APART or child.tag.endswith("}Fallback"):
                continue
            if child.tag == qn("m:t"):
                is_high = next(child.iterancestors(qn("m:sup")), None) is not None
                out.append(raised(child.text or "") if is_high else child.text or "")
            if child.tag != qn("w:r"):
                waiting.extend(reversed(child))
                continue
            if self._is_on(child, "vanish"):
                continue
            text = "".join(self._parts(child))
            if any(self._is_on(child, name) for name in _STRUCK):
                self.struck += [text] if text.strip() else []
            else:
                out.append(text)
        return _LINE_END.sub("\n", "".join(out)).strip()

    def _parts(self, run: Any) -> list[str]:
        """Give the pieces of a run."""
        is_high = self._value(run, "vertAlign") == "superscript"
        font = self._font(run)
        out: list[str] = []
        waiting = list(reversed(run))
        while waiting:
            child = waiting.pop()
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
            if not name or child.tag in APART or name == "Fallback":
                continue
            if name == "t":
                text = child.text or ""
                if symbols.is_symbolic(font):
                    text = "".join(symbols.meaning(font, ord(sign)) or sign for sign in text)
                out.append(raised(text) if is_high else text)
            elif name == "sym":
                out.append(_symbol(child))
            elif name == "fldChar":
                out.append(_field(child))
            else:
                out.append(_SIGNS.get(name, "") if child.getparent() is run else "")
                waiting.extend(reversed(child))
        return out

    def _is_on(self, run: Any, name: str) -> bool:
        """Say whether a run has a property that is on where it stands, unless its value says off."""
        found = self._property(run, name)
        return found is not None and (found.get(qn("w:val")) or "1") not in _OFF

    def _value(self, run: Any, name: str) -> str | None:
        found = self._property(run, name)
        return None if found is None else found.get(qn("w:val"))

    def _font(self, run: Any) -> str:
        found = self._property(run, "rFonts")
        return "" if found is None else found.get(qn("w:ascii")) or found.get(qn("w:hAnsi")) or ""

    def _property(self, run: Any, name: str) -> Any:
        """Give a property of a run: its own, else that of its style, else that of its paragraph's."""
        own = run.find(f"w:rPr/w:{name}", SPACE)
        if own is not None:
            return own
        paragraph = next(run.iterancestors(qn("w:p")), None)
        nodes = style_of(self.styles, run, "w:rPr/w:rStyle")
        nodes += style_of(self.styles, paragraph) if paragraph is not None else []
        return next((found for node in nodes if (found := node.find(f"w:rPr/w:{name}", SPACE)) is not None), None)


def _symbol(sym: Any) -> str:
    try:
        code = int(sym.get(qn("w:char")) or "", _HEX)
    except ValueError:
        return ""
    return symbols.meaning(sym.get(qn("w:font")) or "", code) or ""


def _field(begin: Any) -> str:
    """Give what a field of a form shows that has no text of its own: a box to tick, an entry of a list."""
    box = begin.find("w:ffData/w:checkBox", SPACE)
    if box is not None:
        state = box.find("w:checked", SPACE)
        state = box.find("w:default", SPACE) if state is None else state
        is_ticked = state is not None and (state.get(qn("w:val")) or "1") not in _OFF
        return symbols.CHECKED if is_ticked else symbols.EMPTY
    entries = [entry.get(qn("w:val")) or "" for entry in begin.findall("w:ffData/w:ddList/w:listEntry", SPACE)]
    chosen = attribute(begin, "w:ffData/w:ddList/w:result") or attribute(begin, "w:ffData/w:ddList/w:default") or "0"
    return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
