"""Tables whose columns only white parts: between three rules (above, under the header, below), or with no rule at all.

Columns are the white strips that run through all rows. Less is certain here than where rules draw the cells, so the
tables carry a lower confidence, and anything that is not plainly a table stays text.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from extract.content import Cell
from extract.pages.layout import Edge, Line, gutter, rows
from extract.tables import captions, grids
from extract.tables.measures import LONGEST_CELL, NARROWEST
from extract.tables.ruled import Grid, snapped
from extract.text.prose import glue

BETWEEN_RULES = 0.6
BARE = 0.4
"""How sure a table is that has three rules, and one that has none (1 where rules draw its cells)."""
_RULES = 3
"""Rules of a table whose columns only white parts: above, under the header, below."""
_ROWS = 3
"""Rows of a table without rules: a header and two more, so that its columns are there twice under their titles."""
_WIDE = 4
"""Columns that make one row under a header a table; the head of a gazette has two or three between its rules."""
_COLUMNS = 3
"""Columns of a table without rules and caption; labels with their values stand in two."""
_SAME = 5.0
"""Points within which rules start or end together, and text stays between their ends: half a sign of the usual text."""
_DOUBLE = 6.0
"""Points between two rules that are one drawn double: too little for a line of text."""
_INDENT = 4.0
"""Ems from a table's left edge to a title that stands alone over several columns: twice the indent of a paragraph."""
_SAME_ROW = 1.15
"""Pitches of the closest rows within which a line goes on with the one above; rows of their own are set a fifth wider."""
_INTO = 0.4
"""Ems by which a title must reach into a column to stand over it: not by the half of a sign that centring may cost."""
_NEXT_ROW = 1.8
"""Ems of white between two rows of a table without rules: less than an empty line, which ends it (2)."""
_OUTDENT = 2.5
"""Ems between the starts of the first column and of a cell that heads a group of rows: the indent of a paragraph (2) or less."""
_STRIP = 0.5
"""Ems of white that part two columns; between words of one cell a space is narrower."""
_ROWS_OF_CELLS = 2 / 3
"""Share of the rows between rules that must have two cells or more; the others head groups or go on with the row above."""
_BARE_ROWS_OF_CELLS = 3 / 4
"""The same with no rule to say that all is one table."""
_FILLED = 0.8
"""Share of the cells that are filled in the rows of a table without rules: lines of text beside each other leave more empty."""
_FIGURES = 0.6
"""Share of the cells of a column of figures that are figures; the others say why there is none."""
_YEAR = re.compile(r"(?:19|20)\d\d\s*年?")


def find(horizontal: Sequence[Edge], lines: Sequence[Line], page: int, width: float) -> list[Grid]:
    """Find the tables in the lines of a page of this width (points) that no rule or horizontal rules only go through."""
    ordered = rows(lines)
    out: list[Grid] = []
    for group in map(list, _groups(horizontal)):
        _close(group, ordered)
        left, right = group[0][1] - _SAME, group[0][2] + _SAME
        inside = [[line for line in row if left < line.x0 and line.x1 < right] for row in ordered]
        for rules in _framed(group, [row for row in inside if row]):
            between = [row for row in inside if row and rules[0][0] < _middle(row) < rules[-1][0]]
            grid = _grid(rules, between, page)
            if grid is not None:
                out.append(grid)
    left_over = [row for row in ordered if not any(g.box[1] < _middle(row) < g.box[3] for g in out)]
    bare = list(_bare(left_over, page))
    if bare and gutter(lines, width) is None:
        out += bare
    return out


def _middle(row: Sequence[Line]) -> float:
    return (row[0].top + row[0].bottom) / 2


def _groups(horizontal: Sequence[Edge]) -> list[list[Edge]]:
    """Give runs of rules, one under the other, that start and end at the same places."""
    groups: list[list[Edge]] = []
    for edge in snapped(horizontal):
        if edge[2] - edge[1] < NARROWEST:
            continue
        for group in groups:
            last = group[-1]
            if abs(last[1] - edge[1]) < _SAME and abs(last[2] - edge[2]) < _SAME:
                if edge[0] - last[0] > _DOUBLE:
                    group.append(edge)
                break
        else:
            groups.append([edge])
    return groups


def _close(group: list[Edge], ordered: Sequence[Sequence[Line]]) -> None:
    """Put a rule where the page's end cut a table: from there to the outermost rule all is rows of cells with figures."""
    top, left, right = group[0]
    bottom = group[-1][0]

    def are_rows(some: Sequence[Sequence[Line]], figures: int) -> bool:
        # A title over several columns may stand alone in its line, but not where a paragraph starts.
        return (
            sum(_is_figure(line.text) for row in some for line in row) >= figures
            and all(len(row) >= 2 or row[0].x0 > left + _INDENT * row[0].size for row in some)
            and all(left - _SAME < line.x0 and line.x1 < right + _SAME for row in some for line in row)
            and all(len(line.text) <= LONGEST_CELL for row in some for line in row)
        )

    above = [row for row in ordered if _middle(row) < top]
    between = [row for row in ordered if top < _middle(row) < bottom]
    below = [row for row in ordered if _middle(row) > bottom]
    # A running head and a page number stand alone.
    above = above[1:] if above and len(above[0]) == 1 else above
    below = below[:-1] if below and len(below[-1]) == 1 else below
    if above and len(above[-1]) >= 2 and are_rows(above, 0) and are_rows(between, len(between) or 1):
        group.insert(0, (min(line.top for line in above[0]), left, right))
    if below and are_rows(below, len(below)):
        group.append((max(line.bottom for line in below[-1]), left, right))


def _framed(rules: Sequence[Edge], ordered: Sequence[Sequence[Line]]) -> Iterator[list[Edge]]:
    """Part rules into those of one table each: between two of its rules stand rows of cells, between two tables text or nothing."""
    current = [rules[0]]
    for upper, lower in itertools.pairwise(rules):
        between = [row for row in ordered if upper[0] < _middle(row) < lower[0]]
        if not between or sum(len(row) >= 2 for row in between) * 2 < len(between):
            if len(current) >= _RULES:
                yield current
            current = []
        current.append(lower)
    if len(current) >= _RULES:
        yield current


def _grid(rules: Sequence[Edge], lines: Sequence[Sequence[Line]], page: int) -> Grid | None:
    head = [row for row in lines if _middle(row) < rules[1][0]]
    body = lines[len(head) :]
    if not head or not body:
        return None
    left, right = rules[0][1], rules[0][2]
    strips = _columns([line for row in body for line in row], left, right)
    titles = _titles(head, strips)
    if not _has_levels(titles):
        # Titles as wide as their columns say where these part better than a column of short figures.
        strips = _columns([line for row in lines for line in row], left, right)
        titles = []
        strips = _without_gaps(strips, head, body)
    columns = len(strips) - 1
    if columns < 2:
        return None
    pitch = min((b[0].base - a[0].base for a, b in itertools.pairwise(lines)), default=0.0)
    first = [] if titles else _records(head, strips, rules, pitch)
    below = _records(body, strips, rules, pitch)
    records = first + below
    if columns < _WIDE and len(below) < 2:
        return None  # The head of a gazette, say, with its number and its date between two rules.
    several = sum(sum(map(bool, cells)) >= 2 for _, cells in records)
    if several < _ROWS_OF_CELLS * len(records):
        return None
    cells = _headed(titles, columns, page) if titles else _placed([own for _, own in first], 0, page)
    header = 1 + max(cell.row + cell.row_span - 1 for cell in cells)
    tops = [rules[0][0] + (rules[1][0] - rules[0][0]) * n / header for n in range(header)] + [top for top, _ in below]
    cells += _placed([own for _, own in below], header, page)
    return Grid(page, strips, [*tops, rules[-1][0]], cells, bold=set(range(header)), confidence=BETWEEN_RULES)


def _records(
    lines: Sequence[Sequence[Line]], strips: Sequence[float], rules: Sequence[Edge], pitch: float
) -> list[tuple[float, list[str]]]:
    """Give the rows of cells with their tops: a line close under a row, with nothing in the first column, goes on with it."""
    out: list[tuple[float, list[str]]] = []
    last: float | None = None
    for row in lines:
        cells, base = _cells(row, strips), row[0].base
        close = (
            last is not None and base - last < _SAME_ROW * pitch and not any(last < rule[0] < base for rule in rules)
        )
        if close and not cells[0] and not all(cells):
            out[-1] = (out[-1][0], [glue(a, b) for a, b in zip(out[-1][1], cells, strict=True)])
        else:
            out.append((min(line.top for line in row), cells))
        last = base
    return out


Title = tuple[int, range, Line]
"""A title in the header: its line of print from the top, the columns that it stands over, and the line itself."""


def _titles(head: Sequence[Sequence[Line]], strips: Sequence[float]) -> list[Title]:
    out: list[Title] = []
    for r, row in enumerate(head):
        if len(row) == len(strips) - 1:
            # As many titles as columns: each has its own, also where it is wider than the figures below.
            out += [(r, range(c, c + 1), line) for c, line in enumerate(row)]
            continue
        for line in row:
            edge = _INTO * line.size
            over = [
                n for n, (a, b) in enumerate(itertools.pairwise(strips)) if line.x0 < b - edge and line.x1 > a + edge
            ]
            out.append((r, range(over[0], over[-1] + 1) if over else range(c := _column(line, strips), c + 1), line))
    return out


def _under(titles: Sequence[Title]) -> list[Title]:
    """Give the titles on lines of print where some title has another one above it."""
    lower = {r for r, over, _ in titles if any(s < r and set(over) & set(upper) for s, upper, _ in titles)}
    return [title for title in titles if title[0] in lower]


def _has_levels(titles: Sequence[Title]) -> bool:
    """Say whether titles stand over others: over several columns, or with twice as many beneath (a wrapped title has one)."""
    if any(len(over) > 1 for _, over, _ in titles):
        return True
    under = _under(titles)
    lower = {over[0] for _, over, _ in under if over[0] > 0}
    upper = [title for title in titles if title not in under and title[1][0] in lower]
    return 0 < 2 * len(upper) <= len(lower)


def _headed(titles: Sequence[Title], columns: int, page: int) -> list[Cell]:
    """Give the cells of a header of several levels.

    A title over several columns spans them, one alone in its column all levels. A title beside others which have one
    above them belongs under the nearest of these, also where that is not set over the middle of its columns.
    """
    count = Counter(c for _, over, _ in titles for c in over)
    under = _under(titles)
    whole = [t for t in titles if len(t[1]) == 1 and count[t[1][0]] == 1 and t not in under]
    parted = [t for t in titles if t not in whole]
    levels = sorted({r for r, _, _ in parted})
    owned = {(r, c) for r, over, _ in parted for c in over}
    cells = [Cell(0, over[0], line.text, len(levels), page=page) for _, over, line in whole]
    for r, over, line in parted:
        mine = set(over)
        for _, beneath, other in [t for t in under if levels.index(t[0]) == levels.index(r) + 1]:
            if (
                beneath[0] > 0
                and (r, beneath[0]) not in owned
                and _is_nearest(line, other, [t[2] for t in parted if t[0] == r])
            ):
                mine |= set(beneath)
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


def _bare(ordered: Sequence[Sequence[Line]], page: int) -> Iterator[Grid]:
    """Give the tables among rows that have no rules: three rows or more of short cells on the same white strips."""
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and _goes_on(ordered, start, end):
            end += 1
        # What stands alone in a row under the last cells is text again.
        while end > start and len(ordered[end - 1]) < 2:
            end -= 1
        if end - start >= _ROWS:
            captioned = start > 0 and len(ordered[start - 1]) == 1 and _names_table(ordered[start - 1][0].text)
            grid = _bare_grid(ordered[start:end], captioned, page)
            if grid is not None:
                yield grid
        start = max(end, start + 1)


def _goes_on(ordered: Sequence[Sequence[Line]], start: int, here: int) -> bool:
    """Say whether a row belongs to a table that started above it."""
    row = ordered[here]
    if any(len(line.text) > LONGEST_CELL for line in row):
        return False
    if here == start:
        return len(row) >= 2
    last = ordered[here - 1]
    if row[0].top - last[0].bottom > _NEXT_ROW * row[0].size:
        return False
    # One cell alone may head a group of rows, if it begins where the first column does.
    return len(row) >= 2 or abs(row[0].x0 - ordered[start][0].x0) < _OUTDENT * row[0].size


def _names_table(text: str) -> bool:
    return captions.caption_of(text) is not None or captions.unit_of(text) is not None


def _bare_grid(lines: Sequence[Sequence[Line]], captioned: bool, page: int) -> Grid | None:
    every = [line for row in lines for line in row]
    strips = _columns(every, min(line.x0 for line in every), max(line.x1 for line in every))
    strips = _without_gaps(strips, lines[:1], lines[1:])
    table = [_cells(row, strips) for row in lines]
    body = table[1:]
    columns = len(strips) - 1
    if (columns < _COLUMNS and not captioned) or any(len(row) > columns for row in lines):
        return None
    several = [row for row in table if sum(map(bool, row)) >= 2]
    filled = sum(map(bool, itertools.chain(*several))) / (len(several) * columns)
    if filled < _FILLED or len(several) < _BARE_ROWS_OF_CELLS * len(table):
        return None
    # A header names its columns; a row of figures on top is a chart, a list of contents or the rest of something.
    if not all(table[0][1:]) or any(_is_figure(cell) and not _YEAR.fullmatch(cell) for cell in table[0]):
        return None
    figures = sum(_is_column_of_figures([row[c] for row in body if row[c]]) for c in range(1, columns))
    if not figures and not (captioned and columns >= _COLUMNS):
        return None
    tops = [min(line.top for line in row) for row in lines]
    ys = [*tops, max(line.bottom for line in lines[-1])]
    return Grid(page, strips, ys, _placed(table, 0, page), bold={0}, confidence=BARE)


def _is_figure(text: str) -> bool:
    return grids.VALUE.fullmatch(text) is not None


def _is_column_of_figures(cells: Sequence[str]) -> bool:
    return len(cells) >= 2 and sum(map(_is_figure, cells)) >= _FIGURES * len(cells)


def _columns(lines: Sequence[Line], left: float, right: float) -> list[float]:
    """Give the edges of the columns: the middles of the white strips that no line of text crosses."""
    size = median(line.size for line in lines)
    covered: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda item: item.x0):
        if covered and line.x0 <= covered[-1][1] + _STRIP * size:
            covered[-1] = (covered[-1][0], max(covered[-1][1], line.x1))
        else:
            covered.append((line.x0, line.x1))
    edges = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(covered)]
    return [left, *edges, right]


def _without_gaps(strips: list[float], head: Sequence[Sequence[Line]], body: Sequence[Sequence[Line]]) -> list[float]:
    """Take a title that stands beside its column, over white, for the column's: one has no words below, the other none above."""
    titled = {_column(line, strips) for row in head for line in row}
    filled = {_column(line, strips) for row in body for line in row}
    out = [strips[0]]
    alone: set[int] = set()
    for n in range(len(strips) - 2):
        if n not in alone and {n, n + 1} <= titled ^ filled and (n in titled) != (n + 1 in titled):
            alone.add(n + 1)
        else:
            out.append(strips[n + 1])
    return [*out, strips[-1]]


def _cells(row: Sequence[Line], strips: Sequence[float]) -> list[str]:
    """Give the text of each column in a row of lines."""
    cells = [""] * (len(strips) - 1)
    for line in row:
        column = _column(line, strips)
        cells[column] = glue(cells[column], line.text)
    return cells


def _column(line: Line, strips: Sequence[float]) -> int:
    middle = (line.x0 + line.x1) / 2
    return max(0, min(len(strips) - 2, sum(edge <= middle for edge in strips) - 1))


def _placed(table: Sequence[Sequence[str]], first: int, page: int) -> list[Cell]:
    return [Cell(r, c, text, page=page) for r, row in enumerate(table, first) for c, text in enumerate(row)]
