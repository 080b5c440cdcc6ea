"""A document's full text with the facts marked in it.

Sections give back the text that every offset counts in. A mark stands where a fact was read; marks may overlap in any
way and still come out as well-formed HTML: where two cross, the later one is closed and opened again.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup, escape

from catalog.package import facts
from catalog.site.rows import Row
from catalog.site.words import anchor


@dataclass(slots=True)
class Mark:
    """Where facts of one kind were read: code points `start` to `end` of the text, and the anchors of their rows."""

    start: int
    end: int
    kind: str
    facts: list[str]
    title: str

    @property
    def id(self) -> str:
        """The fragment that links from the facts lead to."""
        return f"q-{self.facts[0]}"


@dataclass(slots=True)
class Paragraph:
    """A paragraph of the page: `level` is the depth of a heading, 0 for running text."""

    level: int
    html: Markup


@dataclass(slots=True)
class Part:
    """A section of the page. `id` is its fragment, `heading` what a table of contents prints."""

    id: str
    level: int
    heading: str
    page: str | None
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Text:
    """The sections of one document joined again, and where each begins.

    Of a document that is not released whole they are excerpts: `origins` then say where each section began in the text
    at the source, which the offsets of facts count in.
    """

    text: str
    sections: Sequence[Row]
    starts: list[int]
    origins: list[int]
    is_whole: bool = True

    @classmethod
    def of(cls, sections: Sequence[Row], *, is_whole: bool = True) -> Text:
        """Join sections in their order by line feeds."""
        starts: list[int] = []
        offset = 0
        for section in sections:
            starts.append(int(section["char_start"] or offset) if is_whole else offset)
            offset = starts[-1] + len(section["text"] or "") + 1
        origins = [int(section["char_start"] or 0) for section in sections]
        return cls("\n".join(section["text"] or "" for section in sections), sections, starts, origins, is_whole)

    def span(self, start: int, end: int, quote: str) -> tuple[int, int] | None:
        """Give where a fact stands in the text, from its offsets, or in an excerpt by its quote in their section."""
        if not 0 <= start < end:
            return None
        if self.is_whole:
            return (start, end) if end <= len(self.text) else None
        index = bisect_right(self.origins, start) - 1
        if index < 0:
            return None
        begin = self.starts[index]
        behind = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
        # A quote is as printed, the text folded: both are compared folded and without white space.
        signs = [(place, sign) for place in range(begin, behind) for sign in _bare_signs(self.text[place])]
        wanted = "".join(_bare_signs(quote))
        found = re.finditer(f"(?={re.escape(wanted)})", "".join(sign for _, sign in signs)) if wanted else ()
        spans = [(signs[at.start()][0], signs[at.start() + len(wanted) - 1][0] + 1) for at in found]
        # Words that stand twice are meant where the section at its source has them, or near it.
        return min(spans, key=lambda span: abs(span[0] - begin - (start - self.origins[index])), default=None)

    def find(self, phrase: str, section_id: str | None) -> tuple[int, int] | None:
        """Give the span of the first occurrence of a phrase from the beginning of a section on."""
        for section, start in zip(self.sections, self.starts, strict=True):
            if section["section_id"] == section_id and phrase:
                at = self.text.find(phrase, start)
                return None if at < 0 else (at, at + len(phrase))
        return None

    def lines(self) -> Iterator[tuple[int, str]]:
        """Give every line with where it begins in the text, section by section."""
        for section, start in zip(self.sections, self.starts, strict=True):
            offset = start
            for line in (section["text"] or "").split("\n"):
                yield offset, line
                offset += len(line) + 1

    def parts(
        self, document_id: str, marks: Iterable[Mark], files: Sequence[str], link: Callable[[str, str], str]
    ) -> list[tuple[str, Part]]:
        """Give the sections as HTML with the marks in them, each with the page that it stands on.

        `files` are the pages of the lines; a section that goes over onto the next page is a part there without a heading.
        `link` gives the address of an anchor from a page.
        """
        waiting = sorted(marks, key=lambda m: (m.start, -m.end, m.kind, m.facts))
        parts: list[tuple[str, Part]] = []
        pages = iter(files)
        for section, start in zip(self.sections, self.starts, strict=True):
            part = Part(
                id=anchor(document_id, section["section_id"] or ""),
                level=int(section["level"] or 0),
                heading=f"{section['numbering'] or ''}{section['heading'] or ''}",
                page=section["page"],
            )
            offset = start
            for index, line in enumerate((section["text"] or "").split("\n")):
                file = next(pages)
                if index == 0:
                    parts.append((file, part))
                elif file != parts[-1][0]:
                    part = Part(id="", level=part.level, heading="", page=section["page"])
                    parts.append((file, part))
                end = offset + len(line)
                inside = [m for m in waiting if m.start < end and m.end > offset]
                is_heading = index == 0 and bool(part.heading) and _bare(line) == _bare(part.heading)
                if is_heading:
                    part.heading = typeset(line)
                if line:
                    part.paragraphs.append(
                        Paragraph(
                            min(part.level, 4) if is_heading else 0,
                            marked(line, offset, inside, partial(link, file)),
                        )
                    )
                offset = end + 1
            # Spans that end here need not be looked at again: a long text stays linear.
            waiting = [m for m in waiting if m.end > offset]
        return parts


def _bare_signs(text: str) -> list[str]:
    """Fold a text to single signs, without white space."""
    return [sign for sign in unicodedata.normalize("NFKC", text) if not sign.isspace()]


def _bare(text: str) -> str:
    """Give the letters and digits alone: a numbering comes without the sign that is printed behind it."""
    return re.sub(r"[\W_]+", "", text)


WIDE = str.maketrans(",;:!?()", "，；：！？（）")


def _is_chinese(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or char in "“”‘’—…·" or "\uff00" <= char <= "\uffef" or char >= "\U00020000"


def typeset(line: str) -> str:
    """Set the marks of a folded line as Chinese is printed: full-width where they touch a Chinese character.

    Every character stays at its place, so offsets hold. Brackets change in pairs.
    """
    chars = list(line)
    touches = [any(map(_is_chinese, line[max(0, i - 1) : i] + line[i + 1 : i + 2])) for i in range(len(line))]
    opened: list[int] = []
    for i, char in enumerate(line):
        if char == "(":
            opened.append(i)
        elif char == ")" and opened:
            start = opened.pop()
            if touches[start] or touches[i]:
                chars[start], chars[i] = "（", "）"
        elif char not in "()" and touches[i]:
            chars[i] = char.translate(WIDE)
    return "".join(chars)


def merge(marks: Iterable[Mark]) -> list[Mark]:
    """Join marks of one kind over the same span: they print as one."""
    merged: dict[tuple[int, int, str], Mark] = {}
    for mark in marks:
        same = merged.setdefault((mark.start, mark.end, mark.kind), mark)
        if same is not mark:
            same.facts.extend(mark.facts)
            same.title = f"{same.title}；{mark.title}"
    return list(merged.values())


def marked(line: str, offset: int, marks: Sequence[Mark], to: Callable[[str], str]) -> Markup:
    """Give one paragraph, whose first character stands at `offset`, with marks (sorted by start, longest first).

    `to` gives the address of a fact's row.
    """
    line = typeset(line)
    out: list[Markup] = []
    stack: list[Mark] = []
    position = offset
    last = offset + len(line)

    def write(until: int) -> None:
        nonlocal position
        if until > position:
            out.append(escape(line[position - offset : until - offset]))
            position = until

    def begin(mark: Mark, *, first: bool) -> None:
        identity = Markup(' id="{}"').format(mark.id) if first else Markup("")
        out.append(Markup('<mark class="fact {}"{} title="{}">').format(mark.kind, identity, mark.title))

    def close(until: int) -> None:
        while stack:
            end = min(mark.end for mark in stack)
            if end > until:
                return
            write(min(end, last))
            kept: list[Mark] = []
            while any(mark.end == end for mark in stack):
                top = stack.pop()
                out.append(Markup("</mark>"))
                if top.end == end:
                    out.append(_reference(top, to))
                else:
                    kept.append(top)
            for mark in reversed(kept):
                begin(mark, first=False)
                stack.append(mark)

    for mark in marks:
        close(mark.start)
        write(max(mark.start, offset))
        begin(mark, first=mark.start >= offset)
        stack.append(mark)
    close(last)
    write(last)
    out.extend(Markup("</mark>") for _ in stack)
    return Markup("").join(out)


def _reference(mark: Mark, to: Callable[[str], str]) -> Markup:
    """Give the small sign behind a mark that leads back to the fact's row, kept on the line of the mark's end."""
    title = facts()[mark.kind][1].title
    return Markup('<a class="back {}" href="{}" aria-label="{}：{}">\u2060{}</a>').format(
        mark.kind, to(mark.facts[0]), title, mark.title, title[0]
    )
