"""The definition of what is published: packages, their resources and fields, as `packages/*.yaml` say them.

This is the one definition of every published field. The DuckDB tables, the Table Schemas, the Parquet schemas, the checks
and what `gongbao show` and the site print of a fact all come from it. How a row is validated, compared or written does not live here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from catalog.sql import identifier

DEFINITIONS = Path(__file__).with_name("packages")
DECIMAL = (38, 10)
"""Precision and scale of every published number: 28 digits before the point, 10 behind it."""

DUCKDB_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": f"DECIMAL({DECIMAL[0]},{DECIMAL[1]})",
    "boolean": "BOOLEAN",
    "datetime": "TIMESTAMP",
}
FIELD_PROPERTIES = ("unit", "unit_field", "constraints", "example")
TEXTS = ("title", "title_en", "description", "description_en")


class DefinitionError(ValueError):
    """A package definition that contradicts itself or its JSON Schema."""


@dataclass(frozen=True, slots=True)
class Field:
    """A published column. `unit` is fixed; `unit_field` names the column that holds the unit of each row.

    `says` is true of what was read: it is printed with its fact, where keys and places are not.
    """

    name: str
    type: str
    title: str
    title_en: str
    description: str
    description_en: str
    unit: str | None = None
    unit_field: str | None = None
    constraints: Mapping[str, Any] = field(default_factory=dict)
    example: str | None = None
    says: bool = False
    silent: bool = False
    """Whether another value alone is no reason for a release: it tells of bytes, not of what they say."""

    @property
    def required(self) -> bool:
        """Whether the field is never empty."""
        return bool(self.constraints.get("required"))

    @property
    def duckdb_type(self) -> str:
        """The DuckDB type that holds the field without loss."""
        return DUCKDB_TYPES[self.type]

    @property
    def is_free_text(self) -> bool:
        """Whether a source decides what stands in the field: text that no enumeration or pattern bounds."""
        return self.type == "string" and not {"enum", "pattern"} & self.constraints.keys()

    def descriptor(self) -> dict[str, Any]:
        """Give the field as Table Schema (Data Package 2, readable by clients of version 1)."""
        out: dict[str, Any] = {"name": self.name, "type": self.type}
        out |= {name: getattr(self, name) for name in TEXTS}
        out |= {name: value for name in FIELD_PROPERTIES if (value := getattr(self, name))}
        return out


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that name a row of another resource; an empty `resource` is the same one."""

    fields: tuple[str, ...]
    resource: str
    reference: tuple[str, ...]

    def descriptor(self) -> dict[str, Any]:
        """Give the key as Table Schema."""
        return {
            "fields": list(self.fields),
            "reference": {"resource": self.resource, "fields": list(self.reference)},
        }


@dataclass(frozen=True)
class Resource:
    """A published table: selected from a DuckDB relation of the same name, or from `source`, a query.

    Where a row is a fact of a text, `fact` is the name of its kind.
    """

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    order: tuple[str, ...] = ()
    loss: float = 0.0
    source: str = ""
    fact: str | None = None

    @property
    def says(self) -> tuple[Field, ...]:
        """The fields that say what was read, in their order."""
        return tuple(f for f in self.fields if f.says)

    @property
    def is_quoted(self) -> bool:
        """Whether the rows carry their evidence: the place and the words that they were read from."""
        return {"char_start", "char_end", "quote"} <= {f.name for f in self.fields}

    @property
    def path(self) -> str:
        """Where the CSV stands in a release."""
        return f"data/{self.name}.csv"

    @cached_property
    def sort_key(self) -> tuple[str, ...]:
        """The columns of the total order: `order`, then what of the primary key is not in it."""
        return (*self.order, *(name for name in self.primary_key if name not in self.order))

    def field(self, name: str) -> Field:
        """Give the field of that name."""
        return next(f for f in self.fields if f.name == name)

    def schema(self) -> dict[str, Any]:
        """Give the Table Schema."""
        out: dict[str, Any] = {
            "fields": [f.descriptor() for f in self.fields],
            "missingValues": [""],
            "primaryKey": list(self.primary_key),
        }
        if self.foreign_keys:
            out["foreignKeys"] = [key.descriptor() for key in self.foreign_keys]
        return out

    def create_sql(self, prefix: str = "") -> str:
        """Give CREATE TABLE for DuckDB, `prefix` (such as `staging.`) before the name, required fields NOT NULL."""
        columns = [
            f"    {identifier(f.name)} {f.duckdb_type}{' NOT NULL' if f.required or f.name in self.primary_key else ''}"
            for f in self.fields
        ]
        key = ", ".join(map(identifier, self.primary_key))
        body = ",\n".join([*columns, f"    PRIMARY KEY ({key})"])
        return f"CREATE TABLE {prefix}{identifier(self.name)} (\n{body}\n)"


@dataclass(frozen=True)
class Package:
    """A published data package."""

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    keywords: tuple[str, ...]
    theme: str
    licenses: tuple[Mapping[str, str], ...]
    contributors: tuple[Mapping[str, Any], ...]
    update_cycle: Mapping[str, str]
    resources: tuple[Resource, ...]
    printed_tables: bool = False
    """Whether every printed table is also a resource of its own, made by `catalog.printed`."""

    def resource(self, name: str) -> Resource:
        """Give the resource of that name."""
        return next(r for r in self.resources if r.name == name)

    def with_examples(self, found: Mapping[tuple[str, str], str]) -> Package:
        """Give the package with the examples of what it holds, by resource and field; a field that has none is without."""
        return replace(
            self,
            resources=tuple(
                replace(r, fields=tuple(replace(f, example=found.get((r.name, f.name))) for f in r.fields))
                for r in self.resources
            ),
        )

    def with_resources(self, extra: Sequence[Resource]) -> Package:
        """Give the package with more resources behind its own."""
        return replace(self, resources=(*self.resources, *extra))

    def create_sql(self, prefix: str = "") -> dict[str, str]:
        """Give CREATE TABLE for each resource by name."""
        return {resource.name: resource.create_sql(prefix) for resource in self.resources}

    def descriptor(self) -> dict[str, Any]:
        """Give the part of `datapackage.json` that does not depend on a release: no version, hashes or sources."""
        return {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": self.name,
            **{name: getattr(self, name) for name in TEXTS},
            "keywords": list(self.keywords),
            "theme": self.theme,
            "licenses": [dict(x) for x in self.licenses],
            "contributors": [dict(x) for x in self.contributors],
            "update_cycle": dict(self.update_cycle),
            "resources": [
                {
                    "name": resource.name,
                    "type": "table",
                    "profile": "tabular-data-resource",
                    "path": resource.path,
                    **{name: getattr(resource, name) for name in TEXTS},
                    "scheme": "file",
                    "format": "csv",
                    "mediatype": "text/csv",
                    "encoding": "utf-8",
                    "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
                    "schema": resource.schema(),
                }
                for resource in self.resources
            ],
        }


def _spliced(items: Sequence[Any], shared: Mapping[str, Any]) -> Iterator[Any]:
    """Give the items with each `include: name` replaced by what is shared under that name (one thing or a list)."""
    for item in items:
        if isinstance(item, dict) and item.keys() == {"include"}:
            try:
                found = shared[item["include"]]
            except KeyError:
                raise DefinitionError(f"nothing to include is named {item['include']!r}") from None
            yield from _spliced(found if isinstance(found, list) else [found], shared)
        else:
            yield item


def resolve(document: Mapping[str, Any], common: Mapping[str, Any]) -> dict[str, Any]:
    """Give a definition as it stands in YAML with its includes and named patterns put in."""
    resources = []
    for resource in _spliced(document["resources"], common["resources"]):
        fields = []
        for item in _spliced(resource["fields"], common["fields"]):
            constraints = dict(item.get("constraints", {}))
            if str(constraints.get("pattern", "")).startswith("$"):
                constraints["pattern"] = common["patterns"][constraints["pattern"][1:]]
            fields.append({**item, "constraints": constraints} if constraints else item)
        resources.append({**resource, "fields": fields})
    return {**common["defaults"], **document, "resources": resources}


def parse(document: Mapping[str, Any]) -> Package:
    """Make a package of a resolved definition.

    Raises
    ------
    DefinitionError
        Where the definition breaks `packages/package.schema.json`, or a key names a field that is not there.
    """
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    schema = json.loads((DEFINITIONS / "package.schema.json").read_text(encoding="utf-8"))
    found = sorted(Draft202012Validator(schema).iter_errors(document), key=lambda e: list(map(str, e.absolute_path)))
    if found:
        raise DefinitionError(
            "\n".join(f"{document.get('name')}: {'/'.join(map(str, e.absolute_path))}: {e.message}" for e in found)
        )
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in document.items()}
    package = Package(**(values | {"resources": tuple(_resource(r) for r in document["resources"])}))
    if problems := list(_contradictions(package)):
        raise DefinitionError("\n".join(f"{package.name}: {problem}" for problem in problems))
    return package


def _resource(document: Mapping[str, Any]) -> Resource:
    return Resource(
        name=document["name"],
        **{name: document[name] for name in TEXTS},
        fields=tuple(Field(**f) for f in document["fields"]),
        primary_key=tuple(document["primaryKey"]),
        foreign_keys=tuple(
            ForeignKey(tuple(k["fields"]), k["reference"]["resource"], tuple(k["reference"]["fields"]))
            for k in document.get("foreignKeys", ())
        ),
        order=tuple(document.get("order", ())),
        loss=document["loss"],
        source=identifier(document.get("from", document["name"])),
        fact=document.get("fact"),
    )


def _contradictions(package: Package) -> Iterator[str]:
    by_name = {resource.name: resource for resource in package.resources}
    if len(by_name) != len(package.resources):
        yield "two resources have the same name"
    for resource in package.resources:
        names = [f.name for f in resource.fields]
        if resource.fact is not None and not resource.says:
            yield f"{resource.name}: a {resource.fact} says nothing, no field has `says`"
        titles = [f.title for f in resource.fields]
        for what, values in (("name", names), ("title", titles)):
            for double in sorted({v for v in values if values.count(v) > 1}):
                yield f"{resource.name}: two fields have the {what} {double!r}"
        for name in (*resource.primary_key, *resource.order):
            if name not in names:
                yield f"{resource.name}: a key names the field {name!r}, which is not there"
        for key in resource.foreign_keys:
            target = by_name.get(key.resource or resource.name)
            if target is None:
                yield f"{resource.name}: a foreign key names the resource {key.resource!r}, which is not there"
            elif key.reference != target.primary_key:
                yield f"{resource.name}: a foreign key does not name the primary key of {target.name}"
            if missing := [name for name in key.fields if name not in names]:
                yield f"{resource.name}: a foreign key names the fields {missing}, which are not there"
        for f in resource.fields:
            if f.unit_field is not None and f.unit_field not in names:
                yield f"{resource.name}.{f.name}: the unit field {f.unit_field!r} is not there"
            pattern = f.constraints.get("pattern")
            if pattern and f.example and not re.fullmatch(pattern, f.example):
                yield f"{resource.name}.{f.name}: the example does not match the pattern"


@cache
def packages() -> dict[str, Package]:
    """Give every package by name, in the order in which they are released.

    Raises
    ------
    DefinitionError
        Where a definition is wrong; the message names package, place and reason.
    """
    common = _read("common")
    out = {}
    for name in ("policies", "targets", "tables", "reference"):
        out[name] = parse(resolve(_read(name), common))
    return out


def _read(name: str) -> dict[str, Any]:
    # Every command asks for the definitions, and PyYAML's own parser takes a second for them; the one in C may be missing.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load((DEFINITIONS / f"{name}.yaml").read_text(encoding="utf-8"), loader))


@cache
def facts() -> dict[str, tuple[Package, Resource]]:
    """Give the tables of facts with their packages, by the kind of fact that a row is."""
    return {r.fact: (package, r) for package in packages().values() for r in package.resources if r.fact}
