"""Schema changes and the step that each calls for, and the words in which a difference tells itself."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalog.difference import compare
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
