"""Characters that a PDF's fonts have lost: private-use code points, repaired where the print leaves no doubt.

Only the shape on the paper counts here. What stays unclear keeps its code point and becomes an issue: a number that is
wrong is worse than one that is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.content import ReadIssue
from extract.pages.layout import Box, Char

_MOST_NAMED = 5


def repair(
    chars: list[Char], strange: Sequence[int], ink: Callable[[int], Box | None], page: int, issues: list[ReadIssue]
) -> None:
    """Replace the characters at the places `strange` where their shape and place say what they are.

    A small mark on the base line between two digits is a decimal point. Everything else becomes an issue.
    """
    unclear = 0
    for place in strange:
        char = chars[place]
        before, after = _neighbour(chars, place, -1), _neighbour(chars, place, 1)
        around = f"{before.text if before else ''}▯{after.text if after else ''}"
        mark = ink(place)
        name = f"U+{ord(char.text):04X}"
        if before and after and mark and _is_point(before, after, mark):
            char.text = "．" if before.text > "\x7f" else "."
            message = f"A glyph without meaning ({name}) between digits is read as a point: {around}"
            issues.append(ReadIssue("private_use_glyph", "info", message, page))
            continue
        unclear += 1
        if unclear <= _MOST_NAMED:
            message = f"A glyph without meaning ({name}) stands in the text: {around}"
            issues.append(ReadIssue("private_use_glyph", "warning", message, page))
    if unclear > _MOST_NAMED:
        message = f"{unclear} glyphs without meaning stand on this page; the first {_MOST_NAMED} are named"
        issues.append(ReadIssue("private_use_glyph", "warning", message, page))


def _neighbour(chars: Sequence[Char], place: int, step: int) -> Char | None:
    """Give the next character that is no space on the same line."""
    here = place + step
    while 0 <= here < len(chars) and chars[here].text.isspace():
        here += step
    if 0 <= here < len(chars) and abs(chars[here].base - chars[place].base) < 2:
        return chars[here]
    return None


def _is_point(before: Char, after: Char, mark: Box) -> bool:
    """Say whether a mark is a decimal point: between digits, small, round, low in the line."""
    height = before.bottom - before.top
    small = mark[2] - mark[0] < 0.3 * height and mark[3] - mark[1] < 0.3 * height
    round_mark = 0.5 < (mark[2] - mark[0] + 0.01) / (mark[3] - mark[1] + 0.01) < 2
    low = abs(mark[3] - before.base) < 0.2 * height and mark[1] > before.top + 0.5 * height
    near = after.x0 - before.x1 < 1.5 * height
    return before.text.isdigit() and after.text.isdigit() and small and round_mark and low and near
