"""A search index of static files, small for a query however many documents there are, of which a change changes little.

`shards.json` says how many shards there are and at which number each kind of entry begins; `entries-<i>.json` hold what
can be found, the entry of number n in file n // `PER_FILE` under n % `PER_FILE`; shard `tokens-<k>.json` maps each token
whose hash is k to the ascending numbers of its entries, each as the step from the one before. Of a token that is
everywhere only the `LIMIT` first entries of each kind are kept: it tells little, and entries come in order of weight.
`names.json` holds names to suggest after a miss.

An entry has its number by what it says, not by how many stand before it: within those of its kind and rank it takes the
place that its hash names, of twice as many places as there are entries, or the next that is free. So an entry that comes
moves hardly another one; and numbers of places and of shards are powers of two, which seldom change.

Texts are cut into tokens once: beside the record of the site's pages lies one of the entries by the row that each was made
of. All else is done in the database, so that memory is bounded.

Why not pagefind: see docs/site.md. What can be found does not live here (`finds`), nor what a text is found by (`tokens`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import duckdb

from catalog.site.kept import Kept
from catalog.site.rows import Library, Row
from catalog.site.tokens import sounds, tokens
from catalog.sql import literal

PER_FILE = 32
LIMIT = 800
POSTINGS_PER_SHARD = 3_000
SPACE = 1 << 22
"""Numbers of a kind, or a power of two more."""
SUGGESTIONS = 400
AT_ONCE = 2_000
"""Entries that are in memory at a time."""
SHARDS_AT_ONCE = 64
"""Shards whose postings are in memory at a time."""

RECORD = {
    "kind": "VARCHAR", "of": "UBIGINT", "rank": "BIGINT", "key": "BIGINT", "weight": "BIGINT", "text": "VARCHAR",
    "note": "VARCHAR", "path": "VARCHAR", "tokens": "VARCHAR",
}  # fmt: skip
"""What is kept of an entry: the hash of its row, the place that it asks for (63 bits), its tokens with blanks between."""


class Entry(NamedTuple):
    """Something that can be found: `text` is searched and shown, `also` searched, `note` shown below.

    `name` is what may be typed as it sounds; `weight` is over 0 for names worth suggesting. Of a kind those of the lowest
    `rank` come first.
    """

    text: str
    note: str
    path: str
    also: str = ""
    name: str = ""
    weight: int = 0
    rank: int = 0


class Kind(NamedTuple):
    """Entries of a kind: the query of their rows, and what makes an entry of one; None where there is nothing to show."""

    name: str
    rows: str
    make: Callable[[Row], Entry | None]


def shard(token: str, shards: int) -> int:
    """Give the shard that holds a token."""
    value = 0
    for char in token:
        value = (value * 31 + ord(char)) % 65521
    return value % shards


SHARD = "list_reduce(list_transform(regexp_extract_all(token, '(?s).'), lambda c: ord(c)), lambda a, b: (a * 31 + b) % 65521)"
"""The same in SQL, but for the number of shards."""


class Index:
    """The index of one build, as tables of the schema `find`."""

    def __init__(self, library: Library, kept: Kept, record: Path, salt: str) -> None:
        """Read the record of an earlier build; `salt` names the code that it must have been made by."""
        self._library = library
        self._kept = kept
        self._record = record
        self._salt = salt
        self._run = library.connection.execute
        self._run("CREATE SCHEMA find")
        kept.make("find.old", RECORD)
        columns = ", ".join(RECORD)
        try:
            self._run(f"INSERT INTO find.old SELECT {columns} FROM {literal(record)} WHERE salt = {literal(salt)}")
        except duckdb.Error:
            # There is none, or it is damaged: everything is cut anew.
            kept.make("find.old", RECORD)
        kept.make("find.entries", RECORD)

    def write(self, kinds: Iterable[Kind], add: Callable[[str, str, str], None]) -> None:
        """Stage the files of the index that must be written; `add` takes path, content and unit."""
        names = []
        for kind in kinds:
            names.append(kind.name)
            self._enter(kind)
        self._number(names)
        for name, content in self._heads(names):
            add(f"search/{name}", content, f"search/{name}")
        for unit, rows in (("entries", self._files()), ("tokens", self._shards())):
            for number, content in rows:
                add(f"search/{unit}-{number}.json", content, f"search-{unit}/{number}")
        self._remember()

    # Entries ----------------------------------------------------------------------------------------------------------

    def _enter(self, kind: Kind) -> None:
        """Take the entries whose rows are known, and make those of the others. Rows that are alike are one entry."""
        hashed = f"SELECT hash(q) AS of, q.* FROM ({kind.rows}) q"
        self._run(f"CREATE OR REPLACE TABLE find.rows AS SELECT DISTINCT of FROM ({hashed})")
        self._run(
            f"INSERT INTO find.entries SELECT o.* FROM find.old o SEMI JOIN find.rows USING (of) WHERE kind = {literal(kind.name)}"
        )
        self._run(
            "CREATE OR REPLACE TABLE find.new AS SELECT of FROM find.rows ANTI JOIN "
            f"(FROM find.entries WHERE kind = {literal(kind.name)}) USING (of)"
        )
        if not next(self._library.tuples("SELECT count(*) FROM find.new"))[0]:
            return
        seen: set[str] = set()
        made = self._made(kind, self._library.rows(f"SELECT * FROM ({hashed}) SEMI JOIN find.new USING (of)"), seen)
        while batch := list(islice(made, AT_ONCE)):
            self._kept.add("find.entries", batch)

    def _made(self, kind: Kind, rows: Iterator[Row], seen: set[str]) -> Iterator[tuple[object, ...]]:
        for row in rows:
            of = row.pop("of")
            if of in seen:
                continue
            seen.add(of or "")
            # A row that shows nothing is known by a text that is none.
            entry = kind.make(row) or Entry("", "", "")
            found_by = tokens(f"{entry.text} {entry.also}") | (sounds(entry.name) if entry.name else frozenset())
            key = hashlib.blake2b("\0".join(map(str, entry)).encode(), digest_size=8).digest()
            yield (
                kind.name, of, entry.rank, int.from_bytes(key) >> 1, entry.weight, entry.text, entry.note, entry.path,
                " ".join(sorted(found_by)),
            )  # fmt: skip

    def _number(self, kinds: list[str]) -> None:
        """Give each entry its number, as `find.numbered`, and make `find.kinds`, the first number of each kind."""
        self._kept.make("find.kinds", {"kind": "VARCHAR", "nth": "BIGINT"})
        self._kept.add("find.kinds", list(zip(kinds, range(len(kinds)), strict=True)))
        self._run(
            """CREATE TABLE find.placed AS
            WITH sized AS (
                -- Twice as many places as entries, or up to four times.
                SELECT kind, of, rank, key, (1::BIGINT << (ceil(log2(count(*) OVER of_rank)) + 1)::BIGINT) AS places
                FROM find.entries WHERE text != '' WINDOW of_rank AS (PARTITION BY kind, rank)
            ), wished AS (
                SELECT kind, of, rank, places, key // ((1::BIGINT << 62) // places * 2) AS place,
                    row_number() OVER (PARTITION BY kind, rank ORDER BY key, of) AS nth FROM sized
            )
            -- The next free place, where the one wished for is taken: none stands before those that come before it.
            SELECT kind, of, rank, places, nth + max(place - nth)
                OVER (PARTITION BY kind, rank ORDER BY nth ROWS UNBOUNDED PRECEDING) AS place
            FROM wished"""
        )
        self._run(
            f"""CREATE TABLE find.ranks AS
            WITH held AS (
                SELECT kind, rank, ceil(greatest(max(place) + 1, any_value(places)) / {PER_FILE})::BIGINT * {PER_FILE} AS room
                FROM find.placed GROUP BY ALL
            )
            SELECT kind, rank, room, sum(room) OVER (PARTITION BY kind ORDER BY rank) - room AS base FROM held"""
        )
        [(largest,)] = self._run("SELECT coalesce(max(base + room), 0) FROM find.ranks").fetchall()
        space = max(SPACE, 1 << (int(largest) - 1).bit_length() if largest else 0)
        self._run("ALTER TABLE find.kinds ADD COLUMN first BIGINT")
        self._run(f"UPDATE find.kinds SET first = nth * {space}")
        self._run(
            "CREATE TABLE find.numbered AS SELECT k.nth AS kind, (k.first + r.base + p.place)::BIGINT AS number, e.text, "
            "e.note, e.path, e.tokens FROM find.placed p JOIN find.ranks r USING (kind, rank) "
            "JOIN find.kinds k USING (kind) JOIN find.entries e ON e.kind = p.kind AND e.of = p.of"
        )
        self._run("DROP TABLE find.placed")

    # Files ------------------------------------------------------------------------------------------------------------

    def _heads(self, kinds: list[str]) -> Iterator[tuple[str, str]]:
        """Count the postings into `find.tokens`, from which the shards are made; give the files that are not divided."""
        self._run(
            f"""CREATE TABLE find.tokens AS
            WITH posted AS (SELECT kind, number, unnest(string_split(tokens, ' ')) AS token FROM find.numbered),
            counted AS (
                SELECT token, kind, least(count(*), {LIMIT}) AS n, sum(hash(number)) AS h FROM posted
                WHERE token != '' GROUP BY ALL
            )
            SELECT token, sum(n)::BIGINT AS n, sum(hash(kind, h)) AS h, {SHARD} AS shard FROM counted GROUP BY token"""
        )
        [(total, entries)] = self._run(
            "SELECT coalesce(sum(n), 0)::BIGINT, (SELECT count(*) FROM find.numbered) FROM find.tokens"
        ).fetchall()
        shards = 1 << max(0, -(-total // POSTINGS_PER_SHARD) - 1).bit_length()
        self._run(f"UPDATE find.tokens SET shard = shard % {shards}")
        firsts = self._run("SELECT kind, first FROM find.kinds ORDER BY first").fetchall()
        head = {"entries": entries, "per_file": PER_FILE, "limit": LIMIT, "shards": shards, "kinds": firsts}
        yield "shards.json", _dump(head)
        names = self._run(
            f"SELECT text FROM find.entries WHERE weight > 0 ORDER BY weight DESC, text, path LIMIT {SUGGESTIONS}"
        )
        yield "names.json", _dump([name for (name,) in names.fetchall()])
        # A query asks for a shard by number: one that no token falls into is a file, too.
        self._run(f"INSERT INTO find.tokens SELECT NULL, 0, 0, range FROM range({shards})")

    def _files(self) -> Iterator[tuple[str, str]]:
        """Give the files of the entries that must be written, by their numbers."""
        todo = self._kept.plan(
            "search-entries",
            f"SELECT (number // {PER_FILE})::BIGINT::VARCHAR AS key, "
            "sum(hash(number, text, note, path))::VARCHAR AS print FROM find.numbered GROUP BY 1",
        )
        yield from self._library.tuples(
            f"""SELECT key, '{{' || string_agg('"' || number % {PER_FILE} || '":' || to_json([text, note, path]), ','
                ORDER BY number) || '}}\n'
            FROM (SELECT (number // {PER_FILE})::BIGINT::VARCHAR AS key, number, text, note, path FROM find.numbered)
            SEMI JOIN {todo} USING (key) GROUP BY key ORDER BY key"""
        )

    def _shards(self) -> Iterator[tuple[str, str]]:
        """Give the shards that must be written, by their numbers."""
        todo = self._kept.plan(
            "search-tokens",
            "SELECT shard::BIGINT::VARCHAR AS key, sum(hash(token, h))::VARCHAR AS print FROM find.tokens GROUP BY 1",
        )
        self._run(
            f"CREATE TABLE find.wanted AS SELECT token, shard FROM find.tokens SEMI JOIN {todo} "
            "ON key = shard::BIGINT::VARCHAR"
        )
        self._run(
            """CREATE TABLE find.postings AS
            WITH posted AS (SELECT kind, number, unnest(string_split(tokens, ' ')) AS token FROM find.numbered)
            SELECT w.shard, token, kind, number FROM posted JOIN find.wanted w USING (token) ORDER BY w.shard"""
        )
        parts = self._run(f"SELECT DISTINCT (shard // {SHARDS_AT_ONCE})::BIGINT FROM find.wanted ORDER BY 1").fetchall()
        for (part,) in parts:
            here = f"shard BETWEEN {part * SHARDS_AT_ONCE} AND {(part + 1) * SHARDS_AT_ONCE - 1}"
            yield from self._library.tuples(
                f"""WITH firsts AS (
                    SELECT token, kind, list_sort(list(number))[:{LIMIT}] AS numbers FROM find.postings WHERE {here}
                    GROUP BY token, kind
                ), whole AS (
                    SELECT token, flatten(list(numbers ORDER BY kind)) AS numbers FROM firsts GROUP BY token
                ), written AS (
                    SELECT w.shard, w.token, to_json(w.token) || ':[' || array_to_string(list_transform(numbers,
                        lambda n, i: n - coalesce(numbers[i - 1], 0)), ',') || ']' AS text
                    FROM (FROM find.wanted WHERE {here}) w LEFT JOIN whole USING (token)
                )
                SELECT shard::BIGINT::VARCHAR, '{{' || coalesce(string_agg(text, ',' ORDER BY token), '') || '}}\n'
                FROM written GROUP BY shard ORDER BY shard"""
            )
        self._run("DROP TABLE find.postings")

    def _remember(self) -> None:
        """Keep the entries for the next build, unless they are those of the one before."""
        [(others,)] = self._run(
            "SELECT count(*) FROM find.entries e FULL JOIN find.old o ON e.kind = o.kind AND e.of = o.of "
            "WHERE e.of IS NULL OR o.of IS NULL"
        ).fetchall()
        if not others and self._record.is_file():
            return
        self._record.parent.mkdir(parents=True, exist_ok=True)
        aside = self._record.with_name(f".{self._record.name}")
        self._run(
            f"COPY (SELECT {literal(self._salt)} AS salt, * FROM find.entries) "
            f"TO {literal(aside)} (FORMAT parquet, COMPRESSION zstd)"
        )
        aside.replace(self._record)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
