"""The printed forms of quantities: each a named rule with its examples, tried in this order.

An example gives value, upper value of a range, unit and comparator of the quantity that the rule makes of the phrase. Where a
form has a range among it, the rule of the quantity says so (`digits_range`, `chinese_range`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from transform.language import numbers
from transform.language.bounds import AFTER
from transform.language.rules import Rule

Made: TypeAlias = tuple[str, str | None, str | None, str]
"""Value, upper value, unit, comparator."""

_JOIN = r"\s*(?:[—–\-~―]+|至|到|[和与](?=[\d.,]{1,12}[^\d,。;]{0,6}之间))\s*"
# 100兆比特/秒(Mbps)以上: the unit may stand once more between it and its bound.
_AFTER = (
    rf"(?:\([A-Za-z/]{{1,8}}\)(?=[以及]))?(?P<after>{'|'.join(re.escape(w) for w in sorted(AFTER.keys() - {'多'}, key=len, reverse=True))}"
    r"|多(?=[,。;、)的]|$))?"
)
_NUMBER = rf"(?:{numbers.ARABIC})"
_FACES = "一二两三四五六七八九"
_PAIRS = "一两|一二|两三|二三|三四|三五|四五|五六|六七|七八|八九"

EXAMPLES: Mapping[str, Mapping[str, Made]] = {
    "fraction_of": {
        "占三分之一": ("33.3333", None, "%", "="),
        "五分之一以上": ("20", None, "%", ">="),
        "不低于百分之三十": ("30", None, "%", ">="),
        "下降百分之3.5": ("3.5", None, "%", "="),
        "千分之三": ("0.3", None, "%", "="),
        "万分之五": ("0.05", None, "%", "="),
        "百分之五至百分之八": ("5", "8", "%", "="),
        "百分之五到八左右": ("5", "8", "%", "~"),
        "超过三分之二": ("66.6667", None, "%", ">"),
    },
    "fraction_slash": {
        "占比不超过1/3": ("33.3333", None, "%", "<="),
        "比重提高到1/4以上": ("25", None, "%", ">="),
        "约占2/3": ("66.6667", None, "%", "~"),
    },
    "half_of": {
        "全市一半以上": ("50", None, "%", ">="),
        "占比过半": ("50", None, "%", ">"),
        "比重已过半": ("50", None, "%", ">"),
        "半数以上的园区": ("50", None, "%", ">="),
        "过半数的街镇": ("50", None, "%", ">"),
        "超过半数": ("50", None, "%", ">"),
        "近半数": ("50", None, "%", "~"),
    },
    "digits_per": {
        "死亡率控制在9/10万以下": ("9", None, "/10万", "<="),
        "发病率低于0.5/万": ("0.5", None, "/万", "<"),
        "死亡率为12.3/十万": ("12.3", None, "/十万", "="),
        "发生率降至2/千": ("2", None, "/千", "="),
    },
    "digits_joined": {
        "25万6千人": ("256000", None, "人", "="),
        "3亿5000万元以上": ("350000000", None, "元", ">="),
        "1万2000户": ("12000", None, "户", "="),
        "2亿3千万元": ("230000000", None, "元", "="),
        "约1千2百人": ("1200", None, "人", "~"),
        "5万4千6百户": ("54600", None, "户", "="),
        "2千3百万元": ("23000000", None, "元", "="),
    },
    "digits": {
        "超过3500亿元": ("3500", None, "亿元", ">"),
        "1.8万余组": ("1.8", None, "万组", ">"),
        "11,999.5亿元": ("11999.5", None, "亿元", "="),
        "里程突破1 200公里": ("1200", None, "公里", ">"),
        "达到55 235.6万人": ("55235.6", None, "万人", "="),
        "下降到-0.6%": ("-0.6", None, "%", "="),
        "增长为负2.5%": ("-2.5", None, "%", "="),
        "同比增长-0.5%": ("-0.5", None, "%", "="),
        "投资同比-12.3%": ("-12.3", None, "%", "="),
        "减负2.5亿元": ("2.5", None, "亿元", "="),
        "零下12°C": ("-12", None, "°C", "="),
        "1.5元/平方米/天": ("1.5", None, "元/平方米/天", "="),
        "每镇至少建成3所": ("3", None, "所", ">="),
        "最多举办2场": ("2", None, "场", "<="),
        "位于20%和30%之间": ("20", "30", "%", "="),
        "2—3个区": ("2", "3", "个", "="),
        "10亿元至20亿元": ("10", "20", "亿元", "="),
        "1.2—1.5万亿元": ("1.2", "1.5", "万亿元", "="),
        "8000万元至1.2亿元": ("8000", "12000", "万元", "="),
        "8千至1万人": ("8", "10", "千人", "="),
        "8000至1万人": ("8000", "10000", "人", "="),
        "300万—900万元": ("300", "900", "万元", "="),
        "8至5个": ("8", None, None, "="),
        "6000万kW·h": ("6000", None, "万kW·h", "="),
        "1.2万t": ("1.2", None, "万t", "="),
        "35μg/m3": ("35", None, "μg/m3", "="),
        "增长2倍多": ("2", None, "倍", ">"),
        "降尘量不超过5吨/平方公里·月": ("5", None, "吨/平方公里·月", "<="),
        "提高0.8个百分点": ("0.8", None, "个百分点", "="),
        "提高2个多百分点": ("2", None, "个百分点", ">"),
    },
    "chinese_vague": {
        "就业几十万人": ("20", "90", "万人", "~"),
        "数百家": ("200", "900", "家", "~"),
        "十几个": ("10", "20", "个", "~"),
        "二十几万户": ("20", "30", "万户", "~"),
        "几千万元": ("2000", "9000", "万元", "~"),
        "一百零几万人": ("102", "109", "万人", "~"),
        "三百几十家": ("320", "390", "家", "~"),
    },
    "chinese_pair": {
        "三四十万人": ("30", "40", "万人", "~"),
        "七八百家": ("700", "800", "家", "~"),
        "两三个": ("2", "3", "个", "~"),
        "十五六家": ("15", "16", "家", "~"),
        "二十七八项": ("27", "28", "项", "~"),
    },
    "tenths_and_half": {
        "占六成半": ("6.5", None, "成", "="),
        "近八成五": ("8.5", None, "成", "~"),
    },
    "chinese": {
        "三成以上": ("3", None, "成", ">="),
        "一万亿元": ("1", None, "万亿元", "="),
        "两亿三千万元": ("230000000", None, "元", "="),
        "四十五亿四千万立方米以内": ("4540000000", None, "立方米", "<="),
        "一千二百万人": ("1200", None, "万人", "="),
        "五千千瓦时": ("5000", None, "千瓦时", "="),
        "一千八百万千瓦时": ("1800", None, "万千瓦时", "="),
        "三万千瓦": ("3", None, "万千瓦", "="),
        "两千千米": ("2000", None, "千米", "="),
        "三点五亿元": ("3.5", None, "亿元", "="),
        "百余项": ("100", None, "项", ">"),
        "近百个城市": ("100", None, "个", "~"),
        "三成多": ("3", None, "成", ">"),
        "规模过千亿元": ("1000", None, "亿元", ">"),
        "超过百家": ("100", None, "家", ">"),
        "上万台": ("1", None, "万台", ">="),
        "三至五个": ("3", "5", "个", "="),
        "三十至四十万人": ("30", "40", "万人", "="),
        "八千至一万人": ("8000", "10000", "人", "="),
    },
}


def rules(unit: str) -> tuple[Rule[Made], ...]:
    """Give the rules in the order in which they are tried; `unit` is the pattern of a measure word of the register."""
    tail = rf"(?P<m{{0}}>{numbers.MULTIPLIER})?(?P<i{{0}}>[余多来](?![样元]))?\s*(?P<mm{{0}}>{numbers.MULTIPLIER})?(?P<u{{0}}>{unit}|级)?"
    chinese = numbers.CHINESE
    # From the first sign of a run alone: what does not end in a unit from there does not from the next either.
    first = rf"(?<![{numbers.NUMERAL}])"
    patterns = {
        "fraction_of": (
            rf"(?P<whole>{chinese}|百)分之(?P<part>{chinese}|{_NUMBER})"
            rf"(?:(?:至|到|—|-)(?:百分之)?(?P<most>{chinese}|{_NUMBER})(?![{numbers.NUMERAL}个万亿%]|分之))?{_AFTER}",
            "分",
        ),
        "fraction_slash": (
            rf"(?<=[一-龥,:(≥≤><])(?<!\d[至到])(?P<part>\d{{1,2}})/(?P<whole>\d{{1,2}})(?![\dA-Za-z/.%万]|[至到]\d{{1,2}}/){_AFTER}",
            "/",
        ),
        "half_of": (
            r"(?:(?P<half>(?<![一-龥])一半|(?<=[国市省区总的])一半|(?<![一-龥])半数|(?<=[超过近有])半数)"
            r"|(?P<over>(?<![超双])过半数|(?<=占比)过半|(?<=[比重率额]已)过半|(?<=比重)过半|(?<=比例)过半|(?<=份额)过半))"
            r"(?P<after>以上)?",
            "半",
        ),
        "digits_per": (
            rf"(?<![\d./])(?P<n1>{_NUMBER})(?P<per>/(?:10{{0,2}}万|[十百]?万|千|10{{3,6}}(?!\d)))(?![元个人户吨亩]){_AFTER}",
            "/",
        ),
        "digits_joined": (
            rf"(?<![\d.])(?P<n1>\d{{1,6}})(?P<m1>亿|万|千)(?P<n2>\d{{1,5}})(?P<m2>[百千]?[万亿]|[千百])?"
            rf"(?:(?P<n3>\d{{1,4}})(?P<m3>[千百]))?(?![\d.,百千万亿—-])"
            rf"(?P<u>{unit})?{_AFTER}",
            "千万亿",
        ),
        "digits": (
            rf"(?<![\d.])(?P<sign>(?:(?<=[到至为达是在约(,:率速幅长])|(?<=[同环]比))[-−]|(?<!正)负|零下)?(?P<n1>{_NUMBER})\s*{tail.format(1)}"
            rf"(?:{_JOIN}(?P<n2>{_NUMBER})\s*{tail.format(2)})?{_AFTER}",
            "",
        ),
        "chinese_vague": (
            rf"{first}(?:数(?P<several>[十百千]{{0,2}})(?=[万亿]|(?<=[十百千]))"
            rf"|(?P<head>[{numbers.NUMERAL}]{{0,12}}[十百千零])几(?P<more>[十百]?)|几(?P<size>[十百千]{{0,2}})(?=[万亿]|(?<=[十百千])))(?:[余多])?(?P<m>[万亿]{{1,2}})?(?P<u>{unit})?{_AFTER}",
            "几数",
        ),
        "chinese_pair": (
            rf"{first}(?P<lead>[{_FACES}]?十)?(?P<pair>{_PAIRS})(?P<size>[十百千])?(?P<m>[万亿]{{1,2}})?(?P<u>{unit}){_AFTER}",
            "",
        ),
        "tenths_and_half": (
            rf"{first}(?P<n1>[{_FACES}])成(?P<more>半|[二三五六七八](?=[,。;、)以左]|$)){_AFTER}",
            "成",
        ),
        "chinese": (
            rf"{first}(?P<n1>{chinese})(?P<i1>[余多来](?![样元种]))?(?:(?:至|到|—|-)(?P<n2>{chinese}))?"
            rf"(?P<mm1>[万亿]{{1,4}})?(?P<u1>{unit}){_AFTER}",
            "",
        ),
    }
    return tuple(Rule(name, pattern, EXAMPLES[name], signs) for name, (pattern, signs) in patterns.items())
