"""Putting documents into a register: a row each, with what can be read of the document itself.

A row is appended; what stands in the register is not touched. A register names files below its own folder, so a file from
elsewhere is copied there, and register and documents stay together wherever they are moved. Facts are not read here.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipelines.home import Home, write_whole
from pipelines.places import Refusal, followed
from pipelines.sources import RegisterError, Source, read

COPIES = "documents"
"""Folder beside a register for the copies of files that lay elsewhere."""
LONGEST_STEM = 80
"""Characters of an id that is made of a file's name; a register takes 100."""


def add_documents(
    documents: Sequence[str], collection: str, register: Path, schema: Path, home: Home, *, allow_outside: bool = False
) -> list[dict[str, Any]]:
    """Append a row for each file or http(s) address; give for each what stands in the register now, and `known`.

    A register that is not there is begun. A document whose hash or address stands there already is left alone. A file
    outside of the register's folder is copied there (`copied`), or named where it lies where that is allowed.

    Raises
    ------
    RegisterError
        The register has faults of its own: rows are not added to what cannot be read.
    extract.errors.Unreadable
        A document cannot be had; nothing is written then.
    """
    from extract.snapshot import Store

    names = [field["name"] for field in json.loads(schema.read_text(encoding="utf-8"))["fields"]]
    sources = _sources(register, schema, allow_outside)
    store = Store(home.root)
    rows: list[dict[str, Any]] = []
    copies: dict[Path, Path] = {}
    for document in documents:
        is_address = document.startswith(("http://", "https://"))
        snapshot = store.fetch(document) if is_address else store.pick_up(Path(document))
        known = next((s for s in sources if s.sha256 == snapshot.sha256 or (is_address and s.url == document)), None)
        if known is not None:
            what = {"known": True, "source_id": known.source_id, "title": known.title, "status": known.status}
            rows.append({"document": document} | what)
            continue
        printed = _printed(snapshot)
        row = {
            "source_id": _free_id(document, {source.source_id for source in sources}),
            "collection": collection,
            "path": None if is_address else _path(Path(document), register.parent, allow_outside),
            "url": document if is_address else printed.get("url"),
            "title": printed.get("title"),
            "publisher": printed.get("publisher") or printed.get("issuer"),
            "published_on": printed.get("published_on"),
            # A page changes its bytes with every visit; the hash of a file is kept.
            "sha256": None if is_address else snapshot.sha256,
        }
        sources.append(
            Source(source_id=str(row["source_id"]), collection=collection, url=row["url"], sha256=snapshot.sha256)
        )
        is_copy = not is_address and row["path"] is None
        if is_copy:
            row["path"] = (
                f"{COPIES}/{_free_name(register.parent / COPIES, str(row['source_id']), Path(document).suffix)}"
            )
            copies[register.parent / str(row["path"])] = snapshot.path
        rows.append({"document": document, "known": False, "copied": is_copy, **row})
    for target, stored in copies.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(stored, target)
    _append(register, names, [row for row in rows if not row["known"]])
    return rows


def _sources(register: Path, schema: Path, allow_outside: bool) -> list[Source]:
    """Give what stands in a register that rows may be added to.

    A row without fault does not make up for one with: what is added behind an open quote would be part of its cell.
    """
    if not register.exists():
        return []
    found = read([register], schema, allow_outside=allow_outside)
    if faults := [fault for fault in found.faults if fault.costs in ("row", "file")]:
        raise RegisterError(faults)
    return found.sources


def _path(document: Path, folder: Path, allow_outside: bool) -> str | None:
    """Give the path of a file as a register in a folder writes it, None where it may not name it."""
    path = os.path.relpath(os.path.realpath(document), os.path.realpath(folder))
    return None if isinstance(followed(path, folder, allow_outside=allow_outside), Refusal) else path


def _free_name(folder: Path, stem: str, suffix: str) -> str:
    names = (f"{stem}{suffix}" if n == 1 else f"{stem}-{n}{suffix}" for n in itertools.count(1))
    return next(name for name in names if not os.path.lexists(folder / name))


def _printed(snapshot: Any) -> dict[str, str]:
    """Give what the document says of itself outside its running text, {} where it cannot be read."""
    from extract.content import Content
    from extract.guard.process import read_guarded

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "content.parquet"
        outcome = read_guarded(Path(snapshot.path), out, claims=snapshot.refuted)
        return Content.read(out).metadata if outcome.status == "read" else {}


def _free_id(document: str, used_ids: set[str]) -> str:
    from transform.identity import slug

    stem = slug(Path(document.split("?")[0].rstrip("/")).stem)[:LONGEST_STEM].strip("-") or "document"
    return next(
        name for n in range(1, len(used_ids) + 2) if (name := stem if n == 1 else f"{stem}-{n}") not in used_ids
    )


def _append(register: Path, names: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    before = register.read_text(encoding="utf-8-sig") if register.exists() else ",".join(names) + "\n"
    if not before.endswith("\n"):
        before += "\n"
    header = next(csv.reader(io.StringIO(before)))
    text = io.StringIO()
    writer = csv.DictWriter(text, header, extrasaction="ignore", lineterminator="\n")
    writer.writerows(rows)
    write_whole(register, before + text.getvalue())
