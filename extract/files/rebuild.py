"""PDF files that pdfium refuses, written anew: what objects playa still finds, under a fresh table of places.

A file that was cut off keeps the pages whose objects are there. Nothing is guessed: a page that has lost its text
stays empty, and what the file no longer holds is missing.
"""

from __future__ import annotations

import logging
import re
from typing import Any

_MOST_OBJECTS = 200_000
_DEEPEST = 100
"""Objects in objects: deeper ones are a circle."""
_ANCESTORS = 50
"""Parents of a page that are asked for what it inherits: more are a circle."""
_A4 = [0, 0, 595, 842]
"""The size of a page that has lost its own, in points."""
_ESCAPED = re.compile(rb"[^!-~]|[#%()/<>\[\]{}]")


def rebuild(data: bytes) -> bytes | None:
    """Give a PDF with the pages that are left in `data`, None where none are."""
    import playa

    logging.getLogger("playa").setLevel(logging.CRITICAL)
    start = data.find(b"%PDF-")
    if start > 0:
        data = data[start:]
    elif start < 0:
        data = b"%PDF-1.4\n" + data
    objects: dict[int, Any] = {}
    document = playa.parse(data)
    for found in document.objects:
        objects[found.objid] = found.obj
        if len(objects) > _MOST_OBJECTS:
            return None
    pages = [
        number for number, value in objects.items() if isinstance(value, dict) and _name(value.get("Type")) == "Page"
    ]
    if not pages:
        return None
    return _write(objects, pages)


def _name(value: Any) -> str | None:
    name = getattr(value, "name", None)
    return name if isinstance(name, str) else None


def _write(objects: dict[int, Any], pages: list[int]) -> bytes:
    """Write the objects with a page tree of one level; pages inherit what their lost parents gave them."""
    tree = max(objects) + 1
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}

    def put(number: int, body: bytes) -> None:
        places[number] = len(out)
        out.extend(b"%d 0 obj\n" % number + body + b"\nendobj\n")

    for number, value in objects.items():
        if number in pages:
            value = _inherited(value, objects) | {"Parent": _Reference(tree)}
        put(number, _serial(value))
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    put(tree, b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % len(pages))
    put(tree + 1, b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    start = len(out)
    out.extend(b"xref\n0 %d\n0000000000 65535 f \n" % (tree + 2))
    for number in range(1, tree + 2):
        place = places.get(number)
        out.extend(b"%010d 00000 n \n" % place if place is not None else b"0000000000 65535 f \n")
    out.extend(b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (tree + 2, tree + 1, start))
    return bytes(out)


class _Reference:
    """A reference to an object of the file that is being written."""

    def __init__(self, objid: int) -> None:
        self.objid = objid


def _inherited(page: dict[str, Any], objects: dict[int, Any]) -> dict[str, Any]:
    """Give a page with the resources and the size that its parents hold for it."""
    whole = dict(page)
    parent = page.get("Parent")
    for _ in range(_ANCESTORS):
        node = objects.get(getattr(parent, "objid", -1))
        if not isinstance(node, dict):
            break
        for key in ("Resources", "MediaBox", "CropBox", "Rotate"):
            if key in node:
                whole.setdefault(key, node[key])
        parent = node.get("Parent")
    whole.setdefault("MediaBox", _A4)
    return whole


def _serial(value: Any, depth: int = 0) -> bytes:
    if depth > _DEEPEST or value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int | float):
        return repr(value).encode() if "e" not in repr(value) else b"%f" % value
    if isinstance(value, bytes):
        return b"<" + value.hex().encode() + b">"
    if isinstance(value, list | tuple):
        return b"[" + b" ".join(_serial(item, depth + 1) for item in value) + b"]"
    if isinstance(value, dict):
        items = (_as_name(str(key)) + b" " + _serial(item, depth + 1) for key, item in value.items())
        return b"<<" + b"".join(items) + b">>"
    if (number := getattr(value, "objid", None)) is not None and not hasattr(value, "attrs"):
        return b"%d 0 R" % number
    if hasattr(value, "attrs"):
        raw = bytes(value.rawdata)
        return _serial(dict(value.attrs) | {"Length": len(raw)}, depth + 1) + b"\nstream\n" + raw + b"\nendstream"
    name = _name(value)
    return _as_name(name) if name is not None else b"null"


def _as_name(name: str) -> bytes:
    return b"/" + _ESCAPED.sub(lambda match: b"#%02X" % match.group()[0], name.encode("latin-1", "replace"))
