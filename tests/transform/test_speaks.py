"""In the name of which area a document speaks."""

from __future__ import annotations

import pytest

from tests.transform.conftest import SEEDS
from transform.document import speaks
from transform.language.areas import NO_AREAS
from transform.registers import areas

AREAS = areas((SEEDS, SEEDS.parent / "specimens" / "registers"))


@pytest.mark.parametrize(
    ("issuer", "area"),
    [
        ("云川市商务局", "云川市"),
        ("浙江省经济和信息化厅", "浙江省"),
        ("北京海关", "北京市"),
        ("青岛海关", "青岛市"),
        ("上海自由贸易试验区管理委员会", "上海市"),
        ("国务院办公厅", "全国"),
        ("交通运输部", "全国"),
        ("澜江省云川市商务局", "云川市"),
        ("云川市北岭区人民政府", "北岭区"),
        ("云川市北岭区产业发展行动方案", "云川市"),
        ("临江市商务局", "临江市"),
        ("首页机构办事澜江省卫生健康委员会", "澜江省"),
        ("重要网站链接国家市场监督管理总局", None),
        ("各市人民政府", None),
    ],
)
def test_area_of_a_body(issuer: str, area: str | None) -> None:
    assert speaks.area_of([issuer], AREAS) == area


def test_without_a_register_a_place_shows_by_its_generic_part() -> None:
    assert speaks.area_of(["临澜市商务局"], NO_AREAS) == "临澜市"
    assert speaks.area_of(["澜江海关"], NO_AREAS) is None


@pytest.mark.parametrize(
    ("texts", "area"),
    [
        (["数谷开工", "记者从澜江与广西获悉"], "澜江省"),
        (["记者从云川市获悉,澜江省将跟进"], "云川市"),
        (["澜江省云川市新增驿站5座"], "云川市"),
        (["云川驿站开工"], None),
        (["驿站开工", "社云川市3月5日电澜江省将跟进"], "澜江省"),
        (["国务院办公厅印发《驿站发展纲要》", "社云川市3月5日电"], "全国"),
        (["国务院办公厅关于同意云川市建设驿站的批复"], "云川市"),
    ],
)
def test_place_that_a_news_page_tells_of(texts: list[str], area: str | None) -> None:
    assert speaks.told_of(texts, AREAS) == area
