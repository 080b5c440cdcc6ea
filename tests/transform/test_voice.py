"""Whose words a number is: a sentence in a document → own or reported. Places, papers and companies are fictional."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

REPORT = {"kind": "report", "issued_on": "2031-01-20", "title": "2031年云川市政府工作报告"}
PLAN = {"kind": "plan", "issued_on": "2031-03-05", "title": "云川市养老服务行动方案"}
NEWS = {"kind": "news", "issued_on": "2031-03-05", "title": "云川养老床位三年翻一番"}

PROMISED = [
    ("到2034年,养老床位达到9万张。", PLAN, "own"),
    ("《行动方案》提出,到2034年,养老床位达到9万张。", PLAN, "own"),
    ("《国家养老事业纲要》提出,到2034年,养老床位达到900万张。", PLAN, "reported"),
    ("按照《国家养老事业纲要》要求,到2034年,养老床位达到9万张。", PLAN, "own"),
    ("国家明确到2034年,养老床位达到900万张。", PLAN, "reported"),
    ("省政府提出,到2034年,全省养老床位达到90万张。", PLAN, "reported"),
    ("市政府提出,到2034年,养老床位达到9万张。", PLAN, "own"),
    ("临澜集团计划到2034年建成养老社区30个。", PLAN, "reported"),
    ("推动临澜集团建成养老社区,到2034年达到30个。", PLAN, "own"),
    ("《云川市第十七个五年规划纲要(草案)》提出,到2035年,养老床位达到9万张。", REPORT, "own"),
    ("到2034年,养老床位达到9万张。", NEWS, "reported"),
]


@pytest.mark.parametrize(("text", "where", "voice"), PROMISED)
def test_voice_of_what_is_promised(read: Read, text: str, where: dict[str, str], voice: str) -> None:
    assert [row["voice"] for row in read(text, **where)["targets"]] == [voice]


MEASURED = [
    ("2030年,养老床位达到6万张。", REPORT, "own"),
    ("初步统计,2030年,养老床位达到6万张。", REPORT, "own"),
    ("据市民政部门统计,2030年,养老床位达到6万张。", REPORT, "own"),
    ("据省统计局统计,2030年,全省养老床位达到60万张。", REPORT, "reported"),
    ("2030年,养老床位达到6万张。", NEWS, "reported"),
]


@pytest.mark.parametrize(("text", "where", "voice"), MEASURED)
def test_voice_of_what_was_measured(read: Read, text: str, where: dict[str, str], voice: str) -> None:
    assert [row["voice"] for row in read(text, **where)["observations"]] == [voice]


def test_a_page_that_prints_a_whole_paper_speaks_in_its_own_words(read: Read) -> None:
    text = "一、现状\n甲。\n二、目标\n到2034年,养老床位达到9万张。\n三、任务\n乙。"
    found = read(text, kind="news", title="两部门印发《云川市养老服务行动方案》")
    assert [row["voice"] for row in found["targets"]] == ["own"]
