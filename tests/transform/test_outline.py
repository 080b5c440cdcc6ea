"""Printed paragraph → its numbering and the heading that it carries."""

from __future__ import annotations

import pytest

from transform.document import outline
from transform.language.text import fold

MARKS = [
    # printed, style, ordinal, as printed
    ("一、总体要求", "cn", 1, "一"),
    ("十二、附则", "cn", 12, "十二"),
    ("（三）做强产业链条", "cn_paren", 3, "(三)"),
    ("（二十一）畅通物流", "cn_paren", 21, "(二十一)"),
    ("1. 建设云川数谷。", "arabic", 1, "1"),
    ("12．建设云川数谷。", "arabic", 12, "12"),
    ("3、建设云川数谷。", "arabic", 3, "3"),
    ("1.80周岁以上的老年人；", None, None, None),
    ("2.5G应用推广。", "arabic", 2, "2"),
    ("11.151人才梯队。", "arabic", 11, "11"),
    ("1.2 基础设施", "decimal", 2, "1.2"),
    ("2．1 基础设施", "decimal", 1, "2.1"),
    ("（1）投资方情况", "arabic_paren", 1, "(1)"),
    ("2）智慧驿站", "arabic_paren", 2, "2)"),
    ("③巡查记录", "circled", 3, "③"),
    ("第一章　总　则", "chapter", 1, "第一章"),
    ("第二节 资金", "division", 2, "第二节"),
    ("第十一条　本办法自公布之日起施行。", "article", 11, "第十一条"),
    ("第三部分 名单", "part", 3, "第三部分"),
    ("附件2", "annex", 2, "附件2"),
    ("附件", "annex", 0, "附件"),
    ("附录1 统计口径", "annex", 1, "附录1"),
    ("附件1所列企业应当按季报送。", None, None, None),
    ("2031年，全市新建驿站20座。", None, None, None),
    ("一是加强领导，二是压实责任。", None, None, None),
    ("3.5亿元专项资金全部到位。", None, None, None),
    ("5G网络覆盖全市。", None, None, None),
]


@pytest.mark.parametrize(("text", "style", "ordinal", "printed"), MARKS)
def test_numbering(text: str, style: str | None, ordinal: int | None, printed: str | None) -> None:
    found = outline.mark(fold(text))
    assert (found and (found.style, found.ordinal, found.printed)) == (
        None if style is None else (style, ordinal, printed)
    )


HEADINGS = [
    # printed, heading, whether running text follows in the same paragraph
    ("1. 建设云川数谷。支持企业入驻，完善配套。", "建设云川数谷", True),
    ("（一）突破关键技术，提升竞争力", "突破关键技术,提升竞争力", False),
    ("第三条 【租金补贴】对入驻企业给予补贴。", "租金补贴", True),
    ("第三条 【租金补贴】", "租金补贴", False),
    ("（三）加大财政支持：设立专项资金。", "加大财政支持", True),
    ("1. 在云川市注册，具有独立法人资格；", None, False),
    ("第六条 市、区两级财政部门负责本市驿站建设的资金保障工作。资金应当专款专用。", None, False),
    ("（一）本措施适用于在云川市注册的企业。近三年无处罚记录。", None, False),
    (
        "（二）对年度研发费用超过一千万元并且增长率达到百分之二十以上的在云川市纳税的企业给予奖励。另行通知。",
        None,
        False,
    ),
]


@pytest.mark.parametrize(("text", "heading", "is_run_in"), HEADINGS)
def test_heading(text: str, heading: str | None, is_run_in: bool) -> None:
    source = fold(text)
    found = outline.mark(source)
    assert found is not None
    assert outline.phrase(source.text, found) == (heading, is_run_in)


def lines(*texts: str) -> list[outline.Line]:
    return [outline.Line(fold(text.removeprefix("# ")), is_heading=text.startswith("# ")) for text in texts]


def tree(*texts: str) -> list[str]:
    """Give each node as its headings joined, in order, without the first, which has none."""
    nodes = outline.build(lines(*texts))
    return [" / ".join((*outline.path(nodes, i), node.heading or "-")) for i, node in enumerate(nodes)][1:]


def test_numbering_nests_by_custom_and_closes_what_it_leaves() -> None:
    assert tree(
        "一、重点任务", "（一）建平台", "1. 建驿站。正文。", "2. 建书店。正文。", "（二）建队伍", "二、保障措施"
    ) == [
        "重点任务",
        "重点任务 / 建平台",
        "重点任务 / 建平台 / 建驿站",
        "重点任务 / 建平台 / 建书店",
        "重点任务 / 建队伍",
        "保障措施",
    ]


def test_a_list_of_conditions_stays_in_its_section() -> None:
    assert tree("一、申报条件", "（一）生产企业", "1. 在云川市注册；", "2. 守法经营。", "（二）流通企业") == [
        "申报条件",
        "申报条件 / 生产企业",
        "申报条件 / 流通企业",
    ]


def test_articles_are_sections_without_a_heading() -> None:
    assert tree("第一章 总则", "第一条 为规范管理，制定本办法。", "第二条 本市驿站适用本办法。", "第二章 设施") == [
        "总则",
        "总则 / -",
        "总则 / -",
        "设施",
    ]


def test_an_annex_takes_the_next_line_as_its_title() -> None:
    assert tree("一、目标", "附件1", "云川市驿站名单", "一、中心城区") == [
        "目标",
        "云川市驿站名单",
        "云川市驿站名单 / 中心城区",
    ]


def test_what_closes_a_document_is_no_part_of_its_last_item() -> None:
    nodes = outline.build(
        lines(
            "一、任务", "（一）建驿站。每镇一座。", "（二）建书店。每县一座。", "本措施自印发之日起施行，有效期三年。"
        )
    )
    assert nodes[-1].heading is None
    assert (nodes[-1].first, nodes[-2].last) == (3, 2)


def test_nodes_partition_the_lines() -> None:
    nodes = outline.build(
        lines("前文。", "# 一、任务", "（一）建驿站。每镇一座。", "续文。", "# 小标题", "正文。", "二、要求")
    )
    assert [line for node in nodes for line in range(node.first, node.last + 1)] == list(range(7))


def test_a_missing_number_is_noticed() -> None:
    nodes = outline.build(lines("（一）建驿站。正文。", "（二）建书店。正文。", "（四）建剧场。正文。"))
    assert [(node.heading, expected) for node, expected in outline.gaps(nodes)] == [("建剧场", 3)]
