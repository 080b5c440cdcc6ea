"""The second reader: what it finds to be read otherwise, what it leaves alone, and that it costs a document nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.content import Content
from extract.files import second
from extract.guard import process
from extract.read import read
from tests.extract import papers

ROWS = [["指标", "甲县", "乙县"], ["商户", "1,200", "35.5"], ["网点", "980", "27"]]


def drawn(path: Path, rows: list[list[str]] | None = None) -> Path:
    """Set a page with a ruled table under a line of text that has a number."""
    sheet = papers.Sheet()
    sheet.text(papers.LEFT, 80, "表1 2031年情况")
    papers.ruled(sheet, 100, rows or ROWS, [120, 80, 80])
    path.write_bytes(papers.pdf([sheet]))
    return path


def altered(change: Callable[[Content], None], path: Path) -> tuple[list[str], list[bool | None]]:
    """Read, let the reading be another, compare: give the messages, and what the tables say."""
    content = read(path)
    change(content)
    second.compare(path, content)
    return [i.message for i in content.issues if i.type == "readers_disagree"], [
        t.readers_agree for t in content.tables()
    ]


def _cell(content: Content, row: int, column: int) -> None:
    (table,) = content.tables()
    (cell,) = (c for c in table.cells if (c.row, c.column) == (row, column))
    cell.text = "1,205"


def _row(content: Content) -> None:
    (table,) = content.tables()
    table.n_rows -= 1
    table.cells = [c for c in table.cells if c.row < 2]


def test_readers_agree_on_a_plain_table(tmp_path: Path) -> None:
    assert altered(lambda content: None, drawn(tmp_path / "a.pdf")) == ([], [True])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param(lambda c: _cell(c, 1, 1), ["page 1", "we read 1,205", "pdfplumber 1,200"], id="a figure misread"),
        pytest.param(_row, ["pdfplumber 27 980", "2 × 3", "3 × 3"], id="a row lost"),
    ],
)
def test_what_is_read_otherwise_is_said(change: Callable[[Content], None], words: list[str], tmp_path: Path) -> None:
    (message,), agree = altered(change, drawn(tmp_path / "a.pdf"))
    assert [word for word in words if word not in message] == []
    assert agree == [False]


def test_a_number_outside_the_table_is_no_difference(tmp_path: Path) -> None:
    """Where words part differs between readers (表1 2031); only in a table has it a column to slide into."""
    sheet = papers.Sheet()
    sheet.text(papers.LEFT, 80, "表1")
    sheet.text(papers.LEFT + 2 * papers.SIZE + 2, 80, "2031年情况")
    papers.ruled(sheet, 100, ROWS, [120, 80, 80])
    (tmp_path / "a.pdf").write_bytes(papers.pdf([sheet]))
    assert altered(lambda content: None, tmp_path / "a.pdf") == ([], [True])


def test_a_page_on_its_side_and_a_document_without_tables_are_left_alone(tmp_path: Path) -> None:
    sheet = papers.Sheet()
    sheet.lay(1)
    papers.ruled(sheet, 100, ROWS, [120, 80, 80])
    sheet.rise()
    (tmp_path / "a.pdf").write_bytes(papers.pdf([sheet]))
    assert altered(lambda content: None, tmp_path / "a.pdf") == ([], [None])
    plain = papers.Sheet()
    plain.text(papers.LEFT, 80, "云川市推进数字商务发展。")
    (tmp_path / "b.pdf").write_bytes(papers.pdf([plain]))
    assert second.compare(tmp_path / "b.pdf", read(tmp_path / "b.pdf")).pages == 0


def test_no_time_is_no_comparison(tmp_path: Path) -> None:
    content = read(drawn(tmp_path / "a.pdf"))
    assert second.compare(tmp_path / "a.pdf", content, seconds=-1).pages == 0
    assert [t.readers_agree for t in content.tables()] == [None]


@pytest.mark.parametrize(("again", "agree"), [(True, True), (False, None)])
def test_the_guard_reads_again_unless_it_is_told_not_to(again: bool, agree: bool | None, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    outcome = process.read_guarded(drawn(tmp_path / "a.pdf"), out, second_reader=again)
    assert (outcome.status, outcome.issues, outcome.second_cpu_seconds > 0) == ("read", [], again)
    assert [t.readers_agree for t in Content.read(out).tables()] == [agree]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.pdf", "out.parquet"]


def test_a_second_reader_that_fails_costs_the_document_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No time at all is a second reader that never ends: it is killed, and the first reading stands."""
    monkeypatch.setattr(second, "SECONDS", 1e-9)
    out = tmp_path / "out.parquet"
    outcome = process.read_guarded(drawn(tmp_path / "a.pdf"), out)
    assert outcome.status == "read"
    assert [t.readers_agree for t in Content.read(out).tables()] == [None]
