"""The part of a year that a title tells of (1—7月全市经济运行情况): what its text says without a time is of that.

A year in a title is known by `transform.grammar.course`, the year that a title plans for by `transform.grammar.chapters`.
"""

from __future__ import annotations

import re

from transform.document.model import Document
from transform.grammar import compared
from transform.language import periods
from transform.language.text import folded

PART = re.compile(r"\d{4}(?:[QH]\d|-\d{2}(?:/\d{4}-\d{2})?)")
"""A period that is a part of a year."""
_MONTHS = {"Q": 3, "H": 6}
"""Months of a quarter and of a half year."""
_BEGINS = re.compile(r"起|前|底前|开始|将|召开|举[行办]|施行|实施")
"""What makes the time in a title that of an event."""
_MEASURED = re.compile(r"运行|情况|统计|简况|同比|环比|增长|上涨|下降|数据|公报|快报|形势|指数")
"""What a title has where the month in it is that of what was measured."""


def titled_part(document: Document) -> str | None:
    """Give the part of a year that a title tells of (1—7月全市经济运行情况), of the year before where it would lie ahead."""
    date = document.issued_on or document.published_on or ""
    title = folded(document.title)
    told = [
        t
        for t in periods.find(title, document.year)
        if t.kind == "point" and t.value and PART.fullmatch(t.value) and not _BEGINS.match(title, t.end)
    ]
    told = [t for t in told if not compared.is_base(title, told, t)]
    if len({t.value for t in told}) != 1 or told[0].value is None:
        return None
    value = told[0].value
    if len(value) == len("2031-07") and _MEASURED.search(title) is None:
        return None
    is_printed = re.search(r"(?:19|20)\d{2}", title[told[0].start : told[0].end]) is not None
    if (
        not is_printed
        and date
        and value[: len("2031")] == date[: len("2031")]
        and _last_month(value) > date[: len("2031-07")]
    ):
        return re.sub(r"\d{4}", lambda year: str(int(year[0]) - 1), value)
    return value


def _last_month(part: str) -> str:
    """Give the last month of a part of a year."""
    if part[4] in _MONTHS:
        return f"{part[:4]}-{int(part[5]) * _MONTHS[part[4]]:02}"
    return part[-len("2031-07") :]
