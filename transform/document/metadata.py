"""What a document says of itself outside its running text: titles, number, issuers, dates, kind.

Each function reads a line or a title and says what it is; which lines belong to which document is decided in
`transform.document.issue`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher
from typing import SupportsInt

from transform.document.model import Kind
from transform.language.numbers import parse
from transform.language.text import folded

_OPEN, _CLOSE = "〔\\[(【{〈„", "〕\\])】}〉‟"
YEAR = r"(?:\d{4}|[〇零○一二三四五六七八九]{4})"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"

NUMBER = rf"[一-龥]{{1,14}}[{_OPEN}]{YEAR}[{_CLOSE}](?:第)?(?:\d{{1,5}}|[一二三四五六七八九十百]{{1,5}})号"
"""A document number: issuing body's sign, year in brackets, serial number (云商字〔2031〕6号)."""
DATE = rf"(?P<y>{YEAR})年(?P<m>{_DAY})月(?:(?P<d>{_DAY})日)?"

_NUMBER_LINE = re.compile(rf"[(]?(?P<number>{NUMBER})[)]?")
_ORDER_LINE = re.compile(r"[(]?(?P<number>(?:[一-龥]{2,30}(?:令|公告|通告))?(?:\d{4}年)?第\d{1,5}号)[)]?")
_DATE_LINE = re.compile(rf"[(]?{DATE}(?:印发|发布|星期[一二三四五六日天])?[)]?")

BODY_SUFFIX = (
    "人民政府|政府|办公厅|办公室|委员会|管委会|管理委员会|管理局|总局|分局|总队|调查队|支队|大队|总署|署|局|厅|部|院|委|会|处|所|站|"
    "中心|银行|海关|检察院|法院|公司|集团|联盟|协会|学会|研究院|大学|学院|领导小组|指挥部|专班|联席会议"
)
_BODY = re.compile(rf"[一-龥()“”·、]{{2,60}}?(?:{BODY_SUFFIX})(?:\([一-龥]{{2,30}}\))?")
_NO_BODY = re.compile(
    r"[。:;!?《》]|^(?:关于|印发|各|第|附|本|对|为|将|请|由)|(?:文件|纪要|(?:发布|座谈|推进|通气|吹风|动员|说明|报告|推介)会)$"
)

_GENRES: tuple[tuple[Kind, str], ...] = (
    ("white_paper", r"白皮书|蓝皮书|绿皮书"),
    ("bulletin", r"公报"),
    (
        "report",
        r"报告(?:要点|摘要|摘登|摘编|全文)?|年报|总结(?:[及和与暨、][^,。;]{0,12}(?:计划|打算|安排|思路|要点))?|(?:运行|收支|统计|市场|普查|监测|核算|生产|销售|投资)[一-龥]{0,6}(?:情况|结果|数据)"
        r"|(?:收入|支出|利润|价格|就业|人口|贸易|投资|工业|经济|行业)[一-龥]{0,10}(?:情况|数据|结果)"
        r"|(?:情况|形势|数据|运行)(?:分析|解读)|主要(?:统计)?(?:数据|指标)",
    ),
    (
        "key_points",
        r"要点|重点工作|工作(?:任务|事项)|工作(?:部署|安排)|(?:任务|责任)(?:清单|分工|分解)表?|重点任务|民生实事(?:项目|清单)*",
    ),
    ("measures", r"措施|政策|举措|[一二三四五六七八九十\d]+条"),
    ("opinions", r"意见"),
    ("plan", r"方案|规划|计划|纲要|行动|路线图|战略(?!性|机遇|支点|合作|地位|新兴)"),
    ("provisions", r"办法|规定|细则|条例|规则|规程|规范|准则|制度|标准|目录|指南|指引|范围|清单|名录|章程"),
    ("notice", r"通知|通告|公告|决定|批复|函|通报|命令|令|决议|议案|公示"),
)
_TAIL = re.compile(r"(?:[(〔\[][^()〔〕\[\]]*[)〕\]]|[》」”\"])+$")
_NOTICE = re.compile(r"(?:通知|函|公告|通告|决定|批复|命令|令|通报)$")

_CARRIES = re.compile(
    r"(?P<verb>印发|发布|公布|转发|颁布)(?P<t>.+?)(?:的|)(?:通知|函|公告|通告|决定|令)(?:[(][^()]*[)])?(?P<marked>)$"
)
_ISSUED = re.compile(r"《(?P<t>[^《》]+)》(?:正式)?(?:印发|发布|公布|出台)")
_ISSUES_UNMARKED = re.compile(r"(?:重新)?(?:发布|公布|修订|修改)(?P<t>[^《》]{4,60}?)的(?:通知|公告|通告|决定)$")
_SOLICITS = re.compile(
    r"(?P<verb>征求)(?:对|关于)?(?P<t>.+?)(?:的)?(?:修改|反馈)?意见(?:和?建议)?的?(?:通知|函|公告|通告|公示|启事)$"
    r"|(?P<marked>《.+》)(?:向社会)?(?:公开)?征求意见的?(?:通知|函|公告|通告|公示|启事)$"
)
"""A draft is carried by the notice that asks what others think of it."""


def is_number(line: str) -> str | None:
    """Give the document number where a folded line is one and nothing else (brackets around it aside)."""
    match = _NUMBER_LINE.fullmatch(line.replace(" ", "")) or _ORDER_LINE.fullmatch(line.replace(" ", ""))
    return match["number"] if match else None


def iso_date(text: str) -> str | None:
    """Give the first date of a folded text in ISO form, `YYYY-MM-DD` or `YYYY-MM`, None where there is none."""
    match = re.search(DATE, text)
    return _iso(match) if match else None


def is_date(line: str) -> str | None:
    """Give the ISO date where a folded line is a date and nothing else."""
    match = _DATE_LINE.fullmatch(line.replace(" ", ""))
    return _iso(match) if match else None


def _iso(match: re.Match[str]) -> str | None:
    year = parse(match["y"])
    month = parse(match["m"])
    day = parse(match["d"]) if match["d"] else None
    return None if year is None or month is None else iso_day(year, month, day)


def iso_day(year: SupportsInt | str, month: SupportsInt | str, day: SupportsInt | str | None) -> str | None:
    """Give a day, or a month where it has none, in ISO form; None for one that no calendar has."""
    try:
        found = date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return None
    return found if day else found[:7]


def is_body(text: str) -> bool:
    """Say whether a folded text reads as the name of an authority or organisation, and nothing else."""
    return len(text) >= 3 and not _NO_BODY.search(text) and _BODY.fullmatch(text) is not None


def bodies(printed: str) -> list[str]:
    """Split a signature line into the names printed on it, [] where it is not made of names alone.

    White space separates names only where each part is a name by itself, so a name set with spaces stays whole; names
    run together are parted where the area that the first begins with stands again.
    """
    parts = [folded(part) for part in printed.split()]
    if not parts or not all(is_body(part) for part in parts):
        parts = [folded(printed)]
    return [name for part in parts for name in _parted(part)] if all(is_body(part) for part in parts) else []


def _parted(names: str) -> list[str]:
    area = re.match(r"[一-龥]{2,6}?(?:省|自治区|市|县|区)", names)
    run = re.split(rf"(?<=[局厅委会府室部院署])(?={area[0]})", names) if area else [names]
    return run if all(is_body(part) for part in run) else [names]


def title_text(lines: Iterable[str]) -> str:
    """Join the printed lines of a title: nothing between them, but a space between two names of bodies."""
    parts = [part for line in lines for part in line.split()]
    out = ""
    tail = ""
    for part in (folded(p) for p in parts):
        names = is_body(tail) and any(is_body(part[:n]) for n in range(4, min(len(part), 26) + 1))
        words = out[-1:].isascii() and out[-1:].isalnum() and part[:1].isascii() and part[:1].isalnum()
        if out and (names or words):
            out += " "
        out += part
        tail = part
    return out


def carried_title(title: str) -> str | None:
    """Give the title that a covering notice carries (印发《…》的通知, 征求《…》意见的函 → …), None where it carries none.

    Without book-title marks only 印发, 转发 and 颁布 carry a document; 公布 and 发布 carry lists and news too.
    """
    match = _CARRIES.search(title) or _SOLICITS.search(title)
    if match is None:
        return None
    inner = match["t"] or match["marked"]
    marked = re.match(r"(?P<lead>[^《〈]*)(?P<open>[《〈])", inner)
    if marked and (not marked["lead"] or re.search(rf"(?:{BODY_SUFFIX}|等.{{0,4}}(?:部门|单位))$", marked["lead"])):
        # The title's own marks may nest: what counts is the outermost pair.
        end = inner.rfind("》" if marked["open"] == "《" else "〉")
        return inner[marked.end() : end] or None if end > 0 else None
    if match["verb"] in ("发布", "公布"):
        return None
    return re.sub(r"的$", "", inner) or None


def unmarked_title(title: str) -> str | None:
    """Give what a notice may issue without book-title marks (关于重新发布云川市积分办法的通知), None where it issues nothing."""
    match = _ISSUES_UNMARKED.search(title)
    return match["t"] if match else None


def issued_title(title: str) -> str | None:
    """Give the title of the paper that a headline says is issued (《云川市养老方案》印发), None for any other headline."""
    match = _ISSUED.fullmatch(title)
    return match["t"] if match else None


def kind_of(title: str) -> Kind:
    """Tell the kind of a document by the last genre word of its title, brackets at the end aside."""
    bare = without_tail(title)
    for kind, words in _GENRES:
        if re.search(rf"(?:{words})$", bare):
            return kind
    # A document that a title only names (落实《某报告》工作事项) gives its genre where nothing else does.
    for text in (re.sub(r"《[^《》]*》", " ", bare), bare):
        found = [(m.end(), kind) for kind, words in _GENRES[:-1] for m in re.finditer(words, text)]
        if found:
            return max(found)[1]
    return "other"


def without_tail(title: str) -> str:
    """Give a title without the brackets and closing marks at its end ((试行), (2031年版))."""
    return _TAIL.sub("", title)


def is_notice(title: str) -> bool:
    """Say whether a title is one of a covering notice or of a plain notice."""
    return _NOTICE.search(without_tail(title)) is not None


def names_act(title: str) -> bool:
    """Say whether a title is an official document's own: a genre word ends it, and nothing is reported of it."""
    bare = re.sub(r"[(〔\[][^()〔〕\[\]]*[)〕\]]$", "", title)
    ends = any(re.search(rf"(?:{words})$", bare) for _, words in _GENRES)
    return ends and re.search(r"发布|印发|出台|公布|解读|推出|将|》|聚焦|:", title) is None


def same_title(left: str, right: str) -> float:
    """Give the likeness of two titles, 1.0 where they differ in marks, dashes and white space only."""
    a, b = bare_title(left), bare_title(right)
    if a == b:
        return 1.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    rough = matcher.real_quick_ratio()
    return min(matcher.ratio(), 0.999) if rough > 0.6 else rough


def bare_title(text: str) -> str:
    """Give a title without marks, brackets, dashes and white space, for comparison."""
    return re.sub(r"[\s《》〈〉“”\"'‘’()\[\]〔〕,、:—–\-―~·]", "", folded(text))


def bare_number(text: str | None) -> str:
    """Give a document number without white space and without the brackets around its year, to compare it."""
    return re.sub(r"[\s〔〕\[\]()【】„‟]", "", folded(text or ""))
