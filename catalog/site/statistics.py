"""What the columns of a released table hold: how many values, how many cells are empty, which, and which most often.

Counted in DuckDB, of a large table a few columns at a time, so that memory stays bounded. How it is shown and filtered
does not live here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.site.releases import Field, Table
from catalog.site.rows import Library, Row
from catalog.sql import identifier

CHOICES = 40
"""Distinct values up to which a column is chosen from a list; more are typed."""

CELLS = 1_000_000
"""Cells that are counted in one query: a query for each column would cost more than small tables do."""

NUMBER = "DECIMAL(38, 10)"
"""Least and greatest numbers go by value; all other types by code point, as dates in ISO form do."""

DATES = "^[0-9]{4}("
"""How the patterns of dates and periods begin in the definitions."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: cells with a value and without, distinct values, the least and greatest, None where there is none.

    `frequent` holds values that come most often with their number, most frequent first: all of them where there are at
    most `CHOICES`, none where every value comes once.
    """

    field: Field
    filled: int
    empty: int
    distinct: int
    least: str | None
    greatest: str | None
    frequent: tuple[tuple[str, int], ...]

    @property
    def kind(self) -> str:
        """How the column is filtered: by `choice`, as a `number` or `date` from and to, or as `text` that it holds."""
        if self.field.is_number:
            return "number"
        pattern = str(self.field.constraints.get("pattern", ""))
        if self.field.type == "datetime" or pattern.startswith(DATES):
            return "date"
        if self.distinct > CHOICES:
            return "text"
        is_bounded = self.field.type == "boolean" or "enum" in self.field.constraints
        is_repeated = 0 < self.distinct <= self.filled // 2
        return "choice" if is_bounded or is_repeated else "text"


def columns(library: Library, table: Table) -> list[Column]:
    """Count what stands in each column of a table, in the table's order."""
    at_once = max(1, CELLS // max(1, table.rows))
    with library.holding(table) as held:
        counted = {
            row["field"]: row
            for start in range(0, len(table.fields), at_once)
            for row in library.rows(_sql(held, table.fields[start : start + at_once]))
        }
    return [_column(field, counted.get(field.name, {}), table.rows) for field in table.fields]


def _sql(held: str, fields: Sequence[Field]) -> str:
    names = ", ".join(identifier(field.name) for field in fields)
    number = f"try_cast(value AS {NUMBER})"
    ends = ", ".join(
        f"{function}(value, {key}) AS {name}"
        for function, name in (("arg_min", "least"), ("arg_max", "greatest"))
        for name, key in ((name, "value"), (f"{name}_number", number))
    )
    return f"""
        WITH counted AS MATERIALIZED (
            SELECT field, value, count(*) AS n
            FROM (UNPIVOT {held} ON {names} INTO NAME field VALUE value) GROUP BY ALL
        ), ranked AS (
            SELECT *, row_number() OVER (PARTITION BY field ORDER BY n DESC, value) AS place FROM counted
        )
        SELECT field, sum(n)::VARCHAR AS filled, count(*)::VARCHAR AS kinds, {ends},
            to_json(list([value, n::VARCHAR] ORDER BY place) FILTER (place <= {CHOICES}))::VARCHAR AS frequent
        FROM ranked GROUP BY field"""


def _column(field: Field, counted: Row, rows: int) -> Column:
    filled, distinct = int(counted.get("filled") or 0), int(counted.get("kinds") or 0)
    by = "_number" if field.is_number else ""
    repeats = distinct < filled or distinct <= CHOICES
    frequent = json.loads(counted.get("frequent") or "[]") if repeats else []
    return Column(
        field=field,
        filled=filled,
        empty=rows - filled,
        distinct=distinct,
        least=counted.get(f"least{by}"),
        greatest=counted.get(f"greatest{by}"),
        frequent=tuple((value, int(n)) for value, n in frequent),
    )
