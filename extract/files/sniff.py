"""What a file is, judged by its bytes: the media type and the text encoding. Names and headers do not count here."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from extract.content import ReadIssue

PDF = "application/pdf"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFD = "application/ofd"
OLE = "application/x-ole-storage"
UNKNOWN = "application/octet-stream"

_HEAD = 64 * 1024
"""Bytes by which a file is judged."""
_JUNK = 1024
"""Bytes that may stand before a PDF, as its readers allow (ISO 32000-1, annex H)."""
_MANY_TAGS = 20
"""Ends of elements in what is a page though it begins as none."""
_MARKDOWN_LINES = 2
"""Lines that only Markdown has; one may be an accident of plain text."""
_MAGIC = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
    b"GIF8": "image/gif",
    b"\xd0\xcf\x11\xe0": OLE,
    b"Rar!": "application/vnd.rar",
    b"7z\xbc\xaf": "application/x-7z-compressed",
    b"\x1f\x8b": "application/gzip",
}
# Every pattern here meets foreign bytes in the process that runs everything, so none may try a text twice: what repeats
# is possessive (`*+`), atomic (`(?>`), or ends with its line.
_HTML_START = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body|meta|div|table)\b",
    re.I | re.S,
)
_HTML_FRAGMENT = re.compile(r"\s*+<(?:p|section|article|center|span|font|h[1-6]|ul|strong)(?:\s[^<>]*+)?>", re.I)
_HTML_TAG = re.compile(r"</(?:html|body|div|table|p|td)\s*+>", re.I)
_FRONT_MATTER = re.compile(r"\ufeff?\s*+---[ \t]*+\r?\n(?:.*+\n){0,60}?---[ \t]*+\r?\n")
_MARKDOWN_LINE = re.compile(
    r"^(?:#{1,6} ++\S|\*\*\S.*\*\*[ \t\r]*+$|!\[[^\]\n]*+\]\(|\[[^\]\n]++\]\([^)\n]++\)|\|.*\|[ \t\r]*+$)", re.M
)
_MARKDOWN_HEADING = re.compile(r"(?:\A\ufeff?\s*+#{1,6} ++[^\s#].*+$|^[ \t\r]*+\n#{1,6} ++[^\s#].*+\n[ \t\r]*+$)", re.M)
"""A heading that begins the text, or stands between empty lines: one is enough, plain text has none."""
_ZIP_PART = re.compile(rb"PK\x03\x04.{26}(OFD\.xml|Encryptions\.xml|word/document\.xml)", re.S)
_ZIP_ENTRY = b"PK\x01\x02"
"""What each entry in the list of a ZIP archive begins with."""
_MOST_ENTRIES = 50_000
"""Parts of the largest document that is read (see `archive`); the list of a larger archive could fill the memory."""
_CHARSET = re.compile(rb"""<(?:meta[^<>]+charset|\?xml[^<>]+encoding)\s*+=\s*+["']?\s*+([\w-]++)""", re.I)
_UTF8, _GB = "utf-8", "gb18030"
_NAMES = {"utf8": _UTF8, "gb2312": _GB, "gbk": _GB, "gb_2312-80": _GB, "x-gbk": _GB, "cp936": _GB}
_ASIAN = frozenset({"big5", "big5-hkscs", "x-x-big5", "shift_jis", "euc-jp", "euc-kr", "euc-tw", "hz-gb-2312"})
"""Charsets that a page may claim beside UTF-8 and GB; one of a byte a character is a template's, in a page in Chinese."""
_LOST = 20
"""One in this many characters, or more, without meaning: the bytes are of another encoding, or no text at all."""


def media_type(data: bytes) -> str:
    """Say what the bytes are; `application/octet-stream` when nothing fits."""
    head = data[:_HEAD]
    if b"%PDF-" in head[:_JUNK]:
        return PDF
    for magic, name in _MAGIC.items():
        if head.startswith(magic):
            return name
    if head.startswith(b"PK\x03\x04"):
        return _zip_type(data)
    text = _as_text(head)
    if text is None:
        # Some servers put junk before a PDF; a text may well speak of one.
        return PDF if b"%PDF-" in head else UNKNOWN
    if _HTML_START.match(text) or (len(_HTML_TAG.findall(text)) >= _MANY_TAGS and not _FRONT_MATTER.match(text)):
        return HTML
    headed = _MARKDOWN_HEADING.search(text) is not None
    if headed or _FRONT_MATTER.match(text) or len(_MARKDOWN_LINE.findall(text)) >= _MARKDOWN_LINES:
        return MARKDOWN
    # A page's article may be saved without the page around it.
    return HTML if _HTML_FRAGMENT.match(text) and _HTML_TAG.search(text) else PLAIN


def decode(data: bytes) -> tuple[str, list[ReadIssue]]:
    """Decode text of unknown encoding, with an issue where some byte has no meaning in it.

    A byte order mark says what the encoding is. Then the bytes do: what is UTF-8 but for few of them is no other encoding,
    since its sequences hardly arise by chance; all else is GB 18030 (which holds GBK and GB 2312), unless the page claims
    another encoding of Asia that its bytes fit. A claim that the bytes refute becomes an issue.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _with_issues(data, name, None)
    claimed = _claimed(data)
    return _with_issues(data, _encoding(data, claimed), claimed)


def _claimed(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    return match.group(1).decode("ascii", "replace").lower() if match else None


def _encoding(data: bytes, claimed: str | None) -> str:
    """Say in which encoding bytes without a mark are."""
    claimed = _NAMES.get(claimed, claimed) if claimed else None
    if data.isascii():
        return _UTF8
    text = data.decode(_UTF8, "replace")
    lost = text.count("\ufffd")
    # Two bytes of GBK may make one Latin, Greek or Hebrew letter of UTF-8; hardly ever do three make a Chinese sign.
    chinese = sum(char >= "\u2000" for char in text) - lost
    if chinese > lost or (chinese == lost == 0 and claimed in (_UTF8, None)):
        return _UTF8
    if claimed in _ASIAN:
        try:
            data.decode(claimed)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            return claimed
    if claimed == _UTF8 and lost <= data.decode(_GB, "replace").count("\ufffd"):
        return _UTF8
    return _GB


def _with_issues(data: bytes, name: str, claimed: str | None) -> tuple[str, list[ReadIssue]]:
    text = data.decode(name, "replace")
    issues: list[ReadIssue] = []
    if claimed and _NAMES.get(claimed, claimed) != name.removesuffix("-sig") and not data.isascii():
        message = f"The page says that it is {claimed}; its bytes are {name}, and are read so"
        issues.append(ReadIssue("encoding", "info", message))
    if count := text.count("\ufffd") - data.count("\ufffd".encode()) * (name in (_UTF8, "utf-8-sig")):
        at = text.index("\ufffd")
        around = re.sub(r"\s+", " ", text[max(0, at - 8) : at + 9])
        message = (
            f"Bytes without meaning in {name} stand in {count} places and show as \ufffd, the first in “{around}”: "
            "compare the text there with the original"
        )
        issues.append(ReadIssue("encoding", "warning", message))
    return text, issues


def _as_text(head: bytes) -> str | None:
    """Decode the head of a file that may be cut inside a character; None where it is not text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    if b"\x00" in head:
        return None
    text = head.decode(_encoding(head, _claimed(head)), "replace")
    controls = sum(1 for char in text if char < " " and char not in "\t\r\n\f\x0b")
    return text if controls * 50 <= len(text) and (text.count("\ufffd") - 1) * _LOST < len(text) else None


def _zip_type(data: bytes) -> str:
    if data.count(_ZIP_ENTRY) > _MOST_ENTRIES:
        return "application/zip"
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # The list of a file's parts stands at its end, so one that is cut short has lost it; each part is named before it too.
        names = {name.decode("utf-8", "replace") for name in _ZIP_PART.findall(data)}
    if "word/document.xml" in names:
        return DOCX
    return OFD if names & {"OFD.xml", "Encryptions.xml"} else "application/zip"
