"""Noun phrases are constituents: rules over classes of words, each with examples; a phrase never begins or ends inside a word."""

from __future__ import annotations

import pytest

from transform.grammar import constituents, phrase_rules, phrases
from transform.language.chart import Grammar, Node, Rule

EXAMPLES = [(rule.name, said, noun) for rule in phrase_rules.RULES for said, noun in rule.examples.items()]


@pytest.mark.parametrize(("said", "noun"), sorted({(said, noun) for _, said, noun in EXAMPLES}))
def test_an_example_of_a_rule_gives_its_noun_phrase(said: str, noun: str) -> None:
    assert constituents.before(said) == noun


def test_every_rule_reads_one_of_its_examples() -> None:
    used: set[str] = set()
    for _, said, _ in EXAMPLES:
        reading = constituents.read(said)
        assert reading is not None, said
        used |= {node.rule for node in reading.node.walk()}
    assert {rule.name for rule in phrase_rules.RULES} - used == set()


def test_no_two_rules_have_one_name() -> None:
    names = [rule.name for rule in phrase_rules.RULES]
    assert len(names) == len(set(names))


def test_a_rule_without_examples_or_of_three_parts_does_not_load() -> None:
    with pytest.raises(ValueError, match="rule made_up has no example"):
        Rule("made_up", "NP", ("N",), 0, {})
    with pytest.raises(ValueError, match="rule made_up is of 3 parts"):
        Rule("made_up", "NP", ("N", "N", "N"), 0, {"驿站": "驿站"})


def test_of_two_ways_to_build_a_constituent_the_cheaper_is_kept_with_what_made_it() -> None:
    dear = Rule("dear", "NP", ("N", "N"), 5, {"x": "x"})
    cheap = Rule("cheap", "NP", ("W", "N"), 1, {"x": "x"})
    chart = Grammar([dear, cheap]).parse([{"N": 0, "W": 0}, {"N": 0}])
    node = chart[0, 2]["NP"]
    assert (node.rule, node.cost, [child.category for child in node.children]) == ("cheap", 1, ["W", "N"])
    assert node.uses("cheap")
    assert not node.uses("dear")
    assert "NP" not in chart[0, 1]


def test_a_name_for_a_category_is_found_through_another() -> None:
    chart = Grammar([Rule("a", "B", ("A",), 1, {"x": "x"}), Rule("b", "C", ("B",), 2, {"x": "x"})]).parse([{"A": 0}])
    assert chart[0, 1]["C"] == Node(0, 1, "C", 3, "b", (Node(0, 1, "B", 1, "a", (Node(0, 1, "A", 0),)),))


LEFT = {
    # What stands before a number → the noun that it counts.
    "再生水利用率达到": "再生水利用率",
    "建成区绿地率力争达到": "建成区绿地率",
    "孵化器在孵企业增加到": "孵化器在孵企业",
    "现代服务业占比提升至": "现代服务业占比",
    "将军山林地保持在": "将军山林地",
    "要素市场交易额突破": "要素市场交易额",
    "可再生能源装机超过": "可再生能源装机",
    "公共充电桩建成": "公共充电桩",
    "约定农户占比为": "约定农户占比",
    "减灾示范社区达到": "减灾示范社区",
    "项目签约": "项目签约",
    "水土保持率提升至": "水土保持率",
    "有色金属产量为": "有色金属产量",
    "培训机构总数为": "培训机构总数",
    "每万人口拥有公交车": "每万人口拥有公交车",
    "15岁以上人口": "15岁以上人口",
    "入选项目数量": "入选项目数量",
    # Verbs, adverbs, aims, joiners, territories and who reports are taken off, also in a row.
    "已累计完成并购重组": "并购重组",
    "力争全年新增就业": "就业",
    "将累计引进人才": "人才",
    "城镇化率提高到": "城镇化率",
    "我市已建成绿道": "绿道",
    "驿站建设完成": "驿站建设",
    "实施技术改造项目": "技术改造项目",
    "拟发行长期建设债券": "长期建设债券",
    "市财政拟投入社会保障资金": "市财政社会保障资金",
    "市财政拟投入资金": "市财政投入资金",
    "省级财政拟安排补助": "省级财政安排补助",
    "市财政将投入": "市财政投入",
    "企业拟投入研发资金": "研发资金",
    "全面落实兑现换新补贴": "换新补贴",
    "新(改)建农村公路": "农村公路",
    "、养老床位": "养老床位",
    "渡口扩容至": "渡口",
    "绿地系统稳步提升": "绿地系统",
    "鼓励企业开展对外投资": "对外投资",
    # What it is compared with is told apart from what is measured.
    "农村居民收入增速快于经济增速": "农村居民收入增速",
    "快于经济增速": "",
    "高于全省平均": "",
    "苹果产量稳定在全国": "苹果产量",
    # A share keeps its whole, a relative clause its head, a verb that changes what is counted stays.
    "服务业增加值占生产总值的比重由": "服务业增加值占生产总值的比重",
    "具有区域影响力的开源社区": "具有区域影响力的开源社区",
    "建设具有区域影响力的开源社区": "具有区域影响力的开源社区",
    "减少碳排放": "减少碳排放",
    # What each gets stands before what is measured.
    "财政补助标准由每人每年": "每人每年财政补助标准",
    "午餐补助标准提高到人均": "午餐补助标准",
    "渔民养老金提高到人均": "人均渔民养老金",
    "渔民养老金人均每月新增": "人均每月渔民养老金",
    # Since when and in how many steps, how a rank is come to, what a change begins with and where it is planned are none of it.
    "水产品产量连续9年稳定在": "水产品产量",
    "造船产量历史性跃": "造船产量",
    "渔民收入实际": "渔民收入",
    "五年中分两轮取消审批事项": "取消审批事项",
    "从洪水中抢救耕牛": "耕牛",
    "午餐补助标准由每人每年50元提高到": "午餐补助标准",
    "计划在北岸建设公园": "公园",
    "在上年增产的基础上又增产": "",
    "办理时限压缩": "办理时限",
    "渔民收入比上年多": "渔民收入",
    # Where only verbs stand, nothing is named.
    "累计达到": "",
    "提高到": "",
    "推出": "",
}


@pytest.mark.parametrize("left", LEFT)
def test_the_noun_before_a_number(left: str) -> None:
    assert constituents.before(left) == LEFT[left]


@pytest.mark.parametrize(
    ("right", "noun"),
    [
        ("[3],蔬菜增加", ""),
        ("①的农户", "农户"),
        ("²,", ""),
        ("个示范场景", "个示范场景"),
        ("在县城", ""),
        ("合作事项加快落地", "合作事项"),
        ("街区环境面貌显著提升", "街区环境面貌"),
        ("困难家庭住上了新房", "困难家庭(住上了新房)"),
    ],
)
def test_the_noun_behind_a_number(right: str, noun: str) -> None:
    assert phrases.right_noun(right) == noun


@pytest.mark.parametrize(
    ("said", "noun"),
    [
        ("全市一共有书店", "书店"),
        ("共计建成书屋", "书屋"),
        ("总共引进企业", "企业"),
        ("评选先进企业", "先进企业"),
        ("选树典型企业", "典型企业"),
        ("归集公积金", "公积金"),
        ("吸纳就业人员", "就业人员"),
        ("帮扶困难家庭", "困难家庭"),
        ("攻克关键技术", "关键技术"),
        ("腾退闲置土地", "闲置土地"),
        ("届时绿地率达到", "绿地率"),
        ("依旧绿地率", "绿地率"),
        ("仍然绿地率", "绿地率"),
        ("始终绿地率保持在", "绿地率"),
        ("目标绿地率达到", "绿地率"),
        ("绿地率跃上", "绿地率"),
        ("绿地率升至", "绿地率"),
        ("绿地率冲刺", "绿地率"),
        ("绿地率增至", "绿地率"),
        ("绿地率降至", "绿地率"),
        ("绿地率高达", "绿地率"),
        ("产值跨越", "产值"),
        ("产值迈上", "产值"),
        ("更是使得产值达到", "产值"),
        ("导致产值下降", "产值"),
        ("平均绿地率达到", "绿地率"),
    ],
)
def test_verbs_and_adverbs_are_no_part_of_a_noun(said: str, noun: str) -> None:
    assert constituents.before(said) == noun
