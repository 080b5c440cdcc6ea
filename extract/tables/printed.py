"""Rows of a table told by its lines of print, where no rule parts them: the usual form of a statistical table.

A column of figures has one line for each row. What the other columns print is put with these by what all of them do: whether
the figures stand at the first, the middle or the last line of a name that runs over several, which lines are full, and how
far apart rows are. How the columns are found does not live here (`ruled`, `borderless`).
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from extract.pages.shapes import WIDE, Line

Record = list[list[Line]]
"""The lines of one row, column by column."""

_AT = 0.35
"""Ems between base lines that are one: fonts of one line differ by less, lines are an em apart at least."""
_MOSTLY = 0.6
"""The part of a column's lines that are figures where it is one of figures; the others say why there is none."""
_MOST_LINES = 8
"""Lines of one name; longer ones are paragraphs."""
_SEEN = 8
"""Rows of figures among which the one of a name is looked for."""
_LONG_ROWS = 0.8
"""The part of the rows that must hold something in half of the columns."""
_PART = 1.25
"""The least step between rows of words against that between the lines of one row: the white that sets rows apart is a quarter of a line."""
_SAME_STEP = 1.08
"""How much two steps of lines may differ and be one: rounding of half a point in twelve."""
WAYS = (0.0, 0.5, 1.0)
"""Where figures stand beside a name of several lines, and titles beside others: at the first, the middle, the last line."""
_ROUNDED = 0.05
"""Ems by which a word must be too long for the room in a line: what programs round is less."""
_SLACK = 0.2
"""Ems by which the white on both sides of centred words may differ."""
_FIGURE = re.compile(
    r"[<>≥≤≈±+\-−－—–△▲$€£¥￥]{0,2}[(（]?[$€£¥￥+\-−－–]{0,2}[\d０-９][\d０-９,，.．\s]*(?<![,，.．])[%％‰]?[)）]?[%％‰]?"
    r"(?:倍|个?百分点)?[a-z]?[①-⑳¹²³⁴-⁹*＊†‡]*|[-—–−－/.．…·⋯]{1,6}|n\.?a\.?|x|持平",
    re.I,
)
_BROKEN = re.compile(r"^[(（][^)）]*\d[,.]?\d*$|\d\.$|\d,\d{0,2}$")
"""A figure that is not whole: its bracket is open, its point or its group of digits waits for more."""
_CLOSING = "，。；：、）》”％%,.;:)]"
_BEGINS = re.compile(r"其中|#|[（(]?[一二三四五六七八九十]{1,2}[）)]?[、.．]|[（(]?\d{1,2}[）)、.．](?!\d)|[①-⑳]")
"""What begins a name and goes on with none."""
_CAPITAL, _SMALL = re.compile(r"[A-Z][a-z]"), re.compile(r"[a-z]")
_GOES_ON = re.compile(r"(?:[,;&/(–-]|\b(?:and|or|of|the|in|for|to|by|with|de|et|und|der))$")
"""How a name in Latin letters begins, and how a line of one ends that goes on with another."""
_HAN, _LETTERS = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z][A-Za-z]")
_OPENING = "：:"
"""What ends a line that heads the rows under it."""

# What the ways to put lines with figures cost; only their order among each other matters.
_ASTRAY, _ALONE, _MORE, _NO_NAME, _UNFULL, _FAR, _OTHER_TYPE, _OTHER_LEVEL, _CLOSE, _NAME = (
    6.0,
    1.0,
    0.25,
    2.0,
    3.0,
    2.0,
    2.0,
    2.0,
    1.5,
    2.0,
)


def is_figure(text: str) -> bool:
    """Say whether a line of a cell is one figure and nothing else, or a sign that there is none."""
    return _FIGURE.fullmatch(text.strip()) is not None


def in_step(lines: Sequence[Line], beside: Sequence[Line]) -> bool:
    """Say whether lines stand beside those of rows, one for most of the rows."""
    places = _places([line for line in beside if is_figure(line.text)])
    met = sum(any(abs(line.base - place) <= _AT * line.size for line in lines) for place in places)
    return len(places) > 1 and met > _MOSTLY * len(places)


def part(columns: Sequence[Sequence[Line]], edges: Sequence[float], *, by_white: bool = False) -> list[Record] | None:
    """Part what stands between two rules into rows; None where nothing shows more than one.

    `columns` holds the lines of each column from top to bottom, one for each line of print; `edges` are the sides of the
    columns (points), one more than there are. With `by_white`, rows of words are told by the white between them.
    """
    counted = [c for c, lines in enumerate(columns) if c and _is_of_figures(lines)]
    columns = [_whole_figures(lines) if c in counted else lines for c, lines in enumerate(columns)]
    places = _places([line for c in counted for line in columns[c]])
    if len(places) >= 2:
        records = _by_figures(columns, edges, places, counted)
        if records is not None:
            return records
    return _by_white(columns, edges) if by_white and not counted else None


def _is_of_figures(lines: Sequence[Line]) -> bool:
    return bool(lines) and sum(is_figure(line.text) for line in lines) >= _MOSTLY * len(lines)


def _whole_figures(lines: Sequence[Line]) -> list[Line]:
    """Join the lines of figures that a line end has parted, which the first part shows: 12,345. and 6, (12,3 and 45)."""
    out: list[Line] = []
    for line in lines:
        if out and _BROKEN.search(out[-1].text) and is_figure(whole := out[-1].text + line.text) and _is_closed(whole):
            out[-1] = replace(
                out[-1], text=whole, bottom=line.bottom, x0=min(out[-1].x0, line.x0), x1=max(out[-1].x1, line.x1)
            )
        else:
            out.append(line)
    return out


def _is_closed(text: str) -> bool:
    return text.count("(") + text.count("（") == text.count(")") + text.count("）")


def _places(lines: Sequence[Line]) -> list[float]:
    """Give the base lines, each once."""
    out: list[list[float]] = []
    for line in sorted(lines, key=lambda item: item.base):
        if out and line.base - out[-1][-1] <= _AT * line.size:
            out[-1].append(line.base)
        else:
            out.append([line.base])
    return [median(bases) for bases in out]


def _by_figures(
    columns: Sequence[Sequence[Line]], edges: Sequence[float], places: list[float], counted: Sequence[int]
) -> list[Record] | None:
    names = next((c for c, lines in enumerate(columns) if lines and c not in counted), None)
    groups = _named(columns[names], edges[names : names + 2], places) if names is not None else []
    if names is not None and groups is None:
        return None
    # Rows in their order: each has the base line of its figures, or that of its name where it has none.
    rows: list[tuple[float, list[Line], int | None]] = [
        (own[0].base, own, None) for own, at in groups or [] if at is None
    ]
    named = {at: own for own, at in groups or [] if at is not None}
    rows += [(place, named.get(n, []), n) for n, place in enumerate(places)]
    rows.sort(key=lambda row: row[0])
    out: list[Record] = [[[] for _ in columns] for _ in rows]
    spans = [
        (min([place, *(line.base for line in own)]), max([place, *(line.base for line in own)]))
        for place, own, _ in rows
    ]
    for r, (_, own, _) in enumerate(rows):
        if names is not None:
            out[r][names] = list(own)
    starts = [row[0] for row in rows]
    for c, lines in enumerate(columns):
        if c == names:
            continue
        for line in lines:
            out[_nearest(line.base, starts, spans, line.size)][c].append(line)
    filled = [sum(map(bool, record)) for (_, _, at), record in zip(rows, out, strict=True) if at is not None]
    used = sum(map(bool, columns))
    full = sum(2 * count >= used and count >= 2 for count in filled)
    return out if full >= _LONG_ROWS * len(filled) else None


def _nearest(base: float, places: Sequence[float], spans: Sequence[tuple[float, float]], size: float) -> int:
    """Give the row that a line belongs to: the one whose figures it stands beside, else the one that it is nearest to."""

    def away(n: int) -> tuple[float, float]:
        place, (top, bottom) = places[n], spans[n]
        beside = abs(base - place) <= _AT * size
        return (-1.0 if beside else max(top - base, base - bottom, 0.0)), abs(base - place)

    near = bisect_left(places, base)
    return min(range(max(0, near - 3), min(len(places), near + 3)), key=away)


Group = tuple[list[Line], int | None]
"""The lines of one name, and the number of the row of figures that it names."""


def _named(lines: Sequence[Line], sides: Sequence[float], places: Sequence[float]) -> list[Group] | None:
    """Put the lines of a column of names together and to the rows of figures, at least cost."""
    least = min((b.base - a.base for a, b in itertools.pairwise(lines)), default=0.0)
    row = min((b - a for a, b in itertools.pairwise(places)), default=least)
    breaks = [_join_cost(a, b, lines, sides, places, least, row) for a, b in itertools.pairwise(lines)]
    # Each line for a name of its own is a way too, whatever stands where: no dearer one is looked for.
    most, alone = _grouped(lines, places, breaks, 0.0, float("inf"), 1)
    if most == 0.0 and len(lines) == len(places):
        return alone or None  # Each has figures beside it, and nothing can cost less.
    best: tuple[float, list[Group]] = float("inf"), []
    for way in WAYS:
        found = _grouped(lines, places, breaks, way, most, _MOST_LINES)
        best = min(best, found, key=lambda pair: pair[0])
        most = min(most, best[0])
    return best[1] if best[1] else None


class _Step(NamedTuple):
    """A way to group the lines so far: what it costs, its last group, and the way before that."""

    cost: float
    before: _Step | None = None
    start: int = 0
    end: int = 0
    at: int | None = None


def _grouped(
    lines: Sequence[Line],
    places: Sequence[float],
    breaks: Sequence[tuple[float, float]],
    way: float,
    most: float,
    longest: int,
) -> tuple[float, list[Group]]:
    """Give the cheapest way to group lines, where figures stand at the first (0), the middle (0.5) or the last line (1).

    Names have `longest` lines at most; a way that costs more than `most` need not be found.
    """
    # At each line, for each number of figures used: the cheapest way to come there.
    table: list[dict[int, _Step]] = [{0: _Step(0.0)}, *({} for _ in lines)]
    for i, first in enumerate(lines):
        top = bisect_left(places, first.base - first.size)
        near = _AT * first.size
        # Figures that no name from here on can have are without one: states that differ in these alone are one.
        states: dict[int, _Step] = {}
        for used, past in table[i].items():
            if used < top - 1:
                past, used = past._replace(cost=past.cost + _NO_NAME * (top - 1 - used)), top - 1
            if used not in states or past.cost < states[used].cost:
                states[used] = past
        for used, past in states.items():
            begun = past.cost + (breaks[i - 1][1] if i else 0.0)
            for j in range(i, min(len(lines), i + longest)):
                begun += breaks[j - 1][0] if j > i else 0.0
                if begun > most:
                    break
                ends = table[j + 1]
                cost = begun + _ALONE + _MORE * (j - i)
                if cost <= most and (used not in ends or cost < ends[used].cost):
                    ends[used] = _Step(cost, past, i, j + 1)
                last = lines[j]
                place = first.base + way * (last.base - first.base)
                foot = last.base + last.size
                for at in range(max(used, top - 1), min(len(places), max(used, top) + _SEEN)):
                    if places[at] > foot:
                        break
                    cost = begun + _NO_NAME * (at - used) + (_ASTRAY if abs(places[at] - place) > near else 0.0)
                    if cost <= most and (at + 1 not in ends or cost < ends[at + 1].cost):
                        ends[at + 1] = _Step(cost, past, i, j + 1, at)
    whole = [(step.cost + _NO_NAME * (len(places) - used), used) for used, step in table[-1].items()]
    if not whole:
        return float("inf"), []
    cost, used = min(whole)
    groups: list[Group] = []
    step: _Step | None = table[-1][used]
    while step is not None and step.before is not None:
        groups.append((list(lines[step.start : step.end]), step.at))
        step = step.before
    return cost, groups[::-1]


def _join_cost(
    above: Line,
    below: Line,
    lines: Sequence[Line],
    sides: Sequence[float],
    places: Sequence[float],
    least: float,
    row: float,
) -> tuple[float, float]:
    """Give what it costs to take two lines for one name, and to take them for two.

    `least` is the smallest step between lines of the column, `row` that between rows of figures.
    """
    step = below.base - above.base
    if _is_translation(above, below):
        return 0.0, _UNFULL
    joined = 0.0 if above.text[-1:] not in _OPENING and _was_full(above, below, lines, sides) else _UNFULL
    if _SMALL.match(below.text) and _LETTERS.search(above.text):
        return 0.0, _NAME  # A word that the line's end has cut, or the next one.
    joined += _NAME * (_CAPITAL.match(below.text) is not None and _GOES_ON.search(above.text) is None)
    joined += _FAR * (step > _PART * least) + _OTHER_TYPE * (above.bold != below.bold)
    joined += _OTHER_LEVEL * (_BEGINS.match(below.text) is not None or _is_of_other_level(above, below, lines, places))
    # Lines that stand closer than any two rows of figures are no two rows.
    return joined, _CLOSE if step * _SAME_STEP < row else 0.0


def _is_translation(above: Line, below: Line) -> bool:
    """Say whether a line says in Latin letters what the one above it says in Chinese."""
    return (
        _HAN.search(above.text) is not None
        and _HAN.search(below.text) is None
        and _LETTERS.match(below.text) is not None
    )


def _is_of_other_level(above: Line, below: Line, lines: Sequence[Line], places: Sequence[float]) -> bool:
    """Say whether a line starts further in or out than the one above it, where names with figures beside them start too."""
    if abs(below.x0 - above.x0) < _AT * above.size:
        return False
    level = [line for line in lines if line is not below and abs(line.x0 - below.x0) < _AT * line.size]
    return any(abs(line.base - place) <= _AT * line.size for line in level for place in places)


def _was_full(above: Line, below: Line, lines: Sequence[Line], sides: Sequence[float]) -> bool:
    """Say whether the first word of a line would not have fitted into the line above it."""
    left, right = sides
    margin = max(0.0, min(line.x0 for line in lines) - left)
    longest = max(line.x1 for line in lines)
    # A rule may stand far from the words beside it; what is printed shows how far lines go, but for a sign.
    right = max(longest, min(right - min(margin, above.size), longest + above.size))
    room = right - above.x1
    if abs((above.x0 - left) - (sides[1] - above.x1)) < _SLACK * above.size:
        room += above.x0 - left - margin
    return room < _first_word(below) - _ROUNDED * above.size


def _first_word(line: Line) -> float:
    """Give the width of what cannot be parted at the start of a line: a Chinese sign with the stop behind it, a Latin word."""
    text = line.text
    if not text:
        return 0.0
    if text[0] > WIDE or text[0] in "“‘（(《":
        count = 1 + (text[0] in "“‘（(《")
        while count < len(text) and text[count] in _CLOSING:
            count += 1
        return count * line.size
    word = re.match(r"[^\s\u2e80-\uffff]+", text)
    share = len(word[0]) / len(text) if word else 1.0
    return share * (line.x1 - line.x0)


def _by_white(columns: Sequence[Sequence[Line]], edges: Sequence[float]) -> list[Record] | None:
    """Part rows of words where white runs through all columns; where every line stands as far from the next, nothing does."""
    every = sorted((line for lines in columns for line in lines), key=lambda line: line.base)
    places = _places(every)
    steps = [b - a for a, b in itertools.pairwise(places)]
    if len(steps) < 2:
        return None
    least = min(steps)
    starts = [places[0], *(place for place, step in zip(places[1:], steps, strict=True) if step > _PART * least)]
    if len(starts) < 2 or len(starts) == len(places):
        return None
    out: list[Record] = [[[] for _ in columns] for _ in starts]
    for c, lines in enumerate(columns):
        for line in lines:
            row = sum(start - _AT * line.size <= line.base for start in starts) - 1
            out[max(0, row)][c].append(line)
    used = sum(map(bool, columns))
    whole = all(record[0] and 2 * sum(map(bool, record)) > used for record in out)
    return out if whole and not any(_runs_on(a, b, columns, edges) for a, b in itertools.pairwise(out)) else None


def _runs_on(above: Record, below: Record, columns: Sequence[Sequence[Line]], edges: Sequence[float]) -> bool:
    """Say whether half of the cells of a row are full to the end, as lines of one paragraph are."""
    both = [c for c, lines in enumerate(above) if lines and below[c] and len(lines) + len(below[c]) > 2]
    full = sum(_was_full(above[c][-1], below[c][0], columns[c], edges[c : c + 2]) for c in both)
    return bool(both) and 2 * full >= len(both)
