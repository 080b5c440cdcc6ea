"""The words of a number's clause → what the number states, and whether it is a fall."""

from __future__ import annotations

import pytest

from tests.transform.conftest import lexicon
from transform.grammar import observed_stat
from transform.grammar.observed_stat import Stat
from transform.language.clauses import Span

WORDS: dict[Stat, str] = {
    # each clause is told of the last number in it
    "growth_yoy": "客流量增长5% 客流量下降5% 客流量下滑5% 客流量减少5% 客流量增加5% 客流量上涨5% 客流量下跌5% 客流量回落5% 粮食增产5% 粮食减产5% 农户增收5%"
    " 农户减收5% 库存压减5% 成本压降5% 支出缩减5% 需求萎缩5% 客流量同比提高5% 客流量比上年提高5% 客流量较上年提高5% 客流量增速为5% 客流量增长率为5%"
    " 客流量增幅为5% 客流量涨幅为5% 客流量降幅为5% 客流量增长1.2倍 客流量增加近2倍 客流量提高超过2倍 客流量提升了2倍 保持5%的较高增长速度 保持5%的增幅",
    "average_growth": "客流量年均增长5% 客流量三年平均增长5% 客流量平均增速为5% 客流量平均增幅为5% 客流量平均下降5% 客流量平均增长率为5% 客流量复合增长5%"
    " 客流量复合年均增长5%",
    "share": "服务业占全市的52% 服务业占据52% 服务业比重为52% 服务业份额为52% 服务业占有率为52% 服务业占比为52% 服务业比例提高到52% 服务业贡献率为52%"
    " 40%的居民参加活动 87%用于民生 三分之一的企业参加 覆盖80%以上村卫生室",
    "change": "客流量环比增长5% 客流量比上季度增长5% 客流量比上一月增长5% 客流量较前一季度增长5% 客流量与2028年同期相比增长5% 入学率提高3.2% 入学率提升3.2%"
    " 时限降低20% 评分上升3% 空气质量改善8% 药品平均降价53% 时限压缩60% 事项精简了30% 失业率下降0.4个百分点 失业率下降0.4百分点 企业增加了120家"
    " 企业减少120家 企业净增120家 差距缩小120元 粮食增产3万吨 粮食减产3万吨 农户增收300元 收入提升300元 收入提高近300元 水位上升3米 水位下降约3米"
    " 成本压降300元 位次前移3位 新增就业5万人 净增企业30家 比上年增长30家 比上年多3家 较上年少3家 比上年扩产30家增加3家",
    "level": "污水处理率提升到57.7% 污水处理率提升至约57.7% 污水处理率提升为57.7% 污水处理率提高到2030年的57.7% 污水处理率为57.7% 产值是上年的1.2倍"
    " 提升60公里道路 改善30条道路 占地3平方公里 新增长点30个 企业达到120家 年均浓度为32微克 年均气温为15.2摄氏度 全年均价为15元",
}  # fmt: skip


@pytest.mark.parametrize(("clause", "stat"), [(c, stat) for stat, said in WORDS.items() for c in said.split()])
def test_what_a_clause_states(clause: str, stat: Stat) -> None:
    quantity = lexicon().find(clause)[-1]
    assert observed_stat.stat_of(clause, Span(0, len(clause)), quantity, 0, "") == stat


FALLS = (
    "负增长5% 下降5% 下跌5% 降低5% 减低5% 减少5% 下滑5% 缩减5% 缩小5% 回落5% 放缓5% 降幅5% 缩短5% 减亏5% 压减5% 压降5%"
    " 压缩5% 精简5% 降价5% 萎缩5% 减产5% 减收5% 减速5%"
    " 浓度改善5% 能耗总体改善5% 强度改善5% 消耗改善5%"
)
STANDS = "增长5% 下降到5% 下降至5% 压缩机产量5万台 压缩天然气5万吨 降幅收窄5% 环境改善5% 提高5%"


@pytest.mark.parametrize(
    ("clause", "falls"), [*((c, True) for c in FALLS.split()), *((c, False) for c in STANDS.split())]
)
def test_what_falls(clause: str, falls: bool) -> None:
    assert observed_stat.falls(clause, 0, lexicon().find(clause)[-1]) is falls


def test_the_words_behind_the_number_before_speak_first_then_the_clause_then_the_one_before() -> None:
    clause = "工业比重为40%,服务业为52%"
    quantity = lexicon().find(clause)[-1]
    second = Span(clause.index("服"), len(clause))
    assert observed_stat.stat_of(clause, second, quantity, second.start, "") == "level"
    assert observed_stat.stat_of(clause, Span(0, len(clause)), quantity, second.start, "") == "share"
    assert observed_stat.stat_of(clause, second, quantity, second.start, "比重") == "share"


def test_one_word_leads_to_all_of_a_run() -> None:
    clause = "小学、中学入学率分别提升至95%、96%"
    for quantity in lexicon().find(clause):
        start = quantity.start - 1 if quantity.value == 96 else 0
        assert observed_stat.stat_of(clause, Span(0, len(clause)), quantity, start, "") == "level"


SETTLED: list[tuple[Stat, str, str | None, int | None, bool, bool, Stat]] = [
    # stat, number, period, base, is a yearly rate, was raised → stat
    ("growth_yoy", "5%", None, None, False, False, "growth_yoy"),
    ("growth_yoy", "5%", "2030", None, False, False, "growth_yoy"),
    ("growth_yoy", "5%", "2026/2030", None, False, False, "change"),
    ("growth_yoy", "5%", "2026/2030", None, True, False, "growth_yoy"),
    ("growth_yoy", "5%", "2030-01/2030-09", None, False, False, "growth_yoy"),
    ("growth_yoy", "5%", "2030", 2029, False, False, "growth_yoy"),
    ("growth_yoy", "5%", "2030", 2028, False, False, "change"),
    ("growth_yoy", "5%", "2030Q1", 2029, False, False, "growth_yoy"),
    ("change", "5%", "2030", None, False, True, "growth_yoy"),
    ("change", "5%", "2030", None, False, False, "change"),
    ("change", "5%", "2030", 2028, False, True, "change"),
    ("change", "5%", "2026/2030", None, False, True, "change"),
    ("change", "5元", "2030", None, False, True, "change"),
    ("level", "5%", "2026/2030", 2020, False, True, "level"),
]


@pytest.mark.parametrize(("stat", "number", "period", "base", "is_rate", "raised", "settled"), SETTLED)
def test_what_is_stated_once_the_period_is_known(
    stat: Stat, number: str, period: str | None, base: int | None, is_rate: bool, raised: bool, settled: Stat
) -> None:
    quantity = lexicon().find(number)[0]
    assert observed_stat.settled(stat, quantity, period, base, is_rate=is_rate, raised=raised) == settled
