"""Printed task table → whose work its rows are: measures of their own, items of the text, or nothing but an issue."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.document.model import Document
from transform.grammar import responsibilities
from transform.identity import Ids
from transform.schema import Row

Print = Callable[..., tuple[list[Document], list[Row]]]
Expected = tuple[str, str, str, list[str]]

TABLES: dict[str, tuple[str, list[Expected]]] = {
    "tasks in a table alone, their groups in a column of merged cells": (
        """
        # 云川市2031年重点任务分工表
        | 类别 | 序号 | 重点任务 | 责任单位 | 完成时限
        | 一、兴产业 | 1 | 建设园区10个。推进招商。 | 市商务局牵头，市财政局配合 | 12月
        | 一、兴产业 | 2 | 培育企业； | 市科技局、各区政府 | 6月
        | 二、惠民生 | 3 | 改造小区20个 | 市住建局 | 长期
        """,
        [
            ("1", "建设园区10个", "兴产业", ["市商务局 lead", "市财政局 support"]),
            ("2", "培育企业", "兴产业", ["市科技局 unspecified", "各区政府 unspecified group"]),
            ("3", "改造小区20个", "惠民生", ["市住建局 unspecified"]),
        ],
    ),
    "a part behind 续表 that has no head of its own": (
        """
        # 云川市重点工作任务清单
        | 序号 | 工作任务 | 牵头单位 | 配合单位
        | 1 | 建设驿站 | 市民政局 | 市财政局
        续表
        | 2 | 培训护理员 | 市人社局 | 市教育局
        """,
        [
            ("1", "建设驿站", "", ["市民政局 lead", "市财政局 support"]),
            ("2", "培训护理员", "", ["市人社局 lead", "市教育局 support"]),
        ],
    ),
    "rows that name the items of the text, safeguards among them": (
        """
        # 云川市养老行动方案
        一、重点任务
        （一）建设驿站。每区10个。
        （二）培训护理员。培训500人。
        二、组织实施
        （一）加强领导。建立专班。
        附件：任务分工表
        | 序号 | 工作任务 | 牵头单位 | 配合单位
        | 1 | 建设驿站 | 市民政局 | 市财政局
        | 2 | 培训护理员。 | 市人社局 | 市教育局、市卫健委
        | 3 | 加强领导 | 市政府办 | 各区政府
        """,
        [
            ("(一)", "建设驿站", "重点任务", ["市民政局 lead", "市财政局 support"]),
            ("(二)", "培训护理员", "重点任务", ["市人社局 lead", "市教育局 support", "市卫健委 support"]),
            ("(一)", "加强领导", "组织实施", ["市政府办 lead", "各区政府 support group"]),
        ],
    ),
    "parts of one task on rows of their own": (
        """
        # 云川市养老行动方案
        一、重点任务
        （一）建设驿站。每区10个。
        （二）培训护理员。培训500人。
        | 序号 | 工作事项 | 主要内容 | 牵头单位 | 配合单位
        | 1 | 建设驿站 | 选址 | 各区政府 | 市民政局
        | 1 | 建设驿站 | 验收 | 市民政局 | 市财政局
        | 2 | 培训护理员 | 开班 | 市人社局 |
        """,
        [
            (
                "(一)",
                "建设驿站",
                "重点任务",
                ["各区政府 lead group", "市民政局 support", "市民政局 lead", "市财政局 support"],
            ),
            ("(二)", "培训护理员", "重点任务", ["市人社局 lead"]),
        ],
    ),
    "rows whose words no item has stand beside the items": (
        """
        # 云川市信息化规划
        一、重点任务
        （一）构建产业体系。做强主体。
        （二）夯实设施。覆盖城乡。
        附件
        # 重点工作分工
        | 序号 | 重点工作 | 负责单位
        | 1 | 组织实施强链工程，培育主体。 | 市工信局牵头，市科技局等按职责分工负责
        | 2 | 完善频谱管理。 | 市工信局、市财政局牵头
        """,
        [
            ("(一)", "构建产业体系", "重点任务", []),
            ("(二)", "夯实设施", "重点任务", []),
            ("1", "组织实施强链工程,培育主体", "重点工作分工", ["市工信局 lead", "市科技局 unspecified"]),
            ("2", "完善频谱管理", "重点工作分工", ["市工信局 lead", "市财政局 lead"]),
        ],
    ),
    "a row over all columns is a heading of those below": (
        """
        # 云川市工作要点任务分解表
        | 序号 | 任务 | 牵头部门 | 参与部门
        | 一、优化服务 | 一、优化服务 | 一、优化服务 | 一、优化服务
        | 1 | 推行一窗受理 | 市政务局 | 市人社局
        | 二、强化监管 | 二、强化监管 | 二、强化监管 | 二、强化监管
        | 2 | 开展抽查 | 市监管局 | 各区
        """,
        [
            ("1", "推行一窗受理", "优化服务", ["市政务局 lead", "市人社局 support"]),
            ("2", "开展抽查", "强化监管", ["市监管局 lead", "各区 support group"]),
        ],
    ),
    "the head says that the first body leads": (
        """
        # 云川市稳增长工作方案
        | 重点工作 | 责任单位（排第一位的为牵头单位） | 完成时限
        | 扩大消费 | 市商务局、市文旅局 | 6月
        | 稳住外贸 | 市商务局 云川海关 | 9月
        """,
        [
            ("1", "扩大消费", "", ["市商务局 lead", "市文旅局 unspecified"]),
            ("2", "稳住外贸", "", ["市商务局 lead", "云川海关 unspecified"]),
        ],
    ),
    "a title in the table's first row": (
        """
        # 云川市稳增长工作方案
        | 稳增长任务分工 | 稳增长任务分工 | 稳增长任务分工
        | 序号 | 主要任务 | 责任单位
        | 1 | 扩大消费 | 市商务局市文旅局各区政府
        """,
        [("1", "扩大消费", "", ["市商务局 unspecified", "市文旅局 unspecified", "各区政府 unspecified group"])],
    ),
    "a note below the table says it": (
        """
        # 云川市稳增长工作方案
        | 序号 | 主要任务 | 责任部门
        | 1 | 扩大消费 | 市商务局、市文旅局
        注：责任部门中列第一位的为牵头单位。
        """,
        [("1", "扩大消费", "", ["市商务局 lead", "市文旅局 unspecified"])],
    ),
    "a column of mixed bodies and one of guides": (
        """
        # 云川市改革任务台账
        | 编号 | 改革事项 | 牵头及责任单位 | 指导部门
        | 1 | 推行告知承诺 | 市政务局、市司法局 | 省政务办
        """,
        [
            (
                "1",
                "推行告知承诺",
                "",
                ["市政务局 unspecified", "市司法局 unspecified", "省政务办 unspecified"],
            )
        ],
    ),
}


@pytest.mark.parametrize("kind", TABLES)
def test_rows_of_a_task_table(printed: Print, kind: str) -> None:
    text, expected = TABLES[kind]
    documents, issues = printed(text, published_on="2031-01-05")
    document = documents[0]
    rows = responsibilities.find(document, Ids(document.document_id))
    found = [
        (
            measure.number,
            measure.title,
            " / ".join(measure.path),
            [f"{r.printed_name} {r.role}{' group' * r.is_group}" for r in rows if r.measure_id == measure.id],
        )
        for measure in document.measures
    ]
    assert found == expected
    assert not [issue for issue in issues if issue["type"] == "task_table_unlinked"]


UNLINKED = {
    "indicators with who keeps them": """
        # 云川市绿色发展规划
        | 指标 | 2030年 | 2033年 | 责任部门
        | 森林覆盖率 | 40% | 45% | 市林草局
        """,
    "what is to be published, in a catalogue": """
        # 云川市政务公开事项目录
        | 序号 | 公开事项 | 公开内容 | 责任单位
        | 1 | 养老服务 | 名单 | 市民政局
        """,
    "people, in a notice": """
        # 云川市民政局关于填报联络员的通知
        | 姓名 | 电话 | 责任单位
        | 李某 | 8000 | 市商务局
        """,
    "dates alone": """
        # 云川市养老行动方案
        | 任务 | 完成时限
        | 建设驿站 | 6月
        """,
}


@pytest.mark.parametrize("kind", UNLINKED)
def test_a_table_of_bodies_or_times_that_is_linked_to_nothing_is_an_issue(printed: Print, kind: str) -> None:
    documents, issues = printed(UNLINKED[kind], published_on="2031-01-05")
    assert documents[0].measures == []
    assert [issue["severity"] for issue in issues if issue["type"] == "task_table_unlinked"] == ["warning"]


def test_a_measure_of_a_table_holds_the_words_of_its_row(printed: Print) -> None:
    text = "# 云川市重点任务清单\n| 序号 | 任务 | 责任单位\n| 1 | 建设园区。推进招商。 | 市商务局"
    document = printed(text, published_on="2031-01-05")[0][0]
    measure = document.measures[0]
    assert (measure.text, document.paragraphs[measure.first : measure.last + 1]) == ("建设园区。推进招商。", [])
    evidence = responsibilities.find(document, Ids("d"))[0].evidence
    assert (evidence.quote, evidence.char_start, evidence.rule) == ("市商务局", None, "responsibility.table")
