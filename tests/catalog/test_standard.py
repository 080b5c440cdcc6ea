"""Data packages as other projects write them: what Data Package 2 and Table Schema 2 allow is valid, and what they forbid is told.

Each is small and in the form of a known kind of package: a survey with labelled codes, a register in several files, a
schema in a file of its own, compressed data, data in the descriptor, the forms of version 0 and 1.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog.validate import validate_package

V2 = "https://datapackage.org/profiles/2.0/datapackage.json"
Files = dict[str, bytes]
Package = tuple[dict[str, Any], Files]


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return out.getvalue()


def fields(*names: str, **kinds: str) -> list[dict[str, Any]]:
    return [{"name": name, "type": "string"} for name in names] + [{"name": n, "type": k} for n, k in kinds.items()]


def survey() -> Package:
    """Questionnaire data: codes with labels, in their order, and reasons why an answer is missing."""
    agree = {"value": 1, "label": "同意"}, {"value": 2, "label": "不同意"}
    return {
        "$schema": V2,
        "name": "survey",
        "resources": [
            {
                "name": "answers",
                "type": "table",
                "path": "answers.csv",
                "schema": {
                    "fields": [
                        {"name": "person", "type": "integer"},
                        {"name": "opinion", "type": "integer", "categories": list(agree), "categoriesOrdered": True},
                        {"name": "town", "type": "string", "categories": ["东屏", "临澜"], "missingValues": ["-"]},
                        {"name": "age", "type": "integer", "missingValues": [{"value": "-99", "label": "拒答"}]},
                    ],
                    "missingValues": [{"value": "", "label": "未问"}, {"value": "-98", "label": "不适用"}],
                    "primaryKey": ["person"],
                },
            }
        ],
    }, {"answers.csv": "person,opinion,town,age\n1,1,东屏,31\n2,,-,-99\n3,-98,临澜,40\n".encode()}  # fmt: skip


def observations() -> Package:
    """Camera-trap form: tables tied by keys, data in a gz, checksums, unique combinations."""
    data = gzip.compress(
        b"deployment,time,species\nd1,2031-05-01T06:00:00Z,Sus scrofa\nd1,2031-05-01T06:05:00Z,\n", mtime=0
    )
    schema = {
        "fields": [
            {"name": "deployment", "type": "string", "constraints": {"required": True}},
            {"name": "time", "type": "datetime", "format": "default"},
            {"name": "species", "type": "string"},
        ],
        "uniqueKeys": [["deployment", "time"], ["deployment", "species"]],
        "foreignKeys": [{"fields": "deployment", "reference": {"resource": "deployments", "fields": "id"}}],
    }
    return {
        "$schema": V2,
        "name": "observations",
        "resources": [
            {"name": "deployments", "type": "table", "path": "deployments.csv", "schema": {"fields": fields("id")}},
            {
                "name": "observations",
                "type": "table",
                "path": "data/observations.csv.gz",
                "mediatype": "text/csv",
                "bytes": len(data),
                "hash": hashlib.md5(data, usedforsecurity=False).hexdigest(),
                "schema": schema,
            },
            {"name": "photo", "path": "photo.jpg", "mediatype": "image/jpeg"},
        ],
    }, {"deployments.csv": b"id\nd1\n", "data/observations.csv.gz": data, "photo.jpg": b"\xff\xd8"}


def register() -> Package:
    """A register of a statistical office in a file a year, semicolons, decimal commas, Latin 1."""
    return {
        "name": "register",
        "resources": [
            {
                "name": "register",
                "profile": "tabular-data-resource",
                "path": ["2030.csv", "2031.csv"],
                "encoding": "iso-8859-1",
                "dialect": {"delimiter": ";", "commentChar": "#", "nullSequence": "NULL"},
                "schema": {
                    "fields": [
                        {"name": "name", "type": "string"},
                        {"name": "share", "type": "number", "decimalChar": ",", "bareNumber": False},
                    ],
                    "primaryKey": "name",
                },
            }
        ],
    }, {"2030.csv": "name;share\nGen\xe8ve;1,5%\n# note\n".encode("latin-1"), "2031.csv": b"name;share\nUri;NULL"}


def apart() -> Package:
    """Schema and dialect in files of their own; columns in another order, and more of them."""
    return {
        "$schema": V2,
        "name": "apart",
        "resources": [
            {"name": "towns", "type": "table", "path": "towns.csv", "schema": "schemas/town.json", "dialect": "dialect.json"}
        ],
    }, {
        "towns.csv": b"note|people|code\n|12|0101\nx|7|0102\n",
        "dialect.json": b'{"delimiter": "|"}',
        "schemas/town.json": json.dumps(
            {"fields": fields("code", people="integer"), "primaryKey": ["code"], "fieldsMatch": "subset"}
        ).encode(),
    }  # fmt: skip


def inline() -> Package:
    """Data in the descriptor: lists, objects, and text."""
    rows = {
        "fields": [*fields("a"), {"name": "b", "type": "integer", "constraints": {"maximum": 5}}],
        "primaryKey": ["a"],
    }
    return {
        "name": "inline",
        "resources": [
            {"name": "lists", "type": "table", "data": [["a", "b"], ["x", 1], ["y", None]], "schema": rows},
            {"name": "objects", "type": "table", "data": [{"b": 2, "a": "x"}, {"a": "y"}], "schema": rows},
            {"name": "text", "type": "table", "format": "csv", "data": "a,b\nx,5\n", "schema": rows},
        ],
    }, {}


def old() -> Package:
    """Version 0: `url` for `path`, a format with `fmt:`, one name as a key, a reference to the table itself."""
    return {
        "name": "old",
        "resources": [
            {
                "name": "parts",
                "url": "parts.csv",
                "schema": {
                    "fields": [*fields("id", "of"), {"name": "day", "type": "date", "format": "fmt:%d/%m/%Y"}],
                    "primaryKey": "id",
                    "foreignKeys": [{"fields": "of", "reference": {"resource": "", "fields": "id"}}],
                },
            }
        ],
    }, {"parts.csv": b"id,of,day\n1,,03/02/2031\n2,1,\n"}


def lists() -> Package:
    """Collections: lists of numbers and of days, JSON with a schema of its own, points."""
    shape = {"type": "object", "required": ["kind"]}
    return {
        "$schema": V2,
        "name": "lists",
        "resources": [
            {
                "name": "routes",
                "type": "table",
                "path": "routes.csv",
                "schema": {
                    "fields": [
                        {"name": "stops", "type": "list", "itemType": "integer", "constraints": {"minLength": 2}},
                        {"name": "days", "type": "list", "itemType": "date", "delimiter": ";"},
                        {"name": "more", "type": "object", "constraints": {"jsonSchema": shape}},
                        {"name": "at", "type": "geopoint", "format": "array"},
                    ]
                },
            }
        ],
    }, {"routes.csv": b'stops,days,more,at\n"1,2,3",2031-01-02;2031-01-03,"{""kind"": 1}","[90.5, 45.5]"\n"4,5",,,\n'}


def packed() -> Package:
    """A zip of one file, said by `compression`, and columns that the schema only may have."""
    return {
        "$schema": V2,
        "name": "packed",
        "resources": [
            {
                "name": "stations",
                "type": "table",
                "path": "stations.bin",
                "compression": "zip",
                "schema": {"fields": fields("id", "name", height="number"), "fieldsMatch": ["superset"]},
            }
        ],
    }, {"stations.bin": zipped(stations_csv="height,id\n3.5,s1\n,s2\n")}


def headless() -> Package:
    """No header: fields are those of the schema, by order."""
    return {
        "name": "headless",
        "resources": [
            {
                "name": "points",
                "path": "points.tsv",
                "dialect": {"header": False, "delimiter": "\t"},
                "schema": {"fields": fields("id", x="number"), "uniqueKeys": [["id"]], "fieldsMatch": "partial"},
            }
        ],
    }, {"points.tsv": b"a\t1\nb\t2.5\n"}


def partial() -> Package:
    """A harvest of many portals: some of the columns, in any order, equal names elsewhere."""
    schema = {"fields": fields("title", "licence", size="integer"), "fieldsMatch": "partial"}
    return {
        "$schema": V2,
        "name": "partial",
        "resources": [
            {"name": "one", "type": "table", "path": "one.csv", "schema": schema},
            {"name": "two", "type": "table", "path": "two.csv", "schema": {**schema, "fieldsMatch": "equal"}},
        ],
    }, {"one.csv": b"size,portal\n12,north\n", "two.csv": b"size,title,licence\n12,a,\n"}


FORMS = (survey, observations, register, apart, inline, old, lists, packed, headless, partial)


def written(folder: Path, made: Package) -> Path:
    descriptor, files = made
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_packages_of_other_projects_are_valid(form: Callable[[], Package], tmp_path: Path) -> None:
    report = validate_package(written(tmp_path, form()))
    assert report.problems == [], report.render()
    assert report.tables and all(table.rows for table in report.tables)


def test_files_of_one_table_are_read_as_one(tmp_path: Path) -> None:
    [table] = validate_package(written(tmp_path, register())).tables
    assert (table.rows, table.path) == (2, "2030.csv, 2031.csv")


def resource(made: Package, number: int = 0) -> dict[str, Any]:
    return made[0]["resources"][number]


def schema(made: Package, number: int = 0) -> dict[str, Any]:
    return resource(made, number)["schema"]


def text(name: str, old: str, new: str) -> Callable[[Package], object]:
    def edit(made: Package) -> None:
        before = made[1][name].decode("utf-8", errors="surrogateescape")
        assert old in before
        made[1][name] = before.replace(old, new, 1).encode("utf-8", errors="surrogateescape")

    return edit


WRONG: list[tuple[Callable[[], Package], Callable[[Package], object], str, str]] = [
    # categories
    (survey, text("answers.csv", "1,1,东屏", "1,3,东屏"), "constraint-error", "is none of the categories 1, 2"),
    (survey, text("answers.csv", "东屏", "南岭"), "constraint-error", "is none of the categories 东屏, 临澜"),
    (survey, lambda m: schema(m)["fields"][2].update(type="number"), "field-error", "only a string or an integer"),
    (survey, lambda m: schema(m)["fields"][2].update(categories=["a", "a"]), "field-error", "twice"),
    (survey, lambda m: schema(m)["fields"][2].update(categories=[]), "field-error", "not a list of values"),
    (survey, lambda m: schema(m)["fields"][2].update(categoriesOrdered="yes"), "field-error", "categoriesOrdered"),
    (survey, lambda m: schema(m)["fields"][2].update(constraints={"enum": ["南岭"]}), "field-error", "no category"),
    # missing values of a field replace those of the schema
    (survey, text("answers.csv", "3,-98,临澜,40", "3,-98,临澜,-98x"), "type-error", 'type is "integer/default"'),
    (survey, text("answers.csv", "临澜,40", ",40"), "constraint-error", "is none of the categories 东屏, 临澜"),
    (survey, lambda m: schema(m)["fields"][1].update(missingValues=[]), "type-error", "integer"),
    (survey, lambda m: schema(m).update(missingValues=["", ""]), "schema-error", "twice"),
    (survey, lambda m: schema(m).update(missingValues=[{"label": "未问"}]), "schema-error", "not a list of texts"),
    # unique keys: rows in which a part is missing are left out
    (observations, lambda m: schema(m, 1).update(uniqueKeys=[["deployment"]]), "unique-error", "earlier row"),
    (observations, lambda m: schema(m, 1).update(uniqueKeys=[["species"]]), "", ""),
    (observations, lambda m: schema(m, 1).update(uniqueKeys=[["nobody"]]), "schema-error", "'nobody', which is no field"),
    (observations, lambda m: schema(m, 1).update(uniqueKeys=["species"]), "schema-error", "not a list of lists"),
    (observations, lambda m: schema(m, 1).update(uniqueKeys=[]), "schema-error", "not a list of lists"),
    # compression
    (observations, lambda m: resource(m, 1).update(bytes=1), "byte-count", 'expected is "1"'),
    (observations, lambda m: m[1].update({"data/observations.csv.gz": b"deployment\n"}), "source-error", "cannot be unpacked"),
    (observations, lambda m: resource(m, 1).update(compression="xz"), "source-error", "'xz'; gz and zip are read"),
    (packed, lambda m: m[1].update({"stations.bin": zipped(a_csv="id\n", b_csv="id\n")}), "source-error", "holds 2 files"),
    # fieldsMatch
    (apart, text("schemas/town.json", "subset", "equal"), "extra-label", "belongs to no field"),
    (apart, text("towns.csv", "people", "persons"), "missing-label", 'no label for the field "people"'),
    (apart, text("towns.csv", "|0102", "|0101"), "primary-key", "earlier row"),
    (packed, lambda m: schema(m).update(fieldsMatch="exact"), "missing-label", 'the field "height"'),
    (packed, lambda m: schema(m).update(primaryKey=["name"]), "primary-key", "have no field 'name'"),
    (partial, text("one.csv", "size", "bytes"), "missing-label", "no label of any field"),
    (partial, text("one.csv", "12", "twelve"), "type-error", "integer"),
    (partial, text("two.csv", "licence", "title"), "duplicate-label", "stood before"),
    (partial, lambda m: schema(m).update(fieldsMatch="loose"), "schema-error", "fieldsMatch is 'loose'"),
    # list
    (lists, text("routes.csv", '"4,5"', '"4,五"'), "type-error", 'type is "list/default"'),
    (lists, text("routes.csv", '"4,5"', "4"), "constraint-error", 'constraint "minLength" is "2"'),
    (lists, text("routes.csv", "2031-01-03", "2031-13-03"), "type-error", 'type is "list/default"'),
    (lists, lambda m: schema(m)["fields"][0].update(itemType="list"), "field-error", "the item type 'list'"),
    (lists, lambda m: schema(m)["fields"][0].update(delimiter=""), "field-error", "delimiter is '', not a text"),
    (lists, text("routes.csv", "kind", "sort"), "constraint-error", "'kind' is a required property"),
    # data
    (inline, lambda m: resource(m)["data"].append(["z", 9]), "constraint-error", 'constraint "maximum" is "5"'),
    (inline, lambda m: resource(m)["data"].append({"a": "z"}), "source-error", "neither all lists nor all objects"),
    (inline, lambda m: resource(m).update(path="a.csv"), "resource-error", "either a path or data"),
    (inline, lambda m: resource(m, 2).update(format="xml"), "source-error", "'xml'"),
    (register, lambda m: m[1].pop("2031.csv"), "scheme-error", "there is no file 2031.csv"),
    (register, lambda m: resource(m)["dialect"].update(headerRows=[1, 2]), "source-error", "headerRows, which is not read"),
    (register, lambda m: m[1].update({"2031.csv": "name;share\nGen\xe8ve;2".encode("latin-1")}), "primary-key", "earlier row"),
    (apart, lambda m: m[1].pop("schemas/town.json"), "package-error", "schemas/town.json"),
    (old, text("parts.csv", "2,1,", "2,7,"), "foreign-key", "no such row"),
    (old, text("parts.csv", "03/02/2031", "2031-02-03"), "type-error", "date"),
    (headless, text("points.tsv", "b\t", "a\t"), "unique-error", "earlier row"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "edit", "code", "message"), WRONG, ids=[f"{n}-{w[0].__name__}" for n, w in enumerate(WRONG)]
)
def test_what_the_standard_forbids_is_told(
    form: Callable[[], Package], edit: Callable[[Package], object], code: str, message: str, tmp_path: Path
) -> None:
    made = form()
    edit(made)
    problems = validate_package(written(tmp_path, made)).problems
    if code:
        assert code in {problem.code for problem in problems}, problems
        assert any(message in problem.message for problem in problems if problem.code == code), problems
    else:
        assert problems == []
