"""What the number of an aim says: printed phrase → metric, kind, comparator, value, highest value, unit, per."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from transform.grammar import promised
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]

NUMBERS = [
    ("新增规上企业100家", ("规上企业", "increase", "=", "100", None, "家", None)),
    ("规上企业新增值达到100亿元", ("规上企业新增值", "level", "=", "100", None, "亿元", None)),
    ("规上企业增加到100家", ("规上企业", "level", "=", "100", None, "家", None)),
    ("能耗强度下降8%", ("能耗强度", "increase", "=", "-8", None, "%", None)),
    ("能耗下降8%—10%", ("能耗", "increase", "=", "-8", "-10", "%", None)),
    ("产值增长8%—10%", ("产值", "increase", "=", "8", "10", "%", None)),
    ("数字经济规模增长1倍", ("数字经济规模", "multiple", "=", "2", None, None, None)),
    ("数字经济规模达到2030年的2倍", ("数字经济规模", "multiple", "=", "2", None, None, None)),
    ("减少危房10万户", ("危房", "increase", "=", "-10", None, "万户", None)),
    ("危房减少到10万户", ("危房", "level", "=", "10", None, "万户", None)),
    ("城镇化率提高3个百分点", ("城镇化率", "increase", "=", "3", None, "个百分点", None)),
    ("森林覆盖率提高到45%", ("森林覆盖率", "level", "=", "45", None, "%", None)),
    ("新增绿地不少于50公顷", ("绿地", "increase", ">=", "50", None, "公顷", None)),
    ("改造提升25个站点", ("站点", "level", "=", "25", None, "个", None)),
    ("产业规模过500亿元", ("产业规模", "level", ">", "500", None, "亿元", None)),
    ("每区至少建成3个驿站", ("驿站", "level", ">=", "3", None, "个", "每区")),
    ("每千人口床位数达到7张", ("每千人口床位数", "level", "=", "7", None, "张", "每千人口")),
    ("产值翻一番", ("产值", "multiple", "=", "2", None, None, None)),
    ("产值翻两番", ("产值", "multiple", "=", "4", None, None, None)),
    ("产值翻二番", ("产值", "multiple", "=", "4", None, None, None)),
    ("产值翻三番", ("产值", "multiple", "=", "8", None, None, None)),
    ("产值超过倍增", ("产值", "multiple", ">", "2", None, None, None)),
    ("产值翻番以上", ("产值", "multiple", ">=", "2", None, None, None)),
]


@pytest.mark.parametrize(("said", "expected"), NUMBERS, ids=[said for said, _ in NUMBERS])
def test_what_a_number_of_an_aim_says(read: Read, said: str, expected: tuple[str | None, ...]) -> None:
    columns = ("metric", "kind", "comparator", "value", "value_max", "unit", "per")
    rows = read(f"到2033年,{said}。")["targets"]
    assert [tuple(row[column] for column in columns) for row in rows] == [expected]
    assert [row["deadline"] for row in rows] == ["2033"]


@pytest.mark.parametrize("lead", ["", "力争", "年内", "累计", "拟", "将", "全市", "全省", "计划", "再"])
def test_what_is_newly_there_is_more_in_all_of_its_list(read: Read, lead: str) -> None:
    rows = read(f"到2033年,{lead}新增快充站10个、慢充站20个。")["targets"]
    assert [(row["kind"], row["value"]) for row in rows] == [("increase", "10"), ("increase", "20")]


def test_a_list_told_in_turn_grows_or_falls_as_its_verb(read: Read) -> None:
    rows = read("到2033年,二氧化硫、氮氧化物排放量分别下降8%、6%。")["targets"]
    assert [(row["metric"], row["kind"], row["value"]) for row in rows] == [
        ("二氧化硫排放量", "increase", "-8"),
        ("氮氧化物排放量", "increase", "-6"),
    ]


def test_each_of_two_clauses_has_its_own_areas(read: Read) -> None:
    rows = read("到2033年,每个县建成1所学校,每个街道建设2个站点。")["targets"]
    assert [(row["metric"], row["per"]) for row in rows] == [("学校", "每个县"), ("站点", "每个街道")]


def test_the_name_of_a_programme_doubles_nothing(read: Read) -> None:
    assert read("实施产值倍增行动。")["targets"] == []


@pytest.mark.parametrize(
    ("metric", "per", "without"),
    [
        ("每区各建成驿站", "每区", "驿站"),
        ("每个县(市、区)至少建设书屋", "每个县(市、区)", "书屋"),
        ("县县建成医院", "县县", "医院"),
        ("每个街道分别建成驿站", "每个街道", "驿站"),
        ("平均每区驿站", "每区", "驿站"),
        ("在每个镇内均配备医生", "每个镇", "医生"),
        ("每区每年驿站", "每区每年", "驿站"),
        # Nothing is said of areas, they are not what the number holds for, or nothing else is named.
        ("驿站", "每区", "驿站"),
        ("每区驿站", None, "每区驿站"),
        ("每区驿站", "每年", "每区驿站"),
        ("每区建成", "每区", "建成"),
        ("每区", "每区", ""),
    ],
)
def test_a_metric_without_its_areas(metric: str, per: str | None, without: str) -> None:
    assert promised.without_area(metric, per) == without


@pytest.mark.parametrize(
    ("metric", "per", "without"),
    [
        ("每50公里设置服务区", "每50公里", "服务区"),
        ("每两万亩配备管护员", "每两万亩", "管护员"),
        ("每隔5公里布设岗亭", "每隔5公里", "岗亭"),
        # An indicator of this name, another ratio, and a ratio alone stay whole.
        ("每千人口床位数", "每千人口", "每千人口床位数"),
        ("每百户拥有汽车", "每百户", "每百户拥有汽车"),
        ("每10名老人配备护士", "每10名老人", "每10名老人配备护士"),
        ("每50公里服务区", "每30公里", "每50公里服务区"),
        ("每50公里", "每50公里", "每50公里"),
        ("服务区", "每50公里", "服务区"),
    ],
)
def test_a_metric_without_what_it_is_reckoned_by(metric: str, per: str, without: str) -> None:
    assert promised.without_ratio(metric, per) == without
