"""Making a release of a package: compared with the one that stands, written aside, validated as written.

Nothing here reads a clock: the date of a release is given, and the same rows give the same bytes. One publisher at a
time is at work under a `dist`: who calls sees to it, for releases are only the end of what it must keep to itself. How
what was made is put in place, alone or with others, is in `catalog.adoption`.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from catalog import changelog, croissant, paper, readme, reuse, told, withdrawal
from catalog.adoption import INTENT, adopt, prepared, resume
from catalog.descriptor import NAME, Located, find
from catalog.difference import Difference, compare_packages
from catalog.formats import load_csv, write_csv, write_parquet, write_zip
from catalog.leaving import Leaving, leaving
from catalog.package import Package
from catalog.printed import with_printed_tables
from catalog.report import Report
from catalog.seal import PUBLIC_KEY, SigningKey, comment, files, seal, sha256
from catalog.sql import connect
from catalog.standing import STAGING, ReleaseError, remove, staging, verify, versions
from catalog.validate import referee, validate_package
from catalog.version import Step, following, newest
from catalog.workbook import write_xlsx
from catalog.writing import sync, sync_all, write_json, write_text

ASIDE = ".releasing"
"""Where in `dist` a package that is published by itself stands until it is put in place."""

EXAMPLE = 60
"""Characters of the longest example of a field."""

LOOKED_AT = 1000
"""Rows of a table in which examples are looked for."""


class InvalidRelease(ReleaseError):
    """What was written is not valid: `report` says where, `judge` who found it."""

    def __init__(self, package: str, judge: str, report: Report) -> None:
        """Take the first lines of the report as the message."""
        super().__init__(f"{package}: {judge} refuses what was written\n{report.render(20)}")
        self.judge = judge
        self.report = report


class UnexpectedLoss(ReleaseError):
    """Tables shrank by more than their definition expects; each must be accepted by name."""

    def __init__(self, package: str, tables: Mapping[str, str]) -> None:
        """Name the tables and what they lost."""
        lines = "\n".join(f"- {name}: {words}" for name, words in tables.items())
        names = " ".join(tables)
        super().__init__(f"{package}: rows are lost that were not expected to be\n{lines}\nto go on, accept: {names}")
        self.tables = dict(tables)


@dataclass(frozen=True, slots=True)
class ReleaseResult:
    """What publishing came to. `is_new` is false where nothing changed: `version` is then the standing one."""

    package: str
    version: str
    is_new: bool
    path: Path
    step: str
    reasons: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    difference: Difference | None = None


def publish(
    con: duckdb.DuckDBPyConnection, package: Package, dist: Path, *, released_on: str, dry_run: bool = False, **how: Any
) -> ReleaseResult:
    """Release one package by itself: `prepare` it and put it in place; see there for what is asked and what is raised.

    The first thing done is what an earlier call left undone. What stands aside meanwhile lies in `dist/.releasing`.
    """
    aside = dist / ASIDE
    resume({package.name: package}, dist, aside)
    try:
        result = prepare(con, package, dist, aside, released_on=released_on, dry_run=dry_run, **how)
        if not dry_run:
            adopt([package], dist, aside)
    finally:
        if not (aside / INTENT).is_file():
            remove(aside)
    return replace(result, path=dist / package.name / result.version)


def prepare(
    con: duckdb.DuckDBPyConnection,
    package: Package,
    dist: Path,
    aside: Path,
    *,
    released_on: str,
    sources: Sequence[Mapping[str, Any]] | None = None,
    accept: AbstractSet[str] = frozenset(),
    signing_key: SigningKey | None = None,
    dry_run: bool = False,
    withdrawn: AbstractSet[str] = frozenset(),
) -> ReleaseResult:
    """Make a release of the tables of `con` (in its main schema, named as the resources) that `adopt` puts under `dist`.

    Parameters
    ----------
    con
        Read only; nothing is written to it.
    aside
        Folder on the file system of `dist`: the finished release stands in `aside/<package>/<version>`, and nothing of
        the package but it. Where nothing changed nothing stands there.
    released_on
        The day of the release, `YYYY-MM-DD`; the days that the data speak of are told as `temporal`.
    sources
        What the package was made from, as `sources` of the descriptor (`title`, `path`, `hash`); by default the rows of
        the table `sources`, for a package that has documents.
    accept
        Names of resources that may shrink by more than their definition expects.
    signing_key
        Signs the checksums of a new release; the public key then stands in `dist`. A standing release stays as it is.
    dry_run
        Do all of it, validation too, and leave nothing: the result says what would be released.
    withdrawn
        Ids of sources that their register withdrew: what leaves with them is no loss, and the change log names them.

    Raises
    ------
    InvalidRelease
        Where our validation or frictionless finds an error in what was written; nothing is released.
    UnexpectedLoss
        Where a table shrank beyond its range and is not accepted.
    ReleaseError
        Where a standing release was altered.
    SealError
        Where the signing key cannot be used.
    """
    root = aside / package.name
    remove(root)
    root.mkdir(parents=True)
    try:
        with staging(root) as folder:
            return _release(
                con, package, dist / package.name, folder, released_on, sources, accept, signing_key, dry_run, withdrawn
            )
    finally:
        if not prepared(root.parent, package.name):
            remove(root)


def _release(
    con: duckdb.DuckDBPyConnection,
    package: Package,
    root: Path,
    folder: Path,
    released_on: str,
    sources: Sequence[Mapping[str, Any]] | None,
    accept: AbstractSet[str],
    signing_key: SigningKey | None,
    dry_run: bool,
    withdrawn: AbstractSet[str],
) -> ReleaseResult:
    package = with_printed_tables(con, package)
    (folder / "data").mkdir()
    for resource in package.resources:
        write_csv(con, resource, folder / resource.path)
    package = package.with_examples(dict(_examples(package, folder)))
    descriptor = package.descriptor()
    origins = made_from(con, package) if sources is None else [dict(source) for source in sources]
    if origins:
        descriptor["sources"] = origins
    if days := days_of(con, package):
        descriptor["temporal"] = days
    standing = newest(versions(root))
    taken_back = [said["version"] for said in withdrawal.read(root)]
    difference, left = None, Leaving()
    if standing is not None:
        verify(root / standing)
        difference = compare_packages(find(root / standing), Located(descriptor, folder), delta=folder / "delta")
        if not calls_for_release(package, difference):
            rows = {table.name: table.rows_new for table in difference.tables}
            return ReleaseResult(package.name, standing, False, root / standing, "NONE", (), rows, difference)
        left = leaving(root / standing, folder / "delta", withdrawn, _documents(con))
        _refuse_loss(package, difference, accept, left)
    # A number is given once: what follows a withdrawn release goes on behind it. What differs from one cannot be told.
    before = newest([*taken_back, *([standing] if standing else [])])
    version = following(before, difference.step if difference else Step.MAJOR)
    rows = _write(package, folder, descriptor, version, released_on, root / standing if standing else None)
    accepted = sorted(accept & {r.name for r in package.resources})
    by_name = told.told(con, package, difference.tables, folder / "delta") if difference else {}
    entry = changelog.entry(version, released_on, difference, rows, accepted, by_name, left.sources)
    entries = [entry, *(changelog.read(root / standing) if standing else [])]
    write_json(folder / changelog.NAME, {"name": package.name, "versions": entries})
    papers = {
        "CHANGELOG": changelog.render(package, entries),
        "README": readme.render(
            package, version=version, released_on=released_on, rows=rows, is_signed=signing_key is not None
        ),
    }
    for name, text in papers.items():
        write_text(folder / f"{name}.md", text)
        write_text(folder / f"{name}.html", paper.page(f"{package.title} {version} {name}", text))
    _judge(package, folder, difference)
    reasons = tuple(entry["reasons"])
    done = ReleaseResult(package.name, version, True, folder.parent / version, entry["step"], reasons, rows, difference)
    if dry_run:
        return done
    name = f"{package.name}-{version}"
    write_zip(folder, files(folder), folder / f"{name}.zip", root=name)
    if public_key := seal(folder, signing_key, comment(package.name, version, released_on)):
        (folder.parent / PUBLIC_KEY).write_bytes(public_key)
    folder.chmod(0o755)
    sync_all(folder)
    folder.rename(folder.parent / version)
    sync(folder.parent)
    return done


def _examples(package: Package, folder: Path) -> Iterator[tuple[tuple[str, str], str]]:
    """Give for each field the first value that was written and is short enough to be read in a line."""
    csv.field_size_limit(1 << 31)
    for resource in package.resources:
        wanted = {f.name for f in resource.fields}
        with (folder / resource.path).open(encoding="utf-8", newline="") as file:
            for row in islice(csv.DictReader(file), LOOKED_AT):
                for name in [name for name in wanted if 0 < len(row[name]) <= EXAMPLE]:
                    wanted.remove(name)
                    yield (resource.name, name), row[name]
                if not wanted:
                    break


def calls_for_release(package: Package, difference: Difference) -> bool:
    """Say whether a difference is more than other bytes of the same sources, which alone are no reason for a release."""
    silent = {r.name: {f.name for f in r.fields if f.silent} for r in package.resources}
    return bool(difference.schema or difference.metadata) or any(
        table.added or table.removed or set(table.fields) - silent.get(table.name, set()) for table in difference.tables
    )


def days_of(con: duckdb.DuckDBPyConnection, package: Package) -> dict[str, str]:
    """Give the first and the last day on which a document of the package was issued or published, as coarse as printed."""
    if not any(resource.name == "documents" for resource in package.resources):
        return {}
    [days] = con.execute(
        "SELECT min(day), max(day) FROM (SELECT unnest([issued_on, published_on]) AS day FROM documents)"
    ).fetchall()
    return dict(zip(("start", "end"), days, strict=True)) if all(days) else {}


def _documents(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [document_id for (document_id,) in con.execute("SELECT document_id FROM documents").fetchall()]


def made_from(con: duckdb.DuckDBPyConnection, package: Package) -> list[dict[str, Any]]:
    """Give what a package's documents were read from: title, address and hash of each source, in the order of their ids."""
    if not any(resource.name == "documents" for resource in package.resources):
        return []
    rows = con.execute("SELECT source_id, url, sha256 FROM sources WHERE status = 'read' ORDER BY source_id").fetchall()
    return [
        {
            "title": source_id,
            **({"path": url} if url else {}),
            **({"hash": f"sha256:{sha256}"} if sha256 else {}),
        }
        for source_id, url, sha256 in rows
    ]


def _refuse_loss(package: Package, difference: Difference, accept: AbstractSet[str], left: Leaving) -> None:
    expected = {resource.name: resource.loss for resource in package.resources}
    lost = {}
    for table in difference.tables:
        most = expected.get(table.name, 0.0)
        if table.loss(left.rows.get(table.name, 0)) > most and table.name not in accept:
            lost[table.name] = f"{table.rows_old} → {table.rows_new} rows, expected at most {most:.0%} fewer"
    if lost:
        raise UnexpectedLoss(package.name, lost)


def _write(
    package: Package,
    folder: Path,
    descriptor: dict[str, Any],
    version: str,
    released_on: str,
    standing: Path | None,
) -> dict[str, int]:
    """Write descriptor, Parquet and XLSX from the CSV files in `folder`; give the rows of each table.

    What is the same in the release that stands is taken from there.
    """
    rows: dict[str, int] = {}
    same = set()
    before = {r["name"]: r for r in find(standing).descriptor["resources"]} if standing else {}
    after = {r["name"]: r for r in descriptor["resources"]}
    con = connect()
    try:
        for resource in package.resources:
            name, old = resource.name, before.get(resource.name)
            form = resource.path.removesuffix(".csv") + ".parquet"
            is_same = reuse.link(standing, folder, resource.path)
            if is_same and old and reuse.shape(old) == reuse.shape(after[name]):
                same.add(name)
                if reuse.parquet(standing, folder, form):
                    rows[name] = old["rows"]
                    continue
            rows[name] = load_csv(con, resource, folder / resource.path, "loaded")
            write_parquet(con, resource, "loaded", folder / form)
    finally:
        con.close()
    for resource in descriptor["resources"]:
        file = folder / resource["path"]
        resource |= {"hash": f"sha256:{sha256(file)}", "bytes": file.stat().st_size, "rows": rows[resource["name"]]}
    dated = {"version": version, "created": f"{released_on}T00:00:00Z"}
    released = _after(descriptor, "name", dated)
    write_json(folder / NAME, released)
    write_json(folder / croissant.NAME, croissant.render(released))
    xlsx = folder / f"{package.name}-{version}.xlsx"
    known = reuse.workbook(standing, package.name, list(before), same) if standing else None
    write_xlsx(package, folder / "data", xlsx, rows=rows, version=version, released_on=released_on, known=known)
    return rows


def _after(document: Mapping[str, Any], name: str, more: Mapping[str, Any]) -> dict[str, Any]:
    """Put properties in behind the one named."""
    out: dict[str, Any] = {}
    for key, value in document.items():
        out[key] = value
        if key == name:
            out |= more
    return out


def _judge(package: Package, folder: Path, difference: Difference | None) -> None:
    """Validate what was written, all by our own rules, and by frictionless what the standing release had not; record both."""
    with tempfile.TemporaryDirectory(prefix=STAGING, dir=folder.parent) as trial:
        if difference:
            reuse.trial(folder, difference, Path(trial))
        verdicts = {
            "gongbao": validate_package(folder),
            "frictionless": referee(Path(trial) if difference else folder),
        }
    for judge, report in verdicts.items():
        if not report.valid:
            raise InvalidRelease(package.name, judge, report)
    own, other = (verdicts[judge].to_json() for judge in ("gongbao", "frictionless"))
    second = {"name": "frictionless", "valid": other["valid"], "stats": other["stats"]}
    write_json(folder / "validation.json", {**own, "referee": second})
