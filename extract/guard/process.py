"""One process for each document: a crash, a bomb or a loop costs that document and nothing else.

This is the near side: it asks the server (`extract.guard.server`), which is started once for each process that asks, and puts
the finished file in place. How a document is read does not live here.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from extract.content import ReadIssue
from extract.files import second
from extract.guard.server import PATIENCE
from extract.pages import ocr

SECONDS = 120.0
"""Processor time; by the clock it may be `PATIENCE` times as much."""
SECONDS_A_PICTURE = 30.0
"""Processor time that each picture which is read by OCR adds: several times what it takes on one core."""
ADDRESS_SPACE = 2 * 1024**3
LARGEST_FILE = 512 * 1024**2
_GRACE = 10.0
"""Seconds that the server has on top to start and to answer."""


@dataclass(slots=True)
class Outcome:
    """What became of one document. `reason` and `advice` are for the person who has to do something about it.

    `seconds` is wall time, `cpu_seconds` and `peak_memory` (bytes) are what the reading process took, `second_cpu_seconds`
    what the second reader took behind it.
    """

    status: Literal["read", "quarantined"]
    reason: str | None = None
    advice: str | None = None
    reader: str | None = None
    media_type: str | None = None
    page_count: int | None = None
    n_blocks: int = 0
    n_tables: int = 0
    seconds: float = 0.0
    issues: list[ReadIssue] = field(default_factory=list)
    cpu_seconds: float = 0.0
    peak_memory: int = 0
    second_cpu_seconds: float = 0.0


def read_guarded(
    path: Path,
    out: Path,
    *,
    claims: Mapping[str, str] | None = None,
    selectors: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    address_space: int = ADDRESS_SPACE,
    second_reader: bool = True,
) -> Outcome:
    """Read `path` in a process of its own and put its content into the Parquet file `out`, whole or not at all.

    Never raises for what a document does: it is quarantined with a reason. `seconds` is processor time, to which each picture
    that is read by OCR adds `SECONDS_A_PICTURE`; `address_space` is bytes beyond the loaded libraries. With `second_reader`
    the pages with tables of a PDF are read again (`extract.files.second`) in a process and a time of their own: what becomes of
    that costs the document nothing. Safe to call from several threads, and from worker processes.

    Raises OSError where `out` cannot be written.
    """
    started = time.monotonic()
    try:
        size = path.stat().st_size
    except OSError as error:
        return Outcome("quarantined", f"The file cannot be opened: {error.strerror}.", "Check the path and its rights.")
    if size > LARGEST_FILE:
        return Outcome(
            "quarantined",
            f"The file has {size / 1024**2:.0f} MB, more than the {LARGEST_FILE // 1024**2} MB that are read.",
            "Split the file and register its parts.",
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
    os.close(handle)
    part = Path(name)
    request: dict[str, Any] = {
        "path": str(path.resolve()),
        "out": str(part.resolve()),
        "claims": dict(claims or {}),
        "selectors": dict(selectors or {}),
        "seconds": seconds,
        "seconds_a_picture": SECONDS_A_PICTURE,
        "address_space": address_space,
        "second_seconds": second.SECONDS if second_reader else 0.0,
    }
    try:
        most = seconds + ocr.MOST * SECONDS_A_PICTURE + 2 * second.SECONDS
        answer = _SERVER.ask(request, PATIENCE * most + _GRACE)
        if "errno" in answer:
            raise OSError(answer["errno"], f"Its content cannot be written: {answer['reason']}")
        answer["issues"] = [ReadIssue(**issue) for issue in answer.get("issues", [])]
        outcome = Outcome(**answer)
        if outcome.status == "read":
            part.chmod(0o644)
            part.replace(out)
        outcome.seconds = round(time.monotonic() - started, 3)
        return outcome
    finally:
        part.unlink(missing_ok=True)


# One message is one request; where streams are all there is, the pipe's end that each carries parts them.
_KIND = socket.SOCK_SEQPACKET if sys.platform == "linux" else socket.SOCK_STREAM


class _Server:
    """The server of this process, started when it is first asked and again after a fork or when it has died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._owner = 0

    def ask(self, request: dict[str, Any], timeout: float) -> dict[str, Any]:
        """Send one request and wait for its answer."""
        answer, tell = os.pipe()
        try:
            with self._lock, contextlib.suppress(OSError):
                socket.send_fds(self._started(), [json.dumps(request).encode()], [tell])
        finally:
            os.close(tell)
        return _await(answer, timeout) or {
            "status": "quarantined",
            "reason": "The file gave no answer: the reading server ended.",
            "advice": "Run again; if it comes back, the machine is out of memory or the file is hostile.",
        }

    def _started(self) -> socket.socket:
        alive = self._process is not None and self._owner == os.getpid() and self._process.poll() is None
        if alive and self._channel is not None:
            return self._channel
        if self._channel is not None:
            self._channel.close()
        near, far = socket.socketpair(socket.AF_UNIX, _KIND)
        # Libraries in C that start threads or take memory ahead would hinder forking and the limits.
        quiet = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
        room = str(Path(__file__).resolve().parents[2])
        search = os.pathsep.join(filter(None, [room, os.environ.get("PYTHONPATH", "")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "extract.guard.server", str(far.fileno())],
            pass_fds=[far.fileno()],
            stdin=subprocess.DEVNULL,
            env=os.environ | quiet | {"PYTHONPATH": search},
        )
        far.close()
        if self._owner != os.getpid():
            atexit.register(self.close)
        self._channel, self._owner = near, os.getpid()
        return near

    def forget(self) -> None:
        """Leave the server to the parent: what a fork has copied is not this process's to use."""
        self._lock = threading.Lock()
        if self._channel is not None:
            self._channel.close()
        self._process = self._channel = None

    def close(self) -> None:
        """End the server; the next question starts it again."""
        if self._owner != os.getpid():
            return
        if self._channel is not None:
            self._channel.close()
        if self._process is not None:
            self._process.wait(timeout=_GRACE)
        self._process = self._channel = None


def _await(answer: int, timeout: float) -> dict[str, Any] | None:
    """Read an answer to its end; None when none came."""
    deadline = time.monotonic() + timeout
    said = b""
    with os.fdopen(answer, "rb", buffering=0) as pipe:
        while (left := deadline - time.monotonic()) > 0 and select.select([pipe], [], [], left)[0]:
            chunk = pipe.read(64 * 1024)
            if not chunk:
                break
            said += chunk
    return json.loads(said) if said else None


_SERVER = _Server()
os.register_at_fork(after_in_child=_SERVER.forget)
