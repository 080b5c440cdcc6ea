"""Opening a file whose name a stranger may have written: only what is a file, and without ever waiting for it.

A register names paths. A FIFO would hold the run for ever, a device or a page of `/proc` has no end or is of this very
process. They are told by what they are, before they are opened and again after. Where a path may lie is not decided here.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

from extract.errors import Unreadable

NEVER = (Path("/proc"), Path("/sys"))
"""Folders whose files are made by the kernel as they are read: they call themselves files, and are none."""

KINDS = {
    stat.S_ISDIR: "a folder",
    stat.S_ISFIFO: "a pipe (FIFO)",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}
NOT_THERE = "is not there, or is no file"
LONGEST_PATH = 4096
"""Bytes that Linux takes of a path (PATH_MAX)."""


def fault_of(path: Path) -> str | None:
    """Say why a path is no file that may be read, in words that go on from its name; None where it is one.

    Links are followed; nothing is opened.
    """
    text = str(path)
    if "\0" in text:
        return "has a NUL in its path"
    if len(os.fsencode(text)) > LONGEST_PATH:
        return f"has a path of more than {LONGEST_PATH} bytes"
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _said(error)
    # What is a link is told by where it leads; `realpath` ends on loops, which `stat` has named before.
    real = Path(os.path.realpath(path))
    if any(real.is_relative_to(folder) for folder in NEVER):
        return f"is no file but a page of the system ({next(str(f) for f in NEVER if real.is_relative_to(f))})"
    return _kind(mode)


def _said(error: OSError) -> str:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return NOT_THERE
    if error.errno == errno.ELOOP:
        return "is a link that leads back to itself"
    if error.errno == errno.ENAMETOOLONG:
        return "has a name that is too long"
    return f"cannot be looked at ({error.strerror})"


def _kind(mode: int) -> str | None:
    if stat.S_ISREG(mode):
        return None
    return f"is {next((words for test, words in KINDS.items() if test(mode)), 'no file')}, and is never read"


def opened(path: Path) -> BufferedReader:
    """Open a file to read its bytes.

    What takes its place between the look and the opening is looked at again, and a pipe is not waited for.

    Raises
    ------
    Unreadable
        It is not there, or is no file.
    OSError
        It may not be read.
    """
    if (fault := fault_of(path)) is not None:
        raise Unreadable(f"{path.name[:100]} {fault}.", "Check the path.")
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    if (fault := _kind(os.fstat(handle).st_mode)) is not None:
        os.close(handle)
        raise Unreadable(f"{path.name[:100]} {fault}.", "Check the path.")
    return os.fdopen(handle, "rb")
