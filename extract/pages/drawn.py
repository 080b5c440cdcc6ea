"""What is drawn on a page besides text: rules, shapes, the area of pictures. Points from the upper left corner.

How a file says what it draws lives in its reader; what the rules make lives in `ruled`, `borderless` and `figures`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.pages.shapes import Box, Edge

MOST_OBJECTS = 60_000
"""More objects than this on one page are not looked at."""
MOST_POINTS = 4000
"""A path with more points than this is a drawing."""
FRAME = 5
"""Points of a filled rectangle, the first of them again: a path with no more is one shape, which its box says all of."""
THIN = 3.2
"""Points that a rule is thick at most: borders of word processors go up to 3, and files round; strokes of type are not drawn."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


def times(a: Matrix, b: Matrix) -> Matrix:
    """Give the matrix that does `a` first, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def at(x: float, y: float, matrix: Matrix | None) -> Point:
    """Give where a matrix puts a point."""
    if matrix is None:
        return x, y
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


@dataclass(slots=True)
class Drawn:
    """The rules and shapes of one page, its pictures, and how many objects it has.

    `hidden` of its `texts` are not shown.
    """

    horizontal: list[Edge] = field(default_factory=list)
    vertical: list[Edge] = field(default_factory=list)
    shapes: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    texts: int = 0
    hidden: int = 0
    objects: int = 0

    @property
    def pictures(self) -> float:
        """How much of the page pictures cover, in square points; where one lies over another both count."""
        return sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in self.images)

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> bool:
        """Keep a thin rectangle or a straight line as a rule; say whether it was one."""
        if bottom - top <= THIN < x1 - x0:
            self.horizontal.append(((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= THIN < bottom - top:
            self.vertical.append(((x0 + x1) / 2, top, bottom))
        else:
            return False
        return True

    def whole(self, box: Box) -> bool:
        """Keep the box around a path as far as it says all: too small, a rule, or a shape. Say whether its parts may be rules."""
        x0, top, x1, bottom = box
        if max(x1 - x0, bottom - top) <= THIN or self.rule(*box):
            return False
        if len(self.shapes) < MOST_OBJECTS:
            self.shapes.append(box)
        return True

    def parts(self, subpaths: Iterable[tuple[list[Point], bool]], stroked: bool) -> None:
        """Keep the rules in the parts of a path, each its points and whether it is closed: edges drawn, or thin fills."""
        for points, closed in subpaths:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            if stroked:
                ends = [*points[1:], points[0]] if closed else points[1:]
                for (ax, ay), (bx, by) in zip(points, ends, strict=False):
                    self.rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
            else:
                self.rule(min(xs), min(ys), max(xs), max(ys))
