"""Plain text and Markdown: what becomes a heading, a paragraph, furniture, metadata."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.errors import Unreadable
from extract.text import furniture
from tests.extract.conftest import Reading

POST = """---
layout: post
title: "云川市今年将培育十家数字商户"
date: 2031-05-06 10:00:00 +0800
---
> 云川市商务局发布消费促进办法。（云川日报）

<p>云川市商务局近日发布办法，提出培育<span><a href="http://example.org/1">数字商户</a></span>10家。</p><p><strong>今年新增网点一百个</strong></p><p>网点覆盖所有乡镇。</p>

<http://news.example.org/1.html>

[返回栏目](//example.org/)｜[返回首页](//example.org/)
"""


def test_a_post_with_html(reading: Reading) -> None:
    content = reading(POST, "post.txt")
    assert content.media_type == "text/markdown"
    assert content.metadata == {
        "title": "云川市今年将培育十家数字商户",
        "published_on": "2031-05-06",
        "url": "http://news.example.org/1.html",
    }
    assert [(b.kind, b.text) for b in content.blocks if b.kind != "furniture"] == [
        ("heading", "云川市今年将培育十家数字商户"),
        ("paragraph", "云川市商务局发布消费促进办法。（云川日报）"),
        ("paragraph", "云川市商务局近日发布办法，提出培育数字商户10家。"),
        ("heading", "今年新增网点一百个"),
        ("paragraph", "网点覆盖所有乡镇。"),
    ]
    assert {b.role for b in content.blocks if b.kind == "furniture"} == {"navigation"}


def test_a_conversion_from_pdf(reading: Reading) -> None:
    text = (
        "# 云川市消费促进办法\n\n"
        "#### **一、主要任务**\n\n"
        "1. 培育商户。支持商户上线。\n2. 建设网点。支持网点进村。由市商务局会同各县负责，确保年内全部建成并投入\n\n"
        "![](pic.png)\n\n"
        "使用。\n\n- (1)企业基本情况;\n- (2)经营情况。\n"
    )
    blocks = reading(text, "plan.md").blocks
    assert [(b.kind, b.level, b.text) for b in blocks] == [
        ("heading", 1, "云川市消费促进办法"),
        ("heading", 4, "一、主要任务"),
        ("paragraph", None, "1. 培育商户。支持商户上线。"),
        ("paragraph", None, "2. 建设网点。支持网点进村。由市商务局会同各县负责，确保年内全部建成并投入使用。"),
        ("list_item", None, "(1)企业基本情况;"),
        ("list_item", None, "(2)经营情况。"),
    ]


def test_a_title_broken_over_lines(reading: Reading) -> None:
    text = "# 公报\n\n云川市商务局  \n云川市财政局  \n关于印发《云川市消费促进  \n工作办法》的通知\n\n# 办法\n"
    assert [b.text for b in reading(text).blocks][1:4] == [
        "云川市商务局",
        "云川市财政局",
        "关于印发《云川市消费促进工作办法》的通知",
    ]


def test_contents_stay_available_as_furniture(reading: Reading) -> None:
    text = (
        "# 云川市人民政府公报\n\n## 目 录\n\n云川市商务局关于印发《云川市消费\n\n促进办法》的通知 ...... (3)\n"
        "云川市财政局关于预算管理的通知 ..... (9)\n\n## CONTENTS\n\nCircular on Consumption ..... (3)\n\n"
        "# 云川市消费促进办法\n\n为促进消费，制定本办法。\n"
    )
    blocks = reading(text).blocks
    contents = [b.text for b in blocks if b.role == "contents"]
    assert contents == [
        "目 录",
        "云川市商务局关于印发《云川市消费",
        "促进办法》的通知 ...... (3)",
        "云川市财政局关于预算管理的通知 ..... (9)",
        "CONTENTS",
        "Circular on Consumption ..... (3)",
    ]
    assert [b.text for b in blocks if b.kind != "furniture"][-2:] == ["云川市消费促进办法", "为促进消费，制定本办法。"]


def test_paragraphs_inside_one_line_and_boilerplate_behind(reading: Reading) -> None:
    body = "　　云川市将培育十家商户。　　办法提出，网点进村。　　记者了解到，办法下月实施。"
    tail = " 云川机场试运营全市教育大会召开云川网是市政府主管的网站，未经授权不得转载。"
    blocks = reading(body + tail).blocks
    assert [(b.kind, b.role, b.text) for b in blocks] == [
        ("paragraph", None, "云川市将培育十家商户。"),
        ("paragraph", None, "办法提出，网点进村。"),
        ("paragraph", None, "记者了解到，办法下月实施。"),
        ("furniture", "boilerplate", tail.strip()),
    ]


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("版权所有：云川市人民政府", "site"),
        ("云川市人民政府版权所有 未经许可不得转载", "site"),
        ("版权所有 © 2031 云川网", "site"),
        ("Copyright © 2031 Yunchuan. All Rights Reserved.", "site"),
        ("云ICP备12345678号-1", "site"),
        ("云公网安备 11010102000001号", "site"),
        ("政府网站标识码：0000000000", "site"),
        ("互联网新闻信息服务许可证：00120310001", "site"),
        ("未经授权，不得转载。", "site"),
        ("凡本网注明“来源：云川网”的作品，未经授权不得转载。", "site"),
        ("转载请注明来源：云川网", "site"),
        ("本网站所载内容的版权归原作者所有。如有侵权，请与我们联系。", "site"),
        ("更多内容尽在云川发布客户端", "site"),
        ("违法和不良信息举报电话：0100-0000000", "site"),
        ("主办单位：云川市人民政府办公室", "label"),
        ("联系我们", "label"),
        ("举报电话：12345", "contact"),
        ("地址：云川市书屋路1号", "contact"),
        # What a document says of its own matter, whatever words it takes.
        ("未经市文旅局同意，任何单位和个人不得改变书屋用途。", None),
        ("各县区要公布举报电话，畅通投诉渠道。", None),
        ("设立违法和不良信息举报热线，做好受理工作。", None),
        ("第十二条 未经许可，不得转载本市地方志。", None),
        ("一、版权所有：云川市人民政府", None),
        ("（三）版权所有：云川市人民政府", None),
        ("3. 版权所有：云川市人民政府", None),
        ("③版权所有：云川市人民政府", None),
        ("3版权所有：云川市人民政府", "site"),
        ("任何单位未经市档案馆同意，不得复制馆藏档案。", None),
        ("征集作品的版权归主办单位所有。", None),
        ("依法保护版权所有者的权益，打击侵权行为。", None),
        ("为企业办理ICP备案提供便利，年内培训240人。", None),
        ("凡未经授权从事上述活动的，由主管部门责令改正。", None),
        ("市大数据中心提供技术支持，各县负责联系我们的企业。", None),
        ("持有互联网新闻信息服务许可证的单位可以申请补助。", None),
        ("到2031年，全市建成书屋120个。未经授权不得转载。", None),
        ("关注群众反映的问题，完善服务。", None),
    ],
)
def test_the_foot_of_a_page_is_told_from_a_document(printed: str, said: str | None) -> None:
    assert furniture.foot(printed) == said


BODY = [f"全市第{n}项书屋工作取得进展，各县按期完成任务。" for n in "一二三四五六七八"]
FOOT = ["主办单位：云川市人民政府办公室", "地址：云川市书屋路1号", "版权所有：云川市人民政府", "云ICP备12345678号-1"]


def web_page(lines: list[str]) -> str:
    return f"<html><body><div>{''.join(f'<p>{line}</p>' for line in lines)}</div></body></html>"


def post(lines: list[str]) -> str:
    return "---\ntitle: 云川书屋\n---\n\n" + "\n\n".join(lines) + "\n"


@pytest.mark.parametrize("made", [web_page, post])
@pytest.mark.parametrize(
    "words",
    [
        "未经市文旅局同意，任何单位不得改变书屋用途。",
        "各县要公布举报电话，联系我们的企业。",
        "打击侵权，保护版权所有者。",
    ],
)
def test_no_word_of_a_text_cuts_it_off(reading: Reading, made: Callable[[list[str]], str], words: str) -> None:
    lines = [*BODY, words, "到2031年底，全市书屋达到120个。"]
    content = reading(made(lines), "a.html" if made is web_page else "a.md")
    assert [b.text for b in content.blocks if b.kind == "paragraph"] == lines
    assert content.issues == []


@pytest.mark.parametrize("made", [web_page, post])
def test_the_foot_of_a_page_is_set_apart_with_an_issue(reading: Reading, made: Callable[[list[str]], str]) -> None:
    content = reading(made([*BODY, "联系电话：0100-0000000", *FOOT]), "a.html" if made is web_page else "a.md")
    # The number to call before the foot is the document's own.
    assert [b.text for b in content.blocks if b.kind == "paragraph"] == [*BODY, "联系电话：0100-0000000"]
    assert [b.text for b in content.blocks if b.role == "boilerplate"] == FOOT
    assert [(i.type, i.severity) for i in content.issues] == [("boilerplate", "info")]
    assert all(line in content.issues[0].message for line in FOOT)


@pytest.mark.parametrize("behind", ["到2031年底，全市书屋达到120个。", "云川市文旅局"])
def test_what_looks_like_a_foot_in_the_middle_of_a_text_is_text(reading: Reading, behind: str) -> None:
    lines = [*BODY, *FOOT, behind]
    content = reading(web_page(lines), "a.html")
    assert [b.text for b in content.blocks if b.kind != "furniture"] == lines


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("全市建成书屋120个。未经授权，不得转载。", "全市建成书屋120个。"),
        ("全市建成书屋120个。 凡本网注明来源的作品，版权归云川网所有。电话：0100-0000000", "全市建成书屋120个。"),
        ("全市建成书屋120个。未经同意，不得改变用途。", "全市建成书屋120个。未经同意，不得改变用途。"),
        ("全市建成书屋120个，未经授权不得转载的内容全部下架。", "全市建成书屋120个，未经授权不得转载的内容全部下架。"),
        ("全市建成书屋120个。未经授权不得转载的内容下架。", "全市建成书屋120个。未经授权不得转载的内容下架。"),
        ("未经授权不得转载。全市建成书屋120个。", "未经授权不得转载。全市建成书屋120个。"),
        ("全市建成书屋120个。电话：0100-0000000", "全市建成书屋120个。电话：0100-0000000"),
    ],
)
def test_the_foot_that_runs_on_in_the_last_line_is_cut_sentence_by_sentence(text: str, kept: str) -> None:
    assert text[: furniture.foot_start(text)].rstrip() == kept


def test_lines_of_a_document_that_only_name_who_holds_an_event_are_text(reading: Reading) -> None:
    lines = [*BODY, "主办单位：云川市文旅局", "举报电话：12345"]
    content = reading(web_page(lines), "a.html")
    assert [b.text for b in content.blocks if b.kind != "furniture"] == lines
    assert content.issues == []


def test_the_labels_over_a_document_are_metadata(reading: Reading) -> None:
    head = "索 引 号: | 00001/2031-7 | 信息分类: | |\n文 号: | 云府办发〔2031〕10号 | 是否有效: | |\n名 称: | 云川市驿站方案 |"
    content = reading(f"{head}\n各区人民政府：\n现将方案印发给你们。\n")
    assert content.metadata["document_number"] == "云府办发〔2031〕10号"
    assert content.metadata["title"] == "云川市驿站方案"
    assert [b.text for b in content.blocks if b.kind != "furniture"] == ["各区人民政府：", "现将方案印发给你们。"]


def test_labels_with_values_on_the_next_line_are_metadata(reading: Reading) -> None:
    head = "返回顶部\n\n云川市驿站规则\n\n  • 索引号:\n\n    610/2031-1\n  • 来源:\n\n  • 发文字号:\n\n    云政发〔2031〕7号\n"
    content = reading(f"{head}\n云川市驿站规则\n\n为建设驿站，制定本规则。\n")
    assert content.metadata == {"index_number": "610/2031-1", "document_number": "云政发〔2031〕7号"}
    assert [b.text for b in content.blocks if b.kind != "furniture"] == [
        "云川市驿站规则",
        "云川市驿站规则",
        "为建设驿站，制定本规则。",
    ]


def test_labels_in_one_line_are_metadata(reading: Reading) -> None:
    line = "发布机构：云川市商务局；文号：云商规〔2031〕4号；生成日期：2031年7月31日。"
    content = reading(f"云川市商务局关于驿站的通知\n{line}\n为建设驿站，现通知如下。\n")
    assert content.metadata == {
        "issuer": "云川市商务局",
        "document_number": "云商规〔2031〕4号",
        "published_on": "2031-07-31",
    }


def test_the_rules_of_a_table_that_are_left_in_a_line_are_no_text(reading: Reading) -> None:
    blocks = reading("云川市商务局关于驿站的通知 |\n\n为建设驿站，现通知如下。\n", "page.md").blocks
    assert [b.text for b in blocks] == ["云川市商务局关于驿站的通知", "为建设驿站，现通知如下。"]


def test_a_document_rolled_into_one_line(reading: Reading) -> None:
    items = [f"({n})建设驿站。{'完善乡镇驿站服务功能，' * 12}按期完成。(责任单位：市商务局)" for n in "一二三四"]
    assert [b.text for b in reading("一、重点任务 " + " ".join(items)).blocks] == ["一、重点任务", *items]


LINE = "云川市商务局会同市财政局等部门认真组织实施本办法规定的各项任务"


@pytest.mark.parametrize("indent", ["　　", ""])
def test_wrapped_lines_are_paragraphs(reading: Reading, indent: str) -> None:
    one = f"{indent}{LINE[len(indent) :]}\n{LINE}\n{LINE}，\n按期完成。\n"
    whole = LINE[len(indent) :] + LINE * 2 + "，按期完成。"
    assert [b.text for b in reading(one * 3).blocks] == [whole] * 3


@pytest.mark.parametrize(
    ("length", "one"),
    [
        pytest.param(31, "建成道路180公里。", id="a full line"),
        pytest.param(30, "建成道路18 0公里。", id="a line with room for a digit"),
    ],
)
def test_a_line_end_may_part_a_number(reading: Reading, length: int, one: str) -> None:
    text = f"{LINE}\n{LINE}\n{LINE[: length - 5]}建成道路18\n0公里。\n"
    blocks = reading(f"{LINE}\n{LINE}\n{LINE}\n" + text).blocks
    assert [b.text[-len(one) :] for b in blocks] == [one]


def test_lines_of_their_own_stay_apart(reading: Reading) -> None:
    lines = [f"{LINE[: 20 + n]}。" for n in range(0, 12, 2)]
    assert [b.text for b in reading("\n".join(lines)).blocks] == lines


@pytest.mark.parametrize(
    ("source", "shown"),
    [("增长 $8.5\\%$ 以上", "增长 8.5% 以上"), ("新增 $2 \\sim 3$ 个", "新增 2～3 个")],
)
def test_numbers_set_as_formulas(reading: Reading, source: str, shown: str) -> None:
    assert reading(f"# 云川市\n\n# 办法\n\n{source}。\n").blocks[-1].text == f"{shown}。"


def test_old_encoding(reading: Reading) -> None:
    assert reading("云川市消费促进办法。\n".encode("gb18030")).blocks[0].text == "云川市消费促进办法。"


PAGE = '<!DOCTYPE html><html><head><meta charset="{}"></head><body><p>云川市今年建成书屋120个，培训讲解员240人。</p></body></html>'
NOTE = "云川市今年建成书屋120个，培训讲解员240人。\n"
POSTED = "# 云川要闻\n\n## 书屋\n\n云川市今年建成书屋120个，培训讲解员240人。\n"


def without_a_byte(text: str, encoding: str) -> bytes:
    """Encode a text, and take the second byte of one Chinese character out of it."""
    at = text.index("屋120")
    head = text[:at].encode(encoding)
    return head + "屋".encode(encoding)[:1] + "屋".encode(encoding)[2:] + text[at + 1 :].encode(encoding)


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
@pytest.mark.parametrize(
    ("text", "name", "media_type"),
    [
        (PAGE.format("utf-8"), "a.html", "text/html"),
        (PAGE.format("gb2312"), "a.html", "text/html"),
        (PAGE.format("iso-8859-1"), "a.html", "text/html"),
        (NOTE, "a.txt", "text/plain"),
        (POSTED, "a.md", "text/markdown"),
    ],
)
def test_one_bad_byte_loses_one_character(
    reading: Reading, text: str, name: str, media_type: str, encoding: str
) -> None:
    content = reading(without_a_byte(text, encoding), name)
    assert content.media_type == media_type
    assert content.blocks[-1].text.replace("�", "") == "云川市今年建成书120个，培训讲解员240人。"
    (issue,) = [issue for issue in content.issues if issue.severity == "warning"]
    assert issue.type == "encoding"
    assert "今年建成书�" in issue.message


@pytest.mark.parametrize(
    "claimed", ["utf-8", "gb2312", "GBK", "gb18030", "big5", "iso-8859-1", "windows-1252", "x-none"]
)
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_the_bytes_of_a_page_decide_not_what_it_claims(reading: Reading, claimed: str, encoding: str) -> None:
    content = reading(PAGE.format(claimed).encode(encoding), "a.html")
    assert content.blocks[-1].text == "云川市今年建成书屋120个，培训讲解员240人。"
    right = claimed.lower().startswith("gb") if encoding == "gbk" else claimed == "utf-8"
    assert [(issue.type, issue.severity) for issue in content.issues] == ([] if right else [("encoding", "info")])


def test_a_page_in_the_encoding_of_another_place_is_read_as_it_claims(reading: Reading) -> None:
    page = (
        '<html><head><meta charset="big5"></head><body><p>雲川市今年建成書屋120個，各區應當按時開放。</p></body></html>'
    )
    content = reading(page.encode("big5"), "a.html")
    assert content.blocks[-1].text == "雲川市今年建成書屋120個，各區應當按時開放。"
    assert content.issues == []


@pytest.mark.parametrize("words", ["联通", "云川", "书屋120个", "Open 8 rooms"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_few_words_are_read_in_their_encoding(reading: Reading, words: str, encoding: str) -> None:
    assert reading(f"{words}\n".encode(encoding)).blocks[0].text == words


def test_bytes_that_are_no_text_are_refused(reading: Reading) -> None:
    data = bytes(1 + (n * 7919 + n * n) % 255 for n in range(3000))
    with pytest.raises(Unreadable, match="no reader knows"):
        reading(data, "a.txt")


@pytest.mark.parametrize(
    ("printed", "kind", "role"),
    [
        ("— 12 —", "furniture", "page_number"),
        ("第12页 共40页", "furniture", "page_number"),
        ("第 12 页/共 40 页", "furniture", "page_number"),
        ("（来源：云川日报）", "furniture", "byline"),
        ("云川日报 2031年01月17日", "furniture", "byline"),
        ("2031-09-25 21:39:50 来源:云川新闻网", "furniture", "byline"),
        ("浏览: 来源:云川信息网", "furniture", "byline"),
        ("云川市商务局 2031年1月17日", "paragraph", None),
        ("2031年6月30日前 云川日报", "paragraph", None),
        ("图 3 云川市网点分布", "furniture", "figure_caption"),
        ("● 全市贷款余额稳步增加", "heading", None),
        ("2031", "paragraph", None),
        ("- 全市贷款余额30亿元，增长5%", "paragraph", None),
        ("附件：1. 商户名单", "list_item", None),
    ],
)
def test_single_lines(reading: Reading, printed: str, kind: str, role: str | None) -> None:
    blocks = reading(f"云川市推进消费工作取得进展。\n\n{printed}\n\n下一步加强培训。\n").blocks
    found = next(b for b in blocks if b.text == printed)
    assert (found.kind, found.role) == (kind, role)


@pytest.mark.parametrize(
    ("printed", "publisher", "day"),
    [
        ("云川日报 2031年01月17日", "云川日报", "2031-01-17"),
        ("商讯 云川头条 来源 2031-03-10 09:29:09", "云川头条", "2031-03-10"),
        ("2031-09-25 21:39:50 来源:云川新闻网", "云川新闻网", "2031-09-25"),
        ("来源:云川市统计局2031年4月16日发布", "云川市统计局", "2031-04-16"),
    ],
)
def test_a_byline_says_who_and_when(reading: Reading, printed: str, publisher: str, day: str) -> None:
    said = {"publisher": publisher, "published_on": day}
    assert reading(f"云川产值增长\n\n{printed}\n\n全市产值增长5%。\n").metadata == said


def test_a_source_in_brackets_behind_a_title_is_its_byline(reading: Reading) -> None:
    content = reading("云川市一季度生产情况(来源:云川市统计局2031年4月16日发布)\n\n全市产值增长5%。\n")
    assert content.metadata == {"publisher": "云川市统计局", "published_on": "2031-04-16"}
    assert [(b.role, b.text) for b in content.blocks][:2] == [
        (None, "云川市一季度生产情况"),
        ("byline", "(来源:云川市统计局2031年4月16日发布)"),
    ]


def test_lines_with_the_same_sign_are_a_list_under_the_line_with_another(reading: Reading) -> None:
    text = "云川亮点\n\n■ 2031年目标\n\n●产业结构更优\n\n●新增就业5万人\n\n■ 民生\n\n●居民收入稳步增长\n"
    blocks = reading(text).blocks[1:]
    assert [b.kind for b in blocks] == ["heading", "list_item", "list_item", "heading", "heading"]


@pytest.mark.parametrize(
    "head",
    [
        "云川市人民政府\n您当前的位置：\n>> 走进云川 >> 投资政策",
        "今天是:\n繁體   |  登录  |   注册\n热门搜索:",
        "首页 > 通知公告 > 政务",
        "导航菜单\n浏览次数：",
        "云川市人民政府     商务局    今天是: 设为首页加入收藏   切换到繁体",
        "---|---|---|",
        "下载\n打印\n全屏\n收藏\n【字号：\n加大\n还原\n减小\n】",
        "【字体：大 中 小】　打印　关闭",
        "朗读 | 分享到：",
        "大 中 小",
        "浏览次数：1203次",
        "首页\n>\n政府信息公开\n>\n政策文件",
    ],
)
def test_what_a_page_prints_over_its_text_is_furniture(reading: Reading, head: str) -> None:
    content = reading(f"{head}\n云川市支持驿站若干政策\n发布日期：2031-06-15 10:21\n为建设驿站，制定本政策。\n")
    assert [b.text for b in content.blocks if b.kind != "furniture"] == [
        "云川市支持驿站若干政策",
        "为建设驿站，制定本政策。",
    ]
    assert content.metadata == {"published_on": "2031-06-15"}


@pytest.mark.parametrize(
    "line", ["大", "中小", "下载量", "分享经济", "打印机", "全市驿站分为大、中、小三类", "一、分享"]
)
def test_words_of_buttons_inside_other_words_are_text(reading: Reading, line: str) -> None:
    blocks = reading(f"云川市支持驿站若干政策\n{line}\n为建设驿站，制定本政策。\n").blocks
    assert [b.text for b in blocks if b.kind != "furniture"] == [
        "云川市支持驿站若干政策",
        line,
        "为建设驿站，制定本政策。",
    ]


def test_buttons_behind_the_text_are_furniture(reading: Reading) -> None:
    text = "云川市支持驿站若干政策\n为建设驿站，制定本政策。\n打印本页\n关闭窗口\n扫一扫在手机打开当前页\n"
    assert [b.text for b in reading(text).blocks if b.kind == "furniture"] == [
        "打印本页",
        "关闭窗口",
        "扫一扫在手机打开当前页",
    ]


def test_a_byline_may_have_its_value_on_the_next_line(reading: Reading) -> None:
    content = reading("云川市驿站报告\n2031年02月10日 07时41分\n来源:\n云川日报\n各位代表：\n去年建成驿站20座。\n")
    assert content.metadata == {"publisher": "云川日报", "published_on": "2031-02-10"}
    assert [b.text for b in content.blocks if b.kind != "furniture"] == [
        "云川市驿站报告",
        "各位代表：",
        "去年建成驿站20座。",
    ]


def test_the_words_under_a_picture_end_with_who_took_it(reading: Reading) -> None:
    lines = ["驿站报告。 云川日报记者 林木森 摄", "驿站报告", "去年建成驿站20座。"]
    assert [(b.role, b.text) for b in reading("\n".join(lines)).blocks] == [
        ("figure_caption", lines[0]),
        (None, lines[1]),
        (None, lines[2]),
    ]


def test_a_date_of_publication_behind_the_name_of_a_site_is_a_byline(reading: Reading) -> None:
    line = "云川市人民政府门户网站 www.yunchuan.example 发布时间： 2031-02-20 11:02 【字体："
    assert [b.role for b in reading(f"{line}\n为建设驿站，制定本政策。\n").blocks] == ["byline", None]


def test_the_title_that_a_page_says_was_the_first_is_its_title(reading: Reading) -> None:
    content = reading("原标题：市人民政府关于支持驿站的意见\n为建设驿站，提出如下意见。\n")
    assert content.metadata == {"title": "市人民政府关于支持驿站的意见"}


def test_running_head_of_a_gazette_is_no_paragraph(reading: Reading) -> None:
    text = "# 云川公报\n\n# 云川公报\n\n为促进消费，制定本办法。\n\n云川公报\n\n下一步加强培训。\n"
    assert [b.role for b in reading(text).blocks if b.kind == "furniture"] == ["running_head"]


@pytest.mark.parametrize("opening", ["", "\n", "\ufeff\n\n"])
def test_front_matter_behind_empty_lines_and_a_date_of_feeds(reading: Reading, opening: str) -> None:
    post = f"{opening}---\ntitle: '云川市一季度产值增长4.4%'\ndate: Tue, 04 Mar 2031 17:30:00 GMT\n---\n\n<p>全市产值增长。</p>\n"
    content = reading(post, "post.md")
    assert content.media_type == "text/markdown"
    assert content.metadata == {"title": "云川市一季度产值增长4.4%", "published_on": "2031-03-05"}


@pytest.mark.parametrize("day", ["2031-02-30", "2031-13-01", "Fri, 30 Feb 2031 09:00:00 GMT", "soon"])
def test_an_impossible_day_in_the_front_matter_costs_only_itself(reading: Reading, day: str) -> None:
    content = reading(f"---\ntitle: 云川市一季度产值\ndate: {day}\n---\n\n<p>全市产值增长。</p>\n", "post.md")
    assert content.metadata == {"title": "云川市一季度产值"}
    [issue] = content.issues
    assert (issue.type, issue.severity) == ("impossible_date", "warning")
    assert "published_on" in issue.message and day[:10] in issue.message


def test_style_and_comments_between_empty_lines_are_not_shown(reading: Reading) -> None:
    text = "# 云川要闻\n\n## 经济\n\n<p>全市产值增长。</p><!-- 广告\n\n开始 --><style>\n.x\n\n{color: red}\n</style>\n\n原标题：云川产值增长\n"
    blocks = reading(text, "page.md").blocks
    assert [(b.kind, b.text) for b in blocks] == [
        ("heading", "云川要闻"),
        ("heading", "经济"),
        ("paragraph", "全市产值增长。"),
        ("furniture", "原标题：云川产值增长"),
    ]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("细胞数达10<sup>5</sup>个。", "细胞数达10⁵个。"),
        ("细胞数达$10^{5}$个。", "细胞数达10⁵个。"),
        ("产值3亿元<sup>2</sup>。", "产值3亿元²。"),
        ("产值<sup>[3]</sup>5亿元。", "产值[3]5亿元。"),
    ],
)
def test_raised_digits_stay_raised(reading: Reading, source: str, shown: str) -> None:
    assert reading(f"# 公报\n\n## 一、综合\n\n{source}\n", "page.md").blocks[-1].text == shown
    if "$" not in source:
        assert (
            reading(f"<div><p>{source}全市经济平稳运行，产业结构持续优化，质量效益稳步提升。</p></div>", "page.html")
            .blocks[-1]
            .text.startswith(shown)
        )


def test_an_article_saved_without_its_page_is_html(reading: Reading) -> None:
    content = reading(
        "<p style='x'><strong>一季度运行情况</strong></p><p>全市产值<span>300</span>亿元，<span>增长</span>5%，质量效益稳步提升，结构持续优化。</p>",
        "a.html",
    )
    assert content.media_type == "text/html"
    assert [(b.kind, b.text) for b in content.blocks] == [
        ("heading", "一季度运行情况"),
        ("paragraph", "全市产值300亿元，增长5%，质量效益稳步提升，结构持续优化。"),
    ]


def test_a_headline_that_only_the_front_matter_prints_stands_over_the_text(reading: Reading) -> None:
    post = "---\ntitle: 云川产值增长\n---\n\n<p>云川新闻记者 林木森</p>\n\n<p>全市产值增长。</p>\n"
    assert [(b.kind, b.role, b.text) for b in reading(post, "post.md").blocks] == [
        ("heading", "title", "云川产值增长"),
        ("furniture", "byline", "云川新闻记者 林木森"),
        ("paragraph", None, "全市产值增长。"),
    ]
