"""Printed sentence → whether its numbers are aimed at, measured, or neither: in a plan of 2031, and on a news page of March 2031."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

PLAN = [
    # sentence, what it aims at (metric, comparator, value), what its other numbers are
    ("到2033年,培育年产值1亿元以上的企业50家。", [("年产值1亿元以上的企业", "=", "50")], {"1亿元以上": "threshold"}),
    ("到2033年,覆盖90%以上的乡镇。", [("乡镇", ">=", "90")], {}),
    ("到2033年,建成10个以上的园区、20个以上的站点。", [("园区", ">=", "10"), ("站点", ">=", "20")], {}),
    ("到2033年,50户以上自然村通达率95%。", [("50户以上自然村通达率", "=", "95")], {"50户以上": "threshold"}),
    ("到2033年,企业达到500家(含高新企业30家)。", [("企业", "=", "500"), ("高新企业", "=", "30")], {}),
    ("到2033年,服务半径不超过500米。", [("服务半径", "<=", "500")], {}),
    ("每年引进10名以上人才。", [("人才", ">=", "10")], {}),
    ("支持高校申报学位点10个以上。", [("高校申报学位点", ">=", "10")], {}),
    ("力争投资比上年增长8%。", [("投资", "=", "8")], {}),
    ("企业不得少于3家。", [], {"3家": "threshold"}),
    ("发放消费券5000万元。", [], {"5000万元": "incentive"}),
    ("市财政负担支持资金的60%。", [], {"60%": "other"}),
    ("抓好60万吨改扩建项目。", [], {"60万吨": "other"}),
    ("到2033年,服务60个现有产粮大县。", [], {"60个": "other"}),
    ("每50公斤提高5元。", [], {"50公斤": "other", "5元": "other"}),
    ("每季度开展活动1次。", [], {"1次": "other"}),
    ("到2033年,打造三大基地。", [], {"三大": "list_count"}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "aims", "others"), PLAN, ids=[said for said, *_ in PLAN])
def test_what_a_plan_aims_at(read: Read, said: str, aims: list[tuple[str, str, str]], others: dict[str, str]) -> None:
    found = read(said)
    assert [(row["metric"], row["comparator"], row["value"]) for row in found["targets"]] == aims
    assert {q["text"]: q["role"] for q in found["quantities"] if q["role"] not in ("date", "target")} == others


NEWS = [
    # sentence, its aims (value, deadline), what it tells as measured (value, period, whether it is forecast)
    ("2031年全市预期目标:生产总值增长6%。", [("6", "2031")], []),
    ("会议强调,要培训教师500人。", [("500", None)], []),
    ("下一步,将建成公园50个。", [("50", None)], []),
    ("力争2031年产值达到50亿元。", [("50", "2031")], []),
    ("方案提出,到2033年公园达到50个。", [("50", "2033")], []),
    ("今年计划新建公园5个、绿道20公里。", [("5", "2031"), ("20", "2031")], []),
    ("近年来,全市相继建成公园50个。", [], [("50", None, False)]),
    ("全市将近50家企业参加。", [], [("50", None, False)]),
    ("预计2031年产值达到50亿元。", [], [("50", "2031", True)]),
    ("去年,新增公园50个。", [], [("50", "2030", False)]),
    ("从2031年起,新增公园50个。", [], [("50", None, False)]),
    ("完成全年目标的95%。", [], []),
    ("计划投资60亿元,已完成70%。", [], []),
    ("2030年,比预期目标多3万人。", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("said", "aims", "measured"), NEWS, ids=[said for said, *_ in NEWS])
def test_what_a_news_page_aims_at_and_what_it_measures(
    read: Read, said: str, aims: list[tuple[str, str | None]], measured: list[tuple[str, str | None, bool]]
) -> None:
    found = read(said, kind="news", title="云川市发展观察", issued_on="2031-03-10")
    assert [(row["value"], row["deadline"]) for row in found["targets"]] == aims
    assert [(row["value"], row["period"], row["is_forecast"]) for row in found["observations"]] == measured
