"""What decides that nothing changed: the key of every step, what it is made of, and why.

A step whose key is that of its last outcome is not done again. So a key holds whatever can change the outcome (what is
left out of it is published stale), and nothing else (what is in it without need is work for nothing):

| step | once for each | is done again when one of these changes |
| --- | --- | --- |
| snapshots | | always: only the bytes themselves say whether a file or an address has changed |
| content | reading | bytes, what they were taken for, selectors, `READ` |
| facts | source | content, what the register says of the source, units and areas, `PARSE` |
| staging, its checks, warehouse | | sources, issues, facts, reference registers, corrections, definitions, `BUILD` |
| a package | package | the rows of its tables, which sources they are of, its definition, `RELEASE` |
| catalogue | | which releases stand, base_url, contact, `CATALOGUE` |
| site | | which releases stand, base_url, contact, the catalogue's files, those of DuckDB-WASM, `SITE` |

Of what an earlier step made a key holds the content, never that step's own key: a page that came with other bytes, or a
reader that reads a page as before, costs what comes behind it nothing. Files count by their names below a folder and by
their bytes, and never by where the folder lies, so a home may be moved.

No key holds what only shapes a release that is made anyway: the signing key, SOURCE_DATE_EPOCH, the losses that are
accepted. A release that stands is never altered, so to change one of them is no reason to make another.

How a step is done, and whether what it left is whole, does not live here. Imported by workers, so without Dagster.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.home import PROJECT, digest, hash_of_file

if TYPE_CHECKING:
    import duckdb

    from catalog.package import Package


# --- code ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Code:
    """What a step is done with: files and folders of the house (code and data), some of them left out, and libraries.

    Told on the safe side: what the step's code imports is in it, whether its outcome hangs on it or not; the tests
    follow the imports.
    """

    files: tuple[str, ...]
    libraries: tuple[str, ...]
    but: tuple[str, ...] = ()


READ = Code(
    files=("extract",),
    # How bytes are had; what comes of them is another thing.
    but=("extract/local.py", "extract/manners.py", "extract/request.py", "extract/snapshot.py"),
    libraries=(
        "beautifulsoup4",
        "cffi",
        "charset-normalizer",
        "courlan",
        "cryptography",
        "htmldate",
        "justext",
        "lxml",
        "markdown-it-py",
        "numpy",
        "onnxruntime",
        "opencv-python",
        "pdfminer-six",
        "pdfplumber",
        "pillow",
        "playa-pdf",
        "pyarrow",
        "pycparser",
        "pypdfium2",
        "python-docx",
        "pyyaml",
        "rapidocr",
        "soupsieve",
        "tinycss2",
        "trafilatura",
        "webencodings",
    ),
)
PARSE = Code(
    files=("seeds/grammar/certainty.csv", "seeds/grammar/weights.csv", "seeds/grammar/words.csv", "transform"),
    # What comes behind the facts, and what only shows them.
    but=(
        "transform/aside.py",
        "transform/corrections.py",
        "transform/excerpts.py",
        "transform/explain.py",
        "transform/functions.sql",
        "transform/models",
        "transform/warehouse.py",
    ),
    libraries=("pyarrow", "pypinyin", "rjieba"),
)
BUILD = Code(
    files=(
        "transform/aside.py",
        "transform/corrections.py",
        "transform/csvrows.py",
        "transform/excerpts.py",
        "transform/functions.sql",
        "transform/identity.py",
        "transform/language/areas.py",
        "transform/language/clauses.py",
        "transform/language/numbers.py",
        "transform/language/legible.py",
        "transform/language/text.py",
        "transform/models",
        "transform/register_schema.py",
        "transform/registers.py",
        "transform/schema.py",
        "transform/warehouse.py",
        # What is set aside or withheld before anything is published, and the checks.
        "catalog/aside.py",
        "catalog/package.py",
        "catalog/rights.py",
        "catalog/rules.py",
        "catalog/sql.py",
        "catalog/withheld.py",
        "pipelines/checks.py",
        "pipelines/models.py",
    ),
    libraries=("duckdb", "pypinyin"),
)
RELEASE = Code(
    files=("catalog",),
    # Definitions count by what they say; the rest is of other steps.
    but=(
        "catalog/aside.py",
        "catalog/contact.py",
        "catalog/dcat.py",
        "catalog/directory.schema.json",
        "catalog/metadata.py",
        "catalog/newest.py",
        "catalog/packages",
        "catalog/rights.py",
        "catalog/site",
        "catalog/withheld.py",
    ),
    libraries=("duckdb", "frictionless", "markdown-it-py", "py-minisign", "pyarrow", "xlsxwriter"),
)
CATALOGUE = Code(
    files=("catalog",),
    but=(
        "catalog/aside.py",
        "catalog/directory.schema.json",
        "catalog/packages",
        "catalog/rights.py",
        "catalog/site",
        "catalog/withheld.py",
    ),
    libraries=(),
)
SITE = Code(
    files=(
        "catalog/changelog.py",
        "catalog/contact.py",
        "catalog/csvtable.py",
        "catalog/dataset.py",
        "catalog/descriptor.py",
        "catalog/difference.py",
        "catalog/escape.py",
        "catalog/package.py",
        "catalog/readable.py",
        "catalog/report.py",
        "catalog/rules.py",
        "catalog/shape.py",
        "catalog/site",
        "catalog/sql.py",
        "catalog/version.py",
    ),
    # Shows the folder on this machine.
    but=("catalog/site/server.py",),
    libraries=("duckdb", "jinja2", "markupsafe", "pillow", "pyarrow", "pypdfium2", "pypinyin"),
)


@cache
def fingerprint(code: Code, house: Path = PROJECT) -> str:
    """Give the hash of code: files by path below the house and bytes, libraries by version, and the interpreter.

    Python counts by 3.x: with each come other Unicode tables and other parsers of HTML, mail and numbers. A library that
    is not installed is None, so that installing an extra is a change.
    """
    files = {path.relative_to(house).as_posix(): hash_of_file(path) for path in files_of(code, house)}
    return digest(files, {name: _version(name) for name in code.libraries}, sys.version_info[:2])


def files_of(code: Code, house: Path = PROJECT) -> list[Path]:
    """Give the files of code, sorted; what Python compiled and what an editor hides are none."""
    out = {house / name for name in code.but}
    return sorted(
        {
            path
            for name in code.files
            for path in _below(house / name)
            if out.isdisjoint((path, *path.parents)) and "__pycache__" not in path.parts and path.name[0] != "."
        }
    )


def _below(path: Path) -> Iterator[Path]:
    """Give a file itself, or the files of a folder."""
    yield from (path,) if path.is_file() else (file for file in path.rglob("*") if file.is_file())


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


# --- steps ---------------------------------------------------------------------------------------------------------


def read_key(sha256: str, claims: Mapping[str, str], selectors: Mapping[str, Any]) -> str:
    """Name the reading of a file: its bytes, what was said of them, where on the page its collection says the text is.

    A claim that the bytes refute is an issue. Fonts themselves are read where the environment asks
    for them, which is asked only where in doubt.
    """
    return digest(sha256, claims, selectors, os.environ.get("GONGBAO_STANDIN") == "off", fingerprint(READ))


PARSED_WITH = ("areas", "units")
"""The registers that the grammar reads: names of areas, and words that are units. The others are for the models."""


def parse_key(content: str, said: Mapping[str, Any], registers: Sequence[Path]) -> str:
    """Name the parsing of a source: the hash of its content, what the register says of it, the words of the registers."""
    return digest(content, said, _registers(registers, PARSED_WITH), fingerprint(PARSE))


def registers_key(registers: Sequence[Path], corrections: Sequence[Path]) -> str:
    """Name what the reference registers and the corrections of these folders say."""
    from transform.registers import REGISTERS

    return digest(_registers(registers, REGISTERS), _corrections(corrections))


def build_key(
    sources: Sequence[Mapping[str, Any]],
    issues: Sequence[Mapping[str, Any]],
    facts: Sequence[str | None],
    registers: Sequence[Path],
    corrections: Sequence[Path],
    packages: Iterable[Package],
    typed: str,
) -> str:
    """Name the warehouse, and what its checks find: rows of sources and issues, hashes of facts, registers, definitions.

    Definitions count, for a row that breaks one is set aside. A correction counts with its file's name, which is published.
    Of the typed rows their tables count (`typed_tables`), and not the grammar in whose files they stand.
    """
    definitions = [definition_key(package) for package in packages]
    return digest(sources, issues, facts, registers_key(registers, corrections), definitions, typed, fingerprint(BUILD))


def typed_tables() -> str:
    """Name the tables of the typed rows: their columns and keys."""
    from transform import schema

    return digest(schema.TABLES, schema.KEYS)


_DEFINITIONS: dict[int, tuple[Package, str]] = {}
"""Definitions that were named once, by their identity: every step of a run asks for them, and they are long."""


def definition_key(package: Package) -> str:
    """Name what a definition says."""
    if id(package) not in _DEFINITIONS:
        # Kept itself, so that its number is not given to another.
        _DEFINITIONS[id(package)] = package, digest(asdict(package))
    return _DEFINITIONS[id(package)][1]


def release_key(con: duckdb.DuckDBPyConnection, package: Package) -> str:
    """Name what of a package would be released: its definition, its rows in the promoted database, the sources they are of.

    Rows count as a set, by their number and the sum of their hashes (64 bits each): releases have an order of their own.
    """
    from catalog.release import made_from
    from catalog.sql import identifier

    rows = {}
    for resource in package.resources:
        columns = ", ".join(identifier(field.name) for field in resource.fields)
        rows[resource.name] = con.execute(
            f"SELECT count(*), CAST(sum(hash({columns})) AS VARCHAR) FROM {resource.source}"
        ).fetchall()
    # Other bytes of the same sources, which no row tells of, are no reason for a release.
    sources = [{name: said for name, said in one.items() if name != "hash"} for one in made_from(con, package)]
    return digest(definition_key(package), rows, sources, fingerprint(RELEASE))


def catalogue_key(dist: Path, base_url: str, contact: str = "") -> str:
    """Name the catalogue over the releases that stand in `dist`."""
    return digest(_standing(dist), base_url, contact, fingerprint(CATALOGUE))


def site_key(dist: Path, base_url: str, contact: str = "", sql: Path | None = None) -> str:
    """Name the site over the releases that stand in `dist`; it links to those files of the catalogue that are there.

    `sql` is the folder of DuckDB-WASM, whose files count by their bytes; SiteError where it has none.
    """
    from catalog.site import console
    from catalog.site.pages import EXPORTS

    exports = [name for name in EXPORTS if (dist / name).is_file()]
    engine = [hash_of_file(path) for path in console.files(sql)] if sql else []
    return digest(_standing(dist), base_url, contact, exports, engine, fingerprint(SITE))


# --- files ---------------------------------------------------------------------------------------------------------


def _registers(folders: Sequence[Path], names: Iterable[str]) -> dict[str, list[str]]:
    """Give the hashes of each register's files, in the order of the folders: where two say the same, it is said once."""
    return {
        name: [found for folder in folders if (found := hash_of_file(folder / f"{name}.csv")) is not None]
        for name in names
    }


def _corrections(folders: Sequence[Path]) -> list[tuple[str, str | None]]:
    return [(path.name, hash_of_file(path)) for folder in folders for path in sorted(folder.glob("*.csv"))]


def _standing(dist: Path) -> dict[str, str | None]:
    """Give the hash of each package's index, which holds the versions and, by its checksums, all of their bytes."""
    return {path.parent.name: hash_of_file(path) for path in dist.glob("*/index.json")}
