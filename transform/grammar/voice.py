"""Whose words a number is: the document's own, or those of another paper, level of government or company that it tells.

A news page tells all of it; a paper tells what its sentence puts into the mouth of another (国家规划提出,到2035年…). Whether what is
told is promised or measured is not decided here.
"""

from __future__ import annotations

import re
from typing import Literal

from transform.document.genre import is_reported
from transform.document.metadata import bare_title
from transform.document.model import Document
from transform.grammar.reading import Reading
from transform.language.clauses import Span

Voice = Literal["own", "reported"]

_OBEYED = re.compile(r"(?:按照?|根据|依据|遵照|落实|贯彻|执行|对照|围绕|结合|衔接)[^,。;《》]{0,6}$")
"""What stands before a paper that is followed: what is promised for it is promised by who follows it."""
_SAYS = r"(?:提出|明确|要求|规定|指出|确定|预计|预测)"
_PAPER = re.compile(
    rf"《(?P<title>(?:[^《》]|《[^《》]*》)+)》(?P<draft>\([^()]*草案[^()]*\))?[^,。;《》]{{0,14}}{_SAYS}"
)
"""A paper that says: the document itself, one that it lays before its session, or another."""
_DRAFT = re.compile(r"草案|征求意见稿|送审稿")
_ABOVE = re.compile(
    rf"(?:国家|中央|党中央|国务院|[一-龥]{{0,4}}(?:省委|省政府|市委|市政府|自治区党委)|上级|[省市县](?=下达))[^,。;《》]{{0,10}}(?:{_SAYS}|下达)(?!的?任务要求)"
)
"""A government that sets or says, of the document's own or of another level."""
_CENTRAL = re.compile(r"国家|中央|党中央|国务院")
_OWN_LEVEL = re.compile(r"(?:[省市县区州旗]|自治区)(?=委|政府|党委)")
_COMPANY = re.compile(r"[一-龥A-Za-z]{2,12}(?:集团|股份|公司)(?:计划|拟(?![合定人态订])|宣布|承诺|预计|表示)")
_AUTHORITY = re.compile(
    r"据(?=[^,。;]{0,16}(?:国家|国际|世界|联合国|组织|协会|学会|研究院|机构|媒体|公司|省))[^,。;]{2,24}?(?:统计|测算|估算|预测|报道|介绍|发布|显示)|[一-龥A-Z]{2,16}(?:数据|报告|研究)(?:显示|表明)"
)
"""Who measured or foretold, where a text names another for it than a department of the same place (据市民政部门统计)."""
_ITSELF = re.compile(r"据(?:初步)?(?:统计|测算|核算|介绍)|初步(?:统计|核算)")


def voice_of_page(document: Document) -> Voice:
    """Give the voice of what a document prints without a sentence around it: in the tables of a news page."""
    return "reported" if is_reported(document) else "own"


def voice_of(document: Document, reading: Reading, sentence: Span, position: int) -> Voice:
    """Give the voice in which the number at a position is told: by its page, its sentence or the line that opens its list."""
    if reading.is_reported:
        return "reported"
    said = reading.lead + reading.text[sentence.start : position]
    papers = (m for m in _PAPER.finditer(said) if _OBEYED.search(said, 0, m.start()) is None)
    above = (m for m in _ABOVE.finditer(said) if _OBEYED.search(said, 0, m.start()) is None)
    if any(_is_another(document, m) for m in papers) or any(_is_above(document, m[0]) for m in above):
        return "reported"
    if _COMPANY.search(said):
        return "reported"
    named = _AUTHORITY.search(said)
    return "reported" if named is not None and _ITSELF.match(named[0]) is None else "own"


def _is_another(document: Document, named: re.Match[str]) -> bool:
    """Say whether a title that says something is another's than the document's own, and no draft that it submits."""
    if _DRAFT.search(named["title"]) or named["draft"]:
        return False
    title, own = bare_title(named["title"]), bare_title(document.title)
    # 《行动方案》 in a plan is itself.
    return not own.endswith(title)


def _is_above(document: Document, words: str) -> bool:
    """Say whether a government that says something is not the document's own."""
    if _CENTRAL.search(words):
        return document.area != "全国"
    level = _OWN_LEVEL.search(words)
    return document.area is None or level is None or not document.area.endswith(level[0])
