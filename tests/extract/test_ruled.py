"""Rules to cells: which rules are one, which make a frame, which part two cells. Bounds are drawn on both of their sides."""

from __future__ import annotations

import pytest

from extract.content import Cell
from extract.pages.shapes import Char, Edge, Turn
from extract.tables import ruled
from extract.tables.ruled import Grid

XS, YS = [80.0, 200.0, 300.0], [100.0, 120.0, 140.0]
Rules = tuple[list[Edge], list[Edge]]
Shown = tuple[int, int, int, int, str]


def net(xs: list[float], ys: list[float]) -> Rules:
    """Draw all rules of a table."""
    return [(y, xs[0], xs[-1]) for y in ys], [(x, ys[0], ys[-1]) for x in xs]


def words(text: str, x: float, top: float, *, bold: bool = False) -> list[Char]:
    """Set signs of 10 points."""
    return [Char(sign, x + 10 * n, top, x + 10 * n + 10, top + 10, top + 9, bold=bold) for n, sign in enumerate(text)]


def filled(xs: list[float], ys: list[float], text: str = "甲") -> list[Char]:
    """Set a word into each smallest cell."""
    return [c for y in ys[:-1] for x in xs[:-1] for c in words(text, x + 4, y + 5)]


def found(rules: Rules, chars: list[Char] | None = None) -> list[Grid]:
    return ruled.find(*rules, filled(XS, YS) if chars is None else chars, 7)


def shown(grid: Grid) -> list[Shown]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]


def test_rules_draw_cells() -> None:
    text = words("甲", 84, 105) + words("乙", 204, 105) + words("丙", 84, 125) + words("丁", 204, 125)
    (grid,) = found(net(XS, YS), text)
    assert shown(grid) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁")]
    assert (grid.xs, grid.ys, grid.box) == (XS, YS, (80.0, 100.0, 300.0, 140.0))
    assert (grid.n_rows, grid.n_columns, grid.page, grid.way) == (2, 2, 7, "rules")
    assert (grid.open_top, grid.open_bottom, grid.bold) == (False, False, set())
    assert {c.page for c in grid.cells} == {7}


@pytest.mark.parametrize(
    ("drawn", "one"),
    [
        pytest.param([(10, 0, 50), (10, 53.4, 90)], [(10, 0, 90)], id="end to end"),
        pytest.param([(10, 0, 50), (10, 53.6, 90)], [(10, 0, 50), (10, 53.6, 90)], id="a gap"),
        pytest.param([(10, 0, 90), (10, 20, 50), (10, 92, 99)], [(10, 0, 99)], id="one inside another"),
        pytest.param([(10, 60, 90), (10, 0, 58)], [(10, 0, 90)], id="the right one drawn first"),
        pytest.param([(10, 0, 50), (12.4, 50, 90)], [(11.2, 0, 90)], id="nearly on one place"),
        pytest.param([(10, 0, 50), (12.6, 50, 90)], [(10, 0, 50), (12.6, 50, 90)], id="on two places"),
        pytest.param([(10, 0, 50), (12, 0, 50), (14, 0, 50)], [(12, 0, 50)], id="each near the next"),
        pytest.param([(10, 0, 4.0), (20, 0, 4.1)], [(20, 0, 4.1)], id="a tick and the shortest rule"),
        pytest.param([(30, 0, 50), (10, 0, 50)], [(10, 0, 50), (30, 0, 50)], id="in order"),
        pytest.param([], [], id="none"),
    ],
)
def test_rules_on_one_place_are_one(drawn: list[Edge], one: list[Edge]) -> None:
    assert ruled.snapped(drawn) == [pytest.approx(edge) for edge in one]


def moved(side: str, by: float) -> Rules:
    """Draw a table whose rules across a side begin at this distance inside it (outside where it is negative)."""
    across, down = net(XS, YS)
    if side == "top":
        return across, [(x, a + by, b) for x, a, b in down]
    if side == "bottom":
        return across, [(x, a, b - by) for x, a, b in down]
    if side == "left":
        return [(y, a + by, b) for y, a, b in across], down
    return [(y, a, b - by) for y, a, b in across], down


SIDES = {"left": 0, "top": 1, "right": 2, "bottom": 3}


@pytest.mark.parametrize("side", SIDES)
def test_rules_that_nearly_meet_are_one_frame(side: str) -> None:
    box, end, sign = (80.0, 100.0, 300.0, 140.0), SIDES[side], 1 if side in ("left", "top") else -1
    (near,) = found(moved(side, 3.4))
    (far,) = found(moved(side, 3.6))
    assert near.box == box
    # The rule at the end belongs to no frame, and leaves an open cell.
    assert far.box[end] == pytest.approx(box[end] + 3.6 * sign)
    assert (near.open_top, near.open_bottom) == (False, False)
    assert (far.open_top, far.open_bottom) == (side == "top", side == "bottom")


@pytest.mark.parametrize("side", SIDES)
def test_rules_that_stick_out_leave_an_open_cell(side: str) -> None:
    end, sign = SIDES[side], -1 if side in ("left", "top") else 1
    box = (80.0, 100.0, 300.0, 140.0)
    (closed,) = found(moved(side, -6.9))
    (opened,) = found(moved(side, -7.1))
    assert closed.box == box
    assert opened.box[end] == pytest.approx(box[end] + 7.1 * sign)
    assert (opened.n_rows, opened.n_columns) == ((3, 2) if side in ("top", "bottom") else (2, 3))
    assert (opened.open_top, opened.open_bottom) == (side == "top", side == "bottom")


@pytest.mark.parametrize(
    ("rules", "size"),
    [
        pytest.param(([(120, 80, 300)], [(x, 100, 140) for x in XS]), (2, 2), id="three down over one across"),
        pytest.param(([(120, 80, 200)], [(x, 100, 140) for x in XS[:2]]), None, id="two down over one across"),
        pytest.param(([(y, 80, 300) for y in YS[:2]], [(200, 100, 120)]), (1, 2), id="one down between two across"),
        pytest.param(([(120, 80, 300)], [(200, 100, 140)]), None, id="a cross"),
        pytest.param(([(120, 80, 300)], [(x, 118, 123) for x in XS]), None, id="ticks of an axis"),
        pytest.param(net(XS[:2], YS), None, id="one column"),
        pytest.param(([(y, 80, 300) for y in YS], []), None, id="no rule down"),
        pytest.param(([], [(x, 100, 140) for x in XS]), None, id="no rule across"),
    ],
)
def test_the_fewest_rules_of_a_table(rules: Rules, size: tuple[int, int] | None) -> None:
    assert [(g.n_rows, g.n_columns) for g in found(rules)] == ([size] if size else [])


@pytest.mark.parametrize(
    ("length", "cells"),
    [
        pytest.param(11.9, [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)], id="less than three fifths"),
        pytest.param(12.1, [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)], id="more than three fifths"),
    ],
)
def test_a_rule_parts_two_cells_where_it_covers_most_of_their_boundary(
    length: float, cells: list[tuple[int, int, int, int]]
) -> None:
    across, down = net(XS, YS)
    down[1] = (200, 120 - length, 140)
    (grid,) = found((across, down))
    assert [c[:4] for c in shown(grid)] == cells


@pytest.mark.parametrize(
    ("away", "spans"),
    [pytest.param(2.4, [(1, 1)] * 4, id="within the snap"), pytest.param(2.6, None, id="beside it")],
)
def test_a_rule_that_stands_off_its_place(away: float, spans: list[tuple[int, int]] | None) -> None:
    across, down = net(XS, YS)
    down[1:2] = [(200, 100, 120), (200 + away, 120, 140)]
    (grid,) = found((across, down))
    assert grid.n_columns == (2 if spans else 3)
    if spans:
        assert [(c.row_span, c.column_span) for c in grid.cells] == spans


@pytest.mark.parametrize(
    ("missing", "cells"),
    [
        pytest.param("across", [(0, 0, 2, 1, "甲丙"), (0, 1, 1, 1, "乙"), (1, 1, 1, 1, "丁")], id="over rows"),
        pytest.param("down", [(0, 0, 1, 2, "甲 乙"), (1, 0, 1, 1, "丙"), (1, 1, 1, 1, "丁")], id="over columns"),
    ],
)
def test_cells_without_a_rule_between_are_merged(missing: str, cells: list[Shown]) -> None:
    across, down = net(XS, YS)
    if missing == "across":
        across[1] = (120, 200, 300)
    else:
        down[1] = (200, 120, 140)
    text = words("甲", 84, 105) + words("乙", 204, 105) + words("丙", 84, 125) + words("丁", 204, 125)
    (grid,) = found((across, down), text)
    assert shown(grid) == cells


XS4, YS4 = [80.0, 160.0, 240.0, 320.0, 400.0], [100.0, 120.0, 140.0, 160.0, 180.0]


def without(across: set[tuple[int, int]], down: set[tuple[int, int]]) -> Rules:
    """Draw four rows of four cells without the rules above some cells and left of some."""
    return (
        [(y, XS4[c], XS4[c + 1]) for r, y in enumerate(YS4) for c in range(4) if (r, c) not in across],
        [(x, YS4[r], YS4[r + 1]) for c, x in enumerate(XS4) for r in range(4) if (r, c) not in down],
    )


@pytest.mark.parametrize(
    ("across", "down", "merged"),
    [
        pytest.param({(2, 1), (2, 2)}, {(1, 2), (2, 2)}, [(1, 1, 2, 2)], id="two by two in the middle"),
        pytest.param(set(), {(3, 2), (3, 3)}, [(3, 1, 1, 3)], id="to the end of the last row"),
        pytest.param({(2, 3), (3, 3)}, set(), [(1, 3, 3, 1)], id="to the end of the last column"),
        pytest.param({(1, 0), (2, 0), (3, 0)}, set(), [(0, 0, 4, 1)], id="all of the first column"),
        pytest.param({(2, 1)}, {(1, 2), (2, 2)}, [(1, 1, 1, 2), (2, 1, 1, 2)], id="open below in part only"),
        pytest.param({(2, 1), (2, 2)}, {(1, 2)}, [(1, 1, 1, 2)], id="two cells under one are none of its own"),
        pytest.param({(2, 1)}, {(2, 1)}, [(1, 1, 2, 1)], id="what is taken is not taken again"),
        pytest.param({(2, 1), (2, 2), (3, 1), (3, 2)}, {(1, 2), (2, 2), (3, 2)}, [(1, 1, 3, 2)], id="three rows"),
    ],
)
def test_merged_cells_are_rectangles(
    across: set[tuple[int, int]], down: set[tuple[int, int]], merged: list[tuple[int, int, int, int]]
) -> None:
    (grid,) = found(without(across, down), filled(XS4, YS4))
    assert [c[:4] for c in shown(grid) if c[2:4] != (1, 1)] == merged
    assert sum(c.row_span * c.column_span for c in grid.cells) == 16
    for cell in grid.cells:
        assert cell.text.replace(" ", "") == "甲" * (cell.row_span * cell.column_span)


@pytest.mark.parametrize(
    ("columns", "texts", "is_table"),
    [
        pytest.param(10, 2, True, id="a fifth of the cells"),
        pytest.param(11, 2, False, id="less than a fifth"),
        pytest.param(2, 2, True, id="one row of two"),
    ],
)
def test_a_table_has_words_in_its_cells(columns: int, texts: int, is_table: bool) -> None:
    xs = [80.0 + 20 * n for n in range(columns + 1)]
    text = [c for x in xs[:texts] for c in words("甲", x + 4, 105)]
    assert bool(found(net(xs, YS[:2]), text)) is is_table


def test_a_frame_of_one_cell_or_of_two_lines_is_no_table() -> None:
    across, _ = net(XS, YS)
    frame = [(80.0, 100.0, 140.0), (300.0, 100.0, 140.0)]
    # A stub of a rule makes a column that parts nothing.
    stub = (200.0, 115.0, 125.0)
    assert found(([across[0], across[2], (120, 195, 205)], [*frame, stub])) == []
    assert found((across, [*frame, stub])) == []
    three = ([*across, (160.0, 80.0, 300.0)], [(x, 100.0, 160.0) for x in (80.0, 300.0)] + [stub])
    assert [g.n_rows for g in found(three)] == [3]


@pytest.mark.parametrize(
    ("above", "is_table"),
    [
        pytest.param([], True, id="nothing"),
        pytest.param(words("公报", 84, 30.1), True, id="a running head"),
        pytest.param(words("公报", 84, 29.9), False, id="text"),
    ],
)
def test_one_filled_cell_is_the_rest_of_a_row_where_its_page_begins(above: list[Char], is_table: bool) -> None:
    assert bool(found(net(XS, YS), words("农村局", 84, 105) + above)) is is_table


def test_a_frame_without_words_is_no_table() -> None:
    assert found(net(XS, YS), []) == []
    assert found(net(XS, YS), [Char(" ", 84, 105, 94, 115, 114), Char(" ", 204, 105, 214, 115, 114)]) == []


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [
        pytest.param(75.0, 105.0, True, id="over the left rule"),
        pytest.param(74.9, 105.0, False, id="left of it"),
        pytest.param(294.9, 105.0, True, id="left of the right rule"),
        pytest.param(295.0, 105.0, False, id="over it"),
        pytest.param(84.0, 95.0, True, id="over the upper rule"),
        pytest.param(84.0, 94.9, False, id="above it"),
        pytest.param(84.0, 134.9, True, id="above the lower rule"),
        pytest.param(84.0, 135.0, False, id="over it"),
    ],
)
def test_a_sign_belongs_where_its_middle_is(x: float, y: float, inside: bool) -> None:
    rest = words("乙", 120, 105) + words("丙", 220, 125)
    (grid,) = found(net(XS, YS), words("甲", x, y) + rest)
    assert ("甲" in "".join(c.text for c in grid.cells)) is inside


def test_a_cell_of_several_lines_is_one_text() -> None:
    text = words("云川市商", 84, 102) + words("务局", 84, 122) + words("乙", 204, 102)
    (grid,) = found((([(100, 80, 300), (140, 80, 300)]), [(x, 100, 140) for x in XS]), text)
    assert shown(grid) == [(0, 0, 1, 1, "云川市商务局"), (0, 1, 1, 1, "乙")]


@pytest.mark.parametrize(
    ("lines", "width", "text"),
    [
        pytest.param(("12,3", "45.6"), 100, "12,345.6", id="a group of digits"),
        pytest.param(("1234.", "5"), 34, "1234.5", id="behind the point of a full line"),
        pytest.param(("-123", "45%"), 34, "-12345%", id="a sign and a percentage"),
        pytest.param(("1234", "56"), 50, "1234 56", id="a line with room for a digit"),
        pytest.param(("1234", "1180"), 34, "1234 1180", id="two figures"),
        pytest.param(("2031", "203"), 34, "2031203", id="more digits than a year"),
        pytest.param(("12.3", "4.5"), 34, "12.3 4.5", id="two points"),
        pytest.param(("12", "3"), 24, "12 3", id="two short figures"),
    ],
)
def test_a_narrow_cell_may_part_a_figure(lines: tuple[str, str], width: float, text: str) -> None:
    """Digits of half an em, in a cell of this width."""
    xs = [80.0, 180.0, 180.0 + width]
    chars = words("甲", 84, 105) + words("乙", 84, 130)
    for n, line in enumerate(lines):
        chars += [
            Char(sign, 182 + 5 * i, 102 + 12 * n, 187 + 5 * i, 112 + 12 * n, 111 + 12 * n)
            for i, sign in enumerate(line)
        ]
    (grid,) = found(net(xs, [100.0, 126.0, 146.0]), chars)
    assert grid.cells[1].text == text


def test_a_line_that_reaches_the_end_of_its_cell_is_full() -> None:
    for end, lines in ((181.1, 1), (180.9, 0)):
        text = words("甲乙丙丁", end - 40, 105)
        (grid,) = found(net(XS, YS), text + words("乙", 204, 105) + words("丙", 84, 122) + words("丁", 84, 131))
        assert grid.full == {(0, 0): lines, (0, 1): 0, (1, 0): 0, (1, 1): 0}
    two = words("甲" * 10, 84, 102) + words("乙" * 10, 84, 112) + words("丙" * 8, 204, 102)
    (grid,) = found(([(100, 80, 300), (124, 80, 300)], [(x, 100, 124) for x in XS]), two)
    assert grid.full == {(0, 0): 2, (0, 1): 1}


def test_a_row_is_bold_where_all_of_its_words_are() -> None:
    text = words("甲", 84, 105, bold=True) + words("乙", 204, 105, bold=True)
    text += words("丙", 84, 125, bold=True) + words("丁", 204, 125)
    (grid,) = found(net(XS, YS), text)
    assert grid.bold == {0}


def test_tables_come_from_top_to_bottom_and_from_left_to_right() -> None:
    places = [(80.0, 300.0), (300.0, 100.0), (80.0, 100.0)]
    rules: Rules = ([], [])
    chars: list[Char] = []
    for x, y in places:
        xs, ys = [x, x + 60, x + 120], [y, y + 20]
        across, down = net(xs, ys)
        rules[0].extend(across)
        rules[1].extend(down)
        chars += filled(xs, ys)
    assert [g.box[:2] for g in found(rules, chars)] == [(80, 100), (300, 100), (80, 300)]


def test_a_drawing_of_many_rules_is_no_table() -> None:
    across, down = net(XS, YS)
    many = (across * 1333)[: 4000 - len(down)]
    assert len(found((many, down))) == 1
    assert found(([*many, across[0]], down)) == []
    assert ruled.draws_cells(many, down)
    assert not ruled.draws_cells([*many, across[0]], down)


def test_a_net_of_very_many_cells_is_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ruled, "_MOST_CELLS", 4)
    assert len(found(net(XS, YS))) == 1
    monkeypatch.setattr(ruled, "_MOST_CELLS", 3)
    assert found(net(XS, YS)) == []


@pytest.mark.parametrize(
    ("rows", "columns", "drawn"),
    [
        pytest.param(3, 2, True, id="three across, two down"),
        pytest.param(2, 3, False, id="two across, three down"),
        pytest.param(3, 1, False, id="three across, one down"),
        pytest.param(3, 0, False, id="three across"),
    ],
)
def test_rules_alone_may_draw_cells(rows: int, columns: int, drawn: bool) -> None:
    across = [(100.0 + 20 * n, 80.0, 300.0) for n in range(rows)]
    down = [(80.0 + 110 * n, 100.0, 100.0 + 20 * (rows - 1)) for n in range(columns)]
    assert ruled.draws_cells(across, down) is drawn


def test_words_on_their_side_go_into_their_cells() -> None:
    cells = [Cell(0, 0, "", 2, 1), Cell(0, 1, "甲"), Cell(1, 1, "乙")]
    grid = Grid(1, XS, YS, cells)
    # The characters lie upright in their own page; only their boxes are places of the table.
    side = [((90.0, 105.0 + 10 * n, 100.0, 115.0 + 10 * n), char) for n, char in enumerate(words("建设", 0, 0))]
    more = [((210.0, 125.0, 220.0, 135.0), char) for char in words("丙", 0, 0)]
    outside = [((290.0, 135.0, 310.0, 145.0), char) for char in words("丁", 0, 0)]
    ruled.fill(grid, side + more + outside)
    assert [c.text for c in grid.cells] == ["建设", "甲", "乙丙"]


def test_where_a_table_lies_on_the_page_as_it_is_shown() -> None:
    grid = Grid(1, XS, YS, [])
    assert grid.shown == grid.box == (80.0, 100.0, 300.0, 140.0)
    grid.turn = Turn(2, 595.0, 842.0)
    assert grid.shown == (295.0, 702.0, 515.0, 742.0)


@pytest.mark.parametrize(
    ("heights", "text"),
    [pytest.param([137.0], "产量（t）", id="one sign"), pytest.param([137.0, 133.0], "产量（）th", id="upwards")],
)
def test_signs_on_their_side_stand_among_characters_set_downwards(heights: list[float], text: str) -> None:
    xs, ys = [80.0, 200.0, 300.0], [100.0, 160.0, 180.0]
    column = [Char(sign, 90, 102 + 10 * n, 100, 110 + 10 * n, 109 + 10 * n) for n, sign in enumerate("产量（")]
    column.append(Char("）", 90, 142, 100, 150, 149))
    [grid] = ruled.find(
        *net(xs, ys), [*column, *words("甲", 210, 105), *words("乙", 90, 165), *words("3", 210, 165)], 1
    )
    beside = [
        ((90.0, y - 2, 100.0, y + 2), Char(sign, 10.0 * n, 0, 10.0 * n + 10, 10, 9))
        for n, (sign, y) in enumerate(zip("th", heights, strict=False))
    ]
    ruled.fill(grid, beside)
    assert grid.cells[0].text == text


def test_a_row_that_no_upright_rule_parts_heads_the_rows_under_it() -> None:
    across: list[Edge] = [(y, 80.0, 300.0) for y in (100.0, 120.0, 140.0, 160.0)]
    down: list[Edge] = [(x, a, b) for x in XS for a, b in ((100.0, 120.0), (140.0, 160.0))]
    text = words("指标", 84, 105) + words("甲县", 204, 105) + words("商户", 84, 145) + words("九", 204, 145)
    (grid,) = found((across, down), text + words("城区", 84, 125))
    assert shown(grid)[2] == (1, 0, 1, 2, "城区")
    for name, x in (("表二商户", 84), ("城区", 180)):
        assert len(found((across, down), text + words(name, x, 125))) == 2


def test_dots_that_lead_from_a_name_are_no_part_of_it() -> None:
    texts = [words("商户......", 84, 105), words("9", 204, 105), words("网点", 84, 125), words("……", 204, 125)]
    (grid,) = found(net(XS, YS), [c for own in texts for c in own])
    assert [c.text for c in grid.cells] == ["商户", "9", "网点", "……"]
