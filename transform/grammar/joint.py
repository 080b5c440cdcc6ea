"""Nouns that name several things in one word, told with a number each: 城乡居民收入 is that of 城镇 and that of 农村.

What lives here is the words of it. Where a list of subjects stands and how many numbers there are is `phrases`.
"""

from __future__ import annotations

import re

_JOINT: dict[str, tuple[str, ...]] = {
    "城乡": ("城镇", "农村"),
    "一二三产": ("第一产业", "第二产业", "第三产业"),
    "一二三产业": ("第一产业", "第二产业", "第三产业"),
    "二三产": ("第二产业", "第三产业"),
    "二三产业": ("第二产业", "第三产业"),
}
"""The word → what it joins, in the order in which the numbers tell of them."""

_JOINT_WORD = re.compile("|".join(sorted(_JOINT, key=len, reverse=True)))

JOINS = re.compile(r"[、和及]")
"""What stands between numbers that tell of one thing each."""

_PART = re.compile(
    r"城镇|城市|农村|乡村|农牧区|牧区|规模以上|规模以下|规上|规下|限额以上|限额以下|限上|限下|国有|民营|省级|市级|县级|区级|常住|户籍"
)
"""A word for a part of the whole, which says nothing without the noun behind it."""

_ORDINAL = re.compile(r"第?[一二]")
_INDUSTRY = re.compile(r"第?(?P<number>[二三])(?:次?产业|产)")
"""第一、二、三产业增加值: the numbers of the industries, of which only the last has its noun."""

_HEAD = re.compile(
    r"(?:排放总?量|浓度|(?:种植|播种|造林|收获)面积|(?<!总)产量|产销量|销售?量|发电量|消费量|装机(?:容量)?|单产|[存出]栏量?|增加值)$"
)
"""The measure of the last member of a list, which all of them are told by (小麦、玉米|产量)."""
_MEASURED = re.compile(
    r"(?:[率量额值数度]|面积|装机|里程|收入|支出|投资|投入|消费|[进出]口|贷款|存款|余额|利润|税收?|资产|人口|价格|收益|业务|指数|水平)$"
)
"""A member that has a measure of its own."""

_USED = re.compile(r"排放|(?:用[一-龥]量|[消能]耗|强度|产量|费量|[率额值数]|面积)$")
"""A member that is measured by itself beside what is emitted: 化学需氧量 is a thing that is emitted, 用水量 none."""


def members(subject: str, count: int) -> list[str]:
    """Give the `count` things that one joint word of the subject names, each with the words around it, else nothing."""
    word = _JOINT_WORD.search(subject)
    if word is None or len(_JOINT[word[0]]) != count:
        return []
    return [subject[: word.start()] + part + subject[word.end() :] for part in _JOINT[word[0]]]


def lent(parts: list[str]) -> list[str]:
    """Give each part that says no more than a word for a part the noun of the last one (城镇、农村居民收入 → 城镇居民收入 …).

    城镇居民、农村居民收入 says 居民 twice: what follows the word in it is how the noun of the last begins.
    """
    industry = _INDUSTRY.match(parts[-1])
    if industry and all(_ORDINAL.fullmatch(part) for part in parts[:-1]):
        numbers = [*(part[-1] for part in parts[:-1]), industry["number"]]
        return [f"第{number}产业{parts[-1][industry.end() :]}" for number in numbers]
    last = _PART.match(parts[-1])
    head = _HEAD.search(parts[-1]) if not any(_PART.match(part) for part in parts) else None
    if head is not None and head.start() > 1:
        emitted = head[0].startswith("排放")
        measured = [(_USED if emitted else _MEASURED).search(part) is not None for part in parts[:-1]]
        return [*(part if own else part + head[0] for part, own in zip(parts, measured, strict=False)), parts[-1]]
    noun = parts[-1][last.end() :] if last else ""
    words = [_PART.match(part) for part in parts]
    return [
        word[0] + noun if word and noun.startswith(part[word.end() :]) else part
        for part, word in zip(parts, words, strict=True)
    ]
