"""Work spread over workers: what a worker dies of costs one task, and the others go on.

Any `concurrent.futures.Executor` will do. A pool of processes is broken as a whole when one of its workers is killed, and
does not say over which task; so few tasks are handed out at a time, and those are done again, each alone. What the work
is does not live here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

KILLED = "KilledWorker"
"""The name of the error by which Dask tells that a task's workers died, again and again."""


def spread(
    open_: Callable[[], AbstractContextManager[Executor]],
    function: Callable[[T], R],
    tasks: Sequence[T],
    *,
    at_a_time: int,
    lost: Callable[[T], R],
) -> Iterator[tuple[T, R]]:
    """Give (task, result) as they are done; the first failure of a task itself ends the rest.

    `open_` gives an executor, and a new one where that is broken; `at_a_time` tasks are handed out at once; of a task
    that its worker died of, the result is what `lost` makes of it.

    Raises
    ------
    BrokenExecutor
        Workers die without a task too: they cannot be started here.
    """
    waiting = deque(tasks)
    while waiting:
        under_way: dict[Future[R], T] = {}
        try:
            with open_() as executor:
                yield from _feed(executor, function, waiting, under_way, at_a_time, lost)
        except BrokenExecutor:
            for suspect in list(under_way.values()):
                yield suspect, _alone(open_, function, suspect, lost)


def _feed(
    executor: Executor,
    function: Callable[[T], R],
    waiting: deque[T],
    under_way: dict[Future[R], T],
    at_a_time: int,
    lost: Callable[[T], R],
) -> Iterator[tuple[T, R]]:
    """Hand out what is waiting; what broke with its pool stays under way."""
    try:
        while waiting or under_way:
            while waiting and len(under_way) < at_a_time:
                # Handed out before it is taken from those that wait: a pool may be found broken here.
                under_way[executor.submit(function, waiting[0])] = waiting[0]
                waiting.popleft()
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                if isinstance(future.exception(), BrokenExecutor):
                    # Others of this round may be whole: they are given before all else ends.
                    continue
                task = under_way.pop(future)
                yield task, _result(future, task, lost)
            if broken := next((future for future in done if future in under_way), None):
                broken.result()
    finally:
        for future in under_way:
            future.cancel()


def _alone(
    open_: Callable[[], AbstractContextManager[Executor]],
    function: Callable[[T], R],
    task: T,
    lost: Callable[[T], R],
) -> R:
    try:
        with open_() as executor:
            return _result(executor.submit(function, task), task, lost)
    except BrokenExecutor:
        # Where no worker lives long enough to do nothing, it is not this task that they die of.
        with open_() as executor:
            executor.submit(_nothing).result()
        return lost(task)


def _nothing() -> None:
    """Do nothing, which any worker can."""


def _result(future: Future[R], task: T, lost: Callable[[T], R]) -> R:
    try:
        return future.result()
    except Exception as error:
        if type(error).__name__ == KILLED:
            return lost(task)
        raise
