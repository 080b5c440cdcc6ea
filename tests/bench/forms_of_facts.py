"""Tables of statistics, aims and tasks in the forms in which governments print them: those that become facts.

A form gives the title of the document, what stands over the table, and its rows, the heads first; two equal cells side by
side, or one over the other, in the heads are one merged cell. Tables that give no facts live in `forms`.
"""

from __future__ import annotations

from tests.bench.invented import YEAR, Drawn, Form, Words
from transform.document.tablekind import TableKind


def _years_across(w: Words) -> Drawn:
    years = [f"{year}{w.pick('年')}" for year in range(YEAR - w.dice.randint(3, 6), YEAR)]
    names = w.some(w.counted)
    caption = w.pick("主要指标", f"{w.field()}发展情况", "历年主要数据", "")
    return Drawn(w.report(), caption, "", [["指标", *years], *([n, *(w.number() for _ in years)] for n in names)])


def _years_down(w: Words) -> Drawn:
    heads = w.some(w.counted, 2, 4)
    years = range(YEAR - w.dice.randint(4, 7), YEAR)
    rows = [[f"{y}{w.pick('年', '')}", *(w.number() for _ in heads)] for y in years]
    return Drawn(w.report(), w.pick("历年情况", f"{w.field()}变化", ""), "", [[w.pick("年份", "年度"), *heads], *rows])


def _by_place(w: Words) -> Drawn:
    heads, places = w.some(w.counted, 2, 4), w.some(w.place)
    caption = f"{YEAR - 1}年{w.pick('各区县', '分地区', '各地')}{w.field()}{w.pick('情况', '主要指标', '统计表')}"
    rows = [[p, *(w.number() for _ in heads)] for p in places]
    return Drawn(w.report(), caption, "", [[w.pick("地区", "区县", "单位"), *heads], *rows])


def _with_change(w: Words) -> Drawn:
    months = w.pick("1—6月", "本月", "一季度", "1—9月累计")
    rows = [[*w.split(), w.number(), w.change()] for _ in range(w.dice.randint(4, 8))]
    heads = ["指标", w.pick("单位", "计量单位"), months, w.pick("同比(%)", "同比增长(%)", "比上年同期增长(%)")]
    return Drawn(
        f"{w.city}{YEAR}年{w.pick('上半年', '三季度')}经济运行情况", w.pick("主要经济指标", ""), "", [heads, *rows]
    )


def _parts(w: Words) -> Drawn:
    kinds = w.some(w.field)
    unit = w.pick("单位:万元", "单位:人、%", "单位:亿元、%")
    heads = [w.pick("行业", "类别", "分类"), w.pick("数量", "金额", "合计", "总量"), w.pick("占比", "比重(%)", "构成")]
    rows = [[k, w.number(), w.share()] for k in kinds]
    return Drawn(w.report(), f"{YEAR - 1}年{w.field()}{w.pick('构成', '结构', '分布情况')}", unit, [heads, *rows])


def _under_years(w: Words) -> Drawn:
    heads = [["指标"], ["指标"]]
    for year in (YEAR - 2, YEAR - 1):
        heads[0] += [f"{year}年"] * 2
        heads[1] += [w.pick("总量", "绝对数"), "增速(%)"]
    rows = [[n, w.number(), w.change(), w.number(), w.change()] for n in w.some(w.counted)]
    return Drawn(w.report(), w.pick("主要指标完成情况", ""), "", [*heads, *rows], 2)


def _accounts(w: Words) -> Drawn:
    heads = [w.pick("科目", "项目", "收入项目"), "预算数", w.pick("决算数", "执行数"), w.pick("完成预算%", "为预算的%")]
    rows = [[f"{f}支出", w.number(), w.number(), w.share()] for f in w.some(w.field)]
    title = f"{w.city}{YEAR - 1}年财政{w.pick('决算', '预算执行情况')}的报告"
    return Drawn(title, f"{YEAR - 1}年一般公共预算支出{w.pick('决算表', '执行情况表')}", "单位:万元", [heads, *rows])


def _watched_prices(w: Words) -> Drawn:
    rows = [[g, w.pick("元/公斤", "元/吨"), w.share(), w.share(), w.change()] for g in w.some(w.good)]
    heads = ["品种", "单位", "本期价格", "上期价格", w.pick("环比(%)", "涨跌幅(%)")]
    return Drawn(f"{w.city}{YEAR}年3月重要商品价格监测报告", w.pick("价格监测表", ""), "", [heads, *rows])


def _past_in_plan(w: Words) -> Drawn:
    years = (YEAR - 5, YEAR - 1)
    rows = [[*w.split(), *(w.number() for _ in years)] for _ in range(5)]
    caption = w.pick("“十六五”主要指标完成情况", f"{w.field()}发展基础", "“十六五”时期发展成就")
    return Drawn(w.plan(), caption, "", [["指标", "单位", *(f"{y}年" for y in years)], *rows])


def _ranked(w: Words) -> Drawn:
    name = w.counted()
    rows = [[str(n), p, w.number(), w.change()] for n, p in enumerate(w.some(w.place), 1)]
    heads = [w.pick("排名", "位次"), w.pick("地区", "区县"), name, "同比(%)"]
    return Drawn(w.report(), f"{YEAR - 1}年各地{name.partition('(')[0]}", "", [heads, *rows])


def _base_and_goal(w: Words) -> Drawn:
    heads = [
        "序号",
        "指标",
        f"{YEAR - 1}年{w.pick('现状值', '基期值', '实际')}",
        f"{YEAR + 4}年{w.pick('目标值', '目标', '规划值')}",
    ]
    rows = [[str(n), name, w.share(), w.share()] for n, name in enumerate(w.some(w.counted), 1)]
    if w.dice.random() < 0.5:
        heads.append("属性")
        rows = [[*row, w.pick("预期性", "约束性")] for row in rows]
    return Drawn(w.plan(), w.pick("主要指标", "发展目标", "规划指标表", ""), "", [heads, *rows])


def _years_ahead(w: Words) -> Drawn:
    years = w.pick(f"{YEAR + 1} {YEAR + 2} {YEAR + 3}", f"{YEAR - 1} {YEAR + 4}", f"{YEAR + 4} {YEAR + 9}").split()
    rows = [[*w.split(), *(w.share() for _ in years)] for _ in range(5)]
    caption = w.pick("“十七五”发展主要指标", "主要目标", "主要发展指标")
    return Drawn(w.plan(), caption, "", [[w.pick("指标", "指标名称"), "单位", *(f"{y}年" for y in years)], *rows])


def _parted_tasks(w: Words) -> Drawn:
    what = w.pick("造林", "高标准农田建设", "老旧小区改造", "节水改造", "农村厕所改造")
    heads = [w.pick("区县", "单位", "地区"), w.pick("任务数(亩)", "目标任务(户)", "任务量(公里)", "年度任务(个)")]
    rows = [[p, str(w.dice.randint(10, 900))] for p in w.some(w.place)]
    return Drawn(
        w.notice(f"下达{YEAR}年{what}任务"), f"{YEAR}年{what}任务{w.pick('分解表', '分配表', '表')}", "", [heads, *rows]
    )


def _goal_years_down(w: Words) -> Drawn:
    heads = w.some(w.counted, 2, 3)
    rows = [[f"{y}年", *(w.number() for _ in heads)] for y in range(YEAR + 1, YEAR + 5)]
    return Drawn(
        w.plan(), w.pick("分年度目标", "年度任务安排", "分年度目标任务"), "", [[w.pick("年度", "年份"), *heads], *rows]
    )


def _checked(w: Words) -> Drawn:
    heads = [
        w.pick("考核指标", "评价指标", "三级指标"),
        w.pick("目标值", "指标值", "年度目标值"),
        w.pick("权重(%)", "备注", "数据来源"),
    ]
    last = {"权重(%)": lambda: str(w.dice.randint(2, 20)), "备注": lambda: ""}.get(heads[2], w.body)
    rows = [[w.split()[0], w.pick("≥", "") + w.share() + "%", last()] for _ in range(5)]
    return Drawn(w.plan(), w.pick("考核指标体系", "绩效目标表", "年度目标"), "", [heads, *rows])


def _expected(w: Words) -> Drawn:
    rows = [
        [w.split()[0], w.pick("增长{}%左右", "增长{}%以上", "达到{}%").format(w.dice.randint(3, 9))] for _ in range(5)
    ]
    return Drawn(
        f"{w.city}{YEAR}年{w.field()}工作要点",
        f"{YEAR}年主要预期目标",
        "",
        [["指标", w.pick("预期目标", f"{YEAR}年目标")], *rows],
    )


def _goal_over_years(w: Words) -> Drawn:
    top = w.pick("目标值", "规划目标", "发展目标")
    heads = [["指标", "现状", top, top], ["指标", f"{YEAR - 1}年", f"{YEAR + 1}年", f"{YEAR + 4}年"]]
    return Drawn(
        w.plan(), "主要指标", "", [*heads, *([n, *(w.share() for _ in range(3))] for n in w.some(w.counted))], 2
    )


def _said_by_when(w: Words) -> Drawn:
    rows = [[w.split()[0], f"到{YEAR + w.dice.randint(1, 6)}年达到{w.share()}%"] for _ in range(5)]
    return Drawn(w.plan(), w.pick("主要目标", "重点指标"), "", [["指标", w.pick("目标", "目标要求", "目标值")], *rows])


def _tasks(w: Words) -> Drawn:
    who = w.pick("责任单位", "牵头单位", "牵头部门", "责任部门", "主办单位", "责任处室", "责任主体")
    rows = [[str(n), t, w.body(), f"{YEAR}年{w.dice.randint(1, 12)}月底前"] for n, t in enumerate(w.some(w.work), 1)]
    heads = [
        "序号",
        w.pick("重点任务", "工作任务", "主要任务", "工作内容"),
        who,
        w.pick("完成时限", "完成时间", "时间节点"),
    ]
    return Drawn(w.plan(), w.pick("重点任务分工表", "任务清单", "工作台账", ""), "", [heads, *rows])


def _tasks_of_two(w: Words) -> Drawn:
    rows = [[t, w.body(), "、".join(w.some(w.body, 2, 3))] for t in w.some(w.work)]
    heads = [
        w.pick("任务", "事项", "改革事项"),
        w.pick("牵头单位", "主办单位"),
        w.pick("配合单位", "参与单位", "协办单位"),
    ]
    return Drawn(w.plan(), w.pick("任务分解", "责任清单", ""), "", [heads, *rows])


def _mended(w: Words) -> Drawn:
    rows = [[f"{w.field()}设施不足", w.work(), w.body(), w.person()] for _ in range(4)]
    heads = [
        w.pick("存在问题", "问题", "反馈问题"),
        "整改措施",
        w.pick("责任单位", "整改单位", "责任部门"),
        w.pick("责任人", "责任领导"),
    ]
    return Drawn(f"{w.city}{w.field()}问题整改方案", w.pick("整改清单", "整改任务表"), "", [heads, *rows])


def _tasks_by_office(w: Words) -> Drawn:
    who = w.pick("承办处室", "落实单位", "责任科室", "实施单位", "承办单位", "推进部门")
    rows = [[t, f"{w.dice.randint(1, 12)}月", w.body()] for t in w.some(w.work)]
    return Drawn(
        f"{w.city}{YEAR}年{w.field()}工作要点",
        w.pick("工作安排表", "任务分工"),
        "",
        [["工作事项", "完成时间", who], *rows],
    )


def _tasks_with_goals(w: Words) -> Drawn:
    rows = [[t, f"{w.split()[0]}达到{w.share()}%", w.body()] for t in w.some(w.work)]
    return Drawn(
        w.plan(),
        "重点任务",
        "",
        [["任务", w.pick("年度目标", "工作目标", "目标"), w.pick("责任单位", "牵头单位")], *rows],
    )


def _months(w: Words) -> Drawn:
    months = ["1月", "2月", "3月", "4月"][: w.dice.randint(3, 4)]
    rows = [[n, *(w.number() for _ in months)] for n in w.some(w.counted)]
    return Drawn(f"{w.city}{YEAR}年1—4月{w.field()}运行情况", w.pick("分月数据", ""), "", [["指标", *months], *rows])


def _sums(w: Words) -> Drawn:
    places = w.some(w.place, 3, 5)
    rows = [[n, *(w.number() for _ in places), w.number()] for n in w.some(w.counted, 3, 6)]
    return Drawn(w.report(), f"{YEAR - 1}年各区县主要指标", "", [["指标", *places, "合计"], *rows])


def _surveyed(w: Words) -> Drawn:
    rows = [[f"{f}服务", f"{w.share()}%", f"{w.share()}%"] for f in w.some(w.field)]
    heads = ["调查项目", f"{YEAR - 2}年", f"{YEAR - 1}年"]
    return Drawn(f"{w.city}{YEAR - 1}年群众满意度调查报告", w.pick("满意度调查结果", ""), "", [heads, *rows])


def _by_stage(w: Words) -> Drawn:
    heads = [
        "指标名称",
        w.pick("基准值", f"{YEAR - 1}年基数"),
        w.pick("近期目标", f"{YEAR + 2}年目标"),
        w.pick("远期目标", f"{YEAR + 9}年目标"),
    ]
    return Drawn(
        w.plan(),
        w.pick("目标指标", "控制指标"),
        "",
        [heads, *([n, *(w.share() for _ in range(3))] for n in w.some(w.counted))],
    )


def _asked_of_each(w: Words) -> Drawn:
    heads = ["区县", *(f"{name}目标" for name in dict.fromkeys(w.split()[0] for _ in range(3)))]
    rows = [[p, *(w.share() for _ in heads[1:])] for p in w.some(w.place)]
    return Drawn(w.plan(), f"{YEAR + 1}年各区县目标", "", [heads, *rows])


def _measures_of_bodies(w: Words) -> Drawn:
    rows = [[w.field(), t, w.body(), w.body()] for t in w.some(w.work)]
    return Drawn(
        w.plan(),
        w.pick("分工方案", ""),
        "",
        [["领域", "具体举措", w.pick("负责单位", "责任机构"), w.pick("协同单位", "支持单位")], *rows],
    )


def _risks(w: Words) -> Drawn:
    rows = [[str(n), w.work(), w.pick("持续推进", f"{YEAR}年底"), w.body()] for n, _ in enumerate(range(5), 1)]
    return Drawn(
        f"{w.city}优化营商环境行动方案",
        "",
        "",
        [["序号", "举措", "时限", w.pick("责任单位", "牵头责任单位", "分管部门")], *rows],
    )


FORMS: dict[TableKind, tuple[Form, ...]] = {
    "statistics": (
        *(_years_across, _years_down, _by_place, _with_change, _parts, _under_years),
        *(_accounts, _watched_prices, _past_in_plan, _ranked),
    ),
    "aims": (
        *(_base_and_goal, _years_ahead, _parted_tasks, _goal_years_down, _checked),
        *(_expected, _goal_over_years, _said_by_when),
    ),
    "tasks": (_tasks, _tasks_of_two, _mended, _tasks_by_office, _tasks_with_goals),
}
LATER: dict[TableKind, tuple[Form, ...]] = {
    "statistics": (_months, _sums, _surveyed),
    "aims": (_by_stage, _asked_of_each),
    "tasks": (_measures_of_bodies, _risks),
}
