"""What documents and registers say reaches Dagster's pages as words: no link, picture, tag or line of its own."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from pipelines.report import SHOWN, WIDTH, issues_table, markdown

HOSTILE = {
    "a picture": "![x](http://example.org/a.png)",
    "a link": "[看这里](http://example.org/)",
    "a bare address": "见 https://example.org/a_b",
    "a bare host": "见 www.example.org",
    "a mail address": "写信给 a@example.org",
    "a tag": "<img src=x onerror=alert(1)>",
    "an entity": "&lt;b&gt;",
    "emphasis": "*全市* __建成__ ~~600个~~",
    "code": "`rm -rf`",
    "ticks around an address": "``` `http://example.org` ```",
    "a cell": "一 | 二",
    "an address and a cell": "http://example.org | 二",
    "a backslash before a cell": "一 \\| 二",
    "a line": "一\n\n# 二",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_cell_is_words(text: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    cells = [
        token
        for token in parser.parse(markdown([{"said": text}], ("said",)).value)
        if token.type == "inline" and token.content != "said"
    ]
    assert len(cells) == 1
    children = cells[0].children or []
    assert {child.type for child in children} <= {"text", "text_special", "code_inline"}
    shown = "".join(child.content for child in children)
    assert shown.strip() == " ".join(text.split())
    # Readers that make links by themselves do so in text, not in code.
    bare = "".join(child.content for child in children if child.type != "code_inline")
    assert not any(sign in bare for sign in ("://", "www.", "@"))


def test_signs_that_command_a_terminal_are_replaced() -> None:
    assert "\x1b" not in markdown([{"said": "云川\x1b[2J市\u202e"}], ("said",)).value


def test_a_preview_is_short_and_a_reason_whole() -> None:
    rows = [{"id": "长" * 100, "why": "因" * 100}] * (SHOWN + 1)
    said = markdown(rows, ("id", "why"), whole=("why",)).value
    assert "长" * WIDTH not in said
    assert "因" * 100 in said
    assert said.endswith("1 more are not shown.")


def test_issues_tell_the_gravest_first_and_to_the_end() -> None:
    issues = [
        {"severity": severity, "type": "t", "source_id": "s", "page": None, "message": severity * 40}
        for severity in ("info", "error", "warning")
    ]
    lines = issues_table(issues).value.splitlines()[2:]
    assert [line.split(" | ")[-1].rstrip(" |") for line in lines] == ["error" * 40, "warning" * 40, "info" * 40]
