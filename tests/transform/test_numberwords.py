"""Every rule of numbers in words takes its own examples, and nothing of the words that only look like them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from transform.grammar import numberwords

EXAMPLES = [
    pytest.param(rule, phrase, words, id=f"{rule.name}-{phrase}")
    for rule in (numberwords.SLASHED, *numberwords.RULES)
    for phrase, words in rule.examples
]


@pytest.mark.parametrize(("rule", "phrase", "words"), EXAMPLES)
def test_a_rule_takes_its_examples(rule: numberwords.Rule, phrase: str, words: str) -> None:
    found = [*numberwords.fractions(phrase), *numberwords.find(phrase)]
    assert words in [phrase[w.start : w.end] for w in found if w.rule.endswith(f".{rule.name}")]


@pytest.mark.parametrize("rule", [numberwords.SLASHED, *numberwords.RULES], ids=lambda rule: rule.name)
def test_a_rule_has_examples(rule: numberwords.Rule) -> None:
    assert rule.examples


@pytest.mark.parametrize(
    "phrase",
    [
        *(
            "过半年再议",
            "近半年来",
            "统一管理",
            "老百姓",
            "十分重要",
            "百花齐放",
            "一般情况",
            "进一步",
            "零售业",
            "万众创新",
        ),
        *(
            "实施倍增计划",
            "实施倍增行动",
            "建设倍增工程",
            "印发倍增方案",
            "发挥倍增作用",
            "打造企业倍增器",
            "拓展倍增空间",
            "发挥倍增效应",
            "三大学校",
            "二手房",
            "一年级新生",
            "一致同意",
            "编号3/2",
            "2031/3/5",
            "A1/3",
        ),
    ],
)
def test_what_no_rule_takes(phrase: str) -> None:
    found = [*numberwords.fractions(phrase), *numberwords.find(phrase)]
    assert [phrase[w.start : w.end] for w in found] == []


AMOUNTS = [
    # phrase → value, unit, comparator
    ("产值翻番", "2", "倍", "="),
    ("产值翻一番", "2", "倍", "="),
    ("产值翻两番", "4", "倍", "="),
    ("产值翻二番", "4", "倍", "="),
    ("产值翻三番", "8", "倍", "="),
    ("产值翻四番", "16", "倍", "="),
    ("产值超过翻番", "2", "倍", ">"),
    ("营收实现倍增", "2", "倍", "="),
    ("占比过半", "50", "%", ">"),
    ("超半数委员同意", "50", "%", ">"),
    ("近半企业", "50", "%", "~"),
    ("半数委员同意", "50", "%", "="),
    ("半数以上委员同意", "50", "%", ">="),
    ("降低到原来一半", "50", "%", "="),
    ("原来一半以上", "50", "%", ">="),
    ("增长超过一半", "50", "%", ">"),
    ("比上年增长一倍", "1", "倍", "="),
    ("处以一倍以上罚款", "1", "倍", ">="),
    ("产量提高一成", "1", "成", "="),
    ("产量提高一成以上", "1", "成", ">="),
    ("减少1/3左右", "33.3333", "%", "="),
    ("占全部用地的2/5", "40", "%", "="),
    ("占1/8", "12.5", "%", "="),
]


@pytest.mark.parametrize(("phrase", "value", "unit", "comparator"), AMOUNTS)
def test_how_much_words_say(phrase: str, value: str, unit: str, comparator: str) -> None:
    found = [w.quantity for w in (*numberwords.fractions(phrase), *numberwords.find(phrase)) if w.quantity]
    assert [(q.value, q.unit, q.comparator) for q in found] == [(Decimal(value), unit, comparator)]


def test_a_whole_is_no_fraction() -> None:
    assert [*numberwords.fractions("共3/3,5/4")] == []


@pytest.mark.parametrize(
    ("phrase", "words", "role"),
    [
        ("二○三一年六月十日印发", "二○三一年六月十日", "date"),
        ("二十三、附则", "二十三、", "reference"),
        ("列全省第一", "第一", "name"),
        ("三年行动方案", "三年", "name"),
        ("有效期五年", "五年", "limit_of_time"),
        ("三级医院", "三级", "name"),
        ("实施四大工程", "四大", "list_count"),
    ],
)
def test_what_a_numeral_that_counts_nothing_is(phrase: str, words: str, role: str) -> None:
    found = [(phrase[w.start : w.end], w.taken.role) for w in numberwords.find(phrase) if w.taken]
    assert (words, role) in found
