"""Withdrawing a release: its files go, and what stands in their place says so.

A release is never altered; but one that should not have been made (a text that no licence allows, a person's data) must
be had out of the way. Its folder then holds nothing but `WITHDRAWN.json` and a README that say when and why; its number
is never given again. Copies elsewhere are beyond our reach. Deciding what is withdrawn does not live here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalog.version import is_version, parts

NAME = "WITHDRAWN.json"
"""Stands in the folder of a version that was withdrawn, in place of its files."""


def notice(entry: dict[str, Any], on: str, why: str) -> dict[str, Any]:
    """Give what is kept of a version: its number, day and step as the change log tells them, when it went and why."""
    return {**{name: entry[name] for name in ("version", "date", "step")}, "withdrawn": {"date": on, "why": why}}


def fill(folder: Path, package: str, said: dict[str, Any]) -> None:
    """Write into an empty folder what stands in the place of a version."""
    gone = said["withdrawn"]
    (folder / NAME).write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    text = (
        f"# {package} {said['version']}: 已撤回 withdrawn\n\n"
        f"本版本于 {gone['date']} 撤回：{gone['why']}。请改用 ../latest/，并删除已有的副本。\n\n"
        f"This release was withdrawn on {gone['date']}: {gone['why']}. Use ../latest/ and delete copies of it.\n"
    )
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")


def read(root: Path) -> list[dict[str, Any]]:
    """Give the versions of a package that were withdrawn, newest first, each as `notice` made it."""
    return sorted(_found(root), key=lambda said: parts(said["version"]), reverse=True)


def _found(root: Path) -> Iterator[dict[str, Any]]:
    for folder in root.glob("[0-9]*"):
        if is_version(folder.name) and (folder / NAME).is_file():
            yield json.loads((folder / NAME).read_text(encoding="utf-8"))
