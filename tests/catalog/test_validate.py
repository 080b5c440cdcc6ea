"""What a validation says, to the word: the file, its header, its cells and keys, in the order in which they stand.

Which faults are found at all is in `test_faults`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from catalog import validate as subject
from catalog.report import Problem, Table
from catalog.validate import referee, validate, validate_package
from pipelines.fetching import fetcher

Described = dict[str, Any]

FIELDS: list[Described] = [
    {"name": "id", "type": "integer"},
    {"name": "name", "type": "string"},
    {"name": "size", "type": "number"},
]
HEADER = "id,name,size\n"
RIGHT = HEADER + "1,岭,0.5\n2,海,\n"


def package(
    folder: Path, text: str | bytes = RIGHT, fields: Sequence[Described] = FIELDS, schema: Described | None = None,
    **more: Any,
) -> Path:  # fmt: skip
    """A package of one table `a`; `more` is of its resource."""
    resource = {"name": "a", "path": "a.csv", "schema": {"fields": list(fields), **(schema or {})}, **more}
    (folder / "datapackage.json").write_text(json.dumps({"name": "trial", "resources": [resource]}), encoding="utf-8")
    (folder / "a.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def told(folder: Path) -> list[tuple[str, str, int | None, str | None, str | None]]:
    problems = validate_package(folder).problems
    assert {problem.resource for problem in problems} <= {"a"}
    return [(p.code, p.message, p.row, p.field, p.cell) for p in problems]


def test_what_is_right(tmp_path: Path) -> None:
    report = validate_package(package(tmp_path))
    assert (report.valid, report.name, report.problems) == (True, "trial", [])
    assert report.tables == [Table("a", "a.csv", 2, len(RIGHT.encode()))]
    assert validate(tmp_path) == validate(str(tmp_path)) == validate(tmp_path / "datapackage.json") == report


def test_a_descriptor_that_is_none(tmp_path: Path) -> None:
    expected = [Problem("package-error", "datapackage.json: there is no such file")]
    assert validate_package(tmp_path).problems == expected
    assert validate_package(tmp_path).tables == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a", "https://127.0.0.1:9/a/datapackage.json"])
def test_an_address_where_nothing_answers(tmp_path: Path, address: str) -> None:
    report = validate(address, fetch=fetcher(tmp_path, asked=address))
    (problem,) = report.problems
    assert (report.valid, report.name, problem.code) == (False, "", "package-error")
    assert problem.message.startswith(f"{address.removesuffix('/datapackage.json')}/datapackage.json: ")


def test_the_same_where_the_data_are_too_large_for_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, HEADER + "x,岭,0.5\n", schema={"primaryKey": "id"})
    within = validate_package(tmp_path)
    opened = []
    monkeypatch.setattr(subject, "connect", lambda at, **more: opened.append(at) or _connect(at, **more))
    size = (tmp_path / "a.csv").stat().st_size
    for bound, in_a_file in ((size, False), (size - 1, True)):
        monkeypatch.setattr(subject, "IN_MEMORY", bound)
        assert validate_package(tmp_path, threads=1) == within
        assert (opened.pop() is not None) == in_a_file


_connect = subject.connect


def test_two_hundred_megabytes_are_kept_in_memory() -> None:
    assert subject.IN_MEMORY == 200 * 1024 * 1024


HEADERS: list[tuple[str, list[tuple[str, str, int | None, str | None, str | None]]]] = [
    ("", [("source-error", "the source is empty", None, None, None)]),
    (",,\n1,岭,\n", [("blank-header", "the header is blank", 1, None, None)]),
    ("id,name\n", [("missing-label", 'the header has no label for the field "size"', 1, "size", None)]),
    ("id,,size\n", [("blank-label", 'the label of the field "name" is blank', 1, "name", None)]),
    ("id,id,size\n", [("duplicate-label", "the label stood before", 1, "name", "id")]),
    ("id,title,size\n", [("incorrect-label", 'the label should be "name"', 1, "name", "title")]),
    ("id,size,name\n", [("incorrect-label", 'the label should be "name"', 1, "name", "size"),
                        ("incorrect-label", 'the label should be "size"', 1, "size", "name")]),
    ("id,name,size,more,most\n", [("extra-label", "the label belongs to no field", 1, None, "more"),
                                  ("extra-label", "the label belongs to no field", 1, None, "most")]),
    ("id\n", [("missing-label", 'the header has no label for the field "name"', 1, "name", None),
              ("missing-label", 'the header has no label for the field "size"', 1, "size", None)]),
    ("id,,\n", [("blank-label", 'the label of the field "name" is blank', 1, "name", None),
                ("blank-label", 'the label of the field "size" is blank', 1, "size", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADERS, ids=[repr(h[0]) for h in HEADERS])
def test_a_header_that_is_not_the_fields(text: str, expected: list[Any], tmp_path: Path) -> None:
    assert told(package(tmp_path, text)) == expected


def test_a_file_without_a_header_has_none_to_be_wrong(tmp_path: Path) -> None:
    package(tmp_path, "1,岭,0.5\nx,海,\n", dialect={"header": False})
    assert told(tmp_path) == [("type-error", 'type is "integer/default"', 2, "id", "x")]
    assert validate_package(tmp_path).tables[0].rows == 2


CONTENT = RIGHT.encode()
DIGESTS = {name: hashlib.new(name, CONTENT).hexdigest() for name in ("md5", "sha1", "sha256")}


@pytest.mark.parametrize(
    ("promised", "expected"),
    [
        ({"bytes": len(CONTENT)}, []),
        ({"bytes": len(CONTENT) + 1},
         [("byte-count", f'expected is "{len(CONTENT) + 1}" and actual is "{len(CONTENT)}"')]),
        ({"bytes": 0}, [("byte-count", f'expected is "0" and actual is "{len(CONTENT)}"')]),
        ({"hash": DIGESTS["md5"]}, []),
        ({"hash": f"md5:{DIGESTS['md5']}"}, []),
        ({"hash": f"sha1:{DIGESTS['sha1']}"}, []),
        ({"hash": f"sha256:{DIGESTS['sha256'].upper()}"}, []),
        ({"hash": f"sha256:{DIGESTS['md5']}"},
         [("hash-count", f'expected is "{DIGESTS["md5"]}" and actual is "{DIGESTS["sha256"]}"')]),
        ({"hash": "crc:1"}, [("hash-count", 'the hash algorithm "crc" is not known')]),
        ({"hash": "", "bytes": None}, []),
        ({"hash": "0", "bytes": 1}, [("byte-count", f'expected is "1" and actual is "{len(CONTENT)}"'),
                                     ("hash-count", f'expected is "0" and actual is "{DIGESTS["md5"]}"')]),
    ],
)  # fmt: skip
def test_bytes_and_hashes_as_promised(promised: Described, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    found = told(package(tmp_path, **promised))
    assert found == [(code, message, None, None, None) for code, message in expected]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (package(tmp_path, bytes=1) / "a.csv").unlink()
    assert told(tmp_path) == [("scheme-error", "there is no file a.csv", None, None, None)]


def test_a_file_without_a_schema_is_hashed_and_not_read(tmp_path: Path) -> None:
    package(tmp_path, "no table", bytes=8)
    descriptor = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    del descriptor["resources"][0]["schema"]
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    report = validate_package(tmp_path)
    assert (report.problems, report.tables) == ([], [])


CELLS: list[tuple[str, str, list[tuple[str, str, int | None, str | None, str | None]]]] = [
    ("blank", "1,岭,\n\n2,海,\n", [("blank-row", "the row is completely blank", 3, None, None)]),
    ("too few", "1,岭\n", [("missing-cell", "the row has no such cell", 2, "size", None)]),
    ("too many", "1,岭,,x,y\n", [("extra-cell", "the row has one cell more: 'x'", 2, None, None),
                                ("extra-cell", "the row has one cell more: 'y'", 2, None, None)]),
    ("of wrong types", "1,岭,x\ny,海,1\n", [("type-error", 'type is "number/default"', 2, "size", "x"),
                                        ("type-error", 'type is "integer/default"', 3, "id", "y")]),
    ("two of a row", "x,岭,y\n", [("type-error", 'type is "integer/default"', 2, "id", "x"),
                                 ("type-error", 'type is "number/default"', 2, "size", "y")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CELLS], ids=[c[0] for c in CELLS])
def test_cells_in_the_order_of_their_rows(text: str, expected: list[Any], tmp_path: Path) -> None:
    assert told(package(tmp_path, HEADER + text)) == expected


def with_constraints(name: str, **constraints: Any) -> list[Described]:
    return [f | ({"constraints": constraints} if f["name"] == name else {}) for f in FIELDS]


def test_a_field_of_wrong_types_is_held_to_its_constraints_elsewhere(tmp_path: Path) -> None:
    package(tmp_path, HEADER + "x,岭,\n7,海,\n3,山,\n", with_constraints("id", minimum=5, maximum=6))
    assert told(tmp_path) == [
        ("type-error", 'type is "integer/default"', 2, "id", "x"),
        ("constraint-error", 'constraint "maximum" is "6"', 3, "id", "7"),
        ("constraint-error", 'constraint "minimum" is "5"', 4, "id", "3"),
    ]


def test_a_pattern_that_only_python_runs(tmp_path: Path) -> None:
    pattern = "(?!海)(?:.|山城)"
    rows = "1,岭,\n2,海,\n3,山城,\n4,岭山,\n5,,\n6,海,\n7,岭山,\n"
    package(tmp_path, HEADER + rows, with_constraints("name", pattern=pattern, maxLength=1))
    message = f'constraint "pattern" is "{pattern}"'
    assert told(tmp_path) == [
        ("constraint-error", message, 3, "name", "海"),
        ("constraint-error", 'constraint "maxLength" is "1"', 4, "name", "山城"),
        ("constraint-error", message, 5, "name", "岭山"),
        ("constraint-error", 'constraint "maxLength" is "1"', 5, "name", "岭山"),
        ("constraint-error", message, 7, "name", "海"),
        ("constraint-error", message, 8, "name", "岭山"),
        ("constraint-error", 'constraint "maxLength" is "1"', 8, "name", "岭山"),
    ]


MISSING: list[tuple[str, Described, Described, str, list[tuple[str, int]]]] = [
    # The columns: of the schema, of the field `size`, its cells, and which are wrong.
    ("empty alone", {}, {}, "-,,1", [("-", 2)]),
    ("of the schema", {"missingValues": ["", "-"]}, {}, "-,,1", []),
    ("with labels", {"missingValues": ["", {"value": "-", "label": "无"}]}, {}, "-,,1", []),
    ("of the field", {"missingValues": ["", "-"]}, {"missingValues": ["", "n/a"]}, "-,n/a,1", [("-", 2)]),
    ("a part of a cell", {"missingValues": ["", "-"]}, {}, "--,-,-1", [("--", 2)]),
    ("several", {"missingValues": ["", "-", "n/a"]}, {}, "n/a,-,x", [("x", 4)]),
]


@pytest.mark.parametrize(("schema", "field", "cells", "wrong"), [m[1:] for m in MISSING], ids=[m[0] for m in MISSING])
def test_missing_values(
    schema: Described, field: Described, cells: str, wrong: list[tuple[str, int]], tmp_path: Path
) -> None:
    rows = "".join(f"{n},岭,{cell}\n" for n, cell in enumerate(cells.split(",")))
    package(tmp_path, HEADER + rows, [*FIELDS[:2], FIELDS[2] | field], schema)
    assert [(cell, row) for *_, row, _, cell in told(tmp_path)] == wrong


AGAIN, EMPTY = "the same as in an earlier row", "a part of the primary key is empty"
KEYS: list[tuple[str, Described, Described, str, list[tuple[str, str, int, str]]]] = [
    # The columns: of the schema, constraints of `name`, rows, and what is wrong: code, message, row, fields.
    ("one name alone", {"primaryKey": "id"}, {}, "1,岭,\n1,海,\n01,山,\n",
     [("primary-key", AGAIN, 3, "id"), ("primary-key", AGAIN, 4, "id")]),
    ("two parts", {"primaryKey": ["id", "name"]}, {}, "1,岭,\n1,海,\n1,岭,\n,岭,\n",
     [("primary-key", AGAIN, 4, "id, name"), ("primary-key", EMPTY, 5, "id, name")]),
    ("unique", {}, {"unique": True}, "1,岭,\n2,,\n3,岭,\n4,,\n", [("unique-error", AGAIN, 4, "name")]),
    ("not unique", {}, {"unique": False}, "1,岭,\n2,岭,\n", []),
    ("unique before primary", {"primaryKey": ["id"]}, {"unique": True}, "1,岭,\n1,岭,\n",
     [("unique-error", AGAIN, 3, "name"), ("primary-key", AGAIN, 3, "id")]),
    ("of itself", {"foreignKeys": [{"fields": "size", "reference": {"resource": "", "fields": "id"}}]}, {},
     "1,岭,2\n2,海,3\n3,山,\n4,河,2.0\n", [("foreign-key", 'no such row in "a" as "id"', 5, "size")]),
    ("of itself by name", {"foreignKeys": [{"fields": ["name", "size"], "reference": {"resource": "a", "fields": ["name", "id"]}}]},
     {}, "1,岭,1\n2,海,1\n", [("foreign-key", 'no such row in "a" as "name, id"', 3, "name, size")]),
    ("of itself unsaid", {"foreignKeys": [{"fields": "size", "reference": {"fields": "id"}}]}, {}, "1,岭,1\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "constraints", "rows", "expected"), [k[1:] for k in KEYS], ids=[k[0] for k in KEYS])
def test_keys(schema: Described, constraints: Described, rows: str, expected: list[Any], tmp_path: Path) -> None:
    fields = with_constraints("name", **constraints)
    fields[2] = {"name": "size", "type": "any"}
    found = told(package(tmp_path, HEADER + rows, fields, schema))
    assert found == [(code, message, row, names, None) for code, message, row, names in expected]


def test_problems_stand_in_the_order_of_the_resources(tmp_path: Path) -> None:
    package(tmp_path, HEADER + "x,岭,\n")
    descriptor = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    first = descriptor["resources"][0]
    foreign = [{"fields": ["id"], "reference": {"resource": "c", "fields": ["id"]}}]
    gone = first | {"name": "c", "path": "gone.csv"}
    descriptor["resources"] = [
        first | {"name": "b", "schema": {**first["schema"], "foreignKeys": foreign}}, first, gone,
        first | {"name": "d", "schema": {**first["schema"], "foreignKeys": [foreign[0] | {"reference": {"resource": "e", "fields": ["id"]}}]}},
        first | {"name": "e", "path": "e.csv"},
    ]  # fmt: skip
    (tmp_path / "e.csv").write_text(HEADER + "1,岭,\n", encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    # A table that names rows of one that is not there is not told of it twice.
    assert [(p.resource, p.row, p.code) for p in validate_package(tmp_path).problems] == [
        ("b", 2, "type-error"), ("a", 2, "type-error"), ("c", None, "scheme-error"),
        ("d", 2, "type-error"), ("d", 2, "foreign-key"),
    ]  # fmt: skip


def test_the_seal_and_the_rows_are_both_looked_at(tmp_path: Path) -> None:
    package(tmp_path, HEADER + "x,岭,\n")
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  a.csv\n", encoding="utf-8")
    first, second = validate_package(tmp_path).problems
    assert (first.code, first.resource, first.row) == ("seal-error", "", None)
    assert first.message.startswith("a.csv ")
    assert (second.code, second.row) == ("type-error", 2)


def test_frictionless_is_told_in_our_words(tmp_path: Path) -> None:
    report = referee(package(tmp_path, HEADER + "".join(f"x{n},岭,\n" for n in range(1500))))
    assert (report.name, report.tables) == ("trial", [Table("a", "a.csv", 1500, (tmp_path / "a.csv").stat().st_size)])
    assert len(report.problems) == 1500
    first = report.problems[0]
    assert (first.code, first.resource, first.row, first.field, first.cell) == ("type-error", "a", 2, "id", "x0")
    assert 'type is "integer/default"' in first.message
    assert referee(tmp_path / "datapackage.json") == report


def test_frictionless_on_what_it_cannot_read(tmp_path: Path) -> None:
    (nothing,) = referee(tmp_path).problems
    assert (nothing.code, nothing.resource) == ("package-error", "")
    (pattern,) = referee(
        package(tmp_path, fields=with_constraints("name", pattern="(")),
    ).problems
    assert (pattern.code, pattern.message[:24]) == ("field-error", "a pattern is not one: mi")
