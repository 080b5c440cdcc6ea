"""Puts the site's files in their places: each whole or not at all, nothing of a release touched, nothing stale left.

`site.json` in `dist` lists every file that the site owns. What an earlier build wrote and this one did not is removed;
a file that stands in the way and that no build listed is never overwritten.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from catalog.site.releases import SiteError
from catalog.version import is_version

MANIFEST = "site.json"
COPY = ".site.json"
"""The same list once more: without it nobody would know which files the site may write again, once the first is damaged."""


class Writer:
    """Collects files in `staging`, on the same file system as `dist`, and moves them into place at the end."""

    def __init__(self, dist: Path, staging: Path) -> None:
        """Begin with nothing staged."""
        self._dist = dist
        self._staging = staging
        self._paths: dict[str, int] = {}
        self._made: Path | None = None

    def has(self, path: str) -> bool:
        """Say whether a path is taken."""
        return path in self._paths

    def add(self, path: str, content: str | bytes) -> None:
        """Stage one file. Raise SiteError for a path that leaves `dist`, enters a release, or comes twice."""
        parts = path.split("/")
        if any(part in ("", ".", "..") for part in parts) or "\\" in path or "\0" in path:
            raise SiteError(f"{path!r} is no path inside the site")
        if _in_release(path):
            raise SiteError(f"{path!r} lies inside a release")
        if path in self._paths:
            raise SiteError(f"{path!r} is written twice")
        # Staged by number: a folder for each page would cost more than the page.
        self._paths[path] = len(self._paths)
        staged = self._staged(path)
        self._folder(staged.parent)
        staged.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)

    def publish(self) -> tuple[int, int]:
        """Move everything into place, pages before the front page; give how many files changed and were removed."""
        old = owned(self._dist)
        foreign = sorted(p for p in self._paths.keys() - old if (self._dist / p).exists())
        if foreign:
            raise SiteError(f"not the site's own, so not overwritten: {', '.join(foreign[:5])}")
        # A build that is killed half-way leaves a list that holds all that it may have written.
        self._list(old | self._paths.keys())
        changed = sum(self._place(path) for path in sorted(self._paths, key=lambda p: (p == "index.html", p)))
        stale = old - self._paths.keys()
        for path in sorted(stale):
            self._remove(path)
        self._list(self._paths)
        return changed, len(stale)

    def _staged(self, path: str) -> Path:
        number = self._paths[path]
        return self._staging / str(number // 1000) / str(number)

    def _folder(self, path: Path) -> None:
        """Make a folder once; most files follow one of their own folder."""
        if path != self._made:
            path.mkdir(parents=True, exist_ok=True)
            self._made = path

    def _place(self, path: str) -> bool:
        staged, final = self._staged(path), self._dist / path
        if final.is_file() and final.read_bytes() == staged.read_bytes():
            return False
        self._folder(final.parent)
        staged.replace(final)
        return True

    def _remove(self, path: str) -> None:
        (self._dist / path).unlink(missing_ok=True)
        for folder in Path(path).parents[:-1]:
            with contextlib.suppress(OSError):
                (self._dist / folder).rmdir()

    def _list(self, paths: Iterable[str]) -> None:
        staged = self._staging / MANIFEST
        staged.write_text(json.dumps({"files": sorted(paths)}, ensure_ascii=False, indent=0) + "\n", "utf-8")
        shutil.copyfile(staged, self._dist / COPY)
        staged.replace(self._dist / MANIFEST)


def owned(dist: Path) -> set[str]:
    """Give the paths that earlier builds listed as their own; none that could lie in a release."""
    listed = _listed(dist / MANIFEST)
    if listed is None:
        listed = _listed(dist / COPY)
    if listed is None:
        if not (dist / MANIFEST).exists():
            return set()
        raise SiteError(f"{MANIFEST} is damaged: remove it and the site's pages, and build again")
    return {
        path
        for path in listed
        if isinstance(path, str) and not {"", ".", ".."} & set(path.split("/")) and not _in_release(path)
    }


def _listed(manifest: Path) -> list[object] | None:
    """Give what a list of the site's files holds, None where it is not there or damaged."""
    try:
        listed = json.loads(manifest.read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return listed if isinstance(listed, list) else None


def _in_release(path: str) -> bool:
    return any(is_version(part) or part == "latest" for part in path.split("/")[1:2])
