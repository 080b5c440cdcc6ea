"""The home of a run: its folders, what it remembers from run to run, and how anything is hashed.

What was done is remembered as small JSON files under `state/`, each written whole or not at all. Nothing here knows
what a source or a fact is; which hashes decide what is done anew stands in `pipelines.unchanged`.
"""

from __future__ import annotations

import errno
import hashlib
import json
import logging
import os
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent

FILES_REMEMBERED = 100_000
"""A hash is a hundred bytes; more documents than a register has had."""

log = logging.getLogger("gongbao")
"""Tells what a run mended by itself; without further ado Python prints it on standard error."""


def no_room(error: BaseException) -> bool:
    """Say whether a home cannot be written to: a full or read-only disk ends the run, and is no fault of a source."""
    full = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
    return isinstance(error, OSError) and error.errno in full


def digest(*parts: object) -> str:
    """Give the SHA-256 (64 hex) of the parts as canonical JSON; equal parts give equal digests on every machine."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of_file(path: Path) -> str | None:
    """Give the SHA-256 (64 hex) of a file's bytes, None where it cannot be read; hashed once for what the system says of it."""
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):
            # To open a pipe or a device may wait for ever.
            return None
        return _hash_of_file(path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    except OSError:
        return None


@lru_cache(FILES_REMEMBERED)
def _hash_of_file(path: Path, *_: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, value: object) -> None:
    """Write JSON whole or not at all, so that a killed run leaves the state before or after it."""
    write_whole(path, json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


def write_whole(path: Path, text: str) -> None:
    """Write a text file whole or not at all; what stood there stays where it cannot be written."""
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


@cache
def _tell_damaged(path: Path) -> None:
    """Say so once: every step of a run asks what is remembered."""
    log.warning("%s is damaged; what it held is found out again.", path)


STATES: dict[str, type] = {
    **dict.fromkeys(("source_register", "register_faults", "snapshots", "content", "facts", "sources_health"), list),
    **dict.fromkeys(("releases", "prepared", "registers", "typed_tables"), dict),
    **dict.fromkeys(("staging", "warehouse", "promoted", "catalogue", "site", "standing", "site_list"), str),
}
"""What is remembered, by name, and its form: rows of sources, what was released by package, a hash or a text."""


def _is_state(name: str, value: object) -> bool:
    """Say whether a value is of the form that is kept under a name."""
    if isinstance(value, list) and not all(isinstance(row, dict) for row in value):
        return False
    return isinstance(value, STATES.get(name, str))


@dataclass(frozen=True, slots=True)
class Home:
    """The folders below a home; all of it but `raw` can be made again."""

    root: Path

    @property
    def raw(self) -> Path:
        """Snapshots by hash."""
        return self.root / "raw"

    @property
    def content(self) -> Path:
        """What was read, a Parquet file and a JSON record a reading."""
        return self.root / "content"

    @property
    def facts(self) -> Path:
        """Facts before normalisation, a Parquet file a source."""
        return self.root / "facts"

    @property
    def staging(self) -> Path:
        """The database that is built and checked."""
        return self.root / "staging.duckdb"

    @property
    def warehouse(self) -> Path:
        """The database that passed its checks."""
        return self.root / "warehouse.duckdb"

    @property
    def dist(self) -> Path:
        """Releases, catalogue and site: all that a web server needs."""
        return self.root / "dist"

    @property
    def releasing(self) -> Path:
        """Finished releases until all of a run are put in place together."""
        return self.root / "releasing"

    @property
    def pages(self) -> Path:
        """What the site has written, by which it is written again only where something changed."""
        return self.root / "state" / "pages.parquet"

    @property
    def dagster(self) -> Path:
        """DAGSTER_HOME of this home."""
        return self.root / "dagster"

    @property
    def made(self) -> tuple[Path, ...]:
        """All folders that a run writes into."""
        return (self.raw, self.content, self.facts, self.dist, self.dagster, self.root / "state")

    def recall(self, name: str) -> Any:
        """Give what `remember` kept under this name; None where there is nothing, or nothing that can be used.

        All of it is found out again by a run, so what was damaged is only told of.
        """
        path = self.root / "state" / f"{name}.json"
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (ValueError, RecursionError):
            value = None
        else:
            if value is None or _is_state(name, value):
                return value
        _tell_damaged(path)
        return None

    def has_lost(self, name: str) -> bool:
        """Say whether something was kept under this name that cannot be used any more."""
        return (self.root / "state" / f"{name}.json").exists() and self.recall(name) is None

    def forget(self, name: str) -> None:
        """Keep nothing under this name any more."""
        (self.root / "state" / f"{name}.json").unlink(missing_ok=True)

    def remember(self, name: str, value: object) -> None:
        """Keep a JSON value under this name."""
        write_json(self.root / "state" / f"{name}.json", value)
