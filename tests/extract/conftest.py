"""Readers for files that the tests write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.content import Content
from extract.read import read

Reading = Callable[..., Content]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Write what is given into a file of that name, and read it."""

    def one(data: str | bytes, name: str = "document.txt", **options: object) -> Content:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read(path, **options)  # type: ignore[arg-type]

    return one
