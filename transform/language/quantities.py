"""Numbers with what is counted: value, range, unit as printed, comparator.

`find` gives every quantity of a paragraph; what a quantity states (a target, a threshold, a name) is decided by the
modules of the facts and by `roles`. Units come from the register; a number that no unit follows is found all the same.
The printed forms, each with its examples, stand in `quantity_rules`; the words that compare in `bounds`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from transform.language import bounds, numbers, quantity_rules, words
from transform.language.bounds import AFTER, BEFORE, INSIDE, LINKED, Comparator
from transform.language.covered import Covered

__all__ = ["AFTER", "BEFORE", "INSIDE", "LINKED", "Comparator", "Lexicon", "Quantity", "lexicon"]

# Behind a Chinese numeral a single character counts only where it can hardly be part of a word (三里屯, 百度, 二期).
_COUNTS_CHINESE = frozenset("个家户人名位项件条台套辆座所处张场种款支只艘架颗篇册幢栋间株头笔倍成元吨斤亩企")
_PREFIXED = frozenset(["瓦", "瓦时", "瓦·时", "伏", "伏安", "焦", "赫", "帕"])
"""Units that are printed with 千 as a part of them: 五千千瓦时 is 5000 千瓦时, and so 三千瓦 is 3 千瓦."""
_MORE_POINTS = "多百分点"
_SHARES = Decimal("0.0001")
"""Per cent are kept to so much of one: 三分之一 is 33.3333."""


_LEADING_MULTIPLIER = re.compile(rf"^{numbers.MULTIPLIER}")


@lru_cache(maxsize=1024)
def _base(unit: str) -> str:
    """Give a unit without its multiplier (kept: it is asked for each number many times, and there are few units)."""
    return _LEADING_MULTIPLIER.sub("", unit)


@dataclass(slots=True, frozen=True)
class Quantity:
    """A number and its unit in `text[start:end]`; `outer_start` includes the comparing word before it.

    `value` is the number as printed (1 of 1万亿元), `unit` the measure word with its multiplier (万亿元), None where
    none follows. `rule` names the printed form.
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
    rule: str = ""

    @property
    def base(self) -> str:
        """The unit without its multiplier; empty where there is none."""
        return _base(self.unit or "")

    @property
    def vague(self) -> bool:
        """Whether the number only says of what order it is (几十万人): no fact can be made of it."""
        return self.rule == "chinese_vague"


class Lexicon:
    """The units of the register, compiled into the patterns of quantities."""

    def __init__(self, units: Iterable[tuple[str, str]]) -> None:
        """Compile units, as printed, with or without multipliers; single 级 (亿级) always counts.

        With each stands the pattern of what makes it the beginning of a longer word (`goes_on`), empty where nothing does.
        """
        units = list(units)
        plain = {re.sub(rf"^{numbers.MULTIPLIER}(?=.)", "", unit): goes_on for unit, goes_on in sorted(units)}
        plain |= {unit: goes_on for unit, goes_on in units if unit in plain and goes_on}
        known = {unit for unit in plain if not unit.startswith("/")} - set(numbers.MULTIPLIERS) - {""}
        longest_first = sorted(known, key=lambda unit: (-len(unit), unit))
        pattern = "|".join(_measure_word(unit, plain[unit]) for unit in longest_first)
        self.rules = quantity_rules.rules(
            rf"(?:{pattern})(?:[/·]{numbers.MULTIPLIER}?(?:{pattern}|[年月日天](?![一-龥])|[dah](?![A-Za-z])))*"
        )
        self._makers: dict[str, Callable[[str, re.Match[str]], Quantity | None]] = {
            "fraction_of": self._fraction,
            "fraction_slash": self._slash,
            "half_of": self._half,
            "digits_per": self._per,
            "digits_joined": self._joined,
            "digits": self._arabic,
            "chinese_vague": self._vague,
            "chinese_pair": self._pair,
            "tenths_and_half": self._tenths,
            "chinese": self._chinese,
        }

    def find(self, text: str) -> list[Quantity]:
        """Give the quantities of a folded paragraph in order, none overlapping another."""
        found: list[Quantity] = []
        covered = Covered(len(text))
        for rule in self.rules:
            if not rule.may_match(text):
                continue
            make, position = self._makers[rule.name], 0
            while (match := rule.compiled.search(text, position)) is not None:
                position = match.end()
                quantity = None if covered.meets(*match.span()) else make(text, match)
                if quantity is not None:
                    quantity = quantity if quantity.rule else replace(quantity, rule=rule.name)
                    found.append(quantity)
                    covered.take(quantity.start, quantity.end)
                    # What the pattern held beside it (8至5个 is no range) is met again.
                    position = max(quantity.end, match.start() + 1)
        return _sharing(text, sorted(found, key=lambda q: q.start))

    def _fraction(self, text: str, match: re.Match[str]) -> Quantity | None:
        whole, part = numbers.parse(match["whole"]), numbers.parse(match["part"])
        most = numbers.parse(match["most"]) if match["most"] else None
        if not whole or part is None:
            return None
        high = _share(most * 100 / whole) if most is not None else None
        return self._made(text, match, _share(part * 100 / whole), high, "%", None, match["after"], chinese=True)

    def _slash(self, text: str, match: re.Match[str]) -> Quantity | None:
        part, whole = Decimal(match["part"]), Decimal(match["whole"])
        if not 0 < part < whole:
            return None
        return self._made(text, match, _share(part * 100 / whole), None, "%", None, match["after"], chinese=False)

    def _half(self, text: str, match: re.Match[str]) -> Quantity | None:
        made = self._made(text, match, Decimal(50), None, "%", None, match["after"], chinese=True)
        return replace(made, comparator=">") if match["over"] else made

    def _per(self, text: str, match: re.Match[str]) -> Quantity | None:
        value = numbers.parse(match["n1"])
        if value is None:
            return None
        return self._made(text, match, value, None, match["per"], None, match["after"], chinese=False)

    def _joined(self, text: str, match: re.Match[str]) -> Quantity | None:
        """Give 3亿5000万元, 25万6千人, 1万2000户: one number of several, each smaller than what the one before is counted in."""
        first, second = numbers.parse(match["n1"]), numbers.parse(match["n2"])
        if first is None or second is None:
            return None
        size = numbers.multiplier(match["m1"])
        if match["m1"] == "千" and (match["m2"] or "")[-1:] in ("万", "亿"):
            size *= numbers.LARGE[match["m2"][-1]]  # 2千3百万元: both are counted in 万.
        rest = second * numbers.multiplier(match["m2"] or "")
        if rest >= size or (not match["m2"] and rest * 10 < size):
            return None
        least = numbers.multiplier(match["m2"] or "")
        more = (
            (numbers.parse(match["n3"]) or Decimal(0)) * numbers.multiplier(match["m3"]) if match["n3"] else Decimal(0)
        )
        if more and more >= least:
            return None
        value, after = first * size + rest + more, match["after"]
        return self._made(text, match, value, None, match["u"], None, after, chinese=False)

    def _arabic(self, text: str, match: re.Match[str]) -> Quantity | None:
        low = numbers.parse(match["n1"])
        if low is None:
            return None
        # 减负1000亿元: 负 ends a word and is no sign.
        signed = match["sign"] is not None and (match["sign"] != "负" or bool(words.borders(text)[match.start()]))
        start = match.start() if signed else match.start("n1")
        unit1 = _unit(match["m1"], match["mm1"], match["u1"])
        if " " in match["n1"] and not unit1 and not match["n2"]:
            end = start + match["n1"].index(" ")
            low = Decimal(text[start:end])
            return self._made(text, match, low, None, None, None, None, chinese=False, start=start, end=end)
        low = -low if signed else low
        unit, high, inside, after, end = unit1, None, match["i1"], match["after"], match.end()
        if match["n2"]:
            unit2 = _unit(match["m2"], match["mm2"], match["u2"])
            span = _range(low, unit1, numbers.parse(match["n2"]) or Decimal(0), unit2)
            if span is None:
                # Not a range (3-1, 5月至6日): the first number stands alone and the second is met again.
                end, after = _tail_end(match, "1"), None
            else:
                low, high, unit = span
                inside = inside or match["i2"]
        if inside and not unit:
            return None
        if high is None and not after:
            end = _tail_end(match, "1")
        made = self._made(text, match, low, high, unit, inside, after, chinese=False, start=start, end=end)
        if made.unit == "个" and text.startswith(_MORE_POINTS, made.unit_end):
            end = made.unit_end + len(_MORE_POINTS)  # 2个多百分点: what is more stands inside the unit.
            return replace(made, unit="个百分点", comparator=">", unit_end=end, end=end)
        return replace(made, rule="digits_range") if high is not None else made

    def _vague(self, text: str, match: re.Match[str]) -> Quantity | None:
        """Give the numbers of which only the order is told: 几十万 is anything from 20 to 90 万."""
        if not words.borders(text)[match.start()] and text[match.start()] == "数":
            return None  # 指数百分制, 次数十分
        size = numbers.multiplier(match["size"] or match["several"] or match["more"] or "")
        head = numbers.parse(match["head"].rstrip("零")) if match["head"] else Decimal(0)
        if head is None:
            return None
        low, high = head + 2 * size, head + 9 * size
        if match["head"] and match["head"][-1] == "十":
            low, high = head, head + 10
        unit = _unit(match["m"], None, match["u"])
        made = self._made(text, match, low, high, unit, None, match["after"], chinese=True)
        return replace(made, comparator="~")

    def _pair(self, text: str, match: re.Match[str]) -> Quantity | None:
        """Give the numbers told by two digits that follow one another: 三四十万 is 30 to 40 万."""
        if match["u"] and len(match["u"]) == 1 and match["u"] not in _COUNTS_CHINESE:
            return None
        if text[match.start() - 1 : match.start()] in ("第", "每"):
            return None
        tens = (numbers.DIGITS.get(match["lead"][0], 1) * 10) if match["lead"] else 0
        size = numbers.multiplier(match["size"] or "")
        low, high = ((tens + numbers.DIGITS[digit]) * size for digit in match["pair"])
        unit = _unit(match["m"], None, match["u"])
        made = self._made(text, match, low, high, unit, None, match["after"], chinese=True)
        return replace(made, comparator="~") if made.comparator == "=" else made

    def _tenths(self, text: str, match: re.Match[str]) -> Quantity | None:
        digit = "五" if match["more"] == "半" else match["more"]
        value = numbers.DIGITS[match["n1"]] + Decimal(numbers.DIGITS[digit]) / 10
        return self._made(text, match, value, None, "成", None, match["after"], chinese=True)

    def _chinese(self, text: str, match: re.Match[str]) -> Quantity | None:
        digits, unit = match["n1"], match["u1"]
        if not _begins_word(text, match.start()) or text[match.start() - 1 : match.start()] in ("第", "每", "逐"):
            return None  # 统一个人, 专一: the numeral ends a word.
        if len(digits) == 1 and digits in numbers.CAPITALS:
            return None  # 陆家, 伍家: names, not written out.
        if (
            len(unit) == 1
            and unit not in _COUNTS_CHINESE
            and not (digits.endswith("千千") or (digits[-1] == "千" and unit in _PREFIXED))
        ):
            return None
        bare = set(digits) <= set("百千万亿") and not (match["i1"] or match["after"])
        if bare and bounds.before(text, match.start(), bare=True) is None:
            return None  # A bare 百, 万 counts only where it is compared (近百个, 上万台): 万人基站数, 千家 are names.
        if set(digits) <= set("百千万亿") and match["after"] and re.search(r"\d[个家项]$", text[: match.start()]):
            return None  # 60个亿元以上项目: it says which.
        if match["n2"]:
            return self._chinese_range(text, match)
        multiplier = match["mm1"] or ""
        prefix = ""
        if digits[-1] == "千" and len(digits) > 1 and (unit in _PREFIXED or numbers.parse(digits) is None):
            digits, prefix = digits[:-1], "千"
        if not match["i1"] and not multiplier:
            # 一万亿元: the trailing 万, 亿 belong to the printed unit, as they do behind digits; 两亿三千万元 is one number.
            stem = digits.rstrip("万亿")
            if not set(stem) & set("万亿"):
                multiplier, digits = digits[len(stem) :], stem or "一"
        low = numbers.parse(digits)
        if low is None or (digits == "一" and not multiplier and not prefix):
            return None  # 一个, 一批, 一种 are articles, not counts.
        unit = multiplier + prefix + unit
        return self._made(text, match, low, None, unit, match["i1"], match["after"], chinese=True)

    def _chinese_range(self, text: str, match: re.Match[str]) -> Quantity | None:
        low, high = numbers.parse(match["n1"]), numbers.parse(match["n2"])
        if low is None or high is None:
            return None
        multiplier = match["mm1"] or ""
        stem = match["n2"].rstrip("万亿")
        shared = numbers.parse(stem) if stem != match["n2"] and not multiplier else None
        if shared is not None and low < shared:
            high, multiplier = shared, match["n2"][len(stem) :]  # 三十至四十万人: both are counted in 万.
        if high <= low:
            return None
        unit = multiplier + match["u1"]
        made = self._made(text, match, low, high, unit, match["i1"], match["after"], chinese=True)
        return replace(made, rule="chinese_range")

    def _made(
        self,
        text: str,
        match: re.Match[str],
        low: Decimal,
        high: Decimal | None,
        unit: str | None,
        inside: str | None,
        after: str | None,
        *,
        chinese: bool,
        start: int | None = None,
        end: int | None = None,
    ) -> Quantity:
        start = match.start() if start is None else start
        end = match.end() if end is None else end
        word = bounds.before(text, start, bare=chinese and text[start] in "百千万亿")
        comparator: Comparator = "="
        if word:
            comparator = bounds.sense(word)
        elif inside:
            comparator = INSIDE[inside]
        elif not after:
            comparator = bounds.of_deed(text, start) or "="
        if after:
            # 控制在5%左右, 控制在5%以内: what is held at a number is bounded by what stands behind it.
            comparator = AFTER[after] if comparator in ("=", "~") or (word or "").startswith("控制") else comparator
        outer = start - len(word or "")
        return Quantity(outer, start, end, end - len(after or ""), low, high, unit, comparator, chinese)


def _range(
    low: Decimal, unit1: str | None, high: Decimal, unit2: str | None
) -> tuple[Decimal, Decimal, str | None] | None:
    """Give lower and upper value of a range and their unit, None where two numbers are none.

    The unit of both may stand behind the second alone (1.2—1.5万亿元); where each has a multiplier of its own, both are
    counted in the first's (8000万元至1.2亿元 is 8000 to 12000 万元). A range goes up.
    """
    size1, base1 = _parted(unit1)
    size2, base2 = _parted(unit2)
    if unit1 is None:
        if high <= low and size2 > 1 and low < high * size2:
            high, size1 = high * size2, Decimal(1)  # 8000至1万人
            return low, high, base2 or None
        return (low, high, unit2) if low < high else None
    if unit2 is None or (base1 and base1 != base2):
        return None
    if not base1 and size1 == size2 and low < high:
        return low, high, unit2  # 300万—900万元: the first number goes without the unit that both have.
    high = high * size2 / size1
    return (low, high, unit1 if base1 else unit1 + base2) if low < high else None


def _parted(unit: str | None) -> tuple[Decimal, str]:
    """Part a unit into its multiplier, as a factor, and its base (千瓦 is 千 and 瓦: the same for both ends of a range)."""
    found = re.match(rf"{numbers.MULTIPLIER}*", unit or "")
    return numbers.multiplier(found[0] if found else ""), (unit or "")[found.end() if found else 0 :]


def _share(value: Decimal) -> Decimal:
    return (value.quantize(_SHARES) if value != value.quantize(_SHARES) else value).normalize()


def _begins_word(text: str, start: int) -> bool:
    """Say whether a numeral begins a word, or what stands before it in its word compares it (近百, 上千)."""
    head = text[words.borders(text).rfind(1, 0, start + 1) : start]
    return not head or head in ("上", "过", "破") or head in BEFORE


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


@cache
def lexicon(units: tuple[tuple[str, str], ...]) -> Lexicon:
    """Give the compiled lexicon of a register's units and what they go on with (kept: a worker reads many documents)."""
    return Lexicon(units)
