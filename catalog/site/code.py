"""The name of the code that makes the pages: what else must have changed where rows have not and a page has."""

from __future__ import annotations

import sys
from functools import cache
from importlib import metadata
from pathlib import Path

from catalog.site.kept import digest, print_of

HERE = Path(__file__).parent
LIBRARIES = ("duckdb", "jinja2", "markupsafe", "pillow", "pypdfium2", "pypinyin")


@cache
def code() -> str:
    """Give the hash of the modules, templates and definitions of this room, and of the libraries by version."""
    files = [*HERE.rglob("*"), *HERE.parent.glob("*.py"), *HERE.parent.glob("packages/*.yaml")]
    kinds = (".py", ".html", ".css", ".js", ".json", ".svg", ".yaml", ".csv")
    found = sorted(file for file in files if file.suffix in kinds and "__pycache__" not in file.parts)
    bytes_ = [(file.relative_to(HERE.parent).as_posix(), digest(file.read_bytes())) for file in found]
    return print_of(bytes_, [metadata.version(name) for name in LIBRARIES], sys.version_info[:2])
