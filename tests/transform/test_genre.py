"""Title, form and text → what a document is and what it mainly does. The examples are of a fictional city."""

from __future__ import annotations

import pytest

from tests.transform.conftest import document
from transform.document import genre, metadata

SORTS = [
    ("云川市数字经济发展三年行动计划(2031—2033年)", "", ("规划/方案", "plans")),
    ("云川市支持直播电商发展若干政策", "", ("规划/方案", "plans")),
    ("云川市2031年小学招生工作方案", "", ("规划/方案", "rules")),
    ("云川市粮食应急预案", "", ("规划/方案", "rules")),
    ("云川市人民政府关于加快发展低空经济的意见", "", ("意见", "plans")),
    ("云川市住建局关于规范房屋租赁的意见", "房东应当登记。不得抬价。押金须退还。\n推进登记。", ("意见", "rules")),
    ("云川市人民政府关于同意设立东湖开发区的批复", "", ("批复", "grants")),
    ("云川市人民政府关于同意以云川市名义申办冬季运动会的复函", "", ("函", "grants")),
    ("云川市人民政府办公厅关于节水建议办理情况的函", "", ("函", "reports")),
    ("云川市人民政府关于2031年度科学技术奖励的决定", "", ("决定", "grants")),
    ("云川市人民政府关于取消一批行政审批事项的决定", "", ("决定", "rules")),
    ("云川市人民政府关于表扬先进集体的通报", "", ("通报", "grants")),
    ("云川市安全生产检查情况的通报", "", ("通报", "reports")),
    ("云川市停车场管理办法(试行)", "", ("法规/办法", "rules")),
    ("云川市养犬条例", "", ("法规/办法", "rules")),
    ("云川市发展公共租赁住房的做法", "", ("其他", "serves")),
    ("养老机构服务规范", "", ("标准", "rules")),
    ("国家标准GB/T 99999-2031社区食堂分级规则", "", ("标准", "rules")),
    ("云川市2031年度诚信企业名单", "", ("名单", "grants")),
    ("居住证办事指南", "", ("办事指南", "serves")),
    ("失业登记办理流程", "", ("办事指南", "serves")),
    ("失业保险常见问题", "", ("问答", "serves")),
    ("老年人优待证如何办理", "", ("问答", "serves")),
    ("云川市人民政府关于临时限行的通告", "禁止通行。违反规定的,依法处罚。车辆应当绕行。", ("通告", "rules")),
    ("云川市医保中心关于集中参保的公告", "登录网址,填写材料,办理参保。\n咨询电话见附件。", ("公告", "serves")),
    ("云川市财政局关于调整最低工资标准的通知", "", ("通知", "rules")),
    ("云川市人社局关于举办春季招聘会的通知", "", ("通知", "serves")),
    ("云川市文旅局关于授予青山街区特色街区称号的通知", "表彰先进。", ("通知", "grants")),
    ("云川市人民政府办公厅关于成立防汛指挥部的通知", "", ("通知", "orders")),
    ("云川市人民政府办公厅关于做好今冬供暖工作的通知", "加快检修。推进改造。大力宣传。加快储备。", ("通知", "plans")),
    ("云川市2031年国民经济和社会发展统计公报", "", ("公报", "reports")),
    ("2031年云川市人民政府工作报告", "", ("报告", "reports")),
    # A page prints a dash before the title and the body that issued it behind a comma.
    ("- 云川市网络数据管理规定(修订),云川市网信办", "", ("法规/办法", "rules")),
    # What no title says the form says.
    ("云川市物业服务", "第一条 为了规范服务。\n第二条 本市适用。\n第三条 业主应当交费。", ("法规/办法", "rules")),
    ("云川市充电设施", "规范性引用文件\n术语和定义", ("标准", "rules")),
    ("医保服务", "问:怎样参保?\n答:到窗口。\n问:何时参保?\n答:全年。", ("问答", "serves")),
    ("居民身份证", "办理条件:本市居民。\n办理材料:户口簿。\n办理地点:窗口。", ("办事指南", "serves")),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "sort"), SORTS, ids=[title for title, *_ in SORTS])
def test_what_a_document_is(title: str, text: str, sort: tuple[str, str]) -> None:
    made = document(text or "云川市。", title=title, kind=metadata.kind_of(title))
    assert genre.sort_of(made) == sort


@pytest.mark.parametrize(
    ("title", "text", "sort"),
    [
        ("云川市数字经济增长8%", "今年一季度,全市产值同比增长8%。", ("新闻", "reports")),
        ("怎么申领云川市社会保障卡?", "登录网址,填写材料。", ("问答", "serves")),
        (
            "云川市统计局答记者问",
            "问:增长如何?\n答:全市产值同比增长8%。\n问:收入呢?\n答:累计增长6%。",
            ("问答", "reports"),
        ),
        ("居住证网上办理攻略", "登录网址,填写材料,预约窗口。", ("办事指南", "serves")),
        ("云川市养犬条例公布", "第一条 为了管理。\n第二条 本市适用。", ("法规/办法", "rules")),
    ],
)
def test_a_page_with_a_byline_is_what_its_form_says(title: str, text: str, sort: tuple[str, str]) -> None:
    assert genre.sort_of(document(text, title=title, kind="news")) == sort


def test_a_paper_that_a_notice_passes_on_is_a_notice() -> None:
    made = document("云川市。", title="关于节水工作的报告", kind="report")
    made.notice_title = "云川市人民政府办公厅转发市水务局关于节水工作报告的通知"
    assert genre.sort_of(made).genre == "通知"


def test_rules_whose_items_name_who_is_in_charge_plan() -> None:
    from transform.document.model import Measure

    made = document("云川市。", title="云川市稳定增长实施细则", kind="provisions")
    assert genre.sort_of(made).speech == "rules"
    made.measures = [Measure(0, "1", "开展培训", (), False, 0, 0, 0)]
    assert genre.sort_of(made).speech == "plans"
