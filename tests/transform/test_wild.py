"""Texts that no document should hold, and some does: the grammar ends, and gives rows of the contract."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from extract.content import Block, Content
from transform import facts, identity
from transform.document import pieces
from transform.document.model import SourceInfo
from transform.grammar import roles
from transform.language import clauses, periods
from transform.schema import TABLES, Rows

REGISTERS = [Path(__file__).parents[2] / "seeds" / "reference"]
TARGET = "到2033年,建成数字街区12个,对每个项目给予最高300万元补助,增长8%。"


def parsed(folder: Path, *paragraphs: str) -> Rows:
    content = Content("text/plain", "text", [Block("paragraph", text) for text in paragraphs])
    content.write(folder / "content.parquet")
    return facts.parse(folder / "content.parquet", SourceInfo("wild"), REGISTERS)


@pytest.mark.parametrize(
    "number",
    [
        "9" * 40,
        "1e400",
        "-12",
        "0." + "0" * 60 + "1",
        "∞",
        "１２",
        "十二万亿亿",
        "一亿亿亿亿亿",
        "1.2.3",
        "12,34,5",
        "12—",
        "½",
        "٣",
    ],
)
def test_odd_numbers_end_in_rows(tmp_path: Path, number: str) -> None:
    rows = parsed(tmp_path, TARGET.replace("12", number).replace("300", number).replace("8", number))
    for table, found in rows.items():
        assert {name for row in found for name in row} <= TABLES[table].keys()
    json.dumps(rows, allow_nan=False)


@pytest.mark.parametrize("rate", ["1:0", "0:0", "1:0.0"])
def test_a_ratio_to_nothing_is_none(tmp_path: Path, rate: str) -> None:
    assert parsed(tmp_path, f"按{rate}比例给予配套补助。")["incentives"] == []


SENTENCE = "到2033年,建成数字街区12个。"
ODD = {
    "sentences": SENTENCE,
    "no sentence ends": "建成街区12个,增长8%,",
    "a list": "建成街区12个、",
    "words alone": "云川市",
    "one number": "9",
    "a Chinese numeral": "百一万",
    "numbers and points": "1.",
    "thousands": "1,",
    "letters and digits": "a1",
    "titles that do not end": "《",
    "spaces": "云 ",
    "offers": "对企业按30%给予最高300万元补助,",
}
"""What paragraphs are made of that nobody printed, over and over."""


@pytest.mark.parametrize("said", ODD.values(), ids=ODD)
def test_a_paragraph_without_end_is_read_in_stretches(tmp_path: Path, said: str) -> None:
    rows = parsed(tmp_path, "云川市街区方案", said * (8_000 // len(said)))
    text = str(rows["sections"][0]["text"])
    assert text.replace("\n", "").replace(" ", "").endswith(said.strip() * 3)
    assert {i["type"] for i in rows["issues"]} >= {"long_paragraph"}
    json.dumps(rows, allow_nan=False)


def test_no_fact_is_lost_where_a_long_paragraph_is_cut(tmp_path: Path) -> None:
    rows = parsed(tmp_path, "云川市街区方案", SENTENCE * 1000)
    assert [(row["value"], row["unit"], row["deadline"]) for row in rows["targets"]] == [("12", "个", "2033")] * 1000
    [said] = [i for i in rows["issues"] if i["type"] == "long_paragraph"]
    assert (said["source_id"], said["severity"]) == ("wild", "info")
    assert f"{len(SENTENCE) * 1000} 个字符" in str(said["message"])


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("街区12个。道路3,000条,", "。"),
        ("街区12个,道路3条,", ","),
        ("街区12个、道路35条、", "、"),
        ("街区12345", "区"),
    ],
)
def test_long_paragraphs_are_cut_where_nothing_is_cut_in_two(said: str, ends: str) -> None:
    printed = said * 2000
    found = pieces.stretches(printed)
    assert "".join(found) == printed
    assert max(map(len, found)) <= pieces.LONGEST_PARAGRAPH
    assert {part[-1] for part in found[:-1]} == {ends}
    assert len(found) < 2 + 2 * len(printed) / pieces.LONGEST_PARAGRAPH


def test_a_run_without_any_place_to_cut_is_cut_all_the_same() -> None:
    assert [len(part) for part in pieces.stretches("9" * 7000)] == [3000, 3000, 1000]
    assert pieces.stretches("云" * 3000) == ["云" * 3000]


def work(folder: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> Counter[str]:
    """How often the grammar looks at anything, and over how many characters, while it parses one paragraph."""
    done: Counter[str] = Counter()

    with monkeypatch.context() as patch:
        for module, name in ((periods, "find"), (roles, "claims"), (clauses, "_cut"), (identity, "folded")):
            real = getattr(module, name)

            def counted(text: str, *more: object, real: Callable[..., object] = real, name: str = name) -> object:
                done[name] += len(text)
                return real(text, *more)

            patch.setattr(module, name, counted)
        parsed(folder, "云川市街区方案", said)
    return done


@pytest.mark.parametrize("said", ODD.values(), ids=ODD)
def test_twice_the_text_is_twice_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    once, twice = (work(tmp_path, monkeypatch, said * (size // len(said))) for size in (6_000, 12_000))
    for name, characters in once.items():
        assert characters > 0
        # Less than a sentence of all the text is nothing that grows with it.
        assert twice[name] < 2.2 * max(characters, len(said)), name


TOKENS = [
    *"一二三四五六七八九十百千万亿0123456789.,:;。、（）()《》“”【】〔〕[]%/-—+×＜≥ \n#①²",
    *["到2033年", "建成", "个", "亿元", "同比", "增长", "分别", "责任单位:", "市商务局", "附件", "第", "条", "号", "云商字", "目录", "通知"],
    *["关于印发", "对", "给予", "补助", "占", "其中", "由", "提高到", "每年", "比", "的", "企业", "平均", "第二位", "1:1", "………… 5"],
]  # fmt: skip


@pytest.mark.parametrize("seed", range(24))
def test_any_words_in_any_order_end_in_rows(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices(TOKENS, k=1200))
    rows = parsed(tmp_path, *text.split("\n"))
    for table, found in rows.items():
        assert {name for row in found for name in row} <= TABLES[table].keys()
    keys = [row["quantity_id"] for row in rows["quantities"]]
    places = sorted((row["char_start"], row["char_end"]) for row in rows["quantities"])
    assert len(set(keys)) == len(keys)
    assert all(before[1] <= after[0] for before, after in pairwise(places))  # type: ignore[operator]
