"""Where the article of a web page stands, what is set apart around it, and what is said of that."""

from __future__ import annotations

import pytest

from extract.content import Content
from tests.extract.conftest import Reading

TITLE = "云川市图书馆新馆开放"
FIRST = "云川市图书馆新馆今天开放，设阅览座位1200个，读者凭身份证入馆。"
REST = [
    "新馆分三层，藏书80万册，年底前还将增加图书12万册，覆盖少儿、科技和地方文献。",
    "市文旅局负责人说，新馆周末延时开放，每周开放时间达到70小时，并设无障碍通道。",
    "读者可以在网上预约座位，违约三次的，一个月内不能再约。",
]


def paragraphs(texts: list[str], name: str = "p") -> str:
    return "".join(f"<{name}>{text}</{name}>" for text in texts)


def read(reading: Reading, body: str, head: str = "") -> Content:
    return reading(f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>", "a.html")


def body_of(content: Content) -> list[str]:
    return [b.text for b in content.blocks if b.kind != "furniture" and b.text != TITLE]


def issue(content: Content, kind: str) -> list[str]:
    return [i.message for i in content.issues if i.type == kind]


@pytest.mark.parametrize("opening", ["<div class='lead'><p>{}</p></div>", "<p>{}</p>", "<div>{}</div>"])
def test_an_opening_outside_the_block_is_kept(reading: Reading, opening: str) -> None:
    top = f"<h1>{TITLE}</h1><p>2031/06/12 11:05</p>{opening.format(FIRST)}"
    content = read(reading, f"<div>{top}<div class='text'>{paragraphs(REST * 2)}</div></div>")
    assert body_of(content)[0] == FIRST
    assert FIRST not in "".join(b.text for b in content.blocks if b.kind == "furniture")


@pytest.mark.parametrize(
    "line",
    [
        "<ul><li>本馆不收取任何费用，欢迎广大读者前来阅览。</li></ul>",
        "<div>编辑：陈平，审核：李谷，来源：云川日报和云川发布</div>",
    ],
)
def test_a_list_or_a_byline_over_the_block_is_no_opening(reading: Reading, line: str) -> None:
    content = read(reading, f"<div><h1>{TITLE}</h1>{line}<div>{paragraphs([FIRST, *REST] * 2)}</div></div>")
    assert body_of(content)[0] == FIRST


def test_sentences_around_the_article_are_told_with_their_words(reading: Reading) -> None:
    remark = "希望新馆多办一些讲座，孩子们都很喜欢听故事会。"
    content = read(
        reading,
        f"<div><h1>{TITLE}</h1><div>{paragraphs([FIRST, *REST])}</div></div>"
        f"<div id='comments'><h3>评论</h3><p>{remark}</p></div><div>版权所有：云川市图书馆</div>",
    )
    assert body_of(content) == [FIRST, *REST]
    (message,) = issue(content, "outside_article")
    assert remark in message and "版权所有" not in message


def test_menus_and_links_around_the_article_are_no_issue(reading: Reading) -> None:
    menus = "<ul><li><a href='/'>首页</a></li><li><a href='/n'>要闻，动态</a></li></ul>"
    content = read(reading, f"{menus}<div><h1>{TITLE}</h1><div>{paragraphs([FIRST, *REST])}</div></div>{menus}")
    assert not content.issues


@pytest.mark.parametrize("name", ["h1", "h2", "div", "td"])
def test_one_sentence_among_punctuated_lists_is_the_article(reading: Reading, name: str) -> None:
    lists = "".join(f"<li>关于第{n}期阅读活动的公告，请读者相互转告，谢谢。</li>" for n in range(9))
    box = f"<div><{name}>{TITLE}</{name}><p>发布时间：2031-06-12</p><div><p>{FIRST}</p></div></div>"
    box = f"<table><tr>{box[5:-6]}</tr></table>" if name == "td" else box
    content = read(reading, f"<div>{box}<div><h4>公告</h4><ul>{lists}</ul></div></div>")
    assert body_of(content) == [FIRST] or name == "td"
    assert FIRST in body_of(content)


def test_parts_that_tell_of_other_pages_are_not_the_article(reading: Reading) -> None:
    teaser = "<div class='i'><a href='/{0}'>云川召开第{0}次会议</a><p>会议部署下一阶段任务，要求各地落实责任，按期完成，并做好宣传工作。</p></div>"
    box = f"<div><h1>{TITLE}</h1><div><p>{FIRST}</p></div></div>"
    content = read(reading, f"<div>{box}<div>{''.join(teaser.format(n) for n in range(5))}</div></div>")
    assert body_of(content) == [FIRST]


def test_parts_with_links_under_one_headline_are_the_article(reading: Reading) -> None:
    part = "<div class='i'><a href='/{0}'>第{0}项</a><p>各县抓好落实，按期完成第{0}项任务，做好宣传工作。</p></div>"
    content = read(reading, f"<div><h1>{TITLE}</h1>{''.join(part.format(n) for n in range(5))}</div>")
    assert sum("按期完成" in text for text in body_of(content)) == 5


@pytest.mark.parametrize(
    "line",
    [
        "<p>上一篇：<a href='1'>云川召开防汛工作会议，部署下一阶段任务</a></p>",
        "<p>下一条：<a href='2'>夏粮收购进入高峰，日收购量超过3万吨</a></p>",
        "<div><a href='1'>上一篇 云川召开防汛工作会议，部署下一阶段任务和各项重点工作安排</a></div>",
        "<p>下一篇：没有了</p>",
        "<p>《 云川日报 》（ 2031年06月12日 02 版）</p>",
    ],
)
def test_lines_that_lead_to_other_pages_are_no_text(reading: Reading, line: str) -> None:
    assert body_of(read(reading, f"<div>{paragraphs([FIRST, *REST])}{line}</div>")) == [FIRST, *REST]


@pytest.mark.parametrize("line", ["上一篇文章谈到，新馆将设座位1200个。", "前一页的表格列出了各区的座位数。"])
def test_text_that_speaks_of_another_page_is_text(reading: Reading, line: str) -> None:
    assert line in body_of(read(reading, f"<div>{paragraphs([FIRST, line, *REST])}</div>"))


@pytest.mark.parametrize(
    "struck",
    [
        "<del>800</del>",
        "<s>800</s>",
        "<strike>800</strike>",
        "<span style='color:red;text-decoration: line-through'>800</span>",
        "<span style='text-decoration-line:underline line-through'>800</span>",
    ],
)
def test_what_is_struck_out_is_left_out_and_told(reading: Reading, struck: str) -> None:
    text = f"全市阅览座位{struck}<ins>1200</ins>个，藏书80万册，由市图书馆管理。"
    content = read(reading, f"<div>{paragraphs([text, *REST])}</div>")
    assert body_of(content)[0] == "全市阅览座位1200个，藏书80万册，由市图书馆管理。"
    assert "“800”" in issue(content, "struck_out")[0]


def test_underlined_text_is_text(reading: Reading) -> None:
    text = "全市阅览座位<span style='text-decoration:underline'>1200</span>个，<small>藏书</small>80万册。"
    assert body_of(read(reading, f"<div>{paragraphs([text, *REST])}</div>"))[0] == "全市阅览座位1200个，藏书80万册。"


def test_text_that_a_script_shows_is_read_and_a_hidden_double_is_not(reading: Reading) -> None:
    hidden = f"<div style='visibility: hidden'>{paragraphs([FIRST, *REST])}</div>"
    assert body_of(read(reading, f"<h1>{TITLE}</h1>{hidden}")) == [FIRST, *REST]
    shown = f"<div>{paragraphs([FIRST, *REST])}</div>"
    assert body_of(read(reading, f"<h1>{TITLE}</h1>{shown}{hidden}")) == [FIRST, *REST]


@pytest.mark.parametrize(
    "line",
    [
        "未经馆方同意，任何单位和个人不得改变馆舍用途。",
        "各馆要公布举报电话，畅通投诉渠道，及时办理。",
        "各馆在入口处公布联系我们的方式和监督电话。",
    ],
)
def test_no_word_cuts_the_text_behind_it(reading: Reading, line: str) -> None:
    last = "本办法自2031年7月1日起施行。"
    content = read(reading, f"<div>{paragraphs([FIRST, *REST, line, last])}</div>")
    assert body_of(content)[-2:] == [line, last]
