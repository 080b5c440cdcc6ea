"""How sure a table is by the way it was found: drawn tables read, and the cells that are right counted for each way.

Drawn are the tables of `foreign` (as PDF by three producers, as HTML, as Word, as lines of tabs) and the layouts of `extract`,
those too that hold no table: what is found there is wrong. What is counted becomes `confidence` (`extract.sure`), so a
change of the reader that moves it is followed by

    python -m tests.bench sure --write

WeasyPrint, LibreOffice, Chromium, reportlab and python-docx should be there; what is missing is named and left out.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from extract import sure
from extract.content import Table
from extract.read import read
from tests.bench import extract as layouts
from tests.bench import foreign, setters
from tests.bench.papers import PRODUCERS, Paper, compose

SEED, TABLES, PAGES = 9002, 60, 6
"""Of what is counted when nothing else is said; no other run of the bench draws this seed."""
_TWO = 5
"""One foreign table of so many has a rule above and one below, and no other, as `foreign` itself draws none."""
_TITLE = "云川市统计资料"

Grid = list[list[str]]
Drawn = tuple[str, Callable[[], bytes | None], list[Grid]]
"""A file's name, what draws it (None where its producer is missing), the tables that it holds."""


def drawn(seed: int, tables: int, pages: int) -> Iterator[Drawn]:
    """Give the files to draw."""
    dice = random.Random(seed)
    for number in range(tables):
        want = foreign.table(dice, number)
        want.rules = "two" if number % _TWO == 0 else want.rules
        yield f"{number}-{want.producer}.pdf", partial(setters.SETTERS[want.producer], want), [want.grid]
        for ending, setter in _AS_TEXT.items():
            yield f"{number}.{ending}", partial(setter, want), [want.grid]
    for layout, (columns, styles) in layouts.LAYOUTS.items():
        aside = layout if layout in layouts.asides.ASIDES else None
        paper = compose(pages, columns, styles, seed, is_flush=layout == "flush", aside=aside)
        turn = next((turn for end, turn in layouts.TURNS.items() if layout.endswith(end)), bytes)
        for producer, set_ in PRODUCERS.items():
            name = f"{layout}-{producer}.pdf".replace(" ", "-").replace(",", "")
            yield name, partial(_turned, set_, turn, paper), [table.grid for table in paper.tables]


def _turned(
    setter: Callable[[Paper], bytes | None], turn: Callable[[bytes], bytes | bytearray], paper: Paper
) -> bytes | None:
    data = setter(paper)
    return bytes(turn(data)) if data is not None else None


def _tabbed(want: foreign.Drawn) -> bytes:
    """Write a table as a conversion leaves it: a line a row, tabs between, of merged cells the first alone filled."""
    lines = []
    for row in setters.cells(want, 0, len(want.grid)):
        texts = [""] * want.columns
        for _, c, _, _, text in row:
            texts[c] = text
        lines.append("\t".join(texts))
    return "\n".join([_TITLE, "", want.caption, *lines, "", want.note, ""]).encode()


_AS_TEXT: dict[str, Callable[[foreign.Drawn], bytes | None]] = {
    "html": lambda want: setters.page(want).encode(),
    "docx": setters.word_file,
    "txt": _tabbed,
}


def counted(found: Sequence[Table], wanted: Sequence[Grid]) -> dict[sure.Way, Counter[str]]:
    """Count tables, whole ones, cells and right cells of a file by the way that they were found.

    Each table that is found is held against the drawn one that it shares most cells with; what is none has no right cell.
    """
    out: dict[sure.Way, Counter[str]] = defaultdict(Counter)
    truths = [foreign.bag(grid) for grid in wanted]
    unused = set(range(len(truths)))
    for table in found:
        own = foreign.bag(table.grid())
        right, best = max((((own & truths[n]).total(), n) for n in unused), default=(0, -1))
        whole = right and own == truths[best]
        unused -= {best} if right else set()
        out[table.way].update(tables=1, whole=int(bool(whole)), cells=own.total(), right=right)
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, read, count, print, and write what was counted where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--tables", type=int, default=TABLES, help="foreign tables, each as PDF and as text")
    parser.add_argument("--pages", type=int, default=PAGES, help="pages of each layout")
    parser.add_argument("--write", action="store_true", help=f"write {sure.SHARES.name}, which `confidence` is made of")
    parser.add_argument("--keep", type=Path, help="a folder to keep the files in, and to take them from")
    options = parser.parse_args(arguments)
    total: dict[str, Counter[str]] = {way: Counter() for way in sure.WAYS}
    missing: Counter[str] = Counter()
    tables = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, draw, wanted in drawn(options.seed, options.tables, options.pages):
            path = (options.keep or Path(folder)) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = path.read_bytes() if path.exists() else draw()
            if data is None:
                missing[path.stem.rpartition("-")[2]] += 1
                continue
            path.write_bytes(data)
            tables += len(wanted)
            for way, counts in counted(list(read(path).tables()), wanted).items():
                total[way].update(counts)
                if counts["right"] < counts["cells"]:
                    print(f"  {name}: {way}, {counts['right']} of {counts['cells']} cells", file=sys.stderr)
    print(f"{tables} tables drawn; left out for want of a producer, or not drawn by it: {dict(missing) or 'none'}")
    for way, counts in total.items():
        share = counts["right"] / counts["cells"] if counts["cells"] else float("nan")
        print(
            f"{way:12} {counts['whole']:5} of {counts['tables']:5} tables whole, {share:.4f} of {counts['cells']:6} cells"
        )
    if options.write:
        with sure.SHARES.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ("way", "tables", "whole", "cells", "right"), lineterminator="\n")
            writer.writeheader()
            writer.writerows(
                {"way": way, **{key: counts[key] for key in writer.fieldnames[1:]}} for way, counts in total.items()
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
