"""Printed pages → the logical documents on them. The city of Yunchuan and its province are fictional."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.document.model import Document, SourceInfo
from transform.schema import Row

Print = Callable[..., tuple[list[Document], list[Row]]]

GAZETTE = """
[1]
# 云川市人民政府公报
2031年6月14日
第23期
[2]
# 目 录
【部门文件】
云川市商务局关于印发《云川市夜间消费
工作要点（2031年）》的通知
（云商字〔2031〕6号） ..... （4）
云川市驿站管理委员会印发《关于〈云川市驿站用房
管理办法（试行）〉的补充规定》的通知
（云驿发〔2031〕9号） ..... （8）
[3]
# CONTENTS
Circular of Yunchuan Bureau of Commerce on Issuing the
"Key Points of Work on Night–
Time Consumption (2031)"
(Yunshangzi〔2031〕No. 6) ..... (4)
Circular of Yunchuan Station Committee on Issuing the
“Additional Rules on the ‘Measures for Station Housing (Trial)’ ”
(Yunyifa[2031]No. 9) ..... (8)
[4]
# 云川市商务局关于印发《云川市夜间消费工作要点（2031年）》的通知
云商字〔2031〕6号
各有关单位：
现将《云川市夜间消费工作要点（2031年）》印发给你们，请认真落实。
云川市商务局
2031年3月22日
（联系人：商务局 电话：55550001）
# 云川市夜间消费工作重点（2031年）
为繁荣夜间消费，制定本要点。
# 一、点亮夜市
1. 改造夜市街区。全年改造夜市10条。
2. 延长公交时间。主干线路延至23时。
[8]
云川市驿站管理委员会
印发《关于〈云川市驿站用房管理办法
（试行）〉的补充规定》的通知
云驿发〔2031〕9号
各机构：
现将补充规定印发给你们。
云川市驿站管理委员会
2031年4月1日
# 关于《云川市驿站用房管理办法（试行）》的补充规定
第一条 为方便入驻，制定本补充规定。
第二条 本补充规定自印发之日起施行，有效期两年。
[12]
# 公报查询方式
公报在网上发行。
"""


def test_a_gazette_issue_holds_the_documents_that_its_contents_announce(printed: Print) -> None:
    documents, _ = printed(GAZETTE)
    assert [
        (d.document_id, d.kind, d.title, d.document_number, d.issuers, d.issued_on, d.printed_page_start)
        for d in documents
    ] == [
        (
            "yunshangzi-2031-6",
            "key_points",
            "云川市夜间消费工作要点(2031年)",
            "云商字〔2031〕6号",
            ["云川市商务局"],
            "2031-03-22",
            4,
        ),
        (
            "yunyifa-2031-9",
            "provisions",
            "关于《云川市驿站用房管理办法(试行)》的补充规定",
            "云驿发〔2031〕9号",
            ["云川市驿站管理委员会"],
            "2031-04-01",
            8,
        ),
    ]
    assert documents[0].notice_title == "云川市商务局关于印发《云川市夜间消费工作要点(2031年)》的通知"
    assert [d.title_en for d in documents] == [
        "Key Points of Work on Night–Time Consumption (2031)",
        "Additional Rules on the ‘Measures for Station Housing (Trial)’",
    ]
    assert documents[0].printed_page_end == 7
    assert (documents[1].validity.start, documents[1].validity.end) == ("2031-04-01", "2033-03-31")


def test_a_page_of_the_contents_may_stand_on_a_line_of_its_own(printed: Print) -> None:
    documents, _ = printed(GAZETTE.replace("（云商字〔2031〕6号） ..... （4）", "（云商字〔2031〕6号） ...\n（4）"))
    assert [(d.document_number, d.printed_page_start) for d in documents] == [
        ("云商字〔2031〕6号", 4),
        ("云驿发〔2031〕9号", 8),
    ]


def test_a_notice_that_the_contents_leave_out_is_a_document_all_the_same(printed: Print) -> None:
    third = """[12]
云川市民政局关于开展助餐服务的通知
云民发〔2031〕3号
各单位：
请认真落实。
云川市民政局
2031年4月9日
[13]
# 公报查询方式
"""
    documents, issues = printed(GAZETTE.replace("[12]\n# 公报查询方式\n", third))
    assert [d.document_id for d in documents] == ["yunshangzi-2031-6", "yunyifa-2031-9", "yunminfa-2031-3"]
    assert [i["document_id"] for i in issues if i["type"] == "contents_mismatch"] == ["yunminfa-2031-3"]


def test_editorial_pages_are_no_document(printed: Print) -> None:
    documents, _ = printed(GAZETTE)
    assert not any("查询方式" in d.text for d in documents)
    assert documents[1].page_end == 8


def test_a_slip_of_the_press_in_the_title_is_an_issue_and_the_notice_is_followed(printed: Print) -> None:
    _, issues = printed(GAZETTE)
    assert [(i["document_id"], i["type"], i["page"]) for i in issues] == [("yunshangzi-2031-6", "title_mismatch", 4)]


def test_an_announced_document_that_is_not_there_is_an_error(printed: Print) -> None:
    documents, issues = printed(GAZETTE.replace("云驿发〔2031〕9号\n各机构", "各机构"))
    assert len(documents) == 1
    assert [(i["type"], i["severity"]) for i in issues if i["type"] == "document_missing"] == [
        ("document_missing", "error")
    ]


def test_the_parts_of_a_document(printed: Print) -> None:
    documents, _ = printed(GAZETTE)
    roles = [(p.role, p.text[:6]) for p in documents[0].paragraphs]
    assert roles == [
        ("notice", "云川市商务局"),
        ("notice", "云商字〔20"),
        ("notice", "各有关单位:"),
        ("notice", "现将《云川市"),
        ("signature", "云川市商务局"),
        ("signature", "2031年3"),
        ("contact", "(联系人:商"),
        ("title", "云川市夜间消"),
        ("body", "为繁荣夜间消"),
        ("body", "一、点亮夜市"),
        ("body", "1.改造夜市"),
        ("body", "2.延长公交"),
    ]


def test_sections_partition_the_paragraphs_and_offsets_count_in_the_text(printed: Print) -> None:
    for document in printed(GAZETTE)[0]:
        assert [i for s in document.sections for i in range(s.first, s.last + 1)] == list(
            range(len(document.paragraphs))
        )
        assert all(document.text[p.start : p.end] == p.text for p in document.paragraphs)
        assert len({s.id for s in document.sections}) == len(document.sections)


HEADS = {
    "number above the title, as in red-headed papers": (
        """
        YCSP00-2031-0010
        澜江省人民政府文件
        澜政发〔2031〕10号
        澜江省人民政府印发关于支持数谷建设
        若干措施的通知
        各市、县人民政府：
        现将《关于支持数谷建设的若干措施》印发给你们。
        澜江省人民政府
        2031年4月17日
        （此件公开发布）
        关于支持数谷建设的若干措施
        为建设数谷，提出如下措施。
        一、壮大产业
        （一）引育企业。每年引进企业20家。（责任单位：省经信厅）
        本措施自2031年5月31日起实施，有效期至2033年12月31日。
        抄送：省委各部门。
        澜江省人民政府办公厅 2031年4月17日印发
        """,
        ("measures", "关于支持数谷建设的若干措施", "澜政发〔2031〕10号", ["澜江省人民政府"], "2031-04-17", "2033-12-31"),
    ),
    "a page without a number, several issuers, the plan as an annex": (
        """
        澜江省商务厅等三部门印发《关于建设开放港口的实施意见》的通知
        各市、县（市、区）人民政府：
        现将实施意见印发给你们。
        附件：1.关于建设开放港口的实施意见
        澜江省商务厅
        澜江省财政厅
        澜江省交通运输厅
        2031年6月25日
        附件
        关于建设开放港口的实施意见
        一、重点任务
        （一）提升通关效率
        1.建设智慧口岸。（责任单位：省商务厅）
        """,
        ("opinions", "关于建设开放港口的实施意见", None, ["澜江省商务厅", "澜江省财政厅", "澜江省交通运输厅"], "2031-06-25", None),
    ),
    "names whose date was not read": (
        """
        澜江省商务厅等两部门印发《关于建设开放港口的实施意见》的通知
        各市人民政府：
        现将实施意见印发给你们。
        澜江省商务厅
        澜江省财政厅
        附件
        关于建设开放港口的实施意见
        一、重点任务
        （一）提升通关效率。推行无纸通关。
        """,
        ("opinions", "关于建设开放港口的实施意见", None, ["澜江省商务厅", "澜江省财政厅"], None, None),
    ),
    "opinions that need no notice": (
        """
        澜江省人民政府办公厅关于加快
        发展冰雪运动的指导意见
        澜政办发〔2031〕121号
        各市人民政府，省政府各部门：
        冰雪运动是体育的重要组成部分。现提出以下意见：
        一、丰富赛事
        （一）发展联赛。办好省级联赛。
        澜江省人民政府办公厅
        2031年12月11日
        """,
        ("opinions", "澜江省人民政府办公厅关于加快发展冰雪运动的指导意见", "澜政办发〔2031〕121号",
         ["澜江省人民政府办公厅"], "2031-12-11", None),
    ),
    "an order with the regulations that it promulgates": (
        """
        云川市人民政府令
        第15号
        《云川市驿站管理规定》已经市政府常务会议通过，现予公布，自2031年9月1日起施行。
        市长 张三
        2031年7月2日
        云川市驿站管理规定
        第一章 总则
        第一条 为规范管理，制定本规定。
        """,
        ("provisions", "云川市驿站管理规定", "云川市人民政府令第15号", ["云川市人民政府"], "2031-07-02", None),
    ),
    "a bulletin with names and date below its title": (
        """
        云川市2031年国民经济和社会发展统计公报
        云川市统计局 国家统计局云川调查队
        2032年3月15日
        2031年，全市经济稳定增长。
        一、综合
        全年地区生产总值500亿元，增长5%。
        """,
        ("bulletin", "云川市2031年国民经济和社会发展统计公报", None, ["云川市统计局", "国家统计局云川调查队"], "2032-03-15", None),
    ),
    "a report": (
        """
        云川市人民政府
        2031年政府信息公开工作年度报告
        本报告由云川市人民政府办公室编制。
        一、总体情况
        全年公开信息5500余条。
        """,
        ("report", "云川市人民政府2031年政府信息公开工作年度报告", None, ["云川市人民政府"], None, None),
    ),
    "a white paper with its cover": (
        """
        2031云川数字消费发展白皮书
        云川市经济和信息化局
        2031年12月
        # 目 录
        前 言.....4
        一、发展现状.....6
        前言
        《2031云川数字消费发展白皮书》介绍全市情况。
        一、发展现状
        全市建成驿站20座。
        """,
        ("white_paper", "2031云川数字消费发展白皮书", None, ["云川市经济和信息化局"], "2031-12", None),
    ),
    "number and title in one line": (
        """
        云政办〔2031〕14号 关于印发数谷建设若干措施的通知
        各区人民政府：
        现将若干措施印发给你们。
        云川市人民政府办公室
        2031年2月11日
        数谷建设若干措施
        一、引育企业。每年引进企业20家。
        """,
        ("measures", "数谷建设若干措施", "云政办〔2031〕14号", ["云川市人民政府办公室"], "2031-02-11", None),
    ),
    "a notice that forwards a notice": (
        """
        云东县人民政府办公室关于转发云川市人民政府办公室关于印发数谷建设若干措施的通知的通知
        各乡镇人民政府：
        现将有关通知转发给你们。
        云东县人民政府办公室
        2031年5月2日
        云川市人民政府办公室关于印发数谷建设若干措施的通知
        各县人民政府：
        现将若干措施印发给你们。
        云川市人民政府办公室
        2031年4月17日
        数谷建设若干措施
        一、引育企业。每年引进企业20家。
        """,
        ("measures", "数谷建设若干措施", None, ["云川市人民政府办公室"], "2031-04-17", None),
    ),
    "a title that the page prints before, with the name of the site, and again in lines": (
        """
        云川市人民政府关于落实重点工作分工的意见-云川市人民政府门户网站
        云川市人民政府关于落实重点工作分工的意见
        云川市人民政府关于
        落实重点工作分工的意见
        云政发〔2031〕7号
        市直有关单位：
        为做好工作，提出如下意见。
        一、建设数谷。年内开工。
        """,
        ("opinions", "云川市人民政府关于落实重点工作分工的意见", "云政发〔2031〕7号", ["云川市人民政府"], None, None),
    ),
    "a title with the number in brackets behind it": (
        """
        云川市人民政府关于印发云川市数谷建设方案的通知 （云政发〔2031〕8号）
        各县、区人民政府：
        现将方案印发给你们。
        云川市人民政府
        2031年3月2日
        云川市数谷建设方案
        一、建设数谷。年内开工。
        """,
        ("plan", "云川市数谷建设方案", "云政发〔2031〕8号", ["云川市人民政府"], "2031-03-02", None),
    ),
    "a draft, carried by the letter that asks what others think of it": (
        """
        关于征求云川市支持数谷建设十条措施修改意见的函
        各有关单位：
        现面向全社会征求意见，请提出修改意见。
        云川市数谷建设专班办公室
        2031年8月26日
        附件
        云川市支持数谷建设
        十条措施
        为建设数谷，制定以下措施。
        一、壮大产业
        （一）引育企业。每年引进企业20家。（市商务局负责）
        """,
        ("measures", "云川市支持数谷建设十条措施", None, ["云川市数谷建设专班办公室"], "2031-08-26", None),
    ),
    "a page that shows number and date in one line, and the title only in what it issues": (
        """
        云府办发〔2031〕38号 2031年9月27日
        各县人民政府：
        经研究同意，现将《关于推进数谷建设的实施意见》印发给你们，请认真组织实施。
        为推进数谷建设，提出如下意见。
        一、壮大产业。每年引进企业20家。
        """,
        ("opinions", "关于推进数谷建设的实施意见", "云府办发〔2031〕38号", [], "2031-09-27", None),
    ),
    "a page that shows the notice without its title": (
        """
        各县、区人民政府：
        《云川市数谷建设方案》《云川市数谷支持措施》已经同意，现印发给你们。
        2031年11月17日
        云川市数谷建设方案
        一、重点任务
        （一）引育企业。每年引进企业20家。
        """,
        ("plan", "云川市数谷建设方案", None, [], "2031-11-17", None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", HEADS)
def test_one_document(printed: Print, form: str) -> None:
    text, expected = HEADS[form]
    documents, _ = printed(text)
    assert [(d.kind, d.title, d.document_number, d.issuers, d.issued_on, d.validity.end) for d in documents] == [
        expected
    ]


def test_a_news_page_is_told_by_its_words_and_keeps_its_headline(printed: Print) -> None:
    text = "记者获悉，云川市近日印发《云川市数谷行动方案》，提出到2033年建成数谷。"
    documents, _ = printed(text, title="云川将建数谷", published_on="2031-06-15 19:22")
    assert [(d.kind, d.title, d.issuers, d.issued_on) for d in documents] == [
        ("news", "云川将建数谷", [], "2031-06-15")
    ]


def test_a_dateline_of_an_agency_is_news(printed: Print) -> None:
    documents, _ = printed("云川网2月18日讯 近日，云川市出台数谷奖励办法。", title="云川奖励数谷企业")
    assert documents[0].kind == "news"


def test_a_page_whose_items_give_something_decides_under_any_headline(printed: Print) -> None:
    said = {"title": "旅游企业有奖", "publisher": "云川信息网", "published_on": "2031-06-15"}
    text = "1.对新评定的四星级以上旅游饭店，一次性给予30万元奖励。\n2.对达到三星级标准的乡村民宿，一次性给予5万元奖励。"
    assert printed(text, **said)[0][0].kind == "other"


def test_a_page_with_a_byline_and_no_act_is_news(printed: Print) -> None:
    text = "云川市去年网上零售额达320亿元，带动就业5万人。"
    said = {"title": "云川市网上零售保持增长", "publisher": "云川信息网", "published_on": "2031-06-15"}
    assert printed(text, **said)[0][0].kind == "news"
    assert printed(text, **{**said, "title": "云川市促进网上零售若干措施"})[0][0].kind == "measures"


def test_a_headline_that_speaks_of_a_report_is_news(printed: Print) -> None:
    said = {"title": "从工作报告看云川发展活力", "published_on": "2031-03-10"}
    assert printed("云川市去年网上零售额达320亿元。", **said)[0][0].kind == "news"


def test_the_figures_of_a_page_are_issued_when_they_are_published(printed: Print) -> None:
    said = {"title": "云川市一季度工业生产情况", "publisher": "云川市统计局", "published_on": "2031-04-16"}
    found = printed("全市产值300亿元，同比增长5%。", **said)[0][0]
    assert (found.kind, found.issued_on) == ("report", "2031-04-16")


def test_a_title_that_ends_in_its_edition_is_whole(printed: Print) -> None:
    text = "云川数字产业发展报告(2031版)\n云川数据实验室\n前言\n2030年产业规模达320亿元。"
    assert printed(text)[0][0].title == "云川数字产业发展报告(2031版)"


def test_one_character_that_a_line_has_no_room_for_belongs_to_the_title(printed: Print) -> None:
    text = "# 云川市人民政府关于推进数字低空行动的意\n# 见\n云政〔2031〕8号\n各区人民政府：\n# 一、重点任务\n1. 建设起降场。新建十处。"
    document = printed(text)[0][0]
    assert (document.title, document.document_number) == ("云川市人民政府关于推进数字低空行动的意见", "云政〔2031〕8号")
    assert [measure.path for measure in document.measures] == [("重点任务",)]


@pytest.mark.parametrize("title", ["云川市农村经济稳步发展", "关于去年全市产值的通报", ""])
def test_a_text_full_of_measured_change_reports(printed: Print, title: str) -> None:
    text = "全市产值300亿元，同比增长5%，比上年提高2个百分点。\n投资80亿元，同比下降3%。"
    assert printed(text, title=title)[0][0].kind == "report"


def test_a_report_that_speaks_of_reporters_is_no_news(printed: Print) -> None:
    text = "# 云川市2031年政府信息公开工作年度报告\n全年举办发布会12场，答复记者提问80次。"
    assert printed(text)[0][0].kind == "report"


def test_a_page_without_title_is_an_issue(printed: Print) -> None:
    documents, issues = printed("记者获悉，云川市近日印发方案，提出到2033年建成数谷。")
    assert (documents[0].title, [i["type"] for i in issues]) == ("", ["title_missing", "date_missing"])


PAGE = "驿站之窗\n2031年3月5日\n为建设驿站，市政府提出如下安排。"
NOTICE = (
    "云川市商务局关于印发《云川市驿站建设方案》的通知\n各区：\n现将方案印发给你们。\n云川市商务局\n2031年3月5日\n"
    "云川市驿站建设方案\n为建设驿站，制定本方案。"
)
REGISTERED = {
    # what the document opens with, what the register prints → title, title of the notice, issues
    "words of a page": (
        PAGE, "云川市驿站建设方案", "云川市驿站建设方案", None, ["title_mismatch"]),
    "the same in other marks": (
        PAGE.replace("驿站之窗", "云川市驿站 建设方案"), "《云川市驿站建设方案》", "云川市驿站建设方案", None, []),
    "nothing in the register": (PAGE, None, "驿站之窗", None, []),
    "the plan that a notice carries": (
        NOTICE, "云川驿站方案", "云川驿站方案", "云川市商务局关于印发《云川市驿站建设方案》的通知", ["title_mismatch"]),
    "the notice that carries the plan": (
        NOTICE, "云川市商务局关于印发《云川市驿站建设方案》的通知", "云川市驿站建设方案",
        "云川市商务局关于印发《云川市驿站建设方案》的通知", []),
    "an issue of a gazette that holds one document": (PAGE, "云川市人民政府公报2031年第9期", "驿站之窗", None, []),
}  # fmt: skip


@pytest.mark.parametrize("case", REGISTERED)
def test_the_title_that_the_register_prints_wins(printed: Print, case: str) -> None:
    text, registered, title, notice, met = REGISTERED[case]
    documents, issues = printed(text, source=SourceInfo("yunchuan-page", title=registered))
    assert [(d.title, d.notice_title) for d in documents] == [(title, notice)]
    assert [(i["type"], i["severity"]) for i in issues] == [(kind, "info") for kind in met]


@pytest.mark.parametrize(
    ("headline", "text", "title"),
    [
        ("驿站怎么申请？一看就懂", "驿站怎么申请？一看就懂\n01什么是驿站\n驿站是服务点。", "驿站怎么申请?一看就懂"),
        ("云川市关于驿站用地范围和土地使用期限的批复", "云川市关于驿站用地范围\n和土地使用期限的批复\n同意。", "云川市关于驿站用地范围和土地使用期限的批复"),
        ("云川要闻", "云川要闻\n建成驿站二十座\n全市建成驿站。", "云川要闻建成驿站二十座"),
        ("云川市商务局关于印发", "云川市商务局关于印发\n驿站方案的通知\n各区：", "云川市商务局关于印发驿站方案的通知"),
    ],
)  # fmt: skip
def test_lines_that_print_the_headline_of_the_page_are_the_title(
    printed: Print, headline: str, text: str, title: str
) -> None:
    assert printed(text, title=headline)[0][0].title == title


@pytest.mark.parametrize(
    ("line", "title", "issuers"),
    [
        ("关于支持驿站的若干意见，云川市商务局", "关于支持驿站的若干意见", ["云川市商务局"]),
        ("云川市驿站管理办法（试行）,云川市商务局等5部门", "云川市驿站管理办法(试行)", []),
        ("云川市驿站管理办法,云川市商务局/云川市财政局", "云川市驿站管理办法", ["云川市商务局", "云川市财政局"]),
        ("聚焦驿站建设，云川市商务局", "聚焦驿站建设,云川市商务局", []),
    ],
)
def test_an_issuer_behind_a_title_is_no_part_of_it(printed: Print, line: str, title: str, issuers: list[str]) -> None:
    document = printed(f"{line}\n为建设驿站，提出如下意见。")[0][0]
    assert (document.title, document.issuers) == (title, issuers)


@pytest.mark.parametrize(
    ("words", "publisher", "issuers"),
    [
        ("现在，我代表云川市人民政府，向大会报告工作。", None, ["云川市人民政府"]),
        ("现在，我代表市人民政府向大会报告工作。", "云川市人民政府", ["云川市人民政府"]),
        ("现在，我代表市人民政府向大会报告工作。", "云川日报", ["市人民政府"]),
        ("我代表全市人民向大家致谢。", "云川市人民政府", []),
    ],
)
def test_a_report_is_issued_by_the_body_for_which_it_is_given(
    printed: Print, words: str, publisher: str | None, issuers: list[str]
) -> None:
    source = SourceInfo("yunchuan-page", publisher=publisher)
    document = printed(f"政府工作报告\n2031年2月3日在云川市人民代表大会会议上\n各位代表：\n{words}", source=source)[0][
        0
    ]
    assert document.issuers == issuers


def test_the_title_of_a_gazette_names_the_source_and_none_of_its_documents(printed: Print) -> None:
    said = SourceInfo("yunchuan-gazette", title="云川市人民政府公报")
    assert [d.title for d in printed(GAZETTE, source=said)[0]] == [d.title for d in printed(GAZETTE)[0]]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("——2031年2月3日在云川市第十届人民代表大会第四次会议上", "2031-02-03"),
        ("（2031年2月3日在云川市第十届人民代表大会第四次会议上）", "2031-02-03"),
        ("2031年2月3日在云川市数谷建设推进会上的讲话 市长 王某", "2031-02-03"),
        ("2031年2月3日，在云川论坛上", "2031-02-03"),
        ("2031年2月30日在云川市数谷建设推进会上", None),
        ("2031年2月3日在云川市数谷开工", None),
        ("去年2月3日在云川市数谷建设推进会上。", None),
    ],
)
def test_a_speech_is_issued_on_the_day_on_which_it_was_held(printed: Print, line: str, day: str | None) -> None:
    documents, issues = printed(f"政府工作报告\n{line}\n各位代表：\n今年建成驿站20座。")
    assert documents[0].issued_on == day
    assert ("date_missing" in [i["type"] for i in issues]) == (day is None)


def test_a_document_without_any_date_is_an_issue_that_says_what_it_costs(printed: Print) -> None:
    text = "云川市驿站建设方案\n为建设驿站，制定本方案。"
    [found] = printed(text)[1]
    assert (found["type"], found["severity"], found["document_id"]) == ("date_missing", "warning", "yunchuan-page")
    assert all(word in str(found["message"]) for word in ("时期", "期限", "进展", "published_on"))
    assert printed(text, source=SourceInfo("yunchuan-page", published_on="2031-03"))[1] == []
    assert printed(text, published_on="2031年3月5日")[1] == []


def test_what_the_page_says_of_itself_fills_what_the_text_leaves_open(printed: Print) -> None:
    text = "各区：\n请抓好落实，切实做好汛期值守工作。"
    documents, _ = printed(
        text,
        title="云川市商务局关于做好汛期值守的通知",
        document_number="云商字〔2031〕8号",
        issuer="云川市商务局",
        issued_on="2031年7月1日",
    )
    found = documents[0]
    assert (found.document_id, found.kind, found.issuers, found.issued_on) == (
        "yunshangzi-2031-8", "notice", ["云川市商务局"], "2031-07-01",
    )  # fmt: skip


def test_dates_that_disagree_are_an_issue(printed: Print) -> None:
    _, issues = printed(HEADS["opinions that need no notice"][0], issued_on="2031-12-12")
    assert [i["type"] for i in issues] == ["date_mismatch"]


def test_tables_stand_where_they_were_printed(printed: Print) -> None:
    text = "# 云川市驿站建设方案\n为建设驿站，制定本方案。\n# 一、任务\n见下表。\n| 序号 | 名称\n| 1 | 东驿\n二、要求\n抓好落实。"
    documents, _ = printed(text)
    assert [(t.after, t.headings, t.grid()) for t in documents[0].tables] == [
        (3, ("任务",), [["序号", "名称"], ["1", "东驿"]])
    ]


def test_ids_rest_on_the_number_and_else_on_the_source(printed: Print) -> None:
    assert printed("云川市驿站建设方案\n为建设驿站，制定本方案。", source=SourceInfo("yunchuan-plan-2031"))[0][
        0
    ].document_id == ("yunchuan-plan-2031")
