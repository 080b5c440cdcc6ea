"""Printed sentence → the role of each of its numbers, and what is given: instrument, rate, cap, unit, per, years."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.transform.conftest import lexicon
from transform.grammar import giving
from transform.language import clauses
from transform.language.clauses import Span
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

# sentence, what is given, what its other numbers are
GIVEN = [
    ("每年安排2亿元资金,用于支持企业技术改造。", [("grant", None, "2", "亿元", "每年", None)], {}),
    ("发放1亿元消费券。", [("voucher", None, "1", "亿元", None, None)], {}),
    ("企业自筹资金不低于300万元的,给予20万元奖励。", [("reward", None, "20", "万元", None, None)], {"300万元": "threshold"}),
    ("对投资超过500万元的企业,给予20万元奖励。", [("reward", None, "20", "万元", None, None)], {"500万元": "threshold"}),
    ("对营业收入增长10%以上的给予10万元奖励。", [("reward", None, "10", "万元", None, None)], {"10%以上": "threshold"}),
    ("企业缴纳8%的费用,给予10万元补助。", [("grant", None, "10", "万元", None, None)], {"8%": "threshold"}),
    ("按30%的比例给予补贴。", [("grant", "30", None, None, None, None)], {}),
    ("享受2万元的一次性创业补贴。", [("grant", None, "2", "万元", None, None)], {}),
    ("争取上级补助资金5亿元。", [], {"5亿元": "other"}),
    ("贷款额度最高30万元。", [], {"30万元": "other"}),
    ("贷款额度最高30万元,给予50%贴息。", [("interest_subsidy", "50", None, None, None, None)], {"30万元": "other"}),
    ("首期拨付40%,验收合格后拨付60%。", [], {"40%": "other", "60%": "other"}),
    ("对考评优秀的给予奖励:甲档5万元,乙档3万元,丙档1万元。",
     [("reward", None, "5", "万元", None, None), ("reward", None, "3", "万元", None, None), ("reward", None, "1", "万元", None, None)], {}),
    ("补贴标准为每人每月300元,不超过12个月。", [("grant", None, "300", "元", "每人每月", None)], {"12个月": "limit_of_time"}),
    ("每增长1个百分点奖励2万元,最高20万元。",
     [("reward", None, "2", "万元", "每增长1个百分点", None), ("reward", None, "20", "万元", None, None)], {"1个百分点": "threshold"}),
    ("按投资额的10%给予补助,最高不超过100万元,连续补助3年。", [("grant", "10", "100", "万元", None, "3")], {"3年": "limit_of_time"}),
    ("门票实行半价优惠。", [("other", "50", None, None, None, None)], {}),
    ("学费减半收取。", [("other", "50", None, None, None, None)], {}),
    ("按照不超过房租的50%给予补贴,期限2年。", [("rent_subsidy", "50", None, None, None, "2")], {"2年": "limit_of_time"}),
    ("生活补贴每人每月500元。", [("grant", None, "500", "元", "每人每月", None)], {}),
    ("单个项目补助200万元封顶。", [("grant", None, "200", "万元", "单个项目", None)], {}),
    ("5万元封顶的创业补贴。", [("grant", None, "5", "万元", None, None)], {}),
    ("贫困学生资助标准分为两档:甲档4000元,乙档3000元。",
     [("grant", None, "4000", "元", None, None), ("grant", None, "3000", "元", None, None)], {}),
    ("对年产值达到2亿元的企业,给予50万元奖励。其中首次入规的,再给予10万元奖励。",
     [("reward", None, "50", "万元", None, None), ("reward", None, "10", "万元", None, None)], {"2亿元": "threshold"}),
    ("按2‰的比例给予补贴。", [("grant", "0.2", None, None, None, None)], {}),
    ("对新建项目,按投资额10%给予补助。最高不超过50万元。", [("grant", "10", "50", "万元", None, None)], {}),
    ("贫困学生补助。补贴标准。每户500元,每人200元。",
     [("grant", None, "500", "元", "每户", None), ("grant", None, "200", "元", "每人", None)], {}),
    ("对考评优秀的给予奖励:甲档5万元;乙档3万元;丙档1万元。",
     [("reward", None, "5", "万元", None, None), ("reward", None, "3", "万元", None, None), ("reward", None, "1", "万元", None, None)], {}),
    ("对考评优秀的给予5万元奖励;考评良好的3万元。",
     [("reward", None, "5", "万元", None, None), ("reward", None, "3", "万元", None, None)], {}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "given", "others"), GIVEN, ids=lambda v: v[:20] if isinstance(v, str) else "")
def test_what_is_given_and_what_is_asked(
    read: Read, said: str, given: list[tuple[str | None, ...]], others: dict[str, str]
) -> None:
    found = read(said, kind="measures", title="云川市支持产业发展若干措施")
    columns = ("instrument", "rate_pct", "cap", "cap_unit", "per", "years_max")
    assert [tuple(row[column] for column in columns) for row in found["incentives"]] == given
    assert {q["text"]: q["role"] for q in found["quantities"] if q["role"] != "incentive"} == others


def part(said: str, *, offered: bool = False, listing: bool = False) -> giving.Part | None:
    """What the last number of a sentence is."""
    quantity = lexicon().find(said)[-1]
    sentence = Span(0, len(said))
    clause = next(c for c in clauses.clauses(said, sentence) if c.start <= quantity.start < c.end)
    return giving.part_of(said, sentence, clause, quantity, offered=offered, listing=listing)


PARTS: dict[giving.Part | None, str] = {
    "given": "给予5万元 予以5万元 给与5万元 发给5万元 最高可支持5万元 最高可以申请5万元 最高享受5万元"
    " 最高领取5万元 最高获得5万元 最高资助5万元 最高奖励5万元 最高补贴5万元 享受5万元"
    " 可申请5万元 可申领5万元 可享受5万元 可领取5万元 可获得5万元 可获5万元 可得到5万元 可一次性申请5万元"
    " 可按规定享受5万元 以奖代补5万元 先建后补5万元 以租代补5万元 奖励5万元"
    " 奖补5万元 补助5万元 补贴5万元 贴补5万元 资助5万元 补偿5万元 救助5万元 贴息5万元 贴费5万元 返还5万元"
    " 退还5万元 抵扣5万元 抵免5万元 扣除5万元 减免5万元 减征5万元 减按15%"
    " 扣减5万元 兑付5万元 代偿5万元 慰问5万元 支持5万元 扶持5万元 配套5万元 发放5万元 奖金5万元 津贴5万元"
    " 慰问金5万元 助学金5万元 奖学金5万元 生活费5万元 安家费5万元"
    " 股权投资5万元 跟投5万元 直投5万元 领取5万元 补贴标准为5万元 奖励金额5万元 资助额度5万元"
    " 给予一次性5万元 给予最高5万元 奖励不超过5万元 奖励每家最高5万元"
    " 给予研发费用5% 补贴标准为长者每次3元 贴息率2% 返还率60% 资助比例60% 供养标准500元 抚恤标准500元"
    " 养育标准500元 护理标准500元 减免标准500元"
    " 2万元的一次性创业补贴 5万元封顶的奖励 按30%的比例给予 按30%给予补贴 按照30%发放"
    " 按投资额的30%给予奖励 以30%的比例奖励 生活补贴每人每月500元 助学金每生500元"
    " 租金按市场评估价的50% 贷款利率50%的财政贴息 保费费率50%的补贴",
    "asked": "收入达到5万元的 收入突破5万元 收入超过5万元 产值满5万元 产值逾5万元 产值高于5万元 产值低于5万元"
    " 产值不足5万元 产值增长5% 产值提升5% 产值实现5万元 完成投资5万元"
    " 投资5万元以上的企业 每新增5万元 每满5万元 每超5万元 每增长5% 企业自筹5万元 单位出资5万元"
    " 项目配套5万元 自身承担5万元 地方承担50% 银行承担50% 低收入认定标准为500元"
    " 对产值5万元 对投资5万元以上的企业给予奖励 工资5万元 费率上限3%",
    "moved": "争取补助资金5亿元 落实补贴资金5亿元 筹集救助资金5亿元 拨付奖励资金5亿元 下达补助资金5亿元"
    " 投入扶持资金5亿元 统筹补助资金5亿元 兑现奖励资金5亿元 贷款额度最高30万元"
    " 授信额度不超过30万元 担保金额为30万元 积极争取5亿元 由1000元提高标准",
    "pool": "每年安排2亿元资金用于支持企业 每年设立2亿元资金用于奖励企业 年度统筹2亿元经费用于补贴企业"
    " 每年列支2亿元资金重点扶持企业 发放1亿元消费券 投放5000万元惠民券 发放消费券1亿元",
    None: "首期拨付40% 前期拨付40万元 首批支付40% 先期拨付40% 预先拨付40% 分期拨付40万元 第一年支付40%"
    " 验收后拨付60% 剩余支付60% 余下兑付60% 先行拨付40% 按30%提取 按30%缴纳"
    " 按30%分担 按30%征收 按30%收取 按30%计算",
}  # fmt: skip


@pytest.mark.parametrize(("said", "kind"), [(said, kind) for kind, words in PARTS.items() for said in words.split()])
def test_what_a_number_of_an_offering_sentence_is(said: str, kind: giving.Part | None) -> None:
    assert part(said) == kind


@pytest.mark.parametrize(
    ("said", "offered", "listing", "kind"),
    [
        ("最高5万元", False, False, "asked"),
        ("最高5万元", True, False, "given"),
        ("单户不超过5万元", True, False, "given"),
        ("5万元以内", True, False, "given"),
        ("费率上限3%", True, False, "asked"),
        ("产值达到5万元", True, True, "asked"),
        ("二等奖5万元", False, False, "asked"),
        ("二等奖5万元", False, True, "given"),
        ("本科2万元(专科1万元)", False, True, "given"),
        ("年收入5万元", False, True, "asked"),
        ("罚款5万元", False, True, "asked"),
        ("且投资5万元", False, True, "asked"),
        ("基金最高支付限额为每人500元", False, True, None),
        ("纳入支付范围的护理费为每人500元,另一类每人300元", True, True, None),
    ],
)
def test_what_was_offered_before_goes_on(said: str, offered: bool, listing: bool, kind: giving.Part | None) -> None:
    assert part(said, offered=offered, listing=listing) == kind


CEILINGS = {True: "最高5万元 不超过5万元 上限5万元 累计5万元 5万元封顶 5万元以内", False: "给予5万元 奖励5万元"}


@pytest.mark.parametrize(
    ("said", "is_ceiling"), [(s, is_one) for is_one, words in CEILINGS.items() for s in words.split()]
)
def test_what_bounds_what_is_given(said: str, is_ceiling: bool) -> None:
    assert giving.is_ceiling(said, Span(0, len(said)), lexicon().find(said)[-1]) is is_ceiling
