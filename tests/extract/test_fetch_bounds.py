"""Every fetch ends at its seconds and its bytes, whatever the other side does, and says what was wrong."""

from __future__ import annotations

import gzip
import itertools
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from extract import manners, request, snapshot
from extract.errors import Unreadable
from extract.manners import Manners
from extract.snapshot import Store

LOCAL = ("127.0.0.1",)
SECONDS = 1.0
BUSY = 2.0
"""Seconds by which a busy machine may be late; the servers drip for ever."""
LARGEST = 100_000
OK = b"HTTP/1.1 200 OK\r\n"
PAGE = "<!DOCTYPE html><html><body><p>云川市推进数字商务发展。</p></body></html>".encode()


def dripped(data: bytes) -> Iterator[bytes]:
    """A byte every fifth of a second: no single wait is long."""
    for byte in itertools.chain(data, itertools.repeat(ord("a"))):
        yield bytes([byte])
        time.sleep(0.2)


def chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def sized(head: bytes, body: bytes) -> Iterator[bytes]:
    yield OK + head + f"Content-Length: {len(body)}\r\n\r\n".encode() + body


def packed(layers: int, size: int) -> bytes:
    data = b"0" * size
    for _ in range(layers):
        data = gzip.compress(data, mtime=0)
    return data


def endless(head: bytes, piece: bytes, begin: bytes = b"") -> Iterator[bytes]:
    yield head + begin
    while True:
        yield piece


def empty_blocks() -> Iterator[bytes]:
    """A gzip stream of blocks that hold nothing: bytes come for ever, and none of a document."""
    packer = zlib.compressobj(wbits=31)
    yield OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    while True:
        yield chunk(packer.compress(b"") + packer.flush(zlib.Z_SYNC_FLUSH) * 5000)


def endless_gzip() -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=31)
    yield OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    while True:
        if data := packer.compress(bytes(10_000)) + packer.flush(zlib.Z_SYNC_FLUSH):
            yield chunk(data)


LATE = f"was not there within {SECONDS:g} seconds"
LARGE = f"has more than {LARGEST} bytes"
HOSTILE: dict[str, tuple[Callable[[], Iterator[bytes]], str]] = {
    # what the server does → what it answers, and what is said of it
    "drips its status": (lambda: dripped(OK), LATE),
    "drips its headers": (lambda: dripped(OK + b"X-A: "), LATE),
    "drips the body": (lambda: dripped(OK + b"\r\n"), LATE),
    "drips behind its headers": (
        lambda: itertools.chain([OK + b"Content-Length: 90\r\n\r\n"], dripped(b"<html>")),
        LATE,
    ),
    "drips chunks": (
        lambda: itertools.chain([OK + b"Transfer-Encoding: chunked\r\n\r\n5"], dripped(b"")),
        LATE,
    ),
    "drips trailers": (
        lambda: itertools.chain([OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"], dripped(b"X: ")),
        LATE,
    ),
    "says nothing": (lambda: itertools.chain([b""], iter(lambda: time.sleep(0.2) or b"", None)), LATE),
    "hints for ever": (
        # Slowly, so that the time ends first, however fast the machine is.
        lambda: (time.sleep(0.01) or b"HTTP/1.1 103 Early Hints\r\n\r\n" for _ in itertools.count()),
        LATE,
    ),
    "hints much": (lambda: endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 3000), LARGE),
    "never ends": (lambda: endless(OK + b"\r\n", b"a" * 60_000), LARGE),
    "never ends its headers": (lambda: endless(OK, b"X-A: " + b"a" * 60_000 + b"\r\n"), "cannot be fetched"),
    "never ends its chunks": (lambda: endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", chunk(b"a") * 9000), LARGE),
    "packs a bomb": (lambda: sized(b"Content-Encoding: gzip\r\n", packed(1, 50_000_000)), LARGE),
    "packs for ever": (endless_gzip, LARGE),
    "packs nothing for ever": (empty_blocks, LARGE),
    "packs three times": (
        lambda: sized(b"Content-Encoding: gzip, gzip, gzip\r\n", packed(3, 5_000_000)),
        "packed as gzip, gzip, gzip",
    ),
    "packs twice in two headers": (
        lambda: sized(b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n", packed(2, 1000)),
        "packed as gzip, gzip",
    ),
    "packs as nobody asked": (lambda: sized(b"Content-Encoding: br\r\n", b"abc"), "packed as br"),
    "says gzip and sends none": (lambda: sized(b"Content-Encoding: gzip\r\n", PAGE), "says that it is gzip"),
    "breaks off in a packed page": (
        lambda: iter([OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE)[:-9]]),
        "breaks off",
    ),
    "breaks off": (lambda: iter([OK + b"Content-Length: 900\r\n\r\n" + PAGE]), "cannot be fetched"),
    "speaks something else": (lambda: iter([b"220 ftp.example.org\r\n"]), "cannot be fetched"),
    "hangs up": (lambda: iter([b""]), "cannot be fetched"),
    "leads to no address": (
        lambda: iter([b"HTTP/1.1 302 Found\r\nLocation: http://[x/\r\nContent-Length: 0\r\n\r\n"]),
        "redirects to no address",
    ),
    "leads to a port that is none": (
        lambda: iter([b"HTTP/1.1 302 Found\r\nLocation: http://a:99999/\r\nContent-Length: 0\r\n\r\n"]),
        "no http or https address",
    ),
}


class Server:
    """A server on loopback that answers a path as it is told to, and counts who asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[], Iterator[bytes]]] = {}
        self.asked: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._answer, args=self._socket.accept()[:1], daemon=True).start()

    def _answer(self, near: socket.socket) -> None:
        with near, suppress(OSError):
            path = near.recv(65536).split(b" ")[1].decode()
            self.asked.append(path)
            for piece in self.answers.get(path, lambda: iter([b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"]))():
                near.sendall(piece)

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.close()


def fetch(store: Store, url: str, seconds: float = SECONDS) -> snapshot.Snapshot:
    return store.fetch(url, allow_hosts=LOCAL, seconds=seconds, largest=LARGEST)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_server_that(name: str, server: Server, tmp_path: Path) -> None:
    server.answers["/a"], said = HOSTILE[name]
    # What its bytes end has time enough, also on a busy machine.
    seconds = SECONDS if said == LATE else 20 * SECONDS
    began = time.monotonic()
    with pytest.raises(Unreadable, match=said) as caught:
        fetch(Store(tmp_path, Manners(pause=0)), f"{server.url}/a", seconds)
    assert time.monotonic() - began < seconds + BUSY
    assert server.url in str(caught.value) or "99999" in str(caught.value)
    assert [path for path in (tmp_path / "raw").rglob("*") if path.is_file()] == []


def test_one_layer_of_gzip_is_read(server: Server, tmp_path: Path) -> None:
    server.answers["/a"] = lambda: sized(b"Content-Encoding: gzip\r\n", gzip.compress(PAGE))
    assert fetch(Store(tmp_path, Manners(pause=0)), f"{server.url}/a").path.read_bytes() == PAGE


def test_early_hints_are_passed_over(server: Server, tmp_path: Path) -> None:
    hint = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    server.answers["/a"] = lambda: itertools.chain([hint, hint], sized(b"", PAGE))
    assert fetch(Store(tmp_path, Manners(pause=0)), f"{server.url}/a").path.read_bytes() == PAGE


def test_a_robots_txt_that_keeps_us_waiting_closes_the_site_at_once_for_the_next(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manners, "ROBOTS_SECONDS", 0.5)
    server.answers["/robots.txt"] = lambda: dripped(OK)
    server.answers["/a"] = server.answers["/b"] = lambda: sized(b"", PAGE)
    store, began = Store(tmp_path, Manners(pause=0)), time.monotonic()
    for path in ("/a", "/b"):
        with pytest.raises(Unreadable, match=r"robots\.txt was not there within 0\.5 seconds"):
            fetch(store, server.url + path)
    assert time.monotonic() - began < 0.5 + BUSY
    assert server.asked == ["/robots.txt"]


@pytest.mark.parametrize(
    "robots",
    [
        lambda: sized(b"", b"User-agent: *\nDisallow: /closed\n" + b"# \n" * 400_000),
        lambda: sized(
            b"Content-Encoding: gzip\r\n",
            gzip.compress(b"User-agent: *\nDisallow: /closed\n" + b"# \n" * 9_000_000),
        ),
        lambda: sized(b"", b"User-agent: *\nDisallow: //[x\nDisallow: /closed\n"),
    ],
    ids=["long", "bomb", "no address"],
)
def test_of_a_robots_txt_that_is_odd_the_rules_that_were_read_count(
    server: Server, tmp_path: Path, robots: Callable[[], Iterator[bytes]]
) -> None:
    server.answers |= {"/robots.txt": robots, "/open": lambda: sized(b"", PAGE)}
    store = Store(tmp_path, Manners(pause=0))
    assert fetch(store, f"{server.url}/open").bytes == len(PAGE)
    with pytest.raises(Unreadable, match=r"closed to programs by robots\.txt"):
        fetch(store, f"{server.url}/closed/a")


def test_redirects_share_the_seconds(server: Server, tmp_path: Path) -> None:
    def slow(target: str) -> Callable[[], Iterator[bytes]]:
        def answer() -> Iterator[bytes]:
            time.sleep(0.4)
            yield f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()

        return answer

    server.answers |= {f"/{n}": slow(f"/{n + 1}") for n in range(5)}
    began = time.monotonic()
    with pytest.raises(Unreadable, match=LATE):
        fetch(Store(tmp_path, Manners(pause=0)), f"{server.url}/0")
    assert time.monotonic() - began < SECONDS + BUSY


def test_a_name_that_is_not_resolved_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request.socket, "getaddrinfo", lambda *_, **__: time.sleep(4) or [])
    began = time.monotonic()
    with pytest.raises(Unreadable, match=LATE):
        fetch(Store(tmp_path, Manners(pause=0)), "http://yunchuan.example/a")
    assert time.monotonic() - began < SECONDS + BUSY
