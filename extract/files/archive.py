"""Files that are ZIP archives of XML (Word, OFD): opened and read within limits, before anything is unpacked.

Names are looked up, never written to disk, so one that climbs out of the archive finds nothing. What the parts mean is
for the readers to know.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from typing import Any

from lxml import etree

from extract.errors import Unreadable

LARGEST = 512 * 1024**2
"""Bytes that all parts of a file may unpack to."""
LARGEST_XML = 64 * 1024**2
"""Bytes of one part that is parsed: as a tree it takes some ten times as much."""
MOST_PARTS = 50_000
_DAMAGED = "Fetch it again; if it stays so, open it in the program that made it and save it anew, or as PDF."


class Archive:
    """The parts of a file by their names. `kind` names the file in messages (Word, OFD)."""

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            parts = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable(f"The {kind} file is damaged or cut short ({error}).", _DAMAGED) from None
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
            raise Unreadable(
                f"The {kind} file unpacks to more than the {LARGEST // 1024**2} MB and {MOST_PARTS} parts that are read.",
                "It is built to fill a machine, or holds very large pictures; save it as PDF and register that file.",
            )
        if any(part.flag_bits & 1 for part in parts):
            raise Unreadable(
                f"The {kind} file is locked with a password.",
                "Ask the publisher for a free copy, or open it with the password and save it without.",
            )
        self._parts = {_clean(part.filename).lower(): part for part in parts}

    def find(self, name: str, base: str = "") -> str | None:
        """Give the part that is called `name` in the part `base`: from the root with a leading slash, else from there.

        Some producers name everything from the root, or with other capitals. None where there is no such part.
        """
        name = name.strip().replace("\\", "/")
        tries = [name] if name.startswith("/") else [posixpath.join(posixpath.dirname(base), name), name]
        return next((clean for one in tries if (clean := _clean(one).lower()) in self._parts), None)

    def read(self, name: str) -> bytes:
        """Give the bytes of a part. Raises `Unreadable` where it is damaged."""
        try:
            return self._zip.read(self._parts[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise Unreadable(f"{self._called(name)} is damaged ({error}).", _DAMAGED) from None

    def xml(self, name: str) -> Any:
        """Give the root element of a part. Raises `Unreadable` where it is no XML, too large, or declares entities."""
        if self._parts[name].file_size > LARGEST_XML:
            raise Unreadable(
                f"{self._called(name)} has more than the {LARGEST_XML // 1024**2} MB that are read.",
                "It is built to fill a machine; save it as PDF and register that file.",
            )
        data = self.read(name)
        if b"<!DOCTYPE" in data.replace(b"\0", b""):
            raise Unreadable(
                f"{self._called(name)} declares entities, which the format does not know.",
                "It is built to mislead a reader; open it elsewhere and save it anew.",
            )
        # A parser of its own for each part: one that has failed keeps what it failed on.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable(f"{self._called(name)} is no XML ({error}).", _DAMAGED) from None

    def _called(self, name: str) -> str:
        return f"The part {self._parts[name].filename} of the {self.kind} file"


def _clean(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/")
