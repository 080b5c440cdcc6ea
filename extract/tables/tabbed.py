"""Tables that a text conversion has left as lines of cells between tabs: the grid is rebuilt as far as they carry it.

What a conversion loses: which cells were merged (only the first keeps its text), where a page end cut a row in two,
and now and then the empty cells at the start of a row. Each rule here needs proof in the table itself; where there
is none, the cells stay where they are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from extract.content import Cell, Table
from extract.text.prose import HAN, ends_sentence, glue

_MOST_CELLS = 200_000
"""Cells of a table, the empty ones too: one line of very many tabs makes every line as wide."""
_COMMON = 1 / 6
"""Share of a column's codes that have a shape which is at home in it; a slip now and then is less."""
_LEAST_CODES = 3
"""Codes that show what a column holds: one is chance, two may both have slipped."""
_LEAST_ROWS, _LONGEST_ROW = 3, 60
"""Rows of figures that make a table which only spaces part (two are a comparison in a text), and signs of one (two thirds of
the 90 that a line of a page across holds)."""
_RULE = re.compile(r"[\s:：|+]*[-—=_]{2,}[-—=_\s:：|+]*")
_TAG = re.compile(r"</?(?:p|br|span|div|strong|b|em|i|u|sub|sup|font|a|td|tr|li|ul|ol)\b[^<>]*>", re.I)
_NUMBER = re.compile(r"[-+−－]?[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?\s*(?:[%％‰]|[万亿]?)")
_CODE = re.compile(r"([A-Z]|[\d０-９]+)(\*?)\s*[:：]")
_TOTAL = re.compile(r"(?:合|总|小|共)\s*计")


@dataclass(slots=True)
class Row:
    """One line of cells; `after_gap` says that a blank line, so perhaps a page end, stood before it."""

    cells: list[str]
    after_gap: bool = False
    origins: list[tuple[int, int] | None] = field(default_factory=list)
    """For each cell the row and column of the cell that it belongs to, where that is not itself."""


def clean(cell: str) -> str:
    """Give a cell's text without markup and without the spaces that a line end inside the cell has left."""
    text = re.sub(r"\s+", " ", _TAG.sub("", cell)).strip()
    return re.sub(rf"(?<=[{HAN}]) (?=[{HAN}])", "", text)


def with_tabs(lines: list[str]) -> list[str]:
    """Give the lines with tabs between the cells of tables that only single spaces part.

    Such a table is a line of titles over three lines or more that each hold a name and as many figures behind it.
    """
    out = list(lines)
    cells = [_spaced(line) for line in lines]
    figures = [_figures(row) for row in cells]
    start = 1
    while start < len(lines):
        end = start
        while end < len(lines) and figures[end] == figures[start] > 0:
            end += 1
        head = cells[start - 1]
        if end - start >= _LEAST_ROWS and len(head) == figures[start] + 1 and not _figures(head):
            for index in range(start - 1, end):
                row, count = cells[index], figures[start]
                out[index] = "\t".join([" ".join(row[:-count]), *row[-count:]])
        start = max(end, start + 1)
    return out


def _spaced(line: str) -> list[str]:
    """Part a line at its spaces; names that are set with one between their characters (粮 食) stay whole."""
    if "\t" in line or len(line) > _LONGEST_ROW or re.search(r"[。；;!！?？]", line):
        return []
    return re.sub(rf"(?<![^\s])([{HAN}])[ \u3000]+(?=[{HAN}](?:[ \u3000]|$))", r"\1", line.strip()).split()


def _figures(row: list[str]) -> int:
    """Count the figures at the end of a row that begins with a name, 0 where it does not."""
    count = next((n for n, cell in enumerate(reversed(row)) if not _NUMBER.fullmatch(cell)), 0)
    return count if count < len(row) and re.search(rf"[{HAN}]", row[0]) else 0


def split_rows(lines: list[str]) -> list[list[Row]]:
    """Part a run of lines with tabs (blank lines between them allowed) into tables of rows of equal width."""
    tables: list[list[Row]] = []
    gap = False
    for line in lines:
        if not line.strip():
            gap = True
            continue
        cells = [clean(cell) for cell in line.rstrip("\n").split("\t")]
        if all(_RULE.fullmatch(cell) or not cell for cell in cells):
            # A rule closes a table only when it stands at its end; elsewhere it parts header and body.
            continue
        row = Row(cells, gap and bool(tables))
        if not tables or (row.after_gap and _is_new(tables[-1], row)):
            tables.append([])
        tables[-1].append(row)
        gap = False
    return tables


def _is_new(rows: list[Row], row: Row) -> bool:
    """Say whether a row behind a blank line starts another table: another width, or another header of as many cells."""
    width = max(len(r.cells) for r in rows)
    if len(row.cells) != width and len(row.cells) != len(rows[-1].cells):
        return True
    if row.cells == rows[0].cells:
        return False
    if row.cells[0] and row.cells[0] == rows[0].cells[0]:
        # The key column has its name again: another table of the same kind.
        return True
    if not all(row.cells) or any(_NUMBER.fullmatch(cell) for cell in row.cells):
        return False
    body = rows[1:]
    numeric = [c for c in range(width) if body and all(_NUMBER.fullmatch(_at(r, c)) for r in body)]
    return bool(numeric) and not any(_NUMBER.fullmatch(_at(row, c)) for c in numeric)


def _at(row: Row, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def build(rows: list[Row]) -> Table | None:
    """Rebuild one table; None where the lines are too few or too narrow to be one."""
    width = max(len(row.cells) for row in rows)
    if width < 2 or len(rows) < 2 or width * len(rows) > _MOST_CELLS:
        return None
    for row in rows:
        row.cells += [""] * (width - len(row.cells))
    first = rows[0].cells
    rows = [rows[0]] + [row for row in rows[1:] if row.cells != first]
    width = _drop_empty_columns(rows, width)
    shapes = _shapes(rows, width)
    for row in rows[1:]:
        _put_back(row, shapes)
    rows = _merge_cut_rows(rows, shapes)
    headers = _header_rows(rows)
    return _with_spans(rows, width, headers)


def _drop_empty_columns(rows: list[Row], width: int) -> int:
    kept = [c for c in range(width) if any(row.cells[c] for row in rows)]
    for row in rows:
        row.cells = [row.cells[c] for c in kept]
    return len(kept)


def _shape(text: str) -> str | None:
    """Give the shape of a code that a cell starts with (`3` for 391: …, `2*` for 54*: …), else None."""
    match = _CODE.match(text)
    return f"{'A' if match[1].isalpha() else len(match[1])}{match[2]}" if match else None


def _shapes(rows: list[Row], width: int) -> list[Counter[str]]:
    return [Counter(s for row in rows if (s := _shape(row.cells[c]))) for c in range(width)]


def _put_back(row: Row, shapes: list[Counter[str]]) -> None:
    """Put cells back under their column where a row has lost empty cells and the codes prove where they belong.

    Every filled cell must start with a code; some stand now where no other row has a code of that shape, and all
    find, in their order, a column where other rows have it.
    """
    filled = [(c, text) for c, text in enumerate(row.cells) if text]
    cell_shapes = [_shape(text) for _, text in filled]
    if not filled or len(filled) == len(row.cells) or None in cell_shapes:
        return
    if all(_at_home(shapes[c], s or "") for (c, _), s in zip(filled, cell_shapes, strict=True)):
        return
    places: list[int] = []
    column = 0
    for shape in cell_shapes:
        at = [c for c in range(column, len(row.cells)) if _at_home(shapes[c], shape or "")]
        if not at:
            return
        places.append(at[0])
        column = at[0] + 1
    texts = [text for _, text in filled]
    row.cells = [""] * len(row.cells)
    for place, text in zip(places, texts, strict=True):
        row.cells[place] = text


def _at_home(column: Counter[str], shape: str) -> bool:
    """Say whether cells of this shape are common in a column: a sixth of its codes, and not one alone."""
    return column[shape] >= 2 and column[shape] >= _COMMON * sum(column.values())


def _merge_cut_rows(rows: list[Row], shapes: list[Counter[str]]) -> list[Row]:
    """Join the second half of a row that a page end has cut to its first half."""
    body = rows[1:]
    blank_keys = sum(1 for row in body if not row.after_gap and not row.cells[0])
    out: list[Row] = []
    for row in rows:
        last = out[-1] if out else None
        if last and len(out) > 1 and row.after_gap and not row.cells[0] and _is_rest(last, row, shapes, blank_keys):
            last.cells = [glue(a, b) for a, b in zip(last.cells, row.cells, strict=True)]
            continue
        out.append(row)
    return out


def _is_rest(last: Row, row: Row, shapes: list[Counter[str]], blank_keys: int) -> bool:
    for column, text in enumerate(row.cells):
        if not text:
            continue
        before = last.cells[column]
        coded = sum(shapes[column].values()) >= _LEAST_CODES
        if not before or _NUMBER.fullmatch(text) or (coded and _shape(text)):
            return False
        if not coded and ends_sentence(before) and blank_keys:
            return False
    return True


def _header_rows(rows: list[Row]) -> int:
    """Say how many rows are header: the first, a second under a title over all columns or under merged cells."""
    if len(rows) < 3:
        return 1
    first, second = rows[0].cells, rows[1].cells
    alone = sum(1 for cell in first if cell) == 1 and bool(first[0])
    numbers = [any(_NUMBER.fullmatch(cell) for cell in row.cells) for row in rows[1:4]]
    merged = any(not cell for cell in first[1:])
    if alone:
        return 2
    return (
        2
        if merged and not numbers[0] and any(numbers[1:]) and all(a or b for a, b in zip(first, second, strict=True))
        else 1
    )


def _with_spans(rows: list[Row], width: int, headers: int) -> Table:
    """Give the table with its merged cells: the text of a group's first cell goes over the blank cells under it."""
    count = len(rows)
    owner: list[list[tuple[int, int]]] = [[(r, c) for c in range(width)] for r in range(count)]
    for r, row in enumerate(rows):
        filled = [c for c in range(width) if row.cells[c]]
        if not filled:
            continue
        if filled == [0]:
            # One cell alone at the start of a row is a title over all columns.
            owner[r] = [(r, 0)] * width
        elif r < headers:
            _fill_header(rows, owner, r, headers)
        else:
            _fill_body(rows, owner, r, headers)
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for r in range(count):
        for c in range(width):
            members.setdefault(owner[r][c], []).append((r, c))
    cells = [
        Cell(
            r,
            c,
            rows[r].cells[c],
            max(m[0] for m in where) - r + 1,
            max(m[1] for m in where) - c + 1,
            is_header=r < headers,
        )
        for (r, c), where in sorted(members.items())
    ]
    return Table(
        cells, count, width, headers, way="tabs merged" if any(len(w) > 1 for w in members.values()) else "tabs"
    )


def _fill_header(rows: list[Row], owner: list[list[tuple[int, int]]], r: int, headers: int) -> None:
    row = rows[r].cells
    for c in range(1, len(row)):
        under = r + 1 < headers and rows[r + 1].cells[c]
        if not row[c] and owner[r][c - 1][0] == r and row[owner[r][c - 1][1]] and (r + 1 == headers or under):
            owner[r][c] = owner[r][c - 1]
    if r and headers > 1 and len([c for c in rows[0].cells if c]) > 1:
        for c in range(len(row)):
            if not row[c] and rows[r - 1].cells[c]:
                owner[r][c] = owner[r - 1][c]


def _fill_body(rows: list[Row], owner: list[list[tuple[int, int]]], r: int, headers: int) -> None:
    row = rows[r].cells
    width = len(row)
    last = max(c for c in range(width) if row[c])
    if _TOTAL.fullmatch(row[0]):
        for c in range(1, last):
            if row[c] or (
                any(_NUMBER.fullmatch(other.cells[c]) for other in rows[headers:] if other is not rows[r]) and c > 1
            ):
                break
            owner[r][c] = (r, 0)
        return
    if r == headers or (row[0] and all(row[:last])):
        return
    lead = next(c for c in range(width) if row[c])
    for c in range(last):
        above = owner[r - 1][c]
        text = rows[above[0]].cells[above[1]]
        if row[c] or above[0] < headers or not text or above[1] != c:
            continue
        if c < lead:
            if _belongs(rows, text, row[lead], c, lead):
                owner[r][c] = above
        elif owner[r][0][0] < r and not _NUMBER.fullmatch(text):
            owner[r][c] = above


def _belongs(rows: list[Row], group: str, item: str, column: int, item_column: int) -> bool:
    """Say whether an item's code may stand under a group's code, where the codes of the table are nested."""
    group_code, item_code = _CODE.match(group), _CODE.match(item)
    if not group_code or not item_code or column + 1 != item_column:
        return True
    pairs = [
        (a[1], b[1])
        for row in rows
        if (a := _CODE.match(row.cells[column])) and (b := _CODE.match(row.cells[item_column]))
    ]
    nested = len(pairs) >= _LEAST_CODES and all(b.startswith(a) for a, b in pairs)
    return not nested or item_code[1].startswith(group_code[1])
