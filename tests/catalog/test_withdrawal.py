"""A release that is withdrawn is gone, says so in its place, and gives its number to no other."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from yunchuan import build, rows

from catalog.latest import is_whole
from catalog.metadata import write
from catalog.package import packages
from catalog.release import publish
from catalog.site.releases import releases
from catalog.standing import ReleaseError, versions, withdraw

TARGETS = packages()["targets"]
WHY = "全文未获许可 <b>"


def release(dist: Path, value: str) -> str:
    tables = copy.deepcopy(rows())
    tables["targets"][0]["value"] = value
    con = build(tables)
    try:
        return publish(con, TARGETS, dist, released_on="2031-04-02").version
    finally:
        con.close()


def index(dist: Path) -> dict[str, object]:
    return dict(json.loads((dist / "targets" / "index.json").read_text()))


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    assert [release(tmp_path, value) for value in ("1", "2", "3")] == ["1.0.0", "1.0.1", "1.0.2"]
    return tmp_path


def test_an_old_release_leaves_a_notice(dist: Path) -> None:
    withdraw(TARGETS, dist, "1.0.1", on="2031-05-01", why=WHY)
    folder = dist / "targets" / "1.0.1"
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "WITHDRAWN.json"]
    assert WHY in (folder / "README.md").read_text()
    assert [one["version"] for one in index(dist)["versions"]] == ["1.0.2", "1.0.0"]
    gone = {"version": "1.0.1", "date": "2031-04-02", "step": "PATCH", "withdrawn": {"date": "2031-05-01", "why": WHY}}
    assert index(dist)["withdrawn"] == [gone]
    assert is_whole(dist / "targets" / "latest", dist / "targets" / "1.0.2")
    with pytest.raises(ReleaseError, match="nothing to withdraw"):
        withdraw(TARGETS, dist, "1.0.1", on="2031-05-01", why=WHY)


def test_the_newest_gives_its_number_to_no_other(dist: Path) -> None:
    withdraw(TARGETS, dist, "1.0.2", on="2031-05-01", why=WHY)
    assert index(dist)["latest"] == "1.0.1"
    assert is_whole(dist / "targets" / "latest", dist / "targets" / "1.0.1")
    # Compared with the newest that is left, numbered behind the one that is gone.
    assert release(dist, "3") == "1.0.3"
    assert [one["version"] for one in index(dist)["versions"]] == ["1.0.3", "1.0.1", "1.0.0"]
    assert index(dist)["withdrawn"][0]["version"] == "1.0.2"


def test_where_all_are_withdrawn_nothing_is_shown_until_the_next(dist: Path) -> None:
    for version in versions(dist / "targets"):
        withdraw(TARGETS, dist, version, on="2031-05-01", why=WHY)
    assert (index(dist)["latest"], index(dist)["versions"]) == (None, [])
    assert not (dist / "targets" / "latest").exists()
    write(dist)
    assert json.loads((dist / "index.json").read_text())["packages"] == []
    assert releases(dist) == []
    assert release(dist, "1") == "2.0.0"
    write(dist)
    assert [one.version for one in releases(dist)] == ["2.0.0"]
