"""A resource for each printed table: the table itself as CSV, typed from its cells.

Columns are named `c0` … after the columns of `cells`, which they join to; the printed header is the title. A column
whose filled cells are all plain numbers, or all percentages, is a number. How cells were read from a page does not live
here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import duckdb

from catalog.package import DefinitionError, Field, Package, Resource
from catalog.sql import literal

NUMBER = r"[+-]?([0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5})(\.[0-9]{1,10})?"
CODE = r"代码|编码|编号|序号|区号|邮编|电话|身份|文号|[Cc]ode"
"""Headers of columns whose digits name something: they stay text, as codes do."""


def with_printed_tables(con: duckdb.DuckDBPyConnection, package: Package) -> Package:
    """Give the package with its printed tables, read from `tables` and `cells`, in the order of their ids."""
    if not package.printed_tables:
        return package
    described = con.execute("SELECT table_id, number, caption FROM tables ORDER BY table_id").fetchall()
    columns, headers = _columns(con), _headers(con)
    extra = [
        _resource(table_id, number, caption, columns[table_id], headers.get(table_id, {}))
        for table_id, number, caption in described
        if table_id in columns
    ]
    return package.with_resources(extra)


def _columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[int, int, int, int]]]:
    """Give of each column of each table its filled body cells, how many are plain numbers without leading zeros, how many percentages."""
    filled = "NOT is_header AND coalesce(text, '') <> ''"
    numeric = f"{filled} AND NOT regexp_matches(text, '^[+-]?0[0-9]') AND regexp_full_match(text, {literal(NUMBER)})"
    percent = f"{filled} AND regexp_full_match(text, {literal(NUMBER + '%')})"
    counts = ", ".join(f"count(*) FILTER (WHERE {kind})" for kind in (filled, numeric, percent))
    found: dict[str, list[tuple[int, int, int, int]]] = {}
    for table_id, *column in con.execute(
        f'SELECT table_id, "column", {counts} FROM cells GROUP BY ALL ORDER BY table_id, "column"'
    ).fetchall():
        found.setdefault(table_id, []).append((column[0], column[1], column[2], column[3]))
    return found


def _headers(con: duckdb.DuckDBPyConnection) -> dict[str, dict[int, str]]:
    """Give the printed header of each column of each table: its header cells from the top, a repeated one once."""
    found: dict[str, dict[int, dict[int, str]]] = {}
    for table_id, row, column, text in con.execute(
        'SELECT table_id, "row", "column", text FROM cells WHERE is_header ORDER BY table_id, "row", "column"'
    ).fetchall():
        found.setdefault(table_id, {}).setdefault(row, {})[column] = text or ""
    return {table_id: _titles(by_row) for table_id, by_row in found.items()}


def _titles(by_row: dict[int, dict[int, str]]) -> dict[int, str]:
    """Give the title of each column from header cells by row and column.

    A header row that is one cell over the whole table says nothing of a column and is left out.
    """
    telling = [cells for cells in by_row.values() if len(cells) == 1 or len(set(cells.values())) > 1]
    parts: dict[int, list[str]] = {}
    for cells in telling or by_row.values():
        for column, text in cells.items():
            if text and text not in parts.setdefault(column, []):
                parts[column].append(text)
    return {column: " / ".join(texts) for column, texts in parts.items()}


def _resource(
    table_id: str,
    number: str | None,
    caption: str | None,
    columns: Sequence[tuple[int, int, int, int]],
    headers: Mapping[int, str],
) -> Resource:
    of_table = f"FROM cells WHERE table_id = {literal(table_id)}"
    fields = [
        Field(
            name="row",
            type="integer",
            title="行",
            title_en="Row",
            description="该行在 cells 中的行号。",
            description_en="Row of the table, as in cells.",
            constraints={"required": True, "minimum": 0},
            example="1",
        )
    ]
    selected = []
    for column, cells, numbers, percentages in columns:
        title = headers.get(column) or f"第 {column + 1} 列"
        is_number = cells > 0 and cells in {numbers, percentages} and not re.search(CODE, title)
        fields.append(
            Field(
                name=f"c{column}",
                type="number" if is_number else "string",
                title=title,
                title_en=f"Column {column + 1}",
                description=f"印刷表头：{title}。",
                description_en=f"Column {column + 1} of the table; its title is the printed header.",
                unit="%" if is_number and cells == percentages else None,
            )
        )
        value = "replace(rtrim(text, '%'), ',', '')" if is_number else "text"
        selected.append(f"max(CASE WHEN \"column\" = {column} THEN nullif({value}, '') END) AS c{column}")
    if not re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", table_id):
        raise DefinitionError(f"the table id {table_id!r} cannot name a file")
    label = f"表{number} {caption or ''}".strip() if number else (caption or table_id)
    return Resource(
        name=f"t-{table_id}",
        title=label,
        title_en=f"Table {number or table_id}",
        description=f"文件中印出的表格“{label}”，标识 {table_id}。",
        description_en=f"The printed table {table_id}: its body, the printed headers as titles of the columns.",
        fields=tuple(fields),
        primary_key=("row",),
        source=f'(SELECT "row", {", ".join(selected)} {of_table} AND NOT is_header GROUP BY "row")',
        loss=0.0,
    )
