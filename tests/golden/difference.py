"""What differs between two readings of the same documents: facts that are gone, new, moved or changed, in words.

A fact is found again by its id, else by its number, else by its words, always in its own document; what is found
again and says something else has changed, and has moved where only its place is another.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Row = dict[str, Any]
Facts = dict[str, list[Row]]
Kind = Literal["gone", "new", "changed", "moved"]

ORDER: tuple[Kind, ...] = ("gone", "new", "changed", "moved")
SHOWN = 10
"""As many examples a group as one reads before a guess at the reason."""
LONGEST = 60
"""Characters of a quote or a value that are shown: a line of a terminal."""

OWN_ID = {
    "sources": ("source_id",),
    "documents": ("document_id",),
    "document_issuers": ("document_id", "position"),
    "sections": ("section_id",),
    "measures": ("measure_id",),
    "responsibilities": ("measure_id", "printed_name"),
    "incentives": ("incentive_id",),
    "targets": ("target_id",),
    "observations": ("observation_id",),
    "quantities": ("quantity_id",),
    "tables": ("table_id",),
    "cells": ("table_id", "row", "column"),
}
"""What names a row of a table by itself."""

AGAIN: tuple[tuple[str, ...], ...] = (
    ("document_id", "number"),
    ("document_id", "char_start", "char_end", "value", "printed_name"),
    ("document_id", "quote", "value", "printed_name"),
    ("document_id", "char_start", "char_end"),
    ("document_id", "quote"),
    ("document_id", "text"),
    ("document_id", "title"),
    ("document_id", "caption", "page_start"),
    ("document_id", "row_id", "type"),
    ("document_id", "message"),
    ("source_id", "title"),
    ("source_id", "page_start"),
)
"""By what a row is found again whose own id is another, the surest first. `number` is where the number of it stands."""

PLACE = {"page", "position", "char_start", "char_end"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that differs: `old` and `new` as they were read, None where there is none; `fields` that changed."""

    table: str
    kind: Kind
    fields: tuple[str, ...]
    old: Row | None
    new: Row | None

    @property
    def row(self) -> Row:
        """The fact as it is now, else as it was."""
        return self.new or self.old or {}

    @property
    def rule(self) -> str:
        """The rule that read it, and the one that read it before where that was another."""
        rules = [str((row or {}).get("rule", "")) for row in (self.old, self.new) if row]
        return " → ".join(dict.fromkeys(rules))

    def record(self) -> dict[str, Any]:
        """Give it for a program."""
        return asdict(self) | {"rule": self.rule}


def compare(old: Facts, new: Facts) -> list[Difference]:
    """Give what differs between two readings, table by table in the order of the places; nothing where all is equal."""
    documents = _documents(old.get("documents", []), new.get("documents", []))
    found: list[Difference] = []
    for table in dict.fromkeys([*new, *old]):
        before = _known(old, table, documents)
        after = _known(new, table, {})
        pairs = _pair(table, before, after)
        for one, other in pairs:
            fields = tuple(name for name in dict.fromkeys([*one, *other]) if one.get(name) != other.get(name))
            if fields:
                found.append(Difference(table, "moved" if PLACE.issuperset(fields) else "changed", fields, one, other))
        kept = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
        found += [Difference(table, "gone", (), row, None) for row, _ in before if id(row) not in kept[0]]
        found += [Difference(table, "new", (), None, row) for row, _ in after if id(row) not in kept[1]]
    return found


Known = list[tuple[Row, Row]]
"""Rows with what they are found again by."""


def _known(facts: Facts, table: str, documents: dict[str, str]) -> Known:
    """Give the rows of a table, each with its number's place, under the id that its document has in the new reading."""
    places = {
        row["fact_id"]: (row.get("char_start"), row.get("char_end"))
        for row in facts.get("quantities", [])
        if row.get("fact_id")
    }
    known: Known = []
    for row in facts.get(table, []):
        names: Row = {**row, "number": None}
        if len(own := OWN_ID.get(table, ())) == 1:
            names["number"] = places.get(row[own[0]])
        if "document_id" in row:
            names["document_id"] = documents.get(row["document_id"], row["document_id"])
        # A copy: two rows may be one object, and are told apart as objects.
        known.append((dict(row), names))
    return known


def _documents(old: list[Row], new: list[Row]) -> dict[str, str]:
    """Give old id → new id of the documents that are found again under another id."""
    pairs = _pair("documents", [(row, row) for row in old], [(row, row) for row in new])
    return {one["document_id"]: other["document_id"] for one, other in pairs}


def _pair(table: str, before: Known, after: Known) -> list[tuple[Row, Row]]:
    """Pair the rows that are the same fact; rows that no name tells apart are paired in their order."""
    pairs: list[tuple[Row, Row]] = []
    for name in (_all, *(_name(fields) for fields in (OWN_ID.get(table, ()), *AGAIN) if fields)):
        waiting: dict[object, list[Row]] = defaultdict(list)
        for row, names in after:
            if (key := name(row, names)) is not None:
                waiting[key].append(row)
        for row, names in before:
            if (key := name(row, names)) is not None and waiting[key]:
                pairs.append((row, waiting[key].pop(0)))
        kept = {id(row) for pair in pairs for row in pair}
        before = [known for known in before if id(known[0]) not in kept]
        after = [known for known in after if id(known[0]) not in kept]
    return pairs


def _all(row: Row, _: Row) -> object:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def _name(fields: Sequence[str]) -> Callable[[Row, Row], object]:
    """Give a function for the values of these fields; a row that lacks the one that tells has no such name."""
    telling = fields[1] if len(fields) > 1 else fields[0]

    def name(_: Row, names: Row) -> object:
        if names.get(telling) is None or names.get(fields[0]) is None:
            return None
        return tuple(names.get(field) for field in fields)

    return name


def tell(differences: Sequence[Difference], shown: int = SHOWN) -> Iterator[str]:
    """Give the lines that tell of it: by table, kind, rule and fields, the first of each group with their quotes."""
    tables: dict[str, list[Difference]] = defaultdict(list)
    for difference in differences:
        tables[difference.table].append(difference)
    for table, found in tables.items():
        counts = {kind: sum(1 for d in found if d.kind == kind) for kind in ORDER}
        yield f"{table}: {', '.join(f'{count} {kind}' for kind, count in counts.items() if count)}"
        groups: dict[tuple[Any, ...], list[Difference]] = defaultdict(list)
        for d in found:
            groups[ORDER.index(d.kind), d.rule, d.fields].append(d)
        for (kind, rule, fields), members in sorted(groups.items(), key=lambda group: group[0]):
            head = f"{ORDER[kind]} {', '.join(fields)}".strip()
            yield f"  {head}{f' by {rule}' if rule else ''}: {len(members)}"
            yield from (f"    {_example(d)}" for d in members[:shown])
            if len(members) > shown:
                yield f"    … and {len(members) - shown} more"


def _example(difference: Difference) -> str:
    row = difference.row
    where = str(row.get("document_id") or row.get("table_id") or row.get("source_id") or "")
    if difference.table == "cells":
        where += f" row {row.get('row')} column {row.get('column')}"
    if "page" in row:
        where += f" p. {row['page']}"
    words = str(next((row[name] for name in ("quote", "text", "title", "caption", "message") if row.get(name)), ""))
    if difference.kind in ("changed", "moved"):
        one, other = difference.old or {}, difference.new or {}
        said = "; ".join(f"{f}: {_change(one.get(f), other.get(f))}" for f in difference.fields)
    else:
        said = "; ".join(f"{name} {_short(row[name])}" for name in row if name not in HIDDEN and row[name] != words)
    return " ".join(part for part in (where, f"“{_short(words)}”" if words else "", said) if part)


HIDDEN = {"document_id", "source_id", "table_id", "quote", "rule", "is_ocr", *PLACE}
"""What an example of a fact that is gone or new need not say again."""


def _short(value: object) -> str:
    text = "nothing" if value is None else str(value).replace("\n", "⏎")
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _change(one: object, other: object) -> str:
    """Give both values; of long texts only what stands around the first character that differs."""
    if isinstance(one, str) and isinstance(other, str) and max(len(one), len(other)) > LONGEST:
        same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        begin = max(0, same - LONGEST // 4)
        one, other = (f"{'…' if begin else ''}{text[begin:]}" for text in (one, other))
    return f"{_short(one)} → {_short(other)}"
