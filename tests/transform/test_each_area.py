"""What holds for each area and what holds for all: one metric, told apart by `per`; what an area of a list counts."""

from __future__ import annotations

import pytest

from tests.transform.conftest import Read

EACH = [
    # aim → metric, value, per of its numbers
    ("每区各建成驿站1座。", [("驿站", "1", "每区")]),
    ("培育产业园16个,每区各1个。", [("产业园", "16", None), ("产业园", "1", "每区")]),
    ("建成驿站16座(每区1座)。", [("驿站", "16", None), ("驿站", "1", "每区")]),
    ("每个区各建成驿站1座,全市达到16座。", [("驿站", "1", "每个区"), ("驿站", "16", None)]),
    ("各设区市至少建成1座驿站。", [("驿站", "1", "各设区市")]),
    ("每个市(州)至少建成驿站2座。", [("驿站", "2", "每个市(州)")]),
    ("各县(市、区)建成驿站1座以上。", [("驿站", "1", "各县(市、区)")]),
    ("每个区、县各建成驿站1座。", [("驿站", "1", "每个区、县")]),
    ("每个行政村建成驿站1座。", [("驿站", "1", "每个行政村")]),
    ("每区每年新增驿站2座。", [("驿站", "2", "每区每年")]),
    ("平均每个区建成驿站3座。", [("驿站", "3", "每个区")]),
    ("县县建成驿站1座。", [("驿站", "1", "县县")]),
    ("各区建成区绿化覆盖率达到40%以上。", [("建成区绿化覆盖率", "40", "各区")]),
    # 各级各类 is no area; what a firm has is its own.
    ("全市各级各类驿站达到300座。", [("各级各类驿站", "300", None)]),
    ("每家企业培育技工10名。", [("每家企业培育技工", "10", "每家企业")]),
]


@pytest.mark.parametrize(("aim", "expected"), EACH)
def test_what_holds_for_each_area(read: Read, aim: str, expected: list[tuple[str, str, str | None]]) -> None:
    rows = read(f"到2035年,{aim}")["targets"]
    assert [(row["metric"], row["value"], row["per"]) for row in rows] == expected
    assert {row["area"] for row in rows} == {"云川市"}


PARTS = [
    # sentence → metric, value, area (a register that does not know the city: districts by their generic part)
    ("全市建成驿站50座,其中北岭区10座、东屏区8座。",
     [("驿站", "50", "临澜市"), ("驿站", "10", "北岭区"), ("驿站", "8", "东屏区")]),
    ("北岭区、东屏区生产总值分别增长5%、6%。", [("北岭区生产总值", "5", "北岭区"), ("东屏区生产总值", "6", "东屏区")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), PARTS)
def test_the_name_of_a_part_says_where_and_not_what(
    read: Read, sentence: str, expected: list[tuple[str, str, str]]
) -> None:
    rows = read(sentence, kind="bulletin", title="2030年临澜市统计公报", issued_on="2031-02-05", area="临澜市")[
        "observations"
    ]
    assert [(row["metric"], row["value"], row["area"]) for row in rows] == expected
