"""The command line as a person runs it, and a home in which the specimens have been published once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
"""Lets the tests of this folder import the modules beside them."""
COMMAND = Path(sys.executable).parent / "gongbao"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Gongbao = Callable[..., Ended]


SECONDS = 300.0
"""For a process to get somewhere, on a machine that is busy with other tests."""


def environment_of(more: Mapping[str, str]) -> dict[str, str]:
    """Give the environment of a command: what this process has but for settings of ours and Dagster's, and `more`."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("GONGBAO_", "DAGSTER_"))} | {**more}


def start(command: list[str | Path], project: Path, log: Path, **environment: str) -> subprocess.Popen[bytes]:
    with log.open("wb") as stream:
        return subprocess.Popen(
            command, cwd=project, env=environment_of(environment), stdout=stream, stderr=stream, start_new_session=True
        )


def wait_for(what: Callable[[], object], process: subprocess.Popen[bytes], log: Path) -> None:
    began = time.monotonic()
    while not what():
        assert process.poll() is None, log.read_text("utf-8")
        assert time.monotonic() - began < SECONDS, log.read_text("utf-8")
        time.sleep(0.02)


@pytest.fixture(scope="session")
def gongbao(project: Path) -> Gongbao:
    def run(*arguments: str | Path, **environment: str) -> Ended:
        done = subprocess.run(
            [COMMAND, *map(str, arguments)],
            cwd=project,
            env=environment_of(environment),
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def specimens(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds in a folder of their own, whose register a test may change a copy of."""
    folder = tmp_path_factory.mktemp("seeds")
    for name in ("sources.csv", "collections.yaml"):
        shutil.copy(seeds / name, folder)
    shutil.copytree(seeds / "specimens", folder / "specimens")
    return folder / "sources.csv"


@pytest.fixture(scope="session")
def first(gongbao: Gongbao, specimens: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    """A home after its first run, and how the run ended."""
    home = tmp_path_factory.mktemp("home")
    return home, gongbao("publish", "--register", specimens, "--home", home, "--json")


def bytes_of(dist: Path) -> dict[str, bytes]:
    """All published files by path."""
    return {path.relative_to(dist).as_posix(): path.read_bytes() for path in sorted(dist.rglob("*")) if path.is_file()}
