"""Pages: the metadata head, the article among navigation and layout tables, tables of data, what nobody sees."""

from __future__ import annotations

import pytest

from extract.errors import Unreadable
from tests.extract.conftest import Reading

ARTICLE = (
    "<p style='text-align:center'><span style='font-weight:bold;font-size:18pt'>云川市人民政府办公室关于</span></p>"
    "<p style='text-align:center'><span style='font-weight:bold;font-size:18pt'>促进数字消费的通知</span></p>"
    "<p>各县人民政府，市政府各部门：</p>"
    "<p style='text-indent:2em'><b>一、培育主体</b></p>"
    "<p>　　支持商户上线经营，年内培育商户一百家，建设网点十个。</p>"
    "<p style='text-align:right'>云川市人民政府办公室</p><p style='text-align:right'>2031年5月6日</p>"
)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def labels(*rows: list[tuple[str, str]]) -> str:
    """Set the head that government sites print over a document: labels in bold, values beside them."""
    cells = ["".join(f"<td><b>{label}：</b></td>\n<td>{value}</td>" for label, value in row) for row in rows]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells).replace("<b>：</b>", "") + "</table>"


def texts(content: object) -> list[str]:
    return [b.text for b in content.blocks if b.kind not in ("furniture", "table")]  # type: ignore[attr-defined]


def test_article_inside_layout_tables(reading: Reading) -> None:
    head = labels(
        [("索 引 号", "yc-1/2031"), ("发文机关", "云川市人民政府办公室")],
        [("成文日期", "2031年5月6日"), ("标　　题", "促进数字消费的通知")],
        [("发文字号", "云政办发〔2031〕7号"), ("发布日期", "2031年5月8日")],
        [("主 题 词", ""), ("", "")],
    )
    content = reading(
        page(
            f"<div><ul><li><a href='/'>首页</a></li></ul></div><table><tr><td>{head}</td></tr></table>"
            f"<table><tr><td><table><tr><td>{ARTICLE}</td></tr></table></td><td><a href='/x'>热点</a></td></tr></table>"
        ),
        "page.html",
    )
    assert content.metadata == {
        "index_number": "yc-1/2031",
        "issuer": "云川市人民政府办公室",
        "issued_on": "2031-05-06",
        "title": "促进数字消费的通知",
        "document_number": "云政办发〔2031〕7号",
        "published_on": "2031-05-08",
    }
    assert texts(content) == [
        "云川市人民政府办公室关于",
        "促进数字消费的通知",
        "各县人民政府，市政府各部门：",
        "一、培育主体",
        "支持商户上线经营，年内培育商户一百家，建设网点十个。",
        "云川市人民政府办公室",
        "2031年5月6日",
    ]
    assert [b.align for b in content.blocks if b.align] == ["center", "center", "right", "right"]
    assert [b.kind for b in content.blocks if b.text in ("一、培育主体", "促进数字消费的通知")] == [
        "heading",
        "heading",
    ]


@pytest.mark.parametrize(
    "head",
    [
        "<ul><li><span>文号：</span><span>云商发〔2031〕9号</span></li></ul>",
        "<dl><dt>文号</dt><dd>云商发〔2031〕9号</dd></dl>",
        "<p>文号：云商发〔2031〕9号　　有效性：有效</p>",
        "<div><b>文 号:</b>云商发〔2031〕9号</div>",
    ],
)
def test_labels_in_every_dress(reading: Reading, head: str) -> None:
    content = reading(page(f"{head}<div>{ARTICLE}</div>"), "page.html")
    assert content.metadata["document_number"] == "云商发〔2031〕9号"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("促进数字消费办法 - 云川市人民政府门户网站", "促进数字消费办法"),
        ("云川市商务局_促进数字消费办法", "促进数字消费办法"),
        ("促进数字消费办法--云川新闻", "促进数字消费办法"),
        ("促进数字消费办法-纪检", "促进数字消费办法"),
        ("促进数字消费12条-云川财经", "促进数字消费12条"),
        ("促进数字消费办法 | 要闻 | 云川在线", "促进数字消费办法"),
        ("促进数字消费办法-征求意见稿", "促进数字消费办法-征求意见稿"),
        ("促进数字消费行动计划(2031-2033年)", "促进数字消费行动计划(2031-2033年)"),
        ("云川经济开发区5G-A建设方案", "云川经济开发区5G-A建设方案"),
        ("云川政务", None),
        ("首页", None),
    ],
)
def test_the_name_of_a_site_is_no_title(reading: Reading, printed: str, title: str | None) -> None:
    text = "<p>为促进消费，制定本办法。</p><p>各县应当建设商圈，培育商户，完善物流。</p>"
    content = reading(page(text, f"<title>{printed}</title>"), "a.html")
    assert content.metadata.get("title") == title


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("锚定数谷--云川十年--云川河网", "锚定数谷--云川十年"),
        ("要闻_云川建成驿站12个_云川日报数字版", "云川建成驿站12个"),
        ("云川建成驿站12个-县区-云川日报数字版", "云川建成驿站12个"),
        ("云川建成驿站12个-图片新闻", "云川建成驿站12个-图片新闻"),
    ],
)
def test_the_part_of_the_title_that_the_page_shows_is_the_title(reading: Reading, printed: str, line: str) -> None:
    content = reading(page(f"<div>{line}</div><div>{ARTICLE}</div>", f"<title>{printed}</title>"), "a.html")
    assert content.metadata["title"] == line


@pytest.mark.parametrize(
    "line",
    [
        "<ul><li>2031-06-18 09:12:53</li><li>来源：云川日报</li></ul>",
        "<div>云川新闻网 ( 2031-06-18 09:20:26 ) 稿件来源： 云川日报</div>",
        "<div>云川日报 2031.06.18 16时31分</div>",
        "<div>[2031-06-18]</div>",
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_the_day_under_the_headline_is_that_of_the_page(reading: Reading, line: str, inside: bool) -> None:
    head = f"<h1>云川建成驿站12个</h1>{line}"
    text = f"<div>{head}{ARTICLE}</div>" if inside else f"{head}<div>{ARTICLE}</div>"
    assert reading(page(text), "a.html").metadata.get("published_on") == "2031-06-18"


def test_a_day_in_words_is_that_of_the_page_over_the_article_and_of_the_act_within(reading: Reading) -> None:
    head = "<h1>云川建成驿站12个</h1><div>2031年06月18日</div>"
    over, within = (page(text) for text in (f"{head}<div>{ARTICLE}</div>", f"<div>{head}{ARTICLE}</div>"))
    assert reading(over, "a.html").metadata.get("published_on") == "2031-06-18"
    assert "2031年06月18日" in [b.text for b in reading(within, "a.html").blocks if b.kind != "furniture"]


@pytest.mark.parametrize(
    "line",
    ["<ul><li><a href='/1'>云川新闻</a> 2031-06-18 09:12</li></ul>", "<p>2031年6月18日开业的驿站共有12个。</p>"],
)
def test_a_day_in_a_list_of_links_or_in_a_sentence_is_not_that_of_the_page(reading: Reading, line: str) -> None:
    content = reading(page(f"<h1>云川建成驿站12个</h1>{line}<div>{ARTICLE}</div>"), "a.html")
    assert "published_on" not in content.metadata


def test_meta_tags_and_title(reading: Reading) -> None:
    head = (
        "<title>促进数字消费办法 - 云川市人民政府门户网站</title><meta name='PubDate' content='2031-05-08 10:00'>"
        "<meta name='ContentSource' content='云川市商务局'>"
    )
    content = reading(
        page("<p>支持商户上线经营，年内培育商户一百家。</p><p>建设网点，网点进村，物流到户，服务到人。</p>", head),
        "a.html",
    )
    assert content.metadata == {"published_on": "2031-05-08", "publisher": "云川市商务局", "title": "促进数字消费办法"}
    assert content.blocks[0].text == "促进数字消费办法"
    assert (content.blocks[0].kind, content.blocks[0].role) == ("heading", "title")


@pytest.mark.parametrize(
    "buttons", ["浏览字号： 大 中 小", "浏览量： -", "【字体：大 中 小】 打印", "字体大小：大 中 小"]
)
def test_the_buttons_beside_a_source_are_no_part_of_its_name(reading: Reading, buttons: str) -> None:
    head = f"<h1>云川建成驿站12个</h1><div>发布时间：2031-04-04 来源：云川日报 {buttons}</div>"
    assert reading(page(f"{head}<div>{ARTICLE}</div>"), "a.html").metadata["publisher"] == "云川日报"


def test_an_impossible_day_in_the_meta_tags_costs_only_itself(reading: Reading) -> None:
    content = reading(page(ARTICLE, "<meta name='PubDate' content='2031-02-30'>"), "a.html")
    assert "published_on" not in content.metadata
    assert [(i.type, "published_on: “2031-02-30”" in i.message) for i in content.issues] == [("impossible_date", True)]


def test_hidden_duplicates_are_not_read(reading: Reading) -> None:
    hidden = f"<div style='DISPLAY: none'>{ARTICLE}</div><p hidden>第二份，不可见。</p><script>var a='，，，';</script>"
    assert texts(reading(page(f"<div>{ARTICLE}</div>{hidden}"), "a.html")).count("一、培育主体") == 1


def test_line_breaks_and_ideographic_spaces_part_paragraphs(reading: Reading) -> None:
    content = reading(
        page("<div>　　支持商户上线，建设网点。<br>　　加强物流，提高效率。　　开展培训，提升能力，扩大就业。</div>"),
        "a.html",
    )
    assert texts(content) == ["支持商户上线，建设网点。", "加强物流，提高效率。", "开展培训，提升能力，扩大就业。"]


def test_a_table_with_spans_is_a_grid(reading: Reading) -> None:
    table = (
        "<table><tr><td rowspan=2>序号</td><td colspan=2>标准</td></tr><tr><td>城镇</td><td>乡村</td></tr>"
        "<tr><td>1</td><td colspan=2>50元/月</td></tr><tr><td>2</td><td>60元</td><td>30元</td></tr></table>"
    )
    (found,) = reading(page(ARTICLE + table), "a.html").tables()
    assert found.header_rows == 2
    assert found.grid() == [
        ["序号", "标准", "标准"],
        ["序号", "城镇", "乡村"],
        ["1", "50元/月", "50元/月"],
        ["2", "60元", "30元"],
    ]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("用水 预测", (None, "用水 预测", None)),
        ("表2 用水（单位：吨）", ("2", "用水", "吨")),
        ("", (None, None, None)),
    ],
)
def test_the_caption_element_names_the_table(
    reading: Reading, said: str, named: tuple[str | None, str | None, str | None]
) -> None:
    rows = "<tr><td>县</td><td>用水</td></tr><tr><td>东岭</td><td>3</td></tr>"
    [table] = reading(page(f"{ARTICLE}<table><caption>{said}</caption>{rows}</table>"), "a.html").tables()
    assert (table.number, table.caption, table.unit_note) == named


def test_selectors_of_a_site(reading: Reading) -> None:
    body = "<div id=a><p>甲文，较长的一段文字，用来充数，用来充数，用来充数。</p></div><div id=b><h3>乙题</h3><p>乙文，短。</p></div>"
    content = reading(page(body), "a.html", selectors={"body": "#b p", "title": "#b h3"})
    assert texts(content) == ["乙题", "乙文，短。"]


def test_a_selector_that_fits_nothing_is_an_issue(reading: Reading) -> None:
    content = reading(page(f"<div>{ARTICLE}</div>"), "a.html", selectors={"body": "#none"})
    assert [issue.type for issue in content.issues] == ["selector"]


def test_copyright_behind_the_article_is_furniture(reading: Reading) -> None:
    content = reading(page(ARTICLE + "<p>版权所有：云川市人民政府，未经许可不得转载，违者必究。</p>"), "a.html")
    assert content.blocks[-1].role == "boilerplate"


def test_a_page_without_text(reading: Reading) -> None:
    with pytest.raises(Unreadable, match="No running text"):
        reading(page("<div id=app></div>"), "a.html")


def test_a_table_of_figures_beside_the_words_belongs_to_the_page(reading: Reading) -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{value}</td></tr>"
        for name, value in [("产值", "512.3"), ("投资", "88.21"), ("出口", "1204"), ("收入", "90.6")]
    )
    words = "<div><p>去年，全市经济平稳运行，结构持续优化，质量稳步提升。</p></div>"
    content = reading(
        page(f"<div>{words}<div><table><tr><td>指标</td><td>亿元</td></tr>{rows}</table></div></div>"), "a.html"
    )
    assert [b.kind for b in content.blocks if b.kind != "furniture"] == ["paragraph", "table"]


def test_who_put_a_page_up_is_its_byline(reading: Reading) -> None:
    head = (
        "<h1>云川市网上零售保持增长</h1><div><span>发布时间：2031-04-04</span> <span>发布人：云川信息网 </span></div>"
    )
    content = reading(page(f"<div>{head}{ARTICLE}</div>"), "a.html")
    assert content.metadata["publisher"] == "云川信息网"
    assert content.metadata["published_on"] == "2031-04-04"


def test_the_time_under_the_headline_is_that_of_the_page(reading: Reading) -> None:
    head = "<h1>云川市网上零售保持增长</h1><div>2031-10-21 00:33发布</div>"
    hot = "<h3>热点</h3><div>2031-12-01 10:00发布</div>"
    content = reading(
        page(f"<div>{head}<div>{ARTICLE}</div>{hot}</div><p>文章来源: https://example.org/1</p>"), "a.html"
    )
    assert content.metadata.get("published_on") == "2031-10-21"
    assert "publisher" not in content.metadata


def test_the_words_under_a_picture_are_no_text(reading: Reading) -> None:
    picture = "<div><img src='a.jpg'><span>云川市去年产值。 林木森 制图</span></div>"
    blocks = reading(page(f"<div>{picture}{ARTICLE}</div>"), "a.html").blocks
    assert [b.text for b in blocks if b.role == "figure_caption"] == ["云川市去年产值。 林木森 制图"]
    assert not any("制图" in b.text for b in blocks if b.kind != "furniture")


def test_a_class_sets_a_line_bold(reading: Reading) -> None:
    lines = "<p class='font-L strong-Bold'>云川：产值超五百亿</p><p>去年，全市经济平稳运行，结构持续优化，质量稳步提升。</p>"
    assert [b.kind for b in reading(page(f"<div>{lines}</div>"), "a.html").blocks][-2:] == ["heading", "paragraph"]


SHORT = (
    "<div><h1>云川市建成书屋12个</h1><p>发布时间：2031-06-18 09:12　来源：云川日报</p><div>"
    "<p>云川市近日建成样板书屋12个，向市民免费开放。</p><p>下半年还将培训讲解员240人，改造旧厂房3处。</p></div></div>"
)
FOOT = "<div><p>主办单位：云川市人民政府办公室，承办单位：云川市大数据中心</p><p>政府网站标识码：0000000000</p></div>"


def test_a_short_article_beside_lists_is_the_article(reading: Reading) -> None:
    items = "".join(f"<li>云川市教育局、民政局、司法局：第{n}类网站的名录，请点击进入后查看。</li>" for n in range(6))
    content = reading(
        page(f"<ul><li>首页</li><li>要闻，动态</li></ul>{SHORT}<h3>网站群</h3><ul>{items}</ul>{FOOT}"), "a.html"
    )
    assert texts(content) == [
        "云川市建成书屋12个",
        "云川市近日建成样板书屋12个，向市民免费开放。",
        "下半年还将培训讲解员240人，改造旧厂房3处。",
    ]


@pytest.mark.parametrize(
    "rest",
    [
        "<ul><li>到2031年底，全市书屋达到120个，年接待读者30万人次，覆盖所有街道和乡镇，居民步行十五分钟就能到达最近的书屋，服务质量稳步提升。</li></ul>",
        "<div>到2031年底，全市书屋达到120个，年接待读者30万人次。<br>各县抓好落实，按期完成。</div>",
        "<section><p>到2031年底，全市书屋达到120个，年接待读者30万人次。</p></section>",
    ],
)
def test_running_text_outside_the_headline_s_block_stays(reading: Reading, rest: str) -> None:
    content = reading(page(f"<div>{SHORT}{rest}</div>"), "a.html")
    assert any(text.startswith("到2031年底，全市书屋达到120个") for text in texts(content))


ASKED = (
    "<p>为了提供更好的服务，本网更新了隐私政策，请仔细阅读各条款，特别是限制责任的条款。</p>"
    "<p>点击同意即表示已阅读并同意上述条款，本网将依法保护个人信息，不会向第三方提供。</p>"
)
BRIEF = "<div><h1>云川建成驿站12个</h1><div><p>云川市商务局建成驿站12个，覆盖全部街道。</p></div></div>"


@pytest.mark.parametrize(
    ("style", "laid"),
    [
        ("", f"<div style='position: fixed'>{ASKED}</div>"),
        (".tc{position:fixed}", f"<div class=tc>{ASKED}</div>"),
        ("", f"<div role=dialog>{ASKED}</div>"),
        ("", f"<dialog open>{ASKED}</dialog>"),
        ("", f"<div class='layui-layer'>{ASKED}</div>"),
    ],
)
def test_what_a_page_lays_over_a_short_article_is_set_apart(reading: Reading, style: str, laid: str) -> None:
    content = reading(page(BRIEF + laid, f"<style>{style}</style>"), "a.html")
    assert texts(content) == ["云川建成驿站12个", "云川市商务局建成驿站12个，覆盖全部街道。"]
    assert [issue.type for issue in content.issues] == ["outside_article"]


@pytest.mark.parametrize(
    ("style", "cell", "shown"),
    [
        (".x{text-decoration:line-through}", "<span class=x>500元</span>600元", "600元"),
        (".y,.x{text-decoration-line:line-through}", "<b class=x>500元</b>600元", "600元"),
        ("", "<span style='text-decoration:line-through'>500元</span>600元", "600元"),
        (".x{text-decoration:line-through}.x{text-decoration:none}", "<span class=x>500元</span>起", "500元起"),
        ("span.x{text-decoration:none}.x{text-decoration:line-through}", "<span class=x>500元</span>起", "500元起"),
        (".x{display:none}", "<span class=x>500元</span>600元", "600元"),
        ("p span.x{visibility:hidden}", "<span class=x>500元</span>600元", "600元"),
        (".x{display:none!important}", "<span class=x style='display:inline'>500元</span>600元", "600元"),
        (".x{display:none}", "<span class=x style='display:inline'>500元</span>起", "500元起"),
        ("@media print{.x{display:none}}", "<span class=x>500元</span>起", "500元起"),
        ("@media screen{.x{display:none}}", "<span class=x>500元</span>600元", "600元"),
        (".x::before{display:none}", "<span class=x>500元</span>起", "500元起"),
        ("", "<span hidden>500元</span>600元", "600元"),
    ],
)
def test_what_a_page_s_styles_strike_out_or_hide(reading: Reading, style: str, cell: str, shown: str) -> None:
    body = f"<div><h1>云川市补贴办法</h1><p>补贴为每户{cell}，由云川市商务局发放。</p><p>本办法由云川市商务局解释。</p></div>"
    assert f"补贴为每户{shown}，由云川市商务局发放。" in texts(reading(page(body, f"<style>{style}</style>"), "a.html"))
