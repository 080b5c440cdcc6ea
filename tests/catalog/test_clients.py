"""Programs that people use read a release over HTTP, and agree on rows, types and Chinese text."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from yunchuan import PLAN, build

from catalog.package import packages
from catalog.release import publish
from catalog.validate import validate


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("dist")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        publish(build(), packages()["targets"], folder, released_on="2031-04-02", base_url=url)
        yield url
        server.shutdown()


def test_our_validation(address: str) -> None:
    for path in ("1.0.0/", "1.0.0/datapackage.json", "latest/", "latest/datapackage.json"):
        url = f"{address}/targets/{path}"
        report = validate(url)
        assert report.valid and len(report.tables) == 7, report.render()
    missing = validate(f"{address}/targets/9.9.9/")
    assert [problem.code for problem in missing.problems] == ["package-error"]


@pytest.mark.parametrize("path", ["1.0.0", "latest"])
def test_frictionless(address: str, path: str) -> None:
    """The pointer to the newest release is a package too, where the public address is known."""
    from frictionless import Package

    package = Package(f"{address}/targets/{path}/datapackage.json")
    rows = package.get_resource("targets").read_rows()
    assert len(rows) == 3
    row = next(row for row in rows if row["target_id"] == f"{PLAN}.t-00000001")
    assert (row["metric"], row["page"], str(row["value_base"])) == ("数字街区", 3, "1200000000000")


def test_pandas(address: str) -> None:
    import pandas as pd

    table = pd.read_csv(f"{address}/targets/1.0.0/data/targets.csv", dtype="string")
    assert table.shape == (3, 20)
    assert table.set_index("target_id").loc[f"{PLAN}.t-00000002", ["metric", "value"]].tolist() == ["数字街区", "-147"]
    typed = pd.read_parquet(f"{address}/targets/1.0.0/data/targets.parquet")
    assert typed["page"].tolist() == [3, 3, 3]


def test_polars_and_duckdb(address: str, tmp_path: Path) -> None:
    import duckdb
    import httpx
    import polars as pl

    file = tmp_path / "targets.parquet"
    file.write_bytes(httpx.get(f"{address}/targets/1.0.0/data/targets.parquet").content)
    table = pl.read_parquet(file)
    assert (table.height, table["metric"].unique().to_list()) == (3, ["数字街区"])
    assert str(table.schema["value_base"]) == "Decimal(precision=38, scale=10)"
    found = duckdb.sql(f"SELECT count(*), sum(value_base), any_value(metric) FROM '{file}'").fetchall()
    assert [(n, str(total), metric) for n, total, metric in found] == [(3, "1199999999853.0000000000", "数字街区")]
