"""The kinds of kills and faults: each is a function that disturbs a place once, at a point that chance chose.

It gives what was said to whom stood before it, and leaves the place as the fault left it. What must be said is the
pattern beside it: by the disturbed run or by the next; none where the fault is nobody's business after it.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.campaign.place import LOOK, SECONDS, STARTS, Place
from tests.campaign.served import served

STEPS = 26
"""Lines that an undisturbed run prints, one a step."""
DAMAGE: dict[str, Callable[[bytes, Random], bytes]] = {
    "cut short": lambda data, chance: data[: chance.randrange(len(data) or 1)],
    "empty": lambda data, chance: b"",
    "garbage": lambda data, chance: chance.randbytes(len(data) or 10),
    "a bit": lambda data, chance: _with_a_bit(data, chance),
}


def _with_a_bit(data: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(data) or 1)
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :] if data else b"\0"


@dataclass(frozen=True)
class Fault:
    """A kind: what it does, in which states of a home, and what must be told of it."""

    disturb: Callable[[Place, Random], str]
    starts: tuple[str, ...] = (*STARTS, "read")
    tells: str = ""
    is_dear: bool = False
    """Whether it starts programs anew and takes minutes: such kinds come in every `DEAR_ROUNDS`th round only."""


def _interrupted(number: int, *, all_of_it: bool = False) -> Callable[[Place, Random], str]:
    def disturb(place: Place, chance: Random) -> str:
        run = place.run()
        if run.reach(chance.randrange(STEPS), chance.random() * 1.5):
            run.kill(number, all_of_it=all_of_it)
        run.wait()
        # Nothing is to be told of a run that had ended, or that Dagster did not know of yet.
        return run.said if run.code and run.steps else f"{run.said}\n{NOTHING}"

    return disturb


NOTHING = "nothing to tell"


def _a_worker_killed(place: Place, chance: Random) -> str:
    run = place.run()
    patience = time.monotonic() + chance.random() * 20
    while run.poll() is None and (not (workers := run.children()) or time.monotonic() < patience):
        time.sleep(LOOK)
        if workers and chance.random() < 0.02:
            break
    if run.poll() is None and (workers := run.children()):
        with suppress(ProcessLookupError):
            os.kill(chance.choice(workers), signal.SIGKILL)
    run.wait()
    return run.said


def _files_limited(place: Place, chance: Random) -> str:
    limit = int(2 ** chance.uniform(8, 23))
    run = place.run(limit=limit)
    run.wait()
    # Its own log is such a file: where that is full, nobody can be told.
    return run.said if run.code and run.log.stat().st_size < limit else f"{run.said}\n{NOTHING}"


def _disk_full(place: Place, chance: Random) -> str:
    """Run in a home on a disk of its own with a little room; where none can be mounted, as with files that are limited."""
    mounted = place.folder / "disk"
    mounted.mkdir(exist_ok=True)
    there = sum(path.stat().st_size + 4096 for path in place.home.rglob("*")) if place.home.exists() else 0
    size = there + int(2 ** chance.uniform(14, 25))
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", mounted], capture_output=True).returncode:
        return _files_limited(place, chance)
    try:
        if place.home.exists():
            shutil.copytree(place.home, mounted, symlinks=True, dirs_exist_ok=True)
            shutil.rmtree(place.home)
        place.home.mkdir(parents=True)
        subprocess.run(["mount", "--move", mounted, place.home], check=True, capture_output=True)
    except (OSError, shutil.Error, subprocess.CalledProcessError):
        subprocess.run(["umount", mounted], check=False)
        raise
    run = place.run()
    run.wait()
    aside = place.folder / "aside"
    shutil.copytree(place.home, aside, symlinks=True)
    subprocess.run(["umount", place.home], check=True)
    place.home.rmdir()
    aside.rename(place.home)
    return run.said if run.code else f"{run.said}\n{NOTHING}"


def _lock_held(place: Place, chance: Random) -> str:
    place.home.mkdir(parents=True, exist_ok=True)
    with (place.home / ".publish.lock").open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        run = place.run()
        run.wait()
    return run.said


def _two_at_once(place: Place, chance: Random) -> str:
    one = place.run()
    one.reach(0, chance.random() * 3)
    two = place.run()
    one.wait()
    two.wait()
    return one.said + two.said


def damaged(path: Path, chance: Random) -> str:
    """Damage a file in one of the ways."""
    path.chmod(0o644)
    kind = chance.choice(sorted(DAMAGE))
    # A file of its own: what is linked to it elsewhere is another's.
    data = DAMAGE[kind](path.read_bytes(), chance)
    path.unlink()
    path.write_bytes(data)
    return kind


def _one_of(find: Callable[[Path], Iterator[Path]]) -> Callable[[Place, Random], str]:
    def disturb(place: Place, chance: Random) -> str:
        path = chance.choice(sorted(path for path in find(place.home) if path.is_file() and path.stat().st_size))
        before = path.read_bytes()
        kind = damaged(path, chance)
        return f"{path.relative_to(place.home)}: {kind}" + ("" if path.read_bytes() != before else f"\n{NOTHING}")

    return disturb


def _site(home: Path) -> Iterator[Path]:
    """Give the published files that are no package's."""
    packages = {path.parent for path in (home / "dist").glob("*/index.json")}
    return (path for path in (home / "dist").rglob("*") if not packages & {*path.parents})


def _latest(home: Path) -> Iterator[Path]:
    yield from (home / "dist").glob("*/latest/**/*")
    yield from (home / "dist").glob("*/index.json")


def _in_the_future(place: Place, chance: Random, ahead: int = 0) -> str:
    """Let every file be of a day to come, as where the clock was set back."""
    later = time.time() + (ahead or chance.randrange(3_600, 400 * 86_400))
    for path in place.now.rglob("*"):
        if not path.is_symlink():
            os.utime(path, (later, later))
    return NOTHING


def _clock_set_back(place: Place, chance: Random) -> str:
    """Run, for a while or to the end, by a clock that is ahead, as are the files then; the next run has the right one."""
    ahead = chance.randrange(3_600, 400 * 86_400)
    run = place.run(ahead=ahead)
    if chance.random() < 0.7 and run.reach(chance.randrange(STEPS), chance.random()):
        run.kill(signal.SIGKILL, all_of_it=True)
    run.wait()
    return run.said + _in_the_future(place, chance, ahead)


def _service_killed(*services: str) -> Callable[[Place, Random], str]:
    """Kill a process of `dagster dev` while it has a run under way, and end the rest of it as a person would."""

    def disturb(place: Place, chance: Random) -> str:
        log = place.folder / "served.log"
        settings = place.settings | {"GONGBAO_REGISTER": str(place.register)}
        with served(place.home, log, settings) as dagster:
            run = dagster.launch({"seeds": str(place.seeds)})
            end = time.monotonic() + SECONDS
            while dagster.status(run) in ("QUEUED", "STARTING", "NOT_STARTED") and time.monotonic() < end:
                time.sleep(LOOK)
            time.sleep(chance.random() * 20)
            service = chance.choice(services)
            os.kill(chance.choice(dagster.processes(service)), signal.SIGKILL)
            time.sleep(chance.random() * 10)
        return f"killed: {service}\n{log.read_text('utf-8', errors='replace')}"

    return disturb


def _release_altered(place: Place, chance: Random) -> str:
    """Alter a file of a newest release, run, ask the doctor, and put it back as a person would who is told to.

    A run looks at what it releases on; of a package of which nothing changed, it is the doctor who says so.
    """
    packages = sorted((place.home / "dist").glob("*/index.json"))
    release = sorted(path for path in chance.choice(packages).parent.iterdir() if path.name[0].isdigit())[-1]
    whole = place.folder / "whole"
    shutil.copytree(release, whole)
    names = sorted(path for path in release.rglob("*") if path.is_file() and path.stat().st_size)
    path = chance.choice(names)
    before = path.read_bytes()
    damaged(path, chance)
    said = f"{NOTHING}\n" if path.read_bytes() == before else ""
    run = place.run()
    run.wait()
    doctor = place.run("doctor")
    doctor.wait()
    shutil.rmtree(release)
    whole.rename(release)
    return said + run.said + doctor.said


DIED = r"had died; it is marked failed now|nothing to tell"
DEAR_ROUNDS = 4
KINDS: dict[str, Fault] = {
    "run killed (KILL)": Fault(_interrupted(signal.SIGKILL), tells=DIED),
    "run and workers killed (KILL)": Fault(_interrupted(signal.SIGKILL, all_of_it=True), tells=DIED),
    "run ended (TERM)": Fault(_interrupted(signal.SIGTERM), tells=r"interrupted; what is published is whole|" + DIED),
    "run interrupted (INT)": Fault(
        _interrupted(signal.SIGINT), tells=r"interrupted; what is published is whole|Aborted|" + DIED
    ),
    "worker killed (KILL)": Fault(_a_worker_killed, starts=("first", "changed")),
    "files limited (RLIMIT_FSIZE)": Fault(_files_limited, tells=r"File too large|No space|disk|nothing to tell"),
    "disk full (tmpfs)": Fault(_disk_full, tells=r"No space left|disk|File too large|nothing to tell"),
    "lock held": Fault(_lock_held, tells=r"another run is publishing"),
    "two starts at once": Fault(_two_at_once, tells=r"another run is publishing|nothing changed"),
    "state damaged": Fault(_one_of(lambda home: (home / "state").iterdir()), starts=STARTS[1:]),
    "warehouse damaged": Fault(
        _one_of(lambda home: home.glob("warehouse.duckdb")), starts=("unchanged",), tells="damaged or was altered"
    ),
    "content or facts damaged": Fault(
        _one_of(lambda home: (path for name in ("content", "facts") for path in (home / name).iterdir())),
        starts=("unchanged",),
        tells="damaged",
    ),
    "snapshot damaged": Fault(_one_of(lambda home: (home / "raw").rglob("*")), starts=STARTS[1:]),
    "history of runs damaged": Fault(_one_of(lambda home: (home / "dagster").rglob("*.db")), starts=STARTS[1:]),
    "latest or index damaged": Fault(_one_of(_latest), starts=STARTS[1:]),
    "site or catalogue damaged": Fault(_one_of(_site), starts=STARTS[1:]),
    "files of a day to come": Fault(_in_the_future, starts=STARTS[1:]),
    "clock set back (libfaketime)": Fault(_clock_set_back, starts=STARTS[1:], is_dear=True),
    "daemon killed (KILL)": Fault(_service_killed("daemon"), starts=STARTS[1:], is_dear=True),
    "webserver or code server killed (KILL)": Fault(
        _service_killed("webserver", "code server"), starts=STARTS[1:], is_dear=True
    ),
    "release altered": Fault(
        _release_altered, starts=STARTS[1:], tells=r"is not what was released|is missing|nothing to tell"
    ),
}


def told(fault: Fault, said: str) -> bool:
    """Say whether what must be told was."""
    return not fault.tells or bool(re.search(fault.tells, said))
