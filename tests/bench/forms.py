"""Tables drawn in the forms in which governments print them, each with its kind, for the bench `kinds`.

Names, units, years, heads and titles are put together at random; every form is one way in which tables of its kind are
printed. What draws a form gives the title of the document, what stands over the table and its rows, the heads first; two
equal cells side by side, or one over the other, in the heads are one merged cell. What is done with them lives in `kinds`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from transform.document.tablekind import TableKind

YEAR = 2031
"""In which all documents are published."""


class Drawn(NamedTuple):
    """A table: its document's title, its caption and unit note (empty where there is none), rows and rows of heads."""

    title: str
    caption: str
    unit: str
    rows: list[list[str]]
    heads: int = 1


Form = Callable[["Words"], Drawn]


class Words:
    """Words put together at random: places, bodies, persons, things and what is counted of them."""

    _FIRST, _LAST = "云青石白东南松金梅龙凤平安新清", "川溪岭湾湖山坪桥塘源洲峰"
    _FIELDS = ("工业", "农业", "林业", "教育", "卫生", "交通", "水利", "文旅", "商贸", "科技", "民政", "环保", "能源")
    _COUNTED = (
        *("企业数(家)", "从业人员(万人)", "产值(亿元)", "营业收入(亿元)", "利润总额(亿元)", "投资额(亿元)"),
        *("用地面积(公顷)", "用水量(万立方米)", "用电量(亿千瓦时)", "研发投入强度(%)", "专利授权量(件)", "机构数(个)"),
        *("床位数(张)", "在校生数(人)", "旅客运量(万人次)", "货物吞吐量(万吨)", "覆盖率(%)", "达标率(%)", "里程(公里)"),
    )
    _GOODS = ("白菜", "猪肉", "大米", "钢材", "水泥", "煤炭", "柴油", "尿素", "豆油", "鸡蛋", "苹果", "玻璃")
    _FAMILY, _GIVEN = "赵钱孙李周吴郑王冯陈", "明华建国丽芳志强文静海燕"

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.city = f"{self._name()}市"

    def _name(self) -> str:
        return self.dice.choice(self._FIRST) + self.dice.choice(self._LAST)

    def some(self, draw: Callable[[], str], least: int = 4, most: int = 8) -> list[str]:
        """Give so many different words."""
        found: dict[str, None] = {}
        for _ in range(100):
            found.setdefault(draw())
            if len(found) == most:
                break
        return list(found)[: self.dice.randint(least, most)]

    def pick(self, *words: str) -> str:
        """Give one of the words."""
        return self.dice.choice(words)

    def place(self) -> str:
        """Give a district."""
        return self._name() + self.pick("区", "县", "镇", "街道")

    def body(self) -> str:
        """Give an office."""
        return f"市{self.field()}局"

    def field(self) -> str:
        """Give a field that an office minds."""
        return self.dice.choice(self._FIELDS)

    def firm(self) -> str:
        """Give a company."""
        return f"{self._name()}{self.pick('机械', '电子', '食品', '建材', '物流')}有限公司"

    def person(self) -> str:
        """Give a person."""
        return self.dice.choice(self._FAMILY) + "".join(self.dice.sample(self._GIVEN, 2))

    def good(self) -> str:
        """Give what is sold."""
        return self.dice.choice(self._GOODS)

    def counted(self) -> str:
        """Give what is counted, with its unit in brackets."""
        return self.field() + self.dice.choice(self._COUNTED)

    def split(self) -> tuple[str, str]:
        """Give what is counted and its unit apart."""
        name, _, unit = self.counted().rstrip(")").partition("(")
        return name, unit

    def work(self) -> str:
        """Give what is to be done."""
        return (
            self.pick("推进", "完善", "建设", "开展", "制定")
            + self.field()
            + self.pick("平台", "制度", "园区", "专项行动", "办法")
        )

    def thing(self) -> str:
        """Give a building project."""
        return self._name() + self.pick("大桥", "水库", "中学", "产业园", "污水处理厂", "公路")

    def number(self, most: int = 9000) -> str:
        """Give a number in one of the ways of print."""
        return self.pick(
            str(self.dice.randint(1, most)), f"{self.dice.uniform(1, most):.1f}", f"{self.dice.randint(1, most):,}"
        )

    def share(self) -> str:
        """Give a number under 100."""
        return f"{self.dice.uniform(0.5, 99):.1f}"

    def change(self) -> str:
        """Give a growth."""
        return f"{self.dice.uniform(-9, 15):.1f}"

    def phone(self) -> str:
        """Give a number to call."""
        return f"{self.dice.randint(2, 8)}{self.dice.randint(100000, 999999)}"

    def report(self, what: str = "") -> str:
        """Give the title of a paper that tells what was measured."""
        field = what or self.field()
        return self.city + self.pick(
            f"{YEAR - 1}年{field}统计公报", f"{YEAR - 1}年{field}发展报告", f"{YEAR - 1}年{field}工作情况报告"
        )

    def plan(self, what: str = "") -> str:
        """Give the title of a paper that decides."""
        field = what or self.field()
        return self.city + self.pick(
            f"“十七五”{field}发展规划", f"{field}高质量发展实施方案({YEAR}—{YEAR + 4}年)", f"{field}三年行动计划"
        )

    def notice(self, what: str) -> str:
        """Give the title of a notice."""
        return f"{self.city}{self.field()}局关于{what}的通知"


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


def _names(w: Words) -> Drawn:
    rows = [[str(n), f, w.place()] for n, f in enumerate(w.some(w.firm), 1)]
    heads = ["序号", w.pick("企业名称", "单位名称", "申报单位"), w.pick("所在地", "所属区县", "推荐单位")]
    return Drawn(w.notice(f"公布{YEAR}年示范企业名单"), w.pick("示范企业名单", ""), "", [heads, *rows])


def _phones(w: Words) -> Drawn:
    rows = [[b, w.person(), w.phone()] for b in w.some(w.body)]
    heads = [
        w.pick("单位", "部门", "窗口"),
        w.pick("联系人", "值班人员"),
        w.pick("联系电话", "电话", "值班电话", "咨询电话", "办公电话"),
    ]
    return Drawn(w.notice("公布服务电话"), w.pick("联系方式", "值班电话表", ""), "", [heads, *rows])


def _projects(w: Words) -> Drawn:
    heads = [
        "序号",
        "项目名称",
        w.pick("建设单位", "项目单位", "业主单位"),
        w.pick("总投资(万元)", "计划投资(万元)", f"{YEAR}年计划投资(亿元)"),
    ]
    rows = [[str(n), t, w.firm(), w.number()] for n, t in enumerate(w.some(w.thing), 1)]
    return Drawn(w.plan(), w.pick("重大项目表", "重点项目清单", "拟建项目"), "", [heads, *rows])


def _granted(w: Words) -> Drawn:
    rows = [[str(n), f, w.number()] for n, f in enumerate(w.some(w.firm), 1)]
    heads = ["序号", w.pick("企业名称", "单位名称"), w.pick("奖补金额(万元)", "拟补助资金(万元)", "补贴金额(元)")]
    return Drawn(
        w.notice(f"公示{YEAR}年专项资金拟支持企业"), w.pick("拟支持企业名单", "资金安排表"), "", [heads, *rows]
    )


def _people(w: Words) -> Drawn:
    rows = [
        [p, w.pick("男", "女"), f"{w.dice.randint(1970, 2008)}年{w.dice.randint(1, 12)}月", w.body()]
        for p in w.some(w.person)
    ]
    return Drawn(
        w.notice("公示拟任人选"),
        w.pick("名单", "拟表彰人员名单"),
        "",
        [["姓名", "性别", "出生年月", "工作单位"], *rows],
    )


def _licences(w: Words) -> Drawn:
    heads = ["编号", "企业名称", w.pick("证书编号", "许可证号", "统一社会信用代码"), w.pick("有效期至", "发证日期")]
    rows = [
        [str(n), f, f"S{w.phone()}", f"{YEAR + 2}-05-0{w.dice.randint(1, 9)}"] for n, f in enumerate(w.some(w.firm), 1)
    ]
    return Drawn(w.notice("公布许可企业名录"), "许可企业名录", "", [heads, *rows])


def _fees(w: Words) -> Drawn:
    heads = [
        w.pick("收费项目", "项目", "类别"),
        w.pick("收费标准(元)", "标准(元/人)", "价格(元/次)", "单价(元)", "基准价(元)"),
    ]
    rows = [[f"{f}服务", str(w.dice.randint(2, 300))] for f in w.some(w.field)]
    return Drawn(w.notice(f"调整{w.field()}收费标准"), w.pick("收费标准表", "收费目录清单", ""), "", [heads, *rows])


def _tiers(w: Words) -> Drawn:
    use, price = w.pick(
        ("年用水量(立方米)", "到户价(元/立方米)"), ("年用气量(立方米)", "气价(元)"), ("月用电量(度)", "电价(元/度)")
    )
    rows = [[f"第{n}档", f"{100 * k}—{100 * k + 99}", w.share()] for k, n in enumerate("一二三", 1)]
    return Drawn(w.notice("完善阶梯价格"), w.pick("阶梯价格表", ""), "", [[w.pick("档次", "分档"), use, price], *rows])


def _grants(w: Words) -> Drawn:
    rows = [[n, str(w.dice.randint(50, 900))] for n in ("一级", "二级", "三级", "四级")]
    heads = [
        w.pick("等级", "类别", "档次"),
        w.pick("补贴标准(元/月)", "奖励标准(万元)", "每人每月(元)", "补助金额(元)"),
    ]
    caption = w.pick("补贴标准", "救助标准表", "待遇标准")
    return Drawn(w.notice(f"提高{w.field()}补贴标准"), caption, "", [heads, *rows])


def _scores(w: Words) -> Drawn:
    rows = [[f"{f}管理", w.work(), str(w.dice.randint(2, 20))] for f in w.some(w.field)]
    heads = [
        w.pick("评价项目", "考核内容", "评分项目"),
        w.pick("评分标准", "评分细则", "考核要点"),
        w.pick("分值", "得分", "满分", "标准分"),
    ]
    return Drawn(w.notice("印发考核评价办法"), w.pick("评分表", "考核评分标准", "量化评分表"), "", [heads, *rows])


def _corners(w: Words) -> Drawn:
    heads = [w.pick("拐点编号", "点号", "序号"), w.pick("X坐标", "经度", "东经"), w.pick("Y坐标", "纬度", "北纬")]
    rows = [[f"J{n}", f"{w.dice.uniform(100, 120):.5f}", f"{w.dice.uniform(20, 40):.5f}"] for n in range(1, 7)]
    return Drawn(w.notice("划定保护范围"), w.pick("拐点坐标表", "界址点坐标", ""), "", [heads, *rows])


def _sizes(w: Words) -> Drawn:
    heads = [
        "设备名称",
        w.pick("规格型号", "技术参数", "功率(千瓦)", "主要参数"),
        w.pick("数量(台)", "数量"),
        w.pick("单位", "备注"),
    ]
    rows = [[f"{f}设备", f"{w.dice.randint(2, 90)}", str(w.dice.randint(1, 9)), "台"] for f in w.some(w.field)]
    return Drawn(w.notice("采购设备"), w.pick("设备清单", "采购需求一览表", "技术规格"), "", [heads, *rows])


def _limits(w: Words) -> Drawn:
    rows = [[p, w.share(), w.share()] for p in ("总磷", "氨氮", "总氮", "悬浮物", "化学需氧量")]
    heads = [
        w.pick("污染物", "控制项目"),
        w.pick("一级标准(mg/L)", "一级限值(mg/L)", "A标准"),
        w.pick("二级标准(mg/L)", "二级限值(mg/L)", "B标准"),
    ]
    return Drawn(
        w.notice("发布排放标准"),
        w.pick("排放限值", "水污染物排放浓度限值", "污染物最高允许排放浓度"),
        "",
        [heads, *rows],
    )


def _plots(w: Words) -> Drawn:
    heads = ["地块编号", "出让面积(平方米)", "容积率", w.pick("起始价(万元)", "出让年限(年)", "建筑密度(%)")]
    rows = [[f"G{n}", w.number(), f"{w.dice.uniform(1, 3):.1f}", w.number()] for n in range(1, 5)]
    return Drawn(f"{w.city}国有土地使用权出让公告", w.pick("出让地块基本情况", ""), "", [heads, *rows])


def _to_fill(w: Words) -> Drawn:
    rows = [
        ["单位名称", "", "联系人", ""],
        [w.pick("地址", "法定代表人"), "", "联系电话", ""],
        [w.pick("申请理由", "项目简介"), "", "", ""],
    ]
    rows.append([w.pick("审核意见(盖章)", "单位意见", "主管部门意见"), "", "", ""])
    return Drawn(w.notice("组织申报"), w.pick("申报表", "申请表", "登记表", "推荐表"), "", rows)


def _of_zeros(w: Words) -> Drawn:
    rows = [
        [n, *(w.pick("0", "0", "0", "1") for _ in range(4))]
        for n in ("新收", "结转", "予以公开", "不予公开", "其他处理")
    ]
    heads = ["类型", "自然人", "商业企业", "科研机构", "其他"]
    return Drawn(
        f"{w.city}{w.field()}局{YEAR - 1}年政府信息公开工作年度报告",
        w.pick("收到和处理申请情况", ""),
        "",
        [heads, *rows],
    )


def _blank_counts(w: Words) -> Drawn:
    heads = [w.pick("单位", "区县"), *w.some(w.counted, 2, 3), "备注"]
    rows = [[w.pick("合计", w.place()), *[""] * (len(heads) - 1)] for _ in range(4)]
    return Drawn(w.notice("报送统计数据"), w.pick("情况统计表", "数据报送表"), "", [heads, *rows])


def _example_form(w: Words) -> Drawn:
    heads = ["姓名", "性别", "出生年月", "联系电话", "备注"]
    return Drawn(
        w.notice("组织报名"), w.pick("报名表", "参会回执", "汇总表"), "", [heads, *([""] * 5 for _ in range(4))]
    )


def _quotas(w: Words) -> Drawn:
    heads = [w.pick("单位", "区县", "学校"), w.pick("名额", "推荐名额", "分配名额", "指标数", "名额(人)")]
    rows = [[p, str(w.dice.randint(1, 40))] for p in w.some(w.place)]
    return Drawn(w.notice("推荐先进个人"), w.pick("名额分配表", "推荐名额", ""), "", [heads, *rows])


def _intake(w: Words) -> Drawn:
    heads = [w.pick("学校", "专业"), w.pick("招生计划", "计划招生数", "招生人数", "计划数(人)")]
    rows = [[f"{p}中学", str(w.dice.randint(40, 600))] for p in w.some(w.place)]
    return Drawn(
        w.notice(f"做好{YEAR}年招生工作"), f"{YEAR}年{w.pick('招生计划', '高中招生计划表')}", "", [heads, *rows]
    )


def _posts(w: Words) -> Drawn:
    rows = [[b, w.pick("教师", "会计", "医师"), str(w.dice.randint(1, 9)), "本科及以上"] for b in w.some(w.body)]
    heads = ["招聘单位", w.pick("岗位", "岗位名称", "职位"), w.pick("招聘人数", "人数", "计划数"), "学历要求"]
    return Drawn(f"{w.city}{YEAR}年事业单位公开招聘公告", w.pick("岗位表", "岗位计划表"), "", [heads, *rows])


def _schedule(w: Words) -> Drawn:
    heads = ["日期", w.pick("时间", "场次"), w.pick("单位", "对象"), w.pick("人数", "预计人数", "车辆数")]
    rows = [
        [f"{w.dice.randint(3, 9)}月{n}日", w.pick("上午", "下午"), w.body(), str(w.dice.randint(20, 90))]
        for n in range(1, 6)
    ]
    return Drawn(
        w.notice(f"安排{YEAR}年体检"), w.pick("日程安排", "时间安排表", f"{YEAR}年体检安排"), "", [heads, *rows]
    )


def _foreseen(w: Words) -> Drawn:
    years = (YEAR + 4, YEAR + 9)
    rows = [[f, *(w.number() for _ in years)] for f in w.some(w.field)]
    caption = w.pick("需水量预测", "人口预测表", "用电负荷预测", "交通量预测结果")
    return Drawn(w.plan(), caption, "", [["类别", *(f"{y}年" for y in years)], *rows])


def _shared_out(w: Words) -> Drawn:
    heads = [
        w.pick("区县", "单位"),
        w.pick("分配资金(万元)", "下达资金(万元)", "安排资金(万元)", "分配额度(万元)", "补助资金(万元)"),
    ]
    rows = [[p, w.number()] for p in w.some(w.place)]
    return Drawn(
        w.notice(f"下达{YEAR}年{w.field()}专项资金"),
        f"{YEAR}年{w.field()}资金{w.pick('分配表', '安排表', '明细表')}",
        "",
        [heads, *rows],
    )


def _timetable(w: Words) -> Drawn:
    rows = [[f"{w.dice.randint(7, 17)}:{w.dice.randint(10, 59)}", w.work(), w.place()] for _ in range(5)]
    return Drawn(
        w.notice("举办培训班"),
        w.pick("课程安排", "会议日程", "活动安排"),
        "",
        [["时间", "内容", w.pick("地点", "主讲")], *rows],
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


def _routes(w: Words) -> Drawn:
    rows = [[f"{n}路", w.place(), w.place(), str(w.dice.randint(6, 30))] for n in range(1, 6)]
    return Drawn(
        w.notice("调整公交线路"), w.pick("线路一览表", ""), "", [["线路名称", "起点", "终点", "里程(公里)"], *rows]
    )


def _shops(w: Words) -> Drawn:
    rows = [[f, f"{w.place()}{w.dice.randint(1, 99)}号", str(w.dice.randint(20, 400))] for f in w.some(w.firm)]
    return Drawn(
        w.notice("公布定点机构"), w.pick("定点机构名单", ""), "", [["机构名称", "详细地址", "床位数(张)"], *rows]
    )


def _fines(w: Words) -> Drawn:
    rows = [[n, f"{k}000—{k + 1}000"] for k, n in enumerate(("轻微", "一般", "较重", "严重"), 1)]
    return Drawn(
        w.notice("印发裁量基准"),
        w.pick("裁量基准表", ""),
        "",
        [["违法程度", w.pick("罚款幅度(元)", "处罚金额(元)")], *rows],
    )


def _rates(w: Words) -> Drawn:
    rows = [[n, w.share(), w.share()] for n in ("一级医院", "二级医院", "三级医院")]
    return Drawn(
        w.notice("调整医保待遇"), w.pick("报销比例", "支付比例表"), "", [["机构等级", "在职(%)", "退休(%)"], *rows]
    )


def _paid_out(w: Words) -> Drawn:
    heads = ["区县", w.pick("补助人数(人)", "面积(亩)"), w.pick("补助金额(万元)", "拨付资金(万元)", "本次下达(万元)")]
    rows = [[p, w.number(), w.number()] for p in w.some(w.place)]
    return Drawn(
        w.notice(f"拨付{YEAR}年补助资金"), w.pick(f"{YEAR}年补助资金拨付表", "资金分配方案"), "", [heads, *rows]
    )


def _seats(w: Words) -> Drawn:
    rows = [[f"第{n}考点", str(w.dice.randint(5, 40)), str(w.dice.randint(100, 900))] for n in "一二三四"]
    return Drawn(
        w.notice(f"组织{YEAR}年考试"),
        w.pick("考场安排", f"{YEAR}年考点设置"),
        "",
        [["考点", "考场数", "考生数"], *rows],
    )


def _supply(w: Words) -> Drawn:
    heads = ["用地类型", w.pick("供应面积(公顷)", "计划供应量(公顷)")]
    rows = [[f"{f}用地", w.share()] for f in w.some(w.field)]
    return Drawn(f"{w.city}{YEAR}年国有建设用地供应计划", w.pick(f"{YEAR}年供应计划表", ""), "", [heads, *rows])


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
    "list": (_names, _phones, _projects, _granted, _people, _licences),
    "specification": (_fees, _tiers, _grants, _scores, _corners, _sizes, _limits, _plots),
    "form": (_to_fill, _of_zeros, _blank_counts, _example_form),
    "other": (_quotas, _intake, _posts, _schedule, _foreseen, _shared_out, _timetable),
}
"""The forms of the first run, whose errors the rules were mended by."""
LATER: dict[TableKind, tuple[Form, ...]] = {
    "statistics": (_months, _sums, _surveyed),
    "aims": (_by_stage, _asked_of_each),
    "tasks": (_measures_of_bodies, _risks),
    "list": (_routes, _shops),
    "specification": (_fines, _rates),
    "other": (_paid_out, _seats, _supply),
}
"""Forms that were put together after that and before the second run."""
