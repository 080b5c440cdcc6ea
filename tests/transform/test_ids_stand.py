"""Ids hang on titles and words: a plan that is renumbered, set anew, or corrected in a title keeps them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from extract.read import read
from transform import facts
from transform.document.model import SourceInfo
from transform.schema import Rows

SEEDS = Path(__file__).parents[2] / "seeds"
KEYS = {
    "sections": "section_id",
    "measures": "measure_id",
    "targets": "target_id",
    "observations": "observation_id",
    "incentives": "incentive_id",
    "quantities": "quantity_id",
}
TITLE = "临澜市港区振兴行动计划（2031—2034年）"
ITEMS = (
    (
        "扩建渔港码头",
        "到2034年,新建渔港码头14座,年卸货量达到260万吨。对验收合格的码头,给予每座最高80万元补助。责任单位：市港务局、市财政局。",
    ),
    ("培育修船企业", "到2033年,培育规模以上修船企业35家,产值突破120亿元。责任单位：市工信局。"),
    ("整治老旧航道", "2033年底前,整治老旧航道不少于180公里,航道通航率提高到96%。责任单位：市交通局。"),
    (
        "办好开渔节庆",
        "到2034年,每年举办开渔节庆不少于3场,带动消费8亿元以上。对承办单位按投入的30%给予补贴,最高不超过50万元。责任单位：市文旅局。",
    ),
)
NEW = ("修复滨海湿地", "到2034年,修复滨海湿地47公顷,种植红树林6万株。责任单位：市林业局。")
NUMERALS = "一二三四五六七八九"


def plan(items: tuple[tuple[str, str], ...] = ITEMS, *, title: str = TITLE, chapter: str = "主要任务") -> str:
    lines = [title, "一、发展现状", "2030年,全市渔业总产值达到310亿元,同比增长7.5%。", f"二、{chapter}"]
    lines += [f"（{NUMERALS[n]}）{head}。{text}" for n, (head, text) in enumerate(items)]
    return "\n".join([*lines, "三、保障措施", "加强组织领导,定期调度工作进展,及时解决困难和问题。"]) + "\n"


def wrapped(text: str, width: int) -> str:
    """The same text as typeset in lines of that width, with its paragraphs set in and no number parted."""
    out = []
    for paragraph in text.strip().split("\n"):
        line = "　　"
        for sign in re.findall(r"[0-9.]+%?|.", paragraph):
            if len(line + sign) > width:
                out.append(line)
                line = ""
            line += sign
        out.append(line)
    return "\n".join(out) + "\n"


def spaced(text: str) -> str:
    """The same text in a page: an element a paragraph, Western signs as full-width ones, numbers set off by spaces."""
    paragraphs = "".join(f"<p>&emsp;&emsp;{line}</p>\n" for line in text.strip().split("\n")[1:])
    for digit in "0123456789":
        paragraphs = paragraphs.replace(f"到{digit}", f"到 {digit}")
    heading = text.split("\n", 1)[0]
    page = f"<html><head><title>{heading}</title></head><body><h1>{heading}</h1><div>{paragraphs}</div></body></html>"
    return page.replace(",", "，")


Parse = Callable[..., Rows]


@pytest.fixture
def parse(tmp_path: Path) -> Parse:
    def parsed(text: str, *, suffix: str = ".txt", source: Mapping[str, str] | None = None) -> Rows:
        file = tmp_path / f"plan{suffix}"
        file.write_text(text, encoding="utf-8")
        read(file).write(tmp_path / "content.parquet")
        info = SourceInfo(**{"source_id": "linlan-gangqu-2031", **(source or {})})
        return facts.parse(tmp_path / "content.parquet", info, [SEEDS / "reference"])

    return parsed


def ids(rows: Rows, *tables: str) -> dict[str, set[object]]:
    return {table: {row[KEYS[table]] for row in rows[table]} for table in tables or KEYS}


@pytest.fixture
def before(parse: Parse) -> Rows:
    rows = parse(plan())
    assert len(rows["measures"]) == 4 and len(rows["targets"]) >= 6, [r["metric"] for r in rows["targets"]]
    assert len(rows["incentives"]) == 2 and rows["observations"]
    return rows


@pytest.mark.parametrize("place", range(len(ITEMS) + 1))
def test_an_item_put_in_anywhere_renumbers_all_behind_and_moves_no_id(parse: Parse, before: Rows, place: int) -> None:
    after = parse(plan((*ITEMS[:place], NEW, *ITEMS[place:])))
    for table, known in ids(before).items():
        assert known - ids(after)[table] == set(), table
    assert len(after["measures"]) == 5
    assert len(after["targets"]) > len(before["targets"])


def test_an_item_that_goes_takes_only_its_own(parse: Parse, before: Rows) -> None:
    after = parse(plan(ITEMS[1:]))
    for table, known in ids(after).items():
        assert known - ids(before)[table] == set(), table


def test_items_in_another_order_keep_their_ids(parse: Parse, before: Rows) -> None:
    assert ids(parse(plan(ITEMS[::-1]))) == ids(before)


@pytest.mark.parametrize("width", [23, 34, 40])
def test_set_in_other_lines_it_keeps_its_ids(parse: Parse, before: Rows, width: int) -> None:
    assert ids(parse(wrapped(plan(), width))) == ids(before)


def test_as_a_page_it_keeps_its_ids(parse: Parse, before: Rows) -> None:
    after = parse(spaced(plan()), suffix=".html")
    tables = ("measures", "targets", "observations", "incentives")
    assert ids(after, *tables) == ids(before, *tables)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (plan(title="临澜市港区振兴三年行动计划（2031—2034年）"), {}),
        (plan(), {"title": "临澜市港区振兴三年行动计划"}),
        # The chapter that the measures stand in.
        (plan(chapter="重点任务"), {}),
    ],
    ids=["in the document", "in the register", "of a chapter"],
)
def test_a_title_that_is_corrected_moves_no_fact(parse: Parse, before: Rows, text: str, source: dict[str, str]) -> None:
    after = parse(text, source=source)
    tables = ("measures", "targets", "observations", "incentives")
    assert ids(after, *tables) == ids(before, *tables)


def test_the_title_of_a_measure_that_is_corrected_moves_its_own_id_alone(parse: Parse, before: Rows) -> None:
    after = parse(plan((("扩建渔港码头群", ITEMS[0][1]), *ITEMS[1:])))
    facts_of = ("targets", "observations", "incentives")
    assert ids(after, *facts_of) == ids(before, *facts_of)
    assert len(ids(before)["measures"] - ids(after)["measures"]) == 1


def test_a_value_that_is_corrected_moves_its_own_id_alone(parse: Parse, before: Rows) -> None:
    """Not those of its neighbours in the sentence."""
    head, text = ITEMS[0]
    after = parse(plan(((head, text.replace("260万吨", "270万吨")), *ITEMS[1:])))
    gone = {table: known - ids(after)[table] for table, known in ids(before).items()}
    assert {table: len(known) for table, known in gone.items() if known} == {"targets": 1, "quantities": 1}


def test_a_reader_that_understands_a_number_better_finds_the_same_fact(
    parse: Parse, before: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another metric, and with it another quote."""
    from transform.grammar import metrics

    of_target = metrics.of_target
    monkeypatch.setattr(metrics, "of_target", lambda *given: of_target(*given)[-2:])
    after = parse(plan())
    assert [r["metric"] for r in after["targets"]] != [r["metric"] for r in before["targets"]]
    assert ids(after) == ids(before)
