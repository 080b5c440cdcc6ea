"""The search index: what is found, and that the pieces fit together again."""

from __future__ import annotations

import json

import pytest

from catalog.site.search import Entry, grams, index, shard


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("数字街区", {"数字", "字街", "街区"}),
        ("５Ｇ基站", {"5g", "g基", "基站"}),
        ("数字、街区", {"数字", "街区"}),
        ("a 区", {"a", "区"}),
        ("《》", set()),
    ],
)
def test_pairs(text: str, expected: set[str]) -> None:
    assert grams(text) == expected


def found(files: dict[str, str], query: str) -> list[str]:
    head = json.loads(files["shards.json"])
    hits = None
    for gram in grams(query):
        number, numbers = 0, set()
        for step in json.loads(files[f"grams-{shard(gram, head['shards'])}.json"]).get(gram, []):
            number += step
            numbers.add(number)
        hits = numbers if hits is None else hits & numbers
    per_file = head["per_file"]
    return [json.loads(files[f"entries-{n // per_file}.json"])[n % per_file][1] for n in sorted(hits or ())]


def test_an_index_over_several_shards_finds_every_entry() -> None:
    entries = [Entry("target", f"指标{n:04}号街区", "", f"p/{n}") for n in range(5000)]
    files = index(entries)
    assert json.loads(files["shards.json"])["shards"] > 1
    assert len(found(files, "指标")) == 5000
    assert found(files, "指标0042号") == ["指标0042号街区"]
    assert found(files, "没有") == []


def test_an_empty_index_has_its_files() -> None:
    assert set(index([])) == {"shards.json", "grams-0.json"}
