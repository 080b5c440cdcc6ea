"""Tables as yearbooks and statistics offices print them, in layouts put together at random, with the truth beside them.

A table is drawn by one of three producers: Chromium, LibreOffice (from a Word file), reportlab. What varies: rules, fills,
levels of heads, names set in, wrapped, led by dots or in two languages, groups of rows, signs for what is not there,
figures with spaces, brackets and marks. The same seed draws the same tables, so that a set can be kept blind.

    python -m tests.bench foreign --seed 101 --tables 24
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from extract.read import read
from tests.bench import setters
from tests.bench.extract import squeezed

RULES = ("none", "three", "rows", "grid", "inner", "groups")
"""None; above, under the head and below; under each row; all; all but the left and right sides; three and one over each group."""
STUBS = ("plain", "indented", "wrapped", "leaders", "groups", "bilingual")
FIGURES = ("plain", "spaced", "brackets", "marked", "signs")
HEADS = ("one line", "wrapped", "two levels", "three levels")

_NAMES = re.findall(
    r"\S+",
    "Agriculture Mining Manufacturing Construction Transport Education Health Forestry Fishing Electricity Housing"
    " Insurance Publishing Research Defence Trade Storage Telecommunications Sewerage Recreation",
)
_LONG = (
    "Wholesale and retail trade, repair of motor vehicles and household goods",
    "Real estate, renting and business activities of enterprises",
    "Public administration and compulsory social security",
    "Hotels and restaurants including short-stay accommodation",
)
_AREAS = ("Northern provinces", "Southern provinces", "Island territories", "Capital region")
_CHINESE = (
    "粮食产量",
    "发电量",
    "货运量",
    "水泥",
    "卫生机构",
    "公路里程",
    "财政收入",
    "常住人口",
    "快递业务量",
    "造林面积",
    "森林面积",
    "床位数",
)
_ENGLISH = (
    "Grain",
    "Electricity",
    "Freight",
    "Cement",
    "Clinics",
    "Roads",
    "Revenue",
    "Population",
    "Parcels",
    "Planting",
    "Forest",
    "Beds",
)
_VOIDS = ("–", "…", "..", "n.a.", "-")


@dataclass
class Drawn:
    """A table as it is meant: the grid with merged cells repeated, the first line of the head first."""

    grid: list[list[str]]
    spans: set[tuple[int, int, int, int]]
    header: int
    rules: str
    fill: str
    stub: str
    figures: str
    head: str
    producer: str
    caption: str
    note: str
    indents: dict[int, int] = field(default_factory=dict)
    groups: list[int] = field(default_factory=list)
    """Rows over the whole width that head a group."""
    totals: list[int] = field(default_factory=list)
    lines: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    """The lines of cells that are set in several; the others are wrapped by their producer, or have one."""
    leader: bool = False
    is_chinese: bool = False
    align: str = "right"
    size: float = 9.0
    ruled_heads: bool = False
    """Whether a rule stands under a title over several columns."""

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.grid[0])


def table(dice: random.Random, number: int) -> Drawn:
    """Put a table together."""
    chinese = dice.random() < 0.3
    producer = ("chromium", "LibreOffice", "reportlab")[number % 3]
    stub = dice.choice(
        [s for s in STUBS if chinese or s != "bilingual"]
        if not chinese
        else ("plain", "indented", "bilingual", "bilingual")
    )
    head = dice.choice(HEADS)
    columns = dice.randint(3, 7) + 1
    out = Drawn(
        [],
        set(),
        1,
        dice.choice(RULES),
        dice.choice(("none", "none", "zebra", "head")),
        stub,
        dice.choice(FIGURES),
        head,
        producer,
        ("表" if chinese else "Table ")
        + f"{number + 1} "
        + ("云川市主要指标" if chinese else "Value added by industry"),
        "注：本表数据为初步核算数。" if chinese else "Note: figures for the last year are provisional.",
        is_chinese=chinese,
        align=dice.choice(("right", "right", "center")),
        size=dice.choice((8.0, 9.0, 10.0)),
        ruled_heads=dice.random() < 0.6,
    )
    _heads(out, dice, columns)
    _body(out, dice)
    if out.fill != "none" and out.rules == "none" and producer == "LibreOffice":
        out.fill = "none"
    return out


def _heads(out: Drawn, dice: random.Random, columns: int) -> None:
    corner = "指标" if out.is_chinese else dice.choice(("Industry", "Item", ""))
    years = [str(2030 - columns + n + 2) for n in range(columns - 1)]
    if out.head in ("one line", "wrapped"):
        titles = [corner, *years]
        if out.head == "wrapped":
            for c in range(1, columns):
                second = "（万吨）" if out.is_chinese else dice.choice(("(revised)", "(million)", "per cent"))
                if c > columns - 3:
                    out.lines[0, c] = [years[c - 1], second]
                    titles[c] = years[c - 1] + " " + second
        out.grid = [titles]
        return
    if columns % 2 == 0:
        columns += 1
        years = [str(2030 - columns + n + 2) for n in range(columns - 1)]
    pairs = (columns - 1) // 2
    upper = [
        ("绝对数" if n % 2 else "增加值") if out.is_chinese else ("Output", "Employment", "Exports")[n % 3]
        for n in range(pairs)
    ]
    lower = (["本年", "上年"] if out.is_chinese else [str(2029), str(2030)]) * pairs
    first = [corner, *(name for name in upper for _ in range(2))]
    grid = [first, [corner, *lower]]
    spans = {(0, 0, 2, 1)} | {(0, 1 + 2 * n, 1, 2) for n in range(pairs)}
    if out.head == "three levels":
        top = "全市" if out.is_chinese else "All establishments"
        grid = [[corner, *[top] * (columns - 1)], *grid]
        spans = {(0, 0, 3, 1), (0, 1, 1, columns - 1)} | {(1, 1 + 2 * n, 1, 2) for n in range(pairs)}
    out.grid, out.spans, out.header = grid, spans, len(grid)


def _body(out: Drawn, dice: random.Random) -> None:
    columns = out.columns
    scale = dice.choice((10, 1000, 100000))
    decimals = dice.random() < 0.5
    count = dice.randint(6, 14)

    def figure() -> str:
        if dice.random() < 0.08 and out.figures != "plain":
            return dice.choice(_VOIDS)
        if dice.random() < 0.06 and out.figures == "plain":
            return ""
        value = dice.uniform(0.1, 1) * scale
        text = f"{value:,.1f}" if decimals else f"{value:,.0f}"
        if out.figures == "spaced":
            text = text.replace(",", " ")
        if out.figures == "brackets" and dice.random() < 0.3:
            text = f"({text})"
        if out.figures == "signs" and dice.random() < 0.4:
            text = dice.choice("+-−") + text
        if out.figures == "marked" and dice.random() < 0.15:
            text += dice.choice("ab*")
        return text

    def row(name: str) -> None:
        out.grid.append([name, *(figure() for _ in range(columns - 1))])

    if out.is_chinese:
        for n in dice.sample(range(len(_CHINESE)), min(count, len(_CHINESE))):
            name = _CHINESE[n]
            if out.stub == "bilingual":
                out.lines[len(out.grid), 0] = [name, _ENGLISH[n]]
                name += _ENGLISH[n]
            elif out.stub == "indented" and dice.random() < 0.5 and len(out.grid) > out.header:
                out.indents[len(out.grid)] = 1
            row(name)
    else:
        names = dice.sample(_NAMES, min(count, len(_NAMES)))
        if out.stub == "wrapped":
            names[1:1] = dice.sample(_LONG, 2)
        for n, name in enumerate(names):
            if out.stub == "groups" and n % 4 == 0:
                out.groups.append(len(out.grid))
                out.spans.add((len(out.grid), 0, 1, columns))
                out.grid.append([_AREAS[n // 4 % len(_AREAS)]] * columns)
            if out.stub == "indented" and n % 3:
                out.indents[len(out.grid)] = n % 3
            row(name)
    out.leader = out.stub == "leaders"
    if dice.random() < 0.4:
        out.totals.append(len(out.grid))
        row("合计" if out.is_chinese else "Total")


def score(grids: Sequence[list[list[str]]], want: Drawn) -> tuple[int, int, int]:
    """Give the cells that are right, wanted and found; a cell counts with its place."""
    truth = bag(want.grid)
    bags = [bag(grid) for grid in grids]
    right = max(((truth & own).total() for own in bags), default=0)
    return right, truth.total(), sum(own.total() for own in bags)


def bag(grid: Sequence[Sequence[str]]) -> Counter[tuple[int, int, str]]:
    """Give the cells of a grid, each with its place."""
    rows = [[plain(text) for text in row] for row in grid]
    # A name alone in its row heads the rows under it, whether it is said to span the columns or not.
    rows = [[row[0]] + [""] * (len(row) - 1) if len(set(row)) == 1 else row for row in rows]
    return Counter((r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))


def plain(text: str) -> str:
    """Give a cell's text without white space and the dots that lead from a name to its figures."""
    return squeezed(text).rstrip(".…·")


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the tables, read them, and print what was right by table and by layout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tables", type=int, default=24)
    parser.add_argument("--keep", type=Path, help="a folder to keep the files in, and to take them from")
    options = parser.parse_args(arguments)
    dice = random.Random(options.seed)
    wanted = [table(dice, n) for n in range(options.tables)]
    by: dict[str, list[float]] = defaultdict(list)
    whole = [0, 0]
    with tempfile.TemporaryDirectory() as folder:
        for number, want in enumerate(wanted):
            place = (options.keep or Path(folder)) / f"table-{options.seed}-{number:03}.pdf"
            place.parent.mkdir(parents=True, exist_ok=True)
            data = place.read_bytes() if place.exists() else setters.SETTERS[want.producer](want)
            if data is None:
                print(f"{number:3} left out: {want.producer} is not installed")
                continue
            place.write_bytes(data)
            found = list(read(place).tables())
            right, truth, got = score([t.grid() for t in found], want)
            f1 = 2 * right / (truth + got)
            whole = [whole[0] + 2 * right, whole[1] + truth + got]
            kinds = [want.producer]
            kinds += [f"{name} {getattr(want, name)}" for name in ("rules", "fill", "stub", "figures", "head")]
            print(
                f"{number:3} {f1:.3f} {len(found)} {'/'.join(f'{t.confidence:.2f}' for t in found):>9} {', '.join(kinds)}"
            )
            kinds += [f"confidence {found[0].confidence:.2f}"] if len(found) == 1 else []
            for kind in kinds:
                by[kind].append(f1)
    print(
        f"all {whole[0] / max(1, whole[1]):.4f} micro; whole tables {sum(f == 1 for f in by_all(by)):d} of {len(by_all(by))}"
    )
    for kind, scores in sorted(by.items(), key=lambda pair: sum(pair[1]) / len(pair[1])):
        print(f"  {kind:20} {sum(scores) / len(scores):.3f}, {sum(f1 == 1 for f1 in scores)} whole of {len(scores)}")
    return 0


def by_all(by: dict[str, list[float]]) -> list[float]:
    """Give the scores of all tables, each once."""
    return [f1 for name in setters.SETTERS for f1 in by.get(name, [])]


if __name__ == "__main__":
    raise SystemExit(main())
