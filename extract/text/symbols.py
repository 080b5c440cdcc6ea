"""Signs of symbol fonts: what a code of Wingdings, Wingdings 2 or Symbol prints, and boxes to tick whose font is not told.

A code of these fonts is a byte, which files give as it is or at U+F000 and on (private use). Only signs that a document is
read by are here: boxes, ticks, bullets, and the operators of Symbol. What stays without a meaning is for the readers to tell.
"""

from __future__ import annotations

import re

from extract.content import Content

CHECKED, EMPTY = "☑", "□"
"""A box that is ticked or crossed, and one that is not."""
_PRIVATE = 0xF000
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: EMPTY, 0x71: EMPTY, 0x72: EMPTY, 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆",
    0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "■", 0xA8: EMPTY, 0xD8: "➢", 0xE0: "→", 0xE8: "→", 0xF0: "⇒",
    0xFB: "✗", 0xFC: "✓", 0xFD: CHECKED, 0xFE: CHECKED,
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: CHECKED, 0x52: CHECKED, 0x53: CHECKED, 0x54: CHECKED, 0x97: "•", 0x98: "•",
    0xA2: "■", 0xA3: EMPTY, 0x2A: EMPTY,
}  # fmt: skip
_SYMBOL = {
    **{code: chr(code) for code in (*range(0x28, 0x2C), *range(0x2E, 0x3D), 0x25, 0x3D, 0x3E, 0x5B, 0x5D)},
    0x2D: "-", 0x6D: "μ", 0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD7: "·",
}  # fmt: skip
_FONTS = (
    (re.compile(r"(?:^|[+,])Wingdings[ -]?2", re.I), _WINGDINGS_2),
    (re.compile(r"(?:^|[+,])Wingdings(?![ -]?3)", re.I), _WINGDINGS),
    (re.compile(r"(?:^|[+,])Symbol(?:MT|PS)?(?:$|[,-])", re.I), _SYMBOL),
)
"""The name of a font in a file, also behind the letters of a part of it (ABCDEF+Wingdings-Regular) → its codes."""
_TICKED = "\uf0fe\uf052\uf053\uf054\uf0fd\uf051"
_OPEN = "\uf0a8\uf0a3\uf06f\uf071\uf072"
_CHOICE = re.compile(rf"[{_TICKED}{_OPEN}](?=\s*[\u4e00-\u9fff])")
"""A sign for a box before the words that it is a choice of, in files that do not tell its font."""
_LEAST_CHOICES = 2


def meaning(font: str, code: int) -> str | None:
    """Give what a code of a font prints, a byte or one at U+F000 and on; None where it is no symbol font, or no sign known.

    >>> meaning("ABCDEF+Wingdings2", 0xF052), meaning("Wingdings", 0xA8), meaning("SimSun", 0xF052)
    ('☑', '□', None)
    """
    codes = next((codes for name, codes in _FONTS if name.search(font)), None)
    return codes.get(code - _PRIVATE if code >= _PRIVATE else code) if codes else None


def is_symbolic(font: str) -> bool:
    """Say whether letters in a font of this name are signs rather than letters."""
    return any(name.search(font) for name, _ in _FONTS)


def with_boxes(text: str) -> str:
    """Read the private signs in a line as boxes where it offers a choice between them (\uf052适用 \uf0a3不适用).

    >>> with_boxes("\uf052适用 \uf0a3不适用"), with_boxes("\uf0a8之一") == "\uf0a8之一"
    ('☑适用 □不适用', True)
    """
    if len(_CHOICE.findall(text)) < _LEAST_CHOICES:
        return text
    return _CHOICE.sub(lambda match: CHECKED if match[0] in _TICKED else EMPTY, text)


def settle(content: Content) -> None:
    """Read the boxes of choices in all texts of a file."""
    for block in content.blocks:
        block.text = with_boxes(block.text)
        for cell in block.table.cells if block.table else ():
            cell.text = with_boxes(cell.text)
