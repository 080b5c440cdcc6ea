"""Documents read on a Dask cluster of two workers, one of which is killed in the middle: the same bytes at the end."""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.conftest import COMMAND, SECONDS, bytes_of, start, wait_for

pytest.importorskip("distributed", reason="the extra dask is not installed")

DASK = Path(sys.executable).parent / "dask"
DOCUMENTS = 8
EPOCH = "1900000000"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def register_of(folder: Path) -> Path:
    rows = ["source_id,collection,path"]
    for number in range(1, DOCUMENTS + 1):
        text = f"云川市第{number}片区行动方案\n\n一、总体要求\n到2031年，建成便民驿站{number}5个。\n"
        (folder / f"plan-{number}.txt").write_text(text, encoding="utf-8")
        rows.append(f"plan-{number},yunchuan,plan-{number}.txt")
    register = folder / "sources.csv"
    register.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return register


@contextmanager
def cluster(project: Path, folder: Path) -> Iterator[tuple[str, list[int]]]:
    """A scheduler and two workers without a nanny, so that one that is killed stays dead; its address, and their processes."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    common = ["--host", "127.0.0.1", "--no-dashboard"]
    log = folder / "scheduler.log"
    scheduler = start([DASK, "scheduler", *common, "--port", str(port)], project, log)
    processes = [scheduler]
    try:
        wait_for(lambda: "Scheduler at" in log.read_text("utf-8"), scheduler, log)
        for number in (1, 2):
            log = folder / f"worker-{number}.log"
            # PYTHONPATH: a worker has the code that it is sent tasks of.
            worker = start(
                [DASK, "worker", address, *common, "--no-nanny", "--nthreads", "1"],
                project,
                log,
                PYTHONPATH=str(project),
            )
            processes.append(worker)
            wait_for(lambda log=log: "Registered to" in log.read_text("utf-8"), worker, log)  # type: ignore[misc]
        yield address, [worker.pid for worker in processes[1:]]
    finally:
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(SECONDS)


def test_a_worker_that_is_killed_costs_no_document(project: Path, tmp_path: Path) -> None:
    register = register_of(tmp_path)
    alone, log = tmp_path / "alone", tmp_path / "alone.log"
    arguments = [COMMAND, "publish", "--register", register, "--home"]
    assert start([*arguments, alone], project, log, SOURCE_DATE_EPOCH=EPOCH).wait(SECONDS) == 0, log.read_text("utf-8")
    spread, log = tmp_path / "spread", tmp_path / "spread.log"
    with cluster(project, tmp_path) as (address, workers):
        run = start([*arguments, spread], project, log, SOURCE_DATE_EPOCH=EPOCH, GONGBAO_DASK=address)
        wait_for(lambda: any((spread / "content").glob("*.parquet")), run, log)
        assert len(list((spread / "content").glob("*.json"))) < DOCUMENTS
        os.killpg(workers[0], signal.SIGKILL)
        assert run.wait(SECONDS) == 0, log.read_text("utf-8")
    assert f"Sources: {DOCUMENTS} read, 0 reused, 0 quarantined." in log.read_text("utf-8")
    assert bytes_of(spread / "dist") == bytes_of(alone / "dist")
