"""Observations from the cells of statistical tables: a number, with what its row and its column say of it.

Prose is read in `observations`; which cells there are, with their spans, comes from the reader and is published as it
stands. A cell becomes an observation only in a table of statistics (`transform.document.tablekind`) and where a head
names what it measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from transform.document.model import Document
from transform.document.records import Evidence, cell_value
from transform.document.sheets import Role, Sheet
from transform.document.tablekind import KnownSheet
from transform.grammar import cell_places, cellwords, table_subject
from transform.grammar.cellwords import IN_BRACKETS, LABELS, NUMBERING, YEAR, YEARS, without_time
from transform.grammar.observations import Observation
from transform.grammar.observed_stat import Stat
from transform.grammar.voice import voice_of_page
from transform.identity import Ids
from transform.language import numbers, periods
from transform.language.quantities import Lexicon

PLAIN = re.compile(
    r"^(?:指标值|数值|绝对[量额值数]|总量|本期|累计|实际(?:完成|值)?|完成[额值]?|数量|合计|金额|年份|年度)$"
)
"""Heads of columns that say nothing of what is measured: the row does."""
AVERAGE = re.compile(r"年均|平均增[长速]|复合增长")
GROWTH = re.compile(r"增长(?!点|极)|增速|增幅|同比|±%|(?:比|较)(?:上年|去年)|涨跌幅|增减")
SHARE = re.compile(r"比例|占比|比重|份额|占.*%")
_GREW = re.compile(
    r"(?:(?:20\d{2}年?)?(?:比|较)(?:上年|去年)(?:同期)?|同比)?(?:实际|名义)?(?:增长(?:率|速度|幅度)?|增速|增幅|增减|涨跌幅?|±)?[±%‰]*"
)
"""A head that says only that something grew: what grew is told by the column before it."""
MIN_CONFIDENCE = 0.9
"""The share of right cells among drawn tables found in the same way, from which the cells of a table are facts: a number must
stand under its head as surely as a fact is one (`decision.BAR`). Between two rules it does not, nor where colours alone draw the cells (`extract/sure.csv`)."""


def find(document: Document, tables: Iterable[KnownSheet], lexicon: Lexicon, ids: Ids) -> list[Observation]:
    """Give the rows of `observations` that the statistical tables of a document state, in the order of their cells."""
    statistics = [sheet for sheet, sort in tables if sort.kind == "statistics"]
    return [row for sheet in statistics for row in _table(document, sheet, lexicon, ids)]


def _table(document: Document, sheet: Sheet, lexicon: Lexicon, ids: Ids) -> list[Observation]:
    placed, table = sheet.placed, sheet.placed.table
    if table["confidence"] < MIN_CONFIDENCE:
        return []
    heads = sheet.heads
    numeric = [_is_measure(heads[c], [row[c] for row in sheet.rows]) for c in range(len(heads))]
    # A table that dates nothing itself is of the time that its report is of.
    context = [document.title] if document.kind in ("report", "bulletin") else []
    rows: list[Observation] = []
    latest = max((y for head in heads for y in re.findall(r"(?:19|20)\d{2}", head)), default=None)
    wholes = cellwords.Wholes()
    for r, cells in enumerate(sheet.rows, sheet.top):
        has_number = any(numeric[c] and cell_value(cell) is not None for c, cell in enumerate(cells))
        row_name = cellwords.names(sheet, cells, len(cells)).label
        above, set_in = wholes.over(row_name, sheet.levels.get(r, 0), has_number)
        years = " ".join(x for x, head in zip(cells, heads, strict=True) if YEARS.match(head) and YEAR.fullmatch(x))
        for c in range(len(heads)):
            value = cell_value(cells[c]) if numeric[c] else None
            if value is None or (c and cells[c - 1] == cells[c] and heads[c] == heads[c - 1]):
                continue
            named = cellwords.names(sheet, cells, c)
            label, place = named
            told = _told_of(heads, numeric, c)
            label = cellwords.of_whole(label, above, set_in=set_in) if _says_no_measure(told) else label
            metric = _metric(told, label, "" if sheet.title in sheet.headings else sheet.title)
            metric = metric or sheet.title
            if not metric:
                continue
            value = numbers.plain(Decimal(value))
            growing = GROWTH.search(heads[c]) is not None
            stat: Stat = (
                "average_growth"
                if AVERAGE.search(heads[c])
                else "growth_yoy"
                if growing
                else "share"
                if SHARE.search(heads[c])
                else "level"
            )
            period = _period([heads[c], label, years, sheet.title, *context], document.year) or (
                latest if growing else None
            )
            unit = "%" if cells[c].endswith("%") else cellwords.unit(cellwords.units_named(sheet, cells, c), lexicon)
            if growing and (sheet.roles[c] is Role.CHANGE or "%" in heads[c]):
                unit = "%" if cellwords.unit(IN_BRACKETS.findall(heads[c]), lexicon) is None else unit
            rows.append(
                Observation(
                    observation_id=ids.fact("o", placed.id, metric, value, unit, period, place),
                    voice=voice_of_page(document),
                    document_id=document.document_id,
                    metric=metric,
                    stat=stat,
                    comparator="=",
                    value=value,
                    value_max=None,
                    unit=unit,
                    period=period,
                    area=cell_places.of_cell(document, sheet, cells, named, c),
                    is_forecast=False,
                    table_id=placed.id,
                    row=r,
                    column=c,
                    evidence=Evidence.of_cell(placed, sheet.page(r, c), cells[c], "observations.cell"),
                )
            )
    return rows


def _is_measure(head: str, body: list[str]) -> bool:
    """Say whether a column measures something: named so, and filled with numbers for the most part."""
    if not head or LABELS.match(head) or re.fullmatch(r"(?:19|20)\d{2}", head):
        return bool(re.fullmatch(r"(?:19|20)\d{2}", head)) and any(cell_value(x) for x in body)
    filled = [x for x in body if x]
    return bool(filled) and sum(cell_value(x) is not None for x in filled) * 2 > len(filled)


def _bare(head: str) -> str:
    """Give a head without its time and unit."""
    bare = re.sub(r"[(（][)）]|[±%‰]+$", "", IN_BRACKETS.sub("", without_time(head))).strip()
    return " ".join(bare.rstrip("±%‰ ").split())


def _says_no_measure(head: str) -> bool:
    """Say whether a head says only when, how much, or how much more: its rows say of what."""
    bare = _bare(head)
    return not bare or PLAIN.match(bare) is not None or _GREW.fullmatch(bare) is not None


def _metric(head: str, label: str, title: str) -> str:
    bare = _bare(head)
    bare = "" if label and PLAIN.match(bare) else bare
    name = NUMBERING.sub("", IN_BRACKETS.sub("", without_time(label)).strip())
    return table_subject.told(" ".join(x for x in (name, bare) if x), title)


def _told_of(heads: list[str], numeric: list[bool], column: int) -> str:
    """Give the head of a column, of one that only says how much more it is than before (比上年增长(%)) with what grew."""
    own = IN_BRACKETS.sub("", without_time(heads[column])).strip()
    if _GREW.fullmatch(own) is None and _GREW.fullmatch(IN_BRACKETS.sub("", heads[column]).strip()) is None:
        return heads[column]
    before = [c for c in range(column) if numeric[c] and not GROWTH.search(heads[c]) and not SHARE.search(heads[c])]
    grown = IN_BRACKETS.sub("", without_time(heads[before[-1]])).strip() if before else ""
    return heads[column] if not grown or PLAIN.match(grown) or YEAR.search(grown) else f"{grown} {heads[column]}"


def _period(words: list[str], year: int | None) -> str | None:
    for word in words:
        plain = YEAR.fullmatch(word.strip())
        if plain:
            return plain[0][:4]
        dated = re.match(r"(?:19|20)\d{2}(?=[^\d年])", word)
        for time in periods.find(word, year):
            if time.value is not None:
                return time.value
        if dated:
            return dated[0]
    return None
