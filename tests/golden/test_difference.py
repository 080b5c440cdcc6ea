"""Two readings, and what is told of their difference: facts in small tables of a city that does not exist."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.bench import facts as bench
from tests.golden import reading
from tests.golden.difference import Facts, Row, compare, tell

TARGET: Row = {
    "target_id": "d.t-1", "document_id": "d", "metric": "企业", "value": "10", "unit": "家", "deadline": "2034",
    "page": 2, "char_start": 40, "char_end": 46, "quote": "培育企业10家", "rule": "targets.level.subject",
}  # fmt: skip
NUMBER: Row = {
    "quantity_id": "d.q-1", "document_id": "d", "page": 2, "char_start": 43, "char_end": 46, "text": "10家",
    "role": "target", "rule": "targets.level.subject", "fact_id": "d.t-1",
}  # fmt: skip


def said(old: Facts, new: Facts) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(d.table, d.kind, d.fields) for d in compare(old, new)]


def test_equal_readings_differ_in_nothing() -> None:
    assert said({"targets": [TARGET]}, {"targets": [dict(TARGET)]}) == []


def test_the_order_of_rows_and_fields_is_no_fact() -> None:
    other = TARGET | {"target_id": "d.t-2", "char_start": 60, "char_end": 66}
    assert said({"targets": [TARGET, other]}, {"targets": [dict(reversed(other.items())), TARGET]}) == []


@pytest.mark.parametrize(
    ("changed", "kind", "fields"),
    [
        ({"deadline": "2035"}, "changed", ("deadline",)),
        ({"deadline": None, "rule": "targets.level.bare"}, "changed", ("deadline", "rule")),
        # Another id: found again by its words and value.
        ({"target_id": "d.t-9", "metric": "龙头企业"}, "changed", ("target_id", "metric")),
        ({"target_id": "d.t-9", "value": "12"}, "changed", ("target_id", "value")),
        # Another id and another place: by its words alone.
        ({"target_id": "d.t-9", "value": "12", "char_start": 50, "char_end": 56}, "changed",
         ("target_id", "value", "char_start", "char_end")),
        ({"char_start": 41, "char_end": 47, "page": 3}, "moved", ("page", "char_start", "char_end")),
    ],
)  # fmt: skip
def test_one_fact_that_says_something_else(changed: Row, kind: str, fields: tuple[str, ...]) -> None:
    assert said({"targets": [TARGET]}, {"targets": [TARGET | changed]}) == [("targets", kind, fields)]


def test_a_fact_with_another_quote_is_found_again_by_its_number() -> None:
    new = TARGET | {"target_id": "d.t-9", "quote": "到2034年,培育企业10家", "char_start": 33, "value": "11"}
    old_reading = {"targets": [TARGET], "quantities": [NUMBER]}
    new_reading = {"targets": [new], "quantities": [NUMBER | {"fact_id": "d.t-9"}]}
    assert said(old_reading, new_reading) == [
        ("targets", "changed", ("target_id", "value", "char_start", "quote")),
        ("quantities", "changed", ("fact_id",)),
    ]


def test_a_number_that_became_another_fact_is_gone_from_one_table_and_new_in_the_other() -> None:
    observation = {"observation_id": "d.o-1", "document_id": "d", "value": "10", "quote": "培育企业10家"}
    new = {"observations": [observation], "quantities": [NUMBER | {"role": "observation", "fact_id": "d.o-1"}]}
    assert said({"targets": [TARGET], "quantities": [NUMBER]}, new) == [
        ("observations", "new", ()),
        ("quantities", "changed", ("role", "fact_id")),
        ("targets", "gone", ()),
    ]


def test_facts_of_another_document_are_other_facts() -> None:
    other = TARGET | {"document_id": "e", "target_id": "e.t-1"}
    assert said({"targets": [TARGET]}, {"targets": [other]}) == [("targets", "gone", ()), ("targets", "new", ())]


def test_a_document_under_another_id_keeps_its_facts() -> None:
    document: Row = {"document_id": "d", "source_id": "s", "title": "云川市消费方案"}
    old = {"documents": [document], "targets": [TARGET]}
    new = {
        "documents": [document | {"document_id": "yunfa-2031-1"}],
        "targets": [TARGET | {"document_id": "yunfa-2031-1", "target_id": "yunfa-2031-1.t-7"}],
    }
    assert said(old, new) == [
        ("documents", "changed", ("document_id",)),
        ("targets", "changed", ("target_id", "document_id")),
    ]


def test_rows_that_say_the_same_are_counted() -> None:
    issue = {"source_id": "s", "document_id": "d", "type": "no_date", "message": "没有日期"}
    assert said({"issues": [issue, issue, issue]}, {"issues": [issue]}) == [("issues", "gone", ())] * 2


def test_a_cell_is_found_again_by_row_and_column() -> None:
    cell = {"table_id": "d.x-1", "row": 1, "column": 2, "text": "12", "value": "12"}
    assert said({"cells": [cell]}, {"cells": [cell | {"text": "12.5", "value": "12.5"}]}) == [
        ("cells", "changed", ("text", "value"))
    ]


def test_a_source_that_is_no_longer_read_is_told_with_its_remarks() -> None:
    read = {"source_id": "s", "status": "read"}
    assert said(
        {"sources": [read]}, {"sources": [{**read, "status": "quarantined", "issues": ["parse_failed: …"]}]}
    ) == [("sources", "changed", ("status", "issues"))]


def test_it_is_told_by_table_kind_rule_and_field_with_quotes() -> None:
    old = {"targets": [TARGET | {"target_id": f"d.t-{n}", "char_start": n} for n in range(12)]}
    new = {"targets": [row | {"deadline": "2035"} for row in old["targets"][:11]]}
    lines = list(tell(compare(old, new)))
    assert lines[:4] == [
        "targets: 1 gone, 11 changed",
        "  gone by targets.level.subject: 1",
        "    d p. 2 “培育企业10家” target_id d.t-11; metric 企业; value 10; unit 家; deadline 2034",
        "  changed deadline by targets.level.subject: 11",
    ]
    assert lines[4:14] == ["    d p. 2 “培育企业10家” deadline: 2034 → 2035"] * 10
    assert lines[14:] == ["    … and 1 more"]


def test_another_rule_is_told_from_old_to_new() -> None:
    new = TARGET | {"rule": "targets.level.bare", "value": None}
    assert list(tell(compare({"targets": [TARGET]}, {"targets": [new]}))) == [
        "targets: 1 changed",
        "  changed value, rule by targets.level.subject → targets.level.bare: 1",
        "    d p. 2 “培育企业10家” value: 10 → nothing; rule: targets.level.subject → targets.level.bare",
    ]


def test_a_long_text_is_shown_where_it_differs() -> None:
    section: Row = {"section_id": "d.s-1", "document_id": "d", "text": "云" * 90 + "甲"}
    [*_, line] = tell(compare({"sections": [section]}, {"sections": [section | {"text": "云" * 90 + "乙"}]}))
    assert line.endswith(f" text: …{'云' * 15}甲 → …{'云' * 15}乙")


def test_for_a_program_a_difference_is_whole() -> None:
    [found] = compare({"targets": [TARGET]}, {"targets": [TARGET | {"value": "12"}]})
    record = json.loads(json.dumps(found.record()))
    assert record == {
        "table": "targets", "kind": "changed", "fields": ["value"], "old": TARGET, "new": TARGET | {"value": "12"},
        "rule": "targets.level.subject",
    }  # fmt: skip


def test_stored_facts_are_a_line_a_row_and_are_read_back(tmp_path: Path) -> None:
    facts = {"targets": reading.in_order([TARGET | {"per": None, "quote": "一\n二"}, TARGET | {"char_start": 9}])}
    reading.store(facts | {"cells": []}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["targets.jsonl"]
    lines = (tmp_path / "targets.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["char_start"] for line in lines] == [9, 40]
    assert "per" not in json.loads(lines[1])
    assert reading.load(tmp_path) == facts


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> dict[str, Facts]:
    """What each commit would read, instead of checking it out and reading."""
    found: dict[str, Facts] = {}
    monkeypatch.setattr(bench, "facts_of", lambda name, register, home: found[name])
    return found


@pytest.mark.parametrize(("value", "code"), [("10", 0), ("12", 1)])
def test_the_command_ends_with_one_where_a_fact_differs(
    readings: dict[str, Facts], capsys: pytest.CaptureFixture[str], value: str, code: int
) -> None:
    for name, said in (("one", "10"), ("worktree", value)):
        readings[name] = {"sources": [{"source_id": "s", "status": "read"}], "targets": [TARGET | {"value": said}]}
    assert bench.main(["one", "--json"]) == code
    told = json.loads(capsys.readouterr().out)
    assert [(d["fields"], d["old"]["value"], d["new"]["value"]) for d in told] == [(["value"], "10", "12")][:code]


@pytest.fixture
def repository(project: Path) -> Path:
    if subprocess.run(["git", "-C", project, "rev-parse", "HEAD"], capture_output=True, check=False).returncode:
        pytest.skip("this checkout is no git repository")
    return project


def test_a_commit_is_checked_out_aside_and_taken_away_again(repository: Path) -> None:
    with bench.checked_out("HEAD") as folder:
        assert folder != repository
        assert (folder / "transform" / "facts.py").is_file()
    assert not folder.exists()
    listed = subprocess.run(["git", "-C", repository, "worktree", "list"], capture_output=True, text=True, check=True)
    assert str(folder) not in listed.stdout


def test_the_worktree_is_read_where_it_stands(project: Path) -> None:
    with bench.checked_out(bench.WORKTREE) as folder:
        assert folder == project
    assert project.exists()


@pytest.mark.usefixtures("repository")
def test_a_commit_that_is_none_ends_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["no-such-commit"]) == 2
    assert "no-such-commit" in capsys.readouterr().err
