"""Pictures that take the place of text on a page: scans, scans with a layer of text, tables set as pictures.

A page comes as pdfium draws it. How its picture is made and cleaned lives in `scan`, how words are read in `ocr`.
"""

from __future__ import annotations

from typing import Any

from extract.content import ReadIssue
from extract.files import paged
from extract.pages import ocr, scan
from extract.pages.drawn import Drawn
from extract.pages.shapes import Box, Char
from extract.tables import ruled

_SMALL_PICTURE = 60.0
"""Points below which a picture is a sign or an ornament."""
_NO_TEXT = 10
"""Characters that stand over a picture and leave it one: its labels. With more it is a ground that text is set on."""


def read(handle: Any, chars: list[Char], drawn: Drawn, number: int, issues: list[ReadIssue]) -> tuple[list[Char], bool]:
    """Give the characters of a page with those of its pictures, and whether it is a picture without text.

    The rules of tables in pictures go to `drawn`, what became of each picture to `issues`.
    """
    width, height = handle.get_size()
    if paged.is_picture(width * height, drawn, chars):
        return _scan(handle, drawn, number, issues), True
    if drawn.hidden * 2 > drawn.texts:
        return _layer(handle, chars, drawn, number, issues), False
    return chars + _tables_in_pictures(handle, chars, drawn, number, issues), False


def instead(handle: Any, drawn: Drawn, number: int, issues: list[ReadIssue]) -> list[Char]:
    """Give the characters that a page shows, read from its picture, where its text is not what is printed; say so."""
    message = f"The text of page {number} is not what is printed: its fonts do not say which characters they draw"
    if not ocr.is_installed():
        message += "; install the extra `ocr` to have the print read"
    issues.append(ReadIssue("text_layer_garbled", "error", message, number))
    return _scan(handle, drawn, number, issues) if ocr.is_installed() else []


def _scan(handle: Any, drawn: Drawn, number: int, issues: list[ReadIssue]) -> list[Char]:
    """Read a page that is a picture, as far as that can be done here; say so either way."""
    if not ocr.is_installed():
        message = f"Page {number} is a picture without text; install the extra `ocr` to have it read"
        issues.append(ReadIssue("no_text_layer", "error", message, number))
        return []
    if sum(issue.type == "ocr" for issue in issues) >= ocr.MOST:
        message = f"Page {number} is a picture without text; of one file {ocr.MOST} pictures are read"
        issues.append(ReadIssue("no_text_layer", "error", f"{message}: split it", number))
        return []
    picture = scan.draw(handle, scan.skew(handle))
    drawn.horizontal, drawn.vertical = scan.take_rules(picture)
    chars, sure = ocr.read(picture)
    if not chars:
        message = f"Page {number} is a picture in which OCR finds no text"
        issues.append(ReadIssue("no_text_layer", "error", message, number))
        return []
    issues.append(_by_ocr(f"Page {number} is a picture; its text was", sure, number))
    return chars


def _by_ocr(what: str, sure: float, number: int) -> ReadIssue:
    message = f"{what} read by OCR with a confidence of {sure:.2f}"
    if sure >= ocr.UNSURE:
        return ReadIssue("ocr", "info", message, number)
    return ReadIssue("ocr", "warning", f"{message}, which is low: compare it with the print", number)


def _layer(handle: Any, chars: list[Char], drawn: Drawn, number: int, issues: list[ReadIssue]) -> list[Char]:
    """Take the words of a scan from the layer that whoever scanned it has put behind the picture, and its rules from the picture.

    The layer is what its publisher gives out as the text, often looked over by a person, and it is the same on every
    machine; so it is not read anew, but its words are marked as read from a picture.
    """
    message = f"Page {number} is a picture with a layer of text that OCR has made before it was published"
    issues.append(ReadIssue("ocr_layer", "info", message, number))
    angle = scan.skew(handle)
    drawn.horizontal, drawn.vertical = scan.take_rules(scan.draw(handle, angle))
    for char in chars:
        char.ocr = True
    return scan.turned(chars, angle, *handle.get_size())


def _tables_in_pictures(
    handle: Any, chars: list[Char], drawn: Drawn, number: int, issues: list[ReadIssue]
) -> list[Char]:
    """Read the tables that are set into a page of text as pictures.

    Only a picture with the rules of a table in it is read: words in a photograph or a chart are not the document's text.
    """
    found: list[Char] = []
    for box in drawn.images:
        wide, high = box[2] - box[0], box[3] - box[1]
        if min(wide, high) < _SMALL_PICTURE or sum(_within(char, box) for char in chars) >= _NO_TEXT:
            continue
        picture = scan.draw(handle, box=box)
        horizontal, vertical = scan.take_rules(picture)
        if not ruled.draws_cells(horizontal, vertical):
            continue
        if not ocr.is_installed():
            message = f"Page {number} has a table that is a picture; install the extra `ocr` to have it read"
            issues.append(ReadIssue("no_text_layer", "error", message, number))
            continue
        words, sure = ocr.read(picture)
        issues.append(_by_ocr(f"Page {number} has a table that is a picture; it was", sure, number))
        drawn.horizontal += horizontal
        drawn.vertical += vertical
        found += words
    return found


def _within(char: Char, box: Box) -> bool:
    return box[0] <= (char.x0 + char.x1) / 2 <= box[2] and box[1] <= char.middle <= box[3]
