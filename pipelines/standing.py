"""What stands published beside the releases, the catalogue and the site: whether it is as it was written, and the site anew.

Releases are held to their checksums by `catalog.release`. Of the rest a run remembers what its files were (name, size,
time), for to read a hundred thousand pages at every run would cost more than the run. No Dagster here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines import unchanged
from pipelines.home import Home, log, write_whole

if TYPE_CHECKING:
    from catalog.site import SiteResult

STANDING, LIST = "standing", "site_list"
"""What is remembered: the hash of what stands, and the site's list of its own files."""


def is_as_written(home: Home) -> bool:
    """Say whether every file of the catalogue and the site is the one that the last run wrote, and may be read, and none came."""
    return (home.recall(STANDING), True) == _seen(home.dist)


def build_site(home: Home, base_url: str, contact: str = "", sql: Path | None = None) -> SiteResult:
    """Build the site and the metadata that list its pages, and remember what stands now.

    `contact` is whom readers write to, `sql` the folder of the database for browsers.

    Raises
    ------
    catalog.contact.NoContact
        `contact` is no address.
    catalog.site.releases.SiteError
        A release cannot be read, or a file that is not the site's is in the way.
    """
    from catalog.metadata import write
    from catalog.readable import make_readable
    from catalog.site import build

    _put_back_list(home)
    done = build(home.dist, base_url=base_url, contact=contact, sql=sql, state=home.pages, raw=home.raw)
    # The sitemap holds the pages that stand now.
    write(home.dist, base_url, contact)
    make_releases_readable(home.dist)
    seen, is_readable = _seen(home.dist)
    if not is_readable:
        make_readable(home.dist)
    home.remember("site", unchanged.site_key(home.dist, base_url, contact, sql))
    home.remember(LIST, _list(home.dist).read_text(encoding="utf-8"))
    home.remember(STANDING, seen)
    return done


def _put_back_list(home: Home) -> None:
    """Put the list of the site's own files back where it is damaged or gone: without it no page of the site is known."""
    from catalog.site.releases import SiteError
    from catalog.site.write import owned

    file, kept = _list(home.dist), home.recall(LIST)
    try:
        is_whole = file.is_file() and bool(owned(home.dist))
    except SiteError:
        is_whole = False
    if not is_whole and kept is not None:
        log.warning("%s is damaged or gone; it is put back.", file)
        write_whole(file, kept)


def _list(dist: Path) -> Path:
    from catalog.site.write import MANIFEST

    return dist / MANIFEST


def make_releases_readable(dist: Path) -> None:
    """Make readable what a run may have brought of the packages; site and catalogue are looked at where they are written."""
    from catalog.latest import LATEST
    from catalog.package import packages
    from catalog.readable import make_readable
    from catalog.standing import versions

    for name in packages():
        root = dist / name
        if root.is_dir():
            older = {root / version for version in versions(root)[1:]}
            for path in [root, *root.glob("[0-9]*"), root / LATEST, root / "index.json"]:
                if path not in older and path.exists():
                    make_readable(path, deep=path != root)


def _seen(dist: Path) -> tuple[str, bool]:
    """Give a hash over name, size and time of every file in `dist` that is no release's, and whether all may be read."""
    found = hashlib.sha256()
    may_be_read = True
    for path, about, is_readable in sorted(_files(str(dist), "")):
        if about:
            found.update(f"{path}\0{about}\n".encode())
        may_be_read &= is_readable
    return found.hexdigest(), may_be_read


def _files(folder: str, path: str) -> Iterator[tuple[str, str, bool]]:
    """Give what is below a folder that lies at a path below `dist`: path, size and time, whether it may be read.

    A folder has neither size nor time. All are texts, for there are many; what is hidden is being written, and its rights are its own.
    """
    from catalog.readable import is_readable

    # What is made anew at every run from the releases that stand is passed over.
    is_made_anew = _of_package(path) if path.count("/") == 1 else lambda name: False
    with os.scandir(folder) as entries:
        for entry in entries:
            if is_made_anew(entry.name):
                continue
            may_be_read = entry.name.startswith(".") or is_readable(entry.stat().st_mode)
            if entry.is_dir(follow_symlinks=False):
                yield f"{path}{entry.name}/", "", may_be_read
                yield from _files(entry.path, f"{path}{entry.name}/")
            else:
                about = entry.stat()
                yield f"{path}{entry.name}", f"{about.st_size}\0{about.st_mtime_ns}", may_be_read


def _of_package(path: str) -> Callable[[str], bool]:
    """Give what says of a name in a folder of `dist` whether it is a package's own: a version, `latest`, the index."""
    from catalog.latest import LATEST
    from catalog.package import packages
    from catalog.version import is_version

    is_package = path.removesuffix("/") in packages()
    return lambda name: is_package and (name in (LATEST, "index.json") or is_version(name))
