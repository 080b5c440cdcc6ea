"""Lines to paragraphs, on lines set by hand: indents part them, or space alone, or what the next line says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.content import Block
from extract.pages.paragraphs import Flow, body_size, furniture_block, label_levels
from extract.pages.shapes import Line

LEFT, RIGHT, SIZE = 80.0, 320.0, 12.0
FULL = "云川市推进数字商务发展支持商户上线经营网"
"""A line of twenty characters, which fills its column."""

Set = tuple[str, int, float, int]
"""A line as the tests write it: its text, its indent in characters, its distance from the line before, its page."""


def flow(*lines: Set) -> list[str]:
    """Give the paragraphs of some lines behind twelve others, each at its distance (in lines) from the one before."""
    out, y = [], 100.0
    indented = any(indent for _, indent, _, _ in lines)
    before: list[Set] = [(FULL, 2 if indented else 0, 1.0, 1), (FULL, 0, 1.0, 1)] * 6 + [("完。", 0, 1.0, 1)]
    page = 1
    for text, indent, step, number in [*before, *lines]:
        y = 100.0 if number != page else y + 20 * step
        page = number
        x = LEFT + indent * SIZE
        width = sum(0.5 if c.isascii() else 1.0 for c in text) * SIZE
        line = Line(text, x, y, min(x + width, RIGHT), y + SIZE, y + 10, SIZE, page=number)
        line.left, line.right = LEFT, RIGHT
        out.append(line)
    made = Flow(out)
    for line in out:
        made.add(line)
    made.stop()
    texts = [block.text for block in made.blocks]
    return texts[next(n for n, text in enumerate(texts) if text.endswith("完。")) + 1 :]


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        pytest.param([(FULL, 0, 1.5, 1), ("甲。", 0, 1, 1), (FULL, 0, 1.5, 1)], [FULL + "甲。", FULL], id="half a line of space"),
        pytest.param([(FULL, 0, 1.5, 1), (FULL, 0, 1, 1), (FULL, 0, 1, 1)], [FULL * 3], id="no space"),
        pytest.param(
            [(FULL[:-1] + "。", 0, 1.5, 1), ("（一）建网点", 0, 1, 2)], [FULL[:-1] + "。", "（一）建网点"],
            id="an item at a page's head, after a sentence",
        ),
        pytest.param(
            [(FULL[:-2] + "局）", 0, 1.5, 1), ("14. 建网点", 0, 1, 2)], [FULL[:-2] + "局）", "14. 建网点"],
            id="an item after a remark in brackets",
        ),
        pytest.param([(FULL[:-1] + "，", 0, 1.5, 1), (FULL, 0, 1, 2)], [FULL[:-1] + "，" + FULL], id="a sentence over two pages"),
        pytest.param(
            [(FULL[:-1] + "。", 0, 1.5, 1), (FULL, 0, 1, 2)], [FULL[:-1] + "。", FULL], id="a whole sentence at a page's end",
        ),
        pytest.param(
            [(FULL[:-3] + "。", 0, 1.5, 1), (FULL, 0, 1, 1)], [FULL[:-3] + "。", FULL],
            id="a sentence that ends before the edge, where a character had room",
        ),
    ],
)  # fmt: skip
def test_paragraphs_that_begin_at_the_edge_are_parted_by_space(lines: list[Set], paragraphs: list[str]) -> None:
    assert flow(*lines) == paragraphs


def test_where_paragraphs_are_indented_a_little_space_parts_nothing() -> None:
    assert flow((FULL, 2, 1, 1), (FULL, 0, 1.4, 1), ("乙。", 0, 1, 1)) == [FULL * 2 + "乙。"]


def test_a_first_line_in_a_frame_is_not_set_in_the_middle() -> None:
    framed = [("甲" * 15, 3, 1, 1), ("乙" * 17, 1, 1, 1), ("丙。", 1, 1, 1)]
    assert flow((FULL, 2, 1, 1), ("丁。", 0, 1, 1), *framed)[1:] == ["甲" * 15 + "乙" * 17 + "丙。"]


@pytest.mark.parametrize(
    ("characters", "start"),
    [
        pytest.param(18, "1,200亿元。", id="a comma in a number"),
        pytest.param(17, "到-0.6%。", id="a sign before a number"),
        pytest.param(14, "ANNUALSHOW(年度)。", id="capitals are wide"),
        pytest.param(15, "网、5G+文旅、5G+会展。", id="a Latin word behind a sign"),
    ],
)
def test_what_no_line_end_parts_leaves_the_line_before_short(characters: int, start: str) -> None:
    assert flow((FULL[:characters], 2, 1, 1), (start, 0, 1, 1)) == [FULL[:characters] + start]


def put(
    text: str, start: float = 0.0, end: float | None = None, *, size: float = SIZE, bold: bool = False, page: int = 1
) -> Line:
    """Give a line that starts and ends at so many ems from the left edge of its column, as wide as its text unless told."""
    end = start + sum(0.5 if c.isascii() else 1.0 for c in text) if end is None else end
    line = Line(text, LEFT + start * SIZE, 0.0, LEFT + end * SIZE, size, 0.9 * size, size, bold, page)
    line.left, line.right = LEFT, RIGHT
    return line


def set_under(lines: Sequence[Line], steps: Sequence[float] = ()) -> list[Line]:
    """Set lines one under the other, 20 points apart unless told, from the top of each page on."""
    y = 0.0
    for n, line in enumerate(lines):
        y = 100.0 if n == 0 or lines[n - 1].page != line.page else y + (steps[n] if n < len(steps) else 20.0)
        line.top, line.bottom, line.base = y, y + line.size, y + 0.9 * line.size
    return list(lines)


def blocks(*lines: Line, indented: bool = True, far: float = 60.0, steps: Sequence[float] = ()) -> list[Block]:
    """Give the blocks of some lines far under a text whose paragraphs are indented, or begin at the edge."""
    text = [put(FULL[:18], 2) if indented else put(FULL), *(put(FULL) for _ in range(4)), put("完。")] * 6
    text = [replace(line) for line in text]
    made = set_under([*text, *lines], [20.0] * len(text) + [far, *(steps or [20.0] * len(lines))])
    flow = Flow(made)
    for line in made:
        flow.add(line)
    flow.stop()
    return flow.blocks[next(n for n, b in reversed(list(enumerate(flow.blocks))) if b.text.endswith("完。")) + 1 :]


@pytest.mark.parametrize(
    ("line", "align"),
    [
        pytest.param(put("云", 2.9, 17.1), "center", id="further in than a first line, alike on both sides"),
        pytest.param(put("云", 2.6, 17.4), None, id="as far in as a first line may be"),
        pytest.param(put("云", 2.9, 14.92), "center", id="the indent of a first line moves it by one em"),
        pytest.param(put("云", 2.9, 14.88), None, id="more than that"),
        pytest.param(put("云", 5.0, 17.1), "center", id="moved to the right by one em"),
        pytest.param(put("云", 5.3, 17.0), None, id="moved to the right by more"),
        pytest.param(put("云", 2.0, 18.0, size=13.4), "center", id="larger than the text"),
        pytest.param(put("云", 2.0, 18.0, size=13.0), None, id="hardly larger"),
        pytest.param(put("云", 1.6, 18.4, bold=True), "center", id="bold, and free on both sides"),
        pytest.param(put("云", 1.4, 18.4, bold=True), None, id="hardly free on the left"),
        pytest.param(put("云", 1.6, 18.6, bold=True), None, id="hardly free on the right"),
        pytest.param(put("云", 2.8, 19.62), "right", id="at the right edge"),
        pytest.param(put("云", 2.6, 19.7), None, id="a first line that is full"),
        pytest.param(put("云", 2.8, 19.58), None, id="hardly at the right edge"),
        pytest.param(put("云", 8.3, 14.4), "right", id="a signature"),
        pytest.param(put("云", 7.8, 15.0), None, id="too far to the left for one"),
        pytest.param(put("云", 8.6, 13.8), None, id="too far from the right edge for one"),
    ],
)
def test_where_a_line_stands_in_its_column(line: Line, align: str | None) -> None:
    assert [block.align for block in blocks(line)] == [align]


def test_bold_type_marks_nothing_where_all_of_the_text_is_bold() -> None:
    lines = set_under([put(FULL, bold=True) for _ in range(9)] + [put("云", 1.6, 18.4, bold=True)], [20.0] * 9 + [60.0])
    flow = Flow(lines)
    for line in lines:
        flow.add(line)
    flow.stop()
    assert [(block.align, block.bold, block.kind) for block in flow.blocks] == [(None, False, "paragraph")] * 2


def joins(first: Line, second: Line, step: float = 20.0, *, indented: bool = True) -> bool:
    found = blocks(first, second, indented=indented, steps=[step])
    assert len(found) in (1, 2)
    return len(found) == 1


NEXT = "支持商户上线。"


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        pytest.param(put(FULL), put(NEXT, size=13.4), True, id="a ninth larger"),
        pytest.param(put(FULL), put(NEXT, size=13.6), False, id="an eighth larger"),
        pytest.param(put(FULL), put(NEXT, size=10.6), False, id="an eighth smaller, of the smaller size"),
        pytest.param(put(FULL), put(NEXT, bold=True), True, id="words in bold type"),
        pytest.param(put(FULL), put("云" * 6, 7, bold=True), False, id="a bold line in the middle"),
        pytest.param(put("云" * 6, 7), put("云" * 6, 7), False, id="two lines in the middle"),
        pytest.param(put(FULL), put(NEXT, 1.2), True, id="starts near the edge"),
        pytest.param(put(FULL), put(NEXT, 1.4), False, id="is set in"),
        pytest.param(put(FULL, bold=True), put(NEXT), False, id="a full line of bold type, then text"),
        pytest.param(put(FULL, bold=True), put(NEXT, bold=True), True, id="two lines of bold type"),
        pytest.param(put(FULL, 0, 17.9), put(NEXT), True, id="room for the first sign, and an em"),
        pytest.param(put(FULL, 0, 17.7), put(NEXT), False, id="more room than that"),
        pytest.param(put("云" * 5 + "，"), put(NEXT, 3), True, id="a comma, however short the line"),
        pytest.param(put("云" * 5 + "，"), put("（一）建网点", 3), False, id="an item behind a comma"),
        pytest.param(put("云" * 5 + "、"), put(NEXT, page=2), False, id="a comma on another page, in a short line"),
        pytest.param(put(FULL), put(NEXT, page=2), True, id="a full line on another page"),
        pytest.param(put(FULL, 0, 6.9), put("h" * 30, 0, 15), True, id="a long address may be parted"),
        pytest.param(put(FULL, 0, 6.7), put("h" * 30, 0, 15), False, id="more room than it needs"),
    ],
)
def test_whether_a_line_goes_on(first: Line, second: Line, is_one: bool) -> None:
    assert joins(first, second) is is_one


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        pytest.param(put(FULL[:-1] + "。", 0, 18.83), put(NEXT), True, id="a sentence ends, no sign had room"),
        pytest.param(put(FULL[:-1] + "。", 0, 18.77), put(NEXT), False, id="a sign had room"),
        pytest.param(put(FULL[:-1] + "）", 0, 18.7), put(NEXT), True, id="no sentence ends"),
        pytest.param(put(FULL[:-1] + "。"), put("（一）建网点"), False, id="an item behind a sentence"),
        pytest.param(put(FULL[:-1] + ")"), put("（一）建网点"), False, id="an item behind a bracket"),
        pytest.param(put(FULL), put("（一）建网点"), True, id="words that only look like an item"),
        pytest.param(put(FULL[:-1] + "。"), put(NEXT, page=2), False, id="a sentence ends with the page"),
        pytest.param(put(FULL[:-1] + "）"), put(NEXT, page=2), True, id="no sentence ends with the page"),
    ],
)
def test_whether_a_line_goes_on_where_paragraphs_begin_at_the_edge(first: Line, second: Line, is_one: bool) -> None:
    assert joins(first, second, indented=False) is is_one


@pytest.mark.parametrize(
    ("step", "indented", "is_one"),
    [(33.5, True, True), (34.5, True, False), (25.5, False, True), (26.5, False, False)],
)
def test_how_much_space_parts_paragraphs(step: float, indented: bool, is_one: bool) -> None:
    assert joins(put(FULL), put(NEXT), step, indented=indented) is is_one


@pytest.mark.parametrize(("step", "is_one"), [(25.0, True), (26.0, False)])
def test_lines_that_are_set_close_are_measured_by_their_size(step: float, is_one: bool) -> None:
    text = [put(FULL[:18], 2), *(put(FULL) for _ in range(20)), put(NEXT)]
    lines = set_under(text, [12.5] * 21 + [step])
    flow = Flow(lines)
    for line in lines:
        flow.add(line)
    flow.stop()
    assert (len(flow.blocks) == 1) is is_one


@pytest.mark.parametrize(("left", "is_one"), [(23.0, False), (25.0, True)])
def test_another_column_starts_two_ems_away(left: float, is_one: bool) -> None:
    second = put(NEXT, left / SIZE)
    second.left += left
    assert joins(put(FULL), second, 60.0) is is_one


def test_what_stands_higher_stands_in_another_column() -> None:
    assert joins(put(FULL), put(NEXT), -100.0)


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        pytest.param(put("云" * 14, 3), put("云" * 16, 1.25, 17), True, id="1.75 ems to the left"),
        pytest.param(put("云" * 14, 3), put("云" * 16, 1.35, 17), False, id="1.65 ems to the left"),
        pytest.param(put("云" * 14, 3), put("云" * 16, 0.75, 17), True, id="2.25 ems to the left"),
        pytest.param(put("云" * 14, 3), put("云" * 16, 0.65, 17), False, id="2.35 ems to the left"),
        pytest.param(put("云" * 14, 3), put("云" * 14, 1, 15.1), True, id="ends a sign before"),
        pytest.param(put("云" * 14, 3), put("云" * 14, 1, 14.9), False, id="ends more than two signs before"),
        pytest.param(put("云" * 14, 3), put("云" * 5 + "。", 1), True, id="a short last line"),
        pytest.param(put("云" * 14, 3), put("云" * 5 + "；", 1), True, id="a short last line of an item"),
        pytest.param(put("云" * 13 + "：", 3), put("云" * 5 + "。", 1), False, id="a salutation"),
        pytest.param(put("云" * 13 + "。", 3), put("云" * 5 + "。", 1), False, id="a sentence by itself"),
    ],
)
def test_a_first_line_that_seems_set_in_the_middle(first: Line, second: Line, is_one: bool) -> None:
    # A frame leaves its lines short on the right too.
    for line in (first, second):
        line.right = LEFT + 20 * SIZE
    second.right = second.x1 if second.x1 > LEFT + 16 * SIZE else second.right
    found = blocks(first, second)
    assert (found[0].align is None) is is_one


@pytest.mark.parametrize(
    ("third", "is_one"),
    [
        pytest.param(put(NEXT, 2.25), True, id="at the place of the line before"),
        pytest.param(put(NEXT, 2.35), False, id="at another place"),
        pytest.param(put("（一）" + NEXT, 2), False, id="an item"),
        pytest.param(put(NEXT, 2, page=2), False, id="on another page"),
    ],
)
def test_a_paragraph_that_is_set_in_as_a_whole(third: Line, is_one: bool) -> None:
    first, second = put("云" * 17 + "，", 2), put("川" * 18, 2)
    assert [b.text for b in blocks(replace(first), replace(second), third)] == (
        [first.text + second.text + third.text] if is_one else [first.text + second.text, third.text]
    )
    second.text = "川" * 17 + "。"
    assert len(blocks(first, second, replace(third))) == 2


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        pytest.param([put("云川公报", size=14.0)], "heading", id="a sixth larger"),
        pytest.param([put("云川公报", size=13.7)], "paragraph", id="a seventh larger"),
        pytest.param([put(FULL, size=16.0)] * 4, "heading", id="four lines"),
        pytest.param([put(FULL, size=16.0)] * 5, "paragraph", id="five lines"),
        pytest.param([put("云" * 50, 0, 20, size=16.0)] * 2, "heading", id="a hundred signs"),
        pytest.param([put("云" * 50, 0, 20, size=16.0), put("云" * 51, 0, 20, size=16.0)], "paragraph", id="more signs"),
        pytest.param([put("云川公报。", size=16.0)], "paragraph", id="a sentence"),
        pytest.param([put("2031年5月6日", size=16.0)], "paragraph", id="a day"),
        pytest.param([put(FULL, bold=True)] * 3, "heading", id="three bold lines"),
        pytest.param([put("云" * 15, 0, 20, bold=True)] * 4, "paragraph", id="four bold lines"),
        pytest.param([put("云" * 30, 0, 20, bold=True)] * 2, "heading", id="sixty bold signs"),
        pytest.param([put("云" * 30, 0, 20, bold=True), put("云" * 31, 0, 20, bold=True)], "paragraph", id="more bold signs"),
        pytest.param([put("一、建网点")], "heading", id="a number"),
        pytest.param([put("建网点")], "paragraph", id="nothing"),
    ],
)  # fmt: skip
def test_what_is_a_heading(lines: list[Line], kind: str) -> None:
    (block,) = blocks(*map(replace, lines))
    assert (block.kind, block.level) == (kind, None)


@pytest.mark.parametrize(("size", "kind"), [(6.95, "paragraph"), (7.05, "heading")])
def test_a_heading_is_a_point_larger_than_small_print(size: float, kind: str) -> None:
    lines = set_under([put(FULL, size=6.0) for _ in range(9)] + [put("云川公报", size=size)], [20.0] * 9 + [60.0])
    flow = Flow(lines)
    for line in lines:
        flow.add(line)
    flow.stop()
    assert flow.blocks[-1].kind == kind


@pytest.mark.parametrize(
    ("set_in", "count", "start", "is_flush"),
    [
        (1, 30, 2.0, False),
        (1, 31, 2.0, True),
        (1, 30, 1.25, True),
        (1, 30, 1.35, False),
        (1, 30, 2.65, False),
        (1, 30, 2.75, True),
    ],
)
def test_paragraphs_begin_at_the_edge_where_one_line_of_thirty_is_set_in(
    set_in: int, count: int, start: float, is_flush: bool
) -> None:
    lines = [put(FULL) for _ in range(count - set_in)] + [put("云", start) for _ in range(set_in)]
    assert Flow(set_under(lines)).is_flush is is_flush


@pytest.mark.parametrize(("size", "is_flush"), [(12.5, False), (12.7, True)])
def test_only_lines_of_the_size_of_the_text_show_indents(size: float, is_flush: bool) -> None:
    assert Flow(set_under([put(FULL) for _ in range(9)] + [put("云", 2, size=size)])).is_flush is is_flush


@pytest.mark.parametrize(
    ("steps", "indented", "pitch"),
    [
        pytest.param([20, 22, 30], True, 22.0, id="the median"),
        pytest.param([20, 22, 24, 30], True, 23.0, id="the median of four"),
        pytest.param([20, 22, 30], False, 22.0, id="three steps have no lower quarter"),
        pytest.param([20, 22, 24, 30], False, 20.5, id="the lower quarter"),
        pytest.param([9.5, 9.5, 20], True, 20.0, id="runs beside each other"),
        pytest.param([9.7, 9.7, 20], True, 9.7, id="lines that nearly touch"),
        pytest.param([41.9, 41.9, 20], True, 41.9, id="lines far apart"),
        pytest.param([42.1, 42.1, 20], True, 20.0, id="parts of a page"),
    ],
)
def test_the_usual_distance_of_lines(steps: list[float], indented: bool, pitch: float) -> None:
    lines = [put(FULL, 2 * indented), *(put(FULL) for _ in steps)]
    assert Flow(set_under(lines, [0.0, *steps])).pitch == {12: pytest.approx(pitch)}


def test_distances_are_those_of_lines_of_one_size_on_one_page() -> None:
    pair = [put(FULL), put(FULL, size=12.5), put(FULL, page=2), put(FULL, size=12.7, page=2)]
    assert Flow(set_under(pair, [0.0, 20.0, 0.0, 30.0])).pitch == {12: 20.0}


def test_the_size_of_the_text_is_that_of_most_characters() -> None:
    assert body_size([put("云川", size=16.0), put("云" * 3, size=10.4)]) == 10.5
    assert body_size([]) == 10.5


def test_levels_of_headings_by_their_size() -> None:
    sizes = [22.0, 18.2, 17.9, 16.0, 15.0, 14.0, 13.0, 12.0]
    made = [Block("heading", "云", font_size=size) for size in sizes]
    made += [
        Block("paragraph", "云", font_size=30.0),
        Block("heading", "云", level=2, font_size=30.0),
        Block("heading", "云"),
    ]
    label_levels(made)
    # One heading with a level of its own is the largest of all.
    assert [block.level for block in made] == [2, 3, 3, 4, 5, 6, 6, 6, None, 2, None]
    alone = [Block("heading", "云", font_size=22.0), Block("heading", "云", font_size=22.2)]
    label_levels(alone)
    assert [block.level for block in alone] == [None, None]


def test_a_block_of_its_lines() -> None:
    first, second = put("云川", 2, size=12.0), put("公报。", 0, page=2)
    first.x1, first.ocr = RIGHT, True
    (block,) = blocks(first, second)
    assert (block.text, block.page, block.font_size, block.ocr, block.bold) == ("云川公报。", 1, 12.0, True, False)
    assert block.box == (LEFT + 24, round(first.top, 1), RIGHT, round(first.bottom, 1))


def test_furniture_keeps_its_place_and_number() -> None:
    line = put("— 12 —", 7, page=9)
    line.top, line.x0, line.x1, line.bottom = 10.06, 164.06, 212.06, 12.06
    block = furniture_block(line, "page_number", 7)
    assert (block.kind, block.role, block.printed_page, block.page) == ("furniture", "page_number", 12, 9)
    assert block.box == (164.1, 10.1, 212.1, 12.1)
    assert furniture_block(put("公报"), "page_number", 7).printed_page == 7
    assert furniture_block(put("12"), "running_head", 7).printed_page == 7


def test_a_flow_beside_another_has_its_measure_and_its_blocks() -> None:
    flow = Flow(set_under([put(FULL, bold=True) for _ in range(3)]))
    aside = flow.beside(set_under([put("云", size=20.0)]))
    aside.add(put("云川公报", size=20.0, bold=True))
    assert flow.blocks == []
    aside.stop()
    assert [(b.text, b.kind, b.bold) for b in flow.blocks] == [("云川公报", "heading", False)]
    assert flow.ends_with(flow.blocks[0])
    flow.add(put(FULL))
    assert not flow.ends_with(flow.blocks[0])


@pytest.mark.parametrize(
    ("start", "width", "needed"),
    [
        pytest.param("annual云川市公报。", 9.3, 3.3, id="six letters"),
        pytest.param("ANNUAL云川市公报。", 10.2, 4.2, id="six capitals"),
        pytest.param("２０３１云川市公报", 9.0, 4.0, id="wide figures"),
        pytest.param("“云”川市公报的。", 9.0, 4.0, id="a word in quotation marks, and what they hold on to"),
        pytest.param("（云川市公报的。", 8.0, 2.0, id="an opening bracket"),
        pytest.param("云、川市公报的。", 8.0, 2.0, id="a sign that may not start a line"),
        pytest.param("云5川市公报的。。", 8.55, 1.0, id="a figure behind a character"),
        pytest.param("云，5G川市公报的", 8.25, 3.25, id="a Latin word behind a sign"),
    ],
)
def test_the_room_that_the_start_of_a_line_needs(start: str, width: float, needed: float) -> None:
    """A full line may leave that much, and 1.2 ems."""
    for room, is_one in ((needed + 1.1, True), (needed + 1.3, False)):
        assert joins(put(FULL, 0, 20 - room), put(start, 0, width)) is is_one


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        pytest.param(FULL[:19] + "12", "80个网点。", FULL[:19] + "1280个网点。", id="a number"),
        pytest.param(FULL[:18] + "98.6", "5%以上。", FULL[:18] + "98.65%以上。", id="behind its point"),
        pytest.param(FULL[:18] + "2031", "2032年。", FULL[:18] + "2031 2032年。", id="two years"),
        pytest.param(FULL[:18] + "98.6", "5.2%。", FULL[:18] + "98.6 5.2%。", id="two points"),
        pytest.param(FULL[:17] + "2030—20", "35年。", FULL[:17] + "2030—2035年。", id="the second of two years"),
        pytest.param(FULL[:17] + "2030年至2", "035年。", FULL[:17] + "2030年至2035年。", id="after a word"),
        pytest.param(FULL[:17] + "2030—20", "5个。", FULL[:17] + "2030—20 5个。", id="no year"),
        pytest.param(FULL[:17] + "010-52", "80个。", FULL[:17] + "010-52 80个。", id="a telephone number"),
    ],
)
def test_a_line_end_may_part_the_digits_of_a_number(first: str, second: str, joined: str) -> None:
    assert flow((first, 0, 1.5, 1), (second, 0, 1, 1)) == [joined]


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("一、建成书屋", "二、改造厂房", False),
        ("（九）建成书屋", "（十）改造厂房", False),
        ("一、建成书屋", "三、改造厂房", True),
        ("一、建成书屋", "（二）改造厂房", True),
        ("一是建成书屋", "二是改造厂房", True),
    ],
)
def test_the_next_number_of_a_list_begins_anew_behind_a_full_line(first: str, second: str, is_one: bool) -> None:
    full = first + FULL[: 20 - len(first)]
    assert joins(put(full, 0), put(second, 0)) is is_one
