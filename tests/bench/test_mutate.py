"""The search for changes that no test sees: its map of rooms, its changes, and what it says of a house of one room."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cosmic_ray.mutating import mutate_code

from tests.bench import mutate

SOURCE = '''\
"""Numbers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numbers import Number


@dataclass(frozen=True, slots=True)
class Two:
    """Two | more."""

    of: int | None


def half(number: int | None) -> int:
    """Give half of it | none."""
    if number >= 10:
        return number // 2
    return 0
'''


@pytest.mark.parametrize("room", mutate.ROOMS)
def test_every_room_has_code_and_tests(room: str, project: Path) -> None:
    assert mutate.files_of(room)
    assert mutate.ROOMS[room]
    for test in mutate.ROOMS[room]:
        found = [project / test] if test.endswith(".py") else sorted((project / test).glob("test_*.py"))
        assert found and all("def test_" in file.read_text(encoding="utf-8") for file in found), test


@pytest.mark.parametrize("house", ["extract", "transform", "catalog", "pipelines"])
def test_every_file_of_the_house_is_judged_once(house: str, project: Path) -> None:
    rooms = [room for room in mutate.ROOMS if room.partition("/")[0] == house and not room.endswith(".py")]
    files = sorted(file for room in rooms for file in mutate.files_of(room))
    assert files == sorted(file.relative_to(project).as_posix() for file in (project / house).rglob("*.py"))


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("catalog/version.py", "tests/catalog/test_version.py"),
        ("extract/tables/tabbed.py", "tests/extract/test_tabbed.py"),
        ("extract/tables", "tests/extract/test_borderless.py"),
        ("extract/snapshot.py", "tests/extract/test_snapshot.py"),
        ("transform/language/numbers.py", "tests/transform/test_numbers.py"),
    ],
)
def test_the_tests_of_a_file_s_own_name_judge_it_first(path: str, first: str) -> None:
    assert mutate.tests_of(path)[0] == first


@pytest.mark.parametrize("path", ["seeds", "extractor/read.py", "tests/bench/mutate.py"])
def test_what_is_in_no_room_is_not_judged(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert mutate.main([path]) == 2
    assert f"There is no room {path}; there are " in capsys.readouterr().err
    with pytest.raises(KeyError):
        mutate.tests_of(path)


@pytest.mark.parametrize("kind", [mutate.DropItem, mutate.ChangeText])
def test_the_changes_of_our_own_are_as_their_examples_say(kind: type) -> None:
    for example in kind.examples():
        assert mutate_code(example.pre_mutation_code, kind(), example.occurrence) == example.post_mutation_code


@pytest.mark.parametrize("code", ["x = (a)", "x = [y for y in z]", "f(a, b)", "x = 'ab'", "x = f'(a|b)'"])
def test_where_they_change_nothing(code: str) -> None:
    assert [mutate_code(code, kind(), 0) for kind in (mutate.DropItem, mutate.ChangeText)] == [None, None]


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A work tree of one file and its test, which sees that 12 is halved, and not where halving begins."""
    (tmp_path / "room").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "room" / "numbers.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "tests" / "test_numbers.py").write_text(
        "from room.numbers import half\n\n\ndef test_half():\n    assert half(12) == 6\n", encoding="utf-8"
    )
    subprocess.run(["git", "-C", tmp_path, "init", "-q"], check=True)
    monkeypatch.setattr(mutate, "PROJECT", tmp_path)
    monkeypatch.setattr(mutate, "ROOMS", {"room": ["tests/test_numbers.py"]})
    return tmp_path


def test_a_seed_draws_the_same_changes_and_another_seed_others(house: Path) -> None:
    drawn = {seed: [m.difference() for m in mutate.mutants(["room/numbers.py"], seed)] for seed in (1, 2)}
    assert drawn[1] == [m.difference() for m in mutate.mutants(["room/numbers.py"], 1)]
    assert drawn[1] != drawn[2]


def test_what_means_nothing_in_a_run_is_not_changed(house: Path) -> None:
    lines = {m.line for seed in range(20) for m in mutate.mutants(["room/numbers.py"], seed)}
    assert lines == {19, 20, 21}


def test_what_survives_is_shown_and_the_work_tree_stays(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mutate.main(["room", "--sample", "0", "--seed", "3"]) == 0
    printed = capsys.readouterr().out
    assert "survived room/numbers.py:21 NumberReplacer\n    -    return 0\n" in printed
    assert "return number // 2\n" not in printed
    assert (house / "room" / "numbers.py").read_text(encoding="utf-8") == SOURCE
    assert sorted(path.name for path in house.rglob("*.py")) == ["numbers.py", "test_numbers.py"]


def test_tests_that_fail_without_a_change_judge_nothing(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    test = house / "tests" / "test_numbers.py"
    test.write_text(test.read_text(encoding="utf-8").replace("== 6", "== 7"), encoding="utf-8")
    assert mutate.main(["room", "--sample", "1"]) == 2
    assert "tests/test_numbers.py fail without any change" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "other", "is_same"),
    [
        ("_rule('a', 'x', {'甲': 1, '乙': 2})", "_rule('a', 'x', {'甲': 1})", True),
        ("Rule('a', {'甲': 1})", "Rule('b', {'甲': 1})", False),
        ("EXAMPLES: X = {'a': {'甲': 1, '乙': 2}}", "EXAMPLES: X = {'a': {'甲': 1}}", True),
        ("EXAMPLES: X = {'a': {'甲': 1}, 'b': {'乙': 2}}", "EXAMPLES: X = {'a': {'甲': 1}}", False),
        ("BEFORE: X = {'约': '~', '近': '~'}", "BEFORE: X = {'约': '~'}", False),
        ("made({'甲': 1, '乙': 2})", "made({'甲': 1})", False),
        ("__all__ = ['a', 'b']", "__all__ = ['a']", True),
        ("NAMES = ['a', 'b']", "NAMES = ['a']", False),
    ],
)
def test_an_example_less_changes_nothing(code: str, other: str, is_same: bool) -> None:
    assert (mutate._meaning(code) == mutate._meaning(other)) is is_same
