"""OFD files that the tests make themselves: what `papers` sets as PDF, set as objects of GB/T 33190."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape

from tests.extract import papers
from tests.extract.papers import SIZE

MM = 25.4 / 72
NAMESPACE = "http://www.ofdspec.org/2016"
A4 = f"0 0 {papers.WIDTH * MM:.4f} {papers.HEIGHT * MM:.4f}"
FONTS = '<Fonts><Font ID="1" FontName="仿宋_GB2312"/><Font ID="2" FontName="SimHei" FamilyName="黑体"/></Fonts>'


@dataclass
class Sheet(papers.Sheet):
    """One page; places in points from the top, as in `papers`, written as millimetres."""

    def text(self, x: float, y: float, words: str, size: float = SIZE) -> None:
        steps = f' DeltaX="g {len(words) - 1} {size * MM:.4f}"' if len(words) > 1 else ""
        self.operators.append(text(x * MM, (y - size) * MM, words, size * MM, steps=steps))

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        box = f"{x0 * MM:.4f} {y0 * MM:.4f} {(x1 - x0) * MM:.4f} {(y1 - y0) * MM:.4f}"
        end = f"{(x1 - x0) * MM:.4f} {(y1 - y0) * MM:.4f}"
        self.operators.append(
            f'<PathObject ID="9" Boundary="{box}" LineWidth="0.2"><AbbreviatedData>M 0 0 L {end}</AbbreviatedData></PathObject>'
        )


def text(x: float, top: float, words: str, size: float, *, steps: str = "", more: str = "", inside: str = "") -> str:
    """Write a text object, everything in millimetres; its base line is one em below its top."""
    wide = max(len(words) * size, size)
    return (
        f'<TextObject ID="8" Boundary="{x:.4f} {top:.4f} {wide:.4f} {1.3 * size:.4f}" Font="1" Size="{size:.4f}"{more}>'
        f'{inside}<TextCode X="0" Y="{size:.4f}"{steps}>{escape(words)}</TextCode></TextObject>'
    )


def page(objects: str, head: str = "", layer: str = "") -> str:
    """Write the part of a page: its objects in one layer, behind what says of what size it is and what lies under it."""
    return f"<Page>{head}<Content><Layer ID='7'{layer}>{objects}</Layer></Content></Page>"


def document(pages: list[str], folder: str = "Doc_0", more: str = "", resources: str = FONTS) -> dict[str, str]:
    """Write the parts of one document."""
    listed = "".join(f'<Page ID="{100 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    return {
        f"{folder}/Document.xml": "<Document><CommonData><MaxUnitID>999</MaxUnitID>"
        f"<PageArea><PhysicalBox>{A4}</PhysicalBox></PageArea><PublicRes>PublicRes.xml</PublicRes>{more}</CommonData>"
        f"<Pages>{listed}</Pages></Document>",
        f"{folder}/PublicRes.xml": f'<Res BaseLoc="Res">{resources}</Res>',
        **{f"{folder}/Pages/Page_{n}/Content.xml": content for n, content in enumerate(pages)},
    }


def entry(*folders: str, said: str = "") -> str:
    """Write the part by which a file is entered."""
    bodies = "".join(
        f"<DocBody><DocInfo><DocID>0</DocID>{said}</DocInfo><DocRoot>{folder}/Document.xml</DocRoot></DocBody>"
        for folder in folders or ("Doc_0",)
    )
    return f'<OFD Version="1.1" DocType="OFD">{bodies}</OFD>'


def package(parts: Mapping[str, str | bytes], prefix: str = "ofd:") -> bytes:
    """Write a file of parts; elements stand in the namespace of the standard, with its prefix."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            if isinstance(part, str) and not part.startswith("<?xml"):
                part = named(part, prefix)
            archive.writestr(name, part)
    return file.getvalue()


def named(part: str, prefix: str) -> str:
    """Put the elements of a part into the namespace."""
    part = part.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    end = min(place for place in (part.find(">"), part.find(" "), part.find("/>")) if place > 0)
    bound = f" xmlns:{prefix[:-1]}" if prefix else " xmlns"
    return f'<?xml version="1.0" encoding="UTF-8"?>{part[:end]}{bound}="{NAMESPACE}"{part[end:]}'


def ofd(sheets: list[papers.Sheet], said: str = "") -> bytes:
    """Write a file of one document from sheets of this module."""
    return package({"OFD.xml": entry(said=said), **document([page("".join(sheet.operators)) for sheet in sheets])})
