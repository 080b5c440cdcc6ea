"""Text whose line ends were lost: numbered headings that stand in the middle of a paragraph, each put on a line again.

Some programs print or copy a whole act as one block (…提出以下意见:一、总体要求(一)指导思想。…(二)基本原则。…). What numbers are is
known by `transform.document.outline`, which sees them only where a paragraph begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transform.document import outline
from transform.document.pieces import Piece
from transform.language.text import fold

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARK = re.compile(
    rf"(?:^|(?<=[。:;)!]))(?:(?P<chapter>{_NUMERAL})、|(?P<item>\({_NUMERAL}\))|(?P<point>\d{{1,2}})[.、](?!\d))(?=[一-龥“《])"
    rf"|(?P<first>\({_NUMERAL}\))(?=[一-龥“《])"
)
_LEAST_CHAPTERS = 3
"""A run of chapters that is shorter may be a list in a sentence."""
_LEAST_INSIDE = 2
"""Chapters that begin inside a paragraph: one alone may be a slip."""
_HEADING_LENGTH = 40
"""The longest heading of a chapter that its first item follows without a sign between."""


def apart(pieces: Sequence[Piece]) -> list[Piece]:
    """Part paragraphs at the numbers that run through them, where the chapters of a text stand inside its paragraphs."""
    cuts = _cuts(pieces)
    return [part for index, piece in enumerate(pieces) for part in _parts(piece, cuts.get(index, []))]


def _cuts(pieces: Sequence[Piece]) -> dict[int, list[int]]:
    """Give by piece the places in its folded text before which a numbered heading begins; none where lines are whole.

    Numbers count only in their order: chapters by one through the text, items by one or anew behind a chapter.
    """
    cuts: dict[int, list[int]] = {}
    if _whole(pieces) >= _LEAST_CHAPTERS:
        return cuts
    chapters = inside = item = point = 0
    behind: tuple[int, int] | None = None
    for index, piece in enumerate(pieces):
        if piece.table is not None or piece.is_contents or piece.is_furniture:
            continue
        for found in _MARK.finditer(piece.text):
            number = outline.ordinal(found[found.lastgroup or 0].strip("()"))
            opens = behind is not None and behind[0] == index and _is_heading(piece.text[behind[1] : found.start()])
            if found["chapter"] and number == chapters + 1:
                chapters, item, point = number, 0 if number == 1 else item, 0
                inside += found.start() > 0
                behind = index, found.end()
            elif (
                (found["item"] or (found["first"] and opens))
                and chapters
                and number in (item + 1, 1 if opens else item + 1)
            ):
                item, point, behind = number, 0, None
            elif found["point"] and chapters and number in (point + 1, 1):
                point = number
            else:
                continue
            cuts.setdefault(index, []).append(found.start())
    return cuts if chapters >= _LEAST_CHAPTERS and inside >= _LEAST_INSIDE else {}


def _whole(pieces: Sequence[Piece]) -> int:
    """Give the longest run of chapters that each open a paragraph: a block beside them says the same once more."""
    longest = run = last = 0
    for piece in pieces:
        found = outline.mark(piece.source)
        if found is None or found.style != "cn":
            continue
        run = run + 1 if found.ordinal == last + 1 else 1
        last = found.ordinal
        longest = max(longest, run)
    return longest


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING_LENGTH and not re.search("[。;:]", text)


def _parts(piece: Piece, cuts: Sequence[int]) -> list[Piece]:
    places = [piece.source.origins[cut] for cut in cuts if cut]
    if not places:
        return [piece]
    printed = piece.source.printed
    bounds = zip([0, *places], [*places, len(printed)], strict=True)
    return [replace(piece, source=fold(printed[start:end])) for start, end in bounds]
