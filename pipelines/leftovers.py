"""What a home no longer needs: content and facts that no current document refers to.

A step that works on such files says so with `in_use`; a run whose releases are written takes the rest away with
`remove`, unless another run is at work on the same home just then. A lock of the system, so that a killed run holds none.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pipelines.home import Home


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken away; nothing where another run was at work (`is_left`), and the next run does it."""

    files: int = 0
    bytes: int = 0
    is_left: bool = False


@contextmanager
def in_use(home: Home) -> Iterator[None]:
    """Keep content and facts where they are, also those that no state names yet, while a step works on them."""
    with _lock_file(home) as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def remove(home: Home) -> Removed:
    """Take away the files below `content/` and `facts/` that the state of the last run does not name.

    Whatever else lies there (half of a file that a killed run was writing) goes too. Folders are left.
    """
    with _lock_file(home) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return Removed(is_left=True)
        gone = [
            path
            for name, folder in (("content", home.content), ("facts", home.facts))
            for path in _unnamed(home, name, folder)
        ]
        size = 0
        for path in gone:
            # A worker that outlived a killed run may still move what it was writing.
            with suppress(FileNotFoundError):
                size += path.stat().st_size
                path.unlink()
        return Removed(len(gone), size)


@contextmanager
def _lock_file(home: Home) -> Iterator[IO[bytes]]:
    with (home.root / ".files.lock").open("ab") as file:
        yield file


def _unnamed(home: Home, name: str, folder: Path) -> list[Path]:
    rows = home.recall(name)
    if rows is None or not folder.is_dir():
        return []
    named = {f"{row['key']}{suffix}" for row in rows for suffix in (".json", ".parquet")}
    return [path for path in sorted(folder.iterdir()) if path.is_file() and path.name not in named]
