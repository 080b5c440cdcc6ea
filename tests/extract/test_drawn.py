"""What is drawn on a page: which thin shapes are rules, and how matrices move them."""

from __future__ import annotations

import pytest

from extract.pages import drawn
from extract.pages.drawn import Drawn, Point, at, times


@pytest.mark.parametrize(
    ("box", "horizontal", "vertical"),
    [
        pytest.param((10, 20, 110, 23.1), [(21.55, 10, 110)], [], id="as thick as a rule is"),
        pytest.param((10, 20, 110, 23.3), [], [], id="thicker"),
        pytest.param((10, 20, 13.1, 120), [], [(11.55, 20, 120)], id="as thick as an upright rule is"),
        pytest.param((10, 20, 13.3, 120), [], [], id="thicker than an upright one"),
        pytest.param((10, 20, 13.3, 23.1), [(21.55, 10, 13.3)], [], id="hardly longer than a rule is thick"),
        pytest.param((10, 20, 13.1, 23.3), [], [(11.55, 20, 23.3)], id="hardly higher than a rule is thick"),
        pytest.param((10, 20, 13.1, 23.1), [], [], id="a dot"),
        pytest.param((10, 20, 110, 20), [(20, 10, 110)], [], id="a line without thickness"),
    ],
)
def test_a_thin_shape_is_a_rule(
    box: tuple[float, float, float, float],
    horizontal: list[tuple[float, float, float]],
    vertical: list[tuple[float, float, float]],
) -> None:
    page = Drawn()
    assert page.rule(*box) is bool(horizontal or vertical)
    assert page.horizontal == [pytest.approx(edge) for edge in horizontal]
    assert page.vertical == [pytest.approx(edge) for edge in vertical]
    assert page.shapes == []


@pytest.mark.parametrize(
    ("box", "has_parts"),
    [((10, 20, 110, 21), False), ((10, 20, 13, 23), False), ((10, 20, 13, 23.3), False), ((10, 20, 110, 120), True)],
)
def test_the_parts_of_a_shape_may_be_rules(box: tuple[float, float, float, float], has_parts: bool) -> None:
    page = Drawn()
    assert page.whole(box) is has_parts
    assert page.shapes == [box] * has_parts


def test_shapes_of_a_page_are_kept_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "MOST_OBJECTS", 2)
    page = Drawn()
    assert [page.whole((0, 0, 10 + n, 10)) for n in range(3)] == [True] * 3
    assert [box[2] for box in page.shapes] == [10, 11]


SQUARE: list[Point] = [(100, 10), (0, 10), (0, 80), (100, 80)]


@pytest.mark.parametrize(
    ("closed", "horizontal", "vertical"),
    [(True, [(10, 0, 100), (80, 0, 100)], [(0, 10, 80), (100, 10, 80)]), (False, [(10, 0, 100), (80, 0, 100)], [(0, 10, 80)])],
)  # fmt: skip
def test_the_edges_of_a_drawn_path(
    closed: bool, horizontal: list[tuple[float, float, float]], vertical: list[tuple[float, float, float]]
) -> None:
    page = Drawn()
    page.parts([(SQUARE, closed)], stroked=True)
    assert (page.horizontal, page.vertical) == (horizontal, vertical)


def test_a_filled_path_is_a_rule_where_it_is_thin_as_a_whole() -> None:
    page = Drawn()
    page.parts([(SQUARE, True), ([(50, 31), (0, 30), (0, 31), (50, 30)], True)], stroked=False)
    assert (page.horizontal, page.vertical) == ([(30.5, 0, 50)], [])


def test_slanted_edges_are_no_rules() -> None:
    page = Drawn()
    page.parts([([(0, 0), (100, 3.1), (200, 6.5)], False)], stroked=True)
    assert page.horizontal == [(1.55, 0, 100)]


def test_the_area_of_pictures() -> None:
    assert Drawn(images=[(10, 20, 40, 60), (0, 0, 5, 7)]).pictures == 30 * 40 + 35
    assert (Drawn().pictures, Drawn().texts, Drawn().hidden, Drawn().objects) == (0, 0, 0, 0)


def test_one_matrix_behind_another() -> None:
    first, second = (2, 3, 5, 7, 11, 13), (17, 19, 23, 29, 31, 37)
    assert times(first, second) == (103, 125, 246, 298, 517, 623)
    assert at(41, 43, first) == (308, 437)
    assert at(*at(41, 43, first), second) == at(41, 43, times(first, second)) == (15318, 18562)
    assert at(41, 43, None) == (41, 43)
