"""A home in four states, and runs in it, each in a process of its own.

The program is imported once and every run is forked from that, and so are its workers; the longest reference registers
are cut to what the documents need; templates are compiled once. So a run costs what it does to its home, not seconds of
imports. It is the command `gongbao publish` in a session of its own, which can be killed, starved or frozen like any other.
"""

from __future__ import annotations

import csv
import hashlib
import importlib
import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

FIRST, SECOND = "1900000000", "1930000000"
"""SOURCE_DATE_EPOCH of the first run and of those after it."""
SECONDS = 600.0
"""For a run to end, on a machine that is busy with other things."""
LOOK = 0.02
"""Seconds between looks at a run."""
TEXT = "云川市{what}工作方案\n\n一、主要目标\n\n到2031年，全市建成{what}{number}个。\n"
COLLECTIONS = "plans: {publisher: 云川市人民政府, area: 云川市, licence: CC0-1.0}\n"
STARTS = ("first", "unchanged", "changed", "read")
"""No home yet; all as published; a document that changed since; the same, and read and parsed already."""
SEEDS = Path(__file__).parents[2] / "seeds"
LONG = {"areas": "code", "industries": "code", "units": "unit"}
"""Registers of thousands of rows and their keys: the documents here need few of them."""
KEPT = 40
NEEDED = (
    "alembic.autogenerate",
    "alembic.command",
    "catalog.metadata",
    "catalog.readable",
    "catalog.release",
    "catalog.site",
    "dagster._core.storage.base_storage",
    "dagster._core.storage.event_log.sqlite",
    "dagster._core.storage.runs.sqlite",
    "dagster._core.storage.schedules.sqlite",
    "extract.guard.process",
    "frictionless",
    "pipelines.cli",
    "pipelines.definitions",
    "pipelines.doctor",
    "pipelines.run",
    "sqlalchemy.dialects.sqlite",
    "transform.facts",
    "transform.warehouse",
)
"""What a run imports by and by."""


@dataclass
class Run:
    """A run under way: its process, which leads a session, and what it has said."""

    pid: int
    log: Path
    code: int | None = field(default=None)

    @property
    def said(self) -> str:
        """What it has printed."""
        return self.log.read_text("utf-8", errors="replace")

    @property
    def steps(self) -> int:
        """How many steps have ended."""
        return sum(line.rstrip().find(" s  ") > 0 for line in self.said.splitlines())

    def poll(self) -> int | None:
        """Give how it ended (negative: by that signal), None while it goes on."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code

    def wait(self) -> int:
        """Wait until it ends."""
        end = time.monotonic() + SECONDS
        while self.poll() is None:
            if time.monotonic() > end:
                self.kill(signal.SIGKILL, all_of_it=True)
                raise TimeoutError(f"a run has not ended in {SECONDS:g} s\n{self.said}")
            time.sleep(LOOK)
        return self.code or 0

    def kill(self, number: int, *, all_of_it: bool = False) -> None:
        """Send a signal to it, or to all processes that it started too."""
        with suppress(ProcessLookupError):
            (os.killpg if all_of_it else os.kill)(self.pid, number)

    def reach(self, steps: int, seconds: float) -> bool:
        """Wait until so many steps have ended and so many seconds more; say whether it still goes on."""
        end = time.monotonic() + SECONDS
        while self.poll() is None and self.steps < steps and time.monotonic() < end:
            time.sleep(LOOK)
        then = time.monotonic() + seconds
        while self.poll() is None and time.monotonic() < then:
            time.sleep(LOOK)
        return self.poll() is None

    def children(self) -> list[int]:
        """Give the processes of its session but itself."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != self.pid:
                try:
                    fields = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()
                except OSError:
                    continue
                if int(fields[3]) == self.pid:
                    found.append(int(entry.name))
        return found


class Place:
    """A folder with a register of two documents, and its home. State names files by their paths, so it stays where it is."""

    def __init__(self, folder: Path) -> None:
        """Begin in an empty folder."""
        self.folder = folder
        self.now, self.kept = folder / "now", folder / "kept"
        self.home, self.register = self.now / "home", self.now / "sources.csv"
        self.seeds = folder / "seeds"
        self.expected: dict[str, dict[str, str]] = {}
        # The log of a run begins empty: what limits the files of a run limits it too.
        self._runs = len([*folder.glob("*.log")])
        self._start = "first"

    def make(self) -> None:
        """Publish undisturbed, and keep the homes that trials begin with and what they must come to.

        What an earlier campaign kept in this folder is taken as it is.
        """
        if not (self.kept / "second-published").exists():
            self._make()
        for start, end in (("first", "first"), ("unchanged", "first"), ("changed", "second"), ("read", "second")):
            self.expected[start] = hashes(self.kept / f"{end}-published" / "dist")

    def _make(self) -> None:
        self.kept.mkdir(parents=True)
        small_seeds(self.seeds)
        self._write(changed=False)
        self._publish_whole(FIRST)
        self._keep("first-published")
        self._write(changed=True)
        self._publish_whole(SECOND)
        self._keep("second-published")

    def begin(self, start: str) -> None:
        """Put the place into one of the states of `STARTS`."""
        self._start = start
        self._write(changed=start in ("changed", "read"))
        shutil.rmtree(self.home, ignore_errors=True)
        if start != "first":
            shutil.copytree(self.kept / "first-published", self.home, symlinks=True)
        if start == "read":
            for name in ("content", "facts"):
                shutil.copytree(self.kept / "second-published" / name, self.home / name, dirs_exist_ok=True)

    def run(self, command: str = "publish", *, epoch: str = "", limit: int | None = None, ahead: int = 0) -> Run:
        """Start a command of `gongbao`; `limit` is the largest file that it may write, in bytes.

        `ahead`: seconds by which its clock is ahead, where libfaketime is installed. That is loaded when a program
        begins, so such a run has a fresh interpreter.
        """
        self._runs += 1
        log = self.folder / f"{self._runs}.log"
        arguments = [command, "--register", str(self.register), "--home", str(self.home)]
        settings = self.settings | ({"SOURCE_DATE_EPOCH": epoch} if epoch else {})
        if ahead and FAKETIME is not None:
            return fresh(arguments, log, self.seeds, settings | clock(ahead))
        return fork(arguments, log, self.seeds, settings, limit)

    @property
    def settings(self) -> dict[str, str]:
        """The variables of every run in this state."""
        return {"SOURCE_DATE_EPOCH": FIRST if self._start in ("first", "unchanged") else SECOND}

    def differs(self) -> list[str]:
        """Give the published files that are not those of an undisturbed run."""
        found, expected = hashes(self.home / "dist"), self.expected[self._start]
        return sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))

    def _publish_whole(self, epoch: str) -> None:
        run = self.run(epoch=epoch)
        if run.wait():
            raise RuntimeError(f"an undisturbed run failed\n{run.said}")

    def _keep(self, name: str) -> None:
        shutil.copytree(self.home, self.kept / name, symlinks=True)

    def _write(self, *, changed: bool) -> None:
        self.now.mkdir(parents=True, exist_ok=True)
        (self.now / "one.txt").write_text(TEXT.format(what="便民网点", number=700 if changed else 600), "utf-8")
        (self.now / "two.txt").write_text(TEXT.format(what="渡口驿站", number=70), "utf-8")
        (self.now / "collections.yaml").write_text(COLLECTIONS, "utf-8")
        self.register.write_text("source_id,collection,path\none,plans,one.txt\ntwo,plans,two.txt\n", "utf-8")


def hashes(dist: Path) -> dict[str, str]:
    """Give the SHA-256 of every published file."""
    return {
        path.relative_to(dist).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(dist.rglob("*"))
        if path.is_file()
    }


def small_seeds(folder: Path) -> None:
    """Make seeds with the longest registers cut: a run asks them all, many times, and nothing here depends on them."""
    folder.mkdir()
    for path in SEEDS.iterdir():
        if path.name != "reference":
            (folder / path.name).symlink_to(path)
    (folder / "reference").mkdir()
    named = {"个"}
    for register, column in (("organisations", "area_code"), ("indicators", "unit_base")):
        with (SEEDS / "reference" / f"{register}.csv").open(encoding="utf-8") as file:
            named |= {row[column] for row in csv.DictReader(file)}
    for path in (SEEDS / "reference").iterdir():
        if path.suffix != ".csv" or path.stem not in LONG:
            (folder / "reference" / path.name).symlink_to(path)
            continue
        with path.open(encoding="utf-8") as file:
            rows = {row[LONG[path.stem]]: row for row in csv.DictReader(file)}
        wanted = {*list(rows)[:KEPT], *(named & rows.keys())}
        while parents := {rows[key].get("parent", "") for key in wanted} & rows.keys() - wanted:
            wanted |= parents
        with (folder / "reference" / path.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(next(iter(rows.values()))), lineterminator="\n")
            writer.writeheader()
            writer.writerows(row for key, row in rows.items() if key in wanted)


def warm() -> None:
    """Import what runs need, before the first is forked."""
    for name in NEEDED:
        importlib.import_module(name)


def found_faketime() -> Path | None:
    """Give the library that shows a program another clock, None where it is not installed."""
    return next(iter(sorted(Path("/usr/lib").glob("**/faketime/libfaketimeMT.so.1"))), None)


FAKETIME = found_faketime()


def clock(ahead: int) -> dict[str, str]:
    """Give the variables that set the clock of a program ahead by seconds: the wall's, not the one that measures."""
    return {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"+{ahead}s", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


def fresh(arguments: list[str], log: Path, seeds: Path, settings: Mapping[str, str]) -> Run:
    """Start the command `gongbao` with these arguments in an interpreter of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGBAO_", "DAGSTER_"))}
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.campaign.place", str(seeds), *arguments],
            env=kept | settings,
            cwd=SEEDS.parent,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
    # It is waited for by its number, as those that were forked.
    process.returncode = 0
    return Run(process.pid, log)


def fork(arguments: list[str], log: Path, seeds: Path, settings: Mapping[str, str], limit: int | None = None) -> Run:
    """Start the command `gongbao` with these arguments in a forked process; what it prints goes to `log`."""
    sys.stdout.flush()
    sys.stderr.flush()
    log.touch()
    pid = os.fork()
    if pid:
        return Run(pid, log)
    code = 70
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        stream = os.open(log, os.O_WRONLY | os.O_APPEND)
        os.dup2(stream, 1)
        os.dup2(stream, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        for name in [name for name in os.environ if name.startswith(("GONGBAO_", "DAGSTER_"))]:
            del os.environ[name]
        os.environ.update(settings)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        command(seeds, arguments)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    raise AssertionError


def command(seeds: Path, arguments: list[str]) -> None:
    """Become the command `gongbao`, with these seeds, with workers that are forked and templates that are kept compiled."""
    import jinja2

    import pipelines.resources
    import pipelines.run
    from pipelines.cli import main

    publish = pipelines.run.run_publish

    def with_small_seeds(home: Any, settings: dict[str, Any]) -> Any:
        return publish(home, settings | {"seeds": str(seeds)})

    pipelines.run.run_publish = with_small_seeds
    pipelines.resources.get_context = lambda _: multiprocessing.get_context("fork")  # type: ignore[attr-defined]
    kept = jinja2.FileSystemBytecodeCache(str(seeds.parent))
    jinja2.Environment = partial(jinja2.Environment, bytecode_cache=kept)  # type: ignore[assignment,misc]
    main(arguments, standalone_mode=True)


if __name__ == "__main__":
    command(Path(sys.argv[1]), sys.argv[2:])
