"""The other documents that a document names: title, number printed with it, and what the one is to the other.

A citation is a legal or policy document in 《》, or a row of a printed list of documents; books, films, licences, forms
and contracts stand in the same marks and are told apart by their head noun. Abbreviations (以下简称《办法》) are tied
to what they stand for. Finding the cited document in the register of documents is left to the models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from transform.document import metadata
from transform.document.model import Document, PlacedTable
from transform.document.records import Evidence, Fact
from transform.identity import Ids
from transform.language.text import fold, folded

_GENRE = (
    "宪法|法典|(?<![书方办用做说想看])法|条例|规定|办法|细则|规则|意见|通知|通告|公告|通报|方案|规划|计划|纲要|措施|政策|举措|决定|决议|命令|令|"
    "批复|复函|函|建议|倡议|指南|指引|指导|要点|标准|规范|规程|准则|导则|分类|分类与代码|代码|分级|目录|清单|名录|名单|要求|评定|制度|章程|"
    "公约|宣言|声明|议定书|协定|条约|行动|大纲|战略|白皮书|路线图|预案|常规|工作报告|任务|工作安排|分工|若干条|体系|征求意见稿|"
    "[一二三四五六七八九十\\d]+条"
)
_LEGAL = re.compile(rf"(?:{_GENRE})$")
_STANDARD = re.compile(
    r"(?:标准|规范|规程|分类|分类与代码|代码|分级|导则|评定|(?:技术|质量|基本|通用|功能|安全)要求|术语|指标体系)$"
)
_STANDARD_CODE = re.compile(
    r"(?<![A-Za-z])(?:DB\d{2,4}(?:/[A-Z]{1,3})?|[A-Z]{2,6}(?:/[A-Z]{1,3})?|[A-Z]/[A-Z]{2,4})"
    r"\s?\d+(?:\.\d+)*(?:[-—–―]\d{2,4})?"
)
_TAIL = re.compile(r"(?:[(〔\[][^()〔〕\[\]]*[)〕\]])+$")
_DRAFT = re.compile(r"[(](?:征求意见稿|公开征求意见稿|草案|送审稿|讨论稿)[)]$")
_ABBREVIATION = re.compile(r"以下(?:统)?简称[为:]?[“\"]?(?:《(?P<marked>[^《》]+)》|(?P<bare>[^)。,;《》”\"]{2,16}))")
_GENERIC = re.compile(rf"(?:本|该|工作|实施|行动|若干|指导|管理|暂行|试行|有关|发展|专项)*(?:{_GENRE})")

_BASIS = re.compile(r"贯彻|落实|根据|依据|按照|依照|遵照|(?:^|[、并须应])按|按$|执行$")
_CARRIED_OUT = re.compile(r"(?:[(][^()]*[)])?(?:文件|政策|精神|要求)*(?:落地|落实|落细|见效)")
"""What says behind a title that it is carried out (推动《…》落地见效)."""
_REPEALS = re.compile(r"(?:同时|即行|予以|同步|相应|一并|均)?(?:废止|停止执行|停止施行|失效|作废)")
_SUPERSEDES = re.compile(
    r"不(?:一致|相?符|同)的?[^。;]{0,8}(?:以|按)[^。;]{0,4}本|(?:以|按)本[一-龥]{1,8}(?:为准|执行)"
)
_SUPPLEMENTS = re.compile(
    r"(?:作(?:出|如下)?|进行|予以)[^。;,]{0,6}(?:补充|修改|修订|调整)|补充(?:规定|通知|意见)|修改如下|(?:修改|修订)为"
)
_AMENDED = re.compile(r"(?:[(][^()]*[)])?(?:第[^,。]{1,10}条)?(?:作|作出|进行|予以)(?:以下|如下)?(?:修改|补充|修订)")
_ART = re.compile(
    r"(?:话剧|歌剧|舞剧|戏曲|戏剧|电影|影片|歌曲|电视剧|节目|图书|小说|纪录片|游戏|动漫|动画|专著|丛书|期刊)(?:《[^》]*》、?)*$"
)
"""What stands right before the title of a work of art or a book."""
_SUPPLEMENT_TITLE = re.compile(r"补充(?:规定|通知|意见|办法|措施)|修改|修订|调整")
_LISTED = re.compile(r"(?:文件|政策|法规|法律法规|制度|标准)(?:名称|标题|名)|^(?:文件)?标题$|^名称$")
_LIST_NUMBER = re.compile(r"文号|发文字号|编号")

Relation = Literal["repeals", "supersedes_conflicts", "supplements", "standard", "basis", "mention"]
_STRENGTH: tuple[Relation, ...] = get_args(Relation)
_LINK = re.compile(r"(?:\([^()]*\))?(?:以及|和|及|与|、|,|等)?(?:以及|和|及|与)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Fact):
    """Another document that a document names, in the order of the first naming."""

    TABLE = "citations"
    KEY = ("document_id", "position")

    document_id: str
    position: int
    cited_title: str
    cited_number: str | None
    relation: Relation


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
    bare = _TAIL.sub("", title.strip())
    return len(bare) > 2 and _LEGAL.search(bare) is not None


def number_beside(text: str, mention: Mention) -> str | None:
    """Give the document number printed in the brackets behind a title, or right before it, None where there is none."""
    behind = re.match(r"\s*[(](?P<inner>(?:[^()]|[(][^()]*[)])*)[)]", text[mention.end :])
    if behind:
        number = _number(behind["inner"])
        if number:
            return number
    code = _STANDARD_CODE.match(text[mention.end :].lstrip())
    if code:
        return code[0]
    before = re.search(rf"(?:^|[^一-龥])(?P<n>{metadata.NUMBER})文?$", text[: mention.start])
    return before["n"] if before else None


def _number(text: str) -> str | None:
    """Read the number out of a bracket: 文号, an order's number with its bodies, or a standard's code."""
    parts = re.split(r"[,;]", text)
    for part in parts:
        plain = re.search(metadata.NUMBER, part)
        if plain:
            return plain[0]
        order = re.match(r".*?(?:\d{4}年)?第\d{1,5}号", part)
        if order:
            return order[0].strip()
        code = _STANDARD_CODE.search(part)
        if code:
            return code[0]
    return None


def find(document: Document, ids: Ids) -> list[Citation]:
    """Give the citations of a document in the order of the text.

    One row per distinct title; where a title is named several times, the row says the strongest relation and quotes
    the mention that states it.
    """
    del ids  # citations are numbered by position; the signature is that of every module of the grammar
    rows: dict[str, Citation] = {}
    short: dict[str, str] = {}
    for candidate in _candidates(document, short):
        key = _key(candidate.cited_title)
        known = rows.get(key)
        if known is None:
            rows[key] = candidate
            continue
        stronger = _STRENGTH.index(candidate.relation) < _STRENGTH.index(known.relation)
        number = known.cited_number or candidate.cited_number
        rows[key] = replace(candidate if stronger else known, cited_title=known.cited_title, cited_number=number)
    return [replace(row, position=position) for position, row in enumerate(rows.values(), 1)]


def _key(title: str) -> str:
    return re.sub(r"[\s《》〈〉“”\"()\[\]〔〕—–\-―~]", "", folded(title))


def _candidates(document: Document, short: dict[str, str]) -> Iterator[Citation]:
    yield from _own_subject(document)
    annexes = {_key(section.heading) for section in document.sections if section.heading}
    for paragraph in document.paragraphs:
        if paragraph.role in ("title", "contact"):
            continue
        text = paragraph.text
        before: tuple[Mention, Relation] | None = None
        for mention in mentions(text):
            title = mention.title
            named = re.search(r"以下(?:统)?简称[为:]?[“\"]?$", text[: mention.start])
            if named:
                continue
            full = short.get(_key(title))
            if full is None:
                _note_abbreviation(text, mention, short)
                numbered = re.search(metadata.NUMBER, number_beside(text, mention) or "") is not None
                if not (is_legal(title) or numbered) or _GENERIC.fullmatch(title) or _ART.search(text[: mention.start]):
                    continue
            number = number_beside(text, mention)
            relation = _relation(document, text, mention, before)
            before = (mention, relation)
            if is_own(document, full or title, number) or _is_annex(text, mention, annexes):
                continue
            yield Citation(
                document_id=document.document_id,
                position=0,
                cited_title=full or title,
                cited_number=number,
                relation=relation,
                evidence=Evidence.of_text(document, paragraph, mention.start, mention.end, f"citation.{relation}"),
            )
    for table in document.tables:
        yield from _listed(document, table)


def _note_abbreviation(text: str, mention: Mention, short: dict[str, str]) -> None:
    """Remember what a title will be called from here on, where the text says it right behind the title."""
    behind = text[mention.end : mention.end + 90]
    bracket = re.match(r"(?:[(][^()]*[)])?[(]", behind)
    found = _ABBREVIATION.search(behind) if bracket else None
    if found and "《" not in behind[: found.start()]:
        short[_key(found["marked"] or found["bare"])] = mention.title


def is_own(document: Document, title: str, number: str | None) -> bool:
    """Say whether a title is the document's own, or that of its notice; another number makes it another document."""
    if (
        number
        and document.document_number
        and metadata.bare_number(number) != metadata.bare_number(document.document_number)
    ):
        return False
    digits = re.findall(r"\d+", folded(title))
    for own in (document.title, document.notice_title):
        if not own:
            continue
        likeness = metadata.same_title(_DRAFT.sub("", own), _DRAFT.sub("", title))
        if likeness == 1.0 or (likeness >= 0.93 and digits == re.findall(r"\d+", own)):
            return True
    return False


def _is_annex(text: str, mention: Mention, annexes: set[str]) -> bool:
    return re.match(r"[(](?:详?见)?附(?:件|表|录)", text[mention.end :]) is not None or (_key(mention.title) in annexes)


def _relation(document: Document, text: str, mention: Mention, before: tuple[Mention, Relation] | None) -> Relation:
    if document.kind == "news":
        return "mention"
    opening = max(text.rfind(mark, 0, mention.start) for mark in "。;")
    closing = min((p for p in (text.find(mark, mention.end) for mark in "。;") if p >= 0), default=len(text))
    lead, rest = text[opening + 1 : mention.start], text[mention.end : closing]
    clause = re.split(r"[,:]", lead)[-1]
    repealed = _REPEALS.search(rest)
    if repealed and _BASIS.search(clause) and "," in rest[: repealed.start()]:
        return "basis"
    opens_item = re.fullmatch(r"[\d.、()一二三四五六七八九十]*", lead) is not None
    if repealed or (opens_item and _REPEALS.search(document.title)):
        return "repeals"
    if _SUPERSEDES.search(rest):
        return "supersedes_conflicts"
    is_standard = (
        _STANDARD.search(_TAIL.sub("", mention.title)) is not None
        or _STANDARD_CODE.match(rest.lstrip(" (")) is not None
    )
    if is_standard:
        return "standard"
    if _AMENDED.match(rest) or (_SUPPLEMENT_TITLE.search(document.title) and _SUPPLEMENTS.search(lead + rest)):
        return "supplements"
    linked = before is not None and _LINK.fullmatch(text[before[0].end : mention.start]) is not None
    if linked and before is not None and before[1] != "standard":
        return before[1]
    return "basis" if _BASIS.search(clause) or _CARRIED_OUT.match(rest) else "mention"


def _own_subject(document: Document) -> Iterator[Citation]:
    """Give what the document's own title says that it supplements or amends (关于《…》的补充规定)."""
    if not _SUPPLEMENT_TITLE.search(document.title):
        return
    inner = re.search(r"[《〈](.+)[》〉]", document.title)
    if inner is None:
        return
    for paragraph in document.paragraphs:
        at = paragraph.text.find(inner[1])
        if at >= 0 and paragraph.role != "title":
            end = at + len(inner[1])
            yield Citation(
                document_id=document.document_id,
                position=0,
                cited_title=inner[1],
                cited_number=number_beside(paragraph.text, Mention(at, min(end + 1, len(paragraph.text)), inner[1])),
                relation="supplements",
                evidence=Evidence.of_text(document, paragraph, at, end, "citation.own_title"),
            )
            return


def _listed(document: Document, table: PlacedTable) -> Iterator[Citation]:
    """Read a printed list of documents: a column of titles, and the number in the same row where one is printed."""
    grid = [[folded(cell) for cell in row] for row in table.grid()]
    head = table.table["header_rows"] or 1
    columns = range(table.table["n_columns"])
    titles = [c for c in columns if any(_LISTED.search(row[c]) for row in grid[:head])]
    numbers = [c for c in columns if any(_LIST_NUMBER.search(row[c]) for row in grid[:head])]
    if not titles or not (numbers or re.search(r"文件|政策|法规", "".join(table.headings))):
        return
    before = document.paragraphs[table.after].text if table.after >= 0 else ""
    about = "".join((*table.headings, folded(table.table["caption"]), before))
    relation: Relation = "repeals" if _REPEALS.search(about) else "mention"
    pages = {(cell["row"], cell["column"]): cell["page"] for cell in table.table["cells"]}
    for index, row in enumerate(grid[head:], head):
        title = re.sub(r"^《(.*)》$", r"\1", row[titles[0]])
        if len(title) < 5:
            continue
        number = next((m[0] for c in numbers if (m := re.search(metadata.NUMBER, row[c]))), None)
        if is_own(document, title, number):
            continue
        page = pages.get((index, titles[0])) or table.table["page_start"]
        quote = fold(table.grid()[index][titles[0]]).quote(0, len(row[titles[0]]))
        yield Citation(
            document_id=document.document_id,
            position=0,
            cited_title=title,
            cited_number=number,
            relation=relation,
            evidence=Evidence.of_cell(table, page, quote, "citation.list"),
        )
