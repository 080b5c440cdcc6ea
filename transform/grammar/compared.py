"""Times that date nothing: what a number is compared with, built on or measured by (比2031年增长, 在2031年基础上, 是2031年的1.2倍)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transform.language.periods import Time

_COMPARED = re.compile(r"(?:[高低多少好快慢优]于|比|较|相较于|相比于?|对比|自|由|从|(?:与|同|和))$")
_COMPARED_BEHIND = re.compile(r"(?:的)?(?:同期|水平|年?底|年?末)?(?:相比|(?:基本|大体)?(?:持平|相当))")
_FOR_BASIS = re.compile(r"(?:度|的)?(?:数据|水平|数)?(?:为|作为?)(?:基[期数准年]|起点)")
"""What makes a year the one that a multiple is reckoned from (以2029年为基期)."""
_PART_OF = re.compile(r"(?:同期|全年|末|底|水平)*的?(?:约|近)?\d+(?:\.\d+)?(?P<unit>倍|%)")
_BASIS = re.compile(r"[^,。;\d]{0,14}基础上")
"""What makes a time the one that something builds on (在2029年基础上, 在上年高增长的基础上)."""
_RECOVERED = re.compile(r"(?:恢复[到至]?|相当于|达到?|为|是|超过)$")
_LEVEL = re.compile(r"(?:度|的)?(?:实际|平均)?(?:水平|实绩)")
_VISION = re.compile(r"远景目标(?![是为:])")
"""What makes a year part of the name of aims that others serve (为实现2035年远景目标,…)."""
_LEFT_OVER = re.compile(r"(?:度|的)?(?:结转|转结|遗留|滚存|未办结)")
"""What makes a time the one that something is left over from (含上年度结转申请34件)."""
_CLOSED = re.compile(r"\)(?!:)")


def is_base(text: str, times: Sequence[Time], time: Time) -> bool:
    """Say whether a time of a text is only what something is compared with; `times` are all that the text names."""
    if text[time.start - 1 : time.start] == "(" and _CLOSED.match(text, time.end):
        return True  # 方案(2031—2033年)实施以来: the years are part of a name.
    if is_measure(text, time) or _BASIS.match(text, time.end):
        return True
    if text.startswith("上", time.start - 1) and time.start:
        return True  # 比上一季度增加: its own quarter is another.
    if any(pattern.match(text, time.end) for pattern in (_LEVEL, _VISION)) or is_left_over(text, time):
        return True  # 不低于去年水平
    if text.startswith("以", time.start - 1) and _FOR_BASIS.match(text, time.end):
        return True
    before = _COMPARED.search(text[max(0, time.start - 3) : time.start])
    if before is None:
        return any(t.end == time.start and is_base(text, times, t) for t in times)
    if before[0] in ("与", "同", "和"):
        return _COMPARED_BEHIND.match(text, time.end) is not None
    return True


def is_left_over(text: str, time: Time) -> bool:
    """Say whether a time is the one that what is counted now was left over from (含上年度结转申请34件)."""
    return _LEFT_OVER.match(text, time.end) is not None


def is_measure(text: str, time: Time) -> bool:
    """Say whether a number is told as so much of what a time had (是2029年的1.2倍, 恢复到2029年同期的98%)."""
    times_or_part = _PART_OF.match(text, time.end)
    if times_or_part is None:
        return False
    return times_or_part["unit"] == "倍" or _RECOVERED.search(text, max(0, time.start - 4), time.start) is not None
