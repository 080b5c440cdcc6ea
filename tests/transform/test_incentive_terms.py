"""Printed phrase → to whom, on what terms and in which grade something is offered; and what is no offer. Fictional."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

# phrase, [(instrument, rate, amount, per, years, threshold, recipient, condition)]; <= before a rate that is a bound
OFFERS: list[tuple[str, list[tuple[str | None, ...]]]] = [
    ("营业收入首次突破1亿元、3亿元、5亿元的,分别按1%、2%、3%给予奖励。",
     [("reward", "1", None, None, None, "1亿元", None, "营业收入首次突破1亿元"),
      ("reward", "2", None, None, None, "3亿元", None, "营业收入首次突破3亿元"),
      ("reward", "3", None, None, None, "5亿元", None, "营业收入首次突破5亿元")]),
    ("对年营业收入500万元以上1000万元以下、1000万元(含)以上2000万元以下、2000万元以上的企业,分别给予5万元、10万元、20万元奖励。",
     [("reward", None, "5万元", None, None, "500万元", "企业", "年营业收入500万元以上1000万元以下"),
      ("reward", None, "10万元", None, None, "1000万元", "企业", "年营业收入1000万元(含)以上2000万元以下"),
      ("reward", None, "20万元", None, None, "2000万元", "企业", "年营业收入2000万元以上")]),
    ("对租用场地的,按租金的50%、每平方米每天不超过1.5元、最多500平方米给予补贴,补贴期不超过三年。",
     [("rent_subsidy", "50", "1.5元/平方米/天", "每平方米每天", "3", None, None, "租用场地")]),
    ("按贷款额的1.5‰给予贴息。",
     [("interest_subsidy", "0.15", None, None, None, None, None, None)]),
    ("获评国家级、省级、市级绿色工厂的企业,分别给予100万元、50万元、20万元一次性奖励。",
     [("reward", None, "100万元", None, None, None, "企业", "获评国家级绿色工厂"),
      ("reward", None, "50万元", None, None, None, "企业", "获评省级绿色工厂"),
      ("reward", None, "20万元", None, None, None, "企业", "获评市级绿色工厂")]),
    ("达到五星级的给予20万元;达到四星级的给予10万元。",
     [("grant", None, "20万元", None, None, None, None, "达到五星级"),
      ("grant", None, "10万元", None, None, None, None, "达到四星级")]),
    ("产值达到5000万元的,奖励10万元;产值达到1亿元的,奖励20万元。",
     [("reward", None, "10万元", None, None, "5000万元", None, "产值达到5000万元"),
      ("reward", None, "20万元", None, None, "1亿元", None, "产值达到1亿元")]),
    ("一等奖1名,奖励10万元;二等奖2名,各奖励5万元;优秀奖5名,奖金1万元。",
     [("reward", None, "10万元", None, None, None, None, "一等奖"),
      ("reward", None, "5万元", None, None, None, None, "二等奖"),
      ("reward", None, "1万元", None, None, None, None, "优秀奖")]),
    ("对新引进的博士、硕士、本科毕业生,每人每月分别给予3000元、2000元、1000元生活补贴,连续补贴3年。",
     [("grant", None, "3000元", "每人每月", "3", None, "博士", "新引进"),
      ("grant", None, "2000元", "每人每月", "3", None, "硕士", "新引进"),
      ("grant", None, "1000元", "每人每月", "3", None, "本科毕业生", "新引进")]),
    ("自认定之日起2年内,每年给予不超过30万元的房租补贴。",
     [("rent_subsidy", None, "30万元", "每年", "2", None, None, None)]),
    ("高新技术企业减按15%的税率征收企业所得税。",
     [("tax_relief", "15", None, None, None, None, "高新技术企业", None)]),
    ("小规模纳税人减半征收资源税、印花税。",
     [("tax_relief", "50", None, None, None, None, "小规模纳税人", None)]),
    ("企业开展研发活动实际发生的研发费用,按实际发生额的100%在税前加计扣除。",
     [("tax_relief", "100", None, None, None, None, "企业", None)]),
    ("从事个体经营的,自办理登记当月起,在3年内按每户每年20000元为限额依次扣减其当年实际应缴纳的税费。",
     [("tax_relief", None, "20000元", "每户每年", "3", None, None, "从事个体经营")]),
    ("对科技型企业给予最高500万元股权投资支持。",
     [("investment", None, "500万元", None, None, None, "科技型企业", None)]),
    ("按照社会资本投资额的30%给予跟投,单个项目最高1000万元。",
     [("investment", "30", "1000万元", "单个项目", None, None, None, None)]),
    ("对制造业企业新增贷款贴息2个百分点,单户企业年度贴息最高100万元。",
     [("interest_subsidy", "2", "100万元", "单户企业", None, None, "制造业企业", "新增贷款")]),
    ("符合条件的人员自主创业的,可申请最高不超过20万元的创业担保贷款。",
     [("other", None, "20万元", None, None, None, "人员", "符合条件的人员自主创业")]),
    ("消费者购买1级能效家电产品,按销售价格的20%给予补贴,每件补贴不超过2000元。",
     [("grant", "20", "2000元", "每件", None, None, "消费者", None)]),
    ("国家助学金资助标准分为两档,一档每生每年4400元,二档每生每年2800元。",
     [("grant", None, "4400元", "每生每年", None, None, None, "一档"),
      ("grant", None, "2800元", "每生每年", None, None, None, "二档")]),
    ("# 补贴标准\n(一)小学每生每学年1000元,初中每生每学年1250元。",
     [("grant", None, "1000元", "每生每学年", None, None, "小学", None),
      ("grant", None, "1250元", "每生每学年", None, None, "初中", None)]),
    ("企业招用登记失业人员并签订1年以上劳动合同的,每招用1人可申请2000元吸纳就业补贴。",
     [("grant", None, "2000元", "每招用1人", None, None, "企业", "企业招用登记失业人员并签订1年以上劳动合同")]),
    ("见习补贴标准为每人每月1800元,补贴期限最长不超过12个月。",
     [("grant", None, "1800元", "每人每月", "1", None, None, None)]),
    ("稳岗返还标准:大型企业按企业及其职工上年度实际缴纳失业保险费的30%返还,中小微企业按60%返还。",
     [("other", "30", None, None, None, None, "大型企业", None),
      ("other", "60", None, None, None, None, "中小微企业", None)]),
    ("对成功上市的企业,给予最高1000万元分阶段奖励,其中完成股改的奖励100万元,获受理的奖励300万元。",
     [("reward", None, "1000万元", None, None, None, "企业", "成功上市"),
      ("reward", None, "100万元", None, None, None, "企业", "完成股改"),
      ("reward", None, "300万元", None, None, None, "企业", "获受理")]),
    ("对评定为A类、B类、C类的孵化器,分别按照实际投入的50%、40%、30%给予补助,最高分别不超过300万元、200万元、100万元。",
     [("grant", "50", "300万元", None, None, None, "孵化器", "评定为A类"),
      ("grant", "40", "200万元", None, None, None, "孵化器", "评定为B类"),
      ("grant", "30", "100万元", None, None, None, "孵化器", "评定为C类")]),
    ("80周岁以上老年人高龄津贴:80—89周岁每人每月50元,90—99周岁每人每月100元。",
     [("grant", None, "50元", "每人每月", None, None, "80周岁以上老年人", "80—89周岁"),
      ("grant", None, "100元", "每人每月", None, None, "80周岁以上老年人", "90—99周岁")]),
    ("县城困难家庭高校毕业生求职补贴标准由每人1000元提高至每人1500元。",
     [("grant", None, "1500元", "每人", None, None, "县城困难家庭高校毕业生", None)]),
    ("培训补贴按初级1500元/人、中级2000元/人、高级2500元/人的标准执行。",
     [("grant", None, "1500元/人", "/人", None, None, None, "初级"),
      ("grant", None, "2000元/人", "/人", None, None, None, "中级"),
      ("grant", None, "2500元/人", "/人", None, None, None, "高级")]),
    ("组织企业参加境外展会的,展位费补贴70%,每个展位最高补贴3万元,人员费用每人补贴5000元。",
     [("grant", "70", "3万元", "每个展位", None, None, "企业", "组织企业参加境外展会"),
      ("grant", None, "5000元", "每人", None, None, "企业", "组织企业参加境外展会")]),
    ("每家补贴10万元封顶。",
     [("grant", None, "10万元", "每家", None, None, None, None)]),
    ("对企业研发投入,按5%给予补助。单个企业最高不超过200万元。",
     [("grant", "5", "200万元", "单个企业", None, None, "企业", "研发投入")]),
    ("租房补贴标准为:市区每年最高6000元,县城每年最高4000元。补贴期限累计不超过3年。",
     [("rent_subsidy", None, "6000元", "每年", "3", None, None, "市区"),
      ("rent_subsidy", None, "4000元", "每年", "3", None, None, "县城")]),
    ("60周岁以上老年人游览政府投资景区门票半价。",
     [("other", "50", None, None, None, None, "60周岁以上老年人", None)]),
    ("租金标准以市场评估价的50%计算和收取,给予租金优惠。",
     [("rent_subsidy", "50", None, None, None, None, None, None)]),
    ("对规上工业企业,每增长1个百分点奖励1万元,最高20万元。",
     [("reward", None, "1万元", "每增长1个百分点", None, None, "规上工业企业", None),
      ("reward", None, "20万元", None, None, None, "规上工业企业", None)]),
    ("困难群众临时救助标准一般不超过城市低保月标准的6倍,最高不超过2万元。",
     [("grant", None, "2万元", None, None, None, "困难群众", None)]),
    ("每年发放1亿元算力券,每家企业每年累计抵扣费用最高不超过2000万元。",
     [("voucher", None, "1亿元", "每年", None, None, None, None),
      ("voucher", None, "2000万元", "每家企业每年", None, None, "企业", None)]),
    ("每年安排2亿元专项资金,用于支持企业技术改造。",
     [("grant", None, "2亿元", "每年", None, None, None, None)]),
    ("报废旧车并购买新能源乘用车的,单台补贴2万元;购买2.0升及以下排量燃油乘用车的,单台补贴1.5万元。",
     [("grant", None, "2万元", "单台", None, None, None, "报废旧车并购买新能源乘用车"),
      ("grant", None, "1.5万元", "单台", None, None, None, "购买2.0升及以下排量燃油乘用车")]),
    ("对旅行社组织境外游客过夜旅游的,按每人每晚50元的标准给予奖励,单家旅行社全年奖励总额不超过100万元。",
     [("reward", None, "50元", "每人每晚", None, None, "旅行社", "旅行社组织境外游客过夜旅游"),
      ("reward", None, "100万元", "单家旅行社", None, None, "旅行社", "旅行社组织境外游客过夜旅游")]),
    ("新建公共充电桩按每千瓦200元给予建设补贴,单个站点最高不超过50万元。",
     [("grant", None, "200元", "每千瓦", None, None, None, "新建公共充电桩"),
      ("grant", None, "50万元", "单个站点", None, None, None, None)]),
    ("种植大豆每亩补贴150元,带状复合种植每亩补贴300元。",
     [("grant", None, "150元", "每亩", None, None, None, "种植大豆"),
      ("grant", None, "300元", "每亩", None, None, None, "带状复合种植")]),
    ("购置拖拉机等机具实行定额补贴,单机补贴额原则上不超过5万元。",
     [("grant", None, "5万元", "单机", None, None, None, None)]),
    ("对购买首套新建商品住房的家庭,按购房款总额的1%给予购房补贴,最高3万元;生育二孩、三孩的家庭再分别给予2万元、5万元补贴。",
     [("grant", "1", "3万元", None, None, None, "家庭", "购买首套新建商品住房"),
      ("grant", None, "2万元", None, None, None, "家庭", "生育二孩"),
      ("grant", None, "5万元", None, None, None, "家庭", "生育三孩")]),
    ("全日制博士研究生给予80万元购房补贴和10万元安家费。",
     [("grant", None, "80万元", None, None, None, "全日制博士研究生", None),
      ("grant", None, "10万元", None, None, None, "全日制博士研究生", None)]),
    ("给予建设单位不超过总投资30%、最高500万元的补助。",
     [("grant", "<=30", "500万元", None, None, None, "建设单位", None)]),
    ("对租赁标准厂房的企业,前3年按每平方米每月10元、后2年按每平方米每月5元给予租金补贴。",
     [("rent_subsidy", None, "10元/平方米/月", "每平方米每月", "3", None, "企业", "租赁标准厂房"),
      ("rent_subsidy", None, "5元/平方米/月", "每平方米每月", "2", None, "企业", "租赁标准厂房,后2年")]),
    ("对举报重大隐患属实的,按罚款金额的15%给予奖励,最高不超过30万元。",
     [("reward", "15", "30万元", None, None, None, None, "举报重大隐患属实")]),
    ("增值税小规模纳税人适用3%征收率的,减按1%征收率征收增值税。",
     [("tax_relief", "1", None, None, None, None, "增值税小规模纳税人", "增值税小规模纳税人适用3%征收率")]),
    ("企业投保首台(套)保险的,按实际保费的80%给予补贴,期限不超过3年。",
     [("insurance_subsidy", "80", None, None, "3", None, "企业", "企业投保首台(套)保险")]),
    ("对承办国家级赛事的单位给予实际支出30%、不超过100万元的补助。",
     [("grant", "30", "100万元", None, None, None, "单位", "承办国家级赛事")]),
    ("民办幼儿园普惠奖补按每生每年1200元拨付到园。",
     [("reward", None, "1200元", "每生每年", None, None, "民办幼儿园", None)]),
    ("按照每人3000元标准,给予每名新招募的志愿者一次性安家费补贴。",
     [("grant", None, "3000元", "每人", None, None, "志愿者", "新招募")]),
    ("对每年新增规上企业,首次上规给予10万元奖励,次年继续在库的再给予5万元奖励。",
     [("reward", None, "10万元", None, None, None, "规上企业", "每年新增"),
      ("reward", None, "5万元", None, None, None, "规上企业", "次年继续在库")]),
    ("企业获银行信用贷款的,按年利率2%给予贴息,年度贴息总额不超过50万元。",
     [("interest_subsidy", "2", "50万元", None, None, None, "企业", "企业获银行信用贷款")]),
    ("对购买家电的消费者给予售价15%的补贴,一级能效再给予5%补贴,单件最高2000元。",
     [("grant", "15", None, None, None, None, "消费者", "购买家电"),
      ("grant", "5", "2000元", "单件", None, None, "消费者", None)]),
    ("新评定为5A、4A级景区的,分别奖励1000万元、200万元。",
     [("reward", None, "1000万元", None, None, None, None, "新评定为5A级景区"),
      ("reward", None, "200万元", None, None, None, None, "新评定为4A级景区")]),
    ("外贸企业投保出口信用保险,保费补助70%。",
     [("insurance_subsidy", "70", None, None, None, None, "外贸企业", None)]),
    ("对二级、三级养老机构分别一次性奖励5万元、10万元。",
     [("reward", None, "5万元", None, None, None, "二级养老机构", None),
      ("reward", None, "10万元", None, None, None, "三级养老机构", None)]),
    ("对符合下列条件之一的企业,给予一次性奖励:\n(一)首次认定为国家级单项冠军的,100万元;\n(二)首次认定为省级单项冠军的,50万元。",
     [("reward", None, "100万元", None, None, None, "企业", "首次认定为国家级单项冠军"),
      ("reward", None, "50万元", None, None, None, "企业", "首次认定为省级单项冠军")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OFFERS, ids=lambda v: v[:16] if isinstance(v, str) else "")
def test_terms(read: Read, text: str, expected: list[tuple[str | None, ...]]) -> None:
    found = read(text, kind="measures", title="云川市支持产业发展若干措施")
    got = [
        (
            r["instrument"],
            f"{'<=' if r['rate_is_cap'] else ''}{r['rate_pct']}" if r["rate_pct"] else None,
            f"{r['cap']}{r['cap_unit']}" if r["cap"] else None,
            r["per"],
            r["years_max"],
            f"{r['threshold']}{r['threshold_unit']}" if r["threshold"] else None,
            r["recipient"],
            r["condition"],
        )
        for r in found["incentives"]
    ]
    assert got == expected
    assert found["targets"] == []


@pytest.mark.parametrize(("text", "pools"), [
    ("每年发放1亿元算力券,每家企业每年累计抵扣费用最高不超过2000万元。", [True, False]),
    ("每年安排2亿元专项资金,用于支持企业技术改造。", [True]),
    ("发放消费券5000万元。", [True]),
    ("每月发放500元育儿补贴。", [False]),
    ("对企业给予最高1亿元奖励。", [False]),
])  # fmt: skip
def test_a_sum_for_all_is_a_pool(read: Read, text: str, pools: list[bool]) -> None:
    found = read(text, kind="measures", title="云川市支持产业发展若干措施")
    assert [r["is_pool"] for r in found["incentives"]] == pools


@pytest.mark.parametrize("text", [
    "申请人应当缴纳保证金5万元,中标后予以退还。",
    "违反本办法的,由主管部门处1000元以上1万元以下的罚款,给予警告。",
    "单位缴费比例为16%,个人缴费比例为8%。",
    "失业保险金标准为每月1950元。",
    "城乡居民基础养老金标准提高到每人每月150元。",
    "参保人员在一级医院住院的,统筹基金支付比例为90%。",
    "城乡居民医保财政补助标准提高到每人每年700元。",
    "学费标准为每生每学年8000元,住宿费每生每学年1200元。",
    "专项资金由市、区两级财政按6:4比例分担。",
    "省财政对市县给予60%的补助。",
    "补助资金先预拨70%,验收后拨付剩余30%。",
    "企业应当按照职工工资总额的1.5%提取职工教育经费。",
    "申报企业上年度营业收入应达到2000万元以上,研发投入占比不低于3%。",
    "补贴资金不得超过项目总投资,企业自筹资金比例不低于50%。",
    "最低工资标准为每月2200元,小时最低工资标准为每小时22元。",
    "低收入家庭认定标准为每人每月1800元。",
    "市财政每年安排教育经费2亿元。",
    "企业虚报骗取补贴的,追回已拨付资金,并处骗取资金1倍罚款。",
    "创业担保贷款额度最高30万元,期限最长3年。",
    "奖励人数不超过参评人数的10%。",
    "对月销售额10万元以下的小规模纳税人免征增值税。",
    "补贴资金使用率达到95%以上。",
])  # fmt: skip
@pytest.mark.parametrize("kind", ["provisions", "plan", "notice"])
def test_what_is_levied_shared_or_asked_is_no_offer(read: Read, text: str, kind: str) -> None:
    assert read(text, kind=kind, title="云川市专项资金管理办法")["incentives"] == []


@pytest.mark.parametrize(("text", "aims"), [
    ("到2033年,争取上级补助资金5000万元,改造农村户厕3万座。", ["3"]),
    ("到2033年,落实惠农补贴资金3.2亿元,粮食产量达到150万吨。", ["150"]),
    ("到2033年,就业补助资金3000万元,城镇登记失业率控制在4%以内。", ["4"]),
    ("到2033年,农业保险保费补贴覆盖率达到80%。", ["80"]),
])  # fmt: skip
def test_money_that_moves_is_neither_offered_nor_an_aim(read: Read, text: str, aims: list[str]) -> None:
    found = read(text, kind="plan")
    assert found["incentives"] == []
    assert [t["value"] for t in found["targets"]] == aims
