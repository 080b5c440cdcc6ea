"""The other documents that a document names: title, number printed with it, and what the one is to the other.

A citation is a legal or policy document in 《》 or named by its number alone, or a row of a printed list of documents. Abbreviations
(以下简称《办法》) are tied to what they stand for; what a notice issues or passes on is its own. Finding the cited document among
those held is left to the models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from transform.document import metadata
from transform.document.model import Document, Paragraph
from transform.document.records import Evidence, Fact
from transform.grammar import lists, relations, titles
from transform.grammar.relations import STRENGTH, Relation
from transform.grammar.titles import Mention
from transform.identity import Ids
from transform.language.text import folded

_DRAFT = re.compile(r"[(](?:征求意见稿|公开征求意见稿|草案|送审稿|讨论稿)[)]$")
_ABBREVIATION = re.compile(r"以下(?:统)?简称[为:]?[“\"]?(?:《(?P<marked>[^《》]+)》|(?P<bare>[^)。,;《》”\"]{2,16}))")
_ABBREVIATED = re.compile(r"以下(?:统)?简称[为:]?[“\"]?$")
_CARRIES = re.compile(r"现(?:将|予)[^。;]*$")
_CARRIED = re.compile(
    r"(?:[(][^()]*[)])?(?:[、和及与]?《(?:[^《》〈]+|〈[^〉]*〉|〈)*+》(?:[(][^()]*[)])?)*(?:等[^,。;]{0,10})?(?:予以|一并|全文)?"
    r"(?:印发|转发|公布|发布|颁布|下发|批转)"
)
_AGREED = re.compile(r"(?:[(][^()]*[)])?(?:已|业)经?[^。;]{0,90}?(?:现[^。;]{0,8})?(?:印发|转发|公布|发布|颁布)")
"""What stands around the title of what a notice carries: 现将《…》印发给你们; 《…》已经市政府同意,现予印发."""
_NOTICES = 12
"""Paragraphs in which a notice names what it carries; behind them come the addressees and the text itself."""

_ANNEXED = re.compile(r"[(](?:详?见)?附(?:件|表|录)")
_CITED_FOR = re.compile(r"(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|按)(?:(?!中)[一-龥]){0,8}$")
_FILE = re.compile(r"文(?!化|明|件袋)|号文|(?:公告|通知|规定)(?:的?(?:要求|规定|精神)|执行|$)")
"""What stands behind the number of a document that is named by it alone."""
_ITEM = re.compile(r"[\d.、()一二三四五六七八九十]*\s*")
_BRACKETED = re.compile(r"(?:[(][^()]*[)])?[(]")
_LINK = re.compile(r"(?:\([^()]*\))?(?:以及|和|及|与|、|,|等)?(?:以及|和|及|与)?$")
_DIGITS = re.compile(r"\d+")
_ABBREVIATION_WITHIN = 90
"""Characters behind a title in which its bracket says what it is called from here on."""
_LIKE = 0.93
"""Likeness from which on two prints are one title: a bracket or a sign may be lost."""


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


Headings = dict[str, list[int]]
"""Key of a section's heading → the paragraphs where such sections begin."""


def find(document: Document, ids: Ids) -> list[Citation]:
    """Give the citations of a document in the order of the text.

    One row per distinct title; where a title is named several times, the row says the strongest relation and quotes
    the mention that states it.
    """
    del ids  # citations are numbered by position; the signature is that of every module of the grammar
    rows: dict[str, Citation] = {}
    short: dict[str, str] = {}
    titled: dict[str, str] = {}
    for candidate in _candidates(document, short):
        key = titles.key(candidate.cited_title)
        if candidate.cited_number == candidate.cited_title:
            # Named by its number alone: it may have been named whole before.
            key = titled.get(key, key)
        elif candidate.cited_number:
            titled.setdefault(titles.key(candidate.cited_number), key)
        known = rows.get(key)
        if known is None:
            rows[key] = candidate
            continue
        stronger = STRENGTH.index(candidate.relation) < STRENGTH.index(known.relation)
        number = known.cited_number or candidate.cited_number
        rows[key] = replace(candidate if stronger else known, cited_title=known.cited_title, cited_number=number)
    return [replace(row, position=position) for position, row in enumerate(rows.values(), 1)]


def _candidates(document: Document, short: dict[str, str]) -> Iterator[Citation]:
    yield from _own_subject(document)
    said = relations.takes_away(document.title)
    taking_away = said
    annexes: Headings = {}
    for section in document.sections:
        if section.heading:
            annexes.setdefault(titles.key(section.heading), []).append(section.first)
    for place, paragraph in enumerate(document.paragraphs):
        over = lists.takes_away(paragraph.text)
        if over is not None or paragraph.text.endswith(":"):
            taking_away = said if over is None else over
        if paragraph.role in ("title", "contact"):
            continue
        told = list(titles.mentions(paragraph.text))
        for mention, citation in _named(document, place, told, short, annexes, taking_away):
            carries = place < _NOTICES and _is_carried(document, paragraph.text, mention, citation.cited_number)
            if not carries and not is_own(document, citation.cited_title, citation.cited_number):
                yield citation
        if taking_away:
            yield from (
                _of_list(document, row) for row in lists.in_text(document, paragraph) if not _is_own_row(document, row)
            )
        yield from _by_number(document, paragraph, told)
    for table in document.tables:
        yield from (
            _of_list(document, row) for row in lists.in_table(document, table) if not _is_own_row(document, row)
        )


def _named(
    document: Document, place: int, told: list[Mention], short: dict[str, str], annexes: Headings, taking_away: bool
) -> Iterator[tuple[Mention, Citation]]:
    """Give what the paragraph at `place` names in 《》: the mention, and the citation with the title in full."""
    paragraph = document.paragraphs[place]
    text = paragraph.text
    before: tuple[Mention, Relation] | None = None
    for mention in told:
        if _ABBREVIATED.search(text[: mention.start]):
            continue
        full = short.get(titles.key(mention.title))
        number = titles.number_beside(text, mention)
        if full is None:
            _note_abbreviation(text, mention, short)
            if not titles.is_cited(text, mention, number):
                continue
        relation = _relation(document, text, mention, before)
        if taking_away and relation in ("mention", "basis") and _ITEM.fullmatch(text[: mention.start]):
            relation = "repeals"
        before = (mention, relation)
        is_annex = _ANNEXED.match(text, mention.end) is not None or any(
            first != place for first in annexes.get(titles.key(mention.title), ())
        )
        if not is_annex:
            yield (
                mention,
                _citation(document, paragraph, mention.start, mention.end, full or mention.title, number, relation),
            )


def _citation(
    document: Document, paragraph: Paragraph, start: int, end: int, title: str, number: str | None, relation: Relation
) -> Citation:
    return Citation(
        document_id=document.document_id,
        position=0,
        cited_title=title,
        cited_number=number,
        relation=relation,
        evidence=Evidence.of_text(document, paragraph, start, end, f"citation.{relation}"),
    )


def _of_list(document: Document, row: lists.Listed) -> Citation:
    return Citation(
        document_id=document.document_id,
        position=0,
        cited_title=row.title,
        cited_number=row.number,
        relation=row.relation,
        evidence=row.evidence,
    )


def _is_own_row(document: Document, row: lists.Listed) -> bool:
    return is_own(document, row.title, row.number)


def _by_number(document: Document, paragraph: Paragraph, told: list[Mention]) -> Iterator[Citation]:
    """Give the documents that a text names by their number alone, which then stands for the title."""
    text = paragraph.text
    for start, end in titles.numbers_alone(text, told):
        number = text[start:end]
        if document.document_number and _same_number(number, document.document_number):
            continue
        relation = relations.of(text, start, end, number, document.title)
        if relation == "basis" and not _CITED_FOR.search(text[:start]):
            relation = "mention"
        if document.kind == "news":
            relation = "mention"
        if relation != "mention" or _FILE.match(text, end):
            yield _citation(document, paragraph, start, end, number, number, relation)


def _note_abbreviation(text: str, mention: Mention, short: dict[str, str]) -> None:
    """Remember what a title will be called from here on, where the text says it right behind the title."""
    behind = text[mention.end : mention.end + _ABBREVIATION_WITHIN]
    bracket = _BRACKETED.match(behind)
    found = _ABBREVIATION.search(behind) if bracket else None
    if found and "《" not in behind[: found.start()]:
        short[titles.key(found["marked"] or found["bare"])] = mention.title


def is_own(document: Document, title: str, number: str | None) -> bool:
    """Say whether a title is the document's own, or that of its notice; another number makes it another document."""
    if number and document.document_number and not _same_number(number, document.document_number):
        return False
    digits = _DIGITS.findall(folded(title))
    for own in (document.title, document.notice_title):
        if not own:
            continue
        likeness = metadata.same_title(_DRAFT.sub("", own), _DRAFT.sub("", title))
        if likeness == 1.0 or (likeness >= _LIKE and digits == _DIGITS.findall(own)):
            return True
    return False


def _relation(document: Document, text: str, mention: Mention, before: tuple[Mention, Relation] | None) -> Relation:
    if document.kind == "news":
        return "mention"
    relation = relations.of(text, mention.start, mention.end, mention.title, document.title)
    if (
        relation in ("basis", "mention")
        and before is not None
        and before[1] not in ("standard", "supersedes_conflicts")
    ):
        # Titles that are strung together are named for one purpose.
        return before[1] if _LINK.fullmatch(text[before[0].end : mention.start]) else relation
    return relation


def _is_carried(document: Document, text: str, mention: Mention, number: str | None) -> bool:
    """Say whether a title is that of what the document itself issues or passes on; one with a number of its own is another."""
    if document.kind == "news" or (number and not _same_number(number, document.document_number)):
        return False
    if _AGREED.match(text, mention.end):
        return True
    return _CARRIES.search(text[: mention.start]) is not None and _CARRIED.match(text, mention.end) is not None


def _same_number(left: str | None, right: str | None) -> bool:
    return metadata.bare_number(left) == metadata.bare_number(right)


def _own_subject(document: Document) -> Iterator[Citation]:
    """Give what the document's own title says that it supplements, amends or repeals (关于《…》的补充规定, 关于废止《…》的通知)."""
    gone = relations.takes_away(document.title)
    if not gone and not relations.amends(document.title):
        return
    for named in titles.mentions(document.title.replace("〈", "《").replace("〉", "》")):
        found = [(p, p.text.find(named.title)) for p in document.paragraphs if named.title in p.text]
        if not found:
            continue
        paragraph, at = min(found, key=lambda pair: pair[0].role == "title")
        end = at + len(named.title)
        number = titles.number_beside(paragraph.text, Mention(at, min(end + 1, len(paragraph.text)), named.title))
        relation: Relation = "repeals" if gone else "supplements"
        yield replace(
            _citation(document, paragraph, at, end, named.title, number, relation),
            evidence=Evidence.of_text(document, paragraph, at, end, "citation.own_title"),
        )
