"""The contents pages of a gazette issue or a paper: where they stand, and what they announce.

An entry is a title over one or more lines, often a document number in brackets, and the page that it begins on;
gazettes print the list a second time in English. Finding the documents themselves is left to `transform.document.issue`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from transform.document.metadata import NUMBER, carried_title, title_text
from transform.identity import number_slug
from transform.language.text import folded

_HEADING = re.compile(r"(?:目录|目次|总目录?|contents|tableofcontents)", re.IGNORECASE)
_LEADER = re.compile(
    r"(?:[.．。·…‥⋯_—-]\s*){2,}[(（]?\s*(?P<page>\d{1,4})\s*[)）]?\s*$|(?:^|[\s.…])[(（](?P<page2>\d{1,4})[)）]\s*$"
)
_BARE_PAGE = re.compile(r"\s(?P<page>\d{1,4})\s*$")
_NUMBER = re.compile(rf"[(]\s*(?P<number>{NUMBER})\s*[)]")
_ENGLISH_NUMBER = re.compile(r"[(]\s*([A-Za-z]+)\s*[〔\[(]\s*(\d{4})\s*[〕\])]\s*No\.?\s*(\d+)\s*[)]")
_SECTION = re.compile(r"[【\[]\S{2,20}[】\]]")
_REACH = 16
"""How many lines may stand between two entries: a title over several lines, the head of the English list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One announced document: title, number (English: its slug) and printed page, each None where not printed."""

    title: str
    number: str | None
    page: int | None


@dataclass(slots=True)
class Contents:
    """What the contents pages announce, and which lines they fill (`lines` index the sequence that was parsed)."""

    entries: list[Entry] = field(default_factory=list)
    english: dict[str, str] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)

    @property
    def is_issue(self) -> bool:
        """Whether several documents are announced, rather than the chapters of one."""
        return sum(bool(entry.number or carried_title(entry.title)) for entry in self.entries) > 1


def parse(lines: Sequence[str], known: Sequence[bool]) -> Contents:
    """Read the contents pages out of printed lines; `known[i]` says that the reader took line i for contents."""
    contents = Contents()
    rows: list[str] = []
    for begin, end in _regions(lines, known):
        contents.lines.update(range(begin, end))
        rows += lines[begin:end]
    chinese: list[str] = []
    latin: list[str] = []
    for row in rows:
        for line in row.splitlines():
            if _HEADING.fullmatch(folded(line).replace(" ", "")) or _SECTION.fullmatch(line.strip()):
                chinese, latin = [], []
                continue
            is_latin = _is_latin(line, bool(latin))
            pending = latin if is_latin else chinese
            leader = _LEADER.search(line) or _BARE_PAGE.search(line)
            pending.append(line[: leader.start()] if leader else line)
            if leader is None:
                continue
            page = int(leader["page"] or leader.groupdict().get("page2") or 0)
            if is_latin:
                _add_english(contents, pending)
            else:
                contents.entries.append(_entry(pending, page))
            pending.clear()
    return contents


def _regions(lines: Sequence[str], known: Sequence[bool]) -> list[tuple[int, int]]:
    """Give the runs of lines that are contents pages: marked by the reader, or from their heading to the last page."""
    regions: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        is_head = any(_HEADING.fullmatch(folded(part).replace(" ", "")) for part in lines[index].splitlines()[:1])
        if not known[index] and not is_head:
            index += 1
            continue
        end, references = index + 1, 0
        position = index
        while position < len(lines) and position - end < _REACH:
            line = lines[position]
            if known[position]:
                end = position + 1
            elif "。" in line and len(line) > 60:
                break
            if any(_LEADER.search(part) or _BARE_PAGE.search(part) for part in line.splitlines()):
                references += 1
                end = position + 1
            position += 1
        if references >= 2 or known[index]:
            regions.append((index, end))
            index = end
        else:
            index += 1
    return regions


def _is_latin(line: str, was_latin: bool) -> bool:
    letters = sum(char.isascii() and char.isalpha() for char in line)
    wide = sum("一" <= char <= "龥" for char in line)
    return letters > 2 * wide and letters > 3 if letters + wide > 3 else was_latin


def _entry(lines: list[str], page: int | None) -> Entry:
    title = title_text(lines)
    number = _NUMBER.search(title)
    if number is None:
        return Entry(title, None, page)
    return Entry(title[: number.start()].strip(), number["number"], page)


def _add_english(contents: Contents, lines: list[str]) -> None:
    text = ""
    for line in (part.strip() for part in lines):
        text += line if not text or text[-1] in "–-—" else f" {line}"
    number = _ENGLISH_NUMBER.search(text)
    if number is None:
        return
    head = text[: number.start()].strip()
    quoted = re.search(r"[“\"](.+)[”\"]", head)
    title = re.sub(r"\s+", " ", quoted[1] if quoted else head).strip()
    contents.english[f"{number[1].lower()}-{number[2]}-{int(number[3])}"] = title


def english_title(contents: Contents, number: str | None) -> str | None:
    """Give the English title announced under a document number in pinyin."""
    key = number_slug(number) if number else None
    return contents.english.get(key) if key else None
