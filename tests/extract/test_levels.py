"""Levels of names by indentation: what is plainly set in, and what only begins elsewhere. An em is a point here."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.content import Cell
from extract.read import read
from extract.tables import levels
from extract.tables.levels import Start, said
from tests.extract import papers

SECTORS = ["地区生产总值", "第一产业", "第二产业增加值", "工业"]


def told(lefts: list[float], names: list[str] | None = None) -> list[int]:
    """Give the levels of names that begin at these places, each as wide as its signs."""
    names = names or (SECTORS * 3)[: len(lefts)]
    cells = [Cell(row, 0, name) for row, name in enumerate(names)]
    levels.tell((cell, Start(left, left + len(cell.text), 1.0)) for cell, left in zip(cells, lefts, strict=True))
    return [cell.level for cell in cells]


@pytest.mark.parametrize(
    ("lefts", "expected"),
    [
        pytest.param([0, 1, 1, 1], [0, 1, 1, 1], id="parts of a total"),
        pytest.param([0, 1, 1, 2, 2, 0], [0, 1, 1, 2, 2, 0], id="three levels"),
        pytest.param([0.1, 1, 1.1, 0, 0.2], [0, 1, 1, 0, 0], id="nearly at one place"),
        pytest.param([0, 0, 0, 0], [0, 0, 0, 0], id="flush"),
        pytest.param([0, 0, 1, 0], [0, 0, 0, 0], id="one alone may have slipped"),
        pytest.param([0, 0.5, 0.5, 0], [0, 0, 0, 0], id="less than an indent"),
        pytest.param([0, 5, 5, 5], [0, 0, 0, 0], id="further than an indent"),
        pytest.param([0, 0, 1, 1, 2, 2, 3, 3], [0] * 8, id="too many places"),
    ],
)
def test_names_that_are_set_in(lefts: list[float], expected: list[int]) -> None:
    assert told(lefts) == expected


def test_names_in_the_middle_or_at_the_right_have_no_levels() -> None:
    names = ["工业增加值", "农业增加值", "工业", "农业", "水利", "矿业"]
    assert told([(9 - len(name)) / 2 for name in names], names) == [0] * 6
    assert told([9.0 - len(name) for name in names], names) == [0] * 6
    # The same places with a short name among the long ones: it stands at their left side.
    assert told([2, 2, 3.5, 3.5, 3.5, 2], names) == [0, 0, 1, 1, 1, 0]


def test_each_column_has_its_own_levels_and_a_title_over_several_none() -> None:
    wide = Cell(0, 0, "全市", column_span=2)
    other = [Cell(row, 1, name) for row, name in enumerate(SECTORS)]
    own = [Cell(row, 0, name) for row, name in enumerate(SECTORS)]
    starts = [Start(left, left + 4 + row, 1.0) for row, left in enumerate((0.0, 0.0, 2.0, 2.0))]
    levels.tell([(wide, Start(-3.0, 0.0, 1.0)), *zip(own, starts, strict=True)])
    levels.tell((cell, Start(7.0, 9.0, 1.0)) for cell in other)
    assert [cell.level for cell in (wide, *own, *other)] == [0, 0, 0, 1, 1, 0, 0, 0, 0]


def test_what_a_file_says_of_its_indents_needs_no_widths() -> None:
    assert (said(2.0, "城镇"), said(0.0, "\u3000\u3000城镇"), said(0.0, "  城镇")) == (
        Start(2.0, None, 1.0),
        Start(2.0, None, 1.0),
        Start(1.0, None, 1.0),
    )


HTML = """<html><body><p>双溪市统计局公布2030年的主要数据，详见下表。</p><table>
<tr><th>指标</th><th>2030年</th></tr><tr><td>商品房销售面积</td><td>88</td></tr>{}
<tr><td>旅客人数</td><td>5</td></tr></table><p>以上数据均为初步核算数。</p></body></html>"""


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("<td>\u3000住宅</td>", [0, 1, 1, 0], id="wide spaces"),
        pytest.param("<td>&nbsp;&nbsp;住宅</td>", [0, 1, 1, 0], id="spaces that do not break"),
        pytest.param("<td>\n   住宅</td>", [0, 0, 0, 0], id="spaces of the source alone"),
        pytest.param("<td style='padding-left:20px'>住宅</td>", [0, 1, 1, 0], id="a style of the cell"),
        pytest.param("<td><p style='text-indent:2em'>住宅</p></td>", [0, 1, 1, 0], id="a style of its paragraph"),
    ],
)
def test_a_page_sets_names_in(cell: str, expected: list[int], tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        HTML.format("".join(f"<tr>{cell.replace('住宅', name)}<td>7</td></tr>" for name in ("住宅", "商铺"))), "utf-8"
    )
    (table,) = read(path).tables()
    assert [c.level for c in table.cells if c.column == 0 and c.row] == expected


def test_a_print_sets_names_in(tmp_path: Path) -> None:
    sheet = papers.Sheet()
    rows = [["指标", "2030年"], ["商品房销售面积", "88"], ["住宅", "70"], ["办公楼", "9"], ["旅客人数", "5"]]
    for y in (100, 120, 220):
        sheet.line(80, y, 400, y)
    for n, (name, figure) in enumerate(rows):
        sheet.text(98 if n in (2, 3) else 84, 114 + 20 * n, name, 9)
        sheet.text(300, 114 + 20 * n, figure, 9)
    path = tmp_path / "a.pdf"
    path.write_bytes(papers.pdf([sheet]))
    (table,) = read(path).tables()
    assert table.grid() == rows
    assert [c.level for c in table.cells if c.column == 0] == [0, 0, 1, 1, 0]
