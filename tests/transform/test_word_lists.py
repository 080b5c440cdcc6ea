"""Patterns that are lists of words → each of the words, and neighbours that only look like them."""

from __future__ import annotations

import re

import pytest

from transform.grammar import (
    ahead,
    gate,
    giving,
    joint,
    named_places,
    phrases,
    predicates,
    roles,
    thresholds,
    titles,
    topics,
)

TAKEN: list[tuple[str, re.Pattern[str], str]] = [
    # name, pattern, texts that it takes from their beginning
    ("taking", predicates._TAKING, "获得 获批 获评 获 荣获 入选 纳入 列入 享受 享有 接受 参加 加入 升格 划转"
     " 免征 免除 解决 配备 追回"
     " 晋升 落户 实现 通过 达到 进入 成为 取得 用于 用上 住上 喝上 吃上 入住 引入 启动 迁入 搬进 评为 当选 被"
     " 建成 完成 减轻 摆脱 签订 投向"
     " 提供 带动 拉动 撬动 已建成了"),
    ("adverbs", predicates._ADVERBS, "全部 首次 均 都 率先 普遍 得以 免费 已 陆续 正式 成功 全面 顺利 先后"
     " 相继 双双 未 也 初步 分别 整县 整村 整乡"),
    ("stages", predicates._MERE_STAGE, "建成 建设 完成 完工 竣工 开工 投产 投用 启用 运行 运营 试运转 试运行"
     " 通车 发电 揭牌 实施 推进 启动 落地"
     " 完成投资 完成年度投资 投入使用 投入运行 投入运营 开诊 起势 见效 下线 签约 开放 交付 举办 举行 展出"
     " 用好 用活 基本建成 全部建成 顺利建成"
     " 全面建成 如期建成 陆续建成 加快建成 稳步推进 加速推进 高效推进 深入推进 正式启动 成功举办 圆满完成"
     " 集中开工 抓紧实施 建成投产"),
    ("no name", predicates._NO_NAME, "投入 启用 揭牌 开诊 试运 建成 竣工 完工 投产 投用 落地 完成投资"
     " 基本建成 全部建成 全面建成 顺利建成 如期建成 陆续建成"),
    ("gains", predicates._GAINS, "受益 获益 增收 参保 脱贫 获批上市 上市 就业受益 创业增收"),
    ("relative", predicates._RELATIVE, "可以 能够 已 有 受 通过 具有 符合 列入 纳入 获 达到 参加 享受"),
    ("titled", named_places._TITLED, "精神 标准 品牌 指数 论坛 峰会 博览会 交易会 博会 大会 大赛 联赛 锦标赛"
     " 文化节 艺术节 购物节 协定 宣言 共识 倡议"
     " 合作组织 样本 经验 模式 经济发展论坛"),
    ("zone behind", named_places._ZONE_BEHIND, "经济技术开发区 高新技术产业开发区 高技术产业开发区 经济开发区"
     " 产业开发区 开发区 经开区 高新区 自由贸易试验区"
     " 自贸试验区 自贸区 自由贸易港 自贸港 综合保税区 综保区 保税区 保税港区 临空经济区 航空港区 航空港经济区"
     " 航空港实验区 合作区 示范区 试验区 先行区"
     " 科学城 科技城 新区 新城 都市圈 城市群 经济圈 经济带 湾区 大湾区 商务区 度假区 工业园 产业园 科技园"
     " 东湖产业园区"),
    ("body", named_places._BODY, "有限责任公司 股份有限公司 有限公司 公司 集团 银行 大学 学院 医院 交易所"
     " 海关 机场 实验室 港 东湖银行"),
    ("several", named_places._SEVERAL, "两省区市 三省 四市 五县区 六县 七区 八州 九地 十市"),
    ("lead", topics._LEAD, "其中 同时 此外 另外 目前 当前 日前 近日 今年 去年 明年 上年 全年 年初 年底 年末"
     " 累计 预计 预期 估计 初步核算 截至 截止 到2031年"
     " 到那时 随着 特别是 尤其是 例如 比如 据 仅 单 而 且 但 也 还 力争 争取 确保 努力 积极 全力 加快 实现"
     " 完成 推动 推进 促进 带动 支持 指导"
     " 鼓励 引导 帮助 助力 统筹 使 让 在 从 期间 以来 方面 看 统计 近年来 季度 上半年 前三季度 已 已经 将 又 再 共"),
    ("modal", thresholds.MODAL, "应当 须 不得 方可 严禁 禁止 可直接 可以 可优先 可享受 可认定"),
    ("ruling", thresholds.RULING, "可直接 可以 可优先 可申请 可享受 可认定 可推荐 可纳入 可按 可出具 可采取"
     " 可同等 可不经 应当 应 须 不得 方可 严禁 禁止"
     " 申领 申报 提交 视为 属于 免予 免费 征收 处罚 罚款 不予 暂停"),
    ("scope", thresholds.SCOPE, "范围内 区域内 以内 之内 范围"),
    ("compared", thresholds.COMPARED, "不低于 不高于 不超过 不少于 超过 低于 高于 大于 小于 达到 满 过"),
    ("counting", roles.COUNTING, "大类 中类 小类 大 个方面 方面 项任务 项重点任务 项举措 项措施 项内容 项制度"
     " 项机制 项原则 项功能 项核心功能 个大类 个中类 个小类"
     " 个环节 个维度 个层面 个要素 个等级 个部分 个阶段 个方向 个特点 个原则 个坚持 个领域 个细分领域 种模式"
     " 种形式 种类型 种方式 种情形 种情况 种途径"
     " 种渠道 种主要"),
    ("rules of words", gate.RULES, "应当 应 须 不得 方可 可以 严禁 禁止 处以 视为 按 按照"),
    ("forbidding", gate.FORBIDDING, "不得 严禁 禁止"),
    ("aiming", gate.AIMING, "力争 争取 确保 努力 目标 力求 冲刺 逐步降 逐步提 逐步增 逐步扩 逐步达 逐步实 预期"),
    ("bound", gate.BOUND, "不低于 不少于 不高于 不超过 超过 至少 控制在 以上 以下 以内"),
    ("dated", gate.PAST, "近三年 最近三年 过去三年 截至 截止 目前 同比 环比 比上年 较上年 较去年 上年 以来"
     " 近年 历年 实际完成 实际发生 实际收入 实际支出"),
    ("insured", gate.INSURED, "失业保险金 基础养老金 养老金 保险待遇 报销 统筹基金 支付限额 纳入支付范围"
     " 长护险 长期护理保险 丧葬补助金 生育津贴 伤残津贴 保险金"),
    ("background", ahead.BACKGROUND, "现状 发展基础 工作基础 回顾 成效 成就 进展 形势 背景 情况 历程 经验"),
    ("outlook", ahead.OUTLOOK, "展望 下一步 目标 思路 愿景 打算 工作安排 重点任务 工作任务 对策建议 未来发展"
     " 未来工作 未来规划 未来几年 未来三年"),
    ("heads rules", ahead.RULES, "条件 范围 材料 程序 流程 附则 联系 禁止 情形 义务 责任追究 申报 申请 标准和"
     " 罚则 对象 保障 说明"),
    ("aim", ahead.AIM, "力争 争取 确保 努力 目标 力求 全力 冲刺"),
    ("past", ahead.PAST, "已 近三年来, 最近三年, 截至 同比 环比 比上年 较上年 以来 共有 现有 目前 先后 印发"
     " 了 去年 上年 此前 曾"),
    ("half", giving.HALF, "半价 半票 减半"),
    ("passed on", giving._PASSED_ON, "提取 计提 缴纳 缴存 缴费 缴 分担 承担 负担 征收 收取 计收 计征 计租"
     " 计算 支付 拨付 上缴 留存 安排 配备 配建 预留 抽取"
     " 出资 自筹 认缴 扣减 扣罚 左右的比例提取 的标准缴纳 的额度承担 从财政支付"),
    ("capped behind", giving._CAPPED_BEHIND, "封顶 为封顶 以内 之内 为上限 为限 为限额 限额内"),
    ("becomes", phrases.BECOMES, "提高到 提升至 增加到 增长到 扩大到 上升到 上调到 下降到 降低到 减少到"
     " 缩小到 压缩到 压减到 调整到 拓展到 整合为 合并为 精简到"
     " 压缩为 归并成 优化为 调整为 增为 减为 变为 改为 逐步提高到 稳步提高到 分步提高到 统一提高到"),
    ("part of a whole", joint._PART, "城镇 城市 农村 乡村 农牧区 牧区 规模以上 规模以下 规上 规下 限额以上"
     " 限额以下 限上 限下 国有 民营 省级 市级 县级 区级 常住 户籍"),
]  # fmt: skip
TAIL: list[tuple[str, re.Pattern[str], str]] = [
    # name, pattern, texts in whose end it stands
    ("capping", giving.CAPPING, "最高 不超过 不得超过 不能超过 不高于 上限 累计 最长 最多 至多 限额 封顶 单价"
     " 期限 年限 贴息率 总额 贴息期 补贴期"),
    ("limit", giving._LIMIT, "最高 最高可达 最高为 不超过 不得超过 不能超过 不高于 至多 最多 上限 上限为 封顶"
     " 封顶为 限额 限额为 控制在"),
    ("reached", giving._REACHED, "达 达到 突破 超 超过 超出 满 逾 高于 低于 不足 增长率 增长 提高 提升 实现"
     " 完成 突破了 增长到 提高至"),
    ("moved", giving._MOVED, "争取 落实 安排 筹集 筹措 拨付 下达 投入 整合 统筹 积极列支 争取奖励资金"
     " 申请补助经费 兑现补贴总额 设立奖补资金 发放津贴款"),
    ("own share", giving._OWN_SHARE, "企业配套 单位自筹 项目自付 申报方出资 自身承担 社会出资 地方配套"
     " 市县配套 区级配套 银行承担 个人承担"),
    ("pool", giving._POOL, "每年安排 年度设立 逐年统筹 每年投入 每年拿出 每年列支"),
    ("asked noun", giving._ASKED_NOUN, "收入 产值 投资 投资额 投入 销售额 交易额 营收 营业 利润 税收 贡献"
     " 纳税 纳税额 出口额 进出口额 注册资本 实缴资本 贷款额"
     " 贷款金额 贷款余额 保费 面积 成本 总额 估值 融资 融资额 采购额 合同额 成交额 到位资金 到账资金"),
    ("credit", giving._CREDIT, "贷款最高 授信不超过 担保上限 贷款额度提高到 授信限额提高至 担保金额为 贷款规模最高"),
    ("instalment", giving._INSTALMENT, "首期拨付 前期支付 首笔兑现 预先兑付 先行发放 分批预拨 第二年拨给"
     " 完成后划拨 验收后拨付 验收合格后拨付 验收通过后拨付 开工后拨付"
     " 余下拨付 剩余拨付 到账后拨付 次年拨付 先行拨付 预拨 按进度拨 实行拨付"),
    ("heads", predicates._HEADS, "项目 工程 基地 中心 任务 工作 平台 试点 行动 设施 建设 改造 治理 整治 服务"
     " 机构 企业 岗位 计划 资金 能力 问题"),
    ("leads to doer", predicates._LEADS_TO_DOER, "使 使得 让 给 为 组织 选派 带动 帮助 引导 支持 鼓励 帮助全市"),
    ("art", titles._ART, "话剧 歌剧 舞剧 戏曲 戏剧 电影 影片 歌曲 电视剧 节目 图书 小说 纪录片 游戏 动漫 动画"
     " 专著 丛书 期刊"),
    ("legal", titles._LEGAL, "宪法 法典 养老法 条例 规定 办法 细则 规则 意见 通知 通告 公告 通报 方案 规划"
     " 计划 纲要 措施 政策 举措 决定 决议 命令 批复 复函"
     " 函 建议 倡议 指南 指引 指导 要点 标准 规范 规程 准则 导则 分类 代码 分级 目录 清单 名录 名单 要求 评定"
     " 制度 章程 公约 宣言 声明 议定书 协定 条约"
     " 行动 大纲 战略 白皮书 路线图 预案 常规 工作报告 任务 安排 分工 若干条 体系 征求意见稿 解释 通则 守则"
     " 纪要 备忘录 规范条件 准入条件 认定条件"
     " 申报条件 二十条 20条"),
    ("treaty", titles._TREATY, "伙伴关系协议 框架协议 合作协议 贸易协议 投资协议 经贸协议 双边协议 多边协议"),
    ("signed", titles._SIGNED, "签订 签署 签定 签 订立 提交 填写 达成"),
    ("index", roles.INDEX, "指数 系数 强度 PUE 能效值 得分 容积率 基尼系数 比值 倍差 收入比 桩比 指数达到"
     " 指数缩小到 指数优于 指数提高到 指数降至 指数降到 指数控制在"
     " 指数保持在 指数为 指数在 收入比由 系数从2030年的 收入比由2.5缩小到"),
    ("head of a list", joint._HEAD, "排放量 排放总量 浓度 种植面积 播种面积 造林面积 收获面积 产量 产销量"
     " 销量 销售量 发电量 消费量 装机 装机容量 单产 存栏 出栏量 增加值"),
    ("whose measure", joint._MEASURED, "利率 产量 总额 产值 总数 宽度 面积 装机 里程 收入 支出 投资 投入 消费"
     " 进口 出口 贷款 存款 余额 利润 税 税收 资产 人口 价格 收益 业务"
     " 指数 水平"),
    ("receiver", thresholds.RECEIVER, "的企业 的项目 的单位 的机构 的平台 的园区 的团队 的人才 的个人 的主体"
     " 的公司 的中心 的基地"),
]  # fmt: skip
NONE: list[tuple[str, re.Pattern[str], str]] = [
    # name, pattern, texts in which it stands nowhere
    ("aiming", gate.AIMING, "已争取 共争取 争取到 争取中央 争取上级 争取补助 目标群 目标客户 目标人群 逐步推进"),
    ("dated", gate.PAST, "近三年内 上年均 实际需要"),
    ("rules of words", gate.RULES, "效应 反应 供应 对应 适应 响应 相应 感应 顺应 应用 应急 应对 应届 应收 应税 应答"),
    ("background", ahead.BACKGROUND, "取得成效 新成就 大进展"),
    ("aim", ahead.AIM, "已争取 共争取 争取到 争取中央 争取上级 目标群 目标客户 目标人群"),
    ("past", ahead.PAST, "已有 在现有 了解 上年均"),
    ("half", giving.HALF, "减半年"),
    ("passed on", giving._PASSED_ON, "计算补贴 计算奖励"),
    ("treaty", titles._TREATY, "服务协议 租赁协议"),
    ("legal", titles._LEGAL, "书法 做法 看法 想法 说法 说明会 管理条件"),
    ("several", named_places._SEVERAL, "甲市 一些地"),
    ("ruling", thresholds.RULING, "效应 反应 供应 对应 适应 响应 相应 感应 应用 应急 应对 应届 应收"),
    ("members", phrases.MEMBERS, "总和 共和 平和 饱和 和谐 和美 和平 和睦 参与 普及 涉及 波及 顾及 及时 及格"),
]  # fmt: skip


def _each(lists: list[tuple[str, re.Pattern[str], str]]) -> list[object]:
    return [
        pytest.param(pattern, text, id=f"{name}-{text}") for name, pattern, texts in lists for text in texts.split()
    ]


@pytest.mark.parametrize(("pattern", "text"), _each(TAKEN))
def test_a_word_of_a_list_begins_it(pattern: re.Pattern[str], text: str) -> None:
    found = pattern.match(text)
    assert found is not None
    assert found.end() >= len(text) - len("2031年,")


@pytest.mark.parametrize(("pattern", "text"), _each(TAIL))
def test_a_word_of_a_list_ends_it(pattern: re.Pattern[str], text: str) -> None:
    assert any(found.end() == len(text) for found in pattern.finditer(text))


@pytest.mark.parametrize(("pattern", "text"), _each(NONE))
def test_a_neighbour_is_none(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text) is None
