"""The source register: which documents are read, and what is known of them beforehand.

Here a register (CSV) and the `collections.yaml` beside it are read and checked as a person wrote them; every fault is
found before anything runs. What a source's bytes are (present, of the printed hash) does not live here: that is
found when they are picked up, and costs that source only.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from pipelines.home import PROJECT, Home

COLLECTION_KEYS = {
    "title": str,
    "publisher": str,
    "area": str,
    "licence": str,
    "selectors": dict,
    "reference": str,
}
"""What a collection may say, and the type that YAML must give for it."""


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text + "0001-01-01"[len(text) :]))
    except ValueError:
        return False


FURTHER: dict[str, Callable[[str], bool]] = {
    "published_on": _is_date,
    "url": lambda text: bool(urlsplit(text).hostname),
}
"""What a pattern cannot say of a cell."""

ADVICE = {
    "source_id": "Use lower-case ASCII letters and digits, joined by single hyphens, as in plan-2031",
    "collection": "Use lower-case ASCII letters and digits, joined by single hyphens, as in yunchuan-gazette",
    "url": "Give the whole address, from https:// or http:// on",
    "published_on": "Write 2031-05-20, as coarse as 2031-05 or 2031, or leave it empty",
    "sha256": "Give 64 lower-case hexadecimal digits, as sha256sum prints them, or leave it empty",
    "status": "Write withdrawn to take the source out of the next release, or leave it empty",
}
"""What to do about a cell that is not of its form."""


COSTS_ITSELF = ("published_on",)
"""The columns in which a cell that is not of its form is left out, and its document read all the same."""


class _Texts(yaml.SafeLoader):
    """YAML without days: 2031-02-30, which is none, is a text like any other."""


_Texts.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a register: where it stands (line 1 is the header), what is wrong, and what to do about it."""

    file: str
    line: int | None
    field: str | None
    message: str
    advice: str

    @property
    def costs_itself(self) -> bool:
        """Whether the cell alone is left out, and its document read all the same."""
        return self.field in COSTS_ITSELF and self.line != 1

    def in_issue(self) -> str:
        """Give what an issue says of it: without the folder that the register happens to lie in."""
        return f"line {self.line} of {Path(self.file).name}: {self.field}: {self.message}. {self.advice}"

    def __str__(self) -> str:
        """Give `file:line: field: message: advice`, as compilers print it."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {f'{self.field}: ' if self.field else ''}{self.message}. {self.advice}"


class RegisterError(ValueError):
    """A register that cannot be used; `faults` holds every fault that was found, in order of place."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults; the text lists them one a line."""
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Source:
    """One row of a register, with its collection's defaults filled in.

    `path` is absolute, as is `reference`, the folder of reference registers that the collection brings along.
    `selectors` are the collection's page selectors. Empty cells are None, and so are those left out for what `faults`
    says of them.
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


def read_registers(paths: Iterable[Path], schema: Path) -> list[Source]:
    """Read registers into sources, in the order in which they stand there.

    `schema` is the Table Schema of a register. Raises `RegisterError` with all faults of all files at once, unless each
    costs only its cell.
    """
    sources, faults = _read(paths, schema)
    if not all(fault.costs_itself for fault in faults):
        raise RegisterError(faults)
    return sources


def _read(paths: Iterable[Path], schema: Path) -> tuple[list[Source], list[Fault]]:
    descriptor = json.loads(schema.read_text(encoding="utf-8"))
    faults: list[Fault] = []
    sources: dict[str, Source] = {}
    for path in paths:
        defaults = _read_collections(path.parent / "collections.yaml", faults)
        for line, row in _read_rows(path, descriptor, faults):
            source_id = row["source_id"]
            if not source_id or not row["collection"]:
                continue
            if source_id in sources:
                first = sources[source_id]
                where = f"line {first.line}" if first.register == str(path) else f"{first.register}:{first.line}"
                faults.append(
                    Fault(
                        str(path),
                        line,
                        "source_id",
                        f"“{source_id}” stands already in {where}",
                        "Give this row an id of its own, or delete it",
                    )
                )
                continue
            out = [fault for fault in faults if fault.costs_itself and (fault.file, fault.line) == (str(path), line)]
            kept = {name: cell for name, cell in row.items() if name not in {fault.field for fault in out}}
            source = _source(path, line, kept, defaults.get(row["collection"], {}))
            sources[source_id] = replace(source, faults=[fault.in_issue() for fault in out])
    return list(sources.values()), faults


def check_register(path: Path, schema: Path) -> list[Fault]:
    """Give every fault of one register, also of the files that it names: those that are missing or of another hash."""
    sources, faults = _read([path], schema)
    if not all(fault.costs_itself for fault in faults):
        return faults
    return faults + [
        fault
        for source in sources
        if source.path and not source.is_withdrawn
        for fault in _file_faults(source, Path(source.path))
    ]


def check_references(path: Path, schema: Path) -> list[str]:
    """Give every fault of the reference registers that a sound register is read with: the seeds' and its collections'."""
    from transform import registers

    return registers.faults(reference_folders(read_registers([path], schema)))


def reference_folders(sources: Iterable[Source], seeds: Path = PROJECT / "seeds") -> list[Path]:
    """Give the folders of the reference registers: the seeds' own, and those that collections bring along."""
    brought = dict.fromkeys(source.reference for source in sources if source.reference)
    return [seeds / "reference", *map(Path, brought)]


def remembered(home: Home) -> list[Source]:
    """Give the register as the last run left it."""
    return [Source(**row) for row in home.recall("source_register") or []]


def _file_faults(source: Source, path: Path) -> Iterator[Fault]:
    if not path.is_file():
        yield Fault(
            source.register, source.line, "path", f"there is no file “{path}”", "Put it there, or mend the path"
        )
        return
    with path.open("rb") as handle:
        found = hashlib.file_digest(handle, "sha256").hexdigest()
    if source.sha256 and source.sha256 != found:
        advice = "Find out which document was meant; then mend or empty the cell"
        yield Fault(source.register, source.line, "sha256", f"“{path.name}” has SHA-256 {found}", advice)


def _source(register: Path, line: int, row: Mapping[str, str], defaults: Mapping[str, Any]) -> Source:
    def cell(name: str) -> str | None:
        return row.get(name) or defaults.get(name) or None

    return Source(
        source_id=row["source_id"],
        collection=row["collection"],
        path=str((register.parent / row["path"]).resolve()) if row.get("path") else None,
        url=row.get("url") or None,
        title=row.get("title") or None,
        publisher=cell("publisher"),
        published_on=row.get("published_on") or None,
        licence=cell("licence"),
        sha256=(row.get("sha256") or "").lower() or None,
        area=defaults.get("area"),
        selectors=dict(defaults.get("selectors") or {}),
        reference=str((register.parent / defaults["reference"]).resolve()) if defaults.get("reference") else None,
        status=row.get("status") or None,
        register=str(register),
        line=line,
    )


def _read_rows(path: Path, descriptor: Mapping[str, Any], faults: list[Fault]) -> Iterator[tuple[int, dict[str, str]]]:
    """Give (line, row) of a register's usable rows; what is wrong with the others goes to `faults`."""
    text = _read_text(path, faults, "Give the path of a register, or write one with `gongbao add`")
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        fields = {f["name"]: f for f in descriptor["fields"]}
        if not _check_header(path, header, fields, faults):
            return
        for cells in reader:
            if not any(cells):
                continue
            line = reader.line_num
            if len(cells) != len(header):
                faults.append(
                    Fault(
                        str(path),
                        line,
                        None,
                        f"{len(cells)} cells under a header of {len(header)}",
                        "Put a cell that holds a comma into double quotes; leave unknown cells empty",
                    )
                )
                continue
            row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            faults.extend(_row_faults(path, line, row, fields))
            yield line, row
    except csv.Error as error:
        faults.append(
            Fault(str(path), reader.line_num, None, f"not CSV: {error}", "Close every double quote on its row")
        )


def _read_text(path: Path, faults: list[Fault], advice: str) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(Fault(str(path), None, None, f"not UTF-8 at byte {error.start}", "Save the file as UTF-8"))
    except OSError as error:
        faults.append(Fault(str(path), None, None, f"cannot be opened ({error.strerror})", advice))
    return None


def _check_header(path: Path, header: list[str], fields: Mapping[str, Any], faults: list[Fault]) -> bool:
    before = len(faults)
    for name in header:
        if name not in fields:
            close = difflib.get_close_matches(name, fields, n=1)
            advice = f"Did you mean “{close[0]}”?" if close else f"A register has the columns {', '.join(fields)}"
            faults.append(Fault(str(path), 1, name or "(no name)", "unknown column", advice))
    for name in sorted(name for name, count in Counter(header).items() if name and count > 1):
        faults.append(Fault(str(path), 1, name, "the column stands twice", "Delete one of them"))
    for name, schema in fields.items():
        if schema.get("constraints", {}).get("required") and name not in header:
            faults.append(Fault(str(path), 1, name, "the column is missing", "Add it to the header"))
    if len(faults) == before and not {"path", "url"} & set(header):
        faults.append(Fault(str(path), 1, "path", "neither a path nor a url column", "Add one of them"))
    return len(faults) == before


def _row_faults(path: Path, line: int, row: Mapping[str, str], fields: Mapping[str, Any]) -> Iterator[Fault]:
    for name, cell in row.items():
        schema = fields[name]
        constraints = schema.get("constraints", {})
        if not cell:
            if constraints.get("required"):
                yield Fault(str(path), line, name, "empty, but required", "Fill it in")
        elif (
            not re.fullmatch(constraints.get("pattern", ".*"), cell)
            or cell not in constraints.get("enum", [cell])
            or not FURTHER.get(name, bool)(cell)
        ):
            advice = ADVICE.get(name) or f"It must match {constraints.get('pattern')}"
            yield Fault(str(path), line, name, f"“{cell}” is not of the form asked for", advice)
    if not row.get("path") and not row.get("url"):
        advice = "Say where the document is: a file beside the register, or its address"
        yield Fault(str(path), line, "path", "neither path nor url is filled in", advice)


def _read_collections(path: Path, faults: list[Fault]) -> dict[str, dict[str, Any]]:
    """Read the defaults of collections, {} where there is no such file; faults go to `faults`."""
    if not path.exists():
        return {}
    text = _read_text(path, faults, "Make it readable, or delete it")
    if text is None:
        return {}
    try:
        loaded = yaml.load(text, _Texts) or {}
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        faults.append(Fault(str(path), line, None, "not YAML", "Mind the indentation, and quote a text with a colon"))
        return {}
    if not isinstance(loaded, dict):
        faults.append(Fault(str(path), None, None, "not a mapping", "Write each collection's name with its defaults"))
        return {}
    collections: dict[str, dict[str, Any]] = {}
    for name, defaults in loaded.items():
        before = len(faults)
        faults.extend(_collection_faults(path, str(name), defaults))
        if len(faults) == before:
            collections[str(name)] = defaults or {}
    return collections


def _collection_faults(path: Path, name: str, defaults: object) -> Iterator[Fault]:
    if not isinstance(defaults, dict | None):
        yield Fault(str(path), None, name, "not a mapping", f"It may hold {', '.join(COLLECTION_KEYS)}")
        return
    for key, value in (defaults or {}).items():
        if key not in COLLECTION_KEYS:
            yield Fault(str(path), None, f"{name}.{key}", "unknown key", f"Known are {', '.join(COLLECTION_KEYS)}")
        elif not isinstance(value, COLLECTION_KEYS[key]):
            kind = "a mapping" if COLLECTION_KEYS[key] is dict else "a text in quotes"
            yield Fault(str(path), None, f"{name}.{key}", f"{value!r} is not {kind}", "Mend the value")
