"""Reading a `datapackage.json`, ours or anyone's: where it is, what it says, and whether that makes sense.

The structure is checked here, before any data is touched: names, safe paths, types, constraints, keys. Standard: Data
Package 2.0; descriptors of version 1 are read too.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.report import Problem
from catalog.rules import CONSTRAINTS, LENGTHS, ORDERED, TYPES, categories, labelled
from catalog.shape import misshapen

NAME = "datapackage.json"
APART = ("schema", "dialect")
"""Properties of a resource that may stand in a file of their own."""

LARGEST = 64 << 20
"""Bytes of a descriptor; one of a thousand tables has ten million."""

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
LONGEST_PATH = 2000
"""Characters of a path in a package."""
DRIVE = re.compile(r"[A-Za-z]:")
LENGTH_TYPES = {"string", "array", "object", "list"}
ITEM_TYPES = {"string", "integer", "boolean", "number", "datetime", "date", "time"}
MATCHES = ("exact", "equal", "subset", "superset", "partial")
"""How fields may be mapped to columns: the first by order, the others by name."""


class DescriptorError(ValueError):
    """A descriptor that cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Located:
    """A descriptor and the folder that its paths are relative to."""

    descriptor: dict[str, Any]
    folder: Path


def find(path: Path) -> Located:
    """Read the descriptor at a path: the file itself, or `datapackage.json` in a folder.

    A schema or a dialect that stands in a file of its own is put in its place; what stands at an address is brought by `catalog.remote`.

    Raises
    ------
    DescriptorError
        Where there is no such file, or it is not a JSON object in UTF-8.
    """
    file = path / NAME if is_folder(path) else path
    try:
        value = parsed(_text_of(file), file.name)
    except FileNotFoundError:
        raise DescriptorError(f"{file.name}: there is no such file") from None
    except (OSError, ValueError) as error:
        raise DescriptorError(f"{file.name[:100]}: {error}") from error
    for resource in value["resources"] if isinstance(value.get("resources"), list) else []:
        if isinstance(resource, dict):
            _complete(resource, file.parent)
    return Located(value, file.parent)


def is_folder(path: Path) -> bool:
    """Say whether a path is a folder; one that no file can have is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        # A NUL in it, or a name that is too long: reading it says so.
        return False


def _text_of(file: Path) -> str:
    if file.exists() and not file.is_file():
        raise DescriptorError(f"{file.name}: not a file")
    if file.stat().st_size > LARGEST:
        raise DescriptorError(f"{file.name}: larger than {LARGEST >> 20} MB")
    return file.read_text(encoding="utf-8-sig")


def parsed(text: str, name: str) -> dict[str, Any]:
    """Give the JSON object that a text is; `name` is what a message calls it.

    Raises
    ------
    DescriptorError
        Where it is none: no JSON, nested without end, another value, or text that no file can hold.
    """
    try:
        value = json.loads(text)
        # Half a pair (\\ud800) is text to JSON, and can be neither stored nor printed.
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise DescriptorError(
            f"{name}: a text holds half a character (\\u{ord(error.object[error.start]):04x})"
        ) from None
    except RecursionError:
        raise DescriptorError(f"{name}: nested too deeply") from None
    except ValueError as error:
        raise DescriptorError(f"{name}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise DescriptorError(f"{name}: not a JSON object")
    return value


def _complete(resource: dict[str, Any], folder: Path) -> None:
    """Put into a resource what it names a file of the package for, and the names that version 0 had."""
    if "url" in resource and not {"path", "data"} & resource.keys():
        resource["path"] = resource["url"]
    for key in APART:
        path = resource.get(key)
        if not isinstance(path, str):
            continue
        if path_fault(path) is None:
            try:
                resource[key] = parsed(_text_of(folder / path), path)
            except FileNotFoundError:
                raise DescriptorError(f"{path}: there is no such file, which the {key} should stand in") from None
            except (OSError, ValueError) as error:
                raise error if isinstance(error, DescriptorError) else DescriptorError(f"{path}: {error}") from error


def path_fault(path: object) -> str | None:
    """Say in words what is wrong with a resource's path, None where it is one file inside the package, or several.

    Data Package 2.0 forbids absolute paths, steps up (`..`), hidden folders, and lists that mix addresses with paths.
    What it allows beyond files of the package (an address) is not read here, and said apart.
    """
    if isinstance(path, list):
        parts = [part for part in path if isinstance(part, str)]
        if len(parts) < len(path):
            return f"{json.dumps(path)[:60]} is no list of the paths of files"
        addresses = [part for part in parts if _is_address(part)]
        if addresses and len(addresses) < len(path):
            return f"{path!r} mixes addresses with paths in the package, which the specification forbids"
        return next(filter(None, (path_fault(part) for part in path)), None) if path else "names no file"
    if not isinstance(path, str) or not path:
        return f"{json.dumps(path)[:60]} is not the path of a file"
    if len(path) > LONGEST_PATH or any(ord(sign) < 32 for sign in path):
        return f"{path[:60]!r} is not the path of a file"
    if _is_address(path):
        return f"{path!r} is an address; files inside the package are read"
    if path.startswith(("/", "\\")) or DRIVE.match(path):
        return f"{path!r} is absolute, which the specification forbids: paths start at the descriptor"
    if "\\" in path:
        return f"{path!r} is not written with /, as the specification asks"
    names = path.split("/")
    if ".." in names:
        return f"{path!r} leaves the package by '..', which the specification forbids"
    if any(name.startswith(".") and name != "." for name in names[:-1]):
        return f"{path!r} is in a hidden folder, which the specification forbids"
    if path[0] in "~$%":
        return f"{path!r} begins as what a shell expands, not as a path in the package"
    return None


def _is_address(path: str) -> bool:
    return SCHEME.match(path) is not None


def is_safe(path: str) -> bool:
    """Say whether a resource's path stays inside the package; see `path_fault`."""
    return path_fault(path) is None


def is_table(resource: Mapping[str, Any]) -> bool:
    """Say whether a resource calls itself a table, in the words of either version of the standard."""
    return resource.get("type") == "table" or resource.get("profile") == "tabular-data-resource"


def as_list(value: Any) -> list[str]:
    """Give a key as a list: Table Schema allows one name alone."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def missing_values(described: Mapping[str, Any], otherwise: Sequence[str] = ("",)) -> list[str]:
    """Give the texts that stand for a missing value in a schema or a field: Data Package 2.0 allows a label with each."""
    values = described.get("missingValues", otherwise)
    return [value["value"] if isinstance(value, dict) else value for value in values]


def _missing_problems(resource: str, described: Mapping[str, Any], field: str | None = None) -> Iterator[Problem]:
    texts, labels = labelled(described.get("missingValues", []))
    if not all(isinstance(text, str) for text in texts):
        yield Problem("schema-error", "missingValues is not a list of texts", resource, field=field)
    elif len(set(texts)) < len(texts) or len(set(labels)) < len(labels):
        yield Problem("schema-error", "missingValues holds a value or a label twice", resource, field=field)


def fields_match(schema: Mapping[str, Any]) -> str:
    """Give how fields are mapped to columns; a list of one is read too, for the profile of 2.0 asked for it by mistake."""
    said = schema.get("fieldsMatch", "exact")
    return str(said[0] if isinstance(said, list) and len(said) == 1 else said)


def problems(descriptor: Mapping[str, Any]) -> Iterator[Problem]:
    """Give what is wrong with a descriptor."""
    resources = descriptor.get("resources")
    if not isinstance(resources, list) or not resources:
        yield Problem("package-error", "a package has at least one resource")
        return
    if wrong := list(misshapen(descriptor)):
        # Of what is not of its kind nothing further can be asked.
        yield from wrong
        return
    seen: dict[str, Mapping[str, Any]] = {}
    for resource in resources:
        if not isinstance(resource, dict) or not isinstance(name := resource.get("name"), str) or not name:
            yield Problem("resource-error", "a resource has no name")
            continue
        if name in seen:
            yield Problem("package-error", f"two resources have the name {name!r}", name)
        seen[name] = resource
        if ("data" in resource) == ("path" in resource):
            yield Problem("resource-error", "a resource has either a path or data", name)
        elif "path" in resource and (fault := path_fault(resource["path"])):
            yield Problem("resource-error", f"the path {fault}", name)
        schema = resource.get("schema")
        if isinstance(schema, dict):
            yield from _schema_problems(name, schema)
        elif schema is not None:
            yield Problem("schema-error", f"the schema {path_fault(schema) or 'cannot be had'}", name)
        elif is_table(resource):
            yield Problem("schema-error", "the table has no schema", name)
        if isinstance(dialect := resource.get("dialect"), str):
            yield Problem("dialect-error", f"the dialect {path_fault(dialect) or 'cannot be had'}", name)
    for name, resource in seen.items():
        if isinstance(schema := resource.get("schema"), dict):
            yield from _reference_problems(name, schema, seen)


def _schema_problems(resource: str, schema: Mapping[str, Any]) -> Iterator[Problem]:
    fields = schema["fields"]
    names = [f["name"] for f in fields]
    for name in sorted(name for name, count in Counter(names).items() if count > 1):
        yield Problem("schema-error", f"two fields have the name {name!r}", resource, field=name)
    for name in as_list(schema.get("primaryKey")):
        if name not in names:
            yield Problem("schema-error", f"the primary key names {name!r}, which is no field", resource)
    if fields_match(schema) not in MATCHES:
        yield Problem("schema-error", f"fieldsMatch is {schema['fieldsMatch']!r}, and not one of {MATCHES}", resource)
    for name in (name for key in schema.get("uniqueKeys", []) for name in key if name not in names):
        yield Problem("schema-error", f"a unique key names {name!r}, which is no field", resource)
    yield from _missing_problems(resource, schema)
    for field in fields:
        yield from _missing_problems(resource, field, field["name"])
        yield from _field_problems(resource, field)


def _field_problems(resource: str, field: Mapping[str, Any]) -> Iterator[Problem]:
    name, kind = field["name"], field.get("type", "any")
    if kind not in TYPES:
        yield Problem("field-error", f"the type {kind!r} is not known", resource, field=name)
    if kind == "list" and field.get("itemType", "string") not in ITEM_TYPES:
        yield Problem("field-error", f"the item type {field['itemType']!r} is not one of a list", resource, field=name)
    yield from _category_problems(resource, field)
    constraints = field.get("constraints", {})
    for constraint, value in constraints.items():
        fits = constraint in CONSTRAINTS
        fits = fits and not (constraint in LENGTHS and kind not in LENGTH_TYPES)
        fits = fits and not (constraint == "pattern" and kind != "string")
        fits = fits and not (constraint == "jsonSchema" and kind not in ("array", "object"))
        fits = fits and not (constraint.lower().endswith(("minimum", "maximum")) and kind not in ORDERED)
        if not fits:
            yield Problem(
                "field-error", f"constraint {constraint!r} does not go with type {kind!r}", resource, field=name
            )
        elif constraint == "pattern":
            try:
                re.compile(value)
            except (re.error, TypeError) as error:
                yield Problem("field-error", f"the pattern {value!r} is not one: {error}", resource, field=name)


def _category_problems(resource: str, field: Mapping[str, Any]) -> Iterator[Problem]:
    if (values := categories(field)) is None:
        return
    name, labels = field["name"], labelled(field["categories"])[1]
    holds = {"string": str, "integer": int}.get(field.get("type", "any"))
    if holds is None:
        yield Problem("field-error", "only a string or an integer has categories", resource, field=name)
    elif not values or not all(isinstance(value, (holds, str)) and not isinstance(value, bool) for value in values):
        yield Problem("field-error", "categories is not a list of values of the field", resource, field=name)
    elif len(set(values)) < len(values) or len(set(labels)) < len(labels):
        yield Problem("field-error", "categories holds a value or a label twice", resource, field=name)
    elif not all(isinstance(label, str) for label in labels):
        yield Problem("field-error", "a label of a category is not a text", resource, field=name)
    elif {str(value) for value in _enumerated(field)} - {str(value) for value in values}:
        yield Problem("field-error", "enum holds a value that is no category", resource, field=name)
    if not isinstance(field.get("categoriesOrdered", False), bool):
        yield Problem("field-error", "categoriesOrdered is neither true nor false", resource, field=name)


def _enumerated(field: Mapping[str, Any]) -> list[Any]:
    constraints = field.get("constraints")
    values = constraints.get("enum", []) if isinstance(constraints, dict) else []
    return values if isinstance(values, list) else []


def _reference_problems(
    resource: str, schema: Mapping[str, Any], resources: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    for key in schema.get("foreignKeys", []):
        own, reference = as_list(key.get("fields")), key.get("reference", {})
        names = [f.get("name") for f in schema.get("fields", [])]
        for name in own:
            if name not in names:
                yield Problem("schema-error", f"a foreign key names {name!r}, which is no field", resource)
        target = resources.get(reference.get("resource") or resource)
        if target is None:
            message = f"a foreign key names the resource {reference.get('resource')!r}, which is not there"
            yield Problem("resource-error", message, resource)
            continue
        other = as_list(reference.get("fields"))
        if len(own) != len(other):
            yield Problem("schema-error", "a foreign key and its reference are not equally wide", resource)
        # A schema that is still an address here could not be had, which is told where it was asked for.
        there = target.get("schema") or {}
        target_names = [f.get("name") for f in there.get("fields", [])] if isinstance(there, dict) else other
        for name in other:
            if name not in target_names:
                yield Problem("schema-error", f"a foreign key refers to {name!r}, which is no field there", resource)
