"""What a file was said to be, held against what its bytes are.

A claim is who makes it (`plan.pdf`, `the server`) → the media type that is claimed. Claims choose no reader; one that
the bytes refute is told of, and one that promises a document makes a page to log in, or of an error, none.
"""

from __future__ import annotations

from collections.abc import Mapping
from email.message import Message
from email.utils import collapse_rfc2231_value
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from extract.files.sniff import DOCX, HTML, MARKDOWN, OFD, OLE, PDF, PLAIN

THE_SERVER = "the server"

_WORD, _WPS, _RTF = "application/msword", "application/vnd.ms-works", "application/rtf"
_BY_SUFFIX = {
    ".pdf": PDF,
    ".html": HTML,
    ".htm": HTML,
    ".shtml": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".txt": PLAIN,
    ".docx": DOCX,
    ".doc": _WORD,
    ".wps": _WPS,
    ".rtf": _RTF,
    ".ofd": OFD,
}
_DOCUMENTS = frozenset({PDF, DOCX, OFD, _WORD, _WPS, _RTF})
"""What nobody sends a page for who has the document."""
_ZIP = frozenset({"application/zip", "application/x-zip", "application/x-zip-compressed"})
_AGREE = {
    PDF: frozenset({"application/x-pdf", "application/acrobat", "text/pdf"}),
    DOCX: _ZIP,
    OFD: _ZIP | {"application/x-ofd", "application/vnd.ofd"},
    OLE: frozenset(
        {_WORD, _WPS, "application/vnd.ms-excel", "application/vnd.ms-office", "application/vnd.ms-powerpoint"}
    ),
    HTML: frozenset({"application/xhtml+xml", "application/xml", "text/xml"}),
    # Nobody can tell Markdown from text by its name.
    PLAIN: frozenset({MARKDOWN, "text/x-markdown"}),
    MARKDOWN: frozenset({PLAIN, "text/x-markdown"}),
}
"""Other names of a media type, and what it is packed as."""
_NOTHING = frozenset(
    {
        "",
        "*/*",
        "application/binary",
        "application/download",
        "application/force-download",
        "application/octet-stream",
        "application/unknown",
        "application/x-download",
        "application/x-msdownload",
        "binary/octet-stream",
    }
)
"""Media types that say only that there are bytes, or that they are to be saved."""


def of_name(name: str) -> dict[str, str]:
    """Give what a file's name claims, {} where its ending is none that is known."""
    claimed = _BY_SUFFIX.get(PurePosixPath(name).suffix.lower())
    return {name: claimed} if claimed else {}


def of_answer(url: str, content_type: str, file_name: str) -> dict[str, str]:
    """Give what is claimed of a fetched file: by its address, by Content-Type, and by the name that the server gives it."""
    named = of_name(PurePosixPath(unquote(urlsplit(url).path)).name) | of_name(file_name)
    return named | ({} if bare(content_type) in _NOTHING else {THE_SERVER: bare(content_type)})


def file_name(disposition: str) -> str:
    """Give the file name of a Content-Disposition (RFC 6266: `filename*` before `filename`), "" where there is none."""
    head = Message()
    head["Content-Disposition"] = disposition
    names = [value for key, value in head.get_params([], "Content-Disposition") if key.lower() == "filename"]
    name = collapse_rfc2231_value(names[-1]) if names else ""
    return PurePosixPath(name.replace("\\", "/")).name


def bare(media_type: str) -> str:
    """Give a media type without its parameters, in lower case."""
    return media_type.split(";")[0].strip().lower()


def refuted(claims: Mapping[str, str], found: str) -> dict[str, str]:
    """Give the claims that the bytes refute, which are of the media type `found`."""
    return {
        by: claimed
        for by, claimed in claims.items()
        if claimed != found and claimed not in _AGREE.get(found, frozenset())
    }


def promise_of_document(claims: Mapping[str, str]) -> str | None:
    """Say who claims that the file is a PDF, a Word or an OFD document, and which; None where nobody does."""
    return next((f"{by} says {claimed}" for by, claimed in claims.items() if claimed in _DOCUMENTS), None)
