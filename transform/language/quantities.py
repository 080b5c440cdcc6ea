"""Numbers with what is counted: value, range, unit as printed, comparator.

`find` gives every quantity of a paragraph; what a quantity states (a target, a threshold, a name) is decided by the
modules of the facts and by `roles`. Units come from the register; a number that no unit follows is found all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from transform.language import numbers
from transform.language.covered import Covered

Comparator = Literal[">", ">=", "=", "<=", "<", "~"]

BEFORE: dict[str, Comparator] = {
    "≥": ">=",
    "≤": "<=",
    ">": ">",
    "<": "<",
    "不少于": ">=",
    "不低于": ">=",
    "不小于": ">=",
    "不得低于": ">=",
    "不得少于": ">=",
    "至少": ">=",
    "不超过": "<=",
    "不高于": "<=",
    "不多于": "<=",
    "不大于": "<=",
    "不得超过": "<=",
    "最高不超过": "<=",
    "控制在": "<=",
    "最多": "<=",
    "最高": "<=",
    "至多": "<=",
    "超过": ">",
    "超": ">",
    "逾": ">",
    "突破": ">",
    "跃过": ">",
    "迈过": ">",
    "跨过": ">",
    "冲破": ">",
    "跌破": "<",
    "高于": ">",
    "大于": ">",
    "多于": ">",
    "低于": "<",
    "少于": "<",
    "小于": "<",
    "不足": "<",
    "不到": "<",
    "大约": "~",
    "约": "~",
    "接近": "~",
    "将近": "~",
    "近": "~",
}
"""Words before a number; the longest one that ends there counts. 上 before a bare 百, 千, 万 is `>=` (上百家)."""

INSIDE: dict[str, Comparator] = {"余": ">", "多": ">", "来": "~"}
"""Words between a number and its measure word (300余家, 10来个)."""

AFTER: dict[str, Comparator] = {
    "及以上": ">=",
    "(含)以上": ">=",
    "以上": ">=",
    "及以下": "<=",
    "(含)以下": "<=",
    "以下": "<=",
    "以内": "<=",
    "之内": "<=",
    "左右": "~",
    "上下": "~",
}
"""Words behind the measure word."""

LINKED = ("为", "有", "占", "达", "是", "达到", "了", "合")
"""Words that may stand between a comparing word and its number (约为30, 约占12%, 超过了50)."""

_JOIN = r"\s*(?:[—–\-~―]+|至|到)\s*"
# Behind a Chinese numeral a single character counts only where it can hardly be part of a word (三里屯, 百度, 二期).
_COUNTS_CHINESE = frozenset("个家户人名位项件条台套辆座所处张场种款支只艘架颗篇册幢栋间株头笔倍成元吨亩企")


@dataclass(slots=True, frozen=True)
class Quantity:
    """A number and its unit in `text[start:end]`; `outer_start` includes the comparing word before it.

    `value` is the number as printed (1 of 1万亿元), `unit` the measure word with its multiplier (万亿元), None where
    none follows.
    """

    outer_start: int
    start: int
    end: int
    unit_end: int
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    comparator: Comparator
    chinese: bool

    @property
    def base(self) -> str:
        """The unit without its multiplier; empty where there is none."""
        return re.sub(rf"^{numbers.MULTIPLIER}", "", self.unit or "")


class Lexicon:
    """The units of the register, compiled into the pattern of a quantity."""

    def __init__(self, units: Iterable[tuple[str, str]]) -> None:
        """Compile units, as printed, with or without multipliers; single 级 (亿级) always counts.

        With each stands the pattern of what makes it the beginning of a longer word (`goes_on`), empty where nothing does.
        """
        plain = {re.sub(rf"^{numbers.MULTIPLIER}(?=.)", "", unit): goes_on for unit, goes_on in sorted(units)}
        plain |= {unit: goes_on for unit, goes_on in units if unit in plain and goes_on}
        longest_first = sorted(plain.keys() - set(numbers.MULTIPLIERS) - {""}, key=lambda unit: (-len(unit), unit))
        words = [_measure_word(unit, plain[unit]) for unit in longest_first]
        multiplier = numbers.MULTIPLIER
        unit = rf"(?:{'|'.join(words)})(?:/{multiplier}?(?:{'|'.join(words)}))*"
        number = rf"(?:{numbers.ARABIC})"
        tail = rf"(?P<m{{0}}>{multiplier})?(?P<i{{0}}>[余多来](?![样元]))?\s*(?P<mm{{0}}>{multiplier})?(?P<u{{0}}>{unit}|级)?"
        after = rf"(?P<after>{'|'.join(re.escape(w) for w in sorted(AFTER, key=len, reverse=True))})?"
        self.arabic = re.compile(
            rf"(?<![\d.])(?P<n1>(?:(?<=[到至为达是在约(,:率速幅])[-−])?{number})\s*{tail.format(1)}(?:{_JOIN}(?P<n2>{number})\s*{tail.format(2)})?{after}"
        )
        chinese = numbers.CHINESE
        # From the first sign of a run alone: what does not end in a unit from there does not from the next either.
        self.chinese = re.compile(
            rf"(?<![{numbers.NUMERAL}])(?P<n1>{chinese})(?P<i1>[余多来](?![样元种]))?(?:(?:至|到|—|-)(?P<n2>{chinese}))?(?P<mm1>[万亿]{{1,4}})?(?P<u1>{unit}){after}"
        )
        self.fraction = re.compile(
            rf"(?P<whole>{chinese}|百)分之(?P<part>{chinese}|{number}){after}|(?P<half>(?<![一-龥])一半|(?<=[国市省区总的])一半)(?P<after2>以上)?"
        )

    def find(self, text: str) -> list[Quantity]:
        """Give the quantities of a folded paragraph in order, none overlapping another."""
        found: list[Quantity] = []
        covered = Covered(len(text))
        for maker, pattern in (
            (self._fraction, self.fraction),
            (self._arabic, self.arabic),
            (self._chinese, self.chinese),
        ):
            for match in pattern.finditer(text):
                quantity = None if covered.meets(*match.span()) else maker(text, match)
                if quantity is not None:
                    found.append(quantity)
                    covered.take(quantity.start, quantity.end)
        return _sharing(text, sorted(found, key=lambda q: q.start))

    def _fraction(self, text: str, match: re.Match[str]) -> Quantity | None:
        if match["half"]:
            value, after = Decimal(50), match["after2"]
        else:
            whole, part = numbers.parse(match["whole"]), numbers.parse(match["part"])
            if not whole or part is None:
                return None
            value, after = part * 100 / whole, match["after"]
            if value != value.quantize(Decimal("0.0001")):
                value = value.quantize(Decimal("0.0001"))
        return self._made(text, match, value.normalize(), None, "%", None, after, match.end(), chinese=True)

    def _arabic(self, text: str, match: re.Match[str]) -> Quantity | None:
        low = numbers.parse(match["n1"].lstrip("-−"))
        if low is None:
            return None
        low = -low if match["n1"][0] in "-−" else low
        unit1 = _unit(match["m1"], match["mm1"], match["u1"])
        inside = match["i1"]
        high = numbers.parse(match["n2"]) if match["n2"] else None
        end, after = match.end(), match["after"]
        unit_end = match.end() - len(after or "")
        unit = unit1
        if high is not None:
            unit2 = _unit(match["m2"], match["mm2"], match["u2"])
            if unit2 and unit1 in numbers.MULTIPLIERS and unit2.startswith(unit1):
                unit1 = unit2  # 300万—900万元: the first number goes without the unit that both have.
            inside = inside or match["i2"]
            if high <= low or (unit1 and unit2 and unit1 != unit2) or (unit1 and not unit2):
                # Not a range (3-1, 5月至6日): the first number stands alone and the second is met again.
                end = unit_end = match.start("n2") - len(text[_tail_end(match, "1") : match.start("n2")])
                high, after = None, None
            else:
                unit = unit2
        if inside and not unit:
            return None
        return self._made(text, match, low, high, unit, inside, after, end, chinese=False, unit_end=unit_end)

    def _chinese(self, text: str, match: re.Match[str]) -> Quantity | None:
        digits, unit = match["n1"], match["u1"]
        if match.start() and text[match.start() - 1] in "第每统单唯同专万逐进":
            return None
        if len(unit) == 1 and unit not in _COUNTS_CHINESE:
            return None
        bare = set(match["n1"]) <= set("百千万亿") and not (match["i1"] or match["after"])
        if bare and _word_before(text, match.start(), bare=True) is None:
            return None  # A bare 百, 万 counts only where it is compared (近百个, 上万台): 万人基站数, 千家 are names.
        if set(digits) <= set("百千万亿") and match["after"] and re.search(r"\d[个家项]$", text[: match.start()]):
            return None  # 60个亿元以上项目: it says which.
        multiplier = match["mm1"] or ""
        if not match["i1"] and not match["n2"] and not multiplier:
            # 一万亿元: the trailing 万, 亿 belong to the printed unit, as they do behind digits.
            stem = digits.rstrip("万亿")
            multiplier = digits[len(stem) :]
            digits = stem or "一"
        low = numbers.parse(digits)
        high = numbers.parse(match["n2"]) if match["n2"] else None
        if low is None or (match["n2"] and high is None):
            return None
        if digits == "一" and not multiplier and not match["n2"]:
            return None  # 一个, 一批, 一种 are articles, not counts.
        return self._made(
            text, match, low, high, multiplier + unit, match["i1"], match["after"], match.end(), chinese=True
        )

    def _made(
        self,
        text: str,
        match: re.Match[str],
        low: Decimal,
        high: Decimal | None,
        unit: str | None,
        inside: str | None,
        after: str | None,
        end: int,
        *,
        chinese: bool,
        unit_end: int | None = None,
    ) -> Quantity:
        start = match.start()
        word = _word_before(text, start, chinese and match.group()[0] in "百千万亿")
        comparator: Comparator = "="
        if word:
            comparator = _compares(word)
        elif inside:
            comparator = INSIDE[inside]
        if after:
            comparator = AFTER[after] if comparator in ("=", "~") else comparator
        return Quantity(
            start - len(word or ""),
            start,
            end,
            unit_end if unit_end is not None else end - len(after or ""),
            low,
            high,
            unit,
            comparator,
            chinese,
        )


_LISTED = re.compile(r"[、和与及或]")


def _sharing(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give the numbers of a list the unit that only its last one prints (300万、150万、50万元; 分别拉动2.1和2.4个百分点)."""
    for index in range(len(found) - 2, -1, -1):
        this, following = found[index], found[index + 1]
        if this.unit is None and following.unit and _LISTED.fullmatch(text[this.end : following.start]):
            cue = text.rfind("分别", 0, this.start)
            if cue >= 0 and not re.search(r"[,。;]", text[cue : this.start]):
                found[index] = this = replace(this, unit=following.unit)
        if _bound_of_list(text, this, following):
            found[index] = this = replace(this, comparator=following.comparator)
        if this.unit and not this.base and following.base and text[this.end : following.start] in ("、", "或", "和"):
            found[index] = replace(this, unit=this.unit + following.base)
    return found


def _bound_of_list(text: str, this: Quantity, following: Quantity) -> bool:
    """Say whether the bound behind the last number of a list told 分别 holds for this one too (分别增长7%、8%左右)."""
    if this.comparator != "=" or text[following.unit_end : following.end] not in AFTER or this.unit != following.unit:
        return False
    cue = text.rfind("分别", 0, this.start)
    return text[this.end : following.start] == "、" and cue >= 0 and not re.search(r"[,。;]", text[cue : this.start])


def _tail_end(match: re.Match[str], which: str) -> int:
    return max(match.end(f"{g}{which}") for g in ("n", "m", "i", "mm", "u") if match[f"{g}{which}"] is not None)


def _unit(first: str | None, second: str | None, unit: str | None) -> str | None:
    return ((first or "") + (second or "") + (unit or "")) or None


def _measure_word(unit: str, goes_on: str) -> str:
    """Give the pattern of a unit; one that may begin a longer word only where that word does not go on."""
    if unit[-1].isascii() and unit[-1].isalpha():
        return re.escape(unit) + r"(?![A-Za-z])"  # mm is no part of mmol
    return re.escape(unit) + (f"(?!{goes_on})" if goes_on else "")


def _word_before(text: str, start: int, bare: bool) -> str | None:
    if bare and text[max(0, start - 1) : start] == "上":
        return "上"
    for link in ("", *LINKED):
        if link and not text.endswith(link, 0, start):
            continue
        end = start - len(link)
        for length in range(5, 0, -1):
            word = text[max(0, end - length) : end]
            if len(word) != length or word not in BEFORE:
                continue
            # 最近, 附近, 节约, 最高 before a link (最高为) end in a comparing word; the first three are none.
            before = text[max(0, end - length - 1) : end - length]
            if (word == "近" and before in tuple("最附临靠亲")) or (word == "约" and before in tuple("节条合大")):
                return None
            return text[end - length : start]
    return None


def _compares(word: str) -> Comparator:
    for length in range(min(5, len(word)), 0, -1):
        if word[:length] in BEFORE:
            return BEFORE[word[:length]]
    return ">="  # 上百, 上万


@cache
def lexicon(units: tuple[tuple[str, str], ...]) -> Lexicon:
    """Give the compiled lexicon of a register's units and what they go on with (kept: a worker reads many documents)."""
    return Lexicon(units)
