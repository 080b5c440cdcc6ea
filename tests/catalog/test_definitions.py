"""The definitions are whole and agree with themselves, with the contract's tables, and with what was released last."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from yunchuan import build

from catalog import rules
from catalog.descriptor import problems
from catalog.difference import resource_changes
from catalog.package import DEFINITIONS, DefinitionError, Package, packages, parse, resolve
from catalog.rules import CONSTRAINTS, PATTERNS
from catalog.sql import connect
from catalog.version import Step

RELEASED = Path(__file__).with_name("released")


def each() -> list[Package]:
    return list(packages().values())


@pytest.mark.parametrize("package", each(), ids=lambda p: p.name)
def test_every_field_is_described_in_both_languages(package: Package) -> None:
    for resource in package.resources:
        for f in resource.fields:
            assert any("\u4e00" <= c <= "\u9fff" for c in f.title + f.description), f"{resource.name}.{f.name}"
            assert f.title_en.isascii() and f.description_en.isascii(), f"{resource.name}.{f.name}"
            assert f.description.endswith("。"), f"{resource.name}.{f.name}"


@pytest.mark.parametrize("package", each(), ids=lambda p: p.name)
def test_examples_are_values_of_their_fields(package: Package) -> None:
    con = connect()
    from catalog.rules import row_rules

    for resource in package.resources:
        for f in resource.fields:
            con.execute("CREATE OR REPLACE TABLE one AS SELECT CAST(? AS VARCHAR) AS c", [f.example])
            for rule in row_rules([f.descriptor()], lambda name: "c"):
                (broken,) = con.execute(f"SELECT {rule.violation} FROM one").fetchone() or (None,)
                assert not broken, f"{resource.name}.{f.name}: {rule.message}: {f.example}"


@pytest.mark.parametrize("package", each(), ids=lambda p: p.name)
def test_the_descriptor_is_sound(package: Package) -> None:
    assert list(problems(package.descriptor())) == []


@pytest.mark.parametrize("package", each(), ids=lambda p: p.name)
def test_tables_can_be_made_and_every_check_runs(package: Package) -> None:
    con = build()
    assert len({check.name for check in rules.checks(package)}) == len(rules.checks(package))
    assert [found for check in rules.checks(package) if (found := check.failures(con))] == []


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("UPDATE targets SET comparator = '≥' WHERE char_start = 1", ("targets", "comparator", "constraint-error", 1)),
        ("UPDATE targets SET metric = ''", ("targets", "metric", "constraint-error", 3)),
        ("UPDATE targets SET indicator_id = 'none'", ("targets", "indicator_id", "foreign-key", 3)),
        ("UPDATE quantities SET char_start = -1", ("quantities", "char_start", "constraint-error", 1)),
        ("UPDATE targets SET deadline = '2033年'", ("targets", "deadline", "constraint-error", 3)),
    ],
)
def test_a_check_counts_the_rows_that_break_it(sql: str, expected: tuple[str, str, str, int]) -> None:
    con = build()
    con.execute(sql)
    found = [one for check in rules.checks(packages()["targets"]) if (one := check.failures(con))]
    assert [(one["table"], one["field"], one["code"], one["rows"]) for one in found] == [expected]


BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("a type that is none", {"type": "float"}, "is not one of"),
    ("a constraint that is none", {"constraints": {"requierd": True}}, "requierd"),
    ("a pattern that is not anchored", {"constraints": {"pattern": "[0-9]+"}}, "does not match"),
    ("a unit in no field", {"unit_field": "nothing"}, "the unit field 'nothing' is not there"),
    (
        "an example that does not match",
        {"constraints": {"pattern": "^[0-9]$"}, "example": "ab"},
        "example does not match",
    ),
]


@pytest.mark.parametrize(("change", "message"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_a_broken_definition_says_where(change: dict[str, Any], message: str) -> None:
    common = yaml.safe_load((DEFINITIONS / "common.yaml").read_text(encoding="utf-8"))
    document = yaml.safe_load((DEFINITIONS / "reference.yaml").read_text(encoding="utf-8"))
    document = copy.deepcopy(resolve(document, common))
    document["resources"][0]["fields"][3].update(change)
    with pytest.raises(DefinitionError, match=message):
        parse(document)


def test_rules_know_every_constraint_and_type_of_the_definitions() -> None:
    for package in each():
        for resource in package.resources:
            for f in resource.fields:
                assert set(f.constraints) <= CONSTRAINTS
                assert f.type in {*PATTERNS, "string", "boolean"}


def changes(then: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """What a consumer of `then` must be told of before `now` is published, in words."""

    def resource(schemas: dict[str, Any], name: str) -> dict[str, Any] | None:
        return {"name": name, "schema": schemas[name]} if name in schemas else None

    return [
        change.words
        for name in {**then, **now}
        for change in resource_changes(name, resource(then, name), resource(now, name))
        if change.step is Step.MAJOR or change.is_whole
    ]


def schemas(package: Package) -> dict[str, Any]:
    return {r["name"]: r["schema"] for r in package.descriptor()["resources"]}


@pytest.mark.parametrize("package", each(), ids=lambda p: p.name)
def test_no_consumer_is_broken_unawares(package: Package) -> None:
    """A field that is renamed, added, removed, retyped or tightened since `released/*.json` calls for a MAJOR step and
    fails here, as a table does that comes or goes, until GONGBAO_RELEASED=1 writes those files anew because it is meant.
    """
    file, now = RELEASED / f"{package.name}.json", schemas(package)
    if os.environ.get("GONGBAO_RELEASED"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if found := changes(json.loads(file.read_text(encoding="utf-8")), now):
        pytest.fail(
            f"{package.name} differs from its released definition:\n- " + "\n- ".join(found) + "\n"
            "The next release takes the step that this calls for, MAJOR where it breaks consumers. If it is meant: "
            "GONGBAO_RELEASED=1 pytest tests/catalog/test_definitions.py, and commit tests/catalog/released.",
            pytrace=False,
        )


BREAKING: list[tuple[Callable[[dict[str, Any]], object], list[str]]] = [
    (lambda t: t["fields"][5].update(name="measured"), ["targets: field metric renamed to measured"]),
    (lambda t: t["fields"].pop(5), ["targets: field metric removed"]),
    (lambda t: t["fields"][5].update(type="integer"), ["targets.metric: type string → integer"]),
    (lambda t: t["fields"][5]["constraints"].clear(), []),
    (lambda t: t["fields"][5]["constraints"].update(maxLength=9), ["targets.metric: maxLength tighter, None → 9"]),
    (lambda t: t["fields"].insert(6, t["fields"].pop(5)), ["targets: fields reordered"]),
    (lambda t: t["fields"][5].update(title="计量"), []),
]


@pytest.mark.parametrize(("change", "words"), BREAKING)
def test_what_breaks_a_consumer_is_told_in_words(change: Callable[[dict[str, Any]], object], words: list[str]) -> None:
    then = schemas(packages()["targets"])
    now = copy.deepcopy(then)
    change(now["targets"])
    assert changes(then, now) == words
