"""Which facts differ between two commits, over a register: `make facts OLD=main REGISTER=../my/sources.csv`.

Each commit is checked out into a worktree of its own, and its own code reads and parses the documents, with the
libraries of this environment and the registers of that commit. Both share a home: what has the same reading code is
read once. Ends with 0 where no fact differs, with 1 where one does, with 2 where a commit could not be asked.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[2]
# By its path: this file is a script, and where its tests lie is on no path of a script.
sys.path.insert(0, str(PROJECT))

from tests.golden import difference, reading  # noqa: E402

WORKTREE = "worktree"
"""Names the code as it stands here, committed or not."""


class Unusable(Exception):
    """A commit that is none, or whose code cannot read the register; the message says what was printed."""


def facts_of(name: str, register: Path, home: Path) -> reading.Facts:
    """Give what the code of a commit (or of `WORKTREE`) reads from a register."""
    with checked_out(name) as folder:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GONGBAO_", "DAGSTER_", "PYTHONPATH"))}
        out = home / "facts.json"
        with out.open("wb") as printed:
            done = subprocess.run(
                [sys.executable, reading.__file__, register, home],
                cwd=folder,
                env=kept | {"PYTHONPATH": str(folder)},
                stdout=printed,
                stderr=subprocess.PIPE,
                check=False,
            )
        if done.returncode:
            raise Unusable(f"{name} cannot read {register}:\n{done.stderr.decode(errors='replace')[-4000:]}")
        facts: reading.Facts = json.loads(out.read_bytes())
        return facts


@contextmanager
def checked_out(name: str) -> Iterator[Path]:
    """Give a folder with the code of a commit, which is taken away again."""
    if name == WORKTREE:
        yield PROJECT
        return
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "code"
        _git("worktree", "add", "--quiet", "--detach", str(folder), name)
        try:
            yield folder
        finally:
            _git("worktree", "remove", "--force", str(folder))


def _git(*arguments: str) -> None:
    done = subprocess.run(["git", "-C", PROJECT, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unusable(f"git {' '.join(arguments)}: {done.stderr.strip()}")


def main(arguments: list[str] | None = None) -> int:
    """Compare and print."""
    parser = argparse.ArgumentParser(description="Print which facts differ between two commits, over a register.")
    parser.add_argument("old", help="a commit, or `worktree`: the code as it stands here")
    parser.add_argument("new", nargs="?", default=WORKTREE, help="another  [default: worktree]")
    parser.add_argument("--register", type=Path, default=PROJECT / "seeds" / "sources.csv")
    parser.add_argument("--home", type=Path, help="keep here what was read, for the next comparison")
    parser.add_argument("--shown", type=int, default=difference.SHOWN, help="examples of a group  [default: 10]")
    parser.add_argument("--json", action="store_true", help="print every difference as JSON")
    asked = parser.parse_args(arguments)
    register = asked.register.resolve()
    if not register.is_file():
        parser.error(f"there is no register {register}")
    with tempfile.TemporaryDirectory() as parent:
        home = (asked.home or Path(parent)).resolve()
        home.mkdir(parents=True, exist_ok=True)
        try:
            old, new = (facts_of(name, register, home) for name in (asked.old, asked.new))
        except Unusable as error:
            print(error, file=sys.stderr)
            return 2
    found = difference.compare(old, new)
    if asked.json:
        print(json.dumps([d.record() for d in found], ensure_ascii=False, indent=1))
    else:
        print(f"{asked.old} → {asked.new}, {len(new['sources'])} sources of {asked.register}")
        for line in difference.tell(found, asked.shown):
            print(line)
        print(f"{sum(map(len, new.values()))} rows, {len(found)} differ" if found else "no fact differs")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
