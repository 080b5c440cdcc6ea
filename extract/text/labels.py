"""What a government page says of its document in labels and values: 发文机关, 成文日期, 发文字号, 有效性 …

The keys are those of `extract.content.Content.metadata`. Where labels stand on a page is for the readers to know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from extract.text import furniture

_LABELS = {
    "title": "标题|名称|文件名称|信息名称",
    "document_number": "发文字号|文号|文件编号|发文文号|文件字号|公文文号|发布文号|政策文号",
    "issuer": "发文机关|发布机构|发布部门|发文单位|制发机关|发布单位|发文机构|制定机关|公开主体|发布机关",
    "issued_on": "成文日期|发文日期|印发日期|制发日期|签发日期|成文时间",
    "published_on": "发布日期|发布时间|公开日期|公布日期|生成日期",
    "effective_from": "生效日期|实施日期|施行日期|生效时间|实施时间|施行时间|执行日期",
    "effective_to": "失效日期|废止日期|失效时间|废止时间|有效期至|有效截止日期",
    "status": "有效性|时效|效力状态|时效性|是否有效|文件状态|有效期状态|公文时效|文件时效|有效状态|时效状态|公文状态",
    "index_number": "索引号|公开索引号|信息索引号",
    "publisher": "信息来源|来源|稿件来源|文章来源|发布人|发布者",
    "author": "作者",
}
_OTHER_LABELS = (
    "主题分类|主题词|组配分类|统一编号|体裁分类|服务对象|浏览次数|关键词|信息分类|公开方式|公开类别|文种|载体类型"
)
DAYS = ("issued_on", "published_on", "effective_from", "effective_to")
"""The keys whose values are days."""
_BYLINE_LABELS = "时间|日期|点击数?|浏览数?|阅读数?|编辑|责任编辑|责编|审核|校对|摄影|记者|通讯员|字[体号]"
"""Other labels of a byline, in running text words like any other: they only end the value before them."""
LABEL = re.compile(rf"(?:{'|'.join(_LABELS.values())}|{_OTHER_LABELS})")
KEY_OF = {label: key for key, labels in _LABELS.items() for label in labels.split("|")}
_PAIR = re.compile(
    rf"[\[【（(]?({LABEL.pattern})[\]】]?[:：](.*?)"
    rf"(?=[\s|｜\[【（(]*(?:{LABEL.pattern})[\]】]?[:：]|[\s|｜](?:{_BYLINE_LABELS})[:：]|$)",
    re.S,
)
_LOOSE_LABEL = re.compile(
    rf"(?<=[\u4e00-\u9fff]) +(?!(?:{_BYLINE_LABELS})[:：])(?=[\u4e00-\u9fff]{{1,3}} ?[:：])|(?<=[\u4e00-\u9fff]) +(?=[:：])"
    "|(?<=发布|发稿|发文|成文|公布|公开|印发|制发|生成) +(?=(?:时间|日期) ?[:：])"
)
"""White space inside a label and before its colon (来　源 :)."""
DATE = re.compile(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")

_OTHER_DAY = re.compile(
    rf"(?:更新|更正|修改|修订|截止|截至|活动|会议|到期|访问)(?:时间|日期|于)?\s*[:：]?\s*{DATE.pattern}"
)
"""A day in a byline with a label that says it is another than that of the page."""


def squash(text: str) -> str:
    """Fold white space of every kind to single spaces."""
    return re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip()


def normal(key: str, value: str) -> str:
    """Give a value as metadata hold it: dates in ISO form, nothing for values that say nothing."""
    value = squash(value)
    if key in ("publisher", "author"):
        value = furniture.without_buttons(value)
    if key in DAYS:
        day = DATE.search(value)
        return f"{int(day[1]):04}-{int(day[2]):02}-{int(day[3]):02}" if day else ""
    says_nothing = value in ("无", "-", "--", "暂无", "本网", "本站") or value.startswith(("http:", "https:"))
    return "" if says_nothing else value


def is_possible(day: str) -> bool:
    """Say whether a text begins with a day, or month, of the calendar (2031-02-30 is none)."""
    match = re.match(r"(\d{4})\s*[-年/.]\s*(\d{1,2})(?:\s*[-月/.]\s*(\d{1,2}))?", day)
    try:
        return match is not None and bool(date(int(match[1]), int(match[2]), int(match[3] or 1)))
    except ValueError:
        return False


def put(out: dict[str, str], key: str, value: str) -> None:
    """Put a value under its key unless there is one."""
    value = normal(key, value)
    if value:
        out.setdefault(key, value)


def read_pairs(text: str, out: dict[str, str]) -> None:
    """Read every label with a colon in a text, with what follows it up to the next label."""
    squeezed = re.sub(r"[\s　]+", " ", text.replace("\xa0", " "))
    squeezed = _LOOSE_LABEL.sub("", squeezed)
    for label, value in _PAIR.findall(squeezed):
        if key := KEY_OF.get(label):
            put(out, key, value.strip(" []【】()（）"))


def read_bylines(texts: Iterable[str], out: dict[str, str]) -> None:
    """Read who tells and when from the bylines of a page (来源:… 发布时间:…); a reporter's line is the author's name."""
    for text in texts:
        pairs: dict[str, str] = {}
        read_pairs(text, pairs)
        dated = DATE.search(_OTHER_DAY.sub("", text))
        if dated and (pairs.get("publisher") or furniture.is_byline(text) or is_day(text) or furniture.is_dated(text)):
            # 来源:云川市统计局2031年4月16日发布, 云川日报 2031年5月6日
            put(pairs, "published_on", dated[0])
            medium = furniture.MEDIUM.search(text)
            pairs["publisher"] = DATE.split(pairs.get("publisher", medium[0] if medium else ""))[0].strip()
        for key in ("publisher", "published_on", "author"):
            put(out, key, pairs.get(key, ""))
        if "记者" in text:
            put(out, "author", text)


def is_day(text: str) -> bool:
    """Say whether a text is a day and nothing else, with or without brackets (〔2031-06-18〕)."""
    return re.fullmatch(rf"[\[【（(〔]?\s*{DATE.pattern}\s*日?\s*[\]】）)〕]?", text.strip()) is not None


def is_label(text: str) -> str | None:
    """Give the label where the text is one alone, with or without a colon."""
    match = re.fullmatch(rf"[\[【]?({LABEL.pattern})[\]】]?[:：]?", re.sub(r"\s+", "", text))
    return match[1] if match else None


def label_in(text: str) -> bool:
    """Say whether a text is a label, or starts with one and a colon."""
    return (
        re.match(rf"[\[【]?(?:{LABEL.pattern})[\]】]?[:：]", re.sub(r"\s+", "", text)) is not None
        or is_label(text) is not None
    )
