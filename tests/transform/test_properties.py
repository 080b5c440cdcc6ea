"""Whatever the value, each of its printed forms gives it back: numerals, quantities, and expressions of time."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.transform.conftest import lexicon
from transform.language import numbers, periods

DIGITS = "零一二三四五六七八九"
WHOLE = st.integers(0, 10**12 - 1) | st.integers(0, 20_000)
YEARS = st.integers(2000, 2099)
MONTHS = st.integers(1, 12)


def four(value: int) -> str:
    """Write 1 to 9999 in full, as 一千零二十."""
    text = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            text += DIGITS[digit] + unit
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")


def spelt(value: int) -> str:
    """Write a whole number under 10¹² in Chinese numerals, each power of 10 000 in its turn."""
    if value == 0:
        return "零"
    text = ""
    for power, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = value // power % 10**4
        if part:
            gap = text and (part < 1000 or (value // power // 10**4 % 10 == 0 and not text.endswith(("亿", "万"))))
            text += ("零" if gap else "") + four(part) + unit
        elif text and value % power and not text.endswith("零"):
            text += "零"
    return text.replace("零零", "零")


def with_short_ten(text: str) -> str:
    return text.removeprefix("一") if text.startswith("一十") else text


def with_liang(text: str) -> str:
    for unit in "千万亿":
        text = text.replace(f"二{unit}", f"两{unit}")
    return text


FORMS: tuple[Callable[[int], str], ...] = (
    str,
    lambda value: f"{value:,}",
    spelt,
    lambda value: with_short_ten(spelt(value)),
    lambda value: with_liang(spelt(value)),
)


@given(WHOLE)
def test_every_form_of_a_whole_number_is_that_number(value: int) -> None:
    printed = [form(value) for form in FORMS]
    assert {text: numbers.parse(text) for text in printed} == {text: Decimal(value) for text in printed}


@given(st.decimals(0, 10**9, places=3), st.integers(0, 3))
def test_every_form_of_a_decimal_is_that_number(drawn: Decimal, places: int) -> None:
    value = round(drawn, places)
    whole, _, fraction = format(value, "f").partition(".")
    chinese = spelt(int(whole)) + ("点" + "".join(DIGITS[int(d)] for d in fraction) if fraction else "")
    for text in (format(value, "f"), f"{value:,f}", chinese):
        assert numbers.parse(text) == value, text
    assert Decimal(numbers.plain(value)) == value
    assert not numbers.plain(value).endswith((".", ".0"))


@given(YEARS)
def test_a_year_in_characters_is_the_year(year: int) -> None:
    text = "".join(DIGITS[int(d)] for d in str(year))
    assert numbers.parse(text) == year
    assert numbers.parse(text.replace("零", "〇")) == year


@given(
    st.integers(1, 99_999),
    st.sampled_from(["", "万", "亿", "万亿"]),
    st.booleans(),
    st.sampled_from(["家", "个", "亩"]),
)
def test_a_counted_number_has_its_value_and_its_whole_unit(value: int, factor: str, grouped: bool, unit: str) -> None:
    printed = f"{value:,}" if grouped else str(value)
    (found,) = lexicon().find(f"全市建成{printed}{factor}{unit}。")
    assert (found.value, found.unit) == (value, f"{factor}{unit}")


@given(st.integers(1, 500), st.integers(1, 500), st.sampled_from(["-", "—", "至", "到", "~"]))
def test_a_range_has_both_its_ends(low: int, more: int, dash: str) -> None:
    (found,) = lexicon().find(f"新建驿站{low}{dash}{low + more}座。")
    assert (found.value, found.value_max, found.unit) == (low, low + more, "座")


def value_of(text: str, year: int = 2031) -> str | None:
    (time,) = periods.find(text, year)
    return time.value


@given(YEARS, MONTHS, st.integers(1, 28))
def test_a_date_is_its_day(year: int, month: int, day: int) -> None:
    iso = f"{year}-{month:02}-{day:02}"
    assert value_of(f"{year}年{month}月{day}日") == iso
    assert value_of(f"{month}月{day}日", year) == iso
    assert value_of(f"{''.join('〇一二三四五六七八九'[int(d)] for d in str(year))}年{month}月{day}日") == iso


@given(YEARS, MONTHS)
def test_a_month_is_its_month(year: int, month: int) -> None:
    for text in (f"{year}年{month}月", f"{year}年{month}月份", f"{year}年{month}月底", f"到{year}年{month}月"):
        assert value_of(text) == f"{year}-{month:02}"


@given(YEARS, st.lists(MONTHS, min_size=2, max_size=2, unique=True), st.sampled_from("-—–至到~"))
def test_a_span_of_months_has_both_its_ends(year: int, months: list[int], dash: str) -> None:
    first, last = sorted(months)
    assert value_of(f"{year}年{first}{dash}{last}月") == f"{year}-{first:02}/{year}-{last:02}"


@given(YEARS, st.integers(1, 4))
def test_a_quarter_is_its_quarter(year: int, quarter: int) -> None:
    for text in (f"第{DIGITS[quarter]}季度", f"{DIGITS[quarter]}季度", f"第{quarter}季度"):
        assert value_of(f"{year}年{text}") == f"{year}Q{quarter}"
        assert value_of(f"今年{text}", year) == f"{year}Q{quarter}"


@given(st.integers(1949, 2084), st.integers(1, 15))
def test_a_span_of_years_has_both_its_ends(year: int, length: int) -> None:
    for dash in "-—–至到~":
        assert value_of(f"{year}{dash}{year + length}年") == f"{year}/{year + length}"
        assert value_of(f"{year}年{dash}{year + length}年") == f"{year}/{year + length}"


@given(st.integers(3, 29))
def test_a_five_year_plan_follows_the_one_before(number: int) -> None:
    plan = f"“{with_short_ten(four(number))}五”"
    first, last = map(int, str(value_of(f"{plan}期间")).split("/"))
    assert last == first + 4 == int(str(value_of(f"{plan}期末")))
    assert last % 5 == 0
    assert last == 2025 + 5 * (number - 14)


@given(YEARS, st.integers(1, 20))
def test_years_to_come_are_counted_from_the_year_of_the_document(year: int, length: int) -> None:
    assert value_of(f"未来{length}年", year) == str(year + length)
    assert value_of(f"今后{with_short_ten(spelt(length))}年", year) == str(year + length)
