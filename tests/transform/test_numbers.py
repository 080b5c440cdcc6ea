"""Numerals, quantities and times: printed form → value."""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from transform.grammar import roles
from transform.language import numbers, periods, quantities
from transform.language.text import fold

UNITS = Path(__file__).parents[2] / "seeds" / "reference" / "units.csv"


@cache
def lexicon() -> quantities.Lexicon:
    with UNITS.open(encoding="utf-8", newline="") as handle:
        return quantities.lexicon(tuple(sorted((row["unit"], row["goes_on"]) for row in csv.DictReader(handle))))


@pytest.mark.parametrize(("printed", "value"), [
    ("1,234.5", "1234.5"), ("0.05", "0.05"), ("两万七千", "27000"), ("十二", "12"), ("一百零五", "105"),
    ("二〇三一", "2031"), ("三点五", "3.5"), ("一万亿", "1000000000000"), ("一亿二千万", "120000000"),
    ("五百八十亿", "58000000000"), ("百", "100"), ("二千零三十一", "2031"),
    ("两亿三千万", "230000000"), ("四十五亿四千万", "4540000000"), ("一万零十二", "10012"), ("三万零五百", "30500"),
    ("一千零五十万", "10500000"), ("1 200", "1200"), ("12 345.6", "12345.6"), ("一亿零三十万", "100300000"),
    ("两", "2"), ("零", "0"), ("二十万亿", "20000000000000"), ("一亿零五", "100000005"), ("一百一十二", "112"),
])  # fmt: skip
def test_numeral(printed: str, value: str) -> None:
    assert numbers.parse(printed) == Decimal(value)


@pytest.mark.parametrize(
    "printed",
    [
        "一二",
        "百一",
        "三四五",
        "一百二",
        "一千二",
        "一万二",
        "两零三一",
        "两两",
        "点五",
        "甲",
        "",
        "五千千",
        "百千",
        "亿亿",
        "万万",
        "三亿二亿",
    ],
)
def test_no_numeral(printed: str) -> None:
    assert numbers.parse(printed) is None


@pytest.mark.parametrize(("printed", "expected"), [
    # The columns: value, upper value of a range, unit, comparator.
    ("1万亿元", [("1", None, "万亿元", "=")]),
    ("超过3500亿元", [("3500", None, "亿元", ">")]),
    ("2—3个区", [("2", "3", "个", "=")]),
    ("10亿元至20亿元", [("10", "20", "亿元", "=")]),
    ("3%—5%", [("3", "5", "%", "=")]),
    ("1.2—1.5万亿元", [("1.2", "1.5", "万亿元", "=")]),
    ("15个左右", [("15", None, "个", "~")]),
    ("100家以上", [("100", None, "家", ">=")]),
    ("500万元(含)以上", [("500", None, "万元", ">=")]),
    ("最高不超过2000万元", [("2000", None, "万元", "<=")]),
    ("不低于60%", [("60", None, "%", ">=")]),
    ("1.8万余组", [("1.8", None, "万组", ">")]),
    ("180多万个", [("180", None, "万个", ">")]),
    ("10来个", [("10", None, "个", "~")]),
    ("百余项", [("100", None, "项", ">")]),
    ("近百个城市", [("100", None, "个", "~")]),
    ("上百万元", [("100", None, "万元", ">=")]),
    ("分别增长7%、8%左右", [("7", None, "%", "~"), ("8", None, "%", "~")]),
    ("达到507公里/万平方公里", [("507", None, "公里/万平方公里", "=")]),
    ("300多种", [("300", None, "种", ">")]),
    ("上万台", [("1", None, "万台", ">=")]),
    ("约为8.9亿元", [("8.9", None, "亿元", "~")]),
    ("五分之一以上", [("20", None, "%", ">=")]),
    ("百分之三十", [("30", None, "%", "=")]),
    ("三成以上", [("3", None, "成", ">=")]),
    ("1.5元/平方米/天", [("1.5", None, "元/平方米/天", "=")]),
    ("278条1028公里", [("278", None, "条", "="), ("1028", None, "公里", "=")]),
    ("下降到-0.6%", [("-0.6", None, "%", "=")]),
    ("11,999.5亿元", [("11999.5", None, "亿元", "=")]),
    ("4000PFlops", [("4000", None, "PFlops", "=")]),
    ("超10万种草官", [("10", None, "万", ">")]),
    ("最近3个项目", [("3", None, "个", "=")]),
    ("5家具有影响力的企业", [("5", None, "家", "=")]),
    ("20家电子信息企业", [("20", None, "家", "=")]),
    ("10个人工智能园区", [("10", None, "个", "=")]),
    ("8个体育公园", [("8", None, "个", "=")]),
    ("10万人才", [("10", None, "万", "=")]),
    ("3千家", [("3", None, "千家", "=")]),
    ("5百万元", [("5", None, "百万元", "=")]),
    ("2百亿元", [("2", None, "百亿元", "=")]),
    ("1千多个", [("1", None, "千个", ">")]),
    ("3至4年以内", [("3", "4", "年", "<=")]),
    ("三分之一", [("33.3333", None, "%", "=")]),
    ("全市一半以上", [("50", None, "%", ">=")]),
    # A range goes up: what is as large or smaller is none, and the second number stands for itself.
    ("5—5个", [("5", None, None, "="), ("5", None, "个", "=")]),
    ("8至5个", [("8", None, None, "="), ("5", None, "个", "=")]),
    ("10%至10%", [("10", None, "%", "="), ("10", None, "%", "=")]),
    ("5000万元—1亿元", [("5000", "10000", "万元", "=")]),
    ("5000万元至1亿斤", [("5000", None, "万元", "="), ("1", None, "亿斤", "=")]),
    ("9000家增加到1.2万家", [("9000", None, "家", "="), ("1.2", None, "万家", "=")]),
    ("面积3 450.5亩", [("3450.5", None, "亩", "=")]),
    ("分别为120 300 450", [("120", None, None, "="), ("300", None, None, "="), ("450", None, None, "=")]),
    ("人民币伍拾万元", [("50", None, "万元", "=")]),
    ("壹佰贰拾叁万元", [("123", None, "万元", "=")]),
    ("7万5千4百人", [("75400", None, "人", "=")]),
    ("五万零二十户", [("50020", None, "户", "=")]),
    ("三亿零五百万元", [("305000000", None, "元", "=")]),
    ("六千千瓦", [("6000", None, "千瓦", "=")]),
    ("八千瓦", [("8", None, "千瓦", "=")]),
    ("七百万吨", [("700", None, "万吨", "=")]),
    ("两三万户", [("2", "3", "万户", "~")]),
    ("上千万元", [("1000", None, "万元", ">=")]),
    ("九成以上", [("9", None, "成", ">=")]),
    ("七成半左右", [("7.5", None, "成", "~")]),
    ("占2/5", [("40", None, "%", "=")]),
    ("大于或等于30家", [("30", None, "家", ">=")]),
    ("达到或超过30家", [("30", None, "家", ">=")]),
    ("小于或等于30家", [("30", None, "家", "<=")]),
    ("最少30家", [("30", None, "家", ">=")]),
    ("货物周转量120亿吨公里", [("120", None, "亿吨公里", "=")]),
    ("电量15亿kW·h", [("15", None, "亿kW·h", "=")]),
    ("床位达6.5床位/千人", [("6.5", None, "床位/千人", "=")]),
    ("10%至11%", [("10", "11", "%", "=")]),
    ("200万、80万、30万元", [("200", None, "万元", "="), ("80", None, "万元", "="), ("30", None, "万元", "=")]),
])  # fmt: skip
def test_quantity(printed: str, expected: list[tuple[str | None, ...]]) -> None:
    def plain(value: Decimal | None) -> str | None:
        return None if value is None else numbers.plain(value)

    found = lexicon().find(printed)
    assert [(plain(q.value), plain(q.value_max), q.unit, q.comparator) for q in found] == expected


# Every word of comparison, so that none changes its sense unseen. 以内, 之内, 以下 and 不超过 hold the bound itself.
BEFORE = {
    ">=": "≥ 不少于 不低于 不小于 不短于 不得低于 不得少于 不得小于 不得短于 至少 最少 大于等于 大于或等于 大于或者等于 高于或等于"
    " 等于或大于 达到或超过 达到或者超过",
    "<=": "≤ 不超过 不高于 不多于 不大于 不长于 不得超过 不得高于 不得多于 不得大于 不得长于 最高不超过 最多不超过 最长不超过"
    " 小于等于 小于或等于 小于或者等于 低于或等于 等于或小于 控制在 最多 最高 至多",
    ">": "> 超过 超出 超 逾 突破 跃过 迈过 跨过 冲破 高于 大于 多于",
    "<": "< 跌破 低于 少于 小于 不足 不到 不满 未满",
    "~": "大约 约 接近 将近 近",
}
AFTER = {
    ">=": "及其以上 及以上 (含)以上 或者以上 或以上 以上",
    "<=": "及其以下 及以下 (含)以下 或者以下 或以下 以下 (含)以内 以内 之内",
    "~": "左右 上下",
    ">": "有余 多",
}
INSIDE = {">": "余 多", "~": "来"}


@pytest.mark.parametrize(
    ("printed", "comparator"),
    [
        *((f"{word}30家", sign) for sign, words in BEFORE.items() for word in words.split()),
        *((f"30家{word}", sign) for sign, words in AFTER.items() for word in words.split()),
        *((f"30{word}家", sign) for sign, words in INSIDE.items() for word in words.split()),
        # A word may stand between: 约为, 约有, …
        *((f"约{link}30家", "~") for link in ("为", "有", "占", "达", "是", "达到", "合")),
        ("超过了30家", ">"),
        # The bound before the number is the narrower one; 约 says less than any.
        ("超过30家以上", ">"),
        ("约30家以上", ">="),
        ("30余家以上", ">"),
        ("30来家以内", "<="),
        # What ends like a word of comparison and is none.
        *((f"{word}30家", "=") for word in ("最近", "附近", "临近", "靠近", "亲近", "节约", "条约", "合约")),
        ("上下30家", "="),
        ("接30家", "="),
    ],
)
def test_what_a_word_makes_of_its_number(printed: str, comparator: str) -> None:
    (found,) = lexicon().find(f"全市有店铺{printed}。")
    assert (numbers.plain(found.value), found.unit, str(found.comparator)) == ("30", "家", comparator)


def test_no_word_of_comparison_is_missing_in_the_table_above() -> None:
    for words, table in ((BEFORE, quantities.BEFORE), (AFTER, quantities.AFTER), (INSIDE, quantities.INSIDE)):
        assert {word: sign for sign, some in words.items() for word in some.split()} == table


@pytest.mark.parametrize(
    "printed",
    ["一批项目", "三位一体", "万人大会", "百度公司", "三里屯", "第二批", "统一个人信息", "千家", "陆家湾", "伍家冲"],
)
def test_no_quantity(printed: str) -> None:
    assert lexicon().find(printed) == []


@pytest.mark.parametrize(("printed", "kind", "value"), [
    ("到2034年", "until", "2034"),
    ("2034年底前", "until", "2034"),
    ("2032年", "point", "2032"),
    ("截至今年11月底", "as_of", "2031-11"),
    ("2030年第三季度", "point", "2030Q3"),
    ("今年一季度", "point", "2031Q1"),
    ("2030年前三季度", "point", "2030-01/2030-09"),
    ("2030年1-9月份", "point", "2030-01/2030-09"),
    ("2031年上半年", "point", "2031H1"),
    ("2030年6月", "point", "2030-06"),
    ("2030年6月8日", "point", "2030-06-08"),
    ("“十四五”末", "until", "2025"),
    ("“十六五”期末", "until", "2035"),
    ("十七五期间", "until", "2036/2040"),
    ("“十五”期间", "until", "2001/2005"),
    ("“九五”末", "until", "2000"),
    ("“三五”时期末", "until", "1970"),
    ("“二五”期间", "until", "1958/1962"),
    ("“一五”期间", "until", "1953/1957"),
    ("“二十一五”期末", "until", "2060"),
    ("在三年内", "until", "2034"),
    ("2031年起5年内", "until", "2035"),
    ("未来五年", "until", "2036"),
    ("2034年前", "until", "2034"),
    ("2034年末前", "until", "2034"),
    ("2034年三季度末前", "until", "2034Q3"),
    ("2034年三季度底前", "until", "2034Q3"),
    ("2034年三季度末", "point", "2034Q3"),
    ("2034年底", "point", "2034"),
    ("今年", "point", "2031"),
    ("去年", "point", "2030"),
    ("上年", "point", "2030"),
    ("前一年", "point", "2030"),
    ("前年", "point", "2029"),
    ("明年", "point", "2032"),
    ("2030年第一季度", "point", "2030Q1"),
    ("2030年二季度", "point", "2030Q2"),
    ("2030年4季度", "point", "2030Q4"),
    ("2030年前二季度", "point", "2030-01/2030-06"),
    ("2031年下半年", "point", "2031H2"),
    ("2031年开始5年内", "until", "2035"),
    ("2031年起用3年以内", "until", "2033"),
    ("再用三年时间", "until", "2034"),
    ("3年间", "span", None),
    ("去年“双十一”", "point", "2030-11-11"),
    ("二〇三五年", "point", "2035"),
    ("2031—2034年", "point", "2031/2034"),
    ("近3年", "span", None),
    ("近3年内", "span", None),
    ("最近6个月", "span", None),
    ("在一年内就", "span", "2032"),
    ("双十一期间", "point", "2031-11-11"),
    ("去年618大促", "point", "2030-06-18"),
    ("元旦到春节", "point", "2031-01/2031-02"),
])  # fmt: skip
def test_time(printed: str, kind: str, value: str | None) -> None:
    (time,) = periods.find(printed, 2031)
    assert (time.kind, time.value) == (kind, value)


@pytest.mark.parametrize("text", ["正月十五期间客流平稳", "第十五期末", "周五期间", "“百五”期间", "“十四五”规划"])
def test_what_is_no_five_year_plan(text: str) -> None:
    assert periods.find(text, 2031) == []


def test_a_month_without_a_year_is_of_the_year_before_it() -> None:
    found = periods.find("2030年12月启动,3月完成。", 2031)
    assert [t.value for t in found] == ["2030-12", "2030-03"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("7、8、9三个月,失业率分别为5.1%、5.1%和4.9%", ["2031-07", "2031-08", "2031-09"]),
        ("1-9月份销售3000辆,最近6个月连续增长", ["2031-01/2031-09", "2031-04/2031-09"]),
        ("12月销售3000辆,最近24个月连续增长", ["2031-12", "2030-01/2031-12"]),
        ("12月销售3000辆,最近25个月连续增长", ["2031-12", None]),
        ("12月销售3000辆,最近2个月连续增长", ["2031-12", "2031-11/2031-12"]),
        ("12月销售3000辆,最近1个月增长", ["2031-12", None]),
        ("2029年投产,三年内产值翻番", ["2029", "2032"]),
        ("较2029年增长3%,三年内产值翻番", ["2029", "2034"]),
        ("与2029年相比增长3%,三年内产值翻番", ["2029", "2034"]),
        ("同2029年相比增长3%,三年内产值翻番", ["2029", "2034"]),
        ("4月26日通报,25日新增2例", ["2031-04-26", "2031-04-25"]),
        ("申请后,5日内办结", []),
        ("比2029年同期增长3%,未来三年产值翻番", ["2029", "2034"]),
        ("一季度为5.3%,与上年同期持平;3月份为5.4%", ["2031Q1", "2030", "2031-03"]),
    ],
)
def test_times_lean_on_those_before_them(text: str, values: list[str]) -> None:
    assert [t.value for t in periods.find(text, 2031)] == values


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("2030年6月初启动", "2030年6月初"),
        ("2030年6月末启动", "2030年6月末"),
        ("2030年6月底启动", "2030年6月底"),
        ("2030年6月份启动", "2030年6月份"),
        ("2031年初启动", "2031年初"),
        ("2031年以来增长", "2031年以来"),
        ("2034年末前建成", "2034年末"),
        ("2031年起的5年之内建成", "2031年起的5年之内"),
        ("五年来增长", "五年来"),
    ],
)
def test_how_much_of_a_text_is_the_time(text: str, taken: str) -> None:
    (time,) = periods.find(text, 2031)
    assert text[time.start : time.end] == taken


def test_a_bulletin_tells_of_the_year_before() -> None:
    found = periods.find("全年产值300亿元,一季度80亿元。今年目标320亿元。", 2031, 2030)
    assert [t.value for t in found] == ["2030", "2030Q1", "2031"]


def test_without_a_year_of_its_own_a_document_has_no_this_year() -> None:
    assert [t.value for t in periods.find("今年建成10个,三年内建成30个", None)] == [None, None]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("联系电话:55571234", "contact"),
        ("市商务局:55571234、55571235;", "contact"),
        ("共办理1234567件。", None),
        ("第3条", "reference"),
        ("云政发〔2031〕5号", "reference"),
        ("(DB99/T 203—2030)", "reference"),
        ("打造“1+4”体系", "name"),
        ("推广5G应用", "name"),
        ("PM2.5浓度", "name"),
        ("(即每秒4百亿次)", "other"),
        ("商务部等5部门", "name"),
        ("公告2031年第6号", "reference"),
        ("01数字产品制造业", "reference"),
        ("(1)基本情况", "reference"),
        ("处于第16位至20位之间", "name"),
    ],
)
def test_claim(text: str, role: str | None) -> None:
    found = roles.claims(text, periods.find(text, 2031))
    assert [c.role for c in found][:1] == ([role] if role else [])


@pytest.mark.parametrize(
    ("printed", "folded", "values"),
    [
        ("细胞数达10⁵个", "细胞数达10⁵个", [("10", None)]),
        ("产值3.2亿元¹", "产值3.2亿元¹", [("3.2", "亿元")]),
        ("新增户数10①户", "新增户数10①户", [("10", None)]),
        ("②税收收入5亿元", "②税收收入5亿元", [("5", "亿元")]),
        ("面积5万m²", "面积5万m2", [("5", "万m2")]),
    ],
)
def test_raised_and_circled_digits_are_no_digits_of_a_number(
    printed: str, folded: str, values: list[tuple[str, str | None]]
) -> None:
    text = fold(printed).text
    assert text == folded
    assert [(numbers.plain(q.value), q.unit) for q in lexicon().find(text)] == values
