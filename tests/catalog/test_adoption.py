"""Packages are released together or not at all, wherever the process that releases them is killed."""

from __future__ import annotations

import copy
import json
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from yunchuan import Rows, build, rows, target

from catalog.adoption import INTENT, adopt, prepared, resume
from catalog.latest import is_whole
from catalog.package import packages
from catalog.release import prepare
from catalog.standing import ReleaseError, verify, versions

NAMES = ("targets", "reference")
BOTH = {name: packages()[name] for name in NAMES}
KILLS = int(os.environ.get("GONGBAO_KILLS", "12"))


def prepare_both(dist: Path, aside: Path, tables: Rows, day: str) -> None:
    con = build(tables)
    for package in BOTH.values():
        prepare(con, package, dist, aside, released_on=day)
    con.close()


def with_more() -> Rows:
    tables = copy.deepcopy(rows())
    tables["targets"].append(target(7))
    tables["units"].append({"unit": "十座", "unit_base": "座", "factor": 10, "dimension": "count"})
    return tables


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two packages that stand, and the next release of each aside."""
    home = tmp_path_factory.mktemp("home")
    (home / "dist").mkdir()
    prepare_both(home / "dist", home / "aside", rows(), "2031-04-02")
    adopt(list(BOTH.values()), home / "dist", home / "aside")
    prepare_both(home / "dist", home / "aside", with_more(), "2031-05-01")
    return home


@pytest.fixture
def home(ready: Path, tmp_path: Path) -> Path:
    return shutil.copytree(ready, tmp_path / "home")


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def newest(home: Path) -> set[str]:
    return {versions(home / "dist" / name)[0] for name in NAMES}


def test_all_are_put_in_place(home: Path) -> None:
    assert newest(home) == {"1.0.0"}
    assert {(one.package, one.version) for one in prepared(home / "aside")} == {(name, "1.1.0") for name in NAMES}
    done = adopt(list(BOTH.values()), home / "dist", home / "aside")
    assert {(one.package, one.version) for one in done} == {(name, "1.1.0") for name in NAMES}
    for name in NAMES:
        root = home / "dist" / name
        assert json.loads((root / "index.json").read_text())["latest"] == "1.1.0"
        assert is_whole(root / "latest", root / "1.1.0")
        assert {p.name for p in root.iterdir()} == {"1.0.0", "1.1.0", "latest", "index.json"}
    assert not (home / "aside").exists()


def alter(home: Path) -> None:
    (home / "aside" / "targets" / "1.1.0" / "README.md").write_text("altered")


def take(home: Path) -> None:
    """Let the second of them stand already, with other bytes."""
    shutil.copytree(home / "dist" / "targets" / "1.0.0", home / "dist" / "targets" / "1.1.0")


@pytest.mark.parametrize("fault", [alter, take])
def test_where_one_cannot_be_none_is(home: Path, fault: Callable[[Path], None]) -> None:
    fault(home)
    before = files(home / "dist")
    with pytest.raises(ReleaseError, match=r"targets 1\.1\.0"):
        adopt(list(BOTH.values()), home / "dist", home / "aside")
    assert files(home / "dist") == before
    assert resume(BOTH, home / "dist", home / "aside") == []


def killed(moment: int, work: Callable[[], object]) -> int:
    """Do the work in a process of its own that is killed at its `moment`-th touch of a file; 0 is never. Give how many there were."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        seen = 0

        def count(event: str, _: object) -> None:
            nonlocal seen
            if event == "open" or event.startswith(("os.", "shutil.")):
                seen += 1
                if seen == moment:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        try:
            work()
            os.write(writing, str(seen).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return int(said or 0)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked here")
def test_a_kill_anywhere_leaves_all_or_none_to_the_next_start(ready: Path, tmp_path: Path) -> None:
    def fresh(number: int) -> Path:
        return shutil.copytree(ready, tmp_path / str(number), symlinks=True)

    def work(home: Path) -> object:
        return adopt(list(BOTH.values()), home / "dist", home / "aside")

    whole = fresh(0)
    moments = killed(0, lambda: work(whole))
    assert moments > 50
    before, after = files(ready / "dist"), files(whole / "dist")
    draw = random.Random(2031)
    ends = set()
    for moment in draw.sample(range(1, moments), min(KILLS, moments - 1)):
        home = fresh(moment)
        assert killed(moment, lambda home=home: work(home)) == 0
        for name in NAMES:
            for version in versions(home / "dist" / name):
                verify(home / "dist" / name / version)
        begun = (home / "aside" / INTENT).exists()
        # The next start is killed too.
        again = draw.randrange(1, 40)
        killed(again, lambda home=home: resume(BOTH, home / "dist", home / "aside"))
        resume(BOTH, home / "dist", home / "aside")
        found = files(home / "dist")
        assert found == after if begun else found in (before, after), moment
        assert not begun or not (home / "aside").exists()
        ends.add(begun)
    assert ends == {True, False} or KILLS < 12
