"""Texts that no document should hold, and some does: the grammar ends, and gives rows of the contract."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.content import Block, Content
from transform import facts
from transform.document import SourceInfo
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
