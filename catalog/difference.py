"""What changed between two releases of a package: schema, rows and values, in DuckDB by keys.

`compare` gives a `Difference`, which says itself in words (`render`) and in JSON (`to_json`), and calls for a version
step. Rows are compared in their published form. A delta is a CSV a table: the rows removed and added, and each changed
row as it was (`before`) and as it is (`after`); the old table and the delta make the new one.

What an earlier release gave of a text that the new one does not release whole is not given again: the old side of such
a row is without what is longer than a name.
"""

from __future__ import annotations

import filecmp
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from catalog.csvtable import load
from catalog.descriptor import Located, as_list, find
from catalog.sql import connect, identifier, literal
from catalog.version import Step

CHANGE = "_change"
"""The first column of a delta: `removed`, `added`, `before` or `after`."""

EXAMPLES = 10
MANY = 3
"""Tables that come or go at once beyond this number are told in one line."""

NAME = 20
"""Characters up to which a text of the old side is given where its document is not released whole any more."""

VOLATILE = {"version", "created", "resources"}
VOLATILE_RESOURCE = {"hash", "bytes", "rows", "schema"}
KEYS = {"primaryKey": "primary key", "foreignKeys": "foreign keys", "missingValues": "missing values"}
TIGHTER_UP = ("minLength", "minimum", "exclusiveMinimum")
TIGHTER_DOWN = ("maxLength", "maximum", "exclusiveMaximum")


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """A change of what a table is, not of what stands in it."""

    step: Step
    resource: str
    field: str | None
    words: str
    is_whole: bool = False
    """Whether the table as such came or went."""


@dataclass(frozen=True, slots=True)
class Change:
    """One changed value."""

    key: tuple[str | None, ...]
    field: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        """Give the change as `field old → new`."""
        return f"{self.field} {_short(self.old)} → {_short(self.new)}"


@dataclass(slots=True)
class TableDifference:
    """What changed in one table: counts of rows, changed values by field, and some of them as examples."""

    name: str
    title: str
    rows_old: int
    rows_new: int
    added: int = 0
    removed: int = 0
    changed: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    examples: list[Change] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Whether no row differs."""
        return not (self.added or self.removed or self.changed)

    def loss(self, meant: int = 0) -> float:
        """Give the share of the rows that is gone, 0 where the table did not shrink; `meant` rows were to go."""
        rows = self.rows_old - meant
        return max(0, rows - self.rows_new) / rows if rows > 0 else 0.0

    def words(self) -> str:
        """Give one line: how many rows are new, gone and changed, and how."""
        counts = [(self.added, "new"), (self.removed, "removed"), (self.changed, "changed")]
        text = ", ".join(f"{count} {what}" for count, what in counts if count)
        if self.changed and len(self.examples) == sum(self.fields.values()) <= 3:
            text += ": " + "; ".join(map(str, self.examples))
        elif self.changed:
            text += " (" + ", ".join(f"{name} in {count}" for name, count in self.fields.items()) + ")"
        return f"{self.name}: {text}"


@dataclass(slots=True)
class Difference:
    """Everything that differs between two releases, the older first."""

    schema: list[SchemaChange] = field(default_factory=list)
    tables: list[TableDifference] = field(default_factory=list)
    metadata: list[str] = field(default_factory=list)
    """Names of the changed properties that are neither rows nor what a program relies on."""

    @property
    def step(self) -> Step:
        """The version step that the difference calls for."""
        steps = [change.step for change in self.schema]
        steps += [Step.MINOR for t in self.tables if t.added or t.removed]
        steps += [Step.PATCH for t in self.tables if t.changed]
        steps += [Step.PATCH for _ in self.metadata]
        return max(steps, default=Step.NONE)

    def reasons(self) -> list[str]:
        """Give the changes in words, one line a change of the schema, a table or the metadata."""
        rows = {table.name: max(table.rows_old, table.rows_new) for table in self.tables}
        whole = {change.resource for change in self.schema if change.is_whole}
        lines = []
        for rank, group in groupby(sorted(self.schema, key=_rank), key=_rank):
            changes = list(group)
            names = [change.resource for change in changes]
            if changes[0].is_whole and len(changes) > MANY:
                total = sum(rows[name] for name in names)
                lines.append(f"{len(changes)} tables {rank[2]} ({names[0]} … {names[-1]}), {total} rows")
            else:
                lines += [c.words + (f", {rows[c.resource]} rows" if c.is_whole else "") for c in changes]
        lines += [table.words() for table in self.tables if not table.is_same and table.name not in whole]
        if self.metadata:
            lines.append("metadata: " + ", ".join(self.metadata))
        return lines

    def render(self) -> str:
        """Give a text for a person."""
        if self.step is Step.NONE:
            return "nothing changed"
        lines = [f"calls for a {self.step.name} step"]
        for reason in self.reasons():
            lines.append(f"- {reason}")
        for table in self.tables:
            for example in table.examples if table.changed else ():
                key = " / ".join(part or "" for part in example.key)
                lines.append(f"    {table.name} {key}: {example}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """Give the same for a program."""
        return {
            "step": self.step.name,
            "reasons": self.reasons(),
            "schema": [{**asdict(change), "step": change.step.name} for change in self.schema],
            "tables": [asdict(table) for table in self.tables if not table.is_same],
            "metadata": self.metadata,
        }


def _rank(change: SchemaChange) -> tuple[int, bool, str]:
    """Put the gravest change first, and tables that came or went beside each other."""
    return -change.step, change.is_whole, change.words.rpartition(" ")[2] if change.is_whole else ""


def _short(text: str | None) -> str:
    if text is None:
        return "∅"
    return text if len(text) <= 40 else text[:39] + "…"


def compare(old: Path, new: Path, *, delta: Path | None = None, threads: int | None = None) -> Difference:
    """Compare two releases on disk (folders or descriptors); with `delta`, write a CSV for each changed table there.

    Raises
    ------
    DescriptorError
        Where a descriptor cannot be read.
    ValueError
        Where a table of one of them is no well-made CSV: compare what is valid.
    """
    return compare_packages(find(old), find(new), delta=delta, threads=threads)


def compare_packages(
    old: Located, new: Located, *, delta: Path | None = None, threads: int | None = None
) -> Difference:
    """Compare two packages whose descriptors are read already; see `compare`."""
    before = {r["name"]: r for r in old.descriptor["resources"]}
    after = {r["name"]: r for r in new.descriptor["resources"]}
    difference = Difference(metadata=sorted(_changed_metadata(old.descriptor, new.descriptor)))
    con = connect(threads=threads)
    try:
        has_rights = _load_rights(con, new)
        for name in [*after, *(name for name in before if name not in after)]:
            one, other = before.get(name), after.get(name)
            difference.schema.extend(resource_changes(name, one, other))
            table = _compare_rows(con, name, (old.folder, one), (new.folder, other), delta, has_rights)
            difference.tables.append(table)
            if one and other:
                difference.metadata.extend(_changed_resource_metadata(name, one, other))
    finally:
        con.close()
    return difference


def _changed_metadata(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in {*old, *new} - VOLATILE:
        was, now = (_said(name, side.get(name)) for side in (old, new))
        if was != now:
            yield name


def _said(name: str, value: Any) -> Any:
    """Give metadata as they are compared: which bytes a source had is no statement of the package."""
    return [{k: v for k, v in one.items() if k != "hash"} for one in value] if name == "sources" and value else value


def _changed_resource_metadata(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted({*old, *new} - VOLATILE_RESOURCE):
        if old.get(key) != new.get(key):
            yield f"{name} {key}"
    # An example is a value of the data, which are compared themselves.
    said = {"name", "type", "format", "constraints", "unit", "unit_field", "example"}
    others = {f["name"]: f for f in new["schema"]["fields"]}
    for f in old["schema"]["fields"]:
        other = others.get(f["name"], f)
        for key in sorted({*f, *other} - said):
            if f.get(key) != other.get(key):
                yield f"{name}.{f['name']} {key}"


def resource_changes(name: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Iterator[SchemaChange]:
    """Give the changes of one resource's schema, where it is new or gone one change that says so."""
    if old is None:
        yield SchemaChange(Step.MINOR, name, None, f"{name}: table new", is_whole=True)
        return
    if new is None:
        yield SchemaChange(Step.MAJOR, name, None, f"{name}: table removed", is_whole=True)
        return
    before = {f["name"]: f for f in old["schema"]["fields"]}
    after = {f["name"]: f for f in new["schema"]["fields"]}
    gone, come = [n for n in before if n not in after], [n for n in after if n not in before]
    renamed = _renamed(before, after, gone, come)
    for was, now in renamed.items():
        yield SchemaChange(Step.MAJOR, name, now, f"{name}: field {was} renamed to {now}")
    for was in gone:
        if was not in renamed:
            yield SchemaChange(Step.MAJOR, name, was, f"{name}: field {was} removed")
    for now in come:
        if now not in renamed.values():
            yield SchemaChange(Step.MAJOR, name, now, f"{name}: field {now} added")
    kept = [n for n in before if n in after]
    if kept != [n for n in after if n in before]:
        yield SchemaChange(Step.MAJOR, name, None, f"{name}: fields reordered")
    for field_name in kept:
        yield from _field_changes(name, before[field_name], after[field_name])
    for key, words in KEYS.items():
        was, now = old["schema"].get(key), new["schema"].get(key)
        if was != now:
            looser = key == "foreignKeys" and all(k in (was or []) for k in now or [])
            yield SchemaChange(Step.MINOR if looser else Step.MAJOR, name, None, f"{name}: {words} changed")


def _renamed(
    before: Mapping[str, Any], after: Mapping[str, Any], gone: Sequence[str], come: Sequence[str]
) -> dict[str, str]:
    """Tell a renamed field from one removed and one added: it stands in the same place and is described the same."""
    places, new_places = list(before), list(after)
    same = ("type", "title", "description")
    return {
        was: now
        for was in gone
        for now in come
        if places.index(was) == new_places.index(now) and all(before[was].get(k) == after[now].get(k) for k in same)
    }


def _field_changes(resource: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[SchemaChange]:
    name = old["name"]
    for key in ("type", "format", "unit", "unit_field"):
        if old.get(key) != new.get(key):
            words = f"{resource}.{name}: {key.replace('_', ' ')} {old.get(key)} → {new.get(key)}"
            yield SchemaChange(Step.MAJOR, resource, name, words)
    was, now = old.get("constraints", {}), new.get("constraints", {})
    for key in sorted({*was, *now}):
        if was.get(key) != now.get(key):
            tighter = _is_tighter(key, was.get(key), now.get(key))
            words = f"{resource}.{name}: {key} {'tighter' if tighter else 'looser'}, {was.get(key)} → {now.get(key)}"
            yield SchemaChange(Step.MAJOR if tighter else Step.MINOR, resource, name, words)


def _is_tighter(constraint: str, old: Any, new: Any) -> bool:
    """Say whether a value that was allowed may be refused now; where that cannot be told, it may."""
    if new is None or new is False:
        return False
    if old is None or old is False:
        return True
    if constraint == "enum":
        return not set(old) <= set(new)
    if constraint in TIGHTER_UP:
        return bool(new > old)
    if constraint in TIGHTER_DOWN:
        return bool(new < old)
    return True


def _compare_rows(
    con: duckdb.DuckDBPyConnection,
    name: str,
    old: tuple[Path, Mapping[str, Any] | None],
    new: tuple[Path, Mapping[str, Any] | None],
    delta: Path | None,
    has_rights: bool,
) -> TableDifference:
    resource = new[1] or old[1] or {}
    title = resource.get("title", name)
    if old[1] and new[1] and filecmp.cmp(old[0] / old[1]["path"], new[0] / new[1]["path"], shallow=False):
        rows = old[1]["rows"] if "rows" in old[1] else _load(con, "o", *old).rows
        return TableDifference(name, title, rows, rows)
    before, after = _load(con, "o", *old), _load(con, "n", *new)
    names = [*after.fields, *(f for f in before.fields if f not in after.fields)]
    for side, side_name in ((before, "o"), (after, "n")):
        columns = ", ".join(f"{side.column(f)} AS d{i}" for i, f in enumerate(names))
        con.execute(f"CREATE OR REPLACE VIEW {side_name}_rows AS SELECT {columns} FROM {side_name}")
    is_keyed = before.key == after.key and bool(after.key)
    key = [names.index(f) for f in (after.key if is_keyed else names)]
    on = " AND ".join(f"o.d{i} IS NOT DISTINCT FROM n.d{i}" for i in key) if is_keyed else "false"
    values = [i for i in range(len(names)) if i not in key]
    # What stands on both sides alike goes first, in two passes over everything; what is left is small.
    for one, other in (("o", "n"), ("n", "o")):
        left = f"SELECT * FROM {one}_rows EXCEPT SELECT * FROM {other}_rows" if is_keyed else f"FROM {one}_rows"
        con.execute(f"CREATE OR REPLACE TABLE {one}_left AS {left}")
    parts = {
        "removed": f"SELECT o.* FROM o_left o WHERE NOT EXISTS (SELECT 1 FROM n_left n WHERE {on})",
        "added": f"SELECT n.* FROM n_left n WHERE NOT EXISTS (SELECT 1 FROM o_left o WHERE {on})",
        "before": f"SELECT o.* FROM o_left o JOIN n_left n ON {on}",
        "after": f"SELECT n.* FROM o_left o JOIN n_left n ON {on}",
    }
    ranked = (f"SELECT {literal(w)} AS w, {rank} AS r, * FROM ({q})" for rank, (w, q) in enumerate(parts.items()))
    con.execute(f"CREATE OR REPLACE TABLE delta AS {' UNION ALL '.join(ranked)}")
    shown = _shown(name, old[1] or {}, names, key) if has_rights else {}
    for i, text in shown.items():
        con.execute(f"UPDATE delta AS o SET d{i} = {text} WHERE w IN ('removed', 'before')")
    counts = dict(con.execute("SELECT w, count(*) FROM delta GROUP BY w").fetchall())
    table = TableDifference(
        name, title, before.rows, after.rows, counts.get("added", 0), counts.get("removed", 0), counts.get("after", 0)
    )
    if table.changed:
        _count_values(con, table, names, key, values, on, shown)
    if delta is not None and not table.is_same:
        delta.mkdir(parents=True, exist_ok=True)
        columns = ", ".join(f"d{i} AS {identifier(f)}" for i, f in enumerate(names))
        order = ", ".join([*(f"d{i} NULLS FIRST" for i in key), "r"])
        con.execute(
            f"COPY (SELECT w AS {identifier(CHANGE)}, {columns} FROM delta ORDER BY {order}) "
            f"TO {literal(delta / f'{name}.csv')} "
            f"(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')"
        )
    return table


def _load_rights(con: duckdb.DuckDBPyConnection, new: Located) -> bool:
    """Load into `whole` the documents that the new release gives whole; False where it does not tell."""
    resource = next((r for r in new.descriptor["resources"] if r["name"] == "documents"), None)
    fields = [f["name"] for f in resource["schema"]["fields"]] if resource else []
    if not resource or not {"document_id", "has_full_text"} <= set(fields):
        return False
    side = _load(con, "n", new.folder, resource)
    con.execute(
        f"CREATE OR REPLACE TABLE whole AS SELECT {side.column('document_id')} AS document_id FROM n "
        f"WHERE {side.column('has_full_text')} = 'true'"
    )
    return True


def _shown(name: str, old: Mapping[str, Any], names: Sequence[str], key: Sequence[int]) -> dict[int, str]:
    """Give SQL of what may be told of the old side's free texts (`o.d0` …), by column, for a table of documents' rows.

    A row names its document, or has an id that begins with it; a printed table's name does.
    """
    if "document_id" in names:
        document = f"o.d{names.index('document_id')}"
    elif own := next((n for n in names if n in ("table_id", "measure_id", "target_id")), None):
        document = rf"regexp_replace(o.d{names.index(own)}, '\.[^.]*$', '')"
    elif name.startswith("t-"):
        document = literal(name[2:].rpartition(".")[0])
    else:
        return {}
    is_withheld = f"{document} IS NOT NULL AND {document} NOT IN (SELECT document_id FROM whole)"
    return {
        names.index(f["name"]): f"CASE WHEN length(o.d{names.index(f['name'])}) > {NAME} AND {is_withheld} "
        f"THEN NULL ELSE o.d{names.index(f['name'])} END"
        for f in old.get("schema", {}).get("fields", ())
        if f["type"] == "string"
        and not {"enum", "pattern"} & f.get("constraints", {}).keys()
        and names.index(f["name"]) not in key
    }


def _count_values(
    con: duckdb.DuckDBPyConnection,
    table: TableDifference,
    names: Sequence[str],
    key: Sequence[int],
    values: Sequence[int],
    on: str,
    shown: Mapping[int, str],
) -> None:
    """Count the changed values by field, and take the first few, by key, as examples."""
    parts = ", ".join(f"o.d{k}" for k in key)
    joined = f"FROM o_left o JOIN n_left n ON {on}"
    differs = {i: f"o.d{i} IS DISTINCT FROM n.d{i}" for i in values}
    if not values:
        return
    counts = ", ".join(f"count(*) FILTER (WHERE {other})" for other in differs.values())
    for i, count in zip(values, con.execute(f"SELECT {counts} {joined}").fetchall()[0], strict=True):
        if count:
            table.fields[names[i]] = count
            room = EXAMPLES - len(table.examples)
            was_shown = shown.get(i, f"o.d{i}")
            rows = con.execute(
                f"SELECT [{parts}], {was_shown}, n.d{i} {joined} WHERE {differs[i]} ORDER BY ALL LIMIT {room}"
            ).fetchall()
            table.examples.extend(Change(tuple(k), names[i], was, now) for k, was, now in rows)


@dataclass(slots=True)
class _Side:
    """One of the two tables in the scratch database."""

    fields: list[str]
    key: list[str]
    rows: int

    def column(self, name: str) -> str:
        """Give SQL of a column, NULL where this side has no such field."""
        return f"c{self.fields.index(name)}" if name in self.fields else "CAST(NULL AS VARCHAR)"


def _load(con: duckdb.DuckDBPyConnection, table: str, folder: Path, resource: Mapping[str, Any] | None) -> _Side:
    if resource is None:
        con.execute(f"CREATE OR REPLACE TABLE {table} (_row BIGINT)")
        return _Side([], [], 0)
    schema = resource["schema"]
    fields = [f["name"] for f in schema["fields"]]
    loaded = load(con, folder / resource["path"], table, len(fields))
    if loaded.faults:
        raise ValueError(f"{resource['path']}: {loaded.faults[0].message}")
    return _Side(fields, as_list(schema.get("primaryKey")), loaded.rows)
