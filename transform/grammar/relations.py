"""What a document that is named is to the one that names it: its basis, amended, repealed, a standard, or only mentioned.

Judged from the words right before and behind the title, in its own sentence. Which documents are named is read by
`transform.grammar.citations`.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

Relation = Literal["repeals", "supersedes_conflicts", "supplements", "standard", "basis", "mention"]
STRENGTH: tuple[Relation, ...] = get_args(Relation)
"""The strongest first: of a title that is named several times, the strongest is told."""

_GONE = r"(?:废止|停止(?:执行|施行|实施|使用)|终止(?:执行|实施)|失效|作废|不再(?:执行|施行|实施|适用|有效)|(?:被|予以)(?:取代|替代|代替))"
_ON_THE_WAY = r"(?:[、,和及与并]|文件?|以及|同时|即行|即日起?|自即日起|予以|同步|相应|一并|均|全部|全文|一律|也|将|自动|自然|自行|宣布|其){0,12}"
# Few of each: what may stand for any words takes every other apart in as many ways.
_UNTIL_GONE = (
    rf"{_ON_THE_WAY}(?:(?:等[^,。;]{{0,16}}|(?:及其?|以及)[^,。;]{{1,12}}?|自[^,。;]{{1,24}}起){_ON_THE_WAY}){{0,2}}"
)
_REPEALED = re.compile(rf"{_UNTIL_GONE}{_GONE}(?![前后]|的(?!决定|通知))")
"""What says right behind a title that it falls away. 已废止 tells what another document did."""
_PART_REPEALED = re.compile(
    rf"(?:中|的)?(?:第[^,。;]{{1,24}}[条款项章节目]|(?:有关|关于|涉及)[^,。;]{{0,24}}?(?:规定|内容|条款|部分|政策)|附件\d*|"
    rf"(?:相关|部分|其他)(?:规定|内容|条款)){_UNTIL_GONE}{_GONE}"
)
_REPEALING = re.compile(
    r"(?<!关于)(?<!修改或)(?<!修改和)(?:废止|停止执行|停止施行|取代|替代|代替|宣布失效)(?:了|原|以下|下列|[一-龥]{0,24}(?:印发|发布|制定|公布)的)*$"
)
"""What says right before a title that it falls away (决定废止《…》)."""
_SUPERSEDES = re.compile(
    r"不(?:一致|相?符|同)的?[^。;]{0,8}(?:以|按)[^。;]{0,4}本|(?:以|按)本[一-龥]{1,8}(?:为准|执行)"
)
_SUPPLEMENTS = re.compile(
    r"(?:作(?:出|如下)?|进行|予以)[^。;,]{0,6}(?:补充|修改|修订|调整)|补充(?:规定|通知|意见)|修改如下|(?:修改|修订)为"
)
_AMENDED = re.compile(
    r"(?:[(][^()]*[)])?(?:(?:第[^,。]{1,10}条)?(?:作|作出|进行|予以)了?(?:以下|如下|全面|部分|必要|适当|相应)*(?:修改|补充|修订|修正|调整)"
    r"|第[^,。;]{1,20}[条款项][^,。;]{0,6}(?:增加|修改|删去|删除|改为))"
)
_MADE_ANEW = re.compile(r"(?:修订|修改|修正|调整|完善)后的|重新(?:制定|印发|发布|公布|修订)|形成(?:了)?新?的?《")
"""What says behind an amendment that the whole is issued anew in its place (进行了修订,现将修订后的…)."""
_BASIS = re.compile(r"贯彻|落实|根据|依据|按照|依照|遵照|(?:^|[、并须应])按|按$|执行$")
_CARRIED_OUT = re.compile(r"(?:[(][^()]*[)])?(?:文件|政策|精神|要求)*(?:落地|落实|落细|见效)")
"""What says behind a title that it is carried out (推动《…》落地见效)."""
_STANDARD = re.compile(
    r"(?:标准|规范|规程|分类|分类与代码|代码|分级|导则|评定|(?:技术|质量|基本|通用|功能|安全)要求|术语|指标体系)$"
)
STANDARD_CODE = re.compile(
    r"(?<![A-Za-z])(?:DB\d{2,4}(?:/[A-Z]{1,3})?|[A-Z]{2,6}(?:/[A-Z]{1,3})?|[A-Z]/[A-Z]{2,4})"
    r"\s?\d+(?:\.\d+)*(?:[-—–―]\d{2,4})?"
)
TAIL = re.compile(r"(?:[(〔\[][^()〔〕\[\]]*[)〕\]])+$")
_SUPPLEMENT_TITLE = re.compile(r"补充(?:规定|通知|意见|办法|措施)|修改|修订|调整")
_TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_BRACKETS = re.compile(r"[(][^()]*(?:[(][^()]*[)][^()]*)*[)]")
_LAST_CLAUSE = re.compile(r"[,:]")
_GONE_AT_ALL = re.compile(rf"(?<!已)(?<!经){_GONE}(?![前后])")


def takes_away(text: str) -> bool:
    """Say whether a title, a caption or the words over a list take documents out of force (废止, 失效, 停止执行)."""
    return _GONE_AT_ALL.search(text) is not None


def amends(title: str) -> bool:
    """Say whether a document amends or supplements another by its title; a remark in brackets ((2031年修订)) tells of itself."""
    return _SUPPLEMENT_TITLE.search(_BRACKETS.sub("", title)) is not None


def of(text: str, start: int, end: int, title: str, own_title: str) -> Relation:
    """Give the relation of a title at `text[start:end]`, marks included, to the document of `own_title` whose text this is."""
    opening = max(text.rfind(mark, 0, start) for mark in "。;")
    closing = min((p for p in (text.find(mark, end) for mark in "。;") if p >= 0), default=len(text))
    lead, rest = text[opening + 1 : start], text[end:closing]
    alone = _BRACKETS.sub("", _TITLES.sub("", rest))
    before = _BRACKETS.sub("", _TITLES.sub("", lead))
    clause = _LAST_CLAUSE.split(lead)[-1]
    is_ground = _BASIS.search(clause) is not None and alone.startswith(",")
    if (_REPEALED.match(alone) and not is_ground) or _REPEALING.search(before.rstrip("、,和及与")):
        return "repeals"
    if _PART_REPEALED.match(alone):
        return "supplements"
    if _SUPERSEDES.search(rest):
        return "supersedes_conflicts"
    if _STANDARD.search(TAIL.sub("", title)) or STANDARD_CODE.match(rest.lstrip(" (")):
        return "standard"
    if _AMENDED.match(rest):
        return "repeals" if _MADE_ANEW.search(text[end:]) else "supplements"
    if amends(own_title) and _SUPPLEMENTS.search(lead + rest):
        return "supplements"
    return "basis" if _BASIS.search(clause) or _CARRIED_OUT.match(rest) else "mention"
