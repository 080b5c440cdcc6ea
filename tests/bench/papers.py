"""Documents that the reading benchmark makes: any number of pages, several layouts, three producers, the truth beside them.

A paper is a list of items; the truth is read off the items, and a producer only sets them. How readings are compared
with the truth does not live here.
"""

from __future__ import annotations

import html
import itertools
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from tests.bench.asides import ASIDES, Aside
from tests.extract import papers

Style = Literal["ruled", "tasks", "three rules", "borderless", "columns", "fills"]
"""`fills` has colours and no rules, `columns` has rules around its header and between its columns, none between its rows
(`communiques`); `tasks` is a ruled list of work items whose cells run over several lines, and over the page's end where the producer can."""

WORDS = re.findall(
    r"\S+",
    "云川市 推进 数字商务 发展 支持 商户 上线经营 建设 服务网点 完善 物流体系 开展 技能培训 提升 配送效率 加强 统筹协调"
    " 扩大 消费供给 优化 营商环境 培育 示范街区 强化 要素保障 健全 工作机制 促进 县域流通 落实 责任分工",
)
_BODIES = ["商务", "财政", "农业农村", "交通运输", "发展改革", "市场监管"]
DIGITS = "一二三四五六七八九十"


@dataclass
class Table:
    """A printed table: its grid with merged cells repeated, and what is merged: (row, column, rows, columns)."""

    grid: list[list[str]]
    spans: set[tuple[int, int, int, int]]
    header: int
    style: Style
    caption: str | None = None
    groups: list[int] = field(default_factory=list)
    """Rows of the body at which a page may end."""
    indents: dict[int, int] = field(default_factory=dict)
    """Rows whose name is set in, and how deep."""
    unit: str | None = None
    unit_place: Literal["above", "caption"] = "above"
    """Whether the unit stands in a line of its own above the table, or behind the caption."""

    def anchors(self, first: int, last: int) -> Iterator[tuple[int, int, int, int, str]]:
        """Give the cells of some rows: row, column, rows, columns, text."""
        merged = {(r, c): (h, w) for r, c, h, w in self.spans}
        hidden = {(r + i, c + j) for r, c, h, w in self.spans for i in range(h) for j in range(w)} - merged.keys()
        for r in range(first, last):
            for c, text in enumerate(self.grid[r]):
                if (r, c) not in hidden:
                    yield r, c, *merged.get((r, c), (1, 1)), text


@dataclass
class Paper:
    """A document as it is meant."""

    columns: int
    items: list[str | Table | Aside]
    is_flush: bool = False
    """Whether paragraphs begin at the left edge, and space parts them, as in prints of web pages."""

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs and headings, those in boxes too."""
        texts = (item.paragraph if isinstance(item, Aside) else item for item in self.items)
        return [text for text in texts if isinstance(text, str)]

    @property
    def tables(self) -> list[Table]:
        """The tables."""
        return [item for item in self.items if isinstance(item, Table)]


def paragraph(dice: random.Random) -> str:
    clauses = ["".join(dice.choices(WORDS, k=dice.randint(2, 5))) for _ in range(dice.randint(2, 14))]
    return "，".join(clauses) + f"，数量达到{dice.randint(2, 9000)}个。"


def heading(dice: random.Random, number: int) -> str:
    return f"{DIGITS[number % 10]}、" + "".join(dice.choices(WORDS, k=2))


def compose(
    pages: int, columns: int, styles: tuple[Style, ...], seed: int, *, is_flush: bool = False, aside: str | None = None
) -> Paper:
    """Write a paper of about so many pages; with styles, more than half of it is tables of these, with `aside` it has such."""
    dice = random.Random(seed)
    items: list[str | Table | Aside] = []
    room = pages * (9.5 if columns == 1 else 11.0)
    number = 0
    while room > 0:
        if dice.random() < 0.08:
            items.append(heading(dice, number))
            number += 1
            room -= 0.4
        items.append(paragraph(dice))
        room -= 1
        if aside and dice.random() < 0.2:
            items.append(ASIDES[aside](dice, WORDS))
            room -= 1.5
        if styles and dice.random() < 0.4:
            table = _table(dice, dice.choice(styles))
            items.append(table)
            room -= len(table.grid) * 0.33
    return Paper(columns, items, is_flush)


def _table(dice: random.Random, style: Style) -> Table:
    if style == "columns":
        from tests.bench import communiques

        return communiques.table(dice)
    caption = f"表{dice.randint(1, 99)} 云川市{dice.choice(WORDS)}情况"
    if style == "tasks":
        grid = [["序号", "工作任务", "责任单位", "完成时限"]]
        for n in range(dice.randint(5, 14)):
            bodies = [f"市{name}局" for name in dice.sample(_BODIES, k=dice.randint(1, 4))]
            task = paragraph(dice) if dice.random() < 0.7 else "".join(dice.choices(WORDS, k=2))
            grid.append([str(n + 1), task, "、".join(bodies), f"2031年{dice.randint(1, 12)}月"])
        return Table(grid, set(), 1, style, caption, list(range(1, len(grid))))
    if style != "ruled":
        grid = [["指标", "甲县", "乙县", "丙县"]]
        for _ in range(dice.randint(4, 9)):
            grid.append(["".join(dice.choices(WORDS, k=2))[:8], *(str(dice.randint(1, 99999)) for _ in range(3))])
        if style == "three rules" and dice.random() < 0.4:
            grid = [["指标", "2030年", "2030年", "增幅"], ["指标", "甲县", "乙县", "增幅"], *grid[1:]]
            return Table(grid, {(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 2, 1)}, 2, style, caption)
        return Table(grid, set(), 1, style, caption if style == "three rules" or dice.random() < 0.5 else None, [])
    grid = [["组别", "指标", "2030年", "2030年"], ["组别", "指标", "甲县", "乙县"]]
    spans = {(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2)}
    groups = []
    for group in range(dice.randint(2, 4)):
        height = dice.randint(2, 6)
        groups.append(len(grid))
        spans.add((len(grid), 0, height, 1))
        for _ in range(height):
            name = "".join(dice.choices(WORDS, k=2))[:9]
            grid.append([f"第{group + 1}组", name, str(dice.randint(10, 99999)), f"{dice.randint(1, 99)}%"])
    return Table(grid, spans, 2, style, caption, groups)


def _is_plain(paper: Paper) -> bool:
    """Say whether a paper has nothing that only WeasyPrint draws: what is no text, fills, tables in a narrow column."""
    asides = any(isinstance(item, Aside) for item in paper.items)
    return not asides and not any(table.style == "fills" or paper.columns > 1 for table in paper.tables)


# The tests' own writer: a Chinese font by name, each line set at once.

_WIDTHS = {
    "ruled": [70.0, 130.0, 90.0, 90.0],
    "tasks": [40.0, 200.0, 110.0, 70.0],
    "three rules": [130.0, 80.0, 80.0, 80.0],
    "borderless": [130.0, 80.0, 80.0, 80.0],
    "columns": [150.0, 80.0, 80.0, 100.0],
}
_LINE, _AROUND, _SMALL = 12.0, 10.0, 9


def written(paper: Paper) -> bytes | None:
    """Set a paper with the writer of the tests, None where it has what that does not draw."""
    if not _is_plain(paper):
        return None
    setter = _TwoColumns() if paper.columns == 2 else papers.Setter()
    for item in paper.items:
        if isinstance(item, Table):
            _write_table(setter, item)
        elif isinstance(item, str):
            setter.paragraph(item, 0 if paper.is_flush else 2)
            setter.y += 12 if paper.is_flush else 0
    for number, sheet in enumerate(setter.sheets, 1):
        sheet.centred(50, "云川市统计资料", 9)
        sheet.footer(number)
    return papers.pdf(setter.sheets)


@dataclass
class _TwoColumns(papers.Setter):
    """Goes to the right column before it turns the page."""

    columns: int = 17
    lowest: float = 740.0
    is_right: bool = False

    def turn(self) -> None:
        self.is_right = not self.is_right
        self.left = papers.LEFT + (19 * papers.SIZE if self.is_right else 0)
        if self.is_right:
            self.y = papers.TOP
        else:
            super().turn()


def _write_table(setter: papers.Setter, table: Table) -> None:
    """Set a table; where the page ends it goes on with its header repeated, between two groups of rows."""
    widths = _WIDTHS[table.style]
    heights = [
        _AROUND + _LINE * max(len(_wrapped(t, w)) for t, w in zip(row, widths, strict=True)) for row in table.grid
    ]
    head = sum(heights[: table.header])
    least = head + (sum(heights[table.header :]) if not table.groups else 140)
    setter.y += 14
    if setter.y + least + 30 > setter.lowest:
        setter.turn()
    caption, unit = _over(table)
    if caption:
        setter.sheet.centred(setter.y, caption, 10.5)
        setter.y += 12
    if unit:
        setter.sheet.text(papers.LEFT + sum(widths) - len(unit) * _SMALL, setter.y + 2, unit, _SMALL)
        setter.y += 8
    start = table.header
    while start < len(table.grid):
        ends = [*(g for g in table.groups if g > start), len(table.grid)]
        room = setter.lowest - setter.y - head
        end = max([e for e in ends if sum(heights[start:e]) <= room], default=ends[0])
        top = setter.y
        _write_rows(setter.sheet, table, range(table.header), heights, top)
        _write_rows(setter.sheet, table, range(start, end), heights, top + head)
        setter.y = top + head + sum(heights[start:end])
        if table.style == "columns":
            for x in itertools.accumulate(widths[:-1], initial=papers.LEFT):
                if x > papers.LEFT:
                    setter.sheet.line(
                        x,
                        top + (_LINE + _AROUND) * (table.header > 1 and x == papers.LEFT + sum(widths[:2])),
                        x,
                        setter.y,
                    )
        if table.style in ("three rules", "columns"):
            for y in (top, top + head, setter.y):
                setter.sheet.line(papers.LEFT, y, papers.LEFT + sum(widths), y)
        setter.y += 30
        start = end
        if start < len(table.grid):
            setter.turn()


def _over(table: Table) -> tuple[str | None, str | None]:
    """Give what stands over a table: its caption, and its unit in a line of its own."""
    if not table.unit:
        return table.caption, None
    if table.unit_place == "caption":
        return f"{table.caption}（单位：{table.unit}）", None
    return table.caption, f"单位：{table.unit}"


def _wrapped(text: str, width: float) -> list[str]:
    """Give the lines of a cell."""
    room = int((width - 8) // _SMALL)
    return [text[n : n + room] for n in range(0, len(text), room)] or [""]


def _write_rows(sheet: papers.Sheet, table: Table, rows: range, heights: list[float], top: float) -> None:
    lefts = list(itertools.accumulate(_WIDTHS[table.style], initial=papers.LEFT))
    tops = list(itertools.accumulate((heights[r] for r in rows), initial=top))
    for r, c, height, width, text in table.anchors(rows.start, rows.stop):
        x0, x1 = lefts[c], lefts[c + width]
        y0, y1 = tops[r - rows.start], tops[r - rows.start + height]
        if table.style in ("ruled", "tasks"):
            for ax, ay, bx, by in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                sheet.line(ax, ay, bx, by)
        inset = _SMALL * table.indents.get(r, 0) if c == 0 else 0.0
        if table.style == "columns" and table.header > 1 and (r, c) == (0, 1):
            sheet.line(x0, y1, x1, y1)
        lines = _wrapped(text, x1 - x0 - inset)
        first = (y0 + y1) / 2 - _LINE * (len(lines) - 1) / 2 + 4
        for n, line in enumerate(lines):
            left = x0 + 4 + inset if width == 1 else (x0 + x1 - _SMALL * len(line)) / 2
            sheet.text(left, first + _LINE * n, line, _SMALL)


# WeasyPrint: embedded fonts, justified lines, tables that repeat their header.

_STYLE = """
@page{size:A4;margin:2.5cm;@top-center{content:'云川市统计资料';font-size:9pt}@bottom-center{content:'— ' counter(page) ' —'}}
body{font:11pt/1.7 'Noto Serif CJK SC','Source Han Serif SC',serif;text-align:justify;column-gap:2em}
p{text-indent:2em;margin:0}h2{font-size:14pt;text-indent:2em;margin:.4em 0}
table{border-collapse:collapse;width:100%;font-size:9pt;margin:0 0 1em}td,th{padding:2pt 5pt;font-weight:normal;text-align:left}
table.ruled tbody,table.three,table.borderless{break-inside:avoid}
table.ruled td,table.ruled th,table.tasks td,table.tasks th{border:.6pt solid black}
table.columns{border-top:1pt solid black;border-bottom:1pt solid black;break-inside:avoid}
table.columns td+td,table.columns th+th,table.columns tr+tr th{border-left:.5pt solid black}
table.columns thead tr:last-child th,table.columns th[rowspan="2"]{border-bottom:.6pt solid black}table.columns td+td{text-align:right}
table.columns th[colspan="2"]{border-bottom:.5pt solid black;text-align:center}p.unit{text-align:right;font-size:9pt;break-after:avoid}
table.fills thead th{background:#bcd}table.fills tbody tr:nth-child(even) td{background:#e4ecf4}
table.three{border-top:1pt solid black;border-bottom:1pt solid black}table.three th[colspan="2"]{text-align:center}
table.three thead tr:last-child th,table.three th[rowspan="2"]{border-bottom:.6pt solid black}
div{text-align:center;font-size:10.5pt;margin-top:1em;break-after:avoid}
.note{float:footnote;font-size:8pt;text-indent:0}::footnote-call{content:'①';vertical-align:super;font-size:7pt}
::footnote-marker{content:'① '}
"""
_FLUSH = "p,h2{text-indent:0;margin:0 0 .8em}"


def _html(paper: Paper) -> str:
    out = []
    for item in paper.items:
        if isinstance(item, Table):
            caption, unit = _over(item)
            out.append(f"<div>{caption}</div>" if caption else "<div>&nbsp;</div>")
            out += [f"<p class=unit>{unit}</p>"] if unit else []
            out.append(f'<table class="{item.style.split()[0]}"><thead>{_rows(item, 0, item.header, "th")}</thead>')
            marks = [*(item.groups or [item.header]), len(item.grid)]
            out += [f"<tbody>{_rows(item, a, b, 'td')}</tbody>" for a, b in itertools.pairwise(marks)]
            out.append("</table>")
        elif isinstance(item, Aside):
            out.append(item.html)
        else:
            tag = "h2" if re.match(r".、", item) else "p"
            out.append(f"<{tag}>{html.escape(item)}</{tag}>")
    return f"<html lang=zh><style>{_STYLE}body{{columns:{paper.columns}}}{_FLUSH if paper.is_flush else ''}</style><body>{''.join(out)}</body></html>"


def _rows(table: Table, first: int, last: int, tag: str) -> str:
    rows: dict[int, str] = dict.fromkeys(range(first, last), "")
    for r, c, height, width, text in table.anchors(first, last):
        inset = f" style='padding-left:{5 + 9 * table.indents[r]}pt'" if c == 0 and r in table.indents else ""
        rows[r] += f"<{tag} rowspan={height} colspan={width}{inset}>{html.escape(text)}</{tag}>"
    return "".join(f"<tr>{cells}</tr>" for cells in rows.values())


def weasyprint(paper: Paper) -> bytes | None:
    """Set a paper with WeasyPrint, None where it is missing."""
    try:
        import weasyprint as engine
    except (ImportError, OSError):
        return None
    return engine.HTML(string=_html(paper)).write_pdf()


# LibreOffice: a Word file as offices write it, printed.


def libreoffice(paper: Paper) -> bytes | None:
    """Set a paper as a Word file and print it with LibreOffice, None where that is missing."""
    office = shutil.which("soffice")
    if office is None or not _is_plain(paper):
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        _docx(paper).save(str(path))
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, str(path)], check=True, capture_output=True, timeout=300)
        # An office without its word processor says nothing and writes nothing.
        made = path.with_suffix(".pdf")
        return made.read_bytes() if made.exists() else None


def _docx(paper: Paper) -> Any:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    out = docx.Document()
    normal = out.styles["Normal"]
    normal.font.size = Pt(12)
    normal.font.name = "Noto Serif CJK SC"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    normal.paragraph_format.space_after = Pt(0)
    section = out.sections[0]
    section.header.paragraphs[0].text = "云川市统计资料"
    section.footer.paragraphs[0].text = ""
    field_ = OxmlElement("w:fldSimple")
    field_.set(qn("w:instr"), "PAGE")
    section.footer.paragraphs[0]._p.append(field_)
    if paper.columns == 2:
        columns = section._sectPr.find(qn("w:cols"))
        columns.set(qn("w:num"), "2")
        columns.set(qn("w:space"), "480")
    for item in paper.items:
        if isinstance(item, str):
            one = out.add_paragraph(item)
            one.paragraph_format.first_line_indent = Pt(0 if paper.is_flush else 24)
            one.paragraph_format.space_after = Pt(12 if paper.is_flush else 0)
            one.paragraph_format.line_spacing = 1.4
            continue
        if isinstance(item, Aside):
            continue
        for words, place in zip(_over(item), (1, 2), strict=True):
            if words or place == 1:
                above = out.add_paragraph(words or "")
                above.alignment = place
                above.paragraph_format.keep_with_next = True
        made = out.add_table(len(item.grid), len(item.grid[0]))
        if item.style in ("ruled", "tasks"):
            made.style = out.styles["Table Grid"]
        for r, c, height, width, text in item.anchors(0, len(item.grid)):
            cell = made.cell(r, c)
            if height * width > 1:
                cell = cell.merge(made.cell(r + height - 1, c + width - 1))
            cell.text = text
            cell.paragraphs[0].alignment = 1 if width > 1 else 2 if item.style == "columns" and c else 0
            if c == 0 and r in item.indents:
                cell.paragraphs[0].paragraph_format.left_indent = Pt(12 * item.indents[r])
        for r, row in enumerate(made.rows):
            wanted = ["w:cantSplit"] if item.style != "tasks" else []
            wanted += ["w:tblHeader"] if r < item.header else []
            for name in wanted:
                row._tr.get_or_add_trPr().append(OxmlElement(name))
            if item.style in ("three rules", "columns"):
                between = item.style == "columns"
                _rule(row, top=r == 0, bottom=r in (item.header - 1, len(item.grid) - 1), between=between)
                if between and r == 0 and item.header > 1:
                    borders(row.cells[1]._tc, ("w:bottom",))
            # Over a page's end the office closes a merged cell too early: groups stay on one page.
            if r + 1 not in (item.groups[1:] if item.groups else [len(item.grid)]) and r + 1 < len(item.grid):
                for cell in row.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
        out.add_paragraph("")
    return out


def _rule(row: Any, *, top: bool, bottom: bool, between: bool = False) -> None:
    for n, cell in enumerate(row._tr.tc_lst):
        wanted = {"w:top": top, "w:bottom": bottom, "w:left": between and n > 0}
        borders(cell, [name for name, is_wanted in wanted.items() if is_wanted])


def borders(cell: Any, names: Sequence[str]) -> None:
    """Draw rules at sides of a cell of a Word table."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = cell.get_or_add_tcPr()
    found = properties.find(qn("w:tcBorders"))
    borders = found if found is not None else OxmlElement("w:tcBorders")
    for name in names:
        edge = OxmlElement(name)
        edge.set(qn("w:val"), "single")
        edge.set(qn("w:sz"), "8")
        borders.append(edge)
    if found is None:
        properties.append(borders)


PRODUCERS: dict[str, Callable[[Paper], bytes | None]] = {
    "written": written,
    "WeasyPrint": weasyprint,
    "LibreOffice": libreoffice,
}
