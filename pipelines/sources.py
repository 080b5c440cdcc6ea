"""The source register: which documents are read, and what is known of them beforehand.

Here the rows of registers (`register_rows`) and the `collections.yaml` beside them (`collection_defaults`) become sources.
One bad row or key costs itself only, and is told of. What a source's bytes are (present, of the printed hash) does not
live here: that is found when they are picked up, and costs that source only.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extract.errors import Unreadable
from extract.local import fault_of, opened
from pipelines.collection_defaults import Collections, read_collections
from pipelines.home import PROJECT, Home
from pipelines.places import Refusal, followed, said_of
from pipelines.register_faults import Fault, RegisterError, stops
from pipelines.register_rows import read_rows
from transform.csvrows import shown

__all__ = ["Fault", "Read", "RegisterError", "Source", "read", "read_registers"]


@dataclass(frozen=True, slots=True)
class Source:
    """One row of a register, with its collection's defaults filled in.

    `path` is absolute, all links followed, as is `reference`, the folder of reference registers that the collection
    brings along. `selectors` are the collection's page selectors. Empty cells are None, and so are those left out for
    what `faults` says of them. A source that `refused` says something of is not taken at all.
    """

    source_id: str
    collection: str
    path: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published_on: str | None = None
    licence: str | None = None
    sha256: str | None = None
    area: str | None = None
    selectors: dict[str, Any] = field(default_factory=dict)
    reference: str | None = None
    status: str | None = None
    register: str = ""
    line: int = 0
    faults: list[str] = field(default_factory=list)
    refused: str | None = None

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is out of the next release on purpose: it is neither taken nor read."""
        return self.status is not None

    @property
    def named(self) -> str:
        """What a person calls the document: the name of its file, or its address."""
        return Path(self.path).name if self.path else self.url or self.source_id

    def info_fields(self) -> dict[str, str | None]:
        """Give what the register says of the document, as `transform.document.model.SourceInfo` takes it."""
        names = ("source_id", "collection", "title", "publisher", "published_on", "area", "url")
        return {name: getattr(self, name) for name in names}


@dataclass(slots=True)
class Read:
    """What registers say: the sources in the order in which they stand there, and what is wrong, in order of place."""

    sources: list[Source] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def of_no_source(self) -> list[Fault]:
        """The faults of rows and keys that belong to no source that is named."""
        named = {(source.register, source.line) for source in self.sources}
        return [fault for fault in self.faults if fault.costs != "nothing" and (fault.file, fault.line) not in named]


def read(paths: Iterable[Path], schema: Path, *, allow_outside: bool = False) -> Read:
    """Read registers; `schema` is the Table Schema of a register. A row with a fault costs itself only.

    Raises
    ------
    RegisterError
        With all faults of all files at once, where a file or its header leaves nothing to read, or none of its rows can be used.
    """
    found = _read(paths, schema, allow_outside)
    if stops(found.faults) or (found.faults and not any(source.refused is None for source in found.sources)):
        raise RegisterError(found.faults)
    return found


def read_registers(paths: Iterable[Path], schema: Path, *, allow_outside: bool = False) -> list[Source]:
    """Give the sources of registers alone; see `read`."""
    return read(paths, schema, allow_outside=allow_outside).sources


def _read(paths: Iterable[Path], schema: Path, allow_outside: bool) -> Read:
    descriptor = json.loads(schema.read_text(encoding="utf-8"))
    out = Read()
    sources: dict[str, Source] = {}
    for path in paths:
        collections = read_collections(path.parent / "collections.yaml", out.faults, allow_outside=allow_outside)
        told = len(out.faults)
        for line, row in read_rows(path, descriptor, out.faults):
            if row.get("path"):
                row["path"] = _followed(path, line, row["path"], out.faults, allow_outside)
            out.faults += _collection_faults(path, line, row["collection"], collections)
            of_row = [fault for fault in out.faults[told:] if fault.line == line]
            told = len(out.faults)
            if any(fault.field in ("source_id", "collection") and fault.costs == "row" for fault in of_row):
                continue
            if (first := sources.get(row["source_id"])) is not None:
                where = f"line {first.line}" if first.register == str(path) else f"{first.register}:{first.line}"
                said = f"{shown(row['source_id'])} stands already in {where}"
                advice = "Give this row an id of its own, or delete it"
                out.faults.append(Fault(str(path), line, "source_id", said, advice))
                continue
            defaults = collections.defaults.get(row["collection"], {})
            sources[row["source_id"]] = _source(path, line, row, of_row, defaults)
    out.sources = list(sources.values())
    return out


def _followed(register: Path, line: int, path: str, faults: list[Fault], allow_outside: bool) -> str:
    found = followed(path, register.parent, allow_outside=allow_outside)
    if isinstance(found, Refusal):
        faults.append(Fault(str(register), line, "path", found.message, found.advice))
        return path
    return str(found)


def _collection_faults(register: Path, line: int, name: str, collections: Collections) -> Iterator[Fault]:
    """Tell of a collection that collections.yaml does not name: it has no defaults, which may be meant."""
    if name and collections.names and name not in collections.names:
        close = difflib.get_close_matches(name[:100], collections.names, n=1)
        advice = f"Did you mean “{close[0]}”?" if close else "Add it there, if its sources have something in common"
        said = f"{shown(name)} is not in collections.yaml"
        yield Fault(str(register), line, "collection", said, advice, "nothing")


def check_register(path: Path, schema: Path, *, allow_outside: bool = False) -> list[Fault]:
    """Give every fault of one register, also of the files that it names: those that are missing or of another hash."""
    found = _read([path], schema, allow_outside)
    if stops(found.faults):
        return found.faults
    taken = [source for source in found.sources if source.path and source.refused is None and not source.is_withdrawn]
    return found.faults + [fault for source in taken for fault in _file_faults(source, Path(str(source.path)))]


def check_references(path: Path, schema: Path, *, allow_outside: bool = False) -> list[str]:
    """Give every fault of the reference registers that a register is read with: the seeds' and its collections'; and of its corrections."""
    from transform import corrections, registers

    found = registers.faults(reference_folders(_read([path], schema, allow_outside).sources))
    list(corrections.read([path.parent / "corrections"], found))
    return [str(fault) for fault in found]


def reference_folders(sources: Iterable[Source], seeds: Path = PROJECT / "seeds") -> list[Path]:
    """Give the folders of the reference registers: the seeds' own, and those that collections bring along."""
    brought = dict.fromkeys(source.reference for source in sources if source.reference)
    return [seeds / "reference", *map(Path, brought)]


def remembered(home: Home) -> list[Source]:
    """Give the register as the last run left it."""
    return [Source(**row) for row in home.recall("source_register") or []]


def _file_faults(source: Source, path: Path) -> Iterator[Fault]:
    if (fault := fault_of(path)) is not None:
        yield Fault(source.register, source.line, "path", said_of(path, fault), "Put it there, or mend the path")
        return
    if not source.sha256:
        return
    try:
        with opened(path) as handle:
            found = hashlib.file_digest(handle, "sha256").hexdigest()
    except (OSError, Unreadable) as error:
        yield Fault(
            source.register, source.line, "path", f"{shown(path.name)} cannot be read: {error}", "Mend its rights"
        )
        return
    if source.sha256 != found:
        advice = "Find out which document was meant; then mend or empty the cell"
        yield Fault(source.register, source.line, "sha256", f"{shown(path.name)} has SHA-256 {found}", advice)


def _source(
    register: Path, line: int, row: Mapping[str, str], faults: Iterable[Fault], defaults: Mapping[str, Any]
) -> Source:
    """Make the source of a row, without the cells that have a fault."""
    cells = [fault for fault in faults if fault.costs == "cell"]
    refusals = [fault.in_issue() for fault in faults if fault.costs == "row"]
    kept = {name: text for name, text in row.items() if name not in {fault.field for fault in cells}}

    def cell(name: str) -> str | None:
        return kept.get(name) or defaults.get(name) or None

    source = Source(
        source_id=row["source_id"],
        collection=row["collection"],
        path=kept.get("path") or None,
        url=kept.get("url") or None,
        title=kept.get("title") or None,
        publisher=cell("publisher"),
        published_on=kept.get("published_on") or None,
        licence=cell("licence"),
        sha256=(kept.get("sha256") or "").lower() or None,
        area=defaults.get("area"),
        selectors=dict(defaults.get("selectors") or {}),
        reference=defaults.get("reference"),
        status=kept.get("status") or None,
        register=str(register),
        line=line,
        faults=[fault.in_issue() for fault in cells],
    )
    if not refusals:
        return source
    # What cannot be used of it is told of, and stands in no table: an address that is none, a path that leads elsewhere.
    return replace(source, path=None, url=None, sha256=None, refused=". ".join(refusals))
