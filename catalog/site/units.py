"""Rows handed out a unit at a time: those of a document, of a promise, of a page of a list, and of no unit that stands.

`Query` says which rows and in which order; `each` works out the prints of all units in the database and reads rows of
those alone that must be rendered. What is rendered of them does not live here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from catalog.site.kept import Kept
from catalog.site.releases import TABLE, SiteError
from catalog.site.rows import Library, Row, Runs
from catalog.sql import literal

FEW = 200
"""Units that are asked for by name: a list of names reaches the tables below a join, a list from a table does not."""


class Query(NamedTuple):
    """Rows of many units: a query that has the unit's key as a column, and the order of the rows within a unit."""

    rows: str
    order: str


def prints(key: str, queries: Mapping[str, Query]) -> str:
    """Give the query of the prints of all units: `key` and `print`. The first of the queries says which units there are."""
    parts = " UNION ALL ".join(
        f"SELECT {literal(name)} AS name, {key} AS key, count(*) AS n, sum(hash(q)) AS h FROM ({query.rows}) q "
        f"WHERE {key} IS NOT NULL GROUP BY {key}"
        for name, query in queries.items()
    )
    first = literal(next(iter(queries)))
    return (
        f"SELECT key, string_agg(name || ' ' || n || ' ' || h, ';' ORDER BY name) AS print FROM ({parts}) "
        f"GROUP BY key HAVING bool_or(name = {first})"
    )


def each(
    library: Library, kept: Kept, kind: str, key: str, queries: Mapping[str, Query]
) -> Iterator[tuple[str, dict[str, list[Row]]]]:
    """Plan the units of a kind; give the key and the rows of each that must be rendered, in the order of keys.

    Raise SiteError where a key could not be the name of a folder.
    """
    todo = kept.plan(kind, prints(key, queries))
    for (bad,) in kept.rows(
        f"SELECT key FROM {todo} WHERE NOT regexp_full_match(key, {literal(TABLE.pattern)}) ORDER BY key LIMIT 1"
    ):
        raise SiteError(f"{kind} id {bad!r} cannot be a folder's name")
    keys = [name for (name,) in kept.rows(f"SELECT key FROM {todo} LIMIT {FEW + 1}")]
    if not keys:
        return
    among = f"(FROM {todo})" if len(keys) > FEW else f"({', '.join(map(literal, keys))})"
    runs = {
        name: Runs(
            library.rows(f"SELECT * FROM ({query.rows}) WHERE {key} IN {among} ORDER BY {key}, {query.order}"), key
        )
        for name, query in queries.items()
    }
    for (name,) in kept.rows(f"SELECT key FROM {todo} ORDER BY key"):
        yield name, {of: run.take(name) for of, run in runs.items()}


SMALLEST, LARGEST = 50, 85
"""Rows of a page of a list. A page ends behind a row whose key says so, as soon as it has the fewest, and at the most."""
ENDS = 16
"""One key in so many ends a page."""


def cut(rows: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Cut a list into pages where its rows say so: first and last rank from 1, and the sum of the rows' hashes.

    Rows are the hash of the key and that of all that is shown. Pages do not end at every so many rows, for then one row
    more would change all pages behind it; so only those around it change.
    """
    first, count, total = 1, 0, 0
    for key, shown in rows:
        count += 1
        total += shown
        if count >= SMALLEST and (key % ENDS == 0 or count >= LARGEST):
            yield first, first + count - 1, total
            first, count, total = first + count, 0, 0
    if count or first == 1:
        yield first, first + count - 1, total


def pages_of(library: Library, query: Query, key: str) -> list[tuple[int, int, int]]:
    """Give the pages of a list as `cut` does; `key` names its rows."""
    sql = f"SELECT hash({key}), hash(q) FROM (SELECT * FROM ({query.rows})) q ORDER BY {query.order}"
    return list(cut((row[0], row[1]) for row in library.tuples(sql)))


def rows_of_pages(
    library: Library, query: Query, pages: Mapping[str, tuple[int, int]], give: Callable[[str, list[Row]], None]
) -> None:
    """Read the rows of the pages that must be rendered, by name with first and last rank, and give them page by page."""
    if not pages:
        return
    ordered = sorted(pages.items(), key=lambda page: page[1])
    whole = " OR ".join(f"rank_ BETWEEN {first} AND {last}" for _, (first, last) in ordered)
    if len(ordered) > FEW:
        whole = f"rank_ BETWEEN {ordered[0][1][0]} AND {ordered[-1][1][1]}"
    rows = library.rows(
        f"SELECT * FROM (SELECT *, row_number() OVER (ORDER BY {query.order}) AS rank_ FROM ({query.rows})) "
        f"WHERE {whole} ORDER BY rank_"
    )
    waiting = next(rows, None)
    for name, (first, last) in ordered:
        batch: list[Row] = []
        while waiting is not None and int(waiting["rank_"] or 0) <= last:
            if int(waiting["rank_"] or 0) >= first:
                batch.append(waiting)
            waiting = next(rows, None)
        give(name, batch)
