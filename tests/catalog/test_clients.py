"""Programs that people use read a release over HTTP, and agree on rows, types and Chinese text."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import minisign
import pytest
from yunchuan import PLAN, build

from catalog.escape import unescape
from catalog.package import packages
from catalog.release import publish
from catalog.report import Report
from catalog.seal import SIGNATURE, SigningKey
from catalog.validate import validate as validate_with
from pipelines.fetching import fetcher
from tests.bench.clients import CLIENTS, differences, resources


def validate(url: str) -> Report:
    """As the command does."""
    with tempfile.TemporaryDirectory() as folder:
        return validate_with(url, fetch=fetcher(Path(folder), asked=url))


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dist")


@pytest.fixture(scope="module")
def address(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    key = tmp_path_factory.mktemp("secret") / "minisign.key"
    key.write_bytes(bytes(minisign.KeyPair.generate().secret_key))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(dist))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        for name in ("targets", "reference"):
            made = packages()[name]
            publish(build(), made, dist, released_on="2031-04-02", signing_key=SigningKey(key))
        yield url
        server.shutdown()


def test_our_validation(address: str) -> None:
    for path in ("1.0.0/", "1.0.0/datapackage.json", "latest/", "latest/datapackage.json"):
        url = f"{address}/targets/{path}"
        report = validate(url)
        assert report.valid and len(report.tables) == len(packages()["targets"].resources), report.render()
    missing = validate(f"{address}/targets/9.9.9/")
    assert [problem.code for problem in missing.problems] == ["package-error"]


def test_our_validation_checks_the_seal(address: str, dist: Path) -> None:
    signature = dist / "reference" / "1.0.0" / SIGNATURE
    whole = signature.read_text()
    assert validate(f"{address}/reference/1.0.0/").valid
    signature.write_text(whole.replace("version:1.0.0", "version:2.0.0"))
    assert [problem.code for problem in validate(f"{address}/reference/1.0.0/").problems] == ["seal-error"]
    assert validate(f"{address}/reference/latest/").valid
    signature.write_text(whole)


@pytest.fixture(params=["disk", "http"])
def place(request: pytest.FixtureRequest, address: str, dist: Path) -> str:
    """Where the releases are, as a client is told it."""
    return str(dist) if request.param == "disk" else address


@pytest.mark.parametrize("path", ["1.0.0", "latest"])
def test_frictionless(place: str, path: str) -> None:
    """It refuses paths that leave the package: the stable address is a package of its own."""
    from frictionless import Package

    package = Package(f"{place}/targets/{path}/datapackage.json")
    rows = package.get_resource("targets").read_rows()
    assert len(rows) == 3
    row = next(row for row in rows if row["target_id"] == f"{PLAN}.t-00000001")
    assert (row["metric"], row["page"], str(row["value_base"])) == ("数字街区", 3, "1200000000000")
    if path == "latest":
        assert package.validate().valid


@pytest.mark.parametrize("path", ["1.0.0", "latest"])
@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_pandas(address: str, form: str, path: str) -> None:
    """The lines of the README as they stand, with the address of the release before the paths: numbers are numbers."""
    import httpx

    release = f"{address}/targets/{path}"
    (snippet,) = re.findall(r"pandas:\n\n```python\n(.*?)```", httpx.get(f"{release}/README.md").text, re.S)
    lines = [line for line in snippet.splitlines() if "read_" not in line or f"read_{form}" in line]
    assert sum(f"read_{form}" in line for line in lines) == 1
    said: dict[str, Any] = {}
    exec("\n".join(lines).replace('"data/', f'"{release}/data/'), said)
    table = said["targets"].set_index("target_id")
    assert table.shape == (3, len(packages()["targets"].resource("targets").fields) - 1)
    assert table.loc[f"{PLAN}.t-00000002", ["metric", "value"]].tolist() == ["数字街区", -147]
    assert table["value_base"].sum() == 1199999999853
    assert table["value_base"].mean() == 1199999999853 / 2
    assert (table["page"] + 1).tolist() == [4, 4, 4]
    assert (~table["is_ocr"]).sum() == 3
    assert table["value_max"].isna().all() and table["value_max"].sum() == 0
    assert table["document_id"].tolist() == ["yunchuan-xinwen-2031-05", PLAN, PLAN]


def test_parquet_without_types_is_exact_in_pandas(address: str) -> None:
    import pandas as pd

    table = pd.read_parquet(f"{address}/targets/1.0.0/data/targets.parquet")
    assert table["value_base"].sum() == Decimal(1199999999853)


@pytest.mark.parametrize("path", ["1.0.0", "latest"])
def test_polars_and_duckdb(place: str, path: str, tmp_path: Path) -> None:
    import duckdb
    import httpx
    import polars as pl

    where = f"{place}/targets/{path}/data/targets"
    if place.startswith("http"):
        # The extension by which DuckDB reads over HTTP comes from the network; the bytes are the same.
        for kind in ("csv", "parquet"):
            (tmp_path / f"targets.{kind}").write_bytes(httpx.get(f"{where}.{kind}").content)
        where = f"{tmp_path}/targets"
    table = pl.read_parquet(f"{where}.parquet")
    assert (table.height, table["metric"].unique().to_list()) == (3, ["数字街区"])
    assert str(table.schema["value_base"]) == "Decimal(precision=38, scale=10)"
    assert pl.read_csv(f"{where}.csv")["target_id"].to_list() == table["target_id"].to_list()
    found = duckdb.sql(f"SELECT count(*), sum(value_base), any_value(metric) FROM '{where}.parquet'").fetchall()
    assert [(n, str(total), metric) for n, total, metric in found] == [(3, "1199999999853.0000000000", "数字街区")]
    assert duckdb.sql(f"SELECT count(*) FROM '{where}.csv'").fetchall() == [(3,)]


@pytest.mark.parametrize("client", CLIENTS)
def test_every_cell_is_read_as_it_stands(address: str, dist: Path, client: str) -> None:
    """Rows, types and values of all tables, as `tests/bench/clients.py` compares them over whole homes."""
    read = 0
    for one in resources(dist / "targets" / "latest"):
        found, expected = CLIENTS[client](one)
        assert list(differences(found, expected)) == []
        read += sum(map(len, found.values()))
    assert read > 100


def test_a_value_that_is_another_is_told() -> None:
    assert list(differences({"a": ["x", "1"], "b": [1.0]}, {"a": ["x", 1], "b": [1]})) == [
        "a, row 3: '1' (str), not 1",
        "b, row 2: 1.0 (float), not 1",
    ]
    assert list(differences({"a": []}, {"a": [None]})) == ["a: 0 rows, not 1"]


NODE = """
const {Package} = require("datapackage");
Package.load(process.argv[1]).then(async (p) => {
  if (!p.valid) throw p.errors[0];
  const rows = await p.getResource("targets").read({keyed: true});
  console.log(JSON.stringify([rows.length, rows[1].metric]));
}).catch((error) => { console.error(String(error)); process.exit(1); });
"""


FRICTIONLESS_JS = """
const {Dataset} = require("frictionless.js");
Dataset.load(process.argv[1]).then(async (dataset) => {
  const rows = [];
  const file = dataset.resources.find((one) => one.descriptor.name === "targets");
  for await (const row of await file.rows({keyed: true})) rows.push(row);
  console.log(JSON.stringify([rows.length, rows[1].metric]));
}).catch((error) => { console.error(String(error)); process.exit(1); });
"""


def has_npm(package: str) -> bool:
    """Whether node is here with a package (`npm install <package>`; NODE_PATH names its folder)."""
    asked = ["node", "-e", f"require('{package}')"]
    return shutil.which("node") is not None and subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("path", ["1.0.0", "latest"])
@pytest.mark.parametrize(("package", "script"), [("datapackage", NODE), ("frictionless.js", FRICTIONLESS_JS)])
def test_npm(place: str, path: str, package: str, script: str) -> None:
    if not has_npm(package):
        pytest.skip(f"the npm package {package} is not installed here")
    run = ["node", "-e", script, f"{place}/targets/{path}/datapackage.json"]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, '[3,"数字街区"]\n'), done.stderr


@pytest.mark.parametrize("path", ["1.0.0", "latest"])
def test_csvw(dist: Path, address: str, path: str) -> None:
    """CSV on the Web, by way of the descriptor: types and missing values are those of the schema."""
    csvw = pytest.importorskip("csvw", reason="the package csvw is not installed here")
    group = csvw.TableGroup.from_frictionless_datapackage(dist / "targets" / path / "datapackage.json")
    (table,) = [one for one in group.tables if str(one.url).endswith("/targets.csv")]
    rows = {row["target_id"]: row for row in table}
    row = rows[f"{PLAN}.t-00000001"]
    assert (len(rows), row["metric"], row["page"]) == (3, "数字街区", 3)
    assert (row["value_base"], row["is_ocr"], row["value_max"]) == (Decimal(1200000000000), False, None)


def only_with(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed here")


@only_with("Rscript")
def test_r(address: str, tmp_path: Path) -> None:
    """The snippet of the README as it stands, with the address of the release before the paths; base R alone."""
    import httpx

    release = f"{address}/targets/1.0.0"
    (snippet,) = re.findall(r"```r\n(.*?)```", httpx.get(f"{release}/README.md").text, re.S)
    asked = """
    first <- targets[targets$target_id == "%s.t-00000001", ]
    kinds <- unique(sapply(targets, class))
    value <- format(as.numeric(first$value_base), scientific = FALSE)
    cat(dim(targets), kinds, first$metric, nchar(first$metric), value, is.na(first$value_max), sep = "\\n")
    """
    script = tmp_path / "read.R"
    script.write_text(snippet.replace('"data/', f'"{release}/data/') + asked % PLAN, encoding="utf-8")
    run = ["Rscript", "--vanilla", "--encoding=UTF-8", script]
    done = subprocess.run(
        run, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    )
    assert done.returncode == 0, done.stderr
    width = str(len(packages()["targets"].resource("targets").fields))
    assert done.stdout.splitlines() == ["3", width, "character", "数字街区", "4", "1200000000000", "TRUE"]


def has_calc(folder: Path) -> bool:
    """Whether LibreOffice is here with its spreadsheets: some systems install it without."""
    (folder / "tiny.csv").write_text("a\n1\n")
    asked = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    asked += ["--outdir", str(folder), str(folder / "tiny.csv")]
    return shutil.which("soffice") is not None and (
        subprocess.run(asked, check=False, capture_output=True, timeout=120).returncode == 0
        and (folder / "tiny.xlsx").is_file()
    )


def test_libreoffice(address: str, tmp_path: Path) -> None:
    """The workbook opens with the same rows, codes with their leading zeros, and formulas as text."""
    import httpx

    if not has_calc(tmp_path):
        pytest.skip("LibreOffice Calc is not installed here")

    books = {name: tmp_path / f"{name}-1.0.0.xlsx" for name in ("targets", "reference")}
    for name, book in books.items():
        book.write_bytes(httpx.get(f"{address}/{name}/1.0.0/{book.name}").content)
    # Comma, quote, UTF-8, from row 1, cells as they show, and every sheet into a file of its own.
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", tmp_path, *books.values()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name, book in books.items():
        for resource in packages()[name].resources:
            text = httpx.get(f"{address}/{name}/1.0.0/{resource.path}").text
            head, *published = csv.reader(io.StringIO(text, newline=""))
            with (tmp_path / f"{book.stem}-{resource.name}.csv").open(encoding="utf-8", newline="") as file:
                titles, *shown = csv.reader(file)
            assert titles == [f"{resource.field(f).title}\n{resource.field(f).title_en}" for f in head]
            kinds = [resource.field(f).type for f in head]
            assert shown == [
                [cell.upper() if kind == "boolean" else unescape(cell) for kind, cell in zip(kinds, row, strict=True)]
                for row in published
            ]
