"""Documents made from a few lines of text, and the facts read from them, for tests that read like a specification."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from transform import facts, schema
from transform.document import genre, issue, tablekind
from transform.document.model import Document, Paragraph, SourceInfo
from transform.grammar import decision
from transform.identity import Ids
from transform.language import quantities
from transform.language.text import fold
from transform.registers import areas
from transform.schema import Row

RULES_ALONE = {
    kind: decision.Scorer({"": 100, "gate": -200}, (0,), (Decimal("0.99"),))
    for kind in ("incentive", "target", "observation")
}
"""Scorers that let pass what no rule speaks against: what was learnt changes with each label, and the rules do not."""
SEEDS = Path(__file__).parents[2] / "seeds" / "reference"


@cache
def lexicon() -> quantities.Lexicon:
    return facts.lexicon((str(SEEDS),))


def document(
    text: str,
    *,
    kind: str = "plan",
    issued_on: str | None = "2031-03-05",
    title: str = "云川市产业发展行动方案",
    area: str | None = "云川市",
) -> Document:
    """Give a document with a paragraph a line; a line that begins with # is a heading over what follows."""
    made = Document("d", "s", kind, title, issued_on=issued_on, area=area)  # type: ignore[arg-type]
    heading: tuple[str, ...] = ()
    start = 0
    for line in text.strip().split("\n"):
        source = fold(line.lstrip("# ").strip())
        is_heading = line.startswith("#")
        if is_heading:
            heading = (source.text,)
        made.paragraphs.append(
            Paragraph("heading" if is_heading else "paragraph", "body", source, start, headings=heading)
        )
        start += len(source.text) + 1
    return made


def read_facts(text: str, **what: str | None) -> dict[str, list[Row]]:
    """Give the facts of a document by the rules alone, in the order in which `transform.facts` reads them."""
    made = document(text, **what)  # type: ignore[arg-type]
    tables = tablekind.known(made, lexicon())
    sort, ids = genre.sort_of(made), Ids(made.document_id)
    return schema.rows(facts.stated(made, sort, tables, lexicon(), ids, RULES_ALONE))


Read = Callable[..., dict[str, list[Row]]]


def misnamed(cases: Iterable[tuple[Any, ...]], *beginnings: str) -> list[ParameterSet]:
    """Give cases with those marked whose text begins so: the metric that stands there is right, and not read yet."""
    mark = pytest.mark.xfail(reason="the metric takes in words that are not of the noun phrase", strict=True)
    return [pytest.param(*case, marks=[mark] if case[0].startswith(beginnings) else []) for case in cases]


@pytest.fixture
def read() -> Read:
    """The facts of a few lines of text; see `read_facts`."""
    return read_facts


def blocks_of(text: str) -> list[dict[str, Any]]:
    """Give reader's blocks, a block a line: `# ` a heading, `| a | b` a row of a table, `[3] ` a page number before."""
    blocks: list[dict[str, Any]] = []
    page = None
    for line in filter(None, (line.strip() for line in text.strip().split("\n"))):
        if line.startswith("[") and line[1:].split("]")[0].isdigit():
            page = int(line[1:].split("]")[0])
            continue
        if line.startswith("|"):
            row = [cell.strip() for cell in line.strip("| ").split("|")]
            if not blocks or blocks[-1]["table"] is None:
                blocks.append(
                    _block("table", "", page, {"cells": [], "n_rows": 0, "n_columns": len(row), "header_rows": 1})
                )
            table = blocks[-1]["table"]
            for column, cell in enumerate(row):
                table["cells"].append({"row": table["n_rows"], "column": column, "text": cell, "row_span": 1,
                                       "column_span": 1, "is_header": table["n_rows"] == 0, "page": page})  # fmt: skip
            table["n_rows"] += 1
            continue
        blocks.append(_block("heading" if line.startswith("# ") else "paragraph", line.removeprefix("# "), page, None))
    return blocks


def _block(kind: str, text: str, page: int | None, table: dict[str, Any] | None) -> dict[str, Any]:
    if table is not None:
        table |= {"number": None, "caption": None, "unit_note": None, "source_note": None,
                  "page_start": page, "page_end": page, "confidence": 1.0}  # fmt: skip
    return {"kind": kind, "text": text, "page": page, "printed_page": page, "role": None, "table": table}


Print = Callable[..., tuple[list[Document], list[Row]]]


@pytest.fixture
def printed() -> Print:
    """The documents and issues of a source printed as lines of text (see `blocks_of`), with metadata by name."""

    def make(text: str, *, source: SourceInfo | None = None, **meta: str) -> tuple[list[Document], list[Row]]:
        said = source or SourceInfo("yunchuan-page")
        documents, issues = issue.documents(blocks_of(text), meta, said, areas((SEEDS,)))
        return documents, schema.rows(issues)["issues"]

    return make
