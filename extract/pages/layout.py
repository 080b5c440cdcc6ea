"""A page as geometry: characters to lines, columns, the bands that repeat on every page.

Coordinates are points from the upper left corner. What a line says matters here only as far as a page number looks like
one; paragraphs and tables have modules of their own.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Protocol, TypeVar

from extract.text import furniture
from extract.text.raised import raised

Box = tuple[float, float, float, float]
Edge = tuple[float, float, float]
"""A rule: where it stands (x of a vertical, y of a horizontal one), where it starts, where it ends."""

WIDE = "\u2e80"
"""From this sign on characters are an em wide: Chinese ones, and signs in their full form."""
BOLD = 600
"""The weight from which type is bold (OpenType: semibold); a regular one is 400."""
ASCENT, DESCENT = 0.88, 0.12
"""How far a Chinese font reaches above and below its base line, in ems: together one (880 and 120 of 1000 units)."""
WIDE_GAP = 1.3
"""Ems of white that no text has inside: a space of one em that is stretched by a third to fill its line is narrower."""
TOUCH = 1.0
"""Points by which a box may reach over an edge and not cross it: side bearings, and coordinates that a file rounds."""
PAGE_WITH_COLUMNS = 10
"""Lines: a page with fewer shows no columns of its own; five beside five are the fewest that no list has by chance."""

_EM_OF_BOX = 0.7
"""The em as a share of the height of a character's box: from ascent to descent, fonts take up to 1.4 ems."""
_LATIN_EM_OF_BOX = 0.75
"""The same for a line that has no Chinese character to show its em: Latin fonts take 1.3 ems, less than Chinese ones."""
_DOUBLED = 0.15
"""Ems between two strikes of one sign that is to look bold; the narrowest sign (i, l) is wider, so two signs lie further apart."""
_OTHER_LINE = 0.5
"""Ems between base lines from which they are two: lines are an em apart at least, fonts on one line differ by less."""
_BACKWARDS = 0.5
"""Ems that the pen goes back from one sign to the next where another run starts: kerning takes back less than half a sign."""
_LOWER = 0.9
"""A box lower than this share of its neighbour's is of smaller type: raised signs are set at 0.6 to 0.87 of the text."""
_RAISED_IN_RUN = 0.1
"""How high a raised sign stands at least, of the box of its neighbour: a seventh of an em, where it is set a third of one high."""
_CELL_GAP = 0.5
"""White that parts two narrow cells, of the height of a box: two thirds of an em, which no line between two signs has."""
_HIGH = 0.15
"""Ems that a raised run stands above its line; the base lines of two fonts on one line differ by less."""
_WORD_SPACE, _WIDE_SPACE = 0.15, 0.6
"""Ems of white that stand for a space between two Latin signs (printed as 0.25) and beside a Chinese one (printed as 1)."""

_GUTTERS = tuple(0.35 + 0.015 * step for step in range(21))
"""Where a gutter is looked for, as shares of the page's width: over its middle third, in steps (9 points of A4) that no gutter is narrower than."""
_LINE_OF_TEXT = 6
"""Signs of a line that counts for a gutter: page numbers and cells are shorter."""
_FEWEST_BESIDE = PAGE_WITH_COLUMNS // 2
"""Lines on each side of a gutter, and lines of one side that stand beside lines of the other."""
_CROSSING = 1 / 4
"""The share of lines that may run over a gutter: titles and headings across both columns."""
_CROSSING_USUAL = 1 / 3
"""The same on a page that is asked only whether it has the gutter of the others: it may be a short one, with a large title."""
_NEAR = 4.0
"""Ems from a gutter within which the lines beside it end and start: columns are filled to their edges."""

_LONG = 0.6
"""The share of the widest line of a column from which a line is long: those show its edges, last lines and titles do not."""
_EDGE = 2.0
"""Points within which lines start at one place: less than half a sign of the smallest print."""
_OFTEN = 2
"""Lines that start at one place, and pages whose numbers count on: one alone may be chance."""
_HANGING = 20
"""One line of so many may reach over the right edge: punctuation that hangs in the margin."""

_BAND_ROWS = 2
"""Rows at the top and at the foot of a page that may be bands: a head, or a number, and a line under or over it."""
_BAND = 6.0
"""Points of height within which a band stands on every page: half of a line of text."""
_MARGINS = 0.16, 0.82
"""Page numbers and running heads stand above the one or below the other share of a page's height. The margins of official
documents (GB/T 9704: 37 mm above and 35 mm below) end at 0.125 and 0.88 of A4, and at 0.82 of a page on its side; from
above a head may reach into the page by a row."""
_FEWEST_PAGES, _ENOUGH_PAGES = 2, 4
"""Pages on which a running head stands at least: a third of them all, but within these bounds."""
_PAGES_OF_HEAD = 3

_SMALL_PRINT = 0.93
"""The size of footnotes, at most, of that of the text: the smallest step of official sizes is from 10.5 to 9, or 0.86."""
_FOOT_FROM = 0.4
"""The height of a page below which footnotes start: they take no more than its lower part."""
_OTHER_SIZE = 0.04
"""The share of its size by which a head differs from the text: half a point of 12, more than rounding to a tenth makes."""
_FAR = 1.25
"""How much further than the usual step a head stands from the text, as paragraphs that are set apart do."""
_ROWS_WITH_STEP = 3
"""Rows that show how far apart lines usually are: between two there is one step, which may be any."""

_DRAWN_TOGETHER = "—…⋯.·ft"
"""Signs that a font may set two of with one glyph (—— and the ligatures of Latin), so that both have one place."""
LEADER = re.compile(r"\s*(?:[.．·…⋯‥]\s?){4,}|(?:^|\s)\.(?:\s\.)+(?=\s|$)")
"""Dots that lead from a name to its figures, or to a page; a word is left out with three. Set apart by spaces, two are enough."""
_MARK = re.compile(r"(?:[①-⑳¹²³⁴-⁹*＊]|[\[【〔(（]\d{1,3}[\]】〕)）]|\d{1,3}(?:[.．、](?!\d)|\s))\s*\S")
"""How a footnote begins: ①, ¹, [1], 1. and words; a year or a number of the text does not."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page was turned to be read: clockwise by `quarters`; `width` and `height` are those it has when turned."""

    quarters: int
    width: float
    height: float

    def shown(self, box: Box) -> Box:
        """Give where a box of the turned page lies on the page as it is shown."""
        return _turned(box, -self.quarters % 4, self.width, self.height)

    def taken(self, box: Box) -> Box:
        """Give where a box of the page as it is shown lies on the turned page."""
        sides = (self.height, self.width) if self.quarters % 2 else (self.width, self.height)
        return _turned(box, self.quarters, *sides)


def _turned(box: Box, quarters: int, width: float, height: float) -> Box:
    """Turn a box with its page, which has this width and height before."""
    x0, top, x1, bottom = box
    if quarters == 1:
        return height - bottom, x0, height - top, x1
    if quarters == 2:
        return width - x1, height - bottom, width - x0, height - top
    if quarters == 3:
        return top, width - x1, bottom, width - x0
    return box


@dataclass(slots=True)
class Char:
    """One printed character and the place that it takes in its line."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    """The height of the base line: what characters of different fonts on one line share."""
    bold: bool = False
    ocr: bool = False
    """Whether it was read from a picture."""

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Line:
    """A run of characters on one base line. `size` is the em in points: the advance of a Chinese character."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    page: int = 0
    parts: int = 1
    ocr: bool = False
    left: float = 0.0
    right: float = 0.0
    """The edges of the column that the line stands in."""
    turn: Turn | None = None
    """How its page was turned, None where it is read as it is shown."""

    @property
    def box(self) -> Box:
        """The rectangle around it."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def shown(self) -> Box:
        """The rectangle around it on the page as it is shown."""
        return self.turn.shown(self.box) if self.turn else self.box


@dataclass(slots=True)
class Page:
    """What one page holds once its characters are lines."""

    number: int
    width: float
    height: float
    lines: list[Line]
    furniture: list[tuple[Line, str]] = field(default_factory=list)
    printed: int | None = None


def runs(chars: Sequence[Char]) -> list[list[Char]]:
    """Part characters in drawing order where the pen jumps: to another line, backwards, or over a wide gap.

    A character drawn twice at one place (to look bold) counts once; spaces at the ends of a run go.
    """
    out: list[list[Char]] = []
    current: list[Char] = []
    for char in chars:
        if current:
            last = current[-1]
            em = _EM_OF_BOX * (char.bottom - char.top)
            twice = (
                abs(char.x0 - last.x0) < _DOUBLED * em and char.text == last.text and char.text not in _DRAWN_TOGETHER
            )
            if twice and abs(char.base - last.base) < _DOUBLED * em:
                continue
            step = char.x0 - last.x1
            if char.base != last.base:
                small, large = sorted((char.bottom - char.top, last.bottom - last.top))
                em = _EM_OF_BOX * small
                # Another line, or one raised sign beside others.
                is_text = small > _LOWER * large
                apart = abs(char.base - last.base) > (_OTHER_LINE * em if is_text else _RAISED_IN_RUN * large)
            else:
                apart = False
            if apart or step > WIDE_GAP * em or char.x0 < last.x0 - _BACKWARDS * em:
                out.append(current)
                current = []
        if current or not char.text.isspace():
            current.append(char)
    if current:
        out.append(current)
    for run in out:
        while run and run[-1].text.isspace():
            run.pop()
    return [run for run in out if run]


def pieces(run: Sequence[Char]) -> list[list[Char]]:
    """Part a run also where a gap that no space fills is too wide for text, as between two narrow cells, and where dots lead on."""
    limit = _CELL_GAP * (run[0].bottom - run[0].top)
    cuts = [n for n, (last, char) in enumerate(itertools.pairwise(run), 1) if char.x0 - last.x1 > limit]
    leads = list(LEADER.finditer("".join([char.text[:1] for char in run])))
    if not leads:
        return [list(run[a:b]) for a, b in itertools.pairwise([0, *cuts, len(run)])]
    dots = {n for lead in leads for n in range(*lead.span())}
    cuts = sorted({*cuts, *(edge for lead in leads for edge in lead.span())} - {0, len(run)})
    parts = [[run[n] for n in range(a, b) if n not in dots] for a, b in itertools.pairwise([0, *cuts, len(run)])]
    return [part for part in parts if not all(char.text.isspace() for char in part)]


def line_of(run: Sequence[Char], page: int = 0) -> Line:
    """Make a line of a run of characters."""
    wide = [c.x1 - c.x0 for c in run if c.text > WIDE]
    top, bottom = min([c.top for c in run]), max([c.bottom for c in run])
    size = median(wide) if wide else (bottom - top) * _LATIN_EM_OF_BOX
    bold = sum([c.bold for c in run]) * 2 > len(run)
    base = run[len(run) // 2].base
    text = "".join([c.text for c in run])
    text = re.sub(r" {2,}", " ", text).strip() if " " in text else text
    ocr = run[0].ocr
    return Line(text, run[0].x0, top, max([c.x1 for c in run]), bottom, base, round(size, 1), bold, page, ocr=ocr)


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that stand beside each other, from top to bottom, each group from left to right."""
    out: list[list[Line]] = []
    for line in sorted(lines, key=lambda item: item.base):
        if out:
            last = max(out[-1], key=lambda item: item.size)
            near = abs(line.base - last.base) < _OTHER_LINE * max(line.size, last.size)
            if near or any(_holds(line, other) for other in out[-1]):
                out[-1].append(line)
                continue
        out.append([line])
    for row in out:
        row.sort(key=lambda item: item.x0)
    return out


def _holds(one: Line, other: Line) -> bool:
    """Say whether one of two lines is a small sign that is raised or sunk beside the other, however high it stands."""
    small, large = sorted((one, other), key=lambda line: line.bottom - line.top)
    if small.bottom - small.top > _LOWER * (large.bottom - large.top):
        return False
    gap = max(small.x0 - large.x1, large.x0 - small.x1)
    return large.top < small.base < large.bottom and abs(gap) < _WORD_SPACE * large.size


def joined(row: Sequence[Line]) -> Line:
    """Make one line of those that stand beside each other, with a space where there was a gap."""
    if len(row) == 1:
        return row[0]
    main = max(row, key=lambda item: len(item.text))
    words = [raised(line.text) if _is_raised(line, main) else line.text for line in row]
    text = words[0]
    for (last, line), word in zip(itertools.pairwise(row), words[1:], strict=True):
        latin = last.text[-1:].isascii() and line.text[:1].isascii()
        gap = line.x0 - last.x1
        text += (" " if gap > (_WORD_SPACE if latin else _WIDE_SPACE) * main.size else "") + word
    return Line(
        text,
        row[0].x0,
        min(line.top for line in row),
        max(line.x1 for line in row),
        max(line.bottom for line in row),
        main.base,
        main.size,
        all(line.bold for line in row),
        row[0].page,
        len(row),
        any(line.ocr for line in row),
        turn=main.turn,
    )


def _is_raised(line: Line, main: Line) -> bool:
    """Say whether a run is small and stands high beside another: an exponent, the mark of a footnote."""
    lower = line.bottom - line.top < _LOWER * (main.bottom - main.top)
    return lower and main.base - line.base > _HIGH * main.size


def gutter(lines: Sequence[Line], width: float, usual: float | None = None) -> float | None:
    """Find the white strip between two columns, None where the page has one column.

    It lies in the middle third; on each side stand at least five lines beside lines of the other side, and few cross.
    A page that does not show it has its columns where most pages have them (`usual`), if little crosses there.
    """
    usual = usual if usual and _parted_at(usual, lines) else None
    long = [line for line in lines if len(line.text) >= _LINE_OF_TEXT]
    if len(long) < PAGE_WITH_COLUMNS:
        return usual
    strips: dict[int, list[float]] = defaultdict(list)
    for share in _GUTTERS:
        x = width * share
        left, right = _sides(x, long)
        crossing = len(long) - len(left) - len(right)
        if crossing > _CROSSING * len(long):
            continue
        beside = sum(any(a.top < b.bottom and b.top < a.bottom for b in right) for a in left)
        if min(len(left), len(right), beside) < _FEWEST_BESIDE:
            continue
        # Columns are filled to their edges; what stands beside a tab stop is not.
        full = sum(line.x1 > x - _NEAR * line.size for line in left)
        near = sum(line.x0 < x + _NEAR * line.size for line in right)
        if full * 2 < len(left) or near * 2 < len(right):
            continue
        strips[crossing].append(x)
    return median(strips[min(strips)]) if strips else usual


def _parted_at(x: float, lines: Sequence[Line]) -> bool:
    """Say whether lines stand close to a strip, on one side of it or both, and few over it."""
    left, right = _sides(x, lines)
    near = any(line.x1 > x - _NEAR * line.size for line in left) or any(
        line.x0 < x + _NEAR * line.size for line in right
    )
    return len(lines) - len(left) - len(right) <= _CROSSING_USUAL * len(lines) and near


def _sides(x: float, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Give the lines that end left of a strip, and those that start right of it."""
    return [line for line in lines if line.x1 <= x + TOUCH], [line for line in lines if line.x0 >= x - TOUCH]


class Boxed(Protocol):
    """What takes a rectangle of a page: a line, a table."""

    @property
    def box(self) -> Box:
        """The rectangle around it."""


Table = TypeVar("Table", bound=Boxed)


def reading_orders(pages: Sequence[Page], tables: Sequence[Sequence[Table]]) -> list[list[Line | Table]]:
    """Put the lines of each page into reading order, and its tables where they stand among them."""
    found = [middle for page in pages if (middle := gutter(page.lines, page.width)) is not None]
    usual = median(found) if found else None
    if usual and len(found) <= sum(
        len(page.lines) >= PAGE_WITH_COLUMNS and not _parted_at(usual, page.lines) for page in pages
    ):
        usual = None
    return [reading_order(page.lines, page.width, usual, own) for page, own in zip(pages, tables, strict=True)]


def reading_order(
    lines: Sequence[Line], width: float, usual: float | None = None, tables: Sequence[Table] = ()
) -> list[Line | Table]:
    """Put the lines and tables of a page into reading order and tell each line the edges of its column."""
    middle = gutter(lines, width, usual)
    if middle is None:
        single = [joined(row) for row in rows(lines)]
        _edges(single)
        return _downwards([*single, *tables])
    out: list[Line | Table] = []
    sides: tuple[list[Line], list[Line]] = ([], [])
    columns: tuple[list[Line | Table], list[Line | Table]] = ([], [])
    across: list[Line] = []

    def flush() -> None:
        for side, column in zip(sides, columns, strict=True):
            out.extend(_downwards(column))
            side.extend(item for item in column if isinstance(item, Line))
            column.clear()

    def crosses(what: Boxed) -> bool:
        return what.box[0] < middle - TOUCH and what.box[2] > middle + TOUCH

    waiting = sorted(tables, key=lambda table: table.box[1], reverse=True)
    for row in [*rows(lines), []]:
        while waiting and (not row or waiting[-1].box[1] < row[0].top):
            table = waiting.pop()
            if crosses(table):
                flush()
                out.append(table)
            else:
                columns[table.box[0] + table.box[2] > 2 * middle].append(table)
        if any(map(crosses, row)):
            flush()
            across.append(joined(row))
            out.append(across[-1])
            continue
        for column, right in zip(columns, (False, True), strict=True):
            own = [line for line in row if (line.x0 + line.x1 >= 2 * middle) is right]
            if own:
                column.append(joined(own))
    flush()
    for side in sides:
        _edges(side)
    for line in across:
        line.left = min(item.box[0] for item in out)
        line.right = max(item.box[2] for item in out)
    return out


def _downwards(items: Sequence[Line | Table]) -> list[Line | Table]:
    """Put what stands in one column from top to bottom."""
    return sorted(items, key=lambda item: item.box[1])


def _edges(lines: Sequence[Line]) -> None:
    """Find the left and right edge of the column that these lines stand in."""
    if not lines:
        return
    widest = max(line.x1 - line.x0 for line in lines)
    long = [line for line in lines if line.x1 - line.x0 > _LONG * widest]
    # The edge is the leftmost place where lines start again and again; a sign hung out to the left is not.
    often = [place for place, count in Counter(round(line.x0 / _EDGE) for line in long).items() if count >= _OFTEN]
    left = min(often) * _EDGE if often else min(line.x0 for line in long)
    rights = sorted(line.x1 for line in long)
    right = rights[-1 - len(rights) // _HANGING]
    for line in lines:
        line.left, line.right = left, right


def set_apart_bands(pages: Sequence[Page]) -> None:
    """Move page numbers and running heads, found as bands at the margins that repeat, from the lines to the furniture."""
    tops: dict[tuple[str, int], set[int]] = defaultdict(set)
    candidates: list[tuple[Page, Line]] = []
    for page in pages:
        ordered = rows(page.lines)
        for row in ordered[:_BAND_ROWS] + ordered[_BAND_ROWS:][-_BAND_ROWS:]:
            for line in row:
                candidates.append((page, line))
                tops[_band(line)].add(page.number)
    count = len({page.number for page in pages})
    least = max(_FEWEST_PAGES, min(_ENOUGH_PAGES, count // _PAGES_OF_HEAD))
    numbers: list[tuple[Page, Line, int]] = []
    for page, line in candidates:
        number = furniture.is_page_number(line.text)
        if number is not None and _is_outside(line, page) and line in page.lines and not _is_held(line, page):
            numbers.append((page, line, number))
    offsets = Counter(number - page.number for page, _, number in numbers)
    for page, line, number in numbers:
        dashed = not line.text.strip().isdigit()
        if dashed or offsets[number - page.number] >= _OFTEN or (count == 1 and _is_alone(line, page)):
            page.lines.remove(line)
            page.furniture.append((line, "page_number"))
            if page.printed is None:
                page.printed = number
    repeated = [
        (page, line)
        for page, line in candidates
        if _is_outside(line, page) and len(tops[_band(line)]) >= least and line in page.lines
    ]
    for page, line in repeated:
        page.lines.remove(line)
    for page, line in repeated:
        # The last words of a paragraph (5338个。) may head several pages too; they stand as close as any line does.
        if len(tops[_band(line)]) > count / 2 or _stands_apart(line, page):
            page.furniture.append((line, "running_head"))
        else:
            page.lines.append(line)


def _is_outside(line: Line, page: Page) -> bool:
    """Say whether a line stands in the margins of a page."""
    above, below = _MARGINS
    return line.bottom < above * page.height or line.top > below * page.height


def _is_alone(line: Line, page: Page) -> bool:
    """Say whether nothing stands beside a line."""
    return not any(
        other is not line and abs(line.base - other.base) < _OTHER_LINE * max(line.size, other.size)
        for other in page.lines
    )


def _is_held(line: Line, page: Page) -> bool:
    """Say whether a line is a raised or sunk part of a larger one beside it."""
    return any(other.size > line.size and _holds(line, other) for other in page.lines if other is not line)


def set_apart_footnotes(pages: Sequence[Page], size: float) -> None:
    """Move footnotes, small lines at a page's foot from the first with a mark on, from the lines to the furniture."""
    for page in pages:
        ordered = rows(page.lines)
        start = len(ordered)
        while start and all(line.size < _SMALL_PRINT * size for line in ordered[start - 1]):
            start -= 1
        notes = ordered[start:]
        while notes and not _MARK.match(joined(notes[0]).text):
            notes.pop(0)
        if notes and len(notes) < len(ordered) and notes[0][0].top > _FOOT_FROM * page.height:
            for row in notes:
                page.furniture.append((joined(row), "footnote"))
            page.lines = [line for line in page.lines if not any(line in row for row in notes)]


def _stands_apart(line: Line, page: Page) -> bool:
    """Say whether a line at the margin is of another size than the text next to it, or further from it than its lines are."""
    tops = [row[0] for row in rows(page.lines)]
    if len(tops) < _ROWS_WITH_STEP:
        return True
    usual = median(b.top - a.top for a, b in itertools.pairwise(tops))
    neighbour = min(tops, key=lambda other: abs(other.top - line.top))
    return abs(neighbour.size - line.size) > _OTHER_SIZE * line.size or abs(neighbour.top - line.top) > _FAR * usual


def _band(line: Line) -> tuple[str, int]:
    """Give what makes a line the same on another page: its words without numbers, and its height."""
    return re.sub(r"[\d０-９]+", "#", re.sub(r"\s+", "", line.text)), round(line.top / _BAND)
