"""How a site is treated: requests to a host take turns, robots.txt is obeyed, and what may pass is asked again, later.

One `Manners` is kept for all fetches of a run, from several threads. What a request may take in seconds and bytes is in
`request`; which addresses may be asked at all is for `snapshot` to know.

Standards: RFC 9309 (robots.txt), RFC 9110 section 10.2.3 (Retry-After); Crawl-delay as `urllib.robotparser` reads it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from extract.errors import Busy, Unreadable
from extract.request import Answer, Budget, ask

USER_AGENT = "gongbao/0.1 (reads public policy documents)"
PAUSE = 1.0
"""Seconds between two requests to one host, where it asks for no more."""
LONGEST_PAUSE = 30.0
"""Seconds of a Crawl-delay that are kept: with more a host of a hundred documents takes a night."""
ATTEMPTS = 3
"""How often an address is asked that answers that it cannot just now."""
FIRST_WAIT = 2.0
"""Seconds before it is asked again where it does not say when; doubled each time."""
ROBOTS_SECONDS = 15.0
LARGEST_ROBOTS = 512 * 1024
"""Bytes of a robots.txt that are looked at; RFC 9309 asks for 500 KiB at least."""
NOT_NOW = {429, 500, 502, 503, 504}
"""Statuses of a server that may answer otherwise a little later (RFC 9110; 429: RFC 6585)."""


class Manners:
    """What is known of the sites that were asked, and whose turn it is; safe to use from several threads."""

    def __init__(
        self,
        pause: float = PAUSE,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.pause = pause
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._asks: dict[str, float] = {}
        self._rules: dict[str, RobotFileParser | Unreadable] = {}
        self._busy: set[str] = set()

    def wait(self, url: str) -> None:
        """Wait until it is this request's turn at its host."""
        host = urlsplit(url).hostname or ""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + max(self.pause, self._asks.get(host, 0.0))
        if turn > now:
            self._sleep(turn - now)

    def may_fetch(self, url: str, address: str, budget: Budget) -> bool:
        """Say whether robots.txt lets programs fetch an address; it is asked once a site.

        Raises `Unreadable` where it keeps us waiting or its server fails: the site is closed for now (RFC 9309, 2.3.1.4).
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = rules = self._read(f"{site}/robots.txt", address, budget)
            if isinstance(rules, RobotFileParser) and (delay := rules.crawl_delay(USER_AGENT)):
                self._asks[parts.hostname or ""] = min(float(delay), LONGEST_PAUSE)
        rules = self._rules[site]
        if isinstance(rules, Unreadable):
            raise rules
        return rules.can_fetch(USER_AGENT, url)

    def waits(self, url: str, attempt: int, busy: Busy, budget: Budget) -> bool:
        """Wait before an address is asked again, `attempt` counting from 1; False where it is not to be asked again.

        Of a host that stayed busy every other address is asked once only: it would cost each of them the same wait.
        """
        host = urlsplit(url).hostname or ""
        wait = busy.after if busy.after is not None else FIRST_WAIT * 2 ** (attempt - 1)
        if attempt >= ATTEMPTS or host in self._busy or wait >= budget.left():
            self._busy.add(host)
            return False
        self._sleep(wait)
        return True

    def _read(self, url: str, address: str, budget: Budget) -> RobotFileParser | Unreadable:
        open_ = RobotFileParser()
        open_.allow_all = True  # type: ignore[attr-defined]
        mine = Budget(url, min(ROBOTS_SECONDS, budget.left()), LARGEST_ROBOTS)
        self.wait(url)
        text = bytearray()
        try:
            with ask(url, address, {"User-Agent": USER_AGENT}, mine) as answer:
                if answer.status >= 500 or answer.status == 429:
                    return Unreadable(
                        f"{url} answers {answer.status}, so the site is closed for now.", "Run again later."
                    )
                if answer.status != 200:
                    return open_
                for chunk in answer.body():
                    text += chunk
        except Unreadable as error:
            if mine.is_over:
                return error
            # The rules of a longer file that were read count; a site that cannot be asked says so for the page itself.
            if not mine.is_full:
                return open_
        lines = text.decode("utf-8", "replace").splitlines()
        rules = RobotFileParser()
        try:
            rules.parse(lines)
        except ValueError:
            # A rule that looks like an address and is none; rules are paths.
            rules = RobotFileParser()
            rules.parse([line for line in lines if "//" not in line])
        return rules


def busy(url: str, answer: Answer) -> Busy | None:
    """Give what an answer says where its server cannot just now, None where it says anything else."""
    if answer.status not in NOT_NOW:
        return None
    after = _seconds(answer.headers.get("retry-after", ""))
    return Busy(f"{url} answers {answer.status}.", "Run again later; look in a browser whether it stays so.", after)


def _seconds(value: str) -> float | None:
    """Read Retry-After, a number of seconds or a date of HTTP; None where it is neither."""
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
