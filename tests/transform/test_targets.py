"""Printed phrase → target, and phrases that are none. The examples speak of a fictional city in the year 2031."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.transform.conftest import lexicon, misnamed
from transform.document.model import Document
from transform.grammar import reading, targets
from transform.identity import Ids
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

TARGETS = [
    # phrase → metric, kind, comparator, value, unit, deadline
    ("到2034年,全市数字经济核心产业增加值占地区生产总值比重达到12%,规模以上工业企业数字化改造覆盖率达到85%以上。",
     [("数字经济核心产业增加值占地区生产总值比重", "level", "=", "12", "%", "2034"), ("规模以上工业企业数字化改造覆盖率", "level", ">=", "85", "%", "2034")]),
    ("到2035年,地区生产总值年均增长6%左右,单位地区生产总值能耗下降13.5%。",
     [("地区生产总值", "increase", "~", "6", "%", "2035"), ("单位地区生产总值能耗", "increase", "=", "-13.5", "%", "2035")]),
    ("到2033年,细颗粒物平均浓度控制在32微克/立方米以内,城镇调查失业率控制在5.5%以内。",
     [("细颗粒物平均浓度", "level", "<=", "32", "微克/立方米", "2033"), ("城镇调查失业率", "level", "<=", "5.5", "%", "2033")]),
    ("到2032年底,新改建农村公路不少于500公里,新建中小学校20所,新增学位3万个。",
     [("农村公路", "level", ">=", "500", "公里", "2032"), ("中小学校", "level", "=", "20", "所", "2032"),
      ("学位", "increase", "=", "3", "万个", "2032")]),
    ("力争用三年时间,培育5家百亿级企业、20家十亿级企业。",
     [("百亿级企业", "level", "=", "5", "家", "2034"), ("十亿级企业", "level", "=", "20", "家", "2034")]),
    ("到2035年,研发经费投入强度提高到3.2%,常住人口城镇化率提高2个百分点以上。",
     [("研发经费投入强度", "level", "=", "3.2", "%", "2035"), ("常住人口城镇化率", "increase", ">=", "2", "个百分点", "2035")]),
    ("2033年底前,建成5G基站1.2万个,完成100个老旧小区改造。",
     [("5G基站", "level", "=", "1.2", "万个", "2033"), ("老旧小区改造", "level", "=", "100", "个", "2033")]),
    ("计划在北岸建设公园5个。", [("公园", "level", "=", "5", "个", None)]),
    ("午餐补助标准由每人每年50元提高到80元。", [("午餐补助标准", "level", "=", "80", "元", None)]),
    ("到2033年,城镇居民收入增长8%左右、农村居民收入9%以上、失业率5%。",
     [("城镇居民收入", "increase", "~", "8", "%", "2033"), ("农村居民收入", "increase", ">=", "9", "%", "2033"),
      ("失业率", "level", "=", "5", "%", "2033")]),
    ("到2033年,公交与轨道50米内换乘比例提升至93%。", [("公交与轨道50米内换乘比例", "level", "=", "93", "%", "2033")]),
    ("到2033年,抓好总投资200亿元的38个重点项目。",
     [("重点项目总投资", "level", "=", "200", "亿元", "2033"), ("重点项目", "level", "=", "38", "个", "2033")]),
    ("到“十六五”末,上市公司总数达50家。", [("上市公司总数", "level", "=", "50", "家", "2035")]),
    # The plan is of 2031: what was to be reached in the five years before is nothing that it aims at.
    ("到“十五五”末,森林覆盖率稳定在45%。", []),
    ("每个县(市、区)至少建成1个县域商业综合体。", [("县域商业综合体", "level", ">=", "1", "个", None)]),
    ("到2034年,每千人口拥有3岁以下婴幼儿托位数达到4.5个。", [("每千人口拥有3岁以下婴幼儿托位数", "level", "=", "4.5", "个", "2034")]),
    ("到2034年,数字经济规模实现翻番,直播交易额翻两番。",
     [("数字经济规模", "multiple", "=", "2", None, "2034"), ("直播交易额", "multiple", "=", "4", None, "2034")]),
    ("到2033年和2035年,产业规模分别达到3000亿元和5000亿元。",
     [("产业规模", "level", "=", "3000", "亿元", "2033"), ("产业规模", "level", "=", "5000", "亿元", "2035")]),
    ("引进培育高层次人才1000名以上,支持企业新建数字化车间300个、智能工厂50家。",
     [("高层次人才", "level", ">=", "1000", "名", None), ("数字化车间", "level", "=", "300", "个", None),
      ("智能工厂", "level", "=", "50", "家", None)]),
    ("到2034年,打造3—5个产业集聚区,培育2至3家链主企业。",
     [("产业集聚区", "level", "=", "3", "个", "2034"), ("链主企业", "level", "=", "2", "家", "2034")]),
    ("到2034年,人工智能产业规模达到2031年的3倍。", [("人工智能产业规模", "multiple", "=", "3", None, "2034")]),
    ("到2034年,高校毕业生留云就业比例达到六成以上。", [("高校毕业生留云就业比例", "level", ">=", "6", "成", "2034")]),
    ("滚动开放不低于50个应用场景。", [("应用场景", "level", ">=", "50", "个", None)]),
    ("年内新增注册商标近2000件。", [("注册商标", "increase", "~", "2000", "件", "2031")]),
    ("到2034年,二氧化硫、氮氧化物和颗粒物等主要污染物排放总量比2030年分别下降15%、10%和26%。",
     [("二氧化硫主要污染物排放总量", "increase", "=", "-15", "%", "2034"), ("氮氧化物主要污染物排放总量", "increase", "=", "-10", "%", "2034"),
      ("颗粒物主要污染物排放总量", "increase", "=", "-26", "%", "2034")]),
    ("到2034年,细颗粒物年均浓度控制在32微克每立方米以下。", [("细颗粒物年均浓度", "level", "<=", "32", "微克每立方米", "2034")]),
    ("到2034年,实现新增高标准农田和水浇地90万亩,服务贸易年均递增6%。",
     [("高标准农田和水浇地", "increase", "=", "90", "万亩", "2034"), ("服务贸易", "increase", "=", "6", "%", "2034")]),
    ("到2034年,纳税过1亿元的企业达30家,园区产值过50亿元。",
     [("纳税过1亿元的企业", "level", "=", "30", "家", "2034"), ("园区产值", "level", ">", "50", "亿元", "2034")]),
    ("服务业增加值年均增长5%,2033年突破4000亿元、2034年冲刺5000亿元。",
     [("服务业增加值", "increase", "=", "5", "%", None), ("服务业增加值", "level", ">", "4000", "亿元", "2033"),
      ("服务业增加值", "level", "=", "5000", "亿元", "2034")]),
    ("到2034年,集聚相关企业超百家。", [("相关企业", "level", ">", "100", "家", "2034")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TARGETS, ids=lambda v: v[:16] if isinstance(v, str) else "")
def test_target(read: Read, text: str, expected: list[tuple[str, ...]]) -> None:
    rows = read(text)["targets"]
    assert [(r["kind"], r["comparator"], r["value"], r["unit"], r["deadline"]) for r in rows] == [
        e[1:] for e in expected
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    TARGETS,
    ids=lambda v: v[:16] if isinstance(v, str) else "",
)
def test_metric_of_target(read: Read, text: str, expected: list[tuple[str, ...]]) -> None:
    assert [r["metric"] for r in read(text)["targets"]] == [metric for metric, *_ in expected]


def test_the_end_of_a_five_year_plan_is_its_last_year(read: Read) -> None:
    rows = read("到“十五五”末,森林覆盖率稳定在45%。", issued_on="2026-03-05")["targets"]
    assert [(r["metric"], r["value"], r["deadline"]) for r in rows] == [("森林覆盖率", "45", "2030")]


@pytest.mark.parametrize("text", [
    "申请企业注册资本应在1000万元以上。",
    "主管部门应当在15个工作日内办结。",
    "对年营业收入首次超过10亿元的企业,给予最高100万元奖励。",
    "评审专家不得少于3人。",
    "建设15分钟便民生活圈,完善“一核两带三区”布局。",
    "推动5G网络和8K超高清视频应用。",
    "对新建项目(总投资不低于6000万元)鼓励银行提供贷款。",
    "辖区内8亩以下(不含8亩)的转让手续由区政府审查。",
    "对实际投资3亿元或年纳税6000万元以上的项目,给予人才指标。",
    "提出促进养老服务发展的十条措施。",
    "加快推进总投资90亿元的云川港工程建设。",
    "减按12%的税率征收企业所得税。",
    "每年安排6000万元专项资金,支持直播电商发展。",
    "单个企业年度获得各类奖补资金总额不超过900万元。",
    "原则上按每2至3个乡镇组成一个协作区。",
    "聚焦“十四五”规划90项重大工程。",
    "给予满足下列条件之一的企业奖励:(1)销售额达到600万元以上;(2)农产品销售额达到400万元。",
    "加强二次污染防治,发展冬季两项运动。",
    "围绕以下三个方面开展工作。",
    "2030年,全市实现产值300亿元。",
    "截至2030年底,全市共有企业500家。",
    "落实《云川市促进2032年100项重点工作方案》。",
    "按照“两年突破、三年倍增”的步骤推进。",
    "聚焦生产性服务业9个细分领域和生活性服务业6个细分领域。",
    "市财政负担支持资金的60%,区财政负担支持资金的40%。",
    "设立3亿元推动工业强市专项引导资金。",
    "提升50个现有产粮大县。",
    "抓好90万吨炼化改扩建项目。",
    "产值过100亿元的企业实现“破零”。",
    "联系电话:0999-12345678。",
])  # fmt: skip
def test_no_target(read: Read, text: str) -> None:
    assert read(text)["targets"] == []


def test_the_opening_of_a_paragraph_governs_it(read: Read) -> None:
    rows = read("(三)发展目标。到2034年,产业规模达到2万亿元。建设一批园区,推出100项精品赛事。")["targets"]
    assert [(r["value"], r["deadline"]) for r in rows] == [("2", "2034"), ("100", "2034")]


def test_the_introduction_of_a_list_governs_its_items(read: Read) -> None:
    rows = read("# 一、总体要求\n力争到2033年底,初步形成格局。\n——载体不断增强。培育10个以上新项目。")["targets"]
    assert [(r["value"], r["comparator"], r["deadline"]) for r in rows] == [("10", ">=", "2033")]


def test_the_horizon_of_the_aims_governs_the_paragraphs_that_spell_them_out(read: Read) -> None:
    text = "# 发展目标\n到2034年,初步建成制造强市。\n能级更高。规模以上工业企业突破900家。"
    assert [(r["value"], r["deadline"]) for r in read(text)["targets"]] == [("900", "2034")]


@pytest.mark.parametrize(
    "heading", ["落实2032年发展主要目标", "落实2032年经济社会发展总体要求和主要预期目标", "完成全年目标"]
)
def test_a_heading_that_announces_the_aims_of_a_year_gives_it(read: Read, heading: str) -> None:
    rows = read(f"# {heading}\n城镇新增就业9万人以上,城镇调查失业率5%左右。", issued_on="2032-01-05")["targets"]
    assert [(r["kind"], r["value"], r["deadline"]) for r in rows] == [
        ("increase", "9", "2032"),
        ("level", "5", "2032"),
    ]


@pytest.mark.parametrize(
    ("heading", "deadline"),
    [
        ("三、2032年主要工作安排", "2032"),
        ("■ 2032年经济社会发展的主要预期目标", "2032"),
        ("二、2032年经济社会发展总体要求和政策取向", "2032"),
        ("三、主要工作安排", None),
    ],
)
def test_a_heading_gives_the_year_of_the_work_under_it(read: Read, heading: str, deadline: str | None) -> None:
    rows = read(f"# {heading}\n粮食总产量稳定在5万吨以上。", kind="report", issued_on=None)["targets"]
    assert [(r["value"], r["deadline"]) for r in rows] == [("5", deadline)]


def test_this_year_is_the_year_of_the_aims_where_a_report_has_no_date(read: Read) -> None:
    text = "今年主要预期目标是:产值增长8%左右;城镇新增就业9万人以上。\n# 三、2032年重点工作"
    rows = read(text, kind="report", issued_on=None, title="工作报告")["targets"]
    assert [(r["value"], r["deadline"]) for r in rows] == [("8", "2032"), ("9", "2032")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "今年经济社会发展的主要预期目标是:\n产值增长8%左右;城镇新增就业9万人以上,登记失业率控制在4.6%以内。",
            [("8", "2031"), ("9", "2031"), ("4.6", "2031")],
        ),
        ("综合考虑,2031年的主要目标是:产值增长8%左右;城镇新增就业9万人。", [("8", "2031"), ("9", "2031")]),
        ("今年主要预期目标是:结构优化;产值增长8%左右。", [("8", "2031")]),
        ("今后五年的主要目标是:产值增长8%左右;城镇新增就业9万人。", [("8", "2036"), ("9", "2036")]),
    ],
)
def test_the_year_that_opens_a_list_of_aims_is_that_of_each(
    read: Read, text: str, expected: list[tuple[str, str | None]]
) -> None:
    rows = read(text, kind="report", title="政府工作报告", issued_on="2031-01-20")["targets"]
    assert [(r["value"], r["deadline"]) for r in rows] == expected


REPORTED = [
    # phrase → metric, value
    ("《云川方案》提到,到2034年产值超过600亿元。打造4个万亿级、3个五千亿级、一批千亿级产业集群。",
     [("产值", "600"), ("万亿级产业集群", "4"), ("五千亿级产业集群", "3")]),
    ("会议提出了“十六五”期间能耗降低20%等目标。", [("能耗", "-20")]),
    ("云川力争到2034年形成规模超百亿元的领航企业40户。", [("规模超百亿元的领航企业", "40")]),
    ("力争今年新增年收入超50万元的强村5个。", [("年收入超50万元的强村", "5")]),
    ("今年,拟发行专项债券30亿元。", [("专项债券", "30")]),
    ("方案首次提出到2034年产业规模年均复合增长率超过15%的量化目标。", [("产业规模年均复合增长率", "15")]),
    ("云川计划招引25个以上项目,到位投资15亿元以上;启动建设,年内实施60项重点工程,新增绿地8万平方米。",
     [("项目", "25"), ("到位投资", "15"), ("重点工程", "60"), ("绿地", "8")]),
    ("方案提出,到2034年,产业更强:营收超90亿元的3个、超8亿元的20个;累计建成集群30个;新认定省级集群60个。即争创3-5个冠军产业。",
     [("营收", "3"), ("营收", "20"), ("集群", "30"), ("省级集群", "60"), ("冠军产业", "3")]),
    ("方案提到,到2034年,格局形成。在2-4个领域形成优势。力争新引进项目超过15个。", [("领域(形成优势)", "2"), ("新引进项目", "15")]),
    ("规划提出,到2034年,森林覆盖率达到26%;确保湿地保护率提高到60%;70%以上的沙地得到治理,岸线保有率不低于35%。",
     [("森林覆盖率", "26"), ("湿地保护率", "60"), ("沙地", "70"), ("岸线保有率", "35")]),
    ("“十六五”期间,云川将开展绿化行动,打造花海300公顷。建设保障住房5万套。", [("花海", "300"), ("保障住房", "5")]),
    ("在生态方面,规划提出空气优良天数比例达到91%、公园绿地新增30公顷。", [("空气优良天数比例", "91"), ("公园绿地", "30")]),
    ("纲要提出“十六五”时期的目标:\n经济稳步发展,年均增长6%左右;森林覆盖率提高到41%。", [("经济", "6"), ("森林覆盖率", "41")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REPORTED, ids=lambda v: v[:16] if isinstance(v, str) else "")
def test_what_a_report_aims_at(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    rows = read(text, kind="news", issued_on="2031-03-10")["targets"]
    assert [r["value"] for r in rows] == [value for _, value in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    misnamed(
        REPORTED,
        "云川力争到2034年",
        "方案首次提出",
        "云川计划招引",
        "在生态方面",
        "纲要提出",
    ),
    ids=lambda v: v[:16] if isinstance(v, str) else "",
)
def test_metric_of_what_a_report_aims_at(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    rows = read(text, kind="news", issued_on="2031-03-10")["targets"]
    assert [r["metric"] for r in rows] == [metric for metric, _ in expected]


@pytest.mark.parametrize("text", [
    "# 未来五年再翻番\n近年,云川园区发展迅速,10多个数据中心相继投入运营。园区更是跻身全国169个园区第11位。",
    "城镇新增就业8万人,比预期目标多3万人。",
    "完成全年目标的95%。",
    "占比由2031年的50.9%下降至2032年的19.1%。",
    "规划显示,“十五五”期间生态改善。森林覆盖率达到43%,治理沙地15万亩。",
    "政府围绕建设数谷目标,圆满完成了全年任务,生产总值增长8.1%。",
    "我们要实现“四个翻番”。",
])  # fmt: skip
def test_what_a_report_tells_is_no_aim(read: Read, text: str) -> None:
    assert read(text, kind="news", issued_on=None)["targets"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每万人拥有基站数由9个提高到25个。", [("25", None)]),
        ("到2035年,培育年交易额超90亿元的平台3家、超8亿元的20家。", [("3", "2035"), ("20", "2035")]),
        ("50户以上自然村光缆通达率90%。", [("90", None)]),
        ("推进900个30户以上村庄整治。", [("900", None)]),
        (
            "近期目标(2031—2033年):建成算力800P。远期目标(2034—2036年):建成算力3000P。",
            [("800", "2033"), ("3000", "2036")],
        ),
        ("6月底前全部开工,年底前完工率达到90%。", [("90", "2031")]),
        ("每年评选不超过12个标杆项目,每个给予20万元奖励。", [("12", None)]),
    ],
)
def test_which_number_of_several_is_aimed_at(read: Read, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(r["value"], r["deadline"]) for r in read(text)["targets"]] == expected


def test_a_horizon_inside_a_paragraph_of_aims_governs_the_sentences_behind_it(read: Read) -> None:
    text = "# 总体目标\n坚持融合发展。到2034年,增加值达90亿元。质量更好,企业达60家。到2038年,格局形成。园区达5个。"
    assert [(r["value"], r["deadline"]) for r in read(text)["targets"]] == [
        ("90", "2034"),
        ("60", "2034"),
        ("5", "2038"),
    ]


def test_paragraphs_that_tell_one_side_each_keep_the_horizon_told_first(read: Read) -> None:
    text = "在经济方面,规划提出“十五五”期末产值达到500亿元。\n在社会方面,包括满意度达90%、托位不低于3万个。"
    rows = read(text, kind="news", issued_on=None)["targets"]
    assert [(r["value"], r["deadline"]) for r in rows] == [("500", "2030"), ("90", "2030"), ("3", "2030")]


def test_a_span_to_come_is_not_counted_from_a_year_that_is_only_named(read: Read) -> None:
    text = "力争提前实现全市居民收入比2029年翻一番。\n今后五年,力争产值年均增长7%。"
    rows = read(text, kind="news", issued_on=None)["targets"]
    assert [(r["value"], r["deadline"]) for r in rows][1:] == [("7", None)]


def test_the_year_of_a_plan_is_this_year_in_it(read: Read) -> None:
    rows = read("全年引进企业60家。", kind="key_points", title="云川市2032年商务工作要点")["targets"]
    assert [r["deadline"] for r in rows] == ["2032"]


@pytest.mark.parametrize("title", ["云川市2032年促消费工作要点", "云川市2032年《政府工作报告》目标任务责任分解方案"])
def test_a_one_year_plan_gives_its_year(read: Read, title: str) -> None:
    rows = read("新增首店300家左右。", kind="key_points", title=title)["targets"]
    assert [(r["kind"], r["comparator"], r["deadline"]) for r in rows] == [("increase", "~", "2032")]


def test_again_some_years_counts_from_the_horizon_before(read: Read) -> None:
    rows = read("到2034年,培育企业100家。再用5年时间,培育企业300家。")["targets"]
    assert [r["deadline"] for r in rows] == ["2034", "2039"]


def test_a_bare_noun_says_what_it_is_for(read: Read) -> None:
    rows = read("到2034年,选取2—3个区打造高品质夜间消费地标。")["targets"]
    assert [(r["metric"], r["value"], r["value_max"]) for r in rows] == [("区(打造高品质夜间消费地标)", "2", "3")]


@pytest.mark.parametrize(("text", "per"), [
    ("到2034年,每个区建设不少于3家体验中心。", "每个区"),
    ("在各区落地不少于1个示范场景。", "各区"),
    ("每年引进10名以上顶尖人才。", "每年"),
])  # fmt: skip
def test_per(read: Read, text: str, per: str) -> None:
    assert [r["per"] for r in read(text)["targets"]] == [per]


def test_a_news_page_repeats_what_is_still_to_come(read: Read) -> None:
    text = "方案提出,到2034年,培育平台10个。今年一季度,全市实现增加值38.6亿元,同比增长7.2%。"
    found = read(text, kind="news", issued_on="2031-06-15")
    assert [(r["value"], r["deadline"]) for r in found["targets"]] == [("10", "2034")]
    assert [(r["value"], r["period"], r["stat"]) for r in found["observations"]] == [
        ("38.6", "2031Q1", "level"),
        ("7.2", "2031Q1", "growth_yoy"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A verb of adding speaks for the whole of its list; 提升 names an addition only right before the number.
        ("到2034年,新增基站1800个、千兆用户12万户。", [("基站", "increase", "1800"), ("千兆用户", "increase", "12")]),
        ("改造提升特色餐饮街区5条。", [("特色餐饮街区", "level", "5")]),
        ("市级每年遴选不超过8个在全省有示范作用的样板工程。", [("在全省有示范作用的样板工程", "level", "8")]),
        ("市级每年新建驿站10个。", [("驿站", "level", "10")]),
        ("支持企业建设中试基地2个。", [("中试基地", "level", "2")]),
        ("为高龄老年人配备智能手环1.5万只。", [("智能手环", "level", "1.5")]),
        ("完成老年人家庭适老化改造8000户。", [("老年人家庭适老化改造", "level", "8000")]),
        ("到2034年,覆盖率、开通率分别达到90%和65%。", [("覆盖率", "level", "90"), ("开通率", "level", "65")]),
        (
            "到2034年,城镇和农村居民收入分别增长8%左右和8.5%左右。",
            [("城镇居民收入", "increase", "8"), ("农村居民收入", "increase", "8.5")],
        ),
        ("到2034年,每千人口床位达到6.0张。", [("每千人口床位", "level", "6")]),
        ("到2034年,80%以上的行政村建有驿站。", [("行政村", "level", "80")]),
        (
            "到2034年,两地产值分别年均增长7%左右和8%左右。",
            [("两地产值", "increase", "7"), ("两地产值", "increase", "8")],
        ),
        ("到2034年,人口自然增长率控制在3‰以内。", [("人口自然增长率", "level", "3")]),
        (
            "到2034年,居民平均受教育年限达到13年,居民预期寿命达到82岁。",
            [("居民平均受教育年限", "level", "13"), ("居民预期寿命", "level", "82")],
        ),
        ("到2034年,产业规模年均增长率达到15%。", [("产业规模年均增长率", "level", "15")]),
        ("到2034年,产业规模复合增长率超过15%。", [("产业规模复合增长率", "increase", "15")]),
        ("到2034年,护理型床位占比提高到65%以上。", [("护理型床位占比", "level", "65")]),
        ("到2034年,形成生物医药500亿级产业集群。", [("生物医药产业集群", "level", "500")]),
    ],
)
def test_metric(read: Read, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(r["metric"], r["kind"], r["value"]) for r in read(text)["targets"]] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A paper or a meeting sets aims for the year that runs; what was reached in it is told.
        ("市政府工作报告提出,2031年全市粮食产量达到180万吨。", [("180", "2031")]),
        ("2031年全市地区生产总值预期增长目标为6%左右。", [("6", "2031")]),
        ("我市将推动项目落地。今年投资增长12%以上。", [("12", "2031")]),
        ("今年,我市投资增长12%。", []),
    ],
)
def test_what_a_news_page_says_is_set_for_this_year(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    rows = read(text, kind="news", issued_on="2031-06-15")["targets"]
    assert [(r["value"], r["deadline"]) for r in rows] == expected


def test_detailed_rules_that_assign_work_set_targets(printed: Callable[..., tuple[list[Document], list[Row]]]) -> None:
    text = "# 云川市稳定增长实施细则\n一、财税政策\n" + "".join(
        f"{n}.开展企业上云培训,每年培育上云企业{n}0家,建立工作专班。(责任单位:市商务局)\n" for n in (5, 6)
    )
    document = printed(text)[0][0]
    readings = reading.read(document, lexicon())
    assert [r.value for r in targets.find(document, readings, Ids("d"))] == ["50", "60"]


def test_a_routine_is_no_target(read: Read) -> None:
    assert read("每季度会商1次,每半年通报1次。")["targets"] == []


def test_the_quote_of_a_list_begins_behind_its_separator(read: Read) -> None:
    rows = read("到2034年,培育企业10家、平台3个。")["targets"]
    assert [r["quote"] for r in rows] == ["培育企业10家", "平台3个"]


NEIGHBOURS = [
    # phrase → metric, kind, comparator, value, unit, deadline, per
    ("到2034年,秸秆利用占比不低于3/4,新生儿疾病发生率控制在2/万以内。",
     [("秸秆利用占比", "level", ">=", "75", "%", "2034", None), ("新生儿疾病发生率", "level", "<=", "2", "/万", "2034", None)]),
    ("到2034年,每10万人口精神科床位不少于6张,每5公里设置充电站1座,每20户配建车位不少于25个。",
     [("每10万人口精神科床位", "level", ">=", "6", "张", "2034", "每10万人口"), ("充电站", "level", "=", "1", "座", "2034", "每5公里"),
      ("车位", "level", ">=", "25", "个", "2034", "每20户")]),
    ("到2034年,机器人产值在2031年基础上翻两番,出口额相比2030年翻一番,居民收入在2030年水平上翻一番。",
     [("机器人产值", "multiple", "=", "4", None, "2034", None), ("出口额", "multiple", "=", "2", None, "2034", None),
      ("居民收入", "multiple", "=", "2", None, "2034", None)]),
    ("到2034年,每百户拥有汽车45辆。", [("每百户拥有汽车", "level", "=", "45", "辆", "2034", "每百户")]),
    ("到2034年,快递业务量以2031年为基期翻一番。", [("快递业务量", "multiple", "=", "2", None, "2034", None)]),
    ("到2034年,在校学生规模在2031年基础上增加20%。", [("在校学生规模", "increase", "=", "20", "%", "2034", None)]),
    ("到2034年,装机容量比2030年增长1倍,货运量增长2倍以上,算力规模扩大到3倍,总产值达到2030年的2倍。",
     [("装机容量", "multiple", "=", "2", None, "2034", None), ("货运量", "multiple", ">=", "3", None, "2034", None),
      ("算力规模", "multiple", "=", "3", None, "2034", None), ("总产值", "multiple", "=", "2", None, "2034", None)]),
    ("2034年,牛奶产量不低于上年,争取超过30万吨。", [("牛奶产量", "level", ">", "30", "万吨", "2034", None)]),
    ("2034年,油料产量与上年持平,力争达到6万吨。", [("油料产量", "level", "=", "6", "万吨", "2034", None)]),
    ("2034年,生猪出栏稳定在上年水平,力争突破90万头。", [("生猪出栏", "level", ">", "90", "万头", "2034", None)]),
    ("到2034年,规模以上企业达到900家(含专精特新企业120家),公园达到30座(含30座)。",
     [("规模以上企业", "level", "=", "900", "家", "2034", None), ("专精特新企业", "level", "=", "120", "家", "2034", None),
      ("公园", "level", "=", "30", "座", "2034", None)]),
    ("到2034年,绿化覆盖率达到42%,单位产值能耗压降5%。",
     [("绿化覆盖率", "level", "=", "42", "%", "2034", None), ("单位产值能耗", "increase", "=", "-5", "%", "2034", None)]),
    ("2031-2034年,新增灌溉用水2000万m³,大棚面积达到50万m²,处理能力达到5万t/d,光伏装机达到200MWp。",
     [("灌溉用水", "increase", "=", "2000", "万m3", "2034", None), ("大棚面积", "level", "=", "50", "万m2", "2034", None),
      ("处理能力", "level", "=", "5", "万t/d", "2034", None), ("光伏装机", "level", "=", "200", "MWp", "2034", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NEIGHBOURS, ids=lambda v: v[:16] if isinstance(v, str) else "")
def test_strokes_ratios_bases_and_remarks(read: Read, text: str, expected: list[tuple[str | None, ...]]) -> None:
    fields = ("metric", "kind", "comparator", "value", "unit", "deadline", "per")
    assert [tuple(row[name] for name in fields) for row in read(text)["targets"]] == expected


LISTED_BY = [
    # after the horizon that opens a list, semicolons part its aims; a full stop ends it
    ("做强产业,补齐短板。到2035年,菌菇面积达到7万亩;茶园面积发展到9万亩,产量达到3万吨以上。",
     [("菌菇面积", "2035"), ("茶园面积", "2035"), ("产量", "2035")]),
    ("做强产业,补齐短板。到2035年,蔬菜面积达到85万亩。建成驿站5个。", [("蔬菜面积", "2035"), ("驿站", None)]),
    ("做强产业,补齐短板。到2035年,蔬菜面积达到85万亩;每年新建驿站5个。", [("蔬菜面积", "2035"), ("驿站", None)]),
    ("做强产业,补齐短板。到2035年,70%以上的测绘站点设立在乡镇、60%以上的测绘人员集中在乡镇。",
     [("测绘站点(设立在乡镇)", "2035"), ("测绘人员(集中在乡镇)", "2035")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LISTED_BY)
def test_the_horizon_of_a_list(read: Read, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(r["metric"], r["deadline"]) for r in read(text)["targets"]] == expected


NAMED = [
    # what a report aims at → every target: metric, value
    ("实施重点项目64个、完成投资350亿元以上。", [("重点项目", "64"), ("重点项目完成投资", "350")]),
    ("设立10亿元绿色发展补偿基金。", [("绿色发展补偿基金", "10")]),
    ("把好土地审批和信贷投放两个闸门。", []),
    ("新建两座驿站。", [("驿站", "2")]),
    ("加快陶瓷、造纸等10个老产业改造。", []),
    ("推动青石20万吨铝板带、北屏10万吨再生铝等项目建设。", []),
    ("关停500万千瓦火电机组。", [("火电机组", "500")]),
    ("我国有13亿人口。新增5G基站100个。", [("5G基站", "100")]),
    ("全面落实五项重点工作。", []),
    ("“十六五”期间,将新建项目27个,建设规模1085公里。", [("新建项目", "27"), ("建设规模", "1085")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_what_a_report_aims_at_and_what_it_only_tells(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    rows = read(f"# 2031年工作安排\n{text}", kind="report", title="2031年云川市政府工作报告")["targets"]
    assert [(r["metric"], r["value"]) for r in rows] == expected


def test_what_was_put_into_a_plan_is_told_with_its_sums(read: Read) -> None:
    told = "“十六五”期间,全市共有27个项目列入省里规划,建设规模950公里,总投资70亿元。"
    rows = read(f"{told}其中高速项目4个,总投资551亿元;干线项目23个。", kind="news", title="云川情况")["targets"]
    assert rows == []


def test_years_one_after_the_other_behind_what_a_paper_put_forward(read: Read) -> None:
    text = "云川推出了产业规划,提出到2032年占比达40%以上,2033年占比达45%以上,2035年占比达50%以上。"
    rows = read(text, kind="news", title="云川情况")["targets"]
    assert [(r["value"], r["deadline"]) for r in rows] == [("40", "2032"), ("45", "2033"), ("50", "2035")]
