"""One page of an OFD file as geometry (GB/T 33190): characters with their places, and what is drawn, in points.

An object's own coordinates become the page's by its CTM and the corner of its boundary. Text is Unicode, so no font is
read; where a file leaves out the steps from character to character, the usual widths stand in. Where the parts of a
file lie lives in `ofd`, what is made of the geometry in `pages`.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.files.paged import MOST_CHARS
from extract.pages.drawn import FRAME, MOST_OBJECTS, MOST_POINTS, Drawn, Matrix, Point, at, times
from extract.pages.lines import WIDE_GAP
from extract.pages.shapes import ASCENT, BOLD, DESCENT, WIDE, Box, Char

POINTS = 72 / 25.4
"""Points a millimetre, the unit of the format."""
_DEEPEST = 6
_GAP = 0.22
"""White space between two Latin characters that is wider than this part of the em parts two words."""
_NARROW, _BROAD = frozenset("iIjlt.,:;'|!()[]/ "), frozenset("mwMW@%&")
_WORD = re.compile(r"[A-Z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_FULL = 1.0
_THIN, _CAPITAL, _USUAL, _LARGE = 0.28, 0.67, 0.53, 0.85
"""The widths of Latin characters in ems, as in Helvetica: i, capitals, most others, m and W."""
_LARGEST_EM = 10_000.0
"""Points: type that is larger is a fault of the file."""
_UPRIGHT = 5.0
"""Degrees within which text stands along a side of the page: a scan that lies askew, a slip of the pen."""
_ON_LINE = 0.1
"""Ems within which two characters of an object stand on one line."""
_LEVEL = 0.3
"""The same for two objects, which may be set in two fonts."""
_NOTHING = 0.01
"""Points: an object whose boundary is smaller has none that holds."""


@dataclass(slots=True)
class Resources:
    """What objects refer to by number: whether a font is bold, the content of composite units, the part of a picture."""

    bold: dict[str, bool] = field(default_factory=dict)
    units: dict[str, Any] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Sheet:
    """What one page holds. `hidden` text is not shown, `aslant` are runs of text at another angle than the page's text."""

    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    hidden: list[Char] = field(default_factory=list)
    aslant: list[list[Char]] = field(default_factory=list)
    pictures: list[tuple[str, Matrix]] = field(default_factory=list)
    """The number of each picture, and what puts the unit square where it stands."""
    drawn: Drawn = field(default_factory=Drawn)
    is_cut: bool = False
    """Whether there were more characters than are read."""
    angles: Counter[int] = field(default_factory=Counter)
    """How many characters stand at each angle, in quarter turns clockwise; at others they count as -1."""


def sheet(contents: Sequence[Any], box: Box, resources: Resources) -> Sheet:
    """Read the contents of a page and its templates, the lowest first. `box` is the page in millimetres: x, y, width, height.

    A page whose text stands on its side (a wide table on an upright sheet) is turned, so that it can be read.
    """
    x, y, width, height = (value * POINTS for value in box)
    here: Matrix = (POINTS, 0.0, 0.0, POINTS, -x, -y)
    out = Sheet(width, height)
    _walk(contents, here, out, resources, False, 0)
    turns = max(out.angles, key=lambda angle: out.angles[angle], default=0)
    if turns <= 0 or 2 * out.angles[turns] <= out.angles.total():
        return out
    back: Matrix = {
        1: (0.0, -1.0, 1.0, 0.0, 0.0, width),
        2: (-1.0, 0.0, 0.0, -1.0, width, height),
        3: (0.0, 1.0, -1.0, 0.0, height, 0.0),
    }[turns]
    size = (width, height) if turns == 2 else (height, width)
    turned = Sheet(*size)
    _walk(contents, times(here, back), turned, resources, False, 0)
    return turned


def local(node: Any) -> str:
    """Give an element's name without its namespace, of which the format has had several."""
    return str(node.tag).rpartition("}")[2]


def numbers(said: str | None) -> list[float]:
    """Read numbers that white space parts; empty where one of them is none."""
    try:
        found = [float(word) for word in (said or "").split()]
    except ValueError:
        return []
    return found if all(map(math.isfinite, found)) else []


def _number(said: str | None, otherwise: float) -> float:
    found = numbers(said)
    return found[0] if found else otherwise


def box_of(said: str | None) -> Box | None:
    """Read a box (x, y, width, height); None where it is none."""
    found = numbers(said)
    return (found[0], found[1], found[2], found[3]) if len(found) == 4 else None


def _walk(holder: Any, matrix: Matrix, out: Sheet, resources: Resources, hidden: bool, depth: int) -> None:
    for item in holder:
        out.drawn.objects += 1
        if out.drawn.objects >= MOST_OBJECTS:
            return
        kind = local(item)
        unseen = hidden or item.get("Visible") == "false" or item.get("Alpha") == "0"
        if kind in ("Content", "Layer", "PageBlock") and depth < _DEEPEST:
            _walk(item, matrix, out, resources, unseen, depth + 1)
        if kind not in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
            continue
        boundary = box_of(item.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
        own = numbers(item.get("CTM"))
        inner: Matrix = (1, 0, 0, 1, 0, 0) if kind != "ImageObject" else (boundary[2], 0, 0, boundary[3], 0, 0)
        if len(own) == 6:
            inner = own[0], own[1], own[2], own[3], own[4], own[5]
        place = times(times(inner, (1, 0, 0, 1, boundary[0], boundary[1])), matrix)
        if kind == "TextObject":
            _text(item, place, _around(boundary, matrix), out, resources, unseen)
        elif kind == "CompositeObject" and depth < _DEEPEST:
            _walk(resources.units.get(item.get("ResourceID"), ()), place, out, resources, unseen, depth + 1)
        elif kind == "PathObject" and not unseen:
            _path(item, place, out.drawn)
        elif kind == "ImageObject" and not unseen:
            out.drawn.images.append(_around(boundary, matrix))
            out.pictures.append((item.get("ResourceID") or "", place))


def _around(box: Box, matrix: Matrix) -> Box:
    (ax, ay), (bx, by) = at(box[0], box[1], matrix), at(box[0] + box[2], box[1] + box[3], matrix)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _text(item: Any, matrix: Matrix, clip: Box, out: Sheet, resources: Resources, hidden: bool) -> None:
    """Set the characters of a text object."""
    size, stretch = _number(item.get("Size") or item.get("size"), 0.0), _number(item.get("HScale"), 1.0)
    across, down = math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])
    em = size * down
    if not (0 < em < _LARGEST_EM and across > 0):
        return
    bold = resources.bold.get(item.get("Font") or "", False) or _number(item.get("Weight"), 400) >= BOLD
    hidden = hidden or (item.get("Fill") == "false" and item.get("Stroke") != "true")
    for paint in item:
        if local(paint) == "FillColor" and paint.get("Alpha") == "0":
            hidden = True
    turn = math.degrees(math.atan2(matrix[1], matrix[0])) + _number(item.get("CharDirection"), 0.0)
    quarter = round(turn / 90)
    angle = quarter % 4 if abs(turn - 90 * quarter) < _UPRIGHT else -1
    target = out.hidden if hidden else out.chars
    out.drawn.texts += 1
    out.drawn.hidden += hidden
    run: list[Char] = []
    for words, places in _codes(item, size, stretch):
        room = MOST_CHARS - out.angles.total() - len(out.hidden) - len(run)
        out.is_cut = out.is_cut or len(words) > room
        line: list[Char] = []
        for n, char in enumerate(words[: max(room, 0)]):
            if char < " ":
                continue
            here, behind = places[n], places[n + 1] if n + 1 < len(places) else None
            wide = _width(char) * size * stretch
            if behind is not None and abs(behind[1] - here[1]) < _ON_LINE * size and behind[0] - here[0] > 0:
                wide = min(behind[0] - here[0], max(size * stretch, wide))
            x, y = at(here[0], here[1], matrix)
            line.append(Char(char, x, y - ASCENT * em, x + wide * across, y + DESCENT * em, y, bold))
        inside = [char for char in line if _shows(char, clip, em, out)]
        if inside and (run or target):
            _part_words(run or target, inside[0], em)
        run += inside
    out.angles[angle] += 0 if hidden else len(run)
    if angle == 0:
        target += run
    elif run and not hidden:
        out.aslant.append(run)


def _shows(char: Char, clip: Box, em: float, out: Sheet) -> bool:
    """Say whether a character stands on the page, and not wholly outside its object; boundaries are often drawn sloppily."""
    if char.x1 < 0 or char.x0 > out.width or char.bottom < 0 or char.top > out.height:
        return False
    empty = clip[2] - clip[0] < _NOTHING or clip[3] - clip[1] < _NOTHING
    return empty or (clip[0] - em < char.x1 and char.x0 < clip[2] + em and clip[1] - em < char.base < clip[3] + em)


def _part_words(before: list[Char], char: Char, em: float) -> None:
    """Put a space where two Latin words stand apart on a line, each an object of its own."""
    last = before[-1]
    latin = "!" <= last.text <= "~" and "!" <= char.text <= "~"
    if latin and abs(last.base - char.base) < _LEVEL * em and _GAP * em < char.x0 - last.x1 < WIDE_GAP * em:
        before.append(Char(" ", last.x1, char.top, char.x0, char.bottom, char.base, char.bold))


def _width(char: str) -> float:
    """Give the usual width of a character in ems."""
    if char >= WIDE or char in "—…“”‘’·×":
        return _FULL
    if char in _NARROW:
        return _THIN
    return _LARGE if char in _BROAD else _CAPITAL if char.isupper() else _USUAL


def _codes(item: Any, size: float, stretch: float) -> Iterator[tuple[str, list[Point]]]:
    """Give the texts of an object, each with the places of its characters in the object's own coordinates."""
    x = y = 0.0
    direction = round(_number(item.get("ReadDirection"), 0.0) / 90) % 4
    shapes = [
        (int(_number(node.get("CodeCount"), 1)), int(_number(node.get("GlyphCount"), 1)))
        for node in item
        if local(node) == "CGTransform"
    ]
    for code in item:
        if local(code) != "TextCode" or not code.text:
            continue
        # A line break is the print of the XML, not of the page.
        words = (code.text.strip() if "\n" in code.text else code.text)[: MOST_CHARS + 1]
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        right, down = _steps(code.get("DeltaX"), len(words)), _steps(code.get("DeltaY"), len(words))
        right = _by_character(right, shapes, len(words))
        places, here = [], (x, y)
        for n, char in enumerate(words):
            places.append(here)
            if n < len(right) or n < len(down):
                step = right[n] if n < len(right) else 0.0, down[n] if n < len(down) else 0.0
            else:
                along = size if direction % 2 else _width(char) * size * stretch
                step = ((along, 0.0), (0.0, along), (-along, 0.0), (0.0, -along))[direction]
            here = here[0] + step[0], here[1] + step[1]
        yield words, places


def _steps(said: str | None, most: int) -> list[float]:
    """Read the steps from character to character, where `g n v` stands for n times v."""
    words = (said or "").replace(",", " ").split()
    out: list[float] = []
    at_word = 0
    while at_word < len(words) and len(out) < most:
        many = words[at_word] == "g"
        run = numbers(" ".join(words[at_word + 1 : at_word + 3] if many else words[at_word : at_word + 1]))
        if len(run) != (2 if many else 1):
            break
        out += [run[-1]] * (min(max(int(run[0]), 0), most - len(out)) if many else 1)
        at_word += 3 if many else 1
    return out


def _by_character(steps: list[float], shapes: Sequence[tuple[int, int]], count: int) -> list[float]:
    """Give steps that were said from glyph to glyph (ligatures, split signs) from character to character."""
    codes, drawn = sum(c for c, _ in shapes), sum(g for _, g in shapes)
    if codes != count or codes == drawn or len(steps) != drawn - 1 or any(c < 1 or g < 1 for c, g in shapes):
        return steps
    out: list[float] = []
    position = 0
    for characters, many in shapes:
        own = steps[position : position + many]
        position += many
        if characters == many or not own:
            out += own
        else:
            # Of the last glyph no step is said; it is as wide as the others.
            out += [sum(own) / len(own) * many / characters] * characters
    return out


def _path(item: Any, matrix: Matrix, drawn: Drawn) -> None:
    """Keep the rules and the shape of a path."""
    data = next((node.text for node in item if local(node) == "AbbreviatedData"), None)
    subpaths = list(_subpaths(data or "", matrix))
    points = [point for part, _ in subpaths for point in part]
    if not points:
        return
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    stroked = item.get("Stroke") != "false"
    whole = min(xs), min(ys), max(xs), max(ys)
    if drawn.whole(whole) and len(points) <= MOST_POINTS and (stroked or len(points) > FRAME):
        drawn.parts(subpaths, stroked)


def _subpaths(data: str, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """Give the parts of a path's data: points on it (of a curve also those that bend it), and whether it is closed."""
    words = [match[0] for match in itertools.islice(_WORD.finditer(data), 8 * MOST_POINTS)]
    points: list[Point] = []
    place = 0
    while place < len(words) and (count := _OPERANDS.get(words[place])) is not None:
        operator, operands = words[place], numbers(" ".join(words[place + 1 : place + 1 + count]))
        place += 1 + count
        if len(operands) != count:
            break
        if operator in ("S", "M", "C") and points:
            if len(points) > 1:
                yield points, operator == "C"
            points = points[:1] if operator == "C" else []
        # An arc says radii and angles before its end.
        operands = operands[5:] if operator == "A" else operands
        points += [at(x, y, matrix) for x, y in zip(operands[::2], operands[1::2], strict=True)]
    if len(points) > 1:
        yield points, False
