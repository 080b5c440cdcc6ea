"""Phrases are cut between words: a noun keeps the characters that look like a verb or an adverb."""

from __future__ import annotations

import pytest

from transform.grammar import phrases
from transform.grammar.trimming import may_part

LEFT = {
    # What stands before a number → the noun that it counts.
    "再生水利用率达到": "再生水利用率",
    "建成区绿地率力争达到": "建成区绿地率",
    "孵化器在孵企业增加到": "孵化器在孵企业",
    "现代服务业占比提升至": "现代服务业占比",
    "将军山林地保持在": "将军山林地",
    "要素市场交易额突破": "要素市场交易额",
    "可再生能源装机超过": "可再生能源装机",
    "已累计完成并购重组": "并购重组",
    "公共充电桩建成": "公共充电桩",
    "约定农户占比为": "约定农户占比",
    "减灾示范社区达到": "减灾示范社区",
    "项目签约": "项目签约",
    "水土保持率提升至": "水土保持率",
    "有色金属产量为": "有色金属产量",
    "培训机构总数为": "培训机构总数",
    # What is taken off stays off.
    "力争全年新增就业": "就业",
    "将累计引进人才": "人才",
    "城镇化率提高到": "城镇化率",
    "我市已建成绿道": "绿道",
    "驿站建设完成": "驿站建设",
}


@pytest.mark.parametrize("left", LEFT)
def test_a_noun_before_its_number_is_whole_words(left: str) -> None:
    assert phrases.left_noun(left) == LEFT[left]


@pytest.mark.parametrize(
    ("right", "noun"),
    [
        ("[3],蔬菜增加", ""),
        ("①的农户", "农户"),
        ("²,", ""),
        ("个示范场景", "个示范场景"),
        ("在县城", ""),
    ],
)
def test_a_mark_of_a_footnote_is_no_noun(right: str, noun: str) -> None:
    assert phrases.right_noun(right) == noun


@pytest.mark.parametrize(
    ("phrase", "offset", "allowed"),
    [("要素市场", 1, False), ("已有驿站", 1, True), ("每人每年", 2, True), ("力争到", 2, True), ("占比", 1, False)],
)
def test_where_a_phrase_may_be_parted(phrase: str, offset: int, allowed: bool) -> None:
    assert may_part(phrase, offset) is allowed
