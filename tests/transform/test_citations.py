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
    # what falls away, in whole or in part, and what another document took away before
    ("《云川市旧车办法》不再执行。", [("云川市旧车办法", None, "repeals")]),
    ("《云川市旧车办法》（云商字〔2019〕3号）自本办法施行之日起停止执行。", [("云川市旧车办法", "云商字〔2019〕3号", "repeals")]),
    ("原《云川市旧车办法》《云川市旧船办法》等2件文件一并废止。",
     [("云川市旧车办法", None, "repeals"), ("云川市旧船办法", None, "repeals")]),
    ("《云川市旧车办法》及其实施细则同时废止。", [("云川市旧车办法", None, "repeals")]),
    ("决定废止《云川市旧车办法》。", [("云川市旧车办法", None, "repeals")]),
    ("本标准代替《云川市驿站服务规范》。", [("云川市驿站服务规范", None, "repeals")]),
    ("《云川市旧车办法》第三条、第五条同时废止。", [("云川市旧车办法", None, "supplements")]),
    ("《云川市旧车办法》中有关收费的规定停止执行。", [("云川市旧车办法", None, "supplements")]),
    ("鉴于《云川市旧车办法》已废止，现就有关事项通知如下。", [("云川市旧车办法", None, "mention")]),
    ("《云川市旧车办法》废止前已受理的，继续办理。", [("云川市旧车办法", None, "mention")]),
    ("《云川市旧车办法》（已失效）曾作规定。", [("云川市旧车办法", None, "mention")]),
    ("落实《云川市港口条例》，清理废止不合时宜的文件。", [("云川市港口条例", None, "basis")]),
    ("对原《云川市旧车办法》（云商字〔2019〕3号）进行了修订，现将修订后的办法印发给你们。",
     [("云川市旧车办法", "云商字〔2019〕3号", "repeals")]),
    ("对《云川市旧车办法》进行了修改。", [("云川市旧车办法", None, "supplements")]),
    ("1.在《云川市港口条例》第七条中增加一项作为第六项。", [("云川市港口条例", None, "supplements")]),
    ("2.将《云川市渡口条例》第七条第三项修改为：“负责安全。”", [("云川市渡口条例", None, "supplements")]),
    ("违反《云川市港口条例》第七条规定的，责令改正。", [("云川市港口条例", None, "mention")]),
    # other nouns that a title ends in, and contracts that end in the same
    ("根据《内陆与海岛关于建立更紧密经贸关系的安排》，制定本办法。", [("内陆与海岛关于建立更紧密经贸关系的安排", None, "basis")]),
    ("按照《澜江省权责清单》办理。", [("澜江省权责清单", None, "basis")]),
    ("加入《数字经济伙伴关系协议》。", [("数字经济伙伴关系协议", None, "mention")]),
    ("双方签署《驿站战略合作协议》。", []),
    ("执行《澜江省审判工作会议纪要》。", [("澜江省审判工作会议纪要", None, "basis")]),
    # the number: without brackets, with the day of the order, in other marks, or alone
    ("按照《云川市港口意见》云政发〔2030〕7号执行。", [("云川市港口意见", "云政发〔2030〕7号", "basis")]),
    ("《云川市旧车办法》（2019年5月6日云川市人民政府令第12号发布）同时废止。",
     [("云川市旧车办法", "云川市人民政府令第12号", "repeals")]),
    ("根据《云川市港口意见》（云政发„2030‟7号）精神，制定本办法。", [("云川市港口意见", "云政发„2030‟7号", "basis")]),
    ("根据云政发〔2030〕7号文件精神，制定本办法。", [("云政发〔2030〕7号", "云政发〔2030〕7号", "basis")]),
    ("云川市商务局云商字〔2019〕3号文同时废止。", [("云商字〔2019〕3号", "云商字〔2019〕3号", "repeals")]),
    ("落实中发〔2030〕9号文件。", [("中发〔2030〕9号", "中发〔2030〕9号", "basis")]),
    ("落实《云川市港口意见》（云政发〔2030〕7号）。云政发〔2030〕7号文件已有规定的，从其规定。",
     [("云川市港口意见", "云政发〔2030〕7号", "basis")]),
    ("受理编号为云受字〔2031〕88号。", []),
    # what the notice itself carries is its own; what it passes on has a number of its own
    ("《云川市港口办法》已经市政府同意，现印发给你们，请认真执行。", []),
    ("现将《云川市港口办法》和《云川市渡口办法》转发给你们。", []),
    ("现将《澜江省港口办法》（澜政发〔2030〕3号）转发给你们。", [("澜江省港口办法", "澜政发〔2030〕3号", "mention")]),
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


def test_a_title_that_was_itself_amended_amends_nothing(cite: Cite) -> None:
    basis = "第一条 根据《食盐管理条例》，制定本办法。"
    assert cite(basis, title="云川市实施《食盐管理条例》办法（2031年修订）") == [("食盐管理条例", None, "basis")]


def test_the_code_of_a_page_is_no_standard(cite: Cite) -> None:
    own = "《云川市驿站条例》（NO：SC112371）已由云川市第十届人民代表大会通过，现予公布。"
    assert cite(own, title="云川市驿站条例") == []


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


def test_a_list_that_lost_its_columns_is_read_line_by_line(cite: Cite) -> None:
    found = cite(
        "附件1：云川市人民政府决定废止的文件目录（2件）",
        "1 关于旧车交易管理规定的通知 云政发〔2019〕3号 已不适应",
        "2 云川市旧船管理办法 云政办发〔2018〕11号",
        "附件2：继续有效的文件目录",
        "1 云川市港口管理办法 云政发〔2020〕5号",
        title="云川市人民政府关于清理规范性文件的公告",
    )
    assert found == [
        ("关于旧车交易管理规定的通知", "云政发〔2019〕3号", "repeals"),
        ("云川市旧船管理办法", "云政办发〔2018〕11号", "repeals"),
    ]


def test_the_words_over_a_list_say_what_becomes_of_each(cite: Cite) -> None:
    found = cite(
        "市政府决定对以下2件规章予以废止：",
        "一、《云川市旧车办法》（云政令第2号）",
        "二、《云川市旧船办法》",
        "下列文件继续有效：",
        "一、《云川市港口办法》",
        title="云川市人民政府公告",
    )
    assert [(title, relation) for title, _, relation in found] == [
        ("云川市旧车办法", "repeals"),
        ("云川市旧船办法", "repeals"),
        ("云川市港口办法", "mention"),
    ]


def test_what_a_document_repeals_stands_in_its_own_title(cite: Cite) -> None:
    found = cite("经研究，决定废止《云川市旧车办法》（云商字〔2019〕3号）。", title="关于废止《云川市旧车办法》的通知")
    assert found == [("云川市旧车办法", "云商字〔2019〕3号", "repeals")]


def test_evidence_is_the_title_as_printed(printed: Print) -> None:
    document = printed("# 云川市驿站方案\n为落实《澜江省 数字商贸规划（试行）》，制定本方案。")[0][0]
    evidence = citations.find(document, Ids("d"))[0].evidence
    assert evidence.quote == "《澜江省数字商贸规划（试行）》"
    assert document.quote(evidence.char_start or 0, evidence.char_end or 0) == evidence.quote
