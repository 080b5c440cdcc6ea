"""What a worker does with one document; imported in processes of their own, so without Dagster.

A task and its result are plain values: they travel to another process or another machine. The record is written
after its file and holds its hash, so that a record says whether the file is whole; what is not is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import signal
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from pipelines import unchanged
from pipelines.home import digest, log, no_room, write_json

Record = dict[str, Any]

SECONDS_TO_PARSE = 120.0
"""Seconds of processor time. A long gazette issue takes one; what takes so much longer is no document that the grammar was made for."""
SECONDS_TO_GIVE_UP = 150.0
"""Seconds of processor time after which a worker is killed: a loop in C may hear of no other limit."""
PATIENCE = 5
"""Seconds by the clock for each of processor time: a failure is remembered, and that a machine was busy is none."""
SECONDS_BETWEEN_LOOKS = 0.01
MEMORY_TO_PARSE = 4 * 1024**3
"""Bytes of address space that a worker may take beyond what it loaded; the longest documents at hand take a tenth."""


def issue(
    source_id: str | None, type_: str, severity: str, message: str, *, table: str | None = None, page: int | None = None
) -> Record:
    """Give a row of `issues` about a source as a whole, or about what belongs to none."""
    return {
        "source_id": source_id,
        "document_id": None,
        "table": table,
        "row_id": None,
        "type": type_,
        "severity": severity,
        "message": message,
        "page": page,
    }


@dataclass(frozen=True, slots=True)
class ReadTask:
    """One file to read: its snapshot, how to read it, and where the content goes (without suffix)."""

    key: str
    path: str
    sha256: str
    claims: dict[str, str]
    selectors: dict[str, Any] | None
    out: str
    second_reader: bool = True
    """Whether pages with tables are read again by another reader: no part of the key, for what was read stays as it is."""

    @classmethod
    def of(cls, folder: Path, sha256: str, path: str, claims: dict[str, str], selectors: dict[str, Any]) -> ReadTask:
        """Name the task by its key."""
        key = unchanged.read_key(sha256, claims, selectors)
        again = os.environ.get("GONGBAO_SECOND_READER") != "off"
        return cls(key, path, sha256, claims, selectors or None, str(folder / key), again)


@dataclass(frozen=True, slots=True)
class ParseTask:
    """One content file to parse, what the register says of its source, and where the facts go (without suffix)."""

    key: str
    content: str
    source: dict[str, Any]
    registers: list[str]
    out: str

    @classmethod
    def of(
        cls, folder: Path, content_hash: str, content: str, source: dict[str, Any], registers: Sequence[Path]
    ) -> ParseTask:
        """Name the task by its key."""
        key = unchanged.parse_key(content_hash, source, registers)
        return cls(key, content, source, [str(register) for register in registers], str(folder / key))


def record_of(out: str) -> Record | None:
    """Give the record that an earlier run left for a task; None where there is none, or it or its file is damaged.

    Its `hash` is the SHA-256 of the file, None where the task left none.
    """
    path = Path(f"{out}.json")
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        record: Record = kept["record"]
        if kept["check"] == digest(record) and kept["file"] == _hash_of(out):
            return record | {"hash": kept["file"]}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    log.warning("%s, or the Parquet file beside it, is damaged; both are made again.", path)
    return None


def keep_record(out: str, record: Record) -> Record:
    """Keep the record of a task whose file, where it has one, is finished; give it as `record_of` will."""
    file = _hash_of(out)
    write_json(Path(f"{out}.json"), {"record": record, "check": digest(record), "file": file})
    return record | {"hash": file}


def _hash_of(out: str) -> str | None:
    """Give the SHA-256 of a task's file, None where there is none. Content is small: 3,000 documents take a moment."""
    try:
        with Path(f"{out}.parquet").open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def read_source(task: ReadTask) -> Record:
    """Read one file within its limits; the record is the outcome, the content stands beside it.

    The bytes are hashed before they are read: what was altered in the store since is not read under a hash that is not
    its own. Such an outcome is not kept, for the next run may find the bytes made again.

    Raises
    ------
    OSError
        The home cannot be written to.
    """
    from extract.guard.process import Outcome, read_guarded
    from extract.snapshot import hash_of

    out = Path(f"{task.out}.parquet")
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        is_whole = hash_of(Path(task.path)) == task.sha256
    except OSError:
        is_whole = False
    if not is_whole:
        return asdict(Outcome("quarantined", f"The stored copy {ALTERED}", TAKE_AGAIN))
    out.unlink(missing_ok=True)
    outcome = read_guarded(
        Path(task.path), out, claims=task.claims, selectors=task.selectors, second_reader=task.second_reader
    )
    return keep_record(task.out, asdict(outcome))


def unread(task: ReadTask) -> Record:
    """Give the record of a document that its worker died of, as on a cluster that lost one; it is not kept."""
    from extract.guard.process import Outcome

    reason = "The document was not read: the worker that read it died."
    return asdict(Outcome("quarantined", reason, "Run again; if it comes back, the machine is out of memory."))


ALTERED = "is not there, or was altered since it was stored: its bytes no longer have its SHA-256."
TAKE_AGAIN = "Run again: it is taken anew where its original can be had; otherwise save the original as a file and register its path."


def parse_source(task: ParseTask) -> Record:
    """Parse one document into facts; a fault of the grammar costs this source only, and is an issue that says so.

    A failure is remembered like a success: the same code fails on the same content again. Where it failed, `traceback` of
    the record says where, this once: this may be a process whose log nobody reads.

    Raises
    ------
    OSError
        The home cannot be written to.
    """
    from transform import facts
    from transform.document.model import SourceInfo

    out = Path(f"{task.out}.parquet")
    out.parent.mkdir(parents=True, exist_ok=True)
    began, cpu = time.monotonic(), time.process_time()
    try:
        with within(SECONDS_TO_PARSE):
            rows = facts.parse(
                Path(task.content), SourceInfo(**task.source), [Path(folder) for folder in task.registers]
            )
        facts.write(rows, out)
    except Exception as error:  # whatever it is, the other sources go on
        if no_room(error):
            raise
        return _failed(task, f"{type(error).__name__}: {error}") | {"traceback": traceback.format_exc()}
    counts = {table: len(found) for table, found in rows.items()}
    took = {"seconds": round(time.monotonic() - began, 3), "cpu_seconds": round(time.process_time() - cpu, 3)}
    return keep_record(task.out, {"status": "read", "rows": counts, "issues": [], **took})


def lost(task: ParseTask) -> Record:
    """Give the record of a document that its worker died of, which is remembered."""
    died = f"its worker was killed: it took too much memory, or {SECONDS_TO_GIVE_UP:g} seconds of processor time"
    return _failed(task, died)


def _failed(task: ParseTask, said: str) -> Record:
    Path(f"{task.out}.parquet").unlink(missing_ok=True)
    again = f"`--force --source {task.source['source_id']}` tries again."
    message = f"The grammar failed on this document ({said}). {again}"
    found = issue(task.source["source_id"], "parse_failed", "error", message)
    return keep_record(
        task.out, {"status": "quarantined", "rows": {}, "issues": [found], "seconds": 0.0, "cpu_seconds": 0.0}
    )


def limit_worker() -> None:
    """Bound the memory of this worker, which is there to parse: what asks for more fails with MemoryError.

    Nothing where the system gives no such limit or does not tell what is mapped already.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY_TO_PARSE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (OSError, ValueError):
        pass


def begin_worker() -> None:
    """Bound this worker's memory, and let it end when the process that started it does: a killed one cannot tell it to.

    It stands here, and not where workers are started: a worker needs neither Dagster nor DuckDB.
    """
    limit_worker()

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block when it takes more seconds of processor time, or `PATIENCE` times as many by the clock;
    a worker that does not hear it is killed a little later.

    Only a process's main thread can be stopped so, as those of this machine's workers are; elsewhere there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    began, cpu = time.monotonic(), time.process_time()

    def look(*_: object) -> None:
        left = min(cpu + seconds - time.process_time(), began + PATIENCE * seconds - time.monotonic())
        if left <= 0:
            raise TimeoutError(f"not done after {seconds:g} seconds")
        signal.setitimer(signal.ITIMER_REAL, max(left, SECONDS_BETWEEN_LOOKS))

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    if is_worker := parent_process() is not None:
        # Nobody handles SIGPROF: the system ends the process, whatever it is at.
        signal.setitimer(signal.ITIMER_PROF, SECONDS_TO_GIVE_UP)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        if is_worker:
            signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGALRM, before)
