"""What may be wrong with a register and what stands beside it: each kind costs itself only, and is told of by file, line and field.

A kind writes a folder with a register of three rows, of which the second, or what belongs to it, is bad. The outcome is
`kept` (all three sources are taken), `row` (the second is not taken), `cell` (it is, without that cell), `key` (a key of
collections.yaml counts for nothing), or `file` (there is nothing to run with).
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import Unreadable
from extract.snapshot import Store
from pipelines.places import Refusal, followed
from pipelines.sources import RegisterError, check_references, check_register, read
from pipelines.work import within

HEADER = "source_id,collection,path,url,title,publisher,published_on,licence,sha256"
GOOD = "one,yunchuan,one.txt,,,,,,", "three,yunchuan,three.txt,,,,,,"
SECONDS = 60.0
"""For what takes a moment on a machine that is at nothing else."""

Kind = Callable[[Path], str | bytes]
"""Prepares a folder and gives the second line, or as bytes the whole register."""


def row(line: str) -> Kind:
    return lambda _: line


def whole(data: bytes) -> Kind:
    return lambda _: data


def linked(target: str, name: str = "two.txt") -> Kind:
    def make(folder: Path) -> str:
        (folder / name).symlink_to(target)
        return f"two,yunchuan,{name},,,,,,"

    return make


def loop(folder: Path) -> str:
    (folder / "two.txt").symlink_to("other.txt")
    (folder / "other.txt").symlink_to("two.txt")
    return "two,yunchuan,two.txt,,,,,,"


def fifo(folder: Path) -> str:
    os.mkfifo(folder / "two.txt")
    return "two,yunchuan,two.txt,,,,,,"


def unix_socket(folder: Path) -> str:
    here = Path.cwd()
    os.chdir(folder)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("two.txt")
    os.chdir(here)
    return "two,yunchuan,two.txt,,,,,,"


def collections(text: str) -> Kind:
    def make(folder: Path) -> str:
        (folder / "two.txt").write_text("云川市", encoding="utf-8")
        (folder / "collections.yaml").write_text(text, encoding="utf-8")
        return "two,yunchuan,two.txt,,,,,,"

    return make


def units(text: str) -> Kind:
    """A folder of registers that a collection brings along, with its units."""

    def make(folder: Path) -> str:
        (folder / "more").mkdir()
        (folder / "more" / "units.csv").write_text(f"unit,unit_base,factor,dimension\n{text}", encoding="utf-8")
        return str(collections("yunchuan: {reference: more}\n")(folder))

    return make


def units_without_header(folder: Path) -> str:
    second = str(units("")(folder))
    (folder / "more" / "units.csv").write_text("棵,棵,1\n", encoding="utf-8")
    return second


def reference_to_passwd(folder: Path) -> str:
    (folder / "more").mkdir()
    (folder / "more" / "units.csv").symlink_to("/etc/passwd")
    return str(collections("yunchuan: {reference: more}\n")(folder))


def lines(*rows: str) -> bytes:
    return "\n".join(rows).encode() + b"\n"


TWO = "two,yunchuan,two.txt,,{},,,,"
BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\n" + "".join(
    f"{chr(98 + n)}{n}: &{chr(98 + n)}{n} [*b, *b, *b]\n" for n in range(9)
)

KINDS: dict[str, tuple[Kind, str, str | None, str]] = {
    # kind → how it is made, outcome, field, words of the message
    "path up": (row("two,yunchuan,../two.txt,,,,,,"), "row", "path", "leads out of the register's folder"),
    "path up far": (row("two,yunchuan,../../../../etc/passwd,,,,,,"), "row", "path", "leads out"),
    "path absolute": (row("two,yunchuan,/etc/passwd,,,,,,"), "row", "path", "leads out"),
    "link to a file elsewhere": (linked("/etc/passwd"), "row", "path", "leads out"),
    "link to a folder elsewhere": (
        lambda f: (linked("/etc", "etc")(f), "two,yunchuan,etc/passwd,,,,,,")[1], "row", "path", "leads out"
    ),
    "link to /proc": (linked("/proc/version"), "row", "path", "leads out"),
    "links in a circle": (loop, "row", "path", "leads back to itself"),
    "a pipe": (fifo, "row", "path", "a pipe (FIFO)"),
    "a socket": (unix_socket, "row", "path", "a socket"),
    "a device": (linked("/dev/zero"), "row", "path", "leads out"),
    "NUL in the path": (row("two,yunchuan,two\0.txt,,,,,,"), "row", "path", "U+0000"),
    "path of 5,000 characters": (row(f"two,yunchuan,{'a' * 5000},,,,,,"), "row", "path", "longer than 1000"),
    "name of 300 characters": (row(f"two,yunchuan,{'a' * 300},,,,,,"), "missing", "path", "name that is too long"),
    "neither path nor url": (row("two,yunchuan,,,,,,,"), "row", "path", "neither path nor url"),
    "address without its end": (row("two,yunchuan,,http://[::1,,,,,"), "row", "url", "not of the form"),
    "address with a bad port": (row("two,yunchuan,,http://example.org:99999999,,,,,"), "row", "url", "not of the form"),
    "address of 5,000 characters": (row(f"two,yunchuan,,http://x.example/{'a' * 5000},,,,,"), "row", "url", "longer"),
    "address of another kind": (row("two,yunchuan,,file:///etc/passwd,,,,,"), "row", "url", "not of the form"),
    "day that is none": (row("two,yunchuan,two.txt,,,,2031-02-30,,"), "cell", "published_on", "2031-02-30"),
    "date in words": (row("two,yunchuan,two.txt,,,,去年,,"), "cell", "published_on", "去年"),
    "title of 10,000 characters": (row(TWO.format("云" * 10_000)), "cell", "title", "longer than 500"),
    "escape sequence": (row(TWO.format("\x1b[2J云川")), "cell", "title", "U+001B"),
    "formula": (row(TWO.format("=1+1")), "kept", None, ""),
    "markup": (row(TWO.format("<script>alert(1)</script>")), "kept", None, ""),
    "bad hash": (row("two,yunchuan,two.txt,,,,,,abc"), "row", "sha256", "abc"),
    "id over long": (row(f"{'a' * 300},yunchuan,two.txt,,,,,,"), "row", "source_id", "longer than 100"),
    "id with a path": (row("../two,yunchuan,two.txt,,,,,,"), "row", "source_id", "not of the form"),
    "id empty": (row(",yunchuan,two.txt,,,,,,"), "row", "source_id", "empty, but required"),
    "id twice": (row("one,yunchuan,two.txt,,,,,,"), "row", "source_id", "stands already in line 2"),
    "collection unknown": (
        lambda f: (collections("yunchuan: {area: 云川市}\n")(f), "two,yunchaun,two.txt,,,,,,")[1],
        "told", "collection", "is not in collections.yaml",
    ),
    "too few cells": (row("two,yunchuan,two.txt"), "row", None, "3 cells under a header of 9"),
    "10,000 cells": (row("two" + "," * 9_999), "row", None, "10000 cells"),
    "quote not closed": (row('two,yunchuan,"two.txt,,,,,,'), "row", None, "a double quote is not closed"),
    "quote inside a cell": (row('two,yunchuan,"two"x.txt,,,,,,'), "row", None, "not CSV"),
    "header again": (row(HEADER), "row", None, "the header stands here again"),
    "a row in GBK": (
        whole(lines(HEADER, GOOD[0]) + TWO.format("云川市").encode("gbk") + b"\n" + lines(GOOD[1])),
        "cell", "title", "read as GBK it is “云川市”",
    ),
    "register in UTF-16": (whole(lines(HEADER, *GOOD).decode().encode("utf-16")), "file", None, "UTF-16"),
    "register with a mark": (whole(b"\xef\xbb\xbf\xef\xbb\xbf" + lines(HEADER, GOOD[0], TWO.format(""), GOOD[1])), "kept", None, ""),
    "line ends of Windows": (whole(b"\r\n".join(lines(HEADER, GOOD[0], TWO.format(""), GOOD[1]).split(b"\n"))), "kept", None, ""),
    "empty register": (whole(b""), "file", None, "the file is empty"),
    "no header": (whole(lines(*GOOD)), "file", None, "is no header"),
    "10,000 columns": (
        whole(lines(HEADER + "".join(f",c{n}" for n in range(9_991)), *GOOD)), "file", "c0", "unknown column"
    ),
    "bytes of a picture": (whole(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40), "file", None, ""),
    "YAML that is none": (collections("yunchuan: {area: [}\n"), "file", None, "not YAML"),
    "YAML with aliases": (collections(BOMB), "file", None, "aliases"),
    "YAML nested deeply": (collections("yunchuan: " + "[" * 3000), "file", None, "nested too deeply"),
    "YAML with a tag": (collections("yunchuan: {area: !!python/object:os.system x}\n"), "key", "yunchuan.area", "not a text"),
    "day in YAML that is none": (collections("yunchuan: {title: 2031-02-30}\n"), "kept", None, ""),
    "YAML in GBK": (lambda f: (f / "collections.yaml").write_bytes("yunchuan: {area: 云川市}".encode("gbk")) and "", "file", None, "not UTF-8"),
    "collection twice": (collections("yunchuan: {}\nyunchuan: {area: 云川市}\n"), "key", "yunchuan", "twice"),
    "key unknown": (collections("yunchuan: {editor: 云川市}\n"), "key", "yunchuan.editor", "unknown key"),
    "selector unknown": (collections("yunchuan: {selectors: {main: p}}\n"), "key", "yunchuan.selectors.main", "unknown key"),
    "selector that is none": (collections("yunchuan: {selectors: {body: 'p[['}}\n"), "key", "yunchuan.selectors.body", "no CSS selector"),
    "reference that is not there": (collections("yunchuan: {reference: gone}\n"), "key", "yunchuan.reference", "no folder"),
    "reference elsewhere": (collections("yunchuan: {reference: /etc}\n"), "key", "yunchuan.reference", "leads out"),
    "reference with a link elsewhere": (reference_to_passwd, "key", "yunchuan.reference", "leads out"),
    "factor that is none": (units("棵,棵,许多,count\n"), "reference", "factor", "“许多” is not a number"),
    "factor below nothing": (units("棵,棵,-1,count\n"), "reference", "factor", "out of range"),
    "factor without end": (units(f"棵,棵,{'9' * 50},count\n"), "reference", "factor", "out of range"),
    "unit without header": (units_without_header, "reference", None, "is missing"),
}  # fmt: skip


def made(folder: Path, kind: Kind) -> Path:
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text("云川市", encoding="utf-8")
    (folder / "two.txt").unlink()
    second = kind(folder)
    path = folder / "sources.csv"
    data = second if isinstance(second, bytes) else lines(HEADER, GOOD[0], second, GOOD[1])
    path.write_bytes(data)
    if not os.path.lexists(folder / "two.txt"):
        (folder / "two.txt").write_text("云川市", encoding="utf-8")
    return path


def test_there_are_as_many_kinds_as_were_asked_for() -> None:
    assert len(KINDS) >= 47


@pytest.mark.parametrize("name", KINDS)
def test_a_bad_row_or_key_costs_itself(tmp_path: Path, seeds: Path, name: str) -> None:
    kind, outcome, field, message = KINDS[name]
    schema = seeds / "schemas" / "sources.schema.json"
    with within(SECONDS):
        register = made(tmp_path, kind)
        faults = check_register(register, schema)
        if outcome == "file":
            with pytest.raises(RegisterError, match=r"sources.csv|collections.yaml"):
                read([register], schema)
        else:
            found = read([register], schema)
            taken = [source.source_id for source in found.sources if source.refused is None]
            assert taken == (["one", "three"] if outcome == "row" else ["one", "two", "three"])
        told = [(f.field, str(f)) for f in faults]
        if outcome == "reference":
            assert told == []
            told = [(field, text) for text in check_references(register, schema)]
    if outcome == "kept":
        assert told == []
        return
    assert told, "nothing is told"
    assert told[0][0] == field
    assert message in told[0][1]
    costs = {"told": "nothing", "missing": "row", "reference": None}.get(outcome, outcome)
    assert costs is None or faults[0].costs == costs
    assert outcome == "file" or ":" in told[0][1].removeprefix(str(tmp_path)), "no line"
    assert all(len(text) < 1000 and "\x1b" not in text and "Traceback" not in text for _, text in told)


def test_all_rows_bad_leave_nothing_to_run_with(tmp_path: Path, seeds: Path) -> None:
    path = tmp_path / "sources.csv"
    path.write_text(f"{HEADER}\ntwo,yunchuan,/etc/passwd,,,,,,\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="leads out"):
        read([path], seeds / "schemas" / "sources.schema.json")


@pytest.mark.parametrize(
    ("path", "allowed", "leads"),
    [
        ("a.txt", False, True),
        ("below/../a.txt", False, True),
        ("../elsewhere/b.txt", False, False),
        ("../elsewhere/b.txt", True, True),
        ("link.txt", False, False),
        ("link.txt", True, True),
        ("inner.txt", False, True),
        ("gone.txt", False, True),
        ("/proc/self/environ", True, False),
        ("/proc/self/fd/0", True, False),
        ("/sys/kernel/notes", True, False),
        ("/dev/zero", True, False),
        ("pipe", True, False),
    ],
)
def test_where_a_register_may_point(tmp_path: Path, path: str, allowed: bool, leads: bool) -> None:
    """What is no file is never followed, whatever is allowed."""
    folder, elsewhere = tmp_path / "registers", tmp_path / "elsewhere"
    for made_folder in (folder, folder / "below", elsewhere):
        made_folder.mkdir()
    (folder / "a.txt").touch()
    (elsewhere / "b.txt").touch()
    (folder / "link.txt").symlink_to(elsewhere / "b.txt")
    (folder / "inner.txt").symlink_to("a.txt")
    os.mkfifo(folder / "pipe")
    with within(SECONDS):
        assert isinstance(followed(path, folder, allow_outside=allowed), Path) is leads


@pytest.mark.parametrize("path", ["pipe", "/dev/zero", "/proc/version", "folder", "loop", "gone"])
def test_what_is_no_file_is_not_picked_up_and_not_waited_for(tmp_path: Path, path: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    with within(SECONDS), pytest.raises(Unreadable):
        Store(tmp_path / "home").pick_up(tmp_path / path)


def test_a_refusal_names_no_folder_of_the_machine(tmp_path: Path) -> None:
    found = followed("../x.txt", tmp_path)
    assert isinstance(found, Refusal)
    assert str(tmp_path.parent) not in found.message + found.advice
