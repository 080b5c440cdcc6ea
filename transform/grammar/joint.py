"""Nouns that name several things in one word, told with a number each: 城乡居民收入 is that of 城镇 and that of 农村.

What lives here is the words of it. Where a list of subjects stands and how many numbers there are is `phrases`.
"""

from __future__ import annotations

import re

from transform.language import words

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

_NOT_OF = re.compile(r"(?:就业|物价|经济|外贸|增长|GDP|转移|开工|竣工|改造|建设|开行|培训)$")
"""A member that is no thing of which the measure of the last could be told (就业和居民收入)."""
_SHARED_MEASURE = re.compile(rf"(?:{_MEASURED.pattern[:-1]}|产值|营收|增速|增幅|价|排放|[能消]耗)$")
_SHARE = re.compile(r"(?:产业)?(?:增加值|产值|营收|收入|出口|投资)占.{2,12}比重$")
_OF_MEASURE = frozenset(("贷款", "存款", "领域", "产业", "抽检", "的", "批发", "最低", "参保"))
"""Words that belong to the measure behind them, and not to what is measured."""
_NUMBER_OF = re.compile(r"(?<![人户件次指倍参])数$")
"""A bare number of things, which is no word of its own (养老床位 | 数)."""
_SHORTEST_MEASURE = 2
_BARE = re.compile(r"总?(?:利润|营收|产值|产量|销量|花费|数量|面积|里程)|满意率|普惠率")
"""A measure that says nothing without what it is of (省属企业营收和 | 利润)."""
_SHORTEST_OWNER = 4
"""Signs of what a bare measure is lent: less is as likely a part of the measure's own name (营业收入和利润)."""
_USED_FOR = re.compile(r".{2,}?用于(?=[一-龥])")
"""Who spends, before the first of what it is spent on (财政用于 | 科技、教育的支出)."""


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
    if last is None:
        return _shared(parts)
    noun = parts[-1][last.end() :]
    found = [_PART.match(part) for part in parts]
    return [
        word[0] + noun if word and noun.startswith(part[word.end() :]) else part
        for part, word in zip(parts, found, strict=True)
    ]


def _shared(parts: list[str]) -> list[str]:
    """Give each part the measure of the last where it has none, and who spends or what is measured where only the first says so."""
    spender = _USED_FOR.match(parts[0])
    if spender is not None:
        parts = [parts[0], *(spender[0] + part for part in parts[1:])]
    measure = _measure(parts[-1][spender.end() if spender else 0 :])
    owner = parts[0][: -len(own)] if (own := _last_word(parts[0])) and _SHARED_MEASURE.search(own) else ""
    found = []
    for part in parts:
        if len(owner) >= _SHORTEST_OWNER and _BARE.fullmatch(part):
            part = owner + part
        elif measure and part != parts[-1] and not (_SHARED_MEASURE.search(part) or _NOT_OF.search(part)):
            twice = next((n for n in range(len(measure) - 1, 1, -1) if part.endswith(measure[:n])), 0)
            part += measure[twice:]
        found.append(part)
    return found


def _measure(part: str) -> str:
    """Give the measure that a member ends in, with the words that belong to it (能源 | 领域投资额); empty where it has none."""
    share = _SHARE.search(part)
    if share is not None:
        return share[0]
    if _SHARED_MEASURE.search(part) is None:
        return ""
    if _NUMBER_OF.search(part):
        return "数"
    found = words.lexicon().segment(part)
    begin = len(found) - 1
    while begin > 1 and (len(part) - found[begin].start < _SHORTEST_MEASURE or found[begin - 1].word in _OF_MEASURE):
        begin -= 1
    return part[found[begin].start :] if begin > 0 else ""


def _last_word(part: str) -> str:
    """Give the last word of a member, with the one before it where it is no more than a sign (办结|率); empty where that is all."""
    found = words.lexicon().segment(part)
    begin = max((w.start for w in found if len(part) - w.start >= _SHORTEST_MEASURE), default=0)
    return part[begin:] if begin else ""
