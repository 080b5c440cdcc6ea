"""What a file is, told by its bytes in the process that runs everything: in time that grows with the bytes alone."""

from __future__ import annotations

import io
import zipfile

import pytest

from extract.files import sniff
from pipelines.work import within

SECONDS = 1.0
"""For 64 KB, of which a pattern that tries nothing twice needs a few milliseconds."""
FULL = 64 * 1024


def full(part: str, before: str = "", behind: str = "") -> str:
    """As much text as is looked at, of one part again and again."""
    return before + part * ((FULL - len(before.encode())) // len(part.encode())) + behind


HOSTILE = {
    # what is repeated → what the text is
    "comments before no page": (full("<!---->", behind="<aside>"), sniff.PLAIN),
    "comments that nest": (full("<!--<!---->-->"), sniff.PLAIN),
    "one comment without an end": (full("<!--"), sniff.PLAIN),
    "comments parted by blanks": (full("<!-- -->" + " " * 50, behind="<aside>"), sniff.PLAIN),
    "declarations": (full("<?xml ?>"), sniff.PLAIN),
    "a declaration without an end": (full(" ", before="<?xml"), sniff.PLAIN),
    "blanks": (full(" ", behind="<aside>"), sniff.PLAIN),
    "front matter without an end": (full("a: b\r\n", before="---\r\n"), sniff.PLAIN),
    "front matter of line ends": (full("\r\n", before="---\r\n"), sniff.PLAIN),
    "front matter of carriage returns": (full("\r\r\n", before="---\r\n"), sniff.PLAIN),
    "rules": (full("--- \t\r", before="---\n"), sniff.PLAIN),
    "tags without an end": (full("<p " + "a " * 40), sniff.PLAIN),
    "closing tags without an end": (full("</p" + " " * 100), sniff.PLAIN),
    "pictures without an end": (full("![\n"), sniff.PLAIN),
    "links without an end": (full("[a\n"), sniff.PLAIN),
    "addresses without an end": (full("[a](b\n"), sniff.PLAIN),
    "stars": (full("**a", behind="b"), sniff.PLAIN),
    "stars parted by blanks": (full("** " + " " * 200, before="**a", behind="b"), sniff.PLAIN),
    "bars": (full("|", behind="a"), sniff.PLAIN),
    "bars before empty lines": (full("||\n\n\n\n\n\n\n\n"), sniff.MARKDOWN),
    "hashes": (full("###### \n"), sniff.PLAIN),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_text_made_to_keep_a_pattern_busy(name: str) -> None:
    text, expected = HOSTILE[name]
    with within(SECONDS):
        assert sniff.media_type(text.encode()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- 一 --> <!-- 二 -->\n<html><body></body></html>", sniff.HTML),
        ("<!-- > -- > --><!DOCTYPE html>", sniff.HTML),
        ('<?xml version="1.0"?>\n<!-- a -->\n<html>', sniff.HTML),
        ("<!-- <html> --> 云川市", sniff.PLAIN),
        ("\ufeff---\r\ntitle: 云川\r\nlayout: post\r\n---\r\n正文\r\n", sniff.MARKDOWN),
        ("---\ntitle: 云川\n---\n正文\n", sniff.MARKDOWN),
        ("# 云川市造林方案\n\n到2034年造林三万亩。\n", sniff.MARKDOWN),
        ("云川市\r\n\r\n## 一、目标\r\n\r\n造林。\r\n", sniff.MARKDOWN),
        ("云川市\n# 号楼在东\n造林。\n", sniff.PLAIN),
        ("#云川造林# 正在进行\n", sniff.PLAIN),
        ("---\n" + "a: b\n" * 61 + "---\n", sniff.PLAIN),
        ("**一、总则**  \r\n\r\n| 甲 | 乙 |\t\r\n", sniff.MARKDOWN),
        ("![图](a.png)\n[云川](b.html)\n", sniff.MARKDOWN),
        ("<p class='a'>云川市</p>", sniff.HTML),
    ],
)
def test_what_a_text_is(text: str, expected: str) -> None:
    assert sniff.media_type(text.encode()) == expected


def test_an_archive_of_more_parts_than_are_read_is_not_listed() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "")
    data = file.getvalue()
    assert sniff.media_type(data) == sniff.DOCX
    assert sniff.media_type(data[:-22] + b"PK\x01\x02" * 60_000 + data[-22:]) == "application/zip"
