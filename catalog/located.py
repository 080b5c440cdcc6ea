"""From what a descriptor says of a resource's data to one file of text on disk: several files, compressed ones, inline data.

Where the standard leaves open how, it is said here:

- Several files of a table are read as one. Where a later file begins with the same line as the first, that is its header
  and no row.
- A file is compressed where `compression` says so (`gz`, `zip`), else where its name ends so. `bytes` and `hash` are those
  of the file as it stands; a zip holds one file.
- Inline values that are no text are written as JSON writes them; `null` is an empty cell.

Standard: Data Resource of Data Package 2, https://datapackage.org/standard/data-resource/, and its recipe for compression.
"""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from catalog.csvtable import is_text_encoding

LARGEST = 4 << 30
"""Bytes that the data of a resource may have when they are unpacked."""

COMPRESSIONS = {"gz": "gz", "gzip": "gz", "zip": "zip"}
CHUNK = 1 << 20


class UnreadableData(ValueError):
    """Data that cannot be brought into one file; the message says why."""


def paths(resource: Mapping[str, Any]) -> list[str]:
    """Give the paths of a resource's files, none where its data stand in the descriptor."""
    path = resource.get("path", [])
    return [path] if isinstance(path, str) else list(path)


def compression(resource: Mapping[str, Any], path: str) -> str | None:
    """Give how a file is compressed, None where it is not."""
    said = resource.get("compression")
    if said is not None:
        return COMPRESSIONS.get(str(said).lower(), str(said)) if str(said).lower() not in ("no", "none", "") else None
    return COMPRESSIONS.get(path.rpartition(".")[2].lower())


def text_file(resource: Mapping[str, Any], folder: Path, scratch: Path, number: int) -> Path:
    """Give the one file that holds a resource's data as text; made in `scratch` where it is not one of the package.

    Raises
    ------
    FileNotFoundError
        Where a file is not there: its name is the argument.
    UnreadableData
        Where the data cannot be had of what is there.
    """
    names = paths(resource)
    if len(names) == 1 and compression(resource, names[0]) is None:
        if not (folder / names[0]).is_file():
            raise FileNotFoundError(names[0])
        return folder / names[0]
    target = scratch / f"data-{number}"
    with target.open("wb") as out:
        if not names:
            encoding = resource.get("encoding", "utf-8")
            if not is_text_encoding(encoding):
                raise UnreadableData(f'encoding "{encoding[:60]}" is not known')
            out.write(_inline(resource).encode(encoding))
        head = b""
        for index, name in enumerate(names):
            if not (folder / name).is_file():
                raise FileNotFoundError(name)
            with _opened(resource, folder / name, name) as source:
                first = source.readline()
                head = head or first
                if index == 0 or first != head:
                    out.write(first)
                _copy(source, out, name)
            if index < len(names) - 1:
                _end_line(out, target)
    return target


def _end_line(out: IO[bytes], target: Path) -> None:
    """Close the last line of a file before the next follows."""
    out.flush()
    if not (size := target.stat().st_size):
        return
    with target.open("rb") as written:
        written.seek(size - 1)
        if written.read(1) not in b"\r\n":
            out.write(b"\n")


def _copy(source: IO[bytes], out: IO[bytes], name: str) -> None:
    try:
        while chunk := source.read(CHUNK):
            out.write(chunk)
            if out.tell() > LARGEST:
                raise UnreadableData(f"{name} is larger than {LARGEST} bytes when it is unpacked")
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise UnreadableData(f"{name} cannot be unpacked: {error}") from error


def _opened(resource: Mapping[str, Any], file: Path, name: str) -> IO[bytes]:
    match compression(resource, name):
        case None:
            return file.open("rb")
        case "gz":
            return _first_read(gzip.open(file, "rb"), name)
        case "zip":
            try:
                archive = zipfile.ZipFile(file)
            except zipfile.BadZipFile as error:
                raise UnreadableData(f"{name} cannot be unpacked: {error}") from error
            inside = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(inside) != 1:
                raise UnreadableData(f"{name} holds {len(inside)} files, and the data are one")
            return archive.open(inside[0])
        case other:
            raise UnreadableData(f"{name} is compressed as {other!r}; gz and zip are read")


def _first_read(source: Any, name: str) -> IO[bytes]:
    """Give an opened file after a look whether it is one of its kind."""
    try:
        source.peek(1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableData(f"{name} cannot be unpacked: {error}") from error
    opened: IO[bytes] = source
    return opened


def _inline(resource: Mapping[str, Any]) -> str:
    data = resource["data"]
    if isinstance(data, str):
        if resource.get("format", "csv") != "csv" and "csv" not in str(resource.get("mediatype", "")):
            raise UnreadableData(f"inline data of the format {resource.get('format')!r} are no table that is read here")
        return data
    if not isinstance(data, list):
        raise UnreadableData("inline data of a table are a list of rows")
    names = [field["name"] for field in resource["schema"]["fields"]]
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerows(_rows(data, names))
    return "".join(lines)


class _Lines(list[str]):
    """What a csv.writer writes to."""

    def write(self, line: str) -> None:
        """Keep a line."""
        self.append(line)


def _rows(data: list[Any], names: list[str]) -> Iterator[list[str]]:
    if data and all(isinstance(row, dict) for row in data):
        # Keys have no order of their own: those of the schema come first, as it has them.
        given = list(dict.fromkeys(key for row in data for key in row))
        heads = [name for name in names if name in given] + [key for key in given if key not in names]
        yield heads
        yield from ([_printed(row.get(head)) for head in heads] for row in data)
    elif all(isinstance(row, list) for row in data):
        yield from ([_printed(value) for value in row] for row in data)
    else:
        raise UnreadableData("the rows of inline data are neither all lists nor all objects")


def _printed(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
