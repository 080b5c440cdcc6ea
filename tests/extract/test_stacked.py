"""Tables in one frame, one under the other."""

from __future__ import annotations

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


def test_tables_of_a_web_page_are_parted_too(reading: Reading) -> None:
    rows = [["第三类"], *MARKETS, ["第四类"], *BUSES]
    cells = ["".join(f"<td{' colspan=2' if len(row) == 1 else ''}>{text}</td>" for text in row) for row in rows]
    words = "云川市支持夜间经济发展，完善公交线路和停车设施，延长商户营业时间，各县抓好落实。"
    page = f"<html><body><p>{words}</p><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table><p>{words}</p></body></html>"
    content = reading(page, "a.html")
    assert [(t.caption, t.grid()) for t in content.tables()] == [("第三类", MARKETS), ("第四类", BUSES)]
