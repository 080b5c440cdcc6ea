"""Registers: the CSV files of reference data that the models apply, read and checked before any SQL sees them.

Which registers there are, what columns the models need of each and which column names a row stands here. What a
register means does not: that is SQL in `models/`. Everything is text; the models give it types. A bad row costs itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from transform.csvrows import SAVE, RowFault, decoded, fault_of_cell, records, shown
from transform.language.areas import Areas
from transform.language.text import folded
from transform.register_schema import Rule, rules_of

Rows = dict[tuple[str | None, ...], dict[str, str | None]]
"""Rows of a register by their key."""


@dataclass(frozen=True)
class Register:
    """What the models ask of a register: its columns, those of them that together name a row, and those that it may lack."""

    columns: tuple[str, ...]
    key: tuple[str, ...]
    optional: tuple[str, ...] = ()


REGISTERS = {
    "units": Register(("unit", "unit_base", "factor", "dimension"), ("unit",)),
    "areas": Register(("code", "name", "level", "parent", "short_name", "slug"), ("code",), optional=("slug",)),
    "functions": Register(("function", "name", "forms", "kind", "parent"), ("function",), optional=("parent",)),
    "organisations": Register(
        ("organisation_id", "name", "short_name", "kind", "area_code", "parent_id"), ("organisation_id",)
    ),
    "organisation_aliases": Register(("alias", "organisation_id"), ("alias", "organisation_id")),
    "indicators": Register(
        (
            "indicator_id",
            "name",
            "name_en",
            "unit_base",
            "dimension",
            "definition",
            "phrases",
            "is_flow",
            "sense",
            "scope",
            "prices",
        ),
        ("indicator_id",),
        optional=("is_flow", "sense", "scope", "prices"),
    ),
    "scopes": Register(("word", "scope"), ("word",)),
    "wordings": Register(("word", "normal"), ("word",)),
    "industries": Register(("code", "name", "level", "parent"), ("code",)),
    "licences": Register(("licence", "title", "full_text", "basis", "url"), ("licence",)),
}
"""Register name (the CSV file's stem, and behind `register_` the table's name) → what it holds."""


class RegisterError(ValueError):
    """A register is missing, or there is no file of it that can be read; the message names what was looked at."""


def read(folders: Sequence[Path]) -> dict[str, list[dict[str, str | None]]]:
    """Read every register from the CSV files of its name in `folders`, their rows joined, their text folded.

    An empty cell is None; further columns are left aside. The same row may stand in two folders. A row that its register's
    Table Schema does not allow, or whose key stood before with another row, is left out: `faults` tells of it.

    Raises
    ------
    RegisterError
        A register has in no folder a file that can be read.
    """
    return {name: list(_register(name, tuple(folders), []).values()) for name in REGISTERS}


@lru_cache(maxsize=4)
def areas(folders: tuple[Path, ...]) -> Areas:
    """Give the areas of the registers by their names."""
    register = REGISTERS["areas"]
    said: list[RowFault] = []
    return Areas(
        row
        for path in _files("areas", folders)
        for _, row in read_rows(path, register.columns, register.optional, said, rules_of("areas", folders))
    )


def faults(folders: Sequence[Path]) -> list[RowFault]:
    """Give what is wrong with the registers: rows that `read` leaves out, files that cannot be read, and what is said twice.

    The full and the short name of a body are names of it already; an alias that repeats one says nothing.
    """
    found: list[RowFault] = []
    of: dict[str, Rows] = {}
    for name in REGISTERS:
        try:
            of[name] = _register(name, tuple(folders), found)
        except RegisterError as error:
            if not any(fault.file.name == f"{name}.csv" for fault in found):
                found.append(RowFault(Path(f"{name}.csv"), None, None, str(error), "Put it there"))
    bodies = {row["organisation_id"]: row for row in of.get("organisations", {}).values()}
    aliases = REGISTERS["organisation_aliases"]
    for path in _files("organisation_aliases", folders):
        for line, row in read_rows(path, aliases.columns, aliases.optional, []):
            body = bodies.get(row["organisation_id"])
            if body and folded(row["alias"] or "") in (body["name"], body["short_name"]):
                said = f"{shown(row['alias'] or '')} is a name of {row['organisation_id']} in organisations.csv already"
                found.append(RowFault(path, line, "alias", said, "Delete the row"))
    return found


def read_rows(
    path: Path,
    columns: Sequence[str],
    optional: Sequence[str],
    faults: list[RowFault],
    rules: Sequence[Rule] = (),
) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Give (line, row) of the named columns of a CSV file (UTF-8, header required), text as it stands, an empty cell None.

    A column of `optional` that the file does not have is None in every row. A row that cannot be read or breaks one of
    the rules is left out, and goes to `faults`; a file without its header gives none.
    """
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        faults.append(RowFault(path, None, None, f"cannot be opened ({error.strerror})", "Mend its rights"))
        return
    if text is None:
        faults.append(RowFault(path, None, None, "not UTF-8 but UTF-16", SAVE))
        return
    header: list[str] | None = None
    for line, cells, wrong in records(text):
        if wrong:
            faults.append(RowFault(path, line, None, f"not CSV: {wrong}", "Close every double quote on its row"))
        elif header is None:
            header = cells
            if missing := [column for column in columns if column not in header and column not in optional]:
                said = f"column {', '.join(missing)} is missing; the header is {shown(', '.join(header))}"
                faults.append(RowFault(path, line, None, said, "Add it to the header"))
                return
        elif len(cells) != len(header):
            said = f"{len(cells)} cells where the header has {len(header)}"
            faults.append(RowFault(path, line, None, said, "Put a cell that holds a comma into double quotes"))
        else:
            named = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            if (fault := _row_fault(path, line, named, rules)) is not None:
                faults.append(fault)
            else:
                yield line, {column: named.get(column) or None for column in columns}
    if header is None:
        faults.append(RowFault(path, None, None, "the file is empty", f"Begin with {','.join(columns)}"))


def _row_fault(path: Path, line: int, named: Mapping[str, str], rules: Sequence[Rule]) -> RowFault | None:
    for name, cell in named.items():
        if (found := fault_of_cell(cell)) is not None:
            return RowFault(path, line, name, *found)
    for rule in rules:
        if rule.column in named and (wrong := rule.fault_of(named[rule.column])) is not None:
            return RowFault(path, line, rule.column, wrong, rule.advice)
    return None


def _register(name: str, folders: tuple[Path, ...], faults: list[RowFault]) -> Rows:
    register, rules = REGISTERS[name], rules_of(name, folders)
    paths = _files(name, folders)
    if not paths:
        looked = ", ".join(str(folder) for folder in folders) or "no folder"
        raise RegisterError(f"the register {name}.csv is in none of the register folders ({looked})")
    rows: Rows = {}
    headless = 0
    for path in paths:
        of_file: list[RowFault] = []
        for line, printed in read_rows(path, register.columns, register.optional, of_file, rules):
            row = {column: folded(text) or None for column, text in printed.items()}
            key = tuple(row[column] for column in register.key)
            if None in key:
                said = f"{' and '.join(register.key)} must not be empty"
                of_file.append(RowFault(path, line, register.key[0], said, "Fill it in, or delete the row"))
            elif rows.setdefault(key, row) != row:
                said = f"{shown(' '.join(map(str, key)))} stands there twice, unlike; the first one counts"
                of_file.append(RowFault(path, line, register.key[0], said, "Delete one of them"))
        headless += any(fault.line in (None, 1) for fault in of_file)
        faults += of_file
    if headless == len(paths):
        raise RegisterError("\n".join(map(str, faults[-len(paths) :])))
    return rows


def _files(name: str, folders: Sequence[Path]) -> list[Path]:
    return [path for folder in folders if (path := folder / f"{name}.csv").is_file()]
