"""The contract between the grammar and the SQL models: the tables of facts as they are read, before normalisation.

Their columns are the annotations of the typed rows, which stand with the rules that fill them. `transform.facts` writes
rows of these tables; `transform.warehouse` loads them into DuckDB as `read_<table>`; the models select from those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from transform.document import records
from transform.document.records import Evidence, Fact, Record
from transform.grammar.audit import Number
from transform.grammar.citations import Citation
from transform.grammar.incentives import Incentive
from transform.grammar.observations import Observation
from transform.grammar.responsibilities import Responsibility
from transform.grammar.targets import Target
from transform.language.numbers import Plain

RECORDS: tuple[type[Record], ...] = (
    records.DocumentRow,
    records.IssuerRow,
    records.SectionRow,
    records.MeasureRow,
    Responsibility,
    Incentive,
    Citation,
    Target,
    Observation,
    Number,
    records.TableRow,
    records.CellRow,
    records.Issue,
)
"""The typed rows, a table each."""

Row = dict[str, str | int | bool | None]
Rows = dict[str, list[Row]]
"""What one source yields: rows by table name."""

DUCKDB_TYPES: dict[Any, str] = {str: "VARCHAR", Plain: "VARCHAR", int: "INTEGER", bool: "BOOLEAN"}


def columns(record: type[Any]) -> dict[str, Any]:
    """Give what each column of a typed row holds when it is filled: str, int, bool, `Plain`, or a Literal of texts.

    Those of the evidence come last. Raises TypeError where an annotation is none of these.
    """
    held: dict[str, Any] = {}
    hints = get_type_hints(record)
    for name in (field.name for field in fields(record) if hints[field.name] is not Evidence):
        either = get_args(hints[name])
        filled = [kind for kind in either if kind is not NoneType] if NoneType in either else [hints[name]]
        held[name] = filled[0]
        if len(filled) > 1 or not (filled[0] in DUCKDB_TYPES or get_origin(filled[0]) is Literal):
            raise TypeError(f"{record.__name__}.{name} is {hints[name]}: no column holds that")
    return held | (columns(Evidence) if issubclass(record, Fact) else {})


TABLES: dict[str, dict[str, str]] = {
    record.TABLE: {name: DUCKDB_TYPES.get(kind, "VARCHAR") for name, kind in columns(record).items()}
    for record in RECORDS
}
"""Column name → DuckDB type, by table."""

KEYS: dict[str, tuple[str, ...]] = {record.TABLE: record.KEY for record in RECORDS if record.KEY}
"""The columns that name a row, by table; a table that nothing refers to has none."""

_EVIDENCE = columns(Evidence)
_VALUES = {
    record: attrgetter(
        *(f"evidence.{name}" if issubclass(record, Fact) and name in _EVIDENCE else name for name in columns(record))
    )
    for record in RECORDS
}


def rows(found: Iterable[Record]) -> Rows:
    """Give typed rows as plain ones, by table, every table with its columns in order."""
    made: Rows = {table: [] for table in TABLES}
    for record in found:
        table = record.TABLE
        made[table].append(dict(zip(TABLES[table], _VALUES[type(record)](record), strict=True)))
    return made
