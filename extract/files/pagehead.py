"""What a web page shows its readers of its article: the title, the day, who tells it, the labels of a document.

What it says to programs lives in `structured`. Right or empty: a day counts where a label says what it is, or where it
stands by the headline in a line that holds nothing but names, times and buttons.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString

from extract.content import Block
from extract.files import structured
from extract.files.article import LEAST, Article
from extract.files.htmlblocks import BLOCKS, LONGEST_HEADING
from extract.text import furniture, labels

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
_ORNAMENTS = re.compile(r"^[\s:：·*★☆■●_|\-—]+|[\s:：·*★☆■●_|\-—]+$")
"""Signs around the name of a site (::云川统计::)."""
_SPACE = re.compile(r"\s+")
_LEAST_TITLE = 6
"""Fewer characters than this are the name of a channel rather than a title."""
_MOST_JOINTS = 12
"""A <title> with more dashes than this is cut at the first only."""
_LONGEST_LABELS, _LONGEST_LINE = 200, 160
"""Characters of an element with labels and values, and of a line with one; text in which a label occurs is longer."""
_HEAD_BLOCKS = 6
"""Blocks among which labels over an article stand."""
_NEAR = 40
"""Strings behind a headline among which the line with its day stands."""
_NEAR_ABOVE = 12
"""Strings before a headline among which it stands where none follows."""
_SENTENCE = re.compile(r"[。；]|[，].*[，]")
"""What running text has and a line with a day has not."""
_BARS = re.compile(r"[|｜·]")
"""Signs with which pages part a name from a day, and acts do not."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_LISTS = ("ul", "ol", "table", "dl")
_MIDDLE = re.compile(r"text-align\s*:\s*center", re.I)
_LARGE_FONT = re.compile(r"\+[1-9]|[4-7]")
"""Sizes of <font> that are larger than text (3)."""
_AROUND = 3
"""Elements around a line that may set it in the middle."""
_LINKS = 2
"""Links that make a list one of other pages."""


def lines_shown(root: Tag) -> set[str]:
    """Give the texts that a page shows as lines of their own, without white space."""
    texts = [*(tag.get_text() for tag in _innermost(root)), *root.find_all(string=True)]
    return {_SPACE.sub("", text) for text in texts}


def _innermost(root: Tag) -> list[Tag]:
    """Give the blocks of a page that hold no other block."""
    holding = _holding(root, BLOCKS)
    return [tag for tag in root.find_all(list(BLOCKS)) if id(tag) not in holding]


def _holding(root: Tag, names: Collection[str]) -> set[int]:
    """Give what holds one of these elements, by its identity; each is walked up from until one that is known, so that elements
    which stand in each other by thousands do not cost the square of that.
    """
    found: set[int] = set()
    for tag in root.find_all(list(names)):
        parent = tag.parent
        while parent is not None and id(parent) not in found:
            found.add(id(parent))
            parent = parent.parent
    return found


def title_of(root: Tag, said: str, named: str) -> str | None:
    """Give the title of a page: what it says to programs (`said`), its first headline, or what its <title> names."""
    shown = lines_shown(root)
    return (
        _without_site(said, shown)
        or _heading_named(root, named)
        or _first_heading(root)
        or _named_or_set(root, named, shown)
    )


def _without_site(named: str, shown: set[str]) -> str | None:
    """Give the title in a page's <title>, without the names of site and channel behind or before dashes and bars.

    The part that the page shows as a line of its own is the title. Where it shows none, what is named like a site goes,
    and what stands in a few words behind a dash, unless they tell which part or state of the text this is.
    """
    named = _ORNAMENTS.sub("", named)
    joints = list(islice(_JOINT.finditer(named), _MOST_JOINTS))
    starts = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(named)]
    runs = [named[start:end] for end in reversed(ends) for start in starts if start < end]
    on_page = [run for run in runs if _SPACE.sub("", run) in shown and not _SITE.fullmatch(run)]
    if on_page and len(longest := max(on_page, key=len)) >= _LEAST_TITLE:
        return longest
    parts = _LOOSE_JOINT.split(named)
    title = next((part for part in parts if part.strip() and not _SITE.fullmatch(part.strip())), None)
    behind = _CHANNEL.fullmatch(title) if title else None
    return behind["title"] if behind and not _PART_OF_TITLE.search(behind["channel"]) else title


def _heading_named(root: Tag, named: str) -> str | None:
    """Give the first headline that the page's <title> begins with: the name of the site may be a headline too."""
    start = _SPACE.sub("", named)
    for tag in root.find_all(list(_HEADINGS)):
        text = labels.squash(tag.get_text())
        if len(text) >= _LEAST_TITLE and start.startswith(_SPACE.sub("", text)) and not _SITE.fullmatch(text):
            return text
    return None


def _first_heading(root: Tag) -> str | None:
    for name in ("h1", "h2"):
        for tag in root.find_all(name):
            text = labels.squash(tag.get_text())
            if _LEAST_TITLE <= len(text) <= LONGEST_HEADING and not _SITE.fullmatch(text) and not _leads_away(tag):
                return text
    return None


def _leads_away(tag: Tag) -> bool:
    """Say whether a headline is a link to another page, as the name of a site at its top is."""
    link = tag.find_parent("a") or tag.find("a", href=True)
    if link is None or len(labels.squash(link.get_text())) < len(labels.squash(tag.get_text())):
        return False
    return str(link.get("href") or "").rstrip("/").count("/") <= 2 and tag.find_parent("article") is None


def _named_or_set(root: Tag, named: str, shown: set[str]) -> str | None:
    """Give what the <title> names; what is set like a title where the page shows nothing of that: it names the site then."""
    title = _without_site(named, shown)
    if title is not None and _SPACE.sub("", title) in shown:
        return title
    found = _set_as_title(root)
    is_other = found is not None and _SPACE.sub("", found) not in _SPACE.sub("", named)
    return found if title is None or is_other else title


def _set_as_title(root: Tag) -> str | None:
    """Give the last line set like a title (in the middle, in large or bold type) before the running text."""
    found: str | None = None
    for tag in _innermost(root):
        text = labels.squash(tag.get_text())
        if len(text) >= LEAST and _SENTENCE.search(text):
            break
        if _LEAST_TITLE <= len(text) <= LONGEST_HEADING and _is_set_as_title(tag) and not _leads_away(tag):
            found = text
    return found


def _is_set_as_title(tag: Tag) -> bool:
    parents = [tag, *tag.parents]
    middle = any(
        p.name == "center" or p.get("align") == "center" or _MIDDLE.search(str(p.get("style") or ""))
        for p in parents[:_AROUND]
    )
    large = any(_LARGE_FONT.match(str(font.get("size") or "")) for font in tag.find_all("font"))
    return middle and (large or tag.find(["b", "strong"]) is not None)


def headline(root: Tag, title: str | None) -> Tag | None:
    """Give the element that shows the title: a heading, else the first line of those words that is no link; else the only <h1>."""
    squeezed = _SPACE.sub("", title or "")
    same = list(_elements_of(root, squeezed)) if squeezed else []
    free = [tag for tag in same if tag.find_parent(["a", "li", "nav"]) is None and tag.name not in ("a", "li")]
    if free:
        return next((tag for tag in free if tag.name in _HEADINGS), free[0])
    only = root.find_all("h1")
    return only[0] if len(only) == 1 else None


def _elements_of(root: Tag, squeezed: str) -> Iterator[Tag]:
    """Give the elements that hold these words and no others, the innermost first for each place."""
    for string in root.find_all(string=True):
        words = _SPACE.sub("", string)
        if not words or not squeezed.startswith(words):
            continue
        for parent in islice(string.parents, _AROUND + 1):
            text = _SPACE.sub("", parent.get_text())
            if len(text) > len(squeezed):
                break
            if text == squeezed:
                yield parent


def labelled(root: Tag, article: Article, blocks: list[Block], heading: Tag | None) -> dict[str, str]:
    """Read the head of labels and values that government sites print over a document, and the line under a headline.

    Labels stand in a cell, a <dt> or a <b> of their own with the value in the next, or before a colon in one text.
    In the article itself only the first lines count. What is read there is furniture from then on.
    """
    out: dict[str, str] = {}
    inside = article.descendants()
    holding = _holding(root, ("table", "div", "p", "ul"))
    for tag in root.find_all(["td", "th", "dt", "li", "p", "div", "span", "b", "strong", "label", "em"]):
        if id(tag) in inside or id(tag) in holding or _is_of_other_pages(tag):
            continue
        text = tag.get_text()
        label = labels.is_label(text)
        if label and (key := labels.KEY_OF.get(label)):
            value = _value_beside(tag)
            if value and not labels.is_label(value):
                labels.put(out, key, value)
        elif len(text) < _LONGEST_LABELS:
            labels.read_pairs(tag.get_text(" "), out)
    near = list(_under(heading, inside)) if heading is not None else []
    labels.read_bylines((line for line, is_inside in near if _tells_day(line, is_inside)), out)
    if heading is not None and "published_on" not in out:
        labels.read_bylines((line for line in _above(heading) if furniture.is_byline(line)), out)
    _mark_head(blocks, out)
    labels.read_bylines((b.text for b in blocks[:_HEAD_BLOCKS] if b.role == "byline"), out)
    return out


def _mark_head(blocks: list[Block], out: dict[str, str]) -> None:
    """Make furniture of the first blocks that hold labels, or the day of the page, and take what they say."""
    first = [b for b in blocks[:_HEAD_BLOCKS] if b.kind != "table" and len(b.text) < _LONGEST_LINE]
    pairs: list[tuple[Block, dict[str, str]]] = []
    for block in first:
        found: dict[str, str] = {}
        labels.read_pairs(block.text, found)
        pairs.append((block, found))
    lines = sum(bool(found) and labels.label_in(block.text) for block, found in pairs)
    for block, found in pairs:
        several = len(found) > 1 or (lines > 1 and labels.label_in(block.text))
        if found and (block.kind == "furniture" or several or furniture.is_byline(block.text)):
            block.kind, block.role = "furniture", block.role or "metadata"
            for key, value in found.items():
                out.setdefault(key, value)
        if _tells_day(block.text, True):
            block.kind, block.role = "furniture", "byline"


def _tells_day(line: str, is_inside: bool) -> bool:
    """Say whether a line by a headline holds who tells and when, and nothing else.

    Acts print the day of their signature in words; figures and signs are how a page prints its own.
    """
    if furniture.is_byline(line):
        return True
    in_words = "年" in line and not _BARS.search(line)
    return (labels.is_day(line) or furniture.is_dated(line)) and not (is_inside and in_words)


def _under(heading: Tag, inside: set[int]) -> Iterator[tuple[str, bool]]:
    """Give the lines between a headline and the running text, with whether each stands in the article's part of the page."""
    within = {id(node) for node in heading.descendants}
    strings = (n for n in heading.next_elements if type(n) is NavigableString and n.strip() and id(n) not in within)
    line: list[str] = []
    block: Tag | None = None
    for string in islice(strings, _NEAR):
        time = string.find_parent("time", datetime=True)
        text = structured.day(str(time["datetime"])) if time is not None else labels.squash(string)
        if len(text) >= LEAST and _SENTENCE.search(text):
            break
        own = next((p for p in string.parents if p.name in BLOCKS), None)
        if own is not None and own.name in _HEADINGS and own is not heading and labels.DATE.search(text) is None:
            break
        if own is None or _is_of_other_pages(own):
            continue
        if own is not block and line and block is not None:
            yield " ".join(line), id(block) in inside
            line = []
        block = own
        line.append(text)
    if line and block is not None:
        yield " ".join(line), id(block) in inside


def _above(heading: Tag) -> Iterator[str]:
    """Give the lines right before a headline, the nearest first."""
    strings = (n for n in heading.previous_elements if type(n) is NavigableString and n.strip())
    seen: set[int] = set()
    for string in islice(strings, _NEAR_ABOVE):
        own = next((p for p in string.parents if p.name in BLOCKS), None)
        if own is None or id(own) in seen or _is_of_other_pages(own) or own.name == "body":
            continue
        seen.add(id(own))
        yield labels.squash(own.get_text(" "))


def _is_of_other_pages(tag: Tag) -> bool:
    """Say whether a part stands in a list of links to other pages, or beside the text."""
    if tag.find_parent(["aside", "nav"]) is not None:
        return True
    around = tag if tag.name in _LISTS else tag.find_parent(list(_LISTS))
    if around is None or around.name == "table":
        return False
    items = [item for item in around.find_all(["li", "dd"]) if item.find("a", href=True) is not None]
    return len(items) >= _LINKS or (len(items) == 1 and tag is items[0])


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
