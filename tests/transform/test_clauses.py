"""Where sentences and clauses are cut, and what bracket stands around a place."""

from __future__ import annotations

import pytest

from transform.language import clauses


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一是甲。二是乙;三是丙!四是丁?", ["一是甲", "二是乙", "三是丙", "四是丁"]),
        ("甲(乙;丙)丁。戊", ["甲(乙;丙)丁", "戊"]),
        ("“甲;乙”丙;丁", ["“甲;乙”丙", "丁"]),
        # A bracket that nobody closes ends with its sentence; one that nobody opened holds nothing.
        ("甲(乙。丙;丁", ["甲(乙", "丙", "丁"]),
        ("甲)乙;丙", ["甲)乙", "丙"]),
        ("。。甲。", ["甲"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[s.start : s.end] for s in clauses.sentences(text)] == sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲,乙:丙", ["甲", "乙", "丙"]),
        ("甲(乙,丙:丁)戊,己", ["甲(乙,丙:丁)戊", "己"]),
        ("《甲,乙》丙,丁", ["《甲,乙》丙", "丁"]),
        ("达1,234万元,增长5%", ["达1,234万元", "增长5%"]),
        ("达1,2345万元", ["达1", "2345万元"]),
        ("按1:2配套,甲", ["按1:2配套", "甲"]),
        (",甲", ["甲"]),
    ],
)
def test_clauses_of_a_sentence(text: str, parts: list[str]) -> None:
    found = clauses.clauses(text, clauses.Span(0, len(text)))
    assert [text[c.start : c.end] for c in found] == parts


@pytest.mark.parametrize(
    ("text", "at", "around"),
    [
        ("甲(乙丙)丁", "丙", ("(", "乙丙")),
        ("甲(乙“丙”)丁", "丙", ("“", "丙")),
        ("甲(乙“丙”丁)", "丁", ("(", "乙“丙”丁")),
        ("甲(乙)丙", "丙", None),
        ("甲(乙)丙", "甲", None),
        ("甲(乙", "乙", None),
        ("甲)乙", "乙", None),
    ],
)
def test_the_innermost_bracket(text: str, at: str, around: tuple[str, str] | None) -> None:
    found = clauses.bracketed(text, text.index(at))
    assert (found and (found[0], text[found[1].start : found[1].end])) == around
