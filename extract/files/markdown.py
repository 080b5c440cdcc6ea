"""Markdown: a conversion from PDF, or the post of a static site (Jekyll) with front matter and HTML inside.

Blocks come from markdown-it; lists and indented code are left alone, because official numbering (1. 2) (1) is text
here and must stay as printed.
"""

from __future__ import annotations

import re
from datetime import timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any, Literal

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from extract.content import Block, Content, ReadIssue
from extract.files import html
from extract.files.running import Chunk, assemble
from extract.files.sniff import MARKDOWN, decode
from extract.text import furniture, labels, prose
from extract.text.raised import raised

_FRONT = re.compile(r"\A﻿?\s*---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.S)
_BEIJING = timezone(timedelta(hours=8))
_KEYS = {
    "title": "title",
    "date": "published_on",
    "author": "author",
    "source": "publisher",
    "publisher": "publisher",
    "url": "url",
    "link": "url",
    "original_url": "url",
    "lang": "language",
    "language": "language",
}
_NOTHING = ("", "~", "null")
"""How YAML prints that there is no value."""
_UNSEEN = re.compile(r"<(style|script)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.S | re.I)
"""Parts of the source that no page shows; Markdown itself would end them at the first empty line."""
_MATH = re.compile(r"\$\s*([^$\n]{0,40}\d[^$\n]{0,40})\$")
_HEAD_BLOCKS = 8
_BULLET = re.compile(r"\s*[-*+•]\s+(?=\S)")


def read(data: bytes) -> Content:
    """Read Markdown with or without front matter; the front matter's title and date become metadata."""
    text, issues = decode(data)
    text = _UNSEEN.sub(_line_ends, text.replace("\r\n", "\n").replace("\r", "\n"))
    metadata: dict[str, str] = {}
    front = _FRONT.match(text)
    if front:
        metadata = _front_matter(front.group(1), issues)
        text = text[front.end() :]
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").disable(["code", "list", "lheading", "reference"])
    chunks = _chunks(parser, text, metadata, issues)
    blocks = assemble(chunks, issues, web=front is not None)
    labels.read_bylines((block.text for block in blocks[:_HEAD_BLOCKS] if block.role == "byline"), metadata)
    headline = metadata.get("title", "")
    opening = re.sub(r"\s", "", "".join(block.text for block in blocks[:4] if block.kind != "furniture"))
    if headline and re.sub(r"\s", "", headline) not in opening:
        blocks.insert(0, Block("heading", headline, level=1, role="title"))
    return Content(MARKDOWN, "markdown", blocks, metadata=metadata, issues=issues)


def _front_matter(text: str, issues: list[ReadIssue]) -> dict[str, str]:
    try:
        # Values as they are printed: YAML itself would take 2031-02-30 for a day, and fail.
        loaded: Any = yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError as error:
        issues.append(ReadIssue("front_matter", "warning", f"The front matter is no YAML and is left out: {error}"))
        return {}
    if not isinstance(loaded, dict):
        return {}
    out: dict[str, str] = {}
    for key, name in _KEYS.items():
        value = loaded.get(key)
        if value is not None and str(value).strip() not in _NOTHING and name not in out:
            out[name] = _day(str(value).strip()) if name == "published_on" else str(value).strip()
    return out


def _day(text: str) -> str:
    """Give the day of a date; the form of mail and feeds (Tue, 04 Mar 2031 17:00:00 GMT) by the clock of Beijing."""
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return text[:10]
    return (moment.astimezone(_BEIJING) if moment.tzinfo else moment).date().isoformat()


def _chunks(parser: MarkdownIt, text: str, metadata: dict[str, str], issues: list[ReadIssue]) -> list[Chunk]:
    lines = text.split("\n")
    tokens = parser.parse(text)
    out: list[Chunk] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.type == "heading_open":
            content, _, _ = _inline(parser, tokens[position + 1].content)
            content = [line for line in content if line]
            if content:
                out.append(Chunk(content, "heading", level=int(token.tag[1])))
        elif token.type == "paragraph_open" and token.map:
            out.extend(_paragraph(parser, lines[token.map[0] : token.map[1]], token, metadata))
        elif token.type == "html_block":
            out.append(Chunk(kind="blocks", blocks=html.fragment(token.content, issues)))
        elif token.type == "fence":
            out.append(Chunk(token.content.split("\n")))
        elif token.type == "table_open":
            end = next(n for n in range(position, len(tokens)) if tokens[n].type == "table_close")
            out.append(Chunk(_rows(parser, tokens[position:end])))
            position = end
        position += 1
    return out


def _paragraph(parser: MarkdownIt, lines: list[str], token: Token, metadata: dict[str, str]) -> list[Chunk]:
    """Cut the source lines of a paragraph into chunks: bullets, lines of tabs, and runs of text."""
    out: list[Chunk] = []
    run: list[str] = []
    if token.level:
        lines = [re.sub(r"^\s*(?:>\s?)+", "", line) for line in lines]

    def close() -> None:
        if run:
            content, bold, linked = _inline(parser, "\n".join(run))
            if any(content):
                kind: Literal["link", "text"] = "link" if linked else "text"
                if linked and (address := re.search(r"https?://[^\s<>)]+", run[0])) and "url" not in metadata:
                    metadata["url"] = address.group()
                out.append(Chunk([line for line in content if line], kind, bold=bold))
            run.clear()

    for line in lines:
        bullet = _BULLET.match(line)
        if "\t" in line:
            close()
            if out and out[-1].kind == "text" and "\t" in out[-1].lines[-1]:
                out[-1].lines.append(line)
            else:
                out.append(Chunk([line]))
        elif bullet:
            close()
            content, bold, _ = _inline(parser, line[bullet.end() :])
            out.append(Chunk([" ".join(content)], "list_item", bold=bold))
        else:
            if prose.starts_item(line):
                close()
            run.append(line)
            if furniture.is_contents_entry(line):
                close()
    close()
    return out


def _inline(parser: MarkdownIt, source: str) -> tuple[list[str], bool, bool]:
    """Give the lines of inline markup (a line ends at a hard break), whether all is bold, whether all is links."""
    children = (parser.parseInline(source)[0].children if source else None) or []
    lines = [""]
    depth = links = 0
    plain = linked = any_text = is_raised = False
    for child in children:
        if child.type == "hardbreak" or (child.type == "html_inline" and re.match(r"<br\b", child.content, re.I)):
            lines.append("")
        elif child.type == "html_inline" and re.match(r"</?sup\b", child.content, re.I):
            is_raised = not child.content.startswith("</")
        elif child.type == "softbreak":
            lines[-1] = _soft(lines[-1])
        elif child.type in ("strong_open", "strong_close"):
            depth += 1 if child.type == "strong_open" else -1
        elif child.type in ("link_open", "link_close"):
            links += 1 if child.type == "link_open" else -1
        elif child.type in ("text", "code_inline", "text_special"):
            lines[-1] += raised(child.content) if is_raised else child.content
            if child.content.strip(" 　|｜/·"):
                any_text = True
                plain = plain or depth == 0
                linked = linked or links == 0
    lines = [_MATH.sub(_plain_math, line.replace("\n", "")).strip(" ") for line in lines]
    return lines, any_text and not plain, any_text and not linked


def _line_ends(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _plain_math(match: re.Match[str]) -> str:
    """Give a number that a conversion has set as a formula as the text that it is in print."""
    text = match[1].replace("\\%", "%").replace("\\sim", "～").replace("\\times", "×").replace("\\geq", "≥")
    text = re.sub(r"\^\s*(?:\{\s*([\d\s+-]+)\}|(\d))", lambda m: raised(re.sub(r"\s", "", m[1] or m[2])), text)
    return match[0] if "\\" in text else re.sub(r"\s+|[{}^]", "", text)


def _soft(before: str) -> str:
    """End a line that goes on in the next: a space only behind a Latin word."""
    return before + " " if before and before[-1].isascii() and before[-1] != " " else before


def _rows(parser: MarkdownIt, tokens: list[Token]) -> list[str]:
    """Give a table of bars as lines of tabs: both lose merged cells and page ends in the same way."""
    rows: list[list[str]] = []
    for position, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            content, _, _ = _inline(parser, tokens[position + 1].content)
            rows[-1].append("".join(content).replace("\t", " "))
    return ["\t".join(row) for row in rows]
