"""Whether what is published is still what was: the newest release whole, of older ones a sample, and what is made from them.

Every run asks, so a file that a disk or a hand altered is told of within a run where it is read most, and within some where it is
not. `gongbao doctor` reads all. A release is never mended here: only who has a copy can put it back. Index and `latest` are
made anew by `standing.refresh`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.seal import sha256, sums
from catalog.standing import ReleaseError, verify, versions

OLDER = 40
"""Files of older releases of a package that one run reads: a second for usual tables."""
PUT_BACK = "Put the folder back from your copy: a release never changes"


@dataclass(frozen=True, slots=True)
class Altered:
    """A release that is not what was released: which, what of it, and what to do."""

    package: str
    version: str
    said: str
    advice: str = PUT_BACK

    def __str__(self) -> str:
        """Give one line."""
        return f"{self.said}. {self.advice}"


def altered(dist: Path, package: str, seed: str) -> Iterator[Altered]:
    """Give what is altered of a package's releases: of the newest anything, of older ones what is in the sample of this seed."""
    root = dist / package
    found = versions(root) if root.is_dir() else []
    for version in found[:1]:
        try:
            verify(root / version)
        except (ReleaseError, OSError, ValueError) as error:
            yield Altered(package, version, str(error))
    older = [(version, name, digest) for version in found[1:] for name, digest in _listed(root / version)]
    # The same files for the same seed, and over the runs all of them.
    sample = random.Random(f"{package} {seed}").sample(older, min(OLDER, len(older)))
    for version, name, digest in sorted(sample):
        file = root / version / name
        try:
            wrong = None if sha256(file) == digest else "is not what was released"
        except OSError:
            wrong = "is missing"
        if wrong:
            yield Altered(package, version, f"{package} {version}: {name} {wrong}")


def _listed(release: Path) -> list[tuple[str, str]]:
    return sorted(sums(release).items())
