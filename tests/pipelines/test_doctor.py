"""`gongbao doctor` finds what is damaged, missing or in the way, says what to do, and changes nothing."""

from __future__ import annotations

import json
import shutil
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
