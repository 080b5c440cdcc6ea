"""The rows of a register as a person wrote them: a CSV in which one bad row costs itself only.

What a cell means (a source, a path, a collection) is decided in `sources`. A quote that nobody closed ends with its row
here, and bytes that are no UTF-8 cost the row that holds them; what breaks the header leaves nothing to read.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extract.errors import Unreadable
from extract.local import opened
from pipelines.register_faults import Fault
from transform.csvrows import decoded, fault_of_cell, records, shown

LARGEST = 64 * 1024**2
"""Bytes of a register or of collections.yaml: a row takes 300, so this is some 200,000 documents."""
MOST_NAMED = 5
"""Columns that a message names one by one."""


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text + "0001-01-01"[len(text) :]))
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


FURTHER: dict[str, Callable[[str], bool]] = {"published_on": _is_date, "url": _is_address}
"""What a pattern cannot say of a cell."""

ADVICE = {
    "source_id": "Use lower-case ASCII letters and digits, joined by single hyphens, as in plan-2031",
    "collection": "Use lower-case ASCII letters and digits, joined by single hyphens, as in yunchuan-gazette",
    "url": "Give the whole address, from https:// or http:// on",
    "published_on": "Write 2031-05-20, as coarse as 2031-05 or 2031, or leave it empty",
    "sha256": "Give 64 lower-case hexadecimal digits, as sha256sum prints them, or leave it empty",
    "status": "Write withdrawn to take the source out of the next release, or leave it empty",
}
"""What to do about a cell that is not of its form."""

COSTS_ITSELF = ("published_on", "title", "publisher")
"""The columns in which a cell that is not of its form is left out, and its document read all the same."""


def read_text(path: Path, faults: list[Fault], advice: str) -> str | None:
    """Give the text of a file, None where it cannot be had; bytes that are no UTF-8 are lone surrogates in it."""
    try:
        with opened(path) as file:
            data = file.read(LARGEST + 1)
    except Unreadable as error:
        faults.append(Fault(str(path), None, None, f"cannot be opened ({error.reason.rstrip('.')})", advice, "file"))
        return None
    except OSError as error:
        faults.append(Fault(str(path), None, None, f"cannot be opened ({error.strerror})", advice, "file"))
        return None
    if len(data) > LARGEST:
        said = f"has more than {LARGEST // 1024**2} MB"
        faults.append(Fault(str(path), None, None, said, "Split it: several registers may be given", "file"))
        return None
    text = decoded(data)
    if text is None:
        faults.append(Fault(str(path), None, None, "not UTF-8 but UTF-16", "Save the file as UTF-8", "file"))
    return text


def read_rows(path: Path, descriptor: Mapping[str, Any], faults: list[Fault]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give (line, row) of the rows of a register; what is wrong with a row goes to `faults`, with its line.

    A row of which the cells themselves cannot be told apart is not given.
    """
    text = read_text(path, faults, "Give the path of a register, or write one with `gongbao add`")
    if text is None:
        return
    fields = {f["name"]: f for f in descriptor["fields"]}
    header: list[str] | None = None
    for line, cells, fault in records(text):
        if fault:
            advice = "Close every double quote on its row; a text editor shows signs that do not belong there"
            faults.append(Fault(str(path), line, None, f"not CSV: {fault}", advice, "row" if header else "file"))
        elif header is None:
            header = cells
            if not _check_header(path, header, fields, faults):
                return
        elif cells == header:
            faults.append(Fault(str(path), line, None, "the header stands here again", "Delete the line"))
        elif len(cells) != len(header):
            said = f"{len(cells)} cells under a header of {len(header)}"
            advice = "Put a cell that holds a comma into double quotes; leave unknown cells empty"
            faults.append(Fault(str(path), line, None, said, advice))
        else:
            row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            faults.extend(_row_faults(path, line, row, fields))
            yield line, row
    if header is None:
        faults.append(Fault(str(path), 1, None, "the file is empty", f"Begin with {','.join(fields)}", "file"))


def _check_header(path: Path, header: list[str], fields: Mapping[str, Any], faults: list[Fault]) -> bool:
    before = len(faults)

    def add(name: str | None, message: str, advice: str) -> None:
        faults.append(Fault(str(path), 1, name, message, advice, "file"))

    unknown = [name for name in header if name not in fields]
    if not set(header) & fields.keys():
        add(None, f"{shown(header[0])} … is no header", f"Begin with {','.join(fields)}")
        return False
    for name in unknown[:MOST_NAMED]:
        close = difflib.get_close_matches(name[:100], fields, n=1)
        advice = f"Did you mean “{close[0]}”?" if close else f"A register has the columns {', '.join(fields)}"
        add(name[:100] or "(no name)", "unknown column", advice)
    if len(unknown) > MOST_NAMED:
        add(
            None, f"{len(unknown) - MOST_NAMED} more unknown columns", f"A register has the columns {', '.join(fields)}"
        )
    for name in sorted(name for name, count in Counter(header).items() if name in fields and count > 1):
        add(name, "the column stands twice", "Delete one of them")
    for name, schema in fields.items():
        if schema.get("constraints", {}).get("required") and name not in header:
            add(name, "the column is missing", "Add it to the header")
    if len(faults) == before and not {"path", "url"} & set(header):
        add("path", "neither a path nor a url column", "Add one of them")
    return len(faults) == before


def _row_faults(path: Path, line: int, row: Mapping[str, str], fields: Mapping[str, Any]) -> Iterator[Fault]:
    for name, cell in row.items():
        constraints = fields[name].get("constraints", {})
        if not cell:
            if constraints.get("required"):
                yield Fault(str(path), line, name, "empty, but required", "Fill it in")
        elif found := _cell_fault(name, cell, constraints):
            yield Fault(str(path), line, name, *found, "cell" if name in COSTS_ITSELF else "row")
    if not row.get("path") and not row.get("url"):
        advice = "Say where the document is: a file beside the register, or its address"
        yield Fault(str(path), line, "path", "neither path nor url is filled in", advice)


def _cell_fault(name: str, cell: str, constraints: Mapping[str, Any]) -> tuple[str, str] | None:
    """Give what is wrong with a cell that is filled in, and what to do."""
    if (found := fault_of_cell(cell)) is not None:
        return found
    if (longest := constraints.get("maxLength")) is not None and len(cell) > longest:
        return f"{shown(cell)} is longer than {longest} characters", "Shorten it"
    is_of_form = re.fullmatch(constraints.get("pattern", ".*"), cell, re.S) and FURTHER.get(name, bool)(cell)
    if not is_of_form or cell not in constraints.get("enum", [cell]):
        advice = ADVICE.get(name) or f"It must match {constraints.get('pattern')}"
        return f"{shown(cell)} is not of the form asked for", advice
    return None
