"""Time in policy text: dates, years, quarters, halves, five-year plans, spans counted from the document's own year.

`find` gives every expression of time in a paragraph, resolved where the text or the document's year allows it. Which
of them governs a number is decided by the module of the fact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from transform.language import numbers
from transform.language.covered import Covered

Kind = Literal["point", "until", "as_of", "span"]
"""`until`: 到2025年, 2025年底前 (a horizon); `as_of`: 截至…; `span`: a length of time (三年, 15个工作日); else `point`."""


@dataclass(slots=True, frozen=True)
class Time:
    """An expression of time, `text[start:end]`; `value` is ISO 8601, as coarse as the print, None where undated."""

    start: int
    end: int
    kind: Kind
    value: str | None

    @property
    def year(self) -> int | None:
        """The (last) year of the value."""
        if self.value is None:
            return None
        return int(self.value.split("/")[-1][:4])


N = r"(?:\d+|[一二两三四五六七八九十]+)"
YEAR = (
    r"(?:(?P<year>(?:19|20)\d{2}|二[〇零][一二三四五六七八九〇零]{2})年"
    r"|(?P<rel>今年|本年度?|当年|去年|上年(?!均)|前一年|前年|明年|全年|(?<![\d一二三四五六七八九十])年内)(?:的)?)"
)
_QUARTER = {"一": 1, "1": 1, "二": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}

PATTERNS: tuple[tuple[str, str], ...] = (
    ("from_year", rf"(?P<y1>(?:19|20)\d{{2}})年(?:起|开始),?(?:的|用)?(?P<n>{N})年(?:之|以)?内"),
    ("years", r"(?P<y1>(?:19|20)\d{2})年?\s*[—–\-~至到]+\s*(?P<y2>(?:19|20)\d{2})年"),
    (
        "five_year_plan",
        r"[“\"]?(?<![第月一二三四五六七八九十百\d])(?P<plan>(?:二?十)?[一二三四五六七八九]|二?十)五[”\"]?(?P<part>期?末|时期末?|期间|规划期)",
    ),
    ("double_eleven", rf"(?:{YEAR})?(?:[“\"]双(?:十一|11)[”\"]|双(?:十一|11)(?=期间|当[天日]|大促|购物|活动))"),
    ("june_sale", rf"(?:{YEAR})?(?:[“\"]618[”\"]|(?<!\d)618(?=期间|当[天日]|大促|购物|活动))"),
    ("new_years", rf"(?:{YEAR})?元旦(?:[到至和]|[—–\-])春节"),
    ("bare_month", rf"(?:{YEAR})?(?<![\d.])(?P<m>1[0-2]|[1-9])(?=(?:、(?:1[0-2]|[1-9]))+(?:[两三四五六]个)?月)"),
    ("months", rf"(?:{YEAR})?(?P<m1>1[0-2]|[1-9])\s*[—–\-~至到]+\s*(?P<m2>1[0-2]|[1-9])月份?"),
    ("quarters", rf"(?:{YEAR})?前(?P<q>[一二三])个?季度"),
    ("quarter", rf"(?:{YEAR})?第?(?P<q>[一二三四1-4])季度"),
    ("half", rf"(?:{YEAR})?(?P<h>上|下)半年"),
    ("date", rf"(?:{YEAR})?(?P<m>1[0-2]|0?[1-9])月(?P<d>[12]\d|3[01]|0?[1-9])日"),
    ("month", rf"(?:{YEAR})?(?P<m>1[0-2]|0?[1-9])(?:(?<=[、和]\d)[两三四五六]个)?月(?:底|末|份|初)?"),
    ("day", r"(?:(?<=[,。;:(])|(?<=记者)|(?<=[本当]月))(?P<d>[12]\d|3[01]|[1-9])日(?!(?:之|以)?[内前后]|起|均|报|常)"),
    ("year", rf"{YEAR}(?:以来|年?底|年?末|年?初|度)?"),
    ("bare_year", r"(?P<y1>(?:19|20)\d{2})(?=、\s*(?:19|20)\d{2}年)"),
    (
        "event_year",
        r"(?P<y1>20[0-4]\d)(?=(?:年)?(?:世界|中国|全国|全球|国际)[一-龥A-Za-z]{0,10}(?:大会|峰会|论坛|博览会|展会|交易会|年会))",
    ),
    ("again", rf"再(?:用|经过)(?P<n>{N})年(?:左右)?(?:的)?(?:时间|努力)?"),
    ("recent_months", rf"(?:近|最近|过去)(?P<n>{N})个月"),
    ("past", rf"(?:近|过去|最近|前)(?P<n>{N})(?:年|个月)(?:(?:之|以)?内)?"),
    ("past", rf"(?<![\d第])(?P<n>{N})年(?:间|来(?![自源说看]))"),
    ("within", rf"(?:在|未来|今后|力争|用)?(?<![后起满每期近第])(?P<n>{N})年(?:之|以)?内(?P<each>每年)?"),
    ("coming", rf"(?:未来|今后|用)(?P<n>{N})(?:到|至|-|—)?{N}?年(?:左右)?(?:的)?(?:时间)?"),
    ("year_end", r"(?<![一-龥])年底(?=前|之前)"),
)
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in PATTERNS)
_UNTIL_BEFORE = re.compile(r"(?:到|至|力争到|争取到)$")
_CHANGED_TO_BEFORE = re.compile(r"[升降高低长加少大小][到至]$")
_AS_OF_BEFORE = re.compile(r"截(?:至|止到?|至到)(?:目前,?)?$")
_SINCE = re.compile(r"(?:就|已经?|共|累计|先后|仅|即)(?!要|能|可)")
_COMPARED = re.compile(r"(?:比|较|与|同)$")
_UNTIL_AFTER = re.compile(r"(?:之)?前(?![一-龥]*季度)|(?:底|末)前")


def find(
    text: str, year: int | None, told_year: int | None = None, whole: int | None = None, named: int | None = None
) -> list[Time]:
    """Give the expressions of time in a folded paragraph in order, none overlapping another.

    `year` is the year that the document speaks in, `told_year` the year that it tells of where that is another (a bulletin
    of the year before). Months without a year are of the last year named before them in the paragraph, else of `told_year`,
    else of `year`, else of `named`, the last year named in the paragraphs before; 全年 without a year is of `whole`, the
    year that they go on with, rather than of `year`. Spans that are to come (今后五年) are never counted from `named`.
    """
    matches: list[tuple[int, int, str, re.Match[str]]] = []
    covered = Covered(len(text))
    for name, pattern in _COMPILED:
        for match in pattern.finditer(text):
            if covered.take(*match.span()):
                matches.append((*match.span(), name, match))
    matches.sort(key=lambda m: m[:2])
    times: list[Time] = []
    counted = told_year or year
    current = counted or named
    month: str | None = None
    horizon: int | None = None
    for start, end, name, match in matches:
        groups = match.groupdict()
        stated = whole if whole and groups.get("rel") == "全年" else _year(groups, current, year)
        before = text[max(0, start - 4) : start]
        base_year = (year or counted) if name == "coming" else counted if name == "within" else current
        value = _value(name, match, stated, base_year, horizon, month)
        if name == "day" and value is None:
            continue
        if current and _COMPARED.search(before):
            pass  # 比2029年同期增长, 与上年持平: what is compared with dates nothing behind it.
        elif value is not None and (groups.get("year") or groups.get("y1")):
            current, whole = int(value.split("/")[-1][:4]), None
            counted = current
        elif groups.get("rel") and stated:
            current, whole = stated, None
            counted = current
        if value is not None and (dated := re.fullmatch(r"(?:.*/)?(\d{4}-\d{2})(?:-\d{2})?", value)):
            month = dated[1]
        kind: Kind = "point"
        if _AS_OF_BEFORE.search(before):
            kind = "as_of"
        elif (
            name == "past"
            or (name == "recent_months" and value is None)
            or groups.get("each")
            or (name == "within" and _SINCE.match(text, end))
        ):
            kind = "span"
        elif _CHANGED_TO_BEFORE.search(before) and text.startswith("的", end):
            pass  # 由2031年的51%下降至2034年的19%: told of both years.
        elif (
            name in ("again", "from_year", "within", "coming", "five_year_plan")
            or _UNTIL_BEFORE.search(before)
            or _UNTIL_AFTER.match(text, end)
        ):
            kind = "until"
        if kind == "until" and value is not None:
            horizon = int(value.split("/")[-1][:4])
        times.append(Time(start, end, kind, value))
    return times


def _year(groups: dict[str, str | None], current: int | None, base_year: int | None) -> int | None:
    printed, relative = groups.get("year"), groups.get("rel")
    if printed:
        value = numbers.parse(printed)
        return int(value) if value is not None else None
    if not relative:
        return current
    if relative in ("当年", "全年", "上年", "前一年"):
        base = current
    else:
        base = base_year
    if base is None:
        return None
    return base + {"去年": -1, "上年": -1, "前一年": -1, "前年": -2, "明年": 1}.get(relative, 0)


def _value(
    name: str, match: re.Match[str], year: int | None, base_year: int | None, horizon: int | None, month: str | None
) -> str | None:
    groups = match.groupdict()
    if name == "day":
        return f"{month}-{int(str(groups['d'])):02}" if month else None
    if name == "recent_months":
        return _months_to(month, numbers.parse(str(groups["n"])))
    if name == "years":
        return f"{groups['y1']}/{groups['y2']}"
    if name == "from_year":
        length = numbers.parse(str(groups["n"]))
        return str(int(str(groups["y1"])) + int(length) - 1) if length else None
    if name in ("bare_year", "event_year"):
        return str(groups["y1"])
    if name == "five_year_plan":
        first, last = five_year_plan(str(groups["plan"]))
        return str(last) if "末" in str(groups["part"]) else f"{first}/{last}"
    if name in ("again", "within", "coming", "past"):
        length = numbers.parse(str(groups["n"]))
        base = horizon if name == "again" and horizon is not None else base_year
        if length is None or base is None or name == "past":
            return None
        return str(base + int(length))
    if year is None:
        return None
    if name == "months":
        return f"{year}-{int(str(groups['m1'])):02}/{year}-{int(str(groups['m2'])):02}"
    if name == "quarters":
        return f"{year}-01/{year}-{3 * _QUARTER[str(groups['q'])]:02}"
    if name == "quarter":
        return f"{year}Q{_QUARTER[str(groups['q'])]}"
    if name == "half":
        return f"{year}H{1 if groups['h'] == '上' else 2}"
    if name == "double_eleven":
        return f"{year}-11-11"
    if name == "june_sale":
        return f"{year}-06-18"
    if name == "new_years":
        return f"{year}-01/{year}-02"
    if name == "date":
        return f"{year}-{int(str(groups['m'])):02}-{int(str(groups['d'])):02}"
    if name in ("month", "bare_month"):
        return f"{year}-{int(str(groups['m'])):02}"
    return str(year)


def five_year_plan(numeral: str) -> tuple[int, int]:
    """Give the first and the last year of the so manieth five-year plan; 1963 to 1965, behind the second, had none."""
    number = int(numbers.parse(numeral) or 0)
    first = 1948 + 5 * number + (3 if number > 2 else 0)
    return first, first + 4


def _months_to(last: str | None, count: Decimal | None) -> str | None:
    """Give the span of so many months that ends with the month named last (1-9月…,最近6个月 → 04/09)."""
    if last is None or not count or not 1 < count < 25:
        return None
    first = int(last[:4]) * 12 + int(last[5:7]) - int(count)
    return f"{first // 12}-{first % 12 + 1:02}/{last}"
