"""What is printed around a document: page numbers, contents, copyright blocks, links, bylines.

All of it is told by signs, never by site.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from extract.text import prose

PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－·•]+\s*)?(?:第\s*)?([0-9０-９]{1,4})(?:\s*页)?(?:[\s，,/／]*(?:共\s*)?[0-9０-９]{1,4}\s*页|\s?[/／]\s?[0-9０-９]{1,4})?(?:\s*[-—–－·•]+)?\s*"
)
CONTENTS_TITLE = re.compile(r"\s*(?:目\s*[录錄次]|contents|table\s+of\s+contents)\s*", re.I)
CONTENTS_ENTRY = re.compile(
    r"\S.*?(?:(?:[.．·…⋯‥]\s?){3,}+|\t|_{4,}+)"
    r"\s*+(?:[（(]\s*+)?(?:[-—]\s*+)?([0-9０-９]{1,4}|[ivxIVX]{1,6})\s*+(?:[-—]\s*+)?(?:[）)]\s*+)?"
)
_LONGEST_ENTRY = 400
"""Signs of an entry of a table of contents, most of them its leader; a page of prose in one line is none."""
_MOST_BETWEEN = 12
"""Lines in a row that are no entries and yet in a table of contents: titles broken over lines, parts without a page."""
_ENTRIES = 3
"""Entries in a row that are a table of contents without its title."""
_LEADER = re.compile(r"(?:[.．·…⋯‥]\s?){3,}")
_CONTENTS_NOTE = re.compile(r"\s*[（(].*(?:目录|table of contents)", re.I)
_OF_A_SITE = re.compile(
    r"(?:^|[\s|｜:：])版权所有(?![者人权])|版权所有\s*(?:$|[:：©(（,，。|｜])|合法拥有版权"
    r"|版权(?:均属于?|归属?于?)[^，。；]{0,24}(?:网站?|[日晚早]报社?|报社|融媒体中心|电视台|客户端)(?:所有)?$"
    r"|[A-Za-z一-龥]ICP\s*[备证]\s*+(?:案?号)?[:：]?\s*+\d|公网安备\s*+(?:案?号)?[:：]?\s*+\d|ICP\s*备案(?:序号|编号|号)?\s*[:：]"
    r"|^(?:网站)?备案(?:序号|编号|号)\s*[:：]|网站标识码\s*+[:：]?\s*+[\dA-Za-z]"
    r"|(?:新闻信息服务|信息网络传播视听节目|网络出版服务|增值电信业务)(?:经营)?许可证\s*+(?:编?号\s*+)?(?:[:：(（]\s*+)?(?:编?号\s*+)?(?:[:：]\s*+)?[\dA-Za-z]"
    r"|^Copyright\b|Copyright\s*(?:©|\(c\)|[:：\d])|All\s+Rights\s+Reserved|©"
    r"|^(?:互联网|网上)?违法和?不良信息举报|^(?:免责声明|版权与?免责声明|版权声明)"
    r"|^(?:本网|本站|本网站)[^。]{0,60}(?:版权|转载|授权)|^凡[^。]{0,40}(?:注明|来源)[^。]{0,60}(?:版权|转载|授权)",
    re.I,
)
"""What only a site says, of itself: who owns it, under what number it is registered, who may take what from it."""
_TO_READERS = re.compile(
    r"未经[^，。；]{0,14}(?:授权|许可|同意|允许)[，,]?[^，。；]{0,6}(?:不得|严禁|禁止|谢绝|请勿)(?:复制)?[、或及和]?(?:转载|镜像|摘编)(?!的)|^(?:严禁|谢绝|请勿|不得)转载"
    r"|转载[^，。；]{0,4}(?:请|务必|须)[^，。；]{0,3}注明|尽在[^。，]{1,12}(?:APP|客户端|公众号)|^(?:欢迎|请|扫码|点击)?(?:关注|添加)[^。，；]{0,12}(?:公众号|微信号)",
    re.I,
)
"""What a site asks of its readers, in few words or with its name."""
_SHORT = 24
"""Signs of a sentence that says nothing but what it asks."""
_NAMES_A_SITE = re.compile(r"网|本站|本报|版权|来源|出处|客户端|公众号|微信号|APP", re.I)
_FOOT_LABEL = re.compile(
    r"(?:(?:网站)?(?:主办|承办|运行维护))(?:单位)?\s*[:：]|技术支持\s*[:：]|网站地图|联系我们|关于我们|广告服务|法律声明|网站声明|隐私(?:政策|声明)|本网(?![络点格])|本站(?!点)"
)
_CONTACT = re.compile(
    r"^(?:(?:举报|投诉|咨询|联系|服务|值班)?(?:电话|热线|邮箱)|地址|邮编|邮政编码|传真|E-?mail)\s*[:：]", re.I
)
_LONGEST_FOOTER = 200
"""Signs: a site says what it has to say of itself in a line or two."""
_LONGEST_BYLINE, _LONGEST_CONTROLS, _LONGEST_PLACE = 90, 80, 120
"""Signs of a line with source, author and time; of one with buttons; of one that names the sections above a page."""
_STAMP_WORDS = 6
"""Words beside the day in a line that only says when and where a page was published."""
_ORNAMENT = 8
"""Signs of a rule drawn with characters at least; a word may repeat a sign, and a dash be three."""
_BYLINE = re.compile(
    r"^[\[【（(]?\s*(?:(?:浏览|点击|阅读)(?:次数|量|数)?\s*[:：]\s*\d*\s*)?(?:来源|信息来源|稿件来源|文章来源|作者|记者|责任编辑|责编|编辑|发布(?:时间|日期|人|者)|原标题|原题|日期|时间|发稿时间)\s*[:：]"
)
_DATED = re.compile(r"发布(?:时间|日期)\s*[:：]\s*\d{4}[-年/.]")
_REPORTER = re.compile(
    r"[\[【（(]?(?:[一-龥\d]{2,12})?(?:特约|见习|实习|首席)?(?:记者|通讯员|研究员|撰稿人?)[ 　|｜·:：]+"
    r"[一-龥]{1,4}(?: [一-龥])?(?:[ 　、，]+(?:通讯员)?[一-龥]{2,4}){0,5}[\]】）)]?"
)
_DAY = re.compile(r"(?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}(?!\d)(?:日(?![前起至])|(?!日))")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2})?(?!\d)|时\d{1,2}分)")
MEDIUM = re.compile(
    r"(?<![一-龥A-Za-z·])[一-龥A-Za-z·]{2,12}(?:报|网|社|电视台|头条|在线|客户端|杂志|周刊)(?![一-龥A-Za-z·])"
)
"""A newspaper, a site or an agency, named alone."""
_OF_ELSE = re.compile(
    r"更新|修改|修订|截[止至]|活动|会议|到期|访问时间|今天|至今|[起止]$|第[\d一二三四五六七八九十]+号|[（(].*(?:通过|公布|施行|印发)"
)
"""What says that a day in a line is another than that of the page."""
_NAME = re.compile(r"[一-龥A-Za-z·]{1,12}")
_BETWEEN = re.compile(r"[\s|｜:：()（）\[\]【】〔〕/、·•\-–—]+")
_EDITION = re.compile(rf"《\s?[^《》。]{{2,14}}\s?》\s?[（(]\s?{_DAY.pattern}\s?(?:第?\s?\w{{1,4}}\s?版)?\s?[)）]")
"""The issue of a newspaper from which a page is taken (《云川日报》（2031年05月06日 02版）)."""
_PRINT = re.compile(
    r"^(?:打印|关闭|分享|字体|字号|【.{0,4}(?:打印|关闭).{0,4}】|分享到|收藏|扫一扫.*|返回(?:首页|顶部).*"
    r"|(?:浏览|阅读|点击)(?:次数|量)[:：]?\d*|今天是[:：]?.{0,30}|(?:热门|热点)(?:搜索|关键词?)[:：]?.{0,30}"
    r"|登录|注册|简体|繁[体體]|导航菜单|无障碍(?:浏览|阅读)?|长者(?:模式|版|专区)|关怀版|设为首页|加入收藏|(?:网站)?首页|[|｜•]|\s)+$"
)
_BUTTON = (
    r"下载|打印(?:本页|页面|此页|全文)?|全屏|收藏(?:本页|此页)?|字[号体](?:大小)?|分享(?:本页|到|至)?|关闭(?:窗口|本页|页面)?|朗读|听全文"
    r"|复制(?:链接|网址)|返回(?:首页|顶部|列表)|扫一扫[^。，]{0,20}|(?:浏览|阅读|点击|访问)(?:次数|人次|量|数)\s*+(?:[:：]\s*+)?\d*+\s*+次?"
    r"|(?:浏览|阅读|点击|访问)\s*[:：]?\s*\d+(?:\.\d+)?\s*万?次?|(?:浏览|阅读|点击|访问)\s*[:：]"
)
_SIZE = "加大|放大|减小|缩小|还原|默认|正常|特大|大|中|小"
"""What stands behind 字号: the sizes in which a page can be set."""
_BUTTONS = re.compile(rf"(?:{_BUTTON}|{_SIZE}|[\s【】\[\]〔〕（）()<>:：|｜/、，·•])++")
_PRESSED = re.compile(_BUTTON)
_BUTTON_ALONE = re.compile(rf"(?:{_BUTTON})(?:\s*+(?:[:：]\s*+)?(?:[大中小]\s*+){{2,3}})?")
_OTHER_PAGE = re.compile(r"[\s<《«【\[]*[上下后前]一?[篇条页章则个][\s>》»】\]]*(?:[:：]|$|\s|没有了)")
"""How a line begins that leads to the page before or behind this one."""
_SIZES = re.compile(r"\W*(?:大\W+中\W+小|小\W+中\W+大)\W*")
_CONTROL = re.compile(r"设为首页|加入收藏|无障碍|今天是[:：]|切换到?繁体|长者(?:模式|版)|关怀版|手机版|登录|注册")
"""Buttons that a page prints beside each other, with the names of sites between them."""
_PLACE = re.compile(r"(?:当前|您(?:现在|当前|所在)?的?)\s*(?:所在)?(?:的)?\s*位置\s*[:：是]?|所在位置\s*[:：]")
_STEP = r">++(?>\s*+[^>。\s](?:[^>。]{0,22}[^>。\s])?+\s*+|\s++)"
"""A sign that leads on, and up to 24 signs between spaces; each place is read one way only, so a long line takes no longer."""
_CRUMBS = re.compile(
    rf"(?>[^>。\s](?:[^>。]{{0,14}}[^>。\s])?+\s*+)(?:{_STEP}){{2,}}+|(?:(?:网站|网)?首页\s*+|{_STEP})(?:{_STEP})++"
)


def is_page_number(text: str) -> int | None:
    """Give the number where the line is a page number alone (12, — 12 —, 第12页), else None."""
    match = PAGE_NUMBER.fullmatch(text)
    return int(match.group(1)) if match else None


Foot = Literal["site", "label", "contact"]


def foot(text: str) -> Foot | None:
    """Say whether a line is one of those at the foot of a site's page, and how sure that is alone.

    `site` says what only a site says of itself (its copyright, its registration, what it forbids its readers); `label`
    names who runs it, or its pages about itself; `contact` is an address or a number, which a document may end with too.
    A numbered item is none, whatever words are in it.
    """
    line = text.strip()
    if not line or len(line) > _LONGEST_FOOTER or prose.NUMBER.match(line):
        return None
    sentence = re.split("[。！？]", line, maxsplit=1)[0]
    asks = _TO_READERS.search(sentence) and (len(sentence) <= _SHORT or _NAMES_A_SITE.search(sentence))
    if asks or _OF_A_SITE.search(sentence):
        return "site"
    if _FOOT_LABEL.match(line):
        return "label"
    return "contact" if _CONTACT.match(line) else None


def is_byline(text: str) -> bool:
    """Say whether a short line names source, author or time of a page."""
    found = (
        _BYLINE.search(text)
        or _REPORTER.fullmatch(text.strip())
        or _DATED.search(text)
        or _EDITION.fullmatch(text.strip())
    )
    return len(text) <= _LONGEST_BYLINE and ((found is not None and "。" not in text) or _is_stamp(text))


def _is_stamp(text: str) -> bool:
    """Say whether a line holds only the day of a page with its clock time or its medium (云川日报 2031-05-06)."""
    day = _DAY.search(text)
    if day is None or not (_CLOCK.search(text) or MEDIUM.search(text) or "来源" in text):
        return False
    rest = _CLOCK.sub(" ", f"{text[: day.start()]} {text[day.end() :]}")
    words = [word for word in re.split(r"[\s|｜:：]+", rest) if word]
    return len(words) <= _STAMP_WORDS and all(
        re.fullmatch(r"[一-龥A-Za-z·]{1,12}|\d+|[()（）\[\]【】]", word) for word in words
    )


def is_dated(text: str) -> bool:
    """Say whether a line holds one day, and beside it nothing but names, a clock time and the buttons of a page.

    So is a line under a headline ([2031-05-06] 浏览120次; 陈平 2031-05-06); a day that says what else was done then is none.
    """
    days = list(_DAY.finditer(text))
    if len(days) != 1 or len(text) > _LONGEST_BYLINE or "。" in text or _OF_ELSE.search(text):
        return False
    rest = f"{text[: days[0].start()]} {text[days[0].end() :]}"
    words = [word for word in _BETWEEN.split(_BUTTON_ALONE.sub(" ", _CLOCK.sub(" ", rest))) if word]
    return len(words) <= _STAMP_WORDS and all(_NAME.fullmatch(word) for word in words)


def is_page_control(text: str) -> bool:
    """Say whether a line holds the buttons of a page (print, close, share) and nothing of its text."""
    several = len(text) <= _LONGEST_CONTROLS and "。" not in text and len(set(_CONTROL.findall(text))) > 1
    return several or _PRINT.match(text) is not None or _SIZES.fullmatch(text) is not None or _is_buttons(text)


def _is_buttons(text: str) -> bool:
    return _BUTTONS.fullmatch(text) is not None and _PRESSED.search(text) is not None


def without_buttons(text: str) -> str:
    """Give a byline's value without the buttons of the page that stand behind it in the same line (字号：大 中 小)."""
    found = re.search(rf"\s*(?:浏览)?\s*[【\[(（]?(?:{_BUTTON})", text)
    rest = text[found.start() :] if found else ""
    return text[: found.start()].rstrip() if found and re.fullmatch(rf"(?:浏览|-|{_BUTTONS.pattern})+", rest) else text


def button_lines(lines: Sequence[str]) -> set[int]:
    """Give the indexes of the lines that hold buttons, one to a line or with their brackets and sizes on lines between.

    A size alone (大) is a button only in a run of lines with one that can be nothing else (字号).
    """
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate([*lines, "。"]):
        if line.strip() and _BUTTONS.fullmatch(line):
            run.append(index)
            continue
        if run and _is_buttons(" ".join(lines[i] for i in run)):
            found.update(run)
        run = []
    return found


def leads_on(text: str) -> bool:
    """Say whether a line begins as one that leads to the page before or behind this one (上一篇：…); links say the rest."""
    return _OTHER_PAGE.match(text) is not None


def is_place(text: str) -> bool:
    """Say whether a line tells where a page stands in its site: 当前位置, or the sections above it (首页 > 公开 > 文件)."""
    return len(text) < _LONGEST_PLACE and (
        _PLACE.search(text) is not None or _CRUMBS.fullmatch(text.strip()) is not None
    )


def crumbs_end(lines: Sequence[str]) -> int:
    """Give the index of the last line of a page's place in its site that is broken over lines at its signs >, else -1."""
    signs = [index for index, line in enumerate(lines) if re.fullmatch(r"\s*[>＞»]+\s*", line)]
    joined = [index for index in signs if index + 2 in signs or index - 2 in signs]
    return min(joined[-1] + 1, len(lines) - 1) if joined else -1


def foot_start(text: str) -> int:
    """Give where the words of a site start that run on behind the last sentences of a text, `len(text)` when there are none.

    Each sentence from there on is one of a site's foot, and one of them at least leaves no doubt.
    """
    cut, sure = len(text), False
    for start in reversed([0, *(m.end() for m in re.finditer(r"[。！？]”?\s*(?=\S)", text))]):
        kind = foot(text[start:cut])
        if kind is None:
            break
        cut, sure = start, sure or kind == "site"
    return cut if sure else len(text)


def contents_lines(lines: list[str]) -> set[int]:
    """Give the indexes of the lines of a printed table of contents, its title and the titles broken over lines with it.

    It starts at a line 目录 or CONTENTS; it ends with the last entry (leader and page number) before running text.
    Without such a title three entries in a row are one too.
    """
    filled = [i for i, line in enumerate(lines) if line.strip()]
    entries = {i for i in filled if is_contents_entry(lines[i])}
    found: set[int] = set()
    position = 0
    while position < len(filled):
        index = filled[position]
        if not CONTENTS_TITLE.fullmatch(lines[index].strip("#* ")) and not (
            all(i in entries and _LEADER.search(lines[i]) for i in filled[position : position + _ENTRIES])
        ):
            position += 1
            continue
        last, gap, here = position, 0, position + (index not in entries)
        while here < len(filled) and gap < _MOST_BETWEEN:
            line = lines[filled[here]]
            if filled[here] in entries:
                last, gap = here, 0
            elif line.rstrip().endswith("。") or CONTENTS_TITLE.fullmatch(line.strip("#* ")):
                break
            else:
                gap += 1
            here += 1
        if last + 1 < len(filled) and _CONTENTS_NOTE.match(lines[filled[last + 1]]):
            last += 1
            while last + 1 < len(filled) and not re.search(r"[）)]\s*$", lines[filled[last]]):
                last += 1
        if last > position:
            found.update(filled[position : last + 1])
        position = last + 1
    return found


def is_contents_entry(line: str) -> bool:
    """Say whether a line is an entry of a table of contents: words, a leader or a tab, a page number."""
    return len(line) < _LONGEST_ENTRY and CONTENTS_ENTRY.fullmatch(line) is not None and not _is_row(line)


def _is_row(line: str) -> bool:
    """Say whether a line with tabs is a table's row rather than an entry: several cells, or a number first."""
    cells = [cell for cell in line.split("\t") if cell.strip()]
    return "\t" in line and (len(cells) != 2 or line.startswith("\t") or not re.search(r"\D", cells[0]))


def is_ornament(text: str) -> bool:
    """Say whether a line is one sign over and over: a rule that a typesetting system draws with characters."""
    return len(text) >= _ORNAMENT and len(set(text.replace(" ", ""))) == 1 and not text[0].isdigit()
