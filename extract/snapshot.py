"""Snapshots: the bytes of a source, stored once under their SHA-256 and never altered.

`pick_up` takes a local file, `fetch` an address. What is known of a fetched file besides its bytes (when, from where,
ETag) is kept beside the store, by address, so that a second run asks politely and gives the same values. Reading what
the bytes say does not live here.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from extract import sniff
from extract.errors import Unreadable

USER_AGENT = "gongbao/0.1 (reads public policy documents)"
LARGEST = 256 * 1024**2
SECONDS = 60.0
MOST_REDIRECTS = 5
PAUSE = 1.0
"""Seconds between two requests to one host."""

_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One stored file. `retrieved_at` is ISO 8601 in UTC for a fetched file, None for a local one."""

    sha256: str
    bytes: int
    media_type: str
    path: Path
    retrieved_at: str | None = None


class Store:
    """A folder of snapshots: `raw/<first two>/<sha256>`. Safe to use from several threads and processes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._turns = _Turns()
        self._robots: dict[str, RobotFileParser] = {}

    def path_of(self, sha256: str) -> Path:
        """Give where the bytes of this hash lie, whether they are there or not."""
        return self.root / "raw" / sha256[:2] / sha256

    def pick_up(self, path: Path) -> Snapshot:
        """Store a local file. Raises `Unreadable` where it is missing, no file, or larger than `LARGEST`."""
        if not path.is_file():
            raise Unreadable(f"{path} is not there, or is no file.", "Check the path in the register.")
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"{path.name} has more than {LARGEST // 1024**2} MB.", "Split the file.")
        with self._incoming() as (part, name), path.open("rb") as source:
            with part:
                shutil.copyfileobj(source, part, 1024 * 1024)
            return self._keep(name, None)

    def fetch(
        self,
        url: str,
        *,
        allow_hosts: Collection[str] = (),
        largest: int = LARGEST,
        seconds: float = SECONDS,
        pause: float = PAUSE,
        respect_robots: bool = True,
    ) -> Snapshot:
        """Fetch an address, or give what is stored where the server says that nothing has changed.

        `allow_hosts` names hosts that may lie in a private network; every other address, and every address that a
        redirect leads to, must be public. `seconds` bounds the whole transfer, `largest` its bytes.

        Raises `Unreadable` where it is refused, forbidden by robots.txt, too large, too slow, or answers with an error.
        """
        known = self._known(url)
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*"}
        if known and self.path_of(known["sha256"]).is_file():
            if known.get("etag"):
                headers["If-None-Match"] = known["etag"]
            if known.get("last_modified"):
                headers["If-Modified-Since"] = known["last_modified"]
        deadline = time.monotonic() + seconds
        try:
            with self._answer(url, headers, allow_hosts, deadline, pause, respect_robots) as response:
                if response.status_code == 304 and known:
                    return self._snapshot(known["sha256"], known["retrieved_at"])
                if response.status_code != 200:
                    raise Unreadable(
                        f"{url} answers {response.status_code}.", "Open it in a browser; check the address."
                    )
                return self._receive(url, response, known, largest, deadline)
        except httpx.TimeoutException:
            raise Unreadable(f"{url} did not answer in time.", "Try again later, or save the file by hand.") from None
        except httpx.HTTPError as error:
            raise Unreadable(f"{url} cannot be fetched: {error}.", "Check the address and the network.") from None

    def _receive(
        self, url: str, response: httpx.Response, known: dict[str, str] | None, largest: int, deadline: float
    ) -> Snapshot:
        size = 0
        with self._incoming() as (part, name):
            with part:
                for chunk in response.iter_bytes():
                    size += len(chunk)
                    if size > largest:
                        raise Unreadable(f"{url} has more than {largest} bytes.", "Raise the limit if that is right.")
                    if time.monotonic() > deadline:
                        raise httpx.ReadTimeout("the transfer takes too long")
                    part.write(chunk)
            if size == 0:
                raise Unreadable(f"{url} is empty.", "Open it in a browser; check the address.")
            stored = self._keep(name, None)
        same = known is not None and known["sha256"] == stored.sha256
        when = known["retrieved_at"] if known and same else datetime.now(UTC).isoformat(timespec="seconds")
        self._remember(
            url,
            {
                "url": url,
                "sha256": stored.sha256,
                "retrieved_at": when,
                "etag": response.headers.get("etag", ""),
                "last_modified": response.headers.get("last-modified", ""),
            },
        )
        return Snapshot(stored.sha256, stored.bytes, stored.media_type, stored.path, when)

    @contextmanager
    def _answer(
        self,
        url: str,
        headers: dict[str, str],
        allow_hosts: Collection[str],
        deadline: float,
        pause: float,
        respect_robots: bool,
    ) -> Iterator[httpx.Response]:
        """Ask, following redirects one at a time so that each new address is looked at before it is asked."""
        for _ in range(MOST_REDIRECTS + 1):
            address = _checked(url, allow_hosts)
            if respect_robots and not self._may_fetch(url, address, deadline, pause):
                raise Unreadable(
                    f"{url} is closed to programs by robots.txt.", "Save the file by hand and register it."
                )
            with self._ask(url, address, headers, deadline, pause) as response:
                target = response.headers.get("location")
                if response.status_code not in _REDIRECTS or not target:
                    yield response
                    return
                url = urljoin(url, target)
        raise Unreadable(
            f"{url} redirects more than {MOST_REDIRECTS} times.", "Open it in a browser; check the address."
        )

    @contextmanager
    def _ask(
        self, url: str, address: str, headers: dict[str, str], deadline: float, pause: float
    ) -> Iterator[httpx.Response]:
        """Send one request to the very address that was checked, whatever the name resolves to by now."""
        host = urlsplit(url).hostname or ""
        self._turns.wait(host, pause)
        left = max(0.1, deadline - time.monotonic())
        transport = httpx.HTTPTransport(retries=0)
        with httpx.Client(
            transport=transport, timeout=min(left, 20.0), follow_redirects=False, trust_env=False
        ) as client:
            pinned, extra = _pinned(url, address)
            request = client.build_request(
                "GET", pinned, headers=headers | {"Host": _host_header(url)}, extensions=extra
            )
            response = client.send(request, stream=True)
            try:
                yield response
            finally:
                response.close()

    def _may_fetch(self, url: str, address: str, deadline: float, pause: float) -> bool:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            rules = RobotFileParser()
            rules.allow_all = True  # type: ignore[attr-defined]
            try:
                with self._ask(f"{site}/robots.txt", address, {"User-Agent": USER_AGENT}, deadline, pause) as response:
                    if response.status_code == 200:
                        text = b"".join(_at_most(response.iter_bytes(), 512 * 1024)).decode("utf-8", "replace")
                        rules = RobotFileParser()
                        rules.parse(text.splitlines())
            except httpx.HTTPError:
                pass
            self._robots[site] = rules
        return self._robots[site].can_fetch(USER_AGENT, url)

    @contextmanager
    def _incoming(self) -> Iterator[tuple[Any, Path]]:
        folder = self.root / "raw" / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder)
        try:
            yield os.fdopen(handle, "wb"), Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def _keep(self, part: Path, retrieved_at: str | None) -> Snapshot:
        """Move a finished file to its place; where the place is taken, the bytes are the same and stay."""
        with part.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        place = self.path_of(sha256)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            part.chmod(0o444)
            part.replace(place)
        return self._snapshot(sha256, retrieved_at)

    def _snapshot(self, sha256: str, retrieved_at: str | None) -> Snapshot:
        path = self.path_of(sha256)
        data = path.open("rb")
        with data:
            head = data.read(64 * 1024)
        kind = sniff.media_type(path.read_bytes() if head.startswith(b"PK") else head)
        return Snapshot(sha256, path.stat().st_size, kind, path, retrieved_at)

    def _note(self, url: str) -> Path:
        return self.root / "raw" / "fetched" / f"{hashlib.sha256(url.encode()).hexdigest()}.json"

    def _known(self, url: str) -> dict[str, str] | None:
        try:
            loaded: dict[str, str] = json.loads(self._note(url).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return loaded

    def _remember(self, url: str, note: dict[str, str]) -> None:
        place = self._note(url)
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}.{threading.get_ident()}.part")
        part.write_text(json.dumps(note, ensure_ascii=False, sort_keys=True, indent=1), "utf-8")
        part.replace(place)


class _Turns:
    """Keeps the pause between two requests to one host."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()
        self._clock, self._sleep = clock, sleep

    def wait(self, host: str, pause: float) -> None:
        """Wait until it is this request's turn."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + pause
        if turn > now:
            self._sleep(turn - now)


def _at_most(chunks: Iterator[bytes], largest: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        yield chunk
        size += len(chunk)
        if size > largest:
            return


def _checked(url: str, allow_hosts: Collection[str]) -> str:
    """Give an IP address for a URL that may be asked. Raises `Unreadable` for one that may not."""
    parts = urlsplit(url)
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host:
        raise Unreadable(f"{url} is no http or https address.", "Check the address in the register.")
    if parts.username or parts.password:
        raise Unreadable(f"The address at {host} holds a user name.", "Take it out of the register.")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError, UnicodeError):
        raise Unreadable(f"The name {host} is not known.", "Check the address in the register.") from None
    addresses = [str(entry[4][0]) for entry in found]
    if host not in allow_hosts:
        for address in addresses:
            ip = ipaddress.ip_address(address.split("%")[0])
            inner = getattr(ip, "ipv4_mapped", None) or ip
            if not inner.is_global or inner.is_multicast:
                raise Unreadable(
                    f"{host} leads to {address}, which is no public address.",
                    "If that is meant, allow the host by name.",
                )
    return addresses[0]


def _host_header(url: str) -> str:
    return urlsplit(url).netloc


def _pinned(url: str, address: str) -> tuple[str, dict[str, Any]]:
    """Give the URL with the address in place of the name, and the name for the certificate."""
    parts = urlsplit(url)
    shown = f"[{address}]" if ":" in address else address
    netloc = f"{shown}:{parts.port}" if parts.port else shown
    extra: dict[str, Any] = {"sni_hostname": parts.hostname} if parts.scheme == "https" else {}
    return parts._replace(netloc=netloc).geturl(), extra
