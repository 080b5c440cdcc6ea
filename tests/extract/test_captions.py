"""What stands around a table: which lines are its caption, unit and notes, and which only look so."""

from __future__ import annotations

import pytest

from extract.content import Block, Cell, Table
from extract.tables import captions

NAME = "云川市各县商户"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("表1 商户", ("1", "商户")),
        ("表 2-1：商户", ("2-1", "商户")),
        ("续表3", ("3", "")),
        ("附表 二、商户", ("二", "商户")),
        ("表A1 商户", ("A1", "商户")),
        ("表1所示商户均已入库", None),
        ("表1 商户；", None),
        ("表1 商户。", None),
        ("商户表1", None),
        pytest.param("表1 " + "商" * 87, ("1", "商" * 87), id="90 signs"),
        pytest.param("表1 " + "商" * 88, None, id="91 signs"),
    ],
)
def test_captions(text: str, found: tuple[str, str] | None) -> None:
    assert captions.caption_of(text) == found


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：亿元", "亿元"),
        ("（计量单 位: 万人 ）", "万人"),
        ("单位：" + "元" * 24, "元" * 24),
        ("单位：" + "元" * 25, None),
        ("单位：亿元，下同", "亿元"),
        ("（单位：亿美元，%）", "亿美元，%"),
        ("单位：万元、人", "万元、人"),
        ("［单位：吨］", None),
        ("[单位：吨]", "吨"),
        ("（亿元）", "亿元"),
        ("（%）", "%"),
        ("（修订）", None),
        ("单位：万户、%", "万户、%"),
        ("单位：李四，负责这一项统计工作的", None),
        ("牵头单位：市商务局。", None),
    ],
)
def test_units(text: str, unit: str | None) -> None:
    assert captions.unit_of(text) == unit


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("注：按注册地统计。", True),
        ("数据来源：云川市统计局", True),
        ("说明1 按注册地统计。", True),
        ("注意安全。", False),
        pytest.param("注：" + "字" * 298, True, id="300 signs"),
        pytest.param("注：" + "字" * 299, False, id="301 signs"),
    ],
)
def test_notes(text: str, note: bool) -> None:
    assert captions.is_note(text) is note


def around(above: list[str], below: list[str] = (), **known: str) -> tuple[Table, list[str]]:  # type: ignore[assignment]
    """Set lines above and below a table; a line that begins with # is furniture. Give the table and the lines left."""
    table = Table([Cell(0, 0, "县")], 1, 1, **known)  # type: ignore[arg-type]
    blocks = [
        Block("furniture" if text.startswith("#") else "paragraph", text, table=table if text == "|" else None)
        for text in [*above, "|", *below]
    ]
    return table, [block.text for block in captions.attach(blocks)]


@pytest.mark.parametrize(
    ("above", "number", "caption", "unit", "left"),
    [
        pytest.param(["表1 商户", "单位：户"], "1", "商户", "户", [], id="caption and unit"),
        pytest.param(["单位：户", "表1 商户"], "1", "商户", "户", [], id="a unit over the caption"),
        pytest.param(["表1 商户 单位：户"], "1", "商户", "户", [], id="the unit behind the caption"),
        pytest.param(["商户 单位：户"], None, None, "户", ["商户 单位：户"], id="a unit behind a title without a number"),
        pytest.param(["商户都要报送。单位：户"], None, None, None, ["商户都要报送。单位：户"], id="a unit behind a sentence"),
        pytest.param(["表1 商户", "#9", "单位：户", "#10"], "1", "商户", "户", ["#9", "#10"], id="furniture between"),
        pytest.param(["续表1"], "1", None, None, [], id="no words"),
        pytest.param(["表1 商户", "各县抓好落实。"], None, None, None, ["表1 商户", "各县抓好落实。"], id="text between"),
        pytest.param(["附件2：" + "名" * 56], "附件2", "名" * 56, None, ["附件2：" + "名" * 56], id="an annex of 60 signs"),
        pytest.param(["附件2：" + "名" * 57], None, None, None, ["附件2：" + "名" * 57], id="an annex of 61 signs"),
        pytest.param(["附件2"], None, None, None, ["附件2"], id="an annex without a name"),
        pytest.param(["附件2：各县抓好落实。"], None, None, None, ["附件2：各县抓好落实。"], id="a sentence"),
        pytest.param([NAME + "情况"], None, NAME + "情况", None, [NAME + "情况"], id="a title"),
        pytest.param(["用水预测"], None, "用水预测", None, ["用水预测"], id="a short title"),
        pytest.param(["商户登记表"], None, "商户登记表", None, ["商户登记表"], id="a title that ends in 表"),
        pytest.param(["参会的商户代表"], None, None, None, ["参会的商户代表"], id="表 that is no table"),
        pytest.param(["实现以下目标："], None, None, None, ["实现以下目标："], id="words that lead to a table"),
        pytest.param([NAME], None, None, None, [NAME], id="words that end otherwise"),
    ],
)  # fmt: skip
def test_what_stands_above(
    above: list[str], number: str | None, caption: str | None, unit: str | None, left: list[str]
) -> None:
    table, rest = around(above)
    assert (table.number, table.caption, table.unit_note) == (number, caption, unit)
    assert rest == [*left, "|"]


def test_what_is_known_stays() -> None:
    table, rest = around(["表1 商户", "单位：户"], caption="网点", unit_note="个")
    assert (table.number, table.caption, table.unit_note) == (None, "网点", "个")
    assert rest == ["表1 商户", "|"]
    table, _ = around(["表1 商户 单位：户"], unit_note="个")
    assert (table.caption, table.unit_note) == ("商户", "个")


@pytest.mark.parametrize(
    ("below", "note", "left"),
    [
        pytest.param(["注：甲。"], "注：甲。", [], id="one"),
        pytest.param(["注：甲。", "#9", "来源：乙"], "注：甲。\n来源：乙", ["#9"], id="two, a page end between"),
        pytest.param(["各县抓好落实。", "注：甲。"], None, ["各县抓好落实。", "注：甲。"], id="text between"),
        pytest.param(["注：甲。", "|"], "注：甲。", ["|"], id="another table follows"),
    ],
)
def test_what_stands_below(below: list[str], note: str | None, left: list[str]) -> None:
    table, rest = around([], below)
    assert table.source_note == note
    assert rest == ["|", *left]


def test_a_line_between_two_tables_goes_to_one() -> None:
    first, second = (Table([Cell(0, 0, "县")], 1, 1) for _ in range(2))
    blocks = [Block("table", "", table=first), Block("paragraph", "注：甲。"), Block("table", "", table=second)]
    assert captions.attach(blocks) == [blocks[0], blocks[2]]
    assert (first.source_note, second.caption) == ("注：甲。", None)


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        pytest.param(Cell(0, 0, "单位：万人", is_header=True), "万人", id="in the corner"),
        pytest.param(Cell(0, 0, "指标 单位：万人", is_header=True), "万人", id="behind the title of the corner"),
        pytest.param(Cell(0, 1, "单位：万人", is_header=True), None, id="over one column"),
        pytest.param(Cell(1, 0, "单位：万人"), None, id="in the body"),
        pytest.param(Cell(0, 0, "牵头单位", is_header=True), None, id="a body"),
    ],
)
def test_a_unit_in_the_head(cell: Cell, unit: str | None) -> None:
    table = Table([cell, Cell(1, 1, "3")], 2, 2)
    captions.attach([Block("table", "", table=table)])
    assert table.unit_note == unit
