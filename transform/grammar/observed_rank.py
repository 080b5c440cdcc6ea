"""Ranks (居全国第三位, 列第二、第三名): where they stand, what has them, which numbers they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from transform.grammar import constituents, phrases, predicates
from transform.grammar.observed_subject import GENERIC, Subject, members_of
from transform.language import numbers
from transform.language.clauses import Span
from transform.language.numbers import Plain

RANK = re.compile(
    r"(?:(?:位居|位列|位于|排名|排在|排|居|列|蝉联|保持|夺得|稳居|名列|跃居|跻身|进入|处于|(?:提升|上升|跃升|前移|[升降])[到至])[^,。;第]{0,10}"
    r"|(?:全国|全球|世界|国内|全省|全市|行业|市场|份额)(?:(?![居列排升])[^,。;第]){0,10})"
    r"第(?P<n>[一二三四五六七八九十]+|\s*\d+)(?P<unit>位|名)?(?:至\s*第?(?P<m>\d+)(?:位|名))?(?:(?=[一-龥]{0,2}[升移降][到至])|(?![批个家次部期届代轮人大中医方者类一-龥]{1}(?<![,。;、位名])))"
    r"|(?:居|列|位居|位列|排在)?(?:全国|全球|世界|国内|全省|行业|各省|各地|同类)[^,。;]{0,8}(?:之首|首位|榜首)"
)
MORE_RANKS = re.compile(r"(?:、|和|与|及)第?(?P<n>[一二三四五六七八九十]+|\d+)(?:位|名)?")
"""The ranks that a list told 分别 goes on with (分别位列第二、第三名)."""
_LASTING = re.compile(
    r"(?:已)?连续[\d一二三四五六七八九十]+(?:年|个月|个季度)(?:、[\d一二三四五六七八九十]+(?:年|个月|个季度))*"
)


_FROM = re.compile(r"[从由](?:上年的?)?[一-龥]{0,6}第\s*[一二三四五六七八九十\d]+[位名]?(?:[跃前]?[升移进降]?)?$")
"""The rank that something rises from (营商环境|从第15位)."""


_GROWTH = re.compile(
    r"(?<![、和及与])(?P<growth>年均增速|平均增速|增长率|[增涨降跌减]幅|增速)(?:[也均都分别并继续仍已]|连续[\d一二三四五六七八九十]+(?:年|个月|个季度))*$"
)
"""Growth that has a rank, which is not the rank of what grows (增加值 | 增速 | 居全省第5位)."""
_AMONG = re.compile(
    r"在[^,。;]{0,12}\d[\d.]*[个家][^,。;]{1,10}中(?:继续|仍|均|都)?$|[^,。;]{1,8}中(?:继续|仍|均|都)?$"
)
"""Among whom something has its rank, before the words of it (总量 | 在90个县中继续 | 排名第一)."""
_RISES_FROM = re.compile(r"[从由](?:(?:上年|去年|原来|\d{4}年)的?)?$")
_RISES = re.compile(r"[一-龥]{0,2}[升移降跃进提][到至为]?")
_RANK_ALONE = re.compile(r"、?第[一二三四五六七八九十\d]+[位名]?(?:双双|均|都)?")


class Rank(NamedTuple):
    """A rank in a text: what has it, its number (the last of a range too), its unit, where number and words end."""

    metric: str
    value: Plain
    value_max: Plain | None
    unit: str | None
    position: int
    end: int
    begins: bool = False
    """Whether a change begins with it (从第10位 | 升至第5位)."""


def ranks_of(subject: Subject, clause: Span, match: re.Match[str], start: int) -> list[Rank]:
    """Give the rank that a match of `RANK` tells, and those that its list goes on with (分别位列第二、第三名).

    `start` is where the words of the rank begin in the clause, behind the number before.
    """
    text = subject.reading.text
    printed = match["n"]
    value = numbers.parse(printed.strip()) if printed else Decimal(1)
    if value is None:
        return []
    words = phrases.without_times(text, start, match.start(), subject.reading.times)
    if _RANK_ALONE.fullmatch(words):
        return []  # 从第8位、第4位跃居第1位: which of several it is told of is not said.
    left = constituents.before(re.sub(r"[均都皆分]$", "", _FROM.sub("", _LASTING.sub("", words))))
    noun, told = predicates.split(left)
    left = left if told else noun  # 医疗中心开诊运营: how far it has come has no rank.
    if subject.viewed and left and subject.viewed not in left:
        left += subject.viewed
    metric = subject.carried() + left if not left or GENERIC.match(left) else left
    if not left and start > clause.start and subject.ranked:
        metric = subject.ranked  # 从全国第8位升至第3位
    begins = _RISES_FROM.search(words) is not None and _RISES.match(text, match.end()) is not None
    grows = _GROWTH.search(words)
    if grows is not None and metric and not metric.endswith(grows["growth"]):
        metric = metric.removesuffix("增速") + grows["growth"]
    elif not left and subject.recent and subject.recent[-1] == f"{metric}增速":
        metric = subject.recent[-1]  # 累计增速高于全国3.6个百分点,居全国第5位
    if not metric:
        return []
    subject.ranked = metric
    is_each = re.search(r"(?<![平年人户日月])[均都]$", words) is not None
    names = subject.recent if is_each and not left and len(subject.recent) > 1 else members_of(metric, is_each=is_each)
    found = [(name, value, match) for name in names]
    if text.endswith(("分别", "分"), 0, match.start()):
        more = list(_run(MORE_RANKS, text, match.end()))
        ranked = constituents.before(text[clause.start : match.start()].split("在")[0])
        subjects = phrases.joined(ranked, len(more) + 1)
        if more and not left:  # 产值9亿元,收入3亿元,分居全省第四、第三位
            subjects = subject.levels[-len(more) - 1 :] if len(subject.levels) > len(more) else []
        values = [numbers.parse(m["n"].strip()) or value for m in (match, *more)] if subjects else []
        found = list(zip(subjects, values, (match, *more), strict=True)) if subjects else found
    last = found[-1][0]
    return [
        Rank(
            metric,
            numbers.plain(value),
            Plain(match["m"]) if match["m"] else None,
            match["unit"] if printed else None,
            position if told is not match or metric == last else place(text, clause, metric, position),
            told.end(),
            begins,
        )
        for metric, value, told in found
        for position in [told.start("n") if printed else told.start()]
    ]


def place(text: str, clause: Span, metric: str, position: int) -> int:
    """Give where one of several things that share a number stands, for each fact has a place of its own."""
    found = text.find(metric[:2], clause.start, position)
    return found if found >= 0 else position


def _run(pattern: re.Pattern[str], text: str, position: int) -> Iterator[re.Match[str]]:
    """Give the matches that follow one another without a gap."""
    while match := pattern.match(text, position):
        yield match
        position = match.end()
