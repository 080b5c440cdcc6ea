"""Titles in book-title marks → whether they name a document of law or policy, their number, and what is done with them."""

from __future__ import annotations

import pytest

from transform.grammar import compared, relations, titles
from transform.language import periods

GENRES = (
    "宪法 法典 促进法 条例 规定 办法 细则 规则 意见 通知 通告 公告 通报 方案 规划 计划 纲要 措施 政策"
    " 举措 决定 决议 命令 令 批复 复函 函 建议 倡议 指南 指引 指导 要点 标准 规范 规程"
    " 准则 导则 分类 分类与代码 代码 分级 目录 清单 名录 名单 要求 评定 制度 章程 公约 宣言 声明 议定书"
    " 协定 条约 行动 大纲 战略 白皮书 路线图 预案 常规 工作报告 任务 安排 分工 若干条"
    " 体系 征求意见稿 解释 通则 守则 纪要 备忘录 规范条件 准入条件 认定条件 申报条件 三十条 伙伴关系协议 贸易合作协议"
)
NOT_LEGAL = [
    "红楼梦",
    "营业执照",
    "申请表",
    "劳动合同",
    "云川日报",
    "看法",
    "写法",
    "做法",
    "用法",
    "想法",
    "说法",
    "书法",
    "法",
    "规定",
]


@pytest.mark.parametrize("genre", GENRES.split())
def test_the_head_noun_of_a_legal_title(genre: str) -> None:
    assert titles.is_legal(f"云川市数字{genre}")
    assert titles.is_legal(f"云川市数字{genre}(试行)")
    assert not titles.is_legal(f"云川市数字{genre}之歌")


@pytest.mark.parametrize("title", NOT_LEGAL)
def test_what_names_no_document_of_law(title: str) -> None:
    assert not titles.is_legal(title)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《甲规定》和《乙办法》", ["甲规定", "乙办法"]),
        ("《关于印发《甲规定》的通知》", ["关于印发《甲规定》的通知"]),
        ("《关于〈甲规定〉的通知》", ["关于〈甲规定〉的通知"]),
        ("《甲规定。《乙办法》", ["乙办法"]),
        ("甲规定》", []),
        ("", []),
    ],
)
def test_titles_in_marks(text: str, found: list[str]) -> None:
    assert [mention.title for mention in titles.mentions(text)] == found
    assert all(text[m.start : m.end] == f"《{m.title}》" for m in titles.mentions(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("《甲规定》(云政发〔2031〕4号)", "云政发〔2031〕4号"),
        ("《甲规定》云政发〔2031〕4号", "云政发〔2031〕4号"),
        ("根据:云政发〔2031〕4号文《甲规定》", "云政发〔2031〕4号"),
        ("《甲规定》(2031年云川市人民政府令第12号)", "2031年云川市人民政府令第12号"),
        ("《甲规范》(GB/T 1234-2031)", "GB/T 1234-2031"),
        ("《甲规范》DB11/T 123-2031", "DB11/T 123-2031"),
        ("《甲规定》(试行,云政发〔2031〕4号)", "云政发〔2031〕4号"),
        ("《甲规定》(试行)", None),
        ("《甲规定》,云政发〔2031〕4号", None),
    ],
)
def test_the_number_beside_a_title(text: str, number: str | None) -> None:
    [mention] = titles.mentions(text)
    assert titles.number_beside(text, mention) == number


@pytest.mark.parametrize(
    ("text", "number", "is_cited"),
    [
        ("《云川市甲规定》", None, True),
        ("《本办法》", None, False),
        ("《实施方案》", None, False),
        ("话剧《云川公约》", None, False),
        ("图书《甲集》、《云川宣言》", None, False),
        ("签订《云川贸易合作协议》", None, False),
        ("《云川贸易合作协议》", None, True),
        ("《甲集》", "云政发〔2031〕4号", True),
        ("《甲集》", None, False),
    ],
)
def test_what_is_cited(text: str, number: str | None, is_cited: bool) -> None:
    *_, mention = titles.mentions(text)
    assert titles.is_cited(text, mention, number) is is_cited


def test_prints_of_one_title_have_one_key() -> None:
    assert titles.key("《云川市〈甲〉规定（试行）》") == titles.key("云川市甲 规定(试行)") == "云川市甲规定试行"


RELATIONS: dict[relations.Relation, list[str]] = {
    "repeals": [
        "自发布之日起施行,《甲办法》同时废止。",
        "《甲办法》(云政发〔2021〕4号)废止。",
        "决定废止《甲办法》。",
        "《甲办法》、《乙办法》自2031年起一并停止执行。",
        "《甲办法》自动失效。",
        "《甲办法》不再执行。",
        "《甲办法》予以取代。",
        "《甲办法》等文件全部作废。",
        "取代《甲办法》。",
        "宣布失效《甲办法》。",
        "对《甲办法》进行了修订,现将修订后的办法印发。",
    ],
    "supplements": [
        "《甲办法》中有关内容停止执行。",
        "《甲办法》第三条废止。",
        "《甲办法》作如下修改:",
        "《甲办法》第五条增加一款。",
        "对《甲办法》进行修订。",
    ],
    "supersedes_conflicts": ["《甲办法》与本办法不一致的,以本办法为准。", "《甲办法》内容不同的,按本办法执行。"],
    "standard": ["符合《甲技术规范》。", "执行《甲分类与代码》。", "《甲办法》(GB/T 123-2031)的要求。"],
    "basis": [
        "根据《甲办法》,制定本办法。",
        "为贯彻《甲办法》,加快发展。",
        "落实《甲办法》。",
        "依据《甲办法》。",
        "按照《甲办法》。",
        "依照《甲办法》。",
        "遵照《甲办法》。",
        "应按《甲办法》。",
        "执行《甲办法》。",
        "推动《甲办法》落地见效。",
    ],
    "mention": ["市政府印发《甲办法》。", "《甲办法》已废止的决定。", "修改《甲办法》前。"],
}


@pytest.mark.parametrize(("text", "relation"), [(text, name) for name, said in RELATIONS.items() for text in said])
def test_what_a_named_document_is_to_the_one_that_names_it(text: str, relation: relations.Relation) -> None:
    mention = next(titles.mentions(text))
    assert relations.of(text, mention.start, mention.end, mention.title, "云川市丙办法") == relation


@pytest.mark.parametrize(
    ("words", "takes_away"),
    [
        ("废止文件目录", True),
        ("宣布失效的文件", True),
        ("停止执行的文件:", True),
        ("不再有效的文件", True),
        ("已废止的文件", False),
        ("继续有效的文件", False),
        ("现行文件", False),
    ],
)
def test_what_takes_documents_out_of_force(words: str, takes_away: bool) -> None:
    assert relations.takes_away(words) is takes_away


@pytest.mark.parametrize(
    ("title", "amends"),
    [
        ("关于甲办法的补充通知", True),
        ("关于修改甲办法的决定", True),
        ("修订甲办法", True),
        ("调整甲标准", True),
        ("甲办法(2031年修订)", False),
        ("甲办法", False),
    ],
)
def test_what_amends_another(title: str, amends: bool) -> None:
    assert relations.amends(title) is amends


BASES = (
    "比2029年增长 较2029年增长 相较于2029年增长 相比于2029年增长 对比2029年增长 高于2029年 低于2029年"
    " 多于2029年 少于2029年 好于2029年 快于2029年 慢于2029年 优于2029年 由2029年的5%提高 从2029年起步"
    " 与2029年相比 同2029年同期相比 和2029年基本持平 与2029年大体相当 是2029年的2倍 为2029年的1.2倍"
    " 恢复到2029年的98% 相当于2029年的98% 在2029年基础上 以2029年为基期 以2029年为基准"
    " 以2029年数据为基数 2029年水平 2029年度平均水平 2029年远景目标 含2029年度结转申请 2029年遗留案件"
    " 方案(2029—2031年)实施"
)
DATES = "2029年增长 在2029年增长 与2029年签约 2029年远景目标是:增长 到2029年 2029年占98% 以2029年为例 (2029年):增长"


@pytest.mark.parametrize(
    ("text", "is_base"), [*((t, True) for t in BASES.split()), *((t, False) for t in DATES.split())]
)
def test_a_time_that_something_is_compared_with(text: str, is_base: bool) -> None:
    found = periods.find(text, 2031)
    assert compared.is_base(text, found, found[0]) is is_base
