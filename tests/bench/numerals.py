"""How our numbers and times fare beside cn2an, jionlp and Recognizers-Text, on phrases of our own.

Usage: `python tests/bench/numerals.py [--libraries SITE_PACKAGES]`. The libraries are no dependencies: install those
that are wanted into a folder of their own and name it; one that is absent is told and left out. Each library answers
through the function that it offers for a phrase of that kind; where it offers none, the phrase does not count for it.

A number is right where its value, its upper value and (ours alone: the others tell none) its comparator are; a time
where its first and last day are, a horizon (到…, …内, 截至…) where its last day is.
"""

from __future__ import annotations

import argparse
import calendar
import csv
import decimal
import importlib
import re
import sys
import time
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from transform import facts, schema
from transform.document.model import Document, Paragraph
from transform.language import numbers, periods
from transform.language.text import fold

REGISTERS = Path(__file__).resolve().parents[2] / "seeds" / "reference"
TODAY = date(2031, 3, 5)
"""The day that the phrases are spoken on."""

Kind = Literal["numeral", "money", "count", "share", "multiple", "none", "time", "horizon"]
Answer = tuple[str, ...] | None
"""What is compared, in plain text: (low, high, comparator) of a number, (first day, last day) of a time; () for
nothing found; None where a library has no function for the kind."""

NUMBERS: tuple[tuple[Kind, str, str], ...] = (
    ("numeral", "一万亿", "1000000000000"),
    ("numeral", "两万七千", "27000"),
    ("numeral", "一百零五", "105"),
    ("numeral", "五百八十亿", "58000000000"),
    ("numeral", "一亿二千万", "120000000"),
    ("numeral", "三点五", "3.5"),
    ("numeral", "二〇三一", "2031"),
    ("numeral", "1,234.5", "1234.5"),
    ("numeral", "２０２７", "2027"),
    ("money", "1,234.5万元", "12345000"),
    ("money", "3500亿元", "350000000000"),
    ("money", "四万亿元", "4000000000000"),
    ("money", "10亿元至20亿元", "1000000000 2000000000"),
    ("money", "1.2—1.5万亿元", "1200000000000 1500000000000"),
    ("money", "近百亿元", "10000000000 ~"),
    ("money", "上百万元", "1000000 >="),
    ("money", "最高不超过2000万元", "20000000 <="),
    ("money", "500万元(含)以上", "5000000 >="),
    ("money", "８０万元", "800000"),
    ("count", "两千余家书店", "2000 >"),
    ("count", "2—3个示范街区", "2 3"),
    ("count", "1至2个园区", "1 2"),
    ("count", "三到五个团队", "3 5"),
    ("count", "15个左右", "15 ~"),
    ("count", "100家以上", "100 >="),
    ("count", "不少于300座", "300 >="),
    ("count", "1.8万余组", "18000 >"),
    ("count", "180多万个", "1800000 >"),
    ("count", "10来个", "10 ~"),
    ("count", "百余项", "100 >"),
    ("count", "上万台", "10000 >="),
    ("count", "约为8.9亿人次", "890000000 ~"),
    ("count", "十二个镇", "12"),
    ("count", "二十四万平方米", "240000"),
    ("count", "11,999.5公里", "11999.5"),
    ("share", "百分之三十五", "0.35"),
    ("share", "３５％", "0.35"),
    ("share", "三成", "0.3"),
    ("share", "五分之一", "0.2"),
    ("share", "五分之一以上", "0.2 >="),
    ("share", "占全市的一半", "0.5"),
    ("share", "3%—5%", "0.03 0.05"),
    ("share", "不低于60%", "0.6 >="),
    ("share", "下降到-0.6%", "-0.006"),
    ("multiple", "到2035年,书屋数量翻一番。", "2"),
    ("multiple", "到2035年,书屋数量翻两番。", "4"),
    ("multiple", "到2035年,书屋数量达到2030年的3倍以上。", "3 >="),
    ("multiple", "到2035年,书屋数量实现倍增。", "2"),
    ("none", "一批重点项目", ""),
    ("none", "万人大会", ""),
    ("none", "千家万户", ""),
    ("none", "第二批次", ""),
)
"""Phrase → value, upper value where there is one, comparator where it is not `=`."""

TIMES: tuple[tuple[Kind, str, str], ...] = (
    ("time", "２０２７年", "2027"),
    ("time", "二〇三五年", "2035"),
    ("time", "2030年6月8日", "2030-06-08"),
    ("time", "2030年6月", "2030-06"),
    ("time", "上半年", "2031H1"),
    ("time", "2030年下半年", "2030H2"),
    ("time", "前三季度", "2031-01/2031-09"),
    ("time", "2030年第三季度", "2030Q3"),
    ("time", "今年一季度", "2031Q1"),
    ("time", "2030年1—9月", "2030-01/2030-09"),
    ("time", "2031—2034年", "2031/2034"),
    ("time", "去年双十一", "2030-11-11"),
    ("time", "去年", "2030"),
    ("time", "“十五五”期间", "2026/2030"),
    ("horizon", "“十四五”末", "2025"),
    ("horizon", "到2034年", "2034"),
    ("horizon", "2034年底前", "2034"),
    ("horizon", "三年内", "2034"),
    ("horizon", "再用5年时间", "2036"),
    ("horizon", "截至2030年11月底", "2030-11"),
)
"""Phrase → period as ISO 8601 has it, with halves."""


@dataclass(frozen=True, slots=True)
class Library:
    """A library, and how it answers a phrase of a kind."""

    name: str
    answer: Callable[[Kind, str], Answer]


def expected(kind: Kind, told: str) -> tuple[str, ...]:
    """Give the right answer in the form of `Answer`."""
    if kind in ("time", "horizon"):
        return days(told)
    if not told:
        return ()
    parts = told.split()
    comparator = parts.pop() if not re.match(r"-?\d", parts[-1]) else "="
    return (plain(parts[0]), plain(parts[1]) if len(parts) > 1 else "", comparator)


def days(period: str) -> tuple[str, str]:
    """Give the first and the last day of a period."""
    low, _, high = period.partition("/")
    return _day(low, False).isoformat(), _day(high or low, True).isoformat()


def _day(part: str, at_end: bool) -> date:
    year = int(part[:4])
    rest = part[4:]
    if re.fullmatch(r"-\d\d-\d\d", rest):
        return date.fromisoformat(part)
    if rest.startswith("-"):
        months = (int(rest[1:]), int(rest[1:]))
    else:
        length = {"": 12, "H": 6, "Q": 3}[rest[:1]]
        last = length * int(rest[1:] or 1)
        months = (last - length + 1, last)
    month = months[at_end]
    return date(year, month, calendar.monthrange(year, month)[1] if at_end else 1)


def plain(value: str | Decimal) -> str:
    """Give a number as it is compared: exact, a percentage as the fraction that it is."""
    text = str(value).replace(",", "")
    # jionlp lowers the precision of the whole thread.
    with decimal.localcontext(decimal.Context(prec=40)):
        number = Decimal(text.rstrip("%")) / (100 if text.endswith("%") else 1)
        return numbers.plain(number.quantize(Decimal("1e-9")))


def ours() -> Library:
    """Give what our grammar says."""
    words = facts.lexicon((str(REGISTERS),))
    with (REGISTERS / "units.csv").open(encoding="utf-8", newline="") as handle:
        per_cent = {r["unit"]: Decimal(r["factor"]) for r in csv.DictReader(handle) if r["unit_base"] == "%"}

    def answer(kind: Kind, printed: str) -> Answer:
        source = fold(printed)
        if kind in ("time", "horizon"):
            found = periods.find(source.text, TODAY.year)
            return days(found[0].value) if found and found[0].value else ()
        if kind == "numeral":
            value = numbers.parse(source.text)
            return () if value is None else (plain(value), "", "=")
        if kind == "multiple":
            document = Document("d", "s", "plan", "云川市书屋建设方案", issued_on=TODAY.isoformat())
            document.paragraphs.append(Paragraph("paragraph", "body", source, 0))
            rows = schema.rows(facts.facts(document, words))["targets"]
            return (plain(str(rows[0]["value"])), "", str(rows[0]["comparator"])) if rows else ()
        quantities = words.find(source.text)
        if not quantities:
            return ()
        quantity = quantities[0]
        factor = per_cent.get(quantity.unit or "", Decimal(0)) / 100 or quantity.scaled / (quantity.value or 1)
        high = plain(quantity.value_max * factor) if quantity.value_max is not None else ""
        return (plain(quantity.value * factor), high, quantity.comparator)

    return Library("gongbao", answer)


def cn2an() -> Library:
    """Give what cn2an says: numerals alone, and fractions through its rewriting of sentences."""
    module = importlib.import_module("cn2an")

    def answer(kind: Kind, printed: str) -> Answer:
        if kind == "numeral":
            return _values(lambda: [str(module.cn2an(printed, "smart"))])
        if kind == "share":
            rewritten = re.findall(r"-?[\d.]+(?:%|/\d+)?", module.transform(printed))
            return _values(lambda: [_fraction(part) for part in rewritten])
        return None

    return Library("cn2an", answer)


def _fraction(text: str) -> str:
    part, _, whole = text.partition("/")
    return str(Decimal(part) / Decimal(whole)) if whole else text


def jionlp() -> Library:
    """Give what jionlp says: money and time."""
    module = importlib.import_module("jionlp")
    now = datetime(TODAY.year, TODAY.month, TODAY.day).timestamp()

    def money(printed: str) -> list[str]:
        found = module.parse_money(printed)["num"]
        return found if isinstance(found, list) else [found]

    def answer(kind: Kind, printed: str) -> Answer:
        if kind in ("numeral", "money"):
            return _values(lambda: money(printed))
        if kind in ("time", "horizon"):
            try:
                first, last = module.parse_time(printed, time_base=now)["time"]
            except (ValueError, TypeError):
                return ()
            return str(first)[:10], str(last)[:10]
        return None

    return Library("jionlp", answer)


def recognizers() -> Library:
    """Give what Recognizers-Text says: numbers, percentages, money, times; of two readings the one that is right."""
    module = importlib.import_module("recognizers_suite")
    culture = module.Culture.Chinese
    now = datetime(TODAY.year, TODAY.month, TODAY.day)

    def read(kind: Kind, printed: str) -> list[str]:
        found: list[Any] = []
        if kind == "share":
            found = module.recognize_percentage(printed, culture)
        elif kind == "money":
            found = module.recognize_currency(printed, culture)
        found = found or module.recognize_number(printed, culture)
        values = [str(each.resolution["value"]) for each in found]
        return values[-1:] if kind == "multiple" else values

    def answer(kind: Kind, printed: str) -> Answer:
        if kind in ("time", "horizon"):
            readings = [r for e in module.recognize_datetime(printed, culture, reference=now) for r in _readings(e)]
            if not readings:
                return ()
            first = readings[0]
            if "start" not in first:
                return first["value"], first["value"]
            end = date.fromisoformat(first["end"]) - timedelta(days=1)
            return first["start"], end.isoformat()
        if kind == "multiple":
            printed = printed.partition(",")[2]
        return _values(lambda: read(kind, printed))

    return Library("Recognizers-Text", answer)


def _readings(entity: Any) -> list[dict[str, str]]:
    values = (entity.resolution or {}).get("values", [])
    return [v for v in values if re.fullmatch(r"\d{4}-\d\d-\d\d", v.get("start", v.get("value", "")))]


def _values(read: Callable[[], Sequence[str]]) -> tuple[str, ...]:
    """Give up to two values; a library that refuses a phrase with an exception has found nothing."""
    try:
        values = [plain(value) for value in read()]
    except (ValueError, KeyError, TypeError, InvalidOperation):
        return ()
    return (*values[:2], *[""] * (2 - len(values[:2])), "") if values else ()


def is_right(kind: Kind, right: tuple[str, ...], answer: tuple[str, ...], is_ours: bool) -> bool:
    """Say whether an answer is right; only ours must tell the comparator."""
    if not right or not answer:
        return right == answer
    if kind == "horizon":
        return right[1] == answer[1]
    return right == answer if is_ours or kind == "time" else right[:2] == answer[:2]


def seconds(library: Library, cases: Sequence[tuple[Kind, str, str]]) -> float:
    """Give the least time of five runs over the phrases."""
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        with decimal.localcontext():
            for kind, phrase, _told in cases:
                library.answer(kind, phrase)
        best = min(best, time.perf_counter() - began)
    return best


def main() -> None:
    """Ask everyone and print the table."""
    parser = argparse.ArgumentParser(description="Compare numbers and times with other libraries.")
    parser.add_argument("--libraries", type=Path, help="the folder (site-packages) that they are installed in")
    folder = parser.parse_args().libraries
    if folder is not None:
        sys.path.append(str(folder))
    warnings.simplefilter("ignore")
    present = [ours()]
    for make in (cn2an, jionlp, recognizers):
        try:
            present.append(make())
        except ImportError as error:
            print(f"absent: {make.__name__} ({error})")
    cases = (*NUMBERS, *TIMES)
    print(_row("phrase", "right", [library.name for library in present]))
    score = {library.name: [0, 0] for library in present}
    for kind, phrase, told in cases:
        right = expected(kind, told)
        told_by: list[str] = []
        for library in present:
            with decimal.localcontext():
                answer = library.answer(kind, phrase)
            if answer is None:
                told_by.append("·")
                continue
            good = is_right(kind, right, answer, library is present[0])
            score[library.name][good] += 1
            told_by.append("+" if good else f"- {' '.join(filter(None, answer)) or 'nothing'}")
        print(_row(phrase, told, told_by))
    print()
    for library in present:
        wrong, good = score[library.name]
        own = [case for case in cases if _answers(library, case)]
        here, there = seconds(present[0], own), seconds(library, own)
        speed = f"{there / len(own) * 1e6:8.0f} µs a phrase, {there / here:6.1f} × ours on the same phrases"
        print(f"{library.name:<18}{good:>3} right{wrong:>4} wrong{len(cases) - len(own):>4} not offered {speed}")


def _answers(library: Library, case: tuple[Kind, str, str]) -> bool:
    with decimal.localcontext():
        return library.answer(case[0], case[1]) is not None


def _row(phrase: str, right: str, answers: Sequence[str]) -> str:
    return _wide(phrase, 40) + _wide(right, 28) + "".join(_wide(answer, 28) for answer in answers).rstrip()


def _wide(text: str, columns: int) -> str:
    """Pad to columns of a terminal, where a Chinese character takes two."""
    return text + " " * max(1, columns - sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text))


if __name__ == "__main__":
    main()
