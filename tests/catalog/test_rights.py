"""The check that licences govern a release: what it lets through and what not."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from yunchuan import NEWS, PLAN, build, rows

from catalog.package import packages
from catalog.rights import Offence, is_traced, key, offences

LICENCES = [
    {"licence": "CC0-1.0", "title": "零", "full_text": True, "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
    {"licence": "CC-BY-ND-4.0", "title": "禁止演绎", "full_text": False, "url": "https://creativecommons.org/licenses/by-nd/4.0/"},
]  # fmt: skip


def found(**changed: Any) -> list[Offence]:
    tables = copy.deepcopy(rows()) | {"licences": [{**one, "basis": "据文本"} for one in LICENCES]}
    which = changed.pop("document_id", PLAN)
    document = next(one for one in tables["documents"] if one["document_id"] == which)
    document |= changed
    con = build(tables)
    try:
        return list(offences(con, packages().values()))
    finally:
        con.close()


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"licence": "https://www.creativecommons.org/publicdomain/zero/1.0/deed.zh", "text_basis": "licence"},
        # Not released whole, whatever it is under.
        {"licence": "CC-BY-ND-4.0", "has_full_text": False, "text_basis": "licence_forbids"},
        # Official, under words that no register holds.
        {"licence": "临澜市政务公开条款"},
    ],
)
def test_what_a_licence_allows_passes(changed: dict[str, Any]) -> None:
    assert found(**changed) == []


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"document_id": NEWS, "has_full_text": True}, "is a news page and has its full text"),
        ({"licence": "CC-BY-ND-4.0", "text_basis": "licence"}, "has its full text, which CC-BY-ND-4.0 does not allow"),
        (
            {"licence": "http://creativecommons.org/licenses/by-nd/4.0/legalcode"},
            "has its full text, which http://creativecommons.org/licenses/by-nd/4.0/legalcode does not allow",
        ),
        ({"text_basis": "no_licence"}, "has its full text on the ground of no_licence"),
        (
            {"licence": "临澜市政务公开条款", "text_basis": "licence"},
            "has its full text by 临澜市政务公开条款, which no register of licences holds",
        ),
        ({"licence": " "}, "has no licence"),
    ],
)
def test_what_no_licence_allows_is_told(changed: dict[str, Any], reason: str) -> None:
    assert found(**changed) == [Offence("documents", changed.get("document_id", PLAN), reason)]


def test_a_row_that_leads_to_no_document_is_told() -> None:
    con = build()
    try:
        con.execute("DELETE FROM documents WHERE document_id = ?", [NEWS])
        told = {(one.table, one.row) for one in offences(con, packages().values())}
    finally:
        con.close()
    assert ("targets", NEWS) in told and ("coverage", NEWS) in told


def test_prints_of_one_licence_are_one() -> None:
    assert key("HTTPS://creativecommons.org/licenses/by/4.0/deed.zh-hans") == key(
        "http://www.creativecommons.org/licenses/by/4.0"
    )
    assert key(None) == ""


REGISTERS = {
    ("policies", "organisations"), ("policies", "organisation_aliases"), ("targets", "indicators"),
    ("reference", "units"), ("reference", "areas"), ("reference", "industries"), ("reference", "corrections"),
    ("reference", "licences"),
}  # fmt: skip
"""Tables of our own, under the package's licence."""


def test_every_table_leads_to_a_licence_or_is_a_register() -> None:
    untraced = {(p.name, r.name) for p in packages().values() for r in p.resources if not is_traced(p, r.name)}
    # What of these is of several documents leads there by other tables.
    derived = {("targets", "commitments"), ("targets", "series")}
    assert untraced - derived == REGISTERS
