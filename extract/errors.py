"""Why a file could not be read, in words for the person who has to do something about it."""

from __future__ import annotations


class Unreadable(Exception):
    """A file that no reader can read: `reason` says what is wrong with it, `advice` what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason, advice)
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        """Give both as one line."""
        return f"{self.reason} {self.advice}"


class Busy(Unreadable):
    """An address that cannot be had just now; `after` is when it asks to be asked again, in seconds, where it says so."""

    def __init__(self, reason: str, advice: str, after: float | None = None) -> None:
        super().__init__(reason, advice)
        self.after = after
