"""The issues of a home, as the database of the last build has them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import duckdb

from pipelines.home import Home, log

COLUMNS = ("severity", "type", "source_id", "document_id", "table", "row_id", "page", "message")
SEVERITIES = ("error", "warning", "info")


def read_issues(home: Home) -> list[dict[str, Any]]:
    """Give all issues, the gravest first; of the staged build where its checks stopped it, else of the promoted one.

    Raises
    ------
    FileNotFoundError
        Nothing has been built in this home, or what was is damaged.
    """
    stopped = home.staging.exists() and home.recall("staging") != home.recall("warehouse")
    database = home.staging if stopped else home.warehouse
    if not database.exists():
        raise FileNotFoundError(database)
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            rows = con.execute(
                f"""SELECT {names} FROM issues
                ORDER BY list_position(?, severity), type, source_id, document_id, page, row_id, message""",
                [list(SEVERITIES)],
            ).fetchall()
    except duckdb.Error:
        log.warning("%s is damaged; the next run builds it again.", database)
        raise FileNotFoundError(database) from None
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def count_issues(home: Home) -> dict[str, int]:
    """Give the number of issues by severity, zeros where nothing has been built."""
    try:
        counts = Counter(row["severity"] for row in read_issues(home))
    except FileNotFoundError:
        counts = Counter()
    return {severity: counts[severity] for severity in SEVERITIES}
