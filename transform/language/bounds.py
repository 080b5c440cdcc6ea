"""Words that compare: 不少于 before a number, 余 inside it, 以上 behind it.

Which of them a number has is decided here; where the number stands is the caller's.
"""

from __future__ import annotations

import re
from typing import Literal

from transform.language import words

Comparator = Literal[">", ">=", "=", "<=", "<", "~"]

BEFORE: dict[str, Comparator] = {
    "≥": ">=",
    "≤": "<=",
    ">": ">",
    "<": "<",
    "不少于": ">=",
    "不低于": ">=",
    "不小于": ">=",
    "不短于": ">=",
    "不得低于": ">=",
    "不得少于": ">=",
    "不得小于": ">=",
    "不得短于": ">=",
    "至少": ">=",
    "最少": ">=",
    "大于等于": ">=",
    "大于或等于": ">=",
    "大于或者等于": ">=",
    "高于或等于": ">=",
    "等于或大于": ">=",
    "达到或超过": ">=",
    "达到或者超过": ">=",
    "不超过": "<=",
    "不高于": "<=",
    "不多于": "<=",
    "不大于": "<=",
    "不长于": "<=",
    "不得超过": "<=",
    "不得高于": "<=",
    "不得多于": "<=",
    "不得大于": "<=",
    "不得长于": "<=",
    "最高不超过": "<=",
    "最多不超过": "<=",
    "最长不超过": "<=",
    "小于等于": "<=",
    "小于或等于": "<=",
    "小于或者等于": "<=",
    "低于或等于": "<=",
    "等于或小于": "<=",
    "控制在": "<=",
    "最多": "<=",
    "最高": "<=",
    "至多": "<=",
    "超过": ">",
    "超出": ">",
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
    "不满": "<",
    "未满": "<",
    "大约": "~",
    "约": "~",
    "接近": "~",
    "将近": "~",
    "近": "~",
}
"""Words before a number; the longest one that ends there counts."""

INSIDE: dict[str, Comparator] = {"余": ">", "多": ">", "来": "~"}
"""Words between a number and its measure word (300余家, 10来个)."""

AFTER: dict[str, Comparator] = {
    "及其以上": ">=",
    "及以上": ">=",
    "(含)以上": ">=",
    "或者以上": ">=",
    "或以上": ">=",
    "以上": ">=",
    "及其以下": "<=",
    "及以下": "<=",
    "(含)以下": "<=",
    "或者以下": "<=",
    "或以下": "<=",
    "以下": "<=",
    "(含)以内": "<=",
    "以内": "<=",
    "之内": "<=",
    "左右": "~",
    "上下": "~",
    "有余": ">",
    "多": ">",
}
"""Words behind the measure word; 多 only where nothing follows that it could belong to (三成多)."""

LINKED = ("为", "有", "占", "达", "是", "达到", "了", "合")
"""Words that may stand between a comparing word and its number (约为30, 约占12%, 超过了50)."""

_OF_A_DEED = re.compile(r"(?P<bound>至少|最少|不少于|不低于|最多|至多|不超过)(?P<deed>[一-龥]{2,4})$")

_LONGEST = max(map(len, BEFORE))
_BARE: dict[str, Comparator] = {"上": ">=", "过": ">", "破": ">"}
"""Words that compare a lone 百, 千, 万, 亿 alone: 上百家, 过千亿元, 破万人."""
_LAST = frozenset(word[-1] for word in (*BEFORE, *LINKED, *_BARE))


def before(text: str, start: int, *, bare: bool = False) -> str | None:
    """Give the words right before a number that compare it, with the link behind them, None where there are none.

    `bare` says that the number is a lone 百, 千, 万 or 亿.
    """
    if start == 0 or text[start - 1] not in _LAST:
        return None
    if bare and text[start - 1] == "上":
        return "上"
    for link in ("", *LINKED):
        if link and not text.endswith(link, 0, start):
            continue
        end = start - len(link)
        for length in range(min(_LONGEST, end), 0, -1):
            word = text[end - length : end]
            if word in BEFORE:
                # 最近, 附近, 节约 end as a comparing word does, and are none.
                return None if length == 1 and _ends_longer_word(text, end) else text[end - length : start]
    if bare and text[start - 1] in _BARE and not _ends_longer_word(text, start):
        return text[start - 1]
    return None


def of_deed(text: str, start: int) -> Comparator | None:
    """Give how the words before the deed that a number stands behind compare it (至少建成 | 3所), None where there are none."""
    found = _OF_A_DEED.search(text, max(0, start - 8), start)
    if found is None:
        return None
    entry = words.lexicon().entries.get(found["deed"])
    is_deed = entry is not None and entry.word_class in ("deed", "done", "event", "procedure")
    return BEFORE[found["bound"]] if is_deed else None


def sense(found: str) -> Comparator:
    """Give how the words that `before` found compare."""
    for length in range(min(_LONGEST, len(found)), 0, -1):
        if found[:length] in BEFORE:
            return BEFORE[found[:length]]
    return _BARE[found]


def _ends_longer_word(text: str, end: int) -> bool:
    """Say whether the word of the text that ends at `end` has more than one character, and is no comparing word itself."""
    borders = words.borders(text)
    return bool(borders[end]) and not borders[end - 1]
