"""Mutilated documents, each read in a process of its own: read or quarantined with a reason, within its limits, never more.

Where `hostile` mutilates once, this does it over and over, twice or three times in a row, as the seed says.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.guard.process import read_guarded
from tests.attack.hostile import MUTATIONS, SOUND

SLOW = 30.0
"""Seconds of processor time that no document of one page takes, whoever wrote it."""
MEMORY = 1 << 30
MOST = 3
HARMLESS = tuple(name for name in MUTATIONS if name != "behind a megabyte of spaces")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: `read`, `quarantined`, `slow` or `raised`."""

    seed: int
    form: str
    done: str
    kind: str
    said: str
    seconds: float
    peak_memory: int


def mutilated(seed: int) -> tuple[str, str, bytes]:
    """Give form, what was done and the bytes of a document, as the seed says."""
    rng = random.Random(seed)
    form = rng.choice(sorted(SOUND))
    data, done = SOUND[form](), []
    for _ in range(rng.randint(1, MOST)):
        if len(data) < 100:
            break
        name = rng.choice(HARMLESS)
        data = MUTATIONS[name](data, rng)
        done.append(name)
    return form, ", ".join(done), data


def campaign(seeds: range) -> Iterator[Outcome]:
    """Read a mutilated document for each seed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in seeds:
            form, done, data = mutilated(seed)
            path = folder / f"plan.{form}"
            path.write_bytes(data)
            try:
                found = read_guarded(path, folder / "out.parquet", address_space=MEMORY)
            except Exception as error:  # the very thing that is looked for
                yield Outcome(seed, form, done, "raised", f"{type(error).__name__}: {error}", 0, 0)
                continue
            kind = "slow" if found.cpu_seconds >= SLOW else found.status
            yield Outcome(seed, form, done, kind, found.reason or "", found.cpu_seconds, found.peak_memory)
