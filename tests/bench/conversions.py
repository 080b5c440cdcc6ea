"""Whether facts depend on the file type: the same documents as text and as typeset PDF, row by row.

Usage: `python tests/bench/conversions.py [--left REGISTER] [--right REGISTER]`. The sources that both registers name are
read and parsed from either, and every row of facts that differs is printed with the fields that do. Where a fact
stands (pages, offsets, sections) may differ, and so may white space and the width of signs in what is printed, which
are counted only; what a fact says, its quote, its rule and its id may not. Tables are compared a row of the grid at a
time. Exit code 1 where any row differs.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from extract.read import read
from pipelines.sources import Source, read_registers
from transform import facts
from transform.document.model import SourceInfo
from transform.language.text import folded
from transform.schema import Row, Rows

PROJECT = Path(__file__).resolve().parents[2]
CORPUS = PROJECT.parent / "shared" / "corpus"
PLACE = frozenset(
    [
        *("page", "page_start", "page_end", "printed_page_start", "printed_page_end"),
        *("char_start", "char_end", "character_count", "section_id"),
    ]
)
COMPARED = (
    *("documents", "document_issuers", "measures", "responsibilities", "targets", "observations", "incentives"),
    *("citations", "quantities", "tables", "cells"),
)
SHOWN = 160
"""Characters of a field that are shown; of two long texts, those around where they part."""


class Difference(NamedTuple):
    """One row that only one side has (the other is empty), or a row of each side that are near each other."""

    source: str
    table: str
    left: Row
    right: Row

    def fields(self) -> list[str]:
        """Give the fields in which the two rows differ; all that are filled in where there is but one row."""
        names = dict.fromkeys((*self.left, *self.right))
        return [name for name in names if self.left.get(name) != self.right.get(name)]

    def name(self) -> str:
        """Give what the row is about."""
        row = self.left or self.right
        known = ("metric", "cited_title", "printed_name", "title", "caption", "text", "quote")
        return next((str(row[field]) for field in known if row.get(field)), "")

    def sides(self, field: str) -> tuple[str, str]:
        """Give what either side says in a field, long texts from shortly before the first sign that differs."""
        left, right = (str(row[field]) if field in row else "—" for row in (self.left, self.right))
        if max(len(left), len(right)) <= SHOWN:
            return left, right
        same = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), 0)
        parting = max(0, same - 20)
        return f"…{left[parting:][:SHOWN]}", f"…{right[parting:][:SHOWN]}"


def parsed(source: Source, folder: Path) -> Rows:
    """Read and parse one file."""
    out = folder / "content.parquet"
    read(Path(str(source.path)), selectors=source.selectors).write(out)
    return facts.parse(out, SourceInfo(**source.info_fields()), [PROJECT / "seeds" / "reference"])


def compared(left: Rows, right: Rows, source: str) -> tuple[list[Difference], int]:
    """Give the rows that differ, each with the row of the other side most like it, and how many print otherwise."""
    found: list[Difference] = []
    reprinted = 0
    for table in COMPARED:
        ours, theirs = _bare(table, left[table]), _bare(table, right[table])
        counted, others = Counter(map(_key, ours)), Counter(map(_key, theirs))
        exact, exact_others = Counter(map(repr, ours)), Counter(map(repr, theirs))
        only_left, only_right = _left_over(ours, counted - others), _left_over(theirs, others - counted)
        reprinted += (exact - exact_others).total() - len(only_left)
        for row in only_left:
            near = max(only_right, key=lambda other, row=row: _likeness(row, other), default=None)  # type: ignore[misc]
            if near is not None and _likeness(row, near) >= 0.6:
                only_right.remove(near)
                found.append(Difference(source, table, row, near))
            else:
                found.append(Difference(source, table, row, {}))
        found += [Difference(source, table, {}, row) for row in only_right]
    return found, reprinted


def _bare(table: str, rows: list[Row]) -> list[Row]:
    if table == "cells":
        grid: dict[tuple[object, object], list[str]] = {}
        for row in rows:
            grid.setdefault((row["table_id"], row["row"]), []).append(str(row["text"]))
        return [{"table_id": str(name), "text": " | ".join(texts)} for (name, _), texts in grid.items()]
    return [{name: value for name, value in row.items() if name not in PLACE and value is not None} for row in rows]


def _key(row: Row) -> str:
    """Give what a row says, whatever the width of its signs and the white space around them."""
    return re.sub(r"\s+", "", folded(repr(sorted(row.items()))))


def _left_over(rows: list[Row], surplus: Counter[str]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        if surplus[_key(row)] > 0:
            surplus[_key(row)] -= 1
            kept.append(row)
    return kept


def _likeness(row: Row, other: Row) -> float:
    """Give how much the words of two rows are the same, 0 to 1."""
    return SequenceMatcher(None, _words(row), _words(other), autojunk=False).ratio()


def _words(row: Row) -> str:
    return " ".join(str(value) for name, value in row.items() if not name.endswith("_id") and name != "position")


def main() -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(description="Compare the facts of the same documents in two file types.")
    parser.add_argument("--left", type=Path, default=CORPUS / "text" / "sources.csv")
    parser.add_argument("--right", type=Path, default=CORPUS / "typeset" / "sources.csv")
    given = parser.parse_args()
    schema = PROJECT / "seeds" / "schemas" / "sources.schema.json"
    left, right = ({s.source_id: s for s in read_registers([path], schema)} for path in (given.left, given.right))
    differences: list[Difference] = []
    reprinted = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in left:
            if name in right:
                rows, others = parsed(left[name], Path(folder)), parsed(right[name], Path(folder))
                found, otherwise = compared(rows, others, name)
                differences += found
                reprinted += otherwise
                told = ", ".join(
                    f"{table} {len(rows[table])}/{len(others[table])}, {sum(d.table == table for d in found)} differ"
                    for table in COMPARED
                    if rows[table] or others[table]
                )
                print(f"{name}: {told}")
    for number, difference in enumerate(differences, 1):
        print(f"\n{number}. {difference.source} {difference.table} {difference.name()[:60]}")
        for field in difference.fields():
            print(f"     {field:<16}" + "  |  ".join(difference.sides(field)))
    print(f"\n{len(differences)} rows differ; {reprinted} more only in the width of signs or in white space")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
