"""The outline laid over a document: its sections, its measures, and the place of each paragraph and table among them.

Which items and rows are measures is known by `transform.document.measures` and `transform.document.tasks`.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

from transform.document import genre, measures, outline, tasks
from transform.document.model import Document, Measure, PlacedTable, Section
from transform.document.tasks import Shared, Task
from transform.identity import Ids
from transform.language.text import folded


@dataclass(frozen=True, slots=True)
class _Row:
    """A task of a table that no item of the text has."""

    table: PlacedTable
    task: Task


_NAMING = 24
"""Characters of a section without a heading that it is known by."""


def lay(document: Document, nodes: Sequence[outline.Node]) -> list[PlacedTable]:
    """Give a document its sections and measures, and each paragraph and table its place among them.

    Returns the tables that name bodies or times for tasks of which none became or met a measure.
    """
    ids = Ids(document.document_id)
    paths = [outline.path(nodes, index) for index in range(len(nodes))]
    place = _sections(document, nodes, paths, ids)
    _place_tables(document)
    in_body = [document.paragraphs[node.first].role == "body" if node.last >= node.first else False for node in nodes]
    works = genre.works(genre.sort_of(document))
    chosen = measures.select(nodes, document.kind, works, paths, in_body)
    shared = _shared(document, works, nodes, paths, in_body, chosen)
    owners = {item for _, table in shared for item in table.items if item is not None}
    chosen = sorted({*chosen, *owners})
    # In the order of the document: a row stands where its table does, behind the paragraph before it.
    order: list[tuple[float, int | _Row]] = [(nodes[index].first, index) for index in chosen]
    for placed, table in shared:
        own = [task for task, item in zip(table.tasks, table.items, strict=True) if item is None]
        order += [(placed.after + 0.5, _Row(placed, task)) for task in own]
    order.sort(key=lambda entry: entry[0])
    position: dict[int, int] = {}
    for _, what in order:
        if isinstance(what, _Row):
            _row(document, ids, what, {row: len(document.measures) for row in what.task.rows})
        else:
            position[what] = len(document.measures)
            _item(document, ids, nodes, what, paths[what], place[what], set(chosen))
    for placed, table in shared:
        placed.bodies, placed.first_leads = table.columns.bodies, table.columns.first_leads
        for task, item in zip(table.tasks, table.items, strict=True):
            if item is not None:
                placed.tasks.update(dict.fromkeys(task.rows, position[item]))
    _place_tables(document)
    return [placed for placed, table in shared if not placed.tasks and (works or table.columns.bodies)]


def _sections(
    document: Document, nodes: Sequence[outline.Node], paths: Sequence[tuple[str, ...]], ids: Ids
) -> dict[int, int]:
    """Make the sections; give by node the position of its section."""
    kept = [index for index, node in enumerate(nodes) if node.last >= node.first]
    place = {index: position for position, index in enumerate(kept)}
    levels = [0] * len(nodes)
    for index, node in enumerate(nodes):
        if node.parent is not None:
            levels[index] = levels[node.parent] + 1
        if index not in place:
            continue
        numbering = node.mark.printed if node.mark else None
        document.sections.append(
            Section(
                position=place[index],
                level=levels[index],
                numbering=numbering,
                heading=node.heading,
                parent=place.get(node.parent) if node.parent else None,
                first=node.first,
                last=node.last,
                page=document.paragraphs[node.first].page,
                id=ids.fact("s", _name(document, node), beside=(" / ".join(paths[index]),)),
            )
        )
        for paragraph in document.paragraphs[node.first : node.last + 1]:
            paragraph.section = place[index]
            paragraph.headings = (*paths[index], node.heading) if node.heading else paths[index]
    return place


def _name(document: Document, node: outline.Node) -> str:
    """Give what a section is known by: its heading, else the first words of its text, never its number."""
    if node.heading is not None or node.mark is None:
        return node.heading or ""
    return document.paragraphs[node.first].text[node.mark.end :][:_NAMING]


def _place_tables(document: Document) -> None:
    for table in document.tables:
        beside = document.paragraphs[max(table.after, 0)] if document.paragraphs else None
        if beside is not None:
            table.section, table.measure, table.headings = beside.section, beside.measure, beside.headings


def _shared(
    document: Document,
    works: bool,
    nodes: Sequence[outline.Node],
    paths: Sequence[tuple[str, ...]],
    in_body: Sequence[bool],
    chosen: Sequence[int],
) -> list[tuple[PlacedTable, Shared]]:
    """Give the tables that share out work, with the items of the text that their rows belong to."""
    # Items that are no measures by themselves (safeguards) are work where a table gives them to bodies.
    titles = {index: nodes[index].heading or nodes[index].sentence or "" for index in chosen}
    for index, node in enumerate(nodes):
        if in_body[index] and node.mark is not None and node.heading is not None:
            titles.setdefault(index, node.heading)
    texts = {index: _text(document, nodes, index) for index in chosen}
    found: list[tuple[PlacedTable, Shared]] = []
    before: Shared | None = None
    for placed in document.tables:
        table = tasks.read(placed, before) if placed.role in ("body", "annex") and placed.table["n_rows"] else None
        before = table
        if table is None:
            continue
        table.items = tasks.belong(table.tasks, titles, texts)
        if not tasks.shares_out(placed, table, works, document.title):
            # Rows of any other table are no work by themselves.
            known = [(t, item) for t, item in zip(table.tasks, table.items, strict=True) if item in texts]
            table.tasks, table.items = [t for t, _ in known], [item for _, item in known]
        found.append((placed, table))
    return found


def _text(document: Document, nodes: Sequence[outline.Node], index: int) -> str:
    last = max((nodes[i].last for i in [index, *_below(nodes, index)]), default=nodes[index].last)
    return "".join(p.text for p in document.paragraphs[nodes[index].first : last + 1])


def _below(nodes: Sequence[outline.Node], index: int) -> list[int]:
    below = list(nodes[index].children)
    for child in below:
        below += nodes[child].children
    return below


def _item(
    document: Document,
    ids: Ids,
    nodes: Sequence[outline.Node],
    index: int,
    path: tuple[str, ...],
    section: int,
    chosen: Container[int],
) -> None:
    """Make a numbered item of the text a measure, and its paragraphs the measure's."""
    node = nodes[index]
    title = node.heading or node.sentence
    assert node.mark is not None and title is not None
    below = _below(nodes, index)
    # Bodies that are named for a group of measures are named before the first of them.
    last = node.last if any(child in chosen for child in below) else max((nodes[i].last for i in below), default=-1)
    last = max(last, node.last)
    position = len(document.measures)
    number = node.mark.printed
    document.measures.append(
        Measure(
            position=position,
            number=number,
            title=title,
            path=path,
            is_safeguard=measures.is_safeguard((*path, node.heading or "")),
            section=section,
            first=node.first,
            last=last,
            page=document.paragraphs[node.first].page,
            id=ids.fact("m", title, beside=(" / ".join(path),)),
        )
    )
    for paragraph in document.paragraphs[node.first : last + 1]:
        paragraph.measure = position


def _row(document: Document, ids: Ids, row: _Row, places: dict[int, int]) -> None:
    """Make a task of a table a measure; `places` are its rows with the measure's position."""
    table, task = row.table, row.task
    over = table.headings
    caption = folded(table.table["caption"])
    if caption and not any(caption in heading or heading in caption for heading in (*over, document.title)):
        over = (*over, caption)
    path = (*over, *(group for group in task.groups if group not in over))
    table.tasks.update(places)
    pages = [cell["page"] for cell in table.table["cells"] if cell["row"] in places and cell["page"] is not None]
    document.measures.append(
        Measure(
            position=len(document.measures),
            number=task.number,
            title=task.title,
            path=path,
            is_safeguard=measures.is_safeguard((*path, task.title)),
            section=table.section,
            first=table.after + 1,
            last=table.after,
            page=min(pages, default=table.table["page_start"]),
            id=ids.fact("m", task.title, beside=(" / ".join(path),)),
            text=task.text,
        )
    )
