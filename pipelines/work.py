"""What a worker does with one document; imported in processes of their own, so without Dagster.

A task and its result are plain values: they travel to another process or another machine. The record is written
after its file, so that a record says that the file is whole.
"""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from pipelines.home import digest, write_json

T = TypeVar("T")
R = TypeVar("R")
Record = dict[str, Any]

SECONDS_TO_PARSE = 120.0
"""A long gazette issue takes one; what takes so much longer is no document that the grammar was made for."""


def issue(
    source_id: str, type_: str, severity: str, message: str, *, table: str | None = None, page: int | None = None
) -> Record:
    """Give a row of `issues` about a source as a whole."""
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
    media_type: str | None
    selectors: dict[str, Any] | None
    out: str

    @classmethod
    def of(
        cls, folder: Path, sha256: str, path: str, media_type: str, selectors: dict[str, Any], fingerprint: str
    ) -> ReadTask:
        """Name the task by all that can change its result: the bytes, the reading code and the selectors."""
        key = digest(sha256, fingerprint, selectors)
        return cls(key, path, media_type, selectors or None, str(folder / key))


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
        cls,
        folder: Path,
        content_key: str,
        content: str,
        source: dict[str, Any],
        registers: list[str],
        fingerprint: str,
    ) -> ParseTask:
        """Name the task by all that can change its result: the content, the row, the grammar and the registers."""
        key = digest(content_key, source, fingerprint)
        return cls(key, content, source, registers, str(folder / key))


def record_of(out: str) -> Record | None:
    """Give the record that an earlier run left for a task, None where there is none."""
    try:
        record: Record = json.loads(Path(f"{out}.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return record if record["status"] == "quarantined" or Path(f"{out}.parquet").exists() else None


def read_source(task: ReadTask) -> Record:
    """Read one file within its limits; the record is the outcome, the content stands beside it."""
    from extract.guard import read_guarded

    out = Path(f"{task.out}.parquet")
    out.parent.mkdir(parents=True, exist_ok=True)
    outcome = read_guarded(Path(task.path), out, media_type=task.media_type, selectors=task.selectors)
    record = asdict(outcome)
    write_json(Path(f"{task.out}.json"), record)
    return record


def parse_source(task: ParseTask) -> Record:
    """Parse one document into facts; a fault of the grammar costs this source only, and is an issue that says so."""
    from transform import facts
    from transform.document import SourceInfo

    out = Path(f"{task.out}.parquet")
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with within(SECONDS_TO_PARSE):
            rows = facts.parse(
                Path(task.content), SourceInfo(**task.source), [Path(folder) for folder in task.registers]
            )
        facts.write(rows, out)
    except Exception as error:  # whatever it is, the other sources go on
        message = f"The grammar failed on this document ({type(error).__name__}: {error})."
        return {
            "status": "quarantined",
            "rows": {},
            "issues": [issue(task.source["source_id"], "parse_failed", "error", message)],
        }
    record: Record = {"status": "read", "rows": {table: len(found) for table, found in rows.items()}, "issues": []}
    write_json(Path(f"{task.out}.json"), record)
    return record


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block when it takes longer.

    Only a process's main thread can be stopped so, as those of this machine's workers are; elsewhere there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> NoReturn:
        raise TimeoutError(f"not done after {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def spread(executor: Executor, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[tuple[T, R]]:
    """Give (task, result) as they are done; the first failure of a worker itself ends the rest."""
    futures = {executor.submit(function, task): task for task in tasks}
    try:
        for future in as_completed(futures):
            yield futures[future], future.result()
    finally:
        for future in futures:
            future.cancel()
