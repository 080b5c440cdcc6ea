"""What is changed → which steps run again: exactly those whose key it stands in.

The table changes one thing at a time in a small register, its folders and a copy of the house, and asks every key. What
follows from an outcome that changed is the next step's own key; one real run through a few changes proves the whole.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from catalog.package import Package, packages
from extract.read import read
from pipelines import models, unchanged
from pipelines.home import Home, write_json
from pipelines.models import build_key
from pipelines.reading import reference_folders, sources_of
from pipelines.resources import Settings
from pipelines.run import RunResult, run_publish
from pipelines.sources import read_registers
from pipelines.unchanged import BUILD, CATALOGUE, PARSE, READ, RELEASE, SITE, Code, files_of, fingerprint
from pipelines.work import ParseTask, ReadTask, issue
from tests.catalog.yunchuan import build, rows, target
from transform import facts, schema
from transform.document.model import SourceInfo
from transform.registers import REGISTERS

SEEDS = Path(__file__).parents[2] / "seeds"
ROOMS = ("extract", "transform", "catalog")
RELEASES = {"release policies", "release targets", "release tables", "release reference"}
READS, PARSES = {"read a", "read b"}, {"parse a", "parse b"}
BASE_URL = "https://data.yunchuan.example/"

REGISTER = """source_id,collection,path,url,title,publisher,published_on,licence,sha256
a,first,a.txt,,云川市便民方案,,2031-03-18,,
b,second,b.txt,,,,,,
"""
COLLECTIONS = """
first: {title: 公报, publisher: 云川市人民政府, area: 云川市, licence: CC0-1.0}
second: {publisher: 云川晨报, selectors: {body: "#text"}}
"""
CORRECTION = "table,row_id,field,expect,value,why,source\ntargets,t-1,unit,个,家,误读,第3页\n"


@dataclass
class World:
    """Everything that a run hangs on, in small; `keys` asks every key as the assets do."""

    root: Path
    con: duckdb.DuckDBPyConnection
    patch: pytest.MonkeyPatch
    definitions: dict[str, Package] = field(default_factory=lambda: dict(packages()))
    settings: dict[str, Any] = field(default_factory=lambda: {"base_url": BASE_URL})
    facts: dict[str, str | None] = field(default_factory=lambda: {"a": "1" * 64, "b": "2" * 64})
    issues: list[dict[str, Any]] = field(default_factory=list)
    media_type: str = "text/plain"
    claims: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, text: str) -> None:
        """Write a file below the root, its folder made where it is missing."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # A link leads to what other worlds have as well.
        path.unlink(missing_ok=True)
        path.write_text(text, encoding="utf-8")

    def mend(self, name: str, old: str, new: str) -> None:
        """Put something else in the place of what stands in a file once."""
        text = (self.root / name).read_text("utf-8")
        assert text.count(old) == 1, name
        self.write(name, text.replace(old, new))

    def add(self, name: str, text: str = "\n") -> None:
        """Add to the end of a file."""
        self.write(name, (self.root / name).read_text("utf-8") + text)

    def keys(self) -> dict[str, str]:
        """Give the key of every step."""
        home, dist = Home(self.root / "home"), self.root / "dist"
        settings = Settings(
            home=str(home.root),
            registers=[str(self.root / "register" / "sources.csv")],
            seeds=str(self.root / "seeds"),
            **self.settings,
        )
        sources = read_registers(settings.register_files, settings.register_schema)
        home.remember("source_register", [source_row(source) for source in sources])
        keys: dict[str, str] = {}
        taken, content = [], []
        for source in sources_of(settings):
            data = Path(source.path or "").read_bytes()
            sha256 = hashlib.sha256(data).hexdigest()
            key = ReadTask.of(home.content, sha256, "raw", self.claims, source.selectors).key
            keys[f"read {source.source_id}"] = key
            taken.append({"source_id": source.source_id, "media_type": self.media_type, "sha256": sha256, "bytes": 1})
            taken[-1] |= {"retrieved_at": None, "issues": self.issues}
            # What a reader would make of it: the text, and not the white space at its end.
            content.append({"source_id": source.source_id, "hash": hashlib.sha256(data.strip()).hexdigest()})
            said = source.info_fields() | {"media_type": self.media_type}
            task = ParseTask.of(home.facts, content[-1]["hash"], "content", said, reference_folders(settings))
            keys[f"parse {source.source_id}"] = task.key
        home.remember("snapshots", taken)
        home.remember("content", [row | {"reader": "plain", "page_count": 1} for row in content])
        home.remember(
            "facts", [{"source_id": name, "status": "read", "hash": made} for name, made in self.facts.items()]
        )
        keys["registers"] = unchanged.registers_key(reference_folders(settings), settings.corrections_folders)
        keys["build"] = build_key(settings)
        for name, package in self.definitions.items():
            keys[f"release {name}"] = unchanged.release_key(self.con, package)
        keys["catalogue"] = unchanged.catalogue_key(dist, settings.base_url, settings.contact)
        keys["site"] = unchanged.site_key(
            dist, settings.base_url, settings.contact, Path(settings.sql) if settings.sql else None
        )
        return keys


def source_row(source: Any) -> dict[str, Any]:
    return {name: getattr(source, name) for name in source.__dataclass_fields__}


def settle(world: World) -> None:
    """Let the keys of a world be asked of it: what is fingerprinted is its own house, and anew each time."""
    world.patch.setattr(unchanged, "fingerprint", lambda code: fingerprint.__wrapped__(code, world.root))
    world.patch.setattr(models, "packages", lambda: world.definitions)
    world.patch.delenv("GONGBAO_STANDIN", raising=False)


@pytest.fixture(scope="module")
def first(project: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, dict[str, str]]:
    """A world as it is before anything is changed, and its keys."""
    with pytest.MonkeyPatch.context() as patch:
        found = World(tmp_path_factory.mktemp("first"), build(), patch)
        settle(found)
        for room in (*ROOMS, "pipelines"):
            shutil.copytree(project / room, found.root / room, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("grammar", "reference", "schemas"):
            shutil.copytree(SEEDS / name, found.root / "seeds" / name)
        found.write("seeds/corrections/README.md", "…")
        found.write("register/sources.csv", REGISTER)
        found.write("register/collections.yaml", COLLECTIONS)
        found.write("register/a.txt", "云川市便民方案")
        found.write("register/b.txt", "云川市便民新闻")
        found.write("register/corrections/first.csv", CORRECTION)
        found.write("register/own/units.csv", "unit,unit_base,factor,dimension\n摊,摊,1,count\n")
        found.write("register/own/organisations.csv", "organisation_id,name\nyunchuan,云川市商务局\n")
        for name in packages():
            found.write(f"dist/{name}/index.json", f'{{"name": "{name}", "latest": "1.0.0"}}')
        for name in ("index.json", "catalog.csv", "catalog.jsonld", "feed.xml"):
            found.write(f"dist/{name}", name)
        return found, found.keys()


@pytest.fixture
def world(first: tuple[World, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A world like the first, elsewhere, of links to its files; what is done to its database is undone."""
    shutil.copytree(first[0].root, tmp_path / "world", copy_function=os.symlink)
    shutil.rmtree(tmp_path / "world" / "home")
    # Who follows a link to a register would find the first one's collections beside it.
    shutil.rmtree(tmp_path / "world" / "register")
    shutil.copytree(first[0].root / "register", tmp_path / "world" / "register")
    found = World(tmp_path / "world", first[0].con, monkeypatch)
    settle(found)
    found.con.begin()
    yield found
    found.con.rollback()


# --- the table -----------------------------------------------------------------------------------------------------

Change = Callable[[World], object]


def mend(name: str, old: str, new: str) -> Change:
    return lambda world: world.mend(name, old, new)


def add(name: str, text: str = "\n") -> Change:
    return lambda world: world.add(name, text)


def write(name: str, text: str = "…") -> Change:
    return lambda world: world.write(name, text)


def remove(name: str) -> Change:
    return lambda world: (world.root / name).unlink()


def rename(old: str, new: str) -> Change:
    return lambda world: (world.root / old).rename(world.root / new)


def put(name: str, value: object) -> Change:
    return lambda world: setattr(world, name, value)


def setting(**more: Any) -> Change:
    return lambda world: world.settings.update(more)


def sql(statement: str) -> Change:
    return lambda world: world.con.execute(statement)


def define(name: str, **more: Any) -> Change:
    return lambda world: world.definitions.update({name: replace(world.definitions[name], **more)})


def define_table(name: str, **more: Any) -> Change:
    def change(world: World) -> None:
        package = world.definitions[name]
        first, *others = package.resources
        world.definitions[name] = replace(package, resources=(replace(first, **more), *others))

    return change


def library(name: str, version: str | None = "999") -> Change:
    """Let another version of a library be installed, or none."""

    def change(world: World) -> None:
        installed = metadata.version

        def told(asked: str) -> str:
            if asked != name:
                return installed(asked)
            if version is None:
                raise metadata.PackageNotFoundError(asked)
            return version

        world.patch.setattr(unchanged.metadata, "version", told)

    return change


def environment(name: str, value: str) -> Change:
    return lambda world: world.patch.setenv(name, value)


def duckdb_wasm(world: World) -> None:
    """Give the site what runs SQL in the browser."""
    from catalog.site.console import PARTS

    for name in PARTS:
        world.write(f"npm/{name}", "…")
    world.settings.update(sql=str(world.root / "npm"))


def python(*version: int) -> Change:
    return lambda world: world.patch.setattr(unchanged, "sys", SimpleNamespace(version_info=version))


def touch(world: World) -> None:
    """Write everything again as it is."""
    for path in sorted(world.root.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            path.unlink()
            path.write_bytes(data)
            os.utime(path, (1, 1))


def move(world: World) -> None:
    """Let everything lie elsewhere."""
    there = world.root / "elsewhere" / "deep"
    there.mkdir(parents=True)
    for path in list(world.root.iterdir()):
        if path.name != "elsewhere":
            path.rename(there / path.name)
    world.root = there


NOTHING: set[str] = set()
CODE_OF_RELEASES = RELEASES | {"catalogue"}
SHOWN = {"catalogue", "site"}
OWN = mend("register/collections.yaml", "second: {", "second: {reference: own, ")

TABLE: dict[str, tuple[Change, set[str]]] = {
    "nothing": (lambda _: None, NOTHING),
    "everything written again as it is": (touch, NOTHING),
    "everything moved elsewhere": (move, NOTHING),
    # The register.
    "a title": (mend("register/sources.csv", "云川市便民方案", "云川市便民行动方案"), {"parse a"}),
    "a date": (mend("register/sources.csv", "2031-03-18", "2031-03-19"), {"parse a"}),
    "a date that is none": (mend("register/sources.csv", "2031-03-18", "2031-02-30"), {"parse a", "build"}),
    "an address": (mend("register/sources.csv", "a.txt,,", "a.txt,https://yunchuan.example/a,"), {"parse a", "build"}),
    "a publisher": (mend("register/sources.csv", "便民方案,,", "便民方案,云川市商务局,"), {"parse a", "build"}),
    "a licence": (mend("register/sources.csv", "2031-03-18,,", "2031-03-18,CC-BY-4.0,"), {"build"}),
    "a hash that is printed": (
        mend("register/sources.csv", "2031-03-18,,", f"2031-03-18,,{'0' * 64}"),
        NOTHING,  # looked at where the bytes are picked up
    ),
    "the order of the rows": (
        write("register/sources.csv", "\n".join(REGISTER.splitlines()[i] for i in (0, 2, 1))),
        {"build"},
    ),
    "an empty row": (mend("register/sources.csv", "\nb,", "\n\nb,"), NOTHING),
    "one source less": (
        write("register/sources.csv", "\n".join(REGISTER.splitlines()[:2])),
        {"read b", "parse b", "build"},
    ),
    # Its collections.
    "a selector": (mend("register/collections.yaml", "#text", "#main"), {"read b"}),
    "another selector": (mend("register/collections.yaml", '"#text"', '"#text", drop: .tools'), {"read b"}),
    "the area of a collection": (mend("register/collections.yaml", "area: 云川市", "area: 南岭区"), {"parse a", "build"}),
    "the publisher of a collection": (mend("register/collections.yaml", "云川晨报", "云川日报"), {"parse b", "build"}),
    "the licence of a collection": (mend("register/collections.yaml", "CC0-1.0", "CC-BY-4.0"), {"build"}),
    "the title of a collection": (mend("register/collections.yaml", "title: 公报", "title: 政府公报"), NOTHING),
    "the name of a collection": (
        lambda world: [world.mend(f"register/{name}", "second", "third") for name in ("sources.csv", "collections.yaml")],
        {"parse b", "build"},
    ),
    "registers that a collection brings": (OWN, PARSES | {"registers", "build"}),
    # Bytes, and what became of them.
    "the bytes of a file": (add("register/a.txt", "二"), {"read a", "parse a", "build"}),
    "bytes that say the same": (add("register/a.txt"), {"read a", "build"}),
    "the name of a file": (
        lambda world: [rename("register/a.txt", "register/c.txt")(world), world.mend("register/sources.csv", "a.txt", "c.txt")],
        NOTHING,
    ),
    "what bytes were taken for": (put("media_type", "text/markdown"), PARSES | {"build"}),
    "what the name claims against the bytes": (put("claims", {"name": "application/pdf"}), READS),
    "an issue of a source": (put("issues", [issue("a", "not_fetched", "warning", "…")]), {"build"}),
    "the facts of a source": (put("facts", {"a": "1" * 64, "b": "3" * 64}), {"build"}),
    "a grammar that failed": (put("facts", {"a": "1" * 64, "b": None}), {"build"}),
    # Reference registers and corrections.
    "a unit": (add("seeds/reference/units.csv", "摊,摊,1,count,\n"), PARSES | {"registers", "build"}),
    "an area": (add("seeds/reference/areas.csv", "\n"), PARSES | {"registers", "build"}),
    **{
        f"a row of {name}": (add(f"seeds/reference/{name}.csv"), {"registers", "build"})
        for name in REGISTERS
        if name not in ("units", "areas")
    },
    "a schema of a register": (add("seeds/reference/units.schema.json"), NOTHING),
    "a file that is no register": (write("seeds/reference/notes.csv"), NOTHING),
    "a correction": (add("register/corrections/first.csv", "targets,t-2,unit,个,家,误读,\n"), {"registers", "build"}),
    "a correction in the seeds": (write("seeds/corrections/b.csv", CORRECTION), {"registers", "build"}),
    "the name of a file of corrections": (
        rename("register/corrections/first.csv", "register/corrections/second.csv"),
        {"registers", "build"},
    ),
    "corrections that are gone": (remove("register/corrections/first.csv"), {"registers", "build"}),
    "words beside the corrections": (add("seeds/corrections/README.md"), NOTHING),
    # Code, and data that belong to it.
    "a reader": (add("extract/files/html.py"), READS),
    "how tables are read": (add("extract/tables/ruled.py"), READS),
    "a reader more": (write("extract/files/wps.py"), READS),
    "the name of a reader's file": (rename("extract/files/plain.py", "extract/files/text.py"), READS),
    "the folder of a reader": (rename("extract/files/plain.py", "extract/text/plain.py"), READS),
    "how bytes are fetched": (add("extract/request.py"), NOTHING),
    "how bytes are stored": (add("extract/snapshot.py"), NOTHING),
    "the grammar": (add("transform/grammar/targets.py"), PARSES),
    "a word of the lexicon": (add("seeds/grammar/words.csv", "赶制,deed,,\n"), PARSES),
    "a weight of the decision": (add("seeds/grammar/weights.csv", "target,before:deed,1\n"), PARSES),
    "a schema of the lexicon": (add("seeds/grammar/words.schema.json"), NOTHING),
    "how text is folded": (add("transform/language/text.py"), PARSES | {"build"}),
    "how clauses are parted": (add("transform/language/clauses.py"), PARSES | {"build"}),
    "how quantities are read": (add("transform/language/quantities.py"), PARSES),
    "the columns of facts": (add("transform/schema.py"), PARSES | {"build"}),
    "how ids are made": (add("transform/identity.py"), PARSES | {"build"}),
    "which registers there are": (add("transform/registers.py"), PARSES | {"build"}),
    "a model": (add("transform/models/targets.sql"), {"build"}),
    "a model more": (write("transform/models/commitments.sql", "SELECT 1 AS n"), {"build"}),
    "a function of the models": (add("transform/functions.sql"), {"build"}),
    "how facts are loaded": (add("transform/warehouse.py"), {"build"}),
    "how corrections are applied": (add("transform/corrections.py"), {"build"}),
    "what is withheld": (add("transform/excerpts.py"), {"build"}),
    "how a document is shown": (add("transform/explain.py"), NOTHING),
    "what is set aside": (add("catalog/aside.py"), {"build"}),
    "what may leak": (add("catalog/withheld.py"), {"build"}),
    "the words of issues": (add("pipelines/models.py"), {"build"}),
    "the checks": (add("pipelines/checks.py"), {"build"}),
    "the rules of a definition": (add("catalog/rules.py"), {"build", "site"} | CODE_OF_RELEASES),
    "how CSV is written": (add("catalog/formats.py"), CODE_OF_RELEASES),
    "how workbooks are written": (add("catalog/workbook.py"), CODE_OF_RELEASES),
    "how versions are told": (add("catalog/version.py"), {"site"} | CODE_OF_RELEASES),
    "the metadata for harvesters": (add("catalog/metadata.py"), {"catalogue"}),
    "the bytes of a definition": (add("catalog/packages/targets.yaml"), NOTHING),  # counts by what it says
    "the schema of a definition": (add("catalog/packages/package.schema.json"), NOTHING),
    "the form of the 目录": (add("catalog/directory.schema.json"), NOTHING),
    "how a release is read from the web": (add("catalog/remote.py"), CODE_OF_RELEASES),
    "a page": (add("catalog/site/pages.py"), {"site"}),
    "a template": (add("catalog/site/templates/home.html"), {"site"}),
    "a style": (add("catalog/site/static/site.css"), {"site"}),
    "a picture": (add("catalog/site/static/icon.svg"), {"site"}),
    "the server on this machine": (add("catalog/site/server.py"), NOTHING),
    "the command line": (add("pipelines/cli.py"), NOTHING),
    "what decides": (add("pipelines/unchanged.py"), NOTHING),
    "what Python compiled": (write("extract/__pycache__/read.cpython-311.pyc"), NOTHING),
    "what an editor hides": (write("transform/grammar/.targets.py.swp"), NOTHING),
    # Libraries.
    **{f"another {name}": (library(name), READS) for name in ("trafilatura", "soupsieve", "pyyaml")},
    "what draws pages of PDFs": (library("pypdfium2"), READS | {"site"}),
    "another pypinyin": (library("pypinyin"), PARSES | {"build", "site"}),
    "another pyarrow": (library("pyarrow"), READS | PARSES | RELEASES | {"site"}),
    "another duckdb": (library("duckdb"), {"build", "site"} | RELEASES),
    **{f"another {name}": (library(name), RELEASES) for name in ("xlsxwriter", "frictionless", "py-minisign")},
    **{f"another {name}": (library(name), {"site"}) for name in ("jinja2", "markupsafe")},
    "a library that is gone": (library("jinja2", None), {"site"}),
    "OCR, installed": (library("rapidocr"), READS),
    "a library that no outcome hangs on": (library("rich"), NOTHING),
    "another Python": (python(3, 99, 0), READS | PARSES | RELEASES | SHOWN | {"build"}),
    "a mended Python": (
        lambda world: python(*unchanged.sys.version_info[:2], 99)(world),
        NOTHING,
    ),
    # Definitions.
    "the title of a package": (define("targets", title="目标"), {"build", "release targets"}),
    "how much a table may lose": (define_table("tables", loss=0.5), {"build", "release tables"}),
    "a title of a table": (define_table("policies", title_en="Origins"), {"build", "release policies"}),
    "the order of a table": (define_table("reference", order=("dimension",)), {"build", "release reference"}),
    # Rows of the warehouse.
    "a row of targets": (sql("DELETE FROM targets"), {"release targets"}),
    "a value": (sql("UPDATE cells SET text = '西屏县' WHERE text = '北屏县'"), {"release tables"}),
    "a value that was empty": (sql("UPDATE areas SET parent = NULL"), {"release reference"}),
    "values that change places": (
        sql("UPDATE areas SET name = CASE name WHEN '云川市' THEN '澜江省' ELSE '云川市' END"),
        {"release reference"},
    ),
    "a row twice": (sql("INSERT INTO issues SELECT * REPLACE ('x' AS issue_id) FROM issues LIMIT 1"), {"release policies"}),
    "a row of three packages": (
        sql("UPDATE documents SET title = '云川市数字街区方案' WHERE kind = 'plan'"),
        RELEASES - {"release reference"},
    ),
    "what documents were read from": (
        sql("UPDATE sources SET publisher = '云川晨报社'"),
        {"release policies"},
    ),
    "when sources were had": (sql("UPDATE sources SET retrieved_at = NULL"), {"release policies"}),
    "the order of rows": (
        sql("CREATE OR REPLACE TEMP TABLE was AS FROM cells; DELETE FROM cells;"
            'INSERT INTO cells FROM was ORDER BY "row" DESC, "column" DESC'),
        NOTHING,
    ),
    # Releases that stand, and settings.
    "a release": (mend("dist/targets/index.json", "1.0.0", "1.1.0"), SHOWN),
    "a package more": (write("dist/extra/index.json"), SHOWN),
    "a package less": (remove("dist/targets/index.json"), SHOWN),
    "a package of another name": (rename("dist/targets", "dist/aims"), SHOWN),
    "a page of the site": (write("dist/index.html"), NOTHING),
    "a file of the catalogue that is gone": (remove("dist/feed.xml"), {"site"}),
    "base_url": (setting(base_url="https://open.yunchuan.example/"), SHOWN),
    "whom to write to": (setting(contact="data@yunchuan.example"), SHOWN),
    "no base_url": (setting(base_url=""), SHOWN),
    "SQL in the browser": (duckdb_wasm, {"site"}),
    # They shape the next release, and make none: one that stands is never altered.
    "the signing key": (setting(signing_key="/keys/minisign.key"), NOTHING),
    "the password of the signing key": (environment("GONGBAO_SIGNING_PASSWORD", "…"), NOTHING),
    "the date of the next release": (environment("SOURCE_DATE_EPOCH", "0"), NOTHING),
    "losses that are accepted": (setting(accept=["targets"]), NOTHING),
    "hosts that may be asked": (setting(allow_hosts=["files.yunchuan.example"]), NOTHING),
    "fonts themselves": (environment("GONGBAO_STANDIN", "off"), READS),
    "fonts as always": (environment("GONGBAO_STANDIN", "on"), NOTHING),
}  # fmt: skip


@pytest.mark.parametrize("what", TABLE)
def test_what_is_changed_and_which_steps_run_again(
    world: World, first: tuple[World, dict[str, str]], what: str
) -> None:
    (change, again), (_, before) = TABLE[what], first
    change(world)
    after = world.keys()
    assert {step for step in before.keys() | after.keys() if before.get(step) != after.get(step)} == again


def test_registers_that_a_collection_brings_are_read_behind_the_seeds(world: World) -> None:
    OWN(world)
    before = world.keys()
    world.add("register/own/organisations.csv")
    middle = world.keys()
    assert {step for step in before if before[step] != middle[step]} == {"registers", "build"}
    world.add("register/own/units.csv")
    after = world.keys()
    assert {step for step in before if after[step] != middle[step]} == PARSES | {"registers", "build"}


def test_equal_sums_of_rows_are_told_apart_by_table_and_number() -> None:
    package = packages()["targets"]
    tables = rows()
    tables["targets"] = []
    one, none = build(rows() | {"targets": [target(1)]}), build(tables)
    assert unchanged.release_key(one, package) != unchanged.release_key(none, package)


def test_two_collections_may_read_the_same_bytes_otherwise() -> None:
    keys = {unchanged.read_key("0" * 64, "text/html", chosen) for chosen in ({}, {"body": "#a"}, {"body": "#b"})}
    assert len(keys) == 3
    assert unchanged.read_key("0" * 64, "text/html", {"title": "h1", "body": "#a"}) == unchanged.read_key(
        "0" * 64, "text/html", {"body": "#a", "title": "h1"}
    )


# --- nothing that a step hangs on is missing -----------------------------------------------------------------------

STEPS: dict[str, tuple[Code, tuple[str, ...]]] = {
    "read": (READ, ("extract.guard.server", "extract.read", "extract.files.*")),
    "parse": (PARSE, ("transform.facts",)),
    "build": (
        BUILD,
        ("transform.warehouse", "transform.excerpts", "catalog.aside", "catalog.rules", "catalog.withheld"),
    ),
    "release": (RELEASE, ("catalog.release",)),
    "catalogue": (CATALOGUE, ("catalog.metadata",)),
    "site": (SITE, ("catalog.site.pages",)),
}
"""What each step calls; `extract.files` has its readers loaded by name."""

NO_OUTCOME = {
    "certifi": "fetching",
    "urllib3": "fetching",
    "babel": "languages of addresses, for crawlers",
    "tld": "domains, for crawlers",
    "mdurl": "addresses, of which no text is taken",
    "backports-functools-lru-cache": "caching",
    "mypy-extensions": "types",
    "typing-extensions": "types",
    "six": "Python 2",
    "dateparser": "dates by htmldate, of which the text has none",
    "python-dateutil": "as dateparser",
    "pytz": "as dateparser",
    "regex": "as dateparser",
    "tzdata": "as dateparser",
    "tzlocal": "as dateparser",
}
"""What the readers' libraries bring with them, and why no content hangs on it."""

NOT_OF = {
    "build": {"pyyaml", "jsonschema"},
    "release": {"pyyaml", "jsonschema", "httpx", "pandas", "polars"},
    "catalogue": {
        "markdown-it-py",
        "pyyaml",
        "jsonschema",
        "httpx",
        "pandas",
        "polars",
        "duckdb",
        "frictionless",
        "py-minisign",
        "pyarrow",
        "xlsxwriter",
    },
    "site": {"pyyaml", "jsonschema"},
}
"""Imported, and yet no part: definitions count by what they say, and the catalogue only tells of files that stand."""


LEFT_OUT = {"site": {"catalog/site/server.py"}}
"""Imported, and yet no part: it shows the folder on this machine."""
BY_VALUE = {"build": {"transform/schema.py"}}
"""What a step takes from these stands in its key as a value, so what they import is no part of it."""


def modules(house: Path, entries: tuple[str, ...], by_value: Collection[str] = ()) -> tuple[set[Path], set[str]]:
    """Follow the imports from modules of the house, those inside functions too; give files, and modules of libraries."""
    files: set[Path] = set()
    libraries: set[str] = set()
    todo = [house / f"{name.replace('.', '/')}.py" for name in entries if not name.endswith("*")]
    for name in entries:
        if name.endswith("*"):
            todo += sorted((house / name[:-2].replace(".", "/")).glob("*.py"))
    while todo:
        path = todo.pop()
        if path in files or not path.is_file():
            continue
        files.add(path)
        if path.relative_to(house).as_posix() in by_value:
            continue
        for name in _imported(ast.parse(path.read_text("utf-8"))):
            top, *_ = parts = name.split(".")
            if top in ROOMS:
                todo += [house.joinpath(*parts).with_suffix(".py"), house.joinpath(*parts, "__init__.py")]
                todo += [house.joinpath(*parts[:n], "__init__.py") for n in range(1, len(parts))]
            else:
                libraries.add(top)
    return files, libraries


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _says_nothing(path: Path) -> bool:
    """Say whether a file is a docstring and no more."""
    body = ast.parse(path.read_text("utf-8")).body
    return path.name == "__init__.py" and all(isinstance(node, ast.Expr) for node in body)


@pytest.mark.parametrize("step", STEPS)
def test_every_file_that_a_step_imports_is_among_its_code(project: Path, step: str) -> None:
    code, entries = STEPS[step]
    files, _ = modules(project, entries, BY_VALUE.get(step, ()))
    assert len(files) > 3
    told = set(files_of(code))
    missing = {path.relative_to(project).as_posix() for path in files - told if not _says_nothing(path)}
    assert missing - LEFT_OUT.get(step, set()) == set()


def test_a_column_of_a_typed_row_is_part_of_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    before = unchanged.typed_tables()
    assert unchanged.typed_tables() == before
    targets = schema.TABLES["targets"] | {"scope": "VARCHAR"}
    monkeypatch.setitem(schema.TABLES, "targets", targets)
    assert unchanged.typed_tables() != before
    assert unchanged.build_key([], [], [], [], [], [], before) != unchanged.build_key([], [], [], [], [], [], "other")


@pytest.mark.parametrize("step", STEPS)
def test_every_library_that_a_step_imports_is_among_its_code(project: Path, step: str) -> None:
    code, entries = STEPS[step]
    _, imported = modules(project, entries, BY_VALUE.get(step, ()))
    distributions = metadata.packages_distributions()
    found = {_canonical(name) for top in imported for name in distributions.get(top, ())}
    assert found - set(code.libraries) - NOT_OF.get(step, set()) == set()


def test_what_the_readers_libraries_bring_with_them_is_told_or_known_to_be_without_effect() -> None:
    todo, seen = list(READ.libraries), set()
    while todo:
        name = _canonical(todo.pop())
        if name in seen or name in NO_OUTCOME:
            continue
        seen.add(name)
        try:
            required = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        todo += [re.split(r"[\s\[<>=!~;(]", line, maxsplit=1)[0] for line in required if "extra ==" not in line]
    assert seen - set(READ.libraries) == set()


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("step", STEPS)
def test_what_a_step_is_told_to_hang_on_is_there(project: Path, step: str) -> None:
    code, _ = STEPS[step]
    assert [name for name in (*code.files, *code.but) if not (project / name).exists()] == []
    assert {path for name in code.but for path in (project / name,) if path.is_file()}.isdisjoint(files_of(code))
    assert sorted(set(code.libraries)) == list(code.libraries)


def test_a_document_is_parsed_with_no_other_registers_than_its_key_holds(tmp_path: Path) -> None:
    for name in unchanged.PARSED_WITH:
        shutil.copy(SEEDS / "reference" / f"{name}.csv", tmp_path)
    content = tmp_path / "content.parquet"
    read(SEEDS / "specimens" / "yunchuan-news-20240326.md").write(content)
    source = SourceInfo("news", area="云川市")
    assert facts.parse(content, source, [tmp_path]) == facts.parse(content, source, [SEEDS / "reference"])


def test_the_switch_of_the_fonts_is_the_readers_own() -> None:
    from extract.pages.standin import SWITCH

    assert SWITCH == "GONGBAO_STANDIN"


# --- one real run through a few changes ----------------------------------------------------------------------------

TEXT = "云川市商贸工作方案\n\n一、主要目标\n\n到2031年，全市建成便民网点600个。\n"


@pytest.fixture(scope="module")
def dagster_home() -> Iterator[None]:
    """A run sets DAGSTER_HOME for its process."""
    before = os.environ.get("DAGSTER_HOME")
    yield
    os.environ.pop("DAGSTER_HOME", None)
    if before is not None:
        os.environ["DAGSTER_HOME"] = before


def done_by(result: RunResult, called: list[str]) -> set[str]:
    """Give the steps that did something, and the packages that were released."""
    assert result.failures == []
    told = result.steps
    work = {
        "read": told["content"]["documents_read"],
        "parse": told["facts"]["sources_parsed"],
        "build": told["staging"]["built"],
        **{f"new {name}": name in told["releases"]["released"] for name in packages()},
    }
    return {step for step, much in work.items() if much} | set(called)


def test_a_run_does_what_hangs_on_a_change_and_nothing_else(
    tmp_path: Path, dagster_home: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import catalog.metadata
    import catalog.release
    import catalog.site

    called: list[str] = []

    def spied(module: Any, name: str, said: Callable[..., str]) -> None:
        done = getattr(module, name)

        def call(*arguments: Any, **more: Any) -> Any:
            called.append(said(*arguments))
            return done(*arguments, **more)

        monkeypatch.setattr(module, name, call)

    spied(catalog.release, "prepare", lambda _, package, *__: f"release {package.name}")
    spied(catalog.metadata, "write", lambda *_: "catalogue")
    spied(catalog.site, "build", lambda *_: "site")

    home, folder = Home(tmp_path / "home"), tmp_path / "register"
    folder.mkdir()
    plan, register, corrections = folder / "plan.txt", folder / "sources.csv", folder / "corrections"
    plan.write_text(TEXT, encoding="utf-8")
    register.write_text("source_id,collection,path,title\nplan,yunchuan,plan.txt,\n", encoding="utf-8")

    def run(**more: Any) -> set[str]:
        called.clear()
        settings = {"home": str(home.root), "registers": [str(register)], **more}
        return done_by(run_publish(home, settings), called)

    everything = {"read", "parse", "build", *RELEASES, *(f"new {name}" for name in packages()), *SHOWN}
    assert run() == everything
    # A key that is not there: nothing is signed, for nothing is released.
    assert run(signing_key=str(tmp_path / "gone.key")) == set()
    # Other bytes of the same content are no release: it is asked for where a row tells the bytes, and there is none.
    plan.write_text(TEXT + "\n\n", encoding="utf-8")
    documents = RELEASES - {"release reference"}
    assert run() == {"read", "build", "release policies"}
    # A title is no part of the bytes.
    register.write_text("source_id,collection,path,title\nplan,yunchuan,plan.txt,云川市网点方案\n", encoding="utf-8")
    assert run() == {"parse", "build", *documents, *(f"new {name.split()[1]}" for name in documents), *SHOWN}
    # A correction of what is not there is published as one that failed.
    corrections.mkdir()
    (corrections / "some.csv").write_text(CORRECTION, encoding="utf-8")
    assert run() == {"build", "release policies", "release reference", "new policies", "new reference", *SHOWN}
    assert run(base_url=BASE_URL) == SHOWN


def test_a_site_that_was_built_by_hand_is_not_taken_for_that_of_a_run(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from catalog.release import publish
    from pipelines.cli import main

    home = Home(tmp_path)
    publish(build(), packages()["targets"], home.dist, released_on="2031-05-01")
    write_json(home.root / "state" / "site.json", unchanged.site_key(home.dist, ""))
    done = CliRunner().invoke(main, ["site", "--home", str(tmp_path), "--base-url", BASE_URL])
    assert done.exit_code == 0, done.output
    assert home.recall("site") == unchanged.site_key(home.dist, BASE_URL) != unchanged.site_key(home.dist, "")
