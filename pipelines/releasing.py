"""What a home has prepared to release, and its adoption: all packages of a run together, or none. No Dagster here.

A package that was compared with the last release is noted with the warehouse that it was compared for. Only what is
noted for the warehouse that stands is put in place: a failed run releases nothing, and a later one none of its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.home import Home, log

NOTE = "prepared"


class NotPrepared(RuntimeError):
    """A package was not compared with what stands in the warehouse; the message says what to do."""


def finish(home: Home) -> None:
    """Put in place what a run that was killed had begun to; nothing where none had. Whoever calls holds the home."""
    # Most homes have nothing there, and the imports take a second.
    if not home.releasing.is_dir():
        return
    from catalog.adoption import resume
    from catalog.package import packages

    if done := resume(packages(), home.dist, home.releasing):
        said = ", ".join(f"{one.package} {one.version}" for one in done)
        log.warning("A run was killed while it released %s; that is done now.", said)


def forget(home: Home, package: str) -> None:
    """Begin a package anew: what an earlier run prepared of it is not released."""
    from catalog.standing import remove

    home.remember(NOTE, {name: said for name, said in (home.recall(NOTE) or {}).items() if name != package})
    remove(home.releasing / package)


def note(home: Home, package: str, key: str, version: str) -> None:
    """Note that a package was compared: the key of what would be released, and the version that is to stand."""
    said = {"of": home.recall("warehouse"), "key": key, "version": version}
    home.remember(NOTE, (home.recall(NOTE) or {}) | {package: said})


def release(home: Home) -> Mapping[str, Any]:
    """Release what is prepared; give by package the version that stands now (`version`) and whether it is new (`is_new`).

    Raises
    ------
    NotPrepared
        A package is not noted for the warehouse that stands, or what was noted is gone.
    catalog.standing.ReleaseError
        See `catalog.adoption.adopt`.
    """
    from catalog.adoption import adopt, prepared
    from catalog.package import packages
    from catalog.seal import SUMS

    noted, built = home.recall(NOTE) or {}, home.recall("warehouse")
    there = {(one.package, one.version) for one in prepared(home.releasing)}
    for name in packages():
        said = noted.get(name, {})
        stands = "version" in said and (home.dist / name / said["version"] / SUMS).is_file()
        if said.get("of") != built or not (stands or (name, said["version"]) in there):
            raise NotPrepared(
                f"{name} was not compared with what stands in the warehouse. Materialize `{name}_package` too."
            )
    new = {one.package for one in adopt(list(packages().values()), home.dist, home.releasing)}
    home.remember("releases", {name: {"key": noted[name]["key"], "version": noted[name]["version"]} for name in noted})
    return {name: {"version": noted[name]["version"], "is_new": name in new} for name in packages()}
