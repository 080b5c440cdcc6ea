"""One process for each document: what a hostile file does costs that file alone, within its limits."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from extract.content import Content
from extract.guard import server
from extract.guard.process import read_guarded
from tests.extract import papers
from tests.extract.papers import Sheet

LIMIT = 3.0
MEMORY = 512 * 1024**2


def drawing(
    operators: bytes, resources: bytes = b"", more: dict[int, bytes] | None = None, flate: bytes = b""
) -> bytes:
    """Write a page of one stream, with whatever it may call."""
    return papers.raw(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<" + resources + b">>>>",
            4: b"<</Length %d%s>>stream\n" % (len(operators), flate) + operators + b"\nendstream",
            **(more or {}),
        }
    )


def bomb() -> bytes:
    packer = zlib.compressobj(1)
    piece = b" " * 10_000_000
    return drawing(b"".join(packer.compress(piece) for _ in range(60)) + packer.flush(), flate=b"/Filter/FlateDecode")


def nested(loop: bool) -> bytes:
    forms = {
        number: b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>/Length 5>>stream\n/X Do\nendstream"
        % (10 if loop else number + 1)
        for number in range(10, 2000)
    }
    return drawing(b"/X Do", b"/XObject<</X 10 0 R>>", forms)


def page_loop() -> bytes:
    return papers.raw({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 900000>>"})


def good() -> bytes:
    sheet = Sheet()
    sheet.text(80, 100, "云川市推进数字商务发展。")
    return papers.pdf([sheet])


def yaml_bomb() -> bytes:
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return ("---\n" + "\n".join(lines) + "\ntitle: 云川\n---\n云川市推进数字商务发展。\n").encode()


PROSE = "<p>云川市推进数字商务发展，支持商户上线经营，建设服务网点。</p>"
HOSTILE: dict[str, bytes | Callable[[], bytes]] = {
    "empty.pdf": b"",
    "blank.txt": b" \n\n",
    "garbage.pdf": bytes(range(256)) * 400,
    "zeros.html": b"\0" * 100_000,
    "header-only.pdf": b"%PDF-1.7\n",
    "bomb.pdf": bomb,
    "many-paths.pdf": drawing(b"0 0 m 100 100 l S\n" * 300_000),
    "nested-forms.pdf": nested(loop=False),
    "form-loop.pdf": nested(loop=True),
    "page-loop.pdf": page_loop(),
    "huge-page.pdf": good().replace(b"595 842", b"9e8 9e8"),
    "truncated.pdf": good()[:700],
    "no-table-of-places.pdf": good().replace(b"startxref", b"startxxxx"),
    "junk-before.pdf": b"\0junk" * 2000 + good(),
    "spans.html": (
        PROSE + "<table>" + "<tr><td rowspan=60000 colspan=1000>1</td><td>2</td></tr>" * 300 + "</table>"
    ).encode(),
    "deep.html": b"<html><body>" + b"<div>" * 60_000 + PROSE.encode(),
    "page.pdf": f"<html><body>{PROSE}</body></html>".encode(),
    "yaml.md": yaml_bomb(),
    "tabs.txt": ("\t" * 4000 + "1\n").encode() * 300,
    # Each line is furniture, and is no reason to look back over all others.
    "lines.txt": b"1\n" * 40_000,
    "picture.pdf": b"\x89PNG\r\n\x1a\n" + b"\0" * 1000,
    "archive.html": b"PK\x03\x04" + b"\0" * 400,
    "one-line.txt": ("云川市，" * 500_000).encode(),
}
"""Each name lies where it says something about what is inside."""

READABLE = {"lines.txt", "no-table-of-places.pdf", "junk-before.pdf", "page.pdf", "yaml.md", "spans.html"}


@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_file_ends_within_its_limits(tmp_path: Path, name: str) -> None:
    data = HOSTILE[name]
    (tmp_path / name).write_bytes(data() if callable(data) else data)
    outcome = read_guarded(tmp_path / name, tmp_path / "out.parquet", seconds=LIMIT, address_space=MEMORY)
    assert outcome.peak_memory < MEMORY + 300 * 1024**2
    assert outcome.status == "read" or name not in READABLE, outcome.reason
    if outcome.status == "quarantined":
        # Who asks knows the file by its name; here it may be stored under another.
        assert outcome.reason and str(tmp_path) not in outcome.reason and name not in outcome.reason
        assert outcome.advice
    else:
        assert outcome.n_blocks > 0


def test_a_crash_leaves_the_others_alone(tmp_path: Path) -> None:
    names = [f"{n}-{kind}.pdf" for n in range(3) for kind in ("bomb", "good")]
    for name in names:
        (tmp_path / name).write_bytes(bomb() if "bomb" in name else good())
    with ThreadPoolExecutor(2) as pool:
        outcomes = pool.map(
            lambda name: read_guarded(tmp_path / name, tmp_path / f"{name}.parquet", address_space=128 * 1024**2), names
        )
    assert [o.status for o in outcomes] == ["quarantined", "read"] * 3


def test_a_page_under_a_pdf_name_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_text(f"<html><body>{PROSE}</body></html>", "utf-8")
    outcome = read_guarded(tmp_path / "page.pdf", tmp_path / "out.parquet")
    assert outcome.media_type == "text/html"
    assert [issue.type for issue in outcome.issues] == ["media_type"]


def test_content_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(good())
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\n")
    read = read_guarded(tmp_path / "good.pdf", tmp_path / "out" / "good.parquet")
    lost = read_guarded(tmp_path / "bad.pdf", tmp_path / "out" / "bad.parquet")
    assert (read.status, lost.status) == ("read", "quarantined")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["good.parquet"]
    assert Content.read(tmp_path / "out" / "good.parquet").blocks[0].text == "云川市推进数字商务发展。"


def test_a_missing_file_is_quarantined(tmp_path: Path) -> None:
    outcome = read_guarded(tmp_path / "none.pdf", tmp_path / "none.parquet")
    assert outcome.status == "quarantined"
    assert outcome.reason and outcome.reason.startswith("The file cannot be opened")


def test_a_slow_document_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_bytes(b"<html><body>" + b"<div>" * 400_000 + PROSE.encode())
    outcome = read_guarded(tmp_path / "deep.html", tmp_path / "deep.parquet", seconds=0.4)
    assert outcome.status == "quarantined"
    assert outcome.reason == "The file was not read within 0.4 seconds."


def _status(paths: tuple[Path, Path]) -> str:
    return read_guarded(*paths).status


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_worker_processes_may_ask_too(tmp_path: Path, method: str) -> None:
    (tmp_path / "good.pdf").write_bytes(good())
    assert _status((tmp_path / "good.pdf", tmp_path / "0.parquet")) == "read"
    with ProcessPoolExecutor(2, mp_context=get_context(method)) as pool:
        jobs = [(tmp_path / "good.pdf", tmp_path / f"{n}.parquet") for n in range(1, 5)]
        assert list(pool.map(_status, jobs)) == ["read"] * 4


@pytest.mark.parametrize(
    ("granted", "slept", "is_whole"), [(0.2, 0.4, True), (0.02, 5.0, False)], ids=["its turn", "for ever"]
)
def test_waiting_for_a_processor_is_no_fault(granted: float, slept: float, is_whole: bool) -> None:
    told, say = os.pipe()
    if (reader := os.fork()) == 0:
        time.sleep(slept)
        os.write(say, b"[]")
        os._exit(0)
    os.close(say)
    try:
        assert server._said(told, reader, lambda _: granted) == (b"[]" if is_whole else b"", is_whole)
    finally:
        os.close(told)
        os.waitpid(reader, 0)
