"""How fast and how right the PDF reader is, beside pdfplumber alone and bare pypdfium2, in one run.

The documents are made at any size by several producers, with the truth beside them (`papers`). Each engine reads in a
process of its own, so that peak memory is its own.

    python tests/bench/extract.py --pages 60
"""

from __future__ import annotations

import argparse
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
from itertools import product
from multiprocessing import get_context
from pathlib import Path

if __package__ in (None, ""):
    # In place of this folder: modules beside this one would hide those of the standard library.
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from extract.content import Content
from tests.bench import asides
from tests.bench.papers import PRODUCERS, Paper, Style, compose
from tests.extract import papers


@dataclass
class Reading:
    """What an engine gave, and what it took."""

    pages: int = 0
    seconds: float = 0.0
    memory: int = 0
    paragraphs: list[str] = field(default_factory=list)
    grids: list[list[list[str]]] = field(default_factory=list)
    spans: list[set[tuple[int, int, int, int]]] = field(default_factory=list)


def ours(path: Path) -> Reading:
    from extract.read import read

    return _as_read(read(path))


def _as_read(content: Content) -> Reading:
    tables = list(content.tables())
    return Reading(
        content.page_count or 0,
        paragraphs=[b.text for b in content.blocks if b.kind in ("paragraph", "heading", "list_item")],
        grids=[table.grid() for table in tables],
        spans=[
            {(c.row, c.column, c.row_span, c.column_span) for c in table.cells if c.row_span * c.column_span > 1}
            for table in tables
        ],
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


def twice(path: Path) -> Reading:
    """Read as a run does, the second reader behind the first."""
    from extract.files import second
    from extract.read import read

    content = read(path)
    found = second.compare(path, content)
    if found.issues:
        print(f"{'':39} the readers differ on {len(found.issues)} of {found.pages} pages: {found.issues[0].message}")
    return _as_read(content)


ENGINES: dict[str, Callable[[Path], Reading]] = {
    "gongbao": ours,
    "and again": twice,
    "pdfplumber": plumber,
    "pypdfium2": bare,
}


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


def score(reading: Reading, paper: Paper) -> dict[str, float | None]:
    """Compare with the truth: paragraphs exact, characters wrong, cells and spans (F1; a table over pages counts as one)."""
    want, got = [squeezed(p) for p in paper.paragraphs], [squeezed(p) for p in reading.paragraphs]
    missing, extra = Counter(want) - Counter(got), Counter(got) - Counter(want)
    left, right = "".join(p for p in want if missing[p]), "".join(p for p in got if extra[p])
    same = sum(
        block.size for block in SequenceMatcher(None, left[:20000], right[:20000], autojunk=False).get_matching_blocks()
    )
    wrong = max(len(left[:20000]), len(right[:20000])) - same if missing else 0
    bags = [_bag(grid) for grid in reading.grids]
    cells, spans = [0, 0], [0, 0]
    unused = set(range(len(bags)))
    for table in paper.tables:
        bag = _bag(table.grid)
        hits, best = max((((bag & bags[n]).total(), n) for n in unused), default=(0, -1))
        found: set[tuple[int, int, int, int]] = set()
        if hits:
            unused.discard(best)
            found = reading.spans[best] if reading.spans else set()
        cells = [cells[0] + 2 * hits, cells[1] + bag.total() + (bags[best].total() if hits else 0)]
        spans = [spans[0] + 2 * len(found & table.spans), spans[1] + len(found) + len(table.spans)]
    # What was taken for a table and is none counts against the cells.
    cells[1] += sum(bags[n].total() for n in unused)
    return {
        "paragraphs": 1 - missing.total() / len(want),
        "characters wrong %": 100 * wrong / sum(map(len, want)),
        "cells F1": cells[0] / cells[1] if paper.tables else None,
        "spans F1": spans[0] / spans[1] if spans[1] and reading.spans else None,
    }


def _bag(grid: list[list[str]]) -> Counter[tuple[int, int, str]]:
    return Counter((r, c, squeezed(text)) for r, row in enumerate(grid) for c, text in enumerate(row))


TURNS = {", on their side": asides.on_its_side, ", rotated": asides.rotated}
"""Layouts whose name ends so are turned after they are set."""
LAYOUTS: dict[str, tuple[int, tuple[Style, ...]]] = {
    "one column": (1, ()),
    "flush": (1, ()),
    "two columns": (2, ()),
    "ruled tables": (1, ("ruled",)),
    "lists of tasks": (1, ("tasks",)),
    "three rules": (1, ("three rules",)),
    "borderless": (1, ("borderless",)),
    "communiqués": (1, ("columns",)),
    "ruled tables, on their side": (1, ("ruled",)),
    "communiqués, rotated": (1, ("columns",)),
    "fills": (1, ("fills",)),
    "charts": (1, ()),
    "boxes": (1, ()),
    "contents": (1, ()),
    "footnotes": (1, ()),
    "tables in columns": (2, ("columns",)),
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=40, help="pages of each document")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="layouts whose name holds this")
    options = parser.parse_args(arguments)
    head = f"{'document':39} {'engine':11} {'pages/CPU s':>11} {'peak MB':>8} {'paragraphs':>10} {'chars wrong':>11} {'cells':>7} {'spans':>7}"
    print(head)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.pdf"
        for (layout, (columns, styles)), (producer, set_) in product(LAYOUTS.items(), PRODUCERS.items()):
            name = f"{layout}, {producer}"
            if options.only and options.only not in name:
                continue
            aside = layout if layout in asides.ASIDES else None
            paper = compose(options.pages, columns, styles, options.seed, is_flush=layout == "flush", aside=aside)
            data = set_(paper)
            if data is None:
                print(f"{name:39} left out: {producer} is not installed, or does not draw it")
                continue
            data = next((turn for end, turn in TURNS.items() if layout.endswith(end)), bytes)(data)
            path.write_bytes(data)
            for engine in ENGINES:
                with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                    reading = pool.submit(measured, engine, path).result()
                got = score(reading, paper)
                shares = ["" if got[key] is None else f"{got[key]:.4f}" for key in ("cells F1", "spans F1")]
                print(
                    f"{name:39} {engine:11} {reading.pages / reading.seconds:11.1f} {reading.memory / 1024**2:8.0f}"
                    f" {got['paragraphs']:10.4f} {got['characters wrong %']:10.3f}% {shares[0]:>7} {shares[1]:>7}"
                )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
