"""What can be found: an entry for each thing of the releases, by kind, weighty ones first, read row by row.

`search` makes an index of them. What a reader would type for a thing is put in `also`: its other names, its English, its
quote, its numbers in the base unit, its id.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.site import words
from catalog.site.releases import Release
from catalog.site.rows import DOCUMENTS, Library, Row
from catalog.site.search import Entry
from catalog.site.tokens import squeezed

RECENT = "coalesce(d.issued_on, d.published_on) DESC NULLS LAST"


def entries(library: Library, releases: list[Release]) -> Iterator[Entry]:
    """Give all entries; those of a kind come together."""
    yield from _subjects(library)
    yield from _documents(library)
    yield from _promises(library)
    yield from _datasets(releases)
    yield from _facts(library)
    yield from _texts(library)


def _joined(*parts: str | None, by: str = " · ") -> str:
    return by.join(filter(None, parts))


def _subjects(library: Library) -> Iterator[Entry]:
    for row in library.rows("SELECT * FROM made.places ORDER BY promises DESC, points DESC, place"):
        name, english = row["name"] or "", words.place_en(row["place"])
        note = _joined(row["parent"], f"{row['promises']} 项承诺", english)
        yield Entry("place", name, note, f"id/{row['place']}/index.html", f"{english} {row['place']}", name, 3)
    order = "ORDER BY duties + promises DESC, documents DESC, organisation_id"
    for row in library.rows(f"SELECT * FROM made.bodies {order}"):
        name = row["name"] or ""
        note = _joined(row["area"], f"{row['duties']} 项职责", f"{row['promises']} 项承诺")
        also = _joined(row["short_name"], row["aliases"], row["organisation_id"], row["parent"], by=" ")
        weight = 1 + int(row["duties"] or 0)
        yield Entry(
            "body", name, note, f"id/{row['organisation_id']}/index.html", also, f"{name} {row['aliases']}", weight
        )
    for row in library.rows("SELECT * FROM made.indicators ORDER BY promises + points DESC, indicator_id"):
        name = row["name"] or ""
        note = _joined(row["name_en"], f"{row['promises']} 项承诺", f"{row['points']} 个数据点")
        also = _joined(row["wordings"], row["definition"], row["name_en"], row["indicator_id"], by=" ")
        weight = int(row["promises"] or 0) + int(row["points"] or 0)
        yield Entry("indicator", name, note, f"id/{row['indicator_id']}/index.html", also, name, weight)


def _documents(library: Library) -> Iterator[Entry]:
    for kind, where in (("document", "!="), ("news", "=")):
        for row in library.rows(f"{DOCUMENTS} WHERE d.kind {where} 'news' ORDER BY date DESC NULLS LAST, document_id"):
            title = row["title"] or row["document_id"] or ""
            note = _joined(row["document_number"], row["issuers"], row["date"], row["title_en"])
            also = _joined(
                note, row["notice_title"], squeezed(row["document_number"] or ""), row["document_id"], by=" "
            )
            yield Entry(kind, title, note, f"documents/{row['document_id']}/index.html", also, title)


def _promises(library: Library) -> Iterator[Entry]:
    order = "ORDER BY try_cast(mentions AS INTEGER) DESC, document_date DESC NULLS LAST, commitment_id"
    for row in library.rows(f"SELECT * FROM made.promises {order}"):
        text = _joined(row["area"], row["metric"], words.amount(row), row["deadline"], by=" ")
        note = _joined(words.word("progress", row["status"]).zh, row["owner"], row["document_title"])
        target = (row["target_id"] or "").rpartition(".t-")[2]
        also = _joined(
            row["quote"], row["indicator"], row["indicator_en"], row["owner"], row["scope"], row["value_base"],
            row["commitment_id"], target, words.place_en(row["place"]), row["measure_title"], by=" ",
        )  # fmt: skip
        yield Entry("commitment", text, note, f"id/{row['commitment_id']}/index.html", also, row["metric"] or "")


def _datasets(releases: list[Release]) -> Iterator[Entry]:
    for release in releases:
        for table in release.tables:
            if table.is_printed:
                continue
            names = _joined(table.title, table.title_en, table.name, by=" ")
            also = f"{table.description} {table.description_en} " + " ".join(
                f"{f.name} {f.title} {f.title_en}" for f in table.fields
            )
            yield Entry("dataset", names, release.title, f"{release.package}/{table.name}/index.html", also)


FACTS = {
    "measure": f"""
        SELECT f.document_id, f.measure_id AS id, concat_ws(' ', f.number, f.title) AS text,
            concat_ws(' ', f.path, r.bodies, f.measure_id) AS also, d.title, w.file FROM policies.measures f
        LEFT JOIN policies.documents d USING (document_id)
        LEFT JOIN (SELECT measure_id, string_agg(printed_name, ' ' ORDER BY printed_name) AS bodies
            FROM policies.responsibilities GROUP BY measure_id) r ON r.measure_id = f.measure_id
        LEFT JOIN made.placed w ON w.id = f.measure_id
        ORDER BY {RECENT}, f.document_id, f.measure_id""",
    "incentive": f"""
        SELECT f.document_id, f.incentive_id AS id, f.quote AS text, concat_ws(' ', f.recipient, f.condition, f.cap_base,
            f.incentive_id) AS also, f.instrument, d.title, w.file
        FROM policies.incentives f LEFT JOIN policies.documents d USING (document_id)
        LEFT JOIN made.placed w ON w.id = f.incentive_id
        ORDER BY {RECENT}, f.document_id, f.incentive_id""",
    "table": f"""
        SELECT f.document_id, f.table_id AS id, concat_ws(' ', f.number, f.caption) AS text,
            concat_ws(' ', f.unit_note, h.heads, f.table_id) AS also, d.title, w.file
        FROM tables.tables f LEFT JOIN policies.documents d USING (document_id)
        LEFT JOIN (SELECT table_id, string_agg(DISTINCT text, ' ' ORDER BY text) AS heads FROM tables.cells
            WHERE is_header = 'true' GROUP BY table_id) h ON h.table_id = f.table_id
        LEFT JOIN made.placed w ON w.id = f.table_id
        ORDER BY {RECENT}, f.document_id, f.table_id""",
    "observation": f"""
        SELECT f.document_id, f.observation_id AS id, f.area, f.metric, f.comparator, f.value, f.value_max, f.unit,
            f.period, concat_ws(' ', f.quote, i.name, i.name_en, f.scope, f.value_base, f.observation_id) AS also, d.title,
            w.file
        FROM targets.observations f LEFT JOIN policies.documents d USING (document_id)
        LEFT JOIN targets.indicators i USING (indicator_id)
        LEFT JOIN made.placed w ON w.id = f.observation_id
        ORDER BY {RECENT}, f.document_id, f.observation_id""",
}
"""Queries of the facts that stand on their document's page."""


def _facts(library: Library) -> Iterator[Entry]:
    for kind, sql in FACTS.items():
        for row in library.rows(sql):
            text = row["text"] if "text" in row else _observed(row)
            if text:
                document_id = row["document_id"] or ""
                path = f"documents/{document_id}/{row['file'] or 'index.html'}#{words.anchor(document_id, row['id'] or '')}"
                instrument = words.word("instrument", row.get("instrument"))
                note = _joined(instrument.zh, row["title"])
                yield Entry(kind, words.clipped(text, 160), note, path, f"{row['also']} {' '.join(instrument)}")


def _observed(row: Row) -> str:
    return _joined(row["area"], row["metric"], words.amount(row), row["period"], by=" ")


def _texts(library: Library) -> Iterator[Entry]:
    """Give the sections whose text is released, each by all of its words."""
    for row in library.rows(
        f"""SELECT s.document_id, s.heading, s.text, d.title, v.document_id IS NOT NULL AS is_divided FROM policies.sections s
        LEFT JOIN policies.documents d USING (document_id)
        LEFT JOIN made.divided v ON v.document_id = s.document_id WHERE s.text IS NOT NULL
        ORDER BY {RECENT}, s.document_id, try_cast(s.position AS INTEGER), s.section_id"""
    ):
        page = f"documents/{row['document_id']}/{'text' if row['is_divided'] else 'index'}.html#text"
        shown = words.clipped(row["heading"] or row["text"], 80)
        yield Entry("text", shown, _joined("原文 Text", row["title"]), page, row["text"] or "")
