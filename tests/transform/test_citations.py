"""Printed sentence → the documents that it cites: title, number, relation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.document.model import Document
from transform.grammar import citations
from transform.identity import Ids
from transform.schema import Row

Print = Callable[..., tuple[list[Document], list[Row]]]
Cite = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def cite(printed: Print) -> Cite:
    """The citations of a document of this title with these paragraphs."""

    def read(*paragraphs: str, title: str = "云川市驿站行动方案(2031—2033年)", **meta: str) -> list[tuple[object, ...]]:
        document = printed(f"# {title}\n" + "\n".join(paragraphs), **meta)[0][0]
        return [(r.cited_title, r.cited_number, r.relation) for r in citations.find(document, Ids("d"))]

    return read


SENTENCES = [
    ("为贯彻落实《澜江省数字商贸规划》，制定本方案。", [("澜江省数字商贸规划", None, "basis")]),
    ("根据《澜江省驿站条例》《云川市驿站办法》等有关规定，制定本方案。",
     [("澜江省驿站条例", None, "basis"), ("云川市驿站办法", None, "basis")]),
    ("按照《云川市电价实施意见》（云发改〔2029〕135号）要求执行。", [("云川市电价实施意见", "云发改〔2029〕135号", "basis")]),
    ("《云川市驿站扶持办法（试行）》（云驿发[2029]18号）同时废止。", [("云川市驿站扶持办法(试行)", "云驿发[2029]18号", "repeals")]),
    ("《云川市旧车方案》（云商字〔2029〕32号）中有关规定与本方案不符的，以本方案为准。",
     [("云川市旧车方案", "云商字〔2029〕32号", "supersedes_conflicts")]),
    ("检测标准为《驿站设施质量要求》（WM/T 98—2029）。", [("驿站设施质量要求", "WM/T 98—2029", "standard")]),
    ("参照统计局《驿站服务统计分类（2029）》确定范围。", [("驿站服务统计分类(2029)", None, "standard")]),
    ("企业应遵守《澜江省外贸条例》有关规定。", [("澜江省外贸条例", None, "mention")]),
    ("落实《关于旧车出口的公告》（商务部 公安部公告2031年第6号，以下简称《公告》）。按照《公告》办理。",
     [("关于旧车出口的公告", "商务部公安部公告2031年第6号", "basis")]),
    ("本报告依据《信息公开条例》（国令第711号）（以下简称《条例》）编制，执行《条例》。", [("信息公开条例", "国令第711号", "basis")]),
    ("云政发〔2030〕7号《云川市港口意见》提出新要求。", [("云川市港口意见", "云政发〔2030〕7号", "mention")]),
    ("落实《云川市关于印发〈云川市茶业方案〉的通知》。", [("云川市关于印发〈云川市茶业方案〉的通知", None, "basis")]),
    ("推动《云川市数谷方案》（云政办发〔2031〕5号）文件落地见效，特制定本方案。", [("云川市数谷方案", "云政办发〔2031〕5号", "basis")]),
    ("按《云川市计量规划》要求推进。", [("云川市计量规划", None, "basis")]),
    ("对《云川市价格办法》作如下修改：", [("云川市价格办法", None, "supplements")]),
    ("符合《云川民居绿色性能标准》DB99/T449—2030要求。", [("云川民居绿色性能标准", "DB99/T449—2030", "standard")]),
    ("落实《云川市加快发展外贸新业态》（云政办发〔2031〕4号）精神。", [("云川市加快发展外贸新业态", "云政办发〔2031〕4号", "basis")]),
    ("排演话剧《大河之法》。", []),
    ("演出《春江谣》，放映《云上列车》，办理《营业执照》和《驿站卫生许可证》。", []),
    ("企业须提交《信用承诺书》，签署《入驻协议》，填写《申请表》。", []),
    ("印发《云川市驿站行动方案（2031—2033年）》。", []),
    ("《云川市驿站行动方案（2027—2029年）》已经到期。", [("云川市驿站行动方案(2027—2029年)", None, "mention")]),
    ("病种按《云川市驿站名录》（附件1）执行。", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_citation(cite: Cite, sentence: str, expected: list[tuple[object, ...]]) -> None:
    assert cite(sentence) == expected


def test_a_title_is_listed_once_with_its_strongest_relation_and_its_number(cite: Cite) -> None:
    assert cite("云川市实施《云川市港口办法》。", "《云川市港口办法》（云港发〔2029〕3号）即行废止。") == [
        ("云川市港口办法", "云港发〔2029〕3号", "repeals")
    ]


def test_an_earlier_document_of_the_same_title_is_another_document(printed: Print) -> None:
    text = """
        云川市商务局关于印发《云川市旧车方案》的通知
        云商字〔2031〕5号
        各区：
        现印发。
        云川市商务局
        2031年5月1日
        # 云川市旧车方案
        《云川市旧车方案》（云商字〔2029〕32号）废止。
        """
    document = printed(text)[0][0]
    assert [(r.cited_title, r.cited_number, r.relation) for r in citations.find(document, Ids("d"))] == [
        ("云川市旧车方案", "云商字〔2029〕32号", "repeals")
    ]


def test_what_a_document_supplements_stands_in_its_own_title(cite: Cite) -> None:
    found = cite(
        "第一条 针对《云川市用房管理办法（试行）》（云驿发〔2030〕12号）中的情形，制定本补充规定。",
        title="关于《云川市用房管理办法（试行）》的补充规定",
    )
    assert found == [("云川市用房管理办法(试行)", "云驿发〔2030〕12号", "supplements")]


def test_the_draft_that_a_page_asks_opinions_on_is_its_own(cite: Cite) -> None:
    asked = "现就《云川市数谷实施意见》（征求意见稿）公开征求意见。"
    assert cite(asked, title="云川市数谷实施意见（征求意见稿）") == []


def test_a_news_page_mentions(cite: Cite) -> None:
    assert cite("记者获悉，根据《云川市数谷行动方案》，数谷将于年内建成。", title="云川将建数谷") == [
        ("云川市数谷行动方案", None, "mention")
    ]


def test_a_printed_list_of_documents_is_read_by_its_columns(cite: Cite) -> None:
    found = cite(
        "附录2 相关政策文件",
        "| 文号/发布时间 | 文件名称 | 内容提要",
        "| 云政发〔2029〕40号 2029年8月 | 云川市信息消费指导意见 | 优化环境",
        "| 2030年6月 | 云川市新场景行动方案 | 建设场景",
        title="2031云川数字消费发展白皮书",
    )
    assert found == [
        ("云川市信息消费指导意见", "云政发〔2029〕40号", "mention"),
        ("云川市新场景行动方案", None, "mention"),
    ]


def test_what_a_decision_repeals_is_listed_in_it(cite: Cite) -> None:
    title = "云川市人民政府关于废止部分文件的决定"
    assert cite(
        "下列文件予以废止：", "| 序号 | 文件名称 | 文号", "| 1 | 云川市旧车管理办法 | 云政发〔2019〕3号", title=title
    ) == [("云川市旧车管理办法", "云政发〔2019〕3号", "repeals")]
    assert cite("根据《立法条例》，废止下列文件：", "1.《云川市旧车管理办法》（云政发〔2019〕3号）", title=title) == [
        ("立法条例", None, "basis"),
        ("云川市旧车管理办法", "云政发〔2019〕3号", "repeals"),
    ]


def test_evidence_is_the_title_as_printed(printed: Print) -> None:
    document = printed("# 云川市驿站方案\n为落实《澜江省 数字商贸规划（试行）》，制定本方案。")[0][0]
    evidence = citations.find(document, Ids("d"))[0].evidence
    assert evidence.quote == "《澜江省数字商贸规划（试行）》"
    assert document.quote(evidence.char_start or 0, evidence.char_end or 0) == evidence.quote
