"""Every command of docs/adding.md and docs/deriving.md prints what the page says, in a copy of the project with a home of its own.

A recipe that is followed changes the copy: what the page tells in words is done here (`BEFORE`), what it prints is taken from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from recipes import ROOT, Checkout, Step, missing, module_of, steps

ADDING, DERIVING = ROOT / "docs" / "adding.md", ROOT / "docs" / "deriving.md"
NOT_RUN = ("make facts", "make learn")
"""They ask for a history and for labels; each has tests of its own (tests/bench)."""


def with_units(copy: Checkout) -> None:
    path = copy.project / "seeds" / "reference" / "units.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    rows = sorted([*rows, *printed(ADDING, "万餐,餐,", "餐,餐,1")], key=lambda row: row.split(",")[0])
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


def with_word_asked(copy: Checkout) -> None:
    [example] = printed(ADDING, '("到2033年,新建的社区食堂')
    copy.edit("tests/transform/test_incentives.py", "OFFERS = [\n", f"OFFERS = [\n    {example}\n")


def with_word(copy: Checkout) -> None:
    copy.edit("transform/grammar/giving.py", '_PLAIN_VERB = r"', '_PLAIN_VERB = r"拨补|')
    copy.edit("transform/grammar/terms.py", '("grant", re.compile(r"', '("grant", re.compile(r"拨补|')


def with_rule_asked(copy: Checkout) -> None:
    examples = "\n        ".join(printed(ADDING, "(PLAN, "))
    head = '    ("title", "text", "targets"),\n    [\n'
    text = (copy.project / "tests/transform/test_gate.py").read_text(encoding="utf-8")
    copy.write("tests/transform/test_gate.py", text.replace(head, f"{head}        {examples}\n", 1))


def with_rule(copy: Checkout) -> None:
    [line] = printed(ADDING, '_is("exercise"')
    copy.edit(
        "transform/grammar/gate.py",
        "ALWAYS: tuple[Against, ...] = (\n",
        f"ALWAYS: tuple[Against, ...] = (\n    {line}\n",
    )


HOTLINES_SQL = """
-- The hotlines, each once.
SELECT h.* EXCLUDE (source_id, certainty), number_of(h.certainty) AS certainty
FROM read_hotlines AS h
JOIN document_lookup AS l ON l.source_id = h.source_id AND l.read_id = h.document_id AND l.position = 1
"""
HOTLINES_YAML = """  - name: hotlines
    fact: hotline
    title: 服务热线
    title_en: Hotlines
    description: 文件让公众拨打的服务号码。
    description_en: Service numbers that documents tell the public to dial.
    primaryKey: [hotline_id]
    foreignKeys:
      - {fields: [document_id], reference: {resource: documents, fields: [document_id]}}
    loss: 0.1
    fields:
      - name: hotline_id
        type: string
        title: 热线标识
        title_en: Hotline id
        description: 稳定标识。
        description_en: Stable id.
        constraints: {required: true, unique: true, pattern: $fact}
        example: yunshangzi-2031-6.h-0a1b2c3d
      - include: document_id
      - name: name
        says: true
        type: string
        title: 名称
        title_en: Name
        description: 热线的名称。
        description_en: What the hotline is called.
        constraints: {required: true}
        example: 民生服务热线
      - name: number
        says: true
        type: string
        title: 号码
        title_en: Number
        description: 拨打的号码。
        description_en: The number to dial.
        constraints: {required: true}
        example: "96123"
      - include: evidence

  - name: issues
"""


def with_table(copy: Checkout) -> None:
    copy.write("transform/grammar/hotlines.py", module_of(ADDING))
    copy.write("transform/models/hotlines.sql", HOTLINES_SQL.lstrip())
    copy.edit("catalog/packages/policies.yaml", "  - name: issues\n", HOTLINES_YAML)
    imported = "from transform.grammar.citations import Citation\n"
    copy.edit("transform/schema.py", imported, f"{imported}from transform.grammar.hotlines import Hotline\n")
    copy.edit("transform/schema.py", "    Citation,\n", "    Citation,\n    Hotline,\n")
    copy.edit("transform/facts.py", "    citations,\n", "    citations,\n    hotlines,\n")
    call = '        *decision.told("citation", citations.find(document, ids)),\n'
    copy.edit("transform/facts.py", call, f"{call}        *hotlines.find(document, ids),\n")


XLSX = '''
"""Excel workbooks: a table a sheet."""

from io import BytesIO

from openpyxl import load_workbook

from extract.content import Block, Cell, Content, Table
from extract.files.archive import Archive
from extract.files.sniff import XLSX


def read(data: bytes) -> Content:
    """Read a workbook."""
    Archive(data, "Excel")
    blocks = []
    for sheet in load_workbook(BytesIO(data), data_only=True):
        spans = {(span.min_row, span.min_col): span for span in sheet.merged_cells.ranges}
        cells = []
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            span = spans.get((cell.row, cell.column))
            rows, columns = (span.size["rows"], span.size["columns"]) if span else (1, 1)
            cells.append(Cell(cell.row - 1, cell.column - 1, str(cell.value), rows, columns, cell.row == 1))
        blocks.append(Block("table", "", table=Table(cells, sheet.max_row, sheet.max_column, caption=sheet.title)))
    return Content(XLSX, "xlsx", blocks)
'''
TEST_XLSX = """
from io import BytesIO

from openpyxl import Workbook

from extract.files.xlsx import read


def test_a_merged_cell_spans_what_it_covers() -> None:
    book = Workbook()
    for row in (["区", "座数"], ["东溪区", 20], [None, 15]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(data := BytesIO())
    [block] = read(data.getvalue()).blocks
    assert block.table.grid() == [["区", "座数"], ["东溪区", "20"], ["东溪区", "15"]]
"""


def with_reader(copy: Checkout) -> None:
    copy.write("extract/files/xlsx.py", XLSX.lstrip())
    copy.write("tests/extract/test_xlsx.py", TEST_XLSX.lstrip())
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    copy.edit("extract/files/sniff.py", 'OFD = "application/ofd"\n', f'OFD = "application/ofd"\nXLSX = "{kind}"\n')
    told = '    return OFD if names & {"OFD.xml"'
    copy.edit("extract/files/sniff.py", told, f'    if "xl/workbook.xml" in names:\n        return XLSX\n{told}')
    line = '    sniff.DOCX: lambda file: _module("docx").read(file.data),\n'
    copy.edit("extract/read.py", line, line + line.replace("DOCX", "XLSX").replace("docx", "xlsx"))
    copy.edit("extract/files/claims.py", "PDF, PLAIN\n", "PDF, PLAIN, XLSX\n")
    copy.edit("extract/files/claims.py", '    ".docx": DOCX,\n', '    ".docx": DOCX,\n    ".xlsx": XLSX,\n')
    copy.edit("extract/files/claims.py", "    DOCX: _ZIP,\n", "    DOCX: _ZIP,\n    XLSX: _ZIP,\n")
    copy.edit("pipelines/unchanged.py", '        "onnxruntime",\n', '        "onnxruntime",\n        "openpyxl",\n')
    book = openpyxl.Workbook()
    for row in (["区", "座数"], ["东溪区", 20], ["西溪区", 15]):
        book.active.append(row)
    book.save(copy.mine / "canteens.xlsx")


BEFORE: dict[tuple[str, int], Callable[[Checkout], None]] = {
    ("A unit", 2): with_units,
    ("A word of the grammar", 1): with_word_asked,
    ("A word of the grammar", 2): with_word,
    ("A rule", 1): with_rule_asked,
    ("A rule", 2): with_rule,
    ("A table of facts", 1): with_table,
    ("A reader for a kind of file", 1): with_reader,
}
"""What is done before the command of that number under a heading of docs/adding.md."""


def printed(page: Path, *starts: str) -> list[str]:
    """Give the lines of code of a page that begin so."""
    return [line.strip() for line in page.read_text(encoding="utf-8").splitlines() if line.strip().startswith(starts)]


def follow(page: Path, copy: Checkout, before: dict[tuple[str, int], Callable[[Checkout], None]]) -> list[str]:
    """Follow a page; give each command that did not print what the page says, with the first piece that is missing."""
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    done = set()
    for step in steps(page):
        counts[step.heading] += 1
        place = (step.heading, counts[step.heading])
        if place in before:
            before[place](copy)
            done.add(place)
        if step.command.startswith(NOT_RUN) or is_input(step, copy):
            continue
        text = copy.run(step.command)
        lost = missing(step, text)
        if lost is not None:
            wrong.append(f"{step.heading}: $ {step.command}\n  does not print: {lost}\n  but:\n{text[-6000:]}")
    assert done == before.keys()
    return wrong


def is_input(step: Step, copy: Checkout) -> bool:
    """Say whether a page shows a file that is not there yet: then it is what the reader has written, and is written."""
    name = step.command.removeprefix("cat ")
    path = copy.project / name
    if name == step.command or path.exists():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(step.prints).strip() + "\n", encoding="utf-8")
    return True


@pytest.mark.parametrize(("page", "before"), [(DERIVING, {}), (ADDING, BEFORE)], ids=["deriving", "adding"])
def test_a_page_prints_what_its_commands_print(
    page: Path, before: dict[tuple[str, int], Callable[[Checkout], None]], tmp_path: Path
) -> None:
    wrong = follow(page, Checkout(tmp_path), before)
    assert not wrong, "\n\n".join(wrong)
