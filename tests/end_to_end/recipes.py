"""What a page for people prints of commands: each with the lines that it says come out, and whether they do.

A page shows a command on an indented line that begins with `$`, and below it what it prints, shortened where `…` stands. White
space is no part of the comparison, for a terminal breaks lines where it ends; `→` begins a remark.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "data", "dist", "build", "__pycache__", ".*_cache", "*.egg-info")
SECONDS = 900.0
"""For one command, on a machine that is busy with other tests."""
_COMMENT = re.compile(r"\s+→.*$")
_CODE = re.compile(r"```python\n(.*?)```", re.S)


@dataclass
class Step:
    """A command of a page under its heading, and what the page says that it prints."""

    heading: str
    command: str
    prints: list[str] = field(default_factory=list)


def steps(page: Path) -> list[Step]:
    """Give the commands of a page in order."""
    found: list[Step] = []
    heading, is_open = "", False
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        if line.startswith("    $ "):
            found.append(Step(heading, line[6:]))
            is_open = True
        elif is_open and (line.startswith("    ") or not line):
            found[-1].prints.append(_COMMENT.sub("", line[4:]))
        else:
            is_open = False
    return found


def module_of(page: Path) -> str:
    """Give the Python that a page prints as a file of its own."""
    match = _CODE.search(page.read_text(encoding="utf-8"))
    assert match is not None
    return match[1]


def missing(step: Step, printed: str) -> str | None:
    """Give the first piece of what the page says that does not stand in what was printed, in order; None where all does."""
    text, at = _bare(printed), 0
    for piece in map(_bare, "\n".join(step.prints).split("…")):
        place = text.find(piece, at)
        if place < 0:
            return piece
        at = place + len(piece)
    return None


def _bare(text: str) -> str:
    return "".join(text.split())


class Checkout:
    """A copy of the project beside a folder `my`, as the pages have it, with the commands that a set up one has."""

    def __init__(self, folder: Path) -> None:
        self.project, self.mine = folder / "gongbao", folder / "my"
        shutil.copytree(ROOT, self.project, ignore=NOT_COPIED)
        self.mine.mkdir()
        commands = self.project / ".venv" / "bin"
        commands.mkdir(parents=True)
        for name, call in {
            "gongbao": "from pipelines.cli import main; main()",
            "pytest": "import pytest; raise SystemExit(pytest.main())",
            "lint-imports": "from importlinter.cli import lint_imports_command; lint_imports_command()",
        }.items():
            script = commands / name
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{call}" "$@"\n', encoding="utf-8")
            script.chmod(0o755)

    def run(self, command: str) -> str:
        """Run a command in the copy; give what it printed, the errors behind it."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("GONGBAO_", "DAGSTER_", "PYTEST_"))}
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=self.project,
            env=environment
            | {
                "PYTHONPATH": str(self.project),
                # Each command would else compile the whole project again.
                "PYTHONPYCACHEPREFIX": str(self.project.parent / "bytecode"),
                "COLUMNS": "200",
            },
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return done.stdout + done.stderr

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file of the copy."""
        path = self.project / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {old!r} stands {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        """Write a file of the copy."""
        (self.project / name).write_text(text, encoding="utf-8")
