"""Seeded faults: what our validation finds in a broken package, and whether frictionless sees the same.

Each line breaks a valid package in one way and names what must be found, as code, resource, row (the header is row 1).
`blind` says who does not see it, and why.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from catalog.descriptor import path_fault
from catalog.validate import referee, validate_package
from pipelines.work import within

PLACES = """code,name,kind,size,people,founded,is_open,seen,mail,year,ratio
990101,南岭区,district,12.5,1200,2001-02-03,true,2031-04-02T08:30:00Z,nanling@example.org,2031,0.5
990102,北屏县,county,800,31,1999-12-31,false,2031-04-02T08:30:01Z,beiping@example.org,2030,
990103,"海塘, “新”区",district,,5,,true,,,,-1.25
"""
VISITS = """place,day,count,parent_place,parent_day,note
990101,2031-05-01,3,,,
990101,2031-05-02,0,990101,2031-05-01,"晴
多云"
990102,2031-05-01,7,,,说“好”
"""
DESCRIPTOR: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "trial",
    "resources": [
        {
            "name": "places",
            "type": "table",
            "path": "places.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
            "schema": {
                "fields": [
                    {"name": "code", "type": "string", "constraints": {"required": True, "pattern": "^[0-9]{6}$"}},
                    {
                        "name": "name",
                        "type": "string",
                        "constraints": {"required": True, "minLength": 2, "maxLength": 8},
                    },
                    {"name": "kind", "type": "string", "constraints": {"enum": ["district", "county"]}},
                    {"name": "size", "type": "number", "constraints": {"minimum": 0, "maximum": 1000}},
                    {
                        "name": "people",
                        "type": "integer",
                        "constraints": {"exclusiveMinimum": 0, "exclusiveMaximum": 5000},
                    },
                    {"name": "founded", "type": "date", "constraints": {"minimum": "1900-01-01"}},
                    {"name": "is_open", "type": "boolean", "constraints": {"required": True}},
                    {"name": "seen", "type": "datetime"},
                    {"name": "mail", "type": "string", "format": "email", "constraints": {"unique": True}},
                    {"name": "year", "type": "year", "constraints": {"unique": True}},
                    {"name": "ratio", "type": "number", "constraints": {"enum": ["0.5", "-1.25"]}},
                ],
                "missingValues": [""],
                "primaryKey": ["code"],
            },
        },
        {
            "name": "visits",
            "type": "table",
            "path": "visits.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
            "schema": {
                "fields": [
                    {"name": "place", "type": "string"},
                    {"name": "day", "type": "date"},
                    {"name": "count", "type": "integer", "constraints": {"minimum": 0}},
                    {"name": "parent_place", "type": "string"},
                    {"name": "parent_day", "type": "date"},
                    {"name": "note", "type": "string"},
                ],
                "missingValues": [""],
                "primaryKey": ["place", "day"],
                "foreignKeys": [
                    {"fields": ["place"], "reference": {"resource": "places", "fields": ["code"]}},
                    {
                        "fields": ["parent_place", "parent_day"],
                        "reference": {"resource": "", "fields": ["place", "day"]},
                    },
                ],
            },
        },
    ],
}

Found = set[tuple[str, str, int | None]]
Edit = Callable[[Path], None]


def written(folder: Path) -> Path:
    """The valid package, with hashes and sizes."""
    descriptor = json.loads(json.dumps(DESCRIPTOR))
    for resource, text in zip(descriptor["resources"], (PLACES, VISITS), strict=True):
        (folder / resource["path"]).write_bytes(text.encode())
    save(folder, descriptor)
    return folder


def save(folder: Path, descriptor: dict[str, Any]) -> None:
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")


def text(name: str, old: str, new: str) -> Edit:
    """Replace text in a file, once."""

    def edit(folder: Path) -> None:
        content = (folder / name).read_text(encoding="utf-8")
        assert content.count(old) >= 1, old
        (folder / name).write_bytes(content.replace(old, new, 1).encode())

    return edit


def raw(name: str, change: Callable[[bytes], bytes]) -> Edit:
    """Change the bytes of a file."""

    def edit(folder: Path) -> None:
        (folder / name).write_bytes(change((folder / name).read_bytes()))

    return edit


def described(change: Callable[[dict[str, Any]], object]) -> Edit:
    """Change the descriptor."""

    def edit(folder: Path) -> None:
        descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        change(descriptor)
        save(folder, descriptor)

    return edit


def field(resource: int, position: int, **more: Any) -> Edit:
    return described(lambda d: d["resources"][resource]["schema"]["fields"][position].update(more))


@dataclass
class Fault:
    name: str
    edit: Edit
    found: Found
    blind: str = ""
    """`frictionless: …` where it sees something else or nothing; the reason follows."""


def p(code: str, row: int | None = None) -> Found:
    return {(code, "places", row)}


def v(code: str, row: int | None = None) -> Found:
    return {(code, "visits", row)}


FAULTS = [
    # types
    Fault("number with a comma", text("places.csv", "12.5", '"1,2"'), p("type-error", 2)),
    Fault("number with a unit", text("places.csv", "800", "800平方公里"), p("type-error", 3)),
    Fault("integer with a point", text("places.csv", "1200", "1200.5"), p("type-error", 2)),
    Fault("integer in words", text("places.csv", ",31,", ",三十一,"), p("type-error", 3)),
    Fault("date that is none", text("places.csv", "2001-02-03", "2001-02-30"), p("type-error", 2)),
    Fault("date the other way round", text("places.csv", "2001-02-03", "03/02/2001"), p("type-error", 2)),
    Fault("coarse date", text("places.csv", "2001-02-03", "2001-02"), p("type-error", 2)),
    Fault("boolean in words", text("places.csv", "true", "是"), p("type-error", 2)),
    Fault("boolean yes", text("places.csv", "false", "yes"), p("type-error", 3)),
    Fault(
        "datetime with a space",
        text("places.csv", "04-02T08:30:00Z", "04-02 08:30:00"),
        p("type-error", 2),
        "frictionless: reads other forms than the default too",
    ),
    Fault("datetime on no day", text("places.csv", "2031-04-02T08:30:00Z", "2031-02-30T08:30:00Z"), p("type-error", 2)),
    Fault("mail without a domain", text("places.csv", "nanling@example.org", "nanling"), p("type-error", 2)),
    Fault("year of two digits", text("places.csv", ",2031,0.5", ",31,0.5"), p("type-error", 2)),
    Fault("year with a month", text("places.csv", ",2030,", ",2030-01,"), p("type-error", 3)),
    Fault("key of a wrong type", text("visits.csv", "990102,2031-05-01", "990102,5月1日"), v("type-error", 4)),
    # constraints
    Fault("required is empty", text("places.csv", "南岭区", ""), p("constraint-error", 2)),
    Fault("required boolean is empty", text("places.csv", ",false,", ",,"), p("constraint-error", 3)),
    Fault("text too short", text("places.csv", "南岭区", "岭"), p("constraint-error", 2)),
    Fault("text too long", text("places.csv", "南岭区", "南岭区南岭区南岭区"), p("constraint-error", 2)),
    Fault("not in the enumeration", text("places.csv", ",county", ",region"), p("constraint-error", 3)),
    Fault("enumeration in capitals", text("places.csv", ",county", ",County"), p("constraint-error", 3)),
    Fault("number not in the enumeration", text("places.csv", "-1.25", "-1.26"), p("constraint-error", 4)),
    Fault("below the minimum", text("places.csv", "12.5", "-0.01"), p("constraint-error", 2)),
    Fault("above the maximum", text("places.csv", "800", "1000.001"), p("constraint-error", 3)),
    Fault("on the exclusive minimum", text("places.csv", ",31,", ",0,"), p("constraint-error", 3)),
    Fault("on the exclusive maximum", text("places.csv", ",1200,", ",5000,"), p("constraint-error", 2)),
    Fault("date before the minimum", text("places.csv", "2001-02-03", "1899-12-31"), p("constraint-error", 2)),
    Fault("pattern not met", text("places.csv", "990103", "99010X"), p("constraint-error", 4)),
    Fault("pattern met by a part only", text("places.csv", "990103", "9901030"), p("constraint-error", 4)),
    Fault("full-width digits", text("places.csv", "990103", "９９０１０３"), p("constraint-error", 4)),
    Fault("negative count", text("visits.csv", ",7,", ",-7,"), v("constraint-error", 4)),
    # keys
    Fault("unique value twice", text("places.csv", "beiping@", "nanling@"), p("unique-error", 3)),
    Fault("unique year twice", text("places.csv", ",2030,", ",2031,"), p("unique-error", 3)),
    Fault("key twice", text("places.csv", "990103", "990102"), p("primary-key", 4)),
    Fault("key of two parts twice", text("visits.csv", "2031-05-02", "2031-05-01"), v("primary-key", 3)),
    Fault("key is empty", text("places.csv", "990103", ""), p("primary-key", 4) | p("constraint-error", 4)),
    Fault(
        "a part of the key is empty",
        text("visits.csv", "990102,2031-05-01", "990102,"),
        v("primary-key", 4),
        "frictionless: takes a key for whole unless all its parts are empty; the standard asks for every part",
    ),
    Fault("no such place", text("visits.csv", "990102", "990109"), v("foreign-key", 4)),
    Fault("no such parent", text("visits.csv", '990101,2031-05-01,"', '990101,2031-05-09,"'), v("foreign-key", 3)),
    Fault("half of a parent", text("visits.csv", '990101,2031-05-01,"', '990101,,"'), v("foreign-key", 3)),
    # the file
    Fault("blank line", text("places.csv", "\n990102", "\n\n990102"), p("blank-row", 3)),
    Fault("blank line at the end", raw("places.csv", lambda b: b + b"\n"), p("blank-row", 5)),
    Fault("line of commas alone", text("visits.csv", "\n990102", "\n,,,,,\n990102"), v("blank-row", 4)),
    Fault("cell too many", text("places.csv", "0.5\n", "0.5,\n"), p("extra-cell", 2)),
    Fault("cell too few", text("visits.csv", ",7,,,说“好”", ",7,,"), v("missing-cell", 4)),
    Fault("field renamed", text("places.csv", "people,", "persons,"), p("incorrect-label", 1)),
    Fault(
        "fields in another order",
        text("visits.csv", "parent_place,parent_day", "parent_day,parent_place"),
        {("incorrect-label", "visits", 1)},
    ),
    Fault(
        "label missing",
        text("visits.csv", ",note\n", "\n"),
        v("missing-label", 1),
    ),
    Fault("label too many", text("visits.csv", ",note\n", ",note,more\n"), v("extra-label", 1)),
    Fault("label blank", text("places.csv", "people,", ","), p("blank-label", 1)),
    Fault("label twice", text("places.csv", "people,", "size,"), p("duplicate-label", 1)),
    Fault("file is empty", raw("visits.csv", lambda b: b""), v("source-error")),
    Fault("file is missing", lambda folder: (folder / "visits.csv").unlink(), v("scheme-error")),
    Fault("other encoding", raw("places.csv", lambda b: b.decode().encode("gb18030")), p("encoding-error")),
    Fault("cut within a character", raw("visits.csv", lambda b: b[:-3]), v("encoding-error")),
    Fault(
        "byte order mark",
        raw("places.csv", lambda b: b"\xef\xbb\xbf" + b),
        p("encoding-error"),
        "frictionless: skips the mark; other readers take it for part of the first name",
    ),
    Fault(
        "other bytes than promised",
        described(lambda d: d["resources"][0].update(hash="sha256:" + "0" * 64)),
        p("hash-count"),
    ),
    Fault("other size than promised", described(lambda d: d["resources"][0].update(bytes=7)), p("byte-count")),
    # the descriptor
    Fault(
        "no resources",
        described(lambda d: d.update(resources=[])),
        {("package-error", "", None)},
        "frictionless: takes an empty list; the standard asks for one resource at least",
    ),
    Fault(
        "resource without a name", described(lambda d: d["resources"][1].pop("name")), {("resource-error", "", None)}
    ),
    Fault(
        "path that leaves the package",
        described(lambda d: d["resources"][0].update(path="../places.csv")),
        p("resource-error"),
    ),
    Fault("absolute path", described(lambda d: d["resources"][0].update(path="/etc/hostname")), p("resource-error")),
    Fault("type that is none", field(0, 0, type="text"), p("field-error")),
    Fault("constraint that does not go with the type", field(0, 6, constraints={"minimum": 1}), p("field-error")),
    Fault(
        "table without a schema",
        described(lambda d: d["resources"][1].pop("schema")),
        v("schema-error"),
        "frictionless: guesses a schema from the data",
    ),
    Fault(
        "pattern with a look-ahead",
        field(0, 0, constraints={"required": True, "pattern": "^(?!990103).*$"}),
        p("constraint-error", 4),
    ),
    Fault("pattern that is none", field(0, 0, constraints={"pattern": "^(.*$"}), p("field-error")),
    Fault("two fields of one name", field(0, 1, name="code"), p("schema-error")),
    Fault(
        "foreign key to no resource",
        described(lambda d: d["resources"][1]["schema"]["foreignKeys"][0]["reference"].update(resource="towns")),
        v("resource-error"),
    ),
    Fault(
        "foreign key of no field",
        described(lambda d: d["resources"][1]["schema"]["foreignKeys"][0].update(fields=["town"])),
        v("schema-error"),
    ),
    Fault(
        "primary key of no field",
        described(lambda d: d["resources"][0]["schema"].update(primaryKey=["id"])),
        p("schema-error"),
    ),
    Fault(
        "a missing value where one is required",
        described(lambda d: d["resources"][0]["schema"].update(missingValues=["", "南岭区"])),
        p("constraint-error", 2),
    ),
    Fault(
        "a missing value in a key",
        described(lambda d: d["resources"][0]["schema"].update(missingValues=["", "990103"])),
        p("primary-key", 4) | p("constraint-error", 4),
    ),
    Fault("a missing value of the field alone", field(0, 1, missingValues=["", "南岭区"]), p("constraint-error", 2)),
    Fault(
        "missing values as one text",
        described(lambda d: d["resources"][0]["schema"].update(missingValues="'; DROP TABLE r0; --")),
        p("schema-error"),
    ),
    Fault(
        "missing values that are no texts",
        described(lambda d: d["resources"][0]["schema"].update(missingValues=["", 0])),
        p("schema-error"),
    ),
]

MANY = [f"无{number}" for number in range(2000)]
"""Words for a missing value, none of which stands in the package."""


def found(report: Any) -> Found:
    return {(problem.code, problem.resource, problem.row) for problem in report.problems}


def told(report: Any) -> Found:
    """What frictionless says: of rows the place too, of headers and descriptors the code alone, as it gives no place."""
    return {one if (one[2] or 0) > 1 else (one[0], "", None) for one in found(report)}


PATHS: list[tuple[object, str]] = [
    ("../places.csv", "leaves the package by '..', which the specification forbids"),
    ("data/../../places.csv", "leaves the package by '..', which the specification forbids"),
    ("data/..", "leaves the package by '..', which the specification forbids"),
    ("/data/places.csv", "is absolute, which the specification forbids"),
    ("C:/data/places.csv", "is absolute, which the specification forbids"),
    ("\\\\share\\places.csv", "is absolute, which the specification forbids"),
    ("data\\places.csv", "is not written with /"),
    (".hidden/places.csv", "is in a hidden folder, which the specification forbids"),
    ("~/places.csv", "begins as what a shell expands"),
    ("https://example.org/places.csv", "is an address"),
    (["places.csv", "https://example.org/places.csv"], "mixes addresses with paths"),
    (["places.csv", ["visits.csv"]], "is no list of the paths of files"),
    (["places.csv", "../places.csv"], "leaves the package by '..'"),
    ([], "names no file"),
    ("", "is not the path of a file"),
    (None, "is not the path of a file"),
    (["places.csv", "https://example.org/places.csv"], "mixes addresses"),
]


@pytest.mark.parametrize(("path", "message"), PATHS, ids=[str(path) for path, _ in PATHS])
def test_a_path_that_leaves_the_package_is_refused_in_words(path: object, message: str, tmp_path: Path) -> None:
    described(lambda d: d["resources"][0].update(path=path))(written(tmp_path))
    (problem,) = validate_package(tmp_path).problems
    assert (problem.code, problem.resource) == ("resource-error", "places")
    assert problem.message.startswith("the path ") and message in problem.message


@pytest.mark.parametrize(
    "path", ["places.csv", "a/b/places.csv", "./places.csv", "a..b/c..csv", "a/.places.csv", "数据/地点.csv"]
)
def test_a_path_inside_the_package_is_not(path: str) -> None:
    assert path_fault(path) is None


def test_the_package_itself_is_valid(tmp_path: Path) -> None:
    folder = written(tmp_path)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        content = (folder / resource["path"]).read_bytes()
        resource |= {"hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}
    save(folder, descriptor)
    own, other = validate_package(folder), referee(folder)
    assert own.valid and other.valid, own.render() + other.render()
    assert (
        [(t.name, t.rows) for t in own.tables]
        == [("places", 3), ("visits", 3)]
        == [(t.name, t.rows) for t in other.tables]
    )


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_our_validation_finds(fault: Fault, tmp_path: Path) -> None:
    fault.edit(written(tmp_path))
    assert found(validate_package(tmp_path)) == fault.found


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_frictionless_agrees(fault: Fault, tmp_path: Path) -> None:
    fault.edit(written(tmp_path))
    verdict = referee(tmp_path)
    assert verdict.valid == bool(fault.blind), verdict.render()
    if not fault.blind:
        assert told(verdict) >= {one if (one[2] or 0) > 1 else (one[0], "", None) for one in fault.found}


@pytest.mark.parametrize("labelled", [False, True])
def test_missing_values_cost_what_they_are_many(tmp_path: Path, labelled: bool) -> None:
    values: list[Any] = [{"value": value, "label": f"不详 {value}"} for value in MANY] if labelled else MANY
    described(lambda d: [r["schema"].update(missingValues=["", "31", *values]) for r in d["resources"]])(
        written(tmp_path)
    )
    with within(20):
        assert validate_package(tmp_path).valid
    # What is missing is not looked at, what is not is: 31 persons would be below the least.
    field(0, 4, constraints={"minimum": 1000})(tmp_path)
    assert found(validate_package(tmp_path)) == p("constraint-error", 4)


@pytest.mark.parametrize(
    ("kind", "form", "is_one"),
    [
        ("date", "%Q", False),
        ("datetime", "fmt:", False),
        ("time", "", False),
        ("date", "%", False),
        ("date", "%d.%m.%Y", True),
        ("datetime", "any", True),
        ("string", "%Q", True),
    ],
)
def test_a_form_of_times_that_is_none(tmp_path: Path, kind: str, form: str, is_one: bool) -> None:
    schema = {"fields": [{"name": "day", "type": kind, "format": form}]}
    resource = {"name": "days", "type": "table", "path": "days.csv", "schema": schema}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "trial", "resources": [resource]}), "utf-8")
    (tmp_path / "days.csv").write_text("day\n02.03.2031\n", "utf-8")
    told = [(p.code, p.field, p.message) for p in validate_package(tmp_path).problems]
    assert told == ([] if is_one else [("field-error", "day", f'the format "{form}" tells no {kind}')])
