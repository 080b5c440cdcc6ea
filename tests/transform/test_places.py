"""Sentence or cell → the place that its number speaks of, over a register with a province, a city and its districts."""

from __future__ import annotations

import pytest

from tests.transform.conftest import RULES_ALONE, SEEDS, document, lexicon
from tests.transform.tables import with_table
from transform import facts, schema
from transform.document import genre, tablekind
from transform.grammar import cells, named_places
from transform.identity import Ids
from transform.registers import areas

AREAS = areas((SEEDS, SEEDS.parent / "specimens" / "registers"))
"""With 澜江省, its city 云川市, and 北岭区, 东屏区, 禾田县 in that city."""


def areas_of(text: str, area: str | None, kind: str = "bulletin") -> list[str | None]:
    """Give the areas of the observations and targets of a text, in the order of their numbers."""
    made = document(
        text, kind=kind, issued_on="2031-02-05", title="2030年统计公报" if kind == "bulletin" else "发展规划"
    )
    made.area, made.areas = area, AREAS
    tables = tablekind.known(made, lexicon())
    read = schema.rows(facts.stated(made, genre.sort_of(made), tables, lexicon(), Ids("d"), RULES_ALONE))
    rows = sorted((*read["observations"], *read["targets"]), key=lambda row: (row["char_start"], row["char_end"]))
    return [row["area"] for row in rows]  # type: ignore[misc]


SENTENCES = [
    # sentence, area of the document → areas of its numbers
    ("全市地区生产总值增长5%。", "云川市", ["云川市"]),
    ("北岭区完成投资36亿元。", "云川市", ["北岭区"]),
    ("其中,北岭区完成投资36亿元。", "云川市", ["北岭区"]),
    ("云川北岭区完成投资36亿元。", "澜江省", ["北岭区"]),
    # Of a part of the own area: what goes on telling of it, and no more.
    ("北岭区完成投资36亿元,增长8%。", "云川市", ["北岭区", "北岭区"]),
    ("北岭区完成投资36亿元,粮食产量达到12万吨。", "云川市", ["北岭区", "云川市"]),
    ("云川生产总值达到9000亿元,增长6%。", "澜江省", ["云川", "云川"]),
    ("云川市、温州市生产总值分别达到9000亿元、8000亿元。", "澜江省", ["云川市", "温州市"]),
    ("北岭、禾田园区产值达到90亿元。", "云川市", ["北岭、禾田"]),
    ("北岭、禾田等5个园区产值达到90亿元。", "云川市", ["云川市", "云川市"]),
    # Another's: the rest of the sentence too.
    ("2030年,浙江省生产总值达到9万亿元,粮食产量达到700万吨。", "云川市", ["浙江省", "浙江省"]),
    ("2030年,我国网民数达到9亿人,互联网普及率达到70%。", "云川市", ["全国", "全国"]),
    ("全球数字贸易额增长8%。", "云川市", ["全球"]),
    ("某研究报告显示,全球数字贸易额增长8%。", "云川市", ["全球"]),
    ("美国网络零售额增长4%。", "全国", ["美国"]),
    ("中部地区生产总值增长4%。", "全国", ["中部地区"]),
    # The nation's own papers.
    ("我国网民数达到9亿人。", "全国", ["全国"]),
    ("全国同类驿站约31万座。", "云川市", ["全国"]),
    ("经济总量居全国同类城市第3位。", "云川市", ["云川市"]),
    ("澜江省网民数达到5000万人。", "全国", ["澜江省"]),
    # Compared with, among, called after: no place of the number.
    ("创新能力升至全国第二。", "云川市", ["云川市"]),
    ("创建全国文明城市3个。", "云川市", ["云川市"]),
    ("入选中国消费名品5个。", "云川市", ["云川市"]),
    ("全国重点实验室达到12家。", "云川市", ["云川市"]),
    ("对美国出口增长4%。", "云川市", ["云川市"]),
    ("数字经济增速高于全国2个百分点。", "云川市", ["云川市"]),
    ("在全国率先发放补贴,惠及17万人。", "云川市", ["云川市"]),
    ("在全球增长放缓的背景下,生产总值增长5%。", "云川市", ["云川市"]),
    ("云川品牌新增12项。", "澜江省", ["澜江省"]),
    ("与浙江省签订协议36项。", "云川市", ["云川市"]),
    # Words that are names too, and pieces of words.
    ("新建、改扩建学校33所。", "全国", ["全国"]),
    ("重灾区完成投资65亿元。", "全国", ["全国"]),
    ("各区建成驿站33座。", "云川市", ["云川市"]),
    ("改造老旧小区33个。", "云川市", ["云川市"]),
    # Zones, companies and other bodies.
    ("云川经济技术开发区完成投资36亿元。", "澜江省", ["云川经济技术开发区"]),
    ("省级开发区完成投资36亿元。", "澜江省", ["澜江省"]),
    ("云川港吞吐量达到800万吨。", "澜江省", ["云川港"]),
    ("云川汽车集团有限公司营业收入达到36亿元。", "云川市", ["云川汽车集团有限公司"]),
    ("上市公司营业收入达到36亿元。", "云川市", ["云川市"]),
    # 全市 where the document is of another level.
    ("全省生产总值增长5%。", "云川市", ["澜江省"]),
    ("云川市推进改革。全市生产总值增长5%。", "澜江省", ["云川市"]),
    ("全市生产总值增长5%。", "澜江省", [""]),
    ("该市生产总值增长5%。", "全国", [""]),
    # A line or a heading that is a place.
    ("# 北岭区\n生产总值增长5%。", "云川市", ["北岭区"]),
    ("# 北岭区工作\n生产总值增长5%。", "云川市", ["云川市"]),
    ("北岭区:生产总值增长5%。", "云川市", ["北岭区"]),
    ("覆盖90%全球企业。", "云川市", ["全球"]),
    # A body, a zone and a park are places of their own.
    ("东湖股份有限公司产值达到9亿元。", "云川市", ["东湖股份有限公司"]),
    ("中国东湖集团产值达到9亿元。", "云川市", ["中国东湖集团"]),
    ("中国(东湖)自由贸易试验区进出口额达到9亿元。", "云川市", ["中国(东湖)自由贸易试验区"]),
    ("东湖高新区产值达到9亿元。", "云川市", ["东湖高新区"]),
    ("东湖工业园区产值达到8亿元。", "云川市", ["东湖工业园区"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "area", "expected"), SENTENCES)
def test_the_place_that_a_number_speaks_of(text: str, area: str, expected: list[str]) -> None:
    assert areas_of(text, area) == expected


PLANS = [
    ("到2035年,全市建成驿站50座。", "云川市", ["云川市"]),
    ("到2035年,支持北岭区建成驿站50座。", "云川市", ["北岭区"]),
    ("到2035年,每区各建成驿站1座。", "云川市", ["云川市"]),
    ("《温州市产业发展规划》提出,到2035年,全市建成驿站50座。", "云川市", ["温州市"]),
    ("《澜江省产业发展规划》提出,到2035年,全市建成驿站50座。", "云川市", ["云川市"]),
]


@pytest.mark.parametrize(("text", "area", "expected"), PLANS)
def test_the_place_that_an_aim_speaks_of(text: str, area: str, expected: list[str]) -> None:
    assert areas_of(text, area, "plan") == expected


TABLES = [
    # rows, caption → area of the first number of each row
    (["地区|网民数(万人)", "浙江省|500", "北岭区|50", "合计|550"], "各地网民数", ["浙江省", "北岭区", "云川市"]),
    (["国家|出口额(亿美元)", "美国|500", "以上合计|550"], "2030年主要国家出口额", ["美国", ""]),
    (["企业|营收(亿元)", "临江科技(集团)|36", "合计|90"], "2030年全球企业营收", ["临江科技", "全球"]),
    (["|网民数(万人)", "浙江|500", "云川|50"], "2030年网民情况", ["浙江", "云川市"]),
    (["指标|全国|云川市", "网民数(万人)|90000|500"], "2030年网民情况", ["全国"]),
    (["指标|数量(个)", "驿站|500"], "2030年北岭区驿站", ["北岭区"]),
]


@pytest.mark.parametrize(("rows", "caption", "expected"), TABLES)
def test_the_place_that_a_cell_speaks_of(rows: list[str], caption: str, expected: list[str]) -> None:
    made, sheets = with_table(rows, caption=caption, kind="bulletin", title="2030年统计公报")
    made.areas = AREAS
    found = cells.find(made, sheets, lexicon(), Ids("d"))
    assert [next(o.area for o in found if o.row == row) for row in sorted({o.row for o in found})] == expected


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("北岭区", "北岭区"),
        ("北岭区:", "北岭区"),
        ("北岭区。", "北岭区"),
        ("北岭区情况", "北岭区"),
        ("北岭区基本情况。", "北岭区"),
        ("北岭区总体情况", "北岭区"),
        ("北岭区概况:", "北岭区"),
        ("北岭区篇", "北岭区"),
        ("北岭区做法", "北岭区"),
        ("北岭区产值", None),
        ("北岭区和禾田县", None),
        ("在北岭区", None),
        ("全国情况", None),
        ("全球", None),
    ],
)
def test_a_line_that_is_a_place_alone(line: str, name: str | None) -> None:
    made = document("表前的话。", area="云川市")
    made.areas = AREAS
    place = named_places.only(made, line)
    assert (place and place.name) == name
