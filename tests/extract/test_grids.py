"""What every table has: rows and columns that hold something, a header of some depth, parts that go on."""

from __future__ import annotations

import pytest

from extract.content import Block, Cell, Table
from extract.tables import grids
from extract.tables.groups import connected

Placed = tuple[int, int, str] | tuple[int, int, str, int, int]
LONG = "云川市推进数字商务发展支持商户上线经营建设服务网点"


def cells(*placed: Placed) -> list[Cell]:
    return [Cell(*one, page=3) for one in placed]


def rows(*texts: list[str]) -> list[Cell]:
    return [Cell(r, c, text) for r, row in enumerate(texts) for c, text in enumerate(row)]


def table(*texts: list[str], header: int = 1, caption: str | None = None) -> Table:
    return Table(rows(*texts), len(texts), len(texts[0]), header, caption=caption, page_start=1, page_end=len(texts))


@pytest.mark.parametrize(
    ("count", "pairs", "groups"),
    [
        pytest.param(0, [], [], id="none"),
        pytest.param(3, [], [[0], [1], [2]], id="nothing touches"),
        pytest.param(5, [(3, 1), (4, 3), (2, 2)], [[0], [1, 3, 4], [2]], id="through others"),
        pytest.param(6, [(0, 1), (2, 3), (4, 5), (1, 2), (5, 3), (0, 4)], [[0, 1, 2, 3, 4, 5]], id="all, twice over"),
    ],
)
def test_what_touches_belongs_together(count: int, pairs: list[tuple[int, int]], groups: list[list[int]]) -> None:
    assert connected(count, pairs) == groups


def test_empty_rows_and_columns_go() -> None:
    found = grids.tidy(
        cells((0, 0, "县"), (0, 2, "户数"), (1, 0, ""), (1, 2, ""), (2, 0, "甲县"), (2, 1, ""), (2, 2, "3"))
    )
    assert found is not None
    assert found.grid() == [["县", "户数"], ["甲县", "3"]]
    assert (found.n_rows, found.n_columns, found.header_rows) == (2, 2, 1)
    assert [c.is_header for c in found.cells] == [True, True, False, False]
    assert {c.page for c in found.cells} == {3}


def test_a_merged_cell_spans_what_is_left() -> None:
    found = grids.tidy(
        cells(
            (0, 0, "县", 3, 1),
            (0, 1, "户数", 1, 3),
            (2, 1, "全部"),
            (2, 3, "入库"),
            (3, 0, "甲县"),
            (3, 1, "3"),
            (3, 3, "2"),
        )
    )
    assert found is not None
    assert [(c.row, c.column, c.row_span, c.column_span) for c in found.cells[:4]] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]
    assert (found.n_rows, found.n_columns, found.header_rows) == (3, 3, 2)


@pytest.mark.parametrize(
    "few",
    [
        pytest.param([(0, 0, "县"), (0, 1, "户数")], id="one row"),
        pytest.param([(0, 0, "县"), (1, 0, "甲县")], id="one column"),
        pytest.param([], id="nothing"),
    ],
)
def test_fewer_than_two_rows_and_columns_are_no_table(few: list[Placed]) -> None:
    assert grids.tidy(cells(*few)) is None


@pytest.mark.parametrize(
    ("heads", "count"),
    [
        pytest.param({0, 1}, 2, id="the rows that the source marks"),
        pytest.param({0}, 1, id="one"),
        pytest.param({1}, 1, id="not the first: the cells say"),
        pytest.param({0, 2}, 1, id="one apart"),
        pytest.param({0, 1, 2}, 1, id="all"),
        pytest.param(set(), 1, id="none"),
        pytest.param(None, 1, id="not known"),
    ],
)
def test_a_source_may_mark_its_header(heads: set[int] | None, count: int) -> None:
    found = grids.tidy(rows(["县", "户数"], ["甲县", "3"], ["乙县", "4"]), heads)
    assert found is not None
    assert found.header_rows == count
    assert [c.row < count for c in found.cells] == [c.is_header for c in found.cells]


@pytest.mark.parametrize(
    ("upper", "under", "count"),
    [
        pytest.param([(0, 0, "县"), (0, 1, "户数")], [(1, 0, "甲县"), (1, 1, "3")], 1, id="one row"),
        pytest.param([(0, 0, "县", 2, 1), (0, 1, "户数")], [(1, 1, "全部")], 2, id="as deep as its merged cells"),
        pytest.param([(0, 0, "县"), (0, 1, "户数", 1, 2)], [(1, 1, "全部"), (1, 2, "入库")], 2, id="under one that spans"),
        pytest.param([(0, 0, "县"), (0, 1, "户数", 1, 2)], [(1, 1, "全部"), (1, 2, "")], 1, id="one name under it"),
        pytest.param([(0, 0, "县"), (0, 1, "户数", 1, 2)], [(1, 1, "全部"), (1, 2, "5")], 1, id="a figure under it"),
        pytest.param([(0, 0, "县"), (0, 1, "户数", 1, 2)], [(1, 1, "全部"), (1, 2, "7：入库")], 1, id="a code under it"),
        pytest.param([(0, 0, "县"), (0, 1, "户数", 1, 2)], [(1, 1, "全部"), (1, 2, LONG[:24])], 2, id="a long name"),
        pytest.param([(0, 0, "县"), (0, 1, "户数", 1, 2)], [(1, 1, "全部"), (1, 2, LONG[:25])], 1, id="a sentence"),
        pytest.param([(0, 0, "各县户数", 1, 3)], [(1, 0, "县"), (1, 1, "户数"), (1, 2, "30")], 2, id="a title over all"),
        pytest.param([(0, 0, "各县户数", 1, 3)], [(1, 0, "县")], 1, id="a title over one name"),
    ],
)  # fmt: skip
def test_how_deep_a_header_is(upper: list[Placed], under: list[Placed], count: int) -> None:
    body = [(r, c, "甲县" if c == 0 else "3") for r in (2, 3) for c in range(3)]
    assert grids.header_rows(cells(*upper, *under, *body), 4) == count


def test_a_header_leaves_a_row() -> None:
    assert grids.header_rows(cells((0, 0, "县", 3, 1), (0, 1, "户数"), (1, 1, "全部"), (2, 1, "3")), 3) == 2
    assert grids.header_rows(cells((0, 0, "县", 2, 1), (0, 1, "户数")), 1) == 1
    words = cells(
        (0, 0, "县"), (0, 1, "分工", 1, 2), (1, 1, "牵头"), (1, 2, "配合"), (2, 1, "商务局"), (2, 2, "财政局")
    )
    assert grids.header_rows(words, 4) == 1
    # A year in the header is no figure of the body.
    words[0].text = "2030"
    assert grids.header_rows(words, 4) == 1
    deep = [(0, 0, "县"), (0, 1, "产值", 1, 4), (1, 1, "全部", 1, 2), (1, 3, "入库", 1, 2)]
    names = [(2, c, f"名{c}") for c in range(1, 5)]
    assert grids.header_rows(cells(*deep, *names, *[(3, c, "3") for c in range(1, 5)]), 5) == 3


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param(table(["序号", "商户"], ["9", "戊店"]), True, id="the header again"),
        pytest.param(table(["3", "丙店"], ["4", "丁店"]), True, id="the number counts on"),
        pytest.param(table(["2", "丙店"]), False, id="the same number"),
        pytest.param(table(["4", "丙店"]), False, id="a number is left out"),
        pytest.param(table(["丙店", "3"]), False, id="no number"),
        pytest.param(table(["序号", "商户", "县"]), False, id="another width"),
        pytest.param(table(["序号"]), False, id="less wide"),
        pytest.param(table(["3", "丙店"], caption="名单"), False, id="a caption of its own"),
    ],
)
def test_which_table_goes_on(after: Table, expected: bool) -> None:
    assert grids.goes_on(table(["序号", "商户"], ["1", "甲店"], ["2", "乙店"]), after) is expected


def test_names_do_not_count_on() -> None:
    assert not grids.goes_on(table(["县", "户数"], ["甲县", "3"]), table(["4", "5"]))


def test_parts_are_joined() -> None:
    first = table(["序号", "商户"], ["1", "甲店"])
    second = table(["序号", "商户"], ["2", "乙店"], ["3", "丙店"])
    third = table(["4", "丁店"], ["5", "戊店"])
    blocks = [Block("table", "", table=t) for t in (first, second, third)]
    (one,) = grids.join_parts(blocks)
    assert one.table is not None
    assert one.table.grid() == [["序号", "商户"], *[[str(n), f"{name}店"] for n, name in enumerate("甲乙丙丁戊", 1)]]
    assert (one.table.n_rows, one.table.page_start, one.table.page_end) == (6, 1, 2)
    assert [c.is_header for c in third.cells] == [False] * 4


def test_a_header_of_two_rows_is_dropped_whole() -> None:
    parts = [table(["县", "户数"], ["", "全部"], [name, "3"], header=2) for name in ("甲县", "乙县")]
    assert grids.joined(*parts).grid() == [["县", "户数"], ["", "全部"], ["甲县", "3"], ["乙县", "3"]]


def test_text_between_parts_keeps_them_apart() -> None:
    parts = [Block("table", "", table=table(["县", "户数"], [name, "3"])) for name in ("甲县", "乙县")]
    text = Block("paragraph", "各县抓好落实。")
    assert grids.join_parts([text, parts[0], text, parts[1]]) == [text, parts[0], text, parts[1]]
