"""`gongbao doctor` finds what is damaged, missing or in the way, says what to do, and changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.doctor import EXTRAS, Finding, examine
from pipelines.home import Home
from pipelines.lock import hold
from pipelines.run import run_publish

TEXT = "云川市商贸工作方案\n\n一、主要目标\n\n到2031年，全市建成便民网点600个。\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register and the home of a run over it."""
    folder = tmp_path_factory.mktemp("doctor")
    (folder / "plan.txt").write_text(TEXT, encoding="utf-8")
    (folder / "sources.csv").write_text("source_id,collection,path\nplan,plans,plan.txt\n", encoding="utf-8")
    home = Home(folder / "home")
    assert run_publish(home, {"home": str(home.root), "registers": [str(folder / "sources.csv")]}).failures == []
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    # The state names files by their whole path, so a copy must stand where the first stood.
    kept = tmp_path / "kept"
    shutil.copytree(published, kept, symlinks=True)
    yield published
    shutil.rmtree(published)
    shutil.copytree(kept, published, symlinks=True)


def told(folder: Path) -> list[Finding]:
    found = list(examine(Home(folder / "home"), [folder / "sources.csv"]))
    return [finding for finding in found if finding.severity != "ok" and not finding.subject.startswith("extra ")]


def test_of_a_whole_home_nothing_is_told(folder: Path) -> None:
    assert told(folder) == []


def test_of_a_home_that_is_not_there_the_rest_is_told(folder: Path, tmp_path: Path) -> None:
    found = list(examine(Home(tmp_path / "none"), [folder / "sources.csv"]))
    assert [finding.subject for finding in found if finding.severity != "ok"][-1] == "home"
    assert not (tmp_path / "none").exists()


def write(data: bytes) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        path.chmod(0o644)
        path.write_bytes(data)

    return damage


def lengthen(path: Path) -> None:
    path.chmod(0o644)
    with path.open("ab") as file:
        file.write(b"\n")


DAMAGE: dict[str, tuple[str, Callable[[Path], None], str, str]] = {
    "a state file is empty": ("home/state/content.json", write(b""), "warning", "state"),
    "a content file is cut": ("home/content/*.parquet", write(b"PAR1"), "warning", "content"),
    "a facts file is gone": ("home/facts/*.parquet", Path.unlink, "warning", "facts"),
    "the warehouse is cut": ("home/warehouse.duckdb", write(b"DUCK"), "warning", "warehouse"),
    "a history is garbage": ("home/dagster/history/runs.db", write(b"not SQLite"), "warning", "history of runs"),
    "a snapshot is altered": ("home/raw/??/*", lengthen, "error", "snapshot"),
    "a released table is altered": ("home/dist/policies/1.0.0/data/documents.csv", lengthen, "error", "release"),
    "a released table is gone": ("home/dist/policies/1.0.0/data/documents.csv", Path.unlink, "error", "release"),
    "checksums are garbage": ("home/dist/targets/1.0.0/SHA256SUMS", write(b"\xff\xfe"), "error", "release"),
    "latest is altered": ("home/dist/targets/latest/README.md", lengthen, "warning", "release"),
    "a page of the site is altered": ("home/dist/index.html", lengthen, "warning", "site"),
    "the catalogue is gone": ("home/dist/catalog.csv", Path.unlink, "warning", "site"),
    "a document is gone": ("plan.txt", Path.unlink, "error", "register"),
    "the register is no CSV": ("sources.csv", write(b'source_id,collection,path\n"'), "error", "register"),
}


@pytest.mark.parametrize(("name", "damage", "severity", "subject"), DAMAGE.values(), ids=DAMAGE)
def test_each_damage_is_told_once_with_what_to_do(
    folder: Path, name: str, damage: Callable[[Path], None], severity: str, subject: str
) -> None:
    [path, *_] = sorted(path for path in folder.glob(name) if path.is_file())
    damage(path)
    [finding] = told(folder)
    assert (finding.severity, finding.subject) == (severity, subject)
    assert finding.advice or subject == "register"


def test_a_run_at_work_is_named(folder: Path) -> None:
    with hold(Home(folder / "home"), "12345678-run", "a test"):
        [finding] = told(folder)
    assert (finding.severity, finding.subject) == ("info", "lock")
    assert "12345678" in finding.message


def test_the_command_ends_with_one_where_there_is_an_error_and_is_read_by_programs(folder: Path) -> None:
    arguments = ["doctor", "--home", str(folder / "home"), "--register", str(folder / "sources.csv")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    (folder / "plan.txt").unlink()
    result = CliRunner().invoke(main, [*arguments, "--json"])
    assert result.exit_code == 1
    assert [row["subject"] for row in json.loads(result.output) if row["severity"] == "error"] == ["register"]


def test_the_extras_that_are_examined_are_those_that_the_project_has(project: Path) -> None:
    import tomllib

    extras = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(EXTRAS) <= set(extras)


def test_an_extra_that_is_asked_for_and_not_there_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pipelines.doctor

    monkeypatch.setattr(pipelines.doctor, "_unmet", lambda project, extra=None: iter(["x"] if extra else []))
    monkeypatch.setenv("GONGBAO_DASK", "tcp://127.0.0.1:1")
    found = {f.subject: f.severity for f in examine(Home(folder / "home"), []) if f.subject.startswith("extra ")}
    assert found["extra dask"] == "error"
    assert found["extra ocr"] == "info"


# --- --fix -----------------------------------------------------------------------------------------------------------


def fixed(folder: Path) -> list[str]:
    """The subjects of what was mended."""
    arguments = ["doctor", "--fix", "--json", "--home", str(folder / "home"), "--register", str(folder / "sources.csv")]
    result = CliRunner().invoke(main, arguments)
    return [row["subject"] for row in json.loads(result.stdout) if row["severity"] == "mended"]


def published_bytes(folder: Path) -> dict[str, bytes]:
    dist = folder / "home" / "dist"
    return {path.relative_to(dist).as_posix(): path.read_bytes() for path in dist.rglob("*") if path.is_file()}


FIXED = {
    "a state file is empty": ["state"],
    "a content file is cut": ["content"],
    "the warehouse is cut": ["warehouse"],
    "a history is garbage": ["history of runs"],
    "latest is altered": ["latest"],
    "a page of the site is altered": ["site"],
    "the catalogue is gone": ["site"],
}


@pytest.mark.parametrize("kind", FIXED)
def test_what_is_safe_to_clear_is_cleared_and_told(folder: Path, kind: str) -> None:
    before = published_bytes(folder)
    name, damage, _, subject = DAMAGE[kind]
    [path, *_] = sorted(path for path in folder.glob(name) if path.is_file())
    damage(path)
    assert fixed(folder) == FIXED[kind]
    # A file of content that is gone is told of still: the state names it, and the next run makes it again.
    assert [finding.subject for finding in told(folder)] == ([subject] if kind.startswith("a content") else [])
    assert published_bytes(folder) == before


def test_what_dead_runs_left_half_written_is_removed_and_what_is_an_operators_own_stays(folder: Path) -> None:
    home = folder / "home"
    left = [
        home / "state" / ".content.json.4711",
        home / "content" / ".0f0f.parquet.x7",
        home / "facts" / "0f0f.tmp",
        home / "dist" / ".index.json.new",
        home / "dist" / "targets" / ".staging-x7" / "data.csv",
        home / "dist" / ".site-x7" / "rows.duckdb",
        home / "staging.duckdb.wal",
    ]
    own = [home / "dist" / "robots.txt", home / "notes.txt", home / "raw" / ".tmp"]
    for path in (*left, *own):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"half")
    assert sorted(fixed(folder)) == ["half-written"] * 6 + ["site", "staging"]
    assert not any(path.exists() for path in left)
    assert all(path.exists() for path in own)
    assert fixed(folder) == []


@pytest.mark.parametrize("kind", ["a released table is altered", "checksums are garbage", "a snapshot is altered"])
def test_a_release_and_a_snapshot_are_never_touched(folder: Path, kind: str) -> None:
    name, damage, *_ = DAMAGE[kind]
    [path, *_] = sorted(path for path in folder.glob(name) if path.is_file())
    damage(path)
    before, at = path.read_bytes(), path.stat().st_mtime_ns
    assert fixed(folder) == []
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, at)
    [finding] = told(folder)
    assert finding.severity == "error" and "copy" in finding.advice


def test_it_refuses_while_a_run_holds_the_home(folder: Path) -> None:
    stray = folder / "home" / "facts" / "0f0f.tmp"
    stray.touch()
    with hold(Home(folder / "home"), "12345678-run", "a test"):
        result = CliRunner().invoke(main, ["doctor", "--fix", "--home", str(folder / "home")])
    assert (result.exit_code, stray.exists()) == (1, True)
    assert "12345678" in result.output and "Nothing was changed" in result.output


KILLED = """
import os, signal
import dagster as dg
@dg.op
def work():
    os.kill(os.getpid(), signal.SIGKILL)
@dg.job
def publish():
    work()
with dg.DagsterInstance.get() as instance:
    publish.execute_in_process(instance=instance)
"""


def test_a_dead_run_is_told_of_and_marked_failed(folder: Path, project: Path) -> None:
    environment = os.environ | {"DAGSTER_HOME": str(folder / "home" / "dagster")}
    subprocess.run([sys.executable, "-c", KILLED], cwd=project, env=environment, capture_output=True, check=False)
    [finding] = told(folder)
    assert (finding.subject, finding.advice) == ("runs", "The next run marks it failed.")
    assert fixed(folder) == ["runs"]
    assert told(folder) == []
