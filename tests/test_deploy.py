"""The files for operators: what they start exists, what they copy is there, and the web server serves what a site needs."""

from __future__ import annotations

import configparser
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
PROGRAMS = ("dagster", "dagster-daemon", "dagster-webserver", "gongbao", "python")


def test_the_image_holds_every_room_and_file_that_a_run_reads() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    copied = {name for line in re.findall(r"^COPY (.*)$", text, re.MULTILINE) for name in line.split()[1:-1]}
    assert all((ROOT / name).exists() for name in copied)
    assert {
        "pipelines",
        "extract",
        "transform",
        "catalog",
        "seeds",
        "workspace.yaml",
        "dagster.yaml",
        "pyproject.toml",
    } <= copied


def test_every_service_starts_a_program_that_is_there_and_in_order() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    for name in ("daemon", "webserver"):
        program, *arguments = services[name]["command"]
        assert program in PROGRAMS
        help_ = subprocess.run(
            [Path(sys.executable).parent / program, *arguments[:1] * (program == "dagster-daemon"), "--help"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert all(option in help_ for option in arguments if option.startswith("--")), name
        assert services[name]["depends_on"] == {"database": {"condition": "service_healthy"}}
    # Whether a run is alive is asked of its process.
    assert services["webserver"]["pid"] == "service:daemon"
    # Nobody from outside reaches the UI, and no password stands in a file.
    assert all(port.startswith("127.0.0.1:") for port in services["webserver"]["ports"])
    assert "PASSWORD:?" in services["database"]["environment"]["POSTGRES_PASSWORD"]
    mounted = [volume.split(":")[0] for service in services.values() for volume in service["volumes"]]
    assert all((DEPLOY / name).is_file() for name in mounted if name.startswith("."))


@pytest.mark.parametrize("unit", sorted(path.name for path in (DEPLOY / "systemd").iterdir()))
def test_a_unit_starts_a_program_that_is_there(unit: str) -> None:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(DEPLOY / "systemd" / unit, encoding="utf-8")
    assert parser["Unit"]["Description"].startswith("Gongbao")
    if unit.endswith(".timer"):
        assert (DEPLOY / "systemd" / unit).with_suffix(".service").is_file()
        return
    started = parser["Service"]["ExecStart"].split()
    assert Path(started[0]).name in PROGRAMS
    assert {"NoNewPrivileges", "ProtectSystem", "User"} <= set(parser["Service"])


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        pytest.skip("there is no nginx on this machine")
    dist = tmp_path / "dist"
    (dist / "targets/1.0.0/data").mkdir(parents=True)
    (dist / "index.html").write_text("<title>公报</title>", encoding="utf-8")
    (dist / "targets/1.0.0/README.md").write_text("# 目标\n", encoding="utf-8")
    (dist / "targets/1.0.0/data/targets.csv").write_text("指标\n零售额\n", encoding="utf-8")
    (dist / "targets/1.0.0/data/targets.parquet").write_bytes(bytes(range(256)))
    (dist / "sql").mkdir()
    (dist / "sql/duckdb-eh.wasm").write_bytes(bytes(10_000))
    (dist / ".staging-x").write_text("half", encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    server = server.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/var/lib/gongbao/dist", str(dist))
    for folder in [tmp_path, *list(tmp_path.parents)[:3]]:
        folder.chmod(0o755)
    temporary = "".join(
        f"{name}_temp_path {tmp_path}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; daemon off; events {{}}\n"
        f"http {{ access_log off; {temporary}\n{server}\n}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([program, "-c", tmp_path / "nginx.conf", "-e", tmp_path / "error.log"])
    try:
        for _ in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            assert process.poll() is None, (tmp_path / "error.log").read_text(encoding="utf-8")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


SERVED = {
    "/": "text/html; charset=utf-8",
    "/targets/1.0.0/README.md": "text/markdown; charset=utf-8",
    "/targets/1.0.0/data/targets.csv": "text/csv; charset=utf-8",
    "/targets/1.0.0/data/targets.parquet": "application/vnd.apache.parquet",
}


def test_a_real_web_server_serves_a_dist(nginx: str) -> None:
    for path, kind in SERVED.items():
        with urllib.request.urlopen(nginx + path) as answer:
            assert answer.headers["Content-Type"] == kind, path
            assert answer.headers["Access-Control-Allow-Origin"] == "*", path
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path
            assert ("immutable" in (answer.headers["Cache-Control"] or "")) == path.startswith("/targets/1.0.0/"), path
    part = urllib.request.Request(f"{nginx}/targets/1.0.0/data/targets.parquet", headers={"Range": "bytes=16-31"})
    with urllib.request.urlopen(part) as answer:
        assert (answer.status, answer.read()) == (206, bytes(range(16, 32)))
    packed = urllib.request.Request(f"{nginx}/sql/duckdb-eh.wasm", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(packed) as answer:
        assert (answer.headers["Content-Type"], answer.headers["Content-Encoding"]) == ("application/wasm", "gzip")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{nginx}/.staging-x")
