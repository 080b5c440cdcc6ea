"""Nouns that join several things in one word: each number gets its own. The places are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.transform.conftest import read_facts
from transform.grammar import joint
from transform.schema import Row

Read = Callable[..., dict[str, list[Row]]]


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("2030年,城乡居民人均可支配收入分别增长4.4%、5.6%。",
         [("城镇居民人均可支配收入", "4.4"), ("农村居民人均可支配收入", "5.6")]),
        ("2030年,城乡居民收入分别达6.1万元、3.4万元,增长4.2%、5.3%。",
         [("城镇居民收入", "6.1"), ("农村居民收入", "3.4"), ("城镇居民收入", "4.2"), ("农村居民收入", "5.3")]),
        ("2030年,城镇、农村常住居民人均可支配收入分别增长4.1%、5.9%。",
         [("城镇常住居民人均可支配收入", "4.1"), ("农村常住居民人均可支配收入", "5.9")]),
        ("2030年,城镇和农村居民人均消费支出分别为3.1万元和2.2万元。",
         [("城镇居民人均消费支出", "3.1"), ("农村居民人均消费支出", "2.2")]),
        ("2030年,城镇居民、农村居民人均可支配收入分别增长5.2%、7.6%。",
         [("城镇居民人均可支配收入", "5.2"), ("农村居民人均可支配收入", "7.6")]),
        ("2030年,常住和户籍人口城镇化率分别达到59%和49%。",
         [("常住人口城镇化率", "59"), ("户籍人口城镇化率", "49")]),
        ("2030年,游客人次、旅游花费增长5.6%、7.5%。", [("游客人次", "5.6"), ("旅游花费", "7.5")]),
        ("2030年,城镇和农村人均住房面积32.9平方米、37.1平方米。",
         [("城镇人均住房面积", "32.9"), ("农村人均住房面积", "37.1")]),
        ("2030年,城镇居民收入1.7万元,农村居民收入5153元,实际增长9.8%和8.5%。",
         [("城镇居民收入", "1.7"), ("农村居民收入", "5153"), ("城镇居民收入", "9.8"), ("农村居民收入", "8.5")]),
        ("2030年,地方税收3339亿元、同口径增长5.5%。", [("地方税收", "3339"), ("地方税收", "5.5")]),
        ("2030年,一二三产增加值分别增长3.5%、6%、5%。",
         [("第一产业增加值", "3.5"), ("第二产业增加值", "6"), ("第三产业增加值", "5")]),
        ("2030年,新开工保障性住房66万套、基本建成54万套。", [("新开工保障性住房", "66"), ("基本建成保障性住房", "54")]),
        ("2030年,城乡居民人均收入年均增长5.3%、7.7%。", [("城镇居民人均收入", "5.3"), ("农村居民人均收入", "7.7")]),
        # one number for both is that of both together
        ("2030年,城乡居民人均可支配收入增长5%。", [("城乡居民人均可支配收入", "5")]),
    ],
)  # fmt: skip
def test_each_number_tells_of_its_own(text: str, metrics: list[tuple[str, str]]) -> None:
    found = read_facts(text, kind="bulletin")["observations"]
    assert [(row["metric"], row["value"]) for row in found] == metrics


def test_a_target_of_town_and_country_is_two() -> None:
    text = "2031年主要预期目标是:城乡居民人均可支配收入分别增长5%、6%。"
    found = read_facts(text, kind="report")["targets"]
    assert [(row["metric"], row["value"]) for row in found] == [
        ("城镇居民人均可支配收入", "5"),
        ("农村居民人均可支配收入", "6"),
    ]


def test_three_industries_are_named_by_their_numbers() -> None:
    assert joint.lent(["第一", "二", "三产业增加值"]) == ["第一产业增加值", "第二产业增加值", "第三产业增加值"]


@pytest.mark.parametrize(("parts", "expected"), [
    (["工业", "服务业增加值"], ["工业增加值", "服务业增加值"]),
    (["小麦", "玉米产量"], ["小麦产量", "玉米产量"]),
    (["化学需氧量", "氨氮排放总量"], ["化学需氧量排放总量", "氨氮排放总量"]),
    (["水稻", "油菜", "大豆播种面积"], ["水稻播种面积", "油菜播种面积", "大豆播种面积"]),
    (["水电", "风电装机容量"], ["水电装机容量", "风电装机容量"]),
    # a member with a measure of its own borrows none
    (["固定资产投资", "工业增加值"], ["固定资产投资", "工业增加值"]),
    (["地区生产总值", "工业增加值"], ["地区生产总值", "工业增加值"]),
    (["工业用电量", "粗钢产量"], ["工业用电量", "粗钢产量"]),
    (["单位产值用水量", "能耗", "氨氮排放量"], ["单位产值用水量", "能耗", "氨氮排放量"]),
    (["二氧化硫排放强度", "氨氮排放量"], ["二氧化硫排放强度", "氨氮排放量"]),
])  # fmt: skip
def test_members_of_a_list_share_the_measure_of_the_last(parts: list[str], expected: list[str]) -> None:
    assert joint.lent(parts) == expected
