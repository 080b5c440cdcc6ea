"""Twenty trials of the campaign, drawn by a seed: after each the next run ends right, and its bytes are the undisturbed ones."""

from __future__ import annotations

from pathlib import Path

from tests.campaign.faults import KINDS, STARTS
from tests.campaign.place import Place, warm
from tests.campaign.trial import attempt, drawn

SEED, COUNT = 7, 10


def cheapest(kind: str) -> str:
    """The state of a home in which least is done that a kind may begin with; the campaign itself has all of them.

    A run is killed where it has something to release.
    """
    states = ("read", "changed") if kind.startswith("run") else ("unchanged", "read", "changed")
    return next(state for state in states if state in KINDS[kind].starts)


def test_after_any_fault_the_next_run_publishes_what_an_undisturbed_one_does(tmp_path: Path) -> None:
    warm()
    place = Place(tmp_path / "place")
    place.make()
    amiss = []
    for number, kind, _ in drawn(COUNT, SEED):
        verdict = attempt(place, number, kind, cheapest(kind), SEED)
        if not verdict.is_good:
            amiss.append(f"{verdict}\n{verdict.notes}")
    assert not amiss, "\n".join(amiss)


def test_each_kind_is_drawn_before_any_comes_twice() -> None:
    kinds = [kind for _, kind, _ in drawn(len(KINDS), SEED)]
    assert sorted(kinds) == sorted(KINDS)
    assert drawn(50, 1) == drawn(50, 1) != drawn(50, 2)
    assert {start for _, _, start in drawn(400, 1)} == set(STARTS)
