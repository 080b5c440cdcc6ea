"""How values are written for people, and that the site knows every code and column that is defined."""

from __future__ import annotations

import pytest

from catalog.package import packages
from catalog.site import words
from catalog.site.rows import NEEDED

CODED = {
    ("policies", "documents", "kind"): "document_kind",
    ("policies", "documents", "status"): "document_status",
    ("policies", "documents", "genre"): "genre",
    ("policies", "documents", "speech"): "speech",
    ("policies", "responsibilities", "role"): "role",
    ("policies", "incentives", "instrument"): "instrument",
    ("policies", "citations", "relation"): "relation",
    ("policies", "issues", "severity"): "severity",
    ("tables", "tables", "kind"): "table_kind",
    ("targets", "targets", "kind"): "target_kind",
    ("targets", "observations", "stat"): "stat",
    ("targets", "progress", "status"): "progress",
    ("targets", "commitments", "status"): "progress",
    ("targets", "quantities", "role"): "quantity_role",
}


@pytest.mark.parametrize("place", CODED, ids=".".join)
def test_every_defined_code_has_words(place: tuple[str, str, str]) -> None:
    package, table, field = place
    codes = packages()[package].resource(table).field(field).constraints["enum"]
    assert set(codes) <= set(words.WORDS[CODED[place]])


def test_every_column_that_pages_read_is_defined() -> None:
    for package, tables in NEEDED.items():
        for table, columns in tables.items():
            defined = {f.name for f in packages()[package].resource(table).fields}
            assert set(columns.split()) <= defined, f"{package}.{table}"


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ({"value": "12", "unit": "个", "comparator": "="}, "12 个"),
        ({"value": "1.20", "unit": "万亿元", "comparator": ">"}, "＞1.20 万亿元"),
        ({"value": "80", "unit": "%", "comparator": ">="}, "≥80%"),
        ({"value": "2", "value_max": "3", "unit": "个", "comparator": "="}, "2–3 个"),
        ({"value": "2", "unit": None, "comparator": "=", "kind": "multiple"}, "2 倍"),
        ({"value": "12345.5", "unit": None, "comparator": "~"}, "约 12 345.5"),
        ({"value": "NaN", "unit": None}, "NaN"),
        ({"value": None, "unit": "个"}, ""),
    ],
)
def test_amounts(row: dict[str, str | None], shown: str) -> None:
    assert " ".join(words.amount(row).split()) == shown


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://example.org/a?b=c#d", True),
        ("http://例子.中国/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://example.org/", False),
        ("//example.org/", False),
        ("https:example.org", False),
        ("https://[broken", False),
        ("data:text/html,x", False),
        ("/local", False),
        ("", False),
        (None, False),
    ],
)
def test_only_complete_web_addresses_become_links(address: str | None, good: bool) -> None:
    assert words.web_address(address) == (address if good else None)


@pytest.mark.parametrize(("size", "shown"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 KB"), (250_000_000, "250 MB")])
def test_sizes(size: int, shown: str) -> None:
    assert words.file_size(size) == shown


def test_an_anchor_is_short_and_safe() -> None:
    assert words.anchor("a-2031-6", "a-2031-6.t-0a1b2c3d") == "t-0a1b2c3d"
    assert words.anchor("a", 'b">c') != words.anchor("a", "b__c")
    assert words.anchor("a", 'b">c').replace("_", "").isalnum()
