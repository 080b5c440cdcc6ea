"""Observations from the cells of printed tables: a number, with what its row and its column say of it.

Prose is read in `observations`; which cells there are, with their spans, comes from the reader and is published as it
stands. A cell becomes an observation only where a header names what it measures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from transform.document.model import Document, PlacedTable
from transform.document.records import Evidence, cell_value
from transform.grammar.observations import Observation, Stat, area
from transform.identity import Ids
from transform.language import numbers, periods
from transform.language.quantities import Lexicon
from transform.language.text import folded

LABELS = re.compile(
    r"^(?:序号|编号|排名|名次|位次|收入排名|行次|代码|电话|联系.*|邮编|年份|年度|时间|日期|月份|成立.*|备注|文号.*|页码|.*代码.*)$"
)
YEARS = re.compile(r"^(?:年份|年度|时间)$")
YEAR = re.compile(r"(?:19|20)\d{2}年?")
PLACES = re.compile(r"^(?:省份|省市|地区|城市|区县|各区|行政区|市州|区域)$")
UNITS = re.compile(r"^(?:计量)?单位$")
PLAIN = re.compile(r"^(?:指标值|数值|绝对[量额值数]|总量|本期|累计|实际(?:完成|值)?|完成[额值]?|数量|合计|金额)$")
"""Headers of columns that say nothing of what is measured: the row does."""
IN_BRACKETS = re.compile(r"[(（]([^()（）]{1,12})[)）]")
GROWTH = re.compile(r"增长率|增速|增幅|同比|±%")
SHARE = re.compile(r"比例|占比|比重|份额|占.*%")
MIN_CONFIDENCE = 0.6


def find(document: Document, lexicon: Lexicon, ids: Ids) -> list[Observation]:
    """Give the rows of `observations` that the tables of a document state, in the order of their cells."""
    return [row for placed in document.tables for row in _table(document, placed, lexicon, ids)]


def _table(document: Document, placed: PlacedTable, lexicon: Lexicon, ids: Ids) -> list[Observation]:
    table = placed.table
    head = table["header_rows"]
    if head < 1 or table["confidence"] < MIN_CONFIDENCE:
        return []
    grid = [[folded(cell) for cell in row] for row in placed.grid()]
    columns = [_joined(row[c] for row in grid[:head]) for c in range(table["n_columns"])]
    numeric = [_is_measure(columns[c], [row[c] for row in grid[head:]]) for c in range(table["n_columns"])]
    caption = folded(table["caption"])
    # A table that dates nothing itself is of the time that its report is of.
    context = [document.title] if document.kind in ("report", "bulletin") else []
    pages = {(cell["row"], cell["column"]): cell["page"] for cell in table["cells"]}
    rows: list[Observation] = []
    latest = max((y for c in columns for y in re.findall(r"(?:19|20)\d{2}", c)), default=None)
    for r in range(head, table["n_rows"]):
        cells = grid[r]
        named = [
            c
            for c in range(table["n_columns"])
            if not numeric[c] and cells[c] and not _is_index(columns[c], cells[c]) and not UNITS.match(columns[c])
        ]
        years = " ".join(
            x for x, column in zip(cells, columns, strict=True) if YEARS.match(column) and YEAR.fullmatch(x)
        )
        row_unit = next((x for x, column in zip(cells, columns, strict=True) if UNITS.match(column) and x), "")
        for c in range(table["n_columns"]):
            value = cell_value(cells[c]) if numeric[c] else None
            if value is None or (c and cells[c - 1] == cells[c] and columns[c] == columns[c - 1]):
                continue
            # What stands behind the number describes the row; what stands before it names it.
            labels = [k for k in named if k < c] or named
            place = next((cells[k] for k in labels if PLACES.match(columns[k])), None)
            label = _joined(cells[k] for k in labels if not PLACES.match(columns[k]))
            metric = _metric(columns[c], label, caption)
            if not metric:
                continue
            value = numbers.plain(Decimal(value))
            growing = GROWTH.search(columns[c]) is not None
            stat: Stat = "growth_yoy" if growing else "share" if SHARE.search(columns[c]) else "level"
            period = _period([columns[c], label, years, caption, *context], document.year) or (
                latest if growing else None
            )
            unit = _unit(cells[c], columns[c], [row_unit, label], folded(table["unit_note"]), lexicon)
            page = pages.get((r, c), table["page_start"])
            rows.append(
                Observation(
                    observation_id=ids.fact("o", placed.id, metric, value, unit, period, place),
                    document_id=document.document_id,
                    metric=metric,
                    stat=stat,
                    comparator="=",
                    value=value,
                    value_max=None,
                    unit=unit,
                    period=period,
                    area=place or area(metric, document.area),
                    is_forecast=False,
                    table_id=placed.id,
                    row=r,
                    column=c,
                    evidence=Evidence.of_cell(placed, page, cells[c], "observations.cell"),
                )
            )
    return rows


def _is_index(header: str, cell: str) -> bool:
    """Say whether a cell only numbers or dates its row."""
    if YEARS.match(header):
        return YEAR.fullmatch(cell) is not None
    return LABELS.match(header) is not None or cell_value(cell) is not None


def _joined(parts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(part for part in parts if part))


def _is_measure(header: str, body: list[str]) -> bool:
    """Say whether a column measures something: named so, and filled with numbers for the most part."""
    if not header or LABELS.match(header) or re.fullmatch(r"(?:19|20)\d{2}", header):
        return bool(re.fullmatch(r"(?:19|20)\d{2}", header)) and any(cell_value(x) for x in body)
    filled = [x for x in body if x]
    return bool(filled) and sum(cell_value(x) is not None for x in filled) * 2 > len(filled)


def _metric(column: str, label: str, caption: str) -> str:
    bare = IN_BRACKETS.sub("", _without_time(column)).strip()
    bare = "" if label and PLAIN.match(bare) else bare
    name = IN_BRACKETS.sub("", _without_time(label)).strip()
    return " ".join(x for x in (name, bare) if x) or caption


def _without_time(text: str) -> str:
    return re.sub(r"(?:19|20)\d{2}年?(?:\d{1,2}月)?(?:底|末|度)?", "", text)


def _unit(cell: str, column: str, row: list[str], note: str, lexicon: Lexicon) -> str | None:
    """Give the unit of a cell: its own %, what the column's header has in brackets, the row's, the table's note."""
    if cell.endswith("%"):
        return "%"
    named, label = row
    candidates = [*IN_BRACKETS.findall(column), named, *IN_BRACKETS.findall(label), re.sub(r"^.*单位[:：]?", "", note)]
    for candidate in candidates:
        for begin in range(len(candidate)):
            found = lexicon.find("1" + candidate[begin:])
            if found and found[0].unit == candidate[begin:]:
                return found[0].unit
    return None


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
