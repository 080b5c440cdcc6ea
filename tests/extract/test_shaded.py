"""Fills that stand for a table's cells, and fills that do not. A fill is written as the columns and rows that it covers."""

from __future__ import annotations

import itertools

import pytest

from extract.pages.drawn import Drawn
from extract.pages.shapes import Char
from extract.tables import ruled, shaded

XS = [80.0, 200.0, 290.0, 380.0]
ROW = 20.0


def fill(columns: tuple[int, int], rows: tuple[int, int]) -> tuple[float, float, float, float]:
    return XS[columns[0]], 100 + ROW * rows[0], XS[columns[1]], 100 + ROW * rows[1]


def row(number: int) -> list[tuple[float, float, float, float]]:
    return [fill((c, c + 1), (number, number + 1)) for c in range(3)]


def words(*rows: list[str]) -> list[Char]:
    """Set the cells of some rows, each at the left of its column."""
    return [
        Char(char, XS[c] + 4 + 10 * n, 104 + ROW * r, XS[c] + 14 + 10 * n, 116 + ROW * r, 114 + ROW * r)
        for r, cells in enumerate(rows)
        for c, text in enumerate(cells)
        for n, char in enumerate(text)
    ]


TABLE = [["指标", "产值", ""], ["", "甲县", "乙县"], ["商户", "1200", "35"], ["网点", "980", "27"], ["仓库", "12", "9"]]
HEADER = [fill((0, 1), (0, 2)), fill((1, 3), (0, 1)), fill((1, 2), (1, 2)), fill((2, 3), (1, 2))]


def found(
    shapes: list[tuple[float, float, float, float]], chars: list[Char]
) -> list[list[tuple[int, int, int, int, str]]]:
    across, down = shaded.rules(Drawn(shapes=shapes), chars)
    return [
        [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]
        for grid in ruled.find(across, down, chars, 1)
    ]


@pytest.mark.parametrize(
    "shapes",
    [
        pytest.param(HEADER + row(3), id="every second row, the last of no colour"),
        pytest.param(HEADER + row(2) + row(4), id="the last row coloured"),
        pytest.param(HEADER + row(2) + row(3) + row(4), id="every row"),
        pytest.param(HEADER + row(3) + row(3), id="a fill drawn twice"),
    ],
)
def test_fills_side_by_side_are_cells(shapes: list[tuple[float, float, float, float]]) -> None:
    (cells,) = found(shapes, words(*TABLE))
    assert cells[:4] == [(0, 0, 2, 1, "指标"), (0, 1, 1, 2, "产值"), (1, 1, 1, 1, "甲县"), (1, 2, 1, 1, "乙县")]
    assert [text for *_, text in cells[4:]] == [text for line in TABLE[2:] for text in line]


def test_text_below_a_table_is_none_of_its_rows() -> None:
    sentence = [Char("云", 82 + 10.0 * n, 204, 92 + 10.0 * n, 216, 214) for n in range(30)]
    (cells,) = found(HEADER + row(3), words(*TABLE[:4]) + sentence)
    assert max(r for r, *_ in cells) == 3


@pytest.mark.parametrize(
    "shapes",
    [
        pytest.param(
            [(80, 100, 150, 112), (150, 100, 380, 112), (80, 130, 290, 142), (290, 130, 380, 142)], id="bars of parts"
        ),
        pytest.param([(80 + 40 * n, 200 - 15 * n, 100 + 40 * n, 240) for n in range(6)], id="bars that stand"),
        pytest.param(row(0), id="one row"),
        pytest.param(row(0)[:1], id="one fill"),
        pytest.param([], id="none"),
    ],
)
def test_fills_of_a_chart_are_no_table(shapes: list[tuple[float, float, float, float]]) -> None:
    assert shaded.rules(Drawn(shapes=shapes), words(*TABLE)) == ([], [])


Box = tuple[float, float, float, float]


def tiles(heights: list[tuple[float, float]], xs: list[float] = XS) -> list[Box]:
    """Tile rows from top to bottom, each given by where it begins and ends."""
    return [(a, top, b, bottom) for top, bottom in heights for a, b in itertools.pairwise(xs)]


def drawn(shapes: list[Box], chars: list[Char] = ()) -> tuple[list[float], list[float]]:  # type: ignore[assignment]
    """Give the places of the rules that fills stand for, from top to bottom and from left to right."""
    across, down = shaded.rules(Drawn(shapes=shapes), chars)
    return sorted({y for y, *_ in across}), sorted({x for x, *_ in down})


NONE: tuple[list[float], list[float]] = ([], [])


def test_fills_become_the_rules_around_them() -> None:
    across, down = shaded.rules(Drawn(shapes=tiles([(100, 120), (120, 140)], [80, 200, 300])), [])
    assert sorted(across) == sorted((y, a, b) for y in (100, 120, 120, 140) for a, b in ((80, 200), (200, 300)))
    assert sorted(set(down)) == [(x, a, b) for x in (80, 200, 300) for a, b in ((100, 120), (120, 140))]
    assert len(down) == 8


def test_fills_of_one_column_are_rules_across_only() -> None:
    assert drawn(tiles([(100, 120), (140, 160)], [80, 300])) == ([100, 120, 140, 160], [])


@pytest.mark.parametrize(
    ("shapes", "found"),
    [
        pytest.param(tiles([(100, 108), (108, 116)]), True, id="the lowest rows"),
        pytest.param(tiles([(100, 107.9), (107.9, 115.8)]), False, id="thick rules"),
        pytest.param(tiles([(100, 120), (120, 140)], [80, 140, 200.1]), True, id="wide enough"),
        pytest.param(tiles([(100, 120), (120, 140)], [80, 140, 200]), False, id="the key of a chart"),
        pytest.param(tiles([(100, 120), (120, 140)], [80, 110, 130]), False, id="a narrower one"),
    ],
)
def test_the_least_fills_of_a_table(shapes: list[Box], found: bool) -> None:
    assert (drawn(shapes) != NONE) is found


WIDE = [80.0, 200.0, 320.0]


@pytest.mark.parametrize(
    ("shapes", "found"),
    [
        pytest.param([(200, 120, 296.1, 140)], True, id="nearly a twentieth left white"),
        pytest.param([(200, 120, 295.9, 140)], False, id="more left white"),
        pytest.param([(200, 120, 320, 140), (308.1, 100, 320, 140)], True, id="nearly a twentieth painted twice"),
        pytest.param([(200, 120, 320, 140), (307.9, 100, 320, 140)], False, id="more painted twice"),
    ],
)
def test_fills_tile_their_rows(shapes: list[Box], found: bool) -> None:
    assert (drawn([*tiles([(100, 120)], WIDE), (80, 120, 200, 140), *shapes]) != NONE) is found


@pytest.mark.parametrize(
    ("gap", "ys"),
    [
        pytest.param(-1.5, [100, 118.5, 120, 138.5], id="painted over by a hair"),
        pytest.param(-9.0, [], id="one over another"),
        pytest.param(2.0, [100, 120, 122, 142], id="a hair line between"),
        pytest.param(9.0, [100, 120, 129, 149], id="a row of no colour between"),
        pytest.param(49.9, [100, 120, 169.9, 189.9], id="a high row between"),
        pytest.param(50.1, [], id="too much between"),
    ],
)
def test_rows_of_colour_alternate_with_rows_of_none(gap: float, ys: list[float]) -> None:
    assert drawn([(80, 100, 300, 120), (80, 120 + gap, 300, 140 + gap)])[0] == pytest.approx(ys)


def test_the_higher_of_two_rows_says_how_high_one_between_may_be() -> None:
    for heights in ((20.0, 30.0), (30.0, 20.0)):
        for gap, found in ((74.9, True), (75.1, False)):
            first, second = heights
            shapes = tiles([(100, 100 + first), (100 + first + gap, 100 + first + gap + second)])
            assert (drawn(shapes) != NONE) is found


@pytest.mark.parametrize(
    ("xs", "found"),
    [
        pytest.param([82.4, 200, 290, 377.6], True, id="nearly of one width"),
        pytest.param([77.4, 200, 290, 380], False, id="further left"),
        pytest.param([82.6, 200, 290, 380], False, id="less far left"),
        pytest.param([80, 200, 290, 377.4], False, id="less far right"),
        pytest.param([80, 200, 290, 382.6], False, id="further right"),
        pytest.param([80, 202.4, 380], True, id="the first column nearly as wide"),
        pytest.param([80, 197.4, 380], False, id="the first column of another width"),
        pytest.param([80, 202.6, 380], False, id="the first column wider"),
        pytest.param([80, 200, 287.6, 380], True, id="another column nearly as wide"),
        pytest.param([80, 200, 287.4, 380], False, id="another column of another width"),
        pytest.param([80, 200, 292.6, 380], False, id="another column wider"),
        pytest.param([80, 200, 380], True, id="two columns merged"),
    ],
)
def test_rows_of_one_table_have_its_columns(xs: list[float], found: bool) -> None:
    assert (drawn(tiles([(100, 120)]) + tiles([(140, 160)], xs)) != NONE) is found


def at(x: float, top: float) -> Char:
    return Char("字", x, top, x + 10, top + 10, top + 9)


@pytest.mark.parametrize(
    ("last", "found"),
    [
        pytest.param([at(84, 165), at(204, 165)], True, id="words in most of the columns"),
        pytest.param([at(84, 165)], False, id="words in one of three"),
        pytest.param([], False, id="nothing"),
        pytest.param([at(84, 165), at(204, 165), at(197.6, 165)], True, id="a sign over the edge by a hair"),
        pytest.param([at(84, 165), at(204, 165), at(197.4, 165)], False, id="a sign over the edge"),
        pytest.param([at(84, 165), at(204, 165), at(192.4, 165)], True, id="a sign that ends over it by a hair"),
        pytest.param([at(84, 165), at(204, 165), at(69, 165)], False, id="a sign left of the table"),
        pytest.param([at(84, 165), at(204, 165), at(381, 165)], False, id="a sign right of it"),
        pytest.param([at(84, 165), at(204, 165), at(381, 176)], True, id="a sign below the row"),
        pytest.param([at(84, 165), at(204, 165), at(381, 154)], True, id="a sign above it"),
        pytest.param([at(84, 165), Char(" ", 204, 165, 214, 175, 174)], False, id="a space"),
        pytest.param([at(84, 154), at(204, 154)], False, id="words above the row"),
        pytest.param([at(84, 176), at(204, 176)], False, id="words below it"),
    ],
)
def test_a_last_row_of_no_colour_has_its_words_in_the_columns(last: list[Char], found: bool) -> None:
    shapes = tiles([(100, 120), (140, 160)])
    ys = [100, 120, 140, 160]
    assert drawn(shapes, last)[0] == ([*ys, 180] if found else ys)


def test_every_row_of_colour_has_no_row_of_none_below() -> None:
    assert drawn(tiles([(100, 120), (120, 140)]), [at(84, 145), at(204, 145)])[0] == [100, 120, 140]


def test_a_row_of_no_colour_has_the_height_of_the_others() -> None:
    words = [at(84, 235), at(204, 235)]
    shapes = tiles([(100, 120), (140, 160), (200, 220)])
    assert drawn(shapes, words)[0] == [100, 120, 140, 160, 200, 220, 250]


def test_two_tables_of_colour_are_two() -> None:
    first, second = tiles([(100, 120), (120, 140)]), tiles([(400, 420), (420, 440)], [80, 150, 380])
    assert drawn([*second, *first]) == ([100, 120, 140, 400, 420, 440], [80, 150, 200, 290, 380])
    beside = tiles([(100, 120), (120, 140)], [400, 450, 530])
    assert drawn([*first, *beside])[1] == [*XS, 400, 450, 530]


def test_a_page_of_very_many_fills_is_a_drawing() -> None:
    shapes = tiles([(100, 120), (120, 140)])
    assert drawn((shapes * 667)[:4000]) != NONE
    assert drawn((shapes * 667)[:4001]) == NONE


@pytest.mark.parametrize("xs", [[80.0, 200, 290, 400], [60.0, 200, 290, 380], [80.0, 200, 290, 360]])
def test_tables_of_other_widths_one_under_the_other_are_two(xs: list[float]) -> None:
    found = drawn(tiles([(100, 120), (120, 140)]) + tiles([(160, 180), (180, 200)], xs))
    assert found == ([100, 120, 140, 160, 180, 200], sorted({*XS, *xs}))


RULED = [
    ["指标", "甲县", "乙县"],
    ["商户", "1200", "35"],
    ["网点", "980", "27"],
    ["仓库", "12", "9"],
    ["驿站", "31", "5"],
]


def ruled_rows(*numbers: int) -> list[tuple[float, float, float]]:
    return [(100 + ROW * number, XS[0], XS[-1]) for number in numbers]


@pytest.mark.parametrize("rules", [(0, 1, 5), (0, 1, 2, 3, 4, 5)])
def test_where_rules_stand_over_rows_of_no_colour_colours_only_part_rows(rules: tuple[int, ...]) -> None:
    across, down = shaded.rules(Drawn(ruled_rows(*rules), shapes=row(2) + row(4)), words(*RULED))
    assert (across, down) == (ruled_rows(2, 3, 4, 5), [])


def test_titles_and_a_first_row_of_no_colour_stand_over_the_coloured_rows() -> None:
    (cells,) = found(row(2) + row(4), words(*RULED))
    assert [text for *_, text in cells] == [text for cells_ in RULED for text in cells_]
    (cells,) = found(row(2) + row(4), words(["云" * 20], *RULED[1:]))
    assert cells[0][4] == "商户"
    # A caption over the titles runs on over the sides of columns, also where none of its signs lies on one.
    over = [Char(c, 140 + 10 * n, 84, 150 + 10 * n, 96, 94) for n, c in enumerate("表一云川市各县主要指标统计")]
    (cells,) = found(row(2) + row(4), words(*RULED) + over)
    assert [text for *_, text in cells[:3]] == RULED[0]


@pytest.mark.parametrize(
    ("above", "first"),
    [
        pytest.param([RULED[0], ["东部地区"]], RULED[0], id="under titles"),
        pytest.param([["云川市主要指标情况一览表"], ["东部地区"]], RULED[2], id="under a caption"),
        pytest.param([["云" * 20], ["东部地区", "各县"]], ["东部地区", "各县", ""], id="a row of two cells"),
    ],
)
def test_a_name_over_the_first_coloured_row_heads_rows_under_titles_alone(
    above: list[list[str]], first: list[str]
) -> None:
    (cells,) = found(row(2) + row(4), words(*above, *RULED[2:]))
    assert [text for r, *_, text in cells if r == 0] == first
    group = [(c, width, text) for _, c, _, width, text in cells if text == "东部地区" and width > 1]
    assert group == ([(0, 3, "东部地区")] if first == RULED[0] else [])


def over(*titles: tuple[float, str]) -> list[Char]:
    """Set titles in the line over the first, each with its middle at a place."""
    return [
        Char(c, x - 5.0 * len(text) + 10 * n, 84, x - 5.0 * len(text) + 10 * n + 10, 96, 94)
        for x, text in titles
        for n, c in enumerate(text)
    ]


EVEN = [80.0, 160.0, 240.0, 320.0, 400.0]
YEARS = ["2029年", "2030年", "2029年", "2030年"]


@pytest.mark.parametrize(
    ("titles", "first"),
    [
        pytest.param([(160, "产值"), (320, "户数")], [("产值", 2), ("户数", 2)], id="each over two columns"),
        pytest.param([(120, "产值"), (320, "户数")], [("产值", 1), ("", 1), ("户数", 2)], id="one over one column"),
        pytest.param([(240, "云川市")], [(year, 1) for year in YEARS], id="a caption"),
        pytest.param([(160, "产值"), (345, "户数")], [(year, 1) for year in YEARS], id="over no middle"),
        pytest.param(
            [(110, "甲"), (190, "乙"), (270, "丙"), (350, "丁")],
            [(sign + year, 1) for sign, year in zip("甲乙丙丁", YEARS, strict=True)],
            id="titles of two lines",
        ),
    ],
)
def test_titles_over_titles_over_coloured_rows(titles: list[tuple[float, str]], first: list[tuple[str, int]]) -> None:
    grid = [
        YEARS,
        ["12", "13", "14", "15"],
        ["22", "23", "24", "25"],
        ["32", "33", "34", "35"],
        ["42", "43", "44", "45"],
    ]
    chars = [
        Char(c, EVEN[k] + 4 + 10 * n, 104 + ROW * r, EVEN[k] + 14 + 10 * n, 116 + ROW * r, 114 + ROW * r)
        for r, cells in enumerate(grid)
        for k, text in enumerate(cells)
        for n, c in enumerate(text)
    ]
    shapes = tiles([(140, 160), (180, 200)], EVEN)
    across, down = shaded.rules(Drawn(shapes=shapes), [*chars, *over(*titles)])
    (table,) = ruled.find(across, down, [*chars, *over(*titles)], 1)
    assert [(c.text, c.column_span) for c in table.cells if c.row == 0] == first


def test_a_table_without_rules_down_is_drawn_by_its_colours() -> None:
    shapes = HEADER + row(3)
    across, down = shaded.rules(Drawn(shapes=shapes), words(*TABLE))
    for vertical, way in (([], "colours"), ([(200.0, 100.0, 180.0)], "rules"), ([(500.0, 100.0, 180.0)], "colours")):
        grids = ruled.find(across, down, words(*TABLE), 1)
        shaded.tell(grids, Drawn(vertical=vertical, shapes=shapes))
        assert [grid.way for grid in grids] == [way]
