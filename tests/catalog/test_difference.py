"""Schema changes and the step that each calls for, and the words in which a difference tells itself."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from catalog.difference import Change, Difference, SchemaChange, TableDifference, compare, resource_changes
from catalog.version import Step, following, newest, parts

FIELDS = [
    {"name": "id", "type": "string", "title": "标识", "constraints": {"required": True}},
    {"name": "kind", "type": "string", "title": "类别", "constraints": {"enum": ["a", "b"]}},
    {"name": "value", "type": "number", "title": "数值", "unit": "元", "constraints": {"minimum": 0, "maximum": 10}},
    {"name": "note", "type": "string", "title": "说明"},
]
DESCRIPTOR: dict[str, Any] = {
    "name": "trial",
    "title": "试验",
    "resources": [
        {
            "name": "facts",
            "title": "事实",
            "path": "facts.csv",
            "schema": {"fields": FIELDS, "primaryKey": ["id"], "missingValues": [""]},
        }
    ],
}
TEXT = "id,kind,value,note\nf-1,a,1,晴\nf-2,b,2,\n"


def package(folder: Path, text: str = TEXT, change: Callable[[dict[str, Any]], object] = lambda d: None) -> Path:
    descriptor = copy.deepcopy(DESCRIPTOR)
    change(descriptor)
    folder.mkdir()
    (folder / "facts.csv").write_text(text, encoding="utf-8")
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def schema(d: dict[str, Any]) -> dict[str, Any]:
    return d["resources"][0]["schema"]


def fields(d: dict[str, Any]) -> list[dict[str, Any]]:
    return schema(d)["fields"]


NO_NOTE = "id,kind,value\nf-1,a,1\nf-2,b,2\n"
CHANGES: list[tuple[str, Callable[[dict[str, Any]], object], str, Step, str]] = [
    ("nothing", lambda d: None, TEXT, Step.NONE, ""),
    ("field added", lambda d: fields(d).append({"name": "more", "type": "string"}),
     "id,kind,value,note,more\nf-1,a,1,晴,\nf-2,b,2,,\n", Step.MAJOR, "facts: field more added"),
    ("field removed", lambda d: fields(d).pop(), NO_NOTE, Step.MAJOR, "facts: field note removed"),
    ("field renamed", lambda d: fields(d)[3].update(name="remark"), TEXT.replace("note", "remark"), Step.MAJOR,
     "facts: field note renamed to remark"),
    ("fields reordered", lambda d: fields(d).insert(1, fields(d).pop()), "id,note,kind,value\nf-1,晴,a,1\nf-2,,b,2\n",
     Step.MAJOR, "facts: fields reordered"),
    ("type changed", lambda d: fields(d)[2].update(type="string"), TEXT, Step.MAJOR, "facts.value: type number → string"),
    ("unit changed", lambda d: fields(d)[2].update(unit="万元"), TEXT, Step.MAJOR, "facts.value: unit 元 → 万元"),
    ("required now", lambda d: fields(d)[3].update(constraints={"required": True}), TEXT, Step.MAJOR,
     "facts.note: required tighter, None → True"),
    ("required no more", lambda d: fields(d)[0].update(constraints={}), TEXT, Step.MINOR, "facts.id: required looser, True → None"),
    ("enumeration shorter", lambda d: fields(d)[1].update(constraints={"enum": ["a"]}), TEXT, Step.MAJOR,
     "facts.kind: enum tighter, ['a', 'b'] → ['a']"),
    ("enumeration longer", lambda d: fields(d)[1].update(constraints={"enum": ["a", "b", "c"]}), TEXT, Step.MINOR,
     "facts.kind: enum looser, ['a', 'b'] → ['a', 'b', 'c']"),
    ("minimum up", lambda d: fields(d)[2]["constraints"].update(minimum=1), TEXT, Step.MAJOR, "facts.value: minimum tighter, 0 → 1"),
    ("minimum down", lambda d: fields(d)[2]["constraints"].update(minimum=-1), TEXT, Step.MINOR, "facts.value: minimum looser, 0 → -1"),
    ("maximum down", lambda d: fields(d)[2]["constraints"].update(maximum=9), TEXT, Step.MAJOR, "facts.value: maximum tighter, 10 → 9"),
    ("pattern new", lambda d: fields(d)[3].update(constraints={"pattern": "^.$"}), TEXT, Step.MAJOR,
     "facts.note: pattern tighter, None → ^.$"),
    ("key changed", lambda d: schema(d).update(primaryKey=["id", "kind"]), TEXT, Step.MAJOR, "facts: primary key changed"),
    ("title of a field", lambda d: fields(d)[3].update(title="备注"), TEXT, Step.PATCH, "metadata: facts.note title"),
    ("title of the package", lambda d: d.update(title="试"), TEXT, Step.PATCH, "metadata: title"),
    ("version and date alone", lambda d: d.update(version="9.9.9", created="2031-01-01"), TEXT, Step.NONE, ""),
    ("row added", lambda d: None, TEXT + "f-3,a,3,\n", Step.MINOR, "facts: 1 new"),
    ("row removed", lambda d: None, TEXT.replace("f-2,b,2,\n", ""), Step.MINOR, "facts: 1 removed"),
    ("value changed", lambda d: None, TEXT.replace("晴", "雨"), Step.PATCH, "facts: 1 changed: note 晴 → 雨"),
    ("rows in another order", lambda d: None, "id,kind,value,note\nf-2,b,2,\nf-1,a,1,晴\n", Step.NONE, ""),
]  # fmt: skip


@pytest.mark.parametrize(("change", "text", "step", "words"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_what_a_change_calls_for(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], text: str, step: Step, words: str
) -> None:
    difference = compare(package(tmp_path / "old"), package(tmp_path / "new", text, change))
    assert difference.step is step
    assert " | ".join(difference.reasons()[:1]) == words
    told = difference.to_json()
    assert (told["step"], told["reasons"]) == (step.name, difference.reasons())
    json.dumps(told)
    assert ("nothing changed" in difference.render()) == (step is Step.NONE)


def test_many_changes_are_counted_and_some_are_shown(tmp_path: Path) -> None:
    old = "id,kind,value,note\n" + "".join(f"f-{n:03},a,{n % 7},晴\n" for n in range(100))
    new = "id,kind,value,note\n" + "".join(f"f-{n:03},b,{n % 7},{'雨' if n < 3 else '晴'}\n" for n in range(100))
    difference = compare(package(tmp_path / "old", old), package(tmp_path / "new", new))
    assert difference.reasons() == ["facts: 100 changed (kind in 100, note in 3)"]
    (table,) = difference.tables
    assert [(e.key, str(e)) for e in table.examples[:2]] == [(("f-000",), "kind a → b"), (("f-001",), "kind a → b")]
    assert len(table.examples) == 10


def test_many_new_tables_are_told_in_one_line(tmp_path: Path) -> None:
    def more(d: dict[str, Any]) -> None:
        for number in range(5):
            d["resources"].append(copy.deepcopy(d["resources"][0]) | {"name": f"t-{number}"})

    old, new = package(tmp_path / "old"), package(tmp_path / "new", change=more)
    assert compare(old, new).reasons() == ["5 tables new (t-0 … t-4), 10 rows"]
    assert compare(new, old).reasons() == ["5 tables removed (t-0 … t-4), 10 rows"]
    assert (compare(old, new).step, compare(new, old).step) == (Step.MINOR, Step.MAJOR)


def test_text_that_looks_like_a_key_of_two_parts_is_no_other_key(tmp_path: Path) -> None:
    def two(d: dict[str, Any]) -> None:
        schema(d).update(primaryKey=["id", "kind"])

    old = package(tmp_path / "old", "id,kind,value,note\nf,a,1,\n", two)
    new = package(tmp_path / "new", 'id,kind,value,note\n"f,a",,1,\n', two)
    (table,) = compare(old, new).tables
    assert (table.added, table.removed, table.changed) == (1, 1, 0)


@pytest.mark.parametrize(
    ("version", "step", "expected"),
    [
        (None, Step.NONE, "1.0.0"),
        ("1.0.0", Step.PATCH, "1.0.1"),
        ("1.2.3", Step.MINOR, "1.3.0"),
        ("1.9.9", Step.MAJOR, "2.0.0"),
        ("1.2.3", Step.NONE, "1.2.3"),
    ],
)
def test_the_version_that_follows(version: str | None, step: Step, expected: str) -> None:
    assert following(version, step) == expected


def test_versions_sort_as_numbers() -> None:
    assert newest(["1.9.0", "1.10.0", "latest", "1.2.30"]) == "1.10.0"
    with pytest.raises(ValueError, match="not a version"):
        parts("1.0")


def resource(*described: dict[str, Any], **of_schema: Any) -> dict[str, Any]:
    return {"name": "t", "schema": {"fields": list(described), **of_schema}}


def a(**more: Any) -> dict[str, Any]:
    return {"name": "a", "type": "integer", "title": "甲", **more}


B = {"name": "b", "type": "string", "title": "乙", "description": "其二"}
KEY = {"fields": ["a"], "reference": {"resource": "u", "fields": ["a"]}}
OTHER_KEY = {"fields": ["b"], "reference": {"resource": "u", "fields": ["b"]}}

SCHEMAS: list[tuple[dict[str, Any], dict[str, Any], list[tuple[Step, str | None, str]]]] = [
    # A field in the place of another that is described the same is that one renamed, else one is gone and one is new.
    (resource(a(), B), resource(a(), B | {"name": "c"}), [(Step.MAJOR, "c", "t: field b renamed to c")]),
    (resource(a(), B), resource(a(), B | {"name": "c", "title": "丙"}),
     [(Step.MAJOR, "b", "t: field b removed"), (Step.MAJOR, "c", "t: field c added")]),
    (resource(a(), B), resource(a(), B | {"name": "c", "description": "其三"}),
     [(Step.MAJOR, "b", "t: field b removed"), (Step.MAJOR, "c", "t: field c added")]),
    (resource(a(), B), resource(a(), B | {"name": "c", "type": "number"}),
     [(Step.MAJOR, "b", "t: field b removed"), (Step.MAJOR, "c", "t: field c added")]),
    (resource(a(), B), resource(B | {"name": "c"}, a()),
     [(Step.MAJOR, "b", "t: field b removed"), (Step.MAJOR, "c", "t: field c added")]),
    (resource(a(), B), resource(B, a()), [(Step.MAJOR, None, "t: fields reordered")]),
    (resource(a(), B), resource(a()), [(Step.MAJOR, "b", "t: field b removed")]),
    (resource(a()), resource(B, a()), [(Step.MAJOR, "b", "t: field b added")]),
    # What a program relies on.
    (resource(B), resource(B | {"format": "uri"}), [(Step.MAJOR, "b", "t.b: format None → uri")]),
    (resource(a(unit="元")), resource(a()), [(Step.MAJOR, "a", "t.a: unit 元 → None")]),
    (resource(a()), resource(a(unit_field="b")), [(Step.MAJOR, "a", "t.a: unit field None → b")]),
    (resource(a()), resource(a(type="number", unit="元")),
     [(Step.MAJOR, "a", "t.a: type integer → number"), (Step.MAJOR, "a", "t.a: unit None → 元")]),
    (resource(a()), resource(a(title="壹", description="其一")), []),
    (resource(a()), resource(a(constraints={})), []),
    # Keys and missing values; a foreign key less binds less.
    (resource(a(), primaryKey=["a"]), resource(a()), [(Step.MAJOR, None, "t: primary key changed")]),
    (resource(a()), resource(a(), missingValues=["-"]), [(Step.MAJOR, None, "t: missing values changed")]),
    (resource(a(), foreignKeys=[KEY, OTHER_KEY]), resource(a(), foreignKeys=[OTHER_KEY]),
     [(Step.MINOR, None, "t: foreign keys changed")]),
    (resource(a(), foreignKeys=[KEY]), resource(a()), [(Step.MINOR, None, "t: foreign keys changed")]),
    (resource(a()), resource(a(), foreignKeys=[KEY]), [(Step.MAJOR, None, "t: foreign keys changed")]),
    (resource(a(), foreignKeys=[KEY]), resource(a(), foreignKeys=[KEY, OTHER_KEY]),
     [(Step.MAJOR, None, "t: foreign keys changed")]),
]  # fmt: skip


def told(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[tuple[Step, str | None, str]]:
    changes = list(resource_changes("t", old, new))
    assert {change.resource for change in changes} <= {"t"}
    assert not any(change.is_whole for change in changes)
    return [(change.step, change.field, change.words) for change in changes]


@pytest.mark.parametrize(("old", "new", "expected"), SCHEMAS)
def test_what_changed_in_a_schema(old: dict[str, Any], new: dict[str, Any], expected: list[Any]) -> None:
    assert told(old, new) == expected
    assert told(old, old) == told(new, new) == []


def test_a_table_that_comes_or_goes_is_one_change() -> None:
    come, gone = list(resource_changes("t", None, resource(a()))), list(resource_changes("t", resource(a()), None))
    assert come == [SchemaChange(Step.MINOR, "t", None, "t: table new", is_whole=True)]
    assert gone == [SchemaChange(Step.MAJOR, "t", None, "t: table removed", is_whole=True)]


@pytest.mark.parametrize(
    ("constraint", "wide", "narrow"),
    [
        ("minLength", 2, 3), ("minimum", 2, 3), ("exclusiveMinimum", 2, 3), ("minimum", "2030-01-01", "2031-01-01"),
        ("maxLength", 3, 2), ("maximum", 3, 2), ("exclusiveMaximum", 3, 2),
        ("enum", ["a", "b"], ["b"]), ("minLength", None, 0), ("pattern", None, "^a$"), ("required", False, True),
        ("required", None, True), ("unique", None, True), ("enum", None, ["a"]),
    ],
)  # fmt: skip
def test_a_constraint_that_narrows_breaks_and_one_that_widens_does_not(constraint: str, wide: Any, narrow: Any) -> None:
    loose = resource(a() if wide is None else a(constraints={constraint: wide}))
    tight = resource(a(constraints={constraint: narrow}))
    assert told(loose, tight) == [(Step.MAJOR, "a", f"t.a: {constraint} tighter, {wide} → {narrow}")]
    assert told(tight, loose) == [(Step.MINOR, "a", f"t.a: {constraint} looser, {narrow} → {wide}")]


@pytest.mark.parametrize(
    ("constraint", "old", "new", "step"),
    [
        ("pattern", "^a$", "^b$", Step.MAJOR),  # which is narrower cannot be told
        ("enum", ["a", "b"], ["b", "c"], Step.MAJOR),
        ("enum", ["a", "b"], ["b", "a"], Step.MINOR),
    ],
)
def test_a_constraint_that_is_another(constraint: str, old: Any, new: Any, step: Step) -> None:
    changes = told(resource(a(constraints={constraint: old})), resource(a(constraints={constraint: new})))
    assert [change[0] for change in changes] == [step]


def test_constraints_are_told_by_name() -> None:
    old, new = a(constraints={"unique": True, "minimum": 1}), a(constraints={"maximum": 9, "minimum": 1})
    assert [words for *_, words in told(resource(old), resource(new))] == [
        "t.a: maximum tighter, None → 9", "t.a: unique looser, True → None"
    ]  # fmt: skip


METADATA: list[tuple[Callable[[dict[str, Any]], object], list[str]]] = [
    (lambda d: d.update(version="2.0.0", created="2031-01-01"), []),
    (lambda d: d["resources"][0].update(hash="sha256:0", bytes=7, rows=9), []),
    (lambda d: d.update(title="试", keywords=["云川"]), ["keywords", "title"]),
    (lambda d: d.pop("title"), ["title"]),
    (lambda d: d["resources"][0].update(title="事", description="其事"), ["facts description", "facts title"]),
    (lambda d: d["resources"][0].pop("title"), ["facts title"]),
    (lambda d: fields(d)[1].update(title="类", example="a"), ["facts.kind title"]),
    (lambda d: fields(d)[0].pop("title"), ["facts.id title"]),
    # What is told as a change of the schema is not told again.
    (lambda d: fields(d)[2].update(type="integer", unit="万元", constraints={}), []),
    (lambda d: fields(d)[2].update(format="any", unit_field="note"), []),
    (lambda d: fields(d)[3].update(name="remark"), []),
]  # fmt: skip


@pytest.mark.parametrize(("change", "names"), METADATA)
def test_which_metadata_changed(change: Callable[[dict[str, Any]], object], names: list[str], tmp_path: Path) -> None:
    assert compare(package(tmp_path / "old"), package(tmp_path / "new", TEXT, change)).metadata == names


@pytest.mark.parametrize(
    ("added", "removed", "changed", "by_field", "shown", "words"),
    [
        (2, 0, 0, {}, 0, "t: 2 new"),
        (1, 2, 0, {}, 0, "t: 1 new, 2 removed"),
        (0, 0, 1, {"a": 1, "b": 2}, 3, "t: 1 changed: a x → y; a x → y; a x → y"),
        (0, 0, 4, {"a": 4}, 4, "t: 4 changed (a in 4)"),
        (0, 0, 3, {"a": 3}, 2, "t: 3 changed (a in 3)"),
        (3, 2, 1, {"a": 1}, 1, "t: 3 new, 2 removed, 1 changed: a x → y"),
        (0, 0, 9, {"a": 4, "b": 5}, 9, "t: 9 changed (a in 4, b in 5)"),
    ],
)
def test_a_table_in_words(
    added: int, removed: int, changed: int, by_field: dict[str, int], shown: int, words: str
) -> None:
    examples = [Change(("k",), "a", "x", "y")] * shown
    table = TableDifference("t", "表", 9, 9, added, removed, changed, by_field, examples)
    assert table.words() == words
    assert not table.is_same


@pytest.mark.parametrize(
    ("old", "new", "loss"),
    [(10, 10, 0.0), (10, 9, 0.1), (10, 0, 1.0), (10, 11, 0.0), (0, 0, 0.0), (0, 5, 0.0), (1, 0, 1.0)],
)
def test_the_share_of_rows_that_is_gone(old: int, new: int, loss: float) -> None:
    assert TableDifference("t", "表", old, new).loss() == pytest.approx(loss)
    assert TableDifference("t", "表", old, new).is_same


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (None, "x", "a ∅ → x"),
        ("x", None, "a x → ∅"),
        ("岭" * 40, "x", f"a {'岭' * 40} → x"),
        ("岭" * 41, "x", f"a {'岭' * 39}… → x"),
    ],
)
def test_a_value_is_told_up_to_forty_characters(old: str | None, new: str | None, words: str) -> None:
    assert str(Change(("k",), "a", old, new)) == words


def whole(name: str, step: Step, words: str) -> SchemaChange:
    return SchemaChange(step, name, None, f"{name}: table {words}", is_whole=True)


def test_reasons_begin_with_the_gravest_and_count_tables_beyond_three() -> None:
    names = ["t-1", "t-2", "t-3", "t-4"]
    tables = [TableDifference(n, n, 0, i + 1, added=i + 1) for i, n in enumerate(names)]
    tables += [TableDifference("gone", "", 7, 0, removed=7), TableDifference("kept", "", 7, 8, added=1)]
    tables += [TableDifference("same", "", 7, 7)]
    looser = SchemaChange(Step.MINOR, "kept", "a", "kept.a: enum looser, [] → []")
    breaking = SchemaChange(Step.MAJOR, "kept", "b", "kept: field b added")
    few = [whole(name, Step.MINOR, "new") for name in names[:3]]
    difference = Difference(
        [looser, *few, whole("gone", Step.MAJOR, "removed"), breaking], tables, ["title", "version"]
    )
    assert difference.step is Step.MAJOR
    assert difference.reasons() == [
        "kept: field b added",
        "gone: table removed, 7 rows",
        "kept.a: enum looser, [] → []",
        "t-1: table new, 1 rows",
        "t-2: table new, 2 rows",
        "t-3: table new, 3 rows",
        "t-4: 4 new",
        "kept: 1 new",
        "metadata: title, version",
    ]
    many = Difference([*few, whole("t-4", Step.MINOR, "new")], tables[:4])
    assert (many.step, many.reasons()) == (Step.MINOR, ["4 tables new (t-1 … t-4), 10 rows"])


def test_the_text_for_a_person_and_the_same_for_a_program(tmp_path: Path) -> None:
    old, new = package(tmp_path / "old"), package(tmp_path / "new", "id,kind,value,note\nf-1,b,1,\nf-3,b,3,\n")
    difference = compare(old, new)
    assert difference.render() == (
        "calls for a MINOR step\n- facts: 1 new, 1 removed, 1 changed: kind a → b; note 晴 → ∅\n"
        "    facts f-1: kind a → b\n    facts f-1: note 晴 → ∅"
    )
    assert difference.to_json() == {
        "step": "MINOR",
        "reasons": ["facts: 1 new, 1 removed, 1 changed: kind a → b; note 晴 → ∅"],
        "schema": [],
        "tables": [
            {
                "name": "facts", "title": "事实", "rows_old": 2, "rows_new": 2, "added": 1, "removed": 1, "changed": 1,
                "fields": {"kind": 1, "note": 1},
                "examples": [
                    {"key": ("f-1",), "field": "kind", "old": "a", "new": "b"},
                    {"key": ("f-1",), "field": "note", "old": "晴", "new": None},
                ],
            }
        ],
        "metadata": [],
    }  # fmt: skip
    assert (compare(old, old).render(), compare(old, old).to_json()["tables"]) == ("nothing changed", [])
    added = compare(old, package(tmp_path / "more", TEXT, lambda d: fields(d)[1].pop("constraints")))
    assert added.to_json()["schema"] == [
        {"step": "MINOR", "resource": "facts", "field": "kind", "words": "facts.kind: enum looser, ['a', 'b'] → None",
         "is_whole": False}
    ]  # fmt: skip


def test_a_key_of_two_parts_is_told_with_both(tmp_path: Path) -> None:
    def two(d: dict[str, Any]) -> None:
        schema(d).update(primaryKey=["id", "kind"])

    old = package(tmp_path / "old", "id,kind,value,note\nf,a,1,\nf,,1,\n", two)
    new = package(tmp_path / "new", "id,kind,value,note\nf,a,2,\nf,,3,\n", two)
    assert compare(old, new).render().split("\n")[2:] == ["    facts f / a: value 1 → 2", "    facts f / : value 1 → 3"]


def test_examples_are_ten_over_all_fields(tmp_path: Path) -> None:
    old = "id,kind,value,note\n" + "".join(f"f-{n},a,1,晴\n" for n in range(1, 8))
    new = old.replace("a,1,晴", "b,1,雨")
    (table,) = compare(package(tmp_path / "old", old), package(tmp_path / "new", new)).tables
    assert table.fields == {"kind": 7, "note": 7}
    assert [e.field for e in table.examples] == ["kind"] * 7 + ["note"] * 3


def delta_of(old: Path, new: Path, folder: Path) -> str:
    compare(old, new, delta=folder / "deltas" / "one")
    path = folder / "deltas" / "one" / "facts.csv"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_a_delta_has_each_row_as_it_was_and_is_by_key(tmp_path: Path) -> None:
    old = package(tmp_path / "old", "id,kind,value,note\nf-1,a,1,晴\nf-2,b,2,\nf-4,a,4,\n")
    new = package(tmp_path / "new", 'id,kind,value,note\nf-0,a,0,"一, ""二"""\nf-2,b,3,\nf-4,a,4,\n')
    assert delta_of(old, new, tmp_path) == (
        '_change,id,kind,value,note\nadded,f-0,a,0,"一, ""二"""\nremoved,f-1,a,1,晴\nbefore,f-2,b,2,\nafter,f-2,b,3,\n'
    )
    assert delta_of(old, old, tmp_path / "same") == ""


def test_a_delta_has_the_fields_of_both_sides_the_new_ones_first(tmp_path: Path) -> None:
    new = package(tmp_path / "new", NO_NOTE, lambda d: fields(d).pop())
    old = package(tmp_path / "old")
    assert delta_of(old, new, tmp_path) == ("_change,id,kind,value,note\nbefore,f-1,a,1,晴\nafter,f-1,a,1,\n")
    assert delta_of(new, old, tmp_path / "back") == "_change,id,kind,value,note\nbefore,f-1,a,1,\nafter,f-1,a,1,晴\n"


@pytest.mark.parametrize("key", [[], ["id"]], ids=["no key", "another key"])
def test_without_the_same_key_rows_are_gone_or_new(key: list[str], tmp_path: Path) -> None:
    def keyed(names: list[str]) -> Callable[[dict[str, Any]], object]:
        return lambda d: schema(d).update(primaryKey=names)

    old = package(tmp_path / "old", TEXT, keyed(["id", "kind"] if key else []))
    new = package(tmp_path / "new", TEXT.replace("晴", "雨"), keyed(key))
    (table,) = compare(old, new).tables
    assert (table.rows_old, table.rows_new, table.added, table.removed, table.changed) == (2, 2, 2, 2, 0)
    assert (table.fields, table.examples) == ({}, [])


def test_a_table_of_the_same_bytes_is_the_same_whatever_they_are(tmp_path: Path) -> None:
    old, new = (
        package(tmp_path / "old"),
        package(tmp_path / "new", TEXT, lambda d: fields(d).pop() and schema(d).pop("primaryKey")),
    )
    (new / "facts.csv").write_text(TEXT, encoding="utf-8")
    (table,) = compare(old, new).tables
    assert (table.is_same, table.rows_old, table.rows_new, table.title) == (True, 2, 2, "事实")


def test_tables_stand_in_the_new_order_and_those_gone_behind(tmp_path: Path) -> None:
    def named(*names: str) -> Callable[[dict[str, Any]], object]:
        def change(d: dict[str, Any]) -> None:
            d["resources"] = [d["resources"][0] | {"name": n, "title": n.upper()} for n in names]
            del d["resources"][-1]["title"]

        return change

    difference = compare(
        package(tmp_path / "old", TEXT, named("c", "a")), package(tmp_path / "new", TEXT, named("b", "a"))
    )
    assert [(t.name, t.title, t.rows_old, t.rows_new) for t in difference.tables] == [
        ("b", "B", 0, 2), ("a", "a", 2, 2), ("c", "C", 2, 0)
    ]  # fmt: skip
    assert [(t.added, t.removed, t.changed) for t in difference.tables] == [(2, 0, 0), (0, 0, 0), (0, 2, 0)]


def test_what_is_no_well_made_table_is_not_compared(tmp_path: Path) -> None:
    new = package(tmp_path / "new", TEXT + "f-3,a\n")
    with pytest.raises(ValueError, match=r"^facts\.csv: the row has no such cell$"):
        compare(package(tmp_path / "old"), new)


LONG = "岭南的二十一个字要写得刚好有这么多才算数的"
assert len(LONG) == 21


def with_documents(
    folder: Path,
    whole: dict[str, str],
    rows: str,
    own: str = "document_id",
    *,
    name: str = "facts",
    bound: Mapping[str, Any] | None = None,
) -> Path:
    """A package of facts (`own`, a text, a field of fixed words) and of the documents that may be released whole."""
    words: dict[str, Any] = {"name": "fixed", "type": "string", "constraints": bound or {"enum": [LONG, LONG + "。"]}}
    facts = {
        "name": name, "path": "facts.csv",
        "schema": {"fields": [{"name": own, "type": "string"}, {"name": "text", "type": "string"}, words,
                              {"name": "n", "type": "integer"}], "primaryKey": [own]},
    }  # fmt: skip
    documents = {
        "name": "documents", "path": "documents.csv",
        "schema": {"fields": [{"name": n, "type": "string"} for n in ("document_id", "has_full_text")], "primaryKey": ["document_id"]},
    }  # fmt: skip
    folder.mkdir()
    (folder / "facts.csv").write_text(f"{own},text,fixed,n\n{rows}", encoding="utf-8")
    lines = "".join(f"{document},{said}\n" for document, said in whole.items())
    (folder / "documents.csv").write_text(f"document_id,has_full_text\n{lines}", encoding="utf-8")
    described = {"name": "trial", "resources": [facts, documents]}
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("own", "name", "row", "whole", "is_told"),
    [
        ("document_id", "facts", "d-1", {"d-1": "true"}, True),
        ("document_id", "facts", "d-1", {"d-1": "false"}, False),
        ("document_id", "facts", "d-1", {"d-2": "true"}, False),
        ("table_id", "facts", "d-1.x-7", {"d-1": "true"}, True),
        ("table_id", "facts", "d-1.x-7", {"d-1": "false"}, False),
        ("measure_id", "facts", "d-1.x-7", {"d-1": "true"}, True),
        ("measure_id", "facts", "d-1.x-7", {"d-1": "false"}, False),
        ("target_id", "facts", "d.1.x-7", {"d.1": "true"}, True),
        ("target_id", "facts", "d.1.x-7", {"d.1": "false"}, False),
        ("row", "t-d-1.3", "1", {"d-1": "true"}, True),
        ("row", "t-d-1.3", "1", {"d-1": "false"}, False),
        ("row", "units", "1", {"d-1": "false"}, True),
    ],
)
def test_the_old_side_of_a_text_that_is_withheld_is_cut(
    own: str, name: str, row: str, whole: dict[str, str], is_told: bool, tmp_path: Path
) -> None:
    old = with_documents(tmp_path / "old", whole, f"{row},{LONG},{LONG},1\n", own, name=name)
    new = with_documents(tmp_path / "new", whole, f"{row},短,{LONG}。,2\n", own, name=name)
    difference = compare(old, new, delta=tmp_path / "delta")
    text = (tmp_path / "delta" / f"{name}.csv").read_text(encoding="utf-8")
    # Words of an enumeration are no text of a document, and the new side is what the release itself gives.
    assert text == (
        f"_change,{own},text,fixed,n\nbefore,{row},{LONG if is_told else ''},{LONG},1\nafter,{row},短,{LONG}。,2\n"
    )
    assert [(e.field, e.old, e.new) for e in difference.tables[0].examples] == [
        ("text", LONG if is_told else None, "短"), ("fixed", LONG, LONG + "。"), ("n", "1", "2")
    ]  # fmt: skip


def test_up_to_twenty_characters_of_it_are_a_name(tmp_path: Path) -> None:
    rows = f"d-1,{LONG[:20]},{LONG},1\nd-2,{LONG},{LONG},1\n,{LONG},{LONG},1\n"
    old = with_documents(tmp_path / "old", {"d-1": "true", "d-2": "true"}, rows)
    new = with_documents(tmp_path / "new", {}, "")
    compare(old, new, delta=tmp_path / "delta")
    assert (tmp_path / "delta" / "facts.csv").read_text(encoding="utf-8") == (
        f"_change,document_id,text,fixed,n\nremoved,,{LONG},{LONG},1\n"
        f"removed,d-1,{LONG[:20]},{LONG},1\nremoved,d-2,,{LONG},1\n"
    )


@pytest.mark.parametrize(
    ("bound", "is_told"), [({"enum": [LONG]}, True), ({"pattern": "^.+$"}, True), ({"maxLength": 99}, False)]
)
def test_words_that_an_enumeration_or_a_pattern_bounds_are_no_text(
    bound: dict[str, Any], is_told: bool, tmp_path: Path
) -> None:
    old = with_documents(tmp_path / "old", {"d-1": "false"}, f"d-1,短,{LONG},1\n", bound=bound)
    new = with_documents(tmp_path / "new", {"d-1": "false"}, "d-1,短,,1\n", bound=bound)
    (example,) = compare(old, new).tables[0].examples
    assert (example.field, example.old) == ("fixed", LONG if is_told else None)


@pytest.mark.parametrize("missing", ["document_id", "has_full_text"])
def test_where_the_new_release_does_not_tell_of_rights_all_is_told(missing: str, tmp_path: Path) -> None:
    old = with_documents(tmp_path / "old", {"d-1": "false"}, f"d-1,{LONG},{LONG},1\n")
    new = with_documents(tmp_path / "new", {"d-1": "false"}, f"d-1,短,{LONG},1\n")
    for folder in (old, new):
        for name in ("documents.csv", "datapackage.json"):
            text = (folder / name).read_text(encoding="utf-8")
            head, sign, tail = text.rpartition('"documents"') if name.endswith("json") else ("", "", text)
            (folder / name).write_text(head + sign + tail.replace(missing, "other"), encoding="utf-8")
    (table, _) = compare(old, new).tables
    assert [(e.field, e.old) for e in table.examples] == [("text", LONG)]
