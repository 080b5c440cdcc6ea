"""The check that stands between a text that may not be released and the release: what it lets through and what not."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from yunchuan import EVIDENCE, NEWS, PLAN, Rows, build, rows

from catalog.package import packages
from catalog.withheld import Judge, Leak, cut, leaks

QUOTE = "到2033年,全市建成数字街区12个"
TALE = "街上的老店主说起三十年前的集市,那时候天不亮就有人挑着担子从江边走来。"
TEXT = f"云川发布数字街区计划\n{TALE}计划提出,{QUOTE},每个街区都有一座读书的亭子。\n集市旧事\n{TALE}{TALE}"
SECTION = {"section_id": f"{NEWS}.s-00000001", "document_id": NEWS, "position": 1, "level": 0, "char_start": 0}


def found(change: Callable[[Rows], object], *, cutting_first: bool = False) -> list[tuple[str, str, int]]:
    tables = copy.deepcopy(rows())
    start = TEXT.index(QUOTE)
    tables["coverage"][0] |= {"quote": QUOTE, "char_start": start, "char_end": start + len(QUOTE)}
    # The page's other fact stands in no sentence of this text.
    tables["targets"][2] |= {"char_start": None, "char_end": None}
    change(tables)
    con = build(tables)
    try:
        if cutting_first:
            assert cut(con, packages().values(), {NEWS: TEXT})
        told = leaks(con, packages().values(), {NEWS: TEXT})
    finally:
        con.close()
    assert all(isinstance(leak, Leak) and leak.document_id == NEWS for leak in told)
    return [(leak.table, leak.field, leak.run) for leak in told]


def section(text: str | None, heading: str | None = None) -> Callable[[Rows], object]:
    return lambda t: t["sections"].append({**SECTION, "text": text, "heading": heading})


def measure(**more: str) -> Callable[[Rows], object]:
    plain = {"measure_id": f"{NEWS}.m-00000001", "document_id": NEWS, "position": 1, "number": "1", "text": "集市旧事"}
    return lambda t: t["measures"].append({**plain, "title": "集市旧事", "is_safeguard": False, **more})


def cell(text: str) -> Callable[[Rows], object]:
    def change(tables: Rows) -> None:
        tables["tables"].append({**tables["tables"][0], "table_id": f"{NEWS}.tb-00000001", "document_id": NEWS})
        tables["cells"].append({**tables["cells"][0], "table_id": f"{NEWS}.tb-00000001", "text": text})

    return change


def message(text: str) -> Callable[[Rows], object]:
    plain = {"issue_id": "0123456789ac", "document_id": NEWS, "type": "note", "severity": "info"}
    return lambda t: t["issues"].append({**plain, "message": text})


PASSES: list[tuple[str, Callable[[Rows], object]]] = [
    ("nothing", lambda t: None),
    ("an empty section", section(None)),
    ("the quote", section(QUOTE)),
    ("the whole sentence of the quote", section(f"……计划提出,{QUOTE},每个街区都有一座读书的亭子。……")),
    (
        "the sentence in other signs",
        section("计划提出， 到2033年，全市\n建成数字街区12个，每个街区都有一座读书的亭子。"),
    ),
    ("the title and a heading", section("云川发布数字街区计划\n……\n集市旧事", "集市旧事")),
    ("a turn of phrase", section("街上的老店主说起三十年前的集市")),
    ("a measure by its heading", measure()),
    ("a table cell of its own", cell("集市上的摊位")),
    ("a table cell of a sentence", cell(TALE)),
    ("the text of a plan that may be released", lambda t: t["sections"][0].update(text=TALE)),
]


@pytest.mark.parametrize("change", [change for _, change in PASSES], ids=[name for name, _ in PASSES])
def test_what_may_be_released_passes(change: Callable[[Rows], object]) -> None:
    assert found(change) == []


RUN = len(TALE)
LEAKS: list[tuple[str, Callable[[Rows], object], list[tuple[str, str, int]]]] = [
    ("the whole text", section(TEXT), [("sections", "text", len("集市旧事") + 2 * RUN)]),
    ("a sentence more", section(f"{TALE}计划提出,{QUOTE}。"), [("sections", "text", RUN)]),
    ("a part of one", section(TALE[3:24]), [("sections", "text", 21)]),
    ("in other signs", section(TALE.replace(",", "， ")), [("sections", "text", RUN)]),
    ("as a heading", section(None, TALE * 2), [("sections", "heading", 2 * RUN)]),
    ("in a measure", measure(text=f"集市旧事\n{TALE}"), [("measures", "text", RUN)]),
    ("in a table's cell", cell(TALE * 2), [("cells", "text", 2 * RUN)]),
    ("in a message", message(f"这一句没有规则能说明：{TALE}"), [("issues", "message", RUN)]),
]


@pytest.mark.parametrize(("change", "told"), [case[1:] for case in LEAKS], ids=[case[0] for case in LEAKS])
def test_what_may_not_is_told_with_its_longest_run(
    change: Callable[[Rows], object], told: list[tuple[str, str, int]]
) -> None:
    assert found(change) == told


def test_a_fact_may_name_more_than_a_text_may_give() -> None:
    def offer(condition: str) -> Callable[[Rows], object]:
        fact = {"incentive_id": f"{NEWS}.i-00000001", "document_id": NEWS, "instrument": "reward", **EVIDENCE}
        return lambda t: t["incentives"].append(
            {**fact, "rate_is_cap": False, "is_pool": False, "per": condition, "char_start": None}
        )

    assert found(offer(TALE)) == []
    long = TALE.replace("街上", "街头巷尾") * 2
    assert Judge([long], [], 60).runs(long) == [(0, len(long))]


@pytest.mark.parametrize(
    ("value", "withheld", "allowed", "runs"),
    [
        ("abcdef", ["xxabcdefxx"], [], [(0, 6)]),
        ("abcdef", ["xxabcdefxx"], ["abcdef"], []),
        ("abcdef", ["xxabcdefxx"], ["xabcdx"], []),
        ("abcdef", ["xxabcdefxx"], ["ab"], [(2, 6)]),
        ("abcdef", ["xxabcdefxx"], ["cd"], []),
        ("abcd", ["xxabcdefxx"], [], [(0, 4)]),
        ("abc", ["xxabcdefxx"], [], []),
        ("abcdZefgh", ["abcd", "efghi"], [], [(0, 4), (5, 9)]),
        ("abcdefgh", ["abcd", "efgh"], [], [(0, 8)]),
        ("ab\0cdef", ["abcdef", "ab\0cdef"], [], [(3, 7)]),
        ("", ["abcd"], [], []),
        ("abcd", [], [], []),
    ],
)
def test_runs_that_give_too_much(
    value: str, withheld: list[str], allowed: list[str], runs: list[tuple[int, int]]
) -> None:
    assert Judge(withheld, allowed, 3).runs(value) == runs


@pytest.mark.parametrize("change", [case[1] for case in LEAKS], ids=[case[0] for case in LEAKS])
def test_what_gives_too_much_is_cut_and_said(change: Callable[[Rows], object]) -> None:
    assert found(change, cutting_first=True) == []


def test_documents_released_whole_are_not_asked() -> None:
    con = build()
    try:
        assert leaks(con, packages().values(), {}) == []
        assert leaks(con, packages().values(), {PLAN: "与所发布的没有一句相同的文字，有二十多个字那么长。"}) == []
    finally:
        con.close()
