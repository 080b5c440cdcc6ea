"""How Chinese official prose is laid out in lines: numbering, sentence ends, and paragraphs that a page end has cut.

Every reader uses these rules; none of them knows a document. What the sentences say does not live here.

Signs of numbering stand here and in `transform.document.outline`, since the questions differ: here, whether a printed
line starts something new or goes on, before there are paragraphs (a dash and a bullet count, and all that matters is
yes or no, which is handed on as the kind of a block); there, what number of what rank a whole paragraph has, folded,
also one that begins inside a block — with one rule for both, either would part lines or count items wrongly.
"""

from __future__ import annotations

import itertools
import re

from extract.content import Block, ReadIssue
from extract.text import parted

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u2e80-\u2fdf"
_CN = "一二三四五六七八九十百零〇"
_UNITS = "万亿千百十倍个元家户吨公米平亩年月日天人次项级版分秒度折成代"
_NUMBER = (
    rf"第\s*[{_CN}\d０-９]+\s*[编章节条款]|[{_CN}]+\s*[、．.]|[（(]\s*[{_CN}\d０-９]{{1,4}}\s*[）)]"
    rf"|[\d０-９]{{1,3}}\s*[.．、)）](?![\d０-９])|[\d０-９]{{1,2}}(?:[.．][\d０-９]{{1,2}}){{1,3}}(?![\d０-９%％])\s*(?![{_UNITS}])[{HAN}]"
    r"|[①-⑳]"
)
NUMBER = re.compile(rf"\s*(?:{_NUMBER})")
"""How an item starts that is counted: 第一条, 一、, （一）, 1., 1), 1.1, ①."""
NUMBERING = re.compile(
    rf"\s*(?:{_NUMBER}|——|[—\-•]\s|[●■◆▪]|(?:附件|附录|附表|附)\s*[\d０-９一二三四五六七八九十]*\s*[:：、.]?)"
)
"""How a new item starts: with a number, ——, a sign in front of each, 附件1."""

FIGURE = re.compile(rf"\s*图\s*[\d０-９{_CN}]+(?:[-—.－．][\d０-９]+)?(?=[\s:：.、．]|[{HAN}])")
CREDITED = re.compile(r".{0,70}(?:(?:记者|通讯员)[^。，,]{1,12}摄|[\s　](?:摄|摄影|供图|制图))[）)]?")
"""The words under a picture, by the name of who took it at their end."""
_SIGN = re.compile(r"[●■◆▪•]")
_ANNEX_LIST = re.compile(r"\s*附件?\s*[:：]\s*\S")
_ENDS = "。！？；：!?;:"
_CLOSERS = "”’』」》〉）)】]\"'"
_OPEN = {"（": "）", "(": ")", "《": "》", "“": "”", "〔": "〕", "【": "】", "〈": "〉"}
_WIDE = {"(": "（", ")": "）"}
_CANNOT_START = "，、。；：！？）》”’〉】,;:!?)％%等的了们"
_CANNOT_END = "的和与及或在对将把被为以从向由是并而且其"
_LONGEST_HEADING = 45
"""Signs of a numbered line that is a heading; what is longer says something of its item."""
_LONGEST_CAPTION = 80
"""Signs of the words under a figure; a paragraph that begins with a figure's number is longer."""
BOLD_HEADING = 60
"""Signs of a line in bold type that is a heading by that alone."""
_LONGEST_ANNEX = 120
"""Signs of an annex's title in a list of them."""
_NO_FRAGMENT = 6
"""Signs before an open bracket that make a sentence begun; with fewer the bracket may be a title's own."""
_BRACKET, _TITLE = 400, 60
"""Signs behind the cut within which the second half closes a bracket, and a title: titles are shorter."""
_BEGUN, _BEGUN_BEFORE_BRACKET = 8, 12
"""Signs that no short line of its own (a signature, a salutation) has, before a sign that starts no sentence, and a bracket."""
_SENTENCES, _CLAUSES, _CLAUSE, _MAYBE = 20, 40, 60, 30
"""Signs from which a text without an end is cut: one that holds a whole sentence, two commas, one; and may be cut with one."""
_LONGEST_OVERLAP = 6
"""Signs that stand twice at a cut at most: a line that was set again begins with a word or two."""
_SHOWN, _SHOWN_OPEN = 12, 16
"""Signs of each half that an issue shows to find the place by, and of a first half that a person is to judge."""
_TWICE = "人天年月日时处事家户个种层代渐常往刚早多少点条件年岁步"
"""Characters that Chinese doubles for a meaning of its own (人人, 天天): a doubled one is no proof of a fault."""


def ends_sentence(text: str) -> bool:
    """Say whether the text ends as a sentence does, with or without a closing bracket or quotation mark behind."""
    stripped = text.rstrip()
    if not stripped:
        return False
    if stripped[-1] in _ENDS:
        return True
    if re.search(r"[。！？][（(][^（）()]{1,40}[）)]$", stripped):
        return True
    bare = stripped.rstrip(_CLOSERS)
    return bare != stripped and bool(bare) and bare[-1] in "。！？；!?;"


def starts_item(text: str) -> bool:
    """Say whether the text starts with the numbering or the sign of an item."""
    return NUMBERING.match(text) is not None


def looks_like_heading(text: str, longest: int = _LONGEST_HEADING) -> bool:
    """Say whether a line on its own is a numbered heading: short, numbered, no sentence end."""
    if _ANNEX_LIST.match(text) or (
        re.match(r"[—\-•●■◆▪]", text) and re.search(r"\d", re.sub(r"(?:19|20)\d{2}年", "", text))
    ):
        return False  # - 贷款30亿元,增长5%: an item that tells a figure.
    return len(text) <= longest and starts_item(text) and not ends_sentence(text) and "。" not in text


def is_figure(text: str) -> bool:
    """Say whether a line is the number and name of a figure, and no paragraph that begins with one."""
    return FIGURE.match(text) is not None and len(text) <= _LONGEST_CAPTION


def unclosed(text: str) -> str:
    """Give the closing sign of the last bracket or quotation mark that the text opens and does not close."""
    stack: list[str] = []
    for char in text:
        char = _WIDE.get(char, char)
        if char in _OPEN:
            stack.append(_OPEN[char])
        elif stack and char == stack[-1]:
            stack.pop()
    return stack[-1] if stack else ""


def glue(before: str, after: str) -> str:
    """Join two lines of one paragraph: a space only where Latin letters or digits of two words or numbers meet."""
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return before + after
    if before[-1] == "-" and len(before) > 1 and before[-2].isascii() and before[-2].isalpha() and after[0].islower():
        return before[:-1] + after
    if parted.is_certain(before, after):
        return before + after
    latin = before[-1].isascii() and after[0].isascii()
    words = (
        latin and (before[-1].isalnum() or before[-1] in ",.;:)%'\"&") and (after[0].isalnum() or after[0] in "(\"'&")
    )
    return f"{before} {after}" if words else before + after


def is_caption(text: str) -> bool:
    """Say whether a line is what is printed under a picture: its number and name, or words with who took it."""
    return FIGURE.match(text) is not None or CREDITED.fullmatch(text.strip()) is not None


def continues(before: str, after: str) -> bool | None:
    """Say whether `after` goes on in the middle of the sentence that `before` starts; None when it cannot be told.

    Both are texts that a conversion shows as two paragraphs. True needs a sign that admits no other reading: an
    open bracket that the second closes, a comma before the cut, a beginning that no sentence has, or a long
    paragraph of whole sentences whose last one has no end.
    """
    before, after = before.rstrip(), after.lstrip()
    if not before or not after or starts_item(after) or "\t" in before or is_caption(before):
        return False
    closing = unclosed(before)
    if closing and closing in after.replace(")", "）")[: _TITLE if closing in "》〉" else _BRACKET]:
        return len(before) > _NO_FRAGMENT
    if before[-1] in _ENDS or ends_sentence(before):
        return False
    if before[-1] in "，、," or (before[-1] in _CANNOT_END and re.search("[，,、；]", before)):
        return True
    if after[0] in _CANNOT_START or re.match(rf"(?![{_CN}])[{HAN}][，、。；,;]", after):
        return len(before) >= _BEGUN
    if re.match(r"[（(][^）)]{1,12}[）)][、，]", after) or (after[0] in "（(" and re.search("[，,]", before)):
        return len(before) >= _BEGUN_BEFORE_BRACKET
    if not re.search(rf"[{HAN}]", before):
        return False
    if re.search(r"[。；！？]", before) and len(before) >= _SENTENCES:
        return True
    if (len(before) >= _CLAUSE and re.search(r"[，,、]", before)) or (
        len(before) >= _CLAUSES and len(re.findall("[，,]", before)) >= 2
    ):
        return True
    if re.search(r"[，,][^，,。、；]{1,2}$", before):
        return True
    if re.search(r"[，,]", before) and len(before) >= _MAYBE:
        # A heading can hold a comma, a paragraph can be short: nothing here decides between the two.
        return None
    return False


def overlap(before: str, after: str) -> tuple[int, bool]:
    """Give how many characters stand twice at a cut, in `before` and again in `after`, and whether that is a fault.

    It is certain where the doubled characters are all that is left before the next punctuation, and Chinese does not
    double them for a meaning of its own.
    """
    for size in range(min(_LONGEST_OVERLAP, len(before), len(after)), 0, -1):
        if not before.endswith(after[:size]) or not re.match(rf"[{HAN}]", after[0]) or after[0] in _TWICE:
            continue
        rest = after[size:]
        return size, not rest or rest[0] in "，、。；：！？,;"
    return 0, False


def list_annexes(blocks: list[Block]) -> None:
    """Make the lines that list the annexes (附件：1. … 2. …) list items, though they look like numbered headings."""
    listing = False
    for block in blocks:
        numbered = re.match(r"\s*[\d０-９]{1,2}\s*[.．、]", block.text) is not None
        listing = _ANNEX_LIST.match(block.text) is not None or (listing and numbered)
        if (
            listing
            and block.kind in ("heading", "paragraph")
            and block.level is None
            and len(block.text) < _LONGEST_ANNEX
        ):
            block.kind = "list_item"


def list_bullets(blocks: list[Block]) -> None:
    """Make lines that begin with the same sign, one under the other, list items: a heading would stand over them."""
    for above, below in itertools.pairwise(blocks):
        sign = _SIGN.match(above.text)
        if (
            sign
            and below.text.startswith(sign[0])
            and {above.kind, below.kind} <= {"heading", "paragraph", "list_item"}
        ):
            above.kind = below.kind = "list_item"


def join_cut(blocks: list[Block], issues: list[ReadIssue]) -> list[Block]:
    """Make paragraphs whole that a page end has cut in two; furniture between the two halves stays behind them.

    Repairs only what `continues` is sure of; what it cannot tell becomes an issue.
    """
    out: list[Block] = []
    last: Block | None = None
    for block in blocks:
        if last and _may_go_on(last) and block.kind == "paragraph" and _same_place(last, block):
            verdict = continues(last.text, block.text)
            if verdict:
                last.kind = "paragraph" if last.kind == "heading" else last.kind
                twice, certain = overlap(last.text, block.text)
                if twice:
                    issues.append(_doubled(last, block, twice, certain))
                    twice = twice if certain else 0
                last.text = glue(last.text, block.text[twice:])
                continue
            if verdict is None:
                issues.append(
                    ReadIssue(
                        "paragraph_cut",
                        "info",
                        f"A paragraph may go on in the next: …{last.text[-_SHOWN_OPEN:]} | {block.text[:_SHOWN]}…",
                        last.page,
                    )
                )
        out.append(block)
        last = last if block.kind == "furniture" else block
    return out


def _doubled(last: Block, block: Block, size: int, certain: bool) -> ReadIssue:
    place = f"…{last.text[-_SHOWN:]} | {block.text[:_SHOWN]}…"
    if certain:
        message = f"“{block.text[:size]}” stood twice at a page end and is kept once: {place}"
        return ReadIssue("duplicated_text", "info", message, last.page)
    message = f"“{block.text[:size]}” stands twice at a page end; both are kept, one may be a fault: {place}"
    return ReadIssue("duplicated_text", "warning", message, last.page)


def _may_go_on(block: Block) -> bool:
    """Say whether a block can be the first half of a paragraph: markup and typeface do not say that it is a heading."""
    plain_heading = block.kind == "heading" and block.level is None and not block.bold
    return block.kind in ("paragraph", "list_item") or plain_heading


def _same_place(before: Block, after: Block) -> bool:
    centred = {before.align, after.align} & {"center", "right"}
    return not centred and before.bold == after.bold
