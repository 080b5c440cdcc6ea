"""What an asset tells of itself in the Dagster UI: Markdown tables, column schemas, counts. No logic of its own.

Text from documents and registers is hostile here too: it becomes words in a cell, never a link, a picture or a line of
its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg

from transform.language.legible import legible

SHOWN = 50
"""Rows of a preview; the UI stores metadata in its event log, so a preview stays small."""
WIDTH = 80
"""Characters of a cell of a preview; what must be read to its end says so (`whole`)."""
_MARKUP = re.compile(r"[\\`*_\[\]<>!|~&$]")
"""Signs that open something in CommonMark or its tables inside a line."""
_LINKED = re.compile(r"://|www\.|@", re.IGNORECASE)
"""What GitHub's Markdown makes a link of by itself, written out or as entities; in a code span it does not."""
_TICKS = re.compile(r"`+")


def markdown(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], shown: int = SHOWN, *, whole: Sequence[str] = ()
) -> dg.MarkdownMetadataValue:
    """Give the first rows as a Markdown table, with a line that says how many are not shown.

    Cells are cut at `WIDTH`, but those of the columns `whole`.
    """
    if not rows:
        return dg.MetadataValue.md("none")
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += [
        "| " + " | ".join(_cell(row.get(name), cut=name not in whole) for name in columns) + " |"
        for row in rows[:shown]
    ]
    if len(rows) > shown:
        lines.append(f"\n{len(rows) - shown} more are not shown.")
    return dg.MetadataValue.md("\n".join(lines))


def issues_table(issues: Iterable[Mapping[str, Any]]) -> dg.MarkdownMetadataValue:
    """Give issues as a Markdown table, the gravest first, their messages whole."""
    order = {"error": 0, "warning": 1, "info": 2}
    rows = sorted(issues, key=lambda row: order[row["severity"]])
    return markdown(rows, ("severity", "type", "source_id", "page", "message"), whole=("message",))


def _cell(value: object, *, cut: bool) -> str:
    text = "" if value is None else " ".join(str(value).split())
    if cut and len(text) > WIDTH:
        text = text[: WIDTH - 1] + "…"
    text = legible(text)
    if _LINKED.search(text):
        fence = "`" * (1 + max((len(run) for run in _TICKS.findall(text)), default=0))
        return f"{fence} {text.replace('|', chr(92) + '|')} {fence}"
    return _MARKUP.sub(r"\\\g<0>", text)
