"""Stable ids: made of what a fact says, never of where it stands in a file or in a run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from transform.language.numbers import parse
from transform.language.text import folded

_SPACE = re.compile(r"\s+")


def slug(text: str) -> str:
    """Give ASCII letters and digits joined by hyphens; Chinese characters become pinyin without tones, run together."""
    syllables = lazy_pinyin(folded(text), style=Style.NORMAL, errors="default")
    return re.sub(r"[^a-z0-9]+", "-", "".join(syllables).lower()).strip("-")


def number_slug(document_number: str) -> str | None:
    """Give the slug of a document number (云商字〔2031〕6号, 云商字〔二〇三一〕6号 → yunshangzi-2031-6), None where it is none."""
    number = folded(document_number).replace(" ", "")
    match = re.fullmatch(
        r"(.+?)[〔\[(【](\d{4}|[〇零○一二三四五六七八九]{4})[〕\])】](?:第)?(\d+|[一二三四五六七八九十百]+)号", number
    )
    year, serial = (parse(match[2]), parse(match[3])) if match is not None else (None, None)
    if match is None or year is None or serial is None:
        return None
    return f"{slug(match[1])}-{int(year)}-{int(serial)}"


def content_hash(*content: str | None) -> str:
    """Give 8 hex over what content says, part by part (folded, white space ignored)."""
    return _hash(map(_bare, content))


def _hash(bare: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(bare).encode()).hexdigest()[:8]


@lru_cache(maxsize=1 << 12)
def _bare(part: str | None) -> str:
    return _SPACE.sub("", folded(part or ""))


class Ids:
    """Gives out the ids of one document's facts.

    An id hangs on as little as names its fact: of equals the first keeps what it would have alone, the next are told
    apart by what stands beside them, and only those that are equal in that too by an ordinal in the order of asking.
    """

    def __init__(self, document_id: str) -> None:
        """Start with no fact seen."""
        self.document_id = document_id
        self._seen: Counter[tuple[str, ...]] = Counter()

    def fact(self, letter: str, *content: str | None, beside: Iterable[str | None] = ()) -> str:
        """Give `<document_id>.<letter>-<8 hex>` over the fact's own content (folded, white space ignored)."""
        key = (letter, *map(_bare, content))
        if self._again(key) and (more := tuple(map(_bare, beside))):
            # Longer than any content, so that it is none.
            key = (*key, "", *more)
            self._again(key)
        ordinal = self._seen[key] - 1
        parts = key if ordinal == 0 else (*key, str(ordinal))
        return f"{self.document_id}.{letter}-{_hash((self.document_id, *parts))}"

    def _again(self, key: tuple[str, ...]) -> bool:
        """Count a key; say whether it was met before."""
        self._seen[key] += 1
        return self._seen[key] > 1
