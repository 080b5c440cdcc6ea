"""The pages under permanent addresses: what they say is what the rows say, and what is downloaded is what is shown."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from catalog.site import build, charts, sentences

from .conftest import PAPER, PLAN, example

PROMISE = {
    "area": "临澜市",
    "document_area": None,
    "owner": None,
    "place": None,
    "metric": "网上零售额",
    "indicator": "网上零售额",
    "indicator_en": "Online retail sales",
    "stat": "level",
    "kind": "level",
    "comparator": "=",
    "value_base": "1500000000000",
    "value_max_base": None,
    "unit_base": "元",
    "deadline": "2033",
    "per": None,
    "document_title": "临澜市行动计划",
    "document_date": "2031-03-18",
    "status": "pending",
    "status_period": None,
    "status_value": None,
}


@pytest.mark.parametrize(
    ("changed", "zh", "en"),
    [
        ({}, "到2033年，网上零售额达到 1.5 万亿元", "to reach 1.5 trillion yuan by 2033"),
        ({"comparator": ">"}, "网上零售额超过 1.5 万亿元", "to reach more than 1.5 trillion yuan"),
        ({"comparator": "<="}, "网上零售额不超过 1.5 万亿元", "to stay at no more than 1.5 trillion yuan"),
        ({"comparator": ">=", "deadline": "2033-06"}, "到2033年6月，网上零售额达到 1.5 万亿元 以上", "at least"),
        ({"stat": "growth_yoy", "kind": "increase", "value_base": "5", "unit_base": "%"}, "增长 5%", "to grow by 5%"),
        ({"stat": "growth_yoy", "value_base": "-5", "unit_base": "%"}, "下降 5%", "to fall by 5%"),
        ({"stat": "average_growth", "value_base": "5", "value_max_base": "6", "unit_base": "%"}, "5%至 6%", "5% to 6%"),
        ({"kind": "multiple", "value_base": "2", "unit_base": "1"}, "达到 2 倍", "2 times"),
        ({"deadline": None}, "临澜市提出，网上零售额", "to reach 1.5 trillion yuan ("),
        ({"indicator_en": None}, "网上零售额", "promised “网上零售额”"),
        ({"place": "110000", "area": "北京市"}, "北京市提出", "Beijing promised"),
    ],
)
def test_a_promise_in_a_sentence(changed: dict[str, str], zh: str, en: str) -> None:
    said = sentences.promised(PROMISE | changed)
    assert zh in said.zh
    assert en in said.en


@pytest.mark.parametrize(
    ("changed", "zh", "en"),
    [
        ({}, "期限未到", "Not due yet"),
        ({"status": "no_evidence"}, "期限已到，已读文件中没有", "Due, and nothing published"),
        (
            {"status": "missed", "status_period": "2033", "status_value": "1400000000000"},
            "未达到——2033年为 1.4 万亿元",
            "missed: 1.4 trillion yuan in 2033",
        ),
        ({"status": "not_comparable"}, "与承诺不可比", "none that compares"),
    ],
)
def test_what_came_of_it_in_a_sentence(changed: dict[str, str], zh: str, en: str) -> None:
    said = sentences.came(PROMISE | changed)
    assert zh in said.zh
    assert en in said.en


def point(period: str, value: str) -> dict[str, str | None]:
    return {"period": period, "value_base": value, "unit_base": "个"}


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2025", 2025.0),
        ("2025H1", 2024.5),
        ("2025Q1", 2024.25),
        ("2025-06", 2024.5),
        ("2021/2025", 2025.0),
        ("x", None),
    ],
)
def test_when_a_period_ends(period: str, year: float | None) -> None:
    assert charts.when(period) == year


def test_a_chart_stands_from_left_to_right_and_from_nought() -> None:
    goal = PROMISE | {"value_base": "12", "unit_base": "个", "baseline_period": "2030", "baseline_value": "4"}
    chart = charts.over_time([point("2031", "6"), point("2032", "9")], goal=goal)
    assert chart is not None
    assert [mark.kind for mark in chart.marks] == ["base", "seen", "seen", "goal"]
    assert [mark.x for mark in chart.marks] == sorted(mark.x for mark in chart.marks)
    assert [mark.y for mark in chart.marks] == sorted((mark.y for mark in chart.marks), reverse=True)
    assert chart.zero_y is not None
    assert chart.zero_y > chart.marks[0].y
    assert chart.path == (chart.marks[0].x, chart.marks[0].y, chart.marks[3].x, chart.marks[3].y)
    assert "目标 2033 12 个" in chart.said


def test_one_mark_makes_no_chart_and_two_of_one_year_do() -> None:
    assert charts.over_time([point("2031", "6")]) is None
    assert charts.over_time([point("2031", "6"), point("x", "7")]) is None
    both = charts.over_time(
        [point("2033", "10")], goal=PROMISE | {"baseline_period": None, "baseline_value": None, "value_base": "8"}
    )
    assert both is not None
    assert len({mark.label_y for mark in both.marks}) == 2


def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "lxml")


def complete() -> Any:
    """Give the example with an indicator, places and an owner on its promise."""
    rows = example()
    rows["targets"]["indicators"] = [
        {"indicator_id": "digital-street", "name": "数字街区", "name_en": "Digital streets", "is_registered": "true"}
    ]
    where = {"indicator_id": "digital-street", "area": "东湖区", "area_code": "990101"}
    rows["targets"]["commitments"][0] |= where | {
        "stat": "level", "value_base": "12", "organisation_id": "yunchuan-shangwuju", "owner": "市商务局",
        "basis": "观测值在直线路径之上", "baseline_value": "3", "baseline_period": "2030",
    }  # fmt: skip
    rows["targets"]["series"] = [
        where
        | {
            "point_id": "s-000000000001", "stat": "level", "is_real": "false", "period": "2032", "value_base": "9",
            "unit_base": "个", "observation_id": f"{PAPER}.o-00000001", "sources": "1", "disagree": "false",
        }
    ]  # fmt: skip
    return rows


def test_a_promise_stands_with_its_sentence_chart_evidence_and_words(make_dist: Callable[[Any], Path]) -> None:
    dist = make_dist(complete())
    build(dist)
    soup = parsed(dist / "id" / "c-000000000001" / "index.html")
    statement = soup.select_one(".statement").get_text()
    assert "东湖区提出，到2033年，数字街区达到 12 个" in statement
    assert "观测值在直线路径之上" in statement
    assert "on track" in statement.lower()
    assert "Digital streets to reach 12" in statement
    chart = soup.select_one("svg.chart")
    assert [c["class"] for c in chart.select("circle")] == [["base"], ["seen"], ["goal"]]
    assert soup.select_one("svg.chart [style], svg.chart style") is None
    assert soup.select_one(f"a[href$='documents/{PAPER}/index.html#o-00000001']") is not None
    assert soup.select_one(".told a").get_text() == "到2033年，建成数字街区12个"


def test_a_body_has_its_duties_with_whom_and_what_came_of_them(make_dist: Callable[[Any], Path]) -> None:
    rows = complete()
    rows["targets"]["targets"][0]["measure_id"] = f"{PLAN}.m-00000001"
    dist = make_dist(rows)
    build(dist)
    soup = parsed(dist / "id" / "yunchuan-shangwuju" / "index.html")
    duties = [row.get_text(" ") for row in soup.select("#duties-list tbody tr")]
    assert len(duties) == 2
    assert "市财政局" in duties[0]
    assert "进展正常" in duties[0]
    assert "未定数量" in duties[1]


def test_an_indicator_puts_places_side_by_side(make_dist: Callable[[Any], Path]) -> None:
    dist = make_dist(complete())
    build(dist)
    row = parsed(dist / "id" / "digital-street" / "index.html").select_one("table.side tbody tr")
    said = [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
    assert [text.split()[0] for text in said[:4]] == ["东湖区", "9", "12", "2033"]
    assert row.select_one("svg.dots circle.goal") is not None


def test_a_place_has_its_promises_and_results(make_dist: Callable[[Any], Path]) -> None:
    dist = make_dist(complete())
    build(dist)
    soup = parsed(dist / "id" / "990101" / "index.html")
    assert soup.select_one("#list a")["href"].endswith("id/c-000000000001/index.html")
    assert "9" in soup.select_one("#results-table tbody").get_text()


def test_what_is_downloaded_is_what_is_shown(make_dist: Callable[[Any], Path]) -> None:
    rows = complete()
    rows["policies"]["measures"][0]["title"] = "=HYPERLINK(1)"
    dist = make_dist(rows)
    build(dist)
    folder = dist / "id" / "yunchuan-shangwuju"
    with (folder / "data.csv").open(encoding="utf-8", newline="") as stream:
        duties = list(csv.DictReader(stream))
    whole = json.loads((folder / "data.json").read_text("utf-8"))
    assert [d["measure_id"] for d in duties] == [d["measure_id"] for d in whole["duties"]]
    assert {d["title"] for d in whole["duties"]} == {"=HYPERLINK(1)", "培育直播基地"}
    assert {d["title"] for d in duties} == {"'=HYPERLINK(1)", "培育直播基地"}


@pytest.mark.parametrize(
    ("id", "leads_to"),
    [
        (PLAN, f"documents/{PLAN}/index.html"),
        (f"{PLAN}.t-00000002", f"documents/{PLAN}/index.html#t-00000002"),
        (f"{PAPER}.tb-00000001", f"documents/{PAPER}/index.html#tb-00000001"),
    ],
)
def test_rows_that_stand_on_a_documents_page_have_a_permanent_address(built: Path, id: str, leads_to: str) -> None:
    soup = parsed(built / "id" / id / "index.html")
    assert soup.select_one("meta[http-equiv=refresh]")["content"] == f"0; url=../../{leads_to}"
    assert soup.select_one("main a")["href"] == f"../../{leads_to}"


def test_words_of_a_row_or_two_are_no_indicator_of_their_own(make_dist: Callable[[Any], Path]) -> None:
    rows = complete()
    rows["targets"]["indicators"][0]["is_registered"] = "false"
    dist = make_dist(rows)
    build(dist)
    soup = parsed(dist / "id" / "digital-street" / "index.html")
    assert soup.select_one("main a")["href"] == "../../id/c-000000000001/index.html"


def test_a_promise_has_its_history_over_releases(make_dist: Callable[[Any], Path]) -> None:
    dist = make_dist(complete())
    targets = dist / "targets"
    shutil.copytree(targets / "1.0.0", targets / "1.1.0")
    shutil.copytree(targets / "1.0.0", targets / "1.2.0")
    head = "_change,commitment_id,value_base,unit_base,deadline,status,status_value,basis\n"
    promise = "c-000000000001,12,个,2033"
    for version, rows in {
        "1.1.0": f"before,{promise},pending,,a\nafter,{promise},pending,,b\nadded,c-00000000000f,1,个,2033,pending,,\n",
        "1.2.0": f"before,{promise},pending,,b\nafter,{promise},on_track,9,b\n",
    }.items():
        (targets / version / "delta").mkdir()
        (targets / version / "delta" / "commitments.csv").write_text(head + rows, "utf-8")
    versions = [{"version": v, "date": f"2033-0{n}-01"} for v, n in (("1.2.0", 9), ("1.1.0", 8), ("1.0.0", 7))]
    (targets / "index.json").write_text(json.dumps({"versions": versions}), "utf-8")
    build(dist)
    soup = parsed(dist / "id" / "c-000000000001" / "index.html")
    said = [row.get_text(" ", strip=True) for row in soup.select("table.history tbody tr")]
    assert [line.split()[0] for line in said] == ["1.0.0", "1.2.0"]
    assert "未到期" in said[0]
    assert "进展正常" in said[1]
    assert "1.2.0, 2033-09-01" in soup.select_one(".cite").get_text()
