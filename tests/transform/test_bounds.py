"""Words around a number → how they compare it; and text that is fit to be shown."""

from __future__ import annotations

import pytest

from tests.transform.conftest import lexicon
from transform.language import bounds
from transform.language.bounds import Comparator
from transform.language.legible import legible


@pytest.mark.parametrize(("word", "comparator"), bounds.BEFORE.items())
def test_a_word_before_a_number(word: str, comparator: Comparator) -> None:
    text = f"驿站{word}"
    assert bounds.before(text, len(text)) == word
    assert bounds.sense(word) == comparator
    assert lexicon().find(f"{text}30座")[0].comparator == comparator


@pytest.mark.parametrize("link", bounds.LINKED)
def test_a_word_may_stand_between(link: str) -> None:
    text = f"驿站约{link}"
    assert bounds.before(text, len(text)) == f"约{link}"
    assert bounds.sense(f"约{link}") == "~"


@pytest.mark.parametrize(("word", "comparator"), bounds.AFTER.items())
def test_a_word_behind_a_number(word: str, comparator: Comparator) -> None:
    assert lexicon().find(f"驿站30%{word}")[0].comparator == comparator


@pytest.mark.parametrize(("word", "comparator"), bounds.INSIDE.items())
def test_a_word_inside_a_number(word: str, comparator: Comparator) -> None:
    assert lexicon().find(f"驿站30{word}座")[0].comparator == comparator


@pytest.mark.parametrize("text", ["", "驿站", "附近", "最近", "节约", "高超", "是", "为"])
def test_what_ends_so_and_compares_nothing(text: str) -> None:
    assert bounds.before(text, len(text)) is None


@pytest.mark.parametrize(
    ("text", "bare", "found"),
    [
        ("驿站上", True, "上"),
        ("驿站上", False, None),
        ("产值过", True, "过"),
        ("产值过", False, None),
        ("产值破", True, "破"),
        ("通过", True, None),
        ("突破", True, "突破"),
    ],
)
def test_before_a_lone_hundred_or_thousand(text: str, bare: bool, found: str | None) -> None:
    assert bounds.before(text, len(text), bare=bare) == found


@pytest.mark.parametrize(
    ("word", "comparator"), [("上", ">="), ("过", ">"), ("破", ">"), ("约为", "~"), ("不超过了", "<=")]
)
def test_the_sense_of_what_was_found(word: str, comparator: Comparator) -> None:
    assert bounds.sense(word) == comparator


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("至少建成", ">="),
        ("最少建成", ">="),
        ("不少于建成", ">="),
        ("不低于建成", ">="),
        ("最多建成", "<="),
        ("至多建成", "<="),
        ("不超过建成", "<="),
        ("每区至少开展", ">="),
        ("至少学校", None),
        ("建成", None),
        ("至少", None),
    ],
)
def test_a_deed_stands_between(text: str, comparator: Comparator | None) -> None:
    assert bounds.of_deed(text, len(text)) == comparator


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("云川市", "云川市"),
        ("a\x1b[2J", "a\ufffd[2J"),
        ("a\u202eb", "a\ufffdb"),
        ("a\u200bb", "a\ufffdb"),
        ("a\tb", "a\ufffdb"),
        ("a b", "a b"),
    ],
)
def test_what_commands_a_terminal_is_replaced(text: str, shown: str) -> None:
    assert legible(text) == shown
