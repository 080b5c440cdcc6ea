"""Sources are taken host by host, several hosts at a time; one that cannot be had costs itself."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from extract.errors import Unreadable
from extract.snapshot import Snapshot
from pipelines.sources import Source
from pipelines.taking import take


class Store:
    """A store over a made-up web: `slow` seconds a request; keeps when each began and ended, and the most at once."""

    def __init__(self, slow: float = 0.05) -> None:
        self.slow = slow
        self.at_work: dict[str, int] = {}
        self.most_of_one_host = self.most_hosts = 0
        self.asked: list[str] = []
        self._lock = threading.Lock()

    def fetch(self, url: str, *, allow_hosts: Any) -> Snapshot:
        host = url.split("/")[2]
        with self._lock:
            self.asked.append(url)
            self.at_work[host] = self.at_work.get(host, 0) + 1
            self.most_of_one_host = max(self.most_of_one_host, *self.at_work.values())
            self.most_hosts = max(self.most_hosts, sum(1 for count in self.at_work.values() if count))
        time.sleep(self.slow)
        with self._lock:
            self.at_work[host] -= 1
        if "gone" in url:
            raise Unreadable(f"{url} answers 404.", "Check it.")
        if "full" in url:
            raise OSError(28, "No space left on device")
        return Snapshot("0" * 64, 1, "text/html", Path("/nowhere"))

    def is_whole(self, sha256: str) -> bool:
        return True


def sources(*urls: str) -> list[Source]:
    return [Source(f"s-{place}", "web", url=url, register="sources.csv", line=place) for place, url in enumerate(urls)]


def test_the_addresses_of_a_host_come_one_behind_the_other_and_hosts_side_by_side() -> None:
    store = Store()
    urls = [f"https://{host}.example/{page}" for page in range(3) for host in "abcd"]
    rows = list(take(store, sources(*urls), {}, []))  # type: ignore[arg-type]
    assert sorted(row["source_id"] for row in rows) == sorted(f"s-{place}" for place in range(12))
    assert {row["status"] for row in rows} == {"held"}
    assert store.most_of_one_host == 1
    assert store.most_hosts > 1
    for host in "abcd":
        assert [url[-1] for url in store.asked if url.startswith(f"https://{host}")] == ["0", "1", "2"]


def test_one_that_cannot_be_had_costs_itself() -> None:
    rows = take(Store(0), sources("https://a.example/gone", "https://a.example/x", "http://[::1"), {}, [])  # type: ignore[arg-type]
    found = {row["source_id"]: [issue["type"] for issue in row["issues"]] for row in rows}
    assert found["s-0"] == ["not_fetched"]
    assert found["s-1"] == []


def test_a_full_disk_ends_it_and_nothing_more_is_asked() -> None:
    store = Store(0.01)
    urls = ["https://a.example/full", *(f"https://a.example/{page}" for page in range(50))]
    with pytest.raises(OSError, match="No space"):
        list(take(store, sources(*urls), {}, []))  # type: ignore[arg-type]
    assert store.asked == ["https://a.example/full"]


def test_who_stops_waits_for_no_more_than_what_is_under_way() -> None:
    store = Store(0.05)
    rows = take(store, sources(*(f"https://a.example/{page}" for page in range(50))), {}, [])  # type: ignore[arg-type]
    next(rows)
    rows.close()  # type: ignore[attr-defined]
    assert len(store.asked) <= 3
