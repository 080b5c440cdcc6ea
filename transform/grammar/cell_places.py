"""The place that a cell of a table speaks of: its row's, its column's, that of the table's title, else the document's own.

What names a row and which column holds places, `cellwords` knows; what a name is, `named_places`.
"""

from __future__ import annotations

import re

from transform.document.model import Document
from transform.document.sheets import Sheet
from transform.grammar import places
from transform.grammar.cellwords import IN_BRACKETS, NUMBERING, Named, without_time
from transform.grammar.named_places import UNNAMED

_ALL = re.compile(r"(?:合|总|共)\s*计|总\s*数|全(?:省|市|区|县|州)(?:合计|总计|平均)?|平\s*均(?:值|数)?")
_SOME = re.compile(
    r"(?:以上|上述|前[\d一二三四五六七八九十]+[名位个]?).{0,6}|小\s*计|其[他它余].{0,4}|.{1,8}(?:小计|合计)"
)
"""A row that sums up some of the rows: of no place by name."""


_BODIES = re.compile(r"(?:上市|重点|龙头|入选)?(?:企业|公司|机构|银行|院校|医院)(?:名称|简称)?")
"""Heads of a column of companies and the like: what a row says is theirs."""


def of_cell(document: Document, sheet: Sheet, row: list[str], named: Named, column: int) -> str | None:
    """Give the place or body of a number in a column of a row; `UNNAMED` where it sums up places that it does not name."""
    if named.place is not None:
        said = NUMBERING.sub("", IN_BRACKETS.sub("", named.place)).strip()
        if _SOME.fullmatch(said):
            return UNNAMED
        if said and not _ALL.fullmatch(said):
            return places.of_words(document, said) or said
    body = next(
        (row[c] for c, head in enumerate(sheet.heads) if _BODIES.fullmatch(head) and not sheet.is_measured(c)), None
    )
    if body is not None and not _ALL.fullmatch(body):
        return UNNAMED if _SOME.fullmatch(body) else IN_BRACKETS.sub("", body).strip() or document.area
    for words in (named.label, sheet.heads[column], sheet.title):
        found = places.of_words(document, without_time(NUMBERING.sub("", words)).lstrip(" 、,的表"))
        if found is not None:
            return found
    return document.area
