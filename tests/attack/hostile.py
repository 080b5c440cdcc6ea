"""Hostile files, each of a kind of its own: what a stranger may put where a document is expected.

Sound documents of seven formats are mutilated in twelve ways each, as the seed says; the others are written by hand against one reader or
one library. Nothing here is large: what unpacks to much is packed, and of what is only long there is as much as tells the square of a
length from the length.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping

import docx
import xlsxwriter

from tests.extract import ofds, papers

Make = Callable[[], bytes]

LINES = (
    "云川市驿站建设方案",
    "一、主要目标",
    "到2031年，全市建成驿站600个，服务人次达到1.2万。",
    "责任单位：云川市商务局。",
)
WORDS = "\n\n".join(LINES)
ZEROS = 1 << 27
"""Bytes that a bomb unpacks to."""


def _sheet(kind: type[papers.Sheet]) -> papers.Sheet:
    sheet = kind()
    for number, line in enumerate(LINES):
        sheet.text(80, 100 + 30 * number, line)
    papers.ruled(sheet, 300, [["指标", "单位", "数值"], ["驿站", "个", "600"]], [100, 60, 60])
    return sheet


def _docx() -> bytes:
    made = docx.Document()
    for line in LINES:
        made.add_paragraph(line)
    table = made.add_table(2, 3)
    for cell, words in zip(table.rows[1].cells, ("驿站", "个", "600"), strict=True):
        cell.text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(LINES):
            sheet.write(number, 0, line)
    return out.getvalue()


SOUND: dict[str, Make] = {
    "pdf": lambda: papers.pdf([_sheet(papers.Sheet)]),
    "ofd": lambda: ofds.ofd([_sheet(ofds.Sheet)]),
    "docx": _docx,
    "xlsx": _xlsx,
    "html": lambda: (
        f"<!DOCTYPE html><html><head><title>{LINES[0]}</title></head><body><h1>{LINES[0]}</h1>"
        + "".join(f"<p>{line}</p>" for line in LINES[1:])
        + "<table><tr><td>驿站</td><td>600</td></tr></table></body></html>"
    ).encode(),
    "md": lambda: (
        f"---\ntitle: {LINES[0]}\ndate: 2031-03-01\n---\n\n# {LINES[0]}\n\n{WORDS}\n\n|a|b|\n|-|-|\n|驿站|600|\n".encode()
    ),
    "txt": lambda: WORDS.encode(),
}


def _flipped(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(max(3, len(out) // 200)):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _inserted(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + rng.randbytes(4096) + data[at:]


def _hole(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes(len(data) // 8 + 1) + data[at + len(data) // 8 + 1 :]


def _moved(data: bytes, rng: random.Random) -> bytes:
    one, other = sorted(rng.sample(range(len(data)), 2))
    return data[other:] + data[one:other] + data[:one]


def _digits(data: bytes, rng: random.Random) -> bytes:
    return bytes(ord("9") if chr(byte).isdigit() and rng.random() < 0.5 else byte for byte in data)


MUTATIONS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "cut in half": lambda data, _: data[: len(data) // 2],
    "without its end": lambda data, rng: data[: -rng.randint(1, 40)],
    "without its head": lambda data, rng: data[rng.randint(1, 40) :],
    "bits flipped": _flipped,
    "garbage inside": _inserted,
    "a hole of zeros": _hole,
    "parts moved": _moved,
    "digits made nines": _digits,
    "written twice": lambda data, _: data + data,
    "written fifty times": lambda data, _: data * 50,
    "backwards": lambda data, _: data[::-1],
    "behind a megabyte of spaces": lambda data, _: b" " * (1 << 20) + data,
}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Give a zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _bomb() -> bytes:
    return zipped({"word/document.xml": bytes(ZEROS), "[Content_Types].xml": b"<Types/>"})


def _word(body: str, head: str = "") -> Make:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
        ' Target="word/document.xml"/></Relationships>'
    )
    document = f'<?xml version="1.0"?>{head}<w:document {space}><w:body>{body}</w:body></w:document>'
    parts = {"[Content_Types].xml": types, "_rels/.rels": relations, "word/document.xml": document}
    return lambda: zipped({name: part.encode() for name, part in parts.items()})


def _pdf(objects: dict[int, bytes], trailer: bytes = b"") -> Make:
    basis = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>"}
    page = {3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"}
    return lambda: papers.raw(basis | page | {4: _stream(b"")} | objects, trailer)


def _stream(data: bytes, head: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)


def _packed(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return _stream(data, b"/Filter[%s]" % (b"/FlateDecode" * times))


def _page(body: str) -> Make:
    return lambda: f"<!DOCTYPE html><html><body>{body}<p>{WORDS}</p></body></html>".encode()


def _laughs() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{levels}]><x>&a9;</x>'.encode()


def _tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        info = tarfile.TarInfo("../../etc/passwd")
        info.size = 4
        archive.addfile(info, io.BytesIO(b"root"))
    return out.getvalue()


def _aliases() -> str:
    return "a: &a [x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )


BY_HAND: dict[str, Make] = {
    # pages
    "empty comments.html": lambda: b"<!---->" * 20_000,
    "comment open.html": lambda: b"<!--" * 50_000,
    "nested divisions.html": _page("<div>" * 50_000),
    "nested tables.html": _page("<table><tr><td>" * 2_000),
    "nested lists.html": _page("<ul><li>" * 20_000),
    "nested formatting.html": _page("<b><i>" * 30_000),
    "tags that begin.html": _page("<a" * 100_000),
    "attribute of a megabyte.html": _page(f'<p title="{"a" * (1 << 20)}">x</p>'),
    "attributes without number.html": _page(f"<p {' '.join(f'a{n}=1' for n in range(50_000))}>x</p>"),
    "span of a billion columns.html": _page("<table><tr><td colspan=1000000000>x</td></tr><tr><td>1</td></tr></table>"),
    "span of a billion rows.html": _page("<table><tr><td rowspan=1000000000>x</td><td>1</td></tr></table>"),
    "spans over spans.html": _page("<table>" + "<tr>" + "<td colspan=900 rowspan=900>x</td>" * 60 + "</tr></table>"),
    "cells without number.html": _page("<table>" + "<tr><td>1</td><td>2</td></tr>" * 8_000 + "</table>"),
    "entities.html": _page("&nbsp;&#x2028;&#0;&#xD800;&#x110000;" * 10_000),
    "NULs.html": lambda: b"<html><body>" + b"\0<p>\0" * 20_000,
    "picture of a megabyte.html": _page(f'<img src="data:image/png;base64,{"A" * (1 << 20)}">'),
    "script.html": _page("<script>while(1){}</script><img src=x onerror=alert(1)><svg onload=alert(1)>"),
    "charset that is none.html": lambda: b'<meta charset="x-none"><p>' + WORDS.encode("gbk"),
    "UTF-7.html": lambda: b'<meta charset="utf-7"><p>+ADw-script+AD4-' + WORDS.encode("utf-7"),
    "UTF-16 without mark.html": lambda: f"<html><p>{WORDS}</p></html>".encode("utf-16-le"),
    "charset zlib.html": lambda: b'<meta charset="zlib"><p>' + WORDS.encode(),
    "sections.html": _page("<![CDATA[" * 20_000),
    "frames into each other.html": _page("<iframe srcdoc='" * 5_000),
    "title of a megabyte.html": lambda: b"<html><title>" + "云".encode() * 300_000 + b"</title><p>x",
    "base that leads away.html": lambda: b'<base href="file:///etc/"><a href="passwd">x</a><p>' + WORDS.encode(),
    "refresh.html": lambda: b'<meta http-equiv=refresh content="0;url=file:///etc/passwd"><p>' + WORDS.encode(),
    # text
    "line of a megabyte.txt": lambda: "云川市建成驿站600个".encode() * 40_000,
    "digits.txt": lambda: b"9" * 1_000_000,
    "digits with points.txt": lambda: b"1.2," * 20_000,
    "spaces.txt": lambda: "云".encode() + b" " * 2_000_000 + "川".encode(),
    "wide spaces.txt": lambda: "　".encode() * 300_000 + WORDS.encode(),
    "line ends.txt": lambda: b"\n" * 1_000_000 + WORDS.encode(),
    "lines without number.txt": lambda: b"1\n" * 40_000,
    "brackets that open.txt": lambda: "（".encode() * 50_000,
    "titles that open.txt": lambda: "《".encode() * 50_000,
    "quotes that open.txt": lambda: "“".encode() * 50_000,
    "times upon times.txt": lambda: "到2031年，".encode() * 5_000,
    "numbers of characters.txt": lambda: "一千二百三十万亿".encode() * 3_000,
    "units upon units.txt": lambda: "600万亿元/平方米/".encode() * 2_000,
    "heads upon heads.txt": lambda: "".join(f"{n}、主要目标\n" for n in range(4_000)).encode(),
    "dots of contents.txt": lambda: ("目录\n" + "第一章" + "…" * 5_000 + "1\n" * 200).encode(),
    "names joined.txt": lambda: ("责任单位：" + "云川市商务局、" * 5_000).encode(),
    "lists in lists.txt": lambda: ("其中：" * 5_000 + "600个。").encode(),
    "directions.txt": lambda: ("\u202e\u2066" + WORDS + "\u202c").encode(),
    "controls.txt": lambda: "\x1b[2J\x1b]0;x\x07\x9b".encode() + WORDS.encode(),
    "combining signs.txt": lambda: ("云" + "\u0301" * 100_000 + WORDS).encode(),
    "half characters.txt": lambda: b"\xed\xa0\x80\xed\xb0\x80" * 1_000 + WORDS.encode(),
    "too long UTF-8.txt": lambda: b"\xc0\xaf\xe0\x80\xaf" * 1_000 + WORDS.encode(),
    "UTF-32.txt": lambda: WORDS.encode("utf-32"),
    "formulas.txt": lambda: f"=cmd|'/c calc'!A1\n@SUM(1)\n+1+1\n{WORDS}".encode(),
    "one byte.txt": lambda: b"x",
    "nothing.txt": lambda: b"",
    # Markdown
    "aliases in front.md": lambda: f"---\n{_aliases()}title: x\n---\n\n{WORDS}\n".encode(),
    "nested front.md": lambda: f"---\ntitle: {'[' * 5_000}\n---\n\n{WORDS}\n".encode(),
    "day that is none.md": lambda: f"---\ntitle: x\ndate: 2024-02-30\n---\n\n{WORDS}\n".encode(),
    "tag in front.md": lambda: f"---\ntitle: !!python/object/apply:os.system [id]\n---\n\n{WORDS}\n".encode(),
    "front that does not end.md": lambda: f"---\ntitle: {'x ' * 100_000}".encode(),
    "links that open.md": lambda: b"[" * 50_000,
    "links in links.md": lambda: b"[a](" * 20_000,
    "pictures that open.md": lambda: b"![](" * 20_000,
    "stars.md": lambda: b"*a **b " * 20_000,
    "ticks.md": lambda: b"".join(b"`" * n + b"a" for n in range(1, 400)),
    "quotes in quotes.md": lambda: b">" * 20_000 + b"x",
    "lists in lists.md": lambda: "".join(f"{'  ' * n}- a\n" for n in range(1_000)).encode(),
    "table of 3,000 columns.md": lambda: ("|a" * 3_000 + "|\n" + "|-" * 3_000 + "|\n" + "|1" * 3_000 + "|\n").encode(),
    "markup that opens.md": lambda: b"<div>\n\n" * 10_000,
    "formulas that open.md": lambda: b"$ 1 " * 30_000,
    # Word
    "bomb.docx": _bomb,
    "laughs.docx": _word("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", '<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "x">]>'),
    "entity from outside.docx": _word("<w:p>&a;</w:p>", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "nested tables.docx": _word("<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000),
    "span of a billion.docx": _word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    ),
    "span below nothing.docx": _word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="-5"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    ),
    "paragraphs without number.docx": _word("<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 10_000),
    "text of megabytes.docx": _word(f"<w:p><w:r><w:t>{'9' * 2_000_000}</w:t></w:r></w:p>"),
    "XML cut.docx": _word("<w:p><w:r>"),
    "names that climb out.docx": lambda: zipped({"../../etc/passwd": b"x", "word/document.xml": b"<x/>"}),
    "parts without number.docx": lambda: zipped({"word/document.xml": b"<x/>", **{f"a{n}": b"" for n in range(60_000)}}),
    "no parts.docx": lambda: zipped({}),
    "another format.docx": lambda: SOUND["pdf"](),
    # OFD
    "without entry.ofd": lambda: zipped({"Doc_0/Document.xml": b"<x/>"}),
    "bomb.ofd": lambda: zipped({"OFD.xml": bytes(ZEROS)}),
    "laughs.ofd": lambda: zipped({"OFD.xml": _laughs()}),
    "itself.ofd": lambda: ofds.package({"OFD.xml": ofds.entry("."), **ofds.document([ofds.page("")], ".")}),
    "places without number.ofd": lambda: ofds.package(
        {"OFD.xml": ofds.entry(), **ofds.document([ofds.page(ofds.text(float("nan"), float("inf"), LINES[2], 1e308))])}
    ),
    "pages without number.ofd": lambda: ofds.package({"OFD.xml": ofds.entry(), **ofds.document([ofds.page("")] * 6_000)}),
    "steps without number.ofd": lambda: ofds.package(
        {"OFD.xml": ofds.entry(), **ofds.document([ofds.page(ofds.text(10, 10, LINES[2], 4, steps=' DeltaX="g 999999999 1"'))])}
    ),
    # PDF
    "pages in a circle.pdf": _pdf({2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"}),
    "no pages.pdf": _pdf({2: b"<</Type/Pages/Kids[]/Count 0>>"}),
    "a million pages.pdf": _pdf({2: b"<</Type/Pages/Kids[%s]/Count 1000000>>" % (b"3 0 R " * 6_000)}),
    "bomb.pdf": _pdf({4: _packed(bytes(ZEROS))}),
    "bomb in a bomb.pdf": _pdf({4: _packed(bytes(ZEROS), 3)}),
    "forms in forms.pdf": _pdf(
        {4: _stream(b"/X Do"), 5: _stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")}
    ),
    "100,000 lines.pdf": _pdf({4: _packed(b"0 0 m 500 800 l S\n" * 100_000)}),
    "states that open.pdf": _pdf({4: _packed(b"q " * 500_000)}),
    "numbers without end.pdf": _pdf({4: _packed(b"9" * 500_000 + b" 0 0 1 0 0 cm BT ET")}),
    "arrays in arrays.pdf": _pdf({4: _packed(b"[" * 200_000)}),
    "dictionaries in dictionaries.pdf": _pdf({5: b"<</A" * 20_000}),
    "sheet without measure.pdf": _pdf({3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1e38 1e38]/Contents 4 0 R>>"}),
    "sheet below nothing.pdf": _pdf({3: b"<</Type/Page/Parent 2 0 R/MediaBox[9 9 -9 -9]/Contents 4 0 R>>"}),
    "length that lies.pdf": _pdf({4: b"<</Length 999999999>>stream\nBT ET\nendstream"}),
    "length in a circle.pdf": _pdf({4: b"<</Length 4 0 R>>stream\nBT ET\nendstream"}),
    "encrypted.pdf": _pdf({}, b"/Encrypt<</Filter/Standard/V 4/R 4/O(x)/U(x)/P -1>>"),
    "script.pdf": _pdf({1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"}),
    "launch.pdf": _pdf({1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>>>"}),
    "references that lie.pdf": lambda: SOUND["pdf"]().replace(b"0000000", b"0009999"),
    "only a head.pdf": lambda: b"%PDF-1.7\n",
    "head alone, then page.pdf": lambda: b"%PDF-1.7\n" + SOUND["html"](),
    # of no reader, or of several
    "picture.png": lambda: b"\x89PNG\r\n\x1a\n" + bytes(1000),
    "program.bin": lambda: b"\x7fELF" + bytes(5000),
    "archive.tar.gz": _tar,
    "bomb.gz": lambda: gzip.compress(bytes(ZEROS), 9),
    "laughs.xml": _laughs,
    "nested.json": lambda: b"[" * 200_000,
    "keys without number.json": lambda: json.dumps({str(n): n for n in range(50_000)}).encode(),
    "old Word.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
    "rich text.rtf": lambda: b"{\\rtf1" + b"{" * 50_000,
    "drawing.svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 20_000,
    "two formats.pdf": lambda: SOUND["html"]() + SOUND["pdf"](),
    "zip behind a page.html": lambda: SOUND["html"]() + SOUND["docx"](),
    "sheets.csv": lambda: b"a,b\n" + b'"x' * 50_000,
}  # fmt: skip


def kinds(seed: int = 1) -> dict[str, Make]:
    """Give all kinds by the name of their file; the mutations are those of the seed."""

    def mutation(form: str, name: str) -> Make:
        return lambda: MUTATIONS[name](SOUND[form](), random.Random(f"{seed} {form} {name}"))

    return BY_HAND | {f"{name}.{form}": mutation(form, name) for form in SOUND for name in MUTATIONS}
