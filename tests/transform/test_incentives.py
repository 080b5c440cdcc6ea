"""Printed phrase → offer of money: instrument, rate, cap, per, years, threshold. Fictional examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

# phrase, [(instrument, rate, rate is a cap, cap, cap unit, threshold, per, years)]
OFFERS = [
    ("对承担重大专项的企业,给予研发费用50%的资金支持,最高不超过3000万元。",
     [("grant", "50", False, "3000", "万元", None, None, None)]),
    ("对入选国家试点的项目,按最高1:1给予配套,每个项目配套资金不超过300万元。",
     [("matching", "100", True, "300", "万元", None, "每个项目配套资金", None)]),
    ("对承担国家级项目的,给予最高1:1的资金配套,每个项目支持金额最高为800万元。",
     [("matching", "100", True, "800", "万元", None, "每个项目", None)]),
    ("对新获批市级研发机构的一次性给予60万元资金支持;对新获批国家级研发机构的一次性给予600万元资金支持。",
     [("grant", None, False, "60", "万元", None, None, None), ("grant", None, False, "600", "万元", None, None, None)]),
    ("按照高出部分的15%给予支持,支持金额每年最高为200万元。",
     [("grant", "15", False, "200", "万元", None, "每年", None)]),
    ("本年度订单累计达到800万元及以上的,给予订单总额2%的资金奖励,最高500万元。",
     [("reward", "2", False, "500", "万元", None, None, None)]),
    ("对年营业收入首次突破2亿元、4亿元、8亿元的企业,分别给予最高80万元、150万元、400万元的一次性奖励。",
     [("reward", None, False, "80", "万元", ("2", "亿元"), None, None),
      ("reward", None, False, "150", "万元", ("4", "亿元"), None, None),
      ("reward", None, False, "400", "万元", ("8", "亿元"), None, None)]),
    ("对设备贷款达到500万元(含)以上的项目给予贷款贴息,贴息率为2%,贴息期限不超过3年,单个项目贴息金额上限为900万元。",
     [("interest_subsidy", "2", False, "900", "万元", None, "单个项目", "3")]),
    ("对租用办公用房的企业,给予实际房租40%的补贴,补贴单价不超过1.2元/平方米/天,补贴时间不超过2年,每年最高300万元。",
     [("rent_subsidy", "40", False, "1.2", "元/平方米/天", None, "/平方米/天", "2"),
      ("rent_subsidy", "40", False, "300", "万元", None, "每年", "2")]),
    ("按照不超过设备投资额的25%给予资助,最高900万元。", [("grant", "25", True, "900", "万元", None, None, None)]),
    ("给予保险费用不超过市级标准1:1的配套资金支持。", [("insurance_subsidy", "100", True, None, None, None, None, None)]),
    ("给予不超过检测服务费60%的补贴,每次最高补贴20万元。",
     [("service_subsidy", "60", True, "20", "万元", None, "每次", None)]),
    ("企业可申领算力券,抵扣实际完成合同金额的50%,每家企业不超过300万元。",
     [("voucher", "50", False, "300", "万元", None, "每家企业", None)]),
    ("对首次认定的三类企业,分别给予50万元、20万元、30万元的奖励。",
     [("reward", None, False, "50", "万元", None, None, None), ("reward", None, False, "20", "万元", None, None, None),
      ("reward", None, False, "30", "万元", None, None, None)]),
    ("按照产品售价的15%,给予最高2000元/件补助。", [("grant", "15", False, "2000", "元/件", None, "/件", None)]),
    ("单个研发项目最高支持300万元。", [("grant", None, False, "300", "万元", None, "单个研发项目", None)]),
    ("向中小企业发放算力券,单家企业每年最高领取20万元。", [("voucher", None, False, "20", "万元", None, "单家企业每年", None)]),
    ("对年交易额超过3亿元、6000万元的,分别给予200万、60万元的一次性奖励。",
     [("reward", None, False, "200", "万元", ("3", "亿元"), None, None),
      ("reward", None, False, "60", "万元", ("6000", "万元"), None, None)]),
    ("对新落地项目,三年内按不高于市场价60%的标准给予租金优惠。",
     [("rent_subsidy", "60", True, None, None, None, None, "3")]),
    ("对绿色工厂给予一次性奖励:国家级60万元,省级20万元。",
     [("reward", None, False, "60", "万元", None, None, None), ("reward", None, False, "20", "万元", None, None, None)]),
    ("按上云费用的40%发放云服务券,每家企业不超过9万元。", [("voucher", "40", False, "9", "万元", None, "每家企业", None)]),
    ("专项资金支持比例不超过项目总投资的40%,单个项目最高不超过600万元。",
     [("grant", "40", True, "600", "万元", None, "单个项目", None)]),
    ("支持建设海外仓,按照实际投入的40%给予补助,单个海外仓补助不超过90万元。",
     [("grant", "40", False, "90", "万元", None, "单个海外仓", None)]),
    ("对取得经营牌照的企业最高奖励700万元。", [("reward", None, False, "700", "万元", None, None, None)]),
    ("给予300万—900万元的资金奖励。", [("reward", None, False, "900", "万元", None, None, None)]),
    ("给予2万元-6万元的资金支持。", [("grant", None, False, "6", "万元", None, None, None)]),
    ("对出口额在6万美元以上的企业,每6万美元给予2万元的奖励,最高不超过8万元。",
     [("reward", None, False, "2", "万元", None, "每6万美元", None), ("reward", None, False, "8", "万元", None, None, None)]),
    ("自投产之日起,按其对本级财政贡献额的90%,连续3年奖励给企业。", [("reward", "90", False, None, None, None, None, "3")]),
    ("按照厂房建设成本的12%给予投资主体资金补助,分段支付:开工后支付20%,主体封顶后支付60%。",
     [("grant", "12", False, None, None, None, None, None)]),
    ("新设立的银行、金融租赁等机构,按实缴资本1%给予不超过600万元的开办补贴。",
     [("grant", "1", False, "600", "万元", None, None, None)]),
    ("参与国际、国家、地方标准制定的,分别给予最高100万元/项、50万元/项、10万元/项的奖励。",
     [("reward", None, False, "100", "万元/项", None, "/项", None), ("reward", None, False, "50", "万元/项", None, "/项", None),
      ("reward", None, False, "10", "万元/项", None, "/项", None)]),
    ("对首次、二次、三次通过认定的企业,分别给予30%、20%、10%补助,最高20万元。",
     [("grant", "30", False, "20", "万元", None, None, None), ("grant", "20", False, "20", "万元", None, None, None),
      ("grant", "10", False, "20", "万元", None, None, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OFFERS, ids=lambda v: v[:16] if isinstance(v, str) else "")
def test_offer(read: Read, text: str, expected: list[tuple[object, ...]]) -> None:
    found = read(text, kind="measures", title="云川市支持产业发展若干措施")
    got = [
        (
            r["instrument"], r["rate_pct"], r["rate_is_cap"], r["cap"], r["cap_unit"],
            (r["threshold"], r["threshold_unit"]) if r["threshold"] else None, r["per"], r["years_max"],
        )
        for r in found["incentives"]
    ]  # fmt: skip
    assert got == expected
    assert found["targets"] == []


@pytest.mark.parametrize("text", [
    "规模养殖场粪污处理设施装备配套率达到95%以上。",
    "在人才引进、资金奖励等方面给予支持。",
    "到2034年,产业规模达到500亿元。",
])  # fmt: skip
def test_no_offer(read: Read, text: str) -> None:
    assert read(text, kind="measures")["incentives"] == []


def test_conditions_are_thresholds(read: Read) -> None:
    found = read("对年营业收入首次超过10亿元、从业人员50人以上的企业,给予最高100万元奖励。", kind="measures")
    roles = {q["text"]: q["role"] for q in found["quantities"]}
    assert roles == {"10亿元": "threshold", "50人以上": "threshold", "100万元": "incentive"}
