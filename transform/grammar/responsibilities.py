"""Who must do it: the bodies that a document names as responsible for a measure, and in what part.

Printed as a note behind the item （责任单位：…）, as a line of its own, as 由…牵头，…配合 in the text, or as a column
of a task table. Names stay as printed; which organisation a name means is decided in the models.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from transform.document import duties
from transform.document.model import Document, Measure, Paragraph, PlacedTable
from transform.document.records import Evidence, Fact
from transform.identity import Ids
from transform.language.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility(Fact):
    """A body that is responsible for a measure, in printed order, and its part."""

    TABLE = "responsibilities"
    KEY = ("measure_id", "position")

    measure_id: str
    document_id: str
    position: int
    printed_name: str
    role: duties.Part
    is_group: bool


def find(document: Document, ids: Ids) -> list[Responsibility]:
    """Give who is responsible for each measure, in printed order.

    A body stands once under a measure; where it is named several times, leading counts before other parts.
    """
    del ids  # a responsibility is identified by its measure and position
    manner = learn(document)
    manner.first_leads = any(map(_says_first_leads, document.paragraphs))
    manner.rest_support = any(duties.REST_SUPPORT.search(p.text) for p in document.paragraphs if p.role != "notice")
    rows: list[Responsibility] = []
    for measure in document.measures:
        seen: dict[str, Responsibility] = {}
        for paragraph in document.paragraphs[measure.first : measure.last + 1]:
            if paragraph.role != "body":
                continue
            for note in duties.notes(paragraph.text):
                text = paragraph.text[note.start : note.end]
                first_leads = duties.FIRST_LEADS.search(text) is not None
                if first_leads and duties.GOES_ON.search(text):
                    manner.first_leads = True
                for assigned in duties.read(text, manner, first_leads or manner.first_leads):
                    known = seen.get(assigned.name)
                    if known is not None and (assigned.role != "lead" or known.role == "lead"):
                        continue
                    rule = f"responsibility.{note.rule}"
                    evidence = Evidence.of_text(document, paragraph, note.start, note.end, rule)
                    # Named again with the lead: the stronger part holds, at the place of the first naming.
                    position = known.position if known is not None else len(seen) + 1
                    seen[assigned.name] = _row(document, measure, position, assigned, evidence)
        rows += seen.values()
    for table in document.tables:
        rows += _tabled(document, table, manner, {row.measure_id for row in rows})
    return rows


def _says_first_leads(paragraph: Paragraph) -> bool:
    """Say whether a paragraph tells of all lists that their first body leads: outside of any one list."""
    if paragraph.role not in ("body", "annex"):
        return False
    said = [found.start() for found in duties.FIRST_LEADS.finditer(paragraph.text)]
    return bool(said) and not any(
        note.start <= place < note.end for note in duties.notes(paragraph.text) for place in said
    )


def _row(
    document: Document, measure: Measure, position: int, assigned: duties.Assigned, evidence: Evidence
) -> Responsibility:
    return Responsibility(
        measure_id=measure.id,
        document_id=document.document_id,
        position=position,
        printed_name=assigned.name,
        role=assigned.role,
        is_group=assigned.is_group,
        evidence=evidence,
    )


def learn(document: Document) -> duties.Manner:
    """Learn from all lists of a document what its separators mean.

    Where commas separate most names, 、 stands inside a name (two bodies under one sign); where 、 separates most
    names, a comma only sets groups apart.
    """
    commas = pauses = 0
    pairs: Counter[str] = Counter()
    for paragraph in document.paragraphs:
        if paragraph.role != "body" or paragraph.measure is None:
            continue
        for note in duties.notes(paragraph.text):
            text = duties.DONE_BY.sub(";", duties.LABEL.sub(";", paragraph.text[note.start : note.end]))
            text = duties.GROUP_PHRASE.sub("各", text)
            for parts in ([p for p in duties.cut(part, ",") if p.strip()] for part in duties.cut(text, ";")):
                # A comma before a class of bodies (各区政府) says nothing: it stands there in either manner.
                commas += sum(not duties.is_group(part) and not duties.GROUP_PHRASE.match(part) for part in parts[1:])
                pauses += sum(len(duties.cut(part, "、")) - 1 for part in parts)
                if len(parts) > 1:
                    pairs.update(part for part in parts if "、" in part)
    return duties.Manner(comma_lists=commas > pauses, pairs=set(pairs))


def _tabled(
    document: Document, table: PlacedTable, manner: duties.Manner, known: Sequence[str] | set[str]
) -> list[Responsibility]:
    """Read the columns of a task table that name bodies: each row gives them to the measure that it speaks of."""
    rows: list[Responsibility] = []
    seen: set[tuple[str, str, duties.Part]] = set()
    positions: Counter[str] = Counter()
    grid = table.grid()
    for index, place in sorted(table.tasks.items()):
        measure = document.measures[place]
        if measure.id in known:
            continue
        for column, role in table.bodies:
            printed = grid[index][column]
            for assigned in duties.read_cell(printed, role, manner, table.first_leads or manner.first_leads):
                # Rows may share out parts of one task: a body that leads one and supports another stands there twice.
                if (measure.id, assigned.name, assigned.role) in seen:
                    continue
                seen.add((measure.id, assigned.name, assigned.role))
                positions[measure.id] += 1
                source = fold(printed)
                quote = source.quote(0, len(source.text))
                evidence = Evidence.of_cell(table, table.table["page_start"], quote, "responsibility.table")
                rows.append(_row(document, measure, positions[measure.id], assigned, evidence))
    return rows
