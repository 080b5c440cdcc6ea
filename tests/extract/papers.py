"""Documents that the tests make themselves: a PDF writer of one page of code, with a Chinese font that needs no file."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595.0, 842.0
SIZE = 12.0
LEFT, RIGHT, TOP = 80.0, 80.0 + 36 * SIZE, 90.0


@dataclass
class Sheet:
    """One page; y counts from the top, as in what the reader gives."""

    operators: list[str] = field(default_factory=list)
    picture: tuple[int, int, bytes] | None = None
    """Pixels across, pixels down, and their grey; it lies under all that is set and drawn."""
    place: tuple[float, float, float, float] = (0.0, 0.0, WIDTH, HEIGHT)
    """x0, top, x1, bottom of the picture."""
    rotate: int = 0
    """Degrees by which a viewer turns the page clockwise."""
    origin: tuple[float, float] = (0.0, 0.0)
    """The lower left corner of the page in its own coordinates."""
    form: str = ""
    """The matrix of a form that holds all of the page, as programs that put pages together write it; empty for none."""

    def lay(self, quarters: int) -> None:
        """Set what follows so that it is upright once the page is turned clockwise; y then counts from the top so made."""
        across, down = WIDTH - HEIGHT, HEIGHT
        matrix = (
            "1 0 0 1 0 0",
            f"0 1 -1 0 {down:g} 0",
            f"-1 0 0 -1 {WIDTH:g} {down:g}",
            f"0 -1 1 0 {across:g} {down:g}",
        )
        self.operators.append(f"q {matrix[quarters]} cm")

    def rise(self) -> None:
        """Set what follows upright again."""
        self.operators.append("Q")

    def slant(self, x: float, y: float, words: str, size: float = 40.0) -> None:
        """Set words that rise by 45°."""
        coded = words.encode("utf-16-be").hex().upper()
        self.operators.append(f"BT /F {size:g} Tf 0.7071 0.7071 -0.7071 0.7071 {x:g} {HEIGHT - y:g} Tm <{coded}> Tj ET")

    def hide(self) -> None:
        """Set what follows unseen, as scanners do with what their OCR has read."""
        self.operators.append("3 Tr")

    def text(self, x: float, y: float, words: str, size: float = SIZE) -> None:
        """Set words with their base line at y; each character takes one em."""
        coded = words.encode("utf-16-be").hex().upper()
        self.operators.append(f"BT /F {size:g} Tf {x:.2f} {HEIGHT - y:.2f} Td <{coded}> Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.operators.append(f"0.6 w {x0:.2f} {HEIGHT - y0:.2f} m {x1:.2f} {HEIGHT - y1:.2f} l S")

    def centred(self, y: float, words: str, size: float = SIZE) -> None:
        self.text((LEFT + RIGHT) / 2 - len(words) * size / 2, y, words, size)

    def footer(self, number: int) -> None:
        self.centred(800, f"— {number} —", 10)


@dataclass
class Setter:
    """Sets paragraphs as an official does: first line indented by two characters, lines full, pages one after another."""

    sheets: list[Sheet] = field(default_factory=list)
    y: float = TOP
    left: float = LEFT
    columns: int = 36
    lowest: float = 760.0

    def __post_init__(self) -> None:
        if not self.sheets:
            self.sheets.append(Sheet())

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    def turn(self) -> None:
        self.sheets.append(type(self.sheet)())
        self.y = TOP

    def paragraph(self, words: str, indent: int = 2) -> None:
        rest, first = words, True
        while rest:
            if self.y > self.lowest:
                self.turn()
            room = self.columns - (indent if first else 0)
            cut = min(room, len(rest))
            while cut < len(rest) and rest[cut] in "，。；：、）》”":
                cut -= 1
            self.sheet.text(self.left + (indent * SIZE if first else 0), self.y, rest[:cut])
            rest, first = rest[cut:], False
            self.y += 20

    def title(self, words: str, size: float = 18) -> None:
        self.sheet.centred(self.y, words, size)
        self.y += 32


def ruled(
    sheet: Sheet, top: float, rows: list[list[str]], widths: list[float], *, merged: Iterable[tuple[int, int]] = ()
) -> float:
    """Draw a table with all its rules except those above the cells in `merged`; give where it ends."""
    height = 22.0
    xs = [LEFT]
    for width in widths:
        xs.append(xs[-1] + width)
    skip = set(merged)
    for r in range(len(rows) + 1):
        y = top + r * height
        for c in range(len(widths)):
            if (r, c) not in skip:
                sheet.line(xs[c], y, xs[c + 1], y)
    for x in xs:
        sheet.line(x, top, x, top + len(rows) * height)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words:
                sheet.text(xs[c] + 3, top + r * height + 15, words, 9)
    return top + len(rows) * height


def pdf(sheets: list[Sheet]) -> bytes:
    """Write a PDF file."""
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(sheets)))
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}>>".encode(),
        3: b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        4: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor 5 0 R>>",
        5: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
    }
    for n, sheet in enumerate(sheets):
        left, low = sheet.origin
        objects[10 + 2 * n] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[{left:g} {low:g} {left + WIDTH:g} {low + HEIGHT:g}]/Rotate {sheet.rotate}"
            f"/Resources<</Font<</F 3 0 R>>/XObject<</I {1000 + n} 0 R/X {2000 + n} 0 R>>>>/Contents {11 + 2 * n} 0 R>>"
        ).encode()
        operators = list(sheet.operators)
        if any(sheet.origin):
            operators.insert(0, f"1 0 0 1 {left:g} {low:g} cm")
        if sheet.picture is not None:
            x0, top, x1, bottom = sheet.place
            across, down, grey = sheet.picture
            operators.insert(0, f"q {x1 - x0:g} 0 0 {bottom - top:g} {x0:g} {HEIGHT - bottom:g} cm /I Do Q")
            pixels = zlib.compress(grey)
            objects[1000 + n] = (
                b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
                b"/Filter/FlateDecode/Length %d>>stream\n" % (across, down, len(pixels)) + pixels + b"\nendstream"
            )
        if sheet.form:
            inner = "\n".join(operators).encode()
            objects[2000 + n] = (
                (
                    f"<</Type/XObject/Subtype/Form/BBox[-2000 -2000 2000 2000]/Matrix[{sheet.form}]"
                    f"/Resources<</Font<</F 3 0 R>>>>/Length {len(inner)}>>stream\n"
                ).encode()
                + inner
                + b"\nendstream"
            )
            operators = ["q /X Do Q"]
        data = zlib.compress("\n".join(operators).encode())
        objects[11 + 2 * n] = b"<</Length %d/Filter/FlateDecode>>stream\n" % len(data) + data + b"\nendstream"
    return raw(objects)


def raw(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """Write objects with their table of places."""
    out = bytearray(b"%PDF-1.5\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, count = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, start)
    return bytes(out)
