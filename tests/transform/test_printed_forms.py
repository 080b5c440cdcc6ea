"""Every form in which a time or a number is printed, in other words than the rules' own examples: printed → value."""

from __future__ import annotations

import pytest

from tests.transform.conftest import lexicon
from transform.language import numbers, periods, quantity_rules, time_rules

TIMES = {
    "from_year": [("2032年起3年内", "until", "2034"), ("2033年开始用两年以内", "until", "2034")],
    "iso_date": [("2032-11-09", "point", "2032-11-09"), ("2032/4/7", "point", "2032-04-07"), ("2032.10.2", "point", "2032-10-02")],
    "month_to_month": [("2031年9月至2032年2月", "point", "2031-09/2032-02"), ("去年12月—今年1月", "point", "2030-12/2031-01")],
    "date_to_date": [("2032年4月2日至6月30日", "point", "2032-04-02/2032-06-30"), ("10月1日—7日", "point", "2031-10-01/2031-10-07")],
    "years": [("2032—2036年", "point", "2032/2036"), ("2032年至2034年", "point", "2032/2034"), ("2032—2033学年", "point", "2032/2033")],
    "years_in_brackets": [("行动方案(2032—2034)", "point", "2032/2034")],
    "years_in_characters": [("二〇三二年至二〇三四年", "point", "2032/2034"), ("二○三二—二○三四年", "point", "2032/2034")],
    "decade": [("20世纪70年代", "point", "1970/1979"), ("上世纪八十年代末", "point", "1980/1989"), ("本世纪30年代", "point", "2030/2039")],
    "five_year_plan": [("“十五五”末", "until", "2030"), ("“十七五”期末", "until", "2040"), ("十六五期间", "until", "2031/2035"),
                       ("“一五”期间", "until", "1953/1957"), ("“十七五”前两年", "until", "2036/2037"), ("“十七五”收官之年", "until", "2040")],
    "counted_plan": [("第十七个五年规划期间", "until", "2036/2040"), ("第十七个五年规划期末", "until", "2040")],
    "mid_century": [("在本世纪中叶", "point", "2050")],
    "double_eleven": [("今年“双十一”", "point", "2031-11-11"), ("双11期间", "point", "2031-11-11")],
    "june_sale": [("今年618期间", "point", "2031-06-18")],
    "new_years": [("从元旦到春节", "point", "2031-01/2031-02")],
    "bare_month": [("4、5月", "point", "2031-04")],
    "months": [("2032年1-8月份", "point", "2032-01/2032-08"), ("2月至9月", "point", "2031-02/2031-09"), ("四月至六月", "point", "2031-04/2031-06")],
    "quarters": [("2032年前三季度", "point", "2032-01/2032-09"), ("前两季度", "point", "2031-01/2031-06")],
    "quarter_to_quarter": [("二至三季度", "point", "2031-04/2031-09"), ("2032年一季度到二季度", "point", "2032-01/2032-06")],
    "quarter_before": [("上季度末", "point", None)],
    "quarter": [("2032年第四季度", "point", "2032Q4"), ("今年二季度", "point", "2031Q2"), ("2032年1季度", "point", "2032Q1")],
    "half": [("2032年下半年", "point", "2032H2"), ("去年上半年", "point", "2030H1")],
    "date": [("2032年7月9日", "point", "2032-07-09"), ("二〇三二年十月十一日", "point", "2032-10-11"), ("四月六日", "point", "2031-04-06")],
    "month": [("2032年7月", "point", "2032-07"), ("2032年七月底前", "until", "2032-07"),
              ("4月下旬", "point", "2031-04"), ("截至今年8月底", "as_of", "2031-08")],
    "month_before": [("上月底", "point", None)],
    "day": [("4月2日开馆,20日闭馆", "point", "2031-04-20")],
    "since_year": [("2027年以来", "point", "2027/2031"), ("自2028年来", "point", "2028/2031")],
    "year": [("到2036年", "until", "2036"), ("2036年末前", "until", "2036"),
             ("二〇三六年", "point", "2036"), ("截至2029年底", "as_of", "2029")],
    "bare_year": [("2032、2034年", "point", "2032")],
    "event_year": [("2029世界数字大会", "point", "2029")],
    "again": [("再用五年时间", "until", "2036")],
    "recent_months": [("最近3个月", "span", None)],
    "past": [("近5年", "span", None), ("过去三年", "span", None)],
    "past_years": [("三年来", "span", None), ("5年间", "span", None)],
    "within": [("在五年内", "until", "2036"), ("两至三年内", "until", "2034")],
    "coming": [("未来三年", "until", "2034"), ("用2至4年时间", "until", "2035"), ("今后两到三年", "until", "2034")],
    "length_range": [("二至四年", "span", None)],
    "year_end": [("年底前", "until", "2031"), ("到年底", "until", "2031")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "printed", "kind", "value"), [(rule, *said) for rule, forms in TIMES.items() for said in forms]
)
def test_a_time(rule: str, printed: str, kind: str, value: str | None) -> None:
    assert (rule, kind, value) in [(t.rule, t.kind, t.value) for t in periods.find(printed, 2031)]


NUMBERS = {
    "fraction_of": [("占四分之三", "75", None, "%", "="), ("百分之六至百分之九", "6", "9", "%", "="), ("千分之七", "0.7", None, "%", "=")],
    "fraction_slash": [("占比不超过1/5", "20", None, "%", "<="), ("约占3/4", "75", None, "%", "~")],
    "half_of": [("全省一半以上", "50", None, "%", ">="), ("份额过半", "50", None, "%", ">"), ("超过半数", "50", None, "%", ">")],
    "digits_per": [("死亡率控制在8/10万以下", "8", None, "/10万", "<="), ("发生率低于0.7/万", "0.7", None, "/万", "<"),
                   ("死亡率为11.2/十万", "11.2", None, "/十万", "="), ("发生率降至3/千", "3", None, "/千", "=")],
    "digits_joined": [("35万2千人", "352000", None, "人", "="), ("2亿4000万元以上", "240000000", None, "元", ">=")],
    "digits": [("超过2600亿元", "2600", None, "亿元", ">"), ("3—4个区", "3", "4", "个", "="), ("9000万元至1.3亿元", "9000", "13000", "万元", "="),
               ("下降到-0.8%", "-0.8", None, "%", "="), ("零下9°C", "-9", None, "°C", "=")],
    "chinese_vague": [("几百万人", "200", "900", "万人", "~"), ("数千家", "2000", "9000", "家", "~"), ("三十几个", "30", "40", "个", "~")],
    "chinese_pair": [("五六十万人", "50", "60", "万人", "~"), ("八九个", "8", "9", "个", "~")],
    "tenths_and_half": [("占七成半", "7.5", None, "成", "="), ("近六成五", "6.5", None, "成", "~")],
    "chinese": [("四成以上", "4", None, "成", ">="), ("三千二百万人", "3200", None, "万人", "="), ("两至四个", "2", "4", "个", "="),
                ("近千个城市", "1000", None, "个", "~")],
}  # fmt: skip
_OF_RANGES = {"digits": "digits_range", "chinese": "chinese_range"}


@pytest.mark.parametrize(
    ("rule", "printed", "made"), [(rule, said[0], said[1:]) for rule, forms in NUMBERS.items() for said in forms]
)
def test_a_number(rule: str, printed: str, made: tuple[str, str | None, str, str]) -> None:
    found, *_ = lexicon().find(printed)
    high = None if found.value_max is None else numbers.plain(found.value_max)
    assert (numbers.plain(found.value), high, found.unit, found.comparator) == made
    assert found.rule == (_OF_RANGES.get(rule, rule) if high is not None else rule)


def test_every_form_is_here() -> None:
    assert {rule.name for rule in time_rules.RULES} == TIMES.keys()
    assert {rule.name for rule in lexicon().rules} == quantity_rules.EXAMPLES.keys() == NUMBERS.keys()
