"""Numbers that are written as words and have no unit of the register: 翻番, 过半, 1/3, 一倍; and numerals that only name.

`transform.language.quantities` gives what a unit follows. What is left of a text is looked at here, rule by rule, so that
no number is passed over: some say how much (翻两番), others stand in a date, an article, a grade or a name and count nothing.
A numeral inside a word (统一, 三农, 百姓) is no number and no rule takes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from transform.grammar.roles import Role, Taken
from transform.language import numbers
from transform.language.quantities import Comparator, Quantity


class Rule(NamedTuple):
    """Words that are a number: how they are written, what they are (None where that is to be decided), phrases with them."""

    name: str
    role: Role | None
    pattern: str
    examples: tuple[tuple[str, str], ...]
    """A phrase and the words of it that the rule takes."""


class Word(NamedTuple):
    """A number in words, `text[start:end]`: how much it says, if it does, what it is, if its rule knows, and the rule."""

    start: int
    end: int
    quantity: Quantity | None
    taken: Taken | None
    rule: str


_N = rf"[{numbers.NUMERAL}○]{{1,12}}"
_FEW = "[二两三四五六七八九十]{1,3}"
_HEAD = r"(?:^|(?<=[,。;:]))"

SLASHED = Rule(
    "slash",
    None,
    r"(?<![\d/.A-Za-z至—–-])(?P<part>[1-9]\d?)/(?P<whole>[1-9]\d{0,2})(?![\d/.A-Za-z年至—–-])",
    (("减少1/3左右", "1/3"), ("占全部用地的2/5", "2/5")),
)
"""A fraction in digits; of all rules it is tried first, for both of its numbers are quantities by themselves."""

RULES: tuple[Rule, ...] = (
    Rule(
        "double",
        None,
        r"(?:超过|超)?(?:实现)?(?:翻(?P<times>[一两二三四])?番|倍增(?!行动|计划|工程|方案|效应|作用|器|空间))",
        (("产值翻番", "翻番"), ("比2031年翻两番", "翻两番"), ("营收实现倍增", "实现倍增")),
    ),
    Rule(
        "half",
        None,
        r"(?P<over>超?过|超)半数?(?![年天日径山途截个夜边小月])|(?P<near>近)半数?(?![年天日径山途截个夜边小月])"
        r"|半数(?P<or_more>以上)?|(?<=[一-龥])(?P<and_over>超过)?一半(?P<and_more>以上)?",
        (("占比过半", "过半"), ("半数以上委员同意", "半数以上"), ("近半企业", "近半"), ("降低到原来一半", "一半")),
    ),
    Rule(
        "once",
        None,
        r"一(?:倍|(?<=[长高加升降少出大产的到至过约近占]一)成(?!不变|[为立本果]))(?P<more>以上)?",
        (("处以一倍以上罚款", "一倍以上"), ("产量提高一成", "一成"), ("比上年增长一倍", "一倍")),
    ),
    Rule(
        "date_in_words",
        "date",
        rf"(?:[一二][〇○零一二三四五六七八九]{{3}}年)(?:{_N}月(?:{_N}日)?)?|{_FEW}月{_N}日",
        (("二○三一年六月十日印发", "二○三一年六月十日"), ("一九八一年以来", "一九八一年")),
    ),
    Rule(
        "numbering",
        "reference",
        rf"^{_N}[、.．]|\({_N}\)|{_HEAD}[一二三四五六七八九十]{{1,3}}(?=[是要则](?!否|求|点))",
        (("二十三、附则", "二十三、"), ("(四)加强保障", "(四)"), ("一是建网络,二是强服务", "一")),
    ),
    Rule(
        "ordinal_in_words",
        "name",
        rf"第{_N}|首位(?!度)|榜首|(?<=之)首(?=[,。;、]|$)",
        (("列全省第一", "第一"), ("第二步申领", "第二"), ("居全省之首", "首"), ("稳居首位", "首位")),
    ),
    Rule(
        "session",
        "name",
        rf"(?:十[一二三四五六七八九]|二十)大(?!型|道|学)|{_FEW}(?:大(?=[、和精报以会之召]|$)|届|中全会|次全会)",
        (("市委十二届五次全会", "十二届"), ("党的十九大精神", "十九大"), ("十八大之后", "十八大")),
    ),
    Rule(
        "plan_of_years",
        "name",
        rf"{_FEW}年(?=行动|计划|规划|攻坚|实施|提升|建设)",
        (("三年行动方案", "三年"),),
    ),
    Rule(
        "length_of_time",
        "limit_of_time",
        r"[一二两三四五六七八九十百]{1,4}(?:个(?:工作日|自然日|交易日|月|小时|星期|季度)|年(?!级|代|轻|来)|周(?=[内前后以]|[,。;]|$)|天(?!然|气)|日(?=[内前后以]|[,。;]|$)|小时|分钟)",
        (("有效期五年", "五年"), ("十个工作日内办结", "十个工作日"), ("自公布之日起三十日内", "三十日")),
    ),
    Rule(
        "grade",
        "name",
        r"[一二三四五六七八九十]级(?!数)|[二三四五六七八九十](?:类|档|期|星(?=级)|等(?=[奖品座舱功]))|一(?:期(?=工程|项目|[,。、;]|$)|等(?=奖|功))",
        (("三级医院", "三级"), ("荣获二等奖", "二等"), ("电厂二期", "二期")),
    ),
    Rule(
        "so_many_great",
        "list_count",
        rf"{_FEW}大(?!学|道|型|桥|棚|队|多|会|力|量|小)(?=[一-龥])",
        (("实施四大工程", "四大"),),
    ),
)
"""Tried in this order on what no rule before took; the first that takes a stretch has it."""

_COMPILED = tuple((rule, re.compile(rule.pattern)) for rule in RULES)
_SLASHED = re.compile(SLASHED.pattern)
_PARTS = Decimal("0.0001")
"""How exactly a fraction is kept as percent: as `transform.language.quantities` keeps those in words."""


def fractions(text: str) -> Iterator[Word]:
    """Give the fractions in digits of a folded paragraph (1/3), as percent."""
    for match in _SLASHED.finditer(text):
        part, whole = Decimal(match["part"]), Decimal(match["whole"])
        if part < whole:
            value = part * 100 / whole
            exact = value if value == value.quantize(_PARTS) else value.quantize(_PARTS)
            yield _word(SLASHED, match, exact.normalize(), "%", "=")


def find(text: str) -> Iterator[Word]:
    """Give the numbers in words of a folded paragraph, rule by rule; they may overlap, the first counts."""
    for rule, pattern in _COMPILED:
        for match in pattern.finditer(text):
            said = _HOW_MUCH[rule.name](match) if rule.name in _HOW_MUCH else None
            if said is not None:
                yield _word(rule, match, *said)
            else:
                taken = Taken(rule.role, f"numberwords.{rule.name}") if rule.role is not None else None
                yield Word(match.start(), match.end(), None, taken, f"numberwords.{rule.name}")


def _doubled(match: re.Match[str]) -> tuple[Decimal, str, Comparator]:
    doublings = {"两": 2, "二": 2, "三": 3, "四": 4}.get(match["times"] or "", 1)
    return Decimal(2**doublings), "倍", ">" if match[0].startswith("超") else "="


def _half(match: re.Match[str]) -> tuple[Decimal, str, Comparator]:
    more = match["or_more"] or match["and_more"]
    return (
        Decimal(50),
        "%",
        ">" if match["over"] or match["and_over"] else "~" if match["near"] else ">=" if more else "=",
    )


def _once(match: re.Match[str]) -> tuple[Decimal, str, Comparator]:
    return Decimal(1), match[0][1], ">=" if match["more"] else "="


_HOW_MUCH = {"double": _doubled, "half": _half, "once": _once}


def _word(rule: Rule, match: re.Match[str], value: Decimal, unit: str, comparator: Comparator) -> Word:
    start, end = match.span()
    quantity = Quantity(start, start, end, end, value, None, unit, comparator, False)
    return Word(start, end, quantity, None, f"quantity.{rule.name}")
