"""A sample of each campaign, the same in every run; whole they are `make attack`."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pytest

from tests.attack import descriptors, readers
from tests.attack.hostile import kinds
from tests.attack.patterns import ENDS, Pattern, growth, seconds_of, used_by, written
from transform.document import datelines, measures, parts
from transform.grammar import citations, constituents, giving, offers, phrases, relations, table_subject

MODULES = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        datelines,
        measures,
        parts,
        citations,
        constituents,
        giving,
        offers,
        phrases,
        relations,
        table_subject,
    )
}
DESCRIPTORS, READERS = (*range(1, 91), 20_621), range(1, 13)


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


@pytest.mark.parametrize(
    ("pattern", "how", "lead", "again"),
    [
        ("datelines._DATELINE", "fullmatch", "1911年11.31", " "),
        ("datelines._DATELINE", "fullmatch", "2031-01-02", "来源云川"),
        ("measures._GENERIC", "fullmatch", "", "工作"),
        ("parts._SITE", "search", "", "　"),
        ("parts._SITE", "search", "一一一一", "-"),
        ("citations._CARRIED", "match", "《", "〈一〉"),
        ("constituents._STEPS", "search", "", "连"),
        ("giving._EACH_OF", "search", "奖励", "每人"),
        ("offers._TOPIC", "search", "奖励标准", "及一一"),
        ("phrases._JOINT", "search", "", "以及择优评选"),
        ("relations._REPEALED", "match", "", "以及"),
        ("relations._PART_REPEALED", "match", "第一条", "以及"),
        ("table_subject._FORM", "search", "", "情况一览"),
    ],
)
def test_a_pattern_that_once_had_no_end_has_one(pattern: str, how: str, lead: str, again: str) -> None:
    module, name = pattern.split(".")
    judge = getattr(MODULES[module], name)
    for end in ENDS:
        assert seconds_of(judge, lead + again * (1_000 // len(again)) + end, how, alarm=1) < math.inf


def test_how_a_pattern_is_used_is_read_from_its_module() -> None:
    import extract.text.furniture as module

    line = Path(str(module.__file__)).read_text("utf-8").splitlines().index("CONTENTS_ENTRY = re.compile(") + 1
    assert used_by(Pattern("", 0, f"extract.text.furniture:{line}")) in ("fullmatch", "search", "match")


def test_patterns_that_stand_in_functions_are_found() -> None:
    import extract.text.prose as module

    found = written(module)
    assert {"match", "fullmatch", ""} >= {pattern.how for pattern in found}
    # Written with a name of the module in it; where it takes one of the function, nobody knows it from outside.
    assert rf"[{module.HAN}]" in {pattern.text for pattern in found}
    assert all("{" + "name" not in pattern.text for pattern in found)
