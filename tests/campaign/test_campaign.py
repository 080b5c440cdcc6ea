"""Twenty faults of the campaign, at points drawn by a seed: the next run ends right, and its bytes are the undisturbed ones.

Here several befall a home one after the other before a run puts it right, which costs a few runs instead of forty; the
campaign itself (`python -m tests.campaign`) makes a trial of each, in every state of a home.
"""

from __future__ import annotations

import random
from pathlib import Path

from tests.campaign.faults import KINDS, STARTS
from tests.campaign.place import Place, warm
from tests.campaign.trial import attempt, drawn

SEED = 7
SERIES = {
    "changed": (
        "worker killed (KILL)",
        "run killed (KILL)",
        "run and workers killed (KILL)",
        "run ended (TERM)",
        "run interrupted (INT)",
        "state damaged",
        "history of runs damaged",
    ),
    "read": ("files limited (RLIMIT_FSIZE)", "disk full (tmpfs)", "run killed (KILL)", "two starts at once"),
    "unchanged": (
        "lock held",
        "warehouse damaged",
        "content or facts damaged",
        "snapshot damaged",
        "history of runs damaged",
        "state damaged",
        "latest or index damaged",
        "site or catalogue damaged",
        "files of a day to come",
    ),
}
"""State of a home → what befalls it, in an order by chance."""


def test_after_many_faults_the_next_run_publishes_what_an_undisturbed_one_does(tmp_path: Path) -> None:
    warm()
    place = Place(tmp_path / "place")
    place.make()
    amiss = []
    for number, (start, kinds) in enumerate(SERIES.items(), 1):
        verdict = attempt(place, number, random.Random(SEED + number).sample(kinds, len(kinds)), start, SEED)
        if not verdict.is_good:
            amiss.append(f"{verdict}\n{verdict.notes}")
    assert not amiss, "\n".join(amiss)


def test_faults_here_are_twenty_and_of_every_kind_that_is_cheap() -> None:
    made = [kind for kinds in SERIES.values() for kind in kinds]
    assert len(made) == 20
    # Altered releases are told of and put back by a person: `tests/pipelines/test_damage.py`.
    assert {kind for kind, fault in KINDS.items() if not fault.is_dear} - {"release altered"} == {*made}


def test_each_kind_is_drawn_before_any_comes_twice() -> None:
    cheap = [kind for kind, fault in KINDS.items() if not fault.is_dear]
    assert sorted(kind for _, kind, _ in drawn(len(cheap), SEED)) == sorted(cheap)
    assert {kind for _, kind, _ in drawn(100, SEED)} == {*KINDS}
    assert drawn(50, 1) == drawn(50, 1) != drawn(50, 2)
    assert {start for _, _, start in drawn(400, 1)} == set(STARTS)
