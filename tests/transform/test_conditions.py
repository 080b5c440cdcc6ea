"""The words before an offer → what must be met; how an offer is decided on, and what is a sum, is no condition."""

from __future__ import annotations

import pytest

from transform.grammar import conditions


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("获评省级示范的,", "获评省级示范"),
        ("在云川市注册,缴纳社保满1年的,", "在云川市注册,缴纳社保满1年"),
        ("支持企业发展,获评省级示范的,", "获评省级示范"),
        ("鼓励企业创新,", None),
        ("对新引进的,", "新引进"),
        ("其中:(一)新引进的,", "新引进"),
        ("对外贸企业投保的,", "外贸企业投保"),
        ("企业产值增长,", None),
    ],
)
def test_what_is_asked_ends_in_of(words: str, condition: str | None) -> None:
    assert conditions.asked(words) == condition


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("订单达到1000万元,", "订单达到1000万元"),
        ("订单超过1000万元,", "订单超过1000万元"),
        ("订单突破1000万元,", "订单突破1000万元"),
        ("订单不低于1000万元,", "订单不低于1000万元"),
        ("订单不少于10个,", "订单不少于10个"),
        ("经营满2年,", "经营满2年"),
        ("累计3次,", "累计3次"),
        ("产值增长5%,", "产值增长5%"),
        ("面积100平方米以上,", "面积100平方米以上"),
        ("面积100平方米以上,经营满2年,", "面积100平方米以上,经营满2年"),
        ("支持企业发展,产值增长5%,", "产值增长5%"),
        ("补贴不超过1000万元,", None),
        ("给予奖励,产值增长5%,", None),
        ("企业产值增长,", None),
    ],
)
def test_what_must_be_reached(words: str, condition: str | None) -> None:
    assert conditions.reached(words) == condition


@pytest.mark.parametrize(
    ("words", "condition"),
    [
        ("企业招用毕业生,签订1年以上合同,", "企业招用毕业生,签订1年以上合同"),
        ("企业招用毕业生,并缴纳社会保险费,", "企业招用毕业生,并缴纳社会保险费"),
        ("家庭购买新能源车,", "家庭购买新能源车"),
        ("新取得高级证书,", "新取得高级证书"),
        ("通过省级认定,", "通过省级认定"),
        ("工程竣工验收后,", "工程竣工验收"),
        ("项目建成投产以后,", "项目建成投产"),
        ("经验收合格后,", None),
        ("举办省级赛事,经市体育部门审核,", "举办省级赛事"),
        ("开展各类赛事,经市体育部门审核,", None),
        ("经市体育部门审核,", None),
        # What is done anyhow, or given already, ends what was told before it.
        ("企业招用毕业生,支持企业发展,", None),
        ("企业招用毕业生,给予补贴,签订1年以上合同,", "签订1年以上合同"),
        ("市财政安排资金,", None),
        ("主管部门组织评审,", None),
        ("企业实际发生的研发费用,", None),
        ("农户种植水稻的保费,", None),
        ("从2031年起,", None),
        ("", None),
    ],
)
def test_what_the_receiver_does(words: str, condition: str | None) -> None:
    assert conditions.done(words) == condition


DECIDED = [
    "审核", "审定", "审批", "审查", "审计", "评审", "评估", "评选", "评定", "认定", "批准", "同意", "核准", "核定", "核实",
    "核查", "研究", "公示", "验收",
]  # fmt: skip


@pytest.mark.parametrize("deed", DECIDED)
def test_how_an_offer_is_decided_on(deed: str) -> None:
    assert conditions.PROCEDURE.match(f"经专家{deed}")
    assert not conditions.PROCEDURE.match(f"经{deed}的企业")
