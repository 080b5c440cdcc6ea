"""What a page is made of: characters, lines, rules and the page itself, with their places.

Coordinates are points from the upper left corner. What is made of them does not live here: `lines`, `columns`, `bands`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
Edge = tuple[float, float, float]
"""A rule: where it stands (x of a vertical, y of a horizontal one), where it starts, where it ends."""
WIDE = "\u2e80"
"""From this sign on characters are an em wide: Chinese ones, and signs in their full form."""
BOLD = 600
"""The weight from which type is bold (OpenType: semibold); a regular one is 400."""
ASCENT, DESCENT = 0.88, 0.12
"""How far a Chinese font reaches above and below its base line, in ems: together one (880 and 120 of 1000 units)."""
TOUCH = 1.0
"""Points by which a box may reach over an edge and not cross it: side bearings, and coordinates that a file rounds."""


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
