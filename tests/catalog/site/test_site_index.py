"""How the index of search is laid out: what it holds, and how little of it a change changes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from catalog.site import build
from catalog.site.kept import FILE, Kept
from catalog.site.rows import Library, Row
from catalog.site.search import LIMIT, PER_FILE, Entry, Index, Kind, shard
from catalog.sql import connect

from .conftest import write_dist
from .test_site_kept import site
from .test_site_subjects import complete


def numbered(row: Row) -> Entry:
    """Give an entry of a row that is a number; every 1000th is of an earlier rank."""
    n = int(row["n"] or 0)
    return Entry(f"街区{n}", "", f"id/{n}/index.html", "建设", rank=-1 if n % 1000 == 0 else 0)


def index(folder: Path, numbers: Iterable[int], record: str = "record.parquet") -> dict[str, str]:
    """Make an index over entries of two kinds; give its files."""
    library = object.__new__(Library)
    library._connection = connect()
    kept = Kept(library.connection, folder, folder / "none.parquet", "salt")
    kept.make("kept.staged", FILE)
    rows = f"SELECT unnest({list(numbers)})::VARCHAR AS n"
    files: dict[str, str] = {}

    def add(path: str, content: str, unit: str) -> None:
        assert path not in files
        files[path] = content

    kinds = [
        Kind("few", "SELECT '7' AS n", numbered),
        Kind("none", f"{rows} LIMIT 0", numbered),
        Kind("many", rows, numbered),
    ]
    Index(library, kept, folder / record, "code").write(kinds, add)
    library.close()
    return files


def read(files: dict[str, str]) -> tuple[dict[int, list[str]], dict[str, list[int]]]:
    """Read an index as the script does: entries by number, and the numbers of each token."""
    parts = {path.removeprefix("search/").removesuffix(".json"): json.loads(text) for path, text in files.items()}
    entries = {
        int(name.removeprefix("entries-")) * PER_FILE + int(place): entry
        for name, held in parts.items()
        if name.startswith("entries-")
        for place, entry in held.items()
    }
    shards = parts["shards"]["shards"]
    found = {}
    for number in range(shards):
        for token, steps in parts[f"tokens-{number}"].items():
            assert shard(token, shards) == number
            found[token] = [sum(steps[: n + 1]) for n in range(len(steps))]
    assert parts["shards"]["entries"] == len(entries)
    return entries, found


def test_entries_are_found_by_their_tokens(tmp_path: Path) -> None:
    entries, found = read(index(tmp_path, range(3000)))
    assert len(entries) == 3001
    (one,) = found["#1234"]
    assert entries[one] == ["街区1234", "", "id/1234/index.html"]
    assert sorted(entries[n][0] for n in found["#7"]) == ["街区7", "街区7"]
    assert found["建设"] == sorted(found["建设"])
    # The one of the first kind, and of the other as many as are kept, those of the earlier rank before all others.
    assert len(found["建设"]) == 1 + LIMIT
    assert {entries[n][0] for n in found["建设"][1:4]} == {"街区0", "街区1000", "街区2000"}


def test_an_empty_index_has_its_files(tmp_path: Path) -> None:
    library = object.__new__(Library)
    library._connection = connect()
    kept = Kept(library.connection, tmp_path, tmp_path / "none.parquet", "salt")
    files: list[str] = []
    Index(library, kept, tmp_path / "record.parquet", "code").write([], lambda path, content, unit: files.append(path))
    assert files == ["search/shards.json", "search/names.json", "search/tokens-0.json"]


def test_one_entry_more_changes_few_files(tmp_path: Path) -> None:
    before = index(tmp_path, range(3000))
    again = index(tmp_path, range(3000))
    upon = index(tmp_path, [*range(1, 3000), 9999])
    fresh = index(tmp_path, [*range(1, 3000), 9999], "another.parquet")
    assert before == again
    assert upon == fresh
    changed = [path for path in upon if upon[path] != before.get(path)]
    assert len(upon) > 150
    assert 3 < len(changed) < 30


def test_a_damaged_record_is_made_anew(tmp_path: Path) -> None:
    before = index(tmp_path, range(50))
    whole = (tmp_path / "record.parquet").read_bytes()
    (tmp_path / "record.parquet").write_bytes(whole[: len(whole) // 2])
    assert index(tmp_path, range(50)) == before
    assert (tmp_path / "record.parquet").stat().st_size > len(whole) // 2


def test_the_index_of_a_site_is_the_same_without_its_record(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    write_dist(dist, complete())
    build(dist)
    before = site(dist)
    (tmp_path / ".dist-site-search.parquet").unlink()
    assert build(dist).changed == 0
    assert site(dist) == before
