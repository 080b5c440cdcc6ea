"""Tables that share out work: which columns name bodies, which rows are tasks, and whose tasks they are.

A row belongs to the item of the text that it names; where most rows of a table name none, they are measures of their
own. Who a cell names is read in the grammar; what stands in the text is known by `transform.document.measures`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transform.document import duties, outline
from transform.document.metadata import same_title
from transform.document.model import PlacedTable
from transform.language.text import fold, folded

_TASK = re.compile(
    r"(?:任务|内容|事项|措施|举措|项目|要点|做法|工程|行动)(?:名称|内容|分解|清单|要求)?$|(?:重点|主要|具体|年度|分工|目标|建设|改革)(?:工作|目标)$|^工作$"
)
_LIKE_TASK = re.compile(r"任务|工作|事项|措施|举措|目标|要求|问题|政策|重点|服务")
"""What a lone column may be called that holds the tasks where no column says so plainly."""
_NUMBER = re.compile(r"序号?|编号|项目?号|No\.?")
_GROUP = re.compile(r"(?:类别|分类|类型|领域|板块|方面|方向|模块|篇章|章节|部分|环节|专题)$")
_WHEN = re.compile(r"(?:完成|办结|推进|时间|进度|落实|工作)?(?:时限|时间|期限|节点|进度|日期)(?:要求|安排|节点)?$")
_SHARES_OUT = re.compile(r"任务|分工|责任|台账|重点工作|工作要点|行动|措施|清单|方案|计划")
"""What a table is called that shares out work in a document of no known kind."""
_DEEPEST_HEAD = 3
"""Rows among which the labels of a table's columns stand."""
_LIKE = 0.9
"""How like a row's words must be to the heading of an item."""
_LEAST_WORDS = 10
"""Characters that a row must share with the text of an item to be its: fewer may stand there by chance."""
_DISTINCT = 0.5
"""The part of the rows that must differ in the column that names the tasks; in a column of groups they repeat."""
_TITLE_LENGTH = 200
"""A longer cell without a full stop is cut behind a clause."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand in a table, by column; `head` rows stand over the first task."""

    head: int
    bodies: tuple[tuple[int, duties.Part], ...]
    title: int | None
    number: int | None
    groups: tuple[int, ...]
    is_timed: bool
    width: int
    first_leads: bool = False


@dataclass(slots=True)
class Task:
    """A task of a table: its rows, its number and heading phrase, the groups over it, its whole text (folded)."""

    rows: list[int]
    number: str
    title: str
    groups: tuple[str, ...]
    text: str


@dataclass(slots=True)
class Shared:
    """A table that shares out work: its columns and tasks; `items` are the indices of the text's items they belong to."""

    columns: Columns
    tasks: list[Task]
    items: list[int | None] = field(default_factory=list)


def read(table: PlacedTable, before: Shared | None) -> Shared | None:
    """Read a table that names bodies or times for tasks, None where it does not.

    `before` is what the table right before it was read as: a part without a head of its own goes on under its columns.
    """
    grid = [[folded(cell) for cell in row] for row in table.grid()]
    columns = _columns(table, grid)
    if columns is None and before is not None and table.table["n_columns"] == before.columns.width:
        going_on = before.columns
        columns = Columns(
            0,
            going_on.bodies,
            going_on.title,
            going_on.number,
            going_on.groups,
            False,
            going_on.width,
            going_on.first_leads,
        )
    return Shared(columns, _tasks(grid, columns)) if columns is not None else None


def _columns(table: PlacedTable, grid: Sequence[Sequence[str]]) -> Columns | None:
    width = table.table["n_columns"]
    # A title may stand over the labels: the head reaches down to the last row that names a column of bodies.
    labelled = [row + 1 for row, cells in enumerate(grid[:_DEEPEST_HEAD]) if any(map(_part, cells))]
    head = max(table.table["header_rows"], *labelled, 0)
    bodies: list[tuple[int, duties.Part]] = []
    named: list[int] = []
    groups: list[int] = []
    others: list[int] = []
    number: int | None = None
    is_timed = first_leads = False
    for column in range(width):
        labels = [row[column].replace(" ", "") for row in grid[:head]]
        part = next((part for label in reversed(labels) if (part := _part(label))), None)
        label = _bare(labels[-1]) if labels else ""
        first_leads = first_leads or any(duties.FIRST_LEADS.search(text) for text in labels)
        if part is not None:
            bodies.append((column, part))
        elif number is None and _NUMBER.fullmatch(label):
            number = column
        elif _WHEN.fullmatch(label):
            is_timed = True
        elif any(_TASK.search(_bare(text)) for text in labels):
            named.append(column)
        elif _GROUP.search(label):
            groups.append(column)
        elif _LIKE_TASK.search(label):
            others.append(column)
    if not bodies and not (is_timed and named):
        return None
    if not named and len(others) == 1:
        named = others
    title = _naming(grid[head:], named, number)
    groups += [column for column in named if title is not None and column < title]
    return Columns(head, tuple(bodies), title, number, tuple(sorted(groups)), is_timed, width, first_leads)


def _bare(label: str) -> str:
    return re.sub(r"[(〔\[][^()〔〕\[\]]*[)〕\]]", "", label).replace(" ", "")


def _part(label: str) -> duties.Part | None:
    """Give the part that a column of bodies has by its label, None where it names no bodies."""
    found = duties.COLUMN.fullmatch(_bare(label))
    if found is None:
        return None
    return "lead" if found["lead"] else "support" if found["support"] else "unspecified"


def _naming(rows: Sequence[Sequence[str]], named: Sequence[int], number: int | None) -> int | None:
    """Give the column that names the tasks: the first whose words differ from number to number, or from row to row."""
    if not named or not rows:
        return None
    counted = len({row[number] for row in rows if row[number]}) if number is not None else len(rows)
    distinct = {column: len({row[column] for row in rows if row[column]}) for column in named}
    enough = [column for column in named if distinct[column] >= _DISTINCT * max(counted, 1)]
    return enough[0] if enough else max(named, key=lambda column: distinct[column])


def _tasks(grid: Sequence[Sequence[str]], columns: Columns) -> list[Task]:
    if columns.title is None:
        return []
    tasks: list[Task] = []
    heading = ""
    for index, row in enumerate(grid[columns.head :], columns.head):
        filled = {cell for cell in row if cell}
        said = row[columns.title]
        if len(filled) == 1 and len(row) > 1 and sum(bool(cell) for cell in row) > 1:
            # One cell over the whole row is a heading of the rows below.
            heading = _named(filled.pop())[1]
            continue
        printed = row[columns.number].strip(" .、") if columns.number is not None else ""
        own, title = _named(said)
        if not title or title in ("合计", "小计", "总计"):
            continue
        if tasks and (tasks[-1].title == title) and (not printed or printed == tasks[-1].number):
            tasks[-1].rows.append(index)
            continue
        groups = [_named(row[column])[1] for column in columns.groups if row[column] and row[column] != said]
        groups = [group for group in ([heading] if heading else []) + groups if group]
        number = printed or own or str(len(tasks) + 1)
        tasks.append(Task([index], number, title, tuple(groups), said))
    return tasks


def _named(cell: str) -> tuple[str, str]:
    """Give the number that a cell begins with, empty where it begins with none, and its heading phrase."""
    mark = outline.mark(fold(cell))
    number, text = (mark.printed, cell[mark.end :]) if mark is not None and mark.style != "annex" else ("", cell)
    title = re.split(r"[。;]", text.strip(), maxsplit=1)[0].strip(" ,:、.")
    if len(title) > _TITLE_LENGTH:
        title = re.split(r"[,:]", title, maxsplit=1)[0]
    return number, title


def shares_out(table: PlacedTable, shared: Shared, works: bool, title: str) -> bool:
    """Say whether the rows of a table may be work: by what the document does, else by what stands over the table."""
    over = (table.table["caption"] or "", *table.headings, title)
    return bool(shared.columns.bodies) and (works or any(_SHARES_OUT.search(folded(text)) for text in over))


def belong(tasks: Sequence[Task], titles: Mapping[int, str], texts: Mapping[int, str]) -> list[int | None]:
    """Give for each task the item of the text whose it is, by index; all None where most name no item.

    `titles` are the heading phrases of the numbered items in order, `texts` the whole texts of those that are measures.
    """
    found: list[int | None] = []
    free = list(titles)
    for task in tasks:
        item = next((index for index in free if _names(task.title, titles[index])), None)
        item = item if item is not None else next((i for i in titles if _names(task.title, titles[i])), None)
        if item is None and len(task.title) >= _LEAST_WORDS:
            holding = [index for index, text in texts.items() if task.title in text]
            item = holding[0] if len(holding) == 1 else None
        if item in free:
            free.remove(item)
        found.append(item)
    if 2 * sum(item is not None for item in found) < len(tasks):
        return [None] * len(tasks)
    return found


def _names(task: str, title: str) -> bool:
    return bool(title) and (task.startswith(title) or same_title(task, title) >= _LIKE)
