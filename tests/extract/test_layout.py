"""Bands at the margins and columns, on lines set by hand."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from extract.pages.layout import (
    Char,
    Line,
    Page,
    joined,
    line_of,
    pieces,
    reading_orders,
    rows,
    runs,
    set_apart_bands,
    set_apart_footnotes,
)


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


@dataclass
class Box:
    """A table, for all that the order of a page needs to know of it."""

    box: tuple[float, float, float, float]


def test_a_page_of_short_lines_has_the_columns_of_the_others() -> None:
    signed = columns(3, 6)
    signed.lines += [line(f"云川市第{n}局", 150, 220 + 20 * n) for n in range(9)]
    orders = reading_orders([columns(1, 20), columns(2, 20), signed], [[], [], []])
    assert [text.text[0] for text in orders[2]] == [*"左" * 6, *"云" * 9, *"右" * 6]


def test_a_table_stands_in_its_column_and_one_across_parts_the_page() -> None:
    page = columns(1, 20)
    left, across = Box((80, 291, 290, 308)), Box((80, 391, 500, 408))
    page.lines = [one for one in page.lines if one.text[:3] != "左10" and "15" not in one.text]
    ((*order,),) = reading_orders([page], [[across, left]])
    names = ["表" if isinstance(item, Box) else item.text[: 3 if item.text[2].isdigit() else 2] for item in order]
    assert names[:12] == [*(f"左{n}" for n in range(10)), "表", "左11"]
    assert names[14:18] == ["左14", "右0", "右1", "右2"]
    assert names[30:33] == ["表", "左16", "左17"]


def test_a_short_page_alone_is_read_line_by_line() -> None:
    (order,) = reading_orders([columns(1, 3)], [[]])
    assert [text.text[:2] for text in order] == ["左0", "左1", "左2"]
    assert all("右" in text.text for text in order)


def test_a_run_is_parted_where_two_cells_may_be() -> None:
    places = [(0.0, "甲"), (10.0, "县"), (28.0, "3"), (36.0, "5"), (41.0, "　"), (51.0, "乙")]
    run = [Char(text, x, 0.0, x + (10.0 if text > "z" else 5.0), 14.0, 11.0) for x, text in places]
    assert ["".join(c.text for c in part) for part in pieces(run)] == ["甲县", "35　乙"]


def test_letters_of_a_ligature_share_a_place_and_stay() -> None:
    office = [
        Char(c, x, 0.0, x + 5.0, 14.0, 11.0) for c, x in zip("office", (0.0, 5.0, 5.0, 5.0, 10.0, 15.0), strict=True)
    ]
    twice = [Char(c, x, 0.0, x + 10.0, 14.0, 11.0) for c, x in zip("公公报报", (0.0, 0.3, 10.0, 10.3), strict=True)]
    assert ["".join(c.text for c in run) for run in runs(office)] == ["office"]
    assert ["".join(c.text for c in run) for run in runs(twice)] == ["公报"]


def test_a_small_digit_set_high_is_raised() -> None:
    words = [Char(c, 10.0 * n, 0.0, 10.0 * n + 10, 14.0, 11.0) for n, c in enumerate("面积3")]
    mark = Char("2", 30.0, 5.0, 33.0, 11.0, 9.0)
    behind = Char("。", 33.0, 0.0, 43.0, 14.0, 11.0)
    (row,) = rows([line_of(run) for run in runs([*words, mark, behind])])
    assert joined(row).text == "面积3²。"


@pytest.mark.parametrize(
    ("foot", "found"),
    [
        pytest.param([("① 云川市统计资料。", 9.0)], ["① 云川市统计资料。"], id="a mark in a circle"),
        pytest.param(
            [("1. 云川市统计资料，", 9.0), ("二〇三一年。", 9.0)],
            ["1. 云川市统计资料，", "二〇三一年。"],
            id="over two lines",
        ),
        pytest.param([("1. 云川市统计资料。", 12.0)], [], id="as large as the text: an item"),
        pytest.param([("注：云川市统计资料。", 9.0)], [], id="no mark: a note of what stands above"),
        pytest.param([("2031年统计资料。", 9.0)], [], id="a year"),
    ],
)
def test_footnotes(foot: list[tuple[str, float]], found: list[str]) -> None:
    page = body(1, WORDS)
    page.lines += [line(text, 80, 600 + 15 * n, size) for n, (text, size) in enumerate(foot)]
    set_apart_footnotes([page], 12.0)
    assert [one.text for one, role in page.furniture if role == "footnote"] == found
    assert len(page.lines) == 20 + len(foot) - len(found)
