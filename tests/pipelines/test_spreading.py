"""What a worker dies of costs its task: killed, out of memory, hanging in C. The others are done, each once."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from pipelines import work
from pipelines.resources import Workers
from pipelines.spreading import spread
from pipelines.work import ParseTask, lost, parse_source, record_of

MANY = 40


def double(task: int) -> int:
    """Double a number; some tasks end their worker, one fails."""
    if task in (7, 30):
        os.kill(os.getpid(), signal.SIGKILL)
    if task == 99:
        raise ValueError("no such task")
    return 2 * task


def gone(task: int) -> int:
    return -task


def swallow(task: int) -> int:
    """Ask for more memory than a worker may have."""
    try:
        bytearray(work.MEMORY_TO_PARSE + task)
    except MemoryError:
        return -1
    return 1


def test_a_killed_worker_costs_its_task() -> None:
    done = dict(Workers(count=2).spread(double, range(MANY), gone, guarded=False))
    assert done == {task: -task if task in (7, 30) else 2 * task for task in range(MANY)}


def test_a_task_is_done_once_where_no_worker_dies() -> None:
    asked: list[int] = []
    done = dict(
        spread(lambda: ThreadPoolExecutor(3), lambda n: asked.append(n) or n, range(MANY), at_a_time=4, lost=gone)
    )
    assert done == {task: task for task in range(MANY)}
    assert sorted(asked) == list(range(MANY))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_where_workers_cannot_be_started_no_task_is_to_blame() -> None:
    def open_() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, get_context("spawn"), initializer=die)

    with pytest.raises(BrokenExecutor):
        list(spread(open_, double, [1, 2, 3], at_a_time=2, lost=gone))


def test_a_fault_of_a_task_ends_the_rest() -> None:
    with pytest.raises(ValueError, match="no such task"):
        list(Workers(count=1).spread(double, [1, 99, 2, 3], gone, guarded=False))


def test_a_cluster_that_gives_a_task_up_costs_the_task() -> None:
    class KilledWorker(Exception):
        """As distributed tells it."""

    def work(task: int) -> int:
        if task == 2:
            raise KilledWorker
        return task

    assert dict(spread(lambda: ThreadPoolExecutor(1), work, [1, 2, 3], at_a_time=9, lost=gone)) == {1: 1, 2: -2, 3: 3}


def test_a_worker_has_only_so_much_memory() -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("this system does not tell what is mapped")
    assert dict(Workers(count=1).spread(swallow, [0], gone, guarded=False)) == {0: -1}


HANGS = """
from collections import deque
from itertools import repeat
from multiprocessing import get_context
from pipelines import work

def hang():
    work.SECONDS_TO_GIVE_UP = 0.5
    with work.within(0.2):
        deque(repeat(0, 10**12), maxlen=0)

if __name__ == "__main__":
    process = get_context("fork").Process(target=hang)
    process.start()
    process.join(30)
    print(process.exitcode)
    process.kill()
"""


def test_a_worker_that_hears_nothing_is_killed(project: Path, tmp_path: Path) -> None:
    program = tmp_path / "hangs.py"
    program.write_text(HANGS, encoding="utf-8")
    told = os.environ | {"PYTHONPATH": str(project)}
    said = subprocess.run([sys.executable, program], env=told, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(-signal.SIGPROF)


def test_waiting_is_no_work() -> None:
    with work.within(0.2):
        time.sleep(0.4)
    with pytest.raises(TimeoutError, match=r"not done after 0.02 seconds"), work.within(0.02):
        time.sleep(60)
    with pytest.raises(TimeoutError), work.within(0.2):
        while True:
            pass


def test_what_failed_is_remembered_and_says_how_to_try_again(tmp_path: Path) -> None:
    task = ParseTask.of(tmp_path, "0" * 64, str(tmp_path / "none"), {"source_id": "plan"}, [])
    failed = parse_source(task)
    assert (failed["status"], failed["issues"][0]["type"]) == ("quarantined", "parse_failed")
    assert "--force --source plan" in failed["issues"][0]["message"]
    remembered = record_of(task.out)
    assert remembered is not None
    assert remembered == {name: value for name, value in failed.items() if name != "traceback"}


def test_what_a_worker_died_of_is_remembered(tmp_path: Path) -> None:
    task = ParseTask.of(tmp_path, "1" * 64, "content", {"source_id": "plan"}, [])
    assert lost(task) == record_of(task.out)
    assert re.search("worker was killed", lost(task)["issues"][0]["message"])
