"""The parts of one document: title and number, the plan that a notice carries, signature, contacts, annexes.

Each function looks at the document's pieces and says where a part stands. Nothing here builds the document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from transform.document import datelines, duties, metadata, outline
from transform.document.model import Kind, Role
from transform.document.pieces import CONTACT, TITLE_LENGTH, TITLE_LINES, Piece, while_title
from transform.language.text import folded

_LIKE = 0.86
"""How like two titles must be to count as one with a slip of the press."""
_PRINTED = re.compile(rf".*{metadata.DATE}印发$")
_NUMBER_BESIDE = re.compile(
    rf"(?P<before>{metadata.NUMBER})\s*(?P<after>\S{{6,}}.*)|(?P<ahead>.*\S{{6,}})(?:\s+[(（]?|[(（])(?P<behind>{metadata.NUMBER})[)）]?"
)
_NUMBER_RUN_ON = re.compile(
    rf"(?P<title>.+(?:通知|意见|决定|办法|规定|方案|规划|计划|公告|通告|通报|批复|函))(?P<number>{metadata.NUMBER})"
)
_SITE = re.compile(r"(?P<title>.{7,}?[^-_|—\s])\s*+[-_|—]++\s*+[^-_|—\s]{2,20}(?:网|网站|门户|频道)$")
"""A title as the head of a web page prints it, with the name of the site behind it."""
_ISSUES = re.compile(
    r"现将《(?P<title>(?:[^《》]|《[^《》]*》)+)》(?:予以)?(?:印发|发布)|^《(?P<named>(?:[^《》]|《[^《》]*》)+)》[^。]{2,40}现(?:予以)?(?:印发|发布)"
)
_CATALOGUED = re.compile(r"(?P<title>.{6,80}?)[,，]\s*(?P<names>[一-龥\d/、]{2,40})")
_AND_OTHERS = re.compile(r"等(?:\d{0,2}|[一二三四五六七八九十]{0,2})(?:个?部门|家?单位)?$")
_UNFINISHED = re.compile(r"(?:关于|印发|转发|[的和与及、《(])$")
_LEAST_HEADLINE = 6
"""A shorter headline may be the name of a channel."""
_SPOKEN = re.compile(
    rf"(?:.{{4,60}}?(?=[-—―–]))?[-—―–]*[(]?(?P<date>{metadata.DATE})(?:[上下]午)?,?在[^。]{{2,40}}?(?:会议?|大会|论坛|仪式)上.{{0,30}}"
)
"""The line under the title of a speech or report that says on what day it was given, and to whom."""
_CHAPTER = re.compile(r"[一二三四五六七八九十]+、")
_LEAST_CHAPTERS = 3
_TITLE_DATED = re.compile(rf"(?P<title>.{{6,90}})\((?P<date>{metadata.DATE})\)")
_SESSION = re.compile(rf"[-—―–]+[(]?{metadata.DATE}(?:[上下]午)?,?在[^。]{{2,60}}?(?:会议?|大会)上.*$")
"""The line of a session where it stands in one line with the title of the speech."""
_BEHALF = re.compile(
    rf"我(?:受[^。,]{{2,20}}委托,?)?(?:谨|现)?代表(?P<body>[一-龥]{{0,16}}(?:政府|国务院|{metadata.BODY_SUFFIX})),?向"
)
_SIGNED_BY = re.compile(
    rf"(?:^|(?<=[一-龥\s]))(?P<name>[一-龥]{{2,24}}?(?:{metadata.BODY_SUFFIX}))?(?:主任|部长|局长|厅长|署长|行长|主席|委员长|[省市县区州]长|会长|院长|总理|书记)"
    rf"\s*[一-龥·]{{2,4}}\s*(?P<date>{re.sub('[?]P<.>', '?:', metadata.DATE)})$"
)
_ANNEX_LIST = re.compile(r"附(?:件|表|录)\d{0,2}[:.]")
_REGISTRATION = re.compile(
    r"[A-Z]{2,}\d*-\d{4}-\d{2,}|[(]?(?:登记号|备案号|统一编号)[:一-龥A-Z\d-]*|签发人[:一-龥]*|\(?[一-龥]?此件.*"
)
_NEWS = re.compile(
    r"记者|获悉|据(?:了解|介绍|悉|报道)|(?:负责人|负责同志)(?:表示|说|介绍|称)|新华社|(?:本报|网|社)[^。]{0,8}(?:[讯电]|消息)(?:[(记据近今昨:]|\s|$)"
)

_HEADLINE = re.compile(
    r"作(?:了)?(?:的)?(?:政府)?工作报告|(?:工作报告|[规计]划|纲要|方案|意见)(?:提出|明确|释放|里的|中的)|^(?:解读|图解|一图读懂)"
)
_MEASURED = re.compile(r"同比|环比|(?:比|较)(?:上年|去年|上月|同期)|(?:增长|下降|上涨|提高|回落|占)[约近]?\d")
_OPENING = 16
"""Lines over a text among which the day of a speech is looked for."""
_LEAST_MEASURED = 3
_PER_MEASURED = 250
"""A text that tells of measured change at least so often, and once in so many characters, reports."""


@dataclass(slots=True)
class Head:
    """The opening of a document: what its title lines, number, date and names say, and where the text begins."""

    title: str = ""
    number: str | None = None
    issued_on: str | None = None
    names: list[str] = field(default_factory=list)
    end: int = 0


@dataclass(slots=True)
class Signature:
    """Where a document is signed: by whom, on what day, on which pieces."""

    names: list[str]
    issued_on: str | None
    first: int
    last: int


def head_of(pieces: Sequence[Piece], headline: str = "") -> Head:
    """Read the opening: number above or below the title, the title over several lines, names and date on a cover.

    `headline` is the title that the page says of itself, empty where it says none: lines that print it are it.
    """
    head = Head()
    names: list[str] = []
    title: list[str] = []
    closed = False
    again = 0
    want = metadata.bare_title(headline)
    for index, piece in enumerate(pieces):
        text, shown = piece.text, _SITE.sub(r"\g<title>", piece.source.printed)
        if index < again:
            head.end = index + 1
            continue
        if title and datelines.dateline(text):
            closed, head.end = True, index + 1
            continue
        number, day = metadata.is_number(text), metadata.is_date(text)
        opens = piece.is_title_like and not (title or head.number or number)
        beside = _NUMBER_BESIDE.fullmatch(shown.strip()) if opens else None
        if beside:
            # The number and the title share a line.
            head.number = folded(beside["before"] or beside["behind"])
            shown = beside["after"] or beside["ahead"]
            day = metadata.is_date(folded(shown))
        if opens and (listed := _listed(shown)):
            shown, head.names = listed
        if piece.table is not None or (
            title and closed and not (number or day or metadata.bodies(piece.source.printed))
        ):
            break
        if number and head.number is None:
            head.number, closed = number, bool(title)
        elif day:
            head.issued_on, closed = day, bool(title)
        elif _REGISTRATION.fullmatch(text) or (re.search(r"文件$", text) and metadata.is_body(text[:-2]) and not title):
            pass
        elif not piece.is_title_like or len(title) >= 2 * TITLE_LINES:
            break
        elif title and not closed and re.fullmatch("[一-龥]", text):
            # One character alone is the rest of the line above it, and ends what runs over two lines.
            title, closed = [*title, shown], True
        elif title and _is_whole(pieces, title, headline, piece):
            if head.number is None and (numbered := _again_with_number(text, title)):
                head.number, title, closed = numbered["number"], [numbered["title"]], True
                head.end = index + 1
                continue
            found = metadata.bodies(piece.source.printed)
            again = _again(pieces, index, title)
            if not found and not again:
                break
            head.names += found if not again else []
            closed = closed or not again
        elif not title and metadata.bodies(piece.source.printed):
            names.append(piece.source.printed)
        elif title and len(want) >= _LEAST_HEADLINE and metadata.bare_title(shown) == want:
            title = [shown]  # What stands over the headline, as links do, is no part of it.
        else:
            title = [*names, *title, shown]
            names = []
        head.end = index + 1
    head.title = _SESSION.sub("", metadata.title_text(title))
    if not title and names:
        head.names = [name for line in names for name in metadata.bodies(line)]
    if not title and not head.number:
        head.end = 0
    return head


def _again(pieces: Sequence[Piece], start: int, lines: Sequence[str]) -> int:
    """Give where a title ends that pages print a second time from `start` on, in as many lines as they like; else 0."""
    want = metadata.bare_title(metadata.title_text(lines))
    run = ""
    for index, piece in enumerate(pieces[start : start + TITLE_LINES], start):
        run += metadata.bare_title(_SITE.sub(r"\g<title>", piece.source.printed))
        if run == want:
            return index + 1
        if not want.startswith(run):
            break
    return 0


def _again_with_number(line: str, lines: Sequence[str]) -> re.Match[str] | None:
    """Read a line that prints the title again, in full and with the number behind it (云川市政府关于…的意见云政发〔2031〕2号)."""
    found = _NUMBER_RUN_ON.fullmatch(line)
    want = metadata.bare_title(metadata.title_text(lines))
    return found if found and metadata.bare_title(found["title"]).endswith(want) else None


def _listed(line: str) -> tuple[str, list[str]] | None:
    """Part a title from the issuer that a list of documents prints behind it (某某办法,云川市商务局), else None.

    Where the line names only some of the issuers (云川市商务局等三部门), it gives none.
    """
    match = _CATALOGUED.fullmatch(line.strip())
    if match is None or not metadata.names_act(folded(match["title"])):
        return None
    names = [_AND_OTHERS.sub("", name) for name in re.split(r"[/、]", folded(match["names"]))]
    if not all(metadata.is_body(name) for name in names):
        return None
    return match["title"], [] if _AND_OTHERS.search(folded(match["names"])) else names


def _is_whole(pieces: Sequence[Piece], lines: list[str], headline: str, following: Piece) -> bool:
    """Whether title lines are the whole of it: the page's headline where they print it, else as a title ends."""
    want, run = metadata.bare_title(headline), metadata.bare_title(metadata.title_text(lines))
    if want == run and len(run) >= _LEAST_HEADLINE and not _UNFINISHED.search(headline):
        return True
    if want.startswith(run + metadata.bare_title(following.text)):
        return False
    return _complete(pieces, lines)


def _complete(pieces: Sequence[Piece], lines: list[str]) -> bool:
    """Whether title lines end as a title does: marks balanced, a genre word last."""
    text = metadata.title_text(lines)
    if text.count("《") > text.count("》") or text.count("(") > text.count(")"):
        return False
    if metadata.carried_title(text) or metadata.is_notice(text):
        return True
    return (
        not re.search(r"印发|转发", text)
        and metadata.kind_of(metadata.without_tail(text)[-6:]) != "other"
        and _next_is_no_title(pieces, lines)
    )


def _next_is_no_title(pieces: Sequence[Piece], lines: list[str]) -> bool:
    joined = folded("".join(lines))
    run = ""
    for index, piece in enumerate(pieces):
        run += piece.text
        if run.endswith(joined):
            following = pieces[index + 1].text if index + 1 < len(pieces) else ""
            return not re.match(r"的|\(|》|和|及|与", following)
    return True


def titled_on(pieces: Sequence[Piece], title: str) -> str | None:
    """Give the day that stands in brackets behind a title over its text (云川市政府关于…的意见(2031年3月30日)), else None."""
    want = metadata.bare_title(metadata.without_tail(title))
    for piece in pieces[:_OPENING]:
        found = _TITLE_DATED.fullmatch(piece.text) if piece.table is None else None
        if found and want and metadata.bare_title(found["title"]).endswith(want):
            return metadata.iso_date(found["date"])
    return None


def spoken_on(pieces: Sequence[Piece]) -> str | None:
    """Give the day on which a speech or report was given, where a line over its text says so, else None."""
    for piece in pieces[:_OPENING]:
        if "。" in piece.text:
            break
        if piece.table is None and (found := _SPOKEN.fullmatch(piece.text)):
            return metadata.iso_date(found["date"])
    return None


def spoken_for(pieces: Sequence[Piece]) -> str | None:
    """Give the body on whose behalf a report is given (我代表市人民政府向大会报告工作), as it is printed, else None."""
    found = (_BEHALF.search(piece.text) for piece in pieces[:_OPENING] if piece.table is None)
    return next((match["body"] for match in found if match), None)


def has_chapters(pieces: Sequence[Piece]) -> bool:
    """Say whether a text is a whole paper by its outline: a page that tells of one has two points at most."""
    return sum(_CHAPTER.match(piece.text) is not None for piece in pieces if piece.table is None) >= _LEAST_CHAPTERS


def is_headline(title: str) -> bool:
    """Say whether a title tells of a report or a paper, and is no title of one (市长作政府工作报告, 一图读懂…)."""
    return _HEADLINE.search(title) is not None


def is_news(pieces: Sequence[Piece], title: str, number: str | None, meta: Mapping[str, str]) -> bool:
    """Say whether the text reports rather than decides: a reporter's words or a page's byline, no number, no notice."""
    if number or metadata.is_notice(title) or metadata.names_act(title):
        return False
    bylined = any(meta.get(key) for key in ("publisher", "published_on", "author"))
    official = any(meta.get(key) for key in ("document_number", "issuer", "issued_on", "index_number"))
    if "记者" in meta.get("author", ""):
        return True
    if bylined and not official and not _decides(pieces):
        return True
    text = "\n".join(piece.text for piece in pieces)[:4000]
    return _NEWS.search(text) is not None and not any(metadata.is_number(piece.text) for piece in pieces[:12])


def _decides(pieces: Sequence[Piece]) -> bool:
    """Say whether numbered items of a text give something or name who is in charge, as those of an act do."""
    items = [piece.text for piece in pieces if piece.table is None and outline.mark(piece.source) is not None]
    return sum(outline.offers(item) or any(True for _ in duties.notes(item)) for item in items) > 1


def kind_of(pieces: Sequence[Piece], title: str) -> Kind:
    """Tell the kind of a document by its title; where that names no genre, a text full of measured change is a report."""
    kind = metadata.kind_of(title)
    if kind != "other" and not title.endswith("通报"):
        return kind
    text = "".join(piece.text for piece in pieces)
    found = len(_MEASURED.findall(text))
    return "report" if found >= _LEAST_MEASURED and found * _PER_MEASURED >= len(text) else kind


def plan_of(pieces: Sequence[Piece], carried: str, start: int) -> tuple[int, int] | None:
    """Find the title of the plan that a notice carries: the piece range of its lines."""
    best: tuple[float, int, int] | None = None
    for first in range(start, len(pieces)):
        run = while_title(pieces, first)[:6]
        for count in range(1, len(run) + 1):
            text = metadata.title_text([piece.source.printed for piece in run[:count]])
            likeness = metadata.same_title(text, carried)
            if likeness >= _LIKE and (best is None or likeness > best[0]):
                best = (likeness, first, first + count)
        if best is not None and best[0] == 1.0:
            break
    return (best[1], best[2]) if best else None


def plan_named_inside(pieces: Sequence[Piece], start: int) -> tuple[str | None, tuple[int, int] | None]:
    """Find what an order or announcement promulgates: a title that it names and that stands over a text below."""
    for piece in pieces[start : start + 6]:
        for named in re.findall(r"《((?:[^《》]|《[^《》]*》)+)》", piece.text):
            if not metadata.names_act(named):
                continue  # 详见《房源情况表》: a table, of which the text is no notice.
            plan = plan_of(pieces, named, start)
            if plan and metadata.same_title(printed_title(pieces, plan), named) == 1.0:
                return named, plan
    return None, None


def issued_inside(pieces: Sequence[Piece], start: int) -> str:
    """Give the title of what a text without one says that it issues (现将《…》印发给你们); empty where it says nothing."""
    for piece in pieces[start : start + 6]:
        found = _ISSUES.search(piece.text)
        if found:
            return found["title"] or found["named"]
    return ""


def printed_title(pieces: Sequence[Piece], plan: tuple[int, int]) -> str:
    """Give the title that stands on the lines of a plan's heading."""
    return metadata.title_text([piece.source.printed for piece in pieces[plan[0] : plan[1]]])


def signature_of(pieces: Sequence[Piece], start: int, plan: tuple[int, int] | None) -> Signature | None:
    """Find names with a date below them, before the plan or else at the end of the text."""
    stop = plan[0] if plan else len(pieces)
    found: Signature | None = None
    for index in range(start, stop):
        piece = pieces[index]
        if found is not None and plan is None and outline.mark(piece.source) is not None:
            break
        day = metadata.is_date(piece.text) if piece.table is None else None
        names: list[str] = []
        first = index
        if day is None and piece.table is None and len(piece.text) < TITLE_LENGTH:
            match = re.fullmatch(rf"(?P<names>.+?)(?P<date>{re.sub('[?]P<.>', '?:', metadata.DATE)})", piece.text)
            if match and metadata.bodies(match["names"]):
                names, day = metadata.bodies(match["names"]), metadata.is_date(match["date"])
        signed = _SIGNED_BY.search(piece.text) if day is None and piece.table is None else None
        if signed is not None:
            # An order is signed by who heads its body (云川市商务局局长 张三 2031年7月7日).
            names, day = metadata.bodies(signed["name"] or ""), metadata.iso_date(signed["date"])
        if day is None:
            continue
        while first > start:
            above = _names_at(pieces, first - 1)
            if not above:
                break
            names = above + names
            first -= 1
        if names or found is None:
            found = Signature(names, day, first, index)
    return found or _undated(pieces, start, stop)


def _undated(pieces: Sequence[Piece], start: int, stop: int) -> Signature | None:
    """Find names without a date at the end of the notice or text, where the date got lost or was left out."""
    last = stop
    while last > start and not _names_at(pieces, last - 1):
        piece = pieces[last - 1]
        if piece.table is not None or not re.match(r"附(?:件|录)\d{0,2}$|\(", piece.text):
            return None
        last -= 1
    first = last
    while first > start and _names_at(pieces, first - 1):
        first -= 1
    names = [name for index in range(first, last) for name in _names_at(pieces, index)]
    return Signature(names, None, first, last - 1) if names else None


def _names_at(pieces: Sequence[Piece], index: int) -> list[str]:
    piece = pieces[index]
    return metadata.bodies(piece.source.printed) if piece.table is None else []


def roles_of(
    pieces: Sequence[Piece], head: Head, plan: tuple[int, int] | None, signature: Signature | None
) -> list[Role]:
    """Give the part that each piece plays."""
    roles: list[Role] = []
    part: Role = "notice" if plan else "body"
    after_list = False
    for index, piece in enumerate(pieces):
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
        if piece.table is None and (CONTACT.match(piece.text) or _PRINTED.fullmatch(piece.text)):
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
