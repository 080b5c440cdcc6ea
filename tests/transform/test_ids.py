"""Ids of facts stand still: over runs, other documents, another order, and text added elsewhere."""

from __future__ import annotations

import copy
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import duckdb
import pytest

from extract.content import Block, Content
from extract.read import read
from pipelines.sources import Source, read_registers
from transform import facts, identity, warehouse
from transform.document.model import Document, SourceInfo
from transform.identity import Ids
from transform.schema import Row, Rows

SEEDS = Path(__file__).parents[2] / "seeds"
REGISTERS = [SEEDS / "reference", SEEDS / "specimens" / "registers"]
KEYS = {
    "measures": "measure_id",
    "targets": "target_id",
    "observations": "observation_id",
    "incentives": "incentive_id",
    "tables": "table_id",
    "quantities": "quantity_id",
}
PLACE = {"page", "char_start", "char_end", "position", "section_id", "fact_id"}
"""Where a fact stands may change when text is added before it; what it says may not."""
ADDED = "会同港务部门建成浮动书屋77座,累计接待读者8.8万人次,对每座书屋给予6.5万元补助。"
"""A paragraph with facts of its own, none of which any specimen states."""


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    found = read_registers([SEEDS / "sources.csv"], SEEDS / "schemas" / "sources.schema.json")
    return {source.source_id: source for source in found}


@pytest.fixture(scope="module")
def contents(sources: dict[str, Source]) -> dict[str, Content]:
    return {name: read(Path(str(s.path)), selectors=s.selectors) for name, s in sources.items()}


Parse = Callable[[Content, Source], Rows]
Print = Callable[..., tuple[list[Document], list[Row]]]


@pytest.fixture
def parse(tmp_path: Path) -> Parse:
    def parsed(content: Content, source: Source) -> Rows:
        path = tmp_path / "content.parquet"
        content.write(path)
        return facts.parse(path, SourceInfo(**source.info_fields()), REGISTERS)

    return parsed


def said(rows: Iterable[Row], key: str) -> dict[object, dict[str, object]]:
    """What each id says, without its place."""
    return {row[key]: {k: v for k, v in row.items() if k not in PLACE and v is not None} for row in rows}


def lost(before: Rows, after: Rows) -> list[tuple[str, object]]:
    """The ids that are gone, or that say something else."""
    gone: list[tuple[str, object]] = []
    for table, key in KEYS.items():
        now = said(after[table], key)
        gone += [(table, name) for name, what in said(before[table], key).items() if now.get(name) != what]
    return gone


def test_reading_and_parsing_again_gives_the_same_rows(
    sources: dict[str, Source], contents: dict[str, Content], parse: Parse
) -> None:
    for name, source in sources.items():
        again = read(Path(str(source.path)), selectors=source.selectors)
        assert parse(again, source) == parse(contents[name], source)


def test_ids_name_one_fact(sources: dict[str, Source], contents: dict[str, Content], parse: Parse) -> None:
    for name, source in sources.items():
        rows = parse(contents[name], source)
        for table, key in KEYS.items():
            assert [n for n, times in Counter(row[key] for row in rows[table]).items() if times > 1] == []


def running(content: Content) -> list[int]:
    """The paragraphs of running text behind which a paragraph may stand: not titles, dates, signatures, salutations."""
    return [
        index
        for index, block in enumerate(content.blocks)
        if block.kind in ("paragraph", "list_item") and len(block.text) > 40 and block.text.strip().endswith("。")
    ]


def with_block(content: Content, after: int, text: str) -> Content:
    blocks = copy.copy(content.blocks)
    beside = blocks[after]
    blocks.insert(after + 1, Block("paragraph", text, page=beside.page, printed_page=beside.printed_page))
    return Content(content.media_type, content.reader, blocks, content.page_count, content.metadata, content.issues)


@pytest.mark.parametrize(
    "name",
    ["yunchuan-elderly-care-plan-2025", "yunchuan-plan-page", "yunchuan-gazette-2024-9", "yunchuan-white-paper-2025"],
)
def test_a_paragraph_added_anywhere_moves_no_other_id(
    sources: dict[str, Source], contents: dict[str, Content], parse: Parse, name: str
) -> None:
    content, source = contents[name], sources[name]
    before = parse(content, source)
    places = running(content)
    assert len(places) >= 4
    added = 0
    for place in sorted(random.Random(20311).sample(places, min(6, len(places)))):
        after = parse(with_block(content, place, ADDED), source)
        # The measure that now holds the paragraph has another text, and is still the same measure.
        for rows in (before, after):
            rows["measures"] = [{k: v for k, v in row.items() if k != "text"} for row in rows["measures"]]
        assert lost(before, after) == [], f"a paragraph behind “{content.blocks[place].text[:12]}…”"
        added += sum(len(after[table]) - len(before[table]) for table in KEYS)
    assert added > 0


def test_a_fact_printed_again_gets_an_id_of_its_own_and_the_first_keeps_its(
    sources: dict[str, Source], contents: dict[str, Content], parse: Parse
) -> None:
    name = "yunchuan-elderly-care-plan-2025"
    content, source = contents[name], sources[name]
    before = parse(content, source)
    place = next(i for i in running(content) if content.blocks[i].text.startswith("2025年,新增"))
    after = parse(with_block(content, place, content.blocks[place].text), source)
    assert lost(before, after) == []
    known = {row["target_id"] for row in before["targets"]}
    repeated = [row for row in after["targets"] if row["target_id"] not in known]
    assert [row["value"] for row in repeated] == ["2000", "40", "5"]


def test_equal_content_is_counted_and_the_document_is_part_of_it() -> None:
    ids = Ids("yunshangfa-2031-8")
    first, second = ids.fact("t", "m", "建成街区12个", "12"), ids.fact("t", "m", "建成街区 12 个", "12")
    assert first != second
    assert first == Ids("yunshangfa-2031-8").fact("t", "m", "建成街区１２个", "12")
    assert first.split(".")[1] != Ids("yunshangfa-2031-9").fact("t", "m", "建成街区12个", "12").split(".")[1]
    assert Ids("d").fact("t", "ab", "c") != Ids("d").fact("t", "a", "bc")


ISSUED = {
    "market": ("夜市", "商务局", "2031年3月22日", "改造夜市12条。"),
    "ferry": ("渡口", "港务局", "2031年3月22日", "修缮渡口9处。"),
    "library": ("书屋", "文化局", "2031年4月2日", "建成书屋30座。"),
}
"""Notices without a number: what about, of whom, when, what they say."""


def an_issue(*names: str) -> str:
    """A gazette issue with its contents page; the last document is numbered."""
    titles = {name: f"云川市{body}关于做好{what}工作的通知" for name, (what, body, _, _) in ISSUED.items()}
    documents = [
        f"# {titles[name]}\n各区：\n{says}\n云川市{body}\n{day}\n"
        for name, (_, body, day, says) in ISSUED.items()
        if name in names
    ]
    numbered = (
        "# 云川市驿站局关于做好驿站工作的通知\n云驿发〔2031〕9号\n各区：\n修缮驿站4处。\n云川市驿站局\n2031年4月1日\n"
    )
    contents = [f"{titles[name]} ..... （{page}）" for page, name in enumerate(ISSUED, 3) if name in names]
    contents.append("云川市驿站局关于做好驿站工作的通知\n（云驿发〔2031〕9号） ..... （9）")
    # What the contents announce without a number is told from a chapter by a document carried in it.
    contents.append("云川市渔业局关于印发《云川市渔港建设方案》的通知\n（云渔发〔2031〕2号） ..... （12）")
    return "\n".join(["[1]", "# 目 录", *contents, "[3]", *documents, numbered])


def ids_in(printed: Print, *names: str) -> dict[str, str]:
    documents, _ = printed(an_issue(*names), source=SourceInfo("yunchuan-gazette-2031-7"))
    return {document.text.split("\n")[-3]: document.document_id for document in documents}


def test_documents_without_a_number_keep_their_ids_whatever_else_the_issue_holds(printed: Print) -> None:
    whole = ids_in(printed, "market", "ferry", "library")
    assert len(whole) == 4 == len(set(whole.values()))
    assert whole.pop("修缮驿站4处。") == "yunyifa-2031-9"
    assert all(re.fullmatch("yunchuan-gazette-2031-7-[0-9a-f]{8}", name) for name in whole.values())
    for names in (("market", "library"), ("ferry", "library"), ("library",), ("market",)):
        part = ids_in(printed, *names)
        assert len(part) == len(names) + 1
        assert part.items() <= (whole | {"修缮驿站4处。": "yunyifa-2031-9"}).items()


def test_a_document_that_stands_alone_in_an_issue_has_the_id_that_it_has_among_others(printed: Print) -> None:
    alone = an_issue("market").split("# 云川市驿站局")[0]
    documents, _ = printed(alone, source=SourceInfo("yunchuan-gazette-2031-7"))
    assert [d.document_id for d in documents] == [ids_in(printed, "market", "library")["改造夜市12条。"]]


def ids_of_orders(printed: Print, *numbers: int) -> list[str]:
    orders = [f"云川市人民政府公告\n第{n}号\n自本日起开放码头{n}处。\n云川市人民政府\n2031年5月6日" for n in numbers]
    return [document.document_id for document in printed("\n".join(orders))[0]]


def test_orders_of_one_day_are_told_by_their_numbers_and_equal_ones_count_up(printed: Print) -> None:
    fifth, sixth = ids_of_orders(printed, 5, 6)
    assert fifth != sixth
    assert ids_of_orders(printed, 4, 6, 5)[1:] == [sixth, fifth]
    assert ids_of_orders(printed, 5, 5, 6) == [fifth, f"{fifth}-2", sixth]


def test_a_rule_that_reads_less_leaves_the_other_ids(
    sources: dict[str, Source], contents: dict[str, Content], parse: Parse, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "yunchuan-gazette-2024-9"
    before = parse(contents[name], sources[name])
    assert before["incentives"] and before["targets"]
    monkeypatch.setattr(facts.incentives, "find", lambda *_: [])
    after = parse(contents[name], sources[name])
    assert after["incentives"] == []
    kept = {table: before[table] for table in ("measures", "targets", "observations", "tables")}
    assert lost(before | {"incentives": [], "quantities": []} | kept, after) == []


Build = Callable[[Sequence[str]], dict[str, set[tuple[object, ...]]]]


@pytest.fixture
def build(tmp_path: Path, sources: dict[str, Source], contents: dict[str, Content], parse: Parse) -> Build:
    """The published ids after a run over these sources, registered in this order, with the document they belong to."""

    def built(names: Sequence[str]) -> dict[str, set[tuple[object, ...]]]:
        paths = []
        for name in names:
            paths.append(tmp_path / f"{name}.parquet")
            facts.write(parse(contents[name], sources[name]), paths[-1])
        rows: list[Row] = [
            {"source_id": n, "collection": sources[n].collection, "position": position}
            for position, n in enumerate(names, 1)
        ]
        with duckdb.connect() as con:
            warehouse.build(con, facts=paths, sources=rows, registers=REGISTERS)
            ids = {t: set(con.execute(f"SELECT {k}, document_id FROM {t}").fetchall()) for t, k in KEYS.items()}
            phrases = con.execute("SELECT target_id, indicator_id FROM targets").fetchall()
        return ids | {"documents": {(d,) for rows in ids.values() for _, d in rows}, "indicators": set(phrases)}

    return built


PLAN, ISSUE, NEWS, PAGE, PAPER = (
    f"yunchuan-{name}"
    for name in ("elderly-care-plan-2025", "gazette-2024-9", "news-20240326", "plan-page", "white-paper-2025")
)
"""`PAGE` prints one of the documents of `ISSUE` again."""


def test_documents_added_behind_move_no_published_id(build: Build) -> None:
    first = build([PLAN, ISSUE])
    grown = build([PLAN, ISSUE, NEWS, PAGE, PAPER])
    for table, ids in first.items():
        assert ids - grown[table] == set(), table


def test_documents_added_before_move_no_published_id(build: Build) -> None:
    first = build([PLAN, PAPER])
    grown = build([NEWS, ISSUE, PAPER, PAGE, PLAN])
    for table, ids in first.items():
        assert ids - grown[table] == set(), table


def test_the_order_of_the_register_moves_no_published_fact(build: Build) -> None:
    forward, backward = build([PLAN, ISSUE, NEWS, PAGE, PAPER]), build([PAPER, PAGE, NEWS, ISSUE, PLAN])
    # Of two equal prints the first is read. A bare number is known by the words beside it in its paragraph, and where
    # a title breaks into lines differs between prints; what became a fact stands still also there.
    del forward["quantities"]
    for table, ids in forward.items():
        assert ids ^ backward[table] == set(), table


def test_the_order_of_the_register_moves_no_number_of_a_document_met_once(build: Build) -> None:
    forward, backward = build([PLAN, ISSUE, NEWS, PAPER]), build([PAPER, NEWS, ISSUE, PLAN])
    assert forward == backward


def test_a_number_in_characters_is_the_same_number() -> None:
    told = ["云商字〔2031〕16号", "云商字〔二〇三一〕16号", "云商字〔二○三一〕十六号", "云商字(2031)第16号"]
    assert {identity.number_slug(number) for number in told} == {"yunshangzi-2031-16"}
    assert identity.number_slug("云商字〔三月〕16号") is None
