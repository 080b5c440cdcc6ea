"""The records of a CSV that a person keeps: one that is broken costs itself only, and is told of with its line.

Which columns a file has and what a cell means is decided by who reads it: reference registers, corrections, source registers.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from transform.language.legible import legible

LONGEST_SHOWN = 60
"""Characters of a cell that a message repeats: enough to find it."""
NOT_UTF8 = re.compile("[\ud800-\udfff]")
"""What is left in a text of bytes that are no UTF-8."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Signs that no cell holds; line ends may stand in a title."""
SAVE = "Save the file as UTF-8: in a spreadsheet “CSV UTF-8”, or iconv -f GB18030 -t UTF-8"


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a file, or with one row of it, which is left out: where, what, and what to do."""

    file: Path
    line: int | None
    field: str | None
    message: str
    advice: str

    def _said(self, file: str) -> str:
        place = file if self.line is None else f"{file}:{self.line}"
        return legible(f"{place}: {f'{self.field}: ' if self.field else ''}{self.message}. {self.advice}")

    def in_issue(self) -> str:
        """Give what an issue says of it: without the folder that the file happens to lie in."""
        return self._said(self.file.name)

    def __str__(self) -> str:
        """Give `file:line: field: message. advice`, as compilers print it."""
        return self._said(str(self.file))


def shown(text: str) -> str:
    """Give a cell as a message repeats it: in quotes, on one line, cut where it is long."""
    cut = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}… ({len(text)} characters)"
    return f"“{legible(cut)}”"


def decoded(data: bytes) -> str | None:
    """Give the text of a file in UTF-8, with or without marks of byte order; None where it is UTF-16.

    Bytes that are no UTF-8 become lone surrogates, so that they cost the rows that hold them and no other.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or data[:40].count(0) > 10:
        return None
    while data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    return data.decode("utf-8", errors="surrogateescape")


def records(text: str) -> Iterator[tuple[int, list[str], str | None]]:
    """Give (line, cells, what is wrong) of each record; behind one that does not end well the next line begins anew.

    A quote that nobody closed takes the rows behind it for the text of its cell: that shows where the record is not as
    wide as the first one, or where a later quote ends it in the middle of a cell.
    """
    lines = list(io.StringIO(text, newline=""))
    start, width = 0, 0
    while start < len(lines):
        base = start
        reader = csv.reader((lines[index] for index in range(base, len(lines))), strict=True)
        try:
            for cells in reader:
                end = base + reader.line_num
                if any(cells):
                    width = width or len(cells)
                    if len(cells) != width and end > start + 1:
                        raise csv.Error("a double quote is not closed")
                    yield start + 1, cells, None
                start = end
        except csv.Error as error:
            said = "a double quote is not closed" if str(error) == "unexpected end of data" else str(error)
            yield start + 1, [], said
            start += 1
        else:
            return


def fault_of_cell(cell: str) -> tuple[str, str] | None:
    """Give what is wrong with the signs of a cell, and what to do; None where each is one that a cell may hold."""
    if NOT_UTF8.search(cell):
        data = cell.encode("utf-8", "surrogateescape")
        try:
            perhaps = f" (read as GBK it is {shown(data.decode('gb18030'))})"
        except UnicodeDecodeError:
            perhaps = ""
        return f"not UTF-8{perhaps}", SAVE
    if sign := CONTROL.search(cell):
        return f"{shown(cell)} holds the control character U+{ord(sign[0]):04X}", "Delete it"
    return None
