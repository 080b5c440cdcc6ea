"""Small files of a release: JSON and text as published, put in place whole, seen to be on the disk."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def json_text(value: Any) -> str:
    """Give JSON as published: Chinese as it is, indented, one line feed at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def write_json(path: Path, value: Any) -> None:
    """Write JSON as published."""
    write_text(path, json_text(value))


def write_text(path: Path, text: str) -> None:
    """Write a text as published: UTF-8, LF."""
    path.write_text(text, encoding="utf-8", newline="\n")


def replace_json(target: Path, value: Any) -> None:
    """Write a small file beside and put it in place at once."""
    replace_text(target, json_text(value))


def replace_text(target: Path, text: str) -> None:
    """Write a small text beside and put it in place at once."""
    beside = target.with_name(f".{target.name}.new")
    write_text(beside, text)
    sync(beside)
    beside.replace(target)


def sync(path: Path) -> None:
    """See a file or a folder's names on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all(folder: Path) -> None:
    """See a folder with all that it holds on the disk."""
    for path in [*folder.rglob("*"), folder]:
        sync(path)
