"""One trial: a place in a state, a fault at a random point, and the verdict on what the next run makes of it."""

from __future__ import annotations

import itertools
import random
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.campaign.faults import DEAR_ROUNDS, KINDS, told
from tests.campaign.place import Place


@dataclass(frozen=True)
class Verdict:
    """How a trial ended. `whole`: the last release verified before the next run; `healed`: the next run ended right."""

    number: int
    kind: str
    start: str
    whole: bool
    healed: bool
    told: bool
    equal: bool
    seconds: float
    notes: str = ""

    @property
    def is_good(self) -> bool:
        """Whether nothing is amiss."""
        return self.whole and self.healed and self.told and self.equal


def drawn(count: int, seed: int) -> list[tuple[int, str, str]]:
    """Draw trials (number, kind, state): the kinds in turn, each round in an order of its own, the states by chance.

    Dear kinds come in every `DEAR_ROUNDS`th round.
    """
    chance = random.Random(seed)
    kinds: list[str] = []
    cheap = sorted(kind for kind, fault in KINDS.items() if not fault.is_dear)
    for number in itertools.count(1):
        found = cheap if number % DEAR_ROUNDS else sorted(KINDS)
        kinds += chance.sample(found, len(found))
        if len(kinds) >= count:
            break
    return [(number, kind, chance.choice(KINDS[kind].starts)) for number, kind in enumerate(kinds[:count], 1)]


def attempt(place: Place, number: int, kinds: Sequence[str], start: str, seed: int) -> Verdict:
    """Disturb a place, in one way or in several one after the other, and let the next run put it right.

    After each the last releases are verified. A trial that cannot be brought to its end is amiss.
    """
    began = time.monotonic()
    name, chance = " + ".join(kinds), random.Random(f"{seed}-{number}")
    said, broken = [], []
    try:
        place.begin(start)
        for kind in kinds:
            said.append(KINDS[kind].disturb(place, chance))
            broken += broken_releases(place.home / "dist")
        run = place.run()
        code = run.wait()
    except Exception:
        lines = traceback.format_exc()
        return Verdict(number, name, start, False, False, False, False, time.monotonic() - began, lines)
    whole = "\n".join([*said, run.said])
    differs = place.differs()
    # What was told of a fault stands in the disturbed run, or in one of those behind it.
    is_told = all(told(KINDS[kind], "\n".join([*said[at:], run.said])) for at, kind in enumerate(kinds))
    notes = "" if not (code or broken or differs) and is_told else _notes(whole, broken, differs)
    return Verdict(number, name, start, not broken, code == 0, is_told, not differs, time.monotonic() - began, notes)


def broken_releases(dist: Path) -> list[str]:
    """Give what is wrong with the releases that stand."""
    from catalog.release import ReleaseError, verify, versions

    found = []
    for root in sorted(path for path in dist.glob("*") if path.is_dir()):
        for version in versions(root):
            try:
                verify(root / version)
            except (ReleaseError, OSError, ValueError) as error:
                found.append(str(error))
    return found


def _notes(said: str, broken: list[str], differs: list[str]) -> str:
    return "\n".join([said, *broken, *(f"differs: {name}" for name in differs[:10])])
