"""Dagster's home: its `dagster.yaml`, an operator's own that stays, and PostgreSQL by one setting against a real server."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from pipelines import instance
from pipelines.home import Home
from pipelines.instance import ADDRESS, OURS, POSTGRES, InstanceError, prepare, with_driver

TEXT = "云川市商贸工作方案\n\n一、主要目标\n\n到2031年，全市建成便民网点600个。\n"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (POSTGRES, ADDRESS, "DAGSTER_HOME"):
        monkeypatch.setenv(name, "")


def test_the_projects_file_is_written_and_written_anew(tmp_path: Path, project: Path) -> None:
    file = prepare(Home(tmp_path)) / "dagster.yaml"
    assert file.read_bytes() == (project / "dagster.yaml").read_bytes()
    assert os.environ["DAGSTER_HOME"] == str(tmp_path / "dagster")
    for first in OURS:
        file.write_text(f"{first} …\nan older file\n", encoding="utf-8")
        prepare(Home(tmp_path))
        assert file.read_bytes() == (project / "dagster.yaml").read_bytes()


def test_a_file_of_an_operator_stays(tmp_path: Path) -> None:
    (tmp_path / "dagster").mkdir()
    own = "# ours\ntelemetry:\n  enabled: false\n"
    (tmp_path / "dagster/dagster.yaml").write_text(own, encoding="utf-8")
    prepare(Home(tmp_path))
    assert (tmp_path / "dagster/dagster.yaml").read_text(encoding="utf-8") == own


WITH_DRIVER = {
    "postgresql://gongbao:geheim@db:5433/runs": "postgresql+psycopg2://gongbao:geheim@db:5433/runs",
    "postgres://gongbao@db/runs": "postgresql+psycopg2://gongbao@db/runs",
    "postgresql+psycopg2://gongbao@db/runs": "postgresql+psycopg2://gongbao@db/runs",
    "postgresql:///runs?host=/run/pg": "postgresql+psycopg2:///runs?host=%2Frun%2Fpg",
    "postgresql://a:p%40ss@db/runs": "postgresql+psycopg2://a:p%40ss@db/runs",
}


@pytest.fixture
def with_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())


@pytest.mark.usefixtures("with_extra")
@pytest.mark.parametrize(("given", "expected"), WITH_DRIVER.items())
def test_any_address_of_postgresql_will_do(given: str, expected: str) -> None:
    assert with_driver(given) == expected


@pytest.mark.usefixtures("with_extra")
@pytest.mark.parametrize("given", ["runs", "mysql://db/runs", "http://db/runs", "postgresql://db:port/runs"])
def test_another_is_told(given: str) -> None:
    with pytest.raises(InstanceError, match=POSTGRES):
        with_driver(given)


def test_a_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setenv(POSTGRES, "postgresql://db/runs")
    with pytest.raises(InstanceError, match=r"\[postgres\]"):
        prepare(Home(tmp_path))


@pytest.mark.usefixtures("with_extra")
def test_the_setting_is_the_storage_and_no_password_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(POSTGRES, "postgresql://gongbao:geheim@db/runs")
    text = (prepare(Home(tmp_path)) / "dagster.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)["storage"] == {"postgres": {"postgres_url": {"env": ADDRESS}}}
    assert "geheim" not in text
    assert os.environ[ADDRESS] == "postgresql+psycopg2://gongbao:geheim@db/runs"
    # And back again.
    monkeypatch.setenv(POSTGRES, "")
    assert "storage" not in yaml.safe_load((prepare(Home(tmp_path)) / "dagster.yaml").read_text(encoding="utf-8"))


def test_a_program_is_started_over_the_home(tmp_path: Path, project: Path) -> None:
    says = "import os; print(os.environ['DAGSTER_HOME'])"
    command = [sys.executable, "-m", instance.__name__, str(tmp_path / "new"), sys.executable, "-c", says]
    said = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(tmp_path / "new" / "dagster")
    assert (tmp_path / "new/dagster/dagster.yaml").is_file()


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database of a real server, which lives in a folder of the test and ends with it."""
    found = [*map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), shutil.which("initdb")]
    if not (initdb := next(filter(None, found), None)):
        pytest.skip("there is no PostgreSQL server on this machine")
    pytest.importorskip("dagster_postgres", reason="the extra postgres is not installed")
    tools = Path(initdb).parent
    data = tmp_path_factory.mktemp("postgresql") / "data"
    # The server refuses to run as root.
    user = getpass.getuser()
    if os.geteuid() == 0:
        try:
            user = pwd.getpwnam("postgres").pw_name
        except KeyError:
            pytest.skip("the server does not run as root, and there is no user postgres")
        for folder in (data.parent, *list(data.parents)[1:4]):
            folder.chmod(0o755)
        shutil.chown(data.parent, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    make = [str(tools / "initdb"), "-D", str(data), "-U", user, "--auth=trust", "--no-sync"]
    subprocess.run(make, check=True, capture_output=True, cwd="/", user=user)
    serve = [str(tools / "postgres"), "-D", str(data), "-p", str(port), "-h", "127.0.0.1", "-k", ""]
    with (data.parent / "log").open("wb") as log:
        server = subprocess.Popen(serve, stdout=log, stderr=log, cwd="/", user=user)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            assert server.poll() is None, (data.parent / "log").read_text(encoding="utf-8")
            time.sleep(0.1)
        yield f"postgresql://{user}@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def test_the_history_of_runs_is_kept_in_a_real_server(tmp_path: Path, postgresql: str) -> None:
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "sources.csv").write_text("source_id,collection,path\nplan,plans,plan.txt\n", encoding="utf-8")
    tool = Path(sys.executable).parent / "gongbao"
    command = [tool, "publish", "--register", "sources.csv", "--home", "home", "--json"]
    told = os.environ | {POSTGRES: postgresql}
    ids = []
    for _ in range(2):
        done = subprocess.run(command, cwd=tmp_path, env=told, capture_output=True, text=True, check=True)
        ids.append(json.loads(done.stdout)["run_id"])
    import psycopg2

    with psycopg2.connect(postgresql) as con, con.cursor() as cursor:
        cursor.execute("SELECT run_id, status FROM runs ORDER BY id")
        assert cursor.fetchall() == [(run_id, "SUCCESS") for run_id in ids]
    assert not list((tmp_path / "home/dagster").rglob("*.db"))
