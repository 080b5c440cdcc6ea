"""From the blocks of one source to its logical documents: one, or as many as a gazette issue carries.

Documents are found by their numbers, by the titles around them and by the contents pages, each checked against the
others. What stands inside a document is known by `transform.document.parts`, how it is put together by `transform.document.compose`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from transform.document import contents, datelines, metadata
from transform.document.compose import Maker
from transform.document.model import Document, SourceInfo
from transform.document.pieces import TITLE_LENGTH, TITLE_LINES, Piece, pieces_of, while_title
from transform.document.records import Issue, Severity
from transform.language.areas import Areas

_OVER_TEXT = 12
"""Lines over a text among which its page's date line stands."""
_EDITORIAL = re.compile(
    r"公报.{0,6}(?:查询|订阅|征订|简介|启事|发行)|(?:查询|关注|订阅|征订)方式|编辑部|刊号|ISSN", re.IGNORECASE
)


def documents(
    blocks: Sequence[Mapping[str, Any]], meta: Mapping[str, str], source: SourceInfo, areas: Areas
) -> tuple[list[Document], list[Issue]]:
    """Give the documents of one source, in order, and the issues met while finding them.

    `blocks` are rows of the reader's schema (position, kind, text, page, printed_page, …, table); `meta` is what the
    file says of itself (title, document_number, issuer, issued_on, published_on, …); `areas` is
    the register of areas. Never raises on odd content: what cannot be found becomes a row of the issues table.
    """
    issues: list[Issue] = []
    pieces: list[Piece] = []
    for block in blocks:
        parts = pieces_of(block)
        pieces += parts
        if len(parts) > 1:
            issues.append(_long_paragraph(block, len(parts), source))
    lines = [piece.rows or piece.source.printed for piece in pieces]
    found = contents.parse(lines, [piece.is_contents for piece in pieces])
    for index in found.lines:
        if index + 1 < len(pieces):
            pieces[index + 1].is_after_contents = True
    meta = _with_dateline(meta, pieces)
    pieces = [
        piece
        for index, piece in enumerate(pieces)
        if index not in found.lines
        and not piece.is_furniture
        and (piece.text or piece.table is not None)
        and not (piece.table is None and datelines.is_toolbar(piece.text))
    ]
    pieces = _without_running_heads(pieces)
    ranges = _split(pieces, found)
    id_counts: Counter[str] = Counter()
    out: list[Document] = []
    for start, end in ranges or [(0, len(pieces))]:
        maker = Maker(pieces, start, end, {} if ranges else meta, source, found, bool(ranges), areas)
        out.append(maker.document(id_counts))
        issues += maker.issues
    _number_pages(out, found)
    issues += _check_contents(out, found, source)
    return out, issues


def _long_paragraph(block: Mapping[str, Any], parts: int, source: SourceInfo) -> Issue:
    message = f"一段有 {len(block['text'])} 个字符，比任何印刷的段落都长，分作 {parts} 段读取。"
    return Issue(
        source_id=source.source_id,
        document_id=None,
        table="documents",
        row_id=None,
        type="long_paragraph",
        severity="info",
        message=message,
        page=block.get("page"),
    )


def _with_dateline(meta: Mapping[str, str], pieces: Sequence[Piece]) -> Mapping[str, str]:
    """Give what a file says of itself, with the date line that its page prints over the text where it says none."""
    if meta.get("published_on") or meta.get("issued_on"):
        return meta
    found = datelines.first_dateline(piece.text for piece in pieces[:_OVER_TEXT] if piece.table is None)
    if found is None:
        return meta
    return {"publisher": found.medium or "", **meta, "published_on": found.published_on}


def _without_running_heads(pieces: list[Piece]) -> list[Piece]:
    """Drop the name of the gazette where it stands again as a running head that the reader could not tell."""
    name = next((p.text for p in pieces[:12] if re.fullmatch(r"[一-龥]{2,20}公报", p.text)), None)
    if name is None:
        return pieces
    return [piece for piece in pieces if piece.text != name]


def _split(pieces: Sequence[Piece], found: contents.Contents) -> list[tuple[int, int]]:
    """Give the piece ranges of the documents of a gazette issue; [] where the source is one document."""
    anchors = [i for i, piece in enumerate(pieces) if piece.table is None and _is_anchor(pieces, i)]
    announced = {metadata.bare_number(entry.number) for entry in found.entries if entry.number}
    starts: list[int] = []
    floor = 0
    for anchor in anchors:
        start = _title_start(pieces, anchor, floor)
        if (
            found.is_issue
            and announced
            and metadata.bare_number(metadata.is_number(pieces[anchor].text)) not in announced
        ):
            # A number that the contents do not list may be quoted; under the title of a notice it is the document's own.
            if start is None or not metadata.is_notice(metadata.title_text([p.text for p in pieces[start:anchor]])):
                continue
        elif start is None and not found.is_issue:
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


def _is_anchor(pieces: Sequence[Piece], index: int) -> bool:
    number = metadata.is_number(pieces[index].text)
    if number is None:
        return False
    if re.fullmatch(metadata.NUMBER, number):
        return True
    return index > 0 and re.search(r"(?:令|公告|通告)$", pieces[index - 1].text) is not None


def _title_start(pieces: Sequence[Piece], anchor: int, floor: int) -> int | None:
    """Give where the title above (or below) a number begins, None where no title of a notice or act stands there."""
    start = anchor
    while start > floor and anchor - start < 2 * TITLE_LINES and pieces[start - 1].is_title_like:
        if pieces[start].is_after_contents:
            break
        start -= 1
    above = metadata.title_text([piece.source.printed for piece in pieces[start:anchor]])
    if start < anchor and metadata.kind_of(above) != "other":
        return start
    below = [p.source.printed for p in while_title(pieces, anchor + 1)]
    if below and metadata.kind_of(metadata.title_text(below)) != "other":
        return anchor
    return None


def _find_title(pieces: Sequence[Piece], title: str) -> int | None:
    """Find the lines of a title that the contents announce without a number."""
    if metadata.kind_of(title) == "other" or _EDITORIAL.search(title):
        return None
    return next((start for start in range(len(pieces)) if _opens(pieces, start, title)), None)


def _opens(pieces: Sequence[Piece], start: int, title: str) -> bool:
    """Say whether lines from `start` on print a title, whole or as its last part (names of bodies left out)."""
    want = metadata.bare_title(title)
    run = ""
    for piece in pieces[start : start + 2 * TITLE_LINES]:
        if piece.table is not None or len(run) > 3 * TITLE_LENGTH:
            return False
        run += metadata.bare_title(piece.text)
        if run == want or (len(run) > len(want) > 8 and run.endswith(want) and metadata.carried_title(title)):
            return True
    return False


def _editorial(pieces: Sequence[Piece], start: int) -> int:
    """Give where the pages about the gazette itself begin, behind the last document."""
    for index in range(start + 1, len(pieces)):
        piece = pieces[index]
        if piece.is_title_like and len(piece.text) <= 30 and _EDITORIAL.search(piece.text):
            return index
    return len(pieces)


def _entry_of(document: Document, entries: Sequence[contents.Entry]) -> contents.Entry | None:
    """Find what the contents announce of a document: by its number, else by its title."""
    number = metadata.bare_number(document.document_number)
    for entry in entries:
        if entry.number and metadata.bare_number(entry.number) == number:
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


def _check_contents(documents: Sequence[Document], found: contents.Contents, source: SourceInfo) -> list[Issue]:
    """Compare what the contents announce with what was found."""
    if not found.is_issue:
        return []
    rows: list[Issue] = []

    def note(document: Document | None, kind: str, severity: Severity, message: str) -> None:
        rows.append(
            Issue(
                source_id=source.source_id,
                document_id=document.document_id if document else None,
                table="documents",
                row_id=document.document_id if document else None,
                type=kind,
                severity=severity,
                message=message,
                page=document.page_start if document else None,
            )
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
