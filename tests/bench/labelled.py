"""Numbers that careful readers have labelled, beside what the grammar proposes of them: what `make learn` learns from.

A proposal is right where a label of its kind names the same number in the same words; where a reader was in doubt it
says nothing. Each kind is proposed as in a run, but what is wrong by the labels is given back, and the next kind may
propose it.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from transform import facts
from transform.document import genre, issue
from transform.document.model import Document, SourceInfo
from transform.document.records import Fact
from transform.grammar import citations, decision, gate, incentives, observations, reading, responsibilities, targets
from transform.grammar.citations import Citation
from transform.identity import Ids
from transform.language import numbers
from transform.registers import areas as areas_of

PROJECT = Path(__file__).parents[2]
Label = dict[str, Any]
KINDS = {"incentive": "incentives", "target": "targets", "observation": "observations"}
TOLD = {"responsibility": ("responsibilities", ("measure", "org")), "citation": ("citations", ("title",))}
"""Kinds that no weights decide: their labels, and what of a label names a row."""
READ = ("source_register", "snapshots", "content")
"""The assets that give a document's content."""
_SAME = 0.4
"""This part of the shorter quote stands in the longer, or they are two."""


@dataclass(frozen=True)
class Sample:
    """A proposal: the set and the document that it is from, its kind, its signs, and whether the labels have it."""

    labels: str
    document: str
    kind: str
    signs: frozenset[str]
    right: bool
    quote: str


def documents_of(register: Path, home: Path, registers: Sequence[Path]) -> Iterator[Document]:
    """Read the sources of a register into a home, and give their documents."""
    import dagster as dg

    from pipelines.definitions import defs
    from pipelines.home import Home
    from pipelines.sources import remembered

    defs.resolve_job_def("publish").execute_in_process(
        run_config={
            "resources": {"settings": {"config": {"home": str(home), "registers": [str(register.resolve())]}}},
            "loggers": {"steps": {"config": {}}},
        },
        asset_selection=[dg.AssetKey(name) for name in READ],
    )
    store = Home(home)
    sources = {source.source_id: source for source in remembered(store)}
    areas = areas_of(tuple(registers))
    for row in store.recall("content") or []:
        if row.get("path"):
            said: dict[str, Any] = dict(sources[row["source_id"]].info_fields())
            arrow = pq.read_table(row["path"])
            head = json.loads(arrow.schema.metadata[b"gongbao"])
            info = SourceInfo(**said, media_type=row["media_type"])
            found, _ = issue.documents(arrow.to_pylist(), head["metadata"], info, areas)
            yield from found


def fold(text: str | None) -> str:
    """Fold as the labels are compared: no white space, one kind of dash and quotation mark."""
    plain = unicodedata.normalize("NFKC", text or "")
    return re.sub(r"\s+", "", re.sub(r'[“”„"「」『』]', '"', re.sub(r"[—–―－‐‑~～﹣]+", "-", plain)))


def lines(path: Path) -> list[Label]:
    """Give the labels of a file."""
    return [json.loads(x) for x in path.read_text(encoding="utf-8").splitlines() if x.strip()] if path.is_file() else []


def of(register: Path, labels: Path, home: Path) -> Iterator[Sample]:
    """Give the proposals in the labelled documents of a register."""
    registers = [PROJECT / "seeds" / "reference"]
    words = facts.lexicon(tuple(map(str, registers)))
    documents = list(documents_of(register, home, registers))
    mapped = labels / "docmap.json"
    docmap = json.loads(mapped.read_text(encoding="utf-8")) if mapped.is_file() else {}
    tables = KINDS | {kind: table for kind, (table, _) in TOLD.items()}
    known = {kind for kind, table in tables.items() if (labels / f"{table}.jsonl").is_file()}
    said = {kind: lines(labels / f"{table}.jsonl") for kind, table in tables.items()}
    for entry in lines(labels / "documents.jsonl"):
        document = next((d for d in documents if _is(d, entry, docmap.get(entry["doc"], {}))), None)
        if document is None:
            print(f"{labels}: {entry['doc']} is not among the documents of {register}", file=sys.stderr)
            continue
        own = {kind: [label for label in rows if label["doc"] == entry["doc"]] for kind, rows in said.items()}
        yield from _told(labels.name, document, own, known)
        yield from _of(labels.name, document, words, own, known)


def _told(name: str, document: Document, labels: dict[str, list[Label]], known: set[str]) -> Iterator[Sample]:
    """Give the facts that no weights decide: bodies in charge, and documents that the text names."""
    ids = Ids(document.document_id)
    numbered = {measure.id: measure.number for measure in document.measures}
    rows: list[tuple[str, Any, tuple[str | None, ...]]] = [
        ("responsibility", row, (numbered.get(row.measure_id), row.printed_name))
        for row in responsibilities.find(document, ids)
        if isinstance(row, responsibilities.Responsibility)
    ]
    rows += [
        ("citation", row, (row.cited_title,)) for row in citations.find(document, ids) if isinstance(row, Citation)
    ]
    for kind, row, key in rows:
        if kind in known:
            like = [x for x in labels[kind] if [fold(x[name]) for name in TOLD[kind][1]] == [fold(k) for k in key]]
            if not any("doubt" in label for label in like):
                yield Sample(name, document.document_id, kind, frozenset(), bool(like), row.evidence.quote)


def _is(document: Document, entry: Label, mapped: dict[str, Any]) -> bool:
    if mapped.get("source_id") and document.source_id != mapped["source_id"]:
        return False
    if entry.get("number") and fold(entry["number"]) == fold(document.document_number):
        return True
    return fold(entry.get("title")) == fold(document.title) or bool(mapped.get("source_id") and mapped.get("only"))


def _of(name: str, document: Document, words: Any, labels: dict[str, list[Label]], known: set[str]) -> Iterator[Sample]:
    ids = Ids(document.document_id)
    readings = reading.read(document, words)
    sort = genre.sort_of(document)
    for kind in KINDS:
        rows: list[Any]
        match kind:
            case "incentive":
                rows = list(incentives.find(document, sort, readings, ids))
            case "target":
                rows = list(targets.find(document, readings, ids))
            case _:
                rows = list(observations.find(document, readings, ids))
        by_id: dict[str, Fact] = {decision.key_of(row): row for row in rows}
        said = {key: _right(kind, row, labels[kind]) if kind in known else None for key, row in by_id.items()}
        told: set[str] = set()
        for found, position, key, signs in decision.proposals(kind, sort, document, readings, by_id):
            right = said[key]
            if right is not None and key not in told:
                told.add(key)
                yield Sample(name, document.document_id, kind, signs, right, by_id[key].evidence.quote)
            if not right:
                instead = gate.instead(kind, sort, document, found, position, by_id[key])
                del found.used[position]
                found.refused.setdefault(position, instead._replace(candidate=kind))


def base(value: str | None, unit: str | None) -> Decimal | None:
    """Give a printed value without its multipliers."""
    if value is None:
        return None
    m = re.match(numbers.MULTIPLIER, unit or "")
    return Decimal(value) * (numbers.multiplier(m[0]) if m else 1)


def _same(a: Any, b: Any) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return abs(float(a) - float(b)) <= 1e-6 * max(1.0, abs(float(a)))


def _overlap(a: str, b: str) -> float:
    a, b = sorted((fold(a), fold(b)), key=len)
    if not a:
        return 0.0
    if a in b:
        return 1.0
    match = SequenceMatcher(None, a, b, autojunk=False).find_longest_match()
    return match.size / len(a)


_UNSURE = {"value", "value_base", "terms", "rate_pct", "cap", "cap_base"}


def _right(kind: str, row: Any, labels: list[Label]) -> bool | None:
    like = [x for x in labels if _matches(kind, row, x)]
    sure = [x for x in like if "doubt" not in x and not _UNSURE & set(x.get("doubt_fields", ()))]
    return True if sure else None if like else False


def _matches(kind: str, row: Any, label: Label) -> bool:
    quote = row.evidence.quote
    if kind == "incentive":
        return (
            _same(label.get("rate_pct"), row.rate_pct)
            and _same(label.get("cap_base"), base(row.cap, row.cap_unit))
            and _overlap(label.get("quote", ""), quote) >= _SAME
        )
    if not _same(label.get("value_base"), base(row.value, row.unit)):
        return False
    return _overlap(label["quote"], quote) >= _SAME
