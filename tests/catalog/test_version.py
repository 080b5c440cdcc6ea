"""Versions of three numbers: what is one, how they sort, and which follows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.version import FIRST, Step, following, is_version, newest, parts

NUMBERS = st.tuples(*[st.integers(0, 120)] * 3)


def written(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))


@pytest.mark.parametrize("text", ["0.0.0", "1.0.0", "1.2.3", "10.20.30", "0.0.1"])
def test_what_is_a_version(text: str) -> None:
    assert is_version(text)
    assert written(parts(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "1", "1.0", "1.0.0.0", "01.0.0", "1.00.0", "1.0.01", "v1.0.0", "1.0.0-rc", "1,0,0", "1a0a0", " 1.0.0", "1.0.0\n",
     "-1.0.0", "latest", "1..0", "1.2٣.0", "1２.0.0"],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert not is_version(text)
    with pytest.raises(ValueError, match=re.escape(f"{text!r} is not a version such as 1.2.3")):
        parts(text)


@given(st.lists(NUMBERS, max_size=6))
def test_the_newest_is_the_greatest_by_its_numbers(drawn: list[tuple[int, ...]]) -> None:
    assert newest(["latest", *map(written, drawn), "1.0"]) == (written(max(drawn)) if drawn else None)


def test_steps_are_ranked_by_how_far_they_go() -> None:
    assert sorted(Step) == [Step.NONE, Step.PATCH, Step.MINOR, Step.MAJOR]
    assert [step.value for step in Step] == [0, 1, 2, 3]


@pytest.mark.parametrize("step", Step)
def test_the_first_version_is_1_0_0_whatever_the_step(step: Step) -> None:
    assert following(None, step) == FIRST == "1.0.0"


@given(NUMBERS)
def test_a_step_raises_its_number_and_empties_those_behind(numbers: tuple[int, int, int]) -> None:
    major, minor, patch = numbers
    assert [parts(following(written(numbers), step)) for step in Step] == [
        (major, minor, patch), (major, minor, patch + 1), (major, minor + 1, 0), (major + 1, 0, 0)
    ]  # fmt: skip
