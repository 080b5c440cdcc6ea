"""Where a register may point: to files below its own folder, unless who starts the run allows more.

Who may write a register names files that are read and published; a link or a `..` would publish any file of the machine.
What a file is (no pipe, no device, no page of the system) is asked by `extract.local`, and nothing allows those.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from extract.local import LONGEST_PATH, NOT_THERE, fault_of
from transform.csvrows import shown

ALLOW_OUTSIDE = "GONGBAO_ALLOW_OUTSIDE"
"""Variable that allows paths outside, for runs of the Dagster UI; on the command line it is `--allow-outside`."""

OUTSIDE = (
    "Put a copy of it (no link) below that folder, as `gongbao add` does; or, where you trust who wrote the register, "
    "run with --allow-outside"
)


def allowed_outside() -> bool:
    """Say whether the environment allows paths outside."""
    return os.environ.get(ALLOW_OUTSIDE, "").lower() in ("1", "true", "yes", "on")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a path is not followed, and what to do."""

    message: str
    advice: str


def followed(path: str, folder: Path, *, allow_outside: bool = False) -> Path | Refusal:
    """Give where a path of a register in `folder` leads, all links followed, or why it is not followed.

    What is not there is no refusal: a file may be put there until it is taken.
    """
    if "\0" in path:
        return Refusal(f"{shown(path)} holds a NUL", "Write the path again")
    if len(os.fsencode(path)) > LONGEST_PATH:
        return Refusal(f"{shown(path)} is longer than a path can be", "Write the path again")
    given = folder / path
    real = Path(os.path.realpath(given))
    if not allow_outside and not real.is_relative_to(os.path.realpath(folder)):
        return Refusal(f"{shown(path)} leads out of the register's folder", OUTSIDE)
    if os.path.lexists(given) and (fault := fault_of(given)) and not given.is_dir():
        return Refusal(f"{shown(path)} {fault}", "Name a file")
    return real


def said_of(path: Path, fault: str) -> str:
    """Give what a person is told of a file that has a fault by `extract.local`."""
    return f"there is no file {shown(path.name)}" if fault == NOT_THERE else f"{shown(path.name)} {fault}"


def outside(folder: Path, pattern: str, within: Path) -> list[Path]:
    """Give the files of a folder that lead out of `within`, by links."""
    real = os.path.realpath(within)
    return [path for path in sorted(folder.glob(pattern)) if not Path(os.path.realpath(path)).is_relative_to(real)]
