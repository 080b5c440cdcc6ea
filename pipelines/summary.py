"""What a run did, in one place: for the terminal, for programs (JSON), for a person's page (Markdown). No Dagster here."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from pipelines.home import Home, write_whole
from pipelines.issues import count_issues
from transform.language.legible import legible

if TYPE_CHECKING:
    from pipelines.run import RunResult

STATES = ("read", "reused", "quarantined")
DRY = ("would_be_released", "difference")
"""What a dry run tells of a package besides."""
ILL = ("quarantined", "stale")
"""States of `sources_health` that a summary names source by source."""


def summary_of(result: RunResult, home: Home, *, dry_run: bool = False) -> dict[str, Any]:
    """Give what a run did as values of JSON."""
    released = result.steps.get("releases", {}).get("released") or []
    return {
        "success": not result.failures,
        "dry_run": dry_run,
        "run_id": result.run_id,
        "failures": [{"step": step, "message": message} for step, message in result.failures],
        "sources": {name: result.steps.get("content", {}).get(f"documents_{name}", 0) for name in STATES},
        "not_well": [row for row in home.recall("sources_health") or [] if row.get("state") in ILL],
        "releases": [
            {
                "package": step["package"],
                "version": step["version"],
                "prepared": step["prepared"],
                "released": step["package"] in released,
                "reason": step["reason"],
                **({name: step.get(name) for name in DRY} if dry_run else {}),
            }
            for step in result.steps.values()
            if "version" in step
        ],
        "issues": count_issues(home),
        "cleared_runs": result.cleared,
        "dist": str(home.dist),
    }


def lines(summary: dict[str, Any], home: Home) -> list[str]:
    """Give what a person at a terminal wants to know, without the failures."""
    said = [f"Run {run_id[:8]} had died; it is marked failed now." for run_id in summary["cleared_runs"]]
    said.append(", ".join(f"{count} {name}" for name, count in summary["sources"].items()).join(("Sources: ", ".")))
    said += [
        legible(
            shorten(
                f"{release['package']} {release['version']}{_not_yet(summary, release)}: {release['reason']}",
                160,
                placeholder=" …",
            )
        )
        for release in summary["releases"]
    ]
    said += [
        f"  {legible(line)}"
        for release in summary["releases"]
        for line in (release.get("difference") or "").splitlines()
    ]
    if any(summary["issues"].values()):
        told = ", ".join(f"{count} {name}" for name, count in summary["issues"].items() if count)
        said.append(f"Issues: {told}. List them with `gongbao issues --home {home.root}`.")
    return said


def _not_yet(summary: dict[str, Any], release: dict[str, Any]) -> str:
    """Say of a version that does not stand why: the run is a dry one, or it failed before all packages were ready."""
    if release.get("would_be_released"):
        return " would be released"
    return " is not released" if release["prepared"] and not release["released"] else ""


def write(summary: dict[str, Any], path: Path) -> None:
    """Write a summary whole or not at all: JSON where the name ends in `.json`, else Markdown.

    Raises
    ------
    OSError
        It cannot be written there.
    """
    if path.suffix == ".json":
        write_whole(path, json.dumps(summary, ensure_ascii=False, indent=2) + "\n")
    else:
        write_whole(path, markdown(summary))


def markdown(summary: dict[str, Any]) -> str:
    """Give a summary as Markdown: what was released, what failed, which sources are not well and why."""
    # Here, not above: it brings Dagster along, which the other forms do without.
    from pipelines.report import markdown as table

    parts = [f"# Run {summary['run_id'][:8]}: {'published' if summary['success'] else 'FAILED'}"]
    if summary["failures"]:
        parts += ["## Failures", table(summary["failures"], ("step", "message"), whole=("message",)).value]
    columns = ("package", "version", "released", "reason")
    parts += ["## Releases", table(summary["releases"], columns, whole=("reason",)).value]
    counts = [{"of": "sources", **summary["sources"]}]
    parts += ["## Sources", table(counts, STATES).value]
    if summary["not_well"]:
        shown = ("state", "source_id", "last_success", "reason", "what_to_do")
        parts.append(table(summary["not_well"], shown, whole=("reason", "what_to_do")).value)
    parts += ["## Issues", table([summary["issues"]], tuple(summary["issues"])).value]
    return "\n\n".join(part or "none" for part in parts) + "\n"
