"""Printed phrase → by which instrument, for how many years and for each of what something is offered."""

from __future__ import annotations

import pytest

from transform.grammar import terms
from transform.language import numbers
from transform.language.clauses import Span

INSTRUMENTS: dict[terms.Instrument, str] = {
    "investment": "股权投资500万元 按股权方式支持 股权形式支持 直投500万元 跟投30% 参股500万元 投资入股30% 基金出资500万元 资本金注资500万元 基金投资30%",
    "tax_relief": "研发费用加计扣除100% 减按15%征收所得税 所得税减按15%征收 所得税减半征收 房产税减免 土地税减征"
    " 扣减税款2万元 税额抵免10% 减免增值税 抵免所得税",
    "interest_subsidy": "给予贴息50% 贴补利息2% 利息补贴2% 利息补助2%",
    "other": "返还60% 申请30万元的贷款 提供贷款30万元 发放授信30万元 获得贷款30万元 享受贷款30万元",
    "insurance_subsidy": "保险补贴80% 保费补助80% 社保补贴80% 贴费2%",
    "rent_subsidy": "房租补贴50% 租金减免50% 租赁补贴500元 租房补贴500元 租用场地补助 免租3年",
    "voucher": "消费券100元 抵扣50元",
    "matching": "配套支持1:1",
    "service_subsidy": "服务费补贴 检测费用补助 测试费补助 认证费用补助 咨询费资助 物流费补助 运输费用补贴"
    " 测控费补助 养老服务补贴 居家服务资助 护理服务补助 护理资助",
    "reward": "给予奖励5万元 奖补5万元 奖金5万元 以奖代补 一等奖5万元 三等奖5万元 优秀奖5万元",
    "grant": "支持5万元 资助5万元 补助5万元 补贴5万元 扶持5万元 补偿5万元 给予5万元 予以5万元 救助5万元 供养标准 津贴5万元 基本生活标准 助学金 奖学金 安家费"
    " 慰问金 养育标准 担保费补助1%",
}  # fmt: skip


@pytest.mark.parametrize(("said", "name"), [(s, name) for name, words in INSTRUMENTS.items() for s in words.split()])
def test_the_instrument_that_an_offer_names(said: str, name: terms.Instrument) -> None:
    assert terms.instrument(said, said, said, said, "", "") == name


AROUND = [
    # offer, whole offer, what the sentence says, the sentence, before it, heading → instrument
    (("最高80万元", "给予最高80万元奖励", "", "", "", ""), "reward"),
    (("最高80万元", "最高80万元", "给予奖励,最高80万元", "", "", ""), "reward"),
    (("补助80万元", "补助80万元", "补助80万元", "租用场地的,补助80万元", "", ""), "rent_subsidy"),
    (("补助80万元", "补助80万元", "补助80万元", "融资租赁设备的,补助80万元", "", ""), "grant"),
    (("补助80万元", "补助80万元", "补助80万元", "租赁公司补助80万元", "", ""), "grant"),
    (("补助80万元", "补助80万元", "补助80万元", "补助80万元", "发放算力券。", ""), "voucher"),
    (("补助80万元", "补助80万元", "补助80万元", "项目补助80万元", "发放算力券。", ""), "grant"),
    (("每年6000元", "每年6000元", "每年6000元", "补贴标准为每年6000元", "", "租房补贴"), "rent_subsidy"),
    (("补贴6000元", "补贴6000元", "补贴6000元", "补贴6000元", "", "租房补贴"), "grant"),
    (("安家补贴6000元", "安家补贴6000元", "", "提供公寓或租房补贴,安家补贴6000元", "", ""), "grant"),
    (("每年6000元", "每年6000元", "每年6000元", "每年6000元", "", "奖励"), "reward"),
    (("每年6000元", "每年6000元", "每年6000元", "每年6000元", "设立奖金。", ""), "reward"),
    (("每年6000元", "每年6000元", "每年6000元", "每年6000元", "", ""), "other"),
    (("保费6000元", "保费6000元", "返还保费6000元", "", "", ""), "other"),
    (("保费6000元", "补贴保费6000元", "返还保费6000元", "", "", ""), "insurance_subsidy"),
]


@pytest.mark.parametrize(("said", "name"), AROUND)
def test_the_instrument_by_the_words_around(said: tuple[str, str, str, str, str, str], name: terms.Instrument) -> None:
    assert terms.instrument(*said) == name


YEARS = {
    "补贴期限不超过3年": "3", "补贴时间最长2年": "2", "连续3年给予补贴": "3", "年限为5年": "5", "周期3年": "3", "最长不超过36个月": "3",
    "为期两年": "2", "补贴期3年": "3", "补助期3年": "3", "贴息期6个月": "0.5", "资助期3年": "3", "支持期3年": "3", "奖励期3年": "3", "扶持期3年": "3",
    "发放期3年": "3", "扣除期3年": "3", "免租期3年": "3", "期限原则上为3年": "3", "在3年内每年给予": "3", "首2年免租": "2", "前三年给予补贴": "3",
    "头3年给予补贴": "3", "后3年给予补贴": "3", "连续补贴3年": "3", "3年内累计不超过10万元": "3", "补贴3年": "3", "补助最长3年": "3", "贴息3年": "3",
    "奖励3年": "3", "资助3年": "3", "享受不超过3年": "3", "不超过两年的租金补贴": "2", "连续3年的岗位津贴": "3", "2031年起3年内每年给予": "3",
    "自认定起五年内给予": "5", "期限50年": "50",
    # How long somebody must have been something, and a date, is no length of support.
    "毕业2年内给予": None, "离校2年内给予": None, "成立3年内给予": None, "注册满2年给予": None, "登记3年内给予": None, "参保3年给予": None,
    "近3年给予": None, "满3年的": None, "有效期3年": None, "合同期3年": None, "服务期3年": None, "补贴期限3年以上的": None, "期限51年": None,
    "期限2031年": None, "补贴300元": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize("said", YEARS)
def test_for_how_many_years(said: str) -> None:
    found = terms.years(said, [Span(0, len(said))])
    assert (None if found is None else numbers.plain(found)) == YEARS[said]


def test_the_first_stretch_that_tells_years_speaks() -> None:
    text = "补贴期限2年。补贴期限3年。"
    assert terms.years(text, [Span(7, 14), Span(0, 7)]) == 3
    assert terms.years(text, [Span(0, 7), Span(7, 14)]) == 2


EACH = {
    "每人每月300元": "每人每月", "每家企业最高300元": "每家企业", "单个项目不超过300元": "单个项目", "按每亩300元": "每亩", "每年每户300元": "每年每户",
    "每新增1亿元产值奖励300元": "每新增1亿元产值", "按300元/人": "/人", "给予300元/人/夜": "/人/夜", "补助300元每人": "每人", "按月发放300元": "按月",
    "按年给予300元": "按年", "按季发放300元": "按季", "按学期发放300元": "按学期", "每满100人奖励300元": "每满100人", "每一户补贴300元": "每一户",
    "每家企业每人每月300元": "每家企业每人每月",
    "每培养一名高级工奖励300元": "每培养一名高级工", "每个研发项目最高300元": "每个研发项目", "每户家庭给予300元": "每户家庭",
    "(每人每月)补贴300元": None, "单位补贴300元": None, "补贴300元": None,
}  # fmt: skip


@pytest.mark.parametrize("said", EACH)
def test_what_each_is(said: str) -> None:
    begin = said.index("300元")
    assert terms.per(said, 0, begin, begin + len("300元"), len(said)) == EACH[said]


EACHES = [
    # stretch → what it says for each of what
    ("每人每年", ["每人", "每年"]),
    ("每个研发项目最高", ["每个研发项目"]),
    ("单个企业累计", ["单个企业"]),
    ("每户家庭,", ["每户家庭"]),
    ("每台设备:", ["每台设备"]),
    ("每一户", ["每一户"]),
    ("每个获批项目最高", ["每个"]),
    ("每家在园企业给予", ["每家"]),
    ("每名学生的奖金", ["每名"]),
    ("每个机构、团队", ["每个"]),
    ("每次期限最长", ["每次"]),
    ("每个甲甲甲甲甲甲甲乙给予", ["每个甲甲甲甲甲甲甲乙"]),
    ("每个甲甲甲甲甲甲甲甲乙给予", ["每个"]),
    ("每年度给予", ["每年度"]),
    ("清单项目", []),
    ("单位", []),
    ("每", []),
]


@pytest.mark.parametrize(("said", "each"), EACHES)
def test_for_each_of_what_a_stretch_speaks(said: str, each: list[str]) -> None:
    text = f"每天{said}每天"
    spans = terms.eaches(text, 2, len(text) - 2)
    assert [text[span.start : span.end] for span in spans] == each


COUNTED = (
    "标准箱 标箱 标准展位 展位 TEU 班列 趟 条 人次 车次 航班 晚 夜 机 车 千瓦时 立方米 平方米 平米 公斤 千克 千瓦 公顷"
    " 公里 床位 课时 学时 标准煤 个 家 户 名 位 人 生 孩 件 项 台 套 辆 艘 架 亩 吨 度 米 张 次 场 届 部 集 篇 本"
    " 笔 单 头 只 块 栋 幢 口 盏 册 首 轮 羽 株 座 处 间 床 桩 款 门 期 班 学年 学期 季度 年度 小时 工作日 天 日"
    " 周 月 季 年"
)


@pytest.mark.parametrize("counted", COUNTED.split())
def test_what_is_counted(counted: str) -> None:
    said = f"每{counted}补贴300元"
    begin = said.index("300元")
    assert terms.per(said, 0, begin, begin + len("300元"), len(said)) == f"每{counted}"


@pytest.mark.parametrize(
    ("unit", "each", "priced"),
    [
        ("元", "每平方米每天", "元/平方米/天"),
        ("元", "每平米每月", "元/平米/月"),
        ("元/平方米", "每平方米每天", "元/平方米"),
        ("元", "每平方米", "元"),
        ("元", "每人每月", "元"),
        ("元", None, "元"),
        (None, "每平方米每天", None),
    ],
)
def test_a_rent_is_priced_by_area_and_time(unit: str | None, each: str | None, priced: str | None) -> None:
    assert terms.priced_by(unit, each) == priced
