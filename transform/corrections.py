"""Corrections: what a person found wrong in the facts as read, applied only while it is still wrong.

A correction is a row of a CSV file in `corrections/`, in the seeds or beside a register: the table, the row's id, the field, the value that it expects to
replace, the new value, and why. It is applied to the facts before any model runs, so everything that is computed from
them follows. Mistakes of a register are not corrected here but in the register.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import duckdb

from transform.csvrows import RowFault
from transform.identity import content_hash
from transform.language.text import folded
from transform.registers import read_rows
from transform.schema import KEYS, TABLES, Row

WHOLE_ROW = "*"
"""As a correction's field: the row is no fact at all and goes. What it expects is then the row's quote."""

COLUMNS = ("table", "row_id", "field", "expect", "value", "why", "source")


@dataclass
class Correction:
    """One correction and what became of it; `found` is the value that stood there in place of the expected one.

    Its id is made of what it says, with an ordinal only where the same is asked for again.
    """

    correction_id: str
    file: str
    line: int
    table: str
    row_id: str
    field: str
    expect: str | None
    value: str | None
    why: str | None
    source: str | None
    status: Literal["applied", "failed"] = "failed"
    found: str | None = None

    def row(self) -> Row:
        """Give it as a row of the table `read_corrections`."""
        return asdict(self)


SCHEMA = {
    name: "INTEGER" if name == "line" else "VARCHAR"
    for name in (
        "correction_id",
        "file",
        "line",
        "table",
        "row_id",
        "field",
        "expect",
        "value",
        "why",
        "source",
        "status",
        "found",
    )
}


def row_id(table: str) -> str:
    """Give the SQL expression of a fact's id in its table: the values of its key, joined by a slash."""
    return "concat_ws('/', " + ", ".join(f'"{column}"' for column in KEYS[table]) + ")"


def read(folders: Iterable[Path], faults: list[RowFault] | None = None) -> Iterator[Correction]:
    """Read all corrections of all folders, in the order of folders, file names and lines; a folder may be missing.

    What cannot be read of them goes to `faults` where that is given. A file that a link leads to elsewhere is not read.
    """
    seen: Counter[tuple[str | None, ...]] = Counter()
    found = [] if faults is None else faults
    for path in (path for folder in folders for path in sorted(folder.glob("*.csv"))):
        if not path.is_file() or not path.resolve().is_relative_to(path.parent.resolve()):
            found.append(RowFault(path, None, None, "is no file of this folder", "Put a copy there, no link"))
            continue
        for line, cells in read_rows(path, COLUMNS, (), found):
            said = tuple(cells[column] for column in ("table", "row_id", "field", "expect", "value"))
            again = (str(seen[said]),) if seen[said] else ()
            seen[said] += 1
            yield Correction(
                correction_id=f"c-{content_hash(*said, *again)}",
                file=path.name,
                line=line,
                table=cells["table"] or "",
                row_id=cells["row_id"] or "",
                field=cells["field"] or "",
                expect=cells["expect"],
                value=cells["value"],
                why=cells["why"],
                source=cells["source"],
            )


def apply(con: duckdb.DuckDBPyConnection, correction: Correction) -> None:
    """Apply one correction to the tables `read_*`, or leave them alone and note in it what was found instead."""
    table, field = correction.table, correction.field
    column = "quote" if field == WHOLE_ROW else field
    if table not in KEYS or column not in TABLES[table] or column in KEYS[table]:
        correction.found = "没有这个字段"
        return
    found = con.execute(
        f"""SELECT DISTINCT CAST("{column}" AS VARCHAR) AS found FROM read_{table}
        WHERE {row_id(table)} = ? ORDER BY found""",
        [correction.row_id],
    ).fetchall()
    if not found:
        correction.found = "没有这一行"
        return
    # People copy from a page or from a release: what they expect may be the print or its folded form.
    expected = [text for (text,) in found if folded(text) == folded(correction.expect)]
    if not expected:
        correction.found = found[0][0]
        return
    here = f"""{row_id(table)} = ? AND coalesce(CAST("{column}" AS VARCHAR), '') IN (SELECT unnest(?::VARCHAR[]))"""
    values = [correction.row_id, [text or "" for text in expected]]
    change = f"DELETE FROM read_{table}" if field == WHOLE_ROW else f'UPDATE read_{table} SET "{column}" = ?'
    try:
        con.execute(f"{change} WHERE {here}", values if field == WHOLE_ROW else [correction.value, *values])
    except duckdb.ConversionException:
        correction.found = "新值不合字段类型"
        return
    correction.status = "applied"
