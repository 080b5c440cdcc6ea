"""What stands at the margins of pages and is no text of them: page numbers, running heads, footnotes.

What a line says matters here only as far as it looks like a page number or the mark of a footnote.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from extract.pages.lines import OTHER_LINE, holds, joined, rows
from extract.pages.shapes import Line, Page
from extract.text import furniture

_OFTEN = 2
"""Pages whose numbers count on: one alone may be chance."""
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
_MARK = re.compile(r"(?:[①-⑳¹²³⁴-⁹*＊]|[\[【〔(（]\d{1,3}[\]】〕)）]|\d{1,3}(?:[.．、](?!\d)|\s))\s*\S")
"""How a footnote begins: ①, ¹, [1], 1. and words; a year or a number of the text does not."""


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
        other is not line and abs(line.base - other.base) < OTHER_LINE * max(line.size, other.size)
        for other in page.lines
    )


def _is_held(line: Line, page: Page) -> bool:
    """Say whether a line is a raised or sunk part of a larger one beside it."""
    return any(other.size > line.size and holds(line, other) for other in page.lines if other is not line)


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
