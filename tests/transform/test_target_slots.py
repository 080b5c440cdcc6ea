"""Printed phrase → every slot of the target: kinds of adding and falling, bounds, horizons, each, several subjects."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.transform.conftest import document, lexicon
from transform.grammar import reading, targets
from transform.grammar.apart import apart
from transform.identity import Ids
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

SLOTS = [
    # phrase → metric, kind, comparator, value, unit, deadline, per
    ("到2034年,实现数字经济核心产业增加值占地区生产总值比重15%以上的目标。",
     [("数字经济核心产业增加值占地区生产总值比重", "level", ">=", "15", "%", "2034", None)]),
    ("到2034年,公共卫生经费标准提高到每人每年100元。",
     [("每人每年公共卫生经费标准", "level", "=", "100", "元", "2034", "每人每年")]),
    ("确保完成全年新建充电桩2万个的目标任务。", [("充电桩", "level", "=", "2", "万个", "2031", None)]),
    ("“十七五”期间,地区生产总值年均增长6.5%左右,累计完成交通投资800亿元。",
     [("地区生产总值", "increase", "~", "6.5", "%", "2040", None), ("交通投资", "level", "=", "800", "亿元", "2040", None)]),
    ("到2034年,工业投资年均增速保持在8%以上,价格涨幅控制在3%以内,单位能耗下降幅度超过14%。",
     [("工业投资", "increase", ">=", "8", "%", "2034", None), ("价格", "increase", "<=", "3", "%", "2034", None),
      ("单位能耗", "increase", ">", "-14", "%", "2034", None)]),
    ("到2034年,调查失业率控制在5.5%左右,空气浓度控制在29微克/立方米以内。",
     [("调查失业率", "level", "~", "5.5", "%", "2034", None), ("空气浓度", "level", "<=", "29", "微克/立方米", "2034", None)]),
    ("到2034年,产业规模较2030年翻一番以上。", [("产业规模", "multiple", ">=", "2", None, "2034", None)]),
    ("到2034年,建成10个以上的市级示范园区、200个以上的示范项目。",
     [("市级示范园区", "level", ">=", "10", "个", "2034", None), ("示范项目", "level", ">=", "200", "个", "2034", None)]),
    ("支持高校培育申报相关学科学位点10个以上。", [("申报相关学科学位点", "level", ">=", "10", "个", None, None)]),
    ("到2034年,光纤网络覆盖90%以上的行政村。", [("光纤网络(行政村)", "level", ">=", "90", "%", "2034", None)]),
    ("巩固提升8万亩保供基地,改造提升25个养老机构。",
     [("保供基地", "level", "=", "8", "万亩", None, None), ("养老机构", "level", "=", "25", "个", None, None)]),
    ("到2034年,新增劳动力平均受教育年限达到14.2年。", [("劳动力平均受教育年限", "level", "=", "14.2", "年", "2034", None)]),
    ("到2034年,单位产品能耗由10吨标准煤降低到8吨标准煤,管护费从人均40元提高到45元。",
     [("单位产品能耗", "level", "=", "8", "吨标准煤", "2034", None), ("人均管护费", "level", "=", "45", "元", "2034", None)]),
    ("政策范围内住院费用支付比例提高到75%以上。", [("政策范围内住院费用支付比例", "level", ">=", "75", "%", None, None)]),
    ("到2034年,出口带宽达到20太比特/秒(Tbps),城区提供1000兆比特/秒(Mbps)以上接入能力。",
     [("出口带宽", "level", "=", "20", "太比特/秒", "2034", None), ("接入能力", "level", ">=", "1000", "兆比特/秒", "2034", None)]),
    ("到2034年,新建数据中心电能使用效率(PUE)值不高于1.3。", [("新建数据中心电能使用效率(PUE)值", "level", "<=", "1.3", None, "2034", None)]),
    # A start is no deadline, and what is reached each year is due by no year that another sentence tells.
    ("从2031年起,新建示范站点10个。", [("示范站点", "level", "=", "10", "个", None, None)]),
    ("到2034年,覆盖率达到80%以上。在此基础上,签约率每年提升1至3个百分点。",
     [("覆盖率", "level", ">=", "80", "%", "2034", None), ("签约率", "increase", "=", "1", "个百分点", None, "每年")]),
    ("到2034年,每个区至少建成2个社区食堂,各县(市)建成1个以上示范村。",
     [("社区食堂", "level", ">=", "2", "个", "2034", "每个区"), ("示范村", "level", ">=", "1", "个", "2034", "各县(市)")]),
    # A heading that says how far its aim shall come is no look back.
    ("# 推动改革取得新的更大进展\n精细治理背街小巷1650条。", [("背街小巷", "level", "=", "1650", "条", None, None)]),
    ("到2034年,完成对30个乡镇、1.2万个村的网络覆盖。",
     [("乡镇的网络覆盖", "level", "=", "30", "个", "2034", None), ("村的网络覆盖", "level", "=", "1.2", "万个", "2034", None)]),
    ("预留30%的号源(其中专家号源不低于20%)给基层机构。",
     [("号源", "level", "=", "30", "%", None, None), ("专家号源", "level", ">=", "20", "%", None, None)]),
    ("力争到2034年,工业增加值达到或超过2000亿元,浓度小于或等于35微克/立方米,每个乡镇最少建成1所托育机构。",
     [("工业增加值", "level", ">=", "2000", "亿元", "2034", None), ("浓度", "level", "<=", "35", "微克/立方米", "2034", None),
      ("托育机构", "level", ">=", "1", "所", "2034", "每个乡镇")]),
    ("2031年,粮食总产量不低于上年水平,力争突破120亿斤。", [("粮食总产量", "level", ">", "120", "亿斤", "2031", None)]),
    ("力争每年新增专精特新企业30家以上,三年累计新增100家。",
     [("专精特新企业", "increase", ">=", "30", "家", None, "每年"), ("专精特新企业", "increase", "=", "100", "家", None, None)]),
    ("到2034年,自来水普及率、污水治理率分别提高到96%、55%。",
     [("自来水普及率", "level", "=", "96", "%", "2034", None), ("污水治理率", "level", "=", "55", "%", "2034", None)]),
    ("到2034年,新能源汽车产量达到50万辆、同比翻番。",
     [("新能源汽车产量", "level", "=", "50", "万辆", "2034", None), ("新能源汽车产量", "multiple", "=", "2", None, "2034", None)]),
    ("把增长预期目标定在5%左右。", [("经济增长", "increase", "~", "5", "%", None, None)]),
    ("到2034年,生产总值增长6%,力争人均达到9万元。",
     [("生产总值", "increase", "=", "6", "%", "2034", None), ("人均生产总值", "level", "=", "9", "万元", "2034", None)]),
    ("到2034年,新增公路里程60公里,总里程达到900公里。",
     [("公路里程", "increase", "=", "60", "公里", "2034", None), ("公路总里程", "level", "=", "900", "公里", "2034", None)]),
    ("到2034年,产值达到90亿元,占比达到60%。",
     [("产值", "level", "=", "90", "亿元", "2034", None), ("产值占比", "level", "=", "60", "%", "2034", None)]),
    ("到2034年,新建2个国内生产总值高地。", [("国内生产总值高地", "level", "=", "2", "个", "2034", None)]),
    ("到2034年,市级财政安排9亿元,用于促进就业。", [("市级财政安排(促进就业)", "level", "=", "9", "亿元", "2034", None)]),
    ("产值≥30亿元。", [("产值", "level", ">=", "30", "亿元", None, None)]),
    ("实施现代服务业倍增行动,推动外贸倍增计划。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SLOTS, ids=lambda v: v[:16] if isinstance(v, str) else "")
def test_slots_of_target(read: Read, text: str, expected: list[tuple[str, ...]]) -> None:
    assert [
        (r["metric"], r["kind"], r["comparator"], r["value"], r["unit"], r["deadline"], r["per"])
        for r in read(text)["targets"]
    ] == expected


@pytest.mark.parametrize(
    ("heading", "deadline"), [("工作目标", "2033"), ("主要指标", "2033"), ("重点任务", None), ("保障措施", None)]
)
def test_the_aims_of_a_plan_are_due_by_the_end_in_its_title(read: Read, heading: str, deadline: str | None) -> None:
    rows = read(f"# {heading}\n培育企业100家。", title="云川市数字经济行动方案(2031—2033年)")["targets"]
    assert [(r["metric"], r["deadline"]) for r in rows] == [("企业", deadline)]


SUBJECTS = [
    ("到2034年,二氧化硫、化学需氧量排放量都减少2%。", ["二氧化硫排放量", "化学需氧量排放量"]),
    ("到2034年,接待游客人次、旅游总花费均增长8%以上。", ["接待游客人次", "旅游总花费"]),
    ("到2034年,城镇居民收入和农村居民收入年均实际增长超过7%。", ["城镇居民收入", "农村居民收入"]),
    # Only the whole phrase is measured, or each number has a subject of its own.
    ("到2034年,薯类种植、收获机械化率均达到45%。", ["薯类种植、收获机械化率"]),
    ("到2034年,科技和教育支出占比达到20%。", ["科技和教育支出占比"]),
    ("到2034年,研发投入和工业增加值分别增长8%和6%。", ["研发投入", "工业增加值"]),
    ("到2034年,建成公园和绿道20个。", ["公园和绿道"]),
]


@pytest.mark.parametrize(("text", "metrics"), SUBJECTS, ids=lambda v: v[:16] if isinstance(v, str) else "")
def test_several_subjects_of_one_number(text: str, metrics: list[str]) -> None:
    made = document(text)
    ids = Ids(made.document_id)
    rows = apart(targets.find(made, reading.read(made, lexicon()), ids), ids)
    assert [row.metric for row in rows] == metrics
    assert len({row.target_id for row in rows}) == len(rows)


WHAT_IS_COUNTED = [
    # sentence of a page of this year → metric and value of its aim
    ("今年,我市将投入3亿元实施城市更新。", [("投入(实施城市更新)", "3")]),
    ("市级财政将投入3亿元,用于老旧小区改造。", [("市级财政投入(老旧小区改造)", "3")]),
    # What stands behind a share that a rate reaches is not what is counted; what a share describes is.
    ("为2035年绿化覆盖率达到46%打好基础。", [("绿化覆盖率", "46")]),
    # Money that was had was no aim.
    ("全市共争取上级投入15亿元。", []),
]


@pytest.mark.parametrize(("text", "expected"), WHAT_IS_COUNTED)
def test_what_a_number_counts_is_not_who_speaks_nor_what_follows(
    read: Read, text: str, expected: list[tuple[str, str]]
) -> None:
    page = {"kind": "news", "issued_on": "2031-01-18", "title": "云川市安排全年工作"}
    assert [(row["metric"], row["value"]) for row in read(text, **page)["targets"]] == expected
