"""The tables of statistical communiqués, as the reading benchmark makes them, with their truth.

Rules above, below, under the header and between the columns, none between the rows; names that run over several lines, or
are set in under the one that they are part of; titles of two levels; the unit in the caption's line, above, in the corner.
How they are set does not live here (`papers`).
"""

from __future__ import annotations

import random

from tests.bench.papers import Table

_THINGS = [
    "地区生产总值",
    "工业增加值",
    "社会消费品零售总额",
    "货物进出口总额",
    "固定资产投资",
    "一般公共预算收入",
    "居民人均可支配收入",
    "粮食产量",
    "发电量",
    "水泥",
    "平板玻璃",
    "载货汽车",
    "移动通信基站",
    "快递业务量",
    "规模以上服务业企业营业收入",
    "城镇登记失业人数",
    "新建商品房销售面积",
    "民用汽车保有量",
    "研究与试验发展经费支出",
]
_LONG = (
    "电力、热力、燃气及水生产和供应业规模以上企业增加值",
    "计算机、通信和其他电子设备制造业增加值",
    "按常住地分的农村居民人均工资性收入",
    "普通高等学校本专科在校学生人数",
    "限额以上单位通过公共网络实现的商品零售额",
)
_PARTS = ("第一产业", "第二产业", "第三产业", "城镇", "乡村", "批发业", "零售业", "住宅", "办公楼")
_UNITS = ("亿元", "万吨", "%", "万人", "亿千瓦时")
_WIDE = 0.35
"""The part of the names that run over two lines."""


def table(dice: random.Random) -> Table:
    """Make one table."""
    unit = dice.choice(_UNITS)
    two = dice.random() < 0.4
    grid = (
        [["指标", "绝对数", "绝对数", "比上年增长（%）"], ["指标", "2030年", "2031年", "比上年增长（%）"]]
        if two
        else [["指标", "2030年", "2031年", "比上年增长（%）"]]
    )
    spans = {(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 2, 1)} if two else set()
    indents: dict[int, int] = {}
    names = dice.sample(_THINGS, k=dice.randint(4, 9)) + dice.sample(_LONG, k=dice.randint(1, 3))
    dice.shuffle(names)
    for name in names:
        grid.append([name, *_figures(dice)])
        if dice.random() < 0.3:
            # A name may head its parts without a figure of its own.
            if dice.random() < 0.3:
                grid[-1][1:] = ["", "", ""]
            for n, part in enumerate(dice.sample(_PARTS, k=dice.randint(2, 3))):
                indents[len(grid)] = 1
                grid.append([f"其中：{part}" if n == 0 and dice.random() < 0.5 else part, *_figures(dice)])
    number = dice.randint(1, 30)
    return Table(
        grid,
        spans,
        2 if two else 1,
        "columns",
        f"表{number} 云川市{dice.choice(_THINGS)}及其构成",
        indents=indents,
        unit=unit,
        unit_place=dice.choice(("above", "caption")),
    )


def _figures(dice: random.Random) -> list[str]:
    number = dice.choice((dice.randint(10, 99999), round(dice.uniform(1, 999), 1)))
    change = round(dice.uniform(-15, 30), 1)
    return [str(number), str(round(number * (1 + change / 100), 1)), "持平" if dice.random() < 0.05 else f"{change}"]
