"""The releases of a package that stand, and what is made from them: its index and `latest`.

A release folder is the truth: `<package>/index.json` and `<package>/latest/` are made from the folders that stand
there, so a crash at any moment leaves nothing that the next run does not put right (`refresh`). Making a release does
not live here, nor putting several in place together.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from catalog import changelog, withdrawal
from catalog.descriptor import NAME
from catalog.latest import LATEST, copy, is_whole, swap
from catalog.package import Package
from catalog.seal import SIGNATURE, SUMS, broken, files, sha256, sums
from catalog.version import is_version, parts
from catalog.writing import replace_json, sync

STAGING = ".staging-"


class ReleaseError(RuntimeError):
    """A release that must not be made; the message says why."""


def refresh(package: Package, dist: Path) -> None:
    """Put right what is made from the version folders, where nothing is to be released: the index and `latest`.

    Raises
    ------
    ReleaseError
        Where `latest` is to be made from a release that was altered.
    """
    root = dist / package.name
    found = versions(root)
    if found:
        _put_latest(root, root / found[0])
    else:
        remove(root / LATEST)
    if found or withdrawal.read(root):
        write_index(root, package, found)


def withdraw(package: Package, dist: Path, version: str, *, on: str, why: str) -> None:
    """Take the files of a release away, and say in their place when (`on`, `YYYY-MM-DD`) and why.

    `latest` and the index are made anew from what is left. What `why` says is published.

    Raises
    ------
    ReleaseError
        Where no such version stands.
    """
    root = dist / package.name
    if version not in versions(root):
        raise ReleaseError(f"{package.name} {version} does not stand: there is nothing to withdraw")
    [entry] = [one for one in changelog.read(root / version) if one["version"] == version]
    with staging(root) as folder:
        withdrawal.fill(folder, package.name, withdrawal.notice(entry, on, why))
        folder.chmod(0o755)
        swap(folder, root / version)
        sync(root)
    refresh(package, dist)


def _put_latest(root: Path, release: Path) -> None:
    target = root / LATEST
    if is_whole(target, release):
        return
    verify(release)
    with staging(root) as folder:
        copy(release, folder)
        swap(folder, target)
        sync(root)


@contextlib.contextmanager
def staging(root: Path) -> Iterator[Path]:
    """Give a folder to write into, below `root`; what is left of it, and of any that a crash left, goes."""
    for leftover in root.glob(f"{STAGING}*"):
        remove(leftover)
    folder = Path(tempfile.mkdtemp(prefix=STAGING, dir=root))
    try:
        yield folder
    finally:
        for leftover in root.glob(f"{STAGING}*"):
            remove(leftover)


def remove(path: Path) -> None:
    """Take a file, a link or a folder away, where there is one."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def versions(root: Path) -> list[str]:
    """Give the released versions of a package, newest first, none without a folder. A folder without checksums is none."""
    found = [p.name for p in root.glob("[0-9]*") if is_version(p.name) and (p / SUMS).is_file()]
    return sorted(found, key=parts, reverse=True)


def verify(release: Path) -> None:
    """Check a release against its checksums, and these against their signature.

    Raises
    ------
    ReleaseError
        Where a file is altered, missing, or was added.
    """
    name = f"{release.parent.name} {release.name}"
    listed = sums(release)
    for file, reason in broken(release):
        raise ReleaseError(f"{name}: {file} {reason}")
    there = files(release)
    if missing := [file for file in listed if file not in there]:
        raise ReleaseError(f"{name}: {missing[0]} is missing")
    if extra := [file for file in there if file not in {*listed, SUMS, SIGNATURE}]:
        raise ReleaseError(f"{name}: {extra[0]} does not belong to the release")


def write_index(root: Path, package: Package, found: Sequence[str]) -> None:
    """Make `index.json` from the version folders, newest first."""
    entries = {entry["version"]: entry for entry in changelog.read(root / found[0])} if found else {}
    listed = []
    for version in found:
        entry = entries[version]
        listed.append(
            {
                "version": version,
                "date": entry["date"],
                "step": entry["step"],
                "reasons": entry["reasons"],
                "path": f"{version}/{NAME}",
                "rows": sum(entry["rows"].values()),
                "tables": len(entry["rows"]),
                "sha256sums": sha256(root / version / SUMS),
                "hash": f"sha256:{sha256(root / version / NAME)}",
                "download": f"{version}/{package.name}-{version}.zip",
                **({"signature": f"{version}/{SIGNATURE}"} if (root / version / SIGNATURE).is_file() else {}),
            }
        )
    head = {
        "name": package.name,
        "title": package.title,
        "title_en": package.title_en,
        "latest": found[0] if found else None,
    }
    gone = {"withdrawn": withdrawn} if (withdrawn := withdrawal.read(root)) else {}
    replace_json(root / "index.json", {**head, "versions": listed, **gone})
