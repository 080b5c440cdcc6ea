"""Whether tables are told what they are: drawn ones of every kind, set as web pages, read and parsed, counted by kind.

    python -m tests.bench kinds --seed N

Each form of `forms` is drawn so many times; how the page is set (where the caption stands, whether the heads are marked) is
drawn too. Printed are the kinds told beside those drawn, precision and recall of each kind, the forms that are told wrong,
and the tables that give facts though their kind gives none, which is the error that counts.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from extract.read import read
from tests.bench.forms import FORMS, LATER
from tests.bench.invented import YEAR, Drawn, Form, Words
from transform import facts
from transform.document.model import SourceInfo
from transform.document.tablekind import TableKind

REGISTERS = (Path(__file__).resolve().parents[2] / "seeds" / "reference",)
OF_CELLS: tuple[TableKind, ...] = ("statistics", "aims")
"""The kinds whose cells become targets and observations."""


class Told(NamedTuple):
    """One drawn table: its kind and form, the kind told (— where no table, or more than one, was read), its facts."""

    kind: TableKind
    form: str
    told: str
    facts: int
    drawn: Drawn


def page(dice: random.Random, drawn: Drawn) -> str:
    """Set a drawn table as a web page."""
    place = dice.choice(("caption", "paragraph", "row", "heading"))
    is_marked = dice.random() < 0.5
    over = "".join(f"<p align=center>{escape(text)}</p>" for text in (drawn.caption,) if place == "paragraph" and text)
    over += f"<h3>{escape(drawn.caption)}</h3>" if place == "heading" and drawn.caption else ""
    over += f"<p align=right>{escape(drawn.unit)}</p>" if drawn.unit else ""
    inner = f"<caption>{escape(drawn.caption)}</caption>" if place == "caption" and drawn.caption else ""
    if place == "row" and drawn.caption:
        inner += f"<tr><td colspan={len(drawn.rows[0])}>{escape(drawn.caption)}</td></tr>"
    inner += "".join(_row(drawn, r, "th" if is_marked and r < drawn.heads else "td") for r in range(len(drawn.rows)))
    return (
        f"<!doctype html><html lang=zh><meta charset=utf-8><title>{escape(drawn.title)}</title><body>"
        f"<h1>{escape(drawn.title)}</h1><p>现将有关内容公布如下,请结合实际认真阅读。</p>{over}<table>{inner}</table>"
        f"<p>以上内容由有关单位负责解释。</p></body></html>"
    )


def _row(drawn: Drawn, r: int, tag: str) -> str:
    row, out, c = drawn.rows[r], [], 0
    while c < len(row):
        wide = tall = 1
        if r < drawn.heads:
            while c + wide < len(row) and row[c + wide] == row[c]:
                wide += 1
            while r + tall < drawn.heads and drawn.rows[r + tall][c] == row[c]:
                tall += 1
        if not (0 < r < drawn.heads and drawn.rows[r - 1][c] == row[c]):
            out.append(f"<{tag} colspan={wide} rowspan={tall}>{escape(row[c])}</{tag}>")
        c += wide
    return f"<tr>{''.join(out)}</tr>"


def told(seed: int, each: int, folder: Path, drawn_of: Mapping[TableKind, Sequence[Form]] = FORMS) -> Iterator[Told]:
    """Draw each form so many times, read and parse it as any source."""
    dice = random.Random(seed)
    for kind, forms in drawn_of.items():
        for form in forms:
            for number in range(each):
                drawn = form(Words(dice))
                name = f"{form.__name__[1:]}-{number}"
                path = folder / f"{name}.html"
                path.write_text(page(dice, drawn), encoding="utf-8")
                content = path.with_suffix(".parquet")
                read(path).write(content)
                source = SourceInfo(name, published_on=f"{YEAR}-05-20", media_type="text/html")
                rows = facts.parse(content, source, REGISTERS)
                kinds = [str(row["kind"]) for row in rows["tables"]]
                stated = sum(row.get("table_id") is not None for row in (*rows["targets"], *rows["observations"]))
                yield Told(kind, form.__name__[1:], kinds[0] if len(kinds) == 1 else "—", stated, drawn)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "—"


def _print(found: Sequence[Told], each: int) -> None:
    """Print kinds drawn (rows) beside kinds told (columns), the shares, and what is told wrong."""
    pairs = Counter((one.kind, one.told) for one in found)
    names = [*FORMS, "—"]
    print(f"{'drawn, told':14}" + "".join(f"{name:>14}" for name in names) + f"{'precision':>11}{'recall':>8}")
    for kind in FORMS:
        right, all_told = pairs[kind, kind], sum(pairs[other, kind] for other in FORMS)
        counts = "".join(f"{pairs[kind, name] or '·':>14}" for name in names)
        print(f"{kind:14}{counts}{_share(right, all_told):>11}{_share(right, sum(pairs[kind, n] for n in names)):>8}")
    right = sum(one.kind == one.told for one in found)
    print(f"told right: {right} of {len(found)}, {_share(right, len(found))}")
    without = [one for one in found if one.kind not in OF_CELLS]
    untrue = sum(one.facts > 0 for one in without)
    print(f"tables that give targets or observations though they hold none: {untrue} of {len(without)}")
    wrong = Counter((one.kind, one.form, one.told) for one in found if one.kind != one.told)
    for (kind, form, other), count in wrong.most_common():
        print(f"  {kind}: {form} told {other}, {count} of {each}")


def _show(found: Sequence[Told]) -> None:
    for one in found:
        if one.kind != one.told:
            rows = "\n".join("    " + "|".join(row) for row in one.drawn.rows[: one.drawn.heads + 2])
            over = " / ".join((one.drawn.title, one.drawn.caption, one.drawn.unit))
            print(f"{one.kind}/{one.form} told {one.told}: {over}\n{rows}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, read, count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=8, help="how often each form is drawn")
    parser.add_argument("--show", action="store_true", help="print the tables that are told wrong")
    options = parser.parse_args(arguments)
    for name, forms in (("forms of the first run", FORMS), ("later forms", LATER)):
        with tempfile.TemporaryDirectory() as folder:
            found = list(told(options.seed, options.each, Path(folder), forms))
        print(f"seed {options.seed}, {name}: {len(found)} tables of {sum(map(len, forms.values()))} forms")
        _print(found, options.each)
        if options.show:
            _show(found)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
