"""Tables in one frame, one under the other."""

from __future__ import annotations

import pytest

from extract.content import Block, Cell, Table
from extract.tables.stacked import part
from tests.extract.conftest import Reading


def table(rows: list[list[str]], page: int = 1) -> Block:
    """Make a table in which a row of one cell goes over all columns."""
    width = max(len(row) for row in rows)
    cells = [
        Cell(r, c, text, column_span=width if len(row) == 1 else 1, page=page)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Block("table", "", page=page, table=Table(cells, len(rows), width))


def parts(*blocks: Block) -> list[tuple[str | None, list[list[str]]]]:
    return [(b.table.caption, b.table.grid()) for b in part(list(blocks)) if b.table is not None]


MARKETS = [["项目", "数量"], ["夜市", "12"]]
BUSES = [["项目", "数量"], ["夜班车", "9"]]


def test_each_title_with_the_header_again_starts_a_table() -> None:
    assert parts(table([["第三类"], *MARKETS, ["第四类"], *BUSES])) == [("第三类", MARKETS), ("第四类", BUSES)]


def test_a_title_alone_at_the_foot_goes_to_the_next_table() -> None:
    upper = table([["第三类"], *MARKETS, ["第四类"], *BUSES, ["第五类"]])
    lower = table([["项目", "金额"], ["补贴", "30"]], page=2)
    assert parts(upper, lower)[-1] == ("第五类", [["项目", "金额"], ["补贴", "30"]])


def test_a_title_between_rows_of_one_table_parts_nothing() -> None:
    rows = [["项目", "数量"], ["城区"], ["夜市", "12"], ["郊区"], ["夜市", "3"]]
    (only,) = parts(table(rows))
    assert len(only[1]) == 5


def test_a_title_alone_with_no_table_after_it_is_kept() -> None:
    upper = table([["第三类"], *MARKETS, ["第四类"], *BUSES, ["第五类"]])
    texts = [b.text or b.table.caption for b in part([upper, Block("paragraph", "各县报送。")]) if b.text or b.table]
    assert texts == ["第三类", "第四类", "第五类", "各县报送。"]


def test_each_part_has_its_rows_from_its_header_on() -> None:
    more = [*MARKETS, ["集市", "7"], ["早市", "5"]]
    assert parts(table([["第三类"], *more, ["第四类"], *more, ["第五类"], *BUSES])) == [
        ("第三类", more),
        ("第四类", more),
        ("第五类", BUSES),
    ]


def test_rows_above_the_first_title_are_a_table_too() -> None:
    first = [["项目", "数量"], ["集市", "7"]]
    assert parts(table([*first, ["第四类"], *BUSES])) == [(None, first), ("第四类", BUSES)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([["第三类"], *MARKETS], id="the header once"),
        pytest.param([["第三类"], ["第四类"]], id="titles only"),
        pytest.param([["第三类"], ["", "数量"], ["夜市", "12"], ["第四类"], ["", "数量"], ["夜班车", "9"]], id="no key"),
        pytest.param([["第三类"], *MARKETS, ["第四类"], ["项目", "数量"]], id="a part that is no table"),
        pytest.param([*MARKETS, *BUSES], id="no titles"),
    ],
)  # fmt: skip
def test_what_is_no_stack_of_tables_stays(rows: list[list[str]]) -> None:
    block = table(rows)
    assert part([block]) == [block]


def test_a_title_over_rows_or_over_some_columns_parts_nothing() -> None:
    for change in ({"row_span": 2}, {"column_span": 1}):
        block = table([["第三类"], *MARKETS, ["第四类"], *BUSES])
        assert block.table is not None
        for cell in block.table.cells:
            if cell.text in ("第三类", "第四类"):
                cell.row_span, cell.column_span = change.get("row_span", 1), change.get("column_span", 2)
        assert part([block]) == [block]


def test_parts_share_what_stands_around_their_frame() -> None:
    whole = table([["第三类"], *MARKETS, ["第四类"], *BUSES])
    assert whole.table is not None
    whole.table.number, whole.table.unit_note, whole.table.source_note = "4", "个", "注：甲。"
    whole.table.caption, whole.table.way = "附表", "white"
    whole.table.page_start, whole.table.page_end = 1, 2
    for cell in whole.table.cells:
        cell.page = 1 if cell.row < 4 else 2
    upper, lower = part([whole])
    assert upper.table is not None and lower.table is not None
    assert (upper.page, upper.table.page_start, upper.table.page_end) == (1, 1, 1)
    assert (lower.page, lower.table.page_start, lower.table.page_end) == (2, 2, 2)
    assert [(t.number, t.unit_note, t.source_note) for t in (upper.table, lower.table)] == [
        ("4", "个", None),
        (None, "个", "注：甲。"),
    ]
    assert [(t.caption, t.way) for t in (upper.table, lower.table)] == [("第三类", "white"), ("第四类", "white")]
    untitled = table([["项目", "数量"], ["集市", "7"], ["第四类"], *BUSES])
    assert untitled.table is not None
    untitled.table.caption, untitled.table.page_start, untitled.table.page_end = "附表", 3, 4
    for cell in untitled.table.cells:
        cell.page = None
    first, second = part([untitled])
    assert first.table is not None and second.table is not None
    assert (first.table.caption, second.table.caption) == ("附表", "第四类")
    assert [(b.page, b.table.page_start, b.table.page_end) for b in (first, second) if b.table] == [(3, 3, 4)] * 2


def test_only_furniture_may_stand_between_a_title_and_its_table() -> None:
    upper = table([["第三类"], *MARKETS, ["第四类"], *BUSES, ["第五类"]])
    for kind, caption in (("furniture", "第五类"), ("paragraph", None)):
        lower = table([["项目", "金额"], ["补贴", "30"]], page=2)
        found = part([upper, Block(kind, "9"), lower])  # type: ignore[arg-type]
        assert found[-1].table is not None
        assert found[-1].table.caption == caption
        assert [b.text for b in found if b.table is None] == (["9"] if caption else ["第五类", "9"])
        assert next((b.kind for b in found if b.text == "第五类"), "heading") == "heading"


def test_a_table_with_a_caption_of_its_own_keeps_it() -> None:
    upper = table([["第三类"], *MARKETS, ["第四类"], *BUSES, ["第五类"]])
    lower = table([["项目", "金额"], ["补贴", "30"]], page=2)
    assert lower.table is not None
    lower.table.caption = "补贴"
    assert [b.text or b.table.caption for b in part([upper, lower]) if b.text or b.table] == [
        "第三类",
        "第四类",
        "第五类",
        "补贴",
    ]


def test_tables_of_a_web_page_are_parted_too(reading: Reading) -> None:
    rows = [["第三类"], *MARKETS, ["第四类"], *BUSES]
    cells = ["".join(f"<td{' colspan=2' if len(row) == 1 else ''}>{text}</td>" for text in row) for row in rows]
    words = "云川市支持夜间经济发展，完善公交线路和停车设施，延长商户营业时间，各县抓好落实。"
    page = f"<html><body><p>{words}</p><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table><p>{words}</p></body></html>"
    content = reading(page, "a.html")
    assert [(t.caption, t.grid()) for t in content.tables()] == [("第三类", MARKETS), ("第四类", BUSES)]
