"""How fast and how right the PDF reader is, beside pdfplumber alone and bare pypdfium2, in one run.

The documents are made here at any size, with the truth beside them, by two producers: the tests' own writer (a Chinese
font by name, one and two columns, ruled tables) and WeasyPrint where it is installed (embedded fonts). Each
engine reads in a process of its own, so that peak memory is its own.

    python tests/bench/extract.py --pages 60
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from multiprocessing import get_context
from pathlib import Path

if __package__ in (None, ""):
    # In place of this folder: modules beside this one would hide those of the standard library.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from tests.extract import papers

WORDS = re.findall(
    r"\S+",
    "云川市 推进 数字商务 发展 支持 商户 上线经营 建设 服务网点 完善 物流体系 开展 技能培训 提升 配送效率 加强 统筹协调"
    " 扩大 消费供给 优化 营商环境 培育 示范街区 强化 要素保障 健全 工作机制 促进 县域流通 落实 责任分工",
)


@dataclass
class Truth:
    """What stands in a document: its paragraphs, and its tables as grids with the spans of merged cells."""

    paragraphs: list[str] = field(default_factory=list)
    grids: list[list[list[str]]] = field(default_factory=list)
    spans: list[set[tuple[int, int, int]]] = field(default_factory=list)


@dataclass
class Reading:
    """What an engine gave, and what it took."""

    pages: int = 0
    seconds: float = 0.0
    memory: int = 0
    paragraphs: list[str] = field(default_factory=list)
    grids: list[list[list[str]]] = field(default_factory=list)
    spans: list[set[tuple[int, int, int]]] = field(default_factory=list)


def paragraph(dice: random.Random) -> str:
    clauses = ["".join(dice.choices(WORDS, k=dice.randint(2, 5))) for _ in range(dice.randint(2, 14))]
    return "，".join(clauses) + f"，数量达到{dice.randint(2, 9000)}个。"


def written(pages: int, columns: int, tables: bool, seed: int) -> tuple[bytes, Truth]:
    """Make a document with the tests' own writer."""
    dice, truth = random.Random(seed), Truth()
    setter = papers.Setter()
    if columns == 2:
        sheets = []
        for _ in range(pages):
            sheet = papers.Sheet()
            for left in (papers.LEFT, papers.LEFT + 19 * papers.SIZE):
                column = papers.Setter([sheet], left=left, columns=17)
                while column.y < 560:
                    words = paragraph(dice)
                    column.paragraph(words)
                    truth.paragraphs.append(words)
            sheets.append(sheet)
        setter.sheets = sheets
    else:
        while len(setter.sheets) < pages:
            if tables and dice.random() < 0.35:
                _table(setter, dice, truth)
            words = paragraph(dice)
            setter.paragraph(words)
            truth.paragraphs.append(words)
    for number, sheet in enumerate(setter.sheets, 1):
        sheet.centred(50, "云川市统计资料", 9)
        sheet.footer(number)
    return papers.pdf(setter.sheets), truth


def _table(setter: papers.Setter, dice: random.Random, truth: Truth) -> None:
    """Set a table of groups; where the page ends it goes on with its header repeated."""
    header = ["组别", "指标", "甲县", "乙县"]
    body: list[list[str]] = []
    merged: set[int] = set()
    for group in range(dice.randint(2, 4)):
        for n in range(dice.randint(2, 6)):
            if n:
                merged.add(len(body))
            name = f"第{group + 1}组" if n == 0 else ""
            body.append(
                [name, "".join(dice.choices(WORDS, k=2))[:9], str(dice.randint(10, 99999)), f"{dice.randint(1, 99)}%"]
            )
    widths = [70.0, 130.0, 90.0, 90.0]
    start, spans = 0, set()
    setter.y += 14
    if setter.y > 700:
        setter.turn()
    while start < len(body):
        room = max(2, int((760 - setter.y) // 22) - 1)
        part = body[start : start + room]
        # A page may only end between two groups here, so that the truth is plain.
        while start + len(part) < len(body) and start + len(part) in merged and len(part) > 1:
            part = part[:-1]
        local = [(r - start + 1, 0) for r in merged if start <= r < start + len(part)]
        setter.y = papers.ruled(setter.sheet, setter.y, [header, *part], widths, merged=local) + 30
        start += len(part)
        if start < len(body):
            setter.turn()
    grid, first = [header], 0
    for r, row in enumerate(body):
        first = first if r in merged else r
        grid.append([body[first][0], *row[1:]])
    for r in range(len(body)):
        height = 1
        while r not in merged and r + height in merged:
            height += 1
        if height > 1:
            spans.add((r + 1, 0, height))
    truth.grids.append(grid)
    truth.spans.append(spans)


def printed(pages: int, columns: int, seed: int) -> tuple[bytes, Truth] | None:
    """Make a document with WeasyPrint, None where it or a Chinese font is missing."""
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    dice, truth = random.Random(seed), Truth()
    body = ""
    for _ in range(pages * (9 if columns == 1 else 10)):
        words = paragraph(dice)
        truth.paragraphs.append(words)
        body += f"<p>{words}</p>"
    style = (
        "@page{size:A4;margin:2.5cm;@bottom-center{content:'— ' counter(page) ' —'}}"
        "body{font:11pt/1.7 'Noto Serif CJK SC','Source Han Serif SC',serif;text-align:justify}p{text-indent:2em;margin:0}"
        f"body{{columns:{columns};column-gap:2em}}"
    )
    return weasyprint.HTML(string=f"<html lang=zh><style>{style}</style><body>{body}</body></html>").write_pdf(), truth


def ours(path: Path) -> Reading:
    from extract.read import read

    content = read(path)
    tables = list(content.tables())
    return Reading(
        content.page_count or 0,
        paragraphs=[b.text for b in content.blocks if b.kind in ("paragraph", "heading", "list_item")],
        grids=[table.grid() for table in tables],
        spans=[{(c.row, c.column, c.row_span) for c in table.cells if c.row_span > 1} for table in tables],
    )


def plumber(path: Path) -> Reading:
    import pdfplumber

    out, lines = Reading(), []
    with pdfplumber.open(path) as document:
        for page in document.pages:
            lines += page.extract_text().split("\n")
            out.grids += [[[cell or "" for cell in row] for row in table] for table in page.extract_tables()]
            out.pages += 1
            page.close()
    out.paragraphs = joined(lines)
    return out


def bare(path: Path) -> Reading:
    import pypdfium2

    out, lines = Reading(), []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        lines += text.get_text_range().split("\r\n")
        text.close()
        page.close()
        out.pages += 1
    document.close()
    out.paragraphs = joined(lines)
    return out


def joined(lines: Sequence[str]) -> list[str]:
    """Join lines as text alone allows: a paragraph ends where a line ends with a full stop."""
    out = [""]
    for line in lines:
        out[-1] += line
        if line.rstrip().endswith("。"):
            out.append("")
    return [text for text in out if text]


ENGINES: dict[str, Callable[[Path], Reading]] = {"gongbao": ours, "pdfplumber": plumber, "pypdfium2": bare}


def measured(engine: str, path: Path) -> Reading:
    """Run in a process of its own; the libraries are loaded before the clock starts."""
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm.pdf"
        sheet = papers.Sheet()
        sheet.text(80, 100, "云川市")
        warm.write_bytes(papers.pdf([sheet]))
        ENGINES[engine](warm)
    start = time.process_time()
    out = ENGINES[engine](path)
    out.seconds = time.process_time() - start
    out.memory = peak_memory()
    return out


def peak_memory() -> int:
    """Give this process's own peak; `getrusage` would also count what its parent had when it forked."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1]) * 1024  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def score(reading: Reading, truth: Truth) -> dict[str, float | None]:
    """Compare with the truth: paragraphs exact, characters wrong, cells and spans (F1)."""
    want, got = [squeezed(p) for p in truth.paragraphs], [squeezed(p) for p in reading.paragraphs]
    missing, extra = Counter(want) - Counter(got), Counter(got) - Counter(want)
    left, right = "".join(p for p in want if missing[p]), "".join(p for p in got if extra[p])
    same = sum(
        block.size for block in SequenceMatcher(None, left[:20000], right[:20000], autojunk=False).get_matching_blocks()
    )
    wrong = max(len(left[:20000]), len(right[:20000])) - same if missing else 0
    hits = total = span_hits = span_total = 0
    for n, grid in enumerate(truth.grids):
        cells = Counter((r, c, squeezed(t)) for r, row in enumerate(grid) for c, t in enumerate(row))
        best = max(
            (
                (
                    2
                    * sum(
                        (
                            cells & Counter((r, c, squeezed(t)) for r, row in enumerate(g) for c, t in enumerate(row))
                        ).values()
                    ),
                    i,
                )
                for i, g in enumerate(reading.grids)
            ),
            default=(0, -1),
        )
        hits += best[0]
        total += sum(cells.values()) + (sum(len(row) for row in reading.grids[best[1]]) if best[0] else 0)
        found = reading.spans[best[1]] if best[0] and reading.spans else set()
        span_hits += 2 * len(found & truth.spans[n])
        span_total += len(found) + len(truth.spans[n])
    return {
        "paragraphs": 1 - sum(missing.values()) / len(want),
        "characters wrong %": 100 * wrong / sum(map(len, want)),
        "cells F1": hits / total if total else None,
        "spans F1": span_hits / span_total if span_total and reading.spans else None,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=40, help="pages of each document")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    made = {
        "written, one column": written(options.pages, 1, False, options.seed),
        "written, two columns": written(options.pages, 2, False, options.seed),
        "written, many tables": written(options.pages, 1, True, options.seed),
        "WeasyPrint, one column": printed(options.pages, 1, options.seed),
        "WeasyPrint, two columns": printed(options.pages, 2, options.seed),
    }
    head = f"{'document':24} {'engine':11} {'pages/CPU s':>11} {'peak MB':>8} {'paragraphs':>10} {'chars wrong':>11} {'cells':>7} {'spans':>7}"
    print(head)
    with tempfile.TemporaryDirectory() as folder:
        for name, document in made.items():
            if document is None:
                print(f"{name:24} left out: WeasyPrint is not installed")
                continue
            path = Path(folder) / "document.pdf"
            path.write_bytes(document[0])
            for engine in ENGINES:
                with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                    reading = pool.submit(measured, engine, path).result()
                got = score(reading, document[1])
                shares = ["" if got[key] is None else f"{got[key]:.4f}" for key in ("cells F1", "spans F1")]
                print(
                    f"{name:24} {engine:11} {reading.pages / reading.seconds:11.1f} {reading.memory / 1024**2:8.0f}"
                    f" {got['paragraphs']:10.4f} {got['characters wrong %']:10.3f}% {shares[0]:>7} {shares[1]:>7}"
                )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
