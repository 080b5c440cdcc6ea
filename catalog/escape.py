"""Text that would run as a formula in a spreadsheet, and its form in a CSV.

A spreadsheet runs a cell that starts with one of = + - @ (full-width forms too), a tab or a carriage return, and what
stands in a text field is decided by a source document; so such a cell gets one apostrophe in front. The rule can be
undone: every such cell gets exactly one more, and only CSV has it; Parquet and XLSX hold the text itself, XLSX as text
cells. A lone sign and a signed number run nothing and stay as they are, and so do columns of numbers, codes and
enumerations.
"""

from __future__ import annotations

import re

STARTS = "^'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]"
HARMLESS = "^'*([=+\\-@\uff1d\uff0b\uff0d\uff20]|[+\\-\uff0b\uff0d][0-9.,]+[%\uff05]?)$"


def _runs(text: str) -> bool:
    return re.search(STARTS, text) is not None and re.search(HARMLESS, text) is None


def escape(text: str) -> str:
    """Give the form that stands in a CSV."""
    return "'" + text if _runs(text) else text


def unescape(text: str) -> str:
    """Give the text itself back from the form that stands in a CSV."""
    return text[1:] if text.startswith("'") and _runs(text) else text


def _runs_sql(text: str) -> str:
    starts, harmless = (pattern.replace("'", "''") for pattern in (STARTS, HARMLESS))
    return f"(regexp_matches({text}, '{starts}') AND NOT regexp_matches({text}, '{harmless}'))"


def escape_sql(text: str) -> str:
    """Give `escape` as DuckDB SQL."""
    return f"CASE WHEN {_runs_sql(text)} THEN '''' || {text} ELSE {text} END"


def unescape_sql(text: str) -> str:
    """Give `unescape` as DuckDB SQL."""
    return f"CASE WHEN starts_with({text}, '''') AND {_runs_sql(text)} THEN substr({text}, 2) ELSE {text} END"
