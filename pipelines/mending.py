"""What `gongbao doctor --fix` does: clears what is safe to clear in a home, and says each thing that it did.

Safe is what a run makes again, or what a dead one left. A snapshot in `raw/` and a release are never touched: nobody can
make them again. Who calls holds the home, so nothing is at work on what is cleared.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines.home import STATES, Home

ASIDE = re.compile(r"\..+\.(\d+|new)|\.(staging|site)-.+|.+\.tmp|\..+\.parquet\..+")
"""Names under which files are written before they have their own: of state, of `dist`, of content and facts."""


def strays(home: Home) -> Iterator[Path]:
    """Give what dead runs left half-written, outermost folders only; not in `raw`, nor in a release."""
    from catalog.package import packages

    published = [home.dist, *(home.dist / name for name in packages())]
    for folder in (home.root / "state", home.content, home.facts, *published):
        if folder.is_dir():
            yield from sorted(path for path in folder.iterdir() if ASIDE.fullmatch(path.name))


def mend(home: Home) -> Iterator[tuple[str, str]]:
    """Clear what is safe to clear, and give the subject and words of each thing that was done.

    Raises
    ------
    OSError
        The home cannot be written to.
    """
    for step in (_dead_runs, _strays, _state, _staging, _warehouse, _made_again, _published):
        yield from step(home)


def _dead_runs(home: Home) -> Iterator[tuple[str, str]]:
    from pipelines.databases import set_aside_damaged

    if not home.dagster.is_dir():
        return
    for aside in set_aside_damaged(home):
        yield "history of runs", f"{aside.name.partition('.damaged-')[0]} was damaged; it is {aside.name} now."
    from pipelines.launcher import clear_dead_runs, instance_of

    with instance_of(home) as instance:
        for run_id in clear_dead_runs(instance):
            yield "runs", f"run {run_id[:8]} had died; it is marked failed, and holds nothing."


def _strays(home: Home) -> Iterator[tuple[str, str]]:
    for path in strays(home):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        yield "half-written", f"{path.relative_to(home.root)} was left by a run that died; it is removed."


def _state(home: Home) -> Iterator[tuple[str, str]]:
    for name in STATES:
        if home.has_lost(name):
            home.forget(name)
            yield "state", f"state/{name}.json was damaged; it is removed, and the next run finds out what it held."


def _staging(home: Home) -> Iterator[tuple[str, str]]:
    from pipelines.resources import fault_of, remove_database

    if (home.staging.exists() or any(home.root.glob(f"{home.staging.name}.*"))) and (fault := fault_of(home.staging)):
        remove_database(home.staging)
        home.forget("staging")
        yield "staging", f"{home.staging.name} was half-written ({fault}); it is removed."


def _warehouse(home: Home) -> Iterator[tuple[str, str]]:
    from pipelines.resources import fault_of, remove_database

    if home.warehouse.exists() and (fault := fault_of(home.warehouse)):
        remove_database(home.warehouse)
        home.forget("warehouse")
        yield (
            "warehouse",
            f"{home.warehouse.name} was damaged ({fault}); it is removed, and the next run builds it again.",
        )


def _made_again(home: Home) -> Iterator[tuple[str, str]]:
    """Remove content and facts whose record or file is damaged; what is whole stays, whoever names it."""
    from pipelines.work import record_of

    for folder in (home.content, home.facts):
        keys = {path.stem for path in folder.iterdir() if path.is_file()} if folder.is_dir() else set()
        for key in sorted(keys):
            if record_of(str(folder / key)) is None:
                for suffix in (".json", ".parquet"):
                    (folder / f"{key}{suffix}").unlink(missing_ok=True)
                yield (
                    folder.name,
                    f"{folder.name}/{key[:12]}… was damaged; it is removed, and the next run makes it again.",
                )


def _published(home: Home) -> Iterator[tuple[str, str]]:
    from catalog.latest import LATEST
    from catalog.metadata import write
    from catalog.package import packages
    from catalog.standing import ReleaseError, refresh, versions
    from pipelines.home import hash_of_file
    from pipelines.standing import build_site, is_as_written

    for name, package in packages().items():
        root = home.dist / name
        if not root.is_dir() or not (found := versions(root)):
            continue
        index, is_latest = hash_of_file(root / "index.json"), _is_latest(root, found[0])
        try:
            refresh(package, home.dist)
        except (ReleaseError, OSError, ValueError):
            # Of an altered release nothing is made; the examination says what to do.
            continue
        if hash_of_file(root / "index.json") != index:
            yield "index", f"{name}/index.json was not what the releases say; it is written anew."
        if not is_latest:
            yield "latest", f"{name}/{LATEST} was not {found[0]}; it is made anew."
    if any(home.dist.glob("*/index.json")) and home.recall("standing") is not None and not is_as_written(home):
        base_url, contact = os.environ.get("GONGBAO_BASE_URL", ""), os.environ.get("GONGBAO_CONTACT", "")
        # First the catalogue: the site links to those of its files that are there.
        write(home.dist, base_url, contact)
        sql = os.environ.get("GONGBAO_SQL")
        done = build_site(home, base_url, contact, Path(sql) if sql else None)
        yield (
            "site",
            f"files of the site or the catalogue were not as they were written: {done.changed} pages are written anew.",
        )


def _is_latest(root: Path, version: str) -> bool:
    from catalog.latest import LATEST, is_whole

    try:
        return is_whole(root / LATEST, root / version)
    except (OSError, ValueError):
        return False
