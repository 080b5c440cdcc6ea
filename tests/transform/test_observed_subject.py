"""Printed sentence → what each of its numbers measures, and how; the document is of June 2031."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.grammar import observed_subject
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

MEASURED = [
    ("新增装机60万千瓦,其中水电30万千瓦、核电20万千瓦。",
     [("装机", "change", "60"), ("装机中水电", "level", "30"), ("装机中核电", "level", "20")]),
    ("服务业增势较好,营业收入增长5%。", [("服务业营业收入", "growth_yoy", "5")]),
    ("从经济总量来看,云川居全国第一。", [("云川经济总量", "rank", "1")]),
    ("新开工住房66万套、基本建成54万套。", [("新开工住房", "level", "66"), ("基本建成住房", "level", "54")]),
    ("重大项目50个、总投资200亿元。", [("重大项目", "level", "50"), ("重大项目总投资", "level", "200")]),
    ("客运量、货运量均居全省第一。", [("客运量", "rank", "1"), ("货运量", "rank", "1")]),
    ("产量和收入分别达6万吨、3万元,增长4%、5%。",
     [("产量", "level", "6"), ("收入", "level", "3"), ("产量", "growth_yoy", "4"), ("收入", "growth_yoy", "5")]),
    ("规模居前的是水电、核电,金额分别为30亿元、20亿元。", [("水电规模", "level", "30"), ("核电规模", "level", "20")]),
    ("造林31万亩。", [("造林", "level", "31")]),
    ("市场规模达300亿元,占比38%,提高2个百分点。",
     [("市场规模", "level", "300"), ("市场规模占比", "share", "38"), ("市场规模占比", "change", "2")]),
    ("生产总值增长5%,回落2个百分点。", [("生产总值", "growth_yoy", "5"), ("生产总值增速", "change", "-2")]),
    ("全市服务业收入500亿元,占全省总量的12%。", [("服务业收入", "level", "500"), ("服务业收入占全省总量比重", "share", "12")]),
    ("城镇人口300万人,人均公园面积15平方米。", [("城镇人口", "level", "300"), ("人均公园面积", "level", "15")]),
    ("电商交易额达到批发额的2倍。", [("电商交易额与批发额之比", "level", "2")]),
    ("服务业占全市总量的比重达到38%。", [("服务业占全市总量比重", "share", "38")]),
    ("服务业份额提高到38%。", [("服务业份额", "share", "38")]),
    ("产值增长5%,高于全省2个百分点。", [("产值", "growth_yoy", "5"), ("产值增速", "change", "2")]),
    ("全市公园从30个增加到50个。", [("公园", "level", "30"), ("公园", "level", "50")]),
    ("产值减少5亿元。", [("产值", "change", "-5")]),
    ("产值扩大到80亿元。", [("产值", "level", "80")]),
    ("产值由50亿元增至80亿元。", [("产值", "level", "50"), ("产值", "level", "80")]),
    ("产值年均增长6%。", [("产值", "average_growth", "6")]),
    ("渔港由162个整合为123个。", [("渔港", "level", "162"), ("渔港", "level", "123")]),
    ("补助标准由55元提高到70元。", [("补助标准", "level", "55"), ("补助标准", "level", "70")]),
    ("充足率从8.4%提升到去年底的13.3%。", [("充足率", "level", "8.4"), ("充足率", "level", "13.3")]),
    ("失业率比上年低0.2个百分点。", [("失业率", "change", "-0.2")]),
    ("失业率为4%,低于全省0.5个百分点。", [("失业率", "level", "4"), ("失业率", "change", "-0.5")]),
    ("渔民收入比上年少500元。", [("渔民收入", "change", "-500")]),
    ("产量实现“八连增”,连续5年超9000吨。", [("产量", "level", "9000")]),
    ("生产总值按增长5%安排。", [("生产总值", "growth_yoy", "5")]),
    ("产值居全省第二,比上年上升1位。", [("产值", "rank", "2"), ("产值", "change", "1")]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), MEASURED, ids=lambda v: v[:16] if isinstance(v, str) else "")
def test_what_is_measured(read: Read, said: str, expected: list[tuple[str, str, str]]) -> None:
    rows = read(f"2030年,{said}", kind="bulletin", issued_on="2031-06-30")["observations"]
    assert [(row["metric"], row["stat"], row["value"]) for row in rows] == expected
    assert {row["period"] for row in rows} == {"2030"}


@pytest.mark.parametrize(
    ("noun", "is_each", "members"),
    [
        ("水电、核电装机规模", True, ["水电装机规模", "核电装机规模"]),
        ("水电规模、核电产量", True, ["水电规模", "核电产量"]),
        ("水电、核电", True, ["水电", "核电"]),
        ("水电、核电率", True, ["水电", "核电率"]),
        ("甲、乙产量", True, ["甲、乙产量"]),
        ("生产总值和城镇人口", False, ["生产总值", "城镇人口"]),
        ("客运量以及货运量", False, ["客运量", "货运量"]),
        ("森林覆盖率、公园", False, ["森林覆盖率、公园"]),
        ("老人及儿童", False, ["老人及儿童"]),
        ("公园", True, ["公园"]),
    ],
)
def test_the_members_that_one_number_tells_of(noun: str, is_each: bool, members: list[str]) -> None:
    assert observed_subject.members_of(noun, is_each=is_each) == members
