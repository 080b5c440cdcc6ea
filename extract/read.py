"""From a path to its content: the bytes choose the reader.

The one door into this room for a file that lies on disk. Limits of time and memory are not set here: see `guard`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.content import Content, ReadIssue
from extract.errors import Unreadable
from extract.files import claims as claimed
from extract.files import sniff
from extract.text import labels, symbols


def read(path: Path, *, claims: Mapping[str, str] | None = None, selectors: Mapping[str, str] | None = None) -> Content:
    """Read a document.

    `claims` are who says → which media type the file is (see `files.claims`), beside what its name says; its bytes
    decide, and a claim that they refute becomes an issue. `selectors` are CSS selectors for a page: `body`, `title`,
    `drop`.

    Raises `Unreadable` for a file that is empty, encrypted, broken beyond repair, or of a kind that no reader knows, and
    for a page to log in or of an error under the name of a document.
    """
    data = path.read_bytes()
    if not data.strip():
        raise Unreadable("The file is empty.", "Fetch it again, or take it out of the register.")
    found = sniff.media_type(data)
    refuted = claimed.refuted({**claimed.of_name(path.name), **(claims or {})}, found)
    issues = _of_claims(refuted, found) + _of_page(refuted, found, data)
    content = _read(found, _File(path, data, selectors))
    symbols.settle(content)
    _drop_impossible_days(content)
    content.issues[:0] = issues
    return content


def _of_claims(refuted: Mapping[str, str], found: str) -> list[ReadIssue]:
    if not refuted:
        return []
    said = " and ".join(f"{by} says {media_type}" for by, media_type in refuted.items())
    message = (
        f"The bytes are {found}, though {said}; they are read as what they are. "
        "Compare with the original, and mend the name or the address"
    )
    return [ReadIssue("media_type", "warning", message)]


def _of_page(refuted: Mapping[str, str], found: str, data: bytes) -> list[ReadIssue]:
    """Look for a page that came in place of a document; where a document was promised, it is none."""
    promise = claimed.promise_of_document(refuted)
    if found != sniff.HTML and not (promise and found == sniff.PLAIN):
        return []
    page = _module("instead").page_of(data, found)
    if page is None:
        return []
    if promise:
        raise Unreadable(
            f"{promise}, but the bytes are {page.what} (“{page.title}”), which is no document.",
            "Open the address in a browser, save the document itself, and register that file.",
        )
    if not page.says_so:
        return []
    message = f"This seems to be {page.what} (“{page.title}”): open the address in a browser, and mend the register"
    return [ReadIssue("not_the_document", "warning", message)]


def _drop_impossible_days(content: Content) -> None:
    """Take out of the metadata every day that no calendar has, and say so: the document itself is read."""
    for key in labels.DAYS:
        value = content.metadata.get(key)
        if value is not None and not labels.is_possible(value):
            del content.metadata[key]
            message = f"{key}: “{value}” is no day of the calendar and is left out. Look it up in the document"
            content.issues.append(ReadIssue("impossible_date", "warning", message))


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    data: bytes
    selectors: Mapping[str, str] | None


def _module(name: str) -> Any:
    """Give a module of `extract.files`; each brings its libraries with it, so only the one that is needed is loaded."""
    return importlib.import_module(f"extract.files.{name}")


READERS: dict[str, Callable[[_File], Content]] = {
    sniff.PDF: lambda file: _module("pdf").read(file.path),
    sniff.HTML: lambda file: _module("html").read(file.data, file.selectors),
    sniff.MARKDOWN: lambda file: _module("markdown").read(file.data),
    sniff.PLAIN: lambda file: _module("plain").read(file.data),
    sniff.DOCX: lambda file: _module("docx").read(file.data),
    sniff.OFD: lambda file: _module("ofd").read(file.data),
}
"""Media type by the bytes → its reader: the only list of them."""


def _read(found: str, file: _File) -> Content:
    if found in READERS:
        return READERS[found](file)
    if found == sniff.OLE:
        raise Unreadable(
            "This is a file of an old Office (.doc, .xls, .wps), or one that is locked with a password.",
            "Open it, save it as .docx or PDF without a password, and register that file.",
        )
    raise Unreadable(
        f"The file is {found}, which no reader knows.",
        "Save it as PDF, OFD, Word (.docx), HTML, Markdown or plain text and register that file.",
    )
