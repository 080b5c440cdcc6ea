"""The change log speaks: which documents are new, what of each is new, what was corrected and why, by name."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from yunchuan import PLAN, Rows, build, document, rows, target

from catalog.package import packages
from catalog.release import publish

TARGETS = packages()["targets"]
NEW = "yunchuan-fangan-2031-7"
ROW = f"{PLAN}.t-00000001"
WHY = "原件第3页为数字化街区"
FIX: dict[str, Any] = {
    "correction_id": "c-00000001",
    "table": "targets",
    "row_id": ROW,
    "field": "metric",
    "expect": "数字街区",
    "value": "数字化街区",
    "why": WHY,
    "status": "applied",
}


def released(dist: Path, *changes: Callable[[Rows], object]) -> tuple[dict[str, Any], str]:
    """The newest entry and what the change log says of it, after the example and each change on top of the last."""
    tables = copy.deepcopy(rows())
    tables["corrections"] = []
    result = None
    for number, change in enumerate((lambda _: None, *changes)):
        change(tables)
        con = build(tables)
        try:
            result = publish(con, TARGETS, dist, released_on=f"2031-04-0{number + 1}")
        finally:
            con.close()
    assert result is not None and result.is_new
    [entry, *_] = json.loads((result.path / "changelog.json").read_text())["versions"]
    return entry, (result.path / "CHANGELOG.md").read_text().split("\n## ")[1]


def add_document(tables: Rows) -> None:
    tables["documents"].append(document(NEW, title="云川市渡口修缮方案"))
    tables["targets"] += [target(7, target_id=f"{NEW}.t-0000000{n}", document_id=NEW) for n in (1, 2)]


def correct(tables: Rows) -> None:
    row = next(row for row in tables["targets"] if row["target_id"] == ROW)
    row["metric"] = "数字化街区"
    tables["corrections"].append(FIX)


def test_a_new_document_is_told_by_its_title_and_what_it_brings(tmp_path: Path) -> None:
    entry, text = released(tmp_path, add_document)
    told = {"document_id": NEW, "title": "云川市渡口修缮方案", "change": "added", "rows": {"targets": [2, 0, 0]}}
    assert entry["documents"] == [told]
    assert f"- 新增 new 《云川市渡口修缮方案》（`{NEW}`）：目标 targets +2" in text.splitlines()


def test_a_document_that_goes_is_told(tmp_path: Path) -> None:
    def remove(tables: Rows) -> None:
        tables["documents"] = [row for row in tables["documents"] if row["document_id"] != NEW]
        tables["targets"] = [row for row in tables["targets"] if row["document_id"] != NEW]

    tables = copy.deepcopy(rows())
    add_document(tables)
    con = build(tables)
    publish(con, TARGETS, tmp_path, released_on="2031-04-01")
    con.close()
    remove(tables)
    con = build(tables)
    result = publish(con, TARGETS, tmp_path, released_on="2031-04-02", accept={"documents", "targets"})
    con.close()
    assert (
        f"- 移除 removed 《云川市渡口修缮方案》（`{NEW}`）：目标 targets −2"
        in (result.path / "CHANGELOG.md").read_text()
    )


def test_a_correction_is_told_with_its_reason_and_once(tmp_path: Path) -> None:
    entry, text = released(tmp_path, correct)
    expected = {
        "table": "targets",
        "row_id": ROW,
        "field": "metric",
        "from": "数字街区",
        "to": "数字化街区",
        "why": WHY,
    }
    assert entry["corrections"] == [expected]
    assert f"- 目标 `targets` `{ROW}` metric：数字街区 → 数字化街区。{WHY}" in text.splitlines()

    def another(tables: Rows) -> None:
        next(row for row in tables["targets"] if row["target_id"] == ROW)["deadline"] = "2034"

    entry, text = released(tmp_path / "again", correct, another)
    assert "corrections" not in entry and WHY not in text


def test_other_bytes_alone_are_no_release(tmp_path: Path) -> None:
    """Neither in the package that shows them, nor in one that was made from them."""
    for name in ("policies", "targets"):
        tables = copy.deepcopy(rows())
        versions = []
        for change in (
            {},
            {"sha256": "0" * 64, "bytes": 7, "retrieved_at": "2031-04-03 08:00:00"},
            {"publisher": "云川港务局"},
        ):
            tables["sources"][0] |= change
            con = build(tables)
            versions.append(publish(con, packages()[name], tmp_path, released_on="2031-04-02").version)
            con.close()
        # Who published a source stands in `policies` alone.
        assert versions == (["1.0.0", "1.0.0", "1.0.1"] if name == "policies" else ["1.0.0"] * 3)


def test_the_days_of_the_data_are_not_the_day_of_the_release(tmp_path: Path) -> None:
    con = build()
    result = publish(con, TARGETS, tmp_path, released_on="2035-12-31")
    con.close()
    descriptor = json.loads((result.path / "datapackage.json").read_text())
    assert descriptor["created"] == "2035-12-31T00:00:00Z"
    assert descriptor["temporal"]["end"] < "2032"


@pytest.mark.parametrize("name", sorted(packages()))
def test_nothing_is_told_of_a_first_release(tmp_path: Path, name: str) -> None:
    con = build()
    result = publish(con, packages()[name], tmp_path, released_on="2031-04-01")
    con.close()
    [entry] = json.loads((result.path / "changelog.json").read_text())["versions"]
    assert not entry.keys() & {"documents", "corrections"}
