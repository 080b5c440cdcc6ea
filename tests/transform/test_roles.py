"""Printed words → what a number in them is instead of a fact, by which rule. All of a fictional city."""

from __future__ import annotations

import pytest

from tests.transform.conftest import lexicon
from transform.grammar import roles
from transform.language import periods
from transform.language.text import fold

CLAIMS = [
    # words, what is claimed of them, as what, by which rule
    ("依照第12条第3款办理", "第12条第3款", "reference", "article"),
    ("执行GB/T 20312—2031的规定", "GB/T 20312—2031", "reference", "standard"),
    ("见图2-1", "图2-1", "reference", "figure_or_table"),
    ("见表3", "表3", "reference", "figure_or_table"),
    ("见专栏2", "专栏2", "reference", "figure_or_table"),
    ("第15页", "第15页", "reference", "page"),
    ("有关规定[12]的说明", "[12]", "reference", "footnote_mark"),
    ("上午9时30分开会", "9时30分", "date", "clock"),
    ("李村3组", "村3组", "name", "village_group"),
    ("投资10万元(折合80万元)", "(折合80万元)", "other", "restatement"),
    ("一类场所。2.另一类", "2.", "reference", "list_number"),
    ("(3)加强管理", "(3)", "reference", "list_number"),
    ("15分钟生活圈", "15分钟", "name", "circle"),
    ("第1至第3名", "第1至第3名", "name", "ordinals"),
    ("第5位—第8位", "第5位—第8位", "name", "ordinals"),
    ("接入100M宽带", "100M", "name", "bandwidth"),
    ("500兆及以上用户", "500兆", "name", "bandwidth"),
    ("第六届展会", "第六届", "name", "ordinal"),
    ("第三方评估", "第三方", "name", "ordinal"),
    ("第7中学", "第7", "name", "school_or_unit"),
    ("3+2工作法", "3+2", "name", "sum_of_parts"),
    ("型号AB-200", "AB-200", "name", "latin_and_digits"),
    ("5G基站", "5G基站", "name", "generation"),
    ("打造2.0版平台", "2.0", "name", "version"),
    ("评为3A级景区", "3A", "name", "grade"),
    ("A级纳税人", "A", "name", "grade"),
    ("进入21世纪", "21世纪", "name", "set_phrase"),
    ("五星级酒店", "五星级", "name", "set_phrase"),
    ("百亿级企业", "百亿级", "name", "rank_of_size"),
    ("全国500强企业", "500强", "name", "best_of"),
    ("前10名企业", "前10名", "name", "top_of_list"),
    ("提出12条措施", "12条", "name", "set_of_measures"),
    ("规划18项重大工程", "18项", "name", "works_of_a_plan"),
    ("每3个社区建设一处", "每3个", "other", "ratio"),
    ("每10万人口拥有医生20名", "每10万人口", "other", "per_so_many"),
    ("由教育局等5部门印发", "等5部门", "name", "issuing_bodies"),
    ("由教育局等12个部门印发", "等12个部门", "name", "issuing_bodies"),
    ("三部门联合印发", "三部门", "name", "issuing_bodies"),
    ("2.4GHz频段", "2.4GHz", "name", "frequency"),
    ("支持1080p播放", "1080p", "name", "frequency"),
    ("比例为1:3", "1:3", "other", "ratio"),
    ("云政发〔2031〕8号", "〔2031〕8号", "reference", "document_number"),
    ("电话:0999-5551234", "0999-5551234", "contact", "telephone"),
    ("邮编:123456", "邮编:123456", "contact", "post_code"),
    ("“三个一”工程", "“三个一”", "name", "quoted_name"),
    ("《三年行动》", "《三年行动》", "reference", "title_of_document"),
    ("截止2031年5月", "2031年5月", "date", "time"),
    ("近三年的数据", "近三年", "limit_of_time", "time"),
]


@pytest.mark.parametrize(("words", "claimed", "role", "rule"), CLAIMS)
def test_what_is_claimed_of_words(words: str, claimed: str, role: str, rule: str) -> None:
    text = fold(words).text
    found = [(text[c.start : c.end], c.role, c.rule) for c in roles.claims(text, periods.find(text, 2031))]
    assert (claimed, role, rule) in found


@pytest.mark.parametrize(
    "words",
    [
        "建成3组机组",
        "有300兆瓦装机",
        "前10名以内",
        "“云川号”工程",
        "达到7亿级以上",
        "建设1.0万个站点",
        "规划建设道路18公里",
    ],
)
def test_what_is_left_to_be_a_fact(words: str) -> None:
    text = fold(words).text
    assert [(text[c.start : c.end], c.rule) for c in roles.claims(text, periods.find(text, 2031))] == []


TAKEN = [
    # words → for each of their numbers what it is taken for, None where it may be a fact
    ("人均预期寿命达到80岁", [None]),
    ("平均受教育年限达到12年", [None]),
    ("年满18周岁", ["age"]),
    ("年满60岁", ["age"]),
    ("数百家企业", ["vague"]),
    ("不超过缴费额的2/3", ["share_of_an_amount"]),
    ("占缴费额的2/3", [None]),
    ("优良天数达到310天", [None]),
    ("公示期不少于15天", ["length_of_time"]),
    ("在15个工作日内办结", ["length_of_time"]),
    ("抗御6级地震", ["grade_of_a_scale"]),
    ("机组20级", [None]),
    ("上述3类企业", ["kinds_listed"]),
    ("畜禽等3类产品", ["kinds_listed"]),
    ("建设3类产品", [None]),
    ("畜禽等20类产品", [None]),
    ("分为5个方面", ["parts_listed"]),
    ("建成5个领域示范项目", [None]),
    ("完成15项重点任务", ["parts_listed"]),
    ("完成100项重点任务", [None]),
    ("完成15项以上重点任务", [None]),
    ("价格指数达到102.3", [None]),
    ("编号为102", ["without_unit"]),
    ("能效值控制在1.3", [None]),
    ("收入比由2.5降到2.3", [None, None]),
]


@pytest.mark.parametrize(("words", "rules"), TAKEN)
def test_what_a_free_number_is_taken_for(words: str, rules: list[str | None]) -> None:
    text = fold(words).text
    taken = [roles.by_words(text, quantity) for quantity in lexicon().find(text)]
    assert [t and t.rule.removeprefix("roles.") for t in taken] == rules


def test_what_the_language_read_as_one_number_is_claimed_by_nobody() -> None:
    for words in ("不足用地的1/3", "开挖土方20万m3"):
        text = fold(words).text
        quantities = lexicon().find(text)
        assert roles.beside(roles.claims(text, []), quantities) == []
        assert len(quantities) == 1


def test_a_number_in_a_claim_is_claimed_and_one_beside_it_is_free() -> None:
    text = fold("见表3,培训200人,联系第7中学").text
    found = roles.claims(text, [])
    by_number = {text[q.start : q.unit_end]: roles.claimed(q, found) for q in lexicon().find(text)}
    assert by_number["200人"] is None
    assert all(claim is not None for words, claim in by_number.items() if words != "200人")
