"""What a text is found by: pairs of neighbouring signs, whole words, numbers at their value, and how names sound.

`static/search.js` cuts a query in the same way; a change here is a change there. Nothing knows here where tokens go.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pypinyin import lazy_pinyin

HAN = "〇\u3400-\u9fff\uf900-\ufaff"
PIECES = re.compile(
    r"(?P<word>[a-z0-9]*[a-z][a-z0-9]*)"
    r"|(?P<number>\d{1,3}(?:[ ,]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?:\s*(?P<times>万亿|[十百千]?[万亿]))?"
    rf"|(?P<han>[{HAN}]+)"
)
WRITTEN = re.compile("[一二两三四五六七八九十][一二两三四五六七八九十百千万亿零〇]*[十百千万亿](?![瓦米克升伏])")
BRACKETS = re.compile(r"[\s〔〕\[\]()（）【】﹝﹞「」]+")
SPLIT_MARKS = re.compile(r"[\u0300-\u036f]")
TIMES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PREFIXES = (3, 5)
"""Lengths of the beginnings that a longer Latin word is also found by."""

_TABLE = json.loads((Path(__file__).parent / "static" / "traditional.json").read_text("utf-8"))
SIMPLIFIED = str.maketrans(_TABLE["traditional"], _TABLE["simplified"])


def normal(text: str) -> str:
    """Fold full-width forms, case, accents and traditional signs."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(SIMPLIFIED)
    return unicodedata.normalize("NFC", SPLIT_MARKS.sub("", unicodedata.normalize("NFD", folded)))


def tokens(text: str) -> set[str]:
    """Give what a text is found by.

    `数字` for neighbours, `ecommerce` for a word with `eco~` and `ecomm~` for its beginnings, `#1500000000000` for a
    number, whether it is printed as 1.5万亿, 15 000亿 or 一万五千亿.
    """
    return set(_tokens(normal(text)))


def _tokens(text: str) -> Iterator[str]:
    after_number = -1
    for piece in PIECES.finditer(text):
        if word := piece["word"]:
            yield from _of_word(word)
        elif piece["number"]:
            yield number(piece["number"], piece["times"] or "")
            after_number = piece.end()
        else:
            run = piece["han"]
            if len(run) > 1:
                yield from map("".join, pairwise(run))
            elif piece.start() != after_number:
                # One sign behind a number is its unit, which says nothing.
                yield run
            for written in WRITTEN.finditer(run):
                yield f"#{_value(written[0])}"


def _of_word(word: str) -> Iterator[str]:
    stem = word[:-1] if len(word) > 3 and word.endswith("s") else word
    yield stem
    for length in PREFIXES:
        if len(stem) > length:
            yield f"{stem[:length]}~"


def number(digits: str, times: str = "") -> str:
    """Give the token of a number printed with a multiplier: `#` and the plain decimal without idle zeros."""
    value = Decimal(digits.replace(",", "").replace(" ", "")).scaleb(sum(TIMES[sign] for sign in times))
    plain = f"{value:f}"
    return f"#{plain.rstrip('0').rstrip('.') if '.' in plain else plain}"


def _value(written: str) -> int:
    """Read a numeral in Chinese signs: 一万五千亿 is 1500000000000."""
    total = part = digit = 0
    for sign in written:
        if sign in DIGITS:
            digit = DIGITS[sign]
        elif sign in "十百千":
            part += (digit or 1) * 10 ** TIMES[sign]
            digit = 0
        else:
            # 万亿 multiplies all that stands before it; 亿 after 万 too.
            power = 10 ** TIMES[sign]
            below = part + digit
            total = (total + below) * power if total and power > 10**4 else total + (below or 1) * power
            part = digit = 0
    return total + part + digit


def squeezed(document_number: str) -> str:
    """Give a document number without brackets and spaces, as people type it."""
    return BRACKETS.sub("", document_number)


@lru_cache(maxsize=50_000)
def sounds(name: str) -> frozenset[str]:
    """Give the pairs of neighbouring syllables of a name in pinyin without tones: `@zhibo` for 直播."""
    pairs = set()
    for piece in PIECES.finditer(normal(name)):
        if piece["han"]:
            spoken = lazy_pinyin(piece["han"], v_to_u=False)
            pairs |= {f"@{a}{b}" for a, b in pairwise(spoken)}
    return frozenset(pairs)
