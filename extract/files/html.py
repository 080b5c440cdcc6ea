"""HTML: policy pages of government sites, news pages, and fragments inside Markdown.

What the page says of itself (发文机关, 成文日期 …) goes into the metadata, the article into blocks, tables of data into
grids, layout tables are unwrapped, what a reader of the page cannot see is dropped. No site is known here by name:
where the general rules fail for a site, its row in the register brings CSS selectors.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString

from extract.content import Block, Cell, Content, ReadIssue, Table
from extract.errors import Unreadable
from extract.files.running import cut_foot, finish
from extract.files.sniff import HTML, decode
from extract.tables import grids
from extract.text import furniture, labels, prose
from extract.text.raised import raised

_INVISIBLE = [
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "iframe",
    "object",
    "select",
    "button",
    "textarea",
    "svg",
]
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCKS = frozenset(
    re.findall(
        r"\S+",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure"
        " footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul",
    )
)
_PUNCTUATED = re.compile(r"[，。；：、]")
_SITE = re.compile(
    r".{0,14}(?:门户|网站|官网|政务|政务网|信息网|新闻网|在线|频道|首页|政务公开|信息公开|人民政府|办公室|[局委厅])"
)
"""The name of a site or of a part of it, as a page's <title> has it beside the page's own or alone."""
_LOOSE_JOINT = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s*|\s*[-–—]+\s+")
_JOINT = re.compile(rf"{_LOOSE_JOINT.pattern}|-+")
"""What parts a page's title from the names of its site and channel."""
_CHANNEL = re.compile(r"(?P<title>.{6,}[^\dA-Za-z-]|.{6,}\d[一-龥%])-{1,3}(?P<channel>[一-龥]{2,8})")
_PART_OF_TITLE = re.compile(r"[稿版本篇卷章节辑期编件表单案文上中下图]$|解读|说明|报告|系列")
"""Ends of words behind a dash that belong to a title (征求意见稿, 下篇)."""
_LEAST_TITLE = 6
"""Fewer characters than this are the name of a channel rather than a title."""
_MOST_JOINTS = 12
"""A <title> with more dashes than this is cut at the first only."""
_META = {
    "articletitle": "title",
    "pubdate": "published_on",
    "contentsource": "publisher",
    "author": "author",
    "url": "url",
    "og:title": "title",
    "og:url": "url",
    "article:published_time": "published_on",
    "publishdate": "published_on",
}
_SET_BOLD = re.compile(r"(?:^|[\s-])(?:strong|bold)(?:[\s-]|$)", re.I)
"""Names of classes that say how a text is set."""
_FIGURE = re.compile(r"\d[\d,]*\.\d|\d{3,}")
_NUMBERED = re.compile(r"^\s*(?:\d+[.．、]|[（(]|[一二三四五六七八九十]+、)")
_LEAST = 20
"""Fewer characters of running text than this are no article."""
_LONG_ITEM = 60
"""Characters of an item of a list that is no link or name."""
_LONGEST_HEADING = 120
"""Characters of a headline; a paragraph set in bold type is longer."""
_LEAST_STRING = 10
"""Characters of a string that is running text by itself."""
_ANCESTORS = 6
"""Elements around a string that are looked at for the paragraph or the link that it stands in."""
_NEARLY_ALL = 0.8
"""The share of a page's running text that its article has: the rest is what stands around it."""
_LONGEST_LABELS, _LONGEST_LINE = 200, 160
"""Characters of an element with labels and values, and of a line with one; text in which a label occurs is longer."""
_HEAD_BLOCKS = 6
"""Blocks among which labels over an article stand."""
_POINTS_OF_PIXEL = 0.75
"""Points a pixel (CSS: 96 pixels and 72 points an inch)."""
_LARGE = 17.0
"""Points from which type is that of a title; text of pages is set in up to 16."""
_LONGEST_LINK = 40
"""Characters of a link that leads elsewhere; a title that is one is longer."""
_LONGEST_CAPTION = 60
"""Characters under a picture."""
_PARAGRAPHS, _ARTICLE = 4, 400
"""Paragraphs and characters in a cell that make it an article, and its table a means to set a page."""
_LONGEST_CELL = 200
"""Characters of the middle cell of a table of data."""
_LABELLED = 4
"""One cell of so many may be a label of the page's head in a table of data."""
_FEWEST_CELLS = 3
"""Cells with text in a table of data."""
_MOST_SPANNED = 1000
"""Columns that a cell spans at most (HTML)."""
_MOST_CELLS = 500_000
"""Places of a table: one with more is a fault of its spans, and would not fit into memory."""


def read(data: bytes, selectors: Mapping[str, str] | None = None) -> Content:
    """Read a page. `selectors` may name the `body`, the `title` and what to `drop`, as CSS."""
    text, issues = decode(data)
    soup = BeautifulSoup(text, "lxml")
    selectors = selectors or {}
    metadata = _meta_tags(soup)
    named = labels.squash(soup.title.get_text()) if soup.title else ""
    _drop_invisible(soup)
    for tag in soup.select(selectors["drop"]) if selectors.get("drop") else []:
        tag.decompose()
    root = soup.body or soup
    main = _main(root, selectors.get("body"), issues)
    if main is None:
        return _by_library(text, metadata, issues)
    before, after = _around(root, main)
    walker = _Walker(issues)
    blocks = walker.blocks(main)
    head = _labelled(root, main, blocks)
    metadata = {**metadata, **head}
    title = soup.select_one(selectors["title"]) if selectors.get("title") else None
    shown = _lines_shown(root)
    heading = (
        labels.squash(title.get_text())
        if title
        else _without_site(metadata.get("title", ""), shown) or _first_heading(root) or _without_site(named, shown)
    )
    if heading:
        metadata["title"] = heading
        opening = re.sub(r"\s", "", "".join(b.text for b in blocks[:8]))
        if re.sub(r"\s", "", heading) not in opening:
            blocks.insert(0, Block("heading", heading, level=1, role="title"))
    blocks = cut_foot(finish(blocks, issues, web=False), issues)
    if before:
        blocks.insert(0, Block("furniture", before, role="navigation"))
    if after:
        blocks.append(Block("furniture", after, role="navigation"))
    if not any(b.kind != "furniture" for b in blocks):
        raise Unreadable(
            "The page holds no text.", "Open it in a browser; if it builds its text by script, save the built page."
        )
    return Content(HTML, "html", blocks, metadata=metadata, issues=issues)


def fragment(source: str, issues: list[ReadIssue]) -> list[Block]:
    """Read a piece of HTML that stands inside another format."""
    soup = BeautifulSoup(source, "lxml")
    _drop_invisible(soup)
    return _Walker(issues).blocks(soup.body or soup)


def _meta_tags(soup: BeautifulSoup) -> dict[str, str]:
    out: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        key = _META.get(str(tag.get("name") or tag.get("property") or "").lower())
        value = labels.normal(key, str(tag.get("content") or "")) if key else ""
        if key and value:
            out.setdefault(key, value)
    return out


def _lines_shown(root: Tag) -> set[str]:
    """Give the texts that a page shows as lines of their own, without white space."""
    tags = (tag for tag in root.find_all(list(_BLOCKS)) if tag.find(list(_BLOCKS)) is None)
    texts = [*(tag.get_text() for tag in tags), *root.find_all(string=True)]
    return {re.sub(r"\s", "", text) for text in texts}


def _without_site(named: str, shown: set[str]) -> str | None:
    """Give the title in a page's <title>, without the names of site and channel behind or before dashes and bars.

    The part that the page shows as a line of its own is the title. Where it shows none, what is named like a site goes,
    and what stands in a few words behind a dash, unless they tell which part or state of the text this is.
    """
    joints = list(islice(_JOINT.finditer(named), _MOST_JOINTS))
    starts = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(named)]
    runs = [named[start:end] for end in reversed(ends) for start in starts if start < end]
    on_page = [run for run in runs if re.sub(r"\s", "", run) in shown and not _SITE.fullmatch(run)]
    if on_page and len(longest := max(on_page, key=len)) >= _LEAST_TITLE:
        return longest
    parts = _LOOSE_JOINT.split(named)
    title = next((part for part in parts if part.strip() and not _SITE.fullmatch(part.strip())), None)
    behind = _CHANNEL.fullmatch(title) if title else None
    return behind["title"] if behind and not _PART_OF_TITLE.search(behind["channel"]) else title


def _first_heading(root: Tag) -> str | None:
    for name in ("h1", "h2"):
        for tag in root.find_all(name):
            text = labels.squash(tag.get_text())
            if _LEAST_TITLE <= len(text) <= _LONGEST_HEADING:
                return text
    return None


def _drop_invisible(soup: BeautifulSoup) -> None:
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    hidden = [
        tag
        for tag in soup.find_all(True)
        if tag.name not in ("html", "head", "body")
        and (
            tag.name in _INVISIBLE
            or tag.has_attr("hidden")
            or tag.get("type") == "hidden"
            or _HIDDEN_STYLE.search(str(tag.get("style") or ""))
        )
    ]
    for tag in hidden:
        tag.extract()


def _prose_lengths(root: Tag) -> Counter[int]:
    """Count for each element (by identity) its characters of running text: with punctuation, and not all one link."""
    lengths: Counter[int] = Counter()
    running: dict[int, bool] = {}
    for string in root.find_all(string=True):
        text = string.strip()
        parents = list(string.parents)
        if len(text) < _LEAST_STRING or not _PUNCTUATED.search(text):
            # Some pages set every number of a paragraph in an element of its own.
            around = next((parent for parent in parents[:_ANCESTORS] if parent.name == "p"), None) if text else None
            if around is None:
                continue
            if id(around) not in running:
                whole = around.get_text().strip()
                running[id(around)] = len(whole) >= _LEAST and _PUNCTUATED.search(whole) is not None
            if not running[id(around)]:
                continue
        if not any(parent.name == "a" for parent in parents[:_ANCESTORS]):
            lengths.update({id(parent): len(text) for parent in parents})
    for table in root.find_all("table"):
        # Figures are as much of the page as words about them; a calendar or a table of links is not.
        if _is_data(table) and table.find("a") is None and len(_FIGURE.findall(text := table.get_text())) >= 4:
            lengths.update({id(parent): len(text.strip()) for parent in table.parents})
    return lengths


def _main(root: Tag, selector: str | None, issues: list[ReadIssue]) -> Tag | None:
    """Find the element that holds the article: the smallest one with nearly all running text of the page."""
    if selector:
        chosen = root.select_one(selector)
        if chosen is not None and chosen.get_text(strip=True):
            return chosen
        issues.append(ReadIssue("selector", "warning", f"Nothing on the page fits the body selector {selector!r}"))
    lengths = _prose_lengths(root)
    here = _under_headline(root)
    length = lengths[id(here)]
    if length < _LEAST:
        return None
    while True:
        children = [(c, lengths[id(c)]) for c in here.children if isinstance(c, Tag)]
        best = max(children, key=lambda pair: pair[1], default=None)
        # A page cannot be one cell of its own table of data, nor one paragraph of its text.
        if (
            best is None
            or best[1] < _NEARLY_ALL * length
            or best[0].name in ("p", "span", "font", "ul", "ol")
            or _is_grid(best[0])
        ):
            return here
        here, length = best


def _under_headline(root: Tag) -> Tag:
    """Give the element that holds a page's only headline and all running text but that of lists; the page where none does.

    A short article may have fewer words than the lists of links and names beside it.
    """
    headlines = root.find_all("h1")
    if len(headlines) != 1:
        return root
    running = [text for text in root.find_all(string=True) if len(text.strip()) >= _LEAST and _PUNCTUATED.search(text)]
    own = [text for text in running if text.find_parent(["li", "a"]) is None and furniture.foot(text) is None]
    listed = [text for text in running if text.find_parent(["li", "a"]) is not None]
    if sum(len(text.strip()) for text in own) < 2 * _LEAST or root.find("table") is not None:
        return root
    for parent in headlines[0].parents:
        inside = {id(text) for text in parent.find_all(string=True)}
        if all(id(text) in inside for text in own):
            # An item of a list that is as long as a paragraph is one.
            beside = [text for text in listed if id(text) not in inside]
            return root if any(len(text.strip()) >= _LONG_ITEM for text in beside) else parent
    return root


def _is_grid(tag: Tag) -> bool:
    return tag.name == "table" and _is_data(tag)


def _around(root: Tag, main: Tag) -> tuple[str, str]:
    """Give the text of the page before and after the article."""
    before: list[str] = []
    after: list[str] = []
    inside = {id(d) for d in main.descendants}
    ancestors = {id(main), *(id(p) for p in main.parents)}
    passed = False
    for node in root.descendants:
        if node is main or id(node) in inside:
            passed = True
        elif isinstance(node, NavigableString) and id(node) not in ancestors and node.strip():
            (after if passed else before).append(labels.squash(node))
    return " ".join(before), " ".join(after)


def _labelled(root: Tag, main: Tag, blocks: list[Block]) -> dict[str, str]:
    """Read the head of labels and values that government sites print over a document.

    Labels stand in a cell, a <dt> or a <b> of their own with the value in the next, or before a colon in one text.
    In the article itself only the first lines count.
    """
    out: dict[str, str] = {}
    inside = {id(d) for d in main.descendants}
    for tag in root.find_all(["td", "th", "dt", "li", "p", "div", "span", "b", "strong", "label", "em"]):
        if id(tag) in inside or tag.find(["table", "div", "p", "ul"]):
            continue
        text = tag.get_text()
        label = labels.is_label(text)
        if label and (key := labels.KEY_OF.get(label)):
            value = _value_beside(tag)
            if value and not labels.is_label(value):
                labels.put(out, key, value)
        elif len(text) < _LONGEST_LABELS:
            labels.read_pairs(tag.get_text(" "), out)
            line = labels.squash(tag.get_text(" "))
            if (furniture.is_byline(labels.squash(text)) or labels.is_day(line)) and _is_under_headline(tag, root):
                labels.read_bylines([line], out)
    for block in [b for b in blocks[:_HEAD_BLOCKS] if b.kind != "table" and len(b.text) < _LONGEST_LINE]:
        found: dict[str, str] = {}
        labels.read_pairs(block.text, found)
        if found and (block.kind == "furniture" or len(found) > 1 or furniture.is_byline(block.text)):
            block.kind, block.role = "furniture", block.role or "metadata"
            for key, value in found.items():
                out.setdefault(key, value)
        if labels.is_day(block.text) and "年" not in block.text:
            # Acts print the day of their signature in words; figures and signs are how a page prints its own.
            block.kind, block.role = "furniture", "byline"
    labels.read_bylines((b.text for b in blocks[:6] if b.role == "byline"), out)
    return out


def _is_under_headline(tag: Tag, root: Tag) -> bool:
    """Say whether a tag stands behind the page's first heading, in no list of links, and before any other heading."""
    headings = ["h1", "h2", "h3", "h4"]
    above = tag.find_previous(headings)
    around = tag.find_parent(["ul", "ol", "table"])
    return above is not None and above is root.find(headings) and (around is None or around.find("a") is None)


def _value_beside(tag: Tag) -> str:
    here: Tag | None = tag
    for _ in range(3):
        if here is None:
            return ""
        sibling = here.next_sibling
        while sibling is not None and not labels.squash(
            sibling.get_text() if isinstance(sibling, Tag) else str(sibling)
        ):
            sibling = sibling.next_sibling
        if sibling is not None:
            return labels.squash(sibling.get_text() if isinstance(sibling, Tag) else str(sibling)).lstrip(":： ")
        if here.name in ("td", "th", "dt", "li"):
            return ""
        here = here.parent
    return ""


def _by_library(text: str, metadata: dict[str, str], issues: list[ReadIssue]) -> Content:
    """Read a page whose article the rules do not find with trafilatura."""
    import trafilatura

    found = trafilatura.extract(text, include_tables=False, include_comments=False)
    if not found:
        raise Unreadable(
            "No running text was found on the page.",
            "Open it in a browser; if it builds its text by script, save the built page, or give a body selector.",
        )
    issues.append(
        ReadIssue("main_text", "info", "The page has little running text; its main part was taken by trafilatura")
    )
    blocks = [Block("paragraph", line.strip()) for line in found.split("\n") if line.strip()]
    return Content(HTML, "html+trafilatura", blocks, metadata=metadata, issues=issues)


@dataclass(slots=True)
class _Line:
    """Text that a page shows as one line, with how it is set."""

    text: str = ""
    bold: int = 0
    linked: int = 0
    large: bool = False


@dataclass(slots=True)
class _Walker:
    """Walks down an element and turns what it meets into blocks."""

    issues: list[ReadIssue]
    out: list[Block] = field(default_factory=list)
    line: _Line = field(default_factory=_Line)

    def blocks(self, root: Tag) -> list[Block]:
        self._children(root, None, None, False)
        self._close(None, None)
        return self.out

    def _children(self, tag: Tag, align: str | None, kind: str | None, bold: bool) -> None:
        number = 0
        for child in tag.children:
            if isinstance(child, Tag):
                if child.name == "li" and tag.name == "ol":
                    number += 1
                self._tag(child, align, kind, bold, number if tag.name == "ol" else 0)
            elif isinstance(child, NavigableString) and type(child) is NavigableString:
                self._text(str(child), align, kind, bold, tag)

    def _tag(self, tag: Tag, align: str | None, kind: str | None, bold: bool, number: int) -> None:
        name = tag.name
        if name == "br":
            self._close(align, kind)
            return
        if name == "img":
            return
        if name == "sup":
            self._text(raised(tag.get_text()), align, kind, bold, tag)
            return
        if name == "table" and _is_data(tag):
            self._close(align, kind)
            self._table(tag)
            return
        style = str(tag.get("style") or "")
        weight = re.search(r"font-weight\s*:\s*(\w+)", style, re.I)
        bold = bold or name in ("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6")
        if _SET_BOLD.search(f"{' '.join(tag.get('class') or [])} {tag.get('cms-style') or ''}"):
            bold = True
        if weight:
            bold = weight[1].lower() in ("bold", "bolder", "600", "700", "800", "900")
        if name not in _BLOCKS:
            size = re.search(r"font-size\s*:\s*([\d.]+)\s*(pt|px)", style, re.I)
            if (
                size
                and tag.get_text(strip=True)
                and float(size[1]) * (_POINTS_OF_PIXEL if size[2].lower() == "px" else 1) >= _LARGE
            ):
                self.line.large = True
            self._children(tag, align, kind, bold)
            return
        self._close(align, kind)
        if _is_picture(tag):
            self.out.append(Block("furniture", labels.squash(tag.get_text(" ")), role="figure_caption"))
            return
        where = re.search(r"text-align\s*:\s*(\w+)", style, re.I)
        here = (where[1] if where else str(tag.get("align") or "")).lower()
        align = (
            here if here in ("left", "center", "right") else "center" if name == "center" else None if here else align
        )
        kind = name if re.fullmatch(r"h[1-6]|li", name) else kind
        if number and not _NUMBERED.match(tag.get_text()):
            self.line.text = f"{number}. "
        self._children(tag, align, kind, bold)
        self._close(align, kind)

    def _text(self, text: str, align: str | None, kind: str | None, bold: bool, parent: Tag) -> None:
        # Source line ends are white space; ideographic spaces are how a page indents a paragraph.
        text = re.sub(r"[ \t\r\n\xa0]+", " ", text)
        parts = re.split(r"(?:(?<=[。！？；：”）])|(?<=^)) ?　{2,}|　{4,}", text) if "　　" in text else [text]
        linked = parent.name == "a" or parent.find_parent("a") is not None
        for position, part in enumerate(parts):
            if position and self.line.text.strip():
                self._close(align, kind)
            shown = len(part.strip(" 　"))
            self.line.text += part
            self.line.bold += shown if bold else 0
            self.line.linked += shown if linked else 0

    def _close(self, align: str | None, kind: str | None) -> None:
        line, self.line = self.line, _Line()
        text = _join_spaces(line.text)
        if not text:
            return
        size = len(re.sub(r"[ 　]", "", text))
        all_bold = line.bold >= size
        where = align if align in ("center", "right") else None
        block = Block("paragraph", text, bold=all_bold, align=where)  # type: ignore[arg-type]
        if furniture.is_page_control(text):
            block.kind, block.role = "furniture", "navigation"
        elif furniture.is_byline(text):
            block.kind, block.role = "furniture", "byline"
        elif (
            line.linked >= size
            and size < _LONGEST_LINK
            and not prose.ends_sentence(text)
            and not _ATTACHED.search(text)
        ):
            block.kind, block.role = "furniture", "navigation"
        elif kind and kind.startswith("h"):
            block.kind, block.level = "heading", int(kind[1])
        elif kind == "li":
            block.kind = "list_item"
        elif _is_heading(text, all_bold, where == "center", line.large):
            block.kind = "heading"
        self.out.append(block)

    def _table(self, tag: Tag) -> None:
        table = _grid(tag)
        if table is not None:
            self.out.append(Block("table", "", table=table))


def _is_picture(tag: Tag) -> bool:
    """Say whether a part of a page holds a picture and the few words under it."""
    if tag.name not in ("figure", "figcaption", "div") or (tag.name != "figcaption" and tag.find("img") is None):
        return False
    words = len(re.sub(r"\s", "", tag.get_text()))
    return 0 < words <= _LONGEST_CAPTION and tag.find([name for name in _BLOCKS if name != "figcaption"]) is None


_ATTACHED = re.compile(r"附件|\.(?:pdf|docx?|xlsx?|ofd|wps|zip|rar)\b", re.I)


def _is_heading(text: str, bold: bool, centred: bool, large: bool) -> bool:
    if len(text) > _LONGEST_HEADING or prose.ends_sentence(text) or "。" in text:
        return False
    return (
        (bold and (centred or len(text) <= prose.BOLD_HEADING)) or (centred and large) or prose.looks_like_heading(text)
    )


def _join_spaces(text: str) -> str:
    """Give the text of a line without the white space of the source next to Chinese characters and at its ends."""
    return re.sub(r" +", " ", text).strip(" 　")


def _rows(tag: Tag) -> Iterator[Tag]:
    """Give the rows of a table, not those of tables inside it."""
    for row in tag.find_all("tr"):
        if row.find_parent("table") is tag:
            yield row


def _is_data(tag: Tag) -> bool:
    """Say whether a table holds data: no table nor article inside, two rows and columns or more, mostly short cells."""
    if tag.find("table") is not None:
        return False
    rows = [row.find_all(["td", "th"], recursive=False) for row in _rows(tag)]
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max((len(row) for row in rows), default=0) < 2:
        return False
    filled = [cell for cell in cells if cell.get_text(strip=True)]
    if len(filled) < _FEWEST_CELLS:
        return False
    if tag.find("th") is not None or tag.find("caption") is not None:
        return True
    lengths = sorted(len(cell.get_text(strip=True)) for cell in filled)
    articles = [c for c in filled if len(c.find_all("p")) >= _PARAGRAPHS and len(c.get_text(strip=True)) > _ARTICLE]
    pairs = [c for c in filled if labels.is_label(c.get_text())]
    return not articles and lengths[len(lengths) // 2] <= _LONGEST_CELL and len(pairs) * _LABELLED < len(filled)


def _span(cell: Tag, name: str) -> int:
    """Give a span as printed in the source, at least 1; browsers cap it at 1000 columns and 65534 rows."""
    match = re.match(r"\s*(\d{1,4})", str(cell.get(name) or ""))
    return max(1, min(int(match[1]), _MOST_SPANNED)) if match else 1


def _cell_text(cell: Tag) -> str:
    text = ""
    for tag in cell.find_all("sup"):
        tag.replace_with(raised(tag.get_text()))
    cell.smooth()
    for part in cell.get_text("\n").replace("\xa0", " ").split("\n"):
        text = prose.glue(text, part.strip(" \t\r　")) if part.strip() else text
    return re.sub(r"\s+", " ", text).strip()


def _grid(tag: Tag) -> Table | None:
    """Read a table with its spans; empty rows and columns are dropped."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    rows = list(_rows(tag))
    heads: set[int] = set()
    for r, row in enumerate(rows):
        c = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while (r, c) in taken:
                c += 1
            height, width = min(_span(cell, "rowspan"), len(rows) - r), _span(cell, "colspan")
            if len(taken) + height * width > _MOST_CELLS:
                return None
            taken.update((y, x) for y in range(r, r + height) for x in range(c, c + width))
            cells.append(Cell(r, c, _cell_text(cell), height, width))
            c += width
        if row.find_parent("thead") or (row.find("th", recursive=False) and not row.find("td", recursive=False)):
            heads.add(r)
    return grids.tidy(cells, heads)
