"""What stands in `dist` may be read by a web server, whatever the umask of who published it.

Rights are only ever added: files get read, folders read and search, for all. What is hidden (being written) is left alone.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

FILE, FOLDER = 0o644, 0o755


def make_readable(path: Path, *, deep: bool = True) -> int:
    """Give a file, or a folder with all that is `deep` in it, the rights that a web server needs; say how many lacked them."""
    mode = path.lstat().st_mode
    is_folder = stat.S_ISDIR(mode)
    return _grant(str(path), mode, FOLDER if is_folder else FILE) + (_below(str(path)) if is_folder and deep else 0)


def is_readable(mode: int) -> bool:
    """Say whether a file or a folder of this mode has the rights that a web server needs."""
    least = FOLDER if stat.S_ISDIR(mode) else FILE
    return mode & least == least


def _below(folder: str) -> int:
    """Do so below a folder; there are as many files as pages, and a path of each would cost more than the look at it."""
    changed = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            if not entry.name.startswith("."):
                changed += _grant(entry.path, entry.stat(follow_symlinks=False).st_mode, FOLDER if is_folder else FILE)
                changed += _below(entry.path) if is_folder else 0
    return changed


def _grant(path: str, mode: int, least: int) -> bool:
    if stat.S_ISLNK(mode) or mode & least == least:
        return False
    Path(path).chmod(stat.S_IMODE(mode) | least)
    return True
