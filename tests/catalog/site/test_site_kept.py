"""What is written again and what is not: a site built upon an earlier one is byte for byte one built from nothing."""

from __future__ import annotations

import copy
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog.site import build, console
from catalog.site.units import LARGEST, cut

from .conftest import NEWS, PAPER, PLAN, example, write_dist
from .test_site_subjects import complete


def site(dist: Path) -> dict[str, str]:
    """Give the hashes of what the site owns, not of the releases."""
    return {
        file.relative_to(dist).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(dist.rglob("*"))
        if file.is_file()
        and not any(part[0].isdigit() or part == "latest" for part in file.relative_to(dist).parts[1:2])
    }


def more(rows: Any) -> Any:
    """Add a document with a promise."""
    document = rows["policies"]["documents"][0] | {
        "document_id": "yunshangzi-2032-1",
        "title": "云川市夜间消费行动计划",
    }
    rows["policies"]["documents"].append(document)
    rows["targets"]["documents"].append({k: v for k, v in document.items() if k in rows["targets"]["documents"][0]})
    target = rows["targets"]["targets"][0] | {"document_id": document["document_id"], "commitment_id": "c-000000000002"}
    rows["targets"]["targets"].append(target | {"target_id": "yunshangzi-2032-1.t-00000001"})
    promise = rows["targets"]["commitments"][0] | {"commitment_id": "c-000000000002", "status": "pending"}
    rows["targets"]["commitments"].append(
        promise | {"document_id": document["document_id"], "target_id": "yunshangzi-2032-1.t-00000001"}
    )
    return rows


def changed(rows: Any) -> Any:
    """Change what a promise says and what came of it."""
    rows["targets"]["targets"][0]["metric"] = "数字化街区"
    rows["targets"]["commitments"][0]["status"] = "missed"
    return rows


def fewer(rows: Any) -> Any:
    """Take a news page away with all that hangs on it."""
    for package in rows.values():
        for table in package.values():
            table[:] = [row for row in table if row.get("document_id") != NEWS]
    return rows


def divided(rows: Any) -> Any:
    """Give the white paper so many figures that it needs pages of their own."""
    one = rows["targets"]["observations"][0]
    for n in range(2, 200):
        rows["targets"]["observations"].append(one | {"observation_id": f"{PAPER}.o-{n:08}", "metric": f"街区{n}"})
    return rows


@pytest.mark.parametrize("change", [more, changed, fewer, divided], ids=lambda change: change.__name__)
def test_a_site_over_another_is_one_from_nothing(tmp_path: Path, change: Callable[[Any], Any]) -> None:
    dist, anew = tmp_path / "upon" / "dist", tmp_path / "anew" / "dist"
    write_dist(dist, complete())
    build(dist)
    then = change(copy.deepcopy(complete()))
    for folder in (dist, anew):
        for package in ("policies", "targets", "tables", "reference"):
            shutil.rmtree(folder / package / "1.0.0", ignore_errors=True)
        write_dist(folder, then)
    upon = build(dist)
    fresh = build(anew)
    assert site(dist) == site(anew)
    assert upon.pages == fresh.pages
    assert upon.changed < fresh.changed
    assert build(dist).changed == 0


@pytest.mark.parametrize("had, has", [(False, True), (True, False), (True, True)], ids=["on", "off", "another"])
def test_sql_in_the_browser_comes_and_goes(tmp_path: Path, had: bool, has: bool) -> None:
    dist, anew = tmp_path / "upon" / "dist", tmp_path / "anew" / "dist"
    for folder in (dist, anew):
        write_dist(folder, complete())
    for version in ("first", "second"):
        (tmp_path / version).mkdir()
        for name in console.PARTS:
            (tmp_path / version / name).write_bytes(f"{version} {name}".encode())
    build(dist, sql=tmp_path / "first" if had else None)
    build(dist, sql=tmp_path / "second" if has else None)
    build(anew, sql=tmp_path / "second" if has else None)
    assert site(dist) == site(anew)
    assert (dist / "sql" / "index.html").exists() == has
    assert build(dist, sql=tmp_path / "second" if has else None).changed == 0


def test_the_statistics_of_a_table_follow_its_rows(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    write_dist(dist, complete())
    build(dist)
    page = dist / "targets" / "targets" / "index.html"
    before = page.read_text("utf-8")
    listed = dist / "targets" / "1.0.0" / "data" / "targets.csv"
    listed.write_text(listed.read_text("utf-8").replace("数字街区", "数字化街区"), "utf-8")
    build(dist)
    assert "数字化街区" not in before
    assert "数字化街区" in page.read_text("utf-8").partition('id="statistics"')[2]


def test_the_page_of_a_printed_table_is_left_by_a_version_that_has_it_too(tmp_path: Path) -> None:
    dist, name = tmp_path / "dist", "t-0a1b2c3d"
    before = None
    for version in ("1.0.0", "1.1.0"):
        write_dist(dist, complete(), version)
        for folder in (dist / "tables" / version, dist / "tables" / "latest"):
            (folder / "data" / f"{name}.csv").write_text("row,c1\n1,街区\n", "utf-8")
            about = folder / "datapackage.json"
            descriptor = json.loads(about.read_text("utf-8"))
            fields = [{"name": "row", "type": "integer"}, {"name": "c1", "type": "string"}]
            described = {"name": name, "path": f"data/{name}.csv", "rows": 1, "schema": {"fields": fields}}
            descriptor["resources"].append(described)
            about.write_text(json.dumps(descriptor), "utf-8")
        build(dist)
        page = dist / "tables" / name / "index.html"
        before = before or page.stat().st_mtime_ns
    assert page.stat().st_mtime_ns == before
    assert "1.1.0" in (dist / "tables" / "cells" / "index.html").read_text("utf-8")


def test_pages_that_nothing_changed_are_not_rendered(dist: Path) -> None:
    first = build(dist)
    path = dist / "documents" / PAPER / "index.html"
    before = path.stat().st_mtime_ns
    listed = dist / "policies" / "1.0.0" / "data" / "documents.csv"
    listed.write_text(listed.read_text("utf-8").replace("我市将建数字街区", "我市要建数字街区"), "utf-8")
    assert 0 < build(dist).changed < first.changed // 2
    assert path.stat().st_mtime_ns == before
    assert "我市要建数字街区" in (dist / "documents" / NEWS / "index.html").read_text("utf-8")


@pytest.mark.parametrize("harm", ["gone", "cut", "edited"])
def test_a_page_that_was_harmed_is_written_anew(dist: Path, harm: str) -> None:
    build(dist)
    before = site(dist)
    page = dist / "documents" / PLAN / "index.html"
    text = page.read_text("utf-8")
    if harm == "gone":
        page.unlink()
    else:
        page.write_text(text[:400] if harm == "cut" else text.replace("云川市", "云州市"), "utf-8")
    assert build(dist).changed == 1
    assert site(dist) == before


def test_without_its_record_a_site_is_compared_and_left(dist: Path) -> None:
    build(dist)
    before = site(dist)
    record = dist.with_name(f".{dist.name}-site.parquet")
    for content in (None, b"no parquet"):
        record.unlink()
        if content:
            record.write_bytes(content)
        assert build(dist).changed == 0
        assert site(dist) == before
        assert record.stat().st_size > 1000


def test_one_row_more_changes_the_pages_around_it() -> None:
    rows = [(int(hashlib.sha256(str(n).encode()).hexdigest()[:8], 16), n) for n in range(1000)]
    pages = list(cut(iter(rows)))
    assert [first for first, _, _ in pages] == [1, *(last + 1 for _, last, _ in pages[:-1])]
    assert pages[-1][1] == 1000
    assert max(last - first + 1 for first, last, _ in pages) <= LARGEST
    more_pages = list(cut(iter([*rows[:300], (5, 5), *rows[300:]])))
    assert len({total for _, _, total in more_pages} - {total for _, _, total in pages}) <= 3
    assert list(cut(iter([]))) == [(1, 0, 0)]


def test_a_document_too_long_for_a_page_is_divided(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    write_dist(dist, divided(example()))
    build(dist)
    folder = dist / "documents" / PAPER
    assert {file.name for file in folder.iterdir()} >= {"index.html", "observations.html", "observations-3.html"}
    assert all(file.stat().st_size < 100_000 for file in folder.iterdir())
    last = (folder / "observations-3.html").read_text("utf-8")
    assert 'id="o-00000199"' in last
    assert '<a rel="prev" href="observations-2.html">' in last
