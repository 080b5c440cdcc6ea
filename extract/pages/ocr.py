"""The words in a picture: read with rapidocr where the extra `ocr` is installed. Its models come in its package.

What it gives is characters with their places, as a reader of a page format has them; everything after that is the same
as for other pages. How a page becomes a picture, and the rules in it, live in `scan`.
"""

from __future__ import annotations

import importlib
import importlib.util
import itertools
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from statistics import mean, median
from typing import TYPE_CHECKING, Any

from extract.pages.shapes import DESCENT, WIDE, Box, Char

if TYPE_CHECKING:
    # It brings pdfium, which whoever only asks whether pictures can be read does not need.
    from extract.pages.scan import Picture

UNSURE = 0.85
"""A page that the engine is less sure of than this is to be looked at by a person."""
_INK_OF_HAN, _INK_OF_FIGURES = 0.92, 0.74
"""How much of the em the ink of a line of characters, and of one of figures, is high."""
_ONE_SIZE = 0.12
"""The share of a common size by which the size of a line, measured by its ink, differs and is that size all the same."""
_STEPS = 8
"""Steps from one wide character to the next that show the em of a line better than its height does."""
_USUAL = 0.6, 1.5
"""Shares of the usual step between which a step is counted: others lie over a narrow sign or a gap."""
_LATIN = 0.5
"""The width of a Latin character, in ems."""
_LARGEST_SIDE = 3200
"""Pixels of the longer side of a picture that the engine is shown as it is: the same that `scan` draws at most."""
_SPECK = 0.6
"""Square points of ink that are dirt: the smallest sign, a full stop, has more."""

MOST = 400
"""Pictures of one file that are read: an hour's work."""

watcher: Callable[[], None] | None = None
"""Called before each picture that is read: whoever watches the clock grants it time."""


@dataclass(slots=True)
class Words:
    """A line as the engine sees it, in pixels: its text, the middle of each character, its box, and how sure it is."""

    text: str
    middles: list[float]
    box: Box
    score: float


def is_installed() -> bool:
    """Say whether pictures can be read here."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def read(picture: Picture) -> tuple[list[Char], float]:
    """Give the characters of a picture in points of its page, and how sure the engine is of them on the whole (0 to 1)."""
    if watcher is not None:
        watcher()
    ink = picture.ink()
    lines = [(words, _trimmed(words.box, ink, picture)) for words in recognise(picture) if words.text.strip()]
    sizes = _evened([(_em(words, box) / picture.scale, len(words.text)) for words, box in lines])
    chars: list[Char] = []
    for (words, box), size in zip(lines, sizes, strict=True):
        chars += _chars(words, box, size * picture.scale, picture)
    weight = sum(len(words.text) for words, _ in lines)
    return chars, sum(words.score * len(words.text) for words, _ in lines) / max(weight, 1)


def _evened(sizes: list[tuple[float, int]]) -> list[float]:
    """Give each line, of a size (points) and so many characters, the common size next to its own: ink differs by what is in a line."""
    counts: Counter[float] = Counter()
    for size, count in sizes:
        counts[round(size * 2) / 2] += count
    common: list[float] = []
    for size, _ in counts.most_common():
        if all(abs(size - other) > _ONE_SIZE * other for other in common):
            common.append(size)
    return [min(common, key=lambda other: abs(other - size)) for size, _ in sizes]


def _trimmed(box: Box, ink: bytes, picture: Picture) -> Box:
    """Draw a box, which the engine leaves wide, close around the ink in it; specks at its edges are none."""
    x0, x1 = max(0, round(box[0])), min(picture.width, round(box[2]))
    top, bottom = max(0, round(box[1])), min(picture.height, round(box[3]))
    speck = _SPECK * picture.scale**2
    rows = [ink[y * picture.width + x0 : y * picture.width + x1] for y in range(top, bottom)]
    lines = _span([row.count(1) for row in rows], speck)
    if lines is None:
        return box
    inside = b"".join(rows[lines[0] : lines[1]])
    columns = _span([inside[x :: x1 - x0].count(1) for x in range(x1 - x0)], speck)
    if columns is None:
        return box
    return float(x0 + columns[0]), float(top + lines[0]), float(x0 + columns[1]), float(top + lines[1])


def _span(counts: list[int], speck: float) -> tuple[int, int] | None:
    """Give where the ink of a line starts and ends, leaving out bands that hold no more than a speck; None without ink."""
    bands: list[tuple[int, int]] = []
    at = 0
    for has_ink, run in itertools.groupby(counts, key=bool):
        length = len(list(run))
        if has_ink and sum(counts[at : at + length]) > speck:
            bands.append((at, at + length))
        at += length
    return (bands[0][0], bands[-1][1]) if bands else None


def _em(words: Words, box: Box) -> float:
    """Give the em of a line in pixels: by its steps where a row of wide characters shows them, else by its height."""
    pairs = zip(itertools.pairwise(words.text), itertools.pairwise(words.middles), strict=True)
    steps = [b - a for (left, right), (a, b) in pairs if min(left, right) > WIDE]
    if len(steps) >= _STEPS:
        # The engine sees places in steps of a sixth of a character; only their mean is exact.
        usual = median(steps)
        return mean(step for step in steps if _USUAL[0] * usual < step < _USUAL[1] * usual)
    wide = any(char > WIDE for char in words.text)
    return (box[3] - box[1]) / (_INK_OF_HAN if wide else _INK_OF_FIGURES)


def _chars(words: Words, box: Box, em: float, picture: Picture) -> list[Char]:
    """Give each character its place: an em around its middle where it is wide, and the ends of the line at its ink."""
    wide = any(char > WIDE for char in words.text)
    bottom = (box[1] + box[3] + em) / 2 if wide else box[3] + DESCENT * em
    last = len(words.text) - 1
    out: list[Char] = []
    for index, (char, middle) in enumerate(zip(words.text, words.middles, strict=True)):
        if char == " " and not (words.text[index - 1].isascii() and words.text[index + 1].isascii()):
            continue
        width = em if char > WIDE else _LATIN * em
        x0 = box[0] if index == 0 else box[2] - width if index == last else middle - width / 2
        left, top = picture.place(x0, bottom - em)
        right, low = picture.place(x0 + width, bottom)
        out.append(Char(char, left, top, right, low, low - DESCENT * em / picture.scale, ocr=True))
    return out


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    # Documents are read side by side in processes of their own, and one thread adds numbers in one order.
    importlib.import_module("cv2").setNumThreads(1)
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    return RapidOCR(params={**threads, "Global.max_side_len": _LARGEST_SIDE, "Global.use_cls": False})


def recognise(picture: Picture) -> list[Words]:
    """Ask the engine for the lines of a picture."""
    import numpy

    pixels = numpy.frombuffer(bytes(picture.data), numpy.uint8).reshape(picture.height, picture.width)
    seen = _engine()(pixels, return_word_box=True, return_single_char_box=True)
    if seen.boxes is None or seen.txts is None:
        return []
    out = []
    for corners, text, score, words in zip(seen.boxes, seen.txts, seen.scores, seen.word_results, strict=True):
        xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
        middles = [sum(float(x) for x, _ in box) / len(box) for _, _, box in words]
        out.append(Words(*_spaced(text.strip(), middles), (min(xs), min(ys), max(xs), max(ys)), float(score)))
    return out


def _spaced(text: str, middles: list[float]) -> tuple[str, list[float]]:
    """Give spaces a place too: the engine says where characters stand, not where none do."""
    bare = text.replace(" ", "")
    if len(bare) != len(middles):
        # Never seen; places that are evenly spread put a word no further off than a line is uneven.
        low, high = min(middles, default=0.0), max(middles, default=0.0)
        return bare, [low + (high - low) * n / max(len(bare) - 1, 1) for n in range(len(bare))]
    places = iter(middles)
    out: list[float] = []
    for char in text:
        out.append(out[-1] if char == " " else next(places))
    return text, out
