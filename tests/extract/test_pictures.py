"""The bounds of what is taken for a rule and for a word in a picture, on pictures of a few pixels, without the engine."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from extract.pages import ocr, scan
from extract.pages.ocr import Words
from extract.pages.scan import Picture
from extract.pages.shapes import Char

PAPER = 240
Bar = tuple[int, int, int, int]
"""Pixels: from the left, from the top, to the right, to the foot."""


def picture(*bars: Bar, level: int = 30, width: int = 240, height: int = 160, scale: float = 2.0) -> Picture:
    """Give paper with bars of ink on it, two pixels a point."""
    data = bytearray([PAPER]) * (width * height)
    for x0, top, x1, bottom in bars:
        for y in range(top, bottom):
            data[y * width + x0 : y * width + x1] = bytes([level]) * (x1 - x0)
    return Picture(data, width, height, scale)


def upright(bar: Bar) -> Bar:
    return bar[1], bar[0], bar[3], bar[2]


@pytest.mark.parametrize(
    ("bars", "count"),
    [
        pytest.param([(10, 20, 91, 22)], 1, id="40.5 points long"),
        pytest.param([(10, 20, 89, 22)], 0, id="39.5 points long"),
        pytest.param([(10, 20, 110, 26)], 1, id="3 points thick"),
        pytest.param([(10, 20, 110, 27)], 0, id="3.5 points thick"),
        pytest.param([(10, 20, 63, 22), (70, 20, 123, 22)], 1, id="two pieces of 26.5 points, 3.5 apart"),
        pytest.param([(10, 20, 63, 22), (72, 20, 125, 22)], 0, id="4.5 apart"),
        pytest.param([(10, 20, 61, 22), (68, 20, 121, 22)], 0, id="a piece of 25.5 points"),
        pytest.param([(10, 20, 63, 22), (70, 20, 121, 22)], 0, id="the other piece of 25.5 points"),
        pytest.param([(10, 20, 63, 22), (70, 23, 123, 25)], 0, id="1.5 points lower"),
        pytest.param([(10, 20, 63, 22), (70, 21, 123, 23)], 1, id="half a point lower"),
        pytest.param([(10, 20, 100, 22), (10, 23, 100, 25)], 1, id="one pixel between: one rule"),
        pytest.param([(10, 20, 100, 22), (10, 24, 100, 26)], 2, id="two pixels between: two thin rules"),
        pytest.param([(10, 20, 60, 22), (62, 20, 120, 22)], 1, id="two specks of paper in it"),
        pytest.param([(10, 20, 51, 22), (54, 20, 59, 22), (62, 20, 103, 22)], 0, id="three"),
    ],
)
def test_which_ink_is_a_rule(bars: list[Bar], count: int) -> None:
    across, down = scan.take_rules(picture(*bars))
    assert (len(across), down) == (count, [])
    across, down = scan.take_rules(picture(*map(upright, bars), width=160, height=240))
    assert (across, len(down)) == ([], count)


def test_the_place_of_a_rule() -> None:
    page = picture((10, 20, 110, 22))
    page.x0, page.top = 100.0, 300.0
    assert scan.take_rules(page) == ([(310.5, 105.0, 155.0)], [])
    assert set(page.data) == {PAPER}
    page = picture((20, 10, 22, 110))
    assert scan.take_rules(page) == ([], [(10.5, 5.0, 55.0)])
    assert set(page.data) == {PAPER}


@pytest.mark.parametrize(
    ("stroke", "is_rule"),
    [
        pytest.param((60, 22, 62, 43), True, id="from one rule to the other"),
        pytest.param((60, 25, 62, 47), True, id="ends within four points of both"),
        pytest.param((60, 32, 62, 53), False, id="starts further away"),
        pytest.param((60, 40, 62, 70), False, id="starts far away"),
        pytest.param((230, 22, 232, 43), False, id="beside them"),
        pytest.param((116, 22, 118, 43), True, id="within four points of their ends"),
    ],
)
def test_a_short_rule_stands_between_two(stroke: Bar, is_rule: bool) -> None:
    across, down = scan.take_rules(picture((10, 20, 110, 22), (10, 43, 110, 45), stroke))
    assert (len(across), len(down)) == (2, int(is_rule))


@pytest.mark.parametrize(("high", "is_rule"), [(21, True), (19, False)])
def test_the_shortest_rule_is_ten_points_long(high: int, is_rule: bool) -> None:
    across, down = scan.take_rules(picture((10, 20, 110, 22), (10, 24 + high, 110, 26 + high), (60, 23, 62, 23 + high)))
    assert (len(across), len(down)) == (2, int(is_rule))


@pytest.mark.parametrize(("level", "is_ink"), [(170, True), (175, False)])
def test_ink_is_darker_than_paper(level: int, is_ink: bool) -> None:
    page = picture((10, 20, 110, 22), level=level)
    assert page.paper == PAPER
    assert (1 in page.ink()) is is_ink
    assert len(page.ink()) == len(page.data)


@pytest.mark.parametrize(("most", "paper"), [(100, 200), (101, 101)])
def test_paper_is_the_most_common_bright_level(most: int, paper: int) -> None:
    assert Picture(bytearray([most] * 70 + [200] * 30), 10, 10).paper == paper
    assert Picture(bytearray([90] * 100), 10, 10).paper == 255


def test_a_photograph_has_no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    bars = [(10, 20, 110, 22), (10, 40, 110, 42)]
    monkeypatch.setattr(scan, "_MOST_RUNS", 4)
    assert len(scan.take_rules(picture(*bars))[0]) == 2
    monkeypatch.setattr(scan, "_MOST_RUNS", 3)
    assert len(scan.take_rules(picture(*bars))[0]) == 1


def test_characters_of_a_page_that_lies_askew() -> None:
    char = Char("云", 390, 490, 410, 510, 506)
    assert scan.turned([char], 0.0, 600, 800) == [char]
    (moved,) = scan.turned([char], math.pi / 2, 600, 800)
    # A quarter about the middle of the page, 300 and 400: what lies right and below comes to lie right and above.
    assert (moved.x0, moved.top, moved.x1, moved.bottom, moved.base) == pytest.approx((390, 290, 410, 310, 306))


def words(text: str, steps: Sequence[float], box: tuple[float, float, float, float], score: float = 0.9) -> Words:
    """Give a line with its characters at those steps from each other, in pixels, the first at 5."""
    middles = [5.0]
    for step in steps:
        middles.append(middles[-1] + step)
    return Words(text, middles, box, score)


def sizes(monkeypatch: pytest.MonkeyPatch, *lines: Words) -> list[float]:
    """Read lines in a picture without ink, a pixel a point; give the em of the first character of each."""
    monkeypatch.setattr(ocr, "recognise", lambda picture: list(lines))
    chars, _ = ocr.read(Picture(bytearray([PAPER]) * 100, 10, 10, 1.0))
    firsts = [sum(len(line.text) for line in lines[:n]) for n in range(len(lines))]
    return [chars[n].bottom - chars[n].top for n in firsts]


@pytest.mark.parametrize(
    ("text", "steps", "height", "size"),
    [
        pytest.param("云" * 9, [10] * 8, 18.4, 10.0, id="eight steps show it"),
        pytest.param("云" * 8, [10] * 7, 18.4, 20.0, id="seven do not, the height does"),
        pytest.param("2031", [5] * 3, 7.4, 10.0, id="figures are lower"),
        pytest.param("2031年", [5] * 4, 9.2, 10.0, id="one wide character"),
        pytest.param("云" * 10, [10] * 8 + [5.5], 18.4, 10.0, id="a step over a narrow sign"),
        pytest.param("云" * 10, [10] * 8 + [6.5], 18.4, 9.5, id="a short step"),
        pytest.param("云" * 10, [10] * 8 + [15.5], 18.4, 10.0, id="a step over a gap"),
        pytest.param("云" * 10, [10] * 8 + [14.5], 18.4, 10.5, id="a long step"),
        pytest.param("云" * 9 + "20", [10] * 8 + [7, 7], 18.4, 10.0, id="steps of figures do not count"),
    ],
)
def test_the_em_of_a_line(
    monkeypatch: pytest.MonkeyPatch, text: str, steps: list[float], height: float, size: float
) -> None:
    assert sizes(monkeypatch, words(text, steps, (0, 0, 100, height))) == [pytest.approx(size)]


@pytest.mark.parametrize(("step", "size"), [(11.0, 10.0), (11.5, 11.5), (9.0, 10.0), (8.5, 8.5)])
def test_a_size_near_the_common_one_is_that(monkeypatch: pytest.MonkeyPatch, step: float, size: float) -> None:
    common = words("云" * 20, [10] * 19, (0, 0, 200, 9.2))
    other = words("云" * 9, [step] * 8, (0, 0, 99, 9))
    assert sizes(monkeypatch, other, common) == pytest.approx([size, 10.0])


def test_the_places_of_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recognise", lambda picture: [words("云 a 5", [6, 6, 6, 6], (2, 0, 40, 9.2), 0.5)])
    page = Picture(bytearray([PAPER]) * 100, 10, 10, 1.0, 100.0, 300.0)
    chars, sure = ocr.read(page)
    assert sure == 0.5
    assert [(c.text, c.x0, c.x1) for c in chars] == [
        ("云", 102, 112),
        ("a", 114.5, 119.5),
        (" ", 120.5, 125.5),
        ("5", 135, 140),
    ]
    assert {(round(c.top, 2), round(c.bottom, 2), round(c.base, 2), c.ocr) for c in chars} == {
        (299.6, 309.6, 308.4, True)
    }


def test_how_sure_the_engine_is_on_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        words("云云云", [10, 10], (0, 0, 30, 9), 0.9),
        words("云", [], (0, 0, 10, 9), 0.5),
        words(" ", [], (0, 0, 1, 1), 0.1),
    ]
    monkeypatch.setattr(ocr, "recognise", lambda picture: lines)
    assert ocr.read(Picture(bytearray([PAPER]) * 100, 10, 10, 1.0))[1] == pytest.approx(0.8)
    lines.clear()
    assert ocr.read(Picture(bytearray([PAPER]) * 100, 10, 10, 1.0)) == ([], 0.0)


@pytest.mark.parametrize(("dirt", "top"), [(2, 30), (3, 4)])
def test_specks_at_the_edge_of_a_line_are_dirt(monkeypatch: pytest.MonkeyPatch, dirt: int, top: int) -> None:
    """At two pixels a point six tenths of a square point are 2.4 pixels."""
    page = picture((40, 30, 80, 50), (50, 4, 50 + dirt, 5))
    monkeypatch.setattr(ocr, "recognise", lambda picture: [Words("云云", [50.0, 70.0], (30, 0, 90, 60), 0.9)])
    first, last = ocr.read(page)[0]
    assert (first.x0, last.x1) == (20.0, 40.0)
    high = round((50 - top) / 0.92 / 2 * 2) / 2
    assert first.bottom - first.top == pytest.approx(high)
    assert (first.top + first.bottom) / 2 == pytest.approx((50 + top) / 2 / 2)
