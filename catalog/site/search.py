"""A search index of static files: pairs of neighbouring characters, so that Chinese needs no word list.

`shards.json` says how many shards there are; `entries-<i>.json` hold what can be found, in order of weight; shard
`grams-<k>.json` maps each pair whose hash is k to the ascending numbers of the entries that hold it, each as the step
from the one before. `search.js` reads the same form with the same `normal`, `grams` and `shard`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

ENTRIES_PER_FILE = 1000
POSTINGS_PER_SHARD = 20_000


class Entry(NamedTuple):
    """Something that can be found: `text` is searched and shown, `also` searched, `note` shown below."""

    kind: str
    text: str
    note: str
    path: str
    also: str = ""


def normal(text: str) -> str:
    """Fold full-width forms and case, and give every run of anything but letters and digits as one space."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).lower()).strip()


def grams(text: str) -> set[str]:
    """Give the pairs of neighbouring characters of each word; a word of one character stands alone."""
    return {
        word[i : i + 2] if len(word) > 1 else word
        for word in normal(text).split()
        for i in range(max(1, len(word) - 1))
    }


def shard(gram: str, shards: int) -> int:
    """Give the shard that holds a pair."""
    value = 0
    for char in gram:
        value = (value * 31 + ord(char)) % 65521
    return value % shards


def index(entries: Iterable[Entry]) -> dict[str, str]:
    """Give the files of the index by name. The entries' order is the order among equally good finds."""
    listed = list(entries)
    postings: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(listed):
        for gram in grams(f"{entry.text} {entry.also}"):
            postings[gram].append(number)
    total = sum(map(len, postings.values()))
    shards = max(1, -(-total // POSTINGS_PER_SHARD))
    divided: list[dict[str, list[int]]] = [{} for _ in range(shards)]
    for gram in sorted(postings):
        numbers = postings[gram]
        divided[shard(gram, shards)][gram] = [b - a for a, b in zip([0, *numbers], numbers, strict=False)]
    files = {"shards.json": _dump({"entries": len(listed), "per_file": ENTRIES_PER_FILE, "shards": shards})}
    for start in range(0, len(listed), ENTRIES_PER_FILE):
        files[f"entries-{start // ENTRIES_PER_FILE}.json"] = _dump(
            [entry[:4] for entry in listed[start : start + ENTRIES_PER_FILE]]
        )
    files.update((f"grams-{k}.json", _dump(part)) for k, part in enumerate(divided))
    return files


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
