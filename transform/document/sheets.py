"""A printed table as a sheet that can be read: what stands over it, its heads, and what each column is for.

The reader gives a grid with its header rows; here a title that was printed as the first row is told from the heads, the
words of merged heads are joined, and each column gets a role. What the table as a whole is, says `tablekind`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from transform.document.model import Document, PlacedTable
from transform.language import periods
from transform.language.quantities import Lexicon
from transform.language.text import folded


class Role(Enum):
    """What a column of a table is for."""

    INDEX = "numbers the rows"
    UNIT = "units of the rows"
    NATURE = "whether an aim binds (约束性, 预期性)"
    CLASS = "groups the rows (类别, 一级指标)"
    GOAL = "what shall be reached"
    BASE = "what was measured, to start from"
    CHANGE = "growth or a sum over years, of the column that it goes with"
    YEAR = "a year and nothing else"
    OTHER = "names, values, remarks"


_INDEX = re.compile(r"^(?:序号|编号|行次|项次)$")
_UNIT = re.compile(r"^(?:计量)?单位$")
_BINDING = re.compile(r"^(?:约束|预期|指导|引导|控制|监测)性(?:指标)?$")
_CLASS = re.compile(r"^(?:指标)?(?:类别|类型|领域|方面|分类|维度|板块|目标类别|项目类别|大类|[一二]级指标)$")
_GOAL = re.compile(
    r"目标(?:值|数)?|规划(?:值|数)|(?:计划|任务)(?:值|数|量|完成|增长)?(?:\([^()]*\))?$|预期(?:值|目标)?(?:\([^()]*\))?$|(?:19|20)\d{2}年?(?:度)?计划"
)
_BASE = re.compile(
    r"基[期准年]|基础值|基数|现状|现有|实际|实绩|(?<!计划)(?<!目标)完成|实现|当前|目前|上年|执行|预计|历史|初始"
)
_GROWTH_ALONE = re.compile(
    r"^(?=.*(?:年均|累计|增[长加速幅减量]|提高|下降|降低|变化))"
    r"(?:五年|规划期|内|期间|[比较]|上年|去年|同比|年均|累计|增[长加速幅减量]|提高|下降|降低|变化|幅度|[率值量数]|[或及和、]){1,8}(?:\W.*)?$"
)
_YEAR = re.compile(r"(?:到|至)?(?:(?:19|20)\d{2})年?(?:底|末|初|度)?")
_TERM = re.compile(r"^(?:近期|中期|远期|期末|规划期?末|“?十[一二三四五六七八九]五”?(?:期?末)?|(?:近|中|远)期)$")
_DATED = re.compile(
    r"^(?:力争|争取|确保|实现|逐年|并|[到至])*(?P<year>20\d{2})年(?:底|末)?前?(?:力争|争取|确保|要)*"
    r"(?P<said>(?:每[一-龥]{1,8}?)?(?:达|不|[提降升控保增稳]|[≥≤<>约超]).*)$"
)
_IN_BRACKETS = re.compile(r"[(（\[〔][^()（）\[\]〔〕]*[)）\]〕]")
_UNIT_ROW = re.compile(r"^[(（]?(?:计量)?单位[:：]")
_TITLE_ROW = re.compile(
    r"^(?:附件|附表|表|专栏|续表)\s?[\d一二三四五六七八九十]|(?:表|指标(?:体系)?|一览|清单|名单|目录|目标)(?:[(（][^()（）]{0,20}[)）])?$"
)
MARKS = re.compile(r"(?<=[\d%)\]〕])[①-⑳⁰¹²³⁴-⁹*※†]+$")
"""Footnote marks behind a number: no part of it."""
_BOUND = r"(?:及?以[上下内]|左右|上下|之内)?"
_AMOUNT = re.compile(
    r"[≥≤<>~]?[\[〔(]?(?:[≥≤<>~]|(?:达到?|不[低高少多大小超]于?过?|[大小高低]于|超过?|约|近|累计|年均|力争|控制在|保持在"
    r"|(?:增[长加]|提[高升]|上升|扩大|下降|降低?|减少|压减|缩短)[到至]?)){0,3}"
    r"(?!(?:19|20)\d{2}年)[-−]?\d[\d,]{0,15}(?:\.\d{1,8})?(?:[-—–~至到][-−]?\d[\d,.]{0,15})?"
    rf"(?P<unit>[^\d,;。:\])〕]{{0,10}}?){_BOUND}[\])〕]?"
)
"""A cell that is one number with its bound and its unit."""


@dataclass(slots=True, frozen=True)
class Sheet:
    """A printed table: `grid[top:]` are its rows of folded text, `heads` the words over each column.

    `measured` says of each column whether most of its cells are one number each.
    `title` is what stands over the table: its caption, the title printed as its first row, else the nearest heading.
    `year` is the year that the document speaks in, else the one before the years that its title spans, `until` the last
    of these (both None where nothing tells); `tells` says whether the document reports rather than decides. `pages` are
    those of the cells by row and column, 1-based, of the upper left cell alone where cells are merged. `levels` says of
    the rows whose name is set in under others how deep, from 1.
    """

    placed: PlacedTable
    grid: list[list[str]]
    top: int
    heads: list[str]
    roles: list[Role]
    measured: list[bool]
    title: str
    headings: tuple[str, ...]
    unit_note: str
    document_title: str
    year: int | None
    until: str | None
    tells: bool
    pages: dict[tuple[int, int], int | None]
    levels: dict[int, int]

    @property
    def rows(self) -> list[list[str]]:
        """The rows under the heads."""
        return self.grid[self.top :]

    def column(self, number: int) -> list[str]:
        """Give the cells of a column that hold something, under the heads."""
        return _filled(self.rows, number)

    def is_measured(self, number: int) -> bool:
        """Say whether most cells of a column are one number each."""
        return self.measured[number]

    def page(self, row: int, column: int) -> int | None:
        """Give the page of a cell, that of the table where the cell has none of its own."""
        page: int | None = self.pages.get((row, column), self.placed.table["page_start"])
        return page

    def of(self, *roles: Role) -> list[int]:
        """Give the columns of these roles."""
        return [number for number, role in enumerate(self.roles) if role in roles]


def read(document: Document, lexicon: Lexicon) -> list[Sheet]:
    """Give the tables of a document, those with rows, in their order; the lexicon knows what is a unit."""
    year, until = _span(document)
    return [_sheet(document, placed, year, until, lexicon) for placed in document.tables if placed.table["n_rows"]]


def is_void(cell: str) -> bool:
    """Say whether a cell says that there is nothing (—, /, 无)."""
    return re.fullmatch(r"[-—–―/\\.…*]+|无|暂无|不适用", cell) is not None


def times(text: str, year: int | None) -> list[str]:
    """Give the times that words over a table name, in ISO 8601; the name of a five-year plan is its five years."""
    text = re.sub(r"(?<=十[一二三四五六七八九]五)([”\"]?)(?!期|时期|规划期)", r"\1期间", text)
    return [time.value for time in periods.find(text, year) if time.value]


def year_of(head: str) -> str | None:
    """Give the last year that a head names, None where it names none."""
    years = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", head)
    return years[-1] if years else None


class Dated(NamedTuple):
    """A clause of a cell that says of a year what shall be then: the clause, the year, the words behind it."""

    clause: str
    year: str
    said: str


def dated(cell: str) -> list[Dated]:
    """Give the clauses of a cell that date an aim (比上年增加,到2033年达到80%)."""
    clauses = [clause for clause in re.split(r"[,;。:]", cell) if clause]
    found = ((clause, _DATED.match(clause)) for clause in clauses)
    return [Dated(clause, match["year"], match["said"]) for clause, match in found if match]


def is_unit(text: str, lexicon: Lexicon) -> bool:
    """Say whether a text is a unit and nothing else (万元, 元/人, %, 微克/立方米); 单位 heads bodies as well as units."""
    found = lexicon.find(f"1{text}")
    known = bool(found) and found[0].unit == text
    return (
        known
        or re.fullmatch(r"[一-龥A-Za-zμ³²]{1,8}/[一-龥A-Za-z³²]{1,6}|1?/(?:10?万|千|10?0?0)|[%‰]", text) is not None
    )


def is_amount(cell: str, lexicon: Lexicon) -> bool:
    """Say whether a cell is one number, with its bound and its unit."""
    found = _AMOUNT.fullmatch(MARKS.sub("", cell))
    return found is not None and (found["unit"] in ("", "万", "亿", "万亿") or is_unit(found["unit"], lexicon))


def joined(parts: Iterable[str]) -> str:
    """Give texts behind one another, each once."""
    return " ".join(dict.fromkeys(part for part in parts if part))


def _span(document: Document) -> tuple[int | None, str | None]:
    """Give the year that a document speaks in and the last that its title names as a horizon."""
    spans = [value.split("/") for value in times(document.title, None)]
    spans = [span for span in spans if len(span) == 2 and span[1][:4] > span[0][:4]]
    until = spans[-1][1][:4] if spans else None
    if document.year is not None or not spans:
        return document.year, until
    return int(spans[-1][0][:4]) - 1, until


def _sheet(document: Document, placed: PlacedTable, year: int | None, until: str | None, lexicon: Lexicon) -> Sheet:
    table = placed.table
    grid = [[folded(cell) for cell in row] for row in placed.grid()]
    top, first = table["header_rows"], 0
    title, unit_note = folded(table["caption"]), folded(table["unit_note"])
    while first < len(grid) - 1 and len(grid[first]) > 1 and len(set(grid[first])) == 1 and grid[first][0]:
        # One cell over all columns may be no head: the title, or the unit of all.
        if _UNIT_ROW.match(grid[first][0]):
            unit_note = unit_note or grid[first][0]
        elif _TITLE_ROW.search(grid[first][0]):
            title = title or grid[first][0]
        else:
            break
        first += 1
    if first and top:
        top = max(top, first + 1)
    heads = [joined(row[c] for row in grid[first:top]) for c in range(table["n_columns"])]
    filled = [_filled(grid[top:], c) for c in range(len(heads))]
    measured = [0 < len(cells) < 2 * sum(is_amount(cell, lexicon) for cell in cells) for cells in filled]
    return Sheet(
        placed=placed,
        grid=grid,
        top=top,
        heads=heads,
        roles=[_role(head, filled[c], measured[c], lexicon) for c, head in enumerate(heads)],
        measured=measured,
        title=title or (placed.headings[-1] if placed.headings else ""),
        headings=tuple(placed.headings),
        unit_note=unit_note,
        document_title=document.title,
        year=year,
        until=until,
        tells=document.kind in ("report", "bulletin", "white_paper", "news"),
        pages={(cell["row"], cell["column"]): cell["page"] for cell in table["cells"]},
        levels={cell["row"]: cell["level"] for cell in table["cells"] if cell.get("level")},
    )


def _filled(rows: list[list[str]], number: int) -> list[str]:
    return [row[number] for row in rows if row[number] and not is_void(row[number])]


def _role(head: str, cells: list[str], is_measured: bool, lexicon: Lexicon) -> Role:
    bare = _IN_BRACKETS.sub("", head).strip()
    has_amounts = any(is_amount(cell, lexicon) for cell in cells)
    if _INDEX.match(bare):
        return Role.INDEX
    if any(_BINDING.match(cell) for cell in cells):
        return Role.NATURE
    if _UNIT.match(bare) and 2 * sum(is_unit(cell, lexicon) for cell in cells) > len(cells) > 0:
        return Role.UNIT
    if _CLASS.match(bare) and not is_measured:
        return Role.CLASS
    if _GROWTH_ALONE.match(_YEAR.sub("", bare).strip()):
        return Role.CHANGE
    if _BASE.search(head):
        return Role.BASE
    if has_amounts and _GOAL.search(head) and not re.search(r"完成率|完成情况|进度", bare):
        return Role.GOAL
    if _YEAR.fullmatch(bare) or _TERM.match(bare):
        return Role.YEAR
    return Role.OTHER
