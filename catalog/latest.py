"""`<package>/latest/`: the newest release under an address that stays, a data package like any other.

It holds the release's descriptor, its tables as CSV and Parquet, its README and its seal, byte for byte. They are
copies, not links: whatever is done to what stands under the stable address never reaches a release. Deciding which
release is the newest does not live here.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

from catalog.descriptor import NAME
from catalog.seal import SIGNATURE, SUMS, files, sha256, sums
from catalog.writing import sync_all

LATEST = "latest"
PAPERS = (NAME, "README.html", "README.md", SUMS, SIGNATURE)
EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2): two names change places, and no moment lies between."""

AT_FDCWD = -100
UNSUPPORTED = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV}


def held(release: Path) -> list[str]:
    """Give the files of a release that stand in `latest`, as relative POSIX paths."""
    return [name for name in files(release) if name in PAPERS or name.startswith("data/")]


def is_whole(latest: Path, release: Path) -> bool:
    """Say whether `latest` holds just what it should of a release, byte for byte."""
    if latest.is_symlink() or not latest.is_dir() or files(latest) != held(release):
        return False
    listed = sums(release)
    return all(
        sha256(latest / name) == listed[name]
        if name in listed
        else (latest / name).read_bytes() == (release / name).read_bytes()
        for name in held(release)
    )


def copy(release: Path, folder: Path) -> None:
    """Fill an empty folder with what `latest` holds of a release, and see it on the disk."""
    for name in held(release):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(release / name, target)
    folder.chmod(0o755)
    sync_all(folder)


def swap(fresh: Path, target: Path) -> None:
    """Give a finished folder the name `target`; what stood there has its old name then, for the caller to remove.

    The two change places in one step where the system can do that (Linux), so that the name is never without a whole
    folder. Elsewhere the old one is put aside first: for that instant, or until the next run where the process dies in
    it, nothing stands there, and never a half.
    """
    if not os.path.lexists(target):
        fresh.rename(target)
    elif target.is_symlink() or not target.is_dir() or not _exchange(fresh, target):
        aside = fresh.with_name(f"{fresh.name}-old")
        target.rename(aside)
        fresh.rename(target)
        aside.rename(fresh)


def _exchange(one: Path, other: Path) -> bool:
    """Let two names change places; False where this system or this file system cannot."""
    if sys.platform != "linux":
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))
