"""Tables whose cells only colour shows: fills that stand side by side in rows, every row or every second one.

What is found becomes rules, as if they had been drawn; the cells between them are for `ruled` and `borderless` to find.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from extract.pages.drawn import Drawn
from extract.pages.shapes import Box, Char, Edge
from extract.tables.groups import connected
from extract.tables.measures import MOST_DRAWN, NARROWEST, SNAP
from extract.tables.ruled import Grid, snapped

_LOWEST = 8.0
"""Points of the lowest row: one line of 小六 (6.5 points), which is small print in tables, and its leading. What is lower is a thick rule."""
_WORD_GAP = 0.35
"""White between two words of one text at most, of the height of a box: half an em, where cells leave their margins too."""
_ENDS = 5.0
"""Points by which rules may end beside the colours of their table, and titles miss the middle of their columns: half of the
margin of a cell."""
_TILED = 0.05
"""Share of a band that its fills may leave white or paint twice: the hair lines that programs leave between cells."""
_UNCOLOURED = 2.5
"""Heights of a row that one of no colour between two coloured ones may have: its cells may wrap where theirs do not. Three
are more rows than the colours alternate over."""


@dataclass(slots=True)
class _Band:
    """Fills that tile a rectangle: a row, a header of several levels, or a row of no colour between two others."""

    top: float
    bottom: float
    xs: list[float]
    """Where the cells of its last row begin and end."""
    boxes: list[Box]

    @property
    def height(self) -> float:
        return self.bottom - self.top


def rules(drawn: Drawn, chars: Sequence[Char]) -> tuple[list[Edge], list[Edge]]:
    """Give the horizontal and the vertical rules that the fills of a page (points) stand for."""
    if len(drawn.shapes) > MOST_DRAWN:
        return [], []
    horizontal: list[Edge] = []
    vertical: list[Edge] = []
    for bands in _stacks(_bands(drawn.shapes)):
        finest = max((band.xs for band in bands), key=len)
        boxes = [box for band in bands for box in band.boxes]
        repeated = sum(abs(box[0] - finest[0]) < SNAP and abs(box[2] - finest[1]) < SNAP for box in boxes)
        if repeated < 2 or not all(_within(band.xs, finest) for band in bands):
            continue  # Bars of a chart are filled side by side too, but end where their values do.
        if _is_ruled_over(drawn.horizontal, bands):
            # Rules over rows of no colour say where the table begins; the colours part some of its rows.
            horizontal += [(y, finest[0], finest[-1]) for band in bands for y in (band.top, band.bottom)]
            continue
        boxes += [
            (x0, row.top, x1, row.bottom)
            for row in _uncoloured(bands, finest, chars)
            for x0, x1 in itertools.pairwise(row.xs)
        ]
        horizontal += [(y, x0, x1) for x0, top, x1, bottom in boxes for y in (top, bottom)]
        if len(finest) > 2:
            vertical += [(x, top, bottom) for x0, top, x1, bottom in boxes for x in (x0, x1)]
    return horizontal, vertical


def tell(grids: Sequence[Grid], drawn: Drawn) -> None:
    """Say of the tables in which no rule goes down that their colours drew them."""
    for grid in grids:
        left, top, right, bottom = grid.box
        ruled = any(left - SNAP < x < right + SNAP and a < bottom and b > top for x, a, b in drawn.vertical)
        if grid.way == "rules" and not ruled:
            grid.way = "colours"


def _is_ruled_over(across: Sequence[Edge], bands: Sequence[_Band]) -> bool:
    """Say whether rules as wide as some bands stand over or under them by a row and more."""
    left, right = bands[0].xs[0], bands[0].xs[-1]
    wide = [y for y, x0, x1 in snapped(across) if abs(x0 - left) < _ENDS and abs(x1 - right) < _ENDS]
    return any(y < bands[0].top - _LOWEST or y > bands[-1].bottom + _LOWEST for y in wide)


def _bands(shapes: Sequence[Box]) -> list[_Band]:
    """Give the rectangles that fills tile, from top to bottom."""
    boxes = list({tuple(round(edge) for edge in box): box for box in shapes if box[3] - box[1] >= _LOWEST}.values())
    out = []
    for own in ([boxes[n] for n in group] for group in connected(len(boxes), _corner_to_corner(boxes))):
        left, top = min(box[0] for box in own), min(box[1] for box in own)
        right, bottom = max(box[2] for box in own), max(box[3] for box in own)
        covered = sum((box[2] - box[0]) * (box[3] - box[1]) for box in own)
        if right - left > NARROWEST and abs(covered / ((right - left) * (bottom - top)) - 1) < _TILED:
            last = sorted(box for box in own if abs(box[3] - bottom) < SNAP)
            out.append(_Band(top, bottom, [left, *(box[2] for box in last)], own))
    return sorted(out, key=lambda band: band.top)


def _corner_to_corner(boxes: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """Give the pairs of fills with a corner at one place: in the same square of a net, or in the one beside it."""
    corners: dict[tuple[int, int], int] = {}
    for n, (x0, top, x1, bottom) in enumerate(boxes):
        for x, y in itertools.product((x0, x1), (top, bottom)):
            across, down = int(x // SNAP), int(y // SNAP)
            for key in itertools.product((across, across + 1), (down, down + 1)):
                yield n, corners.setdefault(key, n)


def _stacks(bands: Sequence[_Band]) -> list[list[_Band]]:
    """Part the bands into those of one table each: of one width, with one row of no colour between two."""
    out: list[list[_Band]] = []
    for band in bands:
        for stack in out:
            last = stack[-1]
            same = abs(last.xs[0] - band.xs[0]) < SNAP and abs(last.xs[-1] - band.xs[-1]) < SNAP
            if same and 0 < band.top - last.bottom < _UNCOLOURED * max(last.height, band.height):
                stack.append(band)
                break
        else:
            out.append([band])
    return out


def _within(xs: Sequence[float], finest: Sequence[float]) -> bool:
    return all(any(abs(x - other) < SNAP for other in finest) for x in xs)


def _uncoloured(bands: Sequence[_Band], finest: list[float], chars: Sequence[Char]) -> list[_Band]:
    """Give the rows of no colour: those between two bands, and a last one where its words stand in the columns."""
    out = [_Band(above.bottom, below.top, finest, []) for above, below in itertools.pairwise(bands)]
    if not out:
        return out
    height = median(one.height for one in out)
    top, last = bands[0].top, bands[-1].bottom
    if _stand_in_columns(chars, last, last + height, finest):
        out.append(_Band(last, last + height, finest, []))
    # A table without a coloured head may have its titles over a first row of no colour.
    is_row = _stand_in_columns(chars, top - height, top, finest)
    if len(bands[0].xs) == len(finest) and (is_row or _is_name(chars, top - height, top, finest)):
        first = _Band(top - height, top, finest if is_row else [finest[0], finest[-1]], [])
        top -= height
        heads = (y for y in (top - 2 * height, top - height) if not _runs_over(chars, y, top, finest))
        head = next((y for y in heads if _stand_in_columns(chars, y, top, finest)), None)
        out += [first] if is_row or head is not None else []
        if head is not None:
            over = _spans(chars, head - height, head, finest)
            out += [_Band(head, top, finest, []), *([_Band(head - height, head, over, [])] if over else [])]
    return out


def _spans(chars: Sequence[Char], top: float, bottom: float, xs: Sequence[float]) -> list[float]:
    """Give the sides of the cells of a row of titles, two or more, each over the middle of columns; none where it is no such row."""
    inside = sorted((c for c in chars if top < c.middle < bottom and not c.text.isspace()), key=lambda c: c.x0)
    titles: list[list[Char]] = []
    for char in inside:
        if titles and char.x0 - titles[-1][-1].x1 < _WORD_GAP * (char.bottom - char.top):
            titles[-1].append(char)
        else:
            titles.append([char])
    found: list[tuple[int, int]] = []
    for title in titles:
        left, right = title[0].x0, title[-1].x1
        fits = [
            (b - a, a, b)
            for a, b in itertools.combinations(range(len(xs)), 2)
            if xs[a] <= left and right <= xs[b] and abs((left + right) - (xs[a] + xs[b])) / 2 < _ENDS
        ]
        if not fits or (found and min(fits)[1] < found[-1][1]):
            return []
        found.append(min(fits)[1:])
    if len(found) < 2 or all(b - a < 2 for a, b in found):
        return []
    return [x for n, x in enumerate(xs) if not any(a < n < b for a, b in found)]


def _is_name(chars: Sequence[Char], top: float, bottom: float, xs: Sequence[float]) -> bool:
    """Say whether all that is printed between two heights is a name that begins in the first column and heads rows."""
    inside = sorted((c for c in chars if top < c.middle < bottom and not c.text.isspace()), key=lambda c: c.x0)
    parted = any(b.x0 - a.x1 > _WORD_GAP * (a.bottom - a.top) for a, b in itertools.pairwise(inside))
    return bool(inside) and not parted and xs[0] < inside[0].x0 < xs[1] and inside[-1].x1 < xs[-1]


def _runs_over(chars: Sequence[Char], top: float, bottom: float, xs: Sequence[float]) -> bool:
    """Say whether a line of text between two heights goes on over the side of a column, as the caption of a table does."""
    inside = sorted(
        (c for c in chars if top < c.middle < bottom and not c.text.isspace()), key=lambda c: (round(c.base), c.x0)
    )
    return any(
        round(a.base) == round(b.base)
        and b.x0 - a.x1 < _WORD_GAP * (a.bottom - a.top)
        and any(a.x0 < x < b.x1 for x in xs)
        for a, b in itertools.pairwise(inside)
    )


def _stand_in_columns(chars: Sequence[Char], top: float, bottom: float, xs: Sequence[float]) -> bool:
    """Say whether what is printed between two heights stands in most of the columns, over none of their sides and nowhere else."""
    inside = [c for c in chars if top < c.middle < bottom and not c.text.isspace()]
    crossed = any(c.x0 < x - SNAP and c.x1 > x + SNAP for c in inside for x in xs)
    outside = any(c.x1 < xs[0] or c.x0 > xs[-1] for c in inside)
    filled = {sum(c.x0 >= x for x in xs) for c in inside}
    return len(filled) * 2 > len(xs) - 1 and not crossed and not outside
