"""A fact of a text → the words that gave each part of it, and the rule that read them there."""

from __future__ import annotations

import pytest

from tests.transform.conftest import RULES_ALONE, document, lexicon
from transform import facts, schema
from transform.document import genre, tablekind
from transform.document.model import Section
from transform.document.records import DocumentRow, SectionRow
from transform.grammar import slots
from transform.grammar.slots import NOWHERE, Slot
from transform.identity import Ids
from transform.schema import Row, Rows


def rows_of(text: str, **what: str) -> Rows:
    """The rows of a document whose lines are paragraphs; a line that begins with # opens a section."""
    made = document(text, **what)
    for index, paragraph in enumerate(made.paragraphs):
        if paragraph.kind == "heading" or not made.sections:
            heading = paragraph.text if paragraph.kind == "heading" else None
            made.sections.append(Section(len(made.sections), 1, None, heading, None, index, index, id=f"d.s-{index}"))
        made.sections[-1].last = index
    own = facts.stated(made, genre.sort_of(made), tablekind.known(made, lexicon()), lexicon(), Ids("d"), RULES_ALONE)
    rows = schema.rows(own)
    rows[DocumentRow.TABLE] = [
        {"document_id": "d", "source_id": "s", "kind": made.kind, "title": made.title, "issued_on": made.issued_on,
         "published_on": None, "area": made.area}
    ]  # fmt: skip
    rows[SectionRow.TABLE] = [
        {"section_id": s.id, "parent_id": None, "heading": s.heading, "char_start": made.paragraphs[s.first].start,
         "text": "\n".join(p.text for p in made.paragraphs[s.first : s.last + 1])}
        for s in made.sections
    ]  # fmt: skip
    return rows


def read_again(rows: Rows) -> slots.Text:
    return slots.text_of(rows["documents"][0], rows["sections"], lexicon())


def derived(text: str, table: str = "targets", **what: str) -> list[tuple[Row, list[Slot]]]:
    rows = rows_of(text, **what)
    key = schema.KEYS[table][0]
    again = read_again(rows)
    return [
        (row, [*slots.of_fact(row, [q for q in rows["quantities"] if q["fact_id"] == row[key]], again)])
        for row in rows[table]
    ]


PARTS = [
    ("到2033年,建成驿站不少于12个。", "targets", "number", "12个", "quantity.digits"),
    ("到2033年,建成驿站不少于12个。", "targets", "comparator", "不少于", "quantities.before"),
    ("到2033年,建成驿站12个以上。", "targets", "comparator", "以上", "quantities.after"),
    ("到2033年,建成驿站12个。", "targets", "deadline", "到2033年", "reading.governing < periods.year"),
    ("2033年底前,建成驿站12个。", "targets", "deadline", "2033年底前", "reading.governing < periods.year"),
    ("十七五期间,建成驿站12个。", "targets", "deadline", "十七五期间", "reading.governing < periods.five_year_plan"),
    ("到2033年,建成驿站12个。", "targets", "metric", "驿站", "constituents.before"),
    ("到2033年,建成12个驿站。", "targets", "metric", "驿站", "phrases.right_noun"),
    ("到2033年,新增绿地30公顷。", "targets", "kind", "新增", "words.add"),
    ("到2033年,绿地率达到45%。", "targets", "kind", "达到", "words.reach"),
    ("到2033年,产业规模翻两番。", "targets", "number", "翻两番", "quantity.double"),
    ("到2033年,每个区建成驿站2个。", "targets", "per", "每个区", "reading.sentence"),
    ("力争到2033年,建成驿站12个。", "targets", "sign", "力争到", "words.aim"),
    ("2030年,接待旅客300余万人次。", "observations", "comparator", "余", "quantities.inside"),
    ("2030年,接待旅客300余万人次。", "observations", "period", "2030年", "reading.governing < periods.year"),
    ("2030年,产值9亿元,同比增长5%。", "observations", "stat", "同比增长", "words.add"),
    ("2030年,产值居全省第2位。", "observations", "number", "第2位", "roles.ordinal"),
    ("对新建的驿站,给予每家最高50万元补助。", "incentives", "comparator", "最高", "quantities.before"),
    ("对新建的驿站,给予每家最高50万元补助。", "incentives", "per", "每家", "reading.sentence"),
    ("对新建的驿站,给予每家最高50万元补助。", "incentives", "sign", "给予、补助", "words.offer"),
]


@pytest.mark.parametrize(("text", "table", "part", "words", "rule"), PARTS)
def test_which_words_gave_a_part(text: str, table: str, part: str, words: str, rule: str) -> None:
    given = [slot for _, found in derived(text, table) for slot in found]
    assert Slot(part, words, rule) in given, given


def test_every_fact_of_a_text_has_its_number_and_each_deadline_its_words() -> None:
    for row, found in derived("\n".join(text for text, *_ in PARTS)):
        names = {slot.name: slot for slot in found}
        assert names["number"].words
        assert (row["deadline"] is None) == ("deadline" not in names)


@pytest.mark.parametrize(
    ("text", "title", "words", "rule"),
    [
        ("# 2033年工作目标\n建成驿站12个。", "云川市行动方案", "2033年", "reading.heading_1_above"),
        ("建成驿站12个。", "云川市2033年工作要点", "2033年", "reading.title"),
        ("到2034年,建成书屋3个;书屋读者达到2万人。", "云川市行动方案", "到2034年", "reading.governing < periods.year"),
    ],
)
def test_a_deadline_that_governs_from_above(text: str, title: str, words: str, rule: str) -> None:
    [*_, (row, found)] = derived(text, title=title)
    assert row["deadline"]
    assert [(s.words, s.rule) for s in found if s.name == "deadline"] == [(words, rule)]


def test_a_metric_that_was_put_together_is_told_in_its_pieces() -> None:
    rows = rows_of("2030年,驿站收入9亿元,占全市的12%。")
    [row] = [r for r in rows["observations"] if r["stat"] == "share"]
    [metric] = [s for s in slots.of_fact(row, [], read_again(rows)) if s.name == "metric"]
    assert metric.rule == "phrases.composed"
    assert all(piece in "2030年,驿站收入9亿元,占全市的12%。" for piece in metric.words.split(" + "))


def test_a_bare_noun_is_told_with_the_heading_that_says_what_it_is_for() -> None:
    [(row, found)] = derived("# 驿站网络\n到2033年,建成3个区。")
    assert row["metric"] == "区(驿站网络)"
    assert [s.words for s in found if s.name == "metric"] == ["区 + 驿站网络"]


def test_what_no_words_gave_is_told_as_such() -> None:
    rows = rows_of("到2033年,建成驿站12个。")
    row = rows["targets"][0] | {"deadline": "2044", "metric": "亭"}
    found = {s.name: s for s in slots.of_fact(row, [], read_again(rows))}
    assert found["deadline"].words == found["metric"].words == NOWHERE


def test_a_number_that_became_no_fact_has_its_time_and_its_signs() -> None:
    rows = rows_of("到2034年,南岭、北屏和双溪3个区建成驿站。")
    [row] = [q for q in rows["quantities"] if q["text"] == "3个"]
    assert slots.of_number(row, read_again(rows)) == (
        Slot("number", "3个", "quantity.digits"),
        Slot("time", "到2034年", "reading.governing < periods.year"),
        Slot("sign", "到", "words.horizon"),
        Slot("sign", "建成", "words.done"),
    )


def test_a_fact_of_a_cell_has_none() -> None:
    rows = rows_of("到2033年,建成驿站12个。")
    assert slots.of_fact({"char_start": None, "char_end": None, "metric": "驿站"}, [], read_again(rows)) == ()


def test_the_text_is_read_again_where_it_stood() -> None:
    rows = rows_of("# 工作目标\n到2033年,建成驿站12个。\n# 保障\n到2034年,建成书屋3个。")
    again = read_again(rows)
    for row in rows["targets"]:
        here = again.at(int(str(row["char_start"])))
        assert here is not None
        begin = int(str(row["char_start"])) - here.paragraph.start
        assert here.text[begin:].startswith(str(row["quote"])[:2])


@pytest.mark.parametrize(
    "row",
    [
        {"char_start": None, "char_end": 5},
        {"char_start": 0, "char_end": None},
        {"char_start": 9000, "char_end": 9005},
        {},
    ],
)
def test_what_stands_nowhere_in_the_text_has_no_parts(row: Row) -> None:
    again = read_again(rows_of("到2033年,建成驿站12个。"))
    assert slots.of_fact({"metric": "驿站", **row}, [], again) == ()


@pytest.mark.parametrize(
    ("text", "comparator", "words"),
    [
        ("到2033年,建成驿站不少于12个。", ">=", ["不少于"]),
        ("到2033年,建成驿站超过12个。", ">", ["超过"]),
        ("到2033年,建成驿站约12个。", "~", ["约"]),
        ("到2033年,建成驿站12个。", "=", []),
    ],
)
def test_the_words_of_a_bound_are_told_once_and_for_a_bound_alone(text: str, comparator: str, words: list[str]) -> None:
    rows = rows_of(text)
    [row] = rows["targets"]
    assert row["comparator"] == comparator
    for numbers_of in ([], [q for q in rows["quantities"] if q["role"] == "target"]):
        given = [s.words for s in slots.of_fact(row, numbers_of, read_again(rows)) if s.name == "comparator"]
        assert len(given) == len(words)
