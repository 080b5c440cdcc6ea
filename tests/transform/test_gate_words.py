"""Clause → the rule whose words speak against its last number; and from which words a document reckons its years."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.transform.conftest import document, lexicon
from transform.document.genre import Genre, Sort, Speech
from transform.grammar import chapters, gate
from transform.language.clauses import Span
from transform.language.text import fold


def speaking(rules: Sequence[gate.Against], clause: str) -> list[tuple[str, str]]:
    text = fold(clause).text
    quantity = lexicon().find(text)[-1]
    return [(rule.name, rule.role) for rule in rules if rule.speaks(text, Span(0, len(text)), quantity)]


NO_OFFER = [
    ("安排工作经费5万元", "set_aside", "other"),
    ("安排资金最高5万元", "set_aside", "other"),
    ("处以5万元罚款", "sanction", "other"),
    ("没收5万元", "sanction", "other"),
    ("追回补贴5万元", "sanction", "other"),
    ("财政负担30%", "between_governments", "other"),
    ("市财政列支5亿元", "between_governments", "other"),
    ("中央财政补助3亿元", "between_governments", "other"),
    ("对各市给予500万元", "between_governments", "other"),
    ("由企业承担30%", "between_governments", "other"),
    ("按90%报销", "insurance_benefit", "other"),
    ("起付300元", "insurance_benefit", "other"),
    ("养老金150元", "insurance_benefit", "other"),
    ("企业缴费8%", "contribution", "other"),
    ("按8%计收", "contribution", "other"),
    ("企业应当提供2000元", "obligation", "threshold"),
    ("达到500万元的", "condition", "threshold"),
    ("发放了补贴500万元", "given_out", "other"),
    ("累计减免税费50亿元", "given_out", "other"),
]
RULED = [
    ("道路长20米", "size", "other"),
    ("间距不小于5米", "size", "other"),
    ("距离车站500米", "size", "other"),
    ("海拔500米", "size", "other"),
    ("招生名额50人", "quota", "other"),
    ("计划30人", "quota", "other"),
    ("授予先进个人50名", "award", "other"),
    ("表彰单位20家", "award", "other"),
    ("等20家", "count_of_list", "list_count"),
    ("单位20家如下", "count_of_list", "list_count"),
]
UNAIMED = [
    ("票价20元", "price", "other"),
    ("单价每件20元", "price", "other"),
    ("电价0.5元", "price", "other"),
    ("收费20元", "price", "other"),
    ("缴纳20元", "price", "other"),
    ("工资3000元", "wage", "other"),
    ("月薪3000元", "wage", "other"),
    ("税率13%", "rate_in_force", "other"),
    ("费率5%", "rate_in_force", "other"),
    ("扣除比例10%", "rate_in_force", "other"),
    ("按总额的5%", "formula", "other"),
]


CONTACTS = "电话 热线 专线 传真 手机 QQ 邮编 邮箱 账号 帐号 代码 证号 信箱 拨打 微信 电话号码 账号为 热线:"
SANCTIONS = "罚款 罚金 滞纳金 没收 违约金 赔偿金 拘留 徒刑 处 处以 并罚 处罚"
OFFICES = "委员 主任 副主任 理事 监事 组长 副组长 秘书长"
KINDS = "类型 级别 等级 方式 情形"
ALWAYS = [
    *((f"{word}30个", "contact", "contact") for word in CONTACTS.split()),
    *((f"{word}5万元", "sanction", "other") for word in SANCTIONS.split()),
    *((f"设7名{word}", "committee", "other") for word in OFFICES.split()),
    ("由7名专家组成", "committee", "other"),
    ("由7名成员共同组成", "committee", "other"),
    ("由7名人大代表组成", "committee", "other"),
    ("(共30个", "count_of_list", "list_count"),
    (":共30个", "count_of_list", "list_count"),
    ("全文六章30个", "parts_of_text", "list_count"),
    ("分三年按40%", "instalment", "other"),
    ("分两期以40%", "instalment", "other"),
    *((f"{word}5个等级", "kinds", "list_count") for word in ("是", "分为", "为", "属于")),
    *((f"分为5个{word}", "kinds", "list_count") for word in KINDS.split()),
]


@pytest.mark.parametrize(
    ("rules", "clause", "name", "role"),
    [
        *((gate.ALWAYS, *case) for case in ALWAYS),
        *((gate.NO_OFFER, *case) for case in NO_OFFER),
        *((gate.RULED, *case) for case in RULED),
        *((gate.UNAIMED, *case) for case in UNAIMED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_words_against_a_number(rules: Sequence[gate.Against], clause: str, name: str, role: str) -> None:
    assert speaking(rules, clause) == [(name, role)]


@pytest.mark.parametrize(
    ("rules", "clause"),
    [
        (gate.ALWAYS, "邀请7名专家组成队伍"),
        (gate.ALWAYS, "由7名专家评审"),
        (gate.ALWAYS, "建成30个"),
        (gate.ALWAYS, "分三年按40个"),
        (gate.ALWAYS, "建成5个等级公园"),
        (gate.ALWAYS, "分为5个"),
        (gate.NO_OFFER, "给予5万元奖励"),
        (gate.NO_OFFER, "对地方特色企业给予5万元"),
        (gate.NO_OFFER, "给予缴费额10%的补贴"),
        (gate.NO_OFFER, "企业应用项目给予2000元"),
        (gate.NO_OFFER, "按60%扣减税费"),
        (gate.RULED, "道路里程增长20米"),
        (gate.RULED, "建成公园20个"),
        (gate.UNAIMED, "投资20亿元"),
        (gate.UNAIMED, "按增长5%"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nothing_speaks_against_a_number(rules: Sequence[gate.Against], clause: str) -> None:
    assert speaking(rules, clause) == []


@pytest.mark.parametrize("genre", ["函", "公告", "通告", "命令", "批复"])
@pytest.mark.parametrize("speech", ["plans", "orders"])
def test_what_sets_aims_by_what_it_orders(genre: Genre, speech: Speech) -> None:
    assert not gate.sets_aims(Sort(genre, speech))
    assert gate.sets_aims(Sort("方案", speech))
    assert not gate.sets_aims(Sort("方案", "rules"))


YEARS = [
    # title, date → year of the session, last year that is over, year of a one-year plan
    ("2031年云川市政府工作报告", "2031-01-20", 2030, 2030, None),
    ("云川市政府工作报告(2031年)", "2031-06-20", 2030, 2030, None),
    ("云川市养老报告", "2031-03-05", None, 2030, None),
    ("云川市养老报告", "2031-04-30", None, 2030, None),
    ("云川市养老报告", "2031-05-01", None, 2031, None),
    ("云川市养老报告", "2031-12", None, 2031, None),
    ("云川市养老报告", "2031", None, 2030, None),
    ("云川市养老报告", None, None, None, None),
    ("云川市2031年工作要点", None, None, None, "2031"),
    ("云川市二〇三一年重点任务分工", None, None, None, "2031"),
    ("云川市2031年度重点工作", None, None, None, "2031"),
    ("云川市2031—2033年行动计划", None, None, None, None),
    ("云川市养老行动计划", None, None, None, None),
]


@pytest.mark.parametrize(("title", "issued_on", "session", "over", "plan"), YEARS)
def test_the_years_of_a_document(
    title: str, issued_on: str | None, session: int | None, over: int | None, plan: str | None
) -> None:
    made = document("甲。", title=title, issued_on=issued_on)
    assert (chapters.session_year(made), chapters.last_year(made), chapters.plan_year(made)) == (session, over, plan)
