"""What a spreadsheet would run is marked in CSV, and only that; the mark can be taken off again."""

from __future__ import annotations

import duckdb
import pytest

from catalog.escape import escape, escape_sql, unescape, unescape_sql

ESCAPED = [
    ("=1+1", "'=1+1"),
    ('=HYPERLINK("https://example.org")', '\'=HYPERLINK("https://example.org")'),
    ("+86 10 1234", "'+86 10 1234"),
    ("-同比下降", "'-同比下降"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("\uff1d1+1", "'\uff1d1+1"),
    ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
    ("'=1+1", "''=1+1"),
    # What runs nothing stays as it is.
    ("", ""),
    ("云川市", "云川市"),
    ("=", "="),
    (">=", ">="),
    ("-", "-"),
    ("-147", "-147"),
    ("+3.5%", "+3.5%"),
    ("-1,200", "-1,200"),
    ("'云川'", "'云川'"),
    ("1+1", "1+1"),
    ("—同比", "—同比"),
]


@pytest.mark.parametrize(("text", "written"), ESCAPED)
def test_escape_and_back(text: str, written: str) -> None:
    assert escape(text) == written
    assert unescape(written) == text
    one = duckdb.execute(f"SELECT {escape_sql('t')}, {unescape_sql('w')} FROM (SELECT ? AS t, ? AS w)", [text, written])
    assert one.fetchall() == [(written, text)]


@pytest.mark.parametrize("text", [written for _, written in ESCAPED])
def test_any_text_comes_back(text: str) -> None:
    """Also text that looks as if it were escaped already."""
    assert unescape(escape(text)) == text
