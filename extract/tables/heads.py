"""Heads of tables that only white parts: titles in several lines, over one column or over several.

What tells where a head ends lives in `borderless`; heads whose cells rules draw come with their cells (`ruled`).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.content import Cell
from extract.pages.shapes import TOUCH, Edge, Line
from extract.tables.groups import connected
from extract.tables.printed import WAYS
from extract.text.prose import glue

_INTO = 0.4
"""Ems by which a title must reach into a column to stand over it: not by the half of a sign that centring may cost."""
_TOUCHES = 0.5
"""Points between two pieces of one rule; rules under titles beside each other are set further apart, where they are apart."""
_AT = 0.35
"""Ems between base lines that are one."""

Title = tuple[int, range, Line]
"""A title in the header: its line of print from the top, the columns that it stands over, and the line itself."""


def titles_of(head: Sequence[Sequence[Line]], strips: Sequence[float], pieces: Sequence[Edge] = ()) -> list[Title]:
    """Give the titles of a head with the columns that they stand over; `pieces` are the rules drawn across it."""
    out: list[Title] = []
    middles = [(a + b) / 2 for a, b in itertools.pairwise(strips)]
    for r, row in enumerate(head):
        if len(row) == len(strips) - 1:
            # As many titles as columns: each has its own, also where it is wider than the figures below.
            out += [(r, range(c, c + 1), line) for c, line in enumerate(row)]
            continue
        for line in row:
            ruled = _ruled_under(line, row, pieces)
            edge = _INTO * line.size
            if ruled is not None:
                over = [n for n, x in enumerate(middles) if ruled[1] < x < ruled[2]]
            else:
                over = [
                    n
                    for n, (a, b) in enumerate(itertools.pairwise(strips))
                    if line.x0 < b - edge and line.x1 > a + edge
                ]
            out.append((r, range(over[0], over[-1] + 1) if over else range(c := column_of(line, strips), c + 1), line))
    return _unwrapped(out, len(strips) - 1)


def _unwrapped(titles: Sequence[Title], columns: int) -> list[Title]:
    """Join the lines of titles over the same columns, where a line of print holds nothing but such second lines."""
    out: list[Title] = []
    for _, group in itertools.groupby(titles, key=lambda title: title[0]):
        row = list(group)
        above = {t[1]: n for n, t in enumerate(out) if out and t[0] == out[-1][0]}
        if len(row) < columns and all(over in above for _, over, _ in row):
            for _, over, line in row:
                r, _, upper = out[above[over]]
                text = glue(upper.text, line.text)
                out[above[over]] = (
                    r,
                    over,
                    replace(upper, text=text, x0=min(upper.x0, line.x0), x1=max(upper.x1, line.x1)),
                )
        else:
            out += row
    return out


def _ruled_under(line: Line, beside: Sequence[Line], pieces: Sequence[Edge]) -> Edge | None:
    """Give the rule that is drawn right under a title and no other, over the columns that it is the title of."""

    def over(rule: Edge, title: Line) -> bool:
        return rule[1] < (title.x0 + title.x1) / 2 < rule[2]

    # Programs draw a rule cell by cell, so what touches is one rule, unless it goes on under other titles.
    for rules in (_whole(pieces), pieces):
        under = [rule for rule in rules if over(rule, line) and -TOUCH < rule[0] - line.bottom < line.size]
        own = [rule for rule in under if not any(over(rule, title) for title in beside if title is not line)]
        if own:
            return max(own, key=lambda rule: rule[2] - rule[1])
    return None


def _whole(pieces: Sequence[Edge]) -> list[Edge]:
    """Join the pieces of rules that touch end to end."""
    out: list[Edge] = []
    for place, start, end in sorted(pieces):
        if out and abs(out[-1][0] - place) < TOUCH and start - out[-1][2] < _TOUCHES:
            out[-1] = (out[-1][0], out[-1][1], max(out[-1][2], end))
        else:
            out.append((place, start, end))
    return out


def _under(titles: Sequence[Title]) -> list[Title]:
    """Give the titles on lines of print where some title has another one above it."""
    lower = {r for r, over, _ in titles if any(s < r and set(over) & set(upper) for s, upper, _ in titles)}
    return [title for title in titles if title[0] in lower]


def has_levels(titles: Sequence[Title]) -> bool:
    """Say whether titles stand over others: over several columns, or with twice as many beneath (a wrapped title has one)."""
    if any(len(over) > 1 for _, over, _ in titles):
        return True
    under = _under(titles)
    lower = {over[0] for _, over, _ in under if over[0] > 0}
    upper = [title for title in titles if title not in under and title[1][0] in lower]
    # What stands higher is the title of these.
    upper = [title for title in upper if title[0] == upper[-1][0]]
    return 0 < 2 * len(upper) <= len(lower)


def cells_of(titles: Sequence[Title], columns: int, page: int) -> list[Cell]:
    """Give the cells of a header of several levels.

    A title over several columns spans them, one alone in its column all levels. A title beside others which have one
    above them belongs under the nearest of these, also where that is not set over the middle of its columns.
    """
    count = Counter(c for _, over, _ in titles for c in over)
    under = _under(titles)
    whole = [t for t in titles if len(t[1]) == 1 and count[t[1][0]] == 1 and (t not in under or t[1][0] == 0)]
    parted = [t for t in titles if t not in whole]
    levels = sorted({r for r, _, _ in parted})
    owner = {(r, c): id(line) for r, over, line in parted for c in over}
    cells = [Cell(0, over[0], line.text, len(levels), page=page) for _, over, line in whole]
    lower = [t for t in parted if t in under or any(o[0] > t[0] and set(o[1]) & set(t[1]) for o in parted)]
    spans: dict[int, set[int]] = {}
    for r, over, line in sorted(parted, key=lambda title: -title[0]):
        mine = spans[id(line)] = set(over)
        for _, beneath, other in [t for t in lower if levels.index(t[0]) == levels.index(r) + 1]:
            if (
                beneath[0] > 0
                and owner.get((r, beneath[0]), id(line)) == id(line)
                and _is_nearest(line, other, [t[2] for t in parted if t[0] == r])
            ):
                mine |= spans[id(other)]
    for r, _, line in parted:
        mine = spans[id(line)]
        span = max(mine) + 1 - min(mine)
        cells.append(Cell(levels.index(r), min(mine), line.text, 1, span, page=page))
    taken = {
        (cell.row + r, cell.column + c) for cell in cells for r in range(cell.row_span) for c in range(cell.column_span)
    }
    every = itertools.product(range(len(levels)), range(columns))
    return cells + [Cell(r, c, "", page=page) for r, c in every if (r, c) not in taken]


def _is_nearest(line: Line, beneath: Line, others: Sequence[Line]) -> bool:
    def away(other: Line) -> float:
        return max(beneath.x0 - other.x1, other.x0 - beneath.x1)

    return away(line) <= min(map(away, others))


def stacks(head: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Give the titles of a head, each the lines that stand under one another; none where lines stand beside others under one."""
    lines = [line for row in head for line in row]
    under = (
        (i, j) for i, a in enumerate(lines) for j, b in enumerate(lines[i + 1 :], i + 1) if a.x0 < b.x1 and b.x0 < a.x1
    )
    stacks = [[lines[n] for n in group] for group in connected(len(lines), under)]
    if any(abs(a.base - b.base) < _AT * a.size for own in stacks for a, b in itertools.combinations(own, 2)):
        return []
    # Titles of one level are set on one line, their first or last ones, or around one middle.
    heights = [(min(line.base for line in own), max(line.base for line in own)) for own in stacks]
    levels = [[a + way * (b - a) for a, b in heights] for way in WAYS]
    if not any(max(level) - min(level) < _AT * lines[0].size for level in levels):
        return []
    return sorted(stacks, key=lambda own: min(line.x0 for line in own))


def column_of(line: Line, strips: Sequence[float]) -> int:
    """Give the column that the middle of a line is in; `strips` are the sides of the columns."""
    middle = (line.x0 + line.x1) / 2
    return max(0, min(len(strips) - 2, sum(edge <= middle for edge in strips) - 1))
