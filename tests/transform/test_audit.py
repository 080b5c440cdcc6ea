"""Every number of a text → what it was taken for, and the rule that says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
    "编号为4471。": [("4471", None, None)],
}


@pytest.mark.parametrize(("text", "expected"), TAKEN.items())
def test_what_a_number_is_taken_for(read: Read, text: str, expected: list[tuple[str, str, str]]) -> None:
    found = read(text)["quantities"]
    assert [(q["text"], q["role"], q["rule"]) for q in found] == expected


def test_a_number_that_became_a_fact_names_the_rule_of_the_fact(read: Read) -> None:
    found = read("到2033年,建成驿站12个。\n对企业给予30%、最高50万元补助。\n2030年,接待旅客300万人次,居全省第2位。")
    ids = {"targets": "target_id", "observations": "observation_id", "incentives": "incentive_id"}
    rules = {row[key]: row["rule"] for table, key in ids.items() for row in found[table]}
    told = {q["fact_id"]: q["rule"] for q in found["quantities"] if q["fact_id"]}
    assert len(told) >= 4
    assert told.items() <= rules.items()


def test_only_what_no_rule_understands_has_none(read: Read) -> None:
    found = read("\n".join(TAKEN))
    assert all((q["role"] is None) == (q["rule"] is None) for q in found["quantities"])
    assert [issue["row_id"] for issue in found["issues"]] == [
        q["quantity_id"] for q in found["quantities"] if q["rule"] is None
    ]
