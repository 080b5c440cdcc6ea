"""Printed number → value, highest value, unit, comparator, of every number in it."""

from __future__ import annotations

import pytest

from tests.transform.conftest import lexicon
from transform.language import numbers
from transform.language.text import fold

NUMBERS = {
    # One number of several parts.
    "3亿5000万元": [("350000000", None, "元", "=")],
    "25万6千人": [("256000", None, "人", "=")],
    "1万2000户": [("12000", None, "户", "=")],
    "2千3百万元": [("23000000", None, "元", "=")],
    "两亿三千万元": [("230000000", None, "元", "=")],
    "一万亿元": [("1", None, "万亿元", "=")],
    "五千千瓦": [("5000", None, "千瓦", "=")],
    # Ranges, and what is none.
    "8000万元至1.2亿元": [("8000", "12000", "万元", "=")],
    "1.2—1.5万亿元": [("1.2", "1.5", "万亿元", "=")],
    "8000至1万人": [("8000", "10000", "人", "=")],
    "300万—900万元": [("300", "900", "万元", "=")],
    "三十至四十万人": [("30", "40", "万人", "=")],
    "三至五家": [("3", "5", "家", "=")],
    "5月至6日": [("5", None, None, "="), ("6", None, "日", "=")],
    "10至8人": [("10", None, None, "="), ("8", None, "人", "=")],
    # Signs and bounds.
    "减负1000亿元": [("1000", None, "亿元", "=")],
    "达到-5%": [("-5", None, "%", "=")],
    "控制在5%左右": [("5", None, "%", "~")],
    "控制在5%以内": [("5", None, "%", "<=")],
    "控制在5%": [("5", None, "%", "<=")],
    "二十多家": [("20", None, "家", ">")],
    "300余家": [("300", None, "家", ">")],
    "10来个": [("10", None, "个", "~")],
    "近百个": [("100", None, "个", "~")],
    "上万台": [("1", None, "万台", ">=")],
    # Only the order is told.
    "几十万人": [("20", "90", "万人", "~")],
    "数百家企业": [("200", "900", "家", "~")],
    "三四十万人": [("30", "40", "万人", "~")],
    "三五个": [("3", "5", "个", "~")],
    "十几个": [("10", "20", "个", "~")],
    # Parts.
    "三分之一": [("33.3333", None, "%", "=")],
    "十分之三以上": [("30", None, "%", ">=")],
    "二成半": [("2.5", None, "成", "=")],
    "三成五": [("3.5", None, "成", "=")],
    "两成": [("2", None, "成", "=")],
    "20万m3": [("20", None, "万m3", "=")],
    # What the last of a list prints is meant by all.
    "300万、150万、50万元": [("300", None, "万元", "="), ("150", None, "万元", "="), ("50", None, "万元", "=")],
    "分别增长7%、8%左右": [("7", None, "%", "~"), ("8", None, "%", "~")],
    "增长7%、8%左右": [("7", None, "%", "="), ("8", None, "%", "~")],
    "分别拉动2.1和2.4个百分点": [("2.1", None, "个百分点", "="), ("2.4", None, "个百分点", "=")],
    "60个亿元以上项目": [("60", None, "个", "=")],
    # No numbers.
    **{words: [] for words in ("万人基站数", "千家万户", "一个", "一批", "第三家", "每三人", "指数百分制", "统一个人", "陆家")},
    **{words: [] for words in ("第三四家", "每两三个", "第七八条", "第三四十个", "三四里")},
    "两个": [("2", None, "个", "=")],
}  # fmt: skip


@pytest.mark.parametrize("printed", NUMBERS)
def test_what_a_printed_number_says(printed: str) -> None:
    found = lexicon().find(fold(printed).text)
    high = [None if q.value_max is None else numbers.plain(q.value_max) for q in found]
    made = [(numbers.plain(q.value), most, q.unit, q.comparator) for q, most in zip(found, high, strict=True)]
    assert made == NUMBERS[printed]


BEFORE = {
    ">=": "≥ 不少于 不低于 不小于 不得低于 不得少于 至少 最少 大于等于 大于或等于 高于或等于 等于或大于 达到或超过",
    "<=": "≤ 不超过 不高于 不多于 不大于 不得超过 不得高于 最高不超过 小于等于 小于或等于 低于或等于 等于或小于 控制在 最多 最高 至多",
    ">": "> 超过 超出 超 逾 突破 跃过 迈过 跨过 冲破 高于 大于 多于",
    "<": "< 跌破 低于 少于 小于 不足 不到 不满 未满",
    "~": "大约 约 接近 将近 近",
    "=": "达到 共有 约束",
}
AFTER = {">=": "以上 及以上 或以上 (含)以上", "<=": "以下 及以下 以内 之内 (含)以内", "~": "左右 上下", "=": "起 的 内"}
BOUNDS = [
    *((f"{word}50个", sense) for sense, said in BEFORE.items() for word in said.split()),
    *((f"50个{word}", sense) for sense, said in AFTER.items() for word in said.split()),
    *((f"不少于{link}50个", ">=") for link in ("为", "达到")),
    *((f"约{link}50个", "~") for link in ("为", "有", "占", "达", "是", "合")),
]


@pytest.mark.parametrize(("printed", "comparator"), BOUNDS)
def test_how_words_around_a_number_compare_it(printed: str, comparator: str) -> None:
    assert [q.comparator for q in lexicon().find(fold(printed).text)] == [comparator]


def test_what_is_more_than_points_stands_inside_their_unit() -> None:
    (made,) = lexicon().find("提高2个多百分点左右")
    assert (made.unit, made.comparator, made.unit_end, made.end) == (
        "个百分点",
        ">",
        len("提高2个多百分点"),
        len("提高2个多百分点"),
    )


@pytest.mark.parametrize("unit", ["瓦", "瓦时", "伏", "伏安", "焦", "赫", "帕"])
def test_a_unit_keeps_the_thousand_that_it_is_printed_with(unit: str) -> None:
    made = [(numbers.plain(q.value), q.unit) for q in lexicon().find(f"三千{unit},五千千{unit}")]
    assert made == [("3", f"千{unit}"), ("5000", f"千{unit}")]


@pytest.mark.parametrize("unit", list("个家户人名位项件条台套辆座所处张场种款支只艘架颗篇册幢栋间株头笔倍元吨斤亩"))
def test_one_sign_that_counts_behind_a_chinese_number(unit: str) -> None:
    assert [(numbers.plain(q.value), q.unit) for q in lexicon().find(f"三十{unit}")] == [("30", unit)]


@pytest.mark.parametrize("printed", ["三十里屯", "三十度", "三十中学", "二期工程"])
def test_one_sign_that_may_begin_a_word_counts_nothing(printed: str) -> None:
    assert lexicon().find(printed) == []
