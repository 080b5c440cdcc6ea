"""What the title of a table is about: given to the numbers under heads that only name a measure (增速, 金额, 出口额).

A head that says what it measures (货运量) stands by itself. Only the words of the title are read here; which number stands
under which head is known to `cells`.
"""

from __future__ import annotations

import re

from transform.grammar.cellwords import IN_BRACKETS, without_time

_TRADE = r"(?:进出口|出口|进口)"
BARE = re.compile(
    rf"(?:本年|上年|累计|同比|实际|总|平均|年均|{_TRADE})*"
    r"(?:总额|总量|总数|总计|金额|数量|规模|数额|增速|增幅|增长率?|增长速度|占比|比重|比例|份额|收入|支出|人数|户数|件数|个数|面积|投资额?|产值|产量|销量|销售额|[额量值])"
)
"""A head that names a measure and not what of."""
_FORM = re.compile(
    rf"(?>(?:排名|位居)?前\d{{1,3}}(?:名|位|大|强|家)?(?:的)?(?:经济体|国家|地区|省市|城市|区县|企业)?|(?:主要|基本|有关)?(?:情况|指标|数据)"
    rf"|一览|统计|汇总|明细|表|规模|增速|增幅|增长|总量|总额|金额|数量|占比|比重|变化|走势|构成|分布|对比|排名|{_TRADE}[总]?额|(?<=[一-龥]{{4}}){_TRADE}|[与和及、])+$"
)
"""What a title ends in that says how the table is made, or which measures it has."""
_PLACE = re.compile(
    r"^[-—–~至、年月度底末\d]*(?:全球|世界|全国|我国|中国|[一-龥]{2,5}?(?:省|市)(?!场))?"
    r"(?:(?:各|分|主要)(?:(?:省份|省区市|省市|省|市州|地市|市|区县|县区|区|县|城市|地区|国家|经济体|行业|国别)[、和]?){1,3})?"
)
"""What a title begins with: the time, whose column or document tells it, and the place."""


_SHORTEST = 3
"""Signs of what a title is about: what is shorter (经济, 财政) is a field and no thing that is measured."""


def of_title(title: str) -> str:
    """Give what a title is about, without time, place and form (2030年云川市各区县快递业务规模及增速 → 快递业务)."""
    about = IN_BRACKETS.sub("", without_time(title)).strip()
    about = _FORM.sub("", about)
    about = about[_PLACE.match(about).end() :]  # type: ignore[union-attr]  # It may match nothing, but it matches.
    return about.strip("的、及和与 ").removeprefix("主要")


def told(metric: str, title: str) -> str:
    """Give a metric that names only measures with what the title is about before it; any other as it is.

    >>> told("出口额 增速", "2025—2030年云川市服务贸易出口规模")
    '服务贸易出口额 增速'
    """
    words = metric.split()
    if not words or not all(BARE.fullmatch(word) for word in words):
        return metric
    about = of_title(title)
    if len(about) < _SHORTEST or BARE.fullmatch(about):
        return metric
    return about + " ".join(words)
