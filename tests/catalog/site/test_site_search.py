"""The search index: what is found, and that the pieces fit together again."""

from __future__ import annotations

import json

import pytest

from catalog.site.search import LIMIT, Entry, index, shard
from catalog.site.tokens import sounds, squeezed, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("数字街区", {"数字", "字街", "街区"}),
        ("數字街區", {"数字", "字街", "街区"}),
        ("５Ｇ基站", {"5g", "基站"}),
        ("数字、街区", {"数字", "街区"}),
        ("a 区", {"a", "区"}),
        ("《》", set()),
        ("Sales", {"sale", "sal~"}),
        ("Réseau commercial", {"reseau", "res~", "resea~", "commercial", "com~", "comme~"}),
        ("12个", {"#12"}),
        ("云商字〔2031〕6号", {"云商", "商字", "#2031", "#6"}),
        ("300万千瓦", {"#3000000", "千瓦"}),
        ("3千瓦", {"#3", "千瓦"}),
    ],
)
def test_tokens(text: str, expected: set[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("number", "prints"),
    [
        (
            "#1500000000000",
            ["1.5万亿元", "1.5 万亿", "15000亿元", "15 000亿", "15,000 亿", "１.５万亿", "一万五千亿元"],
        ),
        ("#12", ["12", "12个", "12.0", "12 项"]),
        ("#7000000", ["700万千瓦", "7000000千瓦", "7 000 000千瓦", "七百万千瓦", "700 万"]),
        ("#0.5", ["0.5", "0.50%"]),
        ("#20000", ["2万", "两万", "二万人", "20000"]),
        ("#100000000", ["1亿", "一亿", "10000万"]),
    ],
)
def test_a_number_is_found_at_its_value_however_it_is_printed(number: str, prints: list[str]) -> None:
    assert [text for text in prints if number not in tokens(text)] == []


def test_a_name_is_found_as_it_sounds_and_a_number_without_brackets() -> None:
    assert sounds("绿色直播") == {"@lvse", "@sezhi", "@zhibo"}
    assert squeezed("云商字〔2031〕 6号") == "云商字20316号"


def found(files: dict[str, str], query: str) -> list[str]:
    head = json.loads(files["shards.json"])
    hits = None
    for token in tokens(query):
        number, numbers = 0, set()
        for step in json.loads(files[f"tokens-{shard(token, head['shards'])}.json"]).get(token, []):
            number += step
            numbers.add(number)
        hits = numbers if hits is None else hits & numbers
    per_file = head["per_file"]
    return [json.loads(files[f"entries-{n // per_file}.json"])[n % per_file][0] for n in sorted(hits or ())]


def test_an_index_over_several_shards_finds_every_entry() -> None:
    entries = [Entry("target", f"指标{n:04}号街区", "", f"p/{n}") for n in range(LIMIT + 500)]
    files = dict(index(entries))
    assert json.loads(files["shards.json"])["shards"] > 1
    assert found(files, "指标0042号") == ["指标0042号街区"]
    assert found(files, "没有") == []


def test_of_a_token_that_is_everywhere_the_first_of_each_kind_are_kept() -> None:
    entries = [Entry(kind, f"街区{n}", "", "p") for kind in ("body", "target") for n in range(LIMIT + 5)]
    files = dict(index(entries))
    assert len(found(files, "街区")) == 2 * LIMIT
    head = json.loads(files["shards.json"])
    assert head["kinds"] == [["body", 0], ["target", LIMIT + 5]]
    assert found(files, f"街区{LIMIT + 3}") == []


def test_kinds_that_do_not_come_together_are_an_error() -> None:
    with pytest.raises(ValueError, match="body"):
        dict(index([Entry("body", "a", "", ""), Entry("news", "b", "", ""), Entry("body", "c", "", "")]))


def test_an_empty_index_has_its_files() -> None:
    assert set(dict(index([]))) == {"shards.json", "names.json", "tokens-0.json"}
