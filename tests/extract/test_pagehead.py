"""Title, day and source of web pages: what they say to programs, and what they show by the headline."""

from __future__ import annotations

import pytest

from extract.files import structured
from tests.extract.conftest import Reading

TITLE = "云川前五月消费增长6.2%"
TEXT = (
    "<div class='con'><p>云川市商务局今天通报全市消费市场运行情况，前五个月零售总额356.8亿元。</p>"
    "<p>下半年计划发放消费券2000万元，覆盖商户1200家，由各区组织实施。</p></div>"
)
OTHERS = (
    "<div><h3>相关新闻</h3><ul><li><a href='/1'>云川召开防汛工作会议</a><span>2031-07-02</span></li>"
    "<li><a href='/2'>夏粮收购进入高峰</a><span>2031-07-01</span></li></ul></div>"
)


def page(head: str = "", body: str = "") -> str:
    return (
        f"<html><head><meta charset='utf-8'><title>{TITLE}_云川新闻网</title>{head}</head>"
        f"<body>{body or f'<h1>{TITLE}</h1>{TEXT}'}{OTHERS}</body></html>"
    )


def linked(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (linked('{"@type":"NewsArticle","headline":"甲","datePublished":"2031-06-12T08:30:00+08:00"}'), "2031-06-12"),
        (linked('{"@type":"NewsArticle","datePublished":"2031-06-11T23:30:00Z"}'), "2031-06-12"),
        (linked('[{"@type":"BreadcrumbList"},{"@type":["Article"],"datePublished":"2031-06-12"}]'), "2031-06-12"),
        (linked('{"@graph":[{"@type":"WebPage","datePublished":"2031-06-12"},{"@type":"WebSite"}]}'), "2031-06-12"),
        (linked('{"@type":"WebPage","mainEntity":{"@type":"Article","datePublished":"2031-06-12"}}'), "2031-06-12"),
        # A list of articles is of other pages; what was changed, or is no article, has another day.
        (
            linked(
                '[{"@type":"NewsArticle","headline":"甲","datePublished":"2031-06-12"},'
                '{"@type":"NewsArticle","headline":"乙","datePublished":"2031-06-13"}]'
            ),
            None,
        ),
        (linked('{"@type":"NewsArticle","dateModified":"2031-06-12"}'), None),
        (linked('{"@type":"VideoObject","datePublished":"2031-06-12"}'), None),
        (linked('{"@type":"NewsArticle","datePublished":"2031-06-1'), None),
        (linked("[" * 5000), None),
        ('<meta property="article:published_time" content="2031-06-12T00:30:00+00:00">', "2031-06-12"),
        ('<meta name="publishdate" content="2031-06-12">', "2031-06-12"),
        ('<meta property="og:updated_time" content="2031-06-12">', None),
        ('<meta itemprop="datePublished" content="2031-06-12">', "2031-06-12"),
    ],
)
def test_the_day_that_a_page_says_to_programs(reading: Reading, head: str, day: str | None) -> None:
    assert reading(page(head), "a.html").metadata.get("published_on") == day


def test_who_tells_an_article_by_json_ld(reading: Reading) -> None:
    said = '{"@type":"NewsArticle","author":[{"name":"陈平"}],"publisher":{"name":"云川日报"}}'
    metadata = reading(page(linked(said)), "a.html").metadata
    assert (metadata["author"], metadata["publisher"], metadata["title"]) == ("陈平", "云川日报", TITLE)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("<div class='i'><span>日期：2031-06-12</span><span>来源：市商务局</span></div>", "2031-06-12"),
        ("<div>陈平 <i>2031-06-12</i></div>", "2031-06-12"),
        ("<p>2031/06/12 11:05</p>", "2031-06-12"),
        ("<p>[ 2031-6-12 ]　[ 浏览 120 次 ]　[ 字体：大 中 小 ]</p>", "2031-06-12"),
        ("<p>更新时间：2031-06-20 09:00　发布时间：2031-06-12 16:30</p>", "2031-06-12"),
        ("<span>2031年06月12日</span><br><span>云川日报</span>", "2031-06-12"),
        ("<time class='entry-date published' datetime='2031-06-12T08:30:00+08:00'>6月 12, 2031</time>", "2031-06-12"),
        # Other days than that of the page, or two of them.
        ("<p>更新时间：2031-06-20 09:00</p>", None),
        ("<p>活动时间：2031-06-12</p>", None),
        ("<p>2031-06-12 至 2031-06-20</p>", None),
        ("<p>（2031年6月12日云川市人民代表大会常务委员会通过）</p>", None),
        ("<p>今天是2031-06-12 星期四</p>", None),
        ("<p>06月12日 08:26</p>", None),
    ],
)
@pytest.mark.parametrize("name", ["h1", "h2", "div"])
def test_the_day_in_the_line_under_a_headline(reading: Reading, name: str, line: str, day: str | None) -> None:
    body = f"<div><{name}>{TITLE}</{name}>{line}{TEXT}</div>"
    assert reading(page(body=body), "a.html").metadata.get("published_on") == day


def test_the_day_over_a_headline_needs_a_time_or_a_label(reading: Reading) -> None:
    told, bare = (
        page(body=f"<div>{line}<h1>{TITLE}</h1>{TEXT}</div>")
        for line in ("<p>2031-06-12 08:41　来源：云川网</p>", "<p>2031-06-12</p>")
    )
    assert reading(told, "a.html").metadata["published_on"] == "2031-06-12"
    assert "published_on" not in reading(bare, "b.html").metadata


def test_the_name_of_a_site_in_a_headline_is_no_title(reading: Reading) -> None:
    body = f"<h1><a href='/'>云川财经新闻</a></h1><div><h2>{TITLE}</h2>{TEXT}</div>"
    assert reading(page(body=body), "a.html").metadata["title"] == TITLE


@pytest.mark.parametrize("site", ["::云川市统计局::", "云川市统计局", "", "云川市港航中心"])
def test_a_title_that_only_its_type_shows(reading: Reading, site: str) -> None:
    rows = (
        "<tr><td>首页</td><td>机构职能</td></tr>",
        f"<tr><td align=center><font size=5><b>{TITLE}</b></font></td></tr>",
        "<tr><td align=center>[ 2031-6-12 ] [ 浏览 120 次 ]</td></tr>",
        f"<tr><td>{TEXT}</td></tr>",
    )
    content = reading(f"<html><title>{site}</title><body><table>{''.join(rows)}</table></body></html>", "a.html")
    assert (content.metadata["title"], content.metadata["published_on"]) == (TITLE, "2031-06-12")


def test_a_title_in_two_lines_is_the_one_that_is_named(reading: Reading) -> None:
    lines = "<center><b>云川市商务局</b></center><center><b>前五月消费增长6.2%的通报</b></center>"
    content = reading(
        f"<html><title>云川市商务局前五月消费增长6.2%的通报</title><body>{lines}{TEXT}</body></html>", "a.html"
    )
    assert content.metadata["title"] == "云川市商务局前五月消费增长6.2%的通报"


def test_labels_in_lines_of_their_own_over_the_text(reading: Reading) -> None:
    items = "<ul><li>发文机关：云川市商务局</li><li>成文日期：2031-06-10</li><li>发布日期：2031-06-12</li></ul>"
    content = reading(page(body=f"<div>{items}{TEXT}</div>"), "a.html")
    said = {key: content.metadata[key] for key in ("issuer", "issued_on", "published_on")}
    assert said == {"issuer": "云川市商务局", "issued_on": "2031-06-10", "published_on": "2031-06-12"}
    assert not any(b.text.startswith(("发文机关", "成文日期")) for b in content.blocks if b.kind != "furniture")


def test_a_day_of_signature_does_not_take_the_place_of_that_of_the_page(reading: Reading) -> None:
    rows = (
        "<tr><td>成文日期：<i></i></td><td><span>2031-05-19</span></td></tr>",
        "<tr><td>文号：</td><td>云商〔2031〕3号</td><td>发布日期：</td><td>2031-06-12</td></tr>",
    )
    metadata = reading(page(body=f"<table>{''.join(rows)}</table><h1>{TITLE}</h1>{TEXT}"), "a.html").metadata
    assert (metadata["issued_on"], metadata["published_on"]) == ("2031-05-19", "2031-06-12")


def test_the_counter_behind_a_source_is_no_part_of_it(reading: Reading) -> None:
    line = "<h6>发布日期：2031年06月12日&nbsp;&nbsp;作者：陈平&nbsp;&nbsp;来源：宣传部&nbsp;&nbsp;点击：<span>56</span></h6>"
    metadata = reading(page(body=f"<h3>{TITLE}</h3>{line}{TEXT}"), "a.html").metadata
    assert (metadata["publisher"], metadata["author"]) == ("宣传部", "陈平")


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源 : 云川新闻", "云川新闻"),
        ("来　源：云川新闻　作　者：陈平", "云川新闻"),
        ("作者：陈平　　来源：办公室　　时间：2031-6-12　　点击数：89", "办公室"),
        ("来源：云川新闻　责任编辑：陈平", "云川新闻"),
        ("发布 时间：2031-06-12 来源：办公室", "办公室"),
    ],
)
def test_the_next_label_ends_the_value_before_it(reading: Reading, line: str, source: str) -> None:
    metadata = reading(page(body=f"<h1>{TITLE}</h1><p>{line}</p>{TEXT}"), "a.html").metadata
    assert metadata["publisher"] == source


@pytest.mark.parametrize(
    "site", ["<h1>云川市统计信息公开平台</h1>", "<h1>云川市统计局门户网站</h1>", "<h2>云川市统计信息公开平台</h2>"]
)
def test_a_headline_with_the_words_of_the_title_goes_before_the_first(reading: Reading, site: str) -> None:
    metadata = reading(page(body=f"{site}<div><h2>{TITLE}</h2>{TEXT}</div>"), "a.html").metadata
    assert metadata["title"] == TITLE


def test_a_time_that_is_shown_as_so_long_ago_says_its_day(reading: Reading) -> None:
    line = "<p>陈平 · <time datetime='2031-06-12T10:00:00+08:00'>3天前</time></p>"
    more = "<h2>更多</h2><a href='/1'>防汛会议</a><time datetime='2031-06-10T10:00:00+08:00'>5天前</time>"
    body = f"<main><h1>{TITLE}</h1>{line}{TEXT}{more}</main>"
    assert reading(page(body=body), "a.html").metadata["published_on"] == "2031-06-12"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2031-06-12T16:00:00Z", "2031-06-13"),
        ("2031-06-12T08:30+0900", "2031-06-12"),
        ("2031-06-12 08:30:00", "2031-06-12 08:30:00"),
        ("2031-02-30T08:30:00Z", "2031-02-30"),
        ("今天", "今天"),
    ],
)
def test_a_moment_is_brought_to_the_day_here(moment: str, day: str) -> None:
    assert structured.day(moment) == day
