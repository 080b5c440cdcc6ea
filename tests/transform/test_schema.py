"""Typed rows become tables: their annotations are the columns, and a fact's evidence stands behind its own."""

from __future__ import annotations

from dataclasses import make_dataclass
from typing import Any, Literal

import pytest

from transform.document.records import Evidence, Record
from transform.grammar.citations import Citation
from transform.language.numbers import Plain
from transform.schema import TABLES, columns, rows

EVIDENCE = {
    "page": "INTEGER", "char_start": "INTEGER", "char_end": "INTEGER", "quote": "VARCHAR", "rule": "VARCHAR", "is_ocr": "BOOLEAN",
    "certainty": "VARCHAR",
}  # fmt: skip


def test_the_columns_of_a_fact() -> None:
    own = {"document_id": "VARCHAR", "position": "INTEGER", "cited_title": "VARCHAR", "cited_number": "VARCHAR"}
    assert list(TABLES["citations"].items()) == list((own | {"relation": "VARCHAR"} | EVIDENCE).items())


@pytest.mark.parametrize(
    ("annotation", "held"),
    [
        (str, str),
        (int | None, int),
        (bool, bool),
        (Plain | None, Plain),
        (Literal["lead", "support"], Literal["lead", "support"]),
        (Literal["lead"] | None, Literal["lead"]),
    ],
)
def test_what_a_column_holds(annotation: Any, held: Any) -> None:
    assert columns(make_dataclass("One", [("field", annotation)], bases=(Record,))) == {"field": held}


@pytest.mark.parametrize("annotation", [float, list[str], str | int, str | int | None, dict[str, str] | None])
def test_what_no_column_holds_is_told(annotation: Any) -> None:
    with pytest.raises(TypeError, match=r"One\.field is .*: no column holds that"):
        columns(make_dataclass("One", [("field", annotation)], bases=(Record,)))


def test_a_fact_becomes_a_row() -> None:
    evidence = Evidence(3, 10, 18, "《云川市条例》", "citation.basis", False)
    cited = Citation(
        document_id="d", position=1, cited_title="云川市条例", cited_number=None, relation="basis", evidence=evidence
    )
    made = rows([cited])
    assert made.keys() == TABLES.keys()
    assert [list(row.items()) for row in made.pop("citations")] == [
        [
            ("document_id", "d"), ("position", 1), ("cited_title", "云川市条例"), ("cited_number", None), ("relation", "basis"),
            ("page", 3), ("char_start", 10), ("char_end", 18), ("quote", "《云川市条例》"), ("rule", "citation.basis"),
            ("is_ocr", False), ("certainty", None),
        ]
    ]  # fmt: skip
    assert not any(made.values())
