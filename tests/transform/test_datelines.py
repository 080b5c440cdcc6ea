"""What the lines of a page say of its date and title: line → day and medium, text → title and days. All names are fictional."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from transform.document.datelines import dateline, is_toolbar, labelled_title
from transform.document.model import SourceInfo

Print = Callable[..., Any]

LINES = [
    ("2031-06-18 09:12:53", ("2031-06-18", None)),
    ("2031-06-18", ("2031-06-18", None)),
    ("云川经信 2031-06-18", ("2031-06-18", "云川经信")),
    ("2031.06.18 16:31 来源:云川日报客户端", ("2031-06-18", "云川日报客户端")),
    ("云川新闻网(2031-06-18 09:20:26)稿件来源:云川日报", ("2031-06-18", "云川日报")),
    ("2031年06月18日 09:12 云川日报", ("2031-06-18", "云川日报")),
    ("发布时间:2031年6月18日 来源:市商务局 浏览次数:17", ("2031-06-18", "市商务局")),
    ("2031-04-09 19:00来源:", ("2031-04-09", None)),
    # An act is signed so, and a sentence tells of a day.
    ("2031年6月18日", None),
    ("云川市人民政府2031年6月18日", None),
    ("2031年6月18日,全市建成驿站20座。", None),
    ("2031-06-31 09:12", None),
]


@pytest.mark.parametrize(("line", "said"), LINES)
def test_date_line(line: str, said: tuple[str, str | None] | None) -> None:
    assert dateline(line) == said


TOOLS = [
    ("下载全屏", True),
    ("下载 全屏", True),
    ("【打印】【关闭窗口】", True),
    ("字号:大中小", True),
    ("机构 新闻 办事", True),
    ("首页|简|繁|EN|登录|邮", True),
    ("打印机产业发展规划", False),
    ("政务服务提升方案", False),
    ("关于收藏品市场的通知", False),
]


@pytest.mark.parametrize(("line", "is_tools"), TOOLS)
def test_tools_of_a_page(line: str, is_tools: bool) -> None:
    assert is_toolbar(line) is is_tools


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("标题:云川市养老服务办法", "云川市养老服务办法"),
        ("(原标题:云川养老床位翻一番)", "云川养老床位翻一番"),
        ("标题党不可取", None),
    ],
)
def test_a_title_behind_its_label(line: str, title: str | None) -> None:
    assert labelled_title(line) == title


HEADS: dict[str, tuple[str, tuple[str, str | None, str | None]]] = {
    # text of a page → title, issued on, published on
    "tools over the title": (
        "下载 全屏\n云川市驿站管理办法\n第一条 为规范驿站管理,制定本办法。", ("云川市驿站管理办法", None, None)),
    "a page printed to a file": (
        "云川建成驿站二十座\n2031-06-18 09:12 来源:云川日报\n本报讯(记者 张三)全市建成驿站20座。",
        ("云川建成驿站二十座", "2031-06-18", "2031-06-18")),
    "an order that the head of its body signs": (
        "云川市驿站管理办法\n云川市商务局令第3号\n《云川市驿站管理办法》已经通过，现予公布。\n云川市商务局局长 张三2031年7月7日\n"
        "第一条 为规范驿站管理，制定本办法。",
        ("云川市驿站管理办法", "2031-07-07", None)),
    "a day in brackets behind the title": (
        "关于加快驿站建设的意见\n云川市人民政府关于加快驿站建设的意见（2031年3月30日）\n驿站是便民设施。\n一、总体要求\n加快建设。",
        ("关于加快驿站建设的意见", "2031-03-30", None)),
    "the title again with its number": (
        "关于加快驿站建设的意见\n云川市人民政府关于加快驿站建设的意见云政发〔2031〕2号\n各区人民政府：\n加快建设。\n云川市人民政府2031年5月4日",
        ("云川市人民政府关于加快驿站建设的意见", "2031-05-04", None)),
    "a notice that issues without marks": (
        "云川市商务局关于重新发布云川市驿站管理办法的通知\n各区：\n现予发布。\n云川市商务局\n2031年6月30日\n云川市驿站管理办法\n"
        "第一条 为规范驿站管理，制定本办法。",
        ("云川市驿站管理办法", "2031-06-30", None)),
    "a notice that names a table": (
        "关于供应驿站房源的通告\n为供应驿站房源，详见《房源情况表》。\n房源情况表\n一、对象\n市民。\n云川市商务局\n2031年3月19日",
        ("关于供应驿站房源的通告", "2031-03-19", None)),
    "a headline that says what is issued": (
        "《云川市驿站建设方案》印发\n云川商务 2031-07-30\n一、目标\n甲。\n二、任务\n乙。\n三、保障\n丙。",
        ("云川市驿站建设方案", None, "2031-07-30")),
    "who speaks, behind the date line": (
        "云川市经济运行新闻发布会\n发布时间：2031-04-21 16:41信息来源：市统计局\n主持人：市统计局 王五\n一季度，全市经济平稳运行。",
        ("云川市经济运行新闻发布会", "2031-04-21", "2031-04-21")),
    "an explanation that is given at a session": (
        "关于《云川市驿站条例（草案）》的说明——2031年10月13日在市第八届人民代表大会常务委员会第二次会议上\n主任：\n我作说明。",
        ("关于《云川市驿站条例(草案)》的说明", "2031-10-13", None)),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADS)
def test_title_and_days(printed: Print, case: str) -> None:
    text, said = HEADS[case]
    found = printed(text)[0][0]
    assert (found.title, found.issued_on, found.published_on) == said


def test_what_is_read_over_a_guide_is_the_day_it_was_put_up(printed: Print) -> None:
    text = "驿站申请指南\n一、申请条件\n本市居民。\n二、办理流程\n登录申请。\n三、咨询电话\n12345。"
    assert printed(text, published_on="2031-06-25")[0][0].issued_on == "2031-06-25"


def test_links_over_the_headline_are_no_part_of_it(printed: Print) -> None:
    text = "领导之窗 在线访谈\n云川市驿站建设方案\n为加快建设，制定本方案。"
    assert printed(text, title="云川市驿站建设方案")[0][0].title == "云川市驿站建设方案"


HEADLINES = [
    ("云川市长作政府工作报告 提出今年目标", "news"),
    ("政府工作报告里的云川", "news"),
    ("一图读懂云川市政府工作报告", "news"),
    ("云川市政府工作报告", "report"),
    ("云川市政府工作报告摘要", "report"),
    ("云川市农业局2031年工作总结和2032年工作计划", "report"),
    ("云川市农业局2031年工作计划", "plan"),
]


@pytest.mark.parametrize(("title", "kind"), HEADLINES)
def test_a_headline_tells_of_a_paper_and_is_none(printed: Print, title: str, kind: str) -> None:
    assert printed("全市生产总值增长6%。", source=SourceInfo("yunchuan-page", title=title))[0][0].kind == kind
