"""Printed lists of documents: a table with a column of titles, or rows that lost their columns; what a line over them says.

A list that takes documents out of force (废止文件目录) says so of each of its rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from transform.document.metadata import NUMBER as NUMBER_FORM
from transform.document.model import Document, Paragraph, PlacedTable
from transform.document.records import Evidence
from transform.grammar import relations
from transform.grammar.relations import Relation
from transform.grammar.titles import GENRE, NUMBER
from transform.language.text import fold, folded

_ROW = re.compile(
    rf"(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}}|[(]\d{{1,3}}[)])?[.、\s]*(?P<title>[^《》。;:]{{4,70}}(?:{GENRE})(?:[(][^()]*[)])?)"
    rf"[\s,]*[(]?(?P<number>{NUMBER_FORM})"
)
"""A row that lost its columns: a title without marks, its number behind it."""
_STAYS = re.compile(r"继续有效|现行有效|保留|修改|修订|修正")
_HEAD = re.compile(r"目录|清单|名单|一览")
_TITLES = re.compile(r"(?:文件|政策|法规|法律法规|制度|标准)(?:名称|标题|名)|^(?:文件)?标题$|^名称$")
_NUMBERS = re.compile(r"文号|发文字号|编号")
_OF_DOCUMENTS = re.compile(r"文件|政策|法规")
_MARKED = re.compile(r"^《(.*)》$")
_LONGEST_HEAD = 60
"""Characters of a line that heads a list of documents."""
_SHORTEST_TITLE = 5
"""Characters of a title in a list; a shorter cell is a remark (同上, 无)."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document that a list names."""

    title: str
    number: str | None
    relation: Relation
    evidence: Evidence


def takes_away(text: str) -> bool | None:
    """Say of a line over a list whether it takes what is listed out of force (下列文件予以废止:), None where it does not say."""
    heads = len(text) <= _LONGEST_HEAD and _HEAD.search(text) and "。" not in text and not _ROW.match(text)
    if not heads and not text.endswith(":"):
        return None
    return relations.takes_away(text) or (False if _STAYS.search(text) else None)


def in_text(document: Document, paragraph: Paragraph) -> Iterator[Listed]:
    """Read a row of a list of what is repealed that stands in the running text."""
    row = _ROW.match(paragraph.text)
    if row:
        evidence = Evidence.of_text(document, paragraph, *row.span("title"), "citation.repeals")
        yield Listed(row["title"], row["number"], "repeals", evidence)


def in_table(document: Document, table: PlacedTable) -> Iterator[Listed]:
    """Read a printed list of documents: a column of titles, and the number in the same row where one is printed."""
    grid = [[folded(cell) for cell in row] for row in table.grid()]
    head = table.table["header_rows"] or 1
    columns = range(table.table["n_columns"])
    titles = [c for c in columns if any(_TITLES.search(row[c]) for row in grid[:head])]
    numbers = [c for c in columns if any(_NUMBERS.search(row[c]) for row in grid[:head])]
    if not titles or not (numbers or _OF_DOCUMENTS.search("".join(table.headings))):
        return
    before = document.paragraphs[table.after].text if table.after >= 0 else ""
    about = "".join((*table.headings, folded(table.table["caption"]), before))
    relation: Relation = "repeals" if relations.takes_away(about) else "mention"
    pages = {(cell["row"], cell["column"]): cell["page"] for cell in table.table["cells"]}
    for index, row in enumerate(grid[head:], head):
        title = _MARKED.sub(r"\1", row[titles[0]])
        if len(title) < _SHORTEST_TITLE:
            continue
        number = next((m[0] for c in numbers if (m := NUMBER.search(row[c]))), None)
        page = pages.get((index, titles[0])) or table.table["page_start"]
        quote = fold(table.grid()[index][titles[0]]).quote(0, len(row[titles[0]]))
        yield Listed(title, number, relation, Evidence.of_cell(table, page, quote, "citation.list"))
