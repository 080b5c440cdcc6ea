"""What is kept of a text that may not be released whole."""

from __future__ import annotations

import pytest

from transform.excerpts import HEADING, excerpt

ONE, TWO, THREE = "清早的江面上有雾。", "到2033年,建成数字街区12个,其中临澜区3个。", "店主说“生意好多了!”。"

CASES: list[tuple[str, list[str], list[str], str | None]] = [
    # text, its headings, what facts quote, what is kept
    (f"{ONE}{TWO}{THREE}", [], ["建成数字街区12个"], f"……{TWO}……"),
    (f"{TWO}{ONE}", [], ["建成数字街区12个", "临澜区3个"], f"{TWO}……"),
    (f"{ONE}{TWO}", [], ["雾", "3个"], f"{ONE}{TWO}"),
    (f"{ONE}{TWO}", [], ["有雾。到2033年"], f"{ONE}{TWO}"),
    (f"{THREE}{ONE}{TWO}", [], ["生意好多了", "12个"], f"{THREE}……{TWO}"),
    (f"{ONE}\n{TWO}\n{THREE}", [], ["12个"], f"……\n{TWO}\n……"),
    (f"{TWO}\n{THREE}", [], ["12个", "生意"], f"{TWO}\n{THREE}"),
    (f"{TWO}\n{ONE}\n{THREE}", [], ["12个", "生意"], f"{TWO}\n……\n{THREE}"),
    (f"一、江边\n{ONE}{TWO}", ["江边"], ["12个"], f"一、江边\n……{TWO}"),
    (f"一、江边\n{ONE}", ["江边"], [], "一、江边\n……"),
    (f"(一)江边。{ONE}{TWO}", ["江边"], ["12个"], f"(一)江边……{TWO}"),
    ("江边", ["江边"], [], "江边"),
    (ONE, [], [], None),
    ("", [], [], None),
    # A heading that stands far behind in a line is none, and a paragraph that was set as one is cut.
    (f"{ONE}{ONE}{ONE}江边", ["江边"], [], None),
    ("长" * 100, ["长" * 100], [], "长" * HEADING + "……"),
    ("没有句号的一行,说到12个", [], ["12个"], "没有句号的一行,说到12个"),
]


@pytest.mark.parametrize(("text", "headings", "quotes", "kept"), CASES)
def test_headings_and_quoted_sentences_stay(
    text: str, headings: list[str], quotes: list[str], kept: str | None
) -> None:
    spans = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    assert excerpt(text, headings, spans) == kept
