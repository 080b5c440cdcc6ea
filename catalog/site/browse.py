"""What the script of a table's page must know to page, filter and sort all of its rows: files, fields, choices, words.

The script is `static/table/rows.js`; without it, or without a Parquet file, the first rows stand on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalog.site import words
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

WITH_PAGE = ("commitments", "documents", "indicators", "targets")
"""Tables of which each row that another row names has a page under `id/`."""

GROUPS = {
    ("documents", "kind"): "document_kind",
    ("documents", "status"): "document_status",
    ("targets", "kind"): "target_kind",
    ("commitments", "kind"): "target_kind",
    ("commitments", "status"): "progress",
    ("progress", "status"): "progress",
    ("quantities", "role"): "quantity_role",
    ("tables", "kind"): "table_kind",
}
"""Columns of codes whose words go by another name than the column's own."""


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
    return Browser(files["parquet"], files["csv"], [_field(table, column) for column in columns])


def is_free_text(field: Field) -> bool:
    """Say whether a CSV escapes a field, as `is_free_text` of its definition does."""
    return field.type == "string" and not {"enum", "pattern"} & field.constraints.keys()


def has_pages(table: Table, field: Field) -> bool:
    """Say whether what stands in a field is the address of a page under `id/`."""
    # An indicator that no row names has none.
    own = field.is_key and len([f for f in table.fields if f.is_key]) == 1 and table.name != "indicators"
    return (own and table.name in WITH_PAGE) or (field.refers_to is not None and field.refers_to[0] in WITH_PAGE)


def _field(table: Table, column: Column) -> dict[str, Any]:
    field, kind = column.field, column.kind
    return {
        "name": field.name,
        "title": field.title,
        "type": field.type,
        "kind": kind,
        "empty": column.empty,
        "hasPages": has_pages(table, field),
        "isFree": is_free_text(field),
        "choices": [[value, count, _said(table, field, value)] for value, count in column.frequent if kind == "choice"],
    }


def _said(table: Table, field: Field, value: str) -> str:
    """Give what a code means, nothing where it stands for itself."""
    if field.type == "boolean":
        return "是" if value == "true" else "否"
    group = GROUPS.get((table.name, field.name), field.name)
    return label if group in words.WORDS and (label := words.word(group, value).zh) != value else ""
