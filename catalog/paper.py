"""README and change log as pages beside the Markdown: a server that says nothing of a file's encoding shows these right."""

from __future__ import annotations

import html

STYLE = "body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.6}\
table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2rem .5rem;text-align:left;vertical-align:top}\
pre{background:#f4f4f4;padding:.5rem;overflow:auto}"


def page(title: str, markdown: str) -> str:
    """Give a page of Markdown; HTML in it is text."""
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown)
    return (
        f'<!doctype html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n<title>{html.escape(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width">\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n'
    )
