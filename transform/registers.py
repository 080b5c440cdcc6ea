"""Registers: the CSV files of reference data that the models apply, read and checked before any SQL sees them.

Which registers there are, what columns the models need of each and which column names a row stands here. What a
register means does not: that is SQL in `models/`. Everything is text; the models give it types.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from transform.language.areas import Areas
from transform.language.text import folded


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
    """A register is missing, or does not hold what it must; the message names file, row and field."""


def read(folders: Sequence[Path]) -> dict[str, list[dict[str, str | None]]]:
    """Read every register from the CSV files of its name in `folders`, their rows joined, their text folded.

    An empty cell is None; further columns are left aside. The same row may stand in two folders.

    Raises
    ------
    RegisterError
        A register has no file in any folder, a file lacks a column, or one key has two different rows.
    """
    return {name: _register(name, register, folders) for name, register in REGISTERS.items()}


@lru_cache(maxsize=4)
def areas(folders: tuple[Path, ...]) -> Areas:
    """Give the areas of the registers by their names."""
    register = REGISTERS["areas"]
    return Areas(
        row for path in _files("areas", folders) for row in read_csv(path, register.columns, register.optional)
    )


def faults(folders: Sequence[Path]) -> list[str]:
    """Give what is wrong with the registers, each with its file and line: what `read` refuses, and what is said twice.

    The full and the short name of a body are names of it already; an alias that repeats one says nothing.
    """
    try:
        bodies = {row["organisation_id"]: row for row in read(folders)["organisations"]}
    except RegisterError as error:
        return [str(error)]
    found: list[str] = []
    for path in _files("organisation_aliases", folders):
        for line, row in enumerate(read_csv(path, REGISTERS["organisation_aliases"].columns), start=2):
            body = bodies.get(row["organisation_id"])
            if body and folded(row["alias"] or "") in (body["name"], body["short_name"]):
                found.append(
                    f"{path}:{line}: alias: “{row['alias']}” is a name of {row['organisation_id']} in organisations.csv"
                    " already. Delete the row"
                )
    return found


def read_csv(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> list[dict[str, str | None]]:
    """Read the named columns of a CSV file (UTF-8, header required), text as it stands, an empty cell None.

    A column of `optional` that the file does not have is None in every row.

    Raises
    ------
    RegisterError
        A column is missing, or a row has more or fewer cells than the header.
    """
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.reader(handle)
        header = next(reader, [])
        missing = [column for column in columns if column not in header and column not in optional]
        if missing:
            raise RegisterError(f"{path}: column {', '.join(missing)} is missing; the header is {', '.join(header)}")
        rows: list[dict[str, str | None]] = []
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                raise RegisterError(
                    f"{path}, line {reader.line_num}: {len(cells)} cells where the header has {len(header)};"
                    " is a comma not quoted?"
                )
            named = dict(zip(header, cells, strict=True))
            rows.append({column: named.get(column, "").strip() or None for column in columns})
    return rows


def _register(name: str, register: Register, folders: Sequence[Path]) -> list[dict[str, str | None]]:
    paths = _files(name, folders)
    if not paths:
        looked = ", ".join(str(folder) for folder in folders) or "no folder"
        raise RegisterError(f"the register {name}.csv is in none of the register folders ({looked})")
    rows: dict[tuple[str | None, ...], dict[str, str | None]] = {}
    for path in paths:
        for number, printed in enumerate(read_csv(path, register.columns, register.optional), start=1):
            row = {column: folded(text) or None for column, text in printed.items()}
            key = tuple(row[column] for column in register.key)
            if None in key:
                raise RegisterError(f"{path}, row {number}: {' and '.join(register.key)} must not be empty")
            if rows.setdefault(key, row) != row:
                raise RegisterError(f"{path}, row {number}: {' '.join(map(str, key))} stands there twice, unlike")
    return list(rows.values())


def _files(name: str, folders: Sequence[Path]) -> list[Path]:
    return [path for folder in folders if (path := folder / f"{name}.csv").is_file()]
