"""Text from documents made fit to be shown: no sign of it commands a terminal, turns a line round or hides.

What HTML, CSV or Markdown take for markup is escaped where these are written, not here.
"""

from __future__ import annotations

import unicodedata

COMMANDS = ("Cc", "Cf", "Cs")
"""Unicode's categories of signs that are not seen: controls, formats (directions, joiners), halves of pairs."""


def legible(text: str) -> str:
    """Give text without control and direction signs, a replacement character for each: it may stand on a terminal.

    >>> legible("云川\\x1b[2J市")
    '云川\N{REPLACEMENT CHARACTER}[2J市'
    """
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in COMMANDS else c for c in text)
