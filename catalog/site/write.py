"""Puts the site's files in their places: each whole or not at all, nothing of a release touched, nothing stale left.

`site.json` in `dist` lists every file that the site owns. What an earlier build wrote and this one did not is removed;
a file that stands in the way and that no build listed is never overwritten.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from pathlib import Path

from catalog.site.kept import BATCH, FILE, Kept, digest
from catalog.site.releases import SiteError
from catalog.version import is_version

MANIFEST = "site.json"
COPY = ".site.json"
"""The same list once more: without it nobody would know which files the site may write again, once the first is damaged."""
NO_NAMES = frozenset(("", ".", ".."))
"""What is no name of a file or a folder."""


class Writer:
    """Collects files in `staging`, on the same file system as `dist`, and moves them into place at the end."""

    def __init__(self, dist: Path, staging: Path, kept: Kept) -> None:
        """Begin with nothing staged."""
        self._dist = dist
        self._staging = staging
        self._kept = kept
        self._count = 0
        self._waiting: list[tuple[object, ...]] = []
        self._made: Path | None = None
        self._kept.make("kept.staged", FILE)

    def add(self, path: str, content: str | bytes, unit: str) -> None:
        """Stage one file of a unit. Raise SiteError for a path that leaves `dist` or enters a release."""
        parts = path.split("/")
        if NO_NAMES.intersection(parts) or "\\" in path or "\0" in path:
            raise SiteError(f"{path!r} is no path inside the site")
        if _in_release(path):
            raise SiteError(f"{path!r} lies inside a release")
        # Staged by number: a folder for each page would cost more than the page.
        staged = self._staged(self._count)
        self._folder(staged.parent)
        data = content.encode("utf-8") if isinstance(content, str) else content
        staged.write_bytes(data)
        time = staged.stat().st_mtime_ns
        self._waiting.append((unit, path, len(data), time, digest(data), self._count))
        self._count += 1
        if len(self._waiting) == BATCH:
            self._note()

    def _note(self) -> None:
        self._kept.add("kept.staged", self._waiting)
        self._waiting = []

    def publish(self) -> tuple[int, int, int]:
        """Move everything into place, pages before the front page; give how many pages stand, files changed, were removed.

        Raise SiteError for a path that comes twice, or a file that is in the way and is not the site's.
        """
        self._note()
        kept = self._kept
        kept.finish()
        for (path,) in kept.rows(
            "SELECT path FROM kept.now WHERE path IS NOT NULL GROUP BY path HAVING count(*) > 1 ORDER BY path LIMIT 1"
        ):
            raise SiteError(f"{path!r} is written twice")
        kept.make("kept.owned", {"path": "VARCHAR"})
        kept.add("kept.owned", [(path,) for path in sorted(owned(self._dist))])
        coming = kept.rows("SELECT path FROM kept.staged ANTI JOIN kept.owned USING (path) ORDER BY path")
        foreign = [path for (path,) in coming if (self._dist / path).exists()]
        if foreign:
            raise SiteError(f"not the site's own, so not overwritten: {', '.join(foreign[:5])}")
        # A build that is killed half-way leaves a list that holds all that it may have written.
        self._list("SELECT path FROM kept.owned UNION SELECT path FROM kept.now WHERE path IS NOT NULL ORDER BY path")
        changed = sum(
            self._place(path, int(number))
            for path, number in kept.rows("SELECT path, number FROM kept.staged ORDER BY path = 'index.html', path")
        )
        removed = 0
        for (path,) in kept.rows("SELECT path FROM kept.owned ANTI JOIN kept.now USING (path) ORDER BY path"):
            self._remove(path)
            removed += 1
        self._list("SELECT path FROM kept.now WHERE path IS NOT NULL ORDER BY path")
        kept.remember()
        ((pages,),) = kept.rows("SELECT count(*) FROM kept.now WHERE path LIKE '%.html'")
        return int(pages), changed, removed

    def _staged(self, number: int) -> Path:
        return self._staging / str(number // 1000) / str(number)

    def _folder(self, path: Path) -> None:
        """Make a folder once; most files follow one of their own folder."""
        if path != self._made:
            path.mkdir(parents=True, exist_ok=True)
            self._made = path

    def _place(self, path: str, number: int) -> bool:
        staged, final = self._staged(number), self._dist / path
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

    def _list(self, sql: str) -> None:
        staged = self._staging / MANIFEST
        self._folder(staged.parent)
        with staged.open("w", encoding="utf-8") as stream:
            stream.write('{\n"files": [')
            before = "\n"
            for (path,) in self._kept.rows(sql):
                stream.write(f"{before}{json.dumps(path, ensure_ascii=False)}")
                before = ",\n"
            stream.write("\n]\n}\n")
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
        if isinstance(path, str) and not NO_NAMES.intersection(path.split("/")) and not _in_release(path)
    }


def _listed(manifest: Path) -> list[object] | None:
    """Give what a list of the site's files holds, None where it is not there or damaged."""
    try:
        listed = json.loads(manifest.read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return listed if isinstance(listed, list) else None


def _in_release(path: str) -> bool:
    part = path.split("/", 2)[1:2]
    return bool(part) and (part[0] == "latest" or is_version(part[0]))
