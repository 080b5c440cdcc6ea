"""What the script of a table's page must know to page, filter and sort all of its rows: files, fields, choices, words.

The script is `static/table/rows.js`; without it, or without a Parquet file, the first rows stand on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalog.site.releases import Download, Field, Table
from catalog.site.statistics import Column

WORDS = {
    "all": "全部 All",
    "empty": "空 Empty",
    "has": "包含 Contains",
    "is": "等于 Equals",
    "from": "从 From",
    "to": "至 To",
    "remove": "去掉 Remove",
    "reading": "正在读取 Reading",
    "failed": "未能读取 Could not be read",
    "loaded": "已读取 Read",
    "requests": "次请求 requests",
}
"""What the script says, by the name that it asks for it."""


@dataclass(frozen=True, slots=True)
class Browser:
    """The files that rows are read from and taken as, and the fields as the script knows them."""

    parquet: Download
    csv: Download
    fields: list[dict[str, Any]]


def browser(table: Table, columns: Sequence[Column]) -> Browser | None:
    """Give what the script needs, None for a table without rows or without a Parquet file."""
    files = {file.format: file for file in table.downloads}
    if not table.rows or not {"csv", "parquet"} <= files.keys():
        return None
    return Browser(files["parquet"], files["csv"], [_field(column) for column in columns])


def is_free_text(field: Field) -> bool:
    """Say whether a CSV escapes a field, as `is_free_text` of its definition does."""
    return field.type == "string" and not {"enum", "pattern"} & field.constraints.keys()


def _field(column: Column) -> dict[str, Any]:
    field, kind = column.field, column.kind
    return {
        "name": field.name,
        "title": field.title,
        "type": field.type,
        "kind": kind,
        "empty": column.empty,
        "isFree": is_free_text(field),
        "choices": [list(choice) for choice in column.frequent] if kind == "choice" else [],
    }
