"""The words of a phrase with the categories that the rules of `phrase_rules` are made over, and what each costs.

A word is cut by the segmenter and classed by our lexicon first, by its class in the segmenter's dictionary else: what
neither knows is a noun. Words that no rule could part are one to the chart: a run of nouns, what stands in quotation marks.

Categories: N noun, H noun of a measure (率, 面积), G several that end in one, NA what is a noun for want of one, J what stands
before a noun and belongs to it; V verb of a deed, U any other, A one that adds or ends, HV helps, W verb that may be part of a name (建设,
服务), F one that may only begin it, FW one that may only end it, LE 了; K what leads from a noun to its number (达到, 增长), GR growth
(增速), Z 占, M compares, RATIO 比, I each, D adverb, X plans (拟, 将), P preposition, R 对, C joins, E 的, Q number, L its limit (以上),
T all of the territory, B brackets, SIGN that of a clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import rjieba

from transform.grammar import verbs
from transform.language import words


class Token(NamedTuple):
    """A word of a phrase, `text[start:end]`, with the categories that it may have and their costs."""

    start: int
    end: int
    categories: Mapping[str, int]


_HEAD = re.compile(r"(?:[率量额数值度]|面积|规模|里程|水平|能力|价格|比重|占比|比例|增速|增幅|容量|标准|时限)$")
QUOTED = {"“": "”", "《": "》", "‘": "’", "「": "」"}
BRACKETS = {"(": ")", "〔": "〕", "[": "]"}
_KINDS: dict[str, dict[str, int]] = {
    "link": {"K": 0, "J": 6},
    "fall": {"K": 0, "F": 0, "FW": 4},
    "add": {"K": 1, "A": 0, "F": 3, "FW": 4},
    "growth": {"GR": 0, "N": 1},
    "sign_like": {"K": 0, "J": 3},
    "help": {"HV": 0, "V": 0, "W": 3},
    "deed": {"V": 0, "W": 3},
    "done": {"K": 1, "A": 0, "F": 4},
    "verb": {"W": 0, "U": 1},
    "light": {"U": 0, "W": 2},
    "sold": {"W": 0, "K": 1, "A": 1},
    "for": {"K": 0, "P": 1, "J": 6},
    "new": {"A": 0, "U": 0, "K": 1, "F": 4},
    "covers": {"K": 0, "A": 1, "W": 2},
    "may": {"D": 2, "J": 0},
    "perfect": {"LE": 0, "K": 0, "J": 6},
    "name": {"N": 0, "W": 0, "U": 4},
    "adverb": {"D": 0, "J": 4},
    "manner": {"D": 0, "J": 0},
    "quality": {"J": 0, "D": 3},
    "described": {"J": 0, "D": 3, "NA": 0},
    "sized": {"J": 0, "K": 1},
    "single": {"J": 1, "N": 2},
    "plan": {"X": 0, "D": 0},
    "intended": {"N": 1, "X": 0},
    "compare": {"M": 0, "J": 6},
    "noun": {"N": 0},
    "measure": {"H": 0, "N": 0},
    "measured": {"G": 0, "N": 0},
    "ratio": {"M": 0, "RATIO": 0},
    "join": {"C": 0, "J": 6},
    "of": {"E": 0},
    "to": {"P": 0, "K": 2, "J": 6},
    "towards": {"P": 1, "R": 0, "K": 2},
    "number": {"Q": 0},
    "limit": {"L": 0, "K": 1},
    "share": {"Z": 0, "K": 1},
    "all": {"T": 0, "N": 1},
    "each": {"I": 0, "J": 0, "K": 1},
    "sign": {"SIGN": 0},
    "bracket": {"B": 0},
}
"""The categories that a kind of word may have, and what each costs."""
_CLASSES = {
    "reach": "link", "bound": "link", "compared": "link", "add": "add", "fall": "fall", "deed": "verb", "offer": "verb",
    "done": "done", "aim": "adverb", "manner": "manner", "forecast": "adverb", "rate": "noun", "noun": "noun",
    "money": "noun", "size": "noun", "receiver": "noun", "person": "noun", "territory": "noun",
}  # fmt: skip
"""Classes of the lexicon → kinds."""
_SHORT_WORD, _SHORT_MEASURE = 2, 3
"""Signs of a word that is no compound, and of the name of a measure that is none (覆盖率)."""
_NAMED = re.compile(r"(?:目标|指标|计划|方案|行动|任务|安排|[书表图]|愿景|部署)$")
"""What a word of an aim or of a plan ends in that names it (总体目标), and no verb (力争到)."""
_TAGS = {
    "v": "verb", "vd": "manner", "vn": "name", "vi": "verb", "d": "manner", "ad": "manner", "a": "described", "b": "described",
    "z": "described", "c": "join", "p": "to", "uj": "of", "ul": "perfect", "ud": "link", "uz": "link", "ug": "link",
    "m": "quality", "r": "quality", "f": "noun", "y": "link",
}  # fmt: skip
"""Classes of the segmenter's dictionary → kinds; all others are nouns."""
_SAID: dict[str, str] = {
    "join": "、 和 与 及 或 并 以及 并且 或者",
    "of": "的",
    "plan": "将 拟 拟于 要",
    "limit": "以上 以下 以内 内 及以上 及以下 以外",
    "all": "全市 全省 全区 全县 本市 本省 我市 我省 我区 本区 我国 全域 全自治区 全州 全国",
    "to": "由 从 在 使 让 向 给 以 按 按照 围绕 依托 面向 通过 随着 根据 据 截至 截止 截至到",
    "towards": "对 对于",
    "for": "为",
    "sign_like": "至 到 约 于 仅 均 都 共",
    "link": "数为 之间 以来 期间 提出 公布 出现",
    "help": "支持 鼓励 引导 推动 组织 帮助 指导",
    "compare": "高于 低于 快于 慢于 优于 好于 多于 少于 高出 较 高过",
    "ratio": "比",
    "quality": "重点 集中 基本 各类 各级 各项 各种 各个 共同 各 每 该 其 首批 全 老 旧 免费 既有 最低 最高",
    "growth": "增速 增幅 涨幅 降幅 跌幅 减幅 年均增速 平均增速 同比增速",
    "share": "占 约占 占到 占全国 占全部",
    "sized": "高 大 近 超 过 不 多 少 低",
    "manner": "新 国家级 省级 市级 区级 县级",
    "adverb": "略 谋划 其中 另有 目前 同时 双双 每年 全年 每月 每天 每日 把",
    "may": "可 能 需",
    "perfect": "了",
    "fall": "改善",
    "new": "新建",
    "sold": "销售",
    "covers": "覆盖",
    "deed": "重建",
    "intended": "计划",
    "noun": "清单",
    "single": "自 用",
    "verb": "同意",
    "done": "荣获 建成 引进 培育 完成 推出 投放 落地 获得 取得 认定 布设 配备 实现",
    "light": "抢救 扩充 修订 拆除 盘活 处置"
    " 安排 投入 兑现 发行 代发 拨付 下达 下拨 筹措 筹集 调度 落实 入选 获批 列入 办好 抓好 做好 加强 强化 优化 深化 巩固 健全 颁布 出台 印发"
    " 召开 举办 具备 设有 建有 持有 包含 包括 含 接待 竣工 完工 开工 提请 坚持 重视 统筹",
}
"""Kinds of single words, whatever the lexicon calls them.

`done` are verbs that may stand between a noun and its number (基站建成1.2万个), other deeds behind a noun belong to it; `light`
are those that say nothing of what is counted of their object (安排赤字 is 赤字; 转移人口 is no 人口).
"""
_OWN = {
    **dict.fromkeys(verbs.REACHING, "link"),
    **dict.fromkeys(verbs.FALLING, "fall"),
    **dict.fromkeys(verbs.ADDING, "add"),
    **{word: kind for kind, said in _SAID.items() for word in said.split()},
}
_NOUNS = frozenset("NHG")
_SHORT = 3
_REBUILT = re.compile(r"新?\([改扩、]{1,3}\)建")
"""Building anew and over, told in one word with brackets: 新(改)建."""
_ONE = re.compile(r"(?![新各全该本此其省市县区前])[一-龥](?=[一-龥“])")
_NATIONAL = re.compile(r"全国(?:知名|领先|一流|性|统一|首|重点|文明|示范|先进)")
"""A title or a kind that is named so, no territory."""


@lru_cache(maxsize=1 << 14)
def kind_of(word: str) -> str:
    """Give the kind of a word, a key of `_KINDS`: by our lexicon, else by its class in the segmenter's dictionary."""
    own = _OWN.get(word)
    if own is not None:
        return own
    if word[-1] == "的" and len(word) > 1:
        return "link"
    if word in verbs.DOING:
        return "deed"
    if word in verbs.ADVERBS:
        return "adverb"
    if word[0] == "每" and len(word) > 1:
        return "each"
    if word[0].isdigit():
        return "number"
    if word in ",;:":
        return "sign"
    entry = words.lexicon().entries.get(word)
    kind = _CLASSES.get(entry.word_class) if entry is not None else None
    tagged = _tagger().tag(word, False)
    tag = tagged[0][1] if len(tagged) == 1 else ""
    if kind == "verb" and len(word) > _SHORT_WORD:
        return "noun"  # 补贴资金, 以奖代补
    if kind == "verb" and tag[:1] == "n":
        return "name"
    if kind in ("done", "adverb", "link") and (tag[:1] == "n" or (len(word) > _SHORT_WORD and _NAMED.search(word))):
        return "noun"
    if kind is None:
        kind = _TAGS.get(tag, "noun")
    if len(word) == 1 and kind in ("noun", "name", "verb", "quality", "described", "manner") and entry is None:
        return "single"  # A character that no rule knows belongs to the word beside it (在沪|持|牌).
    if kind in ("noun", "name", "add") and _HEAD.search(word):
        return "measure" if len(word) <= _SHORT_MEASURE else "measured"
    return kind


@lru_cache(maxsize=1 << 12)
def _parts(word: str) -> tuple[str, ...]:
    """Give the two words that the dictionary has for one (居民消费价格|上涨, 全面|落实), nothing for any other."""
    if word[0] == "新" and word[1:] in _VERBS:
        return word[0], word[1:]  # 新|创建
    if word[-1] in _PLANNED_AT and _OWN.get(word[:-1]) == "intended":
        return word[:-1], word[-1]  # 计划|在
    for cut in range(2, len(word) - 1):
        first, second = word[:cut], word[cut:]
        if second in _CHANGES or (first in verbs.ADVERBS and second in _VERBS):
            return first, second
        if first in _VERBS and len(second) > 1 and _tagger().tag(word, False)[0][1] == "l":
            return first, second  # 引进|人才
    return ()


_PLANNED_AT = frozenset("在于到")
_CHANGES = frozenset(("上涨", "下降", "增长", "提高", "上升", "下跌"))
_VERBS = frozenset((*verbs.DOING, *verbs.ADDING))


@lru_cache(maxsize=1)
def _tagger() -> rjieba.Jieba:
    return rjieba.Jieba()


def tokens(text: str) -> list[Token]:
    """Give the words of a phrase in order; together they are the phrase."""
    found: list[Token] = []
    ends = 0
    cut = words.lexicon().segment(text)
    ends_of = {word.end for word in cut}
    for word in cut:
        if word.start < ends:
            continue
        if word.word == "在" and _ONE.match(text, word.end) and (word.end + 1) in ends_of:
            ends = word.end + 1
            found.append(Token(word.start, ends, _KINDS["quality"]))  # 在沪, 在建
            continue
        closing = QUOTED.get(word.word) or BRACKETS.get(word.word)
        if closing is not None:
            at = text.find(closing, word.end)
            ends = at + 1 if at >= 0 else word.end
            kind = "noun" if word.word in QUOTED and at >= 0 else "bracket"
        else:
            ends, kind = word.end, kind_of(word.word)
            kind = "noun" if kind == "all" and _NATIONAL.match(text, word.start) else kind
        parts = _parts(word.word) if kind == "noun" and closing is None and len(word.word) >= _SHORT else ()
        if parts:
            middle = word.start + len(parts[0])
            found.append(Token(word.start, middle, _KINDS[kind_of(parts[0])]))
            found.append(Token(middle, ends, _KINDS[kind_of(parts[1])]))
            continue
        rebuilt = _REBUILT.match(text, word.start)
        if rebuilt is not None:
            ends, kind = rebuilt.end(), "deed"
        categories = _KINDS[kind]
        last = found[-1] if found else None
        if last is not None and kind in ("noun", "measure", "measured") and last.categories.keys() <= _NOUNS:
            found[-1] = Token(last.start, ends, _KINDS["measured" if kind in ("measure", "measured") else "noun"])
        else:
            found.append(Token(word.start, ends, categories))
    return found
