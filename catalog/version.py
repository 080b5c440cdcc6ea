"""What a difference calls for: the next version by the Data Package recipe, decided and never set by hand.

MAJOR breaks a consumer's code (fields, types, tighter constraints, a table that is gone), MINOR changes which rows or
tables there are, PATCH corrects values or metadata. How differences are found is in `catalog.difference`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum

FIRST = "1.0.0"


VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


class Step(IntEnum):
    """How far a version moves."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


def parts(version: str) -> tuple[int, int, int]:
    """Give the three numbers of a version, which also sort it.

    Raises
    ------
    ValueError
        Where the text is no version of three numbers.
    """
    match = VERSION.fullmatch(version)
    if match is None:
        raise ValueError(f"{version!r} is not a version such as 1.2.3")
    return int(match[1]), int(match[2]), int(match[3])


def is_version(text: str) -> bool:
    """Say whether a text is a version."""
    return VERSION.fullmatch(text) is not None


def newest(versions: Iterable[str]) -> str | None:
    """Give the newest version, None where there is none."""
    return max((v for v in versions if is_version(v)), key=parts, default=None)


def following(version: str | None, step: Step) -> str:
    """Give the version that `step` leads to; the first is 1.0.0."""
    if version is None:
        return FIRST
    major, minor, patch = parts(version)
    match step:
        case Step.MAJOR:
            return f"{major + 1}.0.0"
        case Step.MINOR:
            return f"{major}.{minor + 1}.0"
        case Step.PATCH:
            return f"{major}.{minor}.{patch + 1}"
        case _:
            return version
