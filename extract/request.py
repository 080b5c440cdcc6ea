"""One HTTP request within a budget of seconds and bytes, whatever the other side does with them.

A client's own timeouts begin anew with every byte that arrives, so a server that drips heads, bodies or 103 responses
outlives them all. Here the limits sit below HTTP, where bytes are read from the network: nothing that is built on it
can forget them. Which addresses may be asked, and what becomes of an answer, is for `snapshot` to know.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpcore
import httpx

from extract.errors import Busy, Unreadable

HEADS = 1024**2
"""Bytes that all heads and the marks between chunks may take on top of a document."""
SILENCE = 20.0
"""Seconds without a byte after which nobody is expected to answer any more."""
_PIECE = 64 * 1024
"""Bytes that are unpacked at a time: 64 KB of gzip may hold 64 MB."""


class Budget:
    """What one fetch may take, redirects and all; raises `Unreadable` where it is spent."""

    def __init__(self, url: str, seconds: float, largest: int) -> None:
        self.url, self.seconds, self.largest = url, seconds, largest
        self.is_over = self.is_full = False
        self._end = time.monotonic() + seconds
        self._raw = self._unpacked = 0

    def left(self) -> float:
        """Give the seconds that are left, more than 0."""
        left = self._end - time.monotonic()
        if left <= 0:
            self.is_over = True
            raise Unreadable(
                f"{self.url} was not there within {round(self.seconds, 1):g} seconds.",
                "Try again later, or save the file by hand and register it.",
            )
        return left

    def receive(self, count: int) -> None:
        """Count bytes as they come from the network."""
        self._raw += count
        self._check(self._raw, self.largest + HEADS)

    def unpack(self, count: int) -> None:
        """Count bytes of the document itself."""
        self._unpacked += count
        self._check(self._unpacked, self.largest)

    def _check(self, count: int, most: int) -> None:
        if count > most:
            self.is_full = True
            raise Unreadable(
                f"{self.url} has more than {self.largest} bytes.",
                "Save the file by hand, split it, and register its parts.",
            )


@dataclass(slots=True)
class Answer:
    """The head of a response; `body` gives the rest as it comes."""

    status: int
    headers: Mapping[str, str]
    budget: Budget
    raw: Iterable[bytes]

    def body(self) -> Iterator[bytes]:
        """Give the document piece by piece, unpacked where it comes in the one layer of gzip that was asked for."""
        for piece in self._pieces():
            self.budget.left()
            self.budget.unpack(len(piece))
            yield piece

    def _pieces(self) -> Iterator[bytes]:
        layers = [name.strip().lower() for name in self.headers.get("content-encoding", "").split(",")]
        layers = [name for name in layers if name not in ("", "identity")]
        if not layers:
            yield from self.raw
            return
        if layers not in (["gzip"], ["x-gzip"]):
            raise Unreadable(
                f"{self.budget.url} comes packed as {', '.join(layers)[:100]}, where gzip alone was asked for.",
                _BY_HAND,
            )
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            for packed in self.raw:
                rest = packed
                while rest and not unpacker.eof:
                    yield unpacker.decompress(rest, _PIECE)
                    rest = unpacker.unconsumed_tail
                if unpacker.eof:
                    return
        except zlib.error as error:
            raise Unreadable(f"{self.budget.url} says that it is gzip and is not: {error}.", _BY_HAND) from None
        raise Unreadable(
            f"{self.budget.url} breaks off in the middle.", "Try again later; if it stays so, save it by hand."
        )


_BY_HAND = "Open it in a browser, save the file and register that."


@contextmanager
def ask(url: str, address: str, headers: Mapping[str, str], budget: Budget) -> Iterator[Answer]:
    """Send a GET to the very address that was checked, whatever the name resolves to by now.

    Raises `Unreadable` where the budget is spent, nobody answers, or what comes is no HTTP; `Busy` where the connection
    fails, which may be over a moment later.
    """
    try:
        asked = httpx.URL(url)
        pinned = httpcore.URL(scheme=asked.raw_scheme, host=address, port=asked.port, target=asked.raw_path)
        asking = {**headers, "Accept-Encoding": "gzip", "Connection": "close"}
        sent: list[tuple[bytes | str, bytes | str]] = [("Host", asked.netloc), *asking.items()]
        waits = dict.fromkeys(("connect", "read", "write", "pool"), SILENCE)
        extensions: dict[str, Any] = {"timeout": waits, "sni_hostname": asked.raw_host.decode("ascii")}
        with (
            httpcore.ConnectionPool(ssl_context=_certificates(), network_backend=_Network(budget)) as pool,
            pool.stream("GET", pinned, headers=sent, extensions=extensions) as response,
        ):
            yield Answer(response.status, httpx.Headers(response.headers), budget, response.iter_stream())
    except httpcore.TimeoutException:
        budget.left()
        raise Unreadable(
            f"{url} said nothing for {SILENCE:g} seconds.", "Try again later, or save the file by hand."
        ) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.InvalidURL, UnicodeError) as error:
        kind = Busy if isinstance(error, httpcore.NetworkError) else Unreadable
        said = str(error)[:300].rstrip(".") or type(error).__name__
        raise kind(f"{url} cannot be fetched: {said}.", "Check the address and the network.") from None


def look_up(host: str, port: int, budget: Budget) -> list[str]:
    """Give the IP addresses of a name, one at least. Raises `Unreadable` where it has none, or none in time."""
    found: list[str] = []

    def resolve() -> None:
        try:
            found.extend(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, ValueError):
            found.clear()

    # The system's resolver has a clock of its own and cannot be stopped: a thread asks, and is left behind.
    thread = threading.Thread(target=resolve, daemon=True)
    thread.start()
    thread.join(budget.left())
    budget.left()
    if not found:
        raise Unreadable(f"The name {host} is not known.", "Check the address in the register.")
    return list(found)


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()


class _Network(httpcore.NetworkBackend):
    """The network, as far as a budget goes."""

    def __init__(self, budget: Budget) -> None:
        self._budget, self._network = budget, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect within what is left."""
        wait = _least(timeout, self._budget)
        stream = self._network.connect_tcp(host, port, wait, local_address, socket_options)
        return _Stream(self._budget, stream)


class _Stream(httpcore.NetworkStream):
    """A connection, as far as a budget goes."""

    def __init__(self, budget: Budget, stream: httpcore.NetworkStream) -> None:
        self._budget, self._stream = budget, stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read within what is left."""
        data = self._stream.read(max_bytes, _least(timeout, self._budget))
        self._budget.receive(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write within what is left."""
        self._stream.write(buffer, _least(timeout, self._budget))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Shake hands within what is left."""
        stream = self._stream.start_tls(ssl_context, server_hostname, _least(timeout, self._budget))
        return _Stream(self._budget, stream)

    def get_extra_info(self, info: str) -> Any:
        """Give what the connection knows of itself."""
        return self._stream.get_extra_info(info)


def _least(timeout: float | None, budget: Budget) -> float:
    return min(SILENCE if timeout is None else timeout, budget.left())
