"""Marks in text: however facts overlap, the text is whole, the markup is well-formed and every fact has its place."""

from __future__ import annotations

import random
from xml.etree import ElementTree

import pytest

from catalog.site.text import Mark, Text, marked, merge, typeset


def mark(start: int, end: int, name: str, kind: str = "target") -> Mark:
    return Mark(start, end, kind, [name], name)


def here(fact: str) -> str:
    return f"#{fact}"


def in_order(marks: list[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda m: (m.start, -m.end, m.kind, m.facts))


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "甲乙丙丁"),
        ([mark(1, 3, "a")], "甲[a乙丙]丁"),
        ([mark(0, 4, "a"), mark(1, 2, "b")], "[a甲[b乙]丙丁]"),
        ([mark(0, 2, "a"), mark(2, 4, "b")], "[a甲乙][b丙丁]"),
        ([mark(0, 3, "a"), mark(1, 4, "b")], "[a甲[b乙丙]][丁]"),
        ([mark(-5, 2, "a")], "[甲乙]丙丁"),
        ([mark(2, 9, "a")], "甲乙[a丙丁]"),
    ],
)
def test_overlapping_marks(marks: list[Mark], expected: str) -> None:
    def shown(element: ElementTree.Element) -> str:
        out = element.text or ""
        for child in element:
            if child.tag == "mark":
                out += f"[{(child.get('id') or 'q-').removeprefix('q-')}{shown(child)}]"
            out += child.tail or ""
        return out

    html = marked("甲乙丙丁", 0, in_order(marks), here)
    assert shown(ElementTree.fromstring(f"<p>{html}</p>")) == expected


def test_any_marks_keep_the_text_and_give_each_fact_one_place() -> None:
    rng = random.Random(7)
    for _ in range(300):
        line = "".join(rng.choice("公报<&\"'>一二三") for _ in range(rng.randint(1, 20)))
        offset = rng.randint(0, 5)
        marks = []
        for n in range(rng.randint(0, 6)):
            start = rng.randrange(len(line))
            end = rng.randint(start + 1, len(line))
            marks.append(mark(offset + start, offset + end, f"f{n}", rng.choice(["target", "citation"])))
        marks = in_order(merge(marks))
        root = ElementTree.fromstring(f"<p>{marked(line, offset, marks, here)}</p>")
        assert sorted(e.get("id") for e in root.iter("mark") if e.get("id")) == sorted(m.id for m in marks)
        assert len(root.findall(".//a")) == len(marks)
        for sign in root.iter("a"):
            sign.text = ""
        assert "".join(root.itertext()) == line


def test_facts_over_the_same_words_share_a_mark() -> None:
    merged = merge([mark(0, 2, "a"), mark(0, 2, "b"), mark(0, 2, "c", "citation")])
    assert [(m.kind, m.facts, m.title) for m in merged] == [
        ("target", ["a", "b"], "a；b"),
        ("citation", ["c"], "c"),
    ]


def test_a_span_over_two_paragraphs_is_marked_in_both() -> None:
    section = {"section_id": "d.s-1", "level": "1", "numbering": "", "heading": "", "page": "", "char_start": "0"}
    text = Text.of([section | {"text": "甲乙\n丙丁"}])
    [(_, part)] = text.parts("d", [mark(1, 4, "a")], ["", ""], lambda _, fact: here(fact))
    assert [str(p.html).count("<mark") for p in part.paragraphs] == [1, 1]
    assert [str(p.html).count('id="q-a"') for p in part.paragraphs] == [1, 0]


@pytest.mark.parametrize(
    ("folded", "shown"),
    [
        ("建成12个,新增3个;其中:", "建成12个，新增3个；其中："),
        ("行动方案(2024—2026年)", "行动方案（2024—2026年）"),
        ("标准(GB/T 2260)执行", "标准（GB/T 2260）执行"),
        ("(一)总则", "（一）总则"),
        ("增加1,800个", "增加1,800个"),
        ("see (a), (b): c", "see (a), (b): c"),
        ("例)(外", "例)(外"),
        ("", ""),
    ],
)
def test_chinese_marks_are_set_full_width_and_nothing_moves(folded: str, shown: str) -> None:
    assert typeset(folded) == shown
    assert len(typeset(folded)) == len(folded)


def test_a_heading_is_known_by_its_words_not_its_signs() -> None:
    section = {
        "section_id": "d.s-1",
        "level": "1",
        "numbering": "三",
        "heading": "重点任务",
        "page": "",
        "char_start": "0",
    }
    text = Text.of([section | {"text": "三、重点任务\n三、重点任务很多。"}])
    [(_, part)] = text.parts("d", [], ["", ""], lambda _, fact: here(fact))
    assert part.heading == "三、重点任务"
    assert [(p.level, str(p.html)) for p in part.paragraphs] == [(1, "三、重点任务"), (0, "三、重点任务很多。")]


def test_a_section_goes_over_onto_the_next_page_without_its_heading() -> None:
    section = {"section_id": "d.s-1", "level": "1", "numbering": "", "heading": "总则", "page": "1", "char_start": "0"}
    text = Text.of([section | {"text": "总则\n甲乙\n丙丁"}])
    parts = text.parts("d", [mark(6, 8, "a")], ["", "", "text-2.html"], lambda file, fact: f"{file}>{fact}")
    assert [(file, part.id, part.heading, len(part.paragraphs)) for file, part in parts] == [
        ("", "s-1", "总则", 2),
        ("text-2.html", "", "", 1),
    ]
    assert 'href="text-2.html&gt;a"' in parts[1][1].paragraphs[0].html
