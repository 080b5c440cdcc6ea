"""Pages that a server sends in place of what was asked for: to log in, or to say that something went wrong.

They come with status 200, under the name of a document. Which of them costs a document is for `extract.read` to say.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from bs4 import BeautifulSoup

from extract.files.sniff import HTML, decode

_LARGEST = 1024**2
"""Bytes of the longest file that is looked at: such a page is its style and script."""
_MOST_SIGNS = 800
"""Signs that are seen on such a page; a short notice has as many, so they alone prove nothing."""
_INVISIBLE = ["script", "style", "noscript", "template", "head", "svg"]

_JOINT = re.compile(r"\s*[-–—_|｜:：,，.。!！?？~～…]+\s*")
_CODE = r"(?:40\d|41[0-8]|429|50[0-5])"
_ENGLISH = (
    r"(?:page |file |resource |object |document )?not found|bad request|unauthori[sz]ed|(?:access )?forbidden|access (?:is )?denied"
    r"|(?:request|access) (?:rejected|blocked|denied)|(?:internal )?server error|bad gateway|gateway time-?out|proxy error"
    r"|service (?:temporarily )?unavailable|method not allowed|too many requests|error(?: page)?|runtime error"
)
_WHAT = r"(?:页面|网页|文件|资源|内容|地址|网址|目录|文件或目录)"
_GONE = r"(?:不存在|未找到|没有找到|没找到|找不到了?|无法找到|无法访问|无法显示|走丢了|丢失了?|已?(?:经?被?)?(?:删除|移除|下线)了?|出错了?|错误)"
_CHINESE = (
    rf"(?:[您你]?(?:所|要|正在)?(?:访问|查找|请求|浏览|查看|打开|下载)的)?{_WHAT}{_GONE}"
    rf"|(?:找不到|未找到|没有找到|无法找到|无法显示|无法访问)(?:[您你所要请求访问的该此]*){_WHAT}"
    r"|访问(?:被拒绝|被禁止|被拦截|受限|出错|失败|异常|过于频繁|验证)|(?:拒绝|禁止|无权|限制)访问|(?:没有|无)(?:访问)?权限"
    r"|(?:系统|网站|服务器|程序|运行时|内部服务器)(?:内部)?(?:错误|出错|异常|繁忙|维护中?|正在维护中?)"
    r"|(?:访问|页面|系统)?(?:出错|错误)(?:了|啦|信息|页面|提示|页)?|(?:系统|出错)提示|提示信息|信息提示|(?:安全|人机)验证"
)
_ERROR = re.compile(
    rf"(?:(?:抱歉|对不起|很遗憾|sorry|oops)\s*)?(?:(?:http\s*)?(?:status|error|错误(?:代码|号|码)?|状态码)?\s*{_CODE}\s*)?"
    rf"(?:{_ENGLISH}|{_CHINESE})(?:\s*{_CODE})?|(?:http\s*)?(?:status|error|错误(?:代码|号|码)?|状态码)?\s*{_CODE}(?:页面?)?",
    re.IGNORECASE,
)
"""A part of a title that tells of an error, whole: 500强企业名单 and 关于更正错误的公告 tell of none."""
_LOGIN = re.compile(
    r".{0,20}(?:登录|登陆)(?:页面?|系统|平台|窗口|界面|入口)?|统一身份认证(?:平台|系统|中心)?|(?:.{0,20} )?(?:log|sign)[ -]?in(?: page)?",
    re.IGNORECASE,
)
_JSON_CODES = ("code", "status", "errcode", "error", "errorCode", "error_code", "message", "msg")
_XML_ERROR = re.compile(r"\s*(?:<\?xml[^>]*+>\s*)?<Error>\s*<(?:Code|Message)>")


@dataclass(frozen=True, slots=True)
class Page:
    """A short page: `what` it seems to be, its `title`, and whether the title itself says so (else a password field)."""

    what: str
    title: str
    says_so: bool


def page_of(data: bytes, media_type: str) -> Page | None:
    """Say which page stands in place of a document, None where the bytes are no such page."""
    if len(data) > _LARGEST:
        return None
    text, _ = decode(data)
    return _of_html(text) if media_type == HTML else _of_text(text)


def _of_html(text: str) -> Page | None:
    soup = BeautifulSoup(text, "lxml")
    titles = [_line(tag.get_text()) for tag in (soup.title, soup.find(["h1", "h2"])) if tag is not None]
    asks_password = soup.find("input", type=re.compile("^password$", re.I)) is not None
    for tag in soup.find_all(_INVISIBLE):
        tag.extract()
    shown = soup.get_text("\n")
    if len(re.sub(r"\s", "", shown)) > _MOST_SIGNS:
        return None
    titles = list(filter(None, titles)) or [next(filter(None, map(_line, shown.splitlines())), "")]
    for title in titles:
        if _tells(_ERROR, title):
            return Page("an error page", title, says_so=True)
    if asks_password:
        said = next((title for title in titles if _tells(_LOGIN, title)), None)
        return Page("a page to log in", said or titles[0], says_so=said is not None)
    return None


def _of_text(text: str) -> Page | None:
    """A program answers with an error as JSON, XML or one line; its first line serves as the title."""
    if len(text) > _MOST_SIGNS:
        return None
    first = _line(text)
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        loaded = None
    is_answer = isinstance(loaded, dict) and any(name in loaded for name in _JSON_CODES)
    if is_answer or _XML_ERROR.match(text) or _tells(_ERROR, first):
        return Page("an error message", first, says_so=True)
    return None


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()[:120]


def _tells(form: re.Pattern[str], title: str) -> bool:
    return form.fullmatch(title) is not None or any(form.fullmatch(part) for part in _JOINT.split(title) if part)
