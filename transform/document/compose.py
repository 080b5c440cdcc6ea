"""One document out of its pieces: its parts put together, metadata decided.

How outline and measures lie over them is known by `transform.document.laid`, where the parts stand by
`transform.document.parts`; which pieces belong to the document by `transform.document.issue`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from transform.document import (
    contents,
    datelines,
    duties,
    genre,
    laid,
    metadata,
    outline,
    parts,
    run_in,
    speaks,
    validity,
)
from transform.document.model import Document, Kind, Paragraph, PlacedTable, Role, SourceInfo
from transform.document.pieces import Piece
from transform.document.records import Issue, Severity
from transform.identity import content_hash, number_slug, slug
from transform.language.areas import Areas
from transform.language.text import folded

_ISSUE_TITLE = re.compile(r"第[\d〇零一二三四五六七八九十]+[期号](?:\([^()]*\))?$")
"""How the title of one issue of a gazette or journal ends."""
_PUT_UP = frozenset(["办事指南", "问答"])
"""What is issued by being put up on a page: nobody signs it."""
_DATE_MISSING = (
    "没有找到成文日期或发布日期：“今年”“到明年”等说法无从推算，观测值可能没有时期，目标可能没有期限，也就无法判断进展。"
    "请在登记册的 published_on 中填入日期。"
)

_FIELDS = {"effective_from": "施行日期", "effective_to": "失效日期"}
_SIDES = {"text": "正文", "page": "页面"}


class Maker:
    """Makes one document out of its pieces, step by step: head, notice, plan, parts, outline, measures."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        start: int,
        end: int,
        meta: Mapping[str, str],
        source: SourceInfo,
        found: contents.Contents,
        in_issue: bool,
        areas: Areas,
    ) -> None:
        """Take the pieces from `start` to `end`; `meta` is empty inside an issue, where it speaks of the issue."""
        self.pieces = run_in.apart(pieces[start:end])
        self.meta = meta
        self.source = source
        self.contents = found
        self.in_issue = in_issue
        self.areas = areas
        self.issues: list[Issue] = []

    def document(self, id_counts: Counter[str]) -> Document:
        """Build the document; `id_counts` counts the ids given out in this source."""
        head = parts.head_of(self.pieces, folded(self.meta.get("title")))
        number = head.number or folded(self.meta.get("document_number")) or None
        labelled = (datelines.labelled_title(p.text) for p in self.pieces[:12] if p.table is None)
        printed = head.title or folded(self.meta.get("title")) or next((title for title in labelled if title), "")
        registered = self._registered_title()
        issued = metadata.issued_title(printed) if parts.has_chapters(self.pieces) else None
        printed = issued or printed
        titles = [title for title in (registered, printed) if title] or [""]
        is_news = issued is None and (
            (number is None and any(map(parts.is_headline, titles)))
            or all(parts.is_news(self.pieces, title, number, self.meta) for title in titles)
        )
        covering = next((t for t in titles if metadata.carried_title(t)), titles[-1])
        carried = None if is_news else metadata.carried_title(covering)
        plan = parts.plan_of(self.pieces, carried, head.end) if carried else None
        if carried is None and (metadata.is_notice(covering) or not covering):
            carried, plan = parts.plan_named_inside(self.pieces, head.end)
        if carried is None and metadata.is_notice(covering) and (issued := metadata.unmarked_title(covering)):
            # 关于重新发布云川市某某办法的通知: no marks show the title, but it stands over a text below.
            found = parts.plan_of(self.pieces, issued, head.end)
            if found and metadata.same_title(parts.printed_title(self.pieces, found), issued) == 1.0:
                carried, plan = issued, found
        if carried is None and not covering:
            covering = parts.issued_inside(self.pieces, head.end)
        while plan and (inner := metadata.carried_title(carried or "")):
            # A notice that forwards a notice: the innermost is what they all carry.
            further = parts.plan_of(self.pieces, inner, plan[1])
            if further is None:
                break
            carried, plan = inner, further
        if number and not number_slug(number) and re.search(r"(?:令|公告|通告)$", head.title):
            number = head.title + number
        signature = None if is_news else parts.signature_of(self.pieces, head.end, plan)
        said = self._title(covering, carried, plan)
        title = self._chosen(registered, said)
        if not title:
            self._issue("title_missing", "warning", "没有找到标题：原文没有印出，登记册里也没有。")
        named = title if metadata.kind_of(title) != "other" else said
        kind: Kind = "news" if is_news else parts.kind_of(self.pieces, named)
        issued_on = self._issued_on(head, signature, kind)
        roles = parts.roles_of(self.pieces, head, plan, signature)
        issuers = self._issuers(head, signature, titles, kind)
        published_on = _day(folded(self.source.published_on or self.meta.get("published_on")))
        if not (issued_on or published_on):
            self._issue("date_missing", "warning", _DATE_MISSING)
        document = Document(
            document_id=self._id(number, (number, title, *issuers, issued_on), id_counts),
            source_id=self.source.source_id,
            kind=kind,
            title=title,
            notice_title=(_spaced(covering, issuers) or None) if carried and title != _unmarked(covering) else None,
            document_number=number,
            issued_on=issued_on,
            published_on=published_on,
            title_en=contents.english_title(self.contents, number),
            area=self._area(issuers, titles, is_news),
            areas=self.areas,
            issuers=issuers,
        )
        self._fill(document, roles)
        if document.issued_on is None and genre.sort_of(document).genre in _PUT_UP:
            document.issued_on = published_on
        self.issues = [
            replace(issue, document_id=document.document_id, row_id=document.document_id) for issue in self.issues
        ]
        return document

    def _registered_title(self) -> str:
        """Give the title that the register prints for the document; a title of an issue names the source alone."""
        registered = folded(self.source.title)
        return "" if self.in_issue or _ISSUE_TITLE.search(registered) else registered

    def _chosen(self, registered: str, printed: str) -> str:
        """Choose what the register prints over what the document says; of a notice it names, the document knows the plan."""
        if not registered or metadata.carried_title(registered):
            return printed
        if printed and metadata.same_title(registered, printed) < 1.0:
            self._issue(
                "title_mismatch", "info", f"登记册所列标题“{registered}”与原文标题“{printed}”不一致，取登记册所列。"
            )
        return _unmarked(registered)

    def _issue(self, kind: str, severity: Severity, message: str, page: int | None = None) -> None:
        self.issues.append(
            Issue(
                source_id=self.source.source_id,
                document_id=None,
                table="documents",
                row_id=None,
                type=kind,
                severity=severity,
                message=message,
                page=page if page is not None else next((p.page for p in self.pieces if p.page), None),
            )
        )

    def _issued_on(self, head: parts.Head, signature: parts.Signature | None, kind: Kind) -> str | None:
        printed = (signature.issued_on if signature else None) or head.issued_on
        stated = _day(folded(self.meta.get("issued_on")))
        published = _day(folded(self.meta.get("published_on")))
        if kind == "news":
            return stated or published or head.issued_on or _day(self.source.published_on)
        if printed and stated and printed != stated:
            self._issue(
                "date_mismatch", "warning", f"落款日期 {printed} 与页面所示成文日期 {stated} 不一致，取落款日期。"
            )
        # Figures are issued by being published, a speech by being held; an act is signed.
        spoken = parts.spoken_on(self.pieces) or parts.titled_on(self.pieces, head.title)
        return printed or stated or spoken or (published if kind in ("report", "bulletin") else None)

    def _title(self, covering: str, carried: str | None, plan: tuple[int, int] | None) -> str:
        if carried is None:
            return _unmarked(covering)
        if plan is None and not re.search(f"[《〈]{re.escape(carried)}", covering):
            return _unmarked(
                covering
            )  # 关于印发我市2031年低保标准的通知: no paper is printed below that calls itself so.
        if plan is None:
            self._issue("plan_not_found", "info", "通知所印发的文件没有另起标题，正文按通知本身读取。")
            return carried
        printed = parts.printed_title(self.pieces, plan)
        if metadata.same_title(printed, carried) == 1.0 or not re.search(f"[《〈]{re.escape(carried)}", covering):
            # Without marks around it the notice only paraphrases the title.
            return _unmarked(printed)
        self._issue(
            "title_mismatch",
            "warning",
            f"通知所称标题“{carried}”与正文标题“{printed}”不一致，取通知所称。",
            self.pieces[plan[0]].page,
        )
        return carried

    def _issuers(
        self, head: parts.Head, signature: parts.Signature | None, titles: Sequence[str], kind: Kind
    ) -> list[str]:
        if kind == "news":
            byline = folded(self.meta.get("publisher")).strip()
            return [byline] if byline else []
        if signature and signature.names:
            return signature.names
        if head.names:
            return head.names
        leads = [re.match(r"(?P<names>.+?)(?:关于|印发|发布|转发|\d{4}年|(?:令|公告|通告)$)", t) for t in titles]
        spoken = parts.spoken_for(self.pieces) if kind == "report" else None
        if spoken:
            # The speaker leaves out the name of the place (市人民政府), which the register may print.
            return [folded(self.source.publisher) if folded(self.source.publisher).endswith(spoken) else spoken]
        named = next((names for lead in leads if lead and (names := metadata.bodies(lead["names"]))), [])
        return named or [folded(name) for name in re.split(r"[,，;；]", self.meta.get("issuer", "")) if name.strip()]

    def _area(self, issuers: list[str], titles: Sequence[str], is_news: bool) -> str | None:
        if self.source.area:
            return self.source.area
        if is_news:
            return speaks.told_of([*titles, *(piece.text for piece in self.pieces)], self.areas)
        named = [*issuers, *titles, *([self.source.publisher] if self.source.publisher else [])]
        return speaks.area_of(named, self.areas)

    def _id(self, number: str | None, content: Sequence[str | None], id_counts: Counter[str]) -> str:
        """Give the document's id: of its number, else of its source and, inside an issue, of what it says of itself.

        Only documents that say the same count up, in the order of the issue.
        """
        base = number_slug(number) if number else None
        if base is None:
            base = slug(self.source.source_id) + (f"-{content_hash(*content)}" if self.in_issue else "")
        id_counts[base] += 1
        return base if id_counts[base] == 1 else f"{base}-{id_counts[base]}"

    def _fill(self, document: Document, roles: Sequence[Role]) -> None:
        lines: list[outline.Line] = []
        start = 0
        for piece, role in zip(self.pieces, roles, strict=True):
            if piece.table is not None:
                document.tables.append(PlacedTable(piece.table, len(document.paragraphs) - 1, role, piece.is_ocr))
                continue
            document.paragraphs.append(
                Paragraph(
                    kind=piece.kind if piece.kind in ("heading", "list_item") else "paragraph",  # type: ignore[arg-type]
                    role=role,
                    source=piece.source,
                    start=start,
                    page=piece.page,
                    printed_page=piece.printed_page,
                    is_ocr=piece.is_ocr,
                )
            )
            start += len(piece.text) + 1
            lines.append(
                outline.Line(
                    piece.source,
                    is_heading=piece.kind == "heading",
                    is_plain=role not in ("body", "annex"),
                    is_annex=role == "annex",
                    is_charged=role == "body" and any(True for _ in duties.notes(piece.text)),
                )
            )
        pages = [piece.page for piece in self.pieces if piece.page is not None]
        printed = [piece.printed_page for piece in self.pieces if piece.printed_page is not None]
        document.page_start, document.page_end = (min(pages), max(pages)) if pages else (None, None)
        document.printed_page_start, document.printed_page_end = (
            (min(printed), max(printed)) if printed else (None, None)
        )
        nodes = outline.build(lines)
        for table in laid.lay(document, nodes):
            self._issue(
                "task_table_unlinked",
                "warning",
                f"表格“{_caption(table)}”有责任单位或完成时限的列，没有一行能对应到任务，其中的责任单位没有读取。",
                table.table["page_start"],
            )
        for node, expected in outline.gaps(nodes):
            assert node.mark is not None
            self._issue(
                "numbering_gap",
                "warning",
                f"编号不连续：“{node.mark.printed}”之前应有第 {expected} 项，可能有文字缺失。",
                document.paragraphs[node.first].page,
            )
        self._live(document)

    def _live(self, document: Document) -> None:
        """Read from when and until when the document holds; what only reports holds nothing."""
        if document.kind in ("news", "white_paper", "report", "bulletin"):
            return
        texts = [p.text for p in document.paragraphs if p.role in ("title", "notice", "body")]
        titles = [title for title in (document.title, document.notice_title) if title]
        held, mismatches = validity.find(
            texts, titles, self.meta, document.kind, document.issued_on, document.published_on
        )
        document.validity = held
        for found in mismatches:
            self._issue(
                "validity_mismatch",
                "warning",
                f"{_FIELDS[found.field]}：正文所示 {found.text} 与页面所示 {found.page} 不一致，取{_SIDES[found.taken]}所示。",
            )


def _caption(table: PlacedTable) -> str:
    """Give what names a table to a reader: its caption, else its head."""
    grid = table.grid()
    return folded(table.table["caption"]) or " | ".join(dict.fromkeys(map(folded, grid[0] if grid else [])))


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
        return metadata.iso_day(match[1], match[2], match[3])
    return metadata.iso_date(text)
