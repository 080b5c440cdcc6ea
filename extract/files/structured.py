"""What a web page says of itself to programs: JSON-LD, meta tags, microdata, the `datetime` of its <time>.

Only what names the article counts; what two of a kind say differently is not taken from either. What the page shows
its readers of title, day and source lives in `pagehead`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from bs4 import BeautifulSoup, Tag

from extract.text import labels

_META = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "published_on",
    "publishdate": "published_on",
    "publish_date": "published_on",
    "publishtime": "published_on",
    "firstpublishtime": "published_on",
    "article:published_time": "published_on",
    "article:published": "published_on",
    "og:published_time": "published_on",
    "og:article:published_time": "published_on",
    "bytedance:published_time": "published_on",
    "parsely-pub-date": "published_on",
    "dc.date": "published_on",
    "dc.date.issued": "published_on",
    "dcterms.date": "published_on",
    "dcterms.issued": "published_on",
    "contentsource": "publisher",
    "author": "author",
    "article:author": "author",
    "url": "url",
    "og:url": "url",
}
"""Names of meta tags, as the usual programs for sites write them → the keys of `Content.metadata`."""
_ARTICLE = re.compile(r"Article$|^(?:BlogPosting|LiveBlogPosting|Report|Legislation)$")
"""Types of schema.org that are an article, or hold one."""
_PAGE = "WebPage"
_DEEPEST = 6
"""Levels at which an article stands in what a page says of itself."""
_MOMENT = re.compile(r"\s*(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})\s*", re.I)
_HERE = timezone(timedelta(hours=8))
"""The time of the documents read here, to which a moment told in another is brought."""
_PUBLISHED = re.compile(r"(?:^|[-_ ])(?:published|publish|pubdate|entry-date)(?:[-_ ]|$)", re.I)
"""How the class of a <time> says that it is the day of the article."""


def said(soup: BeautifulSoup) -> dict[str, str]:
    """Give what a page says of its article, under the keys of `Content.metadata`; JSON-LD before meta tags before microdata."""
    out: dict[str, str] = {}
    for found in (_linked_data(soup), _meta(soup), _microdata(soup), _times(soup)):
        for key, value in found.items():
            labels.put(out, key, value)
    return out


def day(value: str) -> str:
    """Bring a moment with its zone to the day that it is here; other values stay as they are.

    >>> day("2031-06-11T23:30:00Z"), day("2031-06-12T08:30:00+08:00"), day("2031-06-12 08:30")
    ('2031-06-12', '2031-06-12', '2031-06-12 08:30')
    """
    match = _MOMENT.fullmatch(value)
    if match is None:
        return value
    try:
        zone = "+00:00" if match[4].upper() == "Z" else match[4]
        moment = datetime.fromisoformat(f"{match[1]}T{match[2]}:{match[3]}{zone}")
        return moment.astimezone(_HERE).date().isoformat()
    except (ValueError, OverflowError):
        return match[1]


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    out: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        key = _META.get(str(tag.get("name") or tag.get("property") or "").lower())
        value = str(tag.get("content") or "")
        if key and value.strip() and not (key == "author" and value.startswith("http")):
            out.setdefault(key, day(value) if key == "published_on" else value)
    return out


def _linked_data(soup: BeautifulSoup) -> dict[str, str]:
    articles: list[dict[str, Any]] = []
    pages: list[dict[str, Any]] = []
    for tag in soup.find_all("script", type="application/ld+json"):
        try:
            loaded = json.loads(tag.get_text(), strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(loaded, 0):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLE.search(kind) for kind in kinds):
                articles.append(item)
            elif _PAGE in kinds:
                pages.append(item)
    named = articles or pages
    if len({str(item.get("headline") or item.get("name")) for item in named}) > 1:
        return {}  # A list of articles, none of which is this page alone.
    out: dict[str, str] = {}
    for item in named:
        values = {
            "title": item.get("headline") if item in articles else None,
            "published_on": item.get("datePublished"),
            "publisher": _name(item.get("publisher")),
            "author": _name(item.get("author")),
        }
        for key, value in values.items():
            if isinstance(value, str) and value.strip():
                out.setdefault(key, day(value) if key == "published_on" else value)
    return out


def _items(loaded: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Give the objects of JSON-LD: one, several in a list or a @graph, the main one of a page."""
    if depth > _DEEPEST:
        return
    if isinstance(loaded, list):
        for item in loaded:
            yield from _items(item, depth + 1)
    elif isinstance(loaded, dict):
        yield loaded
        for name in ("@graph", "mainEntity"):
            yield from _items(loaded.get(name), depth + 1)


def _name(value: Any) -> str | None:
    """Give the name of a person or body, None where there are several."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _microdata(soup: BeautifulSoup) -> dict[str, str]:
    days = {value for tag in soup.find_all(itemprop="datePublished") if (value := _value(tag))}
    return {"published_on": day(days.pop())} if len(days) == 1 else {}


def _times(soup: BeautifulSoup) -> dict[str, str]:
    """Give the day of the <time> that says it is the article's: by its class, or alone in an <article>."""
    times = [tag for tag in soup.find_all("time") if labels.DATE.match(_value(tag))]
    told = [t for t in times if t.has_attr("pubdate") or _PUBLISHED.search(" ".join(t.get("class") or []))]
    days = {_value(tag) for tag in told or [tag for tag in times if tag.find_parent("article") is not None]}
    return {"published_on": day(days.pop())} if len(days) == 1 else {}


def _value(tag: Tag) -> str:
    return str(tag.get("content") or tag.get("datetime") or tag.get_text()).strip()
