"""Sentences and clauses of folded text, by punctuation alone.

A sentence ends at 。！？； and a clause at a comma or colon, never inside brackets, book-title marks or quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_OPEN, _CLOSE = "(《〈“‘「『[〔", ")》〉”’」』]〕"
_SENTENCE_END = frozenset("。!?;")
_CLAUSE_END = frozenset(",:")


@dataclass(slots=True, frozen=True)
class Span:
    """`text[start:end]` of the paragraph that it was cut from, without the closing punctuation."""

    start: int
    end: int


def sentences(text: str) -> Iterator[Span]:
    """Give the sentences of a paragraph."""
    return _cut(text, 0, len(text), _SENTENCE_END)


@lru_cache
def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """Give the clauses of a sentence; a comma between thousands is no boundary."""
    return tuple(_cut(text, sentence.start, sentence.end, _CLAUSE_END))


def _cut(text: str, start: int, end: int, marks: frozenset[str]) -> Iterator[Span]:
    depth = 0
    begin = start
    for index in range(start, end):
        char = text[index]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in marks and (depth == 0 or char == "。"):
            if char == "," and re.match(r"\d,\d{3}(?!\d)", text[index - 1 : index + 5] if index else ""):
                continue
            if char == ":" and re.match(r"\d:\d", text[index - 1 : index + 2] if index else ""):
                continue
            if index > begin:
                yield Span(begin, index)
            begin = index + 1
            depth = 0
    if end > begin:
        yield Span(begin, end)


@lru_cache(maxsize=4096)
def bracketed(text: str, position: int) -> tuple[str, Span] | None:
    """Give the innermost bracket pair around a position, as its opening sign and what stands inside."""
    stack: list[int] = []
    for index, char in enumerate(text):
        if char in _OPEN:
            stack.append(index)
        elif char in _CLOSE and stack:
            begin = stack.pop()
            if begin < position < index:
                return text[begin], Span(begin + 1, index)
        if index > position and not stack:
            return None
    return None
