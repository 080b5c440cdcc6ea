"""Tables in the forms in which governments print them, by their kinds, for the bench `kinds`.

Here are the lists, specifications, forms to fill in and all others; those whose rows become facts live in `forms_of_facts`.
"""

from __future__ import annotations

from tests.bench import forms_of_facts
from tests.bench.invented import YEAR, Drawn, Form, Words
from transform.document.tablekind import TableKind


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
    **forms_of_facts.FORMS,
    "list": (_names, _phones, _projects, _granted, _people, _licences),
    "specification": (_fees, _tiers, _grants, _scores, _corners, _sizes, _limits, _plots),
    "form": (_to_fill, _of_zeros, _blank_counts, _example_form),
    "other": (_quotas, _intake, _posts, _schedule, _foreseen, _shared_out, _timetable),
}
"""The forms of the first run, whose errors rules were mended by."""
LATER: dict[TableKind, tuple[Form, ...]] = {
    **forms_of_facts.LATER,
    "list": (_routes, _shops),
    "specification": (_fines, _rates),
    "other": (_paid_out, _seats, _supply),
}
"""Forms that were put together after that and before the second run."""
