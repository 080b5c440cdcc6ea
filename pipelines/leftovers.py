"""What a home no longer needs: content and facts that no current document refers to.

A run whose releases are written takes them away with `remove`. It has the home for itself (`pipelines.lock`), so nothing
is at work on them; whoever looks at a home without holding it (`gongbao show`) finds what the state names.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipelines.home import Home


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken away."""

    files: int = 0
    bytes: int = 0


def remove(home: Home) -> Removed:
    """Take away the files below `content/` and `facts/` that the state of the last run does not name.

    Whatever else lies there (half of a file that a killed run was writing) goes too. Folders are left.
    """
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


def _unnamed(home: Home, name: str, folder: Path) -> list[Path]:
    rows = home.recall(name)
    if rows is None or not folder.is_dir():
        return []
    named = {f"{row['key']}{suffix}" for row in rows for suffix in (".json", ".parquet")}
    return [path for path in sorted(folder.iterdir()) if path.is_file() and path.name not in named]
