"""Words behind a number → the noun that they begin with, and what is told of it."""

from __future__ import annotations

import pytest

from transform.grammar import phrases, predicates

TOLD = [
    # left of the number, words behind it → noun, what is told of it
    ("", "村获评市级示范村", "村", "获评市级示范村"),
    ("使", "困难职工搬进了公寓", "困难职工", "搬进了公寓"),
    ("", "驿站首次全部纳入统一管理", "驿站", "纳入统一管理"),
    ("", "渔港被命名为文明渔港", "渔港", "被命名为文明渔港"),
    ("", "乡镇与市属医院建立结对关系", "乡镇", "与市属医院建立结对关系"),
    ("选派", "林业技术员到山区开展服务", "林业技术员", "到山区开展服务"),
    ("为", "留守老人免费提供午餐", "留守老人", "免费提供午餐"),
    ("在", "镇开展垃圾分类试点", "镇", "开展垃圾分类试点"),
    ("使", "渔民受益", "渔民", "受益"),
    ("", "列入名录的展馆全部实现免费开放", "列入名录的展馆", "实现免费开放"),
    ("", "水库未造成人员伤亡", "水库", "未造成人员伤亡"),
    # How far a thing has come says no more of it; a rank or a sum behind it is a fact of its own.
    ("", "码头揭牌运行", "码头", ""),
    ("", "重点项目完成投资", "重点项目", ""),
    ("", "渡口建成通航试运行", "渡口", "建成通航试运行"),
    ("", "水产品产量居全省第一位", "水产品产量", ""),
    ("", "合作园区、总投资", "合作园区", ""),
    # A name may hold a verb.
    ("实施", "老旧渡口改造项目", "老旧渡口改造项目", ""),
    ("完成", "渡口综合治理", "渡口综合治理", ""),
    ("支持", "社区养老服务机构", "社区养老服务机构", ""),
    ("", "行政审批的免征范围", "行政审批的免征范围", ""),
]


@pytest.mark.parametrize(("left", "words", "noun", "told"), TOLD)
def test_what_is_told_of_a_noun_is_no_part_of_it(left: str, words: str, noun: str, told: str) -> None:
    assert predicates.split(words, left) == (noun, told)


def test_a_metric_has_what_is_told_of_it_in_brackets() -> None:
    assert phrases.right_noun("村获评市级示范村") == "村(获评市级示范村)"
    assert phrases.right_noun("码头揭牌运行") == "码头"
