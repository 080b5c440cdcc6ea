"""A site is treated politely: turns, Crawl-delay, closed for now; what may pass is asked again, later, a few times."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import time

import pytest

from extract.errors import Unreadable
from extract.manners import ATTEMPTS, FIRST_WAIT, LONGEST_PAUSE, Manners
from extract.snapshot import Store

LOCAL = ("127.0.0.1",)
PAGE = "<!DOCTYPE html><html><body><p>云川市推进数字商务发展。</p></body></html>".encode()
Said = tuple[int, dict[str, str], bytes]


class Site(BaseHTTPRequestHandler):
    """Answers each path with what is on its list, the last of it for ever; `asked` keeps the paths."""

    answers: dict[str, list[Said]] = {}  # noqa: RUF012
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        said = self.answers.get(self.path, [(404, {}, b"")])
        status, headers, body = said[min(self.asked.count(self.path), len(said) - 1)]
        self.asked.append(self.path)
        if status == 0:
            # A server that hangs up.
            self.connection.close()
            return
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 1))
        self.now += seconds


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture
def clock() -> Clock:
    Site.answers.clear()
    Site.asked.clear()
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Store:
    return Store(tmp_path, Manners(pause=0, clock=clock, sleep=clock.sleep))


OK: Said = (200, {}, PAGE)
BUSY: Said = (503, {}, b"")


def test_the_pause_between_requests_to_one_host(clock: Clock) -> None:
    manners = Manners(pause=2.0, clock=clock, sleep=clock.sleep)
    for host in ("a", "a", "b", "a"):
        manners.wait(f"http://{host}/")
    assert clock.slept == [2.0, 2.0]


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ([OK], []),
        ([BUSY, OK], [FIRST_WAIT]),
        ([(429, {"Retry-After": "7"}, b""), OK], [7.0]),
        ([(500, {}, b""), (502, {}, b""), OK], [FIRST_WAIT, 2 * FIRST_WAIT]),
        ([(504, {"Retry-After": "soon"}, b""), OK], [FIRST_WAIT]),
        ([(503, {"Retry-After": "Fri, 01 Jan 1999 00:00:00 GMT"}, b""), OK], [0.0]),
        ([(0, {}, b""), OK], []),
    ],
    ids=["at once", "busy", "asks for time", "twice", "a time that is none", "a time that has passed", "hangs up"],
)
def test_what_may_pass_is_asked_again(
    store: Store, site: str, clock: Clock, said: list[Said], waits: list[float]
) -> None:
    Site.answers["/a"] = said
    if said[0][0] == 0:
        # No HTTP at all is not a busy server.
        with pytest.raises(Unreadable):
            store.fetch(f"{site}/a", allow_hosts=LOCAL)
    else:
        assert store.fetch(f"{site}/a", allow_hosts=LOCAL).path.read_bytes() == PAGE
    assert clock.slept == waits


def test_a_date_is_waited_for(store: Store, site: str, clock: Clock) -> None:
    Site.answers["/a"] = [(503, {"Retry-After": formatdate(time() + 20, usegmt=True)}, b""), OK]
    store.fetch(f"{site}/a", allow_hosts=LOCAL)
    assert [15 < seconds <= 20 for seconds in clock.slept] == [True]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_what_will_not_pass_is_asked_once(store: Store, site: str, clock: Clock, status: int) -> None:
    Site.answers["/a"] = [(status, {"Retry-After": "1"}, b""), OK]
    with pytest.raises(Unreadable, match=f"answers {status}"):
        store.fetch(f"{site}/a", allow_hosts=LOCAL)
    assert (Site.asked.count("/a"), clock.slept) == (1, [])


def test_a_host_that_stays_busy_costs_one_address_the_wait(store: Store, site: str, clock: Clock) -> None:
    for path in ("/a", "/b", "/c"):
        Site.answers[path] = [BUSY]
        with pytest.raises(Unreadable, match="answers 503"):
            store.fetch(f"{site}{path}", allow_hosts=LOCAL)
    assert [Site.asked.count(path) for path in ("/a", "/b", "/c")] == [ATTEMPTS, 1, 1]


def test_nobody_waits_longer_than_a_fetch_may_take(store: Store, site: str, clock: Clock) -> None:
    Site.answers["/a"] = [(503, {"Retry-After": "3600"}, b""), OK]
    with pytest.raises(Unreadable, match="answers 503"):
        store.fetch(f"{site}/a", allow_hosts=LOCAL)
    assert (Site.asked.count("/a"), clock.slept) == (1, [])


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_robots_txt_whose_server_fails_closes_the_site_for_now(
    store: Store, site: str, clock: Clock, status: int
) -> None:
    Site.answers |= {"/robots.txt": [(status, {}, b"")], "/a": [OK], "/b": [OK]}
    for path in ("/a", "/b"):
        with pytest.raises(Unreadable, match=rf"robots\.txt answers {status}, so the site is closed for now"):
            store.fetch(f"{site}{path}", allow_hosts=LOCAL)
    assert Site.asked == ["/robots.txt"]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_without_a_robots_txt_the_site_is_open(store: Store, site: str, clock: Clock, status: int) -> None:
    Site.answers |= {"/robots.txt": [(status, {}, b"")], "/a": [OK]}
    store.fetch(f"{site}/a", allow_hosts=LOCAL)
    assert Site.asked == ["/robots.txt", "/a"]


@pytest.mark.parametrize(("asked", "kept"), [("4", 4.0), ("86400", LONGEST_PAUSE)])
def test_a_crawl_delay_is_kept_up_to_a_bound(store: Store, site: str, clock: Clock, asked: str, kept: float) -> None:
    rules = f"User-agent: *\nCrawl-delay: {asked}\n".encode()
    Site.answers |= {"/robots.txt": [(200, {}, rules)], "/a": [OK], "/b": [OK]}
    for path in ("/a", "/b"):
        store.fetch(f"{site}{path}", allow_hosts=LOCAL)
    assert clock.slept == [kept]
