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
