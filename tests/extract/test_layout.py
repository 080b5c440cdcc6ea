"""Bands at the margins and columns, on lines set by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from extract.pages.bands import set_apart_bands, set_apart_footnotes
from extract.pages.columns import gutter, reading_order, reading_orders
from extract.pages.lines import joined, line_of, pieces, rows, runs
from extract.pages.shapes import Char, Line, Page, Turn


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


EM, HIGH = 14.0, 20.0
"""Points: a character of a Chinese font, and the height of its box, which is ten sevenths of it."""


def sign(text: str, x: float, *, base: float = 0.0, height: float = HIGH, bold: bool = False) -> Char:
    """Set a sign an em wide, a space of half an em; places are in ems, heights in points."""
    width = 0.5 if text == " " else 1.0
    return Char(text, x * EM, base - 0.8 * height, (x + width) * EM, base + 0.2 * height, base, bold)


def parts(*signs: Char) -> list[str]:
    return ["".join(c.text for c in run) for run in runs(signs)]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        pytest.param(sign("报", 2.25), ["公报"], id="a gap of 1.25 ems"),
        pytest.param(sign("报", 2.35), ["公", "报"], id="a gap of 1.35 ems"),
        pytest.param(sign("报", -0.45), ["公报"], id="back by less than half a sign"),
        pytest.param(sign("报", -0.55), ["公", "报"], id="back by more than half a sign"),
        pytest.param(sign("报", 1, base=0.45 * EM), ["公报"], id="a base line a little lower"),
        pytest.param(sign("报", 1, base=0.55 * EM), ["公", "报"], id="another base line"),
        pytest.param(sign("报", 1, base=-0.55 * EM), ["公", "报"], id="another base line above"),
        pytest.param(sign("2", 1, base=-2.2, height=17.6), ["公", "2"], id="a smaller sign set high"),
        pytest.param(sign("2", 1, base=-1.8, height=17.6), ["公2"], id="a smaller sign set hardly higher"),
        pytest.param(sign("2", 1, base=-2.2, height=18.4), ["公2"], id="a sign of nearly the same size"),
        pytest.param(sign("2", 1, base=-5.9, height=18.4), ["公2"], id="the em is that of the smaller sign: 12.9"),
        pytest.param(sign("2", 1, base=-6.7, height=18.4), ["公", "2"], id="more than half of the smaller sign"),
        pytest.param(sign("公", 0.14), ["公"], id="struck twice"),
        pytest.param(sign("公", -0.14), ["公"], id="struck twice, the second to the left"),
        pytest.param(sign("公", 0.16), ["公公"], id="two signs that overlap"),
        pytest.param(sign("公", 0.1, base=0.14 * EM), ["公"], id="struck twice, the second lower"),
        pytest.param(sign("公", 0.1, base=0.16 * EM), ["公公"], id="a second sign lower"),
        pytest.param(sign("报", 0.1), ["公报"], id="another sign at the same place"),
        pytest.param(sign(" ", 1), ["公"], id="a space at the end"),
    ],
)
def test_runs_are_parted_where_the_pen_jumps(second: Char, found: list[str]) -> None:
    assert parts(sign("公", 0), second) == found


def test_the_larger_sign_may_come_second() -> None:
    assert parts(sign("2", 0, base=-2.2, height=17.6), sign("公", 1)) == ["2", "公"]


def test_spaces_at_the_ends_of_runs_go() -> None:
    assert parts(sign(" ", 0), sign("公", 1), sign(" ", 2), sign("报", 2.5), sign(" ", 3.5), sign(" ", 4)) == ["公 报"]
    assert parts(sign(" ", 0), sign(" ", 1)) == []


@pytest.mark.parametrize(("gap", "count"), [(9.5, 1), (10.5, 2)])
def test_pieces_are_parted_by_half_of_the_height(gap: float, count: int) -> None:
    assert len(pieces([sign("公", 0), sign("报", 1 + gap / EM)])) == count


def test_dots_that_lead_on_part_two_cells_and_go() -> None:
    run = [sign(text, n) for n, text in enumerate("商户 . . . . 9")]
    assert ["".join(c.text for c in part) for part in pieces(run)] == ["商户", "9"]
    assert len(pieces([sign(text, n) for n, text in enumerate("网...点")])) == 1


def test_a_line_of_a_run() -> None:
    run = [sign(c, n, bold=n > 1) for n, c in enumerate("公报2031")]
    run[0].x1, run[3].base, run[0].ocr = 13.0, 1.0, True
    made = line_of(run, 7)
    assert made.box == (0.0, -16.0, 6 * EM, 4.0)
    assert (made.text, made.page, made.base, made.bold, made.ocr) == ("公报2031", 7, 1.0, True, True)
    assert made.size == 13.5  # Of the two Chinese signs one is 13 wide, the other 14.
    assert not line_of([sign("公", 0, bold=True), sign("报", 1)]).bold
    assert line_of([sign("公", 0), *(sign(" ", 1 + n / 2) for n in range(3)), sign("报", 3)]).text == "公 报"


def test_the_size_of_a_line_without_chinese_signs_is_three_quarters_of_its_height() -> None:
    assert line_of([sign("2", 0), sign("%", 1)]).size == 15.0
    assert line_of([sign("2", 0, height=17.1)]).size == 12.8


@pytest.mark.parametrize(
    ("base", "size", "count"),
    [
        pytest.param(5.9, 12.0, 1, id="less than half an em lower"),
        pytest.param(6.1, 12.0, 2, id="more than half an em lower"),
        pytest.param(9.9, 20.0, 1, id="half an em of the larger line"),
        pytest.param(10.1, 20.0, 2, id="more than that"),
    ],
)
def test_rows_are_half_an_em_apart(base: float, size: float, count: int) -> None:
    left, right = line("公报", 100, 0), line("公报", 20, 0, size)
    left.base, right.base = 10.0, 10.0 + base
    found = rows([left, right])
    assert len(found) == count
    assert found[0] == ([right, left] if count == 1 else [left])


def test_a_row_is_measured_by_its_largest_line() -> None:
    large, small, next_ = line("公报", 0, 0, 20), line("二", 50, 0, 8), line("三", 70, 0, 8)
    large.base, small.base, next_.base = 10.0, 15.0, 19.9
    assert rows([next_, small, large]) == [[large, small, next_]]


@pytest.mark.parametrize(
    ("left", "right", "gap", "text"),
    [
        ("Cloud", "River", 0.14, "CloudRiver"),
        ("Cloud", "River", 0.16, "Cloud River"),
        ("云川", "公报", 0.59, "云川公报"),
        ("云川", "公报", 0.61, "云川 公报"),
        ("云川", "2031", 0.59, "云川2031"),
        ("2031", "云川", 0.59, "2031云川"),
    ],
)
def test_a_gap_beside_each_other_is_a_space(left: str, right: str, gap: float, text: str) -> None:
    first = line(left, 0, 0)
    assert joined([first, line(right, first.x1 + gap * 12, 0)]).text == text


@pytest.mark.parametrize(
    ("high", "up", "text"),
    [(10.7, 1.9, "面积3²"), (10.9, 1.9, "面积32"), (10.7, 1.7, "面积32"), (10.7, -1.9, "面积32")],
)
def test_a_run_is_raised_where_it_is_small_and_high(high: float, up: float, text: str) -> None:
    words = line("面积3", 0, 0)
    mark = Line("2", words.x1, 0, words.x1 + 5, high, words.base - up, 8)
    assert joined([words, mark]).text == text
    assert joined([words]) is words


def test_a_joined_line_is_around_its_parts() -> None:
    first, second = line("云川市公报", 10, 20), line("2", 80, 17)
    first.bold = second.bold = second.ocr = True
    first.page, first.turn = 3, Turn(1, 595, 842)
    both = joined([first, second])
    assert (both.box, both.base, both.size) == ((10, 17, 92, 32), first.base, 12)
    assert (both.bold, both.ocr, both.page, both.parts, both.turn) == (True, True, 3, 2, first.turn)
    second.bold = False
    assert not joined([first, second]).bold


@pytest.mark.parametrize(
    ("quarters", "box"),
    [(0, (10, 20, 60, 50)), (1, (20, 539, 50, 589)), (2, (539, 792, 589, 822)), (3, (792, 10, 822, 60))],
)
def test_where_a_box_of_a_turned_page_is_shown(quarters: int, box: tuple[float, ...]) -> None:
    assert Turn(quarters, 599, 842).shown((10, 20, 60, 50)) == box


GAP = 20.0


def half(x: float, rows: Iterable[int], *, ends: bool = False, signs: int = 12) -> list[Line]:
    """Give lines of a column that starts at x, or ends there."""
    return [line("云" * signs, x - signs * 12 * ends, 90 + 20 * n) for n in rows]


def two(left: Iterable[int], right: Iterable[int], *, at: float = 300, gap: float = GAP, signs: int = 12) -> list[Line]:
    """Give two columns with white of that width around a place, each with lines in some rows."""
    return half(at - gap / 2, left, ends=True, signs=signs) + half(at + gap / 2, right, signs=signs)


@pytest.mark.parametrize(
    ("lines", "has"),
    [
        pytest.param(two(range(5), range(5)), True, id="five beside five"),
        pytest.param(two(range(4), range(6)), False, id="four on the left"),
        pytest.param(two(range(6), range(4)), False, id="four on the right"),
        pytest.param(two(range(6), range(1, 7)), True, id="five of six stand beside"),
        pytest.param(two(range(5), range(1, 6)), False, id="four of five stand beside"),
        pytest.param(two(range(5), range(5), signs=6), True, id="lines of six signs"),
        pytest.param(two(range(5), range(5), signs=5), False, id="lines of five signs"),
        pytest.param(two(range(5), range(5)) + half(90, [5, 6, 7], signs=36), True, id="three of thirteen run across"),
        pytest.param(two(range(5), range(5)) + half(90, range(5, 9), signs=36), False, id="four of fourteen do"),
        pytest.param(two(range(6), range(6)) + half(90, range(6, 10), signs=36), True, id="four of sixteen, a quarter"),
        pytest.param(two(range(5), range(5), gap=7 * 12), True, id="seven ems of white"),
        pytest.param(two(range(5), range(5), gap=9 * 12), False, id="nine ems of white, as beside a tab stop"),
        pytest.param(two(range(5), range(8)) + half(230, range(3, 8), ends=True), True, id="half ends at the gutter"),
        pytest.param(two(range(5), range(8)) + half(230, range(2, 8), ends=True), False, id="less than half ends there"),
        pytest.param(two(range(8), range(5)) + half(370, range(3, 8)), True, id="half starts at the gutter"),
        pytest.param(two(range(8), range(5)) + half(370, range(2, 8)), False, id="less than half starts there"),
        pytest.param(two(range(5), range(5), at=0.36 * 595), True, id="at the left of the middle third"),
        pytest.param(two(range(5), range(5), at=0.32 * 595), False, id="left of the middle third"),
        pytest.param(two(range(5), range(5), at=0.65 * 595, gap=6), True, id="at the right of the middle third"),
        pytest.param(two(range(5), range(5), at=0.665 * 595, gap=6), False, id="right of the middle third"),
    ],
)  # fmt: skip
def test_a_gutter(lines: list[Line], has: bool) -> None:
    assert (gutter(lines, 595) is not None) is has
    assert gutter([], 595) is None


@pytest.mark.parametrize("share", [0.352, 0.4, 0.444, 0.486, 0.531, 0.58, 0.633])
def test_no_gutter_is_too_narrow_to_be_found(share: float) -> None:
    found = gutter(two(range(5), range(5), at=share * 595, gap=7), 595)
    assert found is not None and abs(found - share * 595) <= 4.5


def test_a_gutter_is_where_fewest_lines_cross() -> None:
    lines = two(range(8), range(8), gap=40)
    lines[0].x1 += 20
    found = gutter(lines, 595)
    assert found is not None and 300 - 1 <= found <= 320 + 1
    lines[0].x1 -= 20
    found = gutter(lines, 595)
    assert found is not None and abs(found - 300) < 5


@pytest.mark.parametrize(
    ("lines", "has"),
    [
        pytest.param(two([0, 1], [0]), True, id="both sides"),
        pytest.param(half(290, [0], ends=True), True, id="the left alone"),
        pytest.param(half(310, [0]), True, id="the right alone"),
        pytest.param(half(300 - 47, [0], ends=True), True, id="four ems from it"),
        pytest.param(half(300 - 49, [0], ends=True), False, id="further away on the left"),
        pytest.param(half(300 + 47, [0]), True, id="four ems behind it"),
        pytest.param(half(300 + 49, [0]), False, id="further away on the right"),
        pytest.param(two([0], [0]) + half(90, [1], signs=36), True, id="one of three across"),
        pytest.param(two([0, 1], [0]) + half(90, [1, 2], signs=36), False, id="two of five across"),
        pytest.param(half(301, [0], ends=True), True, id="a point over it"),
        pytest.param(half(301.1, [0], ends=True), False, id="more than a point over it"),
        pytest.param(half(299, [0]), True, id="a point before it"),
        pytest.param(half(298.9, [0]), False, id="more than a point before it"),
    ],
)
def test_a_page_has_the_usual_gutter_where_little_crosses_it(lines: list[Line], has: bool) -> None:
    assert gutter(lines, 595, 300.0) == (300.0 if has else None)


@pytest.mark.parametrize(("rows_of_other", "columns_"), [(9, True), (10, False)])
def test_the_usual_gutter_is_that_of_most_pages(rows_of_other: int, columns_: bool) -> None:
    other = Page(2, 595, 842, half(90, range(rows_of_other), signs=36))
    orders = reading_orders([columns(1, 20), other, columns(3, 3)], [[], [], []])
    assert [item.text[:2] for item in orders[2]][1] == "左1"
    assert ("右" in orders[2][0].text) is not columns_
    more = reading_orders([columns(1, 20), columns(2, 20), other, columns(3, 3)], [[], [], [], []])
    assert "右" not in more[3][0].text


def test_tables_and_lines_across_stand_where_they_begin() -> None:
    lines = two(range(12), range(12))
    title = line("云" * 30, 100, 91 + 20 * 12)
    near, over = Box((310.5, 400, 500, 420)), Box((295, 430, 340, 450))
    order = reading_order([*lines, title, line("尾", 310, 470)], 595, None, [over, near])
    assert order[:12] == lines[:12] and order[12:24] == lines[12:]
    assert order[24].text == title.text and order[25:27] == [near, over]
    assert (title.left, title.right) == (100, 500)
    assert (lines[0].left, lines[0].right) == (146, 290) and (lines[12].left, lines[12].right) == (310, 454)


def edges(*lines: Line) -> tuple[float, float]:
    reading_order(lines, 595)
    assert len({(one.left, one.right) for one in lines}) == 1
    return lines[0].left, lines[0].right


def rowed(*places: tuple[float, float]) -> list[Line]:
    """Give lines one under the other, each from where to where."""
    return [Line("云", x0, 90 + 20 * n, x1, 102 + 20 * n, 100 + 20 * n, 12) for n, (x0, x1) in enumerate(places)]


@pytest.mark.parametrize(
    ("places", "found"),
    [
        pytest.param([(100, 300)] * 3 + [(50, 169)] * 2, (100, 300), id="short lines show no edge"),
        pytest.param([(100, 300)] * 3 + [(50, 171)] * 2, (50, 300), id="long ones do"),
        pytest.param([(100, 300)] * 2 + [(90, 300)], (100, 300), id="a sign hung out to the left"),
        pytest.param([(100, 300)] * 2 + [(90, 300)] * 2, (90, 300), id="two lines further left"),
        pytest.param([(101, 300), (111, 300), (121, 300)], (101, 300), id="every line starts elsewhere"),
        pytest.param([(100.9, 300), (100, 300)], (100, 300), id="within a point"),
        pytest.param([(101.5, 300), (99.7, 300)], (99.7, 300), id="not within two points"),
        pytest.param([(100, 300)] * 19 + [(100, 310)], (100, 300), id="one line of twenty hangs over the right edge"),
        pytest.param([(100, 300)] * 18 + [(100, 310)], (100, 310), id="one line of nineteen does"),
    ],
)
def test_the_edges_of_a_column(places: list[tuple[float, float]], found: tuple[float, float]) -> None:
    assert edges(*rowed(*places)) == found


def test_an_empty_page_has_no_order() -> None:
    assert reading_order([], 595) == []


def numbered(tops: list[float], texts: list[str], size: float = 10.0) -> list[Page]:
    """Give pages of text with a line each, at its height."""
    pages = [body(n, WORDS) for n in range(1, len(tops) + 1)]
    for page, top, text in zip(pages, tops, texts, strict=True):
        page.lines = [*page.lines[:16], line(text, 300, top, size)]
        page.lines.sort(key=lambda one: one.top)
    return pages


def numbers(pages: list[Page]) -> list[int | None]:
    set_apart_bands(pages)
    return [page.printed for page in pages]


@pytest.mark.parametrize(
    ("top", "is_number"),
    [(0.825 * 842, True), (0.815 * 842, False), (0.155 * 842 - 10, True), (0.165 * 842 - 10, False)],
)
def test_page_numbers_stand_in_the_margins(top: float, is_number: bool) -> None:
    pages = numbered([top] * 3, ["— 7 —", "— 8 —", "— 9 —"])
    for page in pages:
        page.lines = [one for one in page.lines if one.top == top or 150 < one.top < 650]
    assert numbers(pages) == ([7, 8, 9] if is_number else [None] * 3)
    assert [[role for _, role in page.furniture] for page in pages] == [["page_number"] * is_number] * 3


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        pytest.param(["7", "8", "12"], [7, 8, None], id="two that count on, and a figure"),
        pytest.param(["7", "9", "12"], [None] * 3, id="figures"),
        pytest.param(["7"], [7], id="the only page"),
        pytest.param(["— 7 —", "40", "— 12 —"], [7, None, 12], id="signs around a number leave no doubt"),
    ],
)
def test_bare_page_numbers_count_on(texts: list[str], found: list[int | None]) -> None:
    assert numbers(numbered([800.0] * len(texts), texts)) == found


def test_the_first_number_of_a_page_is_its_own() -> None:
    pages = numbered([800.0] * 2, ["— 7 —", "— 8 —"])
    for page in pages:
        page.lines.append(line(f"— {page.number} —", 300, 60, 10))
    assert numbers(pages) == [1, 2]
    assert [[role for _, role in page.furniture].count("page_number") for page in pages] == [2, 2]


@pytest.mark.parametrize(("above", "is_head"), [(1, True), (2, False)])
@pytest.mark.parametrize("foot", [False, True])
def test_bands_are_the_first_two_rows_and_the_last_two(above: int, is_head: bool, foot: bool) -> None:
    pages = [body(n, WORDS) for n in range(1, 9)]
    for page in pages:
        page.lines = page.lines[4:16]
        outer = [(f"第{WORDS[page.number + n]}期", 5 * n) for n in range(above)]
        for text, step in [*outer, ("云川市人民政府公报", 14 * above)]:
            page.lines.append(line(text, 80, 820 - 2 * step if foot else 20 + 2 * step))
    assert heads(pages) == [["云川市人民政府公报"] if is_head else []] * 8


@pytest.mark.parametrize(
    ("count", "on", "kept"),
    [(4, 2, True), (4, 1, False), (8, 2, True), (9, 2, False), (9, 3, True), (12, 3, False), (12, 4, True), (18, 4, True)],
)  # fmt: skip
def test_a_running_head_stands_on_a_third_of_the_pages(count: int, on: int, kept: bool) -> None:
    firsts = ["云川市公报" if n <= on else WORDS[n : n + 5] for n in range(1, count + 1)]
    pages = [body(n, first, gap=40.0) for n, first in enumerate(firsts, 1)]
    assert sum(map(len, heads(pages))) == on * kept


@pytest.mark.parametrize(("on", "kept"), [(4, False), (5, True)])
def test_a_running_head_close_to_the_text_stands_on_most_pages(on: int, kept: bool) -> None:
    pages = [body(n, "云川市公报" if n <= on else WORDS[n : n + 5]) for n in range(1, 9)]
    assert sum(map(len, heads(pages))) == on * kept


@pytest.mark.parametrize(
    ("gap", "size", "kept"),
    [(24.5, 12.0, False), (25.5, 12.0, True), (20.0, 12.4, False), (20.0, 12.6, True), (20.0, 11.4, True)],
)
def test_how_far_a_running_head_stands_apart(gap: float, size: float, kept: bool) -> None:
    pages = [
        body(n, "云川市公报" if n <= 3 else WORDS[n : n + 5], gap=gap, size=size if n <= 3 else 12) for n in range(1, 9)
    ]
    assert sum(map(len, heads(pages))) == 3 * kept


@pytest.mark.parametrize(("rows_left", "kept"), [(2, True), (3, False)])
def test_a_page_of_two_rows_shows_no_distance(rows_left: int, kept: bool) -> None:
    pages = [body(n, "云川市公报" if n <= 3 else WORDS[n : n + 5]) for n in range(1, 9)]
    for page in pages[:3]:
        page.lines = page.lines[: 1 + rows_left]
    assert sum(map(len, heads(pages))) == 3 * kept


@pytest.mark.parametrize(("tops", "kept"), [((60, 62, 58), True), ((60, 64, 70), False)])
def test_a_band_keeps_its_height(tops: tuple[float, ...], kept: bool) -> None:
    pages = [body(n, "云川市公报") for n in range(1, 4)]
    for page, top in zip(pages, tops, strict=True):
        page.lines[0] = line("云川市公报", 80, top)
    assert sum(map(len, heads(pages))) == 3 * kept


@pytest.mark.parametrize(
    ("top", "is_head"),
    [(0.825 * 842, True), (0.815 * 842, False), (0.155 * 842 - 12, True), (0.165 * 842 - 12, False)],
)
def test_running_heads_stand_in_the_margins(top: float, is_head: bool) -> None:
    pages = [body(n, WORDS) for n in range(1, 5)]
    for page in pages:
        page.lines = [one for one in page.lines if 150 < one.top < 450] + [line("云川市人民政府公报", 80, top)]
    assert heads(pages) == [["云川市人民政府公报"] if is_head else []] * 4


@pytest.mark.parametrize(
    ("size", "top", "found"),
    [(11.1, 600.0, True), (11.2, 600.0, False), (9.0, 0.41 * 842, True), (9.0, 0.39 * 842, False)],
)
def test_footnotes_are_small_and_low(size: float, top: float, found: bool) -> None:
    page = body(1, WORDS)
    page.lines = [*page.lines[:10], line("① 云川市统计资料。", 80, top, size)]
    set_apart_footnotes([page], 12.0)
    assert [role for _, role in page.furniture] == ["footnote"] * found


def test_a_page_of_small_print_is_no_footnote() -> None:
    page = Page(1, 595, 842, [line("① 云川市统计资料。", 80, 500, 9), line("② 云川年鉴。", 80, 520, 9)])
    set_apart_footnotes([page], 12.0)
    assert page.furniture == [] and len(page.lines) == 2
    page.lines.insert(0, line("云川市公报", 80, 100))
    page.lines.insert(1, line("资料来源：", 80, 480, 9))
    set_apart_footnotes([page], 12.0)
    assert [one.text for one, _ in page.furniture] == ["① 云川市统计资料。", "② 云川年鉴。"]
    assert [one.text for one in page.lines] == ["云川市公报", "资料来源："]


@pytest.mark.parametrize(
    ("box", "names"),
    [
        pytest.param((146, 400, 290, 420), "左左表右右", id="in the left column"),
        pytest.param((310, 100, 500, 105), "左左右表右", id="in the right column"),
        pytest.param((310, 400, 340, 420), "左左右右表", id="narrow, in the right column"),
        pytest.param((299.1, 400, 500, 420), "左左右右表", id="a point over the gutter"),
        pytest.param((298.9, 105, 500, 106), "左右表左右", id="more than that: across"),
        pytest.param((200, 400, 300.9, 420), "左左表右右", id="a point over it from the left"),
        pytest.param((200, 105, 301.1, 106), "左右表左右", id="more than that: across"),
        pytest.param((298.9, 400, 500, 420), "左左右右表", id="across, under both"),
    ],
)
def test_the_column_of_a_table(box: tuple[float, float, float, float], names: str) -> None:
    lines = [line("左" * 12, 146, 90), line("左" * 12, 146, 110), line("右" * 12, 310, 90), line("右" * 12, 310, 110)]
    order = reading_order(lines, 595, 300.0, [Box(box)])
    assert "".join("表" if isinstance(item, Box) else item.text[0] for item in order) == names


def test_two_titles_across() -> None:
    first, second = line("甲" * 36, 90, 70), line("乙" * 36, 90, 400)
    order = reading_order([*two(range(12), range(12)), first, second], 595)
    assert [item.text[0] for item in order] == ["甲", *"云" * 24, "乙"]


def test_the_sides_of_a_gap_decide_how_wide_a_space_is() -> None:
    for left, right in (("2031", "5G云"), ("云2", "5G"), ("2", "云5")):
        first = line(left, 0, 0)
        assert (" " in joined([first, line(right, first.x1 + 0.3 * 12, 0)]).text) is (right != "云5")


def test_a_run_is_measured_by_its_first_sign() -> None:
    assert len(pieces([sign("公", 0, height=30), sign("报", 1 + 12 / EM)])) == 1


def test_footnotes_start_low() -> None:
    page = body(1, WORDS)
    page.lines = [*page.lines[:5], line("① 云川年鉴。", 80, 0.39 * 842, 9), line("② 云川年鉴。", 80, 0.42 * 842, 9)]
    set_apart_footnotes([page], 12.0)
    assert page.furniture == []


def test_one_hanging_line_in_twenty_is_passed_over() -> None:
    assert edges(*rowed(*((100, 280 + n) for n in range(20))))[1] == 298
    assert edges(*rowed(*((100, 280 + n) for n in range(40))))[1] == 317


@pytest.mark.parametrize(
    ("up", "gap", "height", "is_one"),
    [
        pytest.param(6.5, 0.5, 6.4, True, id="raised by more than half of an em"),
        pytest.param(-2.0, 0.5, 6.4, True, id="sunk"),
        pytest.param(6.5, 6.0, 6.4, False, id="apart"),
        pytest.param(6.5, 0.5, 10.9, False, id="as large as the text"),
        pytest.param(14.0, 0.5, 6.4, False, id="over the text"),
    ],
)
def test_a_small_sign_beside_a_larger_one_is_on_its_row(up: float, gap: float, height: float, is_one: bool) -> None:
    text = Line("51.3", 80, 100, 100, 111, 110, 8.3)
    mark = Line("1", 100 + gap, 110 - up - 0.9 * height, 103 + gap, 110 - up + 0.1 * height, 110 - up, 0.75 * height)
    assert (len(rows([mark, text])) == 1) is is_one
    assert joined(rows([mark, text])[0]).text == ("51.3¹" if is_one and up > 0 else "51.31" if is_one else "1")


def test_a_footnote_begins_with_a_raised_mark() -> None:
    page = body(1, WORDS)
    mark, note = Line("4", 80, 598, 83, 604, 603, 4.5), line("云川市统计资料。", 83, 600, 9.0)
    page.lines += [mark, note]
    set_apart_footnotes([page], 12.0)
    assert [one.text for one, _ in page.furniture] == ["⁴云川市统计资料。"]
    assert len(page.lines) == 20
