"""Mutated descriptors: `validate` gives a report for each, within seconds, and says what is meant.

A descriptor that is sound, with all that the standard has, is changed at one to three places: a value becomes another of any kind,
a key goes or is written twice, a list is doubled, wrapped or emptied. What is wrong must be told in words: never by raising,
never by an empty `None`.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import json
import random
import re
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from catalog.validate import validate
from pipelines.fetching import fetcher
from pipelines.work import within

SECONDS = 20.0
"""For a package of a few rows, on a busy machine."""
MOST_CHANGES = 3
BY_URL = 10
"""Every so many descriptors are validated by their address, too."""
SAYS_NOTHING = re.compile(r"^None$|\bNone is\b|: None$|^$|object at 0x")
"""What a message never is."""

FILES = {
    "places.csv": "code,name,kind,size,people,founded,is_open,seen,mail,tags,more\n"
    "01,南岭区,district,12.5,1200,2031-02-03,true,2031-04-02T08:30:00Z,a@example.org,x;y,{}\n"
    "02,北屏县,county,800,31,2030-12-31,false,2031-04-02T08:30:01Z,,x,[]\n",
    "visits.csv": "place,day,count\n01,2031-05-01,3\n02,2031-05-02,\n",
    "schema.json": json.dumps({"fields": [{"name": n, "type": "any"} for n in ("place", "day", "count")]}),
}
DESCRIPTOR: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "trial",
    "title": "试验",
    "licenses": [{"name": "CC0-1.0"}],
    "resources": [
        {
            "name": "places",
            "type": "table",
            "path": "places.csv",
            "format": "csv",
            "encoding": "utf-8",
            "bytes": len(FILES["places.csv"].encode()),
            "hash": "sha256:" + hashlib.sha256(FILES["places.csv"].encode()).hexdigest(),
            "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
            "schema": {
                "fields": [
                    {"name": "code", "type": "string", "constraints": {"required": True, "pattern": "^[0-9]{2}$"}},
                    {"name": "name", "type": "string", "constraints": {"minLength": 1, "maxLength": 8}},
                    {"name": "kind", "type": "string", "categories": ["district", {"value": "county", "label": "县"}]},
                    {"name": "size", "type": "number", "decimalChar": ".", "groupChar": " ", "bareNumber": True},
                    {"name": "people", "type": "integer", "constraints": {"minimum": 0, "exclusiveMaximum": 5000}},
                    {"name": "founded", "type": "date", "format": "%Y-%m-%d", "constraints": {"minimum": "1900-01-01"}},
                    {"name": "is_open", "type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
                    {"name": "seen", "type": "datetime"},
                    {"name": "mail", "type": "string", "format": "email", "constraints": {"unique": True}},
                    {"name": "tags", "type": "list", "itemType": "string", "delimiter": ";"},
                    {"name": "more", "type": "any", "constraints": {"enum": ["{}", "[]"]}, "missingValues": ["-"]},
                ],
                "missingValues": ["", {"value": "-98", "label": "不适用"}],
                "primaryKey": ["code"],
                "uniqueKeys": [["code", "name"]],
                "fieldsMatch": "exact",
            },
        },
        {
            "name": "visits",
            "profile": "tabular-data-resource",
            "path": ["visits.csv"],
            "mediatype": "text/csv",
            "schema": {
                "fields": [
                    {"name": "place", "type": "string"},
                    {"name": "day", "type": "date"},
                    {"name": "count", "type": "integer"},
                ],
                "foreignKeys": [{"fields": ["place"], "reference": {"resource": "places", "fields": ["code"]}}],
            },
        },
        {"name": "apart", "type": "table", "path": "visits.csv", "schema": "schema.json"},
        {
            "name": "inline",
            "type": "table",
            "data": [{"a": "x", "b": {"c": 1}}, {"a": "y"}],
            "schema": {
                "fields": [
                    {"name": "a", "type": "string"},
                    {"name": "b", "type": "object", "constraints": {"jsonSchema": {"type": "object"}}},
                ]
            },
        },
    ],
}
WEIRD: list[Any] = [
    None, True, False, 0, -1, 7, 3.5, 1e308, 10**400, "", " ", "\0", "a", "name", "code", "places", "-", "None",
    "../places.csv", "/etc/passwd", "/proc/self/environ", "http://127.0.0.1:9/x", "file:///etc/passwd", "c:\\x", "places.csv",
    "schema.json", "datapackage.json", ".", "integer", "number", "object", "array", "list", "date", "geopoint", "year",
    "fmt:%Q", "%", "%Y-%m-%d", "utf-16", "rot13", "base64", "zlib", "gz", "zip", "\ud800", "云川市", "a" * 10_000,
    "(a+)+$", "(", "[", "x{1,100000}", "(?=a)b", "'; DROP TABLE r0; --", '"', "{}", "[1", [], [[]], [None], [{}], ["a", "a"],
    [""] * 40, {}, {"a": 1}, {"value": None}, {"name": None}, {"fields": None}, {"resource": 5, "fields": "code"}, [1, "a", None],
    {"type": "nothing"}, {"$ref": "#"}, {"$ref": "http://127.0.0.1:9/s.json"},
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """How `validate` took one mutated descriptor: `valid`, `told`, `unclear`, `slow` or `raised`, and what it said."""

    seed: int
    kind: str
    said: str
    seconds: float


def nodes(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the places of all values below a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield (*path, key)
        yield from nodes(child, (*path, key))


def mutated(seed: int) -> tuple[str, str]:
    """Give the text of a descriptor, changed as the seed says, and what was done."""
    rng = random.Random(seed)
    descriptor = copy.deepcopy(DESCRIPTOR)
    done = []
    for _ in range(rng.randint(1, MOST_CHANGES)):
        places = list(nodes(descriptor))
        if not places:
            break
        path = rng.choice(places)
        parent: Any = functools.reduce(lambda value, key: value[key], path[:-1], descriptor)
        old, key = parent[path[-1]], path[-1]
        match what := rng.choice(
            ("replace", "replace", "replace", "drop", "wrap", "double", "empty", "rename", "swap")
        ):
            case "drop":
                del parent[key]
            case "wrap":
                parent[key] = [old]
            case "double" if isinstance(parent, list):
                parent.insert(key, copy.deepcopy(old))
            case "empty":
                parent[key] = type(old)() if old is not None else ""
            case "rename" if isinstance(parent, dict):
                parent[rng.choice(("path", "data", "schema", "name", "type", "url", "fields", "format"))] = parent.pop(
                    key
                )
            case "swap":
                other = rng.choice(places)
                with_value = (
                    functools.reduce(lambda value, step: value[step], other, copy.deepcopy(DESCRIPTOR))
                    if _has(DESCRIPTOR, other)
                    else 0
                )
                parent[key] = with_value
            case _:
                parent[key] = copy.deepcopy(rng.choice(WEIRD))
        done.append(f"{what} {'.'.join(map(str, path))}")
    text = json.dumps(descriptor)
    if seed % 97 == 0:
        text = text[: rng.randrange(len(text))]
        done.append("cut")
    if seed % 101 == 0:
        text = "[" * 100_000
        done.append("nested")
    return text, "; ".join(done)


def _has(value: Any, path: tuple[Any, ...]) -> bool:
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return False
    return True


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def outcome(seed: int, source: str | Path) -> Outcome:
    """Validate one package, within its seconds."""
    began = time.monotonic()
    try:
        with within(SECONDS), tempfile.TemporaryDirectory() as store:
            fetch = fetcher(Path(store), asked=source) if isinstance(source, str) else None
            report = validate(source, fetch=fetch, threads=1)
        said = report.render(None)
        unclear = [p for p in report.problems if SAYS_NOTHING.search(p.message)]
        kind = "unclear" if unclear else "valid" if report.valid else "told"
        said = str(unclear[0]) if unclear else said
    except TimeoutError:
        kind, said = "slow", f"not done after {SECONDS:g} s"
    except Exception as error:  # the very thing that is looked for
        kind, said = "raised", f"{type(error).__name__}: {error}"
    return Outcome(seed, kind, said, time.monotonic() - began)


def campaign(seeds: Iterable[int]) -> Iterator[Outcome]:
    """Validate a mutated descriptor for each seed, by file, and some by address."""
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as address:
        folder = Path(name)
        for file, text in FILES.items():
            (folder / file).write_text(text, encoding="utf-8")
        for seed in seeds:
            (folder / "datapackage.json").write_text(mutated(seed)[0], encoding="utf-8")
            yield outcome(seed, folder)
            if seed % BY_URL == 0:
                yield outcome(seed, f"{address}/datapackage.json")
