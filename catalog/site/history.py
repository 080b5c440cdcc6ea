"""What releases have said of a promise: when it appeared, and each change of its value, its deadline or its status.

Read from the deltas that every version holds beside its data, so that no older table is loaded; a promise that no delta
brought has been there since the oldest version. What is said of it on a page does not live here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.sql import identifier, literal

if TYPE_CHECKING:
    import duckdb

    from catalog.site.releases import Release

SAID = (
    "value_base", "value_max_base", "unit_base", "deadline", "status", "status_period", "status_value",
)  # fmt: skip
"""The columns of a commitment whose change is told."""


def load(connection: duckdb.DuckDBPyConnection, targets: Release | None) -> None:
    """Make the tables `made.versions`, the oldest first, and `made.changes`, what the deltas say of commitments."""
    said = ", ".join(f"{name} VARCHAR" for name in SAID)
    connection.execute("CREATE TABLE made.versions (nth INTEGER, version VARCHAR, date VARCHAR, page VARCHAR)")
    connection.execute(f"CREATE TABLE made.changes (nth INTEGER, change VARCHAR, commitment_id VARCHAR, {said})")
    for nth, change in enumerate(reversed(targets.history if targets else ())):
        connection.execute(
            "INSERT INTO made.versions VALUES ($1, $2, $3, $4)", [nth, change.version, change.date, change.page]
        )
        delta = change.folder / "delta" / "commitments.csv"
        if not delta.is_file():
            continue
        read = (
            f"read_csv({literal(delta)}, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"
        )
        held = {name for (name, *_) in connection.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()}
        columns = ", ".join(identifier(name) if name in held else "NULL" for name in SAID)
        connection.execute(f"INSERT INTO made.changes SELECT {nth}, _change, commitment_id, {columns} FROM {read}")


_SAID = ", ".join(f"e.{name}" for name in SAID)
_FIRST = ", ".join(f"first({name} ORDER BY nth) AS {name}" for name in SAID)
HISTORY = f"""
    WITH first AS (
        -- What stood before any delta: the old side of the first that tells of the promise, else what stands now.
        SELECT commitment_id, first(change ORDER BY nth) AS change, {_FIRST}
        FROM made.changes WHERE change != 'after' GROUP BY commitment_id
    ), events AS (
        SELECT e.commitment_id, e.nth, {_SAID} FROM made.changes e WHERE change IN ('added', 'after')
        UNION ALL SELECT e.commitment_id, 0, {_SAID} FROM first e WHERE e.change != 'added'
        UNION ALL SELECT e.commitment_id, 0, {_SAID} FROM targets.commitments e
        WHERE e.commitment_id NOT IN (SELECT commitment_id FROM first)
    )
    SELECT e.*, v.version, v.date, v.page, row_number() OVER (PARTITION BY e.commitment_id ORDER BY e.nth) AS step
    FROM events e JOIN made.versions v USING (nth) SEMI JOIN targets.commitments c ON c.commitment_id = e.commitment_id
    QUALIFY ({_SAID}) IS DISTINCT FROM lag(({_SAID})) OVER (PARTITION BY e.commitment_id ORDER BY e.nth)"""
"""The versions that brought a promise or changed what is said of it, `step` by step."""
