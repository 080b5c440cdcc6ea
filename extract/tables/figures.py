"""Charts on a page: where they are, and which lines are their lettering."""

from __future__ import annotations

import re

from extract.pages.drawn import Drawn
from extract.pages.layout import Box, Line
from extract.tables.ruled import Grid
from extract.text import prose


def find(drawn: Drawn, grids: list[Grid]) -> list[Box]:
    """Give the places of charts: what is drawn close together outside tables, with more in it than straight rules."""
    if not drawn.shapes or len(drawn.shapes) > 2000:
        return []
    edges = [(x0, y, x1, y) for y, x0, x1 in drawn.horizontal] + [(x, y0, x, y1) for x, y0, y1 in drawn.vertical]
    parts = [
        box
        for box in drawn.shapes + edges[:2000]
        if not any(
            g.box[0] - 2 <= box[0] and box[2] <= g.box[2] + 2 and g.box[1] - 2 <= box[1] <= g.box[3] + 2 for g in grids
        )
    ]
    clusters: list[tuple[Box, int]] = []
    for box in sorted(parts, key=lambda b: b[1]):
        near = [c for c in clusters if _near(c[0], box)]
        clusters = [c for c in clusters if c not in near]
        boxes = [box, *(c[0] for c in near)]
        around = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
        clusters.append((around, 1 + sum(c[1] for c in near)))
    return [b for b, n in clusters if n >= 4 and b[2] - b[0] > 50 and b[3] - b[1] > 30]


def _near(a: Box, b: Box, gap: float = 14.0) -> bool:
    return a[0] - gap <= b[2] and b[0] - gap <= a[2] and a[1] - gap <= b[3] and b[1] - gap <= a[3]


def is_label(line: Line, figures: list[Box], body: float) -> bool:
    """Say whether a line is lettering of a chart: close to it, small or only numbers, and no sentence."""
    if not any(_near(box, line.box, 26.0) for box in figures) or prose.FIGURE.match(line.text):
        return False
    numbers = re.fullmatch(r"[\d０-９\s.,，．%％年月万亿元+-]+", line.text) is not None
    return numbers or (line.size < 0.85 * body and not re.search("[。；]", line.text))
