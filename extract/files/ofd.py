"""OFD files (GB/T 33190): the parts of the package, their documents and pages, and what a file says of itself.

A file may hold several documents; their pages are counted on. Seals lie beside the pages, signed over them, and are not
text. How a page's objects become characters and rules lives in `ofdpage`, what is made of these in `pages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extract.content import Content, ReadIssue
from extract.errors import Unreadable
from extract.files import ofdpage, ofdpictures, paged, pictures
from extract.files.archive import Archive
from extract.files.ofdpage import Resources, Sheet, box_of, local
from extract.files.paged import MOST_CHARS, MOST_PAGES, Read
from extract.files.sniff import OFD
from extract.pages import glyphs
from extract.pages.drawn import MOST_OBJECTS
from extract.pages.lines import line_of
from extract.pages.shapes import Box, Char, Page
from extract.text import labels

_A4: Box = (0.0, 0.0, 210.0, 297.0)
_LEAST_SIDE, _LARGEST_SIDE = 1.0, 20_000.0
"""Millimetres: a sheet with a side beyond these is a fault of the file, and A4 is taken for it."""
_MOST_DOCUMENTS = 200
_BOLD = re.compile(r"bold|heavy|black|黑体|simhei|heiti|粗", re.I)
_LOCKED = (
    "The OFD file is encrypted: nothing in it can be read without its key.",
    "Ask the publisher for a free copy, or open it with the key and save it without, or as PDF.",
)


def read(data: bytes) -> Content:
    """Read an OFD file. Raises `Unreadable` where it is damaged, encrypted, built to harm, or has no text or picture."""
    archive = Archive(data, "OFD")
    if archive.find("/Encryptions.xml"):
        raise Unreadable(*_LOCKED)
    entry = archive.find("/OFD.xml")
    if entry is None:
        raise Unreadable(
            "The OFD file has no part OFD.xml, by which it is entered.", "Ask the publisher for a whole copy."
        )
    issues: list[ReadIssue] = []
    bodies = [body for body in archive.xml(entry) if local(body) == "DocBody"]
    if len(bodies) > 1:
        issues.append(
            ReadIssue("several_documents", "info", f"The file holds {len(bodies)} documents, read one after another")
        )
    parts: list[Content] = []
    said: dict[str, str] = {}
    start = total = 0
    for body in bodies[:_MOST_DOCUMENTS]:
        document = _Document(archive, entry, body, issues)
        total += len(document.pages)
        sheets = [document.page(n, start + n + 1) for n in range(min(len(document.pages), MOST_PAGES - start))]
        start += len(sheets)
        if any(part.page.lines or part.grids or part.is_scan for part in sheets):
            parts.append(paged.content(OFD, "ofd", sheets, len(sheets), issues))
            said = document.said() | parts[-1].metadata | said
    if not parts:
        if lost := next((issue.message for issue in issues if issue.type == "page_unreadable"), None):
            raise Unreadable(
                f"The OFD file has no page that can be read. {lost}.", "Ask the publisher for a whole copy."
            )
        advice = "Its words may be drawn as shapes: ask the publisher for a copy with text, or register a scan as PDF."
        raise Unreadable(f"The OFD file has {total} pages without any text or picture.", advice)
    if total > start or len(bodies) > _MOST_DOCUMENTS:
        message = f"Of {len(bodies)} documents and {total} pages the first {_MOST_DOCUMENTS} and {MOST_PAGES} were read"
        issues.append(ReadIssue("pages_left_out", "error", message))
    blocks = [block for part in parts for block in part.blocks]
    return Content(OFD, parts[-1].reader, blocks, page_count=total, metadata=said, issues=issues)


class _Document:
    """One document of a file: its pages and templates by their parts, and what their objects refer to."""

    def __init__(self, archive: Archive, entry: str, body: Any, issues: list[ReadIssue]) -> None:
        self.archive, self.body, self.issues = archive, body, issues
        root = _text(body, "DocRoot")
        for version in _all(body, "Version"):
            if version.get("Current") == "true" and (name := archive.find(version.get("BaseLoc") or "", entry)):
                root, entry = _text(archive.xml(name), "DocRoot") or root, name
        name = archive.find(root or "", entry)
        if name is None:
            raise Unreadable(f"The OFD file names a document that it does not hold ({root}).", "Ask for a whole copy.")
        self.name, self.root = name, archive.xml(name)
        self.resources = Resources()
        self._read: dict[str, Any] = {}
        for kind in ("PublicRes", "DocumentRes"):
            for node in _all(self.root, kind):
                self._resources(node.text or "", name)
        self.box = _box(self.root) or _A4
        self.templates = {node.get("ID"): node.get("BaseLoc") or "" for node in _all(self.root, "TemplatePage")}
        tree = next((node for node in self.root if local(node) == "Pages"), ())
        self.pages = [node.get("BaseLoc") or "" for node in tree if local(node) == "Page"]
        self._beside()

    def said(self) -> dict[str, str]:
        """Give what the file says of the document in labels and values, under the keys of `Content.metadata`."""
        out: dict[str, str] = {}
        for node in _all(self.body, "CustomData"):
            label = labels.is_label(node.get("Name") or "")
            if label and (key := labels.KEY_OF.get(label)):
                labels.put(out, key, node.text or "")
        labels.put(out, "author", _text(self.body, "Author") or "")
        return out

    def page(self, index: int, number: int) -> Read:
        """Read a page, with the templates under and over it; `number` counts the pages of the file from 1."""
        name = self.archive.find(self.pages[index], self.name)
        try:
            if name is None:
                raise Unreadable(f"The part {self.pages[index]} is not there.", "")
            root = self.archive.xml(name)
        except Unreadable as error:
            message = f"Page {number} is damaged and was left out: {error.reason.rstrip('.')}"
            self.issues.append(ReadIssue("page_unreadable", "error", message, number))
            return Read(Page(number, 0, 0, []))
        for node in _all(root, "PageRes"):
            self._resources(node.text or "", name)
        under: list[Any] = []
        over: list[Any] = []
        box = _box(root)
        for node in _all(root, "Template"):
            template = self._part(self.templates.get(node.get("TemplateID"), ""), number)
            if template is not None:
                box = box or _box(template)
                (over if node.get("ZOrder") == "Foreground" else under).extend(_contents(template))
        sheet = ofdpage.sheet([*under, *_contents(root), *over], box or self.box, self.resources)
        return self._made(sheet, number)

    def _made(self, sheet: Sheet, number: int) -> Read:
        if sheet.drawn.objects >= MOST_OBJECTS or sheet.is_cut:
            message = (
                f"Page {number} has more than {MOST_OBJECTS} objects or {MOST_CHARS} characters; the rest was left out"
            )
            self.issues.append(ReadIssue("page_too_complex", "warning", message, number))
        self._without_meaning(sheet.chars, number)
        chars, is_scan = self._with_pictures(sheet, number)
        made = paged.page(number, sheet.width, sheet.height, chars, sheet.drawn, is_scan)
        made.page.furniture += [(line_of(run, number), "aslant") for run in sheet.aslant]
        return made

    def _with_pictures(self, sheet: Sheet, number: int) -> tuple[list[Char], bool]:
        """Give the characters with those of the page's pictures, and whether the page is a picture without text."""
        chars, drawn = sheet.chars, sheet.drawn
        if not sheet.pictures:
            return chars, False
        if paged.is_picture(sheet.width * sheet.height, drawn, chars):
            # Text that a file does not show is its text only where a picture shows the same.
            chars = chars + sheet.hidden
        else:
            drawn.hidden = 0
        known = self.resources.pictures
        placed = [(known[name], place) for name, place in sheet.pictures if name in known]
        size = sheet.width, sheet.height
        with ofdpictures.page_of(size, placed, self.archive, number, self.issues) as drawing:
            return pictures.read(drawing, chars, drawn, number, self.issues)

    def _without_meaning(self, chars: list[Char], number: int) -> None:
        strange = [n for n, c in enumerate(chars) if "\ue000" <= c.text <= "\uf8ff" or c.text == "\ufffd"]
        if strange:
            glyphs.repair(chars, strange, lambda _: None, number, self.issues)

    def _part(self, location: str, number: int) -> Any:
        """Give a template, read once; None with an issue where it cannot be read."""
        if location not in self._read:
            try:
                name = self.archive.find(location, self.name)
                self._read[location] = self.archive.xml(name) if name else None
            except Unreadable:
                self._read[location] = None
            if self._read[location] is None:
                message = f"A template of page {number} is damaged or missing; what it prints was left out"
                self.issues.append(ReadIssue("template_unreadable", "warning", message, number))
        return self._read[location]

    def _resources(self, location: str, base: str) -> None:
        name = self.archive.find(location, base)
        if name is None or name in self._read:
            return
        try:
            root = self._read[name] = self.archive.xml(name)
        except Unreadable as error:
            self._read[name] = None
            self.issues.append(ReadIssue("resource_unreadable", "warning", error.reason))
            return
        for font in _all(root, "Font"):
            names = f"{font.get('FontName')} {font.get('FamilyName')}"
            self.resources.bold[font.get("ID")] = font.get("Bold") == "true" or _BOLD.search(names) is not None
        for unit in _all(root, "CompositeGraphicUnit"):
            self.resources.units[unit.get("ID")] = _contents(unit)
        folder = (root.get("BaseLoc") or "").rstrip("/") + "/"
        for picture in _all(root, "MultiMedia"):
            file = _text(picture, "MediaFile") or ""
            if found := self.archive.find(folder + file, name) or self.archive.find(file, name):
                self.resources.pictures[picture.get("ID")] = found

    def _beside(self) -> None:
        """Say what lies beside the pages and is not read: files that are attached, text that is stuck on."""
        for location in [node.text or "" for node in _all(self.root, "Attachments")]:
            listed = self._listed(location)
            names = [node.get("Name") or node.get("ID") or "" for node in listed if local(node) == "Attachment"]
            if names:
                message = f"{len(names)} files are attached and were not read ({', '.join(names[:5])}); register them"
                self.issues.append(ReadIssue("attachment", "warning", message))
        notes = 0
        for location in [node.text or "" for node in _all(self.root, "Annotations")]:
            for file in [node for node in self._listed(location) if local(node) == "FileLoc"]:
                base = self.archive.find(location, self.name) or ""
                found = self._listed(file.text or "", base)
                kinds = [
                    node for node in found if local(node) == "Annot" and node.get("Type") not in ("Stamp", "Watermark")
                ]
                notes += sum(1 for node in kinds if next(_all(node, "TextCode"), None) is not None)
        if notes:
            self.issues.append(
                ReadIssue("annotation", "info", f"{notes} notes stuck on pages hold text that was left out")
            )

    def _listed(self, location: str, base: str | None = None) -> Iterator[Any]:
        """Give all elements of a part that only says what else there is; nothing where it cannot be read."""
        try:
            name = self.archive.find(location, base or self.name)
            return self.archive.xml(name).iter() if name else iter(())
        except Unreadable:
            return iter(())


def _all(node: Any, name: str) -> Iterator[Any]:
    """Give the elements of a name at any depth, in any namespace."""
    return node.iter(f"{{*}}{name}")


def _text(node: Any, name: str) -> str | None:
    found = next(_all(node, name), None)
    return None if found is None else (found.text or "").strip()


def _contents(node: Any) -> list[Any]:
    return [child for child in node if local(child) == "Content"]


def _box(node: Any) -> Box | None:
    """Give the sheet that a page or a document is printed on, in millimetres, where it is one that can be."""
    box = box_of(_text(node, "PhysicalBox"))
    return box if box and min(box[2:]) > _LEAST_SIDE and max(box[2:]) < _LARGEST_SIDE else None
