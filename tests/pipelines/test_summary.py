"""What a run did, as a terminal, a program and a person's page are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.home import Home
from pipelines.run import RunResult
from pipelines.summary import lines, summary_of, write

READY = {"package": "targets", "version": "1.1.0", "prepared": True, "reason": "targets: 3 new rows", "path": "x"}
STEPS = {
    "content": {"documents_read": 2, "documents_reused": 1, "documents_quarantined": 1},
    "targets_package": READY,
    "releases": {"released": ["targets"]},
}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    ill = {
        "source_id": "lost",
        "state": "quarantined",
        "last_success": None,
        "reason": "gone | <b>",
        "what_to_do": "Mend it.",
    }
    home.remember("sources_health", [{"source_id": "a", "state": "well"}, ill])
    return home


def test_a_terminal_is_told_in_a_few_lines(home: Home) -> None:
    told = summary_of(RunResult("12345678-1", [], STEPS, ["87654321-1"]), home)
    assert lines(told, home) == [
        "Run 87654321 had died; it is marked failed now.",
        "Sources: 2 read, 1 reused, 1 quarantined.",
        "targets 1.1.0: targets: 3 new rows",
    ]


def test_a_program_is_told_the_same(home: Home, tmp_path: Path) -> None:
    told = summary_of(RunResult("12345678-1", [("site", "no room")], STEPS, []), home)
    write(told, tmp_path / "run.json")
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8")) == told
    assert told["success"] is False
    ready = {name: READY[name] for name in ("package", "version", "prepared", "reason")}
    assert told["releases"] == [ready | {"released": True}]
    assert [row["source_id"] for row in told["not_well"]] == ["lost"]


def test_what_was_ready_in_a_run_that_failed_is_not_called_released(home: Home) -> None:
    steps = {name: step for name, step in STEPS.items() if name != "releases"}
    told = summary_of(RunResult("12345678-1", [("policies_package", "no")], steps, []), home)
    assert [row["released"] for row in told["releases"]] == [False]
    assert "targets 1.1.0 is not released: targets: 3 new rows" in lines(told, home)


def test_a_page_names_failures_releases_and_who_is_not_well(home: Home, tmp_path: Path) -> None:
    write(summary_of(RunResult("12345678-1", [("site", "no room")], STEPS, []), home), tmp_path / "run.md")
    page = (tmp_path / "run.md").read_text(encoding="utf-8")
    assert page.startswith("# Run 12345678: FAILED\n\n## Failures\n")
    assert "| site | no room |" in page
    assert "| targets | 1.1.0 | True | targets: 3 new rows |" in page
    assert "| quarantined | lost |  | gone \\| \\<b\\> | Mend it. |" in page
