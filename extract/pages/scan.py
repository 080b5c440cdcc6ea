"""The picture of a page: brought upright, and the rules that are printed in it.

A page is drawn in grey by pdfium, which also turns it, so nothing is sampled twice. Rules are long thin runs of dark
pixels, found by regular expressions over rows of bytes: no library of pictures is needed, and so a scan with a layer of
text has its tables wherever it is read. What the words in a picture say is `ocr`'s to find.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pages.drawn import THIN
from extract.pages.shapes import Box, Char, Edge

SCALE = 200 / 72
"""Pixels a point: 200 dots an inch show small print well and stay within memory."""
_LARGEST_SIDE = 3200
"""Pixels of the longer side of a picture that is looked at; a page that is larger is shown smaller."""
_SKEW_SCALE = 100 / 72
"""Pixels a point of the picture that a slope is measured in: enough for lines of text, and a quarter of the work."""
_STRIP = 40
"""Pixels across of the strips that are shifted against each other: at the steepest slope a strip falls by three of its rows."""
_COARSE, _FINE = 0.25, 0.05
"""Degrees between slopes that are tried: over the whole page, and around the best of them."""
_STANDS_OUT = 1.01
"""How much darker and lighter the rows under a slope are than without, where the page has one."""
_DEEPEST = 6
"""Forms in forms that are looked into for text."""
_SAMPLES = 40_000
"""Pixels by which the paper is judged."""
_BRIGHT = 100
"""Of 255: paper is brighter, however yellow it is; a page of dark pictures has none."""
_STEEPEST = 4.0
"""Degrees of skew that are looked for; a page that lies more askew was not meant to be read by machines."""
_STRAIGHT = math.radians(0.04)
"""A slope that moves the ends of a line by less than half a point of 595 is none."""
_DARK = 0.72
"""How bright ink is at most, beside the paper: a hairline that falls between two rows of pixels is no darker."""
_LONG = 40.0
"""Points from which a run of ink is a rule by itself; strokes of letters are shorter."""
_SHORT = 10.0
"""Points from which a run of ink between two rules may be a piece of one: the lowest cells are as high."""
_PIECE = 26.0
"""Points from which a piece of a broken rule is no stroke of a letter: titles are set in up to 26."""
_REACH = 4.0
"""Points that rules which meet may end apart, and that a broken one lacks: a rule is up to 3.2 thick."""
_LOST = 2
"""Pixels that a rule may lack, along it and across, and be one: a fall of one row, and a speck of paper."""
_SOLID = re.compile(rb"\x01{6,}(?:\x00{1,2}\x01{3,})*")
"""A run of ink in a row of pixels, over specks of paper."""
_MOST_RUNS = 60_000
"""More runs of ink than this are a photograph."""


@dataclass(slots=True)
class Picture:
    """A page or a part of it in grey, a byte a pixel, upright; pixels become points of the upright page by `place`."""

    data: bytearray
    width: int
    height: int
    scale: float = SCALE
    x0: float = 0.0
    top: float = 0.0
    paper: int = field(init=False)

    def __post_init__(self) -> None:
        """See how bright the paper is: the most common of the bright levels."""
        levels = Counter(self.data[:: max(1, len(self.data) // _SAMPLES)])
        self.paper = max((level for level in levels if level > _BRIGHT), key=lambda level: levels[level], default=255)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Give the point on the page of a pixel."""
        return self.x0 + x / self.scale, self.top + y / self.scale

    def ink(self) -> bytes:
        """Give one byte a pixel: 1 where there is ink."""
        return bytes(self.data).translate(bytes(level < _DARK * self.paper for level in range(256)))


def draw(page: Any, angle: float = 0.0, box: Box | None = None, scale: float = SCALE) -> Picture:
    """Draw the pictures of a PDF page, or what is inside `box` of it (points of the upright page), turned back by `angle`.

    Text is left out: what a file says in characters is not read from a picture, and its fonts are not those it prints.
    """
    width, height = page.get_size()
    x0, top, x1, bottom = box or (0.0, 0.0, width, height)
    scale = min(scale, _LARGEST_SIDE / max(x1 - x0, bottom - top, 1.0))
    across, down = max(1, round((x1 - x0) * scale)), max(1, round((bottom - top) * scale))
    for item in page.get_objects([raw.FPDF_PAGEOBJ_TEXT], max_depth=_DEEPEST):
        raw.FPDFPageObj_SetIsActive(item.raw, False)
    bitmap = pdfium.PdfBitmap.new_native(across, down, raw.FPDFBitmap_Gray)
    try:
        raw.FPDFBitmap_FillRect(bitmap.raw, 0, 0, across, down, 0xFFFFFFFF)
        cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
        centre = width / 2, height / 2
        matrix = raw.FS_MATRIX(
            cos,
            -sin,
            sin,
            cos,
            (centre[0] - x0) * scale - cos * centre[0] - sin * centre[1],
            (centre[1] - top) * scale + sin * centre[0] - cos * centre[1],
        )
        clip = raw.FS_RECTF(0, 0, across, down)
        raw.FPDF_RenderPageBitmapWithMatrix(bitmap.raw, page.raw, matrix, clip, raw.FPDF_GRAYSCALE)
        return Picture(bytearray(bitmap.buffer), across, down, scale, x0, top)
    finally:
        bitmap.close()


def skew(page: Any) -> float:
    """Say how far the lines of a page fall to the right, in radians: under that slope its rows are darkest and lightest."""
    picture = draw(page, scale=_SKEW_SCALE)
    ink, width = picture.ink(), picture.width
    strips = max(1, width // _STRIP)
    edges = [width * n // strips for n in range(strips + 1)]
    counts = [
        [ink.count(1, row + edges[n], row + edges[n + 1]) for row in range(0, width * picture.height, width)]
        for n in range(strips)
    ]
    margin = math.ceil(width / 2 * math.tan(math.radians(_STEEPEST))) + 1
    padded = [[0] * margin + count + [0] * margin for count in counts]

    def contrast(degrees: float) -> int:
        slope = math.tan(math.radians(degrees))
        shifts = [margin + round(slope * ((edges[n] + edges[n + 1]) / 2 - width / 2)) for n in range(strips)]
        rows = zip(*(strip[at : at + picture.height] for strip, at in zip(padded, shifts, strict=True)), strict=True)
        return sum(dark * dark for dark in map(sum, rows))

    steps, finer = round(_STEEPEST / _COARSE), round(_COARSE / _FINE)
    best = max((n * _COARSE for n in range(-steps, steps + 1)), key=contrast)
    best = max((best + n * _FINE for n in range(-finer, finer + 1)), key=contrast)
    # A page of pictures has no slope that stands out.
    if contrast(best) < _STANDS_OUT * contrast(0.0):
        return 0.0
    angle = math.radians(best)
    return angle if abs(angle) > _STRAIGHT else 0.0


def turned(chars: Sequence[Char], angle: float, width: float, height: float) -> list[Char]:
    """Give characters of a page of that size (points) as they stand once the page is upright."""
    if not angle:
        return list(chars)
    cos, sin = math.cos(angle), math.sin(angle)
    out = []
    for char in chars:
        x, y = (char.x0 + char.x1 - width) / 2, char.middle - height / 2
        right, down = cos * x + sin * y - x, cos * y - sin * x - y
        out.append(
            replace(
                char,
                x0=char.x0 + right,
                x1=char.x1 + right,
                top=char.top + down,
                bottom=char.bottom + down,
                base=char.base + down,
            )
        )
    return out


@dataclass(slots=True)
class _Rule:
    """A thin run of ink: in the lines of pixels (rows, or columns of an upright rule) up to `last`, from where to where in each."""

    last: int
    start: int
    end: int
    runs: list[tuple[int, int, int]]

    @property
    def dark(self) -> int:
        return sum(end - start for _, start, end in self.runs)

    @property
    def place(self) -> float:
        """The middle of its ink."""
        return sum((line + 0.5) * (end - start) for line, start, end in self.runs) / self.dark


def take_rules(picture: Picture) -> tuple[list[Edge], list[Edge]]:
    """Find the horizontal and vertical rules of a picture, in points, and wipe them off, so that words stand alone."""
    ink, width, height, scale = picture.ink(), picture.width, picture.height, picture.scale
    across, down = _standing(
        _whole(_thin((ink[row : row + width] for row in range(0, width * height, width)), scale), scale),
        _whole(_thin((ink[column::width] for column in range(width)), scale), scale),
        scale,
    )
    paper = bytes([picture.paper])
    # A rule's fringe goes with it: grey beside it is no letter.
    for rule in across:
        for line, start, end in rule.runs:
            for y in range(max(0, line - 1), min(height, line + 2)):
                picture.data[y * width + start : y * width + end] = paper * (end - start)
    for rule in down:
        for line, start, end in rule.runs:
            for x in range(max(0, line - 1), min(width, line + 2)):
                picture.data[start * width + x : end * width + x : width] = paper * (end - start)
    x0, top = picture.place(0, 0)
    return (
        [(top + rule.place / scale, x0 + rule.start / scale, x0 + rule.end / scale) for rule in across],
        [(x0 + rule.place / scale, top + rule.start / scale, top + rule.end / scale) for rule in down],
    )


def _thin(lines: Iterable[bytes], scale: float) -> Iterator[_Rule]:
    """Give the runs of ink that are long and thin; runs in neighbouring lines of pixels that overlap are one."""
    least, thick = _SHORT * scale, THIN * scale
    active: list[_Rule] = []
    found = 0
    for number, line in enumerate(lines):
        done = [rule for rule in active if rule.last < number - _LOST]
        if done:
            active = [rule for rule in active if rule.last >= number - _LOST]
            yield from (rule for rule in done if rule.dark <= thick * (rule.end - rule.start))
        for match in _SOLID.finditer(line):
            start, end = match.span()
            if end - start < least:
                continue
            found += 1
            if found > _MOST_RUNS:
                return
            run = _Rule(number, start, end, [(number, start, end)])
            for rule in [rule for rule in active if rule.start <= end + _LOST and start <= rule.end + _LOST]:
                run.start, run.end = min(run.start, rule.start), max(run.end, rule.end)
                run.runs = rule.runs + run.runs
                active.remove(rule)
            active.append(run)
    yield from (rule for rule in active if rule.dark <= thick * (rule.end - rule.start))


def _whole(rules: Iterable[_Rule], scale: float) -> list[_Rule]:
    """Join what lies on one line with small gaps between: ink that the print or the scanner has lost.

    Strokes of the letters of a title lie on one line too, and are no longer than a letter is wide.
    """
    out: list[_Rule] = []
    for rule in sorted(rules, key=lambda r: r.start):
        if rule.end - rule.start < _PIECE * scale:
            out.append(rule)
            continue
        before = next(
            (
                other
                for other in out
                if abs(other.place - rule.place) < scale
                and 0 <= rule.start - other.end < _REACH * scale
                and other.end - other.start >= _PIECE * scale
            ),
            None,
        )
        if before is None:
            out.append(rule)
        else:
            before.end = rule.end
            before.runs += rule.runs
    return out


def _standing(across: list[_Rule], down: list[_Rule], scale: float) -> tuple[list[_Rule], list[_Rule]]:
    """Keep the rules that are long, and of the short ones those that reach from one kept rule to another."""
    reach = _REACH * scale
    kept = [rule for rule in across if rule.end - rule.start >= _LONG * scale]
    upright = [rule for rule in down if rule.end - rule.start >= _LONG * scale]
    while True:
        more_down = [rule for rule in down if rule not in upright and _between(rule, kept, reach)]
        upright += more_down
        more_across = [rule for rule in across if rule not in kept and _between(rule, upright, reach)]
        kept += more_across
        if not more_down and not more_across:
            return kept, upright


def _between(rule: _Rule, others: Sequence[_Rule], reach: float) -> bool:
    """Say whether a rule starts on one of the others, which cross its way, and ends on another."""
    crossing = [other for other in others if other.start - reach <= rule.place <= other.end + reach]
    return any(abs(other.place - rule.start) < reach for other in crossing) and any(
        abs(other.place - rule.end) < reach for other in crossing
    )
