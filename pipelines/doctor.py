"""The command `gongbao doctor`: whether what a run needs is there, and what a home holds is whole.

Each examination is a function that gives findings; a run mends by itself what can be made again, so most findings are
warnings that say so. What a run cannot mend (an altered release, a snapshot whose original is gone, a faulty register)
is an error. How a source fares is told by `sources_health`, not here, and what `--fix` does stands in `pipelines.mending`.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from itertools import chain
from pathlib import Path
from uuid import uuid4

import click

from pipelines.home import PROJECT, STATES, Home
from pipelines.lock import HomeIsHeld, hold, holder
from pipelines.mending import mend, strays
from pipelines.options import home_option
from transform.language.legible import legible

SCHEMA = PROJECT / "seeds" / "schemas" / "sources.schema.json"
LITTLE_ROOM = 1 << 30
"""Bytes free on the disk of a home below which a run may not end: the databases of some thousand documents."""
EXTRAS = {
    "ocr": "pages that are pictures are read",
    "dask": "documents are read on a Dask cluster",
    "postgres": "the history of runs is kept in PostgreSQL",
}
"""The extras of an operator, and what each brings."""
MARKS: dict[str, tuple[str, str]] = {
    "ok": ("ok     ", "green"),
    "mended": ("mended ", "green"),
    "info": ("info   ", "blue"),
    "warning": ("warning", "yellow"),
    "error": ("error  ", "red"),
}
"""How a severity looks on a terminal: its mark and colour."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one examination found: `severity` is ok, mended, info, warning or error; `advice` says what to do, if anything."""

    severity: str
    subject: str
    message: str
    advice: str = ""

    def __str__(self) -> str:
        """Give one line for a terminal."""
        return legible(f"{self.subject}: {self.message}" + (f" {self.advice}" if self.advice else ""))


def examine(home: Home, registers: Sequence[Path]) -> Iterator[Finding]:
    """Give all findings about this installation, these registers and a home, as they are made.

    A home that is not there yet has none.
    """
    yield from _installation()
    yield from _registers(registers)
    if not home.root.is_dir():
        yield Finding("info", "home", f"{home.root} is not there yet; the first run makes it.")
        return
    for look in (_room, _lock, _runs, _halves, _state, _databases, _stored, _made_again, _releases, _site):
        yield from look(home)


def _installation() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if missing := sorted(_unmet("gongbao")):
        yield Finding("error", "installation", f"missing or too old: {', '.join(missing)}.", "Run `make setup`.")
    else:
        yield Finding("ok", "installation", f"Python {version}, all that is needed.")
    for extra, brings in EXTRAS.items():
        if _unmet("gongbao", extra):
            what = f"not installed; with it {brings}: pip install -e '.[{extra}]'"
            needed = (extra == "dask" and os.environ.get("GONGBAO_DASK")) or (
                extra == "postgres" and os.environ.get("GONGBAO_POSTGRES")
            )
            yield Finding("error" if needed else "info", f"extra {extra}", what)
        else:
            yield Finding("ok", f"extra {extra}", "installed.")


def _unmet(project: str, extra: str | None = None) -> Iterator[str]:
    """Give the requirements of an installed project (of one of its extras only) that are not met here."""
    from packaging.requirements import Requirement

    for text in metadata.requires(project) or []:
        requirement = Requirement(text)
        of_extra = requirement.marker is not None and "extra" in str(requirement.marker)
        if (extra is not None) != of_extra:
            continue
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra or ""}):
            continue
        try:
            there = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            yield str(requirement).partition(";")[0].strip()
            continue
        if not requirement.specifier.contains(there, prereleases=True):
            yield f"{str(requirement).partition(';')[0].strip()} (here is {there})"


def _registers(paths: Sequence[Path]) -> Iterator[Finding]:
    from pipelines.sources import check_references, check_register

    for path in paths:
        faults = check_register(path, SCHEMA)
        said = [str(fault) for fault in faults] or check_references(path, SCHEMA)
        for text in said:
            yield Finding("error", "register", text)
        if not said:
            yield Finding("ok", "register", f"{path} is sound.")


def _room(home: Home) -> Iterator[Finding]:
    if not os.access(home.root, os.W_OK):
        yield Finding(
            "error", "home", f"{home.root} cannot be written to.", "Give its folder to the user that runs this."
        )
    free = shutil.disk_usage(home.root).free
    said = f"{free / (1 << 30):.1f} GiB free below {home.root}."
    if free < LITTLE_ROOM:
        yield Finding("warning", "disk", said, "Make room: a run that finds the disk full ends, and publishes nothing.")
    else:
        yield Finding("ok", "disk", said)


def _lock(home: Home) -> Iterator[Finding]:
    at_work = holder(home)
    if at_work is None:
        yield Finding("ok", "lock", "no run is at work in the home.")
    else:
        yield Finding("info", "lock", f"{at_work} is at work in the home; what is found below may be of its making.")


def _runs(home: Home) -> Iterator[Finding]:
    from pipelines.databases import damaged

    if not home.dagster.is_dir() or damaged(home):
        return
    from pipelines.launcher import dead_runs, instance_of

    with instance_of(home) as instance:
        dead = [run.run_id[:8] for run in dead_runs(instance)]
    for run_id in dead:
        yield Finding(
            "warning", "runs", f"run {run_id} has died and counts as under way.", "The next run marks it failed."
        )
    if not dead:
        yield Finding("ok", "runs", "none that died counts as under way.")


def _halves(home: Home) -> Iterator[Finding]:
    if found := [str(path.relative_to(home.root)) for path in strays(home)]:
        said = f"{len(found)} files or folders were left by a run that died: {', '.join(found[:3])}."
        yield Finding("warning", "half-written", said, "They hinder nothing; `--fix` removes them.")


def _state(home: Home) -> Iterator[Finding]:
    lost = [name for name in STATES if home.has_lost(name)]
    for name in lost:
        yield Finding(
            "warning", "state", f"state/{name}.json is damaged.", "The next run finds out again what it held."
        )
    if not lost:
        yield Finding("ok", "state", "whole.")


def _databases(home: Home) -> Iterator[Finding]:
    from pipelines.databases import damaged
    from pipelines.resources import fault_of

    if home.warehouse.exists():
        if fault := fault_of(home.warehouse):
            yield Finding("warning", "warehouse", f"{home.warehouse} {fault}.", "The next run builds it again.")
        else:
            yield Finding("ok", "warehouse", "every table can be read.")
    for path in damaged(home):
        advice = "The next run sets it aside and begins its history anew."
        yield Finding("warning", "history of runs", f"{path} is damaged.", advice)


def _stored(home: Home) -> Iterator[Finding]:
    from extract.snapshot import Store

    store = Store(home.root)
    held = [row for row in home.recall("snapshots") or [] if row.get("status") == "held"]
    altered = [row for row in held if not store.is_whole(row["sha256"])]
    for row in altered:
        again = "The next run takes it again from its file or address; where that is gone, put your copy there."
        yield Finding("error", "snapshot", f"{row['path']} of {row['source_id']} is altered or gone.", again)
    if held and not altered:
        yield Finding("ok", "snapshots", f"{len(held)} are what was taken.")


def _made_again(home: Home) -> Iterator[Finding]:
    from pipelines.work import record_of

    for name, folder in (("content", home.content), ("facts", home.facts)):
        keys = {row["key"] for row in home.recall(name) or [] if "key" in row}
        lost = [key for key in sorted(keys) if record_of(str(folder / key)) is None]
        if lost:
            said = f"{len(lost)} of {len(keys)} files are damaged or gone."
            yield Finding("warning", name, said, "The next run makes them again.")
        elif keys:
            yield Finding("ok", name, f"{len(keys)} files are whole.")


def _releases(home: Home) -> Iterator[Finding]:
    from catalog.latest import LATEST, is_whole
    from catalog.package import packages
    from catalog.release import ReleaseError, verify, versions

    for name in packages():
        root = home.dist / name
        if not root.is_dir():
            continue
        found = versions(root)
        well = set()
        for version in found:
            try:
                verify(root / version)
                well.add(version)
            except (ReleaseError, OSError, ValueError) as error:
                advice = (
                    "Put the folder back from your copy: a release never changes. Nothing is released on top of it."
                )
                yield Finding("error", "release", f"{error}.", advice)
        # Of one that is altered there is nothing to compare with.
        if found and found[0] in well and not is_whole(root / LATEST, root / found[0]):
            yield Finding("warning", "release", f"{name}/{LATEST} is not {found[0]}.", "The next run makes it again.")
        if len(well) == len(found):
            yield Finding("ok", "releases", f"{name}: {len(well)} are what was released.")


def _site(home: Home) -> Iterator[Finding]:
    from pipelines.standing import is_as_written

    if home.recall("standing") is None:
        return
    if is_as_written(home):
        yield Finding("ok", "site", "site and catalogue are as they were written.")
    else:
        advice = "The next run, or `--fix`, makes them again."
        yield Finding("warning", "site", "files of the site or the catalogue are not as they were written.", advice)


def _fix(home: Home) -> Iterator[Finding]:
    if not home.root.is_dir():
        return
    try:
        with hold(home, str(uuid4()), "gongbao doctor --fix"):
            done = [Finding("mended", subject, words) for subject, words in mend(home)]
    except HomeIsHeld as held:
        raise click.ClickException(f"{held} Nothing was changed; wait for it.") from held
    except OSError as error:
        raise click.ClickException(f"the home cannot be mended: {error}.") from error
    yield from done or [Finding("ok", "home", "nothing was to be mended.")]


@click.command("doctor")
@click.option(
    "--register",
    "registers",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Source register (CSV); may be given several times.  [default: GONGBAO_REGISTER, else seeds/sources.csv]",
)
@home_option
@click.option("--fix", is_flag=True, help="Clear first what is safe to clear, and say each thing that is done.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output, for programs.")
def command(registers: tuple[Path, ...], home: Path, fix: bool, as_json: bool) -> None:
    """Say whether what a run needs is there, and what the home holds is whole. Without --fix nothing is changed.

    --fix clears what dead runs left, marks them failed, removes what is damaged and made again by the next run, and
    writes index, latest, catalogue and site anew where they were altered. Snapshots in raw/ and releases are never touched.
    It refuses while a run is at work.

    Every stored file and every release is read and compared with its hash, so it takes as long as reading the home.
    Exit code 1 where there are errors.
    """
    from pipelines.options import registers_of

    findings: list[Finding] = []
    place = Home(home.resolve())
    for finding in chain(_fix(place) if fix else (), examine(place, registers_of(registers))):
        findings.append(finding)
        if not as_json:
            mark, colour = MARKS[finding.severity]
            click.echo(f"{click.style(mark, fg=colour)} {finding}")
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    if any(finding.severity == "error" for finding in findings):
        sys.exit(1)
