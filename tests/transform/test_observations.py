"""Printed phrase → observation. The examples speak of a fictional city; the document is of June 2031."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.transform.conftest import misnamed, read_facts
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

OBSERVATIONS = [
    # phrase → metric, stat, comparator, value, unit, period
    ("2030年,全市实现地区生产总值4521.8亿元,按可比价格计算,比上年增长6.1%,与2028年相比,两年平均增长5.2%。",
     [("地区生产总值", "level", "=", "4521.8", "亿元", "2030"), ("地区生产总值", "growth_yoy", "=", "6.1", "%", "2030"),
      ("地区生产总值", "average_growth", "=", "5.2", "%", "2030")]),
    ("2030年,第二产业增加值1800.2亿元,增长5.8%;进出口总额下降3.4%。",
     [("第二产业增加值", "level", "=", "1800.2", "亿元", "2030"), ("第二产业增加值", "growth_yoy", "=", "5.8", "%", "2030"),
      ("进出口总额", "growth_yoy", "=", "-3.4", "%", "2030")]),
    ("2030年末全市常住人口512.3万人,比上年末增加2.1万人,城镇化率为68.5%,提高0.8个百分点。",
     [("常住人口", "level", "=", "512.3", "万人", "2030"), ("常住人口", "change", "=", "2.1", "万人", "2030"),
      ("城镇化率", "level", "=", "68.5", "%", "2030"), ("城镇化率", "change", "=", "0.8", "个百分点", "2030")]),
    ("截至2031年5月底,全市已建成5G基站1.8万余个,占全省的23.5%,位居全省第一。",
     [("5G基站", "level", ">", "1.8", "万个", "2031-05"), ("5G基站占全省比重", "share", "=", "23.5", "%", "2031-05"),
      ("5G基站", "rank", "=", "1", None, "2031-05")]),
    ("今年一季度,数字经济实现增加值320亿元,同比增长9.1%,占全市GDP比重达到38.6%。",
     [("数字经济增加值", "level", "=", "320", "亿元", "2031Q1"), ("数字经济增加值", "growth_yoy", "=", "9.1", "%", "2031Q1"),
      ("数字经济增加值占全市GDP比重", "share", "=", "38.6", "%", "2031Q1")]),
    ("2028年、2029年、2030年入选项目数量分别为10个、12个、8个。",
     [("入选项目数量", "level", "=", "10", "个", "2028"), ("入选项目数量", "level", "=", "12", "个", "2029"),
      ("入选项目数量", "level", "=", "8", "个", "2030")]),
    ("2030年前三季度,文化产业增速下降到-0.6%。", [("文化产业", "growth_yoy", "=", "-0.6", "%", "2030-01/2030-09")]),
    ("2030年,库存周转天数由23天下降至15天,商品缺货率由14%下降至2%。",
     [("库存周转天数", "level", "=", "23", "天", "2030"), ("库存周转天数", "level", "=", "15", "天", "2030"),
      ("商品缺货率", "level", "=", "14", "%", "2030"), ("商品缺货率", "level", "=", "2", "%", "2030")]),
    ("2030年,全市举办十多场赛事,吸引近百家企业参展,开展百余项活动。",
     [("赛事", "level", ">", "10", "场", "2030"), ("企业", "level", "~", "100", "家", "2030"), ("活动", "level", ">", "100", "项", "2030")]),
    ("2030年,本市网民占全省网民总数的五分之一以上。", [("网民占全省网民比重", "share", ">=", "20", "%", "2030")]),
    ("截至2030年底,全市有驿站两万七千多家。", [("驿站", "level", ">", "27000", "家", "2030")]),
    ("2030年快递投递量达到揽收量的1.3倍。", [("快递投递量与揽收量之比", "level", "=", "1.3", "倍", "2030")]),
    ("2030年动漫产业总产值约为1063亿元,比2029年的806亿元增长32%。",
     [("动漫产业总产值", "level", "~", "1063", "亿元", "2030"), ("动漫产业总产值", "level", "=", "806", "亿元", "2029"),
      ("动漫产业总产值", "growth_yoy", "=", "32", "%", "2030")]),
    ("2030年,居民消费价格比上年上涨0.2%。", [("居民消费价格", "growth_yoy", "=", "0.2", "%", "2030")]),
    ("目前,全市建有书店600家。", [("书店", "level", "=", "600", "家", None)]),
    ("2030年,全市零售额300亿元,同比增长5%,扣除价格因素,实际增长3.2%。人均收入3万元,扣除价格因素同比实际增长4%。",
     [("零售额", "level", "=", "300", "亿元", "2030"), ("零售额", "growth_yoy", "=", "5", "%", "2030"),
      ("零售额", "growth_yoy", "=", "3.2", "%", "2030"), ("人均收入", "level", "=", "3", "万元", "2030"),
      ("人均收入", "growth_yoy", "=", "4", "%", "2030")]),
    ("2030年,①工业产值200亿元,可比下降1.2%,降幅比上年收窄2.2个百分点,比2028年收窄4个百分点。",
     [("工业产值", "level", "=", "200", "亿元", "2030"), ("工业产值", "growth_yoy", "=", "-1.2", "%", "2030"),
      ("工业产值增速", "change", "=", "2.2", "个百分点", "2030"), ("工业产值增速", "change", "=", "4", "个百分点", "2030")]),
    ("2030年,肉类、禽蛋批发价格回落,环比分别下降3.7%、0.3%。",
     [("肉类批发价格", "change", "=", "-3.7", "%", "2030"), ("禽蛋批发价格", "change", "=", "-0.3", "%", "2030")]),
    ("2030年,40%的居民使用数字钱包,人均受教育年限仅为9.6年。",
     [("居民使用数字钱包", "share", "=", "40", "%", "2030"), ("人均受教育年限", "level", "=", "9.6", "年", "2030")]),
    ("2030年,粮食产量跃过180万吨,比2029年增产15万吨。",
     [("粮食产量", "level", ">", "180", "万吨", "2030"), ("粮食产量", "change", "=", "15", "万吨", "2030")]),
    ("2030年,居民消费价格指数为100.7,同比上涨0.7%;衣着类价格上涨2.6%。",
     [("居民消费价格指数", "level", "=", "100.7", None, "2030"), ("居民消费价格指数", "growth_yoy", "=", "0.7", "%", "2030"),
      ("衣着类价格", "growth_yoy", "=", "2.6", "%", "2030")]),
    ("贸易顺差占产值的比重从2028年的6.7%,到2029年降为2.2%,再到2030年降为1.4%。",
     [("贸易顺差占产值比重", "share", "=", "6.7", "%", "2028"), ("贸易顺差占产值比重", "share", "=", "2.2", "%", "2029"),
      ("贸易顺差占产值比重", "share", "=", "1.4", "%", "2030")]),
    ("2030年,云川数谷综合实力跻身全国168个园区第11位。", [("园区", "level", "=", "168", "个", "2030"), ("云川数谷综合实力", "rank", "=", "11", "位", "2030")]),
    ("2030年,全市实现生产总值500亿元,同比增长4.4%(主要是工业回升)。",
     [("生产总值", "level", "=", "500", "亿元", "2030"), ("生产总值", "growth_yoy", "=", "4.4", "%", "2030")]),
    ("2030年,信息服务业增势较好,营业收入同比增长35%,占服务业营业收入的比重20.2%,提高2.0个百分点。",
     [("信息服务业营业收入", "growth_yoy", "=", "35", "%", "2030"), ("信息服务业营业收入占服务业营业收入比重", "share", "=", "20.2", "%", "2030"),
      ("信息服务业营业收入占服务业营业收入比重", "change", "=", "2", "个百分点", "2030")]),
    ("2030年,甲区和乙区产值分别为30亿元和20亿元。",
     [("甲区产值", "level", "=", "30", "亿元", "2030"), ("乙区产值", "level", "=", "20", "亿元", "2030")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OBSERVATIONS, ids=lambda v: v[:16] if isinstance(v, str) else "")
def test_observation(read: Read, text: str, expected: list[tuple[str | None, ...]]) -> None:
    rows = read(text, kind="bulletin", issued_on="2031-06-30")["observations"]
    got = [(r["stat"], r["comparator"], r["value"], r["unit"], r["period"]) for r in rows]
    assert got == [e[1:] for e in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    misnamed(OBSERVATIONS, "2030年,云川数谷"),
    ids=lambda v: v[:16] if isinstance(v, str) else "",
)
def test_metric_of_observation(read: Read, text: str, expected: list[tuple[str, ...]]) -> None:
    rows = read(text, kind="bulletin", issued_on="2031-06-30")["observations"]
    assert [r["metric"] for r in rows] == [metric for metric, *_ in expected]


@pytest.mark.parametrize("text", [
    "智慧景区划分为三个等级,形成两种主要模式。",
    "数字经济分为5个大类、22个中类、63个小类。",
    "支持5G、8K和VR等技术应用,服务时间为24小时。",
    "规划明确了加强管控等十四项主要建设任务。",
    "2030年6月18日,第十二届博览会在云川市第二中学举行。",
    "全省估值超过10亿美元的企业持续增加。",
    "到2035年,力争培育企业100家。",
    "进入全国最具活力城市前20名中的城市持续增加。",
    "云川、澜江2省份保持较快增长。",
])  # fmt: skip
def test_no_observation(read: Read, text: str) -> None:
    assert read(text, kind="white_paper", issued_on="2031-06")["observations"] == []


def test_a_forecast_is_marked(read: Read) -> None:
    rows = read("预计到2032年市场规模将达453亿元。", kind="white_paper", issued_on="2031-06")["observations"]
    assert [(r["value"], r["period"], r["is_forecast"]) for r in rows] == [("453", "2032", True)]


def test_a_plan_states_only_what_has_been(read: Read) -> None:
    found = read("# 一、发展基础\n2030年,全市产值达到300亿元。\n# 二、发展目标\n到2034年,产值达到500亿元。")
    assert [(r["value"], r["period"]) for r in found["observations"]] == [("300", "2030")]
    assert [(r["value"], r["deadline"]) for r in found["targets"]] == [("500", "2034")]


def test_the_place_is_the_widest_named(read: Read) -> None:
    rows = read("2030年,我国用户规模为4.9亿人。2030年,全市用户规模为300万人。", kind="bulletin")["observations"]
    assert [r["area"] for r in rows] == ["全国", "云川市"]


def test_percentage_points_belong_to_the_share_before_them(read: Read) -> None:
    rows = read("2030年,数字经济增加值300亿元,占地区生产总值比重达到36%,比2028年提高2.4个百分点。", kind="bulletin")[
        "observations"
    ]
    assert [(r["metric"], r["value"]) for r in rows][1:] == [
        ("数字经济增加值占地区生产总值比重", "36"),
        ("数字经济增加值占地区生产总值比重", "2.4"),
    ]


def test_years_in_brackets_belong_to_a_name(read: Read) -> None:
    rows = read("2030年,行动方案(2028—2030年)实施以来,全市新增企业300家。", kind="bulletin")["observations"]
    assert [(r["value"], r["period"]) for r in rows] == [("300", "2030")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年,旅游收入500亿元,接待游客6000万人次,分别增长25.3%和18.7%。",
         [("旅游收入", "500"), ("游客", "6000"), ("旅游收入", "25.3"), ("游客", "18.7")]),
        ("去年,企业办结率100%,共办结申请300件,其中同意200件,不同意100件。",
         [("企业办结率", "100"), ("申请", "300"), ("申请中同意", "200"), ("申请中不同意", "100")]),
        ("去年,全市藏书量1200万册,人均2.3册。", [("藏书量", "1200"), ("人均藏书量", "2.3")]),
    ],
)  # fmt: skip
def test_the_subject_runs_on(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    rows = read(text, kind="bulletin", issued_on="2031-06-30")["observations"]
    assert [(r["metric"], r["value"]) for r in rows] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("从经济总量来看,云川市依旧位居全省第一,为512.6亿元。",
         [("云川市经济总量", "rank", "1"), ("云川市经济总量", "level", "512.6")]),
        ("第二、三产业分别拉动增长2.1和2.4个百分点。", [("第二产业", "change", "2.1"), ("第三产业", "change", "2.4")]),
        ("创新指数由1000上升至5610.6,8年间增长迅速,年复合增长率24.1%。",
         [("创新指数", "level", "1000"), ("创新指数", "level", "5610.6"),
          ("创新指数年复合增长率", "average_growth", "24.1")]),
        ("城乡居民收入倍差从2028年的2.37缩小到1.94。",
         [("城乡居民收入倍差", "level", "2.37"), ("城乡居民收入倍差", "level", "1.94")]),
        ("地区生产总值连跨4个千亿级台阶、突破7000亿元,稳居全省第四。",
         [("地区生产总值", "level", "7000"), ("地区生产总值", "rank", "4")]),
        ("营商环境从第15位升至第5位。", [("营商环境", "rank", "5")]),
        ("游船产量从全国第8位升至第3位。", [("游船产量", "rank", "8"), ("游船产量", "rank", "3")]),
        ("集中开工重大项目50个、总投资200亿元。", [("集中开工重大项目", "level", "50"), ("集中开工重大项目总投资", "level", "200")]),
        ("海上风电装机达到300万千瓦,装机占比45%。", [("海上风电装机", "level", "300"), ("海上风电装机占比", "share", "45")]),
        ("财政收入达826亿元、从全省第五提升到第三。",
         [("财政收入", "level", "826"), ("财政收入", "rank", "5"), ("财政收入", "rank", "3")]),
        ("数字经济规模达392亿元,保持了9.7%的较高增长速度,增速位于全省第一。",
         [("数字经济规模", "level", "392"), ("数字经济规模", "growth_yoy", "9.7"), ("数字经济规模增速", "rank", "1")]),
        ("户籍人口410人,其中城镇人口250人,比上年增加20人,乡村人口160人,减少10人。",
         [("户籍人口", "level", "410"), ("户籍人口中城镇人口", "level", "250"), ("户籍人口中城镇人口", "change", "20"),
          ("户籍人口中乡村人口", "level", "160"), ("户籍人口中乡村人口", "change", "-10")]),
        ("工业产值增长7.2%,增速比2029年减低2.2个百分点,人口自然增长率-1.16‰。",
         [("工业产值", "growth_yoy", "7.2"), ("工业产值增速", "change", "-2.2"), ("人口自然增长率", "level", "-1.16")]),
        ("云川、澜江在被监测的城市中分别位列第二、第三名。", [("云川", "rank", "2"), ("澜江", "rank", "3")]),
        ("粮食总产40万吨;预算收入80亿元,增长3%,分居全省第四、第六位。",
         [("粮食总产", "level", "40"), ("预算收入", "level", "80"), ("预算收入", "growth_yoy", "3"),
          ("粮食总产", "rank", "4"), ("预算收入", "rank", "6")]),
        ("银行存、贷款余额分别增长4%、5%。", [("银行存款余额", "growth_yoy", "4"), ("贷款余额", "growth_yoy", "5")]),
        ("开工768个亿元以上项目,服务业比重从45%上升到51%。",
         [("亿元以上项目", "level", "768"), ("服务业比重", "share", "45"), ("服务业比重", "share", "51")]),
        ("云川在全省排位上升7位,列第93位。", [("云川在全省排位", "change", "7"), ("云川在全省排位", "rank", "93")]),
        ("零售环比实现7.5%的正增长,出口出现2%的负增长。", [("零售", "change", "7.5"), ("出口", "growth_yoy", "-2")]),
        ("300多种濒危植物得到保护,人均预期寿命达到81.2岁。",
         [("濒危植物", "level", "300"), ("人均预期寿命", "level", "81.2")]),
        ("签约过亿元项目101个,过10亿元项目6个。",
         [("签约过亿元项目", "level", "101"), ("签约过亿元项目中过10亿元项目", "level", "6")]),
        ("年收入20—60万元群体的比例达到30.6%。", [("年收入20—60万元群体的比例", "share", "30.6")]),
        ("产值规模连续16年保持全省第一。", [("产值规模", "rank", "1")]),
        ("实际使用外资达到30.2亿美元、折合217亿元人民币。", [("实际使用外资", "level", "30.2"), ("实际使用外资", "level", "217")]),
        ("机房折合标准机架6万架。", [("机房折合标准机架", "level", "6")]),
        ("全市工业产值达到3.2万亿元、稳居全省前五强、增长4.8%。", [("工业产值", "level", "3.2"), ("工业产值", "growth_yoy", "4.8")]),
        ("税收收入达807.6亿元、增长1.7%(同口径增长3.5%以上)。",
         [("税收收入", "level", "807.6"), ("税收收入", "growth_yoy", "1.7"), ("税收收入", "growth_yoy", "3.5")]),
        ("粮食产量增长5.3%、增量保持全省第一。", [("粮食产量", "growth_yoy", "5.3"), ("粮食产量增量", "rank", "1")]),
        ("船舶订单量超60万吨、稳定在全国1/8以上。", [("船舶订单量", "level", "60"), ("船舶订单量占全国比重", "share", "12.5")]),
        ("许可事项办理时限压缩60%、申请材料精简75%。",
         [("许可事项办理时限", "change", "-60"), ("申请材料", "change", "-75")]),
        ("集中采购耗材平均降价超40%。", [("集中采购耗材平均降价", "change", "-40")]),
        ("压缩机产量增长6%。", [("压缩机产量", "growth_yoy", "6")]),
        ("23家食品企业营业收入超百亿元。", [("食品企业营业收入超百亿元", "level", "23")]),
        ("改造厕所2.1万座,云川3县5乡供水提升工程投运。", [("厕所", "level", "2.1")]),
        ("全市50户以上山区连片村寨供水改造完成,受益农户3万户。", [("受益农户", "level", "3")]),
        ("500户以上家庭受益。", [("家庭(受益)", "level", "500")]),
        ("临江古桥入选2030国内十大发现。", []),
        ("临江至云川750千伏线路工程投运,输电能力达到300万千瓦。", [("输电能力", "level", "300")]),
        ("去年,办成12类36件便民实事。", [("便民实事", "level", "12"), ("便民实事", "level", "36")]),
        ("去年,兑现8.5亿元以旧换新补贴。", [("以旧换新补贴", "level", "8.5")]),
        ("去年,建成3座25万千瓦光热发电项目。", [("25万千瓦光热发电项目", "level", "3")]),
        ("去年亩产提升10.1斤,三次产业贡献率分别为20%、30%和50%。",
         [("亩产", "change", "10.1"), *[("三次产业贡献率", "share", n) for n in ("20", "30", "50")]]),
    ],
)  # fmt: skip
def test_what_a_number_is_told_of(read: Read, text: str, expected: list[tuple[str, str, str]]) -> None:
    rows = read(text, kind="bulletin", issued_on="2031-06-30")["observations"]
    assert [(r["metric"], r["stat"], r["value"]) for r in rows] == expected


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("# 一、2030年工作回顾\n过去一年,全市产值达300亿元。", "2030"),
        ("# ■ 2030年成绩单\n粮食总产达到55万吨。", "2030"),
        ("2030年,全市产值达300亿元。\n全年投资突破80亿元。", "2030"),
        ("2030年工作回顾\n过去一年,全市产值达300亿元。\n# 一、疫情防控\n救治病人300名。", "2030"),
    ],
)
def test_a_heading_or_the_text_before_says_which_year_is_told(read: Read, text: str, period: str) -> None:
    assert read(text, kind="report", issued_on="2031-01-22")["observations"][-1]["period"] == period


def test_an_aside_of_another_year_dates_nothing_behind_it(read: Read) -> None:
    text = "2030年,全市经济稳中向好。\n2029年普查结果:产值280亿元。\n年末人口77万人。全年新增就业6698人。"
    rows = read(text, kind="report", issued_on=None, title="运行情况")["observations"]
    assert [r["period"] for r in rows] == ["2029", "2030", "2030"]


def test_months_of_an_undated_page_are_of_the_year_it_named_last(read: Read) -> None:
    text = "2030年2月,零售40万辆。\n因今年假期较早,1-2月累计零售67.9万辆。"
    rows = read(text, kind="news", issued_on=None)["observations"]
    assert [r["period"] for r in rows] == ["2030-02", "2030-01/2030-02"]


def test_the_last_of_several_quarters_speaks_for_no_other_sentence(read: Read) -> None:
    text = "2030年,全市产值300亿元。\n产值一季度增长2.3%,上半年增长0.2%,前三季度增长1.9%。人均产值51525元。"
    rows = read(text, kind="report", issued_on="2031-02-01", title="2030年云川市运行情况")["observations"]
    assert [r["period"] for r in rows] == ["2030", "2030Q1", "2030H1", "2030-01/2030-09", "2030"]


def test_the_whole_year_that_is_aimed_at_is_the_running_one(read: Read) -> None:
    text = "2030年,全市产值达300亿元。\n全年投资将突破80亿元。"
    assert read(text, kind="report", issued_on="2031-01-22")["targets"][0]["deadline"] == "2031"


def test_a_span_gives_its_first_and_its_last_year(read: Read) -> None:
    rows = read("2027—2030年,增加值从320亿元增长到610亿元。", kind="white_paper", issued_on="2031-06")["observations"]
    assert [(r["value"], r["period"]) for r in rows] == [("320", "2027"), ("610", "2030")]


def test_a_page_that_tells_of_an_offer_measures_nothing(read: Read) -> None:
    assert read("方案明确,对首次入规的企业给予10万元奖励。", kind="news")["observations"] == []


def test_a_report_goes_on_under_its_last_date(read: Read) -> None:
    text = "前三季度,投资300亿元;9月环比增长0.2%。\n分领域看,工业投资增长8.8%。\n7、8月,失业率分别为5.1%、5.3%。其中,青年失业率分别为15%和16%。"
    rows = read(text, kind="report", issued_on="2031-10-18")["observations"]
    assert [(r["value"], r["period"]) for r in rows] == [
        ("300", "2031-01/2031-09"), ("0.2", "2031-09"), ("8.8", "2031-01/2031-09"), ("5.1", "2031-07"),
        ("5.3", "2031-08"), ("15", "2031-07"), ("16", "2031-08"),
    ]  # fmt: skip


@pytest.mark.parametrize(("title", "issued_on", "period"), [
    ("2030年云川市经济运行情况", "2031-02-18", "2030Q1"),
    ("2030年云川市经济运行情况", None, "2030Q1"),
    ("云川市经济运行情况", "2031-04-18", "2031Q1"),
    ("到2034年云川市将建成数谷", "2031-04-18", "2031Q1"),
])  # fmt: skip
def test_the_year_of_a_report_stands_in_its_title(read: Read, title: str, issued_on: str | None, period: str) -> None:
    rows = read("一季度,全市产值80亿元。", kind="report", title=title, issued_on=issued_on)["observations"]
    assert [r["period"] for r in rows] == [period]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年游乐园入园人次恢复到2019年同期的96.5%,港口吞吐量为2028年的1.2倍。",
         [("游乐园入园人次", "level", "96.5", "2031"), ("港口吞吐量", "level", "1.2", "2031")]),
        ("全年零售总额相当于2019年的112%。", [("零售总额", "level", "112", "2031")]),
        ("全年房屋空置率压降1.5个百分点,粗钢产量压降4%。",
         [("房屋空置率", "change", "-1.5", "2031"), ("粗钢产量", "growth_yoy", "-4", "2031")]),
        ("全年叶菜减产5%,菌类增产2.2%,住宅库存压减7.5%。",
         [("叶菜", "growth_yoy", "-5", "2031"), ("菌类", "growth_yoy", "2.2", "2031"), ("住宅库存", "growth_yoy", "-7.5", "2031")]),
    ],
)  # fmt: skip
def test_what_a_year_is_compared_with_dates_nothing(text: str, expected: list[tuple[str, ...]]) -> None:
    rows = read_facts(text, kind="bulletin", title="云川市2031年统计公报", issued_on="2032-03-05")["observations"]
    assert [(r["metric"], r["stat"], r["value"], r["period"]) for r in rows] == expected


WHICH = [
    # a number that says which, or counts what the sentence lists, is none; those beside it are
    ("2030年,年收入10—50万元群体占比为20%。", ["20"]),
    ("2030年,月收入3000—5000元家庭3万户。", ["3"]),
    ("2030年,年收入10—50万元人群消费活跃。", []),
    ("2030年,19家企业营业收入超百亿元。", ["19"]),
    ("2030年,3个产业规模突破千亿元。", ["3"]),
    ("2030年,产业规模突破千亿元。", ["1000"]),
    ("2030年,产值过10亿元项目6个。", ["6"]),
    ("2030年,20户以上自然村通达率95%。", ["95"]),
    ("2030年,连跨4个万亿级台阶。", []),
    ("2030年,开展两项活动。", []),
    ("2030年,企业覆盖三个县。", ["3"]),
    ("2030年,已有三家企业上市。", ["3"]),
]


@pytest.mark.parametrize(("text", "values"), WHICH)
def test_a_number_that_only_says_which_measures_nothing(read: Read, text: str, values: list[str]) -> None:
    found = read(text, kind="bulletin", issued_on="2031-02-05", title="2030年云川市统计公报")["observations"]
    assert [row["value"] for row in found] == values
