"""Bands at the margins and columns, on lines set by hand."""

from __future__ import annotations

import pytest

from extract.layout import Char, Line, Page, pieces, reading_orders, set_apart_bands


def line(text: str, x: float, y: float, size: float = 12.0) -> Line:
    return Line(text, x, y, x + len(text) * size, y + size, y + 0.88 * size, size)


WORDS = "云川市推进数字商务发展支持商户上线经营建设服务网点"


def body(number: int, first: str, *, gap: float = 20.0, size: float = 12.0) -> Page:
    """Give a page of twenty lines, the first of them at its own distance and size."""
    lines = [line(first, 80, 90, size)]
    lines += [line(WORDS[number:] + WORDS[n:] + WORDS[:n], 80, 90 + gap + 20 * n) for n in range(19)]
    return Page(number, 595, 842, lines)


def heads(pages: list[Page]) -> list[list[str]]:
    set_apart_bands(pages)
    return [[line.text for line, role in page.furniture if role == "running_head"] for page in pages]


def test_what_repeats_over_most_pages_is_a_running_head() -> None:
    assert heads([body(n, "云川市人民政府公报") for n in range(1, 9)]) == [["云川市人民政府公报"]] * 8


@pytest.mark.parametrize(
    ("gap", "size", "kept"),
    [
        pytest.param(20.0, 12.0, False, id="as close and as large as any line: the end of a paragraph"),
        pytest.param(34.0, 12.0, True, id="further away"),
        pytest.param(20.0, 9.0, True, id="smaller"),
    ],
)
def test_what_repeats_over_some_pages_must_stand_apart(gap: float, size: float, kept: bool) -> None:
    pages = [body(n, f"{n}38个。", gap=gap, size=size) for n in range(1, 5)]
    pages += [body(n, "这一页由不同的话开始" + "甲乙丙丁戊己庚辛"[n - 5], gap=gap) for n in range(5, 13)]
    assert heads(pages) == [[f"{n}38个。"] if kept else [] for n in range(1, 5)] + [[]] * 8


def test_a_running_head_of_two_lines() -> None:
    pages = [body(n, "云川市统计资料" if n % 2 else "数字商务发展报告", gap=40.0) for n in range(1, 9)]
    for page in pages:
        page.lines.append(line("（二〇三一年）", 80, 70))
    assert [len(found) for found in heads(pages)] == [2] * 8


def columns(number: int, rows: int) -> Page:
    lines = [line(f"左{n}云川市推进数字商务发展壮大", 80, 90 + 20 * n) for n in range(rows)]
    lines += [line(f"右{n}培育示范街区和商户", 310, 90 + 20 * n) for n in range(rows)]
    return Page(number, 595, 842, lines)


def test_a_short_last_page_has_the_columns_of_the_others() -> None:
    orders = reading_orders([columns(1, 20), columns(2, 20), columns(3, 3)], [[], [], []])
    assert [text.text[:2] for text in orders[2]] == ["左0", "左1", "左2", "右0", "右1", "右2"]


def test_a_short_page_alone_is_read_line_by_line() -> None:
    (order,) = reading_orders([columns(1, 3)], [[]])
    assert [text.text[:2] for text in order] == ["左0", "左1", "左2"]
    assert all("右" in text.text for text in order)


def test_a_run_is_parted_where_two_cells_may_be() -> None:
    places = [(0.0, "甲"), (10.0, "县"), (28.0, "3"), (36.0, "5"), (41.0, "　"), (51.0, "乙")]
    run = [Char(text, x, 0.0, x + (10.0 if text > "z" else 5.0), 14.0, 11.0) for x, text in places]
    assert ["".join(c.text for c in part) for part in pieces(run)] == ["甲县", "35　乙"]
