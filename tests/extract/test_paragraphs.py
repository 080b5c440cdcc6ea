"""Lines to paragraphs, on lines set by hand: indents part them, or space alone, or what the next line says."""

from __future__ import annotations

import pytest

from extract.pages.layout import Line
from extract.pages.paragraphs import Flow

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
