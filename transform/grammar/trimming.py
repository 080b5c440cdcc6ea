"""Words taken off the ends of a phrase, never a part of one: 要 leaves 要求提高 and stays in 要素市场.

What may be taken off is the caller's pattern; whether it is whole words is decided here.
"""

from __future__ import annotations

import re
from functools import cache

from transform.language import words

_JOINED = frozenset(["aim", "plan", "horizon", "reach", "bound", "add", "fall", "done", "past", "compared", "forecast"])
"""Classes of words that are verbs or adverbs with what goes with them (力争到, 累计完成): they may be parted, nouns may not."""


def off_left(phrase: str, pattern: re.Pattern[str]) -> str:
    """Give a phrase without what a pattern `^(?:…)+` matches at its beginning, as far as that is whole words."""
    match = pattern.match(phrase)
    if match is None or may_part(phrase, match.end()):
        return phrase[match.end() :] if match else phrase
    step, begin = _step(pattern), 0
    while (match := step.match(phrase[begin:])) is not None:
        end = match.end()
        if not may_part(phrase, begin + end):
            # 完成并 before 购重组: 完成 alone is off.
            shorter = (n for n in range(end - 1, 1, -1) if may_part(phrase, begin + n))
            end = next((n for n in shorter if step.fullmatch(phrase[begin : begin + n])), 0)
        if not end:
            break
        begin += end
    return phrase[begin:]


def off_right(phrase: str, pattern: re.Pattern[str]) -> str:
    """Give a phrase without what a pattern `(?:…)+$` matches at its end, as far as that is whole words."""
    position = 0
    while (match := pattern.search(phrase, position)) is not None and match.group():
        if may_part(phrase, match.start()):
            return phrase[: match.start()]
        position = match.start() + 1
    return phrase


def may_part(phrase: str, offset: int) -> bool:
    """Say whether a phrase may be parted at an offset: between two words, or inside one that is no noun (已有, 每人每年)."""
    mask = words.borders(phrase)
    if mask[offset]:
        return True
    begin, end = mask.rfind(1, 0, offset), mask.find(1, offset)
    known = words.lexicon().entries
    entry = known.get(phrase[begin:end])
    if entry is not None:
        return entry.word_class in _JOINED
    return phrase[begin:offset] in known and phrase[offset:end] in known


@cache
def _step(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """Give the pattern of one of the things that a pattern takes off the beginning in a row."""
    return re.compile(pattern.pattern.removesuffix("+"))
