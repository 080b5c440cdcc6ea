"""What an asset tells of itself in the Dagster UI: Markdown tables, column schemas, counts. No logic of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg

SHOWN = 50
"""Rows of a preview; the UI stores metadata in its event log, so a preview stays small."""


def markdown(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], shown: int = SHOWN) -> dg.MarkdownMetadataValue:
    """Give the first rows as a Markdown table, with a line that says how many are not shown."""
    if not rows:
        return dg.MetadataValue.md("none")
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(_cell(row.get(name)) for name in columns) + " |" for row in rows[:shown]]
    if len(rows) > shown:
        lines.append(f"\n{len(rows) - shown} more are not shown.")
    return dg.MetadataValue.md("\n".join(lines))


def issues_table(issues: Iterable[Mapping[str, Any]]) -> dg.MarkdownMetadataValue:
    """Give issues as a Markdown table, the gravest first."""
    order = {"error": 0, "warning": 1, "info": 2}
    rows = sorted(issues, key=lambda row: order[row["severity"]])
    return markdown(rows, ("severity", "type", "source_id", "page", "message"))


def _cell(value: object) -> str:
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= 80 else text[:79] + "…"
