"""What a disk or a hand does to a home: the next run finds what is damaged, makes it again, and says so.

Each kind of file is damaged in each way; then all are at once, and a whole run gives what it gave before. On a full
disk a run ends and leaves the last state whole.
"""

from __future__ import annotations

import itertools
import json
import logging
import os
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest

from extract.guard import process
from extract.snapshot import Store, hash_of
from pipelines.adding import add_documents
from pipelines.databases import set_aside_damaged
from pipelines.home import Home, write_json
from pipelines.issues import read_issues
from pipelines.models import is_promoted
from pipelines.reading import content, snapshots, source_register
from pipelines.resources import Settings, Warehouse, Workers
from pipelines.run import RunResult, run_publish
from pipelines.work import ReadTask, keep_record, read_source, record_of
from transform import facts

TEXT = "云川市商贸工作方案\n\n一、主要目标\n\n到2031年，全市建成便民网点600个。\n"

DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda data: data[: len(data) // 2],
    "cut by a byte": lambda data: data[:-1],
    "empty": lambda _: b"",
    "zeros": lambda data: bytes(len(data)),
    "garbage": lambda data: bytes((position * 37 + 11) % 256 for position in range(len(data))),
    "a hole": lambda data: (
        data[: len(data) // 2] + bytes(max(1, len(data) // 8)) + data[len(data) // 2 + len(data) // 8 :]
    ),
}
OTHER_JSON = {"a list": b"[1]", "an object": b"{}", "a number": b"5", "nested": b"[" * 100_000}


def damage(path: Path, kind: str) -> None:
    path.chmod(0o644)
    path.write_bytes(
        (DAMAGE | {name: lambda _, new=new: new for name, new in OTHER_JSON.items()})[kind](path.read_bytes())
    )


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    caplog.set_level(logging.WARNING, "gongbao")
    return lambda: "\n".join(record.getMessage() for record in caplog.records if record.name == "gongbao")


# --- state, records, databases: each alone -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [*DAMAGE, *OTHER_JSON])
@pytest.mark.parametrize(
    ("name", "value"), [("snapshots", [{"source_id": "a", "status": "held"}]), ("warehouse", "0" * 64)]
)
def test_state_that_is_damaged_is_none(
    tmp_path: Path, told: Callable[[], str], name: str, value: object, kind: str
) -> None:
    home = Home(tmp_path)
    assert not home.has_lost(name)
    home.remember(name, value)
    assert home.recall(name) == value
    damage(tmp_path / "state" / f"{name}.json", kind)
    assert home.recall(name) is None
    assert home.has_lost(name)
    assert f"{name}.json is damaged" in told()


@pytest.mark.parametrize("kind", [*DAMAGE, *OTHER_JSON])
@pytest.mark.parametrize("suffix", [".json", ".parquet"])
def test_a_record_or_its_file_that_is_damaged_counts_for_nothing(
    tmp_path: Path, told: Callable[[], str], suffix: str, kind: str
) -> None:
    out = str(tmp_path / "key")
    assert record_of(out) is None
    facts.write({"documents": [{"document_id": "a"}]}, Path(f"{out}.parquet"))
    keep_record(out, {"status": "read", "rows": {"documents": 1}, "issues": []})
    record = {"status": "read", "rows": {"documents": 1}, "issues": []}
    assert record_of(out) == record | {"hash": hash_of(Path(f"{out}.parquet"))}
    assert told() == ""
    damage(Path(out + suffix), kind)
    assert record_of(out) is None
    assert "key.json, or the Parquet file beside it, is damaged" in told()


def test_a_record_whose_file_is_gone_counts_for_nothing(tmp_path: Path) -> None:
    out = str(tmp_path / "key")
    facts.write({}, Path(f"{out}.parquet"))
    keep_record(out, {"status": "read"})
    Path(f"{out}.parquet").unlink()
    assert record_of(out) is None
    keep_record(out, {"status": "quarantined"})
    assert record_of(out) == {"status": "quarantined", "hash": None}


def database(path: Path, value: int = 1) -> bytes:
    with duckdb.connect(str(path)) as con:
        con.execute(f"CREATE TABLE issues AS SELECT {value} AS n, repeat('云川', 50) AS words FROM range(20000)")
    return path.read_bytes()


def warehouse_of(home: Home) -> Warehouse:
    return Warehouse(settings=Settings(home=str(home.root)))


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_warehouse_that_is_damaged_is_built_again(tmp_path: Path, told: Callable[[], str], kind: str) -> None:
    home, settings = Home(tmp_path), Settings(home=str(tmp_path))
    database(home.staging)
    home.remember("promoted", warehouse_of(home).promote())
    home.remember("warehouse", "key")
    assert is_promoted(settings, "key")
    damage(home.warehouse, kind)
    assert not is_promoted(settings, "key")
    assert "warehouse.duckdb is damaged" in told()
    if kind in ("zeros", "garbage", "empty"):
        with pytest.raises(FileNotFoundError):
            read_issues(home)


@pytest.mark.parametrize("kind", ["cut short", "empty", "zeros", "garbage"])
def test_a_staging_database_that_is_damaged_is_not_promoted(tmp_path: Path, kind: str) -> None:
    home = Home(tmp_path)
    before = database(home.warehouse)
    database(home.staging, value=2)
    damage(home.staging, kind)
    with pytest.raises(dg.Failure, match="not whole"):
        warehouse_of(home).promote()
    assert home.warehouse.read_bytes() == before
    assert not home.staging.exists()


def test_a_log_that_was_left_is_neither_promoted_nor_played_into_another_database(tmp_path: Path) -> None:
    home, log = Home(tmp_path), tmp_path / "staging.duckdb.wal"
    database(home.warehouse)
    database(home.staging, value=2)
    log.write_bytes(b"left")
    with pytest.raises(dg.Failure, match=r"staging\.duckdb\.wal was left beside it"):
        warehouse_of(home).promote()
    assert not log.exists()
    database(home.staging, value=2)
    (tmp_path / "warehouse.duckdb.wal").write_bytes(b"left")
    warehouse_of(home).promote()
    assert [path.name for path in tmp_path.glob("*.duckdb*")] == ["warehouse.duckdb"]
    with warehouse_of(home).read() as con:
        assert con.execute("SELECT min(n) FROM issues").fetchall() == [(2,)]


def test_what_was_built_stands_in_one_file(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with warehouse_of(home).write_staging() as con:
        con.execute("CREATE TABLE issues AS SELECT 1 AS n")
    assert [path.name for path in tmp_path.glob("*.duckdb*")] == ["staging.duckdb"]
    with pytest.raises(RuntimeError), warehouse_of(home).write_staging() as con:
        con.execute("CREATE TABLE issues AS SELECT 1 AS n")
        raise RuntimeError
    assert list(tmp_path.glob("*.duckdb*")) == []


def history(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as con:
        con.execute(
            "CREATE TABLE runs AS WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t LIMIT 5000) SELECT * FROM t"
        )
        con.commit()


@pytest.mark.parametrize("kind", ["cut short", "zeros", "garbage", "a hole"])
def test_a_database_of_dagster_that_is_damaged_is_set_aside(tmp_path: Path, told: Callable[[], str], kind: str) -> None:
    home = Home(tmp_path)
    path = home.dagster / "history" / "runs.db"
    for number in (1, 2):
        history(path)
        assert set_aside_damaged(home) == []
        damage(path, kind)
        damaged = path.read_bytes()
        aside = path.with_name(f"runs.db.damaged-{number}")
        assert set_aside_damaged(home) == [aside]
        assert not path.exists()
        assert aside.read_bytes() == damaged
    assert f"{path} is damaged: it was renamed to runs.db.damaged-1" in told()


def test_a_database_that_is_in_use_is_not_damaged(tmp_path: Path) -> None:
    home = Home(tmp_path)
    path = home.dagster / "history" / "runs.db"
    history(path)
    with closing(sqlite3.connect(path)) as con:
        con.execute("BEGIN EXCLUSIVE")
        con.execute("INSERT INTO runs VALUES (0)")
        assert set_aside_damaged(home) == []


# --- whole runs ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    (folder / "sources.csv").write_text("source_id,collection,path\nplan,yunchuan,plan.txt\n", encoding="utf-8")
    return folder / "sources.csv"


@pytest.fixture(scope="module")
def few_seeds(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds with the heads alone of the long reference registers: what a home withstands is the same, in less time."""
    folder = tmp_path_factory.mktemp("seeds")
    for name in ("schemas", "reference"):
        shutil.copytree(seeds / name, folder / name)
    for name in ("areas", "industries", "organisations", "organisation_aliases"):
        file = folder / "reference" / f"{name}.csv"
        file.write_text(file.read_text("utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    return folder


def run(home: Path, register: Path, seeds: Path) -> RunResult:
    return run_publish(Home(home), {"home": str(home), "registers": [str(register)], "seeds": str(seeds)})


def published(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted((home / "dist").rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def dagster_home() -> Iterator[None]:
    """A run sets DAGSTER_HOME for its process."""
    before = os.environ.get("DAGSTER_HOME")
    yield
    os.environ.pop("DAGSTER_HOME", None)
    if before is not None:
        os.environ["DAGSTER_HOME"] = before


@pytest.fixture(scope="module")
def whole(register: Path, few_seeds: Path, dagster_home: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home") / "data"
    assert run(home, register, few_seeds).failures == []
    return home


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "data")
    return tmp_path / "data"


DERIVED = ("content/*", "facts/*", "state/*", "raw/??/*", "warehouse.duckdb", "dagster/**/*.db")


def test_a_home_in_which_everything_is_damaged_is_made_again(
    whole: Path, home: Path, register: Path, few_seeds: Path, told: Callable[[], str]
) -> None:
    names = [path for pattern in DERIVED for path in home.glob(pattern)]
    assert len(names) > 15
    # Each kind of damage is tried on each kind of file above; here all stand in one run's way.
    for path, kind in zip(sorted(names), itertools.cycle(("cut short", "garbage"))):
        damage(path, kind)
    (home / "staging.duckdb").write_bytes(b"half")
    (home / "staging.duckdb.wal").write_bytes(b"half")
    assert run(home, register, few_seeds).failures == []
    assert published(home) == published(whole)
    assert [path.name for path in home.glob("*.duckdb*")] == ["warehouse.duckdb"]
    for said in ("content/", "facts/", "raw/", "state/snapshots.json"):
        assert said in told()


def test_an_altered_snapshot_of_a_source_that_is_not_asked_for_is_taken_again(
    home: Path, register: Path, tmp_path: Path, told: Callable[[], str]
) -> None:
    """And where nobody knows any more which sources were taken, none is lost."""
    two = tmp_path / "register" / "sources.csv"
    shutil.copytree(register.parent, two.parent)
    (two.parent / "other.txt").write_text(TEXT.replace("600", "700"), encoding="utf-8")
    two.write_text(two.read_text("utf-8") + "other,yunchuan,other.txt\n", encoding="utf-8")
    [raw] = home.glob("raw/??/*")
    raw.chmod(0o644)
    raw.write_text(TEXT.replace("600", "900"), encoding="utf-8")
    shutil.rmtree(home / "content")
    assert materialized(home, two, sources=["other"]) == {"plan": "read", "other": "read"}
    assert raw.read_text("utf-8") == TEXT
    assert "was altered or cut short since it was stored; it was made again" in told()
    damage(home / "state" / "snapshots.json", "empty")
    assert materialized(home, two, sources=["other"]) == {"plan": "reused", "other": "reused"}


def materialized(home: Path, register: Path, **more: Any) -> dict[str, str]:
    """Run from the register to the content alone; give what was done with each source."""
    settings = Settings(home=str(home), registers=[str(register)], **more)
    done = dg.materialize(
        [source_register, snapshots, content], resources={"settings": settings, "workers": Workers(count=1)}
    )
    assert done.success
    return {row["source_id"]: row["done"] for row in Home(home).recall("content")}


def test_an_altered_snapshot_that_cannot_be_taken_again_is_an_error(tmp_path: Path) -> None:
    register = tmp_path / "sources.csv"
    register.write_text("source_id,collection,url\nplan,yunchuan,http://127.0.0.1:9/plan.txt\n", encoding="utf-8")
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    home = Home(tmp_path / "data")
    taken = Store(home.root).pick_up(tmp_path / "plan.txt")
    row = {"source_id": "plan", "status": "held", "url": "http://127.0.0.1:9/plan.txt", "sha256": taken.sha256}
    row |= {
        "path": str(taken.path),
        "media_type": "text/plain",
        "bytes": 1,
        "retrieved_at": None,
        "collection": "yunchuan",
    }
    home.remember("snapshots", [row | {"issues": []}])
    assert materialized(home.root, register) == {"plan": "read"}
    [held] = home.recall("snapshots")
    assert [(found["type"], found["severity"]) for found in held["issues"]] == [("not_fetched", "warning")]
    damage(taken.path, "a hole")
    shutil.rmtree(home.content)
    assert materialized(home.root, register) == {}
    [lost] = home.recall("snapshots")
    assert lost["status"] == "quarantined"
    [found] = lost["issues"]
    assert (found["source_id"], found["type"], found["severity"]) == ("plan", "altered_snapshot", "error")
    assert "line 2 of sources.csv: the stored copy is not there, or was altered since it was stored" in found["message"]
    assert "no public address" in found["message"]
    assert "register its path" in found["message"]
    assert taken.sha256 not in found["message"]


def test_altered_bytes_are_not_read_under_the_hash_of_others(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.write_text(TEXT, encoding="utf-8")
    task = ReadTask.of(tmp_path / "content", "0" * 64, str(raw), {}, {})
    record = read_source(task)
    assert record["status"] == "quarantined"
    assert record["reason"].startswith("The stored copy is not there, or was altered since it was stored")
    assert record["advice"].startswith("Run again")
    # The next run may find the bytes made again.
    assert record_of(task.out) is None
    assert (
        read_source(ReadTask.of(tmp_path / "content", "0" * 64, str(tmp_path / "gone"), {}, {}))["status"]
        == "quarantined"
    )


# --- a disk without room -------------------------------------------------------------------------------------------


@pytest.fixture
def no_room() -> Iterator[Callable[[int], None]]:
    """Give a function that lets no file of this process and its children grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # The reading server has the limits that this process had when it was started.
    process._SERVER.close()
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    process._SERVER.close()


def test_state_that_cannot_be_written_stays_as_it_was(tmp_path: Path, no_room: Callable[[int], None]) -> None:
    path = tmp_path / "state.json"
    write_json(path, "before")
    no_room(1000)
    with pytest.raises(OSError, match="File too large"):
        write_json(path, "x" * 5000)
    assert json.loads(path.read_text()) == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_register_that_cannot_be_added_to_stays_as_it_was(
    tmp_path: Path, register: Path, seeds: Path, no_room: Callable[[int], None]
) -> None:
    mine, schema = tmp_path / "sources.csv", seeds / "schemas" / "sources.schema.json"
    before = register.read_text("utf-8") + "".join(f"a{n},yunchuan,{n}.txt\n" for n in range(20_000))
    mine.write_text(before, encoding="utf-8")
    (tmp_path / "new.txt").write_text(TEXT, encoding="utf-8")
    no_room(100_000)
    with pytest.raises(OSError, match="File too large"):
        add_documents([str(tmp_path / "new.txt")], "yunchuan", mine, schema, Home(tmp_path / "data"))
    assert mine.read_text("utf-8") == before
    assert not list(tmp_path.glob(".sources*"))


def test_content_that_cannot_be_written_is_no_fault_of_the_document(
    tmp_path: Path, no_room: Callable[[int], None]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    taken = Store(tmp_path).pick_up(tmp_path / "a.txt")
    task = ReadTask.of(tmp_path / "content", taken.sha256, str(taken.path), {}, {})
    no_room(100)
    with pytest.raises(OSError, match="cannot be written"):
        read_source(task)
    assert list((tmp_path / "content").iterdir()) == []


@pytest.mark.parametrize("size", [100_000, 1_000_000])
def test_a_database_that_does_not_fit_leaves_nothing(tmp_path: Path, no_room: Callable[[int], None], size: int) -> None:
    home = Home(tmp_path)
    before = database(home.warehouse)
    no_room(size)
    with pytest.raises((duckdb.Error, OSError)), warehouse_of(home).write_staging() as con:
        con.execute("CREATE TABLE issues AS SELECT hash(range) AS a, hash(range + 1) AS b FROM range(400000)")
    assert [path.name for path in tmp_path.glob("*.duckdb*")] == ["warehouse.duckdb"]
    assert home.warehouse.read_bytes() == before
