"""What a person sees while a run goes on: a live table on a terminal, plain lines elsewhere, nothing for programs.

Steps are told by Dagster's own events, through a logger; documents inside a step are told by the asset. Which of it
is shown decides the command line, by setting the display of this process.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import dagster as dg
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn


class Display:
    """Shows nothing; what the others have in common."""

    def start(self, step: str) -> None:
        """Say that a step begins."""

    def advance(self, step: str, done: int, total: int, label: str) -> None:
        """Say that `done` of `total` documents of a step are through, `label` the last of them."""

    def finish(self, step: str, summary: str, *, failed: bool = False) -> None:
        """Say how a step ended."""


class Lines(Display):
    """A line a step, for logs and pipes."""

    def __init__(self, stream: TextIO) -> None:
        """Write to the stream."""
        self._stream = stream
        self._began: dict[str, float] = {}

    def start(self, step: str) -> None:
        """Keep the time."""
        self._began[step] = time.monotonic()

    def finish(self, step: str, summary: str, *, failed: bool = False) -> None:
        """Print the step, its seconds and its summary."""
        seconds = time.monotonic() - self._began.get(step, time.monotonic())
        mark = "FAILED " if failed else ""
        print(f"{step.removeprefix('staging_'):<28}{seconds:7.1f} s  {mark}{summary}", file=self._stream, flush=True)


class Live(Display):
    """A bar a step on a terminal."""

    def __init__(self, progress: Progress) -> None:
        """Draw on a rich progress display."""
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def start(self, step: str) -> None:
        """Add a pulsing bar."""
        self._tasks[step] = self._progress.add_task(step, total=None, summary="")

    def advance(self, step: str, done: int, total: int, label: str) -> None:
        """Move the bar."""
        if step in self._tasks:
            self._progress.update(self._tasks[step], completed=done, total=total, summary=f"{done}/{total} {label}")

    def finish(self, step: str, summary: str, *, failed: bool = False) -> None:
        """Fill the bar."""
        task = self._tasks.pop(step, None)
        if task is not None:
            shown = f"[red]{summary}[/red]" if failed else summary
            self._progress.update(task, completed=1, total=1, summary=shown)


_current: Display = Display()


def current() -> Display:
    """Give this process's display."""
    return _current


@contextmanager
def showing(*, quiet: bool) -> Iterator[None]:
    """Show a run's progress on standard error until leaving."""
    global _current
    before = _current
    try:
        if quiet:
            yield
        elif sys.stderr.isatty():
            columns = (
                SpinnerColumn(finished_text="•"),
                TextColumn("{task.description:<20}"),
                BarColumn(bar_width=20),
                TimeElapsedColumn(),
                TextColumn("{task.fields[summary]}"),
            )
            with Progress(*columns, console=Console(stderr=True)) as progress:
                _current = Live(progress)
                yield
        else:
            _current = Lines(sys.stderr)
            yield
    finally:
        _current = before


class _StepHandler(logging.Handler):
    """Turns the events of a run into what the display shows."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._summaries: dict[str, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is None or event.step_key is None:
            return
        step = event.step_key
        if event.event_type == dg.DagsterEventType.STEP_START:
            current().start(step)
        elif event.event_type == dg.DagsterEventType.ASSET_MATERIALIZATION:
            value = event.materialization.metadata.get("summary")
            self._summaries[step] = str(value.value) if value else ""
        elif event.event_type == dg.DagsterEventType.STEP_SUCCESS:
            current().finish(step, self._summaries.pop(step, ""))
        elif event.event_type == dg.DagsterEventType.STEP_FAILURE:
            current().finish(step, "", failed=True)


@dg.logger({}, description="Shows the steps of a run on the display of the process.")
def steps_logger(_: dg.InitLoggerContext) -> logging.Logger:
    """Give a logger that only feeds the display."""
    logger = logging.Logger("gongbao.steps", logging.DEBUG)
    logger.addHandler(_StepHandler())
    return logger
