"""The newest release of each package as the catalogue's forms tell of it, and what the catalogue itself is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.descriptor import find
from catalog.package import packages
from catalog.seal import sums
from catalog.standing import versions

TITLE, TITLE_EN = "公报开放数据", "Gongbao open data"
DESCRIPTION = "从政府公开文件中读出的政策、目标、责任分工与表格，逐行附原文出处。"
DESCRIPTION_EN = (
    "Policies, targets, responsibilities and tables read from government publications, each row with its evidence."
)
PUBLISHER = "Gongbao"

CYCLES = {
    "continuous": ("CONT", "实时"),
    "daily": ("DAILY", "每日"),
    "weekly": ("WEEKLY", "每周"),
    "monthly": ("MONTHLY", "每月"),
    "quarterly": ("QUARTERLY", "每季度"),
    "annual": ("ANNUAL", "每年"),
    "irregular": ("IRREG", "不定期"),
}
"""Cycles of update: the code of the EU's authority table, and the word of the 目录."""


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest release of a package: its folder and what its files say."""

    name: str
    folder: Path
    descriptor: Mapping[str, Any]
    index: Mapping[str, Any]
    sums: Mapping[str, str]

    @property
    def version(self) -> str:
        """The version."""
        return self.folder.name

    @property
    def date(self) -> str:
        """The day of the release, `YYYY-MM-DD`."""
        return str(self.index["versions"][0]["date"])

    @property
    def path(self) -> str:
        """The folder, relative to `dist`."""
        return f"{self.name}/{self.version}"


def newest(dist: Path) -> list[Newest]:
    """Give the newest release of each package, in the packages' order."""
    out = []
    for name in packages():
        root = dist / name
        found = versions(root)
        if found:
            folder = root / found[0]
            index = find(root / "index.json").descriptor
            out.append(Newest(name, folder, find(folder).descriptor, index, sums(folder)))
    return out
