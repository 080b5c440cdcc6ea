"""One definition of a field: the typed rows that rules fill and what is published of them say the same."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from catalog.package import Field, Package, Resource, facts, packages
from transform.document.records import Evidence, Fact, Record
from transform.language.numbers import Plain
from transform.schema import RECORDS, columns

ROWS = {record.TABLE: record for record in RECORDS}
PUBLISHED = [(p, r, ROWS[r.name]) for p in packages().values() for r in p.resources if r.name in ROWS]

MADE = {
    "documents": {"status", "status_reason", "has_full_text", "text_basis", "licence", "area_code"},
    "document_issuers": {"organisation_id"},
    "responsibilities": {"organisation_id"},
    "incentives": {"cap_base", "threshold_base"},
    "citations": {"cited_document_id"},
    "targets": {"area_code", "commitment_id", "indicator_id", "scope", "value_base", "unit_base"},
    "observations": {"area_code", "indicator_id", "scope", "value_base", "unit_base"},
    "quantities": {"value_base", "unit_base", "area", "area_code"},
    "issues": {"issue_id"},
}
"""Published fields that the models make; all others are read."""
FOR_MODELS = {
    "documents": {"validity_words", "holds_on_issue", "horizon", "stated_status", "stated_words"},
    "incentives": {"threshold", "threshold_unit"},
    "quantities": {"value", "unit"},
}
"""Fields that are read for the models alone."""
HOLDS: Mapping[str, Any] = {"string": str, "integer": int, "number": Plain, "boolean": bool}


def of_table(value: tuple[Package, Resource, type[Record]]) -> str:
    return f"{value[0].name}.{value[1].name}"


@pytest.mark.parametrize("table", ROWS)
def test_every_published_field_is_read_or_made_by_the_models(table: str) -> None:
    names = {f.name for _, resource, _ in PUBLISHED if resource.name == table for f in resource.fields}
    assert names - columns(ROWS[table]).keys() == MADE.get(table, set())
    assert columns(ROWS[table]).keys() - names == FOR_MODELS.get(table, set())


@pytest.mark.parametrize("published", PUBLISHED, ids=of_table)
def test_a_read_field_is_of_the_published_type(published: tuple[Package, Resource, type[Record]]) -> None:
    _, resource, record = published
    read, hints = columns(record), get_type_hints(record)
    if issubclass(record, Fact):
        hints |= get_type_hints(Evidence)
    fields = [f for f in resource.fields if f.name in read]
    assert [f.name for f in fields if not agrees(f, read[f.name])] == []
    assert [f.name for f in fields if f.required and NoneType in get_args(hints[f.name])] == []


def agrees(field: Field, kind: Any) -> bool:
    if get_origin(kind) is Literal:
        return field.type == "string" and set(get_args(kind)) <= set(field.constraints.get("enum", ()))
    return kind is HOLDS[field.type] and "enum" not in field.constraints


@pytest.mark.parametrize("published", PUBLISHED, ids=of_table)
def test_a_row_has_the_published_key(published: tuple[Package, Resource, type[Record]]) -> None:
    _, resource, record = published
    assert (resource.primary_key if resource.name != "issues" else ()) == record.KEY


def test_every_table_that_is_read_is_published() -> None:
    assert {resource.name for _, resource, _ in PUBLISHED} == ROWS.keys()


def test_every_fact_with_evidence_has_a_kind_under_which_it_is_shown() -> None:
    shown = {resource.name for _, resource in facts().values() if resource.is_quoted}
    assert shown == {record.TABLE for record in RECORDS if issubclass(record, Fact)}
