"""Which part of a web page is its article: told by where its running text stands, never by a site or by what it says.

What stands around the article is set apart, and its sentences become an issue; an opening that a page sets just outside
is the article's. What the page says of itself (title, day, source) lives in `pagehead`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString

from extract.content import ReadIssue
from extract.files import htmltables
from extract.text import furniture, labels

LEAST = 20
"""Fewer characters of running text than this are no article."""
PUNCTUATED = re.compile(r"[，。；：、]")
_WHOLE_SENTENCE = re.compile(r"。[”’）)]*$")
_FIGURE = re.compile(r"\d[\d,]*\.\d|\d{3,}")
_FEWEST_FIGURES = 4
"""Figures in a table that is as much of the page as the words about it."""
_LONG_ITEM = 60
"""Characters of an item of a list that is no link or name."""
_LEAST_STRING = 10
"""Characters of a string that is running text by itself."""
_ANCESTORS = 6
"""Elements around a string that are looked at for the paragraph or the link that it stands in."""
_NEARLY_ALL = 0.8
"""The share of a page's running text that its article has: the rest is what stands around it."""
LONGEST_SHOWN = 600
"""Characters of what stands outside the article that its issue tells; all of it stays in the content."""
_TEASERS, _LONGEST_TEASER = 3, 300
"""Parts alike that tell of other pages, and the characters of one: its title, a sentence or two, a day."""
_REMARKS = re.compile(r"(?:^|[-_ ])(?:comments?|comment-?list|respond|pinglun)(?:[-_ ]|$)", re.I)
"""How pages name the part where their readers write (a class or an id, as the usual programs for sites set it)."""
_BESIDE = ("aside", "nav", "footer")
_WHOLE = ("p", "span", "font", "ul", "ol")
"""Elements that are a part of an article at most."""


@dataclass(frozen=True, slots=True)
class Article:
    """The elements that hold the article, in their order: openings that stand outside its block, then the block itself."""

    parts: tuple[Tag, ...]

    @property
    def main(self) -> Tag:
        """The block itself."""
        return self.parts[-1]

    def descendants(self) -> set[int]:
        """Give what is in the article, each node by its identity."""
        return {id(node) for part in self.parts for node in (part, *part.descendants)}


def find(root: Tag, headline: Tag | None, selector: str | None, issues: list[ReadIssue]) -> Article | None:
    """Find the article: the smallest element with nearly all running text of the page; None where there is none."""
    if selector:
        chosen = root.select_one(selector)
        if chosen is not None and chosen.get_text(strip=True):
            return Article((chosen,))
        issues.append(ReadIssue("selector", "warning", f"Nothing on the page fits the body selector {selector!r}"))
    lengths = prose_lengths(root)
    here = _around_headline(root, headline)
    length = lengths[id(here)]
    if length < LEAST:
        return None
    while True:
        children = [(c, lengths[id(c)]) for c in here.children if isinstance(c, Tag)]
        best = max(children, key=lambda pair: pair[1], default=None)
        # A page cannot be one cell of its own table of data, nor one paragraph of its text.
        if best is None or best[1] < _NEARLY_ALL * length or best[0].name in _WHOLE or is_grid(best[0]):
            return Article((*_openings(here, headline, lengths), here))
        here, length = best


def prose_lengths(root: Tag) -> Counter[int]:
    """Count for each element (by identity) its characters of running text: with punctuation, and not all one link.

    What a site says of itself and what stands in parts that are beside the text by their kind do not count.
    """
    lengths: Counter[int] = Counter()
    running: dict[int, bool] = {}
    apart = _apart(root)
    for string in root.find_all(string=True):
        text = string.strip()
        parents = list(string.parents)
        if len(text) < _LEAST_STRING or not PUNCTUATED.search(text):
            # Some pages set every number of a paragraph in an element of its own.
            around = next((parent for parent in parents[:_ANCESTORS] if parent.name == "p"), None) if text else None
            if around is None:
                continue
            if id(around) not in running:
                whole = around.get_text().strip()
                running[id(around)] = len(whole) >= LEAST and PUNCTUATED.search(whole) is not None
            if not running[id(around)]:
                continue
        if (
            any(parent.name == "a" for parent in parents[:_ANCESTORS])
            or furniture.foot(text) is not None
            or any(id(parent) in apart for parent in parents)
        ):
            continue
        lengths.update({id(parent): len(text) for parent in parents})
    for table in root.find_all("table"):
        # Figures are as much of the page as words about them; a calendar or a table of links is not.
        if _has_figures(table):
            lengths.update({id(parent): len(table.get_text().strip()) for parent in table.parents})
    return lengths


def running_signs(root: Tag) -> int:
    """Count the signs of the sentences of a page that stand in no link and no list, nor beside the text by their kind."""
    apart = _apart(root)
    return sum(
        len(text.strip())
        for text in root.find_all(string=True)
        if len(text.strip()) >= LEAST
        and _WHOLE_SENTENCE.search(text.strip())
        and not any(parent.name in ("a", "li") or id(parent) in apart for parent in text.parents)
    )


def _has_figures(table: Tag) -> bool:
    return (
        htmltables.is_data(table)
        and table.find("a") is None
        and len(_FIGURE.findall(table.get_text())) >= _FEWEST_FIGURES
    )


def _apart(root: Tag) -> set[int]:
    """Give the elements that stand beside the text by their kind, unless they hold the only headline or all of the text."""
    found = [tag for tag in root.find_all(True) if tag.name in _BESIDE or _is_for_remarks(tag)]
    return {id(tag) for tag in found if tag.find("h1") is None and tag.find("article") is None}


def _teasers(root: Tag) -> set[int]:
    """Give the parts that tell of other pages: three or more alike beside each other, each beginning with a link and short."""
    alike: dict[tuple[int, str, str], list[Tag]] = {}
    for link in root.find_all("a", href=True):
        for parent in islice(link.parents, _ANCESTORS):
            first = next((node for node in parent.find_all(string=True) if node.strip()), None)
            if first is None or link not in first.parents or len(parent.get_text()) > _LONGEST_TEASER:
                break
            if parent.name in ("div", "section", "article", "li", "dl", "td") and parent.parent is not None:
                key = id(parent.parent), parent.name, " ".join(parent.get("class") or [])
                alike.setdefault(key, []).append(parent)
    return {id(tag) for tags in alike.values() if len({*map(id, tags)}) >= _TEASERS for tag in tags}


def _is_for_remarks(tag: Tag) -> bool:
    names = [*(tag.get("class") or []), str(tag.get("id") or "")]
    return tag.name in ("div", "section", "ol", "ul") and any(_REMARKS.search(name) for name in names)


def _around_headline(root: Tag, headline: Tag | None) -> Tag:
    """Give the element that holds the headline and all running text but that of lists; the page where none does.

    A short article may have fewer words than the lists of links and names beside it.
    """
    if headline is None:
        return root
    apart = _apart(root)
    apart |= _teasers(root)
    running = [
        text
        for text in root.find_all(string=True)
        if len(text.strip()) >= LEAST and PUNCTUATED.search(text) and not any(id(p) in apart for p in text.parents)
    ]
    listed = [text for text in running if text.find_parent(["li", "a"]) is not None]
    others = {id(text) for text in listed}
    own = [text for text in running if id(text) not in others and furniture.foot(text) is None]
    if not any(_WHOLE_SENTENCE.search(text.strip()) for text in own):
        return root
    tables = [table for table in root.find_all("table") if _has_figures(table)]
    above = {id(node): {id(parent) for parent in node.parents} for node in (*own, *listed, *tables)}
    for parent in headline.parents:
        if all(id(parent) in above[id(text)] for text in own):
            # An item of a list that is as long as a paragraph is one.
            beside = [text for text in listed if id(parent) not in above[id(text)]]
            is_whole = all(len(text.strip()) < _LONG_ITEM for text in beside) and all(
                id(parent) in above[id(table)] for table in tables
            )
            return parent if is_whole else root
    return root


def _openings(main: Tag, headline: Tag | None, lengths: Counter[int]) -> Iterator[Tag]:
    """Give the paragraphs that a page sets between its headline and the block with the rest of the article."""
    if headline is None or any(node is headline for node in main.descendants):
        return
    above = {id(parent) for parent in headline.parents}
    found: list[Tag] = []
    here = main
    while here.parent is not None and id(here) not in above:
        for tag in here.previous_siblings:
            if not isinstance(tag, Tag):
                continue
            if id(tag) in above or tag is headline:
                break
            text = tag.get_text().strip()
            is_said = (
                lengths[id(tag)] >= LEAST and _WHOLE_SENTENCE.search(text) and tag.find_parent(["ul", "ol"]) is None
            )
            if is_said and not furniture.is_byline(text) and tag.name not in ("ul", "ol", "table"):
                found.append(tag)
        here = here.parent
        if id(here) in above:
            break
    yield from reversed(found)


def is_sentence(text: str) -> bool:
    """Say whether a text is running text that ends as a sentence does."""
    return len(text) >= LEAST and _WHOLE_SENTENCE.search(text) is not None


def is_grid(tag: Tag) -> bool:
    """Say whether an element is a table of data."""
    return tag.name == "table" and htmltables.is_data(tag)


def around(root: Tag, article: Article, issues: list[ReadIssue]) -> tuple[str, str]:
    """Give the text of the page before and after the article; sentences among it become an issue, with their words."""
    before: list[str] = []
    after: list[str] = []
    sentences: list[str] = []
    inside = article.descendants()
    passed = False
    for node in root.descendants:
        if id(node) in inside:
            passed = True
        elif isinstance(node, NavigableString) and (text := labels.squash(node)):
            (after if passed else before).append(text)
            if is_sentence(text) and node.find_parent("a") is None and furniture.foot(text) is None:
                sentences.append(text)
    if sentences:
        words = " / ".join(sentences)
        shown = words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}…"
        message = f"Sentences that stand outside the article's part of the page are set apart from it: “{shown}”"
        issues.append(ReadIssue("outside_article", "info", message))
    return " ".join(before), " ".join(after)
