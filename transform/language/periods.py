"""Time in policy text: dates, years, quarters, halves, five-year plans, spans counted from the document's own year.

`find` gives every expression of time in a paragraph, resolved where the text or the document's year allows it. Which
of them governs a number is decided by the module of the fact. The printed forms, each with its examples, stand in `time_rules`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from transform.language import numbers
from transform.language.covered import Covered
from transform.language.time_rules import RULES

Kind = Literal["point", "until", "as_of", "span"]
"""`until`: 到2025年, 2025年底前 (a horizon); `as_of`: 截至…; `span`: a length of time (三年, 15个工作日); else `point`."""


@dataclass(slots=True, frozen=True)
class Time:
    """An expression of time, `text[start:end]`; `value` is ISO 8601, as coarse as the print, None where undated.

    `rule` names the printed form. `impossible` says that the print names a day which its month has not (2月30日): then `value` is
    the month.
    """

    start: int
    end: int
    kind: Kind
    value: str | None
    rule: str = ""
    impossible: bool = False

    @property
    def year(self) -> int | None:
        """The (last) year of the value."""
        if self.value is None:
            return None
        return int(self.value.split("/")[-1][:4])


_QUARTER = {"一": 1, "1": 1, "二": 2, "两": 2, "2": 2, "三": 3, "3": 3, "四": 4, "4": 4}
_QUARTER_OF = re.compile(r"(?:.*/)?(\d{4})Q(\d)")
_UNTIL_BEFORE = re.compile(r"(?:到|至|力争到|争取到)$")
_CHANGED_TO_BEFORE = re.compile(r"[升降高低长加少大小][到至]$")
_AS_OF_BEFORE = re.compile(r"截(?:至|止到?|至到)(?:目前,?)?$")
_SINCE = re.compile(r"(?:就|已经?|共|累计|先后|仅|即)(?!要|能|可)")
_COMPARED = re.compile(r"(?:比|较|与|同|[高低多少好快慢优]于)$")
_PART_OF_BEFORE = re.compile(r"(?:恢复[到至]?|相当于|达到?|为|是)$")
_PART_OF_BEHIND = re.compile(r"(?:同期|全年|水平)*的?\d+(?:\.\d+)?(?:倍|%)")
"""What makes a time the measure of a number (恢复到2029年同期的98%, 为2029年的1.2倍)."""
_UNTIL_AFTER = re.compile(r"(?:之)?前(?![一-龥]*季度)|(?:底|末)前")


def find(
    text: str,
    year: int | None,
    told_year: int | None = None,
    whole: int | None = None,
    named: int | None = None,
    since: int | None = None,
    over: int | None = None,
) -> list[Time]:
    """Give the expressions of time in a folded paragraph in order, none overlapping another.

    `year` is the year that the document speaks in, `told_year` the year that it tells of where that is another (a bulletin
    of the year before). Months without a year are of the last year named before them in the paragraph, else of `told_year`,
    else of `year`, else of `named`, the last year named in the paragraphs before; 全年 without a year is of `whole`, the
    year that they go on with, rather than of `year`. Spans that are to come (今后五年) are counted
    from `since`, the last year that is over in a report to a session, else from `year`, never from `named`; what has been since a
    year (2028年以来) lasts until `over`, the last whole year that the text can look back on, else until `year`.
    """
    matches: list[tuple[int, int, str, re.Match[str]]] = []
    covered = Covered(len(text))
    for rule in RULES:
        if not rule.may_match(text):
            continue
        for match in rule.compiled.finditer(text):
            if covered.take(*match.span()):
                matches.append((*match.span(), rule.name, match))
    matches.sort(key=lambda m: m[0])
    times: list[Time] = []
    counted = told_year or year
    current = counted or named
    month: str | None = None
    quarter: str | None = None
    horizon: int | None = None
    for start, end, name, match in matches:
        groups = match.groupdict()
        stated = whole if whole and groups.get("rel") == "全年" else _year(groups, current, year)
        before = text[max(0, start - 4) : start]
        base_year = (since or year or counted) if name == "coming" else counted if name == "within" else current
        value = _value(name, match, stated, base_year, horizon, quarter if name == "quarter_before" else month)
        if name == "month_to_month" or groups.get("year2") or groups.get("rel2"):
            value = _over_years(match, stated, _year(groups, current, year, "2"))
        if name == "since_year":
            value = _since(stated, over or year)
        value, impossible = _possible(value)
        if name == "day" and value is None:
            continue
        if current and (
            _COMPARED.search(before) or (_PART_OF_BEFORE.search(before) and _PART_OF_BEHIND.match(text, end))
        ):
            pass  # 比2029年同期增长, 与上年持平: what is compared with dates nothing behind it.
        elif name == "since_year":
            pass  # What has been since a year is told now: 2028年以来,…。3月,…
        elif value is not None and (groups.get("year") or groups.get("y1")):
            current, whole = int(value.split("/")[-1][:4]), None
            counted = current
        elif groups.get("rel") and stated:
            current, whole = stated, None
            counted = current
        if value is not None and (dated := re.fullmatch(r"(?:.*/)?(\d{4}-\d{2})(?:-\d{2})?", value)):
            month = dated[1]
        if value is not None and name == "quarter":
            quarter = value
        kind: Kind = "point"
        if _AS_OF_BEFORE.search(before):
            kind = "as_of"
        elif (
            name in ("past", "past_years", "length_range")
            or (name == "recent_months" and value is None)
            or groups.get("each")
            or (name == "within" and _SINCE.match(text, end))
        ):
            kind = "span"
        elif _CHANGED_TO_BEFORE.search(before) and text.startswith("的", end):
            pass  # 由2031年的51%下降至2034年的19%: told of both years.
        elif (
            name in ("again", "from_year", "within", "coming", "five_year_plan", "counted_plan")
            or _UNTIL_BEFORE.search(before)
            or _UNTIL_AFTER.match(text, end)
        ):
            kind = "until"
        if kind == "until" and value is not None:
            horizon = int(value.split("/")[-1][:4])
        times.append(Time(start, end, kind, value, name, impossible))
    return times


def _year(groups: dict[str, str | None], current: int | None, base_year: int | None, which: str = "") -> int | None:
    printed, relative = groups.get(f"year{which}"), groups.get(f"rel{which}")
    if printed:
        value = numbers.parse(printed)
        return int(value) if value is not None else None
    if not relative:
        return current
    if relative in ("当年", "全年", "前一年") or relative.startswith("上"):
        base = current
    else:
        base = base_year
    if base is None:
        return None
    if relative.startswith("上"):
        return base - 1
    return base + {"去年": -1, "前一年": -1, "前年": -2, "明年": 1}.get(relative, 0)


def _value(
    name: str, match: re.Match[str], year: int | None, base_year: int | None, horizon: int | None, before: str | None
) -> str | None:
    """Give the value of a time; `before` is the month (of a quarter: the quarter) that was named last."""
    groups = match.groupdict()
    if name == "day":
        return f"{before}-{int(str(groups['d'])):02}" if before else None
    if name == "recent_months":
        return _months_to(before, numbers.parse(str(groups["n"])))
    if name in ("quarter_before", "month_before"):
        return _one_before(before, back=groups["which"] != "本")
    if name in ("years", "years_in_brackets"):
        return f"{groups['y1']}/{groups['y2']}"
    if name == "from_year":
        length = numbers.parse(str(groups["n"]))
        return str(int(str(groups["y1"])) + int(length) - 1) if length else None
    if name in ("bare_year", "event_year"):
        return str(groups["y1"])
    if name == "iso_date":
        return f"{groups['y1']}-{int(str(groups['m'])):02}-{int(str(groups['d'])):02}"
    if name == "years_in_characters":
        return f"{_number(groups['y1'])}/{_number(groups['y2'])}"
    if name == "decade":
        first = (1900 if groups["century"] in ("上", "20", "二十") else 2000) + _number(groups["n"])
        return f"{first}/{first + 9}"
    if name == "mid_century":
        return "2050"
    if name in ("five_year_plan", "counted_plan"):
        return _of_plan(str(groups["plan"]), str(groups["part"]), groups.get("first"))
    if name in ("past", "past_years", "length_range"):
        return None
    if name in ("again", "within", "coming"):
        length = numbers.parse(str(groups.get("most") or groups["n"]))
        base = horizon if name == "again" and horizon is not None else base_year
        return str(base + int(length)) if length is not None and base is not None else None
    return _in_year(name, groups, year) if year is not None else None


def _in_year(name: str, groups: dict[str, str | None], year: int) -> str:
    """Give the value of what is a part of a year, or the year itself."""
    if name == "months":
        return f"{year}-{_number(groups['m1']):02}/{year}-{_number(groups['m2']):02}"
    if name == "quarters":
        return f"{year}-01/{year}-{3 * _QUARTER[str(groups['q'])]:02}"
    if name == "quarter_to_quarter":
        first, last = _QUARTER[str(groups["q"])], _QUARTER[str(groups["q2"])]
        return f"{year}-{3 * first - 2:02}/{year}-{3 * last:02}"
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
        return f"{year}-{_number(groups['m']):02}-{_number(groups['d']):02}"
    if name == "date_to_date":
        begin = f"{year}-{_number(groups['m']):02}-{_number(groups['d']):02}"
        return f"{begin}/{year}-{_number(groups['m2'] or groups['m']):02}-{_number(groups['d2']):02}"
    if name in ("month", "bare_month"):
        return f"{year}-{_number(groups['m'] or groups.get('m1') or groups.get('m2')):02}"
    return str(year)


def _since(first: int | None, last: int | None) -> str | None:
    """Give the years from one on to the last, the one alone where it is the last or nothing says which that is."""
    return None if first is None else f"{first}/{last}" if last and first < last else str(first)


def _number(printed: str | None) -> int:
    return int(numbers.parse(str(printed)) or 0)


def _over_years(match: re.Match[str], first: int | None, last: int | None) -> str | None:
    """Give the value of what begins in one year and ends in another (2030年10月至2031年3月)."""
    if first is None or last is None:
        return None
    begin, end = f"{first}-{_number(match['m']):02}", f"{last}-{_number(match['m2'] or match['m']):02}"
    days = match.groupdict()
    if days.get("d"):
        return f"{begin}-{_number(days['d']):02}/{end}-{_number(days['d2']):02}"
    return f"{begin}/{end}"


def _possible(value: str | None) -> tuple[str | None, bool]:
    """Give a value without a day that its month has not (2031-02-30 → 2031-02), and whether there was one."""
    dated = re.fullmatch(r"(?:(\d{4})-(\d{2})-(\d{2})/)?(\d{4})-(\d{2})-(\d{2})", value or "")
    if dated is None:
        return value, False
    parts = [int(part) for part in dated.groups() if part is not None]
    days = [parts[index : index + 3] for index in range(0, len(parts), 3)]
    if all(1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] for year, month, day in days):
        return value, False
    return "/".join(f"{year}-{month:02}" for year, month, _ in days), True


def _one_before(value: str | None, *, back: bool) -> str | None:
    """Give the month or quarter before one (2031-01 → 2030-12), or itself."""
    if value is None or not back:
        return value
    if quarter := _QUARTER_OF.fullmatch(value):
        year, number = int(quarter[1]), int(quarter[2])
        return f"{year}Q{number - 1}" if number > 1 else f"{year - 1}Q4"
    year, number = int(value[:4]), int(value[5:])
    return f"{year}-{number - 1:02}" if number > 1 else f"{year - 1}-12"


def _of_plan(numeral: str, part: str, length: str | None) -> str:
    first, last = five_year_plan(numeral)
    if length:
        return f"{first}/{first + _number(length) - 1}"
    return str(last) if "末" in part or "收官" in part else f"{first}/{last}"


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
