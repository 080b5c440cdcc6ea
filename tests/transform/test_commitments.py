"""Commitments, series and baselines: what is one promise, who answers for it, what became of it. All places are invented."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.transform.test_models import Build, Facts, build, observation, paper, responsible, rows, target

__all__ = ["build"]

PLAN = paper("plan", area="云川市", issued_on="2030-12-31", issuers=("云川市商务局",))
DUE = {"deadline": "2032"}


def bulletin(*told: tuple[str, str], metric: str = "数字街区", unit: str = "个", **more: Any) -> Facts:
    """A bulletin of early 2035 that tells (period, value) of one metric."""
    facts = paper("b", area="云川市", kind="bulletin", issued_on="2035-01-31")
    for period, value in told:
        facts += observation(f"o{period}", metric, value, unit, "b", period=period, **more)
    return facts


class TestOneLife:
    def test_restatements_merge_and_mentions_stay(self, build: Build) -> None:
        plan = PLAN + target("t1", "数字街区", "100", "个", "plan", **DUE)
        news = paper("news", area="云川市", kind="news", published_on="2031-01-05")
        news += target("t2", "数字街区", "100", "个", "news", voice="reported", **DUE)
        later = paper("later", area="云川市", issued_on="2031-03-01")
        later += target("t3", "全市数字街区", "100", "个", "later", comparator="=", **DUE)
        con = build(plan, news, later)
        found = rows(con, "SELECT document_id, target_id, mentions, comparator, owner FROM commitments")
        assert found == [("plan", "t1", 3, ">=", "云川市商务局")]
        assert rows(con, "SELECT count(*), count(DISTINCT commitment_id) FROM targets") == [(3, 1)]

    @pytest.mark.parametrize(
        "other",
        [
            {"value": "120"},
            {"deadline": "2033"},
            {"area": "石浦市"},
            {"kind": "increase"},
            {"per": "每个区"},
            {"metric": "城镇数字街区"},
        ],
    )
    def test_what_differs_in_number_time_place_or_scope_is_another_promise(
        self, build: Build, other: dict[str, Any]
    ) -> None:
        said = {"metric": "数字街区", "value": "100", "deadline": "2032"}
        facts = PLAN + target("t1", unit="个", document_id="plan", **said)
        facts += target("t2", unit="个", document_id="plan", **(said | other))
        assert rows(build(facts), "SELECT count(*) FROM commitments") == [(2,)]

    def test_a_word_that_names_nothing_in_particular_links_nothing(self, build: Build) -> None:
        facts = PLAN + target("t1", "项目", "9", "个", "plan", **DUE) + target("t2", "项目", "9", "个", "plan", **DUE)
        con = build(facts, bulletin(("2032", "9"), metric="项目"))
        assert rows(con, "SELECT status, mentions FROM commitments") == [("no_evidence", 1)] * 2
        assert rows(con, "SELECT * FROM progress") == []

    def test_a_whole_phrase_that_no_register_knows_links(self, build: Build) -> None:
        facts = PLAN + target("t", "智慧灯杆改造路段", "9", "个", "plan", **DUE)
        con = build(facts, bulletin(("2032", "9"), metric="全市智慧灯杆改造路段"))
        assert rows(con, "SELECT status FROM commitments") == [("met",)]

    def test_its_id_does_not_hang_on_the_document_that_tells_it_first(self, build: Build) -> None:
        plan = PLAN + target("t1", "数字街区", "100", "个", "plan", **DUE)
        before = paper("before", area="云川市", issued_on="2030-06-30")
        before += target("t0", "数字街区", "100", "个", "before", **DUE)
        (alone,) = rows(build(plan), "SELECT commitment_id, document_id FROM commitments")
        (both,) = rows(build(plan, before), "SELECT commitment_id, document_id FROM commitments")
        assert (alone[0], alone[1], both[1]) == (both[0], "plan", "before")


class TestOwner:
    def test_the_bodies_that_lead_the_measure_answer_for_it(self, build: Build) -> None:
        facts = PLAN + responsible("plan", "市经济和信息化局", "市商务局")
        facts += target("t", "数字街区", "100", "个", "plan", measure_id="plan.m", **DUE)
        assert rows(build(facts), "SELECT owner, organisation_id FROM commitments") == [
            ("市经济和信息化局、市商务局", "yc-jx")
        ]

    def test_where_no_body_is_named_those_that_issued_it(self, build: Build) -> None:
        facts = PLAN + target("t", "数字街区", "100", "个", "plan", **DUE)
        assert rows(build(facts), "SELECT owner, organisation_id FROM commitments") == [("云川市商务局", "yc-sw")]


class TestOutcome:
    @pytest.mark.parametrize(
        ("told", "more", "status", "period"),
        [
            ((), DUE, "no_evidence", None),
            ((), {"deadline": "2040"}, "pending", None),
            ((), {"deadline": None}, "pending", None),
            ((), DUE | {"voice": "reported"}, "pending", None),
            ((("2032", "120"),), DUE, "met", "2032"),
            ((("2031", "20"), ("2032", "90")), DUE, "missed", "2032"),
            ((("2031", "120"), ("2032", "90")), DUE, "missed", "2032"),
            ((("2032", "90"), ("2033", "95"), ("2034", "120")), DUE, "met_late", "2034"),
            ((("2030", "20"), ("2031", "60")), DUE, "on_track", "2031"),
            ((("2030", "20"), ("2031", "30")), DUE, "behind", "2031"),
            ((("2030", "20"), ("2031", "60"), ("2032-06-30", "61")), DUE | {"deadline": "2033"}, "on_track", "2032-06-30"),
            ((("2031", "60"),), DUE, "not_comparable", None),
        ],
    )  # fmt: skip
    def test_what_became_of_it(
        self, build: Build, told: tuple[tuple[str, str], ...], more: dict[str, Any], status: str, period: str | None
    ) -> None:
        facts = PLAN + target("t", "数字街区", "100", "个", "plan", **more)
        con = build(facts, bulletin(*told))
        assert rows(con, "SELECT status, status_period, basis IS NOT NULL FROM commitments") == [(status, period, True)]

    def test_where_it_should_stand_is_told_with_where_it_stands(self, build: Build) -> None:
        facts = PLAN + target("t", "数字街区", "100", "个", "plan", **DUE)
        con = build(facts, bulletin(("2030", "20"), ("2031", "60")))
        assert rows(con, "SELECT expected, status FROM progress") == [(Decimal("59.9453"), "on_track")]
        assert rows(con, "SELECT baseline_value, baseline_period FROM commitments") == [(Decimal("20"), "2030")]

    @pytest.mark.parametrize(
        ("quote", "told", "status"),
        [
            ("数字街区比2028年翻一番", (("2028", "50"), ("2030", "70"), ("2032", "100")), "met"),
            ("数字街区比2028年翻一番", (("2028", "50"), ("2030", "70"), ("2032", "99")), "missed"),
            # no base named: the last level before the promise
            ("数字街区翻一番", (("2028", "50"), ("2030", "70"), ("2032", "100")), "missed"),
            ("数字街区比2028年翻一番", (("2030", "70"), ("2032", "100")), "not_comparable"),
        ],
    )
    def test_a_doubling_is_judged_from_its_base(
        self, build: Build, quote: str, told: tuple[tuple[str, str], ...], status: str
    ) -> None:
        more = {"kind": "multiple", "comparator": "=", "quote": quote}
        facts = PLAN + target("t", "数字街区", "2", None, "plan", **more, **DUE)
        assert rows(build(facts, bulletin(*told)), "SELECT status FROM commitments") == [(status,)]

    def test_doubling_what_is_reckoned_in_constant_prices_is_not_told_by_current_ones(self, build: Build) -> None:
        more = {"kind": "multiple", "comparator": "=", "quote": "地区生产总值比2028年翻一番"}
        facts = PLAN + target("t", "地区生产总值", "2", None, "plan", **more, **DUE)
        con = build(facts, bulletin(("2028", "50"), ("2032", "110"), metric="地区生产总值", unit="亿元"))
        assert rows(con, "SELECT DISTINCT status, split_part(basis, '；', 1) FROM commitments") == [
            ("not_comparable", "目标为倍数，按可比价计算，观测值为现价")
        ]

    def test_what_is_reckoned_of_days_that_are_over_is_a_result(self, build: Build) -> None:
        facts = PLAN + target("t", "数字街区", "100", "个", "plan", **DUE)
        con = build(facts, bulletin(("2032", "120"), ("2036", "90"), is_forecast=True))
        assert rows(con, "SELECT period, status FROM progress") == [("2032", "met")]


class TestSeries:
    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            # two sources agree within what they print
            (("9.5", "9.52"), [(Decimal("9.5"), 2, False)]),
            (("9.5", "9.9"), [(Decimal("9.5"), 2, True)]),
            (("9", "9"), [(Decimal("9"), 2, False)]),
        ],
    )
    def test_where_sources_differ_that_is_shown_and_nothing_averaged(
        self, build: Build, told: tuple[str, str], expected: list[tuple[Decimal, int, bool]]
    ) -> None:
        facts: Facts = []
        for n, value in enumerate(told):
            facts += paper(f"b{n}", area="云川市", kind="bulletin", issued_on=f"2032-0{n + 1}-01")
            more = {"stat": "growth_yoy", "period": "2031"}
            facts += observation(f"o{n}", "地区生产总值", value, "%", f"b{n}", **more)
        query = "SELECT value_base, sources, disagree FROM series"
        assert rows(build(facts), query) == expected

    def test_scope_place_statistic_and_time_keep_series_apart(self, build: Build) -> None:
        facts = paper("b", area="云川市", kind="bulletin", issued_on="2032-01-31")
        for n, (metric, unit, more) in enumerate(
            [
                ("工业增加值", "%", {"stat": "growth_yoy", "period": "2031"}),
                ("规上工业增加值", "%", {"stat": "growth_yoy", "period": "2031"}),
                ("工业增加值", "亿元", {"period": "2031"}),
                ("工业增加值", "%", {"stat": "growth_yoy", "period": "2030"}),
                ("工业增加值", "%", {"stat": "growth_yoy", "period": "2031", "area": "石浦市"}),
            ]
        ):
            facts += observation(f"o{n}", metric, "5", unit, "b", **more)
        con = build(facts)
        assert rows(con, "SELECT count(*), count(DISTINCT indicator_id) FROM series") == [(5, 1)]
        assert rows(con, "SELECT scope FROM series WHERE scope IS NOT NULL") == [("规模以上",)]
