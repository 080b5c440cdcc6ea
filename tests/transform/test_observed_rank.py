"""Sentence → the ranks that it tells: what has them, the place, the last of a range, its unit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.grammar.observed_rank import RANK, place
from transform.language.clauses import Span
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]
REPORT = {"kind": "bulletin", "issued_on": "2031-02-05", "title": "2030年云川市统计公报"}

TOLD: list[tuple[str, list[tuple[str, str, str | None, str | None]]]] = [
    ("港口吞吐量居全省第三位。", [("港口吞吐量", "3", None, "位")]),
    ("港口吞吐量位列全国第12位。", [("港口吞吐量", "12", None, "位")]),
    ("出口额稳居全省第1名。", [("出口额", "1", None, "名")]),
    ("港口吞吐量居全省首位。", [("港口吞吐量", "1", None, None)]),
    ("港口吞吐量位居全国榜首。", [("港口吞吐量", "1", None, None)]),
    ("茶叶产量居全国各地之首。", [("茶叶产量", "1", None, None)]),
    ("创新能力排名全国第5至第8位。", [("创新能力", "5", "8", None)]),
    ("营商环境由第20位前移到第11位。", [("营商环境", "11", None, "位")]),
    ("创新能力从上年的第15位升至全国第9位。", [("创新能力", "9", None, "位")]),
    ("网络零售额连续三年居全省第一。", [("网络零售额", "1", None, None)]),
    ("网络零售额已连续5年、60个月居全省第一。", [("网络零售额", "1", None, None)]),
    ("生产总值、财政收入均居全省第二位。", [("生产总值", "2", None, "位"), ("财政收入", "2", None, "位")]),
    ("生产总值、财政收入分别居全省第二、第三位。", [("生产总值", "2", None, None), ("财政收入", "3", None, None)]),
    ("生产总值、财政收入和出口额分别列全国第一、第三和第四位。",
     [("生产总值", "1", None, None), ("财政收入", "3", None, None), ("出口额", "4", None, None)]),
    ("生产总值达到900亿元,居全省第4位。", [("生产总值", "4", None, "位")]),
    ("生产总值增幅居全省第3位,工业增加值增速列全省第2,增幅居全省第五。",
     [("生产总值增幅", "3", None, "位"), ("工业增加值增速", "2", None, None), ("工业增加值增幅", "5", None, None)]),
    ("工业增加值增长5%,增幅连续3年居全省第二。", [("工业增加值增幅", "2", None, None)]),
    ("工业增加值增长5%,累计增速高于全省3.6个百分点,居全省第5位。", [("工业增加值增速", "5", None, "位")]),
    ("工业增加值增长5%,居全省第5位。", [("工业增加值", "5", None, "位")]),
    ("港口吞吐量在全国90个港口中排名第七。", [("港口吞吐量", "7", None, None)]),
    ("生产总值总量和增速均居全省第五位。", [("生产总值总量", "5", None, "位")]),
    ("粮食产量居全省第二批。", []),
    ("居全省第二位。", []),
    ("该市是全省第三个示范市。", []),
    # Which of several it is told of is not said.
    ("从全国第8位、第4位跃居第1位。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_ranks(read: Read, text: str, expected: list[tuple[str, str, str | None, str | None]]) -> None:
    rows = [row for row in read(text, **REPORT)["observations"] if row["stat"] == "rank"]
    assert [(row["metric"], row["value"], row["value_max"], row["unit"]) for row in rows] == expected


LEADS = [
    "位居", "位列", "位于", "排名", "排在", "排", "居", "列", "蝉联", "保持", "夺得", "稳居", "名列", "跃居", "跻身", "进入", "处于",
    "全国", "全球", "世界", "国内", "全省", "全市", "行业", "市场", "份额", "提升到", "上升到", "跃升至", "前移至", "升到", "降至",
]  # fmt: skip


@pytest.mark.parametrize("lead", LEADS)
def test_words_that_lead_to_a_rank(lead: str) -> None:
    found = RANK.search(f"出口额{lead}第6位")
    assert found is not None
    assert found["n"] == "6"


@pytest.mark.parametrize(
    "behind",
    ["批", "个", "家", "次", "部", "期", "届", "代", "轮", "人", "大", "中", "医", "方", "者", "类", "产业", "实验室"],
)
def test_what_counts_behind_an_ordinal_is_no_rank(behind: str) -> None:
    assert RANK.search(f"居全省第二{behind}") is None


@pytest.mark.parametrize("among", ["全国", "全球", "世界", "国内", "全省", "行业", "各省", "各地", "同类"])
@pytest.mark.parametrize("first", ["之首", "首位", "榜首"])
def test_the_first_of_all(among: str, first: str) -> None:
    assert RANK.search(f"产量居{among}{first}") is not None


@pytest.mark.parametrize(
    ("text", "start", "metric", "at"),
    [("产值、收入均居第五", 0, "收入", 3), ("产值、收入均居第五", 0, "利润", 7), ("收入。产值居第五", 3, "收入", 6)],
)
def test_each_of_several_that_share_a_rank_has_a_place(text: str, start: int, metric: str, at: int) -> None:
    assert place(text, Span(start, len(text)), metric, text.index("第五")) == at
