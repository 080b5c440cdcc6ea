"""How a package at an address is fetched: as sources are, within bytes and seconds, and from public addresses only."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlsplit

from catalog.remote import LARGEST, SECONDS, Fetch, NotFetched


def fetcher(folder: Path, allow_hosts: Collection[str] = (), *, asked: str = "") -> Fetch:
    """Give a function that brings what stands at an address into a file; it works in `folder`.

    The host of `asked`, the address that a person named, may lie in a private network, as may `allow_hosts`; whatever
    else a descriptor names must be public.
    """
    from extract.errors import Unreadable
    from extract.manners import Manners
    from extract.snapshot import Store

    # A package is a dozen files of one host, asked for one behind the other: no pause lies between them.
    store = Store(folder, Manners(pause=0.0))
    host = urlsplit(asked).hostname
    allowed = {*allow_hosts, *([host] if host else [])}

    def fetch(url: str, target: Path) -> None:
        try:
            found = store.fetch(url, allow_hosts=allowed, largest=LARGEST, seconds=SECONDS)
        except Unreadable as error:
            raise NotFetched(error.reason) from error
        # Taken out of the store, so that nothing that was fetched once stands for what is there now.
        shutil.move(found.path, target)
        target.chmod(0o644)

    return fetch
