"""Table Schema as SQL, asked of a database: for each type what is one of its values and how they compare, each
constraint on both sides of its limit, keys whole, empty, doubled and lost.

Standard: Table Schema of Data Package 2.0, https://datapackage.org/standard/table-schema/.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import duckdb
import pytest

from catalog import rules
from catalog.package import Field, ForeignKey, Package, Resource
from catalog.sql import connect, literal

Described = dict[str, Any]


@cache
def database() -> duckdb.DuckDBPyConnection:
    return connect()


def asked(sql: str) -> Any:
    return database().execute(f"SELECT {sql}").fetchall()[0][0]


def rows(sql: str) -> list[tuple[Any, ...]]:
    return sorted(database().execute(sql).fetchall(), key=repr)


def test_the_types_and_constraints_are_those_of_the_standard() -> None:
    assert {
        "any", "array", "boolean", "date", "datetime", "duration", "geojson", "geopoint", "integer", "list", "number",
        "object", "string", "time", "year", "yearmonth",
    } == rules.TYPES  # fmt: skip
    assert {
        "enum", "exclusiveMaximum", "exclusiveMinimum", "jsonSchema", "maxLength", "maximum", "minLength", "minimum", "pattern",
        "required", "unique",
    } == rules.CONSTRAINTS  # fmt: skip
    assert {"integer", "number", "date", "datetime", "time", "year", "yearmonth"} == rules.ORDERED


VALUES: list[tuple[Described, str, str]] = [
    # The columns: the field, texts that are its values, texts that are not; each text ends at a |.
    ({"type": "integer"}, "0|-7|+7|007|12345678901234567890", "|1.0|1,000|七|1e3| 1"),
    ({"type": "integer", "groupChar": ","}, "1,000|1000", "1.000"),
    ({"type": "integer", "bareNumber": False}, "95%|￥95|约95个|95", "九十五"),
    ({"type": "integer", "bareNumber": True}, "95", "95%"),
    ({"type": "number"}, "0|1.5|1.|.5|-1.5|+1.5|1e3|1.5E-3|NaN|INF|-INF|inf|nan", "|.|1,5|1.5.5|e3|+INF|1 000"),
    ({"type": "number", "decimalChar": ","}, "1,5|1.5|1", "1,5,5"),
    ({"type": "number", "decimalChar": ",", "groupChar": "."}, "1.234,5", "1,234,5"),
    ({"type": "boolean"}, "true|True|TRUE|1|false|False|FALSE|0", "|yes|是|T|tRUE|2"),
    ({"type": "boolean", "trueValues": ["是"]}, "是|false", "true|否"),
    ({"type": "boolean", "falseValues": ["否"]}, "否|true", "false|是"),
    ({"type": "year"}, "2031|0001|-0044", "31|20310|2031-01|+2031"),
    ({"type": "yearmonth"}, "2031-01|2031-09|2031-10|2031-12|-0044-03", "2031-00|2031-13|2031-1|2031|31-01"),
    ({"type": "time"}, "00:00:00|23:59:59|08:30:00Z|08:30:00+08:00|08:30:00-0800", "24:00:00|8:30:00|08:60:00|08:30:60|08:30"),
    ({"type": "date"}, "2031-02-28|2032-02-29|2031-2-3|0001-01-01", "2031-02-29|2031-02|03/02/2031|31-02-03|2031-02-03T00:00:00"),
    ({"type": "date", "format": "any"}, "2031-02-28|03/02/2031", ""),
    ({"type": "date", "format": "%d.%m.%Y"}, "28.02.2031", "2031-02-28|31.02.2031"),
    ({"type": "datetime"}, "2031-02-03T04:05:06|2031-02-03T04:05:06Z|2031-02-03T04:05:06.789+08:00|2031-02-03T04:05:06-0800",
     "2031-02-03 04:05:06|2031-02-03|2031-02-30T04:05:06Z|2031-02-03T25:05:06Z|2031-02-03T04:05"),
    ({"type": "datetime", "format": "%Y%m%d %H"}, "20310203 04", "2031-02-03T04:05:06Z"),
    ({"type": "time", "format": "%H.%M"}, "08.30", "08:30:00"),
    ({"type": "duration"}, "P1Y|P2M|P3W|P4D|PT5H|PT6M|PT7.5S|P1Y2M3DT4H5M6S|-P1D", "1Y|P1|PT1D|P1S|P1H"),
    ({"type": "geopoint"}, "90.50, 45.50|90.50,45.50|-90,-45", "90.50|90.50 45.50|east, north"),
    ({"type": "object"}, '{"a": 1}|{}', "[1]|{a}|1|a"),
    ({"type": "array"}, "[1]|[]", '{"a": 1}|[1|1'),
    ({"type": "geojson"}, '{"type": "Point"}', "[1, 2]|Point"),
    ({"type": "string"}, "|晴| |\n", ""),
    ({"type": "any"}, "|晴|1", ""),
    ({}, "|晴|1", ""),
    ({"type": "string", "format": "email"}, "a@b.org|a.b+c@d.e.org", "a@b|@b.org|a b@c.org|a@b@c.org|a@b.|ab.org"),
    ({"type": "string", "format": "uri"}, "https://example.org/a|mailto:a@b.org|urn:x", "example.org|/a|1a:b|a:|a: b"),
    ({"type": "string", "format": "uuid"}, "0123abcd-0123-ABCD-0123-0123456789ab",
     "0123abcd-0123-abcd-0123|0123abcd01230123abcd0123456789ab|g123abcd-0123-abcd-0123-0123456789ab|0123abcd-0123-abcd-0123-0123456789abc"),
    ({"type": "string", "format": "binary"}, "|5pm0|5pk=|YQ==", "晴|5p|YQ=|a b="),
    ({"type": "list"}, "a|a,b|a,,b", ""),
    ({"type": "list", "itemType": "integer"}, "1|1,2,-3", "1,b|1,|1;2"),
    ({"type": "list", "itemType": "date", "delimiter": ";"}, "2031-01-02|2031-01-02;2031-02-03", "2031-01-02,2031-02-03|2031"),
    ({"type": "geopoint", "format": "array"}, "[90.5, 45.5]", "90.5, 45.5|[90.5]|[90.5, 45.5, 1]|[a, b]|x"),
    ({"type": "geopoint", "format": "object"}, '{"lon": 90.5, "lat": 45.5}', '{"lon": 90.5}|[90.5, 45.5]|x'),
]  # fmt: skip


@pytest.mark.parametrize(("field", "right", "wrong"), VALUES, ids=[str(v[0]) for v in VALUES])
def test_what_is_a_value_of_a_type(field: Described, right: str, wrong: str) -> None:
    found = {text: asked(rules.well_formed(field, literal(text))) for text in (right + "|" + wrong).split("|")}
    expected = dict.fromkeys(right.split("|"), True) | (dict.fromkeys(wrong.split("|"), False) if wrong else {})
    assert {text: found[text] for text in expected} == expected


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ({"type": "integer"}, "007", 7),
        ({"type": "integer", "groupChar": ","}, "1,000", 1000),
        ({"type": "integer", "bareNumber": False}, "约95个", 95),
        ({"type": "integer", "bareNumber": False}, "-95%", -95),
        ({"type": "integer"}, "七", None),
        ({"type": "integer"}, "9" * 30, int("9" * 30)),
        ({"type": "number"}, "0.1", Decimal("0.1")),
        ({"type": "number"}, "1e3", Decimal(1000)),
        ({"type": "number"}, "0.0123456789", Decimal("0.0123456789")),
        ({"type": "number"}, "9" * 28 + ".5", Decimal("9" * 28 + ".5")),
        ({"type": "number", "decimalChar": ",", "groupChar": "."}, "1.234,5", Decimal("1234.5")),
        ({"type": "number"}, "NaN", None),
        ({"type": "boolean"}, "1", True),
        ({"type": "boolean"}, "FALSE", False),
        ({"type": "boolean"}, "是", None),
        ({"type": "boolean", "trueValues": ["是"], "falseValues": ["否"]}, "否", False),
        ({"type": "date"}, "2031-2-3", date(2031, 2, 3)),
        ({"type": "date"}, "2031-02-30", None),
        ({"type": "date", "format": "%d.%m.%Y"}, "03.02.2031", datetime(2031, 2, 3)),
        ({"type": "date", "format": "any"}, "03/02/2031", "03/02/2031"),
        ({"type": "datetime", "format": "%Y%m%d %H"}, "20310203 04", datetime(2031, 2, 3, 4)),
        ({"type": "datetime"}, "2031-02-03T04:05:06Z", "2031-02-03T04:05:06Z"),
        ({"type": "time", "format": "%H.%M"}, "08.30", datetime(1900, 1, 1, 8, 30)),
        ({"type": "year"}, "2031", 2031),
        ({"type": "string"}, "007", "007"),
        ({"type": "yearmonth"}, "2031-01", "2031-01"),
        ({}, "007", "007"),
    ],
)
def test_values_compare_as_their_type_does(field: Described, text: str, value: object) -> None:
    assert asked(rules.typed(field, literal(text))) == value


def broken(field: Described, cell: str | None, **known: Any) -> list[tuple[str, str]]:
    """Give code and message of each rule that one cell breaks."""
    text = "CAST(NULL AS VARCHAR)" if cell is None else literal(cell)
    compiled = list(rules.row_rules([{"name": "f", **field}], lambda name: {"f": text}[name], **known))
    assert {rule.field for rule in compiled} <= {"f"}
    return [(rule.code, rule.message) for rule in compiled if asked(rule.violation)]


def limit(name: str, value: Any) -> tuple[str, str]:
    return "constraint-error", f'constraint "{name}" is "{value}"'


LIMITS: list[tuple[str, str, Any, str, str]] = [
    # The columns: type, constraint, its limit, a text that keeps it, one that does not.
    ("string", "minLength", 2, "岭南", "岭"),
    ("string", "maxLength", 2, "岭南", "南岭区"),
    ("integer", "minimum", 10, "10", "9"),
    ("integer", "maximum", 10, "10", "11"),
    ("integer", "exclusiveMinimum", 10, "11", "10"),
    ("integer", "exclusiveMaximum", 10, "9", "10"),
    ("number", "minimum", 0, "0.0", "-0.0000000001"),
    ("number", "maximum", "1.5", "1.50", "1.5000000001"),
    ("date", "minimum", "2031-02-03", "2031-2-3", "2031-02-02"),
    ("date", "exclusiveMaximum", "2031-02-03", "2031-02-02", "2031-02-03"),
    ("datetime", "maximum", "2031-02-03T00:00:00Z", "2031-02-03T00:00:00Z", "2031-02-03T00:00:01Z"),
    ("time", "minimum", "08:00:00", "08:00:00", "07:59:59"),
    ("year", "minimum", 2031, "2031", "2030"),
    ("yearmonth", "exclusiveMinimum", "2031-02", "2031-03", "2031-02"),
    ("string", "pattern", "[a-z]{2}", "ab", "abc"),
    ("string", "pattern", "^it's$", "it's", "its"),
    ("string", "enum", ["晴", "雨"], "雨", "雪"),
    ("string", "enum", ["Ab"], "Ab", "ab"),
    ("integer", "enum", [1, 2], "02", "3"),
    ("number", "enum", ["0.5"], "0.50", "0.51"),
    ("boolean", "enum", [True], "TRUE", "false"),
    ("boolean", "enum", [False], "0", "1"),
]


@pytest.mark.parametrize(
    ("kind", "name", "value", "kept", "lost"), LIMITS, ids=[f"{x[0]} {x[1]} {x[2]}" for x in LIMITS]
)
def test_a_constraint_on_both_sides_of_its_limit(kind: str, name: str, value: Any, kept: str, lost: str) -> None:
    field = {"type": kind, "constraints": {name: value}}
    assert broken(field, kept) == []
    assert broken(field, lost) == [limit(name, value)]
    assert broken(field, None) == []


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ({"type": "string", "constraints": {"required": True}}, None, [limit("required", True)]),
        ({"type": "string", "constraints": {"required": True}}, "", []),
        ({"type": "string", "constraints": {"required": False}}, None, []),
        # What is no value of its type breaks that rule alone.
        ({"type": "integer", "constraints": {"minimum": 1, "enum": [1]}}, "零", [("type-error", 'type is "integer/default"')]),
        ({"type": "string", "format": "email", "constraints": {"minLength": 9, "pattern": "b", "maxLength": 0}}, "a",
         [("type-error", 'type is "string/email"')]),
        ({"constraints": {"enum": ["a"]}}, "b", [limit("enum", ["a"])]),
        ({"type": "boolean", "trueValues": ["true"], "constraints": {"enum": [True]}}, "true", []),
        # A limit has no sense where values have no order; a limit of 0 is one.
        ({"type": "string", "constraints": {"minimum": 5}}, "1", []),
        ({"type": "string", "constraints": {"maxLength": 0}}, "a", [limit("maxLength", 0)]),
        ({"type": "string", "constraints": {"minLength": 3, "maxLength": 1, "pattern": "c"}}, "ab",
         [limit("minLength", 3), limit("maxLength", 1), limit("pattern", "c")]),
        ({"type": "integer", "constraints": {"minimum": 3, "maximum": 1}}, "2", [limit("minimum", 3), limit("maximum", 1)]),
    ],
)  # fmt: skip
def test_which_rules_a_cell_breaks(field: Described, cell: str | None, expected: list[tuple[str, str]]) -> None:
    assert broken(field, cell) == expected


def test_a_field_that_is_known_to_be_well_typed_is_not_asked_again() -> None:
    assert broken({"type": "integer"}, "零", well_typed={"f"}) == []
    assert broken({"type": "integer"}, "零", well_typed={"g"}) == [("type-error", 'type is "integer/default"')]
    assert [rule.code for rule in rules.row_rules([{"name": "f", "type": "string"}], str)] == []


# Rows of id, a, b: the first three are whole and differ, the fourth is the second again with the number printed otherwise.
PAIRS = "(VALUES (2, '1', 'x'), (3, '2', 'x'), (4, '2', 'y'), (5, '02', 'x'), (6, NULL, 'x'), (7, NULL, NULL), (8, NULL, 'x')) AS t(id, a, b)"
PAIR = [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]
AGAIN, EMPTY = "the same as in an earlier row", "a part of the primary key is empty"


def test_a_part_of_a_key_is_its_value_or_the_text_that_is_none() -> None:
    key = rules.key_of([*PAIR, {"name": "c", "type": "number"}], ["b", "a"], str.upper)
    assert key == ["B", "coalesce(CAST(TRY_CAST(A AS HUGEINT) AS VARCHAR), A)"]


@pytest.mark.parametrize(
    ("names", "is_primary", "expected"),
    [
        (["a", "b"], True, [(5, AGAIN), (6, EMPTY), (7, EMPTY), (8, EMPTY)]),
        (["a", "b"], False, [(5, AGAIN)]),
        (["b"], False, [(3, AGAIN), (5, AGAIN), (6, AGAIN), (8, AGAIN)]),
        (["a"], False, [(4, AGAIN), (5, AGAIN)]),
        (["id", "b"], True, [(7, EMPTY)]),
        (["id"], True, []),
        (["id"], False, []),
    ],
)
def test_keys_that_stood_before_or_are_not_whole(names: list[str], is_primary: bool, expected: list[Any]) -> None:
    # Of a row too few and too many: the earlier row of a pair is never the one that is told.
    key = rules.key_of([{"name": "id", "type": "any"}, *PAIR], names, str)
    assert rows(rules.key_violations(PAIRS, key, "id", is_primary=is_primary)) == expected
    assert rows(rules.has_double_keys(PAIRS, key, is_primary=is_primary)) == [(bool(expected),)]


@pytest.mark.parametrize(
    ("relation", "is_primary", "expected"),
    [
        ("(VALUES (1, 'x', NULL)) AS t(id, a, b)", True, True),
        ("(VALUES (1, 'x', NULL), (2, 'x', NULL)) AS t(id, a, b)", False, False),
        ("(VALUES (1, 'x', 'y'), (2, 'x', 'y')) AS t(id, a, b)", True, True),
        ("(VALUES (1, 'x', 'y'), (2, 'y', 'x')) AS t(id, a, b)", True, False),
    ],
)
def test_the_cheap_question_has_the_same_answer(relation: str, is_primary: bool, expected: bool) -> None:
    assert rows(rules.has_double_keys(relation, ["a", "b"], is_primary=is_primary)) == [(expected,)]
    assert bool(rows(rules.key_violations(relation, ["a", "b"], "id", is_primary=is_primary))) == expected


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        (["a", "b"], ["c", "d"], [(4,), (6,), (8,)]),
        (["b", "a"], ["d", "c"], [(4,), (6,), (8,)]),
        (["a"], ["c"], []),
        (["b"], ["d"], [(4,)]),
    ],
)
def test_keys_that_name_no_row(own: list[str], other: list[str], expected: list[Any]) -> None:
    # Half of a key is one, an empty key is none: 7 names nothing.
    fields = [*PAIR, {"name": "c", "type": "integer"}, {"name": "d", "type": "string"}]
    target = "(VALUES ('1', 'x'), ('2', 'x'), ('002', 'z')) AS u(c, d)"
    key, others = rules.key_of(fields, own, str), rules.key_of(fields, other, str)
    assert rows(rules.foreign_violations(PAIRS, key, "id", target, others)) == expected


def field(name: str, kind: str = "string", **constraints: Any) -> Field:
    return Field(name, kind, name, name, name, name, constraints=constraints)


def table(name: str, fields: tuple[Field, ...], *key: str, **more: Any) -> Resource:
    return Resource(name, name, name, name, name, fields, key, **{"source": name, **more})


PRINTED = [
    # The columns: type of the field, SQL of a value, its published text.
    ("number", "CAST('1.50' AS DECIMAL(9,2))", "1.5"),
    ("number", "CAST('1.00' AS DECIMAL(9,2))", "1"),
    ("number", "CAST('100' AS DECIMAL(9,0))", "100"),
    ("number", "CAST('-0.10' AS DECIMAL(9,2))", "-0.1"),
    ("number", "'+2.50'", "2.5"),
    ("number", "'1,50'", "1,50"),
    ("number", "NULL", None),
    ("datetime", "TIMESTAMP '2031-02-03 04:05:06'", "2031-02-03T04:05:06Z"),
    ("datetime", "TIMESTAMPTZ '2031-02-03 04:05:06+08'", "2031-02-02T20:05:06Z"),
    ("datetime", "'2031-02-03T04:05:06Z'", "2031-02-03T04:05:06Z"),
    ("datetime", "'2031-02-03 04:05:06+00:00'", "2031-02-03T04:05:06Z"),
    ("datetime", "'soon'", "soon"),
    ("string", "''", None),
    ("string", "' '", " "),
    ("string", "'1.50'", "1.50"),
    ("integer", "CAST(7 AS BIGINT)", "7"),
    ("boolean", "true", "true"),
    ("date", "DATE '2031-02-03'", "2031-02-03"),
]


@pytest.mark.parametrize(("kind", "value", "text"), PRINTED)
def test_the_published_text_of_a_value(kind: str, value: str, text: str | None) -> None:
    one = table("t", (field("f", kind),), "f", source=f"(SELECT {value} AS f)")
    assert rows(rules.published_text(one)) == [(text,)]


def test_what_the_published_text_is_selected_from() -> None:
    one = table("t", (field("f"), field("g")), "f")
    selected = """nullif(CAST("f" AS VARCHAR), '') AS "f", nullif(CAST("g" AS VARCHAR), '') AS "g" FROM"""
    assert rules.published_text(one) == f"SELECT {selected} t"
    assert rules.published_text(one, prefix="staging.") == f"SELECT {selected} staging.t"
    assert rules.published_text(one, also=["f.rowid", "1"]) == f"SELECT f.rowid, 1, {selected} t"
    query = replace(one, source="(SELECT 1)")
    assert rules.published_text(query, prefix="staging.") == f"SELECT {selected} (SELECT 1)"


@pytest.fixture
def staged() -> tuple[duckdb.DuckDBPyConnection, Package]:
    """A package of two tables of which the second names rows of the first and of itself, in a schema of its own."""
    places = table("places", (field("code", required=True), field("size", "number", minimum=0)), "code")
    visits = table(
        "visits", (field("place"), field("day", "date"), field("whence"), field("since", "date")), "place", "day",
        foreign_keys=(ForeignKey(("place",), "places", ("code",)), ForeignKey(("whence", "since"), "", ("place", "day"))),
    )  # fmt: skip
    con = connect()
    con.execute("CREATE SCHEMA staging; CREATE TABLE staging.places AS SELECT 'n' AS code, 1.5 AS size")
    con.execute(
        "CREATE TABLE staging.visits AS SELECT * FROM "
        "(VALUES ('n', DATE '2031-02-03', NULL, NULL), ('n', '2031-02-04', 'n', DATE '2031-02-03')) AS t(place, day, whence, since)"
    )
    package = Package("trial", "", "", "", "", (), "", (), (), {}, (places, visits))
    return con, package


def failures(con: duckdb.DuckDBPyConnection, package: Package) -> list[dict[str, Any]]:
    return [found for check in rules.checks(package, prefix="staging.") if (found := check.failures(con))]


def test_the_checks_of_a_package(staged: tuple[duckdb.DuckDBPyConnection, Package]) -> None:
    con, package = staged
    assert [(c.name, c.code, c.description) for c in rules.checks(package)] == [
        ("trial.places.code.0", "constraint-error", 'constraint "required" is "True"'),
        ("trial.places.size.1", "type-error", 'type is "number/default"'),
        ("trial.places.size.2", "constraint-error", 'constraint "minimum" is "0"'),
        ("trial.places.code.3", "primary-key", "primary key"),
        ("trial.visits.day.4", "type-error", 'type is "date/default"'),
        ("trial.visits.since.5", "type-error", 'type is "date/default"'),
        ("trial.visits.place, day.6", "primary-key", "primary key"),
        ("trial.visits.place.7", "foreign-key", "names a row of places"),
        ("trial.visits.whence, since.8", "foreign-key", "names a row of visits"),
    ]
    assert failures(con, package) == []


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("UPDATE staging.places SET size = -0.5", ("places", "size", "constraint-error", 'constraint "minimum" is "0"', 1)),
        ("INSERT INTO staging.places VALUES ('n', 2), ('n', 3)", ("places", "code", "primary-key", "primary key", 2)),
        ("INSERT INTO staging.visits VALUES ('m', '2031-02-03', NULL, NULL)",
         ("visits", "place", "foreign-key", "names a row of places", 1)),
        ("UPDATE staging.visits SET since = '2030-01-01' WHERE day = '2031-02-04'",
         ("visits", "whence, since", "foreign-key", "names a row of visits", 1)),
    ],
)  # fmt: skip
def test_what_a_check_tells(
    staged: tuple[duckdb.DuckDBPyConnection, Package], sql: str, expected: tuple[Any, ...]
) -> None:
    con, package = staged
    con.execute(sql)
    found = [one for one in failures(con, package) if one["field"] == expected[1]]
    assert found == [dict(zip(("table", "field", "code", "rule", "rows"), expected, strict=True))]


def test_a_check_gives_the_key_and_the_value(staged: tuple[duckdb.DuckDBPyConnection, Package]) -> None:
    con, package = staged
    con.execute("UPDATE staging.places SET size = -0.5")
    (check,) = (
        c for c in rules.checks(package, prefix="staging.") if c.code == "constraint-error" and c.field == "size"
    )
    assert con.execute(check.sql).fetchall() == [("n", "-0.5")]
    key = next(c for c in rules.checks(package, prefix="staging.") if c.field == "place, day")
    con.execute(
        "INSERT INTO staging.visits VALUES ('n', DATE '2031-02-04', NULL, NULL), (NULL, DATE '2031-02-05', NULL, NULL)"
    )
    found = con.execute(key.sql).fetchall()
    assert sorted(found) == [(" / 2031-02-05", EMPTY), ("n / 2031-02-04", AGAIN)]
