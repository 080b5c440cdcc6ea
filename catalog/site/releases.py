"""The newest release of each package as the site needs it: descriptor, history and files.

Only what was released is read: `<package>/index.json` names the newest version, its `datapackage.json` the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from catalog.changelog import STEPS
from catalog.descriptor import DescriptorError, as_list, find, is_safe
from catalog.version import is_version

PACKAGE = re.compile(r"[a-z0-9][a-z0-9_-]*")
PAPERS = ("README.md", "CHANGELOG.md", "datapackage.json", "validation.json", "SHA256SUMS")
TABLE = re.compile(r"[a-z0-9][a-z0-9._-]*")
PRINTED = "t-"
"""How the names of tables begin that are one printed table of a document."""


class SiteError(ValueError):
    """The releases cannot be shown: the message names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a release: `path` is relative to `dist`, `sha256` as the release's SHA256SUMS gives it."""

    format: str
    path: str
    size: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One version in a package's history; `papers` are the files that stand beside its data, `folder` is where."""

    package: str
    version: str
    date: str
    step: str
    reasons: tuple[str, ...]
    papers: tuple[str, ...]
    folder: Path

    @property
    def page(self) -> str:
        """Where on the site one reads what changed with it."""
        name = "CHANGELOG.html"
        return (
            f"{self.package}/{self.version}/{name}" if (self.folder / name).is_file() else f"{self.package}/index.html"
        )


@dataclass(frozen=True, slots=True)
class Field:
    """A column as its Table Schema describes it; `unit` names the unit, or the column that holds it."""

    name: str
    type: str
    title: str
    title_en: str
    description: str
    description_en: str
    unit: str
    example: str
    constraints: Mapping[str, Any]
    is_key: bool
    refers_to: tuple[str, str] | None

    @property
    def is_number(self) -> bool:
        """Whether its values line up at the right."""
        return self.type in ("integer", "number")


@dataclass(frozen=True, slots=True)
class Table:
    """A resource of a release; `file` is its CSV on disk, `rows` their number as the descriptor gives it.

    `is_stable` is whether its page is of whatever version stands; `described` is its part of the descriptor.
    """

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    fields: tuple[Field, ...]
    file: Path
    rows: int
    downloads: tuple[Download, ...]
    is_stable: bool = False
    described: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns in their order."""
        return tuple(f.name for f in self.fields)

    @property
    def is_printed(self) -> bool:
        """Whether it is one printed table of a document, not a table of the package's own."""
        return self.name.startswith(PRINTED)


@dataclass(frozen=True, slots=True)
class Release:
    """A package at its newest version; `descriptor` has a title, the version and its day, whatever else it lacks."""

    package: str
    version: str
    date: str
    title: str
    title_en: str
    description: str
    description_en: str
    licences: tuple[tuple[str, str], ...]
    path: str
    tables: tuple[Table, ...]
    downloads: tuple[Download, ...]
    history: tuple[Change, ...] = field(default=())
    descriptor: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def sample(self) -> Table | None:
        """The table that shows how to load one, as in the release's README."""
        return self.table(self.package) or self.table("documents") or next(iter(self.tables), None)

    def table(self, name: str) -> Table | None:
        """Give a table by its name."""
        return next((t for t in self.tables if t.name == name), None)


def releases(dist: Path) -> list[Release]:
    """Give the newest release of every package under `dist`, by name. Raise SiteError where one cannot be read."""
    found = [index.parent.name for index in sorted(dist.glob("*/index.json"))]
    # All releases of a package may have been withdrawn; a package that never had one is a fault.
    return [_release(dist, name) for name in found if not _is_withdrawn(dist, name)]


def _is_withdrawn(dist: Path, package: str) -> bool:
    index = _json(dist / package / "index.json", package)
    return bool(index.get("withdrawn")) and not index.get("versions")


def _release(dist: Path, package: str) -> Release:
    if not PACKAGE.fullmatch(package):
        raise SiteError(f"{package}/index.json: not a package name")
    history = tuple(_history(dist, package))
    newest = history[0]
    folder = dist / package / newest.version
    descriptor = _json(folder / "datapackage.json", package)
    sums = _sums(folder / "SHA256SUMS")
    path = f"{package}/{newest.version}"

    def download(file: Path, below: str = path) -> Download:
        inside = file.relative_to(folder).as_posix()
        return Download(file.suffix.removeprefix("."), f"{below}/{inside}", file.stat().st_size, sums.get(inside))

    tables = []
    for resource in descriptor.get("resources", []):
        name = str(resource.get("name", ""))
        inside = str(resource.get("path", ""))
        file = folder / inside
        if not TABLE.fullmatch(name) or not is_safe(inside) or not file.is_file():
            raise SiteError(f"{path}/datapackage.json: resource {name!r} has no file of its own inside the release")
        files = [f for f in (file, file.with_suffix(".parquet")) if f.is_file()]
        # Pages of printed tables are many: their links have no version, so that the next one leaves them as they are.
        stable = name.startswith(PRINTED) and all(
            (dist / package / "latest" / f.relative_to(folder)).is_file() for f in files
        )
        tables.append(
            Table(
                name=name,
                **_titles(resource, name),
                fields=tuple(_fields(resource)),
                file=file,
                rows=int(resource.get("rows") or 0),
                downloads=tuple(download(f, f"{package}/latest" if stable else path) for f in files),
                is_stable=stable,
                described=resource,
            )
        )
    whole = [folder / f"{package}-{newest.version}.{kind}" for kind in ("zip", "xlsx", "duckdb")]
    return Release(
        package=package,
        version=newest.version,
        date=newest.date,
        **_titles(descriptor, package),
        licences=tuple(
            (str(lic.get("title") or lic.get("name") or ""), str(lic.get("path") or ""))
            for lic in descriptor.get("licenses", [])
        ),
        path=path,
        tables=tuple(tables),
        downloads=tuple(download(f) for f in whole if f.is_file()),
        history=history,
        descriptor=descriptor
        | {"name": package, **_titles(descriptor, package), "version": newest.version, "created": newest.date},
    )


def _history(dist: Path, package: str) -> Iterator[Change]:
    where = f"{package}/index.json"
    versions = _json(dist / package / "index.json", package).get("versions", [])
    if not versions:
        raise SiteError(f"{where}: no version in it")
    for entry in versions:
        version = str(entry.get("version", ""))
        if not is_version(version):
            raise SiteError(f"{where}: {version!r} is not a version")
        step = str(entry.get("step") or "")
        yield Change(
            package=package,
            version=version,
            date=str(entry.get("date") or ""),
            step=STEPS.get(step, step),
            reasons=tuple(str(reason) for reason in entry.get("reasons", [])),
            papers=tuple(name for name in PAPERS if (dist / package / version / name).is_file()),
            folder=dist / package / version,
        )


def _titles(described: Mapping[str, Any], name: str) -> dict[str, str]:
    return {
        "title": str(described.get("title") or name),
        "title_en": str(described.get("title_en") or ""),
        "description": str(described.get("description") or ""),
        "description_en": str(described.get("description_en") or ""),
    }


def _fields(resource: Mapping[str, Any]) -> Iterator[Field]:
    schema = resource.get("schema", {})
    keys = as_list(schema.get("primaryKey"))
    refers: dict[str, tuple[str, str]] = {}
    for foreign in schema.get("foreignKeys", []):
        reference = foreign.get("reference", {})
        for own, other in zip(as_list(foreign.get("fields")), as_list(reference.get("fields")), strict=True):
            refers[own] = (str(reference.get("resource") or resource.get("name")), other)
    for described in schema.get("fields", []):
        name = str(described["name"])
        example = described.get("example")
        yield Field(
            name=name,
            type=str(described.get("type", "")),
            **_titles(described, name),
            unit=str(described.get("unit") or described.get("unit_field") or ""),
            example="" if example is None else str(example),
            constraints=described.get("constraints", {}),
            is_key=name in keys,
            refers_to=refers.get(name),
        )


def _json(path: Path, package: str) -> dict[str, Any]:
    try:
        return find(path).descriptor
    except DescriptorError as error:
        raise SiteError(f"{package}/{error}") from error


def _sums(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    pairs = (line.split(maxsplit=1) for line in path.read_text("utf-8").splitlines() if line.strip())
    return {name.lstrip("*"): digest for digest, name in pairs}
