"""Targets from the cells of tables of aims: what the row names, to be reached by the time that the column names.

A column of goals or of a year to come gives targets, one of growth (年均增长, 累计) an increase by the last of those
years; the column of the base year gives observations. A cell that holds a number and cannot be read so is an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from transform.document.model import Document
from transform.document.records import Evidence, Issue
from transform.document.sheets import MARKS, Role, Sheet, dated, is_unit, is_void, times, year_of
from transform.document.tablekind import KnownSheet
from transform.grammar import cell_places, cellwords
from transform.grammar.cells import MIN_CONFIDENCE, SHARE
from transform.grammar.chapters import plan_year
from transform.grammar.observations import Observation
from transform.grammar.observed_stat import Stat
from transform.grammar.promised import ADDS, TargetKind
from transform.grammar.targets import Target
from transform.grammar.voice import voice_of_page
from transform.identity import Ids
from transform.language import numbers
from transform.language.quantities import Comparator, Lexicon

_SUM = re.compile(r"^(?P<bound>[≥≤<>~]?)[\[〔【](?P<in>[^\[\]〔〕【】]+)[\]〕】]$")
_LED = re.compile(
    r"^(?:力争|争取|确保|预计|五年|规划期|期间|内|合计|共|累计|达到|达|(?:提高|提升|增长|增加|扩大|上升|下降|降低|减少|压减|缩短|降)[到至]|控制在|保持在|实现|年均|每年)+"
)
_CHANGED = re.compile(r"^(?P<up>增长|增加|提高|提升|新增|扩大|上升)?(?P<down>下降|降低|减少|压减|缩短|下调)?(?!到|至)")
_FALLS = re.compile(r"(?:下降|降低|减少|压减|削减|缩短|降幅|减排)(?:[率比例幅度]{1,2})?$")
"""What a name ends in whose number is the size of a fall; an amount that is cut (减排量) is counted up."""
_OF_CHANGE = re.compile(r"年均(?:增|降|$|\W)|增[长加速幅量]|累计|提高幅度|降低幅度|降幅|变化")
_NEW = re.compile(r"^[^,]{0,4}?(?:新增|净增)(?!.*(?:率|比重|占比|比例)$)")
_COMPARED = re.compile(r"(?:比|较)(?:19|20)\d{2}年?")
_SAID = re.compile(
    r"(?:19|20)\d{2}年?(?:[-—–~至](?:19|20)?\d{2}年?)?(?:底|末|度)?|十[一二三四五六七八九]五|“|”|(?:[近中远]期|期末|基[期准]|目标)[年值]|[近中远]期|期末|规划期?|发展|年度|主要|预期|总体|具体"
    r"|(?:(?:目标|任务|指标|计划)+|预计|基[期准]|现状|实际|实绩|完成|执行|情况)[值数]?"
)
"""What of a head only says that it is an aim, and when."""


_BY_YEAR = re.compile(r"目标|任务|计划|分年")


class Amount(NamedTuple):
    """The number of a cell with its bound; `unit` as the cell prints it, `is_sum` where brackets mark a sum over years."""

    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    is_sum: bool
    change: str
    """`up`, `down`, or empty where the cell has no word of change."""


_Side = tuple[str | None, str | None]
"""What a column holds (goal, base, dated) and the time that it is of."""


@dataclass(slots=True)
class Found:
    """What the tables of aims of a document state."""

    targets: list[Target]
    observations: list[Observation]
    issues: list[Issue]


class _Place(NamedTuple):
    """A cell of a table and what its row says of it."""

    sheet: Sheet
    row: int
    column: int
    metric: str
    area: str | None
    unit: str | None
    quote: str


def find(document: Document, tables: Iterable[KnownSheet], lexicon: Lexicon, ids: Ids) -> Found:
    """Give what the tables of aims of a document state, in the order of their cells."""
    found = Found([], [], [])
    for sheet, sort in tables:
        if sort.kind == "aims" and sheet.placed.table["confidence"] >= MIN_CONFIDENCE:
            _table(document, sheet, lexicon, ids, found)
    return found


def amount(cell: str, lexicon: Lexicon) -> Amount | None:
    """Read a cell that is one number: ≥95%, 5.5左右, 〔13.5〕, 8%以上, 不低于12; None where it is anything else."""
    text = MARKS.sub("", cell.strip())
    in_brackets = _SUM.match(text)
    text = in_brackets["bound"] + in_brackets["in"].strip() if in_brackets else text
    led = _LED.match(text)
    text = text[led.end() :] if led else text
    changed = _CHANGED.match(text)
    change = "up" if changed and changed["up"] else "down" if changed and changed["down"] else ""
    text = text[changed.end() :] if changed else text
    minus = re.match(r"[-−](?=\d)", text)
    text = text[1:] if minus else text
    said = lexicon.find(text)
    if len(said) != 1 or said[0].outer_start != 0:
        return None
    quantity = said[0]
    rest = text[quantity.end :]
    if rest and not (quantity.unit is None and is_unit(rest, lexicon)):
        return None
    sign = -1 if minus or change == "down" else 1
    most = quantity.value_max
    unit = quantity.unit or rest or None
    is_sum = bool(in_brackets) or bool(led and "累计" in led[0])
    return Amount(quantity.comparator, sign * quantity.value, sign * most if most else None, unit, is_sum, change)


def _table(document: Document, sheet: Sheet, lexicon: Lexicon, ids: Ids, found: Found) -> None:
    sides: list[_Side] = []
    for c in range(len(sheet.heads)):
        sides.append(_side(document, sheet, c, sides))
    last = max((time for side, time in sides if side == "goal" and time), default=None)
    unread: list[str] = []
    for r, cells in enumerate(sheet.rows, sheet.top):
        of_row = _year_of_row(sheet, cells)
        for c, (side, time) in enumerate(sides):
            cell = cells[c]
            is_repeated = c > 0 and cells[c - 1] == cell and (sides[c - 1] == sides[c] or len(set(cells)) == 1)
            if side is None or not cell or is_void(cell) or is_repeated:
                continue
            named = cellwords.names(sheet, cells, c)
            label = named.label
            metric = _metric(sheet, label, named.place, c, lexicon)
            place = _Place(sheet, r, c, metric, cell_places.of_cell(document, sheet, cells, named, c), None, cell)
            if side == "dated":
                dated = place._replace(metric=_bare(label, lexicon))
                found.targets += _dated(document, dated, cells, lexicon, ids) if dated.metric else ()
                continue
            said = amount(cell, lexicon)
            if said is None or not metric:
                unread += [cell] if re.search(r"\d", cell) and side != "base" else []
                continue
            if sheet.roles[c] is Role.CHANGE and "累计" in sheet.heads[c]:
                said = said._replace(is_sum=said.is_sum or _lies_between(sheet, cells, lexicon) == said.value)
            place = place._replace(unit=_unit(sheet, cells, c, said, lexicon))
            if side == "base":
                found.observations.append(_observation(document, place, said, time, ids))
            else:
                is_change = _OF_CHANGE.search(sheet.heads[c]) is not None
                if said.is_sum and not (place.unit or "").endswith(("%", "百分点")):
                    # A sum over years is a level, but where it is what lies between the first and the last.
                    is_change = is_change and _lies_between(sheet, cells, lexicon) == said.value
                found.targets.append(_target(document, place, said, of_row or time or last, None, is_change, ids))
    if unread:
        found.issues.append(_issue(document, sheet, unread))


def _year_of_row(sheet: Sheet, cells: list[str]) -> str | None:
    """Give the year that dates a row of a table whose rows are years (年度|造林)."""
    years = [cell for cell, head in zip(cells, sheet.heads, strict=True) if cellwords.YEARS.match(head)]
    return next((cell[:4] for cell in years if cellwords.YEAR.fullmatch(cell)), None)


def _dated(document: Document, place: _Place, cells: list[str], lexicon: Lexicon, ids: Ids) -> Iterator[Target]:
    """Give the targets of a cell that says in words what shall be by when; clauses of the past or of more are none."""
    clauses = dated(place.quote)
    if not clauses and (said := amount(place.quote, lexicon)) is not None:
        place = place._replace(unit=_unit(place.sheet, cells, place.column, said, lexicon))
        yield _target(document, place, said, None, None, False, ids)
    for clause in clauses:
        each = re.match(r"每[一-龥]{1,8}?(?=达|不|[≥≤<>约超])", clause.said)
        said = amount(clause.said[each.end() if each else 0 :], lexicon)
        is_past = place.sheet.year is not None and int(clause.year) < place.sheet.year
        if said is None or is_past:
            continue
        unit = _unit(place.sheet, cells, place.column, said, lexicon)
        of_clause = place._replace(unit=unit, quote=clause.clause)
        yield _target(document, of_clause, said, clause.year, each[0] if each else None, False, ids)


def _side(document: Document, sheet: Sheet, column: int, before: list[_Side]) -> _Side:
    """Say what a column holds, goals, a base or words with dates, and for which time, None twice where none of them.

    `before` are the sides of the columns to the left, on which a column of growth depends.
    """
    role, head = sheet.roles[column], sheet.heads[column]
    if role in (Role.OTHER, Role.GOAL) and any(dated(cell) for cell in sheet.column(column)):
        return "dated", None
    if not sheet.measured[column] and role not in (Role.GOAL, Role.YEAR, Role.CHANGE):
        return None, None
    if role in (Role.INDEX, Role.UNIT, Role.NATURE, Role.CLASS):
        return None, None
    time = _time(document, sheet, head)
    year = int(time[:4]) if time else None
    if role is Role.GOAL:
        # What an earlier plan aimed at is told, not aimed at.
        is_past = year is not None and sheet.year is not None and year < sheet.year
        return (None, None) if is_past else ("goal", time or _horizon(document, sheet))
    if role is Role.BASE:
        return "base", time
    if role is Role.CHANGE:
        return _side_of_change(sheet, column, time, before)
    if role is Role.YEAR or time is not None:
        return _side_of_year(sheet, time)
    # Where no column says what shall be reached the title does, of all that are numbers.
    has_goals = any(other in (Role.GOAL, Role.YEAR) for other in sheet.roles)
    return (None, None) if has_goals else ("goal", _horizon(document, sheet))


def _side_of_year(sheet: Sheet, time: str | None) -> _Side:
    if time is None:
        return "goal", sheet.until
    dated = sheet.of(Role.YEAR, Role.GOAL, Role.OTHER)
    years = sorted(named for c in dated if sheet.measured[c] and (named := year_of(sheet.heads[c])) is not None)
    year = time[:4]
    if sheet.year is None or int(year) == sheet.year:
        if years[:1] != [year] or len(years) == 1:
            return "goal", time
        # The first of several years is where the others start from, but not of goals set year by year.
        if _BY_YEAR.search(sheet.title):
            return "goal", time
        return (None, None) if int(years[1]) == int(year) + 1 else ("base", time)
    return ("goal", time) if int(year) > sheet.year else ("base", time)


def _side_of_change(sheet: Sheet, column: int, time: str | None, before: list[_Side]) -> _Side:
    """A column of growth over years goes with the goals, that of one year with the column before it."""
    if re.search(r"年均|累计|期间|规划期|五年", sheet.heads[column]):
        return "goal", time
    known = [side for c, side in enumerate(before) if side[0] is not None and sheet.roles[c] is not Role.CHANGE]
    if time is not None and sheet.year is not None:
        return ("goal" if int(time[:4]) >= sheet.year and (not known or known[-1][0] == "goal") else "base"), time
    return known[-1] if known else ("goal", time)


def _time(document: Document, sheet: Sheet, head: str) -> str | None:
    """Give the time that a head names, its end where it names a span."""
    if re.search(r"期末|规划期", head) and sheet.until:
        return sheet.until
    head = _COMPARED.sub("", head)
    found = times(head, document.year)
    return found[-1].split("/")[-1] if found else year_of(head)


def _horizon(document: Document, sheet: Sheet) -> str | None:
    """Give the time that a title names for a table without one in its heads: its own, else its document's."""
    found = times(sheet.title, document.year)
    return found[-1].split("/")[-1] if found else sheet.until or plan_year(document)


def _metric(sheet: Sheet, label: str, area: str | None, column: int, lexicon: Lexicon) -> str:
    """Give what a cell counts: the row's name without its number and unit; rows of places take it from the head."""
    name = _bare(label, lexicon)
    head = _of_head(sheet.heads[column], lexicon)
    if name:
        return name if _OF_CHANGE.search(head) or head in name else f"{name} {head}".strip()
    if head or not area:
        return head
    # Rows of places: another column of the same thing may say what it is, else the title does.
    others = {_of_head(other, lexicon) for c, other in enumerate(sheet.heads) if sheet.measured[c]} - {""}
    return others.pop() if len(others) == 1 else _SAID.sub("", sheet.title).strip(" 表各区县市的")


def _of_head(head: str, lexicon: Lexicon) -> str:
    """Give what a head says beside that it is an aim and when."""
    return _SAID.sub("", _bare(head, lexicon)).strip(" :()、,[]〔〕的")


def _bare(text: str, lexicon: Lexicon) -> str:
    """Give a name without its number, its marks, and what stands in brackets for a unit."""
    text = MARKS.sub("", cellwords.NUMBERING.sub("", text.strip()))
    text = re.sub(r"[*※①-⑳▲★]+$", "", text)
    held = [
        found
        for found in cellwords.IN_BRACKETS.findall(text)
        if is_unit(found, lexicon) or _ends_in_unit(found, lexicon)
    ]
    for unit in held:
        text = re.sub(rf"[(（]{re.escape(unit)}[)）]", "", text)
    return text.strip()


def _ends_in_unit(text: str, lexicon: Lexicon) -> bool:
    return cellwords.unit([text], lexicon) is not None


def _unit(sheet: Sheet, cells: list[str], column: int, said: Amount, lexicon: Lexicon) -> str | None:
    named = cellwords.units_named(sheet, cells, column)
    if said.is_sum and sheet.roles[column] is Role.CHANGE:
        # The unit in the head (年均增速(%)〔累计〕) is that of the growth beside it.
        named = named[len(cellwords.IN_BRACKETS.findall(sheet.heads[column])) :]
    own = next((text for text in named if is_unit(text, lexicon)), None) or cellwords.unit(named, lexicon)
    if said.unit in ("万", "亿", "万亿") and own:
        return said.unit + own
    if said.unit:
        return said.unit
    head = sheet.heads[column]
    of_head = next((text for text in cellwords.IN_BRACKETS.findall(head) if is_unit(text, lexicon)), None)
    if not said.is_sum and re.search(r"增长|增速|增幅", head):
        return of_head or "%"
    if (
        said.is_sum
        and sheet.roles[column] is Role.CHANGE
        and own == "%"
        and _lies_between(sheet, cells, lexicon) == said.value
    ):
        return "个百分点"
    return own


def _lies_between(sheet: Sheet, cells: list[str], lexicon: Lexicon) -> Decimal | None:
    """Give what lies between the first and the last year of a row, the last alone where there is no first."""
    values = [read.value for c in sheet.of(Role.YEAR, Role.BASE, Role.GOAL) if (read := amount(cells[c], lexicon))]
    return values[-1] - (values[0] if len(values) > 1 else 0) if values else None


def _target(
    document: Document,
    place: _Place,
    said: Amount,
    deadline: str | None,
    per: str | None,
    is_change: bool,
    ids: Ids,
) -> Target:
    placed = place.sheet.placed
    falls = _FALLS.search(place.metric) is not None
    adds = ADDS.search(place.metric) is not None or _NEW.match(place.metric) is not None
    kind: TargetKind = "increase" if is_change or said.change or falls or adds else "level"
    if place.unit == "个百分点":
        kind = "increase"
    sign = -1 if falls and said.value > 0 else 1
    value = numbers.plain(sign * said.value)
    most = numbers.plain(sign * said.value_max) if said.value_max is not None else None
    return Target(
        target_id=ids.fact("t", placed.id, place.metric, value, place.unit, deadline, place.area),
        voice=voice_of_page(document),
        document_id=document.document_id,
        measure_id=document.measures[placed.measure].id if placed.measure is not None else None,
        metric=place.metric,
        kind=kind,
        comparator=said.comparator,
        value=value,
        value_max=most,
        unit=place.unit,
        deadline=deadline,
        per=per,
        area=place.area,
        table_id=placed.id,
        row=place.row,
        column=place.column,
        evidence=_evidence(place, f"targets.cell.{kind}"),
    )


def _observation(document: Document, place: _Place, said: Amount, period: str | None, ids: Ids) -> Observation:
    placed = place.sheet.placed
    is_change = place.sheet.roles[place.column] is Role.CHANGE
    growing = is_change or ADDS.search(place.metric) is not None or _FALLS.search(place.metric) is not None
    stat: Stat = "growth_yoy" if growing and place.unit == "%" else "share" if SHARE.search(place.metric) else "level"
    value = numbers.plain(-said.value if _FALLS.search(place.metric) and said.value > 0 else said.value)
    return Observation(
        observation_id=ids.fact("o", placed.id, place.metric, value, place.unit, period, place.area),
        voice=voice_of_page(document),
        document_id=document.document_id,
        metric=place.metric,
        stat=stat,
        comparator=said.comparator,
        value=value,
        value_max=numbers.plain(said.value_max) if said.value_max is not None else None,
        unit=place.unit,
        period=period,
        area=place.area,
        is_forecast="预计" in place.sheet.heads[place.column],
        table_id=placed.id,
        row=place.row,
        column=place.column,
        evidence=_evidence(place, "observations.cell.base"),
    )


def _evidence(place: _Place, rule: str) -> Evidence:
    return Evidence.of_cell(place.sheet.placed, place.sheet.page(place.row, place.column), place.quote, rule)


def _issue(document: Document, sheet: Sheet, unread: list[str]) -> Issue:
    shown = "、".join(dict.fromkeys(cell[:20] for cell in unread[:5]))
    return Issue(
        source_id=document.source_id,
        document_id=document.document_id,
        table="tables",
        row_id=sheet.placed.id,
        type="aim_not_read",
        severity="info",
        message=f"{len(unread)} 个目标单元格不是单一数值,未作为目标: {shown}",
        page=sheet.placed.table["page_start"],
    )
