"""Numerals: digits, thousands marks, Chinese numerals, fractions, to exact decimals.

What is counted, and whether a number is a date, a name or a fact, is not decided here (`quantities`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NewType

Plain = NewType("Plain", str)
"""An exact decimal in text form: digits, without exponent."""

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SMALL = {"十": 10, "百": 100, "千": 1000}
CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟"
"""Numerals as money is written out with, which nobody can alter (伍拾万元整)."""
_PLAINLY = str.maketrans(CAPITALS, "一二三四五六七八九十百千")
LARGE = {"万": 10**4, "亿": 10**8}
MULTIPLIERS = {**SMALL, **LARGE}

ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|(?<!\d )[1-9]\d{0,2}(?: \d{3})+(?! ?\d)(?:\.\d+)?|\d+(?:\.\d+)?"
"""A number in digits, with or without thousands marks; a thin space is one of them (GB/T 15835), a row of numbers is not."""
NUMERAL = "〇零一二两三四五六七八九十百千万亿" + CAPITALS
"""What Chinese numerals are written with."""
CHINESE = rf"[{NUMERAL}]{{1,24}}(?:点[〇零一二三四五六七八九]{{1,24}})?"
"""A candidate for a Chinese numeral, no longer than any that is spoken; `parse` says whether it is one."""
MULTIPLIER = r"(?:[十百千]?万亿|[十百千]?[万亿]|百|千)"
"""What may stand between digits and a measure word: 万, 亿, 万亿, 千万, 百亿."""


def parse(text: str) -> Decimal | None:
    """Give the value of a numeral in digits or Chinese characters, None where it is none (一二三, 百一).

    >>> parse("1,234.5"), parse("两万七千"), parse("十二"), parse("二〇三一"), parse("三点五")
    (Decimal('1234.5'), Decimal('27000'), Decimal('12'), Decimal('2031'), Decimal('3.5'))
    """
    if re.fullmatch(ARABIC, text):
        return Decimal(text.replace(",", "").replace(" ", ""))
    whole, _, fraction = text.replace("○", "〇").translate(_PLAINLY).partition("点")
    value = _whole(whole)
    if value is None or not fraction:
        return value
    return value + Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))


def _whole(text: str) -> Decimal | None:
    if not text or any(c not in DIGITS and c not in MULTIPLIERS for c in text):
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):
        # A row of digits is a year (二〇三一) or nothing: 一二 and 三四 are not twelve and thirty-four.
        return Decimal("".join(str(DIGITS[c]) for c in text)) if len(text) == 4 and "两" not in text else None
    return _large(text)


def _large(text: str) -> Decimal | None:
    """Give the value of a numeral by its last 亿, else its last 万: what stands before it is multiplied, what is behind added."""
    for sign in ("亿", "万"):
        before, found, behind = text.rpartition(sign)
        if not found:
            continue
        # 百万, 千亿, 万亿 alone: one of them. 两亿三亿 and 五万亿三亿 are no numeral.
        factor = (_section(before) if sign == "万" else _large(before)) if before else Decimal(1)
        if factor is None or (sign in before):
            return None
        rest = _rest(behind, sign) if behind else Decimal(0)
        return None if rest is None else factor * LARGE[sign] + rest
    return _section(text)


def _rest(text: str, behind: str) -> Decimal | None:
    """Give the value of what stands behind 亿 or 万, smaller than it; a bare digit only behind a nought (一亿零五)."""
    if text in DIGITS and text not in "零〇":
        return None  # 一万二 is twelve thousand to a speaker, 10002 to a parser: nobody prints it.
    value = _section(text) if behind == "万" else _large(text)
    return value if value is not None and value < LARGE[behind] else None


def _section(text: str) -> Decimal | None:
    """Give the value of a numeral below 万 (三千零五十, 十二, 零五): 千, 百, 十 in this order, each once."""
    total, digit, last, nought = 0, None, 10**4, False
    for char in text:
        if char in "零〇":
            if digit is not None:
                return None
            nought = True
        elif char in DIGITS:
            if digit is not None:
                return None
            digit = DIGITS[char]
        else:
            size = SMALL.get(char, last)
            if size >= last:
                return None  # 千千, 百千: the second belongs to a unit (五千千瓦时).
            total += (1 if digit is None else digit) * size
            digit, last, nought = None, size, False
    if digit and last > 10 and total and not nought:
        return None  # 一百二 is a hundred and twenty to a speaker, 102 to a parser: nobody prints it.
    return Decimal(total + (digit or 0))


def multiplier(text: str) -> Decimal:
    """Give the factor of a run of multipliers: 万亿 → 10¹², 千万 → 10⁷, empty → 1."""
    factor = Decimal(1)
    for char in text:
        factor *= MULTIPLIERS[char]
    return factor


def plain(value: Decimal) -> Plain:
    """Print an exact decimal without exponent and without trailing zeros.

    >>> plain(Decimal("1E+3")), plain(Decimal("2408.50"))
    ('1000', '2408.5')
    """
    text = format(value, "f")
    return Plain(text.rstrip("0").rstrip(".") if "." in text else text)
