"""A name that leads elsewhere the second time it is asked: what was checked is what is connected to, at every step.

The resolver is a stand-in; the servers listen on two addresses of this machine, one of them for what nobody may see.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from catalog.validate import validate
from extract.errors import Unreadable
from extract.manners import Manners
from extract.snapshot import Store
from pipelines.fetching import fetcher

NAME = "rebound.example.org"
PUBLIC = "8.8.8.8"
OPEN, SECRET = "127.0.0.1", "127.0.0.2"
ADDRESSES = (OPEN, SECRET)


class _Site(BaseHTTPRequestHandler):
    """Says which of its addresses was asked; `pages` are given as they stand, `moved` leads to the same name again."""

    pages: dict[str, bytes] = {}  # noqa: RUF012

    def __init__(self, *arguments: object, at: str) -> None:
        self.at = at
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body = self.pages.get(self.path, f"一、这是{self.at}的公报。".encode())
        self.send_response(302 if self.path == "/moved" else 404 if self.path == "/robots.txt" else 200)
        if self.path == "/moved":
            self.send_header("Location", f"http://{NAME}:{self.server.server_address[1]}/gazette")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def _serving(at: str, port: int) -> Iterator[int]:
    server = ThreadingHTTPServer((at, port), partial(_Site, at=at))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ExitStack() as stack:
        port = stack.enter_context(_serving(OPEN, 0))
        stack.enter_context(_serving(SECRET, port))
        yield port


Resolver = Callable[..., list[str]]


@pytest.fixture
def leads(monkeypatch: pytest.MonkeyPatch) -> Resolver:
    """Give a function that says where the name leads each time it is asked, the last for ever; it gives the list of those told."""
    genuine = socket.getaddrinfo

    def leads(*answers: str) -> list[str]:
        told: list[str] = []

        def resolve(host: str, port: int, *rest: object, **options: object) -> object:
            if host != NAME:
                return genuine(host, port, *rest, **options)  # type: ignore[arg-type]
            told.append(answers[min(len(told), len(answers) - 1)])
            return genuine(told[-1], port, *rest, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        return told

    return leads


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the addresses that connections were made to; those that are not of this machine are refused."""
    found: list[str] = []
    genuine = socket.create_connection

    def connect(address: tuple[str, int], *rest: object, **options: object) -> socket.socket:
        found.append(address[0])
        if address[0] not in ADDRESSES:
            raise ConnectionRefusedError
        return genuine(address, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "create_connection", connect)
    return found


def test_the_address_that_was_checked_is_asked(
    tmp_path: Path, port: int, leads: Resolver, connected: list[str]
) -> None:
    told = leads(OPEN, SECRET)
    taken = Store(tmp_path, Manners(pause=0)).fetch(f"http://{NAME}:{port}/gazette", allow_hosts=(NAME,))
    assert OPEN in taken.path.read_text("utf-8")
    # robots.txt and the page: both of one answer of the resolver.
    assert (told, connected) == ([OPEN], [OPEN, OPEN])


def test_a_name_that_was_public_when_it_was_checked(
    tmp_path: Path, port: int, leads: Resolver, connected: list[str]
) -> None:
    told = leads(PUBLIC, SECRET)
    store = Store(tmp_path, Manners(pause=0, sleep=lambda _: None))
    with pytest.raises(Unreadable, match="no public address"):
        store.fetch(f"http://{NAME}:{port}/gazette")
    # Whatever is asked again is looked up and checked again.
    assert told == [PUBLIC, SECRET]
    assert set(connected) == {PUBLIC}


def test_a_redirect_is_checked_again(tmp_path: Path, port: int, leads: Resolver, connected: list[str]) -> None:
    leads(SECRET)
    store = Store(tmp_path, Manners(pause=0))
    with pytest.raises(Unreadable, match=f"{NAME} leads to {SECRET}, which is no public address"):
        store.fetch(f"http://{OPEN}:{port}/moved", allow_hosts=(OPEN,))
    assert set(connected) == {OPEN}


@pytest.mark.parametrize("where", ["schema", "path"])
def test_what_a_descriptor_names(
    tmp_path: Path, port: int, leads: Resolver, connected: list[str], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    leads(PUBLIC, SECRET)
    resource = {"name": "a", "type": "table", "path": "a.csv", "schema": {"fields": [{"name": "a", "type": "string"}]}}
    resource[where] = f"http://{NAME}:{port}/{where}"
    descriptor = {"name": "trial", "resources": [resource]}
    monkeypatch.setattr(
        _Site, "pages", {"/datapackage.json": json.dumps(descriptor).encode(), "/a.csv": b"a\nx\n", "/schema": b"{}"}
    )
    asked = f"http://{OPEN}:{port}/datapackage.json"
    (tmp_path / "store").mkdir()
    monkeypatch.setattr("extract.manners.FIRST_WAIT", 0.0)
    report = validate(asked, fetch=fetcher(tmp_path / "store", asked=asked))
    assert SECRET not in connected
    assert not report.valid
    assert any(NAME in problem.message for problem in report.problems)
