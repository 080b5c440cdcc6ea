"""How sure a table is, by the way it was found: a share that was measured on drawn tables, not a guess.

`sure.csv` beside this file holds what was counted; `python -m tests.bench sure --write` draws tables in layouts put together
at random, reads them, and writes it anew. How a way finds its tables lives in the module of that way.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Way = Literal["rules", "colours", "lines", "three rules", "two rules", "white", "markup", "tabs", "tabs merged"]
"""`rules` draw each cell, or `colours` do; `lines` of print tell the rows between rules that draw the columns; columns that only white parts,
between `three rules` or more, `two rules`, or with none (`white`); the cells of HTML and Word files (`markup`); lines with
`tabs` or bars, as they stand or with merged cells that had to be guessed."""
WAYS: tuple[Way, ...] = get_args(Way)
DRAWN: frozenset[Way] = frozenset(("rules", "colours"))
"""Where what is drawn parts all cells: their sides are known to the point, and another reader can count them."""

SHARES = Path(__file__).with_suffix(".csv")
"""Columns: way, tables (read so), whole (all of whose cells are right), cells, right."""


@cache
def _shares() -> dict[str, float]:
    with SHARES.open(encoding="utf-8", newline="") as file:
        return {
            row["way"]: _share(*(int(row[name]) for name in ("tables", "cells", "right")))
            for row in csv.DictReader(file)
        }


def _share(tables: int, cells: int, right: int) -> float:
    """Give the share of right cells as if one table more had been drawn and read all wrong: few tables show little."""
    return right / cells * tables / (tables + 1) if cells else 0.0


def of(way: Way) -> float:
    """Give the share (0 to 1) of the cells of drawn tables found in this way that are right: their text, in its place.

    Cells of what is no table count as wrong, cells of tables that are not found do not count, and one table more is taken
    to be wrong as a whole, so that no way is beyond doubt and one seen seldom is less sure.
    """
    return _shares()[way]


def less(one: Way, other: Way) -> Way:
    """Give the way that is less sure: that of a whole which was found in two."""
    return min(one, other, key=of)
