"""Releases: what stands in them, how versions move, what is refused, and that the same input gives the same bytes."""

from __future__ import annotations

import copy
import csv
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from yunchuan import NEWS, PLAN, Rows, build, rows, target

from catalog import reuse
from catalog.difference import compare
from catalog.latest import is_whole, swap
from catalog.package import packages
from catalog.release import InvalidRelease, ReleaseResult, UnexpectedLoss, publish
from catalog.standing import ReleaseError, refresh, verify, versions
from catalog.validate import validate

DAY = "2031-04-02"
HERE = Path(__file__).parent
GOLDEN = HERE / "golden"


def release(
    dist: Path, name: str = "targets", tables: Rows | None = None, *, threads: int | None = None, **more: Any
) -> ReleaseResult:
    con = build(tables, threads=threads)
    try:
        return publish(con, packages()[name], dist, released_on=more.pop("released_on", DAY), **more)
    finally:
        con.close()


def changed(change: Callable[[Rows], object]) -> Rows:
    tables = copy.deepcopy(rows())
    change(tables)
    return tables


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    for name in packages():
        release(folder, name)
    return folder


@pytest.mark.parametrize("name", list(packages()))
def test_a_release_is_whole_and_valid(dist: Path, name: str) -> None:
    folder = dist / name / "1.0.0"
    report = validate(folder)
    assert report.valid, report.render()
    said = json.loads((folder / "validation.json").read_text())
    assert said["valid"] and said["referee"]["valid"]
    assert said["stats"]["rows"] == sum(table.rows for table in report.tables) > 0
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        digest, file = line.split("  ")
        assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == digest
    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert listed | {"SHA256SUMS"} == set(contents(folder))
    assert {"README.md", "CHANGELOG.md", "datapackage.json", f"{name}-1.0.0.xlsx", f"{name}-1.0.0.zip"} <= listed


def test_csv_is_written_in_one_way(dist: Path) -> None:
    data = dist / "targets" / "1.0.0" / "data" / "targets.csv"
    content = data.read_bytes()
    assert b"\r" not in content and not content.startswith(b"\xef\xbb\xbf") and content.endswith(b"\n")
    by_id = {row["target_id"]: row for row in read(data)}
    # Trailing zeros go, a negative number stays a number, a sign of comparison stays what it is.
    assert by_id[f"{PLAN}.t-00000001"]["value"] == "1.2"
    assert by_id[f"{PLAN}.t-00000001"]["value_base"] == "1200000000000"
    assert (by_id[f"{PLAN}.t-00000002"]["value"], by_id[f"{PLAN}.t-00000002"]["comparator"]) == ("-147", "=")
    source = read(dist / "policies" / "1.0.0" / "data" / "sources.csv")[1]
    assert (source["retrieved_at"], source["licence"]) == ("2031-04-02T08:30:00Z", "")


def test_a_formula_is_text_everywhere(dist: Path) -> None:
    folder = dist / "policies" / "1.0.0"
    assert read(folder / "data" / "sections.csv")[0]["text"].startswith("'=HYPERLINK(1)\n")
    book = openpyxl.load_workbook(folder / "policies-1.0.0.xlsx")
    cell = next(c for row in book["sections"].iter_rows() for c in row if c.value and "HYPERLINK" in str(c.value))
    assert (cell.value.startswith("=HYPERLINK(1)"), cell.data_type, cell.hyperlink) == (True, "s", None)
    import pyarrow.parquet as pq

    assert pq.read_table(folder / "data" / "sections.parquet").column("text")[0].as_py().startswith("=HYPERLINK(1)\n")


def test_row_groups_are_cut_by_rows_and_by_text_however_rows_come(monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow as pa

    from catalog import formats

    for name, value in (("ROW_GROUP", 8), ("GROUP_STEP", 2), ("GROUP_TEXT", 40)):
        monkeypatch.setattr(formats, name, value)
    whole = pa.table({"n": range(27), "text": ["街"] * 16 + ["街" * 5] * 11})
    pieces = [[27], [1] * 27, [5, 0, 22], [13, 14]]
    for lengths in pieces:
        starts = [sum(lengths[:i]) for i in range(len(lengths))]
        tables = [whole.slice(start, length) for start, length in zip(starts, lengths, strict=True)]
        groups = list(formats._groups(tables))
        assert [len(group) for group in groups] == [8, 8, 4, 4, 3]
        assert pa.concat_tables(groups).to_pylist() == whole.to_pylist()
        assert all(group.column("text").num_chunks == 1 for group in groups)


def test_parquet_holds_the_types_of_the_definition(dist: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(dist / "targets" / "1.0.0" / "data" / "targets.parquet")
    assert table.schema.field("value_base").type == pa.decimal128(38, 10)
    assert table.schema.field("page").type == pa.int64()
    assert not table.schema.field("target_id").nullable
    assert table.schema.field("metric").metadata[b"title"].decode() == "计量内容"
    assert [str(v) for v in table.column("value_base").to_pylist()] == [
        "None",
        "1200000000000.0000000000",
        "-147.0000000000",
    ]


def test_a_printed_table_is_a_typed_csv(dist: Path) -> None:
    folder = dist / "tables" / "1.0.0"
    resource = json.loads((folder / "datapackage.json").read_text())["resources"][-1]
    assert resource["name"] == f"t-{PLAN}.tb-00000001"
    assert [(f["name"], f["title"], f["type"]) for f in resource["schema"]["fields"]] == [
        ("row", "行", "integer"),
        ("c0", "区县", "string"),
        ("c1", "街区数量", "number"),
        ("c2", "序号", "string"),
    ]
    assert [list(row.values()) for row in read(folder / resource["path"])] == [
        ["1", "南岭区", "1200", "1"],
        ["2", "北屏县", "-7.5", "2"],
    ]


def test_the_workbook_opens_with_a_dictionary_and_text_codes(dist: Path) -> None:
    book = openpyxl.load_workbook(dist / "reference" / "1.0.0" / "reference-1.0.0.xlsx")
    assert book.sheetnames[0] == "字典 dictionary"
    assert book.sheetnames[1:] == [
        "units",
        "areas",
        "digital_consumption_scope",
        "industries",
        "corrections",
        "licences",
    ]
    assert [c.value.split("\n")[0] for c in book["areas"][1]] == ["代码", "名称", "上级代码"]
    assert all(c.value.split("\n")[1].isascii() for sheet in book for c in sheet[1])
    for sheet in book:
        last = f"{openpyxl.utils.get_column_letter(sheet.max_column)}{sheet.max_row}"
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", f"A1:{last}"), sheet.title
        assert all(8 <= sheet.column_dimensions[c.column_letter].width <= 51 for c in sheet[1])
    assert (book["areas"]["A2"].value, book["areas"]["A2"].data_type) == ("990000", "s")
    factor = book["units"]["C2"]
    assert (factor.value, factor.data_type, factor.number_format) == (1000000000000, "n", "0")
    fields = sum(len(r.fields) for r in packages()["reference"].resources)
    assert book["字典 dictionary"].max_row == fields + 1


def test_a_long_table_is_cut_in_the_workbook_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.sheet.MOST", 3)
    done = release(tmp_path, tables=changed(lambda t: t["targets"].extend(target(n) for n in range(20, 40))))
    sheet = openpyxl.load_workbook(done.path / f"targets-{done.version}.xlsx")["targets"]
    assert (sheet.max_row, sheet.auto_filter.ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == (5, "4")
    assert sheet["A5"].value == "其余各行见 targets.csv (for the other rows see targets.csv)"
    assert "`targets` 各只列前 3 行" in (done.path / "README.md").read_text(encoding="utf-8")
    assert len(read(done.path / "data" / "targets.csv")) == 23


def test_the_zip_holds_the_release(dist: Path) -> None:
    folder = dist / "targets" / "1.0.0"
    with zipfile.ZipFile(folder / "targets-1.0.0.zip") as archive:
        names = archive.namelist()
        assert archive.read("targets-1.0.0/data/targets.csv") == (folder / "data" / "targets.csv").read_bytes()
    assert names == sorted(names)
    assert {f"targets-1.0.0/{name}" for name in contents(folder) if not name.endswith((".zip", "SUMS"))} == set(names)


@pytest.mark.parametrize("name", list(packages()))
def test_the_loading_snippets_run(dist: Path, name: str) -> None:
    folder = dist / name / "1.0.0"
    text = (folder / "README.md").read_text(encoding="utf-8")
    python = re.findall(r"```python\n(.*?)```", text, re.S)
    assert len(python) == 3
    subprocess.run([sys.executable, "-c", "\n".join(python)], cwd=folder, check=True, capture_output=True)
    import duckdb

    (sql,) = re.findall(r"```sql\n(.*?)```", text, re.S)
    here = Path.cwd()
    os.chdir(folder)
    try:
        assert duckdb.sql(sql).fetchall()
    finally:
        os.chdir(here)


def test_croissant_names_every_file_and_field(dist: Path) -> None:
    folder = dist / "targets" / "1.0.0"
    told = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    for one in told["distribution"]:
        assert hashlib.sha256((folder / one["contentUrl"]).read_bytes()).hexdigest() == one["sha256"]
    fields = {field["@id"]: field for record_set in told["recordSet"] for field in record_set["field"]}
    assert set(fields) == {f"{r.name}/{f.name}" for r in packages()["targets"].resources for f in r.fields}
    assert fields["targets/indicator_id"]["references"] == {"field": {"@id": "indicators/indicator_id"}}
    assert fields["targets/value_base"]["dataType"] == "sc:Float"


# versions


def first(tables: Rows) -> dict[str, Any]:
    return tables["targets"][0]


STEPS: list[tuple[str, Callable[[Rows], object], str, str]] = [
    ("nothing", lambda t: None, "1.0.0", ""),
    ("rows in another order", lambda t: t["targets"].reverse(), "1.0.0", ""),
    (
        "a value corrected",
        lambda t: first(t).update(deadline="2034"),
        "1.0.1",
        "targets: 1 changed: deadline 2033 → 2034",
    ),
    ("a value emptied", lambda t: first(t).update(deadline=None), "1.0.1", "targets: 1 changed: deadline 2033 → ∅"),
    ("the same number printed with zeros", lambda t: first(t).update(value="1.2000"), "1.0.0", ""),
    ("a row more", lambda t: t["targets"].append(target(3)), "1.1.0", "targets: 1 new"),
    (
        "a row more and a value corrected",
        lambda t: (t["targets"].append(target(3)), first(t).update(area="云川市")),
        "1.1.0",
        "targets: 1 new, 1 changed: area ∅ → 云川市",
    ),
    (
        "a source at another address",
        lambda t: t["sources"][0].update(url="https://example.org/b.pdf"),
        "1.0.1",
        "metadata: sources",
    ),
]


@pytest.mark.parametrize(("name", "change", "version", "reason"), STEPS, ids=[step[0] for step in STEPS])
def test_the_version_follows_from_the_difference(
    tmp_path: Path, name: str, change: Callable[[Rows], object], version: str, reason: str
) -> None:
    release(tmp_path)
    before = contents(tmp_path)
    result = release(tmp_path, tables=changed(change), released_on="2031-05-01")
    assert (result.version, result.is_new, " | ".join(result.reasons)) == (version, version != "1.0.0", reason)
    if not result.is_new:
        assert contents(tmp_path) == before
    else:
        index = json.loads((tmp_path / "targets" / "index.json").read_text())
        assert [(v["version"], v["date"]) for v in index["versions"]] == [(version, "2031-05-01"), ("1.0.0", DAY)]
        assert index["latest"] == version
        assert_latest_is(result.path)
        log = (tmp_path / "targets" / version / "CHANGELOG.md").read_text()
        assert log.index(f"## {version} (2031-05-01)") < log.index(f"## 1.0.0 ({DAY})")


def assert_latest_is(version: Path) -> None:
    """`latest` is the release's descriptor, tables, README and checksums, each a file of its own, and nothing else."""
    latest = version.parent / "latest"
    held = {
        name: digest
        for name, digest in contents(version).items()
        if name.startswith("data/") or name in {"datapackage.json", "README.html", "README.md", "SHA256SUMS"}
    }
    assert contents(latest) == held
    assert not any((latest / name).samefile(version / name) for name in held)
    assert all(
        r["path"].startswith("data/") for r in json.loads((latest / "datapackage.json").read_text())["resources"]
    )
    assert validate(latest).tables == validate(version).tables and validate(latest).valid


DAMAGES: list[tuple[str, Callable[[Path], object]]] = [
    ("missing", lambda latest: shutil.rmtree(latest)),
    ("a file missing", lambda latest: (latest / "data" / "targets.csv").unlink()),
    ("a file cut short", lambda latest: os.truncate(latest / "data" / "targets.parquet", 10)),
    ("a file altered in place", lambda latest: (latest / "datapackage.json").write_text("{}")),
    ("checksums altered", lambda latest: (latest / "SHA256SUMS").write_text("")),
    ("a file too many", lambda latest: (latest / "data" / "old.csv").write_text("a\n")),
    ("a file in its place", lambda latest: (shutil.rmtree(latest), latest.write_text(""))),
    ("a link in its place", lambda latest: (shutil.rmtree(latest), latest.symlink_to("1.0.0"))),
    ("a pointer to the version, as it was once", lambda latest: (shutil.rmtree(latest / "data"), _point(latest))),
]


def _point(latest: Path) -> None:
    descriptor = json.loads((latest / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        resource["path"] = f"../1.0.0/{resource['path']}"
    (latest / "datapackage.json").write_text(json.dumps(descriptor))


@pytest.mark.parametrize("damage", [damage for _, damage in DAMAGES], ids=[name for name, _ in DAMAGES])
@pytest.mark.parametrize("heal", [lambda dist: release(dist), lambda dist: refresh(packages()["targets"], dist)])
def test_a_damaged_latest_is_healed_by_the_next_run(
    tmp_path: Path, damage: Callable[[Path], object], heal: Callable[[Path], object]
) -> None:
    done = release(tmp_path)
    before = contents(done.path)
    damage(done.path.parent / "latest")
    heal(tmp_path)
    assert_latest_is(done.path)
    assert contents(done.path) == before
    assert {p.name for p in done.path.parent.iterdir()} == {"index.json", "latest", "1.0.0"}


def test_latest_is_never_made_of_an_altered_release(tmp_path: Path) -> None:
    done = release(tmp_path)
    (done.path / "data" / "targets.csv").write_text("altered")
    shutil.rmtree(tmp_path / "targets" / "latest")
    with pytest.raises(ReleaseError, match=r"targets 1\.0\.0: data/targets\.csv is not what was released"):
        refresh(packages()["targets"], tmp_path)
    assert not (tmp_path / "targets" / "latest").exists()


READER = """
import json, sys
from pathlib import Path
latest = Path(sys.argv[1])
print("ready", flush=True)
while not Path(sys.argv[2]).exists():
    folder = __import__("os").open(latest, 0)  # FileNotFoundError where the name is without a folder
    __import__("os").close(folder)
    descriptor = json.loads((latest / "datapackage.json").read_text())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="two names change places in one step on Linux alone")
def test_a_reader_never_meets_a_gap(tmp_path: Path) -> None:
    """A program that opens `latest` without end, while it is replaced many times, always finds a whole descriptor."""
    one, other = tmp_path / "one", tmp_path / "latest"
    for folder, name in ((one, "a"), (other, "b")):
        folder.mkdir()
        (folder / "datapackage.json").write_text(json.dumps({"name": name}))
    stop = tmp_path / "stop"
    run = [sys.executable, "-c", READER, str(other), str(stop)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        assert reader.stdout and reader.stdout.readline() == "ready\n"
        for _ in range(2000):
            swap(one, other)
        stop.touch()
        assert reader.wait() == 0, reader.stderr and reader.stderr.read()


def test_without_that_step_the_old_one_is_put_aside_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.latest._exchange", lambda *_: False)
    done = release(tmp_path)
    more = release(tmp_path, tables=changed(lambda t: t["targets"].append(target(77))))
    assert (done.version, more.version) == ("1.0.0", "1.1.0")
    assert_latest_is(more.path)
    assert {p.name for p in more.path.parent.iterdir()} == {"index.json", "latest", "1.0.0", "1.1.0"}


TALE = "街上的老店主说起三十年前的集市，那时候天不亮就有人挑着担子从江边走来。"


def withheld(*, was_whole: bool) -> Callable[[Rows], object]:
    """A news page with a sentence of its own and one that a fact quotes, released whole once, or cut down."""
    said = "到2033年，建成数字街区12个。"

    def change(tables: Rows) -> None:
        tables["documents"][1] |= {"has_full_text": was_whole, "text_basis": "licence" if was_whole else "news"}
        text = f"{TALE}{said}" if was_whole else f"……{said}"
        section = {"document_id": NEWS, "position": 1, "level": 0, "char_start": 0, "text": text}
        tables["sections"].append({"section_id": f"{NEWS}.s-00000001", **section})
        if was_whole:
            gone = {"document_id": NEWS, "position": 2, "level": 0, "char_start": 60, "heading": "集市", "text": TALE}
            tables["sections"].append({"section_id": f"{NEWS}.s-00000002", **gone})

    return change


@pytest.mark.parametrize("gone", [False, True], ids=["cut down", "gone as a whole"])
def test_a_text_that_is_withheld_now_is_not_given_again_in_what_changed(tmp_path: Path, gone: bool) -> None:
    release(tmp_path, "policies", changed(withheld(was_whole=True)))
    assert TALE in (tmp_path / "policies" / "1.0.0" / "data" / "sections.csv").read_text()

    def now(tables: Rows) -> None:
        withheld(was_whole=False)(tables)
        if gone:
            tables["documents"].pop()
            tables["sections"].pop()

    accept = {"documents", "sections", "coverage", "targets"}
    done = release(tmp_path, "policies", changed(now), accept=accept)
    delta = {row["section_id"]: row for row in read(done.path / "delta" / "sections.csv") if row["_change"] != "after"}
    assert {row["text"] for row in delta.values()} == {""}
    assert delta[f"{NEWS}.s-00000002"]["heading"] == "集市"
    with zipfile.ZipFile(done.path / f"{done.path.parent.name}-{done.version}.zip") as archive:
        packed = [archive.read(name) for name in archive.namelist()]
    for content in (*packed, *(p.read_bytes() for p in done.path.rglob("*") if p.is_file())):
        assert TALE[:21].encode() not in content
    assert done.difference is not None and TALE[:21] not in done.difference.render()


def applied(old: Path, delta: Path, name: str, fields: list[str]) -> set[tuple[str, ...]]:
    """The old table without the rows removed and before, with the rows added and after."""
    table = {tuple(row[f] for f in fields) for row in read(old / "data" / f"{name}.csv")}
    for row in read(delta / f"{name}.csv") if (delta / f"{name}.csv").is_file() else []:
        values = tuple(row[f] for f in fields)
        if row["_change"] in {"removed", "before"}:
            table.remove(values)
    for row in read(delta / f"{name}.csv") if (delta / f"{name}.csv").is_file() else []:
        if row["_change"] in {"added", "after"}:
            table.add(tuple(row[f] for f in fields))
    return table


def test_old_and_delta_make_new(tmp_path: Path) -> None:
    def change(tables: Rows) -> None:
        first(tables).update(deadline="2034", quote='说"到2034年"，\n为期')
        tables["targets"].extend(target(number) for number in range(20, 60))
        tables["quantities"][0].update(text="-12个")
        tables["observations"][0].update(value="11", value_base="11")

    release(tmp_path)
    done = release(tmp_path, tables=changed(change))
    old, new = tmp_path / "targets" / "1.0.0", tmp_path / "targets" / done.version
    for resource in packages()["targets"].resources:
        fields = [f.name for f in resource.fields]
        expected = {tuple(row[f] for f in fields) for row in read(new / resource.path)}
        assert applied(old, new / "delta", resource.name, fields) == expected
    assert sorted(p.name for p in (new / "delta").iterdir()) == ["observations.csv", "quantities.csv", "targets.csv"]
    back = compare(new, old)
    assert {(t.name, t.added, t.removed, t.changed) for t in back.tables if not t.is_same} == {
        ("targets", 0, 40, 1),
        ("quantities", 0, 0, 1),
        ("observations", 0, 0, 1),
    }


def test_a_new_printed_table_is_minor_and_a_lost_one_major(tmp_path: Path) -> None:
    def second(tables: Rows) -> None:
        tables["tables"].append({**tables["tables"][0], "table_id": f"{PLAN}.tb-00000002", "number": "2"})
        tables["cells"].extend([{**c, "table_id": f"{PLAN}.tb-00000002"} for c in tables["cells"]])

    release(tmp_path, "tables")
    more = release(tmp_path, "tables", changed(second))
    assert (more.version, more.step) == ("1.1.0", "MINOR")
    assert more.reasons == (f"t-{PLAN}.tb-00000002: table new, 2 rows", "tables: 1 new", "cells: 9 new")
    with pytest.raises(UnexpectedLoss):
        release(tmp_path, "tables")
    names = {"tables", "cells", f"t-{PLAN}.tb-00000002"}
    assert release(tmp_path, "tables", accept=names).version == "2.0.0"


# refusals


def test_unexpected_loss_blocks_until_it_is_accepted_by_name(tmp_path: Path) -> None:
    release(tmp_path)
    fewer = changed(lambda t: t["targets"].pop(1))
    with pytest.raises(UnexpectedLoss, match=r"targets: 3 → 2 rows, expected at most 5% fewer") as caught:
        release(tmp_path, tables=fewer)
    assert set(caught.value.tables) == {"targets"}
    assert versions(tmp_path / "targets") == ["1.0.0"]
    result = release(tmp_path, tables=fewer, accept={"targets"})
    assert (result.version, result.reasons) == ("1.1.0", ("targets: 1 removed",))
    assert "loss of rows accepted: targets" in (result.path / "CHANGELOG.md").read_text()


def test_what_is_not_valid_is_not_released(tmp_path: Path) -> None:
    con = build()
    con.execute("UPDATE targets SET comparator = 'about' WHERE char_start = 1")
    with pytest.raises(InvalidRelease, match=r"comparator: \[constraint-error\]") as caught:
        publish(con, packages()["targets"], tmp_path, released_on=DAY)
    assert [(p.resource, p.row, p.field, p.cell) for p in caught.value.report.problems] == [
        ("targets", 3, "comparator", "about")
    ]
    assert versions(tmp_path / "targets") == []
    assert not any((tmp_path / "targets").glob("*")) and not (tmp_path / ".releasing").exists()


def test_binary_floats_are_refused(tmp_path: Path) -> None:
    con = build()
    con.execute("ALTER TABLE targets ALTER value TYPE DOUBLE")
    with pytest.raises(ValueError, match=r"targets\.value is DOUBLE"):
        publish(con, packages()["targets"], tmp_path, released_on=DAY)


def test_an_altered_release_stops_the_next(tmp_path: Path) -> None:
    done = release(tmp_path)
    data = done.path / "data" / "targets.csv"
    data.write_bytes(data.read_bytes().replace(b"2033", b"2035"))
    with pytest.raises(ReleaseError, match=r"data/targets\.csv is not what was released"):
        release(tmp_path, tables=changed(lambda t: t["targets"].append(target(3))))


# the same bytes


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Over threads, folders, time zones, locales and hash seeds."""
    script = (
        "import sys; from pathlib import Path; from yunchuan import build; "
        "from catalog.package import packages; from catalog.release import publish; "
        "con = build(threads=int(sys.argv[2])); "
        "[publish(con, p, Path(sys.argv[1]), released_on='2031-04-02') for p in packages().values()]"
    )
    settings = [
        ("one", "1", {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        ("some/where/else", "4", {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}),
    ]
    found = []
    for folder, threads, more in settings:
        (tmp_path / folder).mkdir(parents=True)
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / folder), threads],
            check=True,
            cwd=HERE,
            env={**os.environ, **more},
        )
        found.append(contents(tmp_path / folder))
    assert found[0] == found[1]
    assert len(found[0]) > 60


def test_what_is_taken_from_the_standing_release_is_what_would_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = changed(lambda t: first(t).update(deadline="2034"))
    for folder in ("taken", "made"):
        release(tmp_path / folder)
    taken = release(tmp_path / "taken", tables=again)
    monkeypatch.setattr(reuse, "link", lambda *_: False)
    made = release(tmp_path / "made", tables=again)
    assert (taken.version, contents(taken.path)) == (made.version, contents(made.path))
    data = taken.path / "data"
    before = taken.path.parent / "1.0.0" / "data"
    assert (data / "observations.parquet").samefile(before / "observations.parquet")
    assert not (data / "targets.parquet").samefile(before / "targets.parquet")


def test_many_rows_are_the_same_whatever_the_threads(tmp_path: Path) -> None:
    found = []
    for threads in (1, 4):
        con = build(threads=threads)
        con.execute("INSERT INTO units SELECT '单位' || (i * 7919 % 30011), '个', i, 'count' FROM range(30000) AS t(i)")
        done = publish(con, packages()["reference"], tmp_path / str(threads), released_on=DAY)
        assert done.rows["units"] == 30_002
        found.append(contents(done.path))
    assert found[0] == found[1]


def test_golden_release(dist: Path, golden_is_recorded: bool) -> None:
    """The text files of a release, byte for byte; `make golden` writes them anew when a change is meant."""
    folder = dist / "targets" / "1.0.0"
    names = [n for n in contents(folder) if n.endswith((".csv", ".json", ".md"))]
    if golden_is_recorded:
        for name in names:
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_bytes((folder / name).read_bytes())
    assert sorted(contents(GOLDEN)) == sorted(names)
    for name in names:
        assert (folder / name).read_text(encoding="utf-8") == (GOLDEN / name).read_text(encoding="utf-8"), name


# crashes


KILLS = int(os.environ.get("GONGBAO_KILLS", "6"))
PUBLISHER = """
import os, random, signal, sys
from pathlib import Path
from catalog.package import packages
from catalog.release import publish
from yunchuan import build, rows, target
import frictionless

tables = rows()
tables["targets"].append(target(100 + int(sys.argv[2])))
con = build(tables)
seen = 0

def count(event, arguments):
    # Every file that is opened, made, renamed or removed is a moment to die at.
    global seen
    if event == "open" or event.startswith(("os.", "shutil.")):
        seen += 1
        if seen == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(count)
publish(con, packages()["targets"], Path(sys.argv[1]), released_on="2031-05-01")
print(seen)
"""


def run_publisher(dist: Path, row: int, dies_at: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PUBLISHER, str(dist), str(row), str(dies_at)]
    return subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)


def test_a_killed_publisher_leaves_the_last_release_whole(tmp_path: Path) -> None:
    """Killed at points drawn over all that it does to files; GONGBAO_KILLS says at how many."""
    release(tmp_path)
    root = tmp_path / "targets"
    moments = int(run_publisher(tmp_path, 0, 0).stdout)
    draw = random.Random(2031)
    for row in range(1, KILLS + 1):
        standing = {version: contents(root / version) for version in versions(root)}
        died = run_publisher(tmp_path, row, draw.randrange(1, moments))
        assert died.returncode == -signal.SIGKILL, died.stderr
        for version, files in standing.items():
            assert contents(root / version) == files
        for version in versions(root):
            verify(root / version)
        # Whole whenever it died, of this release or the one before.
        assert any(is_whole(root / "latest", root / version) for version in versions(root))
    assert run_publisher(tmp_path, KILLS + 1, 0).returncode == 0
    index = json.loads((root / "index.json").read_text())
    assert [one["version"] for one in index["versions"]] == versions(root)
    assert {p.name for p in root.iterdir()} == {"index.json", "latest", *versions(root)}
    assert {p.name for p in tmp_path.iterdir()} == {"targets"}
    assert_latest_is(root / versions(root)[0])


# whatever stands in a source

HOSTILE = [
    '"',
    '""',
    ",",
    "'",
    "a\nb",
    "a\r\nb",
    "\r",
    " 前后空格 ",
    "\t制表",
    "NULL",
    "NaN",
    "\\N",
    "#N/A",
    "# 注释",
    "\\",
    "a\\",
    "=cmd|' /C calc'!A0",
    "\ufeff标记",
    "\x00零",
    "\x0b\x1f控制",
    "\u202e反向",
    "😀",
    "https://example.org/",
    "mailto:a@example.org",
    "1e5",
    "00123",
    "2031-01-01",
    "true",
    "_x0041_",
    "长" * 40_000,
]


def test_any_text_survives_every_form(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    from catalog.escape import unescape

    def hostile(tables: Rows) -> None:
        tables["targets"] = [target(n, metric=text, quote=text) for n, text in enumerate(HOSTILE)]
        tables["coverage"], tables["progress"] = [], []

    done = release(tmp_path, tables=changed(hostile))
    csv.field_size_limit(1 << 20)
    written = read(done.path / "data" / "targets.csv")
    assert [unescape(row["metric"]) for row in written] == HOSTILE
    assert [r["metric"] for r in pq.read_table(done.path / "data" / "targets.parquet").to_pylist()] == HOSTILE
    sheet = openpyxl.load_workbook(done.path / "targets-1.0.0.xlsx")["targets"]
    [place] = [cell.column - 1 for cell in sheet[1] if cell.value == "计量内容\nMetric"]
    cells = [row[place] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"} and not any(cell.hyperlink for cell in cells)
    # openpyxl leaves Excel's own escape of `_x0041_` (`_x005F_x0041_`) as it stands.
    exact = {text for text in HOSTILE if len(text) < 32_767 and text.isprintable() and text == text.strip()}
    assert exact - {"_x0041_"} <= {cell.value for cell in cells}
    assert "targets.csv" in cells[-1].value
    again = release(tmp_path, tables=changed(hostile))
    assert not again.is_new
