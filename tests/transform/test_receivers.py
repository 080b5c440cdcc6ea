"""Printed words → whom money is offered to: each way's examples, phrases behind 对, names told before. Fictional."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.grammar import receiver_phrases, receivers, terms
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]


@pytest.mark.parametrize("way", receivers.WAYS, ids=lambda way: way.name)
def test_examples_of_each_way(way: receivers.Way) -> None:
    assert way.examples
    for said, name in way.examples.items():
        found = way.read(said)
        assert found is not None, said
        assert found.name == name


@pytest.mark.parametrize(("said", "name", "told"), [
    ("年用电量500万度以上的冷链企业", "冷链企业", "年用电量500万度以上"),
    ("经评审的企业购置检测设备", "企业", "经评审,购置检测设备"),
    ("企业研发投入", "企业", "研发投入"),
    ("企业采购的国产设备产品", "企业", "企业采购的国产设备产品"),
    ("符合条件的人员自主创业的", "人员", "符合条件的人员自主创业"),
    ("获批的企业招用毕业生的", "企业", "获批的企业招用毕业生"),
    ("获批的企业招的", "企业", "获批的企业招"),
    ("旅行社组织夜游的", "旅行社", "旅行社组织夜游"),
    ("新认定市级品牌示范企业", "市级品牌示范企业", "新认定"),
    ("每年新增规上企业", "规上企业", "每年新增"),
    ("新评定的星级饭店(规上企业)", "星级饭店(规上企业)", "新评定"),
    ("单个景区", "景区", None),
    ("成功上市的企业分阶段", "企业", "成功上市"),
    ("主要举办或承办单位", "主要举办或承办单位", None),
])  # fmt: skip
def test_what_stands_behind_to(said: str, name: str, told: str | None) -> None:
    assert receiver_phrases.addressed(said) == (name, told)


@pytest.mark.parametrize(
    "said",
    ["获批的企业的", "举报重大隐患属实的", "成功入轨的卫星星座", "同一型号水上飞机", "首台(套)装备", "软件研发费用"],
)
def test_a_thing_is_nobody(said: str) -> None:
    assert receiver_phrases.addressed(said) is None


@pytest.mark.parametrize(("said", "name"), [
    ("区级社区养老服务设施服务评估为优秀等级的", "区级社区养老服务设施"),
    ("企业招用失业人员并签订合同的", "企业"),
    ("毕业2年内高校毕业生到海岛就业", "毕业2年内高校毕业生"),
    ("云川市内技工院校毕业学年学生", "云川市内技工院校毕业学年学生"),
    ("80周岁以上老年人高龄津贴", "80周岁以上老年人"),
    ("企业建设重点实验室", "企业"),
    ("企业委托第三方机构开展检测的", "企业"),
    ("合作社聘请专业团队运营", "合作社"),
    ("旅行社(或分社)一次组织外地游客来访", "旅行社(或分社)"),
    ("公益服务组织开展送餐", "公益服务组织"),
    ("纳税人的子女接受全日制教育", "纳税人"),
    ("第一类资助对象每人每月", "第一类资助对象"),
])  # fmt: skip
def test_the_party_that_begins_a_clause(said: str, name: str) -> None:
    found = receiver_phrases.subject(said)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "said",
    ["公共卫生服务经费", "支持智能终端消费", "公共充电桩按每千瓦", "补贴标准为每人", "惠及学生", "工程研究中心等资质"],
)
def test_a_clause_that_begins_with_nobody(said: str) -> None:
    assert receiver_phrases.subject(said) is None


@pytest.mark.parametrize(("text", "names"), [
    ("长者饭堂运营机构为老年人送餐可享受补贴,其中护理1级补贴标准为每人每次2元;护理2级补贴标准为每人每次4元。", ["长者饭堂运营机构"] * 2),
    ("从事支教、支农服务的大学生,服务期间享受生活补贴。生活补贴每人每月3000元。", ["大学生"]),
    ("养老服务组织被评定为三星级以上的,可享受星级补贴。五星级的奖励9万元,四星级的奖励4万元。", ["养老服务组织"] * 2),
    ("鼓励企业开展攻关。对承担省级攻关任务的,给予最高200万元支持。", ["企业"]),
    ("在校大学生参加创业培训的,可对培训机构给予补贴,其中意识培训每人最高可补贴300元;网络培训每人最高可补贴2000元。", ["培训机构"] * 2),
    ("市财政按每人800元标准向承办机构支付培训补助。", ["承办机构"]),
    ("见习单位留用学员的,由稳岗资金按每人2000元给予用人单位补贴。", ["用人单位"]),
    ("对地接企业进行奖励,年接待游客1万人以上的市内旅行社,奖励3万元。", ["市内旅行社"]),
    ("开展助餐的组织使用的,可按以下标准享受优惠:\n(一)承租公有房产的,租金标准以市场价的50%计算,给予减免;", ["组织"]),
    ("按高级管理人员对财政贡献额的100%,5年内奖励给个人。", ["个人"]),
    ("对参加展会的冷链企业,在省对摊位费补贴的基础上,其余部分予以补助,补助金额最高为每标准展位2万元。", ["冷链企业"]),
    ("# 支持企业上市\n完成股改的,给予100万元奖励。", ["企业"]),
    ("新建公共充电桩按每千瓦200元给予建设补贴。", [None]),
    ("支持有条件的地方发放算力券,按照合同金额的30%给予补助。", [None]),
])  # fmt: skip
def test_whom_an_offer_is_made_to(read: Read, text: str, names: list[str | None]) -> None:
    found = read(text, kind="measures", title="云川市支持产业发展若干措施")["incentives"]
    assert [row["recipient"] for row in found] == names


@pytest.mark.parametrize(("text", "conditions"), [
    ("支持各地发放算力券,企业使用自主算力的,按合同金额的30%给予补助。", ["企业使用自主算力"]),
    ("对完成攻关任务,并获得省级资金的企业,给予20万元奖励。", ["完成攻关任务,并获得省级资金"]),
    ("对新认定国家级及省级创新中心、示范企业,分别给予50万元、20万元奖励。", ["新认定", "新认定"]),
    ("对获批省级示范的项目,给予牵头单位50万元奖励。", ["获批省级示范的项目"]),
    ("对县内企业采购本地产品,年度订单达到500万元,给予订单总额3%的奖励。", ["采购本地产品,年度订单达到500万元"]),
    ("旅行社组织夜游团队,一次人数达到300人以上,并住宿1晚,奖励5000元。", ["旅行社组织夜游团队,一次人数达到300人以上,并住宿1晚"]),
    ("市级每年评选不超过10个项目,每个项目给予50万元补助。", [None]),
    ("全市城乡最低生活保障补助标准为每人每月1300元。", [None]),
    ("补贴标准为建筑面积每平方米37元,按月发放给租房家庭。", [None]),
])  # fmt: skip
def test_what_must_be_met(read: Read, text: str, conditions: list[str | None]) -> None:
    found = read(text, kind="measures", title="云川市支持产业发展若干措施")["incentives"]
    assert [row["condition"] for row in found] == conditions


@pytest.mark.parametrize(("text", "step"), [
    ("每新建1个站点给予5万元", "每新建1个站点"),
    ("每招用1人不超过1500元", "每招用1人"),
    ("每培育一家上市公司奖励10万元", "每培育一家上市公司"),
    ("每新增1亿元工业产值奖励10万元", "每新增1亿元工业产值"),
    ("每引进1名博士给予单位5万元", "每引进1名博士"),
    ("每个企业每新增1条生产线奖励20万元", "每新增1条生产线"),
    ("每吸纳1名毕业生就业补贴2000元", "每吸纳1名毕业生"),
    ("每个项目给予5万元", "每个项目"),
    ("最高为每标准展位2万元", "每标准展位"),
    ("每年以上一年度为基数奖励5万元", "每年"),
    ("服务达标(每次时长30分钟)的,补贴5万元", None),
])  # fmt: skip
def test_for_each_of_what(text: str, step: str | None) -> None:
    number = len(text.rstrip("元万")) - 1
    while text[number - 1].isdigit():
        number -= 1
    assert terms.per(text, 0, number, len(text), len(text)) == step


@pytest.mark.parametrize(("said", "name"), [
    ("在校大学生创办的小微企业", "小微企业"),
    ("返乡人员领办的家庭农场,", "家庭农场"),
    ("由残疾人兴办的企业", "企业"),
    ("外商设立的研发机构", "研发机构"),
    ("村集体组建的合作社等组织", "合作社等组织"),
    ("大学生,在市内初次创办的小微企业,", "小微企业"),
    ("企业招用退休的教师", None),
    ("大学生创办企业", None),
    ("创办的项目", None),
])  # fmt: skip
def test_who_was_founded_receives(said: str, name: str | None) -> None:
    found = receiver_phrases.founded(said)
    assert (found and found.name) == name


@pytest.mark.parametrize(("said", "does"), [
    ("企业招用毕业生", True),
    ("小微企业吸纳就业困难人员", True),
    ("家庭购买住房", True),
    ("企业", False),
    ("招用毕业生", False),
    ("市财政局安排资金", False),
    ("主管部门审核", False),
    ("县政府补助", False),
])  # fmt: skip
def test_a_clause_of_a_party_and_what_it_does(said: str, does: bool) -> None:
    assert receiver_phrases.does(said) is does


@pytest.mark.parametrize(("said", "name"), [
    ("资助对象为困难学生", "困难学生"),
    ("补贴对象:种粮农户", "种粮农户"),
    ("奖励对象是二年级以上学生", "二年级以上学生"),
    ("对象包括退役军人,", "退役军人"),
    ("资助对象为困难的学生。", "学生"),
    ("资助对象由学校确定", None),
    ("对象为先进制造", None),
])  # fmt: skip
def test_who_is_said_to_be_meant(said: str, name: str | None) -> None:
    found = receivers.meant(said)
    assert (found and found.name) == name


@pytest.mark.parametrize(("said", "name", "told"), [
    ("首次来云川就业人员", "就业人员", "首次来云川"),
    ("课程共建等合作项目", "合作项目", "课程共建"),
    ("首次来云川就业人员(户籍不限)", "就业人员", "首次来云川"),
])  # fmt: skip
def test_the_party_behind_what_it_does(said: str, name: str, told: str) -> None:
    found = receiver_phrases.addressed(said)
    assert found is not None
    assert (found.name.partition("(")[0], found.told) == (name, told)


@pytest.mark.parametrize(("said", "name"), [
    ("发布方最高100万元", "发布方"),
    ("承接方最高100万元", "承接方"),
    ("投资方奖励100万元", "投资方"),
    ("地方最高100万元", None),
    ("小学每生每年100元", None),
    ("小学获得100万元", "小学"),
    ("返乡入乡人员", "返乡入乡人员"),
    ("毕业生(毕业5年内)、退役军人", "毕业生(毕业5年内)、退役军人"),
    ("毕业生(其中毕业5年内并在云川市首次创业的人员优先)享受", "毕业生"),
    ("企业、协会等组织,", "企业、协会等组织"),
])  # fmt: skip
def test_the_name_that_a_clause_begins_with(said: str, name: str | None) -> None:
    found = receiver_phrases.subject(said)
    assert (found and found.name) == name
