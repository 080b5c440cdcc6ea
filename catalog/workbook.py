"""A release as an Excel workbook, for people who open it: a data dictionary, then a sheet a resource.

Heads are the titles, Chinese over English; they stay in sight and can be filtered by. Text and codes are text cells, never
formulas or links; numbers are numbers, shown as they are published. Programs read the CSV instead.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from catalog.escape import unescape
from catalog.package import Field, Package, Resource

if TYPE_CHECKING:
    from xlsxwriter import Workbook

ROWS = 1_048_576
CHARACTERS = 32_767
DIGITS = 15
"""What Excel holds: rows of a sheet, UTF-16 units of a cell, digits of a number."""

SHEET = "字典 dictionary"
HEAD = (
    "数据表\nTable",
    "字段\nField",
    "标题\nTitle (Chinese)",
    "标题（英文）\nTitle",
    "类型\nType",
    "单位\nUnit",
    "约束\nConstraints",
    "说明\nDescription (Chinese)",
    "说明（英文）\nDescription",
    "示例\nExample",
)
NARROWEST, WIDEST = 8, 50
"""Widths of a column, in digits; a Chinese character takes two."""

SAMPLE = 200
"""Rows that tell how wide a column is."""


def dictionary(package: Package) -> Iterator[tuple[str, ...]]:
    """Give the data dictionary under `HEAD`, a row a field."""
    for resource in package.resources:
        for f in resource.fields:
            limits = ["key"] if f.name in resource.primary_key else []
            limits += [_limit(name, value) for name, value in f.constraints.items()]
            unit = f.unit or (f"→ {f.unit_field}" if f.unit_field else "")
            texts = (f.title, f.title_en, f.type, unit, "; ".join(limits), f.description, f.description_en)
            yield (resource.name, f.name, *texts, f.example or "")


def _limit(name: str, value: Any) -> str:
    if value is True:
        return name
    return f"{name}: {', '.join(value) if isinstance(value, list) else value}"


def sheet_names(resources: Sequence[Resource]) -> list[str]:
    """Give a sheet name for each resource, as Excel allows: 31 characters, none twice whatever the case."""
    names: list[str] = []
    for resource in resources:
        base = re.sub(r"[\[\]:*?/\\']", "-", resource.name.lower())
        name, number = base[:31], 1
        while name in names or name == "history":
            number += 1
            name = f"{base[: 30 - len(str(number))]}~{number}"
        names.append(name)
    return names


def write_xlsx(package: Package, data: Path, path: Path, *, version: str, released_on: str) -> None:
    """Write the workbook from the CSV files under `data`; `released_on` (`YYYY-MM-DD`) is its only date.

    Numbers of up to 15 digits are numbers, longer ones stay text since Excel would round them. What exceeds a cell or
    a sheet is cut, and says so where it is cut.
    """
    import xlsxwriter

    options = {"constant_memory": True} | dict.fromkeys(
        ("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False
    )
    with xlsxwriter.Workbook(str(path), options) as book:
        created = dt.datetime.fromisoformat(released_on)
        title, comments = f"{package.title} {version}", package.description_en
        book.set_properties({"title": title, "company": "Gongbao", "created": created, "comments": comments})
        styles = _Styles(book)
        lines = list(dictionary(package))
        sheet = book.add_worksheet(SHEET)
        _lay(sheet, HEAD, lines, len(lines))
        sheet.write_row(0, 0, HEAD, styles.head)
        for number, line in enumerate(lines, start=1):
            for column, cell in enumerate(line):
                sheet.write_string(number, column, cell, styles.wrapped)
        for resource, name in zip(package.resources, sheet_names(package.resources), strict=True):
            _write_sheet(book, resource, data / f"{resource.name}.csv", name, styles)


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"num_format": "@"})
        self.wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._numbers: dict[int, Any] = {}

    def number(self, cell: str) -> Any:
        """Give the format that shows a number with the digits that it is published with, and never as a power."""
        decimals = len(cell.partition(".")[2])
        if decimals not in self._numbers:
            form = "0." + "0" * decimals if decimals else "0"
            self._numbers[decimals] = self._book.add_format({"num_format": form})
        return self._numbers[decimals]


def _lay(sheet: Any, heads: Sequence[str], sample: Sequence[Sequence[str]], rows: int) -> None:
    """Set what a sheet looks like: its head in sight, a filter over its columns, columns as wide as what stands there."""
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 32)
    sheet.autofilter(0, 0, min(rows, ROWS - 1), len(heads) - 1)
    for column, head in enumerate(heads):
        texts = [*head.split("\n"), *(line[column].split("\n", 1)[0] for line in sample)]
        width = max(_width(text[: WIDEST + 1]) for text in texts)
        # Room for the arrow of the filter.
        sheet.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _head(f: Field) -> str:
    return f"{f.title}\n{f.title_en}"


def _write_sheet(book: Workbook, resource: Resource, path: Path, name: str, styles: _Styles) -> None:
    sheet = book.add_worksheet(name)
    csv.field_size_limit(1 << 31)
    heads = [_fitting(_head(f), path) for f in resource.fields]
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        sample = list(islice(rows, SAMPLE))
        _lay(sheet, heads, sample, len(sample) + sum(1 for _ in rows))
        sheet.write_row(0, 0, heads, styles.head)
        file.seek(0)
        rows = csv.reader(file)
        next(rows)
        for number, cells in enumerate(rows, start=1):
            if number == ROWS - 1:
                sheet.write_string(number, 0, f"其余各行见 {path.name} (for the other rows see {path.name})")
                break
            for column, (f, cell) in enumerate(zip(resource.fields, cells, strict=True)):
                if not cell:
                    continue
                if f.type in {"integer", "number"} and sum(c.isdigit() for c in cell) <= DIGITS:
                    sheet.write_number(number, column, float(cell), styles.number(cell))
                elif f.type == "boolean":
                    sheet.write_boolean(number, column, cell == "true")
                else:
                    sheet.write_string(number, column, _fitting(_text(f, cell), path), styles.text)


def _text(f: Field, cell: str) -> str:
    return unescape(cell) if f.is_free_text else cell


def _fitting(text: str, path: Path) -> str:
    if len(text) <= CHARACTERS // 2 or len(text.encode("utf-16-le")) // 2 <= CHARACTERS:
        return text
    note = f" … 全文见 {path.name} (cut: see {path.name})"
    return text[: CHARACTERS // 2 - len(note)] + note
