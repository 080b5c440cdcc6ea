"""A sample of each campaign, the same in every run; whole they are `make attack`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.attack import descriptors, readers
from tests.attack.hostile import kinds
from tests.attack.patterns import Pattern, growth, used_by

DESCRIPTORS, READERS = range(1, 91), range(1, 13)


def test_no_mutated_descriptor_raises_or_hangs_or_is_told_of_in_riddles() -> None:
    found = list(descriptors.campaign(DESCRIPTORS))
    faults = [(one.seed, one.kind, one.said) for one in found if one.kind not in ("told", "valid")]
    assert faults == []
    assert Counter(one.kind for one in found)["told"] > len(found) / 2


def test_the_descriptor_that_is_mutated_is_sound(tmp_path: Path) -> None:
    import json

    for name, text in descriptors.FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptors.DESCRIPTOR), encoding="utf-8")
    assert descriptors.outcome(0, tmp_path).kind == "valid"


def test_a_mutilated_document_costs_itself() -> None:
    found = list(readers.campaign(READERS))
    assert [(one.seed, one.kind, one.said) for one in found if one.kind not in ("read", "quarantined")] == []
    assert all(one.said for one in found if one.kind == "quarantined")


def test_there_are_enough_kinds_of_hostile_files() -> None:
    assert len(kinds()) >= 160
    makes = kinds(seed=3)
    name = "bits flipped.html"
    assert makes[name]() == kinds(seed=3)[name]() != kinds(seed=4)[name]()


@pytest.mark.parametrize(
    ("text", "is_fault"),
    [
        (r"(a+)+$", True),
        (r"\s*,?\s*-?\s*x?\s*y", True),
        (r"(?:<!--.*?-->|\s)*x", True),
        (r"(?:\s*>+\s*[^>。]{1,24}){2,}$", True),
        (r"[0-9]+元", False),
        (r"\s*+,?\s*+x", False),
        (r"一二三", False),
    ],
)
def test_which_patterns_are_told(text: str, is_fault: bool) -> None:
    assert (growth(Pattern(text, 32, ""), alarm=0.3) is not None) is is_fault


def test_how_a_pattern_is_used_is_read_from_its_module() -> None:
    import extract.text.furniture as module

    line = Path(str(module.__file__)).read_text("utf-8").splitlines().index("CONTENTS_ENTRY = re.compile(") + 1
    assert used_by(Pattern("", 0, f"extract.text.furniture:{line}")) in ("fullmatch", "search", "match")
