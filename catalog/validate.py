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
from catalog.bounded import NotJudged, against_pattern, against_schema
from catalog.csvtable import Dialect, first_row, load
from catalog.descriptor import NAME, DescriptorError, as_list, fields_match, find, is_folder, missing_values, problems
from catalog.located import paths, text_file
from catalog.remote import Fetch, completed, fetched, is_address, names_addresses
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
    """Those of the schema that the data have."""
    places: Mapping[str, int]
    """By the name of a field its column in the table."""

    def column(self, name: str) -> str:
        """Give SQL of a field's text, NULL where a value is missing."""
        return f"c{self.places[name]}"


def validate(source: str | Path, *, fetch: Fetch | None = None, threads: int | None = None) -> Report:
    """Validate a package at a path or at an address (`http://`, `https://`), wholly; see `validate_package`.

    `fetch` brings what stands at an address; without it nothing is asked for, and data at addresses are an error.
    """
    with tempfile.TemporaryDirectory(prefix="gongbao-") as scratch:
        try:
            if fetch is not None and is_address(source):
                path, faults = fetched(str(source), Path(scratch), fetch)
            else:
                path, faults = Path(source), []
                file = path / NAME if is_folder(path) else path
                if fetch is not None and names_addresses(file):
                    faults += [Problem("seal-error", f"{name} {reason}") for name, reason in broken(file.parent)]
                    path, more = completed(file, Path(scratch), fetch)
                    faults += more
        except DescriptorError as error:
            return Report("", [Problem("package-error", str(error))])
        report = validate_package(path, threads=threads)
        # Why a file is not there has been said.
        told = {fault.resource for fault in faults}
        there = [p for p in report.problems if p.code != "scheme-error" or p.resource not in told]
        report.problems = [*faults, *there]
        return report


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
    size = sum(f.stat().st_size for r in descriptor["resources"] for f in _files(r, located.folder) if f.is_file())
    with tempfile.TemporaryDirectory(prefix="gongbao-") as folder:
        con = connect(Path(folder) / "scratch.duckdb" if size > IN_MEMORY else None, threads=threads)
        try:
            loaded = {}
            for index, resource in enumerate(descriptor["resources"]):
                one = _load(con, report, resource, located.folder, Path(folder), index)
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


def _files(resource: Mapping[str, Any], folder: Path) -> list[Path]:
    return [folder / path for path in paths(resource)]


def _load(
    con: duckdb.DuckDBPyConnection,
    report: Report,
    resource: Mapping[str, Any],
    folder: Path,
    scratch: Path,
    number: int,
) -> _Loaded | None:
    """Read one resource into a table, noting what is wrong with its files; None where there is nothing to check."""
    name = resource["name"]
    if missing := [path for path in paths(resource) if not (folder / path).is_file()]:
        report.add("scheme-error", f"there is no file {missing[0]}", resource=name)
        return None
    report.problems.extend(_integrity(resource, _files(resource, folder)))
    if "schema" not in resource:
        return None
    try:
        file = text_file(resource, folder, scratch, number)
        dialect = Dialect.of(resource.get("dialect") or {}, resource.get("encoding", "utf-8"))
    except ValueError as error:
        report.add("source-error", str(error), resource=name)
        return None
    schema, table = resource["schema"], f"r{number}"
    fields = schema["fields"]
    match = fields_match(schema) if dialect.header else "exact"
    # By name, the header says how wide the rows are and what stands where; by order, the schema does.
    labels = [f["name"] for f in fields] if match == "exact" else first_row(file, dialect)
    found = load(con, file, table, len(labels), dialect)
    places = {label: place for place, label in reversed(list(enumerate(labels)))}
    report.problems.extend(
        Problem(
            fault.code,
            fault.message,
            name,
            fault.row,
            labels[fault.position] if fault.position is not None and fault.position < len(labels) else None,
        )
        for fault in found.faults
    )
    if not found.is_table:
        return None
    if match != "exact":
        report.problems.extend(_match_problems(name, labels, [f["name"] for f in fields], match))
    elif dialect.header:
        report.problems.extend(_label_problems(name, found.labels, labels))
    size = sum(path.stat().st_size for path in _files(resource, folder) or [file])
    report.tables.append(Table(name, ", ".join(paths(resource)), found.rows, size))
    there = [f for f in fields if f["name"] in places]
    one = _Loaded(resource, table, there, places)
    _empty_missing(con, one, missing_values(schema))
    return one


def _empty_missing(con: duckdb.DuckDBPyConnection, one: _Loaded, of_all: Sequence[str]) -> None:
    """Make NULL of every cell that is one of the missing values, of its field or else of the schema.

    It is done once, in the data: every rule names its column many times, and would carry the list along each time.
    """
    for field in one.fields:
        column, missing = one.column(field["name"]), {*missing_values(field, of_all)}
        if "" not in missing:
            # Read as NULL, for it nearly always is: here it is a text like any other.
            con.execute(f"UPDATE {one.table} SET {column} = '' WHERE {column} IS NULL")
        if values := sorted(missing - {""}):
            con.execute(
                f"UPDATE {one.table} SET {column} = NULL WHERE {column} IN (SELECT unnest(?::VARCHAR[]))", [values]
            )


def _match_problems(resource: str, labels: Sequence[str], names: Sequence[str], match: str) -> Iterator[Problem]:
    """Give where the header is not what fields that are mapped by name allow; see `fieldsMatch` of Table Schema 2."""
    for place, label in enumerate(labels):
        if label and label in labels[:place]:
            yield Problem("duplicate-label", "the label stood before", resource, 1, label, label)
        elif label not in names and match in ("equal", "superset"):
            yield Problem("extra-label", "the label belongs to no field", resource, 1, None, label)
    if match in ("equal", "subset"):
        for name in names:
            if name not in labels:
                yield Problem("missing-label", f'the header has no label for the field "{name}"', resource, 1, name)
    if match == "partial" and not set(labels) & set(names):
        yield Problem("missing-label", "the header has no label of any field", resource, 1)


def _integrity(resource: Mapping[str, Any], files: Sequence[Path]) -> Iterator[Problem]:
    """Check size and hash over a resource's files, one behind the other; of data in the descriptor there is nothing to check."""
    name = resource["name"]
    if not files:
        return
    if (expected_size := resource.get("bytes")) is not None:
        size = sum(file.stat().st_size for file in files)
        if expected_size != size:
            yield Problem("byte-count", f'expected is "{expected_size}" and actual is "{size}"', name)
    if expected := resource.get("hash"):
        algorithm, _, digest = expected.rpartition(":")
        try:
            made = hashlib.new(algorithm or "md5", usedforsecurity=False)
        except ValueError:
            made = None
        # The hashes of a length that one chooses (shake) are no checksums.
        if made is None or not made.digest_size:
            yield Problem("hash-count", f'the hash algorithm "{algorithm}" is not known', name)
            return
        for file in files:
            with file.open("rb") as handle:
                while chunk := handle.read(1 << 20):
                    made.update(chunk)
        if (actual := made.hexdigest()) != digest.lower():
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
    for field in fields:
        if "jsonSchema" in field.get("constraints", {}) and field["name"] not in broken:
            _check_json(con, report, one, field)
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
        values = [
            v for (v,) in con.execute(f"SELECT DISTINCT {text} FROM {one.table} WHERE {text} IS NOT NULL").fetchall()
        ]
        try:
            wrong = [values[position] for position in against_pattern(pattern, values)]
        except NotJudged as fault:
            said = f"the pattern {pattern[:60]!r} {fault}"
            report.add("field-error", said, resource=one.resource["name"], field=field["name"])
            wrong = []
        rows = con.execute(f"SELECT _row, {text} FROM {one.table} WHERE list_contains(?, {text})", [wrong]).fetchall()
        message = f'constraint "pattern" is "{pattern}"'
        for row, cell in sorted(rows):
            report.add(
                "constraint-error", message, resource=one.resource["name"], row=row, field=field["name"], cell=cell
            )
        return field | {"constraints": {k: v for k, v in field["constraints"].items() if k != "pattern"}}
    return field


def _check_json(con: duckdb.DuckDBPyConnection, report: Report, one: _Loaded, field: Mapping[str, Any]) -> None:
    """Check the values of an array or an object against the JSON Schema that its field gives."""
    schema, text, name = field["constraints"]["jsonSchema"], one.column(field["name"]), one.resource["name"]
    found = con.execute(f"SELECT _row, {text} FROM {one.table} WHERE {text} IS NOT NULL ORDER BY _row").fetchall()
    try:
        for position, reason in against_schema(schema, [cell for _, cell in found]):
            row, cell = found[position]
            message = f'constraint "jsonSchema": {reason}'
            report.add("constraint-error", message, resource=name, row=row, field=field["name"], cell=cell)
    except NotJudged as fault:
        report.add("field-error", f"the jsonSchema {fault}", resource=name, field=field["name"])


def _check_keys(con: duckdb.DuckDBPyConnection, report: Report, one: _Loaded, loaded: Mapping[str, _Loaded]) -> None:
    name, schema = one.resource["name"], one.resource["schema"]
    keys = [("unique-error", [f["name"]]) for f in one.fields if f.get("constraints", {}).get("unique")]
    keys += [("unique-error", key) for key in schema.get("uniqueKeys", [])]
    if primary := as_list(schema.get("primaryKey")):
        keys.append(("primary-key", primary))
    for code, names in keys:
        if absent := [n for n in names if n not in one.places]:
            # A field that fieldsMatch lets be absent is empty in every row: no unique key, and no primary one.
            if code == "primary-key":
                report.add(code, f"the data have no field {absent[0]!r} of the primary key", resource=name)
            continue
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
        if {*names} - one.places.keys() or {*others} - target.places.keys():
            continue
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
