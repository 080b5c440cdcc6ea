"""The home of a run: its folders, what it remembers from run to run, and the hashes that decide what is done anew.

What was done is remembered as small JSON files under `state/`, each written whole or not at all. Nothing here knows
what a source or a fact is.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent


def digest(*parts: object) -> str:
    """Give the SHA-256 (64 hex) of the parts as canonical JSON; equal parts give equal digests on every machine."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_files(folder: Path, patterns: Iterable[str]) -> str:
    """Give the SHA-256 over names and bytes of the files below `folder` that match a glob, in order of name."""
    found = sorted({path for pattern in patterns for path in folder.rglob(pattern) if path.is_file()})
    return digest(
        *((path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()) for path in found)
    )


@cache
def room_fingerprint(room: str) -> str:
    """Give the fingerprint of a room's code and data: it changes when a rule, a model or a definition does."""
    return digest_files(PROJECT / room, ("*.py", "*.sql", "*.yaml", "*.json", "*.html", "*.css", "*.js", "*.j2"))


def write_json(path: Path, value: object) -> None:
    """Write JSON whole or not at all, so that a killed run leaves the state before or after it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    aside.replace(path)


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
    def dagster(self) -> Path:
        """DAGSTER_HOME of this home."""
        return self.root / "dagster"

    def recall(self, name: str) -> Any:
        """Give what `remember` kept under this name, None where there is nothing."""
        path = self.root / "state" / f"{name}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def remember(self, name: str, value: object) -> None:
        """Keep a JSON value under this name."""
        write_json(self.root / "state" / f"{name}.json", value)
