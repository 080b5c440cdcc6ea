"""Snapshots: the bytes of a source, stored once under their SHA-256 and never altered.

`pick_up` takes a local file, `fetch` an address. What is known of a fetched file besides its bytes (when, from where,
ETag) is kept beside the store, by address, so that a second run asks politely and gives the same values. How a request
is kept within its seconds and bytes is in `request`, how a site is treated in `manners`; reading what the bytes say does not live here.
"""

from __future__ import annotations

import hashlib
import ipaddress
import itertools
import json
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from extract import manners
from extract.errors import Busy, Unreadable
from extract.files import claims, sniff
from extract.local import opened
from extract.manners import USER_AGENT, Manners
from extract.request import Answer, Budget, ask, look_up

log = logging.getLogger("gongbao")

LARGEST = 256 * 1024**2
SECONDS = 60.0
MOST_REDIRECTS = 5

_REDIRECTS = {301, 302, 303, 307, 308}
_LOOK = "Open it in a browser; check the address."


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One stored file.

    `media_type` is what its bytes are, `refuted` what its name or its server claims beside that (see `files.claims`).
    `retrieved_at` is ISO 8601 in UTC for a fetched file, None for a local one.
    """

    sha256: str
    bytes: int
    media_type: str
    path: Path
    retrieved_at: str | None = None
    refuted: Mapping[str, str] = field(default_factory=dict)


class Store:
    """A folder of snapshots: `raw/<first two>/<sha256>`. Safe to use from several threads and processes."""

    def __init__(self, root: Path, manners: Manners | None = None) -> None:
        self.root = root
        self._manners = manners or Manners()

    def is_whole(self, sha256: str) -> bool:
        """Say whether the bytes of this hash are there and still have it.

        They are hashed each time: at some 700 MB a second that is 0.3 ms for a usual document, less than it takes to
        copy one. Size and time would prove nothing, for whatever alters a file may keep both.
        """
        try:
            return hash_of(self.path_of(sha256)) == sha256
        except OSError:
            return False

    def path_of(self, sha256: str) -> Path:
        """Give where the bytes of this hash lie, whether they are there or not."""
        return self.root / "raw" / sha256[:2] / sha256

    def pick_up(self, path: Path) -> Snapshot:
        """Store a local file. Raises `Unreadable` where it is missing, no file, or larger than `LARGEST`."""
        with opened(path) as source:
            if os.fstat(source.fileno()).st_size > LARGEST:
                raise Unreadable(f"{path.name} has more than {LARGEST // 1024**2} MB.", "Split the file.")
            with self._incoming() as (part, name):
                with part:
                    shutil.copyfileobj(source, part, 1024 * 1024)
                return self._snapshot(self._keep(name), claims.of_name(path.name))

    def fetch(
        self,
        url: str,
        *,
        allow_hosts: Collection[str] = (),
        largest: int = LARGEST,
        seconds: float = SECONDS,
        respect_robots: bool = True,
    ) -> Snapshot:
        """Fetch an address, or give what is stored where the server says that nothing has changed.

        `allow_hosts` names hosts that may lie in a private network; every other address, and every address that a
        redirect leads to, must be public. `seconds` of wall time bound all of it: names, robots.txt, redirects, heads,
        transfer, and asking again where the server is busy. `largest` bounds its bytes, as they come and as they are unpacked.

        Raises `Unreadable` where it is refused, forbidden by robots.txt, too large, too slow, or answers with an error.
        """
        known = self._known(url)
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*"}
        if known and self.is_whole(known["sha256"]):
            if known.get("etag"):
                headers["If-None-Match"] = known["etag"]
            if known.get("last_modified"):
                headers["If-Modified-Since"] = known["last_modified"]
        budget = Budget(url, seconds, largest)
        for attempt in itertools.count(1):
            try:
                with self._answer(url, headers, allow_hosts, budget, respect_robots) as answer:
                    if answer.status == 304 and known:
                        return self._fetched(known)
                    if answer.status != 200:
                        raise manners.busy(url, answer) or Unreadable(f"{url} answers {answer.status}.", _LOOK)
                    return self._receive(url, answer, known)
            except Busy as fault:
                if not self._manners.waits(url, attempt, fault, budget):
                    raise
        raise AssertionError("asking ends with an answer")

    def _receive(self, url: str, answer: Answer, known: dict[str, str] | None) -> Snapshot:
        with self._incoming() as (part, name):
            with part:
                for chunk in answer.body():
                    part.write(chunk)
                is_empty = part.tell() == 0
            if is_empty:
                raise Unreadable(f"{url} is empty.", _LOOK)
            sha256 = self._keep(name)
        same = known is not None and known["sha256"] == sha256
        when = known["retrieved_at"] if known and same else datetime.now(UTC).isoformat(timespec="seconds")
        note = {
            "url": url,
            "sha256": sha256,
            "retrieved_at": when,
            "etag": answer.headers.get("etag", ""),
            "last_modified": answer.headers.get("last-modified", ""),
            "content_type": answer.headers.get("content-type", ""),
            "file_name": claims.file_name(answer.headers.get("content-disposition", "")),
        }
        self._remember(url, note)
        return self._fetched(note)

    def _fetched(self, note: Mapping[str, str]) -> Snapshot:
        claimed = claims.of_answer(note.get("url", ""), note.get("content_type", ""), note.get("file_name", ""))
        return self._snapshot(note["sha256"], claimed, note["retrieved_at"])

    @contextmanager
    def _answer(
        self,
        url: str,
        headers: dict[str, str],
        allow_hosts: Collection[str],
        budget: Budget,
        respect_robots: bool,
    ) -> Iterator[Answer]:
        """Ask, following redirects one at a time so that each new address is looked at before it is asked."""
        for _ in range(MOST_REDIRECTS + 1):
            address = _checked(url, allow_hosts, budget)
            if respect_robots and not self._manners.may_fetch(url, address, budget):
                raise Unreadable(
                    f"{url} is closed to programs by robots.txt.", "Save the file by hand and register it."
                )
            self._manners.wait(url)
            with ask(url, address, headers, budget) as answer:
                target = answer.headers.get("location")
                if answer.status not in _REDIRECTS or not target:
                    yield answer
                    return
                try:
                    url = urljoin(url, target)
                except ValueError:
                    raise Unreadable(f"{url} redirects to no address: {target[:200]}", _LOOK) from None
        raise Unreadable(f"{url} redirects more than {MOST_REDIRECTS} times.", _LOOK)

    @contextmanager
    def _incoming(self) -> Iterator[tuple[Any, Path]]:
        folder = self.root / "raw" / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            yield os.fdopen(handle, "wb"), Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def _keep(self, part: Path) -> str:
        """Move a finished file to its place and give its hash; where the same bytes lie there already, they stay."""
        sha256 = hash_of(part)
        place = self.path_of(sha256)
        if not self.is_whole(sha256):
            if place.exists():
                log.warning("%s was altered or cut short since it was stored; it was made again.", place)
            place.parent.mkdir(parents=True, exist_ok=True)
            part.chmod(0o444)
            part.replace(place)
        return sha256

    def _snapshot(self, sha256: str, claimed: Mapping[str, str], retrieved_at: str | None = None) -> Snapshot:
        path = self.path_of(sha256)
        with path.open("rb") as data:
            head = data.read(64 * 1024)
        kind = sniff.media_type(path.read_bytes() if head.startswith(b"PK") else head)
        return Snapshot(sha256, path.stat().st_size, kind, path, retrieved_at, claims.refuted(claimed, kind))

    def _note(self, url: str) -> Path:
        return self.root / "raw" / "fetched" / f"{hashlib.sha256(url.encode()).hexdigest()}.json"

    def _known(self, url: str) -> dict[str, str] | None:
        try:
            loaded = json.loads(self._note(url).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        is_note = isinstance(loaded, dict) and {"sha256", "retrieved_at"} <= loaded.keys()
        # A note that was damaged is only what makes asking cheaper.
        return loaded if is_note and all(isinstance(value, str) for value in loaded.values()) else None

    def _remember(self, url: str, note: dict[str, str]) -> None:
        place = self._note(url)
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}.{threading.get_ident()}.part")
        part.write_text(json.dumps(note, ensure_ascii=False, sort_keys=True, indent=1), "utf-8")
        part.replace(place)


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Addresses that a gateway turns into the IPv4 address of their last 32 bits (RFC 6052)."""


def _meant(address: str) -> Iterator[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """Give every address that an address may lead to: itself, and the IPv4 one that a gateway or tunnel reads out of it."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if ip.version == 4 or ip.ipv4_mapped is None:
        yield ip
    if ip.version == 6:
        yield from filter(None, (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())))
        if ip in _NAT64:
            yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)


def hash_of(path: Path) -> str:
    """Give the SHA-256 of a file (64 hex). Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checked(url: str, allow_hosts: Collection[str], budget: Budget) -> str:
    """Give an IP address for a URL that may be asked. Raises `Unreadable` for one that may not."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Unreadable(f"{url[:200]} is no http or https address.", "Check the address in the register.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Unreadable(f"{url} is no http or https address.", "Check the address in the register.")
    if parts.username or parts.password:
        raise Unreadable(f"The address at {host} holds a user name.", "Take it out of the register.")
    addresses = look_up(host, port or (443 if parts.scheme == "https" else 80), budget)
    if host not in allow_hosts:
        for address in addresses:
            if not all(ip.is_global and not ip.is_multicast for ip in _meant(address)):
                raise Unreadable(
                    f"{host} leads to {address}, which is no public address.",
                    "If that is meant, allow the host by name.",
                )
    return addresses[0]
