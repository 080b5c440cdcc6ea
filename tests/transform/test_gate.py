"""Sentence and kind of document → the facts that it states, or what its numbers are instead. All of a fictional city."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.document import metadata
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

PLAN = "云川市养老服务发展行动方案"
RULES = "云川市停车场管理办法"
REPLY = "云川市人民政府关于同意云川新区总体规划的批复"
LETTER = "云川市人民政府办公厅关于节水建议办理情况的复函"
AWARD = "云川市人民政府关于表彰先进集体和先进个人的决定"
NOTICE = "云川市人民政府关于临时交通管制的公告"
GUIDE = "居住证办事指南"
QUESTIONS = "失业保险常见问题"
STANDARD = "社区食堂服务规范"


def facts_of(read: Read, title: str, text: str, **what: str) -> dict[str, list[Row]]:
    return read(text, **({"title": title, "kind": metadata.kind_of(title)} | what))


def stated(found: dict[str, list[Row]], table: str) -> list[tuple[object, object]]:
    return [
        (row.get("value", row.get("cap")) or row.get("rate_pct"), row.get("unit", row.get("cap_unit")))
        for row in found[table]
    ]


@pytest.mark.parametrize(
    ("title", "text", "targets"),
    [
        # What decides no aims sets one where it says so: by a horizon or a word of aiming, with a state to be reached.
        (REPLY, "到2035年,城区常住人口控制在180万人以内,城市建设用地规模控制在190平方公里以内。", [("180", "万人"), ("190", "平方公里")]),
        (REPLY, "力争到2035年,公共交通分担率达到60%。", [("60", "%")]),
        (REPLY, "原则同意总体规划,规划面积96平方公里。", []),
        (LETTER, "到2033年,再生水利用率提高到45%。", [("45", "%")]),
        (LETTER, "我市将组织12家企业参观。", []),
        (RULES, "停车位的宽度不得小于2.5米,充电车位不得低于总数的10%。", []),
        (RULES, "力争到2033年,充电车位占比达到30%。", [("30", "%")]),
        (RULES, "确保充电车位比例应当不低于10%。", []),
        # A horizon that opens the paragraph speaks for its sentences.
        (RULES, "到2033年,基本建成停车便利城市。停车泊位利用率达75%,充电车位占比达30%。", [("75", "%"), ("30", "%")]),
        (RULES, "2033年6月30日前完成备案。停车泊位利用率达75%。", []),
        (PLAN, "奖励资金分三年按40%、30%、30%兑付。", []),
        (RULES, "建设停车场应当提交图纸3份。", []),
        (RULES, "2033年6月30日前,配建停车位50个。", []),
        (NOTICE, "管制路段全长3公里,投入引导员60名。", []),
        (NOTICE, "计划招收学员90名,其中女学员30名。", []),
        (GUIDE, "携带1寸彩色照片2张,缴纳工本费20元。", []),
        (QUESTIONS, "办理后将在3个窗口发放5份凭证。", []),
        (STANDARD, "餐桌间距不小于1.2米,每餐供应菜品8种以上。", []),
        (AWARD, "授予12个单位先进集体称号,授予30名同志先进个人称号。", []),
        # A plan sets aims by what it orders; what it charges, fines, lists or makes up is none.
        (PLAN, "培育护理机构12家。", [("12", "家")]),
        (PLAN, "每张床位收费不超过90元。", []),
        (PLAN, "到2034年,每张床位收费控制在90元以内。", [("90", "元")]),
        (PLAN, "违规收费的,处90元罚款。", []),
        (PLAN, "专家组由7名专家组成。", []),
        (PLAN, "选择东湖、西山、南桥、北塘4个街道先行。", []),
        (PLAN, "建设东湖、西山、南桥、北塘9个驿站。", [("9", "个")]),
        (PLAN, "建设驿站6个、书屋9个、车位3个。", [("6", "个"), ("9", "个"), ("3", "个")]),
        (PLAN, "改造东湖、西山等6个街道。", [("6", "个")]),
        (REPLY, "到2034年,同意东湖、西山等6个街道达到标准。", []),
        (PLAN, "按床位总数的30%估算需求。", []),
        (PLAN, "按照年均增长9%的要求建设床位。", [("9", "%")]),
        (PLAN, "使房屋能够抗御7级左右地震。", []),
    ],
)  # fmt: skip
def test_a_number_is_aimed_at(read: Read, title: str, text: str, targets: list[tuple[str, str]]) -> None:
    assert stated(facts_of(read, title, text), "targets") == targets


@pytest.mark.parametrize(
    ("title", "text", "observations"),
    [
        (LETTER, "2030年,全市建成再生水厂9座,处理污水300万吨。", [("9", "座"), ("300", "万吨")]),
        (RULES, "截至2030年底,全市建成停车场600座。", [("600", "座")]),
        (RULES, "2030年度的停车费按9元计收。", []),
        (QUESTIONS, "参保人员缴费满12个月,现有职工达到30人。", []),
        (QUESTIONS, "缴费基数为2030年度月平均工资的60%。", []),
        (AWARD, "2030年,授予30名同志先进个人称号。", []),
        (LETTER, "2030年,我市确定东湖银行、西山银行、南桥银行3家银行合作。", []),
        (LETTER, "2030年,滑坡发生在海拔约600米的东湖镇,西距市区18公里。", []),
        (REPLY, "2030年,规划由9名专家组成的小组审查。", []),
    ],
)
def test_a_number_is_measured(read: Read, title: str, text: str, observations: list[tuple[str, str]]) -> None:
    assert stated(facts_of(read, title, text), "observations") == observations


@pytest.mark.parametrize(
    ("title", "text", "incentives"),
    [
        (RULES, "对新建充电车位的企业,按每个车位给予600元补贴。", [("600", "元")]),
        (GUIDE, "符合条件的居民,每人每月给予90元补贴。", [("90", "元")]),
        (GUIDE, "给予补贴每年1200元(每月100元)。", [("1200", "元")]),
        (RULES, "特困人员的基本生活标准为每人每月900元。", [("900", "元")]),
        (RULES, "对赡养老人的纳税人,按照每月900元的标准定额扣除。", [("900", "元")]),
        (RULES, "老年人乘坐公共汽车享受半价优惠。", [("50", None)]),
        (QUESTIONS, "毕业生可申请9000元的一次性创业补贴。", [("9000", "元")]),
        (RULES, "按优惠标准的60%计租。", []),
        (RULES, "用人单位应当每月向学员提供900元的生活补贴。", []),
        (RULES, "给予处罚,处600元罚款。", []),
        (QUESTIONS, "享受优惠的人员,住院费用由基金按90%支付。", []),
        (AWARD, "给予每名先进个人奖励9000元。", []),
        (PLAN, "市财政按60%给予补助,区财政承担40%。", [("60", None)]),
        (PLAN, "已累计发放补贴900万元。", []),
        (PLAN, "按企业实际缴纳保费的40%给予补贴。", [("40", None)]),
        (PLAN, "对参加演练的企业,保险费率减免0.6个百分点。", [("0.6", None)]),
        (PLAN, "小微企业按缴费基数的6%缴纳。", []),
    ],
)
def test_a_number_is_offered(read: Read, title: str, text: str, incentives: list[tuple[str, str | None]]) -> None:
    assert stated(facts_of(read, title, text), "incentives") == incentives


@pytest.mark.parametrize(
    ("title", "text", "taken"),
    [
        (REPLY, "建设充电车位30个。", ("30个", "other", "gate.target.no_aim")),
        (REPLY, "建设充电车位30个以上。", ("30个以上", "threshold", "gate.target.no_aim")),
        (PLAN, "上传照片2张。", ("2张", "other", "gate.target.step_of_service")),
        (AWARD, "授予12个单位称号。", ("12个", "other", "gate.target.award")),
        (PLAN, "选择东湖、西山、南桥3个街道先行。", ("3个", "list_count", "gate.target.count_of_list")),
        (PLAN, "专家组由7名专家组成。", ("7名", "other", "gate.target.committee")),
        (AWARD, "给予每名先进个人奖励9000元。", ("9000元", "other", "gate.incentive.award")),
    ],
)
def test_what_is_refused_says_why(read: Read, title: str, text: str, taken: tuple[str, str, str]) -> None:
    found = facts_of(read, title, text)["quantities"]
    assert (*taken, None) in [(q["text"], q["role"], str(q["rule"]).split(" < ")[0], q["fact_id"]) for q in found]


@pytest.mark.parametrize(
    ("text", "targets", "observations"),
    [
        ("东湖区计划投资60亿元,完成70%;南桥县计划投资8亿元,已完成45.5%。", [], []),
        ("2031年,东湖区计划投资60亿元,力争完成70%以上。", ["60", "70"], []),
        ("力争到2034年引进总投资超10亿元项目50个,其中超30亿元项目20个。", ["50", "20"], []),
        ("2030年引进总投资超10亿元项目50个,超30亿元项目取得突破。", [], ["50"]),
        ("通知要求,每场活动的费用不得超过总经费的40%。2030年举办活动60场。", [], ["60"]),
    ],
)
def test_a_page_tells_of_plans_bounds_and_rules(
    read: Read, text: str, targets: list[str], observations: list[str]
) -> None:
    found = facts_of(read, "2031年云川市人民政府工作报告", text)
    assert [value for value, _ in stated(found, "targets")] == targets
    assert [value for value, _ in stated(found, "observations")] == observations


@pytest.mark.parametrize(("year", "is_measured"), [("2030年,", True), ("2031年,", False), ("", False)])
def test_a_page_that_answers_measures_what_lies_back(read: Read, year: str, is_measured: bool) -> None:
    found = read(f"{year}床位达到9万张。", kind="news", title="失业保险常见问题")
    assert bool(found["observations"]) is is_measured


def test_a_page_that_tells_needs_no_more_than_its_words_and_times(read: Read) -> None:
    text = "力争到2034年床位达到9万张。2030年,全市床位6万张,提交议案39件。稻、麦、豆3种作物丰收。"
    found = facts_of(read, "2031年云川市人民政府工作报告", text)
    assert stated(found, "targets") == [("9", "万张")]
    assert stated(found, "observations") == [("6", "万张"), ("39", "件")]


@pytest.mark.parametrize(
    ("text", "title", "is_offer"),
    [
        ("生活费由社保机构发放。发放标准为每月1900元。", "云川市办法", True),
        ("失业保险金由社保机构发放。发放标准为每月1900元。", "云川市办法", False),
        ("# 失业保险金\n发放标准为每月1900元。", "云川市办法", False),
        ("发放标准为每月1900元。", "云川市养老金办法", False),
        ("发放标准为每月1900元。", "云川市长期护理保险办法", False),
        ("失业保险金由社保机构发放。生活补贴标准为每月1900元。", "云川市办法", True),
        ("纳入支付范围的护理费发放标准为每月1900元。", "云川市办法", False),
        ("居民医保由个人和政府分担。财政补助标准为每人每年600元。", "云川市办法", False),
        ("居民由个人和政府分担。财政补助标准为每人每年600元。", "云川市办法", True),
    ],
)
def test_what_an_insurance_pays_is_no_offer(read: Read, text: str, title: str, is_offer: bool) -> None:
    assert bool(read(text, kind="provisions", title=title)["incentives"]) is is_offer


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("助学金标准为每年6000元(每月500元)。", ["6000"]),
        ("补贴标准:本科20000元/人(专科10000元/人)。", ["20000", "10000"]),
    ],
)
def test_an_amount_in_brackets_tells_the_one_before_again_unless_it_is_anothers(
    read: Read, text: str, values: list[str]
) -> None:
    assert [row["cap"] for row in read(text, kind="provisions", title="云川市办法")["incentives"]] == values
