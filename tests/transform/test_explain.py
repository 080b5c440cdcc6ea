"""Facts laid over the text that they were read from, whatever overlaps."""

from __future__ import annotations

import pytest

from transform.explain import Explained, Told, explain
from transform.language.legible import legible
from transform.schema import TABLES, Row, Rows

TOLD = {
    "measure": Told("measures", "measure_id", ("number", "title")),
    "target": Told("targets", "target_id", ("metric", "value", "unit", "deadline")),
    "observation": Told("observations", "observation_id", ("metric", "value")),
    "incentive": Told("incentives", "incentive_id", ("cap",)),
    "citation": Told("citations", None, ("cited_title",)),
    "number": Told("quantities", "quantity_id", ("text", "role")),
}
PLAN = "一、目标\n到2035年,建成示范街区12个,占比达到3.5。"
"""Two paragraphs; the second begins at character 5."""


def rows(**tables: list[Row]) -> Rows:
    made: Rows = {table: [] for table in TABLES}
    made["documents"] = [{"document_id": "d", "title": "云川市街区更新方案"}]
    made["sections"] = [
        {"section_id": "d.s-1", "document_id": "d", "heading": "目标", "text": PLAN, "char_start": 0, "page": 4}
    ]
    return made | {name: [{"document_id": "d", **row} for row in found] for name, found in tables.items()}


def number(start: int, end: int, role: str | None) -> Row:
    text = PLAN[start:end]
    return {"quantity_id": f"d.q-{start}", "char_start": start, "char_end": end, "page": 5, "text": text, "role": role}


def target(start: int, end: int, **said: str) -> Row:
    evidence: Row = {"char_start": start, "char_end": end, "page": 5, "rule": "targets.level.object"}
    return {"target_id": f"d.t-{start}", **evidence, **said}


def only(found: Rows) -> Explained:
    [explained] = explain(found, TOLD)
    return explained


def spans(explained: Explained) -> list[list[tuple[str, list[str]]]]:
    return [[(piece.text, [fact.kind for fact in piece.facts]) for piece in line.pieces] for line in explained.lines]


def test_the_text_is_whole_with_and_without_facts() -> None:
    bare = only(rows())
    assert [line.text for line in bare.lines] == PLAN.split("\n")
    assert [line.is_heading for line in bare.lines] == [True, False]
    marked = only(rows(targets=[target(12, 20)], quantities=[number(6, 11, "date"), number(18, 20, "target")]))
    assert [line.text for line in marked.lines] == PLAN.split("\n")


def test_facts_stand_over_their_words_and_below_their_paragraph() -> None:
    explained = only(rows(targets=[target(12, 21, metric="示范街区", value="12", unit="个", deadline="2035")]))
    [heading, goals] = explained.lines
    assert heading.facts == ()
    assert heading.page == 4
    [fact] = goals.facts
    assert goals.page == 5
    assert (fact.kind, fact.rule, fact.id) == ("target", "targets.level.object", "d.t-12")
    assert fact.says == (("metric", "示范街区"), ("value", "12"), ("unit", "个"), ("deadline", "2035"))
    assert PLAN[12:21] in [piece.text for piece in goals.pieces if piece.facts == (fact,)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((5, 9), (12, 14), [("a", "target"), ("-", ""), ("b", "citation")]),
        ((5, 14), (9, 12), [("a", "target"), ("ab", "citation target"), ("a", "target")]),
        ((5, 12), (9, 16), [("a", "target"), ("ab", "target citation"), ("b", "citation")]),
        ((5, 12), (5, 12), [("ab", "target citation")]),
        ((5, 12), (12, 16), [("a", "target"), ("b", "citation")]),
    ],
    ids=["apart", "one inside", "crossing", "the same", "touching"],
)
def test_overlaps(first: tuple[int, int], second: tuple[int, int], expected: list[tuple[str, str]]) -> None:
    citation: Row = {"char_start": second[0], "char_end": second[1], "rule": "citation.mention", "cited_title": "x"}
    explained = only(rows(targets=[target(*first)], citations=[citation]))
    found = [" ".join(kinds) for _, kinds in spans(explained)[1]]
    while found and not found[-1]:
        found.pop()
    assert found == [kinds for _, kinds in expected]


def test_a_fact_over_two_paragraphs_colours_both_and_is_told_once() -> None:
    explained = only(rows(targets=[target(2, 11)]))
    assert spans(explained) == [
        [("一、", []), ("目标", ["target"])],
        [("到2035年", ["target"]), (",建成示范街区12个,占比达到3.5。", [])],
    ]
    assert [len(line.facts) for line in explained.lines] == [1, 0]


def test_numbers_without_a_role_are_unexplained() -> None:
    explained = only(rows(quantities=[number(6, 11, "date"), number(26, 29, None)]))
    assert [(fact.says[0][1], fact.is_unexplained) for fact in explained.lines[1].facts] == [
        (PLAN[6:11], False),
        (PLAN[26:29], True),
    ]
    assert explained.unexplained == 1
    assert explained.counts["number"] == 2


def test_a_measure_stands_over_its_title() -> None:
    measure: Row = {"measure_id": "d.m-1", "section_id": "d.s-1", "number": "1", "title": "建成示范街区", "path": "",
                    "is_safeguard": False, "text": PLAN.split("\n")[1], "page": 5}  # fmt: skip
    explained = only(rows(measures=[measure]))
    assert ("建成示范街区", ["measure"]) in spans(explained)[1]


def test_facts_of_cells_are_told_with_their_table() -> None:
    cell: Row = {
        "observation_id": "d.o-1",
        "metric": "街区数量",
        "value": "12",
        "table_id": "d.x-1",
        "row": 2,
        "column": 3,
    }
    table: Row = {"table_id": "d.x-1", "number": "2", "caption": "街区一览"}
    explained = only(rows(observations=[cell], tables=[table]))
    [fact] = explained.in_tables
    assert fact.place == "2 街区一览 [2, 3]"
    assert not any(line.facts for line in explained.lines)


def test_only_some_facts_and_the_paragraphs_with_them() -> None:
    everything = only(rows(targets=[target(12, 21)], quantities=[number(18, 20, "target")]))
    targets = everything.only(lambda fact: fact.kind == "target")
    assert [line.text for line in targets.lines] == [PLAN.split("\n")[1]]
    assert [fact.kind for line in targets.lines for fact in line.facts] == ["target"]
    assert everything.only(lambda fact: fact.kind == "incentive").lines == ()


def test_documents_of_one_source_keep_apart() -> None:
    found = rows(targets=[target(12, 21)])
    found["documents"].append({"document_id": "e", "title": "云川市另一方案"})
    found["sections"].append(
        {"section_id": "e.s-1", "document_id": "e", "heading": None, "text": "总则", "char_start": 0}
    )
    first, second = explain(found, TOLD)
    assert first.counts["target"] == 1
    assert (second.counts["target"], [line.text for line in second.lines]) == (0, ["总则"])


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("云川\x1b[31m", "云川\ufffd[31m"),
        ("a\u202eb", "a\ufffdb"),
        ("云 川A1,", "云 川A1,"),
        ("\x00\x9b", "\ufffd\ufffd"),
    ],
)
def test_signs_that_would_move_a_terminal_are_replaced(printed: str, shown: str) -> None:
    assert legible(printed) == shown
