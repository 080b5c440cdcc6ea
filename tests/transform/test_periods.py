"""Several times of one text → what the last of them is, in a document of 2031: what dates what, and what dates nothing."""

from __future__ import annotations

import pytest

from transform.language import periods

LAST = [
    # text, what is known of the document, value of its last time
    # What something is compared with dates nothing behind it.
    ("恢复到2029年同期的98%,3月增长", {}, "2031-03"),
    ("为2029年的1.2倍,3月增长", {}, "2031-03"),
    ("是2029年的2倍,3月增长", {}, "2031-03"),
    ("相当于2029年的98%,3月增长", {}, "2031-03"),
    ("比2029年增长5%,3月增长", {}, "2031-03"),
    ("高于2029年,3月增长", {}, "2031-03"),
    ("2028年以来增长,3月增长", {}, "2031-03"),
    ("在2029年增长5%,3月增长", {}, "2029-03"),
    ("去年增长,3月增长", {}, "2030-03"),
    # The one before.
    ("1月增长,上月增长", {}, "2030-12"),
    ("2031年5月增长,上月下降", {}, "2031-04"),
    ("2031年5月增长,本月下降", {}, "2031-05"),
    ("一季度增长,上季度下降", {}, "2030Q4"),
    ("二季度增长,上季度下降", {}, "2031Q1"),
    ("2029年增长,前一年下降", {}, "2028"),
    ("2029年增长,上年下降", {}, "2028"),
    ("2029年增长,去年下降", {}, "2030"),
    ("2029年增长,当年下降", {}, "2029"),
    # Days and months of what was named.
    ("2031年3月8日开馆,25日闭馆", {}, "2031-03-25"),
    ("1-9月增长,最近6个月下降", {}, "2031-04/2031-09"),
    ("2031年3月增长,最近6个月下降", {}, "2030-10/2031-03"),
    # Days that no month has.
    ("2031年2月29日", {}, "2031-02"),
    ("2032年2月29日", {}, "2032-02-29"),
    ("2031年4月31日至5月2日", {}, "2031-04/2031-05"),
    ("2030年12月20日至2031年1月10日", {}, "2030-12-20/2031-01-10"),
    # What the document says of itself.
    ("今后五年", {"since": 2030}, "2035"),
    ("在三年内", {"since": 2030}, "2034"),
    ("3月增长", {"told_year": 2030}, "2030-03"),
    ("全年增长", {"whole": 2030}, "2030"),
    ("2029年增长,全年增长", {"whole": 2030}, "2029"),
    ("2028年以来", {"over": 2030}, "2028/2030"),
    ("2028年以来", {}, "2028/2031"),
    ("2031年以来", {}, "2031"),
    ("到2033年,再用三年时间", {}, "2036"),
    ("再用三年时间", {}, "2034"),
]


@pytest.mark.parametrize(("text", "known", "value"), LAST)
def test_the_last_time_of_a_text(text: str, known: dict[str, int], value: str) -> None:
    assert periods.find(text, 2031, **known)[-1].value == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("到2034年", "until"),
        ("力争到2034年", "until"),
        ("2034年底前", "until"),
        ("2034年之前", "until"),
        ("2034年前", "until"),
        ("2034年前三季度", "point"),
        ("由2031年的51%下降至2034年的19%", "point"),
        ("截止2030年底", "as_of"),
        ("截至2030年底", "as_of"),
        ("截至到2030年底", "as_of"),
        ("截止到2030年底", "as_of"),
        ("三年内已建成", "span"),
        ("三年内共建成", "span"),
        ("三年内就要建成", "until"),
        ("三年内每年新增", "span"),
        ("近三年", "span"),
        ("2031年增长", "point"),
    ],
)
def test_how_a_time_is_told(text: str, kind: str) -> None:
    assert periods.find(text, 2031)[-1].kind == kind


def test_a_day_without_a_month_and_a_year_that_nothing_says_are_no_date() -> None:
    assert periods.find("25日闭馆", 2031) == []
    assert [time.value for time in periods.find("3月增长,去年下降", None)] == [None, None]
    assert [time.value for time in periods.find("3月增长", None, named=2029)] == ["2029-03"]


@pytest.mark.parametrize(
    ("numeral", "years"),
    [("一", (1953, 1957)), ("二", (1958, 1962)), ("三", (1966, 1970)), ("十", (2001, 2005)), ("十六", (2031, 2035))],
)
def test_the_years_of_a_plan(numeral: str, years: tuple[int, int]) -> None:
    assert periods.five_year_plan(numeral) == years


def test_the_year_of_a_time_is_its_last() -> None:
    assert [time.year for time in periods.find("2029—2031年,近三年", 2031)] == [2031, None]
