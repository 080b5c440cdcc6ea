"""The server behind `guard`: loads the reading libraries once and forks a reader for each document.

It is a plain child process that speaks over one socket, not a `multiprocessing` worker: those import the parent's main
module again for each document, which for Dagster takes longer than the reading. A request brings the end of a pipe
for the answer. For each request the server forks a supervisor, which forks the reader, watches its clock, and says how
it ended; so the server itself never waits and never reads.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any, NoReturn

from extract.content import Block, Content
from extract.errors import Unreadable
from extract.files import sniff
from extract.pages import ocr

MESSAGE = 64 * 1024
"""The longest request in bytes; paths and selectors stay far below."""
PATIENCE = 5
"""Seconds by the clock that a reader has for each of processor time: where many wait for one processor, a sound document takes
as long as theirs together, and must not be told from others by that."""


def serve(channel: socket.socket) -> None:
    """Answer requests until the other end closes."""
    _load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is loaded stays; without this each collection in a fork would copy its pages.
    gc.collect()
    gc.freeze()
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, MESSAGE, 1)
        if not message:
            return
        answer = descriptors[0]
        if os.fork() == 0:
            channel.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _supervise(json.loads(message), answer)
        os.close(answer)


def _load() -> None:
    """Import what the readers need, so that no document pays for it."""
    sys.meta_path.insert(0, _WithoutPandas())
    import bs4
    import lxml.html
    import markdown_it
    import pyarrow.parquet
    import pypdfium2

    from extract.files import html, instead, markdown, pdf, plain, second  # noqa: F401

    del bs4, lxml, markdown_it, pyarrow, pypdfium2
    Content("", "", [Block("paragraph", "")]).to_arrow()


class _WithoutPandas(MetaPathFinder):
    """Hides pandas: pyarrow would load it, where it is installed, to ask whether a value is one of its own."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        """Refuse pandas, and leave every other module to the finders behind."""
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


def _supervise(request: dict[str, Any], answer: int) -> NoReturn:
    """Fork the reader, wait for it as long as it may take, and send on what it says or how it died."""
    told, say = os.pipe()
    reader = os.fork()
    if reader == 0:
        os.close(told)
        _reader(request, say)
    os.close(say)
    said, is_whole = _said(told, reader, lambda said: _granted(request, said))
    if not is_whole:
        said = json.dumps(
            _quarantined(
                f"The file was not read within {_granted(request, said):g} seconds.",
                "Raise the limit if the file is known to be large; otherwise it is built to keep a reader busy.",
            )
        ).encode()
    _, status, usage = os.wait4(reader, 0)
    if not said.strip():
        said = json.dumps(_death(status, request["address_space"])).encode()
    outcome = json.loads(said) | {"cpu_seconds": usage.ru_utime + usage.ru_stime, "peak_memory": usage.ru_maxrss * 1024}
    if request.get("second_seconds") and outcome.get("media_type") == sniff.PDF and outcome.get("n_tables"):
        _read_again(request, outcome)
    with contextlib.suppress(BrokenPipeError), os.fdopen(answer, "wb") as pipe:
        pipe.write(json.dumps(outcome).encode())
    os._exit(0)


def _read_again(request: dict[str, Any], outcome: dict[str, Any]) -> None:
    """Let the second reader look at what was read; where it fails or takes too long, the reading stands as it is."""
    told, say = os.pipe()
    reader = os.fork()
    if reader == 0:
        os.close(told)
        _second_reader(request, say)
    os.close(say)
    said, is_whole = _said(told, reader, lambda _: 2 * request["second_seconds"])
    os.close(told)
    _, _, usage = os.wait4(reader, 0)
    Path(_aside(request)).unlink(missing_ok=True)
    outcome["second_cpu_seconds"] = usage.ru_utime + usage.ru_stime
    with contextlib.suppress(ValueError):
        outcome["issues"] += json.loads(said) if is_whole else []


def _aside(request: dict[str, Any]) -> str:
    return f"{request['out']}.again"


def _second_reader(request: dict[str, Any], say: int) -> NoReturn:
    """Compare in a process of its own, and put what was read in its place with what came of it."""
    from extract.files import second

    _limit(request["address_space"], 2 * request["second_seconds"])
    out = Path(request["out"])
    try:
        content = Content.read(out)
        found = second.compare(Path(request["path"]), content, request["second_seconds"])
        if found.pages:
            content.write(Path(_aside(request)))
            Path(_aside(request)).replace(out)
        answer = [asdict(issue) for issue in found.issues]
    except Exception as error:
        # A file that breaks the other parser says nothing of what the first one read.
        answer = [
            {
                "type": "second_reader_failed",
                "severity": "info",
                "message": f"The second reader could not read the file again ({type(error).__name__}); its tables are as first read",
                "page": None,
            }
        ]
    with os.fdopen(say, "wb") as pipe:
        pipe.write(json.dumps(answer).encode())
    os._exit(0)


def _said(told: int, reader: int, granted: Callable[[bytes], float]) -> tuple[bytes, bool]:
    """Give what a reader says until it ends, and whether it ended by itself: it is killed where it takes more than it is granted."""
    began, said = time.monotonic(), b""
    while True:
        seconds = granted(said)
        left = min(seconds - _spent(reader, began), began + PATIENCE * seconds - time.monotonic())
        if left <= 0:
            os.kill(reader, signal.SIGKILL)
            return said, False
        if select.select([told], [], [], left)[0]:
            chunk = os.read(told, MESSAGE)
            if not chunk:
                return said, True
            said += chunk


def _spent(reader: int, began: float) -> float:
    """Give the seconds of processor time that a process has taken; those of the clock where the system does not tell."""
    try:
        times = Path(f"/proc/{reader}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return time.monotonic() - began
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def _granted(request: dict[str, Any], said: bytes) -> float:
    """Give the seconds that a reader has: each line that it ends says that it is about to read one more picture."""
    seconds: float = request["seconds"] + said.count(b"\n") * request["seconds_a_picture"]
    return seconds


def _quarantined(reason: str, advice: str, media_type: str | None = None) -> dict[str, Any]:
    return {"status": "quarantined", "reason": reason, "advice": advice, "media_type": media_type}


def _death(status: int, address_space: int) -> dict[str, Any]:
    how = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else f"code {os.WEXITSTATUS(status)}"
    return _quarantined(
        f"The file brought the reading process down ({how}).",
        f"It is damaged or built to do so, or needs more than {address_space / 1024**3:g} GB; open it elsewhere"
        " and save it anew.",
    )


def _reader(request: dict[str, Any], say: int) -> NoReturn:
    _limit(request["address_space"], request["seconds"] + ocr.MOST * request["seconds_a_picture"])
    ocr.watcher = lambda: _more(say)
    path = Path(request["path"])
    try:
        outcome = _read(path, Path(request["out"]), request["claims"], request["selectors"])
    except MemoryError:
        gc.collect()
        outcome = _quarantined(
            f"The file needs more than {request['address_space'] / 1024**3:g} GB of memory to be read.",
            "It is built to do so, or holds very large pictures; open it elsewhere and save it anew.",
            sniffed(path),
        )
    with os.fdopen(say, "wb") as pipe:
        pipe.write(json.dumps(outcome).encode())
    # Nothing is left to do, and tearing down what a broken file has left of a C library may crash.
    os._exit(0)


def _more(say: int) -> None:
    os.write(say, b"\n")


def _limit(address_space: int, seconds: float) -> None:
    """Set the limits of this process; the libraries that are already mapped do not count."""
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if _PROC else 0
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):
        # Not every system has this limit; the clock and the separate process are then what is left.
        resource.setrlimit(resource.RLIMIT_AS, (mapped + address_space,) * 2)
    # The supervisor's clock decides; this one is for a reader whose supervisor has died.
    most = int(seconds + 5) * (os.cpu_count() or 1)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
    # What a library in C writes about a broken file says nothing to the person who runs this.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)


_PROC = Path("/proc/self/statm").exists()


def _read(path: Path, out: Path, claims: dict[str, str], selectors: dict[str, str]) -> dict[str, Any]:
    from extract.read import read

    try:
        content = read(path, claims=claims, selectors=selectors)
    except Unreadable as error:
        return _quarantined(error.reason, error.advice, sniffed(path))
    except MemoryError:
        raise
    except RecursionError:
        reason = "The file is nested too deeply to be read."
        return _quarantined(reason, "Open it elsewhere and save it anew.", sniffed(path))
    except Exception as error:
        # Whatever a hostile file makes a library raise is a fact about the file, not an end of the run.
        return _quarantined(
            f"The file could not be read: {type(error).__name__}: {str(error)[:200]}",
            "If it opens elsewhere, this is a fault of the reader: report it with the file.",
            sniffed(path),
        )
    try:
        content.write(out)
    except OSError as error:
        # A disk that is full is no fault of the document.
        return {"errno": error.errno, "reason": str(error)}
    return {
        "status": "read",
        "reader": content.reader,
        "media_type": content.media_type,
        "page_count": content.page_count,
        "n_blocks": len(content.blocks),
        "n_tables": sum(1 for _ in content.tables()),
        "issues": [asdict(issue) for issue in content.issues],
    }


def sniffed(path: Path) -> str | None:
    """Give the media type of a file by its first bytes; None where it cannot be opened."""
    try:
        with path.open("rb") as file:
            return sniff.media_type(file.read(64 * 1024))
    except OSError:
        return None


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
