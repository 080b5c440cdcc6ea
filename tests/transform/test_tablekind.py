"""What stands over a table and in its heads and cells → what the table is, and so whether its cells are facts."""

from __future__ import annotations

import pytest

from tests.transform.conftest import lexicon
from tests.transform.tables import with_table
from transform.grammar import aims, cells
from transform.identity import Ids

# The kind, the kind of the document, its title, the caption, the rows.
CASES = [
    (
        "statistics",
        "report",
        "云川市2030年财政决算报告",
        "2030年一般公共预算收入决算表",
        ["科目|决算数(万元)|为上年%", "增值税|120300|104.5", "企业所得税|45000|98.1"],
    ),
    (
        "statistics",
        "bulletin",
        "云川市人口普查公报",
        "表2 各区人口年龄构成",
        ["地区|0—14岁(%)|15—59岁(%)|60岁及以上(%)", "东岭区|15.2|64.1|20.7", "西湾县|18.1|60.0|21.9"],
    ),
    (
        "statistics",
        "report",
        "云川市水资源公报",
        "2030年水资源量",
        ["流域|降水量(毫米)|地表水资源量(亿立方米)", "云江|820.5|12.3", "青河|760|8.8"],
    ),
    (
        "statistics",
        "news",
        "云川市外贸进出口",
        "2030年前十大贸易伙伴",
        ["国别|进出口额(亿元)|同比(%)", "甲国|320|5.5", "乙国|210|-3.1"],
    ),
    (
        "statistics",
        "white_paper",
        "云川市数字经济白皮书",
        "企业数量变化",
        ["年份|企业数(家)|从业人员(人)", "2028|120|3400", "2029|150|4100"],
    ),
    (
        "statistics",
        "plan",
        "云川市工业发展规划",
        "“十六五”时期工业发展情况",
        ["指标|2026年|2030年", "工业增加值(亿元)|800|1200", "研发投入强度(%)|1.8|2.4"],
    ),
    (
        "aims",
        "plan",
        "云川市工业发展规划",
        "“十七五”工业发展主要指标",
        ["指标|2030年|2035年", "工业增加值(亿元)|1200|1800", "研发投入强度(%)|2.4|3.1"],
    ),
    (
        "aims",
        "notice",
        "关于下达年度造林任务的通知",
        "2031年造林任务分解表",
        ["区县|任务数(亩)", "东岭区|3000", "西湾县|5000"],
    ),
    (
        "aims",
        "opinions",
        "关于推进节水的意见",
        "节水目标",
        ["指标|到2035年", "用水总量(亿立方米)|≤40", "再生水利用率(%)|≥35"],
    ),
    (
        "aims",
        "plan",
        "云川市部门整体绩效目标",
        "绩效目标表",
        ["一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|培训场次|≥12场", "效益指标|满意度|群众满意度|≥90%"],
    ),
    (
        "tasks",
        "plan",
        "云川市重点工作分工",
        "重点任务分工",
        ["序号|任务|责任单位|完成时限", "1|建设数字园区|市工信局|2031年", "2|推进上云|市数据局|2032年"],
    ),
    (
        "tasks",
        "plan",
        "云川市整改方案",
        "整改措施清单",
        ["问题|整改措施|责任部门|责任人", "污水直排|建管网|市水务局|局长", "扬尘|洒水|市城管局|局长"],
    ),
    (
        "tasks",
        "key_points",
        "云川市政务公开工作要点",
        "任务分解",
        ["工作任务|工作要求|牵头单位|配合单位", "公开预算|及时公开|市财政局|各部门", "公开规划|准确公开|市资规局|各区"],
    ),
    (
        "list",
        "notice",
        "云川市服务窗口",
        "办理地点",
        ["序号|窗口名称|地址|联系电话", "1|东岭窗口|东岭路8号|6600123", "2|西湾窗口|西湾路9号|6600456"],
    ),
    (
        "list",
        "other",
        "云川市示范企业名单",
        "示范企业名单",
        ["序号|企业名称|所在区", "1|云川机械公司|东岭区", "2|云川电子公司|西湾县"],
    ),
    (
        "list",
        "plan",
        "云川市重大项目",
        "2031年重大项目表",
        ["项目名称|建设内容|总投资(亿元)|建设年限", "东湖桥|大桥一座|12|2031—2033", "西山路|道路|8|2031—2032"],
    ),
    (
        "list",
        "notice",
        "云川市证照清单",
        "证明事项目录",
        ["编号|事项名称|设定依据", "1|无犯罪证明|有关条例", "2|收入证明|有关办法"],
    ),
    ("list", "other", "云川市公交线路", "线路一览", ["线路名称|起点|终点", "1路|东站|西站", "2路|南站|北站"]),
    (
        "specification",
        "other",
        "云川市用地公告",
        "宗地规划指标",
        ["地块编号|用地面积(平方米)|容积率|建筑密度(%)", "A1|32000|2.5|30", "A2|15000|1.8|35"],
    ),
    ("specification", "provisions", "云川市积分办法", "积分标准", ["项目|分值", "学历|30", "社保|20"]),
    (
        "specification",
        "notice",
        "云川市停车收费通知",
        "停车收费标准",
        ["区域|首小时(元)|每小时(元)", "一类|5|3", "二类|3|2"],
    ),
    (
        "specification",
        "provisions",
        "云川市医疗收费",
        "医疗服务价格表",
        ["项目|一级医院(元)|二级医院(元)", "普通门诊|5|8", "专家门诊|10|15"],
    ),
    ("specification", "other", "污水排放标准", "污染物排放限值", ["污染物|限值(mg|L)", "总磷|0.5|", "氨氮|5|"]),
    ("specification", "notice", "关于调整工伤待遇的通知", "伤残津贴标准", ["等级|每月(元)", "一级|3600", "二级|3400"]),
    (
        "specification",
        "notice",
        "云川市养老缴费通知",
        "缴费档次",
        ["档次|缴费标准(元|年)|政府补贴(元)", "一档|200|40|", "二档|500|60|"],
    ),
    (
        "form",
        "notice",
        "云川市申报通知",
        "申报表",
        ["单位名称||联系人|", "地址||电话|", "负责人签字||日期|", "单位意见(盖章)|||"],
    ),
    (
        "form",
        "report",
        "云川市信息公开年报",
        "收到申请情况",
        ["类型|自然人|企业|其他", "新收|3|0|0", "结转|0|0|0", "予以公开|2|0|0"],
    ),
    ("form", "notice", "云川市统计报送通知", "情况统计表", ["单位|数量|金额|备注", "|||", "|||", "填表人:|||"]),
    ("other", "notice", "云川市招生通知", "2031年招生计划", ["学校|计划数", "一中|400", "二中|350"]),
    ("other", "notice", "云川市代表选举通知", "名额分配", ["单位|名额", "东岭区|20", "西湾县|15"]),
    ("other", "notice", "云川市招聘公告", "岗位表", ["单位|岗位|招聘人数", "市一中|教师|5", "市二中|教师|3"]),
    ("other", "report", "云川市用水报告", "2035年需水预测", ["行业|2035年(亿立方米)", "农业|20", "工业|8"]),
]
NO_FACTS = ("tasks", "list", "specification", "form", "other")


@pytest.mark.parametrize(("want", "kind", "title", "caption", "rows"), CASES, ids=[f"{c[0]}-{c[3]}" for c in CASES])
def test_what_a_table_is(want: str, kind: str, title: str, caption: str, rows: list[str]) -> None:
    made, tables = with_table(rows, title=title, kind=kind, issued_on="2031-02-20", caption=caption)
    [(_, sort)] = tables
    assert sort.kind == want
    assert sort.rule.startswith(f"tables.{want}")
    found = aims.find(made, tables, lexicon(), Ids("d"))
    measured = cells.find(made, tables, lexicon(), Ids("d"))
    assert bool(found.targets) == (want == "aims")
    if want in NO_FACTS:
        assert not found.observations and not measured and not found.issues
    if want == "statistics":
        assert measured


def test_a_rule_shows_the_words_that_it_rests_on() -> None:
    rows = ["指标|2035年目标值", "绿地率(%)|40"]
    _, [(_, sort)] = with_table(rows, title="云川市绿化规划")
    assert sort == ("aims", "tables.aims.goal < 2035年目标值")


def test_a_table_whose_head_was_printed_on_the_page_before_is_not_guessed_at() -> None:
    rows = ["3.森林面积(公顷)|120|150", "4.湿地面积(公顷)|30|35"]
    _, [(_, sort)] = with_table(rows, title="云川市林业统计", kind="report")
    assert (sort.kind, sort.rule.split(" < ")[0]) == ("other", "tables.other.headless")
