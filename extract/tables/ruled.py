"""Ruled tables of a page: the lines drawn on it become grids with merged cells.

Rules are snapped to common places, those that touch form a frame, and in each frame a boundary between two cells
counts where a rule covers it; cells without one between them are merged. Large fills are no rules, frames around
text and charts are no tables. Putting tables of several pages together lives in `spread`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.content import Cell
from extract.pages.shapes import Box, Char, Edge, Line, Turn
from extract.sure import Way
from extract.tables import celltext, printed
from extract.tables.captions import caption_of
from extract.tables.groups import connected
from extract.tables.levels import Start
from extract.tables.measures import MOST_DRAWN, SNAP
from extract.text.prose import glue

_TOUCH = 3.5
"""Points between a rule's end and the rule that it meets: `SNAP`, and one for the corner that programs leave open."""
_SHORTEST = 4.0
"""Points of the shortest rule: a cell holds a sign, and the smallest size in use (八号) is 5 points. Dashes and ticks are shorter."""
_OPEN = 2 * _TOUCH
"""Points by which rules must stick out for a row or column that no rule closes: one that a sign fits into."""
_PARTED = 0.6
"""Share of the boundary between two cells that rules must cover. More than half, so that a rule under one of two columns
parts only that one, and not all, since rules stop short of corners."""
_FILLED = 0.2
"""Share of the cells that hold text in a table; a form has many that are empty, a chart nearly none that are filled."""
_HEAD = 60.0
"""Points from the foot of a running head down to a table that a page begins with; what stands higher is text before it."""
_MOST_CELLS = 60_000
"""The smallest cells of one frame; each is compared with its rules."""

_HIGHER, _LEFT = 1.5, 2.0
"""How much higher than a row one that heads others may be, and the ems from its left side to its name."""
NAMED = 2
"""Columns from the left that may hold the names of rows: one may number them, the next name them."""
_HEAD_AND_BODY = 2
"""Rows of rules where none parts the rows of a body."""
_NEXT = 0.5
"""Ems from the middle of a character to that of the one under it, where a cell is set downwards: brackets are set close."""


Region = tuple[int, int, int, int]
"""Row, column, rows and columns of a cell."""


@dataclass(slots=True)
class Grid:
    """A table on one page: the places of its rules, and its cells with their text."""

    page: int
    xs: list[float]
    ys: list[float]
    cells: list[Cell]
    bold: set[int] = field(default_factory=set)
    """Rows whose text is all bold."""
    way: Way = "rules"
    open_top: bool = False
    open_bottom: bool = False
    """Whether no rule closes it there: a page end has cut a row."""
    ocr: bool = False
    """Whether some of its text was read from a picture."""
    turn: Turn | None = None
    """How its page was turned, None where it is read as it is shown."""
    full: dict[tuple[int, int], int] = field(default_factory=dict)
    """For each cell the number of its lines where the last of them reaches the cell's right side, else 0."""
    starts: dict[tuple[int, int], Start] = field(default_factory=dict)
    """Where the words of the cells of the first columns begin, in points from the grid's left side."""
    upright: dict[tuple[int, int], list[Char]] = field(default_factory=dict)
    """The characters of each cell that is set downwards, one under the other: what lies on its side belongs among them."""

    @property
    def box(self) -> Box:
        """The rectangle around it."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def shown(self) -> Box:
        """The rectangle around it on the page as it is shown."""
        return self.turn.shown(self.box) if self.turn else self.box

    @property
    def n_rows(self) -> int:
        """The number of rows."""
        return len(self.ys) - 1

    @property
    def n_columns(self) -> int:
        """The number of columns."""
        return len(self.xs) - 1


def find(horizontal: Sequence[Edge], vertical: Sequence[Edge], chars: Sequence[Char], page: int) -> list[Grid]:
    """Find the tables that the rules of a page draw, from top to bottom."""
    if len(horizontal) + len(vertical) > MOST_DRAWN:
        return []
    rules = snapped(horizontal), snapped(vertical)
    grids = []
    for across, down in _stacked(list(_frames(*rules)), chars):
        grid = _grid(across, down, chars, page)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.box[1], grid.box[0]))


def fill(grid: Grid, chars: Sequence[tuple[Box, Char]]) -> None:
    """Put text that is printed on its side into the cells of a table; each character comes with its place in the table."""
    for cell in grid.cells:
        x0, x1 = grid.xs[cell.column], grid.xs[cell.column + cell.column_span]
        top, bottom = grid.ys[cell.row], grid.ys[cell.row + cell.row_span]
        own = [
            char for box, char in chars if x0 <= (box[0] + box[2]) / 2 < x1 and top <= (box[1] + box[3]) / 2 < bottom
        ]
        text = celltext.read(own, (0.0, float("inf")))[0]
        upright = grid.upright.get((cell.row, cell.column))
        if text and upright is not None:
            cell.text = _downwards(upright, [(box, char) for box, char in chars if char in own], text)
        elif text:
            cell.text = glue(cell.text, text) if cell.text else text


def _downwards(upright: Sequence[Char], beside: Sequence[tuple[Box, Char]], text: str) -> str:
    """Give the text of a cell that is set downwards, a character a line, with the signs in it that lie on their side.

    `beside` are those signs with their places in the table, `text` what they read together. Where they run upwards they
    are no part of the column of characters, and stand behind it.
    """
    heights = [(box[1] + box[3]) / 2 for box, _ in beside]
    column = "".join(char.text for char in upright)
    if heights != sorted(heights):
        return glue(column, text)
    placed = [(char.middle, char.text) for char in upright]
    placed += [(height, char.text) for height, (_, char) in zip(heights, beside, strict=True)]
    return "".join(sign for _, sign in sorted(placed, key=lambda sign: sign[0])).strip()


def draws_cells(horizontal: Sequence[Edge], vertical: Sequence[Edge]) -> bool:
    """Say whether rules, before any text is known, draw at least two rows of two cells."""
    if len(horizontal) + len(vertical) > MOST_DRAWN:
        return False
    frames = _frames(snapped(horizontal), snapped(vertical))
    return any(len({edge[0] for edge in a}) >= 3 and len({edge[0] for edge in d}) >= 2 for a, d in frames)


def snapped(edges: Iterable[Edge]) -> list[Edge]:
    """Move rules that stand nearly on one place to one place, and join those that touch or overlap end to end."""
    out: list[Edge] = []
    group: list[Edge] = []
    for edge in [*sorted(edges), (float("inf"), 0.0, 0.0)]:
        if group and edge[0] - group[-1][0] > SNAP:
            place = sum(e[0] for e in group) / len(group)
            start, end = None, 0.0
            for _, a, b in sorted(group, key=lambda e: e[1]):
                if start is None:
                    start, end = a, b
                elif a <= end + _TOUCH:
                    end = max(end, b)
                else:
                    out.append((place, start, end))
                    start, end = a, b
            if start is not None:
                out.append((place, start, end))
            group = []
        group.append(edge)
    return [edge for edge in out if edge[2] - edge[1] > _SHORTEST]


def _frames(across: Sequence[Edge], down: Sequence[Edge]) -> Iterator[tuple[list[Edge], list[Edge]]]:
    """Give the sets of rules that touch each other."""
    touching = (
        (i, j)
        for i, (y, x0, x1) in enumerate(across)
        for j, (x, y0, y1) in enumerate(down, len(across))
        if x0 - _TOUCH <= x <= x1 + _TOUCH and y0 - _TOUCH <= y <= y1 + _TOUCH
    )
    for group in connected(len(across) + len(down), touching):
        first = bisect_left(group, len(across))
        a, d = [across[n] for n in group[:first]], [down[n - len(across)] for n in group[first:]]
        if (len(a) >= 2 and d) or len(d) >= 3:
            yield a, d


def _stacked(frames: list[tuple[list[Edge], list[Edge]]], chars: Sequence[Char]) -> list[tuple[list[Edge], list[Edge]]]:
    """Put frames of the same columns together that stand one under the other with a row between that no upright rule parts.

    Such a row holds one line at its left end, the name of the rows under it; a table's own name is no such.
    """
    out: list[tuple[list[Edge], list[Edge]]] = []
    for across, down in sorted(frames, key=lambda frame: frame[0][0][0] if frame[0] else 0.0):
        if out and _is_under(out[-1], (across, down), chars):
            out[-1] = out[-1][0] + across, out[-1][1] + down
        else:
            out.append((list(across), list(down)))
    return [(sorted(across), sorted(down)) for across, down in out]


def _is_under(
    above: tuple[list[Edge], list[Edge]], below: tuple[list[Edge], list[Edge]], chars: Sequence[Char]
) -> bool:
    if not (above[0] and above[1] and below[0] and below[1]):
        return False
    places = [sorted({round(edge[0]) for edge in frame[1]}) for frame in (above, below)]
    sides = [(min(e[1] for e in frame[0]), max(e[2] for e in frame[0])) for frame in (above, below)]
    same = abs(sides[0][0] - sides[1][0]) < SNAP and abs(sides[0][1] - sides[1][1]) < SNAP
    finer, coarser = sorted(places, key=len, reverse=True)
    if not same or not all(any(abs(x - y) <= SNAP for y in finer) for x in coarser):
        return False
    foot, top = max(e[0] for e in above[0]), min(e[0] for e in below[0])
    heights = [b[0] - a[0] for frame in (above, below) for a, b in pairwise(frame[0]) if b[0] - a[0] > SNAP]
    if not 0 < top - foot < _HIGHER * max(heights, default=0.0):
        return False
    between = [c for c in chars if foot < c.middle < top and sides[0][0] < c.x0 < sides[0][1] and not c.text.isspace()]
    lines = celltext.lines_of(between)
    is_left = len(lines) == 1 and lines[0].x0 - sides[0][0] < _LEFT * lines[0].size
    return is_left and caption_of(lines[0].text) is None


def _places(edges: Sequence[Edge], low: float, high: float) -> list[float]:
    """Give the places of rules, with the ends of the table where no rule closes it."""
    places = sorted({round(edge[0], 1) for edge in edges})
    if places[0] - low > _OPEN:
        places.insert(0, low)
    if high - places[-1] > _OPEN:
        places.append(high)
    return places


def _covered(edges: Sequence[Edge], place: float, start: float, end: float) -> bool:
    """Say whether a rule stands on the boundary between two cells, over most of its length."""
    length = end - start
    total = sum(
        min(b, end) - max(a, start) for where, a, b in edges if abs(where - place) <= SNAP and a < end and b > start
    )
    return total >= _PARTED * length


def _grid(across: list[Edge], down: list[Edge], chars: Sequence[Char], page: int) -> Grid | None:
    xs = _places(down, min(e[1] for e in across), max(e[2] for e in across))
    ys = _places(across, min(e[1] for e in down), max(e[2] for e in down))
    columns, lines = len(xs) - 1, len(ys) - 1
    if columns < 2 or lines < 1 or columns * lines > _MOST_CELLS:
        return None
    inside: dict[tuple[int, int], list[Char]] = {}
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        if ys[0] <= y < ys[-1] and xs[0] <= x < xs[-1]:
            inside.setdefault((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1), []).append(char)
    # One filled cell alone is the rest of a row, where a page end has cut the table above; what is there besides?
    printed = sum(any(not char.text.isspace() for char in own) for own in inside.values())
    if printed < 2 and (not printed or any(char.bottom < ys[0] - _HEAD for char in chars)):
        return None
    regions = _regions(across, down, xs, ys)
    closed = {round(edge[0], 1) for edge in across}
    printed_in: dict[Region, list[Char]] = {
        (r, c, height, width): [
            char for y in range(r, r + height) for x in range(c, c + width) for char in inside.get((y, x), [])
        ]
        for r, c, height, width in regions
    }
    filled = sum(any(not char.text.isspace() for char in own) for own in printed_in.values())
    # A chart has rules and few words; a frame has one cell.
    if len(regions) < 2 or filled < _FILLED * len(regions) or (len(regions) < 3 and lines > 1):
        return None
    lines_in = {region: celltext.lines_of(own) for region, own in printed_in.items()}
    _cut_open_names(printed_in, lines_in, ys)
    bands = _bands(lines_in, xs, lines)
    grid = Grid(page, xs, [], [], open_top=ys[0] not in closed, open_bottom=ys[-1] not in closed)
    grid.open_top &= 0 not in bands
    grid.open_bottom &= lines - 1 not in bands
    grid.way = "lines" if bands else "rules"
    first: list[int] = []
    for r in range(lines):
        first.append(len(grid.ys))
        grid.ys += [ys[r], *bands[r].tops] if r in bands else [ys[r]]
    first.append(len(grid.ys))
    grid.ys.append(ys[-1])
    weights: dict[int, list[bool]] = {}

    def put(row: int, column: int, own: Sequence[Line], height: int, width: int) -> None:
        text, bold, full = celltext.told(own, (xs[column], xs[column + width]))
        if own and column < NAMED:
            grid.starts[row, column] = Start(own[0].x0 - xs[0], own[0].x1 - xs[0], own[0].size)
        grid.cells.append(Cell(row, column, text, height, width, page=page))
        grid.full[row, column] = full
        if text:
            weights.setdefault(row, []).append(bold)

    for (r, c, height, width), own in printed_in.items():
        if r in bands and height == 1:
            for n, record in enumerate(bands[r].rows):
                put(first[r] + n, c, record.get(c, []), 1, width)
            continue
        row = first[r]
        put(row, c, lines_in[r, c, height, width], first[r + height] - row, width)
        if len(lines_in[r, c, height, width]) < 2:
            continue
        signs = [char for char in own if not char.text.isspace()]
        if len(signs) > 1 and all(b.middle - a.middle > _NEXT * (a.x1 - a.x0) for a, b in pairwise(signs)):
            grid.upright[row, c] = signs
    grid.bold = {r for r, bolds in weights.items() if all(bolds)}
    return grid


def _cut_open_names(cells: dict[Region, list[Char]], lines_in: dict[Region, list[Line]], ys: Sequence[float]) -> None:
    """Cut a cell at the last rule beside it where it goes on in step with the rows there: no rule is under its head."""
    beside: dict[int, list[Line]] = {}
    for (r, c, height, _), printed_lines in lines_in.items():
        if height == 1 and c:
            beside.setdefault(r, []).extend(printed_lines)
    for region, own in list(cells.items()):
        r, c, height, width = region
        last = r + height - 1
        if height == 1 or last not in beside:
            continue
        lower = [char for char in own if char.middle >= ys[last]]
        if printed.in_step(celltext.lines_of(lower), beside[last]):
            del cells[region], lines_in[region]
            cells[r, c, height - 1, width] = [char for char in own if char.middle < ys[last]]
            cells[last, c, 1, width] = lower
            for part in ((r, c, height - 1, width), (last, c, 1, width)):
                lines_in[part] = celltext.lines_of(cells[part])


@dataclass(slots=True)
class _Band:
    """What stands between two rules and is more than one row: where its rows after the first begin, their lines by column."""

    tops: list[float]
    rows: list[dict[int, list[Line]]]


def _bands(cells: dict[Region, list[Line]], xs: Sequence[float], count: int) -> dict[int, _Band]:
    """Give the rows of the rules that hold several rows of print."""
    out: dict[int, _Band] = {}
    by_row: dict[int, list[tuple[int, int, list[Line]]]] = {}
    for (r, c, height, width), own in cells.items():
        if height == 1:
            by_row.setdefault(r, []).append((c, width, own))
    for r, row in by_row.items():
        # Words that only white parts are rows where rules part no others: a header, and all that is under it.
        if len(row) < 2:
            continue
        lines = {c: own for c, _, own in row}
        if sum(len(own) > 1 for own in lines.values()) < 2:
            continue
        starts = sorted(lines)
        edges = [*(xs[c] for c in starts), xs[max(c + width for c, width, _ in row)]]
        found = printed.part([lines[c] for c in starts], edges, by_white=count <= _HEAD_AND_BODY)
        if found is None:
            continue
        tops = [min(line.top for own in record for line in own) for record in found[1:]]
        out[r] = _Band(tops, [dict(zip(starts, record, strict=True)) for record in found])
    return out


def _regions(across: Sequence[Edge], down: Sequence[Edge], xs: Sequence[float], ys: Sequence[float]) -> list[Region]:
    """Merge the smallest cells where no rule parts them: row, column, height and width of each cell.

    Regions grow to the right along a row and then down as long as whole rows of them are open, so they are rectangles
    even where a rule is drawn in part.
    """
    columns, lines = len(xs) - 1, len(ys) - 1
    open_right = [
        [not _covered(down, xs[c + 1], ys[r], ys[r + 1]) for c in range(columns - 1)] + [False] for r in range(lines)
    ]
    open_below = [
        [not _covered(across, ys[r + 1], xs[c], xs[c + 1]) for c in range(columns)]
        if r + 1 < lines
        else [False] * columns
        for r in range(lines)
    ]
    taken = [[False] * columns for _ in range(lines)]
    out: list[Region] = []
    for r in range(lines):
        for c in range(columns):
            if taken[r][c]:
                continue
            width = 1
            while open_right[r][c + width - 1] and not taken[r][c + width]:
                width += 1
            height = 1
            while all(open_below[r + height - 1][x] for x in range(c, c + width)):
                if any(not open_right[r + height][x] for x in range(c, c + width - 1)):
                    break
                height += 1
            for y in range(r, r + height):
                for x in range(c, c + width):
                    taken[y][x] = True
            out.append((r, c, height, width))
    return out
