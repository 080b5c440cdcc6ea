"""The measures that several ways to find a table share, each with its unit and its reason.

Points (1/72 inch) where programs that draw are the reason, ems of the text at hand (`Line.size`) where the eye is; shares
where most of something must hold. A measure that only one module needs stands there.
"""

from __future__ import annotations

SNAP = 2.5
"""Points within which what is drawn stands at one place. The thickest rule that office programs offer without a special
width is 2¼ points; what is drawn from either side of it is that far apart. The lowest row is three times as high."""
NARROWEST = 120.0
"""Points of the narrowest table that white or colour parts: two columns of five signs of 12 points. What is shorter is a
line to sign on, a dash under a title, the key of a chart."""
LONGEST_CELL = 24
"""Signs of a title or a value in a cell: two thirds of a line of text of 36 signs. What is longer is a sentence."""
MOST_DRAWN = 4000
"""Rules or fills on one page; more are a drawing, and comparing each with each would take seconds."""

_LETTER = 0.5
"""Ems of a Latin letter or digit, in the mean."""


def breadth(text: str) -> float:
    """Give how broad a text is in signs: a Chinese one counts one, a Latin letter half of it."""
    return sum(1.0 if sign > "\u2e80" else _LETTER for sign in text)
