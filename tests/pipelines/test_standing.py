"""Whether what stands beside the releases is as it was written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import standing
from pipelines.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    for name in ("index.html", "id/c-1/index.html", "policies/targets/index.html", "policies/1.0.0/a.csv", ".hidden"):
        path = home.dist / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
        path.chmod(0o644)
    (home.dist / ".hidden").chmod(0o600)
    seen, may_be_read = standing._seen(home.dist)
    assert may_be_read
    home.remember(standing.STANDING, seen)
    return home


@pytest.mark.parametrize(
    ("name", "change", "is_told"),
    [
        ("index.html", lambda path: None, False),
        ("id/c-1/index.html", lambda path: path.write_text("other", "utf-8"), True),
        ("id/c-1/index.html", lambda path: os.utime(path, (1, 1)), True),
        ("id/c-1/index.html", lambda path: path.unlink(), True),
        ("id/c-1/index.html", lambda path: path.chmod(0o600), True),
        ("id/c-1", lambda path: path.chmod(0o700), True),
        ("id/c-1/new.html", lambda path: path.write_text("", "utf-8"), True),
        ("policies/targets/index.html", lambda path: path.write_text("other", "utf-8"), True),
        # A release is held to its checksums, and a folder that is empty is no page.
        ("policies/1.0.0/a.csv", lambda path: path.write_text("other", "utf-8"), False),
        ("policies/latest", lambda path: path.mkdir(), False),
        ("id/c-2", lambda path: path.mkdir(), False),
        (".hidden", lambda path: path.chmod(0o400), False),
    ],
)
def test_what_is_not_as_it_was_written_is_told(
    home: Home, name: str, change: Callable[[Path], object], is_told: bool
) -> None:
    change(home.dist / name)
    assert standing.is_as_written(home) is not is_told


def test_what_a_release_brought_may_be_read(home: Home) -> None:
    release = home.dist / "policies" / "1.0.0"
    release.chmod(0o700)
    (release / "a.csv").chmod(0o600)
    standing.make_releases_readable(home.dist)
    assert (release.stat().st_mode & 0o777, (release / "a.csv").stat().st_mode & 0o777) == (0o755, 0o644)
