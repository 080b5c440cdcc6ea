"""Table Schema as SQL: for every type, constraint and key, the condition under which a row breaks it.

The rules read columns of text, as a CSV holds them, with NULL where a value is missing: what is checked is the printed
form, so a rule sees what a cast would hide. They run over a loaded CSV (`catalog.validate`) and over the published form
of a DuckDB table (`checks`). Codes are those of frictionless. Reading files does not live here.

Standard: Table Schema of Data Package 2.0, https://datapackage.org/standard/table-schema/.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog.package import Package, Resource
from catalog.sql import identifier, literal

if TYPE_CHECKING:
    import duckdb

Column = Callable[[str], str]
"""Field name → SQL of its text."""

PATTERNS = {
    "integer": r"[+-]?[0-9]+",
    "number": r"([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|(?i:NaN|-?INF))",
    "year": r"-?[0-9]{4}",
    "yearmonth": r"-?[0-9]{4}-(0[1-9]|1[0-2])",
    "time": r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-][0-9]{2}:?[0-9]{2})?",
    "date": r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}",
    "datetime": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?",
    "duration": r"-?P([0-9.]+Y)?([0-9.]+M)?([0-9.]+W)?([0-9.]+D)?(T([0-9.]+H)?([0-9.]+M)?([0-9.]+S)?)?",
    "geopoint": r"-?[0-9.]+, ?-?[0-9.]+",
    "string/email": r"[^@\s]+@[^@\s]+\.[^@\s]+",
    "string/uri": r"[A-Za-z][A-Za-z0-9+.-]*:[^\s]+",
    "string/binary": r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
    "string/uuid": r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
}
"""The lexical form of each type that has one (RE2, whole text)."""

FREE = {"string", "any"}
JSON = {"object": "OBJECT", "array": "ARRAY", "geojson": "OBJECT"}
TYPES = {*FREE, *JSON, "boolean", "list", *(name for name in PATTERNS if "/" not in name)}
LENGTHS = {"minLength": "<", "maxLength": ">"}
BOUNDS = {"minimum": "<", "maximum": ">", "exclusiveMinimum": "<=", "exclusiveMaximum": ">="}
CONSTRAINTS = {"required", "unique", "pattern", "enum", "jsonSchema", *LENGTHS, *BOUNDS}
ORDERED = {"integer", "number", "date", "datetime", "time", "year", "yearmonth"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on one row, true where the row breaks the rule."""

    code: str
    field: str
    violation: str
    message: str


@dataclass(frozen=True, slots=True)
class Check:
    """One rule over a published table in DuckDB: `sql` gives the offending rows, their key and the value."""

    name: str
    resource: str
    field: str
    code: str
    description: str
    sql: str

    def failures(self, con: duckdb.DuckDBPyConnection) -> dict[str, str | int]:
        """Count the offending rows; nothing where there are none.

        Raises
        ------
        duckdb.Error
            Where the table or one of its columns is not there.
        """
        rows = con.execute(f"SELECT count(*) FROM ({self.sql})").fetchall()[0][0]
        if not rows:
            return {}
        return {
            "table": self.resource,
            "field": self.field,
            "code": self.code,
            "rule": self.description,
            "rows": rows,
        }


def labelled(values: Any) -> tuple[list[Any], list[Any]]:
    """Give the values of a list in which each may have a label, and the labels; [None] where it is no such list."""
    if not isinstance(values, list):
        return [None], []
    labels = [value["label"] for value in values if isinstance(value, dict) and "label" in value]
    return [value.get("value") if isinstance(value, dict) else value for value in values], labels


def categories(field: Mapping[str, Any]) -> list[Any] | None:
    """Give the values of a categorical field, None where it is none."""
    return labelled(field["categories"])[0] if "categories" in field else None


def number_text(field: Mapping[str, Any], text: str) -> str:
    """Give SQL that brings a printed number to plain form: no group characters, a point, nothing around it."""
    if field.get("bareNumber") is False:
        text = rf"regexp_replace({text}, '^[^0-9-]+|[^0-9]+$', '', 'g')"
    if group := field.get("groupChar"):
        text = f"replace({text}, {literal(group)}, '')"
    if (point := field.get("decimalChar", ".")) != ".":
        text = f"replace({text}, {literal(point)}, '.')"
    return text


def true_values(field: Mapping[str, Any]) -> list[str]:
    """Give the texts that mean true."""
    return list(field.get("trueValues", ["true", "True", "TRUE", "1"]))


def false_values(field: Mapping[str, Any]) -> list[str]:
    """Give the texts that mean false."""
    return list(field.get("falseValues", ["false", "False", "FALSE", "0"]))


def _in(text: str, values: Iterable[Any]) -> str:
    return f"{text} IN ({', '.join(literal(str(v)) for v in values)})"


def well_formed(field: Mapping[str, Any], text: str) -> str:
    """Give SQL that is true where the text is a value of the field's type and format."""
    kind, form = field.get("type", "any"), field.get("format", "default").removeprefix("fmt:")
    if kind == "list":
        item = well_formed({"type": field.get("itemType", "string")}, "item")
        return f"(len(list_filter({items(field, text)}, lambda item: NOT {item})) = 0)"
    if kind == "geopoint" and form == "array":
        numbers = [f"TRY_CAST({_json(text)}->>{n} AS DOUBLE) IS NOT NULL" for n in (0, 1)]
        return f"coalesce(json_array_length({_json(text)}) = 2 AND {' AND '.join(numbers)}, false)"
    if kind == "geopoint" and form == "object":
        numbers = [f"TRY_CAST({_json(text)}->>'{n}' AS DOUBLE) IS NOT NULL" for n in ("lon", "lat")]
        return f"coalesce(len(json_keys({_json(text)})) = 2 AND {' AND '.join(numbers)}, false)"
    if kind == "boolean":
        return _in(text, [*true_values(field), *false_values(field)])
    if kind in JSON:
        return f"(json_valid({text}) AND json_type(TRY_CAST({text} AS JSON)) = '{JSON[kind]}')"
    if kind in {"date", "time", "datetime"} and form not in {"default", "any"}:
        return f"try_strptime({text}, {literal(form)}) IS NOT NULL"
    pattern = PATTERNS.get(f"{kind}/{form}") or PATTERNS.get(kind)
    if pattern is None or form == "any":
        return "true"
    if kind in {"integer", "number"}:
        text = number_text(field, text)
    matches = f"regexp_full_match({text}, {literal(pattern)})"
    if kind == "date":
        return f"({matches} AND TRY_CAST({text} AS DATE) IS NOT NULL)"
    if kind == "datetime":
        return f"({matches} AND TRY_CAST(left({text}, 19) AS TIMESTAMP) IS NOT NULL)"
    return matches


def _json(text: str) -> str:
    """Give SQL of a text as JSON, NULL where it is none."""
    return f"TRY_CAST({text} AS JSON)"


def items(field: Mapping[str, Any], text: str) -> str:
    """Give SQL of the items of a list, as texts. An empty text would be a list of one empty item."""
    return f"string_split({text}, {literal(field.get('delimiter', ','))})"


def size(field: Mapping[str, Any], text: str) -> str:
    """Give SQL of how long a value is: characters of a text, items of a collection, keys of an object."""
    match field.get("type", "any"):
        case "list":
            return f"len({items(field, text)})"
        case "array":
            return f"json_array_length({_json(text)})"
        case "object":
            return f"len(json_keys({_json(text)}))"
        case _:
            return f"length({text})"


def typed(field: Mapping[str, Any], text: str) -> str:
    """Give SQL of a value that compares as the type does; NULL where the text is none of it."""
    match field.get("type", "any"), field.get("format", "default").removeprefix("fmt:"):
        case "integer", _:
            return f"TRY_CAST({number_text(field, text)} AS HUGEINT)"
        case "number", _:
            return f"TRY_CAST({number_text(field, text)} AS DECIMAL(38,10))"
        case "boolean", _:
            yes, no = _in(text, true_values(field)), _in(text, false_values(field))
            return f"CASE WHEN {yes} THEN true WHEN {no} THEN false END"
        case "date", "default":
            return f"TRY_CAST({text} AS DATE)"
        case (("date" | "datetime" | "time"), str(form)) if form not in {"default", "any"}:
            return f"try_strptime({text}, {literal(form)})"
        case "year", _:
            return f"TRY_CAST({text} AS INTEGER)"
        case _:
            return text


def row_rules(
    fields: Sequence[Mapping[str, Any]], column: Column, well_typed: Container[str] = frozenset()
) -> Iterator[Rule]:
    """Give the rules that one row can break by itself: lexical forms and constraints.

    A cell that is no value of its type breaks that rule alone, as with frictionless. Fields that are known to be
    `well_typed` are not asked again, which spares most of the time.
    """
    for field in fields:
        name, kind = field["name"], field.get("type", "any")
        text, constraints = column(name), field.get("constraints", {})
        value = typed(field, text)
        form = "true" if name in well_typed else well_formed(field, text)
        if form != "true":
            shown = f"{kind}/{field.get('format', 'default')}"
            yield Rule("type-error", name, f"{text} IS NOT NULL AND NOT {form}", f'type is "{shown}"')
        there = f"{text} IS NOT NULL AND {form}"

        def broken(constraint: str, violation: str, limit: Any, name: str = name) -> Rule:
            return Rule("constraint-error", name, violation, f'constraint "{constraint}" is "{limit}"')

        if constraints.get("required"):
            yield broken("required", f"{text} IS NULL", True)
        for constraint, operator in LENGTHS.items():
            if (limit := constraints.get(constraint)) is not None:
                yield broken(constraint, f"{there} AND {size(field, text)} {operator} {int(limit)}", limit)
        for constraint, operator in BOUNDS.items():
            if (limit := constraints.get(constraint)) is not None and kind in ORDERED:
                bound = typed(field, literal(str(limit)))
                yield broken(constraint, f"{there} AND {value} {operator} {bound}", limit)
        if (pattern := constraints.get("pattern")) is not None:
            yield broken("pattern", f"{there} AND NOT regexp_full_match({text}, {literal(pattern)})", pattern)
        if allowed := constraints.get("enum"):
            choices = ", ".join(typed(field, literal(_printed(choice))) for choice in allowed)
            yield broken("enum", f"{there} AND {value} NOT IN ({choices})", allowed)
        if (known := categories(field)) is not None:
            choices = ", ".join(typed(field, literal(_printed(choice))) for choice in known)
            message = f"is none of the categories {', '.join(map(str, known))}"
            yield Rule("constraint-error", name, f"{there} AND {value} NOT IN ({choices})", message)


def _printed(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def key_of(fields: Sequence[Mapping[str, Any]], names: Sequence[str], column: Column) -> list[str]:
    """Give the SQL of each part of a key, as text that is equal where the values are, and NULL where there is none."""
    by_name = {field["name"]: field for field in fields}
    parts = []
    for name in names:
        text = column(name)
        value = typed(by_name[name], text)
        parts.append(text if value == text else f"coalesce(CAST({value} AS VARCHAR), {text})")
    return parts


def key_violations(relation: str, key: Sequence[str], row: str, *, is_primary: bool) -> str:
    """Give SQL of the rows (`row` names them) whose key stood in an earlier row, or, of a primary key, is not whole."""
    columns = ", ".join(key)
    some_null = " OR ".join(f"{part} IS NULL" for part in key)
    double = (
        f"SELECT {row} AS _row, 'the same as in an earlier row' AS _note FROM {relation} WHERE NOT ({some_null}) "
        f"QUALIFY row_number() OVER (PARTITION BY {columns} ORDER BY {row}) > 1"
    )
    if not is_primary:
        return double
    empty = f"SELECT {row} AS _row, 'a part of the primary key is empty' AS _note FROM {relation} WHERE {some_null}"
    return f"{empty} UNION ALL {double}"


def has_double_keys(relation: str, key: Sequence[str], *, is_primary: bool) -> str:
    """Give SQL of one truth: whether `key_violations` has rows. It is the cheap question to ask first."""
    columns = ", ".join(f"{part} AS k{i}" for i, part in enumerate(key))
    names = ", ".join(f"k{i}" for i in range(len(key)))
    some_null = " OR ".join(f"k{i} IS NULL" for i in range(len(key)))
    broken = f"n > 1 AND NOT ({some_null})" + (f" OR {some_null}" if is_primary else "")
    return (
        f"SELECT count(*) > 0 FROM (SELECT {names}, count(*) AS n FROM (SELECT {columns} FROM {relation}) "
        f"GROUP BY {names}) WHERE {broken}"
    )


def foreign_violations(relation: str, key: Sequence[str], row: str, target: str, target_key: Sequence[str]) -> str:
    """Give SQL of the rows whose key is not empty and names no row of the target."""
    all_null = " AND ".join(f"{part} IS NULL" for part in key)
    columns = ", ".join(f"{part} AS k{i}" for i, part in enumerate(key))
    targets = ", ".join(f"{part} AS t{i}" for i, part in enumerate(target_key))
    on = " AND ".join(f"f.k{i} = t.t{i}" for i in range(len(key)))
    return (
        f"SELECT f._row FROM (SELECT {row} AS _row, {columns} FROM {relation} WHERE NOT ({all_null})) AS f "
        f"WHERE NOT EXISTS (SELECT 1 FROM (SELECT {targets} FROM {target}) AS t WHERE {on})"
    )


def published_text(resource: Resource, *, prefix: str = "", also: Sequence[str] = ()) -> str:
    """Give SQL that selects a resource in its published form: every column as the text that the CSV holds.

    `prefix` (such as `staging.`) stands before the table's name, `also` are columns to select as they are. Numbers lose
    trailing zeros, empty text becomes NULL, points in time are printed in UTC with a Z.
    """
    columns = [*also]
    for field in resource.fields:
        text = f"CAST({identifier(field.name)} AS VARCHAR)"
        if field.type == "number":
            text = rf"regexp_replace(regexp_replace(ltrim({text}, '+'), '^(-?[0-9]+\.[0-9]*?)0+$', '\1'), '\.$', '')"
        elif field.type == "datetime":
            plain = rf"regexp_replace({text}, '(Z|\+00(:?00)?)$', '')"
            text = f"coalesce(strftime(TRY_CAST({plain} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%SZ'), {text})"
        elif field.type == "string":
            text = f"nullif({text}, '')"
        columns.append(f"{text} AS {identifier(field.name)}")
    relation = resource.source if resource.source.startswith("(") else f"{prefix}{resource.source}"
    return f"SELECT {', '.join(columns)} FROM {relation}"


def checks(package: Package, *, prefix: str = "") -> list[Check]:
    """Compile a check for every rule of every resource, over the DuckDB tables that the resources are selected from."""
    by_name = {resource.name: resource for resource in package.resources}
    out: list[Check] = []

    def add(resource: Resource, field: str, code: str, description: str, sql: str) -> None:
        name = f"{package.name}.{resource.name}.{field}.{len(out)}"
        out.append(Check(name, resource.name, field, code, description, sql))

    for resource in package.resources:
        fields = resource.schema()["fields"]
        row = " || ' / ' || ".join(f"coalesce({identifier(name)}, '')" for name in resource.primary_key)
        rows = f"({published_text(resource, prefix=prefix)})"
        for rule in row_rules(fields, identifier):
            found = f"SELECT {row} AS _row, {identifier(rule.field)} AS _value FROM {rows} WHERE {rule.violation}"
            add(resource, rule.field, rule.code, rule.message, found)
        key = key_of(fields, resource.primary_key, identifier)
        names = ", ".join(resource.primary_key)
        add(resource, names, "primary-key", "primary key", key_violations(rows, key, row, is_primary=True))
        for foreign in resource.foreign_keys:
            target = by_name[foreign.resource or resource.name]
            missing = foreign_violations(
                rows,
                key_of(fields, foreign.fields, identifier),
                row,
                f"({published_text(target, prefix=prefix)})",
                key_of(target.schema()["fields"], foreign.reference, identifier),
            )
            add(resource, ", ".join(foreign.fields), "foreign-key", f"names a row of {target.name}", missing)
    return out
