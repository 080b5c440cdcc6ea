"""What a page's own styles do to its parts: hidden, struck out, laid over the page. Style sheets in other files are not had.

The cascade of CSS as far as it matters here: rules for the screen in their order, the more special one first, `!important`
over all, what stands at the element itself over rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2
from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

_PROPERTIES = ("display", "visibility", "position", "text-decoration", "text-decoration-line")
_SETS = re.compile("|".join(_PROPERTIES), re.I)
_SCREEN = ("all", "screen", "only screen")
"""Media of a rule that holds wherever a page is read, whatever the width of the window."""
_MOST_RULES = 2000
"""Rules of a page that are looked at; style sheets of large sites have as many."""
_OVERLAY = re.compile(
    r"(?:^|[-_ ])(?:modal|pop-?up|pop-?layer|dialog|lightbox|cookie-?(?:bar|banner|consent|notice)|layui-layer)(?:[-_ ]|$)",
    re.I,
)
"""How pages name what they lay over themselves (a class or an id, as the usual libraries for pages set it)."""

Weight = tuple[bool, bool, int, int, int, int]
"""Whether it is important, whether it stands at the element itself, its ids, its classes, its names of elements, its place."""


@dataclass(frozen=True, slots=True)
class _Rule:
    selector: str
    weight: tuple[int, int, int]
    declared: dict[str, tuple[str, bool]]
    """For each property its value and whether it is important."""


class Styles:
    """The styles of a page, told for the elements that some rule or attribute hides, strikes out or lays over it."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self._found: dict[int, dict[str, tuple[Weight, str]]] = {}
        rules = list(_rules(soup))
        for place, rule in enumerate(rules):
            for tag in _matching(soup, rule.selector):
                for name, (value, important) in rule.declared.items():
                    self._put(tag, name, value, (important, False, *rule.weight, place))
        for tag in soup.find_all(style=True):
            for name, (value, important) in _declared(str(tag["style"])).items():
                self._put(tag, name, value, (important, True, 0, 0, 0, 0))

    def _put(self, tag: Tag, name: str, value: str, weight: Weight) -> None:
        name = "text-decoration" if name == "text-decoration-line" else name
        own = self._found.setdefault(id(tag), {})
        if name not in own or own[name][0] <= weight:
            own[name] = weight, value

    def _value(self, tag: Tag, name: str) -> str:
        found = self._found.get(id(tag), {}).get(name)
        return found[1] if found else ""

    def hides(self, tag: Tag) -> bool:
        """Say whether a page does not show an element: by its styles, or since it is `hidden`."""
        display = self._value(tag, "display")
        unseen = tag.has_attr("hidden") or (tag.name == "dialog" and not tag.has_attr("open"))
        return (
            display == "none"
            or self._value(tag, "visibility") in ("hidden", "collapse")
            or tag.get("type") == "hidden"
            or (unseen and not display)
        )

    def strikes(self, tag: Tag) -> bool:
        """Say whether a page strikes an element's text out."""
        decoration = self._value(tag, "text-decoration")
        return "line-through" in decoration or tag.name == "del" or (tag.name in ("s", "strike") and not decoration)

    def lays_over(self, tag: Tag) -> bool:
        """Say whether an element lies over the page: fixed to the window, a dialog, or named as one."""
        names = [*(tag.get("class") or []), str(tag.get("id") or "")]
        return (
            self._value(tag, "position") == "fixed"
            or tag.name == "dialog"
            or tag.get("role") in ("dialog", "alertdialog")
            or tag.get("aria-modal") == "true"
            or any(_OVERLAY.search(name) for name in names)
        )


def _matching(soup: BeautifulSoup, selector: str) -> Iterable[Tag]:
    try:
        return soup.select(selector)
    except (SelectorSyntaxError, NotImplementedError):
        return ()  # Parts that are no elements (::before), and what browsers alone know.


def _rules(soup: BeautifulSoup) -> Iterator[_Rule]:
    """Give the rules of a page's style elements that set one of the properties, one for each selector."""
    count = 0
    for style in soup.find_all("style"):
        if str(style.get("media") or "all").strip().lower() not in _SCREEN:
            continue
        for rule in _for_screens(tinycss2.parse_stylesheet(style.get_text(), skip_comments=True, skip_whitespace=True)):
            declared = _declared(tinycss2.serialize(rule.content))
            if not declared:
                continue
            for selector in _selectors(rule.prelude):
                count += 1
                if count > _MOST_RULES:
                    return
                yield _Rule(tinycss2.serialize(selector).strip(), _weight(selector), declared)


def _for_screens(rules: Iterable[Any]) -> Iterator[Any]:
    for rule in rules:
        is_media = rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None
        if rule.type == "qualified-rule":
            yield rule
        elif is_media and tinycss2.serialize(rule.prelude).strip().lower() in _SCREEN:
            yield from _for_screens(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _selectors(prelude: Iterable[Any]) -> list[list[Any]]:
    """Part a list of selectors at its commas."""
    out: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            out.append([])
        else:
            out[-1].append(token)
    return [own for own in out if own]


def _weight(selector: Iterable[Any]) -> tuple[int, int, int]:
    """Count ids, classes (attributes and states with them) and names of elements of a selector."""
    ids = classes = names = 0
    before = ""
    for token in selector:
        if token.type == "hash":
            ids += 1
        elif token.type == "[] block" or (token.type == "ident" and before in (".", ":")) or token.type == "function":
            classes += 1
        elif token.type == "ident":
            names += 1
        before = token.value if token.type == "literal" else ""
    return ids, classes, names


def _declared(text: str) -> dict[str, tuple[str, bool]]:
    out: dict[str, tuple[str, bool]] = {}
    if not _SETS.search(text):
        return out
    for item in tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration" and item.lower_name in _PROPERTIES:
            out[item.lower_name] = tinycss2.serialize(item.value).strip().lower(), item.important
    return out
