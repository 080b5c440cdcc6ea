"""From a path to its content: the bytes choose the reader.

The one door into this room for a file that lies on disk. Limits of time and memory are not set here: see `guard`.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from extract.content import Content, ReadIssue
from extract.errors import Unreadable
from extract.files import sniff
from extract.text import labels

LIBRARIES = (
    "beautifulsoup4",
    "lxml",
    "markdown-it-py",
    "pillow",
    "playa-pdf",
    "pypdfium2",
    "python-docx",
    "rapidocr",
    "trafilatura",
)
"""What the readers read with: another version may read otherwise."""


def read(path: Path, *, media_type: str | None = None, selectors: Mapping[str, str] | None = None) -> Content:
    """Read a document.

    `media_type` is what the file was said to be; its bytes decide, and a disagreement becomes an issue. `selectors`
    are CSS selectors for a page: `body`, `title`, `drop`.

    Raises `Unreadable` for a file that is empty, encrypted, broken beyond repair, or of a kind that no reader knows.
    """
    data = path.read_bytes()
    if not data.strip():
        raise Unreadable(f"{path.name} is empty.", "Fetch it again, or take it out of the register.")
    found = sniff.media_type(data)
    content = _read(found, _File(path, data, selectors))
    _drop_impossible_days(content)
    said = media_type or _by_name(path)
    if said and _family(said) != _family(found):
        content.issues.insert(
            0, ReadIssue("media_type", "warning", f"{path.name} is {found} by its bytes, though it is called {said}")
        )
    return content


def _drop_impossible_days(content: Content) -> None:
    """Take out of the metadata every day that no calendar has, and say so: the document itself is read."""
    for key in ("issued_on", "published_on"):
        value = content.metadata.get(key)
        if value is not None and not labels.is_possible(value):
            del content.metadata[key]
            message = (
                f"{key}: “{value}” is no day of the calendar and is left out. Fill in published_on in the register"
            )
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
    path = file.path
    if found == sniff.OLE:
        raise Unreadable(
            f"{path.name} is a file of an old Office (.doc, .xls, .wps), or one that is locked with a password.",
            "Open it, save it as .docx or PDF without a password, and register that file.",
        )
    raise Unreadable(
        f"{path.name} is {found}, which no reader knows.",
        "Save it as PDF, OFD, Word (.docx), HTML, Markdown or plain text and register that file.",
    )


_NAMES = {
    ".pdf": sniff.PDF,
    ".html": sniff.HTML,
    ".htm": sniff.HTML,
    ".shtml": sniff.HTML,
    ".md": sniff.MARKDOWN,
    ".markdown": sniff.MARKDOWN,
    ".txt": sniff.PLAIN,
    ".docx": sniff.DOCX,
    ".ofd": sniff.OFD,
}


def _by_name(path: Path) -> str | None:
    return _NAMES.get(path.suffix.lower())


def _family(media_type: str) -> str:
    """Give what a media type is read as: Markdown is text that nobody can tell from text by its name."""
    bare = media_type.split(";")[0].strip().lower()
    return sniff.PLAIN if bare in (sniff.MARKDOWN, sniff.PLAIN, "text/x-markdown") else bare


@cache
def fingerprint() -> str:
    """Give a hash over this room's source and the versions of its libraries: part of the key of stored content."""
    digest = hashlib.sha256()
    room = Path(__file__).parent
    for source in sorted(room.rglob("*.py")):
        digest.update(source.relative_to(room).as_posix().encode() + b"\0" + source.read_bytes() + b"\0")
    for name in LIBRARIES:
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            version = "-"
        digest.update(f"{name}={version}\n".encode())
    return digest.hexdigest()[:16]
