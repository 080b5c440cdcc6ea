"""What stands in `dist` may be read by a web server, whatever the umask of who published it.

Rights are only ever added: files get read, folders read and search, for all. What is hidden (being written) is left alone.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

FILE, FOLDER = 0o644, 0o755


def make_readable(dist: Path) -> int:
    """Give all files below `dist`, and its folders, the rights that a web server needs; say how many lacked them."""
    changed = int(_grant(dist, FOLDER))
    for folder, folders, names in os.walk(dist):
        folders[:] = [name for name in folders if not name.startswith(".")]
        changed += sum(_grant(Path(folder, name), FOLDER) for name in folders)
        changed += sum(_grant(Path(folder, name), FILE) for name in names if not name.startswith("."))
    return changed


def _grant(path: Path, least: int) -> bool:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode) or mode & least == least:
        return False
    path.chmod(stat.S_IMODE(mode) | least)
    return True
