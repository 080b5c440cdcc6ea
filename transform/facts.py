"""One source's content becomes its facts: the documents in it, and all that the grammar reads from each.

The only function that the pipelines call is `parse`; `write` stores what it gives as one Parquet file a source, a row
a fact, for `transform.warehouse` to load. Nothing here knows rules of the language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from transform import schema
from transform.document import genre, issue, records, tablekind
from transform.document.model import Document, SourceInfo
from transform.document.records import Record
from transform.grammar import (
    aims,
    apart,
    audit,
    cells,
    citations,
    decision,
    incentives,
    observations,
    reading,
    responsibilities,
    targets,
)
from transform.identity import Ids
from transform.language import quantities
from transform.register_schema import rules_of
from transform.registers import areas as areas_of
from transform.registers import read_rows
from transform.schema import Rows

FACTS = pa.schema([pa.field("table", pa.string(), nullable=False), pa.field("row", pa.string(), nullable=False)])


@lru_cache(maxsize=4)
def lexicon(registers: tuple[str, ...]) -> quantities.Lexicon:
    """Give the lexicon of the units in the registers' folders (`units.csv` in each that has one)."""
    units: dict[str, str] = {}
    for folder in registers:
        path = Path(folder) / "units.csv"
        if path.is_file():
            rules = rules_of("units", [Path(name) for name in registers])
            rows = (row for _, row in read_rows(path, ("unit", "goes_on"), ("goes_on",), [], rules))
            units.update((row["unit"] or "", row["goes_on"] or "") for row in rows)
    units.pop("", None)
    if not units:
        raise FileNotFoundError(f"no units.csv with units in {', '.join(registers)}: the grammar needs the register")
    return quantities.lexicon(tuple(sorted(units.items())))


def parse(content: Path, source: SourceInfo, registers: Sequence[Path]) -> Rows:
    """Read the facts of one source.

    Parameters
    ----------
    content
        The Parquet file that `extract` wrote (schema `extract.content.BLOCKS`).
    source
        What the register says of the source.
    registers
        Folders of reference registers; `units.csv` and `areas.csv` are used here.

    Returns
    -------
    Rows of every table of `transform.schema.TABLES`, in the document's own order.
    """
    arrow = pq.read_table(content)
    head = json.loads(arrow.schema.metadata[b"gongbao"])
    words = lexicon(tuple(str(r) for r in registers))
    documents, issues = issue.documents(arrow.to_pylist(), head["metadata"], source, areas_of(tuple(registers)))
    return schema.rows([*issues, *(row for document in documents for row in facts(document, words))])


def facts(document: Document, words: quantities.Lexicon) -> list[Record]:
    """Read the facts of one document."""
    ids = Ids(document.document_id)
    sort, tables = genre.sort_of(document), tablekind.known(document, words)
    return [
        *records.find(document, sort, tables, ids),
        *decision.told("responsibility", responsibilities.find(document, ids)),
        *decision.told("citation", citations.find(document, ids)),
        *stated(document, sort, tables, words, ids),
    ]


def stated(
    document: Document,
    sort: genre.Sort,
    tables: Sequence[tablekind.KnownSheet],
    words: quantities.Lexicon,
    ids: Ids,
    scorers: Mapping[str, decision.Scorer] | None = None,
) -> list[Record]:
    """Read what numbers state: offers before targets, targets before observations, so each of the text has one fact.

    Each kind is proposed by its module and decided over its evidence; what is refused the next may propose.
    """
    readings = reading.read(document, words)
    by = decision.scorers() if scorers is None else scorers
    offers = incentives.find(document, sort, readings, ids)
    offered = decision.held("incentive", sort, document, readings, offers, by["incentive"])
    promises = targets.find(document, readings, ids)
    promised = apart.apart(decision.held("target", sort, document, readings, promises, by["target"]), ids)
    measurements = observations.find(document, readings, ids)
    measured = decision.held("observation", sort, document, readings, measurements, by["observation"])
    of_aims = aims.find(document, tables, words, ids)
    printed = [*of_aims.targets, *cells.find(document, tables, words, ids), *of_aims.observations, *of_aims.issues]
    return [
        *offered,
        *promised,
        *measured,
        *decision.told("cell", printed),
        *audit.find(document, readings, ids, [*offered, *promised, *measured]),
    ]


def write(rows: Rows, path: Path) -> None:
    """Store the rows of one source, written aside and moved into place."""
    flat = [
        {"table": table, "row": json.dumps(row, ensure_ascii=False)} for table, found in rows.items() for row in found
    ]
    aside = path.with_suffix(".tmp")
    try:
        pq.write_table(pa.Table.from_pylist(flat, schema=FACTS), aside, compression="zstd")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
