"""A real `dagster dev` over a home, as `make dev` starts it, asked and told over GraphQL; its processes by what they do."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
SECONDS = 600.0
"""For it to get somewhere, on a machine that is busy with other things."""
ENDED = ("SUCCESS", "FAILURE", "CANCELED")
SERVICES = {"webserver": "dagster_webserver", "daemon": "dagster._daemon", "code server": "grpc"}
"""What stands in the command of each."""
LAUNCH = """
mutation ($job: String!, $config: RunConfigData!, $tags: [ExecutionTag!]!) {
  launchRun(executionParams: {
    selector: {repositoryLocationName: "gongbao", repositoryName: "__repository__", jobName: $job}
    runConfigData: $config
    executionMetadata: {tags: $tags}
  }) {
    ... on LaunchRunSuccess { run { runId } }
    ... on PythonError { message }
    ... on RunConfigValidationInvalid { errors { message } }
  }
}"""
RUN = "query ($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"


@dataclass
class Served:
    """A `dagster dev` that answers."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def ask(self, query: str, **variables: object) -> Any:
        """Give the data that answer a query."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"{self.address}/graphql", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as response:
            said = json.load(response)
        assert "errors" not in said, said
        return said["data"]

    def launch(self, settings: Mapping[str, object], job: str = "publish") -> str:
        """Launch a job with settings of the resource of that name; give the run's id."""
        config = {"resources": {"settings": {"config": settings}}}
        found = self.ask(LAUNCH, job=job, config=json.dumps(config), tags=[])["launchRun"]
        assert "run" in found, found
        return str(found["run"]["runId"])

    def status(self, run_id: str) -> str:
        """Give how a run stands."""
        return str(self.ask(RUN, id=run_id)["runOrError"]["status"])

    def wait(self, run_id: str) -> str:
        """Wait until a run has ended; give how."""
        end = time.monotonic() + SECONDS
        while (status := self.status(run_id)) not in ENDED:
            assert time.monotonic() < end, f"run {run_id} is {status}\n{self.log.read_text('utf-8')}"
            time.sleep(0.5)
        return status

    def processes(self, service: str) -> list[int]:
        """Give the processes of a service, of all that this one started."""
        found = []
        for pid in in_session(self.process.pid):
            with suppress(OSError):
                if SERVICES[service] in Path(f"/proc/{pid}/cmdline").read_text("utf-8", errors="replace"):
                    found.append(pid)
        return sorted(found)


def in_session(leader: int) -> list[int]:
    """Give the processes of a session but its leader."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != leader:
            with suppress(OSError):
                fields = (entry / "stat").read_text("utf-8").rpartition(")")[2].split()
                if int(fields[3]) == leader and fields[0] not in "ZX":
                    found.append(int(entry.name))
    return found


def free_port() -> int:
    """Give a port that nobody listens to."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def served(home: Path, log: Path, settings: Mapping[str, str]) -> Iterator[Served]:
    """Start `dagster dev` over a home with these variables, and wait until it answers; all of it has ended at the end."""
    port = free_port()
    program = [str(Path(sys.executable).parent / "dagster"), "dev", "--workspace", "workspace.yaml"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGBAO_", "DAGSTER_"))}
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "pipelines.instance",
                str(home),
                *program,
                "--host",
                "127.0.0.1",
                "--port",
                str(port),
            ],
            cwd=PROJECT,
            env=kept | {"PYTHONPATH": str(PROJECT), "GONGBAO_HOME": str(home)} | settings,
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )
    found = Served(f"http://127.0.0.1:{port}", process, log)
    try:
        end = time.monotonic() + SECONDS
        while True:
            try:
                found.ask("{ version }")
                break
            except (urllib.error.URLError, OSError):
                assert process.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < end, f"dagster dev did not answer\n{log.read_text('utf-8')}"
                time.sleep(0.5)
        yield found
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        for pid in [process.pid, *in_session(process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait(30)
