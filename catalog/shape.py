"""Of which kind each property of a descriptor is: what is looked at before anything asks what it means.

Behind this every property that `descriptor`, `rules`, `located` and `csvtable` read is what they take it for, whoever wrote the
descriptor. What is not named here is not read, and may be anything. Standard: Data Package 2.0; forms of version 1 are kinds, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import duckdb

from catalog.report import Problem

Test = Callable[[Any], bool]
Kinds = dict[str, tuple[Test, str]]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _sign(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 1 and value not in "\r\n\0"


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63


def _object(value: Any) -> bool:
    return isinstance(value, dict)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_text, value))


def _names(value: Any) -> bool:
    return _text(value) or _texts(value)


def _scalar(value: Any) -> bool:
    return isinstance(value, str | int | float)


def _bound(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _labelled(value: Any) -> bool:
    """Say whether it is a list of values in which each may be an object of a value and a label."""
    if not isinstance(value, list):
        return False
    return all(
        _scalar(one) or (isinstance(one, dict) and _scalar(one.get("value")) and _text(one.get("label", "")))
        for one in value
    )


A_TEXT, A_FLAG, AN_OBJECT = (_text, "a text"), (_flag, "true or false"), (_object, "an object")
A_SIGN = (_sign, "one character")
WHOLE = (_whole, "a whole number from 0 on")
TEXTS = (_texts, "a list of texts")
NAMES = (_names, "a text or a list of texts")
BOUND = (_bound, "a number or a text")
LABELLED = (_labelled, "a list of values, each alone or as an object of value and label")
MISSING = (_labelled, "a list of texts, each alone or as an object of value and label")

RESOURCE: Kinds = {
    "url": A_TEXT,
    "schema": (lambda value: _text(value) or _object(value), "an object, or the path or address of one"),
    "dialect": (lambda value: _text(value) or _object(value), "an object, or the path or address of one"),
    "encoding": A_TEXT,
    "format": A_TEXT,
    "mediatype": A_TEXT,
    "compression": A_TEXT,
    "profile": A_TEXT,
    "type": A_TEXT,
    # Where a tool knew none, it writes null.
    "hash": (lambda value: value is None or _text(value), "a text"),
    "bytes": (lambda value: value is None or _whole(value), "a whole number from 0 on"),
}
DIALECT: Kinds = {
    "delimiter": A_SIGN,
    "quoteChar": (lambda value: value in ("", None) or _sign(value), "one character"),
    "escapeChar": (lambda value: value is None or _sign(value), "one character"),
    "commentChar": (lambda value: value is None or (_text(value) and value != ""), "a text"),
    "nullSequence": (lambda value: value is None or _text(value), "a text"),
    "doubleQuote": A_FLAG,
    "header": A_FLAG,
    "skipInitialSpace": A_FLAG,
    "csv": AN_OBJECT,
}
SCHEMA: Kinds = {
    "fields": (
        lambda value: isinstance(value, list) and all(isinstance(f, dict) and _text(f.get("name")) for f in value),
        "a list of named fields",
    ),
    "primaryKey": (lambda value: value in ("", []) or _names(value), "the name of a field or a list of names"),
    "uniqueKeys": (
        lambda value: isinstance(value, list) and bool(value) and all(map(_texts, value)),
        "a list of lists of fields",
    ),
    "foreignKeys": (lambda value: isinstance(value, list) and all(map(_object, value)), "a list of objects"),
    "fieldsMatch": NAMES,
    "missingValues": MISSING,
}
FIELD: Kinds = {
    "type": A_TEXT,
    "format": A_TEXT,
    "constraints": AN_OBJECT,
    "trueValues": TEXTS,
    "falseValues": TEXTS,
    "groupChar": A_TEXT,
    "decimalChar": A_TEXT,
    "bareNumber": A_FLAG,
    "itemType": A_TEXT,
    "delimiter": (lambda value: _text(value) and value != "", "a text that stands between items"),
    "missingValues": MISSING,
    "categories": LABELLED,
    "categoriesOrdered": A_FLAG,
}
TIMES = ("date", "time", "datetime")
CONSTRAINTS: Kinds = {
    "required": A_FLAG,
    "unique": A_FLAG,
    "pattern": A_TEXT,
    "minLength": WHOLE,
    "maxLength": WHOLE,
    "minimum": BOUND,
    "maximum": BOUND,
    "exclusiveMinimum": BOUND,
    "exclusiveMaximum": BOUND,
    "enum": (lambda value: isinstance(value, list) and bool(value) and all(map(_scalar, value)), "a list of values"),
    "jsonSchema": AN_OBJECT,
}


def misshapen(descriptor: Mapping[str, Any]) -> Iterator[Problem]:
    """Give each property of a descriptor that is not of its kind."""
    resources = descriptor.get("resources")
    for resource in resources if isinstance(resources, list) else []:
        if not isinstance(resource, dict):
            continue
        name = resource["name"] if isinstance(resource.get("name"), str) else ""
        yield from _of(resource, RESOURCE, "resource-error", name)
        if isinstance(dialect := resource.get("dialect"), dict):
            yield from _of(dialect, DIALECT, "dialect-error", name)
            if isinstance(older := dialect.get("csv"), dict):
                yield from _of(older, DIALECT, "dialect-error", name)
        if isinstance(schema := resource.get("schema"), dict):
            yield from _of_schema(schema, name)


def _of_schema(schema: Mapping[str, Any], name: str) -> Iterator[Problem]:
    yield from _of({"fields": None, **schema}, SCHEMA, "schema-error", name)
    if not SCHEMA["fields"][0](schema.get("fields")):
        return
    for field in schema["fields"]:
        yield from _of(field, FIELD, "field-error", name, field["name"])
        form = field.get("format")
        if field.get("type") in TIMES and isinstance(form, str) and not _tells_times(form):
            yield Problem("field-error", f'the format "{form}" tells no {field["type"]}', name, None, field["name"])
        if isinstance(constraints := field.get("constraints"), dict):
            yield from _of(constraints, CONSTRAINTS, "field-error", name, field["name"])
    keys = schema.get("foreignKeys", [])
    for key in keys if SCHEMA["foreignKeys"][0](keys) else []:
        reference = key.get("reference")
        if not _names(key.get("fields")) or not isinstance(reference, dict) or not _names(reference.get("fields")):
            yield Problem("schema-error", "a foreign key has no fields, or no reference with fields", name)
        elif not _text(reference.get("resource", "")):
            yield Problem("schema-error", "a foreign key refers to a resource whose name is not a text", name)


def _tells_times(form: str) -> bool:
    """Say whether DuckDB can read times of a form; it refuses one that is empty or has unknown signs, whatever the values are."""
    with duckdb.connect() as con:
        try:
            con.execute("SELECT try_strptime('', ?)", [form.removeprefix("fmt:")])
        except duckdb.Error:
            return False
    return True


def _of(
    given: Mapping[str, Any], kinds: Kinds, code: str, resource: str, field: str | None = None
) -> Iterator[Problem]:
    for key, (test, words) in kinds.items():
        if key in given and not test(given[key]):
            yield Problem(code, f"{key} is {_shown(given[key])}, not {words}", resource, field=field)


def _shown(value: Any) -> str:
    """Give a value as a message repeats it, in the words of JSON."""
    match value:
        case None:
            return "null"
        case True | False:
            return str(value).lower()
        case dict():
            return "an object"
        case []:
            return "an empty list"
        case list():
            return f"a list of {len(value)}"
        case str() if len(value) > 60:
            return f"{value[:60]!r}…"
        case str():
            return repr(value)
        case _:
            return text if len(text := _digits(value)) <= 60 else "a very large number"


def _digits(value: float) -> str:
    try:
        return str(value)
    except ValueError:
        # Python prints no whole number of more than 4,300 digits.
        return "a very large number"
