"""Whether what is published is still what was: the newest release whole, of older ones a sample, and what is made from them.

Every run asks, so a file that a disk or a hand altered is told of within a run where it is read most, and within some where it is
not. `gongbao doctor` reads all. A release is never mended here: only who has a copy can put it back. Index and `latest` are
made anew by `release.refresh`; of the files of catalogue and site, `marks` says whether they are as they were left.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.latest import LATEST
from catalog.release import ReleaseError, verify, versions
from catalog.seal import sha256, sums
from catalog.version import is_version

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


def marks(dist: Path) -> str:
    """Give a hash over names and bytes of all that is made from the releases and belongs to none: catalogue and site."""
    whole = hashlib.sha256()
    for path in sorted(_made(dist)):
        whole.update(f"{path.relative_to(dist).as_posix()}\0{sha256(path)}\n".encode())
    return whole.hexdigest()


def _made(dist: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(dist):
        depth = len(Path(folder).relative_to(dist).parts)
        folders[:] = [
            name
            for name in folders
            if not name.startswith(".") and not (depth == 1 and (is_version(name) or name == LATEST))
        ]
        yield from (Path(folder, name) for name in names if not _is_of_releases(depth, name))


def _is_of_releases(depth: int, name: str) -> bool:
    """Say whether a file is hidden, or comes with releases: a package's own index, made anew in every run; keys that sign."""
    return name.startswith((".", "minisign")) or (depth, name) == (1, "index.json")
