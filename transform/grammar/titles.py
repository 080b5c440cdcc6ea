"""Titles of documents in running text: where they stand in 《》, whether they name a legal or policy document, which number is theirs.

Books, films, licences, forms and contracts stand in the same marks and are told apart by their head noun. What a document that is
named is to the one that names it does not live here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transform.document import metadata
from transform.grammar.relations import STANDARD_CODE, TAIL
from transform.language.text import folded

GENRE = (
    "宪法|法典|(?<![书方办用做说想看])法|条例|规定|办法|细则|规则|意见|通知|通告|公告|通报|方案|规划|计划|纲要|措施|政策|举措|决定|决议|命令|令|"
    "批复|复函|函|建议|倡议|指南|指引|指导|要点|标准|规范|规程|准则|导则|分类|分类与代码|代码|分级|目录|清单|名录|名单|要求|评定|制度|章程|"
    "公约|宣言|声明|议定书|协定|条约|行动|大纲|战略|白皮书|路线图|预案|常规|工作报告|任务|安排|分工|若干条|体系|征求意见稿|"
    "解释|通则|守则|纪要|备忘录|(?:规范|准入|认定|申报)条件|"
    "[一二三四五六七八九十\\d]+条"
)
"""The nouns that a title of a legal or policy document ends in."""
_LEGAL = re.compile(rf"(?:{GENRE})$")
_TREATY = re.compile(r"(?:伙伴关系|框架|合作|贸易|投资|经贸|双边|多边)[一-龥]{0,6}协议$")
_SIGNED = re.compile(r"(?:签订|签署|签定|签|订立|提交|填写|达成)[^。,;]{0,24}$")
"""What stands before the title of a contract; an agreement between governments is cited."""
_GENERIC = re.compile(rf"(?:本|该|工作|实施|行动|若干|指导|管理|暂行|试行|有关|发展|专项)*(?:{GENRE})")
_ART = re.compile(
    r"(?:话剧|歌剧|舞剧|戏曲|戏剧|电影|影片|歌曲|电视剧|节目|图书|小说|纪录片|游戏|动漫|动画|专著|丛书|期刊)(?:《[^》]*》、?)*$"
)
"""What stands right before the title of a work of art or a book."""
_BEHIND = re.compile(r"\s*[(](?P<inner>(?:[^()]|[(][^()]*[)])*)[)]")
_BEFORE = re.compile(rf"(?:^|[^一-龥])(?P<n>{metadata.NUMBER})文?$")
_AT_ONCE = re.compile(rf"\s*(?P<n>{metadata.NUMBER})")
NUMBER = re.compile(metadata.NUMBER)
_ORDER = re.compile(r"(?:\d{4}年\d{1,2}月\d{1,2}日)?(?P<n>(?:[^\d,;]*\d{4}年)?\D*?第\d{1,5}号)")
_PARTS = re.compile(r"[,;]")
_MARKS = re.compile(r"[\s《》〈〉“”\"()\[\]〔〕—–\-―~]")
_SAID_OF_SIGN = re.compile(
    r".*(?:根据|按照|依据|依照|遵照|落实|执行|贯彻|转发|参照|见|废止|(?<=[据策件])中(?!发|办|组|宣|纪|央)|由|为|以|的|和(?!政|办)|及|与|原(?!政|办)|将|对|等|号|增加|停止|关于|文件)"
)
"""What is said before a number in running text, none of it the body's sign."""
_LONGEST_SIGN = 8
"""Characters of a body's sign before the bracket (工信厅联通信函); with more, a word of the text is among them."""
_SIGN = re.compile(r"[一-龥]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A title in 《》: `start` and `end` hold the marks, `title` is what stands between them."""

    start: int
    end: int
    title: str


def mentions(text: str) -> Iterator[Mention]:
    """Give the outermost pairs of book-title marks in folded text, nested marks (《》 or 〈〉) inside them kept.

    A mark that is never closed before the sentence ends is passed over.
    """
    position = 0
    while (start := text.find("《", position)) >= 0:
        depth = 0
        position = start + 1
        for index in range(start, min(len(text), start + 240)):
            depth += {"《": 1, "》": -1}.get(text[index], 0)
            if text[index] == "。":
                break
            if depth == 0:
                yield Mention(start, index + 1, text[start + 1 : index])
                position = index + 1
                break


def is_legal(title: str) -> bool:
    """Say whether a title names a legal or policy document by its head noun, brackets at the end aside."""
    bare = TAIL.sub("", title.strip())
    return len(bare) > 2 and (_LEGAL.search(bare) or _TREATY.search(bare)) is not None


def number_beside(text: str, mention: Mention) -> str | None:
    """Give the number printed behind a title, in brackets or without, or right before it, None where there is none."""
    behind = _BEHIND.match(text, mention.end)
    number = _number(behind["inner"]) if behind else None
    if number:
        return number
    code = STANDARD_CODE.match(text[mention.end :].lstrip())
    if code:
        return code[0]
    at_once = _AT_ONCE.match(text, mention.end)
    if at_once:
        return at_once["n"]
    before = _BEFORE.search(text[: mention.start])
    return before["n"] if before else None


def _number(text: str) -> str | None:
    """Read the number out of a bracket: 文号, an order's number with its bodies, or a standard's code."""
    for part in _PARTS.split(text):
        plain = NUMBER.search(part)
        if plain:
            return plain[0]
        order = _ORDER.match(part.strip())
        if order:
            return order["n"].strip()
        code = STANDARD_CODE.match(part.strip())
        if code:
            return code[0]
    return None


def is_cited(text: str, mention: Mention, number: str | None) -> bool:
    """Say whether a title in marks is that of a legal or policy document: by its head noun, or by a document number."""
    before = text[: mention.start]
    if _GENERIC.fullmatch(mention.title) or _ART.search(before):
        return False
    if number and NUMBER.search(number):
        return True
    return is_legal(mention.title) and not (_TREATY.search(mention.title) and _SIGNED.search(before))


def key(title: str) -> str:
    """Give the normal form of a title or number: marks, brackets, dashes and white space differ between prints."""
    return _MARKS.sub("", folded(title))


def numbers_alone(text: str, told: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Give where document numbers stand that belong to no title among `told` (按照临政发〔2031〕4号文件), without the words before them."""
    for match in NUMBER.finditer(text):
        sign = _SIGN.match(match[0])
        if sign is None:
            continue
        said = _said(sign[0])
        start, end = match.start() + said, match.end()
        if 0 < sign.end() - said <= _LONGEST_SIGN and not any(_beside(text, mention, start, end) for mention in told):
            yield start, end


def _said(sign: str) -> int:
    """Give where the sign of a number begins among the words that run into it: behind verbs and whole names of bodies."""
    said = _SAID_OF_SIGN.match(sign)
    start = said.end() if said else 0
    names = [end for end in range(start + 3, len(sign) - 1) if metadata.is_body(sign[start:end])]
    return max(names, default=start)


def _beside(text: str, mention: Mention, start: int, end: int) -> bool:
    """Say whether a number stands in a title, or belongs to one: in the brackets behind it, or with nothing between them."""
    if mention.start < end and start < mention.end:
        return True
    if end <= mention.start:
        return text[end : mention.start].strip("文 ") == ""
    behind = _BEHIND.match(text, mention.end)
    return (behind is not None and start < behind.end()) or text[mention.end : start].strip() == ""
