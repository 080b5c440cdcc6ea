"""Lines that a page prints around a text: its date line, and the words of its tools, which are no part of a title.

The metadata that a page declares is read by the reader; here stands what only its lines say, as in a page that was printed to a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from transform.document import metadata

_DATE = r"(?P<y>(?:19|20)\d{2})(?:-|/|\.|年)(?P<m>1[0-2]|0?[1-9])(?:-|/|\.|月)(?P<d>3[01]|[12]\d|0?[1-9])日?"
_TIME = r"(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
_MEDIUM = r"[一-龥A-Za-z·]{1,14}(?:[日晚时早]报|报社|网|网站|社|电视台|广播电台|客户端|在线|发布|新闻|频道|局|委|厅|办|中心|部)"
_LABEL = r"(?:发布|更新|发稿|日期|时间|刊发)[一-龥]{0,4}:?"
_BY = r"(?:稿件|信息|文章|新闻|内容)?来源|作者|编辑|责编|责任编辑|记者|浏览|点击|阅读|访问"
_NEXT = rf"(?:{_BY}|字号|[【\[|])"
# Each ends where the next begins, so that a line is taken apart in one way.
_TOLD = (
    rf"(?:(?:{_BY})[一-龥]{{0,2}}:?\s*(?P<source>{_MEDIUM})?(?:(?!{_NEXT})[^,。;]){{0,24}}"
    rf"|字号(?:(?!{_NEXT}).){{0,30}}|[【\[|](?:(?!{_NEXT}).){{0,20}})"
)
_DATELINE = re.compile(
    rf"(?:(?P<medium>{_MEDIUM})\s*+)?(?:{_LABEL}\s*+)?\(?\s*+{_DATE}{_TIME}\s*+\)?\s*+(?>(?P<behind>{_MEDIUM})|{_TOLD})*\s*+"
)
_NAMED = re.compile(
    rf"(?P<medium>[一-龥A-Za-z·]{{2,12}})?\s*(?P<y>(?:19|20)\d{{2}})[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>3[01]|[12]\d|0?[1-9]){_TIME}"
)
"""A date in figures alone, which acts do not print, with any short name before it (云川经信 2031-06-18)."""
_CLOCKED = re.compile(r"\d{1,2}:\d{2}|来源|发布|更新|时间")
"""What tells a date line of a page from the date that an act is signed with."""
_TOOL = (
    r"下载|打印|全屏|退出全屏|字号|字体|默认|超大|特大|放大|缩小|收藏|留言|分享|分享到|关闭|关闭窗口|返回|返回顶部|翻译|朗读|播报|展开|收起"
    r"|复制链接|扫一扫|纠错|我要纠错|转发|点赞|评论|上一页|下一页|上一篇|下一篇|目录|本页|首页|简体?|繁[体體]?|EN|English|手机版|邮箱?|登录|注册|大|中|小"
)
_TOOLBAR = re.compile(rf"[【\[(]?(?:{_TOOL})(?:[\s|·:,/【】\[\]()+\-×]*(?:{_TOOL}))*[】\])]?")
_LINK = (
    r"首页|机构(?:职能|概况|设置|信息)?|新闻(?:动态|中心|资讯)?|政务(?:公开|服务|动态|互动|要闻)?|政府信息公开|信息公开|办事(?:服务|大厅|指南)?|公众参与"
    r"|互动(?:交流)?|政民互动|政策(?:法规|文件|解读)?|专题(?:专栏)?|数据(?:发布|开放)?|要闻(?:动态)?|党建(?:工作)?|通知公告|网站(?:导航|地图)|服务|公开|解读|长者(?:专区|助手)|无障碍(?:阅读)?|登录|注册"
)
_LINKS = re.compile(rf"(?:{_LINK})(?:[\s|·>/]*(?:{_LINK}))*")
"""A line of links to the parts of a site (机构 新闻 办事)."""
_LEAST = 2
_SPOKEN_OF = re.compile(r"原(?:标题|题):(?P<title>.{4,90})")
_TITLED = re.compile(r"(?:标题|名称|文件名称)[:](?P<title>.{4,90})")


class Dateline(NamedTuple):
    """When a page was put up (ISO), and by whom, None where its line names nobody."""

    published_on: str
    medium: str | None


def dateline(line: str) -> Dateline | None:
    """Read a folded line that prints when a page was put up (2031-06-18 09:12 来源:云川日报); None for any other.

    A bare date is none: an act prints the day on which it was signed so.
    """
    if (named := _NAMED.fullmatch(line)) is not None:
        day = metadata.iso_day(named["y"], named["m"], named["d"])
        return Dateline(day, named["medium"]) if day else None
    found = _DATELINE.fullmatch(line)
    if found is None or not (_CLOCKED.search(line) or found["medium"] or found["behind"]):
        return None
    day = metadata.iso_day(found["y"], found["m"], found["d"])
    return Dateline(day, found["source"] or found["medium"] or found["behind"]) if day else None


def first_dateline(lines: Iterable[str]) -> Dateline | None:
    """Give the first date line among the lines over a text."""
    return next((found for line in lines if (found := dateline(line)) is not None), None)


def is_toolbar(line: str) -> bool:
    """Say whether a folded line is made of the words of a page's tools or links alone (下载 全屏, 【打印】【关闭】, 机构 新闻 办事)."""
    return len(line) >= _LEAST and any(pattern.fullmatch(line) for pattern in (_TOOLBAR, _LINKS))


def labelled_title(line: str) -> str | None:
    """Give the title that a folded line prints behind its label (标题:云川市养老服务办法), None where it is none."""
    found = _TITLED.fullmatch(line) or _SPOKEN_OF.fullmatch(line.strip("()"))
    return found["title"].strip("()") if found else None
