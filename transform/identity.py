"""Stable ids: made of what a fact says, never of where it stands in a file or in a run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from pypinyin import Style, lazy_pinyin

from transform.language.numbers import parse
from transform.language.text import folded


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
    said = "\x1f".join(re.sub(r"\s+", "", folded(part or "")) for part in content)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


class Ids:
    """Gives out the ids of one document's facts; equal content gets an ordinal in the order of asking."""

    def __init__(self, document_id: str) -> None:
        """Start with no fact seen."""
        self.document_id = document_id
        self._seen: Counter[tuple[str, ...]] = Counter()

    def fact(self, letter: str, *content: str | None) -> str:
        """Give `<document_id>.<letter>-<8 hex>` over the fact's own content (folded, white space ignored)."""
        key = (letter, *(re.sub(r"\s+", "", folded(part or "")) for part in content))
        ordinal = self._seen[key]
        self._seen[key] += 1
        parts = key if ordinal == 0 else (*key, str(ordinal))
        return f"{self.document_id}.{letter}-{content_hash(self.document_id, *parts)}"
