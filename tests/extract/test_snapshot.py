"""Snapshots: stored by hash and never altered; fetching is polite, bounded, and refuses what is not public."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from extract.errors import Unreadable
from extract.files.sniff import DOCX
from extract.manners import Manners
from extract.snapshot import Store

PAGE = "<!DOCTYPE html><html><body><p>云川市推进数字商务发展。</p></body></html>".encode()
LOCAL = ("127.0.0.1",)


class Site(BaseHTTPRequestHandler):
    """A small site; `asked` keeps what was asked of it."""

    asked: list[tuple[str, dict[str, str]]] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        if self.path == "/robots.txt":
            return self.answer(200, b"User-agent: *\nDisallow: /private/\n")
        if self.path == "/moved":
            return self.answer(302, b"", Location="/named")
        if self.path == "/named":
            named = {"Content-Type": "application/pdf", "Content-Disposition": 'attachment; filename="plan.docx"'}
            return self.answer(200, PAGE, **named)
        if self.path == "/inside":
            return self.answer(302, b"", Location="http://localhost/secret")
        if self.path == "/loop":
            return self.answer(302, b"", Location="/loop")
        if self.path == "/large":
            return self.answer(200, b"x" * 100_000)
        if self.path == "/gone":
            return self.answer(404, b"no")
        if self.headers.get("If-None-Match") == '"v1"':
            return self.answer(304, b"")
        return self.answer(200, PAGE, ETag='"v1"', **{"Content-Type": "application/pdf"})

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    Site.asked.clear()
    return Store(tmp_path, Manners(pause=0))


def test_a_local_file_lies_under_its_hash(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE)
    taken = store.pick_up(tmp_path / "a.txt")
    assert taken.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert taken.path == tmp_path / "raw" / taken.sha256[:2] / taken.sha256
    assert taken.path.read_bytes() == PAGE
    assert (taken.bytes, taken.media_type, taken.retrieved_at) == (len(PAGE), "text/html", None)
    assert store.pick_up(tmp_path / "a.txt") == taken


def test_what_is_stored_is_not_writable(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE)
    assert store.pick_up(tmp_path / "a.txt").path.stat().st_mode & 0o222 == 0


def test_a_missing_local_file(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="is not there"):
        store.pick_up(tmp_path / "none.txt")


def test_a_second_run_asks_conditionally_and_gives_the_same(store: Store, site: str) -> None:
    first = store.fetch(f"{site}/page.pdf", allow_hosts=LOCAL)
    again = Store(store.root, Manners(pause=0)).fetch(f"{site}/page.pdf", allow_hosts=LOCAL)
    assert again == first
    assert first.retrieved_at
    assert first.media_type == "text/html"
    assert first.refuted == {"page.pdf": "application/pdf", "the server": "application/pdf"}
    conditions = [headers.get("if-none-match") for path, headers in Site.asked if path == "/page.pdf"]
    assert conditions == [None, '"v1"']
    assert all("gongbao" in headers["user-agent"] for _, headers in Site.asked)


@pytest.mark.parametrize("altered", [PAGE.replace("推进".encode(), "停止".encode()), PAGE[:-1], b""])
def test_what_was_altered_in_the_store_is_made_again(store: Store, tmp_path: Path, site: str, altered: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE)
    takes = (lambda: store.pick_up(tmp_path / "a.txt"), lambda: store.fetch(f"{site}/a", allow_hosts=LOCAL))
    for take in takes:
        taken = take()
        assert store.is_whole(taken.sha256)
        taken.path.chmod(0o644)
        taken.path.write_bytes(altered)
        assert not store.is_whole(taken.sha256)
        assert take() == taken
        assert taken.path.read_bytes() == PAGE
    # Bytes that are not there any more are no reason to ask whether they changed.
    assert [headers.get("if-none-match") for path, headers in Site.asked if path == "/a"] == [None, None]


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"sha256": 1, "retrieved_at": ""}', "\x00\x00"])
def test_a_note_that_is_damaged_is_fetched_anew(store: Store, site: str, note: str) -> None:
    first = store.fetch(f"{site}/a", allow_hosts=LOCAL)
    [place] = (store.root / "raw" / "fetched").iterdir()
    place.write_text(note, encoding="utf-8")
    assert store.fetch(f"{site}/a", allow_hosts=LOCAL).sha256 == first.sha256


def test_redirects_are_followed(store: Store, site: str) -> None:
    taken = store.fetch(f"{site}/moved", allow_hosts=LOCAL)
    # What was asked for has no name that claims anything; what the answer says of itself counts.
    assert (taken.bytes, taken.refuted) == (len(PAGE), {"the server": "application/pdf", "plan.docx": DOCX})


@pytest.mark.parametrize(
    ("path", "options", "said"),
    [
        ("/page.pdf", {"allow_hosts": ()}, "no public address"),
        ("/inside", {}, "no public address"),
        ("/private/a", {}, "robots.txt"),
        ("/loop", {}, "redirects more than"),
        ("/large", {"largest": 1000}, "more than 1000 bytes"),
        ("/gone", {}, "answers 404"),
    ],
)
def test_refused(store: Store, site: str, path: str, options: dict[str, object], said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        store.fetch(site + path, **({"allow_hosts": LOCAL} | options))  # type: ignore[arg-type]
    stored = [p for p in (store.root / "raw").rglob("*") if p.is_file() and p.parent.name != "fetched"]
    assert stored == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/a", "http://user:pass@example.org/", "http:///a"]
)
def test_addresses_that_are_none(store: Store, url: str) -> None:
    with pytest.raises(Unreadable):
        store.fetch(url)


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "224.0.0.1",
        # What a gateway (NAT64) or a tunnel (6to4, Teredo) makes of it.
        "[64:ff9b::7f00:1]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:7f00:1::]",
        "[2002:c0a8:101::1]",
        "[2001:0:7f00:1::]",
    ],
)
def test_addresses_that_are_not_public(store: Store, address: str) -> None:
    with pytest.raises(Unreadable, match="no public address"):
        store.fetch(f"http://{address}/a")
