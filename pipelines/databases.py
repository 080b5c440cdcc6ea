"""Dagster's own databases under a home: what is damaged is set aside, so that a run can begin anew.

They hold the history of runs, which no release depends on. Nothing else of Dagster's storage is known here.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from pipelines.home import Home, log

_MAGIC = b"SQLite format 3\0"


def damaged(home: Home) -> list[Path]:
    """Give the SQLite files of Dagster that are damaged.

    The databases that every run opens are read through; of those that hold the events of one run only the head is
    looked at, for they are many, and one that is damaged hinders nobody but its reader.
    """
    found = []
    for path in sorted(home.dagster.rglob("*.db")):
        of_one_run = path.parent.name == "runs" and path.stem not in ("index", "runs")
        if path.is_file() and (_has_no_head(path) or (not of_one_run and _is_damaged(path))):
            found.append(path)
    return found


def set_aside_damaged(home: Home) -> list[Path]:
    """Rename what is damaged of Dagster's SQLite files to `<name>.damaged-<n>`, and say so; give the new names."""
    moved: list[Path] = []
    for path in damaged(home):
        number = 1 + sum(1 for _ in path.parent.glob(f"{path.name}.damaged-*"))
        aside = path.with_name(f"{path.name}.damaged-{number}")
        path.replace(aside)
        # A journal belongs to the file that it was written for.
        for suffix in ("-wal", "-shm", "-journal"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + suffix).replace(aside.with_name(aside.name + suffix))
        log.warning("%s is damaged: it was renamed to %s, and the history in it begins anew.", path, aside.name)
        moved.append(aside)
    return moved


def _has_no_head(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
    # SQLite takes an empty file for an empty database.
    return head not in (b"", _MAGIC)


def _is_damaged(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as con:
            return con.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]
    except sqlite3.OperationalError:
        # Another process is at work on it, so it is in use.
        return False
    except sqlite3.DatabaseError:
        return True
