"""The files of `static/` as they are served, and the hashes that make a changed file a new address."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

STATIC = Path(__file__).parent / "static"


def assets() -> dict[str, bytes]:
    """Give the files by their paths below the site's root."""
    files = sorted(path for path in STATIC.rglob("*") if path.is_file())
    return {f"assets/{path.relative_to(STATIC).as_posix()}": path.read_bytes() for path in files}


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """Give what follows a file's path in an address, by its path.

    The modules of a folder import each other under the address that the first was asked for, so a folder has one hash
    for all of them, by its own path.
    """
    found = {path: hashlib.sha256(content).hexdigest()[:12] for path, content in files.items()}
    for folder in sorted({"/".join(path.split("/")[:2]) for path in files if path.count("/") > 1}):
        whole = "".join(digest for path, digest in sorted(found.items()) if path.startswith(f"{folder}/"))
        found[folder] = hashlib.sha256(whole.encode()).hexdigest()[:12]
    return found
