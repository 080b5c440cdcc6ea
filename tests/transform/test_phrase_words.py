"""Word → the kind that the rules of noun phrases take it for, and how a phrase is cut into words of these kinds."""

from __future__ import annotations

import pytest

from transform.grammar import phrase_words

KINDS = {
    "link": "达到 数为 之间",
    "fall": "下降 改善",
    "add": "新增",
    "growth": "增速 涨幅",
    "sign_like": "约 共",
    "help": "支持 鼓励",
    "deed": "建设 重建",
    "done": "完成 建成",
    "light": "加强 安排",
    "sold": "销售",
    "for": "为",
    "new": "新建",
    "covers": "覆盖",
    "may": "可 需",
    "perfect": "了",
    "adverb": "力争 稳步 把 其中",
    "quality": "重点 老",
    "sized": "高 不",
    "single": "自 红",
    "plan": "拟 将",
    "intended": "计划",
    "compare": "高于 较",
    "noun": "清单 企业 补贴资金 总体目标",
    "measure": "覆盖率",
    "measured": "土地面积",
    "ratio": "比",
    "join": "和 、",
    "of": "的",
    "to": "由 按照",
    "towards": "对",
    "number": "30",
    "limit": "以上",
    "share": "占",
    "all": "全市 我国",
    "each": "每户",
    "sign": ", : ;",
    "manner": "迅速 省级",
}


@pytest.mark.parametrize(("word", "kind"), [(word, kind) for kind, words in KINDS.items() for word in words.split()])
def test_the_kind_of_a_word(word: str, kind: str) -> None:
    assert phrase_words.kind_of(word) == kind


def test_every_word_that_we_name_has_a_kind_that_has_categories() -> None:
    assert set(phrase_words._OWN.values()) <= phrase_words._KINDS.keys()
    assert {*phrase_words._CLASSES.values(), *phrase_words._TAGS.values()} <= phrase_words._KINDS.keys()


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("居民消费价格上涨", ("居民消费价格", "上涨")),
        ("产量下降", ("产量", "下降")),
        ("投资增长", ("投资", "增长")),
        ("收入提高", ("收入", "提高")),
        ("就业率上升", ("就业率", "上升")),
        ("水位下跌", ("水位", "下跌")),
        ("全面落实", ("全面", "落实")),
        ("加快建设", ("加快", "建设")),
        ("引进人才", ("引进", "人才")),
        ("新创建", ("新", "创建")),
        ("新增", ()),
        ("人才引进", ()),
        ("招商引资", ()),
        ("价格涨", ()),
        ("驿站", ()),
    ],
)
def test_the_two_words_that_the_dictionary_has_for_one(word: str, parts: tuple[str, ...]) -> None:
    assert phrase_words._parts(word) == parts
