"""What the words around a cell of a table say of its number: what is counted, in which unit, of which place.

Shared by the readers of statistics (`cells`) and of aims (`aims`). Heads and rows come from `transform.document.sheets`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from transform.document.records import cell_value
from transform.document.sheets import Role, Sheet, is_void, joined
from transform.language.quantities import Lexicon

LABELS = re.compile(
    r"^(?:序号|编号|排名|名次|位次|收入排名|行次|代码|电话|联系.*|邮编|年份|年度|时间|日期|月份|成立.*|备注|文号.*|页码|.*代码.*)$"
)
YEARS = re.compile(r"^(?:年份|年度|时间)$")
YEAR = re.compile(r"(?:19|20)\d{2}年?")
PLACES = re.compile(
    r"^(?:国别|国家|国家(?:和|/|\()?地区\)?|经济体|省份|省市|地区|城市|区县|各区|行政区|市州|区域|县区|县\(?市、?区\)?|县市区|市县|单位|区)$"
)
UNITS = re.compile(r"^(?:计量)?单位$")
IN_BRACKETS = re.compile(r"[(（]([^()（）]{1,12})[)）]")

NUMBERING = re.compile(
    r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．]\s*(?!\d)|[①-⑳]|#|其中[::]?|[*★▲])+"
)
"""What stands before the name of a row and is no part of it."""

_PART = re.compile(r"^(?:其中[:：、]?|#)\s*")
"""What stands before the name of a row that is a part of the one above (# in yearbooks)."""
_KIND = re.compile(
    r"(?![一-龥]*(?:投资|支出|收入|规模|里程|资金|存款|贷款|面积|人口|产能|利润|[率量额值数]$))[一-龥]{1,8}"
)
"""The name of a kind, without a measure of its own (工业, 住宅, 城镇)."""
_SUM = re.compile(r"[合总小共]\s*计|全[国省市县区州]|总[数量额]")
"""What a sum over all rows is called."""
_NOTE = re.compile(r"^.*单位[:：]?")
_MEMBERS = re.compile(r"[,、，]")
_SHARES = ("%", "‰")
_OF_SHARE = re.compile(r"[%‰]|率(?:$|\W)|占比|比重|比例|份额|增长|增速|增幅|同比|涨跌|增减|占.*比")
"""A head under which a number is a share or growth."""


class Named(NamedTuple):
    """What a row's words name: what is counted, and the place that it is counted in, where a column says so."""

    label: str
    place: str | None


def names(sheet: Sheet, row: list[str], column: int) -> Named:
    """Give what names the number in a column of a row: the words before it, those behind it only where none stand there.

    A column that groups the rows (类别) names a row only where no other does; of blocks side by side the nearest counts.
    """
    named = [
        c
        for c, cell in enumerate(row)
        if cell
        and not is_void(cell)
        and sheet.roles[c] in (Role.OTHER, Role.CLASS)
        and not sheet.is_measured(c)
        and not is_index(sheet.heads[c], cell)
    ]
    before = {sheet.heads[c]: c for c in named if c < column}
    labels = list(before.values()) or named
    labels = [c for c in labels if sheet.roles[c] is not Role.CLASS] or labels[-1:]
    place = next((row[c] for c in labels if PLACES.match(sheet.heads[c])), None)
    return Named(joined(row[c] for c in labels if not PLACES.match(sheet.heads[c])), place)


def whole_of(label: str, whole: str) -> str:
    """Give what a row is a part of, and the rows under it may be: its own name, for a part (其中:…) that of the row above, `whole`."""
    return whole if _PART.match(label) else NUMBERING.sub("", IN_BRACKETS.sub("", without_time(label)).strip())


def of_whole(label: str, whole: str, *, set_in: bool = False) -> str:
    """Give the name of a row; a part that is a mere kind is named by its whole too, as prose names it.

    A row is a part where it says so itself, or where it is set in under its whole (`set_in`).

    >>> of_whole("其中:住宅", "商品房销售面积"), of_whole("其中:工业增加值", "地区生产总值")
    ('商品房销售面积中住宅', '其中:工业增加值')
    """
    kind = NUMBERING.sub("", IN_BRACKETS.sub("", _PART.sub("", label, count=1)).strip())
    is_part = set_in or _PART.match(label) is not None
    return f"{whole}中{kind}" if whole and is_part and _KIND.fullmatch(kind) else label


@dataclass(slots=True)
class Wholes:
    """What the rows of a table are parts of, gone through from the top.

    A part that says so (其中:…) is one of the last row that does not; a row that is set in is one of the nearest row above
    that is set in less and has a number of its own. A sum over all is no whole that names its parts.
    """

    _last: str = ""
    _held: list[tuple[int, str]] = field(default_factory=list)

    def over(self, label: str, level: int, has_number: bool) -> tuple[str, bool]:
        """Go on to a row: give the name of its whole, empty where there is none, and whether it is set in under that."""
        above, self._last = self._last, whole_of(label, self._last)
        self._held = [held for held in self._held if held[0] < level]
        set_in = bool(self._held)
        above = self._held[-1][1] if set_in else above
        if has_number:
            own = NUMBERING.sub("", IN_BRACKETS.sub("", without_time(of_whole(label, above, set_in=set_in))).strip())
            self._held.append((level, "" if _SUM.fullmatch(own) else own))
        return above, set_in


def is_index(head: str, cell: str) -> bool:
    """Say whether a cell only numbers or dates its row."""
    if YEARS.match(head):
        return YEAR.fullmatch(cell) is not None
    return LABELS.match(head) is not None or UNITS.match(head) is not None or cell_value(cell) is not None


def without_time(text: str) -> str:
    """Give a head without its years and months."""
    return re.sub(r"(?:(?:19|20)\d{2}年?[-—–~至])?(?:19|20)\d{2}年?(?:\d{1,2}月)?(?:底|末|度)?", "", text)


def unit(texts: list[str], lexicon: Lexicon) -> str | None:
    """Give the first unit that texts end in, brackets in heads and names taken before; None where there is none."""
    for text in texts:
        for begin in range(len(text)):
            found = lexicon.find("1" + text[begin:])
            if found and found[0].unit == text[begin:]:
                return found[0].unit
    return None


def _noted(note: str, head: str) -> list[str]:
    """Give the unit that the note over a table tells for a column; of several (单位:亿元,%) the shares have the %."""
    told = [part.strip("() ") for part in _MEMBERS.split(_NOTE.sub("", note)) if part.strip("() ")]
    if len(told) < 2:
        return told
    amounts = [part for part in told if part not in _SHARES]
    if _OF_SHARE.search(head):
        return [part for part in told if part in _SHARES]
    return amounts if len(amounts) == 1 else []


def units_named(sheet: Sheet, row: list[str], column: int) -> list[str]:
    """Give the texts that may say the unit of a cell, nearest first.

    The brackets of its column's head, the row's column of units, the brackets of the row's name and of that name's own
    head (指标(个)), the note over the table.
    """
    own = next((row[c] for c in sheet.of(Role.UNIT) if row[c]), "")
    names = [c for c in range(len(row)) if sheet.roles[c] in (Role.OTHER, Role.CLASS) and not sheet.is_measured(c)]
    left = [c for c in names if c < column]
    named = [
        *IN_BRACKETS.findall(sheet.heads[column])[::-1],
        own,
        *(found for c in left[::-1] for found in IN_BRACKETS.findall(row[c])[::-1]),
        *(found for c in left[::-1] for found in IN_BRACKETS.findall(sheet.heads[c])[::-1]),
        *_noted(sheet.unit_note, sheet.heads[column]),
    ]
    return [text for text in named if not re.search(r"(?:19|20)\d{2}|^\d+$", text)]
