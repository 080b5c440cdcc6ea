"""Characters to lines: runs where the pen does not jump, rows of what stands beside each other.

What a line says does not matter here; which lines are read one after the other lives in `columns`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from operator import attrgetter

from extract.pages.shapes import WIDE, Char, Line
from extract.text.raised import raised

WIDE_GAP = 1.3
"""Ems of white that no text has inside: a space of one em that is stretched by a third to fill its line is narrower."""
_EM_OF_BOX = 0.7
"""The em as a share of the height of a character's box: from ascent to descent, fonts take up to 1.4 ems."""
_LATIN_EM_OF_BOX = 0.75
"""The same for a line that has no Chinese character to show its em: Latin fonts take 1.3 ems, less than Chinese ones."""
_DOUBLED = 0.15
"""Ems between two strikes of one sign that is to look bold; the narrowest sign (i, l) is wider, so two signs lie further apart."""
OTHER_LINE = 0.5
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
_DRAWN_TOGETHER = "—…⋯.·ft"
"""Signs that a font may set two of with one glyph (—— and the ligatures of Latin), so that both have one place."""
LEADER = re.compile(r"\s*(?:[.．·…⋯‥]\s?){4,}|(?:^|\s)\.(?:\s\.)+(?=\s|$)")
"""Dots that lead from a name to its figures, or to a page; a word is left out with three. Set apart by spaces, two are enough."""
_BASE, _SIZE, _LEFT = attrgetter("base"), attrgetter("size"), attrgetter("x0")
_LEADS = frozenset(".．·…⋯‥")
"""The signs without which nothing leads on."""


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
                apart = abs(char.base - last.base) > (OTHER_LINE * em if is_text else _RAISED_IN_RUN * large)
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
    signs = [char.text[:1] for char in run]
    leads = [] if _LEADS.isdisjoint(signs) else list(LEADER.finditer("".join(signs)))
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
    size = _middle(wide) if wide else (bottom - top) * _LATIN_EM_OF_BOX
    bold = sum([c.bold for c in run]) * 2 > len(run)
    base = run[len(run) // 2].base
    text = "".join([c.text for c in run])
    text = re.sub(r" {2,}", " ", text).strip() if " " in text else text
    ocr = run[0].ocr
    return Line(text, run[0].x0, top, max([c.x1 for c in run]), bottom, base, round(size, 1), bold, page, ocr=ocr)


def _middle(values: list[float]) -> float:
    """Give the median; written out, since every line asks for its own."""
    values.sort()
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Group lines that stand beside each other, from top to bottom, each group from left to right."""
    out: list[list[Line]] = []
    for line in sorted(lines, key=_BASE):
        if out:
            last = max(out[-1], key=_SIZE) if len(out[-1]) > 1 else out[-1][0]
            near = abs(line.base - last.base) < OTHER_LINE * max(line.size, last.size)
            # What begins under the whole row is no raised or sunk sign of it.
            is_under = len(out[-1]) == 1 and line.top >= last.bottom
            if near or (not is_under and any(holds(line, other) for other in out[-1])):
                out[-1].append(line)
                continue
        out.append([line])
    for row in out:
        row.sort(key=_LEFT)
    return out


def holds(one: Line, other: Line) -> bool:
    """Say whether one of two lines is a small sign that is raised or sunk beside the other, however high it stands."""
    low, high = one.bottom - one.top, other.bottom - other.top
    small, large = (one, other) if low <= high else (other, one)
    if min(low, high) > _LOWER * max(low, high):
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
