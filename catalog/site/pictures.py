"""Pictures of the place in a PDF that a promise was read from: some lines of the page, the sentence in a box.

A PDF is a stranger's: it is drawn by this module in a process of its own, with limits of memory and time, and one that
cannot be drawn, or whose page does not hold the words, has no picture. Whether the text may be shown at all is asked
before, by `made.pictured`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

WIDTHS = (900, 720, 560)
"""Widths in pixels that are tried until a picture is small enough."""
MOST_BYTES = 60_000
LINES_AROUND = 2.5
"""Lines of the sentence's height that are shown above and below it."""
MOST_HEIGHT = 0.6
"""Share of the page that a picture shows at most."""
COLOURS = 24
INK = (156, 28, 26)
MEMORY = 2 << 30
CPU_SECONDS = 60
SECONDS, SECONDS_EACH = 120, 5
"""Wall time for a file, and more for each picture of it: a busy machine is no fault of the file."""

Box = tuple[float, float, float, float]


class Wanted(NamedTuple):
    """A picture to be drawn: the page from 1, the words, and the file to write."""

    page: int
    quote: str
    out: str


def draw(file: Path, wanted: Sequence[Wanted]) -> None:
    """Draw pictures of a PDF, each as a PNG; those that could not be drawn are not there afterwards."""
    asked = json.dumps({"file": str(file), "wanted": wanted})
    try:
        subprocess.run(
            [sys.executable, __file__],
            input=asked.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS + SECONDS_EACH * len(wanted),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return


def _signs(text: str) -> list[str]:
    """Fold a text to single signs, without white space."""
    return [sign for sign in unicodedata.normalize("NFKC", text) if not sign.isspace()]


def boxes(textpage: Any, quote: str) -> list[Box]:
    """Give the boxes of the lines that a quote takes on a page: left, bottom, right, top in points; none if it is not there."""
    signs = [(place, sign) for place in range(textpage.count_chars()) for sign in _signs(_char(textpage, place))]
    wanted = "".join(_signs(quote))
    at = "".join(sign for _, sign in signs).find(wanted)
    if not wanted or at < 0:
        return []
    lines: list[Box] = []
    for place in dict.fromkeys(place for place, _ in signs[at : at + len(wanted)]):
        left, bottom, right, top = textpage.get_charbox(place, loose=True)
        if lines and bottom < (lines[-1][1] + lines[-1][3]) / 2 < top:
            line = lines[-1]
            lines[-1] = (min(line[0], left), min(line[1], bottom), max(line[2], right), max(line[3], top))
        else:
            lines.append((left, bottom, right, top))
    return lines


def _char(textpage: Any, place: int) -> str:
    return str(textpage.get_text_range(place, 1))


def picture(document: Any, wanted: Wanted) -> bytes | None:
    """Give the PNG of a place, None where the page does not hold the words or the picture would be too large."""
    import io

    from PIL import ImageDraw

    page = document[wanted.page - 1]
    found = boxes(page.get_textpage(), wanted.quote)
    width, height = page.get_size()
    if not found or page.get_rotation():
        return None
    line = max(top - bottom for _, bottom, _, top in found)
    upper = min(height, max(top for *_, top in found) + LINES_AROUND * line)
    lower = max(0.0, min(bottom for _, bottom, _, _ in found) - LINES_AROUND * line)
    if upper - lower > MOST_HEIGHT * height:
        return None
    for pixels in WIDTHS:
        scale = pixels / width
        image = page.render(scale=scale, crop=(0, lower, 0, height - upper)).to_pil().convert("RGB")
        drawing = ImageDraw.Draw(image)
        for left, bottom, right, top in found:
            corners = (left * scale - 2, (upper - top) * scale - 2, right * scale + 2, (upper - bottom) * scale + 2)
            drawing.rectangle(corners, outline=INK, width=2)
        stream = io.BytesIO()
        image.quantize(COLOURS, dither=0).save(stream, "PNG", optimize=True)
        if stream.tell() <= MOST_BYTES:
            return stream.getvalue()
    return None


def main() -> None:
    """Draw what is asked for on the standard input."""
    import resource

    import pypdfium2

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    asked = json.load(sys.stdin)
    document = pypdfium2.PdfDocument(asked["file"])
    for fields in asked["wanted"]:
        wanted = Wanted(*fields)
        try:
            drawn = picture(document, wanted)
        except (pypdfium2.PdfiumError, IndexError, ValueError, MemoryError):
            continue
        if drawn:
            Path(wanted.out).write_bytes(drawn)


if __name__ == "__main__":
    main()
