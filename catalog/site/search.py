"""A search index of static files, small for a query however many documents there are.

`shards.json` says how many shards there are and at which number each kind of entry begins; `entries-<i>.json` hold what
can be found, `PER_FILE` a file; shard `tokens-<k>.json` maps each token whose hash is k to the ascending numbers of its
entries, each as the step from the one before. Of a token that is everywhere only the `LIMIT` first entries of each kind
are kept: it tells little, and entries come in order of weight. `names.json` holds names to suggest after a miss.

Why not pagefind: see docs/site.md. What can be found does not live here (`finds`), nor what a text is found by (`tokens`).
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from catalog.site.tokens import sounds, tokens

PER_FILE = 32
LIMIT = 800
POSTINGS_PER_SHARD = 3_000


class Entry(NamedTuple):
    """Something that can be found: `text` is searched and shown, `also` searched, `note` shown below.

    `name` is what may be typed as it sounds; `weight` is over 0 for names worth suggesting.
    """

    kind: str
    text: str
    note: str
    path: str
    also: str = ""
    name: str = ""
    weight: int = 0


def shard(token: str, shards: int) -> int:
    """Give the shard that holds a token."""
    value = 0
    for char in token:
        value = (value * 31 + ord(char)) % 65521
    return value % shards


def index(entries: Iterable[Entry], *, suggestions: int = 400) -> Iterator[tuple[str, str]]:
    """Give the files of the index, name and content. Entries of a kind must come together, weighty ones first."""
    postings: dict[str, array[int]] = {}
    begun: dict[str, int] = {}
    names: list[tuple[int, str]] = []
    held: list[list[str]] = []
    number = 0
    room: dict[str, int] = {}
    kind = ""
    for number, entry in enumerate(entries, start=1):
        if entry.kind != kind:
            kind, room = entry.kind, {}
            if kind in begun:
                raise ValueError(f"entries of the kind {kind} do not come together")
            begun[kind] = number - 1
        found_by = tokens(f"{entry.text} {entry.also}") | (sounds(entry.name) if entry.name else frozenset())
        for token in found_by:
            taken = room.get(token, 0)
            if taken < LIMIT:
                room[token] = taken + 1
                postings.setdefault(token, array("I")).append(number - 1)
        if entry.weight:
            names.append((-entry.weight, entry.text))
        held.append([entry.text, entry.note, entry.path])
        if len(held) == PER_FILE:
            yield f"entries-{(number - 1) // PER_FILE}.json", _dump(held)
            held = []
    if held:
        yield f"entries-{(number - 1) // PER_FILE}.json", _dump(held)
    total = sum(map(len, postings.values()))
    shards = max(1, -(-total // POSTINGS_PER_SHARD))
    yield (
        "shards.json",
        _dump(
            {"entries": number, "per_file": PER_FILE, "limit": LIMIT, "shards": shards, "kinds": list(begun.items())}
        ),
    )
    yield "names.json", _dump([name for _, name in sorted(names)[:suggestions]])
    yield from _shards(postings, shards)


def _shards(postings: dict[str, array[int]], shards: int) -> Iterator[tuple[str, str]]:
    divided: list[list[str]] = [[] for _ in range(shards)]
    for token in sorted(postings):
        divided[shard(token, shards)].append(token)
    for place, held in enumerate(divided):
        steps = {token: [b - a for a, b in zip([0, *postings[token]], postings[token], strict=False)] for token in held}
        yield f"tokens-{place}.json", _dump(steps)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
