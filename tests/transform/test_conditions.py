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


GIFTS = "给予 予以 补贴 补助 奖励 资助 扣除 贴息 标准 返还 减免"
WORK = "支持 鼓励 引导 推动 推进 加强 开展 建立 设立 落实 每年发放 每年安排 每年评选 每年认定"
DEEDS = (
    "招用 招聘 招录 吸纳 签订 缴纳 取得 获得 获评 获批 入选 参加 购买 购置 报废 租赁 租用 入驻 创办 承办 举办 并招用 且招用"
    " 同时招用 首次获得 新购置 当年入选 通过省级认定 通过省级认证 通过省级验收 通过省级评审"
)
OVER = "完成 竣工 验收 合格 投产 投用 建成 到位 达标 结题 上市 开业"
SPENT = "费用 费 支出 利息 收入 所得 税 税款 价款 金额 保费"


@pytest.mark.parametrize("word", GIFTS.split())
def test_where_something_is_given_before_nothing_is_asked(word: str) -> None:
    assert conditions.reached(f"{word}企业,产值增长5%,") is None


@pytest.mark.parametrize("word", WORK.split())
def test_what_is_done_by_itself_is_not_asked(word: str) -> None:
    assert conditions.reached(f"{word}甲乙,产值增长5%,") == "产值增长5%"
    assert conditions.asked(f"{word}甲乙,获评省级示范的,") == "获评省级示范"


@pytest.mark.parametrize("word", DEEDS.split())
def test_what_only_receivers_do(word: str) -> None:
    assert conditions.done(f"{word}甲乙,") == f"{word}甲乙"


@pytest.mark.parametrize("word", OVER.split())
@pytest.mark.parametrize("after", ["后", "之后", "以后"])
def test_what_must_be_over(word: str, after: str) -> None:
    assert conditions.done(f"工程{word}{after},") == f"工程{word}"


@pytest.mark.parametrize("word", SPENT.split())
def test_a_sum_is_no_condition(word: str) -> None:
    assert conditions.done(f"企业招用人员的{word},") is None
    assert conditions.done("企业招用人员,") == "企业招用人员"
