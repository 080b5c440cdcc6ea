"""Which rows leave with sources that their register withdrew: a loss that was meant, and asks nobody to accept it.

It is told of the delta that was written. A row leaves with a document whose source was withdrawn, as its own row or by
a row of that document that it names; a row of no document (a body, its alias, an indicator) leaves when nobody names it
any more, and somebody who left did. That a row of another document is gone is a loss like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from catalog.descriptor import as_list, find
from catalog.difference import CHANGE
from catalog.sql import connect, identifier, literal

WITHDRAWN = "withdrawn"
"""`status` of a source in its register and in the table `sources`."""
PRINTED = "t-"
"""How the name of a printed table begins, before its id, which begins with that of its document."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves: `sources` whose documents stood in the release before, and how many `rows`, by table."""

    sources: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)


def leaving(standing: Path, delta: Path, withdrawn: AbstractSet[str], documents: Collection[str]) -> Leaving:
    """Give what leaves the release `standing` with the sources `withdrawn` (their ids), of the `delta` to the next one.

    `documents` are the ids of those that there are now: a package that lists none has to ask for them.
    """
    if not withdrawn and not (delta / "sources.csv").is_file():
        return Leaving()
    found = find(standing)
    resources = {r["name"]: r for r in found.descriptor["resources"]}
    with connect() as con:
        con.execute("CREATE TABLE withdrawn AS SELECT unnest(?::VARCHAR[]) AS source_id", [sorted(withdrawn)])
        gone = {name: r for name, r in resources.items() if _load_removed(con, name, delta / f"{name}.csv")}
        con.execute("CREATE TABLE going (document_id VARCHAR, source_id VARCHAR)")
        if told := [name for name in ("documents", "document_sources") if name in resources]:
            _load_going(con, [found.folder / resources[name]["path"] for name in told])
        elif withdrawn:
            _load_missing(con, [name for name in gone if "document_id" in _names(gone[name])], documents)
        for name, resource in gone.items():
            con.execute(f"UPDATE {_removed(name)} AS r SET _leaves = true WHERE {_is_of_document(resource, gone)}")
        while any(_follow(con, name, gone) for name in gone):
            pass
        rows = {
            name: con.execute(f"SELECT count(*) FROM {_removed(name)} WHERE _leaves").fetchall()[0][0] for name in gone
        }
        sources = con.execute("SELECT DISTINCT source_id FROM going WHERE source_id IS NOT NULL ORDER BY 1").fetchall()
    return Leaving(tuple(source for (source,) in sources), {name: count for name, count in rows.items() if count})


def _removed(name: str) -> str:
    return identifier(f"removed {name}")


def _read(file: Path) -> str:
    return f"read_csv({literal(file)}, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"


def _load_going(con: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """Load into `going` the documents that stood in the release and were had of a withdrawn source, with that source."""
    union = " UNION ".join(f"SELECT document_id, source_id FROM {_read(file)}" for file in files)
    con.execute(f"INSERT INTO going FROM ({union}) WHERE source_id IN (FROM withdrawn)")


def _load_missing(con: duckdb.DuckDBPyConnection, tables: Sequence[str], documents: Collection[str]) -> None:
    """Load into `going` the documents that removed rows name and that are gone; that all of them may, other packages say."""
    for name in tables:
        con.execute(
            f"INSERT INTO going SELECT DISTINCT document_id, NULL FROM {_removed(name)} "
            "WHERE document_id NOT IN (SELECT unnest(?::VARCHAR[]))",
            [sorted(documents)],
        )


def _load_removed(con: duckdb.DuckDBPyConnection, name: str, file: Path) -> bool:
    """Load the rows of a table that are gone; say whether there are any."""
    if not file.is_file():
        return False
    con.execute(
        f"CREATE TABLE {_removed(name)} AS SELECT *, false AS _leaves FROM {_read(file)} WHERE {identifier(CHANGE)} = 'removed'"
    )
    return bool(con.execute(f"SELECT count(*) FROM {_removed(name)}").fetchall()[0][0])


def _names(resource: Mapping[str, Any]) -> set[str]:
    return {f["name"] for f in resource["schema"]["fields"]}


def _keys(resource: Mapping[str, Any], gone: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give the foreign keys to tables of which rows are gone: the table, and the fields there under ours."""
    for key in resource["schema"].get("foreignKeys", ()):
        target = key["reference"]["resource"] or resource["name"]
        if target in gone:
            yield target, list(zip(as_list(key["fields"]), as_list(key["reference"]["fields"]), strict=True))


def _on(pairs: Sequence[tuple[str, str]], ours: str, theirs: str) -> str:
    return " AND ".join(f"{ours}.{identifier(a)} = {theirs}.{identifier(b)}" for a, b in pairs)


def _is_of_document(resource: Mapping[str, Any], gone: Mapping[str, Any]) -> str:
    """Give SQL that says of a removed row `r` whether its own document is going, or that of a removed row that it names."""
    names, name = _names(resource), resource["name"]
    if name.startswith(PRINTED):
        return f"{literal(name.removeprefix(PRINTED).rpartition('.')[0])} IN (SELECT document_id FROM going)"
    if name == "sources":
        # One that was withdrawn before has no documents, and may go at last.
        return f"source_id IN (FROM withdrawn) OR status = {literal(WITHDRAWN)}"
    own = []
    if "document_id" in names:
        own.append("r.document_id IN (SELECT document_id FROM going)")
    if "source_id" in names:
        own.append("r.source_id IN (FROM withdrawn)")
    for target, pairs in _keys(resource, gone):
        if "document_id" in _names(gone[target]):
            there = f"FROM {_removed(target)} AS p WHERE p.document_id IN (SELECT document_id FROM going)"
            own.append(f"EXISTS ({there} AND {_on(pairs, 'r', 'p')})")
    return " OR ".join(own) or "false"


def _follow(con: duckdb.DuckDBPyConnection, name: str, gone: Mapping[str, Any]) -> bool:
    """Let rows of no document leave with those that they name, or that named them; say whether any did."""
    if _has_document(gone[name], gone):
        return False
    ways = [(target, _on(pairs, "r", "p")) for target, pairs in _keys(gone[name], gone)]
    ways += [
        (other, _on(pairs, "p", "r"))
        for other, resource in gone.items()
        for target, pairs in _keys(resource, gone)
        if target == name
    ]
    left = [f"EXISTS (FROM {_removed(other)} AS p WHERE p._leaves AND {on})" for other, on in ways]
    [[count]] = con.execute(
        f"UPDATE {_removed(name)} AS r SET _leaves = true WHERE NOT r._leaves AND ({' OR '.join(left) or 'false'})"
    ).fetchall()
    return bool(count)


def _has_document(resource: Mapping[str, Any], gone: Mapping[str, Any]) -> bool:
    """Say whether rows of the table are of a document, or of a source."""
    names = _names(resource)
    return (
        bool(names & {"document_id", "source_id"})
        or resource["name"].startswith(PRINTED)
        or any("document_id" in _names(gone[target]) for target, _ in _keys(resource, gone))
    )
