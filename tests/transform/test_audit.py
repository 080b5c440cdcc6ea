"""Every number of a text → what it was taken for, and the rule that says so."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from transform.grammar import gate
from transform.grammar.derivation import steps
from transform.grammar.reasons import REASONS, with_candidate
from transform.grammar.roles import Taken
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

TAKEN = {
    "建成驿站12个。": [("12个", "target", "targets.level.subject")],
    "建成12个驿站。": [("12个", "target", "targets.level.object")],
    "第12条 拨打55551234。": [("第12条", "reference", "roles.article"), ("55551234", "contact", "roles.telephone")],
    "依照云商字〔2031〕6号办理。": [("〔2031〕6号", "reference", "roles.document_number")],
    "到2033年建成驿站。": [("2033年", "date", "roles.time")],
    "在15个工作日内办结。": [("15个工作日", "limit_of_time", "roles.length_of_time")],
    "年满60周岁的居民可以申请。": [("60周岁", "threshold", "roles.age")],
    "营业收入超过2亿元的企业应当申报。": [("2亿元", "threshold", "thresholds.condition")],
    "对从业人员50人以上的企业,给予最高100万元奖励。": [
        ("50人以上", "threshold", "thresholds.of_an_offer"),
        ("100万元", "incentive", "incentives.amount"),
    ],
    "3.建设驿站。": [("3.", "reference", "audit.numbering")],
    "(3)建设驿站。": [("(3)", "reference", "roles.list_number")],
    "3.5亿元用于建设驿站。": [("3.5亿元", "target", "targets.level.object")],
    "# 建设驿站12个": [("12个", "name", "audit.heading")],
    "每10万人口拥有驿站不少于12个。": [
        ("每10万人口", "other", "roles.per_so_many"),
        ("12个", "target", "targets.level.subject"),
    ],
    "云川驿站每100户配建充电桩不少于15个。": [
        ("每100户", "other", "roles.per_so_many"),
        ("15个", "target", "targets.level.subject"),
    ],
    "新增驿站几十个。": [("几十个", "other", "roles.vague")],
    "全年优良天数达到310天。": [
        ("全年", "date", "roles.time"),
        ("310天", "target", "targets.level.subject"),
    ],
    "公示天数不少于7个工作日。": [("7个工作日", "limit_of_time", "roles.length_of_time")],
    "贷款额不超过房屋总价款的2/3。": [("2/3", "threshold", "roles.share_of_an_amount")],
    "编号为4471。": [("4471", None, None)],
    # A numeral in words is a number in these too.
    "依照第三条办理。": [("第三条", "reference", "roles.article")],
    "见图三。": [("图三", "reference", "roles.figure_or_table")],
    "第一至第三名获奖。": [("第一至第三名", "name", "roles.ordinals")],
    "举办第六届展会。": [("第六届", "name", "roles.ordinal")],
    "位于第七中学。": [("第七", "name", "roles.school_or_unit")],
    "入选五百强企业。": [("五百强", "name", "roles.best_of")],
    "入选前十名企业。": [("前十名", "name", "roles.top_of_list")],
    "打造十五分钟生活圈。": [("十五分钟", "name", "roles.circle")],
    "提出十二条措施。": [("十二条", "name", "roles.set_of_measures")],
    "规划十八项重大工程。": [("十八项", "name", "roles.works_of_a_plan")],
    "三部门联合印发。": [("三部门", "name", "roles.issuing_bodies")],
    "推行三+二模式。": [("三+二", "name", "roles.sum_of_parts")],
    "培育百亿级企业。": [("百亿级", "name", "roles.rank_of_size")],
    "产值编号≥3。": [("3", "threshold", "audit.sign_of_comparison")],
}


@pytest.mark.parametrize(("text", "expected"), TAKEN.items())
def test_what_a_number_is_taken_for(read: Read, text: str, expected: list[tuple[str, str, str]]) -> None:
    found = read(text)["quantities"]
    assert [(q["text"], q["role"], decided(q)) for q in found] == expected


def decided(number: Row) -> str | None:
    """The rule that took a number, without that which read it."""
    rule = number["rule"]
    return steps(str(rule))[0] if rule is not None else None


DERIVED = {
    "建成驿站12个。": ("12个", "targets.level.subject < quantity.digits"),
    "建成驿站10至12个。": ("10至12个", "targets.level.subject < quantity.digits_range"),
    "建成驿站三十个。": ("三十个", "targets.level.subject < quantity.chinese"),
    "到2033年,绿地占比达到三分之一。": ("三分之一", "targets.level.subject < quantity.fraction_of"),
    "到2033年,产业规模翻一番。": ("翻一番", "targets.multiple.subject < quantity.double"),
    "原址面积占1/3。": ("1/3", "targets.level.subject < quantity.fraction_slash"),
    "占地过半。": ("过半", "audit.stated_without_aim < quantity.half"),
    "规模是原来的一倍。": ("一倍", "audit.stated_without_aim < quantity.once"),
    "在15个工作日内办结。": ("15个工作日", "roles.length_of_time < quantity.digits"),
    "第十二条 申请": ("第十二条", "roles.article"),
    "(四)加强保障": ("(四)", "audit.numbering"),
}


@pytest.mark.parametrize(("text", "number"), DERIVED.items())
def test_a_rule_is_the_derivation_down_to_how_the_number_is_written(
    read: Read, text: str, number: tuple[str, str]
) -> None:
    assert number in [(q["text"], q["rule"]) for q in read(text)["quantities"]]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("到2033年,产业规模翻一番。", "2", "倍"),
        ("到2033年,产业规模翻两番。", "4", "倍"),
        ("占地过半。", "50", "%"),
        ("原址面积占1/3。", "33.3333", "%"),
        ("原址面积占2/5。", "40", "%"),
        ("规模是原来的一倍。", "1", "倍"),
        ("产量提高一成。", "1", "成"),
    ],
)
def test_what_a_number_in_words_says(read: Read, text: str, value: str, unit: str) -> None:
    assert (value, unit) in [(q["value"], q["unit"]) for q in read(text)["quantities"]]


@pytest.mark.parametrize(
    "text",
    [
        "统一标准,服务三农。",
        "让百姓受益。",
        "千方百计扩大就业。",
        "建设第一流的团队和一批场景。",
        "比赛于4/5至4/6举行。",
    ],
)
def test_what_is_no_number_has_no_row_or_is_none_of_how_much(read: Read, text: str) -> None:
    assert not any(q["value"] is not None and q["unit"] is not None for q in read(text)["quantities"])


def test_a_number_stands_once(read: Read) -> None:
    lines = [*TAKEN, *DERIVED]
    places = sorted((q["char_start"], q["char_end"]) for q in read("\n".join(lines))["quantities"])
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@pytest.mark.parametrize(("text", "refused"), [
    ("单位应当向职工发放每人200元补贴。", ("200元", "threshold", "incentive", REASONS["obligation"])),
    ("建设路桥、青岚和双溪3个驿站。", ("3个", "list_count", "target", REASONS["count_of_list"])),
])  # fmt: skip
def test_a_number_that_was_refused_says_what_it_nearly_was_and_why(
    read: Read, text: str, refused: tuple[str, str, str, str]
) -> None:
    found = read(text)["quantities"]
    assert refused in [(q["text"], q["role"], q["candidate"], str(q["reason"]).split(";")[0]) for q in found]


def test_a_fact_and_what_nobody_proposed_have_no_candidate(read: Read) -> None:
    found = read("到2033年,建成驿站12个。第12条")["quantities"]
    assert [(q["candidate"], q["reason"]) for q in found] == [(None, None)] * 3
    assert [q["certainty"] for q in found] == [None, "0.99", None]


def test_every_refusal_of_the_gate_has_its_reason() -> None:
    lists = (gate.ALWAYS, gate.UNAIMED, gate.RULED, gate.NO_OFFER)
    assert {against.name for words in lists for against in words} <= REASONS.keys()


def test_what_a_decision_says_itself_stands() -> None:
    said = Taken("other", "decide.low", None, "target", "没有期限", "0.71")
    assert with_candidate(said, Taken("other", "decide.low", None, "observation", "没有时间", "0.55")) == said


def test_what_was_nearly_a_fact_says_so_unless_it_became_one_of_that_kind() -> None:
    refused = Taken("other", "decide.low", None, "target", "没有期限", "0.71")
    plain = Taken("other", "audit.heading")
    assert with_candidate(plain, None) == with_candidate(plain, Taken("other", "gate.price")) == plain
    assert with_candidate(plain, refused)[3:5] == ("target", "没有期限")
    became = Taken("target", "targets.level.subject")
    assert with_candidate(became, refused) == became


def test_a_day_that_its_month_has_not_is_an_issue_and_no_deadline(read: Read) -> None:
    found = read("2033年2月30日前,建成驿站12个。")
    (issue,) = found["issues"]
    assert (issue["type"], issue["severity"], issue["row_id"]) == ("impossible_date", "warning", "d")
    assert [target["deadline"] for target in found["targets"]] == ["2033-02"]


def test_a_number_that_became_a_fact_names_the_rule_of_the_fact(read: Read) -> None:
    found = read("到2033年,建成驿站12个。\n对企业给予30%、最高50万元补助。\n2030年,接待旅客300万人次,居全省第2位。")
    ids = {"targets": "target_id", "observations": "observation_id", "incentives": "incentive_id"}
    rules = {row[key]: row["rule"] for table, key in ids.items() for row in found[table]}
    told = {q["fact_id"]: q["rule"] for q in found["quantities"] if q["fact_id"]}
    assert len(told) >= 4
    assert all(steps(str(told[fact]))[0] == rules[fact] for fact in told)


def test_only_what_no_rule_understands_has_none(read: Read) -> None:
    found = read("\n".join(TAKEN))
    assert all((q["role"] is None) == (q["rule"] is None) for q in found["quantities"])
    assert [issue["row_id"] for issue in found["issues"]] == [
        q["quantity_id"] for q in found["quantities"] if q["rule"] is None
    ]
