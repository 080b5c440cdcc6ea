"""The one lock of a home: a run that works on its state, databases and releases holds it, and one at a time does.

Every asset and check is given the `Settings` of its run, and these hold the lock for as long as they are given. So no
way to start a run goes around it: the UI, a button on one asset, a schedule, a sensor, the command line. In one
process (`in_process_executor`, the default) that is the whole run; where every step has a process of its own it is
each step, and what one step leaves for the next is then guarded by its owner: the lock's file names the run that held
it last, and a run that finds there another than it left there stops instead of releasing what it has not read.

A run that Dagster started waits, as a queued run does, and says for whom. The command line does not: the person in
front of it is told at once, and runs that cron starts too often do not pile up.

It is a lock of the system (`flock`), so a process that died, however it died, holds none.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from pipelines.home import Home

SECONDS_BETWEEN_LOOKS = 0.5
"""While a run waits: runs take seconds to hours, and a look costs one call of the system."""
SECONDS_OF_A_LOOK = 1.0
"""How long who will not wait tries all the same: a process that only looks who holds the lock has it for an instant."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The run that holds a home or held it last: its id, what started it, its process and since when (UTC)."""

    run_id: str
    started_by: str
    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        """Name the run as the Dagster UI does, and what a person needs to find it."""
        return f"run {self.run_id[:8]} ({self.started_by}, process {self.pid} on {self.host}, since {self.since})"


class HomeIsHeld(RuntimeError):
    """Another run is at work in the home; the message says which."""


class StateOfAnotherRun(RuntimeError):
    """Another run has worked in the home between two steps of this one; the message says which, and what to do."""


_held: set[tuple[Path, str]] = set()
"""Homes that runs of this process hold: what is asked for again inside of such a run is had already."""


@contextmanager
def hold(
    home: Home,
    run_id: str,
    started_by: str,
    *,
    tell: Callable[[str], object] | None = None,
    owner: Callable[[], str | None] = lambda: None,
) -> Iterator[None]:
    """Hold the home for a run until leaving; the home is there.

    Parameters
    ----------
    tell
        Is told for whom the run waits, once a holder; None: it does not wait.
    owner
        Asked once the lock is had: the id of the run that must have held it last, None where it may be any.

    Raises
    ------
    HomeIsHeld
        Where another run holds the home and this one does not wait.
    StateOfAnotherRun
        Where another run than `owner` held it last.
    """
    key = (home.root, run_id)
    if key in _held:
        yield
        return
    with _file(home).open("a+b") as file:
        _take(file, home, tell)
        before, expected = _holder(file), owner()
        if expected is not None and (before is None or before.run_id != expected):
            raise StateOfAnotherRun(
                f"{before or 'another run'} has worked in {home.root} since run {expected[:8]} left it, and what stands "
                "there is no longer its own. Nothing was changed. Launch this run again, from its first step."
            )
        now = datetime.now(UTC).isoformat(sep=" ", timespec="seconds").removesuffix("+00:00")
        _write(file, Holder(run_id, started_by, os.getpid(), socket.gethostname(), now))
        _held.add(key)
        try:
            yield
        finally:
            _held.discard(key)


def holder(home: Home) -> Holder | None:
    """Give the run that holds the home just now, None where none does."""
    try:
        file = _file(home).open("rb")
    except FileNotFoundError:
        return None
    with file:
        return None if _got(file, fcntl.LOCK_SH) else _holder(file)


def _file(home: Home) -> Path:
    return home.root / ".publish.lock"


def _take(file: IO[bytes], home: Home, tell: Callable[[str], object] | None) -> None:
    told: object = ()
    began = time.monotonic()
    while not _got(file, fcntl.LOCK_EX):
        who = _holder(file)
        if tell is None and time.monotonic() - began >= SECONDS_OF_A_LOOK:
            raise HomeIsHeld(f"another run is publishing in {home.root}: {who or 'one that does not say which'}.")
        if tell is not None and who != told:
            tell(f"Waiting for {who or 'another run'}: it is at work in {home.root}, and one run at a time is.")
            told = who
        time.sleep(SECONDS_BETWEEN_LOOKS if tell else SECONDS_OF_A_LOOK / 10)


def _got(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(file: IO[bytes]) -> Holder | None:
    file.seek(0)
    try:
        return Holder(**json.loads(file.read()))
    except (ValueError, TypeError):
        # Nobody yet, or killed within the instant of writing.
        return None


def _write(file: IO[bytes], who: Holder) -> None:
    file.truncate(0)
    file.write(json.dumps(asdict(who)).encode())
    file.flush()
