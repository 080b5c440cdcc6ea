"""The outline of a document: how its paragraphs are numbered and what stands under what.

Here live the ways of numbering (第一章, 一、, （一）, 1., (1), 第一条, 附件1) and the headings that they carry, as
a line of their own or as the first sentence of a paragraph. Which items are measures does not live here.

Signs of numbering stand here and in `extract.text.prose`, since the questions differ: there, whether a printed line
starts something new or goes on, before there are paragraphs; here, what number of what rank a whole paragraph has, also
one that begins inside a block — with one rule for both, either would part lines or count items wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from transform.language.numbers import parse
from transform.language.text import Folded

Style = Literal[
    "annex", "part", "chapter", "division", "cn", "article", "cn_paren", "decimal", "arabic", "arabic_paren", "circled"
]

RANK: dict[Style, int] = {
    "annex": 0,
    "part": 1,
    "chapter": 2,
    "division": 3,
    "cn": 4,
    "article": 5,
    "cn_paren": 6,
    "arabic": 7,
    "decimal": 8,
    "arabic_paren": 9,
    "circled": 10,
}
"""The customary nesting of the ways of numbering, outermost first."""

LEAF_RANK = 11
"""A heading without numbering inside a numbered outline stands under whatever is open."""

_CN = "[〇零一二两三四五六七八九十百]+"
_MARKS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (
        "annex",
        re.compile(rf"附(?:件|录)(?P<n>\d{{1,2}}|{_CN})?(?:$|(?<=[\d一二三四五六七八九十])[:.、\s]?(?![的中所、和]))"),
    ),
    ("part", re.compile(rf"第(?P<n>{_CN}|\d{{1,2}})(?:部分|编|篇)[:、.\s]?")),
    ("chapter", re.compile(rf"第(?P<n>{_CN}|\d{{1,2}})章[:、.\s]?")),
    ("division", re.compile(rf"第(?P<n>{_CN}|\d{{1,2}})节[:、.\s]?")),
    ("article", re.compile(rf"第(?P<n>{_CN}|\d{{1,3}})条(?:之{_CN})?[:、.\s]?")),
    ("cn", re.compile(rf"(?P<n>{_CN})(?:[、.]|,(?=[一-龥]))")),
    ("cn_paren", re.compile(rf"\((?P<n>{_CN})\)[、.]?")),
    (
        "decimal",
        re.compile(
            r"\d{1,2}(?:\.\d{1,2}){0,2}\.(?P<n>1?\d)(?=[\s一-龥A-Za-z“\"])(?![GD][一-龥]|[亿万千百元倍个家项岁年月日米吨公平])"
        ),
    ),
    # 11.121工程, 2.5G应用: behind the number an item may begin with digits of its own, but for decimals.
    ("arabic", re.compile(r"(?P<n>\d{1,3})(?:[.、](?!\d)|\.(?=\d{3,4}[一-龥]|[2-6][GD][一-龥])|\)?(?=【))\s?")),
    ("arabic_paren", re.compile(r"\(?(?P<n>\d{1,2})\)[、.]?\s?")),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

_LINE_LENGTH = 60
_SENTENCE_LENGTH = 12
_GIVES = re.compile(r"给予.*(?:奖|补|支持|资助)|(?:奖励|奖补|补贴|补助|资助).{0,8}\d")
_CHARGED_WITHIN = 3
"""How many paragraphs behind an item who is in charge may stand."""
_PHRASE_LENGTH: dict[Style, int] = {"cn": 30, "article": 20}
_ANY_PHRASE_LENGTH = 42
_ALWAYS: frozenset[Style] = frozenset({"annex", "part", "chapter", "division", "cn", "article"})
"""These open a node of their own even where they carry no heading."""
_NOTE_BEHIND = re.compile(r"\s*[(\[【〔][^()\[\]【】〔〕]*(?:[(〔][^()〔〕]*[)〕][^()\[\]【】〔〕]*)*[)\]】〕]$")
_DECIDES = re.compile(
    r"对[^,。]{2,40},?[^。]*(?:给予|予以|减|免|按|实行|优先)|(?:大力|积极|进一步|加大|全面)?(?:鼓励|支持|设立|建立|实施|推进|推动|加快|加强|优化|完善|开展|"
    r"取消|降低|减免|免收|提高|放宽|扩大|落实|引导|培育|建设|打造|给予|每年安排|安排)(?!条件|范围|标准|对象|程序|主体|机关)"
)
"""How a sentence begins that decides or offers."""
_RULES = re.compile(r"应当|不得|是指|符合下列|以下简称|参照|违反|适用")
_ENDS = re.compile(r"(?:自[^。]{2,20}起(?:施行|实施|执行)|有效期|负责解释|解释权)")
"""What the last articles say of the document itself."""
_NO_PHRASE = re.compile(
    r"[;:!?]|^本(?:办法|措施|规定|细则|方案|政策|意见|通知|条例|要点)|应当|不得|可以|必须|的,|之一|以下简称|是指|另行"
    r"|由.{2,}(?:负责|制定|公布|解释|承担|规定|组织|确定)|适用于|为准|负责.{4,}|^对.+给予"
)
"""What the first sentence of a paragraph holds where it is a sentence and no heading."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number before a paragraph: how it is written, what it counts, as printed, and where the text begins."""

    style: Style
    ordinal: int
    printed: str
    end: int

    @property
    def rank(self) -> int:
        """The customary depth."""
        return RANK[self.style]


@dataclass(slots=True)
class Node:
    """A numbered or headed run of paragraphs; `first` and `last` index them, `last` included."""

    mark: Mark | None
    heading: str | None
    rank: int
    first: int
    parent: int | None
    is_run_in: bool = False
    last: int = -1
    children: list[int] = field(default_factory=list)
    sentence: str | None = None
    """What an item without a heading says first, where it reads as work and not as an entry of a list."""
    in_run: bool = False
    """Whether the item is one of a run that others with headings or with bodies in charge belong to."""
    is_charged: bool = False
    """Whether bodies are named as responsible for it, in its own words or right behind them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as the outline sees it. `is_plain` keeps it out of the outline (a title, a signature, a contact).

    `is_charged` says that bodies are named in it, or right behind it, as responsible for it.
    """

    source: Folded
    is_heading: bool = False
    is_plain: bool = False
    is_annex: bool = False
    is_charged: bool = False

    @property
    def text(self) -> str:
        """The folded text."""
        return self.source.text


def ordinal(text: str) -> int:
    """Give the number that a numbering shows (十二 → 12, 3 → 3), 0 where it is none."""
    return int(parse(text) or 0)


def mark(source: Folded) -> Mark | None:
    """Read the number that a paragraph begins with, None where it begins with none."""
    text = source.text
    if source.origins and source.printed[source.origins[0]] in _CIRCLED:
        char = source.printed[source.origins[0]]
        count = sum(1 for origin in source.origins if origin == source.origins[0])
        return Mark("circled", _CIRCLED.index(char) + 1, char, count)
    for style, pattern in _MARKS:
        match = pattern.match(text)
        if match is None:
            continue
        if style == "annex" and (len(text) > _LINE_LENGTH or re.search(r"[。;]", text)):
            return None
        number = match["n"]
        return Mark(style, ordinal(number) if number else 0, match[0].strip().rstrip(":、."), match.end())
    return None


def phrase(text: str, found: Mark, is_heading: bool = False, has_body: bool = False) -> tuple[str | None, bool]:
    """Give the heading that a numbered paragraph carries, and whether running text follows it in the same paragraph.

    `is_heading` says that the reader took the whole paragraph for a heading, `has_body` that text of its own follows
    in the next paragraph, so that a line ending in a full stop can be a heading too.
    """
    rest = text[found.end :].strip()
    longest = _PHRASE_LENGTH.get(found.style, _ANY_PHRASE_LENGTH)
    boxed = re.match(r"【([^】]{2,40})】\s*(.*)", rest, re.DOTALL)
    if boxed:
        return boxed[1], bool(boxed[2])
    if not rest:
        return None, False
    stop = rest.find("。")
    named = re.match(r"([一-龥“”A-Za-z0-9]{2,16}):(?=.*[。;])", rest)
    if named and found.style in ("cn", "cn_paren", "arabic") and not _NO_PHRASE.search(named[1]):
        return named[1], True
    if stop < 0:
        whole = is_heading or (len(rest) <= _LINE_LENGTH and not re.search(r"[;:,?!]$|;", rest))
        return (rest.rstrip(":") if whole else None), False
    head = rest[:stop]
    reads_so = len(head) <= longest and head.count(",") <= 2 and not _NO_PHRASE.search(head)
    if stop == len(rest) - 1:
        return (head if is_heading or (has_body and reads_so) else None), False
    return (head, True) if reads_so else (None, False)


_CLOSING = re.compile(
    r"本(?:措施|办法|方案|意见|规定|细则|政策|通知|要点|规划|计划|行动计划|实施方案|实施意见)[^。]{0,12}?(?:自|由|有效期|与)"
    r"|(?:各地区|各地|各市|各县|各区|各省|各有关|各部门|各单位)[^。]{0,40}?(?:要|应)"
)


def build(lines: Sequence[Line]) -> list[Node]:
    """Give the nodes of the outline in order; the first, without number or heading, holds what stands before any other.

    Nodes partition the lines. A numbered paragraph without heading (a condition, a list item) is part of the node
    that it stands in, but for articles (第一条) and for siblings of headed items, which are nodes of their own.
    """
    nodes = [Node(None, None, -1, 0, None)]
    stack = [0]
    closing = _closing_from(lines)
    tasks = _tasks(lines)
    named = -1
    for index, line in enumerate(lines):
        if index == named:
            continue
        if line.is_plain:
            if len(stack) > 1:
                _open(nodes, stack, Node(None, None, RANK["annex"], index, None))
                stack.pop()
            continue
        if index == closing and len(stack) > 1:
            _open(nodes, stack, Node(None, None, RANK["cn"], index, None))
            continue
        found = mark(line.source)
        if found is None:
            if line.is_heading and line.text:
                rank = LEAF_RANK if len(stack) > 1 and nodes[stack[-1]].mark is not None else RANK["part"]
                _open(nodes, stack, Node(None, line.text.rstrip(":。"), rank, index, None))
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        after = mark(following.source) if following is not None else None
        has_body = following is not None and not following.is_plain and (after is None or after.rank > found.rank)
        # 改造小区50个(市住建局负责): the item says all in one line.
        said_of = _NOTE_BEHIND.sub("", line.text) if line.is_charged else line.text
        heading, is_run_in = phrase(said_of, found, line.is_heading, has_body)
        is_run_in = is_run_in or (heading is not None and said_of != line.text)
        if found.style == "annex" and heading is None and following is not None and after is None:
            # 附件1 stands on a line of its own and its title on the next.
            heading = following.text if len(following.text) <= _LINE_LENGTH and "。" not in following.text else None
            named = index + 1 if heading else -1
        node = Node(found, heading, found.rank, index, None, is_run_in, is_charged=_is_charged(lines, index))
        if heading is None:
            said = line.text[found.end :]
            node.sentence = _sentence(said) or (_opening(said) if index in tasks else None)
            node.in_run = node.sentence is not None and (index in tasks or _is_act(said, node))
        has_sibling = any(nodes[i].rank == found.rank for i in stack)
        if heading is not None or found.style in _ALWAYS or has_sibling or node.in_run:
            _open(nodes, stack, node)
        else:
            while len(stack) > 1 and nodes[stack[-1]].rank > found.rank and nodes[stack[-1]].mark is not None:
                stack.pop()
    for position, node in enumerate(nodes):
        node.last = (nodes[position + 1].first if position + 1 < len(nodes) else len(lines)) - 1
    return nodes


def _is_act(text: str, node: Node) -> bool:
    """Say whether a chapter or article without a heading decides or offers something, or says who does it."""
    if node.mark is None or node.mark.style not in ("cn", "article") or _ENDS.search(text):
        return False
    return node.is_charged or offers(text) or (_DECIDES.match(text.strip()) is not None and not _RULES.search(text))


def _sentence(text: str) -> str | None:
    """Give the first sentence of an item that has no heading, None where it is an entry of a list or a fragment."""
    bare = text.strip()
    stop = bare.find("。")
    if stop < _SENTENCE_LENGTH or not re.search(r"[。)]$", bare):
        return None
    return bare[:stop]


def _opening(text: str) -> str | None:
    """Give what an item of a run of work says up to its first stop, however short, None where it says nothing."""
    return re.split(r"[。;]|\.(?=[一-龥])", text.strip(), maxsplit=1)[0].rstrip(",:、") or None


def _tasks(lines: Sequence[Line]) -> set[int]:
    """Give the items without headings that are work all the same, by the runs of numbers that they stand in.

    Numbers may run on over the headings between (一、 1. 2. 二、 3. 4.). A run is work where half of its items name who
    is in charge, where all of them say what is given (对…给予…) right under a heading, or where it goes on over
    headings and a third of its items have headings of their own.
    """
    runs: dict[Style, list[tuple[int, int, bool, int]]] = {}
    found: set[int] = set()

    def close(style: Style) -> None:
        run = runs.pop(style, [])
        charged = sum(_is_charged(lines, index) for index, *_ in run)
        leads = bool(run) and (run[0][0] == 0 or mark(lines[run[0][0] - 1].source) is not None)
        giving = leads * sum(is_headed or offers(lines[index].text) for index, _, is_headed, _ in run)
        headed = sum(is_headed for _, _, is_headed, _ in run)
        if (
            2 * charged >= max(len(run), 1)
            or giving == len(run) > max(headed, 1)
            or (3 * headed >= len(run) and len({group for *_, group in run}) > 1)
        ):
            found.update(index for index, *_ in run)

    group = 0
    for index, line in enumerate(lines):
        mark_ = None if line.is_plain else mark(line.source)
        if mark_ is None or mark_.style not in ("arabic", "cn_paren"):
            group += mark_ is not None and mark_.rank < RANK["arabic"]
            continue
        group += mark_.style == "cn_paren"
        run = runs.get(mark_.style, [])
        if run and not run[-1][1] < mark_.ordinal <= run[-1][1] + 3:
            close(mark_.style)
        headed = phrase(line.text, mark_, line.is_heading)[0] is not None
        runs.setdefault(mark_.style, []).append((index, mark_.ordinal, headed, group))
    for style in list(runs):
        close(style)
    return found


def offers(text: str) -> bool:
    """Say whether an item is a sentence that gives something to those whom it names."""
    return _GIVES.search(text) is not None and _sentence(text) is not None


def _is_charged(lines: Sequence[Line], index: int) -> bool:
    """Say whether bodies are named in an item or in the paragraphs right behind it."""
    if lines[index].is_charged:
        return True
    for following in lines[index + 1 : index + 1 + _CHARGED_WITHIN]:
        if following.is_plain or following.is_heading or mark(following.source) is not None:
            return False
        if following.is_charged:
            return True
    return False


def _open(nodes: list[Node], stack: list[int], node: Node) -> None:
    while len(stack) > 1 and nodes[stack[-1]].rank >= node.rank:
        stack.pop()
    node.parent = stack[-1]
    nodes.append(node)
    nodes[stack[-1]].children.append(len(nodes) - 1)
    stack.append(len(nodes) - 1)


def _closing_from(lines: Sequence[Line]) -> int | None:
    """Find the paragraph that ends a document outside its last item (本措施自…施行, 各地区要…)."""
    found = None
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        if line.is_plain or line.is_annex:
            continue
        if mark(line.source) is not None or line.is_heading:
            break
        if _CLOSING.match(line.text):
            found = index
    return found


def path(nodes: Sequence[Node], index: int) -> tuple[str, ...]:
    """Give the headings above a node, outermost first, without numbering and without its own."""
    above: list[str] = []
    parent = nodes[index].parent
    while parent is not None:
        heading = nodes[parent].heading
        if heading:
            above.append(heading)
        parent = nodes[parent].parent
    return tuple(reversed(above))


def gaps(nodes: Sequence[Node]) -> list[tuple[Node, int]]:
    """Give the nodes whose number does not follow the sibling before them, with the number that was expected."""
    found: list[tuple[Node, int]] = []
    for node in nodes:
        before = None
        for child in node.children:
            item = nodes[child]
            if item.mark is None or item.mark.style == "annex":
                continue
            if before is not None and before.style == item.mark.style:
                expected = before.ordinal + 1
                if item.mark.ordinal > expected:
                    found.append((item, expected))
            before = item.mark
    return found
