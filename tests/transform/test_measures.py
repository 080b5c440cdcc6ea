"""Printed plan → the work items in it: number, title, path, and whether they are safeguards."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.document.model import Document
from transform.schema import Row

Print = Callable[..., tuple[list[Document], list[Row]]]

PLANS = {
    "items numbered through the whole plan, safeguards in a run of their own": (
        """
        # 云川市数谷行动方案
        # 一、主要目标
        （一）近期目标。到2033年建成数谷。
        # 二、重点任务
        # （一）壮大企业
        1. 培育链主企业。支持并购。
        2. 引进总部企业。给予落户支持。
        # （二）建设设施
        3. 布局算力中心。建设两座。
        # 三、保障措施
        （一）加强领导。建立专班。
        （二）加大宣传。办好论坛。
        """,
        [
            ("1", "培育链主企业", "重点任务 / 壮大企业", False),
            ("2", "引进总部企业", "重点任务 / 壮大企业", False),
            ("3", "布局算力中心", "重点任务 / 建设设施", False),
        ],
    ),
    "an item without a sentence in a run of work is named by what it says up to its first stop": (
        """
        # 云川市街区工作方案
        # 一、重点任务
        1. 建设街区。新建5条。（责任单位：市商务局）
        2. 改造步行街；
        延长夜间公交。（责任单位：市交通局）
        3. 整治夜市。整治8条。（责任单位：市商务局）
        4.
        （责任单位：市商务局）
        """,
        [
            ("1", "建设街区", "重点任务", False),
            ("2", "改造步行街", "重点任务", False),
            ("3", "整治夜市", "重点任务", False),
        ],
    ),
    "articles and chapters without a heading that decide or offer, beside those with one": (
        """
        # 云川市支持企业发展若干政策
        第一条 对新设企业给予最高100万元奖励。
        第二条 设立十亿元产业基金，优先投向本市企业。
        第三条 支持企业上市。对上市企业奖励500万元。
        第四条 企业应当按期报送材料。
        第五条 本政策自发布之日起施行，由市财政局负责解释。
        """,
        [
            ("第一条", "对新设企业给予最高100万元奖励", "", False),
            ("第二条", "设立十亿元产业基金,优先投向本市企业", "", False),
            ("第三条", "支持企业上市", "", False),
        ],
    ),
    "bodies that are named for a chapter make it a measure beside its items": (
        """
        # 云川市营商环境行动方案
        一、优化登记（牵头单位：市监管局；配合单位：市税务局）
        1. 推行一网通办。压减时限。
        二、优化纳税
        减轻负担，提升体验。（市税务局、市财政局负责）
        2. 减少次数。压减时间。
        """,
        [
            ("一", "优化登记", "", False),
            ("1", "推行一网通办", "优化登记", False),
            ("二", "优化纳税", "", False),
            ("2", "减少次数", "优化纳税", False),
        ],
    ),
    "a chapter that opens aims alone is none": (
        """
        # 云川市低空经济行动计划
        一、行动要求
        （一）总体思路。坚持创新。
        （二）发展目标。形成体系。
        二、重点行动
        （一）建设起降场。新建十处。
        """,
        [("(一)", "建设起降场", "重点行动", False)],
    ),
    "a group of safeguards among the groups of a chapter": (
        """
        # 云川市低空经济行动计划
        一、重点行动
        （一）建设设施
        1. 新建起降场。建十处。
        二、支撑体系
        （一）夯实基础
        1. 完善标准。制定五项。
        （二）引育人才
        1. 开设专业。招收百人。
        （三）做好组织实施
        1. 开展试点。选取两区。
        """,
        [
            ("1", "新建起降场", "重点行动 / 建设设施", False),
            ("1", "完善标准", "支撑体系 / 夯实基础", False),
            ("1", "开设专业", "支撑体系 / 引育人才", False),
            ("1", "开展试点", "支撑体系 / 做好组织实施", True),
        ],
    ),
    "items of a box displace nothing": (
        """
        # 云川市十六五规划
        一、重点任务
        1. 扩建机场。新建跑道。
        专栏1 重点工程
        1. 云川机场二期。
        2. 云川港扩建。
        2. 疏浚航道。通行千吨船。
        """,
        [("1", "扩建机场", "重点任务", False), ("2", "疏浚航道", "重点任务", False)],
    ),
    "items of a reply are sections": (
        """
        # 云川市人民政府关于同意设立云东产业园区的批复
        一、同意设立园区。规划面积五平方公里。
        二、加强领导。完善机制。
        """,
        [],
    ),
    "items of a reply to a question are sections": (
        """
        # 云川市民政局关于第12号建议答复的函
        一、完善制度。已印发办法。
        二、加强监管。已检查百家。
        """,
        [],
    ),
    "items of an award are sections": (
        """
        # 云川市人民政府关于表彰劳动模范的通报
        一、提高认识。学习先进。
        二、加强宣传。营造氛围。
        """,
        [],
    ),
    "items of rules that name who is in charge are work": (
        """
        # 云川市养老服务管理办法
        第一条 为规范服务，制定本办法。
        第二条 服务机构应当自设立之日起十日内登记。（责任单位：市民政局）
        第三条 从业人员每年应当参加一次培训。（责任单位：市人社局）
        第四条 本办法自印发之日起施行。
        """,
        [
            ("第二条", "服务机构应当自设立之日起十日内登记", "", False),
            ("第三条", "从业人员每年应当参加一次培训", "", False),
        ],
    ),
    "safeguards that go on with the numbers of the tasks": (
        """
        # 云川市2031年消费工作要点
        # 一、营造新场景
        1. 改造商圈。改造10个。
        2. 建设步行街。建设2条。
        # 二、保障措施
        3. 加强协调。完善机制。
        """,
        [
            ("1", "改造商圈", "营造新场景", False),
            ("2", "建设步行街", "营造新场景", False),
            ("3", "加强协调", "保障措施", True),
        ],
    ),
    "bracketed items without deeper numbers, through several chapters": (
        """
        # 关于支持数谷建设的若干措施
        一、总体要求
        （一）指导思想。坚持创新驱动。
        （二）主要目标。到2033年建成。
        二、壮大产业
        （三）打造集群。形成两个集群。
        （四）引育企业。每年引进20家。
        三、保障措施
        （五）加强统筹。完善机制。
        """,
        [
            ("(三)", "打造集群", "壮大产业", False),
            ("(四)", "引育企业", "壮大产业", False),
            ("(五)", "加强统筹", "保障措施", True),
        ],
    ),
    "numbers that begin anew in each group": (
        """
        # 关于建设开放港口的实施意见
        一、重点任务
        （一）提升效率
        1.建设智慧口岸。推行无纸通关。
        2.优化流程。压缩时限。
        （二）拓展航线
        1.开行班列。每周三列。
        二、保障措施
        建立联席会议制度。
        """,
        [
            ("1", "建设智慧口岸", "重点任务 / 提升效率", False),
            ("2", "优化流程", "重点任务 / 提升效率", False),
            ("1", "开行班列", "重点任务 / 拓展航线", False),
        ],
    ),
    "a group without deeper numbers beside groups with them": (
        """
        # 云川市驿站行动方案
        一、重点任务
        （一）建设驿站
        1.选址。每镇一座。
        2.施工。年内完工。
        （二）培训人员。开设课程。
        """,
        [
            ("1", "选址", "重点任务 / 建设驿站", False),
            ("2", "施工", "重点任务 / 建设驿站", False),
            ("(二)", "培训人员", "重点任务", False),
        ],
    ),
    "a few items with steps of their own among many without": (
        """
        # 云川市驿站行动方案
        一、重点任务
        （一）建设驿站。每镇一座。
        1.选址。避开河道。
        2.施工。年内完工。
        （二）培训人员。开设课程。
        （三）配备设备。统一采购。
        （四）宣传推广。制作短片。
        """,
        [
            ("(一)", "建设驿站", "重点任务", False),
            ("(二)", "培训人员", "重点任务", False),
            ("(三)", "配备设备", "重点任务", False),
            ("(四)", "宣传推广", "重点任务", False),
        ],
    ),
    "headings on lines of their own": (
        """
        # 云川市冰雪行动计划
        # 一、主要任务
        （一）办好赛事。
        每年举办联赛。
        （二）培育俱乐部。
        扶持十家俱乐部。
        """,
        [("(一)", "办好赛事", "主要任务", False), ("(二)", "培育俱乐部", "主要任务", False)],
    ),
    "measures counted as 一、二、": (
        """
        # 云川市促进首店经济的若干措施
        一、支持落户。给予装修补贴。
        二、支持首发。给予场租补贴。
        三、附则。本措施由市商务局解释。
        """,
        [("一", "支持落户", "", False), ("二", "支持首发", "", False)],
    ),
    "measures as articles with a heading": (
        """
        # 云川市促进首店经济的若干措施
        第一条 【支持落户】对新设首店给予补贴。
        第二条 【支持首发】对首发活动给予补贴。
        """,
        [("第一条", "支持落户", "", False), ("第二条", "支持首发", "", False)],
    ),
    "steps, conditions, materials and closing words are no work": (
        """
        # 云川市旧车出口工作方案
        一、企业申报条件
        （一）生产企业
        1. 在云川市注册；
        2. 守法经营。
        二、申报程序及材料
        （一）申报程序。登录平台填报。
        三、实施步骤
        （一）启动阶段。成立专班。
        四、保障措施
        （一）加强领导。建立专班。
        五、附则
        （一）解释权。本方案由市商务局解释。
        """,
        [],
    ),
    "items without a heading whose numbers run on over the groups": (
        """
        # 云川市支持软件产业的若干措施
        一、研发能力
        1. 对新建的市级及以上研发平台和中试基地，按照规定给予配套支持。
        2. 支持研发。单个项目最高支持90万元。
        二、应用场景
        3. 对采购首版次软件的企业，按照采购额给予补助。成效显著的优先。
        4. 开放场景。定期发布清单。
        """,
        [
            ("1", "对新建的市级及以上研发平台和中试基地,按照规定给予配套支持", "研发能力", False),
            ("2", "支持研发", "研发能力", False),
            ("3", "对采购首版次软件的企业,按照采购额给予补助", "应用场景", False),
            ("4", "开放场景", "应用场景", False),
        ],
    ),
    "items without a heading that name who is in charge": (
        """
        # 关于支持创业的意见
        1.对来云川创业的团队，经认定后给予启动资金。
        责任单位：市科技局。
        2.对租用厂房的团队，按年给予补助，期满后另行评估。
        责任单位：市财政局。
        """,
        [
            ("1", "对来云川创业的团队,经认定后给予启动资金", "", False),
            ("2", "对租用厂房的团队,按年给予补助,期满后另行评估", "", False),
        ],
    ),
    "items that name who is in charge are work in a text of any kind, also under its aims": (
        """
        # 云川市政府工作报告任务解读
        一、2031年主要目标
        1.全市生产总值增长6%以上。
        牵头领导：林木森。
        牵头责任单位：市发展改革委。
        2.进出口总额增长3%左右。
        牵头领导：林木森。
        牵头责任单位：市商务局。
        """,
        [
            ("1", "全市生产总值增长6%以上", "2031年主要目标", False),
            ("2", "进出口总额增长3%左右", "2031年主要目标", False),
        ],
    ),
    "items that say what is given, without headings, beside items with them": (
        """
        # 云川市支持旅游业的若干措施
        一、支持创建
        1.支持露营地。对新评定的营地给予奖励。
        2.支持研学。对新评定的基地给予奖励。
        二、支持饭店
        1.对新评定的四星级以上旅游饭店，一次性给予30万元奖励。
        2.对达到三星级标准的乡村民宿，一次性给予5万元奖励。
        """,
        [
            ("1", "支持露营地", "支持创建", False),
            ("2", "支持研学", "支持创建", False),
            ("1", "对新评定的四星级以上旅游饭店,一次性给予30万元奖励", "支持饭店", False),
            ("2", "对达到三星级标准的乡村民宿,一次性给予5万元奖励", "支持饭店", False),
        ],
    ),
    "aims joined in one heading are no work": (
        """
        # 云川市扶持企业的实施意见
        一、指导思想和总体目标
        到2034年，产值过百亿元的企业达3家。
        二、扶持研发
        对新建的研发机构给予补助。
        """,
        [("二", "扶持研发", "", False)],
    ),
    "items that say all in one line, with who is in charge": (
        """
        # 云川市2032年民生实事
        一、新建幼儿园10所（市教育局负责）
        二、改造老旧小区50个（市住建局牵头，各区政府配合）
        """,
        [("一", "新建幼儿园10所", "", False), ("二", "改造老旧小区50个", "", False)],
    ),
    "a group without items of its own beside groups with items, right under the title": (
        """
        # 关于支持民营企业发展的若干措施
        （一）降低成本
        一是落实减税。二是降低电价。
        （二）缓解融资难
        1.扩大信贷。增加投放。
        2.发展担保。降低费率。
        """,
        [
            ("(一)", "降低成本", "", False),
            ("1", "扩大信贷", "缓解融资难", False),
            ("2", "发展担保", "缓解融资难", False),
        ],
    ),
    "articles of provisions that name what is supported": (
        """
        # 云川市商贸流通激励办法
        第一条 为促进商贸流通，制定本办法。
        第二条 支持品牌建设。对新获老字号的给予奖励。
        第三条 研发补贴。按投入给予补助。
        第四条 监督管理。主管部门应当抽查。
        """,
        [("第二条", "支持品牌建设", "", False), ("第三条", "研发补贴", "", False)],
    ),
    "provisions have articles, not work items": (
        """
        # 云川市驿站管理办法
        第一章 总则
        第一条 为规范管理，制定本办法。
        第二条 驿站应当符合以下要求：
        （一）面积达标。不少于二十平方米。
        （二）设备齐全。配备急救箱。
        """,
        [],
    ),
    "what stands in an annex is not counted": (
        """
        # 云川市驿站行动方案
        一、重点任务
        （一）建设驿站。每镇一座。
        （二）培训人员。开设课程。
        附件1
        云川市驿站任务分解
        一、重点任务
        （一）东驿工程。年内完工。
        """,
        [("(一)", "建设驿站", "重点任务", False), ("(二)", "培训人员", "重点任务", False)],
    ),
}


@pytest.mark.parametrize("form", PLANS)
def test_measures(printed: Print, form: str) -> None:
    text, expected = PLANS[form]
    documents, _ = printed(text)
    found = [(m.number, m.title, " / ".join(m.path), m.is_safeguard) for m in documents[0].measures]
    assert found == expected


def test_a_measure_holds_its_paragraphs_until_the_next_heading(printed: Print) -> None:
    documents, _ = printed(
        """
        # 云川市驿站行动方案
        一、任务
        1. 建设驿站。每镇一座。
        选址由各镇决定。
        （1）东区；
        （2）西区。
        2. 培训人员。开设课程。
        本方案自印发之日起施行。
        """
    )
    document = documents[0]
    assert [(m.first, m.last) for m in document.measures] == [(2, 5), (6, 6)]
    assert [p.measure for p in document.paragraphs] == [None, None, 0, 0, 0, 0, 1, None]
    assert document.paragraphs[4].headings == ("任务", "建设驿站")


def test_ids_rest_on_number_title_and_path_only(printed: Print) -> None:
    text = "# 云川市驿站行动方案\n一、任务\n1. 建设驿站。每镇一座。\n2. 培训人员。开设课程。"
    before = [m.id for m in printed(text)[0][0].measures]
    after = [m.id for m in printed(text.replace("每镇一座", "每镇两座，年内完工"))[0][0].measures]
    assert before == after
    assert all(id.startswith("yunchuan-page.m-") for id in before)
