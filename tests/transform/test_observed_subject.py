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
    ("上市公司162家,外贸企业900家。", [("上市公司", "level", "162"), ("外贸企业", "level", "900")]),
    ("示范企业248家,云川企业5家。", [("示范企业", "level", "248"), ("云川企业", "level", "5")]),
    ("新增公路里程152公里,总里程达867公里。", [("公路里程", "change", "152"), ("公路总里程", "level", "867")]),
    ("新增上市公司6家,总数18家。", [("上市公司", "change", "6"), ("上市公司总数", "level", "18")]),
    ("落实重点项目304个、完成投资46亿元。", [("重点项目", "level", "304"), ("重点项目完成投资", "level", "46")]),
    ("对山区的转移支付4亿元,87%用于支持渔村。", [("对山区的转移支付", "level", "4"), ("对山区的转移支付(用于支持渔村)", "share", "87")]),
    ("服务业支撑作用更加明显,增加值300亿元,对经济增长贡献率超60%。",
     [("服务业增加值", "level", "300"), ("服务业增加值对经济增长贡献率", "share", "60")]),
    ("建立健全住房保障制度,覆盖面逐步扩大,已达到12.5%。", [("住房保障制度覆盖面", "level", "12.5")]),
    ("市级财政投入12亿元支持渡口建设。", [("市级财政投入(支持渡口建设)", "level", "12")]),
    ("稻谷收购价每50公斤提高5元。", [("稻谷收购价", "change", "5")]),
    ("换新补贴拉动消费20亿元。", [("消费(换新补贴拉动)", "level", "20")]),
    ("9个区域医疗中心开诊运营、居全国第2位。", [("区域医疗中心", "level", "9"), ("区域医疗中心", "rank", "2")]),
    ("14个县级和25个市级疾控中心基本建成。", [("县级疾控中心", "level", "14"), ("市级疾控中心", "level", "25")]),
    ("水产服务贸易规模9亿美元。其中,出口4亿美元,增长2%,进口5亿美元。",
     [("水产服务贸易规模", "level", "9"), ("水产服务出口", "level", "4"), ("水产服务出口", "growth_yoy", "2"),
      ("水产服务进口", "level", "5")]),
    ("产值居全省第二,比上年上升1位。", [("产值", "rank", "2"), ("产值位次", "change", "1")]),
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


HOW, FARES = "快速 不断 日益 日趋 逐步 持续 更加 进一步", "完善 健全 扩大 发展 推进 深入"
STAGES = "建成 基本建成 开工 新开工 开工建设 竣工 完工 续建 在建 改造 投产 交付"


@pytest.mark.parametrize("how", HOW.split())
@pytest.mark.parametrize("fares", FARES.split())
def test_how_a_subject_goes_on_is_no_part_of_it(how: str, fares: str) -> None:
    assert observed_subject._GOING.sub("", f"服务体系{how}{fares}") == "服务体系"


@pytest.mark.parametrize("stage", STAGES.split())
def test_a_stage_of_works(stage: str) -> None:
    assert observed_subject._STAGE.fullmatch(stage)


GOES_ON = (
    "恢复到 恢复至 折合人民币 折合美元 约合人民币 折合约 折合12 相当于 转为 减为 增为 同比 环比 可比"
    " 同口径 按同口径 名义 实际增长 实际下降 实际上涨 扣除价格因素 按可比价格"
    " 增速比 增幅比 降幅比 涨幅比 跌幅比 增长率比 其增速比 比上年 较上年 与上年相比 相比 两年平均 年均"
    " 增5% 增收5% 增加5% 下降 上涨 降为 降至 降到 升为 升至 升到 平均增长 收窄 回落"
    " 加快 放缓 缩小到 扩大到 提升到 提高至 上升至 增加到 减少到 再同比 又增长5% 并下降 分别增5% 但下降"
    " 而回落 到 至 从 自 由 的 再到"
)
OWN = "比重为 比例为 较大企业 较高收入 增加值 增值税 增设 增收农户 实际利用外资 降幅是 涨幅5% 产值 服务业 全市 缩小 提高 合计"


@pytest.mark.parametrize("clause", GOES_ON.split())
def test_a_clause_that_goes_on_with_the_subject_before(clause: str) -> None:
    assert observed_subject.CONTINUING.match(clause)


@pytest.mark.parametrize("clause", OWN.split())
def test_a_clause_with_a_subject_of_its_own(clause: str) -> None:
    assert observed_subject.CONTINUING.match(clause) is None


BARE = (
    "规模 收入 数量 总数 总量 增量 增速 增长率 增幅 增长 份额 占比 比重 总额 金额 面积 人数 产值 产量"
    " 销量 销售额 交易额 成交额 市场份额 市场占有率 其规模 该产值 总收入 实际增速 市场规模"
    " 用户规模 年产量 月产量 总体规模 整体规模 年均增速 复合增长率 年复合增长率 年平均增速 平均增速"
)


@pytest.mark.parametrize("name", BARE.split())
def test_a_name_that_says_nothing_without_its_subject(name: str) -> None:
    assert observed_subject.GENERIC.match(name)
    assert observed_subject.GENERIC.match(f"驿站{name}") is None


@pytest.mark.parametrize(
    "measure", ["总量", "规模", "总值", "产值", "收入", "数量", "总额", "增速", "贸易额", "增长率"]
)
def test_a_view_of_a_measure(measure: str) -> None:
    for said in (f"从经济{measure}来看", f"从{measure}上看", f"从{measure}方面看", f"从{measure}看"):
        found = observed_subject.VIEWED.match(said)
        assert found is not None
        assert found["measure"].endswith(measure)


@pytest.mark.parametrize(
    "said",
    [
        "增势",
        "走势",
        "势头",
        "保持",
        "持续",
        "继续",
        "运行",
        "表现",
        "稳步",
        "较快",
        "较好",
        "明显",
        "加快",
        "回升",
        "回暖",
        "向好",
    ],
)
def test_what_says_how_a_subject_fares(said: str) -> None:
    found = observed_subject.STATED.match(f"全市服务业{said}")
    assert found is not None
    assert found["subject"] == "全市服务业"


@pytest.mark.parametrize(
    "said",
    [
        "营业收入",
        "营业总收入",
        "销售收入",
        "主营业务收入",
        "利润",
        "利润总额",
        "产值",
        "总产值",
        "增加值",
        "投资",
        "投资额",
        "零售额",
        "销售额",
        "出口",
        "出口额",
        "出口值",
        "产量",
        "销量",
    ],
)
def test_a_measure_of_the_subject_before(said: str) -> None:
    assert observed_subject.MEASURE.fullmatch(said)


def test_what_goes_on_is_no_part_of_itself(read: Callable[..., dict[str, list[Row]]]) -> None:
    text = "2030年,云川市数字消费额达到781亿元,同比增长29.3%,两年平均增长20%。"
    found = read(text, kind="bulletin", issued_on="2031-03-18", title="云川市数字消费情况")["observations"]
    assert {row["metric"] for row in found} == {"云川市数字消费额"}
