"""Full validation of a data package by compiled SQL: types, constraints, keys, hashes, bytes, file forms, the seal.

`validate` takes a folder, a descriptor or a URL; `referee` asks frictionless the same question, for releases. The rules
are in `catalog.rules`, reading files is in `catalog.csvtable`.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from catalog import rules
from catalog.csvtable import Dialect, load
from catalog.descriptor import NAME, DescriptorError, as_list, find, missing_values, problems
from catalog.report import Problem, Report, Table
from catalog.seal import broken
from catalog.sql import connect

IN_MEMORY = 200 << 20
"""Bytes of data up to which everything is kept in memory; above, the scratch database is a file."""


@dataclass(slots=True)
class _Loaded:
    """A resource in the scratch database."""

    resource: Mapping[str, Any]
    table: str
    fields: list[dict[str, Any]]

    def column(self, name: str) -> str:
        """Give SQL of a field's text, NULL where a value is missing."""
        return f"c{next(i for i, f in enumerate(self.fields) if f['name'] == name)}"


def validate(source: str | Path, *, threads: int | None = None) -> Report:
    """Validate a package at a path or URL (`http://`, `https://`), wholly; see `validate_package`."""
    if isinstance(source, str) and re.match(r"https?://", source):
        from catalog.remote import fetched

        with tempfile.TemporaryDirectory(prefix="gongbao-") as folder:
            try:
                return validate_package(fetched(source, Path(folder)), threads=threads)
            except DescriptorError as error:
                return Report("", [Problem("package-error", str(error))])
    return validate_package(Path(source), threads=threads)


def validate_package(path: Path, *, threads: int | None = None) -> Report:
    """Validate a package: `path` is its folder or its descriptor. Nothing is raised for what is wrong with it."""
    report = Report()
    try:
        located = find(path)
    except DescriptorError as error:
        report.add("package-error", str(error))
        return report
    descriptor = located.descriptor
    report.name = str(descriptor.get("name", ""))
    report.problems.extend(problems(descriptor))
    if report.problems:
        return report
    report.problems.extend(Problem("seal-error", f"{name} {reason}") for name, reason in broken(located.folder))
    files = [located.folder / r["path"] for r in descriptor["resources"]]
    size = sum(f.stat().st_size for f in files if f.is_file())
    with tempfile.TemporaryDirectory(prefix="gongbao-") as folder:
        con = connect(Path(folder) / "scratch.duckdb" if size > IN_MEMORY else None, threads=threads)
        try:
            loaded = {}
            for index, (resource, file) in enumerate(zip(descriptor["resources"], files, strict=True)):
                one = _load(con, report, resource, file, f"r{index}")
                if one is not None:
                    loaded[resource["name"]] = one
            for one in loaded.values():
                _check_rows(con, report, one)
                _check_keys(con, report, one, loaded)
        finally:
            con.close()
    order = {resource["name"]: index for index, resource in enumerate(descriptor["resources"])}
    report.problems.sort(key=lambda p: (order.get(p.resource, -1), p.row or 0))
    return report


def _load(
    con: duckdb.DuckDBPyConnection, report: Report, resource: Mapping[str, Any], file: Path, table: str
) -> _Loaded | None:
    """Read one resource into `table`, noting what is wrong with the file; None where there is nothing to check."""
    name = resource["name"]
    if not file.is_file():
        report.add("scheme-error", f"there is no file {resource['path']}", resource=name)
        return None
    report.problems.extend(_integrity(resource, file))
    if "schema" not in resource:
        return None
    dialect = Dialect.of(resource.get("dialect") or {}, resource.get("encoding", "utf-8"))
    schema = resource["schema"]
    fields = schema["fields"]
    found = load(con, file, table, len(fields), dialect)
    labels = found.labels
    report.problems.extend(
        Problem(
            fault.code,
            fault.message,
            name,
            fault.row,
            fields[fault.position]["name"] if fault.position is not None and fault.position < len(fields) else None,
        )
        for fault in found.faults
    )
    if not found.is_table:
        return None
    if dialect.header:
        report.problems.extend(_label_problems(name, labels, [f["name"] for f in fields]))
    report.tables.append(Table(name, resource["path"], found.rows, file.stat().st_size))
    _empty_missing(con, table, fields, missing_values(schema))
    return _Loaded(resource, table, fields)


def _empty_missing(
    con: duckdb.DuckDBPyConnection, table: str, fields: Sequence[Mapping[str, Any]], of_all: Sequence[str]
) -> None:
    """Make NULL of every cell that is one of the missing values, of its field or else of the schema.

    It is done once, in the data: every rule names its column many times, and would carry the list along each time.
    """
    for position, field in enumerate(fields):
        # An empty cell is NULL already; DuckDB has no other text for one.
        if values := sorted({*missing_values(field, of_all)} - {""}):
            column = f"c{position}"
            con.execute(f"UPDATE {table} SET {column} = NULL WHERE {column} IN (SELECT unnest(?::VARCHAR[]))", [values])


def _integrity(resource: Mapping[str, Any], file: Path) -> Iterator[Problem]:
    name = resource["name"]
    if (size := resource.get("bytes")) is not None and size != file.stat().st_size:
        yield Problem("byte-count", f'expected is "{size}" and actual is "{file.stat().st_size}"', name)
    if expected := resource.get("hash"):
        algorithm, _, digest = expected.rpartition(":")
        try:
            with file.open("rb") as handle:
                actual = hashlib.file_digest(handle, algorithm or "md5").hexdigest()
        except ValueError:
            yield Problem("hash-count", f'the hash algorithm "{algorithm}" is not known', name)
            return
        if actual != digest.lower():
            yield Problem("hash-count", f'expected is "{digest}" and actual is "{actual}"', name)


def _label_problems(resource: str, labels: Sequence[str], names: Sequence[str]) -> Iterator[Problem]:
    if not labels:
        yield Problem("source-error", "the source is empty", resource)
        return
    if not any(labels):
        yield Problem("blank-header", "the header is blank", resource, 1)
        return
    for position, name in enumerate(names):
        if position >= len(labels):
            yield Problem("missing-label", f'the header has no label for the field "{name}"', resource, 1, name)
        elif not labels[position]:
            yield Problem("blank-label", f'the label of the field "{name}" is blank', resource, 1, name)
        elif labels[position] in labels[:position]:
            yield Problem("duplicate-label", "the label stood before", resource, 1, name, labels[position])
        elif labels[position] != name:
            yield Problem("incorrect-label", f'the label should be "{name}"', resource, 1, name, labels[position])
    for label in labels[len(names) :]:
        yield Problem("extra-label", "the label belongs to no field", resource, 1, None, label)


def _check_rows(con: duckdb.DuckDBPyConnection, report: Report, one: _Loaded) -> None:
    """Check types, then constraints: for each, count all violations in one pass and fetch the rows where there are any."""
    types = [rule for rule in rules.row_rules(one.fields, one.column) if rule.code == "type-error"]
    broken = _find(con, report, one, types)
    fields = [_without_python_pattern(con, report, one, f) for f in one.fields]
    well_typed = {f["name"] for f in fields} - broken
    constraints = [rule for rule in rules.row_rules(fields, one.column, well_typed) if rule.code != "type-error"]
    _find(con, report, one, constraints)


def _find(con: duckdb.DuckDBPyConnection, report: Report, one: _Loaded, compiled: Sequence[rules.Rule]) -> set[str]:
    """Report the rows that break the rules; give the fields that they break."""
    if not compiled:
        return set()
    counts = ", ".join(f"count(*) FILTER (WHERE {rule.violation})" for rule in compiled)
    numbers = con.execute(f"SELECT {counts} FROM {one.table}").fetchall()[0]
    broken = [rule for rule, number in zip(compiled, numbers, strict=True) if number]
    for rule in broken:
        rows = con.execute(
            f"SELECT _row, {one.column(rule.field)} FROM {one.table} WHERE {rule.violation} ORDER BY _row"
        ).fetchall()
        report.problems.extend(
            Problem(rule.code, rule.message, one.resource["name"], row, rule.field, cell) for row, cell in rows
        )
    return {rule.field for rule in broken}


def _without_python_pattern(
    con: duckdb.DuckDBPyConnection, report: Report, one: _Loaded, field: dict[str, Any]
) -> dict[str, Any]:
    """Give the field as it is; but a pattern that DuckDB's RE2 cannot run (look-around) is checked here and left out."""
    pattern = field.get("constraints", {}).get("pattern")
    if pattern is None:
        return field
    try:
        con.execute("SELECT regexp_full_match('', ?)", [pattern])
    except duckdb.Error:
        text = one.column(field["name"])
        values = con.execute(f"SELECT DISTINCT {text} FROM {one.table} WHERE {text} IS NOT NULL").fetchall()
        wrong = [value for (value,) in values if not re.fullmatch(pattern, value)]
        rows = con.execute(f"SELECT _row, {text} FROM {one.table} WHERE list_contains(?, {text})", [wrong]).fetchall()
        message = f'constraint "pattern" is "{pattern}"'
        for row, cell in sorted(rows):
            report.add(
                "constraint-error", message, resource=one.resource["name"], row=row, field=field["name"], cell=cell
            )
        return field | {"constraints": {k: v for k, v in field["constraints"].items() if k != "pattern"}}
    return field


def _check_keys(con: duckdb.DuckDBPyConnection, report: Report, one: _Loaded, loaded: Mapping[str, _Loaded]) -> None:
    name, schema = one.resource["name"], one.resource["schema"]
    keys = [("unique-error", [f["name"]]) for f in one.fields if f.get("constraints", {}).get("unique")]
    if primary := as_list(schema.get("primaryKey")):
        keys.append(("primary-key", primary))
    for code, names in keys:
        key = rules.key_of(one.fields, names, one.column)
        is_primary = code == "primary-key"
        if con.execute(rules.has_double_keys(one.table, key, is_primary=is_primary)).fetchall()[0][0]:
            found = con.execute(rules.key_violations(one.table, key, "_row", is_primary=is_primary)).fetchall()
            report.problems.extend(Problem(code, note, name, row, ", ".join(names)) for row, note in sorted(found))
    for foreign in schema.get("foreignKeys", []):
        target = loaded.get(foreign["reference"].get("resource") or name)
        if target is None:
            continue
        names, others = as_list(foreign["fields"]), as_list(foreign["reference"]["fields"])
        key = rules.key_of(one.fields, names, one.column)
        others_key = rules.key_of(target.fields, others, target.column)
        lost = con.execute(rules.foreign_violations(one.table, key, "_row", target.table, others_key)).fetchall()
        message = f'no such row in "{target.resource["name"]}" as "{", ".join(others)}"'
        report.problems.extend(Problem("foreign-key", message, name, row, ", ".join(names)) for (row,) in sorted(lost))


def referee(path: Path) -> Report:
    """Ask frictionless about a package on disk, without its limit of errors, in the form of our own report."""
    import frictionless

    try:
        package = frictionless.Package(str(path / NAME if path.is_dir() else path))
        verdict = package.validate(limit_errors=1 << 31)
    except frictionless.FrictionlessException as error:
        return Report("", [Problem(reason.type, reason.note) for reason in error.reasons or [error.error]])
    except re.error as error:
        # It compiles patterns only when it meets the first cell, and does not catch what comes of it.
        return Report("", [Problem("field-error", f"a pattern is not one: {error}")])
    report = Report(package.name or "", [Problem(error.type, error.note) for error in verdict.errors])
    for task in verdict.tasks:
        for found in task.errors:
            row, field, cell = (getattr(found, name, None) for name in ("row_number", "field_name", "cell"))
            report.add(found.type, found.note, resource=task.name, row=row, field=field, cell=cell)
        size, rows = task.stats.get("bytes"), task.stats.get("rows")
        report.tables.append(Table(task.name, task.place, rows or 0, size or 0))
    return report
