"""Every rule of numbers in words takes its own examples, and nothing of the words that only look like them."""

from __future__ import annotations

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
