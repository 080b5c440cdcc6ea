"""Words: where they begin and end, and what they do in a sentence.

Chinese prints no spaces, so a rule that looks at neighbouring characters sees 现代 end in 代 and 将军 begin with 将. Here a
text is cut into words by a segmenter over its dictionary and our lexicon (`seeds/grammar/words.csv`: word, class, value),
and the classes of the words are given with their places. What the classes are evidence of is not decided here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import rjieba

LEXICON = Path(__file__).parents[2] / "seeds" / "grammar" / "words.csv"
"""The words of the language: the same for every collection, so no register of a collection adds to them."""

PIECE = 50_000
"""Characters that are cut into words at once. The segmenter takes some 100 bytes a character: 5 MB, whatever the paragraph."""
COMMON = 1_000
"""How often at least a word of the lexicon is taken to occur in the 60 million of the segmenter's dictionary.

That dictionary counts newspapers and novels: by it alone 占比降到 is 占 | 比降 | 到. From 300 on it is 占比 | 降到, and at 10,000
nothing else has changed yet."""
_SIGNS = frozenset("。;!?,、:\n()《》“”")


class Word(NamedTuple):
    """A word of a text, `text[start:end]`; a run of digits or Latin letters is one, and so is each sign."""

    start: int
    end: int
    word: str


class Match(NamedTuple):
    """A word of the lexicon in a text, `text[start:end]`; it may span several of the segmenter's words."""

    start: int
    end: int
    word_class: str
    word: str


@dataclass(slots=True, frozen=True)
class Entry:
    """What the lexicon says of a word: its class, and a value that only some classes have (the comparator of a bound)."""

    word_class: str
    value: str


class Lexicon:
    """The words of a lexicon, and the segmenter that knows them."""

    def __init__(self, entries: Iterable[tuple[str, Entry]]) -> None:
        """Teach a segmenter the words, each so often that it stays whole where it stands alone."""
        self.entries = dict(entries)
        lengths: dict[str, set[int]] = {}
        for word in self.entries:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self._segmenter = rjieba.Jieba()
        for word in sorted(self.entries):
            if len(word) > 1:
                self._segmenter.add_word(word, max(COMMON, self._segmenter.suggest_freq(word)), "")

    def segment(self, text: str) -> list[Word]:
        """Give the words of a folded text in order; together they are the text."""
        words: list[Word] = []
        start = 0
        for piece in _pieces(text):
            # Without the hidden Markov model: it makes words up from characters, and from floating-point sums.
            for word in self._segmenter.cut(piece, False):
                words.append(Word(start, start + len(word), word))
                start += len(word)
        return words

    def borders(self, text: str) -> bytes:
        """Give for each offset of a folded text, its end too, whether a word begins or ends there: 1, else 0."""
        mask = bytearray(len(text) + 1)
        mask[0] = 1
        end = 0
        for piece in _pieces(text):
            for word in self._segmenter.cut(piece, False):
                end += len(word)
                mask[end] = 1
        return bytes(mask)

    def classes(self, text: str, words: Sequence[Word]) -> list[Match]:
        """Give the words of the lexicon in a text in order, the longest first, none overlapping another.

        A match begins and ends where words do: 将 is none in 将军, 占 none in 占地.
        """
        ends = {word.end for word in words}
        found: list[Match] = []
        reached = 0
        for word in words:
            start = word.start
            if start < reached:
                continue
            for length in self._lengths.get(word.word[0], ()):
                end = start + length
                if end in ends and (entry := self.entries.get(text[start:end])) is not None:
                    found.append(Match(start, end, entry.word_class, text[start:end]))
                    reached = end
                    break
        return found


def _pieces(text: str) -> Iterable[str]:
    begin = 0
    while len(text) - begin > PIECE:
        end = begin + PIECE
        cut = next((index + 1 for index in range(end - 1, begin, -1) if text[index] in _SIGNS), end)
        yield text[begin:cut]
        begin = cut
    if begin < len(text):
        yield text[begin:]


def read(path: Path) -> Lexicon:
    """Read a lexicon from its CSV file.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    KeyError
        It lacks a column.
    """
    with path.open(encoding="utf-8", newline="") as handle:
        return Lexicon((row["word"], Entry(row["class"], row["value"])) for row in csv.DictReader(handle))


@cache
def lexicon() -> Lexicon:
    """Give the lexicon of the language (kept: a worker reads many documents)."""
    return read(LEXICON)


@lru_cache(maxsize=256)
def segment(text: str) -> tuple[Word, ...]:
    """Give the words of a folded text in order; together they are the text.

    >>> [word.word for word in segment("将军山新增绿地")]
    ['将军', '山', '新增', '绿地']
    """
    return tuple(lexicon().segment(text))


@lru_cache(maxsize=256)
def classes(text: str) -> tuple[Match, ...]:
    """Give the words of the lexicon in a folded text, each with its place and class, in order and apart.

    >>> [(match.word, match.word_class) for match in classes("将军山公园将新增绿地")]
    [('将', 'plan'), ('新增', 'add')]
    """
    return tuple(lexicon().classes(text, segment(text)))


def value(word: str) -> str:
    """Give the value of a word of the lexicon (the comparator of a bound, `to` of 降至), empty where it has none."""
    entry = lexicon().entries.get(word)
    return entry.value if entry else ""


@lru_cache(maxsize=256)
def borders(text: str) -> bytes:
    """Give for each offset of a folded text, its end too, whether a word begins or ends there: 1, else 0.

    One byte a character, so that it may be kept of a paragraph of any length.
    """
    return lexicon().borders(text)


def whole(text: str, start: int, end: int) -> bool:
    """Say whether `text[start:end]` begins and ends where words do."""
    mask = borders(text)
    return bool(mask[start] and mask[end])
