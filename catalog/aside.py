"""Setting aside: rows that break the definition of what is published leave the database, and what hangs on them.

One row of one document must not hold up the release of all others. The constraints are those of `packages/*.yaml`,
compiled by `catalog.rules`; no row that remains breaks one. Telling people of it does not live here: what went, and
why, is given back as `Offence`s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import cached_property

import duckdb

from catalog.package import ForeignKey, Package, Resource
from catalog.rules import foreign_violations, has_double_keys, key_of, published_text, row_rules
from catalog.sql import identifier

SHOWN = 80
"""Characters of a value that an offence shows."""

PLACE = ("document_id", "source_id", "page")
ROWS = "rowid IN (SELECT unnest(?::BIGINT[]))"


@dataclass(frozen=True, slots=True)
class Offence:
    """A row of `table` that broke a constraint, or the `rows` rows that named the row `hangs_on`, which was set aside.

    `code` is that of frictionless; `row_id` is the row's key, its parts joined by a slash; `value` is the printed form,
    shortened. `is_emptied`: the rows stay, without the reference. `document_id`, `source_id` and `page` are what the
    row says of its place.
    """

    table: str
    field: str
    code: str
    constraint: str
    row_id: str | None = None
    value: str | None = None
    hangs_on: str | None = None
    rows: int = 1
    is_emptied: bool = False
    document_id: str | None = None
    source_id: str | None = None
    page: int | None = None


def set_aside(con: duckdb.DuckDBPyConnection, packages: Iterable[Package]) -> list[Offence]:
    """Remove from the tables of `con` every row that may not be published, and give why, in an order of its own.

    A row goes where a value is missing, or is not of its type, form or range; where its key is not whole or stands in
    another row (the first by all columns stays); where it names a row that is not there. A row that names one of these
    goes with it where it must name one; where it need not, the reference is emptied.
    """
    tables = [_Table(con, package, resource) for package in packages for resource in package.resources]
    lost: dict[str, set[int]] = defaultdict(set)
    offences: set[Offence] = set()
    for table in tables:
        for row, offence in table.offences():
            lost[table.relation].add(row)
            offences.add(offence)
    for relation, rows in lost.items():
        con.execute(f"DELETE FROM {relation} WHERE {ROWS}", [sorted(rows)])
    shrunk = set(lost)
    while shrunk:
        # All are found before any goes, so that a row hangs on what is nearest to the row that was at fault.
        hanging = [(table, key, table.hanging(key)) for table in tables for key in table.keys_to(shrunk)]
        offences.update(offence for table, key, rows in hanging for offence in table.offences_of(key, rows))
        shrunk = {table.relation for table, key, rows in hanging if table.let_go(key, rows)}
    return sorted(offences, key=lambda offence: [str(part or "") for part in astuple(offence)])


class _Table:
    """A resource over its relation in the database, by row number."""

    def __init__(self, con: duckdb.DuckDBPyConnection, package: Package, resource: Resource) -> None:
        self.con = con
        self.package = package
        self.resource = resource
        self.relation = resource.source
        self.rows = f"({published_text(resource, also=('rowid AS _row',))})"
        self.fields = resource.schema()["fields"]

    @cached_property
    def place(self) -> str:
        """SQL of what a row `r` says of its place; one that names no document is of the document of its parent."""
        there = {row[0] for row in self.con.execute(f"DESCRIBE {self.relation}").fetchall()}
        parts = {name: f"r.{name}" if name in there else "NULL" for name in PLACE}
        for key in () if "document_id" in there else self.resource.foreign_keys:
            target = self._target(key)
            if any(field.name == "document_id" for field in target.resource.fields):
                on = " AND ".join(
                    f"p.{identifier(theirs)} = r.{identifier(ours)}"
                    for ours, theirs in zip(key.fields, key.reference, strict=True)
                )
                parts["document_id"] = f"(SELECT min(p.document_id) FROM {target.relation} AS p WHERE {on})"
                break
        return ", ".join(f"{value} AS {name}" for name, value in parts.items())

    def offences(self) -> Iterator[tuple[int, Offence]]:
        """Give the rows at fault by themselves, with a row of its own for each rule that is broken."""
        faulty: list[int] = []
        for found in (self._broken(), self._unkeyed(faulty), self._lost()):
            for row, offence in found:
                faulty.append(row)
                yield row, offence

    def _broken(self) -> Iterator[tuple[int, Offence]]:
        """Find missing values and those not of their type, form or range: all rules are asked in one pass."""
        rules = list(row_rules(self.fields, identifier))
        counts = ", ".join(f"count(*) FILTER (WHERE {rule.violation})" for rule in rules)
        numbers = self.con.execute(f"SELECT {counts} FROM {self.rows}").fetchall()[0]
        for rule, number in zip(rules, numbers, strict=True):
            if number:
                value = identifier(rule.field)
                sql = f"SELECT _row, {value} AS _value FROM {self.rows} WHERE {rule.violation}"
                yield from self._told_of(sql, rule.field, rule.code, rule.message)

    def _unkeyed(self, faulty: list[int]) -> Iterator[tuple[int, Offence]]:
        """Find keys that are not whole, and rows whose key stands in another that is not faulty."""
        names = self.resource.primary_key
        key = key_of(self.fields, names, identifier)
        if not self.con.execute(has_double_keys(self.rows, key, is_primary=True)).fetchall()[0][0]:
            return
        every = ", ".join(identifier(field.name) for field in self.resource.fields)
        is_broken = " OR ".join(f"{part} IS NULL" for part in key)
        sql = f"""SELECT _row, concat_ws('/', {", ".join(key)}) AS _value FROM {self.rows}
            WHERE NOT list_contains({faulty}::BIGINT[], _row)
            QUALIFY {is_broken} OR row_number() OVER (PARTITION BY {", ".join(key)} ORDER BY {every}, _row) > 1"""
        yield from self._told_of(sql, ", ".join(names), "primary-key", "primary key")

    def _lost(self) -> Iterator[tuple[int, Offence]]:
        for key in self.resource.foreign_keys:
            target = key.resource or self.resource.name
            sql = f"""SELECT _row, {_joined("d", key.fields)} AS _value
                FROM {self.rows} AS d WHERE _row IN ({self._dangling(key)})"""
            yield from self._told_of(sql, ", ".join(key.fields), "foreign-key", f"names a row of {target}")

    def _told_of(self, found: str, field: str, code: str, constraint: str) -> Iterator[tuple[int, Offence]]:
        sql = f"""SELECT _row, {_joined("r", self.resource.primary_key)}, left(_value, {SHOWN}), {self.place}
            FROM ({found}) JOIN {self.relation} AS r ON r.rowid = _row ORDER BY _row"""
        for row, row_id, value, *place in self.con.execute(sql).fetchall():
            yield (
                row,
                Offence(
                    self.resource.name,
                    field,
                    code,
                    constraint,
                    row_id or None,
                    value,
                    **dict(zip(PLACE, place, strict=True)),
                ),
            )

    def _target(self, key: ForeignKey) -> _Table:
        return _Table(self.con, self.package, self.package.resource(key.resource or self.resource.name))

    def _dangling(self, key: ForeignKey) -> str:
        target = self._target(key)
        ours = key_of(self.fields, key.fields, identifier)
        theirs = key_of(target.fields, key.reference, identifier)
        return foreign_violations(self.rows, ours, "_row", target.rows, theirs)

    def keys_to(self, relations: set[str]) -> list[ForeignKey]:
        """Give the keys that name rows of one of the relations."""
        return [key for key in self.resource.foreign_keys if self._target(key).relation in relations]

    def hanging(self, key: ForeignKey) -> list[int]:
        """Find the rows whose key names no row any more."""
        return [row for (row,) in self.con.execute(self._dangling(key)).fetchall()]

    def offences_of(self, key: ForeignKey, rows: list[int]) -> Iterator[Offence]:
        """Give one offence for all rows that name the same one."""
        sql = f"""SELECT hangs_on, count(*), min(document_id), min(source_id), min(page)
            FROM (SELECT {_joined("r", key.fields)} AS hangs_on, {self.place} FROM {self.relation} AS r WHERE {ROWS})
            GROUP BY hangs_on"""
        for hangs_on, count, *place in self.con.execute(sql, [rows]).fetchall():
            yield Offence(
                self.resource.name,
                ", ".join(key.fields),
                "foreign-key",
                f"names a row of {key.resource or self.resource.name}",
                hangs_on=hangs_on,
                rows=count,
                is_emptied=not self._must_name(key),
                **dict(zip(PLACE, place, strict=True)),
            )

    def let_go(self, key: ForeignKey, rows: list[int]) -> bool:
        """Remove the rows, or empty the key where it need not be there; say whether rows went."""
        if rows and self._must_name(key):
            self.con.execute(f"DELETE FROM {self.relation} WHERE {ROWS}", [rows])
            return True
        if rows:
            empty = ", ".join(f"{identifier(name)} = NULL" for name in key.fields)
            self.con.execute(f"UPDATE {self.relation} SET {empty} WHERE {ROWS}", [rows])
        return False

    def _must_name(self, key: ForeignKey) -> bool:
        return any(self.resource.field(name).required for name in key.fields)


def _joined(table: str, names: Iterable[str]) -> str:
    return f"concat_ws('/', {', '.join(f'{table}.{identifier(name)}' for name in names)})"
