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
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from catalog import sheet as rows_of
from catalog.package import DECIMAL, Field, Package, Resource
from catalog.sheet import fitting, sheet_rows
from catalog.sql import connect

if TYPE_CHECKING:
    from xlsxwriter import Workbook

STYLES = "xl/styles.xml"
FIRST = 2
"""The number of the sheet of the first table; the dictionary is the first."""

PACKED = 3
"""How hard sheets are packed, of 9: text that repeats itself shrinks nearly as far as at 6, in a third of the time."""

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

PROBE = 18
"""A row that is not told in one breath with the first, as sixteen are (`spans`)."""

_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
_STYLE = re.compile(r'<c r="[A-Z]+[0-9]+" s="([0-9]+)"')


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


def write_xlsx(
    package: Package,
    data: Path,
    path: Path,
    *,
    rows: Mapping[str, int],
    version: str,
    released_on: str,
    known: tuple[Path, Mapping[str, int]] | None = None,
) -> None:
    """Write the workbook from the CSV files under `data`; `released_on` (`YYYY-MM-DD`) is its only date.

    `rows` are the numbers of rows by table. `known` is an earlier workbook of ours with the places, from 0, that tables had
    in it whose CSV and fields are the same: their rows are taken from there.

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
                sheet = book.add_worksheet(name)
                _lay_sheet(sheet, resource, data / f"{resource.name}.csv", rows[resource.name], styles)
        _fill(skeleton, package, data, path, rows, known)


class _Styles:
    """The formats of a workbook: of heads, of the dictionary, and those that the cells of a table have."""

    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        # Text first, then numbers by their decimals: each is shown with the digits that it is published with.
        forms = ["@", *("0." + "0" * n if n else "0" for n in range(DECIMAL[1] + 1))]
        self.of_cells = [book.add_format({"num_format": form}) for form in forms]


def _lay(sheet: Any, heads: Sequence[str], sample: Sequence[Sequence[str]], rows: int) -> None:
    """Set what a sheet looks like: its head in sight, a filter over its columns, columns as wide as what stands there."""
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 32)
    sheet.autofilter(0, 0, min(rows, rows_of.MOST), len(heads) - 1)
    for column, head in enumerate(heads):
        texts = [*head.split("\n"), *(line[column].split("\n", 1)[0] for line in sample)]
        width = max(_width(text[: WIDEST + 1]) for text in texts)
        # Room for the arrow of the filter.
        sheet.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))


def _width(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_sign_width, text))


@cache
def _sign_width(sign: str) -> int:
    return 2 if east_asian_width(sign) in "WFA" else 1


def _head(f: Field) -> str:
    return f"{f.title}\n{f.title_en}"


def _lay_sheet(sheet: Any, resource: Resource, path: Path, rows: int, styles: _Styles) -> None:
    """Lay the sheet of a resource with its head; the rows are put in by `_fill`."""
    csv.field_size_limit(1 << 31)
    heads = [fitting(_head(f), path) for f in resource.fields]
    with path.open(encoding="utf-8", newline="") as file:
        _lay(sheet, heads, list(islice(csv.reader(file), 1, 1 + SAMPLE)), rows)
    sheet.write_row(0, 0, heads, styles.head)
    # A row that only shows under which numbers the workbook keeps the formats; the table's rows take its place.
    for column, style in enumerate(styles.of_cells):
        sheet.write_blank(PROBE - 1, column, None, style)


def _fill(
    skeleton: Path,
    package: Package,
    data: Path,
    target: Path,
    rows: Mapping[str, int],
    known: tuple[Path, Mapping[str, int]] | None,
) -> None:
    """Copy a workbook that has heads alone, with the rows of each resource's CSV put into its sheet.

    A library writes a cell at a time with much around it, which took most of the time of a release.
    """
    sheets = {f"xl/worksheets/sheet{n}.xml": r for n, r in enumerate(package.resources, start=FIRST)}
    with (
        connect() as con,
        zipfile.ZipFile(skeleton) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKED) as out,
    ):
        taken = _Known(*known, source.read(STYLES)) if known else None
        for entry in source.infolist():
            resource = sheets.get(entry.filename)
            # By name alone, so that it is packed as the archive says, and dated as the oldest that the format knows.
            with out.open(entry.filename, "w", force_zip64=True) as sheet:
                if resource is None:
                    sheet.write(source.read(entry))
                    continue
                before, mark, behind = source.read(entry).decode().partition("</sheetData>")
                head, row, probe = before.partition(f'<row r="{PROBE}"')
                sheet.write(_DIMENSION.sub("", head).encode())
                old = taken.rows(resource.name) if taken else None
                if old is not None:
                    sheet.write(old)
                elif rows[resource.name]:
                    styles = [int(number) for number in _STYLE.findall(row + probe)]
                    for text in sheet_rows(con, resource, data / f"{resource.name}.csv", styles):
                        sheet.write(text.encode())
                sheet.write((mark + behind).encode())
        if taken:
            taken.close()


class _Known:
    """An earlier workbook of ours, as far as its cells have the same formats."""

    def __init__(self, path: Path, places: Mapping[str, int], styles: bytes) -> None:
        """Open it; `styles` are the formats of the new one."""
        self._book = zipfile.ZipFile(path)
        self._places = places if self._book.read(STYLES) == styles else {}

    def rows(self, name: str) -> bytes | None:
        """Give the rows of a table as they stand there, None where they must be made."""
        if name not in self._places:
            return None
        text = self._book.read(f"xl/worksheets/sheet{self._places[name] + FIRST}.xml")
        begin, end = text.find(b'<row r="2">'), text.rfind(b"</sheetData>")
        return text[begin:end] if begin >= 0 else b""

    def close(self) -> None:
        """Close it."""
        self._book.close()
