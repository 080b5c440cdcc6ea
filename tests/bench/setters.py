"""Sets the tables of `foreign` on a page, between a paragraph above and one below: by Chromium, LibreOffice and reportlab.

Each gives the bytes of a PDF file, None where its program is missing.
"""

from __future__ import annotations

import html
import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.bench.foreign import Drawn

_BEFORE = {
    True: "云川市统计局汇总了各部门报送的数据，主要指标的变化情况见下表，口径与上年一致，部分数据因四舍五入略有出入。",
    False: "The offices of the region have compiled the figures that follow from their yearly returns, and the totals may"
    " differ from the sums of the parts since each has been rounded on its own. Earlier years were revised.",
}


def cells(table: Drawn, first: int, last: int) -> list[list[tuple[int, int, int, int, str]]]:
    """Give the cells of some rows, row by row: row, column, rows, columns, text."""
    merged = {(r, c): (h, w) for r, c, h, w in table.spans}
    hidden = {(r + i, c + j) for r, c, h, w in table.spans for i in range(h) for j in range(w)} - merged.keys()
    return [
        [(r, c, *merged.get((r, c), (1, 1)), table.grid[r][c]) for c in range(table.columns) if (r, c) not in hidden]
        for r in range(first, last)
    ]


def chromium(table: Drawn) -> bytes | None:
    """Print a page of HTML."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "table.html", Path(folder) / "table.pdf"
        source.write_text(page(table), "utf-8")
        command = [
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
        ]
        subprocess.run(
            [*command, f"--print-to-pdf={target}", str(source)], check=True, capture_output=True, timeout=120
        )
        return target.read_bytes()


def page(table: Drawn) -> str:
    """Give the page as HTML."""
    rules = {
        "none": "",
        "three": "table{border-top:1pt solid;border-bottom:1pt solid}thead{border-bottom:.6pt solid}",
        "two": "table{border-top:1pt solid;border-bottom:1pt solid}",
        "rows": "tr{border-bottom:.5pt solid}table{border-top:1pt solid}",
        "grid": "td,th{border:.5pt solid}",
        "inner": "td,th{border:.5pt solid}td:first-child,th:first-child{border-left:0}tr>:last-child{border-right:0}",
        "groups": "table{border-top:1pt solid;border-bottom:1pt solid}thead{border-bottom:.6pt solid}tr.g,tr.t{border-top:.5pt solid}",
    }[table.rules]
    fills = {
        "none": "",
        "zebra": "tbody tr:nth-child(even){background:#dde6ee}",
        "head": "thead{background:#246;color:#fff}",
    }
    ruled = "th[colspan]{border-bottom:.5pt solid}" if table.ruled_heads and table.rules != "none" else ""
    rows = []
    for first, last, tag in ((0, table.header, "th"), (table.header, len(table.grid), "td")):
        body = []
        for row in cells(table, first, last):
            r = row[0][0]
            inner = "".join(_cell(table, tag, *cell) for cell in row)
            body.append(f"<tr class={'g' if r in table.groups else 't' if r in table.totals else 'r'}>{inner}</tr>")
        part = "thead" if tag == "th" else "tbody"
        rows.append(f"<{part}>{''.join(body)}</{part}>")
    before = _BEFORE[table.is_chinese]
    return (
        f"<meta charset=utf-8><style>@page{{size:A4;margin:2cm}}body{{font:10.5pt/1.5 'Noto Serif CJK SC',serif}}"
        f"table{{border-collapse:collapse;font-size:{table.size}pt;line-height:1.25;width:100%}}td,th{{padding:1.5pt 4pt;font-weight:normal;"
        f"text-align:{table.align};vertical-align:bottom}}th{{text-align:center}}td:first-child,th:first-child{{text-align:left;max-width:42mm}}"
        f".l{{display:flex;white-space:nowrap;overflow:hidden;width:42mm}}.l i{{flex:1;overflow:hidden;font-style:normal}}"
        f".c{{text-align:center;margin:8pt 0 2pt}}.n{{font-size:8pt}}{rules}{fills[table.fill]}{ruled}</style><p>{before}</p>"
        f"<p class=c>{table.caption}</p><table>{''.join(rows)}</table><p class=n>{table.note}</p><p>{before}</p>"
    )


def _cell(table: Drawn, tag: str, r: int, c: int, height: int, width: int, text: str) -> str:
    inner = "<br>".join(map(html.escape, table.lines.get((r, c), [text])))
    if table.leader and c == 0 and tag == "td":
        inner = f"<div class=l>{inner}<i>{' .' * 60}</i></div>"
    style = f" style='padding-left:{4 + 10 * table.indents[r]}pt'" if c == 0 and r in table.indents else ""
    spans = (f" rowspan={height}" if height > 1 else "") + (f" colspan={width}" if width > 1 else "")
    return f"<{tag}{spans}{style}>{inner}</{tag}>"


def reportlab(table: Drawn) -> bytes | None:
    """Set a page with the platypus of reportlab: a Chinese font by its name, Times for the rest."""
    try:
        from reportlab.lib.pagesizes import A4
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table
    except ImportError:
        return None
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    font = "STSong-Light" if table.is_chinese else "Times-Roman"
    wrap = "CJK" if table.is_chinese else None
    plain = ParagraphStyle("p", fontName=font, fontSize=10.5, leading=16, wordWrap=wrap)
    small = ParagraphStyle("n", fontName=font, fontSize=8, leading=11, wordWrap=wrap)
    middle = ParagraphStyle("c", parent=plain, alignment=1)
    stub = ParagraphStyle("s", fontName=font, fontSize=table.size, leading=table.size * 1.2, wordWrap=wrap)
    data: list[list[Any]] = [[""] * table.columns for _ in table.grid]
    style: list[Any] = [
        ("FONT", (0, 0), (-1, -1), font, table.size, table.size * 1.2),
        ("ALIGN", (1, 0), (-1, -1), table.align.upper()),
        ("ALIGN", (1, 0), (-1, table.header - 1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        *_strokes(table),
    ]
    for row in cells(table, 0, len(table.grid)):
        for r, c, height, width, text in row:
            lines = table.lines.get((r, c), [text])
            data[r][c] = "\n".join(lines)
            if c == 0 and width == 1 and len(lines) == 1 and r >= table.header:
                data[r][c] = Paragraph(text + (" ." * max(0, 24 - len(text) // 2) if table.leader else ""), stub)
            if height * width > 1:
                style.append(("SPAN", (c, r), (c + width - 1, r + height - 1)))
        if r in table.indents:
            style.append(("LEFTPADDING", (0, r), (0, r), 6 + 10 * table.indents[r]))
    widths = [130.0, *[340.0 / (table.columns - 1)] * (table.columns - 1)]
    out = io.BytesIO()
    before = Paragraph(_BEFORE[table.is_chinese], plain)
    story = [
        before,
        Spacer(1, 8),
        Paragraph(table.caption, middle),
        Table(data, widths, style=style),
        Paragraph(table.note, small),
        before,
    ]
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    return out.getvalue()


def _strokes(table: Drawn) -> list[Any]:
    """Give the rules and fills of a table as commands of reportlab."""
    last = table.header - 1
    black: Any = (0, 0, 0)
    across = [
        ("LINEABOVE", (0, 0), (-1, 0), 1, black),
        ("LINEBELOW", (0, last), (-1, last), 0.6, black),
        ("LINEBELOW", (0, -1), (-1, -1), 1, black),
    ]
    out: list[Any] = {
        "none": [],
        "three": across,
        "two": [across[0], across[2]],
        "rows": [("LINEABOVE", (0, 0), (-1, 0), 1, black), ("LINEBELOW", (0, 0), (-1, -1), 0.5, black)],
        "grid": [("GRID", (0, 0), (-1, -1), 0.5, black)],
        "inner": [("INNERGRID", (0, 0), (-1, -1), 0.5, black), across[0], across[2]],
        "groups": [*across, *(("LINEABOVE", (0, r), (-1, r), 0.5, black) for r in (*table.groups, *table.totals))],
    }[table.rules]
    if table.ruled_heads and table.rules in ("three", "groups"):
        out += [
            ("LINEBELOW", (c, r), (c + w - 1, r), 0.5, black)
            for r, c, _, w in table.spans
            if w > 1 and r < table.header
        ]
    if table.fill == "zebra":
        out += [("BACKGROUND", (0, r), (-1, r), (0.87, 0.9, 0.93)) for r in range(table.header + 1, len(table.grid), 2)]
    if table.fill == "head":
        out += [("BACKGROUND", (0, 0), (-1, last), (0.14, 0.27, 0.4)), ("TEXTCOLOR", (0, 0), (-1, last), (1, 1, 1))]
    return out


def libreoffice(table: Drawn) -> bytes | None:
    """Print a Word file with LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.docx"
        _word(table).save(str(path))
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, str(path)], check=True, capture_output=True, timeout=300)
        made = path.with_suffix(".pdf")
        return made.read_bytes() if made.exists() else None


def word_file(table: Drawn) -> bytes:
    """Give the page as a Word file."""
    out = io.BytesIO()
    _word(table).save(out)
    return out.getvalue()


def _word(table: Drawn) -> Any:
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    out = docx.Document()
    normal = out.styles["Normal"]
    normal.font.size, normal.font.name = Pt(10.5), "Noto Serif CJK SC"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    normal.paragraph_format.space_after = Pt(0)
    out.add_paragraph(_BEFORE[table.is_chinese])
    out.add_paragraph(table.caption).alignment = 1
    made = out.add_table(len(table.grid), table.columns)
    for row in cells(table, 0, len(table.grid)):
        for r, c, height, width, text in row:
            cell = made.cell(r, c)
            if height * width > 1:
                cell = cell.merge(made.cell(r + height - 1, c + width - 1))
            cell.text = "\n".join(table.lines.get((r, c), [text])) + (
                " ." * max(0, 12 - len(text) // 2) if table.leader and c == 0 and r >= table.header else ""
            )
            one = cell.paragraphs[0]
            for run in one.runs:
                run.font.size = Pt(table.size)
            one.alignment = 0 if c == 0 else 1 if r < table.header or table.align == "center" else 2
            if c == 0 and r in table.indents:
                one.paragraph_format.left_indent = Pt(10 * table.indents[r])
    _draw(made, table)
    note = out.add_paragraph(table.note)
    note.runs[0].font.size = Pt(8)
    out.add_paragraph(_BEFORE[table.is_chinese])
    return out


def _draw(made: Any, table: Drawn) -> None:
    """Give the cells of a Word table their rules and fills."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    from tests.bench.papers import borders

    end, last = len(table.grid) - 1, table.header - 1
    ruled = {(r + h - 1, c + j) for r, c, h, w in table.spans if w > 1 and r < last for j in range(w)}
    for r, row in enumerate(made.rows):
        for n, cell in enumerate(row._tr.tc_lst):
            c = cell.grid_offset
            edges = set()
            if table.rules in ("grid", "inner"):
                edges = {"w:top", "w:bottom", "w:left", "w:right"}
                if table.rules == "inner":
                    edges -= {"w:left"} if n == 0 else {"w:right"} if n == len(row._tr.tc_lst) - 1 else set()
            elif table.rules != "none":
                edges |= {"w:top"} if r == 0 else set()
                edges |= (
                    {"w:bottom"} if r == end or (r == last and table.rules != "two") or table.rules == "rows" else set()
                )
                if table.rules == "groups" and r in (*table.groups, *table.totals):
                    edges |= {"w:top"}
                if table.ruled_heads and (r, c) in ruled:
                    edges |= {"w:bottom"}
            borders(cell, sorted(edges))
            colour = (
                "244668"
                if table.fill == "head" and r <= last
                else "DDE6EE"
                if table.fill == "zebra" and r > last and (r - last) % 2 == 0
                else ""
            )
            if colour:
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), colour)
                cell.get_or_add_tcPr().append(shade)


SETTERS = {"chromium": chromium, "LibreOffice": libreoffice, "reportlab": reportlab}
