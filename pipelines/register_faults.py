"""What is wrong with a register or what stands beside it: where, what, what to do, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from transform.language.legible import legible

Cost = Literal["nothing", "cell", "key", "row", "file"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it stands (line 1 is the header), what is wrong, and what to do about it.

    `costs` says what is left out for it: the cell, the key of a collection, the row, or the whole file, without which
    there is no run. What costs nothing is only told of.
    """

    file: str
    line: int | None
    field: str | None
    message: str
    advice: str
    costs: Cost = "row"

    def in_issue(self) -> str:
        """Give what an issue says of it: without the folder that the register happens to lie in."""
        place = Path(self.file).name if self.line is None else f"line {self.line} of {Path(self.file).name}"
        return f"{place}: {f'{self.field}: ' if self.field else ''}{self.message}. {self.advice}"

    def __str__(self) -> str:
        """Give `file:line: field: message: advice`, as compilers print it; nothing in it commands a terminal."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return legible(f"{place}: {f'{self.field}: ' if self.field else ''}{self.message}. {self.advice}")


class RegisterError(ValueError):
    """A register that cannot be used; `faults` holds every fault that was found, in order of place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults; the text lists them one a line."""
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def stops(faults: Iterable[Fault]) -> bool:
    """Say whether one of the faults leaves no register to run with."""
    return any(fault.costs == "file" for fault in faults)
