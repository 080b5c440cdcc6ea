"""Releases put in place together: all that a run prepared, or nothing of it.

A prepared release is a finished, sealed folder that stands aside, where no reader looks. `adopt` writes down what it is
about to do, then does it by renames alone: the versions, `latest`, the indexes. Whoever is killed in between leaves that
note behind, and `resume` does the rest; without the note nothing was begun, and what stands aside is prepared anew. Only
then is the catalogue's `index.json` written, so that it names the packages of one run. What a release holds does not
live here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from catalog.latest import LATEST, copy, swap
from catalog.package import Package
from catalog.seal import PUBLIC_KEY, SUMS, publish_key, sha256
from catalog.standing import ReleaseError, refresh, remove, verify, write_index
from catalog.standing import versions as standing
from catalog.writing import replace_json, sync

INTENT = "adopt.json"
"""The note of what is about to be put in place, beside the prepared releases."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """A release that is put in place: `sums` is the SHA-256 of its checksums, which name all of its bytes."""

    package: str
    version: str
    sums: str


def prepared(aside: Path, package: str = "[a-z]*") -> list[Adopted]:
    """Give the finished releases that stand aside, of all packages or of one."""
    return [
        Adopted(path.parents[1].name, path.parent.name, sha256(path))
        for path in sorted(aside.glob(f"{package}/[0-9]*/{SUMS}"))
    ]


def adopt(packages: Sequence[Package], dist: Path, aside: Path) -> list[Adopted]:
    """Put the prepared releases of these packages in place and take `aside` away; give what was new.

    What is prepared of other packages goes unreleased. The index and `latest` of a package without a prepared release
    are put right (`refresh`).

    Raises
    ------
    ReleaseError
        Where a version stands already with other bytes, or `aside` lies on another file system than `dist`: nothing is
        put in place then.
    """
    names = {package.name: package for package in packages}
    new = [one for one in prepared(aside) if one.package in names]
    for one in new:
        _refuse_another(dist, one)
        root = dist / one.package
        root.mkdir(parents=True, exist_ok=True)
        if root.stat().st_dev != aside.stat().st_dev:
            raise ReleaseError(f"{aside} and {root} lie on two file systems: a release is put in place by a rename")
        release, latest = aside / one.package / one.version, aside / one.package / LATEST
        remove(latest)
        latest.mkdir()
        # What another run prepared has lain here in the meantime.
        verify(release)
        copy(release, latest)
    if new:
        replace_json(aside / INTENT, {"adopt": [asdict(one) for one in new]})
        sync(aside)
        for one in new:
            _move(one, dist, aside)
        for one in new:
            # What stood there has this name now, and goes with all that stands aside.
            swap(aside / one.package / LATEST, dist / one.package / LATEST)
            sync(dist / one.package)
        for one in new:
            root = dist / one.package
            write_index(root, names[one.package], standing(root))
    for name in names.keys() - {one.package for one in new}:
        if (dist / name).is_dir():
            refresh(names[name], dist)
    _end(aside)
    return new


def resume(packages: Mapping[str, Package], dist: Path, aside: Path) -> list[Adopted]:
    """Do what is left of an adoption that was cut short; give what it was about, nothing where none was begun.

    A release of which neither the prepared folder nor the version is whole any more is left out: it is prepared again.
    """
    if not (aside / INTENT).is_file():
        return []
    found = [Adopted(**one) for one in json.loads((aside / INTENT).read_text(encoding="utf-8"))["adopt"]]
    done = [one for one in found if _move(one, dist, aside)]
    for one in done:
        if package := packages.get(one.package):
            refresh(package, dist)
    _end(aside)
    return done


def _refuse_another(dist: Path, one: Adopted) -> None:
    target = dist / one.package / one.version
    if target.exists() and not _is(target, one):
        raise ReleaseError(f"{one.package} {one.version} is released already, with other bytes: it stays as it is")


def _is(release: Path, one: Adopted) -> bool:
    return (release / SUMS).is_file() and sha256(release / SUMS) == one.sums


def _move(one: Adopted, dist: Path, aside: Path) -> bool:
    """Give a prepared release its name, in one rename; say whether it stands there."""
    target, source = dist / one.package / one.version, aside / one.package / one.version
    if not target.exists() and _is(source, one):
        # The key first: no signed release stands without it.
        if (key := aside / one.package / PUBLIC_KEY).is_file():
            publish_key(dist, key.read_bytes())
        source.rename(target)
        sync(target.parent)
    return _is(target, one)


def _end(aside: Path) -> None:
    """Take away what stands aside, the note first: without it nothing is begun."""
    (aside / INTENT).unlink(missing_ok=True)
    if aside.is_dir():
        sync(aside)
        remove(aside)
