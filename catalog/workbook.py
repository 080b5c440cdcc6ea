"""A release as an Excel workbook, for people who open it: a data dictionary, then a sheet a resource.

Heads are the titles, Chinese over English; they stay in sight and can be filtered by. Text and codes are text cells, never
formulas or links; numbers are numbers, shown as they are published. Programs read the CSV instead.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from catalog.escape import unescape
from catalog.package import DECIMAL, Field, Package, Resource

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

_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


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

    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with tempfile.TemporaryDirectory(prefix="gongbao-") as scratch:
        skeleton = Path(scratch) / "skeleton.xlsx"
        with xlsxwriter.Workbook(str(skeleton), options) as book:
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
                _lay_sheet(book, resource, data / f"{resource.name}.csv", name, styles)
            styles.fix()
        _fill(skeleton, package, data, path, styles)


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"num_format": "@"})
        self.wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._numbers: dict[int, Any] = {}

    def fix(self) -> None:
        """Give every format its number, in one order: the workbook's table of them is written when it is closed."""
        for style in (self.text, *(self.number("0" + "." * bool(n) + "0" * n) for n in range(DECIMAL[1] + 1))):
            self.index(style)

    def index(self, style: Any) -> int:
        """Give the number by which the cells of a sheet name a format; asking for it gives it one."""
        return int(style._get_xf_index())

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


def _lay_sheet(book: Workbook, resource: Resource, path: Path, name: str, styles: _Styles) -> None:
    """Make the sheet of a resource with its head; the rows are put in by `_fill`."""
    sheet = book.add_worksheet(name)
    csv.field_size_limit(1 << 31)
    heads = [_fitting(_head(f), path) for f in resource.fields]
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        sample = list(islice(rows, SAMPLE))
        _lay(sheet, heads, sample, len(sample) + sum(1 for _ in rows))
    sheet.write_row(0, 0, heads, styles.head)


def _fill(skeleton: Path, package: Package, data: Path, target: Path, styles: _Styles) -> None:
    """Copy a workbook that has heads alone, with the rows of each resource's CSV put into its sheet.

    A library writes a cell at a time with much around it, which took most of the time of a release; a row is one text.
    """
    sheets = {f"xl/worksheets/sheet{n}.xml": r for n, r in enumerate(package.resources, start=2)}
    with zipfile.ZipFile(skeleton) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in source.infolist():
            resource = sheets.get(entry.filename)
            if resource is None:
                out.writestr(entry, source.read(entry), zipfile.ZIP_DEFLATED)
                continue
            before, mark, behind = source.read(entry).decode().partition("</sheetData>")
            entry.compress_type = zipfile.ZIP_DEFLATED
            with out.open(entry, "w", force_zip64=True) as sheet:
                sheet.write(_DIMENSION.sub("", before).encode())
                for row in _rows(resource, data / f"{resource.name}.csv", styles):
                    sheet.write(row.encode())
                sheet.write((mark + behind).encode())


def _rows(resource: Resource, path: Path, styles: _Styles) -> Iterator[str]:
    """Give the rows of a CSV as SpreadsheetML (ECMA-376, 18.3.1.73), text inline, the first under the head."""
    from xlsxwriter.utility import xl_col_to_name

    columns = [xl_col_to_name(n) for n in range(len(resource.fields))]
    kinds = [(place, f, f.type) for place, f in zip(columns, resource.fields, strict=True)]
    text_style = styles.index(styles.text)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for number, cells in enumerate(rows, start=2):
            if number == ROWS:
                note = f"其余各行见 {path.name} (for the other rows see {path.name})"
                yield f'<row r="{number}">{_inline(f"A{number}", text_style, note)}</row>'
                break
            out = []
            for (place, f, kind), cell in zip(kinds, cells, strict=True):
                if not cell:
                    continue
                if kind in {"integer", "number"} and sum(c.isdigit() for c in cell) <= DIGITS:
                    out.append(f'<c r="{place}{number}" s="{styles.index(styles.number(cell))}"><v>{cell}</v></c>')
                elif kind == "boolean":
                    out.append(f'<c r="{place}{number}" t="b"><v>{int(cell == "true")}</v></c>')
                else:
                    out.append(_inline(f"{place}{number}", text_style, _fitting(_text(f, cell), path)))
            yield f'<row r="{number}">{"".join(out)}</row>'


def _inline(place: str, style: int, text: str) -> str:
    """Give a cell of text; signs that XML has none for, and what looks like Excel's own escape, in Excel's escape."""
    text = _ESCAPE.sub("_x005F_", text)
    if _UNPRINTABLE.search(text):
        text = _UNPRINTABLE.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{space}>{escape(text)}</t></is></c>'


def _text(f: Field, cell: str) -> str:
    return unescape(cell) if f.is_free_text else cell


def _fitting(text: str, path: Path) -> str:
    if len(text) <= CHARACTERS // 2 or len(text.encode("utf-16-le")) // 2 <= CHARACTERS:
        return text
    note = f" … 全文见 {path.name} (cut: see {path.name})"
    return text[: CHARACTERS // 2 - len(note)] + note
