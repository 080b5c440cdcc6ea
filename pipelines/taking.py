"""Taking the bytes of sources: files as they lie there, addresses host by host, several hosts at a time.

A source that cannot be had costs itself only. How a site is treated stands in `extract.manners`; imported without Dagster.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extract.local import fault_of
from pipelines.home import no_room
from pipelines.places import said_of
from pipelines.sources import Source
from pipelines.work import ALTERED, TAKE_AGAIN, Record, issue

if TYPE_CHECKING:
    from extract.snapshot import Store

HOSTS_AT_A_TIME = 16
"""A host answers one request at a time, with a second between two, so most of these wait."""


def take(
    store: Store, sources: Sequence[Source], before: Mapping[str, Record], allow_hosts: Sequence[str]
) -> Iterator[Record]:
    """Give the record of each source as it is had; `before` are those of the last run, by source.

    Raises
    ------
    OSError
        The home cannot be written to.
    """
    hosts: dict[str, list[Source]] = {}
    for source in sources:
        hosts.setdefault("" if source.path or source.refused else _host(source.url or ""), []).append(source)
    had: SimpleQueue[Record | BaseException | None] = SimpleQueue()
    stopped = Event()

    def ask(of_one_host: Sequence[Source]) -> None:
        try:
            for source in of_one_host:
                if stopped.is_set():
                    break
                had.put(_take(store, source, before.get(source.source_id), allow_hosts))
        except BaseException as error:  # raised again where it is waited for
            had.put(error)
        finally:
            had.put(None)

    executor = ThreadPoolExecutor(HOSTS_AT_A_TIME)
    try:
        left = len([executor.submit(ask, of_one_host) for of_one_host in hosts.values()])
        while left:
            row = had.get()
            if row is None:
                left -= 1
            elif isinstance(row, BaseException):
                raise row
            else:
                yield row
    finally:
        # Whoever stops here (a full disk, Ctrl-C) waits for the requests that are under way, and for no others.
        stopped.set()
        executor.shutdown(cancel_futures=True)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _take(store: Store, source: Source, before: Record | None, allow_hosts: Sequence[str]) -> Record:
    """Take one source's bytes; the record says where they are, or why not.

    An address that does not answer today leaves the source as it was last fetched, with a warning; unless what was
    fetched has been altered since, which is never published.

    Raises
    ------
    OSError
        The home cannot be written to.
    """
    from extract.errors import Unreadable

    row: Record = {
        "source_id": source.source_id,
        "collection": source.collection,
        "url": source.url,
        "status": "quarantined",
        "sha256": None,
        "bytes": None,
        "media_type": None,
        "refuted": {},
        "path": None,
        "retrieved_at": None,
        "issues": [],
    }

    def quarantined(type_: str, message: str) -> Record:
        return row | {"issues": [issue(source.source_id, type_, "error", message)]}

    if source.refused is not None:
        return quarantined("register_row", source.refused)
    place = f"line {source.line} of {Path(source.register).name}"
    if source.path and (fault := fault_of(Path(source.path))) is not None:
        said = f"{place}: {said_of(Path(source.path), fault)}. Put it there, or mend the path."
        return quarantined("missing_file", said)
    try:
        if source.path:
            taken = store.pick_up(Path(source.path))
        else:
            taken = store.fetch(source.url or "", allow_hosts=allow_hosts)
    except (Unreadable, OSError, ValueError) as error:
        if no_room(error):
            raise
        if before and before["status"] == "held" and before["url"] == source.url and not source.path:
            if not store.is_whole(before["sha256"]):
                return quarantined("altered_snapshot", f"{place}: the stored copy {ALTERED} {error} {TAKE_AGAIN}")
            return before | {"issues": [issue(source.source_id, "not_fetched", "warning", f"{place}: {error}")]}
        return quarantined("not_fetched", f"{place}: {error}")
    row |= {
        "sha256": taken.sha256,
        "bytes": taken.bytes,
        "media_type": taken.media_type,
        "refuted": dict(taken.refuted),
        "path": str(taken.path),
        "retrieved_at": taken.retrieved_at,
    }
    if source.sha256 and source.sha256 != taken.sha256:
        return quarantined(
            "wrong_hash",
            f"{place}: the bytes have SHA-256 {taken.sha256}, the register prints {source.sha256}. "
            "Find out which document was meant; then mend or empty the cell.",
        )
    return row | {"status": "held"}
