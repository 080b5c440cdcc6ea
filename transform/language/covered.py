"""Which characters of a text are spoken for, so that what is found first holds its stretch and costs nothing to ask."""

from __future__ import annotations


class Covered:
    """The characters of one text that something was found in."""

    def __init__(self, length: int) -> None:
        """Begin with nothing covered."""
        self._signs = bytearray(length)

    def meets(self, start: int, end: int) -> bool:
        """Say whether any of `text[start:end]` is covered."""
        return self._signs.find(1, start, end) >= 0

    def take(self, start: int, end: int) -> bool:
        """Cover `text[start:end]` where all of it is free, and say whether it was."""
        if self.meets(start, end):
            return False
        self._signs[start:end] = b"\1" * (end - start)
        return True
