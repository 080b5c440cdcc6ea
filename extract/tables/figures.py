"""Charts on a page: where they are, and which lines are their lettering."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.pages.drawn import Drawn
from extract.pages.shapes import Box, Char, Edge, Line
from extract.tables.measures import MOST_DRAWN, SNAP
from extract.tables.ruled import Grid
from extract.text import prose

_APART = 14.0
"""Points between what is drawn in one chart: a line of lettering may stand between, which is no larger than the text (12)."""
_LETTERED = 26.0
"""Points from a chart to its lettering: two lines of it, the figures of an axis and its title."""
_LEAST_PARTS = 4
"""Pieces of the least chart: two axes and two bars."""
_LEAST_WIDTH, _LEAST_HEIGHT = 50.0, 30.0
"""Points of the least chart: four signs across and two lines down; a check mark or a seal's frame is smaller."""
_SMALL = 0.85
"""Size of lettering against the text's, at most: one step of the usual sizes (四号 14 to 小四 12 is 0.857, 小四 to 五号 10.5
is 0.875) may be a change inside the text, two are none."""


def axes(drawn: Drawn, chars: Sequence[Char]) -> list[tuple[Edge, Box]]:
    """Give the rules that bars of a chart stand on, each with the place of its bars: such a rule is none of a table.

    A bar is filled and holds no print, which is what tells it from the coloured cell of a table, most of which do.
    """
    if not drawn.shapes or len(drawn.shapes) > MOST_DRAWN:
        return []
    out: list[tuple[Edge, Box]] = []
    for rule in drawn.horizontal:
        standing = {
            tuple(map(round, b)): b
            for b in drawn.shapes
            if abs(b[3] - rule[0]) < SNAP and rule[1] - SNAP < b[0] and b[2] < rule[2] + SNAP and b[3] - b[1] > SNAP
        }
        bars = [b for b in standing.values() if not any(_holds(b, char) for char in chars)]
        if len(bars) > 1 and 2 * len(bars) > len(standing):
            out.append((rule, (rule[1], min(bar[1] for bar in bars), rule[2], rule[0])))
    return out


def _holds(box: Box, char: Char) -> bool:
    return box[0] < (char.x0 + char.x1) / 2 < box[2] and box[1] < char.middle < box[3]


def near(line: Line, places: Sequence[Box]) -> bool:
    """Say whether a line is so near to a chart that it may be its lettering."""
    return any(_near(box, line.box, _LETTERED) for box in places)


def find(drawn: Drawn, grids: list[Grid]) -> list[Box]:
    """Give the places of charts: what is drawn close together outside tables, with more in it than straight rules."""
    if not drawn.shapes:
        return []
    edges = [(x0, y, x1, y) for y, x0, x1 in drawn.horizontal] + [(x, y0, x, y1) for x, y0, y1 in drawn.vertical]
    parts = [
        box
        for box in drawn.shapes + edges
        if not any(
            g.box[0] - SNAP <= box[0]
            and box[2] <= g.box[2] + SNAP
            and g.box[1] - SNAP <= box[1]
            and box[3] <= g.box[3] + SNAP
            for g in grids
        )
    ]
    if len(parts) > MOST_DRAWN:
        return []
    clusters: list[tuple[Box, int]] = []
    for box in sorted(parts, key=lambda b: b[1]):
        near = [c for c in clusters if _near(c[0], box, _APART)]
        clusters = [c for c in clusters if c not in near]
        boxes = [box, *(c[0] for c in near)]
        around = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
        clusters.append((around, 1 + sum(c[1] for c in near)))
    return [b for b, n in clusters if n >= _LEAST_PARTS and b[2] - b[0] > _LEAST_WIDTH and b[3] - b[1] > _LEAST_HEIGHT]


def _near(a: Box, b: Box, gap: float) -> bool:
    return a[0] - gap <= b[2] and b[0] - gap <= a[2] and a[1] - gap <= b[3] and b[1] - gap <= a[3]


def is_label(line: Line, figures: list[Box], body: float) -> bool:
    """Say whether a line is lettering of a chart: close to it, small or only numbers, and no sentence."""
    if not any(_near(box, line.box, _LETTERED) for box in figures) or prose.FIGURE.match(line.text):
        return False
    numbers = re.fullmatch(r"[\d０-９\s.,，．%％年月万亿元+-]+", line.text) is not None
    return numbers or (line.size < _SMALL * body and not re.search("[。；]", line.text))
