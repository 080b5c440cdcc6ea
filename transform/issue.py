"""From the blocks of one source to its logical documents: one, or as many as a gazette issue carries.

Documents are found by their numbers, by the titles around them and by the contents pages, each checked against the
others; inside a document the covering notice, the plan that it carries, signature, contacts and annexes are told
apart. How a line reads (a number, a date, a name) is known by `transform.metadata`, numbering by `transform.outline`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from transform import contents, measures, metadata, outline
from transform.document import Document, Kind, Measure, Paragraph, PlacedTable, Role, Section, SourceInfo
from transform.identity import Ids, number_slug, slug
from transform.schema import Row
from transform.text import Folded, fold, folded

_TITLE_LENGTH = 90
_TITLE_LINES = 8
_LIKE = 0.86
"""How like two titles must be to count as one with a slip of the press."""

_CONTACT = re.compile(
    r"\(?(?:联系人|联系电话|联系方式|联系单位|抄送|抄报|主送|主题词|信息公开|公开方式|公开属性|\(?此件|责任编辑|校对|打印)[一-龥]{0,6}[:)]?"
)
_PRINTED = re.compile(rf".*{metadata.DATE}印发$")
_ANNEX_LIST = re.compile(r"附(?:件|表|录)\d{0,2}[:.]")
_EDITORIAL = re.compile(
    r"公报.{0,6}(?:查询|订阅|征订|简介|启事|发行)|(?:查询|关注|订阅|征订)方式|编辑部|刊号|ISSN", re.IGNORECASE
)
_REGISTRATION = re.compile(
    r"[A-Z]{2,}\d*-\d{4}-\d{2,}|[(]?(?:登记号|备案号|统一编号)[:一-龥A-Z\d-]*|签发人[:一-龥]*|\(?[一-龥]?此件.*"
)
_NEWS = re.compile(
    r"记者|获悉|据(?:了解|介绍|悉|报道)|(?:负责人|负责同志)(?:表示|说|介绍|称)|新华社|(?:本报|网|社)[^。]{0,8}[讯电](?:[(记]|\s|$)"
)
_SALUTATION = re.compile(r"[^。;]{2,120}:$")


@dataclass(slots=True)
class _Piece:
    """A block of text or a table, folded once."""

    source: Folded
    kind: str
    page: int | None
    printed_page: int | None
    table: dict[str, Any] | None = None
    is_contents: bool = False
    is_furniture: bool = False
    is_after_contents: bool = False
    rows: str = ""

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def is_title_like(self) -> bool:
        """Whether the piece can be a line of a title."""
        text = self.text
        return (
            self.table is None
            and 2 <= len(text) <= _TITLE_LENGTH
            and not re.search(r"[。;]|:$|:\d", text)
            and metadata.is_date(text) is None
            and metadata.is_number(text) is None
            and not _CONTACT.match(text)
            and not re.match(r"附(?:件|录|表)", text)
            and (outline.mark(self.source) is None)
        )


@dataclass(slots=True)
class _Head:
    """The opening of a document: what its title lines, number, date and names say, and where the text begins."""

    title: str = ""
    number: str | None = None
    issued_on: str | None = None
    names: list[str] = field(default_factory=list)
    end: int = 0


@dataclass(slots=True)
class _Signature:
    """Where a document is signed: by whom, on what day, on which pieces."""

    names: list[str]
    issued_on: str | None
    first: int
    last: int


def documents(
    blocks: Sequence[Mapping[str, Any]], meta: Mapping[str, str], source: SourceInfo
) -> tuple[list[Document], list[Row]]:
    """Give the documents of one source, in order, and the issues met while finding them.

    `blocks` are rows of the reader's schema (position, kind, text, page, printed_page, …, table); `meta` is what the
    file says of itself (title, document_number, issuer, issued_on, published_on, …). Never raises on odd content:
    what cannot be found becomes a row of the issues table.
    """
    pieces = [_piece(block) for block in blocks]
    lines = [piece.rows or piece.source.printed for piece in pieces]
    found = contents.parse(lines, [piece.is_contents for piece in pieces])
    for index in found.lines:
        if index + 1 < len(pieces):
            pieces[index + 1].is_after_contents = True
    pieces = [
        piece
        for index, piece in enumerate(pieces)
        if index not in found.lines and not piece.is_furniture and (piece.text or piece.table is not None)
    ]
    pieces = _without_running_heads(pieces)
    issues: list[Row] = []
    ranges = _split(pieces, found)
    if not ranges:
        ranges = [(0, len(pieces))]
    taken: Counter[str] = Counter()
    out: list[Document] = []
    for position, (start, end) in enumerate(ranges):
        maker = _Maker(pieces, start, end, meta if len(ranges) == 1 else {}, source, found, len(ranges) > 1)
        document = maker.document(position + 1, taken)
        out.append(document)
        issues += maker.issues
    _number_pages(out, found)
    issues += _check_contents(out, found, source)
    return out, issues


def _piece(block: Mapping[str, Any]) -> _Piece:
    table = block.get("table")
    rows = ""
    if table is not None:
        grid: dict[int, list[str]] = {}
        for cell in sorted(table["cells"], key=lambda cell: (cell["row"], cell["column"])):
            grid.setdefault(cell["row"], []).append(cell["text"])
        rows = "\n".join("\t".join(row) for row in grid.values())
    role = block.get("role")
    return _Piece(
        source=fold("" if table is not None else block["text"] or ""),
        kind=block["kind"],
        page=block.get("page"),
        printed_page=block.get("printed_page"),
        table=dict(table) if table is not None else None,
        is_contents=role == "contents",
        is_furniture=block["kind"] == "furniture" and role != "contents",
        rows=rows,
    )


def _without_running_heads(pieces: list[_Piece]) -> list[_Piece]:
    """Drop the name of the gazette where it stands again as a running head that the reader could not tell."""
    name = next((p.text for p in pieces[:12] if re.fullmatch(r"[一-龥]{2,20}公报", p.text)), None)
    if name is None:
        return pieces
    return [piece for piece in pieces if piece.text != name]


def _split(pieces: Sequence[_Piece], found: contents.Contents) -> list[tuple[int, int]]:
    """Give the piece ranges of the documents of a gazette issue; [] where the source is one document."""
    anchors = [i for i, piece in enumerate(pieces) if piece.table is None and _is_anchor(pieces, i)]
    announced = {_plain(entry.number) for entry in found.entries if entry.number}
    if found.is_issue:
        anchors = [i for i in anchors if _plain(metadata.is_number(pieces[i].text)) in announced] or anchors
    starts: list[int] = []
    floor = 0
    for anchor in anchors:
        start = _title_start(pieces, anchor, floor)
        if start is None and not found.is_issue:
            continue
        starts.append(start if start is not None else anchor)
        floor = anchor + 1
    for entry in found.entries if found.is_issue else ():
        if entry.number is None and not any(_opens(pieces, start, entry.title) for start in starts):
            start = _find_title(pieces, entry.title)
            if start is not None and start not in starts:
                starts.append(start)
    starts.sort()
    if len(starts) < 2 and not (found.is_issue and starts):
        return []
    end = _editorial(pieces, starts[-1])
    return list(zip(starts, [*starts[1:], end], strict=True))


def _is_anchor(pieces: Sequence[_Piece], index: int) -> bool:
    number = metadata.is_number(pieces[index].text)
    if number is None:
        return False
    if re.fullmatch(metadata.NUMBER, number):
        return True
    return index > 0 and re.search(r"(?:令|公告|通告)$", pieces[index - 1].text) is not None


def _title_start(pieces: Sequence[_Piece], anchor: int, floor: int) -> int | None:
    """Give where the title above (or below) a number begins, None where no title of a notice or act stands there."""
    start = anchor
    while start > floor and anchor - start < 2 * _TITLE_LINES and pieces[start - 1].is_title_like:
        if pieces[start].is_after_contents:
            break
        start -= 1
    above = metadata.title_text([piece.source.printed for piece in pieces[start:anchor]])
    if start < anchor and metadata.kind_of(above) != "other":
        return start
    below = [p.source.printed for p in _while_title(pieces, anchor + 1)]
    if below and metadata.kind_of(metadata.title_text(below)) != "other":
        return anchor
    return None


def _while_title(pieces: Sequence[_Piece], start: int) -> list[_Piece]:
    out: list[_Piece] = []
    for piece in pieces[start : start + _TITLE_LINES]:
        if not piece.is_title_like:
            break
        out.append(piece)
    return out


def _find_title(pieces: Sequence[_Piece], title: str) -> int | None:
    """Find the lines of a title that the contents announce without a number."""
    if metadata.kind_of(title) == "other" or _EDITORIAL.search(title):
        return None
    return next((start for start in range(len(pieces)) if _opens(pieces, start, title)), None)


def _opens(pieces: Sequence[_Piece], start: int, title: str) -> bool:
    """Say whether lines from `start` on print a title, whole or as its last part (names of bodies left out)."""
    want = metadata.bare_title(title)
    run = ""
    for piece in pieces[start : start + 2 * _TITLE_LINES]:
        if piece.table is not None or len(run) > 3 * _TITLE_LENGTH:
            return False
        run += metadata.bare_title(piece.text)
        if run == want or (len(run) > len(want) > 8 and run.endswith(want) and metadata.carried_title(title)):
            return True
    return False


def _editorial(pieces: Sequence[_Piece], start: int) -> int:
    """Give where the pages about the gazette itself begin, behind the last document."""
    for index in range(start + 1, len(pieces)):
        piece = pieces[index]
        if piece.is_title_like and len(piece.text) <= 30 and _EDITORIAL.search(piece.text):
            return index
    return len(pieces)


def _plain(number: str | None) -> str:
    return re.sub(r"[\s〔〕\[\]()【】]", "", folded(number or ""))


class _Maker:
    """Makes one document out of its pieces, step by step: head, notice, plan, parts, outline, measures."""

    def __init__(
        self,
        pieces: Sequence[_Piece],
        start: int,
        end: int,
        meta: Mapping[str, str],
        source: SourceInfo,
        found: contents.Contents,
        in_issue: bool,
    ) -> None:
        """Take the pieces from `start` to `end`; `meta` is empty inside an issue, where it speaks of the issue."""
        self.pieces = pieces[start:end]
        self.meta = meta
        self.source = source
        self.contents = found
        self.in_issue = in_issue
        self.issues: list[Row] = []
        self.document_id = ""

    def document(self, position: int, taken: Counter[str]) -> Document:
        """Build the document; `taken` counts the ids given out in this source."""
        head = self._head()
        number = head.number or folded(self.meta.get("document_number")) or None
        own_title = head.title or folded(self.meta.get("title")) or folded(self.source.title)
        is_news = self._is_news(own_title, number)
        carried = None if is_news else metadata.carried_title(own_title)
        plan = self._plan(carried, head.end) if carried else None
        if carried is None and metadata.is_notice(own_title):
            carried, plan = self._named_inside(head.end)
        if number and not number_slug(number) and re.search(r"(?:令|公告|通告)$", own_title) and head.title:
            number = own_title + number
        signature = None if is_news else self._signature(head.end, plan)
        issued_on = self._issued_on(head, signature, is_news)
        self.document_id = self._id(number, position, taken)
        title = self._title(own_title, carried, plan)
        if not title:
            self._issue("title_missing", "warning", "没有找到标题：原文没有印出，登记册里也没有。")
        kind: Kind = "news" if is_news else metadata.kind_of(title)
        roles = self._roles(head, plan, signature)
        issuers = self._issuers(head, signature, own_title, kind)
        published = folded(self.source.published_on or self.meta.get("published_on")) or None
        document = Document(
            document_id=self.document_id,
            source_id=self.source.source_id,
            kind=kind,
            title=title,
            notice_title=_spaced(own_title, issuers) if carried else None,
            document_number=number,
            issued_on=issued_on,
            published_on=_day(published),
            title_en=contents.english_title(self.contents, number),
            area=self._area(issuers, own_title, is_news),
            issuers=issuers,
        )
        self._fill(document, roles)
        return document

    def _issue(self, kind: str, severity: str, message: str, page: int | None = None) -> None:
        self.issues.append(
            {
                "source_id": self.source.source_id,
                "document_id": self.document_id or None,
                "table": "documents",
                "row_id": self.document_id or None,
                "type": kind,
                "severity": severity,
                "message": message,
                "page": page if page is not None else next((p.page for p in self.pieces if p.page), None),
            }
        )

    def _head(self) -> _Head:
        head = _Head()
        names: list[str] = []
        title: list[str] = []
        closed = False
        for index, piece in enumerate(self.pieces):
            text = piece.text
            number, day = metadata.is_number(text), metadata.is_date(text)
            if piece.table is not None or (
                title and closed and not (number or day or metadata.bodies(piece.source.printed))
            ):
                break
            if number and head.number is None:
                head.number, closed = number, bool(title)
            elif day:
                head.issued_on, closed = day, bool(title)
            elif _REGISTRATION.fullmatch(text) or (
                re.search(r"文件$", text) and metadata.is_body(text[:-2]) and not title
            ):
                pass
            elif not piece.is_title_like or len(title) >= 2 * _TITLE_LINES:
                break
            elif title and self._complete(title):
                found = metadata.bodies(piece.source.printed)
                if not found:
                    break
                head.names += found
                closed = True
            elif not title and metadata.bodies(piece.source.printed):
                names.append(piece.source.printed)
            else:
                title = [*names, *title, piece.source.printed]
                names = []
            head.end = index + 1
        head.title = metadata.title_text(title)
        if not title and names:
            head.names = [name for line in names for name in metadata.bodies(line)]
        if not title and not head.number:
            head.end = 0
        return head

    def _complete(self, lines: list[str]) -> bool:
        """Whether title lines end as a title does: marks balanced, a genre word last."""
        text = metadata.title_text(lines)
        if text.count("《") > text.count("》") or text.count("(") > text.count(")"):
            return False
        if metadata.carried_title(text) or metadata.is_notice(text):
            return True
        return (
            not re.search(r"印发|转发", text)
            and metadata.kind_of(text[-6:]) != "other"
            and self._next_is_no_title(lines)
        )

    def _next_is_no_title(self, lines: list[str]) -> bool:
        joined = folded("".join(lines))
        run = ""
        for index, piece in enumerate(self.pieces):
            run += piece.text
            if run.endswith(joined):
                following = self.pieces[index + 1].text if index + 1 < len(self.pieces) else ""
                return not re.match(r"的|\(|》|和|及|与", following)
        return True

    def _is_news(self, title: str, number: str | None) -> bool:
        if number or metadata.kind_of(title) == "white_paper" or metadata.is_notice(title):
            return False
        text = "\n".join(piece.text for piece in self.pieces)[:4000]
        return _NEWS.search(text) is not None and not any(metadata.is_number(piece.text) for piece in self.pieces[:12])

    def _plan(self, carried: str, start: int) -> tuple[int, int] | None:
        """Find the title of the plan that a notice carries: the piece range of its lines."""
        best: tuple[float, int, int] | None = None
        for first in range(start, len(self.pieces)):
            run = _while_title(self.pieces, first)[:6]
            for count in range(1, len(run) + 1):
                text = metadata.title_text([piece.source.printed for piece in run[:count]])
                likeness = metadata.same_title(text, carried)
                if likeness >= _LIKE and (best is None or likeness > best[0]):
                    best = (likeness, first, first + count)
            if best is not None and best[0] == 1.0:
                break
        return (best[1], best[2]) if best else None

    def _named_inside(self, start: int) -> tuple[str | None, tuple[int, int] | None]:
        """Find what an order or announcement promulgates: a title that it names and that stands over a text below."""
        for piece in self.pieces[start : start + 6]:
            for named in re.findall(r"《((?:[^《》]|《[^《》]*》)+)》", piece.text):
                plan = self._plan(named, start)
                if plan and metadata.same_title(self._printed_title(plan), named) == 1.0:
                    return named, plan
        return None, None

    def _printed_title(self, plan: tuple[int, int]) -> str:
        return metadata.title_text([piece.source.printed for piece in self.pieces[plan[0] : plan[1]]])

    def _signature(self, start: int, plan: tuple[int, int] | None) -> _Signature | None:
        """Find names with a date below them, before the plan or else at the end of the text."""
        stop = plan[0] if plan else len(self.pieces)
        found: _Signature | None = None
        for index in range(start, stop):
            piece = self.pieces[index]
            if found is not None and plan is None and outline.mark(piece.source) is not None:
                break
            day = metadata.is_date(piece.text) if piece.table is None else None
            names: list[str] = []
            first = index
            if day is None and piece.table is None and len(piece.text) < _TITLE_LENGTH:
                match = re.fullmatch(rf"(?P<names>.+?)(?P<date>{re.sub('[?]P<.>', '?:', metadata.DATE)})", piece.text)
                if match and metadata.bodies(match["names"]):
                    names, day = metadata.bodies(match["names"]), metadata.is_date(match["date"])
            if day is None:
                continue
            while first > start:
                above = self._names_at(first - 1)
                if not above:
                    break
                names = above + names
                first -= 1
            if names or found is None:
                found = _Signature(names, day, first, index)
        return found or self._undated(start, stop)

    def _undated(self, start: int, stop: int) -> _Signature | None:
        """Find names without a date at the end of the notice or text, where the date got lost or was left out."""
        last = stop
        while last > start and not self._names_at(last - 1):
            piece = self.pieces[last - 1]
            if piece.table is not None or not re.match(r"附(?:件|录)\d{0,2}$|\(", piece.text):
                return None
            last -= 1
        first = last
        while first > start and self._names_at(first - 1):
            first -= 1
        names = [name for index in range(first, last) for name in self._names_at(index)]
        return _Signature(names, None, first, last - 1) if names else None

    def _names_at(self, index: int) -> list[str]:
        piece = self.pieces[index]
        return metadata.bodies(piece.source.printed) if piece.table is None else []

    def _issued_on(self, head: _Head, signature: _Signature | None, is_news: bool) -> str | None:
        printed = (signature.issued_on if signature else None) or head.issued_on
        stated = _day(folded(self.meta.get("issued_on")))
        if is_news:
            return (
                stated
                or _day(folded(self.meta.get("published_on")))
                or head.issued_on
                or _day(self.source.published_on)
            )
        if printed and stated and printed != stated:
            self._issue(
                "date_mismatch", "warning", f"落款日期 {printed} 与页面所示成文日期 {stated} 不一致，取落款日期。"
            )
        return printed or stated

    def _title(self, own: str, carried: str | None, plan: tuple[int, int] | None) -> str:
        if carried is None:
            return _unmarked(own)
        if plan is None:
            self._issue("plan_not_found", "info", "通知所印发的文件没有另起标题，正文按通知本身读取。")
            return carried
        printed = self._printed_title(plan)
        if metadata.same_title(printed, carried) == 1.0 or not re.search(f"[《〈]{re.escape(carried)}", own):
            # Without marks around it the notice only paraphrases the title.
            return _unmarked(printed)
        self._issue(
            "title_mismatch",
            "warning",
            f"通知所称标题“{carried}”与正文标题“{printed}”不一致，取通知所称。",
            self.pieces[plan[0]].page,
        )
        return carried

    def _issuers(self, head: _Head, signature: _Signature | None, title: str, kind: Kind) -> list[str]:
        if kind == "news":
            byline = folded(self.meta.get("publisher")).strip()
            return [byline] if byline else []
        if signature and signature.names:
            return signature.names
        if head.names:
            return head.names
        lead = re.match(r"(?P<names>.+?)(?:关于|印发|发布|转发|\d{4}年|(?:令|公告|通告)$)", title)
        named = metadata.bodies(lead["names"]) if lead else []
        return named or [folded(name) for name in re.split(r"[,，;；]", self.meta.get("issuer", "")) if name.strip()]

    def _area(self, issuers: list[str], title: str, is_news: bool) -> str | None:
        if self.source.area:
            return self.source.area
        if is_news:
            return metadata.province_spoken_of([title, *(piece.text for piece in self.pieces)])
        return metadata.area_of([*issuers, title, *([self.source.publisher] if self.source.publisher else [])])

    def _id(self, number: str | None, position: int, taken: Counter[str]) -> str:
        base = (number_slug(number) if number else None) or (
            f"{slug(self.source.source_id)}-{position}" if self.in_issue else slug(self.source.source_id)
        )
        taken[base] += 1
        return base if taken[base] == 1 else f"{base}-{taken[base]}"

    def _roles(self, head: _Head, plan: tuple[int, int] | None, signature: _Signature | None) -> list[Role]:
        roles: list[Role] = []
        part: Role = "notice" if plan else "body"
        after_list = False
        for index, piece in enumerate(self.pieces):
            if plan and plan[0] <= index < plan[1]:
                roles.append("title")
                part, after_list = "body", False
                continue
            if index < head.end:
                roles.append("notice" if plan else "title")
                continue
            if signature and signature.first <= index <= signature.last:
                roles.append("signature")
                after_list = False
                continue
            if piece.table is None and (_CONTACT.match(piece.text) or _PRINTED.fullmatch(piece.text)):
                roles.append("contact")
                continue
            found = outline.mark(piece.source) if piece.table is None else None
            if found is not None and found.style == "annex" and (plan is None or index >= plan[1]):
                part = "annex"
            if piece.table is None and _ANNEX_LIST.match(piece.text):
                after_list = True
                roles.append("contact")
                continue
            if after_list and found is not None and found.style == "arabic" and "。" not in piece.text:
                roles.append("contact")
                continue
            after_list = False
            roles.append(part)
        return roles

    def _fill(self, document: Document, roles: Sequence[Role]) -> None:
        lines: list[outline.Line] = []
        start = 0
        for piece, role in zip(self.pieces, roles, strict=True):
            if piece.table is not None:
                document.tables.append(PlacedTable(piece.table, len(document.paragraphs) - 1, role))
                continue
            document.paragraphs.append(
                Paragraph(
                    kind=piece.kind if piece.kind in ("heading", "list_item") else "paragraph",  # type: ignore[arg-type]
                    role=role,
                    source=piece.source,
                    start=start,
                    page=piece.page,
                    printed_page=piece.printed_page,
                )
            )
            start += len(piece.text) + 1
            lines.append(
                outline.Line(
                    piece.source,
                    is_heading=piece.kind == "heading",
                    is_plain=role not in ("body", "annex"),
                    is_annex=role == "annex",
                )
            )
        pages = [piece.page for piece in self.pieces if piece.page is not None]
        printed = [piece.printed_page for piece in self.pieces if piece.printed_page is not None]
        document.page_start, document.page_end = (min(pages), max(pages)) if pages else (None, None)
        document.printed_page_start, document.printed_page_end = (
            (min(printed), max(printed)) if printed else (None, None)
        )
        _outline(document, lines)
        for node, expected in outline.gaps(outline.build(lines)):
            assert node.mark is not None
            self._issue(
                "numbering_gap",
                "warning",
                f"编号不连续：“{node.mark.printed}”之前应有第 {expected} 项，可能有文字缺失。",
                document.paragraphs[node.first].page,
            )
        sentences = [
            sentence
            for paragraph in document.paragraphs
            if paragraph.role in ("body", "notice")
            for sentence in re.split(r"(?<=。)", paragraph.text)
        ]
        if document.kind not in ("news", "white_paper", "report", "bulletin"):
            held = metadata.validity(sentences, document.issued_on)
            document.effective_from, document.effective_to = held.start, held.end


def _outline(document: Document, lines: Sequence[outline.Line]) -> None:
    """Give a document its sections and measures, and each paragraph and table its place among them."""
    ids = Ids(document.document_id)
    nodes = outline.build(lines)
    kept = [index for index, node in enumerate(nodes) if node.last >= node.first]
    place = {index: position for position, index in enumerate(kept)}
    paths = [outline.path(nodes, index) for index in range(len(nodes))]
    levels = [0] * len(nodes)
    for index, node in enumerate(nodes):
        if node.parent is not None:
            levels[index] = levels[node.parent] + 1
        if index not in place:
            continue
        numbering = node.mark.printed if node.mark else None
        document.sections.append(
            Section(
                position=place[index],
                level=levels[index],
                numbering=numbering,
                heading=node.heading,
                parent=place.get(node.parent) if node.parent else None,
                first=node.first,
                last=node.last,
                page=document.paragraphs[node.first].page,
                id=ids.fact("s", " / ".join(paths[index]), numbering, node.heading),
            )
        )
        for paragraph in document.paragraphs[node.first : node.last + 1]:
            paragraph.section = place[index]
            paragraph.headings = (*paths[index], node.heading) if node.heading else paths[index]
    in_body = [document.paragraphs[node.first].role == "body" if node.last >= node.first else False for node in nodes]
    for index in measures.select(nodes, document.kind, paths, in_body):
        _measure(document, ids, nodes, index, paths[index], place[index])
    for table in document.tables:
        beside = document.paragraphs[max(table.after, 0)] if document.paragraphs else None
        if beside is not None:
            table.section, table.measure, table.headings = beside.section, beside.measure, beside.headings


def _measure(
    document: Document, ids: Ids, nodes: Sequence[outline.Node], index: int, path: tuple[str, ...], section: int
) -> None:
    node = nodes[index]
    assert node.mark is not None and node.heading is not None
    last = node.last
    below = list(node.children)
    while below:
        child = below.pop()
        last = max(last, nodes[child].last)
        below += nodes[child].children
    position = len(document.measures)
    number = node.mark.printed
    document.measures.append(
        Measure(
            position=position,
            number=number,
            title=node.heading,
            path=path,
            is_safeguard=measures.is_safeguard((*path, node.heading)),
            section=section,
            first=node.first,
            last=last,
            page=document.paragraphs[node.first].page,
            id=ids.fact("m", number, node.heading, " / ".join(path)),
        )
    )
    for paragraph in document.paragraphs[node.first : last + 1]:
        paragraph.measure = position


def _entry_of(document: Document, entries: Sequence[contents.Entry]) -> contents.Entry | None:
    """Find what the contents announce of a document: by its number, else by its title."""
    number = _plain(document.document_number)
    for entry in entries:
        if entry.number and _plain(entry.number) == number:
            return entry
    for entry in entries:
        announced = metadata.carried_title(entry.title) or entry.title
        if entry.number is None and metadata.bare_title(announced) == metadata.bare_title(document.title):
            return entry
    return None


def _number_pages(documents: Sequence[Document], found: contents.Contents) -> None:
    """Give each document of an issue the printed pages that the contents announce, up to the next entry's."""
    if not found.is_issue:
        return
    for document in documents:
        entry = _entry_of(document, found.entries)
        if entry is None or entry.page is None:
            continue
        document.printed_page_start = entry.page
        later = [other.page for other in found.entries if other.page is not None and other.page > entry.page]
        if later:
            document.printed_page_end = min(later) - 1
        elif document.printed_page_end is not None and document.printed_page_end < entry.page:
            document.printed_page_end = None


def _check_contents(documents: Sequence[Document], found: contents.Contents, source: SourceInfo) -> list[Row]:
    """Compare what the contents announce with what was found."""
    if not found.is_issue:
        return []
    rows: list[Row] = []

    def note(document: Document | None, kind: str, severity: str, message: str) -> None:
        rows.append(
            {
                "source_id": source.source_id,
                "document_id": document.document_id if document else None,
                "table": "documents",
                "row_id": document.document_id if document else None,
                "type": kind,
                "severity": severity,
                "message": message,
                "page": document.page_start if document else None,
            }
        )

    matched = {id(entry): document for document in documents if (entry := _entry_of(document, found.entries))}
    for entry in found.entries:
        document = matched.get(id(entry))
        if document is None:
            if entry.number or metadata.carried_title(entry.title):
                number = f"（{entry.number}）" if entry.number else ""
                note(None, "document_missing", "error", f"目录列有“{entry.title}”{number}，正文中没有找到。")
            continue
        announced = metadata.carried_title(entry.title) or entry.title
        if metadata.same_title(announced, document.title) < 1.0:
            note(document, "contents_mismatch", "warning", f"目录所列标题“{announced}”与正文“{document.title}”不一致。")
        if found.english and document.title_en is None:
            note(document, "title_en_missing", "info", f"英文目录中没有找到 {entry.number}。")
    announced_documents = {document.document_id for document in matched.values()}
    for document in documents:
        if document.document_id not in announced_documents:
            note(document, "contents_mismatch", "warning", f"正文中的“{document.title}”未列入目录。")
    return rows


def _spaced(title: str, names: Sequence[str]) -> str:
    """Set spaces between the names of the issuers where a title begins with all of them run together."""
    run = "".join(names)
    return " ".join(names) + title[len(run) :] if run and title.startswith(run) else title


def _unmarked(title: str) -> str:
    """Give a title without book-title marks around the whole of it."""
    match = re.fullmatch(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》", title)
    return match[1] if match else title


def _day(text: str | None) -> str | None:
    """Give an ISO date of what a page prints as one (2031-06-15, 2031年6月15日, 2031-06-15 19:22)."""
    if not text:
        return None
    match = re.match(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", text)
    if match:
        day = f"-{int(match[3]):02d}" if match[3] else ""
        return f"{match[1]}-{int(match[2]):02d}{day}"
    return metadata.iso_date(text)
