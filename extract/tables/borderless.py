"""Tables whose columns only white parts: between three rules (above, under the header, below), or with no rule at all.

Columns are the white strips that run through all rows. Less is certain here than where rules draw the cells, so the
tables carry a lower confidence, and anything that is not plainly a table stays text.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from statistics import median

from extract.content import Cell
from extract.pages.layout import TOUCH, Edge, Line, gutter, joined, rows
from extract.tables import captions, grids, heads, printed
from extract.tables.measures import LONGEST_CELL, NARROWEST, breadth
from extract.tables.ruled import Grid, snapped
from extract.text.prose import glue

BETWEEN_RULES = 0.6
BETWEEN_TWO = 0.5
BARE = 0.4
"""How sure a table is that has three rules, one that has two, and one that has none (1 where rules draw its cells)."""
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
_SAME_START = 0.4
"""Ems within which two lines start at one place."""
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
            between = [row for row in inside if row and rules[0][0] < _middle(row) < rules[-1][0]]
            pieces = [e for e in horizontal if rules[0][0] < e[0] < rules[-1][0] and left < e[1] and e[2] < right]
            grid = _grid(rules, between, page, pieces)
            if grid is not None:
                out.append(grid)
    left_over = [row for row in ordered if not any(g.box[1] < _middle(row) < g.box[3] for g in out)]
    bare = list(_bare(left_over, page))
    if bare and gutter(lines, width) is None:
        out += bare
    return out


def _middle(row: Sequence[Line]) -> float:
    return (row[0].top + row[0].bottom) / 2


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
            sum(_is_figure(line.text) for row in some for line in row) >= figures
            and all(len(row) >= 2 or row[0].x0 > left + _INDENT * row[0].size for row in some)
            and all(left - _SAME < line.x0 and line.x1 < right + _SAME for row in some for line in row)
            and all(breadth(line.text) <= LONGEST_CELL for row in some for line in row)
        )

    above = [row for row in ordered if _middle(row) < top]
    between = [row for row in ordered if top < _middle(row) < bottom]
    below = [row for row in ordered if _middle(row) > bottom]
    # A running head and a page number stand alone.
    above = above[1:] if above and len(above[0]) == 1 else above
    below = below[:-1] if below and len(below[-1]) == 1 else below
    if above and len(above[-1]) >= 2 and are_rows(above, 0) and are_rows(between, len(between) or 1):
        group.insert(0, (min(line.top for line in above[0]), left, right))
    elif len(group) > 1 and between and _has_figures(between[0]):
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
            or _has_figures(row)
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
        between = [row for row in ordered if upper[0] < _middle(row) < lower[0]]
        if not between or sum(len(row) >= 2 for row in between) * 2 < len(between):
            if len(current) > 1:
                yield current
            current = []
        current.append(lower)
    if len(current) > 1:
        yield current


def _grid(
    rules: Sequence[Edge], lines: Sequence[Sequence[Line]], page: int, pieces: Sequence[Edge] = ()
) -> Grid | None:
    """Give the table between rules, from the outermost to the outermost; `pieces` are all that is drawn across between these."""
    bottom = _foot_of_head(rules, lines, pieces)
    head = [row for row in lines if _middle(row) < bottom]
    body = lines[len(head) :]
    if not head or not body:
        return None
    laid = _laid(head, body, (rules[0][1], rules[0][2]), [rule[0] for rule in rules], page, pieces)
    if laid is None:
        return None
    strips, titles, below = laid
    columns = len(strips) - 1
    if len(rules) < _RULES and not _is_of_figures(titles, below):
        return None
    if columns < _WIDE and len(below) < 2:
        return None  # The head of a gazette, say, with its number and its date between two rules.
    several = sum(sum(map(bool, cells)) >= 2 for _, cells in below) + 1
    if several < _ROWS_OF_CELLS * (len(below) + 1):
        return None
    header = 1 + max(cell.row + cell.row_span - 1 for cell in titles)
    tops = [rules[0][0] + (bottom - rules[0][0]) * n / header for n in range(header)] + [top for top, _ in below]
    cells = titles + _placed([own for _, own in below], header, page)
    sure = BETWEEN_RULES if len(rules) >= _RULES else BETWEEN_TWO
    return Grid(page, strips, [*tops, rules[-1][0]], cells, bold=set(range(header)), confidence=sure)


def _is_of_figures(titles: Sequence[Cell], rows: Sequence[tuple[float, list[str]]]) -> bool:
    """Say whether columns of figures stand under titles that are none: what two rules hold may be anything."""
    columns = list(zip(*(cells for _, cells in rows), strict=True))
    counted = sum(_is_column_of_figures([cell for cell in column if cell]) for column in columns[1:])
    named = {cell.column + n for cell in titles if cell.text for n in range(cell.column_span)}
    plain = not any(_is_figure(cell.text) and not _YEAR.fullmatch(cell.text) for cell in titles if cell.column)
    return len(rows) >= 2 and len(columns) >= _COLUMNS and counted > 0 and plain and len(named) >= len(columns) - 1


def _foot_of_head(rules: Sequence[Edge], lines: Sequence[Sequence[Line]], pieces: Sequence[Edge]) -> float:
    """Give where the head ends: at the second of three rules, else at the last piece of one over all figures, or over these."""
    if len(rules) >= _RULES:
        return rules[1][0]
    figures = next((min(line.top for line in row) for row in lines if _has_figures(row)), rules[-1][0])
    over = [rule[0] for rule in pieces if rules[0][0] < rule[0] <= figures + TOUCH]
    return max(over, default=figures)


def _has_figures(row: Sequence[Line]) -> bool:
    """Say whether a row has figures that are no years."""
    return any(printed.is_figure(line.text) and not _YEAR.fullmatch(line.text) for line in row[1:])


Laid = tuple[list[float], list[Cell], list[tuple[float, list[str]]]]
"""Where the columns part, the cells of the header, and the rows under it, each with its top."""


def _laid(
    head: Sequence[Sequence[Line]],
    body: Sequence[Sequence[Line]],
    sides: tuple[float, float],
    rules: Sequence[float],
    page: int,
    pieces: Sequence[Edge] = (),
) -> Laid | None:
    """Lay the lines of a header and of a body out in columns and rows; None where there is but one column."""
    # What stands alone in its line heads a group of rows, and may reach over white.
    own = [line for row in body if len(row) > 1 for line in row]
    strips = _columns(own or [line for row in body for line in row], *sides)
    titles = heads.titles_of(head, strips, pieces)
    stacks = heads.stacks(head)
    if len(stacks) == len(strips) - 1:
        # A title over each column, in one line or in several.
        flat = [functools.reduce(glue, (line.text for line in stack), "") for stack in stacks]
        return strips, _placed([flat], 0, page), _records(body, strips, rules)
    if not heads.has_levels(titles):
        # Titles as wide as their columns say where these part better than a column of short figures.
        strips = _columns([*own, *(line for row in head for line in row)], *sides)
        titles = []
        strips = _without_gaps(strips, head, body)
    columns = len(strips) - 1
    if columns < 2:
        return None
    if titles:
        cells = heads.cells_of(titles, columns, page)
    else:
        first = [_cells(head[0], strips)]
        for titled in (_cells(row, strips) for row in head[1:]):
            # A line with something over every column is a row of its own; another goes on with the titles above it.
            if all(titled):
                first.append(titled)
            else:
                first[-1] = [glue(a, b) for a, b in zip(first[-1], titled, strict=True)]
        cells = _placed(first, 0, page)
    return strips, cells, _records(body, strips, rules)


def _records(
    lines: Sequence[Sequence[Line]], strips: Sequence[float], rules: Sequence[float]
) -> list[tuple[float, list[str]]]:
    """Give the rows of cells with their tops, in the parts that rules cut."""
    out: list[tuple[float, list[str]]] = []
    for _, own in itertools.groupby(lines, key=lambda row: sum(rule < _middle(row) for rule in rules)):
        rows_of_print = [_in_columns(row, strips) for row in own]
        columns = [[line for row in rows_of_print for line in row[c]] for c in range(len(strips) - 1)]
        for record in printed.part(columns, strips, by_white=True) or _line_by_line(rows_of_print):
            texts = [functools.reduce(glue, (line.text for line in cell), "") for cell in record]
            out.append((min(line.top for cell in record for line in cell), texts))
    return out


def _in_columns(row: Sequence[Line], strips: Sequence[float]) -> printed.Record:
    """Give what stands in each column of one line of print, as one line at most."""
    cells: printed.Record = [[] for _ in strips[1:]]
    for line in row:
        cells[heads.column_of(line, strips) if len(row) > 1 else _start(line, strips)].append(line)
    return [[joined(cell)] if cell else [] for cell in cells]


def _start(line: Line, strips: Sequence[float]) -> int:
    """Give the column that a line begins in."""
    return max(0, min(len(strips) - 2, sum(edge <= line.x0 + TOUCH for edge in strips) - 1))


def _line_by_line(lines: Sequence[printed.Record]) -> list[printed.Record]:
    """Take each line for a row: one close under a row, with nothing in the first column, goes on with it."""
    bases = [min(line.base for cell in row for line in cell) for row in lines]
    pitch = min((b - a for a, b in itertools.pairwise(bases)), default=0.0)
    out: list[printed.Record] = []
    for n, row in enumerate(lines):
        close = n > 0 and bases[n] - bases[n - 1] < _SAME_ROW * pitch
        if close and not row[0] and not all(row):
            out[-1] = [a + b for a, b in zip(out[-1], row, strict=True)]
        else:
            out.append(row)
    return out


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
    # A name may be long where figures stand beside it.
    if any(breadth(line.text) > LONGEST_CELL for line in row[_has_figures(row) :]):
        return False
    if here == start:
        return len(row) >= 2
    last = ordered[here - 1]
    if row[0].top - last[0].bottom > _NEXT_ROW * row[0].size:
        return False
    # One cell alone may head a group of rows, if it begins where the first column does, or go on with the name above it.
    first = min(above[0].x0 for above in ordered[start:here])
    near = abs(row[0].x0 - first) < _OUTDENT * row[0].size or abs(row[0].x0 - last[0].x0) < _SAME_START * row[0].size
    return len(row) >= 2 or near


def _names_table(text: str) -> bool:
    return captions.caption_of(text) is not None or captions.unit_of(text) is not None


def _bare_grid(lines: Sequence[Sequence[Line]], captioned: bool, page: int) -> Grid | None:
    every = [line for row in lines for line in row]
    first = next((n for n, row in enumerate(lines) if n and _has_figures(row)), 1)
    # A line alone over the first figures heads their group.
    while first > 1 and len(lines[first - 1]) == 1:
        first -= 1
    sides = min(line.x0 for line in every), max(line.x1 for line in every)
    laid = _laid(lines[:first], lines[first:], sides, (), page)
    if laid is None:
        return None
    strips, titles, below = laid
    body = [cells for _, cells in below]
    columns = len(strips) - 1
    if (columns < _COLUMNS and not captioned) or any(len(row) > columns for row in lines):
        return None
    several = [row for row in body if sum(map(bool, row)) >= 2]
    filled = (columns + sum(map(bool, itertools.chain(*several)))) / ((len(several) + 1) * columns)
    if filled < _FILLED or len(several) + 1 < _BARE_ROWS_OF_CELLS * (len(body) + 1):
        return None
    # A header names its columns; a row of figures on top is a chart, a list of contents or the rest of something.
    named = {cell.column + n for cell in titles if cell.text for n in range(cell.column_span)}
    figures = any(_is_figure(cell.text) and not _YEAR.fullmatch(cell.text) for cell in titles)
    if figures or len(named | {0}) < columns:
        return None
    counted = sum(_is_column_of_figures([row[c] for row in body if row[c]]) for c in range(1, columns))
    if not counted and not (captioned and columns >= _COLUMNS):
        return None
    header = 1 + max(cell.row + cell.row_span - 1 for cell in titles)
    top, under = min(line.top for line in lines[0]), below[0][0]
    ys = [top + (under - top) * n / header for n in range(header)] + [y for y, _ in below]
    cells = titles + _placed(body, header, page)
    ys.append(max(line.bottom for line in lines[-1]))
    return Grid(page, strips, ys, cells, bold=set(range(header)), confidence=BARE)


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
    titled = {heads.column_of(line, strips) for row in head for line in row}
    filled = {heads.column_of(line, strips) for row in body for line in row}
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
        column = heads.column_of(line, strips)
        cells[column] = glue(cells[column], line.text)
    return cells


def _placed(table: Sequence[Sequence[str]], first: int, page: int) -> list[Cell]:
    return [Cell(r, c, text, page=page) for r, row in enumerate(table, first) for c, text in enumerate(row)]
