"""What is published is looked at again: releases against their checksums, and rights of all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.readable import make_readable
from catalog.seal import seal
from catalog.vigil import OLDER, altered

VERSIONS = ("1.0.0", "1.1.0", "2.0.0")


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    for version in VERSIONS:
        folder = tmp_path / "trial" / version
        (folder / "data").mkdir(parents=True)
        for name in ("datapackage.json", "data/a.csv", "data/b.csv"):
            (folder / name).write_text(f"{version} {name}\n", encoding="utf-8")
        seal(folder, None, "")
    (tmp_path / "index.html").write_text("index", encoding="utf-8")
    (tmp_path / "trial" / "index.json").write_text("{}", encoding="utf-8")
    (tmp_path / "trial" / "page.html").write_text("page", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("deed", "said"),
    [
        (lambda file: file.write_text("altered"), "data/a.csv is not what was released"),
        (lambda file: file.write_bytes(b""), "data/a.csv is not what was released"),
        (lambda file: file.unlink(), "data/a.csv is missing"),
    ],
)
def test_an_altered_file_is_told_with_what_to_do(
    dist: Path, version: str, deed: Callable[[Path], object], said: str
) -> None:
    assert list(altered(dist, "trial", "1")) == []
    deed(dist / "trial" / version / "data" / "a.csv")
    (found,) = altered(dist, "trial", "1")
    assert (found.version, str(found)) == (
        version,
        f"trial {version}: {said}. Put the folder back from your copy: a release never changes",
    )


def test_of_older_releases_each_run_reads_another_sample(dist: Path) -> None:
    folder = dist / "trial" / "1.0.0"
    for number in range(OLDER * 2):
        (folder / "data" / f"{number}.csv").write_text(str(number), encoding="utf-8")
    seal(folder, None, "")
    (folder / "data" / "7.csv").write_text("altered", encoding="utf-8")
    finds = [bool(list(altered(dist, "trial", str(seed)))) for seed in range(12)]
    assert finds == [bool(list(altered(dist, "trial", str(seed)))) for seed in range(12)]
    assert {True, False} == set(finds)


def test_a_web_server_may_read_what_is_published(dist: Path) -> None:
    for path in [dist, *dist.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)
    hidden = dist / ".staging-x"
    hidden.mkdir(mode=0o700)
    make_readable(dist)
    assert {oct(path.stat().st_mode & 0o777) for path in dist.rglob("*") if path != hidden} == {"0o755", "0o644"}
    assert hidden.stat().st_mode & 0o777 == 0o700
    assert make_readable(dist) == 0


@pytest.mark.parametrize("mask", [0o077, 0o027, 0o022])
def test_rights_do_not_hang_on_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        (tmp_path / "dist" / "a").mkdir(parents=True)
        (tmp_path / "dist" / "a" / "b.csv").write_text("x", encoding="utf-8")
        make_readable(tmp_path / "dist")
    finally:
        os.umask(before)
    assert (tmp_path / "dist" / "a").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "dist" / "a" / "b.csv").stat().st_mode & 0o777 == 0o644
