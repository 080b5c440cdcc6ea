"""What is drawn outside tables: what of it is a chart, and which lines are its lettering."""

from __future__ import annotations

import pytest

from extract.pages.drawn import Drawn
from extract.pages.shapes import Box, Char, Line
from extract.tables import figures
from extract.tables.ruled import Grid

AXES = [(200.0, 100.0, 160.0)], [(100.0, 150.0, 200.0)]
BARS = [(110.0, 180.0, 120.0, 200.0), (130.0, 170.0, 140.0, 200.0)]
CHART = (100.0, 150.0, 160.0, 200.0)


def found(shapes: list[Box], grids: list[Grid] | None = None) -> list[Box]:
    return figures.find(Drawn(AXES[0], AXES[1], shapes), grids or [])


def test_axes_and_bars_are_a_chart() -> None:
    assert found(BARS) == [CHART]


def test_what_only_rules_draw_is_no_chart() -> None:
    across, down = AXES
    assert figures.find(Drawn(across * 9, down * 9), []) == []


def test_three_pieces_are_no_chart() -> None:
    assert found(BARS[:1]) == []


@pytest.mark.parametrize(
    ("piece", "whole"),
    [
        pytest.param((173.9, 190.0, 180.0, 200.0), (100.0, 150.0, 180.0, 200.0), id="right, near"),
        pytest.param((174.1, 190.0, 180.0, 200.0), CHART, id="right, far"),
        pytest.param((70.0, 190.0, 86.1, 200.0), (70.0, 150.0, 160.0, 200.0), id="left, near"),
        pytest.param((70.0, 190.0, 85.9, 200.0), CHART, id="left, far"),
        pytest.param((110.0, 213.9, 120.0, 230.0), (100.0, 150.0, 160.0, 230.0), id="below, near"),
        pytest.param((110.0, 214.1, 120.0, 230.0), CHART, id="below, far"),
        pytest.param((90.0, 120.0, 95.0, 136.1), (90.0, 120.0, 160.0, 200.0), id="above, near"),
        pytest.param((90.0, 120.0, 95.0, 135.9), CHART, id="above, far"),
    ],
)
def test_a_chart_is_what_is_drawn_close_together(piece: Box, whole: Box) -> None:
    assert found([*BARS, piece]) == [whole]


def test_two_charts_that_a_piece_joins_are_one() -> None:
    second = [(x0 + 100, top, x1 + 100, bottom) for x0, top, x1, bottom in [*BARS, *BARS]]
    assert len(found([*BARS, *second, (240, 160, 260, 165)])) == 1
    apart = found([*BARS, *BARS, *second, (210, 160, 265, 165)])
    assert sorted(apart) == [CHART, (210.0, 160.0, 265.0, 200.0)]
    assert found([*BARS, *second, (150, 202, 215, 205)]) == [(100.0, 150.0, 240.0, 205.0)]


@pytest.mark.parametrize(
    ("width", "height", "is_chart"),
    [(50.1, 30.1, True), (50.0, 30.1, False), (50.1, 30.0, False), (51.0, 31.0, True)],
)
def test_a_chart_has_the_size_of_some_words(width: float, height: float, is_chart: bool) -> None:
    piece = (0.0, 0.0, width, height)
    assert bool(figures.find(Drawn(shapes=[piece] * 4), [])) is is_chart


@pytest.mark.parametrize("side", range(4))
def test_what_is_drawn_in_a_table_is_no_chart(side: int) -> None:
    def table(inset: float) -> Grid:
        box = [100.0, 150.0, 160.0, 200.0]
        box[side] += inset if side < 2 else -inset
        return Grid(1, [box[0], box[2]], [box[1], box[3]], [])

    # A piece at each side of the place, so that one of them sticks out of the table.
    pieces = [(100.0, 150.0, 110.0, 200.0), (150.0, 150.0, 160.0, 200.0), (100.0, 150.0, 160.0, 155.0)]
    pieces += [(100.0, 195.0, 160.0, 200.0)]
    for inset, drawn in ((2.4, 0), (2.6, 3)):
        grids = [Grid(1, [0.0, 1.0], [0.0, 1.0], []), table(inset)]
        assert figures.find(Drawn(shapes=pieces), grids) == []
        found = figures.find(Drawn(shapes=pieces * 2), grids)
        assert bool(found) is bool(drawn)


def test_a_page_of_very_many_pieces_is_a_drawing() -> None:
    assert len(found(BARS * 1999)) == 1
    assert found([*BARS * 1999, BARS[0]]) == []


def line(text: str, x: float, top: float, size: float = 12.0) -> Line:
    return Line(text, x, top, x + 20, top + 10, top + 9, size)


@pytest.mark.parametrize(
    ("text", "size", "label"),
    [
        pytest.param("2031年 1,200.5％", 12.0, True, id="figures as large as the text"),
        pytest.param("甲县", 10.1, True, id="two sizes smaller"),
        pytest.param("甲县", 10.3, False, id="one size smaller"),
        pytest.param("甲县增长，乙县下降。", 9.0, False, id="a sentence"),
        pytest.param("甲县；乙县", 9.0, False, id="clauses"),
        pytest.param("图3 各县产值", 9.0, False, id="the caption"),
    ],
)
def test_lettering_is_small_or_figures(text: str, size: float, label: bool) -> None:
    assert figures.is_label(line(text, 110, 205, size), [CHART], 12.0) is label


@pytest.mark.parametrize(
    ("x", "top", "label"),
    [
        pytest.param(110, 225.9, True, id="below"),
        pytest.param(110, 226.1, False, id="far below"),
        pytest.param(110, 114.1, True, id="above"),
        pytest.param(110, 113.9, False, id="far above"),
        pytest.param(54.1, 170, True, id="left"),
        pytest.param(53.9, 170, False, id="far left"),
        pytest.param(185.9, 170, True, id="right"),
        pytest.param(186.1, 170, False, id="far right"),
    ],
)
def test_lettering_stands_close_to_its_chart(x: float, top: float, label: bool) -> None:
    assert figures.is_label(line("30", x, top), [(0, 0, 1, 1), CHART], 12.0) is label


def test_a_page_without_charts_has_no_lettering() -> None:
    assert not figures.is_label(line("30", 110, 205), [], 12.0)


def _bar(x: float, height: float) -> tuple[float, float, float, float]:
    return x, 200.0 - height, x + 20, 200.0


@pytest.mark.parametrize(
    ("shapes", "text", "found"),
    [
        pytest.param([_bar(100, 40), _bar(140, 60)], [], True, id="bars"),
        pytest.param([_bar(100, 40)], [], False, id="one bar alone"),
        pytest.param(
            [_bar(100, 40), _bar(140, 60)], [(110, 190), (150, 180)], False, id="coloured cells with print in them"
        ),
        pytest.param([(100, 100, 120, 150), (140, 100, 160, 150)], [], False, id="shapes that stand elsewhere"),
    ],
)
def test_a_rule_that_bars_stand_on_is_an_axis(
    shapes: list[tuple[float, float, float, float]], text: list[tuple[float, float]], found: bool
) -> None:
    drawn = Drawn(horizontal=[(200.0, 90.0, 300.0)], shapes=shapes)
    chars = [Char("甲", x - 5, y - 5, x + 5, y + 5, y + 4) for x, y in text]
    assert bool(figures.axes(drawn, chars)) is found
