"""The labels that Word prints before the paragraphs of its lists (ISO/IEC 29500-1, 17.9): they stand in no text of the file.

A label is counted by the list's definition, its level and where it starts anew. What a paragraph says lives in `docx`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from docx.oxml.ns import qn

from extract.content import ReadIssue

_DIGITS = "零一二三四五六七八九"
_ENCLOSED = {
    "decimalEnclosedCircle": (0x2460, 20),
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),
    "decimalEnclosedFullstop": (0x2488, 20),
    "ideographEnclosedCircle": (0x3280, 10),
}
"""Forms whose numbers are one sign each: the first sign, and how many there are."""


def attribute(node: Any, path: str) -> str | None:
    """Give the value of the element at a path of the WordprocessingML namespace; None where there is none."""
    found = node.find(path, {"w": qn("w:x")[1:-2]})
    return None if found is None else found.get(qn("w:val"))


def style_of(styles: Mapping[str, Any], item: Any, path: str = "w:pPr/w:pStyle") -> list[Any]:
    """Give the style of a paragraph (or of a run, by its path) and those that it is based on."""
    name = attribute(item, path)
    chain: list[Any] = []
    while name is not None and name in styles and styles[name] not in chain:
        chain.append(styles[name])
        name = attribute(chain[-1], "w:basedOn")
    return chain


class Numbers:
    """Counts the numbered paragraphs as Word does, and gives the label that it would print before each."""

    def __init__(self, definitions: Iterable[Any], styles: Mapping[str, Any], issues: list[ReadIssue]) -> None:
        self.styles, self.issues = styles, issues
        self.counts: dict[str, list[int]] = {}
        self.abstract: dict[str, Any] = {}
        self.number: dict[str, Any] = {}
        self.begun: set[tuple[str, int]] = set()
        for node in definitions:
            if node.tag == qn("w:abstractNum"):
                self.abstract[node.get(qn("w:abstractNumId"))] = node
            elif node.tag == qn("w:num"):
                self.number[node.get(qn("w:numId"))] = node

    def label(self, item: Any) -> str:
        """Give the label of a paragraph and count it; empty where it has none or only a bullet."""
        chain = style_of(self.styles, item)
        nodes = [item, *chain]
        number = next((n for node in nodes if (n := attribute(node, "w:pPr/w:numPr/w:numId"))), None)
        if number is None or number not in self.number:
            return ""
        abstract, levels, starts = self._list(self.number[number])
        said = next((d for node in nodes if (d := attribute(node, "w:pPr/w:numPr/w:ilvl"))), None)
        names = {node.get(qn("w:styleId")) for node in chain}
        linked = next((place for place, level in levels.items() if attribute(level, "w:pStyle") in names), 0)
        depth = int(said) if said is not None else linked
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(abstract, [])
        del counts[depth + 1 :]
        while len(counts) <= depth:
            place = len(counts)
            first = starts.get(place, int(attribute(levels[place], "w:start") or 1) if place in levels else 1)
            counts.append(first if place < depth else first - 1)
        if depth in starts and (number, depth) not in self.begun:
            counts[depth] = starts[depth] - 1
        self.begun.add((number, depth))
        counts[depth] += 1
        return self._printed(levels, depth, counts)

    def _list(self, number: Any) -> tuple[str, dict[int, Any], dict[int, int]]:
        """Give which definition a list counts by, its levels, and where this list starts them anew."""
        abstract = attribute(number, "w:abstractNumId") or ""
        definition = self.abstract.get(abstract, ())
        link = attribute(definition, "w:numStyleLink") if len(definition) else None
        if link is not None and link in self.styles:
            # The levels stand where the style of the list is defined.
            other = self.number.get(attribute(self.styles[link], "w:pPr/w:numPr/w:numId") or "")
            abstract = (attribute(other, "w:abstractNumId") or "") if other is not None else abstract
            definition = self.abstract.get(abstract, ())
        levels = {_place(node): node for node in definition if node.tag == qn("w:lvl")}
        starts: dict[int, int] = {}
        for own in number.iter(qn("w:lvlOverride")):
            levels.update({_place(node): node for node in own if node.tag == qn("w:lvl")})
            if start := attribute(own, "w:startOverride"):
                starts[_place(own)] = int(start)
        return abstract, levels, starts

    def _printed(self, levels: dict[int, Any], depth: int, counts: list[int]) -> str:
        if attribute(levels[depth], "w:numFmt") == "bullet":
            return ""
        arabic = levels[depth].find(qn("w:isLgl")) is not None

        def one(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = attribute(levels[place], "w:numFmt") if place in levels and not arabic else None
            label = numeral(counts[place], form or "decimal") if place <= depth else None
            if label is None:
                message = (
                    f"A list is numbered in a way that is not known here ({form}); its numbers are shown as digits"
                )
                if not any(issue.message == message for issue in self.issues):
                    self.issues.append(ReadIssue("list_numbering", "warning", message))
                return str(counts[place]) if place <= depth else ""
            return label

        text = re.sub(r"%(\d)", one, attribute(levels[depth], "w:lvlText") or "")
        return text + " " if text[-1:].isascii() and text else text


def _place(node: Any) -> int:
    return int(node.get(qn("w:ilvl")))


def numeral(number: int, form: str) -> str | None:
    """Print a number as a list does (ST_NumberFormat); None for a form or a number that is not known here."""
    if form in ("decimal", "none"):
        return str(number) if form == "decimal" else ""
    if form == "decimalZero":
        return f"{number:02}"
    if form == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if form in ("chineseCounting", "chineseCountingThousand", "japaneseCounting"):
        tens, ones = divmod(number, 10)
        if not 1 <= number <= 99:
            return None
        return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")
    if form == "ideographTraditional":
        return "甲乙丙丁戊己庚辛壬癸"[number - 1] if 1 <= number <= 10 else None
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr((65 if form == "upperLetter" else 97) + number - 1)
    first, most = _ENCLOSED.get(form, (0, 0))
    return chr(first + number - 1) if 1 <= number <= most else None
