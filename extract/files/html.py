"""HTML: policy pages of government sites, news pages, and fragments inside Markdown.

What the page says of itself (发文机关, 成文日期 …) goes into the metadata, the article into blocks, tables of data into
grids, layout tables are unwrapped, what a reader of the page cannot see is dropped, and so is what it shows struck out.
No site is known here by name: where the general rules fail for a site, its row in the register brings CSS selectors.
Where the article stands is for `article`, what the page says of it for `structured` and `pagehead`, its lines for
`htmlblocks`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Comment, Tag

from extract.content import Block, Content, ReadIssue
from extract.errors import Unreadable
from extract.files import article, kept, pagehead, structured
from extract.files.htmlblocks import Walker
from extract.files.running import cut_foot, finish
from extract.files.sniff import HTML, decode
from extract.files.styles import Styles
from extract.text import labels

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
_LAID = ("div", "section", "dialog", "aside", "form")
"""Elements that a page lays over itself with words of their own."""
_SPACE = re.compile(r"\s")
_REST = 0.2
"""The share of what is taken out that the rest of its page has at least in running text: a page that hides all of it shows it by script."""
_OPENING = 8
"""Blocks among which an article shows its title."""


def read(data: bytes, selectors: Mapping[str, str] | None = None) -> Content:
    """Read a page. `selectors` may name the `body`, the `title` and what to `drop`, as CSS."""
    text, issues = decode(data)
    soup = BeautifulSoup(text, "lxml")
    selectors = selectors or {}
    metadata = structured.said(soup)
    named = labels.squash(soup.title.get_text()) if soup.title else ""
    laid = _drop_invisible(soup, issues)
    for tag in soup.select(selectors["drop"]) if selectors.get("drop") else []:
        tag.decompose()
    root = soup.body or soup
    told = soup.select_one(selectors["title"]) if selectors.get("title") else None
    title = labels.squash(told.get_text()) if told else pagehead.title_of(root, metadata.get("title", ""), named)
    headline = pagehead.headline(root, title)
    found = article.find(root, headline, selectors.get("body"), issues)
    if found is None:
        return _by_library(text, metadata, issues)
    running = article.running_signs(root)
    before, after = article.around(root, found, issues)
    blocks = Walker(issues).blocks(*found.parts)
    metadata = {**metadata, **pagehead.labelled(root, found, blocks, headline)}
    if title:
        metadata["title"] = title
        opening = _SPACE.sub("", "".join(b.text for b in blocks[:_OPENING]))
        if _SPACE.sub("", title) not in opening:
            blocks.insert(0, Block("heading", title, level=1, role="title"))
    blocks = cut_foot(finish(blocks, issues, web=False), issues)
    if before:
        blocks.insert(0, Block("furniture", before, role="navigation"))
    for text in filter(None, (after, laid)):
        blocks.append(Block("furniture", text, role="navigation"))
    if not any(b.kind != "furniture" for b in blocks):
        raise Unreadable(
            "The page holds no text.", "Open it in a browser; if it builds its text by script, save the built page."
        )
    content = Content(HTML, "html", blocks, metadata=metadata, issues=issues)
    text_blocks = [block for block in blocks if block.kind != "furniture"]
    kept.tell(Content(HTML, "html", text_blocks, issues=issues), running)
    return content


def fragment(source: str, issues: list[ReadIssue]) -> list[Block]:
    """Read a piece of HTML that stands inside another format."""
    soup = BeautifulSoup(source, "lxml")
    _drop_invisible(soup, issues)
    return Walker(issues).blocks(soup.body or soup)


def _drop_invisible(soup: BeautifulSoup, issues: list[ReadIssue]) -> str:
    """Take out what a page does not show, and what it strikes out or lays over its text; give the text of the latter."""
    styles = Styles(soup)
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(_INVISIBLE):
        tag.extract()
    _take(soup, [tag for tag in _parts(soup) if styles.hides(tag)])
    struck = [tag for tag in _parts(soup) if styles.strikes(tag)]
    words = [text for tag in struck if (text := labels.squash(tag.extract().get_text()))]
    if words:
        message = f"What the page shows struck out is left out: “{' / '.join(words)}”"
        issues.append(ReadIssue("struck_out", "info", message))
    over = [tag for tag in _parts(soup) if tag.name in _LAID and styles.lays_over(tag)]
    over = [tag for tag in over if not tag.find(["h1", "article"]) and article.PUNCTUATED.search(tag.get_text())]
    laid = " / ".join(text for tag in _take(soup, over) if (text := labels.squash(tag.get_text(" "))))
    if laid:
        message = f"What the page lays over its text is set apart from it: “{laid[: article.LONGEST_SHOWN]}”"
        issues.append(ReadIssue("outside_article", "info", message))
    return laid


def _parts(soup: BeautifulSoup) -> list[Tag]:
    return [tag for tag in soup.find_all(True) if tag.name not in ("html", "head", "body")]


def _take(soup: BeautifulSoup, tags: list[Tag]) -> list[Tag]:
    """Take elements out of a page that has running text beside them; give them. A page that has all of it there shows it by script."""
    if not tags:
        return []
    lengths = article.prose_lengths(soup)
    whole = lengths[id(soup)]
    return [tag.extract() for tag in tags if whole - lengths[id(tag)] >= _REST * lengths[id(tag)]]


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
