"""Printed sentence → the role of each of its numbers, and what is given: instrument, rate, cap, unit, per, years."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
