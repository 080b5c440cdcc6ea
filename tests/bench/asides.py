"""What stands on pages beside text and tables, as the reading benchmark draws it: none of it is text of the document.

Charts with their lettering, contents, boxes with a paragraph in them; and pages that are turned. Drawn with
WeasyPrint alone, and said so of the others.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw


@dataclass
class Aside:
    """Something beside the text: HTML that draws it, and the paragraph in it that is text, where it has one."""

    html: str
    paragraph: str | None = None


def chart(dice: random.Random, words: Sequence[str]) -> Aside:
    """A chart of bars with their names and figures, small."""
    bars = []
    for n in range(6):
        height = dice.randint(10, 90)
        x = 30 + 55 * n
        bars.append(f'<rect x="{x}" y="{110 - height}" width="30" height="{height}" fill="#47a"/>')
        bars.append(f'<text x="{x}" y="{105 - height}" font-size="7">{dice.randint(10, 999)}</text>')
        bars.append(f'<text x="{x}" y="122" font-size="7">{dice.choice(words)}</text>')
    axes = '<path d="M20 5V110H370" stroke="black" fill="none"/>'
    return Aside(f'<svg width="380" height="130" font-family="Noto Serif CJK SC">{axes}{"".join(bars)}</svg>')


def box(dice: random.Random, words: Sequence[str]) -> Aside:
    """A paragraph in a frame: no table."""
    said = "，".join("".join(dice.choices(words, k=4)) for _ in range(5)) + "。"
    return Aside(
        f'<div style="border:.8pt solid;padding:4pt;text-align:left"><p style="text-indent:2em">{said}</p></div>', said
    )


def contents(dice: random.Random, words: Sequence[str]) -> Aside:
    """Lines of contents, with dots and page numbers."""
    lines = []
    for n in range(8):
        name = f"{'一二三四五六七八'[n]}、" + "".join(dice.choices(words, k=2))
        lines.append(f"<p style='text-indent:0;text-align:left'>{name}{'…' * (16 - len(name) // 2)} {n * 3 + 2}</p>")
    return Aside("".join(lines))


def footnote(dice: random.Random, words: Sequence[str]) -> Aside:
    """A paragraph with a footnote: its mark is the paragraph's, the note stands at the foot of the page."""
    first, second, note = ("，".join("".join(dice.choices(words, k=3)) for _ in range(3)) for _ in range(3))
    return Aside(f"<p>{first}<span class=note>{note}。</span>，{second}。</p>", f"{first}①，{second}。")


ASIDES: dict[str, Callable[[random.Random, Sequence[str]], Aside]] = {
    "charts": chart,
    "boxes": box,
    "contents": contents,
    "footnotes": footnote,
}


def on_its_side(data: bytes) -> bytes:
    """Give the pages of a PDF with all text on its side as it is shown."""
    return _turned(data, shown=False)


def rotated(data: bytes) -> bytes:
    """Give the pages of a PDF with all on its side, and shown upright by what the page says (/Rotate)."""
    return _turned(data, shown=True)


def _turned(data: bytes, *, shown: bool) -> bytes:
    document = pdfium.PdfDocument(data)
    for page in document:
        width, height = page.get_size()
        # A quarter counter-clockwise: x, y → -y, x, moved back onto the sheet.
        for item in range(raw.FPDFPage_CountObjects(page.raw)):
            raw.FPDFPageObj_Transform(raw.FPDFPage_GetObject(page.raw, item), 0, 1, -1, 0, height, 0)
        page.set_mediabox(0, 0, height, width)
        page.set_cropbox(0, 0, height, width)
        page.set_rotation(90 if shown else 0)
        raw.FPDFPage_GenerateContent(page.raw)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()
