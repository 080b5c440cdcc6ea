"""Printed note → the bodies named in it, their parts, and whether a name means a class of bodies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.document.model import Document
from transform.grammar import responsibilities
from transform.identity import Ids
from transform.schema import Row

Print = Callable[..., tuple[list[Document], list[Row]]]


@pytest.fixture
def assigned(printed: Print) -> Callable[..., list[list[tuple[object, ...]]]]:
    """For each item of a plan made of items 1., 2., …: the names, parts and groups read from it."""

    def read(*items: str, after: str = "") -> list[list[tuple[object, ...]]]:
        text = "# 云川市驿站行动方案\n一、重点任务\n" + "\n".join(
            f"{n}. 第{n}项工作。抓好落实。{item}" for n, item in enumerate(items, 1)
        )
        document = printed(text + after)[0][0]
        rows = responsibilities.find(document, Ids(document.document_id))
        return [[(r.printed_name, r.role, r.is_group) for r in rows if r.measure_id == m.id] for m in document.measures]

    return read


LEAD, SUPPORT, PLAIN = "lead", "support", "unspecified"
NOTES = [
    ("（责任单位：市商务局）", [("市商务局", PLAIN, False)]),
    ("（责任部门：市商务局、市财政局）", [("市商务局", PLAIN, False), ("市财政局", PLAIN, False)]),
    ("（责任单位：市商务局，市财政局，相关区政府）", [("市商务局", PLAIN, False), ("市财政局", PLAIN, False), ("相关区政府", PLAIN, True)]),
    ("（责任单位：省经信厅、省发展改革委，各市、县〔市、区〕政府）",
     [("省经信厅", PLAIN, False), ("省发展改革委", PLAIN, False), ("各市、县〔市、区〕政府", PLAIN, True)]),
    ("（责任单位：云川临空区(东区)管委会、省市场监管局（省知识产权局））",
     [("云川临空区(东区)管委会", PLAIN, False), ("省市场监管局(省知识产权局)", PLAIN, False)]),
    ("（责任单位：省经信厅、省科技厅。列第一位的为牵头单位，下同）", [("省经信厅", LEAD, False), ("省科技厅", PLAIN, False)]),
    ("（牵头单位：市商务局；配合单位：市财政局、各区人民政府）",
     [("市商务局", LEAD, False), ("市财政局", SUPPORT, False), ("各区人民政府", SUPPORT, True)]),
    ("（牵头单位：市商务局，责任单位：市财政局）", [("市商务局", LEAD, False), ("市财政局", PLAIN, False)]),
    ("（商务部牵头，财政部、海关总署参与）", [("商务部", LEAD, False), ("财政部", SUPPORT, False), ("海关总署", SUPPORT, False)]),
    ("（商务部、财政部、海关总署等负责）", [("商务部", PLAIN, False), ("财政部", PLAIN, False), ("海关总署", PLAIN, False)]),
    ("（责任单位：市经济和信息化局，市科委、云东高新区管委会，市知识产权局）",
     [("市经济和信息化局", PLAIN, False), ("市科委、云东高新区管委会", PLAIN, False), ("市知识产权局", PLAIN, False)]),
    ("（由市数据局牵头，市民政局、市卫生健康委、市医保局配合）",
     [("市数据局", LEAD, False), ("市民政局", SUPPORT, False), ("市卫生健康委", SUPPORT, False), ("市医保局", SUPPORT, False)]),
    ("（市教委、市财政局按职责分工负责）", [("市教委", PLAIN, False), ("市财政局", PLAIN, False)]),
    ("（市商务局牵头，市财政局、市税务局等按职责分工负责）",
     [("市商务局", LEAD, False), ("市财政局", PLAIN, False), ("市税务局", PLAIN, False)]),
    ("（由市商务局牵头，市财政局、相关部门配合）",
     [("市商务局", LEAD, False), ("市财政局", SUPPORT, False), ("相关部门", SUPPORT, True)]),
    ("（水利部指导，试点城市政府负责落实。以下均由试点城市落实，不再列明）",
     [("水利部", PLAIN, False), ("试点城市政府", PLAIN, True)]),
    ("（责任单位：市商务局，各市、县（市、区）人民政府，以下均由各地落实，不再列明）",
     [("市商务局", PLAIN, False), ("各市、县(市、区)人民政府", PLAIN, True)]),
    ("责任单位：市商务局、市财政局；完成时限：2031年12月。", [("市商务局", PLAIN, False), ("市财政局", PLAIN, False)]),
    ("【责任单位：市商务局】", [("市商务局", PLAIN, False)]),
    ("（责任部门：市商务局、市财政局，各区政府，云东高新区管委会，云川临空区(东区)管委会）",
     [("市商务局", PLAIN, False), ("市财政局", PLAIN, False), ("各区政府", PLAIN, True), ("云东高新区管委会", PLAIN, False),
      ("云川临空区(东区)管委会", PLAIN, False)]),
    ("（牵头单位：市商务局，配合单位：市财政局、市税务局，各区、县级市）",
     [("市商务局", LEAD, False), ("市财政局", SUPPORT, False), ("市税务局", SUPPORT, False), ("各区、县级市", SUPPORT, True)]),
    ("（省商务厅、财政厅等省有关部门和各地级以上市人民政府按职责分工负责）",
     [("省商务厅", PLAIN, False), ("财政厅", PLAIN, False), ("各地级以上市人民政府", PLAIN, True)]),
    ("（商务部牵头，财政部等按职责分工负责，年内持续推进）", [("商务部", LEAD, False), ("财政部", PLAIN, False)]),
    ("由市商务局牵头，市财政局、市税务局配合，年内建成。", [("市商务局", LEAD, False), ("市财政局", SUPPORT, False), ("市税务局", SUPPORT, False)]),
    ("（责任单位：“两港”工作领导小组办公室）", [("“两港”工作领导小组办公室", PLAIN, False)]),
    ("（市医保局会同市卫生健康委负责）", [("市医保局", LEAD, False), ("市卫生健康委", SUPPORT, False)]),
    ("（责任单位：各区政府（管委会）、市直有关部门、各镇街）",
     [("各区政府(管委会)", PLAIN, True), ("市直有关部门", PLAIN, True), ("各镇街", PLAIN, True)]),
    ("（市商务局、市财政局，各区政府）", [("市商务局", PLAIN, False), ("市财政局", PLAIN, False), ("各区政府", PLAIN, True)]),
    ("（市环境局、发展改革局牵头督导，市公安局配合）", [("市环境局", LEAD, False), ("发展改革局", LEAD, False), ("市公安局", SUPPORT, False)]),
    ("（分管副市长、协管副秘书长负责，市商务局牵头，市财政局配合）", [("市商务局", LEAD, False), ("市财政局", SUPPORT, False)]),
    ("部门分工：市商务局牵头，各地、各部门配合。", [("市商务局", LEAD, False), ("各地", SUPPORT, True), ("各部门", SUPPORT, True)]),
    ("责任单位：市商务局、市财政局（第一责任单位为牵头单位，下同）", [("市商务局", LEAD, False), ("市财政局", PLAIN, False)]),
    ("责任单位：县商务局（首位单位为牵头单位，下同）、县财政局", [("县商务局", LEAD, False), ("县财政局", PLAIN, False)]),
    ("（牵头单位：市商务局；责任单位：各区人民政府〈含开发区、景区管委会，下同〉）",
     [("市商务局", LEAD, False), ("各区人民政府〈含开发区、景区管委会〉", PLAIN, True)]),
    ("（牵头单位：州商务局；责任单位：州司法局、州委编办及州直相关单位，各县人民政府）",
     [("州商务局", LEAD, False), ("州司法局", PLAIN, False), ("州委编办", PLAIN, False), ("州直相关单位", PLAIN, True),
      ("各县人民政府", PLAIN, True)]),
    ("（市数据局牵头，市直各有关部门及各镇政府负责）",
     [("市数据局", LEAD, False), ("市直各有关部门", PLAIN, True), ("各镇政府", PLAIN, True)]),
    ("（责任单位：市创建指挥部各工作组）", [("市创建指挥部各工作组", PLAIN, True)]),
    ("（市商务局、市财政局等负责。列第一位者为牵头单位，下同）", [("市商务局", LEAD, False), ("市财政局", PLAIN, False)]),
    ("（市商务局、市财政局等负责，列首位的部门牵头，下同）", [("市商务局", LEAD, False), ("市财政局", PLAIN, False)]),
    ("（责任单位：市商务局、市财政局，排名第一的为牵头单位，以下同）", [("市商务局", LEAD, False), ("市财政局", PLAIN, False)]),
    ("（责任单位：市商务局、市财政局；第一个单位为牵头单位）", [("市商务局", LEAD, False), ("市财政局", PLAIN, False)]),
    ("（市商务局、市财政局按职责分工负责，排在首位者牵头）", [("市商务局", LEAD, False), ("市财政局", PLAIN, False)]),
    ("（责任单位：省经信厅、省科技厅〔位列第一的部门为牵头部门，下同〕，以下各项均需相关市政府负责）",
     [("省经信厅", LEAD, False), ("省科技厅", PLAIN, False)]),
    ("（责任单位：市商务局等和各区人民政府）", [("市商务局", PLAIN, False), ("各区人民政府", PLAIN, True)]),
    ("（责任单位：市商务局、市财政局等及相关区政府）",
     [("市商务局", PLAIN, False), ("市财政局", PLAIN, False), ("相关区政府", PLAIN, True)]),
    ("（市商务局、市财政局以及各有关镇街按职责分工负责）",
     [("市商务局", PLAIN, False), ("市财政局", PLAIN, False), ("各有关镇街", PLAIN, True)]),
    ("（市财政局和市教育局负责）", [("市财政局", PLAIN, False), ("市教育局", PLAIN, False)]),
    ("（责任单位：市规划和自然资源局、市政府和社会资本合作中心）",
     [("市规划和自然资源局", PLAIN, False), ("市政府和社会资本合作中心", PLAIN, False)]),
    ("（工业和信息化部、国家粮食和储备局等有关部门和单位负责）",
     [("工业和信息化部", PLAIN, False), ("国家粮食和储备局", PLAIN, False)]),
    ("（市农业农村局等市级相关部门，各县（市、区）政府）", [("市农业农村局", PLAIN, False), ("各县(市、区)政府", PLAIN, True)]),
    ("（责任单位：市商务局；需先在两个区试行）", [("市商务局", PLAIN, False)]),
    ("（牵头单位：市商务局；配合单位：市财政局；完成时间：持续推进）", [("市商务局", LEAD, False), ("市财政局", SUPPORT, False)]),
    ("（责任领导：王某某；责任单位：市商务局）", [("市商务局", PLAIN, False)]),
    ("（责任单位：市商务局（牵头）、市财政局〔配合〕）", [("市商务局", LEAD, False), ("市财政局", SUPPORT, False)]),
    ("（市商务局为牵头单位，市财政局、市税务局为配合单位）",
     [("市商务局", LEAD, False), ("市财政局", SUPPORT, False), ("市税务局", SUPPORT, False)]),
    ("（任务分工：市商务局牵头、市财政局配合）", [("市商务局", LEAD, False), ("市财政局", SUPPORT, False)]),
    ("（指导单位：市商务局；责任单位：各区政府）", [("市商务局", PLAIN, False), ("各区政府", PLAIN, True)]),
    ("由市商务局会同市财政局、市税务局负责落实。",
     [("市商务局", LEAD, False), ("市财政局", SUPPORT, False), ("市税务局", SUPPORT, False)]),
    ("市商务局负责。", [("市商务局", PLAIN, False)]),
    ("各区、各有关部门按职责分工负责。", [("各区", PLAIN, True), ("各有关部门", PLAIN, True)]),
    ("（地方各级人民政府，商务部、邮政局按职责分工分别负责）",
     [("地方各级人民政府", PLAIN, True), ("商务部", PLAIN, False), ("邮政局", PLAIN, False)]),
    ("（省委编办、省财政厅）再放宽准入。（省证监局）后完善办法。（有关部门按职责分工分别负责）",
     [("省委编办", PLAIN, False), ("省财政厅", PLAIN, False), ("省证监局", PLAIN, False), ("有关部门", PLAIN, True)]),
    ("（商务部牵头，各省级人民政府配合）", [("商务部", LEAD, False), ("各省级人民政府", SUPPORT, True)]),
    ("（省级人民政府）", [("省级人民政府", PLAIN, True)]),
    ("\n（市教育局、市财政局）", [("市教育局", PLAIN, False), ("市财政局", PLAIN, False)]),
    ("（牵头市领导：张某；责任单位：市商务局）", [("市商务局", PLAIN, False)]),
    ("（责任单位：市商务局等10部门和各区政府）", [("市商务局", PLAIN, False), ("各区政府", PLAIN, True)]),
    ("建成十处驿站，由市民政局牵头。", [("市民政局", LEAD, False)]),
    ("资金由市民政局负责发放。", []),
    ("自由贸易试验区管委会负责。", [("自由贸易试验区管委会", PLAIN, False)]),
    ("（责任单位：市商务局市财政局、市教育局/市体育局）",
     [("市商务局", PLAIN, False), ("市财政局", PLAIN, False), ("市教育局", PLAIN, False), ("市体育局", PLAIN, False)]),
    ("（责任单位：市商务局、项目单位、各镇人民政府、街道办事处）",
     [("市商务局", PLAIN, False), ("项目单位", PLAIN, True), ("各镇人民政府", PLAIN, True), ("街道办事处", PLAIN, True)]),
    ("（责任单位：市商务局、市财政局  完成时限：12月底前）", [("市商务局", PLAIN, False), ("市财政局", PLAIN, False)]),
    ("责任单位：市商务局、市财政局（以上单位按职责分工负责）", [("市商务局", PLAIN, False), ("市财政局", PLAIN, False)]),
    ("（责任单位：市商务局、市财政局、市税务局。排名第一位的为牵头单位，其余为配合单位，下同）",
     [("市商务局", LEAD, False), ("市财政局", SUPPORT, False), ("市税务局", SUPPORT, False)]),
    ("（此项工作由市商务局负责）", [("市商务局", PLAIN, False)]),
    ("（市商务局会市财政局负责）", [("市商务局", LEAD, False), ("市财政局", SUPPORT, False)]),
    ("（责任部门为市商务局、市财政局）", [("市商务局", PLAIN, False), ("市财政局", PLAIN, False)]),
    ("（以下简称市商务局）", []),
    ("（联系单位：市商务局）", []),
    ("请向市商务局、市财政局申报。", []),
    ("建设平台（市大数据中心）", []),
    ("（企业自行负责）", []),
    ("由管委会确定补贴对象。", []),
    ("（含税务登记、统计登记）", []),
    ("打造由协会牵头、政府支持、企业参与的培训机制。", []),
]  # fmt: skip


@pytest.mark.parametrize(("note", "expected"), NOTES)
def test_note(
    assigned: Callable[..., list[list[tuple[object, ...]]]], note: str, expected: list[tuple[object, ...]]
) -> None:
    assert assigned(note, "（责任单位：市体育局）")[0] == expected


def test_where_commas_separate_a_pause_mark_joins_two_bodies_under_one_sign(
    assigned: Callable[..., list[list[tuple[object, ...]]]],
) -> None:
    joined = "市科委、云川科技园管委会"
    found = assigned(
        f"（责任单位：市商务局，{joined}，市财政局）",
        f"（责任单位：{joined}）",
        "（责任单位：市商务局，市财政局，市教委）",
    )
    assert [[name for name, *_ in names] for names in found] == [
        ["市商务局", joined, "市财政局"],
        [joined],
        ["市商务局", "市财政局", "市教委"],
    ]


def test_the_first_leads_from_where_the_document_says_so(
    assigned: Callable[..., list[list[tuple[object, ...]]]],
) -> None:
    found = assigned(
        "（责任单位：市教委、市财政局）",
        "（责任单位：市商务局、市财政局。列第一位的为牵头单位，下同）",
        "（责任单位：市体育局、市财政局）",
    )
    assert [[role for _, role, _ in names] for names in found] == [[PLAIN, PLAIN], [LEAD, PLAIN], [LEAD, PLAIN]]


def test_a_remark_outside_the_lists_holds_for_all(
    assigned: Callable[..., list[list[tuple[object, ...]]]],
) -> None:
    lists = ("（责任单位：市教委、市财政局）", "（责任单位：市商务局、市财政局）")
    found = assigned(*lists, after="\n各项任务的责任单位中，排在第一位的为牵头单位。")
    assert [[role for _, role, _ in names] for names in found] == [[LEAD, PLAIN], [LEAD, PLAIN]]


def test_a_body_stands_once_under_a_measure_with_its_strongest_part(
    assigned: Callable[..., list[list[tuple[object, ...]]]],
) -> None:
    found = assigned("（市教委、市商务局负责）开设课程。（市商务局牵头，市财政局配合）")
    assert found[0] == [("市教委", PLAIN, False), ("市商务局", LEAD, False), ("市财政局", SUPPORT, False)]


def test_a_task_table_assigns_by_the_title_of_the_task(
    assigned: Callable[..., list[list[tuple[object, ...]]]],
) -> None:
    table = """
附件
云川市驿站任务分工表
| 序号 | 工作任务 | 牵头单位 | 配合单位
| 1 | 第1项工作 | 市商务局 | 市财政局、各区政府
| 2 | 无此工作 | 市教委 | 市财政局
"""
    assert assigned("", "", after=table)[0] == [
        ("市商务局", LEAD, False),
        ("市财政局", SUPPORT, False),
        ("各区政府", SUPPORT, True),
    ]


def test_evidence_is_the_note_as_printed(printed: Print) -> None:
    document = printed("# 云川市驿站行动方案\n一、任务\n1. 建设驿站。每镇一座。（责任单位：市商务局，市财政局）")[0][0]
    evidence = responsibilities.find(document, Ids("d"))[0].evidence
    assert evidence.quote == "责任单位：市商务局，市财政局"
    assert document.quote(evidence.char_start or 0, evidence.char_end or 0) == evidence.quote
