"""Tables whose columns only white parts, between rules: three (above, under the header, below), two, or one under each row.

Columns are the white strips that run through all rows. Less is certain here than where rules draw the cells, so
anything that is not plainly a table stays text. Tables with no rule: `bare`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from statistics import median

from extract.content import Cell
from extract.pages.columns import gutter
from extract.pages.lines import rows
from extract.pages.shapes import TOUCH, Edge, Line
from extract.sure import Way
from extract.tables import bare, captions, laying
from extract.tables.measures import LONGEST_CELL, NARROWEST, breadth
from extract.tables.ruled import Grid, snapped

_RULES = 3
"""Rules of a table whose columns only white parts: above, under the header, below."""
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
_HIGHER = 1.5
"""How much higher than the rows above it one with a name alone may be."""
_LEFT = 2.0
"""Ems from the left edge to a name that heads rows."""
_ROWS_OF_CELLS = 2 / 3
"""Share of the rows between rules that must have two cells or more; the others head groups or go on with the row above."""

_LED = re.compile(r"[.．·\s]+")
"""What is left in a line of its own of dots that lead from a name to its figures, where they did not fit beside it."""


def find(horizontal: Sequence[Edge], lines: Sequence[Line], page: int, width: float) -> list[Grid]:
    """Find the tables in the lines of a page of this width (points) that no rule or horizontal rules only go through."""
    ordered = [row for row in rows(lines) if not _LED.fullmatch(row[0].text) or len(row) > 1]
    edges = snapped(horizontal)
    out: list[Grid] = []
    groups = sorted(_groups(edges), key=lambda group: group[0][1] - group[0][2])
    for group in groups:
        if any(
            g.box[1] - _SAME < group[0][0]
            and group[-1][0] < g.box[3] + _SAME
            and g.box[0] < group[0][2]
            and group[0][1] < g.box[2]
            for g in out
        ):
            continue  # Rules under titles that stand over several columns.
        _close(group, ordered)
        left, right = group[0][1] - _SAME, group[0][2] + _SAME
        inside = [[line for line in row if left < line.x0 and line.x1 < right] for row in ordered]
        for rules in _framed(group, [row for row in inside if row]):
            between = [row for row in inside if row and rules[0][0] < laying.middle(row) < rules[-1][0]]
            pieces = [e for e in horizontal if rules[0][0] < e[0] < rules[-1][0] and left < e[1] and e[2] < right]
            grid = _grid(rules, between, page, pieces)
            if grid is not None:
                out.append(grid)
    left_over = [row for row in ordered if not any(g.box[1] < laying.middle(row) < g.box[3] for g in out)]
    unruled = list(bare.find(left_over, page))
    if unruled and gutter(lines, width) is None:
        out += unruled
    return out


def _groups(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Give runs of rules, one under the other, that start and end at the same places."""
    groups: list[list[Edge]] = []
    for edge in edges:
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
            sum(laying.is_figure(line.text) for row in some for line in row) >= figures
            and all(len(row) >= 2 or row[0].x0 > left + _INDENT * row[0].size for row in some)
            and all(left - _SAME < line.x0 and line.x1 < right + _SAME for row in some for line in row)
            and all(breadth(line.text) <= LONGEST_CELL for row in some for line in row)
        )

    above = [row for row in ordered if laying.middle(row) < top]
    between = [row for row in ordered if top < laying.middle(row) < bottom]
    below = [row for row in ordered if laying.middle(row) > bottom]
    # A running head and a page number stand alone.
    above = above[1:] if above and len(above[0]) == 1 else above
    below = below[:-1] if below and len(below[-1]) == 1 else below
    if above and len(above[-1]) >= 2 and are_rows(above, 0) and are_rows(between, len(between) or 1):
        group.insert(0, (min(line.top for line in above[0]), left, right))
    elif len(group) > 1 and between and laying.has_figures(between[0]):
        head = _head_above(group[0], above)
        if head:
            group.insert(0, (min(line.top for line in head[0]), left, right))
    if below and are_rows(below, len(below)):
        group.append((max(line.bottom for line in below[-1]), left, right))


def _head_above(rule: Edge, above: Sequence[Sequence[Line]]) -> list[Sequence[Line]]:
    """Give the lines of titles that stand close above the first rule of a table, which is under its head."""
    out: list[Sequence[Line]] = []
    edge = rule[0]
    for row in reversed(above):
        inside = all(rule[1] - _SAME < line.x0 and line.x1 < rule[2] + _SAME for line in row)
        near = edge - max(line.bottom for line in row) < row[0].size
        if (
            len(row) < 2
            or not near
            or not inside
            or laying.has_figures(row)
            or any(breadth(i.text) > LONGEST_CELL for i in row)
        ):
            break
        out.insert(0, row)
        edge = min(line.top for line in row)
    return out


def _framed(rules: Sequence[Edge], ordered: Sequence[Sequence[Line]]) -> Iterator[list[Edge]]:
    """Part rules into those of one table each: between two of its rules stand rows of cells, between two tables text or nothing."""
    current = [rules[0]]
    for upper, lower in itertools.pairwise(rules):
        between = [row for row in ordered if upper[0] < laying.middle(row) < lower[0]]
        is_row = _heads_group(between, current, lower)
        if not between or (_rows_of_cells(between) * 2 < len(between) and not is_row):
            if len(current) > 1:
                yield current
            current = []
        current.append(lower)
    if len(current) > 1:
        yield current


def _rows_of_cells(between: Sequence[Sequence[Line]]) -> int:
    """Count the rows that have two cells or more, with the lines over and under them that are of one name with theirs."""
    names = [row[0].x0 for row in between if len(row) >= 2]
    return sum(len(row) >= 2 or any(abs(row[0].x0 - x) < _SAME for x in names) for row in between)


def _heads_group(between: Sequence[Sequence[Line]], above: Sequence[Edge], lower: Edge) -> bool:
    """Say whether one name, at the left between two rules as close as those above them, heads the rows below: a title is no such."""
    if len(between) != 1 or len(between[0]) != 1 or len(above) < 2:
        return False
    line = between[0][0]
    usual = median(b[0] - a[0] for a, b in itertools.pairwise(above))
    is_close = lower[0] - above[-1][0] < _HIGHER * usual
    return is_close and line.x0 - lower[1] < _LEFT * line.size and captions.caption_of(line.text) is None


def _grid(
    rules: Sequence[Edge], lines: Sequence[Sequence[Line]], page: int, pieces: Sequence[Edge] = ()
) -> Grid | None:
    """Give the table between rules, from the outermost to the outermost; `pieces` are all that is drawn across between these."""
    bottom = _foot_of_head(rules, lines, pieces)
    head = [row for row in lines if laying.middle(row) < bottom]
    body = lines[len(head) :]
    if not head or not body:
        return None
    laid = laying.laid(head, body, (rules[0][1], rules[0][2]), [rule[0] for rule in rules], page, pieces)
    if laid is None:
        return None
    strips, titles, below = laid
    columns = len(strips) - 1
    if len(rules) < _RULES and not _is_of_figures(titles, below):
        return None
    if columns < _WIDE and len(below) < 2:
        return None  # The head of a gazette, say, with its number and its date between two rules.
    several = sum(sum(map(bool, row.cells)) >= 2 for row in below) + 1
    if several < _ROWS_OF_CELLS * (len(below) + 1):
        return None
    header = 1 + max(cell.row + cell.row_span - 1 for cell in titles)
    tops = [rules[0][0] + (bottom - rules[0][0]) * n / header for n in range(header)] + [row.top for row in below]
    cells = titles + laying.placed([row.cells for row in below], header, page)
    way: Way = "three rules" if len(rules) >= _RULES else "two rules"
    grid = Grid(page, strips, [*tops, rules[-1][0]], cells, bold=set(range(header)), way=way)
    grid.starts = laying.starts(below, header, strips[0])
    return grid


def _is_of_figures(titles: Sequence[Cell], rows: Sequence[laying.Row]) -> bool:
    """Say whether columns of figures stand under titles that are none: what two rules hold may be anything."""
    columns = list(zip(*(row.cells for row in rows), strict=True))
    counted = sum(laying.is_column_of_figures([cell for cell in column if cell]) for column in columns[1:])
    named = {cell.column + n for cell in titles if cell.text for n in range(cell.column_span)}
    plain = not any(
        laying.is_figure(cell.text) and not laying.YEAR.fullmatch(cell.text) for cell in titles if cell.column
    )
    return len(rows) >= 2 and len(columns) >= _COLUMNS and counted > 0 and plain and len(named) >= len(columns) - 1


def _foot_of_head(rules: Sequence[Edge], lines: Sequence[Sequence[Line]], pieces: Sequence[Edge]) -> float:
    """Give where the head ends: at the second of three rules, of more at the last over all figures; at the last piece of one over these."""
    figures = next((min(line.top for line in row) for row in lines if laying.has_figures(row)), rules[-1][0])
    if len(rules) >= _RULES:
        under = [rule[0] for rule in rules[1:-1] if _parts_head(rules, rule, lines, figures)]
        named = next((row for row in lines if laying.has_figures(row)), None)
        if not under and len(rules) > _RULES and named is not None and figures < rules[1][0] and named is not lines[0]:
            # Rules or colours part the rows, none the head from the first of them, which its name begins.
            return rules[1][0] if laying.is_figure(named[0].text) else figures
        return max(under, default=rules[1][0])
    over = [rule[0] for rule in pieces if rules[0][0] < rule[0] <= figures + TOUCH]
    return max(over, default=figures)


def _parts_head(rules: Sequence[Edge], rule: Edge, lines: Sequence[Sequence[Line]], figures: float) -> bool:
    """Say whether a rule stands over all figures, and lines of titles beside each other close above it."""
    above = max(other[0] for other in rules if other[0] < rule[0])
    titles = [row for row in lines if above < laying.middle(row) < rule[0]]
    return rule[0] <= figures + TOUCH and any(len(row) > 1 for row in titles)
