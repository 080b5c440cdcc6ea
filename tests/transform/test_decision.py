"""From the evidence around a number to a fact, or to a candidate that says why it is none."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from tests.transform.conftest import RULES_ALONE, document, lexicon
from transform import facts, schema
from transform.document import genre, tablekind
from transform.grammar import decision, evidence, reading, targets
from transform.grammar.decision import Scorer
from transform.identity import Ids
from transform.schema import Row

PLAN = {"title": "云川市充电设施建设行动方案", "kind": "plan"}
RULES = {"title": "云川市停车场管理办法", "kind": "provisions"}
REPORT = {"title": "云川市2031年国民经济和社会发展统计公报", "kind": "bulletin", "issued_on": "2032-03-01"}
AIMS = """
# 主要目标
到2034年,全市建成充电站120座,公共充电桩达到5000个,新能源汽车占比提高到45%以上。
力争到2035年,城区充电服务半径缩小到1公里以内,充电设施完好率达到98%以上。
"""
MEASURED = """
# 综合
2031年,全市实现地区生产总值1850亿元,比上年增长6.1%。其中,第一产业增加值120亿元,增长3.2%;第二产业增加值830亿元,增长7.0%。
全年城镇新增就业5.2万人,城镇登记失业率为3.1%。年末常住人口410万人,城镇化率71.5%。
"""


def decided(text: str, scorers: dict[str, Scorer] | None = None, **what: str) -> dict[str, list[Row]]:
    made = document(text, **what)  # type: ignore[arg-type]
    ids = Ids(made.document_id)
    tables = tablekind.known(made, lexicon())
    return schema.rows(facts.stated(made, genre.sort_of(made), tables, lexicon(), ids, scorers))


@pytest.mark.parametrize(
    ("what", "text", "table", "values"),
    [
        (PLAN, AIMS, "targets", ["120", "5000", "45", "1", "98"]),
        (REPORT, MEASURED, "observations", ["1850", "6.1", "120", "3.2", "830", "7", "5.2", "3.1", "410", "71.5"]),
    ],
)
def test_what_is_plain_is_a_fact_as_learnt(what: dict[str, str], text: str, table: str, values: list[str]) -> None:
    found = decided(text, **what)[table]
    assert [row["value"] for row in found] == values
    for row in found:
        assert Decimal("0.90") <= Decimal(str(row["certainty"])) <= Decimal("1.00")
        assert str(row["rule"]).startswith("decide.")


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (RULES, "停车位的宽度不得小于2.5米,充电车位不得低于总数的10%。"),
        (RULES, "违反本办法的,处500元以上2000元以下罚款。"),
        (RULES, "申请人应当在15个工作日内提交材料3份。"),
    ],
)
def test_rules_state_no_facts_as_learnt(what: dict[str, str], text: str) -> None:
    found = decided(text, **what)
    assert found["targets"] == found["observations"] == found["incentives"] == []


def test_a_candidate_says_what_it_nearly_was_and_what_spoke_against_it() -> None:
    never = {
        kind: Scorer({"": 10, "at:deed": 30, "speech=plans": -50}, (-100, 0), (Decimal("0.40"), Decimal("0.95")))
        for kind in RULES_ALONE
    }
    found = decided("建成充电站120座。", never, **PLAN)
    assert found["targets"] == []
    [number] = [row for row in found["quantities"] if row["text"] == "120座"]
    assert number["candidate"] == "target"
    assert number["certainty"] == "0.40"
    assert number["reason"] == "确信度 0.40,不足 0.90;最不利的迹象:speech=plans"
    assert number["fact_id"] is None


def test_a_candidate_tells_the_three_signs_that_spoke_most_against_it() -> None:
    weights = {
        "": 10,
        "speech=plans": -50,
        "unit=counted": -40,
        "at:done": -30,
        "before:done": -30,
        "time=none": -20,
        "small": 5,
    }
    never = {kind: Scorer(weights, (-100, 0), (Decimal("0.40"), Decimal("0.95"))) for kind in RULES_ALONE}
    [number] = [row for row in decided("建成充电站120座。", never, **PLAN)["quantities"] if row["text"] == "120座"]
    against = str(number["reason"]).partition("最不利的迹象:")[2].split(", ")
    assert against[:2] == ["speech=plans", "unit=counted"]
    assert len(against) == 3


class TestScorer:
    SCORER = Scorer(
        {"": -20, "at:aim": 150, "gate": -300}, (-400, 0, 100), (Decimal("0.05"), Decimal("0.70"), Decimal("0.93"))
    )

    @pytest.mark.parametrize(
        ("signs", "certainty"),
        [
            (["at:aim"], "0.93"),
            (["at:aim", "gate"], "0.05"),
            (["at:aim", "never:learnt"], "0.93"),
            ([], "0.05"),
            (["gate", "gate:too"], "0.05"),
        ],
    )
    def test_weights_are_added_up_and_the_sum_gives_the_certainty(self, signs: list[str], certainty: str) -> None:
        assert self.SCORER.judge(signs).certainty == Decimal(certainty)

    def test_what_no_labels_reach_is_not_sure_at_all(self) -> None:
        assert Scorer({"": -900}, (-400,), (Decimal("0.05"),)).judge([]).certainty == 0

    def test_the_heaviest_sign_is_told_first(self) -> None:
        assert self.SCORER.judge(["at:aim", "gate"]).signs == (("gate", -300), ("at:aim", 150))


def test_what_was_learnt_is_surer_the_more_speaks_for_it() -> None:
    for scorer in decision.scorers().values():
        assert list(scorer.sums) == sorted(scorer.sums)
        assert all(low <= high for low, high in pairwise(scorer.certainties))
        assert scorer.certainties[-1] >= decision.BAR
        assert scorer.weights["gate"] < 0


@pytest.mark.parametrize(
    ("text", "there", "not_there"),
    [
        (
            "力争到2034年建成充电站120座。",
            {"before:aim", "at:done", "time=until.future", "unit=counted"},
            {"at:aim", "chinese"},
        ),
        ("到2034年,充电站不少于120座。", {"at:bound", "comparator=>=", "time_in=sentence"}, {"behind:bound"}),
        ("新建充电站一百二十座,其中快充站60座。", {"chinese", "time=none", "ends_clause"}, {"small"}),
        ("培育龙头企业5家以上,带动就业3万人。", {"small", "comparator=>=", "company=one"}, {"multiplied"}),
        ("到2034年,就业10—12万人。", {"range", "has:value_max", "has:deadline", "multiplied"}, {"small", "has:per"}),
        ("到2034年,每区建成充电站12座。", {"has:per", "unit=counted", "time_in=sentence"}, {"range", "has:value_max"}),
        ("到2034年12月31日,建成充电站12座。", {"time=day", "time.future"}, {"time.past", "time=none"}),
        ("到2034年,充电桩(含快充站)达到9座。", {"small", "ends_clause", "comparator=="}, {"bracketed=("}),
        ("到2034年,充电服务费下降8%。", {"unit=percent", "kind=increase"}, {"unit=money"}),
        ("到2034年,投资达到80亿元。", {"unit=money", "kind=level", "multiplied"}, {"unit=percent"}),
        ("到2034年,产值翻番。", {"kind=multiple"}, {"unit=percent"}),
    ],
)
def test_signs_name_classes_of_words_and_places(text: str, there: set[str], not_there: set[str]) -> None:
    made = document(text, **PLAN)  # type: ignore[arg-type]
    readings = reading.read(made, lexicon())
    rows = {decision.key_of(row): row for row in targets.find(made, readings, Ids("d"))}
    _, _, _, signs = next(decision.proposals("target", genre.sort_of(made), made, readings, rows))
    assert there <= signs
    assert not not_there & signs


def test_company_is_counted_by_document_density_and_paragraph() -> None:
    assert set(evidence.Company(1, 0.2, 1).signs()) == {"company=one", "density=thin", "beside=alone"}
    assert set(evidence.Company(20, 9.0, 5).signs()) == {"company=many", "density=thick", "beside=many"}


def test_a_paragraph_that_is_too_long_is_read_in_parts_with_its_places() -> None:
    made = document("到2034年,建成充电站120座,公共充电桩达到5000个。" * 350, **PLAN)  # type: ignore[arg-type]
    ids, sort, tables = Ids("d"), genre.sort_of(made), tablekind.known(made, lexicon())
    found = schema.rows(facts.stated(made, sort, tables, lexicon(), ids, RULES_ALONE))
    places = [(int(row["char_start"]), int(row["char_end"]), row["quote"]) for row in found["targets"]]  # type: ignore[arg-type]
    assert len(places) == 700
    assert all(made.text[start:end] == quote for start, end, quote in places)
    assert {row["deadline"] for row in found["targets"]} == {"2034"}
