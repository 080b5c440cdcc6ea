"""Releases as other programs read them: `python tests/bench/clients.py DIST …` over the `dist` of one home or of several.

Every table of the newest version and of `latest` is read by frictionless, pandas, polars, pyarrow and DuckDB, from disk
and over HTTP on this machine, and held against its CSV as Python's own reader has it: rows, types, each text, each number.
Printed is a line for each client, and what differs; the exit status is 1 where anything does.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import tempfile
import threading
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
if Path(sys.path[0]).resolve() == Path(__file__).parent:
    # Its neighbour `extract` would stand for the room of that name.
    sys.path[0] = str(ROOT)

Cell = str | int | bool | Decimal | datetime | None
Columns = dict[str, list[Cell]]


@dataclass(frozen=True, slots=True)
class Resource:
    """A table of a release: where it stands, its part of the descriptor, and what it holds."""

    base: str
    described: dict[str, Any]
    csv: Columns
    """As the CSV has it, free text with the apostrophe that keeps spreadsheets from running it."""
    plain: Columns
    """As Parquet has it, without."""

    @property
    def types(self) -> dict[str, str]:
        """The types of the fields."""
        return {field["name"]: field["type"] for field in self.described["schema"]["fields"]}

    @property
    def address(self) -> str:
        """The address of the CSV."""
        return f"{self.base}/{self.described['path']}"

    @property
    def parquet(self) -> str:
        """The address of the Parquet file."""
        return self.address.removesuffix(".csv") + ".parquet"


def typed(text: str, kind: str) -> Cell:
    """Give what a cell of a CSV means by the type of its field."""
    if text == "":
        return None
    if kind == "integer":
        return int(text)
    if kind == "number":
        return Decimal(text)
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    return datetime.fromisoformat(text) if kind == "datetime" else text


def resources(release: Path) -> Iterator[Resource]:
    """Give the tables of a release in a folder."""
    from catalog.escape import unescape

    csv.field_size_limit(1 << 31)
    for described in json.loads((release / "datapackage.json").read_text("utf-8"))["resources"]:
        with (release / described["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        fields = described["schema"]["fields"]
        held = {f["name"]: [typed(row[f["name"]], f["type"]) for row in rows] for f in fields}
        free = {
            f["name"] for f in fields if f["type"] == "string" and not {"enum", "pattern"} & {*f.get("constraints", {})}
        }
        plain = {
            name: [unescape(v) if isinstance(v, str) and name in free else v for v in column]
            for name, column in held.items()
        }
        yield Resource(str(release), described, held, plain)


def opened(address: str) -> Any:
    """Give what a client reads of an address: the path on disk, or the bytes over HTTP."""
    if not address.startswith("http"):
        return address
    with urllib.request.urlopen(address) as answer:
        return io.BytesIO(answer.read())


# Clients: each gives the columns that it reads, and what they are to be compared with. ---------------------------------


def by_frictionless(one: Resource) -> tuple[Columns, Columns]:
    """Read by way of the descriptor."""
    rows = _package(one.base).get_resource(one.described["name"]).read_rows()
    return {name: [row[name] for row in rows] for name in one.types}, one.csv


@lru_cache(maxsize=1)
def _package(base: str) -> Any:
    import frictionless

    return frictionless.Package(f"{base}/datapackage.json")


def by_pandas_csv(one: Resource) -> tuple[Columns, Columns]:
    """Read with the types that the README gives."""
    import pandas as pd

    kinds = {"string": "string", "integer": "Int64", "number": "string", "boolean": "boolean", "datetime": "string"}
    table = pd.read_csv(
        opened(one.address),
        dtype={name: kinds[kind] for name, kind in one.types.items()},
        keep_default_na=False,
        na_values=[""],
    )
    return _of_pandas(table, one), one.csv


def by_pandas_parquet(one: Resource) -> tuple[Columns, Columns]:
    """Read without a word more."""
    import pandas as pd

    return _of_pandas(pd.read_parquet(opened(one.parquet), dtype_backend="pyarrow"), one), one.plain


def _of_pandas(table: Any, one: Resource) -> Columns:
    import pandas as pd

    held: Columns = {}
    for name, kind in one.types.items():
        cells = [None if pd.isna(v) else v.item() if hasattr(v, "item") else v for v in table[name]]
        if kind in ("number", "datetime"):
            cells = [typed(v, kind) if isinstance(v, str) else v for v in cells]
        held[name] = [v.to_pydatetime() if isinstance(v, pd.Timestamp) else v for v in cells]
    return held


def by_polars_csv(one: Resource) -> tuple[Columns, Columns]:
    """Read as texts, but for whole numbers and truths."""
    import polars as pl

    kinds: dict[str, Any] = {"integer": pl.Int64, "boolean": pl.Boolean}
    wanted = {name: kinds.get(kind, pl.String) for name, kind in one.types.items()}
    table = pl.read_csv(opened(one.address), schema=wanted)
    texts = {"number", "datetime"}
    return {
        name: [typed(v or "", kind) for v in table[name]] if kind in texts else table[name].to_list()
        for name, kind in one.types.items()
    }, one.csv


def by_polars_parquet(one: Resource) -> tuple[Columns, Columns]:
    """Read without a word more."""
    import polars as pl

    table = pl.read_parquet(opened(one.parquet))
    return {name: table[name].to_list() for name in one.types}, one.plain


def by_pyarrow(one: Resource) -> tuple[Columns, Columns]:
    """Read without a word more."""
    import pyarrow.parquet as pq

    table = pq.read_table(opened(one.parquet))
    return {name: table[name].to_pylist() for name in one.types}, one.plain


@contextmanager
def _file(address: str) -> Iterator[str]:
    """Give a path: DuckDB reads over HTTP by an extension that comes from its maker's host, so the bytes are had here."""
    if not address.startswith("http"):
        yield address
        return
    with tempfile.NamedTemporaryFile(suffix=Path(address).suffix) as file:
        file.write(opened(address).getbuffer())
        file.flush()
        yield file.name


def by_duckdb_parquet(one: Resource) -> tuple[Columns, Columns]:
    """Read without a word more."""
    return _by_duckdb(one, one.parquet), one.plain


def by_duckdb_csv(one: Resource) -> tuple[Columns, Columns]:
    """Read as it finds out by itself, numbers as texts: what it takes for a number is one only where the descriptor says so."""
    return _by_duckdb(one, one.address, ", all_varchar = true"), one.csv


def _by_duckdb(one: Resource, address: str, how: str = "") -> Columns:
    import duckdb

    with _file(address) as path, duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        reader = "read_csv" if path.endswith(".csv") else "read_parquet"
        names = ", ".join(f'"{name}"' for name in one.types)
        rows = con.execute(f"SELECT {names} FROM {reader}('{path}'{how})").fetchall()
    columns = list(zip(*rows, strict=True)) or [()] * len(one.types)
    return {
        name: [typed(v or "", kind) for v in column] if how else list(column)
        for (name, kind), column in zip(one.types.items(), columns, strict=True)
    }


CLIENTS: dict[str, Callable[[Resource], tuple[Columns, Columns]]] = {
    "frictionless": by_frictionless,
    "pandas csv": by_pandas_csv,
    "pandas parquet": by_pandas_parquet,
    "polars csv": by_polars_csv,
    "polars parquet": by_polars_parquet,
    "pyarrow parquet": by_pyarrow,
    "duckdb csv": by_duckdb_csv,
    "duckdb parquet": by_duckdb_parquet,
}


def differences(found: Columns, expected: Columns) -> Iterator[str]:
    """Give what differs, a line a column: in the number of rows, in a type, in a value."""
    for name, wanted in expected.items():
        cells = found[name]
        if len(cells) != len(wanted):
            yield f"{name}: {len(cells)} rows, not {len(wanted)}"
            continue
        for row, (cell, want) in enumerate(zip(cells, wanted, strict=True), start=2):
            if isinstance(cell, datetime) and cell.tzinfo is None:
                cell = cell.replace(tzinfo=UTC)
            if cell != want or isinstance(cell, bool) != isinstance(want, bool) or isinstance(cell, float):
                yield f"{name}, row {row}: {cell!r} ({type(cell).__name__}), not {want!r}"
                break


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing of what it serves."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def compare(dist: Path, clients: Sequence[str] = tuple(CLIENTS)) -> tuple[Counter[str], list[str]]:
    """Read all that is released in a `dist`; give tables by client, and what differs."""
    count: Counter[str] = Counter()
    faults = []
    with served(dist) as address:
        for index in sorted(dist.glob("*/index.json")):
            newest = json.loads(index.read_text("utf-8"))["latest"]
            for folder in (newest, "latest"):
                held = list(resources(index.parent / folder))
                for base in (f"{index.parent}/{folder}", f"{address}/{index.parent.name}/{folder}"):
                    for one in held:
                        for client in clients:
                            where = f"{base} {one.described['name']} {client}"
                            try:
                                said = list(differences(*CLIENTS[client](replace(one, base=base))))
                            except Exception as error:  # what a client cannot read is what is asked for
                                said = [f"{type(error).__name__}: {error}"[:300]]
                            faults += [f"{where}: {line}" for line in said]
                            count[client] += 1
    return count, faults


def main() -> int:
    """Compare each folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dist", type=Path, nargs="+")
    parser.add_argument("--client", action="append", choices=CLIENTS)
    given = parser.parse_args()
    failed = False
    for dist in given.dist:
        count, faults = compare(dist.resolve(), given.client or tuple(CLIENTS))
        print(
            f"{dist}: " + ", ".join(f"{client} {n}" for client, n in count.items()) + f"; {len(faults)} differ",
            flush=True,
        )
        for fault in faults[:50]:
            print(f"  {fault}")
        failed |= bool(faults) or not count
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
