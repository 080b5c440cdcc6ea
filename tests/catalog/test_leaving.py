"""What leaves with a withdrawn source is no loss; what is lost beside it is one still."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from yunchuan import Rows, build, document, rows, target

from catalog.package import packages
from catalog.release import ReleaseResult, UnexpectedLoss, publish

GOES = "yunchuan-fangan-2031-7"
LOST = f"{GOES}.t-00000001"
SOURCE = "yunchuan-withdrawn"


def before() -> Rows:
    """The example, with a second source: a document, what hangs on it, and a body that only it names."""
    tables = copy.deepcopy(rows())
    tables["corrections"] = []
    tables["sources"].append({"source_id": SOURCE, "collection": "yunchuan", "status": "read"})
    tables["documents"].append(document(GOES, source_id=SOURCE))
    tables["document_sources"].append({"document_id": GOES, "source_id": SOURCE, "position": 1})
    tables["document_issuers"].append(
        {"document_id": GOES, "position": 1, "printed_name": "云川市港务局", "organisation_id": "yc-gwj"}
    )
    tables["organisations"].append({"organisation_id": "yc-gwj", "name": "云川市港务局", "area_code": "990100"})
    tables["organisation_aliases"].append({"alias": "市港务局", "organisation_id": "yc-gwj"})
    tables["targets"].append(target(1, target_id=LOST, document_id=GOES))
    tables["coverage"].append(tables["coverage"][0] | {"target_id": LOST})
    table = tables["tables"][0]
    tables["tables"].append(table | {"table_id": f"{GOES}.tb-00000001", "document_id": GOES})
    tables["cells"] += [one | {"table_id": f"{GOES}.tb-00000001"} for one in tables["cells"]]
    scope = tables["digital_consumption_scope"][0]
    tables["digital_consumption_scope"].append(
        scope | {"digital_code": "990102", "document_id": GOES, "table_id": f"{GOES}.tb-00000001"}
    )
    return tables


def after(tables: Rows) -> Rows:
    """The same without all that the document brought; its source stands as withdrawn."""
    kept = {
        name: [row for row in of if not any(word in json.dumps(row) for word in (GOES, "yc-gwj", SOURCE))]
        for name, of in tables.items()
    }
    kept["sources"].append({"source_id": SOURCE, "collection": "yunchuan", "status": "withdrawn"})
    return kept


def released(dist: Path, name: str, tables: Rows, *withdrawn: str) -> ReleaseResult:
    con = build(tables)
    try:
        return publish(con, packages()[name], dist, released_on="2031-04-01", withdrawn=frozenset(withdrawn))
    finally:
        con.close()


@pytest.mark.parametrize("name", sorted(packages()))
def test_all_that_a_withdrawn_source_brought_leaves(tmp_path: Path, name: str) -> None:
    """In each package, its printed tables and what only it named as well; without the word it is refused."""
    released(tmp_path, name, before())
    with pytest.raises(UnexpectedLoss):
        released(tmp_path, name, after(before()))
    result = released(tmp_path, name, after(before()), SOURCE)
    assert result.is_new
    [entry, *_] = json.loads((result.path / "changelog.json").read_text())["versions"]
    assert entry.get("withdrawn_sources") == (None if name == "reference" else [SOURCE])


OTHER_LOSS: dict[str, Callable[[Rows], object]] = {
    "targets": lambda tables: tables.update(targets=tables["targets"][1:], commitments=[], progress=[], coverage=[]),
    "cells": lambda tables: tables.update(cells=tables["cells"][:-3]),
    "document_issuers": lambda tables: tables.update(document_issuers=[]),
}


@pytest.mark.parametrize(
    ("name", "table"), [("targets", "targets"), ("tables", "cells"), ("policies", "document_issuers")]
)
def test_what_is_lost_beside_it_is_refused(tmp_path: Path, name: str, table: str) -> None:
    released(tmp_path, name, before())
    tables = after(before())
    OTHER_LOSS[table](tables)
    with pytest.raises(UnexpectedLoss) as error:
        released(tmp_path, name, tables, SOURCE)
    assert table in error.value.tables


def test_a_source_that_was_withdrawn_may_go_at_last(tmp_path: Path) -> None:
    released(tmp_path, "policies", after(before()))
    tables = after(before())
    tables["sources"].pop()
    assert released(tmp_path, "policies", tables).is_new
